"""Writing an assessment: begun, its sections, its children, submitted."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments import authorising, participating, writing
from assessments.models import Assessment, AssessmentPassage, AssessmentSection
from assessments.pages import may_start
from cases.closing import close_case
from cases.joining import join_families
from cases.models import Case
from cs_casework.dates import today, working_days_after
from tests.factories import (
    AssessmentChildFactory,
    AssessmentFactory,
    AssessmentPassageFactory,
    AssessmentSectionFactory,
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    FamilyMembershipFactory,
    PeerGroupFactory,
    PersonFactory,
    UserFactory,
    WeightingFactory,
)
from tests.helpers import audited, messages_of, race, stand_on
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
REFERRED = datetime.date(2026, 3, 2)  # a Monday
SAID: dict[str, Any] = {
    "seen": "seen_alone",
    "seen_on": REFERRED,
    "words": "I like it at my aunt’s.",
    "factors": ["24A", "10A"],
    "outcome": "cin",
    "level": "3",
    "level_why": "Home is safe; the estate is not.",
    "support": "A youth worker who walks home with him.",
}


@pytest.fixture
def made(team: Any, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A case on a family, referred on a Monday and held by the team, with two children open in it."""
    stand_on(monkeypatch, REFERRED + 7 * DAY)
    case = CaseFactory(team=team, referred_on=REFERRED, opened_on=REFERRED + DAY)
    children = [PersonFactory(given=name, family="Venn") for name in ("Nia", "Ivo")]
    for child in children:
        FamilyMembershipFactory(family=case.family, person=child, part="child")
        CaseChildFactory(case=case, child=child, from_on=REFERRED + DAY, referred_on=REFERRED)
    return SimpleNamespace(case=case, nia=children[0], ivo=children[1], children=children)


@pytest.fixture
def begun(made: SimpleNamespace, worker: Any) -> SimpleNamespace:
    """The same, with an assessment of both begun."""
    made.assessment = start(made, by=worker)
    rows = {row.child: row for row in made.assessment.children.all()}
    made.of_nia, made.of_ivo = rows[made.nia], rows[made.ivo]
    return made


def start(made: SimpleNamespace, *, by: Any, **said: Any) -> Assessment:
    return writing.start_assessment(made.case, **{"by": by, "started_on": today(), "children": made.children, **said})


def section(assessment: Assessment, name: str) -> AssessmentSection:
    return AssessmentSection.objects.get(assessment=assessment, name=name)


def write_all(assessment: Assessment, *, by: Any) -> None:
    for row in assessment.sections.all():
        writing.write_section(row, by=by, text=f"Of {row.name}", number=row.number)
    for child in assessment.children.filter(removed_on=None):
        writing.write_child(child, by=by, number=child.number, **SAID)
        WeightingFactory(assessment=assessment, child=child.child, no_concern=True)


# --- Begun -----------------------------------------------------------------------------------------------------------
def test_an_assessment_is_due_45_working_days_from_the_referral(begun: SimpleNamespace) -> None:
    assessment = begun.assessment
    assert assessment.due_on == assessment.first_due_on == working_days_after(REFERRED, 45)
    assert (assessment.kind, assessment.status) == ("family", "writing")
    assert [row.name for row in assessment.sections.all()] == [
        "parenting", "development", "environment", "outside", "analysis"
    ]  # fmt: skip
    assert [event.record_id for event in audited("assessment.started")] == [assessment.pk]


def test_a_context_is_assessed_without_a_child_and_a_group_of_friends_in_its_own_way(team: Any, worker: Any) -> None:
    for context, kind, first in (
        (ContextFactory(), "context", "methods"),
        (PeerGroupFactory(), "peers", "purpose"),
    ):
        case = ContextCaseFactory(context=context, team=team)
        assessment = writing.start_assessment(case, by=worker, started_on=today())
        assert assessment.kind == kind
        assert assessment.due_on == working_days_after(today(), 30)
        assert assessment.sections.first().name == first
        assert not assessment.children.exists()
        for change in (
            lambda case=case: writing.start_assessment(case, by=worker, started_on=today(), children=[PersonFactory()]),
            lambda found=assessment: writing.add_child(found, by=worker, child=PersonFactory()),
        ):
            with pytest.raises(ValidationError):
                change()


def test_an_assessment_starts_on_the_day_of_the_referral_or_later(made: SimpleNamespace, worker: Any) -> None:
    """Rule 1103."""
    with pytest.raises(ValidationError) as refusal:
        start(made, by=worker, started_on=REFERRED - DAY)
    assert messages_of(refusal) == {
        "started_on": ["The case was referred on 2 March 2026. An assessment starts on that day or later."]
    }
    with pytest.raises(ValidationError) as refusal:
        start(made, by=worker, started_on=today() + DAY)
    assert list(messages_of(refusal)) == ["started_on"]
    assert start(made, by=worker, started_on=REFERRED).started_on == REFERRED


def test_a_child_referred_later_is_in_it_from_then(made: SimpleNamespace, worker: Any) -> None:
    """Rule 1103, for the child."""
    made.nia.case_periods.update(referred_on=today() - DAY)
    rows = start(made, by=worker, started_on=REFERRED).children
    assert rows.get(child=made.nia).from_on == today() - DAY
    assert rows.get(child=made.ivo).from_on == REFERRED


def test_a_case_has_one_assessment_that_is_not_authorised(begun: SimpleNamespace, worker: Any) -> None:
    """Rule 8896."""
    for status in ("writing", "submitted"):
        Assessment.objects.update(status=status, submitted_on=today(), submitted_by=worker)
        with pytest.raises(ValidationError, match="is not authorised yet"):
            start(begun, by=worker)
    Assessment.objects.update(status="authorised", authorised_on=today(), authorised_by=worker)
    second = start(begun, by=worker)
    assert second.due_on == working_days_after(today(), 45)  # the referral was answered by the first


def test_one_about_hidden_children_is_told_of_by_no_word_offer_or_day(
    begun: SimpleNamespace, worker: Any, manager: Any
) -> None:
    other = CaseChildFactory(case=begun.case, from_on=REFERRED + DAY).child
    for child in begun.children:
        restrict(child, by=manager)
    with pytest.raises(ValidationError) as refusal:
        start(begun, by=worker, children=[other])
    assert refusal.value.messages == ["You cannot begin one on this case. Ask a manager who works with it."]
    assert not may_start(begun.case, worker)
    with pytest.raises(ValidationError, match="You cannot begin one"):
        Assessment(case=begun.case).validate_constraints()
    Assessment.objects.update(status="authorised", authorised_on=today(), authorised_by=worker)
    assert may_start(begun.case, worker)
    second = start(begun, by=worker, children=[other])
    assert second.due_on == working_days_after(REFERRED, 45)  # as if it were the first


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_begin_one(team: Any, worker: Any, colleague: Any) -> None:
    case = ContextCaseFactory(team=team)
    starts = [lambda by=by: writing.start_assessment(case, by=by, started_on=today()).pk for by in (worker, colleague)]
    found = race(*starts, hold=lambda: Case.objects.select_for_update().get(pk=case.pk))
    assert sum(isinstance(result, ValidationError) for result in found) == 1
    assert Assessment.objects.filter(case=case).count() == 1


def test_who_does_not_work_with_the_case_neither_begins_nor_writes(begun: SimpleNamespace, manager: Any) -> None:
    stranger = UserFactory()
    other_manager = UserFactory(code="manager")
    for user in (stranger, other_manager, UserFactory(code="business_support"), UserFactory(code="records_officer")):
        for change in (
            lambda by=user: start(begun, by=by),
            lambda by=user: writing.write_section(section(begun.assessment, "analysis"), by=by, text="x", number=0),
            lambda by=user: writing.write_child(begun.of_nia, by=by, number=0, **SAID),
            lambda by=user: writing.submit_assessment(begun.assessment, by=by),
        ):
            with pytest.raises(PermissionDenied):
                change()
    writing.write_section(section(begun.assessment, "analysis"), by=manager, text="x", number=0)


def test_a_child_who_is_not_open_in_the_case_is_not_assessed_on_it(made: SimpleNamespace, worker: Any) -> None:
    made.nia.case_periods.update(to_on=today(), closure_reason="RC7")
    for children in ([made.nia], [], [PersonFactory()]):
        with pytest.raises(ValidationError) as refusal:
            start(made, by=worker, children=children)
        assert list(messages_of(refusal)) == ["children"]
    assessment = start(made, by=worker, children=[made.ivo])
    with pytest.raises(ValidationError) as refusal:
        writing.add_child(assessment, by=worker, child=made.nia)
    assert list(messages_of(refusal)) == ["child"]


def test_a_later_assessment_begins_from_the_authorised_one(begun: SimpleNamespace, worker: Any, manager: Any) -> None:
    write_all(begun.assessment, by=worker)
    writing.submit_assessment(begun.assessment, by=worker)
    authorising.authorise_assessment(begun.assessment, by=manager)
    later = start(begun, by=worker, children=[begun.nia])
    passage = AssessmentPassage.objects.get(section__assessment=later, section__name="parenting")
    assert (later.earlier, passage.source, passage.text) == (begun.assessment, begun.assessment, "Of parenting")
    assert not section(later, "parenting").is_written
    assert passage in AssessmentPassage.objects.visible_to(worker)
    # The earlier one was about somebody else too: what it says is not read by who may not see them.
    restrict(begun.ivo, by=manager)
    assert passage not in AssessmentPassage.objects.visible_to(worker)
    assert section(later, "parenting") in AssessmentSection.objects.visible_to(worker)


# --- Written ---------------------------------------------------------------------------------------------------------
def test_a_section_is_not_written_over_what_somebody_else_wrote_since(
    begun: SimpleNamespace, worker: Any, colleague: Any
) -> None:
    writing.write_section(section(begun.assessment, "analysis"), by=worker, text="The first", number=0)
    with pytest.raises(writing.WrittenSince) as refusal:
        writing.write_section(section(begun.assessment, "analysis"), by=colleague, text="The second", number=0)
    assert refusal.value.found.text == "The first"
    writing.write_section(section(begun.assessment, "analysis"), by=colleague, text="Both", number=1)
    written = section(begun.assessment, "analysis")
    assert (written.text, written.number, written.written_by) == ("Both", 2, colleague)
    assert [version.text for version in written.history.order_by("history_id")] == ["", "The first", "Both"]


def test_a_passage_is_left_out_by_who_may_read_it(begun: SimpleNamespace, worker: Any) -> None:
    analysis = section(begun.assessment, "analysis")
    passage, elsewhere = AssessmentPassageFactory(section=analysis), AssessmentPassageFactory()
    writing.write_section(analysis, by=worker, text="", number=0, left_out=[passage])
    assert passage not in AssessmentPassage.objects.standing()
    assert [row.user for row in analysis.assessment.writers.all()] == [worker]
    with pytest.raises(PermissionDenied):
        writing.write_section(analysis, by=worker, text="", number=0, left_out=[elsewhere])


def test_what_is_said_of_a_child_is_refused_beside_its_field(begun: SimpleNamespace, worker: Any) -> None:
    begun.nia.birth_on = REFERRED
    begun.nia.save()
    refused: list[tuple[dict[str, Any], str]] = [
        ({"factors": ["21", "24A"]}, "factors"),  # rule 8869
        ({"factors": ["24A", "24A"]}, "factors"),  # rule 8898
        ({"factors": ["18A"]}, "factors"),  # withdrawn
        ({"factors": ["19A", "24A"]}, "factors"),
        ({"seen_on": None}, "seen_on"),
        ({"seen_on": REFERRED - DAY}, "seen_on"),
        ({"level_why": " "}, "level_why"),
        ({"level": "targeted"}, "level"),  # a context's level
    ]
    for changed, field in refused:
        with pytest.raises(ValidationError) as refusal:
            writing.write_child(begun.of_nia, by=worker, number=0, **(SAID | changed))
        assert list(messages_of(refusal)) == [field], changed
    writing.write_child(begun.of_nia, by=worker, number=0, **(SAID | {"factors": ["21"]}))
    with pytest.raises(writing.WrittenSince):
        writing.write_child(begun.of_nia, by=worker, number=0, **SAID)
    begun.ivo.birth_on, begun.ivo.expected_on = None, today() + 30 * DAY
    begun.ivo.save()
    with pytest.raises(ValidationError) as refusal:
        writing.write_child(begun.of_ivo, by=worker, number=0, **SAID)
    assert list(messages_of(refusal)) == ["seen"]


def test_a_child_is_taken_out_with_a_reason_and_still_counts_for_who_may_read(
    begun: SimpleNamespace, worker: Any, manager: Any
) -> None:
    with pytest.raises(ValidationError):
        writing.take_out_child(begun.of_ivo, by=worker, removed_why=" ")
    writing.take_out_child(begun.of_ivo, by=worker, removed_why="He moved to his father")
    with pytest.raises(ValidationError, match="at least one child"):
        writing.take_out_child(begun.of_nia, by=worker, removed_why="Too")
    assert writing.add_child(begun.assessment, by=worker, child=begun.ivo).from_on == today()
    with pytest.raises(ValidationError) as refusal:
        writing.add_child(begun.assessment, by=worker, child=begun.ivo)
    assert list(messages_of(refusal)) == ["child"]
    restrict(begun.ivo, by=manager)
    assert not AssessmentSection.objects.visible_to(worker).filter(assessment=begun.assessment).exists()


def test_who_takes_part_is_written_down_changed_and_taken_out(begun: SimpleNamespace, worker: Any) -> None:
    row = participating.add_participant(begun.assessment, by=worker, name="The head of year", part="Nia’s school")
    assert row.took_part == "to_ask"
    row = participating.change_participant(row, by=worker, part="Nia’s school", took_part="declined")
    participating.take_out_participant(row, by=worker)
    assert not begun.assessment.participants.current().filter(pk=row.pk).exists()
    with pytest.raises(ValidationError, match="Say who took part"):
        participating.add_participant(begun.assessment, by=worker, name="")


# --- Submitted, given up ---------------------------------------------------------------------------------------------
def test_it_is_submitted_once_nothing_is_missing_and_nobody_writes_then(begun: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        writing.submit_assessment(begun.assessment, by=worker)
    said = messages_of(refusal)["__all__"][0]
    assert "Parenting" in said
    assert "Nia Venn: whether the child was seen" in said
    assert "at least one factor" in said
    assert "Nia Venn: what weighs how much at home and outside it" in said
    write_all(begun.assessment, by=worker)
    for _press in range(2):
        submitted = writing.submit_assessment(Assessment.objects.get(pk=begun.assessment.pk), by=worker)
        assert submitted.is_submitted
    assert len(audited("assessment.submitted")) == 1
    with pytest.raises(ValidationError, match="waits for a manager"):
        writing.write_section(section(submitted, "analysis"), by=worker, text="More", number=1)
    with pytest.raises(ValidationError, match="waits for a manager"):
        writing.write_child(begun.of_nia, by=worker, number=1, **SAID)


def test_who_may_not_see_every_child_does_not_submit(begun: SimpleNamespace, worker: Any, manager: Any) -> None:
    restrict(begun.ivo, by=manager)
    with pytest.raises(PermissionDenied):
        writing.submit_assessment(begun.assessment, by=worker)
    writing.write_child(begun.of_nia, by=worker, number=0, **SAID)  # the child's own record is theirs to write


def test_one_begun_in_error_is_given_up_while_nothing_is_written(begun: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        writing.discard_assessment(begun.assessment, by=worker, discarded_why=" ")
    assert list(messages_of(refusal)) == ["discarded_why"]
    writing.write_child(begun.of_nia, by=worker, number=0, **SAID)
    with pytest.raises(ValidationError, match="written in it already"):
        writing.discard_assessment(begun.assessment, by=worker, discarded_why="In error")
    other = AssessmentFactory(case__team=begun.case.team)
    assert writing.discard_assessment(other, by=worker, discarded_why="In error").status == "discarded"


# --- The case it stands on -------------------------------------------------------------------------------------------
def test_a_case_does_not_close_over_an_unauthorised_assessment(begun: SimpleNamespace, manager: Any) -> None:
    """Rule 8867; for one child, where that child is in it."""
    said = {"reason": "RC7", "outcome": "Safe", "summary": "It has changed"}
    sibling = CaseChildFactory(case=begun.case)
    for period in (None, begun.nia.case_periods.get()):
        with pytest.raises(ValidationError, match="is not authorised"):
            close_case(begun.case, by=manager, period=period, **said)
    close_case(begun.case, by=manager, period=sibling, **said)
    Assessment.objects.update(status="authorised", authorised_on=today(), authorised_by=manager)
    close_case(begun.case, by=manager, **said)


def test_a_case_with_an_unauthorised_assessment_is_not_the_one_that_ends_when_families_are_joined(
    begun: SimpleNamespace, manager: Any
) -> None:
    other = CaseFactory(team=begun.case.team)
    with pytest.raises(ValidationError) as refusal:
        join_families(other.family, joined=begun.case.family, by=manager, reason="One home", continuing=other)
    assert "is not authorised" in messages_of(refusal)["continuing"][0]
    join_families(other.family, joined=begun.case.family, by=manager, reason="One home", continuing=begun.case)
    assert Assessment.objects.get(case__family=other.family, status="writing") == begun.assessment


def test_a_childs_record_in_an_assessment_comes_over_when_two_records_are_merged(
    begun: SimpleNamespace, manager: Any
) -> None:
    from cases.people_merging import merge_people

    twin = PersonFactory(given="Nia", family="Venn", birth_on=begun.nia.birth_on)
    before = AssessmentFactory(authorised=True)
    theirs = AssessmentChildFactory(assessment=before, child=twin, concluded=True)
    AssessmentSectionFactory(assessment=before)
    merge_people(begun.nia, merged=twin, by=manager, reason="One child")
    theirs.refresh_from_db()
    assert theirs.child == begun.nia
