"""What can be asked about cases, who works with them, and notes, and who may see them."""

import datetime
from typing import Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest

from cases.child_querysets import closed_cases, hidden_cases, latest_day, no_day
from contexts.models import Context, ContextBar
from contexts.querysets import hidden_contexts
from cs_casework.access import RestrictableQuerySet, union_of
from cs_casework.accounts.models import Permission
from cs_casework.dates import today
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval
from cs_casework.statements import as_written, none_of
from families.models import Family, FamilyBar, Person, PersonBar
from families.querysets import hidden_families, hidden_people


class CaseQuerySet(RestrictableQuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """That a case is open and who leads, for every role that may list cases: those on a family or a context that
        may be seen, but not a restricted case without a grant or an opening, nor one that this member of staff is barred
        from. What stands in it asks for its own right."""
        if not user.may(Permission.LIST_CASES):
            return self.none()
        return self.kept().exclude(pk__in=as_written(hidden_cases, user))

    def for_its_page(self, user: Any) -> Self:
        """Each with the warnings that stand above every page of its family or context (`warnings_above`)."""
        from cases.models import WarningNote

        told = WarningNote.objects.told(user, family=OuterRef("family"), context=OuterRef("context"))
        return self.annotate(warnings_above=told)

    def hidden_ids(self, user: Any) -> Any:
        """Those `visible_to` leaves out, for what hangs on them: few, and found once for all rows asked about."""
        if not user.may(Permission.LIST_CASES):
            return self.values("pk")
        on_hidden = self._on(as_written(hidden_families, user), as_written(hidden_contexts, user))
        return union_of(self.closed_ids(user), *on_hidden, *self.beyond_team(user))

    def of_team(self, team: Any) -> Q:
        """Those that it holds."""
        return Q(team=team)

    def barred_ids(self, user: Any) -> Any:
        """Those this person is barred from, and those on a family or a context that they are barred from."""
        families, contexts = Family.objects.order_by().barred_ids(user), Context.objects.order_by().barred_ids(user)
        return union_of(*self.bars_on(user), *self._on(families, contexts))

    def _on(self, families: Any, contexts: Any) -> list[Any]:
        cases = self.model.objects.order_by()
        return [cases.filter(family__in=families).values("pk"), cases.filter(context__in=contexts).values("pk")]

    def open(self) -> Self:
        return self.filter(status="open")

    def proposed(self) -> Self:
        return self.filter(status="proposed")

    def unallocated(self, user: Any) -> Self:
        """Open, with nobody as lead worker of the whole case, and either none for one of the children in it or nobody
        open in it: as far as this reader may see, so that a lead for a hidden child changes nothing here."""
        from cases.models import Allocation, CaseChild

        leads = Allocation.objects.visible_to(user).current().filter(role="lead").order_by()
        periods = CaseChild.objects.visible_to(user).open().filter(case=OuterRef("pk")).order_by()
        led = leads.filter(case=OuterRef("case"), child=OuterRef("child"))
        return (
            self.open()
            .exclude(Exists(leads.filter(case=OuterRef("pk"), child=None)))
            .filter(Q(context__isnull=False) | ~Exists(periods) | Exists(periods.exclude(Exists(led))))
        )

    def allocated_to(self, user: Any) -> Self:
        from cases.models import Allocation

        mine = Allocation.objects.current().filter(user.own_or_covered("worker"), case=OuterRef("pk"))
        return self.filter(Exists(mine.order_by()))

    def held_by(self, worker: Any, user: Any) -> Self:
        """Allocated to this worker today, in any part that this reader may see, without what they cover for somebody
        else."""
        from cases.models import Allocation

        held = Allocation.objects.visible_to(user).current().filter(worker=worker, case=OuterRef("pk"))
        return self.filter(Exists(held.order_by()))

    def with_workers(self, user: Any) -> Self:
        """Each case with `workers`: its current allocations that this reader may see, lead first. One for a child who
        is hidden tells that there is such a child."""
        from cases.models import Allocation

        seen = Allocation.objects.visible_to(user).current()
        current = seen.select_related("worker", "team", "child").order_by("-role")
        return self.prefetch_related(models.Prefetch("allocations", queryset=current, to_attr="workers"))

    def with_continuation(self, user: Any) -> Self:
        """Each case with the one it was closed into, and whether this reader may see that one (`shows_continuation`)."""
        from cases.models import Case

        continuing = Case.objects.visible_to(user).filter(pk=OuterRef("closed_into")).order_by()
        return self.select_related("closed_into").annotate(shows_continuation=Exists(continuing))

    def with_open_children(self, user: Any) -> Self:
        """Each case with `open_children`: the periods of children open in it whom this reader may see."""
        from cases.models import CaseChild

        periods = CaseChild.objects.visible_to(user).open().select_related("child")
        return self.prefetch_related(models.Prefetch("children", queryset=periods, to_attr="open_children"))

    def of_teams(self, teams: Any) -> Self:
        return self.filter(team__in=teams)

    def with_last_oversight(self, user: Any) -> Self:
        """Each case with `last_oversight_on`, the day of the latest management oversight or supervision decision
        written in it, and `oversight_due_on`: that day, or the day the case was opened or reopened, and the local
        interval. A case that is not open has none due; a role that does not read cases is told neither.

        Written in a case is what stands on a row of it: on its family or context, or on a child whom this reader may
        see. What a manager wrote about a hidden child alone tells nobody else anything.
        """
        from cases.models import CaseNote, NoteSubject

        if not user.may(Permission.VIEW_CASES):
            return self.annotate(last_oversight_on=no_day(), oversight_due_on=no_day())
        seen = Person.objects.visible_to(user).filter(pk=OuterRef("child")).order_by()
        written = NoteSubject.objects.filter(
            Q(child=None) | Exists(seen), case=OuterRef("pk"), note__kind__in=CaseNote.MANAGERS_KINDS
        )
        counted = Interval.objects.filter(code=IntervalCode.OVERSIGHT)
        begun = Greatest("last_oversight_on", "opened_on", "reopened_on")  # of those that there are
        return self.annotate(last_oversight_on=latest_day(written)).annotate(
            oversight_due_on=models.Case(models.When(status="open", then=counted.shortest_after(begun)))
        )

    def oversight_overdue(self, user: Any) -> Self:
        """Open cases without oversight for longer than the local interval."""
        return self.with_last_oversight(user).filter(oversight_due_on__lt=today())


class AllocationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its case, and with the child it is for where it is for one."""
        return self.filter(none_of(hidden_people, user, "child"), none_of(hidden_cases, user, "case"))

    def current(self, on: datetime.date | None = None) -> Self:
        """Those held today. On a day before, also none that began later."""
        found = self.filter(Q(to_on=None) | Q(to_on__gt=on or today()))
        return found.filter(from_on__lte=on) if on else found

    def caseload_of(self, worker: Any) -> Self:
        """What a worker holds today of cases that are open."""
        return self.current().filter(worker=worker, case__status="open")

    def left_behind(self) -> Any:
        """The workers who hold some of these today though they have left, moved to another team, may no longer hold cases,
        or are barred from one of these; each with how many (`held`)."""
        from cs_casework.accounts.models import TeamMembership, User

        member = TeamMembership.objects.current().filter(user=OuterRef("worker"), team=OuterRef("team")).order_by()
        may_hold = Q(worker__is_active=True, worker__role__permissions__contains=[Permission.WRITE_NOTES])
        held = self.current().filter(worker=OuterRef("pk"), case__status="open").order_by()
        held = held.filter(~(may_hold & Exists(member)) | self._holder_is_barred())
        counted = held.values("worker").annotate(n=models.Count("*")).values("n")
        return User.objects.filter(Exists(held)).annotate(held=models.Subquery(counted))

    def _holder_is_barred(self) -> Any:
        """Allocations of somebody who is barred from the case, from its context, or from a family whose case it is."""
        from cases.models import CaseBar

        bars = {"user": OuterRef("worker"), "ended_on": None}
        in_family = PersonBar.objects.filter(record__memberships__family=OuterRef("case__family"), **bars)
        return (
            Q(Exists(CaseBar.objects.filter(record=OuterRef("case"), **bars).order_by()))
            | Q(Exists(ContextBar.objects.filter(record=OuterRef("case__context"), **bars).order_by()))
            | Q(Exists(FamilyBar.objects.filter(record=OuterRef("case__family"), **bars).order_by()))
            | Q(Exists(in_family.order_by()))
        )


class NoteSubjectQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A subject's own part is read by those who may see that subject, and the case it was written in. What was taken
        off a record and is on nobody's shows to nobody."""
        return self.in_sight(user).on_a_record() if user.may(Permission.VIEW_CASES) else self.none()

    def on_a_record(self) -> Self:
        """Without those that were taken off the wrong record, while the note stands on the right one by another row."""
        return self.filter(Q(child__isnull=False) | Q(family__isnull=False) | Q(context__isnull=False))

    def in_sight(self, user: Any) -> Self:
        """Rows of which the subject and the case may be seen, whatever the role reads of a note."""
        # A row is of one child, one family or one context.
        return self.exclude(case__in=as_written(closed_cases, user)).filter(
            none_of(hidden_people, user, "child"),
            none_of(hidden_families, user, "family"),
            none_of(hidden_contexts, user, "context"),
        )

    def out_of_sight_of(self, user: Any, notes: Any) -> Self:
        """Of these few notes the rows that are not `in_sight`: only what they are about is looked at, not all that is
        hidden from this reader."""
        from cases.models import Case

        rows = self.model.objects.filter(note__in=notes).order_by()
        closed = Case.objects.closed_to(user).filter(pk__in=rows.values("case")).order_by().values("pk")
        people = Person.objects.order_by().hidden_ids(user, among=rows.values("child"))
        families = Family.objects.order_by().hidden_ids(user, among=rows.values("family"))
        return self.filter(
            Q(case__in=closed)
            | Q(child__in=people)
            | Q(family__in=families)
            | Q(context__in=as_written(hidden_contexts, user)),
            note__in=notes,
        )

    def readable_by(self, user: Any) -> Self:
        """Rows with something to read on this record: the whole note, or at least the part for it alone."""
        from cases.models import CaseNote

        notes = CaseNote.objects.visible_to(user).filter(pk=OuterRef("note"))
        return self.visible_to(user).filter(Exists(notes) | ~Q(own_part=""))

    def told_to(self, user: Any) -> Self:
        """Rows with something to read on this record: the whole note, what was released of it, or the part for it alone."""
        return self.visible_to(user).telling(user)

    def telling(self, user: Any) -> Self:
        """Of rows that this reader may see (`visible_to`), those with something to read for them: see `told_to`."""
        from cases.models import CaseNote, NoteRelease

        notes = CaseNote.objects.visible_to(user).filter(pk=OuterRef("note"))
        released = NoteRelease.objects.visible_to(user).standing().filter(note=OuterRef("note")).order_by()
        return self.filter(Exists(notes) | ~Q(own_part="") | Exists(released))

    def readable_whole_by(self, user: Any) -> Self:
        """Rows of notes that may be read whole, their title too."""
        from cases.models import CaseNote

        return self.visible_to(user).filter(Exists(CaseNote.objects.visible_to(user).filter(pk=OuterRef("note"))))

    def told(self) -> Self:
        """Without those that a merge emptied: the note stands on the record that was kept, with what they said."""
        merged = Q(child__merged_into__isnull=False) | Q(context__merged_into__isnull=False)
        return self.exclude(merged, own_part="", seen="")

    def search(self, text: str, user: Any) -> Self:
        """Rows whose own part holds the words, or whose note does and may be read whole, or what was released of it in its
        place."""
        from cases.models import CaseNote, NoteRelease

        query = SearchQuery(text, config="english", search_type="websearch")
        notes = CaseNote.objects.visible_to(user).filter(words=query)
        released = NoteRelease.objects.instead(user).filter(words=query)
        return self.filter(
            Q(words=query) | Q(note__in=notes.values("pk")) | Q(note__in=released.order_by().values("note"))
        )


class CaseNoteQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """The shared part of a note is read only by those who may see *every* subject of it."""
        return self.in_sight(user) if user.may(Permission.VIEW_CASES) else self.none()

    def in_sight(self, user: Any) -> Self:
        """Those of which every subject may be seen, whatever the role reads of a note: for who is given something to do
        because of one."""
        from cases.models import NoteSubject

        subjects = NoteSubject.objects.filter(note=OuterRef("pk"))
        hidden = subjects.exclude(pk__in=NoteSubject.objects.in_sight(user).filter(note=OuterRef("note")).values("pk"))
        return self.exclude(Exists(hidden))

    def search(self, text: str) -> Self:
        """Notes whose shared part holds the words; quoted phrases and a leading minus work as people expect."""
        return self.filter(words=SearchQuery(text, config="english", search_type="websearch"))

    def with_versions(self) -> Self:
        """Each note with `version_count`: one for a note that stands as it was first recorded."""
        versions = self.model.history.model.objects.filter(id=OuterRef("pk")).order_by().values("id")
        return self.annotate(version_count=models.Subquery(versions.annotate(n=models.Count("*")).values("n")))


class CaseTransferQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its case, to roles that read cases."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(none_of(hidden_cases, user, "case"))

    def waiting(self) -> Self:
        return self.filter(status__in=["asked", "sent"])

    def still_open(self, user: Any, period: Any) -> Self:
        return self.waiting()

    def for_decision_by(self, user: Any) -> Self:
        """What waits for this manager: asked for in a team they manage, or sent to one, of a case that is open."""
        if not user.may(Permission.ALLOCATE_CASE):
            return self.none()
        teams = user.managed_teams()
        asked = Q(case__team__in=teams) | Q(case__team=None)
        return self.filter(Q(asked, status="asked") | Q(status="sent", to_team__in=teams), case__status="open")

    def of_teams(self, user: Any) -> Self:
        """To or from a team that this manager answers for, and those of cases that no team holds."""
        teams = user.managed_teams()
        return self.filter(Q(case__team__in=teams) | Q(case__team=None) | Q(to_team__in=teams))

    def with_decider(self, user: Any) -> Self:
        """Each with `waits_for_reader`: whether this manager can decide it now."""
        mine = self.model.objects.for_decision_by(user).filter(pk=OuterRef("pk")).order_by()
        return self.annotate(waits_for_reader=Exists(mine))


class CaseClosureQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its case and, where it is about one child, with that child, to roles that read cases."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(
            none_of(hidden_people, user, "period__child"), none_of(hidden_cases, user, "case", "period__case")
        )

    def waiting(self) -> Self:
        return self.filter(status="proposed")

    def for_decision_by(self, user: Any) -> Self:
        """What waits for this manager: proposed in a team they manage, or where no team holds the case, which is open."""
        if not user.may(Permission.OPEN_CASE):
            return self.none()
        ours = Q(case__team__in=user.managed_teams()) | Q(case__team=None)
        return self.waiting().filter(ours, case__status="open")


class FamilyJoinQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A join shows where both families may be seen."""
        return self.filter(none_of(hidden_families, user, "kept", "joined"))

    def of(self, family: models.Model) -> Self:
        """Every join this family had a part in, standing or undone, with who made and who undid it."""
        found = self.filter(Q(kept=family) | Q(joined=family))
        return found.select_related("kept", "joined", "created_by", "undone_by")
