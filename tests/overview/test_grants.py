"""Grants that lapse: told before, renewed, ended early, and read afterwards."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import today
from cs_casework.restricting import end_grant, renew_grant
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CoverFactory,
    PersonFactory,
    TeamMembershipFactory,
    UserFactory,
    grant,
)
from tests.helpers import audited, boxes, messages_of, race

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WHY = "A relative works here"
LAPSING = "access to restricted records about to end"


def is_seen(record: Any, user: Any) -> bool:
    return type(record).objects.visible_to(user).filter(pk=record.pk).exists()


def url(name: str, record: Any, *args: Any) -> str:
    return reverse(f"overview:{name}", args=["person", record.pk, *args])


@pytest.fixture
def other(team: Any) -> Any:
    """Another manager."""
    return UserFactory(code="manager", name="Otto Farrow")


@pytest.fixture
def record(manager: Any) -> Any:
    return restrict_record(PersonFactory(given="Iona", family="Quill"), by=manager, reason=WHY)


def granted(record: Any, to: Any, by: Any, *, days: int = 14, kind: str = "involved") -> Any:
    ends_on = today() + days * DAY
    return grant_access(record, to=to, by=by, reason="Leads the case", ends_on=ends_on, kind=kind)


# --- Limits -----------------------------------------------------------------------------------------------------------
def test_task_is_granted_for_two_weeks_and_no_longer(record: Any, manager: Any, worker: Any) -> None:
    held = granted(record, worker, manager, days=14, kind="task")
    assert (held.kind, held.ends_on) == ("task", today() + 14 * DAY)
    for change in (
        lambda: granted(record, worker, manager, days=15, kind="task"),
        lambda: renew_grant(held, by=manager, reason="Longer", ends_on=today() + 15 * DAY),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert "two weeks" in messages_of(refusal)["ends_on"][0]


# --- Told before ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("kind", "told_days", "silent_days"), [("involved", 7, 8), ("task", 2, 3)])
def test_what_lapses_is_told_to_who_was_granted_and_to_who_granted(
    kind: str, told_days: int, silent_days: int, record: Any, manager: Any, worker: Any, colleague: Any, as_user: Any
) -> None:
    held = granted(record, worker, manager, days=told_days, kind=kind)
    lapsing, deadlines = reverse("overview:grants-lapsing"), f"{reverse('overview:deadlines')}?kind=grant&when=all"
    for user, number in ((worker, 1), (manager, 1), (colleague, 0)):
        desk = as_user(user)
        [figure] = [one for one in desk.get("/").context["figures"] if one.label == LAPSING]
        assert (figure.number, figure.url) == (number, lapsing)
        assert ("Iona Quill" in desk.get(lapsing).content.decode()) == bool(number)
        assert len(desk.get(deadlines).context["lines"]) == number
    held.ends_on = today() + silent_days * DAY
    held.save()
    assert as_user(worker).get(lapsing).context["page_of"].paginator.count == 0


def test_who_covers_for_the_granter_is_told_and_who_sees_the_record_no_more_is_not(
    record: Any, manager: Any, worker: Any, other: Any, as_user: Any
) -> None:
    granted(record, worker, manager, days=5)
    CoverFactory(absent=manager, covering=other)
    page = reverse("overview:grants-lapsing")
    assert as_user(other).get(page).context["page_of"].paginator.count == 0
    granted(record, other, manager, days=100)
    told = as_user(other).get(page).context["page_of"]
    assert [line["grant"].user for line in told] == [worker]


# --- Renewed and ended -------------------------------------------------------------------------------------------------
def test_grant_is_renewed_and_ended_on_its_pages_and_stays_readable(
    record: Any, manager: Any, worker: Any, as_user: Any
) -> None:
    held, desk = granted(record, worker, manager), as_user(manager)
    page = url("restriction", record)
    sent = {"reason": "Still leads it", **boxes("ends_on", today() + 100 * DAY)}
    assert desk.post(url("grant-renew", record, held.pk), sent).url == page
    held.refresh_from_db()
    assert (held.ends_on, held.reason, is_seen(record, worker)) == (today() + 100 * DAY, "Still leads it", True)
    assert desk.post(url("grant-end", record, held.pk), {"reason": "Moved to another team"}).url == page
    held.refresh_from_db()
    assert (held.ended_on, held.ended_by, held.ended_why) == (today(), manager, "Moved to another team")
    assert not is_seen(record, worker)
    assert audited("person.grant_ended")[-1].reason == "Moved to another team"
    shown = desk.get(page)
    assert [one.user for one in shown.context["grants"]] == [manager]
    for words in ("Leads the case", "Still leads it", "Moved to another team"):
        assert words in shown.content.decode()
    # Granted anew, it counts again, and its end is history.
    granted(record, worker, manager)
    assert is_seen(record, worker)
    assert "Moved to another team" in desk.get(page).content.decode()


def test_renewing_and_ending_refuse(record: Any, manager: Any, worker: Any, other: Any) -> None:
    held, own = granted(record, worker, manager), record.grants.get(user=manager)
    soon = today() + DAY
    for change, told in (
        (lambda: end_grant(held, by=manager, reason=" "), "Say why the access ends."),
        (
            lambda: renew_grant(held, by=manager, reason=" ", ends_on=soon),
            "Say why this person needs to see the record.",
        ),
        (
            lambda: renew_grant(own, by=manager, reason="Longer", ends_on=soon),
            "You cannot renew your own access. Ask another manager who may see the record.",
        ),
        (
            lambda: end_grant(own, by=manager, reason="Done"),
            "Nobody else could grant access to this record or lift its restriction. Grant it to another manager first.",
        ),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert [told] in messages_of(refusal).values()
    for user in (worker, other):  # a manager who may not see the record, too
        with pytest.raises(PermissionDenied):
            end_grant(held, by=user, reason="Mine to say")
        with pytest.raises(PermissionDenied):
            renew_grant(held, by=user, reason="Mine to say", ends_on=soon)
    end_grant(held, by=manager, reason="Moved")
    for change, told in (
        (lambda: end_grant(held, by=manager, reason="Again"), "This access has ended already."),
        (lambda: renew_grant(held, by=manager, reason="x", ends_on=soon), "This access has ended. Grant it anew."),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert messages_of(refusal) == {"__all__": [told]}
    granted(record, other, manager)
    assert end_grant(own, by=manager, reason="Handed over").ended_by == manager
    assert not is_seen(record, manager)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_end_each_other_leave_one(team: Any, manager: Any) -> None:
    record = restrict_record(PersonFactory(), by=manager, reason=WHY)
    other = UserFactory(code="manager")
    grant(record, to=other)
    own, theirs = record.grants.get(user=manager), record.grants.get(user=other)
    race(
        lambda: end_grant(theirs, by=manager, reason="Not theirs"),
        lambda: end_grant(own, by=other, reason="Not theirs"),
        hold=lambda: type(record).objects.select_for_update().get(pk=record.pk),
    )
    assert sum(is_seen(record, user) for user in (manager, other)) >= 1


# --- In the step of restricting -----------------------------------------------------------------------------------------
def test_restricting_shows_who_works_with_it_and_grants_those_chosen(
    manager: Any, worker: Any, colleague: Any, team: Any, as_user: Any
) -> None:
    period = CaseChildFactory(case__team=team)
    child = period.child
    AllocationFactory(case=period.case, worker=worker, team=team, role="lead")
    AllocationFactory(case=period.case, child=PersonFactory(), worker=colleague, team=team)  # for another child
    second = TeamMembershipFactory(team=team, is_manager=True, user=UserFactory(code="manager")).user
    desk, page = as_user(manager), url("restrict", child)
    choices = desk.get(page).context["form"].fields["granted"].choices
    assert [key for key, _label in choices] == [str(worker.pk), str(second.pk)]
    sent = {"reason": WHY, "granted": [str(worker.pk)]}
    assert desk.post(page, sent).status_code == 302
    child.refresh_from_db()
    assert [is_seen(child, user) for user in (manager, worker, second, colleague)] == [True, True, False, False]
    held = child.grants.get(user=worker)
    assert (held.kind, held.ends_on, held.granted_by) == ("involved", today() + 183 * DAY, manager)


def test_restricting_grants_nobody_who_was_not_offered(manager: Any, worker: Any, as_user: Any) -> None:
    child = PersonFactory()
    assert (
        as_user(manager).post(url("restrict", child), {"reason": WHY, "granted": [str(worker.pk)]}).status_code == 302
    )
    child.refresh_from_db()
    assert child.is_restricted
    assert not is_seen(child, worker)
