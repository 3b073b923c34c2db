"""What went on at a context, and when: laid under its incidents by month, and what there was before and after each.

A kind of record that hangs on a case is laid under as soon as its queryset has `laid_under()`, giving the rows of it that
are, and its model `period`, a `Period`: apps above this one, such as the one that holds plans, need not be known here.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cs_casework.dates import months_after, today

# So many months before a beginning, and after an end, are counted.
MONTHS_BESIDE = 3
# More than these are in the list alone: a drawing of all of them is no longer read.
MOST_DRAWN = 12


@dataclass(frozen=True)
class Period:
    """Something that went on from one day to another, or goes on: an intervention, a plan."""

    label: str
    kind: str
    from_on: datetime.date
    to_on: datetime.date | None = None
    url: str = ""

    @property
    def pk(self) -> str:
        """What tells it from others: its page."""
        return self.url

    @property
    def has_begun(self) -> bool:
        return self.from_on <= today()

    @property
    def is_intervention(self) -> bool:
        return self.kind == _("Intervention")

    def within(self, first: datetime.date, last: datetime.date) -> bool:
        """Whether any day of it lies between these two, both included."""
        return self.from_on <= last and (self.to_on is None or self.to_on >= first)


def periods_under(context: Any, user: Any) -> list[Period]:
    """What went on at this context within the months that are counted, as far as this reader may see it, the first begun
    first; of very many those begun last."""
    from cases.incident_querysets import MONTHS_SHOWN
    from cases.models import Case

    since = months_after(today().replace(day=1), 1 - MONTHS_SHOWN)
    found: list[Period] = []
    for relation in Case._meta.related_objects:
        records: Any = relation.related_model._default_manager.all()
        if hasattr(records, "laid_under"):
            rows = records.visible_to(user).laid_under().filter(**{f"{relation.field.name}__context": context})
            found += [row.period for row in rows]
    shown = sorted((p for p in found if p.within(since, today())), key=lambda p: (p.from_on, p.label))
    return shown[-MOST_DRAWN:]


@dataclass(frozen=True)
class Span:
    """A stretch of days beside an intervention or a plan, and how many incidents there were in it."""

    words: str
    from_on: datetime.date
    to_on: datetime.date
    number: int

    @property
    def is_short(self) -> bool:
        """Whether so few days have gone by that it cannot stand beside the three months before."""
        return months_after(self.from_on, 1) > self.to_on


def beside(rows: Iterable[Any], incidents: Any) -> dict[Any, list[Span]]:
    """How many of these incidents there were in the three months before each intervention, or each `Period`, began, while
    it went on, and in the three months after it ended, as far as they have gone: by its id, in one statement for all.

    Counted by the day, and nothing is made of it: that there were fewer says neither why, nor that there was less harm.
    """
    from cases.incident_querysets import start_of

    spans = {row.pk: list(_spans(row)) for row in rows if row.has_begun}
    asked = {
        f"n{place}_{number}": (start_of(first), start_of(last + datetime.timedelta(days=1)))
        for place, stretches in enumerate(spans.values())
        for number, (_words, first, last) in enumerate(stretches)
    }
    if not asked:
        return {}
    counted = incidents.order_by().aggregate(
        **{
            name: Count("pk", filter=Q(occurred_at__gte=first, occurred_at__lt=after))
            for name, (first, after) in asked.items()
        }
    )
    return {
        pk: [Span(*stretch, number=counted[f"n{place}_{number}"]) for number, stretch in enumerate(stretches)]
        for place, (pk, stretches) in enumerate(spans.items())
    }


def _spans(row: Any) -> Iterable[tuple[str, datetime.date, datetime.date]]:
    day = datetime.timedelta(days=1)
    yield _("In the 3 months before it began"), months_after(row.from_on, -MONTHS_BESIDE), row.from_on - day
    if row.to_on is None:
        yield _("Since it began"), row.from_on, today()
        return
    yield _("While it went on"), row.from_on, row.to_on
    after = months_after(row.to_on, MONTHS_BESIDE)
    if row.to_on < today() < after:
        yield _("Since it ended"), row.to_on + day, today()
    elif row.to_on < today():
        yield _("In the 3 months after it ended"), row.to_on + day, after
