"""The tracker saved as a spreadsheet: what the filters show, as text that no spreadsheet takes for a formula."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cs_casework.dates import today
from cs_casework.spreadsheets import Sheet, TextTable
from referrals.showing import subjects_in_words
from referrals.tracker import Row

MOST_ROWS = 5000
# What a spreadsheet's cell can hold.
LONGEST = 32_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def columns() -> list[tuple[str, Callable[[Row], Any]]]:
    """Each column with its heading. The referrer's name is none of them: a list goes further than a record."""
    return [
        (_("Reference"), lambda row: row.referral.reference),
        (_("What it is"), lambda row: row.referral.kind_shown),
        (_("State"), lambda row: row.referral.get_status_display()),
        (_("Immediate danger"), lambda row: row.referral.get_danger_display()),
        (_("Handed to"), lambda row: row.referral.handed_to),
        (_("Received"), lambda row: row.referral.received_at),
        (_("How it came"), lambda row: row.referral.get_channel_display()),
        (_("About"), lambda row: subjects_in_words(row.referral)),
        (_("Children, as stated"), lambda row: _names(row.referral.stated_children)),
        (_("Contexts, as stated"), lambda row: _names(row.referral.stated_contexts)),
        (_("Source"), lambda row: row.referral.get_source_display()),
        (_("Agency"), lambda row: row.referral.agency or ""),
        (_("Taken by"), lambda row: row.referral.taker),
        (_("Submitted"), lambda row: row.referral.submitted_at),
        (_("Decision due"), lambda row: row.referral.decision_due),
        (_("Clock"), lambda row: row.clock),
        (_("Why the deadline was extended"), lambda row: row.referral.due_extended_why),
        (_("Missing"), lambda row: "; ".join(lacking.words for lacking in row.missing)),
        (_("Decided"), lambda row: row.referral.decided_at),
        (_("Outcome"), lambda row: "; ".join(row.decision.outcomes_shown) if row.decision else ""),
        (_("Referral date"), lambda row: row.referral.accepted_on),
    ]


def spreadsheet(rows: list[Row], kind: str) -> HttpResponse:
    """The answer that carries the file, to be saved and never shown."""
    content_type, write = FORMATS[kind]
    response = HttpResponse(write(rows), content_type=content_type)
    name = _("contacts-%(day)s") % {"day": f"{today():%Y-%m-%d}"}
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def asked_in_words(form: Any, kind: str, number: int) -> str:
    """What was saved, for the audit: which filters stood, without a word that was looked for, as it may be a name."""
    wanted = [f"{name}={form[name].value()}" for name, value in form.cleaned_data.items() if value and name != "q"]
    if form.cleaned_data.get("q"):
        wanted.append(_("words looked for"))
    return f"{kind}, {number}: {', '.join(wanted) or _('everything unfinished')}"


def _names(stated: list[Any]) -> str:
    return "; ".join(str(row) for row in stated)


def _values(row: Row) -> Iterator[Any]:
    """The row's values: moments and days as such, in England's time, and text that a cell can hold."""
    for _heading, value in columns():
        found = value(row)
        if hasattr(found, "hour"):
            yield timezone.make_naive(found).replace(second=0, microsecond=0)
        elif found is None or hasattr(found, "isoformat"):
            yield found
        else:
            yield CONTROL.sub("", str(found))[:LONGEST]


def _as_csv(rows: list[Row]) -> bytes:
    out = io.StringIO()
    table = TextTable(out)
    table.write(heading for heading, _value in columns())
    for row in rows:
        table.write(_in_text(value) for value in _values(row))
    return out.getvalue().encode("utf-8-sig")  # with the mark by which a spreadsheet knows it


def _in_text(value: Any) -> str:
    if hasattr(value, "hour"):
        return f"{value:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if hasattr(value, "isoformat") else value or ""


def _as_workbook(rows: list[Row]) -> bytes:
    headings = [heading for heading, _value in columns()]
    sheet = Sheet(_("Contacts"), [max(14, len(heading) + 2) for heading in headings], freeze="B2")
    sheet.write(headings, bold=True)
    for row in rows:
        sheet.write(_values(row))
    out = io.BytesIO()
    sheet.save(out)
    return out.getvalue()


FORMATS: dict[str, tuple[str, Callable[[list[Row]], bytes]]] = {
    "xlsx": (WORKBOOK, _as_workbook),
    "csv": ("text/csv; charset=utf-8", _as_csv),
}
