"""What a statement asks in many places is asked once.

Who is hidden from a reader is a sub-query wherever something hangs on a record, and a page that counts many things asks
it hundreds of times in one statement. PostgreSQL plans each of them anew: a second for a manager's home page, whatever
there is to count. So whoever puts such a sub-query into a statement marks it, and before the statement is sent those
that stand in it more than once go to its head, as `WITH … AS MATERIALIZED`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.signals import connection_created

BEGIN, END = "/*once*/", "/*ecno*/"
PARTS = re.compile(r"(/\*once\*/|/\*ecno\*/|%s|%\(\w+\)s)")
# After EXPLAIN, and together with what the statement itself begins with.
HEAD = re.compile(r"\A\s*(?P<explain>EXPLAIN\b(?:\s*\([^)]*\))?\s*)?(?P<own>WITH(?:\s+RECURSIVE)?\s+)?", re.IGNORECASE)


def marked(text: str) -> str:
    """A sub-query that depends on nothing around it, as it is put into a statement."""
    return f"{BEGIN}{text}{END}"


@dataclass
class _Part:
    """A piece of a statement: text, values in their places, and the sub-queries within it that are marked."""

    pieces: list["str | _Part"] = field(default_factory=list)
    # The text with nameless places, and the values: by which two are told to be the same.
    alike: list[Any] = field(default_factory=list)
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
    named = isinstance(params, Mapping)
    given = iter(() if named else params)
    known: dict[Any, _Part] = {}
    around: list[_Part] = [_Part()]
    for piece in PARTS.split(text):
        if piece == BEGIN:
            around.append(_Part())
        elif piece == END:
            part = around.pop()
            same = known.setdefault(_key(part), part)
            same.uses += 1
            around[-1].pieces.append(same)
            around[-1].alike.append(id(same))
        elif piece.startswith("%") and PARTS.fullmatch(piece):
            value = params[piece[2:-2]] if named else next(given)
            around[-1].pieces.append(piece)
            around[-1].values.append(value)
            around[-1].alike.append(("value", type(value).__name__, value))
        elif piece:
            around[-1].pieces.append(piece)
            around[-1].alike.append(piece)
    (whole,) = around
    return whole, list(known.values())


def _key(part: _Part) -> Any:
    key = tuple(part.alike)
    try:
        hash(key)
    except TypeError:  # a list among its values: it stands alone
        return id(part)
    return key


def _write(part: _Part, repeated: Mapping[int, str], values: list[Any], *, whole: bool = False) -> str:
    if not whole and (name := repeated.get(id(part))):
        return f"(SELECT * FROM {name})"  # noqa: S608  a name of ours
    given = iter(part.values)
    written = []
    for piece in part.pieces:
        if isinstance(piece, _Part):
            written.append(_write(piece, repeated, values))
        else:
            if PARTS.fullmatch(piece):
                values.append(next(given))
            written.append(piece)
    return "".join(written)


def _send(execute: Callable[..., Any], text: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not many and isinstance(params, (Mapping, Sequence)) and isinstance(text, str) and BEGIN in text:
        text, params = asked_once(text, params)
    return execute(text, params, many, context)


def _watch(connection: Any, **_kwargs: Any) -> None:
    if _send not in connection.execute_wrappers:
        connection.execute_wrappers.append(_send)


connection_created.connect(_watch, dispatch_uid="cs_casework.once")
