"""What most pages do: ask for a right, page a list, and answer a form with one workflow function."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any, Self

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from cs_casework.accounts.kept_forms import is_shown_again
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.audit.log import current_request
from cs_casework.began import FIELD, Began
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.drafts.sending import Sending

View = Callable[..., HttpResponseBase]
PER_PAGE = 25


def needs(permission: Permission) -> Callable[[View], View]:
    """Refuse the page, before anything is looked up, to a role that may not do this at all (403)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate


def paginate(request: StaffRequest, found: Any, per_page: int = PER_PAGE) -> Page:
    """The page of a list that the address asks for; the nearest one for a number that is out of range or no number."""
    return Paginator(found, per_page).get_page(request.GET.get("page"))


def page_number(request: StaffRequest) -> int:
    """The number of a page that the address asks for, for a list that the database cuts to size itself; the first for
    what is no number. The statement takes the nearest there is."""
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def page_of(rows: list[Any], number: int, total: int, per_page: int = PER_PAGE) -> Page:
    """A page of rows that the database has cut to size, for the pagination below them."""
    return Page(rows, number, Paginator(range(total), per_page))


def attempt[**P, T](form: BaseForm, change: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T | None:
    """Call a workflow function; put what it refuses beside the form's fields and give back None.

    A constraint of the database that only fails in a race (somebody else did the same just before) is said in words. A form
    that was sent by somebody signed out is shown to them again, and not done.
    """
    if is_shown_again(current_request.get()):
        form.add_error(None, _("Nothing has been recorded yet. Send it again."))
        return None
    try:
        with transaction.atomic():
            return change(*args, **kwargs)
    except ValidationError as refusal:
        add_errors(form, refusal)
    except IntegrityError:
        form.add_error(None, _("Somebody else has just recorded the same. Look at the record before you try again."))
    return None


def add_errors(form: BaseForm, refusal: ValidationError) -> None:
    """Each message beside its field; what belongs to no field of this form stands above it."""
    by_field = refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)


def answer_form(
    request: StaffRequest,
    form: BaseForm,
    change: Callable[..., Any],
    *args: Any,
    done: Any,
    said: str,
    template: str = "form_page.html",
    draft: FormDraft | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a form; when it is sent and well-formed, call `change(*args, by=user, **fields)` and go to `done`.

    `done` is an address, a record, or a function of what `change` gave back. `context` goes to the template: `heading`,
    `submit`, `back`, `intro`, `page` (identity bar and sub-navigation).

    Where the form begins with what the record to be changed says, and somebody has changed it since, it is refused, and
    shown beside what stands by now. With a `draft`, what is typed into a long one is kept. Sent twice, either is done
    once, and leads to the same place again.
    """
    sending = None if draft else Sending(request)
    typed = draft.typed if draft else request.POST
    began = Began(form, args[0], typed) if args and isinstance(args[0], Model) else None
    if request.method == "POST":
        if draft and "_save" in request.POST:
            draft.save(title=context["heading"])
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return HttpResponseRedirect(context["back"])
        if began:
            began.read_again()
        address = None
        if form.is_valid():
            make, leads_to = partial(change, *args, by=request.user, **form.cleaned_data), partial(address_of, done)
            if began and began.is_stale and not (draft and draft.is_recorded):  # sent twice: changed by this very form
                began.refuse()
            elif sending:
                address = attempt(form, sending.once, make, leads_to)
            elif draft:
                submit = draft.submit
                address = attempt(form, lambda: leads_to(submit(lambda: make().pk)))
        if address is None and sending:  # refused, perhaps for what it did itself when it was sent before
            address = sending.led_to
        if address is not None:
            messages.success(request, said)
            return HttpResponseRedirect(address)
    elif draft and draft.draft:
        unchecked(form)
    if began:
        context |= {FIELD: began.mark, "beside": began.beside() if began.is_stale else None}
    if sending:
        context["form_key"] = sending.key
    return render(request, template, {"form": form, "draft": draft, **context})


def address_of(done: Any, made: Any) -> str:
    """Where a form leads to: an address, a record, or what a function says of what was made."""
    target = done(made) if callable(done) else done
    return target if isinstance(target, str) else target.get_absolute_url()


@dataclass
class RecordPage:
    """Whose record a page belongs to, and its parts: what the identity bar and the sub-navigation show."""

    title: str
    kind: str
    url: str
    facts: list[dict[str, Any]] = field(default_factory=list)
    tags: list[dict[str, str]] = field(default_factory=list)
    parts: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, str]] = field(default_factory=list)
    restricted: bool = False
    # What staff have to know before they go there, ring or tell something: in words that say what to do.
    warnings: list[dict[str, str]] = field(default_factory=list)

    def at(self, part: str) -> Self:
        """The same, standing on the part with this name."""
        for item in self.parts:
            item["current"] = item["name"] == part
        return self
