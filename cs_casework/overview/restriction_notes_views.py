"""The notes that a restriction hides from other records: hidden, or with words that were released to these."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cases.hiding import leave_hidden, undecided_notes
from cases.models import CaseNote, NoteRelease
from cases.models.restriction import RESTRICTED
from cases.releasing import end_release, notes_shared_with, release_note
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft
from cs_casework.overview.restriction_forms import LeaveHiddenForm, ReasonForm, ReleaseForm
from cs_casework.overview.restriction_views import open_restrictable, restriction_url
from cs_casework.pages import answer_form, needs, paginate

WAITING = "waiting"


@needs(Permission.RESTRICT)
def restriction_notes(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """The notes on a restricted record that stand on other records too, the newest first, and what these keep of each; or
    those alone on which nobody decided yet, to be left hidden."""
    found = open_restrictable(request, kind, pk, restricted=True)
    user, here = request.user, restriction_url("restriction-notes", kind, pk)
    waiting, is_waiting = undecided_notes(found, user=user), request.GET.get("show") == WAITING
    page = paginate(request, waiting if is_waiting else notes_shared_with(found, user=user))
    undecided = {note.pk for note in page} if is_waiting else set(_ids(waiting.filter(pk__in=[one.pk for one in page])))
    released = {one.note_id: one for one in _releases(request, found).filter(note__in=list(page))}
    number = page.paginator.count if is_waiting else waiting.count()
    label = _("To decide (%(number)s)") % {"number": number}
    return answer_form(
        request,
        LeaveHiddenForm(request.POST if request.method == "POST" else None, notes=list(page) if is_waiting else []),
        _leave_hidden,
        found,
        done=f"{here}?show={WAITING}",
        said=_("The notes stay hidden from the other records."),
        template="overview/restriction_notes.html",
        record=found,
        kind=kind,
        page_of=page,
        is_waiting=is_waiting,
        tabs=[
            {"label": _("All"), "url": here, "current": not is_waiting},
            {"label": label, "url": f"{here}?show={WAITING}", "current": is_waiting},
        ],
        entries=[
            {"note": note, "release": released.get(note.pk), "is_undecided": note.pk in undecided} for note in page
        ],
        back=restriction_url("restriction", kind, pk),
    )


def _ids(found: Any) -> Any:
    return found.order_by().values_list("pk", flat=True)


def _leave_hidden(target: Any, *, by: Any, notes: list[str]) -> Any:
    wanted = CaseNote.objects.visible_to(by).filter(pk__in=notes)
    return leave_hidden(target, by=by, notes=list(wanted))


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
