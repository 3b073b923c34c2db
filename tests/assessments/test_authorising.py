"""What a manager does with an assessment, and who reads what of it."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments import authorising, participating, writing
from assessments.models import (
    Assessment,
    AssessmentChild,
    AssessmentParticipant,
    AssessmentPassage,
    AssessmentSection,
    Interplay,
    Weighting,
    WeightingBasis,
    WeightingRow,
)
from cs_casework.dates import today
from tests.factories import (
    AssessmentChildFactory,
    AssessmentFactory,
    AssessmentParticipantFactory,
    AssessmentPassageFactory,
    AssessmentSectionFactory,
    ContextAssessmentFactory,
    ContextFactory,
    FactorFactory,
    InterplayFactory,
    NoteSubjectFactory,
    PersonFactory,
    TeamMembershipFactory,
    UserFactory,
    WeightingBasisFactory,
    WeightingFactory,
    WeightingRowFactory,
)
from tests.helpers import audited, messages_of, race
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def submitted(team: Any, by: Any) -> SimpleNamespace:
    """An assessment of two children that waits for a manager, with everything said; `by` wrote it."""
    assessment = AssessmentFactory(case__team=team, submitted=True, submitted_by=by)
    for asked in assessment.asked:
        written = {"text": "Written", "number": 1, "written_by": by, "written_on": today()}
        AssessmentSectionFactory(assessment=assessment, name=asked.name, **written)
    nia, ivo = (AssessmentChildFactory(assessment=assessment, concluded=True) for _child in range(2))
    weighed = [WeightingFactory(assessment=assessment, child=row.child, no_concern=True) for row in (nia, ivo)]
    writing.mark_writer(assessment, by=by)
    return SimpleNamespace(assessment=assessment, nia=nia, ivo=ivo, nia_weighed=weighed[0])


@pytest.fixture
def waits(team: Any, worker: Any) -> SimpleNamespace:
    return submitted(team, worker)


# --- Authorised, returned, extended ----------------------------------------------------------------------------------
def test_a_manager_of_the_team_authorises_and_it_is_locked(waits: SimpleNamespace, worker: Any, manager: Any) -> None:
    assert list(Assessment.objects.visible_to(manager).for_decision_by(manager)) == [waits.assessment]
    done = authorising.authorise_assessment(waits.assessment, by=manager, authorised_why="Agreed")
    assert (done.status, done.authorised_by, done.authorised_on) == ("authorised", manager, today())
    assert [sorted(event.shown) for event in audited("assessment.authorised")] == [
        sorted([waits.nia.child_id, waits.ivo.child_id])
    ]
    section = done.sections.first()
    for change in (
        lambda: writing.write_section(section, by=worker, text="More", number=1),
        lambda: writing.write_child(waits.nia, by=worker, number=0, words="More"),
        lambda: writing.take_out_child(waits.nia, by=worker, removed_why="x"),
        lambda: participating.add_participant(done, by=worker, name="Somebody"),
        lambda: writing.discard_assessment(done, by=worker, discarded_why="x"),
        lambda: authorising.return_assessment(done, by=manager, returned_why="x"),
        lambda: authorising.authorise_assessment(done, by=manager),
        lambda: authorising.extend_assessment(done, by=manager, due_on=done.due_on + DAY, extended_why="x"),
    ):
        with pytest.raises(ValidationError, match=r"locked|does not wait|finished"):
            change()


def test_who_wrote_any_part_does_not_authorise(waits: SimpleNamespace, manager: Any, team: Any) -> None:
    authorising.return_assessment(waits.assessment, by=manager, returned_why="The analysis")
    returned = Assessment.objects.get(pk=waits.assessment.pk)
    assert (returned.status, returned.returned_why, returned.submitted_on) == ("writing", "The analysis", None)
    writing.write_child(waits.nia, by=manager, number=0, words="Heard by the manager")
    writing.submit_assessment(returned, by=manager)
    assert not Assessment.objects.for_decision_by(manager).exists()
    with pytest.raises(ValidationError, match="You wrote part"):
        authorising.authorise_assessment(waits.assessment, by=manager)
    other = UserFactory(code="manager")
    with pytest.raises(PermissionDenied):
        authorising.authorise_assessment(waits.assessment, by=other)  # of no team that holds the case
    TeamMembershipFactory(user=other, team=team, is_manager=True)
    assert authorising.authorise_assessment(waits.assessment, by=other).is_authorised


def test_nothing_is_authorised_that_lacks_a_factor_for_a_child(waits: SimpleNamespace, manager: Any) -> None:
    """Rule 8897Q. It was there when it was submitted; a merge or a return may have changed it since."""
    AssessmentChild.objects.filter(pk=waits.ivo.pk).update(factors=[])
    with pytest.raises(ValidationError, match="at least one factor"):
        authorising.authorise_assessment(waits.assessment, by=manager)


def test_nothing_is_authorised_in_which_a_child_is_left_unweighed(waits: SimpleNamespace, manager: Any) -> None:
    """In the practitioner's view: what the child says of it stands beside that, and not in its place."""
    Weighting.objects.filter(pk=waits.nia_weighed.pk).update(view="child")
    with pytest.raises(ValidationError, match=f"{waits.nia.child}: what weighs how much"):
        authorising.authorise_assessment(waits.assessment, by=manager)


def test_a_practitioners_weighting_names_something_primary_or_says_why_not(
    waits: SimpleNamespace, manager: Any
) -> None:
    Weighting.objects.filter(pk=waits.nia_weighed.pk).update(no_primary="", no_primary_why="")
    WeightingRowFactory(weighting=waits.nia_weighed, influence="significant")
    with pytest.raises(ValidationError, match="calls nothing primary"):
        authorising.authorise_assessment(waits.assessment, by=manager)
    said = {"no_primary": "not_yet_known", "no_primary_why": "We have not been to the school"}
    WeightingFactory(assessment=waits.assessment, child=waits.nia.child, number=2, **said)
    theirs = WeightingFactory(assessment=waits.assessment, child=waits.nia.child, view="child")
    WeightingRowFactory(weighting=theirs, influence="contributing")
    assert authorising.authorise_assessment(waits.assessment, by=manager).is_authorised


def test_a_manager_who_may_not_see_every_child_does_not_decide(waits: SimpleNamespace, manager: Any) -> None:
    restrict(waits.ivo.child, by=manager)
    for change in (
        lambda: authorising.authorise_assessment(waits.assessment, by=manager),
        lambda: authorising.return_assessment(waits.assessment, by=manager, returned_why="x"),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_a_manager_who_may_not_see_every_context_weighed_does_not_decide(
    waits: SimpleNamespace, manager: Any, as_user: Any
) -> None:
    row = WeightingRowFactory(weighting=waits.nia_weighed, context=ContextFactory())
    address = waits.assessment.get_absolute_url()
    assert f"{address}authorise/" in as_user(manager).get(address).content.decode()
    restrict(row.context, by=manager)
    assert not Assessment.objects.for_decision_by(manager).exists()
    text = as_user(manager).get(address).content.decode()
    for name, change in (
        ("authorise", lambda: authorising.authorise_assessment(waits.assessment, by=manager)),
        ("return", lambda: authorising.return_assessment(waits.assessment, by=manager, returned_why="x")),
    ):
        assert f"{address}{name}/" not in text
        assert as_user(manager).get(f"{address}{name}/").status_code == 403
        with pytest.raises(PermissionDenied):
            change()


def test_it_is_given_longer_by_a_manager_alone_and_with_a_reason(
    waits: SimpleNamespace, worker: Any, manager: Any
) -> None:
    assessment, due = waits.assessment, waits.assessment.due_on
    with pytest.raises(PermissionDenied):
        authorising.extend_assessment(assessment, by=worker, due_on=due + DAY, extended_why="x")
    for said, field in (
        ({"due_on": due, "extended_why": "x"}, "due_on"),
        ({"due_on": due + 100 * DAY, "extended_why": "x"}, "due_on"),
        ({"due_on": due + DAY, "extended_why": " "}, "extended_why"),
    ):
        with pytest.raises(ValidationError) as refusal:
            authorising.extend_assessment(assessment, by=manager, **said)
        assert list(messages_of(refusal)) == [field]
    later = authorising.extend_assessment(assessment, by=manager, due_on=due + 7 * DAY, extended_why="A strike")
    assert (later.due_on, later.first_due_on, later.is_extended) == (due + 7 * DAY, due, True)
    assert [event.reason for event in audited("assessment.extended")] == ["A strike"]


@pytest.mark.django_db(transaction=True)
def test_one_manager_authorises_while_another_returns_it(team: Any, worker: Any, manager: Any) -> None:
    waits = submitted(team, worker)
    other = UserFactory(code="manager")
    TeamMembershipFactory(user=other, team=team, is_manager=True)
    found = race(
        lambda: authorising.authorise_assessment(waits.assessment, by=manager),
        lambda: authorising.return_assessment(waits.assessment, by=other, returned_why="The analysis"),
        hold=lambda: type(waits.assessment.case).objects.select_for_update().get(pk=waits.assessment.case_id),
    )
    assert sum(isinstance(result, ValidationError) for result in found) == 1


# --- Who reads what --------------------------------------------------------------------------------------------------
SHARED = (AssessmentSection, AssessmentParticipant)


def test_who_reads_no_case_record_reads_no_assessment(
    waits: SimpleNamespace, support: Any, records: Any, administrator: Any
) -> None:
    AssessmentParticipantFactory(assessment=waits.assessment)
    AssessmentPassageFactory(section=waits.assessment.sections.first())
    interplay = InterplayFactory(weighting=waits.nia_weighed)
    WeightingBasisFactory(row=interplay.from_row)
    kinds = (Assessment, AssessmentChild, *SHARED, AssessmentPassage, Weighting, WeightingRow, WeightingBasis)
    for user in (support, records, administrator):
        for kind in (*kinds, Interplay):
            assert not kind.objects.visible_to(user).exists(), (user, kind)


def test_what_is_shared_is_read_by_who_may_see_every_child_and_each_childs_own_with_that_child(
    waits: SimpleNamespace, worker: Any, manager: Any
) -> None:
    AssessmentParticipantFactory(assessment=waits.assessment)
    restrict(waits.ivo.child, by=manager)
    assert Assessment.objects.visible_to(worker).get() == waits.assessment
    assert not Assessment.objects.read_whole_by(worker).exists()
    assert list(AssessmentChild.objects.visible_to(worker)) == [waits.nia]
    assert [row.child for row in Weighting.objects.visible_to(worker)] == [waits.nia.child]
    for kind in SHARED:
        assert not kind.objects.visible_to(worker).exists()
    # Of one about hidden children alone not even that there is one is told.
    restrict(waits.nia.child, by=manager)
    assert not Assessment.objects.visible_to(worker).exists()


def test_a_passage_is_read_by_who_may_read_what_it_was_taken_from(worker: Any, manager: Any) -> None:
    section = AssessmentSectionFactory()
    note, person, context = NoteSubjectFactory(), PersonFactory(), ContextFactory()
    factor = FactorFactory(context=ContextFactory())
    AssessmentPassageFactory(section=section, note=note.note)
    AssessmentPassageFactory(section=section, note=None, person=person)
    AssessmentPassageFactory(section=section, note=None, context=context)
    AssessmentPassageFactory(section=section, note=None, factor=factor)
    seen = AssessmentPassage.objects.visible_to(worker)
    assert seen.count() == 4
    for record in (note.child, person, context, factor.context):
        before = seen.count()
        restrict(record, by=manager)
        assert seen.count() == before - 1


def test_what_a_weighting_rests_on_shows_singly_and_all_else_with_every_context_it_names(
    worker: Any, manager: Any
) -> None:
    weighting = WeightingFactory(assessment=ContextAssessmentFactory(), child=None)
    park = ContextFactory()
    row = WeightingRowFactory(weighting=weighting, context=park)
    interplay = InterplayFactory(weighting=weighting, from_row=row)
    school = ContextFactory()
    for context in (park, school):
        WeightingBasisFactory(row=interplay.to_row, note=None, context=context)
    kinds = (Weighting, WeightingRow, WeightingBasis, Interplay)
    assert [kind.objects.visible_to(worker).count() for kind in kinds] == [1, 2, 2, 1]
    restrict(school, by=manager)
    assert [kind.objects.visible_to(worker).count() for kind in kinds] == [1, 2, 1, 1]
    restrict(park, by=manager)
    assert [kind.objects.visible_to(worker).count() for kind in kinds] == [0, 0, 0, 0]
