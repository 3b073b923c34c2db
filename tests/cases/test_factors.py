"""Factors outside the family: what is recorded, changed and ended, who may see it, and where it goes when records join."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.closing import still_open
from cases.factors import change_factor, in_words, record_factor, set_factor_status
from cases.joining import join_families
from cases.merging import merge_contexts
from cases.models import Action, ExtraFamilialFactor, FactorChild, LinkProposal
from cases.people_merging import merge_people
from cases.people_undoing import undo_person_merge
from cases.proposals import accept_proposal, decline_proposal
from cases.undoing import undo_join
from contexts.models import ContextLink
from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import today
from cs_casework.reference.models import HarmType
from tests.factories import (
    ActionFactory,
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    FactorFactory,
    FamilyFactory,
    LinkProposalFactory,
    PersonFactory,
)
from tests.helpers import audited, everything, messages_of, race

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def made(team: Any) -> SimpleNamespace:
    """An open case with two children in it, a place, and two kinds of harm."""
    period = CaseChildFactory(case__team=team)
    harms = list(HarmType.objects.order_by("name")[:2])
    sibling = CaseChildFactory(case=period.case).child
    return SimpleNamespace(case=period.case, child=period.child, sibling=sibling, place=ContextFactory(), harms=harms)


def said(made: SimpleNamespace, **changed: Any) -> dict[str, Any]:
    return {
        "children": [made.child],
        "harm_types": made.harms,
        "seen": "A car waits for him",
        "seen_by": "The school",
        "seen_from": today() - 30 * DAY,
        "effect_on_child": "He will not walk home",
        **changed,
    }


def to_do(**changed: Any) -> dict[str, Any]:
    return {
        "what": "Walk with them",
        "owner_name": "The warden",
        "due_on": today() + DAY,
        "aimed_at": "school",
        **changed,
    }


def refused(made: SimpleNamespace, by: Any, **changed: Any) -> dict[str, list[str]]:
    """What is refused of a factor that is recorded; nothing of it may stay."""
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        record_factor(made.case, by=by, **said(made, **({"no_action_why": "It stopped"} | changed)))
    assert everything() == before
    return messages_of(refusal)


# --- Recording -------------------------------------------------------------------------------------------------------
def test_a_factor_is_recorded_with_its_actions_and_links_nobody(made: SimpleNamespace, worker: Any) -> None:
    both = [made.child, made.sibling]
    actions = [to_do(), to_do(what="Talk to the shop", owner_name="", owner=worker, aimed_at="neighbourhood")]
    factor = record_factor(made.case, by=worker, **said(made, children=both, context=made.place, actions=actions))
    assert (factor.status, factor.status_on, factor.created_by) == ("current", factor.seen_from, worker)
    assert {row.harm_type for row in factor.harms.standing()} == set(made.harms)
    assert all(f"{harm} ({harm.census_factor})" in str(factor) for harm in made.harms)
    assert {action.whose for action in factor.actions.all()} == {"The warden", str(worker)}
    assert {(row.child, row.context, row.status) for row in LinkProposal.objects.all()} == {
        (child, made.place, "waiting") for child in both
    }
    assert not ContextLink.objects.exists()
    (event,) = audited("factor.recorded")
    assert set(event.shown) == {child.pk for child in both}
    for child in both:
        assert list(ExtraFamilialFactor.objects.visible_to(worker).of_child(child)) == [factor]
    assert list(ExtraFamilialFactor.objects.of_family(made.case.family)) == [factor]


def test_what_is_refused_of_a_factor(made: SimpleNamespace, worker: Any) -> None:
    stranger, merged = PersonFactory(), ContextFactory(merged_into=made.place, merged_on=today())
    assert "no_action_why" in refused(made, worker, no_action_why=" ")
    assert "no_action_why" in refused(made, worker, actions=[to_do()])
    assert "children" in refused(made, worker, children=[])
    assert "children" in refused(made, worker, children=[stranger])
    assert "harm_types" in refused(made, worker, harm_types=[])
    assert "__all__" in refused(made, worker, context=merged)
    assert "__all__" in refused(made, worker, seen_to=today() - 60 * DAY)
    assert "seen_from" in refused(made, worker, seen_from=today() + DAY)
    assert "owner" in refused(made, worker, no_action_why="", actions=[to_do(owner_name="")])
    assert "due_on" in refused(made, worker, no_action_why="", actions=[to_do(due_on=today() - DAY)])
    made.case = ContextCaseFactory()
    assert "__all__" in refused(made, worker)
    made.case = CaseFactory(status="closed", closed_on=today(), closure_reason="RC1")
    assert "__all__" in refused(made, worker)


def test_who_records_no_notes_records_no_factor(made: SimpleNamespace, support: Any, records: Any) -> None:
    for user in (support, records):
        with pytest.raises(PermissionDenied):
            record_factor(made.case, by=user, **said(made, no_action_why="It stopped"))
        assert not ExtraFamilialFactor.objects.visible_to(user).exists()


# --- Changing --------------------------------------------------------------------------------------------------------
def test_a_change_keeps_the_version_before_and_proposes_what_it_says_now(made: SimpleNamespace, worker: Any) -> None:
    factor = record_factor(made.case, by=worker, **said(made, context=made.place, no_action_why="It stopped"))
    first = LinkProposal.objects.get()
    shop = ContextFactory()
    changed = said(made, children=[made.sibling], context=shop, harm_types=made.harms[:1], seen="A car and a van")
    factor = change_factor(factor, by=worker, **changed)
    assert [row.harm_type for row in factor.harms.standing()] == made.harms[:1]
    assert [row.child for row in FactorChild.objects.visible_to(worker).told().filter(factor=factor)] == [made.sibling]
    assert FactorChild.objects.get(child=made.child).removed_on == today()
    first.refresh_from_db()
    assert first.status == "withdrawn"
    waiting = LinkProposal.objects.waiting().get()
    assert (waiting.child, waiting.context) == (made.sibling, shop)
    before = factor.history.order_by("history_date")[0]
    assert (before.seen, before.harm_words, before.context_id) == (
        "A car waits for him",
        in_words(made.harms),
        made.place.pk,
    )
    # Back again: the child is in it as before, and the link is proposed anew.
    change_factor(factor, by=worker, **said(made, context=made.place))
    assert FactorChild.objects.get(child=made.child).removed_on is None
    assert LinkProposal.objects.waiting().get().child == made.child


def test_what_is_refused_of_a_change(made: SimpleNamespace, worker: Any) -> None:
    factor = record_factor(made.case, by=worker, **said(made, no_action_why="It stopped"))
    with pytest.raises(ValidationError) as refusal:
        change_factor(factor, by=worker, **said(made, no_action_why=""))
    assert "no_action_why" in messages_of(refusal)
    # Who was in it stays in it when their time closed; nobody else comes in.
    made.case.children.filter(child=made.child).update(to_on=today(), closure_reason="RC1")
    change_factor(factor, by=worker, **said(made))
    made.case.children.filter(child=made.sibling).update(to_on=today(), closure_reason="RC1")
    with pytest.raises(ValidationError):
        change_factor(factor, by=worker, **said(made, children=[made.sibling]))


def test_it_eases_ends_and_comes_back(made: SimpleNamespace, worker: Any) -> None:
    factor = record_factor(made.case, by=worker, **said(made, actions=[to_do()]))
    eased = set_factor_status(factor, by=worker, status="easing", status_on=today() - 5 * DAY)
    for status, day, why, field in (
        ("easing", today(), "", "status"),
        ("ended", today(), " ", "ended_why"),
        ("ended", today() + DAY, "x", "status_on"),
        ("ended", today() - 6 * DAY, "x", "status_on"),
    ):
        with pytest.raises(ValidationError) as refusal:
            set_factor_status(eased, by=worker, status=status, status_on=day, ended_why=why)
        assert field in messages_of(refusal)
    type(made.case).objects.filter(pk=made.case.pk).update(status="closed", closed_on=today(), closure_reason="RC1")
    ended = set_factor_status(eased, by=worker, status="ended", status_on=today(), ended_why="They moved")
    assert ended.is_ended
    assert not ExtraFamilialFactor.objects.not_ended().exists()
    assert Action.objects.unfinished().exists()
    back = set_factor_status(ended, by=worker, status="current", status_on=today())
    assert (back.ended_why, back.history.count()) == ("", 4)
    assert [len(audited(f"factor.{what}")) for what in ("ended", "status_changed")] == [1, 2]


# --- Who may see it --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("hidden", ["place", "sibling", "case"])
def test_a_factor_is_hidden_whole_with_any_of_what_it_stands_on(
    made: SimpleNamespace, hidden: str, worker: Any, colleague: Any, manager: Any, as_user: Any
) -> None:
    """Its context, one of its children, its case: not a word, a number or a link of it is left on any page."""
    factor = FactorFactory(case=made.case, context=made.place, children=[made.child, made.sibling], seen="SECRETWORD")
    ActionFactory(case=made.case, factor=factor, owner=worker, what="SECRETWORD")
    LinkProposalFactory(factor=factor, child=made.child, context=made.place)
    record = restrict_record(getattr(made, hidden), by=manager, reason="x")
    grant_access(record, to=colleague, by=manager, reason="x", ends_on=today() + DAY)
    pages = [made.child.get_absolute_url(), made.case.family.get_absolute_url(), "/actions/", "/links-proposed/"]
    pages += [reverse("contexts:person-contexts", args=[made.child.pk]), "/my-work/"]
    for model in (ExtraFamilialFactor, Action, FactorChild, LinkProposal):
        assert not model.objects.visible_to(worker).exists()
        assert model.objects.visible_to(colleague).exists()
    for page in pages:
        body = as_user(worker).get(page).content.decode()
        assert "SECRETWORD" not in body
        assert str(factor.pk) not in body
    assert as_user(worker).get(factor.get_absolute_url()).status_code == 404
    assert "SECRETWORD" in as_user(colleague).get(factor.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        set_factor_status(factor, by=worker, status="easing", status_on=today())


def test_nobody_names_a_context_they_may_not_see(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    restrict_record(made.place, by=manager, reason="x")
    with pytest.raises(PermissionDenied):
        record_factor(made.case, by=worker, **said(made, context=made.place, no_action_why="It stopped"))


# --- Proposed links --------------------------------------------------------------------------------------------------
LINK: dict[str, Any] = {"basis": "observed", "reliability": "reported", "source": "The school"}


def link_said() -> dict[str, Any]:
    return LINK | {"source_on": today(), "from_on": today()}


def test_who_accepts_says_what_links_them(made: SimpleNamespace, worker: Any) -> None:
    record_factor(made.case, by=worker, **said(made, context=made.place, no_action_why="It stopped"))
    proposal = LinkProposal.objects.get()
    with pytest.raises(ValidationError):
        accept_proposal(proposal, by=worker, roles=["harmed"], **(link_said() | {"from_on": datetime.date(1900, 1, 1)}))
    assert not ContextLink.objects.exists()
    accept_proposal(proposal, by=worker, roles=["harmed", "spends_time"], **link_said())
    proposal.refresh_from_db()
    assert (proposal.status, proposal.decided_by, proposal.decided_on) == ("accepted", worker, today())
    assert {link.role for link in ContextLink.objects.filter(child=made.child, context=made.place)} == {
        "harmed",
        "spends_time",
    }
    for answer in (
        lambda: decline_proposal(proposal, by=worker, why="x"),
        lambda: accept_proposal(proposal, by=worker, roles=["at_risk"], **link_said()),
    ):
        with pytest.raises(ValidationError):
            answer()


def test_a_link_is_proposed_once_and_not_where_it_stands(made: SimpleNamespace, worker: Any) -> None:
    ContextLinkFactory(child=made.sibling, context=made.place)
    both = said(made, children=[made.child, made.sibling], context=made.place)
    factor = record_factor(made.case, by=worker, **both, no_action_why="It stopped")
    proposal = LinkProposal.objects.get()
    assert proposal.child == made.child
    with pytest.raises(ValidationError):
        decline_proposal(proposal, by=worker, why=" ")
    decline_proposal(proposal, by=worker, why="Only the bus stops there")
    change_factor(factor, by=worker, **both)
    assert LinkProposal.objects.get().status == "declined"


def test_a_hidden_allegation_changes_nothing_of_what_is_proposed(made: SimpleNamespace, worker: Any) -> None:
    ContextLinkFactory(child=made.child, context=made.place, role="alleged_harm")
    record_factor(made.case, by=worker, **said(made, context=made.place, no_action_why="It stopped"))
    assert LinkProposal.objects.waiting().get().child == made.child


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(made: SimpleNamespace, worker: Any, colleague: Any) -> None:
    proposal = LinkProposalFactory(factor=FactorFactory(case=made.case), child=made.child, context=made.place)
    first, second = race(
        lambda: accept_proposal(proposal, by=worker, roles=["harmed"], **link_said()),
        lambda: decline_proposal(proposal, by=colleague, why="Only the bus stops there"),
        hold=lambda: LinkProposal.objects.select_for_update().get(pk=proposal.pk),
    )
    assert sum(isinstance(found, ValidationError) for found in (first, second)) == 1
    proposal.refresh_from_db()
    assert ContextLink.objects.exists() == (proposal.status == "accepted")


# --- Records that become one -----------------------------------------------------------------------------------------
def test_factors_come_over_with_a_context_and_a_person(made: SimpleNamespace, manager: Any) -> None:
    other = PersonFactory()
    factor = FactorFactory(case=made.case, context=made.place, children=[made.child, other])
    alone = FactorFactory(case=made.case, children=[made.child])
    for child in (made.child, other):
        LinkProposalFactory(factor=factor, child=child, context=made.place)
    kept = ContextFactory()
    merge_contexts(kept, merged=made.place, by=manager, reason="The same park")
    factor.refresh_from_db()
    assert factor.context == kept
    assert set(LinkProposal.objects.values_list("context", flat=True)) == {kept.pk}
    merge = merge_people(other, merged=made.child, by=manager, reason="The same child")
    found = ExtraFamilialFactor.objects.visible_to(manager).of_child(other)
    assert set(found) == {factor, alone}
    assert [row.child for row in factor.children.told()] == [other]
    assert LinkProposal.objects.waiting().get().child == other
    undo_person_merge(merge, by=manager, why="They are cousins")
    assert set(ExtraFamilialFactor.objects.of_child(made.child)) == {factor, alone}
    assert set(ExtraFamilialFactor.objects.of_child(other)) == {factor}


def test_what_has_not_ended_goes_on_in_the_case_that_continues(made: SimpleNamespace, manager: Any) -> None:
    going = FactorFactory(case=made.case, children=[made.child])
    ended = FactorFactory(case=made.case, status="ended", ended_why="They moved")
    action = ActionFactory(case=made.case, factor=going)
    loose, done = ActionFactory(case=made.case), ActionFactory(case=made.case, factor=ended)
    kept = CaseChildFactory(case__family=FamilyFactory()).case
    join = join_families(kept.family, joined=made.case.family, by=manager, reason="The same mother", continuing=kept)

    def cases() -> list[Any]:
        rows = (going, ended, action, loose, done)
        return [type(row).objects.get(pk=row.pk).case for row in rows]

    assert cases() == [kept, made.case, kept, kept, made.case]
    undo_join(join, by=manager, why="Two mothers")
    assert cases() == [made.case] * 5


def test_a_join_is_refused_where_a_factor_is_not_the_managers_to_move(made: SimpleNamespace, manager: Any) -> None:
    hidden = ContextFactory()
    FactorFactory(case=made.case, context=hidden)
    restrict_record(hidden, by=manager, reason="x")
    hidden.grants.all().update(ends_on=today())
    kept = CaseChildFactory(case__family=FamilyFactory()).case
    with pytest.raises(ValidationError) as refusal:
        join_families(kept.family, joined=made.case.family, by=manager, reason="x", continuing=kept)
    assert "not yours to move" in str(refusal.value)


def test_closing_a_case_tells_of_what_is_still_to_be_done(made: SimpleNamespace, worker: Any) -> None:
    action = ActionFactory(case=made.case, factor=FactorFactory(case=made.case))
    told = [found for found in still_open(made.case, worker) if action.what in found.label]
    assert [(found.url, found.blocks) for found in told] == [(action.factor.get_absolute_url(), False)]
