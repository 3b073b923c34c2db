from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases import nrm
from cases.changed_since import Beside, beside, version_sent
from cases.missing_filters import NRMFilter
from cases.missing_forms import (
    ChangeNRMForm,
    CorrectNRMForm,
    DecideNRMForm,
    NRMForm,
    ReconsiderForm,
    WithdrawNRMForm,
)
from cases.models import LinkProposal, NRMReferral
from cases.place_forms import NOT_RECORDED, answer_with_place, offered_places
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.searches import asked
from cs_casework.versions import show_versions
from families.pages import person_page
from families.people_views import to_change

REFERRALS = NRMReferral.objects.select_related("child", "context")


@require_GET
@needs(Permission.VIEW_CASES)
def nrm_list(request: StaffRequest) -> HttpResponse:
    """The referrals that wait for a decision, the next first; by a filter, those that were decided or withdrawn."""
    found = NRMReferral.objects.visible_to(request.user).select_related("child")
    narrowed = NRMFilter(asked(request), found, request=request)
    page = paginate(request, narrowed.qs.next_first())
    record_listing(request, "nrm.listed", {referral.child_id for referral in page})
    return render(request, "cases/nrm_list.html", {"page_of": page, "filter": narrowed.form})


def consent() -> str:
    """What stands on the form: it is often asked, and waited for in vain."""
    return _(
        "A child’s consent is not needed. A referral runs alongside a section 47 enquiry: neither waits for the other. "
        "It is made on the government’s own form; record here that it was, and what is decided."
    )


@needs(Permission.WRITE_NOTES)
def nrm_create(request: StaffRequest, pk: UUID) -> HttpResponse:
    child = open_record(request, to_change(request), pk=pk)
    draft = FormDraft(request, "cases.nrm", f"child:{child.pk}")
    return answer_with_place(
        request,
        NRMForm(draft.typed, contexts=offered_places(request, child, draft.typed)),
        draft,
        partial(nrm.record_nrm, child),
        done=_detail,
        said=_("The referral has been recorded."),
        heading=_("Record a referral to the National Referral Mechanism"),
        inset=consent(),
        submit=_("Record the referral"),
        back=reverse("cases:person-missing", args=[child.pk]),
        page=person_page(child, request.user, "missing"),
    )


def _detail(pk: UUID) -> str:
    return f"{reverse('cases:nrm-detail', args=[pk])}#main-content"


@needs(Permission.WRITE_NOTES)
def nrm_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    referrals = REFERRALS.with_versions()
    standing = referrals.filter(withdrawn_on=None) if request.method == "GET" else referrals
    referral: Any = open_record(request, standing, pk=pk)
    draft = FormDraft(request, "cases.nrm_change", f"nrm:{referral.pk}")
    form = _change_form(request, referral, draft.typed)
    read = version_sent(draft.typed) if draft.typed is not None else referral.version_count
    return answer_with_place(
        request,
        form,
        draft,
        partial(nrm.change_nrm, referral, read_version=read),
        done=_detail,
        said=_("The referral has been changed. The version before stays readable."),
        version=read,
        as_it_stands=partial(_beside, request, referral.pk, form),
        heading=_("Change this referral"),
        inset=consent(),
        submit=_("Record the new version"),
        back=referral.get_absolute_url(),
        page=person_page(referral.child, request.user, "missing"),
    )


def _change_form(request: StaffRequest, referral: NRMReferral, typed: Any) -> ChangeNRMForm:
    names = [name for name in ChangeNRMForm.base_fields if name not in ("reason", "context")]
    initial: dict[str, Any] = {name: getattr(referral, name) for name in names}
    initial["context"] = str(referral.context_id or NOT_RECORDED)
    contexts = offered_places(request, referral.child, typed, kept=referral.context_id)
    return ChangeNRMForm(typed, contexts=contexts, initial=initial)


def _beside(request: StaffRequest, pk: UUID, own: ChangeNRMForm) -> Beside | None:
    """The referral as somebody else has left it meanwhile; nothing for who may read it no longer."""
    referral = REFERRALS.visible_to(request.user).filter(pk=pk).first()
    return beside(referral, own, _change_form(request, referral, None), leave=("reason",)) if referral else None


@require_GET
@needs(Permission.VIEW_CASES)
def nrm_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One referral with what was decided, the link it proposes, and every version of it."""
    user = request.user
    referral = open_record(request, REFERRALS, pk=pk)
    proposals = LinkProposal.objects.visible_to(user).waiting().filter(nrm=referral).with_sources()
    return show_versions(
        request,
        referral,
        person_page(referral.child, user, "missing"),
        template="cases/nrm_detail.html",
        referral=referral,
        proposals=proposals,
        write=user.may(Permission.WRITE_NOTES) and referral.withdrawn_on is None,
    )


@needs(Permission.WRITE_NOTES)
def nrm_decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """For an answer that is sent, one that was decided meanwhile too, so that it is refused in words."""
    waiting = REFERRALS.waiting() if request.method == "GET" else REFERRALS
    referral = open_record(request, waiting, pk=pk)
    return answer_form(
        request,
        DecideNRMForm(request.POST or None, referral=referral),
        nrm.decide_nrm,
        referral,
        done=referral,
        said=_("The decision has been recorded."),
        heading=_("What was decided on this referral?"),
        **_page(request, referral),
    )


@needs(Permission.WRITE_NOTES)
def nrm_correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Of a decision that is recorded; for an answer that is sent, also where it no longer is, so that it is refused in
    words."""
    decided = REFERRALS.decided() if request.method == "GET" else REFERRALS
    referral = open_record(request, decided, pk=pk)
    return answer_form(
        request,
        CorrectNRMForm(request.POST or None, referral=referral),
        nrm.correct_nrm,
        referral,
        done=referral,
        said=_("The decision has been put right. The version before stays readable."),
        heading=_("What was decided after all?"),
        submit=_("Record the new version"),
        **_page(request, referral),
    )


@needs(Permission.WRITE_NOTES)
def nrm_reconsider(request: StaffRequest, pk: UUID) -> HttpResponse:
    referrals = REFERRALS.with_negative() if request.method == "GET" else REFERRALS
    referral = open_record(request, referrals, pk=pk)
    return answer_form(
        request,
        ReconsiderForm(request.POST or None),
        nrm.reconsider_nrm,
        referral,
        done=referral,
        said=_("Recorded. The decision is open again, and the earlier one stays readable."),
        heading=_("Was the decision asked to be looked at again?"),
        **_page(request, referral),
    )


@needs(Permission.WRITE_NOTES)
def nrm_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    standing = REFERRALS.filter(withdrawn_on=None) if request.method == "GET" else REFERRALS
    referral = open_record(request, standing, pk=pk)
    return answer_form(
        request,
        WithdrawNRMForm(request.POST or None),
        nrm.withdraw_nrm,
        referral,
        done=referral,
        said=_("Recorded that it was withdrawn. It stays readable."),
        heading=_("Was this referral withdrawn?"),
        **_page(request, referral),
    )


def _page(request: StaffRequest, referral: NRMReferral) -> dict[str, Any]:
    """What every short form about one referral has."""
    page = person_page(referral.child, request.user, "missing")
    return {"intro": str(referral), "back": referral.get_absolute_url(), "page": page}
