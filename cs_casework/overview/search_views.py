from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cs_casework.access import record_listing
from cs_casework.accounts.requests import StaffRequest
from cs_casework.overview.searching.everything import KINDS, LAST_PAGE, kinds_for, search_everything, search_kind
from cs_casework.pages import page_number
from cs_casework.searches import asked, sought


@require_GET
def search(request: StaffRequest) -> HttpResponse:
    """Everything that was found, or one kind of it (`?kind=`) page by page."""
    typed = asked(request)
    text, name = sought(typed), typed.get("kind", "")
    kind = KINDS.get(name)
    page = max(1, min(page_number(request), LAST_PAGE))
    found = search_everything(text, request.user) if kind is None else [search_kind(name, text, request.user, page)]
    found = [one for one in found if one.hits]
    if text:
        record_listing(request, "search.done", {pk for one in found for hit in one.hits for pk in hit.shown})
    return render(
        request,
        "overview/search.html",
        {
            "search_text": text,
            "found": found,
            "kind": kind,
            "kinds": kinds_for(request.user),
            "page_number": page,
            "next_number": page + 1 if kind and found and found[0].has_more and page < LAST_PAGE else None,
        },
    )
