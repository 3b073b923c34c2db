"""What stands on a child's record, and in the child's own plan, of the plans for places and groups that affect them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from cs_casework.accounts.models import User
from plans.codes import Decision, Share
from plans.models import PlanAction, PlanChildLink

# So many a page shows, and the next actions of each.
MOST_PLANS, MOST_ACTIONS = 25, 5


@dataclass
class Affecting:
    """One plan of a context that reaches the child; goals and next actions where the whole of it is shared."""

    link: PlanChildLink
    actions: list[PlanAction] = field(default_factory=list)

    @property
    def plan(self) -> Any:
        return self.link.plan

    @property
    def is_whole(self) -> bool:
        return self.link.share == Share.WHOLE

    @property
    def goals(self) -> list[str]:
        found: list[str] = self.link.goals if self.is_whole else []  # type: ignore[attr-defined]
        return found

    @property
    def reviewed_in_words(self) -> str:
        """When it was last looked at, and what was decided."""
        link: Any = self.link
        if not link.reviewed_on:
            return ""
        return f"{link.reviewed_on:%-d %B %Y}: {Decision(link.decided).label}"

    @property
    def changed(self) -> str:
        """What had changed by then, where the whole is shared: nobody wrote that for a summary."""
        found: str | None = self.link.found_changed if self.is_whole else ""  # type: ignore[attr-defined]
        return found or ""


def affecting_whom(child: Any, user: User, *, skip: int = 0, most: int = MOST_PLANS) -> list[Affecting]:
    """The plans that reach this child today, as far as this reader may see them: in two statements, however many. The one
    to be reviewed first at the top; so many of them, after those that are skipped."""
    links = PlanChildLink.objects.visible_to(user).current().filter(child=child)
    rows = links.with_last_review().with_goals().select_related("plan__case__context", "plan__lead")
    rows = rows.order_by("plan__review_due", "pk")
    found = {link.plan_id: Affecting(link) for link in rows[skip : skip + most]}
    shown = links.order_by("plan__review_due", "pk").values("pk")[skip : skip + most]
    whole = links.filter(pk__in=shown, share=Share.WHOLE).order_by().values("plan")
    actions = PlanAction.objects.visible_to(user).standing().filter(plan__in=whole, action__finished_on=None)
    # Of each plan the next few, however many it has.
    place = Window(RowNumber(), partition_by=F("plan"), order_by=[F("action__due_on"), F("pk")])
    nearest = actions.annotate(place=place).filter(place__lte=MOST_ACTIONS)
    for row in nearest.select_related("action__owner", "action__agency").next_first():
        found[row.plan_id].actions.append(row)
    return list(found.values())
