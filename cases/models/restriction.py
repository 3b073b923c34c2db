"""What managers decide about a restriction after it was made: that it is kept, or is to be lifted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.restriction_querysets import RestrictionReviewQuerySet
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from families.models import Family, Person

# By which column a row names the record that is restricted.
RESTRICTED = {Person: "person", Family: "family", Context: "context", Case: "case"}


def names_one_restricted(name: str) -> models.CheckConstraint:
    """That a row is about one restricted record, of whichever of the four kinds."""
    empty = dict.fromkeys(RESTRICTED.values())
    one = Q()
    for column in RESTRICTED.values():
        others = {other: None for other in empty if other != column}
        one |= Q(**{f"{column}__isnull": False}, **others)
    return models.CheckConstraint(name=name, condition=one)


class RestrictionReview(Record):
    """That somebody looked again at whether a record must be restricted, and what came of it: it is kept for another 90
    days, or they propose to lift it, and another manager agrees or does not. Lifting takes two people."""

    class State(models.TextChoices):
        KEPT = "kept", _("Kept")
        PROPOSED = "proposed", _("Lifting proposed")
        AGREED = "agreed", _("Lifted")
        REFUSED = "refused", _("Not lifted")
        TAKEN_BACK = "taken_back", _("Proposal taken back")

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="restriction_reviews", null=True, blank=True
    )
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, related_name="restriction_reviews", null=True, blank=True
    )
    context = models.ForeignKey(
        Context, on_delete=models.PROTECT, related_name="restriction_reviews", null=True, blank=True
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="restriction_reviews", null=True, blank=True)
    state = models.CharField(_("what came of it"), max_length=10, choices=State)
    why = models.TextField(_("why"), max_length=2000)
    decided_on = models.DateField(_("answered on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("answered by")
    )
    decided_why = models.TextField(_("the answer"), max_length=2000, blank=True)

    objects = RestrictionReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a restriction")
        ordering = ["-created_at", "-id"]
        constraints = [
            names_one_restricted("review_of_one_restriction"),
            models.UniqueConstraint(
                name="one_lifting_proposed",
                fields=["person", "family", "context", "case"],
                condition=Q(state="proposed"),
                nulls_distinct=False,
                violation_error_message=_("Lifting this restriction is proposed already."),
            ),
            models.CheckConstraint(
                name="lifting_answer_is_whole",
                condition=Q(state__in=["kept", "proposed"], decided_on=None, decided_by=None, decided_why="")
                | (
                    Q(state__in=["agreed", "refused"], decided_on__isnull=False, decided_by__isnull=False)
                    & ~Q(decided_why="")
                )
                | Q(state="taken_back", decided_on__isnull=False, decided_by=F("created_by")),
            ),
            models.CheckConstraint(
                name="lifting_takes_two",
                condition=~Q(state__in=["agreed", "refused"], decided_by=F("created_by")),
                violation_error_message=_("Lifting takes two people. Somebody else has to answer this."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def target(self) -> Person | Family | Context | Case:
        """The record that is restricted."""
        found = self.person or self.family or self.context or self.case
        assert found is not None
        return found
