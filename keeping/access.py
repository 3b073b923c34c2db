"""Every step of answering who asks to see what is kept of a child: begun, decided entry by entry, checked, given."""

import datetime
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.audit.models import AuditEvent
from cs_casework.dates import check_not_in_future, months_after, today
from cs_casework.jobs import enqueue
from families.models import Person
from families.naming import plain
from families.workflow import require_sight
from keeping.codes import MaskOrigin, PackStatus
from keeping.gathering import list_entries
from keeping.masking import places_of
from keeping.models import AccessItem, AccessMask, AccessRequest

# UK GDPR, article 12(3): one month, and two more where it is complex.
DUE_MONTHS, LONGER_MONTHS = 1, 3
Decision = AccessMask.Decision


@transaction.atomic
def begin_request(
    person: Person, *, by: User, asked_by: str, asks_as: str, identity: str, received_on: datetime.date
) -> AccessRequest:
    """Write down who asks to see what is kept of this person, how it was made sure who they are, and when it came; then
    their record is gathered, by a job. Due one calendar month after it came.

    Refuses a day that has not come, a record that may not be seen, and a second pack while one is being made.
    """
    require(by, Permission.KEEP_RECORDS)
    require_sight(by, person)
    check_not_in_future(received_on=received_on)
    # One at a time: the second waits here, and is refused by the constraint.
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    request = AccessRequest(
        person=person,
        asked_by=asked_by.strip(),
        asks_as=asks_as.strip(),
        identity=identity.strip(),
        received_on=received_on,
        due_on=months_after(received_on, DUE_MONTHS),
    )
    save_record(request, by=by)
    list_entries(request, by=by)
    enqueue("keeping.gather", request=request.pk)
    record(by=by, action="access.begun", target=request, shown=[person.pk])
    return request


@transaction.atomic
def extend_request(request: AccessRequest, *, by: User, extended_why: str) -> AccessRequest:
    """Take two months more, with the reason that who asked is told. Refuses it twice, and once the time is over."""
    request = _locked(request, by)
    if request.extended_why:
        raise ValidationError(_("It was extended already, and can be only once."))
    if request.is_overdue:
        raise ValidationError(_("Its time is over, and it had to be extended before."))
    if not extended_why.strip():
        raise ValidationError({"extended_why": _("Say why it takes longer.")})
    request.due_on = months_after(request.received_on, LONGER_MONTHS)
    request.extended_why = extended_why.strip()
    save_record(request, by=by, reason=extended_why)
    record(by=by, action="access.extended", target=request)
    return request


@transaction.atomic
def end_request(request: AccessRequest, *, by: User, ended_why: str) -> AccessRequest:
    """Give no pack: it was taken back, or who asks may not have it. Refuses no reason, and one that is given."""
    request = _locked(request, by)
    if request.status in (PackStatus.GIVEN, PackStatus.ENDED):
        raise ValidationError(_("It is over already."))
    request.status, request.ended_why = PackStatus.ENDED, ended_why.strip()
    request.checked_by = request.checked_on = None
    save_record(request, by=by, reason=ended_why)
    record(by=by, action="access.ended", target=request)
    return request


# --- Deciding --------------------------------------------------------------------------------------------------------
@transaction.atomic
def decide_item(
    item: AccessItem,
    *,
    by: User,
    masks: Collection[UUID] = (),
    keeps: Collection[UUID] = (),
    mask_why: str = "",
    keep_why: str = "",
    more: Iterable[str] = (),
    left_out_why: str = "",
) -> AccessItem:
    """Say that an entry was read, which of its marked words go and which stay, and why; mark more words; or leave it out
    whole, with the reason. Said again, the later one counts: the page refuses whoever has not read the one before.

    Refuses a word without a decision unless all of it is left out, a decision without a reason, words that do not stand
    there, and whatever is not being decided.
    """
    _deciding(item.request, by)
    if not AccessItem.objects.filter(pk=item.pk).visible_to(by).exists():
        raise PermissionDenied
    item = AccessItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.left_out_why, item.read_by, item.decided_by = left_out_why.strip(), by, by
    item.save()
    for words in more:
        _mark(item, words.strip(), by=by, why=mask_why)
    _decide(item.masks.filter(pk__in=masks), Decision.MASK, "mask_why", mask_why, by)
    _decide(item.masks.filter(pk__in=keeps), Decision.KEEP, "keep_why", keep_why, by)
    if not item.is_left_out and item.masks.filter(decision="").exists():
        raise ValidationError(_("Decide on each of the marked words."))
    record(by=by, action="access.entry_decided", target=item.request)
    return item


def _mark(item: AccessItem, words: str, *, by: User, why: str) -> None:
    places = list(places_of(words, item.text))
    if not places:
        raise ValidationError({"more": _("“%(words)s” does not stand in this entry.") % {"words": words}})
    if not why.strip():
        raise ValidationError({"mask_why": _("Say why.")})
    for start, end in places:
        word = item.text[start:end]
        AccessMask.objects.update_or_create(
            item=item,
            start=start,
            end=end,
            defaults={
                "word": word[:300],
                "plain": plain(word)[:300],
                "origin": MaskOrigin.MARKED,
                "decision": Decision.MASK,
                "why": why.strip(),
                "decided_by": by,
            },
        )


def _decide(masks: Any, decision: str, field: str, why: str, by: User) -> None:
    if masks.exists():
        if not why.strip():
            raise ValidationError({field: _("Say why.")})
        masks.update(decision=decision, why=why.strip(), decided_by=by)


@transaction.atomic
def decide_word(request: AccessRequest, *, by: User, word: str, decision: str, why: str) -> int:
    """Decide at once on a marked word wherever nobody has decided on it yet; how often that was. `word` as it is compared
    (`AccessMask.plain`). Refuses no reason."""
    request = _deciding(request, by)
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})
    masks = open_masks(request, by).filter(plain=word)
    decided = masks.update(decision=Decision(decision), why=why.strip(), decided_by=by)
    record(by=by, action="access.word_decided", target=request)
    return decided


@transaction.atomic
def read_items(request: AccessRequest, items: Collection[UUID], *, by: User) -> int:
    """Say that these entries were read. What has a word that waits for a decision still waits for it."""
    request = _deciding(request, by)
    read = items_for(request, by).filter(pk__in=items, read_by=None).update(read_by=by)
    record(by=by, action="access.entries_read", target=request)
    return read


# --- Checking and giving ---------------------------------------------------------------------------------------------
@transaction.atomic
def submit_request(request: AccessRequest, *, by: User) -> AccessRequest:
    """Ask a second person to check it. Refuses while an entry is unread or a word undecided, and whoever may not read all
    of it."""
    request = _deciding(request, by)
    _check_reads_all(request, by)
    if left := request.items.undecided().count():
        raise ValidationError(_("%(left)s entries wait to be read or decided.") % {"left": left})
    request.status, request.submitted_by, request.submitted_on = PackStatus.CHECKING, by, today()
    request.returned_why = ""
    save_record(request, by=by)
    record(by=by, action="access.submitted", target=request)
    return request


@transaction.atomic
def return_request(request: AccessRequest, *, by: User, returned_why: str) -> AccessRequest:
    """Send it back to be decided anew, with what is wrong. Refuses no reason."""
    request = _checking(request, by)
    if not returned_why.strip():
        raise ValidationError({"returned_why": _("Say what is to be changed.")})
    request.status, request.returned_why = PackStatus.DECIDING, returned_why.strip()
    save_record(request, by=by, reason=returned_why)
    record(by=by, action="access.returned", target=request)
    return request


@transaction.atomic
def check_request(request: AccessRequest, *, by: User) -> AccessRequest:
    """Put a second name to it. Refuses whoever submitted it, or decided on any of its entries or words, and whoever may not
    read all of it."""
    request = _checking(request, by)
    _check_reads_all(request, by)
    request.status, request.checked_by, request.checked_on = PackStatus.CHECKED, by, today()
    save_record(request, by=by)
    record(by=by, action="access.checked", target=request)
    return request


@transaction.atomic
def give_request(request: AccessRequest, *, by: User, given_on: datetime.date) -> AccessRequest:
    """Write down that the pack was handed over, and when. Refuses one that is not checked, and a day before that."""
    request = _locked(request, by)
    if request.status != PackStatus.CHECKED or request.checked_on is None:
        raise ValidationError(_("It is not checked, or was given already."))
    check_not_in_future(given_on=given_on)
    if given_on < request.checked_on:
        raise ValidationError({"given_on": _("It was checked after that day.")})
    request.status, request.given_on = PackStatus.GIVEN, given_on
    save_record(request, by=by)
    record(by=by, action="access.given", target=request, shown=[request.person_id])
    return request


def may_check(request: AccessRequest, user: User) -> bool:
    """Whether somebody may be the second person: they neither submitted it, nor decided or read anything in it."""
    if not user.may(Permission.AGREE_DISPOSAL) or request.submitted_by_id == user.pk:
        return False
    decided = AccessMask.objects.filter(item__request=request, decided_by=user).exists()
    if decided or request.items.filter(Q(decided_by=user) | Q(read_by=user)).exists():
        return False
    # Who decided on an entry before somebody else decided it anew stands in the audit alone.
    did = ["access.entry_decided", "access.word_decided", "access.entries_read"]
    return not AuditEvent.objects.filter(record_id=request.pk, actor_id=user.pk, action__in=did).exists()


def reads_all(request: AccessRequest, user: User) -> bool:
    """Whether somebody may read every entry of this pack. Not whoever is barred from one, or from whom one was restricted
    since it was gathered."""
    return reading(request, user)[1]


def items_for(request: AccessRequest, user: User) -> Any:
    """The entries of a pack that this keeper may read."""
    return reading(request, user)[0]


def reading(request: AccessRequest, user: User) -> tuple[Any, bool]:
    """The entries of a pack that this keeper may read, and whether these are all. Asked once for a page: what follows asks
    by the ids of those few that are hidden."""
    hidden = _hidden(request, user)
    return request.items.exclude(pk__in=hidden), not hidden


def open_masks(request: AccessRequest, user: User) -> Any:
    """The words of a pack that wait for a decision, in entries that this keeper may read."""
    return AccessMask.objects.filter(item__in=items_for(request, user).order_by(), decision="").order_by()


def _hidden(request: AccessRequest, user: User) -> list[UUID]:
    seen = request.items.visible_to(user).order_by().values("pk")
    return list(request.items.exclude(pk__in=seen).order_by().values_list("pk", flat=True))


def _check_reads_all(request: AccessRequest, by: User) -> None:
    if not reads_all(request, by):
        raise ValidationError(
            _(
                "You may not read all of this pack. Somebody who may has to do this; or end the request and begin it"
                " again, so that it is gathered anew."
            )
        )


def _locked(request: AccessRequest, by: User, right: Permission = Permission.KEEP_RECORDS) -> AccessRequest:
    require(by, right)
    if not AccessRequest.objects.visible_to(by).filter(pk=request.pk).exists():
        raise PermissionDenied
    return AccessRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def _deciding(request: AccessRequest, by: User) -> AccessRequest:
    request = _locked(request, by)
    if not request.is_being_decided:
        raise ValidationError(_("This pack is not being decided now."))
    return request


def _checking(request: AccessRequest, by: User) -> AccessRequest:
    request = _locked(request, by, Permission.AGREE_DISPOSAL)
    if request.status != PackStatus.CHECKING:
        raise ValidationError(_("This pack does not wait to be checked."))
    if not may_check(request, by):
        raise ValidationError(_("Somebody else than who prepared it has to check it."))
    return request
