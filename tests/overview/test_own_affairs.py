"""What is somebody's own affair, wherever it would be told to them; and a manager for what no manager is left for."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cs_casework.audit.log import disclose
from cs_casework.audit.models import AuditEvent
from cs_casework.dates import today
from cs_casework.looking import workflow
from cs_casework.looking.events import events_about
from cs_casework.looking.given import given_of
from cs_casework.overview.confidential.asking import Asking
from cs_casework.overview.confidential.barring import bar_staff, declare_interest
from cs_casework.overview.confidential.emergency import break_glass
from cs_casework.overview.confidential.succeeding import name_manager
from families.ties import relate
from referrals.models import Referral
from tests.factories import (
    CaseFactory,
    ContextFactory,
    LookUpFactory,
    PersonFactory,
    ReferralAdultFactory,
    ReferralCaseFactory,
    ReferralChildFactory,
    ReferralContextFactory,
    ReferralFactory,
    RelationshipFactory,
    UserFactory,
)
from tests.helpers import everything, messages_of, without_audit
from tests.site.records import bar, grant, restrict

pytestmark = pytest.mark.django_db


def is_seen(record: Any, user: Any) -> bool:
    return type(record).objects.visible_to(user).filter(pk=record.pk).exists()


# --- What a contact names, and what an officer's own affair is told in -----------------------------------------------
def test_an_interest_declared_by_the_reference_of_a_contact_bars_from_all_it_is_about(
    worker: Any, manager: Any
) -> None:
    contact, child, adult, place, case = (
        ReferralFactory(submitted=True),
        PersonFactory(),
        PersonFactory(),
        ContextFactory(),
        CaseFactory(),
    )
    kept = PersonFactory()
    child.merged_into, child.merged_on = kept, today()
    child.save()
    ReferralChildFactory(referral=contact, known="known", person=child)
    ReferralAdultFactory(referral=contact, known="known", person=adult)
    ReferralContextFactory(referral=contact, known="known", context=place)
    ReferralCaseFactory(referral=contact, case=case)
    assert contact in Referral.objects.visible_to(manager)
    declare_interest(by=manager, asking=Asking("reference", contact.reference), why="related")
    for record in (kept, adult, place, case):
        assert record.is_barred(manager)
        assert not record.is_barred(worker)
    assert contact not in Referral.objects.visible_to(manager)


def test_a_records_officer_reads_of_their_own_affair_nowhere(
    manager: Any, records: Any, worker: Any, as_user: Any
) -> None:
    """What was typed, what left, who was looked up, and the pages on which they stood with others."""
    person, other, contact = PersonFactory(), PersonFactory(), ReferralFactory(submitted=True)
    ReferralChildFactory(referral=contact, known="known", person=person)
    asked = [Asking("reference", person.reference), Asking("reference", contact.reference)]
    for asking in asked:
        declare_interest(by=manager, asking=asking, why="related")
        break_glass(by=worker, asking=asking, why="danger", words="Found alone")  # opens nothing
    for _time in range(4):
        access = break_glass(by=worker, asking=asked[0], why="danger", words="Found alone")
    assert access.found == "over_limit"
    looked = LookUpFactory(person_id=person.pk, user=worker)
    disclose(
        by=worker,
        target=other,
        people=[person.pk, other.pk],
        kind="summary",
        recipient="The court",
        basis="public_task",
        form="PDF",
    )
    as_user(worker).get(reverse("families:person-list"))
    as_user(worker).get(other.get_absolute_url())

    def told() -> dict[str, int]:
        lists = [reverse(f"overview:{name}") for name in ("emergency-list", "interest-list", "audit-list")]
        pages = [*lists, reverse("looking:register"), reverse("looking:look-up-list")]
        return {page: len(list(as_user(records).get(f"{page}?show=all").context["page_of"])) for page in pages}

    before = told()
    assert min(before.values()) > 0
    together = AuditEvent.objects.filter(shown__contains=[person.pk, other.pk])
    assert together.exists()
    assert {event.is_told for event in events_about(other, records)} == {True}
    as_user(worker).get(person.get_absolute_url())
    bar(person, records)
    assert {page for page, rows in told().items() if rows} == {reverse("overview:audit-list")}
    listed = as_user(records).get(reverse("overview:audit-list")).context["page_of"]
    assert not {person.pk, *together.values_list("pk", flat=True)} & {
        pk for event in listed for pk in (event.pk, event.record_id, *event.shown)
    }
    assert not given_of(other, records).exists()
    with pytest.raises(PermissionDenied):
        workflow.answer(looked, by=records, outcome="explained", words="Kin")


def test_a_records_officer_who_is_barred_is_not_told_that_a_record_is_restricted_or_left_to_nobody(
    manager: Any, records: Any, as_user: Any
) -> None:
    person = restrict(PersonFactory(), by=manager)
    listed = [reverse("overview:restriction-list"), reverse("overview:bar-list")]
    assert all(person.reference in as_user(records).get(page).content.decode() for page in listed)
    bar(person, records)
    assert not any(person.reference in as_user(records).get(page).content.decode() for page in listed)


# --- A record that no manager is left for ----------------------------------------------------------------------------
def test_a_records_officer_names_a_manager_for_what_is_left_to_nobody_and_sees_nothing_of_it(
    manager: Any, records: Any, worker: Any, as_user: Any
) -> None:
    """Where the grants of all managers have lapsed: two people again, one who names and one who then grants or lifts."""
    person, barred = restrict(PersonFactory(given="Ida", family="Lund"), by=manager), UserFactory(code="manager")
    bar(person, barred)
    grant(person, to=manager, starts=-14, days=14)
    page, listed = reverse("overview:successor", args=["person", person.pk]), reverse("overview:bar-list")
    assert page in as_user(records).get(listed).content.decode()
    assert "Lund" not in as_user(records).get(page).content.decode()
    for user in (manager, worker):
        assert as_user(user).get(page).status_code == 403
        with pytest.raises(PermissionDenied):
            name_manager(person, by=user, to=manager, reason="x")
    for to in (worker, barred, records):
        with pytest.raises(ValidationError) as refusal:
            name_manager(person, by=records, to=to, reason="x")
        assert messages_of(refusal) == {"to": [f"{to} cannot be granted this record."]}
    with pytest.raises(ValidationError) as refusal:
        name_manager(person, by=records, to=manager, reason=" ")
    assert messages_of(refusal) == {"reason": ["Say why this manager."]}
    before = everything()
    without_audit(lambda: name_manager(person, by=records, to=manager, reason="Away"))
    assert everything() == before
    assert as_user(records).post(page, {"to": manager.pk, "reason": "Of another team"}).url == listed
    held = person.grants.get(user=manager)
    assert (held.kind, held.ends_on - held.from_on) == ("task", datetime.timedelta(days=14))
    assert is_seen(person, manager)
    assert not is_seen(person, records)
    assert as_user(records).get(page).status_code == 404
    with pytest.raises(ValidationError):
        name_manager(person, by=records, to=manager, reason="Again")
    # Nor for what an officer is barred from.
    other, officer = restrict(PersonFactory(), by=manager), UserFactory(code="records_officer")
    bar(other, officer)
    with pytest.raises(PermissionDenied):
        name_manager(other, by=officer, to=manager, reason="x")


def test_who_somebody_is_bars_them_from_their_kin_as_recorded_then_and_later(
    worker: Any, colleague: Any, manager: Any
) -> None:
    own, brother, friend, later = (PersonFactory() for _each in range(4))
    RelationshipFactory(person=brother, other=own, kind="sibling")
    RelationshipFactory(person=own, other=friend, kind="friend")
    declare_interest(by=worker, asking=Asking("reference", own.reference), why="about_them")
    bar_staff(own, by=manager, user=colleague, why="about_them")
    relate(person=own, by=manager, other=later, kind="parent")
    for user in (worker, colleague):
        assert [one.is_barred(user) for one in (own, brother, later, friend)] == [True, True, True, False]
    assert not later.is_barred(manager)
