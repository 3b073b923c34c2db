"""How each constraint on meetings, and on what is decided at them, is broken: read by `test_models.py`."""

import datetime
from typing import Any

from factory import SelfAttribute, SubFactory

from cs_casework.dates import today
from cs_casework.reference.models import Agency
from tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    ContextFactory,
    InvitationFactory,
    MeetingFactory,
    Section47Factory,
    UserFactory,
)
from tests.helpers import twice

DAY = datetime.timedelta(days=1)


def minuted(**details: Any) -> None:
    MeetingFactory(**({"minutes": "All agreed.", "written_by": UserFactory(), "written_on": today()} | details))


def decided(**details: Any) -> None:
    AgendaItemFactory(**({"outcome": "cin", "decided_on": today(), "decided_by": UserFactory()} | details))


def come_to(outcome: str = "nfa", **details: Any) -> None:
    Section47Factory(outcome=outcome, **({"outcome_on": today(), "outcome_why": "He is safe"} | details))


MEETINGS: dict[str, list[Any]] = {
    "panel_is_on_no_case": [lambda: MeetingFactory(kind="panel"), lambda: MeetingFactory(case=None)],
    "minutes_written_by_somebody": [
        lambda: minuted(minutes=""),
        lambda: minuted(written_by=None),
        lambda: minuted(written_on=None),
    ],
    "minutes_approved_is_whole": [
        lambda: minuted(approved_on=today()),
        lambda: minuted(approved_by=UserFactory()),
        lambda: MeetingFactory(approved_on=today(), approved_by=UserFactory()),
    ],
    "meeting_cancelled_says_why": [
        lambda: MeetingFactory(cancelled_on=today()),
        lambda: MeetingFactory(cancelled_why="The school is closed"),
    ],
    "who_minutes_does_not_chair": [lambda: MeetingFactory(minute_taker=SelfAttribute("chair"))],
    "invited_is_somebody": [
        lambda: InvitationFactory(name=""),
        lambda: InvitationFactory(user=UserFactory()),
        lambda: InvitationFactory(user=UserFactory(), name="", agency=Agency.objects.first()),
    ],
    "colleague_invited_once": [twice(InvitationFactory, "meeting", "user", user=SubFactory(UserFactory), name="")],
    "item_is_about_one": [
        lambda: AgendaItemFactory(child=None),
        lambda: AgendaItemFactory(context=ContextFactory()),
        lambda: AgendaItemFactory(words="The way home"),
        lambda: AgendaItemFactory(child=None, context=ContextFactory(), words="The way home"),
        lambda: AgendaItemFactory(child=None, words="The way home", meeting=None, why="It is dark"),
    ],
    "put_forward_says_why": [lambda: AgendaItemFactory(meeting=None)],
    "child_once_an_agenda": [
        twice(AgendaItemFactory, "meeting", "child"),
        twice(AgendaItemFactory, "child", meeting=None, why="He is missing again"),
    ],
    "context_once_an_agenda": [
        twice(AgendaItemFactory, "meeting", "context", child=None, context=SubFactory(ContextFactory)),
        twice(
            AgendaItemFactory, "context", child=None, context=SubFactory(ContextFactory), meeting=None, why="It is dark"
        ),
    ],
    "decided_for_a_child_is_whole": [
        lambda: decided(outcome=""),
        lambda: decided(decided_on=None),
        lambda: decided(decided_by=None),
        lambda: decided(child=None, context=ContextFactory()),
    ],
    "category_of_a_plan_for_harm_at_home": [
        lambda: decided(outcome="cp"),
        lambda: decided(outcome="roth_cp"),
        lambda: decided(outcome="roth", category="NEG"),
    ],
    "item_done_says_what_came_of_it": [
        lambda: AgendaItemFactory(done_on=today()),
        lambda: AgendaItemFactory(came_of_it="The path is lit"),
    ],
    "action_of_an_item_is_of_its_meeting": [lambda: ActionFactory(item=AgendaItemFactory())],
    "one_open_enquiry_a_child": [twice(Section47Factory, "child")],
    "enquiry_seen_is_whole": [
        lambda: Section47Factory(seen="seen"),
        lambda: Section47Factory(seen="seen_alone", seen_on=today(), not_seen_why="She was out"),
        lambda: Section47Factory(seen="not_seen"),
        lambda: Section47Factory(seen="not_seen", seen_on=today(), not_seen_why="She was out"),
        lambda: Section47Factory(seen_on=today()),
        lambda: Section47Factory(not_seen_why="She was out"),
    ],
    "enquiry_outcome_is_whole": [
        lambda: come_to(outcome=""),
        lambda: come_to(outcome_why=""),
        lambda: come_to(outcome_on=today() - 2 * DAY),
        lambda: come_to(outcome_on=None),
    ],
    "enquiry_extended_has_reason": [
        lambda: Section47Factory(first_due_on=today()),
        lambda: Section47Factory(extended_why="The school is closed"),
        lambda: Section47Factory(
            conference_due_on=today(), first_due_on=today() + DAY, extended_why="The school is closed"
        ),
    ],
}
