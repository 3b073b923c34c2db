"""The paper of a conference about a place or a group as it prints: read for names first, then on a page or as a PDF."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import naming, papers
from cases.meeting_views import form_about, open_meeting
from cases.models import ContextPaper, Meeting, NotAName
from cases.naming_forms import NotANameForm
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.log import record
from cs_casework.disclosures import Given, Kind, give
from cs_casework.forms import GovukForm
from cs_casework.pages import answer_form, needs
from cs_casework.printing import can_draw, pdf_response


@require_GET
@needs(Permission.RUN_MEETINGS)
def paper_print(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The paper as it prints; while it may name a child, the words that do, marked. For those who may write it alone:
    that a word is marked tells that there is a child of that name. What the place or group is called stands in the paper,
    where it is read for names, and nowhere around it."""
    meeting, paper = _opened(request, pk)
    found = papers.marked_names(paper, by=request.user)
    page = {
        "meeting": meeting,
        "paper": paper,
        "is_clean": naming.is_clean(found),
        "passages": [passage for passage in found if passage.open_marks],
        "answered": naming.answers_in(found),
        "names_url": _check_url(meeting),
        "may_write": _may_write(meeting),
        "may_answer": _may_answer(meeting, request.user),
    }
    return render(request, "cases/paper_print.html", page)


@needs(Permission.RUN_MEETINGS)
def paper_pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same given to somebody: as a file to save or, where none can be drawn, as a page to print. What is to be free
    of names is checked again: children are linked to a place later, too. To whom it goes stands on record and not on the
    paper, as nobody has read that for names."""
    meeting, paper = _opened(request, pk)
    if not papers.may_go_out(paper, by=request.user):
        return redirect(_check_url(meeting))
    assert meeting.case is not None
    reference = f"{meeting.case.reference}-{paper.number}"

    def make(given: Given) -> HttpResponse:
        record(by=request.user, action="paper.saved", target=meeting)
        made = {"paper": paper, "title": str(meeting), "reference": reference, "is_draft": False}
        made |= given.on_nameless_paper
        if can_draw():
            return pdf_response("cases/paper.html", made, name=reference)
        return render(request, "cases/paper_given.html", made | {"meeting": meeting})

    return give(
        request,
        Kind.CONFERENCE_PAPER,
        make,
        target=meeting,
        people=[],
        version=str(paper.number),
        heading=_("Give out the paper"),
        back=_check_url(meeting),
    )


@needs(Permission.WRITE_ASSESSMENTS)
def paper_name_answer(request: StaffRequest, pk: UUID, key: str) -> HttpResponse:
    """Why one marked word is no child's name where it stands."""
    meeting, paper = _opened_to_answer(request, pk)
    passage, mark = naming.open_mark(papers.marked_names(paper, by=request.user), key)
    if mark is None:
        return redirect(_check_url(meeting))
    return answer_form(
        request,
        NotANameForm(request.POST or None),
        partial(papers.answer_mark, key=key),
        meeting,
        said=_("“%(word)s” does not stop the print any more.") % {"word": mark.word},
        template="cases/name_answer.html",
        passage=passage,
        mark=mark,
        heading=_("“%(word)s” is not a child’s name here") % {"word": mark.word},
        submit=_("Save"),
        **_about(meeting, request.user),
    )


@require_POST
@needs(Permission.WRITE_ASSESSMENTS)
def paper_name_take_back(request: StaffRequest, pk: UUID, answer: UUID) -> HttpResponse:
    meeting, _paper = _opened_to_answer(request, pk)
    answers = NotAName.objects.visible_to(request.user)
    answers = answers.filter(context__in=papers.contexts_of(meeting, request.user))
    return answer_form(
        request,
        GovukForm(request.POST),
        partial(naming.take_back, target=meeting),
        get_object_or_404(answers.visible_to(request.user), pk=answer),
        said=_("Taken back: the word counts as a name again."),
        heading=_("Paper for the conference"),
        **_about(meeting, request.user),
    )


def _opened(request: StaffRequest, pk: UUID) -> tuple[Meeting, ContextPaper]:
    meeting = open_meeting(request, pk)
    rows = ContextPaper.objects.select_related("meeting", "written_by")
    return meeting, get_object_or_404(rows.visible_to(request.user), meeting=meeting)


def _opened_to_answer(request: StaffRequest, pk: UUID) -> tuple[Meeting, ContextPaper]:
    meeting, paper = _opened(request, pk)
    if not _may_answer(meeting, request.user):
        raise PermissionDenied
    return meeting, paper


def _may_write(meeting: Meeting) -> bool:
    return not meeting.is_approved and not meeting.cancelled_on


def _may_answer(meeting: Meeting, user: User) -> bool:
    """Whether they may say of a marked word that it is no name: who writes assessments knows the place."""
    return _may_write(meeting) and user.may(Permission.WRITE_ASSESSMENTS)


def _about(meeting: Meeting, user: User) -> dict[str, Any]:
    return form_about(meeting, user) | {"done": _check_url(meeting), "back": _check_url(meeting)}


def _check_url(meeting: Meeting) -> str:
    return reverse("cases:paper-print", args=[meeting.pk])
