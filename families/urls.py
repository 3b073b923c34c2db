from django.urls import path

from families import family_views, people_views

app_name = "families"
urlpatterns = [
    # People
    path("people/", people_views.person_list, name="person-list"),
    path("people/new/", people_views.person_create, name="person-create"),
    path("people/<uuid:pk>/", people_views.person_detail, name="person-detail"),
    path("people/<uuid:pk>/edit/", people_views.person_edit, name="person-edit"),
    path("people/<uuid:pk>/names/add/", people_views.name_add, name="name-add"),
    path("people/<uuid:pk>/addresses/add/", people_views.address_add, name="address-add"),
    path("people/<uuid:pk>/addresses/<uuid:address>/end/", people_views.address_end, name="address-end"),
    path("people/<uuid:pk>/relationships/add/", people_views.relationship_add, name="relationship-add"),
    path(
        "people/<uuid:pk>/relationships/<uuid:relationship>/end/",
        people_views.relationship_end,
        name="relationship-end",
    ),
    path("people/<uuid:pk>/kinship/<uuid:other>/", people_views.kinship_settle, name="kinship-settle"),
    path("people/<uuid:pk>/history/", people_views.person_history, name="person-history"),
    path("possible-duplicates/", people_views.duplicate_list, name="duplicate-list"),
    path("possible-duplicates/<uuid:pk>/", people_views.duplicate_settle, name="duplicate-settle"),
    # Families
    path("families/", family_views.family_list, name="family-list"),
    path("families/new/", family_views.family_create, name="family-create"),
    path("families/<uuid:pk>/", family_views.family_detail, name="family-detail"),
    path("families/<uuid:pk>/edit/", family_views.family_edit, name="family-edit"),
    path("families/<uuid:pk>/confirm/", family_views.family_confirm, name="family-confirm"),
    path("families/<uuid:pk>/apart/", family_views.family_apart, name="family-apart"),
    path("families/<uuid:pk>/members/add/", family_views.member_add, name="member-add"),
    path("families/<uuid:pk>/members/<uuid:member>/end/", family_views.member_end, name="member-end"),
    path("families/<uuid:pk>/history/", family_views.family_history, name="family-history"),
]
