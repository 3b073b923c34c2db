"""What is known already beside a contact: earlier ones, notes, and the contexts that come up again and again.

Everything here is asked for one reader: what they may not see changes no row, no number and no order.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, OuterRef, Prefetch, Q, Subquery

from cases.models import CaseNote, NoteSubject
from contexts.models import Context
from cs_casework.accounts.models import User
from cs_casework.dates import months_after, today
from referrals.codes import Severity
from referrals.models import Referral, ReferralChild, ReferralContext, ScreeningDecision

# What a manager reads before a decision: the latest of each; the rest stands on the records themselves.
MOST = 20
BACK = 12  # months that are laid out for a context


@dataclass(frozen=True)
class Screened:
    """One contact about a context, by the three things that a context is screened by."""

    row: Any
    is_this: bool

    @property
    def severity_shown(self) -> str:
        """As a manager judged it then; nothing where nobody has."""
        judged = self.row.judged_severity
        return str(Severity(judged).label) if judged else ""


@dataclass
class ContextAid:
    """Contacts about one context of the last twelve months, this one first. Nothing is added up: the reader judges."""

    stated: Any
    rows: list[Screened] = field(default_factory=list)


@dataclass
class Before:
    """What a manager has in view before deciding."""

    referrals: list[Any]
    notes: list[Any]
    recurring: list[Any]
    aids: list[ContextAid]


def known_before(referral: Referral, user: User, *, children: list[Any], contexts: list[Any]) -> Before:
    """`children` and `contexts` are the rows of the contact with their match, as `with_match` gives them."""
    people = [row.person_id for row in children if row.shows_person]
    places = [row.context_id for row in contexts if row.shows_context]
    earlier = about_any(user, people=people, contexts=places).exclude(pk=referral.pk)
    return Before(
        referrals=list(with_decision(earlier, user).order_by("-received_at")[:MOST]) if people or places else [],
        notes=_notes(user, people, places) if people or places else [],
        recurring=_recurring(referral, earlier, user) if people or places else [],
        aids=_aids(referral, user, contexts),
    )


def about_any(user: User, *, people: list[Any], contexts: list[Any]) -> Any:
    """Contacts that this reader may see about any of these people or contexts."""
    return Referral.objects.visible_to(user).filter(
        pk__in=Referral.objects.order_by()
        .filter(children__person__in=people, children__withdrawn_on=None)
        .values_list("pk")
        .union(
            Referral.objects.order_by().filter(adults__person__in=people, adults__withdrawn_on=None).values_list("pk"),
            Referral.objects.order_by()
            .filter(contexts__context__in=contexts, contexts__withdrawn_on=None)
            .values_list("pk"),
        )
    )


def with_decision(referrals: Any, user: User) -> Any:
    """Each with `decided`: the final decisions that stand on it and that this reader may see, one at most."""
    decided = ScreeningDecision.objects.visible_to(user).standing().final()
    return referrals.prefetch_related(Prefetch("decisions", decided, to_attr="decided"))


def _notes(user: User, people: list[Any], places: list[Any]) -> list[Any]:
    rows = NoteSubject.objects.readable_whole_by(user).filter(Q(child__in=people) | Q(context__in=places))
    notes = CaseNote.objects.visible_to(user).filter(pk__in=rows.order_by().values("note"))
    return list(notes.select_related("created_by").order_by("-occurred_at", "-pk")[:MOST])


def _recurring(referral: Referral, earlier: Any, user: User) -> list[Any]:
    """Contexts named in two or more of these contacts, this one among them; `contact_count` says in how many."""
    named = (
        ReferralContext.objects.visible_to(user)
        .standing()
        .filter(Q(referral=referral) | Q(referral__in=earlier.order_by().values("pk")), context=OuterRef("pk"))
    )
    counted = named.order_by().values("context").annotate(n=Count("referral", distinct=True)).values("n")
    latest = named.order_by().values("context").annotate(at=Max("referral__received_at")).values("at")
    found = Context.objects.visible_to(user).annotate(contact_count=Subquery(counted), named_at=Subquery(latest))
    return list(found.filter(contact_count__gte=2).order_by("-contact_count", "name", "pk")[:MOST])


def _aids(referral: Referral, user: User, contexts: list[Any]) -> list[ContextAid]:
    aids = {row.pk: ContextAid(row) for row in contexts}
    by_context = {row.context_id: aids[row.pk] for row in contexts if row.shows_context}
    since = datetime.datetime.combine(months_after(today(), -BACK), datetime.time(), tzinfo=datetime.UTC)
    shown = Q(pk__in=list(aids))
    if by_context:
        shown |= Q(context__in=list(by_context), referral__received_at__gte=since)
    children = ReferralChild.objects.visible_to(user).standing().filter(referral=OuterRef("referral")).order_by()
    counted = children.values("referral").annotate(n=Count("pk")).values("n")
    judged = ScreeningDecision.objects.visible_to(user).standing().filter(referral=OuterRef("referral"))
    latest = judged.exclude(severity="").order_by("-created_at").values("severity")[:1]
    rows = (
        ReferralContext.objects.visible_to(user)
        .standing()
        .filter(shown)
        .annotate(child_count=Subquery(counted), judged_severity=Subquery(latest))
        .select_related("referral")
        .order_by("-referral__received_at", "pk")
    )
    for row in rows:
        is_this = row.referral_id == referral.pk
        aid = aids.get(row.pk) if is_this else by_context.get(row.context_id)
        if aid and len(aid.rows) < MOST:
            aid.rows.append(Screened(row, is_this))
    for aid in aids.values():
        aid.rows.sort(key=lambda screened: not screened.is_this)
    return list(aids.values())
