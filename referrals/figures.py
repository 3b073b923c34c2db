"""What managers see of contacts and referrals over a period: counted by the database, each through the same door.

Nothing here ranks a child, a family or a worker. By ethnicity and sex, numbers below five are not shown, nor any that
one could work them out from.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from cases.models import Case
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.dates import today
from cs_casework.reference.codes import OutcomeCode, ReferralSource
from cs_casework.small_numbers import SMALL, is_safe, without_small
from cs_casework.statements import none_of
from families.codes import Ethnicity, Sex
from families.querysets import hidden_people
from referrals.clock import working_days_between
from referrals.models import Referral, ReferralChild, ReferralContext, ScreeningDecision

NAMED_DAYS, NAMED_OFTEN = 90, 3
YEAR = 365


@dataclass(frozen=True)
class Row:
    """One line of a table: contacts, and those of them that became referrals. None where the number is not shown."""

    label: str
    contacts: int | None
    referrals: int | None


@dataclass(frozen=True)
class Timing:
    """How long decisions took: the median in working days, how many were in time, and how many are late still."""

    decided: int
    in_time: int
    late_now: int
    median: float | None

    @property
    def share(self) -> int | None:
        return round(100 * self.in_time / self.decided) if self.decided else None


def of_period(user: User, from_on: datetime.date, to_on: datetime.date) -> Any:
    """Contacts that this reader may see, received in the period; without those taken in error."""
    found = Referral.objects.visible_to(user).exclude(status=Referral.Status.WITHDRAWN).order_by()
    return found.filter(received_at__date__gte=from_on, received_at__date__lte=to_on)


def totals(referrals: Any) -> Row:
    counted = referrals.aggregate(contacts=Count("pk"), accepted=Count("pk", filter=Q(accepted_on__isnull=False)))
    return Row(_("All"), counted["contacts"], counted["accepted"])


def by_source(referrals: Any) -> list[Row]:
    labels = dict(ReferralSource.choices)
    rows = _counted(referrals.values(what=F("source")))
    return [Row(str(labels.get(row["what"], _("Not recorded"))), row["contacts"], row["accepted"]) for row in rows]


def by_harm_type(referrals: Any) -> list[Row]:
    """A contact about several kinds of harm counts under each."""
    told = FilteredRelation("harms", condition=Q(harms__withdrawn_on=None))
    rows = _counted(referrals.annotate(told=told).values(what=F("told__harm_type__name")))
    return [Row(row["what"] or _("Not recorded"), row["contacts"], row["accepted"]) for row in rows]


def _counted(grouped: Any) -> Any:
    return grouped.annotate(
        contacts=Count("pk", distinct=True), accepted=Count("pk", distinct=True, filter=Q(accepted_on__isnull=False))
    ).order_by("-contacts", "what")


def by_outcome(referrals: Any, user: User) -> list[Row]:
    """Final decisions that stand; one with several outcomes counts under each."""
    decisions = ScreeningDecision.objects.visible_to(user).standing().final()
    found = decisions.filter(referral__in=referrals.values("pk")).aggregate(
        **{code.value: Count("pk", filter=Q(outcomes__contains=[code.value])) for code in OutcomeCode}
    )
    return [Row(str(code.label), found[code.value], None) for code in OutcomeCode if found[code.value]]


def timing(referrals: Any) -> Timing:
    """From receipt to decision. The limit is the day that was due, extended or not."""
    counted = referrals.aggregate(
        decided=Count("pk", filter=Q(decided_at__isnull=False)),
        in_time=Count("pk", filter=Q(decided_at__date__lte=F("decision_due"))),
        late=Count("pk", filter=Q(status__in=Referral.UNFINISHED, decision_due__lt=today())),
    )
    # One row for each pair of days: few, however many contacts there are.
    pairs = (
        referrals.filter(decided_at__isnull=False)
        .values(received=TruncDate("received_at"), decided_on=TruncDate("decided_at"))
        .annotate(n=Count("pk"))
        .order_by()
    )
    took = sorted((working_days_between(row["received"], row["decided_on"]), row["n"]) for row in pairs)
    return Timing(counted["decided"], counted["in_time"], counted["late"], _median(took))


def _median(counted: list[tuple[int, int]]) -> float | None:
    """The middle of values that each stand for so many; of an even number the mean of the middle two."""
    total = sum(n for _value, n in counted)
    if not total:
        return None
    middle = []
    for place in ((total - 1) // 2, total // 2):
        passed = 0
        for value, n in counted:
            passed += n
            if passed > place:
                middle.append(value)
                break
    return sum(middle) / 2


# --- Who they are about ----------------------------------------------------------------------------------------------
def by_ethnicity(referrals: Any, user: User) -> list[Row]:
    return _of_children(referrals, user, "person__ethnicity", Ethnicity)


def by_sex(referrals: Any, user: User) -> list[Row]:
    return _of_children(referrals, user, "person__sex", Sex)


def _of_children(referrals: Any, user: User, column: str, codes: Any) -> list[Row]:
    """Children on record, each counted once, as far as this reader may see; with the total last."""
    labels = dict(codes.choices)
    children = (
        ReferralChild.objects.visible_to(user)
        .standing()
        .filter(none_of(hidden_people, user, "person"), referral__in=referrals.values("pk"), person__isnull=False)
    )
    accepted = Q(referral__accepted_on__isnull=False)
    rows = (
        children.order_by()
        .values(what=F(column))
        .annotate(contacts=Count("person", distinct=True), accepted=Count("person", distinct=True, filter=accepted))
        .order_by("-contacts", "what")
    )
    counted = [(str(labels.get(row["what"], _("Not recorded"))), row["contacts"], row["accepted"]) for row in rows]
    return hide_small(counted)


def hide_small(counted: Iterable[tuple[str, int, int]]) -> list[Row]:
    """The rows and their total, without what could tell of one child: a number below five, and the next smallest ones
    where what is left out could be worked out from the total. The same holds for those who did not become a referral."""
    rows = list(counted)
    shown = without_small([contacts for _label, contacts, _accepted in rows])
    accepted = [
        # A zero says who was not referred as well as a four says who was.
        accepted if contacts is not None and is_safe(contacts - accepted) else None
        for contacts, (_label, _contacts, accepted) in zip(shown, rows, strict=True)
    ]
    accepted = without_small([number for _label, _contacts, number in rows], accepted)
    found = [
        Row(label, contacts, referrals)
        for (label, _contacts, _accepted), contacts, referrals in zip(rows, shown, accepted, strict=True)
    ]
    if not rows:
        return []
    total, total_accepted = sum(row[1] for row in rows), sum(row[2] for row in rows)
    whole = total if total >= SMALL else None
    safe = whole is not None and is_safe(total_accepted) and is_safe(total - total_accepted)
    return [*found, Row(_("All"), whole, total_accepted if safe else None)]


# --- What comes back -------------------------------------------------------------------------------------------------
def re_referred(user: User, from_on: datetime.date, to_on: datetime.date) -> tuple[int, int]:
    """Of the referrals accepted in the period, how many are about a child who was referred in the 12 months before."""
    seen = Referral.objects.visible_to(user).accepted().order_by()
    named = ReferralChild.objects.visible_to(user).standing()
    named = named.filter(none_of(hidden_people, user, "person"), person__isnull=False)
    a_year_before = ExpressionWrapper(OuterRef("referral__accepted_on") - Value(YEAR), output_field=DateField())
    before = named.filter(
        person=OuterRef("person"),
        referral__in=seen.values("pk"),
        referral__accepted_on__lt=OuterRef("referral__accepted_on"),
        referral__accepted_on__gte=a_year_before,
    )
    again = named.filter(Exists(before.order_by()), referral=OuterRef("pk"))
    found = seen.filter(accepted_on__gte=from_on, accepted_on__lte=to_on)
    counted = found.aggregate(all=Count("pk"), again=Count("pk", filter=Exists(again.order_by())))
    return counted["again"], counted["all"]


def named_without_case(user: User) -> Any:
    """Contexts named in three or more contacts of the last 90 days on which no case is open, as far as this reader may
    see. Each with `contact_count`, and `is_proposed` where a case waits for a manager."""
    since = today() - datetime.timedelta(days=NAMED_DAYS)
    contacts = Referral.objects.visible_to(user).exclude(status=Referral.Status.WITHDRAWN).received_since(since)
    named = (
        ReferralContext.objects.visible_to(user)
        .standing()
        .filter(context=OuterRef("pk"), referral__in=contacts.order_by().values("pk"))
        .order_by()
        .values("context")
        .annotate(n=Count("referral", distinct=True))
        .values("n")
    )
    cases = Case.objects.visible_to(user).filter(context=OuterRef("pk")).order_by()
    return (
        Context.objects.visible_to(user)
        .standing()
        .annotate(contact_count=Subquery(named), is_proposed=Exists(cases.proposed()))
        .filter(~Exists(cases.open()), contact_count__gte=NAMED_OFTEN)
        .order_by("-contact_count", "name", "pk")
    )
