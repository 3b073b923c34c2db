from django.urls import path

from referrals import decision_views, figure_views, intake_people_views, intake_views, match_views, views

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
    # --- Decided ---
    path("<uuid:pk>/decide/", decision_views.referral_decide, name="referral-decide"),
    path("<uuid:pk>/countersign/", decision_views.referral_countersign, name="referral-countersign"),
    path("<uuid:pk>/reopen/", decision_views.referral_reopen, name="referral-reopen"),
    path("<uuid:pk>/tell/", decision_views.referral_tell, name="referral-tell"),
    path("<uuid:pk>/extend/", decision_views.referral_extend, name="referral-extend"),
    path("<uuid:pk>/children/<uuid:row>/match/", match_views.child_match, name="child-match"),
    path("<uuid:pk>/contexts/<uuid:row>/match/", match_views.context_match, name="context-match"),
    path("to-countersign/", decision_views.countersign_list, name="countersign-list"),
    path("matches/", match_views.match_list, name="match-list"),
    path("matches/<uuid:pk>/", match_views.match_settle, name="match-settle"),
    path("told/", decision_views.acknowledgement_list, name="acknowledgement-list"),
    path("told/<uuid:pk>/seen/", decision_views.acknowledge, name="acknowledge"),
    path("figures/", figure_views.referral_figures, name="referral-figures"),
]
