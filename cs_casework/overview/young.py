"""What a young person said, in one place; and what is recorded about the plans for places that affect them, in plain words.

A young person may ask for both, and a worker may read through them together with them. Nothing is written for it: their
words stand in notes, assessments, factors and links, each through its own door.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy

from assessments.models import AssessmentChild
from cases.models import (
    CaseNote,
    ExtraFamilialFactor,
    NoteSubject,
    ReturnInterview,
    SafetyMap,
    SafetyMapFeature,
)
from cases.naming import children_of
from contexts.models import ContextAdult, ContextLink
from cs_casework.accounts.models import User
from cs_casework.audit.log import record
from cs_casework.overview.unions import Between, Row, Rows, page_of_rows
from families.models import Person, PersonName
from families.naming import KnownNames, own_words, with_initials
from plans.affecting import affecting_whom
from plans.models import Plan, PlanChildLink

PER_PAGE = 25
LABELS = {
    "note": gettext_lazy("In a case note"),
    "assessment": gettext_lazy("In an assessment"),
    "factor": gettext_lazy("About what happens outside home"),
    "link": gettext_lazy("About a place or a group"),
    "plan": gettext_lazy("About a plan"),
    "interview": gettext_lazy("In a return interview"),
    "safety_map": gettext_lazy("On a safety map"),
    "on_map": gettext_lazy("Of a place on a safety map"),
}
# Where each is read whole.
PLACES = {
    "note": "cases:note-detail",
    "assessment": "assessments:assessment-detail",
    "factor": "cases:factor-detail",
    "link": "contexts:link-detail",
    "plan": "plans:plan-detail",
    "interview": "cases:episode-detail",
    "safety_map": "cases:safety-map-detail",
    "on_map": "cases:safety-map-detail",
}


@dataclass(frozen=True)
class Words:
    """What they said on one occasion, as it was written down, and where."""

    row: Row
    label: str
    about: str
    url: str

    @property
    def text(self) -> str:
        return self.row.a


def said_by(child: Person, user: User, *, page: int = 1) -> tuple[list[Words], bool]:
    """A page of what this child said, the latest first, as far as this reader may see it; and whether there is more."""
    subjects = NoteSubject.objects.visible_to(user).told().filter(child=child).order_by()
    notes = CaseNote.objects.visible_to(user).filter(pk__in=subjects.values("note")).exclude(said="")
    assessed = AssessmentChild.objects.visible_to(user).current().filter(child=child).exclude(words="")
    factors = ExtraFamilialFactor.objects.visible_to(user).of_child(child).exclude(child_view="")
    links = ContextLink.objects.visible_to(user).filter(child=child).exclude(child_view="")
    plans = Plan.objects.visible_to(user).filter(child=child).exclude(views="")
    interviews = ReturnInterview.objects.visible_to(user).standing().filter(episode__child=child).exclude(said="")
    maps = SafetyMap.objects.visible_to(user).standing().filter(child=child).order_by()
    of_places = SafetyMapFeature.objects.visible_to(user).on_it().filter(safety_map__in=maps.values("pk"))
    of_map = {"a": F("said"), "b": F("drawn_with"), "to": F("pk")}
    of_interview = {"a": F("said"), "b": F("held_by"), "to": F("episode")}
    told = {"a": F("child_view"), "to": F("pk")}
    parts = [
        Rows("note", "", notes, "occurred_at", "occurred_at", {"a": F("said"), "b": F("title"), "to": F("pk")}),
        Rows(
            "assessment",
            "",
            assessed,
            "assessment__started_on",
            "",
            {"a": F("words"), "b": F("assessment__reference"), "to": F("assessment")},
        ),
        Rows("factor", "", factors, "seen_from", "", told | {"b": F("harm_words")}),
        Rows("link", "", links, "from_on", "", told | {"b": F("context__name")}),
        Rows("interview", "", interviews, "held_at", "held_at", of_interview),
        Rows("safety_map", "", maps.exclude(said=""), "drawn_on", "", of_map),
        Rows(
            "on_map",
            "",
            of_places.exclude(why=""),
            "safety_map__drawn_on",
            "",
            {"a": F("why"), "b": F("name"), "to": F("safety_map")},
        ),
        Rows("plan", "", plans, "starts_on", "", {"a": F("views"), "b": F("reference"), "to": F("pk")}),
    ]
    rows, has_more = page_of_rows(parts, Between(), page=page, per_page=PER_PAGE, latest_first=True)
    words = [Words(row, str(LABELS[row.source]), row.b, reverse(PLACES[row.source], args=[row.to])) for row in rows]
    return words, has_more


@dataclass(frozen=True)
class PlainPlan:
    """A plan for a place as it is told to a young person it reaches."""

    place: str
    why: str
    aim: str
    goals: list[str]
    changed: str
    lead: User | None
    review_due: Any


def plans_for(child: Person, user: User) -> list[PlainPlan]:
    """The plans for places that reach this child, to be put into their hands: what is shared as a summary stays one, and
    of other young people whom the place concerns only initials are left. It goes out, so also of those hidden from this
    reader (ADR 15), in whose audit it then stands."""
    found = affecting_whom(child, user)
    places = [one.plan.case.context for one in found]
    reached = PlanChildLink.objects.filter(plan__case__context__in=places).order_by().values("child")
    adults = ContextAdult.objects.filter(context__in=places, person__isnull=False).order_by().values(child=F("person"))
    concerned = (
        {row["child"] for row in [*children_of(*places), *reached.union(adults).order_by()]} if places else set()
    )
    names = KnownNames(concerned - {child.pk})
    own = own_words(PersonName.objects.visible_to(user).filter(person=child))

    met: set[Any] = set()

    def told(text: str) -> str:
        met.update(names.whose(names.marks_in(text)))
        return with_initials(text, names, but=own)

    plans = [
        PlainPlan(
            place=told(str(row.plan.case.context)),
            why=told(row.link.why),
            aim=told(row.plan.aim),
            goals=[told(goal) for goal in row.goals],
            changed=told(row.changed),
            lead=row.plan.lead,
            review_due=row.plan.review_due,
        )
        for row in found
    ]
    if met:
        record(by=user, action="names.masked", target=child, shown=sorted(met))
    return plans
