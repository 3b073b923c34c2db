from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from contexts.models import Context
from contexts.pages import context_page
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.overview.summary.child import summary_of_child
from cs_casework.overview.summary.place import summary_of_context
from cs_casework.pages import needs
from families.models import Person
from families.pages import person_page


@require_GET
@needs(Permission.VIEW_CASES)
def person_summary(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, Person, pk=pk)
    if person.merged_into_id:
        return redirect("overview:person-summary", person.merged_into_id)
    page = {
        "person": person,
        "page": person_page(person, request.user, "summary"),
        "summary": summary_of_child(person, request.user),
        "printed_at": timezone.now(),
    }
    return render(request, "overview/summary/child.html", page)


@require_GET
@needs(Permission.VIEW_CASES)
def context_summary(request: StaffRequest, pk: UUID) -> HttpResponse:
    context = open_record(request, Context.objects.select_related("owner_team", "category"), pk=pk)
    if context.merged_into_id:
        return redirect("overview:context-summary", context.merged_into_id)
    page = {
        "context": context,
        "page": context_page(context, request.user, "summary"),
        "summary": summary_of_context(context, request.user),
        "printed_at": timezone.now(),
    }
    return render(request, "overview/summary/context.html", page)
