"""Where a child's record is read from for whoever asks to see it: each kind of entry, its words, and its day.

A kind of record that says something of a child needs a line here; `tests/keeping/test_sources.py` fails for one that has
neither a line nor a reason.

What is kept of parents, brothers and sisters themselves (their names, addresses, own parts) is theirs, and given when they
ask: a pack holds what the child's own entries say of them, and each word of that is decided on.
"""

import datetime
from collections.abc import Callable, Collection, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import AssessmentChild, AssessmentSection, Weighting, WeightingRow
from cases.models import (
    AgendaItem,
    CaseChild,
    CaseClosure,
    CaseNote,
    DocumentSubject,
    FactorChild,
    IncidentChild,
    MissingEpisode,
    NoteRelease,
    NoteSubject,
    NRMReferral,
    ReturnInterview,
    SafetyMap,
    SafetyMapAdult,
    SafetyMapFeature,
    Section47,
    WarningNote,
)
from contexts.models import ContextLink
from cs_casework.accounts.models import Permission, User
from families.models import Address, Family, Person, PersonName
from plans.models import Goal, GoalMeasure, Plan, PlanChildLink, PlanReview
from referrals.models import ReferralChild, ScreeningDecision

# What a pack is gathered with, beside what the officer's own role may: a pack is made of all that the record says.
READS = (
    Permission.VIEW_PEOPLE,
    Permission.VIEW_CONTEXTS,
    Permission.LIST_CONTEXTS,
    Permission.VIEW_REFERRALS,
    Permission.LIST_CASES,
    Permission.VIEW_CASES,
    Permission.VIEW_ALLEGED,
)


def as_reader(user: User) -> User:
    """This member of staff, reading for a pack: with the rights that it takes and their own grants, so what is restricted
    from them stays so. Never to be saved."""
    reader = copy(user)
    role = copy(user.role)
    if role is not None:
        role.permissions = sorted({*role.permissions, *READS})
    reader.role = role
    return reader


def readers_for(user: User, person: Person) -> list[User]:
    """By whose sight a pack is gathered: what all of these may read stands in it. Keepers who see the child read it after
    whoever prepares it, so what was granted to that one alone stays out: a second reader is granted nothing. Not where the
    child is restricted, as then nobody reads the pack who is not granted them."""
    own = as_reader(user)
    nobody = copy(own)
    nobody.pk, nobody.uses_standing = uuid4(), False
    seen = Person.objects.visible_to(nobody).filter(pk=person.pk).exists()
    return [own, nobody] if seen else [own]


@dataclass(frozen=True)
class Source:
    """One kind of entry: its rows of a person, the words in them (`told`: columns, by the way from the row), its day,
    and by which way it stands on others' records too, if it can."""

    code: str
    label: str | Promise
    model: Any
    of: Callable[[Person], Q]
    told: tuple[str, ...]
    day: str
    related: tuple[str, ...] = ()
    shared: bool = False

    def rows(self, person: Person, readers: Collection[User]) -> Any:
        found = self.model.objects.filter(self.of(person))
        whole = Q()
        for reader in readers:
            found = found.filter(pk__in=self.model.objects.visible_to(reader).order_by().values("pk"))
            if self.model is NoteSubject:
                # What a note says of all of them is read by who may see them all; the own part is this child's.
                found = found.readable_by(reader)
            if self.model in (NoteSubject, NoteRelease):
                whole &= Q(Exists(CaseNote.objects.visible_to(reader).filter(pk=OuterRef("note")).order_by()))
        if self.model is NoteSubject:
            found = found.annotate(shows_whole=ExpressionWrapper(whole, BooleanField()))
        elif self.model is NoteRelease:
            # In the place of the note: not beside it.
            found = found.standing().exclude(whole)
        return found.select_related(*self.related) if self.related else found

    def read_by(self, reader: User) -> Q:
        """The entries of a pack whose row this reader may see as it is now."""
        rows = self.model.objects.visible_to(reader).filter(pk=OuterRef("row")).order_by()
        if self.model is not NoteSubject:
            return Q(Exists(rows), source=self.code)
        note = CaseNote.objects.visible_to(reader).filter(pk=OuterRef("note")).order_by()
        return Q(Exists(rows.readable_by(reader)), source=self.code) & (
            Q(shows_whole=False) | Q(Exists(rows.filter(Exists(note))))
        )

    def words(self, row: Any) -> str:
        return "\n\n".join(f"{label}: {value}" for label, value in self._told(row))

    def _told(self, row: Any) -> Iterator[tuple[str, str]]:
        for way in self.told:
            *steps, name = way.split("__")
            if steps and not getattr(row, "shows_whole", True):
                continue
            found = row
            for step in steps:
                found = getattr(found, step)
            column = found._meta.get_field(name)
            value = getattr(found, name)
            if value in (None, "", []):
                continue
            if column.choices:
                value = getattr(found, f"get_{name}_display")()
            if isinstance(value, datetime.date):
                value = f"{timezone.localtime(value) if isinstance(value, datetime.datetime) else value:%-d %B %Y}"
            label = str(column.verbose_name)
            yield label[:1].upper() + label[1:], str(value)

    def day_of(self, row: Any) -> datetime.date | None:
        found = row
        for step in self.day.split("__"):
            found = getattr(found, step)
        if isinstance(found, datetime.datetime):
            return timezone.localdate(found)
        day: datetime.date | None = found
        return day


def readable_by(user: User, codes: Collection[str]) -> Q:
    """The entries of packs, of these sources, that this keeper may read: what was restricted since it was gathered, or what
    they are barred from, is hidden from them in a pack too."""
    reader, found = as_reader(user), Q(pk=None)
    for code in sorted(codes):
        found |= BY_CODE[code].read_by(reader)
    return found


def _child(person: Person) -> Q:
    return Q(child=person)


def _person(person: Person) -> Q:
    return Q(person=person)


def _notes(person: Person) -> Q:
    """On the child, or on a family of theirs; once, where it is on both."""
    families = Family.objects.filter(memberships__person=person).order_by().values("pk")
    own = NoteSubject.objects.filter(child=person).order_by().values("note")
    return Q(child=person) | (Q(family__in=families) & ~Q(note__in=own))


def _released(person: Person) -> Q:
    return Q(Exists(NoteSubject.objects.filter(_notes(person), note=OuterRef("note")).order_by()))


ABOUT_PERSON = (
    "reference birth_on expected_on sex gender ethnicity la_child_id nhs_number upn first_language communication_needs"
    " school reach responsible_authority elsewhere_contact"
)
CONTACT = (
    "received_at worry strengths support_sought done_already peers_said school_said neighbourhood_said online_said"
)

FACTOR = tuple(
    f"factor__{name}"
    for name in ("seen", "effect_on_child", "effect_on_family", "strengths", "child_view", "parent_view")
)

SOURCES: tuple[Source, ...] = (
    Source("person", _("About you"), Person, lambda person: Q(pk=person.pk), tuple(ABOUT_PERSON.split()), "created_at"),
    Source("name", _("Name"), PersonName, _person, ("kind", "given", "family"), "created_at"),
    Source("address", _("Address"), Address, _person, ("lines", "postcode", "from_on", "to_on"), "created_at"),
    Source(
        "contact",
        _("Contact"),
        ReferralChild,
        _person,
        (*(f"referral__{name}" for name in CONTACT.split()), "given", "family", "described", "address", "attends"),
        "referral__received_at",
        ("referral",),
        shared=True,
    ),
    Source(
        "decision",
        _("Decision on a contact"),
        ScreeningDecision,
        lambda person: Q(referral__children__person=person),
        ("rationale", "late_why"),
        "created_at",
        shared=True,
    ),
    Source("period", _("Open to the service"), CaseChild, _child, ("from_on", "to_on", "closure_reason"), "from_on"),
    Source(
        "closure",
        _("End of your time open to the service"),
        CaseClosure,
        lambda person: Q(period__child=person),
        ("outcome", "summary"),
        "asked_on",
    ),
    Source(
        "note",
        _("Case note"),
        NoteSubject,
        _notes,
        ("note__kind", "note__title", "note__happened", "note__said", "note__analysis", "own_part", "seen"),
        "note__occurred_at",
        ("note",),
        shared=True,
    ),
    Source(
        "released",
        _("Case note, as much of it as is read on your record"),
        NoteRelease,
        _released,
        ("title", "happened", "said", "analysis"),
        "note__occurred_at",
        ("note",),
        shared=True,
    ),
    Source(
        "factor",
        _("What harms outside the home"),
        FactorChild,
        _child,
        FACTOR,
        "factor__seen_from",
        ("factor",),
        shared=True,
    ),
    Source(
        "incident",
        _("Incident"),
        IncidentChild,
        _child,
        ("role", "incident__what", "incident__source", "incident__police_reference"),
        "incident__occurred_at",
        ("incident",),
        shared=True,
    ),
    Source(
        "missing",
        _("Time missing"),
        MissingEpisode,
        _child,
        ("kind", "reported_by", "done", "found_where", "with_whom", "travelled"),
        "missing_from",
    ),
    Source(
        "interview",
        _("Return interview"),
        ReturnInterview,
        lambda person: Q(episode__child=person),
        ("said", "told_where", "told_with", "told_travelled", "held_by"),
        "created_at",
    ),
    Source(
        "nrm", _("Referral to the NRM"), NRMReferral, _child, ("what_for", "responder", "not_told_why"), "referred_on"
    ),
    Source("map", _("Safety map"), SafetyMap, _child, ("drawn_with", "said"), "drawn_on"),
    Source(
        "map_place",
        _("Place on your safety map"),
        SafetyMapFeature,
        lambda person: Q(safety_map__child=person),
        ("name", "colour", "when", "why"),
        "created_at",
    ),
    Source(
        "map_adult",
        _("Whom you trust"),
        SafetyMapAdult,
        lambda person: Q(safety_map__child=person),
        ("name", "how"),
        "created_at",
    ),
    Source(
        "warning", _("Warning for staff"), WarningNote, _person, ("what_to_do", "narrative", "not_told_why"), "from_on"
    ),
    Source(
        "enquiry",
        _("Section 47 enquiry"),
        Section47,
        _child,
        ("led_by", "not_seen_why", "outcome", "outcome_why", "extended_why"),
        "started_on",
    ),
    Source("meeting", _("Meeting"), AgendaItem, _child, ("why", "said", "decision", "came_of_it"), "created_at"),
    Source(
        "assessed",
        _("Assessment: about you"),
        AssessmentChild,
        _child,
        ("words", "outcome", "level", "level_why", "support", "not_seen_why"),
        "created_at",
    ),
    Source(
        "assessment",
        _("Assessment"),
        AssessmentSection,
        lambda person: Q(assessment__children__child=person),
        ("text",),
        "created_at",
        ("assessment",),
        shared=True,
    ),
    Source(
        "weighing",
        _("What weighs how much"),
        Weighting,
        _child,
        ("view", "no_primary_why", "change_first"),
        "created_at",
    ),
    Source(
        "weighing_part",
        _("What weighs how much: a part"),
        WeightingRow,
        lambda person: Q(weighting__child=person),
        ("kind", "influence", "why"),
        "created_at",
    ),
    Source("plan", _("Plan"), Plan, _child, ("kind", "aim", "views", "contingency", "outcome_words"), "starts_on"),
    Source(
        "goal",
        _("Goal of a plan"),
        Goal,
        lambda person: Q(plan__child=person),
        ("statement", "measure", "baseline", "how", "result"),
        "created_at",
    ),
    Source(
        "measure",
        _("Goal measured"),
        GoalMeasure,
        lambda person: Q(goal__plan__child=person),
        ("found", "change"),
        "measured_on",
    ),
    Source(
        "review",
        _("Review of a plan"),
        PlanReview,
        lambda person: Q(plan__child=person),
        ("changed", "views", "why"),
        "held_on",
    ),
    Source("reached", _("Plan for a place that reaches you"), PlanChildLink, _child, ("why", "ended_why"), "from_on"),
    Source(
        "link",
        _("Link to a place or a group"),
        ContextLink,
        _child,
        ("context__name", "role", "basis", "source", "child_view", "ended_why"),
        "from_on",
        ("context",),
        shared=True,
    ),
    # The letter itself is looked through by hand and goes beside the pack: nobody can mask a picture in words.
    Source(
        "document",
        _("Document, kept as a file"),
        DocumentSubject,
        _child,
        ("document__title", "document__type", "document__from_whom", "document__name"),
        "document__dated_on",
        ("document",),
        shared=True,
    ),
)
BY_CODE = {source.code: source for source in SOURCES}
