"""By when an assessment is due, and that it moves where the referral it is reckoned from is put right."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments.codes import UNAUTHORISED, Kind, Status
from assessments.models import Assessment
from cases.models import Case
from cs_casework.accounts.models import User
from cs_casework.audit.log import record, save_record
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval


def referred_on(case: Case) -> datetime.date | None:
    return case.referred_on or case.opened_on


def due_on(case: Case, kind: str, started_on: datetime.date, *, by: User) -> datetime.date:
    """The first assessment since the case was referred is due so many working days after that; a later one, after it is
    started. As far as they may see: one about hidden children would tell of them by the day."""
    code = IntervalCode.ASSESSMENT if kind == Kind.FAMILY else IntervalCode.CONTEXT_ASSESSMENT
    begun = referred_on(case) or started_on
    if _authorised_since(case, case.reopened_on or begun, by=by):
        begun = started_on
    return Interval.objects.get(code=code).after(begun)


def _authorised_since(case: Case, day: datetime.date, *, by: User) -> bool:
    found = Assessment.objects.visible_to(by).filter(case=case, status=Status.AUTHORISED)
    return found.filter(authorised_on__gte=day).exists()


def check_referral(case: Case, before: datetime.date | None, *, by: User) -> None:
    """Refuse a referral date after an assessment that rests on it was started (rule 1103 of the census)."""
    rests = Assessment.objects.filter(case=case, started_on__lt=case.referred_on).exclude(status=Status.DISCARDED)
    if before:
        rests = rests.filter(started_on__gte=before)
    if first := rests.visible_to(by).order_by("started_on").first():
        words = _("%(assessment)s was started on %(day)s. The case was referred on that day or before.")
        said = {"assessment": first.reference, "day": f"{first.started_on:%-d %B %Y}"}
        raise ValidationError({"referred_on": words % said})
    if rests.exists():
        raise ValidationError({"referred_on": _("You cannot set this day. Ask a manager who works with the case.")})


def move_due(case: Case, *, by: User, reason: str = "") -> None:
    """What is in hand and reckoned from the referral is due by the new day. A later day that a manager gave stays."""
    for assessment in Assessment.objects.select_for_update(of=("self",)).filter(case=case, status__in=UNAUTHORISED):
        first = due_on(case, assessment.kind, assessment.started_on, by=by)
        if first == assessment.first_due_on:
            continue
        extended = assessment.is_extended
        assessment.first_due_on = first
        assessment.due_on = max(assessment.due_on, first) if extended else first
        save_record(assessment, by=by, reason=reason)
        record(by=by, action="assessment.due_moved", target=assessment)
