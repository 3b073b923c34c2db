"""Pages about deciding on a contact, and about what comes after."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.models import CaseChild
from contexts.views import uuid_or_none
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.pages import answer_form, attempt, needs, paginate
from referrals.before import known_before
from referrals.codes import Stage
from referrals.concluded import on_record
from referrals.deciding import DecidedSince, countersign, decide_contact, reopen_contact
from referrals.decision_forms import CountersignForm, DecideForm, ExtendForm, ReopenContactForm, TellForm
from referrals.decision_pages import decisions_of
from referrals.models import Acknowledgement, Referral, ReferralChild, ReferralContext, ScreeningDecision
from referrals.pages import referral_page
from referrals.taking import extend_deadline
from referrals.telling import acknowledge as say_seen
from referrals.telling import tell_referrer

CONTACT = Referral.objects.select_related("taker", "agency")


def _to_decide(request: StaffRequest, pk: UUID) -> Any:
    """A contact that this manager may decide on: one of whom part is hidden from them is another manager's."""
    whole = Referral.objects.shown_whole_to(request.user).filter(pk=OuterRef("pk")).order_by()
    referral: Any = open_record(request, CONTACT.annotate(shows_whole=Exists(whole)), pk=pk)
    if not referral.shows_whole:
        raise PermissionDenied
    return referral


@needs(Permission.DECIDE_REFERRALS)
def referral_decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The final decision; with `?stage=` the initial one, or screening. Kept as a draft while it is typed."""
    user = request.user
    referral = _to_decide(request, pk)
    if request.method == "GET" and not referral.waits_for_decision:
        messages.info(request, _("There is nothing to decide on this contact now."))
        return redirect(referral)
    asked = request.GET.get("stage", "")
    stage = Stage(asked) if asked in Stage.values else Stage.FINAL
    stated = ReferralChild.objects.visible_to(user).filter(referral=referral).standing().with_match(user)
    periods = CaseChild.objects.visible_to(user).open().filter(child=OuterRef("person")).order_by()
    children = list(stated.annotate(is_open=Exists(periods)))
    contexts = list(ReferralContext.objects.visible_to(user).filter(referral=referral).standing().with_match(user))
    draft = FormDraft(request, "referrals.decision", f"decision:{pk}:{stage.value}")
    form = DecideForm(draft.typed, referral=referral, stage=stage, user=user, children=children, contexts=contexts)
    page: dict[str, Any] = {"since": None}
    if request.method == "POST":
        if "_save" in request.POST:
            draft.save(title=_title(referral, stage))
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect("overview:home")
        if match := _match_url(request, referral, stage, children, contexts):
            draft.save(title=_title(referral, stage))
            return redirect(match)
        if form.is_valid():
            _decide(request, referral, form, draft, page)
            if not form.errors:
                messages.success(request, _("The decision is recorded."))
                return redirect(referral)
            # What was typed outlives the refusal, whatever becomes of this window.
            draft.save(title=_title(referral, stage))
    elif draft.draft:
        unchecked(form)
    decided = decisions_of(referral, user, offers=False)
    known = on_record(user, children)
    if known:
        record_listing(request, "referral.conclusions_read", [one.child.pk for one in known])
    page |= {
        "form": form,
        "draft": draft,
        "draft_title": _title(referral, stage),
        "referral": referral,
        "stage": stage,
        "stages": [
            {"label": found.label, "url": f"{request.path}?stage={found.value}", "current": found == stage}
            for found in Stage
        ],
        "children": [{"row": row, "fields": form.of_child(row)} for row in children],
        "contexts": [{"row": row, "fields": form.of_context(row)} for row in contexts],
        "before": known_before(referral, user, children=children, contexts=contexts),
        "on_record": known,
        "decided": decided,
        "seen": _seen(request, decided["decisions"], page["since"]),
        "heading": _title(referral, stage),
        "submit": _("Decide") if stage == Stage.FINAL else _("Save this decision"),
        "back": referral.get_absolute_url(),
        "page": referral_page(referral, user),
    }
    return render(request, "referrals/referral_decide.html", page)


def _match_url(
    request: StaffRequest, referral: Referral, stage: Stage, children: list[Any], contexts: list[Any]
) -> str:
    """Where it is said who or what a row of the contact is on record, if that is the button that was pressed."""
    wanted = request.POST.get("_match", "")
    for name, rows in (("child-match", children), ("context-match", contexts)):
        if any(str(row.pk) == wanted for row in rows):
            return f"{reverse(f'referrals:{name}', args=[referral.pk, wanted])}?stage={stage.value}"
    return ""


def _title(referral: Referral, stage: Stage) -> str:
    return f"{stage.label}: {referral.reference}"


def _decide(
    request: StaffRequest, referral: Referral, form: DecideForm, draft: FormDraft, page: dict[str, Any]
) -> None:
    def decide() -> UUID:
        seen = uuid_or_none(request.POST.get("seen", ""))
        try:
            return draft.submit(lambda: decide_contact(referral, by=request.user, seen=seen, **form.decided).pk)
        except DecidedSince as refusal:
            page["since"] = refusal.decision
            raise

    try:
        attempt(form, decide)
    except OperationalError:
        form.add_error(None, _("Something went wrong half-way. Wait a moment, and decide again."))
    if form.errors:
        form.add_error(None, _("Nothing has been decided, and nothing was opened. The contact is as it was."))


def _seen(request: StaffRequest, decisions: list[ScreeningDecision], since: ScreeningDecision | None) -> Any:
    """The latest decision that stands on the page: on one shown again, still the one that was shown first, unless what
    another manager decided meanwhile is shown now."""
    if since:
        return since.pk
    if request.method == "POST":
        return uuid_or_none(request.POST.get("seen", "")) or ""
    return decisions[-1].pk if decisions else ""


@needs(Permission.DECIDE_REFERRALS)
def referral_countersign(request: StaffRequest, pk: UUID) -> HttpResponse:
    referral = _to_decide(request, pk)
    decisions = ScreeningDecision.objects.visible_to(request.user).filter(referral=referral).final().standing()
    decision = get_object_or_404(decisions.visible_to(request.user), needs_countersignature=True)
    return _after(
        request,
        referral,
        CountersignForm(request.POST or None),
        countersign,
        decision,
        said=_("Countersigned."),
        heading=_("Countersign this decision?"),
        submit=_("Countersign"),
        intro=_("It took effect at once. If you do not agree, open the contact again and say why."),
        other={"label": _("Open it again instead"), "url": reverse("referrals:referral-reopen", args=[pk])},
    )


@require_GET
@needs(Permission.DECIDE_REFERRALS)
def countersign_list(request: StaffRequest) -> HttpResponse:
    """Decisions of other managers that wait for a second name, the oldest first."""
    decisions = ScreeningDecision.objects.visible_to(request.user).to_countersign_by(request.user)
    decisions = decisions.select_related("referral", "created_by").order_by("created_at", "pk")
    record_listing(request, "referral.to_countersign_listed")
    return render(request, "referrals/countersign_list.html", {"page_of": paginate(request, decisions)})


@needs(Permission.DECIDE_REFERRALS)
def referral_reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    referral = _to_decide(request, pk)
    return _after(
        request,
        referral,
        ReopenContactForm(request.POST or None),
        reopen_contact,
        referral,
        said=_("The contact is open again and waits for a decision."),
        heading=_("Open this contact again?"),
        submit=_("Open it again"),
        intro=_("The decision is set aside and stays readable. Cases that it opened stay open."),
    )


@needs(Permission.TAKE_REFERRALS)
def referral_tell(request: StaffRequest, pk: UUID) -> HttpResponse:
    referral = open_record(request, CONTACT, pk=pk)
    return _after(
        request,
        referral,
        TellForm(request.POST or None),
        tell_referrer,
        referral,
        said=_("Recorded that the referrer was told."),
        heading=_("The referrer was told"),
        submit=_("Record it"),
        intro=_("Tell a referrer what they need to know, and nothing about a family that they need not."),
    )


@needs(Permission.DECIDE_REFERRALS)
def referral_extend(request: StaffRequest, pk: UUID) -> HttpResponse:
    referral = _to_decide(request, pk)
    return _after(
        request,
        referral,
        ExtendForm(request.POST or None),
        extend_deadline,
        referral,
        said=_("The contact has longer, and why stands beside the day."),
        heading=_("Give this contact longer"),
        submit=_("Give it longer"),
    )


def _after(
    request: StaffRequest, referral: Referral, form: Any, change: Any, *args: Any, other: Any = None, **context: Any
) -> HttpResponse:
    """One short form about a contact, with what was decided in view."""
    user = request.user
    return answer_form(
        request,
        form,
        change,
        *args,
        done=referral,
        template="referrals/decision_step.html",
        decided=decisions_of(referral, user, offers=False),
        other=other,
        back=referral.get_absolute_url(),
        page=referral_page(referral, user),
        **context,
    )


# --- Contacts one was told of ----------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_REFERRALS)
def acknowledgement_list(request: StaffRequest) -> HttpResponse:
    """Contacts that this worker or manager, or whom they cover for, was told of and has not said they have seen."""
    asked = Acknowledgement.objects.visible_to(request.user).filter(request.user.own_or_covered("user")).waiting()
    asked = asked.select_related("referral", "case__family", "case__context", "child", "user")
    page = paginate(request, asked.order_by("created_at", "pk"))
    record_listing(request, "referral.told_listed", [row.child_id for row in page if row.child_id])
    return render(request, "referrals/acknowledgement_list.html", {"page_of": page})


@require_POST
@needs(Permission.VIEW_REFERRALS)
def acknowledge(request: StaffRequest, pk: UUID) -> HttpResponse:
    try:
        say_seen(open_record(request, Acknowledgement, pk=pk), by=request.user)
        messages.success(request, _("Noted that you have seen it."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("referrals:acknowledgement-list")
