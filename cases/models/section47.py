"""An enquiry under section 47 of the Children Act 1989 about one child."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from cases.meeting_codes import TO_CONFERENCE, EnquiryOutcome, EnquirySeen, LedBy
from cases.meeting_querysets import Section47QuerySet
from cases.models.case import Case
from cases.models.meeting import Meeting
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future, today
from families.models import Person


class Section47(Record):
    """The enquiry into whether a child suffers or is likely to suffer significant harm, and what it led to.

    It begins with the strategy discussion that decided it, and from that day the conference that it may lead to is due.
    The children in need census knows one at a time for a child (rule 8839): siblings have one each, as it may lead to
    something else for each.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="enquiries")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enquiries")
    strategy = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="enquiries")
    started_on = models.DateField(_("started on"), validators=[not_in_future])
    led_by = models.CharField(_("carried out by"), max_length=10, choices=LedBy)
    seen = models.CharField(_("child seen"), max_length=10, choices=EnquirySeen, blank=True)
    seen_on = models.DateField(_("seen on"), null=True, blank=True, validators=[not_in_future])
    not_seen_why = models.CharField(_("why the child could not be seen"), max_length=500, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=EnquiryOutcome, blank=True)
    outcome_on = models.DateField(_("outcome on"), null=True, blank=True, validators=[not_in_future])
    outcome_why = models.TextField(_("why"), max_length=5000, blank=True)
    conference_due_on = models.DateField(_("conference due on"))
    first_due_on = models.DateField(_("first due on"), editable=False)
    extended_why = models.CharField(_("why there is more time"), max_length=500, blank=True)

    objects = Section47QuerySet.as_manager()
    # A case does not close while one is open (census rule 8868).
    blocks_closing = True

    class Meta:
        verbose_name = _("section 47 enquiry")
        verbose_name_plural = _("section 47 enquiries")
        ordering = ["-started_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_enquiry_a_child",
                fields=["child"],
                condition=Q(outcome=""),
                violation_error_message=_(
                    "There is a section 47 enquiry about this child already. It is finished first."
                ),
            ),
            models.CheckConstraint(
                name="enquiry_seen_is_whole",
                condition=Q(seen="", seen_on=None, not_seen_why="")
                | Q(seen__in=["seen", "seen_alone"], seen_on__isnull=False, not_seen_why="")
                | (Q(seen="not_seen", seen_on=None) & ~Q(not_seen_why="")),
                violation_error_message=_("Say when the child was seen, or why they could not be."),
            ),
            models.CheckConstraint(
                name="enquiry_outcome_is_whole",
                condition=Q(outcome="", outcome_on=None, outcome_why="")
                | (~Q(outcome="") & ~Q(outcome_why="") & Q(outcome_on__isnull=False, outcome_on__gte=F("started_on"))),
                violation_error_message=_("Say what came of it, why, and on which day since it began."),
            ),
            models.CheckConstraint(
                name="enquiry_extended_has_reason",
                condition=Q(conference_due_on=F("first_due_on"), extended_why="")
                | (Q(conference_due_on__gt=F("first_due_on")) & ~Q(extended_why="")),
                violation_error_message=_("Say why there is more time."),
            ),
        ]

    def __str__(self) -> str:
        return now_in("Section 47 enquiry about %(child)s") % {"child": self.child}

    def get_absolute_url(self) -> str:
        return f"{self.case.get_absolute_url()}#pathway"

    @property
    def is_open(self) -> bool:
        return self.outcome == ""

    @property
    def leads_to_conference(self) -> bool:
        """Whether it may lead to a conference still, or has led to one."""
        return self.is_open or self.outcome in TO_CONFERENCE

    @property
    def is_extended(self) -> bool:
        return self.conference_due_on != self.first_due_on

    @property
    def is_overdue(self) -> bool:
        """Still open after the day by which a conference would have been due."""
        return self.is_open and self.conference_due_on < today()

    @property
    def still_open_words(self) -> str:
        """As closing its case lists it."""
        return now_in("%(enquiry)s is not finished.") % {"enquiry": self}
