"""What the database refuses of assessments and weightings, whoever writes to it."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assessments.codes import AssessmentFactor
from assessments.models import AssessmentWriter
from cs_casework.audit.log import save_record
from cs_casework.dates import today
from tests.factories import (
    AssessmentChildFactory,
    AssessmentFactory,
    AssessmentParticipantFactory,
    AssessmentPassageFactory,
    AssessmentSectionFactory,
    ContextFactory,
    IncidentFactory,
    InterplayFactory,
    MisfitAnswerFactory,
    PersonFactory,
    PrintedCopyFactory,
    UserFactory,
    WeightingBasisFactory,
    WeightingFactory,
    WeightingRowFactory,
)
from tests.helpers import messages_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def another_unauthorised() -> None:
    AssessmentFactory(case=AssessmentFactory(submitted=True).case)


def the_same_writer() -> None:
    written = AssessmentWriter.objects.create(assessment=AssessmentFactory(), user=UserFactory())
    AssessmentWriter.objects.create(assessment=written.assessment, user=written.user)


def the_same_child() -> None:
    row = AssessmentChildFactory()
    AssessmentChildFactory(assessment=row.assessment, child=row.child)


def the_same_section() -> None:
    AssessmentSectionFactory(assessment=AssessmentSectionFactory().assessment)


def the_same_participant() -> None:
    row = AssessmentParticipantFactory(name="", person=PersonFactory())
    AssessmentParticipantFactory(assessment=row.assessment, name="", person=row.person)


def the_same_version() -> None:
    first = WeightingFactory()
    WeightingFactory(assessment=first.assessment, child=first.child)


def the_same_basis() -> None:
    first = WeightingBasisFactory()
    WeightingBasisFactory(row=first.row, note=first.note)


def onto_itself() -> None:
    row = WeightingRowFactory()
    InterplayFactory(weighting=row.weighting, from_row=row, to_row=row)


BREAKS: dict[str, list[Any]] = {
    "one_unauthorised_assessment_a_case": [another_unauthorised],
    "longer_assessment_says_why": [lambda: AssessmentFactory(first_due_on=today())],
    "assessment_due_no_earlier_than_at_first": [
        lambda: AssessmentFactory(due_on=today(), first_due_on=today() + DAY, extended_why="x")
    ],
    "assessment_submitted_is_whole": [lambda: AssessmentFactory(status="submitted")],
    "assessment_returned_is_whole": [lambda: AssessmentFactory(returned_why="The analysis")],
    "assessment_authorised_is_whole": [
        lambda: AssessmentFactory(status="authorised"),
        lambda: AssessmentFactory(authorised_on=today(), authorised_by=UserFactory()),
    ],
    "assessment_ends_after_it_started": [lambda: AssessmentFactory(authorised=True, authorised_on=today() - DAY)],
    "assessment_discarded_says_why": [lambda: AssessmentFactory(status="discarded", discarded_on=today())],
    "writer_once_an_assessment": [the_same_writer],
    "section_once_an_assessment": [the_same_section],
    "section_written_is_whole": [lambda: AssessmentSectionFactory(number=1)],
    "passage_has_one_source": [
        lambda: AssessmentPassageFactory(note=None),
        lambda: AssessmentPassageFactory(context=ContextFactory()),
        lambda: AssessmentPassageFactory(incident=IncidentFactory()),
    ],
    "passage_says_something": [lambda: AssessmentPassageFactory(text="")],
    "printed_copy_has_a_purpose": [lambda: PrintedCopyFactory(purpose="")],
    "printed_copy_has_holders": [lambda: PrintedCopyFactory(holders=[])],
    "participant_is_somebody": [
        lambda: AssessmentParticipantFactory(name=""),
        lambda: AssessmentParticipantFactory(person=PersonFactory()),
    ],
    "participant_once_an_assessment": [the_same_participant],
    "child_once_an_assessment": [the_same_child],
    "child_taken_out_says_why": [lambda: AssessmentChildFactory(removed_on=today())],
    "no_factors_stands_alone": [lambda: AssessmentChildFactory(factors=["21", "24A"])],
    "seen_child_has_a_day": [
        lambda: AssessmentChildFactory(seen="seen"),
        lambda: AssessmentChildFactory(seen="not_seen", seen_on=today()),
    ],
    "level_of_need_says_why": [lambda: AssessmentChildFactory(level="3")],
    "weighting_version_once": [the_same_version],
    "weighting_versions_count_from_one": [lambda: WeightingFactory(number=0)],
    "no_primary_says_why": [
        lambda: WeightingFactory(no_primary="no_concern"),
        lambda: WeightingFactory(no_primary_why="He is well"),
    ],
    "weighting_row_says_why": [lambda: WeightingRowFactory(why="")],
    "what_weighs_has_a_direction": [lambda: WeightingRowFactory(direction="")],
    "home_is_no_context": [lambda: WeightingRowFactory(kind="home", context=ContextFactory())],
    "weighting_rests_on_one_record": [
        lambda: WeightingBasisFactory(note=None),
        lambda: WeightingBasisFactory(context=ContextFactory()),
    ],
    "weighting_rests_on_it_once": [the_same_basis],
    "misfit_answer_says_something": [lambda: MisfitAnswerFactory(answer="")],
    "interplay_says_how": [lambda: InterplayFactory(words="")],
    "interplay_is_between_two": [onto_itself],
}


@pytest.mark.parametrize(
    ("name", "write"), [pytest.param(name, write, id=name) for name, writes in BREAKS.items() for write in writes]
)
def test_constraint_holds_whoever_writes(name: str, write: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def test_every_constraint_is_tried() -> None:
    models = apps.get_app_config("assessments").get_models()
    names = {constraint.name for model in models for constraint in model._meta.constraints}
    assert names == set(BREAKS)


# --- Rules of the children in need census on factors -----------------------------------------------------------------
def test_withdrawn_factors_are_neither_offered_nor_taken() -> None:
    """18A and 19A."""
    assert {"18A", "19A"}.isdisjoint(AssessmentFactor.values)
    assert {"18B", "18C", "19B", "19C"} <= set(AssessmentFactor.values)
    for code in ("18A", "19A", "13B", ""):
        row = AssessmentChildFactory()
        row.factors = [code]
        with pytest.raises(ValidationError) as refusal:
            save_record(row, by=None)
        assert list(messages_of(refusal)) == ["factors"]


def test_a_factor_is_given_once() -> None:
    """Rule 8898."""
    row = AssessmentChildFactory()
    row.factors = ["24A", "10A", "24A"]
    with pytest.raises(ValidationError) as refusal:
        save_record(row, by=None)
    assert messages_of(refusal) == {"factors": ["Each factor is given once."]}


def test_factors_count_in_a_return_only_once_authorised() -> None:
    """Rules 8614 and 8897Q."""
    drafted = AssessmentChildFactory(concluded=True)
    told = AssessmentChildFactory(concluded=True, assessment=AssessmentFactory(authorised=True))
    assert (drafted.census_factors, told.census_factors) == ([], ["24A"])
    assert list(type(told).objects.for_return()) == [told]


# --- Facts of one row ------------------------------------------------------------------------------------------------
def test_both_parts_of_an_interplay_are_of_one_weighting() -> None:
    interplay = InterplayFactory()
    interplay.to_row = WeightingRowFactory()
    with pytest.raises(ValidationError, match="of this weighting"):
        save_record(interplay, by=None)


def test_an_assessment_is_overdue_until_it_is_authorised() -> None:
    late: dict[str, Any] = {"due_on": today() - DAY, "started_on": today() - 60 * DAY}
    waits, done = AssessmentFactory(**late), AssessmentFactory(**late, authorised=True)
    assert (waits.is_overdue, done.is_overdue) == (True, False)
    assert list(type(waits).objects.overdue()) == [waits]


def test_the_newest_version_of_each_view_counts() -> None:
    first = WeightingFactory()
    same = {"assessment": first.assessment, "child": first.child}
    newest = WeightingFactory(**same, number=2)
    theirs = WeightingFactory(**same, view="child")
    siblings = WeightingFactory(assessment=first.assessment)
    assert set(type(first).objects.latest()) == {newest, theirs, siblings}
