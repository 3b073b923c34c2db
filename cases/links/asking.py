"""“Still true today?”: the links to ask about when something written names a child and a context together."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from cases.models import (
    CaseNote,
    ExtraFamilialFactor,
    FactorChild,
    Incident,
    IncidentChild,
    MissingEpisode,
    NoteSubject,
)
from contexts.codes import NEVER_DUE
from contexts.models import ContextLink
from cs_casework.accounts.models import Permission, User


def links_to_ask(user: User, *, children: Any, contexts: Any, since: Any) -> Any:
    """Current links between these children and these contexts at which nobody has looked since that day.

    Only those that fall due: "attends" and "lives near" run until ended. Nothing for who may not change links.
    """
    if not user.may(Permission.EDIT_CONTEXTS):
        return ContextLink.objects.none()
    links = ContextLink.objects.visible_to(user).current().exclude(role__in=list(NEVER_DUE))
    named = links.filter(Q(reviewed_on=None) | Q(reviewed_on__lt=since), child__in=children, context__in=contexts)
    return named.select_related("child", "context").order_by("child__display_name", "context__name", "role")


def links_named(note: UUID, user: User) -> list[ContextLink]:
    """The links to ask about because this note names the child and the context, until somebody has answered."""
    read = CaseNote.objects.visible_to(user).filter(pk=note).first()
    if read is None:
        return []
    # Asked first and then given as what they are: one statement of all three would be planned badly.
    named = list(NoteSubject.objects.visible_to(user).filter(note=read).order_by().values_list("child", "context"))
    children = [child for child, _context in named if child]
    contexts = [context for _child, context in named if context]
    day = timezone.localdate(read.occurred_at)
    return list(links_to_ask(user, children=children, contexts=contexts, since=day)) if children and contexts else []


def links_named_in_incident(incident: UUID, user: User) -> list[ContextLink]:
    """The same for an incident: of the children in it and the context where it happened."""
    read = Incident.objects.visible_to(user).filter(pk=incident).first()
    if read is None or read.context_id is None:
        return []
    rows = IncidentChild.objects.visible_to(user).standing().filter(incident=read).order_by()
    children = list(rows.values_list("child", flat=True).distinct())
    day = timezone.localdate(read.occurred_at)
    return list(links_to_ask(user, children=children, contexts=[read.context_id], since=day)) if children else []


def links_named_in_factor(factor: UUID, user: User) -> list[ContextLink]:
    """The same for a factor: of the children it is about and the context it names."""
    read = ExtraFamilialFactor.objects.visible_to(user).filter(pk=factor).first()
    if read is None or read.context_id is None:
        return []
    children = list(FactorChild.objects.visible_to(user).told().filter(factor=read).values_list("child", flat=True))
    day = timezone.localdate(read.created_at)
    return list(links_to_ask(user, children=children, contexts=[read.context_id], since=day)) if children else []


def links_named_in_episode(episode: UUID, user: User) -> list[ContextLink]:
    """The same for a missing episode: of the child and the context where they were found."""
    read = MissingEpisode.objects.visible_to(user).standing().filter(pk=episode).first()
    if read is None or read.context_id is None:
        return []
    day = timezone.localdate(read.found_at)
    return list(links_to_ask(user, children=[read.child_id], contexts=[read.context_id], since=day))
