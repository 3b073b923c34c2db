"""Records for the tests of the whole site: one of everything, its texts made of words that occur nowhere else."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Permission
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from cases.models import CaseChildStatus, ContextPaper
from contexts.models import ContextRelation
from cs_casework.access import Restrictable, model_above
from cs_casework.accounts.models import Team, User
from cs_casework.confidential.models import EmergencyAccess
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from cs_casework.reference.models import HarmType
from families.models import PersonName, PossibleDuplicate
from referrals.models import Acknowledgement, HiddenMatch, ReferralCase
from tests import factories
from tests.helpers import hours_ago

KINDS = ("person", "family", "context", "case")
# Set by the database, or said by a record that is told apart by it and not by what somebody wrote.
NOT_WRITTEN = {"reference", "restricted_why"}
# Looked up in capitals.
CODES = {"la_child_id", "upn"}
CONSONANTS = "bcdfghjklmnpqrstvwxz"
# Were it not escaped, a page would hold an element of this name, or another one its attribute.
MARKUP = "'\" planted=x><planted>"


# --- Words -----------------------------------------------------------------------------------------------------------
@dataclass
class Words:
    """Words that stand nowhere but where they were planted, and where that was: `families.person.school`."""

    seed: str
    where: dict[str, str] = field(default_factory=dict)
    # What follows each word where there is room for it.
    then: str = ""

    def new(self, where: str, longest: int | None = None) -> str:
        digest = hashlib.sha256(f"{self.seed}{len(self.where)}".encode()).digest()
        # Consonants only: no such word is English.
        word = "".join(CONSONANTS[byte % 20] for byte in digest)[: min(longest or 12, 12)]
        name = where.rpartition(".")[2]
        if name == "postcode":
            word = f"{word[:2]}{digest[0] % 90 + 10} {digest[1] % 10}{word[2:4]}".upper()
        elif name == "nhs_number":
            word = _nhs_number(int.from_bytes(digest) % 10**8)
        elif name in CODES:
            word = word.upper()
        elif self.then and (longest is None or longest >= len(word) + len(self.then)):
            word += self.then
        self.where[word] = where
        return word

    def planted_in(self, *names: str) -> list[str]:
        """A word of each of these fields: `families.person.school`, or the start of it."""
        return list({where: word for word, where in self.where.items() if where.startswith(names)}.values())


# Conditions stand only beside the handling code that has some.
UNDER_CONDITIONS = {"handling": "conditions", "handling_conditions": "Ask them."}


def _nhs_number(start: int) -> str:
    """A number with a right check digit."""
    for number in range(start, start + 10):
        digits = f"9{number:08}"
        check = (
            11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        ) % 11
        if check < 10:
            return f"{digits}{check}"
    raise AssertionError("Of ten numbers in a row one has a check digit.")


def plant[M: models.Model](record: M, words: Words, *, leave: Iterable[str] = ()) -> M:
    """Put a word of its own into every field of the record that holds text, whatever fields it has or will have."""
    for column in record._meta.concrete_fields:
        holds_text = isinstance(column, models.CharField | models.TextField) and not column.choices
        if not holds_text or column.generated or column.primary_key or column.name in NOT_WRITTEN | set(leave):
            continue
        setattr(record, column.name, words.new(f"{record._meta.label_lower}.{column.name}", column.max_length))
    record.save()
    return record


# --- One of everything -----------------------------------------------------------------------------------------------
@dataclass
class Records:
    """One of everything, hanging together: a child with all that stands on a child, a family, a context and a case."""

    person: Any
    other: Any
    stranger: Any
    relationship: Any
    address: Any
    former_address: Any
    duplicate: Any
    family: Any
    member: Any
    unconfirmed: Any
    joined: Any
    join: Any
    join_undone: Any
    apart: Any
    case: Any
    period: Any
    status: Any
    plan: Any
    former_status: Any
    allocation: Any
    proposed: Any
    context: Any
    group: Any
    relation: Any
    adult: Any
    link: Any
    past_link: Any
    note: Any
    on_person: Any
    on_context: Any
    # What was released, without the person, of another note that stands on them and on the other.
    released: Any
    # A letter about the child and the context, and what was removed from the child's record: a note and a letter
    document: Any
    document_on_person: Any
    removal: Any
    document_removal: Any
    # Cases on contexts of their own, each at a point of its life, and what waits on them
    moving: Any
    asked: Any
    sent: Any
    closing: Any
    closure: Any
    quiet: Any
    closed: Any
    left_behind: Any
    sibling: Any
    # Contexts that may be one: another that is asked to be merged into the context, and one that was
    alike: Any
    merged: Any
    merge: Any
    merge_asked: Any
    # Records of one person: another that is to be merged into the person's, and one that was
    twin: Any
    same: Any
    gone: Any
    person_merge: Any
    # A contact being taken, about the child and the context
    taken: Any
    stated_child: Any
    stated_adult: Any
    stated_context: Any
    # A contact to decide on the person and the context, one decided that stands on the case, and who and what waits
    contact: Any
    contact_child: Any
    contact_context: Any
    decided: Any
    decision: Any
    stands_on: Any
    told: Any
    match: Any
    # A contact about the child and the context, which stands on the case, and what came with it
    referral: Any
    stated: Any
    attachment: Any
    # An assessment of the person on the case, authorised; one being written on a family's case of its own, and one on a
    # context of its own that waits for a manager
    assessment: Any
    assessed: Any
    written: Any
    section: Any
    passage: Any
    participant: Any
    writes_of: Any
    not_yet_in: Any
    submitted: Any
    context_written: Any
    # What was printed of the first, and a child whose name is marked in the last, and what was said of the word
    copy: Any
    named: Any
    not_a_name: Any
    # A plan of the person on the case and one of the context, both ended; a child's being written and another's that
    # waits for a manager, on that family's case; and one of that context that holds, reaches a child and the person
    own_plan: Any
    past_plan: Any
    draft_plan: Any
    draft_goal: Any
    draft_row: Any
    waiting_plan: Any
    place_plan: Any
    place_goal: Any
    place_row: Any
    to_tie: Any
    reaching: Any
    reaches_person: Any
    # An incident of the child at the context
    incident: Any
    # A conference about the child on the case, one about a place, one that is over, and a panel; an enquiry
    meeting: Any
    invited: Any
    item: Any
    conference: Any
    paper: Any
    marked_paper: Any
    approved: Any
    sent_to: Any
    panel: Any
    panel_item: Any
    waits_for_panel: Any
    enquiry: Any
    # A factor outside the family, what is to be done about it, and the link it proposes
    factor: Any
    action: Any
    proposal: Any
    # What is done at the context over a time, on the case that is proposed there
    intervention: Any
    # A time that the person was missing and was found at the context, with an interview that waits, another without one,
    # and one that was held; one of another child who is missing now; and referrals to the NRM, one of which was decided
    # against
    episode: Any
    interview: Any
    told_episode: Any
    held: Any
    missing: Any
    nrm: Any
    nrm_refused: Any
    # A safety map of the person with the context on it, which proposes a link
    safety_map: Any
    # Warnings in force on the person and the family, and one that waits on the context
    warning: Any
    warning_on_family: Any
    warning_asked: Any
    # Somebody who is barred from the person
    bar: Any

    def __iter__(self) -> Iterator[Any]:
        return (getattr(self, column.name) for column in fields(self))

    @property
    def ids(self) -> set[UUID]:
        return {record.pk for record in self}


def record_set(*, team: Any, by: Any, words: Words, lead: Any = None) -> Records:
    """Make one of everything, every text of it planted. The case is allocated to `lead`, a worker of the team."""
    long_ago = today() - datetime.timedelta(days=400)
    person = plant(factories.PersonFactory(created_by=by), words)
    name_person(person, words)
    other = plant(factories.PersonFactory(created_by=by), words)
    name_person(other, words)
    stranger = plant(factories.PersonFactory(), words)
    name_person(stranger, words)
    family = plant(factories.FamilyFactory(), words)
    member = factories.FamilyMembershipFactory(person=person, family=family, part="child")
    past = {"to_on": today(), "ended_why": words.new("families.familymembership.ended_why")}
    factories.FamilyMembershipFactory(person=person, family=family, part="other", **past)
    unconfirmed = plant(factories.FamilyFactory(confirmed_on=None), words)
    joins = _joins(family, unconfirmed, words, by=by)
    case = plant(factories.CaseFactory(family=family, team=team, proposed_by=by, opened_on=long_ago), words)
    period = factories.CaseChildFactory(case=case, child=person, from_on=long_ago, source="1A")
    status, plan = (
        CaseChildStatus.objects.create(period=period, status=code, category=category, from_on=long_ago)
        for code, category in (("cin", ""), ("cp", "NEG"))
    )
    former_status = CaseChildStatus(period=period, status="assessment", from_on=long_ago, to_on=today())
    context = plant(
        # On the map, each set in a place of its own: what is near might be the same.
        factories.PlacedContextFactory(
            easting=550_000 + 1000 * len(words.seed),
            category_id="park",
            owner_team=team,
            threshold_level="targeted",
            threshold_why="x",
        ),
        words,
    )
    group = plant(factories.PeerGroupFactory(), words)
    note = plant(factories.CaseNoteFactory(created_by=by), words)
    note.save()  # a second version
    allocation = factories.AllocationFactory(case=case, worker=lead or by, team=team, role="lead")
    former = factories.AllocationFactory(case=case, worker=by, team=team, role="co_worker", to_on=today())
    plant(former, words)
    sibling, lives = factories.FamilyMembershipFactory(family=family).person, _lives(team=team, by=by, words=words)
    proposed = plant(
        factories.ContextCaseFactory(
            context=context, status="proposed", opened_on=None, proposed_on=today(), proposed_by=by, team=team
        ),
        words,
    )
    assessed = _assessments(person, case, words, team=team, by=by)
    return Records(
        person=person,
        other=other,
        stranger=stranger,
        relationship=factories.RelationshipFactory(person=person, other=other, kind="sibling"),
        address=plant(factories.AddressFactory(person=person, from_on=long_ago), words),
        former_address=plant(factories.AddressFactory(person=person, from_on=long_ago, to_on=today()), words),
        duplicate=plant(PossibleDuplicate(person=person, other=other), words),
        family=family,
        member=member,
        unconfirmed=unconfirmed,
        **joins,
        case=case,
        period=period,
        status=status,
        plan=plan,
        former_status=plant(former_status, words),
        allocation=plant(allocation, words),
        proposed=proposed,
        context=context,
        group=group,
        relation=plant(
            ContextRelation.objects.create(context=group, other=context, kind="uses", from_on=long_ago), words
        ),
        adult=plant(factories.ContextAdultFactory(context=context, **UNDER_CONDITIONS), words),
        link=plant_link(words, child=person, context=context, role="spends_time", from_on=long_ago),
        past_link=plant_link(
            words, child=person, context=context, role="at_risk", from_on=long_ago, to_on=today(), ended_why="x"
        ),
        note=note,
        **_documents(person, stranger, context, words, by=by),
        on_person=plant(factories.NoteSubjectFactory(note=note, child=person, case=case, seen="seen"), words),
        on_context=plant(factories.NoteSubjectFactory(note=note, child=None, context=context), words),
        released=_released(person, other, words, by=by),
        sibling=sibling,
        **lives,
        **_merges(context, words, by=by),
        **_people_merges(person, words, by=by),
        **_taken(person, context, words),
        **_decisions(person, other, context, case, words, by=by),
        **_contact(person, context, case, words, by=by),
        **assessed,
        **_plans(person, case, proposed, assessed, words, by=by),
        incident=_incident(person, context, words, by=by),
        **_factor(person, context, case, words, by=by),
        **_meetings([person, sibling], context, case, lives["moving"], words),
        marked_paper=_marked_paper(assessed["context_written"].case),
        intervention=plant(factories.InterventionFactory(case=proposed, created_by=by), words),
        **_missing(person, other, context, words, by=by),
        safety_map=_safety_map(person, context, words, by=by),
        **_warnings(person, family, context, words, by=by),
        bar=plant(bar(person, front_door(), end_asked_by=by, end_asked_on=today(), end_why="x"), words),
    )


def _released(person: Any, other: Any, words: Words, *, by: Any) -> Any:
    """What the other keeps of a note on both, and that lifting the restriction it is for was proposed and refused."""
    note = plant(factories.CaseNoteFactory(created_by=by), words)
    row = factories.NoteSubjectFactory(note=note, child=person)
    factories.NoteSubjectFactory(note=note, child=other)
    refused = {"state": "refused", "decided_on": today(), "decided_by": front_door(), "decided_why": "x"}
    plant(factories.RestrictionReviewFactory(person=person, created_by=by, **refused), words)
    factories.NoteHidingFactory(note=note, person=person, created_by=by, ended_on=today())
    release = factories.NoteReleaseFactory(note=note, person=person, left_out=[row.pk], created_by=by)
    return plant(release, words, leave=["ended_why"])


def _taken(person: Any, context: Any, words: Words) -> dict[str, Any]:
    """A contact that nobody who asks here has taken, ready to be submitted: a child in danger, at a place."""
    front = front_door()
    answers = dict.fromkeys(("peers", "school", "neighbourhood", "online"), "said")
    handed = {"danger": "yes", "emergency": "called", "handed_at": timezone.now(), "handed_by": front, "handed_to": "x"}
    about = {"subjects": ["children", "context"], "source": "2A", "child_knows": "yes", "parents_know": "not_asked"}
    taken = factories.ReferralFactory(taker=front, agreement="mixed", **answers, **handed, **about)
    plant(taken, words, leave=["told_how", "withdrawn_why", "due_extended_why", "loaded_as"])
    plant(taken.takings.get(), words)
    known = {"referral": taken, "known": "known"}
    return {
        "taken": taken,
        "stated_child": plant(factories.ReferralChildFactory(person=person, **known), words),
        "stated_adult": plant(factories.ReferralAdultFactory(referral=taken), words),
        "stated_context": plant(factories.ReferralContextFactory(context=context, **known), words),
    }


def _decisions(person: Any, other: Any, context: Any, case: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """A contact that waits for a decision, and one of which the decision waits for a second manager."""
    taker = front_door()
    contact, decided = (
        factories.ReferralFactory(
            submitted=True,
            taker=taker,
            subjects=["children", "context"],
            worry=words.new("referrals.referral.worry"),
            strengths=words.new("referrals.referral.strengths"),
        )
        for _contact in range(2)
    )
    decided.status, decided.decided_at = "decided", timezone.now()
    decided.save()
    child = factories.ReferralChildFactory(
        referral=contact, known="known", person=person, given=words.new("referrals.referralchild.given")
    )
    decision = factories.ScreeningDecisionFactory(
        referral=decided,
        created_by=taker,
        needs_countersignature=True,
        rationale=words.new("referrals.screeningdecision.rationale"),
    )
    return {
        "contact": contact,
        "contact_child": child,
        "contact_context": factories.ReferralContextFactory(
            referral=contact, known="known", context=context, name=words.new("referrals.referralcontext.name")
        ),
        "decided": decided,
        "decision": decision,
        "stands_on": ReferralCase.objects.create(referral=decided, case=case, how="opened"),
        "told": Acknowledgement.objects.create(referral=contact, case=case, child=person, user=by),
        "match": HiddenMatch.objects.create(
            stated=factories.ReferralChildFactory(referral=contact, known="unsure"), person=other
        ),
    }


OUTSIDE_HOME = ("neighbourhood", "home")


def _assessments(person: Any, case: Any, words: Words, *, team: Any, by: Any) -> dict[str, Any]:
    """An assessment that is done, one being written in which nothing is missing, and one that waits for a manager."""
    begun = today() - datetime.timedelta(days=9)
    done = factories.AssessmentFactory(case=case, authorised=True, authorised_by=by, started_on=begun)
    longer = done.due_on + datetime.timedelta(days=1)
    type(done).objects.filter(pk=done.pk).update(due_on=longer, extended_why="x")
    done.refresh_from_db()
    plant(done, words, leave=["returned_why", "discarded_why"])
    rows = [_assessed(done, person, words)]
    family = factories.FamilyFactory()
    written = factories.AssessmentFactory(case__family=family, case__team=team)
    for _child in range(3):
        member = factories.FamilyMembershipFactory(family=family, part="child")
        factories.CaseChildFactory(case=written.case, child=member.person)
    others = [period.child for period in written.case.children.order_by("pk")]
    rows += [_assessed(written, child, words) for child in others[:2]]
    waits = factories.ContextAssessmentFactory(case__team=team, submitted=True, submitted_by=by)
    for assessment in (done, written, waits):
        said = {"number": 1, "written_by": by, "written_on": today()}
        for asked in assessment.asked:
            section = factories.AssessmentSectionFactory(assessment=assessment, name=asked.name, **said)
            plant(section, words)
        plant(factories.AssessmentParticipantFactory(assessment=assessment), words)
    for assessment, child in ((done, person), (written, others[0]), (written, others[1]), (waits, None)):
        _weighed(assessment, child, words, by=by)
    context_written = factories.ContextAssessmentFactory(case__team=team)
    section = written.sections.get(name="analysis")
    source = plant(factories.CaseNoteFactory(created_by=by), words)
    plant(factories.NoteSubjectFactory(note=source, child=others[0]), words)
    return {
        "assessment": done,
        "assessed": rows[0],
        "written": written,
        "section": section,
        "passage": plant(factories.AssessmentPassageFactory(section=section, note=source), words),
        "participant": plant(factories.AssessmentParticipantFactory(assessment=written), words),
        "writes_of": rows[1],
        "not_yet_in": others[2],
        "submitted": waits,
        "context_written": context_written,
        **_printed(done, context_written, words, by=by),
    }


MARKED = "It is dark in Rose Park."


def _printed(assessment: Any, of_context: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """A printed copy, and in another assessment words that are a child's name: one of them answered for."""
    holders = [words.new("assessments.printedcopy.holders")]
    copy = factories.PrintedCopyFactory(assessment=assessment, created_by=by, holders=holders)
    context, said = of_context.case.context, {"number": 1, "written_by": by, "written_on": today()}
    named = factories.PersonFactory(given="Rose")
    factories.ContextLinkFactory(context=context, child=named)
    text = f"{MARKED} By the gate a rose grows."
    factories.AssessmentSectionFactory(assessment=of_context, name="harms", text=text, **said)
    answer = factories.NotANameFactory(context=context, created_by=by)
    return {
        "copy": plant(copy, words, leave=["digest"]),
        "named": named,
        "not_a_name": plant(answer, words, leave=["word", "passage"]),
    }


def _weighed(assessment: Any, child: Any, words: Words, *, by: Any) -> None:
    """A practitioner's view with a primary part outside the home and how it acts on home, and one of a meeting that
    calls nothing primary; and, where it is done, what a manager said to what did not fit."""
    about = {"assessment": assessment, "child": child, "created_by": by}
    first = plant(factories.WeightingFactory(**about), words, leave=["no_primary_why"])
    outside, home = (plant(factories.WeightingRowFactory(weighting=first, kind=kind), words) for kind in OUTSIDE_HOME)
    plant(factories.InterplayFactory(weighting=first, from_row=outside, to_row=home), words)
    why = {"no_primary": "not_yet_known", "no_primary_why": "x"}
    plant(factories.WeightingFactory(**about, view="meeting", **why), words)
    if assessment.is_authorised:
        plant(factories.MisfitAnswerFactory(assessment=assessment, row=outside, child=child), words)


PLAN_LEAVE = ["outcome_words", "returned_why", "agreed_why"]


def _plans(person: Any, case: Any, proposed: Any, assessed: dict[str, Any], words: Words, *, by: Any) -> dict[str, Any]:
    """Plans of which one is of each state, with goals that are measured, actions, reviews, and the children they reach."""
    ended = {"ended_on": today(), "ended_by": by, "outcome": "partly", "outcome_words": "x", "review_due": None}
    past = {"agreed": True, "lead": by, "agreed_by": by} | ended | {"status": "ended"}
    own = plant(factories.PlanFactory(case=case, child=person, **past), words, leave=["returned_why"])
    of_context = plant(factories.ContextPlanFactory(case=proposed, **past), words, leave=["returned_why"])
    family_case, place_case = assessed["written"].case, assessed["submitted"].case
    child, waits_for, to_reach = (period.child for period in family_case.children.order_by("pk"))
    draft = plant(
        factories.PlanFactory(case=family_case, child=child, lead=by), words, leave=["outcome_words", "agreed_why"]
    )
    waiting = factories.PlanFactory(
        case=family_case, child=waits_for, lead=by, status="asked", asked_on=today(), asked_by=by
    )
    plant(waiting, words, leave=PLAN_LEAVE)
    place = factories.ContextPlanFactory(case=place_case, agreed=True, lead=by, agreed_by=by)
    plant(place, words, leave=["outcome_words", "returned_why"])
    found: dict[str, Any] = {}
    before = today() - datetime.timedelta(days=1)
    for name, plan in (("own", own), ("past", of_context), ("draft", draft), ("waiting", waiting), ("place", place)):
        found |= _planned(name, plan, words, by=by)
        if plan.agreed_on:
            plant(factories.PlanVersionFactory(plan=plan, created_by=by), words)
            review = plant(factories.PlanReviewFactory(plan=plan, created_by=by, decision="end", held_on=before), words)
            assert review.plan == plan
    for somebody in (child, to_reach):
        factories.ContextLinkFactory(child=somebody, context=place_case.context, role="at_risk")
    gone = {"to_on": today(), "ended_why": words.new("plans.planchildlink.ended_why")}
    factories.PlanChildLinkFactory(plan=place, child=waits_for, **gone)
    reached = {"plan": place, "created_by": by}
    return {
        "own_plan": own,
        "past_plan": of_context,
        "draft_plan": draft,
        "draft_goal": found["draft_goal"],
        "draft_row": found["draft_row"],
        "waiting_plan": waiting,
        "place_plan": place,
        "place_goal": found["place_goal"],
        "place_row": found["place_row"],
        "to_tie": factories.ActionFactory(case=family_case, owner=by),
        "reaching": plant(factories.PlanChildLinkFactory(child=child, **reached), words, leave=["ended_why"]),
        "reaches_person": plant(factories.PlanChildLinkFactory(child=person, **reached), words, leave=["ended_why"]),
    }


def _planned(name: str, plan: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """A goal with its measure and what is done for it, and another of each that was taken out."""
    said = {"baseline": "x", "baseline_on": today(), "result": "x", "result_on": today()}
    goal = plant(factories.GoalFactory(plan=plan, **said), words, leave=["removed_why"])
    plant(factories.GoalMeasureFactory(goal=goal, created_by=by), words)
    out = {"removed_on": today(), "removed_why": "x"}
    leave = ["measure", "baseline", "how", "result"]
    plant(factories.GoalFactory(plan=plan, measure="", **out), words, leave=leave)
    rows = []
    for facts in ({}, out):
        action = factories.ActionFactory(case=plan.case, owner=None, owner_name="x")
        plant(action, words, leave=["outcome", "extended_why"])
        rows.append(factories.PlanActionFactory(plan=plan, goal=goal, action=action, **facts))
    plant(rows[1], words)
    return {f"{name}_goal": goal, f"{name}_row": rows[0]}


def _assessed(assessment: Any, child: Any, words: Words) -> Any:
    row = factories.AssessmentChildFactory(assessment=assessment, child=child, concluded=True, seen="seen")
    return plant(row, words, leave=["removed_why"])


def front_door() -> Any:
    """One member of staff however many sets there are: who works here is no secret, and stands in the filters of lists."""
    found = User.objects.filter(username="front").first()
    return found or factories.UserFactory(username="front", code="business_support")


def _contact(person: Any, context: Any, case: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """A contact that was handed over in danger, submitted, looked at once, and added to the case. Somebody took it whom no
    test asks: who took a contact goes on seeing it."""
    front = front_door()
    handed = {"danger": "yes", "emergency": "called", "handed_to": "x", "handed_at": timezone.now(), "handed_by": front}
    referral = factories.ReferralFactory(taker=front, submitted=True, **handed)
    plant(referral, words, leave=["told_how", "withdrawn_why", "loaded_as"])
    plant(referral.takings.get(), words)
    initial = factories.ScreeningDecisionFactory(referral=referral, stage="initial", outcomes=[], created_by=by)
    plant(initial, words, leave=["countersigned_why", "set_aside_why", "council"])
    factories.ReferralCaseFactory(referral=referral, case=case)
    factories.AcknowledgementFactory(referral=referral, case=case, child=person, user=front)
    same = {"referral": referral, "known": "known"}
    plant(factories.ReferralAdultFactory(referral=referral), words)
    plant(factories.ReferralContextFactory(context=context, **same), words)
    letter = factories.AttachmentFactory(referral=referral, created_by=front)
    return {
        "referral": referral,
        "stated": plant(factories.ReferralChildFactory(person=person, **same), words),
        "attachment": plant(letter, words, leave=["content_type", "digest", "withdrawn_why"]),
    }


def _documents(person: Any, stranger: Any, context: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """A letter about the child and the context; and what was removed from the child's record, which is about others."""
    left = ["content_type", "digest", "withdrawn_why"]
    letter, other = (plant(factories.DocumentFactory(created_by=by), words, leave=left) for _letter in range(2))
    factories.DocumentSubjectFactory(document=letter, child=None, context=context)
    elsewhere = factories.NoteSubjectFactory(child=stranger, note__created_by=by)
    moved = factories.DocumentSubjectFactory(document=other, child=None, context=context)
    said = {"child": person, "created_by": by}
    return {
        "document": letter,
        "document_on_person": factories.DocumentSubjectFactory(document=letter, child=person),
        "removal": factories.RemovalFactory(note_subject=elsewhere, **said),
        "document_removal": factories.RemovalFactory(note_subject=None, document_subject=moved, **said),
    }


def _incident(person: Any, context: Any, words: Words, *, by: Any) -> Any:
    """An incident of two versions in which the child was harmed and saw others harmed, and no longer counts as unknown."""
    incident = plant(factories.IncidentFactory(context=context, created_by=by), words)
    for role in ("harmed", "witness"):
        factories.IncidentChildFactory(incident=incident, child=person, role=role)
    factories.IncidentChildFactory(incident=incident, child=person, role="not_known", withdrawn_on=today())
    factories.IncidentHarmFactory(incident=incident)
    incident.save()
    return incident


def _factor(person: Any, context: Any, case: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """A factor on the case that names the child and the context, with one thing to be done and a link proposed."""
    made = factories.FactorFactory(
        case=case, context=context, created_by=by, children=[person], harm_types=HarmType.objects.order_by("name")[:2]
    )
    factor = plant(made, words, leave=["ended_why", "no_action_why"])
    action = factories.ActionFactory(case=case, factor=factor, owner=None, owner_name="x")
    return {
        "factor": factor,
        "action": plant(action, words, leave=["outcome", "extended_why"]),
        "proposal": factories.LinkProposalFactory(factor=factor, child=person, context=context),
    }


def _missing(person: Any, other: Any, context: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """A missing episode of two versions, with its interview and what it proposes; who is missing now; referrals to the
    NRM, one that waits and one that was decided against."""
    episode = factories.MissingEpisodeFactory(child=person, context=context, created_by=by)
    plant(episode, words, leave=["withdrawn_why"])
    held = factories.ReturnInterviewFactory(
        episode=factories.MissingEpisodeFactory(
            child=person, missing_from=hours_ago(200), found_at=hours_ago(190), created_by=by
        ),
        held=True,
    )
    plant(held, words, leave=["extended_why", "not_offered_why", "not_taken_up_why", "not_applicable_why"])
    interview = factories.ReturnInterviewFactory(episode=episode)
    # One of which nobody may see what was told.
    told_episode = factories.MissingEpisodeFactory(
        child=person, missing_from=hours_ago(400), found_at=hours_ago(390), created_by=by
    )
    missing = factories.MissingEpisodeFactory(child=other, found_at=None, created_by=by)
    nrm, refused = (
        factories.NRMReferralFactory(child=person, context=context, created_by=by, **facts)
        for facts in ({}, {"reasonable": "negative", "reasonable_on": today()})
    )
    for proposes in ({"episode": episode}, {"nrm": nrm}):
        factories.LinkProposalFactory(factor=None, child=person, context=context, **proposes)
    late = ["reconsider_why", "withdrawn_why"]
    return {
        "episode": episode,
        "interview": interview,
        "told_episode": told_episode,
        "held": held,
        "missing": plant(missing, words, leave=["found_where", "withdrawn_why"]),
        "nrm": plant(nrm, words, leave=[*late]),
        "nrm_refused": plant(refused, words, leave=[*late]),
    }


def _safety_map(person: Any, context: Any, words: Words, *, by: Any) -> Any:
    """A map of two versions that may be counted, with a place at the context, a way, and an adult whom they trust."""
    made = factories.SafetyMapFactory(child=person, agreed=True, pooling_by=by, created_by=by)
    drawn = plant(made, words, leave=["withdrawn_why"])
    place = factories.SafetyMapFeatureFactory(safety_map=drawn, context=context)
    way = factories.SafetyMapFeatureFactory(safety_map=drawn, shape="route", colour="green", points=[[51.5, -0.1]])
    for row in (place, way, factories.SafetyMapAdultFactory(safety_map=drawn)):
        plant(row, words)
    factories.LinkProposalFactory(factor=None, on_map=place, child=person, context=context)
    return drawn


def _warnings(person: Any, family: Any, context: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """Two in force, one of them looked at already, and one that waits for a manager."""
    on: dict[str, dict[str, Any]] = {
        "warning": {"person": person, "told": "no", "not_told_why": "x"},
        "warning_on_family": {"person": None, "family": family, "told": "no", "not_told_why": "x"},
        "warning_asked": {"person": None, "context": context, "proposed": True, "told": "no", "not_told_why": "x"},
    }
    made = {
        name: factories.WarningFactory(created_by=by, **({} if "proposed" in facts else {"agreed_by": by}), **facts)
        for name, facts in on.items()
    }
    return {name: plant(warning, words, leave=["ended_why"]) for name, warning in made.items()}


def _staff(name: str, code: str) -> Any:
    """The member of the cast of this name, or somebody like them."""
    return User.objects.filter(username=name).first() or factories.UserFactory(code=code)


def _meetings(children: list[Any], context: Any, case: Any, place_case: Any, words: Words) -> dict[str, Any]:
    """A conference about two children that waits for its minutes to be approved; one about a place, with its paper; one
    that is over; a panel that decided something, and what waits for the next; and an enquiry about another child."""
    runs = {"chair": _staff("manager", "manager"), "minute_taker": _staff("support", "business_support")}
    written = {"minutes": "x", "written_by": runs["chair"], "written_on": today()}
    meeting = factories.MeetingFactory(case=case, kind="roth", partners="x", **runs, **written)
    plant(meeting, words, leave=["cancelled_why"])
    first, _second = (factories.AgendaItemFactory(meeting=meeting, child=child) for child in children)
    over = {"approved_on": today(), "approved_by": runs["chair"]}
    conference, approved = (
        factories.MeetingFactory(case=place_case, kind="context", **runs, **facts) for facts in ({}, written | over)
    )
    plant(conference, words, leave=["partners", "minutes", "cancelled_why"])
    plant(approved, words, leave=["partners", "cancelled_why"])
    for about in (conference, approved):
        factories.AgendaItemFactory(meeting=about, child=None, context=place_case.context)
    paper = ContextPaper.objects.create(meeting=conference, text="x", written_by=runs["chair"], written_on=today())
    panel = factories.MeetingFactory(case=None, kind="panel", chair=runs["chair"])
    heard = factories.AgendaItemFactory(meeting=panel, child=None, context=context)
    waiting = factories.AgendaItemFactory(meeting=None, child=children[1], why="x")
    # On a case of its own: no case closes while one is open.
    period = factories.CaseChildFactory(case__team=case.team, case__family=factories.FamilyFactory())
    factories.FamilyMembershipFactory(family=period.case.family, person=period.child)
    strategy = factories.MeetingFactory(case=period.case, chair=runs["chair"])
    enquiry = factories.Section47Factory(strategy=strategy, child=period.child, seen="seen", seen_on=today())
    factories.AgendaItemFactory(meeting=strategy, child=period.child)
    told = ["words", "came_of_it"]
    return {
        "meeting": meeting,
        "invited": plant(factories.InvitationFactory(meeting=meeting), words),
        "item": plant(first, words, leave=told),
        "conference": conference,
        "paper": plant(paper, words),
        "approved": approved,
        "sent_to": plant(factories.InvitationFactory(meeting=approved), words),
        "panel": plant(panel, words, leave=["partners", "minutes", "cancelled_why"]),
        "panel_item": plant(heard, words, leave=told),
        "waits_for_panel": plant(waiting, words, leave=told),
        "enquiry": plant(enquiry, words, leave=["not_seen_why", "outcome_why", "extended_why"]),
    }


def _marked_paper(case: Any) -> Any:
    """The paper of a conference about the place where Rose goes (`_printed`), with her name in it."""
    runs = {"chair": _staff("manager", "manager"), "minute_taker": _staff("support", "business_support")}
    conference = factories.MeetingFactory(case=case, kind="context", **runs)
    factories.AgendaItemFactory(meeting=conference, child=None, context=case.context)
    written = {"written_by": conference.chair, "written_on": today()}
    return ContextPaper.objects.create(meeting=conference, text=MARKED, **written)


def _merges(context: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """A context merged into this one, and another that somebody asked to be merged into it."""
    merge = factories.ContextMergeFactory(kept=context, created_by=by)
    alike = plant(factories.ContextFactory(category_id="park"), words)
    asked = factories.MergeRequestFactory(kept=context, merged=alike, asked_by=by)
    return {
        "alike": alike,
        "merged": plant(merge.merged, words),
        "merge": plant(merge, words),
        "merge_asked": plant(asked, words, leave=["decided_why"]),
    }


def _people_merges(person: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """A record merged into this person's, and another that somebody found to be theirs too."""
    merge = factories.PersonMergeFactory(kept=person, created_by=by)
    twin = plant(factories.PersonFactory(created_by=by), words)
    name_person(twin, words)
    same = factories.PossibleDuplicateFactory(person=twin, other=person, outcome="same", settled_on=today())
    return {
        "twin": twin,
        "same": plant(same, words),
        "gone": plant(merge.merged, words),
        "person_merge": plant(merge, words, leave=["undone_why"]),
    }


def _lives(*, team: Any, by: Any, words: Words) -> dict[str, Any]:
    """Cases on contexts of their own: one asked to move, one sent here, one about to close, one nothing is to be said of,
    one closed, and one whose worker has gone."""
    cases = {name: plant(factories.ContextCaseFactory(team=team), words) for name in ("moving", "closing", "quiet")}
    elsewhere = Team.objects.filter(name="Lakeside team").first() or factories.TeamFactory(name="Lakeside team")
    if not elsewhere.memberships.exists():
        factories.TeamMembershipFactory(user=factories.UserFactory(code="manager"), team=elsewhere, is_manager=True)
    asked = {"asked_by": by, "to_team": elsewhere, "status": "asked"}
    sent = {"asked_by": by, "to_team": team, "sent_by": by, "case__team": elsewhere, "case__family": None}
    left = front_door()
    gone = factories.AllocationFactory(case=factories.ContextCaseFactory(team=team), worker=left)
    undecided = ["decided_why"]
    return {
        **cases,
        "asked": plant(factories.CaseTransferFactory(case=cases["moving"], **asked), words, leave=undecided),
        "sent": plant(
            factories.CaseTransferFactory(case__context=factories.ContextFactory(), **sent), words, leave=undecided
        ),
        "closure": plant(
            factories.CaseClosureFactory(case=cases["closing"], asked_by=by),
            words,
            leave=[*undecided, "context_status"],
        ),
        "closed": plant(
            factories.ContextCaseFactory(team=team, status="closed", closed_on=today(), closure_reason="RC7"), words
        ),
        "left_behind": plant(gone, words),
    }


def _joins(family: Any, other: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """A family joined into this one; another that was, until it was undone, and was found not to be one with it."""
    join = factories.FamilyJoinFactory(kept=family, created_by=by)
    undone = {"undone_on": today(), "undone_by": by, "undone_why": "x"}
    return {
        "joined": plant(join.joined, words),
        "join": plant(join, words, leave=["undone_why"]),
        "join_undone": plant(
            factories.FamilyJoinFactory(kept=family, joined=other, moved={"families": {}}, created_by=by, **undone),
            words,
        ),
        "apart": plant(factories.FamiliesApartFactory(family=family, other=other, created_by=by), words),
    }


def name_person(person: Any, words: Words) -> None:
    """A name of every kind, each of words that search finds nothing else by."""
    for name in person.names.all():
        plant(name, words)
    for kind in (PersonName.Kind.KNOWN_AS, PersonName.Kind.FORMER):
        plant(PersonName(person=person, kind=kind), words)
    given = person.names.get(kind=PersonName.Kind.NAME)
    person.display_name = f"{words.new('families.person.display_name')} {given}"
    person.save()


def plant_link(words: Words, **facts: Any) -> Any:
    facts = UNDER_CONDITIONS | facts
    link = factories.ContextLinkFactory(review_due=today() + datetime.timedelta(days=7), **facts)
    return plant(link, words, leave=() if link.to_on else ["ended_why"])


# --- Restricting and granting ----------------------------------------------------------------------------------------
def restrict[R: Restrictable](record: R, *, by: Any, words: Words | None = None) -> R:
    """Restrict a record without granting it to anyone. (The workflow grants it to whoever restricts it.)"""
    record = type(record)._default_manager.get(pk=record.pk)
    record.restricted_on = today()
    record.restricted_by = by
    record.restricted_why = words.new(f"{record._meta.label_lower}.restricted_why") if words else "Told by nobody"
    record.restriction_review_due = today() + datetime.timedelta(days=90)
    record.save()
    return record


def grant(record: Restrictable, *, to: Any, starts: int = 0, days: int = 14) -> Any:
    """A grant that begins `starts` days from today (before today when negative) and ends `days` after that."""
    begins = today() + datetime.timedelta(days=starts)
    kind = record._meta
    return record.grant_model().objects.create(
        user=to,
        content_object=record,
        permission=Permission.objects.get(content_type__app_label=kind.app_label, codename=f"view_{kind.model_name}"),
        reason="Works with them",
        granted_by=record.restricted_by or to,
        from_on=begins,
        ends_on=begins + datetime.timedelta(days=days),
    )


def bar(record: Restrictable, user: Any, **facts: Any) -> Any:
    """Bar a member of staff from a record."""
    given = {"why": "related", "from_on": today(), "created_by": record.created_by} | facts
    return model_above(type(record), "bars").objects.create(record=record, user=user, **given)


def opening(record: Restrictable, user: Any, *, minutes: int = 240, owner: Any = None) -> Any:
    """That a record was opened to somebody in an emergency, and closes after so many minutes: with none it is over."""
    asked = {"way": "reference", "asked": "x", "why": "danger", "words": "x"}
    access = EmergencyAccess.objects.create(created_by=user, found="opened", owner=owner, answer_due=today(), **asked)
    closes_at = Now() + datetime.timedelta(minutes=minutes)
    return model_above(type(record), "openings").objects.create(
        record=record, user=user, access=access, closes_at=closes_at
    )


def draft_of(
    author: Any, *, title: str = "Half written", path: str = "/notes/new/", about: str = "", **data: Any
) -> Draft:
    return Draft.objects.create(
        id=uuid4(), author=author, form="cases.note", about=about, title=title, path=path, data=data
    )
