"""Asking for a record by exact words, without being told whether there is one.

Whether something is found or not, the same statements are sent in the same order: neither what is answered nor how long
it takes depends on it.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, TextField, Value
from django.db.models.functions import Coalesce

from cases.models import Case
from contexts.models import Context
from cs_casework.access import union_of
from cs_casework.audit.fields import Plain
from cs_casework.confidential.codes import Way
from families.models import Family, Person, PersonName
from referrals.models import Referral

# The records by kind; a contact is asked for, too, and stands for those it is about.
KINDS: dict[str, Any] = {"person": Person, "family": Family, "context": Context, "case": Case}
Ids = Mapping[str, Collection[UUID]]


@dataclass(frozen=True)
class Asking:
    """What somebody typed, in the way they chose."""

    way: str
    text: str
    born_on: datetime.date | None = None

    @property
    def typed(self) -> str:
        """For records officers, who read what was asked for."""
        text = " ".join(self.text.split())
        return f"{text}, {self.born_on:%d/%m/%Y}" if self.born_on else text


def found_by(asking: Asking) -> Ids:
    """The ids of what these exact words name, by kind, whoever may see it. A record that was merged or joined names the
    one that stands. In one statement, whatever it finds."""
    rows = _NAMED.get(asking.way, _by_number)(asking)
    found = defaultdict(list)
    for kind, pk in rows:
        found[kind].append(pk)
    return found


def ids_of(found: Ids) -> list[UUID]:
    """The ids of all of these, for who may not read that somebody asked for them."""
    return sorted(pk for ids in found.values() for pk in ids)


def _by_name(asking: Asking) -> Any:
    named = PersonName.objects.filter(
        plain=Plain(Value(" ".join(asking.text.split()))), person__birth_on=asking.born_on
    )
    return _kind("person", named, Coalesce("person__merged_into", "person")).distinct()


def _by_reference(asking: Asking) -> Any:
    reference = "".join(asking.text.split()).upper()
    return union_of(
        _kind("person", Person.objects.filter(reference=reference), Coalesce("merged_into", "pk")),
        _kind("family", Family.objects.filter(reference=reference), Coalesce("joined_into", "pk")),
        _kind("context", Context.objects.filter(reference=reference), Coalesce("merged_into", "pk")),
        _kind("case", Case.objects.filter(reference=reference), F("pk")),
        _kind("contact", Referral.objects.filter(reference=reference), F("pk")),
    )


def _by_number(asking: Asking) -> Any:
    compact = "".join(asking.text.split()).replace("-", "")
    given: dict[str, Any] = {asking.way: compact.upper() if asking.way == Way.UPN else compact}
    everybody = Person.objects.order_by()
    return union_of(
        *(
            people.annotate(of_kind=Value("person", TextField()), kept=Coalesce("merged_into", "pk")).values_list(
                "of_kind", "kept"
            )
            for people in [everybody.filter(pk__in=ids) for ids in everybody.by_number(**given)]
        )
    )


def _kind(kind: str, rows: Any, pk: Any) -> Any:
    return rows.order_by().annotate(of_kind=Value(kind, TextField()), kept=pk).values_list("of_kind", "kept")


_NAMED: dict[str, Any] = {Way.NAME: _by_name, Way.REFERENCE: _by_reference}
