"""What must agree across a child's details and episodes before they can be records.

A record holds one open period a child, an end that is not before its beginning, and an end with a reason. What a return
tells beyond that is recorded as it tells, and reported.
"""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases.census.fields import Report
from cases.census.record import CensusChild, CensusEpisode, CensusHeader
from cases.census.rules import Problem, Rule, Severity
from cases.codes import ClosureReason
from cs_casework.dates import age_on

FORTY_WEEKS = datetime.timedelta(days=280)
OLDEST = 25
# The details two records of one child are compared on, beside sex.
DETAILS = {
    "upn": _lazy("UPN"),
    "former_upn": _lazy("former UPN"),
    "upn_unknown": _lazy("reason for no UPN"),
    "born_on": _lazy("date of birth"),
    "expected_on": _lazy("expected date of birth"),
    "died_on": _lazy("date of death"),
    "ethnicity": _lazy("ethnicity"),
    "disabilities": _lazy("disabilities"),
}


def merge(first: CensusChild, other: CensusChild, report: Report) -> None:
    """Adds what another record of the same child tells to the first: what was empty, and episodes not told yet.

    Where the two differ the first stands, and the difference is reported (rule 8510).
    """
    differing = []
    for name, words in DETAILS.items():
        one, two = getattr(first, name), getattr(other, name)
        if not two or one == two:
            continue
        if not one and _fits(first, name, two):
            setattr(first, name, two)
        else:
            differing.append(f"{words} {_as_text(two)}")
    if other.sex != first.sex:
        if first.sex == "U":
            first.sex = other.sex
        elif other.sex != "U":
            differing.append(f"sex {other.sex}")
    first.episodes += [episode for episode in other.episodes if episode not in first.episodes]
    first.parts |= other.parts
    if differing:
        done = _("The first record of the child was used, and episodes were added that it did not have.")
    else:
        done = _("The records agree and were made one.")
    severity = Severity.CHANGED if differing else Severity.KEPT
    report(Problem(Rule.ID_REPEATED, severity, first.la_child_id, other.line, ", ".join(differing), done))


def _fits(child: CensusChild, name: str, value: object) -> bool:
    """Whether this gap can be filled: a child has no expected date beside a birth date, and no death before birth."""
    born = value if name == "born_on" else child.born_on
    expected = value if name == "expected_on" else child.expected_on
    died = value if name == "died_on" else child.died_on
    born_too_late = isinstance(born, datetime.date) and isinstance(died, datetime.date) and died < born
    return not (born and expected) and not born_too_late


def _as_text(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "+".join(value) if isinstance(value, list) else str(value)


def settle(child: CensusChild, header: CensusHeader, today: datetime.date, report: Report) -> None:
    """Leaves the child with the episodes that can be recorded, oldest first, at most one of them open.

    Every rule that is broken on the way is reported with what was done about it.
    """
    _Settling(child, header, today, report).run()


class _Settling:
    def __init__(self, child: CensusChild, header: CensusHeader, today: datetime.date, report: Report) -> None:
        self.child = child
        self.header = header
        self.today = today
        self.report = report

    def run(self) -> None:
        if not self.child.episodes:
            self._tell(Rule.NO_EPISODE, Severity.KEPT, None, "", _("The child was recorded without an episode."))
        self._drop_repeated()
        for episode in self.child.episodes:
            self.child.parts += episode.parts
        self.child.episodes = [episode for episode in self.child.episodes if self._can_be_recorded(episode)]
        self.child.episodes.sort(key=lambda episode: (episode.start, episode.closed_on or datetime.date.max))
        for episode in self.child.episodes:
            self._check_referral(episode)
            self._close_as_told(episode)
        self._keep_one_open()
        self._check_overlaps()
        self._check_deaths()
        if opened := self.child.open_episode:
            self._check_open(opened)

    def _drop_repeated(self) -> None:
        kept: list[CensusEpisode] = []
        for episode in self.child.episodes:
            if episode in kept:
                self._tell(Rule.EPISODE_REPEATED, Severity.CHANGED, episode, str(episode), _("It was recorded once."))
            else:
                kept.append(episode)
        self.child.episodes = kept

    def _can_be_recorded(self, episode: CensusEpisode) -> bool:
        """A period needs a beginning, and an end that is not before it. Neither date is made up."""
        done = _("The episode was left out.")
        if episode.referred_on is None:
            self._tell(Rule.REFERRAL_DATE, Severity.LEFT_OUT, episode, str(episode), done)
            return False
        if episode.closed_on and episode.closed_on < episode.referred_on:
            self._tell(Rule.CLOSED_BEFORE_REFERRAL, Severity.LEFT_OUT, episode, str(episode), done)
            return False
        return True

    def _check_referral(self, episode: CensusEpisode) -> None:
        referred = episode.start
        done = _("The episode was recorded as given.")
        if referred > self.header.reference_on:
            self._tell(Rule.REFERRAL_DATE, Severity.KEPT, episode, referred.isoformat(), done)
        birth = self.child.born_on or self.child.expected_on
        if birth and referred < birth - FORTY_WEEKS:
            found = f"{referred.isoformat()}, {birth.isoformat()}"
            self._tell(Rule.REFERRAL_BEFORE_CONCEPTION, Severity.KEPT, episode, found, done)
        died = self.child.died_on
        if died and referred > died:
            found = f"{referred.isoformat()}, {died.isoformat()}"
            self._tell(Rule.REFERRAL_AFTER_DEATH, Severity.KEPT, episode, found, done)

    def _close_as_told(self, episode: CensusEpisode) -> None:
        """Make the closure whole: both a date and a reason, or neither."""
        closed = episode.closed_on
        if closed and closed > self.header.reference_on:
            if closed > self.today and self.child.died_on is None:
                done = _("The episode was recorded as open: the day has not come.")
                self._tell(Rule.CLOSED_IN_FUTURE, Severity.CHANGED, episode, str(episode), done)
                episode.closed_on, episode.closure_reason = None, ""
                return
            done = _("The episode was recorded as given.")
            self._tell(Rule.CLOSED_IN_FUTURE, Severity.KEPT, episode, closed.isoformat(), done)
        if closed and not episode.closure_reason:
            episode.closure_reason = ClosureReason.NOT_STATED
            done = _("The episode was recorded as closed, with the reason not stated.")
            self._tell(Rule.CLOSED_WITHOUT_REASON, Severity.CHANGED, episode, closed.isoformat(), done)
        if not closed and episode.closure_reason:
            if self.child.died_on:
                done = _("The reason was not recorded.")
            else:
                done = _("The reason was not recorded. Without a date the episode is open.")
            self._tell(Rule.REASON_WITHOUT_DATE, Severity.CHANGED, episode, episode.closure_reason, done)
            episode.closure_reason = ""
        if not closed and self.child.died_on:
            self._close_on_death(episode, self.child.died_on)

    def _close_on_death(self, episode: CensusEpisode, died: datetime.date) -> None:
        """A child who has died is not open to the service (rule OPEN).

        The period ends on the day of death, or on its own first day where that is later, as a period cannot end before
        it begins; nothing else is known of its end.
        """
        found = str(episode)
        episode.closed_on, episode.closure_reason = max(died, episode.start), ClosureReason.DIED
        done = _("The child died on %(died)s: the episode was recorded as closed on %(closed)s, reason died.") % {
            "died": died.isoformat(),
            "closed": episode.closed_on.isoformat(),
        }
        self._tell(Rule.OPEN_AFTER_DEATH, Severity.CHANGED, episode, found, done)

    def _keep_one_open(self) -> None:
        """A child is open once. The latest referral is the one that counts (rule 8816); an earlier one has no known end."""
        opened = [episode for episode in self.child.episodes if episode.is_open]
        for episode in opened[:-1]:
            done = _("The latest of them was recorded as open. This one was left out, as nothing says when it ended.")
            self._tell(Rule.TWO_OPEN, Severity.LEFT_OUT, episode, str(episode), done)
        dropped = {id(episode) for episode in opened[:-1]}
        self.child.episodes = [episode for episode in self.child.episodes if id(episode) not in dropped]

    def _check_overlaps(self) -> None:
        """Episodes may touch, but not overlap (rule 8820); an open one must be the latest (rule 8816)."""
        episodes = self.child.episodes
        done = _("All of them were recorded as given.")
        reach: datetime.date | None = None
        for episode in episodes:
            if reach and episode.start < reach:
                self._tell(Rule.OVERLAP, Severity.KEPT, episode, str(episode), done)
            reach = max(reach or datetime.date.min, episode.closed_on or datetime.date.max)
        opened = self.child.open_episode
        if opened and opened is not episodes[-1]:
            self._tell(Rule.OPEN_NOT_LATEST, Severity.KEPT, opened, str(opened), done)

    def _check_deaths(self) -> None:
        """An episode that closed because the child had died, where nothing else says so (8585Q), or something denies it."""
        if self.child.died_on:
            return
        died = self.child.closed_as_died_on
        for episode in self.child.episodes:
            if episode.closure_reason == ClosureReason.DIED:
                done = _("The closure was recorded as given. No date of death was recorded.")
                self._tell(Rule.DIED_WITHOUT_DATE, Severity.KEPT, episode, str(episode), done)
            elif died and episode.start >= died:
                done = _("The episode was recorded as given. Find out whether the child is alive.")
                self._tell(Rule.REFERRAL_AFTER_DIED, Severity.KEPT, episode, str(episode), done)

    def _check_open(self, episode: CensusEpisode) -> None:
        if episode.referral_nfa:
            done = _("The episode was recorded as open: it has no closure date.")
            self._tell(Rule.NFA_ON_OPEN, Severity.KEPT, episode, "ReferralNFA true", done)
        born = self.child.born_on
        if born and age_on(born, self.header.reference_on) >= OLDEST:
            done = _("The episode was recorded as open.")
            self._tell(Rule.OVER_25, Severity.KEPT, episode, born.isoformat(), done)

    def _tell(self, rule: Rule, severity: Severity, episode: CensusEpisode | None, found: str, done: str) -> None:
        line = episode.line if episode else self.child.line
        self.report(Problem(rule, severity, self.child.la_child_id, line, found, done))
