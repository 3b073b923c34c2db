"""What of a passage may be copied into a section: only what everybody who reads the section may read anyway.

A quotation is read by who may read its source. Once its words stand in the section they are read by all who may see the
case and every child in the assessment, now and when something is restricted later: so what it was taken from has to be
about nobody and nothing else.
"""

from collections.abc import Sequence
from typing import Any

from assessments.models import Assessment, AssessmentChild, AssessmentPassage
from cases.models import NoteSubject


def copied_freely(assessment: Assessment, passages: Sequence[AssessmentPassage]) -> set[Any]:
    """The ids of these passages whose source is about the children in this assessment, the family or the context of its
    case, and stands in no other case."""
    children = set(AssessmentChild.objects.current().filter(assessment=assessment).values_list("child", flat=True))
    notes = _about(NoteSubject, "note", passages)
    earlier = _about(AssessmentChild, "earlier", passages)
    return {passage.pk for passage in passages if _is_within(assessment, passage, children, notes, earlier)}


def _about(model: Any, source: str, passages: Sequence[AssessmentPassage]) -> dict[Any, list[Any]]:
    """By note, or earlier assessment, the rows that say whom it is about. All of them: none of it is told."""
    way = "note" if source == "note" else "assessment"
    wanted = [getattr(passage, f"{source}_id") for passage in passages if getattr(passage, f"{source}_id")]
    found: dict[Any, list[Any]] = {}
    for row in model.objects.filter(**{f"{way}__in": wanted}):
        found.setdefault(getattr(row, f"{way}_id"), []).append(row)
    return found


def _is_within(
    assessment: Assessment,
    passage: AssessmentPassage,
    children: set[Any],
    notes: dict[Any, list[Any]],
    earlier: dict[Any, list[Any]],
) -> bool:
    case = assessment.case
    if passage.person_id:
        return passage.person_id in children
    if passage.context_id:
        return bool(passage.context_id == case.context_id)
    if passage.note_id:
        return all(
            row.case_id in (None, case.pk)
            and (row.child_id is None or row.child_id in children)
            and (row.family_id is None or row.family_id == case.family_id)
            and (row.context_id is None or row.context_id == case.context_id)
            for row in notes.get(passage.note_id, [])
        )
    if passage.earlier is None:
        return False
    return passage.earlier.case_id == case.pk and all(
        row.child_id in children for row in earlier.get(passage.earlier_id, [])
    )
