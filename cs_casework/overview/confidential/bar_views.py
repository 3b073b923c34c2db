"""Who is barred from a record, and declaring an interest of one's own."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cs_casework.access import model_above, open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.confidential.models import Interest
from cs_casework.drafts.sending import Sending
from cs_casework.overview.confidential.asking import KINDS
from cs_casework.overview.confidential.barring import (
    ask_to_end,
    bar_staff,
    bars_seen,
    confirm_end,
    declare_interest,
    keep_bar,
)
from cs_casework.overview.confidential.emergency import look_at
from cs_casework.overview.confidential.forms import BarForm, ConfirmEndForm, EndBarForm, InterestForm, SuccessorForm
from cs_casework.overview.confidential.succeeding import name_manager
from cs_casework.overview.confidential.telling import left_to_nobody
from cs_casework.pages import answer_form, attempt, needs, paginate


# --- On a record -----------------------------------------------------------------------------------------------------
@needs(Permission.RESTRICT)
def bar(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    found = open_record(request, KINDS[kind], pk=pk)
    back = reverse("overview:restriction", args=[kind, pk])
    return answer_form(
        request,
        BarForm(request.POST or None, user=request.user),
        bar_staff,
        found,
        done=back,
        said=_("They are barred from this record and all that hangs on it."),
        heading=_("Bar somebody from %(record)s") % {"record": found},
        intro=_(
            "For a member of staff who is on the record, is related to somebody on it, or has another interest in it."
        ),
        warning=_("They lose sight of it at once, of the families of a person and of all that hangs on these."),
        submit=_("Bar them"),
        back=back,
    )


def _bar(request: StaffRequest, kind: str, pk: UUID) -> Any:
    if kind not in KINDS:
        raise Http404
    bars = model_above(KINDS[kind], "bars").objects.visible_to(request.user).standing()
    return get_object_or_404(bars.visible_to(request.user).select_related("record", "user", "end_asked_by"), pk=pk)


@needs(Permission.RESTRICT)
def bar_end(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    found = _bar(request, kind, pk)
    back = reverse("overview:restriction", args=[kind, found.record_id])
    return answer_form(
        request,
        EndBarForm(request.POST or None),
        ask_to_end,
        found,
        done=back,
        said=_("Another manager must confirm it. Until then the bar stands."),
        heading=_("Ask to end the bar on %(who)s") % {"who": found.user},
        submit=_("Ask to end it"),
        back=back,
    )


@needs(Permission.RESTRICT)
def bar_confirm(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    found = _bar(request, kind, pk)
    back = reverse("overview:restriction", args=[kind, found.record_id])
    return answer_form(
        request,
        ConfirmEndForm(request.POST or None),
        _decide,
        found,
        done=back,
        said=_("Your decision is recorded."),
        heading=_("End the bar on %(who)s?") % {"who": found.user},
        intro=_("%(manager)s asks for it: %(why)s") % {"manager": found.end_asked_by or "–", "why": found.end_why},
        submit=_("Record the decision"),
        back=back,
    )


def _decide(found: Any, *, by: Any, what: str) -> Any:
    return confirm_end(found, by=by) if what == "end" else keep_bar(found, by=by)


# --- Every bar -------------------------------------------------------------------------------------------------------
@require_GET
def bar_list(request: StaffRequest) -> HttpResponse:
    """Who is barred from what, as far as a manager may see the record; to records officers all, by reference."""
    if not (request.user.may(Permission.RESTRICT) or request.user.may(Permission.REVIEW_RESTRICTIONS)):
        raise PermissionDenied
    page = paginate(request, bars_seen(request.user))
    record_listing(request, "bars.listed")
    alone = left_to_nobody(request.user) if request.user.may(Permission.REVIEW_RESTRICTIONS) else []
    told = [(one._meta.model_name, one) for one in alone]
    return render(request, "overview/confidential/bar_list.html", {"page_of": page, "alone": told})


@needs(Permission.REVIEW_RESTRICTIONS)
@signed_in_lately
def successor(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """A manager for a record that none is left for: named by its reference, as a records officer does not see it."""
    found = next((one for one in left_to_nobody(request.user) if (one._meta.model_name, one.pk) == (kind, pk)), None)
    if found is None:
        raise Http404
    listed = reverse("overview:bar-list")
    return answer_form(
        request,
        SuccessorForm(request.POST or None),
        name_manager,
        found,
        done=listed,
        said=_("They see the record for two weeks. Tell them to grant it on, or to propose to lift it."),
        heading=_("Name a manager for %(reference)s") % {"reference": found.reference},
        intro=_("One who does not work with it, if you can. You see nothing of the record by this."),
        submit=_("Name this manager"),
        back=listed,
    )


# --- An interest of one's own ----------------------------------------------------------------------------------------
def interest(request: StaffRequest) -> HttpResponse:
    form, sending = InterestForm(request.POST or None), Sending(request)
    if request.method == "POST" and form.is_valid():
        declare = partial(declare_interest, by=request.user, **form.cleaned_data)
        if address := attempt(form, sending.once, declare, lambda _made: reverse("overview:interest-declared")):
            return HttpResponseRedirect(address)
    return render(request, "overview/confidential/interest.html", {"form": form, "form_key": sending.key})


@require_GET
def interest_declared(request: StaffRequest) -> HttpResponse:
    """The same for whatever was declared: it holds nothing of it."""
    return render(request, "overview/confidential/interest_declared.html")


@require_GET
@needs(Permission.REVIEW_RESTRICTIONS)
def interest_list(request: StaffRequest) -> HttpResponse:
    found = Interest.objects.visible_to(request.user)
    everything = request.GET.get("show") == "all"
    found = found.order_by("-created_at", "-pk") if everything else found.to_look_at().order_by("created_at", "pk")
    page = paginate(request, found.select_related("created_by", "looked_at_by"))
    record_listing(request, "interests.listed")
    shown = {"page_of": page, "everything": everything}
    return render(request, "overview/confidential/interest_list.html", shown)


@require_POST
@needs(Permission.REVIEW_RESTRICTIONS)
def interest_look_at(request: StaffRequest, pk: UUID) -> HttpResponse:
    look_at(get_object_or_404(Interest.objects.visible_to(request.user), pk=pk), by=request.user)
    messages.success(request, _("It is recorded that you have looked at it."))
    return HttpResponseRedirect(reverse("overview:interest-list"))
