from uuid import UUID

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cs_casework.access import open_record, record_listing
from cs_casework.accounts import workflow
from cs_casework.accounts.models import Permission, Role, Team, TeamMembership
from cs_casework.accounts.requests import StaffRequest
from cs_casework.administration.forms import TeamForm
from cs_casework.administration.pages import team_page
from cs_casework.pages import answer_form, needs, paginate


@require_GET
@needs(Permission.MANAGE_STAFF)
def team_list(request: StaffRequest) -> HttpResponse:
    teams = Team.objects.visible_to(request.user).with_members().order_by("name")
    record_listing(request, "team.listed")
    return render(request, "administration/team_list.html", {"page_of": paginate(request, teams)})


@needs(Permission.MANAGE_STAFF)
def team_create(request: StaffRequest) -> HttpResponse:
    return answer_form(
        request,
        TeamForm(request.POST or None),
        workflow.create_team,
        done=lambda team: team.get_absolute_url(),
        said=_("The team has been made. Add its members on their own pages."),
        heading=_("New team"),
        submit=_("Make the team"),
        back=reverse("administration:team-list"),
    )


@require_GET
@needs(Permission.MANAGE_STAFF)
def team_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    team = open_record(request, Team, pk=pk)
    memberships = TeamMembership.objects.visible_to(request.user).filter(team=team).select_related("user__role")
    newest = memberships.order_by(F("to_on").desc(nulls_first=True), "user__name", "pk")
    return render(
        request,
        "administration/team_detail.html",
        {"team": team, "page": team_page(team), "page_of": paginate(request, newest)},
    )


@needs(Permission.MANAGE_STAFF)
def team_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    team = open_record(request, Team, pk=pk)
    return answer_form(
        request,
        TeamForm(request.POST or None, initial={"name": team.name, "kind": team.kind}),
        workflow.change_team,
        team,
        done=team,
        said=_("The team has been changed."),
        heading=_("Change this team"),
        back=team.get_absolute_url(),
        page=team_page(team),
    )


@require_GET
@needs(Permission.MANAGE_STAFF)
def role_list(request: StaffRequest) -> HttpResponse:
    return render(request, "administration/role_list.html", {"roles": Role.objects.order_by("name")})
