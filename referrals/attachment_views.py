"""The files of a contact: added one after another, handed out to be saved, taken out."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.log import record
from cs_casework.disclosures import read_file
from cs_casework.files.forms import FileForm, WithdrawFileForm
from cs_casework.files.keeping import handed_out
from cs_casework.pages import answer_form, needs
from referrals.attaching import attach_file, withdraw_file
from referrals.models import Attachment, Referral, ReferralChild
from referrals.pages import referral_page


@needs(Permission.TAKE_REFERRALS)
def attachment_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Each file is sent by itself and the page comes back for the next, so a long letter lost on the way costs no other."""
    referral = open_record(request, Referral, pk=pk)
    if request.method == "GET" and referral.status == Referral.Status.WITHDRAWN:
        raise PermissionDenied
    taking = reverse("referrals:intake", args=[referral.pk])
    return answer_form(
        request,
        FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm(),
        attach_file,
        referral,
        done=reverse("referrals:attachment-add", args=[referral.pk]),
        said=_("The file is attached. Attach the next one, or go back to the contact."),
        template="referrals/attachment_add.html",
        heading=_("Attach a file"),
        submit=_("Attach this file"),
        back=taking if referral.is_taking else referral.get_absolute_url(),
        page=referral_page(referral, request.user),
        files=Attachment.objects.visible_to(request.user).filter(referral=referral).select_related("created_by"),
        may_attach=True,
        next=reverse("referrals:intake-step", args=[referral.pk, "check"]) if referral.is_taking else "",
        referral=referral,
    )


@require_GET
@needs(Permission.VIEW_REFERRALS)
def attachment_download(request: StaffRequest, pk: UUID, attachment: UUID) -> Any:
    referral = open_record(request, Referral, viewed=False, pk=pk)
    found = open_record(request, Attachment.objects.standing(), viewed=False, referral=referral, pk=attachment)
    response = handed_out(found)
    people = list(
        ReferralChild.objects.visible_to(request.user)
        .filter(referral=referral, person__isnull=False)
        .values_list("person", flat=True)
    )
    record(by=request.user, action="referral.file_read", target=referral, shown=people)
    return read_file(request.user, response, target=referral, people=people, name=str(found))


@needs(Permission.TAKE_REFERRALS)
def attachment_withdraw(request: StaffRequest, pk: UUID, attachment: UUID) -> HttpResponse:
    referral = open_record(request, Referral, pk=pk)
    # For an answer that is sent, one that was taken out meanwhile too, so that it is refused in words.
    rows = Attachment.objects.standing() if request.method == "GET" else Attachment.objects.all()
    found = open_record(request, rows.select_related("referral"), viewed=False, referral=referral, pk=attachment)
    return answer_form(
        request,
        WithdrawFileForm(request.POST or None),
        withdraw_file,
        found,
        done=referral,
        said=_("The file has been taken out. That it was there, and your reason, stay on the contact."),
        heading=_("Take out “%(name)s”") % {"name": found},
        intro=_("It can be opened no more."),
        submit=_("Take it out"),
        back=referral.get_absolute_url(),
        page=referral_page(referral, request.user),
    )
