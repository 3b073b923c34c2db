from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cs_casework.access import model_above, open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.searches import asked
from cs_casework.versions import show_versions
from families import workflow
from families.choosing import choose_person
from families.filters import FamilyFilter
from families.forms import ApartForm, EndMembershipForm, FamilyForm, MemberForm
from families.matching import apart_from, may_be_one_with
from families.models import Family, FamilyMembership, Person
from families.pages import MOST_FACTORS, factors_above, family_page
from families.people_views import _uuid


@require_GET
@needs(Permission.VIEW_PEOPLE)
def family_list(request: StaffRequest) -> HttpResponse:
    families = Family.objects.visible_to(request.user).standing().with_member_names(request.user)
    narrowed = FamilyFilter(asked(request), families, request=request)
    page = paginate(request, narrowed.qs)
    record_listing(request, "family.listed", {member for family in page for member in family.member_ids})
    return render(
        request,
        "families/family_list.html",
        {"page_of": page, "filter": narrowed.form, "is_filtered": bool(request.GET)},
    )


@needs(Permission.EDIT_PEOPLE)
def family_create(request: StaffRequest) -> HttpResponse:
    return answer_form(
        request,
        FamilyForm(request.POST or None),
        workflow.create_family,
        done=lambda family: family.get_absolute_url(),
        said=_("The family has been recorded. Add its members next."),
        heading=_("New family"),
        back=reverse("families:family-list"),
    )


@require_GET
def family_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    family = open_record(request, Family, pk=pk)
    user = request.user
    members = FamilyMembership.objects.visible_to(user).filter(family=family).select_related("person")
    cases = model_above(Family, "cases").objects.visible_to(user).filter(family=family)
    cases = cases.select_related("team").with_continuation(user).with_workers(user)
    may_join = user.may(Permission.JOIN_FAMILIES)
    children = [member.person_id for member in members if member.to_on is None]
    concluded = model_above(Person, "assessments").objects.visible_to(user).latest_conclusions(children, user)
    context = {
        "family": family,
        "joins": model_above(Family, "joins").objects.visible_to(user).of(family),
        "apart": apart_from(family, user),
        "matches": may_be_one_with(family, user) if may_join or not family.is_confirmed else [],
        "kept": Family.objects.visible_to(user).filter(pk=family.joined_into_id).first(),
        "page": family_page(family, user, "details"),
        "members": members,
        "cases": cases,
        "is_open": any(case.is_unsettled for case in cases),
        "concluded": list(concluded.values()),
        "factors": factors_above(user).of_family(family)[:MOST_FACTORS],
        "may_propose": user.may(Permission.PROPOSE_CASE)
        and not family.joined_into_id
        and not any(case.is_unsettled for case in cases),
    }
    return render(request, "families/family_detail.html", context)


@needs(Permission.EDIT_PEOPLE)
def family_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    family = open_record(request, Family, pk=pk)
    return answer_form(
        request,
        FamilyForm(request.POST or None, initial={"name": family.name}),
        workflow.change_family,
        family,
        done=family,
        said=_("The name has been changed."),
        heading=_("Change the family’s name"),
        back=family.get_absolute_url(),
        page=family_page(family, request.user),
    )


@require_POST
@needs(Permission.JOIN_FAMILIES)
def family_confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    family = open_record(request, Family, pk=pk)
    try:
        workflow.confirm_family(family, by=request.user)
        messages.success(request, _("The family is confirmed: its members have been checked."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(family)


@needs(Permission.JOIN_FAMILIES)
def family_apart(request: StaffRequest, pk: UUID) -> HttpResponse:
    """That it is not one with another family: `?with=` holds which."""
    family = open_record(request, Family.objects.standing(), pk=pk)
    other = open_record(request, Family.objects.standing(), pk=_uuid(request.GET.get("with", "")))
    return answer_form(
        request,
        ApartForm(request.POST or None),
        lambda **fields: workflow.set_apart(family, other=other, **fields),
        done=family,
        said=_("It is recorded that they are not one family. Nobody is asked about them again."),
        heading=_("%(family)s and %(other)s are not one family") % {"family": family, "other": other},
        intro=_("%(one)s and %(two)s stay as they are. When more is learned, they can still be joined.")
        % {"one": family.reference, "two": other.reference},
        submit=_("They are not one family"),
        back=family.get_absolute_url(),
        page=family_page(family, request.user),
    )


@needs(Permission.EDIT_PEOPLE)
def member_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First who, then which part: `?person=` holds the one chosen."""
    family = open_record(request, Family, pk=pk)
    page = family_page(family, request.user)
    if not request.GET.get("person"):
        return choose_person(
            request,
            heading=_("Who belongs to this family?"),
            back=family.get_absolute_url(),
            page=page,
            field="person",
        )
    person = open_record(request, Person, pk=_uuid(request.GET["person"]))
    return answer_form(
        request,
        MemberForm(request.POST or None),
        lambda **fields: workflow.add_member(family, person=person, **fields),
        done=family,
        said=_("%(person)s has been added to the family.") % {"person": person},
        heading=_("What part has %(person)s in this family?") % {"person": person},
        back=family.get_absolute_url(),
        page=page,
    )


@needs(Permission.EDIT_PEOPLE)
def member_end(request: StaffRequest, pk: UUID, member: UUID) -> HttpResponse:
    family = open_record(request, Family, pk=pk)
    found = get_object_or_404(
        FamilyMembership.objects.visible_to(request.user).select_related("person"), pk=member, family=family, to_on=None
    )
    return answer_form(
        request,
        EndMembershipForm(request.POST or None),
        workflow.end_membership,
        found,
        done=family,
        said=_("The membership has been ended and stays on record."),
        heading=_("When did %(person)s stop belonging to this family?") % {"person": found.person},
        back=family.get_absolute_url(),
        page=family_page(family, request.user),
    )


@require_GET
def family_history(request: StaffRequest, pk: UUID) -> HttpResponse:
    family = open_record(request, Family, pk=pk)
    return show_versions(request, family, family_page(family, request.user, "history"))
