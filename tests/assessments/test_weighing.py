"""What weighs how much: written as whole versions, refused in words, and read as far as its records may be."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assessments import weighing, writing
from assessments.conclusion import conclusions_of, latest_conclusion, over_time
from assessments.models import AssessmentWriter, Interplay, Weighting, WeightingBasis, WeightingRow
from assessments.weighing import Acts, Part
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from tests.factories import (
    AssessmentChildFactory,
    AssessmentFactory,
    AssessmentSectionFactory,
    CaseNoteFactory,
    ContextAssessmentFactory,
    ContextFactory,
    ContextLinkFactory,
    FactorFactory,
    NoteSubjectFactory,
    PersonFactory,
    WeightingFactory,
    WeightingRowFactory,
)
from tests.helpers import audited, race
from tests.site.records import grant, restrict

pytestmark = pytest.mark.django_db

ESTATE = Part("neighbourhood", "primary", "He is threatened on the way home.", "harm")
PARK = ("neighbourhood", "primary", "He is threatened on the way home.", "harm")
HOME = Part("home", "significant", "His mother waits up for him.", "protective")


@pytest.fixture
def made(team: Any) -> SimpleNamespace:
    """An assessment of one child being written."""
    assessment = AssessmentFactory(case__team=team)
    row = AssessmentChildFactory(assessment=assessment, concluded=True)
    return SimpleNamespace(assessment=assessment, row=row, child=row.child)


def write(made: SimpleNamespace, by: Any, **said: Any) -> Weighting:
    said = {"view": "practitioner", "number": 0, "parts": [ESTATE, HOME], "child": getattr(made, "child", None), **said}
    return weighing.write_weighting(made.assessment, by=by, **said)


# --- Written ---------------------------------------------------------------------------------------------------------
def test_a_view_is_written_whole_and_each_time_anew(made: SimpleNamespace, worker: Any) -> None:
    note = NoteSubjectFactory(child=made.child).note
    estate = Part(*("neighbourhood", "primary", "Threats"), direction="harm", rests_on=[note, note])
    first = write(made, worker, parts=[estate, HOME], acts=[Acts(1, 2, "He stays out")], change_first="The way home")
    assert (first.number, first.change_first, first.created_by) == (1, "The way home", worker)
    assert [(row.kind, row.influence, row.direction) for row in first.rows.all()] == [
        ("neighbourhood", "primary", "harm"),
        ("home", "significant", "protective"),
    ]
    assert WeightingBasis.objects.get(row__weighting=first).note == note
    act = Interplay.objects.get(weighting=first)
    assert (act.from_row.kind, act.to_row.kind, act.words) == ("neighbourhood", "home", "He stays out")
    assert AssessmentWriter.objects.filter(assessment=made.assessment, user=worker).exists()
    second = write(made, worker, number=1, parts=[Part("online", "not_known"), HOME, ESTATE])
    theirs = write(made, worker, view="child", parts=[Part("peers", "contributing", "We laugh", "both")])
    assert (second.number, theirs.number, first.rows.count()) == (2, 1, 2)
    assert set(Weighting.objects.latest()) == {second, theirs}
    assert [event.shown for event in audited("assessment.weighed")] == [[made.child.pk]] * 3


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"parts": []}, "Weigh at least one part"),
        ({"parts": [Part("peers", "primary", " ", "harm")]}, "Part 1: say why"),
        ({"parts": [HOME, Part("peers", "primary", "x")]}, "Part 2: say whether it harms"),
        ({"acts": [Acts(1, 1, "x")]}, "two different parts"),
        ({"acts": [Acts(1, 3, "x")]}, "two of the parts above"),
        ({"acts": [Acts(1, 2, " ")]}, "Say how"),
        ({"parts": [HOME]}, "Call at least one part primary"),
        ({"no_primary": "no_concern", "no_primary_why": "x"}, "A part is called primary"),
        ({"parts": [HOME], "no_primary": "not_yet_known", "no_primary_why": " "}, "Say why no part"),
        ({"child": None}, "Say which child"),
    ],
)
def test_what_does_not_hold_is_refused_in_words(
    made: SimpleNamespace, worker: Any, said: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        write(made, worker, **said)
    assert not Weighting.objects.exists()


def test_a_context_stands_once_and_never_at_home(made: SimpleNamespace, worker: Any) -> None:
    park = ContextFactory()
    twice = [Part("neighbourhood", "primary", "x", "harm", park)] * 2
    for parts, words in (
        (twice, "Part 2: it stands here already"),
        ([Part("home", "none", "x", "", park)], "no context"),
    ):
        with pytest.raises(ValidationError, match=words):
            write(made, worker, parts=parts)


def test_who_and_what_it_is_about_must_be_in_the_assessment(
    made: SimpleNamespace, worker: Any, colleague: Any, support: Any, manager: Any, team: Any
) -> None:
    with pytest.raises(ValidationError, match="not in the assessment"):
        write(made, worker, child=PersonFactory())
    with pytest.raises(PermissionDenied):
        write(made, support)
    of_context = ContextAssessmentFactory(case__team=team)
    with pytest.raises(ValidationError, match="not in the assessment"):
        write(SimpleNamespace(assessment=of_context), worker, child=made.child)
    assert write(SimpleNamespace(assessment=of_context), worker, child=None).child is None
    hidden = CaseNoteFactory()
    restrict(NoteSubjectFactory(note=hidden).child, by=manager)
    with pytest.raises(PermissionDenied):
        write(made, worker, parts=[Part("peers", "primary", "x", "harm", rests_on=[hidden])])
    restrict(made.child, by=manager)
    with pytest.raises(PermissionDenied):
        write(made, worker)


def test_what_waits_or_is_locked_is_not_weighed(team: Any, worker: Any) -> None:
    for state in ("submitted", "authorised"):
        assessment = AssessmentFactory(case__team=team, **{state: True})
        row = AssessmentChildFactory(assessment=assessment)
        with pytest.raises(ValidationError, match=r"waits for a manager|locked"):
            write(SimpleNamespace(assessment=assessment, child=row.child), worker)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_the_second_is_shown_the_first(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    lock = lambda: type(made.assessment).objects.select_for_update().get(pk=made.assessment.pk)  # noqa: E731
    found = race(lambda: write(made, worker), lambda: write(made, manager), hold=lock)
    [refused] = [one for one in found if isinstance(one, weighing.WeighedSince)]
    [written] = [one for one in found if isinstance(one, Weighting)]
    assert refused.found == written
    assert Weighting.objects.count() == 1


def test_a_view_that_names_a_hidden_context_in_any_version_is_hidden_whole_and_not_theirs_to_write(
    made: SimpleNamespace, as_user: Any, worker: Any, manager: Any
) -> None:
    """With a gap in it, or with one version missing, it would prove that there is one."""
    park = ContextFactory()
    write(made, worker, parts=[Part(*PARK, context=park), HOME], acts=[Acts(1, 2, "He stays out")])
    write(made, worker, number=1, change_first="The way home")
    write(made, worker, view="child", parts=[Part("home", "none", "I am fine there")])
    restrict(park, by=manager)
    kinds = (Weighting, WeightingRow, Interplay)
    assert [kind.objects.visible_to(worker).count() for kind in kinds] == [1, 1, 0]
    [conclusion] = conclusions_of(made.assessment, worker, [made.row])
    assert [weighting.view for weighting in conclusion.views] == ["child"]
    client = as_user(worker)
    for page in (made.row, made.assessment):
        text = client.get(page.get_absolute_url()).content.decode()
        assert page_of(made) not in text
        assert page_of(made, view="parent") in text
        assert "I am fine there" in text
        assert all(words not in text for words in ("The way home", "He is threatened", "He stays out"))
    assert client.get(page_of(made)).status_code == 403
    assert client.post(page_of(made), typed(SAID, number=2)).status_code == 403
    over = client.get(page_of(made, name="child-weighting-versions"))
    assert over.context["versions"] == []
    for number in (0, 1, 2):
        with pytest.raises(ValidationError) as refusal:
            write(made, worker, number=number)
        assert refusal.value.messages == ["You cannot write this view. Ask a manager who works with the case."]
    grant(park, to=worker)
    assert client.get(page_of(made)).status_code == 200


def test_what_a_part_rests_on_that_the_writer_may_not_see_comes_over_with_the_part_it_was_written_from(
    made: SimpleNamespace, as_user: Any, worker: Any, manager: Any
) -> None:
    """Several parts are alike; each keeps its own, one that was left out keeps nothing, and a new one gets nothing."""
    notes = [NoteSubjectFactory(child=made.child).note for _part in range(3)]
    parts = [Part("neighbourhood", "primary", f"Part {n}", "harm", rests_on=[note]) for n, note in enumerate(notes)]
    write(made, worker, parts=parts)
    hidden = restrict(PersonFactory(), by=manager)
    for note in notes:
        NoteSubjectFactory(note=note, child=hidden)
    client = as_user(worker)
    filled = client.get(page_of(made)).context["form"].parts.initial_forms
    _first, second, third = [row.initial["came_from"] for row in filled]
    sent = typed(
        {**SAID, "why": "Third", "kind": "peers", "came_from": third},
        {**SAID, "why": "New"},
        {**SAID, "why": "Second", "came_from": second},
        {**SAID, "why": "Again", "came_from": second},
        {**SAID, "why": "Nonsense", "came_from": "x"},
        number=1,
    )
    assert client.post(page_of(made), sent).status_code == 302
    assert beneath(2) == {"Third": [notes[2]], "New": [], "Second": [notes[1]], "Again": [], "Nonsense": []}
    # Begun from the first version and saved after the second, and begun from none.
    write(made, worker, number=2, parts=[replace(ESTATE, why="Late", came_from=UUID(second))])
    assert beneath(3) == {"Late": [notes[1]]}
    write(made, worker, number=3, parts=[ESTATE, replace(ESTATE, why="Another")])
    assert beneath(4) == {ESTATE.why: [notes[1]], "Another": []}


def beneath(number: int) -> dict[str, list[Any]]:
    """By what is said of it, what each part of this version rests on."""
    rows = WeightingRow.objects.filter(weighting__number=number)
    return {row.why: [basis.note for basis in row.bases.all()] for row in rows}


def test_what_is_named_is_locked_and_stands(made: SimpleNamespace, worker: Any) -> None:
    park = ContextFactory(merged_into=ContextFactory(), merged_on=today())
    for part in (Part(*PARK, context=park), Part(*PARK, rests_on=[park])):
        with pytest.raises(ValidationError, match="was merged into another context"):
            write(made, worker, parts=[part])


# --- On a page -------------------------------------------------------------------------------------------------------
def typed(*parts: dict[str, str], number: int = 0, acts: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    sent = {"number": str(number), "part-TOTAL_FORMS": str(len(parts)), "part-INITIAL_FORMS": str(len(parts))}
    for place, part in enumerate(parts):
        sent |= {f"part-{place}-{name}": value for name, value in part.items()}
    sent |= {"acts-TOTAL_FORMS": "1", "acts-INITIAL_FORMS": "1"}
    return sent | {f"acts-0-{name}": value for name, value in (acts or {}).items()} | more


def page_of(made: SimpleNamespace, view: str = "practitioner", name: str = "child-weighting-write") -> str:
    return reverse(f"assessments:{name}", args=[made.assessment.pk, made.row.pk, view])


SAID = {"kind": "neighbourhood", "influence": "primary", "direction": "harm", "why": "Threats"}


def test_a_view_is_written_on_one_page_and_kept_by_every_button(
    made: SimpleNamespace, as_user: Any, worker: Any
) -> None:
    client, path = as_user(worker), page_of(made)
    factor = FactorFactory(case=made.assessment.case)
    factor.children.create(child=made.child)
    park = ContextLinkFactory(child=made.child).context
    shown = client.get(path).content.decode()
    assert all(f'value="{kind}" selected' in shown for kind in ("home", "peers", "school", "neighbourhood", "online"))
    part = {**SAID, "context": str(park.pk), "rests_on": f"factor:{factor.pk}"}
    sent = typed({"kind": "home"}, part)
    more = client.post(path, {**sent, "_more_part": "1"}).content.decode()
    assert 'name="part-TOTAL_FORMS" value="3"' in more
    assert "Threats" in more
    assert Draft.objects.get().form == "assessments.weighting"
    assert "Threats" in client.get(path).content.decode()
    refused = client.post(path, typed({"kind": "home"}, part, acts={"source": "1", "target": "2", "words": "x"}))
    assert "parts that are filled in" in refused.content.decode()
    home = {"kind": "home", "influence": "significant", "direction": "both", "why": "Rows"}
    acts = {"source": "3", "target": "2", "words": "He stays out"}
    done = client.post(path, typed({"kind": "peers"}, home, part, acts=acts, change_first="The way home"))
    assert done.url == made.row.get_absolute_url()
    weighting = Weighting.objects.get()
    assert [(row.kind, row.context) for row in weighting.rows.all()] == [("home", None), ("neighbourhood", park)]
    assert (weighting.interplays.get().from_row.context, WeightingBasis.objects.get().factor) == (park, factor)
    for page in (made.row, made.assessment):
        text = client.get(page.get_absolute_url()).content.decode()
        assert all(words in text for words in ("Threats", "Rows", "He stays out", "The way home", "Home is safe"))
    left_out = typed({**home, "leave_out": "on"}, part, number=1)
    assert client.post(path, left_out).status_code == 302
    assert [row.kind for row in Weighting.objects.get(number=2).rows.all()] == ["neighbourhood"]


def test_a_stale_page_shows_the_newest_and_keeps_what_was_typed(
    made: SimpleNamespace, as_user: Any, worker: Any, colleague: Any
) -> None:
    write(made, colleague, parts=[Part("school", "primary", "Their words", "harm")])
    refused = as_user(worker).post(page_of(made), typed(SAID, number=0))
    text = refused.content.decode()
    assert "has written a newer version" in text
    assert all(words in text for words in ("Their words", "Threats", 'name="number" value="1"'))
    assert as_user(worker).post(page_of(made), typed(SAID, number=1)).status_code == 302
    assert Weighting.objects.count() == 2


def test_a_half_typed_part_is_asked_for_what_is_missing(made: SimpleNamespace, as_user: Any, worker: Any) -> None:
    text = as_user(worker).post(page_of(made), typed({"why": "Something"})).content.decode()
    assert "Choose the part of a young person’s world." in text
    assert "Choose how much it weighs." in text
    assert as_user(worker).get(page_of(made, view="nobody")).status_code == 404


# --- Read ------------------------------------------------------------------------------------------------------------
def test_views_stand_beside_each_other_and_versions_tell_what_moved(
    made: SimpleNamespace, as_user: Any, worker: Any
) -> None:
    write(made, worker)
    write(
        made,
        worker,
        number=1,
        parts=[Part("neighbourhood", "contributing", "x", "both"), HOME, Part("peers", "primary", "x", "harm")],
    )
    write(made, worker, view="child", parts=[Part("home", "none", "I am fine there")])
    [conclusion] = conclusions_of(made.assessment, worker, [made.row])
    assert [(cell.weighting.view, cell.row.influence) for cell in conclusion.home[0].named] == [
        ("practitioner", "significant"),
        ("child", "none"),
    ]
    assert [part.kind for part in conclusion.outside] == ["peers", "neighbourhood"]
    versions = Weighting.objects.filter(view="practitioner").whole(worker).order_by("number")
    moved = {part.kind: part.cells[1].before for part in over_time(list(versions))}
    assert moved == {
        "home": "",
        "peers": "Before: not named",
        "neighbourhood": "Before: Primary, harms",
    }
    text = as_user(worker).get(page_of(made, name="child-weighting-versions")).content.decode()
    assert "Before: Primary, harms" in text
    assert "<rect" in text


def test_a_conclusion_says_in_whose_view_one_part_acts_on_another(
    made: SimpleNamespace, as_user: Any, worker: Any
) -> None:
    """And asks only the practitioner what a part rests on: what a child says needs no record beneath it."""
    write(made, worker, acts=[Acts(1, 2, "He stays out")])
    rows = as_user(worker).get(made.row.get_absolute_url()).content.decode()
    assert (rows.count("Practitioner:"), rows.count("Rests on no record yet")) == (0, 2)
    write(made, worker, view="child", acts=[Acts(1, 2, "They wait for me")])
    rows = as_user(worker).get(made.row.get_absolute_url()).content.decode()
    assert (rows.count("Practitioner:"), rows.count("Child or young person:")) == (1, 1)
    assert rows.count("Rests on no record yet") == 2


def test_the_childs_page_shows_the_last_that_was_authorised(made: SimpleNamespace, as_user: Any, worker: Any) -> None:
    assert latest_conclusion(made.child, worker) is None
    done = AssessmentFactory(authorised=True)
    AssessmentChildFactory(assessment=done, child=made.child, concluded=True, support="A walk home")
    WeightingRowFactory(weighting=WeightingFactory(assessment=done, child=made.child), why="Threats on the estate")
    text = as_user(worker).get(made.child.get_absolute_url()).content.decode()
    assert all(words in text for words in ("A walk home", "Threats on the estate", "Home is not weighed yet."))


def test_a_context_is_weighed_before_it_is_submitted(team: Any, worker: Any) -> None:
    assessment = ContextAssessmentFactory(case__team=team)
    for asked in assessment.asked:
        written = {"text": "Written", "number": 1, "written_by": worker, "written_on": today()}
        AssessmentSectionFactory(assessment=assessment, name=asked.name, **written)
    with pytest.raises(ValidationError, match="What weighs how much there"):
        writing.submit_assessment(assessment, by=worker)
    write(SimpleNamespace(assessment=assessment), worker, child=None)
    assert writing.submit_assessment(assessment, by=worker).is_submitted
