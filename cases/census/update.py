"""A child of a return who is recorded already: what the return changed is changed, what staff recorded stays."""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.census.bulk import save_changed
from cases.census.create import Import, case_of, found_families, period_of, save_cases, spells
from cases.census.fields import Report
from cases.census.record import CensusChild, CensusEpisode
from cases.census.rules import Problem, Rule, Severity
from cases.census.told import PERSON, as_json, decide, last_told, period_told, person_told
from cases.closing import blocks_closing
from cases.models import Allocation, Case, CaseChild
from cases.workflow import answer_what_waits, end_plan_links
from cs_casework.access import model_above
from cs_casework.audit.log import record, save_record
from families.models import Family, FamilyMembership, Person


class ChildUpdate:
    """One child of the return against their record. `run()` says what it did in `done`."""

    def __init__(
        self, child: CensusChild, person: Person, periods: Sequence[CaseChild], load: Import, report: Report
    ) -> None:
        self.child = child
        self.person = person
        self.periods = list(periods)
        self.load = load
        self.report = report
        self.done: Counter[str] = Counter()

    def run(self) -> Counter[str]:
        self._update_person()
        pairs, new = self._pair()
        # A period that closes does so before another opens: a child has one open period.
        for episode, period in sorted(pairs, key=lambda pair: pair[0].is_open):
            self._update_period(episode, period)
        self._add(new)
        return self.done

    # --- The person ---------------------------------------------------------------------------------------------

    def _update_person(self) -> None:
        # Every period of the child keeps the details as its own return told them; the latest one counts.
        latest = max(self.periods, key=lambda period: period.imported.get("return", ""), default=None)
        stored = latest.imported.get("child", {}) if latest else {}
        told = person_told(self.child)
        changes: dict[str, Any] = {}
        differing: list[str] = []
        for field in PERSON:
            now = getattr(self.person, field)
            value, differs = decide(field, last=last_told(stored, field), told=told[field], now=now)
            if differs:
                differing.append(field)
            elif value != now:
                changes[field] = value
        if changes and not self._save_person(changes):
            differing += changes
            changes = {}
        self.done["people changed" if changes else "people as before"] += 1
        for field in differing:
            self._tell_differing(Person, field, told[field], None)

    def _save_person(self, changes: dict[str, Any]) -> bool:
        """Whether the changes fit with what the record holds besides, such as a birth date beside an expected one."""
        before = {field: getattr(self.person, field) for field in changes}
        for field, value in changes.items():
            setattr(self.person, field, value)
        try:
            save_record(self.person, by=self.load.by, reason=self.load.reason)
        except ValidationError:
            for field, value in before.items():
                setattr(self.person, field, value)
            return False
        record(by=self.load.by, action="person.updated_by_return", target=self.person)
        return True

    # --- The periods --------------------------------------------------------------------------------------------

    def _pair(self) -> tuple[list[tuple[CensusEpisode, CaseChild]], list[CensusEpisode]]:
        """Which episode is which period: the one told just so last time, or else of the same referral date.

        A child is open once, so an open episode and an open period that are left over are one, whose referral date was
        corrected.
        """
        left, new = list(self.periods), list(self.child.episodes)
        pairs: list[tuple[CensusEpisode, CaseChild]] = []
        for is_same in (_was_told_so, _is_of_the_same_days, _is_of_the_same_referral, _are_both_open):
            for episode in list(new):
                if period := next((period for period in left if is_same(episode, period)), None):
                    new.remove(episode)
                    left.remove(period)
                    pairs.append((episode, period))
        return pairs, new

    def _update_period(self, episode: CensusEpisode, period: CaseChild) -> None:
        told, stored = period_told(episode), period.imported
        changes: dict[str, Any] = {}
        differing: list[str] = []
        for field in ("from_on", "source", "primary_need"):
            now = getattr(period, field)
            value, differs = decide(field, last=last_told(stored, field), told=told[field], now=now)
            if differs:
                differing.append(field)
            elif value != now:
                changes[field] = value
        self._decide_closure(period, told, changes, differing)
        if "from_on" in changes and period.referred_on == period.from_on:
            changes["referred_on"] = changes["from_on"]
        imported = as_json(self.load.header, self.child, episode)
        if changes and not self._save_period(period, changes, imported):
            differing += changes
            changes = {}
        elif period.imported != imported:
            # Only what the return told last is noted: nothing a reader of the record's history would look for.
            CaseChild.objects.filter(pk=period.pk).update(imported=imported)
            period.imported = imported
        self.done["episodes changed" if changes else "episodes as before"] += 1
        for field in differing:
            if field in told and field != "closure_reason":
                self._tell_differing(CaseChild, field, told[field], episode)

    def _decide_closure(
        self, period: CaseChild, told: dict[str, Any], changes: dict[str, Any], differing: list[str]
    ) -> None:
        """Date and reason stand or fall together, so they are decided as one."""
        last = (last_told(period.imported, "to_on"), last_told(period.imported, "closure_reason"))
        now = (period.to_on, period.closure_reason)
        returned = (told["to_on"], told["closure_reason"])
        if returned == now:
            return
        if returned != last and now == last:
            changes["to_on"], changes["closure_reason"] = returned
        else:
            differing.append("to_on")

    def _save_period(self, period: CaseChild, changes: dict[str, Any], imported: dict[str, Any]) -> bool:
        """Write what the return changed of a period. Its statuses end with it, and its case when nobody is left in it."""
        before = {field: getattr(period, field) for field in changes} | {"imported": period.imported}
        opens = "to_on" in changes and changes["to_on"] is None
        if opens and not self._reopen_case(period.case):
            self._tell_not_opened(period.from_on)
            return False
        for field, value in (changes | {"imported": imported}).items():
            setattr(period, field, value)
        try:
            save_changed(period, by=self.load.by, reason=self.load.reason)
        except ValidationError:
            for field, value in before.items():
                setattr(period, field, value)
            return False
        record(by=self.load.by, action="child.updated_by_return", target=self.person)
        self._keep_in_step(period.case, period, before)
        if period.to_on:
            for status in period.statuses.filter(to_on=None):
                status.to_on = max(period.to_on, status.from_on)
                save_changed(status, by=self.load.by, reason=self.load.reason)
            end_plan_links(period, by=self.load.by, reason=self.load.reason)
            if self.load.by and (left := blocks_closing(period.case, self.load.by, period)):
                done = _("The child was closed. Finish this, or open the child again.")
                self._tell(Rule.GOES_ON, Severity.KEPT, None, " ".join(left), done)
            self._close_case(period)
        return True

    def _keep_in_step(self, case: Case, period: CaseChild, before: dict[str, Any]) -> None:
        """Where the case took a date from this period, it takes the corrected one."""
        if "from_on" in before:
            done = _("The episode was recorded from the new date.")
            self._tell(Rule.REFERRAL_MOVED, Severity.CHANGED, None, f"{before['from_on']}, {period.from_on}", done)
        moved = "from_on" in before and case.opened_on == before["from_on"]
        if moved:
            case.referred_on = case.opened_on = period.from_on
        closed = period.to_on and not case.is_open and "to_on" in before and case.closed_on == before["to_on"]
        if closed:
            case.closed_on, case.closure_reason = period.to_on, period.closure_reason
        if moved or closed:
            save_changed(case, by=self.load.by, reason=self.load.reason)
            record(by=self.load.by, action="case.updated_by_return", target=case)
        if moved:
            model_above(Case, "assessments").objects.move_due(case, by=self.load.by, reason=self.load.reason)

    def _close_case(self, period: CaseChild) -> None:
        """Close the case with its last open child, unless somebody works on it: then that is for them and a manager.

        What waits for a manager's word on the case is answered by that. An answer is somebody's: where nobody is named
        who loads the return, the case stays open until a manager has given it.
        """
        case = period.case
        # Locked, so that nothing is proposed or restricted meanwhile.
        case.refresh_from_db(from_queryset=Case.objects.select_for_update(of=("self",)))
        if not case.is_open or case.children.open().exists():
            return
        if self._is_worked_on(case):
            done = _("The child was closed, the case %(reference)s stays open. Close it when the work is done.") % {
                "reference": case.reference
            }
            self._tell(Rule.CASE_WITHOUT_CHILD, Severity.KEPT, None, case.reference, done)
            return
        if self.load.by:
            answer_what_waits(case, by=self.load.by, why=_("The census return closed the case"))
        case.status, case.closure_reason = Case.Status.CLOSED, period.closure_reason
        case.closed_on = max(day for day in (period.to_on, case.opened_on) if day)
        save_changed(case, by=self.load.by, reason=self.load.reason)
        record(by=self.load.by, action="case.closed", target=case)

    def _is_worked_on(self, case: Case) -> bool:
        """Whether somebody holds it, an assessment on it is not authorised (rule 8867), or an answer has to be given that
        nobody named can give."""
        unauthorised = model_above(Case, "assessments").objects.unauthorised().filter(case=case)
        if Allocation.objects.current().filter(case=case).exists() or unauthorised.exists():
            return True
        return self.load.by is None and _waits(case)

    def _reopen_case(self, case: Case) -> bool:
        if case.is_open:
            return True
        if case.family is None or _has_unfinished_case(case.family) or self._is_open_elsewhere():
            return False
        case.status, case.closed_on, case.closure_reason = Case.Status.OPEN, None, ""
        save_changed(case, by=self.load.by, reason=self.load.reason)
        record(by=self.load.by, action="case.reopened", target=case)
        return True

    # --- What is new --------------------------------------------------------------------------------------------

    def _add(self, episodes: Sequence[CensusEpisode]) -> None:
        """Episodes nobody has recorded: in the family's open case where they are open, otherwise in cases of their own."""
        if not episodes:
            return
        family = self._family()
        cases: list[Case] = []
        periods: list[CaseChild] = []
        for spell in spells(episodes):
            case = case_of(family, spell)
            if case.is_open:
                standing = Case.objects.filter(family=family, status=Case.Status.OPEN).first()
                if self._is_open_elsewhere() or (standing is None and _has_unfinished_case(family)):
                    self._tell_not_opened(next(episode.start for episode in spell if episode.is_open))
                    spell = [episode for episode in spell if not episode.is_open]
                    case = case_of(family, spell) if spell else case
                elif standing:
                    case = standing
            if not spell:
                continue
            if case._state.adding:
                cases.append(case)
            periods += [period_of(case, self.person, self.child, episode, self.load.header) for episode in spell]
        save_cases(cases, periods, self.load)
        self.done["cases new"] += len(cases)
        self.done["episodes new"] += len(periods)

    def _family(self) -> Family:
        """The family the child belongs to as kin, the one recorded first where there are several; a new one where none."""
        member = (
            FamilyMembership.objects.current()
            .filter(person=self.person, basis=FamilyMembership.Basis.KIN, family__joined_into=None)
            .select_related("family")
            .order_by("created_at", "pk")
            .first()
        )
        if member:
            return member.family
        self.done["families new"] += 1
        return found_families([self.person], self.load)[0]

    def _is_open_elsewhere(self) -> bool:
        return CaseChild.objects.open().filter(child=self.person).exists()

    # --- What is told of it -------------------------------------------------------------------------------------

    def _tell_not_opened(self, day: datetime.date) -> None:
        done = _(
            "The episode was left as it is here: the child is open in another case, or a case waits for a decision."
        )
        self._tell(Rule.OPEN_TWICE, Severity.LEFT_OUT, None, day.isoformat(), done)

    def _tell_differing(self, model: type[Any], field: str, told: Any, episode: CensusEpisode | None) -> None:
        name = model._meta.get_field(field).verbose_name
        value = ", ".join(told) if isinstance(told, list) else told or "–"
        done = _("The record was left as it is.")
        self._tell(Rule.LOCAL_CHANGE, Severity.LEFT_OUT, episode, f"{name}: {value}", done)

    def _tell(self, rule: Rule, severity: Severity, episode: CensusEpisode | None, found: str, done: str) -> None:
        line = episode.line if episode else self.child.line
        self.report(Problem(rule, severity, self.child.la_child_id, line, found, done))


def _was_told_so(episode: CensusEpisode, period: CaseChild) -> bool:
    told = period_told(episode)
    return bool(period.imported) and all(last_told(period.imported, field) == told[field] for field in told)


def _is_of_the_same_days(episode: CensusEpisode, period: CaseChild) -> bool:
    return _is_of_the_same_referral(episode, period) and period.to_on == episode.closed_on


def _is_of_the_same_referral(episode: CensusEpisode, period: CaseChild) -> bool:
    """By the date the return told last, or where none did, the one recorded."""
    return (last_told(period.imported, "from_on") or period.referred_on or period.from_on) == episode.start


def _are_both_open(episode: CensusEpisode, period: CaseChild) -> bool:
    return episode.is_open and period.to_on is None


def _waits(case: Case) -> bool:
    """Whether somebody has asked for a manager's word on the case."""
    return case.closures.waiting().exists() or case.transfers.waiting().exists()


def _has_unfinished_case(family: Family) -> bool:
    unfinished = Q(status=Case.Status.OPEN) | Q(status=Case.Status.PROPOSED)
    return Case.objects.filter(unfinished, family=family).exists()
