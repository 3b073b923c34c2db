"""The documents of a record: listed, added, handed out to be saved, described anew, taken out."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.changed_since import Beside, beside, by_staff, is_refused, version_sent
from cases.choosing import find_by, keyed, resolve, with_columns
from cases.document_forms import ChangeDocumentForm, DocumentForm
from cases.documents import change_document, record_document, withdraw_document
from cases.models import Document, DocumentSubject, Removal
from cases.note_views import told_of, with_removed
from cases.removing import removed_from, versions_told_since
from contexts.models import Context
from contexts.pages import context_page
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.log import record
from cs_casework.disclosures import read_file
from cs_casework.files.forms import WithdrawFileForm
from cs_casework.files.keeping import handed_out
from cs_casework.pages import RecordPage, answer_form, needs, paginate
from cs_casework.searches import asked, sought
from cs_casework.versions import show_versions
from families.models import Family, Person
from families.pages import family_page, person_page

DOCUMENTS_PAGE = {
    "child": "cases:person-documents",
    "family": "cases:family-documents",
    "context": "cases:context-documents",
}


# --- On a record ------------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def person_documents(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, Person, pk=pk)
    return _documents_of(request, "child", person, person_page(person, request.user, "documents"))


@require_GET
@needs(Permission.VIEW_CASES)
def family_documents(request: StaffRequest, pk: UUID) -> HttpResponse:
    family = open_record(request, Family, pk=pk)
    return _documents_of(request, "family", family, family_page(family, request.user, "documents"))


@require_GET
@needs(Permission.VIEW_CASES)
def context_documents(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context, pk=pk)
    return _documents_of(request, "context", context, context_page(context, request.user, "documents"))


def _documents_of(request: StaffRequest, column: str, of: Any, page: RecordPage) -> HttpResponse:
    """The documents on one record, newest first."""
    user = request.user
    text = sought(asked(request))
    rows = DocumentSubject.objects.visible_to(user).filter(**{column: of}).select_related("document__created_by")
    if text:
        rows = rows.filter(document__in=Document.objects.visible_to(user).order_by().search(text).values("pk"))
    rows = rows.order_by("-document__dated_on", "-document__created_at")
    shown = paginate(request, rows)
    documents = [row.document_id for row in shown]
    others = DocumentSubject.objects.visible_to(user).told().filter(document__in=documents)
    also: dict[UUID, list[Any]] = {}
    for other in others.select_related("child", "family", "context"):
        if other.subject != of:
            also.setdefault(other.document_id, []).append(other.subject)
    entries = [{"row": row, "document": row.document, "also": also.get(row.document_id, [])} for row in shown]
    if not text:
        entries = with_removed(
            entries, rows, shown, Removal.objects.visible_to(user).of_documents().filter(**{column: of}), user
        )
    record_listing(request, "documents.listed", told_of(of, also))
    about = f"{column}:{of.pk}"
    context = {"page": page, "page_of": shown, "entries": entries, "about": about, "text": text}
    return render(request, "cases/document_list.html", context)


# --- Adding one -------------------------------------------------------------------------------------------------------
@needs(Permission.WRITE_NOTES)
def document_add(request: StaffRequest) -> HttpResponse:
    """First whom it is about, `?about=` for each, then the file: a file that was chosen would be lost on another page."""
    subjects = resolve(request.GET.getlist("about"), request.user)
    if not subjects or "more" in request.GET:
        return _choose(request, subjects)
    column, first = with_columns(subjects)[0]
    back = reverse(DOCUMENTS_PAGE[column], args=[first.pk])
    return answer_form(
        request,
        DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm(),
        partial(record_document, subjects=subjects),
        done=back,
        said=_("The document stands on every record it is about."),
        template="cases/document_form.html",
        heading=_("Add a document"),
        submit=_("Add the document"),
        back=back,
        subjects=subjects,
        more="?" + urlencode({"about": [key for key, _record in keyed(subjects)], "more": "1"}, doseq=True),
    )


def _choose(request: StaffRequest, subjects: list[Any]) -> HttpResponse:
    text = sought(asked(request))
    chosen = keyed(subjects)
    keys = [key for key, _record in chosen]
    found = [(key, one) for key, one in keyed(find_by(text, request.user)) if key not in keys] if text else []
    record_listing(request, "person.searched", [one.pk for _key, one in found if isinstance(one, Person)])

    def address(about: list[str], **besides: str) -> str:
        return "?" + urlencode({"about": about, **besides}, doseq=True)

    context = {
        "chosen": [(one, address([other for other in keys if other != key], more="1")) for key, one in chosen],
        "found": [(one, address([*keys, key], more="1")) for key, one in found],
        "go_on": address(keys) if keys else "",
        "keep": [("more", "1"), *(("about", key) for key in keys)],
        "text": text,
        "back": reverse("overview:home"),
    }
    return render(request, "cases/document_choose.html", context)


# --- One document -----------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def document_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    document = open_record(request, Document.objects.select_related("created_by"), pk=pk)
    rows = DocumentSubject.objects.visible_to(request.user).told().filter(document=document)
    moved = removed_from(document, request.user)
    return show_versions(
        request,
        document,
        _page(document),
        template="cases/document_detail.html",
        since=versions_told_since(moved),
        document=document,
        stands_on=rows.select_related("child", "family", "context"),
        moved=moved,
        may_write=request.user.may(Permission.WRITE_NOTES),
    )


def _page(document: Document) -> RecordPage:
    return RecordPage(title=document.title, kind=document.get_type_display(), url=document.get_absolute_url())


@require_GET
@needs(Permission.VIEW_CASES)
def document_download(request: StaffRequest, pk: UUID) -> Any:
    document = open_record(request, Document.objects.standing(), viewed=False, pk=pk)
    response = handed_out(document)
    rows = DocumentSubject.objects.visible_to(request.user).told().filter(document=document).exclude(child=None)
    people = list(rows.values_list("child", flat=True))
    record(by=request.user, action="document.read", target=document, shown=people)
    return read_file(request.user, response, target=document, people=people, name=document.name)


@needs(Permission.WRITE_NOTES)
def document_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    # Counted with what is read, so that a change made between the two is not taken for read.
    document: Any = open_record(request, Document.objects.with_versions(), pk=pk)
    form = ChangeDocumentForm(request.POST or None, document=document)
    read = version_sent(request.POST) if request.method == "POST" else document.version_count
    return answer_form(
        request,
        form,
        partial(change_document, read_version=read),
        document,
        done=document,
        template="cases/document_change.html",
        said=_("The document has been described anew. The earlier version stays readable."),
        heading=_("Change what is said of this document"),
        intro=_("The file stays as it is. Another file is another document."),
        submit=_("Record the new version"),
        back=document.get_absolute_url(),
        page=_page(document),
        version=read,
        as_it_stands=partial(_beside, request, document.pk, form),
    )


def _beside(request: StaffRequest, pk: UUID, form: ChangeDocumentForm) -> Beside | None:
    """What somebody else has said of the document meanwhile, beside what is typed; nothing where that is not why it is
    refused, or for who may see it no longer."""
    document = Document.objects.visible_to(request.user).filter(pk=pk).first() if is_refused(form) else None
    if document is None:
        return None
    theirs = ChangeDocumentForm(None, document=document)
    return beside(document, form, theirs, leave=["reason"], versions=by_staff(document))


@needs(Permission.WRITE_NOTES)
def document_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    # For an answer that is sent, one that was taken out meanwhile too, so that it is refused in words.
    rows = Document.objects.standing() if request.method == "GET" else Document.objects.all()
    document = open_record(request, rows, viewed=False, pk=pk)
    return answer_form(
        request,
        WithdrawFileForm(request.POST or None),
        withdraw_document,
        document,
        done=document,
        said=_("The document has been taken out. That it was there, and your reason, stay readable."),
        heading=_("Take out “%(title)s”") % {"title": document},
        intro=_("It can be opened no more. If it belongs on another record, move it there instead."),
        submit=_("Take it out"),
        back=document.get_absolute_url(),
        page=_page(document),
    )
