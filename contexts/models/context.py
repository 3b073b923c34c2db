"""The places, groups and relationships in which young people come to harm or are kept safe, and who is linked to them."""

import datetime

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.db.models.functions import Cast, Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contexts.codes import SHARED_RISK, AdultRole, Basis, Kind, LinkRole, Reliability, ThresholdLevel
from contexts.models.handling import Handled, handling_rules
from contexts.querysets import (
    ContextAdultQuerySet,
    ContextLinkQuerySet,
    ContextQuerySet,
    ContextRelationQuerySet,
)
from cs_casework.access import Grant, Restrictable
from cs_casework.accounts.models import Team
from cs_casework.audit.fields import Plain, Reference
from cs_casework.audit.models import Record
from cs_casework.dates import not_in_future, today, working_days_after
from cs_casework.reference.models import PlaceCategory
from families import validators
from families.models import Person

# Working days that an overdue link still stands before it lapses.
LAPSE_AFTER_WORKING_DAYS = 20
# 92 days after the last review: the longest that three months can be. The cast tells the database the type of a date
# that is not there, when the form asks before anything is saved.
REVIEW_AT_THE_LATEST = ExpressionWrapper(
    Cast(F("reviewed_on"), models.DateField()) + Value(92), output_field=models.DateField()
)


class Context(Restrictable):
    """A place, a peer group, a school, a neighbourhood, an online space, a route or a relationship, as a thing that can
    itself be referred, assessed, planned for and changed (Contextual Safeguarding, level 2).

    Its name is neutral and worded for welfare. A peer group must say why it is recorded, what is meant to come of it,
    how it was identified, who was told, its strengths, and when it is looked at again: three months at most (the
    Information Commissioner's finding on the Gangs Matrix, 2018). There is no rank, leader or "gang" field.
    """

    class Status(models.TextChoices):
        NOTED = "noted", _("Noted")
        REFERRED = "referred", _("Referred")
        SCREENING = "screening", _("Being screened")
        OPEN = "open", _("Open")
        MONITORING = "monitoring", _("Monitoring")
        CLOSED = "closed", _("Closed")

    class Told(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        NOT_YET = "not_yet", _("Not yet")

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, editable=False, db_default=Reference("CTX", "context_reference")
    )
    kind = models.CharField(_("kind of context"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=150)
    plain = models.GeneratedField(expression=Plain(F("name")), output_field=models.TextField(), db_persist=True)
    plain_place = models.GeneratedField(
        expression=Plain(F("address")), output_field=models.TextField(), db_persist=True
    )
    description = models.TextField(_("description"), max_length=5000)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.NOTED)
    threshold_level = models.CharField(_("threshold level"), max_length=20, choices=ThresholdLevel, blank=True)
    threshold_why = models.TextField(_("why this level"), max_length=2000, blank=True)
    lawful_basis = models.CharField(_("lawful basis for recording it"), max_length=300, blank=True)
    owner_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="contexts", null=True, blank=True, verbose_name=_("owner team")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="parts", null=True, blank=True, verbose_name=_("lies within")
    )
    # A place
    category = models.ForeignKey(
        PlaceCategory,
        to_field="code",
        db_column="category",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("category of place"),
    )
    address = models.CharField(_("address or where it is"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True, validators=[validators.postcode])
    easting = models.PositiveIntegerField(_("easting, in metres"), null=True, blank=True)
    northing = models.PositiveIntegerField(_("northing, in metres"), null=True, blank=True)
    times = models.CharField(_("times of day and week that matter"), max_length=300, blank=True)
    school_number = models.CharField(_("school's unique reference number (URN)"), max_length=10, blank=True)
    platform = models.CharField(_("platform"), max_length=100, blank=True)
    route = models.CharField(_("operator and route"), max_length=150, blank=True)
    # A peer group
    purpose = models.TextField(_("purpose of recording this group"), max_length=2000, blank=True)
    intended_outcome = models.TextField(_("what is meant to come of it"), max_length=2000, blank=True)
    how_identified = models.TextField(_("how the group was identified"), max_length=2000, blank=True)
    told_young_people = models.CharField(_("have the young people been told?"), max_length=10, choices=Told, blank=True)
    told_parents = models.CharField(_("have parents been told?"), max_length=10, choices=Told, blank=True)
    why_not_told = models.TextField(_("why anyone has not been told"), max_length=2000, blank=True)
    strengths = models.TextField(_("strengths"), max_length=5000, blank=True)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="merged", null=True, blank=True, editable=False
    )
    merged_on = models.DateField(null=True, blank=True, editable=False)

    objects = ContextQuerySet.as_manager()

    class Meta(Restrictable.Meta):
        verbose_name = _("context")
        ordering = ["name", "reference"]
        indexes = [
            *Restrictable.Meta.indexes,
            GinIndex(OpClass(F("plain"), name="gin_trgm_ops"), name="context_trigrams"),
            GinIndex(OpClass(F("plain_place"), name="gin_trgm_ops"), name="context_place_trigrams"),
            models.Index(fields=["postcode"], name="context_postcode", condition=~Q(postcode="")),
            models.Index(fields=["name", "reference"], name="context_listed"),
            # What may be the same place: contexts/likeness.py.
            models.Index(fields=["easting", "northing"], name="context_near", condition=Q(easting__isnull=False)),
            models.Index(fields=["school_number"], name="context_school", condition=~Q(school_number="")),
            models.Index(Upper("route"), name="context_route", condition=~Q(route="")),
        ]
        constraints = [
            *Restrictable.Meta.constraints,
            models.CheckConstraint(
                name="peer_group_is_accountable",
                condition=~Q(kind="peer_group")
                | (
                    ~Q(purpose="")
                    & ~Q(intended_outcome="")
                    & ~Q(how_identified="")
                    & ~Q(strengths="")
                    & ~Q(told_young_people="")
                    & ~Q(told_parents="")
                    & Q(reviewed_on__isnull=False)
                    & Q(review_due__isnull=False)
                ),
                violation_error_message=_(
                    "A peer group needs a purpose, an intended outcome, how it was identified, who was told, its "
                    "strengths and a review date."
                ),
            ),
            models.CheckConstraint(
                name="not_told_has_reason",
                condition=~(
                    Q(kind="peer_group") & (~Q(told_young_people="yes") | ~Q(told_parents="yes")) & Q(why_not_told="")
                ),
                violation_error_message=_("Say why the young people or their parents have not been told."),
            ),
            models.CheckConstraint(
                name="peer_group_review_within_three_months",
                condition=~Q(kind="peer_group") | Q(review_due__lte=REVIEW_AT_THE_LATEST),
                violation_error_message=_("A peer group is reviewed within three months."),
            ),
            models.CheckConstraint(
                name="threshold_level_has_reason",
                condition=Q(threshold_level="") | ~Q(threshold_why=""),
                violation_error_message=_("Say why this threshold level was chosen."),
            ),
            models.CheckConstraint(
                name="context_lies_in_another",
                condition=~Q(parent=F("id")),
                violation_error_message=_("A context cannot lie within itself."),
            ),
            models.CheckConstraint(
                name="context_merge_is_whole",
                condition=Q(merged_into=None, merged_on=None) | Q(merged_into__isnull=False, merged_on__isnull=False),
            ),
            models.CheckConstraint(name="context_merges_into_another", condition=~Q(merged_into=F("id"))),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("contexts:context-detail", args=[self.pk])

    @property
    def place(self) -> str:
        """Address and postcode in one line."""
        return ", ".join(part for part in (self.address, self.postcode) if part)

    @property
    def review_words(self) -> str:
        """When the group was last looked at and when it is looked at again."""
        if not self.review_due:
            return ""
        return str(
            _("Due %(due)s; last reviewed %(last)s")
            % {"due": f"{self.review_due:%-d %B %Y}", "last": f"{self.reviewed_on:%-d %B %Y}"}
        )

    @property
    def is_protected_place(self) -> bool:
        """Homes for children and refuges never reach a map or a list of places."""
        return self.category is not None and self.category.is_protected

    @property
    def is_review_overdue(self) -> bool:
        return self.review_due is not None and self.review_due < today()

    @property
    def lapses_on(self) -> datetime.date | None:
        """When a peer group that nobody reviews lapses: 20 working days after its review was due. One with an open case
        does not: who shows this asks."""
        return working_days_after(self.review_due, LAPSE_AFTER_WORKING_DAYS) if self.review_due else None

    @property
    def has_lapsed(self) -> bool:
        return self.lapses_on is not None and self.lapses_on <= today()


class ContextGrant(Grant):
    """That one member of staff may see one restricted context until a date."""

    content_object = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="grants")


class ContextLink(Handled):
    """One thing about one child and one context: this role, on this basis, this reliable, from this source.

    A child may hold several roles in one context, harmed and harming among them, each a link of its own. No link
    stands for ever unlooked at: those that count as shared risk fall due for review, and lapse when nobody answers.
    """

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="context_links")
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="links")
    role = models.CharField(_("what links them"), max_length=20, choices=LinkRole)
    basis = models.CharField(_("how we know"), max_length=20, choices=Basis)
    reliability = models.CharField(_("how reliable it is"), max_length=20, choices=Reliability)
    source = models.CharField(_("source: who told us, or what was seen"), max_length=300)
    source_on = models.DateField(_("date of the source"), validators=[not_in_future])
    child_view = models.TextField(_("the child's own view"), max_length=2000, blank=True)
    from_on = models.DateField(_("from"), validators=[not_in_future])
    to_on = models.DateField(_("until"), null=True, blank=True)
    ended_why = models.CharField(_("why it ended"), max_length=300, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True)
    lapses_on = models.DateField(null=True, blank=True, editable=False)
    # When somebody last said that it is true: at 18 every link is looked at again, whenever it falls due.
    reviewed_on = models.DateField(_("last looked at on"), null=True, blank=True, editable=False)

    objects = ContextLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("context link")
        ordering = ["context__name", "role"]
        indexes = [
            # The two that carry the question "who shares a context with whom".
            models.Index(
                fields=["context", "child"],
                include=["id", "role", "from_on", "to_on", "lapses_on"],
                name="link_by_context",
            ),
            models.Index(
                fields=["child", "context"],
                include=["role", "from_on", "to_on", "lapses_on"],
                name="link_by_child",
            ),
            models.Index(fields=["review_due"], name="link_review_due", condition=Q(to_on=None)),
        ]
        constraints = [
            *handling_rules("link"),
            models.UniqueConstraint(
                name="one_current_link_a_role",
                fields=["child", "context", "role"],
                condition=Q(to_on=None),
                violation_error_message=_("This child is linked to this context in this role already."),
            ),
            models.CheckConstraint(
                name="link_ends_after_it_began",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("The link ends before it begins."),
            ),
            models.CheckConstraint(
                name="link_ends_with_reason",
                condition=Q(to_on=None, ended_why="") | (Q(to_on__isnull=False) & ~Q(ended_why="")),
                violation_error_message=_("An end needs both a date and a reason."),
            ),
            models.CheckConstraint(
                name="shared_risk_is_reviewed",
                condition=Q(role__in=["attends", "lives_near"]) | Q(review_due__isnull=False, lapses_on__isnull=False),
                violation_error_message=_("This link needs a review date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} · {self.get_role_display()} · {self.context}"

    @property
    def counts_as_shared_risk(self) -> bool:
        return self.role in SHARED_RISK

    @property
    def is_current(self) -> bool:
        """Neither ended nor lapsed."""
        return (self.to_on is None or self.to_on > today()) and (self.lapses_on is None or self.lapses_on > today())

    @property
    def has_lapsed(self) -> bool:
        return self.to_on is None and self.lapses_on is not None and self.lapses_on <= today()

    @property
    def days_lapsed(self) -> int:
        """How long it has been out of every count because nobody looked at it."""
        return (today() - self.lapses_on).days if self.has_lapsed and self.lapses_on else 0

    @property
    def is_asked_at_18(self) -> bool:
        """Current, of who has turned 18, and not looked at since: at 18 every link is reviewed, whatever it says."""
        grown = self.child.adult_on
        return (
            self.is_current
            and grown is not None
            and self.child.is_adult
            and (self.reviewed_on is None or self.reviewed_on < grown)
        )

    @property
    def review_by(self) -> datetime.date | None:
        """The day by which it must be looked at: when it falls due, or the 18th birthday where that has come first."""
        if not self.is_asked_at_18:
            return self.review_due
        grown = self.child.adult_on
        assert grown is not None
        return min(grown, self.review_due or grown)

    @property
    def is_review_overdue(self) -> bool:
        return self.is_current and self.review_due is not None and self.review_due < today()


class ContextAdult(Handled):
    """An adult in a context, named on the record or described: who protects there, who manages it, who is a concern.

    Guardianship in the sense of the neighbourhood assessment: adults with caring intent who support safety.
    """

    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="adults")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="adult_in_contexts", null=True, blank=True
    )
    described = models.CharField(_("who they are"), max_length=300, blank=True)
    role = models.CharField(_("part they play"), max_length=20, choices=AdultRole)
    basis = models.CharField(_("how we know"), max_length=20, choices=Basis)
    reliability = models.CharField(_("how reliable it is"), max_length=20, choices=Reliability)
    source = models.CharField(_("source"), max_length=300)
    source_on = models.DateField(_("date of the source"), validators=[not_in_future])
    from_on = models.DateField(_("from"), validators=[not_in_future])
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = ContextAdultQuerySet.as_manager()

    class Meta:
        verbose_name = _("adult in a context")
        ordering = ["role", "described"]
        constraints = [
            *handling_rules("adult"),
            models.CheckConstraint(
                name="adult_named_or_described",
                condition=Q(person__isnull=False) | ~Q(described=""),
                violation_error_message=_("Name or describe the adult."),
            ),
            models.CheckConstraint(
                name="adult_ends_after_they_began",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.described or str(self.person)


class ContextRelation(Record):
    """How one context stands to another: a group uses a place, a place lies in an area."""

    class Kind(models.TextChoices):
        USES = "uses", _("uses")
        LIES_IN = "lies_in", _("lies in")
        LEADS_TO = "leads_to", _("leads to")
        OVERLAPS = "overlaps", _("shares people with")

    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="relations_to")
    kind = models.CharField(_("relation"), max_length=20, choices=Kind)
    source = models.CharField(_("source"), max_length=300, blank=True)
    from_on = models.DateField(_("from"), validators=[not_in_future])
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = ContextRelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation between contexts")
        ordering = ["kind", "created_at"]
        constraints = [
            models.CheckConstraint(
                name="context_related_to_another",
                condition=~Q(context=F("other")),
                violation_error_message=_("A context cannot be related to itself."),
            ),
            models.CheckConstraint(
                name="context_relation_ends_after_it_began",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
            ),
            models.UniqueConstraint(
                name="one_current_context_relation", fields=["context", "other", "kind"], condition=Q(to_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.context} {self.get_kind_display()} {self.other}"
