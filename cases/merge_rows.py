"""What hangs on two records that are merged, contexts or people alike: links, adults and notes that stand on both."""

from collections.abc import Callable, Collection
from copy import copy
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.joining import lock_rows
from cases.models import Case, NoteSubject
from cases.moved import ROWS_ABOVE, Moved, rows_above
from contexts.models import Context, ContextAdult, ContextLink
from cs_casework.accounts.models import User
from cs_casework.audit.log import save_record
from cs_casework.dates import today
from families.models import Person

# By which column a row hangs on a record of this kind, and what it says besides.
LINKS: dict[type[Any], tuple[str, Callable[[ContextLink], Any]]] = {
    Context: ("context", lambda link: (link.child_id, link.role)),
    Person: ("child", lambda link: (link.context_id, link.role)),
}
ADULTS: dict[type[Any], tuple[str, Callable[[ContextAdult], Any]]] = {
    Context: ("context", lambda adult: (adult.person_id or adult.described.casefold(), adult.role)),
    Person: ("person", lambda adult: (adult.context_id, adult.role)),
}
NOTES: dict[type[Any], str] = {Context: "context", Person: "child"}
# Of two rows about one child, what was seen counts before what was not.
SEEN = [NoteSubject.Seen.NOT_APPLICABLE, NoteSubject.Seen.NOT_SEEN, NoteSubject.Seen.SEEN, NoteSubject.Seen.SEEN_ALONE]


def said_twice(kept: Any, merged: Any, *, links: Any) -> list[tuple[ContextLink, ContextLink]]:
    """Of these links those that stand on both: the same child, context and role, current. The kept record's first."""
    column, says = LINKS[type(kept)]
    found = links.filter(**{f"{column}__in": [kept, merged]}, to_on=None).select_related("child", "context")
    return _on_both(found.current().order_by("created_at"), kept, column, says)


def adults_in_both(kept: Any, merged: Any, *, adults: Any) -> list[tuple[ContextAdult, ContextAdult]]:
    """Of these adults those who stand on both and play the same part: named, or described in the same words."""
    column, who = ADULTS[type(kept)]
    found = adults.filter(**{f"{column}__in": [kept, merged]}, to_on=None).select_related("person", "context")
    return _on_both(found.order_by("created_at"), kept, column, who)


def _on_both(rows: Any, kept: Any, column: str, what: Callable[[Any], Any]) -> list[tuple[Any, Any]]:
    found = list(rows)
    ours = {what(row): row for row in found if getattr(row, f"{column}_id") == kept.pk}
    theirs = {what(row): row for row in found if getattr(row, f"{column}_id") != kept.pk}
    return [(ours[said], row) for said, row in theirs.items() if said in ours]


def move_links(kept: Any, merged: Any, *, by: User, stays: Collection[UUID], moved: Moved, twice: str) -> None:
    """Each link comes over. Of two that say the same the one in `stays` goes on; the other ends, `twice` says why."""
    column, says = LINKS[type(kept)]
    coming = lock_rows(ContextLink.objects.filter(**{column: merged}))
    present = {says(link): link for link in lock_rows(ContextLink.objects.filter(**{column: kept}, to_on=None))}
    for link in coming:
        other = present.get(says(link)) if link.to_on is None else None
        with moved.noting("links", link):
            if other is not None and _first_stays(other, link, stays=stays):
                _end_link(link, twice)
            elif other is not None:
                with moved.noting("links", other):
                    _end_link(other, twice)
                    save_record(other, by=by)
            setattr(link, column, kept)
            save_record(link, by=by)


def _first_stays(first: ContextLink, second: ContextLink, *, stays: Collection[UUID]) -> bool:
    """Which of two links that say the same stays current. One that lapsed gives way without a question."""
    if first.has_lapsed or second.has_lapsed:
        return second.has_lapsed
    return _chosen(first, second, stays=stays)


def _chosen(first: Any, second: Any, *, stays: Collection[UUID]) -> bool:
    if (first.pk in stays) == (second.pk in stays):
        raise ValidationError(_("Choose which one stays current: %(what)s.") % {"what": first})
    return first.pk in stays


def _end_link(link: ContextLink, twice: str) -> None:
    if link.has_lapsed:
        link.to_on, link.ended_why = link.lapses_on, _("Lapsed: nobody said that it was still true")
    else:
        link.to_on, link.ended_why = today(), twice


def move_adults(kept: Any, merged: Any, *, by: User, stays: Collection[UUID], moved: Moved) -> None:
    """Each adult of a context, or each context of an adult, comes over. Of two that say the same one goes on."""
    column, _says = ADULTS[type(kept)]
    ending = set()
    coming = lock_rows(ContextAdult.objects.filter(**{column: merged}))
    lock_rows(ContextAdult.objects.filter(**{column: kept}, to_on=None))
    for ours, theirs in adults_in_both(kept, merged, adults=ContextAdult.objects.all()):
        if _chosen(ours, theirs, stays=stays):
            ending.add(theirs.pk)
        elif ours.to_on is None:
            with moved.noting("adults", ours):
                ours.to_on = today()
                save_record(ours, by=by)
    for adult in coming:
        with moved.noting("adults", adult):
            if adult.pk in ending:
                adult.to_on = today()
            setattr(adult, column, kept)
            save_record(adult, by=by)


def move_notes(kept: Any, merged: Any, *, by: User, moved: Moved) -> None:
    """Each note comes over. One that stands on both goes on standing on the kept record with both own parts, unless
    one was written in a case that is restricted and the other not there: then each stays where those may read it who
    may read it now."""
    column = NOTES[type(kept)]
    both = {column: kept, f"note__subjects__{column}": merged}
    ours = {row.note_id: row for row in lock_rows(NoteSubject.objects.filter(**both))}
    for row in lock_rows(NoteSubject.objects.filter(**{column: merged})):
        standing = ours.get(row.note_id)
        with moved.noting("note_subjects", row):
            if standing is None:
                setattr(row, column, kept)
            elif (row.own_part or row.seen) and _read_alike(standing, row):
                with moved.noting("note_subjects", standing):
                    standing.own_part = "\n\n".join(part for part in (standing.own_part, row.own_part) if part)
                    standing.seen = max(standing.seen, row.seen, key=lambda seen: SEEN.index(seen))
                    save_record(standing, by=by)
                row.own_part = row.seen = ""
            save_record(row, by=by)


def _read_alike(first: NoteSubject, second: NoteSubject) -> bool:
    cases: set[Any] = {row.case_id for row in (first, second)}
    return len(cases) == 1 or not Case.objects.filter(pk__in=cases, restricted_on__isnull=False).exists()


def move_rows_above(kept: Any, merged: Any, *, by: User, moved: Moved) -> None:
    """What apps above hang on a person or a context comes over as it is (`ROWS_ABOVE`); what the kept one has already,
    such as a place in the same contact, stays where it was written, or ends where its model can say so
    (`end_as_twice`), and comes over as history. Rows of a model that names columns in
    `comes_over_beside_none_of_the_same` stand together by these: they come over only where the kept one has none."""
    for related, model in rows_above(type(kept)).items():
        column = ROWS_ABOVE[type(kept)][related]
        coming = lock_rows(model._default_manager.filter(**{column: merged}))
        together = getattr(model, "comes_over_beside_none_of_the_same", ())
        has = set(model._default_manager.filter(**{column: kept}).order_by().values_list(*together)) if together else ()
        for row in coming:
            twice = _of_the_same(row, together) in has or _stands_already(row, column, kept)
            if twice and not hasattr(row, "end_as_twice"):
                continue
            with moved.noting(related, row):
                if twice:
                    row.end_as_twice(today())
                setattr(row, column, kept)
                save_record(row, by=by)


def _of_the_same(row: Any, together: Collection[str]) -> tuple[Any, ...]:
    return tuple(row.serializable_value(name) for name in together)


def _stands_already(row: Any, column: str, kept: Any) -> bool:
    as_it_would_be = copy(row)
    setattr(as_it_would_be, column, kept)
    try:
        as_it_would_be.validate_constraints()
    except ValidationError:
        return True
    return False
