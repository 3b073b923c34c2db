"""Earlier versions of a record, read through the door of the record that lives: open it first, then ask here."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.models import Record
from cs_casework.forms import format_time
from cs_casework.pages import RecordPage, paginate

# Kept beside a record for the machine, not written by anybody.
NOT_SHOWN = {
    "id",
    "created_by",
    "created_at",
    "plain",
    "plain_place",
    "words",
    "vector",
    "sound_given",
    "sound_family",
    "sounds",
    "imported",
    "moved",
    "note_is_elsewhere",
}


@dataclass(frozen=True)
class Change:
    """One field of one version: what it was before and what it became."""

    label: str
    old: str
    new: str


# What changed from one moment until before another of what a record has as rows of their own.
RowChanges = Callable[[datetime.datetime, datetime.datetime | None], list[Change]]


def show_versions(
    request: StaffRequest,
    record: Record,
    page: RecordPage,
    template: str = "versions.html",
    *,
    rows: RowChanges | None = None,
    since: datetime.datetime | None = None,
    **context: Any,
) -> HttpResponse:
    """The page that tells every version of a record the reader has opened, newest first, with what each changed.

    `since` leaves out those of before: they tell of another record, on which this had been put in error.

    `rows` tells the same of rows that are written with the record and belong to its versions, such as the kinds of harm
    it tells of: what was said before stays readable there too.
    """
    history = record.history.select_related("history_user").order_by("-history_date", "-history_id")
    if since:
        history = history.filter(history_date__gte=since)
    versions = paginate(request, history)
    shown = list(versions)
    # The version before the last one on this page, so that it too can say what it changed; one statement, not one each.
    start = versions.end_index()
    older = list(history[start : start + 1])
    read = [(later, list(_changes(later, earlier, request.user))) for later, earlier in pairwise([*shown, *older])]
    if rows and read:
        newer = history[versions.start_index() - 2] if versions.number > 1 else None
        for later, changes in read:
            changes += rows(later.history_date, newer.history_date if newer else None)
            newer = later
    if not older and shown:
        read.append((shown[-1], []))
    return render(request, template, {"page": page, "versions": versions, "read": read, **context})


def _changes(later: Any, earlier: Any, user: Any) -> Iterator[Change]:
    for difference in later.diff_against(earlier).changes:
        if difference.field in NOT_SHOWN:
            continue
        field = later.instance_type._meta.get_field(difference.field)
        label = str(field.verbose_name)
        yield Change(
            label=label[:1].upper() + label[1:],
            old=in_words(field, difference.old, user),
            new=in_words(field, difference.new, user),
        )


def in_words(field: Any, value: Any, user: Any) -> str:
    """A value as a version or a merge kept it, as this reader may be told it."""
    if value in (None, "", []):
        return ""
    if field.is_relation:
        return _record_in_words(field.related_model, value, user)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, models.DateField):
        return _moment_in_words(field.to_python(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)


def _moment_in_words(moment: datetime.date) -> str:
    """A day as pages write it, or a day with the time: a merge kept it as text."""
    if isinstance(moment, datetime.datetime):
        local = timezone.localtime(moment)
        return _("%(date)s at %(time)s") % {"date": f"{local:%-d %B %Y}", "time": format_time(local)}
    return f"{moment:%-d %B %Y}"


def _record_in_words(model: Any, pk: Any, user: Any) -> str:
    """The record that a version pointed at, through its own door: a version must not name what a page may not."""
    records = model._default_manager.all()
    if hasattr(records, "visible_to"):
        records = records.visible_to(user)
    found = records.filter(pk=pk).first()
    return str(found) if found else _("another record")
