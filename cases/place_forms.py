"""How a form about one child names a context, or none: those that are known, and a finder for others."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.changed_since import Beside, is_refused
from cases.wording import blaming_phrases
from contexts.codes import LinkRole
from contexts.models import Context, ContextLink
from contexts.views import find_contexts, uuid_or_none
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.forms import GovukForm
from cs_casework.pages import attempt
from cs_casework.searches import sought
from families.models import Person

NOT_RECORDED = "none"
# So many contexts are offered to choose from: those that are known, and those that were found.
MOST_OFFERED = 10


class PlaceForm(GovukForm):
    """A form with a place among its fields: `context`, chosen from a few, with a finder beside it."""

    context = forms.ChoiceField(
        label=gettext_lazy("Is it a place or group that is recorded?"),
        widget=forms.RadioSelect,
        initial=NOT_RECORDED,
        help_text=gettext_lazy("Naming one proposes a link, and links nobody by itself."),
    )
    # Where the words are that the child may read one day.
    prompted: tuple[str, ...] = ()

    def __init__(self, *args: Any, contexts: Iterable[Context], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contexts = {str(context.pk): context for context in contexts}
        self.fields["context"].choices = [
            *((pk, f"{context} ({context.reference})") for pk, context in self.contexts.items()),
            (NOT_RECORDED, _("None of these, or not known")),
        ]
        self.option_hints = self.option_hints | {  # type: ignore[misc]
            "context": {pk: context.get_kind_display() for pk, context in self.contexts.items()}
        }

    @property
    def before_place(self) -> list[Any]:
        """What stands above the place: what a choice reveals stands with that choice."""
        return self._told(list(self.fields)[: list(self.fields).index("context")])

    @property
    def after_place(self) -> list[Any]:
        return self._told(list(self.fields)[list(self.fields).index("context") + 1 :])

    def _told(self, names: Sequence[str]) -> list[Any]:
        return [self[name] for name in names if not self[name].is_revealed]

    def clean_context(self) -> Context | None:
        return self.contexts.get(self.cleaned_data["context"])


def offered_places(request: StaffRequest, child: Person, typed: Any, kept: UUID | None = None) -> list[Context]:
    """What can be chosen: what is chosen already, where the child is linked, and what was found just now. Who is alleged
    to have harmed there is for fewer to know."""
    user = request.user
    standing = Context.objects.visible_to(user).standing()
    keys = [uuid_or_none(typed.get("context", "")) if typed is not None else None, kept]
    chosen = standing.in_bulk([key for key in keys if key])
    links = ContextLink.objects.visible_to(user).current().exclude(role=LinkRole.ALLEGED_HARM)
    linked = standing.filter(pk__in=links.filter(child=child).order_by().values("context"))
    found = list(find_contexts(request, _finder(request))[:MOST_OFFERED]) if _finder(request) else []
    known = [chosen[key] for key in keys if key in chosen]
    return list(dict.fromkeys([*known, *linked.order_by("name", "pk")[:MOST_OFFERED], *found]))


def _finder(request: StaffRequest) -> str:
    """What was typed into the finder, where a button was pressed that looks for it."""
    asked = request.method == "POST" and {"_find", "_stay"} & set(request.POST)
    return sought(request.POST, "_finder") if asked else ""


def answer_with_place(
    request: StaffRequest,
    form: Any,
    draft: FormDraft,
    change: Callable[..., Any],
    *,
    done: Callable[[UUID], Any],
    said: str,
    version: int | None = None,
    as_it_stands: Callable[[], Beside | None] | None = None,
    **page: Any,
) -> HttpResponse:
    """Answer a form that every button of it keeps, with and without JavaScript. `change(**fields)` gives back a record,
    `done` says from its id where one goes on; `as_it_stands` lays beside it what somebody else has written meanwhile."""
    context = page | {"form": form, "draft": draft, "version": version}
    if request.method == "POST":
        if "_save" in request.POST:
            draft.save(title=str(page["heading"]))
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect("overview:home")
        if {"_find", "_stay"} & set(request.POST):
            draft.save(title=str(page["heading"]))
            unchecked(form)
            if "_find" in request.POST or sought(request.POST, "_finder"):
                text = sought(request.POST, "_finder")
                context |= {"finder": text, "nothing_typed": not text}
                context["searched"] = text and find_contexts(request, text).exists()
            return render(request, "cases/place_form.html", context)
        if form.is_valid():
            texts = [form.cleaned_data.get(name, "") for name in form.prompted]
            if "_prompted" not in request.POST and (blaming := blaming_phrases(texts)):
                return render(request, "cases/place_form.html", context | {"blaming": blaming})
            made = attempt(form, draft.submit, lambda: change(by=request.user, **form.cleaned_data).pk)
            if made:
                messages.success(request, said)
                return redirect(done(made))
            if is_refused(form) and as_it_stands and (stands := as_it_stands()):
                context |= {"beside": stands, "version": stands.version}
    elif draft.draft:
        unchecked(form)
    return render(request, "cases/place_form.html", context)
