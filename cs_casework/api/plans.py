"""Plans: their goals, what is measured, reviews, and which children a context's plan reaches."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from cases.models import Case
from cs_casework.accounts.models import Permission, User
from cs_casework.api.answers import Rows
from cs_casework.api.bodies import Body, Choose, body, text
from cs_casework.api.days import DayField
from cs_casework.api.problems import placed
from cs_casework.api.resources import Resource, Verb, offer
from families.models import Person
from plans import agreeing, reaching, writing
from plans.codes import Share
from plans.models import Goal, GoalMeasure, Plan, PlanAction, PlanChildLink, PlanReview


def start(*, by: User, case: Case, **said: Any) -> Plan:
    return writing.start_plan(case, by=by, **said)


def write(plan: Plan, *, by: User, **said: Any) -> Plan:
    return writing.write_plan(plan, by=by, number=plan.number, **said)


def add_goal(*, by: User, plan: Plan, **said: Any) -> Goal:
    return writing.add_goal(plan, by=by, **said)


def change_goal(goal: Goal, *, by: User, **said: Any) -> Goal:
    return writing.change_goal(goal, by=by, number=goal.number, **said)


start.__doc__, write.__doc__ = writing.start_plan.__doc__, writing.write_plan.__doc__
add_goal.__doc__, change_goal.__doc__ = writing.add_goal.__doc__, writing.change_goal.__doc__


class ReachSent(Body):
    """A child whom the plan is to reach, and why it matters to them."""

    child = Choose(Person)
    why = serializers.CharField(max_length=2000)
    share = serializers.ChoiceField(choices=Share.choices, required=False)


class GoesOnSent(Body):
    """What goes on for a child whom the plan reaches."""

    link = Choose(PlanChildLink)
    goes_on = serializers.CharField(max_length=500)


def reach(plan: Plan, *, by: User, children: Sequence[dict[str, Any]]) -> Plan:
    with placed({f"why_{one['child'].pk}": f"children/{number}/why" for number, one in enumerate(children)}):
        reaching.reach_children(plan, by=by, children=[reaching.Reach(**one) for one in children])
    return plan


def end(plan: Plan, *, by: User, answers: Sequence[dict[str, Any]] = (), **said: Any) -> Plan:
    with placed({"link_": "answers"}):
        return agreeing.end_plan(plan, by=by, answers=[agreeing.ChildAnswer(**one) for one in answers], **said)


reach.__doc__, end.__doc__ = reaching.reach_children.__doc__, agreeing.end_plan.__doc__

WORDS = "aim views contingency lead starts_on"
GOAL = "measure baseline baseline_on how"


offer(
    Resource(
        name="plans",
        model=Plan,
        fields=f"""id reference case child kind assessment status {WORDS} number version written_by written_on asked_on
            asked_by returned_why agreed_on agreed_by agreed_why review_due review_first_due extended_why ended_on
            ended_by outcome outcome_words created_at""",
        needs=Permission.VIEW_CASES,
        filters="case child kind status lead review_due starts_on created_at",
        ordering="starts_on review_due reference created_at",
        create=Verb(start, body(Plan, "child assessment lead starts_on", required="case kind", title="PlanSent")),
        change=Verb(
            write,
            body(Plan, WORDS, title="PlanChange", reason=text(500)),
            fills=tuple(WORDS.split()),
        ),
        verbs=[
            Verb(agreeing.ask_agreement, name="ask-agreement"),
            Verb(agreeing.agree_plan, body(title="PlanAgreed", agreed_why=text(2000)), "agree"),
            Verb(
                agreeing.return_plan,
                body(title="PlanReturned", returned_why=text(2000, needed=True)),
                "return",
            ),
            Verb(
                agreeing.review_plan,
                body(
                    PlanReview,
                    "views assessment",
                    required="held_on changed decision why",
                    title="PlanReviewSent",
                    next_due=DayField(required=False, allow_null=True),
                ),
                "review",
                makes=PlanReview,
            ),
            Verb(
                end,
                body(
                    Plan,
                    "ended_on",
                    required="outcome outcome_words",
                    title="PlanEnd",
                    answers=GoesOnSent(many=True, required=False),
                ),
                "end",
            ),
            Verb(reach, body(title="ReachedChildren", children=ReachSent(many=True)), "reach-children"),
        ],
    ),
    Resource(
        name="goals",
        model=Goal,
        fields=f"id plan statement {GOAL} result result_on removed_on removed_why number written_by written_on created_at",
        rows={"measures": Rows(GoalMeasure, "goal", "id measured_on found change created_by")},
        needs=Permission.VIEW_CASES,
        filters="plan",
        ordering="created_at",
        create=Verb(add_goal, body(Goal, GOAL, required="plan statement", title="GoalSent", reason=text(500))),
        change=Verb(change_goal, body(Goal, f"statement {GOAL}", title="GoalChange", reason=text(500))),
        verbs=[
            Verb(
                writing.measure_goal,
                body(GoalMeasure, required="measured_on found change", title="MeasureSent"),
                "measure",
            ),
            Verb(
                writing.say_result,
                body(title="ResultSent", result=text(2000, needed=True)),
                "say-result",
            ),
            Verb(
                writing.take_out_goal,
                body(title="GoalOut", reason=text(500, needed=True)),
                "take-out",
            ),
        ],
    ),
    Resource(
        name="plan-child-links",
        model=PlanChildLink,
        fields="id plan child why share from_on to_on ended_why created_at",
        needs=Permission.VIEW_CASES,
        filters="plan child share from_on to_on",
        ordering="from_on created_at",
        about="Which children a context's plan reaches. Several are reached at once by `plans/{id}/reach-children/`.",
        change=Verb(
            reaching.change_reach, body(PlanChildLink, "why share", title="ReachChange"), fills=("why", "share")
        ),
        verbs=[
            Verb(
                reaching.end_reach,
                body(
                    title="ReachEnd",
                    ended_why=text(500, needed=True),
                    to_on=DayField(required=False, allow_null=True),
                ),
                "end",
            )
        ],
    ),
    Resource(
        name="plan-reviews",
        model=PlanReview,
        fields="id plan held_on was_due_on changed views decision why next_due assessment created_at created_by",
        needs=Permission.VIEW_CASES,
        filters="plan held_on decision",
        ordering="held_on created_at",
    ),
    Resource(
        name="plan-actions",
        model=PlanAction,
        fields="id plan goal action removed_on removed_why created_at",
        needs=Permission.VIEW_CASES,
        filters="plan goal action",
        ordering="created_at",
    ),
)
