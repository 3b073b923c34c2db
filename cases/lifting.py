"""Looking again at a restriction: it is kept for another 90 days, or lifted, which takes two people.

Each locks the restricted record first, so that of two answers at once the second is told what the first was.
"""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import RestrictionReview
from cases.models.restriction import RESTRICTED
from cases.releasing import Target, end_releases_for
from cs_casework.access import REVIEW_DAYS, require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from cs_casework.restricting import check_said, lock_restrictable, write_end

State = RestrictionReview.State


@transaction.atomic
def keep_restriction(target: Target, *, by: User, reason: str) -> RestrictionReview:
    """Keep a record restricted, with a reason: it is looked at again in 90 days. By a manager or a records officer who may
    see it. Refuses no reason, and a record that is not restricted."""
    if not by.may(Permission.REVIEW_RESTRICTIONS):
        require(by, Permission.RESTRICT)
    target = _locked(target, by=by)
    check_said(reason, _("Say why the record has to stay restricted."))
    target.restriction_review_due = today() + datetime.timedelta(days=REVIEW_DAYS)
    save_record(target, by=by, reason=reason)
    return _write(target, State.KEPT, by=by, why=reason, action="restriction_kept")


@transaction.atomic
def propose_lifting(target: Target, *, by: User, reason: str) -> RestrictionReview:
    """Propose that everybody may see a record again. Nothing changes until another manager, who may see it, agrees. Refuses
    no reason, a record that is not restricted, and a second proposal while one waits."""
    require(by, Permission.RESTRICT)
    target = _locked(target, by=by)
    check_said(reason, _("Say why the record need not be restricted any more."))
    if RestrictionReview.objects.proposed().filter(**{RESTRICTED[type(target)]: target}).exists():
        raise ValidationError(_("Lifting this restriction is proposed already."))
    return _write(target, State.PROPOSED, by=by, why=reason, action="lifting_proposed")


@transaction.atomic
def agree_lifting(review: RestrictionReview, *, by: User, reason: str) -> RestrictionReview:
    """Lift a restriction that another manager proposed to lift: everybody whose role sees such a record sees it again, and
    all that hangs on it. What was granted on it ends, and what was released of its notes: the notes themselves are read
    again.

    Refuses no reason, whoever proposed it, and a proposal that was answered or taken back meanwhile.
    """
    review, target = _answered(review, State.AGREED, by=by, reason=reason)
    ended = _("The restriction was lifted.")
    for grant in target.grants.live().select_for_update(of=("self",)).order_by("pk"):
        write_end(grant, by=by, reason=ended)
    end_releases_for(target, by=by, reason=ended)
    target.restricted_on = target.restricted_by = target.restriction_review_due = None
    target.restricted_why = ""
    save_record(target, by=by, reason=reason)
    record(by=by, action=f"{target._meta.model_name}.lifted", target=target, reason=reason)
    return review


@transaction.atomic
def refuse_lifting(review: RestrictionReview, *, by: User, reason: str) -> RestrictionReview:
    """Leave a record restricted that another manager proposed to lift, with a reason. Refuses what agreeing refuses."""
    review, target = _answered(review, State.REFUSED, by=by, reason=reason)
    record(by=by, action=f"{target._meta.model_name}.lifting_refused", target=target, reason=reason)
    return review


@transaction.atomic
def take_back_lifting(review: RestrictionReview, *, by: User) -> RestrictionReview:
    """Whoever proposed to lift a restriction takes that back, while nobody has answered it."""
    review, target = _open(review, by=by)
    if review.created_by_id != by.pk:
        raise PermissionDenied
    review.state, review.decided_by, review.decided_on = State.TAKEN_BACK, by, today()
    save_record(review, by=by)
    record(by=by, action=f"{target._meta.model_name}.lifting_taken_back", target=target)
    return review


def _answered(review: RestrictionReview, state: State, *, by: User, reason: str) -> tuple[RestrictionReview, Any]:
    review, target = _open(review, by=by)
    if review.created_by_id == by.pk:
        raise ValidationError(_("Lifting takes two people. Somebody else has to answer this."))
    check_said(reason, _("Say why."))
    review.state, review.decided_by, review.decided_on, review.decided_why = state, by, today(), reason
    save_record(review, by=by, reason=reason)
    return review, target


def _open(review: RestrictionReview, *, by: User) -> tuple[RestrictionReview, Any]:
    require(by, Permission.RESTRICT)
    target = lock_restrictable(review.target, by=by)
    found = RestrictionReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if found.state != State.PROPOSED:
        words = _("This was answered meanwhile: %(state)s.") % {"state": found.get_state_display()}
        raise ValidationError(words)
    return found, target


def _locked(target: Target, *, by: User) -> Any:
    found = lock_restrictable(target, by=by)
    if not found.is_restricted:
        raise ValidationError(_("This record is not restricted."))
    return found


def _write(target: Target, state: State, *, by: User, why: str, action: str) -> RestrictionReview:
    review = RestrictionReview(state=state, why=why, **{RESTRICTED[type(target)]: target})
    save_record(review, by=by)
    record(by=by, action=f"{target._meta.model_name}.{action}", target=target, reason=why)
    return review
