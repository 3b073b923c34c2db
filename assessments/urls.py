from django.urls import path

from assessments import child_views, list_views, manager_views, participant_views, print_views, views, weighing_views

app_name = "assessments"
urlpatterns = [
    # On a case, and on whom and what it is about
    path("cases/<uuid:pk>/assessments/", list_views.case_assessments, name="case-assessments"),
    path("cases/<uuid:pk>/assessments/start/", views.assessment_start, name="assessment-start"),
    path("people/<uuid:pk>/assessments/", list_views.person_assessments, name="person-assessments"),
    path("families/<uuid:pk>/assessments/", list_views.family_assessments, name="family-assessments"),
    path("contexts/<uuid:pk>/assessments/", list_views.context_assessments, name="context-assessments"),
    # One
    path("assessments/<uuid:pk>/", views.assessment_detail, name="assessment-detail"),
    path("assessments/<uuid:pk>/sections/<slug:name>/", views.section, name="section"),
    path("assessments/<uuid:pk>/sections/<slug:name>/versions/", views.section_history, name="section-history"),
    path("assessments/<uuid:pk>/submit/", views.assessment_submit, name="assessment-submit"),
    path("assessments/<uuid:pk>/discard/", views.assessment_discard, name="assessment-discard"),
    # What a manager does with it
    path("assessments/<uuid:pk>/authorise/", manager_views.assessment_authorise, name="assessment-authorise"),
    path("assessments/<uuid:pk>/return/", manager_views.assessment_return, name="assessment-return"),
    path("assessments/<uuid:pk>/extend/", manager_views.assessment_extend, name="assessment-extend"),
    # Printed, with or without names
    path("assessments/<uuid:pk>/print/", print_views.assessment_print, name="assessment-print"),
    path("assessments/<uuid:pk>/print/<uuid:copy>/", print_views.printed_copy, name="printed-copy"),
    path("assessments/<uuid:pk>/print/<uuid:copy>/pdf/", print_views.printed_copy_pdf, name="printed-copy-pdf"),
    path("assessments/<uuid:pk>/names/", print_views.name_check, name="name-check"),
    path("assessments/<uuid:pk>/names/<slug:key>/", print_views.name_answer, name="name-answer"),
    path("assessments/<uuid:pk>/names/<uuid:answer>/take-back/", print_views.name_take_back, name="name-take-back"),
    # Its children
    path("assessments/<uuid:pk>/children/add/", child_views.child_add, name="child-add"),
    path("assessments/<uuid:pk>/children/<uuid:row>/", child_views.child, name="child"),
    path("assessments/<uuid:pk>/children/<uuid:row>/write/", child_views.child_write, name="child-write"),
    path("assessments/<uuid:pk>/children/<uuid:row>/versions/", child_views.child_history, name="child-history"),
    path("assessments/<uuid:pk>/children/<uuid:row>/take-out/", child_views.child_take_out, name="child-take-out"),
    # What weighs how much, in whose view: of a context, and of each child of a family
    path("assessments/<uuid:pk>/weighting/<slug:view>/", weighing_views.weighting_write, name="weighting-write"),
    path(
        "assessments/<uuid:pk>/weighting/<slug:view>/versions/",
        weighing_views.weighting_versions,
        name="weighting-versions",
    ),
    path(
        "assessments/<uuid:pk>/children/<uuid:row>/weighting/<slug:view>/",
        weighing_views.weighting_write,
        name="child-weighting-write",
    ),
    path(
        "assessments/<uuid:pk>/children/<uuid:row>/weighting/<slug:view>/versions/",
        weighing_views.weighting_versions,
        name="child-weighting-versions",
    ),
    # Who takes part
    path("assessments/<uuid:pk>/participants/", participant_views.participants, name="participants"),
    path(
        "assessments/<uuid:pk>/participants/<uuid:row>/",
        participant_views.participant_change,
        name="participant-change",
    ),
    path(
        "assessments/<uuid:pk>/participants/<uuid:row>/take-out/",
        participant_views.participant_take_out,
        name="participant-take-out",
    ),
]
