"""Forms about interventions: shape only. What may not be is refused in `interventions.py`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Action, Intervention
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm
from cs_casework.reference.models import Agency

SAID = (
    "what",
    "aimed_at",
    "condition",
    "agency",
    "provider",
    "from_on",
    "to_on",
    "take_up",
    "effect",
    "effect_known",
)


def _text(label: Any, rows: int, *, required: bool = False, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=2000, widget=area, help_text=hint)


class InterventionForm(GovukForm):
    """What is done over a time, by whom, which social condition it is to change, and what is known of it so far."""

    what = forms.CharField(
        label=_("What is done?"),
        max_length=200,
        help_text=_("For example, youth workers at the bus station after school"),
    )
    aimed_at = forms.ChoiceField(
        label=_("What is it aimed at?"),
        choices=[("", _("Choose one")), *Action.AimedAt.choices],
        help_text=_("Where the harm comes from a place or a group, something is aimed there"),
    )
    condition = _text(
        _("Which social condition is it to change?"),
        4,
        required=True,
        hint=_(
            "What makes harm possible there: no adult looks out for young people after six, the path is dark, staff "
            "send them away"
        ),
    )
    agency = forms.ModelChoiceField(
        label=_("Which agency provides it?"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("Choose an agency"),
    )
    provider = forms.CharField(
        label=_("Or who provides it"),
        required=False,
        max_length=150,
        help_text=_("By name or job: the detached youth team, parents who walk the route"),
    )
    from_on = DateField(label=_("From"))
    to_on = DateField(label=_("Ended on"), required=False, allow_future=False)
    take_up = _text(_("Take-up"), 3, hint=_("Who comes or is reached, and who is not yet"))
    effect = _text(_("What has changed so far?"), 3, hint=_("In what it is to change, more than what was offered"))
    effect_known = forms.CharField(
        label=_("How do you know?"),
        required=False,
        max_length=500,
        help_text=_("Young people say so, a survey, what the shop sees, fewer incidents; or that nobody has asked yet"),
    )

    def __init__(self, *args: Any, intervention: Intervention | None = None, **kwargs: Any) -> None:
        if intervention:
            kwargs["initial"] = {name: getattr(intervention, name) for name in SAID}
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.offered()
        if intervention and intervention.agency_id:
            # What was withdrawn stays on the intervention that has it.
            agencies = agencies | Agency.objects.filter(pk=intervention.agency_id)
        self.fields["agency"].queryset = agencies.order_by("name")
        if intervention is None or not intervention.has_ended:
            del self.fields["to_on"]  # it ends on a page of its own, which asks what came of it
        if intervention and intervention.has_ended:
            self.fields["to_on"].required = self.fields["effect"].required = self.fields["effect_known"].required = True
            self.fields["effect"].label = _("What has changed?")


class EndForm(GovukForm):
    """That it ended, and what came of it."""

    to_on = DateField(label=_("Ended on"), allow_future=False)
    take_up = _text(_("Take-up"), 3, hint=_("Who came or was reached, and who was not"))
    effect = _text(
        _("What has changed?"),
        4,
        required=True,
        hint=_("In what it was to change. If it is not known, say so and what would tell"),
    )
    effect_known = forms.CharField(
        label=_("How do you know?"),
        max_length=500,
        help_text=_("Young people say so, a survey, what the shop sees, fewer incidents; or that nobody has asked yet"),
    )

    def __init__(self, *args: Any, intervention: Intervention, **kwargs: Any) -> None:
        initial = {name: getattr(intervention, name) for name in ("take_up", "effect", "effect_known")}
        super().__init__(*args, initial=initial | {"to_on": today()}, **kwargs)
