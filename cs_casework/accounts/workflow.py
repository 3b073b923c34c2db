"""Every change to who works here: accounts and their links, teams, who is in which team, and who covers for whom.

The audit's reason says from which role to which, and which team: so who could see what on a day is read from it. Roles
and teams are no values of a case record.
"""

import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cs_casework.accounts.links import link_for, one_time_tokens
from cs_casework.accounts.models import ApiToken, CalendarFeed, Cover, Permission, Role, Team, TeamMembership, User
from cs_casework.accounts.sessions import end_sessions
from cs_casework.audit.log import record
from cs_casework.dates import months_after, today

LONGEST_COVER_MONTHS = 6


def _require(by: User | None) -> None:
    """`by` is None for whoever may run commands on the server: they made the database."""
    if by is not None and not by.may(Permission.MANAGE_STAFF):
        raise PermissionDenied


def _lock_administrators(by: User | None) -> set[UUID]:
    """Lock the account of every administrator who can sign in, always in the same order, and say who they are.

    So of two changes at once the second sees what the first has done: nobody acts who has just been switched off, and
    two administrators cannot switch each other off.
    """
    staff: Any = User.objects.select_for_update(of=("self",))
    administrators = {user.pk for user in staff.managing_staff().order_by("pk")}
    if by is not None and by.pk not in administrators:
        raise PermissionDenied
    return administrators


def _locked(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)


# --- Accounts --------------------------------------------------------------------------------------------------------
@transaction.atomic
def invite_user(
    *, by: User | None, username: str, name: str, role: Role, job_title: str = "", email: str = "", phone: str = ""
) -> User:
    """Make an account for somebody, in one role. It has no password until they choose one through a one-time link.

    Refuses a user name that is taken, whatever the case of its letters.
    """
    _require(by)
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("Somebody has this user name already. Choose another.")})
    user = User(username=username, name=name, role=role, job_title=job_title, email=email, phone=phone)
    user.set_unusable_password()
    user.full_clean()
    user.save()
    record(by=by, action="user.invited", target=user)
    return user


@transaction.atomic
def change_user(
    user: User, *, by: User | None, name: str, job_title: str, email: str, phone: str, role: Role | None = None
) -> User:
    """Correct somebody's details, or give them another role, which ends every session of theirs: they sign in to it.

    Without a role they keep theirs. Refuses another role for oneself, so that nobody lets themselves see records alone;
    and to take the role from the last administrator who can sign in.
    """
    _require(by)
    administrators = _lock_administrators(by)
    user = _locked(user)
    if role is not None and role != user.role:
        if user == by:
            raise ValidationError(_("Ask another administrator to change your own role."))
        if Permission.MANAGE_STAFF not in role.permissions:
            _leave_an_administrator(administrators, beside=user)
        reason = f"{user.role_id or 'no role'} → {role.pk}"
        user.role = role
        end_sessions(user)
        record(by=by, action="user.role_changed", target=user, reason=reason)
    if (name, job_title, email, phone) != (user.name, user.job_title, user.email, user.phone):
        user.name, user.job_title, user.email, user.phone = name, job_title, email, phone
        record(by=by, action="user.changed", target=user)
    user.full_clean(exclude=["password"])
    user.save()
    return user


def _leave_an_administrator(administrators: set[UUID], *, beside: User) -> None:
    if administrators == {beside.pk}:
        raise ValidationError(
            _("%(user)s is the last administrator who can sign in. Make somebody else an administrator first.")
            % {"user": beside}
        )


@transaction.atomic
def make_link(user: User, *, by: User | None) -> User:
    """Take away somebody's password, so that they choose a new one through a new one-time link.

    Ends every session of theirs, and makes every earlier link void. Refuses an account that is switched off, and one's
    own: the link would be on a page that one can no longer open.
    """
    _require(by)
    _lock_administrators(by)
    user = _locked(user)
    if user == by:
        raise ValidationError(_("Ask another administrator to make a link for you: it ends your own session."))
    if not user.is_active:
        raise ValidationError(_("This account is switched off. Switch it on again to make a link."))
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_sessions(user)
    record(by=by, action="user.link_made", target=user)
    return user


@transaction.atomic
def hand_out_link(user: User, *, by: User | None) -> str:
    """The path of a one-time link for somebody who has no password, to be passed on to them.

    The audit says who was given it, each time. Refuses an account that is switched off, and one whose holder has chosen
    a password: what they have is theirs, and only a new link takes it away (`make_link()`), which they would notice.
    """
    _require(by)
    user = _locked(user)
    if user.state == User.State.OFF:
        raise ValidationError(_("This account is switched off. Switch it on again to make a link."))
    if user.state == User.State.ACTIVE:
        raise ValidationError(_("%(user)s has chosen a password, so the link is void.") % {"user": user})
    record(by=by, action="user.link_handed_out", target=user)
    return link_for(user)


@transaction.atomic
def choose_password(user: User, *, token: str | None, password: str) -> User:
    """Give an account the password that its holder has chosen, by the token of a one-time link.

    Refuses a link that has been used, has run out, was followed by another, or is of an account that is switched off or
    has a password; and a password that is too easy.
    """
    user = _locked(user)
    if not one_time_tokens.check_token(user, token):
        raise ValidationError(_("This link cannot be used any more. Ask whoever manages users for a new one."))
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user)
    # Until now it may have stood for a system: from now on it is somebody's own, and no program of another calls as them.
    ApiToken.objects.filter(user=user, ended_on=None).exclude(owner=user).update(ended_on=today())
    record(by=user, action="user.password_chosen", target=user)
    return user


@transaction.atomic
def change_password(*, by: User, password: str, keep: str | None = None) -> User:
    """Give oneself another password. Every session ends but the one whose key is `keep`. Refuses one that is too easy."""
    user = _locked(by)
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user, but=keep)
    record(by=user, action="user.password_changed", target=user)
    return user


@transaction.atomic
def deactivate_user(user: User, *, by: User | None) -> User:
    """Switch off the account of somebody who has left: their password is gone and every session ends with it, and the
    secret address of their calendar leads nowhere, even once they are back. So do tokens that call as them, or that they
    answer for.

    Their memberships and cases stay as they are, for the managers of their teams to hand over. Refuses oneself, the
    last administrator who can sign in, and an account that is switched off already.
    """
    _require(by)
    administrators = _lock_administrators(by)
    user = _locked(user)
    if user == by:
        raise ValidationError(_("You cannot switch off your own account. Ask another administrator."))
    if not user.is_active:
        raise ValidationError(_("This account is switched off already."))
    _leave_an_administrator(administrators, beside=user)
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    end_sessions(user)
    CalendarFeed.objects.filter(user=user).update(token_hash=None)
    ApiToken.objects.filter(Q(user=user) | Q(owner=user), ended_on=None).update(ended_on=today())
    record(by=by, action="user.deactivated", target=user)
    return user


@transaction.atomic
def reactivate_user(user: User, *, by: User | None) -> User:
    """Switch an account on again. It has no password until its holder chooses one through a new one-time link."""
    _require(by)
    user = _locked(user)
    if user.is_active:
        raise ValidationError(_("This account is active already."))
    user.is_active = True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    record(by=by, action="user.reactivated", target=user)
    return user


# --- Teams -----------------------------------------------------------------------------------------------------------
@transaction.atomic
def create_team(*, by: User | None, name: str, kind: str = Team.Kind.CASEWORK, phone: str = "") -> Team:
    """Record a team that cases can be held by. Refuses a name that a team has, whatever the case of its letters."""
    _require(by)
    team = _named(Team(kind=kind, phone=phone), name)
    record(by=by, action="team.created", target=team)
    return team


@transaction.atomic
def change_team(team: Team, *, by: User | None, name: str, kind: str, phone: str) -> Team:
    """Give a team another name, kind or telephone number. Refuses a name that another team has, whatever the case of its
    letters."""
    _require(by)
    team = Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    team.kind, team.phone = kind, phone
    _named(team, name)
    record(by=by, action="team.changed", target=team)
    return team


def _named(team: Team, name: str) -> Team:
    team.name = " ".join(name.split())
    others = Team.objects.filter(name__iexact=team.name)
    if (others if team._state.adding else others.exclude(pk=team.pk)).exists():
        raise ValidationError({"name": _("There is a team of this name already.")})
    team.full_clean()
    team.save()
    return team


@transaction.atomic
def join_team(
    *, by: User | None, user: User, team: Team, is_manager: bool = False, from_on: datetime.date | None = None
) -> TeamMembership:
    """Put somebody into a team, as a manager of it or not.

    Refuses a second membership of one team at a time, and somebody whose account is switched off.
    """
    _require(by)
    user = _locked(user)
    if not user.is_active:
        raise ValidationError(_("This account is switched off. Switch it on again first."))
    begins = from_on or today()
    memberships = TeamMembership.objects.filter(user=user, team=team)
    if memberships.filter(Q(to_on=None) | Q(to_on__gt=begins)).exists():
        raise ValidationError(_("%(user)s is in this team already.") % {"user": user})
    membership: Any = TeamMembership(user=user, team=team, is_manager=is_manager, from_on=begins)
    membership.full_clean()
    membership.save()
    record(by=by, action="team.joined", target=user, reason=team.name)
    return membership


@transaction.atomic
def set_team_manager(membership: TeamMembership, *, by: User | None, is_manager: bool) -> TeamMembership:
    """Make somebody a manager of a team they are in, from today, or a manager of it no longer.

    One membership ends and another begins, so that it stays readable who managed the team when; only one that began
    today, or is still to begin, is corrected in place. Refuses one that has ended, and what is so already.
    """
    _require(by)
    membership = TeamMembership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.has_ended:
        raise ValidationError(_("This membership has ended."))
    if membership.is_manager == is_manager:
        raise ValidationError(_("Nothing has changed: somebody else was quicker."))
    if membership.from_on < today():
        ends = membership.to_on
        membership.to_on = today()
        membership.save()
        membership = TeamMembership(user=membership.user, team=membership.team, from_on=today(), to_on=ends)
    membership.is_manager = is_manager
    membership.full_clean()
    membership.save()
    action = "team.manager_made" if is_manager else "team.manager_ended"
    record(by=by, action=action, target=membership.user, reason=membership.team.name)
    return membership


@transaction.atomic
def leave_team(membership: TeamMembership, *, by: User | None, to_on: datetime.date) -> TeamMembership:
    """End somebody's membership of a team on a day, which may be still to come. It stays on record.

    Refuses one that has ended already, and a day before it began.
    """
    _require(by)
    membership = TeamMembership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.has_ended:
        raise ValidationError(_("This membership has ended."))
    if to_on < membership.from_on:
        raise ValidationError({"to_on": _("It ends before it begins.")})
    membership.to_on = to_on
    membership.full_clean()
    membership.save()
    record(by=by, action="team.left", target=membership.user, reason=membership.team.name)
    return membership


# --- Cover -----------------------------------------------------------------------------------------------------------
@transaction.atomic
def cover_for(
    *, by: User | None, absent: User, covering: User, from_on: datetime.date, to_on: datetime.date, reason: str
) -> Cover:
    """Let one member of staff do another's work while they are away, both days included.

    Refuses whoever `StaffQuerySet.able_to_cover()` does not find: the absent and whoever records it, an account that is
    switched off, and a role that lacks a right that the other's has; so cover never gives less than the work needs, nor
    anybody more than their role has. Refuses for an account that is switched off, too; an end before the beginning or
    before today, and more than six months; and a second cover of the same two at the same time.
    """
    _require(by)
    # Administrators first, as everywhere: whoever switches one of the two off at this moment holds them already.
    _lock_administrators(by)
    people = User.objects.select_for_update(of=("self",)).filter(pk__in=[absent.pk, covering.pk]).order_by("pk")
    found = {user.pk: user for user in people}
    absent, covering = found[absent.pk], found[covering.pk]
    _check_who_covers(absent, covering, by=by)
    if to_on < from_on:
        raise ValidationError({"to_on": _("It ends before it begins.")})
    if to_on < today():
        raise ValidationError({"to_on": _("This day is over. Cover ends today or later.")})
    if to_on > months_after(from_on, LONGEST_COVER_MONTHS):
        raise ValidationError({"to_on": _("Cover lasts six months at the most. After that, hand the work over.")})
    if Cover.objects.standing().filter(absent=absent, covering=covering, from_on__lte=to_on, to_on__gte=from_on):
        raise ValidationError(
            _("%(covering)s covers for %(absent)s on some of these days already. End that cover first.")
            % {"covering": covering, "absent": absent}
        )
    cover: Any = Cover(absent=absent, covering=covering, from_on=from_on, to_on=to_on, reason=reason.strip())
    cover.full_clean()
    cover.save()
    record(by=by, action="cover.made", target=absent)
    return cover


def _check_who_covers(absent: User, covering: User, *, by: User | None) -> None:
    if not absent.is_active:
        raise ValidationError(
            _("The account of %(user)s is switched off. Hand their work over instead.") % {"user": absent}
        )
    if not User.objects.get_queryset().able_to_cover(absent, by=by).filter(pk=covering.pk).exists():
        raise ValidationError({"covering": _why_not(absent, covering, by=by)})


def _why_not(absent: User, covering: User, *, by: User | None) -> str:
    """Why somebody is not able to cover, in words: `StaffQuerySet.able_to_cover()` has decided it."""
    if covering == absent:
        return _("Nobody covers for themselves.")
    if covering == by:
        return _("Ask another administrator to record that you cover.")
    if not covering.is_active:
        return _("The account of %(user)s is switched off.") % {"user": covering}
    missing = set(absent.role.permissions if absent.role else [])
    missing -= set(covering.role.permissions if covering.role else [])
    words = ", ".join(str(permission.label) for permission in Permission if permission in missing)
    return _("%(user)s cannot do all of this work. Their role does not let them: %(rights)s.") % {
        "user": covering,
        "rights": words,
    }


@transaction.atomic
def end_cover(cover: Cover, *, by: User | None) -> Cover:
    """End a cover before its last day, from this moment on. Refuses one that is over."""
    _require(by)
    cover = Cover.objects.select_for_update(of=("self",)).get(pk=cover.pk)
    if not cover.stands:
        raise ValidationError(_("This cover is over already."))
    cover.ended_on = today()
    cover.save(update_fields=["ended_on"])
    record(by=by, action="cover.ended", target=cover.absent)
    return cover
