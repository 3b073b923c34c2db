"""Who works here, in which teams, and what a role lets them do."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cs_casework.accounts.backends import StaffBackend
from cs_casework.accounts.models import Installation, Permission, Role, TeamMembership, User
from cs_casework.dates import today
from tests.factories import TeamFactory, TeamMembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)

# What each role may do (design.md §6, as far as it is built).
EDITS = {
    "people.edit",
    "contexts.edit",
    "referrals.take",
    "cases.propose",
    "notes.write",
    "actions.own",
    "assessments.write",
    "meetings.run",
    "plans.write",
}
SEES = {"people.view", "contexts.list", "contexts.view", "referrals.view", "cases.list", "cases.view"}
ROLES = {
    "practitioner": SEES | EDITS | {"records.emergency"},
    "manager": SEES
    | EDITS
    | {
        "people.merge",
        "families.join",
        "contexts.merge",
        "links.alleged",
        "referrals.decide",
        "cases.open",
        "cases.allocate",
        "notes.oversight",
        "assessments.authorise",
        "meetings.approve",
        "plans.agree",
        "records.restrict",
        "records.emergency",
        "records.agree",
        "audit.team",
    },
    "business_support": {
        "people.view",
        "people.edit",
        "contexts.list",
        "referrals.view",
        "referrals.take",
        "cases.list",
        "meetings.run",
        "actions.own",
    },
    "records_officer": {
        "people.view",
        "contexts.list",
        "contexts.view",
        "referrals.view",
        "cases.list",
        "restrictions.review",
        "removed.read",
        "records.keep",
        "records.agree",
        "audit.all",
    },
    "administrator": {"staff.manage"},
}


def test_there_are_five_roles_and_each_may_do_this_and_no_more() -> None:
    assert {role.code: set(role.permissions) for role in Role.objects.all()} == ROLES


def test_a_person_can_hold_the_permissions_in_mind() -> None:
    assert len(Permission) <= 40
    assert set().union(*ROLES.values()) == set(Permission.values)


@pytest.mark.parametrize(
    ("details", "may"),
    [({}, True), ({"is_active": False}, False), ({"role": None}, False), ({"code": "administrator"}, False)],
)
def test_member_of_staff_may_do_what_the_role_says_while_the_account_is_on(details: dict[str, Any], may: bool) -> None:
    assert UserFactory(**details).may(Permission.WRITE_NOTES) == may


def test_superuser_mark_of_django_gives_no_right_here() -> None:
    assert not UserFactory(role=None, is_superuser=True, is_staff=True).may(Permission.VIEW_PEOPLE)


@pytest.mark.parametrize(
    ("is_manager", "days", "manages"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"to_on": 0}, False),
        (True, {"to_on": 7}, True),
        (True, {"from_on": 7}, False),
    ],
)
def test_manager_of_a_team_is_one_today(is_manager: bool, days: dict[str, int], manages: bool) -> None:
    dates = {name: today() + number * DAY for name, number in days.items()}
    membership = TeamMembershipFactory(is_manager=is_manager, **dates)
    assert (membership.team in membership.user.managed_teams()) == manages
    assert TeamFactory() not in membership.user.managed_teams()


def test_membership_ends_after_it_began_and_is_held_once_at_a_time() -> None:
    with pytest.raises(IntegrityError, match="team_membership_ends_after"), transaction.atomic():
        TeamMembershipFactory(to_on=datetime.date(2019, 12, 31))
    first = TeamMembershipFactory()
    with pytest.raises(IntegrityError, match="one_current_team_membership"), transaction.atomic():
        TeamMembershipFactory(user=first.user, team=first.team)
    first.to_on = today()
    first.save()
    assert TeamMembershipFactory(user=first.user, team=first.team).pk
    assert TeamMembership.objects.current().count() == 1


def test_staff_are_called_by_name() -> None:
    user = UserFactory(name="Wren Ashdown")
    membership = TeamMembershipFactory(user=user, team__name="Riverside team")
    assert [str(user), user.get_full_name(), user.get_short_name()] == ["Wren Ashdown"] * 3
    assert str(membership) == "Wren Ashdown · Riverside team"
    assert str(user.role) == "Practitioner"


def test_who_is_signed_in_comes_with_the_role_in_one_statement(django_assert_num_queries: Any) -> None:
    user = UserFactory()
    with django_assert_num_queries(1):
        found = StaffBackend().get_user(user.pk)
        assert found.may(Permission.WRITE_NOTES)


def test_account_that_is_switched_off_is_signed_in_no_more(as_user: Any, worker: Any) -> None:
    desk = as_user(worker)
    assert desk.get("/people/").status_code == 200
    User.objects.filter(pk=worker.pk).update(is_active=False)
    assert desk.get("/people/").status_code == 302
    assert StaffBackend().get_user(worker.pk) is None


def test_service_is_no_demo() -> None:
    assert [str(installation) for installation in Installation.objects.all()] == ["A service's own records"]
