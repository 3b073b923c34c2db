from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from contexts.models import Context
from contexts.pages import context_page
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.disclosures import Kind, give
from cs_casework.overview.summary.child import summary_of_child
from cs_casework.overview.summary.place import summary_of_context
from cs_casework.pages import needs
from families.models import Person
from families.pages import person_page


@needs(Permission.VIEW_CASES)
def person_summary(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, Person, pk=pk)
    if person.merged_into_id:
        return redirect("overview:person-summary", person.merged_into_id)
    page = {
        "person": person,
        "page": person_page(person, request.user, "summary"),
        "summary": summary_of_child(person, request.user),
        "given": "",
    }
    return _shown_or_given(request, "overview/summary/child.html", page, person, [person.pk])


@needs(Permission.VIEW_CASES)
def context_summary(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context.objects.select_related("owner_team", "category"), pk=pk)
    if context.merged_into_id:
        return redirect("overview:context-summary", context.merged_into_id)
    page = {
        "context": context,
        "page": context_page(context, request.user, "summary"),
        "summary": summary_of_context(context, request.user),
        "given": "",
    }
    return _shown_or_given(request, "overview/summary/context.html", page, context, [])


def _shown_or_given(
    request: StaffRequest, template: str, page: dict[str, Any], about: Any, people: list[UUID]
) -> HttpResponse:
    """The page to be read; asked for, the form of who it is given to, and then the same page to be printed.

    Of a page that names others they are noted as it is made, and what left is of all of them.
    """
    if request.method == "GET" and "give" not in request.GET:
        return render(request, template, page)
    return give(
        request,
        Kind.SUMMARY,
        lambda given: render(request, template, page | given.on_paper),
        target=about,
        people=people,
        heading=_("Give out the summary of %(record)s") % {"record": about},
        submit=_("Go on to print"),
        back=request.path,
    )
