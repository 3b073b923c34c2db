"""Gathering a pack in steps: first which entries there are, then their words, some at a time, each step a transaction of
its own. What was gathered stays when a step fails, and the next goes on from there."""

from typing import Any
from uuid import UUID

from django.db import transaction

from cs_casework.accounts.models import User
from cs_casework.audit.log import record
from cs_casework.jobs import enqueue
from families.naming import plain
from keeping.codes import PackStatus
from keeping.masking import PackNames
from keeping.models import AccessItem, AccessMask, AccessRequest
from keeping.sources import BY_CODE, SOURCES, readers_for

AT_ONCE = 200
HEADING = 300


@transaction.atomic
def list_entries(request: AccessRequest, *, by: User) -> int:
    """Write down which entries there are, in the order of their days, without their words; how many that is."""
    readers = readers_for(by, request.person)
    found: list[tuple[Any, ...]] = []
    for place, source in enumerate(SOURCES):
        for row in source.rows(request.person, readers).distinct():
            day = source.day_of(row)
            found.append((day or request.received_on, place, str(row.pk), source, row, day))
    found.sort(key=lambda entry: entry[:3])
    AccessItem.objects.bulk_create(
        [
            AccessItem(
                request=request,
                number=number,
                source=source.code,
                row=row.pk,
                day=day,
                heading=str(source.label)[:HEADING],
                is_shared=source.shared,
            )
            for number, (_day, _place, _key, source, row, day) in enumerate(found, 1)
        ],
        batch_size=500,
    )
    return len(found)


def gather_more(request_id: UUID) -> bool:
    """Read the next entries and propose what may have to be masked; whether more are left, for which a job is on the
    queue then. Done, the request can be decided."""
    with transaction.atomic():
        request = AccessRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
        if request.status != PackStatus.GATHERING:
            return False
        by: Any = request.created_by
        items = list(request.items.filter(is_gathered=False).order_by("number")[:AT_ONCE])
        if items:
            _read(request, items, by)
        if request.items.filter(is_gathered=False).exists():
            enqueue("keeping.gather", request=request.pk)
            return True
        request.status = PackStatus.DECIDING
        request._change_reason = None
        request._history_user = by
        request.save()
        record(by=by, action="access.gathered", target=request)
    return False


def _read(request: AccessRequest, items: list[AccessItem], by: User) -> None:
    readers = readers_for(by, request.person)
    rows: dict[tuple[str, UUID], Any] = {}
    for code in {item.source for item in items}:
        wanted = [item.row for item in items if item.source == code]
        for row in BY_CODE[code].rows(request.person, readers).filter(pk__in=wanted).distinct():
            rows[code, row.pk] = row
    names = PackNames(request.person, _told_of(rows))
    masks = []
    for item in items:
        row = rows.get((item.source, item.row))
        # Restricted since it was listed: nothing of it is read.
        item.text = BY_CODE[item.source].words(row) if row else ""
        item.shows_whole = getattr(row, "shows_whole", True)
        item.is_gathered = True
        masks += [
            AccessMask(
                item=item,
                start=found.start,
                end=found.end,
                word=found.word[:300],
                plain=plain(found.word)[:300],
                origin=found.origin,
            )
            for found in names.proposed(item.text)
        ]
    AccessItem.objects.bulk_update(items, ["text", "shows_whole", "is_gathered"])
    AccessMask.objects.bulk_create(masks, batch_size=1000)
    # What says nothing is no entry of a pack: it is left out as it stands.
    request.items.filter(pk__in=[item.pk for item in items], text="").update(read_by=by)


def _told_of(rows: dict[tuple[str, UUID], Any]) -> list[UUID]:
    """The records by which `people_told_of` knows whom their words may name: the note of a row, its incident, itself."""
    found = set()
    for row in rows.values():
        found.add(row.pk)
        for name in ("note_id", "incident_id", "meeting_id", "safety_map_id", "factor_id"):
            if key := getattr(row, name, None):
                found.add(key)
    return list(found)
