from django.urls import path

from cs_casework.administration import list_views, staff_views, team_views
from cs_casework.administration.pages import INTERVALS, OUTCOMES

app_name = "administration"
urlpatterns = [
    path("staff/", staff_views.staff_list, name="staff-list"),
    path("staff/invite/", staff_views.staff_invite, name="staff-invite"),
    path("staff/<uuid:pk>/", staff_views.staff_detail, name="staff-detail"),
    path("staff/<uuid:pk>/edit/", staff_views.staff_edit, name="staff-edit"),
    path("staff/<uuid:pk>/link/", staff_views.staff_link, name="staff-link"),
    path("staff/<uuid:pk>/link/new/", staff_views.staff_link_make, name="staff-link-make"),
    path("staff/<uuid:pk>/second-factor/reset/", staff_views.staff_factor_reset, name="staff-factor-reset"),
    path("staff/<uuid:pk>/deactivate/", staff_views.staff_deactivate, name="staff-deactivate"),
    path("staff/<uuid:pk>/reactivate/", staff_views.staff_reactivate, name="staff-reactivate"),
    path("staff/<uuid:pk>/teams/add/", staff_views.membership_add, name="membership-add"),
    path("staff/<uuid:pk>/teams/<uuid:membership>/manager/", staff_views.membership_manager, name="membership-manager"),
    path("staff/<uuid:pk>/teams/<uuid:membership>/end/", staff_views.membership_end, name="membership-end"),
    path("staff/<uuid:pk>/cover/add/", staff_views.cover_add, name="cover-add"),
    path("staff/<uuid:pk>/cover/<uuid:cover>/end/", staff_views.cover_end, name="cover-end"),
    path("teams/", team_views.team_list, name="team-list"),
    path("teams/new/", team_views.team_create, name="team-create"),
    path("teams/<uuid:pk>/", team_views.team_detail, name="team-detail"),
    path("teams/<uuid:pk>/edit/", team_views.team_edit, name="team-edit"),
    path("roles/", team_views.role_list, name="role-list"),
    path("lists/", list_views.list_index, name="list-index"),
    *(
        route
        for kept in (INTERVALS, OUTCOMES)
        for route in (
            path(f"lists/{kept.slug}/", list_views.kept_list, {"listed": kept}, name=f"{kept.name}-list"),
            path(
                f"lists/{kept.slug}/<uuid:pk>/edit/", list_views.kept_edit, {"listed": kept}, name=f"{kept.name}-edit"
            ),
            path(
                f"lists/{kept.slug}/<uuid:pk>/history/",
                list_views.kept_history,
                {"listed": kept},
                name=f"{kept.name}-history",
            ),
        )
    ),
    path("lists/<slug:slug>/", list_views.entry_list, name="entry-list"),
    path("lists/<slug:slug>/add/", list_views.entry_add, name="entry-add"),
    path("lists/<slug:slug>/<uuid:pk>/edit/", list_views.entry_edit, name="entry-edit"),
    path("lists/<slug:slug>/<uuid:pk>/history/", list_views.entry_history, name="entry-history"),
    path("lists/<slug:slug>/<uuid:pk>/withdraw/", list_views.entry_withdraw, name="entry-withdraw"),
    path("lists/<slug:slug>/<uuid:pk>/restore/", list_views.entry_restore, name="entry-restore"),
]
