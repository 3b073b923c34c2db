from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.links.asking import links_named, links_named_in_episode, links_named_in_factor, links_named_in_incident
from cases.models import CaseNote, ExtraFamilialFactor, Incident, MissingEpisode
from contexts.models import ContextLink
from contexts.reviewing import renew_links
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import needs


@needs(Permission.EDIT_CONTEXTS)
def note_review(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Whether the links between the children and the contexts that a note names are still true: `link` for one of them,
    nothing for all."""
    note = open_record(request, CaseNote, pk=pk)
    return _review(
        request,
        note,
        links_named(note.pk, request.user),
        here="cases:note-review",
        reason=_("A case note named the child and the context"),
        intro=_("Your note “%(title)s” names a child and a context that are linked.") % {"title": note.title},
        later=_("Answer later: it is asked on the note"),
        done=_("Go to the note"),
    )


@needs(Permission.EDIT_CONTEXTS)
def incident_review(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same of the children in an incident and the context where it happened."""
    incident = open_record(request, Incident, pk=pk)
    return _review(
        request,
        incident,
        links_named_in_incident(incident.pk, request.user),
        here="cases:incident-review",
        reason=_("An incident named the child and the context"),
        intro=_("This incident names a child and a context that are linked."),
        later=_("Answer later: it is asked on the incident"),
        done=_("Go to the incident"),
    )


@needs(Permission.EDIT_CONTEXTS)
def factor_review(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same of the children a factor is about and the context it names."""
    factor = open_record(request, ExtraFamilialFactor, pk=pk)
    return _review(
        request,
        factor,
        links_named_in_factor(factor.pk, request.user),
        here="cases:factor-review",
        reason=_("A factor outside the family named the child and the context"),
        intro=_("This factor names a child and a context that are linked."),
        later=_("Answer later: it is asked on the factor"),
        done=_("Go to the factor"),
    )


@needs(Permission.EDIT_CONTEXTS)
def episode_review(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same of a child who was missing and the context where they were found."""
    episode = open_record(request, MissingEpisode, pk=pk)
    return _review(
        request,
        episode,
        links_named_in_episode(episode.pk, request.user),
        here="cases:episode-review",
        reason=_("A missing episode named the child and the context"),
        intro=_("This missing episode names a child and a context that are linked."),
        later=_("Answer later: it is asked on the episode"),
        done=_("Go to the episode"),
    )


def _review(
    request: StaffRequest, named_in: Any, asked: list[ContextLink], *, here: str, reason: str, **words: str
) -> HttpResponse:
    if request.method == "POST":
        one = request.POST.get("link")
        chosen = [link for link in asked if str(link.pk) == one] if one else asked
        try:
            done = renew_links(chosen, by=request.user, reason=reason)
            said = ngettext("Recorded of %(n)s link: still true.", "Recorded of %(n)s links: still true.", done)
            messages.success(request, said % {"n": done})
        except ValidationError:
            messages.warning(request, _("Somebody has answered for this meanwhile."))
        return redirect(here, named_in.pk) if len(asked) > len(chosen) else redirect(named_in)
    context = {"asked": asked, "back": named_in.get_absolute_url(), "answer_url": reverse(here, args=[named_in.pk])}
    return render(request, "cases/still_true_ask.html", context | words)
