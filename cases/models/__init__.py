"""Cases, who is open to the service and who works with them, and what they write: notes, incidents."""

from cases.models.case import Allocation, Case, CaseChild, CaseChildStatus, CaseGrant
from cases.models.decisions import CaseClosure, CaseTransfer
from cases.models.incident import Incident, IncidentChild, IncidentHarm
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
    "Incident",
    "IncidentChild",
    "IncidentHarm",
    "MergeRequest",
    "NoteSubject",
    "PatternsComputed",
    "PersonMerge",
    "SharedContextPair",
]
