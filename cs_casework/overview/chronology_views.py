"""The chronology of a child, a family or a context; and chosen lines of it, printed for court."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from contexts.models import Context, ContextLink
from contexts.pages import context_page
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.audit.log import record
from cs_casework.disclosures import Given, Kind, hand_over
from cs_casework.overview.chronology.events import (
    MOST_CHOSEN,
    PER_PAGE,
    Event,
    Scope,
    chosen_events,
    events_of,
    still_there,
)
from cs_casework.overview.chronology.forms import INITIALS, ChronologyFilter, PrintChronologyForm
from cs_casework.overview.chronology.printing import marked, masked
from cs_casework.overview.chronology.sources import SOURCES
from cs_casework.pages import needs, page_number
from cs_casework.printing import can_draw, pdf_response
from families.models import Family, Person
from families.pages import family_page, person_page

KINDS: dict[str, Any] = {"people": Person, "families": Family, "contexts": Context}
PAGES: dict[str, Any] = {"people": person_page, "families": family_page, "contexts": context_page}
PLACES = {"people": "person", "families": "family", "contexts": "context"}


@require_GET
@needs(Permission.VIEW_CASES)
def chronology(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """The events, the latest first, by kind, period and context."""
    about = open_record(request, KINDS[kind], pk=pk)
    scope, form, sources = _asked(request, kind, about)
    page = page_number(request)
    events, has_more = events_of(scope, sources, page=page)
    chosen = set(_chosen(request, kind, about))
    record_listing(request, "chronology.viewed", _shown(kind, about, events))
    return render(
        request,
        "overview/chronology/chronology.html",
        {
            "about": about,
            "kind": kind,
            "page": PAGES[kind](about, request.user, "chronology"),
            "events": [(event, event.key in chosen) for event in events],
            "filter": form,
            "is_filtered": (is_filtered := bool(set(request.GET) - {"page"})),
            "clear_url": request.path if is_filtered else "",
            "number": page,
            "next_number": page + 1 if has_more else None,
            "chosen_total": len(chosen),
            "choose_url": f"{reverse('overview:chronology-choose', args=[kind, about.pk])}?{request.GET.urlencode()}",
        },
    )


@require_POST
@needs(Permission.VIEW_CASES)
def chronology_choose(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """Keep which lines of a page are to be printed: chosen over several pages, for as long as one is signed in. The
    buttons that lead to another page come here too, so that its ticks are not lost."""
    about = open_record(request, KINDS[kind], pk=pk)
    on_page = request.POST.getlist("on_page")[:PER_PAGE]
    ticked = on_page if "_all" in request.POST else request.POST.getlist("line")[:PER_PAGE]
    kept = [] if "_none" in request.POST else [key for key in _kept(request, about) if key not in on_page]
    wanted = [] if "_none" in request.POST else [*kept, *ticked]
    chosen = still_there(Scope(request.user, **{PLACES[kind]: about}), SOURCES.values(), wanted)
    address, anchor = request.GET.copy(), ""
    if len(chosen) > MOST_CHOSEN:
        told = {"most": MOST_CHOSEN, "number": len(chosen)}
        messages.error(
            request,
            _(
                "No more than %(most)s lines can be printed at once, and this would make %(number)s. What you ticked or "
                "unticked on this page is not kept. Print those chosen so far, or untick some."
            )
            % told,
        )
    else:
        request.session[_session_key(about)] = chosen
        if "_print" in request.POST:
            if chosen:
                return redirect("overview:chronology-print", kind, about.pk)
            messages.error(request, _("No line is ticked. Tick those that belong into it, then print."))
        elif page := request.POST.get("_page"):
            address["page"] = page
        else:
            anchor = "#lines"
    return HttpResponseRedirect(
        f"{reverse('overview:chronology', args=[kind, about.pk])}?{address.urlencode()}{anchor}"
    )


@needs(Permission.VIEW_CASES)
@signed_in_lately
def chronology_print(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """The chosen lines, the earliest first: to be read through with what becomes an initial, and then as a file to save.

    The paper itself says that it is a choice, and that what is restricted from whoever printed it is not in it: a court
    must not take it for all that is known. It is said on every one, so it tells nothing of whether there is any.
    """
    about = open_record(request, KINDS[kind], pk=pk)
    scope = Scope(request.user, **{PLACES[kind]: about})
    events = chosen_events(scope, SOURCES.values(), _kept(request, about))
    form = PrintChronologyForm(request.POST or None)
    page: dict[str, Any] = {
        "about": about,
        "kind": kind,
        "page": PAGES[kind](about, request.user, "chronology"),
        "events": events,
        "form": form,
        "can_draw": can_draw(),
        "back": reverse("overview:chronology", args=[kind, about.pk]),
    }
    if request.method == "POST" and form.is_valid() and events:
        purpose, others = form.cleaned_data["purpose"], form.cleaned_data["others"]
        printed = masked(events, scope) if others == INITIALS else events
        record(
            by=request.user,
            action="chronology.printed",
            target=about,
            reason=purpose,
            shown=_shown(kind, about, events),
        )
        paper = {
            "title": _("Chronology"),
            "about": about,
            "reference": about.reference,
            "purpose": purpose,
            "is_masked": others == INITIALS,
            "events": printed,
            "is_draft": False,
        }
        page["page"].warnings = []  # what staff have to know is for staff

        def make(given: Given) -> HttpResponse:
            made = paper | given.on_paper
            if can_draw():
                return pdf_response("overview/chronology/paper.html", made, name=f"{about.reference}-chronology")
            return render(request, "overview/chronology/printed.html", page | made)

        said = {"recipient": purpose, "basis": form.cleaned_data["basis"]}
        return hand_over(request.user, Kind.CHRONOLOGY, make, said, target=about, people=_shown(kind, about, events))
    page["lines"], page["has_names"] = marked(events, scope, about) if events else ([], False)
    return render(request, "overview/chronology/print.html", page)


def _asked(request: StaffRequest, kind: str, about: Any) -> tuple[Scope, ChronologyFilter, list[Any]]:
    """What part of it is asked for; a filter that says nothing readable asks for everything."""
    contexts = None
    if kind == "people":
        links = ContextLink.objects.visible_to(request.user).filter(child=about).order_by().values("context")
        contexts = Context.objects.visible_to(request.user).standing().filter(pk__in=links).order_by("name")
    form = ChronologyFilter(request.GET or None, contexts=contexts)
    scope = Scope(request.user, **{PLACES[kind]: about})
    sources = list(SOURCES.values())
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        scope = replace(scope, since=asked["since"], until=asked["until"], at=asked.get("context"))
        sources = [source for source in sources if source.name in asked["kind"]] or sources
    return scope, form, sources


def _session_key(about: Any) -> str:
    return f"chronology:{about.pk}"


def _kept(request: StaffRequest, about: Any) -> list[str]:
    """What was chosen on other pages, and before."""
    found: list[str] = request.session.get(_session_key(about), [])
    return found


def _chosen(request: StaffRequest, kind: str, about: Any) -> list[str]:
    """The same, without what has gone or may no longer be seen."""
    return still_there(Scope(request.user, **{PLACES[kind]: about}), SOURCES.values(), _kept(request, about))


def _shown(kind: str, about: Any, events: list[Event]) -> set[UUID]:
    found = {pk for event in events for pk in event.shown}
    return found | {about.pk} if kind == "people" else found
