"""What a meeting talks about: children, contexts, or something in words; and what is decided about each."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.codes import CPCategory
from cases.meeting_codes import ItemOutcome
from cases.meeting_querysets import AgendaItemQuerySet
from cases.models.meeting import Meeting
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future
from families.models import Person


class AgendaItem(Record):
    """A child or a context on the agenda of a meeting, or a subject in words; what was said and decided about it alone.

    Put forward for a panel it waits, with the reason, until a panel takes it on. What a panel decides stays open until
    somebody says what came of it, however many panels later.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items", null=True, blank=True)
    child = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="agenda_items", null=True, blank=True, verbose_name=_("child")
    )
    context = models.ForeignKey(
        Context, on_delete=models.PROTECT, related_name="agenda_items", null=True, blank=True, verbose_name=_("context")
    )
    words = models.CharField(_("subject in words"), max_length=200, blank=True)
    why = models.TextField(_("why it is put forward"), max_length=2000, blank=True)
    said = models.TextField(_("what was said"), max_length=20000, blank=True)
    decision = models.TextField(_("what was decided"), max_length=5000, blank=True)
    outcome = models.CharField(_("decided for the child"), max_length=10, choices=ItemOutcome, blank=True)
    category = models.CharField(_("category of plan"), max_length=3, choices=CPCategory, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    done_on = models.DateField(_("done on"), null=True, blank=True, validators=[not_in_future])
    came_of_it = models.TextField(_("what came of it"), max_length=2000, blank=True)
    removed_on = models.DateField(_("taken off on"), null=True, blank=True, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of an agenda")
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["meeting"], name="item_of_meeting")]
        constraints = [
            models.CheckConstraint(
                name="item_is_about_one",
                condition=Q(child__isnull=False, context=None, words="")
                | Q(child=None, context__isnull=False, words="")
                | (Q(child=None, context=None, meeting__isnull=False) & ~Q(words="")),
                violation_error_message=_("Say what it is about: a child, a context, or something in words."),
            ),
            models.CheckConstraint(
                name="put_forward_says_why",
                condition=Q(meeting__isnull=False) | ~Q(why=""),
                violation_error_message=_("Say why it is put forward."),
            ),
            models.UniqueConstraint(
                name="child_once_an_agenda",
                fields=["meeting", "child"],
                condition=Q(child__isnull=False, removed_on=None),
                nulls_distinct=False,
                violation_error_message=_("They are on this agenda already."),
            ),
            models.UniqueConstraint(
                name="context_once_an_agenda",
                fields=["meeting", "context"],
                condition=Q(context__isnull=False, removed_on=None),
                nulls_distinct=False,
                violation_error_message=_("It is on this agenda already."),
            ),
            models.CheckConstraint(
                name="decided_for_a_child_is_whole",
                condition=Q(outcome="", category="", decided_on=None, decided_by=None)
                | (~Q(outcome="") & Q(child__isnull=False, decided_on__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="category_of_a_plan_for_harm_at_home",
                condition=(Q(outcome__in=["cp", "roth_cp"]) & ~Q(category=""))
                | (~Q(outcome__in=["cp", "roth_cp"]) & Q(category="")),
                violation_error_message=_("A child protection plan has a category; nothing else has."),
            ),
            models.CheckConstraint(
                name="item_done_says_what_came_of_it",
                condition=Q(done_on=None, came_of_it="") | (Q(done_on__isnull=False) & ~Q(came_of_it="")),
                violation_error_message=_("Say what came of it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    def get_absolute_url(self) -> str:
        if self.meeting_id:
            return f"{reverse('cases:meeting-detail', args=[self.meeting_id])}#item-{self.pk}"
        return reverse("cases:panel")

    @property
    def subject(self) -> Person | Context | str:
        """What it is about."""
        return self.child or self.context or self.words
