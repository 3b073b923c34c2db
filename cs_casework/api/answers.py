"""What an answer holds of a record, worked out from its model.

Whatever names another record is asked of that record's own door: what the reader may not see is null.
"""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from drf_spectacular.extensions import OpenApiSerializerExtension, OpenApiSerializerFieldExtension
from rest_framework import serializers

from cs_casework.accounts.models import Permission, Team, User
from cs_casework.api.days import FIELDS

# --- Records that are named ------------------------------------------------------------------------------------------
NOT_ONE = UUID(int=0)  # the key of no record
# What everybody who works here reads, and no case record.
OPEN_TO_ALL: tuple[type[models.Model], ...] = (User, Team)


def readable(model: Any, user: Any) -> Any:
    """The records of a kind that somebody may name or read; of staff and teams all. A kind without a door is given to
    nobody: it fails."""
    records = model._default_manager.all()
    return records if issubclass(model, OPEN_TO_ALL) else records.visible_to(user)


class Seen:
    """Which of the records that an answer names its reader may see, and their references: a statement a kind.

    Where none is named the statement is sent as well, so that the number of them never tells of one that is hidden.
    """

    def __init__(self, user: Any) -> None:
        self.user = user
        self.known: dict[Any, dict[Any, str]] = {}

    def look(self, model: Any, keys: Iterable[Any]) -> None:
        known = self.known.setdefault(model, {})
        wanted, records = set(keys) - known.keys(), readable(model, self.user).order_by()
        if not wanted and isinstance(model._meta.pk, models.UUIDField) and not issubclass(model, OPEN_TO_ALL):
            wanted = {NOT_ONE}
        if not wanted:
            return
        if issubclass(model, OPEN_TO_ALL) or not hasattr(model, "reference"):
            known |= dict.fromkeys(records.filter(pk__in=wanted).values_list("pk", flat=True), "")
        else:
            known |= dict(records.filter(pk__in=wanted).values_list("pk", "reference"))

    def reference(self, model: Any, key: Any) -> str | None:
        return self.known.get(model, {}).get(key)

    def people(self) -> set[UUID]:
        """The people whom the answer names."""
        return {key for model, rows in self.known.items() if model._meta.label == "families.Person" for key in rows}


def key_field(model: Any) -> type[serializers.Field]:
    kind = model._meta.pk
    if isinstance(kind, models.UUIDField):
        return serializers.UUIDField
    return serializers.CharField if isinstance(kind, models.CharField) else serializers.IntegerField


class Named(serializers.Field):
    """In an answer: the key of another record, or null where its reader may not see that one."""

    def __init__(self, model: Any, **kwargs: Any) -> None:
        self.model = model
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Any) -> Any:
        return getattr(instance, self.source_attrs[-1])

    def keys(self, rows: Iterable[Any]) -> set[Any]:
        return {key for row in rows if (key := self.get_attribute(row)) is not None}

    def to_representation(self, value: Any) -> Any:
        return _written(value) if self.context["seen"].reference(self.model, value) is not None else None


class NamedByReference(Named):
    """The reference by which people know it."""

    def to_representation(self, value: Any) -> Any:
        return self.context["seen"].reference(self.model, value)


def _written(key: Any) -> Any:
    return str(key) if isinstance(key, UUID) else key


class Rows(serializers.Field):
    """In an answer: what hangs on the record and has no address of its own, such as the names of a person.

    `is_part` says that whoever sees the record sees all of them, so that they are not asked whether they may.
    """

    def __init__(
        self,
        model: Any,
        via: str,
        fields: str,
        narrow: Any = None,
        masked: Any = (),
        *,
        is_part: bool = False,
        **kwargs: Any,
    ) -> None:
        self.model, self.via, self.narrow, self.is_part = model, via, narrow, is_part
        self.shape = _row_of(model, fields, masked)
        super().__init__(read_only=True, **kwargs)

    def look(self, rows: Sequence[Any], seen: Seen) -> None:
        records = self.model._default_manager.all() if self.is_part else readable(self.model, seen.user)
        hanging = records.filter(**{f"{self.via}__in": [row.pk for row in rows]}).order_by("pk")
        found = list(self.narrow(hanging) if self.narrow else hanging)
        shape = self.shape(context={"seen": seen})
        shape.look(found)
        by_owner: dict[Any, list[Any]] = {}
        for row in found:
            by_owner.setdefault(getattr(row, f"{self.via}_id"), []).append(shape.to_representation(row))
        for row in rows:
            row.__dict__[f"rows of {self.field_name}"] = by_owner.get(row.pk, [])

    def get_attribute(self, instance: Any) -> Any:
        return instance.__dict__[f"rows of {self.field_name}"]

    def to_representation(self, value: Any) -> Any:
        return value


@functools.cache
def _row_of(model: Any, fields: str, masked: tuple[Any, ...]) -> Any:
    return answer_of(model, fields.split(), masked=masked, name=f"{model.__name__}Row")


# --- Answers ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Masked:
    """Fields that are null in an answer but for those whom a method of the queryset gives the record, as on its page."""

    unless: str
    fields: Sequence[str]


@dataclass(frozen=True)
class WhenHidden:
    """What a field says where the record named beside it may not be seen: as if nobody had ever found it."""

    field: str
    beside: str
    says: Any


class Answer(serializers.ModelSerializer):
    """A record as it is answered. `gated` says which fields only those with a right are given."""

    gated: dict[Permission, Sequence[str]] = {}
    masked: Sequence[Masked | WhenHidden] = ()

    serializer_field_mapping = FIELDS

    def build_relational_field(self, field_name: str, relation_info: Any) -> Any:
        if relation_info.to_field and relation_info.to_field != relation_info.related_model._meta.pk.name:
            # A code of a local list, which is no record.
            return serializers.CharField, {"source": f"{field_name}_id", "allow_null": True}
        return Named, {"model": relation_info.related_model, "source": f"{field_name}_id"}

    def build_property_field(self, field_name: str, model_class: Any) -> Any:
        if field_name.endswith("_reference"):
            name = field_name.removesuffix("_reference")
            return NamedByReference, {
                "model": model_class._meta.get_field(name).related_model,
                "source": f"{name}_id",
            }
        return super().build_property_field(field_name, model_class)

    def build_unknown_field(self, field_name: str, model_class: Any) -> Any:
        if field_name.endswith("_reference"):
            return self.build_property_field(field_name, model_class)
        return super().build_unknown_field(field_name, model_class)

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        if seen := self.context.get("seen"):
            for right, names in self.gated.items():
                if not seen.user.may(right):
                    fields = {name: field for name, field in fields.items() if name not in names}
        return fields

    def look(self, rows: Sequence[Any]) -> None:
        """Ask of all records that these rows name whether the reader may see them."""
        seen: Seen = self.context["seen"]
        for field in self.fields.values():
            if isinstance(field, Rows):
                field.look(rows, seen)
        wanted: dict[Any, set[Any]] = {}
        for field in self.fields.values():
            if isinstance(field, Named):
                wanted.setdefault(field.model, set()).update(field.keys(rows))
        for model, keys in wanted.items():
            seen.look(model, keys)
        self.unmasked: dict[str, set[Any]] = {}
        for mask in self.masked:
            if isinstance(mask, Masked):
                records = getattr(self.Meta.model._default_manager.all(), mask.unless)(seen.user).order_by()
                keys = records.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
                self.unmasked[mask.unless] = set(keys)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().to_representation(instance)
        for mask in self.masked:
            if isinstance(mask, WhenHidden):
                if getattr(instance, f"{mask.beside}_id") is not None and found[mask.beside] is None:
                    found[mask.field] = mask.says
            elif instance.pk not in self.unmasked[mask.unless]:
                found |= {name: None for name in mask.fields if name in found}
        return found


def answer_of(
    model: Any,
    fields: Sequence[str],
    gated: dict[Permission, Sequence[str]] | None = None,
    rows: dict[str, Rows] | None = None,
    masked: Sequence[Masked | WhenHidden] = (),
    name: str = "",
) -> type[Answer]:
    """The shape of an answer: these fields of the model, those that only a right opens, and rows that hang on it. Beside
    another record's key stands its reference, where it has one."""
    names: list[str] = []
    for wanted in [*fields, *(name for more in (gated or {}).values() for name in more)]:
        names.append(wanted)
        if wanted in _relations(model) and hasattr(_relations(model)[wanted], "reference"):
            names.append(f"{wanted}_reference")
    closed = {
        right: [*more, *(f"{found}_reference" for found in more if f"{found}_reference" in names)]
        for right, more in (gated or {}).items()
    }
    meta = type("Meta", (), {"model": model, "fields": [*names, *(rows or {})], "validators": []})
    own = {"Meta": meta, "gated": closed, "masked": masked, "__doc__": None}
    return type(name or f"{model.__name__}Answer", (Answer,), own | (rows or {}))


@functools.cache
def _relations(model: Any) -> dict[str, Any]:
    return {
        field.name: field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is not None
    }


# --- How they are described ------------------------------------------------------------------------------------------
class NamedDescribed(OpenApiSerializerFieldExtension):
    target_class = "cs_casework.api.answers.Named"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return _nullable(auto_schema._map_serializer_field(key_field(self.target.model)(), direction))


class NamedByReferenceDescribed(OpenApiSerializerFieldExtension):
    target_class = "cs_casework.api.answers.NamedByReference"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return {"type": ["string", "null"]}


class RowsDescribed(OpenApiSerializerFieldExtension):
    target_class = "cs_casework.api.answers.Rows"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return {"type": "array", "items": auto_schema.resolve_serializer(self.target.shape, direction).ref}


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    return schema | {"type": [schema["type"], "null"]}


class AnswerDescribed(OpenApiSerializerExtension):
    """All that everybody is given is always there; what only a right opens may be missing."""

    target_class = "cs_casework.api.answers.Answer"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        closed = {name for names in self.target.gated.values() for name in names}
        schema["required"] = [name for name in schema["properties"] if name not in closed]
        for mask in self.target.masked:
            for name in mask.fields if isinstance(mask, Masked) else ():
                found = schema["properties"][name]
                schema["properties"][name] = {"anyOf": [found, {"type": "null"}]}
        return schema
