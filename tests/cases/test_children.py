"""The pages on which children stand: their list, last seen and the next visit, turning 18, and a case's oversight."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import CaseChildStatus, CaseNote
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today
from families.models import Person
from tests.cases.test_visits import note_on, opened
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseFactory,
    ContextFactory,
    ContextLinkFactory,
    CoverFactory,
    PersonFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import boxes

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
CHILDREN = "/children/"
CASES = "/cases/"
SOON_18 = months_after(today(), -12 * 18 + 3)
GROWN_UP = months_after(today(), -12 * 18 - 3)


def listed(desk: Any, query: str = "", address: str = CHILDREN) -> list[Any]:
    response = desk.get(f"{address}?{query}" if query else address)
    assert response.status_code == 200
    return list(response.context["page_of"])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


# --- The list of children --------------------------------------------------------------------------------------------
def test_children_overdue_come_first_then_by_day_then_by_name(as_user: Any, worker: Any, support: Any) -> None:
    far, near = opened(3, child__given="Far"), opened(20, child__given="Near")
    late, later = opened(40, child__given="Late"), opened(60, child__given="Later")
    same = opened(20, child__given="Alike")
    none = opened(40, child__given="Unborn", child__birth_on=None, child__expected_on=today() + 9 * DAY)
    opened(90, to_on=today(), closure_reason="RC7")
    assert listed(as_user(worker)) == [later, late, same, near, far, none]
    # Who is told nothing of visits reads them by name, which tells nothing of visits.
    assert listed(as_user(support)) == [same, far, late, later, near, none]


def test_child_list_says_who_was_seen_and_who_is_due(as_user: Any, worker: Any, support: Any) -> None:
    seen, due, late = opened(90), opened(27), opened(31)
    note_on(seen.child, today() - 2 * DAY, seen="seen")
    note_on(seen.child, today() - 9 * DAY, seen="seen_alone")
    page = text(as_user(worker).get(CHILDREN))
    for words in ("Visit due tomorrow", "Visit 3 days overdue", "Not seen yet"):
        assert words in page
    alone = today() - 9 * DAY
    assert f"seen alone {alone:%-d %b %Y}" in page
    assert f"Visit by {today() + 26 * DAY:%-d %b %Y}" in page
    page = text(as_user(support).get(CHILDREN))
    assert str(due.child) in page
    assert str(late.child) in page
    for words in ("overdue", "seen", "Visit"):
        assert words not in page


def test_children_are_narrowed_by_who_works_with_them(as_user: Any, worker: Any, colleague: Any, team: Any) -> None:
    mine, of_colleague = opened(case__team=team), opened()
    AllocationFactory(case=mine.case, worker=worker)
    AllocationFactory(case=of_colleague.case, worker=colleague)
    elsewhere = opened()
    desk = as_user(worker)
    assert listed(desk, "mine=on") == [mine]
    assert listed(desk, "my_teams=on") == [mine]
    assert listed(desk, f"team={of_colleague.case.team_id}") == [of_colleague]
    assert listed(desk, "unallocated=on") == [elsewhere]
    assert listed(desk, f"worker={colleague.pk}") == [of_colleague]
    CoverFactory(absent=colleague, covering=worker)
    assert set(listed(desk, "mine=on")) == {mine, of_colleague}
    assert listed(desk, f"worker={worker.pk}") == [mine]


@pytest.mark.parametrize("address", [CHILDREN, CASES])
def test_what_a_list_is_narrowed_by_is_read_once(address: str, as_user: Any, worker: Any) -> None:
    desk = as_user(worker)
    with CaptureQueriesContext(connection) as asked:
        listed(desk, address=address)
    sent = [one["sql"] for one in asked]
    staff = [sql for sql in sent if "notes.write" in sql and 'ORDER BY "accounts_user"."name"' in sql]
    teams = [sql for sql in sent if 'ORDER BY "accounts_team"."name"' in sql]
    assert (len(staff), len(teams)) == (1, 1)
    assert "password" not in staff[0]


def test_my_teams_are_those_one_is_in_or_manages_for_somebody(as_user: Any, worker: Any, team: Any) -> None:
    own, managed, other = opened(case__team=team), opened(), opened()
    manager, member = UserFactory(code="manager"), UserFactory()
    TeamMembershipFactory(user=manager, team=managed.case.team, is_manager=True)
    TeamMembershipFactory(user=member, team=other.case.team)
    TeamMembershipFactory(user=worker, team=TeamFactory(), to_on=today())
    for absent in (manager, member):
        CoverFactory(absent=absent, covering=worker)
    assert set(listed(as_user(worker), "my_teams=on")) == {own, managed}
    assert {case.pk for case in listed(as_user(worker), "my_teams=on", CASES)} == {own.case_id, managed.case_id}


def test_children_are_narrowed_by_what_they_are(as_user: Any, worker: Any) -> None:
    in_need, overdue = opened(9), opened(90)
    turning = opened(9, child__birth_on=SOON_18)
    grown = opened(9, child__birth_on=GROWN_UP)
    note_on(grown.child, today(), kind="transition_plan")
    CaseChildStatus.objects.create(period=in_need, status="cin", from_on=today())
    CaseChildStatus.objects.create(period=overdue, status="cin", from_on=overdue.from_on, to_on=today())
    desk = as_user(worker)
    assert listed(desk, "status=cin") == [in_need]
    assert listed(desk, "overdue=on") == [overdue]
    assert listed(desk, "transition=on") == [turning]
    assert listed(desk, "adult=on") == [grown]


def test_nothing_of_visits_is_offered_to_who_does_not_read_cases(as_user: Any, support: Any) -> None:
    periods = {opened(90), opened(90, child__birth_on=SOON_18)}
    desk = as_user(support)
    offered = desk.get(CHILDREN).context["filter"].fields
    assert not {"overdue", "transition"} & set(offered)
    for query in ("overdue=on", "transition=on"):
        assert set(listed(desk, query)) == periods
    assert "oversight" not in desk.get(CASES).context["filter"].fields


def test_worker_of_a_child_is_theirs_or_the_cases_and_nobody_elses(as_user: Any, worker: Any) -> None:
    first = opened(child__given="Ada")
    opened(case=first.case, child__given="Ben")
    AllocationFactory(case=first.case, child=first.child, worker=UserFactory(name="Lena Holm"))
    rows = text(as_user(worker).get(CHILDREN)).split('<th scope="row"')[1:]
    assert ["Lena Holm" in row for row in rows] == [True, False]
    assert ["Unallocated" in row for row in rows] == [False, True]


# --- A child's record, and a case ------------------------------------------------------------------------------------
def test_record_and_case_say_when_a_child_was_seen(as_user: Any, worker: Any, support: Any) -> None:
    period = opened(90)
    for record in (period.child, period.case):
        assert "Visit 62 days overdue" in text(as_user(worker).get(record.get_absolute_url()))
    note_on(period.child, today(), seen="seen_alone", case=period.case)
    for record in (period.child, period.case):
        page = text(as_user(worker).get(record.get_absolute_url()))
        assert "overdue" not in page.replace("Management oversight", "").split("Children</h2>")[-1]
        assert f"{today():%-d %b %Y}" in page
        assert "seen alone" in page
        page = text(as_user(support).get(record.get_absolute_url()))
        assert "seen alone" not in page
        assert "Last seen" not in page


def test_context_says_when_its_children_were_seen(as_user: Any, worker: Any, records: Any) -> None:
    period = opened(90)
    link = ContextLinkFactory(child=period.child)
    address = reverse("cases:context-children", args=[link.context_id])
    assert "Visit 62 days overdue" in text(as_user(worker).get(address))
    page = text(as_user(records).get(address))
    assert str(period.child) in page
    assert "Last seen" not in page


def test_note_form_says_which_kind_sets_last_seen(as_user: Any, worker: Any) -> None:
    child = PersonFactory()
    page = text(as_user(worker).get(reverse("cases:note-create") + f"?about=child:{child.pk}"))
    assert "A note of the kind “Visit” sets when the child was last seen" in page


# --- Turning 18 ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("born", "words"), [(SOON_18, "Turns 18 on"), (GROWN_UP, "Turned 18 on")])
def test_a_transition_plan_is_asked_for_until_one_is_written(
    born: datetime.date, words: str, as_user: Any, worker: Any, support: Any
) -> None:
    period = opened(9, child__birth_on=born)
    day = Person.objects.get(pk=period.child_id).adult_on
    asked = f"{words} {day:%-d %b %Y}: transition plan needed"
    # Who is 18 or over leaves the list of children, but where it is asked for who turns or has turned 18.
    listed = f"{CHILDREN}?adult=on" if born == GROWN_UP else CHILDREN
    places = [period.child.get_absolute_url(), period.case.get_absolute_url(), listed]
    write = reverse("cases:note-create") + f"?about=child:{period.child_id}&amp;kind=transition_plan"
    for place in places:
        page = text(as_user(worker).get(place))
        assert asked in page
        assert write in page
        assert "transition plan" not in text(as_user(support).get(place))
    form = as_user(worker).get(write.replace("&amp;", "&")).context["form"]
    assert form["kind"].value() == "transition_plan"
    note_on(period.child, today(), kind="transition_plan")
    for place in places:
        assert "transition plan needed" not in text(as_user(worker).get(place))


def test_a_kind_of_note_that_is_not_offered_is_not_chosen(as_user: Any, worker: Any) -> None:
    child = PersonFactory()
    for kind in ("supervision", "nonsense", "%00"):
        page = as_user(worker).get(reverse("cases:note-create") + f"?about=child:{child.pk}&kind={kind}")
        assert page.status_code == 200
        assert 'value="supervision"' not in page.content.decode()


def test_an_adult_is_said_to_be_one_wherever_children_stand(as_user: Any, worker: Any) -> None:
    period = opened(9, child__birth_on=GROWN_UP)
    link = ContextLinkFactory(child=period.child)
    children = reverse("cases:context-children", args=[link.context_id])
    for place in (period.child.get_absolute_url(), period.case.get_absolute_url(), CHILDREN, children):
        assert "Now 18" in text(as_user(worker).get(place))


def test_adults_stand_apart_in_a_context_and_are_not_counted(as_user: Any, worker: Any) -> None:
    context = ContextFactory()
    child = ContextLinkFactory(context=context).child
    adult = ContextLinkFactory(context=context, child__birth_on=GROWN_UP).child
    leaver = opened(child__birth_on=GROWN_UP)
    CaseChildStatus.objects.create(period=leaver, status="care_leaver", from_on=today())
    ContextLinkFactory(context=context, child=leaver.child)
    desk = as_user(worker)
    page = desk.get(reverse("cases:context-children", args=[context.pk]))
    assert {row.child for row in page.context["rows"]} == {child, leaver.child}
    assert [row.child for row in page.context["found"].adults] == [adult]
    assert "Not counted among the children" in text(page)
    assert "Turned 18: look at it again" in text(page)
    assert [found.child_count for found in listed(desk, address="/contexts/")] == [2]


@pytest.mark.parametrize("role", ["attends", "spends_time"])
def test_a_link_is_looked_at_again_at_18_by_one_press(role: str, as_user: Any, worker: Any) -> None:
    facts = {"review_due": None, "lapses_on": None} if role == "attends" else {}
    link = ContextLinkFactory(child__birth_on=GROWN_UP, role=role, **facts)
    desk = as_user(worker)
    detail, renew = (reverse(f"contexts:link-{name}", args=[link.pk]) for name in ("detail", "renew"))
    page = text(desk.get(detail))
    assert "nobody has looked at this link since" in page
    assert renew in page
    assert "look at it again" in text(desk.get(reverse("contexts:person-contexts", args=[link.child_id])))
    assert desk.post(renew).status_code == 302
    assert "nobody has looked at this link since" not in text(desk.get(detail))


# --- Open elsewhere --------------------------------------------------------------------------------------------------
def test_a_child_open_to_another_council_is_recorded_and_linked(as_user: Any, worker: Any) -> None:
    context = ContextFactory()
    desk = as_user(worker)
    finder = reverse("contexts:link-add", args=[context.pk])
    new = reverse("families:person-create") + f"?context={context.pk}"
    assert new in desk.get(finder).content.decode()
    typed = {"given": "Nima", "family": "Ostrander", "sex": "F", **boxes("birth_on", datetime.date(2015, 5, 4))}
    there = {"responsible_authority": "Northmoor Council", "elsewhere_contact": "Ola Venn, 01632 960111"}
    made = desk.post(new, typed | there)
    child = Person.objects.get(responsible_authority="Northmoor Council")
    assert (made.status_code, made.url) == (302, f"{finder}?child={child.pk}")
    assert child.elsewhere_contact == "Ola Venn, 01632 960111"
    ContextLinkFactory(context=context, child=child)
    page = text(desk.get(reverse("cases:context-children", args=[context.pk])))
    for words in ("Open elsewhere", "Northmoor Council", "Ola Venn, 01632 960111"):
        assert words in page
    assert "Not open" not in page


@pytest.mark.parametrize("context", ["", "nonsense", "%00"])
def test_a_new_person_begun_elsewhere_leads_to_their_record(context: str, as_user: Any, worker: Any) -> None:
    made = as_user(worker).post(
        reverse("families:person-create") + f"?context={context}", {"given": "Nima", "family": "Ostrander", "sex": "F"}
    )
    assert made.url == Person.objects.get(display_name="Nima Ostrander").get_absolute_url()


# --- Oversight -------------------------------------------------------------------------------------------------------
def test_cases_without_oversight_for_longer_than_the_interval_are_listed(
    as_user: Any, manager: Any, worker: Any, support: Any
) -> None:
    late = CaseFactory(opened_on=today() - 40 * DAY)
    fine = CaseFactory(opened_on=today() - 40 * DAY)
    note_on(fine.family, today() - 2 * DAY, kind="supervision", case=fine)
    desk = as_user(manager)
    assert listed(desk, "oversight=on", CASES) == [late]
    page = text(desk.get(CASES))
    assert "Last oversight" in page
    assert "12 days overdue" in page
    assert f"{today() - 2 * DAY:%-d %b %Y}" in page
    assert "Last oversight" not in text(as_user(worker).get(CASES))
    assert "12 days overdue" in text(as_user(worker).get(late.get_absolute_url()))
    assert "Management oversight" not in text(as_user(support).get(late.get_absolute_url()))


def test_cases_are_narrowed_by_worker(as_user: Any, manager: Any, worker: Any, colleague: Any) -> None:
    case = AllocationFactory(worker=worker).case
    AllocationFactory(worker=worker, to_on=today())
    AllocationFactory(worker=colleague)
    CoverFactory(absent=colleague, covering=worker)
    assert listed(as_user(manager), f"worker={worker.pk}", CASES) == [case]


def test_a_managers_note_is_amended_by_managers_alone(as_user: Any, manager: Any, worker: Any) -> None:
    child = PersonFactory()
    row = note_on(child, today() - DAY, kind="supervision")
    amend = reverse("cases:note-amend", args=[row.note_id])
    detail = reverse("cases:note-detail", args=[row.note_id])
    assert amend in as_user(manager).get(detail).content.decode()
    assert as_user(manager).get(amend).status_code == 200
    assert amend not in as_user(worker).get(detail).content.decode()
    assert as_user(worker).get(amend).status_code == 403
    CaseNote.objects.filter(pk=row.note_id).update(kind="meeting")
    assert amend in as_user(worker).get(detail).content.decode()


# --- Hidden ----------------------------------------------------------------------------------------------------------
def test_a_hidden_child_is_in_no_list_of_children(as_user: Any, worker: Any, manager: Any) -> None:
    period = CaseChildFactory(from_on=today() - 90 * DAY, child__birth_on=SOON_18)
    AllocationFactory(case=period.case, worker=worker)
    restrict_record(period.child, by=manager, reason="Kin of a colleague")
    for query in ("", "mine=on", "overdue=on", "transition=on", f"worker={worker.pk}"):
        assert listed(as_user(worker), query) == []
        assert listed(as_user(manager), query) == ([] if query == "mine=on" else [period])
