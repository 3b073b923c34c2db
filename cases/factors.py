"""Factors outside the family: recording one with what is to be done, changing it, and saying that it eases or ends."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import record_action
from cases.changed_since import check_read
from cases.models import Case, ExtraFamilialFactor, FactorChild
from cases.proposals import propose_links
from cases.standing import lock_case
from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future, today
from cs_casework.reference.harms import say_harms
from cs_casework.reference.models import HarmType
from families.models import Person
from families.workflow import lock_people, require_sight


@transaction.atomic
def record_factor(
    case: Case,
    *,
    by: User,
    children: Iterable[Person],
    harm_types: Iterable[HarmType],
    seen_from: datetime.date,
    context: Context | None = None,
    actions: Sequence[dict[str, Any]] = (),
    no_action_why: str = "",
    **said: Any,
) -> ExtraFamilialFactor:
    """Record what harms children of this family outside it, with what is to be done about it.

    Without a context it is not known where or among whom. With one, a link to it is proposed for each of the children,
    and none is made: a person accepts it (`cases/proposals.py`). `actions` hold what `record_action` takes.

    Refuses a case that is not open or not on a family, nobody, somebody who is not open in the case, no kind of harm,
    neither an action nor why there is none, both of these, a context that was merged into another, and whatever of it
    the writer may not see.
    """
    require(by, Permission.WRITE_NOTES)
    children, harm_types = list(children), list(harm_types)
    require_sight(by, *children, context)
    children, context, case = _lock(children, context, case, by=by)
    if not case.family_id:
        raise ValidationError(_("A factor outside the family is recorded on a case on a family."))
    _check_said(case, children, harm_types, known=set())
    if not actions and not no_action_why.strip():
        raise ValidationError({"no_action_why": _("Say what is to be done, or why nothing is.")})
    if actions and no_action_why.strip():
        raise ValidationError({"no_action_why": _("There is something to be done above. Leave this empty.")})
    factor = ExtraFamilialFactor(
        case=case, context=context, seen_from=seen_from, status_on=seen_from, no_action_why=no_action_why, **said
    )
    factor.harm_words = in_words(harm_types)
    save_record(factor, by=by)
    say_harms(factor, harm_types, by=by)
    for child in children:
        save_record(FactorChild(factor=factor, child=child), by=by)
    for action in actions:
        record_action(case, by=by, factor=factor, **action)
    propose_links(factor, by=by)
    record(by=by, action="factor.recorded", target=factor, shown=[child.pk for child in children])
    return factor


@transaction.atomic
def change_factor(
    factor: ExtraFamilialFactor,
    *,
    by: User,
    children: Iterable[Person],
    harm_types: Iterable[HarmType],
    context: Context | None = None,
    read_version: int | None = None,
    **said: Any,
) -> ExtraFamilialFactor:
    """Say anew what is known of a factor; every version stays readable.

    A child who is no longer in it is taken out and not away. A link that it proposed and no longer does is withdrawn,
    one that it does now is proposed, and none is proposed again that somebody declined. Why there is no action can be
    said anew while there is none. `read_version` is how many versions there were when the writer opened it. Refuses as
    `record_factor` does (who was in it may stay in it when their time closed), and where it was changed since.
    """
    require(by, Permission.WRITE_NOTES)
    children, harm_types = list(children), list(harm_types)
    require_sight(by, factor, *children, context)
    children, context, case = _lock(children, context, factor.case, by=by)
    factor = _lock_factor(factor, case, by=by)
    check_read(factor, read_version)
    held = FactorChild.objects.filter(factor=factor).select_related("child").select_for_update(of=("self",))
    rows = {row.child_id: row for row in held}
    _check_said(case, children, harm_types, known={pk for pk, row in rows.items() if row.removed_on is None})
    if "no_action_why" in said and not said["no_action_why"].strip() and not factor.actions.exists():
        raise ValidationError({"no_action_why": _("Say what is to be done, or why nothing is.")})
    as_it_began = factor.status_on == factor.seen_from
    for field, value in said.items():
        setattr(factor, field, value)
    factor.context, factor.harm_words = context, in_words(harm_types)
    if as_it_began and factor.status == ExtraFamilialFactor.Status.CURRENT:
        factor.status_on = factor.seen_from
    save_record(factor, by=by)
    say_harms(factor, harm_types, by=by)
    chosen = {child.pk: child for child in children}
    for pk, child in chosen.items():
        row = rows.get(pk) or FactorChild(factor=factor, child=child)
        if row._state.adding or row.removed_on:
            row.removed_on = None
            save_record(row, by=by)
    for pk, row in rows.items():
        if pk not in chosen and row.removed_on is None and row.child.merged_into_id is None:
            row.removed_on = today()
            save_record(row, by=by)
    propose_links(factor, by=by)
    record(by=by, action="factor.changed", target=factor, shown=list(chosen))
    return factor


@transaction.atomic
def set_factor_status(
    factor: ExtraFamilialFactor, *, by: User, status: str, status_on: datetime.date, ended_why: str = ""
) -> ExtraFamilialFactor:
    """Say since when it is easing, has ended, or is as it was before.

    What is still to be done stays to do: it is finished for itself. Refuses what it is already, a day to come, one
    before what was said last, and an end without a reason. A case may have closed meanwhile.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, factor)
    case = lock_case(factor.case, by=by)
    factor = _lock_factor(factor, case, by=by)
    if status == factor.status:
        words = _("It is recorded so already, since %(day)s.")
        raise ValidationError({"status": words % {"day": f"{factor.status_on:%-d %B %Y}"}})
    check_not_in_future(status_on=status_on)
    if status_on < factor.status_on:
        words = _("This is before what was said last: %(day)s.")
        raise ValidationError({"status_on": words % {"day": f"{factor.status_on:%-d %B %Y}"}})
    ends = status == ExtraFamilialFactor.Status.ENDED
    if ends and not ended_why.strip():
        raise ValidationError({"ended_why": _("Say why it ended, or how you know.")})
    factor.status, factor.status_on, factor.ended_why = status, status_on, ended_why if ends else ""
    save_record(factor, by=by)
    record(by=by, action="factor.ended" if ends else "factor.status_changed", target=factor)
    return factor


def in_words(harm_types: Iterable[HarmType]) -> str:
    """The kinds of harm by their local names and the national factor each is returned as."""
    named = sorted(f"{harm} ({harm.census_factor})" for harm in harm_types)
    return "; ".join(named)[:2000]


def _lock(
    children: list[Person], context: Context | None, case: Case, *, by: User
) -> tuple[list[Person], Context | None, Case]:
    """All of them, locked in the order in which everybody does: people, contexts, cases."""
    children = lock_people(*children)
    if context:
        (context,) = lock_standing(context)
    case = lock_case(case, by=by)
    if not case.is_open:
        raise ValidationError(_("The case is not open. A factor is recorded and changed on an open one."))
    return children, context, case


def _lock_factor(factor: ExtraFamilialFactor, case: Case, *, by: User) -> ExtraFamilialFactor:
    seen = ExtraFamilialFactor.objects.visible_to(by).select_for_update(of=("self",))
    found: ExtraFamilialFactor | None = seen.filter(pk=factor.pk).first()
    if found is None:
        raise PermissionDenied
    if found.case_id != case.pk:
        raise ValidationError(_("This factor stands on another case by now. Find it there."))
    return found


def _check_said(case: Case, children: list[Person], harm_types: list[HarmType], *, known: set[Any]) -> None:
    if not children:
        raise ValidationError({"children": _("Choose at least one child.")})
    if not harm_types:
        raise ValidationError({"harm_types": _("Choose at least one kind of harm.")})
    open_here = set(case.children.open().values_list("child", flat=True))
    for child in children:
        if child.pk not in open_here | known:
            words = _("%(child)s is not open to the service in this case.")
            raise ValidationError({"children": words % {"child": child}})
