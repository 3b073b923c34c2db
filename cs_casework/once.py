"""What a statement asks in many places is asked once.

Who is hidden from a reader is a sub-query wherever something hangs on a record, and a page that counts many things asks
it hundreds of times in one statement. PostgreSQL plans each of them anew: a second for a manager's home page, whatever
there is to count. So whoever puts such a sub-query into a statement puts a mark there in its place, and before the
statement is sent those that stand in it more than once go to its head, as `WITH … AS MATERIALIZED`. A mark is short, so
that a statement is long only where the database needs it to be.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any

from django.db.backends.signals import connection_created

from cs_casework.kept_plans import is_long, keep_plan, send_as_it_is

MARK = "/*once "
PLACES = re.compile(r"%s|%\(\w+\)s")
MARKS = re.compile(r"/\*once (\d+)((?: %s| %\(\w+\)s)*)\*/")
PARTS = re.compile(r"(/\*once \d+(?: %s| %\(\w+\)s)*\*/|%s|%\(\w+\)s)")
# After EXPLAIN, and together with what the statement itself begins with.
HEAD = re.compile(r"\A\s*(?P<explain>EXPLAIN\b(?:\s*\([^)]*\))?\s*)?(?P<own>WITH(?:\s+RECURSIVE)?\s+)?", re.IGNORECASE)

# What the marks stand for, by their number: text, and which value goes to each of its places. Never what anybody typed,
# so that there are few.
_known: list[tuple[str, tuple[int, ...]]] = []
_numbers: dict[tuple[str, tuple[int, ...]], int] = {}
_numbering = Lock()


def marked(text: str, order: Sequence[int] | None = None) -> str:
    """A sub-query that depends on nothing around it, as it is put into a statement: its number, and places for its
    values. `order` says which of these goes to each place of the text, where one goes to several."""
    key = text, tuple(range(len(PLACES.findall(text))) if order is None else order)
    with _numbering:
        if (number := _numbers.get(key)) is None:
            number = _numbers[key] = len(_known)
            _known.append(key)
    return f"{MARK}{number}{' %s' * len(set(key[1]))}*/"


class _Place(str):
    """Where a value goes, with its name if it has one."""


@dataclass(eq=False)
class _Part:
    """A piece of a statement: text, values in their places, and the sub-queries within it that are marked."""

    pieces: list["str | _Place | _Part"] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    uses: int = 0


def asked_once(text: str, params: Any) -> tuple[str, Any]:
    """The statement with what is marked in it more than once said at its head, and its values in the new order."""
    whole, inner = _read(text, params)
    repeated = {id(part): f"once_{number}" for number, part in enumerate(p for p in inner if p.uses > 1)}
    said: list[str] = []
    values: list[Any] = []
    for part in inner:  # those within others come first
        if name := repeated.get(id(part)):
            said.append(f"{name} AS MATERIALIZED {_write(part, repeated, values, whole=True)}")
    body = _write(whole, repeated, values, whole=True)
    if said:
        found = HEAD.match(body)
        assert found is not None  # it matches nothing, too
        own, rest = found["own"], body[found.end() :]
        body = f"{found['explain'] or ''}{own or 'WITH '}{', '.join(said)}{', ' if own else ' '}{rest}"
    return body, params if isinstance(params, Mapping) else tuple(values)


def _read(text: str, params: Any) -> tuple[_Part, list[_Part]]:
    if isinstance(params, Mapping):
        given = [(_Place(place), params[place[2:-2]]) for place in PLACES.findall(text)]
    else:
        given = [(_Place("%s"), value) for value in params]
    known: dict[Any, _Part] = {}
    return _part(PARTS.split(text), iter(given), known), list(known.values())


def _part(pieces: Iterable[str], given: Iterator[tuple[_Place, Any]], known: dict[Any, _Part]) -> _Part:
    part = _Part()
    for piece in pieces:
        if found := MARKS.fullmatch(piece) if piece.startswith(MARK) else None:
            own = [next(given) for _place in PLACES.findall(found[2])]
            part.pieces.append(_marked_part(int(found[1]), own, known))
        elif piece.startswith("%") and PLACES.fullmatch(piece):
            place, value = next(given)
            part.pieces.append(place)
            part.values.append(value)
        elif piece:
            part.pieces.append(piece)
    return part


def _marked_part(number: int, given: list[tuple[_Place, Any]], known: dict[Any, _Part]) -> _Part:
    """The sub-query of this mark with these values: the same one wherever both are the same."""
    key: Any = number, tuple((type(value), value) for _place, value in given)
    try:
        part = known.get(key)
    except TypeError:  # a list among its values: it stands alone
        key, part = object(), None
    if part is None:
        pieces, order = _split(number)
        part = known[key] = _part(pieces, (given[which] for which in order), known)
    part.uses += 1
    return part


@lru_cache(maxsize=2048)
def _split(number: int) -> tuple[list[str], tuple[int, ...]]:
    text, order = _known[number]
    return PARTS.split(text), order


def _write(part: _Part, repeated: Mapping[int, str], values: list[Any], *, whole: bool = False) -> str:
    if not whole and (name := repeated.get(id(part))):
        return f"(SELECT * FROM {name})"  # noqa: S608  a name of ours
    given = iter(part.values)
    written = []
    for piece in part.pieces:
        if isinstance(piece, _Part):
            written.append(_write(piece, repeated, values))
        else:
            if isinstance(piece, _Place):
                values.append(next(given))
            written.append(piece)
    return "".join(written)


def _send(execute: Callable[..., Any], text: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not many and isinstance(text, str):
        if MARK in text and isinstance(params, (Mapping, Sequence)):
            text, params = asked_once(text, params)
        if is_long(text):
            keep_plan(context["cursor"], text)
            return execute(text, params, many, context)
    send_as_it_is(context["cursor"])
    return execute(text, params, many, context)


def _watch(connection: Any, **_kwargs: Any) -> None:
    if _send not in connection.execute_wrappers:
        connection.execute_wrappers.append(_send)


connection_created.connect(_watch, dispatch_uid="cs_casework.once")
