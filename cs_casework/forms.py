"""How every form of the service looks and behaves: one renderer, one bound field, one way to ask for a date.

A leaf module: it imports nothing of ours, so any app may use it. Pages write `{{ form }}` inside `<form novalidate>`;
templates/forms/ holds the markup of the GOV.UK Design System, and the classes here say which part of it applies.
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.forms.models import ModelFormMetaclass
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

EARLIEST_YEAR = 1900
# What Django puts before the choices of a list: since 6.1 by default, and where a form asks for the older one.
BLANK_LABELS = (BLANK_CHOICE_LABEL, "---------")
LONG_TEXT = 1000  # from here on, the character count waits until three quarters are used


# --- Words and times -----------------------------------------------------------------------------------------------
def format_time(moment: dt.time | dt.datetime) -> str:
    """4:10pm, 10am, midday or midnight: as GOV.UK writes times."""
    if (moment.hour, moment.minute) == (0, 0):
        return _("midnight")
    if (moment.hour, moment.minute) == (12, 0):
        return _("midday")
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def in_a_sentence(label: str) -> str:
    """The label as it reads in the middle of a sentence: "Date of birth" is lowered, "NHS number" is not."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _is_question(label: str) -> bool:
    return label.rstrip().endswith("?")


# --- Dates in three boxes ------------------------------------------------------------------------------------------
Parts = dict[str, str]


class DateInput(forms.Widget):
    """Day, month and year in boxes of their own, which hold what was typed even when it is no date.

    It posts `name-day`, `name-month` and `name-year`. A single `name=2026-03-04` is understood too, so that a link or
    a filter can carry a date in one value.
    """

    template_name = "forms/widgets/date.html"
    use_fieldset = True
    parts: ClassVar[tuple[str, ...]] = ("day", "month", "year")
    # What each box is called, and its width in characters (one of those that GOV.UK has a class for).
    boxes: ClassVar[dict[str, tuple[Any, int]]] = {
        "day": (gettext_lazy("Day"), 2),
        "month": (gettext_lazy("Month"), 2),
        "year": (gettext_lazy("Year"), 4),
        "time": (gettext_lazy("Time"), 5),
    }

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Parts:
        if all(f"{name}-{part}" not in data for part in self.parts):
            return self.as_parts(data.get(name))
        return {part: str(data.get(f"{name}-{part}") or "").strip() for part in self.parts}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and all(f"{name}-{part}" not in data for part in self.parts)

    def as_parts(self, value: Any) -> Parts:
        """Any value that a form may hold, as the texts to put into the boxes."""
        if isinstance(value, dict):
            return {part: str(value.get(part, "")) for part in self.parts}
        if isinstance(value, str) and value:
            # A text that is no date is kept in the first box, to be refused with a message there.
            value = self.from_text(value) or dict.fromkeys(self.parts, "") | {"day": value}
            return value if isinstance(value, dict) else self.as_parts(value)
        if not isinstance(value, dt.date):
            return dict.fromkeys(self.parts, "")
        return {part: self.one_part(value, part) for part in self.parts}

    def from_text(self, value: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None

    def one_part(self, value: dt.date, part: str) -> str:
        if part == "time":
            return format_time(value) if isinstance(value, dt.datetime) else ""
        return str(getattr(value, part))

    def id_for_label(self, id_: str | None, index: Any = None) -> str:
        return f"{id_}-{self.parts[0]}" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        own = context["widget"]["attrs"]
        bad_parts = own.pop("bad_parts", ())
        texts = self.as_parts(value)
        context["widget"]["boxes"] = [
            {
                "part": part,
                "label": self.boxes[part][0],
                "width": self.boxes[part][1],
                "name": f"{name}-{part}",
                "id": f"{own['id']}-{part}" if own.get("id") else "",
                "value": texts[part],
                "bad": part in bad_parts,
            }
            for part in self.parts
        ]
        return context


class DateTimeInput(DateInput):
    """A date and a time of day: one question, four boxes."""

    parts = ("day", "month", "year", "time")

    def from_text(self, value: str) -> dt.date | None:
        try:
            return timezone.localtime(dt.datetime.fromisoformat(value))
        except ValueError:  # not a moment at all, or one without its zone
            return super().from_text(value[:10])


class DateField(forms.Field):
    """A date that says which of its parts is wrong, and marks only those boxes.

    `allow_future=False` refuses what has not happened yet: a date of birth, a visit.
    """

    widget: Any = DateInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Enter a date"),
        "future": gettext_lazy("%(name)s must be today or in the past"),
        "not_real": gettext_lazy("%(name)s must be a real date, like 27 3 2026"),
        "year": gettext_lazy("%(name)s must have a year with 4 numbers, like 2026"),
        "too_early": gettext_lazy("%(name)s must not be before %(year)s"),
        "missing day": gettext_lazy("%(name)s must include a day"),
        "missing month": gettext_lazy("%(name)s must include a month"),
        "missing year": gettext_lazy("%(name)s must include a year"),
        "missing day month": gettext_lazy("%(name)s must include a day and month"),
        "missing day year": gettext_lazy("%(name)s must include a day and year"),
        "missing month year": gettext_lazy("%(name)s must include a month and year"),
        "missing day month year": gettext_lazy("%(name)s must include a date"),
    }

    def __init__(self, *, allow_future: bool = True, **kwargs: Any) -> None:
        self.allow_future = allow_future
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if value is None or value == "":
            return None
        parts = self.widget.as_parts(value)
        if not any(parts.values()):
            return None
        date = self.read_date(parts)
        if not self.allow_future and date > timezone.localdate():
            raise self.wrong("future", *self.widget.parts)
        return date

    def read_date(self, parts: Parts) -> dt.date:
        names = ("day", "month", "year")
        if missing := [name for name in names if not parts[name]]:
            raise self.wrong(f"missing {' '.join(missing)}", *missing)
        numbers = {"day": _number(parts["day"]), "month": _month(parts["month"]), "year": _number(parts["year"])}
        limits = {"day": 31, "month": 12, "year": 9999}
        if bad := [name for name in names if not 1 <= numbers[name] <= limits[name]]:
            raise self.wrong("not_real", *bad)
        if len(parts["year"]) != 4:
            raise self.wrong("year", "year")
        if numbers["year"] < EARLIEST_YEAR:
            raise self.wrong("too_early", "year", year=EARLIEST_YEAR)
        days = monthrange(numbers["year"], numbers["month"])[1]
        if numbers["day"] > days:
            raise self.too_many_days(numbers["month"], numbers["year"], days)
        return dt.date(numbers["year"], numbers["month"], numbers["day"])

    def too_many_days(self, month: int, year: int, days: int) -> ValidationError:
        message = _("%(name)s must be a real date: %(month)s %(year)s has %(days)s days")
        params = {"name": self.name, "month": MONTHS[month], "year": year, "days": days, "parts": ("day",)}
        return ValidationError(message, code="not_real", params=params)

    def wrong(self, code: str, *parts: str, **params: Any) -> ValidationError:
        # BoundField.bad_parts reads `parts` back to mark the boxes.
        return ValidationError(
            self.error_messages[code], code=code, params={"name": self.name, "parts": parts, **params}
        )

    @property
    def name(self) -> str:
        """What the messages call it. A question cannot stand at the start of a sentence."""
        label = str(self.label or "")
        return label if label and not _is_question(label) else _("Date")


class DateTimeField(DateField):
    """When something happened: a date and a time of day, in the service's time zone."""

    widget: Any = DateTimeInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Enter a date and time"),
        "future": gettext_lazy("%(name)s must not be in the future"),
        "missing time": gettext_lazy("%(name)s must include a time"),
        "time": gettext_lazy("Enter the time like 4:10pm or 16:10"),
        "am_or_pm": gettext_lazy("Enter the time with am or pm, like 9:30am, or with two digits, like 09:30"),
        "skipped": gettext_lazy("There was no such time on that day: the clocks went forward"),
    }

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime) and timezone.is_aware(value):
            return timezone.localtime(value)
        return value

    def to_python(self, value: Any) -> Any:
        if value is None or value == "" or (isinstance(value, dt.datetime) and timezone.is_aware(value)):
            return value or None
        parts = self.widget.as_parts(value)
        if not any(parts.values()):
            return None
        date = self.read_date(parts)
        if not parts["time"]:
            raise self.wrong("missing time", "time")
        # In autumn an hour comes twice; the first is meant as often as not, and a refusal would help nobody.
        moment = timezone.make_aware(dt.datetime.combine(date, self.read_time(parts["time"])))
        if timezone.localtime(moment.astimezone(dt.UTC)).replace(tzinfo=None) != moment.replace(tzinfo=None):
            raise self.wrong("skipped", "time")
        if not self.allow_future and moment > timezone.now():
            raise self.wrong("future", *self.widget.parts)
        return moment

    def read_time(self, text: str) -> dt.time:
        text = text.lower().replace(" ", "").rstrip(".")
        if text in {"midday", "noon", _("midday")}:
            return dt.time(12)
        if text in {"midnight", _("midnight")}:
            return dt.time(0)
        match = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d{2}))?(?:([ap])\.?m?)?", text)
        if not match:
            raise self.wrong("time", "time")
        hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
        if not half and len(match[1]) == 1:
            raise self.wrong("am_or_pm", "time")
        if (not half and match[2] is None) or minute > 59 or hour > (12 if half else 23) or (half and not hour):
            raise self.wrong("time", "time")
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        return dt.time(hour, minute)


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


def _month(text: str) -> int:
    """The number of a month given as a number or by its name."""
    for names in (MONTHS, MONTHS_3):
        for number, name in names.items():
            if str(name).lower() == text.lower():
                return number
    return _number(text)


class Textarea(forms.Textarea):
    """A text area whose line ends count as one character, as they do in the count shown while typing."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


# --- The field on the page -----------------------------------------------------------------------------------------
@dataclass
class Option:
    """One radio or checkbox, with the fields that choosing it reveals."""

    id: str
    name: str
    value: str
    label: str
    checked: bool
    disabled: bool
    group: str = ""
    hint: str = ""
    reveals: list["GovukBoundField"] = field(default_factory=list)


class GovukBoundField(BoundField):
    """Says to the templates which kind of GOV.UK component a field is, and which control an error link focuses.

    A form may hold, all of them optional and by field name:
      reveals       {"received": {"other": "other_how"}}: choosing "other" reveals the field `other_how` (or a list)
      option_hints  {"received": {"other": "For example, by letter"}}
      page_heading  the field whose label is the page's <h1>
      mark_optional write "(optional)" behind the labels of fields that may be left out
    """

    form: Any

    def __init__(self, form: Any, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if self._says_optional:
            self.label = _("%(label)s (optional)") % {"label": self.label}

    @property
    def _says_optional(self) -> bool:
        wanted = getattr(self.form, "mark_optional", False) and not self.field.required and not self.field.disabled
        return bool(wanted and not self.is_hidden and not self.is_revealed and self.kind != "checkbox")

    @property
    def kind(self) -> str:
        widget = self.field.widget
        # The order matters: CheckboxSelectMultiple is a RadioSelect, and a password input is a text input.
        kinds: tuple[tuple[type[forms.Widget], str], ...] = (
            (forms.CheckboxSelectMultiple, "checkboxes"),
            (forms.RadioSelect, "radios"),
            (forms.CheckboxInput, "checkbox"),
            (forms.Select, "select"),
            (forms.Textarea, "textarea"),
            (DateInput, "date"),
            (forms.FileInput, "file"),
            (forms.PasswordInput, "password"),
        )
        return next((kind for kind_of_widget, kind in kinds if isinstance(widget, kind_of_widget)), "text")

    @property
    def is_page_heading(self) -> bool:
        return getattr(self.form, "page_heading", None) == self.name

    @property
    def label_class(self) -> str:
        """Bold labels, so that a long form can be scanned; a revealed field stays lighter than its question."""
        if self.is_page_heading:
            return "l"
        return "" if self.is_revealed else "s"

    # Errors
    @property
    def bad_parts(self) -> tuple[str, ...]:
        """The boxes of a date to mark: those the error names, or all of them."""
        if not isinstance(self.field.widget, DateInput) or not self.errors:
            return ()
        errors = self.form.errors.as_data().get(self.name, [])
        named = [part for error in errors for part in (getattr(error, "params", None) or {}).get("parts", ())]
        return tuple(part for part in self.field.widget.parts if part in named) or self.field.widget.parts

    @property
    def first_id(self) -> str:
        """The control that a link in the error summary must focus: a group of controls cannot be focused."""
        if self.kind == "date":
            return f"{self.auto_id}-{(self.bad_parts or self.field.widget.parts)[0]}"
        if self.kind in {"radios", "checkboxes"}:
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    # Identifiers that describe the control
    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def info_id(self) -> str:
        return f"{self.auto_id}-info"

    @property
    def aria_describedby(self) -> str:
        if self.is_hidden:
            return ""
        present = [(self.hint_id, self.help_text), (self.error_id, self.errors), (self.info_id, self.max_length)]
        return " ".join(id_ for id_, there in present if there)

    @property
    def max_length(self) -> int | None:
        """The limit to count down to. Only long texts are counted: in a short one it would be noise."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def count_threshold(self) -> int:
        return 75 if (self.max_length or 0) > LONG_TEXT else 0

    # Controls
    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = dict[str, Any](super().build_widget_attrs(attrs, widget))
        if widget.is_hidden:
            return attrs
        # The server is what checks: a browser's own messages cannot be styled, translated or read out reliably.
        attrs.pop("required", None)
        attrs.pop("aria-invalid", None)
        attrs["maxlength"] = attrs["minlength"] = False
        if self.kind == "date":
            attrs["bad_parts"] = self.bad_parts
            return attrs
        attrs["class"] = " ".join(name for name in [*self._css_names(widget), widget.attrs.get("class")] if name)
        attrs["width"] = False
        if self.kind in {"text", "textarea"}:
            # A shared computer must not offer one child's name while another's is typed.
            attrs.setdefault("autocomplete", widget.attrs.get("autocomplete", "off"))
            if getattr(widget, "input_type", "text") == "text":
                attrs.setdefault("dir", widget.attrs.get("dir", "auto"))
        return attrs

    def _css_names(self, widget: forms.Widget) -> Iterator[str]:
        name = {
            "select": "govuk-select",
            "textarea": "govuk-textarea",
            "file": "govuk-file-upload",
            "password": "govuk-input",
            "text": "govuk-input",
        }.get(self.kind)
        if not name:
            return
        yield name
        if self.errors:
            yield f"{name}--error"
        if self.kind == "password":
            yield "govuk-password-input__input govuk-js-password-input-input"
        if self.max_length:
            yield "govuk-js-character-count"
        if width := widget.attrs.get("width"):
            # A number is a number of characters; a word is a share of the column, such as "one-half".
            yield f"govuk-input--width-{width}" if str(width).isdigit() else f"govuk-!-width-{width}"

    @cached_property
    def options(self) -> list[Option]:
        """Each radio or checkbox, in order."""
        widget: Any = self.field.widget
        if self.kind == "checkbox":
            checked = bool(widget.check_test(self.value()))
            value = widget.format_value(True)
            return [Option(self.auto_id, self.html_name, str(value), str(self.label), checked, self.field.disabled)]
        hints = getattr(self.form, "option_hints", {}).get(self.name, {})
        found = []
        for bound in self.subwidgets:
            data = bound.data
            value = str(data["value"])
            found.append(
                Option(
                    id=data["attrs"].get("id", ""),
                    name=data["name"],
                    value=value,
                    label=data["label"],
                    checked=data["selected"],
                    disabled=bool(data["attrs"].get("disabled")),
                    hint=hints.get(value, ""),
                    reveals=self._revealed_by(value),
                )
            )
        for name, group, _index in widget.optgroups(self.html_name, widget.format_value(self.value()), {}):
            if name and group:
                first = next(option for option in found if option.value == str(group[0]["value"]))
                first.group = str(name)
        return found

    # Conditional reveal
    def _revealed_by(self, value: str) -> list["GovukBoundField"]:
        names = getattr(self.form, "reveals", {}).get(self.name, {}).get(value, [])
        return [self.form[name] for name in ([names] if isinstance(names, str) else names)]

    @property
    def is_revealed(self) -> bool:
        """Whether it stands inside an option of another field, rather than in the form's own order."""
        for by_value in getattr(self.form, "reveals", {}).values():
            for names in by_value.values():
                if self.name in ([names] if isinstance(names, str) else names):
                    return True
        return False


class GovukRenderer(TemplatesSetting):
    """Named in settings.FORM_RENDERER: every form of the service is drawn by templates/forms/."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovukBoundField


# --- The form ------------------------------------------------------------------------------------------------------
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
    if _is_question(label):
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
    if isinstance(form_field, forms.ModelChoiceField) and form_field.empty_label in BLANK_LABELS:
        form_field.empty_label = _("Choose one")
    elif type(widget) is forms.Select:
        choices = list(widget.choices)
        if choices and choices[0][0] == "" and choices[0][1] in BLANK_LABELS:
            widget.choices = [("", _("Choose one")), *choices[1:]]


# --- The error summary ---------------------------------------------------------------------------------------------
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


__all__ = [
    "DateField",
    "DateInput",
    "DateTimeField",
    "DateTimeInput",
    "GovukBoundField",
    "GovukForm",
    "GovukModelForm",
    "GovukRenderer",
    "Textarea",
    "format_time",
    "govuk_formfield",
    "in_a_sentence",
    "summary_errors",
]
