"""Records created, restricted, granted, opened, barred, merged and moved in any order are seen as thirty lines say."""

import datetime
import os
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from cases.lifting import agree_lifting, propose_lifting, take_back_lifting
from cases.merging import merge_contexts
from cases.models import Case, CaseNote, MergeRequest, RestrictionReview
from cases.people_merging import merge_people
from cases.transferring import accept_transfer, transfer_case
from contexts.models import Context, ContextLink
from cs_casework.access import grant_access, model_above, restrict_record
from cs_casework.dates import today
from families.models import Family, Person
from families.workflow import create_person
from tests import factories
from tests.site.records import bar, opening

pytestmark = pytest.mark.django_db

# More of them by hand: bin/prove access
EXAMPLES = int(os.environ.get("ORDER_EXAMPLES", "3"))
WHO = ("worker", "officer", "manager", "other_manager")
CLOSED = (Person, Family, Context, Case)
# What can be restricted: a child with a brother in a family, a child recorded twice, two contexts, a case on a family and
# one on a context.
CHILD, BROTHER, TWICE, AGAIN = "child", "brother", "twice", "again"
FAMILY, PARK, GATE, FAMILY_CASE, PARK_CASE = "family", "park", "gate", "family_case", "park_case"
RECORDS = (CHILD, BROTHER, TWICE, AGAIN, FAMILY, PARK, GATE, FAMILY_CASE, PARK_CASE)
MEMBERS = (CHILD, BROTHER)
# Recorded on the way, or never: who sees the other children sees this one from then on.
NEW = "new"
THERE = st.runner().flatmap(lambda machine: st.sampled_from([*RECORDS, NEW] if NEW in machine.records else RECORDS))
# What hangs on these: a link on its child and its context, a note on all that it is about, a case on its subject.
HANGS = {
    FAMILY_CASE: [FAMILY],
    PARK_CASE: [PARK],
    "link": [CHILD, PARK],
    "other_link": [TWICE, GATE],
    "link_again": [AGAIN, PARK],
    "note": [CHILD, TWICE],
    "park_note": [PARK],
}


# --- The thirty lines ------------------------------------------------------------------------------------------------
@dataclass
class Model:
    """Who may see what, as the issue has it, without a database."""

    restricted: set[str] = field(default_factory=set)
    granted: dict[tuple[str, str], int] = field(default_factory=dict)
    opened: set[tuple[str, str]] = field(default_factory=set)
    barred: set[tuple[str, str]] = field(default_factory=set)
    into: dict[str, str] = field(default_factory=dict)
    day: int = 0

    def is_barred(self, who: str, what: str) -> bool:
        """By name, or as the family of somebody is, and whoever is in such a family; and what hangs on these."""
        named = {self.into.get(name, name) for name, user in self.barred if user == who}
        if named & {*MEMBERS, FAMILY}:
            named |= {FAMILY, *(MEMBERS if named & {FAMILY, *MEMBERS} else ())}
        return self.into.get(what, what) in named or any(self.is_barred(who, on) for on in HANGS.get(what, ()))

    def is_shut(self, who: str, what: str) -> bool:
        """Restricted, and neither granted to them nor opened."""
        let_in = self.granted.get((what, who), -1) > self.day or (what, who) in self.opened
        return what in self.restricted and not let_in

    def decides(self, who: str, what: str) -> bool:
        """Whether a manager may restrict, grant or lift: by more than an opening in an emergency."""
        return replace(self, opened=set()).sees(who, what)

    def sees(self, who: str, what: str) -> bool:
        if self.is_barred(who, what) or self.is_shut(who, what):
            return False
        if what in self.into and self.is_shut(who, self.into[what]):
            return False
        if what in MEMBERS and self.is_shut(who, FAMILY) and (what, who) not in self.opened:
            return False
        return all(self.sees(who, self.into.get(on, on)) for on in HANGS.get(what, ()))


# --- The same with one ------------------------------------------------------------------------------------------------
class AnyOrder(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.model = Model()
        self.users = {
            name: factories.UserFactory(code=code)
            for name, code in zip(WHO, ("practitioner", "records_officer", "manager", "manager"), strict=True)
        }
        self.teams = {name: factories.TeamFactory() for name in ("manager", "other_manager")}
        for name, team in self.teams.items():
            factories.TeamMembershipFactory(user=self.users[name], team=team, is_manager=True)
        self.holds = "manager"
        child, brother, twice, again = (factories.PersonFactory() for _each in range(4))
        family, park, gate = factories.FamilyFactory(), factories.ContextFactory(), factories.ContextFactory()
        for member in (child, brother):
            factories.FamilyMembershipFactory(family=family, person=member)
        note = factories.CaseNoteFactory()
        for one in (child, twice):
            factories.NoteSubjectFactory(note=note, child=one)
        park_note = factories.NoteSubjectFactory(child=None, context=park).note
        self.records: dict[str, Any] = {
            CHILD: child,
            BROTHER: brother,
            TWICE: twice,
            AGAIN: again,
            FAMILY: family,
            PARK: park,
            GATE: gate,
            FAMILY_CASE: factories.CaseFactory(family=family, team=self.teams["manager"]),
            PARK_CASE: factories.ContextCaseFactory(context=park, team=self.teams["manager"]),
            "link": factories.ContextLinkFactory(child=child, context=park),
            "other_link": factories.ContextLinkFactory(child=twice, context=gate, role="at_risk"),
            "link_again": factories.ContextLinkFactory(child=again, context=park, role="harmed"),
            "note": note,
            "park_note": park_note,
        }
        self.at_first = self.seen()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def seen(self) -> set[tuple[str, str]]:
        """Who sees what, as every list asks it."""
        names = {record.pk: name for name, record in self.records.items()}
        found = set()
        for who, user in self.users.items():
            for model in (Person, Family, Context, Case, ContextLink, CaseNote):
                rows: Any = model._default_manager
                found |= {
                    (who, names[pk]) for pk in rows.visible_to(user).filter(pk__in=names).values_list("pk", flat=True)
                }
        return found

    @invariant()
    def sees_what_the_model_says(self) -> None:
        assert self.seen() == {(who, what) for who, what in self.at_first if self.model.sees(who, what)}

    def done(self, may: bool, act: Any, *args: Any, **kwargs: Any) -> bool:
        """Do it where the model says that it may be done; refused where it says that it may not."""
        if may:
            act(*args, **kwargs)
            return True
        with pytest.raises((PermissionDenied, ValidationError)), transaction.atomic():
            act(*args, **kwargs)
        return False

    def again(self, what: str) -> Any:
        self.records[what] = type(self.records[what])._default_manager.get(pk=self.records[what].pk)
        return self.records[what]

    @precondition(lambda self: NEW not in self.records)
    @rule(who=st.sampled_from(WHO))
    def create(self, who: str) -> None:
        if self.done(who != "officer", create_person, by=self.users[who], given="Nils", family="Newly"):
            self.records[NEW] = Person.objects.get(names__family="Newly")
            self.at_first |= {(user, NEW) for user, what in self.at_first if what == TWICE}

    @rule(what=THERE, who=st.sampled_from(WHO[2:]))
    def restrict(self, what: str, who: str) -> None:
        may = self.model.decides(who, what) and what not in self.model.restricted
        if self.done(may, restrict_record, self.again(what), by=self.users[who], reason="Told at risk"):
            self.model.restricted.add(what)
            self.model.granted[what, who] = self.model.day + 183

    @rule(what=THERE, who=st.sampled_from(WHO[2:]), to=st.sampled_from(WHO), days=st.integers(1, 14))
    def grant(self, what: str, who: str, to: str, days: int) -> None:
        may = self.model.decides(who, what) and what in self.model.restricted and to != who
        may = may and not self.model.is_barred(to, what)
        given = {"to": self.users[to], "reason": "Sees them", "ends_on": today() + datetime.timedelta(days=days)}
        if self.done(may, grant_access, self.again(what), by=self.users[who], **given):
            self.model.granted[what, to] = self.model.day + days

    @rule(what=THERE, who=st.sampled_from(WHO[2:]), same=st.booleans())
    def lift(self, what: str, who: str, same: bool) -> None:
        """One manager proposes it, the other agrees; whoever proposed it may not."""
        other = who if same else next(name for name in WHO[2:] if name != who)
        may = self.model.decides(who, what) and what in self.model.restricted
        target, waiting = self.again(what), RestrictionReview.objects.proposed()
        if not self.done(may, propose_lifting, target, by=self.users[who], reason="It is over"):
            return
        review = waiting.get()
        may = not same and self.model.decides(other, what)
        if self.done(may, agree_lifting, review, by=self.users[other], reason="It is"):
            self.model.restricted.remove(what)
            self.model.granted = {key: end for key, end in self.model.granted.items() if key[0] != what}
        else:
            take_back_lifting(review, by=self.users[who])

    @rule(days=st.sampled_from((1, 7, 14)))
    def days_pass(self, days: int) -> None:
        """For the grants alone: all else has no day on which it ends."""
        self.model.day += days
        past = datetime.timedelta(days=days)
        for model in CLOSED:
            model.grant_model().objects.update(from_on=F("from_on") - past, ends_on=F("ends_on") - past)

    @rule(what=THERE, who=st.sampled_from(WHO), over=st.booleans())
    def open_in_an_emergency(self, what: str, who: str, over: bool) -> None:
        opening(self.records[what], self.users[who], minutes=-1 if over else 240)
        if not over:
            self.model.opened.add((what, who))

    @rule(what=THERE, who=st.sampled_from(WHO))
    def bar(self, what: str, who: str) -> None:
        if (what, who) not in self.model.barred:
            bar(self.records[what], self.users[who])
            self.model.barred.add((what, who))

    @precondition(lambda self: self.model.barred)
    @rule(at=st.data())
    def end_a_bar(self, at: st.DataObject) -> None:
        what, who = at.draw(st.sampled_from(sorted(self.model.barred)))
        ended = {"end_asked_on": today(), "end_asked_by": factories.UserFactory(), "end_why": "Moved away"}
        bars = model_above(type(self.records[what]), "bars").objects.filter(record=self.records[what])
        bars.filter(user=self.users[who], ended_on=None).update(
            **ended, ended_on=today(), ended_by=factories.UserFactory()
        )
        self.model.barred.remove((what, who))

    @precondition(lambda self: AGAIN not in self.model.into)
    @rule(who=st.sampled_from(WHO[2:]))
    def merge_people(self, who: str) -> None:
        moves = (TWICE, AGAIN, "link_again", PARK)
        may = all(self.model.sees(who, what) for what in moves)
        may = may and (AGAIN not in self.model.restricted or TWICE in self.model.restricted)
        kept, merged = self.again(TWICE), self.again(AGAIN)
        if self.done(may, merge_people, kept, merged=merged, by=self.users[who], reason="Born on one day"):
            self.model.into[AGAIN] = TWICE

    @precondition(lambda self: GATE not in self.model.into)
    @rule(who=st.sampled_from(WHO[2:]))
    def merge_contexts(self, who: str) -> None:
        may = self.model.sees(who, PARK) and self.model.sees(who, GATE)
        may = may and (GATE not in self.model.restricted or PARK in self.model.restricted)
        kept, merged, waiting = self.again(PARK), self.again(GATE), MergeRequest.objects.count()
        if self.done(may, merge_contexts, kept, merged=merged, by=self.users[who], reason="One gate of it"):
            if self.model.sees(who, "other_link"):
                self.model.into[GATE] = PARK
            else:  # passed on to who may see all that would move
                assert MergeRequest.objects.count() == waiting + 1
                declined = {"status": "declined", "decided_on": today(), "decided_by": factories.UserFactory()}
                MergeRequest.objects.filter(status="asked").update(**declined, decided_why="Not now")

    @rule()
    def transfer(self) -> None:
        """To the team of the other manager, who takes it: who sees what stays as it was."""
        sender, taker = self.holds, next(name for name in self.teams if name != self.holds)
        case = self.again(FAMILY_CASE)
        may = self.model.sees(sender, FAMILY_CASE) and self.model.sees(taker, FAMILY_CASE)
        given = {"to_team": self.teams[taker], "why": "Moved house"}
        if self.done(may, transfer_case, case, by=self.users[sender], **given):
            accept_transfer(case.transfers.get(decided_on=None), by=self.users[taker])
            self.holds = taker


def test_records_are_seen_as_the_model_says_whatever_was_done_in_whatever_order() -> None:
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],  # the steps it failed at are few enough to read, and finding fewer takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
