"""Every rule of the children in need census on the factors at the end of an assessment, each by its number."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assessments import authorising, writing
from assessments.codes import AssessmentFactor
from assessments.forms import ChildForm, factor_choices
from assessments.models import AssessmentChild
from cases.closing import still_open
from cs_casework.dates import today
from tests.factories import (
    AssessmentChildFactory,
    AssessmentFactory,
    AssessmentSectionFactory,
    CaseChildFactory,
    CaseFactory,
    WeightingFactory,
)
from tests.helpers import messages_of

pytestmark = pytest.mark.django_db

NATIONAL = [
    "1A", "1B", "1C", "2A", "2B", "2C", "3A", "3B", "3C", "4A", "4B", "4C", "5A", "5B",
    "5C", "6A", "6B", "6C", "7A", "8B", "8C", "8D", "8E", "8F", "9A", "10A", "11A", "12A",
    "13A", "14A", "15A", "16A", "17A", "18B", "18C", "19B", "19C", "20", "21", "22A", "23A", "24A"
]  # fmt: skip
# 8A was never taken up again (8617); 18A and 19A were divided into B and C (8949Q, 8950Q).
WITHDRAWN = ["8A", "18A", "19A"]


@pytest.fixture
def made(team: Any, worker: Any) -> SimpleNamespace:
    """An assessment being written, with one child of whom nothing is said yet."""
    case = CaseFactory(team=team)
    assessment = AssessmentFactory(case=case)
    row = AssessmentChildFactory(assessment=assessment)
    period = CaseChildFactory(case=case, child=row.child)
    return SimpleNamespace(case=case, assessment=assessment, row=row, period=period)


def write(made: SimpleNamespace, by: Any, *factors: str) -> AssessmentChild:
    return writing.write_child(made.row, by=by, number=made.row.number, factors=list(factors))


def test_the_list_is_the_national_one_and_all_of_it_is_on_the_form() -> None:
    assert list(AssessmentFactor.values) == NATIONAL
    offered = [code for _words, choices in factor_choices() for code, _label in choices]
    assert sorted(offered) == sorted(NATIONAL)


@pytest.mark.parametrize("code", [*WITHDRAWN, "99Z"])
def test_rules_8617_8949_and_8950_a_code_that_is_not_on_the_list_is_refused(
    made: SimpleNamespace, worker: Any, code: str
) -> None:
    with pytest.raises(ValidationError):
        write(made, worker, code)
    form = ChildForm({"factors": [code]})
    assert list(form.errors) == ["factors"]


def test_rule_8869_no_factors_stands_alone(made: SimpleNamespace, worker: Any) -> None:
    for together in (["21", "24A"], ["10A", "21"]):
        with pytest.raises(ValidationError) as refusal:
            write(made, worker, *together)
        assert "stands alone" in str(messages_of(refusal)["factors"])
        # And whoever writes past the workflow is refused by the database.
        with pytest.raises(IntegrityError, match="no_factors_stands_alone"), transaction.atomic():
            AssessmentChild.objects.filter(pk=made.row.pk).update(factors=together)
    assert write(made, worker, "21").factors == ["21"]


def test_rule_8898_no_factor_is_given_twice(made: SimpleNamespace, worker: Any) -> None:
    for twice in (["24A", "24A"], ["21", "21"]):
        with pytest.raises(ValidationError):
            write(made, worker, *twice)
    assert write(made, worker, "24A", "10A").factors == ["24A", "10A"]


def test_rule_8897_one_is_given_of_each_child_before_it_is_submitted_and_authorised(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    for asked in made.assessment.asked:
        written = {"text": "Written", "number": 1, "written_by": worker, "written_on": today()}
        AssessmentSectionFactory(assessment=made.assessment, name=asked.name, **written)
    other = AssessmentChildFactory(assessment=made.assessment, concluded=True, factors=["21"])
    for row in (made.row, other):
        WeightingFactory(assessment=made.assessment, child=row.child, no_concern=True)
    said = {"seen": "seen_alone", "seen_on": today(), "words": "x", "outcome": "cin", "level": "3", "level_why": "x"}
    writing.write_child(made.row, by=worker, number=0, support="x", factors=[], **said)
    with pytest.raises(ValidationError, match="at least one factor"):
        writing.submit_assessment(made.assessment, by=worker)
    made.row.refresh_from_db()
    write(made, worker, "24A")
    writing.submit_assessment(made.assessment, by=worker)
    AssessmentChild.objects.filter(pk=other.pk).update(factors=[])
    with pytest.raises(ValidationError, match="at least one factor"):
        authorising.authorise_assessment(made.assessment, by=manager)


def test_rule_8614_factors_are_returned_of_an_authorised_assessment_alone(made: SimpleNamespace) -> None:
    for state in ({}, {"submitted": True}, {"authorised": True}):
        row = AssessmentChildFactory(assessment=AssessmentFactory(**state), concluded=True)
        assert row.census_factors == (["24A"] if "authorised" in state else [])
        assert (row in AssessmentChild.objects.for_return()) is ("authorised" in state)


def test_rule_8873_who_closes_a_child_without_factors_is_told_which_reasons_are_expected(
    made: SimpleNamespace, manager: Any
) -> None:
    """Told, as in the census, which asks; what the manager chooses stands."""
    closed = lambda: [found.label for found in still_open(made.case, manager, made.period) if "RC8" in found.label]  # noqa: E731
    first = AssessmentFactory(case=made.case, authorised=True)
    row = AssessmentChildFactory(assessment=first, child=made.row.child, concluded=True, factors=["21"])
    assert closed() == [
        f"The only assessment of {row.child} found no factors. The return then expects “closed after assessment” as the "
        "reason (RC8 or RC9)."
    ]
    second = AssessmentFactory(case=made.case, authorised=True)
    AssessmentChildFactory(assessment=second, child=made.row.child, concluded=True)
    assert closed() == []
