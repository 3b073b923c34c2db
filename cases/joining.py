"""Joining two families recorded apart, with their members, cases, notes and history."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Case, FamilyJoin
from cases.workflow import close_into
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.models import Family
from families.workflow import require_sight


@transaction.atomic
def join_families(kept: Family, *, joined: Family, by: User, reason: str, continuing: Case | None = None) -> FamilyJoin:
    """Make one family of two: everyone and everything of `joined` comes to `kept`, which counts as confirmed.

    Where both have an open case the manager names the one that continues; the open children and workers of the other
    move into it, and it closes into it. Closed cases come over as they are. The joined family keeps its reference,
    which leads to the kept one, and every row moved is written down so that the join can be read back and undone.
    Refuses a family joined already, a family with itself, one the manager may not see, no reason, and what would lift a
    restriction: a restricted family or case that would go into one that is not.
    """
    require(by, Permission.JOIN_FAMILIES)
    require_sight(by, kept, joined)
    if kept.pk == joined.pk:
        raise ValidationError({"joined": _("Choose another family: this is the same one.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you know that they are one family.")})
    # Locked in one order, so that two managers joining the same pair from both ends do not wait for each other.
    both = {
        family.pk: family
        for family in Family.objects.select_for_update(of=("self",)).filter(pk__in=[kept.pk, joined.pk]).order_by("pk")
    }
    kept, joined = both[kept.pk], both[joined.pk]
    if kept.joined_into_id or joined.joined_into_id:
        raise ValidationError(_("One of these families was joined into another already."))
    if joined.is_restricted and not kept.is_restricted:
        raise ValidationError(
            _(
                "%(joined)s is restricted, and here everybody would see its members. Restrict %(kept)s first, or join "
                "them the other way round."
            )
            % {"joined": joined, "kept": kept}
        )
    moved: dict[str, list[str]] = {"memberships": []}  # never empty: that nothing came over is said too
    _move_cases(kept, joined, by=by, continuing=continuing, moved=moved)
    _move_members(kept, joined, by=by, moved=moved)
    for row in joined.note_subjects.exclude(note__subjects__family=kept):
        row.family = kept
        save_record(row, by=by)
        moved.setdefault("note_subjects", []).append(str(row.pk))
    joined.joined_into, joined.joined_on = kept, today()
    save_record(joined, by=by)
    if not kept.is_confirmed:
        kept.confirmed_on = today()
        save_record(kept, by=by)
    join = save_record(FamilyJoin(kept=kept, joined=joined, reason=reason, moved=moved), by=by)
    record(by=by, action="family.joined", target=kept, reason=reason)
    record(by=by, action="family.joined_into", target=joined, reason=reason)
    return join


def _move_cases(
    kept: Family, joined: Family, *, by: User, continuing: Case | None, moved: dict[str, list[str]]
) -> None:
    unfinished = list(
        Case.objects.select_for_update(of=("self",))
        .filter(family__in=[kept, joined], status__in=[Case.Status.OPEN, Case.Status.PROPOSED])
        .order_by("pk")
    )
    require_sight(by, *unfinished)
    if len(unfinished) == 2:
        if continuing is None or continuing not in unfinished:
            raise ValidationError({"continuing": _("Both families have a case. Choose which one continues.")})
        ending = next(case for case in unfinished if case != continuing)
        continuing = next(case for case in unfinished if case == continuing)
        if ending.is_open and not continuing.is_open:
            raise ValidationError({"continuing": _("A proposed case cannot take over an open one.")})
        if ending.is_restricted and not continuing.is_restricted:
            raise ValidationError(
                {
                    "continuing": _(
                        "The case that would end is restricted. Choose it to continue, or restrict the other."
                    )
                }
            )
        _move_rows(ending, continuing, by=by, moved=moved)
        close_into(ending, continuing=continuing, by=by)
    for case in joined.cases.order_by("closed_on"):
        case.family = kept
        save_record(case, by=by)
        moved.setdefault("cases", []).append(str(case.pk))


def _move_rows(ending: Case, continuing: Case, *, by: User, moved: dict[str, list[str]]) -> None:
    for period in ending.children.filter(to_on=None):
        period.case = continuing
        save_record(period, by=by)
        moved.setdefault("periods", []).append(str(period.pk))
    leads = set(continuing.allocations.filter(to_on=None, role="lead").values_list("child", flat=True))
    for allocation in ending.allocations.filter(to_on=None):
        if allocation.role == "lead" and allocation.child_id in leads:
            allocation.role = "co_worker"  # the case that continues has its lead; nobody is dropped in silence
        allocation.case = continuing
        save_record(allocation, by=by)
        moved.setdefault("allocations", []).append(str(allocation.pk))


def _move_members(kept: Family, joined: Family, *, by: User, moved: dict[str, Any]) -> None:
    present = set(kept.memberships.filter(to_on=None).values_list("person", flat=True))
    for member in joined.memberships.all():
        if member.to_on is None and member.person_id in present:
            member.to_on, member.ended_why = today(), _("Recorded twice: member of the family joined")
        else:
            member.family = kept
        save_record(member, by=by)
        moved.setdefault("memberships", []).append(str(member.pk))
