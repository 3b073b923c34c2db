"""Finding somebody to add to a record: search, then choose. Works the same without JavaScript."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from cs_casework.access import record_listing
from cs_casework.accounts.requests import StaffRequest
from cs_casework.searches import asked, sought
from families.models import Person

MOST = 20


def choose_person(
    request: StaffRequest,
    *,
    heading: str,
    back: str,
    page: Any,
    field: str,
    leave_out: Iterable[UUID] = (),
    intro: str = "",
    likely: Sequence[Person] = (),
) -> HttpResponse:
    """A page that finds people by name or id and leads back here with `?<field>=` set to the one chosen. The likeliest,
    if there are any, stand there before anything is searched for."""
    text = sought(asked(request))
    found = list(likely)
    if text:
        found = list(Person.objects.visible_to(request.user).search(text).exclude(pk__in=leave_out)[:MOST])
    if found or text:
        record_listing(request, "person.searched", [person.pk for person in found])
    context = {
        "heading": heading,
        "intro": intro,
        "back": back,
        "page": page,
        "text": text,
        "people": found,
        "most": MOST,
        "field": field,
    }
    return render(request, "families/choose_person.html", context)
