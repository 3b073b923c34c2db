"""What each role finds on its home page. Every figure opens the list it counts, through the same door."""

import datetime
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.codes import InHand
from assessments.models import Assessment
from cases.filters import teams_of
from cases.links.watched import What, contexts_without_case, groups_watched, links_watched
from cases.models import (
    Action,
    Allocation,
    Case,
    CaseChild,
    CaseClosure,
    CaseTransfer,
    LinkProposal,
    Meeting,
    MergeRequest,
    MissingEpisode,
    RestrictionReview,
    ReturnInterview,
    Section47,
    WarningNote,
)
from contexts.models import Context, ContextLink
from cs_casework.access import union_of
from cs_casework.accounts.models import Permission, StandingGrant, TeamMembership, User
from cs_casework.confidential.models import EmergencyAccess
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from cs_casework.overview.changes import changes_on_own
from cs_casework.overview.figures import Figure, count_all
from cs_casework.overview.officers import officer_work, review_figure
from cs_casework.overview.restricted import DUE, LIFTING, grants_lapsing, reviews_due
from families.models import Family, PossibleDuplicate
from plans.models import Plan
from plans.watched import What as Watched
from plans.watched import watched
from referrals.models import Acknowledgement, HiddenMatch, Referral, ScreeningDecision

SOON = datetime.timedelta(days=14)
MOST = 25


def my_work(user: User) -> dict[str, Any]:
    """A worker's own children and contexts, what others changed on them, and what falls due in the next two weeks.

    Own is what they hold, for the whole case or for one child, and what whoever they cover for holds.
    """
    soon = today() + SOON
    periods = CaseChild.objects.visible_to(user).open().held_by(user)
    children = periods.counted_as_children()
    mine = Case.objects.visible_to(user).open().allocated_to(user)
    own_contexts = Context.objects.visible_to(user).filter(pk__in=mine.values("context"))
    links = links_to_review(user)
    groups = own_contexts.filter(review_due__lte=soon).exclude(status=Context.Status.CLOSED)
    counts = count_all(
        children=children,
        adults=periods.now_adult(),
        overdue=children.visit_overdue(user),
        transition=periods.turning_adult(user),
        contexts=own_contexts,
        links=links,
        told=told_of(user),
        proposed=LinkProposal.objects.visible_to(user).waiting().of_own_children(user),
        actions=Action.objects.visible_to(user).unfinished().of(user),
        actions_overdue=Action.objects.visible_to(user).overdue().of(user),
        reviews=Plan.objects.visible_to(user).of_own(user).review_soon(),
        missing=MissingEpisode.objects.visible_to(user).still_missing().of_own_children(user),
        interviews=ReturnInterview.objects.visible_to(user).outstanding().of_own_children(user),
        **of_which(user, Assessment.objects.visible_to(user).of_own_cases(user), OWN_ASSESSMENTS),
        **grants_lapsing(user),
    )
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


# What is told of assessments: of those a worker holds, and of those of a manager's teams.
OWN_ASSESSMENTS = {
    InHand.OVERDUE: gettext_lazy("assessments of mine overdue"),
    InHand.DUE_SOON: gettext_lazy("assessments of mine due within 10 working days"),
    InHand.RETURNED: gettext_lazy("assessments of mine returned for change"),
    InHand.WAITING: gettext_lazy("assessments of mine waiting for a manager"),
}
TEAM_ASSESSMENTS = {
    InHand.OVERDUE: gettext_lazy("assessments of my teams overdue"),
    InHand.DUE_SOON: gettext_lazy("assessments of my teams due within 10 working days"),
    InHand.EXTENDED: gettext_lazy("assessments of my teams given longer"),
}


def of_which(user: User, found: Any, told: dict[Any, Any]) -> dict[str, Any]:
    """What to count of these assessments, by the name it is asked for with."""
    return {f"assessment_{what.value}": found.of_which(what, user) for what in told}


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


def links_to_review(user: User, by: datetime.date | None = None) -> Any:
    """Links of a worker's own children and contexts that are to be looked at in the next two weeks, or by that day, the
    soonest first; above them those that lapsed in a peer group with an open case, for as long as nobody answers."""
    children = CaseChild.objects.visible_to(user).open().held_by(user).order_by().values("child")
    contexts = Case.objects.visible_to(user).open().allocated_to(user).order_by().values("context")
    every = ContextLink.objects.order_by().values("pk")
    # Each found by its index: asked for with OR, all links of the service would be looked through.
    own = union_of(every.filter(child__in=children), every.filter(context__in=contexts))
    links = ContextLink.objects.visible_to(user).filter(pk__in=own).to_answer_by(by or today() + SOON, user)
    return links.select_related("child", "context").soonest_first()


def told_of(user: User) -> Any:
    """Contacts that they, or whom they cover for, were told of and have not said they have seen."""
    return Acknowledgement.objects.visible_to(user).filter(user.own_or_covered("user")).waiting()


def team_work(user: User) -> dict[str, Any]:
    """A manager's teams and their workers' caseloads, and what waits for a manager."""
    teams = list(user.managed_teams().order_by("name"))
    cases = Case.objects.visible_to(user)
    proposed, unallocated = cases.proposed(), cases.unallocated(user)
    transfers = CaseTransfer.objects.visible_to(user).for_decision_by(user)
    closings = CaseClosure.objects.visible_to(user).for_decision_by(user)
    return {
        "teams": teams,
        "team_rows": caseloads(user, teams),
        "figures": manager_figures(user, proposed, unallocated, transfers, closings),
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


def manager_figures(user: User, proposed: Any, unallocated: Any, transfers: Any, closings: Any) -> list[Figure]:
    """What waits for a manager. Proposals and unallocated cases are the whole service's, since some have no team yet;
    visits, oversight and turning 18 are those of the manager's own teams."""
    of_teams = CaseChild.objects.visible_to(user).open().of_teams(teams_of(user))
    actions = Action.objects.visible_to(user)
    late = actions.of_teams(teams_of(user)).overdue()
    counts = count_all(
        told=told_of(user),
        countersign=ScreeningDecision.objects.visible_to(user).to_countersign_by(user),
        matches=HiddenMatch.objects.visible_to(user).to_settle(),
        proposed=proposed,
        unallocated=unallocated,
        transfers=transfers,
        closings=closings,
        leavers=Allocation.objects.visible_to(user).left_behind(),
        overdue=of_teams.counted_as_children().visit_overdue(user),
        oversight=Case.objects.visible_to(user).open().of_teams(teams_of(user)).oversight_overdue(user),
        transition=of_teams.turning_adult(user),
        adults=of_teams.now_adult(),
        families=Family.objects.visible_to(user).unconfirmed(),
        duplicates=PossibleDuplicate.objects.visible_to(user).open(),
        people=PossibleDuplicate.objects.visible_to(user).to_merge(),
        merges=MergeRequest.objects.visible_to(user).for_decision_by(user),
        authorise=Assessment.objects.visible_to(user).for_decision_by(user),
        actions=actions.unfinished().of(user),
        actions_overdue=late,
        agencies_overdue=late.filter(agency__isnull=False),
        missing=MissingEpisode.objects.visible_to(user).still_missing().of_teams(teams_of(user), user),
        interviews=ReturnInterview.objects.visible_to(user).outstanding().of_teams(teams_of(user), user),
        emergencies=EmergencyAccess.objects.visible_to(user).to_answer(),
        warnings=WarningNote.objects.visible_to(user).on_standing().to_agree(),
        warnings_due=WarningNote.objects.visible_to(user).on_standing().review_soon(),
        conferences=Section47.objects.visible_to(user).of_teams(teams_of(user)).conference_overdue(),
        **of_which(user, Assessment.objects.visible_to(user).of_teams(teams_of(user)), TEAM_ASSESSMENTS),
        **grants_lapsing(user),
        **reviews_due(user),
        liftings=RestrictionReview.objects.visible_to(user).for_decision_by(user),
        standing=StandingGrant.objects.visible_to(user).to_review(SOON.days),
    )
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
    """What a manager watches over links. Links are those of the manager's own teams; contexts and peer groups the whole
    service's, since many have no team. Pairs of children are counted on their own page alone: asking each of them again
    for one reader takes longer than a home page may.
    """
    teams = teams_of(user)
    counts = count_all(
        groups=groups_watched(user),
        contexts=Context.objects.visible_to(user).filter(pk__in=contexts_without_case(user).order_by().values("pk")),
        **{what.value: links_watched(user, what=what, teams=teams) for what in What},
    )
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
    read = Meeting.objects.readable_by(user)
    counts = count_all(
        coming=Meeting.objects.visible_to(user).concerning(user).coming(),
        minute=read.to_minute_by(user),
        approve=read.to_approve_by(user),
        circulate=read.to_circulate_by(user),
    )
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
    teams = teams_of(user)
    counts = count_all(**{what.value: watched(user, what, teams=teams) for what in Watched})
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
    given = Action.objects.visible_to(user).of(user)
    counts = count_all(actions=given.unfinished(), overdue=given.overdue(), **grants_lapsing(user))
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
