"""Who may see what is restricted: whoever restricted it, some who work with it, and some whose grant has run out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cases.models import CaseGrant
from contexts.models import ContextGrant
from families.models import FamilyGrant, PersonGrant

from . import words
from .rows import Table

if TYPE_CHECKING:
    from .service import Making, Restricted

MODELS = {"person": PersonGrant, "family": FamilyGrant, "context": ContextGrant, "case": CaseGrant}
SIX_MONTHS, TWO_WEEKS = 183, 14


def make_grants(making: Making) -> None:
    """One live grant at least on each; the demo's practitioner and manager hold some of both kinds, too."""
    found = making.owner.execute("SELECT codename, id FROM auth_permission WHERE codename LIKE 'view\\_%'").fetchall()
    permissions: dict[str, int] = dict(found)
    tables = {
        kind: Table(
            making.owner, model, "user", "permission", "content_object", "reason", "granted_by", "from_on", "ends_on"
        )
        for kind, model in MODELS.items()
    }

    def grant(made: Restricted, user: str, since: int, length: int) -> None:
        tables[made.kind].add(
            user, permissions[f"view_{made.kind}"], made.key, making.rng.choice(words.GRANTED), made.by,
            making.days.ago(since), making.days.ago(since - length),
        )  # fmt: skip

    for made in making.restricted:
        holders = {made.by}
        grant(made, made.by, made.since, SIX_MONTHS)
        for user, share, over in (
            (made.also, 0.6, 0.0),
            (making.practitioner, 0.1, 0.5),
            (making.manager, 0.1, 0.3),
            (making.rng.choice(making.workers), 0.3, 0.7),
        ):
            if user and user not in holders and making.chance(share):
                holders.add(user)
                if making.chance(over):
                    grant(made, user, TWO_WEEKS + making.rng.randint(0, 60), TWO_WEEKS)
                else:
                    grant(made, user, min(made.since, 60), SIX_MONTHS)
    for table in tables.values():
        table.write()
