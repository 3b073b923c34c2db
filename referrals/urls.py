from django.urls import path

from referrals import (
    attachment_views,
    decision_views,
    figure_views,
    intake_people_views,
    intake_views,
    match_views,
    record_views,
    views,
)

app_name = "referrals"
urlpatterns = [
    # The tracker, and one contact
    path("", views.referral_list, name="referral-list"),
    path("export/", views.referral_export, name="referral-export"),
    path("<uuid:pk>/", views.referral_detail, name="referral-detail"),
    path("<uuid:pk>/history/", views.referral_history, name="referral-history"),
    # Taking one
    path("new/", intake_views.intake_begin, name="intake-begin"),
    path("<uuid:pk>/taking/", intake_views.intake, name="intake"),
    path("<uuid:pk>/take-over/", intake_views.intake_take_over, name="intake-take-over"),
    path("<uuid:pk>/danger/", intake_views.intake_danger, name="intake-danger"),
    path("<uuid:pk>/received/", intake_views.intake_received, name="intake-received"),
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
    # The files that came with it
    path("<uuid:pk>/files/add/", attachment_views.attachment_add, name="attachment-add"),
    path("<uuid:pk>/files/<uuid:attachment>/", attachment_views.attachment_download, name="attachment-download"),
    path(
        "<uuid:pk>/files/<uuid:attachment>/withdraw/", attachment_views.attachment_withdraw, name="attachment-withdraw"
    ),
    # On the records of whom and what it is about
    path("people/<uuid:pk>/", record_views.person_referrals, name="person-referrals"),
    path("contexts/<uuid:pk>/", record_views.context_referrals, name="context-referrals"),
]
