"""People, the families they belong to, how they are related, and where they live."""

from families.models.family import FamiliesApart, Family, FamilyBar, FamilyGrant, FamilyMembership, FamilyOpening
from families.models.person import (
    ADULT_AGE,
    Person,
    PersonBar,
    PersonGrant,
    PersonName,
    PersonOpening,
    PossibleDuplicate,
)
from families.models.ties import Address, NotRelated, Relationship

__all__ = [
    "ADULT_AGE",
    "Address",
    "FamiliesApart",
    "Family",
    "FamilyBar",
    "FamilyGrant",
    "FamilyMembership",
    "FamilyOpening",
    "NotRelated",
    "Person",
    "PersonBar",
    "PersonGrant",
    "PersonName",
    "PersonOpening",
    "PossibleDuplicate",
    "Relationship",
]
