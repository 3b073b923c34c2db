"""What the tracker says of each contact, on the page and in the spreadsheet: its clock in words, and what is missing."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cs_casework.dates import today
from referrals.clock import working_days_until
from referrals.missing import Missing, missing_from
from referrals.models import Referral, ReferralAdult, ReferralChild, ReferralContext, ScreeningDecision
from referrals.pages import TONES

# "Decided lately" is what a front door is still asked about.
LATELY = datetime.timedelta(days=30)


def with_stated(referrals: Any, user: Any) -> Any:
    """Contacts with whom and what they are about as stated (`stated_children`, …), and, where this reader may see the
    whole of one, its final decision (`final`): in as many statements for fifty as for one."""
    children, adults, contexts = (
        model.objects.visible_to(user).standing() for model in (ReferralChild, ReferralAdult, ReferralContext)
    )
    return referrals.select_related("taker", "agency", "submitted_by").prefetch_related(
        Prefetch("children", queryset=children.with_match(user), to_attr="stated_children"),
        Prefetch("adults", queryset=adults.with_match(user), to_attr="stated_adults"),
        Prefetch("contexts", queryset=contexts.with_match(user), to_attr="stated_contexts"),
        Prefetch("decisions", queryset=ScreeningDecision.objects.visible_to(user).final().standing(), to_attr="final"),
    )


@dataclass
class Row:
    """One contact on a list, with what is said of it there."""

    referral: Any
    missing: list[Missing] = field(default_factory=list)

    @property
    def clock(self) -> str:
        return clock_in_words(self.referral) if self.referral.is_unfinished else ""

    @property
    def tone(self) -> str:
        days = working_days_until(self.referral.decision_due)
        return "red" if self.referral.is_late or days == 0 else "yellow" if days == 1 else "grey"

    @property
    def state_tone(self) -> str:
        return TONES[self.referral.status]

    @property
    def decision(self) -> Any:
        """Its final decision, where this reader may see it."""
        return self.referral.final[0] if self.referral.final else None

    @property
    def people_shown(self) -> list[Any]:
        """The ids of the people on record whom it names, as far as this reader may see who they are."""
        stated = [*self.referral.stated_children, *self.referral.stated_adults]
        return [row.person_id for row in stated if row.person_id and row.shows_person]


def rows_of(referrals: Iterable[Any]) -> list[Row]:
    """Each contact (of `with_stated`) with what is missing before it can be submitted, while it is being taken."""
    return [Row(referral, _missing(referral) if referral.is_taking else []) for referral in referrals]


def _missing(referral: Any) -> list[Missing]:
    return missing_from(
        referral,
        children=referral.stated_children,
        adults=referral.stated_adults,
        contexts=referral.stated_contexts,
    )


def clock_in_words(referral: Referral) -> str:
    """How far its decision is, in working days: a weekend and a bank holiday are none."""
    days = working_days_until(referral.decision_due)
    if referral.decision_due == today():
        return _("Due today")
    if referral.decision_due < today():
        # Due on a Friday, read on the Sunday: late, though no working day has gone by.
        if not days:
            return _("Overdue since the last working day")
        return ngettext("%(days)s working day overdue", "%(days)s working days overdue", -days) % {"days": -days}
    if referral.decision_due == today() + datetime.timedelta(days=1):
        return _("Due tomorrow")
    if days == 1:
        return _("Due on the next working day")
    return ngettext("Due in %(days)s working day", "Due in %(days)s working days", days) % {"days": days}


# --- Counts that open their lists --------------------------------------------------------------------------------------
def decided_since() -> datetime.date:
    return today() - LATELY


def in_state(referrals: Any, state: str, user: Any) -> Any:
    """The contacts of one count: a state, or what is late, due today, to be countersigned, or decided lately."""
    return referrals.filter(_states(user)[state])


def _states(user: Any) -> dict[str, Q]:
    unfinished = Q(status__in=Referral.UNFINISHED)
    waiting = ScreeningDecision.objects.visible_to(user).waiting_for_countersignature().filter(referral=OuterRef("pk"))
    return {
        "late": unfinished & Q(decision_due__lt=today()),
        "today": unfinished & Q(decision_due=today()),
        "taking": Q(status=Referral.Status.TAKING),
        "submitted": Q(status=Referral.Status.SUBMITTED),
        "screening": Q(status=Referral.Status.SCREENING),
        "countersign": Q(status=Referral.Status.DECIDED) & Q(Exists(waiting.order_by())),
        "lately": Q(status=Referral.Status.DECIDED, decided_at__date__gte=decided_since()),
        "decided": Q(status=Referral.Status.DECIDED),
        "withdrawn": Q(status=Referral.Status.WITHDRAWN),
        "unfinished": unfinished,
        "all": Q(),
    }


# What has still to be decided, in whatever way it is asked for.
UNFINISHED_STATES = {"unfinished", "late", "today", "taking", "submitted", "screening"}
COUNTED = ["late", "today", "taking", "submitted", "screening", "countersign", "lately", "withdrawn"]


def state_labels() -> dict[str, str]:
    """What the list can be narrowed to, in words; the first is what it shows unless something else is asked for."""
    return {
        "unfinished": _("Everything unfinished"),
        "late": _("Late"),
        "today": _("Due today"),
        "taking": _("Being taken"),
        "submitted": _("To be decided"),
        "screening": _("Being screened"),
        "countersign": _("To countersign"),
        "lately": _("Decided in the last 30 days"),
        "decided": _("Decided"),
        "withdrawn": _("Taken in error"),
        "all": _("All contacts"),
    }


def counts(user: Any) -> list[dict[str, Any]]:
    """How many contacts stand where, each with the address of its list: all of them in one statement."""
    states, labels = _states(user), state_labels()
    asked = {name: Count("pk", filter=states[name]) for name in COUNTED}
    counted = Referral.objects.visible_to(user).order_by().aggregate(**asked)
    here = reverse("referrals:referral-list")
    return [
        {"label": labels[name], "number": counted[name], "url": f"{here}?{urlencode({'state': name})}"}
        for name in COUNTED
    ]
