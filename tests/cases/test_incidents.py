"""Incidents: written once, on the record of every child in them and of their context, read whole or not at all."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.incidents import Part, change_incident, record_incident
from cases.merging import merge_contexts
from cases.models import Incident, IncidentChild
from cases.people_merging import merge_people
from cases.people_undoing import undo_person_merge
from contexts.models import ContextLink
from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import months_after, today
from cs_casework.reference.models import HarmType
from families.models import Person
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyMembershipFactory,
    IncidentChildFactory,
    IncidentFactory,
    PersonFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from tests.helpers import audited, everything, hours_ago, latest_version, messages_of, race, stand_on, without_audit

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def made() -> SimpleNamespace:
    return SimpleNamespace(
        ada=PersonFactory(given="Ada", family="Okafor"),
        ben=PersonFactory(given="Ben", family="Reyes"),
        park=ContextFactory(name="Elm Park"),
        robbery=HarmType.objects.order_by("name")[0],
        threats=HarmType.objects.order_by("name")[1],
    )


def said(made: SimpleNamespace, **details: Any) -> dict[str, Any]:
    """What an incident in the park says: Ada was harmed, and Ben saw it and harmed nobody."""
    return {
        "occurred_at": hours_ago(5),
        "context": made.park,
        "what": "Ada’s telephone was taken.",
        "source": "Ada, at school",
        "harm_types": [made.robbery],
        "parts": [Part(made.ada, ["harmed"]), Part(made.ben, ["witness"])],
    } | details


def standing(incident: Incident) -> set[tuple[Any, str]]:
    return {(row.child, row.role) for row in IncidentChild.objects.standing().filter(incident=incident)}


# --- Recording one ---------------------------------------------------------------------------------------------------
def test_an_incident_stands_on_every_record_it_names(made: SimpleNamespace, worker: Any) -> None:
    both = [Part(made.ada, ["harmed", "harmed_others"]), Part(made.ben, ["not_known"])]
    incident = record_incident(by=worker, **said(made, parts=both, police_reference="CAD 12", is_critical=True))
    assert standing(incident) == {(made.ada, "harmed"), (made.ada, "harmed_others"), (made.ben, "not_known")}
    assert (incident.context, incident.police_reference, incident.is_critical) == (made.park, "CAD 12", True)
    assert [row.harm_type for row in incident.harms.all()] == [made.robbery]
    assert incident.created_by == worker
    assert [(event.record_id, set(event.shown)) for event in audited("incident.recorded")] == [
        (incident.pk, {made.ada.pk, made.ben.pk})
    ]
    assert not ContextLink.objects.exists()  # a person links a child to a context, never an incident


def test_where_or_who_may_be_not_known_but_not_both(made: SimpleNamespace, worker: Any) -> None:
    somewhere = record_incident(by=worker, **said(made, context=None))
    somebody = record_incident(by=worker, **said(made, parts=[]))
    assert list(Incident.objects.visible_to(worker).of_child(made.ada)) == [somewhere]
    assert list(made.park.incidents.all()) == [somebody]
    with pytest.raises(ValidationError) as refusal:
        record_incident(by=worker, **said(made, parts=[], context=None))
    assert list(messages_of(refusal)) == ["subjects"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"occurred_at": timezone.now() + DAY}, "occurred_at"),
        ({"what": "  "}, "what"),
        ({"source": " "}, "source"),
        ({"parts": [Part(PersonFactory.build(), ["harmed"])] * 51}, "subjects"),
    ],
)
def test_what_an_incident_must_say(wrong: dict[str, Any], field: str, made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        record_incident(by=worker, **said(made, **wrong))
    assert list(messages_of(refusal)) == [field]


@pytest.mark.parametrize("roles", [[], ["harmed", "not_known"]])
def test_every_child_has_a_part_that_is_known_or_not(roles: list[str], made: SimpleNamespace, worker: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        record_incident(by=worker, **said(made, parts=[Part(made.ada, roles)]))
    (words,) = messages_of(refusal)[f"part_{made.ada.pk}"]
    assert "Ada" in words


def test_only_who_was_a_child_on_that_day_is_named(made: SimpleNamespace, worker: Any) -> None:
    grown = PersonFactory(birth_on=months_after(today(), -12 * 18) - DAY)
    unborn = PersonFactory(birth_on=None, expected_on=today() + 30 * DAY)
    young = PersonFactory(birth_on=today())
    for person, field in ((grown, "subjects"), (unborn, "occurred_at"), (young, "occurred_at")):
        with pytest.raises(ValidationError) as refusal:
            long_ago = timezone.now() if person == grown else hours_ago(50)
            record_incident(by=worker, **said(made, parts=[Part(person, ["harmed"])], occurred_at=long_ago))
        assert list(messages_of(refusal)) == [field]
    # Who has turned 18 since was a child then, and a care leaver counts as one.
    record_incident(by=worker, **said(made, parts=[Part(grown, ["harmed"])], occurred_at=timezone.now() - 3 * DAY))
    CaseChildFactory(child=grown).statuses.create(status="care_leaver", from_on=today() - DAY)
    record_incident(by=worker, **said(made, parts=[Part(grown, ["harmed"])], occurred_at=timezone.now()))
    assert Incident.objects.of_child(grown).count() == 2


def test_who_may_not_write_or_see_records_nothing(
    made: SimpleNamespace, worker: Any, manager: Any, support: Any, records: Any
) -> None:
    for somebody in (support, records):
        with pytest.raises(PermissionDenied):
            record_incident(by=somebody, **said(made))
    for hidden in (made.ada, made.park):
        restrict_record(hidden, by=manager, reason="A relative works here")
        with pytest.raises(PermissionDenied):
            record_incident(by=worker, **said(made))
    assert not Incident.objects.exists()


def test_an_incident_is_recorded_whole_or_not_at_all(made: SimpleNamespace, worker: Any) -> None:
    before = everything()
    without_audit(lambda: record_incident(by=worker, **said(made)))
    assert everything() == before


def test_the_database_refuses_what_the_workflow_would(made: SimpleNamespace) -> None:
    for wrong in ({"occurred_at": timezone.now() + DAY}, {"what": ""}, {"source": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            IncidentFactory(**wrong)
    row = IncidentChildFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        IncidentChildFactory(incident=row.incident, child=row.child, role=row.role)


# --- Changing one ----------------------------------------------------------------------------------------------------
def test_an_incident_changes_by_a_new_version_with_its_reason(
    made: SimpleNamespace, worker: Any, colleague: Any
) -> None:
    incident = record_incident(by=worker, **said(made))
    changed = said(made, what="It was given back.", harm_types=[made.threats], parts=[Part(made.ada, ["witness"])])
    change_incident(incident, by=colleague, reason="The school rang again", read_version=1, **changed)
    incident.refresh_from_db()
    assert standing(incident) == {(made.ada, "witness")}
    assert [row.harm_type for row in incident.harms.filter(withdrawn_on=None)] == [made.threats]
    version = latest_version(incident)
    assert (version.what, version.history_change_reason, version.history_user) == (
        "It was given back.",
        "The school rang again",
        colleague,
    )
    # What was taken out stays in history, and comes back as the row it was.
    assert IncidentChild.objects.filter(incident=incident, withdrawn_on=today()).count() == 2
    change_incident(incident, by=worker, reason="Ben was there", **said(made))
    assert standing(incident) == {(made.ada, "harmed"), (made.ben, "witness")}
    assert IncidentChild.objects.filter(incident=incident).count() == 3
    assert [event.reason for event in audited("incident.changed")] == ["The school rang again", "Ben was there"]


def test_a_change_is_refused_where_it_must_be(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    incident = record_incident(by=worker, **said(made))
    change_incident(incident, by=worker, reason="A wrong day", **said(made))
    for wrong, field in (
        ({"reason": " "}, "reason"),
        ({"read_version": 1}, "__all__"),
        ({"parts": [], "context": None}, "subjects"),
        ({"occurred_at": timezone.now() + DAY}, "occurred_at"),
    ):
        with pytest.raises(ValidationError) as refusal:
            change_incident(incident, by=worker, **({"reason": "More is known"} | said(made, **wrong)))
        assert list(messages_of(refusal)) == [field]
    restrict_record(made.ben, by=manager, reason="A relative works here")
    with pytest.raises(PermissionDenied):
        change_incident(incident, by=worker, reason="More is known", **said(made, parts=[Part(made.ada, ["harmed"])]))


# --- Who reads one ---------------------------------------------------------------------------------------------------
def reads(user: Any) -> bool:
    return Incident.objects.visible_to(user).exists()


@pytest.mark.parametrize("hidden", ["ada", "park"])
def test_only_who_may_see_every_child_and_the_context_reads_it(
    hidden: str, made: SimpleNamespace, worker: Any, colleague: Any, manager: Any
) -> None:
    record_incident(by=worker, **said(made))
    record = getattr(made, hidden)
    assert reads(worker)
    restrict_record(record, by=manager, reason="A relative works here")
    assert not reads(worker)
    assert not IncidentChild.objects.visible_to(worker).exists()
    grant_access(record, to=colleague, by=manager, reason="Works with them", ends_on=today() + 14 * DAY)
    assert reads(colleague)


@pytest.mark.parametrize("hidden", ["ben", "park"])
def test_who_was_taken_out_again_still_hides_it(hidden: str, made: SimpleNamespace, worker: Any, manager: Any) -> None:
    """The earlier versions tell of them."""
    incident = record_incident(by=worker, **said(made))
    elsewhere = said(made, context=ContextFactory(), parts=[Part(made.ada, ["harmed"])])
    change_incident(incident, by=worker, reason="It was somebody else", **elsewhere)
    assert reads(worker)
    restrict_record(getattr(made, hidden), by=manager, reason="A relative works here")
    assert not reads(worker)


def test_no_role_without_case_records_reads_one(support: Any, records: Any, administrator: Any) -> None:
    IncidentChildFactory()
    assert not any(reads(user) for user in (support, records, administrator))


class TestHarmedOthers:
    """It tells an allegation: there is no such incident but for managers, duty teams, and those who work with a child in
    it or in that context."""

    @pytest.fixture
    def alleged(self) -> Any:
        """The row that says so, with another child harmed."""
        row = IncidentChildFactory(role="harmed_others")
        IncidentChildFactory(incident=row.incident)
        return row

    @pytest.mark.usefixtures("alleged")
    def test_read_by_managers_and_not_by_others(self, worker: Any, manager: Any) -> None:
        assert reads(manager)
        assert not reads(worker)

    @pytest.mark.usefixtures("alleged")
    @pytest.mark.parametrize(("kind", "sees"), [("front_door", True), ("out_of_hours", True), ("casework", False)])
    def test_read_by_duty_teams(self, kind: str, sees: bool, worker: Any) -> None:
        TeamMembershipFactory(user=worker, team=TeamFactory(kind=kind))
        assert reads(worker) == sees

    def test_read_by_who_works_with_any_child_in_it(self, alleged: Any, worker: Any, colleague: Any) -> None:
        harmed = alleged.incident.children.exclude(pk=alleged.pk).get()
        period = CaseChildFactory(child=harmed.child)
        allocation = AllocationFactory(case=period.case, worker=worker)
        AllocationFactory(case=period.case, child=CaseChildFactory(case=period.case).child, worker=colleague)
        assert reads(worker)
        assert not reads(colleague)  # who works with the sibling alone
        harmed.withdrawn_on = today()
        harmed.save()
        assert not reads(worker)
        harmed.withdrawn_on = None
        harmed.save()
        allocation.to_on = today()
        allocation.save()
        assert not reads(worker)

    def test_read_by_who_works_with_a_child_in_that_context(self, alleged: Any, worker: Any) -> None:
        period = CaseChildFactory()
        AllocationFactory(case=period.case, worker=worker)
        assert not reads(worker)
        ContextLinkFactory(child=period.child, context=alleged.incident.context)
        assert reads(worker)

    def test_taken_out_again_it_tells_as_before(self, alleged: Any, worker: Any) -> None:
        alleged.withdrawn_on = today()
        alleged.save()
        assert not reads(worker)

    def test_nothing_tells_that_there_is_one(self, alleged: Any, worker: Any, manager: Any, as_user: Any) -> None:
        """Neither a page of the other child, of the family or of the context, nor how many there were."""
        incident = alleged.incident
        harmed = incident.children.exclude(pk=alleged.pk).get().child
        family = FamilyMembershipFactory(person=harmed).family
        pages = [f"/{where}/incidents/" for where in (f"people/{harmed.pk}", f"families/{family.pk}")]
        pages += [f"/contexts/{incident.context_id}/", f"/contexts/{incident.context_id}/incidents/"]
        desk = as_user(manager)
        assert all(str(incident.pk) in desk.get(page).text for page in (*pages[:2], pages[3]))
        assert "1 in the last 3 months" in desk.get(pages[2]).text
        desk = as_user(worker)
        for page in pages:
            text = desk.get(page).text
            assert str(incident.pk) not in text
            assert incident.what not in text
        assert "0 in the last 3 months, 0 in 6, 0 in 12" in desk.get(pages[2]).text
        counted = Incident.objects.visible_to(worker).filter(context=incident.context)
        assert set(counted.over_spans().values()) | {number for _month, number in counted.by_month()} == {0}
        for path in ("", "change/", "still-true/"):
            assert desk.get(f"/incidents/{incident.pk}/{path}").status_code == 404


# --- How many --------------------------------------------------------------------------------------------------------
def test_a_context_counts_its_incidents_by_month_and_over_spans(
    worker: Any, manager: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_on(monkeypatch, datetime.date(2026, 5, 31))
    park = ContextFactory()
    # The first moments of a month in summer are of the month before in Greenwich.
    for when in ("2026-05-01 00:30", "2026-05-31 08:00", "2026-02-28 00:00", "2026-02-27 23:59", "2025-06-01 00:00"):
        day = timezone.make_aware(datetime.datetime.fromisoformat(when))
        IncidentFactory(context=park, occurred_at=day)
    hidden = IncidentChildFactory(incident__context=park, incident__occurred_at=timezone.now()).child
    restrict_record(hidden, by=manager, reason="A relative works here")
    seen = Incident.objects.visible_to(worker).filter(context=park)
    months = {f"{month:%Y-%m}": number for month, number in seen.by_month()}
    assert next(iter(months)) == "2026-05"
    assert list(months)[-1] == "2025-06"
    assert {month: number for month, number in months.items() if number} == {"2026-05": 2, "2026-02": 2, "2025-06": 1}
    assert seen.over_spans() == {3: 3, 6: 4, 12: 5}
    assert Incident.objects.visible_to(manager).filter(context=park).over_spans() == {3: 4, 6: 5, 12: 6}


# --- Merges ----------------------------------------------------------------------------------------------------------
def test_incidents_come_over_when_contexts_are_merged(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    incident = record_incident(by=worker, **said(made))
    kept = ContextFactory()
    merge: Any = merge_contexts(kept, merged=made.park, by=manager, reason="The same park")
    incident.refresh_from_db()
    assert incident.context == kept
    assert list(merge.moved["incidents"]) == [str(incident.pk)]


def test_incidents_come_over_when_people_are_merged_and_go_back(
    made: SimpleNamespace, worker: Any, manager: Any, as_user: Any
) -> None:
    incident = record_incident(by=worker, **said(made))
    both = record_incident(by=worker, **said(made, parts=[Part(made.ada, ["harmed"]), Part(made.ben, ["harmed"])]))
    merge = merge_people(made.ada, merged=made.ben, by=manager, reason="The school has one of them")
    assert standing(incident) == {(made.ada, "harmed"), (made.ada, "witness")}
    assert standing(both) == {(made.ada, "harmed")}
    page = as_user(manager).get(merge.get_absolute_url()).text
    assert f"{incident}, Saw or heard it" in page
    change_incident(both, by=worker, reason="A wrong day", **said(made, parts=[Part(made.ada, ["harmed"])]))
    undo_person_merge(merge, by=manager, why="They are cousins")
    assert standing(incident) == {(made.ada, "harmed"), (made.ben, "witness")}
    assert standing(both) == {(made.ada, "harmed"), (made.ben, "harmed")}


def test_a_child_or_a_context_that_was_merged_is_refused_in_words(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    for kept, merged, merge in (
        (PersonFactory(), made.ada, merge_people),
        (ContextFactory(), made.park, merge_contexts),
    ):
        merge(kept, merged=merged, by=manager, reason="The same")
    for only in ({"context": None, "parts": [Part(made.ada, ["harmed"])]}, {"parts": []}):
        with pytest.raises(ValidationError, match="was merged into another"):
            record_incident(by=worker, **said(made, **only))


# --- At the same moment ----------------------------------------------------------------------------------------------
def _held(*records: Any) -> Any:
    return lambda: [list(type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk)) for row in records]


@pytest.mark.django_db(transaction=True)
def test_what_is_recorded_while_people_are_merged_is_not_left_behind(
    made: SimpleNamespace, worker: Any, manager: Any
) -> None:
    merged, recorded = race(
        lambda: merge_people(made.ada, merged=made.ben, by=manager, reason="The same"),
        lambda: record_incident(by=worker, **said(made, parts=[Part(made.ben, ["harmed"])])),
        hold=_held(made.ben),
    )
    assert not isinstance(merged, Exception)
    assert isinstance(recorded, Incident | ValidationError)
    assert not IncidentChild.objects.filter(child=made.ben).exists()
    assert Person.objects.get(pk=made.ben.pk).merged_into == made.ada


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_leave_one_and_a_refusal(made: SimpleNamespace, worker: Any, manager: Any) -> None:
    incident = record_incident(by=worker, **said(made))
    answers = race(
        lambda: change_incident(incident, by=worker, reason="One", read_version=1, **said(made)),
        lambda: change_incident(incident, by=manager, reason="Two", read_version=1, **said(made)),
        hold=_held(incident),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Incident", "ValidationError"]
    assert incident.history.count() == 2
