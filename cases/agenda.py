"""What is on an agenda: children and contexts, what is said and decided about each, and what a panel is to hear."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.enquiries import begin_enquiry
from cases.meeting_codes import OUTCOMES, WITH_CATEGORY, ItemOutcome, MeetingKind
from cases.meetings import check_is_about_nobody, lock_meeting, require_chair
from cases.models import AgendaItem, CaseChild, CaseChildStatus, Meeting
from cases.statuses import end_status, give_status
from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future, today
from families.models import Person
from families.workflow import lock_people, require_sight

Status = CaseChildStatus.Status
# Which statuses begin with what is decided for a child.
BEGINS = {
    ItemOutcome.CHILD_PROTECTION: (Status.CHILD_PROTECTION,),
    ItemOutcome.RISK_OUTSIDE_HOME: (Status.RISK_OUTSIDE_HOME,),
    ItemOutcome.BOTH: (Status.RISK_OUTSIDE_HOME, Status.CHILD_PROTECTION),
    ItemOutcome.CHILD_IN_NEED: (Status.CHILD_IN_NEED,),
}
# Which plan it is that a meeting goes on with, or ends.
REVIEWED = {MeetingKind.REVIEW: Status.CHILD_PROTECTION, MeetingKind.ROTH: Status.RISK_OUTSIDE_HOME}


@transaction.atomic
def put_on_agenda(meeting: Meeting, *, by: User, subject: Person | Context | str) -> AgendaItem:
    """Put a child, a context, or something in words on the agenda. Refuses what is on it already, nothing, a child where
    the meeting is about a place or a group, and whom the writer may not see."""
    require(by, Permission.RUN_MEETINGS)
    if isinstance(subject, str):
        if not subject.strip():
            raise ValidationError({"words": _("Say what it is about.")})
        item = AgendaItem(words=subject)
    else:
        require_sight(by, subject)
        item = _about(subject)
    item.meeting = lock_meeting(meeting, by=by)
    if item.child:
        check_is_about_nobody(item.meeting.kind, item.child)
    save_record(item, by=by)
    record(by=by, action="agenda.added", target=meeting, shown=[item.child_id] if item.child_id else [])
    return item


def _about(subject: Person | Context) -> AgendaItem:
    """Not saved yet; what it is about is locked, so that it is not merged meanwhile."""
    if isinstance(subject, Person):
        return AgendaItem(child=lock_people(subject)[0])
    return AgendaItem(context=lock_standing(subject)[0])


@transaction.atomic
def take_off_agenda(item: AgendaItem, *, by: User) -> AgendaItem:
    """Take something off the agenda; what was put forward for a panel is withdrawn. It stays in history. Refuses
    something about which anything was decided."""
    item = _lock_item(item, by=by)
    if item.decision or item.outcome or item.said:
        raise ValidationError(_("Something was said or decided about it. It stays on the agenda."))
    item.removed_on = today()
    save_record(item, by=by)
    record(by=by, action="agenda.removed", target=item)
    return item


@transaction.atomic
def write_item(item: AgendaItem, *, by: User, said: str, decision: str) -> AgendaItem:
    """Write down what was said and decided about this child or context alone: who may see it reads that, also where the
    minutes stand on somebody they may not see. Refuses before the meeting has taken place, once minutes are approved,
    and to take back a decision of which it was said what came of it.
    """
    item = _lock_item(item, by=by)
    if item.meeting is None or not item.meeting.has_taken_place:
        raise ValidationError(_("The meeting has not taken place yet."))
    if item.done_on and not decision.strip():
        raise ValidationError({"decision": _("It was said what came of this decision. It stays.")})
    item.said, item.decision = said, decision
    save_record(item, by=by)
    record(by=by, action="agenda.written", target=item)
    return item


def _lock_item(item: AgendaItem, *, by: User) -> AgendaItem:
    """An item as it is now, for whoever may see it and runs the meeting that it is on; the meeting is locked first."""
    require(by, Permission.RUN_MEETINGS)
    require_sight(by, item)
    if item.meeting_id:
        assert item.meeting
        lock_meeting(item.meeting, by=by, whole=False)
    found = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
    if found.removed_on:
        raise ValidationError(_("This was taken off the agenda."))
    return found


# --- What is decided for a child -------------------------------------------------------------------------------------
@transaction.atomic
def decide_for_child(
    item: AgendaItem, *, by: User, outcome: str, category: str = "", decision: str = "", led_by: str = ""
) -> AgendaItem:
    """Whoever chairs it says what the meeting decides for one child, and what the child is to the service follows.

    A strategy discussion that decides on a section 47 enquiry begins one that day. A conference gives or ends a status
    through `statuses.py`, from the day of the meeting, and refuses what that refuses. A plan for harm outside the home
    has no category of child protection plan; where harm at home is found too, there are both, and that one has.

    Refuses anybody but the chair, before the meeting has taken place, what this kind of meeting does not decide, a child
    about whom it is decided already, one not open in the case, a child protection plan without its category, and that a
    plan goes on or ends which the child does not have.
    """
    require(by, Permission.APPROVE_MEETINGS)
    item = _lock_item(item, by=by)
    meeting, child = item.meeting, item.child
    if meeting is None or child is None or outcome not in OUTCOMES.get(meeting.kind, ()):
        raise ValidationError({"outcome": _("This is not decided here.")})
    require_chair(meeting, by)
    if not meeting.has_taken_place:
        raise ValidationError(_("The meeting has not taken place yet."))
    if item.outcome:
        raise ValidationError(_("This is decided already: %(what)s.") % {"what": item.get_outcome_display()})
    if outcome in WITH_CATEGORY and not category:
        raise ValidationError({"category": _("Choose the category of harm at home.")})
    if outcome not in WITH_CATEGORY and category:
        raise ValidationError({"category": _("Only a child protection plan has a category. Leave this empty.")})
    period = CaseChild.objects.visible_to(by).open().filter(case=meeting.case_id, child=child).first()
    if period is None:
        raise ValidationError(_("%(child)s is not open to the service in this case.") % {"child": child})
    item.outcome, item.category, item.decided_on, item.decided_by = outcome, category, today(), by
    item.decision = decision or item.decision
    save_record(item, by=by)
    if outcome == ItemOutcome.SECTION_47:
        begin_enquiry(item, by=by, led_by=led_by)
    _follow(period, item, by=by)
    record(by=by, action="agenda.decided", target=item, shown=[child.pk])
    return item


def _follow(period: CaseChild, item: AgendaItem, *, by: User) -> None:
    """Give or end what the child is to the service."""
    assert item.meeting
    day, now = item.meeting.day, set(period.statuses.current().values_list("status", flat=True))
    for status in BEGINS.get(ItemOutcome(item.outcome), ()):
        if status not in now:
            category = item.category if status == Status.CHILD_PROTECTION else ""
            _from_meeting(give_status, period, by=by, status=status, from_on=day, category=category)
    if item.outcome in (ItemOutcome.CONTINUES, ItemOutcome.ENDS):
        row = period.statuses.current().filter(status=REVIEWED[MeetingKind(item.meeting.kind)]).first()
        if row is None:
            raise ValidationError({"outcome": _("This child has no such plan.")})
        if item.outcome == ItemOutcome.ENDS:
            _from_meeting(end_status, row, by=by, to_on=day, why=str(item.meeting))


def _from_meeting(change: Any, *args: Any, **kwargs: Any) -> None:
    """What a status refuses, beside what was decided: its fields are not those of this form."""
    try:
        change(*args, **kwargs)
    except ValidationError as refusal:
        raise ValidationError({"outcome": refusal.messages}) from refusal


# --- What a panel is to hear -----------------------------------------------------------------------------------------
@transaction.atomic
def put_forward(subject: Person | Context, *, by: User, why: str) -> AgendaItem:
    """Ask a panel to hear of a child or a context, and say why. It waits until a panel takes it on. Refuses without a
    reason, and what waits already."""
    require(by, Permission.WRITE_NOTES)
    require_sight(by, subject)
    if not why.strip():
        raise ValidationError({"why": _("Say why a panel should hear of it.")})
    item = _about(subject)
    if AgendaItem.objects.waiting().filter(child=item.child_id, context=item.context_id).exists():
        raise ValidationError(
            _("%(subject)s waits for a panel already. Look at what is put forward.") % {"subject": subject}
        )
    item.why = why
    save_record(item, by=by)
    record(by=by, action="agenda.put_forward", target=subject)
    return item


@transaction.atomic
def gather_agenda(meeting: Meeting, *, by: User, items: Iterable[AgendaItem]) -> Meeting:
    """Put what was put forward on the agenda of this panel. Refuses nothing, what a panel has taken on meanwhile, and a
    meeting that is no panel."""
    require(by, Permission.VIEW_CASES)
    items = list(items)
    require_sight(by, *items)
    meeting = lock_meeting(meeting, by=by, whole=False)
    if not meeting.is_panel:
        raise ValidationError(_("Only a panel hears what was put forward."))
    if not items:
        raise ValidationError({"items": _("Choose what this panel hears.")})
    waiting = AgendaItem.objects.waiting().filter(pk__in=[item.pk for item in items])
    rows = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    if len(rows) < len(items):
        raise ValidationError(_("Part of this was taken on by a panel or withdrawn meanwhile. Look again."))
    for row in rows:
        row.meeting = meeting
        save_record(row, by=by)
    record(by=by, action="agenda.gathered", target=meeting)
    return meeting


@transaction.atomic
def finish_decision(item: AgendaItem, *, by: User, came_of_it: str, done_on: datetime.date) -> AgendaItem:
    """Say what came of what a panel decided; until then it stands on the list of every panel. Refuses without words, a
    day to come, where nothing was decided, and what is finished already."""
    require(by, Permission.WRITE_NOTES)
    require_sight(by, item)
    found = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
    if found.meeting is None or not found.meeting.is_panel or not found.decision:
        raise ValidationError(_("No panel has decided anything here."))
    if found.done_on:
        raise ValidationError(_("It was said already what came of this."))
    if not came_of_it.strip():
        raise ValidationError({"came_of_it": _("Say what came of it.")})
    check_not_in_future(done_on=done_on)
    found.came_of_it, found.done_on = came_of_it, done_on
    save_record(found, by=by)
    record(by=by, action="agenda.finished", target=found)
    return found
