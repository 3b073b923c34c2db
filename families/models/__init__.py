"""People, the families they belong to, how they are related, and where they live."""

from families.models.family import FamiliesApart, Family, FamilyGrant, FamilyMembership
from families.models.person import ADULT_AGE, Person, PersonGrant, PersonName, PossibleDuplicate
from families.models.ties import Address, Relationship

__all__ = [
    "ADULT_AGE",
    "Address",
    "FamiliesApart",
    "Family",
    "FamilyGrant",
    "FamilyMembership",
    "Person",
    "PersonGrant",
    "PersonName",
    "PossibleDuplicate",
    "Relationship",
]
