"""What is due by its rule, what keeps it, and who is told."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.models import CaseChild, CaseChildStatus
from cs_casework.dates import months_after, today
from families.models import Person
from keeping.due import due, held_back, with_due_day
from keeping.holding import end_hold, hold_record, review_hold
from keeping.models import LegalHold, RetentionRule
from keeping.rules import change_rule
from tests import factories
from tests.helpers import audited, messages_of
from tests.keeping.records import LONG_AGO, closed_child, lapsed_group
from tests.site.records import grant, restrict

pytestmark = pytest.mark.django_db
NEXT = months_after(today(), 3)


def code_of(person: Any) -> tuple[str, Any]:
    found = with_due_day("people", Person.objects.filter(pk=person.pk)).get()
    return found.rule_code, found.due_on


def status(child: Any, code: str, **facts: Any) -> None:
    period = CaseChild.objects.get(child=child)
    CaseChildStatus.objects.create(period=period, status=code, from_on=LONG_AGO, to_on=LONG_AGO, **facts)


def test_each_kind_of_person_is_due_by_its_own_rule(records: Any) -> None:
    born = datetime.date(1960, 2, 29)
    other = closed_child(birth_on=born)
    assert code_of(other) == ("open_before", datetime.date(1985, 2, 28))
    status(other, "cp", category="NEG")
    assert code_of(other) == ("child_protection", datetime.date(2025, 3, 1))
    status(other, "lac")
    assert code_of(other) == ("looked_after", datetime.date(2035, 2, 28))
    Person.objects.filter(pk=other.pk).update(died_on=datetime.date(1975, 1, 1))
    assert code_of(other) == ("looked_after_died", datetime.date(1990, 1, 1))
    unknown_birth = closed_child(birth_on=None)
    assert code_of(unknown_birth) == ("open_before", None)  # a day that is not known makes nothing due
    # Who was never open is kept with the children of their family, and has a rule of their own without one.
    carer = factories.PersonFactory()
    assert code_of(carer)[0] == "known"
    factories.FamilyMembershipFactory(person=carer, family=other.memberships.get().family)
    assert code_of(carer) == ("", None)
    assert {one.pk for one in due("people", records)} == {other.pk}


def test_nothing_is_due_while_it_is_open_or_asked_about(records: Any) -> None:
    child = closed_child()
    assert [one.pk for one in due("people", records)] == [child.pk]
    stated = factories.ReferralChildFactory(referral__submitted=True, known="known", person=child)
    assert not due("people", records).exists()
    type(stated.referral).objects.filter(pk=stated.referral_id).update(status="withdrawn", withdrawn_why="Over")
    assert due("people", records).exists()
    CaseChild.objects.filter(child=child).update(to_on=None, closure_reason="")
    assert not due("people", records).exists()


def test_a_group_that_lapsed_is_due_by_its_own_shorter_rule_and_a_place_later(records: Any) -> None:
    child = factories.PersonFactory()
    group = lapsed_group(child)
    found = due("contexts", records).get()
    link = child.context_links.get()
    assert (found.pk, found.rule_code, found.due_on) == (group.pk, "peer_group", months_after(link.lapses_on, 12))
    type(link).objects.filter(pk=link.pk).update(lapses_on=today() + datetime.timedelta(days=1))
    assert not due("contexts", records).exists()  # somebody says it is still true
    type(link).objects.filter(pk=link.pk).update(lapses_on=LONG_AGO, from_on=LONG_AGO)
    factories.ContextCaseFactory(context=group)
    assert not due("contexts", records).exists()  # an open case


def test_a_contact_on_nobodys_record_is_due_three_years_after_its_decision(records: Any) -> None:
    contact = factories.ReferralFactory(submitted=True)
    received = datetime.datetime(2020, 1, 1, 12, tzinfo=datetime.UTC)
    type(contact).objects.filter(pk=contact.pk).update(status="withdrawn", withdrawn_why="x", received_at=received)
    assert [one.due_on for one in due("contacts", records)] == [datetime.date(2023, 1, 1)]
    factories.ReferralChildFactory(referral=contact, known="known", person=factories.PersonFactory())
    assert not due("contacts", records).exists()


def test_the_list_leaves_out_what_is_hidden_and_tells_it_to_whom_may_see(
    records: Any, manager: Any, worker: Any, as_user: Any
) -> None:
    child, hidden = closed_child(), closed_child()
    restrict(hidden, by=manager)
    url = reverse("keeping:due-list", args=["people"])
    assert [one.pk for one, _rule in as_user(records).get(url).context["rows"]] == [child.pk]
    grant(hidden, to=manager)
    assert {one.pk for one, _rule in as_user(manager).get(url).context["rows"]} == {child.pk, hidden.pk}
    assert as_user(worker).get(url).status_code == 403
    assert as_user(records).get(reverse("keeping:due-list", args=["nothing"])).status_code == 404
    assert audited("due.listed")[0].shown == [child.pk]


def test_a_list_of_many_is_paged_with_as_many_statements(records: Any, as_user: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("keeping:due-list", args=["people"])
    client, counts = as_user(records), []
    for more in (1, 26):
        family = factories.FamilyFactory()
        for _child in range(more):
            closed_child(family)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(url).context["page_of"]
        counts.append(len(asked))
    assert (page.paginator.count, len(page.object_list)) == (27, 25)
    assert counts[0] == counts[1]


# --- Legal hold ------------------------------------------------------------------------------------------------------
def test_a_hold_keeps_the_record_and_what_hangs_together_with_it(records: Any, manager: Any) -> None:
    family = factories.FamilyFactory()
    child, sibling, other = closed_child(family), closed_child(family), closed_child()
    group = lapsed_group(child)
    case = child.case_periods.get().case
    assert {one.pk for one in due("people", records)} == {child.pk, sibling.pk, other.pk}
    for held, kept, groups in (
        (child, {other.pk}, set()),
        (family, {other.pk}, set()),
        (case, {other.pk}, set()),
        (group, {sibling.pk, other.pk}, set()),
        (other, {child.pk, sibling.pk}, {group.pk}),
    ):
        hold = hold_record(held, by=records, reason="Inquiry 7", review_due=NEXT)
        assert {one.pk for one in due("people", records)} == kept
        assert {one.pk for one in due("contexts", records)} == groups
        assert {one.pk for one in held_back("people", records)} == {child.pk, sibling.pk, other.pk} - kept
        end_hold(hold, by=records, ended_why="Over")
    assert {one.pk for one in due("people", records)} == {child.pk, sibling.pk, other.pk}
    # What was merged or joined into another is read there.
    merge = factories.PersonMergeFactory(kept=other)
    hold = LegalHold.objects.create(person=merge.merged, reason="Inquiry", review_due=NEXT)
    assert {one.pk for one in due("people", records)} == {child.pk, sibling.pk}
    end_hold(hold, by=records, ended_why="Over")
    # A hold that the reader may not see keeps it too, and is told by nothing.
    restrict(group, by=manager)
    grant(group, to=manager)
    secret = LegalHold.objects.create(context=group, reason="Inquiry", review_due=NEXT)
    assert {one.pk for one in due("people", records)} == {sibling.pk, other.pk}
    assert not held_back("people", records).exists()
    assert not LegalHold.objects.visible_to(records).filter(pk=secret.pk).exists()


def test_a_hold_says_why_and_until_when_and_ends_with_a_reason(
    records: Any, manager: Any, worker: Any, as_user: Any
) -> None:
    child = closed_child()
    for by in (worker, manager):
        with pytest.raises(PermissionDenied):
            hold_record(child, by=by, reason="Inquiry", review_due=NEXT)
    with pytest.raises(ValidationError):
        hold_record(child, by=records, reason=" ", review_due=NEXT)
    for day in (today(), months_after(today(), 13)):
        with pytest.raises(ValidationError) as refused:
            hold_record(child, by=records, reason="Inquiry", review_due=day)
        assert "review_due" in messages_of(refused)
    hold = hold_record(child, by=records, reason="Inquiry", review_due=NEXT)
    hold = review_hold(hold, by=records, reason="Goes on", review_due=months_after(today(), 6))
    assert hold.history.count() == 2
    page = as_user(records).get(reverse("keeping:due-list", args=["people"]))
    assert [(one.pk, holds) for one, _rule, holds in page.context["held"]] == [(child.pk, [hold])]
    with pytest.raises(ValidationError):
        end_hold(hold, by=records, ended_why="")
    hold = end_hold(hold, by=records, ended_why="Over")
    with pytest.raises(ValidationError, match="ended already"):
        end_hold(hold, by=records, ended_why="Again")
    hidden = closed_child()
    restrict(hidden, by=manager)
    with pytest.raises(PermissionDenied):
        hold_record(hidden, by=records, reason="Inquiry", review_due=NEXT)
    assert [event.action for event in audited("hold.placed") + audited("hold.ended")] == ["hold.placed", "hold.ended"]


# --- Rules -----------------------------------------------------------------------------------------------------------
def test_a_rule_is_changed_by_an_administrator_and_counts_at_once(
    administrator: Any, records: Any, as_user: Any
) -> None:
    rule = RetentionRule.objects.get(code="open_before")
    assert rule.in_words == "25 years from their birth"
    child = closed_child(birth_on=datetime.date(1990, 1, 1))
    assert due("people", records).exists()
    told = {"counts_from": "birth", "months": 1200, "source": "The council’s policy of 2026"}
    with pytest.raises(PermissionDenied):
        change_rule(rule, by=records, **told)
    for wrong, field in (
        ({"months": 0}, "months"),
        ({"months": 1201}, "months"),
        ({"counts_from": "lapsed"}, "counts_from"),
        ({"source": " "}, "source"),
    ):
        with pytest.raises(ValidationError) as refused:
            change_rule(rule, by=administrator, **told | wrong)
        assert list(messages_of(refused)) == [field]
    answer = as_user(administrator).post(reverse("keeping:rule-edit", args=[rule.pk]), told)
    assert answer.status_code == 302
    assert not due("people", records).exists()
    assert rule.history.first().history_user == administrator
    assert code_of(child)[1] == datetime.date(2090, 1, 1)
