"""What can be asked about meetings, what is on their agendas, and section 47 enquiries, and who may see them."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.child_querysets import answered_for, hidden_cases
from cases.meeting_codes import LEADS_TO, SentWhat
from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.dates import today
from cs_casework.statements import as_written, none_of
from families.querysets import hidden_people


def hidden_meetings(user: Any) -> Any:
    """The ids of meetings that this reader may not read whole, for `as_written`: on a hidden case, or with somebody or
    something hidden on the agenda, even if it was taken off again."""
    from cases.models import AgendaItem, Meeting

    items = AgendaItem.objects.order_by().filter(meeting__isnull=False)
    return (
        Meeting.objects.order_by()
        .filter(case__in=as_written(hidden_cases, user))
        .values("pk")
        .union(
            items.filter(child__in=as_written(hidden_people, user)).values("meeting"),
            items.filter(context__in=as_written(hidden_contexts, user)).values("meeting"),
        )
    )


class MeetingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """That a meeting is booked: its kind, when and where, who chairs and who minutes.

        Roles that read cases see this where its case may be seen and, if children or contexts are on the agenda, at
        least one of them may be: of one about hidden records alone there is no trace. Who runs meetings and reads no
        cases, such as business support, sees those that they, or whoever they cover for, minute, on cases that they may
        know of. What was said is for `readable_by`.
        """
        from cases.models import AgendaItem

        seen = self.filter(none_of(hidden_cases, user, "case"))
        if not user.may(Permission.VIEW_CASES):
            if not user.may(Permission.RUN_MEETINGS):
                return self.none()
            return seen.filter(user.own_or_covered("minute_taker"))
        items = AgendaItem.objects.order_by().filter(Q(child__isnull=False) | Q(context__isnull=False))
        items = items.filter(meeting=OuterRef("pk"))
        shown = items.filter(none_of(hidden_people, user, "child"), none_of(hidden_contexts, user, "context"))
        return seen.filter(~Exists(items) | Exists(shown))

    def for_its_page(self, user: Any) -> Self:
        """Each with the warnings that stand above the pages of its case (`warnings_above`): its own pages show them too."""
        from cases.models import WarningNote

        told = WarningNote.objects.told(user, family=OuterRef("case__family"), context=OuterRef("case__context"))
        return self.annotate(warnings_above=told)

    def readable_by(self, user: Any) -> Self:
        """Those that may be read whole, as the shared part of a note is: who is invited and came, the minutes, who got
        them, the paper. By those who may see *every* child and context on the agenda."""
        return self.visible_to(user).exclude(pk__in=as_written(hidden_meetings, user))

    def in_sight(self, user: Any) -> Self:
        """Those of which the case, every child and every context may be seen, whatever the role reads of a meeting: for
        who is given something to do because of one."""
        return self.exclude(pk__in=as_written(hidden_meetings, user))

    def concerning(self, user: Any) -> Self:
        """Those that they, or whoever they cover for, chair, minute or are invited to."""
        from cases.models import Invitation

        invited = Invitation.objects.order_by().filter(user.own_or_covered("user"), removed_on=None)
        mine = user.own_or_covered("chair") | user.own_or_covered("minute_taker")
        return self.filter(mine | Q(pk__in=invited.values("meeting")))

    def standing(self) -> Self:
        return self.filter(cancelled_on=None)

    def coming(self) -> Self:
        """From today on, the soonest first."""
        return self.standing().filter(starts_at__gte=start_of_today()).order_by("starts_at", "pk")

    def to_minute_by(self, user: Any) -> Self:
        """Those that have taken place, without minutes yet, which this person writes: or chairs, where nobody does."""
        own = user.own_or_covered("minute_taker") | (Q(minute_taker=None) & user.own_or_covered("chair"))
        return self.standing().filter(own, minutes="", starts_at__lt=timezone.now())

    def to_approve_by(self, user: Any) -> Self:
        """Those with minutes that wait for this person, who chaired them."""
        return self.standing().filter(user.own_or_covered("chair"), approved_on=None).exclude(minutes="")

    def to_circulate_by(self, user: Any) -> Self:
        """Those with approved minutes of which nobody was sent this version yet, for whoever writes them."""
        from cases.models import MinutesSent

        sent = MinutesSent.objects.order_by().filter(
            meeting=OuterRef("pk"), what=SentWhat.MINUTES, number=OuterRef("minutes_number")
        )
        own = user.own_or_covered("minute_taker") | (Q(minute_taker=None) & user.own_or_covered("chair"))
        return self.standing().filter(own, approved_on__isnull=False).exclude(Exists(sent))

    def still_open(self, user: Any, period: Any) -> Self:
        """What is told before a whole case is closed: what is booked and has not taken place."""
        return self.none() if period else self.coming()

    def for_list(self, user: Any) -> Self:
        """Each with its case, its chair and who minutes it, and whether this reader may read it whole (`is_whole`)."""
        whole = self.model.objects.order_by().exclude(pk__in=as_written(hidden_meetings, user))
        found = self.select_related("case__family", "case__context", "chair", "minute_taker")
        return found.annotate(is_whole=Exists(whole.filter(pk=OuterRef("pk"))))


def start_of_today() -> Any:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


class OfMeetingQuerySet(models.QuerySet[Any]):
    """What belongs to a meeting as a whole."""

    def visible_to(self, user: Any) -> Self:
        """Shows to those who may read the whole meeting."""
        from cases.models import Meeting

        return self.filter(meeting__in=Meeting.objects.readable_by(user).order_by().values("pk"))


class InvitationQuerySet(OfMeetingQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who is invited shows to those who may read the whole meeting: the name of a parent tells of the child."""
        return super().visible_to(user)

    def standing(self) -> Self:
        return self.filter(removed_on=None)


class AgendaItemQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """An item, with what was said and decided about it, is read by those who may see its child or its context and
        the case that the meeting is on; a subject in words only with the whole meeting. Who reads no cases reads the
        items of meetings that they minute."""
        from cases.models import Meeting

        seen = self.filter(none_of(hidden_people, user, "child"), none_of(hidden_contexts, user, "context"))
        if not user.may(Permission.VIEW_CASES):
            return seen.filter(meeting__in=Meeting.objects.readable_by(user).order_by().values("pk"))
        on_record = Q(child__isnull=False) | Q(context__isnull=False)
        return seen.filter(
            none_of(hidden_cases, user, "meeting__case"), on_record | none_of(hidden_meetings, user, "meeting")
        )

    def standing(self) -> Self:
        """Without those taken off again."""
        return self.filter(removed_on=None)

    def waiting(self) -> Self:
        """Put forward for a panel, and on no agenda yet."""
        return self.standing().filter(meeting=None)

    def waiting_for(self, panel: Any) -> Self:
        """What waits and this panel does not hear already: what is put forward again waits for the next one."""
        heard = panel.items.standing()
        return (
            self.waiting()
            .exclude(child__in=heard.filter(child__isnull=False).values("child"))
            .exclude(context__in=heard.filter(context__isnull=False).values("context"))
        )

    def panels_open(self) -> Self:
        """What a panel decided, and nobody has said what came of it yet."""
        return self.standing().filter(meeting__kind="panel", done_on=None).exclude(decision="")

    def for_pages(self) -> Self:
        return self.select_related("child", "context", "created_by", "decided_by").order_by("created_at", "pk")


class Section47QuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows where its case and its child do, to roles that read cases."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(none_of(hidden_cases, user, "case"), none_of(hidden_people, user, "child"))

    def open(self) -> Self:
        return self.filter(outcome="")

    def awaiting_conference(self) -> Self:
        """The latest about each child, open or led to a conference, and none has been held about the child since it
        began: of the kind it led to, or while that is not known of any."""
        from cases.models import AgendaItem

        later = self.model.objects.filter(case=OuterRef("case"), child=OuterRef("child"))
        items = AgendaItem.objects.standing().filter(meeting__case=OuterRef("case"), child=OuterRef("child"))
        held = items.filter(meeting__cancelled_on=None, meeting__starts_at__lte=timezone.now())
        held = held.filter(meeting__starts_at__date__gte=OuterRef("started_on")).order_by()
        waits: Any = Q()
        for outcome, kinds in LEADS_TO.items():
            waits |= Q(outcome=outcome) & ~Exists(held.filter(meeting__kind__in=kinds))
        return self.filter(waits).exclude(Exists(later.filter(started_on__gt=OuterRef("started_on")).order_by()))

    def conference_overdue(self) -> Self:
        return self.awaiting_conference().filter(conference_due_on__lt=today())

    def of_teams(self, teams: Any) -> Self:
        """On cases that these teams hold, or that none does."""
        return self.filter(answered_for(teams))

    def still_open(self, user: Any, period: Any) -> Self:
        found = self.open().select_related("child", "case")
        return found.filter(child=period.child_id) if period else found


class ContextPaperQuerySet(OfMeetingQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Shows to those who may read the whole meeting."""
        return super().visible_to(user)
