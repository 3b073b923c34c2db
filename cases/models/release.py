"""What the other records of a case note keep of it where it is hidden with a restricted one."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.note import CaseNote
from cases.models.restriction import names_one_restricted
from cases.restriction_querysets import NoteHidingQuerySet, NoteReleaseQuerySet
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from families.models import Family, Person


class NoteRelease(Record):
    """Words that a manager wrote for the other records of a note, without the person, family, context or case that is
    restricted: a brother's worker reads these, while the note itself is hidden with the restricted record.

    It says who released it and when, and ends with the restriction: then the note is read as it was written.
    """

    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="releases")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="note_releases", null=True, blank=True)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="note_releases", null=True, blank=True)
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="note_releases", null=True, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="note_releases", null=True, blank=True)
    # The rows of the note that these words leave out, by their ids: what was hidden from somebody when they were written.
    left_out = ArrayField(models.UUIDField(), editable=False)
    title = models.CharField(_("title"), max_length=150)
    happened = models.TextField(_("what happened"), max_length=20000, blank=True)
    said = models.TextField(_("what was said"), max_length=20000, blank=True)
    analysis = models.TextField(_("analysis: what it means"), max_length=20000, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("ended by")
    )
    ended_why = models.TextField(_("why it was ended"), max_length=2000, blank=True)
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("happened", "said", "analysis", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = NoteReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("released version of a note")
        ordering = ["-created_at", "-id"]
        indexes = [GinIndex(fields=["words"], name="release_words", condition=Q(ended_on=None))]
        constraints = [
            names_one_restricted("release_for_one_restriction"),
            models.UniqueConstraint(
                name="one_release_a_restriction",
                fields=["note", "person", "family", "context", "case"],
                condition=Q(ended_on=None),
                nulls_distinct=False,
                violation_error_message=_("A version of this note is released already."),
            ),
            models.CheckConstraint(
                name="release_says_something",
                condition=~Q(happened="", said="", analysis=""),
                violation_error_message=_("Write what the other records keep of it, or hide it."),
            ),
            models.CheckConstraint(
                name="release_end_is_whole",
                condition=Q(ended_on=None, ended_by=None, ended_why="")
                | (Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_why="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cases:note-released", args=[self.pk])


class NoteHiding(Record):
    """That a manager decided to leave a note hidden from its other records, for one restriction. A note with neither this
    nor released words is hidden, too, and waits for somebody to decide on it. It ends with the restriction."""

    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="hidings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="note_hidings", null=True, blank=True)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="note_hidings", null=True, blank=True)
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="note_hidings", null=True, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="note_hidings", null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = NoteHidingQuerySet.as_manager()

    class Meta:
        verbose_name = _("note left hidden")
        ordering = ["-created_at", "-id"]
        constraints = [
            names_one_restricted("hiding_for_one_restriction"),
            models.UniqueConstraint(
                name="one_hiding_a_restriction",
                fields=["note", "person", "family", "context", "case"],
                condition=Q(ended_on=None),
                nulls_distinct=False,
                violation_error_message=_("This was decided already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.note)
