"""Signing in and out, and what happens after a wrong password."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from cs_casework.accounts.models import User
from cs_casework.audit.models import AuditEvent
from tests.accounts.factors import with_app
from tests.factories import PASSWORD, known_password
from tests.helpers import audited

pytestmark = pytest.mark.django_db

HOME = reverse("overview:home")
OTTER = "wrong-otter"
WRONG = "The user name or the password is wrong, or the account has been switched off."


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> Iterator[None]:
    """Passwords are hashed slowly on purpose, and here many are tried."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    known_password.cache_clear()
    yield
    known_password.cache_clear()


def sign_in(client: Any, username: str = "wren", password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(HOME, {"username": username, "password": password}, **extra)


def is_signed_in(client: Any) -> bool:
    return get_user(client).is_authenticated


def test_sign_in_form_is_the_first_thing_and_takes_the_user_name(client: Any) -> None:
    response = client.get(HOME)
    assert response.templates[0].name == "accounts/sign_in.html"
    assert [str(field.label) for field in response.context["form"]] == ["User name", "Password"]


def test_right_password_leads_home(client: Any, worker: Any) -> None:
    response = sign_in(client)
    assert (response.status_code, response.url) == (302, HOME)
    assert get_user(client) == worker
    assert client.get(HOME).templates[0].name == "overview/home_practitioner.html"


def test_page_asked_for_comes_after_signing_in(client: Any, worker: Any) -> None:
    asked = client.get("/people/?page=2")
    assert asked.url == "/?next=/people/%3Fpage%3D2"
    assert 'name="next" value="/people/?page=2"' in client.get(asked.url).content.decode()
    response = client.post(HOME, {"username": "wren", "password": PASSWORD, "next": "/people/?page=2"})
    assert response.url == "/people/?page=2"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_nobody_is_led_elsewhere_after_signing_in(elsewhere: str, client: Any, worker: Any) -> None:
    response = client.post(HOME, {"username": "wren", "password": PASSWORD, "next": elsewhere})
    assert response.url == HOME


@pytest.mark.parametrize(
    ("username", "password"),
    [("wren", "mistaken-otter"), ("nobody", PASSWORD), ("WREN", PASSWORD), ("wren", PASSWORD.upper())],
)
def test_wrong_name_and_wrong_password_are_told_alike(username: str, password: str, client: Any, worker: Any) -> None:
    response = sign_in(client, username, password)
    assert response.context["form"].errors == {"__all__": [WRONG]}
    assert WRONG in response.content.decode()
    # The name stays on the page, the password does not.
    assert f'value="{username}"' in response.content.decode()
    assert password not in response.content.decode()
    assert not is_signed_in(client)


def test_account_that_is_switched_off_is_told_no_more_than_a_wrong_password(client: Any, worker: Any) -> None:
    User.objects.filter(pk=worker.pk).update(is_active=False)
    assert sign_in(client).context["form"].errors == {"__all__": [WRONG]}


@pytest.mark.parametrize(
    ("username", "password", "fields"),
    [
        ("", "", {"username": ["Enter user name"], "password": ["Enter password"]}),
        ("wren", "", {"password": ["Enter password"]}),
    ],
)
def test_empty_field_is_told_beside_it(
    username: str, password: str, fields: dict[str, list[str]], client: Any, worker: Any
) -> None:
    assert sign_in(client, username, password).context["form"].errors == fields


@pytest.mark.parametrize("username", ["wr\x00en", "a" * 5000, "🦊", "' OR 1=1 --"])
def test_whatever_is_typed_as_a_name_is_answered(username: str, client: Any, worker: Any) -> None:
    assert sign_in(client, username).status_code == 200
    assert not is_signed_in(client)


def test_account_is_locked_after_five_wrong_passwords_and_then_even_for_the_right_one(client: Any, worker: Any) -> None:
    for _time in range(4):
        assert sign_in(client, password="wrong").status_code == 200
    locked = sign_in(client, password="wrong")
    assert locked.status_code == 429
    assert "Too many tries" in locked.content.decode()
    assert "Wait 15 minutes, then try again." in locked.content.decode()
    right = sign_in(client)
    assert right.status_code == 429
    assert not is_signed_in(client)


def test_lock_is_for_one_account_from_one_address(client: Any, worker: Any, colleague: Any) -> None:
    """Malice elsewhere must not lock out the duty team."""
    for _time in range(5):
        sign_in(client, password="wrong", REMOTE_ADDR="192.0.2.1")
    assert sign_in(client, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert sign_in(Client(), username="cole", REMOTE_ADDR="192.0.2.1").status_code == 302
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.2").status_code == 302


def test_right_password_forgets_the_wrong_ones_before_it(client: Any, worker: Any) -> None:
    for _round in range(2):
        for _time in range(4):
            assert sign_in(client, password="wrong").status_code == 200
        assert sign_in(client).status_code == 302
        client.post(reverse("accounts:sign-out"))


def test_signing_out_is_posted_and_ends_the_session(client: Any, worker: Any) -> None:
    sign_in(client)
    assert client.get(reverse("accounts:sign-out")).status_code == 405
    assert is_signed_in(client)
    # Where else it might lead is for nobody to say.
    assert client.post(reverse("accounts:sign-out"), {"next": "people"}).url == HOME
    assert not is_signed_in(client)
    assert client.get("/people/").status_code == 302


def test_who_signed_in_and_who_tried_stands_in_the_audit_and_no_name_that_was_typed(client: Any, worker: Any) -> None:
    """By whom, from where and by what; of a try whose account it was, where there is one, and nothing of what was typed."""
    here: dict[str, Any] = {"REMOTE_ADDR": "192.0.2.7"}
    sign_in(client, password=OTTER, **here)
    sign_in(client, username="my-own-password", password=OTTER, **here)
    sign_in(client, username="", **here)  # nothing was tried
    sign_in(client, **here)
    again = reverse("accounts:sign-in-again")
    client.post(again, {"password": OTTER}, **here)
    client.post(again, {"password": PASSWORD}, **here)
    client.post(reverse("accounts:sign-out"), **here)
    client.post(reverse("accounts:sign-out"), **here)
    events = AuditEvent.objects.filter(action__startswith="user.sign").order_by("at", "id")
    who, nobody = "Wren Ashdown", "nobody signed in"
    assert [(event.action, event.actor_name, event.record_id, event.reason) for event in events] == [
        ("user.sign_in_refused", nobody, worker.pk, "password"),
        ("user.sign_in_refused", nobody, None, "password"),
        ("user.signed_in", who, worker.pk, "password"),
        ("user.sign_in_refused", who, worker.pk, "password"),
        ("user.signed_in_again", who, worker.pk, "password"),
        ("user.signed_out", who, worker.pk, ""),
    ]
    assert {event.address for event in events} == {"192.0.2.7"}
    kept = str(list(AuditEvent.objects.values()))
    assert "my-own-password" not in kept
    assert OTTER not in kept


def test_locked_account_and_wrong_code_and_passkey_are_tries_too(client: Any, worker: Any) -> None:
    client.post(reverse("accounts:passkey-sign-in"), {"credential": "{}"})
    for _time in range(5):
        sign_in(client, password="wrong")
    sign_in(client)
    with_app(worker)
    there = {"REMOTE_ADDR": "192.0.2.9"}
    sign_in(client, **there)
    client.post(reverse("accounts:second-step"), {"code": "000000"}, **there)
    tried = [(event.record_id, event.reason) for event in audited("user.sign_in_refused")]
    assert tried[0] == (None, "webauthn")
    assert {record_id for record_id, _by in tried[1:]} == {worker.pk}
    assert [by for _id, by in tried[1:]] == [*["password"] * 4, "locked", "locked", "code"]
    assert not audited("user.signed_in")


def test_session_is_a_new_one_after_signing_in(client: Any, worker: Any) -> None:
    """A session planted before cannot be used after."""
    client.session["planted"] = True
    client.session.save()
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before
