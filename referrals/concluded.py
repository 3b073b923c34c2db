"""What stands on record of each child in a contact: what the last assessment concluded, or else what is known of home and
of what is outside it."""

from dataclasses import dataclass, field
from typing import Any

from cases.models import CaseChild, FactorChild
from cs_casework.access import model_above
from cs_casework.accounts.models import Permission, User
from families.models import Person


@dataclass
class OnRecord:
    """One child who is known: the conclusion, or in its place the periods they are open in and the factors."""

    child: Any
    conclusion: Any = None
    periods: list[Any] = field(default_factory=list)
    factors: list[Any] = field(default_factory=list)


def on_record(user: User, children: list[Any]) -> list[OnRecord]:
    """`children` are rows of a contact with their match, as `with_match` gives them. Nothing for a child who is not
    matched, or whose record this reader may not see; as many statements for many as for one."""
    people = {row.person_id: row.person for row in children if row.shows_person}
    if not people or not user.may(Permission.VIEW_CASES):
        return []
    rows = model_above(Person, "assessments").objects.visible_to(user)
    concluded = rows.latest_conclusions(list(people), user, with_factors=True)
    others = [pk for pk in people if pk not in concluded]
    found = {pk: OnRecord(person, concluded.get(pk)) for pk, person in people.items()}
    periods = CaseChild.objects.visible_to(user).open().filter(child__in=others).with_statuses()
    for period in periods.select_related("case").order_by("from_on", "pk"):
        found[period.child_id].periods.append(period)
    for pk, factors in FactorChild.objects.visible_to(user).by_child(others).items():
        found[pk].factors = factors
    return list(found.values())
