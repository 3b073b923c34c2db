"""Closing a case or one child's time in it: what is listed first, what is asked, what it ends, and what is refused."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases import closing, workflow
from cases.closing import LinkAnswer
from cases.models import Allocation, Case, CaseChild, CaseClosure, CaseTransfer
from cases.querysets import AllocationQuerySet
from contexts.models import Context, ContextLink
from cs_casework.access import restrict_record
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseClosureFactory,
    CaseFactory,
    CaseTransferFactory,
    ContextCaseFactory,
    ContextLinkFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import audited, boxes, everything, messages_of, race, refusals, value_typed, without_audit
from tests.site.records import draft_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
LAST_MONTH = today() - 30 * DAY
SAID = {"reason": "RC7", "outcome": "They are safe", "summary": "What worried us has changed"}


@pytest.fixture
def made(team: Any, worker: Any) -> SimpleNamespace:
    """A case of a month with two siblings open in it, both with the worker; the first is linked to a place."""
    case = CaseFactory(team=team, opened_on=LAST_MONTH)
    members = [FamilyMembershipFactory(family=case.family, person__given=name).person for name in ("Ada", "Ben")]
    periods = [CaseChildFactory(case=case, child=child, from_on=LAST_MONTH) for child in members]
    periods[0].statuses.create(status="cin", from_on=LAST_MONTH)
    return SimpleNamespace(
        case=case,
        first=periods[0],
        second=periods[1],
        lead=AllocationFactory(case=case, worker=worker, from_on=LAST_MONTH),
        childs=AllocationFactory(case=case, worker=worker, child=members[0], role="co_worker", from_on=LAST_MONTH),
        link=ContextLinkFactory(child=members[0], context__name="The arcade", from_on=LAST_MONTH),
    )


def leave(made: SimpleNamespace) -> list[LinkAnswer]:
    return [LinkAnswer(made.link, "leave")]


def refused(change: Any) -> dict[str, list[str]]:
    """What is refused; nothing of it may stay."""
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        change()
    assert everything() == before
    return messages_of(refusal)


# --- What is still open ----------------------------------------------------------------------------------------------
def test_what_is_still_open_is_listed_first(made: SimpleNamespace, worker: Any, colleague: Any) -> None:
    draft_of(worker, title="A visit", about=f"child:{made.first.child_id}")
    draft_of(worker, title="A call", subject=[f"family:{made.case.family_id}"])
    draft_of(colleague, title="Not yours", about=f"child:{made.first.child_id}")
    draft_of(worker, title="Elsewhere", about=f"family:{FamilyFactory().pk}")
    CaseTransferFactory(case=made.case, to_team__name="Lakeside team")
    rows = closing.still_open(made.case, worker)
    assert {row.label: row.blocks for row in rows} == {
        "A transfer to Lakeside team is waiting: it is accepted, declined or withdrawn first.": True,
        "Your draft, Case note: A visit": False,
        "Your draft, Case note: A call": False,
        "Ada Testington is open to the service, and closes with the case.": False,
        "Ben Testington is open to the service, and closes with the case.": False,
        "Ada Testington: “Child in need” ends with it.": False,
    }
    alone = {row.label for row in closing.still_open(made.case, worker, made.second)}
    assert alone == {
        "A transfer to Lakeside team is waiting: it is accepted, declined or withdrawn first.",
        "Your draft, Case note: A call",
    }


def test_last_child_open_is_said_to_leave_the_case_empty(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    words = "No other child is listed as open here: the case itself would stay open with nobody in it."
    assert words not in [row.label for row in closing.still_open(made.case, worker, made.first)]
    # For whom the other child is hidden there is no other.
    restrict_record(made.second.child, by=manager, reason="A relative works here")
    assert words in [row.label for row in closing.still_open(made.case, worker, made.first)]
    assert words not in [row.label for row in closing.still_open(made.case, manager, made.first)]


# --- One child -------------------------------------------------------------------------------------------------------
def test_worker_proposes_and_a_manager_agrees_and_one_child_closes(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    closure = closing.close_case(made.case, by=worker, period=made.first, answers=leave(made), **SAID)
    assert (closure.status, closure.asked_by, CaseChild.objects.open().count()) == ("proposed", worker, 2)
    assert CaseClosure.objects.visible_to(manager).for_decision_by(manager).get() == closure
    closing.agree_closing(closure, by=manager, closed_on=today() - DAY, why="Well done")
    made.first.refresh_from_db()
    assert (made.first.to_on, made.first.closure_reason) == (today() - DAY, "RC7")
    assert made.first.statuses.get().to_on == today() - DAY
    assert list(CaseChild.objects.open()) == [made.second]
    made.childs.refresh_from_db()
    assert (made.childs.to_on, made.childs.reason) == (today() - DAY, "The child’s time in the case ended")
    assert list(Allocation.objects.current()) == [made.lead]
    made.case.refresh_from_db()
    assert made.case.is_open
    closure.refresh_from_db()
    assert (closure.status, closure.decided_by, closure.decided_why) == ("agreed", manager, "Well done")
    assert [len(audited(action)) for action in ("case.closing_proposed", "case.child_closed", "child.closed")] == [
        1
    ] * 3
    assert list(ContextLink.objects.current()) == [made.link]  # no link ends by itself


def test_manager_closes_at_once(made: SimpleNamespace, manager: Any) -> None:
    closure = closing.close_case(made.case, by=manager, period=made.second, **SAID)
    assert (closure.status, closure.decided_by) == ("agreed", manager)
    assert list(CaseChild.objects.open()) == [made.first]


@pytest.mark.parametrize(
    ("answer", "why", "ends", "looked_at"),
    [("leave", "", False, False), ("renew", "", False, True), ("end", "It has closed down", True, False)],
)
def test_each_link_is_answered_for(
    answer: str, why: str, ends: bool, looked_at: bool, made: SimpleNamespace, worker: Any
) -> None:
    ContextLink.objects.filter(pk=made.link.pk).update(reviewed_on=LAST_MONTH)
    closing.close_case(made.case, by=worker, period=made.first, answers=[LinkAnswer(made.link, answer, why)], **SAID)
    made.link.refresh_from_db()
    assert (made.link.to_on, made.link.ended_why) == ((today(), why) if ends else (None, ""))
    assert (made.link.reviewed_on == today()) == looked_at


def test_link_of_which_nothing_is_said_refuses_the_closing(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    hidden = ContextLinkFactory(child=made.first.child)
    restrict_record(hidden.context, by=UserFactory(code="manager"), reason="An ongoing inquiry")
    ContextLinkFactory(child=made.first.child, to_on=today(), ended_why="Moved away")
    words = f"Say whether this is still true: {made.link}."
    for period in (made.first, None):
        said = refused(lambda period=period: closing.close_case(made.case, by=worker, period=period, **SAID))
        assert said == {f"link_{made.link.pk}": [words]}
    said = refused(
        lambda: closing.close_case(
            made.case, by=worker, period=made.first, answers=[LinkAnswer(made.link, "end", " ")], **SAID
        )
    )
    assert said == {f"ended_{made.link.pk}": ["Say why the link ended."]}
    # What is hidden is not asked about.
    assert closing.close_case(made.case, by=worker, period=made.first, answers=leave(made), **SAID).is_waiting


def test_child_who_died_has_a_date_of_death(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    died = SAID | {"reason": "RC2"}
    expected = {"reason": ["Record on Ben Testington’s own page when they died, then close."]}
    assert refused(lambda: closing.close_case(made.case, by=worker, period=made.second, **died)) == expected
    waiting = CaseClosureFactory(case=made.case, period=made.second, reason="RC2")
    assert refused(lambda: closing.agree_closing(waiting, by=manager)) == expected
    made.second.child.died_on = today()
    made.second.child.save()
    assert closing.agree_closing(waiting, by=manager).status == "agreed"


# --- The whole case --------------------------------------------------------------------------------------------------
def test_whole_case_closes_with_all_that_is_open_in_it(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    single = CaseClosureFactory(case=made.case, period=made.second, asked_by=worker)
    closure = closing.close_case(made.case, by=worker, answers=leave(made), **SAID)
    closing.agree_closing(closure, by=manager)
    made.case.refresh_from_db()
    assert (made.case.status, made.case.closed_on, made.case.closure_reason) == ("closed", today(), "RC7")
    assert (made.case.outcome, made.case.summary) == (SAID["outcome"], SAID["summary"])
    assert not CaseChild.objects.open().exists()
    assert set(CaseChild.objects.values_list("closure_reason", flat=True)) == {"RC7"}
    assert not Allocation.objects.current().exists()
    single.refresh_from_db()
    assert (single.status, single.decided_why) == ("agreed", "Closed with the whole case")
    assert len(audited("case.closed")) == 1


def test_context_case_says_what_the_context_is_afterwards(team: Any, manager: Any) -> None:
    case = ContextCaseFactory(team=team, context__status="open")
    link = ContextLinkFactory(context=case.context)
    for status in ("", "open", "nonsense"):
        said = refused(lambda status=status: closing.close_case(case, by=manager, context_status=status, **SAID))
        assert said == {"context_status": ["Say what the context is from now on."]}
    closing.close_case(case, by=manager, context_status="monitoring", **SAID)
    case.refresh_from_db()
    assert (case.status, case.context.status) == ("closed", "monitoring")
    assert list(ContextLink.objects.current()) == [link]


def test_case_with_a_child_out_of_sight_is_closed_by_somebody_else(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    """In words that do not say why, and before anything else could tell: the hidden child has not died, either."""
    other = TeamMembershipFactory(user=UserFactory(code="manager"), team=made.case.team, is_manager=True).user
    restrict_record(made.second.child, by=other, reason="A relative works here")
    words = {"__all__": ["This case cannot be closed by you. Ask a manager who works with it."]}
    assert refused(lambda: closing.close_case(made.case, by=manager, answers=leave(made), **SAID)) == words
    CaseChild.objects.filter(pk=made.second.pk).update(from_on=today())
    waiting = closing.close_case(made.case, by=worker, answers=leave(made), **SAID)
    assert refused(lambda: closing.agree_closing(waiting, by=manager, closed_on=today() - DAY)) == words
    assert closing.agree_closing(waiting, by=other).status == "agreed"
    assert not CaseChild.objects.open().exists()


def test_manager_is_asked_what_could_not_be_said_when_it_was_proposed(
    made: SimpleNamespace, worker: Any, manager: Any, as_user: Any
) -> None:
    hidden = ContextLinkFactory(child=made.first.child, context__name="The café")
    restrict_record(hidden.context, by=manager, reason="An ongoing inquiry")
    nobody_s = ContextLinkFactory(child=made.first.child, context__name="The river")
    restrict_record(nobody_s.context, by=UserFactory(code="manager"), reason="An ongoing inquiry")
    closure = closing.close_case(made.case, by=worker, answers=leave(made), **SAID)
    later = ContextLinkFactory(child=made.second.child, context__name="The park", from_on=LAST_MONTH)
    newcomer = CaseChildFactory(case=made.case)
    CaseChild.objects.filter(pk=newcomer.pk).update(from_on=LAST_MONTH)
    known = ContextLinkFactory(child=newcomer.child, context__name="The square")
    ContextLink.objects.filter(pk=known.pk).update(created_at=closure.created_at - DAY)
    assert set(closing.links_to_ask_again(closure, manager)) == {hidden, later, known}
    answers = [LinkAnswer(link, "leave") for link in (hidden, known)]
    said = refused(lambda: closing.agree_closing(closure, by=manager, answers=answers))
    assert said == {f"link_{later.pk}": [f"Say whether this is still true: {later}."]}
    desk, agree = as_user(manager), page("closing-agree", made.case, closure)
    sent = boxes("closed_on", today()) | {f"link_{link.pk}": "leave" for link in (hidden, known)}
    assert list(refusals(desk.post(agree, sent))) == [f"link_{later.pk}"]
    sent |= {f"link_{later.pk}": "end", f"ended_{later.pk}": "It is fenced off"}
    assert desk.post(agree, sent).url == made.case.get_absolute_url()
    later.refresh_from_db()
    assert (later.to_on, later.ended_why) == (today(), "It is fenced off")
    made.case.refresh_from_db()
    assert not made.case.is_open


def test_no_child_is_opened_while_closing_the_case_waits(made: SimpleNamespace, manager: Any) -> None:
    newcomer = FamilyMembershipFactory(family=made.case.family).person
    one_child_s = CaseClosureFactory(case=made.case, period=made.first)
    workflow.open_child(made.case, by=manager, child=newcomer)
    closure = CaseClosureFactory(case=made.case)
    another = FamilyMembershipFactory(family=made.case.family).person
    expected = {"__all__": ["Closing this case has been proposed. A manager answers that first."]}
    assert refused(lambda: workflow.open_child(made.case, by=manager, child=another)) == expected
    for waiting in (one_child_s, closure):
        closing.return_closing(waiting, by=manager, why="Not yet")
    assert workflow.open_child(made.case, by=manager, child=another).to_on is None


# --- What is refused -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"reason": ""}, {"reason": ["Choose the reason for closing."]}),
        ({"reason": "NS"}, {"reason": ["Choose the reason for closing."]}),
        ({"outcome": " "}, {"outcome": ["Say what came of it."]}),
        ({"summary": ""}, {"summary": ["Write a closing summary."]}),
        ({"closed_on": LAST_MONTH - DAY}, {"closed_on": ["A child was opened after that day."]}),
    ],
)
def test_closing_says_why_and_what_came_of_it_and_is_not_before_the_child_was_open(
    changed: dict[str, Any], expected: dict[str, list[str]], made: SimpleNamespace, manager: Any
) -> None:
    said = refused(lambda: closing.close_case(made.case, by=manager, period=made.second, **(SAID | changed)))
    assert said == expected


def test_case_is_not_closed_on_a_day_to_come(made: SimpleNamespace, manager: Any) -> None:
    tomorrow = today() + DAY
    said = refused(lambda: closing.close_case(made.case, by=manager, period=made.second, closed_on=tomorrow, **SAID))
    assert said == {"closed_on": ["This date is in the future."]}


def test_case_is_not_closed_before_it_was_opened_or_opened_again(team: Any, manager: Any) -> None:
    expected = {"closed_on": ["The case was opened after that day."]}
    case = CaseFactory(team=team, opened_on=LAST_MONTH)
    early = LAST_MONTH - DAY
    assert refused(lambda: closing.close_case(case, by=manager, closed_on=early, **SAID)) == expected
    Case.objects.filter(pk=case.pk).update(reopened_on=today(), reopened_why="Again")
    assert refused(lambda: closing.close_case(case, by=manager, closed_on=today() - DAY, **SAID)) == expected


def test_nothing_closes_while_a_transfer_waits(made: SimpleNamespace, manager: Any) -> None:
    waiting = CaseClosureFactory(case=made.case)
    CaseTransferFactory(case=made.case)
    expected = {"__all__": ["A transfer of this case is waiting. It is accepted, declined or withdrawn first."]}
    assert refused(lambda: closing.close_case(made.case, by=manager, period=made.second, **SAID)) == expected
    assert refused(lambda: closing.agree_closing(waiting, by=manager)) == expected


@pytest.fixture
def allocations_block(monkeypatch: pytest.MonkeyPatch) -> str:
    """A kind of record that hangs on a case and has to be finished first, as an app above this one may bring it."""
    monkeypatch.setattr(AllocationQuerySet, "still_open", lambda self, user, period: self.current(), raising=False)
    monkeypatch.setattr(Allocation, "still_open_words", "Somebody works here", raising=False)
    monkeypatch.setattr(Allocation, "blocks_closing", True, raising=False)
    return "Nothing can be closed until this is done: Somebody works here"


def test_nothing_closes_while_something_else_has_to_be_finished(
    made: SimpleNamespace, manager: Any, allocations_block: str
) -> None:
    waiting = CaseClosureFactory(case=made.case)
    expected = {"__all__": [allocations_block] * 2}
    assert refused(lambda: closing.close_case(made.case, by=manager, period=made.second, **SAID)) == expected
    answers = leave(made)
    assert refused(lambda: closing.agree_closing(waiting, by=manager, answers=answers)) == expected
    Allocation.objects.update(to_on=today())
    assert closing.agree_closing(waiting, by=manager, answers=answers).status == "agreed"


def test_closing_is_proposed_once(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    closing.close_case(made.case, by=worker, period=made.second, **SAID)
    expected = {"__all__": ["Closing has been proposed already and waits for a manager."]}
    for by in (worker, manager):
        assert refused(lambda by=by: closing.close_case(made.case, by=by, period=made.second, **SAID)) == expected
    closing.close_case(made.case, by=worker, answers=leave(made), **SAID)
    assert refused(lambda: closing.close_case(made.case, by=worker, answers=leave(made), **SAID)) == expected
    # With the whole case about to close there is nothing to say of one child.
    said = refused(lambda: closing.close_case(made.case, by=worker, period=made.first, answers=leave(made), **SAID))
    assert said == expected


def test_child_of_another_case_or_closed_already_is_not_closed(made: SimpleNamespace, manager: Any) -> None:
    expected = {"__all__": ["This child is not open in the case."]}
    stranger = CaseChildFactory()
    assert refused(lambda: closing.close_case(made.case, by=manager, period=stranger, **SAID)) == expected
    workflow.close_period(made.second, by=manager, to_on=today(), reason="RC7")
    assert refused(lambda: closing.close_case(made.case, by=manager, period=made.second, **SAID)) == expected


def test_returned_closing_closes_nothing_and_is_decided_once(made: SimpleNamespace, manager: Any) -> None:
    closure = CaseClosureFactory(case=made.case)
    assert refused(lambda: closing.return_closing(closure, by=manager, why=" ")) == {"why": ["Say what is missing."]}
    returned = closing.return_closing(closure, by=manager, why="What of the arcade?")
    assert (returned.status, returned.decided_why, returned.decided_on) == ("returned", "What of the arcade?", today())
    assert CaseChild.objects.open().count() == 2
    expected = {"__all__": ["This closing has been decided already."]}
    for change in (closing.agree_closing, lambda found, by: closing.return_closing(found, by=by, why="Again")):
        assert refused(lambda change=change: change(closure, by=manager)) == expected


@pytest.mark.parametrize("of_a_child", [False, True])
def test_case_that_closed_while_something_waited_is_not_closed_again(
    of_a_child: bool, made: SimpleNamespace, as_user: Any, manager: Any
) -> None:
    """As it stands where a return closed a case before what waited was answered by that."""
    closure = CaseClosureFactory(case=made.case, period=made.first if of_a_child else None)
    CaseChild.objects.update(to_on=today() - DAY, closure_reason="RC7")
    Case.objects.filter(pk=made.case.pk).update(status="closed", closed_on=today() - DAY, outcome="As told")
    expected = {"__all__": ["This case is closed already."]}
    assert refused(lambda: closing.agree_closing(closure, by=manager)) == expected
    CaseTransferFactory(case=made.case, from_team=None, to_team=made.case.team)
    assert not CaseClosure.objects.visible_to(manager).for_decision_by(manager).exists()
    assert not CaseTransfer.objects.visible_to(manager).for_decision_by(manager).exists()
    assert list(as_user(manager).get(page("closing-list")).context["page_of"]) == []


def test_closing_is_for_those_who_work_with_the_case_and_their_managers(made: SimpleNamespace, worker: Any) -> None:
    closure = CaseClosureFactory(case=made.case)
    elsewhere = UserFactory(code="manager")
    TeamMembershipFactory(user=elsewhere, is_manager=True)
    before = everything()
    for by in (elsewhere, UserFactory()):
        with pytest.raises(PermissionDenied):
            closing.close_case(made.case, by=by, period=made.second, **SAID)
    for change in (closing.agree_closing, lambda found, by: closing.return_closing(found, by=by, why="No")):
        for by in (elsewhere, worker):
            with pytest.raises(PermissionDenied):
                change(closure, by=by)
    assert everything() == before


def test_change_that_fails_half_way_leaves_nothing(made: SimpleNamespace, manager: Any) -> None:
    before = everything()
    ended = [LinkAnswer(made.link, "end", "It has closed down")]
    without_audit(lambda: closing.close_case(made.case, by=manager, answers=ended, **SAID))
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_agreed_and_returned_at_once_one_of_them_is_told(made: SimpleNamespace, manager: Any) -> None:
    closure = CaseClosureFactory(case=made.case)
    results = race(
        lambda: closing.agree_closing(closure, by=manager),
        lambda: closing.return_closing(closure, by=manager, why="Not yet"),
        hold=lambda: Case.objects.select_for_update().get(pk=made.case.pk),
    )
    assert sorted(type(result).__name__ for result in results) == ["CaseClosure", "ValidationError"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["close", "open", "reopen"])
def test_restriction_made_while_a_case_changes_its_context_stands(step: str, team: Any, manager: Any) -> None:
    states: dict[str, Any] = {
        "close": {"context__status": "open"},
        "open": {"status": "proposed", "opened_on": None, "context__status": "noted"},
        "reopen": {"status": "closed", "closed_on": today(), "context__status": "closed"},
    }
    case = ContextCaseFactory(team=team, **states[step])
    do: dict[str, Any] = {
        "close": lambda: closing.close_case(case, by=manager, context_status="monitoring", **SAID),
        "open": lambda: workflow.open_case(case, by=manager, team=team),
        "reopen": lambda: workflow.reopen_case(case, by=manager, why="Again", team=team),
    }
    results = race(
        lambda: restrict_record(case.context, by=manager, reason="An ongoing inquiry"),
        do[step],
        hold=lambda: Context.objects.select_for_update().get(pk=case.context_id),
    )
    assert [result for result in results if isinstance(result, Exception)] == []
    context = Context.objects.get(pk=case.context_id)
    assert (context.status, context.is_restricted) == ("monitoring" if step == "close" else "open", True)


# --- Opened again ----------------------------------------------------------------------------------------------------
@pytest.fixture
def closed(made: SimpleNamespace, manager: Any) -> SimpleNamespace:
    closing.close_case(made.case, by=manager, answers=leave(made), **SAID)
    made.case.refresh_from_db()
    return made


def test_case_is_opened_again_with_a_new_period_and_nobody_holding_it(
    closed: SimpleNamespace, manager: Any, team: Any
) -> None:
    workflow.reopen_case(closed.case, by=manager, why="He is back", team=team, children=[closed.first.child])
    case = Case.objects.get(pk=closed.case.pk)
    assert (case.status, case.opened_on, case.reopened_on) == ("open", LAST_MONTH, today())
    assert (case.reopened_why, case.closed_on, case.closure_reason) == ("He is back", None, "")
    [period] = CaseChild.objects.open()
    assert (period.child, period.from_on) == (closed.first.child, today())
    assert list(Case.objects.unallocated(manager)) == [case]
    assert CaseClosure.objects.get().summary == SAID["summary"]  # what was said stays
    assert len(audited("case.reopened")) == 1


def test_context_case_opens_its_context_again(team: Any, manager: Any) -> None:
    case = ContextCaseFactory(team=team, status="closed", closed_on=today(), context__status="monitoring")
    workflow.reopen_case(case, by=manager, why="It has begun again", team=team)
    case.refresh_from_db()
    assert (case.status, case.context.status) == ("open", "open")


def test_case_stays_closed_where_it_must(closed: SimpleNamespace, manager: Any, team: Any) -> None:
    def reopening(case: Case, **changed: Any) -> dict[str, list[str]]:
        asked = {"why": "Again", "team": team, "children": [closed.first.child]} | changed
        return refused(lambda: workflow.reopen_case(case, by=manager, **asked))

    assert reopening(closed.case, why=" ") == {"why": ["Say why the case is opened again."]}
    assert reopening(closed.case, children=[]) == {
        "children": ["Choose at least one child who is open to the service."]
    }
    for status in ("proposed", "declined"):
        other = CaseFactory(team=team, status=status, opened_on=None)
        assert reopening(other) == {"__all__": ["Only a closed case can be opened again."]}
    into = CaseFactory(team=team, status="closed", closed_on=today(), closed_into=CaseFactory())
    assert reopening(into) == {"__all__": ["This case goes on in another. Work with that one."]}
    restrict_record(into.closed_into, by=UserFactory(code="manager"), reason="A relative works here")
    assert reopening(into) == {"__all__": ["This case cannot be opened again by you. Ask a manager who works with it."]}
    joined = CaseFactory(
        team=team,
        status="closed",
        closed_on=today(),
        family=FamilyFactory(joined_into=FamilyFactory(), joined_on=today()),
    )
    assert reopening(joined) == {"__all__": ["This family was joined into another. Propose a case there."]}
    CaseFactory(family=closed.case.family, team=team, status="proposed", opened_on=None)
    assert reopening(closed.case) == {"__all__": ["This family has a case already, open or proposed."]}


def test_what_waited_is_answered_when_a_case_goes_on_in_another(made: SimpleNamespace, manager: Any) -> None:
    transfer = CaseTransferFactory(case=made.case)
    closure = CaseClosureFactory(case=made.case, period=made.first)
    workflow.close_into(made.case, continuing=CaseFactory(), by=manager)
    for row, status in ((transfer, "withdrawn"), (closure, "returned")):
        row.refresh_from_db()
        assert (row.status, row.decided_why) == (status, "The case goes on in another")


# --- The pages -------------------------------------------------------------------------------------------------------
def page(name: str, *records: Any) -> str:
    return reverse(f"cases:{name}", args=[record.pk for record in records])


def test_closing_is_proposed_and_agreed_on_the_pages(
    made: SimpleNamespace, as_user: Any, worker: Any, manager: Any
) -> None:
    desk, close = as_user(worker), page("child-close", made.case, made.first)
    assert "closed_on" not in desk.get(close).context["form"].fields
    refused_page = desk.post(close, SAID | {"reason": "", f"link_{made.link.pk}": "end"})
    assert refusals(refused_page) == {
        "reason": ["Select reason for closing"],
        f"ended_{made.link.pk}": ["Say why the link ended."],
    }
    assert value_typed(refused_page, "summary") == SAID["summary"]
    assert list(refusals(desk.post(close, SAID))) == [f"link_{made.link.pk}"]
    sent = SAID | {f"link_{made.link.pk}": "renew"}
    assert desk.post(close, sent).url == made.case.get_absolute_url()
    assert desk.post(close, sent).status_code == 200
    closure = CaseClosure.objects.get()
    desk = as_user(manager)
    assert list(desk.get(page("closing-list")).context["page_of"]) == [closure]
    shown = desk.get(page("closing-agree", made.case, closure)).content.decode()
    assert SAID["summary"] in shown
    assert desk.post(page("closing-agree", made.case, closure), boxes("closed_on", today())).status_code == 302
    assert list(desk.get(page("closing-list")).context["page_of"]) == []
    assert desk.get(close).status_code == 404
    again = desk.post(page("closing-agree", made.case, closure), boxes("closed_on", today()))
    assert refusals(again) == {"__all__": ["This closing has been decided already."]}
    assert "Closed for Ada Testington" in desk.get(made.case.get_absolute_url()).content.decode()


def test_summary_begun_is_kept_and_a_closing_sent_twice_is_one(
    made: SimpleNamespace, as_user: Any, worker: Any
) -> None:
    desk, close = as_user(worker), page("child-close", made.case, made.first)
    begun = {"summary": "What worried us", "title": "Propose to close for Ada", "_save": "1"}
    assert desk.post(close, begun).url == reverse("overview:home")
    assert not CaseClosure.objects.exists()
    restored = desk.get(close)
    assert value_typed(restored, "summary") == "What worried us"
    assert restored.context["form"].errors == {}
    sent = SAID | {f"link_{made.link.pk}": "leave", "draft_id": str(restored.context["draft"].id)}
    for _time in range(2):
        assert desk.post(close, sent).url == made.case.get_absolute_url()
    assert CaseClosure.objects.count() == 1
    assert not Draft.objects.visible_to(worker).unfinished().exists()


def test_waiting_transfer_leaves_no_form_to_close_with(made: SimpleNamespace, as_user: Any, manager: Any) -> None:
    CaseTransferFactory(case=made.case, to_team__name="Lakeside team")
    shown = as_user(manager).get(page("case-close", made.case)).content.decode()
    assert "A transfer to Lakeside team is waiting" in shown
    assert 'name="summary"' not in shown


def test_what_was_typed_stays_when_something_blocks_the_closing_meanwhile(
    made: SimpleNamespace, as_user: Any, manager: Any
) -> None:
    CaseTransferFactory(case=made.case, to_team__name="Lakeside team")
    sent = SAID | {f"link_{made.link.pk}": "leave"} | boxes("closed_on", today())
    shown = as_user(manager).post(page("case-close", made.case), sent)
    words = "A transfer of this case is waiting. It is accepted, declined or withdrawn first."
    assert refusals(shown) == {"__all__": [words]}
    assert SAID["summary"] in shown.content.decode()


def test_last_child_s_page_leads_to_closing_the_whole_case(made: SimpleNamespace, as_user: Any, manager: Any) -> None:
    link = f'href="{page("case-close", made.case)}"'
    desk = as_user(manager)
    assert link not in desk.get(page("child-close", made.case, made.first)).content.decode()
    workflow.close_period(made.second, by=manager, to_on=today(), reason="RC7")
    assert link in desk.get(page("child-close", made.case, made.first)).content.decode()


def test_page_of_closing_is_the_same_whether_or_not_a_child_is_hidden(
    made: SimpleNamespace, as_user: Any, manager: Any
) -> None:
    hidden = CaseChildFactory(case=made.case)
    restrict_record(hidden.child, by=UserFactory(code="manager"), reason="A relative works here")
    desk = as_user(manager)
    assert str(hidden.child) not in desk.get(page("case-close", made.case)).content.decode()
    sent = SAID | {f"link_{made.link.pk}": "leave"} | boxes("closed_on", today())
    assert refusals(desk.post(page("case-close", made.case), sent)) == {
        "__all__": ["This case cannot be closed by you. Ask a manager who works with it."]
    }


def test_closed_case_is_opened_again_on_its_page(
    closed: SimpleNamespace, as_user: Any, manager: Any, team: Any
) -> None:
    desk, reopen = as_user(manager), page("case-reopen", closed.case)
    offered = desk.get(reopen).context["form"].fields["children"].queryset
    assert set(offered) == {closed.first.child, closed.second.child}
    sent = {"team": team.pk, "children": [closed.first.child_id], "why": "", **boxes("referred_on", today())}
    assert refusals(desk.post(reopen, sent)) == {"why": ["Enter an answer to “Why is the case opened again?”"]}
    assert desk.post(reopen, sent | {"why": "He is back"}).url == closed.case.get_absolute_url()
    assert "Opened again" in desk.get(closed.case.get_absolute_url()).content.decode()
    assert desk.get(reopen).status_code == 404
    assert refusals(desk.post(reopen, sent | {"why": "Twice"})) == {
        "__all__": ["Only a closed case can be opened again."]
    }


def test_another_child_is_opened_in_an_open_case(made: SimpleNamespace, as_user: Any, manager: Any) -> None:
    newcomer = FamilyMembershipFactory(family=made.case.family).person
    desk, opening = as_user(manager), page("child-open", made.case)
    assert list(desk.get(opening).context["form"].fields["child"].queryset) == [newcomer]
    sent = {"child": newcomer.pk, **boxes("from_on", today())}
    assert list(refusals(desk.post(opening, sent | {"child": made.first.child_id}))) == ["child"]
    assert desk.post(opening, sent).status_code == 302
    assert CaseChild.objects.open().filter(child=newcomer).exists()
