"""Look-ups of oneself, kin and neighbours, and more records than somebody's work explains."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cs_casework.audit.log import record, record_view
from cs_casework.audit.models import AuditEvent
from cs_casework.looking import workflow
from cs_casework.looking.found import find_look_ups, find_unusual
from cs_casework.looking.models import Duty, LookUp, OwnDetails, Volume
from tests import factories
from tests.helpers import messages_of
from tests.site.records import bar

pytestmark = pytest.mark.django_db

HOME = {"home_lines": "12 Elm Row", "home_postcode": "ZZ1 1AB", "other_names": ""}


def person(given: str, family: str, lines: str = "", postcode: str = "") -> Any:
    made = factories.PersonFactory(given=given, family=family)
    if lines:
        factories.AddressFactory(person=made, lines=lines, postcode=postcode)
    return made


def found() -> set[tuple[str, str]]:
    return set(LookUp.objects.values_list("user__username", "why"))


def test_a_look_at_oneself_kin_or_a_neighbour_is_found_and_no_other(worker: Any, colleague: Any) -> None:
    workflow.say_own_details(by=worker, **HOME | {"other_names": "Wren Ostrander; Айгуль Ким"})
    namesake = person("WREN", "Ashdown")
    former = person("Wren", "Ostrander")
    written = person("Айгуль", "Ким")
    neighbour = person("Ida", "Quill", "12 Elm Row, Northgate", "ZZ1 1AB")
    kin = person("Bo", "Ashdown", "40 Elm Row", "ZZ1 1AB")
    others = [
        person("Ann", "Ashdown"),
        person("Jo", "Ashdown", "1 Far Lane", "ZZ9 9ZZ"),
        person("Al", "Quill", "120 Elm Row", "ZZ1 1AB"),
        person("Moved", "Quill"),
    ]
    factories.AddressFactory(person=others[3], lines="12 Elm Row", postcode="ZZ1 1AB", to_on=datetime.date(2020, 1, 1))
    others += [person("علي", "حسن"), person("Ольга", "Ким")]
    everybody = [namesake, former, written, neighbour, kin, *others]
    for who in (worker, colleague):
        for one in everybody:
            record_view(by=who, action="person.viewed", target=one)
    find_look_ups()
    rows = set(LookUp.objects.values_list("user", "person_id", "why"))
    assert rows == {
        (worker.pk, namesake.pk, "self"),
        (worker.pk, former.pk, "self"),
        (worker.pk, written.pk, "self"),
        (worker.pk, neighbour.pk, "address"),
        (worker.pk, kin.pk, "surname"),
    }
    record_view(by=worker, action="person.viewed", target=kin)
    find_look_ups()
    find_look_ups()
    assert LookUp.objects.get(person_id=kin.pk).times == 2
    assert LookUp.objects.count() == 5


def test_a_look_at_somebody_recorded_as_related_to_oneself_is_found(worker: Any, colleague: Any) -> None:
    workflow.say_own_details(by=worker, **HOME)
    own, elsewhere = person("Wren", "Ashdown", "12 Elm Row", "ZZ1 1AB"), person("Wren", "Ashdown")
    niece, friend, other = person("Bo", "Lund"), person("Al", "Quill"), person("Cy", "Stone")
    for one, kind, to in ((own, "aunt_uncle", niece), (friend, "friend", own), (other, "sibling", elsewhere)):
        factories.RelationshipFactory(person=one, other=to, kind=kind)
    bar(elsewhere, colleague, why="about_them")
    for who in (worker, colleague):
        for one in (niece, friend, other):
            record_view(by=who, action="person.viewed", target=one)
    find_look_ups()
    rows = set(LookUp.objects.values_list("user", "person_id", "why"))
    assert rows == {(worker.pk, niece.pk, "kin"), (colleague.pk, other.pk, "kin")}


def test_whoever_stands_in_a_long_list_was_not_looked_up(worker: Any) -> None:
    namesake = person("Wren", "Ashdown")
    record(by=worker, action="person.listed", shown=[namesake.pk, *(factories.PersonFactory().pk for _ in range(10))])
    find_look_ups()
    assert found() == set()
    record(by=worker, action="person.searched", shown=[namesake.pk])
    find_look_ups()
    assert found() == {("wren", "self")}


def test_records_officers_answer_look_ups_and_nobody_their_own(
    as_user: Any, records: Any, worker: Any, manager: Any
) -> None:
    seen = factories.LookUpFactory(person_id=factories.PersonFactory(given="Nell", family="Quay").pk, user=worker)
    own = factories.LookUpFactory(user=records)
    desk = as_user(records)
    body = desk.get(reverse("looking:look-up-list")).content.decode()
    assert "Nell Quay" in body
    assert records.name not in body.split("<table", 1)[1]
    assert desk.get(own.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        workflow.answer(own, by=records, outcome="explained", words="Me")
    with pytest.raises(PermissionDenied):
        workflow.answer(seen, by=manager, outcome="explained", words="Kin")
    with pytest.raises(ValidationError):
        workflow.answer(seen, by=records, outcome="explained", words=" ")
    assert "look-ups to answer" in desk.get("/").content.decode()
    answered = desk.post(seen.get_absolute_url(), {"outcome": "further", "words": "Told their manager"})
    assert answered.status_code == 302
    seen.refresh_from_db()
    assert (seen.outcome, seen.answered_by) == ("further", records)
    assert "Nell Quay" not in desk.get(reverse("looking:look-up-list")).content.decode()
    assert "Taken further" in desk.get(f"{reverse('looking:look-up-list')}?show=all").content.decode()
    with pytest.raises(ValidationError) as refusal:
        workflow.answer(seen, by=records, outcome="explained", words="Again")
    assert messages_of(refusal) == {"__all__": ["Somebody else has answered this."]}


def test_where_staff_live_is_shown_on_no_page(as_user: Any, worker: Any, records: Any, administrator: Any) -> None:
    desk = as_user(worker)
    address = reverse("looking:own-details")
    assert desk.post(address, {"home_lines": "12 Elm Row", "home_postcode": "zz11ab"}).status_code == 302
    assert OwnDetails.objects.get().home_postcode == "ZZ1 1AB"
    assert "Elm Row" not in desk.get(address).content.decode()
    assert desk.post(address, {"home_lines": "12 Elm Row", "home_postcode": ""}).status_code == 200
    for who in (records, administrator):
        theirs = reverse("looking:details-for")
        assert "Elm Row" not in as_user(who).get(theirs).content.decode()
        sent = {"user": worker.pk, "home_lines": "", "home_postcode": "", "other_names": "Wren Quay"}
        assert as_user(who).post(theirs, sent).status_code == 302
    assert OwnDetails.objects.get().home_lines == ""
    with pytest.raises(PermissionDenied):
        workflow.say_own_details(by=worker, user=records, **HOME)
    assert not OwnDetails.objects.visible_to(records).exists()


# --- Many records ----------------------------------------------------------------------------------------------------
@pytest.fixture
def few(settings: Any) -> int:
    settings.UNUSUAL_PEOPLE_AN_HOUR = 3
    return 3


def opens(user: Any, *people: Any) -> None:
    for one in people:
        record_view(by=user, action="person.viewed", target=one)


def strangers(number: int) -> list[Any]:
    return [factories.PersonFactory() for _ in range(number)]


def test_who_opens_more_than_their_work_explains_is_asked_once_and_nothing_is_closed(
    as_user: Any, worker: Any, records: Any, few: int
) -> None:
    people = strangers(few + 1)
    opens(worker, *people[:few], *people[:few])
    assert find_unusual() == []
    opens(worker, people[few])
    (asked,) = find_unusual()
    assert (asked.user, asked.opened, asked.explained) == (worker, 4, 0)
    assert find_unusual() == []
    desk = as_user(worker)
    page = desk.get(people[0].get_absolute_url())
    assert page.status_code == 200
    assert "You opened many records in an hour" in page.content.decode()
    assert asked in Volume.objects.visible_to(records)
    assert not Volume.objects.visible_to(worker).exists()
    assert desk.post(reverse("looking:why"), {"said": " "}).status_code == 200
    assert desk.post(reverse("looking:why"), {"said": "Covering the front door"}, follow=True).status_code == 200
    assert "You opened many records in an hour" not in desk.get("/").content.decode()
    assert "Covering the front door" in as_user(records).get(reverse("looking:volume-list")).content.decode()
    sent = {"outcome": "explained", "words": "The rota says so"}
    assert as_user(records).post(asked.get_absolute_url(), sent).status_code == 302
    asked.refresh_from_db()
    assert (asked.outcome, asked.answered_by) == ("explained", records)
    with pytest.raises(ValidationError):
        workflow.say_why(asked, by=worker, said="Again")
    with pytest.raises(PermissionDenied):
        workflow.say_why(asked, by=records, said="For them")
    assert find_unusual() == []  # of what was asked about nobody is asked again


def test_a_family_or_a_case_opened_counts_for_all_who_stand_on_it(worker: Any, few: int) -> None:
    family = factories.FamilyFactory()
    for one in strangers(2):
        factories.FamilyMembershipFactory(family=family, person=one)
    case = factories.CaseFactory()
    for one in strangers(2):
        factories.CaseChildFactory(case=case, child=one)
    record_view(by=worker, action="family.viewed", target=family)
    record_view(by=worker, action="case.viewed", target=case)
    assert [made.opened for made in find_unusual()] == [4]


def test_whoever_is_shown_on_another_record_counts_once(
    as_user: Any, worker: Any, manager: Any, team: Any, few: int
) -> None:
    """A context, a contact and a plan, a file, and what a program opens: never a list, nor what staff look at of others."""
    first, second, third, fourth, fifth = strangers(5)
    context, case = factories.ContextFactory(), factories.CaseFactory(family=None, context=factories.ContextFactory())
    plan, referral = factories.PlanFactory(), factories.ReferralFactory()
    for _time in range(3):
        record_view(by=worker, action="context.viewed", target=context, shown=[first.pk, second.pk])
        record_view(by=worker, action="plan.viewed", target=plan, shown=[second.pk])
        record(by=worker, action="referral.file_read", target=referral, shown=[third.pk])
    record_view(by=worker, action="people.listed", shown=[one.pk for one in strangers(9)])
    record_view(by=worker, action="volume.viewed", target=Volume(user=worker), shown=[one.pk for one in strangers(9)])
    assert find_unusual() == []
    record_view(by=worker, action="case.viewed", target=case, shown=[fourth.pk, fifth.pk])
    assert [(made.user, made.opened) for made in find_unusual()] == [(worker, 5)]
    # A file names whoever stands in it; and who holds the case of a place is brought to those linked to it.
    document = factories.DocumentSubjectFactory(child=first).document
    assert b"".join(as_user(manager).get(reverse("cases:document-download", args=[document.pk])).streaming_content)
    assert AuditEvent.objects.get(action="document.read").shown == [first.pk]
    factories.AllocationFactory(case=case, worker=manager)
    linked = [factories.ContextLinkFactory(context=case.context).child for _ in range(few + 1)]
    record_view(by=manager, action="context.viewed", target=case.context, shown=[one.pk for one in linked])
    assert find_unusual() == []


def test_what_somebodys_work_brings_them_to_is_explained(worker: Any, team: Any, few: int) -> None:
    held = factories.CaseChildFactory(case__team=team, case__status="open")
    factories.AllocationFactory(case=held.case, worker=worker)
    brother = factories.FamilyMembershipFactory(
        family=factories.FamilyMembershipFactory(person=held.child).family
    ).person
    covered = factories.CaseChildFactory(case__status="open")
    cover = factories.CoverFactory(covering=worker)
    factories.AllocationFactory(case=covered.case, worker=cover.absent)
    meeting = factories.MeetingFactory(chair=worker, starts_at=timezone.now() + datetime.timedelta(days=3))
    discussed = factories.AgendaItemFactory(meeting=meeting, child=factories.PersonFactory()).child
    contact = factories.ReferralChildFactory(referral__taker=worker, known="known", person=factories.PersonFactory())
    known = [held.child, brother, covered.child, discussed, contact.person]
    opens(worker, *known, *strangers(few))
    assert find_unusual() == []
    opens(worker, *strangers(1))
    (asked,) = find_unusual()
    assert (asked.opened, asked.explained) == (len(known) + few + 1, len(known))


def test_the_front_door_is_explained_by_whoever_waits_there_and_managers_by_their_teams(
    manager: Any, team: Any, few: int
) -> None:
    theirs = [factories.CaseChildFactory(case__team=team, case__status="open").child for _ in range(few + 1)]
    opens(manager, *theirs)
    door = factories.UserFactory(code="practitioner")
    factories.TeamMembershipFactory(user=door, team=factories.TeamFactory(kind="front_door"))
    waiting = [factories.ReferralChildFactory(known="known", person=one) for one in strangers(few + 1)]
    opens(door, *(row.person for row in waiting))
    assert find_unusual() == []


def test_who_said_beforehand_is_not_asked_and_the_records_officer_sees_both(
    as_user: Any, worker: Any, records: Any, few: int
) -> None:
    desk = as_user(worker)
    assert desk.post(reverse("looking:duty"), {"kind": "other", "hours": "8"}).status_code == 200
    assert (
        desk.post(reverse("looking:duty"), {"kind": "panel", "words": "Panel on Tuesday", "hours": "8"}).status_code
        == 302
    )
    opens(worker, *strangers(few + 1))
    (made,) = find_unusual()
    assert made.said_duty == Duty.objects.get()
    assert "You opened many records" not in desk.get("/").content.decode()
    assert "Panel on Tuesday" in as_user(records).get(reverse("looking:volume-list")).content.decode()
    with pytest.raises(ValidationError):
        workflow.tell_of_duty(by=worker, kind="duty", until_at=timezone.now() + datetime.timedelta(days=4))
    with pytest.raises(ValidationError):
        workflow.tell_of_duty(by=worker, kind="duty", until_at=timezone.now())
