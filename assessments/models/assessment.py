"""An assessment on a case: its sections, who took part, and what was known before it began."""

import operator
from collections.abc import Sequence
from functools import reduce

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from assessments.codes import SECTIONS, SOURCES, UNAUTHORISED, Asked, Kind, Section, Status, TookPart
from assessments.querysets import (
    AssessmentParticipantQuerySet,
    AssessmentPassageQuerySet,
    AssessmentQuerySet,
    AssessmentSectionQuerySet,
    AssessmentWriterQuerySet,
)
from cases.models import Case, CaseNote, ExtraFamilialFactor, Incident
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.audit.fields import Reference
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future, today
from families.models import Person


class Assessment(Record):
    """What is found out, on one case, about a family's children or about a context, and what it means.

    Written by whoever works with the case, authorised by a manager who wrote none of it, and locked from that day on: a
    later one begins from it. A case has one at a time that is not authorised (census rule 8896). An assessment of a
    context names no child.
    """

    blocks_closing = True

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, editable=False, db_default=Reference("ASM", "assessment_reference")
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    kind = models.CharField(_("kind of assessment"), max_length=10, choices=Kind)
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.WRITING)
    started_on = models.DateField(_("started on"), validators=[not_in_future])
    due_on = models.DateField(_("due on"))
    first_due_on = models.DateField(_("due at first on"), editable=False)
    extended_why = models.TextField(_("why it needs longer"), max_length=2000, blank=True)
    earlier = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="later", null=True, blank=True, editable=False
    )
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    returned_on = models.DateField(_("returned on"), null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    returned_why = models.TextField(_("what is missing"), max_length=2000, blank=True)
    authorised_on = models.DateField(_("authorised on"), null=True, blank=True, editable=False)
    authorised_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    authorised_why = models.TextField(_("what the manager says"), max_length=2000, blank=True)
    discarded_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    discarded_why = models.TextField(_("why it is not gone on with"), max_length=2000, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        ordering = ["-started_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_unauthorised_assessment_a_case",
                fields=["case"],
                condition=Q(status__in=["writing", "submitted"]),
                violation_error_message=_("You cannot begin one on this case. Ask a manager who works with it."),
            ),
            models.CheckConstraint(
                name="longer_assessment_says_why",
                condition=Q(due_on=F("first_due_on")) | ~Q(extended_why=""),
                violation_error_message=_("Say why it needs longer."),
            ),
            models.CheckConstraint(
                name="assessment_due_no_earlier_than_at_first",
                condition=Q(due_on__gte=F("first_due_on")),
                violation_error_message=_("A later day is needed: it was due then already."),
            ),
            models.CheckConstraint(
                name="assessment_submitted_is_whole",
                condition=Q(status="submitted", submitted_on__isnull=False, submitted_by__isnull=False)
                | ~Q(status="submitted"),
            ),
            models.CheckConstraint(
                name="assessment_returned_is_whole",
                condition=Q(returned_on=None, returned_by=None, returned_why="")
                | (Q(returned_on__isnull=False, returned_by__isnull=False) & ~Q(returned_why="")),
                violation_error_message=_("Say what is missing."),
            ),
            models.CheckConstraint(
                name="assessment_authorised_is_whole",
                condition=Q(status="authorised", authorised_on__isnull=False, authorised_by__isnull=False)
                | (~Q(status="authorised") & Q(authorised_on=None, authorised_by=None)),
            ),
            models.CheckConstraint(
                name="assessment_ends_after_it_started",
                condition=Q(authorised_on=None) | Q(authorised_on__gte=F("started_on")),
                violation_error_message=_("It is authorised before it was started."),
            ),
            models.CheckConstraint(
                name="assessment_discarded_says_why",
                condition=(Q(status="discarded", discarded_on__isnull=False) & ~Q(discarded_why=""))
                | (~Q(status="discarded") & Q(discarded_on=None, discarded_why="")),
                violation_error_message=_("Say why it is not gone on with."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:assessment-detail", args=[self.pk])

    @property
    def asked(self) -> list[Asked]:
        """The sections it has, in the order in which they are read."""
        return SECTIONS[self.kind]

    @property
    def is_of_family(self) -> bool:
        return self.kind == Kind.FAMILY

    @property
    def is_being_written(self) -> bool:
        return self.status == Status.WRITING

    @property
    def is_submitted(self) -> bool:
        return self.status == Status.SUBMITTED

    @property
    def is_authorised(self) -> bool:
        return self.status == Status.AUTHORISED

    @property
    def is_discarded(self) -> bool:
        return self.status == Status.DISCARDED

    @property
    def is_unauthorised(self) -> bool:
        """Neither authorised nor given up: the one that its case may have of these."""
        return self.status in UNAUTHORISED

    @property
    def is_extended(self) -> bool:
        return self.due_on != self.first_due_on

    @property
    def is_overdue(self) -> bool:
        return self.is_unauthorised and self.due_on < today()

    @property
    def still_open_words(self) -> str:
        """As closing its case lists it."""
        return now_in("%(assessment)s is not authorised.") % {"assessment": self}


class AssessmentWriter(Record):
    """That a member of staff wrote some part of an assessment, whichever: so they are not the one to authorise it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="writers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assessments_written")

    objects = AssessmentWriterQuerySet.as_manager()

    class Meta:
        verbose_name = _("writer of an assessment")
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(name="writer_once_an_assessment", fields=["assessment", "user"])]

    def __str__(self) -> str:
        return f"{self.user} · {self.assessment}"


class AssessmentSection(Record):
    """One section as it is written so far. Its rows are made when the assessment is started, one for each section.

    `number` counts how often it was written: what a form was begun from, so that nobody writes over somebody else.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="sections")
    name = models.CharField(_("section"), max_length=30, choices=Section)
    text = models.TextField(_("text"), max_length=20000, blank=True)
    number = models.PositiveIntegerField(default=0, editable=False)
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    written_on = models.DateField(_("last written on"), null=True, blank=True, editable=False)
    # Stored from the first migration: added later it rewrites every section under a lock.
    vector = models.GeneratedField(
        expression=SearchVector("text", config="english"), output_field=SearchVectorField(), db_persist=True
    )

    objects = AssessmentSectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section of an assessment")
        ordering = ["created_at", "id"]
        indexes = [GinIndex(fields=["vector"], name="section_words")]
        constraints = [
            models.UniqueConstraint(name="section_once_an_assessment", fields=["assessment", "name"]),
            models.CheckConstraint(
                name="section_written_is_whole",
                condition=Q(number=0, written_by=None, written_on=None)
                | Q(number__gt=0, written_by__isnull=False, written_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_name_display()

    def get_absolute_url(self) -> str:
        return reverse("assessments:section", args=[self.assessment_id, self.name])

    @property
    def asked(self) -> Asked:
        return next(asked for asked in SECTIONS[self.assessment.kind] if asked.name == self.name)

    @property
    def is_written(self) -> bool:
        return bool(self.text.strip())


def _one_of(columns: Sequence[str]) -> Q:
    """That one of these columns, and no other of them, is filled."""
    alone = (Q(**{f"{name}__isnull": name != filled for name in columns}) for filled in columns)
    return reduce(operator.or_, alone)


class AssessmentPassage(Record):
    """What the record said already when the assessment began, set into a section with where it comes from.

    A quotation: it is read with its source, and only by who may read that source. Whoever writes the section may leave
    it out, and it stays readable as a version.
    """

    section = models.ForeignKey(AssessmentSection, on_delete=models.PROTECT, related_name="passages")
    text = models.TextField(_("text"), max_length=20000)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="assessment_passages", null=True, blank=True
    )
    context = models.ForeignKey(
        Context, on_delete=models.PROTECT, related_name="context_passages", null=True, blank=True
    )
    note = models.ForeignKey(
        CaseNote, on_delete=models.PROTECT, related_name="assessment_passages", null=True, blank=True
    )
    factor = models.ForeignKey(
        ExtraFamilialFactor, on_delete=models.PROTECT, related_name="assessment_passages", null=True, blank=True
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="assessment_passages", null=True, blank=True
    )
    earlier = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="quoted_in", null=True, blank=True)
    left_out_on = models.DateField(_("left out on"), null=True, blank=True, editable=False)
    # When the record it was taken from was disposed of, which it names no more.
    source_disposed_on = models.DateField(_("source disposed of on"), null=True, blank=True, editable=False)

    objects = AssessmentPassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage from the record")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="passage_has_one_source",
                condition=_one_of(SOURCES) & Q(source_disposed_on=None)
                | Q(source_disposed_on__isnull=False, **dict.fromkeys(SOURCES)),
            ),
            models.CheckConstraint(name="passage_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.source_words if self.source is None else str(self.source)

    @property
    def source(self) -> Person | Context | CaseNote | ExtraFamilialFactor | Incident | Assessment | None:
        """The one record it was taken from; none once that was disposed of."""
        return self.person or self.context or self.note or self.factor or self.incident or self.earlier

    @property
    def source_words(self) -> str:
        """Where it comes from, for a reader: what kind of record, and of when."""
        if self.note:
            day = f"{self.note.occurred_at:%-d %B %Y}"
            return now_in("Case note of %(day)s: %(title)s") % {"day": day, "title": self.note}
        if self.factor:
            return now_in("Factor outside the family: %(factor)s") % {"factor": self.factor}
        if self.earlier:
            day = f"{self.earlier.authorised_on:%-d %B %Y}"
            return now_in("%(earlier)s, authorised %(day)s") % {"earlier": self.earlier, "day": day}
        return str(self.source or now_in("A record that has been disposed of"))


class AssessmentParticipant(Record):
    """Somebody who took part in an assessment, or was asked to: a person on record, or whoever it was in words."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="assessments_taken_part_in", null=True, blank=True
    )
    name = models.CharField(_("who"), max_length=150, blank=True)
    part = models.CharField(_("who they are to the child or the place"), max_length=150, blank=True)
    took_part = models.CharField(_("part in it"), max_length=12, choices=TookPart, default=TookPart.TO_ASK)
    removed_on = models.DateField(_("taken out on"), null=True, blank=True, editable=False)

    objects = AssessmentParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant of an assessment")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="participant_is_somebody",
                condition=Q(person__isnull=False, name="") | (Q(person=None) & ~Q(name="")),
                violation_error_message=_("Say who took part."),
            ),
            models.UniqueConstraint(
                name="participant_once_an_assessment",
                fields=["assessment", "person"],
                condition=Q(person__isnull=False, removed_on=None),
                violation_error_message=_("They are among those who take part already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.name)
