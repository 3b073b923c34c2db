"""Sessions: over after half an hour of nothing, listed to their owner, ended at once when something changes."""

import datetime
import time
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cs_casework.accounts.models import StaffSession
from cs_casework.accounts.second_factor import new_codes
from cs_casework.accounts.sessions import end_session, in_words
from cs_casework.accounts.signing_in import LATELY, PROVED
from cs_casework.accounts.workflow import change_user, deactivate_user, make_link
from cs_casework.drafts.models import Draft
from tests.accounts.factors import code_of, with_app
from tests.factories import PASSWORD
from tests.helpers import audited

pytestmark = pytest.mark.django_db

ACCOUNT = reverse("accounts:account")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def desk_of(user: Any, **extra: Any) -> Client:
    """Somebody who signs in with name and password, on a computer of their own."""
    client = Client(**extra)
    assert client.post("/", {"username": user.username, "password": PASSWORD}).status_code == 302
    return client


def row_of(client: Client) -> StaffSession:
    return StaffSession.objects.get(session_key=client.session.session_key)


def wait(client: Client, *, minutes: int = 0, hours: int = 0) -> None:
    """Time goes by, without anybody waiting: the session's moments are that much longer ago."""
    row, ago = row_of(client), datetime.timedelta(minutes=minutes, hours=hours)
    StaffSession.objects.filter(pk=row.pk).update(used_at=row.used_at - ago, began_at=row.began_at - ago)


def is_in(client: Client) -> bool:
    return get_user(client).is_authenticated and client.get("/people/").status_code == 200


# --- How long --------------------------------------------------------------------------------------------------------
def test_session_is_over_after_half_an_hour_in_which_nothing_is_done(worker: Any) -> None:
    desk = desk_of(worker)
    wait(desk, minutes=29)
    assert is_in(desk)  # and that counts as doing something
    wait(desk, minutes=29)
    assert is_in(desk)
    wait(desk, minutes=30)
    assert desk.get("/people/?page=2").url == "/?next=/people/%3Fpage%3D2"
    assert "nothing was done for a while" in desk.get("/").content.decode()
    assert (
        desk.post("/", {"username": "wren", "password": PASSWORD, "next": "/people/?page=2"}).url == "/people/?page=2"
    )
    assert is_in(desk)


def test_session_is_over_after_twelve_hours_whatever_is_done(worker: Any) -> None:
    desk = desk_of(worker)
    for _time in range(24):
        wait(desk, minutes=29)
        assert is_in(desk)
    wait(desk, minutes=24)
    assert not is_in(desk)


def test_what_a_page_asks_for_by_itself_is_no_sign_of_life_and_typing_is(worker: Any) -> None:
    desk = desk_of(worker)
    save = f"{reverse('drafts:draft-save')}?form=cases.note&path=/notes/new/"
    by_script = {"X-Requested-With": "XMLHttpRequest"}

    def send(words: str) -> int:
        fields = {"title": words, "draft_id": "00000000-0000-7000-8000-000000000001"}
        return desk.post(save, fields, headers=by_script).status_code

    assert send("At the library") == 200
    for _time in range(2):
        wait(desk, minutes=20)
        used = row_of(desk).used_at
        assert send("At the library") == (200 if _time == 0 else 302)
        assert desk.get("/people/", headers={"Sec-Fetch-Mode": "cors"}).status_code == (200 if _time == 0 else 302)
        if _time == 0:
            assert row_of(desk).used_at == used
    desk = desk_of(worker)
    for number in range(3):
        wait(desk, minutes=20)
        assert send(f"At the library, {number} words further") == 200
    assert Draft.objects.get().data["title"] == ["At the library, 2 words further"]


def test_when_it_was_last_used_is_written_once_a_minute_at_the_most(
    worker: Any, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    desk = desk_of(worker)
    desk.get(reverse("drafts:draft-list"))
    with django_assert_max_num_queries(30) as often:
        desk.get(reverse("drafts:draft-list"))
    assert not [query["sql"] for query in often if query["sql"].startswith("UPDATE")]
    wait(desk, minutes=1)
    with django_assert_num_queries(len(often) + 1) as later:
        desk.get(reverse("drafts:draft-list"))
    assert len([query for query in later if query["sql"].startswith('UPDATE "accounts_staffsession"')]) == 1
    with django_assert_num_queries(len(often)):
        desk.get(reverse("drafts:draft-list"))


# --- Seen and ended by their owner ------------------------------------------------------------------------------------
def test_sessions_are_listed_to_their_owner_and_ended_there(worker: Any, colleague: Any) -> None:
    here = desk_of(worker, headers={"User-Agent": FIREFOX}, REMOTE_ADDR="192.0.2.1")
    there = desk_of(worker, headers={"User-Agent": "curl/8"}, REMOTE_ADDR="192.0.2.2")
    desk_of(colleague, REMOTE_ADDR="192.0.2.3")
    page = here.get(ACCOUNT).content.decode()
    assert "Firefox on Linux" in page
    assert "192.0.2.1" in page
    assert "192.0.2.2" in page
    assert "192.0.2.3" not in page
    assert page.count("This browser") == 1
    # A key lets its holder in: no page shows one.
    assert not [row.pk for row in StaffSession.objects.all() if row.pk in page]
    number = row_of(there).number
    assert here.post(reverse("accounts:session-end", args=[number])).url == ACCOUNT
    assert is_in(here)
    assert not is_in(there)
    assert [event.actor_name for event in audited("user.session_ended")] == ["Wren Ashdown"]
    theirs = StaffSession.objects.get(user=colleague)
    for not_one_of_mine in (number, theirs.number, row_of(here).number):
        with pytest.raises(ValidationError, match="over already"):
            end_session(not_one_of_mine, by=worker, here=here.session.session_key)
    again = desk_of(worker)
    here.post(reverse("accounts:sessions-end"))
    assert [is_in(here), is_in(again)] == [True, False]
    assert StaffSession.objects.filter(user=colleague).exists()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/139.0 Safari/537 Edg/139.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1", "Safari on iPhone"),
        ("<script>", ""),
        ("", ""),
    ],
)
def test_browser_is_told_in_words(agent: str, words: str) -> None:
    assert in_words(agent) == words


# --- Ended at once -----------------------------------------------------------------------------------------------------
def test_sessions_end_at_once_when_account_role_password_or_second_factor_change(
    worker: Any, manager: Any, administrator: Any
) -> None:
    details = {"name": worker.name, "job_title": "", "email": "", "phone": ""}
    desks = [desk_of(worker), desk_of(worker)]
    change_user(worker, by=administrator, role=manager.role, **details)
    assert not any(is_in(desk) for desk in desks)

    # One's own changes leave the browser signed in that they are made in.
    here, there = desk_of(worker), desk_of(worker)
    fields = {"old_password": "wrong", "new_password1": "seven-quiet-otters", "new_password2": "seven-quiet-otters"}
    assert "This is not your password." in here.post(reverse("accounts:password-change"), fields).content.decode()
    assert here.post(reverse("accounts:password-change"), fields | {"old_password": PASSWORD}).url == ACCOUNT
    assert [is_in(here), is_in(there)] == [True, False]

    there = Client()
    there.post("/", {"username": "wren", "password": "seven-quiet-otters"})
    assert is_in(there)
    page = here.get(reverse("accounts:app-set-up")).content.decode()
    secret = page.split('app-letters">')[1].split("<")[0].replace(" ", "").strip()
    assert here.post(reverse("accounts:app-set-up"), {"code": code_of(secret)}).status_code == 302
    assert [is_in(here), is_in(there)] == [True, False]
    new_codes(by=worker, keep=here.session.session_key)
    assert is_in(here)
    make_link(worker, by=administrator)
    assert not is_in(here)
    assert not StaffSession.objects.filter(user=worker).exists()

    gone = desk_of(manager)
    deactivate_user(manager, by=administrator)
    assert not is_in(gone)
    assert not StaffSession.objects.filter(user=manager).exists()


# --- Once more before what must not be done by anybody else -----------------------------------------------------------
def long_ago(client: Client) -> None:
    session = client.session
    session[PROVED] = time.time() - LATELY.total_seconds() - 1
    session.save()


def test_password_is_asked_again_and_what_was_sent_is_not_lost(worker: Any) -> None:
    desk = desk_of(worker)
    with_app(worker)
    StaffSession.objects.all().delete()
    desk.force_login(worker)
    address, again = reverse("accounts:recovery-codes"), reverse("accounts:sign-in-again")
    assert desk.get(address).status_code == 200
    long_ago(desk)
    assert desk.get(address).url == f"{again}?next={address}"
    assert "This is not your password." in desk.post(again, {"password": "wrong", "next": address}).content.decode()
    assert desk.get(address).status_code == 302
    # What is sent too late is neither done nor lost.
    assert desk.post(address, {"_": "make"}).url == f"{again}?next={address}"
    assert "is kept" in desk.get(f"{again}?next={address}").content.decode()
    assert desk.post(again, {"password": PASSWORD, "next": address}).url == address
    assert "Send it now" in desk.get(address).content.decode()
    assert not audited("user.recovery_codes_made")
    assert desk.post(address, {"_": "make"}).status_code == 302
    assert len(audited("user.recovery_codes_made")) == 1
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example"):
        assert desk.post(again, {"password": PASSWORD, "next": elsewhere}).url == "/"


def test_wrong_passwords_lock_here_too(worker: Any) -> None:
    desk = desk_of(worker)
    again = reverse("accounts:sign-in-again")
    for _time in range(4):
        assert desk.post(again, {"password": "wrong"}).status_code == 200
    assert desk.post(again, {"password": "wrong"}).status_code == 429
    assert desk.post(again, {"password": PASSWORD}).status_code == 429
