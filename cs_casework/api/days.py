"""Days and times as RFC 3339 writes them."""

import datetime
from typing import Any

from django.db import models
from rest_framework import serializers

EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)


def _within(day: datetime.date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise serializers.ValidationError("This is no day that a record could be about.")


class DayField(serializers.DateField):
    """A day as RFC 3339 writes it, of these two centuries: with others nothing can be reckoned."""

    def to_internal_value(self, value: Any) -> datetime.date:
        found: datetime.date = super().to_internal_value(value)
        _within(found)
        return found


class MomentField(serializers.DateTimeField):
    """A day and a time with its zone, as RFC 3339 writes it."""

    def to_internal_value(self, value: Any) -> datetime.datetime:
        if isinstance(value, str) and not _has_zone(value):
            raise serializers.ValidationError("Give the time with its zone, such as 2026-03-04T09:30:00Z.")
        found: datetime.datetime = super().to_internal_value(value)
        _within(found.date())
        return found


def _has_zone(value: str) -> bool:
    try:
        return datetime.datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return True  # said by whoever reads it


# What a field of a model is here.
FIELDS = serializers.ModelSerializer.serializer_field_mapping | {
    models.DateField: DayField,
    models.DateTimeField: MomentField,
}
