"""Whose records somebody's own work brings them to: what explains that they opened many."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from cases.models import AgendaItem, Allocation, Case, CaseChild, Meeting, MissingEpisode
from contexts.models import ContextLink
from cs_casework.accounts.models import Team, TeamMembership, User
from families.models import FamilyMembership
from referrals.models import Referral, ReferralAdult, ReferralChild

# Meetings are prepared for a fortnight, and written up for a few days.
BEFORE, AFTER = datetime.timedelta(days=14), datetime.timedelta(days=3)


def people_of_work(user: User, people: Iterable[UUID]) -> set[UUID]:
    """Which of these people their work brings them to: the children whom they, or whom they cover for, hold; those of the
    teams they manage; those linked to the contexts of such cases; those on the agenda of meetings they run or come to;
    those of contacts they take, or that wait at the front door they work at; those missing, for who works out of hours;
    and the families of all these."""
    people = set(people)
    known = FamilyMembership.objects.filter(person__in=people).values_list("family", "person")
    families: dict[UUID, set[UUID]] = {}
    for family, person in known:
        families.setdefault(family, set()).add(person)
    explained = _children(user)
    near = set(FamilyMembership.objects.filter(person__in=explained).values_list("family", flat=True))
    return (people & explained) | {person for family in near for person in families.get(family, ())}


def _children(user: User) -> set[UUID]:
    kinds = set(TeamMembership.objects.current().filter(user=user).order_by().values_list("team__kind", flat=True))
    periods = CaseChild.objects.visible_to(user)
    held = periods.held_by(user).values_list("child", flat=True)
    managed = periods.open().of_teams(user.managed_teams().values("pk")).values_list("child", flat=True)
    of_contexts = Case.objects.visible_to(user).filter(context__isnull=False, status=Case.Status.OPEN)
    mine = Allocation.objects.visible_to(user).current().filter(user.own_or_covered("worker")).order_by()
    of_contexts = of_contexts.filter(Q(pk__in=mine.values("case")) | Q(team__in=user.managed_teams().values("pk")))
    linked = ContextLink.objects.visible_to(user).current().filter(context__in=of_contexts.order_by().values("context"))
    now = timezone.now()
    meetings = Meeting.objects.visible_to(user).concerning(user)
    meetings = meetings.filter(starts_at__gte=now - AFTER, starts_at__lte=now + BEFORE)
    agenda = AgendaItem.objects.visible_to(user).filter(meeting__in=meetings.order_by().values("pk"))
    found = {*held, *managed, *linked.order_by().values_list("child", flat=True)}
    found |= {*agenda.exclude(child=None).values_list("child", flat=True)}
    at_the_door = kinds & {Team.Kind.FRONT_DOOR, Team.Kind.OUT_OF_HOURS}
    contacts = Referral.objects.visible_to(user).unfinished()
    contacts = contacts if at_the_door else contacts.filter(Q(taker=user))
    of_them = {"referral__in": contacts.order_by().values("pk"), "person__isnull": False}
    for rows in (ReferralChild.objects, ReferralAdult.objects):
        found |= set(rows.filter(**of_them).values_list("person", flat=True))
    if Team.Kind.OUT_OF_HOURS in kinds:
        found |= set(MissingEpisode.objects.visible_to(user).still_missing().values_list("child", flat=True))
    return found
