"""Teams that see what is restricted because they have to act at once."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models.roles import Permission
from cs_casework.accounts.models.staff import Cover, Team, TeamMembership, User
from cs_casework.audit.models import Record
from cs_casework.dates import today


class StandingGrantQuerySet(models.QuerySet["StandingGrant"]):
    def visible_to(self, user: Any) -> Self:
        """Those who restrict records and those who review restrictions see which teams hold one, and why."""
        may = user.may(Permission.RESTRICT) or user.may(Permission.REVIEW_RESTRICTIONS)
        return self if may else self.none()

    def standing(self) -> Self:
        """Not ended: those that nobody reviewed in time are among them, though they open nothing."""
        return self.filter(ended_on=None)

    def live(self) -> Self:
        """Those that open restricted records today: until the day of their review, and of a team that is still on duty."""
        return self.standing().filter(from_on__lte=today(), review_due__gte=today(), team__kind__in=Team.ON_DUTY)

    def opening_to(self, user: Any) -> Self:
        """The live ones of the teams that somebody is in today, or covers for a member of."""
        teams = TeamMembership.objects.current().filter(user.own_or_covered("user")).order_by().values("team")
        return self.live().filter(team__in=teams)

    def holders(self) -> Any:
        """The ids of all whom the live ones open restricted records to."""
        teams = self.live().order_by().values("team")
        members = TeamMembership.objects.current().filter(team__in=teams).order_by().values("user")
        covering = Cover.objects.current().filter(absent__in=members).order_by().values("covering")
        return members.union(covering).order_by()

    def to_review(self, within: int) -> Self:
        """Those whose review is due by so many days from today, or is overdue, so that they have stopped."""
        return self.standing().filter(review_due__lte=today() + datetime.timedelta(days=within))


class StandingGrant(Record):
    """That whoever is in a front-door or out-of-hours team sees the restricted records of the service, why, and by whose
    decision: who has to act tonight cannot wait for a grant.

    It is reviewed every 90 days. One that nobody reviewed stops on the day after, without anybody doing anything, and
    counts again only once it is reviewed. Each record seen through one is in the audit as such. A bar goes before it.
    """

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="standing_grants")
    reason = models.TextField(_("reason"), max_length=2000)
    from_on = models.DateField(_("from"))
    review_due = models.DateField(_("review due"))
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("reviewed by")
    )
    reviewed_why = models.TextField(_("why it was kept"), max_length=2000, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("ended by")
    )
    ended_why = models.TextField(_("why it was ended"), max_length=2000, blank=True)

    objects = StandingGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing grant")
        ordering = ["team__name", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_grant_a_team",
                fields=["team"],
                condition=Q(ended_on=None),
                violation_error_message=_("This team holds a standing grant already."),
            ),
            models.CheckConstraint(
                name="standing_grant_end_is_whole",
                condition=Q(ended_on=None, ended_by=None, ended_why="")
                | (Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_why="")),
            ),
            models.CheckConstraint(
                name="standing_grant_is_reviewed",
                condition=Q(review_due__gte=F("from_on")),
                violation_error_message=_("It is reviewed before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.team)

    @property
    def is_live(self) -> bool:
        """Whether it opens records today."""
        counts = self.ended_on is None and self.from_on <= today() <= self.review_due
        return counts and self.team.kind in Team.ON_DUTY
