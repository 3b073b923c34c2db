"""The referral date of a case, put right where it was recorded wrongly."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Case, CaseChild
from cases.standing import Standing, lock_case
from cs_casework.access import model_above, require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future


@transaction.atomic
def put_right_referral_date(case: Case, *, by: User, referred_on: datetime.date, reason: str) -> Case:
    """A manager of the team puts right the day on which an open case was referred, saying why. The children who were
    opened with it are referred on the new day too, and what is reckoned from it moves along: the day on which an
    assessment is due.

    Refuses a case that is not open, a day to come or after the case was opened, one after an assessment on it began
    (census rule 1103), and no reason.
    """
    require(by, Permission.OPEN_CASE)
    case = lock_case(case, by=by)
    if not Standing(by, case).manages:
        raise PermissionDenied
    if not case.is_open:
        raise ValidationError(_("This case is not open."))
    check_not_in_future(referred_on=referred_on)
    opened_on = case.reopened_on or case.opened_on
    if opened_on and referred_on > opened_on:
        words = _("The case was opened on %(day)s. It was referred on that day or before.")
        raise ValidationError({"referred_on": words % {"day": f"{opened_on:%-d %B %Y}"}})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is put right.")})
    before, case.referred_on = case.referred_on, referred_on
    model_above(Case, "assessments").objects.check_referral(case, before, by=by)
    save_record(case, by=by, reason=reason)
    for period in CaseChild.objects.select_for_update(of=("self",)).filter(case=case, referred_on=before, to_on=None):
        period.referred_on = referred_on
        save_record(period, by=by, reason=reason)
    model_above(Case, "assessments").objects.move_due(case, by=by, reason=reason)
    record(by=by, action="case.referral_date_put_right", target=case, reason=reason)
    return case
