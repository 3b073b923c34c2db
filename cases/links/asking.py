"""“Still true today?”: the links to ask about when something written names a child and a context together."""

from typing import Any
from uuid import UUID

from django.db.models import Q, Subquery
from django.db.models.functions import TruncDate

from cases.models import CaseNote, NoteSubject
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
    read = CaseNote.objects.visible_to(user).filter(pk=note).order_by()
    rows = NoteSubject.objects.visible_to(user).filter(note__in=read.values("pk")).order_by()
    day = Subquery(read.values(day=TruncDate("occurred_at")))
    return list(links_to_ask(user, children=rows.values("child"), contexts=rows.values("context"), since=day))
