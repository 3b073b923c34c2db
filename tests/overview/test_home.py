"""What each role finds first, and that every figure is the number of rows of the list it opens."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from cases.models import Case
from cs_casework.access import restrict_record
from cs_casework.dates import today
from cs_casework.drafts.workflow import save_draft
from cs_casework.overview.home import MOST
from families.models import PossibleDuplicate
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyFactory,
    PeerGroupFactory,
    PersonFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import audited

pytestmark = pytest.mark.django_db

HOME = reverse("overview:home")
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("role", "template", "heading"),
    [
        ("worker", "overview/home_practitioner.html", "My work"),
        ("manager", "overview/home_manager.html", "My teams"),
        ("support", "overview/home_support.html", "My work list"),
        ("records", "overview/home_other.html", "Who looked at what, and who changed it"),
        ("administrator", "overview/home_other.html", "Invite people"),
    ],
)
def test_each_role_finds_its_own_home(
    role: str, template: str, heading: str, as_user: Any, request: pytest.FixtureRequest
) -> None:
    response = as_user(request.getfixturevalue(role)).get(HOME)
    assert response.templates[0].name == template
    assert heading in response.content.decode()
    assert [event.path for event in audited("home.viewed")] == [HOME]


def test_home_of_who_has_no_role_holds_nothing(as_user: Any) -> None:
    assert as_user(UserFactory(role=None)).get(HOME).status_code == 200


# --- A practitioner --------------------------------------------------------------------------------------------------
def test_own_open_cases_with_the_children_open_in_them(as_user: Any, worker: Any, manager: Any) -> None:
    lead = AllocationFactory(worker=worker).case
    covering = AllocationFactory(worker=worker, role="covering", case=ContextCaseFactory()).case
    AllocationFactory(worker=worker, to_on=today())
    AllocationFactory()
    closed = AllocationFactory(worker=worker).case
    Case.objects.filter(pk=closed.pk).update(status="closed", closed_on=today())
    hidden = AllocationFactory(worker=worker).case
    restrict_record(hidden, by=manager, reason="A relative works here")
    seen, gone = CaseChildFactory(case=lead), CaseChildFactory(case=lead)
    restrict_record(gone.child, by=manager, reason="A relative works here")
    desk = as_user(worker)
    work = desk.get(HOME).context
    assert list(work["cases"]) == [lead, covering]
    assert next(iter(work["cases"])).open_children == [seen]
    assert work["case_total"] == 2
    listed = desk.get(reverse("cases:case-list"), {"mine": "on", "status": "open"}).context["page_of"]
    assert set(listed) == set(work["cases"])


def test_more_cases_than_fit_lead_to_the_whole_list(as_user: Any, worker: Any, team: Any) -> None:
    for _number in range(MOST + 1):
        AllocationFactory(worker=worker, case__team=team)
    desk = as_user(worker)
    response = desk.get(HOME)
    assert (len(response.context["cases"]), response.context["case_total"]) == (MOST, MOST + 1)
    assert f"My open cases ({MOST + 1})" in response.content.decode()
    address = f"{reverse('cases:case-list')}?mine=on&status=open"
    assert address.replace("&", "&amp;") in response.content.decode()
    assert desk.get(address).context["page_of"].paginator.count == MOST + 1


@pytest.mark.parametrize(("days", "is_due"), [(-30, True), (0, True), (14, True), (15, False)])
def test_links_of_own_children_and_contexts_fall_due_within_two_weeks(
    days: int, is_due: bool, as_user: Any, worker: Any
) -> None:
    due = today() + days * DAY
    family, context = CaseChildFactory(), ContextCaseFactory()
    for case in (family.case, context):
        AllocationFactory(worker=worker, case=case)
    of_child = ContextLinkFactory(child=family.child, review_due=due, lapses_on=today() + 60 * DAY)
    of_context = ContextLinkFactory(context=context.context, review_due=due, lapses_on=today() + 60 * DAY)
    ContextLinkFactory(review_due=due, lapses_on=today() + 60 * DAY)
    ContextLinkFactory(child=family.child, role="harmed", review_due=due, lapses_on=today())
    work = as_user(worker).get(HOME).context
    assert set(work["links_due"]) == ({of_child, of_context} if is_due else set())
    assert work["links_due_total"] == len(work["links_due"])


@pytest.mark.parametrize(("days", "is_due"), [(-1, True), (14, True), (15, False)])
def test_peer_groups_of_own_cases_fall_due_within_two_weeks(days: int, is_due: bool, as_user: Any, worker: Any) -> None:
    due = {"reviewed_on": today() - 30 * DAY, "review_due": today() + days * DAY}
    group = PeerGroupFactory(**due)
    for context in (group, PeerGroupFactory(status="closed", **due)):
        AllocationFactory(worker=worker, case=ContextCaseFactory(context=context))
    PeerGroupFactory(**due)
    assert list(as_user(worker).get(HOME).context["groups_due"]) == ([group] if is_due else [])


@pytest.mark.parametrize("role", ["worker", "manager", "support"])
def test_own_drafts_stand_on_the_home_page(role: str, as_user: Any, request: pytest.FixtureRequest) -> None:
    user, other = request.getfixturevalue(role), UserFactory()
    for author, title in ((user, "Half a note"), (other, "Of another")):
        save_draft(
            id=PersonFactory().pk,
            by=author,
            form="cases.note",
            title=title,
            path="/notes/new/",
            data={"title": [title]},
        )
    response = as_user(user).get(HOME)
    assert [draft.title for draft in response.context["drafts"]] == ["Half a note"]
    assert "Half a note" in response.content.decode()


# --- A manager -------------------------------------------------------------------------------------------------------
def test_each_figure_is_the_number_of_rows_of_the_list_it_opens(as_user: Any, manager: Any, team: Any) -> None:
    """Beside each row that counts stands one that must not: hidden, decided, allocated, joined or settled."""
    other = UserFactory(code="manager")
    for _number in range(2):
        CaseFactory(status="proposed", opened_on=None)
    for _number in range(3):
        CaseFactory()
    hidden_case, hidden_family = CaseFactory(), FamilyFactory(confirmed_on=None)
    for hidden in (hidden_case, hidden_family):
        restrict_record(hidden, by=other, reason="A relative works here")
    CaseFactory(status="declined", opened_on=None)
    AllocationFactory(case__team=team)
    FamilyFactory(confirmed_on=None)
    FamilyFactory(confirmed_on=None, joined_into=FamilyFactory(), joined_on=today())
    seen, unseen = PersonFactory(), PersonFactory()
    restrict_record(unseen, by=other, reason="A relative works here")
    for person, outcome in ((PersonFactory(), "open"), (PersonFactory(), "different"), (unseen, "open")):
        PossibleDuplicate.objects.create(person=person, other=seen, why="Same name", outcome=outcome)
    desk = as_user(manager)
    response = desk.get(HOME)
    figures = {str(figure.label): figure for figure in response.context["figures"]}
    assert {label: figure.number for label, figure in figures.items()} == {
        "cases proposed": 2,
        "cases unallocated": 3,
        "families to confirm": 1,
        "possible duplicates": 1,
    }
    for figure in figures.values():
        assert desk.get(figure.url).context["page_of"].paginator.count == figure.number
        assert f'href="{figure.url}"' in response.content.decode()
    assert len(response.context["proposed"]) == 2
    assert len(response.context["unallocated"]) == 3


def test_caseload_is_counted_by_worker_and_team_in_open_cases(
    as_user: Any, manager: Any, worker: Any, colleague: Any, support: Any, team: Any
) -> None:
    period = CaseChildFactory(case__team=team)
    for child in (None, period.child):
        AllocationFactory(case=period.case, worker=worker, child=child)
    AllocationFactory(case=ContextCaseFactory(team=team), worker=worker)
    AllocationFactory(case__team=team, worker=worker, to_on=today())
    closed = AllocationFactory(case__team=team, worker=worker).case
    Case.objects.filter(pk=closed.pk).update(status="closed", closed_on=today())
    AllocationFactory(worker=colleague)
    TeamMembershipFactory(team=team, to_on=today())
    work = as_user(manager).get(HOME).context
    assert work["teams"] == [team]
    rows = [(row["member"].user, row["load"]["families"], row["load"]["contexts"]) for row in work["team_rows"]]
    # Who cannot hold a case, business support, has no row.
    assert rows == [(colleague, 0, 0), (manager, 0, 0), (worker, 1, 1)]


def test_manager_without_a_team_is_told_how_to_get_one(as_user: Any) -> None:
    assert "You are in no team yet." in as_user(UserFactory(code="manager")).get(HOME).content.decode()


def test_unallocated_case_shows_the_children_the_manager_may_see(as_user: Any, manager: Any) -> None:
    case = CaseFactory()
    seen, hidden = CaseChildFactory(case=case), CaseChildFactory(case=case)
    restrict_record(hidden.child, by=UserFactory(code="manager"), reason="A relative works here")
    [shown] = as_user(manager).get(HOME).context["unallocated"]
    assert (shown, shown.open_children) == (case, [seen])


# --- Business support ------------------------------------------------------------------------------------------------
def test_business_support_finds_the_duplicates_it_may_settle(as_user: Any, support: Any, manager: Any) -> None:
    task = PossibleDuplicate.objects.create(person=PersonFactory(), other=PersonFactory(), why="Same name")
    hidden = PersonFactory()
    restrict_record(hidden, by=manager, reason="A relative works here")
    PossibleDuplicate.objects.create(person=PersonFactory(), other=hidden, why="Same name")
    desk = as_user(support)
    response = desk.get(HOME)
    assert list(response.context["duplicates"]) == [task]
    assert reverse("families:duplicate-settle", args=[task.pk]) in response.content.decode()
    assert list(desk.get(reverse("families:duplicate-list")).context["page_of"]) == [task]


def test_empty_home_says_what_to_do_next(as_user: Any, support: Any, worker: Any) -> None:
    assert "Nothing waits for you" in as_user(support).get(HOME).content.decode()
    assert "No case is allocated to you" in as_user(worker).get(HOME).content.decode()


# --- The others ------------------------------------------------------------------------------------------------------
def test_administrator_sees_staff_and_no_case_record(as_user: Any, administrator: Any, worker: Any) -> None:
    person, case = PersonFactory(), CaseFactory()
    desk = as_user(administrator)
    listed = desk.get(reverse("administration:staff-list"))
    assert set(listed.context["page_of"]) == {administrator, worker}
    assert "Riverside team" in listed.content.decode()
    for record in (person, case, case.family, ContextFactory()):
        assert desk.get(record.get_absolute_url()).status_code == 404
    for name in ("families:person-list", "families:family-list", "contexts:context-list", "cases:case-list"):
        assert desk.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("role", ["worker", "manager", "support", "records"])
def test_nobody_else_sees_the_list_of_staff(role: str, as_user: Any, request: pytest.FixtureRequest) -> None:
    assert as_user(request.getfixturevalue(role)).get(reverse("administration:staff-list")).status_code == 403
