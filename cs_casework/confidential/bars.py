"""Bars: a member of staff whose own affair a record is neither reads it nor works on it."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import Permission, User
from cs_casework.audit.models import Record
from cs_casework.confidential.codes import BarredWhy


class BarQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Managers who restrict see the bars on records that they may see; records officers all, but those on what they
        are barred from themselves. Nobody else, and never the one who is barred."""
        records: Any = self.model.record.field.related_model._default_manager
        if user.may(Permission.REVIEW_RESTRICTIONS):
            return self.exclude(record__in=records.order_by().barred_ids(user))
        if user.may(Permission.RESTRICT):
            return self.filter(record__in=records.order_by().visible_to(user).values("pk"))
        return self.none()

    def standing(self) -> Self:
        """Those that have not been ended."""
        return self.filter(ended_on=None)

    def barred(self, user: Any, kept: str = "") -> Any:
        """The ids of the records on which this member of staff is barred by name. `kept` is the column that names the
        record into which one was merged or joined: a bar stands on that one too."""
        found = self.standing().filter(user=user).order_by()
        return found.values(barred_from=Coalesce(f"record__{kept}", "record") if kept else F("record"))


class Bar(Record):
    """That one member of staff neither sees nor works on one record, whatever their role and whoever granted them what:
    it is about them, they are related to somebody on it, or have another conflict of interest.

    It holds from the moment it is written, restricted or not. It is ended by two managers, neither of them the one who is
    barred: one asks with a reason, another confirms.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("who"))
    why = models.CharField(_("why"), max_length=20, choices=BarredWhy)
    words = models.TextField(_("in words"), max_length=1000, blank=True)
    from_on = models.DateField(_("from"))
    interest = models.ForeignKey(
        "confidential.Interest", on_delete=models.PROTECT, related_name="%(class)ss", null=True, blank=True
    )
    end_asked_on = models.DateField(_("asked to end on"), null=True, blank=True, editable=False)
    end_asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    end_why = models.TextField(_("why it should end"), max_length=1000, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )

    objects = BarQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-from_on", "-created_at"]
        indexes = [
            # Few are barred, and nearly every statement asks who.
            models.Index(fields=["user"], name="%(class)s_standing", condition=Q(ended_on=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_%(class)s",
                fields=["record", "user"],
                condition=Q(ended_on=None),
                violation_error_message=_("They are barred from this record already."),
            ),
            models.CheckConstraint(
                name="%(class)s_asking_is_whole",
                condition=Q(end_asked_on=None, end_asked_by=None, end_why="")
                | (Q(end_asked_on__isnull=False, end_asked_by__isnull=False) & ~Q(end_why="")),
            ),
            models.CheckConstraint(
                name="%(class)s_ends_after_asking",
                condition=Q(ended_on=None, ended_by=None)
                | Q(ended_on__isnull=False, ended_by__isnull=False, end_asked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_is_ended_by_two",
                condition=Q(end_asked_by=None) | (~Q(end_asked_by=F("ended_by")) & ~Q(end_asked_by=F("user"))),
                violation_error_message=_("Another manager must confirm that it ends."),
            ),
            models.CheckConstraint(
                name="%(class)s_is_ended_by_another",
                condition=Q(ended_by=None) | ~Q(ended_by=F("user")),
                violation_error_message=_("Nobody ends a bar on themselves."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.record}"  # type: ignore[attr-defined]

    @property
    def stands(self) -> bool:
        return self.ended_on is None

    @property
    def record_kind(self) -> str:
        """The kind of record, as it stands in the addresses of pages."""
        return str(self.record._meta.model_name)  # type: ignore[attr-defined]

    @property
    def is_declared(self) -> bool:
        """Whether they said so themselves."""
        return self.created_by_id == self.user_id
