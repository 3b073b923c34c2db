"""Missing episodes: recording one, that the child was found, putting it right, and the interview that then falls due."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.changed_since import check_read
from cases.models import MissingEpisode, ReturnInterview
from cases.proposals import propose_links
from contexts.models import Context
from contexts.workflow import lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from cs_casework.reference.codes import IntervalCode
from cs_casework.reference.models import Interval
from families.models import Person
from families.workflow import lock_people, require_sight


@transaction.atomic
def record_episode(
    child: Person, *, by: User, kind: str, missing_from: datetime.datetime, context: Context | None = None, **said: Any
) -> MissingEpisode:
    """Record that a child is missing, or was and has been found meanwhile. They are missing until `found_at` is said.

    Once found, a return interview falls due, and where the place is a context that is recorded, a link to it is proposed
    and none is made (`cases/proposals.py`). Refuses a moment to come, one before birth, somebody who was grown up then
    and no care leaver, a child who is recorded as missing already or was at that time, where they were found without
    when, and a child or a context that the writer may not see or that became part of another.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, child, context)
    child, context = _lock(child, context)
    episode = MissingEpisode(child=child, kind=kind, missing_from=missing_from, context=context, **said)
    _check(episode, by=by)
    save_record(episode, by=by)
    if episode.found_at:
        _begin_interview(episode, by=by)
    propose_links(episode, by=by)
    record(by=by, action="missing.recorded", target=episode, shown=[child.pk])
    return episode


@transaction.atomic
def record_found(
    episode: MissingEpisode,
    *,
    by: User,
    found_at: datetime.datetime,
    context: Context | None = None,
    found_where: str = "",
    with_whom: str = "",
    travelled: str = "",
    done: str = "",
) -> MissingEpisode:
    """Say when and where the child was found, with whom and how they travelled, as far as it is known.

    A return interview falls due from then on, and a link to the context that is named is proposed. Refuses what
    `record_episode` refuses, and where it was said already: then it is put right by a new version.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, episode, context)
    child, context = _lock(episode.child, context)
    episode = _lock_episode(episode, by=by)
    if episode.found_at:
        raise ValidationError(_("It has been recorded meanwhile that they were found. Look at the episode."))
    episode.found_at, episode.found_where, episode.context = found_at, found_where, context
    episode.with_whom, episode.travelled, episode.done = with_whom, travelled, done
    _check(episode, by=by)
    save_record(episode, by=by)
    _begin_interview(episode, by=by)
    propose_links(episode, by=by)
    record(by=by, action="missing.found", target=episode, shown=[child.pk])
    return episode


@transaction.atomic
def change_episode(
    episode: MissingEpisode,
    *,
    by: User,
    reason: str,
    context: Context | None = None,
    read_version: int | None = None,
    **said: Any,
) -> MissingEpisode:
    """Replace an episode by a new version, saying why. The version before stays readable to whoever may read it.

    The interview is due anew where they were found at another time; one that was given longer keeps that. A link that
    it proposed and no longer does is withdrawn. Refuses without a reason, what `record_episode` refuses, that a child
    was not found after all (that is another episode, or an error), that they were found after the return interview was
    offered or held, and where somebody else has changed it since the writer opened it.
    """
    require(by, Permission.WRITE_NOTES)
    require_sight(by, episode, context)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is changed.")})
    child, context = _lock(episode.child, context)
    episode = _lock_episode(episode, by=by)
    check_read(episode, read_version)
    was_found = episode.found_at
    for field, value in said.items():
        setattr(episode, field, value)
    episode.context = context
    if was_found and not episode.found_at:
        words = _("They were found. If they went missing again, record that; if this is an error, say so.")
        raise ValidationError({"found_at": words})
    _check(episode, by=by)
    if episode.found_at and was_found and episode.found_at > was_found:
        _check_interview_after(episode, by=by)
    save_record(episode, by=by, reason=reason)
    if episode.found_at and not was_found:
        _begin_interview(episode, by=by)
    elif episode.found_at and episode.found_at != was_found:
        _set_due(episode, by=by, reason=reason)
    propose_links(episode, by=by)
    record(by=by, action="missing.changed", target=episode, reason=reason, shown=[child.pk])
    return episode


@transaction.atomic
def withdraw_episode(episode: MissingEpisode, *, by: User, why: str) -> MissingEpisode:
    """Say that it was recorded in error: the child was not missing, or it was another child. It stays readable, counts
    no more, and proposes no link. Refuses without a reason, and one of which that was said already."""
    require(by, Permission.WRITE_NOTES)
    require_sight(by, episode)
    if not why.strip():
        raise ValidationError({"why": _("Say why it was an error.")})
    lock_people(episode.child)
    episode = _lock_episode(episode, by=by)
    episode.withdrawn_on, episode.withdrawn_why = today(), why
    save_record(episode, by=by, reason=why)
    propose_links(episode, by=by)
    for interview in episode.return_interviews.exclude(context=None):
        propose_links(interview, by=by)
    record(by=by, action="missing.withdrawn", target=episode, reason=why)
    return episode


def _lock(child: Person, context: Context | None) -> tuple[Person, Context | None]:
    """Both, locked in the order in which everybody does: people, then contexts."""
    (child,) = lock_people(child)
    if context:
        (context,) = lock_standing(context)
    return child, context


def _lock_episode(episode: MissingEpisode, *, by: User) -> MissingEpisode:
    seen = MissingEpisode.objects.visible_to(by).select_for_update(of=("self",))
    found: MissingEpisode | None = seen.filter(pk=episode.pk).first()
    if found is None:
        raise PermissionDenied
    if found.withdrawn_on:
        raise ValidationError(_("This was recorded in error, and is changed no more."))
    return found


def _check(episode: MissingEpisode, *, by: User) -> None:
    """Refuse what cannot be. The child is locked, so that no other episode of theirs is written meanwhile."""
    moments = {name: getattr(episode, name) for name in ("missing_from", "found_at", "reported_at")}
    for name, moment in moments.items():
        if moment and moment > timezone.now():
            raise ValidationError({name: _("This is in the future.")})
    if episode.found_at and episode.found_at <= episode.missing_from:
        raise ValidationError({"found_at": _("They were found before they were missing.")})
    if not episode.found_at and (episode.context or episode.found_where):
        raise ValidationError({"found_at": _("Say when they were found.")})
    child, day = episode.child, timezone.localdate(episode.missing_from)
    if child.is_unborn or (child.birth_on and day < child.birth_on):
        raise ValidationError({"missing_from": _("%(child)s was not born yet.") % {"child": child}})
    if not Person.objects.visible_to(by).filter(pk=child.pk).counted_as_children(by, day).exists():
        words = _("%(person)s was 18 or over on that day. Only children are recorded as missing here.")
        raise ValidationError({"missing_from": words % {"person": child}})
    _check_no_other(episode, by=by)


def _check_interview_after(episode: MissingEpisode, *, by: User) -> None:
    """Refuse that they were found after the interview, for which they must have been there; one that the writer may not
    see is not told of. Whoever records an interview has the child locked too, so neither moves behind the other."""
    interview = ReturnInterview.objects.visible_to(by).filter(episode=episode).first()
    moments = [interview.offered_at, interview.held_at] if interview else []
    if any(moment and episode.found_at and moment < episode.found_at for moment in moments):
        words = _("The return interview is recorded as offered or held before that. If that is wrong, change it first.")
        raise ValidationError({"found_at": words})


def _check_no_other(episode: MissingEpisode, *, by: User) -> None:
    """Refuse two at the same time, in words that tell of none that the writer may not see."""
    others = MissingEpisode.objects.filter(child=episode.child_id, withdrawn_on=None).exclude(pk=episode.pk)
    others = others.filter(Q(found_at=None) | Q(found_at__gt=episode.missing_from))
    if episode.found_at:
        others = others.filter(missing_from__lt=episode.found_at)
    seen = MissingEpisode.objects.visible_to(by).filter(pk__in=others.order_by().values("pk")).first()
    if seen is not None:
        words = _("They are recorded at that time already: %(episode)s.")
        raise ValidationError({"missing_from": words % {"episode": seen}})


# --- The interview that falls due ------------------------------------------------------------------------------------
def _interval() -> Interval:
    found: Interval = Interval.objects.get(code=IntervalCode.RETURN_INTERVIEW)
    return found


def _begin_interview(episode: MissingEpisode, *, by: User) -> None:
    assert episode.found_at
    due_at = _interval().moment_after(episode.found_at)
    save_record(ReturnInterview(episode=episode, due_at=due_at), by=by)


def _set_due(episode: MissingEpisode, *, by: User, reason: str) -> None:
    """Due by when they were found; one that was given longer is due no earlier than that."""
    assert episode.found_at
    first = _interval().moment_after(episode.found_at)
    interview = ReturnInterview.objects.select_for_update(of=("self",)).filter(episode=episode).first()
    if interview is None:
        return _begin_interview(episode, by=by)
    if interview.first_due_at:
        interview.first_due_at, interview.due_at = first, max(first, interview.due_at)
    else:
        interview.due_at = first
    save_record(interview, by=by, reason=reason)
