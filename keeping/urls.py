from django.urls import path

from keeping import access_views, views

app_name = "keeping"
urlpatterns = [
    path("due/<slug:kind>/", views.due_list, name="due-list"),
    path("disposals/", views.disposal_list, name="disposal-list"),
    path("disposals/<uuid:pk>/", views.disposal_detail, name="disposal-detail"),
    path("disposals/<uuid:pk>/agree/", views.disposal_agree, name="disposal-agree"),
    path("disposals/<uuid:pk>/decline/", views.disposal_decline, name="disposal-decline"),
    path("certificates/", views.certificate_list, name="certificate-list"),
    path("holds/", views.hold_list, name="hold-list"),
    path("holds/add/<slug:kind>/<uuid:pk>/", views.hold_add, name="hold-add"),
    path("holds/<uuid:pk>/", views.hold_detail, name="hold-detail"),
    path("holds/<uuid:pk>/review/", views.hold_review, name="hold-review"),
    path("holds/<uuid:pk>/end/", views.hold_end, name="hold-end"),
    path("rules/", views.rule_list, name="rule-list"),
    path("rules/<uuid:pk>/edit/", views.rule_edit, name="rule-edit"),
    path("rules/<uuid:pk>/history/", views.rule_history, name="rule-history"),
    path("requests/", access_views.access_list, name="access-list"),
    path("requests/add/<uuid:pk>/", access_views.access_add, name="access-add"),
    path("requests/<uuid:pk>/", access_views.access_detail, name="access-detail"),
    path("requests/<uuid:pk>/entries/", access_views.access_items, name="access-items"),
    path("requests/<uuid:pk>/entries/read/", access_views.access_read, name="access-read"),
    path("requests/<uuid:pk>/entries/<uuid:item>/", access_views.access_item, name="access-item"),
    path("requests/<uuid:pk>/words/", access_views.access_words, name="access-words"),
    path("requests/<uuid:pk>/words/<uuid:mask>/", access_views.access_word, name="access-word"),
    path("requests/<uuid:pk>/extend/", access_views.access_extend, name="access-extend"),
    path("requests/<uuid:pk>/end/", access_views.access_end, name="access-end"),
    path("requests/<uuid:pk>/submit/", access_views.access_submit, name="access-submit"),
    path("requests/<uuid:pk>/return/", access_views.access_return, name="access-return"),
    path("requests/<uuid:pk>/check/", access_views.access_check, name="access-check"),
    path("requests/<uuid:pk>/give/", access_views.access_give, name="access-give"),
    path("requests/<uuid:pk>/pack/<int:volume>/", access_views.access_pdf, name="access-pdf"),
]
