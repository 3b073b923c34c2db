from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from cases import agenda, enquiries, meetings
from cases.action_forms import ActionForm, ExtendForm, Owners
from cases.actions import case_of_item, record_action
from cases.choosing import keyed
from cases.meeting_forms import (
    AgendaForm,
    DecideForm,
    DecisionDoneForm,
    EnquiryOutcomeForm,
    GatherForm,
    ItemForm,
    PutForwardForm,
    SeenForm,
)
from cases.meeting_views import form_about, open_meeting, parts_of_list
from cases.models import AgendaItem, CaseChild, ExtraFamilialFactor, Meeting, Section47
from cases.pages import case_page
from contexts.models import Context
from contexts.pages import context_page
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, is_begun
from cs_casework.pages import answer_form, needs, paginate
from families.models import Person
from families.pages import person_page

ITEM = AgendaItem.objects.select_related(
    "meeting__case__family", "meeting__case__context", "meeting__case__team", "child", "context"
)


# --- What is on an agenda --------------------------------------------------------------------------------------------
@needs(Permission.RUN_MEETINGS)
def agenda_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    meeting = open_meeting(request, pk)
    offered = _offered(meeting, request.user)
    return answer_form(
        request,
        AgendaForm(request.POST or None, meeting=meeting, offered=offered, user=request.user),
        agenda.put_on_agenda,
        meeting,
        said=_("It is on the agenda."),
        heading=_("Put something on the agenda"),
        submit=_("Put it on the agenda"),
        **form_about(meeting, request.user),
    )


def _offered(meeting: Meeting, user: User) -> list[tuple[str, Any]]:
    """The children open in the case and the contexts of what harms them, which are not on the agenda yet."""
    if not meeting.case or not meeting.case.family_id:
        return []
    on_it = AgendaItem.objects.visible_to(user).standing().filter(meeting=meeting).values_list("child", "context")
    known = {pk for pair in on_it for pk in pair if pk}
    periods = CaseChild.objects.visible_to(user).open().filter(case=meeting.case_id).order_by()
    children = Person.objects.visible_to(user).standing().filter(pk__in=periods.values("child"))
    contexts: Any = []
    if user.may(Permission.VIEW_CASES):
        factors = ExtraFamilialFactor.objects.visible_to(user).filter(case=meeting.case_id, context__isnull=False)
        contexts = Context.objects.visible_to(user).filter(pk__in=factors.order_by().values("context"))
    return keyed(record for record in [*children, *contexts] if record.pk not in known)


def _open_item(request: StaffRequest, pk: UUID) -> AgendaItem:
    return open_record(request, ITEM.standing().filter(meeting__isnull=False), pk=pk)


def _about_item(item: AgendaItem, user: User) -> dict[str, Any]:
    assert item.meeting
    words = _("%(subject)s · %(meeting)s") % {"subject": item, "meeting": item.meeting}
    return form_about(item.meeting, user) | {"intro": words, "done": item}


@needs(Permission.RUN_MEETINGS)
def item_write(request: StaffRequest, pk: UUID) -> HttpResponse:
    item = _open_item(request, pk)
    draft = FormDraft(request, "cases.item", f"item:{pk}")
    return answer_form(
        request,
        ItemForm(draft.typed, initial={"said": item.said, "decision": item.decision}),
        agenda.write_item,
        item,
        draft=draft,
        said=_("Recorded. Whoever may see this record reads it."),
        heading=_("What was said and decided about %(subject)s?") % {"subject": item},
        **_about_item(item, request.user),
    )


@needs(Permission.APPROVE_MEETINGS)
def item_decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    item = _open_item(request, pk)
    assert item.meeting
    if item.child is None:
        raise Http404
    meetings.require_chair(item.meeting, request.user)
    draft = FormDraft(request, "cases.item_decision", f"item:{pk}")
    return answer_form(
        request,
        DecideForm(draft.typed, item=item),
        agenda.decide_for_child,
        item,
        draft=draft,
        said=_("Decided. What the child is to the service follows from it."),
        heading=_("What is decided for %(child)s?") % {"child": item.child},
        submit=_("Record the decision"),
        **_about_item(item, request.user),
    )


@require_POST
@needs(Permission.RUN_MEETINGS)
def item_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Off the agenda; or withdrawn, where it waits for a panel."""
    item = open_record(request, ITEM.standing(), pk=pk)
    try:
        agenda.take_off_agenda(item, by=request.user)
        messages.success(request, _("Taken off."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(item)


@needs(Permission.WRITE_NOTES)
def item_action(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is to be done because of what was decided: an action on the case of the child or the context."""
    item = _open_item(request, pk)
    case = case_of_item(item, request.user)
    if case is None:
        assert item.meeting
        messages.warning(request, _("No case is open here that it could be done on. Say it in the decision."))
        return redirect(item.meeting)
    return answer_form(
        request,
        ActionForm(request.POST or None, owners=Owners(case)),
        partial(record_action, case, item=item),
        said=_("The action has been recorded."),
        heading=_("What is to be done?"),
        submit=_("Record the action"),
        **_about_item(item, request.user),
    )


@needs(Permission.WRITE_NOTES)
def meeting_action(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same for what was decided about all of it."""
    meeting = open_meeting(request, pk)
    if meeting.case is None:
        raise Http404
    return answer_form(
        request,
        ActionForm(request.POST or None, owners=Owners(meeting.case)),
        partial(record_action, meeting.case, meeting=meeting),
        said=_("The action has been recorded."),
        heading=_("What is to be done?"),
        submit=_("Record the action"),
        **form_about(meeting, request.user),
    )


PANEL_PARTS = {
    "waiting": gettext_lazy("Put forward"),
    "decided": gettext_lazy("Decisions not done yet"),
    "panels": gettext_lazy("All panels"),
}


# --- Panels ----------------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def panel(request: StaffRequest) -> HttpResponse:
    """What waits for a panel, what panels decided and nobody has said what came of yet, or with `?show=panels` the
    panels there are."""
    user = request.user
    show = request.GET.get("show", "waiting")
    if show == "panels":
        found: Any = Meeting.objects.visible_to(user).filter(kind="panel").for_list(user)
    elif show == "decided":
        found = AgendaItem.objects.visible_to(user).panels_open().for_pages().select_related("meeting")
    else:
        show = "waiting"
        found = AgendaItem.objects.visible_to(user).waiting().for_pages()
    page_of = paginate(request, found)
    shown = {item.child_id for item in page_of if getattr(item, "child_id", None)}
    record_listing(request, "panel.listed", shown)
    page = {"page_of": page_of, "show": show, "parts": parts_of_list(PANEL_PARTS, show)}
    return render(request, "cases/panel.html", page)


@needs(Permission.VIEW_CASES)
def panel_gather(request: StaffRequest, pk: UUID) -> HttpResponse:
    meeting = open_meeting(request, pk, whole=False)
    if not meeting.is_panel:
        raise Http404
    waiting = AgendaItem.objects.visible_to(request.user).waiting_for(meeting).for_pages()
    return answer_form(
        request,
        GatherForm(request.POST or None, waiting=waiting),
        agenda.gather_agenda,
        meeting,
        said=_("The agenda is gathered."),
        heading=_("Gather the agenda"),
        submit=_("Put these on the agenda"),
        **form_about(meeting, request.user),
    )


@needs(Permission.WRITE_NOTES)
def person_put_forward(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, Person.objects.standing(), pk=pk)
    return _put_forward(request, person, person_page(person, request.user))


@needs(Permission.WRITE_NOTES)
def context_put_forward(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context.objects.standing(), pk=pk)
    return _put_forward(request, context, context_page(context, request.user))


def _put_forward(request: StaffRequest, subject: Any, page: Any) -> HttpResponse:
    return answer_form(
        request,
        PutForwardForm(request.POST or None),
        agenda.put_forward,
        subject,
        done=reverse("cases:panel"),
        said=_("Put forward. It waits for the next panel."),
        heading=_("Put %(subject)s forward for a panel") % {"subject": subject},
        submit=_("Put forward"),
        back=subject.get_absolute_url(),
        page=page,
    )


@needs(Permission.WRITE_NOTES)
def decision_done(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = ITEM.filter(meeting__isnull=False)
    item = open_record(request, found.panels_open() if request.method == "GET" else found, pk=pk)
    return answer_form(
        request,
        DecisionDoneForm(request.POST or None),
        agenda.finish_decision,
        item,
        said=_("Recorded what came of it."),
        heading=_("What came of this decision?"),
        **_about_item(item, request.user) | {"intro": item.decision},
    )


# --- Section 47 ------------------------------------------------------------------------------------------------------
ENQUIRY = Section47.objects.select_related("case__family", "case__context", "case__team", "child")


def _to_write(request: StaffRequest, found: Any) -> Any:
    """Those that can be written on; for an answer that is sent or was kept, those finished meanwhile too, so that it
    is refused in words."""
    return found if is_begun(request) else ENQUIRY


def _about_enquiry(enquiry: Section47, user: User) -> dict[str, Any]:
    return {
        "intro": str(enquiry),
        "back": enquiry.get_absolute_url(),
        "done": enquiry,
        "page": case_page(enquiry.case, user),
    }


@needs(Permission.WRITE_NOTES)
def enquiry_seen(request: StaffRequest, pk: UUID) -> HttpResponse:
    enquiry = open_record(request, _to_write(request, ENQUIRY.open()), pk=pk)
    initial = {name: getattr(enquiry, name) for name in ("seen", "seen_on", "not_seen_why")}
    return answer_form(
        request,
        SeenForm(request.POST or None, initial=initial),
        enquiries.record_seen,
        enquiry,
        said=_("Recorded."),
        heading=_("Was the child seen for the enquiry?"),
        **_about_enquiry(enquiry, request.user),
    )


@needs(Permission.WRITE_NOTES)
def enquiry_finish(request: StaffRequest, pk: UUID) -> HttpResponse:
    enquiry = open_record(request, _to_write(request, ENQUIRY.open()), pk=pk)
    draft = FormDraft(request, "cases.enquiry", f"enquiry:{pk}")
    return answer_form(
        request,
        EnquiryOutcomeForm(draft.typed),
        enquiries.finish_enquiry,
        enquiry,
        draft=draft,
        said=_("Recorded what the enquiry led to."),
        heading=_("What does the enquiry lead to?"),
        **_about_enquiry(enquiry, request.user),
    )


@needs(Permission.APPROVE_MEETINGS)
def enquiry_extend(request: StaffRequest, pk: UUID) -> HttpResponse:
    enquiry = open_record(request, _to_write(request, ENQUIRY.awaiting_conference()), pk=pk)
    return answer_form(
        request,
        ExtendForm(request.POST or None),
        enquiries.extend_conference,
        enquiry,
        said=_("There is more time. The reason stands beside the new day."),
        heading=_("More time for the conference"),
        **_about_enquiry(enquiry, request.user),
    )
