"""Who did and who looked: written with the change, by nobody ever rewritten, and without any field's value."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cs_casework.access import restrict_record
from cs_casework.audit.fields import Plain, Sound
from cs_casework.audit.log import current_request, record, record_view, save_record
from cs_casework.audit.middleware import CurrentRequestMiddleware
from cs_casework.audit.models import AuditEvent
from families.models import Family, Person
from families.workflow import change_person, create_person
from tests.factories import FamilyFactory, PersonFactory
from tests.helpers import latest_version, messages_of
from tests.site.records import bar

pytestmark = pytest.mark.django_db


# --- What is written -------------------------------------------------------------------------------------------------
def test_event_says_who_did_what_on_which_record(worker: Any) -> None:
    person, shown = PersonFactory(), [uuid4(), uuid4()]
    event = record(by=worker, action="person.viewed", target=person, reason="A phone call", shown=shown)
    event.refresh_from_db()
    assert (event.actor_id, event.actor_name, event.action) == (worker.pk, "Wren Ashdown", "person.viewed")
    assert (event.record_type, event.record_id, event.record_reference) == (
        "families.Person",
        person.pk,
        person.reference,
    )
    assert (event.reason, event.shown, event.path, event.address) == ("A phone call", shown, "", None)
    assert str(event) == f"{event.at:%Y-%m-%d %H:%M} Wren Ashdown person.viewed {person.reference}"


def test_what_nobody_did_is_the_systems(db: None) -> None:
    event = record(by=None, action="sessions.purged")
    assert (event.actor_id, event.actor_name, event.record_id) == (None, "the system", None)


def test_event_says_where_it_was_done_and_from_where(as_user: Any, worker: Any) -> None:
    person = PersonFactory()
    as_user(worker).get(person.get_absolute_url(), {"q": "Ada"}, REMOTE_ADDR="192.0.2.7")
    event = AuditEvent.objects.get(action="person.viewed")
    # The path without its query: what somebody looks for is often a name.
    assert (event.path, event.address) == (person.get_absolute_url(), "192.0.2.7")
    assert current_request.get() is None


def test_no_field_value_stands_in_the_audit(worker: Any) -> None:
    person = create_person(by=worker, given="Adaeze", family="Okafor", nhs_number="9434765919", school="Elm Academy")
    change_person(person, by=worker, school="Oak Academy", first_language="Yoruba")
    written = str(list(AuditEvent.objects.values()))
    for value in ("Adaeze", "Okafor", "9434765919", "Elm Academy", "Oak Academy", "Yoruba"):
        assert value not in written


def test_event_goes_with_its_change(worker: Any) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(by=worker, action="person.viewed")
        raise ZeroDivisionError
    assert not AuditEvent.objects.exists()


def test_newest_event_comes_first(worker: Any) -> None:
    for action in ("one", "two", "three"):
        record(by=worker, action=action)
    assert [event.action for event in AuditEvent.objects.all()] == ["three", "two", "one"]


@pytest.mark.parametrize("how", ["update", "delete", "save"])
def test_event_is_never_changed_or_removed(how: str, worker: Any) -> None:
    event = record(by=worker, action="person.viewed")
    event.reason = "Other"
    change = {
        "update": lambda: AuditEvent.objects.update(reason="Other"),
        "delete": lambda: AuditEvent.objects.all().delete(),
        "save": event.save,
    }[how]
    with pytest.raises(ProgrammingError), transaction.atomic():
        change()
    assert AuditEvent.objects.get().reason == ""


# --- Whose address ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (False, "203.0.113.9", "192.0.2.7"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (True, "2001:db8::1", "2001:db8::1"),
        (True, "", "192.0.2.7"),
        (True, "unknown", "192.0.2.7"),
        (True, "203.0.113.9:4711", "203.0.113.9"),
        (True, "[2001:db8::1]:4711", "2001:db8::1"),
        (True, "' OR 1=1 --", "192.0.2.7"),
    ],
)
def test_address_is_the_browsers_as_our_own_proxy_saw_it(
    behind_proxy: bool, forwarded: str, address: str, worker: Any, settings: Any
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory().get("/people/", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": forwarded})
    CurrentRequestMiddleware(lambda request: record(by=worker, action="person.viewed"))(request)
    assert AuditEvent.objects.get().address == address


# --- Saving with a version -------------------------------------------------------------------------------------------
def test_saved_record_says_who_recorded_it_and_each_version_who_changed_it_and_why(worker: Any, manager: Any) -> None:
    family = save_record(Family(name="Okafor"), by=worker)
    save_record(family, by=manager, reason="A slip")
    assert family.created_by == worker
    versions = family.history.order_by("history_date", "history_id")
    assert [(version.history_user, version.history_change_reason) for version in versions] == [
        (worker, None),
        (manager, "A slip"),
    ]


def test_record_is_checked_whole_before_it_is_saved(worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        save_record(Person(sex="X", nhs_number="1", la_child_id="a" * 21), by=worker)
    assert sorted(messages_of(refusal)) == ["la_child_id", "nhs_number", "sex"]
    family = FamilyFactory()
    family.name = "a" * 151
    with pytest.raises(ValidationError):
        save_record(family, by=worker)
    assert family.history.count() == 1


def test_reason_of_one_change_is_not_carried_to_the_next(worker: Any) -> None:
    family = save_record(Family(name="Okafor"), by=worker, reason="First")
    save_record(family, by=worker)
    assert latest_version(family).history_change_reason is None


# --- Functions of the database ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Siân", "sian"),
        ("ŻÓŁĆ", "zolc"),
        ("O’Neill", "o'neill"),
        ("  Ada ", "ada"),
        ("Straße", "strasse"),
        ("محمد", "محمد"),
    ],
)
def test_text_is_compared_without_accents_and_in_lower_case(text: str, plain: str) -> None:
    family = FamilyFactory(name=text)
    family.refresh_from_db()
    assert family.plain == plain
    assert Family.objects.annotate(asked=Plain("name")).get().asked == plain


@pytest.mark.parametrize(
    ("one", "other"), [("Catherine", "Kathryn"), ("McKenzie", "MacKenzie"), ("Smith", "Smyth"), ("Siân", "Sian")]
)
def test_names_that_sound_alike_sound_alike_here(one: str, other: str) -> None:
    for name in (one, other):
        FamilyFactory(name=name)
    assert len(set(Family.objects.annotate(sound=Sound("name")).values_list("sound", flat=True))) == 1


# --- The page --------------------------------------------------------------------------------------------------------
def test_records_officer_finds_who_looked_by_reference_and_by_name(
    as_user: Any, records: Any, worker: Any, manager: Any
) -> None:
    person = PersonFactory()
    looked = record(by=worker, action="person.viewed", target=person)
    changed = record(by=manager, action="person.changed", target=person)
    record(by=worker, action="person.viewed", target=PersonFactory())
    desk, address = as_user(records), reverse("overview:audit-list")

    def found(**query: str) -> list[AuditEvent]:
        return [event for event in desk.get(address, query).context["page_of"] if event.actor_id != records.pk]

    assert len(found()) == 3
    assert found(reference=person.reference.lower()) == [changed, looked]
    assert found(reference=person.reference, who="wren") == [looked]
    assert found(who="nobody") == []
    told = {row["what"] for row in desk.get(address, {"reference": person.reference}).context["rows"]}
    assert told == {"Person: changed", "Page of the person"}
    for query in ({"reference": "\x00"}, {"who": "a" * 5000}, {"page": "\x00"}):
        assert desk.get(address, query).status_code == 200


def test_why_is_told_of_records_that_the_officer_may_see_and_of_no_affair_of_theirs(
    as_user: Any, records: Any, worker: Any, manager: Any
) -> None:
    seen, hidden, own = PersonFactory(), PersonFactory(), PersonFactory()
    restrict_record(hidden, by=manager, reason="A relative works here")
    bar(own, records)
    for person, why in ((seen, "Spelt wrongly"), (hidden, "Of the hidden one"), (own, "Of their own affair")):
        record(by=manager, action="person.changed", target=person, reason=why)
        record(by=manager, action="name.changed", target=person.names.first(), reason=f"{why}: a name")
        record_view(by=worker, action="person.viewed", target=person, reason="By a grant to them")
    record(by=manager, action="census.imported", reason="The return of autumn")
    record(by=manager, action="user.changed", target=worker, reason="practitioner")
    desk, page = as_user(records), reverse("overview:audit-list")

    def told() -> list[str]:
        return sorted(row["why"] for row in desk.get(page).context["rows"] if row["event"].actor_id != records.pk)

    with CaptureQueriesContext(connection) as few:
        whys = told()
    assert [why for why in whys if why] == sorted(
        [
            *["Spelt wrongly", "Spelt wrongly: a name"],
            *["By a grant to them"] * 2,
            *["The return of autumn", "practitioner"],
        ]
    )
    assert "Why</th>" in desk.get(page).content.decode()
    for _row in range(9):
        other = PersonFactory()
        record(by=manager, action="person.changed", target=other, reason="Another")
    with CaptureQueriesContext(connection) as many:
        assert told().count("Another") == 9
    assert len(few) == len(many)


def test_looking_at_the_audit_is_audited(as_user: Any, records: Any) -> None:
    as_user(records).get(reverse("overview:audit-list"))
    assert [event.actor_id for event in AuditEvent.objects.filter(action="audit.viewed")] == [records.pk]


@pytest.mark.parametrize("role", ["worker", "manager", "support", "administrator"])
def test_nobody_else_sees_the_whole_audit(role: str, as_user: Any, request: pytest.FixtureRequest) -> None:
    assert as_user(request.getfixturevalue(role)).get(reverse("overview:audit-list")).status_code == 403
