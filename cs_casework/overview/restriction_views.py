"""Keeping a record from everybody but a few, whichever of the four kinds of record it is."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.models import Case
from contexts.models import Context
from cs_casework.access import grant_access, open_record, restrict_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.overview.forms import GrantForm, RestrictForm
from cs_casework.pages import answer_form, needs
from families.models import Family, Person

KINDS: dict[str, Any] = {"person": Person, "family": Family, "context": Context, "case": Case}


def _open(request: StaffRequest, kind: str, pk: UUID) -> Any:
    if kind not in KINDS:
        raise Http404
    return open_record(request, KINDS[kind], pk=pk)


@require_GET
@needs(Permission.RESTRICT)
def restriction(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    found = _open(request, kind, pk)
    grants = found.grants.live().select_related("user", "granted_by").order_by("user__name")
    bars = found.bars.visible_to(request.user).standing().select_related("user", "created_by", "end_asked_by", "record")
    return render(
        request,
        "overview/restriction.html",
        {
            "record": found,
            "kind": kind,
            "grants": grants if found.is_restricted else [],
            "bars": bars.order_by("user__name"),
            "back": found.get_absolute_url(),
        },
    )


@needs(Permission.RESTRICT)
def restrict(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    found = _open(request, kind, pk)
    back = reverse("overview:restriction", args=[kind, pk])
    return answer_form(
        request,
        RestrictForm(request.POST or None),
        restrict_record,
        found,
        done=back,
        said=_("The record is restricted. Grant access to those who need it."),
        heading=_("Restrict %(record)s") % {"record": found},
        warning=_("Everybody but you and those you grant access loses sight of this record and all that hangs on it."),
        submit=_("Restrict this record"),
        back=back,
    )


@needs(Permission.RESTRICT)
def grant(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    found = _open(request, kind, pk)
    if not found.is_restricted:
        raise Http404
    back = reverse("overview:restriction", args=[kind, pk])
    return answer_form(
        request,
        GrantForm(request.POST or None, user=request.user),
        grant_access,
        found,
        done=back,
        said=_("Access has been granted."),
        heading=_("Grant access to %(record)s") % {"record": found},
        submit=_("Grant access"),
        back=back,
    )
