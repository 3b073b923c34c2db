"""Every change staff can make to people and families. How people are related and where they live: `ties.py`."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future, today
from families.models import (
    FamiliesApart,
    Family,
    FamilyMembership,
    Person,
    PersonName,
    PossibleDuplicate,
)

LONGEST_PREGNANCY = datetime.timedelta(days=300)


def require_sight(user: User, *records: Any) -> None:
    """Raise `PermissionDenied` unless this person may see every one of these records."""
    for found in records:
        if found is not None and not type(found)._default_manager.visible_to(user).filter(pk=found.pk).exists():
            raise PermissionDenied


def lock_unended(found: Any, *, to_on: datetime.date) -> Any:
    """The record, locked, that is about to end on that day.

    Refuses one that has ended already (somebody else was quicker, and the first reason stays), a day to come, and a
    day before it began.
    """
    records = type(found)._default_manager
    found = records.select_for_update(of=("self",)).get(pk=found.pk)
    if found.to_on:
        raise ValidationError(_("This has ended already."))
    check_not_in_future(to_on=to_on)
    if found.from_on and to_on < found.from_on:
        raise ValidationError({"to_on": _("It ends before it begins.")})
    return found


# --- People --------------------------------------------------------------------------------------------------------
def lock_people(*people: Person | None) -> list[Person]:
    """These people, locked, each once in the order given, so that none of them is merged into another record while
    something is recorded on them. Refuses one that was, and says where to go on.

    Whoever locks people does so before anything else: before families, contexts, notes and cases.
    """
    wanted = list(dict.fromkeys(person.pk for person in people if person))
    # Whatever points at a person may be written meanwhile: a row of another case does not wait for this one.
    locked = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("pk")
    by_pk = {person.pk: person for person in locked}
    for person in by_pk.values():
        if person.merged_into_id:
            words = _("%(person)s (%(reference)s) was merged into another record. Find them by that reference.")
            raise ValidationError(words % {"person": person, "reference": person.reference})
    return [by_pk[pk] for pk in wanted]


def likely_duplicates(
    *, given: str, family: str, birth_on: datetime.date | None, nhs_number: str, upn: str, la_child_id: str
) -> Any:
    """Everyone recorded with the same name and date of birth, or with one of these identifiers, on their own record or
    on one merged into it that is not restricted.

    Seen by nobody as it is: a caller shows only what `visible_to` leaves of it.
    """
    numbers = {"nhs_number": nhs_number, "upn": upn, "la_child_id": la_child_id}
    merged = Person.objects.filter(merged_into__isnull=False, restricted_on=None)
    same = [*Person.objects.all().by_number(**numbers), *merged.by_number("merged_into_id", **numbers)]
    if birth_on and (given or family):
        born = PersonName.objects.filter(person__birth_on=birth_on).order_by()
        same.append(born.filter(given__iexact=given, family__iexact=family).values_list("person"))
    if not same:
        return Person.objects.none()
    return Person.objects.standing().filter(pk__in=same[0].union(*same[1:]))


@transaction.atomic
def create_person(
    *,
    by: User,
    given: str = "",
    family: str = "",
    known_as: str = "",
    different_from: Iterable[Person] = (),
    **details: Any,
) -> Person:
    """Record someone, with the name they have and the one they go by.

    `different_from` are likely duplicates the member of staff was shown and says are other people. A likely duplicate
    that they may not see becomes a *possible duplicate* task for someone who may see both; nothing tells them.
    Refuses a date of birth or death in the future, and an expected date more than 300 days away.
    """
    require(by, Permission.EDIT_PEOPLE)
    person = Person(**details)
    check_dates(person, by=by)
    save_record(person, by=by)
    person.refresh_from_db(fields=["reference"])
    if given or family:
        _write_name(person, by=by, kind=PersonName.Kind.NAME, given=given, family=family)
    if known_as:
        _write_name(person, by=by, kind=PersonName.Kind.KNOWN_AS, given=known_as, family="")
    _flag_duplicates(person, by=by, given=given, family=family, different_from=different_from)
    record(by=by, action="person.recorded", target=person)
    return person


@transaction.atomic
def change_person(person: Person, *, by: User, **details: Any) -> Person:
    """Correct or add to someone's details. The earlier version stays readable.

    Refuses a date of birth later than something already recorded about them, naming what it is.
    """
    require(by, Permission.EDIT_PEOPLE)
    require_sight(by, person)
    (person,) = lock_people(person)
    for field, value in details.items():
        setattr(person, field, value)
    check_dates(person, by=by)
    save_record(person, by=by)
    name = person.names.filter(kind=PersonName.Kind.NAME).first()
    _flag_duplicates(person, by=by, given=name.given if name else "", family=name.family if name else "")
    record(by=by, action="person.changed", target=person)
    return person


@transaction.atomic
def add_name(person: Person, *, by: User, kind: str, given: str = "", family: str = "") -> PersonName:
    """Record a name. A new current name makes the one before it a former name; search goes on finding both."""
    require(by, Permission.EDIT_PEOPLE)
    require_sight(by, person)
    (person,) = lock_people(person)
    name = _write_name(person, by=by, kind=kind, given=given, family=family)
    if kind == PersonName.Kind.NAME:
        _flag_duplicates(person, by=by, given=given, family=family)
    record(by=by, action="person.named", target=person)
    return name


def _write_name(person: Person, *, by: User, kind: str, given: str, family: str) -> PersonName:
    if kind == PersonName.Kind.NAME:
        for former in person.names.filter(kind=PersonName.Kind.NAME):
            former.kind = PersonName.Kind.FORMER
            save_record(former, by=by)
    name = save_record(PersonName(person=person, kind=kind, given=given.strip(), family=family.strip()), by=by)
    if kind == PersonName.Kind.NAME:
        person.display_name = str(name)
        save_record(person, by=by)
    return name


def _flag_duplicates(
    person: Person, *, by: User, given: str, family: str, different_from: Iterable[Person] = ()
) -> None:
    told_apart = {other.pk for other in different_from}
    found = likely_duplicates(
        given=given,
        family=family,
        birth_on=person.birth_on,
        nhs_number=person.nhs_number,
        upn=person.upn,
        la_child_id=person.la_child_id,
    ).exclude(pk=person.pk)
    known = PossibleDuplicate.objects.filter(Q(person=person) | Q(other=person)).values_list("person", "other")
    done = {pk for pair in known for pk in pair}
    for other in found.exclude(pk__in=done):
        settled = other.pk in told_apart
        task = PossibleDuplicate(
            person=person,
            other=other,
            why=_duplicate_reason(person, other),
            outcome=PossibleDuplicate.Outcome.DIFFERENT if settled else PossibleDuplicate.Outcome.OPEN,
            settled_on=today() if settled else None,
        )
        save_record(task, by=by)


def _duplicate_reason(person: Person, other: Person) -> str:
    for field, words in {
        "nhs_number": _("Same NHS number"),
        "upn": _("Same unique pupil number"),
        "la_child_id": _("Same LA child id"),
    }.items():
        if getattr(person, field) and getattr(person, field) == getattr(other, field):
            return words
    return _("Same name and date of birth")


def check_dates(person: Person, *, by: User) -> None:
    """Refuse a birth to come, one after something recorded of them, and an expected date that cannot be. What the writer
    may not see is no reason: a refusal would tell them of it, and of its day."""
    if person.birth_on and person.birth_on > today():
        raise ValidationError(
            {"birth_on": _("The date of birth is in the future. For an unborn baby, give the expected date.")}
        )
    if person.expected_on and person.expected_on > today() + LONGEST_PREGNANCY:
        raise ValidationError({"expected_on": _("The expected date is more than ten months away.")})
    if person.birth_on and person.pk and not person._state.adding:
        for day, words in _earliest_events(person, by):
            if day and day < person.birth_on:
                raise ValidationError(
                    {
                        "birth_on": _("The date of birth is after %(event)s on %(day)s.")
                        % {"event": words, "day": f"{day:%-d %B %Y}"}
                    }
                )


def _earliest_events(person: Person, user: User) -> list[tuple[datetime.date | None, str]]:
    """What is recorded of them that cannot come before birth, as far as somebody may see it. The tables above are reached
    by name, never by import."""

    def first(related: str, column: str, **facts: Any) -> Any:
        relation: Any = Person._meta.get_field(related)
        rows = relation.related_model._default_manager.visible_to(user).filter(
            **{relation.field.name: person.pk}, **facts
        )
        return rows.order_by().aggregate(first=Min(column))["first"]

    period = first("case_periods", "from_on")
    seen = first("note_subjects", "note__occurred_at", seen__in=["seen", "seen_alone"])
    events = [
        # A child is referred before birth where there is cause: as long before as a pregnancy lasts.
        (period and period + LONGEST_PREGNANCY, _("what their case period allows, which ends")),
        (seen and timezone.localdate(seen), _("a visit")),
    ]
    if person.history.filter(expected_on__isnull=False).exists():
        return events  # recorded before they were born: where they were to live, and with whom, may be older than they
    return [
        (first("context_links", "from_on"), _("a link to a context, which begins")),
        *events,
        (first("addresses", "from_on"), _("an address, which begins")),
        (first("memberships", "from_on"), _("a place in a family, which begins")),
    ]


@transaction.atomic
def settle_duplicate(task: PossibleDuplicate, *, by: User, outcome: str) -> PossibleDuplicate:
    """Say whether two records are one person. "The same" leaves them for a manager to merge.

    Refuses a pair that somebody has settled already, so that of two answers neither is lost in silence.
    """
    require(by, Permission.EDIT_PEOPLE)
    require_sight(by, task)
    task = PossibleDuplicate.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if outcome not in (PossibleDuplicate.Outcome.DIFFERENT, PossibleDuplicate.Outcome.SAME):
        raise ValidationError({"outcome": _("Say whether they are the same person.")})
    if not PossibleDuplicate.objects.open().filter(pk=task.pk).exists():
        raise ValidationError(_("This pair has been settled already."))
    task.outcome = outcome
    task.settled_on = today()
    save_record(task, by=by)
    record(by=by, action="duplicate.settled", target=task.person)
    return task


# --- Families ------------------------------------------------------------------------------------------------------
@transaction.atomic
def create_family(*, by: User, name: str, confirmed: bool = True) -> Family:
    """Record a family. Members are added one by one; unconfirmed where nobody has checked who belongs to it."""
    require(by, Permission.EDIT_PEOPLE)
    family = save_record(Family(name=name, confirmed_on=today() if confirmed else None), by=by)
    family.refresh_from_db(fields=["reference"])
    record(by=by, action="family.recorded", target=family)
    return family


@transaction.atomic
def change_family(family: Family, *, by: User, name: str) -> Family:
    """Give the family another name."""
    require(by, Permission.EDIT_PEOPLE)
    family = _lock_standing(family, by=by)
    family.name = name
    save_record(family, by=by)
    record(by=by, action="family.changed", target=family)
    return family


@transaction.atomic
def confirm_family(family: Family, *, by: User) -> Family:
    """Say that its members have been checked: it is one family, and nobody is missing who is known."""
    require(by, Permission.JOIN_FAMILIES)
    family = _lock_standing(family, by=by)
    if family.is_confirmed:
        raise ValidationError(_("This family is confirmed already."))
    family.confirmed_on = today()
    save_record(family, by=by)
    record(by=by, action="family.confirmed", target=family)
    return family


@transaction.atomic
def set_apart(family: Family, *, other: Family, by: User, reason: str) -> FamiliesApart:
    """Say that two families which could be one are not, and how one knows. Nobody is asked about the pair again.

    When more is learned, joining them takes it back. Refuses without a reason, a family with itself, a pair of which
    it has been said already, from whichever side, and a family joined into another.
    """
    require(by, Permission.JOIN_FAMILIES)
    require_sight(by, family, other)
    if family.pk == other.pk:
        raise ValidationError({"other": _("Choose another family: this is the same one.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you know that they are not one family.")})
    # Locked in one order, so that two managers who say it from both ends do not wait for each other.
    pair = Family.objects.select_for_update(of=("self",)).filter(pk__in=[family.pk, other.pk]).order_by("pk")
    if any(found.joined_into_id for found in pair):
        raise ValidationError(_("One of these families was joined into another already."))
    if FamiliesApart.objects.filter(Q(family=family, other=other) | Q(family=other, other=family)).exists():
        raise ValidationError(_("This has been recorded already."))
    apart = save_record(FamiliesApart(family=family, other=other, reason=reason), by=by)
    for found in (family, other):
        record(by=by, action="family.set_apart", target=found, reason=reason)
    return apart


@transaction.atomic
def add_member(
    family: Family,
    *,
    person: Person,
    by: User,
    part: str,
    basis: str = FamilyMembership.Basis.KIN,
    from_on: datetime.date | None = None,
) -> FamilyMembership:
    """Add someone to a family, as kin or by placement. Refuses a second current membership and a day before birth."""
    require(by, Permission.EDIT_PEOPLE)
    require_sight(by, person)
    (person,) = lock_people(person)
    family = _lock_standing(family, by=by)
    if from_on and person.birth_on and from_on < person.birth_on:
        raise ValidationError({"from_on": _("This is before the person was born.")})
    member = save_record(FamilyMembership(family=family, person=person, part=part, basis=basis, from_on=from_on), by=by)
    record(by=by, action="family.member_added", target=family)
    return member


@transaction.atomic
def end_membership(member: FamilyMembership, *, by: User, to_on: datetime.date, ended_why: str) -> FamilyMembership:
    """Say when and why someone stopped belonging to a family. That they were a member stays on record."""
    require(by, Permission.EDIT_PEOPLE)
    require_sight(by, member.family, member.person)
    member = lock_unended(member, to_on=to_on)
    member.to_on, member.ended_why = to_on, ended_why
    save_record(member, by=by)
    record(by=by, action="family.member_ended", target=member.family)
    return member


def _lock_standing(family: Family, *, by: User) -> Family:
    require_sight(by, family)
    family = Family.objects.select_for_update(of=("self",)).get(pk=family.pk)
    if family.joined_into_id:
        raise ValidationError(_("This family was joined into another. Record it there."))
    return family
