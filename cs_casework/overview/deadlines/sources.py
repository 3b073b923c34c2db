"""What is due, and whose it is: one source for a kind of deadline."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Case as Either
from django.db.models import F, Q, TextField, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Assessment
from cases.models import Action, Case, CaseChild, ReturnInterview, Section47, WarningNote
from contexts.models import Context, ContextLink
from cs_casework.accounts.models import Permission, Team, User
from cs_casework.overview.unions import Row, Rows
from families.models import FamilyMembership
from families.querysets import called
from plans.codes import Kind as PlanKind
from plans.models import Plan
from referrals.models import Referral


@dataclass(frozen=True)
class Whose:
    """For whom the list is made, and whose deadlines it holds: one worker's, one's own with those of whom one
    covers for, or a team's."""

    user: User
    worker: User | None = None
    team: Team | None = None

    def cases(self) -> Any:
        """The ids of the open cases that they hold, as far as this reader may see."""
        found = Case.objects.visible_to(self.user).open()
        if not self.worker:
            held = found.filter(team=self.team)
        elif self.worker == self.user:
            held = found.allocated_to(self.user)
        else:  # what a colleague holds for a child who is hidden from the reader tells of that child
            held = found.held_by(self.worker, self.user)
        return held.order_by().values("pk")

    def children(self) -> Any:
        """The periods of the open children whom they hold."""
        found = CaseChild.objects.visible_to(self.user).open()
        return found.held_by(self.worker) if self.worker else found.filter(case__team=self.team)


@dataclass(frozen=True)
class Due:
    """What one of them says in words. `row.d` is why it was given longer, where it was."""

    words: str
    url: str
    about: str = ""


class Source(Protocol):
    """A kind of deadline. Of its columns `c` says who is to do it, and `d` why there is more time."""

    name: str
    label: Any

    def rows(self, whose: Whose) -> Iterable[Rows]: ...

    def say(self, row: Row) -> Due: ...


class Actions:
    name, label = "action", gettext_lazy("Actions")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        found = Action.objects.visible_to(whose.user).unfinished()
        found = found.of(whose.worker) if whose.worker else found.filter(case__team=whose.team)
        agency = Coalesce(F("owner__name"), NullIf(F("owner_name"), Value("")), F("agency__name"))
        told = {"a": F("what"), "b": F("case__reference"), "c": agency, "d": F("extended_why"), "to": F("case")}
        yield Rows(self.name, "due", found, "due_on", "", told)

    def say(self, row: Row) -> Due:
        return Due(row.a, reverse("cases:case-actions", args=[row.to]), row.b)


class Visits:
    """Children who are to be seen."""

    name, label = "visit", gettext_lazy("Visits")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        found = whose.children().counted_as_children().with_last_seen(whose.user)
        told = {"b": F("case__reference"), "to": F("child"), "child": F("child"), "child_name": called("child__")}
        yield Rows(self.name, "due", found, "visit_due_on", "", told)

    def say(self, row: Row) -> Due:
        words = _("Visit to %(child)s") % {"child": row.child_name}
        return Due(words, reverse("cases:person-notes", args=[row.to]), row.b)


class Assessments:
    name, label = "assessment", gettext_lazy("Assessments")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        found = Assessment.objects.visible_to(whose.user).unauthorised().filter(case__in=whose.cases())
        # The reason may tell of a child in it: it is read by who may read what is shared.
        whole = Assessment.objects.read_whole_by(whose.user).order_by().values("pk")
        why = Either(When(pk__in=whole, then=F("extended_why")), default=Value(""), output_field=TextField())
        told = {"a": F("reference"), "b": F("case__reference"), "d": why, "to": F("pk")}
        yield Rows(self.name, "due", found, "due_on", "", told)

    def say(self, row: Row) -> Due:
        words = _("Assessment %(reference)s") % {"reference": row.a}
        return Due(words, reverse("assessments:assessment-detail", args=[row.to]), row.b)


class Plans:
    name, label = "plan", gettext_lazy("Reviews of plans")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        found: Any = Plan.objects.visible_to(whose.user).agreed()
        own = Q(case__in=whose.cases())
        found = found.filter(own | whose.worker.own_or_covered("lead") if whose.worker else own)
        told = {"a": F("kind"), "b": F("reference"), "c": F("lead__name"), "d": F("extended_why"), "to": F("pk")}
        yield Rows(self.name, "due", found, "review_due", "", told)

    def say(self, row: Row) -> Due:
        words = _("Review: %(kind)s") % {"kind": PlanKind(row.a).label}
        return Due(words, reverse("plans:plan-detail", args=[row.to]), row.b)


class Enquiries:
    """Section 47 enquiries, and the conferences that they may lead to."""

    name, label = "enquiry", gettext_lazy("Section 47 enquiries and conferences")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        found = Section47.objects.visible_to(whose.user).awaiting_conference().filter(case__in=whose.cases())
        told: dict[str, Any] = {"b": F("case__reference"), "d": F("extended_why"), "to": F("case")}
        told |= {"child": F("child"), "child_name": called("child__")}
        yield Rows(self.name, "due", found, "conference_due_on", "", told)

    def say(self, row: Row) -> Due:
        words = _("Section 47 enquiry or its conference: %(child)s") % {"child": row.child_name}
        return Due(words, f"{reverse('cases:case-detail', args=[row.to])}#pathway", row.b)


class Links:
    """Links between children and contexts that are to be looked at again."""

    name, label = "link", gettext_lazy("Links to look at")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        children = whose.children().order_by().values("child")
        contexts = Case.objects.filter(pk__in=whose.cases()).order_by().values("context")
        found = ContextLink.objects.visible_to(whose.user).current()
        found = found.filter(Q(child__in=children) | Q(context__in=contexts))
        told: dict[str, Any] = {"a": F("context__name"), "b": F("context__reference"), "to": F("pk")}
        told |= {"child": F("child"), "child_name": called("child__")}
        yield Rows(self.name, "due", found, "review_due", "", told)

    def say(self, row: Row) -> Due:
        words = _("Link: %(child)s and %(context)s") % {"child": row.child_name, "context": row.a}
        return Due(words, reverse("contexts:link-detail", args=[row.to]), row.b)


class Groups:
    """Peer groups of which it is to be asked whether it is still right to record them."""

    name, label = "group", gettext_lazy("Reviews of peer groups")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        own = Case.objects.filter(pk__in=whose.cases()).order_by().values("context")
        of_team = Q(owner_team=whose.team) if whose.team else Q(pk__in=[])
        found = Context.objects.visible_to(whose.user).standing().filter(Q(pk__in=own) | of_team)
        found = found.exclude(status=Context.Status.CLOSED)
        yield Rows(self.name, "due", found, "review_due", "", {"a": F("name"), "b": F("reference"), "to": F("pk")})

    def say(self, row: Row) -> Due:
        words = _("Review of %(group)s") % {"group": row.a}
        return Due(words, reverse("contexts:context-detail", args=[row.to]), row.b)


class Contacts:
    """Contacts to be decided on."""

    name, label = "contact", gettext_lazy("Decisions on contacts")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        if not whose.user.may(Permission.VIEW_REFERRALS):
            return
        found = Referral.objects.visible_to(whose.user).unfinished()
        if whose.worker:
            found = found.filter(whose.worker.own_or_covered("taker"))
        else:
            found = found.of_team(whose.team, whose.user)
        told = {"a": F("reference"), "c": F("taker__name"), "d": F("due_extended_why"), "to": F("pk")}
        yield Rows(self.name, "due", found, "decision_due", "", told)

    def say(self, row: Row) -> Due:
        words = _("Decision on contact %(reference)s") % {"reference": row.a}
        return Due(words, reverse("referrals:referral-detail", args=[row.to]), row.a)


class Interviews:
    """Return interviews that nobody has held yet."""

    name, label = "interview", gettext_lazy("Return interviews")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        children = whose.children().order_by().values("child")
        found = ReturnInterview.objects.visible_to(whose.user).outstanding().filter(episode__child__in=children)
        told: dict[str, Any] = {"d": F("extended_why"), "to": F("episode")}
        told |= {"child": F("episode__child"), "child_name": called("episode__child__")}
        yield Rows(self.name, "due", found, "due_at", "due_at", told)

    def say(self, row: Row) -> Due:
        words = _("Return interview with %(child)s") % {"child": row.child_name}
        return Due(words, f"{reverse('cases:episode-detail', args=[row.to])}#interview")


class Warnings:
    """Warnings about the people and places they work with, to be looked at again."""

    name, label = "warning", gettext_lazy("Warnings to look at")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        cases = Case.objects.filter(pk__in=whose.cases()).order_by()
        found = WarningNote.objects.visible_to(whose.user).in_force().on_standing()
        members = FamilyMembership.objects.visible_to(whose.user).current().order_by()
        found = found.filter(
            Q(person__in=whose.children().order_by().values("child"))
            | Q(person__in=members.filter(family__in=cases.values("family")).values("person"))
            | Q(family__in=cases.values("family"))
            | Q(context__in=cases.values("context"))
        )
        yield Rows(self.name, "due", found, "review_due", "", {"a": F("what_to_do"), "to": F("pk")})

    def say(self, row: Row) -> Due:
        return Due(_("Warning: %(words)s") % {"words": row.a}, reverse("cases:warning-detail", args=[row.to]))


# Another kind of deadline joins by one more of these.
SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        Visits(),
        Actions(),
        Interviews(),
        Assessments(),
        Plans(),
        Enquiries(),
        Links(),
        Groups(),
        Warnings(),
        Contacts(),
    )
}
