"""The text of what was written: notes and assessments, the newest first, as far as each may be read."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchVectorField
from django.db.models import DateTimeField, ExpressionWrapper, F, Func, OuterRef, UUIDField, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import AssessmentChild, AssessmentSection
from cases.models import CaseNote, Document, DocumentSubject, NoteRelease, NoteSubject
from cs_casework.accounts.models import Permission, User
from cs_casework.overview.searching.hits import Asked, Hit, headline, shown
from cs_casework.overview.searching.seen import FOURFOLD, SPARE, rows_hidden

# Where a word is common the newest notes that hold it are among the last so many, and there it is looked for first. If
# some of the last hold it, but too few for a page, it is looked for further back; else among all, by the word.
LATEST, FURTHER_BACK, SOME = 1_000, 20_000, 4


class _Read(Func):
    """The vector of a row that was found by something else, not by its words."""

    template = "(%(expressions)s || ''::tsvector)"
    output_field = SearchVectorField()


NO_PART = Value(None, output_field=UUIDField())
# When it happened, in the order of no index: whatever holds the words is found by them first.
IN_NO_INDEX = ExpressionWrapper(F("occurred_at") + timedelta(), output_field=DateTimeField())


def find_notes(asked: Asked, user: User, first: int, most: int) -> tuple[list[Hit], bool]:
    """Notes of which the shared part holds the words, and those of which the part for one record alone does. Of such a
    part the note's title is told only to who may read the whole note."""
    if not user.may(Permission.VIEW_CASES):
        return [], False
    last = first + most + 1
    notes, parts, hidden = _newest_seen(asked, user, last)
    told = {row.pk for row in notes}
    found = [*notes, *(row for row in parts if row.note not in told), *_newest_released(asked, user, last)]
    found.sort(key=lambda row: row.at, reverse=True)
    return _as_hits(found[first : first + most], hidden, asked), len(found) > first + most


def _newest_released(asked: Asked, user: User, most: int) -> list["Newest"]:
    """What was released of notes that are hidden from this reader, and holds the words. There are few in all."""
    found = NoteRelease.objects.instead(user).filter(words=asked.query).order_by("-note__occurred_at", "-pk")
    return [Newest(pk, at, None, True) for pk, at in found.values_list("pk", "note__occurred_at")[:most]]


class Newest(NamedTuple):
    """A note that holds the words; or the row of one with a part that does, and its note; or what was released of one."""

    pk: UUID
    at: datetime
    note: UUID | None
    is_released: bool = False


def _newest_seen(asked: Asked, user: User, most: int) -> tuple[list[Newest], list[Newest], set[UUID]]:
    """The newest notes and parts that this reader may read; and which of all these notes they may not read whole."""
    number = most + SPARE
    moment = cache(_moment)
    while True:
        notes, parts = _newest_notes(asked, number, moment), _newest_parts(asked, number, moment)
        rows = rows_hidden({row.note or row.pk for row in (*notes, *parts)}, user)
        hidden = set(rows.values())
        kept = [row for row in notes if row.pk not in hidden], [row for row in parts if row.pk not in rows]
        if all(len(seen) >= most or len(found) < number for seen, found in zip(kept, (notes, parts), strict=True)):
            return kept[0][:most], kept[1][:most], hidden
        number *= FOURFOLD


# The database guesses how many rows hold words, and is often wrong where there are several words, or few rows with text. So
# whether it reads the newest or looks along the words is not left to it where that could be all of them.
def _newest_notes(asked: Asked, most: int, moment: Callable[[int], datetime | None]) -> list[Newest]:
    """The newest notes that hold the words, so many at most."""
    holding = CaseNote.objects.filter(words=asked.query).annotate(part=NO_PART)
    for depth in (LATEST, FURTHER_BACK):
        if (since := moment(depth)) is None:
            break
        late = holding.filter(occurred_at__gte=since).order_by("-occurred_at", "-pk")
        found = [Newest(*row) for row in late.values_list("pk", "occurred_at", "part")[:most]]
        if len(found) == most:
            return found
        if len(found) < SOME:
            break
    everywhere = holding.order_by(IN_NO_INDEX.desc(), "-pk")
    return [Newest(*row) for row in everywhere.values_list("pk", "occurred_at", "part")[:most]]


def _newest_parts(asked: Asked, most: int, moment: Callable[[int], datetime | None]) -> list[Newest]:
    """The newest rows of which the part for one record alone holds the words, so many at most."""
    of_one = NoteSubject.objects.exclude(own_part="")
    here = of_one.annotate(read=_Read("words")).filter(note=OuterRef("pk"), read=asked.query).order_by("-pk")
    for depth in (LATEST, FURTHER_BACK):
        if (since := moment(depth)) is None:
            break
        late = CaseNote.objects.filter(occurred_at__gte=since).annotate(parts=ArraySubquery(here.values("pk")))
        notes = late.exclude(parts=[]).order_by("-occurred_at", "-pk").values_list("pk", "occurred_at", "parts")[:most]
        found = [Newest(pk, at, note) for note, at, parts in notes for pk in parts][:most]
        if len(found) == most:
            return found
        if len(found) < SOME:
            break
    everywhere = of_one.filter(words=asked.query).annotate(occurred_at=F("note__occurred_at"))
    everywhere = everywhere.order_by(IN_NO_INDEX.desc(), "-note", "-pk")
    return [Newest(*row) for row in everywhere.values_list("pk", "occurred_at", "note")[:most]]


def _moment(number: int) -> datetime | None:
    """Since when so many of the notes are; none where there are no more than these."""
    newest = CaseNote.objects.order_by("-occurred_at", "-pk").values_list("occurred_at", flat=True)
    return newest[number : number + 1].first()


def _as_hits(page: list[Newest], hidden: set[UUID], asked: Asked) -> list[Hit]:
    """Each with the places where the words stand; a part with its note where that may be read whole."""
    ids = [row.pk for row in page if row.note is None and not row.is_released]
    columns = ("title", "happened", "said", "analysis")
    notes = CaseNote.objects.annotate(found=headline(asked.query, *columns)).in_bulk(ids)
    parts = NoteSubject.objects.annotate(found=headline(asked.query, "own_part"))
    rows = parts.select_related("note", "child", "family", "context").in_bulk([row.pk for row in page if row.note])
    about = _subjects(ids)
    ids = [row.pk for row in page if row.is_released]
    released = NoteRelease.objects.annotate(found=headline(asked.query, *columns)).select_related("note").in_bulk(ids)

    def hit(row: Newest) -> Hit:
        if row.is_released:
            return _of_release(released[row.pk])
        if row.note:
            return _of_part(rows[row.pk], is_whole=row.note not in hidden)
        return _of_note(notes[row.pk], about[row.pk])

    return [hit(row) for row in page]


def _subjects(notes: list[UUID]) -> dict[UUID, list[Any]]:
    """On whose records each of these notes stands: whoever may read a note may see them all."""
    found: dict[UUID, list[Any]] = {note: [] for note in notes}
    rows = NoteSubject.objects.filter(note__in=notes).on_a_record().told()
    for row in rows.select_related("child", "family", "context"):
        found[row.note_id].append(row)
    return found


def _of_note(note: Any, rows: list[Any]) -> Hit:
    day = f"{timezone.localtime(note.occurred_at):%-d %B %Y}"
    about = ", ".join(str(row.subject) for row in rows)
    return Hit(
        note.title,
        note.get_absolute_url(),
        f"{note.get_kind_display()}, {day}: {about}" if about else f"{note.get_kind_display()}, {day}",
        _("its words"),
        shown(note.found),
        tuple(row.child_id for row in rows if row.child_id),
    )


def _of_part(part: Any, *, is_whole: bool) -> Hit:
    day = f"{timezone.localtime(part.note.occurred_at):%-d %B %Y}"
    if is_whole:
        words, url = part.note.title, part.note.get_absolute_url()
    else:
        words, url = _("A part of a note"), part.subject.get_absolute_url()
    more = _("%(day)s, for %(subject)s alone") % {"day": day, "subject": part.subject}
    return Hit(words, url, more, _("its words"), shown(part.found), (part.child_id,) if part.child_id else ())


def _of_release(release: Any) -> Hit:
    day = f"{timezone.localtime(release.note.occurred_at):%-d %B %Y}"
    more = _("Released version of a note, %(day)s") % {"day": day}
    return Hit(release.title, release.get_absolute_url(), more, _("its words"), shown(release.found), ())


def find_documents(asked: Asked, user: User, first: int, most: int) -> tuple[list[Hit], bool]:
    """Documents of which the title, or whom they are from, holds the words; each with whom it is about."""
    found = list(
        Document.objects.visible_to(user)
        .standing()
        .filter(words=asked.query)
        .annotate(found=headline(asked.query, "title", "from_whom"))
        .order_by("-dated_on", "-pk")[first : first + most + 1]
    )
    rows = (
        DocumentSubject.objects.visible_to(user).told().filter(document__in=[document.pk for document in found[:most]])
    )
    about: dict[Any, list[Any]] = {}
    for row in rows.select_related("child", "family", "context"):
        about.setdefault(row.document_id, []).append(row)
    return [_of_document(document, about.get(document.pk, [])) for document in found[:most]], len(found) > most


def _of_document(document: Any, rows: list[Any]) -> Hit:
    told = {"kind": document.get_type_display(), "day": f"{document.dated_on:%-d %B %Y}"}
    more = _("%(kind)s of %(day)s") % told
    about = ", ".join(str(row.subject) for row in rows)
    return Hit(
        document.title,
        document.get_absolute_url(),
        f"{more}: {about}" if about else more,
        _("its title"),
        shown(document.found),
        tuple(row.child_id for row in rows if row.child_id),
    )


def find_assessments(asked: Asked, user: User, first: int, most: int) -> tuple[list[Hit], bool]:
    """Sections of assessments that hold the words, and what one says of a child: their own words, the level and why."""
    last = first + most + 1
    sections = (
        AssessmentSection.objects.visible_to(user)
        .filter(vector=asked.query)
        .annotate(found=headline(asked.query, "text"))
        .select_related("assessment__case__family", "assessment__case__context")
        .order_by("-assessment__started_on", "-pk")[:last]
    )
    children = (
        AssessmentChild.objects.visible_to(user)
        .current()
        .filter(vector=asked.query)
        .annotate(found=headline(asked.query, "words", "level_why", "support"))
        .select_related("assessment", "child")
        .order_by("-assessment__started_on", "-pk")[:last]
    )
    found: list[Any] = [*sections, *children]
    found.sort(key=lambda one: one.assessment.started_on, reverse=True)
    return [_of_assessment(one) for one in found[first : first + most]], len(found) > first + most


def _of_assessment(one: Any) -> Hit:
    assessment = one.assessment
    day = f"{assessment.started_on:%-d %B %Y}"
    if isinstance(one, AssessmentChild):
        words = _("What it says of %(child)s") % {"child": one.child}
        people = one.child_id
    else:
        words, people = str(one), None
    more = _("%(reference)s, begun on %(day)s") % {"reference": assessment.reference, "day": day}
    return Hit(words, one.get_absolute_url(), more, _("its words"), shown(one.found), (people,) if people else ())
