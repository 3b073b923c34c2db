"""Weighing: a whole new version of one view of what weighs how much, and how one part acts on another.

A version is never changed. Who may not see a view whole, because some version of it names a context that is hidden from
them, sees nothing of it and does not write it. What a part rests on is hidden one record at a time: what a writer may not
see of that they cannot have meant to leave out, and it comes over as it stands.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.codes import WEIGHING, Influence, NoPrimary, View, World
from assessments.models import Assessment, AssessmentChild, Interplay, Weighting, WeightingBasis, WeightingRow
from assessments.writing import lock_writable, mark_writer, require_whole
from cases.models import CaseNote, ExtraFamilialFactor, Incident
from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.accounts.models import User
from cs_casework.audit.log import record, save_record
from families.models import Person
from families.workflow import require_sight

# What a part can rest on, by the column that names it.
BENEATH: dict[str, type[Any]] = {
    "factor": ExtraFamilialFactor,
    "incident": Incident,
    "note": CaseNote,
    "context": Context,
}


@dataclass(frozen=True)
class Part:
    """One part of the child's world as somebody weighs it; `rests_on` are factors, incidents, notes and contexts.
    `came_from` is the id of the row of an earlier version that it was written from."""

    kind: str
    influence: str
    why: str = ""
    direction: str = ""
    context: Context | None = None
    rests_on: Sequence[Any] = field(default_factory=tuple)
    came_from: UUID | None = None


@dataclass(frozen=True)
class Acts:
    """How one part acts on another: each by its place among the parts, counted from one."""

    source: int
    target: int
    words: str


class WeighedSince(ValidationError):
    """Somebody else has written a newer version since the form was opened: `found` is theirs."""

    def __init__(self, found: Weighting) -> None:
        self.found = found
        super().__init__(
            _(
                "%(who)s has written a newer version since you opened this. It is shown above; put the two together and "
                "save again."
            )
            % {"who": found.created_by}
        )


@transaction.atomic
def write_weighting(
    assessment: Assessment,
    *,
    by: User,
    view: str,
    number: int,
    parts: Sequence[Part],
    acts: Sequence[Acts] = (),
    child: Person | None = None,
    change_first: str = "",
    no_primary: str = "",
    no_primary_why: str = "",
) -> Weighting:
    """Write down one whole view, as a new version beside those before: of one child in an assessment of a family, of the
    context in its own. `number` is the version it was begun from, none being 0.

    Raises `WeighedSince` where there is a newer one. Refuses in words: a view that the writer may not see whole, a child
    who is not in the assessment, a view of nothing, a part without why (but one that is not known yet), one that weighs
    and has no direction, a context at home, the same context twice, a sentence about one part or about none, and a
    practitioner's view that calls nothing primary and does not say why. What it names must be open to the writer, and
    a context in it not merged into another.
    """
    named = [part.context for part in parts] + [found for part in parts for found in part.rests_on]
    require_sight(by, child, *named)
    lock_standing(*dict.fromkeys(found for found in named if isinstance(found, Context)))
    assessment = lock_writable(assessment, by=by)
    _check_about(assessment, child, by=by)
    before = Weighting.objects.of(assessment, child).filter(view=view)
    if is_hidden_view(assessment, child, view, by=by):
        raise ValidationError(_("You cannot write this view. Ask a manager who works with the case."))
    newest = before.order_by("-number").first()
    if newest and newest.number != number:
        raise WeighedSince(newest)
    _check_parts(parts)
    _check_acts(acts, parts)
    _check_primary(view, parts, no_primary, no_primary_why)
    number = newest.number + 1 if newest else 1
    made = Weighting(assessment=assessment, child=child, view=view, number=number, change_first=change_first)
    made.no_primary, made.no_primary_why = no_primary, no_primary_why if no_primary else ""
    save_record(made, by=by)
    rows = [_save_part(made, part, by=by) for part in parts]
    for act in acts:
        _save_act(made, rows[act.source - 1], rows[act.target - 1], act.words, by=by)
    if newest:
        _bring_over_hidden(before, newest, parts, rows, by=by)
    mark_writer(assessment, by=by)
    record(by=by, action="assessment.weighed", target=assessment, shown=[child.pk] if child else [])
    return made


def is_hidden_view(assessment: Assessment, child: Person | None, view: str, *, by: User) -> bool:
    """Whether some version of this view names a context that they may not see: then it is not theirs to write."""
    return bool(Weighting.objects.of(assessment, child).filter(view=view).hidden_views(by).exists())


def _save_part(made: Weighting, part: Part, *, by: User) -> WeightingRow:
    said = {"kind": part.kind, "context": part.context, "influence": part.influence, "why": part.why}
    direction = part.direction if part.influence in WEIGHING else ""
    row = save_record(WeightingRow(weighting=made, direction=direction, **said), by=by)
    for found in dict.fromkeys(part.rests_on):
        column = next(name for name, model in BENEATH.items() if isinstance(found, model))
        save_record(WeightingBasis(row=row, **{column: found}), by=by)
    return row


def _save_act(made: Weighting, source: WeightingRow, target: WeightingRow, words: str, *, by: User) -> None:
    save_record(Interplay(weighting=made, from_row=source, to_row=target, words=words), by=by)


# --- What is refused -------------------------------------------------------------------------------------------------
def _check_about(assessment: Assessment, child: Person | None, *, by: User) -> None:
    if child is None:
        if assessment.is_of_family:
            raise ValidationError(_("Say which child it is about."))
        require_whole(assessment, by=by)
    elif not AssessmentChild.objects.visible_to(by).current().filter(assessment=assessment, child=child).exists():
        raise ValidationError(_("This child is not in the assessment."))


def _check_parts(parts: Sequence[Part]) -> None:
    named: set[Any] = set()
    for place, part in enumerate(parts, start=1):
        problem = ""
        if part.kind == World.HOME and part.context:
            problem = _("home and family is tied to no context")
        elif part.influence in WEIGHING and not part.direction:
            problem = _("say whether it harms, protects, or both")
        elif not part.why.strip() and part.influence != Influence.NOT_KNOWN:
            problem = _("say why")
        elif part.context and (part.kind, part.context.pk) in named:
            problem = _("it stands here already; put the two together")
        if problem:
            raise ValidationError(_("Part %(place)s: %(problem)s.") % {"place": place, "problem": problem})
        if part.context:
            named.add((part.kind, part.context.pk))


def _check_acts(acts: Sequence[Acts], parts: Sequence[Part]) -> None:
    for act in acts:
        if not (1 <= act.source <= len(parts) and 1 <= act.target <= len(parts)):
            raise ValidationError(_("A sentence is about two of the parts above. Choose parts that are filled in."))
        if act.source == act.target:
            raise ValidationError(_("A sentence is about two different parts."))
        if not act.words.strip():
            raise ValidationError(_("Say how one part acts on the other."))


def _check_primary(view: str, parts: Sequence[Part], no_primary: str, no_primary_why: str) -> None:
    is_primary = any(part.influence == Influence.PRIMARY for part in parts)
    if not parts and not no_primary:
        raise ValidationError(_("Weigh at least one part of a young person’s world, or say why none is weighed."))
    if no_primary and is_primary:
        words = _("A part is called primary. Take that back, or this answer.")
        raise ValidationError({"no_primary": words})
    if no_primary and not no_primary_why.strip():
        raise ValidationError({"no_primary_why": _("Say why no part is called primary.")})
    if view == View.PRACTITIONER and not is_primary and not no_primary:
        words = _("Call at least one part primary, or say “%(no_concern)s” or “%(not_known)s”, and why.")
        labels = {"no_concern": NoPrimary.NO_CONCERN.label, "not_known": NoPrimary.NOT_YET_KNOWN.label}
        raise ValidationError({"no_primary": words % labels})


# --- What the writer may not see -------------------------------------------------------------------------------------
def _bring_over_hidden(
    view: Any, before: Weighting, parts: Sequence[Part], rows: Sequence[WeightingRow], *, by: User
) -> None:
    """What a part rests on that this writer may not see, from the row of the version before that it was written from."""
    names = [f"{name}_id" for name in BENEATH]
    seen = WeightingBasis.objects.visible_to(by).filter(row__weighting=before).values("pk")
    hidden: dict[Any, list[WeightingBasis]] = {}
    for basis in WeightingBasis.objects.filter(row__weighting=before).exclude(pk__in=seen):
        hidden.setdefault(basis.row_id, []).append(basis)
    if not hidden:
        return
    for row, earlier in zip(rows, _came_from(view, before, parts), strict=True):
        there = {tuple(basis.values()) for basis in row.bases.values(*names)}
        # Two parts written from one row do not both get what is beneath it.
        for basis in hidden.pop(earlier, ()):
            named = {name: getattr(basis, name) for name in names}
            if tuple(named.values()) not in there:
                save_record(WeightingBasis(row=row, **named), by=by)


def _came_from(view: Any, before: Weighting, parts: Sequence[Part]) -> list[Any]:
    """Of each part, the row of `before` that it was written from, if any.

    A form may have been begun from an older version than the one it is saved after, and then its parts are found by kind
    and context, of several alike the first, the second and so on; and so is each of one that was begun from none.
    """
    placed: dict[Any, Any] = {}
    stands_at: dict[Any, Any] = {}
    times: Counter[Any] = Counter()
    for row in WeightingRow.objects.filter(weighting__in=view.filter(number__lte=before.number)):
        times[row.weighting_id, row.kind, row.context_id] += 1
        placed[row.pk] = (row.kind, row.context_id, times[row.weighting_id, row.kind, row.context_id])
        if row.weighting_id == before.pk:
            stands_at[placed[row.pk]] = row.pk
    if any(part.came_from in placed for part in parts):
        return [stands_at.get(placed.get(part.came_from)) for part in parts]
    times.clear()
    found = []
    for part in parts:
        named = (part.kind, part.context.pk if part.context else None)
        times[named] += 1
        found.append(stands_at.get((*named, times[named])))
    return found
