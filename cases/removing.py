"""Putting right what was recorded in error: an entry comes to the record it belongs to, and leaves the wrong one.

The row that put it on the wrong record is put on the right one, so that no list, count, search or view of a day before
finds it where it was. On the wrong record a `Removal` is left.
"""

import datetime
from collections.abc import Iterator
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases.incident_querysets import start_of
from cases.joining import lock_rows
from cases.models import Action, CaseChild, CaseNote, Document, DocumentSubject, NoteSubject, Removal
from cases.naming import NamesLeft, names_left
from cases.notes import case_on, check_seen
from cases.releasing import end_releases_leaving_out
from contexts.models import Context, ContextLink
from contexts.workflow import bring_review_forward, end_as_lapsed, lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.models import Family, Person
from families.workflow import lock_people, require_sight

Subject = Person | Family | Context
COLUMNS: dict[type[Any], str] = {Person: "child", Family: "family", Context: "context"}
KINDS: dict[type[Any], str] = {CaseNote: "note", Document: "document"}
# Where a row puts an entry that is on nobody's record.
NOWHERE = (None, None, None)
# By which name a note has what apps above quote of it, or rest on it, and the way from there to the assessment.
QUOTING = {"assessment_passages": "section__assessment", "weighting_bases": "row__weighting__assessment"}
# How a version of what was moved says so. Who moved it says why in words of their own, which may tell whom it is about:
# these stand with the removal alone.
IN_ERROR = gettext_noop("It had been recorded on another record in error")


# --- What stands on several records: notes and documents -------------------------------------------------------------
@transaction.atomic
def move_entry(
    row: NoteSubject | DocumentSubject,
    *,
    by: User,
    why: str,
    right: Subject | None = None,
    takes_own_part: bool = True,
) -> Removal:
    """Take an entry off a record on which it was put in error, and put it on the right one; nowhere else where it stands
    there already, or where `right` is nobody and it goes on standing on the others that it is about.

    What it says for the wrong record alone comes along, or is left behind for records officers (`takes_own_part`). On the
    wrong record is told that an entry was removed, by whom and when. What is to be done because of it stays on its case,
    which tells no more where it came from if that stands on none of its records now. Taking it back is the same.

    Refuses no reason, the record it stands on, an entry that stands nowhere else and has no right record, one that
    somebody has moved meanwhile, a right record that became part of another, a child seen before birth, management
    oversight from anyone but a manager, and an entry on a restricted record that names somebody of it, such as anybody of
    a restricted family: where it comes to, those would read the name who may not see that record.
    """
    require(by, Permission.WRITE_NOTES)
    if row.entry.is_managers:
        require(by, Permission.WRITE_OVERSIGHT)
    require_sight(by, row, row.entry, right)
    if not why.strip():
        raise ValidationError({"why": _("Say why it does not belong there.")})
    wrong = row.subject
    if right == wrong:
        raise ValidationError(_("It stands on this record already. Choose the one it belongs to."))
    _lock_right(right)
    entry: Any = type(row.entry)._default_manager.select_for_update(of=("self",)).get(pk=row.entry.pk)
    others = {found.pk: found for found in lock_rows(entry.subjects.all())}
    row = others.pop(row.pk)
    if getattr(row, COLUMNS[type(wrong)]) != wrong:
        raise ValidationError(_("Somebody has moved it meanwhile. Look at the record again."))
    standing = [other for other in others.values() if _place(other) != NOWHERE]
    if right is None and not standing:
        raise ValidationError(_("It is about nobody else. Choose the record it belongs to."))
    _check_names_nobody(still_named(row, right, takes_own_part=takes_own_part))
    removal = Removal(stood_at=entry.occurred_at, why=why, created_at=timezone.now())
    setattr(removal, COLUMNS[type(wrong)], wrong)
    already = next((other for other in standing if right and other.subject == right), None)
    setattr(row, COLUMNS[type(wrong)], None)
    if right and not already:
        setattr(row, COLUMNS[type(right)], right)
    if isinstance(row, NoteSubject):
        removal.note_subject, removal.case_id = row, row.case_id
        removal.own_part, removal.seen = row.own_part, row.seen
        _settle_own_part(row, None if already else right, already, by=by, takes_own_part=takes_own_part)
    else:
        removal.document_subject = row
    save_record(row, by=by, reason=_(IN_ERROR))
    save_record(removal, by=by)
    if isinstance(row, NoteSubject):
        _settle_actions(entry, by=by)
        end_releases_leaving_out(row, by=by, reason=_(IN_ERROR))
    record(by=by, action=f"{KINDS[type(entry)]}.moved", target=entry, shown=_children(right))
    record(by=by, action="record.entry_removed", target=wrong, shown=_children(wrong))
    return removal


def _lock_right(right: Subject | None) -> None:
    """So that it is not joined or merged into another while this comes to it. Refuses one that was."""
    if isinstance(right, Person):
        lock_people(right)
    elif isinstance(right, Context):
        lock_standing(right)
    elif right:
        family = Family.objects.select_for_update(of=("self",), no_key=True).get(pk=right.pk)
        if family.joined_into_id:
            raise ValidationError(_("%(family)s was joined into another family. Choose that one.") % {"family": family})


def _place(row: NoteSubject | DocumentSubject) -> tuple[Any, Any, Any]:
    return row.child_id, row.family_id, row.context_id


def _settle_own_part(
    row: NoteSubject, right: Subject | None, already: NoteSubject | None, *, by: User, takes_own_part: bool
) -> None:
    """What a note says for the wrong record alone, whether the child was seen, and the case it was written in: as they
    are on the right record, on which it stands by another row where there is one `already`."""
    if already and takes_own_part and row.own_part:
        already.own_part = "\n\n".join(part for part in (already.own_part, row.own_part) if part)
        save_record(already, by=by, reason=_(IN_ERROR))
    if right is None or not takes_own_part:
        row.own_part = ""
    day = timezone.localdate(row.note.occurred_at)
    row.seen = row.seen if isinstance(right, Person) else ""
    row.case = case_on(right, day, by=by) if right else None
    if right:
        check_seen(right, row.seen, day)


def _check_names_nobody(found: NamesLeft) -> None:
    """Refuse what still names somebody of a record that is kept from some: the words would go where these read."""
    if found.is_kept and found.words:
        words = _(
            "It names somebody of a restricted record: %(words)s. Amend it first, so that it names those alone whom it is "
            "about. A document whose file is called so is taken out, and added anew where it belongs."
        )
        raise ValidationError(words % {"words": ", ".join(f"“{word}”" for word in found.words)})


def still_named(row: NoteSubject | DocumentSubject, right: Subject | None, *, takes_own_part: bool = True) -> NamesLeft:
    """By which words an entry names the record it is to be taken off, or somebody of it: who moves it is told. A note may
    well name a brother."""
    texts = [*row.entry.texts, row.own_part if takes_own_part and isinstance(row, NoteSubject) else ""]
    besides = row.entry.subjects.exclude(pk=row.pk).select_related("child", "family", "context")
    others = [other.subject for other in besides if _place(other) != NOWHERE]
    case = row.case if isinstance(row, NoteSubject) else None
    return names_left(texts, wrong=row.subject, case=case, stays=[right, *others])


def link_still_named(link: ContextLink, right: Person | Context) -> NamesLeft:
    """The same of the words of a link: both its ends are told anyway, but for the wrong one."""
    wrong, stays = (link.child, link.context) if isinstance(right, Person) else (link.context, link.child)
    texts = [link.source, link.child_view, link.ended_why]
    return names_left(texts, wrong=wrong, case=None, stays=[right, stays])


def _children(found: Subject | None) -> list[Any]:
    return [found.pk] if isinstance(found, Person) else []


# --- What came of it --------------------------------------------------------------------------------------------------
def stands_in(case: Any, rows: Any, open_in: set[tuple[Any, Any]]) -> bool:
    """Whether an entry that these rows put on records stands on the family or the context of a case, or on a child who
    is or was open in it: `open_in`, as of `_children_of`."""
    return any(
        (case.family_id and row.family_id == case.family_id)
        or (case.context_id and row.context_id == case.context_id)
        or (case.pk, row.child_id) in open_in
        for row in rows
    )


def _children_of(rows: Any) -> set[tuple[Any, Any]]:
    """Of the children among these rows each case in which they are or were open."""
    children = {row.child_id for row in rows if row.child_id}
    return set(CaseChild.objects.filter(child__in=children).order_by().values_list("case", "child"))


def _settle_actions(entry: Any, *, by: User) -> None:
    rows = list(entry.subjects.all())
    open_in = _children_of(rows)
    for action in lock_rows(Action.objects.filter(note=entry).select_related("case")):
        is_elsewhere = not stands_in(action.case, rows, open_in)
        if action.note_is_elsewhere != is_elsewhere:
            action.note_is_elsewhere = is_elsewhere
            save_record(action, by=by, reason=_(IN_ERROR))


def hanging_on(row: NoteSubject | DocumentSubject, right: Subject | None, user: User) -> Iterator[dict[str, Any]]:
    """What came of an entry on the cases it would stand in no more: who moves it looks at that before. Each with its
    `words`, its `url`, and what becomes of it (`what`)."""
    if not isinstance(row, NoteSubject):
        return  # nothing is quoted from a document, or is to be done because of one
    entry = row.entry
    rows = [other for other in entry.subjects.all() if other.pk != row.pk]
    if right:
        moved = copy(row)
        moved.child_id = moved.family_id = moved.context_id = None
        setattr(moved, f"{COLUMNS[type(right)]}_id", right.pk)
        rows.append(moved)
    open_in = _children_of(rows)
    stays = _("stays to be done, and tells no more where it came from. Finish it, if it is for somebody else")
    actions = Action.objects.visible_to(user).filter(note=entry, note_is_elsewhere=False)
    for action in actions.select_related("case")[:25]:
        if not stands_in(action.case, rows, open_in):
            yield {"words": action, "url": reverse("cases:case-actions", args=[action.case_id]), "what": stays}
    gone = _("is no more shown what it takes from here. Words that were copied from it stay: amend them there")
    seen = set()
    for related, way in QUOTING.items():
        model: Any = entry._meta.get_field(related).related_model
        found = (
            model._default_manager.visible_to(user)
            .filter(note=entry)
            .select_related(f"{way}__case__family", f"{way}__case__context")
        )
        for quoted in found[:25]:
            for step in way.split("__"):
                quoted = getattr(quoted, step)
            if quoted.pk not in seen and not stands_in(quoted.case, rows, open_in):
                seen.add(quoted.pk)
                yield {"words": quoted, "url": quoted.get_absolute_url(), "what": gone}


# --- Links ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def move_link(link: ContextLink, *, by: User, why: str, right: Person | Context) -> Removal:
    """Put a link that was recorded on the wrong child, or with the wrong context, where it belongs: what links them, the
    basis, the source and the dates stay as they were recorded. The other end stays, too.

    It leaves every count of the wrong record, of days before as of today. Where the same was said of the right one
    already, that goes on, and this one ends today and is its history. In a peer group it is looked at as soon as a new
    one would be. Taking it back is the same.

    Refuses no reason, the child or context it stands on, one that was merged into another, a day before birth, a link
    that somebody has moved meanwhile, and one that names somebody of the wrong record where that is restricted.
    """
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, link, right)
    if not why.strip():
        raise ValidationError({"why": _("Say why it does not belong there.")})
    column = COLUMNS[type(right)]
    wrong = getattr(link, column)
    if wrong == right:
        raise ValidationError(_("It stands on this record already. Choose the one it belongs to."))
    _lock_right(right)
    # Without what it links: of a row that was put on another child while this waited, the one it was on is gone.
    (locked,) = lock_rows(ContextLink.objects.filter(pk=link.pk))
    if (locked.child_id, locked.context_id) != (link.child_id, link.context_id):
        raise ValidationError(_("Somebody has moved it meanwhile. Look at the record again."))
    link = locked
    _check_names_nobody(link_still_named(link, right))
    moment = timezone.now()
    setattr(link, column, right)
    if link.child.birth_on and link.from_on < link.child.birth_on:
        raise ValidationError(_("The link begins before %(child)s was born.") % {"child": link.child})
    _settle_link(link, by=by)
    removal = Removal(
        link=link, stood_at=start_of(link.from_on), why=why, created_at=moment, **{COLUMNS[type(wrong)]: wrong}
    )
    save_record(link, by=by, reason=_(IN_ERROR))
    save_record(removal, by=by)
    record(by=by, action="link.moved", target=link.context, shown=[link.child_id])
    record(by=by, action="record.entry_removed", target=wrong, shown=_children(wrong))
    return removal


def _settle_link(link: ContextLink, *, by: User) -> None:
    """One link a role: beside one that stands already this one is history. Reviewed as early as a new one would be. One
    that lapsed is answered for first by whoever may see it; for who may not it gives way, and nothing tells of it."""
    if link.to_on:
        return
    same = ContextLink.objects.filter(child=link.child, context=link.context, role=link.role, to_on=None)
    for other in lock_rows(same.exclude(pk=link.pk)):
        if other.has_lapsed and not link.has_lapsed:
            if not same.visible_to(by).filter(pk=other.pk).exists():
                end_as_lapsed(other, by=by)
                continue
            raise ValidationError(
                _("%(link)s lapsed, as nobody renewed it. Answer for it first: is it still true?") % {"link": other}
            )
        link.to_on, link.ended_why = max(today(), link.from_on), _("Recorded twice: the same is said by another link")
        return
    bring_review_forward(link)


def versions_told_since(removals: list[Removal]) -> datetime.datetime | None:
    """From when on this reader is told the versions of an entry: those of before may name a record it stood on in error
    and that they may not see."""
    return max((removal.created_at for removal in removals if not removal.is_seen), default=None)


def removed_from(entry: Any, user: User) -> list[Removal]:
    """Each removal of an entry from a record, the last first. What a page tells of them is not from where."""
    of_entry = Q(note_subject__note=entry.pk) | Q(document_subject__document=entry.pk)
    return list(Removal.objects.filter(of_entry).with_sight(user).order_by("-created_at"))
