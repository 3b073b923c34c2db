"""Families and who belongs to them."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cs_casework.access import Grant, Restrictable
from cs_casework.audit.fields import Plain, Reference
from cs_casework.audit.models import Record
from cs_casework.confidential.bars import Bar
from cs_casework.confidential.openings import Opening
from cs_casework.dates import not_in_future
from families.duplicate_querysets import FamiliesApartQuerySet
from families.models.person import Person
from families.querysets import FamilyMembershipQuerySet, FamilyQuerySet


class Family(Restrictable):
    """People the service works with as one family. It may live in two households.

    *Not yet confirmed* marks a family nobody has checked, such as one an import made for a single child. A family
    joined into another keeps its reference, which leads to the other.
    """

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, editable=False, db_default=Reference("FAM", "family_reference")
    )
    name = models.CharField(_("family name"), max_length=150, blank=True)
    plain = models.GeneratedField(expression=Plain(F("name")), output_field=models.TextField(), db_persist=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)
    joined_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="joined_families", null=True, blank=True, editable=False
    )
    joined_on = models.DateField(null=True, blank=True, editable=False)

    objects = FamilyQuerySet.as_manager()

    class Meta(Restrictable.Meta):
        verbose_name = _("family")
        verbose_name_plural = _("families")
        ordering = ["name", "reference"]
        indexes = [
            *Restrictable.Meta.indexes,
            GinIndex(OpClass(F("plain"), name="gin_trgm_ops"), name="family_trigrams"),
        ]
        constraints = [
            *Restrictable.Meta.constraints,
            models.CheckConstraint(
                name="family_join_is_whole",
                condition=Q(joined_into=None, joined_on=None) | Q(joined_into__isnull=False, joined_on__isnull=False),
            ),
            models.CheckConstraint(name="family_joins_another", condition=~Q(joined_into=F("id"))),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Family %(reference)s") % {"reference": self.reference})

    def get_absolute_url(self) -> str:
        return reverse("families:family-detail", args=[self.pk])

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_on is not None


class FamilyGrant(Grant):
    """That one member of staff may see one restricted family until a date."""

    content_object = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="grants")


class FamilyBar(Bar):
    """That one member of staff is barred from one family."""

    record = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="bars")

    class Meta(Bar.Meta):
        verbose_name = _("bar")


class FamilyOpening(Opening):
    """That one restricted family was opened to one member of staff in an emergency."""

    record = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="openings")


class FamilyMembership(Record):
    """That someone belongs to a family, as kin or by placement, from when to when.

    Kinship and placement are kept apart because children who share a foster home are not related by it.
    """

    class Basis(models.TextChoices):
        KIN = "kin", _("Family member")
        PLACEMENT = "placement", _("Placed here or caring for a placed child")

    class Part(models.TextChoices):
        CHILD = "child", _("Child")
        MOTHER = "mother", _("Mother")
        FATHER = "father", _("Father")
        STEP_PARENT = "step_parent", _("Step-parent or parent's partner")
        GRANDPARENT = "grandparent", _("Grandparent")
        OTHER_KIN = "other_kin", _("Other relative")
        CARER = "carer", _("Carer")
        PLACED_CHILD = "placed_child", _("Placed child")
        OTHER = "other", _("Other member of the household")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="memberships")
    basis = models.CharField(_("how they belong"), max_length=10, choices=Basis, default=Basis.KIN)
    part = models.CharField(_("part in the family"), max_length=20, choices=Part)
    from_on = models.DateField(_("from"), null=True, blank=True, validators=[not_in_future])
    to_on = models.DateField(_("until"), null=True, blank=True)
    ended_why = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = FamilyMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("family member")
        ordering = ["part", "person__birth_on"]
        constraints = [
            models.UniqueConstraint(
                name="one_current_membership",
                fields=["person", "family"],
                condition=Q(to_on=None),
                violation_error_message=_("This person is a member of the family already."),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_began",
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                name="membership_ends_with_reason",
                condition=Q(to_on=None, ended_why="") | (Q(to_on__isnull=False) & ~Q(ended_why="")),
                violation_error_message=_("An end needs both a date and a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.family}"


class FamiliesApart(Record):
    """That somebody looked at two families that could be one and found that they are not, and how they know.

    So nobody is asked again. When more is learned, joining them is still open to a manager.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="apart_from")
    other = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="apart_from_these")
    reason = models.TextField(_("how you know"), max_length=2000)

    objects = FamiliesApartQuerySet.as_manager()

    class Meta:
        verbose_name = _("two families that are not one")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="families_apart_once",
                fields=["family", "other"],
                violation_error_message=_("This has been recorded already."),
            ),
            models.CheckConstraint(name="families_apart_are_two", condition=~Q(family=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.family} / {self.other}"
