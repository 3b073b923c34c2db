"""How every form of the service looks and behaves: one renderer, one bound field, one way to ask for a date.

A leaf module: it imports nothing of ours, so any app may use it. Pages write `{{ form }}` inside `<form novalidate>`;
templates/forms/ holds the markup of the GOV.UK Design System, and the classes here say which part of it applies.
"""

from cs_casework.forms.base import GovukForm, GovukModelForm, SummaryError, govuk_formfield, summary_errors
from cs_casework.forms.bound import GovukBoundField, GovukRenderer
from cs_casework.forms.comparing import differences
from cs_casework.forms.dates import (
    DateField,
    DateInput,
    DateTimeField,
    DateTimeInput,
    Textarea,
    format_time,
    in_a_sentence,
)

__all__ = [
    "DateField",
    "DateInput",
    "DateTimeField",
    "DateTimeInput",
    "GovukBoundField",
    "GovukForm",
    "GovukModelForm",
    "GovukRenderer",
    "SummaryError",
    "Textarea",
    "differences",
    "format_time",
    "govuk_formfield",
    "in_a_sentence",
    "summary_errors",
]
