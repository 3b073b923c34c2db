"""Contexts, what links children and adults to them, and where on the map they lie."""

from contexts.models.area import Area, ContextPlace
from contexts.models.confidential import ContextBar, ContextOpening
from contexts.models.context import (
    LAPSE_AFTER_WORKING_DAYS,
    Context,
    ContextAdult,
    ContextGrant,
    ContextLink,
    ContextRelation,
)

__all__ = [
    "LAPSE_AFTER_WORKING_DAYS",
    "Area",
    "Context",
    "ContextAdult",
    "ContextBar",
    "ContextGrant",
    "ContextLink",
    "ContextOpening",
    "ContextPlace",
    "ContextRelation",
]
