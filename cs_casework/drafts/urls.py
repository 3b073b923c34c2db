from django.urls import path

from cs_casework.drafts import views

app_name = "drafts"
urlpatterns = [
    path("", views.draft_list, name="draft-list"),
    path("save/", views.draft_save, name="draft-save"),
    path("<uuid:pk>/discard/", views.draft_discard, name="draft-discard"),
]
