"""What was opened in an emergency, as far as whoever reads it may see."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from cs_casework.access import model_above
from cs_casework.accounts.models import Permission, User
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


# --- Left to nobody --------------------------------------------------------------------------------------------------
# By which way from a bar, and from a grant, somebody who is granted a record is barred from it: where both meet.
BARRED_BY: dict[str, tuple[tuple[str, str, str], ...]] = {
    "person": (
        ("person", "record", "content_object"),
        ("person", "record__memberships__family__memberships__person", "content_object"),
        ("family", "record__memberships__person", "content_object"),
    ),
    "family": (("family", "record", "content_object"), ("person", "record__memberships__family", "content_object")),
    "context": (("context", "record", "content_object"),),
    "case": (
        ("case", "record", "content_object"),
        ("context", "record__cases", "content_object"),
        ("family", "record__cases", "content_object"),
        ("person", "record__memberships__family__cases", "content_object"),
    ),
}


def left_to_nobody(user: Any) -> list[Any]:
    """Restricted records that no manager is granted who is not barred from them: nobody can grant access to one, or lift
    its restriction, until another manager is found. Few, and none from which the reader is barred."""
    found: list[Any] = []
    for kind, model in KINDS.items():
        alone = without_a_manager(kind).exclude(pk__in=model.objects.order_by().barred_ids(user))
        found += alone.order_by("reference")
    return found


def without_a_manager(kind: str) -> Any:
    """The restricted records of this kind that are left to nobody, whoever asks: for `left_to_nobody`, and for the change
    that ends it."""
    model = KINDS[kind]
    barred = Q()
    for other, way, column in BARRED_BY[kind]:
        bars = model_above(KINDS[other], "bars").objects.standing()
        barred |= Q(Exists(bars.filter(**{way: OuterRef(column)}, user=OuterRef("user")).order_by()))
    managers = Q(user__is_active=True, user__role__permissions__contains=[Permission.RESTRICT])
    grants = model.grant_model().objects.live().filter(managers, content_object=OuterRef("pk")).order_by()
    return model.objects.filter(restricted_on__isnull=False).exclude(Exists(grants.exclude(barred)))
