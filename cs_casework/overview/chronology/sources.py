"""Where the events of a chronology come from: one source for a kind of record."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case as Either
from django.db.models import F, Q, TextField, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Assessment, AssessmentChild
from cases.codes import ClosureReason, CPCategory, Need, PrimaryNeed
from cases.meeting_codes import EnquiryOutcome, ItemOutcome, MeetingKind
from cases.models import (
    AgendaItem,
    Case,
    CaseChild,
    CaseChildStatus,
    CaseNote,
    Incident,
    IncidentChild,
    MissingEpisode,
    NoteRelease,
    NoteSubject,
    NRMReferral,
    ReturnInterview,
    SafetyMap,
    Section47,
)
from cs_casework.overview.chronology.events import Said, Scope, Source
from cs_casework.overview.unions import Row, Rows
from families.querysets import called
from plans.codes import Decision, Outcome
from plans.codes import Kind as PlanKind
from plans.models import Plan, PlanChildLink, PlanReview
from referrals.models import Referral, ReferralChild


def _lower(words: Any) -> str:
    """Within a sentence."""
    text = str(words)
    return text[:1].lower() + text[1:]


def _whom(found: Any, record: str, scope: Scope, child: str = "child") -> Any:
    """The family's children among these rows: the record, the child and how they are called."""
    own = found.filter(**{f"{child}__in": scope.children})
    return own.order_by().values_list(record, child, called(f"{child}__"))


class Notes(Source):
    """Significant events, as somebody wrote them down: not every note."""

    name, label = "note", gettext_lazy("Case notes")

    def rows(self, scope: Scope) -> Iterable[Rows]:
        subjects = NoteSubject.objects.visible_to(scope.user).told().order_by()
        if scope.context:
            own = subjects.filter(context=scope.context)
        elif scope.family:
            own = subjects.filter(Q(family=scope.family) | Q(child__in=scope.children))
        else:
            own = subjects.filter(child=scope.person)
        found = CaseNote.objects.visible_to(scope.user).filter(is_significant=True, pk__in=own.values("note"))
        if scope.at:
            found = found.filter(pk__in=subjects.filter(context=scope.at).values("note"))
        told = {"a": F("title"), "b": F("happened"), "c": F("said"), "d": F("kind"), "to": F("pk")}
        yield Rows(
            self.name, "written", found, "occurred_at", "occurred_at", told | {"child_name": F("created_by__name")}
        )
        # What was released of those that are hidden with a record the reader may not see.
        released = NoteRelease.objects.instead(scope.user).filter(
            note__in=own.values("note"), note__is_significant=True
        )
        if scope.at:
            released = released.filter(note__in=subjects.filter(context=scope.at).values("note"))
        told |= {"d": F("note__kind"), "child_name": F("created_by__name")}
        yield Rows(self.name, "released", released, "note__occurred_at", "note__occurred_at", told)

    def say(self, row: Row, scope: Scope) -> Said:
        text = "\n".join(filter(None, [row.b, row.c]))
        if row.what == "released":
            source = _("Version of a case note released by %(who)s") % {"who": row.child_name}
            url = reverse("cases:note-released", args=[row.to])
        else:
            source = _("Case note by %(who)s") % {"who": row.child_name}
            url = reverse("cases:note-detail", args=[row.to])
        return Said(str(CaseNote.Kind(row.d).label), row.a, url, text, source, has_time=True)

    def whom(self, scope: Scope, records: Iterable[UUID]) -> Any:
        ids = list(records)
        told = NoteSubject.objects.visible_to(scope.user).told()
        told = told.filter(Q(note__in=ids) | Q(note__releases__in=ids))
        record = Either(When(note__in=ids, then=F("note")), default=F("note__releases"))
        return _whom(told.annotate(told_by=record), "told_by", scope)


class Incidents(Source):
    name, label = "incident", gettext_lazy("Incidents")

    def rows(self, scope: Scope) -> Iterable[Rows]:
        found = Incident.objects.visible_to(scope.user)
        if scope.person:
            found = found.of_child(scope.person)
        elif scope.family:
            found = found.of_family(scope.family, scope.user)
        if scope.place:
            found = found.filter(context=scope.place)
        told = {"a": F("what"), "b": F("source"), "c": F("context__name"), "d": F("is_critical"), "to": F("pk")}
        yield Rows(self.name, "happened", found, "occurred_at", "occurred_at", told)

    def say(self, row: Row, scope: Scope) -> Said:
        words = _("Incident at %(context)s") % {"context": row.c} if row.c else _("Incident")
        if row.d == "true":
            words = _("%(words)s: critical moment") % {"words": words}
        url = reverse("cases:incident-detail", args=[row.to])
        return Said(_("Incident"), words, url, row.a, row.b, has_time=True)

    def whom(self, scope: Scope, records: Iterable[UUID]) -> Any:
        told = IncidentChild.objects.visible_to(scope.user).standing().filter(incident__in=records)
        return _whom(told, "incident", scope)


class Contacts(Source):
    name, label = "contact", gettext_lazy("Contacts and referrals")

    def rows(self, scope: Scope) -> Iterable[Rows]:
        found = Referral.objects.visible_to(scope.user).exclude(status=Referral.Status.WITHDRAWN)
        if scope.person:
            found = found.about_person(scope.person)
        elif scope.family:
            found = found.about_people(scope.children)
        if scope.place:
            found = found.about_context(scope.place)
        whole = Referral.objects.shown_whole_to(scope.user).order_by().values("pk")
        worry = Either(When(pk__in=whole, then=F("worry")), default=Value(""), output_field=TextField())
        told = {"a": F("reference"), "b": F("status"), "c": worry, "d": F("agency__name"), "to": F("pk")}
        yield Rows(self.name, "received", found, "received_at", "received_at", told)

    def say(self, row: Row, scope: Scope) -> Said:
        told = {"reference": row.a, "state": _lower(Referral.Status(row.b).label)}
        words = _("Contact %(reference)s: %(state)s") % told
        url = reverse("referrals:referral-detail", args=[row.to])
        return Said(_("Contact"), words, url, row.c, row.d, has_time=True)

    def whom(self, scope: Scope, records: Iterable[UUID]) -> Any:
        told = ReferralChild.objects.visible_to(scope.user).standing().filter(referral__in=records)
        return _whom(told, "referral", scope, "person")


class Assessments(Source):
    """What was authorised: of a child the level of need and why, of a family or a context that there is one."""

    name, label = "assessment", gettext_lazy("Assessments")

    def rows(self, scope: Scope) -> Iterable[Rows]:
        if scope.at:
            return
        if scope.person:
            found: Any = AssessmentChild.objects.visible_to(scope.user).current().authorised()
            told = {"a": F("assessment__reference"), "b": F("level"), "c": F("level_why"), "to": F("assessment")}
            yield Rows(self.name, "child", found.filter(child=scope.person), "assessment__authorised_on", "", told)
        else:
            found = Assessment.objects.visible_to(scope.user).authorised().filter(scope.of_case())
            yield Rows(self.name, "whole", found, "authorised_on", "", {"a": F("reference"), "to": F("pk")})

    def say(self, row: Row, scope: Scope) -> Said:
        words = _("Assessment authorised")
        if row.b:
            words = _("Assessment authorised: %(level)s") % {"level": _lower(Need(row.b).label)}
        return Said(_("Assessment"), words, reverse("assessments:assessment-detail", args=[row.to]), row.c, row.a)

    def whom(self, scope: Scope, records: Iterable[UUID]) -> Any:
        told = AssessmentChild.objects.visible_to(scope.user).current().filter(assessment__in=records)
        return _whom(told, "assessment", scope)


class Plans(Source):
    """Plans agreed, looked at again and ended; and those of contexts that reach the child."""

    name, label = "plan", gettext_lazy("Plans and reviews")

    def rows(self, scope: Scope) -> Iterable[Rows]:
        plans, reviews = Plan.objects.visible_to(scope.user), PlanReview.objects.visible_to(scope.user)
        if scope.person:
            plans, reviews = plans.filter(child=scope.person), reviews.filter(plan__child=scope.person)
            reached = PlanChildLink.objects.visible_to(scope.user).filter(child=scope.person)
            if scope.at:
                reached = reached.filter(plan__case__context=scope.at)
            told = {"b": F("why"), "c": F("plan__reference"), "d": F("plan__case__context__name"), "to": F("plan")}
            yield Rows(self.name, "reached", reached, "from_on", "", told)
        else:
            plans, reviews = plans.filter(scope.of_case()), reviews.filter(scope.of_case("plan__case"))
        if scope.at:
            return
        of_plan: dict[str, Any] = {"a": F("kind"), "c": F("reference"), "to": F("pk")}
        of_review: dict[str, Any] = {"a": F("plan__kind"), "c": F("plan__reference"), "to": F("plan")}
        if scope.family:
            of_plan |= {"child": F("child"), "child_name": called("child__")}
            of_review |= {"child": F("plan__child"), "child_name": called("plan__child__")}
        yield Rows(self.name, "agreed", plans, "agreed_on", "", {**of_plan, "b": F("aim")})
        yield Rows(self.name, "ended", plans, "ended_on", "", {**of_plan, "b": F("outcome_words"), "d": F("outcome")})
        told = {**of_review, "b": F("changed"), "d": F("decision")}
        yield Rows(self.name, "reviewed", reviews, "held_on", "", told)

    def say(self, row: Row, scope: Scope) -> Said:
        kind = str(PlanKind(row.a).label) if row.a else ""
        if row.what == "reached":
            words = _("Reached by the plan for %(context)s") % {"context": row.d}
        elif row.what == "agreed":
            words = _("%(kind)s agreed") % {"kind": kind}
        elif row.what == "ended":
            words = _("%(kind)s ended: %(outcome)s") % {"kind": kind, "outcome": _lower(Outcome(row.d).label)}
        else:
            words = _("%(kind)s reviewed: %(decision)s") % {"kind": kind, "decision": _lower(Decision(row.d).label)}
        return Said(_("Plan"), words, reverse("plans:plan-detail", args=[row.to]), row.b, row.c)


class Meetings(Source):
    """Meetings at which the child or the context was on the agenda, with what was decided; and section 47 enquiries."""

    name, label = "meeting", gettext_lazy("Meetings and enquiries")

    def rows(self, scope: Scope) -> Iterable[Rows]:
        items = AgendaItem.objects.visible_to(scope.user).standing()
        items = items.filter(meeting__cancelled_on=None, meeting__starts_at__lte=timezone.now())
        told: dict[str, Any] = {"a": F("meeting__kind"), "b": F("outcome"), "c": F("decision"), "to": F("meeting")}
        held = "meeting__starts_at"
        if scope.context:
            yield Rows(self.name, "item", items.filter(context=scope.context), held, held, told)
        if scope.context or scope.at:
            return
        child: dict[str, Any] = {"child": F("child"), "child_name": called("child__")}
        yield Rows(self.name, "item", items.filter(child__in=scope.children), held, held, told | child)
        enquiries = Section47.objects.visible_to(scope.user).filter(child__in=scope.children)
        told = {"a": F("outcome"), "b": F("outcome_why"), "c": F("case__reference"), "to": F("case")} | child
        yield Rows(self.name, "enquiry", enquiries, "started_on", "", told)
        yield Rows(self.name, "enquiry_end", enquiries, "outcome_on", "", told)

    def say(self, row: Row, scope: Scope) -> Said:
        if row.what == "item":
            words = str(MeetingKind(row.a).label)
            if row.b:
                words = _("%(meeting)s: %(outcome)s") % {"meeting": words, "outcome": _lower(ItemOutcome(row.b).label)}
            url = f"{reverse('cases:meeting-detail', args=[row.to])}#item-{row.pk}"
            return Said(_("Meeting"), words, url, row.c, _("Decided at the meeting"), has_time=True)
        url = f"{reverse('cases:case-detail', args=[row.to])}#pathway"
        if row.what == "enquiry":
            return Said(_("Enquiry"), _("Section 47 enquiry begun"), url, source=row.c)
        words = _("Section 47 enquiry ended: %(outcome)s") % {"outcome": _lower(EnquiryOutcome(row.a).label)}
        return Said(_("Enquiry"), words, url, row.b, row.c)


class Statuses(Source):
    """When a child became open to the service and closed, and what they were to it; of a context, when its cases were."""

    name, label = "status", gettext_lazy("Statuses")

    def rows(self, scope: Scope) -> Iterable[Rows]:
        if scope.at:
            return
        if scope.context:
            cases = Case.objects.visible_to(scope.user).filter(context=scope.context)
            of_case = {"c": F("reference"), "to": F("pk")}
            yield Rows(self.name, "case", cases, "opened_on", "", {**of_case, "b": F("proposed_why")})
            yield Rows(self.name, "case_end", cases, "closed_on", "", {**of_case, "b": F("summary")})
            return
        periods = CaseChild.objects.visible_to(scope.user).filter(child__in=scope.children)
        told: dict[str, Any] = {
            "a": F("primary_need"),
            "b": F("closure_reason"),
            "c": F("case__reference"),
            "to": F("case"),
        }
        told |= {"child": F("child"), "child_name": called("child__")}
        yield Rows(self.name, "open", periods, "from_on", "", told)
        yield Rows(self.name, "closed", periods, "to_on", "", told)
        statuses = CaseChildStatus.objects.visible_to(scope.user).filter(period__child__in=scope.children)
        told = {"a": F("status"), "b": F("category"), "d": F("ended_why")}
        told |= {"c": F("period__case__reference"), "to": F("period__case")}
        told |= {"child": F("period__child"), "child_name": called("period__child__")}
        yield Rows(self.name, "began", statuses, "from_on", "", told)
        yield Rows(self.name, "ended", statuses, "to_on", "", told)

    def say(self, row: Row, scope: Scope) -> Said:
        words, text = self._words(row)
        url = reverse("cases:case-detail", args=[row.to])
        return Said(_("Status"), words, url, text, row.c)

    def _words(self, row: Row) -> tuple[str, str]:
        if row.what == "case":
            return _("Case opened"), row.b
        if row.what == "case_end":
            return _("Case closed"), row.b
        if row.what == "open":
            return _("Open to the service"), str(PrimaryNeed(row.a).label)
        if row.what == "closed":
            return _("Closed to the service"), str(ClosureReason(row.b).label)
        status = str(CaseChildStatus.Status(row.a).label)
        if row.b:
            status = f"{status} ({CPCategory(row.b).label})"
        if row.what == "began":
            return _("%(status)s began") % {"status": status}, ""
        return _("%(status)s ended") % {"status": status}, row.d


class Missing(Source):
    """That a child was missing and found, what they said when they were back, and referrals to the NRM."""

    name, label = "missing", gettext_lazy("Missing episodes and referrals to the NRM")

    def rows(self, scope: Scope) -> Iterable[Rows]:
        episodes = MissingEpisode.objects.visible_to(scope.user).standing()
        interviews = ReturnInterview.objects.visible_to(scope.user).standing().filter(held_at__isnull=False)
        nrm = NRMReferral.objects.visible_to(scope.user).filter(withdrawn_on=None)
        child: dict[str, Any] = {"child": F("child"), "child_name": called("child__")}
        if not scope.context:
            episodes = episodes.filter(child__in=scope.children)
            interviews = interviews.filter(episode__child__in=scope.children)
            nrm = nrm.filter(child__in=scope.children)
        if scope.place:
            episodes, interviews = episodes.of_context(scope.place), interviews.of_context(scope.place)
            nrm = nrm.of_context(scope.place)
        told = {"a": F("kind"), "b": F("done"), "to": F("pk")} | child
        yield Rows(self.name, "missing", episodes, "missing_from", "missing_from", told)
        told = {"a": F("kind"), "b": F("found_where"), "to": F("pk")} | child
        yield Rows(self.name, "found", episodes, "found_at", "found_at", told)
        told = {"b": F("said"), "c": F("held_by"), "to": F("episode")}
        told |= {"child": F("episode__child"), "child_name": called("episode__child__")}
        yield Rows(self.name, "interview", interviews, "held_at", "held_at", told)
        told = {"b": F("what_for"), "c": F("responder"), "to": F("pk")} | child
        yield Rows(self.name, "nrm", nrm, "referred_on", "", told)
        for step in NRMReferral.Step.values:
            yield Rows(self.name, step, nrm, f"{step}_on", "", told | {"a": F(step)})

    def say(self, row: Row, scope: Scope) -> Said:
        label = str(_("Missing"))
        if row.what in {"missing", "found"}:
            kind = str(MissingEpisode.Kind(row.a).label)
            words = kind if row.what == "missing" else _("%(kind)s: found") % {"kind": kind}
            url = reverse("cases:episode-detail", args=[row.to])
            return Said(label, words, url, row.b, has_time=True)
        if row.what == "interview":
            source = _("Return interview held by %(who)s") % {"who": row.c}
            url = f"{reverse('cases:episode-detail', args=[row.to])}#interview"
            return Said(label, _("Return interview"), url, row.b, source, has_time=True)
        url = reverse("cases:nrm-detail", args=[row.to])
        if row.what == "nrm":
            return Said(label, _("Referred to the NRM"), url, row.b, row.c)
        told = {"step": NRMReferral.Step(row.what).label, "decision": _lower(NRMReferral.Decision(row.a).label)}
        return Said(label, _("NRM, %(step)s: %(decision)s") % told, url, "", row.c)


class SafetyMaps(Source):
    """That a young person drew where they are safe. On a context's there is none: what they told of it is theirs, and it
    is told there of many together alone (`cases/safety_pooled.py`)."""

    name, label = "safety_map", gettext_lazy("Safety maps")

    def rows(self, scope: Scope) -> Iterable[Rows]:
        if scope.context:
            return
        found = SafetyMap.objects.visible_to(scope.user).standing().filter(child__in=scope.children)
        if scope.at:
            found = found.of_context(scope.at)
        told: dict[str, Any] = {"a": F("said"), "b": F("drawn_with"), "to": F("pk")}
        told |= {"child": F("child"), "child_name": called("child__")}
        yield Rows(self.name, "drawn", found, "drawn_on", "", told)

    def say(self, row: Row, scope: Scope) -> Said:
        source = _("Drawn with %(who)s") % {"who": row.b}
        url = reverse("cases:safety-map-detail", args=[row.to])
        return Said(str(_("Safety map")), _("Safety map drawn"), url, row.a, source)


# A kind of record joins by one more of these.
SOURCES = {
    source.name: source
    for source in (
        Notes(),
        Incidents(),
        Contacts(),
        Assessments(),
        Plans(),
        Meetings(),
        Missing(),
        SafetyMaps(),
        Statuses(),
    )
}
