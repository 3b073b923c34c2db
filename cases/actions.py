"""What is to be done on a case: giving it to somebody, more time, and what came of it."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.action_querysets import actions_of_hidden_plans, origin_fields
from cases.models import (
    Action,
    AgendaItem,
    Case,
    CaseChild,
    CaseNote,
    ExtraFamilialFactor,
    Incident,
    IncidentChild,
    Meeting,
    MissingEpisode,
    NoteSubject,
)
from cases.standing import lock_case
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_gone_by, check_not_in_future, today
from cs_casework.reference.models import Agency
from families.workflow import require_sight

# More than this about one note or incident stand on the pages of their cases alone.
MOST_SHOWN = 25


@transaction.atomic
def record_action(
    case: Case,
    *,
    by: User,
    what: str,
    due_on: datetime.date,
    aimed_at: str,
    owner: User | None = None,
    agency: Agency | None = None,
    owner_name: str = "",
    chaser: User | None = None,
    factor: ExtraFamilialFactor | None = None,
    note: CaseNote | None = None,
    incident: Incident | None = None,
    episode: MissingEpisode | None = None,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
) -> Action:
    """Say what is to be done on an open case, on a family or a context, by whom and by when, and what it is aimed at.

    Nobody is the owner unless named: a colleague who may see what it came from, or an agency or somebody else. After
    what an agency or somebody else does a colleague asks, `chaser`: whoever records it, where none is named. A factor
    that said why nothing was to be done says so no longer. What a meeting decided about one child or context hangs on
    that `item` of its agenda. Refuses a case that is not open, a day that has gone by, a factor, a note, an incident, a
    missing episode or an item that the writer may not see, a meeting that they may not read whole, a factor of another
    case, and a note, an incident or an episode that stands on no record of this case.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, factor, note, incident, episode, item)
    if meeting and not item and not Meeting.objects.readable_by(by).filter(pk=meeting.pk).exists():
        raise PermissionDenied
    case = lock_case(case, by=by)
    if not case.is_open:
        raise ValidationError(_("The case is not open. What is to be done is recorded on an open one."))
    for came_from in (note, incident, episode):
        if came_from and not open_cases_on(came_from, user=by).filter(pk=case.pk).exists():
            raise ValidationError({"case": _("Choose a case on one of the records that this stands on.")})
    if item and not _cases_of_item(item, by).filter(pk=case.pk).exists():
        raise ValidationError(_("What was decided here is done on another case."))
    if meeting and not item and meeting.case_id != case.pk:
        raise ValidationError(_("What a meeting decided is done on the case it is on."))
    if factor:
        factor = ExtraFamilialFactor.objects.select_for_update(of=("self",)).get(pk=factor.pk)
        if factor.case_id != case.pk:
            raise ValidationError(_("This factor stands on another case by now. Find it there."))
    check_not_gone_by(due_on=due_on)
    action = Action(
        case=case,
        factor=factor,
        note=note,
        incident=incident,
        episode=episode,
        meeting=item.meeting if item else meeting,
        item=item,
        what=what,
        owner=owner,
        agency=agency,
        owner_name=owner_name,
        chaser=chaser,
        due_on=due_on,
        aimed_at=aimed_at,
    )
    _check_owner(action)
    _settle_chaser(action, by=by)
    save_record(action, by=by)
    if factor and factor.no_action_why:
        factor.no_action_why = ""
        save_record(factor, by=by)
    record(by=by, action="action.recorded", target=action)
    return action


def open_cases_on(came_from: CaseNote | Incident | MissingEpisode, *, user: User) -> Any:
    """The open cases on which something can be done about a note, an incident or a missing episode, as far as this
    person may see: those of the children in it, of the families and of the contexts on whose record it stands."""
    told: Any
    if isinstance(came_from, MissingEpisode):
        period = CaseChild.objects.visible_to(user).open().filter(child=came_from.child_id)
        return Case.objects.visible_to(user).open().filter(pk__in=period.order_by().values("case"))
    if isinstance(came_from, Incident):
        told = IncidentChild.objects.visible_to(user).standing().filter(incident=came_from).order_by()
        on = Q(context=came_from.context_id) if came_from.context_id else Q()
    else:
        told = NoteSubject.objects.visible_to(user).told().filter(note=came_from).order_by()
        on = Q(family__in=told.exclude(family=None).values("family"))
        on |= Q(context__in=told.exclude(context=None).values("context"))
    periods = CaseChild.objects.visible_to(user).open().filter(child__in=told.exclude(child=None).values("child"))
    return Case.objects.visible_to(user).open().filter(on | Q(pk__in=periods.order_by().values("case")))


def case_of_item(item: AgendaItem, user: User) -> Case | None:
    """The open case on which something that was decided about this is to be done, as far as this person may see it."""
    found: Case | None = _cases_of_item(item, user).first()
    return found


def _cases_of_item(item: AgendaItem, user: User) -> Any:
    cases = Case.objects.visible_to(user).open()
    if item.meeting and item.meeting.case_id:
        return cases.filter(pk=item.meeting.case_id)
    if item.context_id:
        return cases.filter(context=item.context_id)
    periods = CaseChild.objects.visible_to(user).open().filter(child=item.child_id)
    return cases.filter(pk__in=periods.order_by().values("case")) if item.child_id else cases.none()


def actions_about(came_from: CaseNote | Incident | MissingEpisode, user: User) -> dict[str, Any]:
    """What a page shows of what is to be done about a note, an incident or a missing episode, and whether more can be
    recorded."""
    found = Action.objects.visible_to(user).for_tables()
    column = {Incident: "incident", MissingEpisode: "episode", CaseNote: "note"}[type(came_from)]
    found = found.filter(**{column: came_from})
    if isinstance(came_from, CaseNote):
        found = found.filter(note_is_elsewhere=False)
    may_add = user.may(Permission.WRITE_NOTES) and open_cases_on(came_from, user=user).exists()
    return {"actions": found[:MOST_SHOWN], "may_add": may_add}


@transaction.atomic
def finish_action(
    action: Action, *, by: User, status: str, outcome: str, finished_on: datetime.date | None = None
) -> Action:
    """Say that it was done, or was not and will not be, and what came of it: what changed, not what was attended.

    Who is given it, or asks after it, may say so too where they read nothing else of the case. Refuses without an
    outcome, a day to come, and one that is finished already: then it tells who said so, and what came of it. A case may
    have closed meanwhile.
    """
    action = _lock_unfinished(action, by=by, right=Permission.OWN_ACTIONS)
    if status not in Action.FINISHED:
        raise ValidationError({"status": _("Say whether it was done.")})
    if not outcome.strip():
        raise ValidationError({"outcome": _("Say what came of it.")})
    check_not_in_future(finished_on=finished_on)
    action.status, action.outcome, action.finished_on = status, outcome, finished_on or today()
    save_record(action, by=by)
    record(by=by, action="action.finished", target=action)
    return action


@transaction.atomic
def reassign_action(
    action: Action,
    *,
    by: User,
    owner: User | None = None,
    agency: Agency | None = None,
    owner_name: str = "",
    chaser: User | None = None,
    reason: str = "",
) -> Action:
    """Give it to somebody else; what was said until now stays in its versions. Who asks after it goes on doing so, unless
    another is named or a colleague does it from now on. Refuses as `record_action` does."""
    action = _lock_unfinished(action, by=by)
    action.owner, action.agency, action.owner_name = owner, agency, owner_name
    action.chaser = chaser or (None if owner else action.chaser)
    _check_owner(action)
    _settle_chaser(action, by=by)
    save_record(action, by=by, reason=reason)
    record(by=by, action="action.reassigned", target=action)
    return action


@transaction.atomic
def extend_action(action: Action, *, by: User, due_on: datetime.date, why: str) -> Action:
    """Give it more time, with a reason that stands beside the new day, as does the day it was first due.

    Refuses without a reason, a day that has gone by, and one that gives no more time.
    """
    action = _lock_unfinished(action, by=by)
    if not why.strip():
        raise ValidationError({"why": _("Say why there is more time.")})
    check_not_gone_by(due_on=due_on)
    if due_on <= action.due_on:
        words = _("This is no later than the day it is due: %(day)s.")
        raise ValidationError({"due_on": words % {"day": f"{action.due_on:%-d %B %Y}"}})
    action.first_due_on = action.first_due_on or action.due_on
    action.due_on, action.extended_why = due_on, why
    save_record(action, by=by, reason=why)
    record(by=by, action="action.extended", target=action)
    return action


@transaction.atomic
def wait_on_action(action: Action, *, by: User, waits: bool) -> Action:
    """Say that it waits for somebody else, or that it can go on. It stays due on the same day."""
    action = _lock_unfinished(action, by=by)
    action.status = Action.Status.WAITING if waits else Action.Status.OPEN
    save_record(action, by=by)
    record(by=by, action="action.waiting" if waits else "action.resumed", target=action)
    return action


def _lock_unfinished(action: Action, *, by: User, right: Permission = Permission.WRITE_NOTES) -> Action:
    require(by, right)
    found: Action | None = Action.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=action.pk).first()
    if found is None:
        raise PermissionDenied
    if found.is_finished:
        raise ValidationError(_finished_already(found))
    return found


def _finished_already(action: Action) -> str:
    """Who finished it and what came of it, for somebody whose own words stand in a form: they are kept there, and a note
    takes them."""
    last = action.history.select_related("history_user").order_by("-history_date", "-history_id").first()
    words = _(
        "%(who)s has finished this action already, on %(day)s: “%(outcome)s”. What you send now is not recorded. If it "
        "adds something, write it in a case note."
    )
    who = last and last.history_user
    day = f"{action.finished_on:%-d %B %Y}"
    return words % {"who": who or _("Somebody else"), "day": day, "outcome": action.outcome}


def _check_owner(action: Action) -> None:
    """Refuse nobody, two at once, and a colleague whom it would not reach, as they may not see what it came from."""
    if action.owner and (action.agency or action.owner_name):
        raise ValidationError({"owner": _("Say one: a colleague, or an agency or somebody else.")})
    if not action.owner and not action.agency and not action.owner_name.strip():
        raise ValidationError({"owner": _("Say who or which agency does it.")})
    if action.owner and not _reaches(action, action.owner):
        words = _("%(owner)s cannot be given this. Ask a manager, or choose somebody else.")
        raise ValidationError({"owner": words % {"owner": action.owner}})


def _settle_chaser(action: Action, *, by: User) -> None:
    """Who asks after what no colleague does: who was named, else whoever says so now. Refuses one whom it would not
    reach, and one for what a colleague does."""
    if action.owner:
        if action.chaser:
            raise ValidationError({"chaser": _("A colleague does this themselves. Leave this empty.")})
        return
    if action.chaser is None and _reaches(action, by):
        action.chaser = by
    if action.chaser and not _reaches(action, action.chaser):
        words = _("%(chaser)s cannot be given this. Ask a manager, or choose somebody else.")
        raise ValidationError({"chaser": words % {"chaser": action.chaser}})


def _reaches(action: Action, colleague: User) -> bool:
    """Whether they would find it on their list: `visible_to` of an action that is not saved yet."""
    if not colleague.is_active or not colleague.may(Permission.OWN_ACTIONS):
        return False
    reads = colleague.may(Permission.VIEW_CASES)
    if not Case.objects.visible_to(colleague).filter(pk=action.case_id).exists():
        return False
    if not action._state.adding and actions_of_hidden_plans(colleague).filter(action=action.pk).exists():
        return False
    item = action.item_id if reads else None
    if item and not AgendaItem.objects.visible_to(colleague).filter(pk=item).exists():
        return False
    for field in origin_fields():
        pk, records = getattr(action, field.attname), field.related_model._default_manager.all()
        if pk is None or (item and field.name == "meeting"):
            continue
        if not reads and not hasattr(records, "in_sight"):
            return False
        if not reads:
            seen = records.in_sight(colleague)
        elif field.name == "meeting":
            seen = records.readable_by(colleague)
        else:
            seen = records.visible_to(colleague)
        if not seen.filter(pk=pk).exists():
            return False
    return True
