"""A picture as it stands on a page: a shape and a colour for each kind, the words on a card, the style of a line.

Colours and line styles are given as attributes of SVG, never by a style: the content policy refuses those, and a
printed page or a PDF keeps attributes. Nothing is said by colour alone, nor by a shape alone: the words say it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.links.layout import Card, lay_out
from cases.links.picture import RANK, Pair, Picture, Pictured
from contexts.codes import Kind, Reliability
from contexts.models import Context
from families.models import Person

# A card names so many of those it is linked to, and counts the rest: a screen reader reads all of it out.
NAMED = 6


@dataclass(frozen=True)
class Look:
    """A shape in a square of 20 units, and its colour."""

    path: str
    colour: str
    words: Any


CENTRE = Look(
    "M10 0 12.9 6.6 20 7.3 14.6 12 16.2 19.1 10 15.4 3.8 19.1 5.4 12 0 7.3 7.1 6.6Z",
    "#0b0c0c",
    gettext_lazy("Where the picture starts"),
)
CHILD = Look("M10 1A9 9 0 1 1 9.99 1Z", "#1d70b8", gettext_lazy("Child"))
RELATED_CHILD = Look(
    "M10 1A9 9 0 1 1 9.99 1ZM10 4A6 6 0 1 1 9.99 4ZM10 7A3 3 0 1 1 9.99 7Z", "#4c2c92", gettext_lazy("Related child")
)
CONTEXTS = {
    Kind.LOCATION: Look(
        "M10 20 4 12.2A7.4 7.4 0 1 1 16 12.2ZM10 5A2.8 2.8 0 1 1 9.99 5Z", "#00703c", Kind.LOCATION.label
    ),
    Kind.PEER_GROUP: Look(
        "M10 0A4.6 4.6 0 1 1 9.99 0ZM4.8 10A4.6 4.6 0 1 1 4.79 10ZM15.2 10A4.6 4.6 0 1 1 15.19 10Z",
        "#8f4700",
        Kind.PEER_GROUP.label,
    ),
    Kind.SCHOOL: Look("M10 1 19 8V19H12V13H8V19H1V8Z", "#1f6f7c", Kind.SCHOOL.label),
    Kind.NEIGHBOURHOOD: Look(
        "M1 1H9V9H1ZM11 1H19V9H11ZM1 11H9V19H1ZM11 11H19V19H11Z", "#505a5f", Kind.NEIGHBOURHOOD.label
    ),
    Kind.ONLINE: Look("M10 0 20 10 10 20 0 10ZM10 5 15 10 10 15 5 10Z", "#912b88", Kind.ONLINE.label),
    Kind.TRANSPORT: Look("M1 2 10 10 1 18ZM10 2 19 10 10 18Z", "#003078", Kind.TRANSPORT.label),
    Kind.RELATIONSHIP: Look("M1 1 10 10 1 19ZM19 1 10 10 19 19Z", "#a3195b", Kind.RELATIONSHIP.label),
    Kind.OTHER: Look("M7 1H13V7H19V13H13V19H7V13H1V7H7Z", "#6b5900", Kind.OTHER.label),
}
# Whole, in dashes, in dots: told apart in black and white, too.
DASHES = {"confirmed": "", "reported": "9 5", "unconfirmed": "1.5 5"}


@dataclass(frozen=True)
class Node:
    """A card that leads to the record it stands for."""

    card: Card
    look: Look
    url: str
    says: str  # name, kind and whom it is linked to: what a screen reader reads out
    is_centre: bool

    @property
    def shape_at(self) -> str:
        return f"translate({self.card.shape_x} {self.card.shape_y})"


@dataclass(frozen=True)
class Stroke:
    """One line between two cards."""

    path: str
    dashes: str
    says: str


@dataclass(frozen=True)
class LineLook:
    dashes: str
    words: str


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    nodes: list[Node]
    strokes: list[Stroke]
    kinds: list[Look]
    lines: list[LineLook]


def drawing_of(picture: Picture) -> Drawing:
    """The cards in columns, each with its words, and a legend of what stands in this picture."""
    children = {pictured.child.pk: pictured for pictured in picture.children}
    contexts = {context.pk: context for context in [*picture.contexts, *picture.further]}
    by_key: dict[Any, Any] = {picture.centre.pk: picture.centre, **children, **contexts}
    columns = [[picture.centre.pk], [c.pk for c in picture.contexts], list(children), [c.pk for c in picture.further]]
    order = {key: place for place, column in enumerate(columns) for key in column}
    ends = {_ends(pair, order): pair for pair in picture.pairs}
    names = {key: _name(found) for key, found in by_key.items()}
    notes = {key: _note(picture, found) for key, found in by_key.items()}
    drawn = lay_out(
        [column for column in columns if column],
        {key: (names[key], notes[key]) for key in by_key},
        list(ends),
    )
    linked = _linked(drawn.paths, names, [card.key for card in drawn.cards])
    nodes = [
        Node(
            card=card,
            look=_look(picture, by_key[card.key]),
            url=_record(by_key[card.key]).get_absolute_url(),
            says=_says(picture, by_key[card.key], notes[card.key], linked[card.key]),
            is_centre=card.key == picture.centre.pk,
        )
        for card in drawn.cards
    ]
    looks = {node.look for node in nodes}
    used = {pair.reliability for pair in picture.pairs}
    return Drawing(
        width=drawn.width,
        height=drawn.height,
        nodes=nodes,
        strokes=[
            Stroke(path, DASHES[ends[edge].reliability], _line_says(ends[edge])) for edge, path in drawn.paths.items()
        ],
        kinds=[look for look in (CENTRE, CHILD, RELATED_CHILD, *CONTEXTS.values()) if look in looks],
        lines=[LineLook(DASHES[code], str(Reliability(code).label)) for code in RANK if code in used],
    )


def _ends(pair: Pair, order: dict[Any, int]) -> tuple[Any, Any]:
    """The two cards of a line, the one further left first."""
    child, context = pair.child.child.pk, pair.context.pk
    return (child, context) if order[child] < order[context] else (context, child)


def _look(picture: Picture, found: Any) -> Look:
    if found is picture.centre:
        return CENTRE
    if isinstance(found, Context):
        return CONTEXTS[Kind(found.kind)]
    return RELATED_CHILD if is_marked(picture, found) else CHILD


def is_marked(picture: Picture, pictured: Pictured) -> bool:
    """Around a child, who is related to it; around a context, who is related to another child there."""
    if isinstance(picture.centre, Person):
        return picture.centre.pk in {person.pk for person in pictured.related}
    return bool(pictured.related)


# --- Words -----------------------------------------------------------------------------------------------------------
def _record(found: Any) -> Any:
    return found.child if isinstance(found, Pictured) else found


def _name(found: Any) -> str:
    return str(_record(found))


def _note(picture: Picture, found: Any) -> str:
    """The second line of a card: the kind of a context; the age of a child, and that it is related or not open."""
    if isinstance(found, Context):
        return str(found.get_kind_display())
    child = _record(found)
    parts = [_("Age %(age)s") % {"age": child.age} if child.age is not None else _("Child")]
    if isinstance(found, Pictured):
        parts += [_("related")] if is_marked(picture, found) else []
        parts += [] if found.is_open else [_("not open")]
    return ", ".join(parts)


def _says(picture: Picture, found: Any, note: str, linked: list[str]) -> str:
    kind = [str(_look(picture, found).words)]
    kind += [note] if note != kind[0] else []
    says = f"{_name(found)}, {', '.join(kind)}"
    if isinstance(found, Pictured) and found.related:
        says += ", " + _("related to %(names)s") % {"names": _names(map(str, found.related))}
    if linked:
        says += ", " + _("linked to %(names)s") % {"names": _names(linked)}
    return says


def _linked(edges: Iterable[tuple[Any, Any]], names: dict[Any, str], order: list[Any]) -> dict[Any, list[str]]:
    """The names of those beside each card, as they stand in the picture from left to right and from top to bottom."""
    place = {key: index for index, key in enumerate(order)}
    beside: dict[Any, list[Any]] = {key: [] for key in order}
    for left, right in edges:
        beside[left].append(right)
        beside[right].append(left)
    return {key: [names[other] for other in sorted(found, key=lambda k: place[k])] for key, found in beside.items()}


def _names(names: Iterable[str]) -> str:
    """A few names, the last after "and"; of many the first, and how many more."""
    every = list(names)
    named = every if len(every) <= NAMED else every[: NAMED - 1]
    if more := len(every) - len(named):
        return ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more) % {
            "names": ", ".join(named),
            "count": more,
        }
    if len(named) == 1:
        return named[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(named[:-1]), "last": named[-1]}


def _line_says(pair: Pair) -> str:
    roles = ", ".join(str(link.get_role_display()) for link in pair.links)
    return f"{pair.child.child} – {pair.context}: {roles}"
