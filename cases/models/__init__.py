"""Cases, who is open to the service and who works with them, what they write down and meet about, what is to be done."""

from cases.models.action import Action
from cases.models.agenda import AgendaItem
from cases.models.case import Allocation, Case, CaseBar, CaseChild, CaseChildStatus, CaseGrant, CaseOpening
from cases.models.decisions import CaseClosure, CaseTransfer
from cases.models.document import Document, DocumentSubject
from cases.models.factor import ExtraFamilialFactor, FactorChild, FactorHarm
from cases.models.incident import Incident, IncidentChild, IncidentHarm
from cases.models.intervention import Intervention
from cases.models.joining import FamilyJoin
from cases.models.meeting import Invitation, Meeting, MinutesSent
from cases.models.merging import ContextMerge, MergeRequest, PersonMerge
from cases.models.missing import MissingEpisode, ReturnInterview
from cases.models.naming import NotAName
from cases.models.note import CaseNote, NoteSubject
from cases.models.nrm import NRMReferral
from cases.models.pair import PatternsComputed, SharedContextPair
from cases.models.paper import ContextPaper
from cases.models.proposal import LinkProposal
from cases.models.release import NoteHiding, NoteRelease
from cases.models.removal import Removal
from cases.models.restriction import RestrictionReview
from cases.models.safety import SafetyMap, SafetyMapAdult, SafetyMapFeature
from cases.models.section47 import Section47
from cases.models.warning import WarningNote

__all__ = [
    "Action",
    "AgendaItem",
    "Allocation",
    "Case",
    "CaseBar",
    "CaseChild",
    "CaseChildStatus",
    "CaseClosure",
    "CaseGrant",
    "CaseNote",
    "CaseOpening",
    "CaseTransfer",
    "ContextMerge",
    "ContextPaper",
    "Document",
    "DocumentSubject",
    "ExtraFamilialFactor",
    "FactorChild",
    "FactorHarm",
    "FamilyJoin",
    "Incident",
    "IncidentChild",
    "IncidentHarm",
    "Intervention",
    "Invitation",
    "LinkProposal",
    "Meeting",
    "MergeRequest",
    "MinutesSent",
    "MissingEpisode",
    "NRMReferral",
    "NotAName",
    "NoteHiding",
    "NoteRelease",
    "NoteSubject",
    "PatternsComputed",
    "PersonMerge",
    "Removal",
    "RestrictionReview",
    "ReturnInterview",
    "SafetyMap",
    "SafetyMapAdult",
    "SafetyMapFeature",
    "Section47",
    "SharedContextPair",
    "WarningNote",
]
