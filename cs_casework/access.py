"""The one door: who may see which record, how a record is opened, and how one is restricted and granted.

A model says who may see it in `visible_to(user)`, the first method of its queryset. Every read starts there: lists,
counts, search, suggestions, versions and prefetches. A single record opens through `open_record()`, which also writes
the viewing to the audit. What may not be seen answers exactly like what does not exist.
"""

import datetime
from collections.abc import Iterable
from typing import Any, Self
from uuid import UUID

from django.contrib.auth.models import Permission as AuthPermission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.log import record, save_record
from cs_casework.audit.models import Record
from cs_casework.dates import today

REVIEW_DAYS = 90


class RestrictableQuerySet[R: "Restrictable"](models.QuerySet[R]):
    """What can be asked of records that may be restricted."""

    def open_to(self, user: Any) -> Self:
        """Those not restricted, and those restricted ones that this person holds a live grant on.

        Only `visible_to` calls this: it is the restriction alone, without what a role may see.
        """
        grant = self.model.grant_model()
        live = grant.objects.live().filter(content_object=OuterRef("pk"), user=user)
        return self.filter(Q(restricted_on=None) | Exists(live))

    def closed_to(self, user: Any) -> Self:
        """The restricted ones this person holds no live grant on: what hangs on them is hidden too."""
        grant = self.model.grant_model()
        live = grant.objects.live().filter(content_object=OuterRef("pk"), user=user)
        return self.filter(restricted_on__isnull=False).exclude(Exists(live))

    def kept(self) -> Self:
        """Without those whose content was disposed of: what is left of them has no page and stands in no list. It hides
        nothing that hangs on others too, as a restriction does."""
        return self.filter(disposed_on=None)


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
                condition=Q(restricted_on=None, restricted_by=None, restriction_review_due=None)
                | Q(restricted_on__isnull=False, restricted_by__isnull=False, restriction_review_due__isnull=False),
            )
        ]

    @property
    def is_restricted(self) -> bool:
        return self.restricted_on is not None

    @classmethod
    def grant_model(cls) -> Any:
        """Where the grants of this kind of record stand."""
        return model_above(cls, "grants")


class GrantQuerySet(models.QuerySet["Grant"]):
    def live(self) -> Self:
        """Grants that open the record today."""
        return self.filter(from_on__lte=today(), ends_on__gt=today())


class Grant(UserObjectPermissionBase):
    """That one named person may see one restricted record, why, by whose decision, and until when.

    A grant always ends: two weeks for a task, six months for an involved worker. It is written by `grant_access()`
    alone and read inside `visible_to` alone.
    """

    reason = models.TextField(_("reason"))
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    history = HistoricalRecords(inherit=True)

    objects = GrantQuerySet.as_manager()  # type: ignore[misc, assignment]  # guardian's manager is for its shortcuts

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


def model_above(model: type[models.Model], related_name: str) -> Any:
    """The model of a higher app that points at this one, reached by its name: imports run one way only."""
    return model._meta.get_field(related_name).related_model


def open_record[R: models.Model](
    request: StaffRequest, model: type[R] | models.QuerySet[R], *, viewed: bool = True, **lookup: Any
) -> R:
    """The record as this person may see it, with the viewing written to the audit; 404 for anything else.

    A queryset may be given to say what comes along (`select_related`); it passes `visible_to` all the same. What stands
    above every page of a record comes along where its queryset says so (`for_its_page`). `viewed` is false where the
    page shows nothing of the record itself, such as the answer to a form that goes elsewhere.
    """
    queryset = model if isinstance(model, models.QuerySet) else model._default_manager.all()
    records: Any = queryset
    found: R = get_object_or_404(_with_its_page(records.visible_to(request.user), request.user), **lookup)
    if viewed and request.method == "GET":
        record(by=request.user, action=f"{found._meta.model_name}.viewed", target=found)
    return found


def _with_its_page(records: Any, user: User) -> Any:
    return records.for_its_page(user) if hasattr(records, "for_its_page") else records


def record_listing(request: StaffRequest, action: str, shown: Iterable[UUID] = ()) -> None:
    """Write to the audit which people a list or a search has shown."""
    record(by=request.user, action=action, shown=shown)


def require(user: User, permission: Permission) -> None:
    """Raise `PermissionDenied` unless this person's role lets them do it."""
    if not user.may(permission):
        raise PermissionDenied


@transaction.atomic
def restrict_record[R: Restrictable](target: R, *, by: User, reason: str) -> R:
    """Hide the record, and all that hangs on it, from everybody but those granted it.

    The restricting manager is granted it first, for six months, so that somebody can always lift or grant. Refuses
    without a reason, a record that is restricted already, and one the manager may not see.
    """
    require(by, Permission.RESTRICT)
    records: Any = type(target)._default_manager
    if not records.visible_to(by).filter(pk=target.pk).exists():
        raise PermissionDenied
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
    _write_grant(target, to=by, by=by, reason=reason, ends_on=today() + datetime.timedelta(days=183))
    return target


@transaction.atomic
def grant_access(target: Restrictable, *, to: User, by: User, reason: str, ends_on: datetime.date) -> Grant:
    """Let one named person see a restricted record until a date.

    Refuses without a reason, without an end within six months, for oneself, on a record that is not restricted, and
    from anyone who may not see the record themselves. A second grant to the same person replaces the first; both stay
    readable as versions.
    """
    require(by, Permission.RESTRICT)
    records: Any = type(target)._default_manager
    if not records.visible_to(by).filter(pk=target.pk).exists():
        raise PermissionDenied
    if not type(target)._default_manager.filter(pk=target.pk, restricted_on__isnull=False).exists():
        # Else the grant would lie in wait, and open the record to somebody when it is restricted one day.
        raise ValidationError(_("This record is not restricted, so nobody needs to be granted access."))
    if to == by:
        raise ValidationError({"to": _("You cannot grant access to yourself.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this person needs to see the record.")})
    if not today() < ends_on <= today() + datetime.timedelta(days=183):
        raise ValidationError({"ends_on": _("Access must end on a day between tomorrow and six months from today.")})
    return _write_grant(target, to=to, by=by, reason=reason, ends_on=ends_on)


def _write_grant(target: Restrictable, *, to: User, by: User, reason: str, ends_on: datetime.date) -> Any:
    model_name = target._meta.model_name
    permission = AuthPermission.objects.get(
        content_type__app_label=target._meta.app_label, codename=f"view_{model_name}"
    )
    grant_model = target.grant_model()
    grant = grant_model.objects.filter(user=to, permission=permission, content_object=target).first()
    if grant is None:
        grant = grant_model(user=to, permission=permission, content_object=target)
    grant.reason, grant.granted_by, grant.from_on, grant.ends_on = reason, by, today(), ends_on
    grant._history_user = by
    grant.save()
    record(by=by, action=f"{model_name}.granted", target=target, reason=reason)
    return grant
