"""The pages of a decision: what a manager has in view, what the form makes of it, and what comes after."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from contexts.models import Context, ContextLink
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from families.models import Person
from referrals.decision_pages import decisions_of
from referrals.models import Acknowledgement, HiddenMatch, Referral, ReferralCase, ScreeningDecision
from referrals.telling import tell_workers
from tests import factories
from tests.helpers import boxes, refusals, value_typed
from tests.site.records import restrict

pytestmark = pytest.mark.django_db


def at(name: str, *args: Any) -> str:
    return reverse(f"referrals:{name}", args=args)


def contact(*about: str, **details: Any) -> Referral:
    return factories.ReferralFactory(submitted=True, subjects=list(about or ["children"]), **details)


def said(response: Any) -> str:
    text: str = response.content.decode()
    return text


@pytest.fixture
def desk(as_user: Any, manager: Any) -> Any:
    return as_user(manager)


# --- The long form ---------------------------------------------------------------------------------------------------
def test_a_location_with_two_half_known_children_becomes_an_open_context_case(
    desk: Any, worker: Any, team: Any
) -> None:
    referral = contact("children", "context")
    known = factories.ReferralChildFactory(referral=referral, known="known", person=factories.PersonFactory())
    new = factories.ReferralChildFactory(referral=referral, known="new", given="Nia", family="Holloway")
    place = factories.ReferralContextFactory(referral=referral, known="new", name="Quay House", happens="They wait")
    page = desk.get(at("referral-decide", referral.pk))
    assert page.status_code == 200
    assert value_typed(page, f"description_{place.pk}") == "They wait"
    sent = {
        "seen": "",
        "outcomes": ["context_assessment"],
        "child_level": "3",
        "context_level": "safeguarding",
        "frequency": "weekly",
        "how_many": "few",
        "severity": "harm",
        f"record_{place.pk}": "on",
        f"name_{place.pk}": "The stairwell at Quay House",
        f"description_{place.pk}": "Between two floors",
        f"opens_{place.pk}": "on",
        f"link_{known.pk}_{place.pk}": "spends_time",
        f"link_{new.pk}_{place.pk}": "harmed",
        "team": team.pk,
        "lead": worker.team_memberships.get().pk,
        "rationale": "Weekly, several children, and nobody looks after the place.",
    }
    answer = desk.post(at("referral-decide", referral.pk), sent)
    assert answer.status_code == 302, refusals(answer)
    context = Context.objects.get()
    assert (context.name, Case.objects.get().allocations.get().worker) == ("The stairwell at Quay House", worker)
    assert ContextLink.objects.filter(context=context, source=referral.reference).count() == 2
    assert str(Person.objects.get(referral_children=new)) == "Nia Holloway"
    shown = decisions_of(Referral.objects.get(), worker)
    assert [row.case.subject for row in shown["cases"]] == [context]
    # Opened again, the page shows what was recorded and offers what is left to do.
    assert desk.get(at("referral-decide", referral.pk)).status_code == 302


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_decided(desk: Any, team: Any) -> None:
    referral = contact("children", "context")
    child = factories.ReferralChildFactory(referral=referral, known="unsure")
    place = factories.ReferralContextFactory(referral=referral, known="new")
    sent = {"seen": "", "outcomes": ["assessment"], f"family_{child.pk}": "own", "team": team.pk, "rationale": "Now"}
    found = refusals(desk.post(at("referral-decide", referral.pk), sent))
    assert {"child_level", "context_level", "__all__"} == set(found)
    assert "Nothing has been decided" in found["__all__"][0]
    levels = {"child_level": "3", "context_level": "targeted"}
    answer = desk.post(at("referral-decide", referral.pk), sent | levels)
    assert f"family_{child.pk}" in refusals(answer)
    # What was typed is kept, for this window and for another.
    assert value_typed(answer, "rationale") == "Now"
    assert value_typed(desk.get(at("referral-decide", referral.pk)), "rationale") == "Now"
    linked = {"outcomes": ["assessment"], f"link_{child.pk}_{place.pk}": "at_risk"}
    assert f"link_{child.pk}_{place.pk}" not in refusals(desk.post(at("referral-decide", referral.pk), linked))
    assert not ScreeningDecision.objects.exists()


def test_a_manager_who_decides_while_another_does_sees_both_and_chooses(desk: Any) -> None:
    referral = contact()
    url = at("referral-decide", referral.pk)
    sent = {"seen": "", "outcomes": ["advice"], "child_level": "2", "rationale": "Mine"}
    first = factories.ScreeningDecisionFactory(referral=referral, stage="initial", outcomes=[], rationale="Theirs")
    page = desk.post(url, sent)
    assert "Theirs" in said(page)
    assert value_typed(page, "rationale") == "Mine"
    assert page.context["seen"] == first.pk
    final = factories.ScreeningDecisionFactory(referral=referral, rationale="Decided elsewhere")
    Referral.objects.filter(pk=referral.pk).update(status="decided", decided_at=timezone.now())
    page = desk.post(url, sent | {"seen": first.pk})
    assert "Decided elsewhere" in said(page)
    assert at("referral-reopen", referral.pk) in said(page)
    assert list(ScreeningDecision.objects.final()) == [final]
    # Opened again, what was typed is there.
    desk.post(at("referral-reopen", referral.pk), {"reason": "The sister called"})
    page = desk.get(url)
    assert value_typed(page, "rationale") == "Mine"
    assert (
        desk.post(url, sent | {"seen": page.context["seen"], "draft_id": page.context["draft"].id}).status_code == 302
    )


def test_initial_and_screening_ask_for_less_and_a_draft_is_kept(desk: Any, manager: Any) -> None:
    referral = contact()
    url = f"{at('referral-decide', referral.pk)}?stage=initial"
    page = desk.get(url)
    assert "outcomes" not in page.context["form"].fields
    desk.post(url, {"_save": "1", "rationale": "Half"})
    assert Draft.objects.visible_to(manager).get().title == f"Initial decision: {referral.reference}"
    assert value_typed(desk.get(url), "rationale") == "Half"
    assert desk.post(url, {"seen": "", "rationale": "Today", "is_urgent": "on"}).status_code == 302
    assert ScreeningDecision.objects.get().is_urgent


def test_earlier_contacts_notes_and_contexts_that_recur_are_in_view(desk: Any, manager: Any) -> None:
    child, context, hidden = factories.PersonFactory(), factories.ContextFactory(), factories.ContextFactory()
    referral = contact("children", "context")
    factories.ReferralChildFactory(referral=referral, known="known", person=child)
    factories.ReferralContextFactory(referral=referral, known="known", context=context, frequency="weekly")
    earlier, long_ago = contact("context"), contact("context", received_at=timezone.now() - datetime.timedelta(400))
    for before in (earlier, long_ago):
        factories.ReferralContextFactory(referral=before, known="known", context=context, frequency="monthly")
    factories.ScreeningDecisionFactory(referral=earlier, severity="serious", context_level="targeted")
    secret = contact("children")
    factories.ReferralChildFactory(referral=secret, known="known", person=child)
    factories.ReferralContextFactory(referral=secret, known="known", context=restrict(hidden, by=manager))
    note = factories.CaseNoteFactory(title="Seen at the arcade")
    factories.NoteSubjectFactory(note=note, child=child)
    page = desk.get(at("referral-decide", referral.pk))
    before = page.context["before"]
    assert [found.pk for found in before.referrals] == [earlier.pk, long_ago.pk]
    assert [(found.pk, found.contact_count) for found in before.recurring] == [(context.pk, 3)]
    assert [found.title for found in before.notes] == ["Seen at the arcade"]
    (aid,) = before.aids
    assert [(row.is_this, row.row.frequency, row.severity_shown) for row in aid.rows] == [
        (True, "weekly", ""),
        (False, "monthly", "Serious harm, or a risk of it"),
    ]
    assert secret.reference not in said(page)


def test_it_is_for_managers_who_may_see_all_of_it(as_user: Any, worker: Any, support: Any, manager: Any) -> None:
    referral = contact(taker=manager)
    child = factories.PersonFactory()
    factories.ReferralChildFactory(referral=referral, known="known", person=child)
    assert as_user(support).get(at("referral-decide", referral.pk)).status_code == 403
    assert [step["label"] for step in decisions_of(referral, worker)["steps"]] == [
        "Record that the referrer was told",
        "Change what was said",
    ]
    restrict(child, by=worker)
    assert as_user(manager).get(at("referral-decide", referral.pk)).status_code == 403
    assert "Decide" not in [step["label"] for step in decisions_of(referral, manager)["steps"]]


def test_a_child_who_is_open_is_not_offered_to_be_opened_again(desk: Any) -> None:
    period = factories.CaseChildFactory()
    referral = contact()
    row = factories.ReferralChildFactory(referral=referral, known="known", person=period.child)
    page = desk.get(at("referral-decide", referral.pk))
    assert f"family_{row.pk}" not in page.context["form"].fields
    sent = {
        "seen": "",
        "outcomes": ["add_to_case"],
        "add_to": [period.case_id],
        "child_level": "3",
        "rationale": "More",
    }
    assert desk.post(at("referral-decide", referral.pk), sent).status_code == 302
    assert ReferralCase.objects.get().case == period.case


# --- Who is it -------------------------------------------------------------------------------------------------------
def test_the_match_is_changed_from_what_is_suggested_or_found(desk: Any) -> None:
    referral = contact("children", "context")
    child = factories.ReferralChildFactory(referral=referral, given="Nia", family="Holloway", known="new")
    person = factories.PersonFactory(given="Nia", family="Holloway")
    url = at("child-match", referral.pk, child.pk)
    assert str(person.pk) in said(desk.get(url))
    assert set(refusals(desk.post(url, {"match": "nobody"}))) == {"match"}
    assert desk.post(url, {"match": str(person.pk)}).headers["Location"] == at("referral-decide", referral.pk)
    child.refresh_from_db()
    assert (child.known, child.person, child.given) == ("known", person, "Nia")
    desk.post(url, {"match": "unsure"})
    child.refresh_from_db()
    assert child.person is None
    elsewhere = factories.PersonFactory(given="Perpetua", family="Vance")
    found = desk.post(url, {"_search": "1", "q": "Perpetua Vance"}, follow=True)
    assert str(elsewhere.pk) in said(found)
    assert "Perpetua" not in found.request["QUERY_STRING"]
    place = factories.ReferralContextFactory(referral=referral, name="Arcade at the quay")
    context = factories.ContextFactory(name="The arcade at the quay")
    url = at("context-match", referral.pk, place.pk)
    assert str(context.pk) in said(desk.get(url))
    desk.post(url, {"match": str(context.pk)})
    place.refresh_from_db()
    assert place.context == context


def test_what_is_typed_waits_while_somebody_says_who_a_child_is(desk: Any) -> None:
    referral = contact("children", "context")
    child = factories.ReferralChildFactory(referral=referral, given="Nia", family="Holloway", known="new")
    place = factories.ReferralContextFactory(referral=referral, name="Arcade at the quay")
    for row, name in ((child, "child-match"), (place, "context-match")):
        deciding = at("referral-decide", referral.pk) + "?stage=initial"
        sent = {"seen": "", "rationale": f"Half a sentence on {name}", "_match": str(row.pk)}
        matching = desk.post(deciding, sent).headers["Location"]
        assert matching == at(name, referral.pk, row.pk) + "?stage=initial"
        back = desk.post(matching, {"match": "unsure"}).headers["Location"]
        assert back == deciding
        assert value_typed(desk.get(back), "rationale") == f"Half a sentence on {name}"
    # A row of another contact's leads nowhere.
    other = factories.ReferralChildFactory(referral=contact())
    assert desk.post(deciding, {"seen": "", "_match": str(other.pk)}).status_code == 200


def test_a_hidden_match_is_settled_by_who_may_see_both(desk: Any, as_user: Any, manager: Any, worker: Any) -> None:
    referral = contact()
    person = factories.PersonFactory()
    row = factories.ReferralChildFactory(referral=referral, known="new")
    task = HiddenMatch.objects.create(stated=row, person=person)
    listed, url = at("match-list"), at("match-settle", task.pk)
    assert url in said(desk.get(listed))
    assert desk.get(url).status_code == 200
    assert set(refusals(desk.post(url, {"_": ""}))) == {"outcome"}
    restrict(person, by=worker)
    assert url not in said(desk.get(listed))
    assert desk.get(url).status_code == 404
    person.restricted_on = person.restricted_by = None
    Person.objects.filter(pk=person.pk).update(
        restricted_on=None, restricted_by=None, restriction_review_due=None, restricted_why=""
    )
    assert desk.post(url, {"outcome": "same"}).status_code == 302
    row.refresh_from_db()
    assert row.person == person


# --- What comes after ------------------------------------------------------------------------------------------------
def test_a_decision_is_countersigned_or_the_contact_opened_again(desk: Any, as_user: Any, manager: Any) -> None:
    referral = contact(status="decided", decided_at=timezone.now())
    made = factories.ScreeningDecisionFactory(referral=referral, needs_countersignature=True)
    listed, url = at("countersign-list"), at("referral-countersign", referral.pk)
    assert url in said(desk.get(listed))
    assert at("referral-reopen", referral.pk) in said(desk.get(url))
    assert desk.post(url, {"countersigned_why": "I agree"}).status_code == 302
    assert url not in said(desk.get(listed))
    assert "__all__" in refusals(desk.post(url, {"_": ""}))
    assert set(refusals(desk.post(at("referral-reopen", referral.pk), {"reason": ""}))) == {"reason"}
    desk.post(at("referral-reopen", referral.pk), {"reason": "More is known"})
    made.refresh_from_db()
    assert (made.set_aside_by, made.countersigned_by) == (manager, manager)
    assert desk.get(url).status_code == 404


def test_who_decided_does_not_countersign(desk: Any, manager: Any) -> None:
    referral = contact(status="decided", decided_at=timezone.now())
    factories.ScreeningDecisionFactory(referral=referral, needs_countersignature=True, created_by=manager)
    url = at("referral-countersign", referral.pk)
    assert url not in said(desk.get(at("countersign-list")))
    assert "Countersign" not in [step["label"] for step in decisions_of(referral, manager)["steps"]]
    assert "Another manager" in refusals(desk.post(url, {"_": ""}))["__all__"][0]


def test_the_referrer_is_told_and_a_contact_gets_longer(desk: Any) -> None:
    referral = contact()
    told = {"told_how": "By telephone, what happens next", **boxes("told_on", today())}
    assert desk.post(at("referral-tell", referral.pk), told).status_code == 302
    assert "__all__" in refusals(desk.post(at("referral-tell", referral.pk), told))
    anonymous = contact(is_anonymous=True, referrer_name="")
    assert "__all__" in refusals(desk.post(at("referral-tell", anonymous.pk), told))
    due = referral.decision_due + datetime.timedelta(days=2)
    longer = boxes("decision_due", due) | {"due_extended_why": "The school is closed"}
    assert desk.post(at("referral-extend", referral.pk), longer).status_code == 302
    referral.refresh_from_db()
    assert (referral.decision_due, referral.told_how) == (due, told["told_how"])


def test_whoever_works_with_the_child_says_that_they_have_seen_it(
    as_user: Any, worker: Any, colleague: Any, team: Any
) -> None:
    period = factories.CaseChildFactory(case=factories.CaseFactory(team=team))
    factories.AllocationFactory(case=period.case, worker=worker)
    referral = contact()
    factories.ReferralChildFactory(referral=referral, known="known", person=period.child)
    tell_workers(referral, by=worker)
    asked = Acknowledgement.objects.get(user=worker)
    url = at("acknowledge", asked.pk)
    client = as_user(worker)
    assert url in said(client.get(at("acknowledgement-list")))
    assert "contacts you were told of" in said(client.get("/"))
    assert as_user(colleague).post(url).status_code == 403
    client = as_user(worker)
    assert client.post(url).status_code == 302
    assert url not in said(client.get(at("acknowledgement-list")))
    assert [row.acknowledged_at is None for row in decisions_of(referral, worker)["acknowledgements"]] == [False]


def test_what_it_led_to_shows_where_the_case_may_be_seen(manager: Any, worker: Any, colleague: Any) -> None:
    referral = contact(status="decided", decided_at=timezone.now())
    case = factories.CaseFactory()
    ReferralCase.objects.create(referral=referral, case=case, how="opened")
    assert [row.case for row in decisions_of(referral, worker)["cases"]] == [case]
    restrict(case, by=manager)
    assert decisions_of(referral, colleague)["cases"] == []
