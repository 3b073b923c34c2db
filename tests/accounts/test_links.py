"""One-time links: they let somebody choose a password once, soon, and only while their account is on."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cs_casework.accounts.links import link_for, one_time_tokens
from cs_casework.accounts.models import User
from cs_casework.accounts.workflow import (
    choose_password,
    deactivate_user,
    hand_out_link,
    make_link,
    reactivate_user,
)
from cs_casework.audit.models import AuditEvent
from tests.factories import PASSWORD, UserFactory
from tests.helpers import audited

pytestmark = pytest.mark.django_db

CHOSEN = "seven-quiet-otters"
GONE = "This link cannot be used"


def linked(user: Any, by: Any = None) -> str:
    """A new link for somebody, as whoever makes one is shown it."""
    return link_for(make_link(user, by=by))


def choose(desk: Any, link: str, first: str = CHOSEN, second: str = CHOSEN) -> Any:
    """Open the link as a browser does, and fill in what it leads to."""
    answer = desk.get(link)
    if answer.status_code != 302:
        return answer
    return desk.post(answer.url, {"new_password1": first, "new_password2": second})


def test_link_leads_to_a_password_of_ones_own_and_signs_nobody_in(client: Any, worker: Any) -> None:
    answer = choose(client, linked(worker))
    assert (answer.status_code, answer.url) == (302, "/")
    assert "Your password has been set. Sign in with it." in client.get("/").content.decode()
    assert client.get("/people/").status_code == 302
    assert client.post("/", {"username": "wren", "password": CHOSEN}).status_code == 302
    assert [(event.actor_name, event.record_id) for event in audited("user.password_chosen")] == [
        ("Wren Ashdown", worker.pk)
    ]


def test_token_stands_in_no_address_once_the_form_is_open_and_in_no_audit(client: Any, worker: Any) -> None:
    link = linked(worker)
    token = link.split("/")[-2]
    form = client.get(link)
    assert form.url.endswith("/set-password/")
    assert token not in form.url
    shown = client.get(form.url)
    assert "You sign in with it and with your user name:" in shown.content.decode()
    assert "wren" in shown.content.decode()
    assert token not in shown.content.decode()
    assert shown.headers["Cache-Control"].find("no-store") >= 0
    choose(client, link)
    assert not AuditEvent.objects.filter(path__contains=token).exists()


def test_link_works_once(worker: Any) -> None:
    link = linked(worker)
    choose(Client(), link)
    again = Client().get(link)
    assert again.status_code == 200
    assert GONE in again.content.decode()
    assert "ask whoever manages users in your service for a new link" in again.content.decode()


def test_form_left_open_is_refused_once_the_link_is_used_elsewhere(worker: Any) -> None:
    link, left_open = linked(worker), Client()
    form = left_open.get(link)
    choose(Client(), link)
    late = left_open.post(form.url, {"new_password1": "eleven-loud-herons", "new_password2": "eleven-loud-herons"})
    assert GONE in late.content.decode()
    assert User.objects.get(pk=worker.pk).check_password(CHOSEN)


def test_link_runs_out_after_72_hours(worker: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    link = linked(worker)
    made = datetime.datetime.now()
    for hours, status in ((71, 302), (73, 200)):
        later = made + datetime.timedelta(hours=hours)
        monkeypatch.setattr(one_time_tokens, "_now", lambda later=later: later)
        assert Client().get(link).status_code == status


def test_newer_link_makes_the_older_one_void_and_ends_sessions_and_password(as_user: Any, worker: Any) -> None:
    older = linked(worker)
    choose(Client(), older)
    worker.refresh_from_db()
    desk = as_user(worker)
    first = linked(worker)
    second = linked(worker)
    assert desk.get("/people/").status_code == 302
    assert Client().post("/", {"username": "wren", "password": CHOSEN}).context["form"].errors
    assert GONE in Client().get(first).content.decode()
    assert Client().get(second).status_code == 302


def test_link_of_an_account_switched_off_is_refused_then_and_after(worker: Any, administrator: Any) -> None:
    link = linked(worker)
    deactivate_user(worker, by=administrator)
    assert GONE in Client().get(link).content.decode()
    with pytest.raises(ValidationError, match="switched off"):
        make_link(worker, by=administrator)
    reactivate_user(worker, by=administrator)
    assert GONE in Client().get(link).content.decode()


def test_link_is_refused_by_the_account_and_not_by_its_signature_alone(worker: Any) -> None:
    User.objects.filter(pk=worker.pk).update(is_active=False, password="!none")
    worker.refresh_from_db()
    assert not one_time_tokens.check_token(worker, one_time_tokens.make_token(worker))
    with pytest.raises(ValidationError):
        choose_password(worker, token=one_time_tokens.make_token(worker), password=CHOSEN)


def test_link_of_an_account_that_has_a_password_is_refused_whenever_it_was_made(worker: Any) -> None:
    """Else whoever comes by a signature made too late takes the account from its holder, who would still be in it."""
    before = linked(worker)
    choose(Client(), before)
    worker.refresh_from_db()
    for link in (before, link_for(worker)):
        assert GONE in Client().get(link).content.decode()
        with pytest.raises(ValidationError, match="cannot be used any more"):
            choose_password(worker, token=link.split("/")[-2], password="eleven-loud-herons")
    assert User.objects.get(pk=worker.pk).check_password(CHOSEN)


def test_link_is_handed_out_only_while_there_is_no_password(worker: Any, administrator: Any) -> None:
    with pytest.raises(ValidationError, match="Wren Ashdown has chosen a password, so the link is void"):
        hand_out_link(worker, by=administrator)
    make_link(worker, by=administrator)
    assert Client().get(hand_out_link(worker, by=administrator)).status_code == 302
    deactivate_user(worker, by=administrator)
    with pytest.raises(ValidationError, match="switched off"):
        hand_out_link(worker, by=administrator)
    assert [(event.actor_name, event.record_id) for event in audited("user.link_handed_out")] == [
        ("Adma Stroud", worker.pk)
    ]


def test_nobody_makes_a_link_for_themselves(administrator: Any) -> None:
    """It would end the session that is to show it."""
    with pytest.raises(ValidationError, match="Ask another administrator"):
        make_link(administrator, by=administrator)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("short", "short", "too short"),
        ("administrator", "administrator", "among those that breaches have laid open"),
        ("Wren Ashdown", "Wren Ashdown", "too similar to the name"),
        (CHOSEN, "seven-quiet-newts", "The two passwords are not the same. Type both again."),
        ("", "", "Enter password"),
    ],
)
def test_password_is_refused_beside_the_field_and_the_link_stays_good(
    first: str, second: str, said: str, client: Any, worker: Any
) -> None:
    link = linked(worker)
    page = choose(client, link, first, second)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert f'value="{first}"' not in page.content.decode()
    assert choose(client, link).status_code == 302


def test_password_that_is_too_easy_is_refused_by_the_workflow_too(worker: Any) -> None:
    token = linked(worker).split("/")[-2]
    worker.refresh_from_db()
    for password in ("short", "administrator", "Wren Ashdown"):
        with pytest.raises(ValidationError):
            choose_password(worker, token=token, password=password)
    assert not audited("user.password_chosen")


@pytest.mark.parametrize("path", ["TQ/set-password", "TQ/abc-def", "no-id/set-password", "____/x"])
def test_link_that_is_none_is_answered_like_one_that_was_used(path: str, client: Any) -> None:
    assert GONE in client.get(f"/choose-password/{path}/").content.decode()


def test_link_of_another_account_opens_nothing(client: Any, worker: Any) -> None:
    other = UserFactory(password=worker.password)
    link = linked(worker)
    token = link.split("/")[-2]
    theirs = link_for(other).split("/")[2]
    assert GONE in client.get(reverse("accounts:choose-password", args=[theirs, token])).content.decode()
    assert other.check_password(PASSWORD)
