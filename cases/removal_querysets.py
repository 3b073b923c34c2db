"""What can be asked about entries that were removed from a record, and who may read what they said."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.child_querysets import hidden_cases
from contexts.codes import LinkRole
from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.statements import none_of
from families.querysets import hidden_families, hidden_people


class RemovalQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """That an entry was removed shows with the record it was removed from, and the case it was written in, to those
        who read such entries there and to records officers. That a link was removed which told an allegation, to records
        officers and those who may see every allegation."""
        shown = self.filter(
            none_of(hidden_people, user, "child"),
            none_of(hidden_families, user, "family"),
            none_of(hidden_contexts, user, "context"),
            none_of(hidden_cases, user, "case"),
            # A link stands between two: who may not see the other end never saw that there was one.
            Q(child=None) | none_of(hidden_contexts, user, "link__context"),
            Q(context=None) | none_of(hidden_people, user, "link__child"),
        )
        if user.may(Permission.READ_REMOVED):
            return shown
        read = Q(pk__in=[])
        if user.may(Permission.VIEW_CASES):
            read |= Q(link=None)
        if user.may(Permission.VIEW_CONTEXTS):
            alleged = Q() if user.may(Permission.VIEW_ALLEGED) else ~Q(link__role=LinkRole.ALLEGED_HARM)
            read |= Q(alleged, link__isnull=False)
        return shown.filter(read)

    def readable_by(self, user: Any) -> Self:
        """Those whose entry may be read where it was removed: by records officers alone, and only where they may see all
        that the entry stands on now and all that it was removed from. It may tell of any of these."""
        from cases.models import CaseNote, Document

        if not user.may(Permission.READ_REMOVED):
            return self.none()
        notes = CaseNote.objects.in_sight(user).filter(pk=OuterRef("note_subject__note")).order_by()
        documents = Document.objects.in_sight(user).filter(pk=OuterRef("document_subject__document")).order_by()
        told = self.model.objects.visible_to(user).filter(pk=OuterRef("pk")).order_by()
        besides = self.model.objects.order_by().exclude(Exists(told))
        of_note = besides.filter(note_subject__note=OuterRef("note_subject__note"))
        of_document = besides.filter(document_subject__document=OuterRef("document_subject__document"))
        of_link = besides.filter(link=OuterRef("link"))
        return self.visible_to(user).filter(
            Q(note_subject=None) | (Exists(notes) & ~Exists(of_note)),
            Q(document_subject=None) | (Exists(documents) & ~Exists(of_document)),
            Q(link=None) | ~Exists(of_link),
            none_of(hidden_people, user, "link__child"),
            none_of(hidden_contexts, user, "link__context"),
        )

    def with_readable(self, user: Any) -> Self:
        """Each with who removed it, and whether this reader may read there what it said (`is_readable`)."""
        readable = self.model.objects.readable_by(user).filter(pk=OuterRef("pk")).order_by()
        return self.select_related("created_by").annotate(is_readable=Exists(readable))

    # --- Of what ----------------------------------------------------------------------------------------------------
    def of_notes(self) -> Self:
        return self.filter(note_subject__isnull=False)

    def of_documents(self) -> Self:
        return self.filter(document_subject__isnull=False)

    def of_links(self) -> Self:
        return self.filter(link__isnull=False)

    def between(self, after: datetime.datetime | None, until: datetime.datetime | None) -> Self:
        """Those whose entry stood between two others in a list by time; with nothing given, before all or after all."""
        found = self.filter(stood_at__gt=after) if after else self
        return found.filter(stood_at__lte=until) if until else found

    def with_sight(self, user: Any) -> Self:
        """Each with who removed it, and whether this reader may see that it was (`is_seen`). Only to decide what of an
        entry's earlier versions they are told, or to say when it came to where it stands now."""
        seen = self.model.objects.visible_to(user).filter(pk=OuterRef("pk")).order_by()
        return self.select_related("created_by").annotate(is_seen=Exists(seen))
