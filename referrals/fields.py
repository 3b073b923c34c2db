"""What the tables of contacts are made with: their reference."""

from django.db.models import CharField, Func, Value
from django.utils.deconstruct import deconstructible

# Named here by the first migration.
from cs_casework.files.storage import attachment_storage, random_name

__all__ = ["YearReference", "attachment_storage", "random_name"]


@deconstructible
class YearReference(Func):
    """A reference that is read out on the telephone, such as REF-2026-00123: a prefix, the year, and the next number of a
    PostgreSQL sequence, which goes on from year to year. Gaps in the numbers mean nothing."""

    function = "casework_year_reference"
    arity = 2
    allowed_default = True

    def __init__(self, prefix: str, sequence: str) -> None:
        super().__init__(Value(prefix), Value(sequence), output_field=CharField())
