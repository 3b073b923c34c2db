"""How a form asks for a date: boxes for day, month and year that hold what was typed even when it is no date."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EARLIEST_YEAR = 1900


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


def is_question(label: str) -> bool:
    """Whether a label asks something, and so cannot stand at the start of a message."""
    return label.rstrip().endswith("?")


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
        return label if label and not is_question(label) else _("Date")


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
