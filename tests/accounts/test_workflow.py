"""Letting people in: accounts and teams are made in one place, by a command or by whoever manages users."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from cs_casework.accounts.models import Role, Team, TeamMembership, User
from cs_casework.accounts.workflow import create_team, create_user, join_team
from cs_casework.audit.models import AuditEvent
from cs_casework.dates import today
from tests.factories import TeamFactory, UserFactory
from tests.helpers import audited, messages_of, without_audit

pytestmark = pytest.mark.django_db

PASSWORD = "seven-quiet-otters"


def new(**details: Any) -> dict[str, Any]:
    return {
        "username": "nia",
        "name": "Nia Newcombe",
        "role": Role.objects.get(pk="practitioner"),
        "password": PASSWORD,
    } | details


CHANGES = {
    "create_user": lambda by: create_user(by=by, **new()),
    "create_team": lambda by: create_team(by=by, name="Lakeside team"),
    "join_team": lambda by: join_team(by=by, user=UserFactory(), team=TeamFactory()),
}


@pytest.mark.parametrize(
    ("name", "action"), [("create_user", "user.created"), ("create_team", "team.created"), ("join_team", "team.joined")]
)
def test_change_is_audited(name: str, action: str, administrator: Any) -> None:
    CHANGES[name](administrator)
    assert [event.actor_name for event in audited(action)] == ["Adma Stroud"]


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("role", ["worker", "manager", "support", "records"])
def test_change_is_refused_to_who_does_not_manage_users(name: str, role: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(role)
    with pytest.raises(PermissionDenied):
        CHANGES[name](user)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("name", "model"), [("create_user", User), ("create_team", Team), ("join_team", TeamMembership)]
)
def test_change_that_fails_half_way_leaves_nothing(name: str, model: Any, administrator: Any) -> None:
    made = {"user": UserFactory(), "team": TeamFactory()}
    change = CHANGES[name] if name != "join_team" else (lambda by: join_team(by=by, **made))
    before = list(model.objects.values_list())
    without_audit(lambda: change(administrator))
    assert list(model.objects.values_list()) == before


def test_new_account_can_sign_in(client: Any, administrator: Any) -> None:
    user = create_user(by=administrator, **new())
    assert user.check_password(PASSWORD)
    client.post("/", {"username": "nia", "password": PASSWORD})
    assert client.get("/people/").status_code == 200


def test_account_on_the_command_line_is_made_by_the_system() -> None:
    create_user(by=None, **new())
    assert [event.actor_name for event in audited("user.created")] == ["the system"]


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"username": "wren"}, "username"),
        ({"username": ""}, "username"),
        ({"username": "two words"}, "username"),
        ({"name": ""}, "name"),
        ({"password": "short"}, "__all__"),
        ({"password": "administrator"}, "__all__"),
        ({"password": "Nia Newcombe"}, "__all__"),
    ],
)
def test_account_is_refused(details: dict[str, Any], field: str, worker: Any) -> None:
    """`wren` is taken; a password is long, not a common one and not one's own name."""
    before = User.objects.count()
    with pytest.raises(ValidationError) as refusal:
        create_user(by=None, **new(**details))
    assert list(messages_of(refusal)) == [field]
    assert User.objects.count() == before


def test_team_has_a_name_of_its_own() -> None:
    create_team(by=None, name="Lakeside team")
    with pytest.raises(ValidationError) as refusal:
        create_team(by=None, name="Lakeside team")
    assert list(messages_of(refusal)) == ["name"]


def test_team_is_joined_once_at_a_time() -> None:
    user, team = UserFactory(name="Nia Newcombe"), TeamFactory()
    first = join_team(by=None, user=user, team=team, is_manager=True)
    assert (first.from_on, first.is_manager) == (today(), True)
    with pytest.raises(ValidationError) as refusal:
        join_team(by=None, user=user, team=team)
    assert messages_of(refusal) == {"__all__": ["Nia Newcombe is in this team already."]}
    TeamMembership.objects.update(from_on=today() - datetime.timedelta(days=1), to_on=today())
    assert join_team(by=None, user=user, team=team).pk


# --- The command -----------------------------------------------------------------------------------------------------
def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = PASSWORD) -> None:
    monkeypatch.setenv("CS_NEW_PASSWORD", password)
    call_command("create_user", "nia", "--name", "Nia Newcombe", *arguments)


def test_command_makes_an_account_and_its_team(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    run(monkeypatch, "--role", "manager", "--team", "Lakeside team", "--manages-team")
    user, team = User.objects.get(), Team.objects.get()
    assert (user.username, user.name, user.role.code, user.check_password(PASSWORD)) == (
        "nia",
        "Nia Newcombe",
        "manager",
        True,
    )
    assert user.manages(team)
    assert capsys.readouterr().out == "Nia Newcombe can sign in as nia, in the role Manager.\n"


def test_command_puts_an_account_into_the_team_of_that_name(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    team = TeamFactory(name="Lakeside team")
    run(monkeypatch, "--role", "practitioner", "--team", "Lakeside team")
    assert TeamMembership.objects.get().team == team
    assert not User.objects.get().manages(team)


def test_command_says_what_is_wrong_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match=r"There is no role boss\. Roles: "):
        run(monkeypatch, "--role", "boss")
    with pytest.raises(CommandError, match="too short"):
        run(monkeypatch, "--role", "manager", "--team", "Lakeside team", password="short")
    UserFactory(username="nia")
    with pytest.raises(CommandError, match="already exists"):
        run(monkeypatch, "--role", "manager", "--team", "Lakeside team")
    assert User.objects.count() == 1
    assert not Team.objects.exists()
