"""Filters and tags that every template may use without loading them (settings.TEMPLATES, builtins)."""

import datetime as dt
from typing import Any

from django import forms, template
from django.template.loader import render_to_string
from django.utils import dateformat, timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cs_casework.forms import format_time, summary_errors

register = template.Library()


# --- Dates and times ------------------------------------------------------------------------------------------------
def _local(moment: Any) -> Any:
    if isinstance(moment, dt.datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


@register.filter(expects_localtime=True)
def govuk_date(moment: Any) -> str:
    """4 March 2026, or nothing where there is no date."""
    return dateformat.format(_local(moment), "j F Y") if isinstance(moment, dt.date) else ""


@register.filter(expects_localtime=True)
def govuk_short_date(moment: Any) -> str:
    """4 Mar 2026: for tables, where room is short."""
    return dateformat.format(_local(moment), "j M Y") if isinstance(moment, dt.date) else ""


@register.filter(expects_localtime=True)
def govuk_time(moment: Any) -> str:
    """4:10pm, in the service's time zone."""
    return format_time(_local(moment)) if isinstance(moment, dt.datetime | dt.time) else ""


@register.filter(expects_localtime=True)
def govuk_datetime(moment: Any) -> str:
    """4 March 2026 at 4:10pm."""
    if not isinstance(moment, dt.datetime):
        return govuk_date(moment)
    return _("%(date)s at %(time)s") % {"date": govuk_date(moment), "time": govuk_time(moment)}


@register.filter
def machine_date(moment: Any) -> str:
    """What a <time datetime="…"> holds."""
    return _local(moment).isoformat() if isinstance(moment, dt.date | dt.time) else ""


@register.filter
def days_until(day: Any) -> int | None:
    """Days from today to that day: negative when it has passed."""
    if isinstance(day, dt.datetime):
        day = _local(day).date()
    return (day - timezone.localdate()).days if isinstance(day, dt.date) else None


@register.filter
def due_in_words(day: Any) -> str:
    """Due today, due tomorrow, due in 5 days, 3 days overdue."""
    days = days_until(day)
    if days is None:
        return ""
    if days == 0:
        return _("Due today")
    if days == 1:
        return _("Due tomorrow")
    if days > 0:
        return ngettext("Due in %(days)s day", "Due in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}


@register.filter
def due_tone(day: Any) -> str:
    """The tone of a tag that shows how near a date is; its words say the same."""
    days = days_until(day)
    if days is None:
        return "grey"
    return "red" if days < 0 else "yellow" if days <= 5 else "grey"


# --- Forms ----------------------------------------------------------------------------------------------------------
@register.simple_tag
def error_summary(*shown: Any) -> SafeString | str:
    """The errors of these forms, once: base.html draws them first, and {{ form }} then finds them drawn."""
    todo = [form for form in shown if form and not getattr(form, "error_summary_is_drawn", False)]
    todo = [form for form in todo if isinstance(form, forms.BaseForm | forms.BaseFormSet) and form.is_bound]
    errors = summary_errors(*todo)
    for form in todo:
        form.error_summary_is_drawn = True
        for inner in getattr(form, "forms", []):
            inner.error_summary_is_drawn = True
    return render_to_string("forms/errors.html", {"errors": errors}) if errors else ""


# --- Small helps to components ---------------------------------------------------------------------------------------
@register.filter
def page_numbers(page: Any) -> list[int | str]:
    """The numbers to show for a page of a Paginator; the paginator's own ellipsis stands for those left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
