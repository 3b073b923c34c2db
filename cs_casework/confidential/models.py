"""What members of staff asked for by exact words, of records that no list shows them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from cs_casework.confidential.codes import BarredWhy, EmergencyWhy, Found, Way
from cs_casework.confidential.querysets import EmergencyAccessQuerySet, InterestQuerySet
from cs_casework.dates import today


class AskedFor(Record):
    """A record that somebody asked for by what they typed. What it met is never told to them."""

    way = models.CharField(_("asked for by"), max_length=20, choices=Way)
    asked = models.CharField(_("what was typed"), max_length=250)
    # The ids of what these words named, whatever came of it: whoever is barred from one of them does not read that it was
    # asked for.
    met = ArrayField(models.UUIDField(), default=list, db_default=[], editable=False)
    looked_at_on = models.DateField(_("looked at on"), null=True, blank=True, editable=False)
    looked_at_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_look_is_whole",
                condition=Q(looked_at_on=None, looked_at_by=None)
                | Q(looked_at_on__isnull=False, looked_at_by__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_looked_at_by_another",
                condition=Q(looked_at_by=None) | Q(created_by=None) | ~Q(looked_at_by=F("created_by")),
                violation_error_message=_("Somebody else must look at what you asked for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.created_by}"


class EmergencyAccess(AskedFor):
    """One time that a member of staff asked for a record in an emergency, why, and what it met.

    Every one is shown to records officers. One that opened something is answered afterwards by a manager: whether it was
    right, in words.
    """

    why = models.CharField(_("why"), max_length=20, choices=EmergencyWhy)
    words = models.TextField(_("in words"), max_length=1000)
    found = models.CharField(_("what it met"), max_length=20, choices=Found)
    owner = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="openings_to_answer",
        null=True,
        blank=True,
        verbose_name=_("who answers for it"),
    )
    answer_due = models.DateField(_("answer due"), null=True, blank=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    was_right = models.BooleanField(_("was it right to open it"), null=True, blank=True)
    answer = models.TextField(_("the manager’s words"), max_length=1000, blank=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta(AskedFor.Meta):
        verbose_name = _("emergency access")
        indexes = [
            models.Index(fields=["created_by", "created_at"], name="emergency_access_of_user"),
            models.Index(
                fields=["owner"], name="emergency_access_to_answer", condition=Q(found="opened", answered_on=None)
            ),
            models.Index(fields=["created_at"], name="emergency_access_to_look_at", condition=Q(looked_at_on=None)),
        ]
        constraints = [
            *AskedFor.Meta.constraints,
            models.CheckConstraint(
                name="emergency_answer_is_whole",
                condition=Q(answered_on=None, answered_by=None, was_right=None, answer="")
                | (Q(answered_on__isnull=False, answered_by__isnull=False, was_right__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="emergency_answer_is_due_where_opened",
                condition=Q(found="opened", answer_due__isnull=False)
                | (~Q(found="opened") & Q(answer_due=None, answered_on=None)),
            ),
            models.CheckConstraint(
                name="emergency_answered_by_another",
                condition=Q(answered_by=None) | Q(created_by=None) | ~Q(answered_by=F("created_by")),
                violation_error_message=_("Somebody else must answer for what you opened."),
            ),
        ]

    @property
    def opened(self) -> bool:
        return self.found == Found.OPENED

    @property
    def is_overdue(self) -> bool:
        return self.answered_on is None and self.answer_due is not None and self.answer_due < today()


class Interest(AskedFor):
    """That a member of staff said a record is their own affair: from then on they are barred from it, if there is one."""

    why = models.CharField(_("why"), max_length=20, choices=BarredWhy)
    words = models.TextField(_("in words"), max_length=1000, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta(AskedFor.Meta):
        verbose_name = _("declared interest")
