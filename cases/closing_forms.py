"""Forms about closing a case or a child's time in it: shape only. What may not be is refused in `closing.py`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.closing import CONTEXT_AFTERWARDS, LinkAnswer
from cases.codes import ClosureReason, StillTrue
from contexts.models import ContextLink
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm

REASONS = [choice for choice in ClosureReason.choices if choice[0] != ClosureReason.NOT_STATED]


class AboutLinks(GovukForm):
    """Asks of each context link whether it is still true, and gives what is said as `answers`."""

    links: list[ContextLink] = []

    def ask_about(self, links: Iterable[ContextLink]) -> None:
        self.links = list(links)
        self.reveals = {}  # type: ignore[misc]  # which fields there are differs from one case to the next
        for link in self.links:
            name, why = f"link_{link.pk}", f"ended_{link.pk}"
            self.fields[name] = forms.ChoiceField(
                label=_("Is this still true? %(link)s") % {"link": link},
                choices=StillTrue,
                widget=forms.RadioSelect,
                error_messages={"required": _("Say whether this is still true: %(link)s") % {"link": link}},
            )
            self.fields[why] = forms.CharField(label=_("Why did it end?"), required=False, max_length=300)
            self.reveals[name] = {StillTrue.END.value: why}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        answers = []
        for link in self.links:
            answer, why = found.pop(f"link_{link.pk}", ""), found.pop(f"ended_{link.pk}", "")
            if answer == StillTrue.END and not why:
                self.add_error(f"ended_{link.pk}", _("Say why the link ended."))
            answers.append(LinkAnswer(link, answer, why))
        return found | {"answers": answers}


class CloseForm(AboutLinks):
    """Why it closes and what came of it; what becomes of each context link; for a manager, on which day."""

    reason = forms.ChoiceField(label=_("Reason for closing"), choices=[("", _("Select a reason")), *REASONS])
    outcome = forms.CharField(
        label=_("Outcome"), max_length=300, help_text=_("What has changed for the better, in one sentence")
    )
    summary = forms.CharField(
        label=_("Closing summary"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What was worrying, what was done, what is strong now, and who to turn to"),
    )
    context_status = forms.ChoiceField(
        label=_("What is the context from now on?"),
        choices=[(status.value, status.label) for status in CONTEXT_AFTERWARDS],
        widget=forms.RadioSelect,
    )
    closed_on = DateField(label=_("Closed on"), allow_future=False)

    def __init__(
        self, *args: Any, asks_context: bool, decides: bool, links: Iterable[ContextLink], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].initial = today()
        if not asks_context:
            del self.fields["context_status"]
        if not decides:
            del self.fields["closed_on"]
        self.ask_about(links)


class AgreeForm(AboutLinks):
    """On which day, and what becomes of the links that nothing could be said of when it was proposed."""

    closed_on = DateField(label=_("Closed on"), allow_future=False)
    why = forms.CharField(
        label=_("Your words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, links: Iterable[ContextLink], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].initial = today()
        self.ask_about(links)


class ReturnForm(GovukForm):
    why = forms.CharField(label=_("What is missing?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
