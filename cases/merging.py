"""Merging two contexts recorded apart, with their links, notes, adults, relations, parts and cases."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.joining import UNSETTLED, end_one_of, lock_notes, lock_records, lock_rows
from cases.merge_details import differing as differing_in
from cases.merge_details import take
from cases.merge_querysets import concerned_by_merge, hidden_among
from cases.merge_rows import move_adults, move_links, move_notes, move_rows_above
from cases.models import Case, ContextMerge, MergeRequest, NoteSubject
from cases.moved import Moved
from contexts.models import Context, ContextRelation
from contexts.placing import place_context
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.workflow import require_sight

# What is recorded of a context, as it is chosen from one or the other: what belongs together is one choice.
DETAILS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "description": ("description",),
    "category": ("category_id",),
    "address": ("address",),
    "postcode": ("postcode",),
    "position": ("easting", "northing"),
    "times": ("times",),
    "school_number": ("school_number",),
    "platform": ("platform",),
    "route": ("route",),
    "purpose": ("purpose",),
    "intended_outcome": ("intended_outcome",),
    "how_identified": ("how_identified",),
    "told": ("told_young_people", "told_parents", "why_not_told"),
    "strengths": ("strengths",),
    "threshold": ("threshold_level", "threshold_why"),
    "lawful_basis": ("lawful_basis",),
    "owner_team": ("owner_team_id",),
    "parent": ("parent_id",),
}
WORKED_ON = (Context.Status.OPEN.value, Context.Status.MONITORING.value)


def differing(kept: Context, merged: Context) -> list[str]:
    """Which details the two contexts say differently. Where one lies within the other that ends with the merge."""
    within = {kept.parent_id, merged.parent_id} & {kept.pk, merged.pk}
    return [name for name in differing_in(kept, merged, DETAILS) if name != "parent" or not within]


@transaction.atomic
def merge_contexts(
    kept: Context,
    *,
    merged: Context,
    by: User,
    reason: str,
    continuing: Case | None = None,
    taken: Collection[str] = (),
    stays: Collection[UUID] = (),
) -> ContextMerge | MergeRequest:
    """Make one context of two: everything of `merged` comes to `kept`, which keeps what it says of itself.

    `taken` names the details (`DETAILS`) that are taken from the merged one instead. Of each link and each adult that
    stands on both, `stays` holds the id of the one that stays current; the other ends today and stays in history.
    Where both have a case the manager names the one that continues, and the other closes into it. A relation between
    the two ends, as does one that both have to a third. A note that stands on both goes on standing on the kept one,
    with what was written for either alone. Every row changed is written down as it was (`ContextMerge.moved`). The
    merged context is no longer listed, found or linked; its reference and its address lead to the kept one.

    Where anything that would move is not the manager's to see, nothing moves: the request is passed on to those who may
    see it all, in the same words whatever it is (`MergeRequest`).

    Refuses two contexts of different kinds (a group is not a place: relate them), one that was merged already, a
    context with itself, no reason, a link or an adult on both of which nobody said which stays, what `join_families`
    refuses of two cases, and a restricted context that would go into one that is not.
    """
    require(by, Permission.MERGE_CONTEXTS)
    require_sight(by, kept, merged)
    if kept.pk == merged.pk:
        raise ValidationError({"merged": _("Choose another context: this is the same one.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you know that they are one.")})
    pks = [kept.pk, merged.pk]
    locked = lock_records(Context.objects.filter(Q(pk__in=pks) | Q(merged_into=merged) | Q(parent=merged)))
    kept, merged = locked[kept.pk], locked[merged.pk]
    _check_may_be_one(kept, merged)
    lock_notes(NoteSubject.objects.filter(context=merged))
    lock_rows(Case.objects.filter(context__in=pks))
    if any(hidden_among(rows, seen).exists() for _kind, rows, seen in concerned_by_merge(kept, merged, by)):
        return _pass_on(kept, merged, by=by, reason=reason)
    moved = Moved()
    _move_cases(kept, merged, by=by, continuing=continuing, moved=moved)
    move_links(kept, merged, by=by, stays=stays, moved=moved, twice=_("Recorded twice: two contexts were merged"))
    move_adults(kept, merged, by=by, stays=stays, moved=moved)
    _move_relations(kept, merged, by=by, moved=moved)
    move_notes(kept, merged, by=by, moved=moved)
    move_rows_above(kept, merged, by=by, moved=moved)
    for part in (context for context in locked.values() if context.parent_id == merged.pk and context != kept):
        with moved.noting("contexts", part):
            part.parent = None if kept.parent_id == part.pk else kept
            save_record(part, by=by)
    with moved.noting("contexts", kept):
        _settle_details(kept, merged, by=by, taken=taken)
        save_record(kept, by=by, reason=reason)
    place_context(kept)
    before = [context for context in locked.values() if context.merged_into_id == merged.pk]
    for context in [merged, *before]:
        with moved.noting("contexts", context):
            context.merged_into, context.merged_on = kept, context.merged_on or today()
            save_record(context, by=by, reason=reason)
    merge = save_record(ContextMerge(kept=kept, merged=merged, reason=reason, moved=moved.rows), by=by)
    _answer_requests(kept, merged, by=by)
    record(by=by, action="context.merged", target=kept, reason=reason)
    record(by=by, action="context.merged_into", target=merged, reason=reason)
    return merge


@transaction.atomic
def decline_merge(request: MergeRequest, *, by: User, why: str) -> MergeRequest:
    """A manager who could carry out a merge that was asked for does not, and says why to whoever asked.

    Refuses without a reason, one that was answered already, and anybody who could not carry it out.
    """
    require(by, Permission.MERGE_CONTEXTS)
    require_sight(by, request)
    request = MergeRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not request.is_waiting:
        raise ValidationError(_("This has been answered already."))
    if not MergeRequest.objects.for_decision_by(by).filter(pk=request.pk).exists():
        raise PermissionDenied
    if not why.strip():
        raise ValidationError({"why": _("Say why they are not merged.")})
    _answer(request, by=by, status=MergeRequest.Status.DECLINED, why=why)
    record(by=by, action="context.merge_declined", target=request.kept, reason=why)
    return request


def _check_may_be_one(kept: Context, merged: Context) -> None:
    if kept.merged_into_id or merged.merged_into_id:
        raise ValidationError(_("One of these contexts was merged into another already."))
    if kept.kind != merged.kind:
        words = _("%(kept)s and %(merged)s are of different kinds. Relate them to each other instead.")
        raise ValidationError(words % {"kept": kept, "merged": merged})
    if merged.is_restricted and not kept.is_restricted:
        words = _(
            "%(merged)s is restricted, and here everybody would see what stands on it. Restrict %(kept)s first, or "
            "merge them the other way round."
        )
        raise ValidationError(words % {"merged": merged, "kept": kept})


def _pass_on(kept: Context, merged: Context, *, by: User, reason: str) -> MergeRequest:
    """Note that somebody else is asked. Nothing about it tells what this person may not see."""
    pair = Q(kept=kept, merged=merged) | Q(kept=merged, merged=kept)
    if MergeRequest.objects.waiting().filter(pair, asked_by=by).exists():
        raise ValidationError(_("You have asked for this merge already. It waits for somebody who can do it."))
    request = MergeRequest(kept=kept, merged=merged, reason=reason, asked_by=by, asked_on=today())
    save_record(request, by=by)
    record(by=by, action="context.merge_asked", target=kept, reason=reason)
    return request


def _answer_requests(kept: Context, merged: Context, *, by: User) -> None:
    """What waits about the merged context is answered: done, where it was this that was asked for."""
    waiting = MergeRequest.objects.waiting().filter(Q(kept=merged) | Q(merged=merged))
    for request in lock_rows(waiting):
        if {request.kept_id, request.merged_id} == {kept.pk, merged.pk}:
            _answer(request, by=by, status=MergeRequest.Status.DONE)
        else:
            why = _("%(reference)s was merged into another context.") % {"reference": merged.reference}
            _answer(request, by=by, status=MergeRequest.Status.DECLINED, why=why)


def _answer(request: MergeRequest, *, by: User, status: str, why: str = "") -> None:
    request.status, request.decided_on, request.decided_by, request.decided_why = status, today(), by, why
    save_record(request, by=by)


def _move_cases(kept: Context, merged: Context, *, by: User, continuing: Case | None, moved: Moved) -> None:
    unsettled = list(Case.objects.filter(context__in=[kept, merged], status__in=UNSETTLED).order_by("pk"))
    if len(unsettled) == 2:
        unnamed = _("Both contexts have a case. Choose which one continues.")
        end_one_of(unsettled, continuing=continuing, by=by, moved=moved, unnamed=unnamed)
    for case in Case.objects.filter(context=merged).order_by("pk"):
        with moved.noting("cases", case):
            case.context = kept
            save_record(case, by=by)


def _move_relations(kept: Context, merged: Context, *, by: User, moved: Moved) -> None:
    standing = {
        _relation(row) for row in lock_rows(kept.relations.filter(to_on=None) | kept.relations_to.filter(to_on=None))
    }
    for row in lock_rows(ContextRelation.objects.filter(Q(context=merged) | Q(other=merged))):
        with moved.noting("relations", row):
            if kept.pk in (row.context_id, row.other_id):
                row.to_on = row.to_on or today()  # nothing is related to itself; it stays where it was written
            else:
                if row.context_id == merged.pk:
                    row.context = kept
                else:
                    row.other = kept
                if row.to_on is None and _relation(row) in standing:
                    row.to_on = today()
            save_record(row, by=by)
        standing.add(_relation(row))


def _relation(row: ContextRelation) -> tuple[Any, ...]:
    """What a relation says, the same from both sides where it reads the same from both."""
    ends = (row.context_id, row.other_id)
    return (row.kind, *(sorted(ends) if row.kind == ContextRelation.Kind.OVERLAPS else ends))


def _settle_details(kept: Context, merged: Context, *, by: User, taken: Collection[str]) -> None:
    """What the kept context says of itself from now on."""
    for name in set(differing(kept, merged)) & set(taken):
        if name == "parent":
            require_sight(by, kept.parent)  # else what is replaced was never shown
        take(kept, merged, DETAILS[name])
    if kept.parent_id == merged.pk:
        kept.parent_id = merged.parent_id
    if kept.status not in WORKED_ON and kept.cases.open().exists():
        kept.status = merged.status if merged.status in WORKED_ON else Context.Status.OPEN
