"""Which contexts that are recorded already may be the same place or group, and why, in words.

Asked from what is known of one, along indexes: how near it is, its postcode, its school number, its name, its platform
or its route. Only what the reader may see is looked at, so that a hidden context changes nothing of what they are told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, FloatField, Func, JSONField, Q, TextField, Value
from django.db.models.functions import Cast, Sqrt, Upper
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contexts.codes import Kind
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.audit.fields import Plain
from families.postcodes import Point, position_of, postcodes_near

MOST = 10
# One context may be found for several reasons; enough of them to fill the list above.
MOST_ROWS = 100
NEAR = 50  # metres
# Metres that count as near where one of the two is known by its postcode alone, which is of several streets.
AROUND = 200
# Beyond this many metres two places with names alike are two places.
APART = 1000
# How like two names are, from 0 to 1, before they are worth a question.
LIKE = 0.4
SCHOOL, DISTANCE, ROUTE, POSTCODE, NEIGHBOURS, NAME = range(6)  # strongest first
# What stands somewhere may have been recorded as any of these. A group is like groups only, an area like areas.
PLACES = (Kind.LOCATION, Kind.SCHOOL, Kind.OTHER)


@dataclass
class Likeness:
    """Another context, and why it may be the same one."""

    context: Context
    reasons: list[str] = field(default_factory=list)


def may_be_the_same(context: Context, user: User) -> list[Likeness]:
    """The likeliest contexts that this reader may see to be the same as this one, best first: at most ten.

    The one asked about may be new and not saved yet, or one on record. In two statements, whatever is found.
    """
    if context.merged_into_id:
        return []
    others = Context.objects.visible_to(user).standing().exclude(pk=context.pk).order_by()
    branches = list(_branches(context, others.filter(kind__in=_kinds_like(context))))
    rows = branches[0].union(*branches[1:], all=True).order_by("why", "measure", "pk")[:MOST_ROWS]
    why: dict[Any, list[tuple[int, float]]] = {}
    for pk, reason, measure in rows:
        why.setdefault(pk, []).append((reason, measure))
    # Who is like it in two ways before who is in one.
    best = sorted(why, key=lambda pk: (-len(why[pk]), why[pk]))[:MOST]
    found = Context.objects.visible_to(user).in_bulk(best)
    return [
        Likeness(found[pk], [*_platform_in_words(context, found[pk]), *(_in_words(found[pk], *row) for row in why[pk])])
        for pk in best
        if pk in found
    ]


def _kinds_like(context: Context) -> list[str]:
    return [kind.value for kind in PLACES] if context.kind in PLACES else [context.kind]


def _branches(context: Context, others: Any) -> Iterator[Any]:
    """One look-up along an index for each thing that can be alike."""
    yield _rows(_named_like(context, others), NAME, Value(1.0) - _alike(context))
    if context.kind == Kind.PEER_GROUP:
        return
    here = _measured(context)
    if here:
        yield _rows(_within(others, here, NEAR), DISTANCE, F("metres"))
    if context.postcode:
        same = others.filter(postcode=context.postcode).exclude(postcode="")
        if here:
            same = same.filter(Q(easting=None) | Q(northing=None))  # else the distance says it better
        yield _rows(same, POSTCODE, 0.0)
        yield from _neighbours(context, others.exclude(postcode=context.postcode))
    if context.school_number:
        yield _rows(others.filter(school_number=context.school_number).exclude(school_number=""), SCHOOL, 0.0)
    if context.route:
        same = others.annotate(in_capitals=Upper("route")).filter(in_capitals=context.route.upper())
        yield _rows(same.exclude(route=""), ROUTE, 0.0)


def _neighbours(context: Context, others: Any) -> Iterator[Any]:
    """What stands near the middle of the postcode, where the two were not both measured."""
    middle = position_of(context.postcode)
    if middle is None:
        return
    if not _measured(context):
        yield _rows(_within(others, middle, AROUND), NEIGHBOURS, F("metres"))
    far = postcodes_near(context.postcode, AROUND)
    unmeasured = others.filter(Q(easting=None) | Q(northing=None), postcode__in=list(far))
    metres = Func(Value(far, JSONField()), F("postcode"), function="jsonb_extract_path_text", output_field=TextField())
    yield _rows(unmeasured, NEIGHBOURS, metres)


def _within(others: Any, here: Point, metres: int) -> Any:
    """Those measured that stand within so many metres, with how far it is (`metres`)."""
    # A square first, which the index knows; then what lies in the circle.
    square = others.filter(
        easting__range=(here.easting - metres, here.easting + metres),
        northing__range=(here.northing - metres, here.northing + metres),
    )
    return square.annotate(metres=_metres(here)).filter(metres__lte=metres)


def _named_like(context: Context, others: Any) -> Any:
    name = Plain(Value(context.name))
    alike = others.filter(plain__trigram_similar=name)
    alike = alike.annotate(alike=_alike(context)).filter(alike__gte=LIKE)
    if context.platform:
        alike = alike.filter(Q(platform="") | Q(platform__iexact=context.platform))
    if here := _measured(context) or position_of(context.postcode):
        alike = alike.annotate(metres=_metres(here)).filter(Q(metres=None) | Q(metres__lte=APART))
    return alike


def _alike(context: Context) -> Any:
    """How like its name is to theirs, from 0 to 1."""
    return TrigramSimilarity("plain", Plain(Value(context.name)))  # type: ignore[arg-type]  # the stubs know text only


def _measured(context: Context) -> Point | None:
    """The point that was recorded for it."""
    if context.easting is None or context.northing is None:
        return None
    return Point(context.easting, context.northing)


def _metres(here: Point) -> Any:
    east, north = (Cast(F(name), FloatField()) - Value(float(at)) for name, at in zip(Point._fields, here, strict=True))
    return Sqrt(east * east + north * north, output_field=FloatField())


def _rows(found: Any, why: int, measure: Any) -> Any:
    """Rows of (context, kind of reason, how far: the less the likelier)."""
    far = Value(measure) if isinstance(measure, float) else measure
    found = found.annotate(why=Value(why), measure=Cast(far, FloatField()))
    return found.values_list("pk", "why", "measure")


def _platform_in_words(context: Context, other: Context) -> list[str]:
    return (
        [_("Same platform: %(platform)s") % {"platform": other.platform}] if context.platform and other.platform else []
    )


def _in_words(other: Context, why: int, measure: float) -> str:
    if why == DISTANCE:
        metres = round(measure)
        if not metres:
            return _("At the same point on the map")
        return ngettext("%(n)d metre away", "%(n)d metres away", metres) % {"n": metres}
    if why == NEIGHBOURS:
        # To ten metres: what a postcode tells of where something is.
        return _("About %(n)d metres away, as their postcodes tell") % {"n": max(round(measure, -1), 10)}
    if why == POSTCODE:
        return _("Same postcode: %(postcode)s") % {"postcode": other.postcode}
    if why == SCHOOL:
        return _("Same school number: %(number)s") % {"number": other.school_number}
    if why == ROUTE:
        return _("Same route: %(route)s") % {"route": other.route}
    return _("The same name") if measure < 0.001 else _("A name like this one")
