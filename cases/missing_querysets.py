"""What can be asked about missing episodes, return interviews and referrals to the NRM, and who may see them."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils import timezone

from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.dates import today
from cs_casework.statements import as_written, none_of
from families.querysets import hidden_people

# The government's guidance on these decisions for children: the conclusive one is made at least 30 calendar days after
# a positive one on reasonable grounds. It gives no day by which it has to be, so none is reckoned here.
CONCLUSIVE_AFTER = datetime.timedelta(days=30)


def hidden_episodes(user: Any) -> Any:
    """The ids of missing episodes hidden from this reader, for `as_written`."""
    from cases.models import MissingEpisode

    return MissingEpisode.objects.order_by().hidden_ids(user)


def hidden_interviews(user: Any) -> Any:
    """The ids of return interviews hidden from this reader, for `as_written`."""
    from cases.models import ReturnInterview

    return ReturnInterview.objects.order_by().hidden_ids(user)


def hidden_nrm(user: Any) -> Any:
    """The ids of referrals to the NRM hidden from this reader, for `as_written`."""
    from cases.models import NRMReferral

    return NRMReferral.objects.order_by().hidden_ids(user)


class ToldOfPlace(models.QuerySet[Any]):
    """What is said of one child and may name a context: hidden whole where that may not be seen, as its words tell of
    the place by themselves. A context that it named before counts on: the earlier versions tell of it."""

    def visible_to(self, user: Any) -> Self:
        """Shows where its child may be seen, and every context that it names or named, to roles that read cases."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.exclude(pk__in=as_written(self.hidden_rows, user))

    # The function that gives the ids of those hidden: its text is kept for whoever asks again.
    hidden_rows: Any = None
    # The way from these rows to their child.
    to_child = "child"

    def hidden_ids(self, user: Any) -> Any:
        """Those `visible_to` leaves out, for what hangs on them: few, and found once for all rows asked about."""
        if not user.may(Permission.VIEW_CASES):
            return self.values("pk")
        return self.out_of_sight(user)

    def out_of_sight(self, user: Any) -> Any:
        """Those of which the child or a context may not be seen, whatever the role reads of them."""
        return self._of_hidden_child(user).union(
            self.model.objects.order_by().filter(context__in=as_written(hidden_contexts, user)).values("pk"),
            self.model.history.model.objects.order_by()
            .filter(context__in=as_written(hidden_contexts, user))
            .values("id"),
        )

    def _of_hidden_child(self, user: Any) -> Any:
        return self.model.objects.order_by().filter(child__in=as_written(hidden_people, user)).values("pk")

    def in_sight(self, user: Any) -> Self:
        """Those out of nobody's sight who is asked about, for who is given something to do about one and reads no more."""
        return self.exclude(pk__in=self.out_of_sight(user))

    def of_context(self, context: Any) -> Self:
        return self.filter(context=context)

    def of_own_children(self, user: Any) -> Self:
        """Those of children whom this member of staff, or whoever they cover for, works with."""
        return self.filter(**{f"{self.to_child}__in": _held_by(user)})

    def of_teams(self, teams: Any, user: Any) -> Self:
        """Those of children open to the service in cases that these teams hold, as far as this reader may see."""
        return self.filter(**{f"{self.to_child}__in": _open_children(user).of_teams(teams).values("child")})

    def of_worker(self, worker: Any, user: Any) -> Self:
        """Those of children whom this worker holds, as far as this reader may see, without those of whom they cover
        for."""
        held = _open_children(user).held_by(worker, or_covered=False)
        return self.filter(**{f"{self.to_child}__in": held.values("child")})

    def with_versions(self) -> Self:
        """Each with `version_count`: one for what stands as it was first recorded."""
        versions = self.model.history.model.objects.filter(id=OuterRef("pk")).order_by().values("id")
        return self.annotate(version_count=models.Subquery(versions.annotate(n=models.Count("*")).values("n")))


class MissingEpisodeQuerySet(ToldOfPlace):
    def visible_to(self, user: Any) -> Self:
        """Shows where its child may be seen, and every context that it names or named, to roles that read cases."""
        return super().visible_to(user)

    hidden_rows = staticmethod(hidden_episodes)

    def standing(self) -> Self:
        """Without those that were recorded in error, and those a merge left behind."""
        return self.filter(withdrawn_on=None, child__merged_into=None)

    def still_missing(self) -> Self:
        return self.standing().filter(found_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-missing_from", "-created_at")

    def of_child(self, child: Any) -> Self:
        return self.filter(child=child)

    def whole(self, user: Any) -> Self:
        """Each with its child, context and return interview, as this reader may see them (`interviews`)."""
        from cases.models import ReturnInterview

        read = ReturnInterview.objects.visible_to(user).select_related("context")
        return self.select_related("child", "context", "created_by").prefetch_related(
            models.Prefetch("return_interviews", queryset=read, to_attr="interviews")
        )


def _open_children(user: Any) -> Any:
    from cases.models import CaseChild

    return CaseChild.objects.visible_to(user).open().order_by()


def _held_by(user: Any) -> Any:
    return _open_children(user).held_by(user).values("child")


class ReturnInterviewQuerySet(ToldOfPlace):
    def visible_to(self, user: Any) -> Self:
        """Shows with its missing episode, and where every context that it names or named may be seen."""
        return super().visible_to(user)

    hidden_rows = staticmethod(hidden_interviews)
    to_child = "episode__child"

    def _of_hidden_child(self, user: Any) -> Any:
        from cases.models import MissingEpisode

        hidden = MissingEpisode.objects.order_by().out_of_sight(user)
        return self.model.objects.order_by().filter(episode__in=hidden).values("pk")

    def standing(self) -> Self:
        """Without those of episodes recorded in error, and of those a merge left behind."""
        return self.filter(episode__withdrawn_on=None, episode__child__merged_into=None)

    def outstanding(self) -> Self:
        """Those that nobody has held, and of which nobody has said that there will be none."""
        return self.standing().filter(held_at=None, taken_up__in=["", "Y"]).exclude(offered="N")

    def refused(self) -> Self:
        """Those that a child was offered and did not take up: they can be offered again."""
        return self.standing().filter(taken_up="N")

    def without_any(self) -> Self:
        """Those that will not be held, as somebody has said: not offered, or they do not apply."""
        return self.standing().filter(taken_up="NA")

    def late(self) -> Self:
        return self.outstanding().filter(due_at__lt=timezone.now())

    def due_first(self) -> Self:
        return self.order_by("due_at", "pk")


class NRMReferralQuerySet(ToldOfPlace):
    def visible_to(self, user: Any) -> Self:
        """Shows where its child may be seen, and every context that it names or named, to roles that read cases."""
        return super().visible_to(user)

    hidden_rows = staticmethod(hidden_nrm)

    def of_child(self, child: Any) -> Self:
        return self.filter(child=child)

    def standing(self) -> Self:
        """Without those that were withdrawn, and those a merge left behind."""
        return self.filter(withdrawn_on=None, child__merged_into=None)

    def waiting(self) -> Self:
        """Those that wait for a decision: the first, or the conclusive one after a positive."""
        return self.standing().filter(Q(reasonable="") | Q(reasonable="positive", conclusive=""))

    def awaiting(self, step: str) -> Self:
        """Those that wait for this decision."""
        return self.waiting().filter(reasonable="" if step == "reasonable" else "positive")

    def answered(self) -> Self:
        """Those that wait for nothing: they were decided or withdrawn."""
        decided = ~Q(reasonable="") & (Q(reasonable="negative") | ~Q(conclusive=""))
        return self.filter(decided | Q(withdrawn_on__isnull=False), child__merged_into=None)

    def decided(self) -> Self:
        """Those with a decision that can be put right."""
        return self.filter(withdrawn_on=None).exclude(reasonable="", conclusive="")

    def with_negative(self) -> Self:
        """Those of which the last decision was negative: it can be asked to be looked at again."""
        return self.filter(Q(reasonable="negative") | Q(conclusive="negative"), withdrawn_on=None)

    def awaiting_first(self) -> Self:
        """Those whose first decision is due; one that is looked at again is due by no day that anything says."""
        return self.awaiting("reasonable").exclude(reconsidered="reasonable")

    def late(self) -> Self:
        """Those whose first decision was due before today."""
        return self.awaiting_first().filter(reasonable_due_on__lt=today())

    def next_first(self) -> Self:
        """By the day on which there is to be an answer, or from which on there can be one; what waits for none last, the
        latest of these first."""
        day = models.Case(
            models.When(withdrawn_on__isnull=False, then=None),
            models.When(reasonable="", reconsidered="reasonable", then=F("reconsider_on")),
            models.When(reasonable="", then=F("reasonable_due_on")),
            models.When(reasonable="positive", conclusive="", then=F("reasonable_on") + CONCLUSIVE_AFTER),
            output_field=models.DateField(),
        )
        return self.order_by(day.asc(nulls_last=True), "-referred_on", "-created_at", "pk")


class LinkProposalQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows where what it comes from, its child and its context do, to roles that see links."""
        from cases.factor_querysets import hidden_factors
        from cases.safety_querysets import hidden_safety_features

        if not user.may(Permission.VIEW_CASES) or not user.may(Permission.VIEW_CONTEXTS):
            return self.none()
        return self.filter(
            none_of(hidden_factors, user, "factor"),
            none_of(hidden_episodes, user, "episode"),
            none_of(hidden_interviews, user, "interview"),
            none_of(hidden_nrm, user, "nrm"),
            none_of(hidden_safety_features, user, "on_map"),
            none_of(hidden_people, user, "child"),
            none_of(hidden_contexts, user, "context"),
        )

    def waiting(self) -> Self:
        return self.filter(status="waiting", child__merged_into=None)

    def of_episode(self, episode: Any) -> Self:
        """Those that a missing episode proposes, or what the child said of it."""
        return self.filter(Q(episode=episode) | Q(interview__episode=episode))

    def with_sources(self) -> Self:
        """Each with its child, its context and what it comes from: who may see the proposal may see that."""
        from cases.models import LinkProposal

        return self.select_related(
            "child", "context", "interview__episode", "on_map__safety_map", *LinkProposal.SOURCES
        )

    def of_own_children(self, user: Any) -> Self:
        """Those about children whom this member of staff, or whoever they cover for, works with."""
        return self.filter(child__in=_held_by(user))
