"""A whole collection, for a warehouse: as CSV, or as JSON with a record a line, by what is accepted. It is read and sent in
parts, so that the memory it takes does not grow with it.

It is for programs with a token alone, and stands in the register of what left; whom each part names is in the audit.
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import StreamingHttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

from cs_casework.access import how_seen
from cs_casework.api.answers import Seen
from cs_casework.api.narrowing import PAGING, narrowed, refused_parameter
from cs_casework.audit.log import current_request, disclose, record
from cs_casework.audit.models import Disclosure
from cs_casework.spreadsheets import TextTable
from families.models import Person

PART = 500
NDJSON, CSV = "application/x-ndjson", "text/csv"


class LinesRenderer(JSONRenderer):
    """What is refused of such an answer is JSON all the same."""

    media_type, format = NDJSON, "ndjson"


class TableRenderer(JSONRenderer):
    media_type, format = CSV, "csv"


IN_BULK = {LinesRenderer.format, TableRenderer.format}
Shown = Callable[[Any, Sequence[Any], Any], tuple[list[dict[str, Any]], Seen]]
Choose = Callable[[list[tuple[Any, dict[str, Any]]]], list[tuple[Any, dict[str, Any]]]]


def whole(resource: Any, request: Any, shown: Shown) -> StreamingHttpResponse:
    """Every record of the collection that the address asks for, by its key."""
    for name in sorted((PAGING | {"ordering"}) & set(request.query_params)):
        raise refused_parameter(name, "A whole collection has neither pages nor an order.")
    records = narrowed(resource, resource.door(request.user), request)
    parts = in_parts(request, resource, shown, lambda last: _after(records, last))
    as_table = request.accepted_renderer.format == TableRenderer.format
    return sent(request, resource, _table(resource, request, parts) if as_table else lines(parts))


def _after(records: Any, last: Any) -> list[Any]:
    """The next part: each asked for by itself, as no transaction stays open while it is sent."""
    records = records.order_by("pk")
    return list((records if last is None else records.filter(pk__gt=last))[:PART])


def in_parts(
    request: Any, resource: Any, shown: Shown, next_after: Callable[[Any], list[Any]], choose: Choose | None = None
) -> Iterator[list[dict[str, Any]]]:
    """Each part as it is answered, written to the audit in the transaction in which it is read. `choose` says, in it, which
    of its records are told of; all, where nothing does."""
    last: Any = None
    while True:
        with transaction.atomic():
            rows = next_after(last)
            answers, seen = shown(resource.answer, rows, request.user)
            told = list(zip(rows, answers, strict=True))
            told = choose(told) if choose else told
            of = [row for row, _answer in told]
            if 0 < len(told) < len(rows):
                _answers, seen = shown(resource.answer, of, request.user)
            if told:
                _written_down(request, resource, seen.people() | people_among(of))
        if told:
            yield [answer for _row, answer in told]
        if len(rows) < PART:
            return
        last = rows[-1].pk


def people_among(rows: Iterable[Any]) -> set[UUID]:
    return {row.pk for row in rows if row._meta.label == "families.Person"}


def _written_down(request: Any, resource: Any, people: set[UUID]) -> None:
    how = how_seen(request.user, Person.objects.all(), *people)
    token = current_request.set(request._request)  # an answer that is sent in parts outlives its request
    try:
        record(by=request.user, action=f"{resource.noun}.listed", shown=sorted(people), reason=how)
    finally:
        current_request.reset(token)


def sent(request: Any, resource: Any, text: Iterable[str]) -> StreamingHttpResponse:
    """Write down that it leaves, and to which system, and send it as it is read."""
    if request.user.token is None:
        raise PermissionDenied
    renderer = request.accepted_renderer
    disclose(
        by=request.user,
        kind=Disclosure.Kind.COLLECTION,
        recipient=request.user.through,
        basis=Disclosure.Basis.PUBLIC_TASK,
        form=renderer.format.upper(),
        version=resource.name,
    )
    encoded = (words.encode() for words in text)
    return StreamingHttpResponse(encoded, content_type=f"{renderer.media_type}; charset=utf-8")


# --- As it is written ------------------------------------------------------------------------------------------------
def line(found: Any) -> str:
    return json.dumps(found, cls=JSONEncoder, ensure_ascii=False) + "\n"


def lines(parts: Iterable[list[dict[str, Any]]]) -> Iterator[str]:
    for answers in parts:
        yield "".join(map(line, answers))


def _table(resource: Any, request: Any, parts: Iterable[list[dict[str, Any]]]) -> Iterator[str]:
    """A column a field; what hangs on a record, as JSON in one. No cell is taken for a formula."""
    names = list(resource.answer(context={"seen": Seen(request.user)}).fields)
    yield _rows([names])
    for answers in parts:
        yield _rows([[_in_cell(answer[name]) for name in names] for answer in answers])


def _rows(rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    table = TextTable(text)
    for row in rows:
        table.write(row)
    return text.getvalue()


def _in_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, cls=JSONEncoder, ensure_ascii=False) if isinstance(value, list | dict) else value
