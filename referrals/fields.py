"""How a contact's reference is made."""

from django.db.models import CharField, Func, Value
from django.utils.deconstruct import deconstructible


@deconstructible
class YearReference(Func):
    """A reference that is read out on the telephone, such as REF-2026-00123: a prefix, the year, and the next number of a
    PostgreSQL sequence, which goes on from year to year. Gaps in the numbers mean nothing."""

    function = "casework_year_reference"
    arity = 2
    allowed_default = True

    def __init__(self, prefix: str, sequence: str) -> None:
        super().__init__(Value(prefix), Value(sequence), output_field=CharField())
