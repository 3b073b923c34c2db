"""The paper of a conference about a place or a group: begun from the record, written on, and read for names before it
prints."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
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
    NotAName,
)
from cases.naming import Block, MarkedPassage, check_names, is_clean, open_mark, say_not_a_name
from contexts.models import Context
from cs_casework.access import model_above, require
from cs_casework.accounts.models import Permission, User
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
    happened there by month, which kinds of harm, and the sides and goals of its latest assessment. To a role that reads
    no cases it says what the context is, and not that nothing happened there."""
    items = AgendaItem.objects.visible_to(user).standing().filter(meeting=meeting, context__isnull=False)
    contexts: list[Any] = [item.context for item in items.for_pages()]
    parts = [part for context in contexts for part in _of_context(context, user)]
    return "\n\n".join(f"{heading}\n{text}" for heading, text in parts)


def _of_context(context: Context, user: User) -> Iterator[tuple[str, str]]:
    yield context.name, context.description
    if not user.may(Permission.VIEW_CASES):
        return
    incidents = Incident.objects.visible_to(user).filter(context=context)
    months = [f"{month:%B %Y}: {number}" for month, number in incidents.by_month() if number]
    heading = _("Incidents in the last twelve months, by month, of those that the writer of this may see")
    yield heading, "\n".join(months) or _("None")
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
    yield _("Kinds of harm in what the writer of this may see"), "\n".join(sorted(harms)) or _("None")
    assessments = model_above(Case, "assessments").objects.visible_to(user)
    latest = assessments.filter(case__context=context, status="authorised").order_by("-authorised_on", "-pk").first()
    if latest:
        for section in latest.sections.visible_to(user).order_by("created_at", "id"):
            if section.name.endswith(QUOTED) and section.text.strip():
                yield section.get_name_display(), section.text


# --- Names in it -----------------------------------------------------------------------------------------------------
def contexts_of(meeting: Meeting, user: User) -> list[Any]:
    """The contexts that are or were on the agenda, as far as this reader may see them: all, for who reads it whole."""
    items: Any = AgendaItem.objects.visible_to(user).filter(meeting=meeting, context__isnull=False)
    return list({item.context_id: item.context for item in items.select_related("context")}.values())


def marked_names(paper: ContextPaper, *, by: User) -> list[MarkedPassage]:
    """The passages of the paper in which a word may be the name of a child whom a context on the agenda concerns, with
    what was answered: see `cases/naming.py`. One that reads the same for several contexts is there once."""
    found: dict[Any, MarkedPassage] = {}
    for context in contexts_of(paper.meeting, by):
        for passage in _marked_for(context, paper, by=by):
            found.setdefault((tuple(passage.pieces), tuple(mark.key for mark in passage.open_marks)), passage)
    return list(found.values())


def may_go_out(paper: ContextPaper, *, by: User) -> bool:
    """Whether no word of it is marked that nobody has answered for. Asked each time: children are linked to a place later,
    too."""
    return is_clean(marked_names(paper, by=by))


def _marked_for(context: Context, paper: ContextPaper, *, by: User) -> list[MarkedPassage]:
    block = Block(_("Paper for the conference"), paper.text, reverse("cases:paper-write", args=[paper.meeting_id]))
    return check_names(context, [block], by=by, target=paper.meeting)


@transaction.atomic
def answer_mark(meeting: Meeting, *, by: User, key: str, reason: str) -> list[NotAName]:
    """Say that a word marked in the paper is no child's name where it stands, and why; from then on it does not stop the
    print. It is said of each context on the agenda for which the word is marked.

    Refuses who may not write the paper and assessments, and a word that is not marked: the text may have changed since.
    """
    require(by, Permission.WRITE_ASSESSMENTS)
    meeting = lock_meeting(meeting, by=by)
    paper = ContextPaper.objects.filter(meeting=meeting).first()
    marks = [
        (context, open_mark(_marked_for(context, paper, by=by), key)[1])
        for context in contexts_of(meeting, by)
        if paper
    ]
    said = [
        say_not_a_name(context, mark, by=by, reason=reason, target=meeting)
        for context, mark in marks
        if mark is not None
    ]
    if not said:
        raise ValidationError(_("This word is not marked any more. Look at the check again."))
    return said
