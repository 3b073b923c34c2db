"""What is due, and who is to do it: one source for a kind of deadline."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case as Either
from django.db.models import Exists, F, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Assessment
from cases.meeting_codes import MeetingKind
from cases.models import Action, Case, CaseChildStatus, NRMReferral, ReturnInterview, Section47, WarningNote
from cases.pathway import CP, REVIEWS, ROTH
from contexts.models import Context, ContextLink
from cs_casework.accounts.models import Permission
from cs_casework.overview.deadlines.restricted import Lapsing, Restrictions
from cs_casework.overview.deadlines.saying import Due, Source, due_on_days, or_nobody
from cs_casework.overview.deadlines.whose import Whose
from cs_casework.overview.unions import Row, Rows
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval
from families.models import FamilyMembership
from families.querysets import AdultOn, called
from plans.codes import Kind as PlanKind
from plans.models import Plan
from referrals.models import Referral


class Actions:
    name, label = "action", gettext_lazy("Actions")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        found = Action.objects.visible_to(whose.user).unfinished()
        if whose.worker:
            found = found.filter(whose.theirs("owner") | whose.theirs("chaser"))
        if whose.team:
            found = found.filter(case__team=whose.team)
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
        told: dict[str, Any] = {"b": F("case__reference"), "to": F("child"), "child": F("child")}
        told |= {
            "c": or_nobody(whose.lead_of_case("case", "child"), "case__team__name"),
            "child_name": called("child__"),
        }
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
        who = or_nobody(whose.lead_of_case("case"), "case__team__name")
        told = {"a": F("reference"), "b": F("case__reference"), "c": who, "d": why, "to": F("pk")}
        yield Rows(self.name, "due", found, "due_on", "", told)

    def say(self, row: Row) -> Due:
        words = _("Assessment %(reference)s") % {"reference": row.a}
        return Due(words, reverse("assessments:assessment-detail", args=[row.to]), row.b)


class Plans:
    name, label = "plan", gettext_lazy("Reviews of plans")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        found: Any = Plan.objects.visible_to(whose.user).agreed()
        own = Q(case__in=whose.cases())
        found = found.filter(own | whose.theirs("lead") if whose.worker else own)
        if whose.team:
            found = found.filter(case__team=whose.team)
        who = or_nobody(F("lead__name"), whose.lead_of_case("case", "child"), "case__team__name")
        told = {"a": F("kind"), "b": F("reference"), "c": who, "d": F("extended_why"), "to": F("pk")}
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
        told |= {"c": or_nobody(whose.lead_of_case("case", "child"), "case__team__name")}
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
        who = or_nobody(whose.lead_of_child("child"), whose.lead_on("context", "context"), whose.team_of_child("child"))
        told |= {"c": who, "child": F("child"), "child_name": called("child__")}
        yield Rows(self.name, "due", found, "review_due", "", told)

    def say(self, row: Row) -> Due:
        words = _("Link: %(child)s and %(context)s") % {"child": row.child_name, "context": row.a}
        return Due(words, reverse("contexts:link-detail", args=[row.to]), row.b)


class Groups:
    """Peer groups of which it is to be asked whether it is still right to record them."""

    name, label = "group", gettext_lazy("Reviews of peer groups")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        own = Case.objects.filter(pk__in=whose.cases()).order_by().values("context")
        of_team = Q(owner_team=whose.team) if whose.team and not whose.worker else Q(pk__in=[])
        found = Context.objects.visible_to(whose.user).standing().filter(Q(pk__in=own) | of_team)
        found = found.exclude(status=Context.Status.CLOSED)
        who = or_nobody(whose.lead_on("context", "pk"), "owner_team__name")
        told = {"a": F("name"), "b": F("reference"), "c": who, "to": F("pk")}
        yield Rows(self.name, "due", found, "review_due", "", told)

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
            found = found.filter(whose.theirs("taker"))
        if whose.team:
            found = found.of_team(whose.team, whose.user)
        told = {"a": F("reference"), "c": F("taker__name"), "d": F("due_extended_why"), "to": F("pk")}
        yield Rows(self.name, "due", found, "decision_due", "", told)

    def say(self, row: Row) -> Due:
        words = _("Decision on contact %(reference)s") % {"reference": row.a}
        return Due(words, reverse("referrals:referral-detail", args=[row.to]))


class Interviews:
    """Return interviews that nobody has held yet."""

    name, label = "interview", gettext_lazy("Return interviews")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        children = whose.children().order_by().values("child")
        found = ReturnInterview.objects.visible_to(whose.user).outstanding().filter(episode__child__in=children)
        told: dict[str, Any] = {"d": F("extended_why"), "to": F("episode")}
        told |= {"c": or_nobody(whose.lead_of_child("episode__child"), whose.team_of_child("episode__child"))}
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
        who = or_nobody(
            whose.lead_of_child("person"),
            whose.lead_on("family", "family"),
            whose.lead_on("context", "context"),
            F("agreed_by__name"),
        )
        yield Rows(self.name, "due", found, "review_due", "", {"a": F("what_to_do"), "c": who, "to": F("pk")})

    def say(self, row: Row) -> Due:
        return Due(_("Warning: %(words)s") % {"words": row.a}, reverse("cases:warning-detail", args=[row.to]))


class Referred:
    """First decisions on referrals to the NRM. For the conclusive one there is an earliest day and none by which it is
    made, so it is on the list of referrals and not here."""

    name, label = "nrm", gettext_lazy("Decisions on referrals to the NRM")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        children = whose.children().order_by().values("child")
        found = NRMReferral.objects.visible_to(whose.user).awaiting_first().filter(child__in=children)
        told: dict[str, Any] = {"b": F("nrm_reference"), "to": F("pk")}
        told |= {"c": or_nobody(whose.lead_of_child("child"), whose.team_of_child("child"))}
        told |= {"child": F("child"), "child_name": called("child__")}
        yield Rows(self.name, "due", found, "reasonable_due_on", "", told)

    def say(self, row: Row) -> Due:
        words = _("First decision on the NRM referral of %(child)s, where possible") % {"child": row.child_name}
        return Due(words, reverse("cases:nrm-detail", args=[row.to]), row.b)


class Meetings:
    """Meetings that are booked: what is due on that day is that they are held."""

    name, label = "meeting", gettext_lazy("Meetings booked")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        told = {"a": F("kind"), "b": F("case__reference"), "to": F("pk")}
        told |= {"c": or_nobody(F("chair__name"), whose.lead_of_case("case"), "case__team__name")}
        yield Rows(self.name, "due", whose.meetings(), "starts_at", "starts_at", told)

    def say(self, row: Row) -> Due:
        return Due(str(MeetingKind(row.a).label), reverse("cases:meeting-detail", args=[row.to]), row.b)


class Conferences:
    """Core groups and conferences that are to be held for a child's plan, and that nobody has booked."""

    name, label = "conference", gettext_lazy("Core groups and review conferences to book")
    # Of the interval, the first of a child protection plan is another than the later ones.
    INTERVALS = (
        IntervalCode.CORE_GROUP,
        IntervalCode.PLAN_CHILD_PROTECTION_FIRST,
        IntervalCode.PLAN_CHILD_PROTECTION,
        IntervalCode.PLAN_RISK_OUTSIDE_HOME,
    )

    def rows(self, whose: Whose) -> Iterable[Rows]:
        intervals = {interval.code: interval for interval in Interval.objects.filter(code__in=self.INTERVALS)}
        periods = whose.children().order_by().values("pk")
        statuses = CaseChildStatus.objects.visible_to(whose.user).current().filter(period__in=periods)
        told: dict[str, Any] = {"b": F("period__case__reference"), "to": F("period__case")}
        told |= {"c": or_nobody(whose.lead_of_case("period__case", "period__child"), "period__case__team__name")}
        told |= {"child": F("period__child"), "child_name": called("period__child__")}
        groups = statuses.without_core_group()
        core_group = intervals[IntervalCode.CORE_GROUP]
        due = {pk: core_group.after(day) for pk, day in groups.order_by().values_list("pk", "from_on")}
        yield Rows(self.name, "core_group", due_on_days(groups, due), "due_on", "", told)
        # Once the plan is agreed, its own next review is due (`Plans`).
        agreed: Any = Plan.objects.agreed().filter(
            kind=OuterRef("status"), case=OuterRef("period__case"), child=OuterRef("period__child")
        )
        for status, kinds in REVIEWS.items():
            waits: Any = statuses.awaiting_conference(status, kinds).exclude(Exists(agreed.order_by()))
            due = {}
            for pk, began, counted in waits.order_by().values_list("pk", "from_on", "reviewed_from"):
                due[pk] = intervals[self._interval(status, counted > began)].after(counted)
            yield Rows(self.name, status.value, due_on_days(waits, due), "due_on", "", told)

    def _interval(self, status: str, was_reviewed: bool) -> IntervalCode:
        if status == ROTH:
            return IntervalCode.PLAN_RISK_OUTSIDE_HOME
        return IntervalCode.PLAN_CHILD_PROTECTION if was_reviewed else IntervalCode.PLAN_CHILD_PROTECTION_FIRST

    def say(self, row: Row) -> Due:
        words = {
            "core_group": _("Core group for %(child)s"),
            CP.value: _("Review conference of the child protection plan: %(child)s"),
            ROTH.value: _("Conference on the risk outside the home plan: %(child)s"),
        }[row.what]
        return Due(words % {"child": row.child_name}, f"{reverse('cases:case-detail', args=[row.to])}#pathway", row.b)


class Oversight:
    """A manager's next look at each case."""

    name, label = "oversight", gettext_lazy("Management oversight")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        found: Any = Case.objects.visible_to(whose.user).filter(pk__in=whose.cases()).with_last_oversight(whose.user)
        told = {"a": Coalesce("family__name", "context__name"), "b": F("reference"), "to": F("pk")}
        told |= {"c": or_nobody(whose.manager_of("team"), "team__name")}
        yield Rows(self.name, "due", found, "oversight_due_on", "", told)

    def say(self, row: Row) -> Due:
        words = _("Management oversight: %(subject)s") % {"subject": row.a}
        return Due(words, reverse("cases:case-detail", args=[row.to]), row.b)


class Transitions:
    """Transition plans that are asked for, by the day on which the child turns 18."""

    name, label = "transition", gettext_lazy("Transition plans")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        found = whose.children().turning_adult(whose.user).annotate(adult_on=AdultOn(F("child__birth_on")))
        told: dict[str, Any] = {"b": F("case__reference"), "to": F("child"), "child": F("child")}
        told |= {
            "c": or_nobody(whose.lead_of_case("case", "child"), "case__team__name"),
            "child_name": called("child__"),
        }
        yield Rows(self.name, "due", found, "adult_on", "", told)

    def say(self, row: Row) -> Due:
        words = _("Transition plan for %(child)s, who turns 18") % {"child": row.child_name}
        return Due(words, reverse("families:person-detail", args=[row.to]), row.b)


# Another kind of deadline joins by one more of these.
SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        Visits(),
        Actions(),
        Interviews(),
        Referred(),
        Assessments(),
        Plans(),
        Enquiries(),
        Conferences(),
        Meetings(),
        Oversight(),
        Transitions(),
        Links(),
        Groups(),
        Warnings(),
        Contacts(),
        Restrictions(),
        Lapsing(),
    )
}
