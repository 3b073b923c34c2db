"""Drafts in hand, and the address that a form being typed saves itself to."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cs_casework.drafts.forms import typed_fields
from cs_casework.drafts.models import Draft
from cs_casework.drafts.titles import FORMS
from cs_casework.drafts.workflow import LARGEST, discard_draft, save_draft


@require_GET
def draft_list(request: HttpRequest) -> HttpResponse:
    drafts = Draft.objects.visible_to(request.user).unfinished()[:100]
    return render(request, "drafts/draft_list.html", {"drafts": drafts})


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
        path=path,
        data=data,
    )
    return JsonResponse({"id": str(draft.pk), "saved_at": draft.saved_at.isoformat(), "version": draft.version})


@require_POST
def draft_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    draft = get_object_or_404(Draft.objects.visible_to(request.user).unfinished(), pk=pk)
    discard_draft(draft, by=request.user)
    messages.success(request, _("The draft has been thrown away."))
    return redirect("drafts:draft-list")
