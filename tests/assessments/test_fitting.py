"""Where a conclusion does not fit what is recorded: each sentence, where it leads, what a manager answers, who sees it."""

from types import SimpleNamespace
from typing import Any

import pytest

from assessments import authorising
from assessments.codes import Misfit
from assessments.fitting import sentences_of
from assessments.models import MisfitAnswer, Weighting
from tests.assessments.test_authorising import submitted
from tests.factories import (
    ActionFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    FactorChildFactory,
    IncidentChildFactory,
    MisfitAnswerFactory,
    WeightingBasisFactory,
    WeightingRowFactory,
)
from tests.site.records import grant, restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(team: Any, worker: Any) -> SimpleNamespace:
    """An assessment of two children that waits for a manager, in which one of them is weighed and everything fits."""
    made = submitted(team, worker)
    made.case = made.assessment.case
    made.weighting = made.nia_weighed
    Weighting.objects.filter(pk=made.weighting.pk).update(no_primary="", no_primary_why="")
    made.home = WeightingRowFactory(weighting=made.weighting, kind="home", influence="significant")
    made.estate = WeightingRowFactory(weighting=made.weighting, context=ContextFactory())
    WeightingBasisFactory(row=made.estate)
    made.context_case = ContextCaseFactory(context=made.estate.context)
    made.action = ActionFactory(case=made.case, aimed_at="neighbourhood")
    return made


def told(made: SimpleNamespace, user: Any) -> list[tuple[Misfit, Any]]:
    return [(one.misfit, one.row or one.child) for one in sentences_of(made.assessment, user)]


def test_where_everything_fits_nothing_is_told(waits: SimpleNamespace, manager: Any) -> None:
    assert told(waits, manager) == []


def test_a_primary_with_nothing_recorded_beneath_it(waits: SimpleNamespace, manager: Any) -> None:
    bare = WeightingRowFactory(weighting=waits.weighting, kind="peers")
    assert told(waits, manager) == [(Misfit.NOTHING_BENEATH, bare)]
    [sentence] = sentences_of(waits.assessment, manager)
    assert str(waits.nia.child) in sentence.words
    assert "Friends and peers" in sentence.words


def test_a_context_is_primary_and_every_action_is_aimed_at_the_child_or_the_family(
    waits: SimpleNamespace, manager: Any
) -> None:
    for aimed_at in ("individual", "family"):
        type(waits.action).objects.update(aimed_at=aimed_at)
        assert told(waits, manager) == [(Misfit.AIMED_ELSEWHERE, waits.estate)]
    ActionFactory(case=CaseFactory(), aimed_at="school")  # on another case
    assert [misfit for misfit, _about in told(waits, manager)] == [Misfit.AIMED_ELSEWHERE]
    ActionFactory(case=waits.case, aimed_at="policy")
    assert told(waits, manager) == []


def test_a_context_harms_and_no_case_is_open_on_it(waits: SimpleNamespace, manager: Any) -> None:
    other = ContextFactory()
    type(waits.estate).objects.filter(pk=waits.estate.pk).update(context=other)
    assert told(waits, manager) == [(Misfit.NO_CONTEXT_CASE, waits.estate)]
    [sentence] = sentences_of(waits.assessment, manager)
    assert sentence.url == other.get_absolute_url()


def test_not_yet_known_is_left_unexplained(waits: SimpleNamespace, manager: Any) -> None:
    school = {"weighting": waits.weighting, "kind": "school", "influence": "not_known", "direction": ""}
    WeightingRowFactory(**school, why="We go there next week")
    row = WeightingRowFactory(**school, why="")
    assert told(waits, manager) == [(Misfit.UNEXPLAINED, row)]


def test_a_level_rests_on_home_alone_while_harm_outside_is_recorded(waits: SimpleNamespace, manager: Any) -> None:
    for weighs in (waits.home, waits.estate):
        influence = "none" if weighs == waits.estate else "primary"
        type(weighs).objects.filter(pk=weighs.pk).update(influence=influence)
    WeightingBasisFactory(row=waits.home)
    assert told(waits, manager) == []
    factor = FactorChildFactory(factor__case=waits.case, child=waits.nia.child).factor
    assert told(waits, manager) == [(Misfit.HOME_ALONE, waits.nia.child)]
    type(factor).objects.filter(pk=factor.pk).update(status="ended", ended_why="They moved")
    assert told(waits, manager) == []
    IncidentChildFactory(child=waits.nia.child, role="harmed")
    assert told(waits, manager) == [(Misfit.HOME_ALONE, waits.nia.child)]


def test_each_can_be_answered_in_words_and_none_blocks(
    waits: SimpleNamespace, manager: Any, worker: Any, as_user: Any
) -> None:
    WeightingRowFactory(weighting=waits.weighting, kind="peers")
    place = ContextFactory()
    type(waits.estate).objects.filter(pk=waits.estate.pk).update(context=place)
    path = f"{waits.assessment.get_absolute_url()}authorise/"
    page = as_user(manager).get(path).content.decode()
    no_case, beneath = sorted(sentences_of(waits.assessment, manager), key=lambda one: one.misfit.value)
    assert all(one.words in page and f'href="{one.url}"' in page for one in (beneath, no_case))
    sent = as_user(manager).post(
        path, {"authorised_why": "Agreed", no_case.key: "Seen by me on the estate", beneath.key: " "}
    )
    assert sent.status_code == 302
    kept = MisfitAnswer.objects.get()
    assert (kept.misfit, kept.row, kept.child, kept.answer) == (
        "no_context_case",
        waits.estate,
        waits.nia.child,
        "Seen by me on the estate",
    )
    assert "Seen by me on the estate" in as_user(worker).get(waits.assessment.get_absolute_url()).content.decode()
    restrict(place, by=manager)
    assert not MisfitAnswer.objects.visible_to(worker).exists()


def test_an_answer_is_read_where_what_its_sentence_rests_on_is(
    waits: SimpleNamespace, manager: Any, worker: Any
) -> None:
    """That a level rests on home alone tells that harm outside it is recorded, and what the practitioner weighs."""
    answer = MisfitAnswerFactory(assessment=waits.assessment, misfit="home_alone", child=waits.nia.child)
    seen = lambda: list(MisfitAnswer.objects.visible_to(worker))  # noqa: E731
    assert seen() == []
    factor = FactorChildFactory(factor__case=waits.case, factor__context=ContextFactory(), child=waits.nia.child).factor
    assert seen() == [answer]
    restrict(factor.context, by=manager)
    assert seen() == []
    IncidentChildFactory(child=waits.nia.child, role="harmed")
    assert seen() == [answer]
    restrict(waits.estate.context, by=manager)
    assert seen() == []
    of_row = MisfitAnswerFactory(assessment=waits.assessment, row=waits.home, child=waits.nia.child)
    assert of_row not in seen()  # the view of that part names a hidden context
    grant(waits.estate.context, to=worker)
    assert set(seen()) == {answer, of_row}


def test_sentences_tell_of_nothing_hidden(waits: SimpleNamespace, manager: Any) -> None:
    """A hidden case is none, a hidden factor is none, and of a part that is hidden there is no sentence."""
    factor = FactorChildFactory(factor__case=waits.case, factor__context=ContextFactory(), child=waits.nia.child).factor
    restrict(waits.context_case, by=manager)
    assert told(waits, manager) == [(Misfit.NO_CONTEXT_CASE, waits.estate)]
    type(waits.estate).objects.filter(pk=waits.estate.pk).update(influence="none", direction="")
    assert told(waits, manager) == [(Misfit.HOME_ALONE, waits.nia.child)]
    restrict(factor.context, by=manager)
    assert told(waits, manager) == []


def test_answers_are_kept_by_the_workflow_without_a_page(waits: SimpleNamespace, manager: Any) -> None:
    WeightingRowFactory(weighting=waits.weighting, kind="peers")
    answers = [(one, "Heard") for one in sentences_of(waits.assessment, manager)]
    done = authorising.authorise_assessment(waits.assessment, by=manager, answers=answers)
    assert [row.answer for row in done.misfit_answers.all()] == ["Heard"]
