import datetime
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.links.drawing import drawing_of
from cases.links.picture import MOST, Pair, Picture, picture_of_child, picture_of_context
from cases.picture_forms import PictureForm
from contexts.codes import AdultRole
from contexts.models import Context, ContextAdult
from contexts.pages import context_page
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.log import record
from cs_casework.pages import RecordPage, needs
from families.models import Person
from families.pages import person_page

MOST_ADULTS = 10


@require_GET
@needs(Permission.VIEW_CONTEXTS)
def child_picture(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Around one child: its contexts and who is linked to it there."""
    child = open_record(request, Person, pk=pk, viewed=False)
    form = PictureForm(request.GET)
    return _show(request, child, form, picture_of_child, person_page(child, request.user, "shared"))


@require_GET
@needs(Permission.VIEW_CONTEXTS)
def context_picture(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Around one context: the open children linked to it."""
    context = open_record(request, Context, pk=pk, viewed=False)
    form = PictureForm(request.GET, of_context=True)
    page = context_page(context, request.user, "children")
    adults = list(_looking_out(context, request, form.asked.day)) if form.is_valid() else []
    return _show(request, context, form, picture_of_context, page, adults)


def _looking_out(context: Context, request: StaffRequest, day: datetime.date) -> Any:
    """The adults who protect young people there or manage the place: they stand before the links, in words."""
    adults = ContextAdult.objects.visible_to(request.user).filter(context=context).exclude(role=AdultRole.CONCERN)
    return adults.current(day).protective_first().select_related("person")[:MOST_ADULTS]


def _show(
    request: StaffRequest,
    centre: Any,
    form: PictureForm,
    ask: Callable[..., Picture],
    page: RecordPage,
    adults: Sequence[ContextAdult] = (),
) -> HttpResponse:
    """The picture and its table. In the audit stands from which record it was opened, and everybody who was drawn:
    this is the viewing of that record, and no other is written."""
    picture = ask(centre, request.user, form.asked, steps=2 if form.is_wide else 1) if form.is_valid() else None
    is_drawn = picture is not None and not picture.is_too_large and not picture.is_empty
    record(
        by=request.user,
        action=f"{centre._meta.model_name}.pictured",
        target=centre,
        shown=[*(picture.shown if picture else []), *(adult.person_id for adult in adults if adult.person_id)],
    )
    return render(
        request,
        "cases/picture.html",
        {
            "page": page,
            "of_child": isinstance(centre, Person),
            "form": form,
            "asked": form.asked if picture else None,
            "picture": picture,
            "adults": adults,
            "drawing": drawing_of(picture) if picture and is_drawn else None,
            "pairs": sorted(picture.pairs, key=_by_context if form.is_by_context else _by_child) if picture else [],
            "by_context": form.is_by_context,
            "most": MOST,
            "steps": [
                {"label": _("One step"), "query": _query(request, steps="1"), "current": not form.is_wide},
                {"label": _("Two steps"), "query": _query(request, steps="2"), "current": form.is_wide},
            ],
            "by_child_query": _query(request, sort="child"),
            "by_context_query": _query(request, sort="context"),
        },
    )


def _query(request: StaffRequest, **changed: str) -> str:
    """The address as it was asked, with something else in it."""
    fields = request.GET.copy()
    for name, value in changed.items():
        fields[name] = value
    return f"?{fields.urlencode()}"


def _by_child(pair: Pair) -> tuple[str, ...]:
    child, context = pair.child.child, pair.context
    return str(child).casefold(), child.reference, context.name.casefold(), context.reference


def _by_context(pair: Pair) -> tuple[str, ...]:
    return (*_by_child(pair)[2:], *_by_child(pair)[:2])
