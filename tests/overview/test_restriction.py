"""Keeping a record from everybody but a few: who may, what it takes, and until when."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import today
from tests.factories import (
    CaseFactory,
    ContextFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    UserFactory,
)
from tests.helpers import (
    audited,
    boxes,
    everything,
    latest_version,
    messages_of,
    race,
    refusals,
    value_typed,
    without_audit,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WHY = "A relative works here"
KINDS = {"person": PersonFactory, "family": FamilyFactory, "context": ContextFactory, "case": CaseFactory}


def url(name: str, kind: str, record: Any) -> str:
    return reverse(f"overview:{name}", args=[kind, record.pk])


def is_seen(record: Any, user: Any) -> bool:
    return type(record).objects.visible_to(user).filter(pk=record.pk).exists()


# --- Restricting -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_restricted_record_is_seen_by_the_manager_who_did_it_and_nobody_else(
    kind: str, manager: Any, worker: Any, support: Any, records: Any
) -> None:
    record = KINDS[kind]()
    other = UserFactory(code="manager")
    restricted = restrict_record(record, by=manager, reason=WHY)
    assert (restricted.restricted_on, restricted.restricted_by, restricted.restricted_why) == (today(), manager, WHY)
    assert restricted.restriction_review_due == today() + 90 * DAY
    assert [is_seen(record, user) for user in (manager, other, worker, support, records)] == [True] + [False] * 4
    version = latest_version(restricted)
    assert (version.history_user, version.history_change_reason) == (manager, WHY)
    [event], [granted] = audited(f"{kind}.restricted"), audited(f"{kind}.granted")
    assert (event.actor_id, event.record_id, event.reason) == (manager.pk, record.pk, WHY)
    assert granted.record_id == record.pk


@pytest.mark.parametrize("role", ["worker", "support", "records", "administrator"])
def test_only_a_manager_restricts_and_grants(
    role: str, manager: Any, as_user: Any, request: pytest.FixtureRequest
) -> None:
    user, record = request.getfixturevalue(role), PersonFactory()
    with pytest.raises(PermissionDenied):
        restrict_record(record, by=user, reason=WHY)
    assert not type(record).objects.filter(restricted_on__isnull=False).exists()
    restrict_record(record, by=manager, reason=WHY)
    with pytest.raises(PermissionDenied):
        grant_access(record, to=user, by=user, reason=WHY, ends_on=today() + DAY)
    desk = as_user(user)
    # A records officer reads the page of a restriction whose record they may see, which this is not.
    page = 404 if role == "records" else 403
    assert [desk.get(url(name, "person", record)).status_code for name in ("restriction", "restrict", "grant")] == [
        page,
        403,
        403,
    ]


def test_record_is_restricted_once_and_with_a_reason(manager: Any) -> None:
    record = PersonFactory()
    with pytest.raises(ValidationError) as refusal:
        restrict_record(record, by=manager, reason="  ")
    assert messages_of(refusal) == {"reason": ["Say why the record is restricted."]}
    restrict_record(record, by=manager, reason=WHY)
    with pytest.raises(ValidationError) as refusal:
        restrict_record(record, by=manager, reason="Another")
    assert messages_of(refusal) == {"__all__": ["This record is restricted already."]}


def test_record_that_may_not_be_seen_is_not_restricted(manager: Any) -> None:
    """A member of a family that another manager restricted."""
    member = FamilyMembershipFactory()
    restrict_record(member.family, by=UserFactory(code="manager"), reason=WHY)
    with pytest.raises(PermissionDenied):
        restrict_record(member.person, by=manager, reason=WHY)


def test_restriction_that_fails_half_way_leaves_nothing(manager: Any, worker: Any) -> None:
    record = PersonFactory()
    before = everything()
    without_audit(lambda: restrict_record(record, by=manager, reason=WHY))
    assert everything() == before
    restrict_record(record, by=manager, reason=WHY)
    before = everything()
    without_audit(lambda: grant_access(record, to=worker, by=manager, reason=WHY, ends_on=today() + DAY))
    assert everything() == before


# --- Granting --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_granted_record_is_seen_until_the_day_it_ends(kind: str, manager: Any, worker: Any, colleague: Any) -> None:
    record = KINDS[kind]()
    restrict_record(record, by=manager, reason=WHY)
    grant = grant_access(record, to=worker, by=manager, reason="Leads the case", ends_on=today() + 14 * DAY)
    assert (grant.reason, grant.granted_by, grant.from_on, grant.ends_on) == (
        "Leads the case",
        manager,
        today(),
        today() + 14 * DAY,
    )
    assert is_seen(record, worker)
    assert not is_seen(record, colleague)
    event = audited(f"{kind}.granted")[-1]
    assert (event.actor_id, event.record_id, event.reason) == (manager.pk, record.pk, "Leads the case")
    grant.ends_on = today()
    grant.save()
    assert not is_seen(record, worker)


@pytest.mark.parametrize(("days", "is_refused"), [(0, True), (1, False), (183, False), (184, True)])
def test_grant_ends_between_tomorrow_and_six_months_on(days: int, is_refused: bool, manager: Any, worker: Any) -> None:
    record = restrict_record(PersonFactory(), by=manager, reason=WHY)
    asked = {"to": worker, "by": manager, "reason": "Leads the case", "ends_on": today() + days * DAY}
    if is_refused:
        with pytest.raises(ValidationError) as refusal:
            grant_access(record, **asked)
        assert messages_of(refusal) == {
            "ends_on": ["Access must end on a day between tomorrow and six months from today."]
        }
        assert not is_seen(record, worker)
    else:
        assert grant_access(record, **asked).ends_on == asked["ends_on"]


def test_grant_needs_a_reason_another_person_and_a_restriction(manager: Any, worker: Any) -> None:
    record = PersonFactory()
    asked = {"by": manager, "ends_on": today() + DAY}
    with pytest.raises(ValidationError) as refusal:
        grant_access(record, to=worker, reason="Just in case", **asked)
    assert messages_of(refusal) == {"__all__": ["This record is not restricted, so nobody needs to be granted access."]}
    restrict_record(record, by=manager, reason=WHY)
    with pytest.raises(ValidationError) as refusal:
        grant_access(record, to=worker, reason=" ", **asked)
    assert messages_of(refusal) == {"reason": ["Say why this person needs to see the record."]}
    with pytest.raises(ValidationError) as refusal:
        grant_access(record, to=manager, reason="Longer for me", **asked)
    assert messages_of(refusal) == {"to": ["You cannot grant access to yourself."]}


def test_manager_who_may_not_see_the_record_grants_nobody(manager: Any, worker: Any) -> None:
    record = restrict_record(PersonFactory(), by=UserFactory(code="manager"), reason=WHY)
    with pytest.raises(PermissionDenied):
        grant_access(record, to=worker, by=manager, reason="Leads the case", ends_on=today() + DAY)


def test_second_grant_replaces_the_first_and_both_stay_readable(manager: Any, worker: Any) -> None:
    record = restrict_record(PersonFactory(), by=manager, reason=WHY)
    for days in (14, 30):
        grant = grant_access(record, to=worker, by=manager, reason="Leads the case", ends_on=today() + days * DAY)
    assert record.grants.filter(user=worker).count() == 1
    assert sorted(grant.history.values_list("ends_on", flat=True)) == [today() + 14 * DAY, today() + 30 * DAY]
    assert latest_version(grant).history_user == manager


def test_grant_on_a_person_does_not_open_their_restricted_family(manager: Any, worker: Any) -> None:
    member = FamilyMembershipFactory()
    restrict_record(member.person, by=manager, reason=WHY)
    restrict_record(member.family, by=manager, reason=WHY)
    grant_access(member.person, to=worker, by=manager, reason="Leads the case", ends_on=today() + DAY)
    assert not is_seen(member.person, worker)
    grant_access(member.family, to=worker, by=manager, reason="Leads the case", ends_on=today() + DAY)
    assert is_seen(member.person, worker)


# --- On the page -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_record_is_restricted_and_granted_on_its_pages(kind: str, as_user: Any, manager: Any, worker: Any) -> None:
    record, desk = KINDS[kind](), as_user(manager)
    back = url("restriction", kind, record)
    assert url("restriction", kind, record) in desk.get(record.get_absolute_url()).content.decode()
    assert "Everyone whose role sees records of this kind can see it." in desk.get(back).content.decode()
    assert desk.get(url("grant", kind, record)).status_code == 404
    assert desk.post(url("restrict", kind, record), {"reason": WHY}).url == back
    sent = {"to": worker.pk, "kind": "task", "reason": "Leads the case", **boxes("ends_on", today() + 14 * DAY)}
    assert desk.post(url("grant", kind, record), sent).url == back
    shown = desk.get(back)
    assert [grant.user for grant in shown.context["grants"]] == [manager, worker]
    for words in (WHY, "Leads the case", "Wren Ashdown"):
        assert words in shown.content.decode()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"to": ""}, {"to": ["Select who"]}),
        ({"kind": ""}, {"kind": ["Select an answer to “What for?”"]}),
        (
            {"kind": "task"} | boxes("ends_on", today() + 15 * DAY),
            {"ends_on": ["For a task access must end on a day between tomorrow and two weeks from today."]},
        ),
        ({"reason": ""}, {"reason": ["Enter an answer to “Why do they need to see it?”"]}),
        ({"reason": "a" * 501}, {"reason": ["Your answer must be 500 characters or fewer"]}),
        (
            {"reason": "a\x00"},
            {"reason": ["Your answer contains a character that cannot be stored. Delete the text and type it again."]},
        ),
        (boxes("ends_on", None), {"ends_on": ["Enter the day it ends"]}),
        (
            boxes("ends_on", datetime.date(2020, 1, 1)),
            {"ends_on": ["Access must end on a day between tomorrow and six months from today."]},
        ),
    ],
    ids=["nobody", "no kind", "too long for a task", "no reason", "too long", "NUL byte", "no end", "in the past"],
)
def test_grant_is_refused_beside_the_field_and_what_was_typed_stays(
    typed: dict[str, str], expected: dict[str, list[str]], as_user: Any, manager: Any, worker: Any
) -> None:
    record = restrict_record(PersonFactory(), by=manager, reason=WHY)
    sent = {"to": str(worker.pk), "kind": "involved", "reason": "Leads the case"} | boxes("ends_on", today() + DAY)
    sent |= typed
    response = as_user(manager).post(url("grant", "person", record), sent)
    assert refusals(response) == expected
    assert value_typed(response, "reason") == sent["reason"]
    assert value_typed(response, "to") == sent["to"]


def test_restriction_without_a_reason_is_refused_beside_it(as_user: Any, manager: Any) -> None:
    response = as_user(manager).post(url("restrict", "person", PersonFactory()), {"reason": " "})
    assert refusals(response) == {"reason": ["Enter an answer to “Why must this record be restricted?”"]}


def test_restriction_of_what_is_hidden_or_no_record_is_not_found(as_user: Any, manager: Any) -> None:
    hidden = restrict_record(PersonFactory(), by=UserFactory(code="manager"), reason=WHY)
    desk = as_user(manager)
    for name in ("restriction", "restrict", "grant"):
        assert desk.get(url(name, "person", hidden)).status_code == 404
        assert desk.get(url(name, "team", hidden)).status_code == 404
        assert desk.post(url(name, "family", hidden), {"reason": WHY}).status_code in (404, 405)


@pytest.mark.django_db(transaction=True)
def test_record_restricted_twice_at_once_is_restricted_once(team: Any, manager: Any) -> None:
    other, record = UserFactory(code="manager"), PersonFactory()
    results = race(
        lambda: restrict_record(record, by=manager, reason=WHY),
        lambda: restrict_record(record, by=other, reason=WHY),
        hold=lambda: type(record).objects.select_for_update().get(pk=record.pk),
    )
    [won] = [result for result in results if not isinstance(result, Exception)]
    [refused] = [result for result in results if isinstance(result, ValidationError)]
    assert refused.messages == ["This record is restricted already."]
    record.refresh_from_db()
    assert record.restricted_by == won.restricted_by
    assert [is_seen(record, user) for user in (manager, other)] == [
        won.restricted_by == manager,
        won.restricted_by == other,
    ]


@pytest.mark.django_db(transaction=True)
def test_access_granted_twice_at_once_is_granted_one_after_the_other(team: Any, manager: Any, worker: Any) -> None:
    """The record is locked before the grant is looked for, so the second writes over the first."""
    other, record = UserFactory(code="manager"), restrict_record(PersonFactory(), by=manager, reason=WHY)
    until = today() + datetime.timedelta(days=9)
    grant_access(record, to=other, by=manager, reason=WHY, ends_on=until)
    results = race(
        *(lambda by=by: grant_access(record, to=worker, by=by, reason=WHY, ends_on=until) for by in (manager, other)),
        hold=lambda: type(record).objects.select_for_update().get(pk=record.pk),
    )
    assert [result for result in results if isinstance(result, Exception)] == []
    assert record.grants.filter(user=worker).count() == 1
