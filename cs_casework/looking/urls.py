from django.urls import path

from cs_casework.looking import views

app_name = "looking"
urlpatterns = [
    path("looked/<slug:kind>/<uuid:pk>/", views.looked, name="looked"),
    path("people/<uuid:pk>/given/", views.given, name="given"),
    path("my-doings/", views.own, name="own"),
    path("printed/", views.printed, name="printed"),
    path("my-details/", views.own_details, name="own-details"),
    path("staff-details/", views.details_for, name="details-for"),
    path("many-records/", views.why, name="why"),
    path("many-records/duty/", views.duty, name="duty"),
    path("audit/given/", views.register, name="register"),
    path("audit/look-ups/", views.look_up_list, name="look-up-list"),
    path("audit/look-ups/<uuid:pk>/", views.look_up, name="look-up"),
    path("audit/many-records/", views.volume_list, name="volume-list"),
    path("audit/many-records/<uuid:pk>/", views.volume, name="volume"),
]
