"""Which words a note is asked to think about again."""

import pytest

from cases.wording import BLAMING, blaming_phrases, names_found


@pytest.mark.parametrize("phrase", BLAMING)
def test_blaming_phrase_is_found_with_another_way_to_say_it(phrase: str) -> None:
    assert blaming_phrases([f"She was {phrase}, we heard."]) == {phrase: str(BLAMING[phrase])}
    assert str(BLAMING[phrase])


@pytest.mark.parametrize(
    "phrase",
    [
        "putting themselves at risk",
        "lifestyle choice",
        "associating with",
        "prostitute",
        "streetwise",
        "absconded",
    ],
)
def test_phrases_of_the_guide_are_all_known(phrase: str) -> None:
    """domain.md §4e.8."""
    assert phrase in BLAMING


@pytest.mark.parametrize(
    "text",
    [
        "Attention seeking",
        "ATTENTION SEEKING!",
        "attention-seeking",
        "attention\nseeking",
        "attention  seeking",
        "“attention seeking”",
    ],
)
def test_phrase_is_the_same_however_it_is_written(text: str) -> None:
    assert list(blaming_phrases([text])) == ["attention seeking"]


def test_phrase_is_found_in_the_plural() -> None:
    assert list(blaming_phrases(["They are gang members"])) == ["gang member"]


def test_phrases_are_found_in_any_part() -> None:
    assert list(blaming_phrases(["absconded", "", "a lifestyle choice"])) == ["lifestyle choice", "absconded"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "She was missing for two hours and came home by herself.",
        "He is disassociating with the medication.",
        "She absconditioned nothing.",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert blaming_phrases([text]) == {}


NAMES = {"Ada Okafor": ["Ada", "Ada Okafor", "Addie"], "Siân O'Neill": ["Siân", "Siân O'Neill"], "B": ["B"]}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ada was there.", ["Ada Okafor"]),
        ("ADA, and then Siân", ["Ada Okafor", "Siân O'Neill"]),
        ("They call her Addie", ["Ada Okafor"]),
        ("Adamant and Canada", []),
        ("Plan B", []),
        ("", []),
    ],
)
def test_people_named_in_a_text_are_found_by_whole_words(text: str, named: list[str]) -> None:
    assert names_found([text], NAMES) == named


def test_name_with_signs_of_a_pattern_in_it_is_taken_as_it_stands() -> None:
    assert names_found(["A. (Bee) was there"], {"x": ["A. (Bee", "[x"]}) == ["x"]
