"""Secrets by which a program calls the API, and how often each is used."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models.roles import Role
from cs_casework.accounts.models.staff import Team, User
from cs_casework.dates import today


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: Any) -> Self:
        """Those that somebody answers for, or that call as them."""
        return self.filter(Q(user=user) | Q(owner=user))

    def live(self) -> Self:
        """Neither ended nor run out."""
        return self.filter(ended_on=None, expires_on__gte=today())


# No secret is good for longer than this.
LONGEST = datetime.timedelta(days=365)


class ApiToken(models.Model):
    """That a program may call the API as a member of staff, or as the account that a system has of its own.

    It is for one system, by name, and somebody answers for it. It lets nobody do more than that account may; `role` lets
    it do less: what both may. With `team` it reaches what that team works with and nothing else. The secret is kept as
    its hash, and always runs out.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens", verbose_name=_("calls as"))
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="owned_tokens", verbose_name=_("who answers for it")
    )
    name = models.CharField(_("which system it is for"), max_length=40)
    role = models.ForeignKey(
        Role, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("no more than")
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("only for this team")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_on = models.DateField(_("made on"), editable=False)
    expires_on = models.DateField(_("good until"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        ordering = ["-made_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="api_token_runs_out",
                condition=Q(expires_on__gte=F("made_on"), expires_on__lte=F("made_on") + LONGEST),
            ),
            models.CheckConstraint(name="api_token_is_for_something", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        return self.ended_on is None and self.expires_on >= today()


class ApiUseQuerySet(models.QuerySet["ApiUse"]):
    def visible_to(self, user: Any) -> Self:
        """As the tokens."""
        return self.filter(token__in=ApiToken.objects.visible_to(user).order_by().values("pk"))


class ApiUse(models.Model):
    """When a token was last used, and how often in the minute that began then: a row that is written with every call."""

    passing = True

    token = models.OneToOneField(ApiToken, on_delete=models.CASCADE, primary_key=True, related_name="use")
    used_at = models.DateTimeField()
    since = models.DateTimeField()
    calls = models.PositiveIntegerField(default=0)

    objects = ApiUseQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.token)


class OfTokenQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """As the tokens."""
        return self.filter(token__in=ApiToken.objects.visible_to(user).order_by().values("pk"))


class ApiFollowing(models.Model):
    """An answer to a program that follows a collection, whose key it gives back to be told what has changed since.

    `from_xact` is the oldest transaction that was under way when it began: whatever this one or a later one writes was
    not in it for certain.
    """

    passing = True

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="followings")
    collection = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    from_xact = models.BigIntegerField()

    objects = OfTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "collection", "number"], name="one_answer_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.token_id} {self.collection} {self.number}"


class ApiTold(models.Model):
    """That a program that follows a collection was told of a record, and in which answer last: so that it is told, too,
    when it may no longer see it, and of nothing that it never saw; and, by a digest of what was said of it, when it may
    see more or less of it."""

    passing = True

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="told")
    collection = models.CharField(max_length=40)
    record_id = models.UUIDField()
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=32, default="", db_default="")
    is_gone = models.BooleanField(default=False)

    objects = OfTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "collection", "record_id"], name="told_of_a_record_once"),
        ]

    def __str__(self) -> str:
        return f"{self.token_id} {self.collection} {self.record_id}"
