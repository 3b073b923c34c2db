"""What comes over when two records of one person are merged: names, family, relationships, addresses, pairs of records.

What says the same on both stays once, on the kept record; the other stays where it was, ended where it can end.
"""

import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.joining import lock_rows
from cases.models import SharedContextPair
from cases.moved import Moved
from cs_casework.accounts.models import User
from cs_casework.audit.log import save_record
from cs_casework.dates import today
from families.models import Address, NotRelated, Person, PersonName, PossibleDuplicate, Relationship

NAME, ALIAS = PersonName.Kind.NAME.value, PersonName.Kind.ALIAS.value
SAME = PossibleDuplicate.Outcome.SAME.value


def move_names(kept: Person, merged: Person, *, by: User, takes_name: bool, moved: Moved) -> None:
    """Every name comes over, each once. `takes_name`: the name that the merged record has now is theirs from now on;
    else that one is a name they also use. So is the one it takes the place of."""
    ours = {_spelt(name): name for name in lock_rows(PersonName.objects.filter(person=kept))}
    theirs = lock_rows(PersonName.objects.filter(person=merged))
    current = next((name for name in theirs if name.kind == NAME), None) if takes_name else None
    if current:
        for name in ours.values():
            kind = NAME if _spelt(name) == _spelt(current) else ALIAS if name.kind == NAME else name.kind
            if kind != name.kind:
                with moved.noting("names", name):
                    name.kind = kind
                    save_record(name, by=by)
    for name in theirs:
        if _spelt(name) in ours:
            continue
        ours[_spelt(name)] = name
        with moved.noting("names", name):
            name.person = kept
            if name.kind == NAME and name != current:
                name.kind = ALIAS
            save_record(name, by=by)


def _spelt(name: PersonName) -> tuple[str, str]:
    return name.given.casefold(), name.family.casefold()


def move_memberships(kept: Person, merged: Person, *, by: User, moved: Moved) -> None:
    """Every membership comes over; where both are members of a family, that of the merged record ends."""
    present = set(kept.memberships.filter(to_on=None).values_list("family", flat=True))
    for member in lock_rows(merged.memberships.all()):
        with moved.noting("memberships", member):
            if member.to_on is None and member.family_id in present:
                member.to_on = _today_or(member.from_on)
                member.ended_why = _("Recorded twice: two records of one person were merged")
            member.person = kept
            save_record(member, by=by)


def move_relationships(kept: Person, merged: Person, *, by: User, moved: Moved) -> None:
    """Who was related to the merged record is related to the kept one. Nobody is related to themselves: what was said of
    the two ends, and stays where it was written, as does what both have to a third; the one that goes on says what
    either said."""
    ends = Q(person=kept) | Q(other=kept)
    standing = {_tie(row): row for row in lock_rows(Relationship.objects.filter(ends, to_on=None))}
    for row in lock_rows(Relationship.objects.filter(Q(person=merged) | Q(other=merged))):
        with moved.noting("relationships", row):
            was = (row.person_id, row.other_id)
            if kept.pk in was:
                row.to_on = row.to_on or _today_or(row.from_on)
            else:
                _turn(row, merged, kept)
                if row.to_on is None and (goes_on := standing.setdefault(_tie(row), row)) != row:
                    row.person_id, row.other_id = was
                    row.to_on = _today_or(row.from_on)
                    with moved.noting("relationships", goes_on):
                        _complete(goes_on, row)
                        save_record(goes_on, by=by)
            save_record(row, by=by)


def _tie(row: Relationship) -> tuple[Any, ...]:
    """What a relationship says, the same from both sides where it reads the same from both."""
    ends = (row.person_id, row.other_id)
    return (row.kind, *(ends if row.kind in Relationship.INVERSE else sorted(ends)))


def _complete(goes_on: Relationship, other: Relationship) -> None:
    if goes_on.parental_responsibility is None:
        goes_on.parental_responsibility = other.parental_responsibility
    goes_on.informal_carer = goes_on.informal_carer or other.informal_carer


def move_findings(kept: Person, merged: Person, *, by: User, moved: Moved) -> None:
    """That people were found not to be related comes over, where the same was not found of the kept record; of the two
    themselves it says nothing any more."""
    for row in lock_rows(NotRelated.objects.filter(Q(person=merged) | Q(other=merged))):
        other = row.other if row.person_id == merged.pk else row.person
        if other != kept and not NotRelated.objects.between(kept, other).exists():
            with moved.noting("not_related", row):
                _turn(row, merged, kept)
                save_record(row, by=by)


def move_addresses(kept: Person, merged: Person, *, by: User, moved: Moved) -> None:
    """Every address comes over. One at which both are said to live stands once, since the earlier day, and protected
    where either was."""
    ours = {_place(row): row for row in lock_rows(kept.addresses.filter(to_on=None))}
    for row in lock_rows(merged.addresses.all()):
        same = ours.get(_place(row)) if row.to_on is None else None
        with moved.noting("addresses", row):
            if same is None:
                row.person = kept
            else:
                row.to_on = _today_or(row.from_on)
                with moved.noting("addresses", same):
                    same.is_protected = same.is_protected or row.is_protected
                    same.from_on = min((day for day in (same.from_on, row.from_on) if day), default=None)
                    save_record(same, by=by)
            save_record(row, by=by)


def _place(address: Address) -> tuple[str, str]:
    return " ".join(address.lines.casefold().split()), address.postcode


def move_duplicates(kept: Person, merged: Person, *, by: User, moved: Moved) -> None:
    """That the two may be one is settled: they are. What waits about the merged record and a third waits about the kept
    one, unless it does already. The pairs worked out each night are without it from now on."""
    for row in lock_rows(PossibleDuplicate.objects.filter(Q(person=merged) | Q(other=merged))):
        other = row.other if row.person_id == merged.pk else row.person
        pair = Q(person=kept, other=other) | Q(person=other, other=kept)
        if other != kept and PossibleDuplicate.objects.filter(pair).exists():
            continue
        with moved.noting("duplicates", row):
            if other == kept:
                row.outcome, row.settled_on = SAME, row.settled_on if row.outcome == SAME else today()
            else:
                _turn(row, merged, kept)
            save_record(row, by=by)
    SharedContextPair.objects.filter(Q(first=merged) | Q(second=merged)).delete()


def _turn(row: Any, merged: Person, kept: Person) -> None:
    """What this row says of the merged record it says of the kept one."""
    if row.person_id == merged.pk:
        row.person = kept
    else:
        row.other = kept


def _today_or(from_on: datetime.date | None) -> datetime.date:
    return max(today(), from_on or today())
