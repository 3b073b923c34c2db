"""What must not be told: records restricted in every way, tied to records that everyone may see in every way."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from cases.links.jobs import find_patterns
from cases.models import CaseChildStatus
from contexts.models import Context, ContextRelation
from cs_casework.access import Restrictable
from cs_casework.accounts.models import User
from cs_casework.dates import months_after, today
from cs_casework.reference.models import Agency
from families.models import PersonName, PossibleDuplicate
from referrals.models import Acknowledgement, HiddenMatch, ReferralCase
from tests import factories
from tests.helpers import hours_ago
from tests.site.ended import say_the_rest
from tests.site.places import Place, places
from tests.site.records import (
    UNDER_CONDITIONS,
    Records,
    Words,
    draft_of,
    name_person,
    plant,
    plant_link,
    record_set,
    restrict,
)

# Enough of each kind to push what may be seen to another page of a list, if they were listed.
CROWD = 26


@dataclass
class Secrets:
    """The records that are hidden, the words that stand in them, and where they stand when one may see them."""

    words: Words
    records: Records
    kin: Any
    on_visible: dict[str, Any]
    restricted: list[Restrictable] = field(default_factory=list)
    # Those in what has ended, and in what was typed beside a record: some stand on pages of records officers alone, some on
    # none, and none on a page of who may not see what they are about.
    of_ends: Words = field(default_factory=lambda: Words("secret at its end"))

    @property
    def planted(self) -> dict[str, str]:
        """Every word, with the field it was planted in."""
        return self.words.where | self.of_ends.where

    @property
    def places(self) -> list[Place]:
        """Pages of the hidden records themselves."""
        return [*places(self.records, seen=self.records, worker=self.records.allocation.worker)]

    @property
    def addresses(self) -> list[str]:
        """The same as addresses, with those that hang on what everyone may see."""
        return [place.path for place in self.places] + [record.get_absolute_url() for record in self._with_pages()]

    @property
    def texts(self) -> list[str]:
        """What would tell: every word planted, and the references and ids of what is hidden."""
        hidden = [*self.restricted, self.kin, self.records.referral]
        references = [record.reference for record in hidden]
        return [*self.planted, *references, *(str(record.pk) for record in hidden)]

    def _with_pages(self) -> Iterator[Any]:
        yield self.kin
        yield from self.on_visible.values()


def crowd(team: Any) -> dict[str, Any]:
    """Records that everyone may see, enough of each kind for a second page; a case that is closed and one of which
    nobody is lead worker."""
    for number in range(CROWD):
        child = factories.PersonFactory(given=f"Child{number:02}", family="Testington")
        family = factories.FamilyFactory(name=f"Testington family {number:02}")
        factories.FamilyMembershipFactory(person=child, family=family)
        unallocated = factories.CaseFactory(family=family, team=team)
        factories.PlacedContextFactory(name=f"Testington Park {number:02}")
        contact = factories.ReferralFactory(submitted=True, subjects=["children"])
        factories.ReferralChildFactory(referral=contact, family="Testington")
    closed = factories.CaseFactory(
        status="closed", team=team, opened_on=today(), closed_on=today(), closure_reason="RC1", outcome="Went well"
    )
    shared = [factories.ContextFactory(name=f"Shared {number}") for number in range(3)]
    for number in range(3):
        child = factories.PersonFactory(given=f"Shares{number}", family="Testington")
        family = factories.FamilyFactory(name="Sharing family")
        factories.CaseChildFactory(child=child, case__family=family, case__team=team)
        for context in shared[: 2 + number % 2]:
            factories.ContextLinkFactory(child=child, context=context)
    find_patterns()
    return {"closed": closed, "unallocated": unallocated}


def hide(of: Records, beside: dict[str, Any], *, team: Any, by: Any, reader: Any) -> Secrets:
    """Make secrets and tie them to records that everyone may see: those `of` and the cases `beside` (a `crowd`).

    `reader` is a worker who is allocated a case that is then restricted from them. Nobody is granted anything.
    """
    words = Words("secret")
    hidden = record_set(team=team, by=by, words=words, lead=reader)
    kin = plant(factories.PersonFactory(created_by=by), words)
    name_person(kin, words)
    factories.FamilyMembershipFactory(person=kin, family=hidden.family)
    ties = _tie(of, hidden, kin, words, by=by)
    lead = factories.AllocationFactory(case=beside["unallocated"], child=kin, worker=by, team=team, role="lead")
    plant(lead, words)
    _waiting(of, hidden, kin, words, team=team, by=by)
    _patterns(of, hidden, kin, words, team=team)
    ties |= _contacts(of, hidden, kin, words, by=by)
    ties |= _cases(of, beside["closed"], words, team=team, by=by, reader=reader)
    _decisions(of, hidden, ties["case"], words, by=by, reader=reader)
    _assessments(of, hidden, kin, words, by=by)
    _interventions(of, hidden, words, by=by)
    _plans(of, hidden, kin, words, by=by)
    _missing(of, hidden, kin, words, by=by)
    _safety_maps(of, hidden, kin, words, by=by)
    _warnings(of, hidden, kin, words, by=by)
    _hidden_crowd(team, by, words)
    secrets = Secrets(words, hidden, kin, ties)
    say_the_rest(of, hidden, kin, secrets.of_ends, by=by)
    for record in (hidden.person, hidden.other, hidden.stranger, hidden.twin, hidden.named, hidden.family):
        secrets.restricted.append(restrict(record, by=by, words=words))
    secrets.restricted.append(restrict(hidden.unconfirmed, by=by, words=words))
    for name in ("moving", "closing", "quiet", "closed"):
        secrets.restricted.append(restrict(getattr(hidden, name).context, by=by, words=words))
    for waiting in (hidden.written, hidden.submitted, hidden.context_written):
        secrets.restricted.append(restrict(waiting.case.subject, by=by, words=words))
    secrets.restricted.append(restrict(hidden.enquiry.case.family, by=by, words=words))
    for waiting in (hidden.sent, hidden.left_behind):
        secrets.restricted.append(restrict(waiting.case.context, by=by, words=words))
    for record in (hidden.context, hidden.alike, hidden.group, hidden.case, ties["case"], ties["proposed"]):
        secrets.restricted.append(restrict(record, by=by, words=words))
    return secrets


def _tie(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """Everything that can stand between a record one may see and one that is hidden."""
    long_ago = today() - datetime.timedelta(days=300)
    person, context = hidden.person, hidden.context
    factories.FamilyMembershipFactory(person=person, family=of.family)
    period = factories.CaseChildFactory(case=of.case, child=kin)
    CaseChildStatus.objects.create(period=period, status="lac", from_on=today())
    plant(factories.AllocationFactory(case=of.case, child=kin, worker=by, team=of.case.team, role="lead"), words)
    for somebody in (person, kin):
        factories.RelationshipFactory(person=of.person, other=somebody, kind="friend")
        plant(PossibleDuplicate(person=of.person, other=somebody), words)
        plant(factories.NotRelatedFactory(person=somebody, other=of.person), words)
        plant_link(words, child=somebody, context=of.context, role="at_risk", from_on=long_ago)
        ended = {"to_on": today(), "ended_why": "x"}
        plant_link(words, child=somebody, context=of.context, role="harmed", from_on=long_ago, **ended)
    _visits(of, hidden, kin, words, by=by)
    _factors(of, hidden, kin, words, by=by)
    gone = _merges(of, hidden, words, by=by)
    merged = _people_merges(of, hidden, kin, words, by=by)
    plant_link(words, child=of.person, context=context, role="harmed", from_on=long_ago)
    plant_link(words, child=of.person, context=context, role="uses_online", from_on=long_ago, **ended)
    plant(factories.ContextAdultFactory(context=of.context, person=hidden.other, **UNDER_CONDITIONS), words)
    plant(ContextRelation.objects.create(context=of.context, other=context, kind="lies_in", from_on=long_ago), words)
    plant(ContextRelation.objects.create(context=hidden.group, other=of.context, kind="uses", from_on=long_ago), words)
    Context.objects.filter(pk=of.context.pk).update(parent=context)
    _taken(of, words, by=by)
    joined = plant(factories.FamilyFactory(joined_into=hidden.family, joined_on=today()), words)
    _tie_families(of, hidden, kin, words, by=by)
    for subject in ({"child": person}, {"child": None, "context": context}, {"child": None, "family": hidden.family}):
        note = plant(factories.CaseNoteFactory(created_by=by, is_significant=True), words)
        plant(factories.NoteSubjectFactory(note=note, **subject), words)
        factories.NoteSubjectFactory(note=note, child=of.person)
        factories.NoteSubjectFactory(note=note, child=None, family=of.family)
        factories.NoteSubjectFactory(note=note, child=None, context=of.context)
    _incidents(of, hidden, kin, words, by=by)
    _meetings(of, hidden, kin, words)
    draft_of(
        by,
        title=words.new("drafts.draft.title"),
        about=f"child:{of.person.pk}",
        happened=[words.new("drafts.draft.data")],
    )
    return {"joined": joined, "note": note, "gone": gone, "merged": merged}


def _incidents(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> None:
    """Incidents of a child, at a context, everyone may see, with one who is hidden in them or who was taken out again; at a
    hidden context, or said to have been there before."""
    for child, withdrawn_on in ((hidden.person, None), (kin, None), (kin, today())):
        incident = plant(factories.IncidentFactory(context=of.context, created_by=by), words)
        factories.IncidentChildFactory(incident=incident, child=of.person)
        factories.IncidentChildFactory(incident=incident, child=child, role="witness", withdrawn_on=withdrawn_on)
    for elsewhere in (hidden.context, of.context):
        incident = plant(factories.IncidentFactory(context=hidden.context, created_by=by), words)
        factories.IncidentChildFactory(incident=incident, child=of.person, role="harmed_others")
        incident.context = elsewhere
        incident.save()


def _meetings(of: Records, hidden: Records, kin: Any, words: Words) -> None:
    """Meetings that who reads here chairs or is invited to: on a case everyone may see, about a hidden child or context
    alone; on a hidden case, about a child everyone may see; panels about somebody hidden, what they decided, and what
    waits for one; what is to be done after one; and an enquiry about a hidden child."""
    mine, chair = of.allocation.worker, of.meeting.chair
    written = {"minutes": "x", "written_by": chair, "written_on": today()}
    over = {"approved_on": today(), "approved_by": chair}
    for case, about in (
        (of.case, {"child": kin}),
        (of.case, {"child": None, "context": hidden.context}),
        (hidden.case, {"child": of.person}),
        (None, {"child": kin}),
    ):
        for days, facts in ((1, {}), (1, written), (1, written | over), (-2, {})):
            made = factories.MeetingFactory(
                case=case,
                kind="strategy" if case else "panel",
                chair=chair,
                starts_at=timezone.now() - datetime.timedelta(days=days),
                **facts,
            )
            plant(made, words, leave=["cancelled_why", *(() if facts else ("minutes",))])
            item = factories.AgendaItemFactory(meeting=made, **about)
            plant(item, words, leave=["words", "came_of_it"])
            factories.InvitationFactory(meeting=made, user=mine, name="", part="")
            plant(factories.InvitationFactory(meeting=made), words)
            told = {"meeting": made, "owner": mine, "what": words.new("cases.action.what")}
            factories.ActionFactory(case=of.case, **told)
    waiting = factories.AgendaItemFactory(meeting=None, child=kin, why="x")
    plant(waiting, words, leave=["words", "said", "decision", "came_of_it"])
    strategy = factories.MeetingFactory(case=of.case, chair=chair)
    factories.AgendaItemFactory(meeting=strategy, child=kin)
    factories.Section47Factory(strategy=strategy, child=kin)


def _missing(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> None:
    """Times that a child everyone may see was missing and was found at a hidden place, or said to have been there before;
    what they told of one; a referral that names one; a hidden child who was found where everyone may see, and one who is
    missing now; what is to be done about each, and the link each proposes."""
    mine, given = of.allocation.worker, User.objects.filter(username="support").first()
    ago = iter(range(9000, 0, -50))
    for child, place, became in (
        (of.person, hidden.context, hidden.context),
        (of.person, hidden.context, of.context),
        (kin, of.context, of.context),
    ):
        start = next(ago)
        moments = {"missing_from": hours_ago(start), "found_at": hours_ago(start - 9)}
        episode = factories.MissingEpisodeFactory(child=child, context=place, created_by=by, **moments)
        plant(episode, words, leave=["withdrawn_why"])
        episode.context = became
        episode.save()
        factories.ReturnInterviewFactory(episode=episode, due_at=hours_ago(5))
        factories.LinkProposalFactory(factor=None, episode=episode, child=child, context=became)
        for owner in filter(None, (mine, given)):
            action = {"owner": owner, "what": words.new("cases.action.what")}
            factories.ActionFactory(case=of.case, episode=episode, **action)
    # What was told of a hidden place hides the interview, and not the episode.
    told = factories.ReturnInterviewFactory(episode=of.told_episode, held=True, context=hidden.context)
    plant(told, words, leave=["extended_why", "not_offered_why", "not_taken_up_why", "not_applicable_why"])
    factories.LinkProposalFactory(factor=None, interview=told, child=of.person, context=hidden.context)
    factories.MissingEpisodeFactory(
        child=kin, found_at=None, police_reference=words.new("cases.missingepisode.police_reference")
    )
    for child, place in ((of.person, hidden.context), (kin, of.context)):
        nrm = plant(
            factories.NRMReferralFactory(child=child, context=place), words, leave=["reconsider_why", "withdrawn_why"]
        )
        factories.LinkProposalFactory(factor=None, nrm=nrm, child=child, context=place)


def _safety_maps(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> None:
    """Maps that may be counted: of a child everyone may see, with a hidden place on it now or before, or a hidden adult;
    and of so many hidden children with a place everyone may see that they would pass the floor by themselves."""
    many = [factories.FamilyMembershipFactory(family=hidden.family, part="other").person for _number in range(5)]
    for child, place, became, adult in (
        (of.person, hidden.context, hidden.context, None),
        (of.person, hidden.context, of.context, None),
        (of.person, of.context, of.context, hidden.other),
        *((child, of.context, of.context, None) for child in (kin, hidden.person, *many)),
    ):
        made = factories.SafetyMapFactory(child=child, agreed=True, pooling_by=by, created_by=by)
        drawn = plant(made, words, leave=["withdrawn_why"])
        row = plant(factories.SafetyMapFeatureFactory(safety_map=drawn, context=place), words)
        row.context = became
        row.save()
        plant(factories.SafetyMapAdultFactory(safety_map=drawn, person=adult), words)
        factories.LinkProposalFactory(factor=None, on_map=row, child=child, context=became)


def _warnings(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> None:
    """Warnings on those hidden who belong to a family everyone may see and on a hidden place: in force, that wait, and to
    be looked at soon."""
    soon = {"review_due": today() + datetime.timedelta(days=3)}
    for facts in ({"agreed_by": by}, {"proposed": True}, {"agreed_by": by} | soon):
        for on in ({"person": kin}, {"person": hidden.person}, {"person": None, "context": hidden.context}):
            warning = factories.WarningFactory(told="no", not_told_why="x", **on, **facts)
            plant(warning, words, leave=["ended_why"])


def _taken(of: Records, words: Words, *, by: Any) -> None:
    """A hidden child and a hidden place that are just what was stated in a contact everyone may see."""
    stated, place = of.stated_child, of.stated_context
    names = {"given": stated.given, "family": stated.family, "birth_on": stated.birth_on}
    for record in (
        factories.PersonFactory(**names, nhs_number=stated.nhs_number, upn=stated.upn),
        factories.ContextFactory(kind=place.kind, name=place.name, postcode=place.postcode),
    ):
        restrict(record, by=by, words=words)


def _visits(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> None:
    """A visit to a child everyone may see and a transition plan, written in a case that is hidden; a manager's look at
    a hidden child alone; a letter about a child everyone may see and a hidden one; and a hidden young person who has
    turned 18, in a context everyone may see."""
    for kind, child, case in (
        ("visit", of.person, hidden.case),
        ("transition_plan", of.person, hidden.case),
        ("supervision", kin, of.case),
    ):
        note = plant(factories.CaseNoteFactory(created_by=by, kind=kind), words)
        seen = "seen_alone" if kind == "visit" else ""
        factories.NoteSubjectFactory(note=note, child=child, case=case, seen=seen)
    letter = plant(factories.DocumentFactory(created_by=by), words, leave=["content_type", "digest", "withdrawn_why"])
    for child in (of.person, kin):
        factories.DocumentSubjectFactory(document=letter, child=child)
    grown = plant(factories.PersonFactory(created_by=by, birth_on=months_after(today(), -220)), words)
    name_person(grown, words)
    factories.FamilyMembershipFactory(person=grown, family=hidden.family)
    factories.CaseChildFactory(case=of.case, child=grown)
    plant_link(words, child=grown, context=of.context, role="feels_safe", from_on=today())


def _factors(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> None:
    """Factors about a child everyone may see: one that names a hidden context, one that is about somebody hidden too, and
    one on a hidden case; what is to be done about each, by who reads here too, and the link each proposes. And what is
    to be done because of a note, and of an incident, that is hidden."""
    mine, given, late = of.allocation.worker, User.objects.filter(username="support").first(), months_after(today(), -1)
    for case, context, children in (
        (of.case, hidden.context, [of.person]),
        (of.case, of.context, [of.person, kin]),
        (hidden.case, of.context, [of.person]),
    ):
        made = factories.FactorFactory(
            case=case,
            context=context,
            children=children,
            created_by=by,
            harm_types=[row.harm_type for row in of.factor.harms.standing()],
        )
        factor = plant(made, words, leave=["ended_why", "no_action_why"])
        for owner in filter(None, (mine, given)):
            factories.ActionFactory(case=case, factor=factor, owner=owner, what=words.new("cases.action.what"))
        chased = {"owner": None, "owner_name": words.new("cases.action.owner_name"), "chaser": mine, "due_on": late}
        factories.ActionFactory(case=case, factor=factor, what=words.new("cases.action.what"), **chased)
        factories.LinkProposalFactory(factor=factor, child=of.person, context=context)
    note = factories.NoteSubjectFactory(child=kin).note
    incident = factories.IncidentChildFactory(child=kin, incident__context=of.context).incident
    for about in ({"note": note}, {"incident": incident}):
        for owner in filter(None, (mine, given)):
            factories.ActionFactory(case=of.case, owner=owner, what=words.new("cases.action.what"), **about)


def _interventions(of: Records, hidden: Records, words: Words, *, by: Any) -> None:
    """What is done at a context everyone may see, on a case there that is hidden; and what an agency is late with on it."""
    over = {"status": "closed", "opened_on": today(), "closed_on": today(), "closure_reason": "RC7"}
    case = plant(factories.ContextCaseFactory(context=of.context, team=hidden.case.team, **over), words)
    plant(factories.InterventionFactory(case=case, created_by=by), words)
    late = {"owner": None, "agency": Agency.objects.order_by("name").first(), "due_on": months_after(today(), -2)}
    factories.ActionFactory(case=case, what=words.new("cases.action.what"), **late)
    restrict(case, by=by, words=words)


def _merges(of: Records, hidden: Records, words: Words, *, by: Any) -> Any:
    """A hidden context that was merged into one that everyone may see; one merged into a hidden one; two that are to be
    merged by who may see what is hidden on them; and a hidden one that may be the same place as the visible one."""
    gone = plant(factories.ContextFactory(merged_into=of.context, merged_on=today(), created_by=by), words)
    plant(factories.ContextMergeFactory(kept=of.context, merged=gone, created_by=by), words)
    plant(factories.ContextFactory(merged_into=hidden.context, merged_on=today(), created_by=by), words)
    plant(factories.MergeRequestFactory(kept=of.alike, merged=of.context, asked_by=by), words, leave=["decided_why"])
    alike = plant(factories.ContextFactory(created_by=by), words)
    type(alike).objects.filter(pk=alike.pk).update(postcode=of.context.postcode)
    for context in (gone, alike):
        restrict(context, by=by, words=words)
    return gone


def _people_merges(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> Any:
    """A hidden record that was merged into a person everyone may see; one merged into a hidden person, and one into
    somebody of a hidden family; and pairs with a hidden person that are to be merged."""
    gone = plant(factories.PersonFactory(merged_into=of.person, merged_on=today(), created_by=by), words)
    merge = factories.PersonMergeFactory(kept=of.person, merged=gone, created_by=by)
    plant(merge, words, leave=["undone_why"])
    restrict(gone, by=by, words=words)
    for somebody in (hidden.person, kin):
        into = {"merged_into": somebody, "merged_on": today(), "created_by": by}
        last = plant(factories.PersonFactory(**into), words)
        name_person(last, words)
        plant(factories.PossibleDuplicateFactory(person=somebody, other=of.other, outcome="same"), words)
    return last


def _tie_families(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> None:
    """A hidden family that may be one with the visible one, by address and by kin; that was joined with it, from either
    side, until it was undone; and that somebody found not to be one with it."""
    for home in (of.address, of.former_address):
        factories.AddressFactory(person=kin, lines=home.lines, postcode=home.postcode)
    factories.RelationshipFactory(person=kin, other=of.person, kind="half_sibling")
    undone = {"moved": {"families": {}}, "undone_on": today(), "undone_by": by, "undone_why": "x", "created_by": by}
    for kept, joined in ((of.family, hidden.family), (hidden.family, of.family)):
        plant(factories.FamilyJoinFactory(kept=kept, joined=joined, **undone), words)
        plant(factories.FamiliesApartFactory(family=kept, other=joined, created_by=by), words)


def _cases(of: Records, closed: Any, words: Words, *, team: Any, by: Any, reader: Any) -> dict[str, Any]:
    """Restricted cases on records that are not restricted, with notes written in them."""
    case = plant(factories.CaseFactory(family=of.unconfirmed, team=team, proposed_by=by), words)
    period = factories.CaseChildFactory(case=case, child=of.stranger)
    CaseChildStatus.objects.create(period=period, status="cin", from_on=today())
    for worker in (by, reader):
        role = "lead" if worker == reader else "co_worker"
        plant(factories.AllocationFactory(case=case, worker=worker, team=team, role=role), words)
    note = plant(factories.CaseNoteFactory(created_by=by), words)
    plant(factories.NoteSubjectFactory(note=note, child=of.stranger, case=case), words)
    plant(factories.NoteSubjectFactory(note=note, child=None, family=of.unconfirmed, case=case), words)
    proposed = factories.ContextCaseFactory(
        context=of.group, status="proposed", opened_on=None, proposed_on=today(), proposed_by=by, team=team
    )
    type(closed).objects.filter(pk=closed.pk).update(closed_into=case)
    return {"case": case, "proposed": plant(proposed, words), "note in a case": note}


def _waiting(of: Records, hidden: Records, kin: Any, words: Words, *, team: Any, by: Any) -> None:
    """What waits, or was decided, about a hidden child in a case that everyone may see, or about a hidden case; and what
    somebody who has gone still holds of one."""
    period = of.case.children.get(child=kin)
    decided = {"decided_on": today(), "decided_by": by, "asked_by": by}
    plant(
        factories.CaseClosureFactory(case=of.case, period=period, status="returned", **decided),
        words,
        leave=["context_status"],
    )
    waiting = factories.CaseClosureFactory(case=of.case, period=period, asked_by=by)
    plant(waiting, words, leave=["decided_why", "context_status"])
    moved = factories.CaseTransferFactory(case=hidden.case, to_team=hidden.asked.to_team, status="declined", **decided)
    plant(moved, words)
    plant(factories.AllocationFactory(case=hidden.quiet, worker=of.left_behind.worker, team=team), words)


def _patterns(of: Records, hidden: Records, kin: Any, words: Words, *, team: Any) -> None:
    """A hidden child and a hidden context where patterns are looked for: pairs that only they make, links of theirs that
    are overdue, lapsed, or confirmed by nobody, and a hidden peer group that nobody has reviewed."""
    due = today() - datetime.timedelta(days=2)
    others = [case.children.get().child for case in of.case.__class__.objects.filter(family__name="Sharing family")]
    shared = {link.context for child in others for link in child.context_links.all()}
    for child in [of.person, *others, kin]:
        for context in (hidden.context, hidden.group):
            plant_link(words, child=child, context=context, role="found_missing", from_on=due)
    for context in shared:
        plant_link(words, child=kin, context=context, role="found_missing", from_on=due)
    for lapses_on in (today() + datetime.timedelta(days=1), today()):
        for child, context in ((kin, of.group), (of.person, hidden.group)):
            link = factories.ContextLinkFactory(
                child=child,
                context=context,
                role="part_of_group" if lapses_on == today() else "at_risk",
                reliability="unconfirmed",
                review_due=due,
                lapses_on=lapses_on,
                **UNDER_CONDITIONS,
            )
            plant(link, words, leave=["ended_why"])
            type(link).objects.filter(pk=link.pk).update(created_at=timezone.now() - datetime.timedelta(days=40))
    type(hidden.group).objects.filter(pk=hidden.group.pk).update(
        reviewed_on=due - datetime.timedelta(days=60), review_due=due
    )
    find_patterns()


def _decisions(of: Records, hidden: Records, case: Any, words: Words, *, by: Any, reader: Any) -> None:
    """Contacts on a visible child and a visible context that name somebody hidden as well; a visible contact that may be
    about somebody hidden, and of which somebody was told in a hidden case; and a decision that led to one."""
    for _contact in range(3):
        contact = factories.ReferralFactory(submitted=True, taker=by, worry=words.new("referrals.referral.worry"))
        factories.ReferralChildFactory(referral=contact, known="known", person=of.person)
        factories.ReferralChildFactory(referral=contact, known="known", person=hidden.person)
        for context in (of.context, hidden.context):
            factories.ReferralContextFactory(referral=contact, known="known", context=context)
    decision = factories.ScreeningDecisionFactory(
        referral__taker=by,
        created_by=by,
        needs_countersignature=True,
        rationale=words.new("referrals.screeningdecision.rationale"),
    )
    ReferralCase.objects.create(referral=decision.referral, case=case, how="opened")
    HiddenMatch.objects.create(stated=of.contact_child, person=hidden.person)
    for referral in (of.contact, contact):
        Acknowledgement.objects.create(referral=referral, case=case, user=reader)


def _contacts(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> dict[str, Any]:
    """Contacts about a child, a context or a case that everyone may see and about one that is hidden, in every state, taken
    by somebody who is not asked; a visible contact in which a child may be somebody hidden; and that somebody has to know
    of it for a case that is hidden."""
    late = {"taker": by, "submitted": True, "decision_due": today() - datetime.timedelta(days=3)}
    states: list[dict[str, Any]] = [{}, {"status": "screening"}, {"status": "decided", "decided_at": timezone.now()}]
    contacts = [factories.ReferralFactory(**(late | state)) for state in states]
    for referral in contacts:
        plant(referral, words, leave=["told_how", "withdrawn_why", "loaded_as", "handed_to"])
        same = {"referral": referral, "known": "known"}
        plant(factories.ReferralChildFactory(person=of.person, **same), words)
        plant(factories.ReferralContextFactory(context=of.context, **same), words)
    first, second, third = contacts
    plant(factories.ReferralAdultFactory(referral=first, person=hidden.other, known="known"), words)
    plant(factories.ReferralChildFactory(referral=first, person=kin, known="known"), words)
    plant(factories.ReferralContextFactory(referral=second, context=hidden.group, known="known"), words)
    for case in (of.case, hidden.case):
        factories.ReferralCaseFactory(referral=third, case=case)
    decision = factories.ScreeningDecisionFactory(referral=third, created_by=by, needs_countersignature=True)
    plant(decision, words, leave=["countersigned_why", "set_aside_why", "council"])
    for person in (hidden.person, kin):
        factories.HiddenMatchFactory(stated=of.stated, person=person)
    factories.AcknowledgementFactory(referral=of.referral, case=hidden.case, user=by)
    return {"a contact": first, "another contact": second, "a contact on a case": third}


def _assessments(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> None:
    """On a case everyone may see, an assessment of a hidden child alone; of a child everyone may see, one on a hidden
    case; and in one that everyone reads, somebody hidden who took part, and quotations from records that are hidden."""
    leave = ["returned_why", "discarded_why", "extended_why"]
    for case, child in ((of.case, kin), (hidden.case, of.person)):
        done = factories.AssessmentFactory(case=case, authorised=True, authorised_by=by)
        assessment = plant(done, words, leave=leave)
        row = factories.AssessmentChildFactory(assessment=assessment, child=child, concluded=True, seen="seen")
        plant(row, words, leave=["removed_why"])
        plant(factories.AssessmentSectionFactory(assessment=assessment, name="outside"), words)
        copy = factories.PrintedCopyFactory(assessment=assessment, created_by=by)
        plant(copy, words, leave=["digest"])
    factories.AssessmentFactory(case=hidden.case, submitted=True, submitted_by=by)
    somebody = factories.AssessmentParticipantFactory(assessment=of.assessment, name="", person=hidden.other)
    plant(somebody, words, leave=["name"])
    about = {"assessment": of.assessment, "child": of.person, "view": "child"}
    # A view that names a hidden context in one version is hidden whole, with the versions that do not.
    for number, context in ((1, hidden.context), (2, of.context)):
        weighting = plant(factories.WeightingFactory(**about, number=number), words, leave=["no_primary_why"])
        row = plant(factories.WeightingRowFactory(weighting=weighting, context=context), words)
    beside = plant(factories.WeightingRowFactory(weighting=weighting, kind="home"), words)
    plant(factories.InterplayFactory(weighting=weighting, from_row=row, to_row=beside), words)
    beside = of.assessment.weightings.get(view="practitioner").rows.get(kind="home")
    for rests in ({"note": hidden.note}, {"note": None, "context": hidden.context}):
        factories.WeightingBasisFactory(row=beside, **rests)
    plant(factories.MisfitAnswerFactory(assessment=of.assessment, row=row, child=of.person), words)
    sources = {"person": kin, "context": hidden.context, "note": hidden.note, "factor": hidden.factor}
    sources |= {"earlier": hidden.assessment, "incident": hidden.incident}
    for name, source in sources.items():
        taken = {"note": None} | {name: source}
        passage = factories.AssessmentPassageFactory(section=of.assessment.sections.first(), **taken)
        plant(passage, words)


def _plans(of: Records, hidden: Records, kin: Any, words: Words, *, by: Any) -> None:
    """On a case everyone may see, the plan of a hidden child with what is done for it; on a child everyone may see, the
    plan of a hidden context; a hidden child whom a plan reaches that everyone reads; and in such a plan, an action of a
    hidden context."""
    agreed = factories.PlanFactory(case=of.draft_plan.case, child=kin, agreed=True, agreed_by=by, lead=by)
    plan = plant(agreed, words, leave=["outcome_words", "returned_why"])
    goal = plant(
        factories.GoalFactory(plan=plan, baseline="x", baseline_on=today()), words, leave=["removed_why", "result"]
    )
    action = plant(
        factories.ActionFactory(case=plan.case, owner=None, owner_name="x"), words, leave=["outcome", "extended_why"]
    )
    factories.PlanActionFactory(plan=plan, goal=goal, action=action)
    factories.PlanReviewFactory(plan=plan, decision="end")
    for reaching, child in ((hidden.place_plan, of.person), (of.place_plan, hidden.person), (of.place_plan, kin)):
        link = factories.PlanChildLinkFactory(plan=reaching, child=child)
        plant(link, words, leave=["ended_why"])
    past = {"to_on": today(), "ended_why": "x"}
    plant(factories.PlanChildLinkFactory(plan=of.place_plan, child=hidden.other, **past), words)
    for place in (of.own_plan, of.draft_plan):
        factories.PlanActionFactory(plan=place, action=hidden.place_row.action)


def _hidden_crowd(team: Any, by: Any, words: Words) -> None:
    """More of each kind, named like those that may be seen and before them in the alphabet."""
    born = today() - datetime.timedelta(days=4000)
    for number in range(3):
        given = f"Aabel{number}"
        child = factories.PersonFactory(given=given, family="Testington", birth_on=born)
        PersonName.objects.create(person=child, given=words.new("families.personname.given"), family="Testington")
        family = factories.FamilyFactory(name=f"Aabel Testington family {number}")
        factories.FamilyMembershipFactory(person=child, family=family)
        case = factories.CaseFactory(family=family, team=team)
        factories.CaseChildFactory(case=case, child=child)
        context = factories.PlacedContextFactory(name=f"Aabel Testington Park {number}")
        factories.ContextCaseFactory(context=context, team=team)
        contact = factories.ReferralFactory(taker=by, decision_due=today() - datetime.timedelta(days=9))
        named = {"given": given, "family": "Testington", "person": child, "known": "known"}
        factories.ReferralChildFactory(referral=contact, **named)
        for record in (child, family, context):
            restrict(record, by=by, words=words)
