"""How people are related, and where they live."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future
from families import validators
from families.address_querysets import AddressQuerySet
from families.models.person import Person
from families.tie_querysets import TieQuerySet


class Relationship(Record):
    """How one person is related to another, read from `person` to `other`: "Ana is the mother of Bo".

    One row serves both directions; the inverse is read, never written twice.
    """

    class Kind(models.TextChoices):
        PARENT = "parent", _("parent of")
        STEP_PARENT = "step_parent", _("step-parent of")
        GRANDPARENT = "grandparent", _("grandparent of")
        SIBLING = "sibling", _("brother or sister of")
        HALF_SIBLING = "half_sibling", _("half-brother or half-sister of")
        AUNT_UNCLE = "aunt_uncle", _("aunt or uncle of")
        COUSIN = "cousin", _("cousin of")
        PARTNER = "partner", _("partner of")
        FORMER_PARTNER = "former_partner", _("former partner of")
        OTHER_KIN = "other_kin", _("other relative of")
        FOSTER_CARER = "foster_carer", _("foster carer of")
        FRIEND = "friend", _("friend of")
        ACQUAINTANCE = "acquaintance", _("knows")
        OTHER = "other", _("in another way connected to")

    INVERSE = {
        Kind.PARENT: _("child of"),
        Kind.STEP_PARENT: _("step-child of"),
        Kind.GRANDPARENT: _("grandchild of"),
        Kind.AUNT_UNCLE: _("niece or nephew of"),
        Kind.FOSTER_CARER: _("fostered by"),
    }
    # What makes two people related. Fostering, friendship and acquaintance do not.
    FAMILY_KINDS = (
        Kind.PARENT,
        Kind.STEP_PARENT,
        Kind.GRANDPARENT,
        Kind.SIBLING,
        Kind.HALF_SIBLING,
        Kind.AUNT_UNCLE,
        Kind.COUSIN,
        Kind.PARTNER,
        Kind.FORMER_PARTNER,
        Kind.OTHER_KIN,
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships_to")
    kind = models.CharField(_("relationship"), max_length=20, choices=Kind)
    parental_responsibility = models.BooleanField(_("has parental responsibility"), null=True, blank=True)
    informal_carer = models.BooleanField(_("cares for them informally"), default=False)
    from_on = models.DateField(_("from"), null=True, blank=True, validators=[not_in_future])
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = TieQuerySet.as_manager()

    class Meta:
        verbose_name = _("relationship")
        ordering = ["kind", "created_at"]
        constraints = [
            models.CheckConstraint(
                name="related_to_someone_else",
                condition=~Q(person=F("other")),
                violation_error_message=_("A person cannot be related to themselves."),
            ),
            models.CheckConstraint(
                name="relationship_ends_after_it_began",
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("It ends before it begins."),
            ),
            models.UniqueConstraint(
                name="one_current_relationship",
                fields=["person", "other", "kind"],
                condition=Q(to_on=None),
                violation_error_message=_("This relationship is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()} {self.other}"

    def inverse_display(self) -> str:
        """The relationship in words, read from `other` to `person`."""
        return str(self.INVERSE.get(self.Kind(self.kind), self.get_kind_display()))


class NotRelated(Record):
    """That somebody looked at two people who may be related and found that they are not, and how they know.

    So nobody is asked again. A relationship recorded afterwards counts all the same.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="not_related_to")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="not_related_to_these")
    reason = models.TextField(_("how you know"), max_length=2000)

    objects = TieQuerySet.as_manager()

    class Meta:
        verbose_name = _("two people who are not related")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                Least("person", "other"),
                Greatest("person", "other"),
                name="not_related_once",
                violation_error_message=_("This has been recorded already."),
            ),
            models.CheckConstraint(name="not_related_are_two", condition=~Q(person=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.person} / {self.other}"


class Address(Record):
    """Where someone lives or lived. A protected address never reaches a list, a search result or a map."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="addresses")
    lines = models.CharField(_("address"), max_length=300)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True, validators=[validators.postcode])
    is_protected = models.BooleanField(_("protected: keep it off every list and map"), default=False)
    from_on = models.DateField(_("from"), null=True, blank=True, validators=[not_in_future])
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        ordering = [F("to_on").desc(nulls_first=True), F("from_on").desc(nulls_last=True)]
        indexes = [models.Index(fields=["postcode"], name="address_postcode")]
        constraints = [
            models.CheckConstraint(
                name="address_ends_after_it_began",
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("It ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.lines} {self.postcode}".strip()
