"""The database plans a long statement once for each connection, and not for each page.

Who may see what is said within a statement, so that nearly every one is long, and planning it takes the database three
times as long as running it. So each connection keeps how those are run that it is sent again: how rows are found, and no
row. What is restricted, granted and barred is read each time.

Left open in what is kept is what differs from one page to the next: ids and moments. Everything else stands in it as it
is, a day, a code, what somebody typed, where the page of a list begins: the database chooses with that in sight. For the
first five times it plans for the very values that are given, and then only as long as it expects to gain by that.
"""

import datetime
import re
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db.backends.signals import connection_created
from psycopg.adapt import Transformer
from psycopg.types.json import Jsonb

# Statements of fewer characters are planned in no time.
LONG = 2000
# What is written is another each time.
READS, WRITES = re.compile(r"\s*(?:SELECT|WITH)\b"), "INSERT INTO"
PLACES = re.compile(r"(?P<several>(?<!NOT) IN \(%s(?:, %s)*\))|%%|%s|%\((?P<name>\w+)\)s")
# What follows the moment in a key.
RANDOM = (1 << 80) - 1
# How many statements a connection remembers to have sent once, and how many are remembered as they were written.
REMEMBERED = 500
# With more values than these it is not remembered: what it reads is then much longer to come than it is to write.
MOST_VALUES = 300


def is_long(text: str) -> bool:
    return len(text) > LONG


def keep_plan(cursor: Any, text: str) -> None:
    """Let the database keep how this statement is run, of the cursor that is about to send it; or, of one that has sent
    such a statement before, let it send this one as any other."""
    if not settings.KEPT_PLANS or not READS.match(text) or WRITES in text:
        send_as_it_is(cursor)
    # Rows that come one by one have a plan of their own.
    elif not isinstance(cursor.cursor, psycopg.ServerCursor | KeepingCursor):
        cursor.cursor = KeepingCursor(cursor.db.connection)
        cursor.cursor.db = cursor.db


def send_as_it_is(cursor: Any) -> None:
    if isinstance(cursor.cursor, KeepingCursor):
        cursor.cursor = cursor.db.create_cursor()


class KeepingCursor(psycopg.Cursor[Any]):
    """Sends a statement whose plan the database keeps, once it has been sent twice by this connection: most of what
    somebody types is typed once."""

    db: Any

    def execute(self, query: Any, params: Any = None, **_kwargs: Any) -> Any:
        text, values = (query, None) if params is None else left_open(query, params, self.connection)
        connection: Any = self.connection
        again = _sent_before(connection, text)
        # For this cursor's statements alone: psycopg would count each that any other sends, too.
        connection.prepare_threshold = 0 if again else None
        try:
            found = super().execute(text, values)
            # What Django tells of what was sent: the same, with its values, whether or not its plan was kept.
            told: Any = _Sent(text, values, connection)
            self._query = told
            return found
        except psycopg.errors.FeatureNotSupported:
            # A new release has given a column another type. What was kept before is of no use: none outlives this page.
            self.db.close_at = time.monotonic()
            raise
        finally:
            connection.prepare_threshold = None


@dataclass(frozen=True)
class _Sent:
    """A statement that was sent, to be read by whoever looks for the slow ones, and by tests."""

    text: str
    values: Any
    connection: Any

    @property
    def query(self) -> bytes:
        return psycopg.ClientCursor(self.connection).mogrify(self.text, self.values).encode()


def _sent_before(connection: Any, text: str) -> bool:
    sent: OrderedDict[int, None] = connection.__dict__.setdefault("sent_before", OrderedDict())
    key = hash(text)
    known = key in sent
    sent[key] = None
    sent.move_to_end(key)
    if len(sent) > REMEMBERED:
        sent.popitem(last=False)
    return known


def left_open(text: str, params: Any, connection: Any) -> tuple[str, dict[str, Any]]:
    """The statement with what differs from page to page in places with a name, and all else written into it. One value
    that stands in several places has one: of two, the database would not know that they are the same."""
    names = tuple(params) if isinstance(params, Mapping) else None
    values = list(params.values() if isinstance(params, Mapping) else params)
    first: dict[Any, int] = {}
    shapes = []
    for number, value in enumerate(values):
        if _differs(value):
            alike = value if isinstance(value, UUID | datetime.datetime) else (number,)
            shapes.append(_Open(first.setdefault(alike, number), isinstance(value, UUID)))
        else:
            shapes.append(value)
    key: Any = (text, names, tuple(map(_of_its_type, shapes))) if len(shapes) <= MOST_VALUES else None
    try:
        known = _written.get(key)
    except TypeError:  # one that cannot be a key among its values
        key, known = None, None
    if known is None:
        known = _write(text, names, shapes, Transformer(connection))
        if key is not None:
            with _writing:
                _written[key] = known
                while len(_written) > REMEMBERED:
                    _written.popitem(last=False)
    whole, places = known
    given = {name: [values[one] for one in of] if isinstance(of, tuple) else values[of] for name, of in places.items()}
    return whole, given


@dataclass(frozen=True)
class _Open:
    """A value that is left open: that of this number, or one equal to it."""

    number: int
    is_id: bool


# A statement as it was written for these values, and which of them go to the places that are left open.
_written: OrderedDict[Any, tuple[str, dict[str, int | tuple[int, ...]]]] = OrderedDict()
_writing = Lock()


def _write(
    text: str, names: tuple[str, ...] | None, shapes: Sequence[Any], write: Any
) -> tuple[str, dict[str, int | tuple[int, ...]]]:
    by_name = dict(zip(names or (), shapes, strict=names is not None))
    given = iter(shapes)
    places: dict[str, int | tuple[int, ...]] = {}

    def written(shape: Any) -> str:
        if isinstance(shape, _Open):
            places[f"v{shape.number}"] = shape.number
            return f"%(v{shape.number})s"
        return "NULL" if shape is None else bytes(write.as_literal(shape)).decode().replace("%", "%%")

    def put(place: re.Match[str]) -> str:
        if place[0] == "%%":
            return "%%"
        if place["name"]:
            return written(by_name[place["name"]])
        if not place["several"]:
            return written(next(given))
        several = [next(given) for _value in range(place[0].count("%s"))]
        if not all(isinstance(shape, _Open) and shape.is_id for shape in several):
            return f" IN ({', '.join(map(written, several))})"
        # However many there are, it is one statement.
        name = f"all{len(places)}"
        places[name] = tuple(shape.number for shape in several)
        return f" = ANY(%({name})s)"

    return PLACES.sub(put, text), places


def _differs(value: Any) -> bool:
    """Whether it differs from page to page, and is of a type that is told to the database with it: without that, a place
    could not stand wherever the value can."""
    if isinstance(value, datetime.datetime):
        return value.tzinfo is not None
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, UUID) for one in value)
    return isinstance(value, Jsonb) or (isinstance(value, UUID) and not _begins_a_period(value))


def _of_its_type(value: Any) -> Any:
    """What is equal and of another type, 1 and true, is written otherwise."""
    return (list, *map(_of_its_type, value)) if isinstance(value, list) else (type(value), value)


def _begins_a_period(key: UUID) -> bool:
    """Whether it is the key of no row but says from when on keys are (`first_key()`): the same all day, and the database
    plans for the months that are between two of them, or else for all that there ever were."""
    return bool(key.int) and not key.int & RANDOM


def _bounded(connection: Any, **_kwargs: Any) -> None:
    if isinstance(connection.connection, psycopg.Connection):
        connection.connection.prepared_max = settings.KEPT_PLANS


connection_created.connect(_bounded, dispatch_uid="cs_casework.kept_plans")
