"""People, the families they belong to, how they are related, and where they live."""

from families.models.family import FamiliesApart, Family, FamilyGrant, FamilyMembership
from families.models.person import ADULT_AGE, Person, PersonGrant, PersonName, PossibleDuplicate
from families.models.ties import Address, NotRelated, Relationship

__all__ = [
    "ADULT_AGE",
    "Address",
    "FamiliesApart",
    "Family",
    "FamilyGrant",
    "FamilyMembership",
    "NotRelated",
    "Person",
    "PersonGrant",
    "PersonName",
    "PossibleDuplicate",
    "Relationship",
]
