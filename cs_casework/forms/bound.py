"""What a field is on the page: which component draws it, and which control an error link focuses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cs_casework.forms.dates import DateInput

LONG_TEXT = 1000  # from here on, the character count waits until three quarters are used


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
