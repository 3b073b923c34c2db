"""What happens to an assessment while somebody has a page of it open, and what stays readable of it afterwards."""

import datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assessments import authorising, participating, writing
from assessments.models import Assessment, AssessmentChild, Weighting
from assessments.reading import versions_of
from cases.models import CaseChild, PersonMerge
from cases.people_merging import merge_people
from cases.people_undoing import undo_person_merge
from cs_casework.dates import today
from tests.factories import (
    AssessmentChildFactory,
    AssessmentFactory,
    AssessmentParticipantFactory,
    AssessmentPassageFactory,
    AssessmentSectionFactory,
    CaseChildFactory,
    PersonFactory,
    TeamMembershipFactory,
    UserFactory,
    WeightingFactory,
)
from tests.helpers import everything, messages_of, refusals
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def made(team: Any, worker: Any) -> SimpleNamespace:
    """An assessment of two children with everything said, being written."""
    assessment = AssessmentFactory(case__team=team)
    for asked in assessment.asked:
        written = {"text": "Written", "number": 1, "written_by": worker, "written_on": today()}
        AssessmentSectionFactory(assessment=assessment, name=asked.name, **written)
    nia, ivo = (AssessmentChildFactory(assessment=assessment, concluded=True) for _child in range(2))
    for row in (nia, ivo):
        CaseChildFactory(case=assessment.case, child=row.child)
        WeightingFactory(assessment=assessment, child=row.child, no_concern=True)
    analysis = assessment.sections.get(name="analysis")
    return SimpleNamespace(assessment=assessment, nia=nia, ivo=ivo, analysis=analysis)


def address(name: str, *args: Any) -> str:
    return reverse(f"assessments:{name}", args=[getattr(arg, "pk", arg) for arg in args])


# --- A manager has it open -------------------------------------------------------------------------------------------
def test_nobody_authorises_text_they_have_not_read(
    as_user: Any, worker: Any, manager: Any, team: Any, made: SimpleNamespace
) -> None:
    writing.submit_assessment(made.assessment, by=worker)
    path, client = address("assessment-authorise", made.assessment), as_user(manager)
    read = client.get(path).context["version"]
    other = UserFactory(code="manager")
    TeamMembershipFactory(user=other, team=team, is_manager=True)
    authorising.return_assessment(made.assessment, by=other, returned_why="See her again")
    writing.write_child(made.nia, by=worker, number=0, words="I am afraid of the stairs")
    writing.submit_assessment(Assessment.objects.get(), by=worker)
    sent = client.post(path, {"version": read, "authorised_why": "Agreed, with thanks"})
    assert "changed since you opened the page" in str(refusals(sent))
    assert not Assessment.objects.get().is_authorised
    assert "Agreed, with thanks" in sent.content.decode()
    assert sent.context["version"] == versions_of(made.assessment) != read
    again = {"version": sent.context["version"], "authorised_why": "Agreed, with thanks"}
    assert client.post(path, again).url == made.assessment.get_absolute_url()


def test_each_change_of_what_was_read_is_told_from_none(worker: Any, manager: Any, made: SimpleNamespace) -> None:
    for change in (
        lambda: writing.write_section(made.analysis, by=worker, text="More", number=1),
        lambda: writing.write_child(made.nia, by=worker, number=0, words="More"),
        lambda: WeightingFactory(assessment=made.assessment, child=made.nia.child, number=2),
        lambda: authorising.extend_assessment(
            made.assessment, by=manager, due_on=made.assessment.due_on + DAY, extended_why="A strike"
        ),
    ):
        read = versions_of(made.assessment)
        assert versions_of(made.assessment) == read
        change()
        assert versions_of(made.assessment) > read


def test_an_answer_to_what_is_not_said_any_more_is_shown_again_and_kept(
    as_user: Any, worker: Any, manager: Any, made: SimpleNamespace
) -> None:
    writing.submit_assessment(made.assessment, by=worker)
    path, client = address("assessment-authorise", made.assessment), as_user(manager)
    typed = {"version": client.get(path).context["version"], "authorised_why": "Agreed"}
    sent = client.post(path, typed | {f"unexplained_{uuid4()}": "They go there on Friday"})
    assert "is not said any more" in str(refusals(sent))
    assert "They go there on Friday" in sent.content.decode()
    assert not Assessment.objects.get().is_authorised
    client.post(path, typed | {"gone": sent.context["form"]["gone"].value()})
    done = Assessment.objects.get()
    assert done.is_authorised
    assert done.authorised_why.startswith("Agreed\n\n")
    assert done.authorised_why.endswith("They go there on Friday")


# --- A writer has it open --------------------------------------------------------------------------------------------
def test_a_draft_is_read_and_thrown_away_once_nobody_writes_any_more(
    as_user: Any, worker: Any, made: SimpleNamespace
) -> None:
    client = as_user(worker)
    rows = {f"{rows}-INITIAL_FORMS": "0" for rows in ("part", "acts")} | {
        "part-TOTAL_FORMS": "1",
        "acts-TOTAL_FORMS": "0",
    }
    pages = {
        address("section", made.assessment, "analysis"): {"text": "Kept of it"},
        address("child-write", made.assessment, made.nia): {"words": "Kept of it"},
        address("child-weighting-write", made.assessment, made.nia, "child"): rows | {"part-0-why": "Kept of it"},
    }
    for path, typed in pages.items():
        client.post(path, {"number": "0", "_save": "1", "draft_id": uuid4(), **typed})
    without = address("child-write", made.assessment, made.ivo)
    writing.submit_assessment(made.assessment, by=worker)
    for path in pages:
        shown = client.get(path)
        assert shown.status_code == 200
        page = shown.content.decode()
        assert "Kept of it" in page
        assert "It waits for a manager" in page
        assert 'name="_record"' not in page
        discard = reverse("drafts:draft-discard", args=[shown.context["draft"].id])
        assert discard in page
        client.post(discard)
        assert client.get(path).status_code == 302
    assert client.get(without).status_code == 302


def test_both_versions_of_a_child_and_of_a_view_show_every_question(
    as_user: Any, worker: Any, manager: Any, made: SimpleNamespace
) -> None:
    writing.write_child(
        made.nia, by=manager, number=0, seen="seen", seen_on=today() - DAY, not_seen_why="Her aunt would not leave"
    )
    client = as_user(worker)
    path = address("child-write", made.assessment, made.nia)
    sent = client.post(path, {"number": "0", "words": "Mine", "draft_id": uuid4()})
    assert {str(row["label"]) for row in sent.context["kept"].apart} >= {
        "If not seen, or not alone: why?",
        "Last seen on",
    }
    assert "Her aunt would not leave" in sent.content.decode()
    said = {"no_primary": "not_yet_known", "no_primary_why": "Nobody has been there"}
    WeightingFactory(assessment=made.assessment, child=made.nia.child, view="child", **said)
    rows = {f"{rows}-INITIAL_FORMS": "0" for rows in ("part", "acts")} | {
        "part-TOTAL_FORMS": "1",
        "acts-TOTAL_FORMS": "0",
    }
    part = {"part-0-kind": "online", "part-0-influence": "primary", "part-0-direction": "harm", "part-0-why": "Seen"}
    path = address("child-weighting-write", made.assessment, made.nia, "child")
    sent = client.post(path, {"number": "0", "draft_id": uuid4(), **rows, **part})
    assert "Nobody has been there" in sent.content.decode()


# --- Who wrote -------------------------------------------------------------------------------------------------------
def test_whoever_changes_anything_in_it_counts_as_having_written(made: SimpleNamespace, team: Any) -> None:
    assessment, child = made.assessment, CaseChildFactory(case=made.assessment.case).child
    passage = AssessmentPassageFactory(section=made.analysis)
    somebody = AssessmentParticipantFactory(assessment=assessment)
    for change in (
        lambda by: writing.write_section(made.analysis, by=by, text="Written", number=1, left_out=[passage]),
        lambda by: writing.put_back_passage(passage, by=by),
        lambda by: writing.add_child(assessment, by=by, child=child),
        lambda by: writing.take_out_child(made.ivo, by=by, removed_why="Moved away"),
        lambda by: participating.add_participant(assessment, by=by, name="A coach"),
        lambda by: participating.change_participant(somebody, by=by, part="School", took_part="yes"),
        lambda by: participating.take_out_participant(somebody, by=by),
    ):
        manager = TeamMembershipFactory(user=UserFactory(code="manager"), team=team, is_manager=True).user
        change(manager)
        assert authorising.has_written(assessment, manager)


# --- Two records of one child ----------------------------------------------------------------------------------------
def test_versions_of_a_view_stay_together_where_two_records_of_a_child_are_merged(
    made: SimpleNamespace, manager: Any
) -> None:
    kept, merged, assessment = made.nia.child, made.ivo.child, made.assessment
    CaseChild.objects.filter(child=merged).update(to_on=today(), closure_reason="RC7")
    for number in (2, 3):
        WeightingFactory(assessment=assessment, child=merged, number=number)
    alone = WeightingFactory(assessment=assessment, child=merged, view="parent")
    before = {label: rows for label, rows in everything().items() if label.startswith("assessments.Weighting")}
    merge: PersonMerge = merge_people(kept, merged=merged, by=manager, reason="The school has one")
    assert list(Weighting.objects.filter(child=kept, view="practitioner").values_list("number", flat=True)) == [1]
    assert Weighting.objects.filter(child=merged, view="practitioner").count() == 3
    assert Weighting.objects.get(pk=alone.pk).child == kept
    assert list(AssessmentChild.objects.current().filter(assessment=assessment)) == [made.nia]
    undo_person_merge(merge, by=manager, why="They are cousins")
    assert {label: rows for label, rows in everything().items() if label in before} == before
    assert AssessmentChild.objects.current().filter(assessment=assessment).count() == 2


def test_two_records_are_not_merged_while_an_assessment_keeps_the_time_that_ends_open(team: Any, manager: Any) -> None:
    kept, merged = PersonFactory(), PersonFactory()
    goes_on, ends = CaseChildFactory(child=kept, case__team=team), CaseChildFactory(child=merged, case__team=team)
    row = AssessmentChildFactory(assessment__case=ends.case, child=merged)
    with pytest.raises(ValidationError) as refusal:
        merge_people(kept, merged=merged, by=manager, reason="One child", continuing=goes_on)
    [words] = messages_of(refusal)["continuing"]
    assert f"{row.assessment} is not authorised." in words
    ends.refresh_from_db()
    assert ends.to_on is None


# --- What was taken out, and what was said before --------------------------------------------------------------------
def test_what_was_left_out_is_read_and_put_back(as_user: Any, worker: Any, made: SimpleNamespace) -> None:
    client, path = as_user(worker), address("section", made.assessment, "analysis")
    passage = AssessmentPassageFactory(section=made.analysis, text="Frightened of the walk home", left_out_on=today())
    for page in (path, address("section-history", made.assessment, "analysis")):
        assert "Frightened of the walk home" in client.get(page).content.decode()
    sent = client.post(path, {"number": "1", "text": "Half a sen", "_put_back": passage.pk, "draft_id": uuid4()})
    assert sent.url.startswith(path)
    passage.refresh_from_db()
    assert passage.left_out_on is None
    shown = client.get(path).content.decode()
    assert "Half a sen" in shown
    assert 'name="_put_back"' not in shown


def test_who_was_taken_out_of_those_who_take_part_stays_readable(
    as_user: Any, worker: Any, made: SimpleNamespace
) -> None:
    row = AssessmentParticipantFactory(assessment=made.assessment, name="The swimming coach", removed_on=today())
    shown = as_user(worker).get(address("participants", made.assessment)).content.decode()
    assert "The swimming coach" in shown
    assert "Taken out on" in shown
    assert address("participant-take-out", made.assessment, row) not in shown


def test_every_return_and_every_extension_is_read_by_who_may_read_all_of_it(
    as_user: Any, worker: Any, manager: Any, made: SimpleNamespace
) -> None:
    for why in ("The analysis is thin", "See her once more"):
        writing.submit_assessment(Assessment.objects.get(), by=worker)
        authorising.return_assessment(Assessment.objects.get(), by=manager, returned_why=why)
    for days, why in ((1, "A strike"), (2, "A funeral")):
        due = made.assessment.due_on + days * DAY
        authorising.extend_assessment(Assessment.objects.get(), by=manager, due_on=due, extended_why=why)
    client, path = as_user(worker), address("assessment-history", made.assessment)
    assert path in client.get(made.assessment.get_absolute_url()).content.decode()
    shown = client.get(path).content.decode()
    assert all(why in shown for why in ("The analysis is thin", "See her once more", "A strike", "A funeral"))
    restrict(made.ivo.child, by=manager)
    assert path not in client.get(made.assessment.get_absolute_url()).content.decode()
    assert client.get(path).status_code == 403
