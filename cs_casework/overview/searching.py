"""One search for people, contexts and cases, each through the one door."""

import datetime
import re
from typing import Any

from cases.models import Case
from contexts.models import Context
from cs_casework.accounts.models import User
from families.models import Family, Person

MOST = 20
DAY = re.compile(r"\b(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\b")


def born_on(text: str) -> datetime.date | None:
    """A date of birth typed into the search, such as 27/3/2012, day first."""
    if found := DAY.search(text):
        day, month, year = (int(part) for part in found.groups())
        try:
            return datetime.date(year, month, day)
        except ValueError:
            return None
    return None


def search_everything(text: str, user: User) -> dict[str, list[Any]]:
    """The first matches of each kind: people by name, sound, id or date of birth; contexts by name, postcode or
    reference; families by name or member; cases by reference. At most 20 of each, and no count of the rest."""
    text = " ".join(text.split())[:200]
    if not text:
        return {}
    day = born_on(text)
    name = DAY.sub("", text).strip() if day else text
    people = Person.objects.visible_to(user)
    people = people.search(name, born_on=day) if name else people.standing().filter(birth_on=day)
    found: dict[str, list[Any]] = {"people": list(people[:MOST])}
    if name:
        found["contexts"] = list(Context.objects.visible_to(user).standing().search(name, user)[:MOST])
        found["families"] = list(
            Family.objects.visible_to(user).standing().search(name, user).with_member_names(user)[:MOST]
        )
        cases = Case.objects.visible_to(user).filter(reference=name.upper())
        found["cases"] = list(cases.select_related("family", "context")[:MOST])
    return found
