from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.links.asking import links_named
from cases.models import CaseNote
from contexts.reviewing import renew_links
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import needs


@needs(Permission.EDIT_CONTEXTS)
def note_review(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Whether the links between the children and the contexts that a note names are still true: `link` for one of them,
    nothing for all."""
    note = open_record(request, CaseNote, pk=pk)
    asked = links_named(note.pk, request.user)
    if request.method == "POST":
        one = request.POST.get("link")
        chosen = [link for link in asked if str(link.pk) == one] if one else asked
        try:
            done = renew_links(chosen, by=request.user, reason=_("A case note named the child and the context"))
            said = ngettext("Recorded of %(n)s link: still true.", "Recorded of %(n)s links: still true.", done)
            messages.success(request, said % {"n": done})
        except ValidationError:
            messages.warning(request, _("Somebody has answered for this meanwhile."))
        return redirect("cases:note-review", note.pk) if len(asked) > len(chosen) else redirect(note)
    return render(request, "cases/note_review.html", {"note": note, "asked": asked, "back": note.get_absolute_url()})
