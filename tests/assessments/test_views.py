"""The pages of assessments: what is offered, what is kept while it is typed, and what a stale edit shows."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments import writing
from assessments.models import Assessment, AssessmentChild, AssessmentPassage, AssessmentSection
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from tests.factories import (
    AssessmentChildFactory,
    AssessmentFactory,
    AssessmentPassageFactory,
    AssessmentSectionFactory,
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    NoteSubjectFactory,
    PeerGroupFactory,
    PersonFactory,
    UserFactory,
    WeightingFactory,
)
from tests.helpers import boxes, refusals
from tests.site.records import restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(team: Any) -> SimpleNamespace:
    """An assessment of one child being written, with its sections."""
    assessment = AssessmentFactory(case__team=team)
    row = AssessmentChildFactory(assessment=assessment)
    CaseChildFactory(case=assessment.case, child=row.child)
    for asked in assessment.asked:
        AssessmentSectionFactory(assessment=assessment, name=asked.name)
    analysis = assessment.sections.get(name="analysis")
    return SimpleNamespace(assessment=assessment, case=assessment.case, row=row, analysis=analysis)


def address(name: str, *args: Any) -> str:
    return reverse(f"assessments:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def write(client: Any, made: SimpleNamespace, **typed: Any) -> Any:
    return client.post(made.analysis.get_absolute_url(), {"number": "0", "text": "It means", **typed})


# --- Begun -----------------------------------------------------------------------------------------------------------
def test_an_assessment_is_begun_from_its_case(as_user: Any, worker: Any, team: Any) -> None:
    client, case = as_user(worker), CaseFactory(team=team)
    child = CaseChildFactory(case=case).child
    path = address("assessment-start", case)
    pages = (address("case-assessments", case), address("family-assessments", case.family))
    for page in pages:
        assert path in client.get(page).content.decode()
    assert refusals(client.post(path, boxes("started_on", today()))) == {"children": ["Choose at least one child"]}
    sent = client.post(path, {"children": [child.pk], **boxes("started_on", today())})
    assessment = Assessment.objects.get()
    assert sent.url == assessment.get_absolute_url()
    for page in pages:
        shown = client.get(page).content.decode()
        assert assessment.reference in shown
        assert path not in shown  # one at a time
    assert assessment.reference in client.get(address("person-assessments", child)).content.decode()
    assert client.get(path).url == address("case-assessments", case)


def test_nothing_is_offered_to_who_does_not_work_with_the_case(as_user: Any, made: SimpleNamespace) -> None:
    client = as_user(UserFactory())
    shown = client.get(made.assessment.get_absolute_url()).content.decode()
    for path in (
        made.analysis.get_absolute_url(),
        address("child-write", made.assessment, made.row),
        address("child-add", made.assessment),
        address("participants", made.assessment),
        address("assessment-submit", made.assessment),
        address("assessment-discard", made.assessment),
    ):
        assert path not in shown
        assert client.get(path).status_code == 403
    assert (
        address("assessment-start", made.case)
        not in client.get(address("case-assessments", made.case)).content.decode()
    )


def test_a_peer_groups_page_has_its_review_in_view_and_asks_for_no_child(as_user: Any, worker: Any, team: Any) -> None:
    client, case = as_user(worker), ContextCaseFactory(context=PeerGroupFactory(), team=team)
    path = address("assessment-start", case)
    assert "Friendship and peer assessment" in client.get(path).content.decode()
    shown = client.get(client.post(path, boxes("started_on", today())).url).content.decode()
    assert "Review of the group" in shown
    assert "Why this group is assessed, and who knows of it" in shown
    assert "Level of need" not in shown
    listed = client.get(address("context-assessments", case.context)).content.decode()
    assert Assessment.objects.get().reference in listed


# --- A section -------------------------------------------------------------------------------------------------------
def test_a_section_is_saved_once_however_often_it_is_sent(as_user: Any, worker: Any, made: SimpleNamespace) -> None:
    client = as_user(worker)
    draft = client.get(made.analysis.get_absolute_url()).context["draft"].id
    for _press in range(2):
        assert write(client, made, draft_id=draft, _back="1").url == made.assessment.get_absolute_url()
    made.analysis.refresh_from_db()
    assert (made.analysis.text, made.analysis.number, made.analysis.written_by) == ("It means", 1, worker)
    shown = client.get(made.assessment.get_absolute_url()).content.decode()
    assert "It means" in shown
    assert "1 of 5 sections are written" in " ".join(shown.split())


def test_what_is_typed_survives_signing_out_and_a_stale_edit_shows_both(
    as_user: Any, worker: Any, colleague: Any, made: SimpleNamespace
) -> None:
    client, path = as_user(worker), made.analysis.get_absolute_url()
    draft = client.get(path).context["draft"]
    client.post(draft.url, {"draft_id": str(draft.id), "number": "0", "text": "Half a thought"})
    client.logout()
    write(as_user(colleague), made, text="Theirs")
    shown = as_user(worker).get(path)
    assert shown.context["form"]["text"].value() == "Half a thought"
    assert shown.context["kept"].conflict.text == "Theirs"
    stale = write(client, made, draft_id=draft.id, text="Half a thought")
    assert "Cole Marrow has written this since you opened it" in str(refusals(stale))
    assert "Theirs" in stale.content.decode()
    assert AssessmentSection.objects.get(pk=made.analysis.pk).text == "Theirs"
    number = stale.context["kept"].number
    assert write(client, made, draft_id=draft.id, text="Both", number=number).status_code == 302
    assert AssessmentSection.objects.get(pk=made.analysis.pk).text == "Both"


def test_a_passage_is_copied_or_left_out_without_scripts(as_user: Any, worker: Any, made: SimpleNamespace) -> None:
    client, path = as_user(worker), made.analysis.get_absolute_url()
    note = NoteSubjectFactory(child=made.row.child).note
    passage = AssessmentPassageFactory(section=made.analysis, text="He fears the walk.", note=note)
    assert "Case note of" in client.get(path).content.decode()
    assert write(client, made, _take=str(passage.pk)).url.startswith(path)
    assert client.get(path).context["form"]["text"].value() == "It means\n\nHe fears the walk."
    Draft.objects.all().delete()
    write(client, made, left_out=[str(passage.pk)])
    assert not AssessmentPassage.objects.standing().exists()
    elsewhere = AssessmentPassageFactory(section=AssessmentSectionFactory())
    assert "left_out" in refusals(write(client, made, number="1", left_out=[str(elsewhere.pk)]))


def test_only_what_all_who_read_the_section_may_read_is_copied_into_it(
    as_user: Any, worker: Any, made: SimpleNamespace
) -> None:
    """Its words would be read by them, today and once the source is restricted."""
    case, child = made.case, made.row.child
    nobody = {"note": None}
    about_two = NoteSubjectFactory(child=child).note
    NoteSubjectFactory(note=about_two)
    of_both = AssessmentChildFactory(assessment__case=case, assessment__authorised=True, child=child).assessment
    AssessmentChildFactory(assessment=of_both)
    alike = AssessmentChildFactory(assessment__case=case, assessment__authorised=True, child=child).assessment
    kept_apart = AssessmentChildFactory(assessment__authorised=True, child=child).assessment
    copied = [
        {"note": NoteSubjectFactory(child=None, family=case.family, case=case).note},
        {**nobody, "person": child},
        {**nobody, "earlier": alike},
    ]
    quoted = [
        {"note": about_two},
        {"note": NoteSubjectFactory(child=child, case=CaseFactory()).note},
        {**nobody, "person": PersonFactory()},
        {**nobody, "context": ContextFactory()},
        {**nobody, "earlier": of_both},
        {**nobody, "earlier": kept_apart},
    ]
    made_of = [AssessmentPassageFactory(section=made.analysis, **source) for source in [*copied, *quoted]]
    client = as_user(worker)
    shown = client.get(made.analysis.get_absolute_url()).content.decode()
    offered = [f'name="_take" value="{passage.pk}"' in shown for passage in made_of]
    assert offered == [True] * len(copied) + [False] * len(quoted)
    assert shown.count("It stays a quotation") == len(quoted)
    write(client, made, _take=str(made_of[-1].pk))
    assert AssessmentSection.objects.get(pk=made.analysis.pk).text == "It means"
    assert not Draft.objects.filter(data__icontains="What was known").exists()


# --- A child ---------------------------------------------------------------------------------------------------------
def test_a_childs_page_refuses_what_the_census_refuses_beside_the_field(
    as_user: Any, worker: Any, made: SimpleNamespace
) -> None:
    client, path = as_user(worker), address("child-write", made.assessment, made.row)
    offered = client.get(path).content.decode()
    assert 'value="24A"' in offered
    assert 'value="18A"' not in offered
    for factors in (["21", "24A"], ["18A"], ["19A"]):
        assert list(refusals(client.post(path, {"number": "0", "factors": factors}))) == ["factors"]
    said = {"number": "0", "factors": ["24A"], "seen": "seen_alone", "level": "3", "level_why": "The estate"}
    assert client.post(path, said | boxes("seen_on", today())).url == made.row.get_absolute_url()
    row = AssessmentChild.objects.get(pk=made.row.pk)
    assert (row.factors, row.level, row.number) == (["24A"], "3", 1)
    shown = client.get(row.get_absolute_url()).content.decode()
    assert "24A Child criminal exploitation" in shown
    assert "They count once the assessment is authorised" in shown


def test_who_may_not_see_one_child_reads_the_others_record_and_no_section(
    as_user: Any, worker: Any, manager: Any, made: SimpleNamespace
) -> None:
    hidden = AssessmentChildFactory(assessment=made.assessment, words="By the canal", concluded=True)
    AssessmentSection.objects.update(text="Both of them", number=1, written_by=manager, written_on=today())
    restrict(hidden.child, by=manager)
    client = as_user(worker)
    shown = client.get(made.assessment.get_absolute_url()).content.decode()
    for text in ("By the canal", "Both of them", str(hidden.child), str(hidden.pk)):
        assert text not in shown
    assert str(made.row.child) in shown
    for path in (
        made.analysis.get_absolute_url(),
        address("section-history", made.assessment, "analysis"),
        address("child", made.assessment, hidden),
        address("child-write", made.assessment, hidden),
        address("child-history", made.assessment, hidden),
    ):
        assert client.get(path).status_code == 404
    assert client.get(address("child-write", made.assessment, made.row)).status_code == 200


def test_who_may_not_read_all_of_it_does_not_give_it_up(
    as_user: Any, worker: Any, manager: Any, made: SimpleNamespace
) -> None:
    discard = address("assessment-discard", made.assessment)
    client = as_user(worker)
    assert discard in client.get(made.assessment.get_absolute_url()).content.decode()
    hidden = AssessmentChildFactory(assessment=made.assessment)
    restrict(hidden.child, by=manager)
    assert discard not in client.get(made.assessment.get_absolute_url()).content.decode()
    assert client.get(discard).status_code == 403
    with pytest.raises(PermissionDenied):
        writing.discard_assessment(made.assessment, by=worker, discarded_why="Begun in error")


# --- From submission to authorisation --------------------------------------------------------------------------------
def test_it_goes_from_what_is_missing_to_an_authorised_assessment(
    as_user: Any, worker: Any, manager: Any, made: SimpleNamespace
) -> None:
    client, submit = as_user(worker), address("assessment-submit", made.assessment)
    lacks = client.get(submit).content.decode()
    assert made.analysis.get_absolute_url() in lacks
    assert "Before it can be submitted it needs" in str(refusals(client.post(submit)))
    AssessmentSection.objects.update(text="Said", number=1, written_by=worker, written_on=today())
    AssessmentChild.objects.filter(pk=made.row.pk).update(
        seen="not_seen", not_seen_why="Away", words="A letter", factors=["21"], outcome="early_help", level="2",
        level_why="Both are calm", support="A club",
    )  # fmt: skip
    weigh = address("child-weighting-write", made.assessment, made.row, "practitioner")
    assert weigh in client.get(submit).content.decode()
    WeightingFactory(assessment=made.assessment, child=made.row.child, no_concern=True)
    assert client.post(submit).url == made.assessment.get_absolute_url()
    client = as_user(manager)
    shown = client.get(made.assessment.get_absolute_url()).content.decode()
    returned, authorised = (address(f"assessment-{name}", made.assessment) for name in ("return", "authorise"))
    assert returned in shown
    assert authorised in shown
    page = client.get(authorised).content.decode()
    for words in ("Level 2: early help", "Both are calm", "A club", "21 No factors identified"):
        assert words in page
    client.post(returned, {"returned_why": "See him once more"})
    assert "See him once more" in as_user(worker).get(made.assessment.get_absolute_url()).content.decode()
    client.post(submit)
    as_user(manager).post(authorised, {"authorised_why": "Agreed"})
    assert Assessment.objects.get().is_authorised
    done = as_user(worker).get(made.assessment.get_absolute_url()).content.decode()
    assert "Mana Oduya" in done
    for path in (submit, made.analysis.get_absolute_url()):
        assert f'"{path}"' not in done
        assert client.get(path).status_code == 302


def test_a_manager_who_wrote_some_of_it_is_told_so_on_the_page(
    as_user: Any, manager: Any, made: SimpleNamespace
) -> None:
    client = as_user(manager)
    write(client, made)
    Assessment.objects.update(status="submitted", submitted_on=today(), submitted_by=manager)
    authorised = address("assessment-authorise", made.assessment)
    shown = client.get(made.assessment.get_absolute_url()).content.decode()
    assert authorised not in shown
    assert "You wrote part of it" in shown
    assert "You wrote part" in client.get(authorised).content.decode()
    assert "You wrote part" in str(refusals(client.post(authorised, {})))


def test_participants_are_added_changed_and_taken_out(as_user: Any, worker: Any, made: SimpleNamespace) -> None:
    client, path = as_user(worker), address("participants", made.assessment)
    assert client.post(path, {"name": "The head of year", "took_part": "to_ask"}).url == path
    row = made.assessment.participants.get()
    change = address("participant-change", made.assessment, row)
    assert client.post(change, {"part": "School", "took_part": "declined"}).url == path
    assert "Was asked and did not want to" in client.get(path).content.decode()
    assert client.post(address("participant-take-out", made.assessment, row)).url == path
    assert "The head of year" not in client.get(made.assessment.get_absolute_url()).content.decode()
