"""What happened once, at one time: on the record of every child in it and of the context where it happened."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.codes import IncidentRole
from cases.incident_querysets import IncidentChildQuerySet, IncidentHarmQuerySet, IncidentQuerySet
from contexts.models import Context
from cs_casework.audit.models import Record
from cs_casework.reference.harms import ToldHarm
from families.models import Person


class Incident(Record):
    """Something that happened outside the family, once: when, where, what, how it is known, and who was in it.

    Where may be not known, and so may who; not both. It changes only by a new version with a reason.
    """

    occurred_at = models.DateTimeField(_("when it happened"))
    context = models.ForeignKey(
        Context, on_delete=models.PROTECT, related_name="incidents", null=True, blank=True, verbose_name=_("where")
    )
    what = models.TextField(_("what happened"), max_length=20000)
    source = models.CharField(_("source: who told us, or what was seen"), max_length=300)
    police_reference = models.CharField(_("police reference"), max_length=60, blank=True)
    is_critical = models.BooleanField(_("critical moment"), default=False)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        ordering = ["-occurred_at", "-created_at"]
        indexes = [models.Index(fields=["context", "-occurred_at"], name="incident_of_context")]
        constraints = [
            models.CheckConstraint(
                name="incident_is_not_of_the_future",
                condition=Q(occurred_at__lte=F("created_at")),
                violation_error_message=_("An incident cannot be of the future."),
            ),
            models.CheckConstraint(
                name="incident_says_what",
                condition=~Q(what="") & ~Q(source=""),
                violation_error_message=_("Say what happened, and how it is known."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Incident on %(day)s") % {"day": f"{timezone.localtime(self.occurred_at):%-d %B %Y}"})

    def get_absolute_url(self) -> str:
        return reverse("cases:incident-detail", args=[self.pk])

    @property
    def was_changed(self) -> bool:
        """Whether it is no longer as first recorded (only where the queryset counted its versions)."""
        return getattr(self, "version_count", 1) > 1

    @property
    def parts(self) -> list[tuple[Person, list["IncidentChild"]]]:
        """Each child in it with every part they had (only where the queryset brought them along: `with_rows`)."""
        found: dict[Person, list[IncidentChild]] = {}
        for row in getattr(self, "in_it", []):
            found.setdefault(row.child, []).append(row)
        order = list(IncidentRole.values)
        return [(child, sorted(rows, key=lambda row: order.index(row.role))) for child, rows in found.items()]


class IncidentRow(Record):
    """What belongs to one incident, and may be taken out of it again: it then stays in history."""

    withdrawn_on = models.DateField(_("taken out on"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class IncidentChild(IncidentRow):
    """That a child had this part in an incident. A child who had several has a row for each."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="incident_children")
    role = models.CharField(_("part"), max_length=20, choices=IncidentRole)

    objects = IncidentChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("child in an incident")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_part_of_a_kind_in_an_incident",
                fields=["incident", "child", "role"],
                violation_error_message=_("This child has this part in the incident already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.child} · {self.get_role_display()}"


class IncidentHarm(ToldHarm):
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="harms")

    objects = IncidentHarmQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of harm of an incident")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_harm_of_a_kind_in_an_incident",
                fields=["incident", "harm_type"],
                violation_error_message=_("The incident has this kind of harm already."),
            )
        ]
