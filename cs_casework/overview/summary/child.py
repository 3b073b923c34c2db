"""The one-page summary of a child."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.codes import Direction
from assessments.conclusion import Beside, Conclusion, latest_conclusion
from cases.models import CaseChild, FactorChild, Incident, MissingEpisode, SafetyMap
from cases.safety_codes import Colour
from contexts.codes import SHARED_RISK, AdultRole, LinkRole
from contexts.models import ContextAdult, ContextLink
from cs_casework.accounts.models import User
from cs_casework.dates import age_on, today
from cs_casework.overview.summary.lines import (
    MOST_LINES,
    MOST_PARTS,
    MOST_PEOPLE,
    MOST_PLANS,
    READ,
    Line,
    Some,
    actions_of,
    dates_of,
    involved_of,
    plans_with_goals,
    significant_of,
)
from families.models import Address, FamilyMembership, Person, PersonName, Relationship
from plans.affecting import Affecting, affecting_whom

# Contexts that the page names; all of them are on their own page.
MOST_CONTEXTS = 8
# Places of each colour, and trusted adults, of their latest safety map; the map has all of them.
MOST_ON_MAP = 3


@dataclass
class Relative:
    """Somebody in the child's life: who they are to the child, and how they are reached."""

    person: Person
    words: str
    has_responsibility: bool = False


@dataclass
class ChildSummary:
    """What stands on the page, in the order in which it is read."""

    person: Person
    names: Some
    address: Address | None
    periods: list[Any]
    adults: Some
    children: Some
    conclusion: Conclusion | None
    factors: Some
    worries: Some
    unsafe: Some  # as they say it themselves
    strengths: Some
    plans: Some
    affecting: Some
    dates: Some
    involved: Some
    lately: Some
    missing: MissingEpisode | None  # that goes on now

    @property
    def home(self) -> Some:
        return Some.of(self.conclusion.home if self.conclusion else [], MOST_PARTS, self.weighed_at)

    @property
    def outside(self) -> Some:
        """What weighs outside the home and does harm; what only protects stands with the strengths."""
        parts = self.conclusion.outside if self.conclusion else []
        return Some.of([part for part in parts if not _only_protects(part)], MOST_PARTS, self.weighed_at)

    @property
    def acting(self) -> Some:
        return Some.of(self.conclusion.acting if self.conclusion else [], MOST_LINES, self.weighed_at)

    @property
    def weighed_at(self) -> str:
        """Where the conclusion is read whole."""
        return self.conclusion.row.get_absolute_url() if self.conclusion and self.conclusion.row else ""


def summary_of_child(person: Person, user: User) -> ChildSummary:
    """All of it, as this reader may see it: in as many statements however much there is."""
    periods = _periods(person, user)
    cases = [period.case for period in periods]
    factors = FactorChild.objects.visible_to(user).by_child([person.pk]).get(person.pk, [])
    conclusion = latest_conclusion(person, user)
    links = list(
        ContextLink.objects.visible_to(user)
        .current()
        .filter(child=person)
        .select_related("context")
        .order_by("context__name", "role")
    )
    plans = plans_with_goals(user, reverse("plans:person-plans", args=[person.pk]), child=person)
    actions = actions_of(user, cases)
    affecting = affecting_whom(person, user)
    adults, children = _relatives(person, user)
    episodes = MissingEpisode.objects.visible_to(user).standing().filter(child=person).newest_first()[:READ]
    names = PersonName.objects.visible_to(user).filter(person=person).exclude(kind="name")
    at_contexts = reverse("contexts:person-contexts", args=[person.pk])
    drawn = _latest_map(person, user)
    weighed_at = conclusion.row.get_absolute_url() if conclusion and conclusion.row else ""
    return ChildSummary(
        person=person,
        names=Some.of(names[:READ], MOST_LINES, person.get_absolute_url()),
        address=Address.objects.visible_to(user).current().filter(person=person).first(),
        periods=periods,
        adults=adults,
        children=children,
        conclusion=conclusion,
        factors=Some.of(factors, MOST_LINES, _factors_at(factors)),
        worries=Some.of([link for link in links if link.role in SHARED_RISK], MOST_CONTEXTS, at_contexts),
        unsafe=Some.of(_unsafe(drawn), MOST_ON_MAP, drawn.get_absolute_url() if drawn else ""),
        strengths=Some.of(
            _strengths(user, conclusion, factors, links, drawn), 2 * MOST_LINES, weighed_at or at_contexts
        ),
        plans=plans,
        affecting=Some.of(affecting, MOST_PLANS, plans.url),
        dates=dates_of(user, cases=cases, plans=plans, actions=actions, in_words=True),
        involved=Some.of(_involved(person, user, cases, actions, affecting), MOST_PEOPLE, _meetings_at(cases, person)),
        lately=_lately(person, user, episodes),
        missing=next((episode for episode in episodes if episode.is_open), None),
    )


def _factors_at(factors: list[Any]) -> str:
    """Where factors are listed: on the case on which the first stands."""
    return reverse("cases:factor-list", args=[factors[0].case_id]) if factors else ""


def _meetings_at(cases: list[Any], person: Person) -> str:
    return reverse("cases:case-meetings", args=[cases[0].pk]) if cases else person.get_absolute_url()


def _periods(person: Person, user: User) -> list[Any]:
    found = CaseChild.objects.visible_to(user).open().filter(child=person).with_position(user)
    return list(found.with_last_seen(user).with_transition(user).order_by("-from_on"))


def _relatives(person: Person, user: User) -> tuple[Some, Some]:
    """The adults and the other children in the child's life, those with parental responsibility first: who is related in
    words, and who belongs to one family with the child today. Each once, as what was said of them in words."""
    found: dict[Any, Relative] = {}
    for relationship in Relationship.objects.visible_to(user).of(person).filter(to_on=None):
        is_first = relationship.person_id != person.pk
        other = relationship.person if is_first else relationship.other
        words = str(relationship.get_kind_display() if is_first else relationship.inverse_display()).removesuffix(" of")
        responsible = is_first and relationship.parental_responsibility is True
        found.setdefault(other.pk, Relative(other, words, responsible))
    own = FamilyMembership.objects.visible_to(user).current().filter(person=person)
    members = FamilyMembership.objects.visible_to(user).current().filter(family__in=own.order_by().values("family"))
    for member in members.exclude(person=person).select_related("person").order_by("part", "person__birth_on", "pk"):
        found.setdefault(member.person_id, Relative(member.person, member.get_part_display().lower()))
    everybody = [relative for relative in found.values() if not relative.person.died_on]
    # Whose age nobody knows is told with the adults, where somebody to call is looked for.
    young = [one for one in everybody if one.person.is_unborn or (one.person.birth_on and not one.person.is_adult)]
    adults = [one for one in everybody if one not in young]
    adults.sort(key=lambda one: not one.has_responsibility)
    young.sort(key=lambda one: age_on(one.person.birth_on, today()) if one.person.birth_on else -1, reverse=True)
    url = f"{person.get_absolute_url()}#relationships"
    return Some.of(adults, MOST_PEOPLE, url), Some.of(young, MOST_PEOPLE, url)


def _only_protects(part: Beside) -> bool:
    rows = [cell.row for cell in part.named]
    return bool(rows) and all(row.direction == Direction.PROTECTIVE for row in rows)


def _latest_map(person: Person, user: User) -> Any:
    """The safety map that they drew last, of those that may be read: that there is another must not show."""
    maps = SafetyMap.objects.visible_to(user).standing().of_child(person)
    return maps.whole(user).newest_first().first()


def _unsafe(drawn: Any) -> list[Line]:
    """Where they say that they are not safe."""
    rows = [row for row in drawn.drawn if row.colour == Colour.RED] if drawn else []
    return [Line(row.name, row.get_absolute_url(), row.why or "; ".join(row.times_shown)) for row in rows]


def _strengths(
    user: User, conclusion: Conclusion | None, factors: list[Any], links: list[ContextLink], drawn: Any
) -> list[Line]:
    """Who and what protects: what an assessment found, where the child feels safe and whom they trust, by links and by
    their safety map, who protects in their contexts, and what stands beside each factor."""
    found = []
    assessed = conclusion.row.get_absolute_url() if conclusion and conclusion.row else ""
    for part in [*conclusion.home, *conclusion.outside] if conclusion else []:
        protecting = [cell.row for cell in part.named if cell.row.direction in {Direction.PROTECTIVE, Direction.BOTH}]
        found += [Line(part.name, assessed, row.why) for row in protecting[:1]]
    for link in links:
        if link.role == LinkRole.FEELS_SAFE:
            found.append(Line(link.context.name, link.context.get_absolute_url(), _("feels safe there")))
    if drawn:
        url = drawn.get_absolute_url()
        green = [row for row in drawn.drawn if row.colour == Colour.GREEN]
        found += [Line(row.name, url, _("safe, on their safety map")) for row in green]
        found += [Line(row.name, url, row.how or _("an adult they trust")) for row in drawn.trusted]
    adults = ContextAdult.objects.visible_to(user).current().filter(role=AdultRole.PROTECTIVE)
    adults = adults.filter(context__in={link.context_id for link in links}).select_related("person", "context")
    for adult in adults.order_by("context__name", "pk")[:READ]:
        found.append(Line(str(adult), adult.context.get_absolute_url(), adult.context.name))
    found += [Line(factor.strengths, factor.get_absolute_url()) for factor in factors if factor.strengths]
    return found


def _involved(
    person: Person, user: User, cases: list[Any], actions: list[Any], affecting: list[Affecting]
) -> list[Line]:
    """Who else works with the child: the school, another council, who leads a plan for a place, who came to meetings."""
    found = []
    if person.school:
        found.append(Line(person.school, person.get_absolute_url(), _("school, college or nursery")))
    if person.responsible_authority:
        found.append(Line(person.responsible_authority, person.get_absolute_url(), person.elsewhere_contact))
    for row in affecting:
        found.append(Line(str(row.plan.lead), row.plan.get_absolute_url(), _("leads a plan that reaches them")))
    return found + involved_of(user, cases=cases, actions=actions)


def _lately(person: Person, user: User, episodes: Iterable[MissingEpisode]) -> Some:
    """What mattered most recently, the latest first: significant events in notes, incidents and missing episodes."""
    incidents = Incident.objects.visible_to(user).of_child(person).newest_first().select_related("context")
    found = significant_of(user, by_title=True, child=person)
    found += [
        Line(incident.what, incident.get_absolute_url(), _told_at(incident), timezone.localdate(incident.occurred_at))
        for incident in incidents[:READ]
    ]
    found += [
        Line(
            str(episode.get_kind_display()),
            episode.get_absolute_url(),
            episode.found_where,
            timezone.localdate(episode.missing_from),
        )
        for episode in episodes
    ]
    found.sort(key=lambda line: line.day or today(), reverse=True)
    return Some.of(found, MOST_LINES, reverse("overview:chronology", args=["people", person.pk]))


def _told_at(incident: Incident) -> str:
    return _("Incident, %(context)s") % {"context": incident.context} if incident.context else _("Incident")
