"""One form of a contact being taken: what is typed into it is kept, whatever is pressed and whether or not it is valid."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import as_typed, turn_sent, typed_fields, unchecked
from cs_casework.forms import differences
from cs_casework.pages import add_errors, attempt
from referrals.intake import NEW, send_step, step_row
from referrals.models import IntakeStep, Referral
from referrals.taking import TypedSince, keep_step


@dataclass
class Conflict:
    """A colleague's version of a step beside one's own: each field in which the two differ."""

    step: IntakeStep
    differences: list[dict[str, str]]


@dataclass
class Typing:
    """What is typed into one form, under its key: kept with the contact, and found there by whoever goes on.

    `make` gives the form, filled with what was typed or else with what the contact says.
    """

    request: StaffRequest
    referral: Referral
    key: str
    make: Callable[[Any], Any]

    def __post_init__(self) -> None:
        self.row = step_row(self.referral, self.key)
        self.conflict: Conflict | None = None
        self.version = version_sent(self.request) if self.is_sent else (self.row.version if self.row else 0)
        if self.is_sent:
            self.form = self.make(self.request.POST)
        elif self.is_restored and self.row:
            self.form = unchecked(self.make(as_typed(self.row.data)))
        else:
            self.form = self.make(None)

    @property
    def is_sent(self) -> bool:
        return self.request.method == "POST"

    @property
    def is_restored(self) -> bool:
        """Whether the form is filled with what was typed before and not saved yet."""
        return not self.is_sent and bool(self.row and self.row.data)

    @property
    def saved_at(self) -> Any:
        return self.row.saved_at if self.row and self.row.data else None

    def discard(self) -> None:
        """Throw away what was typed and not saved."""
        self._write({})

    def keep(self) -> bool:
        """Keep what was sent, unchecked. False where a colleague has typed into it since (both are shown then) or where
        it cannot be kept."""
        data = typed_fields(self.request.POST)
        try:
            self._write(data)
        except TypedSince as since:
            self._lay_beside(since.step)
            return False
        except ValidationError as refusal:
            add_errors(self.form, refusal)
            return False
        return True

    def send(self, change: Callable[..., Any]) -> Any:
        """Write down what was sent, where it is well-formed; what is refused stands beside its field, and is kept."""
        if not self.form.is_valid():
            return None
        return attempt(
            self.form,
            send_step,
            self.referral,
            lambda: change(by=self.request.user, **self.form.cleaned_data),
            by=self.request.user,
            step=self.key,
            version=self.version,
        )

    def _write(self, data: dict[str, Any]) -> None:
        self.row = write(self.request, self.referral, self.key, data, self.version)
        self.version = self.row.version

    def _lay_beside(self, theirs: IntakeStep) -> None:
        other = unchecked(self.make(as_typed(theirs.data))) if theirs.data else self.make(None)
        unchecked(self.form)
        self.conflict = Conflict(theirs, differences(other, self.form, leave=("match",)))
        self.row, self.version = theirs, theirs.version


def version_sent(request: HttpRequest) -> int:
    """The version of a step that the form was shown; 0 for what is no number."""
    text = request.POST.get("draft_version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def write(request: StaffRequest, referral: Referral, key: str, data: dict[str, Any], version: int) -> IntakeStep:
    """Keep it. The same words typed twice are no conflict, nor is a new child where a colleague has just added another."""
    turn = turn_sent(request)
    try:
        return keep_step(referral, by=request.user, step=key, data=data, version=version, turn=turn)
    except TypedSince as since:
        is_other_row = key.endswith(f":{NEW}") and not since.step.data
        if not is_other_row and since.step.data != data:
            raise
        return keep_step(referral, by=request.user, step=key, data=data, version=since.step.version, turn=turn)


def keep_answer(request: StaffRequest, referral: Referral, key: str, form: Any) -> JsonResponse:
    """What static/js/draft.js is answered when it sends what is being typed."""
    data = typed_fields(request.POST) if form.has_changed() else {}
    try:
        row = write(request, referral, key, data, version_sent(request))
    except TypedSince as since:
        words = _("Not saved: %(message)s Press “Save and continue” to see both. Your text is kept on this page.")
        return JsonResponse({"message": words % {"message": since.messages[0]}}, status=409)
    except ValidationError as refusal:
        return JsonResponse({"message": refusal.messages[0]}, status=422)
    return JsonResponse(
        {
            "id": request.POST.get("draft_id") or str(row.pk),
            "saved_at": row.saved_at.isoformat(),
            "version": row.version,
        }
    )
