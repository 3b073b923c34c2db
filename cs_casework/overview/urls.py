from django.conf import settings
from django.urls import path

from cs_casework.overview import calendar_views, restriction_views, views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("my-work/", views.own_work, name="my-work"),
    path("links-due/", views.links_due, name="links-due"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/renew/", calendar_views.calendar_renew, name="calendar-renew"),
    path("calendar/end/", calendar_views.calendar_end, name="calendar-end"),
    path("calendar/<str:token>.ics", calendar_views.calendar_feed, name="calendar-feed"),
    path("search/", views.search, name="search"),
    path("audit/", views.audit_list, name="audit-list"),
    path("restrictions/<slug:kind>/<uuid:pk>/", restriction_views.restriction, name="restriction"),
    path("restrictions/<slug:kind>/<uuid:pk>/restrict/", restriction_views.restrict, name="restrict"),
    path("restrictions/<slug:kind>/<uuid:pk>/grant/", restriction_views.grant, name="grant"),
]
if settings.DEBUG:
    urlpatterns.append(path("components/", views.gallery, name="gallery"))
