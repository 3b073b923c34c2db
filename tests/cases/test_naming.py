"""The check for names of what is printed of a context: whose names count, what is said of a mark, and who learns what."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.merging import merge_contexts
from cases.models import NotAName
from cases.naming import Block, MarkedPassage, check_names, is_clean, say_not_a_name, take_back
from tests.factories import (
    ContextFactory,
    ContextLinkFactory,
    FactorChildFactory,
    FactorFactory,
    IncidentChildFactory,
    IncidentFactory,
    NoteSubjectFactory,
    PersonFactory,
)
from tests.helpers import audited, messages_of
from tests.site.records import grant, restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def context(db: None) -> Any:
    return ContextFactory(name="Rose Park")


def linked(context: Any, given: str, **facts: Any) -> Any:
    child = PersonFactory(given=given, family="")
    ContextLinkFactory(context=context, child=child, **facts)
    return child


def check(context: Any, by: Any, *texts: str) -> list[MarkedPassage]:
    return check_names(context, [Block("Harm", text, "/there/") for text in texts], by=by, target=context)


def words(found: list[MarkedPassage]) -> list[str]:
    return [mark.word for passage in found for mark in passage.open_marks]


def only_mark(found: list[MarkedPassage]) -> Any:
    (passage,) = found
    (mark,) = passage.marks
    return mark


def test_every_child_whom_the_context_ever_concerned_counts(context: Any, worker: Any) -> None:
    linked(context, "Linked")
    linked(context, "Formerly", to_on="2020-01-01", ended_why="Moved", from_on="2019-01-01")
    on_it = NoteSubjectFactory(child=None, context=context)
    NoteSubjectFactory(note=on_it.note, child=PersonFactory(given="Noted", family=""))
    IncidentChildFactory(incident=IncidentFactory(context=context), child=PersonFactory(given="Struck", family=""))
    FactorChildFactory(factor=FactorFactory(context=context), child=PersonFactory(given="Pressed", family=""))
    PersonFactory(given="Elsewhere", family="")
    text = "Linked, Formerly, Noted, Struck, Pressed, Elsewhere."
    assert words(check(context, worker, text)) == ["Linked", "Formerly", "Noted", "Struck", "Pressed"]


def test_a_child_whom_the_reader_may_not_see_is_marked_like_any_other(context: Any, worker: Any, manager: Any) -> None:
    seen, hidden = linked(context, "Ayla"), linked(context, "Rowan")
    restrict(hidden, by=manager)
    ayla, rowan = check(context, worker, "Ayla was there.", "Rowan was there.")
    assert ayla.pieces == [("Ayla", True), (" was there.", False)]
    assert rowan.pieces == [("Rowan", True), (" was there.", False)]
    # It stands in the audit of both children, whoever asked: trying words out is seen by those who answer for a child.
    (event,) = audited("names.checked")
    assert (event.actor_id, set(event.shown), event.reason) == (worker.pk, {seen.pk, hidden.pk}, "")


def test_two_children_of_one_name_are_one_mark(context: Any, worker: Any) -> None:
    for _child in range(2):
        linked(context, "Ayla")
    assert words(check(context, worker, "Ayla was there.")) == ["Ayla"]


def test_an_answer_holds_for_one_word_in_one_sentence_as_it_reads(context: Any, worker: Any) -> None:
    linked(context, "Rose")
    text = "Rose met them in Rose Park. It is dark in Rose Park."
    first, second = check(context, worker, text)
    say_not_a_name(context, first.marks[1], by=worker, reason="The park", target=context)
    say_not_a_name(context, second.marks[0], by=worker, reason="The park", target=context)
    (first,) = [passage for passage in check(context, worker, text) if passage.open_marks]
    assert first.open_marks == [first.marks[0]]  # Rose herself
    assert not is_clean([first])
    # Somewhere else in the text it goes on holding; changed, it is asked again.
    assert is_clean(check(context, worker, "Elsewhere.\nIt is dark  in Rose Park."))
    assert words(check(context, worker, "It is dark in Rose Park now.")) == ["Rose"]
    answer = NotAName.objects.earliest("created_at")
    assert (answer.word, answer.reason, answer.created_by) == ("Rose", "The park", worker)
    assert len(audited("names.answered")) == 2


def test_an_answer_to_a_word_in_small_letters_holds_wherever_it_is_written_so(context: Any, worker: Any) -> None:
    linked(context, "May")
    may = check(context, worker, "They may come.")[0].marks[0]
    say_not_a_name(context, may, by=worker, reason="The verb", target=context)
    assert is_clean(check(context, worker, "It may help. They may not."))
    assert words(check(context, worker, "May came.")) == ["May"]
    # Said of this context alone.
    other = ContextFactory()
    linked(other, "May")
    assert words(check(other, worker, "They may come.")) == ["may"]


def test_an_answer_taken_back_stops_the_print_again_and_stays_on_record(
    context: Any, worker: Any, colleague: Any
) -> None:
    linked(context, "Rose")
    mark = only_mark(check(context, worker, "In Rose Park."))
    answer = say_not_a_name(context, mark, by=worker, reason="The park", target=context)
    for _press in range(2):
        take_back(answer, by=colleague, target=context)
    assert words(check(context, worker, "In Rose Park.")) == ["Rose"]
    assert NotAName.objects.get().taken_back_on
    assert len(audited("names.answer_taken_back")) == 1


def test_who_may_not_see_the_context_or_write_assessments_answers_nothing(
    context: Any, worker: Any, manager: Any, records: Any
) -> None:
    linked(context, "Rose")
    mark = only_mark(check(context, worker, "In Rose Park."))
    answer = say_not_a_name(context, mark, by=worker, reason="The park", target=context)
    grant(restrict(context, by=manager), to=manager)
    for user in (worker, records):
        with pytest.raises(PermissionDenied):
            say_not_a_name(context, mark, by=user, reason="The park", target=context)
        with pytest.raises(PermissionDenied):
            take_back(answer, by=user, target=context)
        assert not NotAName.objects.visible_to(user).exists()
    assert NotAName.objects.visible_to(manager).get() == answer


def test_an_answer_says_why_and_is_given_once(context: Any, worker: Any) -> None:
    linked(context, "Rose")
    mark = only_mark(check(context, worker, "In Rose Park."))
    with pytest.raises(ValidationError) as refusal:
        say_not_a_name(context, mark, by=worker, reason=" ", target=context)
    assert messages_of(refusal) == {"reason": ["Say why it is not a child’s name here."]}
    say_not_a_name(context, mark, by=worker, reason="The park", target=context)
    with pytest.raises(ValidationError) as refusal:
        say_not_a_name(context, mark, by=worker, reason="The park", target=context)
    assert messages_of(refusal) == {"__all__": ["This word is answered for already."]}


def test_what_was_answered_comes_over_when_two_contexts_are_merged(context: Any, worker: Any, manager: Any) -> None:
    other = ContextFactory(name="The rose park")
    for one in (context, other):
        linked(one, "Rose")
        mark = only_mark(check(one, worker, "In Rose Park."))
        say_not_a_name(one, mark, by=worker, reason="The park", target=one)
    merge_contexts(context, merged=other, by=manager, reason="One place")
    assert set(NotAName.objects.values_list("context", flat=True)) == {context.pk}
    assert is_clean(check(context, worker, "In Rose Park."))
