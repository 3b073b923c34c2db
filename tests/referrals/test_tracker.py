"""The tracker: what is unfinished, the most urgent first, each with its clock in words and what it lacks; the contacts on
a record; and the page of one, for whoever may see the whole of it and for who took it."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from cs_casework.reference.harms import say_harms
from cs_casework.reference.models import Agency, HarmType
from referrals.models import Referral
from referrals.taking import extend_deadline, submit_contact, withdraw_contact
from referrals.tracker import clock_in_words, counts
from tests import factories
from tests.helpers import audited, hours_ago, stand_on
from tests.referrals.test_taking import answered, at, begun
from tests.site.asking import TOKEN
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

LIST = "/referrals/"


def listed(client: Any, query: str = "") -> list[Any]:
    return [row.referral for row in client.get(LIST + query).context["rows"]]


def page_of(client: Any, referral: Any) -> str:
    return " ".join(TOKEN.sub("", client.get(referral.get_absolute_url()).content.decode()).split())


def due(days: int, **details: Any) -> Any:
    return factories.ReferralFactory(
        decision_due=timezone.localdate() + datetime.timedelta(days=days), submitted=True, **details
    )


HANDED = {"danger": "yes", "emergency": "called", "handed_to": "Duty: Ines Cole"}


def in_danger(**details: Any) -> Any:
    """A child in danger now, handed over by whoever took it."""
    taker = factories.UserFactory(code="business_support")
    return factories.ReferralFactory(taker=taker, handed_by=taker, handed_at=hours_ago(1), **HANDED, **details)


# --- The list --------------------------------------------------------------------------------------------------------
def test_danger_stands_first_and_then_what_is_due_first(worker: Any, as_user: Any) -> None:
    later, late, now = due(2), due(-1), in_danger(decision_due=timezone.localdate() + datetime.timedelta(days=4))
    due(0, status="decided", decided_at=timezone.now())
    assert listed(as_user(worker)) == [now, late, later]


def test_a_row_says_who_takes_it_what_it_is_about_and_what_it_lacks(support: Any, worker: Any, as_user: Any) -> None:
    referral = begun(support)
    factories.ReferralChildFactory(referral=referral, given="Siân", family="O’Neill")
    factories.ReferralContextFactory(referral=referral, name="The arcade")
    page = as_user(worker).get(LIST).content.decode()
    for words in ("by Sula Perrin", "Siân O’Neill", "The arcade", "By phone", "The worry, in the referrer’s own words"):
        assert words in page
    assert "Whether Siân O’Neill is known" in page


# --- The clock, in words ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("received", "read", "words"),
    [
        ((2026, 3, 4, 9, 0), (2026, 3, 4), "Due tomorrow"),
        ((2026, 3, 4, 9, 0), (2026, 3, 5), "Due today"),
        ((2026, 3, 4, 9, 0), (2026, 3, 6), "1 working day overdue"),
        ((2026, 3, 5, 9, 0), (2026, 3, 8), "Overdue since the last working day"),  # due on Friday, read on Sunday
        ((2026, 3, 6, 16, 0), (2026, 3, 6), "Due on the next working day"),
        # Christmas Eve: Christmas Day is a Friday, and Boxing Day, a Saturday, is given on Monday
        ((2026, 12, 24, 16, 0), (2026, 12, 24), "Due on the next working day"),
        ((2026, 12, 24, 16, 0), (2026, 12, 28), "Due tomorrow"),
        ((2026, 12, 24, 16, 0), (2026, 12, 29), "Due today"),
        ((2026, 12, 24, 16, 0), (2026, 12, 31), "2 working days overdue"),
        ((2026, 12, 24, 16, 0), (2027, 1, 4), "3 working days overdue"),  # New Year’s Day is none
        # Maundy Thursday: Good Friday and Easter Monday are none
        ((2026, 4, 2, 10, 0), (2026, 4, 2), "Due on the next working day"),
        ((2026, 4, 2, 10, 0), (2026, 4, 6), "Due tomorrow"),
        ((2026, 4, 2, 10, 0), (2026, 4, 9), "2 working days overdue"),
    ],
)
def test_the_clock_is_said_in_working_days(
    support: Any, monkeypatch: pytest.MonkeyPatch, received: Any, read: Any, words: str
) -> None:
    moment = at(*received)
    stand_on(monkeypatch, moment.date() + datetime.timedelta(days=1))
    referral = begun(support, received_at=moment)
    stand_on(monkeypatch, datetime.date(*read))
    assert clock_in_words(referral) == words


def test_an_extended_deadline_says_why(support: Any, manager: Any, as_user: Any, monkeypatch: Any) -> None:
    stand_on(monkeypatch, datetime.date(2026, 3, 4))
    referral = begun(support, received_at=at(2026, 3, 4, 9, 0))
    day = datetime.date(2026, 3, 9)
    extend_deadline(referral, by=manager, decision_due=day, due_extended_why="The school opens on Monday")
    page = " ".join(as_user(support).get(LIST).content.decode().split())
    assert "Due in 3 working days" in page
    assert "Extended: The school opens on Monday" in page


# --- Narrowed --------------------------------------------------------------------------------------------------------
def test_each_filter_leaves_what_it_asks_for(worker: Any, support: Any, team: Any, as_user: Any) -> None:
    client = as_user(worker)
    agency, harm = Agency.objects.first(), HarmType.objects.first()
    assert agency
    assert harm
    context = factories.PeerGroupFactory()
    found = due(1, subjects=["context"], source="6", agency=agency)
    say_harms(found, [harm], by=support)
    factories.ReferralContextFactory(referral=found, kind="peer_group", context=context, known="known")
    factories.ReferralChildFactory(referral=found, given="Nia", family="Holloway")
    due(2, subjects=["children"], source="2A")
    for query in (
        "?subject=context",
        "?kind=peer_group",
        f"?context={context.pk}",
        f"?harm={harm.pk}",
        "?source=6",
        f"?agency={agency.pk}",
        "?subject=context&source=6&state=submitted",
    ):
        assert listed(client, query) == [found], query
    assert listed(client, "?subject=relationship") == []
    assert "Nothing fits these filters" in client.get(f"{LIST}?subject=relationship").content.decode()


def test_a_name_is_looked_for_among_all_and_stands_in_no_address(worker: Any, as_user: Any) -> None:
    client = as_user(worker)
    found = factories.ReferralChildFactory(
        given="Nia", family="Holloway", referral=due(1, status="decided", decided_at=timezone.now())
    ).referral
    due(1)
    answer = client.post(LIST, {"_search": "1", "q": "Holoway"})
    assert "Holoway" not in answer.headers["Location"]
    assert [row.referral for row in client.get(answer.headers["Location"]).context["rows"]] == [found]
    assert listed(client, f"?q={found.reference.lower()}") == [found]


def test_a_team_has_what_its_cases_and_its_people_have(worker: Any, support: Any, team: Any, as_user: Any) -> None:
    client, elsewhere = as_user(worker), factories.TeamFactory()
    period = factories.CaseChildFactory(case__team=elsewhere)
    of_child, of_context, of_taker = due(1), due(2), begun(support)
    factories.ReferralChildFactory(referral=of_child, person=period.child, known="known")
    case = factories.ContextCaseFactory(team=elsewhere)
    factories.ReferralContextFactory(referral=of_context, context=case.context, known="known")
    assert listed(client, f"?team={elsewhere.pk}") == [of_child, of_context]
    assert listed(client, f"?team={team.pk}") == [of_taker]


def test_what_is_counted_opens_its_list(support: Any, manager: Any, as_user: Any) -> None:
    due(-1), due(0), begun(support)
    due(1, status="screening")
    long_ago = timezone.now() - datetime.timedelta(days=31)
    for moment in (timezone.now(), long_ago):
        decided = due(1, status="decided", decided_at=moment)
        factories.ScreeningDecisionFactory(referral=decided, needs_countersignature=moment == long_ago)
    withdraw_contact(begun(support), by=support, withdrawn_why="Twice")
    client, told = as_user(manager), counts(manager)
    assert {count["label"]: count["number"] for count in told} == {
        "Late": 1,
        "Due today": 1,
        "Being taken": 1,
        "To be decided": 2,
        "Being screened": 1,
        "To countersign": 1,
        "Decided in the last 30 days": 1,
        "Taken in error": 1,
    }
    for count in told:
        assert len(listed(client, count["url"].removeprefix(LIST))) == count["number"], count["label"]
    assert len(listed(client, "?state=decided")) == 2
    assert len(listed(client, "?state=all")) == 7


def test_counts_and_filters_tell_nothing_of_what_is_hidden(worker: Any, manager: Any, team: Any) -> None:
    """Who took a contact goes on seeing it, and no filter tells them what it turned out to be about."""
    period = factories.CaseChildFactory(case__team=factories.TeamFactory())
    mine = due(1, taker=worker, status="decided", decided_at=timezone.now())
    factories.ScreeningDecisionFactory(referral=mine, needs_countersignature=True)
    factories.ReferralChildFactory(referral=mine, person=period.child, known="known")
    restrict(period.child, by=manager)
    told = {count["label"]: count["number"] for count in counts(worker)}
    assert (told["Decided in the last 30 days"], told["To countersign"]) == (1, 0)
    seen = Referral.objects.visible_to(worker)
    assert list(seen.of_team(period.case.team, worker)) == []
    assert list(seen.of_team(team, worker)) == [mine]


# --- One contact -----------------------------------------------------------------------------------------------------
def test_who_is_kept_from_the_family_and_who_gave_no_name_cannot_be_overlooked(support: Any, as_user: Any) -> None:
    kept = factories.ReferralFactory(referrer_name="Rowan Hartley", keeps_name_from_family=True)
    page = page_of(as_user(support), kept)
    assert "Keep the referrer’s name from the family" in page
    assert "Rowan Hartley" in page
    assert "Anonymous: they did not give their name" in page_of(
        as_user(support), factories.ReferralFactory(is_anonymous=True)
    )


def test_danger_is_told_with_who_took_it_over(support: Any, as_user: Any) -> None:
    page = page_of(as_user(support), in_danger())
    assert "Handed to <strong>Duty: Ines Cole</strong>" in page
    assert "999 has been called" in page


def test_the_page_tells_all_that_was_said_and_done(support: Any, manager: Any, as_user: Any) -> None:
    referral = answered(begun(support), support)
    person = factories.PersonFactory(given="Siân", family="O’Neill")
    factories.ReferralChildFactory(referral=referral, given="Shan", family="Oneil", person=person, known="known")
    factories.ReferralAdultFactory(referral=referral, described="The man in the car")
    factories.AttachmentFactory(referral=referral, name="from school.pdf")
    submit_contact(referral, by=support)
    case = factories.ReferralCaseFactory(referral=referral).case
    factories.AcknowledgementFactory(referral=referral, user=manager)
    factories.ScreeningDecisionFactory(referral=referral, rationale="Help is there.", created_by=manager)
    page = page_of(as_user(manager), referral)
    for words in (
        "Shan Oneil",
        f'href="{person.get_absolute_url()}"><bdi>Siân O’Neill',
        "The man in the car",
        "Late since October",
        "Typed by",
        "from school.pdf",
        case.reference,
        "has not said yet",
        "Help is there.",
        "No further action",
        "Sula Perrin",
    ):
        assert words in page, words
    assert case.referrals.get().referral.reference in as_user(manager).get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", ["children", "contexts"])
def test_who_took_it_reads_a_hidden_match_as_one_nobody_has_made(
    support: Any, manager: Any, as_user: Any, kind: str
) -> None:
    """Byte for byte the page of a row of which somebody said that they cannot tell."""
    referral = begun(support)
    hidden = factories.PersonFactory() if kind == "children" else factories.ContextFactory()
    make = factories.ReferralChildFactory if kind == "children" else factories.ReferralContextFactory
    row = make(referral=referral, known="unsure")
    before = page_of(as_user(support), referral)
    setattr(row, "person" if kind == "children" else "context", hidden)
    row.known = "known"
    row.save()
    factories.ScreeningDecisionFactory(referral=referral, stage="initial", outcomes=[])
    factories.ReferralCaseFactory(referral=referral)
    assert hidden.get_absolute_url() in page_of(as_user(manager), referral)
    restrict(hidden, by=manager)
    assert page_of(as_user(support), referral) == before
    assert as_user(manager).get(referral.get_absolute_url()).status_code == 404


# --- On a record -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["people", "contexts"])
def test_a_record_tells_its_contacts_newest_first_with_what_came_of_them(
    worker: Any, manager: Any, as_user: Any, kind: str
) -> None:
    on_people = kind == "people"
    record = factories.PersonFactory() if on_people else factories.ContextFactory()
    make = factories.ReferralChildFactory if on_people else factories.ReferralContextFactory
    on = {"person" if on_people else "context": record, "known": "known"}
    older, newer, hidden = due(1, received_at=hours_ago(50)), due(1, received_at=hours_ago(3)), due(1)
    for referral in (older, newer, hidden):
        make(referral=referral, **on)
    factories.ScreeningDecisionFactory(referral=older)
    Referral.objects.filter(pk=older.pk).update(status="decided", decided_at=timezone.now())
    secret = factories.PersonFactory()
    factories.ReferralAdultFactory(referral=hidden, person=secret, known="known")
    restrict(secret, by=manager)
    answer = as_user(worker).get(f"/referrals/{kind}/{record.pk}/")
    assert [row.referral for row in answer.context["rows"]] == [newer, older]
    assert "No further action" in answer.content.decode()
    assert audited("referral.listed")[-1].shown == ([record.pk] if on_people else [])


def test_a_contact_on_what_was_merged_stands_on_what_it_was_merged_into(worker: Any, as_user: Any) -> None:
    merge = factories.ContextMergeFactory()
    row = factories.ReferralContextFactory(context=merge.merged, known="known")
    answer = as_user(worker).get(f"/referrals/contexts/{merge.kept.pk}/")
    assert [shown.referral for shown in answer.context["rows"]] == [row.referral]
