"""People and families: by any of their names, as they are spelt or as they sound, by a number or a date of birth."""

from typing import Any

from django.utils.translation import gettext as _

from cs_casework.accounts.models import User
from cs_casework.audit.fields import reads_alike, reads_like
from cs_casework.overview.searching.hits import Asked, Hit, summary_url
from cs_casework.overview.searching.seen import FOURFOLD, SPARE, people_seen
from families.models import Family, Person, PersonName

# How like a name is, from 0 to 1, to be told as the name, or as one like it; below, it sounds alike.
SAME, LIKE = 0.95, 0.55
# Nothing is liker than this.
THE_SAME = 0.9999
# Several records may share a number: possible duplicates.
MOST_NUMBERED = 5
# Of a common name there are tens of thousands: the families of so many are told.
MOST_NAMED = 200


def find_people(asked: Asked, user: User, first: int, most: int) -> tuple[list[Hit], bool]:
    """Each person once, by the likest of their names; above the first page of these stands whom a number fits."""
    if asked.born_on and not asked.name:
        born = Person.objects.visible_to(user).standing().filter(birth_on=asked.born_on)
        found = list(born.order_by("display_name", "reference")[first : first + most + 1])
        return [_hit(person, _("date of birth"), user) for person in found[:most]], len(found) > most
    numbered = [] if first else _by_number(asked, user)
    named = _by_name(asked, user, first + most + 1)[first:]
    people = Person.objects.in_bulk([name.person_id for name in named[:most]])
    hits = [_hit(person, _why_numbered(person, asked), user) for person in numbered]
    known = {person.pk for person in numbered}
    hits += [
        _hit(people[name.person_id], _why_named(name), user) for name in named[:most] if name.person_id not in known
    ]
    return hits, len(named) > most


def _by_name(asked: Asked, user: User, most: int) -> list[Any]:
    """The likest names, one of each person whom this reader may see."""
    number = most + SPARE
    while True:
        names = _likest(asked, number)
        of_each: dict[Any, Any] = {}
        for name in names:
            of_each.setdefault(name.person_id, name)
        may_be_seen = people_seen(of_each, user)
        kept = [name for person, name in of_each.items() if person in may_be_seen]
        if len(kept) >= most or len(names) < number:
            return kept[:most]
        number *= FOURFOLD


def _likest(asked: Asked, most: int) -> list[Any]:
    """The names most like the one typed, so many at most. Of a common name enough are the very same, and nothing else is
    looked at; those that only sound like it come last, and are looked for where there are few others."""
    names = PersonName.objects.only("person_id", "given", "family").likest_first(asked.name)
    if asked.born_on:
        born = Person.objects.filter(birth_on=asked.born_on).order_by().values_list("pk", flat=True)
        return list(names.filter(person__in=list(born)).matching(asked.name)[:most])
    same: list[Any] = list(names.filter(reads_alike(asked.name))[:most])
    if len(same) == most and same[-1].likeness >= THE_SAME:
        return same
    like = list(names.filter(reads_like(asked.name))[:most])
    if len(like) == most:
        return like
    sounding = names.sounding(asked.name).exclude(pk__in=[name.pk for name in like])
    return like + list(sounding[: most - len(like)])


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


def _why_named(found: Any) -> str:
    name = str(found)
    if found.likeness >= SAME:
        return _("name: %(name)s") % {"name": name}
    if found.likeness >= LIKE:
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
    """Families by name, reference, or the name of a member: of one of those whose names are most like it."""
    if not asked.name:
        return [], False
    named = [name.person_id for name in _likest(asked, max(MOST_NAMED, first + most + 1))]
    families = Family.objects.visible_to(user).standing().search(asked.name, user, named=named)
    found = list(families.with_member_names(user).order_by("name", "reference")[first : first + most + 1])
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
