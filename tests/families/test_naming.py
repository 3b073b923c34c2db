"""The check for names: which words of a text are somebody's name, however they are written."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from families.models import Person, PersonName
from families.naming import KnownNames
from tests.factories import PersonFactory
from tests.site.records import restrict

pytestmark = pytest.mark.django_db


def known(*names: tuple[str, str]) -> KnownNames:
    """The names of one person, each as first and last name."""
    person = PersonFactory(given="", family="")
    for given, family in names:
        PersonName.objects.create(person=person, given=given, family=family)
    return KnownNames(Person.objects.filter(pk=person.pk).values("pk"))


@pytest.mark.parametrize(
    ("given", "family", "text", "marked"),
    [
        ("Ayla", "Brown", "Ayla and a Brown were there.", ["Ayla", "Brown"]),
        ("Ayla", "Brown", "AYLA saw ayla’s bag, Ayla's, the Browns’.", ["AYLA", "ayla’s", "Ayla's", "Browns’"]),
        ("Ayla", "Brown", "It is aylant country, brownish; browned.", []),
        ("Siân", "Müller", "Sian met Muller, SIÂN and Siân.", ["Sian", "Muller", "SIÂN", "Siân"]),
        ("Sian", "", "Sia\u0302n came.", ["Sia\u0302n"]),
        ("Łukasz", "Øst", "Lukasz, and Ost.", ["Lukasz", "Ost"]),
        ("Mary-Jane", "", "Mary, jane, MaryJane, Mary-Jane’s", ["Mary", "jane", "MaryJane", "Mary-Jane’s"]),
        ("", "Smith Jones", "Smith-Jones, Jones, smithjones", ["Smith-Jones", "Jones", "smithjones"]),
        ("Mary Jane", "", "Maryjane and Mary-Jane", ["Maryjane", "Mary-Jane"]),
        ("Conor", "O’Neill", "ONeill, O'Neill, O’Neill’s, Neill", ["ONeill", "O'Neill", "O’Neill’s", "Neill"]),
        ("James", "Jones", "James’ coat, the Joneses, James's", ["James’", "Joneses", "James's"]),
        ("Jo", "de la Cruz", "Jo’s, de la Cruz, la, de", ["Jo’s", "Cruz"]),
        ("J", "A", "J and A. B", []),
        ("Don", "", "They don’t go; Don’ll come", ["Don’ll"]),
        ("Little T", "", "a little boy, T", ["little"]),
        ("نور", "", "قالت نور.", ["نور"]),
        ("Ana", "", "(Ana), “Ana”, ana_07, Ana/Ben, Ana2", ["Ana", "Ana", "ana", "Ana", "Ana"]),
    ],
)  # fmt: skip
def test_a_word_is_marked_however_the_name_is_written(given: str, family: str, text: str, marked: list[str]) -> None:
    found = known((given, family)).marks_in(text)
    assert [mark.word for mark in found] == marked
    assert [text[mark.start : mark.end] for mark in found] == marked


def test_every_name_somebody_has_or_had_is_known() -> None:
    names = known(("Ayla", "Brown"), ("Bee", ""), ("", "Akhtar"))
    assert [mark.word for mark in names.marks_in("Bee Akhtar, once Brown")] == ["Bee", "Akhtar", "Brown"]


def test_names_of_many_are_read_in_one_statement_and_those_of_hidden_people_among_them(manager: Any) -> None:
    ayla, rowan = PersonFactory(given="Ayla", family=""), PersonFactory(given="Rowan", family="")
    restrict(rowan, by=manager)
    with CaptureQueriesContext(connection) as asked:
        names = KnownNames(Person.objects.values("pk"))
        found = names.marks_in("Ayla and Rowan, and Ayla")
    assert len(asked) == 1
    assert names.whose(found) == {ayla.pk, rowan.pk}
    assert {mark.word for mark in found} == {"Ayla", "Rowan"}
