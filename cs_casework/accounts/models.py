"""The people who work here, their teams, and what a role lets them do."""

import datetime
from copy import copy
from typing import Any, Self

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import Count, F, OuterRef, Q
from django.db.models.functions import UUID7, Coalesce, Lower, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cs_casework.audit.models import Record
from cs_casework.dates import today


class Permission(models.TextChoices):
    """What a role may do, in verb and noun; at most forty of them, so that a person can hold them in mind."""

    VIEW_PEOPLE = "people.view", _("see people and families")
    EDIT_PEOPLE = "people.edit", _("change details of people and families")
    MERGE_PEOPLE = "people.merge", _("merge two records of one person")
    JOIN_FAMILIES = "families.join", _("confirm and join families")
    LIST_CONTEXTS = "contexts.list", _("see names and status of contexts")
    VIEW_CONTEXTS = "contexts.view", _("see contexts and who is linked to them")
    EDIT_CONTEXTS = "contexts.edit", _("change contexts and links")
    MERGE_CONTEXTS = "contexts.merge", _("merge contexts")
    VIEW_ALLEGED = "links.alleged", _("see who is alleged to have harmed in a context")
    VIEW_REFERRALS = "referrals.view", _("see contacts and referrals")
    TAKE_REFERRALS = "referrals.take", _("take, change and submit contacts")
    DECIDE_REFERRALS = "referrals.decide", _("decide on contacts")
    LIST_CASES = "cases.list", _("see that a case is open and who leads")
    VIEW_CASES = "cases.view", _("see case records")
    PROPOSE_CASE = "cases.propose", _("propose a case")
    OPEN_CASE = "cases.open", _("open and decline cases")
    ALLOCATE_CASE = "cases.allocate", _("allocate cases")
    WRITE_NOTES = "notes.write", _("write case notes")
    OWN_ACTIONS = "actions.own", _("see and finish the actions given to them")
    WRITE_OVERSIGHT = "notes.oversight", _("record management oversight and supervision")
    WRITE_ASSESSMENTS = "assessments.write", _("write assessments")
    AUTHORISE_ASSESSMENTS = "assessments.authorise", _("authorise, return and extend assessments")
    RUN_MEETINGS = "meetings.run", _("book meetings, invite to them, minute and circulate")
    APPROVE_MEETINGS = "meetings.approve", _("chair meetings, decide there, and approve minutes")
    WRITE_PLANS = "plans.write", _("write and review plans, and say which children they reach")
    AGREE_PLANS = "plans.agree", _("agree and end plans")
    RESTRICT = "records.restrict", _("restrict a record and grant access to it")
    REVIEW_RESTRICTIONS = "restrictions.review", _("review restrictions")
    BREAK_GLASS = "records.emergency", _("open a restricted record in an emergency")
    READ_REMOVED = "removed.read", _("read what was removed from a record")
    KEEP_RECORDS = "records.keep", _("hold records, propose disposal, and prepare what a person asks to see of theirs")
    AGREE_DISPOSAL = "records.agree", _("agree to disposal, and check what is given to a person of their record")
    AUDIT_TEAM = "audit.team", _("see who looked at own team's records")
    AUDIT_ALL = "audit.all", _("see who looked at any record")
    MANAGE_STAFF = "staff.manage", _("manage users, teams, roles and reference data")


class Role(models.Model):
    """A kind of job, and what it lets a person do. Data, not code: councils name and cut their jobs differently."""

    reference_data = True

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)
    permissions = ArrayField(models.CharField(max_length=40, choices=Permission), default=list)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def in_words(self) -> list[str]:
        """What it may do, in the order in which a person would look for it."""
        return [str(permission.label) for permission in Permission if permission in self.permissions]


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
        records today, or nothing."""
        held = StandingGrant.objects.opening_to(User(pk=pk)).order_by("team__name").values("team__name")
        return self.filter(pk=pk).annotate(standing_team=models.Subquery(held[:1]))

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
    standing_team: str | None = None  # told by `signed_in`, of whoever is signed in
    is_asked_why = False  # as `with_questions` finds it

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


class Installation(models.Model):
    """What this database is: a service's own, or the invented borough of the demo.

    One row, written by the owner only. The demo's accounts, their known password and their exemption from a second
    factor exist only in a database marked `demo`, and the server starts on one only at a loopback address.
    """

    owner_only = True

    class Kind(models.TextChoices):
        SERVICE = "service", _("A service's own records")
        DEMO = "demo", _("Invented people only")

    id = models.SmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SERVICE)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(name="one_installation", condition=Q(id=1))]

    def __str__(self) -> str:
        return self.get_kind_display()


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user)


class CalendarFeed(models.Model):
    """That somebody reads what falls due for them in a calendar of another program: the hash of the secret in its address
    (`calendars.py`), none where they ended it."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, primary_key=True, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    made_on = models.DateField(_("made on"))

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.user)


class StaffSessionQuerySet(models.QuerySet["StaffSession"]):
    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user)


class StaffSession(AbstractBaseSession):
    """That a browser is signed in as somebody: since when, from where, and when its holder last did something.

    `number` stands for it in addresses: the key itself lets whoever has it in. The rows are made and read by `sessions.py`.
    """

    passing = True

    number = models.UUIDField(unique=True, db_default=UUID7(), editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions", null=True, editable=False)
    began_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(db_default=Now())
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=80, blank=True)

    objects = BaseSessionManager.from_queryset(StaffSessionQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-used_at"]

    @classmethod
    def get_session_store_class(cls) -> Any:
        from cs_casework.accounts.sessions import SessionStore

        return SessionStore


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
