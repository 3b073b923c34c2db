"""A chronology for court: chosen lines, the earliest first, with other people by name or by their initials."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from cases.models import IncidentChild, NoteSubject
from cs_casework.accounts.models import User
from cs_casework.overview.chronology.events import Event, Scope
from families.models import FamilyMembership, Person, PersonName, Relationship
from families.naming import KnownNames, own_words, with_initials


def masked(events: Iterable[Event], scope: Scope) -> list[Event]:
    """The same with the names of other people as initials: of relatives, of the families' members, and of other children
    in the same notes and incidents, as far as this reader may see them. The child's own names stay, also where others
    share them. A name that belongs to nobody on record stays: a paper is read through before it goes out."""
    events = list(events)
    own = own_words(PersonName.objects.visible_to(scope.user).filter(person=scope.person)) if scope.person else set()
    names = KnownNames(_others(events, scope).order_by().values("pk"))
    mask = partial(with_initials, names=names, but=own)
    return [
        replace(event, words=mask(event.words), text=mask(event.text), source=mask(event.source)) for event in events
    ]


def _others(events: list[Event], scope: Scope) -> Any:
    """Everybody else whom these lines may name."""
    user: User = scope.user
    near = Relationship.objects.visible_to(user)
    children = {pk for event in events for pk in event.shown}
    of_these = {UUID(event.key.rpartition(".")[2]) for event in events}
    members = FamilyMembership.objects.visible_to(user)
    found = Person.objects.visible_to(user).exclude(pk=scope.person.pk if scope.person else None)
    own = list(scope.children) if scope.person else scope.children
    if scope.context:
        own = []
    families = members.filter(person__in=own).order_by().values("family")
    beside = NoteSubject.objects.visible_to(user).filter(note__in=of_these, child__isnull=False)
    in_it = IncidentChild.objects.visible_to(user).filter(incident__in=of_these)
    return found.filter(
        pk__in=members.filter(family__in=families)
        .order_by()
        .values("person")
        .union(
            near.filter(person__in=own).order_by().values("other"),
            near.filter(other__in=own).order_by().values("person"),
            beside.order_by().values("child"),
            in_it.order_by().values("child"),
            Person.objects.filter(pk__in=children).order_by().values("pk"),
        )
    )
