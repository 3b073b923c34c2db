"""Every change a case can go through, tried from every state it can be in by everybody: one table says who may.

What the table does not allow is refused by the workflow and leaves nothing behind, and no page offers it.
"""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from cases import allocating, closing, redating, transferring, workflow
from cases.models import Case, CaseClosure, CaseTransfer
from cs_casework.dates import today
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseClosureFactory,
    CaseFactory,
    CaseTransferFactory,
    FamilyMembershipFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import everything

pytestmark = pytest.mark.django_db

# Who tries, by the letter they have in the table.
CAST = {
    "w": "the worker who leads the case, who asked for what waits",
    "c": "another practitioner of the team",
    "o": "a practitioner of another team",
    "m": "a manager of the team that holds the case",
    "r": "a manager of the team that it is sent to",
    "t": "a manager of a third team",
    "s": "business support",
    "f": "a records officer",
    "a": "an administrator",
}
# "asked", "sent" and "closing" are an open case with something that waits: a transfer its worker asked for, the same
# sent on by their manager, closing proposed. "into" was closed into another case.
STATES = ["proposed", "open", "asked", "sent", "closing", "closed", "declined", "into"]
# A practitioner may propose a case on the family whenever it has none that is open or proposed.
TABLE = """
                  proposed  open  asked  sent  closing  closed  declined  into
propose           -         -     -      -     -        wcomrt  wcomrt    wcomrt
open              mrt       -     -      -     -        -       -         -
decline           mrt       -     -      -     -        -       -         -
allocate          -         mrt   mrt    mrt   mrt      -       -         -
end_allocation    -         mrt   mrt    mrt   mrt      -       -         -
open_child        -         mrt   mrt    mrt   -        -       -         -
transfer          -         wcm   -      -     -        -       -         -
send              -         -     m      -     -        -       -         -
accept            -         -     -      r     -        -       -         -
decline_transfer  -         -     m      r     -        -       -         -
withdraw          -         -     wm     wm    -        -       -         -
close             -         wcm   -      -     -        -       -         -
close_child       -         wcm   -      -     -        -       -         -
agree             -         -     -      -     m        -       -         -
return            -         -     -      -     m        -       -         -
reopen            -         -     -      -     -        m       -         -
put_right         -         m     m      m     m        -       -         -
"""


def _read(table: str) -> dict[tuple[str, str], set[str]]:
    rows = [line.split() for line in table.strip().splitlines()[1:]]
    return {(row[0], state): set(cell.strip("-")) for row in rows for state, cell in zip(STATES, row[1:], strict=True)}


ALLOWED = _read(TABLE)
STEPS = list(dict.fromkeys(step for step, _state in ALLOWED))


@pytest.fixture
def cast(worker: Any, colleague: Any, manager: Any, support: Any, records: Any, administrator: Any) -> dict[str, Any]:
    def elsewhere(team: str, code: str) -> Any:
        user = UserFactory(code=code)
        TeamMembershipFactory(user=user, team=TeamFactory(name=team), is_manager=code == "manager")
        return user

    return {
        "w": worker,
        "c": colleague,
        "o": elsewhere("Hillside team", "practitioner"),
        "m": manager,
        "r": elsewhere("Lakeside team", "manager"),
        "t": elsewhere("Woodside team", "manager"),
        "s": support,
        "f": records,
        "a": administrator,
    }


def case_in(state: str, cast: dict[str, Any], team: Any) -> SimpleNamespace:
    """A case of the team in this state, and all that one could try to do something to."""
    family = FamilyMembershipFactory().family
    child = family.memberships.get().person
    never_opened = {"opened_on": None} if state in ("proposed", "declined") else {}
    case = CaseFactory(family=family, team=team, status="open" if not never_opened else state, **never_opened)
    made = SimpleNamespace(case=case, child=child, newcomer=FamilyMembershipFactory(family=family).person, cast=cast)
    made.lakeside = cast["r"].team_memberships.get().team
    made.period, made.allocation = (
        CaseChildFactory(case=case, child=child),
        AllocationFactory(case=case, worker=cast["w"]),
    )
    # What is decided already is there to be decided again.
    past = {"decided_on": today(), "decided_by": cast["m"], "asked_by": cast["w"]}
    made.transfer = CaseTransferFactory(case=case, to_team=made.lakeside, status="withdrawn", **past)
    made.closure = CaseClosureFactory(case=case, status="returned", **past)
    if state in ("asked", "sent"):
        sent_by = cast["m"] if state == "sent" else None
        made.transfer = CaseTransferFactory(
            case=case, to_team=made.lakeside, status=state, asked_by=cast["w"], sent_by=sent_by
        )
    if state == "closing":
        made.closure = CaseClosureFactory(case=case, asked_by=cast["w"])
    if state in ("proposed", "declined", "closed", "into"):
        type(made.period).objects.filter(pk=made.period.pk).update(to_on=today(), closure_reason="RC7")
        type(made.allocation).objects.filter(pk=made.allocation.pk).update(to_on=today())
    if state in ("closed", "into"):
        into = CaseFactory() if state == "into" else None
        Case.objects.filter(pk=case.pk).update(status="closed", closed_on=today(), closed_into=into)
    return made


SAID = {"reason": "RC7", "outcome": "They are safe", "summary": "What worried us has changed"}
DO: dict[str, Callable[[Any, SimpleNamespace], Any]] = {
    "propose": lambda by, on: workflow.propose_case(on.case.family, by=by, why="Needed"),
    "open": lambda by, on: workflow.open_case(on.case, by=by, team=on.case.team, children=[on.child]),
    "decline": lambda by, on: workflow.decline_case(on.case, by=by, why="Not yet"),
    "allocate": lambda by, on: allocating.allocate(on.case, by=by, worker=on.cast["c"], role="co_worker"),
    "end_allocation": lambda by, on: allocating.end_allocation(
        on.allocation, by=by, to_on=today(), change_reason="LEFTRL", reason="Left"
    ),
    "open_child": lambda by, on: workflow.open_child(on.case, by=by, child=on.newcomer),
    "transfer": lambda by, on: transferring.transfer_case(on.case, by=by, to_team=on.lakeside, why="They moved"),
    "send": lambda by, on: transferring.send_transfer(on.transfer, by=by),
    "accept": lambda by, on: transferring.accept_transfer(on.transfer, by=by),
    "decline_transfer": lambda by, on: transferring.decline_transfer(on.transfer, by=by, why="Not ours"),
    "withdraw": lambda by, on: transferring.withdraw_transfer(on.transfer, by=by),
    "close": lambda by, on: closing.close_case(on.case, by=by, **SAID),
    "close_child": lambda by, on: closing.close_case(on.case, by=by, period=on.period, **SAID),
    "agree": lambda by, on: closing.agree_closing(on.closure, by=by),
    "return": lambda by, on: closing.return_closing(on.closure, by=by, why="Say more"),
    "reopen": lambda by, on: workflow.reopen_case(on.case, by=by, why="Again", team=on.case.team, children=[on.child]),
    "put_right": lambda by, on: redating.put_right_referral_date(
        on.case, by=by, referred_on=today() - datetime.timedelta(days=1), reason="Read from the letter"
    ),
}
# Where the page of a case leads to, for each step. A case is proposed on the page of its family.
LEADS_TO: dict[str, Callable[[SimpleNamespace], str]] = {
    "open": lambda on: reverse("cases:case-open", args=[on.case.pk]),
    "decline": lambda on: reverse("cases:case-decline", args=[on.case.pk]),
    "allocate": lambda on: reverse("cases:case-allocate", args=[on.case.pk]),
    "end_allocation": lambda on: reverse("cases:allocation-end", args=[on.case.pk, on.allocation.pk]),
    "open_child": lambda on: reverse("cases:child-open", args=[on.case.pk]),
    "transfer": lambda on: reverse("cases:case-transfer", args=[on.case.pk]),
    "send": lambda on: reverse("cases:transfer-send", args=[on.case.pk, on.transfer.pk]),
    "accept": lambda on: reverse("cases:transfer-accept", args=[on.case.pk, on.transfer.pk]),
    "decline_transfer": lambda on: reverse("cases:transfer-decline", args=[on.case.pk, on.transfer.pk]),
    "withdraw": lambda on: reverse("cases:transfer-withdraw", args=[on.case.pk, on.transfer.pk]),
    "close": lambda on: reverse("cases:case-close", args=[on.case.pk]),
    "close_child": lambda on: reverse("cases:child-close", args=[on.case.pk, on.period.pk]),
    "agree": lambda on: reverse("cases:closing-agree", args=[on.case.pk, on.closure.pk]),
    "return": lambda on: reverse("cases:closing-return", args=[on.case.pk, on.closure.pk]),
    "reopen": lambda on: reverse("cases:case-reopen", args=[on.case.pk]),
    "put_right": lambda on: reverse("cases:case-referral-date", args=[on.case.pk]),
}


def test_table_has_every_step_and_state() -> None:
    assert set(STEPS) == set(DO) == {*LEADS_TO, "propose"}
    assert len(ALLOWED) == len(DO) * len(STATES)
    assert set().union(*ALLOWED.values()) <= set(CAST)


def _tried(step: str, who: Any, on: SimpleNamespace) -> bool:
    """Whether it can be done; what was done is undone again."""
    try:
        with transaction.atomic():
            # Read afresh: what was tried before has changed these objects, if only in memory.
            fresh = SimpleNamespace(**vars(on))
            fresh.case = Case.objects.get(pk=on.case.pk)
            fresh.transfer = CaseTransfer.objects.get(pk=on.transfer.pk)
            fresh.closure = CaseClosure.objects.get(pk=on.closure.pk)
            fresh.allocation = type(on.allocation).objects.get(pk=on.allocation.pk)
            DO[step](who, fresh)
            transaction.set_rollback(True)
    except (PermissionDenied, ValidationError):
        return False
    return True


@pytest.mark.parametrize("state", STATES)
def test_steps_are_taken_by_those_in_the_table_and_refused_to_everybody_else(
    state: str, cast: dict[str, Any], team: Any
) -> None:
    made = case_in(state, cast, team)
    able = {
        step: {letter for letter in sorted(ALLOWED[step, state]) if _tried(step, cast[letter], made)} for step in STEPS
    }
    assert able == {step: ALLOWED[step, state] for step in STEPS}
    before = everything()
    for step in STEPS:
        for letter in set(CAST) - able[step]:
            # In no transaction of its own: what is refused must not have written anything.
            with pytest.raises((PermissionDenied, ValidationError)):
                DO[step](cast[letter], made)
    assert everything() == before


@pytest.mark.parametrize("state", STATES)
def test_page_of_a_case_offers_what_is_allowed_and_nothing_else(
    state: str, cast: dict[str, Any], team: Any, as_user: Any
) -> None:
    made = case_in(state, cast, team)
    # What is not offered answers 403 or 404, or says why nothing can be done yet.
    waits = {"transfer", "close", "close_child"} if state in ("asked", "sent", "closing") else set()
    waits |= {"open_child"} if state == "closing" else set()
    for letter, who in cast.items():
        page = as_user(who).get(made.case.get_absolute_url())
        if letter == "a":
            assert page.status_code == 404
            continue
        shown = page.content.decode()
        offered = {step for step, leads_to in LEADS_TO.items() if f'href="{leads_to(made)}"' in shown}
        assert offered == {step for step in LEADS_TO if letter in ALLOWED[step, state]}, CAST[letter]
        # And each leads to a page that is there.
        statuses = {step: page.client.get(LEADS_TO[step](made)).status_code for step in LEADS_TO}
        assert {step for step, status in statuses.items() if status == 200} >= offered, CAST[letter]
        closed_doors = {step for step, status in statuses.items() if status in (403, 404)}
        assert set(LEADS_TO) - offered - waits <= closed_doors, CAST[letter]
