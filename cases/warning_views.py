from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases import warning_notes
from cases.models import WarningNote
from cases.warning_forms import AgreeForm, KeepForm, ToldForm, WarningForm, WhyForm
from contexts.models import Context
from contexts.pages import context_page
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.dates import months_after, today
from cs_casework.drafts.forms import FormDraft, is_begun
from cs_casework.pages import RecordPage, answer_form, needs, paginate
from cs_casework.versions import show_versions
from families.models import Family, Person
from families.pages import family_page, person_page

WARNINGS = WarningNote.objects.select_related("person", "family", "context", "agreed_by", "created_by")
PAGES: dict[str, tuple[Any, Any]] = {
    "person": (Person, person_page),
    "family": (Family, family_page),
    "context": (Context, context_page),
}


# --- On a record -----------------------------------------------------------------------------------------------------
@require_GET
def record_warnings(request: StaffRequest, pk: UUID, on: str) -> HttpResponse:
    """Every warning that stands on a person, a family or a context: those in force, those that wait, and those that
    ended, with how they were looked at."""
    model, page_of_record = PAGES[on]
    record = open_record(request, model, pk=pk)
    user = request.user
    found = WarningNote.objects.visible_to(user).on(record).for_lists()
    page = {
        "page": page_of_record(record, user, "warnings"),
        "page_of": paginate(request, found.in_force_first()),
        "add_url": reverse(f"cases:{on}-warning-add", args=[pk]) if _may_add(record, user) else "",
        "agrees": user.may(Permission.WRITE_OVERSIGHT),
        "reads": user.may(Permission.VIEW_CASES),
    }
    return render(request, "cases/record_warnings.html", page)


def _may_add(record: Any, user: User) -> bool:
    went_on = getattr(record, "merged_into_id", None) or getattr(record, "joined_into_id", None)
    return user.may(Permission.WRITE_NOTES) and not went_on


@needs(Permission.WRITE_NOTES)
def warning_add(request: StaffRequest, pk: UUID, on: str) -> HttpResponse:
    """For an answer that is sent or was kept, a record merged or joined meanwhile too, so that it is refused in words."""
    model, page_of_record = PAGES[on]
    standing = model.objects.standing() if is_begun(request) else model.objects.all()
    record = open_record(request, standing, pk=pk)
    agrees = request.user.may(Permission.WRITE_OVERSIGHT)
    draft = FormDraft(request, "cases.warning", f"{on}:{pk}")
    return answer_form(
        request,
        WarningForm(draft.typed),
        warning_notes.record_warning,
        record,
        draft=draft,
        done=lambda made: reverse("cases:warning-detail", args=[made]),
        said=_("The warning stands above every page from now on.")
        if agrees
        else _("The warning waits for a manager. Tell them now if somebody goes there before."),
        heading=_("Record a warning") if agrees else _("Propose a warning"),
        intro=_(
            "For what could hurt somebody, or harm a child, if staff did not know it. Say what to do; it is no label."
        ),
        submit=_("Record the warning") if agrees else _("Propose the warning"),
        back=reverse(f"cases:{on}-warnings", args=[pk]),
        page=page_of_record(record, request.user, "warnings"),
    )


# --- One warning -----------------------------------------------------------------------------------------------------
@require_GET
def warning_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One warning. Why, and how it was looked at, is for roles that read cases; what to do is for everybody who sees the
    record."""
    user = request.user
    warning = open_record(request, WARNINGS, pk=pk)
    page: dict[str, Any] = {
        "warning": warning,
        "reads": user.may(Permission.VIEW_CASES),
        "agrees": user.may(Permission.WRITE_OVERSIGHT),
        "write": user.may(Permission.WRITE_NOTES),
    }
    above = _page_of(warning, user)
    if page["reads"]:
        return show_versions(request, warning, above, template="cases/warning_detail.html", **page)
    return render(request, "cases/warning_detail.html", page | {"page": above, "versions": None, "read": []})


def _page_of(warning: WarningNote, user: User) -> RecordPage:
    _model, page_of_record = PAGES[warning.column_of(warning.subject)]
    page: RecordPage = page_of_record(warning.subject, user, "warnings")
    return page


def _in_state(request: StaffRequest, *states: str) -> Any:
    """Those in these states; for an answer that is sent, those answered meanwhile too, so that it is refused in words."""
    return WARNINGS.filter(status__in=states) if request.method == "GET" else WARNINGS


def _words(request: StaffRequest, warning: WarningNote) -> dict[str, Any]:
    """What every short form about one warning has."""
    intro = _("%(kind)s: %(what)s") % {"kind": warning, "what": warning.what_to_do}
    return {
        "done": warning,
        "intro": intro,
        "back": warning.get_absolute_url(),
        "page": _page_of(warning, request.user),
    }


@needs(Permission.WRITE_OVERSIGHT)
def warning_agree(request: StaffRequest, pk: UUID) -> HttpResponse:
    warning = open_record(request, _in_state(request, "proposed"), pk=pk)
    initial = {"what_to_do": warning.what_to_do, "review_due": warning.review_due}
    return answer_form(
        request,
        AgreeForm(request.POST or None, initial=initial),
        warning_notes.agree_warning,
        warning,
        said=_("Agreed. The warning stands above every page from now on."),
        heading=_("Agree this warning"),
        submit=_("Agree it"),
        **_words(request, warning),
    )


@needs(Permission.WRITE_OVERSIGHT)
def warning_decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    warning = open_record(request, _in_state(request, "proposed"), pk=pk)
    return answer_form(
        request,
        WhyForm(request.POST or None),
        warning_notes.decline_warning,
        warning,
        said=_("Recorded. It stands above no page."),
        heading=_("Do not agree this warning"),
        submit=_("Do not agree it"),
        **_words(request, warning),
    )


@needs(Permission.WRITE_OVERSIGHT)
def warning_keep(request: StaffRequest, pk: UUID) -> HttpResponse:
    warning = open_record(request, _in_state(request, "in_force"), pk=pk)
    initial = {"what_to_do": warning.what_to_do, "review_due": months_after(today(), warning_notes.LONGEST_MONTHS)}
    return answer_form(
        request,
        KeepForm(request.POST or None, initial=initial),
        warning_notes.keep_warning,
        warning,
        said=_("The warning is kept. It is looked at again by the new day."),
        heading=_("Is this warning still needed?"),
        submit=_("Keep the warning"),
        **_words(request, warning),
    )


@needs(Permission.WRITE_OVERSIGHT)
def warning_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    warning = open_record(request, _in_state(request, "in_force"), pk=pk)
    return answer_form(
        request,
        WhyForm(request.POST or None),
        warning_notes.end_warning,
        warning,
        said=_("The warning has ended. It stays readable on the record."),
        heading=_("End this warning"),
        submit=_("End the warning"),
        **_words(request, warning),
    )


@needs(Permission.WRITE_NOTES)
def warning_told(request: StaffRequest, pk: UUID) -> HttpResponse:
    warning = open_record(request, _in_state(request, "proposed", "in_force"), pk=pk)
    initial = {"told": warning.told, "not_told_why": warning.not_told_why}
    return answer_form(
        request,
        ToldForm(request.POST or None, initial=initial),
        warning_notes.tell_of_warning,
        warning,
        said=_("Recorded."),
        heading=_("Have they been told?"),
        **_words(request, warning),
    )


# --- What waits for a manager ----------------------------------------------------------------------------------------
@require_GET
@needs(Permission.WRITE_OVERSIGHT)
def warning_list(request: StaffRequest) -> HttpResponse:
    """The warnings that wait to be agreed or, `?show=review`, that are to be looked at again: those longest overdue
    first."""
    review = request.GET.get("show") == "review"
    found = WarningNote.objects.visible_to(request.user).on_standing().for_lists()
    found = (
        found.review_soon().order_by("review_due", "pk") if review else found.to_agree().order_by("created_at", "pk")
    )
    page = paginate(request, found)
    record_listing(request, "warnings.listed", {row.person_id for row in page if row.person_id})
    return render(request, "cases/warning_list.html", {"page_of": page, "review": review})
