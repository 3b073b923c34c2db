"""What is asked of a child, a family or a context that is no record of its own: who is linked, which plans reach them, what
happened when; and the search. Read by the same functions as the pages, in as many statements."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.urls import URLPattern, path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.links.asked import Asked
from cases.links.of_child import APART, LINKED, shared_contexts
from cases.links.of_context import ADULTS, CHILDREN, linked_children
from cases.models import CaseChild
from contexts.codes import Kind, LinkRole, Reliability
from contexts.models import Context, ContextLink
from cs_casework.access import open_record, record_listing, require
from cs_casework.accounts.models import Permission
from cs_casework.api.days import EARLIEST, LATEST
from cs_casework.api.describing import ALWAYS, refusals
from cs_casework.api.problems import Problem, of_parameter
from cs_casework.api.told import (
    CHRONOLOGY,
    ContextTold,
    HitTold,
    LinkedChild,
    LinkedHere,
    LinkTold,
    PlanReaching,
    RestrictedTold,
    page_of,
)
from cs_casework.overview.chronology.events import Event, Scope, events_of
from cs_casework.overview.chronology.sources import SOURCES
from cs_casework.overview.restricted import restricted_records, reviews_all
from cs_casework.overview.searching.everything import KINDS, LAST_PAGE, search_everything, search_kind
from cs_casework.searches import LONGEST
from families.models import Family, Person
from plans.affecting import affecting_whom

PER_PAGE = 25
MOST_PAGES = 1000


# --- What the address asks for ---------------------------------------------------------------------------------------
class Parameters(serializers.Serializer):
    """What stands in the query of an address: whatever is not offered is refused by name."""

    page = serializers.IntegerField(min_value=1, max_value=MOST_PAGES, default=1)

    def to_internal_value(self, data: Any) -> Any:
        if unknown := sorted(set(data) - set(self.fields)):
            raise serializers.ValidationError({name: ["There is no such filter."] for name in unknown})
        return super().to_internal_value(data)

    @classmethod
    def of(cls, request: Any) -> dict[str, Any]:
        asked = cls(data=request.query_params.dict())
        if not asked.is_valid():
            found = [of_parameter(name, words) for name, said in asked.errors.items() for words in said]
            raise Problem(400, "What the address asks for is not as described.", errors=found)
        return dict(asked.validated_data)


def day(**kwargs: Any) -> serializers.DateField:
    return serializers.DateField(required=False, **kwargs)


def within(found: datetime.date | None, name: str) -> datetime.date | None:
    if found is not None and not EARLIEST <= found <= LATEST:
        words = "This is no day that a record could be about."
        raise Problem(400, "What the address asks for is not as described.", errors=[of_parameter(name, words)])
    return found


class LinkQuestion(Parameters):
    on = day(help_text="As the links stood on this day.")
    months = serializers.IntegerField(
        min_value=0, max_value=24, default=0, help_text="Also those ended in so many months."
    )
    kind = serializers.ChoiceField(choices=Kind.choices, required=False, help_text="Kind of context.")
    role = serializers.ChoiceField(choices=LinkRole.choices, required=False, help_text="One of the two holds it there.")
    reliability = serializers.ChoiceField(
        choices=Reliability.choices, required=False, help_text="At least this reliable."
    )

    @classmethod
    def asked(cls, request: Any) -> tuple[Asked, dict[str, Any]]:
        said = cls.of(request)
        names = ("months", "kind", "role", "reliability", "least")
        return Asked(on=within(said.get("on"), "on"), **{name: said[name] for name in names if name in said}), said


class ChildQuestion(LinkQuestion):
    least = serializers.IntegerField(
        min_value=1, max_value=20, default=1, help_text="So many contexts shared at least."
    )
    part = serializers.ChoiceField(choices=[LINKED, *APART], default=LINKED, help_text="Who is asked for.")


class ContextQuestion(LinkQuestion):
    role = None
    part = serializers.ChoiceField(choices=[CHILDREN, ADULTS], default=CHILDREN, help_text="Who is asked for.")


class ChronologyQuestion(Parameters):
    since = day()
    until = day()
    kind = serializers.ChoiceField(
        choices=[(name, name) for name in SOURCES], required=False, help_text="Events of one kind."
    )


class SearchQuestion(Parameters):
    q = serializers.CharField(max_length=LONGEST, help_text="What is looked for: a name, a reference, words.")
    kind = serializers.ChoiceField(
        choices=[(name, name) for name in KINDS], required=False, help_text="One kind, in pages."
    )


class RestrictedQuestion(Parameters):
    show = serializers.ChoiceField(choices=["due", "lifting"], required=False, help_text="Of which something is due.")


def paged(results: list[Any], page: int, *, has_next: bool, count: int | None = None) -> Response:
    return Response({"page": page, "has_next": has_next, "count": count, "results": results})


def link_told(link: ContextLink) -> dict[str, Any]:
    return LinkTold(link).data


def child_told(child: Person, period: CaseChild | None) -> dict[str, Any]:
    found: Any = None
    if period is not None:
        case: Any = period.case
        found = {
            "statuses": [status.status for status in period.now],  # type: ignore[attr-defined]
            "team": case.team.name if case.team else "",
            "workers": [held.worker.name for held in case.workers],
        }
    told = {name: getattr(child, name) for name in ("id", "reference", "display_name", "birth_on")}
    return told | {"open": found}


class Question(APIView):
    """Something asked that is no list of records."""

    needs: Permission | None = None

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.needs is not None:
            require(request.user, self.needs)


def described(name: str, tag: str, summary: str, answer: Any, parameters: Any, text: str) -> Any:
    return extend_schema(
        operation_id=name,
        tags=[tag],
        summary=summary,
        description=text,
        parameters=[parameters] if parameters else [],
        responses={200: answer, **refusals(*ALWAYS)},
    )


# --- Children --------------------------------------------------------------------------------------------------------
class LinkedToChild(Question):
    needs = Permission.VIEW_CONTEXTS

    @described(
        "children-linked-children",
        "children",
        "Who else open to the service shares a context with the child",
        page_of("LinkedChild", LinkedChild),
        ChildQuestion,
        shared_contexts.__doc__ or "",
    )
    def get(self, request: Any, pk: UUID) -> Response:
        child = open_record(request, Person, for_page=False, pk=pk)
        asked, said = ChildQuestion.asked(request)
        part, page = said["part"], said["page"]
        found = shared_contexts(child, request.user, asked, part=part, page=page)
        rows = found.linked if part == LINKED else found.apart[part]
        record_listing(request, "child.links_listed", [row.child.pk for row in rows])
        results = [
            {
                "child": child_told(row.child, row.period),
                "shared": [
                    {
                        "context": ContextTold(one.context).data,
                        "linked_children": one.size,
                        "mine": [link_told(link) for link in one.mine],
                        "theirs": [link_told(link) for link in one.theirs],
                        "since": one.since,
                        "days": one.days,
                        "lies_in_or_around": ContextTold(one.lies).data if one.lies else None,
                        "is_planned": one.is_planned,
                        "plan_reaches_mine": one.reaches_mine,
                        "plan_reaches_theirs": one.reaches_theirs,
                    }
                    for one in row.shared
                ],
                "may_be_related": row.may_be_related,
                "families_not_confirmed": [family.reference for family in row.unconfirmed],
            }
            for row in rows
        ]
        last = found.page * PER_PAGE >= found.total
        return paged(results, found.page, has_next=not last, count=found.total)


class PlansOfChild(Question):
    needs = Permission.VIEW_CASES

    @described(
        "children-context-plans",
        "children",
        "Which plans of contexts reach the child",
        page_of("PlanReaching", PlanReaching),
        Parameters,
        "As far as each is shared with the child’s record, and the reader may see both; first whichever is reviewed first.",
    )
    def get(self, request: Any, pk: UUID) -> Response:
        child = open_record(request, Person, for_page=False, pk=pk)
        page = Parameters.of(request)["page"]
        rows = affecting_whom(child, request.user, skip=(page - 1) * PER_PAGE, most=PER_PAGE + 1)
        return paged([_reaching(row) for row in rows[:PER_PAGE]], page, has_next=len(rows) > PER_PAGE)


def _reaching(row: Any) -> dict[str, Any]:
    context = row.plan.case.context
    return {
        "link": row.link.pk,
        "plan": row.plan.pk,
        "plan_reference": row.plan.reference,
        "context": context.pk,
        "context_reference": context.reference,
        "why": row.link.why,
        "share": row.link.share,
        "aim": row.plan.aim,
        "lead": row.plan.lead_id,
        "review_due": row.plan.review_due,
        "goals": row.goals,
        "next_actions": [one.action_id for one in row.actions],
    }


# --- Contexts --------------------------------------------------------------------------------------------------------
class LinkedToContext(Question):
    needs = Permission.VIEW_CONTEXTS

    @described(
        "contexts-linked-children",
        "contexts",
        "The children linked to the context, open ones first",
        page_of("LinkedHere", LinkedHere),
        ContextQuestion,
        linked_children.__doc__ or "",
    )
    def get(self, request: Any, pk: UUID) -> Response:
        context = open_record(request, Context, for_page=False, pk=pk)
        asked, said = ContextQuestion.asked(request)
        part, page = said["part"], said["page"]
        found = linked_children(context, request.user, asked, part=part, page=page)
        rows = found.children if part == CHILDREN else found.adults
        total = found.total if part == CHILDREN else found.adult_total
        record_listing(request, "context.children_listed", [row.child.pk for row in rows])
        results = [
            {
                "child": child_told(row.child, row.period),
                "links": [link_told(link) for link in row.links],
                "relatives_here": [one.pk for one in row.relatives],
                "plan_reaches": row.is_reached,
            }
            for row in rows
        ]
        return paged(results, found.page, has_next=found.page * PER_PAGE < total, count=total)


# --- What happened when ----------------------------------------------------------------------------------------------
def chronology_of(tag: str, model: Any, place: str) -> type[Question]:
    class Chronology(Question):
        needs = Permission.VIEW_CASES

        @described(
            f"{tag}-chronology",
            tag,
            "What happened, the latest first",
            CHRONOLOGY,
            ChronologyQuestion,
            "Fifty a page. Whatever stands on a record that the reader may not see is not in it.",
        )
        def get(self, request: Any, pk: UUID) -> Response:
            about = open_record(request, model, for_page=False, pk=pk)
            said = ChronologyQuestion.of(request)
            period = {name: within(said.get(name), name) for name in ("since", "until")}
            scope = Scope(request.user, **{place: about}, **period)  # type: ignore[arg-type]
            sources = [SOURCES[said["kind"]]] if said.get("kind") else SOURCES.values()
            events, has_more = events_of(scope, sources, page=said["page"])
            record_listing(request, "chronology.viewed", {pk for event in events for pk in event.shown})
            return paged([_event(event) for event in events], said["page"], has_next=has_more)

    return Chronology


def _event(event: Event) -> dict[str, Any]:
    return {
        "key": event.key,
        "kind": event.key.partition(".")[0],
        "day": event.day,
        "at": event.time,
        "label": str(event.label),
        "words": str(event.words),
        "text": event.text,
        "source": str(event.source),
    }


# --- Search ----------------------------------------------------------------------------------------------------------
class Search(Question):
    @described(
        "search",
        "search",
        "Everything that was found, or one kind of it page by page",
        page_of("Search", HitTold),
        SearchQuestion,
        "The first matches of each kind, or with `kind` a page of that. How many there are in all is not counted.",
    )
    def get(self, request: Any) -> Response:
        said = SearchQuestion.of(request)
        if said.get("kind"):
            found = [search_kind(said["kind"], said["q"], request.user, min(said["page"], LAST_PAGE))]
        else:
            found = search_everything(said["q"], request.user)
        record_listing(request, "search.done", {pk for one in found for hit in one.hits for pk in hit.shown})
        results = [
            {
                "kind": one.kind.name,
                "id": next((part for part in hit.url.split("/") if len(part) == 36), None),
                "words": str(hit.words),
                "more": str(hit.more),
                "why": str(hit.why),
                "page": hit.url,
            }
            for one in found
            for hit in one.hits
        ]
        page = min(said["page"], LAST_PAGE)
        has_next = bool(said.get("kind")) and page < LAST_PAGE and any(one.has_more for one in found)
        return paged(results, page, has_next=has_next)


# --- Restrictions ----------------------------------------------------------------------------------------------------
class Restrictions(Question):
    @described(
        "restrictions-list",
        "restrictions",
        "Which records are restricted, the one to be looked at first at the top",
        page_of("Restrictions", RestrictedTold),
        RestrictedQuestion,
        "A manager is told of those they may see; a records officer of every one, of those hidden from them by reference.",
    )
    def get(self, request: Any) -> Response:
        if not reviews_all(request.user):
            require(request.user, Permission.RESTRICT)
        said = RestrictedQuestion.of(request)
        page = said["page"]
        found = restricted_records(request.user, said.get("show", ""))
        first = (page - 1) * PER_PAGE
        rows = list(found[first : first + PER_PAGE + 1])
        record_listing(request, "restriction.listed")
        names = list(RestrictedTold().fields)
        results = [dict(zip(names, row[: len(names)], strict=True)) for row in rows[:PER_PAGE]]
        return paged(results, page, has_next=len(rows) > PER_PAGE)


def addresses() -> Iterator[URLPattern]:
    asked: list[tuple[str, Callable[..., Any], str]] = [
        ("children/<uuid:pk>/linked-children/", LinkedToChild.as_view(), "children-linked-children"),
        ("children/<uuid:pk>/context-plans/", PlansOfChild.as_view(), "children-context-plans"),
        (
            "children/<uuid:pk>/chronology/",
            chronology_of("children", Person, "person").as_view(),
            "children-chronology",
        ),
        (
            "families/<uuid:pk>/chronology/",
            chronology_of("families", Family, "family").as_view(),
            "families-chronology",
        ),
        ("contexts/<uuid:pk>/linked-children/", LinkedToContext.as_view(), "contexts-linked-children"),
        (
            "contexts/<uuid:pk>/chronology/",
            chronology_of("contexts", Context, "context").as_view(),
            "contexts-chronology",
        ),
        ("search/", Search.as_view(), "search"),
        ("restrictions/", Restrictions.as_view(), "restrictions-list"),
    ]
    for address, view, name in asked:
        yield path(address, view, name=name)
