"""Whether a page should offer something; the workflow decides again when it is done."""

import json
from typing import Any

from django import template

register = template.Library()


@register.filter
def may(user: Any, permission: str) -> bool:
    """`{% if user|may:"cases.open" %}`: offer it only to a role that could do it."""
    return bool(user.is_authenticated and user.may(permission))


@register.filter
def as_json(value: Any) -> str:
    """`data-options="{{ options|as_json }}"`: what a script reads, escaped as every value of a page is."""
    return json.dumps(value)
