"""Forms about what a child is to the service: shape only. What may not be is refused in `statuses.py`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import CPCategory
from cases.models import CaseChildStatus
from cases.statuses import ENDS
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm

Status = CaseChildStatus.Status


class GiveStatusForm(GovukForm):
    """A status the child does not have now, and that may stand beside those they have. A protection plan asks for its
    category; one that ends another says so."""

    status = forms.ChoiceField(label=_("Status"), choices=Status, widget=forms.RadioSelect)
    category = forms.ChoiceField(
        label=_("Category of plan"), required=False, choices=[("", _("Select a category")), *CPCategory.choices]
    )
    from_on = DateField(label=_("From"), allow_future=False, error_messages={"required": _("Enter the day it began")})
    mark_optional = False

    reveals = {"status": {Status.CHILD_PROTECTION.value: "category"}}

    def __init__(self, *args: Any, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today()
        has = {Status(row.status) for row in now}
        not_beside = {ended for status in has for ended in ENDS.get(status, ())}
        offered = [status for status in Status if status not in has | not_beside]
        self.fields["status"].choices = [(status.value, status.label) for status in offered]
        hints = {}
        for status in offered:
            if ended := [str(former.label) for former in ENDS.get(status, ()) if former in has]:
                hints[status.value] = _("“%(status)s” ends the same day") % {"status": ", ".join(ended)}
        self.option_hints = {"status": hints}  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("status") != Status.CHILD_PROTECTION:
            found["category"] = ""  # chosen before another status was
        elif not found.get("category") and "category" not in self.errors:
            self.add_error("category", _("Select the category of the plan"))
        return found


class EndStatusForm(GovukForm):
    to_on = DateField(label=_("Until"), allow_future=False, error_messages={"required": _("Enter the day it ended")})
    why = forms.CharField(label=_("Why did it end?"), max_length=300)


class CategoryForm(GovukForm):
    category = forms.ChoiceField(label=_("New category"), choices=CPCategory, widget=forms.RadioSelect)
    from_on = DateField(label=_("From"), allow_future=False, error_messages={"required": _("Enter the day it changed")})

    def __init__(self, *args: Any, row: CaseChildStatus, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today()
        self.fields["category"].choices = [choice for choice in CPCategory.choices if choice[0] != row.category]
