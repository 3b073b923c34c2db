"""Today, in England: one place, so that a test can stand on any day."""

import datetime
import functools

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from govuk_bank_holidays.bank_holidays import BankHolidays


def today() -> datetime.date:
    """The date in the service's own time zone."""
    return timezone.localdate()


def months_after(start: datetime.date, months: int) -> datetime.date:
    """The same day `months` later (negative for earlier), or the last day of that month where it has no such day."""
    month_index = start.year * 12 + start.month - 1 + months
    year, month = divmod(month_index, 12)
    first_of_next = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last_day = (first_of_next - datetime.timedelta(days=1)).day
    return datetime.date(year, month + 1, min(start.day, last_day))


def age_on(born: datetime.date, day: datetime.date) -> int:
    """Whole years from birth to that day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(born: datetime.date, years: int) -> datetime.date:
    """The day that age is reached: for a birth on 29 February, 1 March in a year without that day."""
    day = months_after(born, 12 * years)
    return day if day.day == born.day else day + datetime.timedelta(days=1)


def latest_birth(years: int, day: datetime.date) -> datetime.date:
    """The last day of birth of those who are of that age by `day`, by the reckoning of `age_on` and `birthday`."""
    return months_after(day, -12 * years)


def working_days_after(start: datetime.date, days: int) -> datetime.date:
    """The day that many working days later: neither a weekend nor a bank holiday in England."""
    calendar = bank_holidays()
    day = start
    while days > 0:
        day += datetime.timedelta(days=1)
        if calendar.is_work_day(day, division=BankHolidays.ENGLAND_AND_WALES):
            days -= 1
    return day


@functools.cache
def bank_holidays() -> BankHolidays:
    """England's bank holidays, from the list that the library carries: nothing is fetched."""
    return BankHolidays(use_cached_holidays=True)


def not_in_future(day: datetime.date) -> None:
    """Refuse a date that has not come yet, for what can only have happened. A model and form validator."""
    if day > today():
        raise ValidationError(_("This date is in the future."))


def check_not_gone_by(**days: datetime.date) -> None:
    """Refuse, beside its field, a day by which something is to be done and that has gone by."""
    for field, day in days.items():
        if day < today():
            raise ValidationError({field: _("This day has gone by.")})


def check_not_in_future(**days: datetime.date | None) -> None:
    """Refuse, beside its field, a day that staff give and that has not come. What no rule of the table can say: a return
    may tell of such a day, and what a return says is recorded and reported, never changed."""
    for field, day in days.items():
        if day:
            try:
                not_in_future(day)
            except ValidationError as refusal:
                raise ValidationError({field: refusal}) from None
