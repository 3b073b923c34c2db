"""The text of what was written: notes and assessments, the newest first, as far as each may be read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import AssessmentChild, AssessmentSection
from cases.models import CaseNote, Document, DocumentSubject, NoteSubject
from cs_casework.accounts.models import User
from cs_casework.overview.searching.hits import Asked, Hit, headline, shown


def find_notes(asked: Asked, user: User, first: int, most: int) -> tuple[list[Hit], bool]:
    """Notes of which the shared part holds the words, and those of which the part for one record alone does. Of such a
    part the note's title is told only to who may read the whole note."""
    whole = CaseNote.objects.visible_to(user)
    last = first + most + 1
    notes = list(
        whole.filter(words=asked.query)
        .annotate(found=headline(asked.query, "title", "happened", "said", "analysis"))
        .order_by("-occurred_at", "-pk")[:last]
    )
    parts = list(
        NoteSubject.objects.visible_to(user)
        .exclude(own_part="")
        .filter(words=asked.query)
        .annotate(
            found=headline(asked.query, "own_part"), is_whole=Exists(whole.filter(pk=OuterRef("note")).order_by())
        )
        .select_related("note", "child", "family", "context")
        .order_by("-note__occurred_at", "-pk")[:last]
    )
    told = {note.pk for note in notes}
    found: list[tuple[Any, Any]] = [(note.occurred_at, note) for note in notes]
    found += [(part.note.occurred_at, part) for part in parts if part.note_id not in told]
    found.sort(key=lambda one: one[0], reverse=True)
    page = [one for _when, one in found[first : first + most]]
    about = _subjects([one.pk for one in page if isinstance(one, CaseNote)], user)
    hits = [_of_note(one, about.get(one.pk, [])) if isinstance(one, CaseNote) else _of_part(one) for one in page]
    return hits, len(found) > first + most


def _subjects(notes: Iterable[Any], user: User) -> dict[Any, list[Any]]:
    """On whose records each note stands, as far as this reader may see them: of who may read the note, all."""
    rows = NoteSubject.objects.visible_to(user).told().filter(note__in=list(notes))
    found: dict[Any, list[Any]] = {}
    for row in rows.select_related("child", "family", "context"):
        found.setdefault(row.note_id, []).append(row)
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


def _of_part(part: Any) -> Hit:
    day = f"{timezone.localtime(part.note.occurred_at):%-d %B %Y}"
    if part.is_whole:
        words, url = part.note.title, part.note.get_absolute_url()
    else:
        words, url = _("A part of a note"), part.subject.get_absolute_url()
    more = _("%(day)s, for %(subject)s alone") % {"day": day, "subject": part.subject}
    return Hit(words, url, more, _("its words"), shown(part.found), (part.child_id,) if part.child_id else ())


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
