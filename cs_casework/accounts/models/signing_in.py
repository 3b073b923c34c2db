"""Whose database this is, who is signed in where, and calendars that other programs fetch."""

from typing import Any, Self

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models.staff import User


class Installation(models.Model):
    """What this database is: a service's own, or the invented borough of the demo.

    One row, written by the owner only. The demo's accounts, their known password and their exemption from a second
    factor exist only in a database marked `demo`, and the server starts on one only at a loopback address.
    """

    owner_only = True

    class Kind(models.TextChoices):
        SERVICE = "service", _("A service's own records")
        DEMO = "demo", _("Invented people only")

    id = models.SmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SERVICE)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(name="one_installation", condition=Q(id=1))]

    def __str__(self) -> str:
        return self.get_kind_display()


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user)


class CalendarFeed(models.Model):
    """That somebody reads what falls due for them in a calendar of another program: the hash of the secret in its address
    (`calendars.py`), none where they ended it."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, primary_key=True, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    made_on = models.DateField(_("made on"))

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.user)


class StaffSessionQuerySet(models.QuerySet["StaffSession"]):
    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user)


class StaffSession(AbstractBaseSession):
    """That a browser is signed in as somebody: since when, from where, and when its holder last did something.

    `number` stands for it in addresses: the key itself lets whoever has it in. The rows are made and read by `sessions.py`.
    """

    passing = True

    number = models.UUIDField(unique=True, db_default=UUID7(), editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions", null=True, editable=False)
    began_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(db_default=Now())
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=80, blank=True)

    objects = BaseSessionManager.from_queryset(StaffSessionQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-used_at"]

    @classmethod
    def get_session_store_class(cls) -> Any:
        from cs_casework.accounts.sessions import SessionStore

        return SessionStore
