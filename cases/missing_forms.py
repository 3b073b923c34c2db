"""Forms about missing episodes, return interviews and referrals to the NRM: shape only. What may not be is refused in
`missing.py`, `interviews.py` and `nrm.py`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import MissingEpisode, NRMReferral, ReturnInterview
from cases.place_forms import PlaceForm
from cs_casework.dates import today
from cs_casework.forms import DateField, DateTimeField, GovukForm

YES, NO = ReturnInterview.Offered.YES.value, ReturnInterview.Offered.NO.value
NONE_MADE = "none"


def _words(label: Any, rows: int, longest: int, hint: Any = "", *, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=longest, widget=area, help_text=hint)


def _line(label: Any, longest: int, hint: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=longest, help_text=hint)


def _moment(label: Any, hint: Any = "", *, required: bool = False) -> DateTimeField:
    return DateTimeField(label=label, required=required, allow_future=False, help_text=hint)


def _with_whom() -> forms.CharField:
    return _line(
        _("With whom were they?"),
        500,
        _("In words, as far as it is known. For example, an older boy from school. Do not list names."),
    )


class EpisodeForm(PlaceForm):
    """One time that a child was missing; what is asked of where they were found can be left until they are."""

    kind = forms.ChoiceField(
        label=_("Missing, or away without authorisation?"), choices=MissingEpisode.Kind, widget=forms.RadioSelect
    )
    missing_from = _moment(
        _("Missing from"), _("When they were last known to be safe. For example, 27 3 2026 at 4:10pm"), required=True
    )
    reported_by = _line(_("Who reported it, and to whom?"), 300)
    reported_at = _moment(_("When was it reported?"))
    police_reference = _line(_("Police reference"), 60)
    done = _words(_("What was done to find them?"), 4, 5000, _("By whom, in short: not what the police wrote"))
    found_at = _moment(_("Found at"), _("Leave it empty while they are still missing"))
    found_where = _line(_("Where were they found?"), 500)
    with_whom = _with_whom()
    travelled = _line(_("How did they travel?"), 300)

    field_order = [
        "kind",
        "missing_from",
        "reported_by",
        "reported_at",
        "police_reference",
        "found_at",
        "found_where",
        "context",
        "with_whom",
        "travelled",
        "done",
    ]
    option_hints = {
        "kind": {
            MissingEpisode.Kind.MISSING.value: _("Nobody knows where they are, and something may have happened"),
            MissingEpisode.Kind.AWAY.value: _("Not where they should be, and it is known or likely where they are"),
        }
    }
    prompted = ("done", "found_where", "with_whom", "travelled")


class ChangeEpisodeForm(EpisodeForm):
    reason = _line(_("Why is it changed?"), 500, required=True)
    field_order = ["reason", *EpisodeForm.field_order]


class FoundForm(PlaceForm):
    """That a child was found."""

    found_at = _moment(_("Found at"), _("For example, 27 3 2026 at 4:10pm. About when is enough"), required=True)
    found_where = _line(_("Where were they found?"), 500, _("If nobody knows, say so"))
    with_whom = _with_whom()
    travelled = _line(_("How did they travel?"), 300)
    done = _words(_("What was done to find them?"), 4, 5000, _("By whom, in short: not what the police wrote"))
    field_order = ["found_at", "found_where", "context", "with_whom", "travelled", "done"]
    prompted = ("done", "found_where", "with_whom", "travelled")


class WithdrawForm(GovukForm):
    why = _line(_("Why was it an error?"), 500, required=True)


class InterviewForm(PlaceForm):
    """What became of a return interview."""

    offered = forms.ChoiceField(label=_("Was it offered?"), choices=ReturnInterview.Offered, widget=forms.RadioSelect)
    offered_at = _moment(_("When was it offered?"))
    offered_by = _line(_("Who offered it?"), 150)
    not_offered_why = _line(_("Why was it not offered?"), 500)
    taken_up = forms.ChoiceField(
        label=_("Did they take it up?"),
        choices=[("", _("Not known yet")), *ReturnInterview.TakenUp.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    not_taken_up_why = _line(
        _("Why did they not take it up?"), 500, _("In their words where you can. It can be offered again later")
    )
    not_applicable_why = _line(_("Why does it not apply?"), 500, _("For example, they moved to another council"))
    held_at = _moment(_("When was it held?"), _("Leave it empty until it has been held"))
    held_by = _line(_("Who held it?"), 150)
    independent = forms.ChoiceField(
        label=_("Were they independent?"),
        choices=[("", _("Not held yet")), *ReturnInterview.Independent.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    said = _words(_("What did the child say?"), 8, 20000, _("In their own words. The child may read it one day"))
    told_where = _line(_("Where were they, as they tell it?"), 500)
    told_with = _line(
        _("With whom, as they tell it?"), 500, _("In words, as far as they want to tell. Do not list names.")
    )
    told_travelled = _line(_("How did they travel, as they tell it?"), 300)
    field_order = [
        "reason",
        "offered",
        "offered_at",
        "offered_by",
        "not_offered_why",
        "taken_up",
        "not_taken_up_why",
        "not_applicable_why",
        "held_at",
        "held_by",
        "independent",
        "said",
        "told_where",
        "context",
        "told_with",
        "told_travelled",
    ]
    reveals = {
        "offered": {YES: ["offered_at", "offered_by"], NO: "not_offered_why"},
        "taken_up": {
            ReturnInterview.TakenUp.NO.value: "not_taken_up_why",
            ReturnInterview.TakenUp.NOT_APPLICABLE.value: "not_applicable_why",
        },
    }
    prompted = ("said", "told_where", "told_with", "told_travelled", "not_taken_up_why", "not_applicable_why")


class ChangeInterviewForm(InterviewForm):
    """What was said once more, where it was held already."""

    reason = _line(_("Why is it changed?"), 500, required=True)


class ExtendInterviewForm(GovukForm):
    due_at = DateTimeField(label=_("Due by"), help_text=_("For example, 27 3 2026 at 4pm"))
    why = _line(
        _("Why is there more time?"), 500, _("It stands beside the new time, as does the one before"), required=True
    )


class NRMForm(PlaceForm):
    """A referral to the National Referral Mechanism."""

    referred_on = DateField(label=_("Referred on"), allow_future=False)
    responder = _line(
        _("First responder agency"), 150, _("Who referred: for example, this council or the police"), required=True
    )
    nrm_reference = _line(_("NRM reference"), 60)
    what_for = _words(
        _("What is it about?"),
        5,
        5000,
        _("What is known or suspected of exploitation or trafficking, and how it is known"),
        required=True,
    )
    told = forms.ChoiceField(
        label=_("Has the child been told?"),
        choices=NRMReferral.Told,
        widget=forms.RadioSelect,
        help_text=_("Their consent is not needed. They should know, unless telling them puts somebody at risk."),
    )
    not_told_why = _line(_("Why are they not told?"), 500)
    field_order = ["referred_on", "responder", "nrm_reference", "what_for", "context", "told", "not_told_why"]
    reveals = {"told": {NRMReferral.Told.NO.value: "not_told_why"}}
    prompted = ("what_for",)


class ChangeNRMForm(NRMForm):
    reason = _line(_("Why is it changed?"), 500, required=True)
    field_order = ["reason", *NRMForm.field_order]


class DecideNRMForm(GovukForm):
    step = forms.ChoiceField(label=_("Which decision?"), choices=NRMReferral.Step, widget=forms.RadioSelect)
    decision = forms.ChoiceField(label=_("What was decided?"), choices=NRMReferral.Decision, widget=forms.RadioSelect)
    decided_on = DateField(label=_("When?"), allow_future=False)

    def __init__(self, *args: Any, referral: NRMReferral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = today()
        # Only the one that is waited for is offered.
        self.fields["step"].choices = [
            (value, label) for value, label in NRMReferral.Step.choices if value == referral.next_step
        ]
        self.fields["step"].initial = referral.next_step


class CorrectNRMForm(GovukForm):
    """What was decided after all. It says first what is recorded, so that nobody has to remember it."""

    step = forms.ChoiceField(label=_("Which decision is wrong?"), widget=forms.RadioSelect)
    decision = forms.ChoiceField(
        label=_("What was decided?"),
        choices=[*NRMReferral.Decision.choices, (NONE_MADE, _("Nothing yet: none was made"))],
        widget=forms.RadioSelect,
    )
    decided_on = DateField(
        label=_("When was it decided?"),
        help_text=_("Leave it empty if none was made"),
        allow_future=False,
        required=False,
    )
    mark_optional = False
    reason = _line(_("Why is it put right?"), 500, required=True)

    def __init__(self, *args: Any, referral: NRMReferral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = referral.decided_steps
        self.fields["step"].choices = [(step, NRMReferral.Step(step).label) for step in steps]
        self.fields["step"].initial = steps[-1] if steps else ""
        self.option_hints = {"step": {step: referral.decided_in_words(step) for step in steps}}  # type: ignore[misc]

    def clean_decision(self) -> str:
        decision: str = self.cleaned_data["decision"]
        return "" if decision == NONE_MADE else decision


class ReconsiderForm(GovukForm):
    reconsider_on = DateField(label=_("When was it asked?"), allow_future=False)
    why = _line(_("Why is it to be looked at again?"), 500, required=True)


class WithdrawNRMForm(GovukForm):
    withdrawn_on = DateField(label=_("When was it withdrawn?"), allow_future=False)
    why = _line(_("Why?"), 500, required=True)
