"""What a kind of deadline says of each, and what its columns are made of."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Case as Either
from django.db.models import DateField, TextField, Value, When
from django.db.models.functions import Coalesce

from cs_casework.overview.deadlines.whose import Whose
from cs_casework.overview.unions import Row, Rows


@dataclass(frozen=True)
class Due:
    """What one of them says in words. `row.d` is why it was given longer, where it was."""

    words: str
    url: str
    about: str = ""


class Source(Protocol):
    """A kind of deadline. Of its columns `c` says who is to do it, and `d` why there is more time."""

    name: str
    label: Any

    def rows(self, whose: Whose) -> Iterable[Rows]: ...

    def say(self, row: Row) -> Due: ...


def or_nobody(*names: Any) -> Any:
    """The first of these names that there is: nobody's name and no team's reads as nothing."""
    return Coalesce(*names, Value(""), output_field=TextField())


def due_on_days(found: Any, days: Mapping[Any, datetime.date]) -> Any:
    """The rows with these ids, each due on its day: reckoned outside the database, as working days are."""
    whens = [When(pk=pk, then=Value(day)) for pk, day in days.items()]
    return found.filter(pk__in=list(days)).annotate(due_on=Either(*whens, output_field=DateField()))
