"""What staff can do to contexts and links, what each of it leaves behind, and what is refused."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from contexts import workflow
from contexts.models import Context, ContextAdult, ContextLink, ContextRelation
from contexts.reviewing import take_up_again
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today, working_days_after
from tests.factories import (
    ContextAdultFactory,
    ContextFactory,
    ContextLinkFactory,
    PeerGroupFactory,
    PersonFactory,
)
from tests.helpers import audited, everything, latest_version, messages_of, stand_on, without_audit

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
GROUP = {
    "description": "Young people who meet after school",
    "purpose": "To keep them safe on the way home",
    "intended_outcome": "They travel home together",
    "how_identified": "The young people told us",
    "told_young_people": "yes",
    "told_parents": "yes",
    "strengths": "They look out for each other",
}


def said(**details: Any) -> dict[str, Any]:
    """What is said in a link: spends time there, as the child told us today."""
    return {
        "role": "spends_time",
        "basis": "child_said",
        "reliability": "reported",
        "source": "The child, at school",
        "source_on": today(),
        "from_on": today(),
    } | details


@pytest.fixture
def made() -> SimpleNamespace:
    """One of each record that a change can be made to."""
    context, other = ContextFactory(name="Canal Walk"), ContextFactory(name="Elm Park")
    child = PersonFactory(given="Ada", family="Okafor")
    return SimpleNamespace(
        context=context,
        other=other,
        child=child,
        group=PeerGroupFactory(),
        link=ContextLinkFactory(child=child, context=context),
        adult=ContextAdultFactory(context=context),
    )


# Every change: how it is asked for, what the audit calls it, and which record the audit names.
CHANGES: dict[str, tuple[Any, str, str]] = {
    "create_context": (
        lambda by, on: workflow.create_context(by=by, kind="location", name="New Bridge", description="A bridge"),
        "context.recorded",
        "",
    ),
    "change_context": (
        lambda by, on: workflow.change_context(on.context, by=by, times="After school"),
        "context.changed",
        "context",
    ),
    "review_peer_group": (lambda by, on: workflow.review_peer_group(on.group, by=by), "context.reviewed", "group"),
    "link_child": (
        lambda by, on: workflow.link_child(on.child, on.context, by=by, **said(role="harmed")),
        "link.recorded",
        "context",
    ),
    "renew_link": (lambda by, on: workflow.renew_link(on.link, by=by), "link.renewed", "context"),
    "end_link": (
        lambda by, on: workflow.end_link(on.link, by=by, to_on=today(), ended_why="No longer goes there"),
        "link.ended",
        "context",
    ),
    "add_adult": (
        lambda by, on: workflow.add_adult(
            on.context,
            by=by,
            role="protective",
            described="The warden",
            basis="observed",
            reliability="confirmed",
            source="Visit",
            source_on=today(),
            from_on=today(),
        ),
        "context.adult_recorded",
        "context",
    ),
    "end_adult": (
        lambda by, on: workflow.end_adult(on.adult, by=by, to_on=today()),
        "context.adult_ended",
        "context",
    ),
    "relate_contexts": (
        lambda by, on: workflow.relate_contexts(on.context, other=on.other, by=by, kind="lies_in"),
        "context.related",
        "context",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_audited_and_its_version_says_by_whom(name: str, made: SimpleNamespace, worker: Any) -> None:
    change, action, on = CHANGES[name]
    result = change(worker, made)
    [event] = audited(action)
    named = getattr(made, on) if on else result
    assert (event.actor_id, event.actor_name, event.record_id) == (worker.pk, "Wren Ashdown", named.pk)
    assert latest_version(result).history_user == worker


@pytest.mark.parametrize("name", ["link_child", "renew_link", "end_link"])
def test_audit_of_a_link_says_whose_it_is(name: str, made: SimpleNamespace, worker: Any) -> None:
    change, action, _on = CHANGES[name]
    change(worker, made)
    assert [event.shown for event in audited(action)] == [[made.child.pk]]


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("role", ["support", "records", "administrator"])
def test_change_is_refused_to_a_role_that_may_not(
    name: str, role: str, made: SimpleNamespace, request: pytest.FixtureRequest
) -> None:
    change, _action, _on = CHANGES[name]
    before = everything()
    with pytest.raises(PermissionDenied):
        change(request.getfixturevalue(role), made)
    assert everything() == before


@pytest.mark.parametrize("name", sorted(set(CHANGES) - {"create_context"}))
def test_change_is_refused_on_a_context_one_may_not_see(
    name: str, made: SimpleNamespace, manager: Any, worker: Any
) -> None:
    change, _action, _on = CHANGES[name]
    restrict_record(made.context, by=manager, reason="An ongoing inquiry")
    restrict_record(made.group, by=manager, reason="An ongoing inquiry")
    before = everything()
    with pytest.raises(PermissionDenied):
        change(worker, made)
    assert everything() == before
    change(manager, made)
    assert everything() != before


@pytest.mark.parametrize("name", ["link_child", "renew_link", "end_link"])
def test_change_is_refused_on_a_link_of_a_child_one_may_not_see(
    name: str, made: SimpleNamespace, manager: Any, worker: Any
) -> None:
    restrict_record(made.child, by=manager, reason="A relative works here")
    with pytest.raises(PermissionDenied):
        CHANGES[name][0](worker, made)


@pytest.mark.parametrize("name", CHANGES)
def test_change_that_fails_half_way_leaves_nothing(name: str, made: SimpleNamespace, worker: Any) -> None:
    change, _action, _on = CHANGES[name]
    before = everything()
    without_audit(lambda: change(worker, made))
    assert everything() == before


# --- Contexts --------------------------------------------------------------------------------------------------------
def test_new_context_is_noted(worker: Any) -> None:
    context = workflow.create_context(by=worker, kind="location", name="New Bridge", description="A bridge")
    assert (context.status, context.created_by, context.review_due) == ("noted", worker, None)


@pytest.mark.parametrize(
    "name", ["…" * 150, "ß" * 150, "حديقة" * 30, "🌳" * 150], ids=["…", "ß", "right to left", "emoji"]
)
def test_longest_name_is_kept_however_it_is_written_out_for_search(name: str, worker: Any) -> None:
    context = workflow.create_context(by=worker, kind="location", name=name, description="A place")
    assert Context.objects.get(pk=context.pk).name == name


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (datetime.date(2026, 11, 30), datetime.date(2027, 2, 28)),
        (datetime.date(2027, 11, 30), datetime.date(2028, 2, 29)),
        (datetime.date(2026, 5, 31), datetime.date(2026, 8, 31)),
        (datetime.date(2026, 3, 31), datetime.date(2026, 6, 30)),
    ],
)
def test_peer_group_is_reviewed_in_three_months(
    day: datetime.date, due: datetime.date, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_on(monkeypatch, day)
    group = workflow.create_context(by=worker, kind="peer_group", name="After school", **GROUP)
    assert (group.reviewed_on, group.review_due) == (day, due)


@pytest.mark.parametrize(("days", "is_refused"), [(0, True), (1, False), (92, False), (93, True)])
def test_peer_group_is_reviewed_after_today_and_within_three_months(
    days: int, is_refused: bool, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_on(monkeypatch, datetime.date(2026, 7, 1))
    due = today() + days * DAY
    if is_refused:
        with pytest.raises(ValidationError) as refusal:
            workflow.create_context(by=worker, kind="peer_group", name="After school", review_due=due, **GROUP)
        assert messages_of(refusal) == {
            "review_due": ["A peer group is reviewed within three months: by 1 October 2026."]
        }
    else:
        made = workflow.create_context(by=worker, kind="peer_group", name="After school", review_due=due, **GROUP)
        assert made.review_due == due


ASKED = {
    "purpose": "Say what recording this group is for.",
    "intended_outcome": "Say what is meant to come of it.",
    "how_identified": "Say how the group was identified.",
    "strengths": "Say what is strong and protective in this group.",
    "told_young_people": "Say whether the young people have been told.",
    "told_parents": "Say whether parents have been told.",
}


@pytest.mark.parametrize("field", ASKED)
def test_peer_group_says_why_it_is_recorded(field: str, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.create_context(by=worker, kind="peer_group", name="After school", **(GROUP | {field: ""}))
    assert messages_of(refusal) == {field: [ASKED[field]]}
    assert not Context.objects.exists()


@pytest.mark.parametrize("whom", ["told_young_people", "told_parents"])
@pytest.mark.parametrize("told", ["no", "not_yet"])
def test_who_was_not_told_is_accounted_for(whom: str, told: str, worker: Any) -> None:
    details = GROUP | {whom: told}
    with pytest.raises(ValidationError) as refusal:
        workflow.create_context(by=worker, kind="peer_group", name="After school", **details)
    assert messages_of(refusal) == {"why_not_told": ["Say why anyone has not been told."]}
    group = workflow.create_context(
        by=worker, kind="peer_group", name="After school", why_not_told="It would raise the risk", **details
    )
    assert getattr(group, whom) == told


def test_threshold_level_has_a_reason(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.change_context(made.context, by=worker, threshold_level="targeted")
    assert messages_of(refusal) == {"threshold_why": ["Say why this level was chosen."]}
    workflow.change_context(made.context, by=worker, threshold_level="targeted", threshold_why="Four children")


def test_kind_of_a_context_does_not_change(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.change_context(made.context, by=worker, kind="school")
    assert messages_of(refusal) == {"kind": ["The kind of a context cannot change. Record another and relate the two."]}
    assert workflow.change_context(made.context, by=worker, kind="location", name="Canal").name == "Canal"


def test_changed_context_keeps_the_version_before(made: SimpleNamespace, worker: Any) -> None:
    made.context.address = "Never saved"
    workflow.change_context(made.context, by=worker, name="Canal")
    context = Context.objects.get(pk=made.context.pk)
    assert (context.name, context.address) == ("Canal", "")
    assert [version.name for version in context.history.order_by("history_date")] == ["Canal Walk", "Canal"]


def test_review_of_a_peer_group_moves_both_days(made: SimpleNamespace, worker: Any) -> None:
    long_ago = months_after(today(), -6)
    Context.objects.filter(pk=made.group.pk).update(reviewed_on=long_ago, review_due=months_after(long_ago, 3))
    group = workflow.review_peer_group(made.group, by=worker)
    assert (group.reviewed_on, group.review_due) == (today(), months_after(today(), 3))
    earlier = workflow.review_peer_group(made.group, by=worker, review_due=today() + DAY)
    assert earlier.review_due == today() + DAY
    with pytest.raises(ValidationError) as refusal:
        workflow.review_peer_group(made.group, by=worker, review_due=months_after(today(), 3) + DAY)
    assert list(messages_of(refusal)) == ["review_due"]


def test_only_a_peer_group_is_reviewed(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.review_peer_group(made.context, by=worker)
    assert messages_of(refusal) == {"__all__": ["Only a peer group has a review of its own."]}


# --- Links -----------------------------------------------------------------------------------------------------------
REVIEWED = [
    "part_of_group",
    "at_risk",
    "harmed",
    "feels_unsafe",
    "found_missing",
    "spends_time",
    "travels_through",
    "uses_online",
    "alleged_harm",
    "feels_safe",
]


@pytest.mark.parametrize("role", REVIEWED)
@pytest.mark.parametrize(("place", "months"), [(ContextFactory, 6), (PeerGroupFactory, 3)], ids=["place", "group"])
def test_link_is_reviewed_in_six_months_and_in_a_peer_group_in_three(
    role: str, place: Any, months: int, manager: Any
) -> None:
    link = workflow.link_child(PersonFactory(), place(), by=manager, **said(role=role))
    assert link.review_due == months_after(today(), months)
    assert link.lapses_on == working_days_after(link.review_due, 20)


@pytest.mark.parametrize("role", ["attends", "lives_near"])
@pytest.mark.parametrize("place", [ContextFactory, PeerGroupFactory])
def test_link_that_says_where_a_child_is_runs_until_ended(role: str, place: Any, worker: Any) -> None:
    link = workflow.link_child(PersonFactory(), place(), by=worker, **said(role=role, review_due=today() + DAY))
    assert (link.review_due, link.lapses_on) == (None, None)
    assert workflow.renew_link(link, by=worker).review_due is None


@pytest.mark.parametrize(
    ("recorded", "due", "lapses"),
    [
        # Over Christmas and New Year: 25 December, Boxing Day's substitute on the 28th, 1 January.
        ((2026, 6, 10), (2026, 12, 10), (2027, 1, 12)),
        # Over Easter: Good Friday 3 April and Easter Monday 6 April 2026.
        ((2025, 9, 20), (2026, 3, 20), (2026, 4, 21)),
        # From a Saturday, past two bank holidays in May.
        ((2025, 11, 2), (2026, 5, 2), (2026, 6, 2)),
        # From the last day of a month to one that is shorter.
        ((2026, 8, 31), (2027, 2, 28), (2027, 3, 30)),
    ],
)
def test_link_lapses_twenty_working_days_after_its_review(
    recorded: tuple[int, ...],
    due: tuple[int, ...],
    lapses: tuple[int, ...],
    worker: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child, context = PersonFactory(birth_on=datetime.date(2012, 1, 1)), ContextFactory()
    stand_on(monkeypatch, datetime.date(*recorded))
    link = workflow.link_child(child, context, by=worker, **said())
    assert (link.review_due, link.lapses_on) == (datetime.date(*due), datetime.date(*lapses))
    # On its last day it stands; on the day it lapses it is history.
    stand_on(monkeypatch, link.lapses_on - DAY)
    assert list(ContextLink.objects.current()) == [link]
    stand_on(monkeypatch, link.lapses_on)
    assert list(ContextLink.objects.current()) == []
    assert list(ContextLink.objects.past()) == [link]


@pytest.mark.parametrize(("days", "is_refused"), [(0, True), (1, False), (184, False), (185, True)])
def test_link_is_reviewed_after_today_and_no_later_than_allowed(
    days: int, is_refused: bool, made: SimpleNamespace, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_on(monkeypatch, datetime.date(2026, 7, 1))
    asked = said(role="harmed", review_due=today() + days * DAY)
    made.child.birth_on = None
    made.child.save()
    if is_refused:
        with pytest.raises(ValidationError) as refusal:
            workflow.link_child(made.child, made.context, by=worker, **asked)
        assert messages_of(refusal) == {"review_due": ["Review it after today and by 1 January 2027."]}
    else:
        link = workflow.link_child(made.child, made.context, by=worker, **asked)
        assert link.review_due == asked["review_due"]


def test_link_does_not_begin_before_birth(made: SimpleNamespace, worker: Any) -> None:
    early = made.child.birth_on - DAY
    with pytest.raises(ValidationError) as refusal:
        workflow.link_child(made.child, made.context, by=worker, **said(role="harmed", from_on=early))
    assert messages_of(refusal) == {"from_on": ["This is before Ada Okafor was born."]}
    workflow.link_child(made.child, made.context, by=worker, **said(role="harmed", from_on=made.child.birth_on))


@pytest.mark.parametrize("field", ["from_on", "source_on"])
def test_link_and_its_source_are_not_of_the_future(field: str, made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.link_child(made.child, made.context, by=worker, **said(role="harmed", **{field: today() + DAY}))
    assert messages_of(refusal) == {field: ["This date is in the future."]}


@pytest.mark.parametrize("field", ["role", "basis", "reliability", "source"])
def test_link_has_a_role_a_basis_and_a_source(field: str, made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.link_child(made.child, made.context, by=worker, **said(**{field: ""}))
    assert list(messages_of(refusal)) == [field]


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        ({"basis": "agency_report", "handling": ""}, "link_says_how_it_is_handled"),
        ({"handling": "conditions"}, "link_says_under_which_conditions"),
        ({"handling": "open", "handling_conditions": "Ask the sender."}, "link_says_under_which_conditions"),
    ],
)
def test_what_an_agency_told_says_how_it_may_be_passed_on(
    told: dict[str, str], refused: str, made: SimpleNamespace, worker: Any
) -> None:
    """In words from the workflow, and by the database whatever writes it. Without a code it says that none came."""
    with pytest.raises(IntegrityError, match=refused), transaction.atomic():
        ContextLink.objects.filter(pk=made.link.pk).update(**told)
    if told.get("handling"):
        with pytest.raises(ValidationError) as refusal:
            workflow.link_child(made.child, made.context, by=worker, **said(role="harmed", **told))
        assert messages_of(refusal) == {"__all__": ["Say the conditions where there are any, and nowhere else."]}
    link = workflow.link_child(made.child, made.context, by=worker, **said(role="harmed", basis="agency_report"))
    adult = workflow.add_adult(
        made.context,
        by=worker,
        person=made.child,
        **ADULT | {"basis": "agency_report"},
        source_on=today(),
        from_on=today(),
    )
    assert (link.handling, adult.handling) == ("not_given", "not_given")


def test_code_stays_with_a_lapsed_link_that_is_taken_up_again(made: SimpleNamespace, worker: Any) -> None:
    under = {"handling": "conditions", "handling_conditions": "Ask the sending officer."}
    ContextLink.objects.filter(pk=made.link.pk).update(basis="agency_report", lapses_on=today(), **under)
    again = take_up_again(made.link, by=worker, source="The police, again")
    assert (again.handling, again.handling_conditions) == ("conditions", "Ask the sending officer.")


def test_same_role_is_recorded_once(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.link_child(made.child, made.context, by=worker, **said())
    assert messages_of(refusal) == {"__all__": ["This child is linked to this context in this role already."]}
    assert workflow.link_child(made.child, made.context, by=worker, **said(role="harmed")).pk


def _words(**details: Any) -> dict[str, Any]:
    """What is said, whatever role it is said of."""
    return {name: value for name, value in said(**details).items() if name != "role"}


def test_what_is_alleged_again_is_kept_beside_what_its_writer_may_not_see(
    made: SimpleNamespace, worker: Any, colleague: Any, manager: Any
) -> None:
    alleged = said(role="alleged_harm", review_due=today() + datetime.timedelta(days=9))
    first = workflow.link_child(made.child, made.context, by=manager, **alleged)
    lapses_on = first.lapses_on
    ((again,), already) = workflow.link_children(
        [made.child],
        [made.context],
        by=worker,
        roles=["alleged_harm"],
        **_words(source="Her aunt", child_view="Not me"),
    )
    assert already == []
    again.refresh_from_db()
    assert (again.source, again.child_view, again.to_on) == ("Her aunt", "Not me", today())
    first.refresh_from_db()
    assert (first.to_on, first.review_due, first.lapses_on) == (None, today(), lapses_on)
    assert "Said again" in latest_version(first).history_change_reason
    assert first in ContextLink.objects.visible_to(manager).review_due_by(today())
    # And once more, of what has lapsed by now: there is nothing that it stands beside.
    ContextLink.objects.filter(pk=first.pk).update(lapses_on=today())
    third = workflow.link_child(made.child, made.context, by=colleague, **alleged)
    assert third.to_on is None
    # Who may see what stands is told of it.
    with pytest.raises(ValidationError, match="Linked already"):
        workflow.link_children([made.child], [made.context], by=manager, roles=["alleged_harm"], **_words())


def test_renewed_link_falls_due_as_a_new_one_would(made: SimpleNamespace, worker: Any) -> None:
    ContextLink.objects.filter(pk=made.link.pk).update(review_due=today() - DAY, lapses_on=today() + DAY)
    link = workflow.renew_link(made.link, by=worker)
    assert link.review_due == months_after(today(), 6)
    assert link.lapses_on == working_days_after(link.review_due, 20)
    assert workflow.renew_link(made.link, by=worker, review_due=today() + DAY).review_due == today() + DAY


@pytest.mark.parametrize(("past", "why"), [("to_on", "No longer true"), ("lapses_on", "")], ids=["ended", "lapsed"])
def test_link_of_the_past_is_recorded_again_and_not_renewed(
    past: str, why: str, made: SimpleNamespace, worker: Any
) -> None:
    ContextLink.objects.filter(pk=made.link.pk).update(**{past: today()}, ended_why=why)
    with pytest.raises(ValidationError) as refusal:
        workflow.renew_link(made.link, by=worker)
    assert messages_of(refusal) == {"__all__": ["This link has ended or lapsed. Record it again with its source."]}
    again = workflow.link_child(made.child, made.context, by=worker, **said())
    assert list(ContextLink.objects.current()) == [again]
    assert list(ContextLink.objects.past()) == [made.link]


def test_lapsed_link_that_is_recorded_again_says_when_and_why_it_ended(made: SimpleNamespace, worker: Any) -> None:
    lapsed_on = today() - 3 * DAY
    ContextLink.objects.filter(pk=made.link.pk).update(lapses_on=lapsed_on, from_on=lapsed_on)
    workflow.link_child(made.child, made.context, by=worker, **said())
    made.link.refresh_from_db()
    assert (made.link.to_on, made.link.ended_why) == (lapsed_on, "Lapsed: nobody said that it was still true")
    assert latest_version(made.link).history_user == worker


def test_link_ends_with_a_day_and_a_reason(made: SimpleNamespace, worker: Any) -> None:
    link = workflow.end_link(made.link, by=worker, to_on=today(), ended_why="No longer goes there")
    assert (link.to_on, link.ended_why) == (today(), "No longer goes there")
    assert list(ContextLink.objects.current()) == []
    with pytest.raises(ValidationError) as refusal:
        workflow.end_link(made.link, by=worker, to_on=today(), ended_why="Again")
    assert messages_of(refusal) == {"__all__": ["This link has ended already."]}


@pytest.mark.parametrize(
    ("days", "why", "expected"),
    [
        (1, "No longer true", {"to_on": ["A link ends today or earlier."]}),
        (0, "  ", {"ended_why": ["Say why the link ended."]}),
        (-1, "No longer true", {"to_on": ["The link ends before it begins."]}),
    ],
)
def test_end_of_a_link_is_refused(
    days: int, why: str, expected: dict[str, list[str]], made: SimpleNamespace, worker: Any
) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.end_link(made.link, by=worker, to_on=today() + days * DAY, ended_why=why)
    assert messages_of(refusal) == expected
    assert list(ContextLink.objects.current()) == [made.link]


# --- Adults and other contexts ---------------------------------------------------------------------------------------
ADULT = {"role": "protective", "basis": "observed", "reliability": "confirmed", "source": "Visit"}


def test_adult_is_named_or_described(made: SimpleNamespace, worker: Any) -> None:
    days = {"source_on": today(), "from_on": today()}
    with pytest.raises(ValidationError) as refusal:
        workflow.add_adult(made.context, by=worker, **ADULT, **days)
    assert messages_of(refusal) == {"__all__": ["Name or describe the adult."]}
    adult = workflow.add_adult(made.context, by=worker, person=made.child, **ADULT, **days)
    assert adult.person == made.child


def test_adult_whom_one_may_not_see_is_not_named(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    restrict_record(made.child, by=manager, reason="A relative works here")
    with pytest.raises(PermissionDenied):
        workflow.add_adult(made.context, by=worker, person=made.child, **ADULT, source_on=today(), from_on=today())


def test_adult_ends_once_and_not_before_they_began(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.end_adult(made.adult, by=worker, to_on=today() - DAY)
    assert messages_of(refusal) == {"to_on": ["It ends before it begins."]}
    workflow.end_adult(made.adult, by=worker, to_on=today())
    assert not ContextAdult.objects.current().exists()
    with pytest.raises(ValidationError) as refusal:
        workflow.end_adult(made.adult, by=worker, to_on=today())
    assert messages_of(refusal) == {"__all__": ["This has ended already."]}


def test_context_is_related_to_another_once(made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        workflow.relate_contexts(made.context, other=made.context, by=worker, kind="uses")
    assert messages_of(refusal) == {"__all__": ["A context cannot be related to itself."]}
    relation = workflow.relate_contexts(made.context, other=made.other, by=worker, kind="lies_in")
    assert relation.from_on == today()
    with pytest.raises(ValidationError) as refusal:
        workflow.relate_contexts(made.context, other=made.other, by=worker, kind="lies_in")
    assert messages_of(refusal) == {"__all__": ["This relation is recorded already."]}
    assert list(ContextRelation.objects.of(made.other)) == [relation]


def test_relation_that_reads_the_same_from_both_sides_is_recorded_once(made: SimpleNamespace, worker: Any) -> None:
    workflow.relate_contexts(made.context, other=made.other, by=worker, kind="overlaps")
    with pytest.raises(ValidationError) as refusal:
        workflow.relate_contexts(made.other, other=made.context, by=worker, kind="overlaps")
    assert messages_of(refusal) == {"__all__": ["This relation is recorded already."]}
    workflow.relate_contexts(made.context, other=made.other, by=worker, kind="leads_to")
    assert workflow.relate_contexts(made.other, other=made.context, by=worker, kind="leads_to").pk


# --- Working days ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ((2026, 4, 2), 1, (2026, 4, 7)),  # Maundy Thursday to the Tuesday after Easter
        ((2026, 12, 24), 1, (2026, 12, 29)),  # Christmas Eve, with Boxing Day's substitute on a Monday
        ((2026, 12, 24), 5, (2027, 1, 5)),
        ((2026, 6, 5), 1, (2026, 6, 8)),  # over a weekend
        ((2026, 6, 6), 1, (2026, 6, 8)),  # from a Saturday
        ((2026, 6, 5), 0, (2026, 6, 5)),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(
    start: tuple[int, ...], days: int, end: tuple[int, ...]
) -> None:
    assert working_days_after(datetime.date(*start), days) == datetime.date(*end)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2028, 1, 31), 1, (2028, 2, 29)),
        ((2026, 10, 31), 3, (2027, 1, 31)),
        ((2026, 12, 31), -1, (2026, 11, 30)),
        ((2026, 12, 1), 0, (2026, 12, 1)),
        ((2026, 1, 15), -13, (2024, 12, 15)),
    ],
)
def test_months_later_stay_within_the_month(start: tuple[int, ...], months: int, end: tuple[int, ...]) -> None:
    assert months_after(datetime.date(*start), months) == datetime.date(*end)
