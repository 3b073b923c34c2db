"""What follows from who a member of staff is: whoever a record is about is barred from all whom that one is related to.

Asked wherever that may come to be: when a bar says whom a record is about, when a relationship is recorded, and when two
records of one person are merged.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from cs_casework.accounts.models import User
from cs_casework.audit.log import save_record
from cs_casework.confidential.codes import BarredWhy
from cs_casework.confidential.models import Interest
from cs_casework.confidential.writing import write_for_each
from cs_casework.dates import today
from cs_casework.statements import Statement
from families.models import Person, PersonBar, Relationship

# What is recorded of a record that was merged stands on the one that it was merged into, and its bars do.
KIN = """
WITH own AS (
    SELECT unnest(%(person)s::uuid[]) AS id
    UNION SELECT merged_into_id FROM families_person
        WHERE id = ANY(%(person)s::uuid[]) AND merged_into_id IS NOT NULL
), tie AS (
    SELECT other_id AS id FROM families_relationship
        WHERE person_id IN (SELECT id FROM own) AND kind = ANY(%(kinds)s)
    UNION SELECT person_id FROM families_relationship
        WHERE other_id IN (SELECT id FROM own) AND kind = ANY(%(kinds)s)
), kin AS (
    SELECT COALESCE(merged_into_id, id) AS id FROM families_person WHERE id IN (SELECT id FROM tie)
)
SELECT id FROM kin EXCEPT SELECT id FROM own
"""


def kin_of(people: Collection[UUID]) -> list[UUID]:
    """Whom these people are related to, as recorded, whoever may see them: for life, though it ended."""
    kinds = [kind.value for kind in Relationship.FAMILY_KINDS]
    return [row["id"] for row in Statement(person=list(people), kinds=kinds).run(KIN)]


def bar_from_kin(people: Collection[UUID], *, user: User, by: User, interest: Any = None) -> None:
    """Whoever one of these people is, is barred from all whom that one is related to. The same statements for none."""
    _bar(kin_of(people), user_id=user.pk, by=by, interest=interest)


def bar_who_they_are(*two: Person, by: User) -> None:
    """A member of staff whom one of these records is about, as a bar says, is barred from the other."""
    for person, other in (two, two[::-1]):
        for bar in _about(person):
            _bar([other.pk], user_id=bar.user_id, by=by, of_merged=_of_merged(bar, person))


def bar_who_both_are(kept: Person, merged: Person, *, by: User) -> None:
    """Before two records become one: a member of staff whom one of them is about is barred from whom the other is related
    to, as if that were recorded of the one. Not from whom both are: that was told when it was recorded."""
    kin = {person.pk: {*kin_of([person.pk])} - {kept.pk, merged.pk} for person in (kept, merged)}
    about = {person.pk: {bar.user_id for bar in _about(person)} for person in (kept, merged)}
    for person, other in ((kept, merged), (merged, kept)):
        for user_id in sorted(about[person.pk] - about[other.pk]):
            _bar(sorted(kin[other.pk] - kin[person.pk]), user_id=user_id, by=by, of_merged=merged.pk)


def end_bars_of_merge(people: Collection[UUID], *, by: User, why: str) -> None:
    """After they stand by themselves again: the bars end that came of a merge of these records alone, without the two
    managers that another takes. One stays that follows from what is recorded, or said by who is barred, all the same."""
    came_of_it = PersonBar.objects.standing().filter(of_merged__in=people)
    for bar in came_of_it.select_related("record").select_for_update(of=("self",), no_key=True).order_by("pk"):
        about = PersonBar.objects.standing().filter(user=bar.user_id, why=BarredWhy.ABOUT_THEM)
        if (bar.record.merged_into_id or bar.record_id) in kin_of(
            list(about.order_by("pk").values_list("record", flat=True))
        ):
            continue
        if Interest.objects.filter(created_by=bar.user_id, met__contains=[bar.record_id]).exists():
            continue  # they have said themselves since that it is their own affair
        bar.end_asked_on, bar.end_asked_by, bar.end_why = None, None, ""  # what is moot
        bar.ended_on, bar.ended_by = today(), by
        save_record(bar, by=by, reason=why)


def _about(person: Person) -> Any:
    """The bars that say that this record, or one merged into it, is about a member of staff; its own first."""
    standing = PersonBar.objects.standing().filter(why=BarredWhy.ABOUT_THEM)
    found = standing.filter(Q(record=person) | Q(record__merged_into=person))
    return found.order_by(F("record__merged_into").asc(nulls_first=True), "created_at", "pk")


def _of_merged(bar: PersonBar, person: Person) -> UUID | None:
    return None if bar.record_id == person.pk else bar.record_id


def _bar(records: Collection[UUID], *, user_id: UUID, by: User, **facts: Any) -> None:
    """Who is barred already from one of them stays so, as it was said."""
    said = {"why": BarredWhy.RELATED.value, "from_on": today(), "words": "", "end_why": ""}
    write_for_each(PersonBar, records, by=by, user=user_id, created_by=by, **said, **facts)
