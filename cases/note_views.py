from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.actions import actions_about
from cases.choosing import find_subjects, keyed, resolve, with_columns
from cases.forms import AmendForm, NoteForm
from cases.links.asking import links_named
from cases.models import CaseNote, NoteRelease, NoteSubject, Removal
from cases.notes import amend_note, record_note
from cases.removing import removed_from, versions_told_since
from cases.wording import blaming_phrases, names_found
from contexts.models import Context
from contexts.pages import context_page
from cs_casework.access import open_record, record_listing, require
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.began import lock
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.pages import RecordPage, answer_form, attempt, needs, paginate
from cs_casework.searches import asked, sought
from cs_casework.versions import show_versions
from families.models import Family, Person, PersonName
from families.pages import family_page, person_page, told_before

NOTES_PER_PAGE = 20


# --- Notes on a record ---------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def person_notes(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, Person, pk=pk)
    return _notes_of(request, "child", person, person_page(person, request.user, "notes"))


@require_GET
@needs(Permission.VIEW_CASES)
def family_notes(request: StaffRequest, pk: UUID) -> HttpResponse:
    family = open_record(request, Family, pk=pk)
    return _notes_of(request, "family", family, family_page(family, request.user, "notes"))


@require_GET
@needs(Permission.VIEW_CASES)
def context_notes(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context, pk=pk)
    return _notes_of(request, "context", context, context_page(context, request.user, "notes"))


def _notes_of(request: StaffRequest, column: str, record: Any, page: RecordPage) -> HttpResponse:
    """The notes on one record, newest first. Where a note is hidden with another record, what was released of it stands
    here, or only the part for this record."""
    user = request.user
    text = sought(asked(request))
    rows = (
        NoteSubject.objects.visible_to(user).telling(user).filter(**{column: record}).select_related("note__created_by")
    )
    if text:
        rows = rows.search(text, user)
    rows = rows.order_by("-note__occurred_at", "-note__created_at")
    shown = paginate(request, rows, NOTES_PER_PAGE)
    read = CaseNote.objects.visible_to(user).filter(pk__in=[row.note_id for row in shown]).with_versions()
    notes = {note.pk: note for note in read}
    hidden = [row.note_id for row in shown if row.note_id not in notes]
    released = {}
    if hidden:
        instead = NoteRelease.objects.visible_to(user).instead(user).filter(note__in=hidden)
        released = {release.note_id: release for release in instead.select_related("created_by")}
    others = (
        NoteSubject.objects.visible_to(user)
        .told()
        .filter(note__in=[*notes, *released])
        .select_related("child", "family", "context")
    )
    also: dict[UUID, list[Any]] = {}
    for other in others:
        if other.subject != record:
            also.setdefault(other.note_id, []).append(other.subject)
    entries = [
        {
            "row": row,
            "note": notes.get(row.note_id),
            "release": released.get(row.note_id),
            "also": also.get(row.note_id, []),
        }
        for row in shown
    ]
    if not text:
        entries = with_removed(
            entries, rows, shown, Removal.objects.visible_to(user).of_notes().filter(**{column: record}), user
        )
    record_listing(request, "notes.read", told_of(record, also))
    return render(
        request,
        "cases/note_list.html",
        {"page": page, "page_of": shown, "entries": entries, "about": f"{column}:{record.pk}", "text": text},
    )


def told_of(of: Any, also: dict[UUID, list[Any]]) -> set[UUID]:
    """The people whom a list of entries on one record tells of, for the audit: whose record it is, and whoever else stands
    beside an entry."""
    named = [of, *(other for others in also.values() for other in others)]
    return {one.pk for one in named if isinstance(one, Person)}


def with_removed(entries: list[Any], rows: Any, shown: Page, removals: Any, user: User) -> list[Any]:
    """A page of entries, newest first, and in their place in time that others were removed: no more than that is told.

    `rows` are all the entries in that order: what was removed between the last of the page before and the last of this
    one stands on this one.
    """
    times = [entry["row"].entry.occurred_at for entry in entries]
    after = times[-1] if shown.has_next() else None
    until = rows[shown.start_index() - 2].entry.occurred_at if shown.has_previous() else None
    removed = removals.between(after, until).with_readable(user).order_by("-stood_at")[:NOTES_PER_PAGE]
    found = [(when, entry) for when, entry in zip(times, entries, strict=True)]
    found += [(removal.stood_at, {"removal": removal}) for removal in removed]
    return [entry for _when, entry in sorted(found, key=lambda pair: pair[0], reverse=True)]


# --- Writing one ---------------------------------------------------------------------------------------------------
@needs(Permission.WRITE_NOTES)
def note_create(request: StaffRequest) -> HttpResponse:
    """One form for one note on many records: `?about=` holds the record it was begun from, others are added on it.

    Every button of the page keeps what was typed, with and without JavaScript.
    """
    about = request.GET.get("about", "")
    draft = FormDraft(request, "cases.note", about)
    typed = draft.typed
    keys = typed.getlist("subject") if typed is not None else [about]
    if request.method == "POST":
        keys = [key for key in [*keys, *request.POST.getlist("add")] if key != request.POST.get("_remove")]
    subjects = resolve(keys, request.user)
    # Asked for by a link, such as the one to a transition plan; another can be chosen.
    form = NoteForm(typed, subjects=subjects, user=request.user, initial={"kind": request.GET.get("kind", "")})
    context = {
        "form": form,
        "draft": draft,
        "subjects": keyed(subjects),
        # A note is often begun before a visit: what to know before going stands here too.
        "warnings": told_before(subjects, request.user),
        "back": subjects[0].get_absolute_url() if subjects else reverse("overview:home"),
    }
    if request.method == "POST":
        if "_save" in request.POST:
            draft.save(title=request.POST.get("title", ""), subject=keys)
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect("overview:home")
        if {"_find", "_add", "_remove", "_stay"} & set(request.POST):
            draft.save(title=request.POST.get("title", ""), subject=keys)
            unchecked(form)
            # Enter in the finder sends the first button of the form, `_stay`, and means to find.
            if "_find" in request.POST or ("_stay" in request.POST and sought(request.POST, "_finder")):
                context |= find_subjects(request, keys)
            return render(request, "cases/note_form.html", context)
        if form.is_valid():
            if "_prompted" not in request.POST and (prompts := _prompts(form)):
                return render(request, "cases/note_form.html", context | {"prompts": prompts})
            if note := attempt(form, _record, draft=draft, by=request.user, form=form):
                messages.success(request, _("The note stands on every record it is about."))
                if links_named(note, request.user):
                    return redirect("cases:note-review", note)
                column, subject = with_columns(subjects)[0]
                return redirect(NOTES_PAGE[column], subject.pk)
    elif draft.draft:
        unchecked(form)
    return render(request, "cases/note_form.html", context)


NOTES_PAGE = {"child": "cases:person-notes", "family": "cases:family-notes", "context": "cases:context-notes"}


def _record(*, draft: FormDraft, by: User, form: NoteForm) -> UUID:
    return draft.submit(lambda: record_note(by=by, **form.written).pk)


def _prompts(form: NoteForm) -> dict[str, Any]:
    """What to think about once more before a note is recorded: names in the shared part, words that blame."""
    fields = form.cleaned_data
    texts = [fields[part] for part in ("title", "happened", "said", "analysis")]
    prompts: dict[str, Any] = {}
    children = [subject for subject in form.subjects if isinstance(subject, Person)]
    if len(form.subjects) > 1 and children:
        names: dict[str, list[str]] = {}
        for name in PersonName.objects.visible_to(form.user).filter(person__in=children).select_related("person"):
            names.setdefault(str(name.person), []).extend([name.given, str(name)])
        if named := names_found(texts, names):
            prompts["named"] = named
    own = [value for name, value in fields.items() if name.startswith("own_")]
    if blaming := blaming_phrases([*texts, *own]):
        prompts["blaming"] = blaming
    return prompts


# --- One note ------------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def note_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One note whole, with every version of its shared part."""
    note = open_record(request, CaseNote.objects.select_related("created_by"), pk=pk)
    rows = (
        NoteSubject.objects.visible_to(request.user)
        .told()
        .filter(note=note)
        .select_related("child", "family", "context", "case")
    )
    page = RecordPage(title=note.title, kind=_("Case note"), url=note.get_absolute_url())
    told: dict[str, Any] = {"note": note, "stands_on": rows, "asked": links_named(note.pk, request.user)}
    told["released"] = NoteRelease.objects.visible_to(request.user).standing().filter(note=note).order_by("created_at")
    told |= actions_about(note, request.user)
    told["may_move"] = request.user.may(Permission.WRITE_OVERSIGHT if note.is_managers else Permission.WRITE_NOTES)
    told["moved"] = moved = removed_from(note, request.user)
    since = versions_told_since(moved)
    return show_versions(request, note, page, template="cases/note_detail.html", since=since, **told)


@require_GET
@needs(Permission.VIEW_CASES)
def note_released(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was released of a note that is hidden with a restricted record, with every version of these
    words for who reads the note itself, and the last for others."""
    release = open_record(request, NoteRelease.objects.select_related("note", "created_by", "ended_by"), pk=pk)
    rows = NoteSubject.objects.visible_to(request.user).told().filter(note=release.note_id)
    rows = rows.exclude(pk__in=release.left_out).select_related("child", "family", "context")
    page = RecordPage(title=release.title, kind=_("Released version of a case note"), url=release.get_absolute_url())
    # What was released before may name whom the words of now leave out: it is for who reads the note itself.
    reads_all = CaseNote.objects.visible_to(request.user).filter(pk=release.note_id).exists()
    since = None if reads_all else release.history.latest("history_date").history_date
    shown: dict[str, Any] = {"release": release, "stands_on": list(rows)}
    return show_versions(request, release, page, template="cases/note_released.html", since=since, **shown)


@needs(Permission.WRITE_NOTES)
def note_amend(request: StaffRequest, pk: UUID) -> HttpResponse:
    note = open_record(request, CaseNote, pk=pk)
    if note.is_managers:
        require(request.user, Permission.WRITE_OVERSIGHT)
    if request.method == "POST":
        lock(note)  # before its own parts are read
    rows = (
        NoteSubject.objects.visible_to(request.user)
        .told()
        .filter(note=note)
        .select_related("child", "family", "context")
    )
    draft = FormDraft(request, "cases.note_amend", f"note:{note.pk}")
    form = AmendForm(draft.typed, note=note, rows=rows)
    return answer_form(
        request,
        form,
        lambda *_note, by, **_fields: amend_note(note, by=by, **form.changes),
        note,
        done=note,
        said=_("The note has been amended. The earlier version stays readable."),
        draft=draft,
        heading=_("Amend this note"),
        intro=_("The version before stays on record with your reason beside it."),
        submit=_("Record the new version"),
        back=note.get_absolute_url(),
    )
