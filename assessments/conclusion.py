"""The conclusion of an assessment: what weighs at home, what weighs outside it, how they act on each other, what must
change first, and the level of need. It is gathered here and shown by one template, so that neither side is read alone."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.codes import View, World
from assessments.models import Assessment, AssessmentChild, Weighting, WeightingRow
from cases.models import FactorChild
from cs_casework.accounts.models import User

ORDER = list(World.values)
VIEWS = list(View.values)


def heading_of(weighting: Any) -> str:
    """Which version in which view, of when; and of which assessment, where several are read beside each other."""
    words = {"view": weighting.get_view_display(), "number": weighting.number}
    day = f"{timezone.localtime(weighting.created_at):%-d %B %Y}"
    heading = _("%(view)s, version %(number)s, %(day)s") % {**words, "day": day}
    told_of = getattr(weighting, "told_of", "")
    return f"{heading} ({told_of})" if told_of else heading


@dataclass
class Cell:
    """What one version says of one part, if it names it; and what the one before it said otherwise, in words."""

    weighting: Any
    row: Any = None
    before: str = ""

    @property
    def heading(self) -> str:
        """What stands above its column where versions are read beside each other."""
        return heading_of(self.weighting)


@dataclass
class Beside:
    """One part of the child's world, as each of several views or versions weighs it."""

    kind: str
    name: str
    kind_words: str
    context: Any
    cells: list[Cell]

    @property
    def is_home(self) -> bool:
        return self.kind == World.HOME

    @property
    def named(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.row]


def beside(weightings: Sequence[Any]) -> list[Beside]:
    """The parts that any of these names, home first, each with what each of them says. A part is the same where kind and
    context are; of several without a context, the first is beside the first."""
    found: dict[Any, Beside] = {}
    for place, weighting in enumerate(weightings):
        times: Counter[Any] = Counter()
        for row in weighting.parts:
            key = (row.kind, row.context_id)
            times[key] += 1
            part = found.get((*key, times[key]))
            if part is None:
                kind_words = str(row.get_kind_display())
                cells = [Cell(one) for one in weightings]
                part = found[(*key, times[key])] = Beside(row.kind, str(row), kind_words, row.context, cells)
            part.cells[place].row = row
    return sorted(found.values(), key=lambda part: (ORDER.index(part.kind), part.name if part.context else ""))


def over_time(versions: Sequence[Any]) -> list[Beside]:
    """The same for versions of one view, the oldest first, each cell with what has moved since the version before."""
    parts = beside(versions)
    for part in parts:
        for before, now in zip(part.cells, part.cells[1:], strict=False):
            now.before = _moved(before.row, now.row)
    return parts


def _moved(before: WeightingRow | None, now: WeightingRow | None) -> str:
    if before and now is None:
        return _("No longer named")
    if now and before is None:
        return _("Before: not named")
    if now is None or before is None:
        return ""
    told: Any = [(before.get_influence_display(), now.get_influence_display())]
    told.append((before.direction_words, now.direction_words))
    was = [str(then) for then, since in told if then and then != since]
    return _("Before: %(words)s") % {"words": ", ".join(was)} if was else ""


# --- The conclusion --------------------------------------------------------------------------------------------------
@dataclass
class Conclusion:
    """Of one child in an assessment of a family, or of a context in its own: `row` is then None. `hidden` are the views
    that this reader may not see whole: none of them is theirs to write."""

    assessment: Assessment
    row: AssessmentChild | None
    views: list[Any]
    factors: list[Any] = field(default_factory=list)
    hidden: Collection[str] = ()

    def __post_init__(self) -> None:
        parts = beside(self.views)
        self.home = [part for part in parts if part.is_home]
        self.outside = [part for part in parts if not part.is_home]

    @property
    def anchor(self) -> str:
        return f"conclusion-{self.row.pk if self.row else self.assessment.pk}"

    @property
    def acting(self) -> list[Any]:
        return [act for weighting in self.views for act in weighting.acting]

    @property
    def is_in_several_views(self) -> bool:
        return len(self.views) > 1

    @property
    def to_change(self) -> list[Any]:
        return [weighting for weighting in self.views if weighting.change_first]

    @property
    def not_primary(self) -> list[Any]:
        return [weighting for weighting in self.views if weighting.no_primary]

    @property
    def practitioners(self) -> Any:
        """The practitioner's view, if there is one."""
        return next((weighting for weighting in self.views if weighting.view == View.PRACTITIONER), None)

    @property
    def views_there(self) -> list[tuple[str, Any, bool, bool]]:
        """Whose views there can be, each with whether it is written, and whether it is kept from this reader."""
        written = {weighting.view for weighting in self.views}
        return [(view.value, view.label, view.value in written, view.value in self.hidden) for view in View]


def conclusions_of(
    assessment: Assessment, user: User, rows: Iterable[AssessmentChild], *, with_factors: bool = True
) -> list[Conclusion]:
    """One for each of these children's records, or for the context of an assessment that has none, as far as this reader
    may see. `with_factors`: with what is recorded of harm outside the home on the case, where the page has it not."""
    views = _views(user, assessment=assessment)
    hidden = _hidden(assessment, user) if assessment.is_being_written else {}
    if not assessment.is_of_family:
        return [Conclusion(assessment, None, views, hidden=hidden.get(None, ()))]
    rows = list(rows)
    about: dict[Any, list[Any]] = {}
    if with_factors:
        factors = FactorChild.objects.visible_to(user).filter(factor__case=assessment.case_id)
        about = factors.by_child([row.child_id for row in rows])
    found = _of_children(rows, views, about)
    for one in found:
        one.hidden = hidden.get(one.row.child_id, ()) if one.row else ()
    return found


def _hidden(assessment: Assessment, user: User) -> dict[Any, set[str]]:
    """By child, the views in this assessment that are kept from this reader because of a context."""
    found: dict[Any, set[str]] = {}
    rows = Weighting.objects.filter(assessment=assessment).hidden_views(user)
    for child, view in rows.order_by().values_list("child", "view"):
        found.setdefault(child, set()).add(view)
    return found


def latest_conclusions(children: Collection[Any], user: User, *, with_factors: bool = False) -> dict[Any, Conclusion]:
    """By child, what the last authorised assessment concluded of each, as far as this reader may see: as many statements
    for many children as for one. `with_factors`: with all that is recorded of harm outside the home, on any case."""
    rows = (
        AssessmentChild.objects.visible_to(user).current().filter(child__in=children, assessment__status="authorised")
    )
    rows = rows.select_related("child", "assessment__case__family", "assessment__authorised_by")
    newest = list(
        rows.order_by("child_id", "-assessment__authorised_on", "-assessment__created_at").distinct("child_id")
    )
    if not newest:
        return {}
    views = _views(
        user, assessment__in=[row.assessment_id for row in newest], child__in=[row.child_id for row in newest]
    )
    about = FactorChild.objects.visible_to(user).by_child(children) if with_factors else {}
    return {one.row.child_id: one for one in _of_children(newest, views, about) if one.row}


def latest_conclusion(child: Any, user: User, *, with_factors: bool = False) -> Conclusion | None:
    """The same, of one child."""
    return latest_conclusions([child.pk], user, with_factors=with_factors).get(child.pk)


def _views(user: User, **about: Any) -> list[Any]:
    """The newest version of each view, in the order of the views."""
    found = Weighting.objects.visible_to(user).latest().filter(**about).whole(user)
    return sorted(found, key=lambda weighting: VIEWS.index(weighting.view))


def _of_children(rows: Sequence[Any], views: Sequence[Any], about: dict[Any, list[Any]]) -> list[Conclusion]:
    of_each: dict[Any, list[Any]] = {}
    for view in views:
        of_each.setdefault((view.assessment_id, view.child_id), []).append(view)
    return [
        Conclusion(row.assessment, row, of_each.get((row.assessment_id, row.child_id), []), about.get(row.child_id, []))
        for row in rows
    ]
