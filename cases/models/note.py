"""What staff write down, once, and the records it stands on."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.querysets import CaseNoteQuerySet, NoteSubjectQuerySet
from contexts.models import Context
from cs_casework.audit.models import Record
from families.models import Family, Person


class CaseNote(Record):
    """What a member of staff saw, heard or decided: written once, standing on the record of everyone it concerns.

    The shared parts (what happened, what was said, the writer's analysis) are read only by those who may see *every*
    subject. Once recorded a note changes only by a new version with a reason; every version stays readable.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", _("Visit")
        CONTACT = "contact", _("Contact or phone call")
        MEETING = "meeting", _("Meeting")
        CORRESPONDENCE = "correspondence", _("Letter or e-mail")
        OBSERVATION = "observation", _("Observation of a place or group")
        MANAGEMENT_OVERSIGHT = "management_oversight", _("Management oversight")
        SUPERVISION = "supervision", _("Supervision decision")
        TRANSITION_PLAN = "transition_plan", _("Transition plan")
        OTHER = "other", _("Something else")

    MANAGERS_KINDS = (Kind.MANAGEMENT_OVERSIGHT, Kind.SUPERVISION)

    kind = models.CharField(_("kind of note"), max_length=20, choices=Kind)
    occurred_at = models.DateTimeField(_("when it happened"))
    title = models.CharField(_("title"), max_length=150)
    happened = models.TextField(_("what happened"), max_length=20000, blank=True)
    said = models.TextField(_("what was said"), max_length=20000, blank=True)
    analysis = models.TextField(_("analysis: what it means"), max_length=20000, blank=True)
    is_significant = models.BooleanField(_("significant event"), default=False)
    # Stored from the first migration: added later it rewrites every note under a lock.
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("happened", "said", "analysis", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CaseNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("case note")
        ordering = ["-occurred_at", "-created_at"]
        indexes = [
            GinIndex(fields=["words"], name="note_words"),
            # A search shows the newest: where a word is common they are found among the last, not among all.
            models.Index(fields=["-occurred_at", "-id"], name="note_newest"),
            # When each open child was last seen is asked by every page of the caseload: read from this index and
            # `child_seen` alone. Whether they have a transition plan, from the other.
            models.Index(fields=["id"], include=["occurred_at"], name="note_visit", condition=Q(kind="visit")),
            models.Index(
                fields=["id"], include=["occurred_at"], name="note_transition_plan", condition=Q(kind="transition_plan")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="note_says_something",
                condition=~Q(happened="", said="", analysis=""),
                violation_error_message=_("Write what happened, what was said, or your analysis."),
            ),
            models.CheckConstraint(
                name="note_is_not_of_the_future",
                condition=Q(occurred_at__lte=F("created_at")),
                violation_error_message=_("A note cannot be of the future."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cases:note-detail", args=[self.pk])

    @property
    def is_managers(self) -> bool:
        """Whether only a manager writes and amends it."""
        return self.kind in self.MANAGERS_KINDS

    @property
    def texts(self) -> list[str]:
        """Its shared words."""
        return [self.title, self.happened, self.said, self.analysis]

    @property
    def was_amended(self) -> bool:
        """Whether it is no longer as first recorded (only where the queryset counted its versions)."""
        return getattr(self, "version_count", 1) > 1


class NoteSubject(Record):
    """That a note stands on the record of this child, family or context, with a part of its own for that record alone.

    The case open on that day is noted on the row, where there was one; a note on a context without a case works. A row
    that was taken off a record on which the note had been put in error, while it stands on the right one by a row of its
    own, is on nobody's record and says nothing (`cases/removing.py`).
    """

    class Seen(models.TextChoices):
        NOT_APPLICABLE = "", _("Not a visit to this child")
        SEEN = "seen", _("Seen")
        SEEN_ALONE = "seen_alone", _("Seen alone")
        NOT_SEEN = "not_seen", _("Not seen")

    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="subjects")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="note_subjects", null=True, blank=True)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="note_subjects", null=True, blank=True)
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="note_subjects", null=True, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="note_subjects", null=True, blank=True)
    own_part = models.TextField(_("for this record alone"), max_length=20000, blank=True)
    seen = models.CharField(_("seen"), max_length=10, choices=Seen, blank=True, default=Seen.NOT_APPLICABLE)
    words = models.GeneratedField(
        expression=SearchVector("own_part", config="english"), output_field=SearchVectorField(), db_persist=True
    )

    objects = NoteSubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject of a note")
        ordering = ["created_at", "id"]
        indexes = [
            GinIndex(fields=["words"], name="own_part_words", condition=~Q(own_part="")),
            models.Index(fields=["note"], name="own_part_of_note", condition=~Q(own_part="")),
            models.Index(
                fields=["child", "note"],
                include=["case", "seen"],
                name="child_seen",
                condition=Q(seen__in=["seen", "seen_alone"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="note_subject_is_one",
                condition=Q(child__isnull=False, family=None, context=None)
                | Q(child=None, family__isnull=False, context=None)
                | Q(child=None, family=None, context__isnull=False)
                | Q(child=None, family=None, context=None, case=None, own_part=""),
            ),
            models.UniqueConstraint(
                name="note_subject_once",
                fields=["note", "child", "family", "context"],
                condition=Q(child__isnull=False) | Q(family__isnull=False) | Q(context__isnull=False),
                nulls_distinct=False,
                violation_error_message=_("The note is about this record already."),
            ),
            models.CheckConstraint(
                name="only_a_child_is_seen",
                condition=Q(seen="") | Q(child__isnull=False),
                violation_error_message=_("Only a child is seen or not seen."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def entry(self) -> CaseNote:
        """What this row puts on a record."""
        return self.note

    @property
    def subject(self) -> Person | Family | Context:
        """The one record this row puts the note on."""
        found = self.child or self.family or self.context
        assert found is not None
        return found
