"""The people who work here, their teams, and who covers for whom."""

import datetime
from copy import copy
from functools import lru_cache
from typing import Any, Self
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import connection, models
from django.db.models import Count, F, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import UUID7, Coalesce, Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models.roles import Permission, Role
from cs_casework.dates import today


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, user: Any) -> Self:
        """The pages of teams are for who manages staff; a team's name stands wherever its work does."""
        return self if user.may(Permission.MANAGE_STAFF) else self.none()

    def with_members(self) -> Self:
        """Each team with `member_count` and `managers`: who is in it today and whose account is on."""
        today_in_it = TeamMembership.objects.current().filter(user__is_active=True)
        managers = today_in_it.filter(is_manager=True).select_related("user").order_by("user__name")
        counted = today_in_it.filter(team=OuterRef("pk")).order_by().values("team").annotate(number=Count("pk"))
        return self.annotate(member_count=Coalesce(models.Subquery(counted.values("number")), 0)).prefetch_related(
            models.Prefetch("memberships", managers, to_attr="managers")
        )


class Team(models.Model):
    """A team cases are held by, with one or more managers among its members."""

    class Kind(models.TextChoices):
        FRONT_DOOR = "front_door", _("Front door")
        OUT_OF_HOURS = "out_of_hours", _("Out of hours")
        CASEWORK = "casework", _("Casework")
        CONTEXTS = "contexts", _("Contexts")

    # Who has to act at once, on whatever comes in: these alone may hold a standing grant.
    ON_DUTY = (Kind.FRONT_DOOR, Kind.OUT_OF_HOURS)

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    name = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CASEWORK)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="team_name_whatever_its_letters",
                violation_error_message=_("There is a team of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("administration:team-detail", args=[self.pk])


# By what name a member of staff has the grants on each kind of record. The tables are of apps above this one.
GRANTED = ("persongrant", "familygrant", "contextgrant", "casegrant")


# In the place of whoever is asked about, where a statement is put together for whoever it will be.
SOMEBODY = UUID(int=0)


class StaffQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: Any) -> Self:
        """The pages of staff are for who manages staff; a colleague's name stands wherever their work does."""
        return self if user.may(Permission.MANAGE_STAFF) else self.none()

    def in_state(self, state: str) -> Self:
        """Those whose account is active, waits for its first password, or is switched off."""
        no_password = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        if state == User.State.OFF:
            return self.filter(is_active=False)
        return self.filter(no_password if state == User.State.NO_PASSWORD else ~no_password, is_active=True)

    def with_teams(self) -> Self:
        """Each with `current_memberships`: the teams they are in today."""
        current = TeamMembership.objects.current().select_related("team").order_by("team__name")
        return self.prefetch_related(models.Prefetch("team_memberships", current, to_attr="current_memberships"))

    def signed_in(self, pk: Any) -> Self:
        """The one with this id, with `standing_team`: the name of a team by whose standing grant they see restricted
        records today, or nothing; and `is_let_in`: whether anything restricted is granted or open to them by name now."""
        (held, held_by), (let_in, let_in_by) = _how_they_see(today())
        standing_team = RawSQL(held, [pk if value is SOMEBODY else value for value in held_by], models.TextField())  # noqa: S611
        is_let_in = RawSQL(let_in, [pk if value is SOMEBODY else value for value in let_in_by], models.BooleanField())  # noqa: S611
        return self.filter(pk=pk).annotate(standing_team=standing_team, is_let_in=is_let_in)

    def able_to_cover(self, absent: "User", *, by: "User | None") -> Self:
        """Whom `by` may let cover for somebody: whose account is on and whose role has every right that theirs has.

        Not the absent, and not `by`: whoever manages staff gives themselves nobody's work.
        """
        found = self.filter(is_active=True).exclude(pk__in=[user.pk for user in (absent, by) if user])
        needed = absent.role.permissions if absent.role else []
        return found.filter(role__permissions__contains=needed) if needed else found

    def with_questions(self) -> Self:
        """Each with `is_asked_why`: whether it is still to be answered why they opened so many records."""
        asked: Any = User._meta.get_field("unusual_volumes").related_model
        return self.annotate(is_asked_why=models.Exists(asked.objects.unanswered().filter(user=OuterRef("pk"))))

    def managing_staff(self) -> Self:
        """Administrators who can sign in: an account without a password helps nobody."""
        return self.in_state(User.State.ACTIVE).filter(role__permissions__contains=[Permission.MANAGE_STAFF])


@lru_cache(maxsize=2)
def _how_they_see(day: datetime.date) -> tuple[tuple[str, list[Any]], tuple[str, list[Any]]]:
    """What `signed_in` asks of somebody on this day, as SQL with its values: it is asked with every page, and putting it
    together takes longer than answering it."""
    grants: Any = Team._meta.get_field("standing_grants").related_model
    held = _written(grants.objects.opening_to(User(pk=SOMEBODY)).order_by("team__name").values("team__name"))
    let_in = []
    for related in GRANTED:
        granted: Any = User._meta.get_field(related).related_model
        opened: Any = granted._meta.get_field("content_object").related_model._meta.get_field("openings")
        for rows in (granted.objects.live(), opened.related_model.objects.live()):
            let_in.append(_written(rows.filter(user=SOMEBODY).order_by().values("pk")))
    any_of = " OR ".join(f"EXISTS({text})" for text, _values in let_in)
    return held, (any_of, [value for _text, values in let_in for value in values])


def _written(rows: models.QuerySet[Any]) -> tuple[str, list[Any]]:
    text, values = rows[:1].query.get_compiler(connection=connection).as_sql()
    if any(isinstance(value, datetime.datetime) for value in values):
        raise TypeError("What is kept for a day knows no hour.")
    return text, [SOMEBODY if value == SOMEBODY else value for value in values]


class StaffManager(UserManager["User"]):
    use_in_migrations = False  # a migration that imported it would run the code of today on the tables of then
    _queryset_class = StaffQuerySet

    def get_queryset(self) -> StaffQuerySet:
        found: Any = super().get_queryset().select_related("role")
        return found

    def visible_to(self, user: Any) -> StaffQuerySet:
        return self.get_queryset().visible_to(user)


class User(AbstractUser):
    """A member of staff who signs in. People the service works with are `families.Person`, never this."""

    class State(models.TextChoices):
        """What can be done with an account today."""

        ACTIVE = "active", _("Active")
        NO_PASSWORD = "no_password", _("No password yet")
        OFF = "off", _("Switched off")

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150)
    job_title = models.CharField(max_length=100, blank=True)
    phone = models.CharField(_("work telephone"), max_length=40, blank=True)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="users", null=True, blank=True)
    # Whether a standing grant counts when it is asked what they may see: not in the answer to what they see without one.
    uses_standing = True
    # The same of what they opened in an emergency, and of what was granted to them by name.
    uses_openings = True
    uses_grants = True
    standing_team: str | None = None  # told by `signed_in`, of whoever is signed in
    is_let_in = False  # as `signed_in` finds it
    is_asked_why = False  # as `with_questions` finds it
    through = ""  # the system that calls the API as them (`tokens.py`): stands beside their name in the audit
    token: Any = None  # the key of that system's token
    only_team: Any = None  # the team that a token is only for: what others work with is closed to it

    objects = StaffManager()  # type: ignore[misc]
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("administration:staff-detail", args=[self.pk])

    @property
    def state(self) -> State:
        if not self.is_active:
            return self.State.OFF
        return self.State.ACTIVE if self.has_usable_password() else self.State.NO_PASSWORD

    def may(self, permission: Permission) -> bool:
        """Whether this person's role lets them do this at all; which records is the question of `visible_to`."""
        return self.is_active and self.role is not None and permission in self.role.permissions

    @property
    def rights(self) -> frozenset[str]:
        """Everything their role lets them do, as `Permission` values; nothing once the account is off."""
        return frozenset(self.role.permissions) if self.is_active and self.role else frozenset()

    def managed_teams(self) -> models.QuerySet["Team"]:
        """The teams they are a manager of today, or cover for a manager of."""
        managing = TeamMembership.objects.current().filter(self.own_or_covered("user"), is_manager=True)
        return Team.objects.filter(pk__in=managing.order_by().values("team"))

    def own_or_covered(self, column: str) -> Q:
        """Rows whose `column` names them, or somebody they cover for today: what is theirs to do."""
        covered = Cover.objects.current().filter(covering=self).order_by().values("absent")
        # One list of people: an index finds their rows, which it does not by either of two conditions.
        return Q(**{f"{column}__in": covered.union(User.objects.order_by().filter(pk=self.pk).values("pk"))})

    def without_standing(self) -> "User":
        """The same person, asked about as if no team of theirs held a standing grant."""
        other = copy(self)
        other.uses_standing = False
        return other

    def without_openings(self) -> "User":
        """The same person, asked about as if they had opened nothing in an emergency."""
        other = copy(self)
        other.uses_openings = False
        return other

    def let_in_nowhere(self) -> "User":
        """The same person, asked about as if neither they nor a team of theirs were granted anything, nor anything were
        open to them."""
        other = self.without_standing().without_openings()
        other.uses_grants = False
        return other


class TeamMembershipQuerySet(models.QuerySet["TeamMembership"]):
    def visible_to(self, user: Any) -> Self:
        """As the pages of staff and teams that they stand on."""
        return self if user.may(Permission.MANAGE_STAFF) else self.none()

    def current(self) -> Self:
        return self.filter(from_on__lte=today()).filter(Q(to_on=None) | Q(to_on__gt=today()))


class TeamMembership(models.Model):
    """That someone works in a team, from when to when, and whether they manage it."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="team_memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    is_manager = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = TeamMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["team__name", "user__name"]
        constraints = [
            models.CheckConstraint(
                name="team_membership_ends_after", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.UniqueConstraint(
                name="one_current_team_membership", fields=["user", "team"], condition=Q(to_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"

    @property
    def has_ended(self) -> bool:
        return self.to_on is not None and self.to_on <= today()


class CoverQuerySet(models.QuerySet["Cover"]):
    def visible_to(self, user: Any) -> Self:
        """As the pages of staff that it stands on."""
        return self if user.may(Permission.MANAGE_STAFF) else self.none()

    def standing(self) -> Self:
        """Under way or still to come: neither over nor ended early."""
        return self.filter(to_on__gte=today(), ended_on=None)

    def current(self) -> Self:
        return self.standing().filter(from_on__lte=today())


class Cover(models.Model):
    """That one member of staff does another's work while they are away, both days included, and why.

    Whoever covers finds that work among their own, may see what those who work with it may see, and manages the teams
    that the other manages. It opens no restricted record that is granted to the other by name: that takes a grant of
    one's own. What a team's standing grant opens to the other it does open, as duty is one of the things to be covered.
    One that is ended early counts no more from that moment, and keeps the days it was meant for.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    absent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covered_by")
    covering = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covers")
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=200)
    ended_on = models.DateField(_("ended early on"), null=True, blank=True, editable=False)

    objects = CoverQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]
        constraints = [
            models.CheckConstraint(
                name="cover_ends_after_it_began",
                condition=Q(to_on__gte=F("from_on")),
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                name="cover_is_by_another",
                condition=~Q(absent=F("covering")),
                violation_error_message=_("Nobody covers for themselves."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.covering} → {self.absent}"

    @property
    def stands(self) -> bool:
        """Whether it is under way or still to come."""
        return self.ended_on is None and self.to_on >= today()
