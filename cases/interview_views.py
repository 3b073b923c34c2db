from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.changed_since import Beside, beside, version_sent
from cases.interviews import extend_interview, record_interview
from cases.missing_forms import ChangeInterviewForm, ExtendInterviewForm, InterviewForm
from cases.models import ReturnInterview
from cases.place_forms import NOT_RECORDED, answer_with_place, offered_places
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft
from cs_casework.pages import answer_form, needs
from cs_casework.versions import show_versions
from families.pages import person_page

INTERVIEWS = ReturnInterview.objects.select_related("episode__child", "context")


@needs(Permission.WRITE_NOTES)
def interview_record(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What became of an interview, as far as it is known by now; a reason is asked for once it was held."""
    interviews = INTERVIEWS.with_versions()
    standing = interviews.standing() if request.method == "GET" else interviews
    interview: Any = open_record(request, standing, pk=pk)
    draft = FormDraft(request, "cases.interview", f"interview:{interview.pk}")
    form = _form(request, interview, draft.typed)
    read = version_sent(draft.typed) if draft.typed is not None else interview.version_count
    return answer_with_place(
        request,
        form,
        draft,
        partial(record_interview, interview, read_version=read),
        done=lambda _pk: interview.get_absolute_url(),
        said=_("What became of the interview has been recorded."),
        version=read,
        as_it_stands=partial(_beside, request, interview.pk, form),
        heading=_("Return interview"),
        submit=_("Record the interview"),
        back=interview.episode.get_absolute_url(),
        page=person_page(interview.episode.child, request.user, "missing"),
    )


def _form(request: StaffRequest, interview: ReturnInterview, typed: Any) -> InterviewForm:
    form = ChangeInterviewForm if interview.held_at else InterviewForm
    names = [name for name in form.base_fields if name not in ("reason", "context")]
    initial: dict[str, Any] = {name: getattr(interview, name) for name in names}
    initial["context"] = str(interview.context_id or NOT_RECORDED)
    if interview.was_refused and request.method == "GET" and "again" in request.GET:
        # Offered once more: what became of the first offer stays in the versions.
        initial |= {"offered_at": None, "offered_by": "", "taken_up": "", "not_taken_up_why": ""}
    contexts = offered_places(request, interview.episode.child, typed, kept=interview.context_id)
    return form(typed, contexts=contexts, initial=initial)


def _beside(request: StaffRequest, pk: UUID, own: InterviewForm) -> Beside | None:
    """The interview as somebody else has left it meanwhile; nothing for who may read it no longer."""
    interview = INTERVIEWS.visible_to(request.user).filter(pk=pk).first()
    return beside(interview, own, _form(request, interview, None), leave=("reason",)) if interview else None


@require_GET
@needs(Permission.VIEW_CASES)
def interview_history(request: StaffRequest, pk: UUID) -> HttpResponse:
    interview = open_record(request, INTERVIEWS, pk=pk)
    return show_versions(request, interview, person_page(interview.episode.child, request.user, "missing"))


@needs(Permission.WRITE_NOTES)
def interview_extend(request: StaffRequest, pk: UUID) -> HttpResponse:
    """For an answer that is sent, one that was held meanwhile too, so that it is refused in words."""
    waiting = INTERVIEWS.outstanding() if request.method == "GET" else INTERVIEWS
    interview = open_record(request, waiting, pk=pk)
    return answer_form(
        request,
        ExtendInterviewForm(request.POST or None),
        extend_interview,
        interview,
        done=interview,
        said=_("There is more time. The time it was first due by stays beside the new one."),
        heading=_("More time for this interview"),
        back=interview.episode.get_absolute_url(),
        page=person_page(interview.episode.child, request.user, "missing"),
    )
