"""Breaking the glass: what opens, for how long, what nobody is told, and who answers for it."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import CaseOpening
from cs_casework.access import grant_access, restrict_record
from cs_casework.accounts.models import Team, User
from cs_casework.audit.models import AuditEvent
from cs_casework.confidential.models import EmergencyAccess
from cs_casework.dates import today, working_days_after
from cs_casework.overview.confidential.asking import Asking
from cs_casework.overview.confidential.barring import bar_staff
from cs_casework.overview.confidential.emergency import answer_for, break_glass, look_at, pass_on
from cs_casework.overview.confidential.telling import opened_by
from families.models import Family, FamilyOpening, Person, PersonOpening
from tests.factories import (
    CaseChildFactory,
    ContextCaseFactory,
    FamilyMembershipFactory,
    PersonFactory,
    ReferralChildFactory,
    ReferralFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import audited, boxes, messages_of, race, refusals, without_audit
from tests.site.asking import Browser
from tests.site.records import bar, grant, restrict

pytestmark = pytest.mark.django_db

WHY: dict[str, Any] = {"why": "danger", "words": "Found alone at the station"}
BORN = datetime.date(2012, 5, 3)


def is_seen(record: Any, user: Any) -> bool:
    return type(record).objects.visible_to(user).filter(pk=record.pk).exists()


def by_reference(record: Any) -> Asking:
    return Asking("reference", record.reference)


@pytest.fixture
def child(manager: Any, team: Any) -> SimpleNamespace:
    """A restricted child, in a restricted family with a brother who is restricted himself and a sister, with an open case;
    and in a former family that is restricted, too."""
    person = PersonFactory(given="Kai", family="Ødegård", birth_on=BORN, nhs_number="9434765919", upn="A123456789012")
    brother, sister, aunt = PersonFactory(), PersonFactory(), PersonFactory()
    family = FamilyMembershipFactory(person=person).family
    FamilyMembershipFactory(person=brother, family=family)
    FamilyMembershipFactory(person=sister, family=family)
    former = FamilyMembershipFactory(person=person, to_on=today(), ended_why="Adopted").family
    FamilyMembershipFactory(person=aunt, family=former)
    case = CaseChildFactory(child=person, case__family=family, case__team=team).case
    for record in (person, brother, family, former, case):
        restrict(record, by=manager)
    return SimpleNamespace(
        person=person, brother=brother, sister=sister, aunt=aunt, family=family, former=former, case=case
    )


# --- What opens ------------------------------------------------------------------------------------------------------
def test_a_child_opens_with_the_family_of_now_and_the_case_and_nobody_else(child: SimpleNamespace, worker: Any) -> None:
    """Neither the brother, who is restricted himself, nor the former family: each is asked for."""
    for asking in (
        Asking("name", " kai   odegard ", BORN),
        Asking("nhs_number", "943 476 5919"),
        Asking("upn", "a123456789012"),
        by_reference(child.person),
    ):
        user = UserFactory()
        access = break_glass(by=user, asking=asking, **WHY)
        assert access.found == "opened"
        opened = [child.person, child.family, child.case, child.sister]
        closed = [child.brother, child.former, child.aunt]
        assert [is_seen(record, user) for record in opened + closed] == [True] * 4 + [False] * 3, asking
        assert {row.record for row in opened_by(user)} == {child.person, child.family, child.case}
    assert not is_seen(child.person, worker)
    opening = PersonOpening.objects.get(access=access)
    assert opening.closes_at - opening.opened_at == datetime.timedelta(hours=4)
    [event] = [event for event in audited("emergency.asked") if event.record_id == access.pk]
    assert (event.actor_id, event.shown, event.reason) == (user.pk, [child.person.pk], "A child may be in danger now")


def test_what_else_can_be_asked_for_opens_with_what_goes_with_it(child: SimpleNamespace, manager: Any) -> None:
    place = ContextCaseFactory()
    restrict(place.context, by=manager)
    contact = ReferralFactory(submitted=True)
    ReferralChildFactory(referral=contact, known="known", person=child.brother)
    whole = {child.family, child.case, child.person, child.brother, child.sister}
    for asked, opens in (
        (child.family, whole),
        (child.case, whole),
        (place.context, {place.context, place}),
        (place, {place.context, place}),
        (contact, {child.brother, child.family, child.case}),
    ):
        user = UserFactory()
        break_glass(by=user, asking=by_reference(asked), **WHY)
        assert {row.record for row in opened_by(user)} == opens, asked
        assert is_seen(asked, user)


def test_what_was_merged_opens_the_record_that_was_kept(child: SimpleNamespace, worker: Any) -> None:
    gone = PersonFactory(given="Kay", family="Odd", birth_on=BORN, merged_into=child.person, merged_on=today())
    break_glass(by=worker, asking=Asking("name", "Kay Odd", BORN), **WHY)
    assert is_seen(child.person, worker)
    assert is_seen(gone, worker)


def test_nothing_opens_by_less_than_exact_words_or_twice_or_to_who_sees_it(
    child: SimpleNamespace, worker: Any, manager: Any
) -> None:
    visible = PersonFactory()
    for asking in (
        Asking("name", "Kai Odegaard", BORN),
        Asking("name", "Kai Odegard", BORN + datetime.timedelta(days=1)),
        Asking("reference", "PER-999999"),
        by_reference(visible),
    ):
        assert break_glass(by=worker, asking=asking, **WHY).found == "nothing"
    assert break_glass(by=worker, asking=by_reference(child.person), **WHY).found == "opened"
    other = UserFactory()
    assert break_glass(by=other, asking=by_reference(child.person), **WHY).found == "opened"
    assert break_glass(by=other, asking=by_reference(child.person), **WHY).found == "nothing"
    assert PersonOpening.objects.filter(user=other).count() == 1


def test_an_opening_never_beats_a_bar(child: SimpleNamespace, worker: Any, colleague: Any) -> None:
    bar(child.sister, worker)  # and so from the family, and all in it
    access = break_glass(by=worker, asking=by_reference(child.person), **WHY)
    assert (access.found, access.answer_due, opened_by(worker)) == ("barred", None, [])
    assert not PersonOpening.objects.filter(user=worker).exists()
    break_glass(by=colleague, asking=by_reference(child.person), **WHY)
    assert is_seen(child.person, colleague)
    bar(child.person, colleague)
    assert (is_seen(child.person, colleague), opened_by(colleague)) == (False, [])


def test_an_opening_lets_nobody_restrict_grant_or_bar(child: SimpleNamespace, worker: Any) -> None:
    other = UserFactory(code="manager")
    break_glass(by=other, asking=by_reference(child.person), **WHY)
    assert is_seen(child.family, other)
    later = today() + datetime.timedelta(days=9)
    for refused in (
        lambda: grant_access(child.family, to=worker, by=other, reason="x", ends_on=later),
        lambda: restrict_record(child.person, by=other, reason="x"),
        lambda: bar_staff(child.person, by=other, user=worker, why="related"),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    # Nor on what is seen only from what was opened beside it: who is not restricted, in an opened family.
    member = FamilyMembershipFactory(family=child.family).person
    assert is_seen(member, other)
    for refused in (
        lambda: restrict_record(member, by=other, reason="x"),
        lambda: bar_staff(member, by=other, user=worker, why="related"),
    ):
        with pytest.raises(PermissionDenied):
            refused()


# --- What nobody is told ---------------------------------------------------------------------------------------------
def _typed(way: str, **facts: Any) -> dict[str, Any]:
    return {"way": way, **WHY, "form_key": uuid4().hex, **facts}


def test_the_answer_is_the_same_whatever_was_asked_for_and_so_are_the_statements(
    child: SimpleNamespace, manager: Any
) -> None:
    """A record that is restricted, one that is not, one that is barred, and none: the same bytes, and the same text sent to
    the database, in the same order."""
    visible = PersonFactory(given="Ana", family="Lund", birth_on=BORN)
    for asked in (
        [_typed("name", name=name, **boxes("born_on", BORN)) for name in ("Kai Odegard", "Ana Lund", "No Body")],
        [_typed("reference", reference=text) for text in (child.case.reference, visible.reference, "FAM-999999")],
        [_typed("nhs_number", nhs_number=text) for text in ("9434765919", "9434765870")],
    ):
        answers = []
        for barred in (False, True):
            for typed in asked:
                user = UserFactory()
                if barred:
                    bar(child.person, user)
                browser = Browser(user)
                browser.get("/break-glass/asked/")  # what is asked once a process is asked now
                answers.append(
                    (browser.ask("POST", "/break-glass/", typed), browser.get("/break-glass/asked/").without(user.name))
                )
        sent, shown = zip(*answers, strict=True)
        assert {(answer.status, answer.headers["Location"]) for answer in sent} == {(302, "/break-glass/asked/")}
        assert len(set(shown)) == 1
        assert {tuple(answer.statements) for answer in sent} == {tuple(sent[0].statements)}
    # What was asked for first did open, for who is not barred: what is asked above leaves nothing behind.
    for asking in (Asking("name", "Kai Odegard", BORN), by_reference(child.case), Asking("nhs_number", "9434765919")):
        assert break_glass(by=UserFactory(), asking=asking, **WHY).found == "opened"


def test_nothing_of_it_stands_in_an_address_a_log_line_or_a_job(
    child: SimpleNamespace,
    worker: Any,
    caplog: pytest.LogCaptureFixture,
    run_jobs: Callable[[], list[str]],
    mailoutbox: Any,
) -> None:
    caplog.set_level("DEBUG")
    browser = Browser(worker)
    answer = browser.ask("POST", "/break-glass/", _typed("name", name="Kai Odegard", **boxes("born_on", BORN)))
    assert answer.status == 302
    told = " ".join([answer.whole, caplog.text, *(str(event.path) for event in AuditEvent.objects.all())]).lower()
    assert [word for word in ("odegard", "ødegård", "station", str(child.person.pk)) if word in told] == []
    assert (run_jobs(), mailoutbox) == ([], [])


def test_over_the_limit_nothing_is_looked_up_whatever_is_asked(
    child: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    TeamFactory(name="Night team", kind=Team.Kind.OUT_OF_HOURS, phone="01632 960 001")
    desk, path = as_user(worker), reverse("overview:emergency")
    for _time in range(5):
        assert desk.post(path, _typed("reference", reference="PER-999999")).url == "/break-glass/asked/"
    pages = []
    for asked in (child.person.reference, "PER-999999"):
        response = desk.post(path, _typed("reference", reference=asked), follow=True)
        assert response.redirect_chain == [("/break-glass/limit/", 302)]
        pages.append(response.content.decode())
    assert "Night team" in pages[0]
    assert "01632 960 001" in pages[0]
    assert not is_seen(child.person, worker)
    assert [access.found for access in EmergencyAccess.objects.order_by("created_at")] == ["nothing"] * 5 + [
        "over_limit"
    ] * 2
    # An hour later five more, and no more that day.
    _age(hours=1)
    for found in ["nothing"] * 5 + ["over_limit"]:
        access = break_glass(by=worker, asking=Asking("reference", "PER-999999"), **WHY)
        assert access.found == found
    _age(hours=1)
    assert break_glass(by=worker, asking=by_reference(child.person), **WHY).found == "over_limit"
    _age(hours=23)
    assert break_glass(by=worker, asking=by_reference(child.person), **WHY).found == "opened"


def _age(hours: int) -> None:
    """Let everything have been asked for so many hours, and a minute, earlier."""
    for access in EmergencyAccess.objects.all():
        earlier = access.created_at - datetime.timedelta(hours=hours, minutes=1)
        EmergencyAccess.objects.filter(pk=access.pk).update(created_at=earlier)


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_count_one_after_the_other(team: Any) -> None:
    worker = UserFactory()
    for _time in range(4):
        break_glass(by=worker, asking=Asking("reference", "PER-999999"), **WHY)
    made = race(
        *[lambda: break_glass(by=worker, asking=Asking("reference", "PER-999999"), **WHY)] * 2,
        hold=lambda: User.objects.select_for_update(of=("self",)).get(pk=worker.pk),
    )
    assert sorted(access.found for access in made) == ["nothing", "over_limit"]


def test_only_practitioners_and_managers_ask_and_say_why(
    worker: Any, manager: Any, support: Any, records: Any, administrator: Any, as_user: Any, child: SimpleNamespace
) -> None:
    path = reverse("overview:emergency")
    for user, status in ((worker, 200), (manager, 200), (support, 403), (records, 403), (administrator, 403)):
        desk = as_user(user)
        assert desk.get(path).status_code == status
        assert (b"Break glass" in desk.get("/").content) is (status == 200)
        if status == 403:
            with pytest.raises(PermissionDenied):
                break_glass(by=user, asking=by_reference(child.person), **WHY)
    with pytest.raises(ValidationError) as refusal:
        break_glass(by=worker, asking=by_reference(child.person), why="danger", words=" ")
    assert messages_of(refusal) == {"words": ["Say what the emergency is."]}
    desk = as_user(worker)
    assert refusals(desk.post(path, {"way": "name", **WHY})) == {
        "name": ["Enter full name"],
        "born_on": ["Enter date of birth"],
    }
    assert set(refusals(desk.post(path, {"way": "upn"}))) == {"upn", "why", "words"}
    assert not EmergencyAccess.objects.exists()


def test_an_asking_that_cannot_be_audited_opens_nothing(child: SimpleNamespace, worker: Any) -> None:
    without_audit(lambda: break_glass(by=worker, asking=by_reference(child.person), **WHY))
    assert not EmergencyAccess.objects.exists()
    assert not FamilyOpening.objects.exists()


# --- What is open ----------------------------------------------------------------------------------------------------
def test_what_is_open_is_listed_until_it_closes_and_search_finds_it(
    child: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    desk = as_user(worker)
    assert b"Nothing is open to you" in desk.get("/break-glass/opened/").content
    access = break_glass(by=worker, asking=by_reference(child.person), **WHY)
    shown = desk.get("/break-glass/opened/").content.decode()
    for record in (child.person, child.family, child.case):
        assert record.get_absolute_url() in shown
        assert desk.get(record.get_absolute_url()).status_code == 200
    assert child.brother.reference not in shown
    found = desk.get("/people/?q=Odegard").content.decode()
    assert child.person.get_absolute_url() in found
    FamilyOpening.objects.create(
        record=child.former, user=worker, access=access, closes_at=access.created_at - datetime.timedelta(seconds=1)
    )
    assert child.former.reference not in desk.get("/break-glass/opened/").content.decode()


# --- Answered for afterwards -----------------------------------------------------------------------------------------
def test_the_manager_who_restricted_it_answers_and_records_officers_see_it(
    child: SimpleNamespace, worker: Any, manager: Any, records: Any, as_user: Any
) -> None:
    access = break_glass(by=worker, asking=by_reference(child.person), **WHY)
    missed = break_glass(by=worker, asking=Asking("name", "No Body", BORN), **WHY)
    assert (access.owner, access.answer_due) == (manager, working_days_after(today(), 1))
    assert (missed.owner, missed.answer_due) == (None, None)
    path = reverse("overview:emergency-answer", args=[access.pk])
    for user, status in ((worker, 403), (UserFactory(code="manager"), 404), (manager, 200), (records, 200)):
        assert as_user(user).get(path).status_code == status
    desk = as_user(records)
    listed = desk.get(reverse("overview:emergency-list")).content.decode()
    for text in ("Wren Ashdown", WHY["words"], child.person.reference, child.case.reference):
        assert text in listed
    # By reference: what it is called is for who may see it.
    for text in ("Kai", "Ødegård", child.person.get_absolute_url()):
        assert text not in listed
    assert "No Body" in desk.get(reverse("overview:emergency-answer", args=[missed.pk])).content.decode()
    assert desk.post(path, {"was_right": "yes", "answer": "x"}).status_code == 403
    desk = as_user(manager)
    figure = '<span class="app-figure__number">1</span>'
    assert figure in _figure(desk.get("/").content.decode(), "emergency openings to answer for")
    listed = desk.get(reverse("overview:emergency-list")).content.decode()
    assert access.words in listed
    assert reverse("overview:emergency-answer", args=[missed.pk]) not in listed
    assert refusals(desk.post(path, {"was_right": "", "answer": ""})).keys() == {"was_right", "answer"}
    assert desk.post(path, {"was_right": "no", "answer": "I was on call"}).status_code == 302
    access.refresh_from_db()
    assert (access.answered_by, access.answered_on, access.was_right) == (manager, today(), False)
    with pytest.raises(ValidationError) as refusal:
        answer_for(access, by=manager, was_right=True, answer="Again")
    assert messages_of(refusal) == {"__all__": ["Mana Oduya has answered this already."]}
    with pytest.raises(PermissionDenied):
        answer_for(missed, by=manager, was_right=True, answer="Not mine")
    assert [event.actor_id for event in audited("emergency.answered")] == [manager.pk]


def _figure(page: str, label: str) -> str:
    return page[: page.index(label)].rpartition("<a")[2]


def test_who_answers_is_somebody_who_can(child: SimpleNamespace, worker: Any, manager: Any, team: Any) -> None:
    """Who restricted it; else a manager of the team of its case; else one who is granted it. Neither who asked themself,
    nor who has left, nor who is barred."""
    of_team, granted = UserFactory(code="manager"), UserFactory(code="manager")
    TeamMembershipFactory(user=of_team, team=team, is_manager=True)
    grant(child.family, to=granted)
    asked = by_reference(child.person)
    assert break_glass(by=manager, asking=asked, **WHY).owner == of_team
    bar(child.sister, of_team)
    assert break_glass(by=UserFactory(), asking=asked, **WHY).owner == manager
    User.objects.filter(pk=manager.pk).update(is_active=False)
    assert break_glass(by=UserFactory(), asking=asked, **WHY).owner == granted
    User.objects.filter(pk=granted.pk).update(is_active=False)
    assert break_glass(by=UserFactory(), asking=asked, **WHY).owner is None


def test_records_officers_look_at_it_and_give_it_to_another_manager(
    child: SimpleNamespace, worker: Any, manager: Any, records: Any, as_user: Any
) -> None:
    access = break_glass(by=worker, asking=by_reference(child.person), **WHY)
    desk, listed = as_user(records), reverse("overview:emergency-list")
    label = "asked for in an emergency, to look at or to be answered"
    figure = '<span class="app-figure__number">1</span>'
    assert figure in _figure(desk.get("/").content.decode(), label)
    assert desk.post(reverse("overview:emergency-look-at", args=[access.pk])).url == listed
    other, barred = UserFactory(code="manager", name="Odile Grant"), UserFactory(code="manager", name="Barred Manager")
    bar(child.family, barred)
    path = reverse("overview:emergency-pass-on", args=[access.pk])
    assert refusals(desk.post(path, {"to": barred.pk})) == {"to": ["Barred Manager cannot answer for this."]}
    with pytest.raises(ValidationError):
        pass_on(access, by=records, to=worker)
    assert desk.post(path, {"to": other.pk}).url == listed
    access.refresh_from_db()
    assert (access.owner, access.looked_at_by) == (other, records)
    # Looked at, but nobody has answered: it stays before them.
    assert access.words in desk.get(listed).content.decode()
    with pytest.raises(PermissionDenied):
        answer_for(access, by=manager, was_right=True, answer="It was mine")
    answer_for(access, by=other, was_right=True, answer="Right")
    assert access.words not in desk.get(listed).content.decode()
    assert access.words in desk.get(f"{listed}?show=all").content.decode()
    for user in (worker, manager):
        with pytest.raises(PermissionDenied):
            look_at(access, by=user)
        with pytest.raises(PermissionDenied):
            pass_on(access, by=user, to=manager)


def test_a_records_officer_is_not_shown_what_opened_a_record_that_is_their_own_affair(
    child: SimpleNamespace, worker: Any, manager: Any, records: Any
) -> None:
    access = break_glass(by=worker, asking=by_reference(child.case), **WHY)
    for user in (records, manager):
        assert access in EmergencyAccess.objects.visible_to(user)
        bar(child.sister, user)
        assert access not in EmergencyAccess.objects.visible_to(user)


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_stands(team: Any) -> None:
    worker, manager = UserFactory(), UserFactory(code="manager")
    person = restrict(PersonFactory(), by=manager)
    access = break_glass(by=worker, asking=by_reference(person), **WHY)
    made = race(
        lambda: answer_for(access, by=manager, was_right=True, answer="Right"),
        lambda: answer_for(access, by=manager, was_right=False, answer="Wrong"),
        hold=lambda: EmergencyAccess.objects.select_for_update().get(pk=access.pk),
    )
    [stood] = [answer for answer in made if not isinstance(answer, Exception)]
    [refused] = [answer for answer in made if isinstance(answer, ValidationError)]
    assert "has answered this already" in refused.messages[0]
    access.refresh_from_db()
    assert access.answer == stood.answer


def test_the_lists_take_as_many_statements_for_three_as_for_one(
    child: SimpleNamespace, worker: Any, records: Any, as_user: Any
) -> None:
    desk, counts = as_user(records), []
    for number in range(3):
        user = UserFactory()
        break_glass(by=user, asking=by_reference(child.person), **WHY)
        bar(PersonFactory(), user)
        if number != 1:
            with CaptureQueriesContext(
                connection,
            ) as sent:
                for name in ("emergency-list", "bar-list", "interest-list"):
                    desk.get(reverse(f"overview:{name}"))
            counts.append(len(sent))
    assert counts[0] == counts[1]
    assert CaseOpening.objects.count() == 3
    assert (Person.objects.count(), Family.objects.count()) > (3, 1)
