"""Cases, who is open to the service and who works with them, and the notes they write."""

from cases.models.case import Allocation, Case, CaseChild, CaseChildStatus, CaseGrant
from cases.models.decisions import CaseClosure, CaseTransfer
from cases.models.joining import FamilyJoin
from cases.models.merging import ContextMerge, MergeRequest, PersonMerge
from cases.models.note import CaseNote, NoteSubject
from cases.models.pair import PatternsComputed, SharedContextPair

__all__ = [
    "Allocation",
    "Case",
    "CaseChild",
    "CaseChildStatus",
    "CaseClosure",
    "CaseGrant",
    "CaseNote",
    "CaseTransfer",
    "ContextMerge",
    "FamilyJoin",
    "MergeRequest",
    "NoteSubject",
    "PatternsComputed",
    "PersonMerge",
    "SharedContextPair",
]
