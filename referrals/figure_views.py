"""The page of figures on contacts and referrals."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cs_casework.access import record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.dates import months_after, today
from cs_casework.forms import DateField, GovukForm
from cs_casework.pages import needs, paginate
from referrals import figures


class PeriodForm(GovukForm):
    """From one day to another, both counted. The last twelve months unless somebody says otherwise."""

    from_on = DateField(label=_("Received from"), allow_future=False)
    to_on = DateField(label=_("Until"), allow_future=False)
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not self.errors and found["to_on"] < found["from_on"]:
            self.add_error("to_on", _("The last day is before the first."))
        return found

    @property
    def chosen(self) -> dict[str, Any]:
        if self.is_bound and self.is_valid():
            return self.cleaned_data
        return {"from_on": months_after(today(), -12), "to_on": today()}


@require_GET
@needs(Permission.DECIDE_REFERRALS)
def referral_figures(request: StaffRequest) -> HttpResponse:
    user = request.user
    is_filtered = any(name.startswith(("from_on", "to_on")) for name in request.GET)
    form = PeriodForm(request.GET if is_filtered else None)
    period = form.chosen
    if not is_filtered:
        form.initial = period
    referrals = figures.of_period(user, **period)
    again, accepted = figures.re_referred(user, **period)
    page = {
        "filter": form,
        "is_filtered": is_filtered,
        **period,
        "total": figures.totals(referrals),
        "timing": figures.timing(referrals),
        "again": again,
        "accepted": accepted,
        "tables": [
            {"name": "source", "title": _("By who referred"), "rows": figures.by_source(referrals)},
            {"name": "harm", "title": _("By kind of harm"), "rows": figures.by_harm_type(referrals)},
            {"name": "outcome", "title": _("By outcome"), "rows": figures.by_outcome(referrals, user), "one": True},
            {
                "name": "ethnicity",
                "title": _("Children on record, by ethnicity"),
                "rows": figures.by_ethnicity(referrals, user),
                "hides": True,
            },
            {
                "name": "sex",
                "title": _("Children on record, by sex"),
                "rows": figures.by_sex(referrals, user),
                "hides": True,
            },
        ],
        "page_of": paginate(request, figures.named_without_case(user)),
    }
    record_listing(request, "referral.figures_read")
    return render(request, "referrals/referral_figures.html", page)
