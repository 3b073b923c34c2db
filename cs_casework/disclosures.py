"""Whatever leaves: the short form before it is made, and the line in the register of what was given to whom.

Every address that hands out something to keep stands in `LEAVING`. Another that answers with a file fails when it is asked
(`LeavingMiddleware`). What a form is filled in for goes through `give`, which asks for the password again first.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.audit.log import disclose, next_reference, people_in
from cs_casework.audit.models import Disclosure
from cs_casework.forms import GovukForm

Kind, Basis = Disclosure.Kind, Disclosure.Basis

# Every address at which something leaves, and as what.
LEAVING: dict[str, Disclosure.Kind] = {
    "overview:person-summary": Kind.SUMMARY,
    "overview:context-summary": Kind.SUMMARY,
    "overview:plans-in-plain-words": Kind.PLAIN_PLANS,
    "overview:chronology-print": Kind.CHRONOLOGY,
    "overview:calendar-renew": Kind.CALENDAR,
    "overview:calendar-feed": Kind.CALENDAR,
    "referrals:referral-export": Kind.CONTACTS,
    "referrals:attachment-download": Kind.FILE,
    "cases:document-download": Kind.FILE,
    "cases:removal-file": Kind.FILE,
    "cases:safety-map-print": Kind.SAFETY_MAP,
    "cases:paper-pdf": Kind.CONFERENCE_PAPER,
    "cases:meeting-send": Kind.MEETING,
    "assessments:assessment-print": Kind.ASSESSMENT,
    "assessments:name-check": Kind.ASSESSMENT,
    "assessments:printed-copy": Kind.ASSESSMENT,
    "assessments:printed-copy-pdf": Kind.ASSESSMENT,
    "looking:given": Kind.GIVEN,
    "keeping:access-pdf": Kind.ACCESS_PACK,
}
# What opening a file from outside is, and what a calendar's program fetches by itself: nobody is asked each time.
UNASKED = {Basis.READ}


def bases() -> list[tuple[str, Any]]:
    """The bases that somebody may choose."""
    return [("", _("Select why it may be given"))] + [
        (basis.value, basis.label) for basis in Basis if basis not in UNASKED
    ]


class BasisField(forms.ChoiceField):
    """On what basis something is given: none is chosen beforehand, nor remembered from the last time."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Why may they have it?"),
            choices=bases,
            error_messages={"required": _("Select why it may be given")},
            **kwargs,
        )


class GiveForm(GovukForm):
    recipient = forms.CharField(
        label=_("To whom do you give it?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Such as the court and its number, or the young person. If it is for yourself, say what for."),
        error_messages={"required": _("Say to whom you give it")},
    )
    basis = BasisField()


@dataclass(frozen=True)
class Given:
    """To whom something is about to be given: what stands on the foot of it."""

    reference: str
    recipient: str
    basis: str
    by: User
    at: datetime.datetime

    @property
    def on_paper(self) -> dict[str, Any]:
        """What `paper.html` asks for of it."""
        return {"printed_by": self.by, "printed_at": self.at, "given": self.reference, "given_to": self.recipient}

    @property
    def on_nameless_paper(self) -> dict[str, Any]:
        """The same without to whom: nobody has read that for names."""
        return self.on_paper | {"given_to": ""}


def give(
    request: StaffRequest,
    kind: Disclosure.Kind,
    make: Callable[[Given], HttpResponse],
    *,
    target: Any,
    people: Iterable[UUID],
    heading: str,
    back: str,
    version: str = "",
    page: Any = None,
    submit: str = "",
    intro: str = "",
    form_class: type[GiveForm] = GiveForm,
) -> HttpResponse:
    """Ask to whom it goes and why they may have it; then make it, and write down that it left. Nothing leaves by somebody
    who has not signed in within a quarter of an hour: they are asked for their password again first."""

    def asked(request: StaffRequest) -> HttpResponse:
        form = form_class(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            return hand_over(request.user, kind, make, form.cleaned_data, target=target, people=people, version=version)
        shown = {"form": form, "heading": heading, "intro": intro, "back": back, "page": page}
        return render(request, "disclosures/give.html", shown | {"submit": submit or now_in("Make it")})

    answer: Any = signed_in_lately(asked)(request)
    return answer


def hand_over(
    by: User,
    kind: Disclosure.Kind,
    make: Callable[[Given], HttpResponse],
    said: dict[str, Any],
    *,
    target: Any,
    people: Iterable[UUID],
    version: str = "",
) -> HttpResponse:
    """Make what leaves, and write down that it did: with the hash of the file, as it goes out."""
    given = Given(next_reference(), said["recipient"].strip(), said["basis"], by, timezone.now())
    response = make(given)
    if form_of(response) == now_in("print"):
        people = {*people, *people_in(response.content.decode())}
    disclose(
        by=by,
        kind=kind,
        recipient=given.recipient,
        basis=given.basis,
        form=form_of(response),
        target=target,
        people=people,
        version=version,
        content=response.content,
        reference=given.reference,
    )
    return response


def read_file(by: User, response: Any, *, target: Any, people: Iterable[UUID], name: str) -> Any:
    """Write down that somebody opened a file from outside to read it: they are not asked, and whom they give it to is
    theirs to write down."""
    disclose(
        by=by,
        kind=Kind.FILE,
        recipient=str(by),
        basis=Basis.READ,
        form=now_in("file"),
        target=target,
        people=people,
        version=name[:60],
    )
    return response


FORMS = {"application/pdf": "PDF", "text/csv": "CSV", "text/calendar": "iCalendar"}


def form_of(response: HttpResponse) -> str:
    """As what it left: a page is printed by the browser."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if kind == "text/html":
        return now_in("print")
    return FORMS.get(kind, "XLSX" if "spreadsheet" in kind else kind[:20])
