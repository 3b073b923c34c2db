"""Incidents by month with what went on laid under them, as a drawing on the server and as a table that says the same.

Shapes and colours are attributes of SVG, never a style: the content policy refuses those, and paper keeps attributes. What
is said by place and shape is said in words too: a number above each bar, a name above each band.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.periods import Period
from cs_casework.dates import months_after, today

LEFT, MONTH, TOP, BARS, WORDS, BAND, RIGHT = 8, 50, 22, 120, 36, 36, 8
# So wide is a letter of a band's name, at most on average; and so many incidents are as high as the drawing where no
# month has more: else a single one would stand there as a tower.
LETTER, LEAST = 7, 5


@dataclass(frozen=True)
class Bar:
    """One month: how many incidents there were in it."""

    x: int
    y: int
    height: int
    number: int
    month: str
    year: str

    @property
    def middle(self) -> int:
        return self.x + (MONTH - 14) // 2

    @property
    def number_at(self) -> int:
        return self.y - 6


@dataclass(frozen=True)
class Band:
    """One period under the months: from where to where, and where its name stands."""

    x: float
    y: int
    width: float
    words: str
    words_x: float
    anchor: str
    goes_on: bool
    is_plan: bool

    @property
    def words_y(self) -> int:
        return self.y - 6

    @property
    def head(self) -> str:
        """An arrow at its end: it goes on."""
        end = self.x + self.width
        return f"M{end:.1f} {self.y - 3}l9 8l-9 8z"


@dataclass(frozen=True)
class Month:
    """One row of the table."""

    first: datetime.date
    number: int
    going_on: list[Period]


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    bars: list[Bar]
    bands: list[Band]
    months: list[Month]
    baseline: int
    months_y: int
    years_y: int
    says: str
    spans: Mapping[int, int]

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def below_words(self) -> int:
        """Where the lines to the bands begin, below the names of the months."""
        return self.years_y + 5


def chart_of(
    by_month: Sequence[tuple[datetime.date, int]], periods: Sequence[Period], *, spans: Mapping[int, int] | None = None
) -> Chart:
    """Months from the oldest on the left to the present one, as `IncidentQuerySet.by_month` counts them, the newest first;
    below them a band for each period, from the day it began; `spans` as `over_spans` counts them."""
    months = list(reversed(by_month))
    most = max(LEAST, *(number for _month, number in months))
    baseline = TOP + BARS
    bars = []
    for place, (month, number) in enumerate(months):
        height = round(BARS * number / most)
        x = LEFT + place * MONTH + 7
        year = f"{month:%Y}" if place == 0 or month.month == 1 else ""
        bars.append(Bar(x, baseline - height, height, number, date_format(month, "M"), year))
    width = LEFT + MONTH * len(months) + RIGHT + 10
    below = baseline + WORDS
    bands = [_band(period, months[0][0], below + place * BAND + 28, width) for place, period in enumerate(periods)]
    return Chart(
        width=width,
        height=below + BAND * len(periods) + 12,
        bars=bars,
        bands=bands,
        months=[_month(month, number, periods) for month, number in reversed(months)],
        baseline=baseline,
        months_y=baseline + 16,
        years_y=baseline + 31,
        says=_says(months, periods),
        spans=spans or {},
    )


def _band(period: Period, first: datetime.date, y: int, width: int) -> Band:
    start = max(_at(period.from_on, first), LEFT)
    goes_on = period.to_on is None
    end = max(_at(min(period.to_on or today(), today()), first), start + 4)
    words = _("%(kind)s: %(name)s") % {"kind": period.kind, "name": period.label}
    # What begins late has its name to the left of its end, where there is room.
    late = start > width / 2
    room = int((width - RIGHT - (LEFT if late else start)) / LETTER)
    words = words if len(words) <= room else f"{words[: room - 1].rstrip()}…"
    return Band(
        x=round(start, 1),
        y=y,
        width=round(end - start, 1),
        words=words,
        words_x=width - RIGHT if late else round(start, 1),
        anchor="end" if late else "start",
        goes_on=goes_on,
        is_plan=not period.is_intervention,
    )


def _at(day: datetime.date, first: datetime.date) -> float:
    """Where a day stands among the months that begin with this one."""
    months = (day.year - first.year) * 12 + day.month - first.month
    start = day.replace(day=1)
    return LEFT + MONTH * (months + (day.day - 1) / (months_after(start, 1) - start).days)


def _month(month: datetime.date, number: int, periods: Sequence[Period]) -> Month:
    last = months_after(month, 1) - datetime.timedelta(days=1)
    return Month(month, number, [period for period in periods if period.within(month, min(last, today()))])


def _says(months: Sequence[tuple[datetime.date, int]], periods: Sequence[Period]) -> str:
    """The drawing in a sentence or two, for who does not see it; the table below says all of it."""
    total = sum(number for _month, number in months)
    words = ngettext(
        "%(count)d incident between %(first)s and %(last)s.",
        "%(count)d incidents between %(first)s and %(last)s.",
        total,
    ) % {
        "count": total,
        "first": date_format(months[0][0], "F Y"),
        "last": date_format(months[-1][0], "F Y"),
    }
    return " ".join([words, *(_period_says(period) for period in periods), _("The table below says the same.")])


def _period_says(period: Period) -> str:
    words = _("%(kind)s “%(name)s” from %(from)s.")
    if period.to_on:
        words = _("%(kind)s “%(name)s” from %(from)s to %(to)s.")
    return words % {
        "kind": period.kind,
        "name": period.label,
        "from": date_format(period.from_on, "j F Y"),
        "to": date_format(period.to_on, "j F Y") if period.to_on else "",
    }
