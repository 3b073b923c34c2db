"""Two versions of a form beside each other: each field in which they differ, as a person reads it."""

import datetime
from collections.abc import Container
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext as _

from cs_casework.forms.bound import GovukBoundField
from cs_casework.forms.dates import format_time


def differences(theirs: BaseForm, own: BaseForm, leave: Container[str] = ()) -> list[dict[str, str]]:
    """Each field of one's own form in which somebody else's says something else, but for those to `leave` out."""
    found = []
    for name in own.fields:
        if name in theirs.fields and name not in leave:
            ours: Any = own[name]
            other: Any = theirs[name]
            if shown(ours).strip() != shown(other).strip():
                found.append({"label": str(ours.label), "theirs": shown(other), "own": shown(ours)})
    return found


def shown(bound: GovukBoundField) -> str:
    """What stands in a field, as a person reads it."""
    value, form_field = bound.value(), bound.field
    if isinstance(value, dict):
        try:
            value = form_field.clean(value)
        except ValidationError:
            return " ".join(part for part in value.values() if part)
    if bound.kind == "checkbox":
        return str(_("Yes") if value else _("No"))
    if bound.kind in ("radios", "checkboxes"):
        return ", ".join(str(option.label) for option in bound.options if option.checked)
    if bound.kind == "select":
        choices: Any = getattr(form_field, "choices", ())
        return next((str(label) for code, label in choices if value and str(code) == str(value)), "")
    if isinstance(value, datetime.datetime):
        local = timezone.localtime(value)
        return f"{local.day} {local.month} {local.year} {format_time(local)}"
    if isinstance(value, datetime.date):
        return f"{value.day} {value.month} {value.year}"
    return str(value if value is not None else "")
