"""The map of places, and the list of the same places."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from contexts.filters import MapFilter
from contexts.mapping import MOST_DRAWN, count_children, drawn, kinds_on_map, places
from contexts.views import uuid_or_none
from cs_casework.access import record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import needs, paginate
from cs_casework.searches import asked


@require_GET
@needs(Permission.VIEW_CONTEXTS)
def context_map(request: StaffRequest) -> HttpResponse:
    """The list in full, page by page, and the numbers of each area: what the map draws is all on it."""
    narrowed = _narrowed(request)
    page = paginate(request, narrowed.qs)
    counted, whole = count_children(request.user)
    record_listing(request, "context.map_listed")
    context = {
        "page_of": page,
        "filter": narrowed.form,
        "is_filtered": any(name not in ("page", "open") for name in request.GET),
        "counted": counted,
        "whole": whole,
        "kinds": kinds_on_map(),
        "drawn": min(page.paginator.count, MOST_DRAWN),
        "tiles": settings.MAP_TILE_URL,
        "attribution": settings.MAP_ATTRIBUTION,
    }
    return render(request, "contexts/context_map.html", context)


@require_GET
@needs(Permission.VIEW_CONTEXTS)
def context_map_drawn(request: StaffRequest) -> HttpResponse:
    """What the map's script draws: asked for by the page with its own query."""
    record_listing(request, "context.map_drawn")
    return JsonResponse(drawn(_narrowed(request).qs, request.user, uuid_or_none(request.GET.get("open", ""))))


def _narrowed(request: StaffRequest) -> Any:
    return MapFilter(asked(request), places(request.user), request=request)
