"""Changing for how long something is kept."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from keeping.codes import MAY_COUNT_FROM
from keeping.models import RetentionRule
from keeping.models.rule import LONGEST_MONTHS


@transaction.atomic
def change_rule(rule: RetentionRule, *, by: User, counts_from: str, months: int, source: str) -> RetentionRule:
    """Say for how long a kind of record is kept here, and on what ground. What is due is worked out anew at once; what
    was proposed under the rule of before is refused when somebody agrees to it, unless it is due by the new one too.

    Refuses a day that is not known of such a record, no time at all, more than a hundred years, and no ground.
    """
    require(by, Permission.MANAGE_STAFF)
    rule = RetentionRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if counts_from not in MAY_COUNT_FROM[rule.code]:
        raise ValidationError({"counts_from": _("That day is not known of a record of this kind.")})
    if not 1 <= months <= LONGEST_MONTHS:
        raise ValidationError({"months": _("A record is kept between one month and 100 years: 1 to 1,200 months.")})
    rule.counts_from, rule.months, rule.source = counts_from, months, source.strip()
    save_record(rule, by=by)
    record(by=by, action="retention_rule.changed", target=rule)
    return rule
