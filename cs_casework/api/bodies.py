"""What may be sent, worked out from the models: so that a field's choices, lengths and words are those of the pages.

What it names may be a record that the sender sees, and no other: the words are those for what there is none of.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError as Refusal
from django.db import models
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from cs_casework.api.answers import key_field, readable
from cs_casework.api.days import FIELDS

NOT_THERE = "There is no such record."


# --- Records that are named ------------------------------------------------------------------------------------------
class Choose(serializers.Field):
    """In what is sent: another record, by its key or by its reference, as far as the sender may see it."""

    default_error_messages = {"missing": NOT_THERE}

    def __init__(self, model: Any, among: Any = None, key: str = "pk", **kwargs: Any) -> None:
        self.model, self.among, self.key = model, among, key
        super().__init__(**kwargs)

    def to_internal_value(self, value: Any) -> Any:
        return self.find([value])[0]

    def find(self, values: Sequence[Any]) -> list[Any]:
        """These, in the order in which they were sent: in one statement."""
        user = self.context["request"].user
        has_reference = hasattr(self.model, "reference")
        keys = [self._key(value) for value in values]
        wanted = models.Q(**{f"{self.key}__in": [key for key in keys if key is not None]})
        if has_reference:
            wanted |= models.Q(
                reference__in=[value for value in values if isinstance(value, str) and "\x00" not in value]
            )
        records = readable(self.model, user) if self.among is None else self.among(user)
        found: dict[Any, Any] = {}
        for row in records.filter(wanted):
            found[getattr(row, self.key)] = row
            if has_reference:
                found[row.reference] = row
        chosen = [found.get(key) or found.get(value) for key, value in zip(keys, values, strict=True)]
        if None in chosen:
            self.fail("missing")
        return chosen

    def _key(self, value: Any) -> Any:
        if not isinstance(value, str | int) or isinstance(value, bool) or (isinstance(value, str) and "\x00" in value):
            self.fail("missing")
        try:
            column = self.model._meta.pk if self.key == "pk" else self.model._meta.get_field(self.key)
            return column.to_python(value)
        except (Refusal, ValueError, OverflowError):
            return None


class ChooseSeveral(serializers.ListField):
    """Several of them, each once."""

    def __init__(self, model: Any, among: Any = None, **kwargs: Any) -> None:
        super().__init__(child=Choose(model, among), max_length=kwargs.pop("max_length", 200), **kwargs)

    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            self.fail("not_a_list", input_type=type(data).__name__)
        if len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        found: list[Any] = self.child.find(data)
        if len({row.pk for row in found}) < len(found):
            raise serializers.ValidationError("One of these stands here twice.")
        return found


# --- What is sent ----------------------------------------------------------------------------------------------------
class Body(serializers.Serializer):
    """What may be sent. A name that is not offered is refused, so that nothing is thought to have been recorded."""

    def to_internal_value(self, data: Any) -> Any:
        unknown: set[str] = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError({name: ["This field is not offered here."] for name in sorted(unknown)})
        return super().to_internal_value(data)


class ModelBody(Body, serializers.ModelSerializer):
    """The same of a model's fields. What may stand together is the workflow's to say."""

    serializer_field_mapping = FIELDS

    def build_relational_field(self, field_name: str, relation_info: Any) -> Any:
        field = relation_info.model_field
        key = relation_info.to_field or "pk"
        chosen = {"model": relation_info.related_model, "key": "pk" if key == "id" else key}
        return Choose, chosen | {"required": False, "allow_null": field.null}


def body(
    model: Any = None, names: str = "", *, required: str = "", title: str = "", **fields: serializers.Field
) -> type[Body]:
    """The shape of what may be sent: these fields of a model, by name, of which some must be there; and others."""
    if model is None:
        return type(title or "Sent", (Body,), fields)
    needed = set(required.split())
    wanted = list(dict.fromkeys([*required.split(), *names.split()]))
    meta = type(
        "Meta",
        (),
        {
            "model": model,
            "fields": [*wanted, *fields],
            "validators": [],
            "extra_kwargs": {name: _needed(model, name) if name in needed else {"required": False} for name in wanted},
        },
    )
    return type(title or f"{model.__name__}Sent", (ModelBody,), {"Meta": meta, **fields})


def text(most: int, *, needed: bool = False) -> serializers.CharField:
    """Words of at most so many characters; where they are needed, not none."""
    return serializers.CharField(max_length=most, required=needed, allow_blank=not needed)


def saying(name: str, *, title: str, most: int = 2000) -> type[Body]:
    """Words that have to be said, and nothing else: why something is taken back, say."""
    return body(title=title, **{name: text(most, needed=True)})


def _needed(model: Any, name: str) -> dict[str, Any]:
    field = model._meta.get_field(name)
    needed: dict[str, Any] = {"required": True}
    if isinstance(field, models.CharField | models.TextField):
        needed["allow_blank"] = False
    if field.null:
        needed["allow_null"] = False
    return needed


class ChooseDescribed(OpenApiSerializerFieldExtension):
    """By its key or, where it has one, by its reference: either is text."""

    target_class = "cs_casework.api.bodies.Choose"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        kind = "integer" if key_field(self.target.model) is serializers.IntegerField else "string"
        return {"type": kind}
