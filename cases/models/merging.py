"""That two contexts, or two records of a person, turned out to be one; that somebody asked who could not do it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.merge_querysets import ContextMergeQuerySet, MergeRequestQuerySet
from cases.models.joining import Undoable
from cases.people_merge_querysets import PersonMergeQuerySet
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from families.models import Person


class ContextMerge(Record):
    """That one context was merged into another, with every row it changed, so that it can be read back.

    `moved` maps each kind of row to the rows changed, and each row to its changed fields, as they were and as they
    became (`cases/moved.py`).
    """

    kept = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="merges_into")
    reason = models.TextField(_("why they are one"), max_length=2000)
    moved = models.JSONField(default=dict)

    objects = ContextMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(name="a_context_is_merged_once", fields=["merged"])]

    def __str__(self) -> str:
        return f"{self.merged.reference} → {self.kept.reference}"

    def get_absolute_url(self) -> str:
        return reverse("cases:merge-detail", args=[self.pk])


class PersonMerge(Undoable):
    """That one record of a person was merged into another, with every row it changed, so that it can be read back and
    undone.

    `moved` maps each kind of row to the rows changed, and each row to its changed fields, as they were and as they
    became (`cases/moved.py`).
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_into")
    reason = models.TextField(_("why they are one person"), max_length=2000)

    objects = PersonMergeQuerySet.as_manager()

    class Meta(Undoable.Meta):
        verbose_name = _("merge of two people")
        constraints = [
            models.UniqueConstraint(name="a_person_is_merged_once", fields=["merged"], condition=Q(undone_on=None)),
            models.CheckConstraint(
                name="person_merge_undoing_is_whole",
                condition=Undoable.UNDOING_IS_WHOLE,
                violation_error_message=_("Say why the merge is undone."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged.reference} → {self.kept.reference}"

    def get_absolute_url(self) -> str:
        return reverse("cases:person-merge-detail", args=[self.pk])


class MergeRequest(Record):
    """That a manager asked for two contexts to be merged, and waits for one who can do it.

    It stands on the list of those who may see all that would move, and of whoever asked. Nobody else learns of it: that
    it was passed on tells that something is hidden.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("Waiting")
        DONE = "done", _("Carried out")
        DECLINED = "declined", _("Not carried out")

    kept = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("why they are one"), max_length=2000)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ASKED)
    asked_on = models.DateField(_("asked on"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("decided by")
    )
    decided_why = models.TextField(_("the manager's reason"), max_length=2000, blank=True)

    objects = MergeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to merge")
        ordering = ["-asked_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="asked_for_a_merge_once",
                fields=["kept", "merged", "asked_by"],
                condition=Q(status="asked"),
                violation_error_message=_(
                    "You have asked for this merge already. It waits for somebody who can do it."
                ),
            ),
            models.CheckConstraint(
                name="merge_request_decision_is_whole",
                condition=Q(status="asked", decided_on=None, decided_by=None)
                | Q(status__in=["done", "declined"], decided_on__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged.reference} → {self.kept.reference}"

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.ASKED
