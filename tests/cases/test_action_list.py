"""One list of what is to be done: whose, how it stands, and finished where it stands."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases import actions
from cases.models import Action
from cs_casework.access import restrict_record
from cs_casework.dates import today
from cs_casework.reference.models import Agency
from tests.factories import (
    ActionFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    CoverFactory,
    FactorFactory,
    NoteSubjectFactory,
    TeamMembershipFactory,
)
from tests.helpers import boxes, refusals

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
LIST = "/actions/"


def named(**facts: Any) -> Action:
    made: Action = ActionFactory(owner=None, owner_name="The warden", **facts)
    return made


def listed(desk: Any, query: str = "") -> set[Any]:
    return set(desk.get(f"{LIST}?{query}" if query else LIST).context["page_of"])


def test_mine_are_to_do_and_to_ask_after_and_my_teams_are_apart(
    as_user: Any, worker: Any, colleague: Any, team: Any
) -> None:
    own, chased = ActionFactory(owner=worker), named(chaser=worker)
    done = ActionFactory(owner=worker, status="done", outcome="x", finished_on=today())
    on_our_case = ActionFactory(case=CaseFactory(team=team))
    of_member = ActionFactory(owner=colleague)
    elsewhere = ActionFactory()
    desk = as_user(worker)
    assert listed(desk) == {own, chased}
    assert listed(desk, "whose=own") == {own}
    assert listed(desk, "whose=chase") == {chased}
    assert listed(desk, "whose=team") == {own, chased, on_our_case, of_member}
    assert listed(desk, "whose=all") == {own, chased, on_our_case, of_member, elsewhere}
    assert listed(desk, "state=finished") == {done}
    # Who covers finds both among theirs.
    away = TeamMembershipFactory().user
    CoverFactory(absent=away, covering=colleague)
    theirs = {ActionFactory(owner=away), named(chaser=away)}
    assert listed(as_user(colleague)) == {of_member, *theirs}


def test_they_are_overdue_due_soon_or_wait_for_an_agency(as_user: Any, worker: Any) -> None:
    agency = Agency.objects.order_by("name").first()
    late = ActionFactory(owner=worker, due_on=today() - DAY)
    soon = ActionFactory(owner=worker, due_on=today() + 14 * DAY)
    far = ActionFactory(owner=worker, due_on=today() + 15 * DAY)
    waits = ActionFactory(owner=None, agency=agency, chaser=worker, status="waiting", due_on=today() - 2 * DAY)
    desk = as_user(worker)
    assert listed(desk, "state=overdue") == {late, waits}
    assert listed(desk, "state=soon") == {soon}
    assert listed(desk, "state=waiting") == {waits}
    assert listed(desk, f"agency={agency.pk}") == {waits}
    assert [listed(desk, f"doer={doer}") for doer in ("agency", "named")] == [{waits}, set()]
    assert list(desk.get(LIST).context["page_of"]) == [waits, late, soon, far]


def test_one_is_finished_where_it_stands_and_the_list_comes_back_as_it_was(as_user: Any, worker: Any) -> None:
    action, desk = ActionFactory(owner=worker, due_on=today() - DAY), as_user(worker)
    page = desk.get(f"{LIST}?state=overdue")
    address = f"/actions/{action.pk}/finish/?list=state%3Doverdue"
    assert address in page.text
    # What is missing is asked for on a page of its own, with what was typed.
    asked = desk.post(address, {"status": "not_done", "outcome": ""})
    assert list(refusals(asked)) == ["outcome"]
    assert asked.context["back"] == f"{LIST}?state=overdue"
    sent = desk.post(address, {"status": "done", "outcome": "They walk home"})
    assert sent["Location"] == f"{LIST}?state=overdue"
    action.refresh_from_db()
    assert (action.status, action.finished_on) == ("done", today())


def test_the_second_to_finish_is_told_who_was_first_and_keeps_their_words(
    as_user: Any, worker: Any, colleague: Any
) -> None:
    action = ActionFactory(owner=worker)
    actions.finish_action(action, by=colleague, status="done", outcome="The path is lit")
    page = as_user(worker).post(f"/actions/{action.pk}/finish/?list=", {"status": "not_done", "outcome": "Nobody came"})
    [told] = refusals(page)["__all__"]
    assert str(colleague) in told
    assert "The path is lit" in told
    assert "Nobody came" in page.text
    action.refresh_from_db()
    assert action.outcome == "The path is lit"


def test_giving_it_on_and_more_time_lead_back_to_the_list(as_user: Any, worker: Any) -> None:
    action, desk = named(chaser=worker), as_user(worker)
    back = "?list=whose%3Dchase"
    assert desk.get(f"/actions/{action.pk}/extend/{back}").context["back"] == f"{LIST}?whose=chase"
    for step, typed in (("wait", {"waits": "1"}), ("reassign", {"owner_name": "The keeper"})):
        sent = desk.post(f"/actions/{action.pk}/{step}/{back}", typed)
        assert sent["Location"] == f"{LIST}?whose=chase"
    action.refresh_from_db()
    assert (action.status, action.owner_name, action.chaser) == ("waiting", "The keeper", worker)
    assert desk.post(f"/actions/{action.pk}/wait/", {})["Location"] == action.get_absolute_url()


def test_somebody_asks_after_what_no_colleague_does(worker: Any, colleague: Any, records: Any) -> None:
    said = {"what": "Ask", "due_on": today(), "aimed_at": "school"}
    made = actions.record_action(CaseFactory(), by=worker, owner_name="The warden", **said)
    assert made.chaser == worker
    moved = actions.reassign_action(made, by=worker, owner_name="The keeper", chaser=colleague)
    assert moved.chaser == colleague
    assert actions.reassign_action(made, by=worker, owner_name="The shop").chaser == colleague
    assert actions.reassign_action(made, by=worker, owner=worker).chaser is None
    for wrong in ({"owner": worker, "chaser": colleague}, {"owner_name": "x", "chaser": records}):
        with pytest.raises(ValidationError):
            actions.reassign_action(made, by=worker, **wrong)


def test_a_case_has_its_own_list_of_what_is_to_be_done_and_was(as_user: Any, worker: Any) -> None:
    case, desk = ContextCaseFactory(), as_user(worker)
    done = ActionFactory(case=case, status="done", outcome="x", finished_on=today())
    desk.post(
        f"/cases/{case.pk}/actions/add/",
        {"what": "Walk with them", "owner_name": "The warden", "aimed_at": "school", **boxes("due_on", today())},
    )
    made = Action.objects.exclude(pk=done.pk).get()
    assert made.get_absolute_url() == f"/cases/{case.pk}/actions/"
    assert list(desk.get(made.get_absolute_url()).context["page_of"]) == [made, done]


def test_a_note_shows_what_is_to_be_done_because_of_it(as_user: Any, worker: Any, manager: Any) -> None:
    case = ContextCaseFactory()
    note = NoteSubjectFactory(child=None, context=case.context, case=case).note
    desk = as_user(worker)
    address = f"/notes/{note.pk}/actions/add/"
    assert address in desk.get(note.get_absolute_url()).text
    said = {"what": "Walk with them", "owner_name": "The warden", "aimed_at": "school", **boxes("due_on", today())}
    assert desk.post(address, said)["Location"] == note.get_absolute_url()
    assert Action.objects.get().note == note
    assert "Walk with them" in desk.get(note.get_absolute_url()).text
    assert note.title in desk.get(LIST).text


# --- Who reads nothing else of the case ------------------------------------------------------------------------------
def test_business_support_sees_and_finishes_what_is_given_to_them_alone(
    as_user: Any, worker: Any, support: Any, manager: Any
) -> None:
    factor = FactorFactory()
    given = actions.record_action(
        factor.case, by=worker, factor=factor, what="Send the letter", due_on=today(), aimed_at="school", owner=support
    )
    other = ActionFactory(case=factor.case, owner=worker)
    desk = as_user(support)
    page = desk.get(LIST)
    assert set(page.context["page_of"]) == {given}
    assert listed(desk, "whose=all") == {given}
    assert str(factor) not in page.text
    assert str(factor.case.family) not in page.text
    assert "more time" not in page.text
    assert desk.get("/").context["figures"][0].number == 1
    assert desk.get(f"/actions/{other.pk}/finish/").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.extend_action(given, by=support, due_on=today() + DAY, why="x")
    sent = desk.post(f"/actions/{given.pk}/finish/?list=", {"status": "done", "outcome": "It went on Monday"})
    assert sent["Location"] == LIST
    assert not listed(desk)
    assert listed(desk, "state=finished") == {given}


@pytest.mark.parametrize("hides", ["case", "context", "child"])
def test_what_is_hidden_hides_what_was_given_because_of_it(support: Any, manager: Any, hides: str) -> None:
    subject = NoteSubjectFactory()
    factor = FactorFactory(context=ContextFactory(), children=[subject.child])
    of_factor = ActionFactory(case=factor.case, factor=factor, owner=support)
    of_note = ActionFactory(note=subject.note, owner=support)
    seen = Action.objects.visible_to(support)
    assert set(seen.all()) == {of_factor, of_note}
    target = {"case": factor.case, "context": factor.context, "child": subject.child}[hides]
    restrict_record(target, by=manager, reason="x")
    assert set(seen.all()) == ({of_note} if hides != "child" else set())
    with pytest.raises(ValidationError):
        actions.reassign_action(of_factor, by=manager, owner=support)


# --- What rises to a manager -----------------------------------------------------------------------------------------
def test_overdue_rises_to_the_manager_by_agency(as_user: Any, worker: Any, manager: Any, team: Any) -> None:
    police, school = Agency.objects.order_by("name")[:2]
    case = CaseFactory(team=team)
    late = {"case": case, "due_on": today() - DAY}
    ActionFactory(owner=worker, **late)
    for _number in range(2):
        ActionFactory(owner=None, agency=police, status="waiting", **late | {"due_on": today() - 9 * DAY})
    named(**late)
    ActionFactory(owner=None, agency=school, case=case)  # in time
    ActionFactory(owner=None, agency=school, due_on=today() - DAY)  # another team's
    desk = as_user(manager)
    figures = {str(figure.label): figure for figure in desk.get("/").context["figures"]}
    assert figures["actions overdue in my teams"].number == 4
    assert figures["actions overdue with agencies"].number == 2
    assert len(listed(desk, figures["actions overdue in my teams"].url.partition("?")[2])) == 4
    rows = list(desk.get("/actions/agencies/").context["page_of"])
    assert [(row["doer"], row["agency"], row["number"], row["wait"]) for row in rows] == [
        ("agency", police.pk, 2, 2),
        ("colleague", None, 1, 0),
        ("named", None, 1, 0),
    ]
    assert len(listed(desk, f"whose=team&state=overdue&doer=agency&agency={police.pk}")) == 2
    assert as_user(worker).get("/actions/agencies/").status_code == 403
