"""What can be asked about cases, open children and notes, and who may see them."""

from typing import Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, OuterRef, Q

from contexts.models import Context
from cs_casework.access import RestrictableQuerySet
from cs_casework.accounts.models import Permission
from cs_casework.dates import today
from families.models import Family, Person


class CaseQuerySet(RestrictableQuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """That a case is open and who leads, for every role that may list cases: those on a family or a context that
        may be seen, but not a restricted case without a grant. What stands in it asks for its own right."""
        if not user.may(Permission.LIST_CASES):
            return self.none()
        return self.open_to(user).filter(
            Q(family__in=Family.objects.visible_to(user).values("pk"))
            | Q(context__in=Context.objects.visible_to(user).values("pk"))
        )

    def open(self) -> Self:
        return self.filter(status="open")

    def proposed(self) -> Self:
        return self.filter(status="proposed")

    def unallocated(self, user: Any) -> Self:
        """Open, and nobody is lead worker of the case or of any child in it, as far as this reader may see."""
        from cases.models import Allocation

        leads = Allocation.objects.visible_to(user).current().filter(case=OuterRef("pk"), role="lead")
        return self.open().exclude(Exists(leads.order_by()))

    def allocated_to(self, user: Any) -> Self:
        from cases.models import Allocation

        mine = Allocation.objects.current().filter(user.own_or_covered("worker"), case=OuterRef("pk"))
        return self.filter(Exists(mine.order_by()))

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

        periods = CaseChild.objects.visible_to(user).open().select_related("child").with_statuses()
        return self.prefetch_related(models.Prefetch("children", queryset=periods, to_attr="open_children"))

    def of_teams(self, teams: Any) -> Self:
        return self.filter(team__in=teams)


class CaseChildQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows where both the child and the case may be seen."""
        from cases.models import Case

        return self.filter(
            child__in=Person.objects.visible_to(user).values("pk"), case__in=Case.objects.visible_to(user).values("pk")
        )

    def with_statuses(self) -> Self:
        """Each period with its current statuses (`now`)."""
        from cases.models import CaseChildStatus

        return self.prefetch_related(
            models.Prefetch("statuses", queryset=CaseChildStatus.objects.current(), to_attr="now")
        )

    def with_position(self, user: Any) -> Self:
        """Each period with its case, team, current statuses (`now`) and the current workers whom this reader may see
        (`case.workers`)."""
        from cases.models import Allocation

        seen = Allocation.objects.visible_to(user).current()
        workers = seen.select_related("worker", "team").order_by("-role")
        return (
            self.with_statuses()
            .select_related("case", "case__team")
            .prefetch_related(models.Prefetch("case__allocations", queryset=workers, to_attr="workers"))
        )

    def open(self) -> Self:
        """The children open to the service."""
        return self.filter(to_on=None)


class CaseChildStatusQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with the child's case period."""
        from cases.models import CaseChild

        return self.filter(period__in=CaseChild.objects.visible_to(user).values("pk"))

    def current(self) -> Self:
        return self.filter(Q(to_on=None) | Q(to_on__gt=today()))


class AllocationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its case, and with the child it is for where it is for one."""
        from cases.models import Case

        return self.filter(
            Q(child=None) | Q(child__in=Person.objects.visible_to(user).values("pk")),
            case__in=Case.objects.visible_to(user).values("pk"),
        )

    def current(self) -> Self:
        return self.filter(Q(to_on=None) | Q(to_on__gt=today()))


class NoteSubjectQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A subject's own part is read by those who may see that subject, and the case it was written in."""
        from cases.models import Case

        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.exclude(case__in=Case.objects.closed_to(user).values("pk")).filter(
            Q(child__in=Person.objects.visible_to(user).values("pk"))
            | Q(family__in=Family.objects.visible_to(user).values("pk"))
            | Q(context__in=Context.objects.visible_to(user).values("pk"))
        )

    def readable_by(self, user: Any) -> Self:
        """Rows with something to read on this record: the whole note, or at least the part for it alone."""
        from cases.models import CaseNote

        notes = CaseNote.objects.visible_to(user).filter(pk=OuterRef("note"))
        return self.visible_to(user).filter(Exists(notes) | ~Q(own_part=""))

    def search(self, text: str, user: Any) -> Self:
        """Rows whose own part holds the words, or whose note does and may be read whole."""
        from cases.models import CaseNote

        query = SearchQuery(text, config="english", search_type="websearch")
        notes = CaseNote.objects.visible_to(user).filter(words=query)
        return self.filter(Q(words=query) | Q(note__in=notes.values("pk")))


class CaseNoteQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """The shared part of a note is read only by those who may see *every* subject of it."""
        from cases.models import NoteSubject

        if not user.may(Permission.VIEW_CASES):
            return self.none()
        subjects = NoteSubject.objects.filter(note=OuterRef("pk"))
        hidden = subjects.exclude(
            pk__in=NoteSubject.objects.visible_to(user).filter(note=OuterRef("note")).values("pk")
        )
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
        from cases.models import Case

        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(case__in=Case.objects.visible_to(user).values("pk"))

    def waiting(self) -> Self:
        return self.filter(status__in=["asked", "sent"])


class CaseClosureQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its case and, where it is about one child, with that child, to roles that read cases."""
        from cases.models import Case, CaseChild

        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(
            Q(period=None) | Q(period__in=CaseChild.objects.visible_to(user).values("pk")),
            case__in=Case.objects.visible_to(user).values("pk"),
        )

    def waiting(self) -> Self:
        return self.filter(status="proposed")


class FamilyJoinQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A join shows where both families may be seen."""
        families = Family.objects.visible_to(user).values("pk")
        return self.filter(kept__in=families, joined__in=families)
