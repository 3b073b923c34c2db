"""What the database refuses whoever writes to it, and what one row says about itself."""

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import Case, CaseChildStatus, FamilyJoin, PatternsComputed, SharedContextPair
from cs_casework.dates import today
from tests.breaks import breaks_of_bars, breaks_of_grants
from tests.cases.gone import GONE
from tests.cases.meetings import MEETINGS
from tests.cases.outside import OUTSIDE
from tests.cases.restricted import RESTRICTED
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
    ContextMergeFactory,
    DocumentFactory,
    DocumentSubjectFactory,
    FamilyFactory,
    InvitationFactory,
    MergeRequestFactory,
    NoteSubjectFactory,
    PersonFactory,
    PersonMergeFactory,
    RemovalFactory,
    Section47Factory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

EARLIER, LATER = datetime.date(2024, 2, 29), datetime.date(2024, 3, 1)


def proposed(**details: Any) -> Case:
    return CaseFactory(**({"status": "proposed", "opened_on": None} | details))


def two_cases(first: str, second: str, on: str) -> None:
    make = CaseFactory if on == "family" else ContextCaseFactory
    days = {"proposed": None, "open": LATER}
    case = make(status=first, opened_on=days[first])
    make(status=second, opened_on=days[second], **{on: getattr(case, on)})


def two_open_periods() -> None:
    CaseChildFactory(child=CaseChildFactory().child)


def status(name: str, **details: Any) -> CaseChildStatus:
    period = details.pop("period", None) or CaseChildFactory()
    return CaseChildStatus.objects.create(period=period, status=name, **({"from_on": EARLIER} | details))


def the_same_status_twice() -> None:
    status("cin", period=status("cin").period)


def two_leads(with_child: bool) -> None:
    period = CaseChildFactory()
    child = period.child if with_child else None
    AllocationFactory(case=period.case, child=child)
    AllocationFactory(case=period.case, child=child)


def the_same_document_twice() -> None:
    row = DocumentSubjectFactory()
    DocumentSubjectFactory(document=row.document, child=row.child)


def the_same_subject_twice() -> None:
    row = NoteSubjectFactory()
    NoteSubjectFactory(note=row.note, child=row.child)


def to_its_own_team() -> None:
    case = CaseFactory()
    CaseTransferFactory(case=case, to_team=case.team)


def pair_of(*, turned: bool = False, contexts: int = 2) -> None:
    first, second = sorted([PersonFactory(), PersonFactory()], key=lambda person: person.pk, reverse=turned)
    SharedContextPair.objects.create(first=first, second=second, contexts=[uuid4() for _number in range(contexts)])


def merged_twice() -> None:
    ContextMergeFactory(merged=ContextMergeFactory().merged)


def asked_twice() -> None:
    asked = MergeRequestFactory()
    MergeRequestFactory(kept=asked.kept, merged=asked.merged, asked_by=asked.asked_by)


def undone(**details: Any) -> None:
    FamilyJoin.objects.create(kept=FamilyFactory(), joined=FamilyFactory(), reason="One mother", **details)


OPEN_TWICE = [("proposed", "proposed"), ("proposed", "open"), ("open", "proposed"), ("open", "open")]


def person_merged_twice() -> None:
    PersonMergeFactory(merged=PersonMergeFactory().merged)


# Each constraint of the app with rows that break it and nothing else.
BREAKS = {
    **breaks_of_bars(CaseFactory),
    **breaks_of_grants(CaseFactory),
    "case_restriction_is_whole": [lambda: CaseFactory(restricted_on=LATER)],
    "case_on_one_subject": [
        lambda: CaseFactory(family=None),
        lambda: CaseFactory(context=ContextFactory()),
    ],
    "one_open_case_a_family": [lambda pair=pair: two_cases(*pair, on="family") for pair in OPEN_TWICE],
    "one_open_case_a_context": [lambda pair=pair: two_cases(*pair, on="context") for pair in OPEN_TWICE],
    "case_opened_has_date": [
        lambda: CaseFactory(opened_on=None),
        lambda: CaseFactory(status="closed", opened_on=None, closed_on=LATER),
        lambda: CaseFactory(status="proposed"),
        lambda: CaseFactory(status="declined"),
    ],
    "case_closed_has_date": [
        lambda: CaseFactory(status="closed"),
        lambda: CaseFactory(closed_on=today()),
    ],
    "case_closes_after_it_opened": [lambda: CaseFactory(status="closed", opened_on=LATER, closed_on=EARLIER)],
    "one_open_period_a_child": [two_open_periods],
    "period_ends_after_it_began": [
        lambda: CaseChildFactory(from_on=LATER, to_on=EARLIER, closure_reason="RC7"),
    ],
    "period_ends_with_reason": [
        lambda: CaseChildFactory(to_on=today()),
        lambda: CaseChildFactory(closure_reason="RC7"),
    ],
    "one_current_status_a_kind": [the_same_status_twice],
    "status_ends_after_it_began": [lambda: status("cin", from_on=LATER, to_on=EARLIER)],
    "protection_plan_has_category": [lambda: status("cp"), lambda: status("cin", category="NEG")],
    "one_lead_a_case": [lambda: two_leads(with_child=False)],
    "one_lead_a_child": [lambda: two_leads(with_child=True)],
    "allocation_ends_after_it_began": [lambda: AllocationFactory(from_on=LATER, to_on=EARLIER)],
    "note_says_something": [lambda: CaseNoteFactory(happened="")],
    "note_is_not_of_the_future": [
        lambda: CaseNoteFactory(occurred_at=timezone.now(), created_at=timezone.now() - datetime.timedelta(seconds=1))
    ],
    "note_subject_is_one": [
        lambda: NoteSubjectFactory(child=None, own_part="x"),
        lambda: NoteSubjectFactory(child=None, case=CaseFactory()),
        lambda: NoteSubjectFactory(family=FamilyFactory()),
        lambda: NoteSubjectFactory(child=None, family=FamilyFactory(), context=ContextFactory()),
    ],
    "note_subject_once": [the_same_subject_twice],
    "only_a_child_is_seen": [
        lambda: NoteSubjectFactory(child=None, family=FamilyFactory(), seen="seen"),
        lambda: NoteSubjectFactory(child=None, context=ContextFactory(), seen="not_seen"),
    ],
    # Documents, and what was removed from a record
    "document_says_what_it_is": [
        lambda: DocumentFactory(title=""),
        lambda: DocumentFactory(type=""),
        lambda: DocumentFactory(from_whom=""),
    ],
    "document_withdrawal_is_whole": [
        lambda: DocumentFactory(withdrawn_on=LATER),
        lambda: DocumentFactory(withdrawn_why="x"),
    ],
    "document_scan_is_whole": [
        lambda: DocumentFactory(scan="clean"),
        lambda: DocumentFactory(scanned_at=timezone.now()),
    ],
    "document_subject_is_one": [
        lambda: DocumentSubjectFactory(family=FamilyFactory()),
        lambda: DocumentSubjectFactory(context=ContextFactory()),
        lambda: DocumentSubjectFactory(child=None, family=FamilyFactory(), context=ContextFactory()),
    ],
    "document_subject_once": [the_same_document_twice],
    "removed_from_one_record": [
        lambda: RemovalFactory(child=None),
        lambda: RemovalFactory(family=FamilyFactory()),
        lambda: RemovalFactory(context=ContextFactory()),
    ],
    "removed_is_one_entry": [
        lambda: RemovalFactory(note_subject=None),
        lambda: RemovalFactory(link=ContextLinkFactory()),
        lambda: RemovalFactory(document_subject=DocumentSubjectFactory()),
    ],
    "removed_with_reason": [lambda: RemovalFactory(why="")],
    "case_reopening_has_reason": [
        lambda: CaseFactory(reopened_on=LATER),
        lambda: proposed(reopened_on=LATER, reopened_why="It began again"),
    ],
    "one_waiting_transfer_a_case": [
        lambda: CaseTransferFactory(case=CaseTransferFactory(status="asked").case),
    ],
    "transfer_is_to_another_team": [lambda: to_its_own_team()],
    "transfer_decision_is_whole": [
        lambda: CaseTransferFactory(status="accepted"),
        lambda: CaseTransferFactory(decided_on=LATER, decided_by=UserFactory()),
    ],
    "one_proposed_closure": [lambda: CaseClosureFactory(case=CaseClosureFactory().case)],
    "closure_decision_is_whole": [
        lambda: CaseClosureFactory(status="agreed", decided_on=LATER),
        lambda: CaseClosureFactory(decided_on=LATER, decided_by=UserFactory()),
    ],
    "closure_says_what_came_of_it": [
        lambda part=part: CaseClosureFactory(**{part: ""}) for part in ("reason", "outcome", "summary")
    ],
    "pair_in_one_order": [lambda: pair_of(turned=True)],
    "pair_shares_two_contexts": [lambda: pair_of(contexts=1)],
    "one_time_of_patterns": [lambda: PatternsComputed.objects.create(id=2, at=timezone.now())],
    "a_context_is_merged_once": [merged_twice],
    "asked_for_a_merge_once": [asked_twice],
    "merge_request_decision_is_whole": [
        lambda: MergeRequestFactory(status="done"),
        lambda: MergeRequestFactory(status="declined", decided_on=LATER),
        lambda: MergeRequestFactory(decided_on=LATER, decided_by=UserFactory()),
    ],
    "join_undoing_is_whole": [
        lambda: undone(undone_on=LATER, undone_by=UserFactory()),
        lambda: undone(undone_on=LATER, undone_why="Two mothers"),
    ],
    "a_person_is_merged_once": [person_merged_twice],
    "person_merge_undoing_is_whole": [
        lambda: PersonMergeFactory(undone_on=LATER, undone_by=UserFactory()),
        lambda: PersonMergeFactory(undone_on=LATER, undone_why="Two cousins"),
    ],
} | (OUTSIDE | MEETINGS | GONE | RESTRICTED)


@pytest.mark.parametrize(
    ("name", "write"), [pytest.param(name, write, id=name) for name, writes in BREAKS.items() for write in writes]
)
def test_constraint_holds_whoever_writes(name: str, write: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def test_every_constraint_is_tried() -> None:
    names = {
        constraint.name for model in apps.get_app_config("cases").get_models() for constraint in model._meta.constraints
    }
    assert {name for name in names if not name.endswith("_unique")} == set(BREAKS)


@pytest.mark.parametrize("name", ["closed", "declined"])
def test_subject_whose_case_is_over_may_have_another(name: str) -> None:
    days = {"closed": {"closed_on": today()}, "declined": {"opened_on": None}}[name]
    case = CaseFactory(status=name, **days)
    proposed(family=case.family)
    assert Case.objects.filter(family=case.family).count() == 2


def test_child_whose_period_is_over_may_have_another() -> None:
    period = CaseChildFactory(to_on=today(), closure_reason="RC7")
    assert CaseChildFactory(child=period.child).pk


def test_child_whose_enquiry_is_over_may_have_another() -> None:
    over = Section47Factory(outcome="nfa", outcome_on=today(), outcome_why="He is safe at his aunt’s")
    assert Section47Factory(child=over.child).pk


def test_who_and_what_was_taken_off_may_come_back() -> None:
    invited = InvitationFactory(user=UserFactory(), name="", removed_on=today())
    assert InvitationFactory(meeting=invited.meeting, user=invited.user, name="").pk
    item = AgendaItemFactory(removed_on=today())
    assert AgendaItemFactory(meeting=item.meeting, child=item.child).pk
    place = AgendaItemFactory(child=None, context=ContextFactory(), removed_on=today())
    assert AgendaItemFactory(meeting=place.meeting, child=None, context=place.context).pk


def test_child_has_several_statuses_at_once() -> None:
    first = status("cp", category="EMO")
    status("lac", period=first.period)
    assert [str(row) for row in first.period.statuses.order_by("status")] == [
        "Child protection plan: Emotional abuse",
        "Looked after",
    ]


def test_case_and_each_child_in_it_may_have_a_lead_of_their_own() -> None:
    period = CaseChildFactory()
    for child in (None, period.child):
        AllocationFactory(case=period.case, child=child)
    assert period.case.allocations.count() == 2


def test_case_is_called_by_its_reference_and_what_it_is_on() -> None:
    case = ContextCaseFactory(context__name="Canal Walk")
    assert str(case) == f"{case.reference} · Canal Walk"
    assert case.reference.startswith("CASE-")
    assert case.subject == case.context


def test_rows_are_called_by_what_they_join() -> None:
    person, user = PersonFactory(given="Ada", family="Okafor"), UserFactory(name="Wren Ashdown")
    period = CaseChildFactory(child=person)
    assert str(period) == f"Ada Okafor · {period.case.reference}"
    assert str(AllocationFactory(case=period.case, worker=user)) == f"Wren Ashdown · {period.case.reference}"
    row = NoteSubjectFactory(child=person, note__title="A visit")
    assert (str(row), str(row.note), row.subject) == ("Ada Okafor", "A visit", person)
    join = FamilyJoin(kept=FamilyFactory(), joined=FamilyFactory())
    assert str(join) == f"{join.joined.reference} → {join.kept.reference}"
