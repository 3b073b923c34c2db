"""What somebody looks for is often a child's name, and a name must not stand in an address.

A search form is posted. Its text is kept in the searcher's session under a key that means nothing, and the browser is
led on to the same page with `?s=<key>`: refresh, back and paging work as ever, and history and logs hold no name.
"""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

# Searches one session remembers; an older one's page asks for the text again.
MOST = 30
LONGEST = 200


def sought(typed: QueryDict, name: str = "q") -> str:
    """What was typed into a box that finds something: at most 200 characters, and no NUL, which nothing holds."""
    return typed.get(name, "").replace("\x00", "").strip()[:LONGEST]


class SearchMiddleware:
    """Leads a posted search (a form with a `_search` field) on to the page that shows what was found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Here and not above: by now it is known who asks, and that the form was one of ours (its token)."""
        if request.method == "POST" and "_search" in request.POST:
            return self.lead_on(request)
        return None

    def lead_on(self, request: HttpRequest) -> HttpResponse:
        address = QueryDict(mutable=True)
        for name, values in request.POST.lists():
            if name not in {"csrfmiddlewaretoken", "_search", "q"}:
                address.setlist(name, [value for value in values if value])
        if text := sought(request.POST):
            key = secrets.token_urlsafe(9)
            kept = dict(request.session.get("searches", {}))
            kept[key] = text
            request.session["searches"] = dict(list(kept.items())[-MOST:])
            address["s"] = key
        query = address.urlencode()
        return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)


def asked(request: HttpRequest) -> QueryDict:
    """What the address asks for, with the text of the search it stands for as `q`."""
    fields = request.GET.copy()
    if text := request.session.get("searches", {}).get(fields.get("s", "")):
        fields["q"] = text
    return fields
