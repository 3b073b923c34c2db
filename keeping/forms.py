"""Forms about keeping records: shape only. What may not be is refused in the workflows."""

import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import User
from cs_casework.began import BeginsWithRows
from cs_casework.dates import months_after, today
from cs_casework.forms import DateField, GovukForm
from keeping.codes import MAY_COUNT_FROM, CountsFrom
from keeping.models import AccessItem, AccessMask, RetentionRule

Decision = AccessMask.Decision
# How many letters are shown on either side of a marked word.
AROUND = 25


def _words(label: Any, *, rows: int = 3, most: int = 1000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class RuleForm(GovukForm):
    counts_from = forms.ChoiceField(label=_("Counted from"), choices=CountsFrom, widget=forms.RadioSelect)
    months = forms.IntegerField(label=_("For how many months?"), help_text=_("12 are a year; 900 are 75 years"))
    source = _words(
        _("Legal basis or source"), help_text=_("The law, or the policy of the council and when it was agreed")
    )

    def __init__(self, *args: Any, rule: RetentionRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fits = MAY_COUNT_FROM[rule.code]
        self.fields["counts_from"].choices = [choice for choice in CountsFrom.choices if choice[0] in fits]


class HoldForm(GovukForm):
    reason = _words(
        _("Why must it be kept?"), help_text=_("Such as an inquiry, a court or a complaint, and its number")
    )
    review_due = DateField(label=_("When is this looked at again?"), help_text=_("Within a year"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_due"].initial = months_after(today(), 6)


class EndHoldForm(GovukForm):
    ended_why = _words(_("Why does the hold end?"))


class DeclineForm(GovukForm):
    decided_why = _words(_("Why is it not disposed of?"))


class SureForm(GovukForm):
    """Nothing to fill in: only whether one is sure."""


# --- Requests to see a record ----------------------------------------------------------------------------------------
class RequestForm(GovukForm):
    asked_by = forms.CharField(label=_("Who asks?"), max_length=200)
    asks_as = forms.CharField(
        label=_("As what?"),
        max_length=200,
        help_text=_("Themselves, a parent with responsibility, a solicitor for them"),
    )
    identity = forms.CharField(
        label=_("How was it made sure who they are, and that they may ask?"),
        max_length=300,
        help_text=_("Such as a passport that was seen, and the form of authority"),
    )
    received_on = DateField(label=_("When did it come?"), help_text=_("It is due one calendar month later"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = today()


class ExtendForm(GovukForm):
    extended_why = _words(_("Why does it take longer?"), help_text=_("Who asked has to be told this"))


class EndRequestForm(GovukForm):
    ended_why = _words(_("Why is no pack given?"))


class ReturnForm(GovukForm):
    returned_why = _words(_("What is to be changed?"))


class GiveForm(GovukForm):
    given_on = DateField(label=_("When was it handed over?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_on"].initial = today()


class WordForm(GovukForm):
    decision = forms.ChoiceField(
        label=_("This word, wherever nobody has decided on it yet"),
        choices=[(Decision.MASK.value, Decision.MASK.label), (Decision.KEEP.value, Decision.KEEP.label)],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Why?"), max_length=300)


def mask_in_its_words(text: str, mask: AccessMask) -> str:
    """The word with some of what stands around it: the same name can stand in an entry more than once."""
    start, end = max(0, mask.start - AROUND), mask.end + AROUND
    told = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{told}{'…' if end < len(text) else ''}"


class ItemForm(BeginsWithRows, GovukForm):
    """One entry: each marked word, more words, or all of it left out. Each word has to be decided on, but where all of it
    is left out, so that none is called optional. It begins with what was decided of each word, and why."""

    mark_optional = False
    asks_anew = frozenset({"mask_why", "keep_why", "more"})

    mask_why = forms.CharField(
        label=_("Why do words go?"),
        max_length=300,
        required=False,
        initial=_("It is about somebody else, who has not agreed to it being told"),
    )
    keep_why = forms.CharField(
        label=_("Why do words stay?"),
        max_length=300,
        required=False,
        help_text=_("Such as: who asks knows it already; a professional in their work; no name here"),
    )
    more = _words(
        _("Other words that go, if any"),
        rows=2,
        most=2000,
        required=False,
        help_text=_("As they stand above, each on a line of its own"),
    )
    left_out_why = _words(
        _("Leave out the whole entry instead?"),
        rows=2,
        required=False,
        help_text=_("With the reason, such as serious harm to somebody’s health. Empty where it is given"),
    )

    def __init__(self, *args: Any, item: AccessItem, masks: list[AccessMask], **kwargs: Any) -> None:
        super().__init__(*args, initial={"left_out_why": item.left_out_why}, **kwargs)
        self.item, self.masks = item, masks
        self.also_begins_with = [part for mask in masks for part in (mask.pk, mask.decision, mask.why)]
        choices = [(Decision.MASK.value, Decision.MASK.label), (Decision.KEEP.value, Decision.KEEP.label)]
        for mask in masks:
            self.fields[f"word_{mask.pk}"] = forms.ChoiceField(
                label=_("In “%(around)s”: %(word)s")
                % {"around": mask_in_its_words(item.text, mask), "word": mask.word},
                help_text=mask.get_origin_display(),
                choices=choices,
                required=False,
                initial=mask.decision or None,
                widget=forms.RadioSelect,
            )
        words = [f"word_{mask.pk}" for mask in masks]
        self.order_fields([*words, "mask_why", "keep_why", "more", "left_out_why"])

    def changed_last(self) -> tuple[Any, datetime.datetime | None]:
        """Whoever decided all of it; no entry says who of several came last."""
        decided: list[Any] = [self.item, *self.masks]
        ids = {row.decided_by_id for row in decided if row.decided_by_id}
        return (User.objects.get(pk=ids.pop()) if len(ids) == 1 else None), None

    def more_beside(self) -> list[dict[str, str]]:
        """Each reason why a word goes or stays that is not the one that was typed for it."""
        found = []
        for mask in self.masks:
            asked = {"mask": "mask_why", "keep": "keep_why"}.get(self[f"word_{mask.pk}"].value() or "")
            own = (self[asked].value() or "").strip() if asked else ""
            row = {"label": _("Why, of “%(word)s”?") % {"word": mask.word}, "theirs": mask.why, "own": own}
            if mask.why and mask.why != own and row not in found:
                found.append(row)
        return found

    def clean(self) -> dict[str, Any]:
        """What the workflow takes: which words go and which stay."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        chosen: dict[str, set[UUID]] = {Decision.MASK.value: set(), Decision.KEEP.value: set()}
        for mask in self.masks:
            if (decision := given.pop(f"word_{mask.pk}", "")) in chosen:
                chosen[decision].add(mask.pk)
        more = [line.strip() for line in given.pop("more", "").splitlines() if line.strip()]
        return given | {"masks": chosen["mask"], "keeps": chosen["keep"], "more": more}
