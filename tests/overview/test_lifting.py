"""A restriction is looked at again every 90 days, and lifted by two people."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.lifting import agree_lifting, keep_restriction, propose_lifting, refuse_lifting, take_back_lifting
from cases.models import RestrictionReview
from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import today
from tests.factories import CaseFactory, ContextFactory, FamilyFactory, PersonFactory, UserFactory, grant
from tests.helpers import audited, everything, latest_version, messages_of, race, stand_on, without_audit

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WHY = "A relative works here"
KINDS = {"person": PersonFactory, "family": FamilyFactory, "context": ContextFactory, "case": CaseFactory}


def is_seen(record: Any, user: Any) -> bool:
    return type(record).objects.visible_to(user).filter(pk=record.pk).exists()


def url(name: str, kind: str, record: Any, *args: Any) -> str:
    return reverse(f"overview:{name}", args=[kind, record.pk, *args])


def restricted(by: Any, *, seen_by: Any = (), kind: str = "person") -> Any:
    record = restrict_record(KINDS[kind](), by=by, reason=WHY)
    for user in seen_by:
        grant_access(record, to=user, by=by, reason="Second manager", ends_on=today() + 100 * DAY)
    return record


@pytest.fixture
def second(team: Any) -> Any:
    """A manager of another team."""
    return UserFactory(code="manager", name="Sekani Bell")


# --- Lifting -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_restriction_is_lifted_by_two_managers_on_its_pages(
    kind: str, manager: Any, second: Any, worker: Any, as_user: Any
) -> None:
    record = restricted(manager, seen_by=[second], kind=kind)
    page = url("restriction", kind, record)
    assert as_user(manager).post(url("lifting-propose", kind, record), {"reason": "It is over"}).url == page
    proposal = RestrictionReview.objects.get()
    assert not is_seen(record, worker)
    assert "Take the proposal back" in as_user(manager).get(page).content.decode()
    # The other is told at home, and where to answer.
    desk = as_user(second)
    [figure] = [one for one in desk.get("/").context["figures"] if one.label == "liftings to decide"]
    assert figure.number == 1
    assert record.reference in desk.get(figure.url).content.decode()
    assert desk.post(url("lifting-agree", kind, record, proposal.pk), {"reason": "So I see it"}).url == page
    record.refresh_from_db()
    proposal.refresh_from_db()
    assert is_seen(record, worker)
    assert (record.restricted_on, record.restricted_why, record.restriction_review_due) == (None, "", None)
    assert (proposal.state, proposal.decided_by, proposal.decided_why) == ("agreed", second, "So I see it")
    assert [event.actor_id for event in audited(f"{kind}.lifting_proposed")] == [manager.pk]
    assert [(event.actor_id, event.reason) for event in audited(f"{kind}.lifted")] == [(second.pk, "So I see it")]
    assert latest_version(record).history_user == second
    # What was granted is over: restricted again one day, it is not open to them.
    assert not record.grants.live().exists()
    assert "It is over" in desk.get(page).content.decode()


def test_lifting_is_refused_or_taken_back_and_can_be_proposed_again(manager: Any, second: Any, as_user: Any) -> None:
    record = restricted(manager, seen_by=[second])
    first = propose_lifting(record, by=manager, reason="It is over")
    refuse_lifting(first, by=second, reason="He still works here")
    again = propose_lifting(record, by=second, reason="Now it is")
    desk = as_user(second)
    assert desk.post(url("lifting-take-back", "person", record, again.pk)).status_code == 302
    record.refresh_from_db()
    states = list(RestrictionReview.objects.order_by("created_at", "pk").values_list("state", flat=True))
    assert (states, record.is_restricted) == (["refused", "taken_back"], True)
    assert desk.get(url("lifting-agree", "person", record, again.pk)).status_code == 404
    shown = desk.get(url("restriction", "person", record)).content.decode()
    assert "He still works here" in shown


def test_lifting_refuses(manager: Any, second: Any, worker: Any, records: Any) -> None:
    open_record, record = PersonFactory(), restricted(manager, seen_by=[second])
    proposal = propose_lifting(record, by=manager, reason="It is over")
    answered = restricted(manager, seen_by=[second])
    gone = propose_lifting(answered, by=manager, reason="x")
    refuse_lifting(gone, by=second, reason="x")
    for change, told in (
        (lambda: propose_lifting(open_record, by=manager, reason="x"), "This record is not restricted."),
        (
            lambda: propose_lifting(answered, by=manager, reason=" "),
            "Say why the record need not be restricted any more.",
        ),
        (lambda: propose_lifting(record, by=second, reason="Me too"), "Lifting this restriction is proposed already."),
        (
            lambda: agree_lifting(proposal, by=manager, reason="I agree with myself"),
            "Lifting takes two people. Somebody else has to answer this.",
        ),
        (
            lambda: refuse_lifting(proposal, by=manager, reason="x"),
            "Lifting takes two people. Somebody else has to answer this.",
        ),
        (lambda: agree_lifting(proposal, by=second, reason=" "), "Say why."),
        (lambda: agree_lifting(gone, by=second, reason="x"), "This was answered meanwhile: Not lifted."),
        (lambda: take_back_lifting(gone, by=manager), "This was answered meanwhile: Not lifted."),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert [told] in messages_of(refusal).values()
    stranger = UserFactory(code="manager")
    for by in (stranger, worker, records):  # who may not see the record, or whose role may not
        with pytest.raises(PermissionDenied):
            propose_lifting(record, by=by, reason="x")
        with pytest.raises(PermissionDenied):
            agree_lifting(proposal, by=by, reason="x")
    with pytest.raises(PermissionDenied):
        take_back_lifting(proposal, by=second)


def test_lifting_that_fails_half_way_leaves_nothing(manager: Any, second: Any) -> None:
    record = restricted(manager, seen_by=[second])
    before = everything()
    without_audit(lambda: propose_lifting(record, by=manager, reason="x"))
    assert everything() == before
    proposal = propose_lifting(record, by=manager, reason="x")
    before = everything()
    without_audit(lambda: agree_lifting(proposal, by=second, reason="x"))
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_lifting_answered_at_once_is_answered_once(team: Any, manager: Any) -> None:
    second, third = UserFactory(code="manager"), UserFactory(code="manager")
    record = restricted(manager)
    for user in (second, third):
        grant(record, to=user)

    def held() -> Any:
        return type(record).objects.select_for_update().get(pk=record.pk)

    results = race(
        lambda: propose_lifting(record, by=manager, reason="x"),
        lambda: propose_lifting(record, by=second, reason="x"),
        hold=held,
    )
    assert [type(result) for result in results].count(ValidationError) == 1
    proposal = RestrictionReview.objects.get()
    others = [user for user in (manager, second, third) if user != proposal.created_by]
    results = race(
        lambda: agree_lifting(proposal, by=others[0], reason="Yes"),
        lambda: refuse_lifting(proposal, by=others[1], reason="No"),
        hold=held,
    )
    assert [type(result) for result in results].count(ValidationError) == 1
    proposal.refresh_from_db()
    record.refresh_from_db()
    assert record.is_restricted == (proposal.state == "refused")


# --- Review ------------------------------------------------------------------------------------------------------------
def test_review_is_listed_when_due_and_kept_for_90_days(
    manager: Any, second: Any, as_user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, start = restricted(manager), today()
    due, deadlines = (
        f"{reverse('overview:restriction-list')}?show=due",
        f"{reverse('overview:deadlines')}?kind=restriction",
    )
    assert record.reference not in as_user(manager).get(due).content.decode()
    stand_on(monkeypatch, start + 90 * DAY)
    desk = as_user(manager)
    [figure] = [one for one in desk.get("/").context["figures"] if one.label == "restrictions to review"]
    assert (figure.number, figure.url) == (1, due)
    assert record.reference in desk.get(due).content.decode()
    assert [line.due.about for line in desk.get(deadlines).context["lines"]] == [record.reference]
    # A manager who may not see it is told nothing.
    assert record.reference not in as_user(second).get(due).content.decode()
    page = url("restriction-keep", "person", record)
    assert "Enter an answer" in as_user(manager).post(page, {"reason": ""}).content.decode()
    assert as_user(manager).post(page, {"reason": "Aunt still here"}).status_code == 302
    record.refresh_from_db()
    assert record.restriction_review_due == start + 180 * DAY
    assert record.reference not in as_user(manager).get(due).content.decode()
    assert [event.reason for event in audited("person.restriction_kept")] == ["Aunt still here"]
    assert "Aunt still here" in as_user(manager).get(url("restriction", "person", record)).content.decode()


def test_records_officer_is_told_of_every_restriction_and_of_no_name(
    manager: Any, records: Any, worker: Any, as_user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = restrict_record(PersonFactory(given="Iona", family="Quill"), by=manager, reason=WHY)
    case = restrict_record(CaseFactory(family__name="Quill family"), by=manager, reason=WHY)
    desk, page = as_user(records), reverse("overview:restriction-list")
    shown = desk.get(page).content.decode()
    assert hidden.reference in shown
    assert case.reference in shown
    assert "Mana Oduya" in shown
    for secret in ("Quill", "Iona", WHY, str(hidden.pk)):
        assert secret not in shown
    assert desk.get(url("restriction", "person", hidden)).status_code == 404
    # One they are granted they review, and lift by no means.
    grant(hidden, to=records)
    assert "Iona Quill" in desk.get(page).content.decode()
    assert desk.get(url("restriction", "person", hidden)).status_code == 200
    assert desk.post(url("restriction-keep", "person", hidden), {"reason": "Asked the manager"}).status_code == 302
    assert desk.get(url("lifting-propose", "person", hidden)).status_code == 403
    assert as_user(worker).get(page).status_code == 403
    stand_on(monkeypatch, today() + 100 * DAY)
    review, *_others = as_user(records).get("/").context["figures"]
    assert (review.label, review.number) == ("restrictions to review", 2)


def test_keeping_refuses(manager: Any, worker: Any, records: Any) -> None:
    record = restricted(manager)
    for by in (worker, records, UserFactory(code="manager")):
        with pytest.raises(PermissionDenied):
            keep_restriction(record, by=by, reason="x")
    for target, reason, told in (
        (record, " ", "Say why the record has to stay restricted."),
        (PersonFactory(), "x", "This record is not restricted."),
    ):
        with pytest.raises(ValidationError) as refusal:
            keep_restriction(target, by=manager, reason=reason)
        assert [told] in messages_of(refusal).values()
