from django.urls import path

from cases import join_views, note_views, views

app_name = "cases"
urlpatterns = [
    path("cases/", views.case_list, name="case-list"),
    path("cases/propose/", views.case_propose, name="case-propose"),
    path("cases/<uuid:pk>/", views.case_detail, name="case-detail"),
    path("cases/<uuid:pk>/open/", views.case_open, name="case-open"),
    path("cases/<uuid:pk>/decline/", views.case_decline, name="case-decline"),
    path("cases/<uuid:pk>/allocate/", views.case_allocate, name="case-allocate"),
    path("cases/<uuid:pk>/allocations/<uuid:allocation>/end/", views.allocation_end, name="allocation-end"),
    path("cases/<uuid:pk>/history/", views.case_history, name="case-history"),
    path("families/<uuid:pk>/join/", join_views.family_join, name="family-join"),
    # Notes, on each record they stand on
    path("notes/new/", note_views.note_create, name="note-create"),
    path("notes/<uuid:pk>/", note_views.note_detail, name="note-detail"),
    path("notes/<uuid:pk>/amend/", note_views.note_amend, name="note-amend"),
    path("people/<uuid:pk>/notes/", note_views.person_notes, name="person-notes"),
    path("families/<uuid:pk>/notes/", note_views.family_notes, name="family-notes"),
    path("contexts/<uuid:pk>/notes/", note_views.context_notes, name="context-notes"),
]
