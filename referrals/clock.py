"""By when a contact is decided: the clock runs from the moment it was received, in working days in England."""

import datetime
from collections.abc import Iterable

from django.utils import timezone
from govuk_bank_holidays.bank_holidays import BankHolidays

from cs_casework.dates import bank_holidays, today
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval
from referrals.codes import Subject


def decision_due(received_at: datetime.datetime, subjects: Iterable[str]) -> datetime.date:
    """The day on which it is to be decided: by the shorter of the two limits where it is about children and a context.

    Nothing is known of its subject while somebody begins to speak: then the children's limit counts.
    """
    about = set(subjects)
    codes = [IntervalCode.CONTEXT_DECISION] if Subject.CONTEXT in about else []
    if about != {Subject.CONTEXT.value}:
        codes.append(IntervalCode.DECISION)
    received_on = timezone.localdate(received_at)
    return min(interval.after(received_on) for interval in Interval.objects.filter(code__in=codes))


def working_days_until(day: datetime.date) -> int:
    """Working days from today to that day: 0 for today, negative for a day gone by."""
    first, last = sorted((today(), day))
    count = working_days_between(first, last)
    return count if day >= today() else -count


def working_days_between(first: datetime.date, last: datetime.date) -> int:
    """Working days after the first day, up to the last: 0 for one day, and for a weekend after a Friday."""
    calendar, count = bank_holidays(), 0
    while first < last:
        first += datetime.timedelta(days=1)
        count += calendar.is_work_day(first, division=BankHolidays.ENGLAND_AND_WALES)
    return count
