"""Assessments of families and contexts, what each says of each child, and what weighs how much."""

from assessments.models.answer import MisfitAnswer
from assessments.models.assessment import (
    Assessment,
    AssessmentParticipant,
    AssessmentPassage,
    AssessmentSection,
    AssessmentWriter,
)
from assessments.models.child import AssessmentChild
from assessments.models.copy import PrintedCopy
from assessments.models.weighting import Interplay, Weighting, WeightingBasis, WeightingRow

__all__ = [
    "Assessment",
    "AssessmentChild",
    "AssessmentParticipant",
    "AssessmentPassage",
    "AssessmentSection",
    "AssessmentWriter",
    "Interplay",
    "MisfitAnswer",
    "PrintedCopy",
    "Weighting",
    "WeightingBasis",
    "WeightingRow",
]
