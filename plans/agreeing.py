"""What a manager does with a plan, and looking at it again: agreed, returned, reviewed, ended."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.authorising import LONGEST_EXTENSION
from assessments.models import Assessment
from cases.standing import Standing, lock_case
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future, today
from cs_casework.reference.models import Interval
from families.workflow import require_sight
from plans.codes import BY_CONFERENCE, REVIEWS, Decision, Outcome, Status
from plans.conferences import counted_from
from plans.models import Plan, PlanChildLink, PlanReview
from plans.writing import keep_version, lock_plan, reading_of


@transaction.atomic
def ask_agreement(plan: Plan, *, by: User) -> Plan:
    """Hand the plan to a manager. Nobody writes in it until it is agreed or returned. Sent twice, it is asked once.

    Refuses one that says nothing of what it is for, is led by nobody, or has no goal.
    """
    if plan.is_asked:
        require(by, Permission.WRITE_PLANS)
        require_sight(by, plan)
        return plan
    plan = lock_plan(plan, by=by)
    if plan.is_agreed:
        raise ValidationError(_("This plan is agreed already."))
    _check_whole(plan)
    plan.status, plan.asked_on, plan.asked_by, plan.returned_why = Status.ASKED, today(), by, ""
    save_record(plan, by=by)
    record(by=by, action="plan.asked", target=plan)
    return plan


@transaction.atomic
def agree_plan(plan: Plan, *, by: User, agreed_why: str = "", read: str | None = None) -> Plan:
    """A manager of the team agrees: the plan holds from now on, as its first version, and its review is due after the
    council's interval for its kind (`counted_from`). Also one that is still being written, where the manager need not
    wait for it. `read` is the plan as they had it before them (`reading_of`).

    Refuses one agreed or ended already, one that reads otherwise by now, and what `ask_agreement` refuses.
    """
    plan = _lock(plan, by=by)
    if not plan.is_unagreed:
        raise ValidationError(_("This plan is agreed already."))
    if not plan.case.is_open:
        raise ValidationError(_("This case is not open."))
    _check_whole(plan)
    if read is not None and read != reading_of(plan):
        raise ValidationError(
            _("Somebody has written in this plan since you opened it. Go back, and read it as it is now.")
        )
    plan.status, plan.agreed_on, plan.agreed_by, plan.agreed_why = Status.AGREED, today(), by, agreed_why
    plan.version = 1
    plan.review_due = next_review(plan, counted_from(plan, today()), is_first=True)
    save_record(plan, by=by)
    keep_version(plan, by=by)
    record(by=by, action="plan.agreed", target=plan)
    return plan


@transaction.atomic
def return_plan(plan: Plan, *, by: User, returned_why: str) -> Plan:
    """A manager of the team says what is missing, and it is written on. Refuses one that does not wait for that."""
    plan = _lock(plan, by=by)
    if not plan.is_asked:
        raise ValidationError(_("This plan does not wait for a manager."))
    if not returned_why.strip():
        raise ValidationError({"returned_why": _("Say what is missing.")})
    plan.status, plan.asked_on, plan.asked_by, plan.returned_why = Status.DRAFT, None, None, returned_why
    save_record(plan, by=by, reason=returned_why)
    record(by=by, action="plan.returned", target=plan)
    return plan


@transaction.atomic
def review_plan(
    plan: Plan,
    *,
    by: User,
    held_on: datetime.date,
    changed: str,
    decision: str,
    why: str,
    views: str = "",
    assessment: Assessment | None = None,
    next_due: datetime.date | None = None,
) -> PlanReview:
    """Write down a review: what has changed, what is decided and why. The next is due after the council's interval, or
    earlier where that is said. `assessment` is the one whose weighting was in view.

    Refuses a plan that is not agreed, a day to come, before the plan began or not after its last review, and a next
    review that is past or later than the interval.
    """
    require_sight(by, assessment)
    plan = lock_plan(plan, by=by)
    if not plan.is_agreed:
        raise ValidationError(_("A plan is reviewed once it is agreed."))
    check_not_in_future(held_on=held_on)
    last = plan.reviews.order_by("-held_on").values_list("held_on", flat=True).first()
    if last and held_on <= last:
        words = _("It was last reviewed on %(day)s. Read that review, and give a later day.")
        raise ValidationError({"held_on": words % {"day": f"{last:%-d %B %Y}"}})
    if held_on < plan.starts_on:
        words = _("The plan started on %(day)s. Give that day or a later one.")
        raise ValidationError({"held_on": words % {"day": f"{plan.starts_on:%-d %B %Y}"}})
    problems: dict[str, str] = {}
    if not changed.strip():
        problems["changed"] = _("Say what has changed.")
    if decision not in Decision.values:
        problems["decision"] = _("Say what is decided.")
    if not why.strip():
        problems["why"] = _("Say why.")
    if problems:
        raise ValidationError(problems)
    latest = next_review(plan, held_on, is_first=False)
    next_due = next_due or latest
    if not held_on < next_due <= latest:
        words = _("Choose a day after this review and no later than %(day)s.")
        raise ValidationError({"next_due": words % {"day": f"{latest:%-d %B %Y}"}})
    assert plan.review_due is not None
    review = PlanReview(plan=plan, held_on=held_on, was_due_on=plan.review_due, changed=changed, views=views)
    review.decision, review.why, review.next_due, review.assessment = decision, why, next_due, assessment
    save_record(review, by=by)
    plan.review_due, plan.review_first_due, plan.extended_why = next_due, None, ""
    save_record(plan, by=by)
    record(by=by, action="plan.reviewed", target=plan)
    return review


@transaction.atomic
def extend_review(plan: Plan, *, by: User, due_on: datetime.date, extended_why: str) -> Plan:
    """A manager of the team gives the next review longer, with a reason that stands on the plan, beside the day it was
    due at first, until it has been reviewed.

    Refuses a plan that is not agreed, a day that is not later than the one it is due, or past, one more than three
    months on, and no reason. What a conference decided on has a longest time that no manager gives more of: past it the
    review is overdue.
    """
    plan = _lock(plan, by=by)
    if not plan.is_agreed or plan.review_due is None:
        raise ValidationError(_("A plan is reviewed once it is agreed."))
    if not plan.review_due < due_on or due_on < today():
        raise ValidationError({"due_on": _("Choose a day after the one it is due, from today on.")})
    if due_on > max(plan.review_due, today()) + LONGEST_EXTENSION:
        raise ValidationError({"due_on": _("Choose a day within three months.")})
    if plan.kind in BY_CONFERENCE and due_on > (latest := _latest_review(plan)):
        words = _("A plan that a conference decided on is reviewed by %(day)s at the latest. Past that it is overdue.")
        raise ValidationError({"due_on": words % {"day": f"{latest:%-d %B %Y}"}})
    if not extended_why.strip():
        raise ValidationError({"extended_why": _("Say why it needs longer.")})
    plan.review_first_due = plan.review_first_due or plan.review_due
    plan.review_due, plan.extended_why = due_on, extended_why
    save_record(plan, by=by, reason=extended_why)
    record(by=by, action="plan.review_extended", target=plan, reason=extended_why)
    return plan


def _latest_review(plan: Plan) -> datetime.date:
    """The last day for the next review by the interval of its kind, from when it was last reviewed, or else began."""
    held_on = plan.reviews.order_by("-held_on").values_list("held_on", flat=True).first()
    if held_on:
        return next_review(plan, held_on, is_first=False)
    return next_review(plan, counted_from(plan, plan.agreed_on or today()), is_first=True)


@dataclass(frozen=True)
class ChildAnswer:
    """What is said of one child when a context's plan that reaches them ends."""

    link: PlanChildLink
    goes_on: str


@transaction.atomic
def end_plan(
    plan: Plan,
    *,
    by: User,
    outcome: str,
    outcome_words: str,
    ended_on: datetime.date | None = None,
    answers: Iterable[ChildAnswer] = (),
) -> Plan:
    """A manager of the team ends the plan, with what came of it. Of each child whom a context's plan reaches it must be
    said what goes on for them: that is why their link ends. One whom the manager may not see ends with the plan.

    Refuses one that has ended already, a day to come or before the plan started, no outcome, and a child of whom nothing
    is said. A plan that was never agreed ends as no longer needed.
    """
    plan = _lock(plan, by=by)
    if plan.is_ended:
        raise ValidationError(_("This plan has ended already."))
    ended_on = ended_on or today()
    check_not_in_future(ended_on=ended_on)
    problems: dict[str, str] = {}
    if plan.agreed_on and ended_on < plan.starts_on:
        problems["ended_on"] = _("It ends before it starts.")
    if outcome not in Outcome.values:
        problems["outcome"] = _("Choose what came of it.")
    elif plan.is_unagreed and outcome not in (Outcome.NOT_NEEDED, Outcome.REPLACED):
        problems["outcome"] = _("It was never agreed. Say that it is not needed, or that another takes its place.")
    if not outcome_words.strip():
        problems["outcome_words"] = _("Say what came of it.")
    if problems:
        raise ValidationError(problems)
    _end_links(plan, answers, by=by, ended_on=ended_on)
    plan.status, plan.ended_on, plan.ended_by, plan.review_due = Status.ENDED, ended_on, by, None
    plan.outcome, plan.outcome_words = outcome, outcome_words
    save_record(plan, by=by)
    record(by=by, action="plan.ended", target=plan)
    return plan


def _end_links(plan: Plan, answers: Iterable[ChildAnswer], *, by: User, ended_on: datetime.date) -> None:
    said = {answer.link.pk: answer.goes_on.strip() for answer in answers}
    seen = set(PlanChildLink.objects.visible_to(by).filter(plan=plan, to_on=None).values_list("pk", flat=True))
    links = PlanChildLink.objects.select_for_update(of=("self",)).filter(plan=plan, to_on=None)
    for link in links.select_related("child").order_by("pk"):
        why = said.get(link.pk, "")
        if link.pk in seen and not why:
            words = _("Say what happens next for %(child)s once this plan ends.")
            raise ValidationError({f"link_{link.pk}": words % {"child": link.child}})
        link.to_on, link.ended_why = max(ended_on, link.from_on), (why or _("The plan ended"))[:500]
        save_record(link, by=by)


def links_to_answer(plan: Plan, user: User) -> list[PlanChildLink]:
    """The children of whom it is asked what goes on for them when this plan ends."""
    found = PlanChildLink.objects.visible_to(user).filter(plan=plan, to_on=None).select_related("child")
    return list(found.order_by("child__display_name", "pk"))


def next_review(plan: Plan, day: datetime.date, *, is_first: bool) -> datetime.date:
    """When a plan of this kind is to be looked at again, from that day."""
    first, later = REVIEWS[plan.kind]
    return Interval.objects.get(code=first if is_first else later).after(day)


def longest_between_reviews(plan: Plan) -> str:
    """In how long a plan of this kind that was reviewed is looked at again at the latest, in words."""
    _first, later = REVIEWS[plan.kind]
    return str(Interval.objects.get(code=later).in_words)


def _check_whole(plan: Plan) -> None:
    lacking = []
    if not plan.aim.strip():
        lacking.append(_("what it is for"))
    if plan.lead_id is None:
        lacking.append(_("who leads it"))
    if not plan.goals.standing().exists():
        lacking.append(_("at least one goal"))
    if lacking:
        raise ValidationError(_("Before it can be agreed it needs: %(missing)s.") % {"missing": ", ".join(lacking)})


def _lock(plan: Plan, *, by: User) -> Plan:
    require(by, Permission.AGREE_PLANS)
    require_sight(by, plan)
    case = lock_case(plan.case, by=by)
    if not Standing(by, case).manages:
        raise PermissionDenied
    found: Plan = Plan.objects.select_for_update(of=("self",)).select_related("child", "lead").get(pk=plan.pk)
    found.case = case
    return found
