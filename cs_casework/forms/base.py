"""The base of every form: plain words in every message, and "(optional)" where a field may be left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db import models
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.forms.formsets import BaseFormSet
from django.forms.models import ModelFormMetaclass
from django.forms.utils import pretty_name
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cs_casework.forms.bound import GovukBoundField
from cs_casework.forms.dates import DateField, DateTimeField, Textarea, in_a_sentence, is_question

# What Django puts before the choices of a list: since 6.1 by default, and where a form asks for the older one.
BLANK_LABELS = (BLANK_CHOICE_LABEL, "---------")


class _Govuk:
    """Messages in plain words, and "(optional)" where a field may be left out."""

    reveals: ClassVar[dict[str, dict[str, str | list[str]]]] = {}
    option_hints: ClassVar[dict[str, dict[str, Any]]] = {}
    page_heading: ClassVar[str] = ""
    mark_optional: ClassVar[bool] = True
    fields: dict[str, Any]

    if TYPE_CHECKING:

        def __getitem__(self, name: str) -> GovukBoundField: ...

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, form_field in self.fields.items():
            if form_field.label is None:
                form_field.label = pretty_name(name)
            _use_plain_words(form_field)
            _use_plain_controls(form_field)


class GovukForm(_Govuk, forms.Form):
    """The base of every form that is not tied to a model."""


class GovukModelFormMetaclass(ModelFormMetaclass):
    """Asks for a model's dates in boxes without each form having to say so."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any) -> Any:
        meta = attrs.get("Meta")
        if meta is not None and getattr(meta, "formfield_callback", None) is None:
            meta.formfield_callback = staticmethod(govuk_formfield)
        return super().__new__(mcs, name, bases, attrs, **kwargs)


def govuk_formfield(model_field: Any, **kwargs: Any) -> forms.Field | None:
    """The form field for a model field."""
    # A DateTimeField is a DateField, so it is asked first.
    if isinstance(model_field, models.DateTimeField):
        kwargs.setdefault("form_class", DateTimeField)
    elif isinstance(model_field, models.DateField):
        kwargs.setdefault("form_class", DateField)
    form_field: forms.Field | None = model_field.formfield(**kwargs)
    return form_field


class GovukModelForm(_Govuk, forms.ModelForm, metaclass=GovukModelFormMetaclass):
    """The base of every form that is tied to a model."""


def _use_plain_words(form_field: forms.Field) -> None:
    """Replace Django's own messages, but none that the form has chosen itself."""
    label = str(form_field.label)
    chooses = isinstance(form_field, forms.ChoiceField | forms.ModelChoiceField)
    if is_question(label):
        required = _("Select an answer to “%(label)s”") if chooses else _("Enter an answer to “%(label)s”")
        name = _("Your answer")
    else:
        required = _("Select %(name)s") if chooses else _("Enter %(name)s")
        name = label
    if isinstance(form_field, forms.BooleanField) and not isinstance(form_field, forms.NullBooleanField):
        required = _("Tick the box “%(label)s” to continue")
    if isinstance(form_field, forms.FileField):
        required = _("Choose a file")
    words = {"label": label, "name": in_a_sentence(label)}
    plain = {
        "required": required % words,
        "null_characters_not_allowed": _(
            "%(name)s contains a character that cannot be stored. Delete the text and type it again."
        )
        % {"name": name.replace("%", "%%")},
        "max_length": ngettext(
            "%(name)s must be %%(limit_value)d character or fewer",
            "%(name)s must be %%(limit_value)d characters or fewer",
            getattr(form_field, "max_length", None) or 0,
        )
        % {"name": name.replace("%", "%%")},
        "min_value": _("%(name)s must be %%(limit_value)s or more") % {"name": name.replace("%", "%%")},
        "max_value": _("%(name)s must be %%(limit_value)s or less") % {"name": name.replace("%", "%%")},
        "invalid_choice": _("Select one of the choices listed for “%(label)s”") % {"label": label.replace("%", "%%")},
    }
    for code, message in plain.items():
        if form_field.error_messages.get(code) == _django_default(form_field, code):
            form_field.error_messages[code] = message


def _django_default(form_field: forms.Field, code: str) -> Any:
    for cls in type(form_field).__mro__:
        if code in vars(cls).get("default_error_messages", {}):
            return vars(cls)["default_error_messages"][code]
    return None


def _use_plain_controls(form_field: forms.Field) -> None:
    widget = form_field.widget
    if type(widget) is forms.Textarea:
        # Ten rows are what Django sets when the form has not chosen; six are enough to begin with.
        rows = {"rows": "6"} if widget.attrs.get("rows") == "10" else {}
        form_field.widget = Textarea(widget.attrs | rows)
        form_field.widget.is_required = widget.is_required
    if isinstance(widget, forms.NumberInput):
        # A wheel or an arrow key changes a number box unnoticed.
        widget.input_type = "text"
        whole = isinstance(form_field, forms.IntegerField)
        widget.attrs = {"inputmode": "numeric" if whole else "decimal"} | widget.attrs
        for name in ("min", "max", "step"):
            widget.attrs.pop(name, None)
    if isinstance(form_field, forms.ModelChoiceField):  # its records are read when it is drawn, and not before
        if form_field.empty_label in BLANK_LABELS:
            form_field.empty_label = _("Choose one")
    elif type(widget) is forms.Select:
        choices = list(widget.choices)
        if choices and choices[0][0] == "" and choices[0][1] in BLANK_LABELS:
            widget.choices = [("", _("Choose one")), *choices[1:]]


@dataclass(frozen=True)
class SummaryError:
    """One line of the error summary, and the control it leads to (none when it is about the whole form)."""

    message: str
    href: str = ""


def summary_errors(*shown: "forms.BaseForm | BaseFormSet[Any]") -> list[SummaryError]:
    """Every error of the given forms and formsets, in the order in which the fields stand on the page."""
    found: list[SummaryError] = []
    for form in shown:
        if isinstance(form, BaseFormSet):
            if form.is_bound:
                found += [SummaryError(str(error)) for error in form.non_form_errors()]
                found += summary_errors(*form.forms)
            continue
        found += [SummaryError(str(error)) for error in form.non_field_errors()]
        for bound in _in_page_order(form):
            href = "" if bound.is_hidden else f"#{bound.first_id}"
            found += [SummaryError(str(error), href) for error in bound.errors]
    return found


def _in_page_order(form: forms.BaseForm) -> Iterator[GovukBoundField]:
    bound_fields: list[Any] = list(form)
    for bound in bound_fields:
        if bound.is_revealed:
            continue
        yield bound
        if getattr(form, "reveals", {}).get(bound.name):
            for option in bound.options:
                yield from option.reveals
