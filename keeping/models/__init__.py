from keeping.models.access import AccessItem, AccessMask, AccessRequest
from keeping.models.disposal import Certificate, Disposal
from keeping.models.hold import LegalHold
from keeping.models.rule import RetentionRule

__all__ = [
    "AccessItem",
    "AccessMask",
    "AccessRequest",
    "Certificate",
    "Disposal",
    "LegalHold",
    "RetentionRule",
]
