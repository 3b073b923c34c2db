"""What is sent when a session is over stands before its sender again once they have signed in, and before nobody else."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.models import CaseNote
from cs_casework.accounts.kept_forms import KEPT, MOST_BYTES
from cs_casework.accounts.models import StaffSession
from families.models import Person, PersonName
from tests.accounts.test_sessions import desk_of, wait
from tests.factories import PASSWORD, PersonFactory, ReferralFactory
from tests.helpers import audited

pytestmark = pytest.mark.django_db

TYPED = "Quince marmalade"


def sign_in(client: Client, user: Any, then: str) -> Any:
    return client.post("/", {"username": user.username, "password": PASSWORD, "next": then})


def send_late(desk: Client, path: str, fields: dict[str, Any]) -> str:
    """Sends a form half an hour too late; where that leads."""
    wait(desk, minutes=31)
    answer = desk.post(path, fields)
    assert answer.status_code == 302
    return str(answer.url)


def note(child: Any) -> dict[str, Any]:
    return {
        "draft_id": "00000000-0000-7000-8000-000000000001",
        "subject": f"child:{child.pk}",
        "kind": "visit",
        "occurred-day": "11",
        "title": TYPED,
        "happened": "We met.",
    }


def test_half_written_note_stands_in_its_form_again(worker: Any) -> None:
    child = PersonFactory()
    desk, path = desk_of(worker), f"/notes/new/?about=child:{child.pk}"
    led = send_late(desk, path, note(child))
    assert led.startswith("/?next=/notes/new/")
    assert "What you have just sent is kept" in desk.get(led).content.decode()
    assert TYPED not in desk.get(led).content.decode()
    assert sign_in(desk, worker, path).url == path
    for _time in range(2):  # and once more, should they reload the page
        page = desk.get(path)
        body = page.content.decode()
        assert page.status_code == 200
        assert f'value="{TYPED}"' in body
        assert "You had been signed out when you sent this" in body
        assert 'name="draft_id" value="00000000-0000-7000-8000-000000000001"' in body
    assert not CaseNote.objects.exists()
    # Sent again it is as any other, and kept no longer.
    assert desk.post(path, note(child)).status_code == 200
    assert KEPT not in desk.session or not desk.session[KEPT]
    assert "You had been signed out" not in desk.get(path).content.decode()


def test_files_that_were_sent_too_late_are_to_be_chosen_again(worker: Any) -> None:
    """They are kept nowhere, and both pages that may come back say so: the form, and the question whether to send it."""
    contact = ReferralFactory()
    desk, path = desk_of(worker), reverse("referrals:attachment-add", args=[contact.pk])
    for wait_for, said in (
        ("form", "The files that you had chosen are not kept."),
        ("button", "are not kept. Go back"),
    ):
        place = path if wait_for == "form" else reverse("overview:calendar-end")
        send_late(desk, place, {"description": TYPED, "file": SimpleUploadedFile("letter.txt", b"Dear all")})
        sign_in(desk, worker, place)
        assert said in desk.get(place).content.decode()
        assert "letter.txt" not in str(desk.session.items())
    send_late(desk, path, {"description": TYPED})
    sign_in(desk, worker, path)
    assert "are not kept" not in desk.get(path).content.decode()


def test_form_that_could_be_done_is_not_done_by_signing_in(worker: Any) -> None:
    child = PersonFactory()
    before = PersonName.objects.count()
    desk, path = desk_of(worker), f"{child.get_absolute_url()}names/add/"
    fields = {"kind": "known_as", "given": TYPED, "family": ""}
    send_late(desk, path, fields)
    sign_in(desk, worker, path)
    body = desk.get(path).content.decode()
    assert f'value="{TYPED}"' in body
    assert "Nothing has been recorded yet. Send it again." in body
    assert PersonName.objects.count() == before
    assert not audited("person.name_added")
    assert desk.post(path, fields).status_code == 302
    assert PersonName.objects.count() == before + 1


def test_button_that_was_pressed_too_late_is_asked_about(worker: Any) -> None:
    desk, path = desk_of(worker), reverse("overview:calendar-end")
    send_late(desk, path, {"sure": TYPED})
    sign_in(desk, worker, path)
    page = desk.get(path).content.decode()
    assert "Send it now?" in page
    assert f'<input type="hidden" name="sure" value="{TYPED}">' in page
    assert not audited("calendar.ended")
    assert desk.post(path, {"sure": TYPED}).status_code == 302
    assert len(audited("calendar.ended")) == 1


def test_what_gives_something_out_gives_it_out_once_it_is_sent_again(worker: Any) -> None:
    """The page with a calendar's new address is no form: shown without being done, it would show one that leads nowhere."""
    desk, path = desk_of(worker), reverse("overview:calendar-renew")
    send_late(desk, path, {})
    sign_in(desk, worker, path)
    page = desk.get(path).content.decode()
    assert "Send it now?" in page
    assert ".ics" not in page
    assert not audited("calendar.renewed")
    assert ".ics" in desk.post(path).content.decode()
    assert len(audited("calendar.renewed")) == 1


def test_nobody_else_sees_what_was_sent_nor_does_it_come_back(worker: Any, colleague: Any) -> None:
    child = PersonFactory()
    desk, path = desk_of(worker), f"/notes/new/?about=child:{child.pk}"
    send_late(desk, path, note(child))
    sign_in(desk, colleague, path)
    page = desk.get(path).content.decode()
    assert TYPED not in page
    assert "You had been signed out" not in page
    desk.post(reverse("accounts:sign-out"))
    sign_in(desk, worker, path)
    assert TYPED not in desk.get(path).content.decode()


def test_it_is_sealed_where_it_is_kept(worker: Any) -> None:
    child = PersonFactory()
    desk = desk_of(worker)
    send_late(desk, f"/notes/new/?about=child:{child.pk}", note(child))
    row = StaffSession.objects.get(session_key=desk.session.session_key)
    assert row.user_id is None
    assert "/notes/new/" in str(row.get_decoded())
    assert TYPED not in str(row.get_decoded())


def test_what_is_no_form_is_not_kept_and_neither_is_too_much(worker: Any) -> None:
    desk = desk_of(worker)
    wait(desk, minutes=31)
    desk.get("/people/")
    for path, fields in (
        ("/people/", {"_search": "1", "q": TYPED}),
        ("/notes/new/", {"happened": "x" * (MOST_BYTES + 1)}),
        ("/notes/new/", {"title": TYPED, "password": PASSWORD}),
    ):
        assert desk.post(path, fields).status_code == 302
    desk.post("/notes/new/", {"title": TYPED}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert KEPT not in desk.session
    for number in range(7):
        desk.post(f"/notes/new/?about={number}", {"title": TYPED})
    assert len(desk.session[KEPT]) == 5
    # Nor anything that is sent by a browser in which nobody was signed in.
    other = Client()
    other.post("/notes/new/", {"title": TYPED})
    assert KEPT not in other.session


def test_form_of_another_site_is_not_kept(worker: Any) -> None:
    desk = Client(enforce_csrf_checks=True)
    page = desk.get("/").content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)[1]  # type: ignore[index]
    desk.post("/", {"username": worker.username, "password": PASSWORD, "csrfmiddlewaretoken": token})
    wait(desk, minutes=31)
    assert desk.post("/notes/new/", {"title": TYPED}).status_code == 403
    assert KEPT not in desk.session


def test_record_that_is_hidden_in_the_meantime_stays_hidden(worker: Any, manager: Any) -> None:
    from cs_casework.access import restrict_record

    child: Person = PersonFactory()
    desk, path = desk_of(worker), f"{child.get_absolute_url()}names/add/"
    send_late(desk, path, {"kind": "known_as", "given": TYPED})
    restrict_record(child, by=manager, reason="A member of staff is related to them.")
    sign_in(desk, worker, path)
    assert desk.get(path).status_code == 404
