"""Links to look at again are never silent: asked about by notes, kept before worker and manager, answered for at once."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.links.asking import links_named
from cases.links.watched import What, links_watched
from contexts import reviewing
from contexts.models import ContextLink
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today, working_days_after
from cs_casework.overview.counted import links_to_review
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseNoteFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    NoteSubjectFactory,
    PeerGroupFactory,
    PersonFactory,
    UserFactory,
)
from tests.helpers import audited, boxes, hours_ago, latest_version, messages_of, moment_boxes, refusals

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
LINKS = reverse("cases:pattern-links")
GROUPS = reverse("cases:pattern-peer-groups")
WHY = {"reason": "A relative works here"}
LONG_AGO = {"from_on": today() - 200 * DAY}


def overdue(team: Any = None, **facts: Any) -> ContextLink:
    """A link that was to be looked at two days ago, of a child open to the team."""
    child = facts.pop("child", None) or CaseChildFactory(**({"case__team": team} if team else {})).child
    return ContextLinkFactory(child=child, **({"review_due": today() - 2 * DAY} | LONG_AGO | facts))


def lapsed_in_group(team: Any, **facts: Any) -> ContextLink:
    group = PeerGroupFactory()
    ContextCaseFactory(context=group, team=team)
    return ContextLinkFactory(
        context=group,
        role="part_of_group",
        review_due=today() - 40 * DAY,
        lapses_on=today() - 5 * DAY,
        **LONG_AGO,
        **facts,
    )


# --- Several at once -------------------------------------------------------------------------------------------------
def test_several_links_are_still_true_for_one_reason(as_user: Any, manager: Any, team: Any) -> None:
    links = [overdue(team) for _number in range(3)]
    sent = {"answer": "true", "reason": "The school told us", **{f"row_{link.pk}": "on" for link in links[:2]}}
    assert as_user(manager).post(LINKS, sent).status_code == 302
    for link in links[:2]:
        link.refresh_from_db()
        assert (link.reviewed_on, link.is_review_overdue) == (today(), False)
        assert latest_version(link).history_change_reason == "The school told us"
    assert list(links_watched(manager)) == [links[2]]
    assert [event.reason for event in audited("link.renewed")] == ["The school told us"] * 2


def test_several_links_end_on_one_day(as_user: Any, manager: Any, team: Any) -> None:
    links = [overdue(team) for _number in range(2)]
    sent = {"answer": "ended", "reason": "They moved", **boxes("to_on", today() - DAY)}
    assert as_user(manager).post(LINKS, sent | {f"row_{link.pk}": "on" for link in links}).status_code == 302
    found = ContextLink.objects.values_list("to_on", "ended_why")
    assert [*found] == [(today() - DAY, "They moved")] * 2


def test_one_refused_refuses_all_beside_its_row_and_what_was_typed_stays(as_user: Any, manager: Any, team: Any) -> None:
    long, short = overdue(team), overdue(team, from_on=today() - 3 * DAY)
    sent = {"answer": "ended", "reason": "They moved", **boxes("to_on", today() - 9 * DAY)}
    response = as_user(manager).post(LINKS, sent | {f"row_{link.pk}": "on" for link in (long, short)})
    refused = refusals(response)
    assert list(refused) == [f"row_{short.pk}"]
    assert "The link ends before it begins" in refused[f"row_{short.pk}"][0]
    assert "They moved" in response.content.decode()
    assert not ContextLink.objects.exclude(to_on=None).exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"answer": "true", "reason": "Told"}, "__all__"),
        ({"answer": "true", "reason": "", "row": "on"}, "reason"),
        ({"answer": "", "reason": "Told", "row": "on"}, "answer"),
        ({"answer": "ended", "reason": "Told", "row": "on"}, "to_on"),
    ],
)
def test_nothing_ticked_no_reason_no_answer_and_no_day_are_refused(
    sent: dict[str, str], field: str, as_user: Any, manager: Any, team: Any
) -> None:
    link = overdue(team)
    if sent.get("row"):
        sent = {**sent, f"row_{link.pk}": sent["row"]}
    assert list(refusals(as_user(manager).post(LINKS, sent))) == [field]
    link.refresh_from_db()
    assert link.is_review_overdue


def test_a_row_hidden_since_is_not_taken(as_user: Any, manager: Any, team: Any, records: Any) -> None:
    link = overdue(team)
    restrict_record(link.child, by=_other(), **WHY)
    sent = {"answer": "true", "reason": "Told", f"row_{link.pk}": "on"}
    assert list(refusals(as_user(manager).post(LINKS, sent))) == ["__all__"]
    with pytest.raises(PermissionDenied):
        reviewing.renew_links([link], by=manager, reason="Told")
    with pytest.raises(PermissionDenied):
        reviewing.renew_links([overdue()], by=records, reason="Told")


def _other() -> Any:
    from tests.factories import UserFactory

    return UserFactory(code="manager")


# --- Lapsed in a peer group with an open case ------------------------------------------------------------------------
def test_what_lapsed_in_a_group_with_an_open_case_rises_until_answered(
    as_user: Any, manager: Any, worker: Any, team: Any
) -> None:
    later, link = overdue(team), lapsed_in_group(team)
    AllocationFactory(worker=worker, case=link.context.cases.get())
    elsewhere = ContextLinkFactory(review_due=today() - 40 * DAY, lapses_on=today() - DAY, **LONG_AGO)
    assert list(links_watched(manager).soonest_first()) == [link, later]
    assert list(links_to_review(worker)) == [link]
    page = as_user(manager).get(LINKS).content.decode()
    assert "Lapsed, not reviewed: 5 days" in page
    sent = {"answer": "true", "reason": "His mother told us", f"row_{link.pk}": "on"}
    assert as_user(manager).post(LINKS, sent).status_code == 302
    link.refresh_from_db()
    assert link.to_on == link.lapses_on
    again = ContextLink.objects.current().get(child=link.child)
    assert (again.source, again.role, again.basis, again.from_on) == (
        "His mother told us",
        link.role,
        link.basis,
        today(),
    )
    assert list(links_watched(manager)) == [later]
    with pytest.raises(ValidationError):
        reviewing.take_up_again(elsewhere if elsewhere.is_current else again, by=manager, source="Told")


def test_what_lapsed_can_be_ended(manager: Any, team: Any) -> None:
    link = lapsed_in_group(team)
    assert reviewing.end_links([link], by=manager, to_on=today(), reason="Nobody sees him there") == 1
    assert list(links_watched(manager)) == []


def test_a_hidden_case_keeps_nothing_up(manager: Any, team: Any) -> None:
    link = lapsed_in_group(team)
    assert list(links_watched(manager)) == [link]
    restrict_record(link.context.cases.get(), by=_other(), **WHY)
    assert list(links_watched(manager)) == []


# --- What is listed --------------------------------------------------------------------------------------------------
def test_lists_hold_what_they_say(manager: Any, team: Any) -> None:
    far = {"review_due": months_after(today(), 3), **LONG_AGO}
    edge = working_days_after(today(), 10)
    lapsing = overdue(team, lapses_on=edge)
    due = overdue(team, lapses_on=edge + DAY)
    old, new = (overdue(team, **far, reliability="unconfirmed") for _link in range(2))
    ContextLink.objects.filter(pk=old.pk).update(created_at=timezone.now() - 28 * DAY)
    ContextLink.objects.filter(pk=new.pk).update(created_at=timezone.now() - 27 * DAY)
    confirmed = overdue(team, **far, reliability="confirmed")
    ContextLink.objects.filter(pk=confirmed.pk).update(created_at=timezone.now() - 60 * DAY)
    overdue(team, to_on=today(), ended_why="Moved")
    assert set(links_watched(manager)) == {lapsing, due}
    assert list(links_watched(manager, what=What.LAPSING)) == [lapsing]
    assert list(links_watched(manager, what=What.UNCONFIRMED)) == [old]


def test_links_of_my_teams_are_of_children_or_contexts_in_cases_they_hold(
    as_user: Any, manager: Any, team: Any
) -> None:
    ours, others = overdue(team), overdue()
    held = overdue(context=ContextCaseFactory(team=team, family=None, context=ContextFactory()).context)
    desk = as_user(manager)
    assert set(desk.get(LINKS).context["page_of"]) == {ours, held}
    assert set(desk.get(LINKS, {"whose": "all"}).context["page_of"]) == {ours, others, held}


def test_peer_groups_are_reviewed_several_at_once(as_user: Any, manager: Any, team: Any) -> None:
    late = {"reviewed_on": today() - 140 * DAY, "review_due": today() - 50 * DAY}
    with_case, without = PeerGroupFactory(**late), PeerGroupFactory(**late)
    PeerGroupFactory()
    PeerGroupFactory(**late, status="closed")
    ContextCaseFactory(context=with_case)
    desk = as_user(manager)
    response = desk.get(GROUPS)
    assert set(response.context["page_of"]) == {with_case, without}
    page = response.content.decode()
    assert page.count("A case is open: it does not lapse") == 1
    assert page.count("lapsed") == 1
    sent = {f"row_{group.pk}": "on" for group in (with_case, without)}
    sent |= {"reason": "The group still meets", "answer": "right"}
    assert desk.post(GROUPS, sent).status_code == 302
    assert list(desk.get(GROUPS).context["page_of"]) == []
    assert [event.reason for event in audited("context.reviewed")] == ["The group still meets"] * 2


LATE = {"reviewed_on": today() - 140 * DAY, "review_due": today() - 50 * DAY}


def test_a_peer_group_is_ended_with_every_link_to_it(as_user: Any, manager: Any) -> None:
    group = PeerGroupFactory(**LATE)
    links = [overdue(context=group), overdue(context=group, lapses_on=today() - DAY)]
    sent = {f"row_{group.pk}": "on", "reason": "They no longer meet", "answer": "ended"}
    assert as_user(manager).post(GROUPS, sent).status_code == 302
    group.refresh_from_db()
    assert group.status == "closed"
    assert latest_version(group).history_change_reason == "They no longer meet"
    for link in links:
        link.refresh_from_db()
        assert (link.to_on, link.ended_why) == (today(), "They no longer meet")
    assert [(event.record_id, event.reason) for event in audited("context.ended")] == [
        (group.pk, "They no longer meet")
    ]


@pytest.mark.parametrize("what", ["a case", "a case proposed", "a hidden case", "a hidden child"])
def test_a_peer_group_is_not_ended_over_what_stands_on_it_and_the_refusal_tells_nothing(
    as_user: Any, manager: Any, what: str
) -> None:
    group = PeerGroupFactory(**LATE)
    link = overdue(context=group)
    other = UserFactory(code="manager")
    if what == "a case proposed":
        ContextCaseFactory(context=group, status="proposed", opened_on=None)
    elif what.endswith("case"):
        case = ContextCaseFactory(context=group)
        if what == "a hidden case":
            restrict_record(case, by=other, reason="High profile")
    else:
        restrict_record(overdue(context=group).child, by=other, reason="Works here")
    sent = {f"row_{group.pk}": "on", "reason": "They no longer meet", "answer": "ended"}
    answer = as_user(manager).post(GROUPS, sent)
    words = "It cannot be ended here. Close its case first, or ask a manager who may see all that stands on it."
    assert refusals(answer) == {f"row_{group.pk}": [f"{group}: {words}"]}
    group.refresh_from_db()
    link.refresh_from_db()
    assert (group.status, link.to_on) == ("noted", None)


def test_only_a_manager_ends_a_peer_group_and_only_a_peer_group(worker: Any, manager: Any) -> None:
    with pytest.raises(PermissionDenied):
        reviewing.end_peer_group(PeerGroupFactory(), by=worker, reason="They no longer meet")
    with pytest.raises(ValidationError):
        reviewing.end_peer_group(ContextFactory(), by=manager, reason="Nobody comes")
    with pytest.raises(ValidationError):
        reviewing.end_peer_groups([PeerGroupFactory()], by=manager, reason=" ")


def test_figures_are_the_numbers_of_the_lists_they_open(as_user: Any, manager: Any, team: Any) -> None:
    overdue(team, lapses_on=today() + DAY)
    overdue()
    lapsed_in_group(team)
    PeerGroupFactory(reviewed_on=months_after(today(), -3), review_due=today() - DAY)
    desk = as_user(manager)
    figures = {str(figure.label): figure for figure in desk.get("/").context["pattern_figures"]}
    assert {label: figure.number for label, figure in figures.items()} == {
        "links of my teams overdue": 2,
        "links of my teams about to lapse": 1,
        "links of my teams nobody confirmed": 0,
        "peer groups to review": 1,
        "contexts without a case": 0,
    }
    for label, figure in figures.items():
        assert desk.get(figure.url).context["page_of"].paginator.count == figure.number, label


# --- Asked by a note -------------------------------------------------------------------------------------------------
@pytest.fixture
def linked(worker: Any) -> ContextLink:
    """A link that nobody has looked at since it was made, of a child and a context that a note can name."""
    return ContextLinkFactory(child=CaseChildFactory().child, reviewed_on=today() - 30 * DAY, **LONG_AGO)


def write(desk: Any, *subjects: tuple[str, Any]) -> Any:
    sent = {
        "subject": [f"{column}:{record.pk}" for column, record in subjects],
        "kind": "contact",
        "title": "A call",
        "happened": "About the week.",
        "_checked": "1",
        "_prompted": "1",
        **moment_boxes("occurred_at", hours_ago(1)),
    }
    return desk.post(f"/notes/new/?about={sent['subject'][0]}", sent)


def test_a_note_on_both_asks_whether_the_link_is_still_true_until_answered(
    as_user: Any, worker: Any, linked: ContextLink
) -> None:
    desk = as_user(worker)
    attends = ContextLinkFactory(child=linked.child, context=linked.context, role="attends", review_due=None)
    written = write(desk, ("child", linked.child), ("context", linked.context))
    assert written.url.endswith("/still-true/")
    page = desk.get(written.url).content.decode()
    assert str(linked.pk) in page
    assert str(attends.pk) not in page
    note = written.url.removesuffix("still-true/")
    assert "Still true today?" in desk.get(note).content.decode()
    assert desk.post(written.url, {"link": linked.pk}).url == note
    linked.refresh_from_db()
    assert linked.reviewed_on == today()
    assert "Still true today?" not in desk.get(note).content.decode()
    desk.post(written.url, {"link": linked.pk})
    assert len(audited("link.renewed")) == 1


def test_all_are_answered_with_one_button_or_one_after_the_other(
    as_user: Any, worker: Any, linked: ContextLink
) -> None:
    more = [
        ContextLinkFactory(child=linked.child, context=linked.context, role=role, **LONG_AGO)
        for role in ("harmed", "feels_safe")
    ]
    desk = as_user(worker)
    address = write(desk, ("context", linked.context), ("child", linked.child)).url
    assert desk.post(address, {"link": linked.pk}).url == address
    assert desk.post(address).url == address.removesuffix("still-true/")
    assert {link.reviewed_on for link in ContextLink.objects.filter(pk__in=[link.pk for link in more])} == {today()}


def test_a_note_that_names_no_linked_pair_leads_where_it_always_did(
    as_user: Any, worker: Any, linked: ContextLink
) -> None:
    desk = as_user(worker)
    for subjects in (
        [("child", linked.child)],
        [("child", linked.child), ("context", ContextFactory())],
        [("child", PersonFactory()), ("context", linked.context)],
    ):
        assert write(desk, *subjects).url == reverse("cases:person-notes", args=[subjects[0][1].pk])


@pytest.mark.parametrize("reviewed", [None, -1, 0, 1])
def test_a_look_on_the_day_of_the_note_or_later_answers(reviewed: int | None, worker: Any, linked: ContextLink) -> None:
    note = CaseNoteFactory(occurred_at=timezone.now() - 10 * DAY)
    for subject in ({"child": linked.child}, {"child": None, "context": linked.context}):
        NoteSubjectFactory(note=note, **subject)
    on = None if reviewed is None else timezone.localdate(note.occurred_at) + reviewed * DAY
    ContextLink.objects.filter(pk=linked.pk).update(reviewed_on=on)
    assert bool(links_named(note.pk, worker)) is (reviewed is None or reviewed < 0)


def test_nobody_is_asked_about_what_they_may_not_see_or_change(
    worker: Any, manager: Any, records: Any, linked: ContextLink
) -> None:
    alleged = ContextLinkFactory(child=linked.child, context=linked.context, role="alleged_harm", **LONG_AGO)
    note = CaseNoteFactory()
    for subject in ({"child": linked.child}, {"child": None, "context": linked.context}):
        NoteSubjectFactory(note=note, **subject)
    assert links_named(note.pk, worker) == [linked]
    assert set(links_named(note.pk, manager)) == {linked, alleged}
    assert links_named(note.pk, records) == []
    restrict_record(linked.context, by=_other(), **WHY)
    assert links_named(note.pk, worker) == []
    with pytest.raises(ValidationError) as refusal:
        reviewing.renew_links([], by=worker, reason="Told")
    assert "Choose" in messages_of(refusal)["__all__"][0]
