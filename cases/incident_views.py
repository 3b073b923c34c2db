from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.actions import actions_about
from cases.changed_since import Beside, beside, is_refused, version_sent
from cases.choosing import find_children_and_contexts, keyed, resolve
from cases.incident_forms import ChangeIncidentForm, IncidentForm
from cases.incidents import MOST_CHILDREN, change_incident, record_incident
from cases.links.asking import links_named_in_incident
from cases.models import Case, CaseChild, Incident, IncidentChild
from cases.wording import blaming_phrases
from contexts.models import Context
from contexts.pages import context_page
from contexts.views import uuid_or_none
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.pages import RecordPage, attempt, needs, paginate
from cs_casework.reference.harms import harms_over_time
from cs_casework.searches import sought
from cs_casework.versions import show_versions
from families.models import Family, FamilyMembership, Person
from families.pages import family_page, person_page

INCIDENTS_PER_PAGE = 20
# More than may be in one, so that too many are refused in words and none is dropped unsaid.
MOST_KEYS = 2 * MOST_CHILDREN
INCIDENTS_OF = {
    "child": "cases:person-incidents",
    "family": "cases:family-incidents",
    "context": "cases:context-incidents",
    "case": "cases:case-detail",
}


# --- Incidents on a record -----------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def person_incidents(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, Person, pk=pk)
    found = Incident.objects.visible_to(request.user).of_child(person)
    return _incidents_on(request, found, person_page(person, request.user, "incidents"), about=f"child:{pk}")


@require_GET
@needs(Permission.VIEW_CASES)
def family_incidents(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The incidents of those who belong to the family now."""
    family = open_record(request, Family, pk=pk)
    found = Incident.objects.visible_to(request.user).of_family(family, request.user)
    return _incidents_on(request, found, family_page(family, request.user, "incidents"), about=f"family:{pk}")


@require_GET
@needs(Permission.VIEW_CASES)
def context_incidents(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The incidents at a context, how many there were, and what went on meanwhile: as far as this reader may see."""
    context = open_record(request, Context, pk=pk)
    found = Incident.objects.visible_to(request.user).filter(context=context)
    page = context_page(context, request.user, "incidents")
    return _incidents_on(request, found, page, about=f"context:{pk}", chart=found.drawn_at(context, request.user))


def _incidents_on(request: StaffRequest, found: Any, page: RecordPage, *, about: str, **context: Any) -> HttpResponse:
    """Newest first, each whole."""
    shown = paginate(request, found.newest_first().with_rows().with_versions(), INCIDENTS_PER_PAGE)
    people = {child.pk for incident in shown for child, _rows in incident.parts}
    record_listing(request, "incidents.read", sorted(people))
    return render(request, "cases/incident_list.html", {"page": page, "page_of": shown, "about": about} | context)


# --- Recording one, and changing one -------------------------------------------------------------------------------
@needs(Permission.WRITE_NOTES)
def incident_create(request: StaffRequest) -> HttpResponse:
    """One form for one incident of several children: `?about=` holds the record it was begun from. A child or a context
    is on it already; the children of a family or of a case are offered, to be ticked."""
    about = request.GET.get("about", "")
    draft = FormDraft(request, "cases.incident", about)
    begun, offered = _begun_from(about, request.user)
    keys = _keys(request, draft, begun)
    subjects = _one_place(resolve(keys, request.user, MOST_KEYS))
    form = IncidentForm(draft.typed, subjects=subjects, user=request.user)
    column, _colon, text = about.partition(":")
    back = reverse(INCIDENTS_OF[column], args=[text]) if begun or offered else reverse("overview:home")
    return _answer(
        request,
        form,
        draft,
        subjects,
        lambda: record_incident(by=request.user, **form.written),
        heading=_("Record an incident"),
        submit=_("Record the incident"),
        back=back,
        offered=[] if subjects else offered,
        said=_("The incident stands on the record of every child and context in it."),
    )


@needs(Permission.WRITE_NOTES)
def incident_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = Incident.objects.visible_to(request.user).with_rows().with_versions()
    incident: Any = open_record(request, found, pk=pk)
    draft = FormDraft(request, "cases.incident", f"incident:{pk}")
    now = [*(child for child, _rows in incident.parts), *([incident.context] if incident.context else [])]
    keys = _keys(request, draft, [key for key, _subject in keyed(now)])
    subjects = _one_place(resolve(keys, request.user, MOST_KEYS))
    read = version_sent(draft.typed) if draft.typed is not None else incident.version_count
    form = ChangeIncidentForm(draft.typed, incident=incident, subjects=subjects, user=request.user)
    return _answer(
        request,
        form,
        draft,
        subjects,
        lambda: change_incident(incident, by=request.user, read_version=read, **form.written),
        heading=_("Change this incident"),
        submit=_("Record the new version"),
        back=incident.get_absolute_url(),
        version=read,
        as_it_stands=lambda: _beside(request, pk, form),
        said=_("The incident has been changed. The earlier version stays readable."),
    )


def _answer(
    request: StaffRequest,
    form: IncidentForm,
    draft: FormDraft,
    subjects: list[Any],
    change: Callable[[], Incident],
    *,
    said: str,
    back: str,
    offered: list[Any] | None = None,
    version: int | None = None,
    as_it_stands: Callable[[], Beside | None] | None = None,
    **words: Any,
) -> HttpResponse:
    """Every button of the page keeps what was typed, with and without JavaScript. `version` is the one that was read;
    `as_it_stands` lays beside what is typed what somebody else has written meanwhile."""
    context = {"form": form, "draft": draft, "subjects": keyed(subjects), "back": back, "offered": offered} | words
    context["version"] = version
    if request.method == "POST":
        keys = [key for key, _subject in keyed(subjects)]
        title = request.POST.get("what", "")[:80]
        if "_save" in request.POST:
            draft.save(title=title, subject=keys)
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect("overview:home")
        if {"_find", "_add", "_remove", "_stay"} & set(request.POST):
            draft.save(title=title, subject=keys)
            unchecked(form)
            # Enter in the finder sends the first button of the form, `_stay`, and means to find.
            if "_find" in request.POST or ("_stay" in request.POST and sought(request.POST, "_finder")):
                context |= find_children_and_contexts(request, keys)
            return render(request, "cases/incident_form.html", context)
        if form.is_valid():
            if "_prompted" not in request.POST and (blaming := blaming_phrases([form.cleaned_data["what"]])):
                return render(request, "cases/incident_form.html", context | {"blaming": blaming})
            if made := attempt(form, draft.submit, lambda: change().pk):
                messages.success(request, said)
                return _go_on(request, made, back)
            # Who is told that somebody else has changed it sends theirs again, knowing of it.
            if is_refused(form) and as_it_stands and (stands := as_it_stands()):
                context |= {"beside": stands, "version": stands.version}
    elif draft.draft:
        unchecked(form)
    return render(request, "cases/incident_form.html", context)


def _beside(request: StaffRequest, pk: UUID, own: IncidentForm) -> Beside | None:
    """The incident as somebody else has left it meanwhile, beside what is typed; nothing for who may read it no longer."""
    incident: Any = Incident.objects.visible_to(request.user).with_rows().filter(pk=pk).first()
    if incident is None:
        return None
    in_it = [child for child, _rows in incident.parts]
    place = [incident.context] if incident.context else []
    theirs = ChangeIncidentForm(None, incident=incident, subjects=[*in_it, *place], user=request.user)
    chosen = [
        {"label": label, "theirs": words(theirs), "own": words(own)}
        for label, words in ((_("Where it was"), _where), (_("Children in it"), _who))
    ]
    return beside(incident, own, theirs, leave=("reason",), more=chosen)


def _where(form: IncidentForm) -> str:
    return str(form.context or _("Not known"))


def _who(form: IncidentForm) -> str:
    return "\n".join(sorted(str(child) for child in form.children)) or _("Not known")


def _go_on(request: StaffRequest, made: UUID, back: str) -> HttpResponse:
    """To what is asked about links, else to the incident, if whoever wrote it may read it."""
    if links_named_in_incident(made, request.user):
        return redirect("cases:incident-review", made)
    if incident := Incident.objects.visible_to(request.user).filter(pk=made).first():
        return redirect(incident)
    messages.info(
        request,
        _(
            "It says that a child harmed others, so you cannot read it here: managers, duty teams and those who work with "
            "a child in it or in that context can."
        ),
    )
    return redirect(back)


def _keys(request: StaffRequest, draft: FormDraft, begun: list[str]) -> list[str]:
    """What the incident is about, as chosen so far."""
    keys: list[str] = draft.typed.getlist("subject") if draft.typed is not None else begun
    if request.method == "POST":
        # A context that is chosen now takes the place of the one before.
        keys = [*request.POST.getlist("place"), *keys, *request.POST.getlist("add")]
        keys = [key for key in keys if key != request.POST.get("_remove")]
    return keys


def _one_place(subjects: list[Any]) -> list[Any]:
    """The children, and one context at most: an incident happens in one place."""
    children = [subject for subject in subjects if isinstance(subject, Person)]
    return [*children, *[subject for subject in subjects if isinstance(subject, Context)][:1]]


def _begun_from(about: str, user: User) -> tuple[list[str], list[tuple[str, Any]]]:
    """What is chosen already where a form is begun on this record, and what is offered."""
    column, _colon, text = about.partition(":")
    pk = uuid_or_none(text)
    if column in ("child", "context"):
        return ([about] if resolve([about], user) else []), []
    if column == "family" and pk:
        members = FamilyMembership.objects.visible_to(user).current().filter(family=pk)
        return [], _children(members.order_by().values("person"), user)
    if column == "case" and pk:
        case = Case.objects.visible_to(user).filter(pk=pk).first()
        if case and case.context_id:
            return [f"context:{case.context_id}"], []
        periods = CaseChild.objects.visible_to(user).open().filter(case=case)
        return [], _children(periods.order_by().values("child"), user)
    return [], []


def _children(people: Any, user: User) -> list[tuple[str, Any]]:
    found = Person.objects.visible_to(user).standing().filter(pk__in=people).counted_as_children(user)
    return keyed(found.order_by("birth_on", "display_name"))


# --- One incident --------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def incident_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One incident, who was in it, and every version of it."""
    incident = open_record(request, Incident.objects.visible_to(request.user).with_rows(), pk=pk)
    rows = IncidentChild.objects.visible_to(request.user).filter(incident=incident, child__merged_into=None)
    taken_out = rows.filter(withdrawn_on__isnull=False).select_related("child").order_by("-withdrawn_on", "pk")
    page = RecordPage(title=str(incident), kind=_("Incident"), url=incident.get_absolute_url())
    told: dict[str, Any] = {
        "incident": incident,
        "taken_out": taken_out,
        "asked": links_named_in_incident(incident.pk, request.user),
        **actions_about(incident, request.user),
    }
    told |= {"rows": harms_over_time(incident)}
    return show_versions(request, incident, page, template="cases/incident_detail.html", **told)
