"""Children of the borough who were missing, what they said when they were back, a referral to the NRM, and warnings.

Recorded as staff would, on the morning after. Days are counted back from today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cases.interviews import record_interview
from cases.missing import record_episode
from cases.models import MissingEpisode
from cases.nrm import decide_nrm, record_nrm
from cases.warning_notes import record_warning
from cs_casework.dates import months_after

from .desk import Desk, moment


@dataclass(frozen=True)
class Gone:
    """One time that a child was missing, from an evening so many days ago until the night after it."""

    child: str
    ago: int
    hour: int
    found: tuple[int, int]
    context: str
    where: str
    travelled: str
    with_whom: str
    done: str
    reported: str
    police: str
    by: str
    offered_by: str
    # Days ago on which the interview was held, and what was said; nothing where it waits.
    held: int | None = None
    said: str = ""


GONE = [
    Gone(
        "finn", 187, 19, (0, 20), "interchange", "In the waiting room, asleep", "By bus, with a ticket that somebody gave him",
        "Alone when he was found. Two men on mopeds had brought him to the stop.",
        "His parents rang round his friends and drove along Wharf Road. Station staff knew his face from the school’s message.",
        "His mother, to police and the out-of-hours team", "MISPER 2207", "practitioner", "The missing children service",
        held=185, said="“I didn’t want to be found, I wanted to be asleep. The lady let me. Nobody asked me stuff till I’d eaten.”",
    ),
    Gone(
        "rafael", 3, 16, (1, 30), "weavergate", "On the top floor of the car park", "On foot", "Not known",
        "Police and his father looked at the places that he had told the school of. Security had seen him at ten.",
        "His father, to police", "MISPER 2391", "practitioner", "The missing children service",
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Warned:
    ago: int
    on: str
    key: str
    kind: str
    what_to_do: str
    why: str
    by: str = "manager"
    months: int = 12
    not_told: str = ""


WARNINGS = [
    Warned(
        215, "family", "brannigan", "dogs", "Ring before you go, and wait until the dog is in the kitchen.",
        "The dog is old and frightened since the door was forced. It bit a meter reader. The family knows and is sorry.",
        months=7,
    ),
    Warned(
        120, "context", "larkspur", "visit_in_pairs", "Two of you go to Blocks C and D after dark, and tell the duty desk when "
        "you are out.", "Two colleagues were followed down the stairs and asked whom they work for.",
    ),
    Warned(
        1, "family", "dacosta", "do_not_disclose", "Do not tell callers where he goes to school or when he is home: ring back "
        "on the number we hold.", "Somebody rang the school twice and said that he was from our service.", by="practitioner",
        not_told="They are seen on Thursday, and it is better said in person.",
    ),
]  # fmt: skip


def plan_missing(desk: Desk) -> None:
    day = desk.borough.today
    for gone in GONE:
        desk.plan(moment(day - timedelta(days=gone.ago - 1), 9, 20), write_episode, gone)
        if gone.held is not None:
            desk.plan(moment(day - timedelta(days=gone.held), 17), hold_interview, gone)
    desk.plan(moment(day - timedelta(days=184), 11), write_nrm)
    desk.plan(moment(day - timedelta(days=179), 15), write_decision)
    for warned in WARNINGS:
        desk.plan(moment(day - timedelta(days=warned.ago), 14, 40), write_warning, warned)


def write_episode(desk: Desk, gone: Gone) -> None:
    day = desk.borough.today - timedelta(days=gone.ago)
    found_at = moment(day + timedelta(days=1), *gone.found)
    episode = record_episode(
        desk.people[gone.child],
        by=desk.users[gone.by],
        kind="M",
        missing_from=moment(day, gone.hour),
        reported_by=gone.reported,
        reported_at=moment(day, gone.hour + 2, 15),
        police_reference=gone.police,
        done=gone.done,
        found_at=found_at,
        found_where=gone.where,
        context=desk.contexts[gone.context],
        with_whom=gone.with_whom,
        travelled=gone.travelled,
    )
    write_interview(desk, gone, episode)


def write_interview(desk: Desk, gone: Gone, episode: MissingEpisode) -> None:
    """Offered on the morning on which it is recorded; what was said in it is written down when it was held."""
    held: dict[str, Any] = {}
    if desk.today() > desk.borough.today - timedelta(days=gone.ago - 1):
        assert gone.held is not None
        held_at = moment(desk.borough.today - timedelta(days=gone.held), 16)
        held = {
            "held_at": held_at,
            "held_by": gone.offered_by,
            "independent": "yes",
            "said": gone.said,
            "taken_up": "Y",
        }
    record_interview(
        episode.return_interviews.get(),
        by=desk.users[gone.by],
        offered="Y",
        offered_at=moment(desk.borough.today - timedelta(days=gone.ago - 1), 9),
        offered_by=gone.offered_by,
        **held,
    )


def hold_interview(desk: Desk, gone: Gone) -> None:
    write_interview(desk, gone, MissingEpisode.objects.get(child=desk.people[gone.child]))


def write_nrm(desk: Desk) -> None:
    record_nrm(
        desk.people["finn"],
        by=desk.users["practitioner"],
        referred_on=desk.today(),
        responder="Ottermere council",
        nrm_reference="NRM 71806",
        what_for="Adults have him keep and carry bags, send him places at night and tell him that he owes money.",
        told="yes",
    )


def write_decision(desk: Desk) -> None:
    referral = desk.people["finn"].nrm_referrals.get()
    decide_nrm(referral, by=desk.users["practitioner"], step="reasonable", decision="positive", decided_on=desk.today())


def write_warning(desk: Desk, warned: Warned) -> None:
    records: dict[str, Any] = {"family": desk.families, "context": desk.contexts}
    record_warning(
        records[warned.on][warned.key],
        by=desk.users[warned.by],
        kind=warned.kind,
        what_to_do=warned.what_to_do,
        narrative=warned.why,
        from_on=desk.today(),
        review_due=months_after(desk.today(), warned.months),
        told="no" if warned.not_told else "yes",
        not_told_why=warned.not_told,
    )
