"""Writing a plan: begun, its words and goals, what is measured again, until a manager agrees; and each change after."""

import datetime
import hashlib
import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.codes import Section
from assessments.models import Assessment, AssessmentChild, AssessmentSection
from cases.models import Case, CaseChild
from cases.standing import Standing, lock_case
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future, today
from families.models import Person
from families.workflow import lock_people, require_sight
from plans.codes import Kind, Status
from plans.models import Goal, GoalMeasure, Plan, PlanAction, PlanVersion

# The words of a plan and of a goal, as their forms and their versions hold them.
PLAN_WORDS = ("aim", "views", "contingency")
GOAL_WORDS = ("statement", "measure", "baseline", "baseline_on", "how", "result")


class WrittenSince(ValidationError):
    """Somebody else has written the same since the form was opened: `found` is theirs. Neither overwrites the other."""

    def __init__(self, found: Plan | Goal) -> None:
        self.found = found
        super().__init__(
            _(
                "%(who)s has written this since you opened it. What stands there now is shown above; put the two "
                "together and save again."
            )
            % {"who": found.written_by}
        )


# --- Begun -----------------------------------------------------------------------------------------------------------
@transaction.atomic
def start_plan(
    case: Case,
    *,
    by: User,
    kind: str,
    child: Person | None = None,
    assessment: Assessment | None = None,
    lead: User | None = None,
    starts_on: datetime.date | None = None,
) -> Plan:
    """Begin a plan on an open case: of one child of a family, or of a context. From an authorised assessment of the case
    it begins with what that says is wanted: a context's goals, the support a child requires.

    Refuses who does not work with the case, a case that is not open, a kind that does not go with it, a child who is not
    open in it, a second plan of the kind that has not ended, an assessment of another case, not authorised or not about
    the child, and somebody to lead who may not see it.
    """
    require(by, Permission.WRITE_PLANS)
    require_sight(by, child, assessment)
    lock_people(child)
    case = lock_open_case(case, by=by)
    if bool(case.context_id) != (kind == Kind.CONTEXT):
        raise ValidationError({"kind": _("A plan of this kind does not go with this case.")})
    if case.family_id:
        if child is None:
            raise ValidationError({"child": _("Say which child the plan is for.")})
        if not CaseChild.objects.visible_to(by).open().filter(case=case, child=child).exists():
            words = _("%(child)s is not open in this case. A manager opens the child to the service first.")
            raise ValidationError({"child": words % {"child": child}})
    elif child is not None:
        raise ValidationError({"child": _("A context’s plan names no child.")})
    plan = Plan(case=case, child=child, kind=kind, assessment=assessment, lead=lead, starts_on=starts_on or today())
    _check_lead(plan)
    if assessment:
        if assessment.case_id != case.pk or not assessment.is_authorised:
            raise ValidationError({"assessment": _("Choose an authorised assessment of this case.")})
        about = AssessmentChild.objects.visible_to(by).current().filter(assessment=assessment, child=child)
        if child and not about.exists():
            words = _("This assessment is not about %(child)s. Choose one that is, or none.")
            raise ValidationError({"assessment": words % {"child": child}})
        plan.aim = wanted_in(assessment, child, by)[:5000]
    plan.written_by, plan.written_on = by, today()
    save_record(plan, by=by)
    record(by=by, action="plan.started", target=plan, shown=[child.pk] if child else [])
    return plan


def wanted_in(assessment: Assessment, child: Person | None, user: User) -> str:
    """What an assessment says is wanted: for a child the support required, for a context its goals; as far as this
    reader may see it."""
    if child:
        row = AssessmentChild.objects.visible_to(user).current().filter(assessment=assessment, child=child).first()
        return row.support if row else ""
    goals = AssessmentSection.objects.visible_to(user).filter(assessment=assessment, name=Section.GOALS).first()
    return goals.text if goals else ""


# --- Its words -------------------------------------------------------------------------------------------------------
@transaction.atomic
def write_plan(
    plan: Plan,
    *,
    by: User,
    number: int,
    aim: str,
    views: str = "",
    contingency: str = "",
    lead: User | None = None,
    starts_on: datetime.date | None = None,
    reason: str = "",
) -> Plan:
    """Write down what the plan is for, what those it is for say of it, and who leads. `number` is the one the form was
    opened with. Of a plan that is agreed this makes a new version, with the reason.

    Raises `WrittenSince` where somebody else has written it since. Refuses a plan that waits for a manager or has ended,
    a change without a reason once it is agreed, a plan agreed for nothing or led by nobody, and somebody to lead who may
    not see it. The day it starts is settled once it is agreed.
    """
    plan = lock_plan(plan, by=by)
    if plan.number != number:
        raise WrittenSince(plan)
    if plan.is_agreed and not (aim.strip() and lead):
        raise ValidationError(_("An agreed plan says what it is for and who leads it."))
    plan.aim, plan.views, plan.contingency, plan.lead = aim, views, contingency, lead
    if not plan.is_agreed and starts_on:
        plan.starts_on = starts_on
    _check_lead(plan)
    plan.number, plan.written_by, plan.written_on = plan.number + 1, by, today()
    _changed(plan, by=by, reason=reason)
    record(by=by, action="plan.written", target=plan, reason=reason)
    return plan


# --- Goals -----------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_goal(plan: Plan, *, by: User, reason: str = "", **said: Any) -> Goal:
    """Put a goal into the plan: what will be different, how we will know, how it is now and how it is measured
    again. Refuses as `write_plan` does, and a baseline without its day, or on a day to come."""
    plan = lock_plan(plan, by=by)
    goal = Goal(plan=plan)
    _write_goal(goal, by=by, **said)
    _changed(plan, by=by, reason=reason)
    record(by=by, action="plan.goal_added", target=plan, reason=reason)
    return goal


@transaction.atomic
def change_goal(goal: Goal, *, by: User, number: int, reason: str = "", **said: Any) -> Goal:
    """Say a goal otherwise. Raises `WrittenSince`, and refuses as `add_goal` does."""
    goal, plan = lock_goal(goal, by=by)
    if goal.number != number:
        raise WrittenSince(goal)
    _write_goal(goal, by=by, **said)
    _changed(plan, by=by, reason=reason)
    record(by=by, action="plan.goal_changed", target=plan, reason=reason)
    return goal


@transaction.atomic
def take_out_goal(goal: Goal, *, by: User, reason: str) -> Goal:
    """Take a goal out of the plan, saying why. It stays readable with its measures; what is done for it stays in the
    plan, for no goal in particular. Refuses without a reason, and the last goal of an agreed plan."""
    goal, plan = lock_goal(goal, by=by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the goal is taken out.")})
    if plan.is_agreed and not plan.goals.standing().exclude(pk=goal.pk).exists():
        raise ValidationError(_("An agreed plan has at least one goal. Add another first, or let a manager end it."))
    goal.removed_on, goal.removed_why = today(), reason
    save_record(goal, by=by)
    for row in PlanAction.objects.select_for_update(of=("self",)).filter(goal=goal, removed_on=None):
        row.goal = None
        save_record(row, by=by)
    _changed(plan, by=by, reason=reason)
    record(by=by, action="plan.goal_taken_out", target=plan, reason=reason)
    return goal


@transaction.atomic
def measure_goal(goal: Goal, *, by: User, measured_on: datetime.date, found: str, change: str) -> GoalMeasure:
    """Write down that a goal was measured again, and what was found. Refuses a plan that is not agreed, a day to come or
    before the baseline, and nothing found."""
    goal, plan = lock_goal(goal, by=by)
    if not plan.is_agreed:
        raise ValidationError(_("A goal is measured again once its plan is agreed."))
    check_not_in_future(measured_on=measured_on)
    if goal.baseline_on and measured_on < goal.baseline_on:
        words = _("How it was at first was found on %(day)s. It is measured again on that day or later.")
        raise ValidationError({"measured_on": words % {"day": f"{goal.baseline_on:%-d %B %Y}"}})
    if not found.strip():
        raise ValidationError({"found": _("Say what was found.")})
    measure = save_record(GoalMeasure(goal=goal, measured_on=measured_on, found=found, change=change), by=by)
    record(by=by, action="plan.goal_measured", target=plan)
    return measure


@transaction.atomic
def say_result(goal: Goal, *, by: User, result: str) -> Goal:
    """Say in words what came of a goal, as a new version of the plan. It stays in the plan, and is not asked to be
    measured again. Refuses nothing said, and a plan that is not agreed."""
    goal, plan = lock_goal(goal, by=by)
    if not plan.is_agreed:
        raise ValidationError(_("What came of a goal is said once its plan is agreed."))
    if not result.strip():
        raise ValidationError({"result": _("Say what came of it.")})
    goal.result, goal.result_on = result, today()
    save_record(goal, by=by)
    _changed(plan, by=by, reason=_("It is said what came of a goal."))
    record(by=by, action="plan.goal_result", target=plan)
    return goal


def _write_goal(goal: Goal, *, by: User, **said: Any) -> None:
    for name, value in said.items():
        setattr(goal, name, value)
    problems: dict[str, str] = {}
    if not goal.statement.strip():
        problems["statement"] = _("Say what will be different.")
    if goal.baseline.strip() and goal.baseline_on is None:
        problems["baseline_on"] = _("Say on which day that was found.")
    if goal.baseline_on and not goal.baseline.strip():
        problems["baseline"] = _("Say how it is now.")
    if problems:
        raise ValidationError(problems)
    check_not_in_future(baseline_on=goal.baseline_on)
    goal.number, goal.written_by, goal.written_on = goal.number + 1, by, today()
    save_record(goal, by=by)


# --- Versions --------------------------------------------------------------------------------------------------------
def _changed(plan: Plan, *, by: User, reason: str) -> None:
    """Save the plan; once it is agreed, as a new version, which says why."""
    if plan.is_agreed:
        if not reason.strip():
            raise ValidationError({"reason": _("Say why the plan is changed.")})
        plan.version += 1
    save_record(plan, by=by, reason=reason)
    if plan.is_agreed:
        keep_version(plan, by=by, why=reason)


def keep_version(plan: Plan, *, by: User, why: str = "") -> PlanVersion:
    """A copy of the plan as it reads now, under its number."""
    return save_record(PlanVersion(plan=plan, number=plan.version, why=why[:500], said=as_it_reads(plan)), by=by)


def as_it_reads(plan: Plan) -> dict[str, Any]:
    """The words of the plan and of the goals in it."""
    said: dict[str, Any] = {name: getattr(plan, name) for name in PLAN_WORDS}
    said |= {"lead": str(plan.lead or ""), "starts_on": str(plan.starts_on)}
    goals = plan.goals.standing().order_by("created_at", "pk")
    said["goals"] = [
        {name: str(getattr(goal, name) or "") for name in GOAL_WORDS} | {"id": str(goal.pk)} for goal in goals
    ]
    return said


def reading_of(plan: Plan) -> str:
    """Another one as soon as any word of the plan or its goals is: which of them somebody had before them."""
    return hashlib.sha256(json.dumps(as_it_reads(plan), sort_keys=True).encode()).hexdigest()


# --- Locks and checks ------------------------------------------------------------------------------------------------
def may_write(standing: Standing) -> bool:
    """Whether plans on this case are theirs to write: who works with it, and the manager of its team."""
    return standing.writes_plans


def lock_open_case(case: Case, *, by: User) -> Case:
    case = lock_case(case, by=by)
    if not may_write(Standing(by, case)):
        raise PermissionDenied
    if not case.is_open:
        raise ValidationError(_("This case is not open."))
    return case


def lock_plan(plan: Plan, *, by: User) -> Plan:
    """The plan as it is now, locked behind its case. Refuses who does not write in it, one that waits for a manager, and
    one that has ended."""
    require(by, Permission.WRITE_PLANS)
    require_sight(by, plan)
    case = lock_open_case(plan.case, by=by)
    found: Plan = (
        Plan.objects.select_for_update(of=("self",)).select_related("child", "lead", "written_by").get(pk=plan.pk)
    )
    found.case = case
    if found.status == Status.ASKED:
        raise ValidationError(_("It waits for a manager. It can be changed once it is agreed or returned."))
    if found.is_ended:
        raise ValidationError(_("This plan has ended. What it said stays readable."))
    return found


def lock_goal(goal: Goal, *, by: User) -> tuple[Goal, Plan]:
    require_sight(by, goal)
    plan = lock_plan(goal.plan, by=by)
    goal = Goal.objects.select_for_update(of=("self",)).select_related("written_by").get(pk=goal.pk)
    goal.plan = plan
    if not goal.is_in_plan:
        raise ValidationError(_("This goal was taken out of the plan."))
    return goal, plan


def _check_lead(plan: Plan) -> None:
    """Refuse somebody to lead whom the plan would not reach."""
    lead = plan.lead
    if lead is None:
        return
    sees = lead.is_active and lead.may(Permission.WRITE_PLANS)
    sees = sees and Case.objects.visible_to(lead).filter(pk=plan.case_id).exists()
    if sees and plan.child_id:
        sees = Person.objects.visible_to(lead).filter(pk=plan.child_id).exists()
    if not sees:
        words = _("%(lead)s cannot lead this. Ask a manager, or choose somebody else.")
        raise ValidationError({"lead": words % {"lead": lead}})
