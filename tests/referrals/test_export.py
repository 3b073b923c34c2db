"""The tracker saved as a spreadsheet: what the filters show, through the same door, with nothing in it that runs."""

import csv
import io
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests import factories
from tests.helpers import GIVEN, audited
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

EXPORT = "/referrals/export/"


def saved(client: Any, query: str = "") -> list[list[str]]:
    """The rows of the .csv, its headings first."""
    answer = client.post(f"{EXPORT}?format=csv{query}", GIVEN)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def column(rows: list[list[str]], heading: str) -> list[str]:
    return [row[rows[0].index(heading)] for row in rows[1:]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_is_taken_for_a_formula(support: Any, as_user: Any, start: str) -> None:
    name = f"{start}cmd|' /C calc'!A0"
    factories.ReferralContextFactory(name=name)
    client = as_user(support)
    assert column(saved(client), "Contexts, as stated") == [f"'{name}"]
    book = load_workbook(io.BytesIO(client.post(EXPORT, GIVEN).content))
    (sheet,) = book.worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "d"}
    assert f"'{name}".replace("\r", "\n") in [cell.value for cell in cells]  # XML knows one end of a line


def test_it_holds_what_the_filters_show_and_who_asked_for_it(worker: Any, as_user: Any) -> None:
    client = as_user(worker)
    person = factories.PersonFactory()
    found = factories.ReferralChildFactory(
        given="Nia", family="Holloway", person=person, known="known", referral__source="6"
    ).referral
    factories.ReferralFactory(source="2A")
    decided = factories.ReferralFactory(submitted=True, status="decided", decided_at=timezone.now())
    factories.ScreeningDecisionFactory(referral=decided)
    rows = saved(client, "&source=6")
    assert (column(rows, "Reference"), column(rows, "Children, as stated")) == ([found.reference], ["Nia Holloway"])
    assert column(rows, "Missing")[0].startswith("Who referred")
    (event,) = audited("referral.exported")
    assert (event.shown, event.reason) == ([person.pk], "csv, 1: source=6")
    assert column(saved(client, "&state=decided"), "Outcome") == ["No further action"]
    link = client.post("/referrals/", {"_search": "1", "q": "Holloway"}).headers["Location"]
    assert column(saved(client, f"&{link.partition('?')[2]}"), "Reference") == [found.reference]
    assert "Holloway" not in audited("referral.exported")[-1].reason
    page = client.get(f"{link}&page=1").content.decode()
    assert f'href="{EXPORT}?{link.partition("?")[2]}&amp;format=xlsx"' in page


def test_what_is_hidden_is_in_no_file(worker: Any, manager: Any, as_user: Any) -> None:
    child = factories.PersonFactory()
    mine = factories.ReferralFactory(submitted=True, taker=worker, status="decided", decided_at=timezone.now())
    other = factories.ReferralFactory()
    for referral in (mine, other):
        factories.ReferralChildFactory(referral=referral, person=child, known="known")
    factories.ScreeningDecisionFactory(referral=mine)
    restrict(child, by=manager)
    rows = saved(as_user(worker), "&state=all")
    assert (column(rows, "Reference"), column(rows, "Outcome")) == ([mine.reference], [""])
    assert audited("referral.exported")[-1].shown == []


def test_the_referrers_name_is_in_no_file(support: Any, as_user: Any) -> None:
    factories.ReferralFactory(referrer_name="Rowan Hartley", keeps_name_from_family=True)
    assert "Rowan" not in str(saved(as_user(support)))


def test_it_is_to_be_saved_and_its_days_are_days(support: Any, as_user: Any) -> None:
    referral = factories.ReferralFactory()
    answer = as_user(support).post(EXPORT, GIVEN)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="contacts-')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    (sheet,) = load_workbook(io.BytesIO(answer.content)).worksheets
    row = dict(zip(*(list(values) for values in sheet.iter_rows(values_only=True)), strict=True))
    assert row["Decision due"].date() == referral.decision_due
    assert f"{row['Received']:%H:%M}" == f"{timezone.localtime(referral.received_at):%H:%M}"


def test_too_many_are_refused_in_words(support: Any, as_user: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referrals.views.MOST_ROWS", 1)
    factories.ReferralFactory.create_batch(2, source="6")
    client = as_user(support)
    answer = client.get(f"{EXPORT}?source=6&format=csv", follow=True)
    assert answer.redirect_chain == [("/referrals/?source=6", 302)]
    assert "There are more than 1 of these" in answer.content.decode()
    assert not audited("referral.exported")
    assert client.get(f"{EXPORT}?source=2A").status_code == 200
