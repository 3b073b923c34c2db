"""Who looked at a record and who did something on it, for those who may ask."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from cases.models import Case as CaseRecord
from cases.models import CaseChild
from contexts.models import Context
from cs_casework.access import union_of
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.models import AuditEvent
from cs_casework.audit.querysets import PRINTED, is_looking
from cs_casework.looking.barred import KINDS, barred_rows
from cs_casework.looking.words import LISTS
from families.models import Family, Person

NOBODY = UUID(int=0)
# Of these every member of staff may read: a reason says which role or team it was about.
STAFF = {"accounts.User", "accounts.Team", "accounts.Role", "accounts.TeamMembership"}


def not_of_barred(rows: Any, user: User, people: str) -> Any:
    """Without those on a record that this reader is barred from or on anything that hangs on one, and those with such a
    person among `people`: somebody else looks after one's own affairs. They are in no list, and counted in none."""
    hanging = barred_rows(user)
    if hanging is None:
        return rows
    barred = ArraySubquery(
        Person.objects.filter(pk__in=Person.objects.order_by().barred_ids(user)).order_by().values("pk")
    )
    # What stands on no record is in no list of them either, and stays.
    on_it = Q(record_id__isnull=False, record_id__in=hanging)
    return rows.exclude(on_it).exclude(**{f"{people}__overlap": barred})


def readable_events(user: User) -> Any:
    """What records officers read of everybody, and everybody else of themselves: nothing of their own affairs."""
    return not_of_barred(AuditEvent.objects.visible_to(user), user, "shown")


def may_ask(user: User) -> bool:
    """Whether their role may ask who looked at anything at all."""
    return user.may(Permission.AUDIT_TEAM) or user.may(Permission.AUDIT_ALL)


def events_about(record: Any, user: User) -> Any:
    """What was looked at or done on a record, for records officers and for the manager of the team that it is with.

    Refuses everybody else. A manager is told of a page of another record on which the person stood only that it was one:
    it may be one that is restricted from them. Nobody is told of one that is their own affair.
    """
    if user.may(Permission.AUDIT_ALL):
        return readable_events(user).about(record).annotate(is_told=_yes())
    if user.may(Permission.AUDIT_TEAM) and is_of_own_team(record, user):
        return _seen(not_of_barred(AuditEvent.objects.about(record), user, "shown"), user)
    raise PermissionDenied


def own_events(user: User) -> Any:
    """What somebody looked at and did themselves."""
    return _seen(AuditEvent.objects.own(user), user)


def is_of_own_team(record: Any, user: User) -> bool:
    """Whether a team that they manage, or cover the manager of, has or had a case on it; a context also where it is
    their team's."""
    teams = user.managed_teams().values("pk")
    cases = CaseRecord.objects.filter(team__in=teams)
    if isinstance(record, Person):
        return CaseChild.objects.filter(child=record, case__in=cases.values("pk")).exists()
    if isinstance(record, Family):
        return cases.filter(family=record).exists()
    if isinstance(record, Context):
        own = Context.objects.filter(pk=record.pk, owner_team__in=teams)
        return own.exists() or cases.filter(context=record).exists()
    return cases.filter(pk=record.pk).exists()


def _seen(events: Any, user: User) -> Any:
    """Each with `is_told`: whether this reader may be told what it was about. Records officers are told of every one but
    those on what they are barred from, without any value of it; everybody else of those on a record that they may see."""
    if user.may(Permission.AUDIT_ALL):
        if (hanging := barred_rows(user)) is None:
            return events.annotate(is_told=_yes())
        barred = When(record_id__in=hanging, then=Value(False))
        return events.annotate(is_told=Case(barred, default=Value(True), output_field=BooleanField()))
    told = [
        When(
            record_type=model._meta.label,
            then=Exists(model.objects.visible_to(user).filter(pk=OuterRef("record_id")).order_by()),
        )
        for model in KINDS.values()
    ]
    return events.annotate(is_told=Case(*told, default=Value(False), output_field=BooleanField()))


def _yes() -> Any:
    return Value(True, output_field=BooleanField())


def in_words(event: Any, *, of_anything: bool = False) -> str:
    """What it was, for a reader: the kind of page, or what was done; never an address. Of their own doings everybody is
    told whatever it was about, and a records officer of everybody's."""
    action = event.action.removesuffix(PRINTED)
    said = _words_of(event, action, of_anything=of_anything)
    return said if action == event.action else _("%(page)s, printed") % {"page": said}


def _words_of(event: Any, action: str, *, of_anything: bool) -> str:
    if action == "page.shown" and of_anything:
        return _("Page with people on it")
    if action in LISTS:
        return str(LISTS[action])
    if not (of_anything or event.is_told):
        return _("Something of another record") if event.record_type else _("Another page on which they stand")
    if action.endswith(".viewed") and event.record_type:
        return _("Page of the %(kind)s") % {"kind": kind_of(event.record_type)}
    noun, _dot, verb = action.partition(".")
    return f"{noun.replace('_', ' ')}: {verb.replace('_', ' ')}".capitalize()


def kind_of(record_type: str) -> str:
    try:
        return str(apps.get_model(record_type)._meta.verbose_name)
    except LookupError:
        return record_type.rpartition(".")[2].lower()


def reference_of(event: Any) -> str:
    return str(event.record_reference) if event.is_told else ""


def reason_of(event: Any, record: Any = None) -> str:
    """Why, as it was given: of what was done on the record itself, or of one's own doings."""
    return str(event.reason) if record is None or event.record_id == record.pk else ""


def reasons_of(events: Iterable[Any], user: User) -> dict[UUID, str]:
    """Why, of each of these, for a records officer: as far as they may see the record it was given of, since a reason holds
    what is written there. How a page came to be seen is the service's own word, and told of every one. One statement
    asks of all."""
    given = [event for event in events if event.reason]
    ids: dict[str, set[UUID]] = {}
    for event in given:
        if event.record_id:
            ids.setdefault(event.record_type, set()).add(event.record_id)
    asked = [Person.objects.visible_to(user).filter(pk__in={NOBODY, *ids.pop("families.Person", ())})]
    asked += [found for label, pks in sorted(ids.items()) if (found := _seen_of(label, pks, user)) is not None]
    seen = set(union_of(*(found.order_by().values_list("pk", flat=True) for found in asked)))
    told = [one for one in given if not one.record_id or one.record_id in seen or is_looking(one.action)]
    return {event.pk: str(event.reason) for event in told}


def _seen_of(label: str, pks: set[UUID], user: User) -> Any:
    """Those of a kind that this reader may see; none of a kind that is gone, or has no door."""
    try:
        records = apps.get_model(label)._default_manager.filter(pk__in=pks)
    except LookupError:
        return None
    if label in STAFF:
        return records
    return records.visible_to(user) if hasattr(records, "visible_to") else None


def narrowed(events: Any, asked: dict[str, Any]) -> Any:
    """Those of one day, of one member of staff, and only what was looked at or only what was done."""
    if asked.get("on"):
        events = events.filter(at__date=asked["on"])
    if asked.get("who"):
        events = events.filter(actor_name__icontains=asked["who"])
    what = asked.get("what")
    return events.doing() if what == "done" else events.looking() if what == "looked" else events
