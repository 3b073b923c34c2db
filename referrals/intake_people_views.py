"""Whom and what a contact is about: the lists of children, adults and contexts, one form for each, and who is known."""

from collections.abc import Callable
from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contexts.codes import Kind
from contexts.forms import KindForm
from contexts.models import Context
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.forms import GovukForm
from cs_casework.pages import attempt
from families.models import Person
from referrals import stating
from referrals.codes import Known, Subject
from referrals.intake import NEW, NOUNS, STEP_OF, Intake, intake_of, step_url
from referrals.intake_pages import around, being_taken, discarded, kept_for_later, unsaved
from referrals.intake_people_forms import ROW_FORMS
from referrals.intake_typing import Typing
from referrals.models import Referral, ReferralAdult, ReferralChild, ReferralContext
from referrals.suggesting import Suggestions, read_choice, suggest_contexts, suggest_people


# --- The lists -------------------------------------------------------------------------------------------------------
def people_step(request: StaffRequest, referral: Referral) -> HttpResponse:
    user, found = request.user, intake_of(referral)
    children = ReferralChild.objects.visible_to(user).filter(referral=referral).with_match(user)
    adults = ReferralAdult.objects.visible_to(user).filter(referral=referral).with_match(user)
    context = {
        **_list_page(request, found, "people"),
        "sections": [
            _section(_("Children"), "child", children, _("Add a child"), _("Add another child")),
            _section(_("Adults"), "adult", adults, _("Add an adult"), _("Add another adult")),
        ],
        "is_relationship": Subject.RELATIONSHIP in referral.subjects,
    }
    return render(request, "referrals/intake/people.html", context)


def contexts_step(request: StaffRequest, referral: Referral) -> HttpResponse:
    user, found = request.user, intake_of(referral)
    contexts = ReferralContext.objects.visible_to(user).filter(referral=referral).with_match(user)
    label, again = _("Add a place, group or online space"), _("Add another place, group or online space")
    context = {
        **_list_page(request, found, "contexts"),
        "sections": [_section(_("Places, groups and online spaces"), "context", contexts, label, again)],
        "is_relationship": False,
    }
    return render(request, "referrals/intake/people.html", context)


def _list_page(request: StaffRequest, found: Intake, step: str) -> dict[str, Any]:
    return {
        **around(request, found.referral, step),
        "missing": [lacking.words for lacking in found.missing if lacking.step == step],
        "unsaved": unsaved(found, step),
        "next_url": step_url(found.referral, found.after(step)),
    }


def _section(title: str, noun: str, rows: Any, label: str, again: str) -> dict[str, Any]:
    rows = list(rows)
    standing = [row for row in rows if row.withdrawn_on is None]
    return {
        "title": title,
        "noun": noun,
        "rows": standing,
        "taken_out": [row for row in rows if row.withdrawn_on],
        "label": again if standing else label,
    }


# --- One of them -----------------------------------------------------------------------------------------------------
@being_taken
def intake_row_add(request: StaffRequest, referral: Referral, noun: str) -> HttpResponse:
    """Somebody or something more, as stated. Of a context first its kind, which decides what is asked: `?kind=`."""
    if noun not in NOUNS:
        raise Http404
    instance = NOUNS[noun](referral=referral)
    if noun == "context":
        if request.GET.get("kind") not in Kind.values:
            return _which_kind(request, referral)
        instance.kind = request.GET["kind"]
    return _row_form(request, referral, noun, instance, FormDraft(request, "referrals.stated", f"{referral.pk}:{noun}"))


@being_taken
def intake_row(request: StaffRequest, referral: Referral, noun: str, row: UUID) -> HttpResponse:
    """What is said of one that stands in the contact."""
    found = _row_of(request, referral, noun, row)
    if noun == "context" and "kind" in request.GET:
        if request.GET["kind"] not in Kind.values:
            return _which_kind(request, referral)
        found.kind = request.GET["kind"]
    return _row_form(request, referral, noun, found, None)


@require_POST
@being_taken
def intake_row_out(request: StaffRequest, referral: Referral, noun: str, row: UUID) -> HttpResponse:
    found = _row_of(request, referral, noun, row)
    return _moved(request, referral, noun, stating.take_out, found, _("%(name)s has been taken out of the contact."))


@require_POST
@being_taken
def intake_row_back(request: StaffRequest, referral: Referral, noun: str, row: UUID) -> HttpResponse:
    found = _row_of(request, referral, noun, row)
    return _moved(request, referral, noun, stating.put_back, found, _("%(name)s is in the contact again."))


@require_POST
@being_taken
def intake_suggest(request: StaffRequest, referral: Referral, noun: str) -> HttpResponse:
    """A piece of a page: who may be meant, for what is typed so far. Posted, as a name must not stand in an address."""
    if noun not in NOUNS:
        raise Http404
    instance = NOUNS[noun](referral=referral)
    if noun == "context":
        kind = request.POST.get("kind", "")
        instance.kind = kind if kind in Kind.values else Kind.OTHER.value
    form = ROW_FORMS[noun](request.POST, instance=instance)
    form.is_valid()
    return render(request, "referrals/intake/suggestions.html", {"suggestions": _suggest(request, noun, form)})


def row_form_maker(request: StaffRequest, referral: Referral, key: str) -> Callable[[Any], Any]:
    """The form behind a key such as `child:new`, while what is typed into it is kept."""
    noun, _colon, row = key.partition(":")
    if noun not in NOUNS or not row:
        raise Http404
    try:
        instance = NOUNS[noun](referral=referral) if row == NEW else _row_of(request, referral, noun, UUID(row))
    except ValueError as problem:
        raise Http404 from problem
    if noun == "context":
        kind = request.POST.get("kind", instance.kind)
        instance.kind = kind if kind in Kind.values else Kind.OTHER.value
    return _form_maker(noun, instance)


def _row_of(request: StaffRequest, referral: Referral, noun: str, row: UUID) -> Any:
    if noun not in NOUNS:
        raise Http404
    rows = NOUNS[noun]._default_manager.visible_to(request.user).filter(referral=referral)
    return get_object_or_404(rows.visible_to(request.user).with_match(request.user), pk=row)


def _which_kind(request: StaffRequest, referral: Referral) -> HttpResponse:
    context = {
        **around(request, referral, "contexts"),
        "form": KindForm(request.GET if request.GET.get("kind") else None),
        "list_url": step_url(referral, "contexts"),
    }
    return render(request, "referrals/intake/kind.html", context)


def _form_maker(noun: str, instance: Any) -> Callable[[Any], Any]:
    # A form writes into its instance what is typed, right or wrong: so it has one of its own.
    return lambda data: ROW_FORMS[noun](data, instance=copy(instance), initial={"match": _chosen(instance)})


def _chosen(row: Any) -> str:
    """What was chosen for a row, as its radio says it. One matched with a record that is hidden reads as not settled."""
    if row.known != Known.KNOWN:
        return str(row.known)
    if getattr(row, "shows_person", False) or getattr(row, "shows_context", False):
        return str(row.context_id if isinstance(row, ReferralContext) else row.person_id)
    return Known.UNSURE.value


def _row_form(
    request: StaffRequest, referral: Referral, noun: str, instance: Any, draft: FormDraft | None
) -> HttpResponse:
    key = f"{noun}:{NEW if draft else instance.pk}"
    typing = Typing(request, referral, key, _form_maker(noun, instance))
    list_url = step_url(referral, STEP_OF[noun])
    if typing.is_sent:
        if "_discard" in request.POST:
            return discarded(request, typing, list_url)
        if typing.keep():
            if "_danger" in request.POST:
                return redirect("referrals:intake-danger", referral.pk)
            if "_look" not in request.POST:
                if saved := _send(request, referral, noun, instance, typing, draft):
                    messages.success(request, _("%(name)s has been written down.") % {"name": saved})
                    return redirect(_go_on(request, referral, list_url))
                if "_back" in request.POST:
                    return kept_for_later(request, referral)
    suggestions = _suggest(request, noun, typing.form)
    if "_look" in request.POST:
        unchecked(typing.form)
    context = {
        **around(request, referral, STEP_OF[noun]),
        "heading": _heading(noun, instance, is_new=bool(draft)),
        "form": typing.form,
        "typing": typing,
        "noun": noun,
        "draft": draft,
        "kind": instance.kind if noun == "context" else "",
        "kind_shown": instance.get_kind_display() if noun == "context" else "",
        "list_url": list_url,
        "suggestions": suggestions,
        "keep_url": reverse("referrals:intake-keep", args=[referral.pk, key]),
        "suggest_url": reverse("referrals:intake-suggest", args=[referral.pk, noun]),
    }
    return render(request, "referrals/intake/row.html", context)


def _send(
    request: StaffRequest, referral: Referral, noun: str, instance: Any, typing: Typing, draft: FormDraft | None
) -> Any:
    """Write the row down. A form that adds one adds it once, however often it is sent."""
    record = Context if noun == "context" else Person
    chosen = request.POST.get("match", "")
    known, picked = read_choice(record, request.user, chosen)
    if chosen and not known:
        typing.form.is_valid()
        typing.form.add_error("match", _("Choose one of those listed, “new”, or “can’t tell yet”."))
        return None
    column = "context" if noun == "context" else "person"

    def state(*, by: Any, match: str, **said: Any) -> str:
        own: dict[str, Any] = {OWN[noun]: None if draft else instance, column: picked, "known": known}
        if noun == "context":
            said["kind"] = instance.kind
        made: list[Any] = []

        def make() -> UUID:
            made.append(STATE[noun](referral, by=by, **own, **said))
            return made[0].pk

        if draft:
            draft.submit(make)
        else:
            make()
        return str(made[0]) if made else _("It")

    return typing.send(state)


STATE: dict[str, Callable[..., Any]] = {
    "child": stating.state_child,
    "adult": stating.state_adult,
    "context": stating.state_context,
}
OWN = {"child": "child", "adult": "adult", "context": "stated"}


def _go_on(request: StaffRequest, referral: Referral, list_url: str) -> str:
    """Where a button that saves leads: to another one at once, or back to the list."""
    for button, noun in {"_child": "child", "_adult": "adult"}.items():
        if button in request.POST:
            return reverse("referrals:intake-row-add", args=[referral.pk, noun])
    return reverse("referrals:intake", args=[referral.pk]) if "_back" in request.POST else list_url


def _heading(noun: str, instance: Any, *, is_new: bool) -> str:
    if not is_new:
        return str(instance)
    if noun == "context":
        return _("Add: %(kind)s") % {"kind": instance.get_kind_display().lower()}
    return _("Add a child") if noun == "child" else _("Add an adult")


def _suggest(request: StaffRequest, noun: str, form: Any) -> Suggestions:
    """Who may be meant by what the form holds: what is well-formed of what was typed, or else what is written down."""
    if form.is_bound:
        probe = type(form)(form.data, instance=type(form.instance)(**_kind_of(form)))
        probe.is_valid()
        said, chosen = probe.cleaned_data, form.data.get("match", "")
    else:
        said = {name: getattr(form.instance, name) or "" for name in form.fields if name != "match"}
        chosen = form.initial.get("match", "")
    said = said | _kind_of(form)
    found = (
        suggest_contexts(request, said, chosen) if noun == "context" else suggest_people(request, noun, said, chosen)
    )
    found.errors = [str(error) for error in form["match"].errors]
    return found


def _kind_of(form: Any) -> dict[str, str]:
    return {"kind": form.instance.kind} if hasattr(form.instance, "kind") else {}


def _moved(
    request: StaffRequest, referral: Referral, noun: str, change: Callable[..., Any], row: Any, said: str
) -> HttpResponse:
    form = GovukForm(request.POST)
    if attempt(form, change, row, by=request.user):
        messages.success(request, said % {"name": row})
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect(step_url(referral, STEP_OF[noun]))
