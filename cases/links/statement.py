"""Statements of our own in SQL, with who may see what said where it is said for everything else: in `visible_to`."""

import json
import re
from typing import Any

from django.db import connection
from django.db.models import QuerySet

JSONB = 3802  # the type in PostgreSQL's catalogue: Django leaves it as text in statements of our own
PLACE = re.compile(r"%s")


class Statement:
    """One statement in the making: its named values, and querysets put into it as sub-queries.

    A queryset says who may see which rows; the SQL around it says how they are joined, which the ORM cannot.
    """

    def __init__(self, **values: Any) -> None:
        self.values = values

    def rows(self, found: QuerySet[Any]) -> str:
        """The queryset as a sub-query in brackets, its values added to those of the statement."""
        text, values = found.order_by().query.get_compiler(connection=connection).as_sql()
        given = iter(values)

        def name(_place: re.Match[str]) -> str:
            key = f"v{len(self.values)}"
            self.values[key] = next(given)
            return f"%({key})s"

        return f"({PLACE.sub(name, text)})"

    def run(self, text: str) -> list[dict[str, Any]]:
        """Send it, and give back the rows by the names of their columns."""
        with connection.cursor() as cursor:
            cursor.execute(text, self.values)
            read = [(column.name, json.loads if column.type_code == JSONB else None) for column in cursor.description]
            return [
                {name: load(value) if load and value else value for (name, load), value in zip(read, row, strict=True)}
                for row in cursor.fetchall()
            ]
