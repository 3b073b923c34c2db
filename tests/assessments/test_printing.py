"""An assessment printed: what stands on it, who may hold it, and one of a context without any child's name."""

import io
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pypdf import PdfReader

from assessments import print_views, printing, writing
from assessments.models import PrintedCopy
from cases.models import NotAName
from cs_casework.dates import today
from cs_casework.printing import can_draw
from tests.factories import (
    AssessmentChildFactory,
    AssessmentFactory,
    AssessmentParticipantFactory,
    AssessmentPassageFactory,
    AssessmentSectionFactory,
    ContextAssessmentFactory,
    ContextFactory,
    ContextLinkFactory,
    InterplayFactory,
    PersonFactory,
    UserFactory,
    WeightingFactory,
    WeightingRowFactory,
)
from tests.helpers import audited, messages_of, refusals
from tests.site.records import grant, restrict

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(not can_draw(), reason="Pango, which WeasyPrint draws with, is not installed")

PAPER = {"purpose": "The review conference", "holders": "The chair\n\n  The school \nThe chair", "basis": "public_task"}
HELD = {"purpose": "The review conference", "holders": ["The chair", "The school"]}


@pytest.fixture
def family(team: Any, worker: Any) -> SimpleNamespace:
    """An assessment of two children, being written, each with a conclusion."""
    assessment = AssessmentFactory(case__team=team)
    said = {"number": 1, "written_by": worker, "written_on": today()}
    AssessmentSectionFactory(assessment=assessment, text="What it all means.", **said)
    nia, ivo = (PersonFactory(given=name, family="Ostrander") for name in ("Nia", "Ivo"))
    rows = [AssessmentChildFactory(assessment=assessment, child=child, concluded=True) for child in (nia, ivo)]
    for child in (nia, ivo):
        weighting = WeightingFactory(assessment=assessment, child=child, change_first=f"{child} is walked home")
        WeightingRowFactory(weighting=weighting, why=f"{child} is followed")
    return SimpleNamespace(assessment=assessment, nia=nia, ivo=ivo, rows=rows)


@pytest.fixture
def park(team: Any, worker: Any) -> SimpleNamespace:
    """An assessment of Rose Park, where Rose and Ayla go."""
    assessment = ContextAssessmentFactory(case__team=team, case__context=ContextFactory(name="Rose Park"))
    context = assessment.case.context
    children = [PersonFactory(given=given, family="") for given in ("Rose", "Ayla")]
    for child in children:
        ContextLinkFactory(context=context, child=child)
    said = {"number": 1, "written_by": worker, "written_on": today()}
    harm = AssessmentSectionFactory(assessment=assessment, name="harms", text="It is dark.\nAyla was hurt.", **said)
    return SimpleNamespace(assessment=assessment, context=context, harm=harm, rose=children[0], ayla=children[1])


def address(name: str, *args: Any) -> str:
    return reverse(f"assessments:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def rewrite(park: SimpleNamespace, worker: Any, text: str) -> None:
    park.harm.refresh_from_db()
    park.harm = writing.write_section(park.harm, by=worker, number=park.harm.number, text=text, left_out=[])


def open_marks(park: SimpleNamespace, by: Any) -> list[Any]:
    found = printing.marked_names(park.assessment, printing.nameless_blocks(park.assessment, by), by=by)
    return [mark for passage in found for mark in passage.open_marks]


def answer_all(park: SimpleNamespace, by: Any) -> None:
    for mark in open_marks(park, by):
        printing.answer_mark(park.assessment, by=by, key=mark.key, reason="The park is called so")


def pages_of(response: Any) -> list[str]:
    assert response["Content-Type"] == "application/pdf", response.status_code
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(response.content)).pages]


# --- With names ------------------------------------------------------------------------------------------------------
def test_an_assessment_is_printed_for_somebody_and_that_stays_on_record(
    as_user: Any, worker: Any, family: SimpleNamespace
) -> None:
    client, path = as_user(worker), address("assessment-print", family.assessment)
    assert path in client.get(family.assessment.get_absolute_url()).content.decode()
    shown = client.get(client.post(path, PAPER).url).content.decode()
    copy = PrintedCopy.objects.get()
    assert (copy.holders, copy.is_draft, copy.is_nameless) == (["The chair", "The school"], True, False)
    for words in (
        copy.reference,
        "Draft: not authorised",
        "The chair",
        "The school",
        "What it all means.",
        "Nia Ostrander is followed",
        "Ivo Ostrander is walked home",
        "Level of need",
        "I like it at my aunt’s.",
        f"Printed by {worker}",
    ):
        assert words in shown
    (event,) = audited("assessment.printed")
    assert (event.actor_id, event.record_id, set(event.shown)) == (
        worker.pk,
        family.assessment.pk,
        {family.nia.pk, family.ivo.pk},
    )
    listed = client.get(path).content.decode()
    assert copy.reference in listed
    assert "The review conference" in listed


@needs_pango
def test_its_pdf_says_on_every_page_that_it_is_a_draft_and_names_nobody_in_the_name_of_the_file(
    as_user: Any, worker: Any, family: SimpleNamespace
) -> None:
    copy = printing.print_assessment(family.assessment, by=worker, **HELD)
    response = as_user(worker).get(address("printed-copy-pdf", family.assessment, copy))
    pages = pages_of(response)
    name = f"{family.assessment.reference}-{copy.reference}.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "no-store"
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert "Draft: not authorised" in text
        assert f"page {number} of {len(pages)}" in text
        assert copy.reference in text
    whole = " ".join(pages)
    for words in ("Nia Ostrander is followed", "What it all means.", "The chair; The school", "What must change first"):
        assert words in whole
    assert [event.record_id for event in audited("printedcopy.saved")] == [copy.pk]


@needs_pango
def test_an_authorised_one_says_by_whom_and_is_no_draft(as_user: Any, worker: Any, manager: Any) -> None:
    assessment = AssessmentFactory(authorised=True, authorised_by=manager)
    AssessmentChildFactory(assessment=assessment, concluded=True)
    copy = printing.print_assessment(assessment, by=worker, **HELD)
    whole = " ".join(pages_of(as_user(worker).get(address("printed-copy-pdf", assessment, copy))))
    assert "Draft" not in whole
    assert f"Authorised by {manager}" in whole


def test_only_what_its_printer_may_see_is_in_it(
    as_user: Any, worker: Any, manager: Any, family: SimpleNamespace
) -> None:
    whole = printing.print_assessment(family.assessment, by=manager, **HELD)
    grant(restrict(family.ivo, by=manager), to=manager)
    client = as_user(worker)
    shown = client.get(client.post(address("assessment-print", family.assessment), PAPER).url).content.decode()
    assert "Nia Ostrander is followed" in shown
    assert "Ivo" not in shown
    assert "What it all means." not in shown  # shared: for who may see every child
    copy = PrintedCopy.objects.latest("created_at")
    assert audited("assessment.printed")[-1].shown == [family.nia.pk]
    # The one printed before stands on nobody's list who may not see both; the one of their own does.
    assert client.get(address("printed-copy", family.assessment, whole)).status_code == 404
    assert list(PrintedCopy.objects.visible_to(worker)) == [copy]
    assert set(PrintedCopy.objects.visible_to(manager)) == {whole, copy}
    # Nor does who sees more read it as it was printed: theirs would say more.
    client = as_user(manager)
    assert "It cannot be printed again as it was" in client.get(copy.get_absolute_url()).content.decode()


def test_what_has_changed_since_is_not_printed_under_the_same_reference(
    as_user: Any, worker: Any, family: SimpleNamespace
) -> None:
    client, copy = as_user(worker), printing.print_assessment(family.assessment, by=worker, **HELD)
    assert "Nia Ostrander is followed" in client.get(copy.get_absolute_url()).content.decode()
    family.rows[0].support = "Something else"
    family.rows[0].save()
    shown = client.get(copy.get_absolute_url()).content.decode()
    assert "It cannot be printed again as it was" in shown
    assert "Nia Ostrander is followed" not in shown
    assert client.get(address("printed-copy-pdf", family.assessment, copy)).url == copy.get_absolute_url()


def test_where_nothing_draws_a_pdf_the_page_offers_the_browsers_print_and_says_what_to_install(
    as_user: Any, worker: Any, family: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_views, "can_draw", lambda: False)
    client, copy = as_user(worker), printing.print_assessment(family.assessment, by=worker, **HELD)
    pdf = address("printed-copy-pdf", family.assessment, copy)
    shown = client.get(copy.get_absolute_url()).content.decode()
    assert pdf not in shown
    for words in ("Print this page with your browser", "apt install libpango", "brew install pango", "pacman -S"):
        assert words in shown
    assert client.get(pdf).url == copy.get_absolute_url()


def test_who_may_not_see_an_assessment_prints_none(
    as_user: Any, worker: Any, manager: Any, support: Any, family: SimpleNamespace
) -> None:
    copy = printing.print_assessment(family.assessment, by=manager, **HELD)
    restrict(family.assessment.case, by=manager)
    pages = [("assessment-print",), ("printed-copy", copy), ("printed-copy-pdf", copy)]
    for user, status in ((worker, 404), (support, 403)):
        client = as_user(user)
        for name, *args in pages:
            assert client.get(address(name, family.assessment, *args)).status_code == status
        with pytest.raises(PermissionDenied):
            printing.print_assessment(family.assessment, by=user, **HELD)
    assert not PrintedCopy.objects.visible_to(worker).exists()


def test_a_copy_of_another_assessment_is_not_found_beneath_this_one(as_user: Any, worker: Any) -> None:
    copy = printing.print_assessment(AssessmentFactory(), by=worker, **HELD)
    assert as_user(worker).get(address("printed-copy", AssessmentFactory(), copy)).status_code == 404


def test_what_it_is_for_and_who_holds_it_have_to_be_said(as_user: Any, worker: Any, family: SimpleNamespace) -> None:
    client, path = as_user(worker), address("assessment-print", family.assessment)
    assert set(refusals(client.post(path, {"purpose": "", "holders": " \n ", "basis": ""}))) == {
        "purpose",
        "holders",
        "basis",
    }
    many = {"purpose": "x", "holders": "\n".join(f"Somebody {number}" for number in range(41)), "basis": "legal"}
    assert refusals(client.post(path, many)) == {"holders": ["Name at most 40. For more, print it again."]}
    long = {"purpose": "x", "holders": "x" * 151, "basis": "legal"}
    assert refusals(client.post(path, long)) == {"holders": ["A line is longer than 150 letters."]}
    with pytest.raises(ValidationError) as refusal:
        printing.print_assessment(family.assessment, by=worker, purpose="x", holders=[" "])
    assert set(messages_of(refusal)) == {"holders"}
    with pytest.raises(ValidationError) as refusal:
        printing.print_assessment(family.assessment, by=worker, purpose=" ", holders=["x"])
    assert set(messages_of(refusal)) == {"purpose"}
    assert not PrintedCopy.objects.exists()


def test_one_that_was_not_gone_on_with_is_not_printed(as_user: Any, worker: Any) -> None:
    assessment = AssessmentFactory(status="discarded", discarded_on=today(), discarded_why="In error")
    client, path = as_user(worker), address("assessment-print", assessment)
    assert path not in client.get(assessment.get_absolute_url()).content.decode()
    assert client.get(path).status_code == 403
    with pytest.raises(ValidationError) as refusal:
        printing.print_assessment(assessment, by=worker, **HELD)
    assert messages_of(refusal) == {"__all__": ["This assessment was not gone on with, so it is not printed."]}


# --- Without any child's name ----------------------------------------------------------------------------------------
def test_a_context_is_printed_without_a_name_when_every_mark_is_gone_or_answered_for(
    as_user: Any, worker: Any, park: SimpleNamespace
) -> None:
    client, path = as_user(worker), address("name-check", park.assessment)
    assert path in client.get(address("assessment-print", park.assessment)).content.decode()
    shown = client.get(path).content.decode()
    assert "<mark>Rose</mark> Park" in shown
    assert "<mark>Ayla</mark> was hurt." in shown
    assert "It is dark." not in shown
    assert park.harm.get_absolute_url() in shown  # where it is put right
    assert "Who may hold it?" not in shown
    assert "Words are marked" in str(refusals(client.post(path, PAPER)))
    assert not PrintedCopy.objects.exists()
    # One word is taken out, the other answered for.
    rewrite(park, worker, "It is dark.\nA child was hurt.")
    (mark,) = open_marks(park, worker)
    answer = address("name-answer", park.assessment, mark.key)
    assert answer in client.get(path).content.decode()
    assert "<mark>Rose</mark> Park" in client.get(answer).content.decode()
    assert refusals(client.post(answer, {"reason": ""}))
    for _press in range(2):
        assert client.post(answer, {"reason": "The park is called so"}).url == path
    shown = client.get(path).content.decode()
    for words in ("Who may hold it?", "The park is called so", str(worker), "take back “Rose”"):
        assert words in shown
    paper = client.get(client.post(path, PAPER).url).content.decode()
    copy = PrintedCopy.objects.get()
    assert copy.is_nameless
    assert "A child was hurt." in paper
    assert "Rose Park" in paper
    assert "The school" not in paper  # nobody has checked who holds it for names


@needs_pango
def test_its_pdf_holds_what_was_checked_and_nothing_else_that_was_typed(
    as_user: Any, worker: Any, park: SimpleNamespace
) -> None:
    rewrite(park, worker, "A child was hurt.")
    weighting = WeightingFactory(assessment=park.assessment, child=None, change_first="Light the path")
    school, place = (WeightingRowFactory(weighting=weighting, kind=kind) for kind in ("school", "neighbourhood"))
    InterplayFactory(weighting=weighting, from_row=school, to_row=place, words="It closes at three.")
    AssessmentParticipantFactory(assessment=park.assessment, name="The warden", part="Locks the gate")
    AssessmentPassageFactory(section=park.harm, text="Carried over of Ayla")
    answer_all(park, worker)
    held = {"purpose": "About Ayla", "holders": ["Ayla’s mother"]}
    copy = printing.print_nameless(park.assessment, by=worker, **held)
    response = as_user(worker).get(address("printed-copy-pdf", park.assessment, copy))
    whole = " ".join(pages_of(response))
    for words in (
        "A child was hurt.",
        "Light the path",
        "It closes at three.",
        "The warden, Locks the gate",
        "Rose Park",
    ):
        assert words in whole
    assert b"Ayla" not in response.content
    assert "Ayla" not in whole


@pytest.mark.parametrize("where", ["weighting", "interplay", "participant", "change_first", "name"])
def test_a_name_is_found_wherever_somebody_typed(worker: Any, park: SimpleNamespace, where: str) -> None:
    rewrite(park, worker, "A child was hurt.")
    answer_all(park, worker)
    assert open_marks(park, worker) == []
    if where == "participant":
        AssessmentParticipantFactory(assessment=park.assessment, name="The uncle of Ayla")
    elif where == "name":
        type(park.context).objects.filter(pk=park.context.pk).update(name="Ayla’s corner")
        park.assessment.refresh_from_db()
    else:
        said = {"change_first": "Ayla is walked home"} if where == "change_first" else {}
        weighting = WeightingFactory(assessment=park.assessment, child=None, **said)
        rows = [WeightingRowFactory(weighting=weighting, why="Ayla was there" if where == "weighting" else "Dark")]
        if where == "interplay":
            rows.append(WeightingRowFactory(weighting=weighting, kind="school"))
            InterplayFactory(weighting=weighting, from_row=rows[0], to_row=rows[1], words="Ayla fears it")
    assert {mark.word.rstrip("s’") for mark in open_marks(park, worker)} == {"Ayla"}
    with pytest.raises(ValidationError):
        printing.print_nameless(park.assessment, by=worker, **HELD)


def test_a_hidden_childs_name_stops_the_print_and_nothing_says_whose_it_is(
    as_user: Any, worker: Any, manager: Any, park: SimpleNamespace
) -> None:
    rewrite(park, worker, "Rowan was hurt.")
    answer_all(park, worker)
    client, path = as_user(worker), address("name-check", park.assessment)
    assert "Who may hold it?" in client.get(path).content.decode()
    hidden = PersonFactory(given="Rowan", family="Secretname")
    ContextLinkFactory(context=park.context, child=hidden)
    restrict(hidden, by=manager)
    shown = client.get(path).content.decode()
    assert "<mark>Rowan</mark> was hurt." in shown
    for told in ("Secretname", hidden.reference, str(hidden.pk), "restricted"):
        assert told not in shown
    assert hidden.pk in audited("names.checked")[-1].shown
    with pytest.raises(ValidationError):
        printing.print_nameless(park.assessment, by=worker, **HELD)


def test_a_child_linked_later_stops_what_was_printed_before(as_user: Any, worker: Any, park: SimpleNamespace) -> None:
    rewrite(park, worker, "Rowan was hurt.")
    answer_all(park, worker)
    client, copy = as_user(worker), printing.print_nameless(park.assessment, by=worker, **HELD)
    assert "Rowan was hurt." in client.get(copy.get_absolute_url()).content.decode()
    ContextLinkFactory(context=park.context, child=PersonFactory(given="Rowan"))
    assert "Rowan was hurt." not in client.get(copy.get_absolute_url()).content.decode()
    assert client.get(address("printed-copy-pdf", park.assessment, copy)).url == copy.get_absolute_url()


def test_the_check_is_for_who_may_write_in_it_and_of_a_context_alone(
    as_user: Any, worker: Any, records: Any, park: SimpleNamespace, family: SimpleNamespace
) -> None:
    stranger = UserFactory()
    key = open_marks(park, worker)[0].key
    for user in (stranger, records):
        client = as_user(user)
        for path in (address("name-check", park.assessment), address("name-answer", park.assessment, key)):
            assert client.get(path).status_code == 403
            assert client.post(path, {**PAPER, "reason": "x"}).status_code == 403
        with pytest.raises(PermissionDenied):
            printing.print_nameless(park.assessment, by=user, **HELD)
        with pytest.raises(PermissionDenied):
            printing.answer_mark(park.assessment, by=user, key=key, reason="x")
    path = address("name-check", park.assessment)
    assert path not in as_user(stranger).get(address("assessment-print", park.assessment)).content.decode()
    assert as_user(worker).get(address("name-check", family.assessment)).status_code == 403
    with pytest.raises(PermissionDenied):
        printing.print_nameless(family.assessment, by=worker, **HELD)


def test_what_is_not_marked_is_not_answered_for(as_user: Any, worker: Any, park: SimpleNamespace) -> None:
    with pytest.raises(ValidationError) as refusal:
        printing.answer_mark(park.assessment, by=worker, key="0" * 64, reason="x")
    assert messages_of(refusal) == {"__all__": ["This word is not marked any more. Look at the check again."]}
    path = address("name-answer", park.assessment, "0" * 64)
    assert as_user(worker).get(path).url == address("name-check", park.assessment)
    assert not NotAName.objects.exists()


def test_an_answer_is_taken_back_from_the_page_and_one_of_another_context_is_not_found(
    as_user: Any, worker: Any, park: SimpleNamespace
) -> None:
    answer_all(park, worker)
    answer = NotAName.objects.filter(word="Rose").get()
    client = as_user(worker)
    other = ContextAssessmentFactory(case__team=park.assessment.case.team)
    assert client.post(address("name-take-back", other, answer)).status_code == 404
    assert client.post(address("name-take-back", park.assessment, answer)).url == address("name-check", park.assessment)
    assert "Rose" in {mark.word for mark in open_marks(park, worker)}
