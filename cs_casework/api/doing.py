"""What is done: actions, interventions, meetings, their agendas and who is invited."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from cases import actions, agenda, interventions, meetings
from cases.meeting_codes import Attendance
from cases.models import Action, AgendaItem, Case, Intervention, Invitation, Meeting
from contexts.models import Context
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.api.answers import Masked
from cs_casework.api.bodies import Body, Choose, ChooseSeveral, body, saying, text
from cs_casework.api.days import DayField
from cs_casework.api.resources import Resource, Verb, offer
from families.models import Person


# --- Actions and interventions ---------------------------------------------------------------------------------------
def record_action(*, by: User, case: Case, **said: Any) -> Action:
    return actions.record_action(case, by=by, **said)


def record_intervention(*, by: User, case: Case, **said: Any) -> Intervention:
    return interventions.record_intervention(case, by=by, **said)


record_action.__doc__ = actions.record_action.__doc__
record_intervention.__doc__ = interventions.record_intervention.__doc__

WHOSE = "owner agency owner_name chaser"
CAME_FROM = "factor note incident episode meeting item"
DONE = "agency provider take_up effect effect_known"


# --- Meetings --------------------------------------------------------------------------------------------------------
def book(*, by: User, case: Case | None = None, **said: Any) -> Meeting:
    return meetings.book_meeting(case, by=by, **said)


def put_on_agenda(
    meeting: Meeting, *, by: User, child: Person | None = None, context: Context | None = None, words: str = ""
) -> AgendaItem:
    found = [subject for subject in (child, context, words) if subject]
    if len(found) != 1:
        raise ValidationError(_("Name one child, one context, or something in words."))
    return agenda.put_on_agenda(meeting, by=by, subject=found[0])


def put_forward(*, by: User, child: Person | None = None, context: Context | None = None, why: str) -> AgendaItem:
    require(by, Permission.WRITE_NOTES)  # before it is told what is wanting
    subject = child or context
    if subject is None or (child and context):
        raise ValidationError(_("Name one child or one context."))
    return agenda.put_forward(subject, by=by, why=why)


class CameSent(Body):
    """Whether one who was invited came."""

    invitation = Choose(Invitation)
    attendance = serializers.ChoiceField(choices=Attendance.choices)


def attended(meeting: Meeting, *, by: User, attendance: Sequence[dict[str, Any]]) -> Meeting:
    came = {one["invitation"].pk: one["attendance"] for one in attendance}
    return meetings.record_attendance(meeting, by=by, attendance=came)


def write_minutes(meeting: Meeting, *, by: User, **said: Any) -> Meeting:
    return meetings.write_minutes(meeting, by=by, number=meeting.number, **said)


book.__doc__, attended.__doc__ = meetings.book_meeting.__doc__, meetings.record_attendance.__doc__
write_minutes.__doc__ = meetings.write_minutes.__doc__
put_on_agenda.__doc__, put_forward.__doc__ = agenda.put_on_agenda.__doc__, agenda.put_forward.__doc__

WHEN = "starts_at place chair"

offer(
    Resource(
        name="actions",
        model=Action,
        fields=f"""id case {CAME_FROM} what {WHOSE} due_on first_due_on extended_why aimed_at status outcome finished_on
            created_at created_by""",
        needs=Permission.OWN_ACTIONS,
        filters="case factor note incident episode meeting owner agency status aimed_at due_on finished_on created_at",
        ordering="due_on finished_on created_at",
        create=Verb(
            record_action,
            body(Action, f"{WHOSE} {CAME_FROM}", required="case what due_on aimed_at", title="ActionSent"),
        ),
        verbs=[
            Verb(
                actions.finish_action,
                body(Action, "finished_on", required="status outcome", title="ActionFinished"),
                "finish",
            ),
            Verb(actions.reassign_action, body(Action, WHOSE, title="ActionReassigned", reason=text(500)), "reassign"),
            Verb(
                actions.extend_action,
                body(title="ActionExtended", due_on=DayField(), why=text(500, needed=True)),
                "extend",
            ),
            Verb(actions.wait_on_action, body(title="ActionWaits", waits=serializers.BooleanField()), "wait"),
        ],
    ),
    Resource(
        name="interventions",
        model=Intervention,
        fields=f"id case what aimed_at condition {DONE} from_on to_on created_at created_by",
        needs=Permission.VIEW_CASES,
        filters="case aimed_at agency from_on to_on created_at",
        ordering="from_on to_on created_at",
        create=Verb(
            record_intervention,
            body(Intervention, DONE, required="case what aimed_at condition from_on", title="InterventionSent"),
        ),
        change=Verb(
            interventions.change_intervention,
            body(Intervention, f"what aimed_at condition {DONE} from_on", title="InterventionChange"),
        ),
        verbs=[
            Verb(
                interventions.end_intervention,
                body(Intervention, "take_up", required="to_on effect effect_known", title="InterventionEnd"),
                "end",
            )
        ],
    ),
    Resource(
        name="meetings",
        model=Meeting,
        fields=f"""id kind case {WHEN} minute_taker partners minutes minutes_number number written_by written_on approved_on
            approved_by cancelled_on cancelled_why created_at created_by""",
        masked=[Masked("readable_by", ("partners", "minutes", "cancelled_why"))],
        needs=Permission.RUN_MEETINGS,
        filters="case kind chair minute_taker starts_at approved_on cancelled_on created_at",
        ordering="starts_at created_at",
        create=Verb(
            book,
            body(
                Meeting,
                "case minute_taker",
                required=f"kind {WHEN}",
                title="MeetingSent",
                children=ChooseSeveral(Person, required=False),
                contexts=ChooseSeveral(Context, required=False),
            ),
        ),
        change=Verb(
            meetings.change_booking,
            body(Meeting, f"{WHEN} minute_taker", title="MeetingChange"),
            fills=(*WHEN.split(), "minute_taker"),
        ),
        verbs=[
            Verb(meetings.cancel_meeting, saying("why", title="MeetingCancelled", most=500), "cancel"),
            Verb(
                put_on_agenda,
                body(AgendaItem, "child context words", title="AgendaItemSent"),
                "put-on-agenda",
                makes=AgendaItem,
            ),
            Verb(
                agenda.gather_agenda,
                body(title="AgendaGathered", items=ChooseSeveral(AgendaItem)),
                "gather-agenda",
            ),
            Verb(
                meetings.invite,
                body(Invitation, "user name part agency", title="InvitationSent"),
                "invite",
                makes=Invitation,
            ),
            Verb(attended, body(title="AttendanceSent", attendance=CameSent(many=True)), "record-attendance"),
            Verb(
                write_minutes,
                body(Meeting, "partners", required="minutes", title="MinutesSent"),
                "write-minutes",
            ),
            Verb(meetings.approve_minutes, name="approve-minutes"),
            Verb(meetings.revise_minutes, saying("why", title="MinutesRevised", most=500), "revise-minutes"),
        ],
    ),
    Resource(
        name="agenda-items",
        model=AgendaItem,
        fields="""id meeting child context words why said decision outcome category decided_on decided_by done_on
            came_of_it removed_on created_at created_by""",
        needs=Permission.RUN_MEETINGS,
        filters="meeting child context outcome decided_on done_on created_at",
        ordering="created_at decided_on",
        create=Verb(put_forward, body(AgendaItem, "child context", required="why", title="PutForwardSent")),
        change=Verb(
            agenda.write_item, body(AgendaItem, "said decision", title="AgendaItemChange"), fills=("said", "decision")
        ),
        verbs=[
            Verb(agenda.take_off_agenda, name="take-off"),
            Verb(
                agenda.decide_for_child,
                body(AgendaItem, "category decision", required="outcome", title="ItemDecided", led_by=text(100)),
                "decide",
            ),
            Verb(
                agenda.finish_decision,
                body(title="DecisionFinished", came_of_it=text(2000, needed=True), done_on=DayField()),
                "finish",
            ),
        ],
    ),
    Resource(
        name="invitations",
        model=Invitation,
        fields="id meeting user name part agency attendance removed_on created_at",
        needs=Permission.RUN_MEETINGS,
        filters="meeting user attendance",
        ordering="created_at",
        verbs=[Verb(meetings.take_off_list, name="take-off")],
    ),
)
