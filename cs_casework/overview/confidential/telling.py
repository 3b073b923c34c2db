"""What was opened in an emergency, as far as whoever reads it may see."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from cs_casework.access import model_above
from cs_casework.accounts.models import User
from cs_casework.confidential.models import EmergencyAccess
from cs_casework.overview.confidential.asking import KINDS


@dataclass(frozen=True)
class Opened:
    """One record that was opened, and until when. Its name is for who may see it: others are told its reference."""

    kind: str
    record: Any
    closes_at: datetime.datetime
    is_seen: bool = True


def opened_by(user: User) -> list[Opened]:
    """What is open to this member of staff now because they asked in an emergency, what closes first before the rest."""
    found = []
    for kind, model in KINDS.items():
        openings = model_above(model, "openings").objects.live().filter(user=user)
        rows = openings.filter(record__in=model.objects.order_by().visible_to(user).values("pk"))
        latest = {row.record_id: row for row in rows.select_related("record").order_by("closes_at")}
        found += [Opened(kind, row.record, row.closes_at) for row in latest.values()]
    return sorted(found, key=lambda row: (row.closes_at, str(row.record)))


def with_what_opened(shown: Iterable[EmergencyAccess], user: User) -> None:
    """Give each of these the rows of what it `opened_rows`: in a statement for each kind of record."""
    by_access = {access.pk: access for access in shown}
    found: dict[Any, list[Opened]] = defaultdict(list)
    for kind, model in KINDS.items():
        seen = ExpressionWrapper(
            Q(record__in=model.objects.order_by().visible_to(user).values("pk")), output_field=BooleanField()
        )
        openings = model_above(model, "openings").objects.filter(access__in=by_access)
        for row in openings.annotate(is_seen=seen).select_related("record").order_by("record__reference"):
            found[row.access_id].append(Opened(kind, row.record, row.closes_at, row.is_seen))
    for pk, access in by_access.items():
        access.opened_rows = found[pk]  # type: ignore[attr-defined]
