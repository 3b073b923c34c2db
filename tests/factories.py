"""One factory a model, no surprises: only what the model cannot do without."""

import datetime
import functools
from typing import Any
from uuid import uuid4

import factory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from assessments.models import (
    Assessment,
    AssessmentChild,
    AssessmentParticipant,
    AssessmentPassage,
    AssessmentSection,
    Interplay,
    MisfitAnswer,
    PrintedCopy,
    Weighting,
    WeightingBasis,
    WeightingRow,
)
from cases.models import (
    Action,
    AgendaItem,
    Allocation,
    Case,
    CaseChild,
    CaseClosure,
    CaseNote,
    CaseTransfer,
    ContextMerge,
    Document,
    DocumentSubject,
    ExtraFamilialFactor,
    FactorChild,
    FactorHarm,
    FamilyJoin,
    Incident,
    IncidentChild,
    IncidentHarm,
    Intervention,
    Invitation,
    LinkProposal,
    Meeting,
    MergeRequest,
    MissingEpisode,
    NotAName,
    NoteHiding,
    NoteRelease,
    NoteSubject,
    NRMReferral,
    PersonMerge,
    Removal,
    RestrictionReview,
    ReturnInterview,
    SafetyMap,
    SafetyMapAdult,
    SafetyMapFeature,
    Section47,
    WarningNote,
)
from contexts.models import Area, Context, ContextAdult, ContextLink
from contexts.placing import place_context
from cs_casework.accounts.models import Cover, Role, StandingGrant, Team, TeamMembership, User
from cs_casework.dates import months_after, today, working_days_after
from cs_casework.looking.models import Duty, LookUp, Volume
from cs_casework.reference.models import HarmType
from families.models import (
    Address,
    FamiliesApart,
    Family,
    FamilyMembership,
    NotRelated,
    Person,
    PersonName,
    PossibleDuplicate,
    Relationship,
)
from plans.models import Goal, GoalMeasure, Plan, PlanAction, PlanChildLink, PlanReview, PlanVersion
from plans.writing import GOAL_WORDS, PLAN_WORDS
from referrals.models import (
    Acknowledgement,
    Attachment,
    HiddenMatch,
    Referral,
    ReferralAdult,
    ReferralCase,
    ReferralChild,
    ReferralContext,
    ReferralTaking,
    ScreeningDecision,
)

PASSWORD = "correct-horse-battery"


@functools.cache
def known_password() -> str:
    """The hash of PASSWORD, made once: it is slow on purpose, and nearly every test has somebody who signs in."""
    return make_password(PASSWORD)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")


class UserFactory(DjangoModelFactory):
    """A member of staff in a role, given by its code."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        code = "practitioner"

    username = factory.Sequence(lambda n: f"worker{n}")
    name = factory.Sequence(lambda n: f"Worker {n}")
    role = factory.LazyAttribute(lambda made: Role.objects.get(pk=made.code))
    password = factory.LazyFunction(known_password)


class TeamMembershipFactory(DjangoModelFactory):
    class Meta:
        model = TeamMembership

    user = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    from_on = datetime.date(2020, 1, 1)


class PersonFactory(DjangoModelFactory):
    """A child of ten with a name, unless told otherwise. The name stands where search looks, too."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        given = factory.Sequence(lambda n: f"Child{n}")
        family = "Testington"

    display_name = factory.LazyAttribute(lambda made: f"{made.given} {made.family}".strip())
    birth_on = factory.LazyFunction(lambda: months_after(today(), -120))

    @factory.post_generation
    def name(person: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and person.display_name:
            given, _space, family = person.display_name.rpartition(" ")
            PersonName.objects.create(person=person, given=given or family, family=family if given else "")


class FamilyFactory(DjangoModelFactory):
    class Meta:
        model = Family

    name = factory.Sequence(lambda n: f"Family {n}")
    confirmed_on = datetime.date(2024, 1, 1)


class FamilyMembershipFactory(DjangoModelFactory):
    class Meta:
        model = FamilyMembership

    person = factory.SubFactory(PersonFactory)
    family = factory.SubFactory(FamilyFactory)
    part = "child"


class RelationshipFactory(DjangoModelFactory):
    class Meta:
        model = Relationship

    person = factory.SubFactory(PersonFactory)
    other = factory.SubFactory(PersonFactory)
    kind = "sibling"


class NotRelatedFactory(DjangoModelFactory):
    class Meta:
        model = NotRelated

    person = factory.SubFactory(PersonFactory)
    other = factory.SubFactory(PersonFactory)
    reason = "Two flats behind one door"


class AddressFactory(DjangoModelFactory):
    class Meta:
        model = Address

    person = factory.SubFactory(PersonFactory)
    lines = "1 Invented Street"
    postcode = "ZZ1 1AA"


class ContextFactory(DjangoModelFactory):
    class Meta:
        model = Context

    kind = "location"
    name = factory.Sequence(lambda n: f"Place {n}")
    description = "An invented place"


class PlacedContextFactory(ContextFactory):
    """A place that may stand on the map."""

    class Meta:
        skip_postgeneration_save = True

    easting = 557420
    northing = 342310

    @factory.post_generation
    def placing(context: Any, create: bool, _given: Any, **_more: Any) -> None:
        place_context(context)


def square(west: float, south: float, side: float = 0.1) -> Any:
    """The boundary of an area that is one."""
    east, north = west + side, south + side
    return [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]]


class AreaFactory(DjangoModelFactory):
    """A ward around the places of `PlacedContextFactory`."""

    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"W{n:05}")
    name = factory.Sequence(lambda n: f"Ward {n}")
    west, south, east, north = 0.3, 52.9, 0.4, 53.0
    boundary = outline = square(0.3, 52.9)
    from_on = factory.LazyFunction(today)


class PeerGroupFactory(ContextFactory):
    kind = "peer_group"
    name = factory.Sequence(lambda n: f"Group {n}")
    purpose = "To keep them safe on the way home"
    intended_outcome = "They travel home together"
    how_identified = "The young people told us"
    told_young_people = "yes"
    told_parents = "yes"
    strengths = "They look out for each other"
    reviewed_on = factory.LazyFunction(today)
    review_due = factory.LazyFunction(lambda: months_after(today(), 3))


class ContextLinkFactory(DjangoModelFactory):
    class Meta:
        model = ContextLink

    child = factory.SubFactory(PersonFactory)
    context = factory.SubFactory(ContextFactory)
    role = "spends_time"
    basis = "child_said"
    reliability = "reported"
    source = "The child, at school"
    source_on = factory.LazyFunction(today)
    from_on = factory.LazyFunction(today)
    review_due = factory.LazyFunction(lambda: months_after(today(), 6))
    lapses_on = factory.LazyAttribute(lambda made: made.review_due and working_days_after(made.review_due, 20))


class ContextAdultFactory(DjangoModelFactory):
    class Meta:
        model = ContextAdult

    context = factory.SubFactory(ContextFactory)
    described = "The night manager"
    role = "protective"
    basis = "observed"
    reliability = "confirmed"
    source = "Seen on a visit"
    source_on = factory.LazyFunction(today)
    from_on = factory.LazyFunction(today)


class CaseFactory(DjangoModelFactory):
    """An open case on a family, held by a team and by nobody in it."""

    class Meta:
        model = Case

    family = factory.SubFactory(FamilyFactory)
    status = "open"
    referred_on = factory.LazyFunction(today)
    opened_on = factory.LazyFunction(today)
    team = factory.SubFactory(TeamFactory)


class ContextCaseFactory(CaseFactory):
    family = None
    context = factory.SubFactory(ContextFactory)


class CaseChildFactory(DjangoModelFactory):
    class Meta:
        model = CaseChild

    case = factory.SubFactory(CaseFactory)
    child = factory.SubFactory(PersonFactory)
    from_on = factory.LazyFunction(today)


class AllocationFactory(DjangoModelFactory):
    class Meta:
        model = Allocation

    case = factory.SubFactory(CaseFactory)
    worker = factory.SubFactory(UserFactory)
    team = factory.SelfAttribute("case.team")
    from_on = factory.LazyFunction(today)


class CaseNoteFactory(DjangoModelFactory):
    class Meta:
        model = CaseNote

    kind = "contact"
    occurred_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=2))
    created_at = factory.LazyFunction(timezone.now)
    title = "A call"
    happened = "We spoke about the week."


class NoteSubjectFactory(DjangoModelFactory):
    """That a note stands on a child's record; pass `child=None` and another subject for anything else."""

    class Meta:
        model = NoteSubject

    note = factory.SubFactory(CaseNoteFactory)
    child = factory.SubFactory(PersonFactory)


class NoteReleaseFactory(DjangoModelFactory):
    """Words of a note that its other records keep, for the restriction of a person."""

    class Meta:
        model = NoteRelease

    note = factory.SubFactory(CaseNoteFactory)
    person = factory.SubFactory(PersonFactory)
    left_out = factory.LazyFunction(list)
    title = "A call"
    happened = "We spoke about the week."


class NoteHidingFactory(DjangoModelFactory):
    """That a note stays hidden from its other records, for the restriction of a person."""

    class Meta:
        model = NoteHiding

    note = factory.SubFactory(CaseNoteFactory)
    person = factory.SubFactory(PersonFactory)


class RestrictionReviewFactory(DjangoModelFactory):
    """That lifting the restriction of a person is proposed."""

    class Meta:
        model = RestrictionReview

    person = factory.SubFactory(PersonFactory)
    state = "proposed"
    why = "The inquiry has ended"


class DocumentFactory(DjangoModelFactory):
    """A letter, with its file on the disk, on nobody's record yet."""

    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Letter {n}")
    type = "letter"
    from_whom = "The school"
    dated_on = factory.LazyFunction(today)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4 a letter %%EOF", name="letter.pdf"))
    name = "letter.pdf"
    kind = "pdf"
    content_type = "application/pdf"
    size = 23
    digest = factory.Sequence(lambda n: f"{n:064}")


class DocumentSubjectFactory(DjangoModelFactory):
    """That a document stands on a child's record; pass `child=None` and another subject for anything else."""

    class Meta:
        model = DocumentSubject

    document = factory.SubFactory(DocumentFactory)
    child = factory.SubFactory(PersonFactory)


class RemovalFactory(DjangoModelFactory):
    """That a note was removed from a child's record; it stands on another's."""

    class Meta:
        model = Removal

    child = factory.SubFactory(PersonFactory)
    note_subject = factory.SubFactory(NoteSubjectFactory)
    stood_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=2))
    why = "Two children of one name"


class IncidentFactory(DjangoModelFactory):
    """An incident of two hours ago at a place, nobody known to be in it."""

    class Meta:
        model = Incident

    occurred_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=2))
    created_at = factory.LazyFunction(timezone.now)
    context = factory.SubFactory(ContextFactory)
    what = "A telephone was taken from a young person."
    source = "The shopkeeper saw it"


class IncidentChildFactory(DjangoModelFactory):
    class Meta:
        model = IncidentChild

    incident = factory.SubFactory(IncidentFactory)
    child = factory.SubFactory(PersonFactory)
    role = "harmed"


class IncidentHarmFactory(DjangoModelFactory):
    class Meta:
        model = IncidentHarm

    incident = factory.SubFactory(IncidentFactory)
    harm_type = factory.LazyFunction(lambda: HarmType.objects.order_by("name").first())


class FactorFactory(DjangoModelFactory):
    """A factor on a family's case, current; pass `children` and `harm_types` to put them in it."""

    class Meta:
        model = ExtraFamilialFactor
        skip_postgeneration_save = True

    case = factory.SubFactory(CaseFactory)
    harm_words = "Criminal exploitation"
    seen = "Older young people wait for him at the gate."
    seen_by = "The school"
    seen_from = factory.LazyFunction(today)
    effect_on_child = "He is late and frightened."
    no_action_why = "The school has dealt with it."
    status_on = factory.SelfAttribute("seen_from")

    @factory.post_generation
    def children(made: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        for child in extracted or ():
            FactorChild.objects.create(factor=made, child=child)

    @factory.post_generation
    def harm_types(made: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        for harm_type in extracted or ():
            FactorHarm.objects.create(factor=made, harm_type=harm_type)


class FactorChildFactory(DjangoModelFactory):
    class Meta:
        model = FactorChild

    factor = factory.SubFactory(FactorFactory)
    child = factory.SubFactory(PersonFactory)


class FactorHarmFactory(DjangoModelFactory):
    class Meta:
        model = FactorHarm

    factor = factory.SubFactory(FactorFactory)
    harm_type = factory.LazyFunction(lambda: HarmType.objects.order_by("name").first())


class LinkProposalFactory(DjangoModelFactory):
    """A link that a factor proposes, to be looked at."""

    class Meta:
        model = LinkProposal

    factor = factory.SubFactory(FactorFactory)
    child = factory.SubFactory(PersonFactory)
    context = factory.SubFactory(ContextFactory)


class MissingEpisodeFactory(DjangoModelFactory):
    """A child who was missing two days ago and was found yesterday; `found_at=None` for one who still is."""

    class Meta:
        model = MissingEpisode

    child = factory.SubFactory(PersonFactory)
    kind = "M"
    missing_from = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=2))
    found_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))


class ReturnInterviewFactory(DjangoModelFactory):
    """An interview that nobody has offered yet, due in two days; `held=True` for one that was held an hour ago."""

    class Meta:
        model = ReturnInterview

    class Params:
        held = factory.Trait(
            offered="Y",
            offered_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=4)),
            offered_by="Nia of the charity",
            taken_up="Y",
            held_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=1)),
            held_by="Nia of the charity",
            independent="yes",
            said="I was cold.",
        )

    episode = factory.SubFactory(MissingEpisodeFactory)
    due_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=2))


class NRMReferralFactory(DjangoModelFactory):
    """A referral of today that waits for its first decision."""

    class Meta:
        model = NRMReferral

    child = factory.SubFactory(PersonFactory)
    referred_on = factory.LazyFunction(today)
    responder = "This council"
    what_for = "Adults have him carry parcels by train."
    told = "yes"
    reasonable_due_on = factory.LazyFunction(lambda: working_days_after(today(), 5))


class SafetyMapFactory(DjangoModelFactory):
    """A map that was drawn today, without anything on it; `agreed=True` where it may be counted with others'."""

    class Meta:
        model = SafetyMap

    class Params:
        agreed = factory.Trait(
            pooling="yes",
            pooling_on=factory.LazyFunction(today),
            pooling_by=factory.SubFactory(UserFactory),
        )

    child = factory.SubFactory(PersonFactory)
    drawn_on = factory.LazyFunction(today)
    drawn_with = "Nia of the youth club"


class SafetyMapFeatureFactory(DjangoModelFactory):
    """A place that is not safe, in the evening, as it is dark."""

    class Meta:
        model = SafetyMapFeature

    safety_map = factory.SubFactory(SafetyMapFactory)
    colour = "red"
    name = "The cut"
    times = factory.LazyFunction(lambda: ["evening"])
    reasons = factory.LazyFunction(lambda: ["dark"])


class SafetyMapAdultFactory(DjangoModelFactory):
    class Meta:
        model = SafetyMapAdult

    safety_map = factory.SubFactory(SafetyMapFactory)
    name = "My aunt Jo"


class WarningFactory(DjangoModelFactory):
    """A warning on a person that a manager agreed today; `status="proposed"` with nobody for one that waits."""

    class Meta:
        model = WarningNote

    class Params:
        proposed = factory.Trait(status="proposed", agreed_on=None, agreed_by=None)

    person = factory.SubFactory(PersonFactory)
    kind = "dogs"
    what_to_do = "Ring before you go: the dog has to be shut away."
    narrative = "It bit a colleague in the hall."
    from_on = factory.LazyFunction(today)
    reviewed_on = factory.LazyFunction(today)
    review_due = factory.LazyFunction(lambda: months_after(today(), 6))
    told = "yes"
    status = "in_force"
    agreed_on = factory.LazyFunction(today)
    agreed_by = factory.SubFactory("tests.factories.UserFactory")


class ActionFactory(DjangoModelFactory):
    """Something to be done within two weeks by somebody who works here; pass `factor` and its `case` together."""

    class Meta:
        model = Action

    case = factory.SubFactory(CaseFactory)
    what = "Ask the school who is at the gate at three"
    owner = factory.SubFactory(UserFactory)
    due_on = factory.LazyFunction(lambda: today() + datetime.timedelta(days=14))
    aimed_at = "school"


class MeetingFactory(DjangoModelFactory):
    """A strategy discussion on a family's case, held yesterday; nobody minutes it yet."""

    class Meta:
        model = Meeting

    kind = "strategy"
    case = factory.SubFactory(CaseFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))
    place = "Room 4, Civic Centre"
    chair = factory.SubFactory(UserFactory, code="manager")


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    meeting = factory.SubFactory(MeetingFactory)
    name = "Mr Okello"
    part = "head of year"


class AgendaItemFactory(DjangoModelFactory):
    """A child on an agenda; pass `child=None` and `context` or `words` for something else."""

    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    child = factory.SubFactory(PersonFactory)


class Section47Factory(DjangoModelFactory):
    """An enquiry begun with yesterday's strategy discussion; pass `child`, and `strategy` where its case matters."""

    class Meta:
        model = Section47

    strategy = factory.SubFactory(MeetingFactory)
    case = factory.SelfAttribute("strategy.case")
    child = factory.SubFactory(PersonFactory)
    started_on = factory.LazyFunction(lambda: today() - datetime.timedelta(days=1))
    led_by = "joint"
    conference_due_on = factory.LazyAttribute(lambda made: working_days_after(made.started_on, 15))
    first_due_on = factory.SelfAttribute("conference_due_on")


class InterventionFactory(DjangoModelFactory):
    """Something done at a context since a month ago, which goes on."""

    class Meta:
        model = Intervention

    case = factory.SubFactory(ContextCaseFactory)
    what = "Youth workers at the station after school"
    aimed_at = "neighbourhood"
    condition = "No adult whom young people trust is there after six."
    provider = "The detached youth team"
    from_on = factory.LazyFunction(lambda: today() - datetime.timedelta(days=30))


class CaseTransferFactory(DjangoModelFactory):
    """A transfer sent and not yet answered."""

    class Meta:
        model = CaseTransfer

    case = factory.SubFactory(CaseFactory)
    from_team = factory.SelfAttribute("case.team")
    to_team = factory.SubFactory(TeamFactory)
    why = "They moved across the river"
    status = "sent"
    asked_on = factory.LazyFunction(today)
    asked_by = factory.SubFactory(UserFactory)


class CaseClosureFactory(DjangoModelFactory):
    """Closing a whole case, proposed and not yet decided."""

    class Meta:
        model = CaseClosure

    case = factory.SubFactory(CaseFactory)
    reason = "RC7"
    outcome = "The family has what it needs"
    summary = "What was worrying is better"
    asked_on = factory.LazyFunction(today)
    asked_by = factory.SubFactory(UserFactory)


class CoverFactory(DjangoModelFactory):
    """That one worker covers for another, today and for two weeks."""

    class Meta:
        model = Cover

    absent = factory.SubFactory(UserFactory)
    covering = factory.SubFactory(UserFactory)
    from_on = factory.LazyFunction(today)
    to_on = factory.LazyFunction(lambda: today() + datetime.timedelta(days=14))
    reason = "On leave"


def grant(record: Any, *, to: Any, **facts: Any) -> Any:
    """A grant as it stands in its table, whatever the workflow would say of it."""
    kind = record._meta
    codename = f"view_{kind.model_name}"
    permission = Permission.objects.get(content_type__app_label=kind.app_label, codename=codename)
    days = {"from_on": today(), "ends_on": today() + datetime.timedelta(days=14)}
    told = {"user": to, "content_object": record, "permission": permission, "reason": "Works with them"}
    return record.grant_model().objects.create(**(told | days | {"granted_by": to} | facts))


class StandingGrantFactory(DjangoModelFactory):
    """That a team on duty out of hours sees restricted records, until it is reviewed in 90 days."""

    class Meta:
        model = StandingGrant

    team = factory.SubFactory(TeamFactory, kind="out_of_hours")
    reason = "Acts at night, on whoever rings"
    from_on = factory.LazyFunction(today)
    review_due = factory.LazyFunction(lambda: today() + datetime.timedelta(days=90))


class FamiliesApartFactory(DjangoModelFactory):
    class Meta:
        model = FamiliesApart

    family = factory.SubFactory(FamilyFactory)
    other = factory.SubFactory(FamilyFactory)
    reason = "The mothers are two people"


class FamilyJoinFactory(DjangoModelFactory):
    """That a family without members, cases or notes was joined into another."""

    class Meta:
        model = FamilyJoin

    kept = factory.SubFactory(FamilyFactory)
    joined = factory.SubFactory(
        FamilyFactory, joined_into=factory.SelfAttribute("..kept"), joined_on=factory.LazyFunction(today)
    )
    reason = "The same mother"

    @factory.lazy_attribute
    def moved(self) -> Any:
        place = {"was": None, "became": str(self.kept.pk)}
        day = {"was": None, "became": str(self.joined.joined_on)}
        return {"families": {str(self.joined.pk): {"joined_into_id": place, "joined_on": day}}}


class ContextMergeFactory(DjangoModelFactory):
    """That a context on which nothing stood was merged into another."""

    class Meta:
        model = ContextMerge

    kept = factory.SubFactory(ContextFactory)
    merged = factory.SubFactory(
        ContextFactory, merged_into=factory.SelfAttribute("..kept"), merged_on=factory.LazyFunction(today)
    )
    reason = "The same park by two names"


class PersonMergeFactory(DjangoModelFactory):
    """That a record on which nothing stood was merged into another of the same person."""

    class Meta:
        model = PersonMerge

    kept = factory.SubFactory(PersonFactory)
    merged = factory.SubFactory(
        PersonFactory, merged_into=factory.SelfAttribute("..kept"), merged_on=factory.LazyFunction(today)
    )
    reason = "The school has one of them"

    @factory.lazy_attribute
    def moved(self) -> Any:
        place = {"was": None, "became": str(self.kept.pk)}
        day = {"was": None, "became": str(self.merged.merged_on)}
        return {"people": {str(self.merged.pk): {"merged_into_id": place, "merged_on": day}}}


class PossibleDuplicateFactory(DjangoModelFactory):
    """That two records may be one person, to be settled."""

    class Meta:
        model = PossibleDuplicate

    person = factory.SubFactory(PersonFactory)
    other = factory.SubFactory(PersonFactory)
    why = "Same name and date of birth"


class MergeRequestFactory(DjangoModelFactory):
    """That two contexts are to be merged by somebody who can."""

    class Meta:
        model = MergeRequest

    kept = factory.SubFactory(ContextFactory)
    merged = factory.SubFactory(ContextFactory)
    reason = "The same park by two names"
    asked_on = factory.LazyFunction(today)
    asked_by = factory.SubFactory(UserFactory, code="manager")


# --- Contacts --------------------------------------------------------------------------------------------------------
class ReferralFactory(DjangoModelFactory):
    """A contact of an hour ago that is being taken, by telephone."""

    class Meta:
        model = Referral
        skip_postgeneration_save = True

    taker = factory.SubFactory(UserFactory)
    created_by = factory.SelfAttribute("taker")
    received_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=1))
    channel = "phone"
    danger = "no"
    decision_due = factory.LazyFunction(lambda: working_days_after(today(), 1))
    worry = "A group of young people is frightened on the way home."

    class Params:
        submitted = factory.Trait(
            status="submitted",
            subjects=["children"],
            source="2A",
            referrer_name="Rowan Hartley",
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.SelfAttribute("taker"),
        )

    @factory.post_generation
    def taking(referral: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        ReferralTaking.objects.create(referral=referral, user=referral.taker)


class ReferralChildFactory(DjangoModelFactory):
    class Meta:
        model = ReferralChild

    referral = factory.SubFactory(ReferralFactory)
    given = factory.Sequence(lambda n: f"Stated{n}")
    family = "Wintergreen"


class ReferralAdultFactory(DjangoModelFactory):
    class Meta:
        model = ReferralAdult

    referral = factory.SubFactory(ReferralFactory)
    part = "parent"
    described = "The mother"


class ReferralContextFactory(DjangoModelFactory):
    class Meta:
        model = ReferralContext

    referral = factory.SubFactory(ReferralFactory)
    kind = "location"
    name = factory.Sequence(lambda n: f"Stated place {n}")
    frequency = how_many = "not_known"


class ScreeningDecisionFactory(DjangoModelFactory):
    """A manager's final decision: no further action, unless told otherwise."""

    class Meta:
        model = ScreeningDecision

    referral = factory.SubFactory(ReferralFactory, submitted=True)
    stage = "final"
    outcomes = ["no_further_action"]
    rationale = "Help is there already."
    created_by = factory.SubFactory(UserFactory, code="manager")


class ReferralCaseFactory(DjangoModelFactory):
    class Meta:
        model = ReferralCase

    referral = factory.SubFactory(ReferralFactory, submitted=True)
    case = factory.SubFactory(CaseFactory)
    how = "added"


class AcknowledgementFactory(DjangoModelFactory):
    """That somebody is asked to say that they have seen a contact."""

    class Meta:
        model = Acknowledgement

    referral = factory.SubFactory(ReferralFactory, submitted=True)
    case = factory.SubFactory(CaseFactory)
    user = factory.SubFactory(UserFactory)


class HiddenMatchFactory(DjangoModelFactory):
    class Meta:
        model = HiddenMatch

    stated = factory.SubFactory(ReferralChildFactory)
    person = factory.SubFactory(PersonFactory)


class AttachmentFactory(DjangoModelFactory):
    """A letter, with its file on the disk."""

    class Meta:
        model = Attachment

    referral = factory.SubFactory(ReferralFactory)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4 a letter %%EOF", name="letter.pdf"))
    name = factory.Sequence(lambda n: f"letter {n}.pdf")
    kind = "pdf"
    content_type = "application/pdf"
    size = 23
    digest = factory.Sequence(lambda n: f"{n:064}")


# --- Assessments -----------------------------------------------------------------------------------------------------
class AssessmentFactory(DjangoModelFactory):
    """One being written on a family's case, due in time, without a section or a child in it."""

    class Meta:
        model = Assessment
        skip_postgeneration_save = True

    class Params:
        submitted = factory.Trait(
            status="submitted",
            submitted_on=factory.LazyFunction(today),
            submitted_by=factory.SubFactory(UserFactory),
        )
        authorised = factory.Trait(
            status="authorised",
            authorised_on=factory.LazyFunction(today),
            authorised_by=factory.SubFactory(UserFactory, code="manager"),
        )

    case = factory.SubFactory(CaseFactory)
    kind = "family"
    started_on = factory.LazyFunction(today)
    due_on = factory.LazyFunction(lambda: working_days_after(today(), 45))
    first_due_on = factory.SelfAttribute("due_on")


class ContextAssessmentFactory(AssessmentFactory):
    case = factory.SubFactory(ContextCaseFactory)
    kind = "context"


class AssessmentSectionFactory(DjangoModelFactory):
    """The analysis, not written yet."""

    class Meta:
        model = AssessmentSection

    assessment = factory.SubFactory(AssessmentFactory)
    name = "analysis"


class AssessmentPassageFactory(DjangoModelFactory):
    class Meta:
        model = AssessmentPassage

    section = factory.SubFactory(AssessmentSectionFactory)
    text = "What was known."
    note = factory.SubFactory(CaseNoteFactory)


class AssessmentParticipantFactory(DjangoModelFactory):
    class Meta:
        model = AssessmentParticipant

    assessment = factory.SubFactory(AssessmentFactory)
    name = "The head of year"


class AssessmentChildFactory(DjangoModelFactory):
    """A child in an assessment, of whom nothing is written yet."""

    class Meta:
        model = AssessmentChild

    class Params:
        concluded = factory.Trait(
            seen="seen_alone",
            seen_on=factory.LazyFunction(today),
            words="I like it at my aunt’s.",
            factors=["24A"],
            outcome="cin",
            level="3",
            level_why="Home is safe; the estate is not.",
            support="A youth worker who walks home with him.",
        )

    assessment = factory.SubFactory(AssessmentFactory)
    child = factory.SubFactory(PersonFactory)
    from_on = factory.LazyFunction(today)


class WeightingFactory(DjangoModelFactory):
    """A practitioner's first, of a child in an assessment; without a row."""

    class Meta:
        model = Weighting

    class Params:
        no_concern = factory.Trait(no_primary="no_concern", no_primary_why="Nothing weighs on them")

    assessment = factory.SubFactory(AssessmentFactory)
    child = factory.SubFactory(PersonFactory)


class WeightingRowFactory(DjangoModelFactory):
    class Meta:
        model = WeightingRow

    weighting = factory.SubFactory(WeightingFactory)
    kind = "neighbourhood"
    influence = "primary"
    direction = "harm"
    why = "He is threatened on the way home."


class WeightingBasisFactory(DjangoModelFactory):
    class Meta:
        model = WeightingBasis

    row = factory.SubFactory(WeightingRowFactory)
    note = factory.SubFactory(CaseNoteFactory)


class InterplayFactory(DjangoModelFactory):
    class Meta:
        model = Interplay

    weighting = factory.SubFactory(WeightingFactory)
    from_row = factory.SubFactory(WeightingRowFactory, weighting=factory.SelfAttribute("..weighting"))
    to_row = factory.SubFactory(WeightingRowFactory, weighting=factory.SelfAttribute("..weighting"), kind="home")
    words = "Threats on the estate keep him out late."


class MisfitAnswerFactory(DjangoModelFactory):
    class Meta:
        model = MisfitAnswer

    assessment = factory.SubFactory(AssessmentFactory)
    misfit = "nothing_beneath"
    child = factory.SubFactory(PersonFactory)
    answer = "The school is asked next week."


class PrintedCopyFactory(DjangoModelFactory):
    """One that would read otherwise today."""

    class Meta:
        model = PrintedCopy

    assessment = factory.SubFactory(AssessmentFactory)
    purpose = "The review conference"
    holders = factory.LazyFunction(lambda: ["The chair"])
    digest = "0" * 64


class NotANameFactory(DjangoModelFactory):
    class Meta:
        model = NotAName

    context = factory.SubFactory(ContextFactory)
    word = "rose"
    reason = "The flower"


# --- Plans -----------------------------------------------------------------------------------------------------------
class PlanFactory(DjangoModelFactory):
    """A child in need plan that is being written."""

    class Meta:
        model = Plan

    class Params:
        agreed = factory.Trait(
            status="agreed",
            lead=factory.SubFactory(UserFactory),
            agreed_on=factory.LazyFunction(today),
            agreed_by=factory.SubFactory(UserFactory, code="manager"),
            version=1,
            review_due=factory.LazyFunction(lambda: today() + datetime.timedelta(days=90)),
        )

    case = factory.SubFactory(CaseFactory)
    child = factory.SubFactory(PersonFactory)
    kind = "cin"
    starts_on = factory.LazyFunction(today)
    aim = "They feel safe on the way home."


class ContextPlanFactory(PlanFactory):
    case = factory.SubFactory(ContextCaseFactory)
    child = None
    kind = "context"


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = Goal

    plan = factory.SubFactory(PlanFactory)
    statement = "Young people feel safe at the bus stop."
    measure = "How many say so when they are asked."


class GoalMeasureFactory(DjangoModelFactory):
    class Meta:
        model = GoalMeasure

    goal = factory.SubFactory(GoalFactory)
    measured_on = factory.LazyFunction(today)
    found = "Nine of twenty."
    change = "better"


class PlanActionFactory(DjangoModelFactory):
    class Meta:
        model = PlanAction

    plan = factory.SubFactory(PlanFactory)
    action = factory.SubFactory(ActionFactory, case=factory.SelfAttribute("..plan.case"))


class PlanVersionFactory(DjangoModelFactory):
    class Meta:
        model = PlanVersion

    plan = factory.SubFactory(PlanFactory, agreed=True)
    number = 1
    said = factory.LazyFunction(
        lambda: (
            dict.fromkeys((*PLAN_WORDS, "lead", "starts_on"), "")
            | {"aim": "They feel safe.", "goals": [dict.fromkeys(GOAL_WORDS, "Safe at the stop") | {"baseline_on": ""}]}
        )
    )


class PlanReviewFactory(DjangoModelFactory):
    class Meta:
        model = PlanReview

    plan = factory.SubFactory(PlanFactory, agreed=True)
    held_on = factory.LazyFunction(today)
    was_due_on = factory.LazyFunction(today)
    changed = "Fewer are followed."
    decision = "go_on"
    why = "It works."
    next_due = factory.LazyFunction(lambda: today() + datetime.timedelta(days=60))


class PlanChildLinkFactory(DjangoModelFactory):
    class Meta:
        model = PlanChildLink

    plan = factory.SubFactory(ContextPlanFactory, agreed=True)
    child = factory.SubFactory(PersonFactory)
    why = "She waits there every day."
    share = "whole"
    from_on = factory.LazyFunction(today)


# --- Who looked ------------------------------------------------------------------------------------------------------
class LookUpFactory(DjangoModelFactory):
    class Meta:
        model = LookUp

    user = factory.SubFactory(UserFactory)
    person_id = factory.LazyFunction(uuid4)
    on = factory.LazyFunction(today)
    why = LookUp.Why.SURNAME
    first_at = factory.LazyFunction(timezone.now)
    last_at = factory.LazyFunction(timezone.now)


class DutyFactory(DjangoModelFactory):
    class Meta:
        model = Duty

    user = factory.SubFactory(UserFactory)
    kind = Duty.Kind.DUTY
    from_at = factory.LazyFunction(timezone.now)
    until_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(hours=8))


class VolumeFactory(DjangoModelFactory):
    class Meta:
        model = Volume

    user = factory.SubFactory(UserFactory)
    from_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=1))
    until_at = factory.LazyFunction(timezone.now)
    opened = 60
    explained = 2
