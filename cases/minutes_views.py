"""The long texts of a meeting, which keep drafts: the minutes, up to their approval, and the paper of a conference about a
place or a group."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.meeting_forms import MinutesForm, PaperForm
from cases.meeting_views import answer_press, open_meeting
from cases.meetings import approve_minutes, write_minutes
from cases.models import ContextPaper, Meeting
from cases.papers import begun_from_record, write_paper
from cases.wording import blaming_phrases
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.pages import attempt, needs


@needs(Permission.RUN_MEETINGS)
def minutes_write(request: StaffRequest, pk: UUID) -> HttpResponse:
    meeting = open_meeting(request, pk)
    draft = FormDraft(request, "cases.minutes", str(meeting.pk))
    initial = {"minutes": meeting.minutes, "partners": meeting.partners}
    form = MinutesForm(draft.typed, meeting=meeting, initial=initial)

    def write(number: int) -> UUID:
        found: UUID = write_minutes(meeting, by=request.user, number=number, **form.cleaned_data).pk
        return found

    said = _("The minutes are saved. The chair approves them.")
    return _answer(request, meeting, form, draft, write, now=meeting, heading=_("Minutes"), said=said)


@require_POST
@needs(Permission.APPROVE_MEETINGS)
def minutes_approve(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Of the version that stood on the page."""
    meeting = open_meeting(request, pk)
    return answer_press(
        request,
        meeting,
        partial(approve_minutes, number=_whole(request.POST.get("number", ""))),
        meeting,
        said=_("The minutes are approved. They can be circulated now."),
    )


@needs(Permission.RUN_MEETINGS)
def paper_write(request: StaffRequest, pk: UUID) -> HttpResponse:
    meeting = open_meeting(request, pk)
    if not meeting.is_name_free:
        raise Http404
    draft = FormDraft(request, "cases.paper", str(meeting.pk))
    paper = ContextPaper.objects.visible_to(request.user).filter(meeting=meeting).select_related("written_by").first()
    text = paper.text if paper else begun_from_record(meeting, request.user)
    form = PaperForm(draft.typed, initial={"text": text})

    def write(number: int) -> UUID:
        return write_paper(meeting, by=request.user, number=number, **form.cleaned_data).pk

    said = _("The paper is saved. Look at it as it prints before it is sent.")
    return _answer(request, meeting, form, draft, write, now=paper, heading=_("Paper for the conference"), said=said)


def _answer(
    request: StaffRequest,
    meeting: Meeting,
    form: Any,
    draft: FormDraft,
    write: Callable[[int], UUID],
    *,
    now: Meeting | ContextPaper | None,
    said: str,
    heading: str,
) -> HttpResponse:
    """Every button keeps what was typed. `now` is what stands, of which the writer had the version `number`; what
    somebody else has written since is laid beside what was typed, and sent again it takes its place."""
    stands = now.number if now else 0
    typed = draft.typed
    number = stands if typed is None else _whole(typed.get("number", ""))
    context: dict[str, Any] = {"heading": heading, "form": form, "draft": draft, "meeting": meeting}
    if request.method == "POST":
        if "_save" in request.POST:
            draft.save(title=heading)
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect(meeting)
        if form.is_valid():
            texts = [str(text) for text in form.cleaned_data.values()]
            if "_prompted" not in request.POST and (blaming := blaming_phrases(texts)):
                context["blaming"] = blaming
            elif attempt(form, draft.submit, lambda: write(number)):
                messages.success(request, said)
                return redirect(meeting)
    elif draft.draft:
        unchecked(form)
    if now and number != stands:
        context["conflict"], number = now, stands
    return render(request, "cases/minutes_write.html", context | {"number": number, "back": meeting.get_absolute_url()})


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1
