"""A long form half written, kept on the server so that nothing typed is lost."""

import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models.functions import UUID7, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cs_casework.drafts.titles import FORMS

# What the draft of a short form is called, which holds nothing but that it was sent (`sending.py`). Nobody sends one again
# after a week.
SENT = "sent"
SENT_DAYS = 7


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: Any) -> Self:
        """A draft is its author's alone, whatever anyone's role."""
        return self.filter(author=user) if user.is_authenticated else self.none()

    def unfinished(self) -> Self:
        return self.filter(submitted_at=None)

    def beside(self, draft: "Draft") -> Self:
        """Others of the same form, begun from the same record, in which other words stand."""
        return self.filter(form=draft.form, about=draft.about).exclude(pk=draft.pk).exclude(data=draft.data)

    def over(self) -> Self:
        """Those whose time is over: `settings.DRAFT_DAYS` after somebody last typed in them, or sent them."""
        today = timezone.now()
        over = models.Q(saved_at__lt=today - datetime.timedelta(days=settings.DRAFT_DAYS))
        return self.filter(over | models.Q(form=SENT, saved_at__lt=today - datetime.timedelta(days=SENT_DAYS)))


class Draft(models.Model):
    """What one member of staff has typed so far into one long form.

    Its id is made when the form is first shown and travels with it, so that the same form submitted twice finds the
    draft already submitted and leads to the record made the first time. `data` holds the fields as typed, checked by
    nobody; `form` names the form and `about` the record it was begun from. `page` is the window that saved it last: one
    that has not read what another has saved since keeps its words in a draft of their own. `turn` is which of the saves
    of its page stands in it: one that was sent before that, and comes after, changes nothing.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7())
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=60)
    about = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=500)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    page = models.CharField(max_length=32, blank=True)
    turn = models.CharField(max_length=30, blank=True, default="", db_default="")
    created_at = models.DateTimeField(db_default=Now())
    saved_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True, blank=True)
    result = models.UUIDField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-id"]
        verbose_name = _("draft")
        indexes = [models.Index(fields=["author", "form", "about"], name="draft_of_form")]
        constraints = [
            models.CheckConstraint(
                name="draft_submitted_once",
                condition=models.Q(submitted_at=None, result=None)
                | models.Q(submitted_at__isnull=False, result__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title or str(self.kind)

    @property
    def kind(self) -> str:
        """What the form is called."""
        return str(FORMS.get(self.form, self.form))

    @property
    def address(self) -> str:
        """Where its form opens with it, and not with another of the same form."""
        return f"{self.path}{'&' if '?' in self.path else '?'}{urlencode({'draft': self.pk})}"

    @property
    def kept_until(self) -> datetime.date:
        return timezone.localdate(self.saved_at) + datetime.timedelta(days=settings.DRAFT_DAYS)

    @property
    def ends_soon(self) -> bool:
        return self.kept_until - timezone.localdate() <= datetime.timedelta(days=settings.DRAFT_DAYS // 6)
