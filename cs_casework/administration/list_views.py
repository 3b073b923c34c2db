from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.administration.forms import ENTRY_FORMS, IntervalForm
from cs_casework.administration.pages import INTERVALS, LISTS, LocalList, entry_page
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.reference import workflow
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval
from cs_casework.versions import show_versions


def _list(slug: str) -> LocalList:
    if slug not in LISTS:
        raise Http404
    return LISTS[slug]


@require_GET
@needs(Permission.MANAGE_STAFF)
def list_index(request: StaffRequest) -> HttpResponse:
    return render(request, "administration/list_index.html", {"lists": [*LISTS.values(), INTERVALS]})


@require_GET
@needs(Permission.MANAGE_STAFF)
def entry_list(request: StaffRequest, slug: str) -> HttpResponse:
    listed = _list(slug)
    entries = listed.model.objects.visible_to(request.user)
    entries = entries.order_by(F("withdrawn_on").asc(nulls_first=True), "name")
    return render(
        request,
        "administration/entry_list.html",
        {"listed": listed, "page_of": paginate(request, entries), "back": reverse("administration:list-index")},
    )


@needs(Permission.MANAGE_STAFF)
def entry_add(request: StaffRequest, slug: str) -> HttpResponse:
    listed = _list(slug)
    return answer_form(
        request,
        ENTRY_FORMS[listed.model](request.POST or None),
        partial(workflow.add_entry, listed.model),
        done=listed.url,
        said=_("It has been added to the list."),
        heading=_("Add to “%(list)s”") % {"list": listed.title},
        submit=_("Add"),
        back=listed.url,
    )


@needs(Permission.MANAGE_STAFF)
def entry_edit(request: StaffRequest, slug: str, pk: UUID) -> HttpResponse:
    listed = _list(slug)
    entry = open_record(request, listed.model, pk=pk)
    form = ENTRY_FORMS[listed.model]
    return answer_form(
        request,
        form(request.POST or None, initial={name: getattr(entry, name) for name in form.base_fields}),
        workflow.change_entry,
        entry,
        done=listed.url,
        said=_("It has been changed, on every record that has it."),
        template="administration/entry_edit.html",
        back=listed.url,
        page=entry_page(listed, entry, "edit"),
    )


@require_GET
@needs(Permission.MANAGE_STAFF)
def entry_history(request: StaffRequest, slug: str, pk: UUID) -> HttpResponse:
    listed = _list(slug)
    entry = open_record(request, listed.model, pk=pk)
    return show_versions(request, entry, entry_page(listed, entry, "history"))


@require_POST
@needs(Permission.MANAGE_STAFF)
def entry_withdraw(request: StaffRequest, slug: str, pk: UUID) -> HttpResponse:
    said = _("It has been withdrawn. Records that have it keep it.")
    return _change_standing(request, slug, pk, workflow.withdraw_entry, said)


@require_POST
@needs(Permission.MANAGE_STAFF)
def entry_restore(request: StaffRequest, slug: str, pk: UUID) -> HttpResponse:
    return _change_standing(request, slug, pk, workflow.restore_entry, _("It is back in the list."))


def _change_standing(request: StaffRequest, slug: str, pk: UUID, change: Any, said: str) -> HttpResponse:
    listed = _list(slug)
    try:
        change(open_record(request, listed.model, pk=pk), by=request.user)
        messages.success(request, said)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(listed.url)


# --- Intervals: which there are is code, how long each is can be changed ---------------------------------------------
@require_GET
@needs(Permission.MANAGE_STAFF)
def interval_list(request: StaffRequest) -> HttpResponse:
    # In the order of the codes, which is that of a child's way through the service.
    intervals = sorted(
        Interval.objects.visible_to(request.user), key=lambda found: IntervalCode.values.index(found.code)
    )
    return render(
        request,
        "administration/interval_list.html",
        {"intervals": intervals, "back": reverse("administration:list-index")},
    )


@needs(Permission.MANAGE_STAFF)
def interval_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    interval = open_record(request, Interval, pk=pk)
    return answer_form(
        request,
        IntervalForm(request.POST or None, initial={"length": interval.length, "unit": interval.unit}),
        workflow.change_interval,
        interval,
        done=INTERVALS.url,
        said=_("The interval has been changed. What is due is reckoned by it from now on."),
        template="administration/entry_edit.html",
        back=INTERVALS.url,
        page=entry_page(INTERVALS, interval, "edit"),
    )


@require_GET
@needs(Permission.MANAGE_STAFF)
def interval_history(request: StaffRequest, pk: UUID) -> HttpResponse:
    interval = open_record(request, Interval, pk=pk)
    return show_versions(request, interval, entry_page(INTERVALS, interval, "history"))
