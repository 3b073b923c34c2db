from django.conf import settings
from django.urls import include, path, register_converter

from cs_casework.overview import (
    calendar_views,
    chronology_views,
    deadline_views,
    restriction_list_views,
    restriction_notes_views,
    restriction_views,
    search_views,
    summary_views,
    views,
    young_views,
)
from cs_casework.overview.confidential import bar_views
from cs_casework.overview.confidential import views as emergency_views


class RecordKind:
    """A kind of record that has a chronology, as it stands in its addresses."""

    regex = "people|families|contexts"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RecordKind, "record")

# What stands under the address of one restricted record: who sees it, its reviews, and its notes on other records.
OF_A_RESTRICTION = [
    path("grants/<int:number>/renew/", restriction_views.grant_renew, name="grant-renew"),
    path("grants/<int:number>/end/", restriction_views.grant_end, name="grant-end"),
    path("keep/", restriction_views.restriction_keep, name="restriction-keep"),
    path("lift/", restriction_views.lifting_propose, name="lifting-propose"),
    path("lift/<uuid:review>/agree/", restriction_views.lifting_agree, name="lifting-agree"),
    path("lift/<uuid:review>/refuse/", restriction_views.lifting_refuse, name="lifting-refuse"),
    path("lift/<uuid:review>/take-back/", restriction_views.lifting_take_back, name="lifting-take-back"),
    path("notes/", restriction_notes_views.restriction_notes, name="restriction-notes"),
    path("notes/<uuid:note>/release/", restriction_notes_views.note_release, name="note-release"),
    path("notes/<uuid:note>/hide/", restriction_notes_views.note_hide, name="note-hide"),
]

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("my-work/", views.own_work, name="my-work"),
    path("links-due/", views.links_due, name="links-due"),
    path("deadlines/", deadline_views.deadlines, name="deadlines"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("calendar/renew/", calendar_views.calendar_renew, name="calendar-renew"),
    path("calendar/end/", calendar_views.calendar_end, name="calendar-end"),
    path("calendar/<str:token>.ics", calendar_views.calendar_feed, name="calendar-feed"),
    path("search/", search_views.search, name="search"),
    path("people/<uuid:pk>/summary/", summary_views.person_summary, name="person-summary"),
    path("people/<uuid:pk>/said/", young_views.what_they_said, name="what-they-said"),
    path("people/<uuid:pk>/said/plans/", young_views.plans_in_plain_words, name="plans-in-plain-words"),
    path("contexts/<uuid:pk>/summary/", summary_views.context_summary, name="context-summary"),
    path("<record:kind>/<uuid:pk>/chronology/", chronology_views.chronology, name="chronology"),
    path("<record:kind>/<uuid:pk>/chronology/choose/", chronology_views.chronology_choose, name="chronology-choose"),
    path("<record:kind>/<uuid:pk>/chronology/print/", chronology_views.chronology_print, name="chronology-print"),
    path("audit/", views.audit_list, name="audit-list"),
    path("restrictions/", restriction_list_views.restriction_list, name="restriction-list"),
    path("restrictions/lapsing/", restriction_list_views.grants_lapsing, name="grants-lapsing"),
    path("restrictions/<slug:kind>/<uuid:pk>/", restriction_views.restriction, name="restriction"),
    path("restrictions/<slug:kind>/<uuid:pk>/restrict/", restriction_views.restrict, name="restrict"),
    path("restrictions/<slug:kind>/<uuid:pk>/grant/", restriction_views.grant, name="grant"),
    path("restrictions/<slug:kind>/<uuid:pk>/", include(OF_A_RESTRICTION)),
    path("standing-grants/", restriction_list_views.standing_list, name="standing-list"),
    path("standing-grants/give/", restriction_list_views.standing_give, name="standing-give"),
    path("standing-grants/<uuid:pk>/review/", restriction_list_views.standing_review, name="standing-review"),
    path("standing-grants/<uuid:pk>/end/", restriction_list_views.standing_end, name="standing-end"),
    path("restrictions/<slug:kind>/<uuid:pk>/bar/", bar_views.bar, name="bar"),
    path("bars/", bar_views.bar_list, name="bar-list"),
    path("bars/<slug:kind>/<uuid:pk>/manager/", bar_views.successor, name="successor"),
    path("bars/<slug:kind>/<uuid:pk>/end/", bar_views.bar_end, name="bar-end"),
    path("bars/<slug:kind>/<uuid:pk>/decide/", bar_views.bar_confirm, name="bar-confirm"),
    path("interests/declare/", bar_views.interest, name="interest"),
    path("interests/declared/", bar_views.interest_declared, name="interest-declared"),
    path("interests/", bar_views.interest_list, name="interest-list"),
    path("interests/<uuid:pk>/looked-at/", bar_views.interest_look_at, name="interest-look-at"),
    path("break-glass/", emergency_views.emergency, name="emergency"),
    path("break-glass/asked/", emergency_views.emergency_asked, name="emergency-asked"),
    path("break-glass/limit/", emergency_views.emergency_limit, name="emergency-limit"),
    path("break-glass/opened/", emergency_views.emergency_opened, name="emergency-opened"),
    path("emergencies/", emergency_views.emergency_list, name="emergency-list"),
    path("emergencies/<uuid:pk>/", emergency_views.emergency_answer, name="emergency-answer"),
    path("emergencies/<uuid:pk>/looked-at/", emergency_views.emergency_look_at, name="emergency-look-at"),
    path("emergencies/<uuid:pk>/pass-on/", emergency_views.emergency_pass_on, name="emergency-pass-on"),
]
if settings.DEBUG:
    urlpatterns.append(path("components/", views.gallery, name="gallery"))
