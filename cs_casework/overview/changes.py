"""What others have changed on a worker's own records since that worker last looked at each.

Told from what the reader may see now, never from the audit of others: a note they may not read, or a link that is
hidden from them, is no change here.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cases.models import (
    Allocation,
    Case,
    CaseChild,
    CaseChildStatus,
    CaseClosure,
    CaseTransfer,
    NoteRelease,
    NoteSubject,
)
from contexts.models import Context, ContextLink
from cs_casework.access import union_of
from cs_casework.accounts.models import User
from cs_casework.audit.models import AuditEvent
from cs_casework.statements import Statement, Written, answer, as_written
from families.models import Family, Person
from plans.models import GoalMeasure, Plan, PlanAction, PlanChildLink, PlanReview, PlanVersion

# What nobody looked at for so long is news no more: it stands on the record.
LONGEST = datetime.timedelta(days=60)
MOST_ROWS, MOST_RECORDS = 200, 20
OLDEST = "oldest"  # the value of that moment, which is given when the statement is sent
WORDS: dict[str, Any] = {
    "details": _("details changed"),
    "link": _("links to contexts changed"),
    "linked": _("linked children changed"),
    "released": _("words of a case note were released"),
    "status": _("status changed"),
    "workers": _("workers changed"),
    "case": _("the case moved on"),
    "plan_agreed": _("a manager agreed"),
    "plan_returned": _("a manager returned it"),
    "plan_reaches": _("it reaches a child you work with"),
    "plan_changed": _("the plan changed"),
    "plan_actions": _("what is done for it changed"),
    "plan_measured": _("a goal was measured again"),
    "plan_reviewed": _("it was reviewed"),
    "plan_ended": _("it ended"),
}


@dataclass
class RecordChanged:
    """One record with what happened on it, newest first."""

    record: Any
    at: datetime.datetime
    who: str
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.record.title if isinstance(self.record, Plan) else str(self.record)

    @property
    def in_words(self) -> str:
        """2 new case notes, status changed."""
        said = []
        if notes := self.kinds.get("note"):
            said.append(ngettext("%(n)s new case note", "%(n)s new case notes", notes) % {"n": notes})
        return ", ".join([*said, *(str(WORDS[kind]) for kind in self.kinds if kind in WORDS)])


def _own_children(user: User) -> Any:
    """The ids of the children that they hold, for `as_written`."""
    return CaseChild.objects.visible_to(user).open().held_by(user).order_by().values("child")


def _own_cases(user: User) -> Any:
    """The ids of the cases that they hold, for `as_written`."""
    return Case.objects.visible_to(user).open().allocated_to(user).order_by().values("pk")


def changes_on_own(user: User) -> list[RecordChanged]:
    """Those among what this worker holds, which is asked once, though every kind of change is looked for in it."""
    return _told(answer(_on_own, user, None, **{OLDEST: timezone.now() - LONGEST}), user)


def _on_own(statement: Statement, user: User, _what: None) -> str:
    cases = Case.objects.filter(pk__in=as_written(_own_cases, user))
    return _newest(statement, user, children=as_written(_own_children, user), cases=cases)


def changes_for(user: User, *, children: Any, cases: QuerySet[Any]) -> list[RecordChanged]:
    """Up to 20 records among these children (people) and cases, their families, contexts and plans, and the plans of
    contexts that reach the children; latest change first.

    In six statements however many there are.
    """
    statement = Statement(**{OLDEST: timezone.now() - LONGEST})
    return _told(statement.run(_newest(statement, user, children=children, cases=cases)), user)


def _newest(statement: Statement, user: User, *, children: Any, cases: QuerySet[Any]) -> str:
    parts = list(_parts(user, children=children, cases=cases))
    found = statement.rows(parts[0].union(*parts[1:], all=True))
    return f"SELECT * FROM {found} AS told ORDER BY told_at DESC LIMIT {MOST_ROWS}"  # noqa: S608  querysets, a number


def _told(rows: list[dict[str, Any]], user: User) -> list[RecordChanged]:
    told: dict[UUID, RecordChanged] = {}
    for row in rows:
        owner, kind = row["told_of"], row["told_kind"]
        if owner not in told and len(told) == MOST_RECORDS:
            continue
        change = told.setdefault(owner, RecordChanged(record=None, at=row["told_at"], who=row["told_by"]))
        change.kinds[kind] = change.kinds.get(kind, 0) + 1
    for queryset in (
        Person.objects.visible_to(user),
        Family.objects.visible_to(user),
        Context.objects.visible_to(user),
        Case.objects.visible_to(user).select_related("family", "context"),
        Plan.objects.visible_to(user).select_related("child", "case__context"),
    ):
        for record in queryset.filter(pk__in=told):
            told[record.pk].record = record
    return [change for change in told.values() if change.record is not None]


def _parts(user: User, *, children: Any, cases: QuerySet[Any]) -> Iterable[QuerySet[Any]]:
    families, contexts = cases.values("family"), cases.values("context")
    rows = NoteSubject.objects.order_by().values("pk")
    # Each found by its index: asked for with OR, all notes of the service would be looked through.
    theirs = union_of(
        rows.filter(child__in=children), rows.filter(family__in=families), rows.filter(context__in=contexts)
    )
    notes = NoteSubject.objects.readable_by(user).filter(pk__in=theirs)
    owner = Coalesce("child_id", "family_id", "context_id")
    yield _since(notes.exclude(created_by=user), user, "note", owner=owner, at="created_at", who="created_by__name")
    release = NoteRelease.objects.instead(user).filter(note=OuterRef("note")).exclude(created_by=user)
    release = release.order_by("-created_at")
    # Of notes that are hidden; who may read what was released of them is asked of the release.
    released = (
        NoteSubject.objects.filter(pk__in=theirs)
        .annotate(
            released_at=Subquery(release.values("created_at")[:1]),
            released_by=Subquery(release.values("created_by__name")[:1]),
        )
        .filter(released_at__isnull=False)
    )
    yield _since(released, user, "released", owner=owner, at="released_at", who="released_by")
    links = ContextLink.objects.visible_to(user)
    statuses = CaseChildStatus.objects.visible_to(user)
    held = Allocation.objects.visible_to(user)
    closures, transfers = CaseClosure.objects.visible_to(user), CaseTransfer.objects.visible_to(user)
    for kind, versions, column in (
        ("details", _versions(Person, user).filter(id__in=children, history_type="~"), "id"),
        ("details", _versions(Context, user).filter(id__in=contexts, history_type="~"), "id"),
        ("link", _versions(ContextLink, user).filter(id__in=links.filter(child__in=children).values("pk")), "child_id"),
        (
            "linked",
            _versions(ContextLink, user).filter(id__in=links.filter(context__in=contexts).values("pk")),
            "context_id",
        ),
        (
            "status",
            _versions(CaseChildStatus, user).filter(id__in=statuses.filter(period__child__in=children).values("pk")),
            "period__child_id",
        ),
        ("workers", _versions(Allocation, user).filter(id__in=held.filter(case__in=cases).values("pk")), "case_id"),
        ("case", _versions(Case, user).filter(id__in=cases.values("pk"), history_type="~"), "id"),
        # What a manager returns or declines changes nothing of the case, and whoever asked waits for the answer.
        ("case", _versions(CaseClosure, user).filter(id__in=closures.filter(case__in=cases).values("pk")), "case_id"),
        ("case", _versions(CaseTransfer, user).filter(id__in=transfers.filter(case__in=cases).values("pk")), "case_id"),
    ):
        yield _since(versions, user, kind, owner=F(column), at="history_date", who="history_user__name")
    yield from _plans(user, children=children, cases=cases)


def _plans(user: User, *, children: Any, cases: QuerySet[Any]) -> Iterable[QuerySet[Any]]:
    """What happened to plans on these cases, and to those of contexts that reach these children, or did until they
    ended. Each is told of until its own page has been looked at."""
    reaching = PlanChildLink.objects.visible_to(user).filter(child__in=children)
    still = reaching.filter(Q(to_on=None) | Q(to_on__gte=F("plan__ended_on")))
    plans = Plan.objects.visible_to(user).filter(Q(case__in=cases) | Q(pk__in=still.order_by().values("plan")))
    owned = plans.order_by().values("pk")
    versions = PlanVersion.objects.filter(plan__in=owned)
    for kind, rows in (
        ("plan_agreed", versions.filter(number=1)),
        ("plan_changed", versions.filter(number__gt=1)),
        ("plan_reviewed", PlanReview.objects.filter(plan__in=owned)),
        ("plan_reaches", still),
    ):
        others = rows.filter(~Q(created_by=user) | Q(created_by=None))
        yield _since(others, user, kind, owner=F("plan_id"), at="created_at", who="created_by__name")
    measured = GoalMeasure.objects.filter(goal__plan__in=owned).filter(~Q(created_by=user) | Q(created_by=None))
    yield _since(measured, user, "plan_measured", owner=F("goal__plan_id"), at="created_at", who="created_by__name")
    # Of an agreed plan: added, taken out again. An action that is kept from this reader is no news to them.
    done = PlanAction.objects.visible_to(user).filter(plan__in=owned, plan__status="agreed")
    served = _versions(PlanAction, user).filter(id__in=done.order_by().values("pk"))
    yield _since(served, user, "plan_actions", owner=F("plan_id"), at="history_date", who="history_user__name")
    past = _versions(Plan, user).filter(id__in=owned, history_type="~")
    # Not what is written in it since: the words of the manager stay with it until it is handed over again.
    returned = past.filter(status="draft", history_change_reason=F("returned_why")).exclude(returned_why="")
    for kind, versions_of in (("plan_ended", past.filter(status="ended")), ("plan_returned", returned)):
        yield _since(versions_of, user, kind, owner=F("id"), at="history_date", who="history_user__name")


def _versions(model: Any, user: User) -> QuerySet[Any]:
    """Versions of these records that somebody else made."""
    found: QuerySet[Any] = model.history.model.objects.filter(~Q(history_user=user) | Q(history_user=None)).order_by()
    return found


def _since(rows: QuerySet[Any], user: User, kind: str, *, owner: Any, at: str, who: str) -> QuerySet[Any]:
    """Those since this reader last looked at the record they stand on, as (record, kind, when, who)."""
    looked = AuditEvent.objects.filter(
        actor_id=user.pk, record_id=OuterRef("told_of"), action__endswith=".viewed"
    ).order_by("-at")
    oldest = Written(f"%({OLDEST})s", DateTimeField())
    return (
        rows.order_by()
        .annotate(told_of=owner, told_kind=Value(kind), told_at=F(at), told_by=Coalesce(F(who), Value("")))
        .filter(told_at__gt=oldest)  # as follows from the next line, which has to ask for each
        .filter(told_at__gt=Greatest(Subquery(looked.values("at")[:1]), oldest))
        .values_list("told_of", "told_kind", "told_at", "told_by")
    )
