"""Lists of what is restricted, of grants about to lapse, and of the standing grants of teams on duty."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cs_casework.access import record_listing
from cs_casework.accounts.models import Permission, StandingGrant
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.overview.home import SOON
from cs_casework.overview.restricted import DUE, LIFTING, Restricted, restricted_records, reviews_all, told_of_lapsing
from cs_casework.overview.restriction_forms import ReasonForm, StandingForm
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.restricting import end_standing_grant, give_standing_grant, review_standing_grant

SHOWN = ("", DUE, LIFTING)


def _needs_restrictions(request: StaffRequest) -> None:
    """The lists are for those who restrict, and for those who review restrictions."""
    if not request.user.may(Permission.RESTRICT) and not request.user.may(Permission.REVIEW_RESTRICTIONS):
        raise PermissionDenied


@require_GET
def restriction_list(request: StaffRequest) -> HttpResponse:
    """What is restricted, by the day of its review; those whose review is due, or that somebody else proposed to lift."""
    _needs_restrictions(request)
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    page = paginate(request, restricted_records(request.user, show))
    page.object_list = [Restricted(*row) for row in page.object_list]
    record_listing(request, "restrictions.listed", {row.pk for row in page if row.is_seen and row.kind == "person"})
    here = reverse("overview:restriction-list")
    tabs: list[dict[str, Any]] = [
        {"label": _("All"), "url": here, "current": show == ""},
        {"label": _("Review due"), "url": f"{here}?show={DUE}", "current": show == DUE},
    ]
    if request.user.may(Permission.RESTRICT):
        tabs.append({"label": _("Lifting to decide"), "url": f"{here}?show={LIFTING}", "current": show == LIFTING})
    told = {"page_of": page, "tabs": tabs, "show": show, "reviews_all": reviews_all(request.user)}
    return render(request, "overview/restriction_list.html", told)


@require_GET
@needs(Permission.VIEW_PEOPLE)
def grants_lapsing(request: StaffRequest) -> HttpResponse:
    """Access to restricted records that is about to end: one's own, and what one granted to others."""
    page = paginate(request, list(told_of_lapsing(request.user)))
    record_listing(request, "grants.listed", {told["record"].pk for told in page if told["kind"] == "person"})
    return render(request, "overview/grants_lapsing.html", {"page_of": page})


# --- Standing grants -----------------------------------------------------------------------------------------------------
@require_GET
def standing_list(request: StaffRequest) -> HttpResponse:
    """All of them, those that stand first; or those to be reviewed in the next two weeks, and any that has stopped."""
    _needs_restrictions(request)
    found = StandingGrant.objects.visible_to(request.user).select_related(
        "team", "created_by", "reviewed_by", "ended_by"
    )
    if request.GET.get("show") == DUE:
        found = found.to_review(SOON.days)
    page = paginate(request, found.order_by("ended_on", "review_due", "pk"))
    record_listing(request, "standing_grants.listed")
    return render(request, "overview/standing_list.html", {"page_of": page})


@needs(Permission.RESTRICT)
@signed_in_lately
def standing_give(request: StaffRequest) -> HttpResponse:
    back = reverse("overview:standing-list")
    return answer_form(
        request,
        StandingForm(request.POST or None, user=request.user),
        give_standing_grant,
        done=back,
        said=_("The team sees restricted records. It is reviewed in 90 days, or stops the day after."),
        heading=_("Give a team a standing grant"),
        warning=_(
            "Whoever is in the team, now or later, sees every restricted record of the service. Each one they look at is "
            "in the audit as seen through this grant."
        ),
        submit=_("Give the standing grant"),
        back=back,
    )


@needs(Permission.RESTRICT)
def standing_review(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _open(request, pk)
    back = reverse("overview:standing-list")
    return answer_form(
        request,
        ReasonForm(request.POST or None, label=_("Why does this team still have to see restricted records?")),
        review_standing_grant,
        found,
        done=back,
        said=_("The standing grant is kept. It is reviewed again in 90 days."),
        heading=_("Keep the standing grant of %(team)s") % {"team": found.team},
        intro=_("Given because: %(why)s") % {"why": found.reason},
        submit=_("Keep it"),
        back=back,
    )


@needs(Permission.RESTRICT)
def standing_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _open(request, pk)
    back = reverse("overview:standing-list")
    return answer_form(
        request,
        ReasonForm(request.POST or None, label=_("Why does it end?")),
        end_standing_grant,
        found,
        done=back,
        said=_("The standing grant has ended."),
        heading=_("End the standing grant of %(team)s") % {"team": found.team},
        submit=_("End it"),
        back=back,
    )


def _open(request: StaffRequest, pk: UUID) -> StandingGrant:
    standing = StandingGrant.objects.visible_to(request.user).standing().select_related("team")
    return get_object_or_404(standing.visible_to(request.user), pk=pk)
