"""Letting people in and out: accounts and teams are changed in one place, by a command or by whoever manages users."""

import datetime
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from cases.models import Case
from cs_casework.accounts.links import link_for
from cs_casework.accounts.models import Role, Team, TeamMembership, User
from cs_casework.accounts.second_factor import factors_of
from cs_casework.accounts.workflow import (
    change_team,
    change_user,
    choose_password,
    cover_for,
    create_team,
    deactivate_user,
    end_cover,
    hand_out_link,
    invite_user,
    join_team,
    leave_team,
    make_link,
    reactivate_user,
    set_team_manager,
)
from cs_casework.audit.models import AuditEvent
from cs_casework.dates import today
from tests.accounts.factors import with_app
from tests.factories import PASSWORD, CaseFactory, CoverFactory, TeamFactory, TeamMembershipFactory, UserFactory
from tests.helpers import audited, messages_of, race, without_audit

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WRONG = "The user name or the password is wrong, or the account has been switched off."


def role(code: str) -> Role:
    return Role.objects.get(pk=code)


def new(**details: Any) -> dict[str, Any]:
    return {"username": "nia", "name": "Nia Newcombe", "role": role("practitioner")} | details


def as_they_are(user: User, **details: Any) -> dict[str, Any]:
    return {name: getattr(user, name) for name in ("name", "job_title", "email", "phone", "role")} | details


def away(**details: Any) -> dict[str, Any]:
    return {"from_on": today(), "to_on": today() + 14 * DAY, "reason": "On leave"} | details


def in_lakeside(**details: Any) -> Any:
    return TeamMembershipFactory(team__name="Lakeside team", **details)


# Each change of staff, with what the audit says of it.
CHANGES: dict[str, Any] = {
    "user.invited": lambda by: invite_user(by=by, **new()),
    "user.changed": lambda by: change_user(user := UserFactory(), by=by, **as_they_are(user, name="Nia Newcombe")),
    "user.role_changed": lambda by: change_user(
        user := UserFactory(), by=by, **as_they_are(user, role=role("manager"))
    ),
    "user.link_made": lambda by: make_link(UserFactory(), by=by),
    "user.link_handed_out": lambda by: hand_out_link(UserFactory(password="!none"), by=by),
    "user.deactivated": lambda by: deactivate_user(UserFactory(), by=by),
    "user.reactivated": lambda by: reactivate_user(UserFactory(is_active=False), by=by),
    "team.created": lambda by: create_team(by=by, name="Lakeside team"),
    "team.changed": lambda by: change_team(TeamFactory(), by=by, name="Lakeside team", kind="contexts", phone=""),
    "team.joined": lambda by: join_team(by=by, user=UserFactory(), team=TeamFactory(name="Lakeside team")),
    "team.manager_made": lambda by: set_team_manager(in_lakeside(), by=by, is_manager=True),
    "team.manager_ended": lambda by: set_team_manager(in_lakeside(is_manager=True), by=by, is_manager=False),
    "team.left": lambda by: leave_team(in_lakeside(), by=by, to_on=today()),
    "cover.made": lambda by: cover_for(by=by, absent=UserFactory(), covering=UserFactory(), **away()),
    "cover.ended": lambda by: end_cover(CoverFactory(), by=by),
}


# From which role to which, and which team: who could see what on a day is to be read from the audit.
REASONS = {"user.role_changed": "practitioner → manager"} | dict.fromkeys(
    ("team.joined", "team.manager_made", "team.manager_ended", "team.left"), "Lakeside team"
)


@pytest.mark.parametrize("action", CHANGES)
def test_change_is_audited_in_words_and_says_of_which_role_and_team(action: str, administrator: Any) -> None:
    CHANGES[action](administrator)
    assert [(event.actor_name, event.reason) for event in audited(action)] == [("Adma Stroud", REASONS.get(action, ""))]
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("action", CHANGES)
@pytest.mark.parametrize("who", ["worker", "manager", "support", "records"])
def test_change_is_refused_to_who_does_not_manage_users(action: str, who: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        CHANGES[action](user)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("action", CHANGES)
def test_change_that_fails_half_way_leaves_nothing(action: str, administrator: Any) -> None:
    def all_of_it() -> list[Any]:
        return [list(model.objects.order_by("pk").values_list()) for model in (User, Team, TeamMembership)]

    made: list[Any] = []

    def change() -> None:
        with transaction.atomic():
            made.append(all_of_it())
            CHANGES[action](administrator)

    without_audit(change)
    assert made == [all_of_it()]


# --- Inviting --------------------------------------------------------------------------------------------------------
def test_new_account_waits_for_its_first_password(administrator: Any) -> None:
    user = invite_user(by=administrator, **new())
    assert user.state == User.State.NO_PASSWORD
    assert Client().post("/", {"username": "nia", "password": ""}).status_code == 200


def test_account_on_the_command_line_is_made_by_the_system() -> None:
    invite_user(by=None, **new())
    assert [event.actor_name for event in audited("user.invited")] == ["the system"]


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"username": "wren"}, "username"),
        ({"username": "WREN"}, "username"),
        ({"username": ""}, "username"),
        ({"username": "two words"}, "username"),
        ({"name": ""}, "name"),
        ({"email": "no address"}, "email"),
    ],
)
def test_account_is_refused(details: dict[str, Any], field: str, worker: Any) -> None:
    """`wren` is taken."""
    before = User.objects.count()
    with pytest.raises(ValidationError) as refusal:
        invite_user(by=None, **new(**details))
    assert list(messages_of(refusal)) == [field]
    assert User.objects.count() == before


# --- Role, and the last administrator --------------------------------------------------------------------------------
def test_another_role_counts_at_once_and_whoever_has_it_signs_in_to_it(
    as_user: Any, worker: Any, administrator: Any
) -> None:
    desk = as_user(worker)
    assert desk.get("/audit/").status_code == 403
    change_user(worker, by=administrator, **as_they_are(worker, phone="01632 960000"))
    assert desk.get("/audit/").status_code == 403
    change_user(worker, by=administrator, **as_they_are(worker, role=role("records_officer")))
    assert desk.get("/audit/").url == "/?next=/audit/"
    assert as_user(worker).get("/audit/").status_code == 200
    assert desk.get("/notes/new/").status_code == 403


def test_last_administrator_stays_one(administrator: Any) -> None:
    """Somebody with that role who cannot sign in, for want of a password or of an account, is of no help."""
    invite_user(by=administrator, **new(role=role("administrator")))
    UserFactory(code="administrator", is_active=False)
    with pytest.raises(ValidationError) as refusal:
        change_user(administrator, by=None, **as_they_are(administrator, role=role("manager")))
    assert messages_of(refusal) == {
        "__all__": ["Adma Stroud is the last administrator who can sign in. Make somebody else an administrator first."]
    }
    with pytest.raises(ValidationError):
        deactivate_user(administrator, by=None)
    other = UserFactory(code="administrator")
    assert change_user(administrator, by=other, **as_they_are(administrator, role=role("manager"))).role_id == "manager"


@pytest.mark.parametrize("code", ["manager", "practitioner", "records_officer"])
def test_nobody_gives_themselves_another_role(code: str, administrator: Any) -> None:
    """Else whoever manages users could let themselves see records, and nobody beside them would know."""
    UserFactory(code="administrator")
    with pytest.raises(ValidationError) as refusal:
        change_user(administrator, by=administrator, **as_they_are(administrator, role=role(code)))
    assert messages_of(refusal) == {"__all__": ["Ask another administrator to change your own role."]}
    assert User.objects.get(pk=administrator.pk).role_id == "administrator"
    assert not AuditEvent.objects.exists()


def test_administrator_may_correct_their_own_name_and_sees_no_record_by_joining_a_team(
    administrator: Any, team: Any
) -> None:
    changed = change_user(administrator, by=administrator, **as_they_are(administrator, name="Adma Oake"))
    assert (changed.name, changed.role_id) == ("Adma Oake", "administrator")
    join_team(by=administrator, user=administrator, team=team, is_manager=True)
    case = CaseFactory(team=team)
    assert not Case.objects.visible_to(User.objects.get(pk=administrator.pk)).filter(pk=case.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_switch_each_other_off(administrator: Any) -> None:
    """With three of them, too, who has just been switched off switches nobody off."""
    other = UserFactory(code="administrator")
    UserFactory(code="administrator")

    def hold() -> None:
        list(User.objects.select_for_update(of=("self",)).order_by("pk"))

    done = race(
        lambda: deactivate_user(other, by=administrator), lambda: deactivate_user(administrator, by=other), hold=hold
    )
    assert sorted(type(result).__name__ for result in done) == ["PermissionDenied", "User"]
    assert User.objects.filter(is_active=True).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_commands_cannot_take_the_last_two_administrators(administrator: Any) -> None:
    other = UserFactory(code="administrator")

    def hold() -> None:
        list(User.objects.select_for_update(of=("self",)).order_by("pk"))

    demoted = as_they_are(other, role=role("manager"))
    done = race(
        lambda: change_user(other, by=None, **demoted), lambda: deactivate_user(administrator, by=None), hold=hold
    )
    assert sorted(type(result).__name__ for result in done) == ["User", "ValidationError"]


# --- Switching off and on --------------------------------------------------------------------------------------------
def test_switched_off_account_is_out_on_its_very_next_click_everywhere(worker: Any, administrator: Any) -> None:
    desks = [Client(), Client()]
    for desk in desks:
        desk.post("/", {"username": "wren", "password": PASSWORD})
        assert desk.get("/people/").status_code == 200
    deactivate_user(worker, by=administrator)
    for desk in desks:
        assert desk.get("/people/").url == "/?next=/people/"
        answer = desk.post("/", {"username": "wren", "password": PASSWORD})
        assert answer.context["form"].errors == {"__all__": [WRONG]}
    # Switched on again, neither the old password nor the old browsers come back.
    reactivate_user(worker, by=administrator)
    for desk in desks:
        assert desk.get("/people/").status_code == 302
        assert desk.post("/", {"username": "wren", "password": PASSWORD}).context["form"].errors


def test_switched_off_account_keeps_its_memberships(worker: Any, team: Any, administrator: Any) -> None:
    deactivate_user(worker, by=administrator)
    assert TeamMembership.objects.current().filter(user=worker, team=team).exists()
    assert not audited("team.left")


def test_switching_off_and_on_refuses_what_is_so_already_and_oneself(worker: Any, administrator: Any) -> None:
    UserFactory(code="administrator")
    with pytest.raises(ValidationError, match="You cannot switch off your own account"):
        deactivate_user(administrator, by=administrator)
    with pytest.raises(ValidationError, match="active already"):
        reactivate_user(worker, by=administrator)
    deactivate_user(worker, by=administrator)
    with pytest.raises(ValidationError, match="switched off already"):
        deactivate_user(worker, by=administrator)
    with pytest.raises(ValidationError, match="switched off"):
        join_team(by=administrator, user=worker, team=TeamFactory())


# --- Teams -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["Lakeside team", "LAKESIDE TEAM", " lakeside   team "])
def test_team_has_a_name_of_its_own_whatever_its_letters(name: str) -> None:
    create_team(by=None, name="Lakeside team")
    other = TeamFactory()
    for change in (
        lambda: create_team(by=None, name=name),
        lambda: change_team(other, by=None, name=name, kind="casework", phone=""),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert messages_of(refusal) == {"name": ["There is a team of this name already."]}
    with pytest.raises(IntegrityError, match="team_name_whatever_its_letters"), transaction.atomic():
        TeamFactory(name=name.strip().upper().replace("   ", " "))


def test_team_may_change_the_letters_of_its_own_name() -> None:
    team = create_team(by=None, name="Lakeside team")
    assert change_team(team, by=None, name="Lakeside Team", kind="contexts", phone="").name == "Lakeside Team"


def test_team_is_joined_once_at_a_time() -> None:
    user, team = UserFactory(name="Nia Newcombe"), TeamFactory()
    first = join_team(by=None, user=user, team=team, is_manager=True)
    assert (first.from_on, first.is_manager) == (today(), True)
    with pytest.raises(ValidationError) as refusal:
        join_team(by=None, user=user, team=team)
    assert messages_of(refusal) == {"__all__": ["Nia Newcombe is in this team already."]}
    TeamMembership.objects.update(from_on=today() - DAY, to_on=today() + DAY)
    with pytest.raises(ValidationError):
        join_team(by=None, user=user, team=team)
    TeamMembership.objects.update(to_on=today())
    assert join_team(by=None, user=user, team=team).pk


def test_manager_of_a_team_is_one_from_today_and_was_none_before(django_assert_num_queries: Any) -> None:
    membership = TeamMembershipFactory()
    user, team = membership.user, membership.team
    set_team_manager(membership, by=None, is_manager=True)
    assert team in user.managed_teams()
    rows = list(
        TeamMembership.objects.filter(user=user).order_by("from_on").values_list("is_manager", "from_on", "to_on")
    )
    assert rows == [(False, datetime.date(2020, 1, 1), today()), (True, today(), None)]
    # What began today is corrected in place.
    set_team_manager(TeamMembership.objects.get(user=user, to_on=None), by=None, is_manager=False)
    assert team not in user.managed_teams()
    assert TeamMembership.objects.filter(user=user).count() == 2


def test_manager_is_not_made_twice_nor_of_a_team_that_was_left() -> None:
    membership = TeamMembershipFactory(is_manager=True)
    with pytest.raises(ValidationError, match="Nothing has changed"):
        set_team_manager(membership, by=None, is_manager=True)
    leave_team(membership, by=None, to_on=today())
    with pytest.raises(ValidationError, match="has ended"):
        set_team_manager(membership, by=None, is_manager=False)


def test_team_is_left_on_a_day_that_counts_at_once(as_user: Any, manager: Any, team: Any) -> None:
    membership = manager.team_memberships.get()
    with pytest.raises(ValidationError) as refusal:
        leave_team(membership, by=None, to_on=membership.from_on - DAY)
    assert list(messages_of(refusal)) == ["to_on"]
    leave_team(membership, by=None, to_on=today() + DAY)
    assert team in manager.managed_teams()
    leave_team(membership, by=None, to_on=today())  # sooner than was thought
    assert team not in manager.managed_teams()
    with pytest.raises(ValidationError, match="has ended"):
        leave_team(membership, by=None, to_on=today())


# --- The command -----------------------------------------------------------------------------------------------------
def create_admin(*arguments: str) -> None:
    call_command("create_admin", *arguments)


def test_command_makes_an_administrator_and_prints_a_link_that_lets_them_in(capsys: Any, client: Any) -> None:
    create_admin("nia", "--name", "Nia Newcombe", "--host", "https://casework.example/")
    user = User.objects.get()
    assert (user.username, user.name, user.role.code, user.state) == (
        "nia",
        "Nia Newcombe",
        "administrator",
        "no_password",
    )
    said = capsys.readouterr().out
    assert "Nia Newcombe, user name nia, chooses a password here:" in said
    path = re.search(r"^https://casework\.example(/\S+)$", said, re.MULTILINE)
    assert path
    form = client.get(path[1])
    password = {"new_password1": "seven-quiet-otters", "new_password2": "seven-quiet-otters"}
    assert client.post(form.url, password).url == "/"
    assert client.post("/", {"username": "nia", "password": "seven-quiet-otters"}).status_code == 302
    assert client.get("/staff/").status_code == 200


def test_command_makes_another_link_for_an_administrator_locked_out(capsys: Any, administrator: Any) -> None:
    create_admin("adma", "--new-link")
    administrator.refresh_from_db()
    assert link_for(administrator).rpartition("-")[0][:30] in capsys.readouterr().out
    assert administrator.state == User.State.NO_PASSWORD
    assert [event.actor_name for event in audited("user.link_handed_out")] == ["the system"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nia",), "Give the full name too"),
        (("nia", "--name", "  "), "Give the full name too"),
        (("wren", "--name", "Nia Newcombe"), "There is a user wren already"),
        (("Wren", "--name", "Nia Newcombe"), "There is a user Wren already"),
        (("two words", "--name", "Nia Newcombe"), "Enter a valid username"),
        (("nia", "--name", "Nia Newcombe", "--host", "casework.example"), "and casework.example is none"),
        (("wren", "--new-link"), "There is no administrator wren"),
        (("nobody", "--new-link"), "There is no administrator nobody"),
    ],
)
def test_command_says_what_is_wrong_and_leaves_nothing(arguments: tuple[str, ...], said: str, worker: Any) -> None:
    with pytest.raises(CommandError, match=said):
        create_admin(*arguments)
    assert User.objects.count() == 1
    assert not AuditEvent.objects.exists()


def test_command_needs_a_role_that_may_manage_users() -> None:
    Role.objects.filter(pk="administrator").update(permissions=[])
    with pytest.raises(CommandError, match="No role may manage users"):
        create_admin("nia", "--name", "Nia Newcombe")


# --- Choosing a password, twice at the same moment -------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_link_at_once_one_gets_in(worker: Any) -> None:
    make_link(worker, by=None)
    worker.refresh_from_db()
    token = link_for(worker).split("/")[-2]

    def hold() -> None:
        User.objects.select_for_update(of=("self",)).get(pk=worker.pk)

    passwords = ("seven-quiet-otters", "eleven-loud-herons")
    done = race(*(lambda p=p: choose_password(worker, token=token, password=p) for p in passwords), hold=hold)  # type: ignore[misc]
    assert sorted(type(result).__name__ for result in done) == ["User", "ValidationError"]
    assert len(audited("user.password_chosen")) == 1
    assert connection.is_usable()


def test_command_takes_a_lost_second_factor_away_only_when_told(administrator: Any) -> None:
    with_app(administrator)
    create_admin("adma", "--new-link")
    assert factors_of(administrator).any
    create_admin("adma", "--new-link", "--without-second-factor")
    assert not factors_of(administrator).any
    assert [event.actor_name for event in audited("user.second_factor_reset")] == ["the system"]
