"""Every address of the service, one line an app."""

from django.urls import include, path

urlpatterns = [
    path("", include("cs_casework.overview.urls")),
    path("", include("cs_casework.accounts.urls")),
    path("", include("cs_casework.administration.urls")),
    path("drafts/", include("cs_casework.drafts.urls")),
    path("", include("families.urls")),
    path("contexts/", include("contexts.urls")),
    path("", include("cases.urls")),
    path("referrals/", include("referrals.urls")),
    path("", include("assessments.urls")),
    path("", include("plans.urls")),
    path("", include("cs_casework.looking.urls")),
    path("keeping/", include("keeping.urls")),
]
