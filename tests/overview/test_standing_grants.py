"""Standing grants: teams on duty see what is restricted, each look is told as such, and none goes on unreviewed."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.allocation_forms import who_sees
from cases.models import Case
from cs_casework.access import restrict_record
from cs_casework.accounts.models import StandingGrant, TeamMembership
from cs_casework.dates import today
from cs_casework.restricting import end_standing_grant, give_standing_grant, review_standing_grant
from tests.factories import (
    CaseFactory,
    CoverFactory,
    NoteSubjectFactory,
    PersonFactory,
    StandingGrantFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
    grant,
)
from tests.helpers import audited, messages_of, race, stand_on, twice
from tests.site.records import opening, restrict

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WHY = "Acts at night, on whoever rings"


def is_seen(record: Any, user: Any) -> bool:
    return type(record).objects.visible_to(user).filter(pk=record.pk).exists()


@pytest.fixture
def duty(db: None) -> Any:
    return TeamFactory(name="Night duty", kind="out_of_hours")


@pytest.fixture
def on_duty(duty: Any) -> Any:
    return TeamMembershipFactory(team=duty, user=UserFactory(name="Nadia Speer")).user


@pytest.fixture
def record(manager: Any) -> Any:
    return restrict_record(PersonFactory(given="Iona", family="Quill"), by=manager, reason="A relative works here")


# --- Who sees by it -----------------------------------------------------------------------------------------------------
def test_members_of_the_team_see_what_is_restricted_for_as_long_as_it_stands(
    record: Any, duty: Any, on_duty: Any, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    covering = CoverFactory(absent=on_duty).covering
    left = TeamMembershipFactory(team=duty, to_on=today()).user
    off = TeamMembershipFactory(team=duty, user__is_active=False).user
    everybody, start = (on_duty, covering, left, off, worker), today()

    def seeing() -> list[bool]:
        return [is_seen(record, user) for user in everybody]

    assert seeing() == [False] * 5
    standing = StandingGrantFactory(team=duty)
    assert seeing() == [True, True, False, False, False]
    duty.kind = "casework"  # a team that is on duty no more
    duty.save()
    assert seeing() == [False] * 5
    duty.kind = "out_of_hours"
    duty.save()
    stand_on(monkeypatch, start + 90 * DAY)
    assert seeing()[0]
    stand_on(monkeypatch, start + 91 * DAY)  # nobody reviewed it
    assert seeing() == [False] * 5
    assert standing.history.count() == 1  # and nobody did anything
    stand_on(monkeypatch, start)
    standing.ended_on, standing.ended_by, standing.ended_why = start, worker, "Over"
    standing.save()
    assert seeing() == [False] * 5


def test_case_is_offered_to_workers_who_see_it_by_a_standing_grant(manager: Any, duty: Any, on_duty: Any) -> None:
    case = restrict_record(CaseFactory(), by=manager, reason="x")
    members, cases = TeamMembership.objects.filter(user=on_duty), Case.objects.filter(pk=case.pk)
    assert who_sees(members, cases)[str(on_duty.pk)] == set()
    StandingGrantFactory(team=duty)
    assert who_sees(members, cases)[str(on_duty.pk)] == {case.pk}


# --- Told in the audit ---------------------------------------------------------------------------------------------------
def test_each_look_through_a_standing_grant_is_told_as_such(
    record: Any, manager: Any, duty: Any, on_duty: Any, as_user: Any
) -> None:
    StandingGrantFactory(team=duty)
    free = PersonFactory(given="Iona", family="Quillfree")
    note = NoteSubjectFactory(child=record).note
    desk, through = as_user(on_duty), "Through the standing grant of Night duty"
    for page in (record.get_absolute_url(), free.get_absolute_url(), note.get_absolute_url()):
        assert desk.get(page).status_code == 200
    viewed = {event.record_id: event.reason for event in audited("person.viewed") + audited("casenote.viewed")}
    assert viewed == {record.pk: through, free.pk: "", note.pk: through}
    desk.get(reverse("families:person-list"))
    listed = [event for event in audited("person.listed") if record.pk in event.shown]
    assert [event.reason for event in listed] == [through]
    # Who is granted the record by name looks by that.
    grant(record, to=on_duty)
    desk.get(record.get_absolute_url())
    assert audited("person.viewed")[-1].reason == "By a grant to them"
    other = opening(restrict(PersonFactory(given="Tove", family="Quillfree"), by=manager), manager).record
    lead = as_user(manager)
    for page, reason in ((record, "By a grant to them"), (other, "Opened in an emergency"), (free, "")):
        lead.get(page.get_absolute_url())
        assert audited("person.viewed")[-1].reason == reason
    lead.get(reverse("families:person-list"))
    assert audited("person.listed")[-1].reason == "Opened in an emergency; By a grant to them"


# --- Given, reviewed, ended ----------------------------------------------------------------------------------------------
def test_standing_grant_is_given_reviewed_and_ended_on_its_pages(
    record: Any, manager: Any, duty: Any, on_duty: Any, records: Any, worker: Any, as_user: Any
) -> None:
    page, desk = reverse("overview:standing-list"), as_user(manager)
    sent = {"team": duty.pk, "reason": WHY}
    assert desk.post(reverse("overview:standing-give"), sent).url == page
    standing = StandingGrant.objects.get()
    assert (standing.created_by, standing.review_due) == (manager, today() + 90 * DAY)
    assert is_seen(record, on_duty)
    standing.from_on, standing.review_due = today() - 91 * DAY, today() - DAY
    standing.save()
    assert "Stopped" in desk.get(page).content.decode()
    [figure] = [one for one in desk.get("/").context["figures"] if one.label == "standing grants to review"]
    assert figure.number == 1
    assert desk.post(reverse("overview:standing-review", args=[standing.pk]), {"reason": "Still on duty"}).url == page
    standing.refresh_from_db()
    assert (standing.review_due, standing.reviewed_by) == (today() + 90 * DAY, manager)
    assert is_seen(record, on_duty)
    # A records officer reads it, and nobody else does.
    shown = as_user(records).get(page).content.decode()
    assert "Night duty" in shown
    assert "Still on duty" in shown
    assert as_user(records).post(reverse("overview:standing-end", args=[standing.pk])).status_code == 403
    assert as_user(worker).get(page).status_code == 403
    assert as_user(manager).post(reverse("overview:standing-end", args=[standing.pk]), {"reason": "Closed"}).url == page
    assert not is_seen(record, on_duty)
    told = ("given", "reviewed", "ended")
    assert [audited(f"standing_grant.{what}")[0].reason for what in told] == ["Night duty"] * 3


def test_standing_grants_refuse(manager: Any, worker: Any, team: Any, duty: Any) -> None:
    inside = TeamMembershipFactory(team=duty, user=UserFactory(code="manager")).user
    outside = CoverFactory(absent=inside, covering=UserFactory(code="manager")).covering
    another = "You are in this team, or cover for somebody of it. A manager of another team has to decide this."
    for change, told in (
        (
            lambda: give_standing_grant(by=manager, team=team, reason=WHY),
            "Only a front-door or an out-of-hours team can hold a standing grant.",
        ),
        (
            lambda: give_standing_grant(by=manager, team=duty, reason=" "),
            "Say why this team has to see restricted records.",
        ),
        (lambda: give_standing_grant(by=inside, team=duty, reason=WHY), another),
        (lambda: give_standing_grant(by=outside, team=duty, reason=WHY), another),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert [told] in messages_of(refusal).values()
    with pytest.raises(PermissionDenied):
        give_standing_grant(by=worker, team=duty, reason=WHY)
    standing = give_standing_grant(by=manager, team=duty, reason=WHY)
    for change, told in (
        (
            lambda: give_standing_grant(by=manager, team=duty, reason=WHY),
            "This team holds a standing grant already. Review that one.",
        ),
        (lambda: review_standing_grant(standing, by=inside, reason="x"), another),
        (
            lambda: review_standing_grant(standing, by=manager, reason=" "),
            "Say why this team still has to see restricted records.",
        ),
        (lambda: end_standing_grant(standing, by=manager, reason=" "), "Say why it ends."),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert [told] in messages_of(refusal).values()
    for change in (review_standing_grant, end_standing_grant):
        with pytest.raises(PermissionDenied):
            change(standing, by=worker, reason="x")
    end_standing_grant(standing, by=inside, reason="We have closed")  # it closes, so anybody who restricts may
    for change in (review_standing_grant, end_standing_grant):
        with pytest.raises(ValidationError) as refusal:
            change(standing, by=manager, reason="x")
        assert messages_of(refusal) == {"__all__": ["This standing grant was ended."]}


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("one_standing_grant_a_team", twice(StandingGrantFactory, "team")),
        ("standing_grant_end_is_whole", lambda: StandingGrantFactory(ended_on=today())),
        ("standing_grant_is_reviewed", lambda: StandingGrantFactory(review_due=today() - DAY)),
    ],
)
def test_database_keeps_a_standing_grant_whole(name: str, write: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


@pytest.mark.django_db(transaction=True)
def test_standing_grant_given_twice_at_once_is_given_once(team: Any, manager: Any) -> None:
    duty, other = TeamFactory(kind="front_door"), UserFactory(code="manager")
    results = race(
        lambda: give_standing_grant(by=manager, team=duty, reason=WHY),
        lambda: give_standing_grant(by=other, team=duty, reason=WHY),
        hold=lambda: type(duty).objects.select_for_update().get(pk=duty.pk),
    )
    assert [type(result) for result in results].count(ValidationError) == 1
    assert StandingGrant.objects.count() == 1
