"""Which other families may be the same one, and why, in words: what a return that knows children alone leaves to people.

Asked from one family's members outwards, along indexes: who else is a member where they are, is kin of theirs, lives or
lived where they do. A protected address plays no part, not even unnamed: that two families share it must not be told.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, JSONObject, Upper
from django.utils.translation import gettext as _

from cs_casework.accounts.models import User
from families.models import Address, FamiliesApart, Family, FamilyMembership, Person, PersonName, Relationship
from families.querysets import called

MOST = 10
# Several members of one family may each be a reason; enough of them to fill the list above.
MOST_ROWS = 100
MEMBER, KIN, ADDRESS, NAME = range(4)  # strongest first


@dataclass
class Match:
    """Another family, and why it may be the same one."""

    family: Family
    reasons: list[str] = field(default_factory=list)


def may_be_one_with(family: Family, user: User) -> list[Match]:
    """The likeliest other families that this reader may see and nobody has set apart from this one: at most ten.

    They share a member, kin among their members, an address, or a last name at one postcode, now or in the past.
    """
    members = FamilyMembership.objects.filter(family=family).order_by().values("person")
    people = list(Person.objects.visible_to(user).filter(pk__in=members).annotate(**_own()))
    if not people or family.joined_into_id:
        return []
    others = Family.objects.visible_to(user).standing().exclude(pk=family.pk).exclude(pk__in=_apart_from(family, user))
    why: dict[Any, list[str]] = {}
    for pk, kind, first, second, words in _shared(people, others, user):
        if pk not in why and len(why) == MOST:
            continue
        reasons = why.setdefault(pk, [])
        reason = _in_words(kind, first, second, words)
        # The weakest reason says nothing where there is another.
        if reason not in reasons and (kind != NAME or not reasons):
            reasons.append(reason)
    found = Family.objects.visible_to(user).with_member_names(user).in_bulk(list(why))
    return [Match(found[pk], reasons) for pk, reasons in why.items() if pk in found]


def apart_from(family: Family, user: User) -> list[tuple[Family, FamiliesApart]]:
    """The families this one was found not to be one with, as far as this reader may see, newest first."""
    found = []
    for row in FamiliesApart.objects.visible_to(user).about(family):
        ends = (row.family, row.other)
        if not all(end.pk == family.pk or end.joined_into_id == family.pk for end in ends):
            other = next(end for end in ends if end.pk != family.pk and end.joined_into_id != family.pk)
            found.append((other, row))
    return found


def _apart_from(family: Family, user: User) -> Any:
    """The same, as ids: of the families themselves, and of those they were joined into."""
    pairs = FamiliesApart.objects.visible_to(user).about(family).order_by()
    ends = [pairs.values_list(name) for name in ("family", "other", "family__joined_into", "other__joined_into")]
    return Family.objects.filter(pk__in=ends[0].union(*ends[1:])).values("pk")


def _own() -> dict[str, Any]:
    """A member's last names, and where they live or lived, in capitals as they are compared."""
    named = PersonName.objects.filter(person=OuterRef("pk")).exclude(family="").order_by()
    lived = Address.objects.listable().filter(person=OuterRef("pk")).exclude(postcode="").order_by()
    return {
        "last_names": ArraySubquery(named.values(name=Upper("family"))),
        "places": ArraySubquery(lived.values(place=JSONObject(lines="lines", postcode="postcode"))),
    }


def _shared(people: list[Any], others: Any, user: User) -> Any:
    """Rows of (family, kind of reason, first, second, words), the strongest reasons first."""
    ids = [person.pk for person in people]
    names = {name for person in people for name in person.last_names}
    places = {(place["lines"], place["postcode"]) for person in people for place in person.places}
    same_place = Q(pk__in=[])
    for lines, postcode in places:
        same_place |= Q(postcode=postcode, lines__iexact=lines)
    ties = Relationship.objects.visible_to(user).filter(kind__in=Relationship.FAMILY_KINDS).order_by()
    homes = Address.objects.visible_to(user).listable().exclude(person__in=ids).order_by()
    near = homes.filter(postcode__in={postcode for _lines, postcode in places}).annotate(
        last_name=Upper("person__names__family")
    )
    branches = [
        _rows(FamilyMembership.objects.filter(person__in=ids).order_by(), "", MEMBER, others, first=called("person__")),
        *(
            _rows(
                ties.filter(**{f"{ours}__in": ids}),
                f"{theirs}__memberships__",
                KIN,
                others,
                first=called("person__"),
                second=called("other__"),
                words=F("kind"),
            )
            for ours, theirs in (("person", "other"), ("other", "person"))
        ),
        _rows(
            homes.filter(same_place),
            "person__memberships__",
            ADDRESS,
            others,
            first=_text("lines"),
            second=_text("postcode"),
        ),
        _rows(
            near.filter(last_name__in=names),
            "person__memberships__",
            NAME,
            others,
            first=_text("person__names__family"),
            second=_text("postcode"),
        ),
    ]
    rows = branches[0].union(*branches[1:])
    return rows.order_by("why", "found", "first", "second")[:MOST_ROWS]


def _rows(found: Any, way: str, kind: int, others: Any, **words: Any) -> Any:
    """One kind of reason: from what was `found`, by this `way`, to the families it leads to."""
    blank = Value("", output_field=TextField())
    columns = {"first": blank, "second": blank, "words": blank} | words
    led = found.filter(**{f"{way}family__in": others.values("pk")})
    led = led.annotate(found=F(f"{way}family"), why=Value(kind), **columns)
    return led.values_list("found", "why", "first", "second", "words")


def _text(column: str) -> Any:
    return Cast(column, TextField())


def _in_words(kind: int, first: str, second: str, words: str) -> str:
    if kind == MEMBER:
        return _("%(person)s is a member of both") % {"person": first}
    if kind == KIN:
        tie = Relationship.Kind(words).label
        return _("%(person)s is %(tie)s %(other)s") % {"person": first, "tie": tie, "other": second}
    if kind == ADDRESS:
        return _("Members of both live or lived at %(address)s") % {"address": f"{first} {second}".strip()}
    return _("Both have somebody named %(name)s at %(postcode)s") % {"name": first, "postcode": second}
