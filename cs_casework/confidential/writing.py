"""How rows for many records are written: the same statement whatever was met."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection, models

from cs_casework.accounts.models import User


def write_for_each(model: Any, records: Collection[UUID], *, by: User, **facts: Any) -> None:
    """A row for each of these records, with its version where the model has any; those that stand already are left.

    One statement with the values beside it, so that it is the same for none as for many.
    """
    quoted = connection.ops.quote_name
    columns = {model._meta.get_field(name).column: value for name, value in facts.items()}
    names = [quoted(name) for name in (*columns, model._meta.get_field("record").column)]
    places = ", ".join(["%s"] * len(columns))
    text = (
        f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(names)})"  # noqa: S608  names of ours
        f" SELECT {places}, given.id FROM unnest(%s::uuid[]) AS given (id) ON CONFLICT DO NOTHING"
    )
    values = [*(_plain(value) for value in columns.values()), list(records)]
    if hasattr(model, "history"):
        kept = [
            quoted(field.column)
            for field in model.history.model._meta.concrete_fields
            if not field.name.startswith("history_")
        ]
        text = (
            f"WITH made AS ({text} RETURNING *) INSERT INTO {quoted(model.history.model._meta.db_table)}"  # noqa: S608
            f" ({', '.join(kept)}, history_date, history_type, history_user_id)"
            f" SELECT {', '.join(kept)}, statement_timestamp(), '+', %s FROM made"
        )
        values.append(by.pk)
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
