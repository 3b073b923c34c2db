from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cases import actions
from cases.action_filters import ActionFilter
from cases.action_forms import ExtendForm, FinishForm, FinishInListForm, Owners, ReassignForm
from cases.factor_forms import AcceptForm, NotLinkedForm
from cases.filters import teams_of
from cases.models import Action, LinkProposal
from cases.pages import case_page
from cases.proposals import accept_proposal, decline_proposal
from contexts.workflow import longest_review
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, attempt, needs, paginate
from cs_casework.searches import asked
from families.pages import person_page

ACTIONS = Action.objects.select_related("case__family", "case__context", "case__team", "factor", "owner", "agency")


# --- What is to be done ----------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.OWN_ACTIONS)
def action_list(request: StaffRequest) -> HttpResponse:
    """What is to be done, wherever it came from: of this member of staff and whoever they cover for, or of their teams.
    The most urgent first, and each can be finished where it stands."""
    user = request.user
    narrowed = ActionFilter(asked(request), Action.objects.visible_to(user), request=request)
    found = narrowed.qs.with_origins(user)
    state = narrowed.form.cleaned_data.get("state")
    found = found.order_by("-finished_on", "pk") if state == "finished" else found.order_by("due_on", "pk")
    page = paginate(request, found)
    record_listing(request, "actions.listed")
    return render(
        request,
        "cases/action_list.html",
        {
            "page_of": page,
            # Sent along, so that whoever finishes one comes back to the list as it was narrowed.
            "back": "?" + urlencode({"list": request.GET.urlencode()}),
            "rows": [(action, None if action.is_finished else FinishInListForm(action=action)) for action in page],
            "filter": narrowed.form,
            "is_filtered": bool(request.GET),
        },
    )


@require_GET
@needs(Permission.ALLOCATE_CASE)
def action_agencies(request: StaffRequest) -> HttpResponse:
    """What is overdue, by the agency that does it: on the cases and of the members of the manager's own teams."""
    overdue = Action.objects.visible_to(request.user).of_teams(teams_of(request.user)).overdue()
    return render(request, "cases/action_agencies.html", {"page_of": paginate(request, overdue.by_agency())})


def _to_answer(request: StaffRequest) -> Any:
    """Those not finished; for an answer that is sent, those finished meanwhile too, so that it is refused in words."""
    return ACTIONS.unfinished() if request.method == "GET" else ACTIONS


def _came_from(request: StaffRequest, action: Action) -> str:
    """Where one goes on: back to the list, narrowed as it was (`?list=`), or to where the action stands. Who reads nothing
    else of the case has the list alone."""
    if "list" not in request.GET and request.user.may(Permission.VIEW_CASES):
        return action.get_absolute_url()
    narrowed = request.GET.get("list", "")
    address = reverse("cases:action-list")
    return f"{address}?{narrowed}" if narrowed else address


def _page(request: StaffRequest, action: Action) -> dict[str, Any]:
    """What every form about one action has."""
    page = case_page(action.case, request.user, "actions") if request.user.may(Permission.VIEW_CASES) else None
    back = _came_from(request, action)
    return {"intro": action.what, "back": back, "done": back, "page": page}


@needs(Permission.OWN_ACTIONS)
def action_finish(request: StaffRequest, pk: UUID) -> HttpResponse:
    """On a page of its own or, `?list=`, sent from its row in the list, where it was finished today."""
    action = open_record(request, _to_answer(request), pk=pk)
    form = FinishInListForm if "list" in request.GET else FinishForm
    return answer_form(
        request,
        form(request.POST or None),
        actions.finish_action,
        action,
        said=_("Recorded, with what came of it."),
        heading=_("What came of this action?"),
        **_page(request, action),
    )


@needs(Permission.WRITE_NOTES)
def action_reassign(request: StaffRequest, pk: UUID) -> HttpResponse:
    action = open_record(request, _to_answer(request), pk=pk)
    return answer_form(
        request,
        ReassignForm(request.POST or None, owners=Owners(action.case)),
        actions.reassign_action,
        action,
        said=_("The action has been given to somebody else."),
        heading=_("Who does this from now on?"),
        **_page(request, action),
    )


@needs(Permission.WRITE_NOTES)
def action_extend(request: StaffRequest, pk: UUID) -> HttpResponse:
    action = open_record(request, _to_answer(request), pk=pk)
    return answer_form(
        request,
        ExtendForm(request.POST or None),
        actions.extend_action,
        action,
        said=_("There is more time. The day it was first due stays beside the new one."),
        heading=_("More time for this action"),
        **_page(request, action),
    )


@require_POST
@needs(Permission.WRITE_NOTES)
def action_wait(request: StaffRequest, pk: UUID) -> HttpResponse:
    """That it waits for somebody else (`waits`), or goes on."""
    action = open_record(request, ACTIONS, pk=pk)
    try:
        actions.wait_on_action(action, by=request.user, waits=bool(request.POST.get("waits")))
        messages.success(request, _("Recorded. It stays due on the same day."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(_came_from(request, action))


# --- Links that are proposed ------------------------------------------------------------------------------------
PROPOSALS = LinkProposal.objects.with_sources()


@require_GET
@needs(Permission.EDIT_CONTEXTS)
def proposal_list(request: StaffRequest) -> HttpResponse:
    """The links proposed for children this member of staff, or whoever they cover for, works with."""
    mine = PROPOSALS.visible_to(request.user).waiting().of_own_children(request.user)
    page = paginate(request, mine.order_by("created_at", "pk"))
    record_listing(request, "proposals.listed", {proposal.child_id for proposal in page})
    return render(request, "cases/proposal_list.html", {"page_of": page})


def _waiting(request: StaffRequest) -> Any:
    """Those that wait; for an answer that is sent, those answered meanwhile too, so that it is refused in words."""
    return PROPOSALS.waiting() if request.method == "GET" else PROPOSALS


@needs(Permission.EDIT_CONTEXTS)
def proposal_accept(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What links the child to the context, as the form about every link asks it: filled from what proposes it."""
    proposal = open_record(request, _waiting(request), pk=pk)
    latest = longest_review(proposal.context)
    facts = proposal.came_from.link_facts
    form = AcceptForm(request.POST or None, latest_review=latest, facts=facts)
    if request.method == "POST" and form.is_valid():
        links = attempt(form, partial(accept_proposal, proposal, by=request.user, **form.cleaned_data))
        if links:
            count = len(links[0])
            words = ngettext("%(count)d link has been recorded.", "%(count)d links have been recorded.", count)
            messages.success(request, words % {"count": count})
            return redirect("contexts:person-contexts", proposal.child_id)
    page = {
        "form": form,
        "heading": _("What links %(child)s to %(context)s?") % {"child": proposal.child, "context": proposal.context},
        "intro": facts.intro,
        "submit": _("Record the link"),
        "back": proposal.came_from.get_absolute_url(),
        "page": person_page(proposal.child, request.user, "contexts"),
    }
    return render(request, "form_page.html", page)


@needs(Permission.EDIT_CONTEXTS)
def proposal_decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    proposal = open_record(request, _waiting(request), pk=pk)
    words = {"child": proposal.child, "context": proposal.context}
    return answer_form(
        request,
        NotLinkedForm(request.POST or None),
        decline_proposal,
        proposal,
        done=reverse("contexts:person-contexts", args=[proposal.child_id]),
        said=_("Recorded. It is not proposed again from there."),
        heading=_("Do not link %(child)s to %(context)s") % words,
        submit=_("Do not link them"),
        back=proposal.came_from.get_absolute_url(),
        page=person_page(proposal.child, request.user, "contexts"),
    )
