"""People, their names, and who may be somebody already recorded."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cs_casework.access import Grant, Restrictable
from cs_casework.audit.fields import Plain, Reference, Sound, Sounds
from cs_casework.audit.log import named
from cs_casework.audit.models import Record
from cs_casework.confidential.bars import Bar
from cs_casework.confidential.openings import Opening
from cs_casework.dates import age_on, birthday, not_in_future, today
from families import validators
from families.codes import Disability, Ethnicity, Sex, UpnUnknown
from families.duplicate_querysets import PossibleDuplicateQuerySet
from families.querysets import ADULT_AGE, PersonNameQuerySet, PersonQuerySet


class Person(Restrictable):
    """Anyone known to the service: a child, a parent, another adult.

    One table, so that a 16-year-old mother is one person. Identifiers are not unique: two records with one NHS number
    are a possible duplicate, for someone who may see both, never an error that tells a typist what she may not see.
    `display_name` is the name in use now, kept beside `names` (where search looks) so that a list needs no join. One
    merged into another keeps its reference, which leads to the other.
    """

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, editable=False, db_default=Reference("PER", "person_reference")
    )
    # As long as both parts of the longest name with a space between them.
    display_name = models.CharField(_("name"), max_length=201, blank=True, editable=False)
    birth_on = models.DateField(_("date of birth"), null=True, blank=True, validators=[not_in_future])
    birth_is_estimate = models.BooleanField(_("this date is an estimate"), default=False)
    expected_on = models.DateField(_("expected date of birth"), null=True, blank=True)
    died_on = models.DateField(_("date of death"), null=True, blank=True, validators=[not_in_future])
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, default=Sex.UNKNOWN)
    gender = models.CharField(_("gender, in their own words"), max_length=100, blank=True)
    ethnicity = models.CharField(_("ethnicity"), max_length=4, choices=Ethnicity, blank=True)
    disabilities = ArrayField(
        models.CharField(max_length=4, choices=Disability), verbose_name=_("disabilities"), default=list, blank=True
    )
    la_child_id = models.CharField(
        _("LA child id"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[0-9A-Za-z]+$", _("Use letters and digits only, at most 20."))],
    )
    nhs_number = models.CharField(
        _("NHS number"),
        max_length=10,
        blank=True,
        validators=[validators.nhs_number],
    )
    upn = models.CharField(_("unique pupil number (UPN)"), max_length=13, blank=True)
    upn_unknown = models.CharField(_("why the UPN is not known"), max_length=3, choices=UpnUnknown, blank=True)
    first_language = models.CharField(_("first language"), max_length=80, blank=True)
    needs_interpreter = models.BooleanField(_("needs an interpreter"), null=True, blank=True)
    communication_needs = models.TextField(_("communication needs"), max_length=2000, blank=True)
    school = models.CharField(_("school, college or nursery"), max_length=150, blank=True)
    reach = models.CharField(_("telephone, and how to reach them"), max_length=300, blank=True)
    responsible_authority = models.CharField(
        _("open to another council"),
        max_length=150,
        blank=True,
        help_text=_("Name of the council, where it is not ours"),
    )
    elsewhere_contact = models.CharField(_("their worker there, and how to reach them"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="merged", null=True, blank=True, editable=False
    )
    merged_on = models.DateField(null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta(Restrictable.Meta):
        verbose_name = _("person")
        ordering = ["display_name", "reference"]
        indexes = [
            *Restrictable.Meta.indexes,
            models.Index(fields=["birth_on"], name="person_born"),
            models.Index(fields=["la_child_id"], name="person_la_child_id", condition=~Q(la_child_id="")),
            models.Index(fields=["nhs_number"], name="person_nhs_number", condition=~Q(nhs_number="")),
            models.Index(fields=["upn"], name="person_upn", condition=~Q(upn="")),
            models.Index(fields=["display_name", "reference"], name="person_listed"),
            models.Index(fields=["expected_on"], name="person_expected", condition=Q(expected_on__isnull=False)),
        ]
        constraints = [
            *Restrictable.Meta.constraints,
            models.CheckConstraint(
                name="person_born_or_expected",
                condition=Q(birth_on=None) | Q(expected_on=None),
                violation_error_message=_("Give a date of birth or an expected date, not both."),
            ),
            models.CheckConstraint(
                name="person_born_before_died",
                condition=Q(birth_on=None) | Q(died_on=None) | Q(died_on__gte=F("birth_on")),
                violation_error_message=_("The date of death is before the date of birth."),
            ),
            models.CheckConstraint(
                name="person_merge_is_whole",
                condition=Q(merged_into=None, merged_on=None) | Q(merged_into__isnull=False, merged_on__isnull=False),
            ),
            models.CheckConstraint(name="person_merges_into_another", condition=~Q(merged_into=F("id"))),
        ]

    def __str__(self) -> str:
        words = self._called()
        named(self.pk, words)
        return words

    def _called(self) -> str:
        if self.display_name:
            return self.display_name
        if self.la_child_id:
            return str(_("LA child id %(id)s") % {"id": self.la_child_id})
        if self.expected_on:
            return str(_("Unborn baby %(reference)s") % {"reference": self.reference})
        return str(_("Name not known, %(reference)s") % {"reference": self.reference})

    def get_absolute_url(self) -> str:
        return reverse("families:person-detail", args=[self.pk])

    @property
    def age(self) -> int | None:
        """Whole years today, or at death; None where there is no date of birth."""
        return age_on(self.birth_on, self.died_on or today()) if self.birth_on else None

    @property
    def is_adult(self) -> bool:
        return self.age is not None and self.age >= ADULT_AGE

    @property
    def adult_on(self) -> datetime.date | None:
        """The day they turn 18, or did."""
        return birthday(self.birth_on, ADULT_AGE) if self.birth_on else None

    @property
    def is_unborn(self) -> bool:
        return self.birth_on is None and self.expected_on is not None

    @property
    def sex_shown(self) -> str:
        """The census calls an unborn child's sex unknown; a reader is told it is not born yet (census rule 8750)."""
        return str(_("Not born yet")) if self.is_unborn else str(self.get_sex_display())

    @property
    def disabilities_shown(self) -> list[str]:
        return [str(Disability(code).label) for code in self.disabilities if code in Disability.values]


class PersonGrant(Grant):
    """That one member of staff may see one restricted person until a date."""

    content_object = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")


class PersonBar(Bar):
    """That one member of staff is barred from one person."""

    record = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bars")
    # The record by whose merging into another it came about: it ends where the two are two again (`own_affairs.py`).
    of_merged = models.UUIDField(null=True, blank=True, editable=False)

    class Meta(Bar.Meta):
        verbose_name = _("bar")
        constraints = [
            *(rule for rule in Bar.Meta.constraints if not rule.name.endswith("_ends_after_asking")),
            models.CheckConstraint(
                name="personbar_ends_after_asking",
                condition=Q(ended_on=None, ended_by=None)
                | Q(ended_on__isnull=False, ended_by__isnull=False)
                & (Q(end_asked_by__isnull=False) | Q(of_merged__isnull=False)),
            ),
        ]


class PersonOpening(Opening):
    """That one restricted person was opened to one member of staff in an emergency."""

    record = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="openings")


class PersonName(Record):
    """One name someone has or had: what search looks in, one row a name, never one joined string."""

    class Kind(models.TextChoices):
        NAME = "name", _("Name")
        KNOWN_AS = "known_as", _("Known as")
        FORMER = "former", _("Former name")
        ALIAS = "alias", _("Also uses")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(_("kind of name"), max_length=10, choices=Kind, default=Kind.NAME)
    given = models.CharField(_("first names"), max_length=100, blank=True)
    family = models.CharField(_("last name"), max_length=100, blank=True)
    # Without a limit: what is compared can be longer than what was typed (ß becomes ss).
    plain = models.GeneratedField(
        expression=Plain(models.functions.Concat(F("given"), models.Value(" "), F("family"))),
        output_field=models.TextField(),
        db_persist=True,
    )
    sound_given = models.GeneratedField(
        expression=Sound(F("given")), output_field=models.CharField(max_length=20), db_persist=True
    )
    sound_family = models.GeneratedField(
        expression=Sound(F("family")), output_field=models.CharField(max_length=20), db_persist=True
    )

    sounds = models.GeneratedField(
        expression=Sounds(models.functions.Concat(F("given"), models.Value(" "), F("family"))),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    objects = PersonNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name")
        ordering = ["-created_at"]
        indexes = [
            # GIN only, never GiST beside it: with both, the planner takes the slower.
            GinIndex(OpClass(F("plain"), name="gin_trgm_ops"), name="name_trigrams"),
            models.Index(fields=["sound_family", "sound_given"], name="name_sounds"),
            GinIndex(fields=["sounds"], name="name_sounds_any"),
        ]
        constraints = [
            models.CheckConstraint(
                name="name_is_not_empty",
                condition=~Q(given="", family=""),
                violation_error_message=_("Enter a first name or a last name."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


class PossibleDuplicate(Record):
    """That two records may be one person, for someone who may see both to settle.

    Made when a new person has the name and birth date, or an identifier, of one already recorded. The typist is shown
    only matches she may see; the others become this task, and nothing on her page tells.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("To settle")
        DIFFERENT = "different", _("Two different people")
        SAME = "same", _("The same person, to be merged")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="possible_duplicates")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="possible_duplicates_of")
    why = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    settled_on = models.DateField(null=True, blank=True)

    objects = PossibleDuplicateQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(name="one_task_a_pair", fields=["person", "other"]),
            models.CheckConstraint(name="duplicate_of_another", condition=~Q(person=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.person} / {self.other}"
