"""The notes that a restriction hides from other records: hidden, or with words that were released to these."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.models import CaseNote, NoteRelease
from cases.models.restriction import RESTRICTED
from cases.releasing import end_release, notes_shared_with, release_note
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft
from cs_casework.overview.restriction_forms import ReasonForm, ReleaseForm
from cs_casework.overview.restriction_views import open_restrictable, restriction_url
from cs_casework.pages import answer_form, needs, paginate


@require_GET
@needs(Permission.RESTRICT)
def restriction_notes(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """The notes on a restricted record that stand on other records too, the newest first, and what these keep of each."""
    found = open_restrictable(request, kind, pk, restricted=True)
    page = paginate(request, notes_shared_with(found, user=request.user))
    released = {one.note_id: one for one in _releases(request, found).filter(note__in=list(page))}
    return render(
        request,
        "overview/restriction_notes.html",
        {
            "record": found,
            "kind": kind,
            "page_of": page,
            "entries": [{"note": note, "release": released.get(note.pk)} for note in page],
            "back": restriction_url("restriction", kind, pk),
        },
    )


@needs(Permission.RESTRICT)
def note_release(request: StaffRequest, kind: str, pk: UUID, note: UUID) -> HttpResponse:
    found, shared = _open_note(request, kind, pk, note)
    released = _releases(request, found).filter(note=shared).first()
    back = restriction_url("restriction-notes", kind, pk)
    draft = FormDraft(request, "overview.release", f"note:{shared.pk}")
    return answer_form(
        request,
        ReleaseForm(draft.typed, note=shared, released=released),
        _release,
        shared,
        found,
        draft=draft,
        done=back,
        said=_("The other records show these words. The note itself stays hidden with the restricted record."),
        heading=_("What the other records keep of “%(note)s”") % {"note": shared.title},
        intro=_(
            "Begin with its words, and take out all that tells of %(record)s: names, and what they would be known by."
        )
        % {"record": found},
        submit=_("Release these words"),
        back=back,
    )


def _release(note: CaseNote, target: Any, *, by: Any, **words: Any) -> NoteRelease:
    return release_note(note, target=target, by=by, **words)


@needs(Permission.RESTRICT)
def note_hide(request: StaffRequest, kind: str, pk: UUID, note: UUID) -> HttpResponse:
    found, shared = _open_note(request, kind, pk, note)
    released = get_object_or_404(_releases(request, found).visible_to(request.user), note=shared)
    back = restriction_url("restriction-notes", kind, pk)
    return answer_form(
        request,
        ReasonForm(request.POST or None, label=_("Why is it taken back?")),
        end_release,
        released,
        done=back,
        said=_("The other records show nothing of this note any more."),
        heading=_("Hide “%(note)s” from the other records") % {"note": shared.title},
        submit=_("Hide it"),
        back=back,
    )


def _releases(request: StaffRequest, found: Any) -> Any:
    released = NoteRelease.objects.visible_to(request.user).standing().select_related("created_by")
    return released.filter(**{RESTRICTED[type(found)]: found})


def _open_note(request: StaffRequest, kind: str, pk: UUID, note: UUID) -> tuple[Any, CaseNote]:
    found = open_restrictable(request, kind, pk, restricted=True)
    shared = notes_shared_with(found, user=request.user)
    return found, get_object_or_404(shared.visible_to(request.user), pk=note)
