"""The one door: who may see which record, how a record is opened, and how one is restricted and granted.

Who is barred from a record, and what is opened in an emergency, stands in `confidential`; both are asked here.

A model says who may see it in `visible_to(user)`, the first method of its queryset. Every read starts there: lists,
counts, search, suggestions, versions and prefetches. A single record opens through `open_record()`, which also writes
the viewing to the audit. What may not be seen answers exactly like what does not exist.
"""

import datetime
from collections.abc import Iterable
from typing import Any, Self
from uuid import UUID

from django.contrib.auth.models import Permission as AuthPermission
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Case, Exists, F, Func, IntegerField, OuterRef, Q, TextField, Value, When
from django.db.models.lookups import LessThan
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from cs_casework.accounts.models import Permission, StandingGrant, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.log import record, record_view, save_record
from cs_casework.audit.models import Record
from cs_casework.dates import today
from cs_casework.statements import any_of

REVIEW_DAYS = 90
LONGEST_TASK, LONGEST_INVOLVED = datetime.timedelta(days=14), datetime.timedelta(days=183)


class RestrictableQuerySet[R: "Restrictable"](models.QuerySet[R]):
    """What can be asked of records that may be restricted, and of those from which somebody may be barred."""

    def closed_to(self, user: Any) -> Self:
        """Those closed to this person, whatever their role may see: what hangs on them is hidden too."""
        return self.filter(pk__in=self.closed_ids(user))

    def closed_ids(self, user: Any, *, among: Any = None) -> Any:
        """Those restricted, without a grant or an opening in an emergency, and those that the person is barred from: a bar
        is stronger than any of these. `among` are the ids of the only ones that matter."""
        return union_of(self.restricted_from(user, among=among), *self.bars_on(user))

    def restricted_from(self, user: Any, *, among: Any = None) -> Any:
        """The ids of the restricted ones that this person neither holds a live grant on, nor has opened in an emergency,
        nor sees through a standing grant of their team."""
        granted = self.model.grant_model().objects.live().filter(content_object=OuterRef("pk"), user=user)
        opened = model_above(self.model, "openings").objects.live().filter(record=OuterRef("pk"), user=user)
        found = self.model._default_manager.order_by().filter(restricted_on__isnull=False)
        found = found if among is None else found.filter(pk__in=among)
        found = found.exclude(Exists(granted)) if user.uses_grants else found
        found = found.exclude(Exists(opened)) if user.uses_openings else found
        return (found.exclude(any_of(_standing, user)) if user.uses_standing else found).values("pk")

    def bars_on(self, user: Any) -> list[Any]:
        """The ids of those that this person is barred from by a bar on the record itself, or on what makes it theirs: the
        parts of a union."""
        return [model_above(self.model, "bars").objects.barred(user)]

    def barred_ids(self, user: Any) -> Any:
        """The ids of all that this person is barred from, with what hangs on it."""
        raise NotImplementedError

    def of_team(self, team: Any) -> Q:
        """Those that a team works with: what a token is given that is for this team alone."""
        raise NotImplementedError

    def beyond_team(self, user: Any, *, among: Any = None) -> list[Any]:
        """The ids of all that the team of a token does not work with; nothing for anybody else. The parts of a union."""
        if user.only_team is None:
            return []
        found = self.model._default_manager.order_by().exclude(self.of_team(user.only_team))
        return [(found if among is None else found.filter(pk__in=among)).values("pk")]

    def kept(self) -> Self:
        """Without those whose content was disposed of: what is left of them has no page and stands in no list. It hides
        nothing that hangs on others too, as a restriction does."""
        return self.filter(disposed_on=None)


def _standing(user: Any) -> Any:
    """The ids of the standing grants of teams by which they see what is restricted, for `any_of`."""
    return StandingGrant.objects.opening_to(user).order_by().values("pk")


class Restrictable(Record):
    """A person, family, context or case that can be kept from everybody but a few.

    A restriction says why, by whom, and when it must be looked at again: 90 days on, as local restricted-records
    policies have it. All that hangs on the record is hidden with it.
    """

    restricted_on = models.DateField(_("restricted on"), null=True, blank=True, editable=False)
    restricted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    restricted_why = models.TextField(_("why it is restricted"), blank=True, editable=False)
    restriction_review_due = models.DateField(_("restriction review due"), null=True, blank=True, editable=False)
    # The day on which its content was erased by a retention rule. Set by the database alone (`keeping/disposing.py`).
    disposed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        # Few are restricted, and nearly every statement asks which: found without reading the others.
        indexes = [
            models.Index(fields=["id"], name="%(class)s_restricted", condition=Q(restricted_on__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_restriction_is_whole",
                condition=Q(restricted_on=None, restricted_by=None, restricted_why="", restriction_review_due=None)
                | (
                    Q(restricted_on__isnull=False, restricted_by__isnull=False, restriction_review_due__isnull=False)
                    & ~Q(restricted_why="")
                ),
            )
        ]

    @property
    def is_restricted(self) -> bool:
        return self.restricted_on is not None

    def is_barred(self, user: User) -> bool:
        """Whether this member of staff may neither see it nor work on it, as it is their own affair, or hangs on what
        is."""
        records: Any = type(self)._default_manager
        return bool(records.filter(pk__in=records.order_by().barred_ids(user), pk=self.pk).exists())

    @classmethod
    def grant_model(cls) -> Any:
        """Where the grants of this kind of record stand."""
        return model_above(cls, "grants")


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and for those who restrict or review all of them: of records that the reader may see."""
        record: Any = self.model._meta.get_field("content_object").related_model
        seen = self.filter(content_object__in=record._default_manager.visible_to(user).order_by().values("pk"))
        if user.may(Permission.RESTRICT) or user.may(Permission.REVIEW_RESTRICTIONS):
            return seen
        return seen.filter(user=user)

    def live(self) -> Self:
        """Grants that open the record today."""
        return self.filter(from_on__lte=today(), ends_on__gt=today(), ended_on=None)

    def lapsing(self) -> Self:
        """Live ones that end so soon that it is told: in a week, or in two days what was granted for a task."""
        soon = Q(pk__in=[])
        for kind, days in WARNED_DAYS.items():
            soon |= Q(kind=kind, ends_on__lte=today() + datetime.timedelta(days=days))
        return self.live().filter(soon)

    def told_to(self, user: User) -> Self:
        """Those of which this person is told: granted to them, or by them or whom they cover for."""
        return self.filter(Q(user=user) | user.own_or_covered("granted_by"))


class Grant(UserObjectPermissionBase):
    """That one named person may see one restricted record, for what, why, by whose decision, and until when.

    A grant always ends: two weeks for a task, six months for an involved worker, or earlier with a reason. It is written
    by `grant_access()`, renewed and ended in `restricting.py`, and read inside `visible_to` alone.
    """

    class Kind(models.TextChoices):
        TASK = "task", _("A task")
        INVOLVED = "involved", _("Works with the record")

    kind = models.CharField(
        _("what for"), max_length=10, choices=Kind, default=Kind.INVOLVED, db_default=Kind.INVOLVED.value
    )
    reason = models.TextField(_("reason"))
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    ended_on = models.DateField(_("ended early on"), null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ended_why = models.TextField(_("why it was ended"), blank=True, default="", db_default="")
    history = HistoricalRecords(inherit=True)

    objects = GrantQuerySet.as_manager()  # type: ignore[misc, assignment]  # guardian's manager is for its shortcuts

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_end_is_whole",
                condition=Q(ended_on=None, ended_by=None, ended_why="")
                | (Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_why="")),
            ),
            models.CheckConstraint(name="%(class)s_is_for_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="%(class)s_ends_in_time",
                condition=Q(kind="task", ends_on__gte=F("from_on"), ends_on__lte=F("from_on") + LONGEST_TASK)
                | Q(kind="involved", ends_on__gte=F("from_on"), ends_on__lte=F("from_on") + LONGEST_INVOLVED),
            ),
        ]


# How long a grant lasts at most, and how long before its end it is told that it lapses.
LONGEST_DAYS = {Grant.Kind.TASK: LONGEST_TASK.days, Grant.Kind.INVOLVED: LONGEST_INVOLVED.days}
WARNED_DAYS = {Grant.Kind.TASK: 2, Grant.Kind.INVOLVED: 7}


def union_of(first: Any, *others: Any) -> Any:
    """The rows of all of these, in no order, so that they can stand in another union."""
    return first.union(*others).order_by() if others else first


def model_above(model: type[models.Model], related_name: str) -> Any:
    """The model of a higher app that points at this one, reached by its name: imports run one way only."""
    return model._meta.get_field(related_name).related_model


def open_record[R: models.Model](
    request: StaffRequest,
    model: type[R] | models.QuerySet[R],
    *,
    viewed: bool = True,
    for_page: bool = True,
    **lookup: Any,
) -> R:
    """The record as this person may see it, with the viewing written to the audit; 404 for anything else.

    A queryset may be given to say what comes along (`select_related`); it passes `visible_to` all the same. What stands
    above every page of a record comes along where its queryset says so (`for_its_page`), unless nothing is drawn around it
    (`for_page`). `viewed` is false where the page shows nothing of the record itself, such as the answer to a form that
    goes elsewhere.
    """
    queryset = model if isinstance(model, models.QuerySet) else model._default_manager.all()
    records: Any = queryset
    drawn = _with_its_page if for_page else lambda seen, _user: seen
    found: R = get_object_or_404(drawn(records.visible_to(request.user), request.user), **lookup)
    if viewed and request.method == "GET":
        how = how_seen(request.user, records, found.pk)
        record_view(by=request.user, action=f"{found._meta.model_name}.viewed", target=found, reason=how)
    return found


def how_seen(user: User, records: Any, *ids: Any) -> Any:
    """For the audit: by what they see one of these that they would not see else: an opening in an emergency, a standing
    grant of their team, or a grant to them.

    It is worked out by the statement that writes the row: asked before, a page would cost more for who is let in, and more
    again where that mattered.
    """
    if not ids or not (user.standing_team or user.is_let_in):
        return ""

    def seen_by(reader: User) -> Func:
        seen = records.visible_to(reader).filter(pk__in=ids).order_by().values("pk")
        return Func(ArraySubquery(seen), function="cardinality", output_field=IntegerField())

    unopened = user.without_openings()
    seen, left, granted = seen_by(user), seen_by(unopened), seen_by(unopened.without_standing())
    ways = [
        (_("Opened in an emergency"), left, seen),
        (_("Through the standing grant of %(team)s") % {"team": user.standing_team}, granted, left),
        (_("By a grant to them"), seen_by(user.let_in_nowhere()), granted),
    ]
    # Whoever is let in less sees no more, so that fewer are others.
    said = [Case(When(LessThan(fewer, more), then=Value(str(way)))) for way, fewer, more in ways]
    return Func(Value("; "), *said, function="concat_ws", output_field=TextField())


def _with_its_page(records: Any, user: User) -> Any:
    return records.for_its_page(user) if hasattr(records, "for_its_page") else records


def record_listing(request: StaffRequest, action: str, shown: Iterable[UUID] = ()) -> None:
    """Write to the audit which people a list or a search has shown: with the page, as `open_record` does."""
    shown = list(shown)
    people: Any = model_above(User, "persongrant")._meta.get_field("content_object").related_model
    how = how_seen(request.user, people._default_manager, *shown)
    record_view(by=request.user, action=action, shown=shown, reason=how)


def require(user: User, permission: Permission) -> None:
    """Raise `PermissionDenied` unless this person's role lets them do it."""
    if not user.may(permission):
        raise PermissionDenied


def require_own_sight(user: User, target: Restrictable) -> None:
    """Raise `PermissionDenied` unless this person sees the record, by more than an opening in an emergency, of the record
    or of another from which it is seen: that lets nobody restrict, grant, bar or lift."""
    records: Any = type(target)._default_manager
    if not records.visible_to(user.without_openings()).filter(pk=target.pk).exists():
        raise PermissionDenied


@transaction.atomic
def restrict_record[R: Restrictable](target: R, *, by: User, reason: str) -> R:
    """Hide the record, and all that hangs on it, from everybody but those granted it.

    The restricting manager is granted it first, for six months, so that somebody can always lift or grant. Refuses
    without a reason, a record that is restricted already, and one the manager may not see.
    """
    require(by, Permission.RESTRICT)
    require_own_sight(by, target)
    target = type(target)._default_manager.select_for_update(of=("self",)).get(pk=target.pk)
    if target.is_restricted:
        raise ValidationError(_("This record is restricted already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the record is restricted.")})
    target.restricted_on = today()
    target.restricted_by = by
    target.restricted_why = reason
    target.restriction_review_due = today() + datetime.timedelta(days=REVIEW_DAYS)
    save_record(target, by=by, reason=reason)
    record(by=by, action=f"{target._meta.model_name}.restricted", target=target, reason=reason)
    longest = datetime.timedelta(days=LONGEST_DAYS[Grant.Kind.INVOLVED])
    write_grant(target, to=by, by=by, reason=reason, ends_on=today() + longest)
    return target


@transaction.atomic
def grant_access(
    target: Restrictable,
    *,
    to: User,
    by: User,
    reason: str,
    ends_on: datetime.date,
    kind: str = Grant.Kind.INVOLVED.value,
) -> Grant:
    """Let one named person see a restricted record until a date, for a task or because they work with it.

    Refuses without a reason, without an end within two weeks for a task and six months else, for oneself, on a record
    that is not restricted, from anyone who may not see the record themselves, and to whoever is barred from it. A second
    grant to the same person replaces the first; both stay readable as versions.
    """
    require(by, Permission.RESTRICT)
    require_own_sight(by, target)
    locked = type(target)._default_manager.select_for_update(of=("self",)).get(pk=target.pk)
    if not locked.is_restricted:
        # Else the grant would lie in wait, and open the record to somebody when it is restricted one day.
        raise ValidationError(_("This record is not restricted, so nobody needs to be granted access."))
    if to == by:
        raise ValidationError({"to": _("You cannot grant access to yourself.")})
    if target.is_barred(to):
        raise ValidationError(
            {"to": _("%(user)s is barred from this record, so nobody can grant them access.") % {"user": to}}
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this person needs to see the record.")})
    chosen = Grant.Kind(kind)
    if not today() < ends_on <= today() + datetime.timedelta(days=LONGEST_DAYS[chosen]):
        words = {
            Grant.Kind.TASK: _("For a task access must end on a day between tomorrow and two weeks from today."),
            Grant.Kind.INVOLVED: _("Access must end on a day between tomorrow and six months from today."),
        }
        raise ValidationError({"ends_on": words[chosen]})
    return write_grant(target, to=to, by=by, reason=reason, ends_on=ends_on, kind=chosen)


def write_grant(
    target: Restrictable,
    *,
    to: User,
    by: User,
    reason: str,
    ends_on: datetime.date,
    kind: Grant.Kind = Grant.Kind.INVOLVED,
) -> Any:
    """Write a grant over the one they had before. Whoever calls it has asked whether it may be given."""
    model_name = target._meta.model_name
    permission = AuthPermission.objects.get(
        content_type__app_label=target._meta.app_label, codename=f"view_{model_name}"
    )
    grant_model = target.grant_model()
    grant = grant_model.objects.filter(user=to, permission=permission, content_object=target).first()
    if grant is None:
        grant = grant_model(user=to, permission=permission, content_object=target)
    grant.kind, grant.reason, grant.granted_by, grant.from_on, grant.ends_on = kind, reason, by, today(), ends_on
    grant.ended_on, grant.ended_by, grant.ended_why = None, None, ""
    grant._history_user = by
    grant.save()
    record(by=by, action=f"{model_name}.granted", target=target, reason=reason)
    return grant
