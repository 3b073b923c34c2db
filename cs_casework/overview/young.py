"""What a young person said, in one place; and what is recorded about the plans for places that affect them, in plain words.

A young person may ask for both, and a worker may read through them together with them. Nothing is written for it: their
words stand in notes, assessments, factors and links, each through its own door.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import AssessmentChild
from cases.models import (
    CaseNote,
    ExtraFamilialFactor,
    FactorChild,
    NoteRelease,
    NoteSubject,
    ReturnInterview,
    SafetyMap,
    SafetyMapFeature,
)
from cases.naming import Block, MarkedPassage, children_of, masked_in, people_around, people_told_of
from contexts.models import ContextAdult, ContextLink
from cs_casework.accounts.models import User
from cs_casework.audit.log import record
from cs_casework.overview.unions import Between, Row, Rows, page_of_rows
from families.models import Person, PersonName
from families.naming import KnownNames, Mask, own_words
from plans.affecting import Affecting, affecting_whom
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
# What was written down of several at once, without saying who said what.
SHARED = {
    "note": gettext_lazy("In a case note about others too: it may be another’s words"),
    "factor": gettext_lazy("About what happens outside home to them and others: it may be another’s words"),
}
OWN_PART = gettext_lazy("In a case note about others too: the part for them alone")
# Where each is read whole.
PLACES = {
    "note": "cases:note-detail",
    "released": "cases:note-released",
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
    """What they said on one occasion, as it was written down, and where. What was written down of several at once
    (`is_shared`) does not say whose words it holds: it is told as that, and the others in it by initials."""

    row: Row
    label: str
    about: str
    url: str
    text: str
    is_shared: bool = False


def said_by(child: Person, user: User, *, page: int = 1) -> tuple[list[Words], bool]:
    """A page of what this child said, the latest first, as far as this reader may see it; and whether there is more.

    Of a note that stands on others too the part for this child alone is given, and where there is none, what was said by
    whomever; of one that is hidden with a restricted record, what was released of it; of a factor about several children
    their view. These are never told as this child's words, and names of others in them become initials, as in what is
    printed; whose were met is in the audit.
    """
    subjects = NoteSubject.objects.visible_to(user).told().filter(child=child).order_by()
    own_part = subjects.filter(note=OuterRef("pk")).values("own_part")[:1]
    beside = NoteSubject.objects.on_a_record().told().filter(note=OuterRef("pk")).exclude(child=child).order_by()
    notes = CaseNote.objects.visible_to(user).filter(pk__in=subjects.values("note")).exclude(said="")
    released = NoteRelease.objects.instead(user).filter(note__in=subjects.values("note")).exclude(said="")
    own_part_of_it = subjects.filter(note=OuterRef("note")).values("own_part")[:1]
    assessed = AssessmentChild.objects.visible_to(user).current().filter(child=child).exclude(words="")
    factors = ExtraFamilialFactor.objects.visible_to(user).of_child(child).exclude(child_view="")
    others = FactorChild.objects.told().filter(factor=OuterRef("pk")).exclude(child=child).order_by()
    links = ContextLink.objects.visible_to(user).filter(child=child).exclude(child_view="")
    plans = Plan.objects.visible_to(user).filter(child=child).exclude(views="")
    interviews = ReturnInterview.objects.visible_to(user).standing().filter(episode__child=child).exclude(said="")
    of_note = {"a": F("said"), "b": F("title"), "c": Exists(beside), "d": Subquery(own_part), "to": F("pk")}
    # Whoever is left out of it was there too.
    of_released = {
        "a": F("said"),
        "b": F("title"),
        "c": Value(value=True),
        "d": Subquery(own_part_of_it),
        "to": F("pk"),
    }
    maps = SafetyMap.objects.visible_to(user).standing().filter(child=child).order_by()
    of_places = SafetyMapFeature.objects.visible_to(user).on_it().filter(safety_map__in=maps.values("pk"))
    of_map = {"a": F("said"), "b": F("drawn_with"), "to": F("pk")}
    of_interview = {"a": F("said"), "b": F("held_by"), "to": F("episode")}
    told = {"a": F("child_view"), "to": F("pk")}
    parts = [
        Rows("note", "", notes, "occurred_at", "occurred_at", of_note),
        Rows("note", "released", released, "note__occurred_at", "note__occurred_at", of_released),
        Rows(
            "assessment",
            "",
            assessed,
            "assessment__started_on",
            "",
            {"a": F("words"), "b": F("assessment__reference"), "to": F("assessment")},
        ),
        Rows("factor", "", factors, "seen_from", "", told | {"b": F("harm_words"), "c": Exists(others)}),
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
    mask = _mask_beside(child, user, [row for row in rows if row.c == "true"])
    return [_words(row, mask) for row in rows], has_more


def _words(row: Row, mask: Mask) -> Words:
    label, url = str(LABELS[row.source]), reverse(PLACES[row.what or row.source], args=[row.to])
    if row.c != "true":
        return Words(row, label, row.b, url, row.a)
    about = mask.initials(row.b)
    if row.d:
        return Words(row, str(OWN_PART), about, url, row.d)
    return Words(row, str(SHARED[row.source]), about, url, mask.initials(row.a), is_shared=True)


def _mask_beside(child: Person, user: User, rows: list[Row]) -> Mask:
    """For what was written down of several at once: names of the others it is about, of the child's relatives and families,
    and of whom a place concerns that it is about; hidden ones like all others (ADR 15)."""
    told = FactorChild.objects.filter(factor__in=[row.to for row in rows if row.source == "factor"]).order_by()
    notes = people_told_of(row.to for row in rows if row.source == "note")
    people = notes.union(people_around([child.pk]), told.values("child"))
    found = {row["child"] for row in people.order_by()}
    mask = Mask(KnownNames(found - {child.pk}), _own_words_of(child, user))
    if met := mask.whose(text for row in rows for text in (row.a, row.b)):
        record(by=user, action="names.masked", target=child, shown=sorted(met))
    return mask


def _own_words_of(child: Person, user: User) -> set[str]:
    return own_words(PersonName.objects.visible_to(user).filter(person=child))


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


def plans_for(child: Person, user: User) -> tuple[list[PlainPlan], list[MarkedPassage]]:
    """The plans for places that reach this child, to be put into their hands: what is shared as a summary stays one, and
    of other young people whom the place concerns only initials are left. And the passages in which a name became one, as
    they were written, to be read through before.

    It goes out, so also of those hidden from this reader (ADR 15), in whose audit it then stands.
    """
    found = affecting_whom(child, user)
    places = [one.plan.case.context for one in found]
    reached = PlanChildLink.objects.filter(plan__case__context__in=places).order_by().values("child")
    adults = ContextAdult.objects.filter(context__in=places, person__isnull=False).order_by().values(child=F("person"))
    concerned = (
        {row["child"] for row in [*children_of(*places), *reached.union(adults).order_by()]} if places else set()
    )
    mask = Mask(KnownNames(concerned - {child.pk}), _own_words_of(child, user))
    blocks = [block for row in found for block in _blocks(row)]
    if met := mask.whose(block.text for block in blocks):
        record(by=user, action="names.masked", target=child, shown=sorted(met))
    plans = [
        PlainPlan(
            place=mask.initials(str(row.plan.case.context)),
            why=mask.initials(row.link.why),
            aim=mask.initials(row.plan.aim),
            goals=[mask.initials(goal) for goal in row.goals],
            changed=mask.initials(row.changed),
            lead=row.plan.lead,
            review_due=row.plan.review_due,
        )
        for row in found
    ]
    return plans, masked_in(blocks, mask)


def _blocks(row: Affecting) -> list[Block]:
    """What is told of a plan, each part with where it is put right."""
    plan = row.plan
    place, url = plan.case.context, plan.get_absolute_url()
    parts = [
        (str(place), place.get_absolute_url()),
        (row.link.why, url),
        (plan.aim, url),
        *((goal, url) for goal in row.goals),
        (row.changed, url),
    ]
    return [Block(str(_("Plan for %(place)s") % {"place": place}), text, where) for text, where in parts]
