"""Barring a member of staff from a record, an interest of one's own, and ending a bar by two."""

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.models import Allocation
from cs_casework.access import restrict_record
from cs_casework.confidential.models import Interest
from cs_casework.dates import today
from cs_casework.overview.confidential.asking import Asking
from cs_casework.overview.confidential.barring import (
    ask_to_end,
    bar_staff,
    confirm_end,
    declare_interest,
    keep_bar,
)
from families.models import PersonBar
from referrals.models import Referral
from tests.factories import (
    AllocationFactory,
    CaseFactory,
    ContextFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    ReferralChildFactory,
    ReferralFactory,
    UserFactory,
)
from tests.helpers import audited, boxes, everything, messages_of, race, refusals, without_audit
from tests.site.asking import Browser
from tests.site.records import bar, grant, restrict

pytestmark = pytest.mark.django_db

WHY: dict[str, Any] = {"why": "related", "words": "His aunt"}
BORN = datetime.date(2012, 5, 3)
KINDS = {"person": PersonFactory, "family": FamilyFactory, "context": ContextFactory, "case": CaseFactory}


def is_seen(record: Any, user: Any) -> bool:
    return type(record).objects.visible_to(user).filter(pk=record.pk).exists()


# --- Barring ---------------------------------------------------------------------------------------------------------
def test_a_manager_bars_somebody_on_the_page_of_any_kind_of_record(
    manager: Any, worker: Any, records: Any, as_user: Any
) -> None:
    for kind, make in KINDS.items():
        record, desk = make(), as_user(manager)
        back = reverse("overview:restriction", args=[kind, record.pk])
        path = reverse("overview:bar", args=[kind, record.pk])
        assert path in desk.get(back).content.decode()
        assert desk.post(path, {"user": worker.pk, **WHY}).url == back
        shown = desk.get(back).content.decode()
        assert "Wren Ashdown" in shown
        assert "His aunt" in shown
        assert not is_seen(record, worker)
        [event] = audited(f"{kind}.barred")
        assert (event.actor_id, event.record_id, event.reason) == (manager.pk, record.pk, "Wren Ashdown")
        again = {"user": ["Wren Ashdown is barred from this record already."]}
        assert refusals(desk.post(path, {"user": worker.pk, **WHY})) == again
        assert as_user(worker).get(back).status_code == 403
        listed = reverse("overview:bar-list")
        assert record.reference in as_user(manager).get(listed).content.decode()
        assert record.reference in as_user(records).get(listed).content.decode()
        assert as_user(worker).get(listed).status_code == 403
        # Who is barred from it is not told by a list that there is a bar.
        bar(record, manager)
        assert record.reference not in as_user(manager).get(listed).content.decode()


def test_only_a_manager_bars_and_neither_themself_nor_from_what_they_do_not_see(
    manager: Any, worker: Any, support: Any, records: Any, administrator: Any, as_user: Any
) -> None:
    record, hidden = PersonFactory(), restrict(PersonFactory(), by=UserFactory(code="manager"))
    for user in (worker, support, records, administrator):
        with pytest.raises(PermissionDenied):
            bar_staff(record, by=user, user=manager, **WHY)
        assert as_user(user).get(reverse("overview:bar", args=["person", record.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        bar_staff(hidden, by=manager, user=worker, **WHY)
    assert as_user(manager).get(reverse("overview:bar", args=["person", hidden.pk])).status_code == 404
    assert as_user(manager).get(reverse("overview:bar", args=["team", record.pk])).status_code == 404
    with pytest.raises(ValidationError) as refusal:
        bar_staff(record, by=manager, user=manager, **WHY)
    assert messages_of(refusal) == {"user": ["Declare an interest of your own on its own page."]}
    before = everything()
    without_audit(lambda: bar_staff(record, by=manager, user=worker, **WHY))
    assert everything() == before


def test_a_restricted_record_that_no_manager_is_left_for_is_shown_to_records_officers(
    manager: Any, worker: Any, records: Any, as_user: Any
) -> None:
    """Where the last manager who is granted it says that it is their own affair, or that of a relative."""
    listed = reverse("overview:bar-list")
    member = FamilyMembershipFactory()
    case = CaseFactory(family=member.family)
    made = [PersonFactory(), ContextFactory(), member.family, case]
    for record in made:
        grant(restrict(record, by=manager), to=manager)
        grant(record, to=worker)
    assert b"No manager is left" not in as_user(records).get(listed).content
    for record in (made[0], made[1], member.person):
        declare_interest(by=manager, asking=Asking("reference", record.reference), why="related")
    shown = as_user(records).get(listed).content.decode()
    alone = shown[shown.index("No manager is left") : shown.index("<table")]
    assert all(record.reference in alone for record in made)
    for record in made:
        grant(record, to=UserFactory(code="manager"))
    assert b"No manager is left" not in as_user(records).get(listed).content


def test_a_records_officer_reads_nothing_in_the_audit_of_a_record_that_is_their_own_affair(
    manager: Any, records: Any, as_user: Any
) -> None:
    person = PersonFactory()
    as_user(manager).get(person.get_absolute_url())
    path = reverse("overview:audit-list")
    assert person.reference in as_user(records).get(path).content.decode()
    bar(person, records)
    assert person.reference not in as_user(records).get(path).content.decode()


def test_what_somebody_holds_who_is_barred_is_to_be_handed_over(manager: Any, worker: Any, team: Any) -> None:
    def left() -> list[tuple[Any, int]]:
        return [(user, user.held) for user in Allocation.objects.visible_to(manager).left_behind()]

    for on in ("case", "family", "member"):
        member = FamilyMembershipFactory()
        case = CaseFactory(family=member.family, team=team)
        held = AllocationFactory(case=case, worker=worker, team=team)
        assert left() == []
        barred = bar({"case": case, "family": member.family, "member": member.person}[on], worker)
        assert left() == [(worker, 1)], on
        held.to_on, held.change_reason, held.reason = today(), "OTHERS", "x"
        held.save()
        assert left() == []
        assert barred.stands


def test_who_took_a_contact_and_is_barred_from_whom_it_is_about_sees_it_no_more(worker: Any, manager: Any) -> None:
    contact = ReferralFactory(submitted=True, taker=worker)
    stated = ReferralChildFactory(referral=contact, known="known", person=PersonFactory())
    restrict(stated.person, by=manager)
    assert contact in Referral.objects.visible_to(worker)
    bar(stated.person, worker)
    assert contact not in Referral.objects.visible_to(worker)


# --- Ending it -------------------------------------------------------------------------------------------------------
def test_a_bar_is_ended_by_two_managers_and_neither_is_the_one_who_is_barred(
    manager: Any, worker: Any, records: Any, as_user: Any
) -> None:
    person, second = PersonFactory(), UserFactory(code="manager")
    made = bar_staff(person, by=manager, user=worker, **WHY)
    back = reverse("overview:restriction", args=["person", person.pk])
    end, decide = (reverse(f"overview:{name}", args=["person", made.pk]) for name in ("bar-end", "bar-confirm"))
    with pytest.raises(ValidationError) as refusal:
        confirm_end(made, by=second)
    assert messages_of(refusal) == {"__all__": ["Nobody has asked to end this."]}
    for user in (worker, records):
        assert as_user(user).get(end).status_code == 403
        with pytest.raises(PermissionDenied):
            ask_to_end(made, by=user, reason="x")
    assert refusals(as_user(manager).post(end, {"reason": " "})).keys() == {"reason"}
    assert as_user(manager).post(end, {"reason": "They are no relatives"}).url == back
    assert refusals(as_user(second).post(end, {"reason": "Too"})) == {
        "__all__": ["Mana Oduya has asked to end this already."]
    }
    assert refusals(as_user(manager).post(decide, {"what": "end"})) == {
        "__all__": ["Another manager must confirm that it ends."]
    }
    assert not is_seen(person, worker)
    # The second manager may find that it should stand; then it is asked anew.
    assert as_user(second).post(decide, {"what": "keep"}).url == back
    made.refresh_from_db()
    assert (made.end_asked_by, made.stands) == (None, True)
    ask_to_end(made, by=manager, reason="They are no relatives")
    assert "They are no relatives" in as_user(second).get(back).content.decode()
    assert as_user(second).post(decide, {"what": "end"}).url == back
    assert is_seen(person, worker)
    made.refresh_from_db()
    assert (made.end_asked_by, made.ended_by, made.ended_on) == (manager, second, today())
    with pytest.raises(ValidationError) as refusal:
        keep_bar(made, by=second)
    assert messages_of(refusal) == {"__all__": ["This bar has ended already."]}
    assert as_user(second).get(decide).status_code == 404
    assert [event.actor_id for event in audited("person.bar_ended")] == [second.pk]
    # It can be put on anew.
    bar_staff(person, by=manager, user=worker, **WHY)


def test_a_manager_who_is_barred_neither_asks_nor_confirms(manager: Any) -> None:
    person, second = PersonFactory(), UserFactory(code="manager")
    made = bar_staff(person, by=second, user=manager, **WHY)
    with pytest.raises(PermissionDenied):
        ask_to_end(made, by=manager, reason="x")
    ask_to_end(made, by=second, reason="x")
    with pytest.raises(PermissionDenied):
        confirm_end(made, by=manager)


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_who_bar_somebody_at_once_one_does(team: Any) -> None:
    worker, first, second, person = UserFactory(), *(UserFactory(code="manager") for _n in range(2)), PersonFactory()
    made = race(
        *[lambda by=by: bar_staff(person, by=by, user=worker, **WHY) for by in (first, second)],
        hold=lambda: type(person).objects.select_for_update().get(pk=person.pk),
    )
    [refused] = [result for result in made if isinstance(result, ValidationError)]
    assert "barred from this record already" in refused.messages[0]
    assert PersonBar.objects.count() == 1


# --- An interest of one's own ----------------------------------------------------------------------------------------
def test_who_declares_an_interest_is_barred_and_not_told_whether_there_is_such_a_record(
    manager: Any, worker: Any, records: Any, as_user: Any
) -> None:
    person = PersonFactory(given="Kai", family="Odegard", birth_on=BORN)
    case = CaseFactory()
    restrict_record(case, by=manager, reason="x")
    answers = []
    browser = Browser(worker)
    browser.get("/interests/declared/")
    for typed in (
        {"way": "name", "name": "Kai Odegard", **boxes("born_on", BORN)},
        {"way": "name", "name": "No Body", **boxes("born_on", BORN)},
        {"way": "reference", "reference": case.reference},
        {"way": "reference", "reference": "CASE-999999"},
    ):
        typed |= {"form_key": uuid4().hex}
        sent = browser.ask("POST", "/interests/declare/", typed | WHY)
        answers.append((sent.status, sent.headers["Location"], tuple(sent.statements)))
        # What is asked above leaves nothing behind.
        assert browser.client.post("/interests/declare/", typed | WHY).status_code == 302
        assert browser.get("/interests/declared/").status == 200
    assert {answer[:2] for answer in answers} == {(302, "/interests/declared/")}
    assert answers[0] == answers[1]
    assert answers[2] == answers[3]
    assert [is_seen(record, worker) for record in (person, case)] == [False, False]
    made = PersonBar.objects.get()
    assert (made.user, made.created_by, made.is_declared, made.history.count()) == (worker, worker, True, 1)
    assert made.history.get().history_user == worker
    # Records officers read every declaration, also of what there is not, and say that they have.
    desk, listed = as_user(records), reverse("overview:interest-list")
    shown = desk.get(listed).content.decode()
    assert "No Body, 03/05/2012" in shown
    assert "Wren Ashdown" in shown
    [first, *_others] = Interest.objects.order_by("created_at")
    assert desk.post(reverse("overview:interest-look-at", args=[first.pk])).url == listed
    assert "Kai Odegard" not in desk.get(listed).content.decode()
    assert "Kai Odegard" in desk.get(f"{listed}?show=all").content.decode()
    for user in (worker, manager):
        assert as_user(user).get(listed).status_code == 403
    # Their own word does not free them.
    with pytest.raises(PermissionDenied):
        ask_to_end(made, by=worker, reason="I need to read it")


def test_everybody_may_declare_an_interest_ten_times_a_day_and_twice_the_same(
    support: Any, administrator: Any, as_user: Any
) -> None:
    person = PersonFactory()
    for user in (support, administrator):
        assert as_user(user).get(reverse("overview:interest")).status_code == 200
        assert reverse("overview:interest") in as_user(user).get("/").content.decode()
    for _time in range(10):
        declare_interest(by=support, asking=Asking("reference", person.reference), why="related")
    assert PersonBar.objects.count() == 1
    with pytest.raises(ValidationError) as refusal:
        declare_interest(by=support, asking=Asking("reference", "PER-999999"), why="related")
    words = "You have declared as many as can be in a day. Tell your manager of the others."
    assert messages_of(refusal) == {"__all__": [words]}
