"""A council's own lists: harm types, categories of place, agencies, and how long things may take.

Data, not code: an administrator changes them on a page, every version stays readable, and what is no longer used is
withdrawn, never removed, because records go on saying it.
"""

import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cs_casework.audit.models import Record
from cs_casework.dates import months_after, working_days_after
from cs_casework.reference.codes import CensusFactor, IntervalCode, OutcomeCode, ReferralSource
from cs_casework.reference.querysets import (
    IntervalQuerySet,
    OutcomeQuerySet,
    PlaceCategoryQuerySet,
    ReferenceQuerySet,
)

# What a service starts with: put back when a test's or the demo's database is emptied.
STARTING_LISTS = "cs_casework.reference.migrations.0002_starting_lists"


class Listed(Record):
    """One entry of a local list, under a name that no other entry of that list has."""

    started_by = STARTING_LISTS

    name = models.CharField(_("name"), max_length=100, unique=True)
    description = models.CharField(_("what it means"), max_length=300, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="%(class)s_name_whatever_its_letters",
                violation_error_message=_("This list has an entry of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None


class HarmType(Listed):
    """A kind of harm outside the family in the service's own words, and the census factor it is returned as."""

    census_factor = models.CharField(_("census factor"), max_length=3, choices=CensusFactor, default=CensusFactor.OTHER)

    objects = ReferenceQuerySet.as_manager()

    class Meta(Listed.Meta):
        verbose_name = _("harm type")


class PlaceCategory(Listed):
    """A category of place. A protected one never reaches a map or a list of places: people live there for safety."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    is_protected = models.BooleanField(_("protected: never on a map or a list of places"), default=False)

    objects = PlaceCategoryQuerySet.as_manager()

    class Meta(Listed.Meta):
        verbose_name = _("category of place")
        verbose_name_plural = _("categories of place")


class Agency(Listed):
    """An organisation that refers children or works with them, and the national source code it counts as."""

    source = models.CharField(_("counts in the census as"), max_length=2, choices=ReferralSource)

    objects = ReferenceQuerySet.as_manager()

    class Meta(Listed.Meta):
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")


class Interval(Record):
    """How long something may take here: between visits, between looks of a manager at a case.

    The lengths a service starts with are common local ones, not law; some follow law or guidance: a looked after child
    is visited at least every six weeks (Care Planning, Placement and Case Review (England) Regulations 2010, reg. 28),
    a care leaver seen at least every eight (Children Act 1989 guidance, volume 3), and a child and family assessment
    done within 45 working days of the referral (Working Together to Safeguard Children 2023).
    """

    started_by = STARTING_LISTS

    class Unit(models.TextChoices):
        HOURS = "hours", _("hours")
        DAYS = "days", _("days")
        WORKING_DAYS = "working_days", _("working days")
        MONTHS = "months", _("months")

    code = models.CharField(_("for"), max_length=30, choices=IntervalCode, unique=True, editable=False)
    length = models.PositiveSmallIntegerField(_("how long"))
    unit = models.CharField(_("unit"), max_length=12, choices=Unit, default=Unit.DAYS)

    objects = IntervalQuerySet.as_manager()

    class Meta:
        verbose_name = _("interval")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="interval_is_some_time",
                condition=Q(length__gte=1) & Q(length__lte=730),
                violation_error_message=_("An interval is between 1 and 730."),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())

    def after(self, start: datetime.date) -> datetime.date:
        """The day on which it has gone by since `start`."""
        if self.unit == self.Unit.MONTHS:
            return months_after(start, self.length)
        if self.unit == self.Unit.WORKING_DAYS:
            return working_days_after(start, self.length)
        if self.unit == self.Unit.HOURS:
            return start + datetime.timedelta(days=-(-self.length // 24))
        return start + datetime.timedelta(days=self.length)

    def moment_after(self, start: datetime.datetime) -> datetime.datetime:
        """The moment at which it has gone by since `start`: hours to the minute, the others at the same time of day."""
        if self.unit == self.Unit.HOURS:
            return start + datetime.timedelta(hours=self.length)
        local = timezone.localtime(start)
        return timezone.make_aware(datetime.datetime.combine(self.after(local.date()), local.time()))

    @property
    def in_words(self) -> str:
        """14 days, 6 months."""
        if self.unit == self.Unit.MONTHS:
            return ngettext("%(n)s month", "%(n)s months", self.length) % {"n": self.length}
        if self.unit == self.Unit.HOURS:
            return ngettext("%(n)s hour", "%(n)s hours", self.length) % {"n": self.length}
        if self.unit == self.Unit.WORKING_DAYS:
            return ngettext("%(n)s working day", "%(n)s working days", self.length) % {"n": self.length}
        return ngettext("%(n)s day", "%(n)s days", self.length) % {"n": self.length}


class Outcome(Record):
    """One thing that may be decided on a contact, and whether a second manager puts their name to it here."""

    started_by = STARTING_LISTS

    code = models.CharField(_("outcome"), max_length=30, choices=OutcomeCode, unique=True, editable=False)
    needs_countersignature = models.BooleanField(_("a second manager countersigns it"), default=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome of a contact")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.get_code_display())

    @property
    def in_words(self) -> str:
        """Who puts their name to it."""
        return str(
            _("Countersigned by a second manager") if self.needs_countersignature else _("Decided by one manager")
        )
