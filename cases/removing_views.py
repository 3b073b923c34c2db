"""Moving what was recorded in error, and what is left of it on the wrong record."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.choosing import find_by, keyed, resolve
from cases.models import CaseNote, Document, DocumentSubject, NoteSubject, Removal
from cases.naming import NamesLeft
from cases.removing import hanging_on, link_still_named, move_entry, move_link, still_named
from cases.removing_forms import MoveForm, move_form
from contexts.models import Context, ContextLink
from contexts.pages import context_page
from cs_casework.access import open_record, record_listing, require
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.log import record
from cs_casework.disclosures import read_file
from cs_casework.files.keeping import handed_out
from cs_casework.pages import RecordPage, answer_form, needs, paginate
from cs_casework.searches import asked, sought
from families.models import Family, Person
from families.pages import family_page, person_page

# What `?to=` says where an entry only leaves the wrong record, as it is about the others that it stands on.
NOWHERE = "nowhere"


# --- Moving -----------------------------------------------------------------------------------------------------------
@needs(Permission.WRITE_NOTES)
def note_move(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    """First where it belongs, then why: `?to=` holds the right record that was chosen."""
    note = open_record(request, CaseNote, pk=pk)
    if note.is_managers:
        require(request.user, Permission.WRITE_OVERSIGHT)
    rows = (
        NoteSubject.objects.visible_to(request.user)
        .told()
        .filter(note=note)
        .select_related("child", "family", "context", "case", "note")
    )
    wrong_row = open_record(request, rows, viewed=False, pk=row)
    page = RecordPage(title=note.title, kind=_("Case note"), url=note.get_absolute_url())
    return _move_entry(request, note, wrong_row, page, rows)


@needs(Permission.WRITE_NOTES)
def document_move(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    document = open_record(request, Document, pk=pk)
    rows = (
        DocumentSubject.objects.visible_to(request.user)
        .told()
        .filter(document=document)
        .select_related("child", "family", "context", "document")
    )
    wrong_row = open_record(request, rows, viewed=False, pk=row)
    page = RecordPage(title=document.title, kind=document.get_type_display(), url=document.get_absolute_url())
    return _move_entry(request, document, wrong_row, page, rows)


def _move_entry(request: StaffRequest, entry: Any, row: Any, page: RecordPage, rows: Any) -> HttpResponse:
    wrong, user = row.subject, request.user
    others = [other.subject for other in rows if other != row]
    chosen, right = _chosen(request, entry, is_about_others=bool(others))
    if not chosen:
        return _choose(request, entry, wrong, page, others=others, kinds=(Person, Family, Context))
    return answer_form(
        request,
        move_form(request.POST or None, own_part=getattr(row, "own_part", "")),
        partial(move_entry, row, right=right),
        done=entry,
        said=_("It has been moved. On the wrong record is told only that an entry was removed, by whom and when."),
        template="cases/move_confirm.html",
        heading=_heading(right, wrong),
        submit=_("Move it") if right else _("Take it off"),
        back=entry.get_absolute_url(),
        page=page,
        entry=entry,
        wrong=wrong,
        right=right,
        already=right in others,
        hanging=list(hanging_on(row, right, user)),
        left=_told(still_named(row, right), request, entry),
    )


@needs(Permission.EDIT_CONTEXTS)
def link_move(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First the right child or the right context, then why."""
    link = open_record(request, ContextLink.objects.select_related("child", "context"), pk=pk)
    url = reverse("contexts:link-detail", args=[link.pk])
    page = RecordPage(title=str(link), kind=_("Context link"), url=url)
    _said, right = _chosen(request, link, is_about_others=False)
    if right is None or isinstance(right, Family):
        return _choose(request, link, link, page, others=[], kinds=(Person, Context))
    wrong = link.child if isinstance(right, Person) else link.context
    return answer_form(
        request,
        MoveForm(request.POST or None),
        partial(move_link, link, right=right),
        done=url,
        said=_("It has been moved. On the wrong record is told only that an entry was removed, by whom and when."),
        template="cases/move_confirm.html",
        heading=_heading(right, wrong),
        submit=_("Move it"),
        back=url,
        page=page,
        entry=link,
        wrong=wrong,
        right=right,
        left=_told(link_still_named(link, right), request, link),
    )


def _told(left: NamesLeft, request: StaffRequest, entry: Any) -> NamesLeft:
    """With the check in the audit of each whose name it met, who may be hidden from whoever moves it."""
    if left.whose:
        record(by=request.user, action="names.checked", target=entry, shown=sorted(left.whose))
    return left


def _heading(right: Any, wrong: Any) -> str:
    if right is None:
        return _("Take it off the record of %(wrong)s?") % {"wrong": wrong}
    return _("Move it from %(wrong)s to %(right)s?") % {"wrong": wrong, "right": right}


def _chosen(request: StaffRequest, entry: Any, *, is_about_others: bool) -> tuple[bool, Any]:
    """Whether it was said where it belongs, and where: on the right record, or on none but the others it is about."""
    key = request.GET.get("to", "")
    if key == NOWHERE and is_about_others:
        return True, None
    found = resolve([key], request.user)
    return bool(found), found[0] if found else None


def _choose(
    request: StaffRequest, entry: Any, wrong: Any, page: RecordPage, *, others: list[Any], kinds: tuple[Any, ...]
) -> HttpResponse:
    text = sought(asked(request))
    found = [one for one in find_by(text, request.user) if isinstance(one, kinds)] if text else []
    record_listing(request, "person.searched", [person.pk for person in found if isinstance(person, Person)])
    context = {
        "entry": entry,
        "wrong": wrong,
        "others": others,
        "nowhere": NOWHERE,
        "text": text,
        "found": [(key, one) for key, one in keyed(found) if one != wrong],
        "back": page.url,
        "page": page,
    }
    return render(request, "cases/move_choose.html", context)


# --- What is left -----------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.READ_REMOVED)
def person_removed(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, Person, pk=pk)
    return _removed_from(request, "child", person, person_page(person, request.user, "removed"))


@require_GET
@needs(Permission.READ_REMOVED)
def family_removed(request: StaffRequest, pk: UUID) -> HttpResponse:
    family = open_record(request, Family, pk=pk)
    return _removed_from(request, "family", family, family_page(family, request.user, "removed"))


@require_GET
@needs(Permission.READ_REMOVED)
def context_removed(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context, pk=pk)
    return _removed_from(request, "context", context, context_page(context, request.user, "removed"))


def _removed_from(request: StaffRequest, column: str, wrong: Any, page: RecordPage) -> HttpResponse:
    """Every entry that was removed from a record, for records officers, the last first."""
    rows = Removal.objects.visible_to(request.user).filter(**{column: wrong}).with_readable(request.user)
    shown = paginate(request, rows.order_by("-created_at"))
    return render(request, "cases/removed_list.html", {"page": page, "page_of": shown})


@require_GET
@needs(Permission.READ_REMOVED)
def removal_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What an entry said when it was removed from this record, and why it was: for records officers alone."""
    rows = Removal.objects.readable_by(request.user).select_related(
        "child", "family", "context", "created_by", "note_subject__note", "document_subject__document", "link"
    )
    removal = open_record(request, rows, pk=pk)
    wrong = removal.record
    kind = {Person: "person", Family: "family", Context: "context"}[type(wrong)]
    page = {"person": person_page, "family": family_page, "context": context_page}[kind]
    context: dict[str, Any] = {
        "removal": removal,
        "page": page(wrong, request.user, "removed"),  # type: ignore[operator]
        "back": reverse(f"cases:{kind}-removed", args=[wrong.pk]),
    }
    if removal.note_subject:
        context["note"] = removal.note_subject.note.history.as_of(removal.created_at)
    if removal.document_subject:
        context["document"] = removal.document_subject.document.history.as_of(removal.created_at)
        context["kept"] = removal.document_subject.document
    if removal.link:
        context["link"] = link = removal.link.history.as_of(removal.created_at)
        context["other"] = (
            Context.objects.visible_to(request.user).filter(pk=link.context_id)
            if removal.child_id
            else Person.objects.visible_to(request.user).filter(pk=link.child_id)
        ).first()
    return render(request, "cases/removal_detail.html", context)


@require_GET
@needs(Permission.READ_REMOVED)
def removal_file(request: StaffRequest, pk: UUID) -> Any:
    """The file of a document that was removed from a record, for records officers alone."""
    rows = Removal.objects.readable_by(request.user).of_documents().select_related("document_subject__document")
    removal = open_record(request, rows, viewed=False, pk=pk)
    assert removal.document_subject is not None
    response = handed_out(removal.document_subject.document)
    record(by=request.user, action="removal.file_read", target=removal)
    people = [removal.child_id] if removal.child_id else []
    name = removal.document_subject.document.name
    return read_file(request.user, response, target=removal, people=people, name=name)
