"""What can be asked about contexts and links, and who may see them."""

import datetime
from typing import Any, Self

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Least, StrIndex
from django.db.models.lookups import Exact, LessThan

from contexts.codes import ON_MAP, SHARED_RISK, AdultRole, Kind, LinkRole, Reliability
from cs_casework.access import RestrictableQuerySet, model_above, union_of
from cs_casework.accounts.models import Permission, Team
from cs_casework.audit.fields import Plain, reads_like
from cs_casework.dates import today
from cs_casework.statements import any_of, as_written, none_of
from families.models import Address, Person
from families.querysets import ADULT_AGE, AdultOn, WholeYears, hidden_people, is_adult
from families.validators import tidy_postcode


def hidden_contexts(user: Any) -> Any:
    """The ids of contexts hidden from this reader, for `as_written`."""
    from contexts.models import Context

    return Context.objects.order_by().hidden_ids(user)


class ContextQuerySet(RestrictableQuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Names and status for every role that may list contexts, but not a restricted one without a grant or an opening,
        one that this member of staff is barred from, nor one that was merged into such a one. What stands on the record
        (links, notes) asks for its own right."""
        if not user.may(Permission.LIST_CONTEXTS):
            return self.none()
        return self.kept().exclude(pk__in=as_written(hidden_contexts, user))

    def for_its_page(self, user: Any) -> Self:
        """Each with the warnings that stand above every page of it (`warnings_above`), in the statement that opens it."""
        warnings = model_above(self.model, "warnings").objects
        return self.annotate(warnings_above=warnings.told(user, context=OuterRef("pk")))

    def standing(self) -> Self:
        """Contexts that were not merged into another."""
        return self.filter(merged_into=None)

    def hidden_ids(self, user: Any) -> Any:
        """Those `visible_to` leaves out, for what hangs on them: few, and found once for all rows asked about."""
        if not user.may(Permission.LIST_CONTEXTS):
            return self.values("pk")
        closed = self.closed_ids(user)
        merged = self.model.objects.order_by().filter(merged_into__isnull=False, merged_into__in=closed)
        return union_of(closed, merged.values("pk"), *self.beyond_team(user))

    def of_team(self, team: Any) -> Q:
        """Its own, and those on which it has or had a case."""
        cases = model_above(self.model, "cases").objects.filter(team=team, context__isnull=False).order_by()
        return Q(owner_team=team) | Q(pk__in=cases.values("context"))

    def barred_ids(self, user: Any) -> Any:
        """Those this person is barred from, and those merged into one of these. One to which somebody is linked whom they
        are barred from stays, without that link."""
        (barred,) = self.bars_on(user)
        merged = self.model.objects.order_by().filter(merged_into__isnull=False, merged_into__in=barred)
        return union_of(barred, merged.values("pk"))

    def bars_on(self, user: Any) -> list[Any]:
        return [model_above(self.model, "bars").objects.barred(user, "merged_into")]

    def with_linked_children(self, user: Any) -> Self:
        """Each context with `child_count`: the children currently linked to it whom this reader may see, without those
        who have turned 18 and are no care leaver. Nothing for a role that sees names and status only."""
        from contexts.models import ContextLink

        links = ContextLink.objects.visible_to(user).current().filter(context=OuterRef("pk")).order_by()
        links = links.counted_as_children(user)
        counted = links.values("context").annotate(n=models.Count("child", distinct=True)).values("n")
        return self.annotate(child_count=Coalesce(models.Subquery(counted, output_field=models.IntegerField()), 0))

    def review_overdue(self) -> Self:
        """Peer groups that were to be looked at before today, and are not closed."""
        return self.filter(kind=Kind.PEER_GROUP, review_due__lt=today()).exclude(status="closed")

    def search(self, text: str, user: Any) -> Self:
        """Contexts by name (misspelt or not), reference, postcode, or where they are, for a role that sees that; but not
        by the address of a protected place, which leads to nobody's home.

        The name and the reference of a context merged into another find that other one, too.
        """
        contexts = self.model.objects.order_by()
        merged = contexts.visible_to(user).filter(merged_into__isnull=False)
        at_postcode = contexts if user.may(Permission.VIEW_CONTEXTS) else contexts.unprotected()
        return self.filter(
            pk__in=contexts.filter(reads_like(text))
            .values_list("pk")
            .union(
                contexts.filter(reference=text.upper()).values_list("pk"),
                at_postcode.filter(postcode=tidy_postcode(text)).exclude(postcode="").values_list("pk"),
                merged.filter(reads_like(text)).values_list("merged_into_id"),
                merged.filter(reference=text.upper()).values_list("merged_into_id"),
                *([contexts.at_place(text)] if user.may(Permission.VIEW_CONTEXTS) else []),
            )
        )

    def unprotected(self) -> Self:
        """Without homes, refuges and other protected places."""
        return self.filter(Q(category=None) | Q(category__is_protected=False))

    def on_map(self, user: Any) -> Self:
        """Those that may stand on the map of places, in its list and in its numbers, for a role that reads contexts:
        what has a point, as places, schools and neighbourhoods do. Each has where it is as `placed`.

        Never a home, a refuge or another protected place; what stands at the point or postcode of one; what stands at a
        postcode at which somebody has or had a protected address; or at the address where somebody lives. Only the
        places and people that this reader may see play a part: else one could find a hidden address by recording places
        and seeing which of them the map leaves out.
        """
        if not user.may(Permission.VIEW_CONTEXTS):
            return self.none()
        kept = self.model.objects.order_by().visible_to(user).filter(category__is_protected=True)
        beside = Q(placed__easting=OuterRef("placed__easting"), placed__northing=OuterRef("placed__northing"))
        beside |= Q(postcode=OuterRef("postcode")) & ~Q(postcode="")
        lived_at = (
            Address.objects.order_by().visible_to(user).filter(postcode=OuterRef("postcode")).exclude(postcode="")
        )
        written, theirs = OuterRef("plain_place"), Plain(F("lines"))
        # A home is written with more of its address, or with less of it, than a place recorded there.
        begins = Q(Exact(StrIndex(theirs, written), 1)) | Q(Exact(StrIndex(written, theirs), 1))
        homes = lived_at.current().filter(begins).exclude(lines="").exclude(Exact(written, Value("")))
        found = self.unprotected().filter(kind__in=ON_MAP, placed__isnull=False)
        return found.exclude(Exists(kept.filter(beside))).exclude(
            Exists(lived_at.filter(is_protected=True)) | Exists(homes)
        )

    def of_harm(self, harm: models.Model, user: Any) -> Self:
        """Those where factors that have not ended, or incidents, tell of this kind of harm, as far as this reader may
        see."""
        # The tables are of an app above this one: reached by name, never by import.
        told = {"harms__harm_type": harm, "harms__withdrawn_on": None, "context__isnull": False}
        factors = model_above(self.model, "factors").objects.visible_to(user).exclude(status="ended")
        incidents = model_above(self.model, "incidents").objects.visible_to(user)
        return self.filter(
            Q(pk__in=factors.filter(**told).order_by().values("context"))
            | Q(pk__in=incidents.filter(**told).order_by().values("context"))
        )

    def at_place(self, text: str) -> Any:
        """The ids of those whose address is like this, of places that are not protected."""
        found = self.unprotected().filter(plain_place__trigram_word_similar=Plain(Value(text)))
        return found.exclude(address="").values_list("pk")

    def likest_first(self, text: str) -> Self:
        """The one with the likest name first."""
        likeness = TrigramWordSimilarity(Plain(Value(text)), "plain")  # type: ignore[arg-type]
        return self.annotate(likeness=likeness).order_by("-likeness", "name", "reference")


def may_see_alleged(user: Any, context: str) -> Q:
    """Who may see an allegation of harm by a child, or an adult of concern: managers (their role says so), the
    allocated workers of children in that context, and duty and out-of-hours teams.

    `context` names the column that holds the context of the row asked about.
    """
    if user.may(Permission.VIEW_ALLEGED):
        return Q(pk__isnull=False)  # an empty Q would fall out of an OR, and take the right with it
    # The contexts of somebody's own children are few, and the same for every row asked about: found once.
    return Q(any_of(_on_duty, user)) | Q(**{f"{context}__in": as_written(_contexts_of_own_children, user)})


def _on_duty(user: Any) -> Any:
    """Memberships of duty and out-of-hours teams, for `any_of`."""
    duty = user.team_memberships.current().filter(team__kind__in=[Team.Kind.FRONT_DOOR, Team.Kind.OUT_OF_HOURS])
    return duty.order_by().values("pk")


def _contexts_of_own_children(user: Any) -> Any:
    """The ids of contexts to which somebody's own children are linked today, for `as_written`."""
    from contexts.models import ContextLink

    return of_own_children(ContextLink.objects.current(), user).order_by().values("context")


def of_own_children(rows: Any, user: Any) -> Any:
    """Those of these rows whose `child` this member of staff, or somebody they cover for, is allocated today. Who is
    allocated one child of a case works with that child, not with those beside it."""
    # Workers hold the allocations of cases, an app above this one: reached by name, never by import.
    held = "case__allocations"
    held_for = Q(**{f"{held}__child": None}) | Q(**{f"{held}__child": F("child")})
    periods = model_above(Person, "case_periods").objects.filter(
        held_for, user.own_or_covered(f"{held}__worker"), to_on=None, **{f"{held}__to_on": None}
    )
    return rows.filter(child__in=periods.order_by().values("child"))


class ContextLinkQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A link shows where both the child and the context may be seen by a role that sees links. "Alleged to have
        harmed" shows to managers, the allocated workers of children in that context, and duty teams only."""
        return self.in_roles_shown_to(user).filter(
            none_of(hidden_people, user, "child"), none_of(hidden_contexts, user, "context")
        )

    def in_roles_shown_to(self, user: Any) -> Self:
        """The half of `visible_to` that is about the link itself. Only where a statement of our own asks once, for all
        of its rows, who may see the child and the context."""
        if not user.may(Permission.VIEW_CONTEXTS):
            return self.none()
        return self.filter(~Q(role=LinkRole.ALLEGED_HARM) | may_see_alleged(user, "context"))

    def current(self, on: datetime.date | None = None) -> Self:
        """Neither ended nor lapsed: today, or on a day before, as the dates of each link now say it stood."""
        day = on or today()
        return self.standing(day, day)

    def standing(self, since: datetime.date, until: datetime.date) -> Self:
        """Current on at least one of these days, both included."""
        return self.filter(self._stands(since, until))

    @staticmethod
    def _stands(since: datetime.date, until: datetime.date) -> Q:
        not_ended = Q(to_on=None) | Q(to_on__gt=since)
        return not_ended & (Q(lapses_on=None) | Q(lapses_on__gt=since)) & Q(from_on__lte=until)

    def past(self, on: datetime.date | None = None) -> Self:
        """Ended or lapsed by then: kept in history, out of every count."""
        day = on or today()
        return self.filter(Q(to_on__lte=day) | Q(lapses_on__lte=day), from_on__lte=day)

    def latest_ended(self, most: int) -> Self:
        """Of those that ended or lapsed the latest, each with its child. Which they are is found in an index, and only
        they are read whole."""
        order = ("-to_on", "-lapses_on", "pk")
        latest = self.order_by(*order).values("pk")[:most]
        return self.model.objects.filter(pk__in=latest).select_related("child").order_by(*order)

    def review_due_by(self, day: Any) -> Self:
        """Current links to look at by that day, and those of who has turned 18 and whose link nobody has looked at
        since, whatever it says and whenever it falls due: at 18 every link is reviewed."""
        return self.current().filter(self._falls_due(day))

    def _falls_due(self, day: Any) -> Q:
        return Q(review_due__lte=day) | self._not_looked_at_since_18()

    def overdue(self) -> Self:
        """Current links that were to be looked at before today, and those of who has turned 18, not looked at since."""
        return self.review_due_by(today() - datetime.timedelta(days=1))

    def lapsing_by(self, day: Any) -> Self:
        """Current links that lapse by that day, unless somebody looks at them."""
        return self.current().filter(lapses_on__lte=day)

    def lapsed_and_kept_up(self, user: Any) -> Self:
        """Links that lapsed in a peer group whose case is open, as far as this reader may see: in no count, but kept
        before those who work there until recorded again or ended. Such a group never lapses unseen."""
        # The table is of an app above this one: reached by name, never by import.
        context = self.model._meta.get_field("context").related_model
        cases = model_above(context, "cases").objects.visible_to(user).open().filter(context__isnull=False)
        return self.filter(
            to_on=None,
            lapses_on__lte=today(),
            context__kind=Kind.PEER_GROUP,
            context__in=cases.order_by().values("context"),
        )

    def to_answer_by(self, day: Any, user: Any) -> Self:
        """What somebody is to look at by that day: current links that fall due, and those that lapsed and are kept up."""
        kept_up = self.model.objects.lapsed_and_kept_up(user).order_by().values("pk")
        # Asked of the rows at hand: as a list of all links that fall due, it would be drawn up whole for each reader.
        return self.filter(self._stands(today(), today()) & self._falls_due(day) | Q(pk__in=kept_up))

    def unconfirmed_since(self, day: Any) -> Self:
        """Current links recorded by that day and confirmed by nobody."""
        return self.current().filter(reliability=Reliability.UNCONFIRMED, created_at__date__lte=day)

    def soonest_first(self) -> Self:
        """Those that lapsed, then the others by the day by which each must be looked at, `ContextLink.review_by`: when it
        falls due, or the 18th birthday where that has come first."""
        at_18 = Case(When(self._not_looked_at_since_18(), then=AdultOn("child__birth_on")))
        lapsed = ExpressionWrapper(Q(lapses_on__isnull=False) & Q(lapses_on__lte=today()), models.BooleanField())
        return self.order_by(lapsed.desc(), Least("review_due", at_18).asc(nulls_last=True), "pk")

    def _not_looked_at_since_18(self) -> Q:
        looked_at = WholeYears(F("child__birth_on"), F("reviewed_on"))
        return is_adult("child__") & (Q(reviewed_on=None) | Q(LessThan(looked_at, ADULT_AGE)))

    def counted_as_children(self, user: Any, on: datetime.date | None = None) -> Self:
        """Links of those who count as children: see `PersonQuerySet.counted_as_children`."""
        # The table is of an app above this one: reached by name, never by import.
        periods = model_above(Person, "case_periods").objects.visible_to(user)
        leaving = periods.filter(child=OuterRef("child")).order_by().care_leavers(on)
        return self.filter(~is_adult("child__", on) | Exists(leaving))

    def put_right(self, link: models.Model, user: Any) -> Any:
        """That a link stood on another record in error, if it did, and whether this reader may see that it was removed
        there. The table is of an app above this one."""
        return model_above(self.model, "removals").objects.filter(link=link).with_sight(user).first()

    def counting_as_shared_risk(self) -> Self:
        return self.filter(role__in=list(SHARED_RISK))


class ContextAdultQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its context; a named adult only where that person may be seen, an adult of concern only to those
        who may see allegations in that context."""
        if not user.may(Permission.VIEW_CONTEXTS):
            return self.none()
        return self.filter(
            ~Q(role=AdultRole.CONCERN) | may_see_alleged(user, "context"),
            # Few are named: who is hidden is not asked where nobody is.
            Q(person=None) | none_of(hidden_people, user, "person"),
            none_of(hidden_contexts, user, "context"),
        )

    def current(self, on: datetime.date | None = None) -> Self:
        """Those who play this part today. On a day before, also none who began later."""
        found = self.filter(Q(to_on=None) | Q(to_on__gt=on or today()))
        return found.filter(from_on__lte=on) if on else found

    def protective_first(self) -> Self:
        """Who protects young people there and who manages the place before who is a concern."""
        parts = [AdultRole.PROTECTIVE, AdultRole.MANAGES, AdultRole.CONCERN]
        place = Case(*(When(role=part, then=number) for number, part in enumerate(parts)))
        return self.order_by(place, "described", "created_at")


class ContextRelationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows where both contexts may be seen."""
        if not user.may(Permission.VIEW_CONTEXTS):
            return self.none()
        return self.filter(none_of(hidden_contexts, user, "context", "other"))

    def of(self, context: models.Model) -> Self:
        return self.filter(Q(context=context) | Q(other=context), to_on=None).select_related("context", "other")

    def lying_in(self, on: datetime.date) -> Self:
        """That one context lay in another on that day."""
        return self.filter(Q(to_on=None) | Q(to_on__gt=on), kind="lies_in", from_on__lte=on)


class AreaQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Every role that may list contexts: where a ward lies is known to everybody, what lies in it is asked apart."""
        return self if user.may(Permission.LIST_CONTEXTS) else self.none()

    def standing(self) -> Self:
        """Those counted by today."""
        return self.filter(to_on=None)


class ContextPlaceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Those of contexts that may stand on this reader's map: where something lies is shown nowhere else."""
        contexts = self.model._meta.get_field("context").related_model.objects.order_by()
        return self.filter(context__in=contexts.visible_to(user).on_map(user).values("pk"))
