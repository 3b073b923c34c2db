"""What can be asked about contacts, and who may see them."""

import datetime
from typing import Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.child_querysets import hidden_cases
from cases.models import Case, CaseChild
from contexts.models import Context
from contexts.querysets import hidden_contexts
from cs_casework.access import union_of
from cs_casework.accounts.models import Permission, TeamMembership
from cs_casework.audit.fields import reads_like
from cs_casework.dates import today
from cs_casework.reference.harms import ToldHarmQuerySet
from cs_casework.statements import as_written
from families.models import Person
from families.querysets import hidden_people


def stands_on_hidden(user: Any) -> Any:
    """The ids of contacts that stand on a child, an adult, a context or a case hidden from this reader: few."""
    return _stands_on(*(as_written(hidden, user) for hidden in (hidden_people, hidden_contexts, hidden_cases)))


def _stands_on(people: Any, contexts: Any, cases: Any) -> Any:
    from referrals.models import ReferralAdult, ReferralCase, ReferralChild, ReferralContext

    return union_of(
        ReferralChild.objects.filter(person__in=people).order_by().values("referral"),
        ReferralAdult.objects.filter(person__in=people).order_by().values("referral"),
        ReferralContext.objects.filter(context__in=contexts).order_by().values("referral"),
        ReferralCase.objects.filter(case__in=cases).order_by().values("referral"),
    )


def taken_by(user: Any) -> Any:
    """The ids of contacts that this reader took, without what stands on something that they are barred from."""
    from referrals.models import ReferralTaking

    barred = _stands_on(*(model.objects.order_by().barred_ids(user) for model in (Person, Context, Case)))
    return ReferralTaking.objects.filter(user=user).exclude(referral__in=barred).order_by().values("referral")


def _whether(fits: Q) -> Any:
    return models.ExpressionWrapper(fits, output_field=models.BooleanField())


def seen_by(user: Any, way: str = "referral") -> Q:
    """Rows whose contact this reader may see: none that stands on somebody or something hidden, but for who took it."""
    seen = ~Q(**{f"{way}__in": as_written(stands_on_hidden, user)}) | Q(**{f"{way}__in": as_written(taken_by, user)})
    return seen & _of_team(user, way)


def seen_whole_by(user: Any, way: str = "referral") -> Q:
    """Rows whose contact this reader may see all of."""
    return ~Q(**{f"{way}__in": as_written(stands_on_hidden, user)}) & _of_team(user, way)


def _of_team(user: Any, way: str) -> Q:
    """For a token that is for one team alone: contacts that stand on a case of it. What stands on none is no team's."""
    from referrals.models import ReferralCase

    if user.only_team is None:
        return Q()
    return Q(**{f"{way}__in": ReferralCase.objects.filter(case__team=user.only_team).order_by().values("referral")})


class ReferralQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Every contact, for a role that may see contacts; but not one that stands on a child, an adult, a context or
        a case that is hidden from this reader. Who took it goes on seeing what was said to them, and nothing of what
        it turned out to be about, as that it vanished would tell them; but not who is barred from that."""
        may = user.may(Permission.VIEW_REFERRALS)
        return self.filter(seen_by(user, "pk"), disposed_on=None) if may else self.none()

    def shown_whole_to(self, user: Any) -> Self:
        """Those of which this reader may see all: what a contact led to, and whatever else it is about."""
        return (
            self.filter(seen_whole_by(user, "pk"), disposed_on=None)
            if user.may(Permission.VIEW_REFERRALS)
            else self.none()
        )

    def of_harm(self, harm_type: Any) -> Self:
        """Those that tell of this kind of harm."""
        from referrals.models import ReferralHarm

        told = ReferralHarm.objects.standing().filter(referral=OuterRef("pk"), harm_type=harm_type)
        return self.filter(Exists(told.order_by()))

    def with_harms(self) -> Self:
        """Each contact with `harm_rows`, the kinds of harm it tells of, by name."""
        from referrals.models import ReferralHarm

        return self.prefetch_related(ReferralHarm.objects.for_pages())

    # --- Where it stands -------------------------------------------------------------------------------------------
    def unfinished(self) -> Self:
        """Being taken, to be decided, or being screened: what a tracker of contacts holds."""
        return self.filter(status__in=["taking", "submitted", "screening"])

    def to_decide(self) -> Self:
        return self.filter(status__in=["submitted", "screening"])

    def decided(self) -> Self:
        return self.filter(status="decided")

    def accepted(self) -> Self:
        """Contacts that a decision made referrals."""
        return self.filter(accepted_on__isnull=False)

    def late(self) -> Self:
        """Unfinished, and to be decided before today."""
        return self.unfinished().filter(decision_due__lt=today())

    def due_today(self) -> Self:
        return self.unfinished().filter(decision_due=today())

    def in_danger(self) -> Self:
        return self.filter(danger="yes")

    def to_countersign(self) -> Self:
        """Decided, where a second manager has yet to put their name to it."""
        from referrals.models import ScreeningDecision

        waiting = ScreeningDecision.objects.waiting_for_countersignature().filter(referral=OuterRef("pk"))
        return self.filter(Exists(waiting.order_by()))

    def received_since(self, day: datetime.date) -> Self:
        return self.filter(received_at__date__gte=day)

    def urgent_first(self) -> Self:
        """A child in danger before all others, then what is due first."""
        danger = models.Case(models.When(danger="yes", then=0), default=1, output_field=models.IntegerField())
        return self.order_by(danger, "decision_due", "received_at", "reference")

    # --- What it is about ------------------------------------------------------------------------------------------
    def about_person(self, person: Any) -> Self:
        """Those in which this person is named and chosen, as a child or as an adult."""
        return self.about_people([person.pk])

    def about_people(self, people: Any) -> Self:
        """Those in which one of these is, given by their ids."""
        from referrals.models import ReferralAdult, ReferralChild

        named = [
            model.objects.filter(referral=OuterRef("pk"), person__in=people, withdrawn_on=None).order_by()
            for model in (ReferralChild, ReferralAdult)
        ]
        return self.filter(Q(Exists(named[0])) | Q(Exists(named[1])))

    def about_context(self, context: Any) -> Self:
        from referrals.models import ReferralContext

        # What was merged into it was this place under another name.
        same = Q(context=context) | Q(context__merged_into=context)
        named = ReferralContext.objects.filter(same, referral=OuterRef("pk"), withdrawn_on=None)
        return self.filter(Exists(named.order_by()))

    def about_kind(self, kind: str) -> Self:
        """Those about a context of this kind, as it was stated."""
        from referrals.models import ReferralContext

        named = ReferralContext.objects.filter(referral=OuterRef("pk"), kind=kind, withdrawn_on=None)
        return self.filter(Exists(named.order_by()))

    def of_team(self, team: Any, user: Any) -> Self:
        """Those that are a team's to look at: it holds the open case of a child or a context in them, as far as this
        reader may see, or whoever has the contact in hand is in it today."""
        from referrals.models import ReferralChild, ReferralContext

        children = CaseChild.objects.visible_to(user).open().of_teams([team]).order_by().values("child")
        cases = Case.objects.visible_to(user).open().filter(team=team, context__isnull=False).order_by()
        members = TeamMembership.objects.current().filter(team=team).order_by().values("user")
        here = {"referral": OuterRef("pk"), "withdrawn_on": None}
        return self.filter(
            Q(taker__in=members)
            | Q(Exists(ReferralChild.objects.filter(person__in=children, **here).order_by()))
            | Q(Exists(ReferralContext.objects.filter(context__in=cases.values("context"), **here).order_by()))
        )

    def newest_first(self) -> Self:
        return self.order_by("-received_at", "-reference")

    def search(self, text: str) -> Self:
        """By reference, by words of what was said, or by a name as it was stated, misspelt or not."""
        from referrals.models import ReferralChild, ReferralContext

        here = self.model.objects.order_by()
        words = SearchQuery(text, config="english", search_type="websearch")
        found = here.filter(words=words).values_list("pk")
        children = ReferralChild.objects.filter(reads_like(text), withdrawn_on=None).order_by()
        contexts = ReferralContext.objects.filter(name__icontains=text, withdrawn_on=None).order_by()
        return self.filter(
            pk__in=found.union(
                here.filter(reference=text.upper()).values_list("pk"),
                children.values_list("referral_id"),
                contexts.values_list("referral_id"),
            )
        )


class ReferralTakingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Who had a contact in hand: told to whoever may see the contact."""
        return self.filter(seen_by(user)) if user.may(Permission.VIEW_REFERRALS) else self.none()


class StatedQuerySet(models.QuerySet[Any]):
    """What was stated of somebody in a contact. Each says for itself who may see it."""

    def standing(self) -> Self:
        """Without those entered by mistake."""
        return self.filter(withdrawn_on=None)

    def with_match(self, user: Any) -> Self:
        """Each with `shows_person`: whether this reader may see the record that it is."""
        seen = Q(person__isnull=False) & ~Q(person__in=as_written(hidden_people, user))
        return self.select_related("person").annotate(shows_person=_whether(seen))


class ReferralChildQuerySet(StatedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """As stated, to whoever may see the contact. The record it is asks for its own right: `with_match`."""
        return self.filter(seen_by(user)) if user.may(Permission.VIEW_REFERRALS) else self.none()


class ReferralAdultQuerySet(StatedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """As stated, to whoever may see the contact. The record it is asks for its own right: `with_match`."""
        return self.filter(seen_by(user)) if user.may(Permission.VIEW_REFERRALS) else self.none()


class ReferralContextQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """As stated, to whoever may see the contact. The context it is asks for its own right: `with_match`."""
        return self.filter(seen_by(user)) if user.may(Permission.VIEW_REFERRALS) else self.none()

    def standing(self) -> Self:
        """Without those entered by mistake."""
        return self.filter(withdrawn_on=None)

    def with_match(self, user: Any) -> Self:
        """Each with `shows_context`: whether this reader may see the context that it is."""
        seen = Q(context__isnull=False) & ~Q(context__in=as_written(hidden_contexts, user))
        return self.select_related("context").annotate(shows_context=_whether(seen))


class HiddenMatchQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Tasks for who decides on contacts and may see both the contact and the person."""
        if not (user.may(Permission.DECIDE_REFERRALS) and user.may(Permission.VIEW_PEOPLE)):
            return self.none()
        found = self.filter(seen_by(user, "stated__referral"))
        return found.exclude(person__in=as_written(hidden_people, user))

    def open(self) -> Self:
        return self.filter(outcome="open")

    def to_settle(self) -> Self:
        """Open, on a contact that is not finished: whom a finished one is about nobody changes."""
        from referrals.models import Referral

        return self.open().filter(stated__referral__status__in=Referral.UNFINISHED)


class ReferralHarmQuerySet(ToldHarmQuerySet):
    def visible_to(self, user: Any) -> Self:
        """As what was said: to whoever may see the contact."""
        return self.filter(seen_by(user)) if user.may(Permission.VIEW_REFERRALS) else self.none()


class ScreeningDecisionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """To whoever may see the whole of the contact: what was decided may tell whom it is about."""
        return self.filter(seen_whole_by(user)) if user.may(Permission.VIEW_REFERRALS) else self.none()

    def standing(self) -> Self:
        """Those not set aside."""
        return self.filter(set_aside_on=None)

    def final(self) -> Self:
        return self.filter(stage="final")

    def waiting_for_countersignature(self) -> Self:
        return self.standing().filter(needs_countersignature=True, countersigned_on=None)

    def to_countersign_by(self, user: Any) -> Self:
        """Those that wait for a second manager, where this one did not decide themselves."""
        if not user.may(Permission.DECIDE_REFERRALS):
            return self.none()
        return self.waiting_for_countersignature().exclude(created_by=user)


class ReferralCaseQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Where both the contact, whole, and the case may be seen."""
        if not (user.may(Permission.VIEW_REFERRALS) and user.may(Permission.LIST_CASES)):
            return self.none()
        return self.filter(seen_whole_by(user)).exclude(case__in=as_written(hidden_cases, user))


class AcknowledgementQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """To whoever may see the contact, whole, and the case it was passed on for."""
        if not (user.may(Permission.VIEW_REFERRALS) and user.may(Permission.LIST_CASES)):
            return self.none()
        return self.filter(seen_whole_by(user)).exclude(case__in=as_written(hidden_cases, user))

    def waiting(self) -> Self:
        return self.filter(acknowledged_at=None)


class AttachmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """To whoever may see the whole of the contact, or took it."""
        return self.filter(seen_by(user)) if user.may(Permission.VIEW_REFERRALS) else self.none()

    def standing(self) -> Self:
        """Without those that were attached by mistake."""
        return self.filter(withdrawn_on=None)
