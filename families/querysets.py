"""What can be asked about people and families, and who may see them."""

import datetime
import operator
from functools import reduce
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, Exists, F, Func, Max, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Concat
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext as _

from cs_casework.access import RestrictableQuerySet, model_above, union_of
from cs_casework.accounts.models import Permission
from cs_casework.audit.fields import Plain, Sound, Sounds, reads_like
from cs_casework.dates import latest_birth, today
from cs_casework.statements import as_written, none_of

ADULT_AGE = 18


class WholeYears(Func):
    """Whole years from one day to a later one, as `age_on` counts them: a birth on 29 February comes round on 1 March."""

    template = "EXTRACT(YEAR FROM AGE(%(expressions)s))::int"
    output_field = models.IntegerField()

    def __init__(self, born: Any, day: Any) -> None:
        super().__init__(day, born)


class AdultOn(Func):
    """The day somebody born on that day turns 18, as `Person.adult_on` has it."""

    # No year 18 after one with a 29 February has that day: the 28th is given, where the birthday is 1 March.
    template = (
        "(SELECT came + (EXTRACT(DAY FROM came) <> EXTRACT(DAY FROM born))::int"
        " FROM (SELECT born, (born + make_interval(years => 18))::date AS came"
        " FROM (SELECT %(expressions)s AS born) AS given) AS counted)"
    )
    output_field = models.DateField()


def is_adult(person: str = "", on: datetime.date | None = None) -> Q:
    """Those who are 18 today, or on that day, or were when they died, as `Person.is_adult` says of one. Who has no date
    of birth, or is not born yet, is none. `person` is the way to the person from the rows asked about, such as
    `child__`."""
    lived = WholeYears(F(f"{person}birth_on"), F(f"{person}died_on"))
    return Q(Q(**{f"{person}died_on": None}) | Q(GreaterThanOrEqual(lived, ADULT_AGE))) & Q(
        **{f"{person}birth_on__lte": latest_birth(ADULT_AGE, on or today())}
    )


def called(way: str = "") -> Case:
    """What someone is called, near enough as `str(person)` has it, in a query that comes by this `way`."""
    return Case(
        When(~Q(**{f"{way}display_name": ""}), then=F(f"{way}display_name")),
        When(
            ~Q(**{f"{way}la_child_id": ""}),
            then=Concat(Value(_("LA child id")), Value(" "), F(f"{way}la_child_id"), output_field=TextField()),
        ),
        default=F(f"{way}reference"),
        output_field=TextField(),
    )


def hidden_people(user: Any) -> Any:
    """The ids of people hidden from this reader, for `as_written`."""
    from families.models import Person

    return Person.objects.order_by().hidden_ids(user)


def hidden_families(user: Any) -> Any:
    """The ids of families hidden from this reader, for `as_written`."""
    from families.models import Family

    return Family.objects.order_by().hidden_ids(user)


def _closed_people(user: Any) -> Any:
    """The ids of people closed to this reader, or of a family that is, whatever their role may see, for `as_written`."""
    from families.models import Person

    return Person.objects.order_by().closed_with_families(user)


def _closed_families(user: Any) -> Any:
    """The ids of families closed to this reader, whatever their role may see, for `as_written`."""
    from families.models import Family

    return Family.objects.order_by().closed_ids(user)


def _restricted_families(user: Any) -> Any:
    """The ids of families restricted from this reader, for `as_written`."""
    from families.models import Family

    return Family.objects.order_by().restricted_from(user)


def _barred_families(user: Any) -> Any:
    """The ids of families that this reader is barred from, for `as_written`."""
    from families.models import Family

    return union_of(*Family.objects.order_by().bars_on(user))


class PersonQuerySet(RestrictableQuerySet[Any]):
    def visible_to(self, user: Any, *, among: Any = None) -> Self:
        """Everyone, for a role that may see people; but not who is restricted, or a member of a restricted family
        at any time, unless this member of staff is granted what restricts them or opened it in an emergency; nor whom
        they are barred from, or a member at any time of a family of such a person; nor a record merged into one of
        these. `among` are the ids of a few: of these alone, for which nobody else is looked at."""
        if not user.may(Permission.VIEW_PEOPLE):
            return self.none()
        if among is not None:
            return self.kept().filter(pk__in=among).exclude(pk__in=self.hidden_ids(user, among=among))
        return self.kept().exclude(pk__in=as_written(hidden_people, user))

    def hidden_ids(self, user: Any, *, among: Any = None) -> Any:
        """Those `visible_to` leaves out, for what hangs on them: few, and found once for all rows asked about. `among`
        are the ids of the only ones that matter."""
        if not user.may(Permission.VIEW_PEOPLE):
            return self.values("pk")
        merged = self._merged_into(as_written(_closed_people, user), among=among)
        return union_of(self.closed_with_families(user, among=among), merged, *self.beyond_team(user, among=among))

    def closed_with_families(self, user: Any, *, among: Any = None) -> Any:
        """The ids of those closed to this person, whatever their role may see, and of who is or was in a family that is."""
        return union_of(self.closed_ids(user, among=among), self._in_closed_families(user, among=among))

    def of_team(self, team: Any) -> Q:
        """Children who are or were open in its cases, and whoever is or was of the families of these."""
        from families.models import FamilyMembership

        children = model_above(self.model, "case_periods").objects.filter(case__team=team).order_by().values("child")
        members = FamilyMembership.objects.filter(family__cases__team=team).order_by().values("person")
        return Q(pk__in=children) | Q(pk__in=members)

    def _in_closed_families(self, user: Any, *, among: Any = None) -> Any:
        """Who is or was in a family that is closed to this person. Somebody opened in an emergency is seen though a family
        of theirs stays restricted, but not who is or was in one that the person is barred from."""
        restricted = _members(as_written(_restricted_families, user), among)
        if user.uses_openings:
            restricted = restricted.exclude(person__in=model_above(self.model, "openings").objects.opened(user))
        return union_of(restricted, _members(as_written(_barred_families, user), among))

    def barred_ids(self, user: Any) -> Any:
        """Those this person is barred from, who is or was in a family that they are barred from, and records merged into
        one of these."""

        named = union_of(*self.bars_on(user))
        members = _members(as_written(_barred_families, user))
        return union_of(named, members, self._merged_into(named, members))

    def bars_on(self, user: Any) -> list[Any]:
        return [model_above(self.model, "bars").objects.barred(user, "merged_into")]

    def _merged_into(self, *found: Any, among: Any = None) -> Any:
        merged = self.model.objects.order_by().filter(merged_into__isnull=False)
        merged = merged if among is None else merged.filter(pk__in=among)
        return merged.filter(reduce(operator.or_, (Q(merged_into__in=ids) for ids in found))).values("pk")

    def for_its_page(self, user: Any) -> Self:
        """Each with the warnings that stand above every page of it (`warnings_above`), in the statement that opens it."""
        warnings = model_above(self.model, "warnings").objects
        return self.annotate(warnings_above=warnings.told(user, person=OuterRef("pk")))

    def standing(self) -> Self:
        """People whose record was not merged into another of the same person."""
        return self.filter(merged_into=None)

    def search(self, text: str, born_on: datetime.date | None = None) -> Self:
        """People by any of their names (misspelt, or as it sounds), by an identifier, or by reference; best first.

        One row a person. A name match needs a shared trigram word or the same sound of first and last name. An
        identifier or the reference of a record that was merged finds the one it was merged into, where it is itself
        among those searched: so `visible_to` comes before, and `standing` is no matter, as only such are found.
        """
        from families.models import PersonName

        text = " ".join(text.split())
        named = PersonName.objects.matching(text).order_by().values_list("person_id")
        found = self.standing().filter(pk__in=named.union(*self._numbered(text)))
        if born_on:
            found = found.filter(birth_on=born_on)
        # The likest of their names counts; an identifier that fits exactly comes before any name.
        likeness = TrigramWordSimilarity(Plain(Value(text)), "plain")  # type: ignore[arg-type]
        likest = (
            PersonName.objects.matching(text)
            .filter(person=OuterRef("pk"))
            .order_by()
            .values("person")
            .annotate(best=Max(likeness))
            .values("best")
        )
        return found.annotate(likeness=Subquery(likest)).order_by(
            F("likeness").desc(nulls_first=True), "display_name", "reference"
        )

    def numbered(self, text: str) -> Self:
        """Those whose number, id or reference this is: a merged record's finds the one it was merged into, where it is
        itself among those searched."""
        first, *others = self._numbered(text)
        return self.standing().filter(pk__in=first.union(*others))

    def _numbered(self, text: str) -> list[Any]:
        compact = text.replace(" ", "").replace("-", "")
        people, merged = self.model.objects.order_by(), self.order_by().filter(merged_into__isnull=False)
        numbers = {"nhs_number": compact, "upn": compact.upper(), "la_child_id": compact, "reference": text.upper()}
        return [*people.by_number(**numbers), *merged.by_number("merged_into_id", **numbers)]

    def by_number(
        self, column: str = "pk", *, nhs_number: Any = "", upn: Any = "", la_child_id: str = "", reference: str = ""
    ) -> list[Any]:
        """The ids of those with one of these numbers, or another `column` of them: a look-up along an index for each
        that is given.

        For a union: the same conditions joined by OR would read the whole table.
        """
        given = {"nhs_number": nhs_number, "upn": upn, "reference": reference}
        # That it is not empty tells the database to use the index, which holds no empty ones.
        found = [self.filter(**{name: value}).exclude(**{name: ""}) for name, value in given.items() if value]
        if la_child_id:
            # Systems that children came from wrote their ids in either case.
            either = [la_child_id.upper(), la_child_id.lower()]
            found.append(self.filter(la_child_id__in=either).exclude(la_child_id=""))
        return [people.order_by().values_list(column) for people in found]

    def open_first(self, user: Any, on: datetime.date | None = None) -> Self:
        """Children whom this reader may see to be open to the service before others, then by name."""
        return self.annotate(is_open=Exists(self._open_periods(user, on))).order_by(
            "-is_open", "display_name", "reference"
        )

    def open_to_service(self, user: Any, on: datetime.date | None = None) -> Self:
        """Children with a case period that has not ended and that this reader may see: an order or a filter must not
        tell of a restricted case."""
        return self.filter(Exists(self._open_periods(user, on)))

    def counted_as_children(self, user: Any, on: datetime.date | None = None) -> Self:
        """Without those who are 18 or over, unless this reader may see that they are a care leaver now: where children
        are counted, a grown-up young person is none, and a care leaver still is."""
        leaving = self._open_periods(user, on).care_leavers(on)
        return self.filter(~is_adult(on=on) | Exists(leaving))

    def grown_up(self, user: Any, on: datetime.date | None = None) -> Self:
        """The others: 18 or over, and no care leaver as far as this reader may see."""
        return self.filter(is_adult(on=on)).exclude(Exists(self._open_periods(user, on).care_leavers(on)))

    def with_grown_up(self, on: datetime.date) -> Self:
        """Each person with `is_grown_up`: 18 or over on that day."""
        return self.annotate(is_grown_up=models.ExpressionWrapper(is_adult(on=on), output_field=models.BooleanField()))

    def _open_periods(self, user: Any, on: datetime.date | None = None) -> Any:
        return self.open_periods(user, on).filter(child=OuterRef("pk"))

    def open_periods(self, user: Any, on: datetime.date | None = None) -> Any:
        """The case periods that have not ended and that this reader may see: who has one is open to the service."""
        # The table is of an app above this one: reached by name, never by import.
        periods = model_above(self.model, "case_periods").objects
        return periods.visible_to(user).open(on).order_by()


class PersonNameQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """The names of those who may be seen."""
        return self.filter(none_of(hidden_people, user, "person"))

    def matching(self, text: str) -> Self:
        """Names that share enough trigrams with the text, or in which something sounds like every word of it: Siôn may be
        said as “shone”, and either name may come first."""
        return self.filter(reads_like(text) | _sounding(text))

    def sounding(self, text: str) -> Self:
        """Those of them in which something sounds like every word of the text."""
        return self.filter(_sounding(text))

    def likest_first(self, text: str) -> Self:
        """Each with `likeness`, from 0 to 1, the likest first; of those that are as like, in the order of the alphabet.
        What stands in the names alone: of a common name there are tens of thousands."""
        likeness = TrigramWordSimilarity(Plain(Value(text)), "plain")  # type: ignore[arg-type]
        return self.annotate(likeness=likeness).order_by("-likeness", "plain", "person_id")


def _sounding(text: str) -> Q:
    if not text or any(letter.isdigit() for letter in text):
        return Q(pk__in=[])  # a number has no sound
    return reduce(operator.and_, (Q(sounds__overlap=Sounds(Value(word))) for word in text.split()))


def sounds_like(given: Any, family: Any) -> Q:
    """Names that sound like these two, as they are pronounced in English."""
    sounds = Q(sound_given=Sound(given), sound_family=Sound(family))
    # What has no sound in English, such as a name in another script, does not sound like everything else.
    return sounds & ~Q(sound_given="") & ~Q(sound_family="")


def _members(families: Any, among: Any = None) -> Any:
    """The ids of who is or ever was in one of these families."""
    from families.models import FamilyMembership

    found = FamilyMembership.objects.filter(family__in=families).order_by()
    return (found if among is None else found.filter(person__in=among)).values("person")


class FamilyQuerySet(RestrictableQuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Every family, for a role that may see people, but not a restricted one without a grant or an opening, nor one
        in which somebody is or was whom this member of staff is barred from; nor one that was joined into it."""
        if not user.may(Permission.VIEW_PEOPLE):
            return self.none()
        return self.kept().exclude(pk__in=as_written(hidden_families, user))

    def for_its_page(self, user: Any) -> Self:
        """Each with the warnings that stand above every page of it (`warnings_above`), in the statement that opens it."""
        warnings = model_above(self.model, "warnings").objects
        return self.annotate(warnings_above=warnings.told(user, family=OuterRef("pk")))

    def hidden_ids(self, user: Any, *, among: Any = None) -> Any:
        """Those `visible_to` leaves out, for what hangs on them: few, and found once for all rows asked about. `among`
        are the ids of the only ones that matter."""
        if not user.may(Permission.VIEW_PEOPLE):
            return self.values("pk")
        closed = self.closed_ids(user, among=among)
        joined = self.model.objects.order_by().filter(
            joined_into__isnull=False, joined_into__in=as_written(_closed_families, user)
        )
        joined = joined if among is None else joined.filter(pk__in=among)
        return union_of(closed, joined.values("pk"), *self.beyond_team(user, among=among))

    def of_team(self, team: Any) -> Q:
        """Those on which it has or had a case."""
        return Q(
            pk__in=model_above(self.model, "cases")
            .objects.filter(team=team, family__isnull=False)
            .order_by()
            .values("family")
        )

    def barred_ids(self, user: Any) -> Any:
        """Those this person is barred from, those in which somebody is or was whom they are barred from, and those joined
        into one of these."""
        barred = union_of(*self.bars_on(user))
        joined = self.model.objects.order_by().filter(joined_into__isnull=False, joined_into__in=barred)
        return union_of(barred, joined.values("pk"))

    def bars_on(self, user: Any) -> list[Any]:
        from families.models import FamilyMembership, Person

        people = Person.objects.order_by().bars_on(user)
        own = model_above(self.model, "bars").objects.barred(user, "joined_into")
        return [own, FamilyMembership.objects.filter(person__in=union_of(*people)).order_by().values("family")]

    def standing(self) -> Self:
        """Families that were not joined into another."""
        return self.filter(joined_into=None)

    def with_member_names(self, user: Any) -> Self:
        """Each family with `member_names`: its current members whom this reader may see, by name; and with `member_ids`,
        for the audit of where they are told."""
        from families.models import FamilyMembership

        members = (
            FamilyMembership.objects.visible_to(user)
            .current()
            .filter(family=OuterRef("pk"))
            .order_by("person__birth_on", "person")
        )
        return self.annotate(
            member_names=ArraySubquery(members.values_list(called("person__"), flat=True)),
            member_ids=ArraySubquery(members.values_list("person", flat=True)),
        )

    def unconfirmed(self) -> Self:
        return self.standing().filter(confirmed_on=None)

    def search(self, text: str, user: Any, *, named: Any = None) -> Self:
        """Families by name, misspelt or not, by reference, or by the name of a member whom this reader may see.

        The name and the reference of a family joined into another find that other one, too. `named` are the people that
        are meant, where not everybody is who has a name like it.
        """
        from families.models import FamilyMembership, PersonName

        if named is None:
            named = PersonName.objects.matching(text).values("person")
        members = FamilyMembership.objects.visible_to(user).filter(person__in=named)
        families = self.model.objects.order_by()
        joined = families.visible_to(user).filter(joined_into__isnull=False)
        return self.filter(
            pk__in=families.filter(reads_like(text))
            .values_list("pk")
            .union(
                families.filter(reference=text.upper()).values_list("pk"),
                joined.filter(reads_like(text)).values_list("joined_into_id"),
                joined.filter(reference=text.upper()).values_list("joined_into_id"),
                members.order_by().values_list("family_id"),
            )
        )


class FamilyMembershipQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A membership shows where both the person and the family may be seen."""
        return self.filter(none_of(hidden_people, user, "person"), none_of(hidden_families, user, "family"))

    def current(self) -> Self:
        return self.filter(Q(to_on=None) | Q(to_on__gt=today()))
