"""Links that what is recorded proposes by naming a context: nothing is linked until a person says so."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.missing_querysets import LinkProposalQuerySet
from contexts.models import Context, ContextLink
from cs_casework.accounts.models import User
from cs_casework.audit.models import Record
from families.models import Person


@dataclass(frozen=True)
class LinkFacts:
    """What a record that proposes links has to say of them: which context it names now, and what stands on the form of
    whoever accepts one, to be put right. `child` is whose record it is; a factor has its children as rows."""

    context: UUID | None
    intro: str
    source: str
    source_on: datetime.date
    from_on: datetime.date
    child: UUID | None = None
    roles: Sequence[str] = ()
    basis: str = ""


# The columns by which a proposal stands on what it comes from: it has exactly one. A model is one such source as soon as
# it has `link_facts` and stands here.
SOURCES = ("factor", "episode", "interview", "nrm", "on_map")


def _from_one_source() -> Q:
    alone = (Q(**{f"{name}__isnull": name != source for name in SOURCES}) for source in SOURCES)
    return reduce(or_, alone)


class LinkProposal(Record):
    """That something recorded of a child names a context, and so they may belong to it: for a person to say.

    Nothing is linked by it. Who accepts says in which role, and the link has what it came from as its source; who
    declines says why. A proposal is withdrawn when its source is changed so that it no longer makes it.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("To be looked at")
        ACCEPTED = "accepted", _("Linked")
        DECLINED = "declined", _("Not linked")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    SOURCES = SOURCES

    factor = models.ForeignKey(
        "cases.ExtraFamilialFactor", on_delete=models.PROTECT, related_name="link_proposals", null=True, blank=True
    )
    episode = models.ForeignKey(
        "cases.MissingEpisode", on_delete=models.PROTECT, related_name="link_proposals", null=True, blank=True
    )
    interview = models.ForeignKey(
        "cases.ReturnInterview", on_delete=models.PROTECT, related_name="link_proposals", null=True, blank=True
    )
    nrm = models.ForeignKey(
        "cases.NRMReferral", on_delete=models.PROTECT, related_name="link_proposals", null=True, blank=True
    )
    on_map = models.ForeignKey(
        "cases.SafetyMapFeature", on_delete=models.PROTECT, related_name="link_proposals", null=True, blank=True
    )
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="link_proposals")
    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="link_proposals")
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.WAITING)
    link = models.ForeignKey(ContextLink, on_delete=models.PROTECT, related_name="proposals", null=True, blank=True)
    decided_on = models.DateField(_("answered on"), null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_why = models.CharField(_("why not"), max_length=500, blank=True)

    objects = LinkProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed link")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_proposal_a_child",
                fields=[*SOURCES, "child"],
                condition=Q(status="waiting"),
                nulls_distinct=False,
                violation_error_message=_("This link is proposed already."),
            ),
            models.CheckConstraint(name="proposal_comes_from_one", condition=_from_one_source()),
            models.CheckConstraint(
                name="proposal_answered_has_date",
                condition=Q(status="waiting", decided_on=None) | (~Q(status="waiting") & Q(decided_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="proposal_declined_has_reason",
                condition=~Q(status="declined") | ~Q(decided_why=""),
                violation_error_message=_("Say why they are not linked."),
            ),
            models.CheckConstraint(
                name="proposal_accepted_has_link",
                condition=(Q(status="accepted") & Q(link__isnull=False)) | (~Q(status="accepted") & Q(link=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} · {self.context}"

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def came_from(self) -> Any:
        """The record that proposes it."""
        return next(getattr(self, name) for name in SOURCES if getattr(self, f"{name}_id"))
