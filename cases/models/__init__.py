"""Cases, who is open to the service and who works with them, what they write down, and what is to be done."""

from cases.models.action import Action
from cases.models.case import Allocation, Case, CaseChild, CaseChildStatus, CaseGrant
from cases.models.decisions import CaseClosure, CaseTransfer
from cases.models.factor import ExtraFamilialFactor, FactorChild, FactorHarm, LinkProposal
from cases.models.incident import Incident, IncidentChild, IncidentHarm
from cases.models.intervention import Intervention
from cases.models.joining import FamilyJoin
from cases.models.merging import ContextMerge, MergeRequest, PersonMerge
from cases.models.note import CaseNote, NoteSubject
from cases.models.pair import PatternsComputed, SharedContextPair

__all__ = [
    "Action",
    "Allocation",
    "Case",
    "CaseChild",
    "CaseChildStatus",
    "CaseClosure",
    "CaseGrant",
    "CaseNote",
    "CaseTransfer",
    "ContextMerge",
    "ExtraFamilialFactor",
    "FactorChild",
    "FactorHarm",
    "FamilyJoin",
    "Incident",
    "IncidentChild",
    "IncidentHarm",
    "Intervention",
    "LinkProposal",
    "MergeRequest",
    "NoteSubject",
    "PatternsComputed",
    "PersonMerge",
    "SharedContextPair",
]
