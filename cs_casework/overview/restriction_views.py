"""Keeping a record from everybody but a few, whichever of the four kinds of record it is."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.hiding import undecided_notes
from cases.lifting import agree_lifting, keep_restriction, propose_lifting, refuse_lifting, take_back_lifting
from cases.models import Case, RestrictionReview
from cases.models.restriction import RESTRICTED
from cases.releasing import notes_shared_with
from cases.restricting import granted_before, nobody_left, restrict_with, working_with
from contexts.models import Context
from cs_casework.access import grant_access, open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.drafts.forms import FormDraft
from cs_casework.overview.forms import GrantForm
from cs_casework.overview.restriction_forms import ReasonForm, RenewForm, RestrictForm
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.restricting import end_grant, renew_grant
from families.models import Family, Person

KINDS: dict[str, Any] = {"person": Person, "family": Family, "context": Context, "case": Case}
# How many notes are decided on with the restriction itself, each apart. Where there are more, the newest: the others are
# hidden once the manager says so, and wait on a page of their own.
NOTES_AT_ONCE = 25
OF_NOTE = re.compile(r"note_([0-9a-f]{32})(?:_|\Z)")
WAITING_SHOWN = 10


def open_restrictable(request: StaffRequest, kind: str, pk: UUID, *, restricted: bool = False) -> Any:
    """The record of this kind, 404 for what may not be seen; with `restricted`, for what is not restricted, too."""
    if kind not in KINDS:
        raise Http404
    found = open_record(request, KINDS[kind], pk=pk)
    if restricted and not found.is_restricted:
        raise Http404
    return found


def restriction_url(name: str, kind: str, pk: UUID, *args: Any) -> str:
    return reverse(f"overview:{name}", args=[kind, pk, *args])


@require_GET
def restriction(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """Whether a record is restricted, who may see it, what was decided about it; for managers, and for records officers who
    may see the record."""
    user = request.user
    if not user.may(Permission.RESTRICT) and not user.may(Permission.REVIEW_RESTRICTIONS):
        raise PermissionDenied
    found = open_restrictable(request, kind, pk)
    grants = found.grants.live().select_related("user", "granted_by").order_by("user__name")
    bars = found.bars.visible_to(request.user).standing().select_related("user", "created_by", "end_asked_by", "record")
    reviews = RestrictionReview.objects.visible_to(user).filter(**{RESTRICTED[type(found)]: found})
    reviews = reviews.select_related("created_by", "decided_by")
    proposed = reviews.proposed().first()
    return render(
        request,
        "overview/restriction.html",
        {
            "record": found,
            "kind": kind,
            "grants": grants if found.is_restricted else [],
            "bars": bars.order_by("user__name"),
            "waiting_notes": undecided_notes(found, user=user).count()
            if found.is_restricted and user.may(Permission.RESTRICT)
            else 0,
            "nobody_left": found.is_restricted and nobody_left(found),
            "proposed": proposed,
            "may_answer": proposed and user.may(Permission.RESTRICT) and proposed.created_by_id != user.pk,
            "reviews": reviews.exclude(state=RestrictionReview.State.PROPOSED)[:WAITING_SHOWN],
            "page_of": paginate(request, granted_before(found)),
            "back": found.get_absolute_url(),
        },
    )


@needs(Permission.RESTRICT)
def restrict(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """Restricting in one step: why, who of those who work with it goes on seeing it, and what its notes leave on other
    records."""
    found = open_restrictable(request, kind, pk)
    back = restriction_url("restriction", kind, pk)
    shared = notes_shared_with(found, user=request.user)
    total = shared.count()
    draft = FormDraft(request, "overview.restriction", f"{kind}:{pk}")
    notes = _notes_to_decide(shared, draft)
    more = max(total - len(notes), 0)
    form = RestrictForm(draft.typed, working=working_with(found, user=request.user), notes=notes, more=more)
    return answer_form(
        request,
        form,
        _restrict,
        found,
        form,
        draft=draft,
        done=back,
        said=_("The record is restricted. Grant access to those who need it."),
        template="overview/restrict.html",
        heading=_("Restrict %(record)s") % {"record": found},
        warning=_("Everybody but you and those you grant access loses sight of this record and all that hangs on it."),
        submit=_("Restrict this record"),
        notes=len(form.notes),
        other_notes=more,
        back=back,
    )


def _notes_to_decide(shared: Any, draft: FormDraft) -> list[Any]:
    """Those on which something was typed already, and then the newest, as many as are decided on at once."""
    typed = {UUID(hex=found[1]) for name in draft.typed or () if (found := OF_NOTE.match(name))}
    begun = list(shared.filter(pk__in=typed)[:NOTES_AT_ONCE]) if typed else []
    newest = shared.exclude(pk__in=[note.pk for note in begun])[: NOTES_AT_ONCE - len(begun)]
    return sorted([*begun, *newest], key=lambda note: (note.occurred_at, note.pk), reverse=True)


def _restrict(found: Any, form: RestrictForm, *, by: Any, **_fields: Any) -> Any:
    return restrict_with(found, by=by, **form.chosen)


@needs(Permission.RESTRICT)
def grant(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    found = open_restrictable(request, kind, pk, restricted=True)
    back = restriction_url("restriction", kind, pk)
    return answer_form(
        request,
        GrantForm(request.POST or None, user=request.user),
        grant_access,
        found,
        done=back,
        said=_("Access has been granted."),
        heading=_("Grant access to %(record)s") % {"record": found},
        submit=_("Grant access"),
        back=back,
    )


@needs(Permission.RESTRICT)
def grant_renew(request: StaffRequest, kind: str, pk: UUID, number: int) -> HttpResponse:
    found, held = _open_grant(request, kind, pk, number)
    back = restriction_url("restriction", kind, pk)
    return answer_form(
        request,
        RenewForm(request.POST or None),
        renew_grant,
        held,
        done=back,
        said=_("Access has been renewed."),
        heading=_("Renew the access of %(who)s") % {"who": held.user},
        intro=_("To %(record)s. %(kind)s: %(reason)s")
        % {"record": found, "kind": held.get_kind_display(), "reason": held.reason},
        submit=_("Renew access"),
        back=back,
    )


@needs(Permission.RESTRICT)
def grant_end(request: StaffRequest, kind: str, pk: UUID, number: int) -> HttpResponse:
    found, held = _open_grant(request, kind, pk, number)
    back = restriction_url("restriction", kind, pk)
    # Whoever ends their own access does not see the page they came from any more.
    done = reverse("overview:restriction-list") if held.user == request.user else back
    return answer_form(
        request,
        ReasonForm(request.POST or None, label=_("Why does it end?")),
        end_grant,
        held,
        done=done,
        said=_("Access has ended."),
        heading=_("End the access of %(who)s") % {"who": held.user},
        warning=_("They lose sight of %(record)s and all that hangs on it, from now on.") % {"record": found},
        submit=_("End access"),
        back=back,
    )


def _open_grant(request: StaffRequest, kind: str, pk: UUID, number: int) -> tuple[Any, Any]:
    found = open_restrictable(request, kind, pk, restricted=True)
    grants = found.grants.visible_to(request.user).select_related("user")
    return found, get_object_or_404(grants.visible_to(request.user), pk=number)


# --- Reviews, and lifting -----------------------------------------------------------------------------------------------
def restriction_keep(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """The review: kept for another 90 days, by a manager or a records officer who may see the record."""
    if not request.user.may(Permission.REVIEW_RESTRICTIONS) and not request.user.may(Permission.RESTRICT):
        raise PermissionDenied
    found = open_restrictable(request, kind, pk, restricted=True)
    back = restriction_url("restriction", kind, pk)
    return answer_form(
        request,
        ReasonForm(request.POST or None, label=_("Why does the record have to stay restricted?")),
        keep_restriction,
        found,
        done=back,
        said=_("The restriction is kept. It is looked at again in 90 days."),
        heading=_("Keep the restriction of %(record)s") % {"record": found},
        intro=_("Restricted because: %(why)s") % {"why": found.restricted_why},
        submit=_("Keep the restriction"),
        back=back,
    )


# Whoever proposes or answers signs in again first, where the service asks for that: lifting shows a record to everybody.
@needs(Permission.RESTRICT)
@signed_in_lately
def lifting_propose(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    found = open_restrictable(request, kind, pk, restricted=True)
    back = restriction_url("restriction", kind, pk)
    return answer_form(
        request,
        ReasonForm(request.POST or None, label=_("Why need it not be restricted any more?")),
        propose_lifting,
        found,
        done=back,
        said=_("Lifting has been proposed. Another manager who may see the record agrees or does not."),
        heading=_("Propose to lift the restriction of %(record)s") % {"record": found},
        intro=_("Nothing changes until another manager agrees. Restricted because: %(why)s")
        % {"why": found.restricted_why},
        submit=_("Propose to lift it"),
        back=back,
    )


@needs(Permission.RESTRICT)
@signed_in_lately
def lifting_agree(request: StaffRequest, kind: str, pk: UUID, review: UUID) -> HttpResponse:
    told = _("The restriction is lifted.")
    answer = partial(_answer, request, kind, pk, review, agree_lifting, said=told, submit=_("Lift the restriction"))
    return answer(
        heading=_("Lift the restriction of %(record)s"),
        label=_("Why do you agree?"),
        warning=_(
            "Everybody whose role sees such a record sees it again, and all that hangs on it. What was granted on it ends."
        ),
    )


@needs(Permission.RESTRICT)
def lifting_refuse(request: StaffRequest, kind: str, pk: UUID, review: UUID) -> HttpResponse:
    told = _("The record stays restricted.")
    answer = partial(_answer, request, kind, pk, review, refuse_lifting, said=told, submit=_("Leave it restricted"))
    return answer(heading=_("Leave %(record)s restricted"), label=_("Why must it stay restricted?"))


def _answer(
    request: StaffRequest,
    kind: str,
    pk: UUID,
    review: UUID,
    change: Callable[..., Any],
    *,
    said: str,
    submit: str,
    heading: str,
    label: str,
    warning: str = "",
) -> HttpResponse:
    found, proposal = _open_proposal(request, kind, pk, review)
    back = restriction_url("restriction", kind, pk)
    told = {"who": proposal.created_by, "why": proposal.why, "restricted": found.restricted_why}
    return answer_form(
        request,
        ReasonForm(request.POST or None, label=label),
        change,
        proposal,
        done=back,
        said=said,
        heading=heading % {"record": found},
        intro=_("%(who)s proposed to lift it: %(why)s Restricted because: %(restricted)s") % told,
        warning=warning,
        submit=submit,
        back=back,
    )


@require_POST
@needs(Permission.RESTRICT)
def lifting_take_back(request: StaffRequest, kind: str, pk: UUID, review: UUID) -> HttpResponse:
    _found, proposal = _open_proposal(request, kind, pk, review)
    take_back_lifting(proposal, by=request.user)
    return HttpResponseRedirect(restriction_url("restriction", kind, pk))


def _open_proposal(request: StaffRequest, kind: str, pk: UUID, review: UUID) -> tuple[Any, RestrictionReview]:
    """The restricted record and a proposal to lift that waits. For a form that is sent, one that was answered meanwhile
    too, so that this is said in words."""
    found = open_restrictable(request, kind, pk, restricted=request.method == "GET")
    reviews = RestrictionReview.objects.visible_to(request.user).select_related("created_by")
    mine = reviews.filter(**{RESTRICTED[type(found)]: found}).exclude(state=RestrictionReview.State.KEPT)
    wanted = mine.proposed() if request.method == "GET" else mine
    return found, get_object_or_404(wanted.visible_to(request.user), pk=review)
