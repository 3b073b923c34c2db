"""A council's own lists: what is added is offered, what is withdrawn stays on records, and every change is kept."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from contexts.forms import ContextForm
from contexts.models import Context
from cs_casework.audit.models import AuditEvent
from cs_casework.dates import today
from cs_casework.reference.models import Agency, HarmType, Interval, Outcome, PlaceCategory
from cs_casework.reference.workflow import (
    add_entry,
    change_entry,
    change_interval,
    change_outcome,
    restore_entry,
    withdraw_entry,
)
from tests.factories import ContextFactory
from tests.helpers import audited, latest_version, messages_of, without_audit

pytestmark = pytest.mark.django_db

NEW: dict[Any, dict[str, Any]] = {
    HarmType: {"census_factor": "10A"},
    PlaceCategory: {"is_protected": False},
    Agency: {"source": "6"},
}


def entry_of(model: Any) -> Any:
    return model.objects.order_by("name").first()


def interval() -> Interval:
    return Interval.objects.get(code="visit_cin")


CHANGES: dict[str, Any] = {
    "reference.added": lambda by: add_entry(Agency, by=by, name="Cafcass", source="7"),
    "reference.changed": lambda by: change_entry(entry_of(HarmType), by=by, name="Harm online", census_factor="20"),
    "reference.withdrawn": lambda by: withdraw_entry(entry_of(PlaceCategory), by=by),
    "reference.restored": lambda by: restore_entry(_withdrawn(), by=by),
}


def _withdrawn() -> Agency:
    agency = entry_of(Agency)
    Agency.objects.filter(pk=agency.pk).update(withdrawn_on=today())
    return agency


@pytest.mark.parametrize("action", CHANGES)
def test_change_is_audited_and_its_version_says_by_whom(action: str, administrator: Any) -> None:
    entry = CHANGES[action](administrator)
    assert [(event.actor_name, event.record_id, event.reason) for event in audited(action)] == [
        ("Adma Stroud", entry.pk, "")
    ]
    assert latest_version(entry).history_user == administrator


@pytest.mark.parametrize("action", CHANGES)
@pytest.mark.parametrize("who", ["worker", "manager", "support", "records"])
def test_change_is_refused_to_who_does_not_manage_lists(action: str, who: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    for change in (CHANGES[action], lambda by: change_interval(interval(), by=by, length=9, unit="days")):
        with pytest.raises(PermissionDenied):
            change(user)
    assert not AuditEvent.objects.exists()


def test_change_that_fails_half_way_leaves_nothing(administrator: Any) -> None:
    without_audit(lambda: add_entry(Agency, by=administrator, name="Cafcass", source="7"))
    assert not Agency.objects.filter(name="Cafcass").exists()
    assert not Agency.history.filter(name="Cafcass").exists()


# --- Names -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", NEW)
@pytest.mark.parametrize("write", [str.upper, str.lower, lambda name: f"  {name.replace(' ', '   ')} "])
def test_name_stands_once_in_a_list_whatever_its_letters(model: Any, write: Any, administrator: Any) -> None:
    first, second = model.objects.order_by("name")[:2]
    for change in (
        lambda: add_entry(model, by=administrator, name=write(first.name), **NEW[model]),
        lambda: change_entry(second, by=administrator, name=write(first.name)),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert messages_of(refusal) == {"name": [f"This list has “{first.name}” already."]}


@pytest.mark.parametrize("model", NEW)
def test_name_stands_once_for_the_database_too(model: Any) -> None:
    name = f"{model._meta.model_name}_name_whatever_its_letters"
    code = {"code": "another"} if model is PlaceCategory else {}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.create(name=entry_of(model).name.upper(), **code)


def test_name_of_what_was_withdrawn_says_to_bring_it_back(administrator: Any) -> None:
    withdrawn = withdraw_entry(entry_of(Agency), by=administrator)
    with pytest.raises(ValidationError) as refusal:
        add_entry(Agency, by=administrator, name=withdrawn.name.lower(), source="6")
    assert messages_of(refusal) == {"name": [f"“{withdrawn.name}” was withdrawn. Bring it back instead."]}


def test_name_is_needed_and_a_code_of_the_census(administrator: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        add_entry(Agency, by=administrator, name="  ", source="6")
    assert list(messages_of(refusal)) == ["name"]
    with pytest.raises(ValidationError) as refusal:
        add_entry(Agency, by=administrator, name="Cafcass", source="99")
    assert list(messages_of(refusal)) == ["source"]


# --- Categories of place ---------------------------------------------------------------------------------------------
def test_category_has_a_code_from_its_first_name_for_good(administrator: Any) -> None:
    first = add_entry(
        PlaceCategory, by=administrator, name="Café or ice cream parlour, also on wheels", is_protected=False
    )
    assert first.code == "cafe_or_ice_cream_parlour"
    changed = change_entry(first, by=administrator, name="Café", is_protected=False)
    assert (changed.name, changed.code) == ("Café", "cafe_or_ice_cream_parlour")
    second = add_entry(PlaceCategory, by=administrator, name="Café: or ice cream parlour, also on wheels!")
    assert second.code == "cafe_or_ice_cream_parlour_2"
    assert add_entry(PlaceCategory, by=administrator, name="公园").code == "category"


def test_category_of_a_place_keeps_its_place_when_it_gets_another_name(administrator: Any) -> None:
    place = ContextFactory(category_id="park")
    change_entry(PlaceCategory.objects.get(code="park"), by=administrator, name="Green space", is_protected=False)
    place.refresh_from_db()
    assert str(place.category) == "Green space"


@pytest.mark.parametrize("used", [True, False])
def test_category_that_is_protected_stays_protected_whether_or_not_a_place_has_it(
    used: bool, administrator: Any
) -> None:
    """Refused in the same words: whether anybody lives under it is not to be learnt here."""
    if used:
        ContextFactory(category_id="refuge")
    with pytest.raises(ValidationError) as refusal:
        change_entry(PlaceCategory.objects.get(code="refuge"), by=administrator, name="Refuge", is_protected=False)
    assert messages_of(refusal) == {
        "is_protected": [
            "A protected category stays protected, as people’s homes may stand under it. For places that need no "
            "protection, add another category."
        ]
    }
    renamed = change_entry(
        PlaceCategory.objects.get(code="refuge"), by=administrator, name="Safe house", is_protected=True
    )
    assert (renamed.name, renamed.is_protected) == ("Safe house", True)


def test_category_may_become_protected(administrator: Any) -> None:
    hotel = ContextFactory(category_id="hotel")
    change_entry(PlaceCategory.objects.get(code="hotel"), by=administrator, name="Hotel", is_protected=True)
    hotel.refresh_from_db()
    assert hotel.category.is_protected


def test_category_withdrawn_stays_on_its_places_and_is_offered_to_no_other(administrator: Any, worker: Any) -> None:
    park = PlaceCategory.objects.get(code="park")
    having, another = ContextFactory(category=park), ContextFactory()
    withdraw_entry(park, by=administrator)

    def offered(context: Context) -> bool:
        return park in ContextForm(instance=context, user=worker).fields["category"].queryset

    assert str(Context.objects.get(pk=having.pk).category) == "Park or open space"
    assert [offered(having), offered(another)] == [True, False]
    restore_entry(park, by=administrator)
    assert offered(another)


# --- Withdrawing and bringing back -----------------------------------------------------------------------------------
@pytest.mark.parametrize("model", NEW)
def test_entry_is_withdrawn_and_brought_back_once(model: Any, administrator: Any) -> None:
    entry = entry_of(model)
    with pytest.raises(ValidationError, match="offered already"):
        restore_entry(entry, by=administrator)
    assert withdraw_entry(entry, by=administrator).withdrawn_on == today()
    assert entry not in model.objects.offered()
    with pytest.raises(ValidationError, match="withdrawn already"):
        withdraw_entry(entry, by=administrator)
    assert restore_entry(entry, by=administrator).withdrawn_on is None
    assert entry in model.objects.offered()
    assert [version.history_type for version in entry.history.all()] == ["~", "~"]


# --- Intervals -------------------------------------------------------------------------------------------------------
def test_interval_gets_another_length_and_keeps_its_versions(administrator: Any) -> None:
    changed = change_interval(interval(), by=administrator, length=2, unit="months")
    assert changed.in_words == "2 months"
    assert (latest_version(changed).length, latest_version(changed).history_user) == (2, administrator)
    assert [event.action for event in audited("reference.changed")] == ["reference.changed"]


@pytest.mark.parametrize(("length", "unit"), [(0, "days"), (-1, "days"), (0, "months"), (731, "days"), (25, "months")])
def test_interval_is_some_time_and_two_years_at_the_most(length: int, unit: str, administrator: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        change_interval(interval(), by=administrator, length=length, unit=unit)
    assert list(messages_of(refusal)) == ["length"]
    assert interval().in_words == "28 days"


@pytest.mark.parametrize("length", [0, 731])
def test_interval_is_some_time_for_the_database_too(length: int) -> None:
    with pytest.raises(IntegrityError, match="interval_is_some_time"), transaction.atomic():
        Interval.objects.update(length=length)


def test_an_outcome_is_countersigned_where_an_administrator_says_so(administrator: Any, manager: Any) -> None:
    outcome = Outcome.objects.get(code="transfer_out")
    with pytest.raises(PermissionDenied):
        change_outcome(outcome, by=manager, needs_countersignature=True)
    assert change_outcome(outcome, by=administrator, needs_countersignature=True).needs_countersignature
    assert latest_version(outcome).needs_countersignature
