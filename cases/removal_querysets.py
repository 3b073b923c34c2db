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
        """That an entry was removed shows with the record it was removed from, and the case it was written in, to records
        officers, and of others to those alone who could have read it there: a document and the shared part of a note are
        read by who may see all that they stand on. That a link was removed which told an allegation, to records officers
        and those who may see every allegation."""
        shown = self._of_records_seen_by(user).filter(
            # A link stands between two: who may not see the other end never saw that there was one.
            Q(child=None) | none_of(hidden_contexts, user, "link__context"),
            Q(context=None) | none_of(hidden_people, user, "link__child"),
        )
        if user.may(Permission.READ_REMOVED):
            return shown
        read = Q(pk__in=[])
        if user.may(Permission.VIEW_CASES):
            read |= Q(self._of_what_was_read(user), link=None)
        if user.may(Permission.VIEW_CONTEXTS):
            alleged = Q() if user.may(Permission.VIEW_ALLEGED) else ~Q(link__role=LinkRole.ALLEGED_HARM)
            read |= Q(alleged, link__isnull=False)
        return shown.filter(read)

    def _of_records_seen_by(self, user: Any) -> Self:
        return self.filter(
            none_of(hidden_people, user, "child"),
            none_of(hidden_families, user, "family"),
            none_of(hidden_contexts, user, "context"),
            none_of(hidden_cases, user, "case"),
        )

    def _of_what_was_read(self, user: Any) -> Q:
        """Entries that this reader could have read on the record they were removed from: of a note the part for that
        record alone; or the whole, as a document, where they may see all others that it stands on, or has been removed
        from since. Where it stands now by the row that was moved is no matter: that it was here they knew."""
        from cases.models import DocumentSubject, NoteSubject

        read = Q()
        removals = self.model.objects.order_by()
        kinds: tuple[tuple[str, str, Any], ...] = (
            ("note_subject", "note", NoteSubject),
            ("document_subject", "document", DocumentSubject),
        )
        for row, entry, model in kinds:
            others = model.objects.order_by().on_a_record().filter(**{entry: OuterRef(f"{row}__{entry}")})
            seen = model.objects.order_by().in_sight(user).filter(**{entry: OuterRef(entry)})
            hidden = others.exclude(pk=OuterRef(row)).exclude(pk__in=seen.values("pk"))
            since = removals.filter(
                **{f"{row}__{entry}": OuterRef(f"{row}__{entry}")}, created_at__gt=OuterRef("created_at")
            )
            told = removals._of_records_seen_by(user).filter(**{f"{row}__{entry}": OuterRef(f"{row}__{entry}")})
            unseen = since.exclude(**{row: OuterRef(row)}).exclude(pk__in=told.values("pk"))
            read &= Q((row, None)) | (~Exists(hidden) & ~Exists(unseen))
        return ~Q(own_part="") | read

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
