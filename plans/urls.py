from django.urls import path

from plans import goal_views, list_views, manager_views, reach_views, views

app_name = "plans"
urlpatterns = [
    # On a case, and on whom and what it is about
    path("cases/<uuid:pk>/plans/", list_views.case_plans, name="case-plans"),
    path("cases/<uuid:pk>/plans/start/", views.plan_start, name="plan-start"),
    path("people/<uuid:pk>/plans/", list_views.person_plans, name="person-plans"),
    path("contexts/<uuid:pk>/plans/", list_views.context_plans, name="context-plans"),
    # What a manager watches
    path("plans/watch/<slug:what>/", list_views.plan_watch, name="plan-watch"),
    path("plans/reviews-due/", list_views.reviews_due, name="reviews-due"),
    # One
    path("plans/<uuid:pk>/", views.plan_detail, name="plan-detail"),
    path("plans/<uuid:pk>/write/", views.plan_write, name="plan-write"),
    path("plans/<uuid:pk>/ask/", views.plan_ask, name="plan-ask"),
    path("plans/<uuid:pk>/versions/", views.plan_versions, name="plan-versions"),
    path("plans/<uuid:pk>/agree/", manager_views.plan_agree, name="plan-agree"),
    path("plans/<uuid:pk>/return/", manager_views.plan_return, name="plan-return"),
    path("plans/<uuid:pk>/review/", manager_views.plan_review, name="plan-review"),
    path("plans/<uuid:pk>/extend/", manager_views.plan_extend, name="plan-extend"),
    path("plans/<uuid:pk>/end/", manager_views.plan_end, name="plan-end"),
    # Its goals
    path("plans/<uuid:pk>/goals/add/", goal_views.goal_add, name="goal-add"),
    path("plans/<uuid:pk>/goals/<uuid:goal>/change/", goal_views.goal_change, name="goal-change"),
    path("plans/<uuid:pk>/goals/<uuid:goal>/measure/", goal_views.goal_measure, name="goal-measure"),
    path("plans/<uuid:pk>/goals/<uuid:goal>/result/", goal_views.goal_result, name="goal-result"),
    path("plans/<uuid:pk>/goals/<uuid:goal>/take-out/", goal_views.goal_take_out, name="goal-take-out"),
    # What is done for it
    path("plans/<uuid:pk>/actions/add/", goal_views.action_add, name="action-add"),
    path("plans/<uuid:pk>/actions/use/", goal_views.action_tie, name="action-tie"),
    path("plans/<uuid:pk>/actions/<uuid:row>/take-out/", goal_views.action_untie, name="action-untie"),
    # The children whom a context's plan reaches
    path("plans/<uuid:pk>/children/", reach_views.plan_reach, name="plan-reach"),
    path("plans/<uuid:pk>/children/add/", reach_views.reach_add, name="reach-add"),
    path("plan-links/<uuid:pk>/change/", reach_views.reach_change, name="reach-change"),
    path("plan-links/<uuid:pk>/end/", reach_views.reach_end, name="reach-end"),
]
