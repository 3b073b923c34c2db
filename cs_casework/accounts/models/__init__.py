"""The people who work here, what they may do, and how they are signed in."""

from cs_casework.accounts.models.roles import Permission, Role
from cs_casework.accounts.models.signing_in import CalendarFeed, Installation, StaffSession
from cs_casework.accounts.models.staff import Cover, StaffQuerySet, Team, TeamMembership, User
from cs_casework.accounts.models.standing import StandingGrant

__all__ = [
    "CalendarFeed",
    "Cover",
    "Installation",
    "Permission",
    "Role",
    "StaffQuerySet",
    "StaffSession",
    "StandingGrant",
    "Team",
    "TeamMembership",
    "User",
]
