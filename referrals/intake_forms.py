"""What is typed while a contact is taken: shape only. What may not be is refused in `taking.py` and `stating.py`."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cs_casework.forms import DateTimeField, GovukForm, GovukModelForm
from cs_casework.reference.models import Agency, HarmType
from referrals.codes import WORLDS, Channel, Danger, Emergency, Prompted, Subject
from referrals.missing import needs_why_not_asked
from referrals.models import Referral, ReferralHarm


# --- Begun, and danger -----------------------------------------------------------------------------------------------
class DangerForm(GovukForm):
    """Who has taken over a child in danger, and whether 999 was called."""

    emergency = forms.ChoiceField(
        label=gettext_lazy("Has 999 been called?"), choices=Emergency, widget=forms.RadioSelect
    )
    handed_to = forms.CharField(
        label=gettext_lazy("Who has taken it over?"),
        max_length=150,
        help_text=gettext_lazy("The duty or out-of-hours social worker you have spoken to"),
    )
    handed_at = DateTimeField(label=gettext_lazy("When did they take it over?"), allow_future=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handed_at"].initial = timezone.now()


class ReceivedForm(GovukForm):
    """When and how a contact came, where that was written down wrongly."""

    received_at = DateTimeField(label=gettext_lazy("When was it received?"), allow_future=False)
    channel = forms.ChoiceField(label=gettext_lazy("How did it come?"), choices=Channel, widget=forms.RadioSelect)
    is_consultation = forms.BooleanField(
        label=gettext_lazy("It is a professional’s question without names (a consultation)"), required=False
    )
    reason = forms.CharField(label=gettext_lazy("What was wrong?"), max_length=300)


class BeginForm(GovukForm):
    """The first questions of a contact: danger before all else."""

    mark_optional = False

    danger = forms.ChoiceField(
        label=gettext_lazy("Is a child in danger right now?"), choices=Danger, widget=forms.RadioSelect
    )
    emergency = forms.ChoiceField(
        label=gettext_lazy("Has 999 been called?"), choices=Emergency, widget=forms.RadioSelect, required=False
    )
    handed_to = forms.CharField(
        label=gettext_lazy("Who has taken it over?"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("The duty or out-of-hours social worker you have spoken to"),
    )
    handed_at = DateTimeField(
        label=gettext_lazy("When did they take it over?"),
        allow_future=False,
        required=False,
        help_text=gettext_lazy("Left empty, it is now"),
    )
    received_at = DateTimeField(label=gettext_lazy("When was it received?"), allow_future=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("How did it come?"), choices=Channel, widget=forms.RadioSelect, initial=Channel.PHONE
    )
    is_consultation = forms.BooleanField(
        label=gettext_lazy("It is a professional’s question without names (a consultation)"), required=False
    )

    reveals = {"danger": {"yes": ["emergency", "handed_to", "handed_at"]}}
    option_hints = {
        "danger": {
            "yes": gettext_lazy(
                "Stop here. Call 999 if it has not been done. Then hand it to the duty or out-of-hours social worker "
                "now, and write down who has taken it."
            )
        }
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_at"].initial = timezone.now()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("danger") != Danger.YES:
            said |= {"emergency": "", "handed_to": "", "handed_at": None}
        return said


# --- Steps -----------------------------------------------------------------------------------------------------------
class StepForm(GovukModelForm):
    """One step. Nothing of it has to be answered before it is saved: what is missing is said on the list of steps."""

    mark_optional = False
    optional: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.optional:
            self.fields[name].label = _("%(label)s (optional)") % {"label": self.fields[name].label}
        for form_field in self.fields.values():
            # Nothing chosen is nothing said: it needs no radio of its own.
            if isinstance(form_field.widget, forms.RadioSelect) and isinstance(form_field, forms.ChoiceField):
                choices: Any = form_field.choices
                form_field.choices = [choice for choice in choices if choice[0] != ""]


class ReferrerForm(StepForm):
    optional = ("referrer_role", "referrer_contact", "agency")

    class Meta:
        model = Referral
        fields = [
            "referrer_name",
            "is_anonymous",
            "keeps_name_from_family",
            "referrer_role",
            "referrer_contact",
            "agency",
            "source",
        ]
        help_texts = {
            "referrer_name": gettext_lazy("Who is speaking or writing. Who types it is kept apart."),
            "keeps_name_from_family": gettext_lazy("We know who it is. The family is not to be told."),
            "referrer_contact": gettext_lazy("Telephone or e-mail, and when it is safe to ring"),
            "source": gettext_lazy("Left empty, it is that of the agency"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = (self.instance.agency, self.instance.source)
        offered = Agency.objects.offered()
        if self.instance.agency_id:
            offered = offered | Agency.objects.filter(pk=self.instance.agency_id)
        self.fields["agency"].queryset = offered.order_by("name")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("is_anonymous") and said.get("referrer_name"):
            self.add_error(
                "referrer_name", _("They do not give their name, but there is one. Untick the box, or delete the name.")
            )
        agency, (before, source) = said.get("agency"), self.before
        # The code came from the agency before: another agency brings its own.
        if agency and before and agency != before and said.get("source") == source == before.source:
            said["source"] = agency.source
        return said


class SubjectsForm(StepForm):
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=Subject,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose all that apply. It decides what is asked next."),
    )

    option_hints = {
        "subjects": {
            "context": gettext_lazy("A park, a stairwell, a shop, a school gate, a peer group, a group chat"),
            "relationship": gettext_lazy("A 15-year-old and an older “boyfriend”; one adult and four children"),
        }
    }

    class Meta:
        model = Referral
        fields = ["subjects", "is_consultation"]


class WorryForm(StepForm):
    harm_types = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Kinds of harm (optional)"),
        queryset=HarmType.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("As far as it is clear by now. Choose all that apply."),
    )
    optional = ("strengths", "support_sought", "done_already")

    class Meta:
        model = Referral
        fields = ["worry", "strengths", "support_sought", "done_already"]
        widgets = {
            "worry": forms.Textarea(attrs={"rows": 8}),
            "strengths": forms.Textarea(attrs={"rows": 4}),
            "support_sought": forms.Textarea(attrs={"rows": 3}),
            "done_already": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "worry": gettext_lazy("What happened, when, who saw it. Write it as it is said."),
            "strengths": gettext_lazy("Who and what keeps the child or the place safe"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = ReferralHarm.objects.filter(referral=self.instance).standing().values_list("harm_type", flat=True)
        self.fields["harm_types"].initial = list(kept)
        told = HarmType.objects.filter(pk__in=list(kept))
        self.fields["harm_types"].queryset = (HarmType.objects.offered() | told).order_by("name")
        self.order_fields(["worry", "strengths", "harm_types"])


class WorldsForm(StepForm):
    reveals = {world: {"said": f"{world}_said"} for world in WORLDS}

    class Meta:
        model = Referral
        fields = [name for world in WORLDS for name in (world, f"{world}_said")]
        widgets = dict.fromkeys(WORLDS, forms.RadioSelect) | {
            f"{world}_said": forms.Textarea(attrs={"rows": 3}) for world in WORLDS
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for world in WORLDS:
            answer, text = said.get(world), (said.get(f"{world}_said") or "").strip()
            if answer == Prompted.SAID and not text and f"{world}_said" not in self.errors:
                self.add_error(f"{world}_said", _("Write what was said, or choose another answer."))
            elif text and not answer:
                said[world] = Prompted.SAID.value
            elif text and answer != Prompted.SAID:
                # Without scripts both stand on the page; with them the words are out of sight. Neither is dropped.
                self.add_error(
                    world, _("You wrote down what was said. Choose “Yes, this was said”, or delete the words.")
                )
        return said


class AgreementForm(StepForm):
    class Meta:
        model = Referral
        fields = ["child_knows", "parents_know", "agreement", "why_not_asked"]
        widgets = dict.fromkeys(("child_knows", "parents_know", "agreement"), forms.RadioSelect) | {
            "why_not_asked": forms.Textarea(attrs={"rows": 3})
        }
        labels = {
            "child_knows": gettext_lazy("Does the child know?"),
            "parents_know": gettext_lazy("Do the parents know?"),
            "agreement": gettext_lazy("Do they agree?"),
            "why_not_asked": gettext_lazy("If somebody was not asked: why?"),
        }
        help_texts = {
            "agreement": gettext_lazy("Disagreement never stops a contact about a child’s safety."),
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        answers = [said.get(name) or "" for name in ("child_knows", "parents_know", "agreement")]
        if needs_why_not_asked(*answers) and not (said.get("why_not_asked") or "").strip():
            self.add_error("why_not_asked", _("Say why they have not been asked."))
        return said


class WithdrawForm(GovukForm):
    withdrawn_why = forms.CharField(
        label=gettext_lazy("Why was it taken in error?"),
        max_length=300,
        help_text=gettext_lazy("For example: the same call as REF-2026-00123. It stays readable, and counts nowhere."),
    )


STEP_FORMS: dict[str, type[StepForm]] = {
    "referrer": ReferrerForm,
    "subjects": SubjectsForm,
    "worry": WorryForm,
    "worlds": WorldsForm,
    "agreement": AgreementForm,
}
