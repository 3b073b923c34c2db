"""The kinds of harm that a record tells of: a row for each, which can be taken out again and stays in history.

Not ticks in a table between the two: the application deletes nothing of a record, and a tick has no history.
"""

import datetime
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import User
from cs_casework.audit.log import save_record
from cs_casework.audit.models import Record
from cs_casework.dates import today
from cs_casework.reference.models import HarmType
from cs_casework.versions import Change, RowChanges


class ToldHarmQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Without those taken out again; each with its entry of the list."""
        return self.filter(withdrawn_on=None).select_related("harm_type")

    def for_pages(self) -> Any:
        """What brings `harm_rows` along with each record, by name: for `prefetch_related`."""
        rows = self.standing().order_by("harm_type__name")
        return models.Prefetch("harms", queryset=rows, to_attr="harm_rows")


class ToldHarm(Record):
    """That a record tells of harm of this kind, in the service's own words. The record has them as `harms`."""

    harm_type = models.ForeignKey(HarmType, on_delete=models.PROTECT, related_name="+", verbose_name=_("kind of harm"))
    withdrawn_on = models.DateField(_("taken out on"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.harm_type)


def say_harms(told_by: Any, harm_types: Iterable[HarmType], *, by: User, reason: str = "") -> None:
    """The record tells of these kinds of harm from now on. The caller has locked it.

    One it told of before is taken out, and put back when it is said again.
    """
    wanted = {harm.pk: harm for harm in harm_types}
    rows = told_by.harms.model
    of = {told_by.harms.field.name: told_by}
    for row in rows._default_manager.filter(**of):
        withdrawn_on = None if wanted.pop(row.harm_type_id, None) else row.withdrawn_on or today()
        if withdrawn_on != row.withdrawn_on:
            row.withdrawn_on = withdrawn_on
            save_record(row, by=by, reason=reason)
    for harm in wanted.values():
        save_record(rows(harm_type=harm, **of), by=by, reason=reason)


def told_kinds(told_by: Any) -> list[Any]:
    """The keys of the kinds that a record tells of today: what its form begins with."""
    return list(told_by.harms.standing().values_list("harm_type", flat=True))


def as_returned(harm: HarmType) -> str:
    """The national factor that a kind of harm is returned as, with what it means here."""
    national = _("National factor: %(factor)s") % {"factor": harm.get_census_factor_display()}
    return f"{harm.description} · {national}" if harm.description else str(national)


def harms_over_time(told_by: Any) -> RowChanges:
    """Which kinds a record told of before and after each version of it: for `show_versions`."""
    rows = told_by.harms.model.history.model.objects.filter(**{told_by.harms.field.name: told_by})
    said = list(rows.select_related("harm_type").order_by("history_date", "history_id"))

    def told_before(moment: datetime.datetime | None) -> str:
        standing = {row.id: row for row in said if moment is None or row.history_date < moment}
        kinds = (row.harm_type for row in standing.values() if row.withdrawn_on is None)
        return "\n".join(sorted(f"{harm} ({harm.census_factor})" for harm in kinds))

    def changes(since: datetime.datetime, until: datetime.datetime | None) -> list[Change]:
        before, after = told_before(since), told_before(until)
        return [Change(gettext("Kinds of harm"), before, after)] if before != after else []

    return changes
