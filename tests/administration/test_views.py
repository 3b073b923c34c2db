"""The administrator's pages: who works here, in which teams, who covers for whom, and the council's own lists."""

import datetime
import logging
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from cs_casework.accounts.links import link_for
from cs_casework.accounts.models import Cover, Team, TeamMembership, User
from cs_casework.accounts.workflow import choose_password
from cs_casework.dates import today
from cs_casework.reference.models import Agency, HarmType, Interval, Outcome, PlaceCategory
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CoverFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import audited, boxes, refusals
from tests.site.asking import TOKEN

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
STAFF = reverse("administration:staff-list")
NEW = {
    "name": "Nia Newcombe",
    "username": "nia",
    "role": "practitioner",
    "job_title": "Social worker",
    "email": "",
    "phone": "",
}


@pytest.fixture
def desk(as_user: Any, administrator: Any) -> Any:
    return as_user(administrator)


def at(name: str, *args: Any) -> str:
    return reverse(f"administration:{name}", args=args)


def said(response: Any) -> str:
    return response.content.decode()


# --- The list of staff -----------------------------------------------------------------------------------------------
def test_list_of_staff_is_narrowed_in_every_way(
    desk: Any, administrator: Any, worker: Any, manager: Any, team: Any
) -> None:
    off = UserFactory(name="Ola Reed", is_active=False)
    waiting = User.objects.create(username="tam", name="Tam Vale", password="!none", job_title="Family support worker")
    TeamMembershipFactory(user=off, team=team, to_on=today())

    def found(**fields: Any) -> set[Any]:
        return set(desk.post(STAFF, {"_search": "1", **fields}, follow=True).context["page_of"])

    assert found() == {administrator, worker, manager, off, waiting}
    assert found(q="ashdown") == found(q="WREN") == {worker}
    assert found(q="support w") == {waiting}
    assert found(role="manager") == {manager}
    assert found(team=team.pk) == {worker, manager}
    assert found(state="off") == {off}
    assert found(state="no_password") == {waiting}
    assert found(state="active") == {administrator, worker, manager}
    assert found(q="nobody of this name") == set()


def test_list_of_staff_keeps_what_was_looked_for_out_of_the_address(desk: Any, worker: Any) -> None:
    assert "Ashdown" not in desk.post(STAFF, {"_search": "1", "q": "Ashdown"}).url


# --- Inviting --------------------------------------------------------------------------------------------------------
def test_link_is_shown_once_on_the_page_after_and_lets_them_in(desk: Any) -> None:
    shown = desk.post(at("staff-invite"), NEW, follow=True)
    user = User.objects.get(username="nia")
    assert shown.redirect_chain[-1][0] == at("staff-link", user.pk)
    link = shown.context["link"]
    assert link.startswith("http://testserver/choose-password/")
    assert link in said(shown)
    assert "e-mail" not in said(shown)
    again = desk.get(at("staff-link", user.pk))
    assert (again.context["link"], "The link has been shown already" in said(again)) == ("", True)
    theirs = Client()
    form = theirs.get(link)
    theirs.post(form.url, {"new_password1": "seven-quiet-otters", "new_password2": "seven-quiet-otters"})
    home = theirs.post("/", {"username": "nia", "password": "seven-quiet-otters"}, follow=True)
    assert home.templates[0].name == "overview/home_practitioner.html"


def test_link_is_shown_no_more_once_a_password_was_chosen(desk: Any, worker: Any) -> None:
    """By the e-mail, say, before whoever made the link has opened the page that shows it."""
    desk.post(at("staff-link-make", worker.pk), {})
    worker.refresh_from_db()
    choose_password(worker, token=link_for(worker).split("/")[-2], password="seven-quiet-otters")
    late = desk.get(at("staff-link", worker.pk), follow=True)
    assert late.redirect_chain[-1][0] == worker.get_absolute_url()
    assert "Wren Ashdown has chosen a password, so the link is void." in said(late)
    assert "/choose-password/" not in said(late)
    assert desk.get(at("staff-link", worker.pk)).context["link"] == ""
    assert not audited("user.link_handed_out")


def test_link_is_shown_to_nobody_but_who_made_it(desk: Any) -> None:
    desk.post(at("staff-invite"), NEW)
    user = User.objects.get(username="nia")
    other = Client()
    other.force_login(UserFactory(code="administrator"), backend="cs_casework.accounts.backends.StaffBackend")
    assert other.get(at("staff-link", user.pk)).context["link"] == ""
    assert desk.get(at("staff-link", UserFactory().pk)).context["link"] == ""
    assert desk.get(at("staff-link", user.pk)).context["link"]


def test_invitation_is_refused_beside_its_fields(desk: Any, worker: Any) -> None:
    taken = refusals(desk.post(at("staff-invite"), NEW | {"username": "Wren", "email": "nonsense"}))
    assert list(taken) == ["email"]
    taken = refusals(desk.post(at("staff-invite"), NEW | {"username": "Wren"}))
    assert taken == {"username": ["Somebody has this user name already. Choose another."]}
    assert refusals(desk.post(at("staff-invite"), {"name": " "})) == {
        "name": ["Enter name"],
        "username": ["Enter user name"],
        "role": ["Select role"],
    }


@pytest.fixture
def with_mail(settings: Any) -> None:
    settings.SENDS_EMAIL = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    mail.outbox = []


@pytest.mark.usefixtures("with_mail")
def test_link_is_sent_too_where_mail_is_set_up(desk: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        shown = desk.post(at("staff-invite"), NEW | {"email": "nia@council.example"}, follow=True)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["nia@council.example"], "Casework: choose your password")
    assert "Newcombe" not in sent.subject + sent.body
    assert "It also goes to nia@council.example by e-mail." in said(shown)
    (link,) = [line for line in sent.body.splitlines() if line.startswith("http")]
    assert Client().get(link).status_code == 302


@pytest.mark.usefixtures("with_mail")
def test_nothing_is_sent_to_who_has_no_address(desk: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(at("staff-invite"), NEW)
    assert mail.outbox == []


def test_mail_that_cannot_be_sent_stops_nothing_and_is_logged_without_the_address(
    desk: Any, settings: Any, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    # A port of this machine where nothing answers.
    options = {"host": "127.0.0.1", "port": 1, "timeout": 2}
    settings.SENDS_EMAIL = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    caplog.set_level(logging.WARNING)
    with django_capture_on_commit_callbacks(execute=True):
        shown = desk.post(at("staff-invite"), NEW | {"email": "nia@council.example"}, follow=True)
    assert shown.context["link"]
    assert "A one-time link could not be sent by e-mail: ConnectionRefusedError" in caplog.text
    assert "nia" not in caplog.text


# --- One member of staff ---------------------------------------------------------------------------------------------
def test_page_of_a_member_says_teams_and_cover_and_nothing_of_a_case(desk: Any, worker: Any, colleague: Any) -> None:
    period = CaseChildFactory(child__given="Amara", child__family="Lindgren")
    AllocationFactory(case=period.case, worker=worker)
    CoverFactory(absent=worker, covering=colleague, reason="Annual leave")
    page = said(desk.get(at("staff-detail", worker.pk)))
    for word in ("Wren Ashdown", "Riverside team", "Cole Marrow", "Annual leave"):
        assert word in page
    for word in ("Amara", period.case.reference, period.case.family.name):
        assert word not in page


def test_page_of_a_case_worker_is_the_same_with_cases_and_without(desk: Any, worker: Any, team: Any) -> None:
    """No count and no order tells how much somebody holds: not before the account is switched off, and not after."""
    paths = [at("staff-detail", worker.pk), at("staff-deactivate", worker.pk), STAFF]

    def read() -> list[str]:
        return [TOKEN.sub("", said(desk.get(path))) for path in paths]

    before = read()
    AllocationFactory(worker=worker, case__team=team)
    assert read() == before
    assert "To hand over" in before[1]


def test_details_and_role_are_changed(desk: Any, worker: Any) -> None:
    changed = {
        "name": "Wren Oake",
        "job_title": "Senior",
        "email": "wren@council.example",
        "phone": "01632 960100",
        "role": "manager",
    }
    assert desk.post(at("staff-edit", worker.pk), changed).url == worker.get_absolute_url()
    worker.refresh_from_db()
    assert (worker.name, worker.job_title, worker.email, worker.phone, worker.role_id) == tuple(changed.values())


def test_own_details_are_changed_without_ones_role(desk: Any, administrator: Any, worker: Any) -> None:
    own, theirs = (desk.get(at("staff-edit", user.pk)).context["form"] for user in (administrator, worker))
    assert list(own.fields) == ["name", "job_title", "email", "phone"]
    assert "role" in theirs.fields
    desk.post(at("staff-edit", administrator.pk), {"name": "Adma Oake", "role": "manager"})
    administrator.refresh_from_db()
    assert (administrator.name, administrator.role_id) == ("Adma Oake", "administrator")


def test_own_account_is_offered_neither_a_link_nor_a_switch(desk: Any, administrator: Any, worker: Any) -> None:
    own, other = (said(desk.get(at("staff-detail", user.pk))) for user in (administrator, worker))
    for name in ("staff-link-make", "staff-deactivate"):
        assert at(name, administrator.pk) not in own
        assert at(name, worker.pk) in other
        assert refusals(desk.post(at(name, administrator.pk), {}))["__all__"]


def test_account_is_switched_off_and_on_with_a_new_link(desk: Any, worker: Any, team: Any) -> None:
    desk.post(at("staff-deactivate", worker.pk), {})
    page = said(desk.get(at("staff-detail", worker.pk)))
    assert at("staff-reactivate", worker.pk) in page
    for name in ("staff-deactivate", "staff-link-make", "membership-add", "cover-add"):
        assert at(name, worker.pk) not in page
    assert "Account switched off" in said(desk.get(at("team-detail", team.pk)))
    shown = desk.post(at("staff-reactivate", worker.pk), {}, follow=True)
    assert shown.context["link"]
    worker.refresh_from_db()
    assert worker.state == User.State.NO_PASSWORD


def test_new_link_is_made_for_a_forgotten_password(desk: Any, worker: Any) -> None:
    assert "Their password ends now" in said(desk.get(at("staff-link-make", worker.pk)))
    assert desk.post(at("staff-link-make", worker.pk), {}, follow=True).context["link"]


# --- Teams and cover -------------------------------------------------------------------------------------------------
def test_team_is_joined_managed_and_left_on_the_pages(desk: Any, worker: Any) -> None:
    team = TeamFactory(name="Lakeside team")
    desk.post(at("membership-add", worker.pk), {"team": team.pk, **boxes("from_on", today() - 9 * DAY)})
    membership = TeamMembership.objects.get(user=worker, team=team)
    desk.post(at("membership-manager", worker.pk, membership.pk), {"is_manager": "yes"})
    assert team in worker.managed_teams()
    again = desk.post(at("membership-manager", worker.pk, membership.pk), {"is_manager": "yes"}, follow=True)
    assert "This membership has ended." in said(again)
    managing = TeamMembership.objects.get(user=worker, team=team, to_on=None)
    desk.post(at("membership-end", worker.pk, managing.pk), boxes("to_on", today()))
    assert team not in worker.managed_teams()
    page = said(desk.get(at("staff-detail", worker.pk)))
    assert at("membership-end", worker.pk, managing.pk) not in page
    assert page.count(at("team-detail", team.pk)) == 2


def test_membership_and_cover_are_asked_for_under_whose_they_are(desk: Any, worker: Any, colleague: Any) -> None:
    membership, cover = worker.team_memberships.get(), CoverFactory(absent=worker)
    assert desk.get(at("membership-end", colleague.pk, membership.pk)).status_code == 404
    assert desk.get(at("cover-end", colleague.pk, cover.pk)).status_code == 404


def test_cover_is_made_and_ended_on_the_pages(desk: Any, worker: Any, colleague: Any, administrator: Any) -> None:
    days = boxes("from_on", today()) | boxes("to_on", today() + 7 * DAY)
    form = desk.get(at("cover-add", worker.pk)).context["form"]
    manager = UserFactory(code="manager")
    UserFactory(is_active=False)
    assert set(form.fields["covering"].queryset) == {colleague, manager}
    refused = refusals(desk.post(at("cover-add", worker.pk), {"covering": administrator.pk, "reason": "Leave", **days}))
    assert list(refused) == ["covering"]
    desk.post(at("cover-add", worker.pk), {"covering": colleague.pk, "reason": "Leave", **days})
    cover = Cover.objects.get()
    for user in (worker, colleague):
        assert at("cover-end", worker.pk, cover.pk) in said(desk.get(at("staff-detail", user.pk)))
    desk.post(at("cover-end", worker.pk, cover.pk), {})
    page = said(desk.get(at("staff-detail", worker.pk)))
    assert "ended early" in page
    assert at("cover-end", worker.pk, cover.pk) not in page
    assert refusals(desk.post(at("cover-end", worker.pk, cover.pk), {})) == {"__all__": ["This cover is over already."]}


def test_teams_are_listed_with_who_is_in_them_today(desk: Any, manager: Any, worker: Any, team: Any) -> None:
    TeamMembershipFactory(team=team, to_on=today())
    TeamMembershipFactory(team=team, user__is_active=False, is_manager=True)
    TeamFactory(name="Lakeside team")
    lakeside, riverside = desk.get(at("team-list")).context["page_of"]
    assert (riverside.member_count, [row.user for row in riverside.managers]) == (2, [manager])
    assert (lakeside.member_count, lakeside.managers) == (0, [])
    assert "No manager" in said(desk.get(at("team-list")))


def test_team_is_made_and_changed_on_the_pages(desk: Any) -> None:
    made = desk.post(at("team-create"), {"name": "Lakeside team", "kind": "casework"})
    team = Team.objects.get()
    assert made.url == team.get_absolute_url()
    desk.post(at("team-edit", team.pk), {"name": "Lakeside contexts", "kind": "contexts"})
    team.refresh_from_db()
    assert (team.name, team.kind) == ("Lakeside contexts", "contexts")
    assert refusals(desk.post(at("team-create"), {"name": "LAKESIDE contexts", "kind": "casework"})) == {
        "name": ["There is a team of this name already."]
    }


def test_roles_are_told_in_words(desk: Any) -> None:
    page = said(desk.get(at("role-list")))
    for words in ("manage users, teams, roles and reference data", "see who looked at any record", "write case notes"):
        assert words in page
    assert 'href="/staff/?role=manager"' in page


# --- Local lists -----------------------------------------------------------------------------------------------------
LISTS = {
    "harm-types": (HarmType, {"census_factor": "10A"}),
    "place-categories": (PlaceCategory, {}),
    "agencies": (Agency, {"source": "6"}),
}


@pytest.mark.parametrize("slug", LISTS)
def test_list_is_kept_on_its_pages(slug: str, desk: Any) -> None:
    model, more = LISTS[slug]
    listed = at("entry-list", slug)
    added = desk.post(at("entry-add", slug), {"name": "Another", **more}, follow=True)
    assert added.redirect_chain[-1][0] == listed
    # No form of a record offers a harm type or an agency yet, so nothing is promised of any.
    assert [str(message) for message in added.context["messages"]] == ["It has been added to the list."]
    entry = model.objects.get(name="Another")
    assert at("entry-edit", slug, entry.pk) in said(desk.get(f"{listed}?page=99"))
    desk.post(at("entry-edit", slug, entry.pk), {"name": "Yet another", "description": "What it means", **more})
    history = said(desk.get(at("entry-history", slug, entry.pk)))
    for word in ("Another", "Yet another", "What it means", "by Adma Stroud"):
        assert word in history
    withdrawn = desk.post(at("entry-withdraw", slug, entry.pk), follow=True)
    assert "Bring back" in said(withdrawn)
    assert "withdrawn already" in said(desk.post(at("entry-withdraw", slug, entry.pk), follow=True))
    assert "It is back in the list." in said(desk.post(at("entry-restore", slug, entry.pk), follow=True))


def test_list_says_what_it_refuses_beside_the_field(desk: Any) -> None:
    police, refuge = Agency.objects.get(name="Police"), PlaceCategory.objects.get(code="refuge")
    assert refusals(desk.post(at("entry-add", "agencies"), {"name": "police", "source": "6"})) == {
        "name": ["This list has “Police” already."]
    }
    edit = at("entry-edit", "place-categories", refuge.pk)
    assert desk.get(edit).context["form"].initial["is_protected"] is True
    assert list(refusals(desk.post(edit, {"name": "Refuge"}))) == ["is_protected"]
    assert desk.get(at("entry-edit", "agencies", refuge.pk)).status_code == 404
    assert desk.get(at("entry-edit", "agencies", police.pk)).status_code == 200


@pytest.mark.parametrize("path", ["no-such-list/", "no-such-list/add/", "intervals/add/", "outcomes/add/"])
def test_list_there_is_none_of_is_not_found(path: str, desk: Any) -> None:
    assert desk.get(f"/lists/{path}").status_code == 404


def test_interval_gets_another_length_and_nothing_else(desk: Any) -> None:
    interval = Interval.objects.get(code="visit_cp")
    edit = at("interval-edit", interval.pk)
    assert edit in said(desk.get(at("interval-list")))
    assert list(refusals(desk.post(edit, {"length": "0", "unit": "days"}))) == ["length"]
    assert list(refusals(desk.post(edit, {"length": "soon", "unit": "years"}))) == ["length", "unit"]
    desk.post(edit, {"length": "10", "unit": "days", "code": "visit_cin"})
    interval.refresh_from_db()
    assert (interval.code, interval.in_words) == ("visit_cp", "10 days")
    assert "by Adma Stroud" in said(desk.get(at("interval-history", interval.pk)))
    for what in ("withdraw", "restore"):
        assert desk.post(f"/lists/intervals/{interval.pk}/{what}/").status_code == 404


def test_outcome_is_countersigned_from_now_on_and_nothing_else_of_it_changes(desk: Any) -> None:
    outcome = Outcome.objects.get(code="transfer_out")
    edit = at("outcome-edit", outcome.pk)
    assert edit in said(desk.get(at("outcome-list")))
    desk.post(edit, {"needs_countersignature": "on", "code": "panel"})
    outcome.refresh_from_db()
    assert (outcome.code, outcome.in_words) == ("transfer_out", "Countersigned by a second manager")
    assert "by Adma Stroud" in said(desk.get(at("outcome-history", outcome.pk)))
    assert desk.post(f"/lists/outcomes/{outcome.pk}/withdraw/").status_code == 404
    desk.post(edit, {"_": ""})
    outcome.refresh_from_db()
    assert outcome.in_words == "Decided by one manager"
