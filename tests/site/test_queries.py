"""Every page asks the database as often for a page full of rows as for one, and not too often."""

import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from assessments.models import Weighting
from cases.links.jobs import find_patterns
from cases.models import MinutesSent
from contexts.models import ContextRelation
from cs_casework.dates import months_after, today
from cs_casework.reference.models import Agency, HarmType, Interval, Outcome, PlaceCategory
from families.models import Person, PossibleDuplicate
from keeping.models import AccessItem, AccessMask, Disposal
from referrals.models import Acknowledgement, HiddenMatch, ReferralCase
from tests import factories
from tests.helpers import hours_ago
from tests.keeping.records import kept_records
from tests.site import api
from tests.site.asking import UUID, Answer, Browser
from tests.site.conftest import Service, by_turns
from tests.site.places import Place
from tests.site.records import Records, draft_of, grant, restrict

# In the suite a few rows more must cost no statement more; in the proof a page full of them, which it is at 25.
FEW, MORE_ROWS, MANY = 1, 4, 26
# Signing in, the session, the page and the note in the audit that it was read.
MOST = 20
# What shows the conclusion of an assessment reads the views, their parts, what these rest on, and how they act on each
# other, beside all else that it shows.
MORE = {
    "assessments:assessment-detail being written": 21,
    "families:family-detail": 21,
    "overview:person-summary": 30,
    # Seven kinds, of which people and notes are found first, and who may see those few is asked then; and what was
    # released of notes that are hidden.
    "overview:search": 29,
    "/search/?q=Child": 28,
    "referrals:referral-decide ?stage": 26,
    "referrals:referral-decide": 30,
}


def _add(of: Records, number: int, *, service: Service) -> None:
    """One row more on every page of these records, and on every list."""
    worker, team = service.users["worker"], service.team
    child = factories.PersonFactory(given=f"Child{number:02}", family="Testington")
    factories.FamilyMembershipFactory(person=child, family=of.family)
    factories.RelationshipFactory(person=of.person, other=child, kind="cousin")
    factories.AddressFactory(person=of.person, lines=f"{number} High Street", to_on=today())
    PossibleDuplicate.objects.create(person=of.person, other=child, why="Same name")
    period = factories.CaseChildFactory(case=of.case, child=child)
    period.statuses.create(status="cin", from_on=today())
    former = {"case": of.case, "to_on": today(), "reason": "Moved teams"}
    factories.AllocationFactory(worker=worker, team=team, role="co_worker", child=child, **former)
    factories.AllocationFactory(case=of.case, worker=worker, team=team, role="covering", child=child)
    for context in (of.context, of.group):
        factories.ContextLinkFactory(context=context, child=child, review_due=today())
        factories.ContextLinkFactory(context=context, child=child, role="harmed", to_on=today(), ended_why="Moved")
    context = factories.PlacedContextFactory(name=f"Place {number:02}", easting=500_000 + 2000 * number)
    factories.ContextLinkFactory(context=context, child=of.person, review_due=today())
    factories.ContextLinkFactory(context=context, child=of.person, role="at_risk", to_on=today(), ended_why="Moved")
    ContextRelation.objects.create(context=of.context, other=context, kind="leads_to", from_on=today())
    factories.ContextAdultFactory(context=of.context, person=of.other, role="protective")
    _add_visits(of, number, period=period)
    _add_links(of, number, by=worker)
    _add_case(of, number, worker=worker, team=team, child=child)
    _add_families(of, number, by=worker)
    _add_merges(of, number, child=child, service=service)
    _add_people_merges(of, number, child=child, service=service)
    _add_waiting(of, worker=worker, team=team, period=period)
    note = factories.CaseNoteFactory(title=f"Note {number}", created_by=worker)
    for subject in ({"child": of.person}, {"family": of.family}, {"context": of.context}, {"child": child}):
        factories.NoteSubjectFactory(note=note, case=of.case, **({"child": None} | subject))
    _add_documents(of, number, child=child)
    _add_incidents(of, number, child=child)
    draft_of(worker, title=f"Draft {number}", about=f"child:{child.pk}")
    _add_staff(number, service=service)
    _add_patterns(of, number, team=team)
    _add_taken(of, number, service=service)
    _add_decisions(of, number, child=child, service=service)
    _add_contacts(of, number, by=worker)
    _add_assessments(of, number)
    _add_factors(of, number, child=child, worker=worker)
    _add_meetings(of, child=child, service=service)
    _add_interventions(of, number, service=service)
    _add_plans(of, number, team=team, by=worker)
    _add_missing(of, number, child=child, service=service)
    _add_safety_maps(of, number, child=child)
    _add_warnings(of, number, child=child)
    _add_restrictions(service, child=child)
    _add_kept(service)
    changed_once_more = (
        of.person,
        of.family,
        of.context,
        of.case,
        of.link,
        of.note,
        of.referral,
        of.incident,
        of.factor,
        of.meeting,
        of.conference,
        of.intervention,
        of.assessment,
        of.episode,
        of.interview,
        of.nrm,
        of.safety_map,
        of.warning,
    )
    for record in changed_once_more:
        changed = type(record).objects.get(pk=record.pk)
        changed.save()  # one version more


def _add_restrictions(service: Service, *, child: Person) -> None:
    """One restricted record more, whose grant is about to lapse; one grant and one shared note more on one that there is;
    one team more on duty; one more version of what was released."""
    manager, restricted = service.users["manager"], service.restricted["person"]
    grant(restrict(factories.PersonFactory(), by=manager), to=manager, days=5)
    grant(restricted, to=factories.UserFactory())
    note = factories.CaseNoteFactory(title="A call of two")
    for subject in (restricted, child):
        factories.NoteSubjectFactory(note=note, child=subject)
    factories.StandingGrantFactory()
    service.of.released.save()


def _add_kept(service: Service) -> None:
    """One more record that is due, held, to be disposed of and asked for; somebody more who goes with one that is to be;
    and one entry more of a pack, with a word to decide on."""
    first = AccessMask.objects.order_by("pk")[0]
    going, pack = Disposal.objects.order_by("pk")[0].person, first.item.request
    factories.FamilyMembershipFactory(family=going.memberships.get().family, part="parent")
    number = pack.items.count() + 1
    name = pack.person.names.create(kind="known_as", given=f"Otto{number}")
    item = AccessItem.objects.create(
        request=pack, number=number, source="name", row=name.pk, text=name.given, is_gathered=True
    )
    word = {"word": name.given, "plain": name.given.lower()}
    AccessMask.objects.create(item=item, start=0, end=len(name.given), origin="record", **word)
    kept_records(service.users["records"])


def _add_documents(of: Records, number: int, *, child: Person) -> None:
    """One more document on each record and on others; and one more note, link and document that each had in error."""
    letter = factories.DocumentFactory(title=f"Letter {number:02}")
    for subject in ({"child": of.person}, {"family": of.family}, {"context": of.context}, {"child": child}):
        factories.DocumentSubjectFactory(document=letter, **({"child": None} | subject))
    factories.DocumentSubjectFactory(document=of.document, child=child)
    for subject in ({"child": of.person}, {"child": None, "family": of.family}, {"child": None, "context": of.context}):
        factories.RemovalFactory(**subject)
        factories.RemovalFactory(note_subject=None, document_subject=factories.DocumentSubjectFactory(), **subject)
    factories.RemovalFactory(note_subject=None, link=factories.ContextLinkFactory(), child=of.person)
    factories.RemovalFactory(note_subject=None, link=factories.ContextLinkFactory(), child=None, context=of.context)


def _add_incidents(of: Records, number: int, *, child: Person) -> None:
    """An incident of two children at the context, which a merge moved; and another child in the one that is asked about,
    one taken out of it, and what harm it was."""
    incident = factories.IncidentFactory(context=of.context)
    rows = [factories.IncidentChildFactory(incident=incident, child=somebody) for somebody in (of.person, child)]
    harm = HarmType.objects.create(name=f"Harm {number:02}")
    for about in (incident, of.incident):
        factories.IncidentHarmFactory(incident=about, harm_type=harm)
    factories.IncidentChildFactory(incident=of.incident, child=child)
    factories.IncidentChildFactory(incident=of.incident, child=child, role="witness", withdrawn_on=today())
    of.merge.moved.setdefault("incidents", {})[str(incident.pk)] = {"context_id": {"was": None, "became": None}}
    moved = {"child_id": {"was": None, "became": None}}
    of.person_merge.moved.setdefault("incident_children", {})[str(rows[0].pk)] = moved
    of.merge.save()
    of.person_merge.save()


def _add_factors(of: Records, number: int, *, child: Person, worker: Any) -> None:
    """One more factor about the child and another, thing to be done about it and about the one asked, and link proposed."""
    harms = HarmType.objects.order_by("name")[: 1 + number % 3]
    context = factories.ContextFactory(name=f"Gate {number:02}")
    factor = factories.FactorFactory(case=of.case, context=context, children=[of.person, child], harm_types=harms)
    agency = Agency.objects.order_by("name").first()
    factories.FactorChildFactory(factor=of.factor, child=child)
    for made in (factor, of.factor):
        factories.ActionFactory(case=of.case, factor=made, owner=worker)
        factories.ActionFactory(case=of.case, factor=made, owner=None, agency=agency)
        factories.LinkProposalFactory(factor=made, child=child, context=context)
    ended = {"status": "ended", "ended_why": "They moved"} if number % 2 else {}
    factories.FactorFactory(case=of.case, context=of.context, children=[of.person], harm_types=harms, **ended)
    for about in ({"incident": of.incident}, {"note": of.note}):
        factories.ActionFactory(case=of.case, owner=worker, **about)
    factories.LinkProposalFactory(factor=factor, child=of.person, context=context)


def _add_missing(of: Records, number: int, *, child: Person, service: Service) -> None:
    """Times that the person was missing, with interviews that wait, places they name, links they propose and what is to be
    done; and children of the team who are missing now."""
    for about in (of.person, child):
        past = {"missing_from": hours_ago(3000 - 40 * number), "found_at": hours_ago(2990 - 40 * number)}
        context = factories.ContextFactory(name=f"Pier {number:02}")
        episode = factories.MissingEpisodeFactory(child=about, context=context, **past)
        factories.ReturnInterviewFactory(episode=episode, due_at=hours_ago(5))
        factories.LinkProposalFactory(factor=None, episode=episode, child=about, context=context)
        held = factories.MissingEpisodeFactory(child=about, withdrawn_on=today(), withdrawn_why="Twice", **past)
        factories.ReturnInterviewFactory(episode=held, held=True, context=context)
        refusal = {"offered": "Y", "offered_at": hours_ago(2), "taken_up": "N", "not_taken_up_why": "Not now"}
        factories.ReturnInterviewFactory(episode=factories.MissingEpisodeFactory(child=about, **past), **refusal)
        factories.NRMReferralFactory(child=about, reasonable="negative", reasonable_on=today())
        nrm = factories.NRMReferralFactory(child=about, context=context)
        factories.LinkProposalFactory(factor=None, nrm=nrm, child=about, context=context)
    factories.LinkProposalFactory(factor=None, interview=of.interview, child=child, context=context)
    factories.ActionFactory(case=of.case, episode=of.episode, owner=service.users["worker"])
    missing = factories.CaseChildFactory(case__team=service.team).child
    factories.MissingEpisodeFactory(child=missing, found_at=None)


def _add_safety_maps(of: Records, number: int, *, child: Person) -> None:
    """One more map of the person and of another child, with places that they name and links that it proposes; and more on
    the one that is asked about, some of it taken off again."""
    maps = [factories.SafetyMapFactory(child=about, agreed=True, said="“Ok”") for about in (of.person, child)]
    for drawn in (*maps, of.safety_map):
        for context, facts in (
            (of.context, {}),
            (factories.ContextFactory(name=f"Square {number:02}"), {"colour": "green"}),
            (None, {"removed_on": today()}),
        ):
            row = factories.SafetyMapFeatureFactory(safety_map=drawn, context=context, why="Dark", **facts)
            if context:
                factories.LinkProposalFactory(factor=None, on_map=row, child=drawn.child, context=context)
        factories.SafetyMapAdultFactory(safety_map=drawn, person=factories.PersonFactory())


def _add_warnings(of: Records, number: int, *, child: Person) -> None:
    """Warnings on the records that are asked about and on another of the family, in force, that wait, and that ended."""
    ended = {"status": "ended", "ended_on": today(), "ended_why": "No dog"}
    soon = {"review_due": today() + datetime.timedelta(days=9)}
    for on in ({"person": of.person}, {"person": child}, {"family": of.family}, {"context": of.context}):
        for facts in ({}, {"proposed": True}, ended, soon):
            factories.WarningFactory(**{"person": None} | on, **facts)


def _add_meetings(of: Records, *, child: Person, service: Service) -> None:
    """Meetings on the case in every state, and panels; on those that are asked about more items, people invited, things
    sent and to be done; what waits for a panel, and a child on the way to a plan."""
    users, context = service.users, factories.ContextFactory()
    runs = {"chair": users["manager"], "minute_taker": users["support"]}
    written = {"minutes": "We spoke", "written_by": users["support"], "written_on": today()}
    over = {"approved_on": today(), "approved_by": users["manager"]}
    tomorrow = {"starts_at": timezone.now() + datetime.timedelta(days=1)}
    for facts in ({}, written, written | over, tomorrow):
        own = {"chair": users["manager"], "minute_taker": users["worker"]}
        for who in (runs, own):
            made = factories.MeetingFactory(case=of.case, kind="roth", **who, **facts)
            factories.AgendaItemFactory(meeting=made, child=child)
    for meeting in (of.meeting, of.conference):
        item = factories.AgendaItemFactory(meeting=meeting, child=child, decision="She stays")
        row = factories.InvitationFactory(meeting=meeting, user=factories.UserFactory(), name="", part="")
        MinutesSent.objects.create(meeting=meeting, invitation=row, what="invitation", sent_on=today())
        factories.ActionFactory(case=of.case, meeting=meeting, item=item)
    # Not on the conference: its paper is read for the names of each context for itself, and there are few.
    factories.AgendaItemFactory(meeting=of.meeting, child=None, context=context)
    panel = factories.MeetingFactory(kind="panel", case=None, chair=users["manager"])
    for about in (panel, of.panel):
        factories.AgendaItemFactory(meeting=about, child=child, decision="She is asked")
    for subject in ({"child": child}, {"child": None, "context": context}):
        factories.AgendaItemFactory(meeting=None, why="Many agencies", **subject)
    factories.InvitationFactory(meeting=of.approved)
    strategy = factories.MeetingFactory(case=of.case, chair=users["manager"])
    factories.AgendaItemFactory(meeting=strategy, child=child)
    factories.Section47Factory(strategy=strategy, child=child)
    overdue = factories.CaseChildFactory(case__team=of.case.team)
    strategy = factories.MeetingFactory(case=overdue.case, chair=users["manager"])
    past = dict.fromkeys(("conference_due_on", "first_due_on"), today() - datetime.timedelta(days=1))
    factories.Section47Factory(strategy=strategy, child=overdue.child, **past)


def _add_interventions(of: Records, number: int, *, service: Service) -> None:
    """One more thing done at the context, one that is over, and something that an agency is late with and that business
    support is given to do."""
    over = {"to_on": today(), "effect": "They walk home", "effect_known": "They say so"}
    for ended in ({}, over):
        factories.InterventionFactory(case=of.proposed, what=f"Lamps {number:02}", **ended)
    agency = Agency.objects.create(name=f"Doer {number:02}")
    late = {"case": factories.CaseFactory(team=service.team), "due_on": today() - datetime.timedelta(days=number + 1)}
    factories.ActionFactory(owner=None, agency=agency, chaser=service.users["worker"], **late)
    for who in ("support", "manager"):
        factories.ActionFactory(owner=service.users[who], **late)
    done = {"status": "done", "outcome": "They walk home", "finished_on": today()}
    factories.ActionFactory(owner=service.users["worker"], **done)


def _add_taken(of: Records, number: int, *, service: Service) -> None:
    """Contacts that each is taking, and more people, contexts and takers in the one that is asked about."""
    for who in ("worker", "manager", "support"):
        factories.ReferralFactory(taker=service.users[who])
    taken = of.taken
    for withdrawn_on in (None, today()):
        person = factories.PersonFactory(given=f"Stated{number:02}", family="Wintergreen")
        known = {"referral": taken, "known": "known", "withdrawn_on": withdrawn_on}
        factories.ReferralChildFactory(person=person, **known)
        factories.ReferralAdultFactory(person=person, **known)
        factories.ReferralContextFactory(context=factories.ContextFactory(name=f"Shop {number}"), **known)
    taken.takings.create(user=service.users["worker"], reason="On another call")
    taken.steps.create(step=f"child:{uuid4()}", data={"given": [f"Typed{number}"]}, saved_by=service.users["worker"])


def _add_contacts(of: Records, number: int, *, by: Any) -> None:
    """A contact being taken and one that is decided, each about several and on the case; and more of all that stands in
    one: children, adults, contexts, files, who had it in hand, what was decided, and who was told."""
    taking = factories.ReferralFactory(taker=by, decision_due=today() - datetime.timedelta(days=1))
    done = {"submitted": True, "status": "decided", "decided_at": timezone.now()}
    decided = factories.ReferralFactory(taker=by, **done)
    for referral in (taking, decided):
        for person in (of.person, None):
            known = "known" if person else "unsure"
            factories.ReferralChildFactory(referral=referral, person=person, known=known)
            factories.ReferralAdultFactory(referral=referral)
        factories.ReferralContextFactory(referral=referral, context=of.context, known="known")
    factories.ScreeningDecisionFactory(referral=decided, created_by=by)
    factories.ReferralCaseFactory(referral=decided, case=of.case)
    one = of.referral
    factories.ReferralChildFactory(referral=one, person=factories.PersonFactory(family="Wintergreen"), known="known")
    factories.ReferralAdultFactory(referral=one, person=factories.PersonFactory(family="Wintergreen"), known="known")
    factories.ReferralContextFactory(
        referral=one, context=factories.ContextFactory(name=f"Kiosk {number}"), known="known"
    )
    factories.AttachmentFactory(referral=one)
    one.takings.create(user=factories.UserFactory(), reason=f"On leave {number}")
    factories.ScreeningDecisionFactory(referral=one, stage="screening", outcomes=[], created_by=by)
    factories.ReferralCaseFactory(referral=one, case__family__name=f"Family {number:02}")
    factories.AcknowledgementFactory(referral=one, case=of.case)


def _add_assessments(of: Records, number: int) -> None:
    """More assessments on the case, of the child and of the context; more of all that stands in one, each with another
    version; and more in one that is being written."""
    before = today() - datetime.timedelta(days=30 + number)
    earlier = factories.AssessmentFactory(case=of.case, authorised=True, started_on=before)
    factories.AssessmentChildFactory(assessment=earlier, child=of.person, concluded=True)
    factories.ContextAssessmentFactory(case=of.proposed, authorised=True, started_on=before)
    _add_in_hand(of, number)
    for assessment in (of.assessment, of.written):
        child = factories.PersonFactory(given=f"Assessed{number:02}")
        factories.AssessmentChildFactory(assessment=assessment, child=child, concluded=True)
        factories.CaseChildFactory(case=assessment.case, child=factories.PersonFactory(given=f"Another{number:02}"))
        factories.AssessmentParticipantFactory(assessment=assessment, name="", person=child)
        section = assessment.sections.get(name="analysis")
        sources = {
            "person": child,
            "context": of.context,
            "earlier": earlier,
            "incident": of.incident,
            "factor": of.factor,
        }
        for name, source in sources.items():
            factories.AssessmentPassageFactory(section=section, **({"note": None} | {name: source}))
        factories.AssessmentPassageFactory(section=section, note=factories.CaseNoteFactory(title=f"Quoted {number}"))
        section.save()
        _add_weighed(assessment, of, number)
    _add_weighed(of.submitted, of, number)
    of.assessed.save()
    _add_printed(of, number)


def _add_printed(of: Records, number: int) -> None:
    """One more copy; and on a context another child whose name is marked, in a passage more, and an answer more."""
    factories.PrintedCopyFactory(assessment=of.assessment, purpose=f"Conference {number:02}")
    for assessment in (of.context_written, of.submitted):
        context = assessment.case.context
        factories.ContextLinkFactory(context=context, child=factories.PersonFactory(given="Juniper"))
        factories.NotANameFactory(context=context, word="juniper", reason=f"A bush {number:02}")
    section = of.context_written.sections.get()
    section.text += f"\nJuniper Road {number}, and a juniper."
    section.save()


def _add_in_hand(of: Records, number: int) -> None:
    """Of the worker and of the team: one overdue and given longer, one due soon and returned, one that waits."""
    manager = of.assessment.authorised_by
    late, soon = today() - datetime.timedelta(days=1 + number), today() + datetime.timedelta(days=number % 5)
    for said in (
        {"due_on": late, "first_due_on": late - datetime.timedelta(days=3), "extended_why": "A strike"},
        {"due_on": soon, "returned_on": today(), "returned_by": manager, "returned_why": "The analysis"},
        {"submitted": True},
    ):
        case = factories.CaseFactory(team=of.case.team)
        factories.AllocationFactory(case=case, worker=of.allocation.worker, team=of.case.team)
        factories.AssessmentFactory(case=case, **said)


def _add_known_of(child: Any) -> None:
    """A factor, and what an assessment concluded of a child."""
    factories.FactorChildFactory(child=child)
    assessment = factories.AssessmentFactory(authorised=True)
    factories.AssessmentChildFactory(assessment=assessment, child=child, concluded=True)
    row = factories.WeightingRowFactory(weighting__assessment=assessment, weighting__child=child)
    factories.WeightingBasisFactory(row=row)


def _add_plans(of: Records, number: int, *, team: Any, by: Any) -> None:
    """More plans on the case, of the child and of the context, and for what a manager watches; in each plan more goals,
    measures, actions, reviews, versions and changes; and more children, whom a context's plan reaches or does not."""
    ended = {"ended_on": today(), "ended_by": by, "outcome": "partly", "outcome_words": "Well", "status": "ended"}
    factories.PlanFactory(case=of.case, child=of.person, **ended)
    factories.ContextPlanFactory(case=of.proposed, **ended)
    place = factories.ContextPlanFactory(case__team=team, agreed=True, review_due=today() - datetime.timedelta(days=1))
    factories.PlanChildLinkFactory(plan=place, child=of.person, share=("whole", "summary")[number % 2])
    late = {"agreed": True, "review_due": today() - datetime.timedelta(days=1)}
    child = factories.CaseChildFactory(case=of.draft_plan.case, child__given=f"Planned{number:02}").child
    own = factories.PlanFactory(case=of.draft_plan.case, child=child, **late)
    asked = {"status": "asked", "asked_on": today(), "asked_by": by}
    factories.PlanFactory(case=of.draft_plan.case, child=child, kind="safety", **asked)
    factories.PlanFactory(case=of.draft_plan.case, child=child, kind="cp", **late | {"lead": by})
    assessment = factories.AssessmentFactory(case__team=team, authorised=True)
    factories.AssessmentChildFactory(assessment=assessment, child=child)
    weighted = factories.WeightingFactory(assessment=assessment, child=child)
    factories.WeightingRowFactory(weighting=weighted)
    aimed = {"case": assessment.case, "child": child, "kind": "roth", "assessment": assessment}
    factories.PlanFactory(**aimed, **late)
    factories.ContextCaseFactory(team=team)
    for plan in (own, place, of.own_plan, of.past_plan, of.draft_plan, of.waiting_plan, of.place_plan):
        goal = factories.GoalFactory(plan=plan, measure="", baseline="Two of ten", baseline_on=today())
        factories.GoalFactory(plan=plan, removed_on=today(), removed_why="Reached")
        again = factories.GoalFactory(plan=plan)
        for _time in range(2):
            factories.GoalMeasureFactory(goal=again)
        for named in (goal, None):
            factories.PlanActionFactory(plan=plan, goal=named)
        factories.ActionFactory(case=plan.case)
        if plan.agreed_on:
            factories.PlanReviewFactory(plan=plan, decision="end")
            factories.PlanVersionFactory(plan=plan, number=number + 2, why="A new school")
    for somebody, links in ((child, True), (factories.PersonFactory(given=f"Linked{number:02}"), False)):
        factories.ContextLinkFactory(child=somebody, context=of.place_plan.case.context, role="at_risk")
        if links:
            factories.PlanChildLinkFactory(plan=of.place_plan, child=somebody)
        else:
            factories.CaseChildFactory(case__team=team, child=somebody)
    gone = factories.PersonFactory(given=f"Gone{number:02}")
    factories.PlanChildLinkFactory(plan=of.place_plan, child=gone, to_on=today(), ended_why="Moved")


def _add_weighed(assessment: Any, of: Records, number: int) -> None:
    """An earlier version of each view; in the newest another part, what it rests on, how it acts; and an answer."""
    for newest in Weighting.objects.latest().filter(assessment=assessment):
        about = {"assessment": assessment, "child": newest.child, "view": newest.view}
        Weighting.objects.filter(pk=newest.pk).update(number=newest.number + 1)
        before = factories.WeightingFactory(**about, number=newest.number, change_first="The way home")
        factories.WeightingRowFactory(weighting=before, context=of.context)
        context = factories.ContextFactory(name=f"Weighed {number:02}")
        row = factories.WeightingRowFactory(weighting=newest, context=context, influence="not_known", why="")
        factories.WeightingBasisFactory(row=row, note=factories.CaseNoteFactory(title=f"Beneath {number}"))
        factories.WeightingBasisFactory(row=row, note=None, factor=of.factor)
        factories.InterplayFactory(weighting=newest, from_row=row)
        factories.MisfitAnswerFactory(assessment=assessment, row=row, child=newest.child)


def _add_visits(of: Records, number: int, *, period: Any) -> None:
    """A child seen, one seen too long ago, one who turns 18 and one who has; a status that ended; an old case."""
    visit = factories.CaseNoteFactory(kind="visit", title=f"Visit {number}")
    factories.NoteSubjectFactory(note=visit, child=period.child, case=of.case, seen="seen_alone")
    long_ago = months_after(today(), -5)
    for months in (-120, -214, -220):
        child = factories.PersonFactory(given=f"Grown{number:02}", birth_on=months_after(today(), months))
        grown = factories.CaseChildFactory(child=child, case__opened_on=long_ago, from_on=long_ago)
        grown.statuses.create(status="cin", from_on=long_ago)
        factories.ContextLinkFactory(context=of.context, child=child)
    for status in ("lac", "roth"):
        ended = {"to_on": today(), "ended_why": f"Ended {number}"}
        of.period.statuses.create(status=status, from_on=long_ago, **ended)


def _add_links(of: Records, number: int, *, by: Any) -> None:
    """One more in each part of the page of who shares a context: linked, marked, related, also, nearby, elsewhere."""
    inner = factories.ContextFactory(name=f"Corner {number:02}", parent=of.context)
    shared = factories.ContextFactory(name=f"Shared {number:02}")
    factories.ContextLinkFactory(child=of.person, context=shared)
    for name, context, role in (("A", shared, "harmed"), ("B", of.context, "attends"), ("C", inner, "at_risk")):
        child = factories.PersonFactory(given=f"{name}{number:02}", family="Linked")
        period = factories.CaseChildFactory(child=child)
        period.statuses.create(status="cin", from_on=today())
        factories.AllocationFactory(case=period.case, worker=by)
        factories.ContextLinkFactory(child=child, context=context, role=role)
        factories.AddressFactory(person=child, lines=of.address.lines, postcode=of.address.postcode)
        factories.FamilyMembershipFactory(person=child, family=factories.FamilyFactory(confirmed_on=None))
    away = factories.PersonFactory(given=f"Away{number:02}", responsible_authority="Northport")
    sibling = factories.PersonFactory(given=f"Kin{number:02}")
    factories.RelationshipFactory(person=sibling, other=of.person)
    factories.NotRelatedFactory(person=of.person, other=sibling)
    for child in (away, sibling):
        factories.ContextLinkFactory(child=child, context=shared)
        factories.ContextLinkFactory(child=child, context=of.context)


def _add_staff(number: int, *, service: Service) -> None:
    """One row more on every list of the administrator's, and one version more of what has them."""
    places = {place.label: place.path for place in service.places if place.name.startswith("administration:")}
    member, team = (UUID.findall(places[f"administration:{name}-detail"])[0] for name in ("staff", "team"))
    factories.TeamMembershipFactory(team_id=team)
    factories.TeamMembershipFactory(user_id=member)
    factories.CoverFactory(absent_id=member)
    for model, slug in ((HarmType, "harm-types"), (PlaceCategory, "place-categories"), (Agency, "agencies")):
        model.objects.create(name=f"Entry {number:02}", **({"code": f"entry_{number}"} if slug[0] == "p" else {}))
        model.objects.get(pk=UUID.findall(places[f"administration:entry-history {slug}"])[0]).save()
    Interval.objects.get(pk=UUID.findall(places["administration:interval-history"])[0]).save()


def _add_decisions(of: Records, number: int, *, child: Person, service: Service) -> None:
    """One more earlier contact on the child and the context, decision, cases it led to, who was told, and match to
    settle; and a context that is named in three contacts."""
    named = factories.ContextFactory(name=f"Named {number:02}")
    for _contact in range(3):
        earlier = factories.ReferralFactory(submitted=True, source="6")
        factories.ReferralChildFactory(referral=earlier, known="known", person=of.person)
        for context in (of.context, named):
            factories.ReferralContextFactory(referral=earlier, known="known", context=context, frequency="weekly")
    factories.ScreeningDecisionFactory(referral=earlier, needs_countersignature=True, outcomes=["panel"])
    factories.ScreeningDecisionFactory(referral=of.contact, stage="initial", outcomes=[], rationale=f"Look {number}")
    aside = {"set_aside_on": today(), "set_aside_by": service.users["worker"], "set_aside_why": "More is known"}
    factories.ScreeningDecisionFactory(referral=of.decided, **aside)
    case = factories.CaseFactory()
    factories.CaseChildFactory(case=case, child=factories.PersonFactory(family="Wintergreen"))
    ReferralCase.objects.create(referral=of.decided, case=case, how="added")
    for who in ("worker", "colleague", "manager", "support", "records"):
        Acknowledgement.objects.create(referral=earlier, case=of.case, child=child, user=service.users[who])
    Acknowledgement.objects.create(referral=of.contact, case=case, user=service.users["colleague"])
    stated = factories.ReferralChildFactory(referral=earlier, known="unsure")
    HiddenMatch.objects.create(stated=stated, person=child)
    if number < 4:  # each child is asked of at each context: more than a few make a long form, and the same statements
        assessed_of_none = factories.CaseChildFactory(child__given=f"Open{number}").child
        for known in (child, assessed_of_none):
            factories.ReferralChildFactory(referral=of.contact, known="known", person=known)
        _add_known_of(child)
        factories.ReferralContextFactory(referral=of.contact, known="known", context=named)
    outcome = Outcome.objects.get(code="panel")
    outcome.save()


def _add_patterns(of: Records, number: int, *, team: Any) -> None:
    """Two children who share two contexts more than anybody, a third who makes one of these lack a case; a link overdue,
    about to lapse and confirmed by nobody, one that lapsed in a peer group; a group to review; links a note asks about."""
    contexts = [factories.ContextFactory(name=f"Shared {number:02}") for _context in range(2)]
    long_ago, due = months_after(today(), -6), today() - datetime.timedelta(days=2)
    for _child in range(3):
        child = factories.PersonFactory(given=f"Shares{number:02}", family="Testington")
        factories.CaseChildFactory(child=child, case__team=team)
        for context in contexts:
            factories.ContextLinkFactory(context=context, child=child, from_on=long_ago)
    soon = {"review_due": due, "lapses_on": today() + datetime.timedelta(days=1), "reliability": "unconfirmed"}
    link = factories.ContextLinkFactory(context=of.group, child=child, role="harmed", from_on=long_ago, **soon)
    type(link).objects.filter(pk=link.pk).update(created_at=timezone.now() - datetime.timedelta(days=40))
    group = factories.PeerGroupFactory(reviewed_on=months_after(today(), -2), review_due=due)
    factories.ContextCaseFactory(context=group, team=team)
    factories.ContextLinkFactory(context=group, child=child, from_on=long_ago, review_due=due, lapses_on=today())
    for role in ("at_risk", "harmed"):
        named = factories.PersonFactory(given=f"Named{number:02}")
        factories.ContextLinkFactory(context=of.context, child=named, role=role, from_on=long_ago)
        factories.NoteSubjectFactory(note=of.note, child=named)


def _add_families(of: Records, number: int, *, by: Any) -> None:
    """A family that may be the same one, one that was joined, one that was found not to be the same."""
    likely, joined, apart = (factories.FamilyFactory(name=f"{word} family {number:02}") for word in ("A", "B", "C"))
    for family in (of.family, likely, apart):
        person = factories.PersonFactory(given=f"Member{number:02}")
        factories.FamilyMembershipFactory(person=of.person, family=family, to_on=today(), ended_why="Moved")
        factories.AddressFactory(person=person, lines=of.address.lines, postcode=of.address.postcode)
        factories.FamilyMembershipFactory(person=person, family=family)
    type(joined).objects.filter(pk=joined.pk).update(joined_into=of.family, joined_on=today())
    factories.FamilyJoinFactory(kept=of.family, joined=joined, moved={"families": {}}, created_by=by)
    factories.FamiliesApartFactory(family=of.family, other=apart, created_by=by)


def _add_merges(of: Records, number: int, *, child: Person, service: Service) -> None:
    """A context like this one, one merged into it, what stands on both of two, and requests that wait or were answered."""
    factories.ContextFactory(name=f"Alike {number:02}", postcode=of.context.postcode)
    link = factories.ContextLinkFactory(context=service.seen.alike, child=child)
    for context in (of.context, service.seen.alike):
        factories.ContextAdultFactory(context=context, described=f"Keeper {number:02}")
    factories.ContextMergeFactory(kept=of.context)
    of.merge.moved.setdefault("links", {})[str(link.pk)] = {"context_id": {"was": None, "became": None}}
    of.merge.save()
    manager, answered = service.users["manager"], {"decided_on": today(), "decided_by": service.users["worker"]}
    factories.MergeRequestFactory()
    factories.MergeRequestFactory(asked_by=manager, status="declined", decided_why="Two gates", **answered)


def _add_people_merges(of: Records, number: int, *, child: Person, service: Service) -> None:
    """A record that may be theirs, one found to be, one merged into theirs, and what stands on both of two."""
    twin, context = service.seen.twin, factories.ContextFactory(name=f"Twice {number:02}")
    for person in (of.person, twin):
        link = factories.ContextLinkFactory(context=context, child=person)
        factories.ContextAdultFactory(context=context, person=person, described="")
    factories.FamilyMembershipFactory(person=twin)
    factories.NoteSubjectFactory(child=twin)
    twin.names.create(kind="alias", given=f"Also{number:02}")
    for other in (of.person, twin):
        same = {"outcome": "same", "settled_on": today()}
        factories.PossibleDuplicateFactory(person=factories.PersonFactory(), other=other, **same)
    factories.PersonMergeFactory(kept=of.person)
    of.person_merge.moved.setdefault("links", {})[str(link.pk)] = {"child_id": {"was": None, "became": None}}
    of.person_merge.save()


def _add_case(of: Records, number: int, *, worker: Any, team: Any, child: Person) -> None:
    closed = {"status": "closed", "opened_on": today(), "closed_on": today(), "closure_reason": "RC1", "team": team}
    factories.CaseFactory(family=of.family, closed_into=of.case, **closed)
    factories.ContextCaseFactory(context=of.context, closed_into=of.case, **closed)
    for made in (factories.CaseFactory(team=team), factories.ContextCaseFactory(team=team)):
        factories.AllocationFactory(case=made, worker=worker, team=team)
    factories.CaseFactory(team=team, family=factories.FamilyFactory(name=f"Family {number:02}", confirmed_on=None))
    factories.CaseFactory(team=team, status="proposed", opened_on=None, proposed_by=worker, proposed_on=today())
    review = {"reviewed_on": months_after(today(), -2), "review_due": today()}
    factories.AllocationFactory(
        case=factories.ContextCaseFactory(context=factories.PeerGroupFactory(**review), team=team),
        worker=worker,
        team=team,
    )
    colleague = factories.UserFactory()
    factories.TeamMembershipFactory(user=colleague, team=team)


def _add_waiting(of: Records, *, worker: Any, team: Any, period: Any) -> None:
    """What waits for a manager, has been decided on a case, or stays behind with somebody who has gone."""
    decided = {"decided_on": today(), "decided_by": worker, "asked_by": worker}
    factories.CaseTransferFactory(to_team=team, asked_by=worker)
    factories.CaseTransferFactory(case=of.case, status="withdrawn", **decided)
    factories.CaseClosureFactory(case=of.case, period=period, status="returned", **decided)
    factories.CaseClosureFactory(case=of.case, period=period, asked_by=worker)
    gone = factories.UserFactory(is_active=False)
    for holder in (of.left_behind.worker, gone):
        factories.AllocationFactory(case=factories.CaseFactory(team=team), worker=holder)
    draft_of(worker, title="About the family", about=f"family:{of.family.pk}")


def _add_rows(numbers: range, service: Service) -> None:
    for number in numbers:
        _add(service.of, number, service=service)
    find_patterns()


def _ask(service: Service, paths: list[str], who: str) -> dict[str, Answer]:
    browser = Browser(service.users[who])
    browser.get("/")  # what is asked once a process is asked now
    answers = {path: browser.get(path) for path in paths}
    return {path: answer for path, answer in answers.items() if answer.status == 200}


NARROWED = [
    "/search/?q=Child",
    "/deadlines/?when=all",
    "/search/?q=Testington&kind=people",
    "/search/?q=spoke&kind=notes",
    "/people/?q=Testington",
    "/people/?open_now=on",
    "/possible-duplicates/?to_merge=on",
    "/families/?q=Family",
    "/families/?unconfirmed=on",
    "/contexts/?q=Place",
    "/contexts/map/?q=Place",
    "/contexts/map/?kind=location&status=noted",
    "/contexts/map/drawn/?q=Place",
    "/cases/?unallocated=on",
    "/cases/?mine=on",
    "/cases/?status=closed",
    "/cases/?oversight=on",
    "/cases/?my_teams=on",
    "/children/?mine=on",
    "/children/?my_teams=on",
    "/children/?overdue=on",
    "/children/?unallocated=on",
    "/children/?transition=on",
    "/children/?adult=on",
    "/children/?status=cin",
    "/cases/transfers/?way=in",
    "/cases/transfers/?mine=on",
    "/meetings/?show=past",
    "/meetings/?show=minute",
    "/meetings/?show=approve",
    "/meetings/?show=circulate",
    "/panels/?show=decided",
    "/panels/?show=panels",
    "/actions/?whose=all",
    "/actions/?whose=team&state=overdue",
    "/actions/?state=finished",
    "/plans/watch/overdue/",
    "/patterns/?whose=all",
    "/patterns/groups/?whose=all",
    "/patterns/links/?whose=all",
    "/patterns/links/?what=lapsing",
    "/patterns/links/?what=unconfirmed",
    "/referrals/figures/?from_on-day=1&from_on-month=1&from_on-year=2020&to_on-day=1&to_on-month=1&to_on-year=2021",
    "/referrals/?state=taking",
    "/referrals/?state=late",
    "/referrals/?q=Wintergreen",
    "/referrals/?kind=location",
    "/assessments/?what=to_authorise",
    "/assessments/?what=overdue&my_teams=on",
    "/assessments/?what=due_soon&mine=on",
    "/assessments/?what=extended",
    "/assessments/?what=returned",
    "/assessments/?what=waiting",
    "/assessments/?kind=context",
]
STAFF = ["/staff/?q=Worker", "/staff/?role=practitioner", "/staff/?state=active", "/staff/?state=off"]
# Pages that offer so few that they are full before a row is added, and may read as long with others.
FULL = {
    "contexts:relation-add",
    "contexts:person-link-add",
    "cases:context-merge",
    "overview:search",
    "families:person-list",
}
# Lists of what is one's own: of these the worker has rows.
THEIRS = {"drafts:draft-list", "plans:reviews-due", "overview:links-due"}
# Pages that look no further, or for no more names, once there is a page full of what they show, or of which one row falls
# to the next page: asked of in the proof.
LESS_WHEN_FULL = {
    "overview:search",
    "/search/?q=Child",
    "overview:plans-in-plain-words",
    "/api/v1/contexts/?page_size=200",
}
# Pages that show no list which these rows stand on.
NO_LONGER = {
    "accounts:choose-password",
    "accounts:token-list",
    "api:docs",
    "api:resource-docs",
    "overview:calendar",
    "contexts:context-create",
    "cases:note-create",
    "contexts:link-add ?child of another",
    "referrals:intake-row-add kind",
    "overview:restriction person",
    "overview:restriction family",
    "overview:restriction context",
    "overview:restriction case",
    "keeping:certificate-list",  # of what is gone, written by the database alone
    "keeping:hold-detail",
    "keeping:rule-list",
    "keeping:access-detail",
    "looking:own",
    # tests/overview/test_emergency.py asks for these with more rows
    "overview:emergency-asked",
    "overview:emergency-opened",
    "overview:emergency-list",
    "overview:emergency-list ?show",
    "overview:bar-list",
    "overview:interest-declared",
    "referrals:attachment-download",
    "cases:document-download",
    "cases:document-add",
    "cases:link-move",
    "assessments:printed-copy",  # what would read otherwise today is not shown
    "cases:paper-print",
    "cases:paper-print with a mark",
    "cases:episode-detail of who is missing",
}
# A page full of them is so many that nothing is drawn; tests/cases/test_picture.py asks about as many as there may be.
TOO_MANY = {"cases:child-picture", "cases:child-picture ?steps"}
# What tells of a row more where a page is full of them.
LONGER_WHEN_FULL = {"keeping:access-detail"}


def _is_officers(place: Place) -> bool:
    """What a records officer alone reads, or reads more of; but for the pack as it is drawn."""
    is_kept = place.name.partition(":")[0] in ("keeping", "looking") and place.name != "keeping:access-pdf"
    return is_kept or place.name.endswith("-removed")


def test_a_page_asks_as_often_for_a_page_of_rows_as_for_one(service: Service, everybody: bool, programs: bool) -> None:
    reading = [place.path for place in service.places if place.post is None] + NARROWED
    label = {place.path: place.label for place in service.places}
    # What stands on one record they are shown by the same pages as the manager, but where their own contexts are
    # offered. In the suite a form is opened by turns, one of three, and a list asked for by the others likewise; by both
    # where it costs most. A page of what a program is sent holds all there is, so that no row makes another fall out.
    told = [f"{path}?page_size=200" for path in api.lists()]
    lists = [path for path in reading if not UUID.search(path)] + (told if everybody else [])
    offering_own = [path for path in reading if UUID.search(path) and path.startswith("/contexts/of/")]
    turns = {path: by_turns(path, ("worker", "support", "nobody")) for path in lists}
    both = {path for path in lists if everybody or path == "/" or label.get(path, path) in MORE.keys() | THEIRS}
    forms = [place for place in service.places if place.post is not None]
    opened = [
        place.path for place in forms if everybody or place.label in MORE or by_turns(place.label, range(3)) == [0]
    ]
    asked = {
        "manager": reading + opened + told + api.details(service.of),
        "worker": [path for path in lists if path in both or "worker" in turns[path]] + offering_own,
        "support": [path for path in lists if path in both or "support" in turns[path]],
        "records": ["/", "/audit/", *(place.path for place in service.places if _is_officers(place))],
        "administrator": ["/", *(place.path for place in service.places if place.name.startswith("admin")), *STAFF],
    }
    if programs:
        asked = dict.fromkeys(("worker", "support"), told) | {"manager": told + api.details(service.of)}
    _add_rows(range(FEW), service)
    few = {who: _ask(service, paths, who) for who, paths in asked.items()}
    _add_rows(range(FEW, MANY if everybody else MORE_ROWS), service)
    many = {who: _ask(service, paths, who) for who, paths in asked.items()}
    counts = {
        (path, who): (len(before.statements), len(many[who][path].statements))
        for who, answers in few.items()
        for path, before in answers.items()
    }
    fewer = LESS_WHEN_FULL if everybody else set()
    changed = {
        (path, who): (before, now)
        for (path, who), (before, now) in counts.items()
        if now > before or (now < before and label.get(path, path) not in fewer)
    }
    assert changed == {}
    asks = {(label.get(path, path), max(count)) for (path, _who), count in counts.items()}
    # Sorted, so that it is of whoever a page costs most.
    assert {name: number for name, number in sorted(asks) if number > MOST} == ({} if programs else MORE)
    # Else it would say nothing: there are more rows on the page than before.
    longer = {path for who in many for path in few[who] if len(many[who][path].body) > len(few[who][path].body)}
    assert "/api/v1/children/?page_size=200" in longer
    if programs:
        return
    read = {place.path: place.label for place in service.places if place.post is None and place.path in few["manager"]}
    no_longer = (NO_LONGER | TOO_MANY) - LONGER_WHEN_FULL if everybody else NO_LONGER
    assert {label for path, label in read.items() if path not in longer} - FULL == no_longer
    theirs = {place.path for place in service.places if place.post is None and place.name.startswith("admin")}
    grown = {path for path in theirs if len(many["administrator"][path].body) > len(few["administrator"][path].body)}
    assert {path for path in theirs - grown if not path.endswith("/link/")} == {
        "/roles/",
        "/lists/",
        "/lists/intervals/",
        "/lists/outcomes/",
    }
