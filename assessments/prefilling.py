"""What an assessment begins with: passages of what the record says already, each with its source.

A passage is a quotation and hangs on the record it was taken from, so it is read by who may read that record, whoever
else reads the section.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from assessments.codes import Section
from assessments.models import (
    Assessment,
    AssessmentChild,
    AssessmentParticipant,
    AssessmentPassage,
    AssessmentSection,
    Weighting,
)
from cases.incident_querysets import start_of
from cases.models import CaseNote, ExtraFamilialFactor, FactorChild, Incident, IncidentChild, NoteSubject
from contexts.codes import AdultRole, LinkRole
from contexts.models import Context, ContextAdult, ContextLink
from cs_casework.accounts.models import User
from cs_casework.audit.log import save_record
from cs_casework.dates import months_after, today
from families.models import FamilyMembership, Person

# The newest notes with an analysis, and the newest incidents of the last year, that are quoted: more would be read by
# nobody.
MOST_NOTES = 5
MOST_INCIDENTS = 10
INCIDENT_MONTHS = 12

Passage = tuple[Section, str, dict[str, Any]]


def prefill(assessment: Assessment, children: Sequence[Person], *, by: User) -> None:
    """Set into each section what is known already, as far as whoever begins may see it; and ask the adults of the
    household, and who protects in a context, to take part."""
    sections = {row.name: row for row in assessment.sections.all()}
    for section, text, source in _passages(assessment, children, by):
        if section in sections and text.strip():
            save_record(AssessmentPassage(section=sections[section], text=text[:20000], **source), by=by)
    for person, part in _to_ask(assessment, children, by):
        save_record(AssessmentParticipant(assessment=assessment, person=person, part=part), by=by)


def _passages(assessment: Assessment, children: Sequence[Person], user: User) -> Iterator[Passage]:
    yield from _earlier(assessment, user)
    if assessment.is_of_family:
        yield from _household(assessment, user)
        yield from _about_children(children)
        yield from _factors(assessment, children, user)
        yield from _outside(children, user)
        yield from _incidents(children, user)
    elif assessment.case.context:
        yield from _about_context(assessment.case.context)
        yield from _adults_there(assessment.case.context, user)
        yield from _incidents_there(assessment.case.context, user)
    yield from _notes(assessment, children, user)


def _earlier(assessment: Assessment, user: User) -> Iterator[Passage]:
    """All that the earlier assessment says, under the same headings."""
    for row in AssessmentSection.objects.visible_to(user).filter(assessment=assessment.earlier_id):
        yield Section(row.name), row.text, {"earlier": assessment.earlier}


# --- What a later one begins from, where it is not a passage ---------------------------------------------------------
def said_before(row: AssessmentChild, user: User) -> AssessmentChild | None:
    """What the assessment that this one began from says of the child, until something is written here: what a form is
    filled with, to be checked. Nothing is written by it."""
    if row.is_begun or row.assessment.earlier_id is None:
        return None
    found = AssessmentChild.objects.visible_to(user).current().authorised()
    found = found.filter(assessment=row.assessment.earlier_id, child=row.child_id)
    return found.select_related("assessment").first()


def weighed_before(assessment: Assessment, child: Person | None, view: str, user: User) -> Weighting | None:
    """The last version of this view in the assessment that this one began from, as far as this reader may see it."""
    if assessment.earlier_id is None:
        return None
    found = Weighting.objects.visible_to(user).of(assessment.earlier_id, child).filter(view=view)
    return found.filter(assessment__status="authorised").latest().whole(user).select_related("assessment").first()


# --- A family --------------------------------------------------------------------------------------------------------
def _members(assessment: Assessment, user: User) -> Any:
    members = FamilyMembership.objects.visible_to(user).filter(family=assessment.case.family_id, to_on=None)
    return members.select_related("person").order_by("person__birth_on", "pk")


def _household(assessment: Assessment, user: User) -> Iterator[Passage]:
    for member in _members(assessment, user):
        said = [str(member.person), str(member.get_part_display())]
        if member.person.age is not None:
            said.append(_("aged %(age)s") % {"age": member.person.age})
        if member.from_on:
            said.append(_("in the family since %(day)s") % {"day": f"{member.from_on:%-d %B %Y}"})
        yield Section.ENVIRONMENT, ", ".join(said), {"person": member.person}


def _about_children(children: Sequence[Person]) -> Iterator[Passage]:
    for child in children:
        facts = [
            (_("School, college or nursery"), child.school),
            (_("First language"), child.first_language),
            (_("Communication needs"), child.communication_needs),
            (_("Disabilities"), ", ".join(child.disabilities_shown)),
        ]
        text = "\n".join(f"{label}: {value}" for label, value in facts if value)
        yield Section.DEVELOPMENT, f"{child}\n{text}" if text else "", {"person": child}


def _factors(assessment: Assessment, children: Sequence[Person], user: User) -> Iterator[Passage]:
    """What is recorded on the case of harm outside the family that has not ended, of any of these children."""
    rows = FactorChild.objects.told().filter(factor=OuterRef("pk"), child__in=[child.pk for child in children])
    factors = ExtraFamilialFactor.objects.visible_to(user).not_ended().filter(case=assessment.case)
    found: Any = factors.filter(Exists(rows.order_by())).whole(user).current_first()
    for factor in found:
        about = ", ".join(str(row.child) for row in factor.who)
        told = [
            (_("Where, or among whom"), factor.context or _("Not known")),
            (_("What is seen"), factor.seen),
            (_("Effect on the child"), factor.effect_on_child),
            (_("Effect on the family, and on what the parents can do"), factor.effect_on_family),
            (_("Strengths and protective people"), factor.strengths),
            (_("The child’s view"), factor.child_view),
            (_("The parents’ view"), factor.parent_view),
        ]
        lines = [f"{label}: {value}" for label, value in told if value]
        yield Section.OUTSIDE, "\n".join([f"{about}: {factor}", *lines]), {"factor": factor}


def _outside(children: Sequence[Person], user: User) -> Iterator[Passage]:
    """What links each child to a context today. Who is alleged to have harmed there is for fewer to know."""
    links = ContextLink.objects.visible_to(user).current().exclude(role=LinkRole.ALLEGED_HARM)
    links = links.filter(child__in=[child.pk for child in children]).select_related("child", "context")
    said: dict[Context, list[str]] = {}
    for link in links.order_by("context__name", "child__birth_on", "role"):
        how = f"{link.get_role_display()} ({link.get_reliability_display().lower()})"
        said.setdefault(link.context, []).append(f"{link.child}: {how}")
    for context, lines in said.items():
        yield Section.OUTSIDE, "\n".join(lines), {"context": context}


def _incidents(children: Sequence[Person], user: User) -> Iterator[Passage]:
    """What happened to these children outside the family, or was done by them, as it was recorded."""
    rows = IncidentChild.objects.standing().filter(incident=OuterRef("pk"), child__in=[child.pk for child in children])
    for incident in _lately(user).filter(Exists(rows.order_by()))[:MOST_INCIDENTS]:
        who = [f"{row.child}: {row.get_role_display()}" for row in incident.in_it if row.child in children]
        where = f"{_('Where')}: {incident.context or _('Not known')}"
        yield Section.OUTSIDE, "\n".join([*who, where, incident.what]), {"incident": incident}


def _lately(user: User) -> Any:
    found = Incident.objects.visible_to(user).filter(occurred_at__gte=start_of(months_after(today(), -INCIDENT_MONTHS)))
    return found.with_rows().newest_first()


# --- A context -------------------------------------------------------------------------------------------------------
def _about_context(context: Context) -> Iterator[Passage]:
    told = [
        (_("Purpose of recording this group"), context.purpose),
        (_("What is meant to come of it"), context.intended_outcome),
        (_("Have the young people been told?"), context.get_told_young_people_display()),
        (_("Have parents been told?"), context.get_told_parents_display()),
        (_("Why anyone has not been told"), context.why_not_told),
    ]
    source = {"context": context}
    yield Section.PURPOSE, "\n".join(f"{label}: {value}" for label, value in told if value), source
    yield Section.TOGETHER_STRENGTHS, context.strengths, source
    where = [context.description, context.place, context.times]
    yield Section.HARMS, "\n".join(filter(None, where)), source
    yield Section.ANALYSIS, context.threshold_why, source


def _adults_there(context: Context, user: User) -> Iterator[Passage]:
    for adult in _protecting(context, user):
        source = {"person": adult.person} if adult.person else {"context": context}
        yield Section.GUARDIANSHIP_STRENGTHS, f"{adult}: {adult.get_role_display()}", source


def _incidents_there(context: Context, user: User) -> Iterator[Passage]:
    """What kinds of harm there were, and when: an assessment of a context names nobody, so neither who was in it nor the
    words in which it was recorded."""
    for incident in _lately(user).filter(context=context)[:MOST_INCIDENTS]:
        harms = ", ".join(str(row.harm_type) for row in incident.harm_rows)
        critical = _("Critical moment") if incident.is_critical else ""
        yield Section.HARMS, "\n".join(filter(None, [harms, critical])) or str(incident), {"incident": incident}


def _protecting(context: Context, user: User) -> Any:
    adults = ContextAdult.objects.visible_to(user).filter(context=context, to_on=None)
    return adults.filter(role__in=[AdultRole.PROTECTIVE, AdultRole.MANAGES]).select_related("person")


# --- Both ------------------------------------------------------------------------------------------------------------
def _notes(assessment: Assessment, children: Sequence[Person], user: User) -> Iterator[Passage]:
    """What the newest notes on the case's records make of it. Of notes on a context, those on no child."""
    case = assessment.case
    subjects = NoteSubject.objects.filter(note=OuterRef("pk")).order_by()
    if case.family_id:
        fits = Exists(subjects.filter(Q(family=case.family_id) | Q(child__in=[child.pk for child in children])))
        notes = CaseNote.objects.visible_to(user).filter(fits)
    else:
        notes = CaseNote.objects.visible_to(user).filter(Exists(subjects.filter(context=case.context_id)))
        notes = notes.exclude(Exists(subjects.filter(child__isnull=False)))
    for note in notes.exclude(analysis="").order_by("-occurred_at")[:MOST_NOTES]:
        yield Section.ANALYSIS, note.analysis, {"note": note}


def _to_ask(assessment: Assessment, children: Sequence[Person], user: User) -> Iterator[tuple[Person, str]]:
    """Whom it is natural to ask, each once."""
    found: dict[Person, str] = {}
    if assessment.is_of_family:
        for member in _members(assessment, user):
            if member.person not in children:
                found.setdefault(member.person, str(member.get_part_display()))
    elif assessment.case.context:
        for adult in _protecting(assessment.case.context, user):
            if adult.person:
                found.setdefault(adult.person, str(adult.get_role_display()))
    yield from found.items()
