"""Where a conclusion does not fit what is recorded: sentences that a manager is told before authorising.

Each can be answered in words, which are kept with the authorisation; none keeps anybody from it. They are made from what
their reader may see, so nothing hidden is told by one that is there, or by one that is not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.codes import Influence, Misfit
from assessments.conclusion import Conclusion, conclusions_of
from assessments.models import Assessment, WeightingRow
from cases.models import Action, Case, IncidentChild
from cs_casework.accounts.models import User
from families.models import Person

# What an action is aimed at that is no place, group or rule.
INDIVIDUAL = (Action.AimedAt.INDIVIDUAL, Action.AimedAt.FAMILY)
UNSETTLED = (Case.Status.PROPOSED, Case.Status.OPEN)


@dataclass(frozen=True)
class Sentence:
    """One thing that does not fit, where to look at it, and which part or child it is about."""

    misfit: Misfit
    words: str
    url: str
    row: WeightingRow | None = None
    child: Person | None = None

    @property
    def key(self) -> str:
        """What it is called in a form."""
        about: Any = self.row or self.child
        return f"{self.misfit.value}_{about.pk}"


def sentences_of(assessment: Assessment, user: User) -> list[Sentence]:
    """In the order of the children, as far as this reader may see: what the practitioner's views, the actions, the cases
    on contexts and what is recorded outside the home do not say alike."""
    rows = assessment.children.visible_to(user).current().select_related("child")
    conclusions = conclusions_of(assessment, user, rows)
    weighed = [row for one in conclusions for row in _rows(one)]
    has_case = _contexts_with_case(weighed, user)
    aimed_outside = Action.objects.visible_to(user).filter(case=assessment.case_id).exclude(aimed_at__in=INDIVIDUAL)
    is_aimed_outside = aimed_outside.exclude(status=Action.Status.NOT_DONE).exists()
    in_incidents = _in_incidents(conclusions, user)
    found: list[Sentence] = []
    for one in conclusions:
        found += _nothing_beneath(one)
        if not is_aimed_outside:
            found += _aimed_elsewhere(one)
        found += _no_context_case(one, has_case)
        found += _unexplained(one)
        found += _home_alone(one, in_incidents)
    return found


def _rows(conclusion: Conclusion) -> list[Any]:
    return list(conclusion.practitioners.parts) if conclusion.practitioners else []


def _child(conclusion: Conclusion) -> Person | None:
    return conclusion.row.child if conclusion.row else None


def _of(conclusion: Conclusion, row: WeightingRow) -> str:
    """Which part, and of whom: what a sentence begins with."""
    child = _child(conclusion)
    return _("%(part)s, for %(child)s,") % {"part": row, "child": child} if child else str(row)


def _view_url(conclusion: Conclusion) -> str:
    about: Any = conclusion.row or conclusion.assessment
    return f"{about.get_absolute_url()}#{conclusion.anchor}"


# --- One of each -----------------------------------------------------------------------------------------------------
def _nothing_beneath(one: Conclusion) -> Iterator[Sentence]:
    for row in _rows(one):
        if row.is_primary and not row.beneath:
            words = _("%(part)s is called primary, and nothing recorded is named beneath it.")
            yield Sentence(Misfit.NOTHING_BENEATH, words % {"part": _of(one, row)}, _view_url(one), row, _child(one))


def _aimed_elsewhere(one: Conclusion) -> Iterator[Sentence]:
    """Also where there is no action at all: then nothing is aimed at the context either."""
    url = reverse("cases:case-detail", args=[one.assessment.case_id])
    for row in _rows(one):
        if row.is_primary and row.harms and not row.is_home:
            words = _(
                "%(part)s is called primary, and no action on the case is aimed at anything but the child or the family."
            )
            yield Sentence(Misfit.AIMED_ELSEWHERE, words % {"part": _of(one, row)}, url, row, _child(one))


def _no_context_case(one: Conclusion, has_case: set[Any]) -> Iterator[Sentence]:
    for row in _rows(one):
        if row.context and row.harms and row.context_id not in has_case:
            words = _("%(part)s does harm, and no case is open on it.") % {"part": _of(one, row)}
            yield Sentence(Misfit.NO_CONTEXT_CASE, words, row.context.get_absolute_url(), row, _child(one))


def _unexplained(one: Conclusion) -> Iterator[Sentence]:
    for row in _rows(one):
        if row.influence == Influence.NOT_KNOWN and not row.why.strip():
            words = _("%(part)s is not yet known, and it is not said why.") % {"part": _of(one, row)}
            yield Sentence(Misfit.UNEXPLAINED, words, _view_url(one), row, _child(one))


def _home_alone(one: Conclusion, in_incidents: set[Any]) -> Iterator[Sentence]:
    if one.row is None or not one.row.level or one.practitioners is None:
        return
    outside = any(row.harms and not row.is_home for row in _rows(one))
    if not outside and (one.factors or one.row.child_id in in_incidents):
        words = _("The level of need of %(child)s rests on home alone, and harm outside it is recorded.")
        child = one.row.child
        yield Sentence(Misfit.HOME_ALONE, words % {"child": child}, child.get_absolute_url(), None, child)


# --- What they are made from -----------------------------------------------------------------------------------------
def _contexts_with_case(rows: Sequence[WeightingRow], user: User) -> set[Any]:
    """Contexts on which a case is open or proposed that this reader may see."""
    contexts = {row.context_id for row in rows if row.context_id}
    cases = Case.objects.visible_to(user).filter(context__in=contexts, status__in=UNSETTLED)
    return set(cases.order_by().values_list("context", flat=True))


def _in_incidents(conclusions: Sequence[Conclusion], user: User) -> set[Any]:
    """The children who stand in an incident."""
    children = [one.row.child_id for one in conclusions if one.row]
    rows = IncidentChild.objects.visible_to(user).standing().filter(child__in=children)
    return set(rows.order_by().values_list("child", flat=True))
