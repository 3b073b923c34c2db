"""The second factor: nobody comes in without one, and wrong codes lock as wrong passwords do."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import get_converters

from cs_casework import embedded
from cs_casework.accounts.installation import is_demo
from cs_casework.accounts.models import StaffSession, User
from cs_casework.accounts.second_factor import (
    add_passkey,
    codes_to_show,
    factors_of,
    is_right,
    new_codes,
    remove_app,
    reset_second_factor,
)
from cs_casework.accounts.signing_in import MOST_WRONG_CODES, WAITS_FOR, _wrong_codes, count_wrong
from cs_casework.audit.models import AuditEvent
from tests.accounts.factors import code_of, next_code_of, with_app, wrong_code
from tests.factories import PASSWORD, UserFactory
from tests.helpers import audited, race

pytestmark = [pytest.mark.django_db, pytest.mark.second_factor]

SECOND_STEP = reverse("accounts:second-step")
SET_UP = reverse("accounts:second-factor")


def password(client: Any, user: Any, then: str = "/", **extra: Any) -> Any:
    return client.post("/", {"username": user.username, "password": PASSWORD, "next": then}, **extra)


def code(client: Any, typed: str, **extra: Any) -> Any:
    return client.post(SECOND_STEP, {"code": typed}, **extra)


def is_in(client: Any) -> bool:
    return get_user(client).is_authenticated and client.get("/people/").status_code == 200


# --- Set up before anything else -------------------------------------------------------------------------------------
def test_whoever_has_none_sets_one_up_before_anything_else_is_shown(client: Any, worker: Any) -> None:
    assert password(client, worker, then="/people/").url == "/people/"
    led = client.get("/people/")
    assert led.url == f"{SET_UP}?next=/people/"
    page = client.get(led.url).content.decode()
    assert "Set up a second factor" in page
    assert 'aria-label="Menu"' not in page
    assert "site-search" not in page
    app = client.get(reverse("accounts:app-set-up")).content.decode()
    secret = re.sub(r"\s", "", re.search(r'app-letters">([^<]+)', app)[1])  # type: ignore[index]
    assert "<svg" in app
    wrong = client.post(reverse("accounts:app-set-up"), {"code": wrong_code(secret)})
    assert "This is not the code that the app shows now." in wrong.content.decode()
    assert not is_in(client)
    done = client.post(reverse("accounts:app-set-up"), {"code": code_of(secret)})
    assert done.url == reverse("accounts:recovery-codes")
    codes = client.get(done.url).content.decode()
    assert len(re.findall(r"<li>\d{4} \d{4}</li>", codes)) == 10
    assert 'href="/people/"' in codes
    assert "<li>" not in client.get(done.url).content.decode().split("<main")[1]
    assert is_in(client)
    assert [event.actor_id for event in audited("user.app_added")] == [worker.pk]


# What opens while it is missing: what sets one up, who one is, and the way out.
OPEN = {
    "accounts:second-factor",
    "accounts:app-set-up",
    "accounts:passkey-add",
    "accounts:sign-in-again",
    "accounts:sign-out",
}
SAMPLES = {"uuid": "00000000-0000-7000-8000-000000000000", "int": "1", "slug": "some", "str": "some"}


def sample(found: re.Match[str]) -> str:
    """Something that fits this part of an address: of a converter of ours the first word that it takes."""
    kind = found[1] or "str"
    return SAMPLES.get(kind) or get_converters()[kind].regex.partition("|")[0].strip("(?:")


def addresses(resolver: Any = None, prefix: str = "/", space: str = "") -> Iterator[tuple[str, str]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + re.sub(r"<(?:(\w+):)?\w+>", sample, str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, path, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", path


def test_no_address_of_the_service_answers_without_a_second_factor(client: Any, manager: Any) -> None:
    password(client, manager)
    answered = set()
    for name, path in addresses():
        for ask in (client.get, client.post):
            if name == "accounts:sign-out":
                continue
            answer = ask(path)
            if answer.status_code != 302 or not answer.url.startswith(SET_UP):
                answered.add(name)
    assert answered == OPEN - {"accounts:sign-out"}
    assert client.post(reverse("accounts:sign-out")).status_code == 302
    assert not get_user(client).is_authenticated


@pytest.mark.django_db(transaction=True)
def test_the_demos_accounts_need_none(client: Any, worker: Any) -> None:
    with embedded.owner_connection() as owner:
        kind = owner.execute("SELECT kind FROM accounts_installation").fetchone()
        owner.execute(
            "INSERT INTO accounts_installation (id, kind) VALUES (1, 'demo') ON CONFLICT (id) DO UPDATE SET kind = 'demo'"
        )
    is_demo.cache_clear()
    try:
        password(client, worker)
        assert is_in(client)
        assert "The demo asks for no second factor." in client.get("/account/").content.decode()
    finally:
        is_demo.cache_clear()
        with embedded.owner_connection() as owner:
            owner.execute("DELETE FROM accounts_installation")
            if kind:
                owner.execute("INSERT INTO accounts_installation (id, kind) VALUES (1, %s)", kind)


# --- Password, then code ---------------------------------------------------------------------------------------------
def test_password_alone_signs_nobody_in_and_a_code_does_once(client: Any, worker: Any) -> None:
    secret = with_app(worker)
    assert password(client, worker, then="/people/").url == SECOND_STEP
    assert not get_user(client).is_authenticated
    assert client.get("/people/").url == "/?next=/people/"
    shown = next_code_of(secret)
    done = code(client, f"{shown[:3]} {shown[3:]}")
    assert done.url == "/people/"
    assert is_in(client)
    # Overheard, it is of no use to anybody else.
    other = Client()
    password(other, worker)
    assert "it has been used" in code(other, shown).content.decode()
    assert not is_in(other)


def test_second_step_is_open_only_right_after_the_password(client: Any, worker: Any) -> None:
    secret = with_app(worker)
    assert client.get(SECOND_STEP).url == "/"
    assert code(client, code_of(secret)).url == "/"

    def wait(**changed: Any) -> Any:
        desk = Client()
        password(desk, worker)
        session = desk.session
        session[WAITS_FOR] = session[WAITS_FOR] | changed
        session.save()
        return desk

    late = wait(at=wait().session[WAITS_FOR]["at"] - 601)
    assert code(late, next_code_of(secret)).url == "/"
    changed = wait()
    User.objects.filter(pk=worker.pk).update(password=make_password("seven-quiet-otters"))
    assert code(changed, next_code_of(secret)).url == "/"
    User.objects.filter(pk=worker.pk).update(password=make_password(PASSWORD))
    in_time = wait()
    User.objects.filter(pk=worker.pk).update(is_active=False)
    assert code(in_time, next_code_of(secret)).url == "/"
    assert not any(is_in(desk) for desk in (late, changed, in_time))


def test_session_that_waits_for_a_code_is_a_new_one_and_so_is_the_one_after_it(client: Any, worker: Any) -> None:
    secret = with_app(worker)
    client.session["planted"] = True
    client.session.save()
    keys = [client.session.session_key]
    password(client, worker)
    keys.append(client.session.session_key)
    code(client, next_code_of(secret))
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3


def test_wrong_codes_lock_account_and_address_as_wrong_passwords_do(client: Any, worker: Any) -> None:
    secret = with_app(worker)
    here = {"REMOTE_ADDR": "192.0.2.1"}
    client.post("/", {"username": worker.username, "password": "wrong"}, **here)
    for _time in range(3):
        # The right password in between forgets nothing: else whoever knows it tries codes for ever.
        password(client, worker, **here)
        assert code(client, wrong_code(secret), **here).status_code == 200
    assert code(client, wrong_code(secret), **here).status_code == 429
    right = code(client, next_code_of(secret), **here)
    assert right.status_code == 429
    assert "The password or the code was wrong five times." in right.content.decode()
    assert not is_in(client)
    # From elsewhere its holder comes in all the same.
    elsewhere = Client()
    password(elsewhere, worker, REMOTE_ADDR="192.0.2.2")
    assert code(elsewhere, next_code_of(secret), REMOTE_ADDR="192.0.2.2").status_code == 302
    assert code_of(secret) not in str(list(connection_rows("axes_accessattempt")))


@pytest.mark.django_db(transaction=True)
def test_two_wrong_codes_at_once_count_as_two(rf: Any) -> None:
    user = UserFactory()

    def wrong() -> None:
        request = rf.post("/", REMOTE_ADDR="192.0.2.1")
        request.session = {}
        count_wrong(request, user)

    answers = race(wrong, wrong, hold=lambda: User.objects.select_for_update(of=("self",)).get(pk=user.pk))
    assert answers == [None, None]
    assert cache.get(_wrong_codes(user)) == 2


def test_whoever_knows_the_password_cannot_try_codes_from_everywhere(worker: Any) -> None:
    secret = with_app(worker)

    def tried(typed: str, address: str) -> int:
        desk = Client(REMOTE_ADDR=address)
        password(desk, worker)
        status: int = code(desk, typed).status_code
        return status

    answers = [tried(wrong_code(secret), f"192.0.2.{number}") for number in range(MOST_WRONG_CODES)]
    assert set(answers) == {200}
    assert tried(next_code_of(secret), "192.0.2.200") == 429


def connection_rows(table: str) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        yield from cursor.fetchall()


def test_recovery_code_counts_once_and_only_beside_a_second_factor(client: Any, worker: Any) -> None:
    with_app(worker)
    first, second = codes_to_show(worker)[:2]
    password(client, worker)
    assert code(client, first).status_code == 302
    assert is_in(client)
    assert factors_of(worker).codes_left == 9
    assert [is_right(worker, first), is_right(worker, second)] == ["", "recovery_codes"]
    assert len(audited("user.recovery_code_used")) == 2
    new_codes(by=worker)
    assert factors_of(worker).codes_left == 10
    assert is_right(worker, codes_to_show(worker)[0])


# --- What is kept ----------------------------------------------------------------------------------------------------
def test_what_codes_are_made_from_is_not_readable_in_the_database_nor_logged(client: Any, worker: Any) -> None:
    secret = with_app(worker)
    codes = [shown.replace(" ", "") for shown in codes_to_show(worker)]
    password(client, worker)
    client.get(SECOND_STEP)
    rows = str(list(connection_rows("mfa_authenticator"))) + str(list(connection_rows("audit_auditevent")))
    rows += "".join(str(session.get_decoded()) for session in StaffSession.objects.all())
    assert "secret" in rows
    assert not [word for word in (secret, *codes) if word in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_object_table FROM information_schema.triggers WHERE trigger_name = 'changed'"
            " AND event_object_table IN ('mfa_authenticator', 'accounts_staffsession')"
        )
        assert cursor.fetchall() == []


def test_with_another_key_no_code_is_right_and_nothing_breaks(worker: Any, settings: Any) -> None:
    secret = with_app(worker)
    codes = codes_to_show(worker)
    before = settings.SECRET_KEY
    settings.SECRET_KEY = "another-key-that-nothing-was-sealed-with"
    assert not is_right(worker, next_code_of(secret))
    assert not is_right(worker, codes[0])
    settings.SECRET_KEY_FALLBACKS = [before]
    assert is_right(worker, codes[0])


def test_passkey_makes_sure_of_its_holder_each_time(worker: Any, client: Any) -> None:
    """It stands for both factors, so finger, face or PIN is demanded where one is made and where one is shown."""
    shown = client.post(reverse("accounts:passkey-options")).json()
    client.post("/", {"username": worker.username, "password": PASSWORD})
    made = client.get(reverse("accounts:passkey-add")).context["options"]
    assert made["publicKey"]["authenticatorSelection"]["userVerification"] == "required"
    assert shown["publicKey"]["userVerification"] == "required"


def test_last_second_factor_stays_and_what_is_no_passkey_is_refused(worker: Any) -> None:
    with_app(worker)
    with pytest.raises(ValidationError, match="your only second factor"):
        remove_app(by=worker)
    assert factors_of(worker).any


@pytest.mark.parametrize(
    "credential",
    ["", "[]", "{}", '{"id": "x", "response": {}}', "null", '{"response": 7}', pytest.param("[" * 90_000, id="deep")],
)
def test_whatever_is_sent_as_a_passkey_is_answered(credential: str, client: Any, worker: Any) -> None:
    with_app(worker)
    assert client.post(reverse("accounts:passkey-options")).status_code == 200
    assert client.post(reverse("accounts:passkey-sign-in"), {"credential": credential}).url == "/"
    password(client, worker)
    assert client.post(SECOND_STEP, {"credential": credential}).status_code == 200
    assert not is_in(client)


# --- Lost ------------------------------------------------------------------------------------------------------------
def test_administrator_resets_a_colleagues_second_factor(
    as_user: Any, client: Any, worker: Any, administrator: Any
) -> None:
    secret = with_app(worker)
    password(client, worker)
    code(client, next_code_of(secret))
    assert is_in(client)
    reset_second_factor(worker, by=administrator)
    # Signed out at once; the password leads to setting up a new one, and to nothing else.
    assert client.get("/people/").url == "/?next=/people/"
    password(client, worker)
    assert client.get("/people/").url.startswith(SET_UP)
    assert not Authenticator.objects.exists()
    (event,) = audited("user.second_factor_reset")
    assert (event.actor_name, event.record_id) == ("Adma Stroud", worker.pk)
    with pytest.raises(ValidationError, match="has no second factor"):
        reset_second_factor(worker, by=administrator)
    with_app(administrator)
    with pytest.raises(ValidationError, match="Ask another administrator"):
        reset_second_factor(administrator, by=administrator)
    with pytest.raises(PermissionDenied):
        reset_second_factor(administrator, by=worker)
    assert AuditEvent.objects.filter(action="user.second_factor_reset").count() == 1


def test_passkey_of_nobody_is_not_added(worker: Any) -> None:
    with pytest.raises(ValidationError, match="could not be added"):
        add_passkey(by=worker, credential="{}", name="Laptop")
