from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cs_casework.access import open_record, record_listing
from cs_casework.accounts import workflow
from cs_casework.accounts.models import Cover, Permission, TeamMembership, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.second_factor import factors_of, reset_second_factor
from cs_casework.administration.filters import StaffFilter
from cs_casework.administration.forms import (
    CoverForm,
    DetailsForm,
    InviteForm,
    JoinTeamForm,
    LeaveTeamForm,
    StaffForm,
    SureForm,
)
from cs_casework.administration.mail import can_be_sent, send_link
from cs_casework.administration.pages import staff_page
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.searches import asked

# In the session of whoever made a link: whose it is, until the page that shows it has been opened. The link itself is
# kept nowhere.
SHOWS_LINK_OF = "shows_link_of"
MOST = 50


@require_GET
@needs(Permission.MANAGE_STAFF)
def staff_list(request: StaffRequest) -> HttpResponse:
    staff = User.objects.visible_to(request.user).with_teams().order_by("name", "pk")
    narrowed = StaffFilter(asked(request), staff, request=request)
    page = paginate(request, narrowed.qs)
    record_listing(request, "user.listed")
    return render(
        request,
        "administration/staff_list.html",
        {"page_of": page, "filter": narrowed.form, "is_filtered": bool(request.GET)},
    )


@require_GET
@needs(Permission.MANAGE_STAFF)
def staff_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    member = open_record(request, User, pk=pk)
    user = request.user
    memberships = TeamMembership.objects.visible_to(user).filter(user=member).select_related("team")
    cover = Cover.objects.visible_to(user).filter(Q(absent=member) | Q(covering=member))
    return render(
        request,
        "administration/staff_detail.html",
        {
            "member": member,
            "page": staff_page(member),
            "memberships": memberships.order_by("-from_on", "team__name")[:MOST],
            "cover": cover.select_related("absent", "covering").order_by("-to_on", "-from_on")[:MOST],
            "is_oneself": member == user,
            "has_second_factor": factors_of(member).any,
        },
    )


def _sure(request: StaffRequest) -> SureForm:
    """A form without a field: sent is sent, however little is in it."""
    return SureForm(request.POST if request.method == "POST" else None)


# --- Accounts --------------------------------------------------------------------------------------------------------
@needs(Permission.MANAGE_STAFF)
def staff_invite(request: StaffRequest) -> HttpResponse:
    return answer_form(
        request,
        InviteForm(request.POST or None),
        workflow.invite_user,
        done=partial(_hand_over, request),
        said=_("The account has been made. Now pass on the link."),
        heading=_("Invite a member of staff"),
        intro=_("They get a link that works once, to choose a password that nobody else knows."),
        submit=_("Make the account"),
        back=reverse("administration:staff-list"),
    )


@needs(Permission.MANAGE_STAFF)
def staff_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    member = open_record(request, User, pk=pk)
    is_oneself = member == request.user
    form = DetailsForm if is_oneself else StaffForm
    return answer_form(
        request,
        form(request.POST or None, initial={name: getattr(member, name) for name in form.base_fields}),
        workflow.change_user,
        member,
        done=member,
        said=_("The details have been changed.")
        if is_oneself
        else _(
            "The details have been changed. Another role counts from when they next sign in, which they have to at once."
        ),
        heading=_("Change your details") if is_oneself else _("Change details or role"),
        back=member.get_absolute_url(),
        page=staff_page(member),
    )


@needs(Permission.MANAGE_STAFF)
def staff_link_make(request: StaffRequest, pk: UUID) -> HttpResponse:
    member = open_record(request, User, pk=pk)
    return answer_form(
        request,
        _sure(request),
        workflow.make_link,
        member,
        done=partial(_hand_over, request),
        said=_("A new link has been made. Now pass it on."),
        heading=_("Make a new link for %(member)s?") % {"member": member},
        warning=_("Their password ends now, wherever they are signed in, and every earlier link with it."),
        submit=_("Make a new link"),
        back=member.get_absolute_url(),
        page=staff_page(member),
    )


@needs(Permission.MANAGE_STAFF)
def staff_factor_reset(request: StaffRequest, pk: UUID) -> HttpResponse:
    member = open_record(request, User, pk=pk)
    return answer_form(
        request,
        _sure(request),
        reset_second_factor,
        member,
        done=member,
        said=_("The second factor has been reset. They set up a new one when they next sign in."),
        heading=_("Reset the second factor of %(member)s?") % {"member": member},
        intro=_(
            "For somebody who has lost their telephone and their recovery codes. Make sure that it is they who ask, best "
            "by seeing them. Until they have set up a new one, their password is all that it takes to sign in; if somebody "
            "else may know it, make a new link as well."
        ),
        warning=_("They are signed out at once, wherever they are."),
        submit=_("Reset the second factor"),
        back=member.get_absolute_url(),
        page=staff_page(member),
    )


@require_GET
@needs(Permission.MANAGE_STAFF)
def staff_link(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Shows the link to whoever made it, once, and not where a password has been chosen in the meantime."""
    member = open_record(request, User, pk=pk)
    link = ""
    if request.session.get(SHOWS_LINK_OF) == str(member.pk):
        del request.session[SHOWS_LINK_OF]
        try:
            link = request.build_absolute_uri(workflow.hand_out_link(member, by=request.user))
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
            return redirect(member)
    return render(
        request,
        "administration/staff_link.html",
        {
            "member": member,
            "page": staff_page(member),
            "link": link,
            "is_sent": can_be_sent(member),
            "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        },
    )


def _hand_over(request: StaffRequest, member: User) -> str:
    """The page that shows a link just made. Where e-mail is set up, and there is an address, it is also sent."""
    request.session[SHOWS_LINK_OF] = str(member.pk)
    if can_be_sent(member):
        link = request.build_absolute_uri(workflow.hand_out_link(member, by=request.user))
        transaction.on_commit(partial(send_link, member, link))
    return reverse("administration:staff-link", args=[member.pk])


@needs(Permission.MANAGE_STAFF)
def staff_deactivate(request: StaffRequest, pk: UUID) -> HttpResponse:
    member = open_record(request, User, pk=pk)
    return answer_form(
        request,
        _sure(request),
        workflow.deactivate_user,
        member,
        done=member,
        said=_("The account is switched off. Nobody is signed in with it any more."),
        heading=_("Switch off the account of %(member)s?") % {"member": member},
        intro=_(
            "For somebody who has left, or who must not sign in. What they recorded stays. The managers of their teams "
            "find the cases they worked with in the list “To hand over”; tell them."
        ),
        warning=_("They are signed out at once, wherever they are, and can no longer sign in."),
        submit=_("Switch off this account"),
        back=member.get_absolute_url(),
        page=staff_page(member),
    )


@needs(Permission.MANAGE_STAFF)
def staff_reactivate(request: StaffRequest, pk: UUID) -> HttpResponse:
    member = open_record(request, User, pk=pk)
    return answer_form(
        request,
        _sure(request),
        workflow.reactivate_user,
        member,
        done=partial(_hand_over, request),
        said=_("The account is active again. Now pass on the link."),
        heading=_("Switch on the account of %(member)s again?") % {"member": member},
        intro=_("Look at their role and teams first: they have them again at once. They choose a new password."),
        submit=_("Switch on this account"),
        back=member.get_absolute_url(),
        page=staff_page(member),
    )


# --- Their teams -----------------------------------------------------------------------------------------------------
@needs(Permission.MANAGE_STAFF)
def membership_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    member = open_record(request, User, pk=pk)
    return answer_form(
        request,
        JoinTeamForm(request.POST or None),
        partial(workflow.join_team, user=member),
        done=member,
        said=_("%(member)s has been added to the team.") % {"member": member},
        heading=_("Add %(member)s to a team") % {"member": member},
        submit=_("Add to this team"),
        back=member.get_absolute_url(),
        page=staff_page(member),
    )


def _membership(request: StaffRequest, pk: UUID, membership: UUID) -> TeamMembership:
    memberships = TeamMembership.objects.select_related("user", "team")
    return get_object_or_404(memberships.visible_to(request.user), pk=membership, user=pk)


@require_POST
@needs(Permission.MANAGE_STAFF)
def membership_manager(request: StaffRequest, pk: UUID, membership: UUID) -> HttpResponse:
    found = _membership(request, pk, membership)
    try:
        workflow.set_team_manager(found, by=request.user, is_manager=request.POST.get("is_manager") == "yes")
        messages.success(request, _("It has been changed. It counts from their next click."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(found.user)


@needs(Permission.MANAGE_STAFF)
def membership_end(request: StaffRequest, pk: UUID, membership: UUID) -> HttpResponse:
    found = _membership(request, pk, membership)
    return answer_form(
        request,
        LeaveTeamForm(request.POST or None),
        workflow.leave_team,
        found,
        done=found.user,
        said=_("The membership has been ended and stays on record."),
        heading=_("When does %(member)s leave %(team)s?") % {"member": found.user, "team": found.team},
        submit=_("End the membership"),
        back=found.user.get_absolute_url(),
        page=staff_page(found.user),
    )


# --- Cover -----------------------------------------------------------------------------------------------------------
@needs(Permission.MANAGE_STAFF)
def cover_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    member = open_record(request, User, pk=pk)
    return answer_form(
        request,
        CoverForm(request.POST or None, absent=member, user=request.user),
        partial(workflow.cover_for, absent=member),
        done=member,
        said=_("The cover has been recorded."),
        heading=_("Who covers for %(member)s?") % {"member": member},
        intro=_(
            "Whoever covers finds this work among their own and may do what the other may do in it. It opens no "
            "restricted record: a manager grants access to those."
        ),
        submit=_("Record the cover"),
        back=member.get_absolute_url(),
        page=staff_page(member),
    )


@needs(Permission.MANAGE_STAFF)
def cover_end(request: StaffRequest, pk: UUID, cover: UUID) -> HttpResponse:
    found: Any = get_object_or_404(
        Cover.objects.visible_to(request.user).select_related("absent", "covering"), pk=cover, absent=pk
    )
    return answer_form(
        request,
        _sure(request),
        workflow.end_cover,
        found,
        done=found.absent,
        said=_("The cover has ended."),
        heading=_("End the cover for %(member)s now?") % {"member": found.absent},
        warning=_("%(covering)s loses sight of what only this cover opened, at once.") % {"covering": found.covering},
        submit=_("End the cover"),
        back=found.absent.get_absolute_url(),
        page=staff_page(found.absent),
    )
