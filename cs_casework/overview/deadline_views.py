import datetime
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cs_casework.access import record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.dates import today
from cs_casework.overview.deadlines.forms import ALL, OVERDUE, DeadlineFilter
from cs_casework.overview.deadlines.sources import SOURCES, Due
from cs_casework.overview.deadlines.whose import Whose
from cs_casework.overview.home import SOON
from cs_casework.overview.unions import Between, Row, page_of_rows
from cs_casework.pages import PER_PAGE, needs, page_number


@dataclass(frozen=True)
class Line:
    """One thing that is due, as a list shows it."""

    row: Row
    label: str
    due: Due


@require_GET
@needs(Permission.WRITE_NOTES)
def deadlines(request: StaffRequest) -> HttpResponse:
    """What is due, the soonest first: one's own, a colleague's or a team's, each with why there is more time."""
    form = DeadlineFilter(request.GET or None, user=request.user)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    team, worker = asked.get("team"), asked.get("worker")
    whose = Whose(request.user, worker=worker if team else worker or request.user, team=team)
    kind = asked.get("kind")
    sources = [SOURCES[kind]] if kind else list(SOURCES.values())
    page = page_number(request)
    parts = [part for source in sources for part in source.rows(whose)]
    if asked.get("extended"):
        parts = [part.only_where("d") for part in parts if "d" in part.columns]
    rows, has_more = page_of_rows(
        parts, _between(asked.get("when", "")), page=page, per_page=PER_PAGE, latest_first=False
    )
    lines = [Line(row, str(SOURCES[row.source].label), SOURCES[row.source].say(row)) for row in rows]
    record_listing(request, "deadlines.listed", {row.child for row in rows if row.child})
    is_filtered = bool(set(request.GET) - {"page"})
    return render(
        request,
        "overview/deadlines.html",
        {
            "lines": lines,
            "filter": form,
            "clear_url": request.path if is_filtered else "",
            "whose": ", ".join(str(chosen) for chosen in (worker, team) if chosen),
            "number": page,
            "next_number": page + 1 if has_more else None,
        },
    )


def _between(when: str) -> Between:
    if when == ALL:
        return Between()
    if when == OVERDUE:
        return Between(until=today() - datetime.timedelta(days=1))
    return Between(until=today() + SOON)
