"""A chronology for court: chosen lines, the earliest first, with other people by name or by their initials."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import F

from cases.naming import children_of, people_around, people_told_of
from contexts.models import ContextAdult
from cs_casework.audit.log import record
from cs_casework.overview.chronology.events import Event, Scope
from families.models import Person, PersonName
from families.naming import KnownNames, Mask, own_words
from referrals.models import ReferralAdult, ReferralChild


@dataclass(frozen=True)
class MarkedEvent:
    """A line as it is read through before it is printed: each part in pieces, with which become initials."""

    day: datetime.date
    time: datetime.datetime | None
    words: list[tuple[str, bool]]
    text: list[tuple[str, bool]]
    source: list[tuple[str, bool]]


def marked(events: Iterable[Event], scope: Scope, about: Any) -> tuple[list[MarkedEvent], bool]:
    """The lines with what `masked` would make initials, and whether there is any. Shown before anything is printed; that it
    was asked is in the audit of each whose name was met."""
    events = list(events)
    mask = _mask(events, scope)
    met = mask.whose(_told(events))
    record(by=scope.user, action="names.checked", target=about, shown=sorted(met))
    lines = [
        MarkedEvent(one.day, one.time, mask.pieces(one.words), mask.pieces(one.text), mask.pieces(one.source))
        for one in events
    ]
    return lines, bool(met)


def masked(events: Iterable[Event], scope: Scope) -> list[Event]:
    """The same with the names of other people as initials: of relatives, of the families' members, of others in the same
    notes, incidents, contacts and meetings, and of everybody whom a context concerns that one of the lines names. The
    names of whom it is about stay, also where others share them. A name that belongs to nobody on record stays: a paper
    is read through before it goes out.

    It goes out, so names of people hidden from its reader are masked like all others (ADR 15), and that it was asked is
    in the audit of each of them whose name was met.
    """
    events = list(events)
    mask = _mask(events, scope)
    record(by=scope.user, action="names.masked", shown=sorted(mask.whose(_told(events))))
    return [
        replace(one, words=mask.initials(one.words), text=mask.initials(one.text), source=mask.initials(one.source))
        for one in events
    ]


def _mask(events: list[Event], scope: Scope) -> Mask:
    return Mask(KnownNames(_others(events, scope).order_by().values("pk")), _own(scope))


def _told(events: list[Event]) -> list[str]:
    return [text for event in events for text in (event.words, event.text, event.source)]


def _own(scope: Scope) -> set[str]:
    """The words that stay: the names of the child, or of a family's members whom the reader may see."""
    if scope.context:
        return set()
    return own_words(PersonName.objects.visible_to(scope.user).filter(person__in=scope.children))


def _others(events: list[Event], scope: Scope) -> Any:
    """Everybody else whom these lines may name, whoever may see them. For masking alone."""
    of_these = {UUID(event.key.rpartition(".")[2]) for event in events}
    told = people_told_of(of_these)
    if scope.context:
        adults = ContextAdult.objects.filter(context=scope.context, person__isnull=False)
        around = [children_of(scope.context), adults.order_by().values(child=F("person"))]
    else:
        around = [people_around(Person.objects.filter(pk__in=scope.children).order_by().values("pk"))]
    contacts = ReferralChild.objects.filter(referral__in=of_these, person__isnull=False).order_by()
    adults_told = ReferralAdult.objects.filter(referral__in=of_these, person__isnull=False).order_by()
    found = told.union(*around, contacts.values(child=F("person")), adults_told.values(child=F("person")))
    people = {pk for event in events for pk in event.shown} | {row["child"] for row in found.order_by()}
    others = Person.objects.filter(pk__in=people)
    return others if scope.context else others.exclude(pk__in=scope.children)
