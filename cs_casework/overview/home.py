"""What each role finds on its home page. Every figure opens the list it counts, through the same door."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Allocation, Case, CaseChild
from contexts.models import Context, ContextLink
from cs_casework.accounts.models import Permission, TeamMembership, User
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from families.models import Family, PossibleDuplicate

SOON = datetime.timedelta(days=14)
MOST = 25


@dataclass
class Figure:
    """A number that leads to the list of what it counts."""

    number: int
    label: str
    url: str


def my_work(user: User) -> dict[str, Any]:
    """A worker's own open cases with the children in them, and what falls due in the next two weeks."""
    mine = (
        Case.objects.visible_to(user)
        .open()
        .allocated_to(user)
        .select_related("family", "context", "team")
        .order_by("reference")
    )
    soon = today() + SOON
    own_children = CaseChild.objects.visible_to(user).open().filter(case__in=mine.values("pk")).values("child")
    links = (
        ContextLink.objects.visible_to(user)
        .review_due_by(soon)
        .filter(Q(child__in=own_children) | Q(context__in=mine.values("context")))
        .select_related("child", "context")
        .order_by("review_due")
    )
    groups = (
        Context.objects.visible_to(user)
        .filter(pk__in=mine.values("context"), review_due__lte=soon)
        .exclude(status=Context.Status.CLOSED)
        .order_by("review_due")
    )
    return {
        "cases": mine.with_open_children(user)[:MOST],
        "case_total": mine.count(),
        "links_due": links[:MOST],
        "links_due_total": links.count(),
        "groups_due": groups[:MOST],
        "drafts": Draft.objects.visible_to(user).unfinished()[:MOST],
    }


def team_work(user: User) -> dict[str, Any]:
    """A manager's teams and their workers' caseloads, and what waits for a manager."""
    teams = [row.team for row in TeamMembership.objects.current().filter(user=user).select_related("team")]
    workers = TeamMembership.objects.current().filter(
        team__in=teams, user__is_active=True, user__role__permissions__contains=[Permission.WRITE_NOTES]
    )
    cases = Case.objects.visible_to(user)
    held = (
        Allocation.objects.visible_to(user)
        .current()
        .filter(team__in=teams, case__status=Case.Status.OPEN)
        .values("worker", "team")
        .annotate(
            families=Count("case", filter=Q(case__family__isnull=False), distinct=True),
            contexts=Count("case", filter=Q(case__context__isnull=False), distinct=True),
        )
        .order_by()
    )
    load = {(row["worker"], row["team"]): row for row in held}
    rows = [
        {"member": member, "load": load.get((member.user_id, member.team_id), {"families": 0, "contexts": 0})}
        for member in workers.select_related("user", "team").order_by("team__name", "user__name")
    ]
    listed = reverse("cases:case-list")
    figures = [
        Figure(cases.proposed().count(), _("cases proposed"), f"{listed}?status=proposed"),
        Figure(cases.unallocated(user).count(), _("cases unallocated"), f"{listed}?unallocated=on"),
        Figure(
            Family.objects.visible_to(user).unconfirmed().count(),
            _("families to confirm"),
            f"{reverse('families:family-list')}?unconfirmed=on",
        ),
        Figure(
            PossibleDuplicate.objects.visible_to(user).open().count(),
            _("possible duplicates"),
            reverse("families:duplicate-list"),
        ),
    ]
    unallocated = cases.unallocated(user).select_related("family", "context", "team").order_by("referred_on")
    proposed = cases.proposed().select_related("family", "context", "proposed_by").order_by("proposed_on")
    return {
        "teams": teams,
        "team_rows": rows,
        "figures": figures,
        "unallocated": unallocated.with_open_children(user)[:MOST],
        "proposed": proposed[:MOST],
    }


def front_desk_work(user: User) -> dict[str, Any]:
    """Business support's work list: duplicates to settle, until contacts and referrals stand here."""
    return {
        "duplicates": PossibleDuplicate.objects.visible_to(user).open().select_related("person", "other")[:MOST],
        "drafts": Draft.objects.visible_to(user).unfinished()[:MOST],
    }


def home_of(user: User) -> tuple[str, dict[str, Any]]:
    """The template and the contents of the home page for what this person may do."""
    if user.may(Permission.ALLOCATE_CASE):
        return "overview/home_manager.html", team_work(user) | my_work(user)
    if user.may(Permission.WRITE_NOTES):
        return "overview/home_practitioner.html", my_work(user)
    if user.may(Permission.EDIT_PEOPLE):
        return "overview/home_support.html", front_desk_work(user)
    return "overview/home_other.html", {}
