from django.urls import path

from contexts import link_views, map_views, views

app_name = "contexts"
urlpatterns = [
    path("", views.context_list, name="context-list"),
    path("new/", views.context_create, name="context-create"),
    path("map/", map_views.context_map, name="context-map"),
    path("map/drawn/", map_views.context_map_drawn, name="context-map-drawn"),
    path("<uuid:pk>/", views.context_detail, name="context-detail"),
    path("<uuid:pk>/edit/", views.context_edit, name="context-edit"),
    path("<uuid:pk>/review/", views.context_review, name="context-review"),
    path("<uuid:pk>/history/", views.context_history, name="context-history"),
    path("<uuid:pk>/adults/add/", views.adult_add, name="adult-add"),
    path("<uuid:pk>/relations/add/", views.relation_add, name="relation-add"),
    # Children linked to a context, from either side
    path("<uuid:pk>/children/add/", link_views.link_add, name="link-add"),
    path("of/<uuid:pk>/", link_views.person_contexts, name="person-contexts"),
    path("of/<uuid:pk>/add/", link_views.person_link_add, name="person-link-add"),
    path("links/<uuid:pk>/", link_views.link_detail, name="link-detail"),
    path("links/<uuid:pk>/renew/", link_views.link_renew, name="link-renew"),
    path("links/<uuid:pk>/end/", link_views.link_end, name="link-end"),
]
