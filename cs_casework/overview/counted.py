"""What is counted on the home pages: each by its name, with the rows it counts, as this reader may see them.

The statement that counts them is kept for all who may do the same (`count_for`), so nothing here is looked up of the reader
but by their id, within a queryset.
"""

import datetime
from typing import Any

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
from cs_casework.accounts.models import StandingGrant, User
from cs_casework.confidential.models import EmergencyAccess
from cs_casework.dates import today
from cs_casework.overview.restricted import grants_lapsing, reviews_due
from families.models import Family, PossibleDuplicate
from plans.models import Plan
from plans.watched import What as Watched
from plans.watched import watched
from referrals.models import Acknowledgement, HiddenMatch, ScreeningDecision

SOON = datetime.timedelta(days=14)

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


def own_children(user: User) -> Any:
    return CaseChild.objects.visible_to(user).open().held_by(user)


def contexts_of_own(user: User) -> Any:
    mine = Case.objects.visible_to(user).open().allocated_to(user)
    return Context.objects.visible_to(user).filter(pk__in=mine.order_by().values("context"))


def own_counts(user: User) -> dict[str, Any]:
    """What is counted of a worker's own work."""
    periods = own_children(user)
    children = periods.counted_as_children()
    return {
        "children": children,
        "adults": periods.now_adult(),
        "overdue": children.visit_overdue(user),
        "transition": periods.turning_adult(user),
        "contexts": contexts_of_own(user),
        "links": links_to_review(user),
        "told": told_of(user),
        "proposed": LinkProposal.objects.visible_to(user).waiting().of_own_children(user),
        "actions": Action.objects.visible_to(user).unfinished().of(user),
        "actions_overdue": Action.objects.visible_to(user).overdue().of(user),
        "reviews": Plan.objects.visible_to(user).of_own(user).review_soon(),
        "missing": MissingEpisode.objects.visible_to(user).still_missing().of_own_children(user),
        "interviews": ReturnInterview.objects.visible_to(user).outstanding().of_own_children(user),
        **of_which(user, Assessment.objects.visible_to(user).of_own_cases(user), OWN_ASSESSMENTS),
        **grants_lapsing(user),
    }


def of_which(user: User, found: Any, told: dict[Any, Any]) -> dict[str, Any]:
    """What to count of these assessments, by the name it is asked for with."""
    return {f"assessment_{what.value}": found.of_which(what, user) for what in told}


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


def waiting_for_managers(user: User) -> dict[str, Any]:
    """What a manager is to decide of cases."""
    cases = Case.objects.visible_to(user)
    return {
        "proposed": cases.proposed(),
        "unallocated": cases.unallocated(user),
        "transfers": CaseTransfer.objects.visible_to(user).for_decision_by(user),
        "closings": CaseClosure.objects.visible_to(user).for_decision_by(user),
    }


def manager_counts(user: User) -> dict[str, Any]:
    """What is counted for a manager. Proposals and unallocated cases are the whole service's, since some have no team yet;
    visits, oversight and turning 18 are those of the manager's own teams."""
    of_teams = CaseChild.objects.visible_to(user).open().of_teams(teams_of(user))
    actions = Action.objects.visible_to(user)
    late = actions.of_teams(teams_of(user)).overdue()
    return dict(
        waiting_for_managers(user),
        told=told_of(user),
        countersign=ScreeningDecision.objects.visible_to(user).to_countersign_by(user),
        matches=HiddenMatch.objects.visible_to(user).to_settle(),
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


def pattern_counts(user: User) -> dict[str, Any]:
    """Links are those of the manager's own teams; contexts and peer groups the whole service's, since many have no team.
    Pairs of children are counted on their own page alone: asking each of them again for one reader takes longer than a
    home page may."""
    teams = teams_of(user)
    return {
        "groups": groups_watched(user),
        "contexts": Context.objects.visible_to(user).filter(pk__in=contexts_without_case(user).order_by().values("pk")),
        **{what.value: links_watched(user, what=what, teams=teams) for what in What},
    }


def meeting_counts(user: User) -> dict[str, Any]:
    read = Meeting.objects.readable_by(user)
    return {
        "coming": Meeting.objects.visible_to(user).concerning(user).coming(),
        "minute": read.to_minute_by(user),
        "approve": read.to_approve_by(user),
        "circulate": read.to_circulate_by(user),
    }


def plan_counts(user: User) -> dict[str, Any]:
    teams = teams_of(user)
    return {what.value: watched(user, what, teams=teams) for what in Watched}


def desk_counts(user: User) -> dict[str, Any]:
    given = Action.objects.visible_to(user).of(user)
    return {"actions": given.unfinished(), "overdue": given.overdue(), **grants_lapsing(user)}
