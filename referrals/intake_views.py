"""Taking a contact, page by page: begun, its steps, taken over, handed over in danger, submitted."""

from collections.abc import Callable
from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cs_casework.access import open_record, require
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.drafts.workflow import as_stored
from cs_casework.forms import GovukForm
from cs_casework.pages import answer_form, attempt, needs
from referrals import taking
from referrals.codes import WORLDS
from referrals.intake import STEPS, intake_of, step_url
from referrals.intake_forms import STEP_FORMS, BeginForm, DangerForm, ReceivedForm, WithdrawForm
from referrals.intake_pages import around, being_taken, discarded, kept_for_later, missing_with_links, unsaved
from referrals.intake_people_views import contexts_step, people_step, row_form_maker
from referrals.intake_typing import Typing, keep_answer
from referrals.models import Referral, ReferralAdult, ReferralChild, ReferralContext, ReferralHarm, ReferralTaking
from referrals.pages import referral_page


@needs(Permission.TAKE_REFERRALS)
def intake_begin(request: StaffRequest) -> HttpResponse:
    """Danger before all else. However often it is sent, it begins one contact."""
    draft = FormDraft(request, "referrals.begin")
    form = BeginForm(draft.typed)
    if request.method == "POST":
        if form.is_valid() and (made := attempt(form, _begin, draft=draft, by=request.user, form=form)):
            return redirect("referrals:intake", made)
    elif draft.draft:
        unchecked(form)
    stops = form.is_bound and form["danger"].value() == "yes"
    return render(request, "referrals/intake/begin.html", {"form": form, "draft": draft, "stops": stops})


def _begin(*, draft: FormDraft, by: User, form: BeginForm) -> UUID:
    return draft.submit(lambda: taking.begin_contact(by=by, **form.cleaned_data).pk)


@require_GET
@being_taken
def intake(request: StaffRequest, referral: Referral) -> HttpResponse:
    """How far it has come: the steps, what is missing, and who is taking it."""
    found = intake_of(referral)
    takings = ReferralTaking.objects.visible_to(request.user).filter(referral=referral).select_related("user")
    context = {
        **around(request, referral),
        "progress": found.progress(),
        "missing": missing_with_links(found),
        "unsaved": unsaved(found),
        "takings": takings.order_by("from_at", "pk"),
        "check_url": step_url(referral, "check"),
        "may_withdraw": referral.is_taking or request.user.may(Permission.DECIDE_REFERRALS),
    }
    return render(request, "referrals/intake/progress.html", context)


# --- The steps -------------------------------------------------------------------------------------------------------
@being_taken
def intake_step(request: StaffRequest, referral: Referral, step: str) -> HttpResponse:
    pages = {"people": people_step, "contexts": contexts_step, "check": check_step}
    if step in STEP_FORMS:
        return form_step(request, referral, step)
    if step not in pages:
        raise Http404
    if step != "check" and request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    return pages[step](request, referral)


def form_step(request: StaffRequest, referral: Referral, step: str) -> HttpResponse:
    """One step with a form. Every button keeps what is typed; what is well-formed is written down."""
    typing = Typing(request, referral, step, _form_maker(referral, step))
    if typing.is_sent:
        if "_discard" in request.POST:
            return discarded(request, typing, step_url(referral, step))
        if typing.keep():
            if "_danger" in request.POST:
                return redirect("referrals:intake-danger", referral.pk)
            changed = typing.send(lambda **said: taking.change_contact(referral, step=step, **said))
            if changed:
                then = "" if "_back" in request.POST else intake_of(changed).after(step)
                return redirect(step_url(changed, then) if then else around(request, changed)["steps_url"])
            if "_back" in request.POST:
                return kept_for_later(request, referral)
    context = {
        **around(request, referral, step),
        "form": typing.form,
        "typing": typing,
        "keep_url": reverse("referrals:intake-keep", args=[referral.pk, step]),
    }
    return render(request, "referrals/intake/step.html", context)


def _form_maker(referral: Referral, step: str) -> Callable[[Any], Any]:
    # A form writes into its instance what is typed, right or wrong: so it has one of its own.
    return lambda data: STEP_FORMS[step](data, instance=copy(referral))


@require_POST
@needs(Permission.TAKE_REFERRALS)
def intake_keep(request: StaffRequest, pk: UUID, key: str) -> HttpResponse:
    """Where the page sends what is being typed, every few seconds."""
    referral = open_record(request, Referral, pk=pk)
    make = _form_maker(referral, key) if key in STEP_FORMS else row_form_maker(request, referral, key)
    return keep_answer(request, referral, key, make(request.POST))


def check_step(request: StaffRequest, referral: Referral) -> HttpResponse:
    """All of it once more, as it was stated, and the button that submits it."""
    user, form = request.user, GovukForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (submitted := attempt(form, taking.submit_contact, referral, by=user)):
        day = f"{submitted.decision_due:%-d %B %Y}"
        said = _("%(reference)s has been submitted. A manager decides on it by %(day)s.")
        messages.success(request, said % {"reference": submitted.reference, "day": day})
        return redirect(submitted)
    found = intake_of(referral)
    worlds = [
        {
            "words": words,
            "answer": getattr(referral, f"get_{name}_display")(),
            "said": getattr(referral, f"{name}_said"),
        }
        for name, words in WORLDS.items()
    ]
    context = {
        **around(request, referral, "check"),
        "form": form,
        "links": {name: step_url(referral, name) for name in STEPS},
        "steps": found.steps,
        "missing": missing_with_links(found),
        "unsaved": unsaved(found),
        "worlds": worlds,
        "harm_types": list(ReferralHarm.objects.visible_to(user).filter(referral=referral).standing()),
        "children": ReferralChild.objects.visible_to(user).filter(referral=referral).standing().with_match(user),
        "adults": ReferralAdult.objects.visible_to(user).filter(referral=referral).standing().with_match(user),
        "contexts": ReferralContext.objects.visible_to(user).filter(referral=referral).standing().with_match(user),
    }
    return render(request, "referrals/intake/check.html", context)


# --- In whose hands it is --------------------------------------------------------------------------------------------
@require_POST
@being_taken
def intake_take_over(request: StaffRequest, referral: Referral) -> HttpResponse:
    form = GovukForm(request.POST)
    reason = as_stored(request.POST.get("reason", ""))[:300]
    taken = attempt(form, taking.take_over, referral, by=request.user, reason=reason)
    if taken:
        messages.success(request, _("You are taking %(reference)s now.") % {"reference": referral.reference})
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("referrals:intake", referral.pk)


@being_taken
def intake_danger(request: StaffRequest, referral: Referral) -> HttpResponse:
    """At any moment: a child is in danger now. What is half typed waits where it is."""
    return answer_form(
        request,
        DangerForm(request.POST or None),
        taking.hand_over_danger,
        referral,
        done=reverse("referrals:intake", args=[referral.pk]),
        said=_("It is at the top of every list now, with who has taken it over."),
        heading=_("A child is in danger now"),
        warning=_("Call 999 if it has not been done. Then ring the duty or out-of-hours social worker now."),
        submit=_("It has been handed over"),
        back=reverse("referrals:intake", args=[referral.pk]),
        page=referral_page(referral, request.user),
    )


@being_taken
def intake_received(request: StaffRequest, referral: Referral) -> HttpResponse:
    """When and how it came was written down wrongly: the clock runs from there."""
    said = {name: getattr(referral, name) for name in ("received_at", "channel", "is_consultation")}
    return answer_form(
        request,
        ReceivedForm(request.POST or None, initial=said),
        taking.correct_received,
        referral,
        done=reverse("referrals:intake", args=[referral.pk]),
        said=_("It has been put right. The day by which it is decided follows it."),
        heading=_("When and how was it received?"),
        submit=_("Put it right"),
        back=reverse("referrals:intake", args=[referral.pk]),
        page=referral_page(referral, request.user),
    )


@being_taken
def intake_withdraw(request: StaffRequest, referral: Referral) -> HttpResponse:
    """Begun by mistake, or twice. Once it has been submitted that is for a manager to say."""
    if not referral.is_taking:
        require(request.user, Permission.DECIDE_REFERRALS)
    return answer_form(
        request,
        WithdrawForm(request.POST or None),
        taking.withdraw_contact,
        referral,
        done=referral,
        said=_("It has been taken out. It stays readable, and counts nowhere."),
        heading=_("Was this contact taken in error?"),
        submit=_("Take it out"),
        back=reverse("referrals:intake", args=[referral.pk]),
        page=referral_page(referral, request.user),
    )
