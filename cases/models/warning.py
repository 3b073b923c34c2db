"""What staff have to know before they go somewhere, ring somebody or tell something: what to do, and until when."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.warning_querysets import WarningNoteQuerySet
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future, today
from families.models import Family, Person


class WarningNote(Record):
    """That somebody could be hurt, or a child harmed, by what staff do not know: on a person, a family or a context.

    It is no label. What stands above every page are words that say what to do (`what_to_do`), the kind beside them; why
    is read on its own page. A manager agrees it, it says whether the person was told, and it is looked at again within
    a year or ends. One whose review is late goes on and is told to managers: it is not forgotten in silence.
    """

    class Kind(models.TextChoices):
        """Fixed: what each asks of staff is said in words, each time."""

        EXTRAFAMILIAL = "extrafamilial", _("Harm outside the family")
        DO_NOT_DISCLOSE = "do_not_disclose", _("Do not disclose information")
        RESTRICTED_FILE = "restricted_file", _("Restricted file")
        NO_CONTACT = "no_contact", _("No contact between people")
        VISIT_IN_PAIRS = "visit_in_pairs", _("Visit in pairs")
        STAFF_SAFETY = "staff_safety", _("Safety of staff")
        DOGS = "dogs", _("Dogs or other animals")
        PREMISES = "premises", _("Danger in the building or on the way")
        HEALTH = "health", _("Health: know before you visit")
        OTHER = "other", _("Something else")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Waiting for a manager")
        IN_FORCE = "in_force", _("In force")
        DECLINED = "declined", _("Not agreed")
        ENDED = "ended", _("Ended")

    class Told(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="warnings", null=True, blank=True)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="warnings", null=True, blank=True)
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="warnings", null=True, blank=True)
    kind = models.CharField(_("kind of warning"), max_length=20, choices=Kind)
    what_to_do = models.CharField(_("what to do"), max_length=300)
    narrative = models.TextField(_("why, and how it is known"), max_length=5000)
    from_on = models.DateField(_("from"), validators=[not_in_future])
    review_due = models.DateField(_("to be looked at again by"))
    reviewed_on = models.DateField(_("last looked at on"))
    told = models.CharField(_("person told of it"), max_length=3, choices=Told)
    not_told_why = models.CharField(_("why they are not told"), max_length=500, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.PROPOSED)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("agreed by")
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_why = models.CharField(_("why it ended, or was not agreed"), max_length=500, blank=True)

    objects = WarningNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("warning")
        ordering = ["-from_on", "-created_at"]
        indexes = [
            models.Index(fields=[column], name=f"warning_on_{column}", condition=Q(status="in_force"))
            for column in ("person", "family", "context")
        ]
        constraints = [
            models.CheckConstraint(
                name="warning_is_on_one",
                condition=Q(person__isnull=False, family=None, context=None)
                | Q(person=None, family__isnull=False, context=None)
                | Q(person=None, family=None, context__isnull=False),
            ),
            models.CheckConstraint(
                name="warning_says_what_to_do",
                condition=~Q(what_to_do="") & ~Q(narrative=""),
                violation_error_message=_("Say what staff are to do, and why."),
            ),
            models.CheckConstraint(
                name="warning_not_told_has_reason",
                condition=Q(told="yes", not_told_why="") | (Q(told="no") & ~Q(not_told_why="")),
                violation_error_message=_("Say why they are not told."),
            ),
            models.CheckConstraint(
                name="warning_reviewed_before_due",
                condition=Q(review_due__gt=F("reviewed_on")),
                violation_error_message=_("It is to be looked at again after today."),
            ),
            models.CheckConstraint(
                name="warning_agreed_by_somebody",
                condition=Q(status="proposed", agreed_on=None, agreed_by=None)
                | Q(status="declined", agreed_on=None, agreed_by=None)
                | Q(status__in=["in_force", "ended"], agreed_on__isnull=False, agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="warning_ended_has_reason",
                condition=(Q(status__in=["ended", "declined"], ended_on__isnull=False) & ~Q(ended_why=""))
                | Q(status__in=["proposed", "in_force"], ended_on=None, ended_why=""),
                violation_error_message=_("Say why it ends."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("cases:warning-detail", args=[self.pk])

    @staticmethod
    def column_of(record: Any) -> str:
        """The column by which a warning stands on this record."""
        return {Person: "person", Family: "family", Context: "context"}[type(record)]

    @property
    def subject(self) -> Person | Family | Context:
        """The one record it stands on."""
        found = self.person or self.family or self.context
        assert found is not None
        return found

    @property
    def is_proposed(self) -> bool:
        return self.status == self.Status.PROPOSED

    @property
    def is_in_force(self) -> bool:
        return self.status == self.Status.IN_FORCE

    @property
    def is_overdue(self) -> bool:
        return self.is_in_force and self.review_due < today()
