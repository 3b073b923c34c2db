from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.forms import JoinForm, UndoForm
from cases.joining import join_families
from cases.models import Case, FamilyJoin, NoteSubject
from cases.undoing import undo_join
from contexts.views import uuid_or_none
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, attempt, needs
from cs_casework.searches import asked, sought
from families.matching import apart_from, may_be_one_with
from families.models import Family, FamilyMembership
from families.pages import family_page


@needs(Permission.JOIN_FAMILIES)
def family_join(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First which other family, then why: `?with=` holds the one chosen, which is joined into this one."""
    kept = open_record(request, Family.objects.filter(joined_into=None), pk=pk)
    if not request.GET.get("with"):
        return _choose(request, kept)
    joined = open_record(request, Family.objects.filter(joined_into=None), pk=uuid_or_none(request.GET["with"]))
    sides = [_side(family, request.user) for family in (kept, joined)]
    unsettled = [case for side in sides for case in side["cases"] if case.is_unsettled]
    form = JoinForm(
        request.POST or None,
        cases=Case.objects.visible_to(request.user).filter(pk__in=[case.pk for case in unsettled]),
        facts={str(case.pk): facts_of(case) for case in unsettled},
    )
    if request.method == "POST" and form.is_valid():
        join = attempt(form, join_families, kept, joined=joined, by=request.user, **form.cleaned_data)
        if join:
            said = _("The two families are one. The other reference leads here.")
            url, undo = reverse("cases:join-undo", args=[join.pk]), _("Undo the join")
            link = format_html('<a class="govuk-notification-banner__link" href="{}">{}</a>', url, undo)
            messages.success(request, format_html("{} {}", said, link))
            return redirect(kept)
    context = {
        "form": form,
        "kept": kept,
        "joined": joined,
        "sides": sides,
        "has_two_cases": len(unsettled) == 2,
        "apart": [row for other, row in apart_from(kept, request.user) if other == joined],
        "back": kept.get_absolute_url(),
        "page": family_page(kept, request.user),
    }
    return render(request, "cases/join_confirm.html", context)


def _choose(request: StaffRequest, kept: Family) -> HttpResponse:
    text = sought(asked(request))
    found = []
    if text:
        others = Family.objects.visible_to(request.user).standing().search(text, request.user).exclude(pk=kept.pk)
        found = list(others.with_member_names(request.user)[:20])
        record_listing(request, "family.searched", {member for family in found for member in family.member_ids})
    context = {
        "family": kept,
        "page": family_page(kept, request.user),
        "back": kept.get_absolute_url(),
        "text": text,
        "families": found,
        "matches": [] if text else may_be_one_with(kept, request.user),
    }
    return render(request, "cases/choose_family.html", context)


def _side(family: Family, user: User) -> dict[str, Any]:
    """What one of the two families brings, as far as this manager may see it."""
    members = FamilyMembership.objects.visible_to(user).filter(family=family, to_on=None).select_related("person")
    cases = Case.objects.visible_to(user).filter(family=family).select_related("team")
    notes = NoteSubject.objects.readable_by(user).filter(family=family).order_by()
    return {
        "family": family,
        "members": list(members),
        "cases": list(cases.with_continuation(user).with_workers(user).with_open_children(user)),
        "notes": notes.aggregate(count=Count("pk"))["count"],
    }


def facts_of(case: Any) -> str:
    """What one needs to know of a case to choose whether it continues."""
    opened = f"{case.opened_on:%-d %B %Y}" if case.opened_on else ""
    said = [_("Opened %(day)s.") % {"day": opened} if case.is_open else _("Proposed, and not opened yet.")]
    leads = [str(part.worker) for part in case.workers if part.role == "lead"]
    said.append(_("Lead worker: %(names)s.") % {"names": ", ".join(leads)} if leads else _("No lead worker."))
    if case.team:
        said.append(_("Team: %(team)s.") % {"team": case.team})
    children = ", ".join(str(period.child) for period in case.open_children)
    count = len(case.open_children)
    said.append(
        ngettext("%(n)s child open: %(names)s.", "%(n)s children open: %(names)s.", count)
        % {"n": count, "names": children}
        if count
        else _("No child open in it.")
    )
    return " ".join(said)


@needs(Permission.JOIN_FAMILIES)
def join_undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    joins = FamilyJoin.objects.select_related("kept", "joined")
    # For an answer that is sent, those undone meanwhile too, so that it is refused in words and nothing typed is lost.
    join = open_record(request, joins.filter(undone_on=None) if request.method == "GET" else joins, pk=pk)
    words = {"kept": join.kept, "joined": join.joined, "reference": join.joined.reference}
    return answer_form(
        request,
        UndoForm(request.POST or None),
        undo_join,
        join,
        done=join.kept,
        said=_("The join is undone. Both families stand by themselves again."),
        heading=_("Undo the join of %(joined)s (%(reference)s) into %(kept)s?") % words,
        intro=_(
            "The members, cases and notes that came from %(joined)s go back to it. What has been written since stays "
            "with %(kept)s."
        )
        % words,
        submit=_("Undo the join"),
        back=join.kept.get_absolute_url(),
        page=family_page(join.kept, request.user),
    )
