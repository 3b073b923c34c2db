from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases.forms import JoinForm
from cases.joining import join_families
from cases.models import Case
from contexts.views import uuid_or_none
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, needs
from cs_casework.searches import asked, sought
from families.models import Family
from families.pages import family_page


@needs(Permission.JOIN_FAMILIES)
def family_join(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First which other family, then why: `?with=` holds the one chosen, which is joined into this one."""
    kept = open_record(request, Family.objects.filter(joined_into=None), pk=pk)
    page = family_page(kept, request.user)
    if not request.GET.get("with"):
        text = sought(asked(request))
        found = []
        if text:
            others = Family.objects.visible_to(request.user).standing().search(text, request.user).exclude(pk=kept.pk)
            found = list(others.with_member_names(request.user)[:20])
        return render(
            request,
            "cases/choose_family.html",
            {"family": kept, "page": page, "back": kept.get_absolute_url(), "text": text, "families": found},
        )
    joined = open_record(request, Family.objects.filter(joined_into=None), pk=uuid_or_none(request.GET["with"]))
    unfinished = Case.objects.visible_to(request.user).filter(
        family__in=[kept, joined], status__in=["open", "proposed"]
    )
    return answer_form(
        request,
        JoinForm(request.POST or None, cases=unfinished.select_related("family", "context")),
        lambda **fields: join_families(kept, joined=joined, **fields),
        done=kept,
        said=_("The two families are one. The other reference leads here."),
        heading=_("Join %(joined)s into %(kept)s?") % {"joined": joined, "kept": kept},
        intro=_("Its members, cases and notes come to this family."),
        submit=_("Join the families"),
        back=kept.get_absolute_url(),
        page=page,
    )
