"""What has changed in a collection since an answer before: `?since=`, with the key that stood at the end of that.

It never passes a change that is not committed yet. An answer remembers the oldest transaction that was under way when it
began, and the next gives whatever that one or a later one has written, some of it perhaps again. What a program was told
of is remembered, so that it is told, too, of what it may no longer see, and of nothing that it never saw: a tombstone, the
same whether a record was taken away or is hidden now. An answer that did not arrive is given again, as its key was not.

A record that stays in sight may say more or less than it did, though nobody wrote on it: what it names, or what hangs on
it, is hidden from the reader now, or shown. So a digest of what was answered is remembered too, and what could have become
otherwise in this way is read again and compared.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.http import StreamingHttpResponse

from cs_casework.accounts.models import ApiFollowing, ApiTold
from cs_casework.api.answers import OPEN_TO_ALL, Masked, Named, Rows
from cs_casework.api.bulk import PART, LinesRenderer, in_parts, line, sent
from cs_casework.api.narrowing import refused_parameter
from cs_casework.api.versions import etag_of

SINCE = "since"
# A row knows the lower half of the number of the transaction that wrote it: how far that lies before now says the rest.
WRITTEN_SINCE = """
    SELECT {key} FROM {table} AS version
    WHERE mod(mod(%s - version.xmin::text::bigint, 4294967296) + 4294967296, 4294967296) <= %s
"""


def can_follow(resource: Any) -> bool:
    return isinstance(resource.model._meta.pk, models.UUIDField)


def changed_since(resource: Any, request: Any, shown: Any) -> StreamingHttpResponse:
    """Everything, where `since` is empty; else what was not in the answer of that key, nor in one before."""
    user, token = request.user, request.user.token
    if token is None:
        raise PermissionDenied
    if request.accepted_renderer.format != LinesRenderer.format:
        raise refused_parameter(SINCE, "What has changed is told with Accept: application/x-ndjson.")
    for name in sorted(set(request.query_params) - {SINCE}):
        raise refused_parameter(name, "A collection is followed whole.")
    of_this = {"token_id": token, "collection": resource.name}
    before = _answer_of(request.query_params[SINCE], of_this)
    at, under_way = _now()
    known = before.number if before else 0
    if before is None:
        ApiTold.objects.filter(**of_this).delete()
        ApiFollowing.objects.filter(**of_this).delete()
    else:
        ApiTold.objects.filter(**of_this, is_gone=True, number__lte=known).delete()
        ApiFollowing.objects.filter(**of_this, number__lt=known).delete()
    latest = ApiFollowing.objects.filter(**of_this).order_by("-number").values_list("number", flat=True).first()
    told_last = ApiTold.objects.filter(**of_this).aggregate(most=models.Max("number"))["most"]
    number = max(latest or 0, told_last or 0, known) + 1

    def next_after(last: Any) -> list[Any]:
        records = resource.door(user).order_by("pk")
        records = records if last is None else records.filter(pk__gt=last)
        asked = _untold(of_this, known) | _written(resource, before, at) | _may_say_otherwise(resource)
        return list(records.filter(asked)[:PART])

    def news(answered: list[tuple[Any, dict[str, Any]]]) -> list[tuple[Any, dict[str, Any]]]:
        """Those that say something else than in an answer that has arrived; which is remembered."""
        digests = {row.pk: etag_of(answer).strip('"') for row, answer in answered}
        told = ApiTold.objects.filter(**of_this, record_id__in=digests, is_gone=False, number__lte=known)
        arrived = dict(told.values_list("record_id", "digest"))
        found = [(row, answer) for row, answer in answered if arrived.get(row.pk) != digests[row.pk]]
        ApiTold.objects.bulk_create(
            [ApiTold(**of_this, record_id=row.pk, number=number, digest=digests[row.pk]) for row, _answer in found],
            update_conflicts=True,
            unique_fields=["token", "collection", "record_id"],
            update_fields=["number", "is_gone", "digest"],
        )
        return found

    def text() -> Iterator[str]:
        for answers in in_parts(request, resource, shown, next_after, news):
            yield "".join(map(line, answers))
        for gone in _gone(resource, user, of_this, known=known, number=number):
            yield "".join(line({"id": str(pk), "gone": True}) for pk in gone)
        made = ApiFollowing.objects.create(**of_this, number=number, from_xact=under_way)
        yield line({SINCE: str(made.pk)})

    return sent(request, resource, text())


def _answer_of(key: str, of_this: dict[str, Any]) -> ApiFollowing | None:
    if not key:
        return None
    try:
        found = ApiFollowing.objects.filter(**of_this, pk=UUID(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise refused_parameter(
            SINCE, "No answer had this key, or a later one was acknowledged. Begin with an empty one."
        )
    return found


def _now() -> tuple[int, int]:
    """The number of the next transaction, and that of the oldest under way."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT pg_snapshot_xmax(seen)::text::bigint, pg_snapshot_xmin(seen)::text::bigint
            FROM pg_current_snapshot() AS seen
        """)
        found: Any = cursor.fetchone()
    return found[0], found[1]


def _untold(of_this: dict[str, Any], known: int) -> Q:
    """Of what there was no word in an answer that has arrived."""
    told = ApiTold.objects.filter(**of_this, record_id=OuterRef("pk"), is_gone=False, number__lte=known)
    return Q(~Exists(told))


def _written(resource: Any, before: ApiFollowing | None, at: int) -> Q:
    """What was written since: the records themselves, or what hangs on them and is answered with them."""
    if before is None:
        return Q(pk__in=[])
    found = Q()
    tables = [(resource.model, "id")] + [(rows.model, f"{rows.via}_id") for rows in resource.rows.values()]
    for model, key in tables:
        text = WRITTEN_SINCE.format(key=key, table=connection.ops.quote_name(model._meta.db_table))
        found |= Q(pk__in=RawSQL(text, [at, at - before.from_xact]))  # noqa: S611  # of names of tables and columns alone
    return found


def _may_say_otherwise(resource: Any) -> Q:
    """Of which another answer may be due though nothing was written on them: that have fields which not everybody is
    given, or on which something hangs that has a door of its own; else those that name another record."""
    fields = list(resource.answer().fields.values())
    if resource.gated or any(isinstance(mask, Masked) for mask in resource.masked):
        return ~Q(pk__in=[])
    if any(isinstance(field, Rows) and not field.is_part for field in fields):
        return ~Q(pk__in=[])
    named = [field for field in fields if isinstance(field, Named) and not issubclass(field.model, OPEN_TO_ALL)]
    return Q(*(Q(**{f"{field.source}__isnull": False}) for field in named), _connector=Q.OR) if named else Q(pk__in=[])


def _gone(resource: Any, user: Any, of_this: dict[str, Any], *, known: int, number: int) -> Iterator[list[UUID]]:
    """What a program was told of and may not see any more, in parts; and what it was told so in an answer that did not
    arrive."""
    told = ApiTold.objects.filter(Q(is_gone=False) | Q(number__gt=known), **of_this).order_by("record_id")
    last: UUID | None = None
    while True:
        with transaction.atomic():
            after = told if last is None else told.filter(record_id__gt=last)
            part = list(after.values_list("record_id", flat=True)[:PART])
            seen = set(resource.door(user).order_by().filter(pk__in=part).values_list("pk", flat=True))
            gone = [pk for pk in part if pk not in seen]
            ApiTold.objects.filter(**of_this, record_id__in=gone).update(is_gone=True, number=number)
        if gone:
            yield gone
        if len(part) < PART:
            return
        last = part[-1]
