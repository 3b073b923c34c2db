"""How long each kind of record is kept, as data that a council decides."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cs_casework.audit.models import Record
from keeping.codes import CountsFrom, RuleCode
from keeping.querysets import RetentionRuleQuerySet

STARTING_RULES = "keeping.migrations.0002_starting_rules"
LONGEST_MONTHS = 1200


class RetentionRule(Record):
    """For how long one kind of record is kept, from which day, and on what ground.

    Only what is looked after follows from law as to its length; the others are a council's own, and say where they come
    from. A change counts at once for everything that is not disposed of yet; earlier versions stay readable.
    """

    started_by = STARTING_RULES

    code = models.CharField(_("for"), max_length=20, choices=RuleCode, unique=True, editable=False)
    counts_from = models.CharField(_("counted from"), max_length=10, choices=CountsFrom)
    months = models.PositiveSmallIntegerField(_("for how many months"))
    source = models.TextField(_("legal basis or source"), max_length=1000)

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("retention rule")
        constraints = [
            models.CheckConstraint(
                name="retention_is_some_time",
                condition=Q(months__gte=1, months__lte=LONGEST_MONTHS),
                violation_error_message=_("A record is kept between one month and 100 years."),
            ),
            models.CheckConstraint(
                name="retention_has_a_source",
                condition=~Q(source=""),
                violation_error_message=_("Say on what ground it is kept for so long."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())

    def get_absolute_url(self) -> str:
        return reverse("keeping:rule-edit", args=[self.pk])

    @property
    def in_words(self) -> str:
        """75 years from their birth."""
        years, months = divmod(self.months, 12)
        told = [ngettext("%(n)s year", "%(n)s years", years) % {"n": years}] if years else []
        told += [ngettext("%(n)s month", "%(n)s months", months) % {"n": months}] if months else []
        return str(_("%(time)s from %(day)s") % {"time": " ".join(told), "day": self.get_counts_from_display()})
