"""A long form of an assessment: kept as its writer's draft, and never written over what somebody else wrote since."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from assessments.models import AssessmentChild, AssessmentSection
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft, unchecked
from cs_casework.forms import differences
from cs_casework.forms.comparing import shown
from cs_casework.pages import attempt


@dataclass
class FormKept:
    """One form about one record that carries a number: that of the version it was opened with.

    `make` gives the form, filled with what was typed or else with what the record says. `conflict` is the record as
    somebody else has written it since, to be read beside what was typed; with `fill`, which gives the form as a record
    fills it, `apart` are the questions the two answer in another way.
    """

    request: StaffRequest
    name: str
    about: str
    record: AssessmentSection | AssessmentChild
    make: Callable[[Any], Any]
    title: str = ""
    conflict: Any = None
    fill: Callable[[Any], Any] | None = None
    apart: Sequence[dict[str, str]] = ()

    def __post_init__(self) -> None:
        self.draft = FormDraft(self.request, self.name, self.about)
        typed = self.draft.typed
        self.form = self.make(typed)
        self.number = self.record.number if typed is None else _whole(typed.get("number", ""))
        if self.request.method == "GET" and typed is not None:
            unchecked(self.form)
            self._lay_beside()

    @property
    def is_put_by(self) -> bool:
        """Whether the button was pressed that saves a draft to go on with later."""
        if self.request.method != "POST" or "_save" not in self.request.POST:
            return False
        self.draft.save(title=self.title)
        return True

    def send(self, change: Callable[..., Any]) -> bool:
        """Write down what was sent, once, however often it is sent. False where it is refused: the page says why."""
        if self.request.method != "POST" or not self.form.is_valid():
            return False
        fields = self.form.cleaned_data
        make = lambda: change(self.record, by=self.request.user, number=self.number, **fields).pk  # noqa: E731
        if attempt(self.form, self.draft.submit, make):
            return True
        self._lay_beside()
        return False

    def _lay_beside(self) -> None:
        """Show what somebody else has written since; what is sent next was typed in sight of it."""
        now = type(self.record)._default_manager.visible_to(self.request.user).filter(pk=self.record.pk)
        current = now.select_related("written_by").first()
        if current is not None and current.number != self.number:
            self.conflict, self.number = current, current.number
            if self.fill:
                self.apart = differences(self.fill(current), self.form)


def read_draft(
    request: StaffRequest, draft: FormDraft, groups: Iterable[tuple[Any, Any]], *, back: str, **context: Any
) -> HttpResponse:
    """Where nobody writes any more: what its writer had typed, to be read, copied and thrown away. Without a draft there
    is nothing to show, and they are led to what stands (`back`). `groups` are forms with what each is called."""
    if draft.draft is None:
        return redirect(back)
    typed = [(called, [(field.label, text) for field, text in _typed(form) if text]) for called, form in groups]
    context |= {"draft": draft, "back": back, "typed": [(called, rows) for called, rows in typed if rows]}
    return render(request, "assessments/draft_kept.html", context)


def _typed(form: Any) -> Iterable[tuple[Any, str]]:
    for field in form.visible_fields():
        if field.kind != "checkbox" or field.value():
            yield field, shown(field).strip()


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1
