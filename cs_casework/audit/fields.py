"""Database expressions every app's tables are made with."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Func, Q, TextField, Value
from django.utils.deconstruct import deconstructible


@deconstructible
class Reference(Func):
    """The short reference people read out, such as CTX-0042: a prefix and the next number of a PostgreSQL sequence.

    Gaps in the numbers mean nothing: a number taken by a change that did not go through is not used again. The
    sequence `<name>` is made by the migration that makes the table.
    """

    function = "casework_reference"
    arity = 2
    allowed_default = True

    def __init__(self, prefix: str, sequence: str) -> None:
        super().__init__(Value(prefix), Value(sequence), output_field=CharField())


class Plain(Func):
    """Text as it is compared: lower case, without accents. So `Siân` is found by `sian`."""

    function = "casework_plain"
    arity = 1
    output_field = CharField()


class Sound(Func):
    """How a name sounds in English, roughly (double metaphone): `Catherine` and `Kathryn` sound alike."""

    function = "casework_sound"
    arity = 1
    output_field = CharField()


class Sounds(Func):
    """How each word of a name may sound in English, in both of the ways that double metaphone knows: a list."""

    function = "casework_sounds"
    arity = 1
    output_field = ArrayField(TextField())


def reads_like(text: str) -> Q:
    """Rows whose `plain` is like the text, misspelt or not.

    pg_trgm knows the letters of the database's locale only, which may be none but English ones: a name in another
    script, and an emoji, is looked for as it stands.
    """
    return is_like(Value(text), as_it_stands=is_in_other_letters(text))


def is_like(value: Any, *, as_it_stands: bool) -> Q:
    """The same of a value in a statement."""
    found = Q(plain__trigram_word_similar=Plain(value))
    return found | Q(plain__contains=Plain(value)) if as_it_stands else found


def reads_alike(text: str) -> Q:
    """The same, with each of the words alike by itself and more so: for what is common, of which these come first."""
    return Q(plain__trigram_strict_word_similar=Plain(Value(text)))


def is_in_other_letters(text: str) -> bool:
    return not text.isascii() and not any(letter.isascii() and letter.isalnum() for letter in text)
