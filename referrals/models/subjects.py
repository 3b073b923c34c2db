"""Whom and what a contact is about: as it was stated, and, beside it, the record it turned out to be."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from contexts.codes import Kind
from contexts.models import Context
from cs_casework.audit.fields import Plain
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future
from families import validators
from families.codes import Sex
from families.models import Person
from referrals.codes import AdultPart, ChildPart, Frequency, HowMany, Known
from referrals.models.referral import Referral
from referrals.querysets import (
    HiddenMatchQuerySet,
    ReferralAdultQuerySet,
    ReferralChildQuerySet,
    ReferralContextQuerySet,
)


class Stated(Record):
    """A person as they were named in a contact. What was stated stays as it was stated, whoever it turns out to be."""

    given = models.CharField(_("first names"), max_length=100, blank=True)
    family = models.CharField(_("last name"), max_length=100, blank=True)
    described = models.CharField(_("or a description"), max_length=300, blank=True)
    birth_on = models.DateField(_("date of birth"), null=True, blank=True, validators=[not_in_future])
    address = models.CharField(_("address"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True, validators=[validators.postcode])
    known = models.CharField(_("are they known?"), max_length=10, choices=Known, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    plain = models.GeneratedField(
        expression=Plain(Concat(F("given"), Value(" "), F("family"))),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        abstract = True

    @property
    def stated_name(self) -> str:
        """As it was said: a name, or else a description."""
        name = f"{self.given} {self.family}".strip()
        return name or self.described or str(_("Name not stated"))


class ReferralChild(Stated):
    """A child a contact is about, as stated, and the child on record it is, once somebody has said so.

    *Known* has a record; *new* gets one when a decision accepts the contact; *can't tell yet* is an answer, too.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="children")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="referral_children", null=True, blank=True
    )
    part = models.CharField(_("part in this contact"), max_length=20, choices=ChildPart, default=ChildPart.CONCERN)
    known_as = models.CharField(_("known as"), max_length=100, blank=True)
    about_age = models.PositiveSmallIntegerField(_("about how old"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, default=Sex.UNKNOWN)
    nhs_number = models.CharField(_("NHS number"), max_length=10, blank=True, validators=[validators.nhs_number])
    upn = models.CharField(_("unique pupil number (UPN)"), max_length=13, blank=True)
    attends = models.CharField(_("school, college or nursery"), max_length=150, blank=True)

    objects = ReferralChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("child in a contact")
        verbose_name_plural = _("children in a contact")
        ordering = ["created_at", "id"]
        indexes = [
            GinIndex(OpClass(F("plain"), name="gin_trgm_ops"), name="referral_child_trigrams"),
            models.Index(fields=["person"], name="referral_of_child", condition=Q(person__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="stated_child_is_named_or_described",
                condition=~Q(given="", family="", described=""),
                violation_error_message=_("Enter a name, or describe the child."),
            ),
            models.CheckConstraint(
                name="known_child_has_a_record",
                condition=Q(person=None) | Q(known__in=["known", "new"]),
            ),
            models.CheckConstraint(
                name="child_said_to_be_known_is_chosen",
                condition=~Q(known="known") | Q(person__isnull=False),
                violation_error_message=_("Choose which child this is."),
            ),
            models.UniqueConstraint(
                name="one_child_once_a_referral",
                fields=["referral", "person"],
                condition=Q(person__isnull=False, withdrawn_on=None),
                violation_error_message=_("This child is in the contact already."),
            ),
        ]

    def __str__(self) -> str:
        return self.stated_name


class ReferralAdult(Stated):
    """An adult in a contact: a parent, the other half of a relationship, somebody of concern, somebody who protects."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="adults")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="referral_adults", null=True, blank=True)
    part = models.CharField(_("who they are"), max_length=20, choices=AdultPart)
    phone = models.CharField(_("how to reach them"), max_length=150, blank=True)
    about = models.CharField(_("what was said about them"), max_length=1000, blank=True)

    objects = ReferralAdultQuerySet.as_manager()

    class Meta:
        verbose_name = _("adult in a contact")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="stated_adult_is_named_or_described",
                condition=~Q(given="", family="", described=""),
                violation_error_message=_("Enter a name, or describe the adult."),
            ),
            models.CheckConstraint(
                name="known_adult_has_a_record", condition=Q(person=None) | Q(known__in=["known", "new"])
            ),
            models.CheckConstraint(
                name="adult_said_to_be_known_is_chosen",
                condition=~Q(known="known") | Q(person__isnull=False),
                violation_error_message=_("Choose which person this is."),
            ),
        ]

    def __str__(self) -> str:
        return self.stated_name


class ReferralContext(Record):
    """A place, a group, an online space or a relationship that a contact is about, as stated: what happens there, when,
    how often, and to about how many. No list of names is asked for.

    Its name is for finding it; a *new* one is given the neutral name it is recorded under when it is decided.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="contexts")
    context = models.ForeignKey(
        Context, on_delete=models.PROTECT, related_name="referral_contexts", null=True, blank=True
    )
    kind = models.CharField(_("kind of context"), max_length=20, choices=Kind)
    name = models.CharField(_("what it is called, or where it is"), max_length=150)
    address = models.CharField(_("address or nearest landmark"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True, validators=[validators.postcode])
    school_number = models.CharField(_("school’s unique reference number (URN)"), max_length=10, blank=True)
    platform = models.CharField(_("platform"), max_length=100, blank=True)
    route = models.CharField(_("operator and route"), max_length=150, blank=True)
    happens = models.TextField(_("what happens there"), max_length=5000, blank=True)
    when = models.CharField(_("when it happens"), max_length=300, blank=True)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency, blank=True)
    how_many = models.CharField(_("how many young people"), max_length=10, choices=HowMany, blank=True)
    ages = models.CharField(_("of what ages"), max_length=100, blank=True)
    manages = models.CharField(_("who manages the space"), max_length=300, blank=True)
    protective = models.CharField(_("who is protective there"), max_length=300, blank=True)
    safer = models.TextField(_("what would make it safer"), max_length=2000, blank=True)
    known = models.CharField(_("is it known?"), max_length=10, choices=Known, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)

    objects = ReferralContextQuerySet.as_manager()

    class Meta:
        verbose_name = _("context in a contact")
        verbose_name_plural = _("contexts in a contact")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["context"], name="referral_of_context", condition=Q(context__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="known_context_has_a_record", condition=Q(context=None) | Q(known__in=["known", "new"])
            ),
            models.CheckConstraint(
                name="context_said_to_be_known_is_chosen",
                condition=~Q(known="known") | Q(context__isnull=False),
                violation_error_message=_("Choose which context this is."),
            ),
            models.UniqueConstraint(
                name="one_context_once_a_referral",
                fields=["referral", "context"],
                condition=Q(context__isnull=False, withdrawn_on=None),
                violation_error_message=_("This context is in the contact already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Address and postcode in one line."""
        return ", ".join(part for part in (self.address, self.postcode) if part)

    @property
    def details(self) -> list[str]:
        """What some kinds are asked for beside: the number of a school, the platform, the route."""
        return [part for part in (self.school_number, self.platform, self.route) if part]


class HiddenMatch(Record):
    """That a child as stated may be somebody the typist may not see: a task for a manager who may see both.

    Nothing on any page of the contact tells of it. A person is suggested here by an identifier, or by name and date of
    birth together: what is likely alone would fill a manager's list with the children of others.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("To settle")
        SAME = "same", _("The same child")
        DIFFERENT = "different", _("Somebody else")

    stated = models.ForeignKey(ReferralChild, on_delete=models.PROTECT, related_name="hidden_matches")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="hidden_matches")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    settled_on = models.DateField(null=True, blank=True)

    objects = HiddenMatchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(name="one_hidden_match_a_pair", fields=["stated", "person"]),
            models.CheckConstraint(
                name="hidden_match_is_settled_once",
                condition=Q(outcome="open", settled_on=None) | Q(~Q(outcome="open"), settled_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stated} / {self.person}"
