from django.urls import path

from cases import (
    action_views,
    allocation_views,
    child_views,
    closing_views,
    factor_views,
    incident_views,
    join_views,
    link_views,
    merge_views,
    note_views,
    pattern_views,
    people_merge_views,
    picture_views,
    review_views,
    transfer_views,
    views,
)

app_name = "cases"
urlpatterns = [
    path("cases/", views.case_list, name="case-list"),
    path("cases/propose/", views.case_propose, name="case-propose"),
    path("cases/<uuid:pk>/", views.case_detail, name="case-detail"),
    path("cases/<uuid:pk>/open/", views.case_open, name="case-open"),
    path("cases/<uuid:pk>/decline/", views.case_decline, name="case-decline"),
    path("cases/<uuid:pk>/referral-date/", views.case_referral_date, name="case-referral-date"),
    path("cases/<uuid:pk>/reopen/", views.case_reopen, name="case-reopen"),
    path("cases/<uuid:pk>/children/open/", views.child_open, name="child-open"),
    path("cases/<uuid:pk>/history/", views.case_history, name="case-history"),
    # Who holds it
    path("cases/<uuid:pk>/allocate/", allocation_views.case_allocate, name="case-allocate"),
    path("cases/<uuid:pk>/allocations/<uuid:allocation>/end/", allocation_views.allocation_end, name="allocation-end"),
    path("cases/to-hand-over/", allocation_views.to_hand_over, name="to-hand-over"),
    path("staff/<uuid:pk>/hand-over/", allocation_views.hand_over, name="hand-over"),
    # Moving to another team
    path("cases/transfers/", transfer_views.transfer_list, name="transfer-list"),
    path("cases/<uuid:pk>/transfer/", transfer_views.case_transfer, name="case-transfer"),
    path("cases/<uuid:pk>/transfers/<uuid:transfer>/send/", transfer_views.transfer_send, name="transfer-send"),
    path("cases/<uuid:pk>/transfers/<uuid:transfer>/accept/", transfer_views.transfer_accept, name="transfer-accept"),
    path(
        "cases/<uuid:pk>/transfers/<uuid:transfer>/decline/", transfer_views.transfer_decline, name="transfer-decline"
    ),
    path(
        "cases/<uuid:pk>/transfers/<uuid:transfer>/withdraw/",
        transfer_views.transfer_withdraw,
        name="transfer-withdraw",
    ),
    # Closing
    path("cases/closings/", closing_views.closing_list, name="closing-list"),
    path("cases/<uuid:pk>/close/", closing_views.case_close, name="case-close"),
    path("cases/<uuid:pk>/children/<uuid:period>/close/", closing_views.child_close, name="child-close"),
    path("cases/<uuid:pk>/closings/<uuid:closure>/agree/", closing_views.closing_agree, name="closing-agree"),
    path("cases/<uuid:pk>/closings/<uuid:closure>/return/", closing_views.closing_return, name="closing-return"),
    # What harms children outside the family, what is to be done about it, and the links it proposes
    path("cases/<uuid:pk>/factors/", factor_views.factor_list, name="factor-list"),
    path("cases/<uuid:pk>/factors/new/", factor_views.factor_create, name="factor-create"),
    path("factors/<uuid:pk>/", factor_views.factor_detail, name="factor-detail"),
    path("factors/<uuid:pk>/change/", factor_views.factor_change, name="factor-change"),
    path("factors/<uuid:pk>/status/", factor_views.factor_status, name="factor-status"),
    path("factors/<uuid:pk>/actions/add/", factor_views.action_add, name="action-add"),
    path("actions/", action_views.action_list, name="action-list"),
    path("actions/<uuid:pk>/finish/", action_views.action_finish, name="action-finish"),
    path("actions/<uuid:pk>/reassign/", action_views.action_reassign, name="action-reassign"),
    path("actions/<uuid:pk>/extend/", action_views.action_extend, name="action-extend"),
    path("actions/<uuid:pk>/wait/", action_views.action_wait, name="action-wait"),
    path("links-proposed/", action_views.proposal_list, name="proposal-list"),
    path("links-proposed/<uuid:pk>/accept/", action_views.proposal_accept, name="proposal-accept"),
    path("links-proposed/<uuid:pk>/decline/", action_views.proposal_decline, name="proposal-decline"),
    # Joining
    path("families/<uuid:pk>/join/", join_views.family_join, name="family-join"),
    path("joins/<uuid:pk>/undo/", join_views.join_undo, name="join-undo"),
    # Merging contexts
    path("contexts/<uuid:pk>/merge/", merge_views.context_merge, name="context-merge"),
    path("merges/", merge_views.merge_list, name="merge-list"),
    path("merges/<uuid:pk>/", merge_views.merge_detail, name="merge-detail"),
    path("merges/asked/<uuid:pk>/decline/", merge_views.merge_decline, name="merge-decline"),
    # Merging two records of one person
    path("people/<uuid:pk>/merge/", people_merge_views.person_merge, name="person-merge"),
    path("people/merges/<uuid:pk>/", people_merge_views.person_merge_detail, name="person-merge-detail"),
    path("people/merges/<uuid:pk>/undo/", people_merge_views.person_merge_undo, name="person-merge-undo"),
    # Children open to the service, and what they are to it
    path("children/", child_views.child_list, name="child-list"),
    path("children/<uuid:pk>/statuses/", child_views.status_list, name="status-list"),
    path("children/<uuid:pk>/statuses/give/", child_views.status_give, name="status-give"),
    path("statuses/<uuid:pk>/end/", child_views.status_end, name="status-end"),
    path("statuses/<uuid:pk>/category/", child_views.status_category, name="status-category"),
    # Who shares a context with whom
    path("people/<uuid:pk>/shared-contexts/", link_views.shared_contexts, name="shared-contexts"),
    path("contexts/<uuid:pk>/children/", link_views.context_children, name="context-children"),
    path("children/<uuid:pk>/picture/", picture_views.child_picture, name="child-picture"),
    path("contexts/<uuid:pk>/picture/", picture_views.context_picture, name="context-picture"),
    # Patterns: links across the service, for a manager
    path("patterns/", pattern_views.patterns, name="patterns"),
    path("patterns/groups/", pattern_views.pattern_groups, name="pattern-groups"),
    path("patterns/contexts/", pattern_views.pattern_contexts, name="pattern-contexts"),
    path("patterns/links/", pattern_views.pattern_links, name="pattern-links"),
    path("patterns/peer-groups/", pattern_views.pattern_peer_groups, name="pattern-peer-groups"),
    # Notes, on each record they stand on
    path("notes/new/", note_views.note_create, name="note-create"),
    path("notes/<uuid:pk>/", note_views.note_detail, name="note-detail"),
    path("notes/<uuid:pk>/amend/", note_views.note_amend, name="note-amend"),
    path("notes/<uuid:pk>/still-true/", review_views.note_review, name="note-review"),
    path("people/<uuid:pk>/notes/", note_views.person_notes, name="person-notes"),
    path("families/<uuid:pk>/notes/", note_views.family_notes, name="family-notes"),
    path("contexts/<uuid:pk>/notes/", note_views.context_notes, name="context-notes"),
    # Incidents, on each record they stand on
    path("incidents/new/", incident_views.incident_create, name="incident-create"),
    path("incidents/<uuid:pk>/", incident_views.incident_detail, name="incident-detail"),
    path("incidents/<uuid:pk>/change/", incident_views.incident_change, name="incident-change"),
    path("incidents/<uuid:pk>/still-true/", review_views.incident_review, name="incident-review"),
    path("people/<uuid:pk>/incidents/", incident_views.person_incidents, name="person-incidents"),
    path("families/<uuid:pk>/incidents/", incident_views.family_incidents, name="family-incidents"),
    path("contexts/<uuid:pk>/incidents/", incident_views.context_incidents, name="context-incidents"),
]
