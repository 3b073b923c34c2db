from django.urls import path, re_path

from cs_casework.api import (  # noqa: F401  # each offers its resources
    assessments,
    cases,
    confidential,
    contexts,
    doing,
    looked,
    notes,
    people,
    plans,
    reference,
    referrals,
    risks,
)
from cs_casework.api.pages import SchemaView, docs, resource_docs
from cs_casework.api.problems import nothing_here
from cs_casework.api.questions import addresses
from cs_casework.api.resources import RESOURCES
from cs_casework.api.routes import addresses_of

app_name = "api"
urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    path("docs/<slug:name>/", resource_docs, name="resource-docs"),
    *addresses(),
    *(address for resource in RESOURCES.values() for address in addresses_of(resource)),
    re_path(r"^", nothing_here, name="nothing"),
]
