"""A tracker made into contacts: all of it in one transaction, each row whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.reference.codes import ACCEPTS
from cs_casework.reference.harms import say_harms
from referrals.clock import decision_due
from referrals.codes import Danger, Known, Stage
from referrals.importing.columns import TITLES
from referrals.importing.reading import SourceRow, Tracker
from referrals.importing.report import Problem, Report
from referrals.importing.rows import Lists, Parsed, key_of, parse
from referrals.models import Referral, ReferralChild, ReferralContext, ReferralTaking, ScreeningDecision

# Under which of its columns a row is told what a field of a record refuses.
COLUMNS = {"referrer_name": "referrer", "handed_to": "handed_to", "name": "context", "postcode": "child_postcode"}


@dataclass
class Loaded:
    """The numbers of one import, for whoever ran it."""

    rows: int = 0
    unfinished: int = 0
    decided: int = 0
    as_before: int = 0


@transaction.atomic
def load_tracker(
    tracker: Tracker,
    *,
    by: User,
    report: Report,
    name: str,
    dry_run: bool = False,
    on_row: Callable[[int], None] = lambda number: None,
) -> Loaded:
    """Make a contact of each row that can be told whole, and report every other one.

    What is unfinished is *being taken* from then on: whoever goes on with it asks what the old list did not. What was
    decided stands as decided, with its day and outcome, and opens no case. The same row loaded again, by its number in the
    tracker called `name`, finds what was made of it the first time and leaves it as it is. Nobody and nothing is matched:
    that is for a person to say. A dry run does all of this, and then undoes it.

    Refuses who may not take contacts; and, where rows are decided, who may not decide.
    """
    require(by, Permission.TAKE_REFERRALS)
    with connection.cursor() as cursor:
        # Two at once would each make the other's rows.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cs_casework.import_referrals'))")
    keys = [key_of(row, name) for row in tracker.rows]
    there = set(Referral.objects.filter(loaded_as__in=keys).order_by().values_list("loaded_as", flat=True))
    first: dict[str, SourceRow] = {}
    loaded, lists = Loaded(rows=len(tracker.rows)), Lists()
    for row, key in zip(tracker.rows, keys, strict=True):
        on_row(1)
        if twin := first.get(key):
            words = _("This is the same as row %(number)s.") % {"number": twin.number}
            report(Problem(row.number, "id", row.text("id")[:200], words))
            continue
        first[key] = row
        if key in there:
            loaded.as_before += 1
            continue
        _load_row(parse(row, lists), key, by=by, report=report, loaded=loaded)
    record(by=by, action="referral.tracker_loaded", reason=f"{loaded.unfinished + loaded.decided} / {loaded.rows}")
    if dry_run:
        transaction.set_rollback(True)
    return loaded


def _load_row(said: Parsed, key: str, *, by: User, report: Report, loaded: Loaded) -> None:
    if not said.problems:
        if said.decided_at:
            require(by, Permission.DECIDE_REFERRALS)
        try:
            with transaction.atomic():
                _write(said, key, by=by)
        except ValidationError as refusal:
            _explain(said, refusal)
        else:
            loaded.decided += bool(said.decided_at)
            loaded.unfinished += not said.decided_at
    for problem in said.problems:
        report(problem)


def _explain(said: Parsed, refusal: ValidationError) -> None:
    """What a record refuses, as a problem of the row: under the column that says it, where there is one."""
    found = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
    for name, messages in found.items():
        column = COLUMNS.get(name, name)
        for message in messages:
            said.wrong(column if column in TITLES else "", str(message))


def _write(said: Parsed, key: str, *, by: User) -> Referral:
    contact = said.contact
    referral = Referral(
        **contact,
        taker=said.taker or by,
        decision_due=decision_due(contact["received_at"], contact["subjects"]),
        created_at=timezone.now(),
        loaded_as=key,
    )
    if referral.danger == Danger.YES:
        referral.handed_by = by
    if said.decided_at:
        referral.status = Referral.Status.DECIDED
        referral.submitted_at = referral.decided_at = said.decided_at
        referral.submitted_by = by
        if ACCEPTS & set(said.outcomes):
            referral.accepted_on = timezone.localdate(said.decided_at)
    save_record(referral, by=by)
    referral.refresh_from_db(fields=["reference"])
    say_harms(referral, said.harm_types, by=by)
    _stated(said, referral, by=by)
    if said.taker:
        # Who loads a list has had none of it in hand, and sees no more of it by having loaded it.
        save_record(ReferralTaking(referral=referral, user=said.taker, from_at=referral.received_at), by=by)
    if said.decided_at:
        _decide(said, referral, by=by)
    record(by=by, action="referral.loaded", target=referral)
    return referral


def _stated(said: Parsed, referral: Referral, *, by: User) -> None:
    """As they were stated. Of what is unfinished somebody is still to be asked whether it is known."""
    known = Known.UNSURE if said.decided_at else ""
    rows: list[Any] = [ReferralChild(referral=referral, known=known, **child) for child in said.children]
    if said.context:
        rows.append(ReferralContext(referral=referral, known=known, **said.context))
    for row in rows:
        save_record(row, by=by)


def _decide(said: Parsed, referral: Referral, *, by: User) -> None:
    assert said.decided_at
    when = f"{timezone.localdate(said.decided_at):%-d %B %Y}"
    loaded = _("Decided on %(when)s, as the list has it that this was loaded from.") % {"when": when}
    decision = ScreeningDecision(
        referral=referral,
        stage=Stage.FINAL,
        outcomes=said.outcomes,
        rationale="\n\n".join(part for part in (said.rationale, loaded) if part),
        created_by=said.decided_by or by,
    )
    save_record(decision, by=by)
