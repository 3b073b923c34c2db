"""People and families: by any of their names, as they are spelt or as they sound, by a number or a date of birth."""

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Max, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from cs_casework.accounts.models import User
from cs_casework.audit.fields import Plain
from cs_casework.overview.searching.hits import Asked, Hit, summary_url
from families.models import Family, Person, PersonName

# How like a name is, from 0 to 1, to be told as the name, or as one like it; below, it sounds alike.
SAME, LIKE = 0.95, 0.55
# Several records may share a number: possible duplicates.
MOST_NUMBERED = 5


def find_people(asked: Asked, user: User, first: int, most: int) -> tuple[list[Hit], bool]:
    """Each person once, by the likest of their names; above the first page of these stands whom a number fits."""
    if asked.born_on and not asked.name:
        born = Person.objects.visible_to(user).standing().filter(birth_on=asked.born_on)
        found = list(born.order_by("display_name", "reference")[first : first + most + 1])
        return [_hit(person, _("date of birth"), user) for person in found[:most]], len(found) > most
    numbered = [] if first else _by_number(asked, user)
    named = _by_name(asked, user)[first : first + most + 1]
    why = {row["person"]: _why_named(row) for row in named}
    people = Person.objects.visible_to(user).in_bulk(list(why))
    hits = [_hit(person, _why_numbered(person, asked), user) for person in numbered]
    known = {person.pk for person in numbered}
    hits += [_hit(people[pk], why[pk], user) for pk in list(why)[:most] if pk in people and pk not in known]
    return hits, len(why) > most


def _by_name(asked: Asked, user: User) -> Any:
    """The people with a name like this, the likest first: grouped and cut to size where the names stand."""
    names = PersonName.objects.visible_to(user).filter(person__merged_into=None).matching(asked.name)
    if asked.born_on:
        names = names.filter(person__birth_on=asked.born_on)
    likeness = TrigramWordSimilarity(Plain(Value(asked.name)), "plain")  # type: ignore[arg-type]
    found = (
        names.annotate(likeness=likeness)
        .values("person")
        .annotate(
            best=Max("likeness"),
            called=ArrayAgg(
                Concat("given", Value(" "), "family", output_field=TextField()), order_by=F("likeness").desc()
            ),
        )
    )
    return found.order_by("-best", "person__display_name", "person__reference")


def _by_number(asked: Asked, user: User) -> list[Person]:
    """Whom a number or a reference fits; that of a merged record finds the one it was merged into."""
    if not any(letter.isdigit() for letter in asked.name):
        return []
    people = Person.objects.visible_to(user)
    if asked.born_on:
        people = people.filter(birth_on=asked.born_on)
    return list(people.numbered(asked.name).order_by("display_name", "reference")[:MOST_NUMBERED])


def _hit(person: Person, why: str, user: User) -> Hit:
    """Leads to the summary, from which somebody who has never met them can answer; to the record who reads no cases."""
    born = f"{person.birth_on:%-d %B %Y}" if person.birth_on else ""
    more = " · ".join(part for part in (born, person.reference) if part)
    url = summary_url(person, user) or person.get_absolute_url()
    return Hit(str(person), url, more, why, shown=(person.pk,))


def _why_named(row: dict[str, Any]) -> str:
    name = row["called"][0].strip()
    if row["best"] >= SAME:
        return _("name: %(name)s") % {"name": name}
    if row["best"] >= LIKE:
        return _("a name like it: %(name)s") % {"name": name}
    return _("sounds like it: %(name)s") % {"name": name}


def _why_numbered(person: Person, asked: Asked) -> str:
    compact = asked.name.replace(" ", "").replace("-", "").casefold()
    told = {
        "nhs_number": _("NHS number"),
        "upn": _("unique pupil number"),
        "la_child_id": _("LA child id"),
        "reference": _("reference"),
    }
    for name, words in told.items():
        if getattr(person, name).replace("-", "").casefold() == compact:
            return words
    return _("a number or reference of a record that was merged into this one")


def find_families(asked: Asked, user: User, first: int, most: int) -> tuple[list[Hit], bool]:
    """Families by name, reference, or the name of a member."""
    if not asked.name:
        return [], False
    families = Family.objects.visible_to(user).standing().search(asked.name, user).with_member_names(user)
    found = list(families.order_by("name", "reference")[first : first + most + 1])
    hits = [
        Hit(
            str(one),
            one.get_absolute_url(),
            ", ".join(one.member_names),
            _why_family(one, asked.name),
            shown=tuple(one.member_ids),
        )
        for one in found[:most]
    ]
    return hits, len(found) > most


def _why_family(family: Any, text: str) -> str:
    if family.reference.casefold() == text.casefold():
        return _("reference")
    same = set(text.casefold().split()) & set(family.name.casefold().split())
    return _("name") if same else _("a name like it, or a member’s name")
