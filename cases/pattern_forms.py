"""What narrows the pages of patterns, and the form by which several links or groups are answered for at once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.filters import teams_of
from cases.links.watched import What
from contexts.codes import Kind
from cs_casework.dates import today
from cs_casework.filters import FilterForm
from cs_casework.forms import DateField, GovukForm


class Narrowing(FilterForm):
    """The panel above a list that is not narrowed as a queryset is. What cannot be understood narrows nothing."""

    def chosen(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name) or ""


class WhoseForm(Narrowing):
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("", _("My teams’")), ("all", _("The whole service’s"))],
    )

    def teams(self, user: Any) -> Any:
        """The reader's teams; None for the whole service."""
        return None if self.chosen("whose") == "all" else teams_of(user)


class KindForm(Narrowing):
    kind = forms.ChoiceField(label=_("Kind of context"), required=False, choices=[("", _("Any kind")), *Kind.choices])


class PairsForm(WhoseForm, KindForm):
    least = forms.ChoiceField(
        label=_("Contexts shared"),
        required=False,
        choices=[("", _("2 or more")), ("3", _("3 or more")), ("4", _("4 or more"))],
    )
    field_order = ["whose", "least", "kind"]

    def asked(self, user: Any) -> dict[str, Any]:
        least = int(self.chosen("least") or 2)
        return {"teams": self.teams(user), "least": least, "kind": self.chosen("kind")}


class WatchedForm(WhoseForm):
    what = forms.ChoiceField(label=_("Which links"), required=False, choices=What.choices)
    field_order = ["what", "whose"]


class Answer(models.TextChoices):
    TRUE = "true", _("Still true today")
    ENDED = "ended", _("No longer true: end them")


class RowsForm(GovukForm):
    """Several rows of a list, ticked, and one reason for all of them. `row_<id>` is the box of a row."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("How you know, or why: the same for every row you ticked")
    )
    mark_optional = False

    def __init__(self, *args: Any, rows: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            self.fields[f"row_{row.pk}"] = forms.BooleanField(label=str(row), required=False)

    @property
    def ticked(self) -> list[tuple[Any, Any]]:
        """Each row with its box."""
        return [(row, self[f"row_{row.pk}"]) for row in self.rows]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        chosen = [row for row in self.rows if found.pop(f"row_{row.pk}", False)]
        if not chosen:
            self.add_error(None, _("Tick at least one row."))
        return found | {"rows": chosen}


class GroupAnswer(models.TextChoices):
    RIGHT = "right", _("It is still right to record them")
    ENDED = "ended", _("No longer: end them, and every link to them")


class AnswerGroupsForm(RowsForm):
    answer = forms.ChoiceField(
        label=_("Is it still right to record the groups you ticked?"), choices=GroupAnswer, widget=forms.RadioSelect
    )
    field_order = ["answer", "reason"]


class AnswerLinksForm(RowsForm):
    answer = forms.ChoiceField(
        label=_("What is true of the rows you ticked?"), choices=Answer, widget=forms.RadioSelect
    )
    to_on = DateField(label=_("When did they stop being true?"), required=False, allow_future=False)
    reveals = {"answer": {"ended": "to_on"}}
    option_hints = {
        "answer": {
            "true": _("They fall due again as new links would. One that lapsed is recorded again from today."),
        }
    }
    field_order = ["answer", "to_on", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_on"].initial = today()

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("answer") == Answer.ENDED and not found.get("to_on") and "to_on" not in self.errors:
            self.add_error("to_on", _("Enter the day on which they stopped being true"))
        return found
