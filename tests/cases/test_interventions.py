"""What is done over a time: recorded, changed, ended with its effect, and laid under the incidents of a context."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cases.closing import still_open
from cases.incident_chart import chart_of
from cases.interventions import change_intervention, end_intervention, record_intervention
from cases.joining import join_families
from cases.models import Allocation, Incident, Intervention
from cases.periods import MOST_DRAWN, Period, beside, periods_under
from cases.querysets import AllocationQuerySet
from cs_casework.access import restrict_record
from cs_casework.dates import today
from cs_casework.reference.models import Agency
from families.models import Family
from tests.factories import (
    AllocationFactory,
    CaseFactory,
    ContextCaseFactory,
    IncidentChildFactory,
    IncidentFactory,
    InterventionFactory,
    PersonFactory,
)
from tests.helpers import audited, boxes, messages_of, race, refusals, stand_on

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MIDSUMMER = datetime.date(2026, 6, 20)


def said(**changed: Any) -> dict[str, Any]:
    told = {"what": "Youth workers", "aimed_at": "peers", "condition": "No adult is there", "provider": "The team"}
    return told | {"from_on": today()} | changed


def refused(call: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        call()
    return messages_of(refusal)


def happened(context: Any, day: datetime.date, **facts: Any) -> Any:
    noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    return IncidentFactory(context=context, occurred_at=noon, **facts)


def test_it_says_what_it_is_to_change_and_who_provides_it(worker: Any, support: Any) -> None:
    case, agency = ContextCaseFactory(), Agency.objects.order_by("name").first()
    made = record_intervention(case, by=worker, **said(agency=agency))
    assert made.whose == f"The team, {agency}"
    assert len(audited("intervention.recorded")) == 1
    for field, wrong in (
        ("agency", {"provider": " "}),
        ("condition", {"condition": " "}),
        ("effect_known", {"effect": "Fewer wait there"}),
        ("effect", {"effect_known": "They say so"}),
    ):
        assert field in refused(lambda wrong=wrong: record_intervention(case, by=worker, **said(**wrong)))
    closed = ContextCaseFactory(status="closed", closed_on=today(), closure_reason="RC7")
    assert "__all__" in refused(lambda: record_intervention(closed, by=worker, **said()))
    with pytest.raises(PermissionDenied):
        record_intervention(case, by=support, **said())


def test_it_ends_once_with_what_has_changed(worker: Any) -> None:
    made = InterventionFactory()
    told = {"to_on": today(), "effect": "They walk home", "effect_known": "Six of them say so"}
    for field, wrong in (
        ("to_on", {"to_on": today() + DAY}),
        ("to_on", {"to_on": made.from_on - DAY}),
        ("effect", {"effect": " "}),
        ("effect_known", {"effect_known": " "}),
    ):
        assert field in refused(lambda wrong=wrong: end_intervention(made, by=worker, **told | wrong))
    ended = end_intervention(made, by=worker, **told)
    assert (ended.has_ended, ended.effect) == (True, "They walk home")
    assert "__all__" in refused(lambda: end_intervention(made, by=worker, **told))
    # What came of it can be put right, and its end with it.
    changed = change_intervention(made, by=worker, effect="They stay away", to_on=today() - DAY)
    assert (changed.effect, changed.to_on) == ("They stay away", today() - DAY)
    assert made.history.count() == 3


def test_what_somebody_else_changed_meanwhile_is_told_and_then_replaced(as_user: Any, worker: Any) -> None:
    made, desk = InterventionFactory(), as_user(worker)
    change, end = (f"/interventions/{made.pk}/{step}/" for step in ("change", "end"))
    page = desk.get(change)
    assert page.context["version"] == 1
    change_intervention(made, by=worker, take_up="Twenty a night")
    typed = {"what": "Youth workers", "aimed_at": "peers", "condition": "No adult", "provider": "The team"}
    typed |= {"version": "1", **boxes("from_on", today())}
    told = desk.post(change, typed)
    assert "__all__" in refusals(told)
    assert told.context["version"] == 2
    assert desk.post(change, typed | {"version": "2"})["Location"] == made.get_absolute_url()
    ended = {"effect": "x", "effect_known": "x", "version": "1", **boxes("to_on", today())}
    assert "__all__" in refusals(desk.post(end, ended))
    assert desk.post(end, ended | {"version": "3"})["Location"] == made.get_absolute_url()
    # Who had it open when it ended is told so; nobody is offered to end it again.
    assert "__all__" in refusals(desk.post(end, ended | {"version": "4"}))
    assert desk.get(end).status_code == 404


def test_half_of_it_waits_as_a_draft(as_user: Any, worker: Any) -> None:
    case, desk = ContextCaseFactory(), as_user(worker)
    new = f"/cases/{case.pk}/interventions/new/"
    desk.post(new, {"what": "Youth workers", "from_on-day": "3", "_save": "1"})
    assert "Youth workers" in desk.get(new).text
    assert "Youth workers" in desk.get("/drafts/").text
    assert not Intervention.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_ends_at_once_are_one(worker: Any, colleague: Any) -> None:
    made = InterventionFactory()
    told = {"to_on": today(), "effect": "x", "effect_known": "x"}
    ends = race(
        lambda: end_intervention(made, by=worker, **told),
        lambda: end_intervention(made, by=colleague, **told),
        hold=lambda: Intervention.objects.select_for_update().get(pk=made.pk),
    )
    assert sum(isinstance(end, ValidationError) for end in ends) == 1


def test_it_shows_with_its_case_and_closing_tells_of_it(worker: Any, support: Any, manager: Any) -> None:
    made, ended = InterventionFactory(), InterventionFactory(to_on=today(), effect="x", effect_known="x")
    assert set(Intervention.objects.visible_to(worker)) == {made, ended}
    assert not Intervention.objects.visible_to(support).exists()
    assert [row.label for row in still_open(made.case, worker)] == [made.still_open_words]
    assert still_open(ended.case, worker) == []
    restrict_record(made.case.context, by=manager, reason="x")
    for change in (
        lambda: change_intervention(made, by=worker, take_up="Twenty a night"),
        lambda: end_intervention(made, by=worker, to_on=today(), effect="x", effect_known="x"),
    ):
        with pytest.raises(PermissionDenied):
            change()
    assert set(Intervention.objects.visible_to(worker)) == {ended}


def test_what_goes_on_comes_into_the_case_that_continues(manager: Any, team: Any) -> None:
    cases = [CaseFactory(team=team), CaseFactory(team=team)]
    going_on = InterventionFactory(case=cases[1])
    over = InterventionFactory(case=cases[1], to_on=today(), effect="x", effect_known="x")
    families = [Family.objects.get(pk=case.family_id) for case in cases]
    join = join_families(families[0], joined=families[1], by=manager, reason="x", continuing=cases[0])
    going_on.refresh_from_db()
    over.refresh_from_db()
    assert (going_on.case, over.case) == (cases[0], cases[1])
    assert list(join.moved["interventions"]) == [str(going_on.pk)]


# --- Under the incidents of a context --------------------------------------------------------------------------------
def test_incidents_before_while_and_after_are_counted_to_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, MIDSUMMER)
    case = ContextCaseFactory()
    begun, over = datetime.date(2026, 2, 10), datetime.date(2026, 3, 31)
    ended = InterventionFactory(case=case, from_on=begun, to_on=over, effect="x", effect_known="x")
    going_on = InterventionFactory(case=case, from_on=datetime.date(2026, 6, 10))
    to_begin = InterventionFactory(case=case, from_on=MIDSUMMER + DAY)
    for day in (
        datetime.date(2025, 11, 9),  # a day too early
        datetime.date(2025, 11, 10),
        begun - DAY,
        begun,
        over,
        over + DAY,
        MIDSUMMER,
    ):
        happened(case.context, day)
    found = beside([ended, going_on, to_begin], Incident.objects.filter(context=case.context))
    assert [span.number for span in found[ended.pk]] == [2, 2, 2]
    assert [span.number for span in found[going_on.pk]] == [2, 1]
    assert [(span.from_on, span.to_on) for span in found[ended.pk]] == [
        (datetime.date(2025, 11, 10), begun - DAY),
        (begun, over),
        (over + DAY, MIDSUMMER),
    ]
    assert [span.is_short for span in found[going_on.pk]] == [False, True]
    assert to_begin.pk not in found


def test_the_page_counts_what_the_incidents_page_counts(as_user: Any, worker: Any, manager: Any) -> None:
    """A hidden child in an incident takes it out of both, for who may not see them."""
    row = InterventionFactory(from_on=today() - 20 * DAY)
    context = row.case.context
    seen = IncidentFactory(context=context)
    hidden = IncidentChildFactory(incident=IncidentFactory(context=context), child=PersonFactory())
    restrict_record(hidden.child, by=manager, reason="x")
    pages = {user: as_user(user).get(f"/contexts/{context.pk}/interventions/") for user in (worker, manager)}
    for user, number in ((worker, 1), (manager, 2)):
        listed = as_user(user).get(f"/contexts/{context.pk}/incidents/")
        assert len(listed.context["page_of"]) == number
        chart, [(_row, spans)] = pages[user].context["chart"], pages[user].context["rows"]
        assert sum(month.number for month in chart.months) == number
        assert [span.number for span in spans] == [0, number]
    assert seen in Incident.objects.visible_to(worker)
    # One drawing, wherever incidents at a context are counted.
    others = [as_user(worker).get(f"/contexts/{context.pk}/{page}") for page in ("", "incidents/")]
    assert [answer.context["chart"] for answer in others] == [pages[worker].context["chart"]] * 2
    page = pages[worker].text
    assert "style=" not in page
    for words in ('role="img"', row.what, "Since it began: <strong>1</strong> incident"):
        assert words in page
    # On the case and on a page of its own it says the same; a family's case has no incidents of its own to count.
    assert "Since it began" in as_user(worker).get(row.get_absolute_url()).text
    assert "Since it began" in as_user(worker).get(f"/cases/{row.case_id}/interventions/").text
    home = InterventionFactory(case=CaseFactory())
    for address in (home.get_absolute_url(), f"/cases/{home.case_id}/interventions/"):
        assert "Since it began" not in as_user(worker).get(address).text


def test_what_is_drawn_lies_where_its_days_are(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, MIDSUMMER)
    months = [(datetime.date(2026, 6 - back, 1), number) for back, number in enumerate([0, 4, 2])]
    long_ago = Period("Before all of it", "Intervention", datetime.date(2024, 1, 1))
    short = Period("A day", "Intervention", datetime.date(2026, 5, 1), datetime.date(2026, 5, 1))
    plan = Period(
        "A plan of a name that is far too long to stand beside its band, or anywhere",
        "Plan",
        datetime.date(2026, 6, 16),
    )
    chart = chart_of(months, [long_ago, short, plan])
    assert [bar.number for bar in chart.bars] == [2, 4, 0]
    assert [bar.month for bar in chart.bars] == ["Apr", "May", "Jun"]
    assert (chart.bars[1].height, chart.bars[0].height, chart.bars[2].height) == (96, 48, 0)
    first, second, third = chart.bands
    assert (first.x, first.goes_on, first.is_plan) == (8, True, False)
    assert (second.x, second.width, second.goes_on) == (58, 4, False)
    assert (third.is_plan, third.anchor) == (True, "end")
    assert third.words.endswith("…")
    assert all(band.x >= 0 and band.x + band.width <= chart.width for band in chart.bands)
    assert [len(month.going_on) for month in chart.months] == [2, 2, 1]
    assert "6 incidents between April 2026 and June 2026." in chart.says


def test_what_was_over_before_the_months_counted_is_not_drawn(monkeypatch: pytest.MonkeyPatch, worker: Any) -> None:
    stand_on(monkeypatch, MIDSUMMER)
    case = ContextCaseFactory()
    year_ago = {"from_on": datetime.date(2025, 1, 1), "effect": "x", "effect_known": "x"}
    InterventionFactory(case=case, to_on=datetime.date(2025, 6, 30), **year_ago)
    kept = InterventionFactory(case=case, to_on=datetime.date(2025, 7, 1), **year_ago)
    InterventionFactory(case=case, from_on=MIDSUMMER + DAY)
    assert periods_under(case.context, worker) == [kept.period]
    for _more in range(MOST_DRAWN):
        InterventionFactory(case=case)
    assert kept.period not in periods_under(case.context, worker)


def test_a_kind_of_record_on_a_case_is_laid_under_as_soon_as_it_says_so(
    monkeypatch: pytest.MonkeyPatch, worker: Any
) -> None:
    """As plans do, which stand in an app above: here the allocations say so for once."""
    held = AllocationFactory(case=ContextCaseFactory())
    period = Period("A plan", "Plan", today() - DAY, today())
    monkeypatch.setattr(AllocationQuerySet, "laid_under", lambda rows: rows, raising=False)
    monkeypatch.setattr(Allocation, "period", period, raising=False)
    assert periods_under(held.case.context, worker) == [period]
    assert periods_under(ContextCaseFactory().context, worker) == []
