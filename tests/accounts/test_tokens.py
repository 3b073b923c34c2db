"""Tokens of the API: who makes one for whom, that its secret is shown once and kept nowhere, and how it ends."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from cs_casework.accounts import token_views
from cs_casework.accounts.links import one_time_tokens
from cs_casework.accounts.models import ApiToken
from cs_casework.accounts.tokens import caller, end_token, hash_of, make_token, token_of
from cs_casework.accounts.workflow import choose_password
from cs_casework.audit.models import AuditEvent
from cs_casework.dates import today
from tests import factories
from tests.helpers import boxes

CHOSEN = "plovers nest on shingle"
SOON = today() + datetime.timedelta(days=30)


def test_a_secret_is_given_once_and_kept_nowhere(worker: Any) -> None:
    token, secret = make_token(worker, by=worker, name="Warehouse", expires_on=SOON)
    assert secret.startswith("csc_")
    assert token_of(secret) == token
    assert token_of(secret + "x") is None
    assert token_of("\x00\udcff") is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(one)::text FROM accounts_apitoken AS one")
        (kept,) = cursor.fetchone()
    assert secret not in kept
    assert hash_of(secret) in kept
    # The audit says for which system, and nothing else of it.
    (event,) = AuditEvent.objects.filter(action="token.made")
    assert (event.actor_id, event.record_id, event.reason) == (worker.pk, worker.pk, "Warehouse")
    assert secret not in str(vars(event))


def test_who_makes_one_for_whom(worker: Any, administrator: Any, manager: Any) -> None:
    system = factories.UserFactory(username="warehouse", name="Data warehouse")
    system.set_unusable_password()
    system.save()
    made, _secret = make_token(system, by=administrator, owner=administrator, name="Warehouse", expires_on=SOON)
    assert (made.user, made.owner) == (system, administrator)
    for by, user in ((manager, system), (administrator, worker), (manager, worker)):
        with pytest.raises(PermissionDenied):
            make_token(user, by=by, name="Warehouse", expires_on=SOON)
    switched_off, without_role = factories.UserFactory(is_active=False), factories.UserFactory(role=None)
    for facts in (
        {"name": " "},
        {"expires_on": today() - datetime.timedelta(days=1)},
        {"expires_on": today() + datetime.timedelta(days=366)},
        {"owner": switched_off},
    ):
        with pytest.raises(ValidationError):
            make_token(worker, by=worker, **({"name": "Warehouse", "expires_on": SOON} | facts))
    for user in (switched_off, without_role):
        with pytest.raises(ValidationError):
            make_token(user, by=None, name="Warehouse", expires_on=SOON)
    assert list(ApiToken.objects.all()) == [made]
    # The database keeps it so, too.
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=made.pk).update(expires_on=today() + datetime.timedelta(days=400))


def test_who_chooses_a_password_is_no_system_any_more(administrator: Any) -> None:
    """An account that was only invited has no password either: what an administrator made for it ends when it has one."""
    invited = factories.UserFactory(username="new", name="New Starter")
    invited.set_unusable_password()
    invited.save()
    made, secret = make_token(invited, by=administrator, owner=administrator, name="Warehouse", expires_on=SOON)
    assert token_of(secret) == made
    choose_password(invited, token=one_time_tokens.make_token(invited), password=CHOSEN)
    assert token_of(secret) is None


def test_one_is_ended_by_whose_it_is_and_by_who_manages_staff(worker: Any, manager: Any, administrator: Any) -> None:
    token, secret = make_token(worker, by=worker, name="Warehouse", expires_on=SOON)
    with pytest.raises(PermissionDenied):
        end_token(token, by=manager)
    assert token_of(secret) == token
    end_token(token, by=administrator)
    end_token(token, by=worker)  # again: as it is
    assert token_of(secret) is None
    assert [event.actor_id for event in AuditEvent.objects.filter(action="token.ended")] == [administrator.pk]
    # With whoever answers for it, it is over as well.
    other, _secret = make_token(worker, by=None, owner=manager, name="Warehouse", expires_on=SOON)
    assert caller(other) == worker
    manager.is_active = False
    manager.save()
    assert caller(other) is None


def test_the_page_shows_a_token_once_and_ends_it(client: Any, worker: Any, colleague: Any) -> None:
    client.force_login(worker, backend="cs_casework.accounts.backends.StaffBackend")
    made = client.post(reverse("accounts:token-add"), {"name": "Warehouse", **boxes("expires_on", SOON)})
    (token,) = ApiToken.objects.all()
    secret = made.content.decode().partition("csc_")[2].partition("<")[0].strip()
    assert token_of("csc_" + secret) == token
    listed = client.get(reverse("accounts:token-list")).content.decode()
    assert "Warehouse" in listed
    assert secret not in listed
    # Nobody else's is on it, and nobody else ends it.
    theirs, _secret = make_token(colleague, by=colleague, name="Their own", expires_on=SOON)
    assert "Their own" not in client.get(reverse("accounts:token-list")).content.decode()
    assert client.post(reverse("accounts:token-end", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("accounts:token-end", args=[token.pk])).status_code == 302
    assert list(ApiToken.objects.live()) == [theirs]


def test_the_command_prints_the_secret_as_its_last_word(worker: Any, team: Any) -> None:
    said = StringIO()
    call_command(
        "api_token", worker.username, name="Front door", days=7, role="business_support", team=team.name, stdout=said
    )
    token = token_of(said.getvalue().split()[-1])
    assert token is not None
    assert (token.user, token.owner, token.name, token.team) == (worker, worker, "Front door", team)
    assert token.expires_on == today() + datetime.timedelta(days=7)
    for facts in ({"days": 366}, {"days": 10**12}, {"role": "none_such"}, {"team": "None such"}, {"owner": "nobody"}):
        with pytest.raises(CommandError):
            call_command("api_token", worker.username, **facts)
    with pytest.raises(CommandError):
        call_command("api_token", "nobody")
    assert ApiToken.objects.count() == 1


def test_whoever_has_many_turns_the_page(client: Any, worker: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_views, "PER_PAGE", 1)
    for name in ("Case management", "Warehouse"):
        make_token(worker, by=worker, name=name, expires_on=SOON)
    client.force_login(worker, backend="cs_casework.accounts.backends.StaffBackend")
    first, second = (client.get(reverse("accounts:token-list"), {"page": page}).content.decode() for page in (1, 2))
    assert ("Case management" in first, "Warehouse" in first) == (True, False)
    assert ("Case management" in second, "Warehouse" in second) == (False, True)
    assert "?page=2" in first
