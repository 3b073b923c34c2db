from django.urls import path

from referrals import intake_people_views, intake_views, views

app_name = "referrals"
urlpatterns = [
    path("", views.referral_list, name="referral-list"),
    path("<uuid:pk>/", views.referral_detail, name="referral-detail"),
    path("<uuid:pk>/history/", views.referral_history, name="referral-history"),
    # Taking one
    path("new/", intake_views.intake_begin, name="intake-begin"),
    path("<uuid:pk>/taking/", intake_views.intake, name="intake"),
    path("<uuid:pk>/take-over/", intake_views.intake_take_over, name="intake-take-over"),
    path("<uuid:pk>/danger/", intake_views.intake_danger, name="intake-danger"),
    path("<uuid:pk>/taken-in-error/", intake_views.intake_withdraw, name="intake-withdraw"),
    path("<uuid:pk>/taking/<slug:step>/", intake_views.intake_step, name="intake-step"),
    path("<uuid:pk>/keep/<str:key>/", intake_views.intake_keep, name="intake-keep"),
    path("<uuid:pk>/suggest/<slug:noun>/", intake_people_views.intake_suggest, name="intake-suggest"),
    path("<uuid:pk>/stated/<slug:noun>/new/", intake_people_views.intake_row_add, name="intake-row-add"),
    path("<uuid:pk>/stated/<slug:noun>/<uuid:row>/", intake_people_views.intake_row, name="intake-row"),
    path("<uuid:pk>/stated/<slug:noun>/<uuid:row>/out/", intake_people_views.intake_row_out, name="intake-row-out"),
    path("<uuid:pk>/stated/<slug:noun>/<uuid:row>/back/", intake_people_views.intake_row_back, name="intake-row-back"),
]
