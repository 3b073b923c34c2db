"""What each role finds on its home page. Every figure opens the list it counts, through the same door."""

from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.links.watched import What
from cases.models import (
    Allocation,
    Case,
    CaseChild,
    MergeRequest,
)
from contexts.models import Context
from cs_casework.accounts.models import Permission, TeamMembership, User
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from cs_casework.overview.changes import changes_on_own
from cs_casework.overview.counted import (
    OWN_ASSESSMENTS,
    SOON,
    TEAM_ASSESSMENTS,
    contexts_of_own,
    desk_counts,
    links_to_review,
    manager_counts,
    meeting_counts,
    own_children,
    own_counts,
    pattern_counts,
    plan_counts,
    waiting_for_managers,
)
from cs_casework.overview.figures import Figure, count_for
from cs_casework.overview.officers import officer_work, review_figure
from cs_casework.overview.restricted import DUE, LIFTING
from families.models import PossibleDuplicate
from plans.watched import What as Watched
from referrals.models import Referral

MOST = 25


def my_work(user: User) -> dict[str, Any]:
    """A worker's own children and contexts, what others changed on them, and what falls due in the next two weeks.

    Own is what they hold, for the whole case or for one child, and what whoever they cover for holds.
    """
    soon = today() + SOON
    children, own_contexts, links = (
        own_children(user).counted_as_children(),
        contexts_of_own(user),
        links_to_review(user),
    )
    groups = own_contexts.filter(review_due__lte=soon).exclude(status=Context.Status.CLOSED)
    counts = count_for(user, own_counts)
    listed = f"{reverse('cases:child-list')}?mine=on"
    return {
        "figures": [
            Figure(counts["overdue"], _("visits overdue"), f"{listed}&overdue=on"),
            Figure(counts["transition"], _("transition plans needed"), f"{listed}&transition=on"),
            Figure(counts["told"], _("contacts you were told of"), reverse("referrals:acknowledgement-list")),
            Figure(counts["actions"], _("actions of mine"), reverse("cases:action-list")),
            Figure(
                counts["actions_overdue"], _("actions of mine overdue"), f"{reverse('cases:action-list')}?state=overdue"
            ),
            Figure(counts["proposed"], _("links proposed"), reverse("cases:proposal-list")),
            Figure(counts["reviews"], _("plan reviews due"), reverse("plans:reviews-due")),
            Figure(counts["missing"], _("missing now"), f"{reverse('cases:missing-list')}?whose=mine"),
            Figure(counts["interviews"], _("return interviews due"), f"{reverse('cases:interview-list')}?whose=mine"),
            *assessment_figures(counts, OWN_ASSESSMENTS, "mine"),
            lapsing_figure(counts),
        ],
        "meeting_figures": meeting_figures(user),
        "children": children.with_last_seen(user)
        .with_statuses()
        .select_related("child", "case__team")
        .order_by(F("visit_due_on").asc(nulls_last=True), "child__display_name")[:MOST],
        "child_total": counts["children"],
        "adult_total": counts["adults"],
        "own_contexts": own_contexts.with_linked_children(user).order_by("name", "reference")[:MOST],
        "context_total": counts["contexts"],
        "changes": changes_on_own(user),
        "links_due": links[:MOST],
        "links_due_total": counts["links"],
        "groups_due": groups.order_by("review_due")[:MOST],
        "drafts": Draft.objects.visible_to(user).unfinished()[:MOST],
        **contacts_in_hand(user),
    }


def assessment_figures(counts: dict[str, int], told: dict[Any, Any], whose: str) -> list[Figure]:
    listed = reverse("assessments:in-hand")
    return [
        Figure(counts[f"assessment_{what.value}"], str(label), f"{listed}?what={what.value}&{whose}=on")
        for what, label in told.items()
    ]


def lapsing_figure(counts: dict[str, int]) -> Figure:
    """Access to restricted records that is about to end: one's own, and what one granted."""
    number = sum(count for name, count in counts.items() if name.startswith("lapsing_"))
    return Figure(number, _("access to restricted records about to end"), reverse("overview:grants-lapsing"))


def team_work(user: User) -> dict[str, Any]:
    """A manager's teams and their workers' caseloads, and what waits for a manager."""
    teams = list(user.managed_teams().order_by("name"))
    cases = Case.objects.visible_to(user)
    waiting = waiting_for_managers(user)
    proposed, unallocated = waiting["proposed"], waiting["unallocated"]
    transfers, closings = waiting["transfers"], waiting["closings"]
    return {
        "teams": teams,
        "team_rows": caseloads(user, teams),
        "figures": manager_figures(user),
        "pattern_figures": pattern_figures(user),
        "meeting_figures": meeting_figures(user),
        "plan_figures": plan_figures(user),
        "unallocated": unallocated.select_related("family", "context", "team")
        .order_by("referred_on", "pk")
        .with_open_children(user)[:MOST],
        "proposed": proposed.select_related("family", "context", "proposed_by").order_by("proposed_on", "pk")[:MOST],
        "transfers": transfers.select_related("case__family", "case__context", "from_team", "to_team", "asked_by")[
            :MOST
        ],
        "closings": closings.select_related("case__family", "case__context", "period__child", "asked_by")[:MOST],
        "merges_answered": MergeRequest.objects.visible_to(user)
        .answered_to(user, since=today() - SOON)
        .select_related("kept", "merged", "decided_by")[:MOST],
        "drafts": Draft.objects.visible_to(user).unfinished()[:MOST],
        **contacts_in_hand(user),
        "holds_cases": cases.open().allocated_to(user).exists(),
    }


def manager_figures(user: User) -> list[Figure]:
    """What waits for a manager, and what they watch over."""
    counts = count_for(user, manager_counts)
    cases, children = reverse("cases:case-list"), reverse("cases:child-list")
    listed = reverse("cases:action-list")
    shown = {
        "proposed": (_("cases proposed"), f"{cases}?status=proposed"),
        "unallocated": (_("cases unallocated"), f"{cases}?unallocated=on"),
        "transfers": (_("transfers to decide"), f"{reverse('cases:transfer-list')}?mine=on"),
        "closings": (_("closings to agree"), reverse("cases:closing-list")),
        "leavers": (_("caseloads to hand over"), reverse("cases:to-hand-over")),
        "overdue": (_("visits overdue in my teams"), f"{children}?my_teams=on&overdue=on"),
        "oversight": (_("cases of my teams without oversight"), f"{cases}?my_teams=on&oversight=on"),
        "transition": (_("transition plans needed in my teams"), f"{children}?my_teams=on&transition=on"),
        "adults": (_("now 18 or over in my teams"), f"{children}?my_teams=on&adult=on"),
        "actions": (_("actions of mine"), listed),
        "actions_overdue": (_("actions overdue in my teams"), f"{listed}?whose=team&state=overdue"),
        "agencies_overdue": (_("actions overdue with agencies"), f"{listed}?whose=team&state=overdue&doer=agency"),
        "conferences": (_("conferences overdue in my teams"), reverse("cases:conferences-overdue")),
        "missing": (_("children of my teams missing now"), f"{reverse('cases:missing-list')}?whose=team"),
        "interviews": (_("return interviews due in my teams"), f"{reverse('cases:interview-list')}?whose=team"),
        "emergencies": (_("emergency openings to answer for"), reverse("overview:emergency-list")),
        "warnings": (_("warnings to agree"), reverse("cases:warning-list")),
        "warnings_due": (_("warnings to look at again"), f"{reverse('cases:warning-list')}?show=review"),
        "families": (_("families to confirm"), f"{reverse('families:family-list')}?unconfirmed=on"),
        "duplicates": (_("possible duplicates"), reverse("families:duplicate-list")),
        "people": (_("people to merge"), f"{reverse('families:duplicate-list')}?to_merge=on"),
        "merges": (_("contexts to merge"), f"{reverse('cases:merge-list')}?waiting=on"),
        "told": (_("contacts you were told of"), reverse("referrals:acknowledgement-list")),
        "countersign": (_("decisions to countersign"), reverse("referrals:countersign-list")),
        "matches": (_("matches to settle"), reverse("referrals:match-list")),
        "authorise": (_("assessments to authorise"), f"{reverse('assessments:in-hand')}?what=to_authorise"),
        "liftings": (_("liftings to decide"), f"{reverse('overview:restriction-list')}?show={LIFTING}"),
        "standing": (_("standing grants to review"), f"{reverse('overview:standing-list')}?show={DUE}"),
    }
    figures = [Figure(counts[name], label, url) for name, (label, url) in shown.items()]
    restrictions = [lapsing_figure(counts), review_figure(counts)]
    return figures + assessment_figures(counts, TEAM_ASSESSMENTS, "my_teams") + restrictions


def pattern_figures(user: User) -> list[Figure]:
    """What a manager watches over links."""
    counts = count_for(user, pattern_counts)
    links = reverse("cases:pattern-links")
    shown = [
        (counts[What.OVERDUE], _("links of my teams overdue"), links),
        (counts[What.LAPSING], _("links of my teams about to lapse"), f"{links}?what={What.LAPSING.value}"),
        (counts[What.UNCONFIRMED], _("links of my teams nobody confirmed"), f"{links}?what={What.UNCONFIRMED.value}"),
        (counts["groups"], _("peer groups to review"), reverse("cases:pattern-peer-groups")),
        (counts["contexts"], _("contexts without a case"), reverse("cases:pattern-contexts")),
    ]
    return [Figure(number, label, url) for number, label, url in shown]


def meeting_figures(user: User) -> list[Figure]:
    """The meetings somebody chairs, minutes or is invited to, and what waits for them after one. None for a role that
    runs no meetings."""
    if not user.may(Permission.RUN_MEETINGS):
        return []
    counts = count_for(user, meeting_counts)
    listed = reverse("cases:meeting-list")
    shown = {
        "coming": (_("meetings to come"), listed),
        "minute": (_("minutes to write"), f"{listed}?show=minute"),
        "approve": (_("minutes to approve"), f"{listed}?show=approve"),
        "circulate": (_("minutes to circulate"), f"{listed}?show=circulate"),
    }
    if not user.may(Permission.APPROVE_MEETINGS):
        del shown["approve"]
    return [Figure(counts[name], label, url) for name, (label, url) in shown.items()]


def plan_figures(user: User) -> list[Figure]:
    """What a manager watches over plans, in the manager's own teams."""
    counts = count_for(user, plan_counts)
    return [
        Figure(counts[what.value], _lower(what.label), reverse("plans:plan-watch", args=[what.value]))
        for what in Watched
    ]


def _lower(label: Any) -> str:
    """As it reads behind a number."""
    words = str(label)
    return f"{words[:1].lower()}{words[1:]}"


def caseloads(user: User, teams: list[Any]) -> list[dict[str, Any]]:
    """Each worker of these teams with the children and the context cases they hold, each number with its list.

    Weighted by nothing: what a case asks of somebody is a talk in supervision, not a figure.
    """
    members = TeamMembership.objects.current().filter(
        team__in=teams, user__is_active=True, user__role__permissions__contains=[Permission.WRITE_NOTES]
    )
    workers = members.values("user")
    held = Allocation.objects.visible_to(user).current().filter(worker__in=workers, case__status=Case.Status.OPEN)
    periods = CaseChild.objects.visible_to(user).open().counted_as_children()
    children = (
        held.filter(Q(child=None) | Q(child=F("case__children__child")), case__children__in=periods.values("pk"))
        .order_by()
        .values("worker")
        .annotate(n=Count("case__children", distinct=True))
    )
    contexts = (
        held.filter(case__context__isnull=False).order_by().values("worker").annotate(n=Count("case", distinct=True))
    )
    child_load = {row["worker"]: row["n"] for row in children}
    context_load = {row["worker"]: row["n"] for row in contexts}
    rows: dict[Any, dict[str, Any]] = {}
    for member in members.select_related("user", "team").order_by("user__name", "team__name"):
        row = rows.setdefault(
            member.user_id,
            {
                "worker": member.user,
                "teams": [],
                "children": child_load.get(member.user_id, 0),
                "contexts": context_load.get(member.user_id, 0),
            },
        )
        row["teams"].append(member.team)
    return list(rows.values())


def front_desk_work(user: User) -> dict[str, Any]:
    """Business support's work list: what they are given to do, duplicates to settle, and the contacts in hand."""
    duplicates = PossibleDuplicate.objects.visible_to(user).open()
    counts = count_for(user, desk_counts)
    listed = reverse("cases:action-list")
    return {
        "figures": [
            Figure(counts["actions"], _("actions of mine"), listed),
            Figure(counts["overdue"], _("actions of mine overdue"), f"{listed}?state=overdue"),
            lapsing_figure(counts),
        ],
        "duplicates": duplicates.select_related("person", "other")[:MOST],
        "duplicate_total": duplicates.count(),
        "meeting_figures": meeting_figures(user),
        "drafts": Draft.objects.visible_to(user).unfinished()[:MOST],
        **contacts_in_hand(user),
    }


def contacts_in_hand(user: User) -> dict[str, Any]:
    """The contacts somebody is taking, the most urgent first: they belong to the front door, but somebody is on the
    telephone."""
    if not user.may(Permission.TAKE_REFERRALS):
        return {"taking": [], "may_take": False}
    mine = Referral.objects.visible_to(user).filter(taker=user, status=Referral.Status.TAKING)
    return {"taking": mine.urgent_first()[:MOST], "may_take": True}


def home_of(user: User) -> tuple[str, dict[str, Any]]:
    """The template and the contents of the home page for what this person may do."""
    if user.may(Permission.ALLOCATE_CASE):
        return "overview/home_manager.html", team_work(user)
    if user.may(Permission.WRITE_NOTES):
        return "overview/home_practitioner.html", my_work(user)
    if user.may(Permission.EDIT_PEOPLE):
        return "overview/home_support.html", front_desk_work(user)
    return "overview/home_other.html", officer_work(user)
