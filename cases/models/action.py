"""What somebody is to do, by when, and what it is aimed at."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cases.action_querysets import ActionQuerySet, Origin, origin_fields, tied_above
from cases.models.agenda import AgendaItem
from cases.models.case import Case
from cases.models.factor import ExtraFamilialFactor
from cases.models.incident import Incident
from cases.models.meeting import Meeting
from cases.models.missing import MissingEpisode
from cases.models.note import CaseNote
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future, today
from cs_casework.reference.models import Agency


class Action(Record):
    """One thing to be done on a case: what, by whom, by when, and aimed at what. It ends with what came of it.

    Whose it is must be said each time, a colleague, an agency or somebody named: parents are never taken for granted as
    those who put right what happens outside their home. What an agency or somebody else does, a colleague asks after
    (`chaser`). `aimed_at` tells whether what is done goes where the harm is.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("To do")
        WAITING = "waiting", _("Waiting for somebody else")
        DONE = "done", _("Done")
        NOT_DONE = "not_done", _("Not done")

    class AimedAt(models.TextChoices):
        INDIVIDUAL = "individual", _("The child")
        FAMILY = "family", _("The family")
        PEERS = "peers", _("Friends and peers")
        SCHOOL = "school", _("School, college or training")
        NEIGHBOURHOOD = "neighbourhood", _("A place or neighbourhood")
        ONLINE = "online", _("Online spaces")
        POLICY = "policy", _("Policy, or how services work")

    FINISHED = (Status.DONE, Status.NOT_DONE)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="actions")
    factor = models.ForeignKey(
        ExtraFamilialFactor, on_delete=models.PROTECT, related_name="actions", null=True, blank=True
    )
    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="actions", null=True, blank=True)
    # The note was put on a record of this case in error and stands on none of it any more: it is not told here.
    note_is_elsewhere = models.BooleanField(default=False, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="actions", null=True, blank=True)
    episode = models.ForeignKey(MissingEpisode, on_delete=models.PROTECT, related_name="actions", null=True, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions", null=True, blank=True)
    # What it was decided about, where it was about one child or context on the agenda.
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="actions", null=True, blank=True)
    what = models.CharField(_("what is to be done"), max_length=500)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="actions", null=True, blank=True, verbose_name=_("colleague")
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="actions", null=True, blank=True, verbose_name=_("agency")
    )
    owner_name = models.CharField(_("person or agency not in the lists"), max_length=150, blank=True)
    chaser = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="chased_actions",
        null=True,
        blank=True,
        verbose_name=_("colleague who chases it"),
    )
    due_on = models.DateField(_("by when"))
    first_due_on = models.DateField(_("first due"), null=True, blank=True, editable=False)
    extended_why = models.CharField(_("why there is more time"), max_length=500, blank=True)
    aimed_at = models.CharField(_("aimed at"), max_length=20, choices=AimedAt)
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.OPEN)
    outcome = models.TextField(_("what came of it"), max_length=2000, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True, validators=[not_in_future])

    objects = ActionQuerySet.as_manager()
    # Closing a case tells of it, and is not kept back by it.
    blocks_closing = False

    class Meta:
        verbose_name = _("action")
        ordering = ["due_on", "created_at"]
        indexes = [
            models.Index(fields=["owner", "due_on"], name="action_of_owner", condition=Q(finished_on=None)),
            models.Index(fields=["chaser", "due_on"], name="action_of_chaser", condition=Q(finished_on=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="action_is_somebodys",
                condition=Q(owner__isnull=False, agency=None, owner_name="")
                | (Q(owner=None) & (Q(agency__isnull=False) | ~Q(owner_name=""))),
                violation_error_message=_("Say who or which agency does it: a colleague, or somebody else."),
            ),
            models.CheckConstraint(
                name="action_of_an_item_is_of_its_meeting", condition=Q(item=None) | Q(meeting__isnull=False)
            ),
            models.CheckConstraint(
                name="action_chased_is_not_a_colleagues",
                condition=Q(chaser=None) | Q(owner=None),
                violation_error_message=_("A colleague does it themselves: nobody chases it."),
            ),
            models.CheckConstraint(
                name="action_says_what",
                condition=~Q(what="") & ~Q(aimed_at=""),
                violation_error_message=_("Say what is to be done and what it is aimed at."),
            ),
            models.CheckConstraint(
                name="action_finished_has_outcome",
                condition=(Q(status__in=["done", "not_done"]) & Q(finished_on__isnull=False) & ~Q(outcome=""))
                | (Q(status__in=["open", "waiting"]) & Q(finished_on=None, outcome="")),
                violation_error_message=_("Say what came of it, and when it was finished."),
            ),
            models.CheckConstraint(
                name="action_extended_has_reason",
                condition=Q(first_due_on=None, extended_why="") | (Q(first_due_on__isnull=False) & ~Q(extended_why="")),
                violation_error_message=_("Say why there is more time."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """Where it is shown and worked with: on the page of what it came from, else among those of its case."""
        for field in origin_fields():
            pk = getattr(self, field.attname)
            if pk and not self._is_elsewhere(field):
                return reverse(f"cases:{field.name}-detail", args=[pk])
        return reverse("cases:case-actions", args=[self.case_id])

    @property
    def is_finished(self) -> bool:
        return self.status in self.FINISHED

    @property
    def is_overdue(self) -> bool:
        return not self.is_finished and self.due_on < today()

    @property
    def whose(self) -> str:
        """Who or which agency does it, in words."""
        if self.owner:
            return str(self.owner)
        return ", ".join(str(part) for part in (self.owner_name, self.agency) if part)

    @property
    def origins(self) -> list[Origin]:
        """What it came from, as far as the queryset brought it along (`with_origins`): it then may be seen."""
        return [
            *self._stands_on(),
            *(row.origin for name in tied_above() for row in getattr(self, f"shown_{name}", [])),
        ]

    def _stands_on(self) -> Iterator[Origin]:
        for field in origin_fields():
            found = getattr(self, field.name) if field.is_cached(self) else None
            if found is not None and not self._is_elsewhere(field):
                yield Origin(capfirst(field.related_model._meta.verbose_name), str(found), found.get_absolute_url())

    def _is_elsewhere(self, field: Any) -> bool:
        return self.note_is_elsewhere and field.name == "note"

    @property
    def still_open_words(self) -> str:
        """How closing a case tells of it."""
        return str(_("Action still to do: %(action)s") % {"action": self.what})
