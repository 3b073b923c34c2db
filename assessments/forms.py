"""Forms about assessments: shape only. What may not be is refused in `writing.py` and `authorising.py`."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.codes import AssessmentFactor, Misfit, Outcome, Seen, TookPart
from assessments.fitting import Sentence
from assessments.models import Assessment, AssessmentPassage
from cases.changed_since import CODE
from cases.codes import Need
from cases.models import Case, CaseChild
from cs_casework.accounts.models import User
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm
from families.models import Person
from families.querysets import called

# How the factors stand on the form: forty in one row would be read by nobody. By the number of their code.
GROUPS = [
    (_("Alcohol and drugs"), range(1, 3)),
    (_("Domestic abuse"), range(3, 4)),
    (_("Mental health, disability and illness"), range(4, 7)),
    (_("Caring, and where the child lives"), range(7, 10)),
    (_("Harm outside the home, and being missing"), (10, 11, 12, 13, 14, 24)),
    (_("Harm to the child"), (15, 16, 17, 18, 19, 22, 23)),
    (_("Other, or none"), (20, 21)),
]


def factor_choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    numbered = [(int(code.value.rstrip("ABCDEF")), code) for code in AssessmentFactor]
    return [
        (words, [(code.value, code.label) for number, code in numbered if number in group]) for words, group in GROUPS
    ]


class StartForm(GovukForm):
    """When it began and, for a family, which children open in the case it is about."""

    started_on = DateField(label=_("Started on"), allow_future=False)
    children = forms.ModelMultipleChoiceField(
        label=_("Which children is it about?"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Children open in this case. Each has a conclusion of their own."),
        error_messages={"required": _("Choose at least one child")},
    )

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["started_on"].initial = today()
        if case.family_id:
            self.fields["children"].queryset = children_of(case, user)
            self.fields["children"].initial = list(self.fields["children"].queryset)
        else:
            del self.fields["children"]


def children_of(case: Case, user: User) -> Any:
    """The children open in this case whom the reader may see, as forms list them."""
    periods = CaseChild.objects.visible_to(user).open().filter(case=case).order_by().values("child")
    return Person.objects.visible_to(user).filter(pk__in=periods).order_by(called(), "pk")


class SectionForm(GovukForm):
    text = forms.CharField(required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 16}))
    left_out = forms.ModelMultipleChoiceField(
        queryset=AssessmentPassage.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )
    mark_optional = False

    def __init__(self, *args: Any, heading: Any, hint: Any, passages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = heading, hint
        self.fields["left_out"].queryset = passages


class ChildForm(GovukForm):
    """What the assessment says of one child. It may be left half-finished; what is missing is asked for at the end."""

    seen = forms.ChoiceField(
        label=_("Was the child seen for this assessment?"), choices=Seen, required=False, widget=forms.RadioSelect
    )
    seen_on = DateField(label=_("Last seen on"), required=False, allow_future=False)
    not_seen_why = forms.CharField(
        label=_("If not seen, or not alone: why?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    words = forms.CharField(
        label=_("The child’s own words"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "What they say of home and of the places they go. Of a baby, what was seen; or why there are none."
        ),
    )
    factors = forms.MultipleChoiceField(
        label=_("Factors identified"),
        choices=factor_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The national list. They count in the return once the assessment is authorised."),
        error_messages={"invalid_choice": _("Choose factors from the list; 18A and 19A are no longer used.")},
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome, required=False, widget=forms.RadioSelect)
    level = forms.ChoiceField(
        label=_("Level of need"),
        choices=Need,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("From the children’s thresholds"),
    )
    level_why = forms.CharField(
        label=_("How did concerns at home and outside it lead to this level?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Both, and how they act on each other. Strengths count too."),
    )
    support = forms.CharField(
        label=_("Support required"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For the child, for the family, and in the places that need to change"),
    )
    option_hints = {
        "factors": {
            "13A": _("Harm linked with a group of young people. The code is for the return alone."),
            "14A": _("Behaviour that worries others. The code is for the return alone."),
            "20": _("Also for what has no code, such as serious youth violence or online harm."),
        }
    }
    mark_optional = False


class AddChildForm(GovukForm):
    child = forms.ModelChoiceField(
        label=_("Which child?"), queryset=Person.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, assessment: Assessment, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        already = assessment.children.filter(removed_on=None).order_by().values("child")
        self.fields["child"].queryset = children_of(assessment.case, user).exclude(pk__in=already)


class TakeOutForm(GovukForm):
    removed_why = forms.CharField(label=_("Why is the child taken out?"), max_length=300)


class ParticipantForm(GovukForm):
    name = forms.CharField(
        label=_("Who"),
        max_length=150,
        help_text=_("A person or a group, such as “fourteen young people of Year 10”"),
    )
    part = forms.CharField(label=_("Who they are to the child or the place"), max_length=150, required=False)
    took_part = forms.ChoiceField(
        label=_("Part in it"), choices=TookPart, initial=TookPart.TO_ASK, widget=forms.RadioSelect
    )


class ParticipantChangeForm(ParticipantForm):
    name = None  # type: ignore[assignment]  # who it is stays: another is another row


class ReturnForm(GovukForm):
    returned_why = forms.CharField(
        label=_("What is missing?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class AuthoriseForm(GovukForm):
    authorised_why = forms.CharField(
        label=_("Your words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you agree with, and what is to happen next"),
    )

    gone = forms.CharField(
        label=_("What you answered to what is not said any more"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is kept with your words. Take out what no longer matters."),
    )

    def __init__(self, typed: Any = None, *, sentences: Sequence[Sentence]) -> None:
        vanished = _vanished(typed, sentences) if typed is not None else []
        if vanished:
            typed = typed.copy()
            typed["gone"] = "\n\n".join(filter(None, [typed.get("gone", "").strip(), *vanished]))
        super().__init__(typed)
        self.has_vanished = bool(vanished)
        self.sentences = sentences
        for sentence in sentences:
            area = forms.Textarea(attrs={"rows": 2})
            self.fields[sentence.key] = forms.CharField(
                label=sentence.words, required=False, max_length=2000, widget=area
            )

    @property
    def told(self) -> list[tuple[Sentence, Any]]:
        """Each sentence with the box for its answer."""
        return [(sentence, self[sentence.key]) for sentence in self.sentences]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if self.has_vanished:
            words = _(
                "Something you answered is not said any more. Your answer stands below; look at it, and press again."
            )
            raise ValidationError(words, code=CODE)
        answers = [(sentence, found.get(sentence.key, "")) for sentence in self.sentences]
        said = "\n\n".join(filter(None, [found.get("authorised_why", ""), found.get("gone", "")]))
        return {"authorised_why": said, "answers": answers}


def _vanished(typed: Any, sentences: Sequence[Sentence]) -> list[str]:
    """Answers that were typed to sentences which the form no longer tells, each with what it was about."""
    told = {sentence.key for sentence in sentences}
    kinds = {name: name.rpartition("_")[0] for name in typed if name not in told}
    answered = [(Misfit(kind).label, typed[name].strip()) for name, kind in kinds.items() if kind in Misfit.values]
    return [f"{label}: {answer}" for label, answer in answered if answer]


class ExtendForm(GovukForm):
    due_on = DateField(label=_("New date"))
    extended_why = forms.CharField(
        label=_("Why does it need longer?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DiscardForm(GovukForm):
    discarded_why = forms.CharField(
        label=_("Why is it not gone on with?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
