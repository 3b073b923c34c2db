"""Pages about who or what a child or a context in a contact is on record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contexts.models import Context
from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, attempt, needs, paginate
from cs_casework.searches import asked, sought
from families.models import Person
from referrals.codes import Stage
from referrals.decision_forms import MatchForm, SettleMatchForm
from referrals.decision_views import CONTACT
from referrals.models import HiddenMatch, Referral, ReferralChild, ReferralContext
from referrals.pages import referral_page
from referrals.stating import settle_hidden_match, state_child, state_context
from referrals.suggesting import contexts_like, people_like

MOST = 10


@needs(Permission.TAKE_REFERRALS)
def child_match(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    """Which child on record one in the contact is: those suggested and those found by what was typed."""
    user = request.user
    referral = open_record(request, CONTACT, pk=pk)
    rows = ReferralChild.objects.visible_to(user).filter(referral=referral).standing().with_match(user)
    child = get_object_or_404(rows.visible_to(user), pk=row)
    text = sought(asked(request))
    found = [suggested.person for suggested in people_like(child, user)]
    if text:
        found += Person.objects.visible_to(user).search(text)[:MOST]
    if child.shows_person:
        found.insert(0, child.person)
    people = {str(person.pk): person for person in found}
    record_listing(request, "person.suggested", [person.pk for person in people.values()])
    form = MatchForm(
        request.POST or None,
        found={key: str(person) for key, person in people.items()},
        hints={key: _person_hint(person) for key, person in people.items()},
        initial={"match": str(child.person_id) if child.shows_person else child.known},
    )
    if request.method == "POST" and form.is_valid():
        chosen = people.get(form.cleaned_data["match"])
        attempt(form, state_child, referral, by=user, child=child, known=form.known, person=chosen)
    return _answer(request, referral, form, child.stated_name, text, _child_said(child))


@needs(Permission.TAKE_REFERRALS)
def context_match(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    """Which context on record one in the contact is."""
    user = request.user
    referral = open_record(request, CONTACT, pk=pk)
    rows = ReferralContext.objects.visible_to(user).filter(referral=referral).standing().with_match(user)
    stated: Any = get_object_or_404(rows.visible_to(user), pk=row)
    text = sought(asked(request))
    alike = contexts_like(stated, user)
    hints = {str(found.context.pk): ", ".join(found.reasons) for found in alike}
    found = [match.context for match in alike]
    if text:
        found += Context.objects.visible_to(user).standing().search(text, user)[:MOST]
    if stated.shows_context:
        found.insert(0, stated.context)
    contexts = {str(context.pk): context for context in found}
    form = MatchForm(
        request.POST or None,
        found={key: f"{context} ({context.reference})" for key, context in contexts.items()},
        hints={key: hints.get(key) or context.get_kind_display() for key, context in contexts.items()},
        initial={"match": str(stated.context_id) if stated.shows_context else stated.known},
    )
    if request.method == "POST" and form.is_valid():
        chosen = contexts.get(form.cleaned_data["match"])
        attempt(form, state_context, referral, by=user, stated=stated, known=form.known, context=chosen)
    return _answer(request, referral, form, stated.name, text, [stated.get_kind_display(), stated.place])


def _answer(
    request: StaffRequest, referral: Referral, form: MatchForm, stated: str, text: str, said: list[str]
) -> HttpResponse:
    decides = request.user.may(Permission.DECIDE_REFERRALS) and referral.waits_for_decision
    back = reverse("referrals:referral-decide", args=[referral.pk]) if decides else referral.get_absolute_url()
    if decides and (stage := request.GET.get("stage")) in Stage.values:
        back += f"?stage={stage}"
    if request.method == "POST" and form.is_bound and not form.errors:
        messages.success(request, _("Saved. What was stated stands beside it as it was stated."))
        return redirect(back)
    context = {
        "form": form,
        "stated": stated,
        "said": [part for part in said if part],
        "text": text,
        "heading": _("Is this somebody or something known?"),
        "back": back,
        "page": referral_page(referral, request.user),
    }
    return render(request, "referrals/match.html", context)


def _child_said(child: ReferralChild) -> list[str]:
    born = f"{child.birth_on:%-d %B %Y}" if child.birth_on else ""
    age = _("about %(age)s years old") % {"age": child.about_age} if child.about_age and not born else ""
    return [born, age, child.attends, child.address, child.postcode]


def _person_hint(person: Person) -> str:
    born: Any = person.birth_on
    return ", ".join(part for part in (f"{born:%-d %B %Y}" if born else "", person.school, person.reference) if part)


# --- Children whom the typist may not see ----------------------------------------------------------------------------
@require_GET
@needs(Permission.DECIDE_REFERRALS)
def match_list(request: StaffRequest) -> HttpResponse:
    """Children as stated who may be somebody that whoever typed may not see."""
    tasks = HiddenMatch.objects.visible_to(request.user).to_settle().select_related("stated__referral", "person")
    page = paginate(request, tasks.order_by("created_at", "pk"))
    record_listing(request, "referral.matches_listed", [task.person_id for task in page])
    return render(request, "referrals/match_list.html", {"page_of": page})


@needs(Permission.DECIDE_REFERRALS)
def match_settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = HiddenMatch.objects.select_related("stated__referral", "person")
    task = open_record(request, found.open() if request.method == "GET" else found, pk=pk)
    return answer_form(
        request,
        SettleMatchForm(request.POST or None),
        settle_hidden_match,
        task,
        done=reverse("referrals:match-list"),
        said=_("Settled."),
        template="referrals/match_settle.html",
        task=task,
        heading=_("Are these the same child?"),
        back=reverse("referrals:match-list"),
    )
