"""What is to be done on a case: whose it is, more time, and what came of it."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases import actions
from cases.models import Action, Incident
from cs_casework.access import restrict_record
from cs_casework.dates import today
from cs_casework.reference.models import Agency
from tests.factories import (
    ActionFactory,
    AllocationFactory,
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    CoverFactory,
    FactorFactory,
    IncidentChildFactory,
    NoteSubjectFactory,
    PlanActionFactory,
)
from tests.helpers import audited, boxes, latest_version, messages_of, race, refusals

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def said(**changed: Any) -> dict[str, Any]:
    return {"what": "Ask the school", "due_on": today(), "aimed_at": "school", "owner_name": "The warden"} | changed


def refused(call: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        call()
    return messages_of(refusal)


def test_it_is_somebodys_and_never_two_peoples(worker: Any, records: Any, manager: Any) -> None:
    case, agency = CaseFactory(), Agency.objects.order_by("name").first()
    owned = actions.record_action(case, by=worker, **said(owner_name="", owner=worker))
    theirs = actions.record_action(case, by=worker, **said(agency=agency))
    assert (owned.whose, theirs.whose) == (str(worker), f"The warden, {agency}")
    for owner in ({"owner_name": ""}, {"owner": worker}, {"owner_name": "", "owner": worker, "agency": agency}):
        assert "owner" in refused(lambda owner=owner: actions.record_action(case, by=worker, **said(**owner)))
    # Somebody who could not read what they are given: no role for it, or no grant.
    assert "owner" in refused(lambda: actions.record_action(case, by=worker, **said(owner_name="", owner=records)))
    restrict_record(case, by=manager, reason="x")
    assert "owner" in refused(lambda: actions.record_action(case, by=manager, **said(owner_name="", owner=worker)))
    assert len(audited("action.recorded")) == 2


def test_it_is_recorded_on_an_open_case_and_on_its_own_factors(worker: Any, support: Any) -> None:
    case, factor = CaseFactory(), FactorFactory()
    closed = CaseFactory(status="closed", closed_on=today(), closure_reason="RC1")
    assert "__all__" in refused(lambda: actions.record_action(closed, by=worker, **said()))
    assert "__all__" in refused(lambda: actions.record_action(case, by=worker, factor=factor, **said()))
    assert "due_on" in refused(lambda: actions.record_action(case, by=worker, **said(due_on=today() - DAY)))
    with pytest.raises(PermissionDenied):
        actions.record_action(case, by=support, **said())
    # A factor that said why nothing was to be done says so no longer, and its versions do.
    actions.record_action(factor.case, by=worker, factor=factor, **said())
    factor.refresh_from_db()
    assert factor.no_action_why == ""


def test_it_ends_with_what_came_of_it_and_once(worker: Any) -> None:
    action = ActionFactory()
    for status, outcome, day, field in (
        ("waiting", "x", None, "status"),
        ("done", " ", None, "outcome"),
        ("done", "x", today() + DAY, "finished_on"),
    ):
        call = {"status": status, "outcome": outcome, "finished_on": day}
        assert field in refused(lambda call=call: actions.finish_action(action, by=worker, **call))
    done = actions.finish_action(action, by=worker, status="not_done", outcome="The shop closed")
    assert (done.is_finished, done.finished_on, done.is_overdue) == (True, today(), False)
    for again in (
        lambda: actions.finish_action(action, by=worker, status="done", outcome="x"),
        lambda: actions.extend_action(action, by=worker, due_on=today() + 99 * DAY, why="x"),
        lambda: actions.reassign_action(action, by=worker, owner=worker),
        lambda: actions.wait_on_action(action, by=worker, waits=True),
    ):
        assert "__all__" in refused(again)


def test_more_time_keeps_the_day_it_was_first_due(worker: Any) -> None:
    action = ActionFactory(due_on=today() - DAY)
    assert action.is_overdue
    assert "why" in refused(lambda: actions.extend_action(action, by=worker, due_on=today(), why=" "))
    # A day later than it was due, and gone by too.
    Action.objects.update(due_on=today() - 3 * DAY)
    assert "due_on" in refused(lambda: actions.extend_action(action, by=worker, due_on=today() - DAY, why="x"))
    Action.objects.update(due_on=today() - DAY)
    actions.extend_action(action, by=worker, due_on=today() + DAY, why="A holiday")
    assert "due_on" in refused(lambda: actions.extend_action(action, by=worker, due_on=today() + DAY, why="x"))
    later = actions.extend_action(action, by=worker, due_on=today() + 9 * DAY, why="Ill")
    assert (later.first_due_on, later.extended_why, later.is_overdue) == (today() - DAY, "Ill", False)
    assert latest_version(later).history_change_reason == "Ill"


def test_it_is_given_to_somebody_else_waits_and_goes_on(worker: Any, colleague: Any) -> None:
    action = ActionFactory(owner=worker)
    actions.reassign_action(action, by=worker, owner=colleague, reason="On leave")
    waiting = actions.wait_on_action(action, by=worker, waits=True)
    assert (waiting.owner, waiting.status) == (colleague, "waiting")
    assert actions.wait_on_action(action, by=worker, waits=False).status == "open"


def test_who_covers_finds_it_among_theirs(worker: Any, colleague: Any, as_user: Any) -> None:
    action = ActionFactory(owner=worker)
    ActionFactory(owner=worker, status="done", outcome="x", finished_on=today())
    CoverFactory(absent=worker, covering=colleague)
    for user in (worker, colleague):
        page = as_user(user).get("/actions/")
        assert list(page.context["page_of"]) == [action]


@pytest.mark.django_db(transaction=True)
def test_two_ends_at_once_are_one(worker: Any, colleague: Any) -> None:
    action = ActionFactory()
    ends = race(
        lambda: actions.finish_action(action, by=worker, status="done", outcome="They walk home"),
        lambda: actions.finish_action(action, by=colleague, status="not_done", outcome="The shop closed"),
        hold=lambda: Action.objects.select_for_update().get(pk=action.pk),
    )
    assert sum(isinstance(end, ValidationError) for end in ends) == 1


# --- On an incident, on a note, and on a case alone ------------------------------------------------------------------
def typed(**changed: Any) -> dict[str, Any]:
    return (
        {"what": "Light the path", "owner_name": "The warden", "aimed_at": "neighbourhood"}
        | boxes("due_on", today() + DAY)
        | changed
    )


def test_it_stands_on_a_case_of_what_it_came_from(worker: Any) -> None:
    row, place = IncidentChildFactory(), ContextCaseFactory()
    incident, of_child = row.incident, CaseChildFactory(child=row.child).case
    Incident.objects.filter(pk=incident.pk).update(context=place.context)
    incident.refresh_from_db()
    note = NoteSubjectFactory(child=None, family=of_child.family).note
    CaseChildFactory(child=row.child, to_on=today(), closure_reason="RC1")  # their time there is over
    assert set(actions.open_cases_on(incident, user=worker)) == {of_child, place}
    assert set(actions.open_cases_on(note, user=worker)) == {of_child}
    for case, about in (
        (of_child, {"incident": incident}),
        (place, {"incident": incident}),
        (of_child, {"note": note}),
    ):
        action = actions.record_action(case, by=worker, **about, **said())
        assert action.get_absolute_url() == next(iter(about.values())).get_absolute_url()
    for about in ({"incident": incident}, {"note": note}):
        case = CaseFactory()
        assert "case" in refused(
            lambda case=case, about=about: actions.record_action(case, by=worker, **about, **said())
        )


def test_it_shows_to_who_may_see_what_it_came_from(worker: Any, colleague: Any, manager: Any) -> None:
    row = IncidentChildFactory(role="harmed_others")
    period = CaseChildFactory(child=row.child)
    AllocationFactory(case=period.case, worker=worker)
    action = actions.record_action(period.case, by=worker, incident=row.incident, **said(owner_name="", owner=worker))
    for user, seen in ((worker, True), (manager, True), (colleague, False)):
        assert Action.objects.visible_to(user).filter(pk=action.pk).exists() == seen
    # Nor is it given to, or recorded by, who may not read the incident.
    assert "owner" in refused(lambda: actions.reassign_action(action, by=worker, owner=colleague))
    with pytest.raises(PermissionDenied):
        actions.record_action(period.case, by=colleague, incident=row.incident, **said())
    # Nor what is to be done in the plan of a child who is hidden from them.
    served = PlanActionFactory(plan__case=period.case, plan__child=period.child)
    actions.reassign_action(served.action, by=worker, owner=colleague)
    restrict_record(period.child, by=manager, reason="x")
    assert "owner" in refused(lambda: actions.reassign_action(served.action, by=manager, owner=colleague))


def test_one_form_records_it_from_each_page(worker: Any, as_user: Any) -> None:
    row, place = IncidentChildFactory(), ContextCaseFactory()
    incident = row.incident
    note = NoteSubjectFactory(child=None, context=place.context).note
    desk = as_user(worker)
    # On a case, of a family or a context.
    for case in (CaseFactory(), place):
        add = reverse("cases:case-action-add", args=[case.pk])
        assert add in desk.get(case.get_absolute_url()).text
        assert desk.post(add, typed())["Location"] == reverse("cases:case-actions", args=[case.pk])
    # On a note: where there is one case nothing is asked.
    add = reverse("cases:note-action-add", args=[note.pk])
    assert add in desk.get(note.get_absolute_url()).text
    assert "On which case?" not in desk.get(add).text
    assert desk.post(add, typed())["Location"] == note.get_absolute_url()
    assert "Light the path" in desk.get(note.get_absolute_url()).text
    # On an incident: offered where there is a case at all, and asked where there are two.
    add = reverse("cases:incident-action-add", args=[incident.pk])
    assert add not in desk.get(incident.get_absolute_url()).text
    assert desk.get(add).status_code == 404
    assert set(refusals(desk.post(add, typed()))) == {"case"}
    of_child = CaseChildFactory(child=row.child).case
    Incident.objects.filter(pk=incident.pk).update(context=place.context)
    assert "On which case?" in desk.get(add).text
    assert set(refusals(desk.post(add, typed()))) == {"case"}
    assert set(refusals(desk.post(add, typed(case=str(CaseFactory().pk))))) == {"case"}
    assert desk.post(add, typed(case=str(of_child.pk)))["Location"] == incident.get_absolute_url()
    assert "Light the path" in desk.get(incident.get_absolute_url()).text
    # All of it stands on the pages of its case, with where it came from.
    for path in (of_child.get_absolute_url(), reverse("cases:case-actions", args=[of_child.pk])):
        body = desk.get(path).text
        assert "Light the path" in body
        assert incident.get_absolute_url() in body
    assert [action.note for action in desk.get(reverse("cases:case-actions", args=[place.pk])).context["page_of"]] == [
        None,
        note,
    ]
