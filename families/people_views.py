from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cs_casework.access import model_above, open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.sending import Sending
from cs_casework.pages import answer_form, attempt, needs, paginate
from cs_casework.searches import asked
from cs_casework.versions import show_versions
from families import ties, workflow
from families.choosing import choose_person
from families.filters import PersonFilter
from families.forms import (
    AddressForm,
    EndDateForm,
    KinshipForm,
    NameForm,
    NewPersonForm,
    PersonForm,
    RelationshipForm,
    SettleForm,
)
from families.models import Address, FamilyMembership, NotRelated, Person, PersonName, PossibleDuplicate, Relationship
from families.pages import MOST_FACTORS, factors_above, person_page


@require_GET
@needs(Permission.VIEW_PEOPLE)
def person_list(request: StaffRequest) -> HttpResponse:
    narrowed = PersonFilter(asked(request), Person.objects.visible_to(request.user), request=request)
    page = paginate(request, narrowed.qs.standing())
    record_listing(request, "person.listed", [person.pk for person in page])
    return render(
        request,
        "families/person_list.html",
        {"page_of": page, "filter": narrowed.form, "is_filtered": bool(request.GET)},
    )


@needs(Permission.EDIT_PEOPLE)
def person_create(request: StaffRequest) -> HttpResponse:
    """Two steps where somebody like it is recorded already: the second asks whether it is one of them."""
    form, sending = NewPersonForm(request.POST or None), Sending(request)
    alike: list[Person] = []
    # Sent twice: whoever is like them by now is they themselves.
    address = sending.led_to
    if request.method == "POST" and not address and form.is_valid():
        fields = form.cleaned_data
        asked = ("given", "family", "birth_on", "nhs_number", "upn", "la_child_id")
        found = workflow.likely_duplicates(**{name: fields[name] for name in asked})
        alike = list(Person.objects.visible_to(request.user).filter(pk__in=found.values("pk"))[:10])
        if not alike or "different" in request.POST:
            create = partial(workflow.create_person, by=request.user, different_from=alike, **fields)
            address = attempt(form, sending.once, create, partial(_after_recording, request))
    if address:
        called = str(PersonName(given=form["given"].value() or "", family=form["family"].value() or ""))
        messages.success(request, _("%(person)s has been recorded.") % {"person": called or _("This person")})
        return HttpResponseRedirect(address)
    return render(request, "families/person_create.html", {"form": form, "alike": alike, "form_key": sending.key})


def _after_recording(request: StaffRequest, person: Person) -> str:
    if context := _uuid(request.GET.get("context", "")):
        # Begun while linking children to a context: they are the next to be linked.
        return f"{reverse('contexts:link-add', args=[context])}?child={person.pk}"
    return person.get_absolute_url()


@require_GET
def person_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One person; the address of a record that was merged into another leads to that one, and says so."""
    person = open_record(request, Person, pk=pk)
    user = request.user
    if person.merged_into_id:
        messages.info(request, _("%(reference)s was merged into this record.") % {"reference": person.reference})
        return redirect("families:person-detail", person.merged_into_id)
    memberships = (
        FamilyMembership.objects.visible_to(user).filter(person=person).select_related("family").order_by("to_on")
    )
    position = position_of(person, user)
    conclusion = model_above(Person, "assessments").objects.visible_to(user).latest_conclusion(person, user)
    context = {
        "person": person,
        "page": person_page(person, user, "details"),
        "names": PersonName.objects.visible_to(user).filter(person=person),
        "memberships": memberships,
        "relationships": Relationship.objects.visible_to(user).of(person),
        "not_related": NotRelated.objects.visible_to(user).of(person),
        "addresses": Address.objects.visible_to(user).filter(person=person),
        "position": position,
        "is_open": any(period.to_on is None for period in position),
        "factors": factors_above(user).of_child(person)[:MOST_FACTORS],
        "conclusion": conclusion,
        "concluded": [conclusion] if conclusion else [],
        "affecting": model_above(Person, "plan_links").objects.visible_to(user).affecting_whom(person, user),
        "merges": model_above(Person, "merges").objects.visible_to(user).of(person),
    }
    return render(request, "families/person_detail.html", context)


def to_change(request: StaffRequest) -> Any:
    """People something can be recorded on; for an answer that is sent, those merged meanwhile too, so that it is refused
    in words and nothing typed is lost."""
    return Person.objects.standing() if request.method == "GET" else Person.objects.all()


def position_of(person: Person, user: Any) -> Any:
    """Where this person stands with the service: the case periods this reader may see, reached by name from above."""
    periods = model_above(Person, "case_periods").objects
    found = periods.visible_to(user).filter(child=person).with_position(user)
    return found.with_last_seen(user).with_transition(user)


@needs(Permission.EDIT_PEOPLE)
def person_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, to_change(request), pk=pk)
    return answer_form(
        request,
        PersonForm(request.POST or None, instance=person),
        workflow.change_person,
        person,
        done=person,
        said=_("The details have been changed."),
        heading=_("Change details"),
        back=person.get_absolute_url(),
        page=person_page(person, request.user),
    )


@needs(Permission.EDIT_PEOPLE)
def name_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, to_change(request), pk=pk)
    return answer_form(
        request,
        NameForm(request.POST or None, instance=PersonName(person=person)),
        workflow.add_name,
        person,
        done=person,
        said=_("The name has been added."),
        heading=_("Add a name"),
        back=person.get_absolute_url(),
        page=person_page(person, request.user),
    )


@needs(Permission.EDIT_PEOPLE)
def address_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, to_change(request), pk=pk)
    return answer_form(
        request,
        AddressForm(request.POST or None, instance=Address(person=person)),
        ties.add_address,
        person,
        done=person,
        said=_("The address has been added."),
        heading=_("Add an address"),
        back=person.get_absolute_url(),
        page=person_page(person, request.user),
    )


@needs(Permission.EDIT_PEOPLE)
def address_end(request: StaffRequest, pk: UUID, address: UUID) -> HttpResponse:
    person = open_record(request, to_change(request), pk=pk)
    found = get_object_or_404(Address.objects.visible_to(request.user), pk=address, person=person, to_on=None)
    return answer_form(
        request,
        EndDateForm(request.POST or None),
        ties.end_address,
        found,
        done=person,
        said=_("The address has been ended."),
        heading=_("When did they stop living there?"),
        intro=str(found),
        back=person.get_absolute_url(),
        page=person_page(person, request.user),
    )


@needs(Permission.EDIT_PEOPLE)
def relationship_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First who, then how: `?with=` holds the other person."""
    person = open_record(request, to_change(request), pk=pk)
    page = person_page(person, request.user)
    if not request.GET.get("with"):
        return choose_person(
            request,
            heading=_("Who is %(person)s related to?") % {"person": person},
            back=person.get_absolute_url(),
            page=page,
            leave_out=[person.pk],
            field="with",
        )
    other = open_record(request, to_change(request), pk=_uuid(request.GET["with"]))

    def relate(*, by: Any, kind: str, **details: Any) -> Relationship:
        first, second = (other, person) if kind.startswith("inverse:") else (person, other)
        return ties.relate(person=first, other=second, by=by, kind=kind.removeprefix("inverse:"), **details)

    return answer_form(
        request,
        RelationshipForm(request.POST or None, person=person, other=other),
        relate,
        done=person,
        said=_("The relationship has been recorded on both records."),
        heading=_("How is %(person)s related to %(other)s?") % {"person": person, "other": other},
        back=person.get_absolute_url(),
        page=page,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@needs(Permission.EDIT_PEOPLE)
def kinship_settle(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Whether two people are related who may be: how, or that they are not, in one step."""
    person = open_record(request, to_change(request), pk=pk)
    second = open_record(request, to_change(request), pk=other)
    # The page that asked is an app above: reached by its name.
    back = reverse("cases:shared-contexts", args=[person.pk]) if request.user.may(Permission.VIEW_CONTEXTS) else ""

    def settle(*, by: Any, kind: str, reason: str) -> Any:
        if kind == "not_related":
            return ties.settle_not_related(person=person, other=second, by=by, reason=reason)
        first, then = (second, person) if kind.startswith("inverse:") else (person, second)
        return ties.relate(person=first, other=then, by=by, kind=kind.removeprefix("inverse:"))

    return answer_form(
        request,
        KinshipForm(request.POST or None, person=person, other=second),
        settle,
        done=back or person,
        said=_("It is recorded on both records, and nobody is asked again."),
        heading=_("Are %(person)s and %(other)s related?") % {"person": person, "other": second},
        intro=_(
            "Who is related is not counted among children who share a context. It stands apart, and is still shown."
        ),
        back=back or person.get_absolute_url(),
        page=person_page(person, request.user),
    )


@needs(Permission.EDIT_PEOPLE)
def relationship_end(request: StaffRequest, pk: UUID, relationship: UUID) -> HttpResponse:
    person = open_record(request, to_change(request), pk=pk)
    found = get_object_or_404(Relationship.objects.visible_to(request.user).of(person), pk=relationship, to_on=None)
    return answer_form(
        request,
        EndDateForm(request.POST or None),
        ties.end_relationship,
        found,
        done=person,
        said=_("The relationship has been ended."),
        heading=_("When did this relationship end?"),
        intro=str(found),
        back=person.get_absolute_url(),
        page=person_page(person, request.user),
    )


@require_GET
def person_history(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, Person, pk=pk)
    return show_versions(request, person, person_page(person, request.user, "history"))


@require_GET
@needs(Permission.EDIT_PEOPLE)
def duplicate_list(request: StaffRequest) -> HttpResponse:
    """Pairs to settle; with `?to_merge=on` those that were found to be one person, for a manager to merge."""
    tasks = PossibleDuplicate.objects.visible_to(request.user).select_related("person", "other")
    to_merge = "to_merge" in request.GET
    page = paginate(request, tasks.to_merge() if to_merge else tasks.open())
    record_listing(request, "duplicates.listed", [pk for task in page for pk in (task.person_id, task.other_id)])
    return render(request, "families/duplicate_list.html", {"page_of": page, "to_merge": to_merge})


@needs(Permission.EDIT_PEOPLE)
def duplicate_settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Whether two records are one person. A manager who says so goes on to merge them."""
    task = open_record(request, PossibleDuplicate.objects.select_related("person", "other"), pk=pk)
    listed = reverse("families:duplicate-list")

    def then(settled: PossibleDuplicate) -> str:
        if settled.outcome == PossibleDuplicate.Outcome.SAME and request.user.may(Permission.MERGE_PEOPLE):
            # Into the one recorded before. The page is of an app above: reached by its name.
            return f"{reverse('cases:person-merge', args=[settled.other_id])}?with={settled.person_id}"
        return listed

    return answer_form(
        request,
        SettleForm(request.POST or None),
        workflow.settle_duplicate,
        task,
        done=then,
        said=_("Your answer has been recorded."),
        template="families/duplicate_settle.html",
        task=task,
        heading=_("Are these two records one person?"),
        back=listed,
    )
