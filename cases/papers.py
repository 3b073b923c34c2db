"""The paper of a conference about a place or a group: begun from the record, written on, and read for names before it
prints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.meetings import lock_meeting
from cases.models import (
    AgendaItem,
    Case,
    ContextPaper,
    ExtraFamilialFactor,
    FactorHarm,
    Incident,
    IncidentHarm,
    Meeting,
)
from cases.naming import Block, check_names
from contexts.models import Context
from cs_casework.access import model_above
from cs_casework.accounts.models import User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today

# What an assessment of a context or a group says of it that a conference begins with.
QUOTED = ("-strengths", "-needs", "harms", "goals")


@transaction.atomic
def write_paper(meeting: Meeting, *, by: User, text: str, number: int | None = None) -> ContextPaper:
    """Write the paper, or write it on. Refuses a meeting that is not about a place or a group, nothing, and where
    somebody else has written since (`number` is that of the version the writer had before them)."""
    meeting = lock_meeting(meeting, by=by)
    if not meeting.is_name_free:
        raise ValidationError(_("Only a conference about a place or a group has such a paper."))
    if not text.strip():
        raise ValidationError({"text": _("Write the paper.")})
    paper = ContextPaper.objects.filter(meeting=meeting).first() or ContextPaper(meeting=meeting)
    if number is not None and number != paper.number:
        raise ValidationError(_("Somebody else has written the paper since you opened it. Read theirs first."))
    paper.text, paper.written_by, paper.written_on, paper.number = text, by, today(), paper.number + 1
    save_record(paper, by=by)
    record(by=by, action="paper.written", target=meeting)
    return paper


# --- What it begins with ---------------------------------------------------------------------------------------------
def begun_from_record(meeting: Meeting, user: User) -> str:
    """What the record says of each context on the agenda, as far as this writer may see it: what it is, how much
    happened there by month, which kinds of harm, and the sides and goals of its latest assessment."""
    items = AgendaItem.objects.visible_to(user).standing().filter(meeting=meeting, context__isnull=False)
    contexts: list[Any] = [item.context for item in items.for_pages()]
    parts = [part for context in contexts for part in _of_context(context, user)]
    return "\n\n".join(f"{heading}\n{text}" for heading, text in parts)


def _of_context(context: Context, user: User) -> Iterator[tuple[str, str]]:
    yield context.name, context.description
    incidents = Incident.objects.visible_to(user).filter(context=context)
    months = [f"{month:%B %Y}: {number}" for month, number in incidents.by_month() if number]
    yield _("Incidents in the last twelve months, by month"), "\n".join(months) or _("None is recorded.")
    told = [
        IncidentHarm.objects.standing().filter(incident__in=incidents.order_by().values("pk")),
        FactorHarm.objects.visible_to(user)
        .standing()
        .filter(
            factor__in=ExtraFamilialFactor.objects.visible_to(user)
            .not_ended()
            .filter(context=context)
            .order_by()
            .values("pk")
        ),
    ]
    harms = {row.harm_type.name for rows in told for row in rows}
    yield _("Kinds of harm"), "\n".join(sorted(harms)) or _("None is recorded.")
    assessments = model_above(Case, "assessments").objects.visible_to(user)
    latest = assessments.filter(case__context=context, status="authorised").order_by("-authorised_on", "-pk").first()
    if latest:
        for section in latest.sections.visible_to(user).order_by("created_at", "id"):
            if section.name.endswith(QUOTED) and section.text.strip():
                yield section.get_name_display(), section.text


# --- Names in it -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Piece:
    """A piece of the paper as it is shown before it prints: plain, or a word that may be a child's name."""

    text: str
    is_name: bool = False


def paper_marks(paper: ContextPaper, *, by: User) -> list[str]:
    """The words of the paper that may be the name of a child whom a context on the agenda concerns, each once, as they
    stand there: by the one check for all such papers (`cases/naming.py`), with what was answered there."""
    blocks = [Block(str(paper), paper.text)]
    items = AgendaItem.objects.visible_to(by).filter(meeting=paper.meeting_id, context__isnull=False)
    contexts: list[Any] = [item.context for item in items.select_related("context")]
    found = [row for context in contexts for row in check_names(context, blocks, by=by, target=paper.meeting)]
    return list(dict.fromkeys(mark.word for passage in found for mark in passage.open_marks))


def in_pieces(paper: ContextPaper, marks: list[str]) -> list[Piece]:
    """The text cut at the words that are marked."""
    if not marks:
        return [Piece(paper.text)]
    pattern = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
    cut = re.split(rf"(?<!\w)({pattern})(?!\w)", paper.text)
    return [Piece(text, is_name=bool(place % 2)) for place, text in enumerate(cut) if text]
