"""What leaves: to whom and why, in one register, and what is told of it."""

import hashlib
import io
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from pypdf import PdfReader

from cs_casework.audit.log import disclose
from cs_casework.audit.middleware import LeavingMiddleware
from cs_casework.audit.models import Disclosure
from cs_casework.looking.given import given_of
from cs_casework.printing import can_draw
from tests import factories
from tests.helpers import GIVEN
from tests.site.records import restrict

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(not can_draw(), reason="Pango, which WeasyPrint draws with, is not installed")


@pytest.fixture
def child(team: Any) -> Any:
    return factories.CaseChildFactory(case__team=team, child__given="Nell", child__family="Quay").child


def out(by: Any, *people: Any, **given: Any) -> Disclosure:
    said = {"kind": "summary", "recipient": "The school", "basis": "public_task", "form": "PDF"} | given
    return disclose(by=by, people=[one.pk for one in people], **said)


def test_nothing_is_made_before_it_is_said_to_whom_and_why(as_user: Any, child: Any, worker: Any) -> None:
    desk = as_user(worker)
    address = reverse("overview:person-summary", args=[child.pk])
    form = desk.get(f"{address}?give=1")
    assert "To whom do you give it?" in form.content.decode()
    for lacking in (
        {},
        {"recipient": "", "basis": "legal"},
        {"recipient": "The court", "basis": ""},
        GIVEN | {"basis": "read"},
    ):
        assert "Now print this page" not in desk.post(address, lacking).content.decode()
    assert not Disclosure.objects.exists()
    page = desk.post(address, GIVEN)
    row = Disclosure.objects.get()
    assert (row.kind, row.recipient, row.basis, row.form) == ("summary", "The family court", "legal", "print")
    assert (row.actor_name, row.record_id, row.people) == (worker.name, child.pk, [child.pk])
    assert row.digest == hashlib.sha256(page.content).hexdigest()
    assert row.reference in page.content.decode()
    again = desk.get(f"{address}?give=1").content.decode()
    assert "The family court" not in again  # nothing is remembered
    assert "selected" not in again.split('name="basis"', 1)[1].split("</select>", 1)[0].replace('value="" selected', "")


@needs_pango
def test_a_paper_says_at_its_foot_who_made_it_when_and_for_whom(as_user: Any, child: Any, worker: Any) -> None:
    drawn = factories.SafetyMapFactory(child=child)
    answer = as_user(worker).post(reverse("cases:safety-map-print", args=[drawn.pk]), GIVEN)
    row = Disclosure.objects.get()
    text = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
    assert f"Printed by {worker}" in text
    assert f"{row.reference} · for The family court" in text
    assert (row.form, row.digest) == ("PDF", hashlib.sha256(answer.content).hexdigest())


def test_minutes_an_export_and_a_calendar_stand_in_the_same_register(as_user: Any, worker: Any, child: Any) -> None:
    contact = factories.ReferralChildFactory(known="known", person=child)
    desk = as_user(worker)
    assert desk.post(f"{reverse('referrals:referral-export')}?format=csv&state=all", GIVEN).status_code == 200
    row = Disclosure.objects.get(kind="contacts")
    assert (row.form, row.people) == ("CSV", [contact.person_id])
    desk.post(reverse("overview:calendar-renew"))
    assert Disclosure.objects.get(kind="calendar").basis == "own_work"
    document = factories.DocumentSubjectFactory(child=child).document
    assert b"".join(desk.get(reverse("cases:document-download", args=[document.pk])).streaming_content)
    read = Disclosure.objects.get(kind="file")
    assert (read.basis, read.people) == ("read", [child.pk])
    assert read not in given_of(child, worker)  # opened, and given to nobody


def test_what_cannot_be_written_down_does_not_leave(as_user: Any, child: Any, worker: Any) -> None:
    desk = as_user(worker)
    desk.raise_request_exception = False

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('INSERT INTO "audit_disclosure"'):
            raise DatabaseError("no space left")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        answer = desk.post(reverse("overview:person-summary", args=[child.pk]), GIVEN)
    assert answer.status_code == 500
    assert "Now print this page" not in answer.content.decode()


def test_a_file_that_nobody_wrote_down_is_not_handed_out() -> None:
    request = RequestFactory().get("/")
    request.resolver_match = None
    for headers in (
        {"Content-Disposition": "attachment"},
        {"Content-Type": "application/pdf"},
        {"Content-Type": "text/csv"},
    ):
        with pytest.raises(RuntimeError):
            LeavingMiddleware(lambda _asked, made=headers: HttpResponse("x", headers=made))(request)
    assert LeavingMiddleware(lambda _asked: HttpResponse("x"))(request).status_code == 200


def test_what_left_is_only_ever_added_to(worker: Any, child: Any) -> None:
    row = out(worker, child)
    for write in (lambda: Disclosure.objects.update(recipient="Nobody"), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    with pytest.raises(DatabaseError), transaction.atomic():
        Disclosure.objects.create(
            actor_id=worker.pk, actor_name="x", kind="summary", basis="legal", form="x", recipient=""
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM audit_disclosure")
        assert cursor.fetchone()[0].startswith("audit_disclosure_")


def test_workers_managers_and_records_officers_read_what_was_given(
    as_user: Any, child: Any, worker: Any, manager: Any, records: Any, support: Any, administrator: Any
) -> None:
    other = factories.PersonFactory()
    out(worker, child, recipient="Northgate School")
    out(worker, other, recipient="Another school")
    hidden = restrict(factories.ContextFactory(), by=factories.UserFactory(code="manager"))
    out(worker, child, recipient="Quiet conference", target=hidden)
    cousin = restrict(factories.PersonFactory(), by=factories.UserFactory(code="manager"))
    out(worker, child, cousin, recipient="Quiet cousin’s mother")
    address = reverse("looking:given", args=[child.pk])
    for reader in (worker, manager, records):
        body = as_user(reader).get(address).content.decode()
        assert "Northgate School" in body
        assert "Another school" not in body
        assert ("Quiet" in body) is (reader == records)
    for refused in (support, administrator):
        assert as_user(refused).get(address).status_code == 403
    everything = as_user(records).get(reverse("looking:register")).content.decode()
    assert "Another school" in everything
    assert hidden.reference in everything
    assert as_user(manager).get(reverse("looking:register")).status_code == 403
    restrict(child, by=factories.UserFactory(code="manager"))
    assert as_user(worker).get(address).status_code == 404


@needs_pango
def test_on_what_the_young_person_gets_other_children_are_initials(as_user: Any, child: Any, worker: Any) -> None:
    sister = factories.PersonFactory(given="Orla", family="Quay")
    factories.RelationshipFactory(person=child, other=sister, kind="sibling")
    friend = factories.PersonFactory(given="Zephyr", family="Vane")
    out(worker, child, friend, recipient="Orla and the mother of Zephyr Vane, for Nell")
    answer = as_user(worker).post(reverse("looking:given", args=[child.pk]), {"recipient": "Nell", "basis": "subject"})
    text = " ".join(" ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split()).split())
    assert "O. and the mother of Z. V., for Nell" in text
    for words in ("Orla", "Zephyr", "Vane"):
        assert words not in text
    assert Disclosure.objects.filter(kind="given", people=[child.pk]).exists()
