"""What each role finds first, and that every figure is the number of rows of the list it opens."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from cases.models import Case
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today
from cs_casework.drafts.workflow import save_draft
from cs_casework.overview.home import MOST
from families.models import PossibleDuplicate
from families.workflow import change_person
from referrals.models import Acknowledgement, HiddenMatch
from tests.factories import (
    AgendaItemFactory,
    AllocationFactory,
    CaseChildFactory,
    CaseClosureFactory,
    CaseFactory,
    CaseNoteFactory,
    CaseTransferFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    CoverFactory,
    FamilyFactory,
    MeetingFactory,
    MergeRequestFactory,
    NoteSubjectFactory,
    PeerGroupFactory,
    PersonFactory,
    PlanFactory,
    ReferralChildFactory,
    ReferralFactory,
    RestrictionReviewFactory,
    ScreeningDecisionFactory,
    Section47Factory,
    StandingGrantFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import audited
from tests.site.records import opening

pytestmark = pytest.mark.django_db

HOME = reverse("overview:home")
DAY = datetime.timedelta(days=1)
CLOSED = {"closure_reason": "RC7"}


@pytest.mark.parametrize(
    ("role", "template", "heading"),
    [
        ("worker", "overview/home_practitioner.html", "My work"),
        ("manager", "overview/home_manager.html", "My teams"),
        ("support", "overview/home_support.html", "My work list"),
        ("records", "overview/home_other.html", "Who looked at what, and who changed it"),
        ("administrator", "overview/home_other.html", "Invite people"),
    ],
)
def test_each_role_finds_its_own_home(
    role: str, template: str, heading: str, as_user: Any, request: pytest.FixtureRequest
) -> None:
    response = as_user(request.getfixturevalue(role)).get(HOME)
    assert response.templates[0].name == template
    assert heading in response.content.decode()
    assert [event.path for event in audited("home.viewed")] == [HOME]


def test_home_of_who_has_no_role_holds_nothing(as_user: Any) -> None:
    assert as_user(UserFactory(role=None)).get(HOME).status_code == 200


# --- A practitioner --------------------------------------------------------------------------------------------------
def hold(worker: Any, period: Any, **details: Any) -> Any:
    """The period, in a case that the worker holds."""
    AllocationFactory(worker=worker, case=period.case, **details)
    return period


def test_own_children_are_those_of_cases_and_children_held_or_covered_for(
    as_user: Any, worker: Any, colleague: Any, manager: Any
) -> None:
    whole, one, covered = CaseChildFactory(), CaseChildFactory(), CaseChildFactory()
    sibling = CaseChildFactory(case=one.case)
    hold(worker, whole)
    hold(worker, one, child=one.child)
    hold(colleague, covered)
    hold(worker, CaseChildFactory(), to_on=today())
    hold(worker, CaseChildFactory(to_on=today(), closure_reason="RC7"))
    hidden = hold(worker, CaseChildFactory())
    restrict_record(hidden.child, by=manager, reason="A relative works here")
    CoverFactory(absent=colleague, covering=worker)
    desk = as_user(worker)
    work = desk.get(HOME).context
    assert set(work["children"]) == {whole, one, covered}
    assert sibling not in work["children"]
    assert work["child_total"] == 3
    listed = desk.get(reverse("cases:child-list"), {"mine": "on"}).context["page_of"]
    assert set(listed) == set(work["children"])


def test_own_children_stand_by_their_next_visit_with_last_seen(as_user: Any, worker: Any) -> None:
    days = {"seen lately": 2, "seen long ago": 40, "never seen": 20}
    periods = {
        name: hold(worker, CaseChildFactory(from_on=today() - 50 * DAY if "seen " in name else today() - ago * DAY))
        for name, ago in days.items()
    }
    for name in ("seen lately", "seen long ago"):
        note = CaseNoteFactory(kind="visit", occurred_at=timezone.now() - days[name] * DAY)
        NoteSubjectFactory(note=note, child=periods[name].child, seen="seen")
    due = {"agreed": True, "review_due": today() + 14 * DAY}
    held = PlanFactory(case=periods["never seen"].case, child=periods["never seen"].child, **due)
    for case, later in ((held.case, DAY), (CaseFactory(), 0 * DAY)):
        PlanFactory(case=case, kind="safety", **due | {"review_due": due["review_due"] + later})
    work = as_user(worker).get(HOME).context
    [listed] = [figure.url for figure in work["figures"] if figure.label == "plan reviews due"]
    assert list(as_user(worker).get(listed).context["page_of"]) == [held]
    assert list(work["children"]) == [periods[name] for name in ("seen long ago", "never seen", "seen lately")]
    assert [(figure.label, figure.number) for figure in work["figures"]] == [
        ("visits overdue", 1),
        ("transition plans needed", 0),
        ("contacts you were told of", 0),
        ("actions of mine", 0),
        ("actions of mine overdue", 0),
        ("links proposed", 0),
        ("plan reviews due", 1),
        ("missing now", 0),
        ("return interviews due", 0),
        ("assessments of mine overdue", 0),
        ("assessments of mine due within 10 working days", 0),
        ("assessments of mine returned for change", 0),
        ("assessments of mine waiting for a manager", 0),
        ("access to restricted records about to end", 0),
    ]


def test_more_children_than_fit_lead_to_the_whole_list(as_user: Any, worker: Any, team: Any) -> None:
    for _number in range(MOST + 1):
        hold(worker, CaseChildFactory(case__team=team))
    desk = as_user(worker)
    response = desk.get(HOME)
    assert (len(response.context["children"]), response.context["child_total"]) == (MOST, MOST + 1)
    assert f"My children ({MOST + 1})" in response.content.decode()
    address = f"{reverse('cases:child-list')}?mine=on"
    assert f'href="{address}"' in response.content.decode()
    assert desk.get(address).context["page_of"].paginator.count == MOST + 1


def test_who_turned_eighteen_leaves_the_count_and_is_told_of(as_user: Any, worker: Any) -> None:
    born = months_after(today(), -18 * 12)
    grown = hold(worker, CaseChildFactory(child=PersonFactory(birth_on=born)))
    leaver = hold(worker, CaseChildFactory(child=PersonFactory(birth_on=born)))
    leaver.statuses.create(status="care_leaver", from_on=today())
    child = hold(worker, CaseChildFactory(child=PersonFactory(birth_on=born + DAY)))
    desk = as_user(worker)
    response = desk.get(HOME)
    assert set(response.context["children"]) == {leaver, child}
    assert response.context["adult_total"] == 2
    assert "2 people who are 18 or older now" in response.content.decode()
    listed = desk.get(reverse("cases:child-list"), {"mine": "on", "adult": "on"}).context["page_of"]
    assert set(listed) == {grown, leaver}


def test_each_figure_of_ones_own_work_is_the_number_of_rows_of_the_list_it_opens(
    as_user: Any, worker: Any, colleague: Any, manager: Any
) -> None:
    """Held and covered for; beside them another's, one hidden, one closed, one held no longer, one seen lately."""
    CoverFactory(absent=colleague, covering=worker)
    long_ago = today() - 60 * DAY
    nearly, grown = (months_after(today(), -12 * years - 10) for years in (17, 19))
    for holder in (worker, colleague, UserFactory()):
        for born in (None, nearly, grown):
            hold(holder, CaseChildFactory(child=PersonFactory(birth_on=born), from_on=long_ago))
        AllocationFactory(worker=holder, case=ContextCaseFactory())
    leaver = hold(worker, CaseChildFactory(child=PersonFactory(birth_on=grown), from_on=long_ago))
    leaver.statuses.create(status="care_leaver", from_on=long_ago)
    hold(worker, CaseChildFactory(from_on=today()))
    for born in (nearly, grown):
        child = PersonFactory(birth_on=born)
        hidden = hold(worker, CaseChildFactory(child=child, from_on=long_ago))
        restrict_record(hidden.child, by=manager, reason="A relative works here")
        closed = CaseChildFactory(child=PersonFactory(birth_on=born), from_on=long_ago, to_on=today(), **CLOSED)
        hold(worker, closed)
        hold(worker, CaseChildFactory(child=PersonFactory(birth_on=born), from_on=long_ago), to_on=today())
    place = AllocationFactory(worker=worker, case=ContextCaseFactory()).case.context
    restrict_record(place, by=manager, reason="A relative works here")
    over = AllocationFactory(worker=worker, case=ContextCaseFactory()).case
    Case.objects.filter(pk=over.pk).update(status="closed", closed_on=today())
    desk = as_user(worker)
    response = desk.get(HOME)
    work, (overdue, transition, *_others) = response.context, response.context["figures"]
    children, cases = reverse("cases:child-list"), reverse("cases:case-list")
    figures = {
        overdue.url: (overdue.number, 5),
        transition.url: (transition.number, 4),
        f"{children}?mine=on": (work["child_total"], 6),
        f"{children}?mine=on&adult=on": (work["adult_total"], 3),
        f"{cases}?mine=on&status=open&on=context": (work["context_total"], 2),
    }
    for url, (number, expected) in figures.items():
        assert (number, desk.get(url).context["page_of"].paginator.count) == (expected, expected), url
    for url in (overdue.url, transition.url, f"{children}?mine=on&adult=on"):
        assert f'href="{escape(url)}"' in response.content.decode()


def test_own_contexts_are_those_of_open_cases_held(as_user: Any, worker: Any) -> None:
    lead = AllocationFactory(worker=worker, role="covering", case=ContextCaseFactory()).case
    closed = AllocationFactory(worker=worker, case=ContextCaseFactory()).case
    Case.objects.filter(pk=closed.pk).update(status="closed", closed_on=today())
    hold(worker, CaseChildFactory())
    ContextLinkFactory(context=lead.context)
    desk = as_user(worker)
    work = desk.get(HOME).context
    assert [(context, context.child_count) for context in work["own_contexts"]] == [(lead.context, 1)]
    assert work["context_total"] == 1
    listed = desk.get(reverse("cases:case-list"), {"mine": "on", "status": "open", "on": "context"}).context["page_of"]
    assert list(listed) == [lead]


def test_change_by_a_colleague_is_told_until_the_child_is_looked_at(as_user: Any, worker: Any, colleague: Any) -> None:
    child = hold(worker, CaseChildFactory()).child
    change_person(child, by=colleague, school="Otter Lane School")
    desk = as_user(worker)
    shown = {change.record: change.in_words for change in desk.get(HOME).context["changes"]}
    assert shown[child] == "details changed"
    assert "details changed" in desk.get(HOME).content.decode()
    desk.get(child.get_absolute_url())
    assert child not in [change.record for change in desk.get(HOME).context["changes"]]


@pytest.mark.parametrize(("days", "is_due"), [(-30, True), (0, True), (14, True), (15, False)])
def test_links_of_own_children_and_contexts_fall_due_within_two_weeks(
    days: int, is_due: bool, as_user: Any, worker: Any
) -> None:
    due = today() + days * DAY
    family, context = CaseChildFactory(), ContextCaseFactory()
    for case in (family.case, context):
        AllocationFactory(worker=worker, case=case)
    of_child = ContextLinkFactory(child=family.child, review_due=due, lapses_on=today() + 60 * DAY)
    of_context = ContextLinkFactory(context=context.context, review_due=due, lapses_on=today() + 60 * DAY)
    ContextLinkFactory(review_due=due, lapses_on=today() + 60 * DAY)
    ContextLinkFactory(child=family.child, role="harmed", review_due=due, lapses_on=today())
    work = as_user(worker).get(HOME).context
    assert set(work["links_due"]) == ({of_child, of_context} if is_due else set())
    assert work["links_due_total"] == len(work["links_due"])


def test_a_link_asked_about_at_18_is_among_the_first_and_all_are_a_list(as_user: Any, worker: Any) -> None:
    case = AllocationFactory(worker=worker, case=ContextCaseFactory()).case
    grown = PersonFactory(birth_on=months_after(today() - 2 * DAY, -18 * 12))
    for _number in range(MOST):
        ContextLinkFactory(context=case.context, review_due=today())
    link = ContextLinkFactory(context=case.context, child=grown, role="attends", review_due=None, lapses_on=None)
    desk = as_user(worker)
    response = desk.get(HOME)
    assert (response.context["links_due"][0], len(response.context["links_due"])) == (link, MOST)
    assert response.context["links_due_total"] == MOST + 1
    address = reverse("overview:links-due")
    assert f'href="{address}"' in response.content.decode()
    assert f"All {MOST + 1} links to review" in response.content.decode()
    listed = desk.get(address).context["page_of"]
    assert (listed.paginator.count, listed[0]) == (MOST + 1, link)
    last = desk.get(address, {"page": "2"}).context["page_of"]
    assert {*listed, *last} == {*case.context.links.all()}
    shown = [set(event.shown) for event in audited("links.due_listed")]
    assert {*shown[0], *shown[1]} == {found.child_id for found in (*listed, *last)}


@pytest.mark.parametrize(("days", "is_due"), [(-1, True), (14, True), (15, False)])
def test_peer_groups_of_own_cases_fall_due_within_two_weeks(days: int, is_due: bool, as_user: Any, worker: Any) -> None:
    due = {"reviewed_on": today() - 30 * DAY, "review_due": today() + days * DAY}
    group = PeerGroupFactory(**due)
    for context in (group, PeerGroupFactory(status="closed", **due)):
        AllocationFactory(worker=worker, case=ContextCaseFactory(context=context))
    PeerGroupFactory(**due)
    assert list(as_user(worker).get(HOME).context["groups_due"]) == ([group] if is_due else [])


@pytest.mark.parametrize("role", ["worker", "manager", "support"])
def test_own_drafts_stand_on_the_home_page(role: str, as_user: Any, request: pytest.FixtureRequest) -> None:
    user, other = request.getfixturevalue(role), UserFactory()
    for author, title in ((user, "Half a note"), (other, "Of another")):
        save_draft(
            id=PersonFactory().pk,
            by=author,
            form="cases.note",
            title=title,
            path="/notes/new/",
            data={"title": [title]},
        )
    response = as_user(user).get(HOME)
    assert [draft.title for draft in response.context["drafts"]] == ["Half a note"]
    assert "Half a note" in response.content.decode()


# --- A manager -------------------------------------------------------------------------------------------------------
def test_each_figure_is_the_number_of_rows_of_the_list_it_opens(as_user: Any, manager: Any, team: Any) -> None:
    """Beside each row that counts stands one that must not: hidden, decided, allocated, joined, settled, another's."""
    other = UserFactory(code="manager")
    for _number in range(2):
        CaseFactory(status="proposed", opened_on=None)
    for _number in range(3):
        CaseFactory()
    hidden_case, hidden_family = CaseFactory(), FamilyFactory(confirmed_on=None)
    for hidden in (hidden_case, hidden_family):
        restrict_record(hidden, by=other, reason="A relative works here")
    CaseFactory(status="declined", opened_on=None)
    FamilyFactory(confirmed_on=None)
    FamilyFactory(confirmed_on=None, joined_into=FamilyFactory(), joined_on=today())
    seen, unseen = PersonFactory(), PersonFactory()
    restrict_record(unseen, by=other, reason="A relative works here")
    gone = PersonFactory(merged_into=PersonFactory(), merged_on=today())
    pairs = [(PersonFactory(), "open"), (PersonFactory(), "different"), (unseen, "open"), (gone, "open")]
    for person, outcome in pairs:
        PossibleDuplicate.objects.create(person=person, other=seen, why="Same name", outcome=outcome)
    for person in (PersonFactory(), PersonFactory(), unseen, gone):
        PossibleDuplicate.objects.create(person=seen, other=person, why="Same name", outcome="same")
    _held_for_long(team)
    _enquiries(team)
    for owner in (manager, other):
        opening(hidden_case, UserFactory(), owner=owner)
    MergeRequestFactory()
    MergeRequestFactory(asked_by=manager, status="done", decided_on=today(), decided_by=other)
    _contacts(manager, told=CaseFactory(status="closed", closed_on=today(), closure_reason="RC1"))
    expected = {
        "cases proposed": 2,
        "cases unallocated": 3,
        "transfers to decide": 2,
        "closings to agree": 1,
        "caseloads to hand over": 1,
        "visits overdue in my teams": 4,
        "cases of my teams without oversight": 2,
        "transition plans needed in my teams": 1,
        "now 18 or over in my teams": 1,
        "emergency openings to answer for": 1,
        "actions of mine": 0,
        "actions overdue in my teams": 0,
        "actions overdue with agencies": 0,
        "conferences overdue in my teams": 2,
        "families to confirm": 1,
        "possible duplicates": 1,
        "people to merge": 2,
        "contexts to merge": 1,
        "contacts you were told of": 1,
        "decisions to countersign": 1,
        "matches to settle": 1,
        "assessments to authorise": 0,
        "children of my teams missing now": 0,
        "return interviews due in my teams": 0,
        "warnings to agree": 0,
        "warnings to look at again": 0,
        "assessments of my teams overdue": 0,
        "assessments of my teams due within 10 working days": 0,
        "assessments of my teams given longer": 0,
        "liftings to decide": 1,
        "standing grants to review": 1,
        "access to restricted records about to end": 1,
        "restrictions to review": 1,
    }
    restrictions_waiting(manager)
    desk = as_user(manager)
    response = desk.get(HOME)
    figures = {str(figure.label): figure for figure in response.context["figures"]}
    assert {label: figure.number for label, figure in figures.items()} == expected
    for label, figure in figures.items():
        assert desk.get(figure.url).context["page_of"].paginator.count == figure.number, label
        assert f'href="{escape(figure.url)}"' in response.content.decode()
    assert len(response.context["proposed"]) == 2
    assert len(response.context["unallocated"]) == 3
    assert len(response.context["transfers"]) == 2
    assert len(response.context["closings"]) == 1


def restrictions_waiting(manager: Any) -> None:
    """A restricted record to be looked at again, of which the manager's access lapses and somebody proposed to lift it; one
    that they may not see; a standing grant to be reviewed, and one that is not due."""
    for seen in (True, False):
        record = restrict_record(PersonFactory(), by=manager if seen else UserFactory(code="manager"), reason="x")
        record.restriction_review_due = today()
        record.save()
        record.grants.update(ends_on=today() + 3 * DAY)
        RestrictionReviewFactory(person=record, created_by=UserFactory(code="manager"))
    StandingGrantFactory(review_due=today() + 14 * DAY)
    StandingGrantFactory()


def member_of(team: Any) -> Any:
    return TeamMembershipFactory(team=team).user


def _contacts(manager: Any, told: Case) -> None:
    """A contact they were told of, a decision to countersign, a match to settle; and of each one that is not theirs."""
    for user, when in ((manager, None), (manager, timezone.now()), (UserFactory(), None)):
        asked = {"case": told, "user": user, "acknowledged_at": when}
        Acknowledgement.objects.create(referral=ReferralFactory(submitted=True), **asked)
    for by in (UserFactory(code="manager"), manager):
        ScreeningDecisionFactory(needs_countersignature=True, created_by=by)
    for status in ({}, {"referral__status": "withdrawn", "referral__withdrawn_why": "Twice"}):
        HiddenMatch.objects.create(stated=ReferralChildFactory(**status), person=PersonFactory())


def _enquiries(team: Any) -> None:
    """With no conference by the day it was due, one open and one that led to one; and others that are not overdue: of
    another team, led to something else, not due yet, booked for a day to come and due then, held."""
    over = {"conference_due_on": today() - DAY, "first_due_on": today() - DAY}
    for of_team, outcome, due, held in (
        (team, "", over, None),
        (team, "roth", over, None),
        (TeamFactory(), "", over, None),
        (team, "nfa", over, None),
        (team, "", {}, None),
        (team, "icpc", over, "icpc"),
    ):
        period = CaseChildFactory(case__team=of_team, case__opened_on=today(), from_on=today())
        AllocationFactory(case=period.case, worker=member_of(of_team))
        said = {"outcome": outcome, "outcome_on": today(), "outcome_why": "x", "seen": "seen", "seen_on": today()}
        strategy = MeetingFactory(case=period.case, starts_at=timezone.now() - 2 * DAY)
        Section47Factory(strategy=strategy, child=period.child, **(said if outcome else {}) | due)
        if held:
            conference = MeetingFactory(case=period.case, kind=held, starts_at=timezone.now() - DAY)
            AgendaItemFactory(meeting=conference, child=period.child)


def _held_for_long(team: Any) -> None:
    """Cases of this team and of another, held by a worker who has left, nobody seen and nobody looked at for long."""
    long_ago = today() - 60 * DAY
    left = UserFactory(is_active=False)
    elsewhere = TeamFactory()
    for of_team in (team, elsewhere):
        period = CaseChildFactory(case__team=of_team, case__opened_on=long_ago, from_on=long_ago)
        AllocationFactory(case=period.case, worker=left if of_team == team else member_of(of_team))
        for _sibling in range(2):
            CaseChildFactory(case=period.case, from_on=long_ago)
        nearly = PersonFactory(birth_on=months_after(today(), -17 * 12 - 10))
        CaseChildFactory(case=period.case, child=nearly, from_on=long_ago)
        grown = PersonFactory(birth_on=months_after(today(), -20 * 12))
        NoteSubjectFactory(note=CaseNoteFactory(kind="transition_plan"), child=grown)
        CaseChildFactory(case=period.case, child=grown, from_on=long_ago)
        CaseTransferFactory(case=period.case, to_team=elsewhere if of_team == team else team, status="asked")
        place = ContextCaseFactory(team=of_team, opened_on=long_ago)
        AllocationFactory(case=place, worker=member_of(of_team))
        CaseTransferFactory(case=place, to_team=elsewhere if of_team == team else team, status="sent")
        CaseClosureFactory(case=place)


def test_caseload_counts_children_and_contexts_and_opens_them(
    as_user: Any, manager: Any, worker: Any, colleague: Any, support: Any, team: Any
) -> None:
    """A case held whole brings all its open children, one held for a child brings that child; nobody counts twice."""
    period = CaseChildFactory(case__team=team)
    sibling = CaseChildFactory(case=period.case)
    for child in (None, period.child):
        AllocationFactory(case=period.case, worker=worker, child=child)
    AllocationFactory(case=period.case, worker=colleague, child=sibling.child)
    CaseChildFactory(case=period.case, to_on=today(), closure_reason="RC7")
    CaseChildFactory(case=period.case, child=PersonFactory(birth_on=months_after(today(), -18 * 12)))
    hidden = CaseChildFactory(case=period.case)
    restrict_record(hidden.child, by=UserFactory(code="manager"), reason="A relative works here")
    AllocationFactory(case=ContextCaseFactory(team=team), worker=worker)
    AllocationFactory(case__team=team, worker=worker, to_on=today())
    closed = AllocationFactory(case=ContextCaseFactory(team=team), worker=worker).case
    Case.objects.filter(pk=closed.pk).update(status="closed", closed_on=today())
    TeamMembershipFactory(team=team, to_on=today())
    desk = as_user(manager)
    work = desk.get(HOME).context
    assert work["teams"] == [team]
    rows = [(row["worker"], row["children"], row["contexts"]) for row in work["team_rows"]]
    # Who cannot hold a case, business support, has no row.
    assert rows == [(colleague, 1, 0), (manager, 0, 0), (worker, 2, 1)]
    for holder, children, contexts in rows:
        listed = desk.get(reverse("cases:child-list"), {"worker": holder.pk}).context["page_of"]
        assert listed.paginator.count == children
        narrowed = {"worker": holder.pk, "on": "context", "status": "open"}
        assert desk.get(reverse("cases:case-list"), narrowed).context["page_of"].paginator.count == contexts


def test_who_covers_for_a_manager_finds_the_teams_they_manage(as_user: Any, manager: Any, team: Any) -> None:
    deputy = UserFactory(code="manager")
    assert as_user(deputy).get(HOME).context["teams"] == []
    CoverFactory(absent=manager, covering=deputy)
    assert as_user(deputy).get(HOME).context["teams"] == [team]


def test_manager_without_a_team_is_told_how_to_get_one(as_user: Any) -> None:
    assert "You manage no team yet." in as_user(UserFactory(code="manager")).get(HOME).content.decode()


def test_manager_who_holds_cases_is_led_to_their_own_work(as_user: Any, manager: Any) -> None:
    desk = as_user(manager)
    own = reverse("overview:my-work")
    assert own not in desk.get(HOME).content.decode()
    period = hold(manager, CaseChildFactory())
    assert f'href="{own}"' in desk.get(HOME).content.decode()
    assert list(desk.get(own).context["children"]) == [period]


def test_unallocated_case_shows_the_children_the_manager_may_see(as_user: Any, manager: Any) -> None:
    case = CaseFactory()
    seen, hidden = CaseChildFactory(case=case), CaseChildFactory(case=case)
    restrict_record(hidden.child, by=UserFactory(code="manager"), reason="A relative works here")
    [shown] = as_user(manager).get(HOME).context["unallocated"]
    assert (shown, shown.open_children) == (case, [seen])


# --- Business support ------------------------------------------------------------------------------------------------
def test_business_support_finds_the_duplicates_it_may_settle(as_user: Any, support: Any, manager: Any) -> None:
    task = PossibleDuplicate.objects.create(person=PersonFactory(), other=PersonFactory(), why="Same name")
    hidden = PersonFactory()
    restrict_record(hidden, by=manager, reason="A relative works here")
    PossibleDuplicate.objects.create(person=PersonFactory(), other=hidden, why="Same name")
    desk = as_user(support)
    response = desk.get(HOME)
    assert list(response.context["duplicates"]) == [task]
    assert response.context["duplicate_total"] == 1
    assert reverse("families:duplicate-settle", args=[task.pk]) in response.content.decode()
    assert list(desk.get(reverse("families:duplicate-list")).context["page_of"]) == [task]


def test_empty_home_says_what_to_do_next(as_user: Any, support: Any, worker: Any) -> None:
    assert "No possible duplicates to settle" in as_user(support).get(HOME).content.decode()
    assert "No child is allocated to you" in as_user(worker).get(HOME).content.decode()


# --- The others ------------------------------------------------------------------------------------------------------
def test_administrator_sees_staff_and_no_case_record(as_user: Any, administrator: Any, worker: Any) -> None:
    person, case = PersonFactory(), CaseFactory()
    desk = as_user(administrator)
    listed = desk.get(reverse("administration:staff-list"))
    assert set(listed.context["page_of"]) == {administrator, worker}
    assert "Riverside team" in listed.content.decode()
    for record in (person, case, case.family, ContextFactory()):
        assert desk.get(record.get_absolute_url()).status_code == 404
    for name in ("families:person-list", "families:family-list", "contexts:context-list", "cases:case-list"):
        assert desk.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("role", ["worker", "manager", "support", "records"])
def test_nobody_else_sees_the_list_of_staff(role: str, as_user: Any, request: pytest.FixtureRequest) -> None:
    assert as_user(request.getfixturevalue(role)).get(reverse("administration:staff-list")).status_code == 403
