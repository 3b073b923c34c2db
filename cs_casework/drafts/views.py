"""Drafts in hand, and the address that a form being typed saves itself to."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cs_casework.drafts.forms import page_sent, read_version_sent, turn_sent, typed_fields, without_draft
from cs_casework.drafts.models import Draft
from cs_casework.drafts.titles import FORMS
from cs_casework.drafts.workflow import LARGEST, discard_draft, save_draft

PER_PAGE = 25


@require_GET
def draft_list(request: HttpRequest) -> HttpResponse:
    drafts = Draft.objects.visible_to(request.user).unfinished()
    page = Paginator(drafts, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "drafts/draft_list.html", {"page_of": page})


@require_POST
def draft_save(request: HttpRequest) -> HttpResponse:
    form, path = request.GET.get("form", ""), request.GET.get("path", "")
    if form not in FORMS or not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return JsonResponse({"message": _("This form keeps no drafts.")}, status=400)
    try:
        draft_id = UUID(request.POST["draft_id"]) if request.POST.get("draft_id") else uuid4()
    except ValueError:
        return JsonResponse({"message": _("This form keeps no drafts.")}, status=400)
    data = typed_fields(request.POST)
    if sum(len(value) for values in data.values() for value in values) > LARGEST:
        return JsonResponse({"message": _("This text is too long to keep as a draft.")}, status=413)
    # Somebody types: a sign of life, as opposed to what a form sends again by itself.
    mine = Draft.objects.visible_to(request.user)
    request.is_typed = not mine.filter(pk=draft_id, data=data).exists()  # type: ignore[attr-defined]
    draft = save_draft(
        id=draft_id,
        by=request.user,
        form=form,
        about=request.GET.get("about", ""),
        title=request.POST.get("title", ""),
        path=without_draft(path),
        data=data,
        page=page_sent(request),
        read_version=read_version_sent(request),
        turn=turn_sent(request),
    )
    answer = {"id": str(draft.pk), "saved_at": draft.saved_at.isoformat(), "version": draft.version}
    if not draft.submitted_at and mine.unfinished().beside(draft).exists():
        answer["message"] = _(
            "You have another draft of this form, perhaps in another window. Both are kept, under “Drafts”."
        )
    return JsonResponse(answer)


@require_POST
def draft_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    draft = get_object_or_404(Draft.objects.visible_to(request.user).unfinished(), pk=pk)
    discard_draft(draft, by=request.user)
    messages.success(request, _("The draft has been thrown away."))
    return redirect("drafts:draft-list")
