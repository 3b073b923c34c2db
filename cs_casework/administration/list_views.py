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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.administration.forms import ENTRY_FORMS, IntervalForm, OutcomeForm
from cs_casework.administration.pages import INTERVALS, LISTS, OUTCOMES, KeptList, LocalList, entry_page
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.reference import workflow
from cs_casework.reference.models import Interval, Outcome
from cs_casework.versions import show_versions


def _list(slug: str) -> LocalList:
    if slug not in LISTS:
        raise Http404
    return LISTS[slug]


@require_GET
@needs(Permission.MANAGE_STAFF)
def list_index(request: StaffRequest) -> HttpResponse:
    return render(request, "administration/list_index.html", {"lists": [*LISTS.values(), INTERVALS, OUTCOMES]})


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


# --- Intervals and outcomes: which there are is code, one thing about each can be changed ------------------------------
KEPT: dict[Any, tuple[Any, Any, Any]] = {
    Interval: (
        IntervalForm,
        workflow.change_interval,
        gettext_lazy("The interval has been changed. What is due is reckoned by it from now on."),
    ),
    Outcome: (
        OutcomeForm,
        workflow.change_outcome,
        gettext_lazy("The outcome has been changed. Decisions made already stay as they are."),
    ),
}


@require_GET
@needs(Permission.MANAGE_STAFF)
def kept_list(request: StaffRequest, listed: KeptList) -> HttpResponse:
    # In the order of the codes, which is that of a child's way through the service.
    order = listed.model._meta.get_field("code").choices
    places = {code: place for place, (code, _label) in enumerate(order)}
    entries = sorted(listed.model.objects.visible_to(request.user), key=lambda found: places[found.code])
    rows = [
        {"entry": entry, "url": reverse(f"administration:{listed.name}-edit", args=[entry.pk])} for entry in entries
    ]
    return render(
        request,
        "administration/kept_list.html",
        {"listed": listed, "rows": rows, "back": reverse("administration:list-index")},
    )


@needs(Permission.MANAGE_STAFF)
def kept_edit(request: StaffRequest, pk: UUID, listed: KeptList) -> HttpResponse:
    entry = open_record(request, listed.model, pk=pk)
    form, change, said = KEPT[listed.model]
    return answer_form(
        request,
        form(request.POST or None, initial={name: getattr(entry, name) for name in form.base_fields}),
        change,
        entry,
        done=listed.url,
        said=said,
        template="administration/entry_edit.html",
        back=listed.url,
        page=entry_page(listed, entry, "edit"),
    )


@require_GET
@needs(Permission.MANAGE_STAFF)
def kept_history(request: StaffRequest, pk: UUID, listed: KeptList) -> HttpResponse:
    entry = open_record(request, listed.model, pk=pk)
    return show_versions(request, entry, entry_page(listed, entry, "history"))
