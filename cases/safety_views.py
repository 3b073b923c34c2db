import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Case, IntegerField, Q, When
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases import safety_maps
from cases.changed_since import Beside, beside, is_refused, version_sent
from cases.models import LinkProposal, SafetyMap
from cases.safety_forms import Offered, PoolingForm, WholeMapForm, WithdrawMapForm
from cases.safety_maps import MOST_ADULTS, MOST_FEATURES
from cases.safety_pooled import pooled_at
from cases.safety_told import adult_in_words, feature_in_words, map_for, rows_over_time
from cases.wording import blaming_phrases
from contexts.codes import LinkRole
from contexts.mapping import places
from contexts.models import Area, Context, ContextLink
from contexts.pages import context_page
from contexts.views import find_contexts, uuid_or_none
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.log import record
from cs_casework.disclosures import Given, Kind, give
from cs_casework.drafts.forms import FormDraft
from cs_casework.pages import answer_form, attempt, needs, paginate
from cs_casework.printing import can_draw, pdf_response
from cs_casework.searches import sought
from cs_casework.small_numbers import SMALL
from cs_casework.versions import show_versions
from families.models import FamilyMembership, Person, Relationship
from families.pages import person_page
from families.people_views import to_change

MAPS_PER_PAGE = 10
# So many contexts that are known and were found, and so many people, are offered to choose from.
MOST_OFFERED, MOST_PEOPLE = 10, 30
MAPS = SafetyMap.objects.select_related("child")
# A button of the form that adds an empty row: the rows, and how many there can be.
MORE = {"_more_place": ("place", MOST_FEATURES), "_more_adult": ("adult", MOST_ADULTS)}
STAYS = {"_stay", "_find", *MORE}


# --- Lists -----------------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def person_safety_maps(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The safety maps of a child, the one drawn last first, each as a list."""
    child = open_record(request, Person, pk=pk)
    user = request.user
    maps = SafetyMap.objects.visible_to(user).of_child(child).whole(user).newest_first()
    page = {
        "child": child,
        "page": person_page(child, user, "safety"),
        "page_of": paginate(request, maps, MAPS_PER_PAGE),
        "may_record": user.may(Permission.WRITE_NOTES) and not child.merged_into_id,
    }
    return render(request, "cases/person_safety_maps.html", page)


@require_GET
@needs(Permission.VIEW_CONTEXTS)
def context_safety_maps(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What young people told of this place on maps that they agreed to have counted: the same for every reader."""
    context = open_record(request, Context, pk=pk)
    page = {
        "context": context,
        "page": context_page(context, request.user, "safety"),
        "pooled": pooled_at(context),
        "floor": SMALL,
    }
    return render(request, "cases/context_safety_maps.html", page)


# --- Drawing and changing one ----------------------------------------------------------------------------------------
@needs(Permission.WRITE_NOTES)
def safety_map_create(request: StaffRequest, pk: UUID) -> HttpResponse:
    child = open_record(request, to_change(request), pk=pk)
    draft = FormDraft(request, "cases.safety_map", f"child:{child.pk}")
    typed = _with_more(request, draft.typed)
    form = WholeMapForm(typed, _offered(request, child, typed), initial={"drawn_with": request.user.name})
    return _answer(
        request,
        form,
        draft,
        partial(safety_maps.draw_map, child),
        said=_("The safety map has been recorded."),
        heading=_("Draw a safety map"),
        submit=_("Record the map"),
        back=reverse("cases:person-safety-maps", args=[child.pk]),
        page=person_page(child, request.user, "safety"),
    )


@needs(Permission.WRITE_NOTES)
def safety_map_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    # Counted with what is read, so that a change made between the two is not taken for read.
    maps = SafetyMap.objects.whole(request.user).with_versions()
    standing = maps.filter(withdrawn_on=None) if request.method == "GET" else maps
    safety_map: Any = open_record(request, standing, pk=pk)
    draft = FormDraft(request, "cases.safety_map_change", f"map:{safety_map.pk}")
    typed = _with_more(request, draft.typed)
    form = _change_form(request, safety_map, typed)
    read = version_sent(typed) if typed is not None else safety_map.version_count
    return _answer(
        request,
        form,
        draft,
        partial(safety_maps.change_map, safety_map, read_version=read),
        said=_("The map has been changed. The version before stays readable."),
        version=read,
        as_it_stands=partial(_beside, request, safety_map.pk, form),
        heading=_("Change this safety map"),
        submit=_("Record the new version"),
        back=safety_map.get_absolute_url(),
        page=person_page(safety_map.child, request.user, "safety"),
    )


def _change_form(request: StaffRequest, safety_map: Any, typed: Any) -> WholeMapForm:
    """The form about a map: filled with what was typed, or with the map as it stands."""
    initial = {name: getattr(safety_map, name) for name in ("drawn_on", "drawn_with", "said")}
    offered = _offered(request, safety_map.child, typed, stands=safety_map)
    return WholeMapForm(typed, offered, stands=safety_map, initial=initial)


def _beside(request: StaffRequest, pk: UUID, own: WholeMapForm) -> Beside | None:
    """The map as somebody else has left it meanwhile; nothing for who may read it no longer."""
    found = SafetyMap.objects.visible_to(request.user).whole(request.user).filter(pk=pk).first()
    if found is None:
        return None
    safety_map: Any = found
    said = own.said
    more = [
        {
            "label": label,
            "theirs": "; ".join(map(in_words, theirs)),
            "own": "; ".join(map(in_words, said[name])),
        }
        for label, name, in_words, theirs in (
            (_("Places and ways"), "features", feature_in_words, safety_map.drawn),
            (_("Adults they trust"), "adults", adult_in_words, safety_map.trusted),
        )
    ]
    return beside(safety_map, own.form, _change_form(request, safety_map, None).form, leave=("reason",), more=more)


def _offered(request: StaffRequest, child: Person, typed: Any, stands: Any = None) -> Offered:
    """What can be named: what is chosen already, where the child is linked, and what was found just now. Who is alleged
    to have harmed there is for fewer to know. Of people, those in the child's life."""
    user = request.user
    standing = Context.objects.visible_to(user).standing().select_related("category")
    drawn, trusted = (stands.drawn, stands.trusted) if stands else ((), ())
    keys = {row.context_id for row in drawn} | {uuid_or_none(text) for text in _typed(typed, "place", "context")}
    links = ContextLink.objects.visible_to(user).current().exclude(role=LinkRole.ALLEGED_HARM)
    linked = standing.filter(pk__in=links.filter(child=child).order_by().values("context"))
    text = _finder(request)
    found = list(find_contexts(request, text)[:MOST_OFFERED]) if text else []
    chosen = standing.in_bulk([key for key in keys if key])
    contexts = [*chosen.values(), *linked.order_by("name", "pk")[:MOST_OFFERED], *found]
    kept = {row.person_id for row in trusted} | {uuid_or_none(text) for text in _typed(typed, "adult", "person")}
    families = FamilyMembership.objects.visible_to(user).current().filter(person=child).order_by().values("family")
    members = FamilyMembership.objects.visible_to(user).current().filter(family__in=families).order_by()
    ties = Relationship.objects.visible_to(user).filter(Q(person=child) | Q(other=child), to_on=None).order_by()
    around = Q(pk__in=members.values("person")) | Q(pk__in=ties.values("person")) | Q(pk__in=ties.values("other"))
    people = Person.objects.visible_to(user).standing().exclude(pk=child.pk)
    # Who is chosen comes first: with many around the child they would be cut off, and saved as nobody.
    chosen_first = Case(When(pk__in=[key for key in kept if key], then=0), default=1, output_field=IntegerField())
    people = people.filter(around | Q(pk__in=[key for key in kept if key])).order_by(chosen_first, "display_name", "pk")
    return Offered(dict.fromkeys(contexts), people[:MOST_PEOPLE])


def _typed(typed: Any, prefix: str, name: str) -> list[str]:
    """What was typed into one field of each row."""
    if typed is None:
        return []
    return [typed.get(key, "") for key in typed if key.startswith(f"{prefix}-") and key.endswith(f"-{name}")]


def _finder(request: StaffRequest) -> str:
    """What was typed into the finder, where a button was pressed that looks for it."""
    asked = request.method == "POST" and {"_find", "_stay"} & set(request.POST)
    return sought(request.POST, "_finder") if asked else ""


def _with_more(request: StaffRequest, typed: Any) -> Any:
    """What was typed, with an empty row more where a button asked for one."""
    asked = next((more for name, more in MORE.items() if name in request.POST), None)
    if asked is None or typed is None:
        return typed
    prefix, most = asked
    typed, name = typed.copy(), f"{prefix}-TOTAL_FORMS"
    text = typed.get(name, "")
    rows = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
    typed[name] = str(min(rows + 1, most))
    return typed


def _answer(
    request: StaffRequest,
    form: WholeMapForm,
    draft: FormDraft,
    change: Callable[..., SafetyMap],
    *,
    said: str,
    version: int | None = None,
    as_it_stands: Callable[[], Beside | None] | None = None,
    **page: Any,
) -> HttpResponse:
    """Answer a form that every button of it keeps, with and without JavaScript."""
    context = page | {"whole": form, "draft": draft, "version": version}
    context |= {"most_features": MOST_FEATURES, "most_adults": MOST_ADULTS}
    context |= _ground(request.user) | {"landmarks": _landmarks(form.offered.named, request.user)}
    if request.method == "POST":
        if "_save" in request.POST:
            draft.save(title=str(page["heading"]))
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect("overview:home")
        if STAYS & set(request.POST):
            rows = {"place-TOTAL_FORMS": form.features, "adult-TOTAL_FORMS": form.adults}
            draft.save(title=str(page["heading"]), **{name: [str(len(of.forms))] for name, of in rows.items()})
            form.unchecked()
            if "_find" in request.POST or ("_stay" in request.POST and sought(request.POST, "_finder")):
                text = sought(request.POST, "_finder")
                context |= {"finder": text, "nothing_typed": not text}
                context["searched"] = text and find_contexts(request, text).exists()
        elif form.is_valid():
            if "_prompted" not in request.POST and (blaming := blaming_phrases(form.texts)):
                return render(request, "cases/safety_map_form.html", context | {"blaming": blaming})
            made = attempt(form.form, draft.submit, lambda: change(by=request.user, **form.said).pk)
            if made:
                messages.success(request, said)
                return redirect(f"{reverse('cases:safety-map-detail', args=[made])}#main-content")
            if is_refused(form.form) and as_it_stands and (stands := as_it_stands()):
                context |= {"beside": stands, "version": stands.version}
    elif draft.draft:
        form.unchecked()
    return render(request, "cases/safety_map_form.html", context)


def _ground(user: User) -> dict[str, Any]:
    """What lies under a map: the council's areas, and pictures of the ground where it has set from where."""
    areas = Area.objects.visible_to(user).standing().values_list("outline", flat=True)
    return {
        "areas": json.dumps(list(areas)),
        "tile_url": settings.MAP_TILE_URL,
        "attribution": settings.MAP_ATTRIBUTION,
    }


def _points_of(contexts: Iterable[Context], user: User) -> dict[UUID, list[float]]:
    """Where these contexts are, of those that may stand on a map: homes, refuges and groups of people never do."""
    placed = places(user).filter(pk__in=[context.pk for context in contexts]).order_by()
    found = placed.values_list("pk", "placed__latitude", "placed__longitude")
    return {pk: [latitude, longitude] for pk, latitude, longitude in found}


def _landmarks(contexts: Iterable[Context], user: User) -> str:
    """Contexts by which one finds one's way, as the script of the map takes them."""
    contexts = list(contexts)
    points = _points_of(contexts, user)
    return json.dumps([{"name": one.name, "at": points[one.pk]} for one in contexts if one.pk in points])


# --- One map ---------------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.VIEW_CASES)
def safety_map_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One map whole, drawn and as a list, the links that it proposes, and every version of it."""
    user = request.user
    safety_map: Any = open_record(request, SafetyMap.objects.whole(user), pk=pk)
    proposals = LinkProposal.objects.visible_to(user).waiting().filter(on_map__safety_map=safety_map).with_sources()
    return show_versions(
        request,
        safety_map,
        person_page(safety_map.child, user, "safety"),
        template="cases/safety_map_detail.html",
        rows=rows_over_time(safety_map),
        safety_map=safety_map,
        proposals=proposals,
        write=user.may(Permission.WRITE_NOTES) and safety_map.withdrawn_on is None,
        shapes=_shapes(safety_map.drawn, user),
        landmarks="[]",
        **_ground(user),
    )


def _shapes(drawn: Any, user: User) -> str:
    """What is drawn, as the script of the map takes it: where somebody drew it, or where the context is that is named."""
    points = _points_of([row.context for row in drawn if row.context], user)
    shapes = []
    for row in drawn:
        at = row.points or ([points[row.context_id]] if row.context_id in points else None)
        if at:
            shapes.append({"name": row.name, "colour": row.colour, "shape": row.shape, "points": at})
    return json.dumps(shapes) if shapes else ""


@needs(Permission.WRITE_NOTES)
def safety_map_pooling(request: StaffRequest, pk: UUID) -> HttpResponse:
    """That they were asked once more, or take back what they agreed to."""
    standing = MAPS.filter(withdrawn_on=None) if request.method == "GET" else MAPS
    safety_map = open_record(request, standing, pk=pk)
    return answer_form(
        request,
        PoolingForm(request.POST or None, agrees=safety_map.agrees, initial={"answered_on": timezone.localdate()}),
        safety_maps.answer_pooling,
        safety_map,
        done=safety_map,
        said=_("Recorded. It holds from this moment."),
        heading=_("May it be counted with what others said?"),
        intro=_(
            "Ask them, and say why: nobody is told who said it, and it is counted only together with at least four others. "
            "They can say no, and can take it back at any time."
        ),
        submit=_("Record the answer"),
        back=safety_map.get_absolute_url(),
        page=person_page(safety_map.child, request.user, "safety"),
    )


@needs(Permission.WRITE_NOTES)
def safety_map_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    standing = MAPS.filter(withdrawn_on=None) if request.method == "GET" else MAPS
    safety_map = open_record(request, standing, pk=pk)
    return answer_form(
        request,
        WithdrawMapForm(request.POST or None),
        safety_maps.withdraw_map,
        safety_map,
        done=safety_map,
        said=_("Recorded. It counts no more, and stays readable."),
        heading=_("Was this map recorded in error?"),
        intro=_("It is another child’s, or nobody drew it. What was put down wrongly is changed instead."),
        submit=_("Yes, it was an error"),
        back=safety_map.get_absolute_url(),
        page=person_page(safety_map.child, request.user, "safety"),
    )


@needs(Permission.VIEW_CASES)
def safety_map_print(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The map in plain words, to be given to the young person who drew it: read through first, then given to somebody."""
    safety_map: Any = open_record(request, SafetyMap.objects.whole(request.user), pk=pk)
    record_page = person_page(safety_map.child, request.user, "safety")
    # It is printed and handed over: what staff have to know is for staff.
    record_page.warnings = []
    plain, passages = map_for(safety_map, request.user)
    page = {
        "safety_map": safety_map,
        "page": record_page,
        "plain": plain,
        "passages": passages,
        "title": _("My safety map"),
        "reference": safety_map.child.reference,
        "is_draft": False,
        "given": "",
    }
    if request.method == "GET" and "give" not in request.GET:
        return render(request, "cases/safety_map_plain.html", page)
    people = {safety_map.child_id, *(row.person_id for row in safety_map.trusted if row.person_id)}

    def make(given: Given) -> HttpResponse:
        record(by=request.user, action="safety_map.printed", target=safety_map, shown=people)
        paper = page | given.on_paper
        if can_draw():
            return pdf_response("cases/safety_map_paper.html", paper, name=f"{page['reference']}-safety-map")
        return render(request, "cases/safety_map_plain.html", paper)

    return give(
        request,
        Kind.SAFETY_MAP,
        make,
        target=safety_map,
        people=people,
        heading=_("Give out “My safety map”"),
        back=request.path,
        page=record_page,
    )
