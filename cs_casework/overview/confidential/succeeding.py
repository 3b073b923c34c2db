"""A manager for a restricted record that no manager is left for: without one nobody could grant access to it or lift it."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cs_casework.access import LONGEST_DAYS, Grant, Restrictable, require, write_grant
from cs_casework.accounts.models import Permission, User
from cs_casework.dates import today
from cs_casework.overview.confidential.telling import without_a_manager
from cs_casework.restricting import check_said


@transaction.atomic
def name_manager(target: Restrictable, *, by: User, to: User, reason: str) -> Any:
    """A records officer, who need not see the record, names a manager for it: two weeks, in which that one grants it to
    whoever has to work with it, or proposes to lift it. So it takes two people to open it, and nobody lets themselves in.

    Refuses no reason, a record that is not restricted or that a manager is left for, a manager who is barred from it, and
    an officer who is.
    """
    require(by, Permission.REVIEW_RESTRICTIONS)
    records: Any = type(target)._default_manager
    target = records.select_for_update(of=("self",)).get(pk=target.pk)
    if target.is_barred(by):
        raise PermissionDenied
    if not without_a_manager(str(target._meta.model_name)).filter(pk=target.pk).exists():
        raise ValidationError(_("A manager is granted this record already, or it is not restricted any more."))
    if to == by or not to.may(Permission.RESTRICT) or target.is_barred(to):
        raise ValidationError({"to": _("%(who)s cannot be granted this record.") % {"who": to}})
    check_said(reason, _("Say why this manager."))
    longest = datetime.timedelta(days=LONGEST_DAYS[Grant.Kind.TASK])
    return write_grant(target, to=to, by=by, reason=reason, ends_on=today() + longest, kind=Grant.Kind.TASK)
