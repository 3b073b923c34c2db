"""Covering for a colleague: what is theirs to do becomes yours to do, within its days, and no restricted record opens."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from contexts.models import ContextLink
from cs_casework.access import grant_access, restrict_record
from cs_casework.accounts.models import Cover, Role, User
from cs_casework.accounts.workflow import cover_for, deactivate_user, end_cover
from cs_casework.dates import months_after, today
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    CaseFactory,
    ContextLinkFactory,
    CoverFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import messages_of, race, stand_on

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def cover(absent: Any, covering: Any, **details: Any) -> Cover:
    days = {"from_on": today(), "to_on": today() + 14 * DAY, "reason": "On leave"}
    return cover_for(**({"by": None, "absent": absent, "covering": covering} | days | details))


# --- What it refuses -------------------------------------------------------------------------------------------------
def test_cover_is_made_with_its_reason() -> None:
    made = cover(UserFactory(name="Wren Ashdown"), UserFactory(name="Cole Marrow"), reason=" On leave ")
    assert (str(made), made.reason, made.stands) == ("Cole Marrow → Wren Ashdown", "On leave", True)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((0, -1), "It ends before it begins."),
        ((-3, -1), "This day is over. Cover ends today or later."),
        ((0, 200), "Cover lasts six months at the most. After that, hand the work over."),
    ],
)
def test_cover_is_refused_by_its_days(days: tuple[int, int], said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        cover(UserFactory(), UserFactory(), from_on=today() + days[0] * DAY, to_on=today() + days[1] * DAY)
    assert messages_of(refusal) == {"to_on": [said]}


def test_cover_may_be_of_one_day_and_of_six_months() -> None:
    assert cover(UserFactory(), UserFactory(), to_on=today()).pk
    assert cover(UserFactory(), UserFactory(), to_on=months_after(today(), 6)).pk
    with pytest.raises(ValidationError):
        cover(UserFactory(), UserFactory(), to_on=months_after(today(), 6) + DAY)


def test_cover_is_refused_without_a_reason_for_oneself_and_for_who_has_left() -> None:
    there, left = UserFactory(), UserFactory(name="Nia Newcombe", is_active=False)
    with pytest.raises(ValidationError) as refusal:
        cover(there, UserFactory(), reason="  ")
    assert list(messages_of(refusal)) == ["reason"]
    with pytest.raises(ValidationError) as refusal:
        cover(there, there)
    assert messages_of(refusal) == {"covering": ["Nobody covers for themselves."]}
    with pytest.raises(ValidationError) as refusal:
        cover(there, left)
    assert messages_of(refusal) == {"covering": ["The account of Nia Newcombe is switched off."]}
    with pytest.raises(ValidationError, match="Hand their work over instead"):
        cover(left, there)


def test_cover_is_refused_to_a_role_that_lacks_a_right_the_work_needs() -> None:
    """So a practitioner covers for no manager, and an administrator for nobody who works with children."""
    practitioner, manager = UserFactory(name="Wren Ashdown"), UserFactory(code="manager")
    with pytest.raises(ValidationError) as refusal:
        cover(manager, practitioner)
    (said,) = messages_of(refusal)["covering"]
    assert said.startswith("Wren Ashdown cannot do all of this work. Their role does not let them: merge two records")
    assert "allocate cases" in said
    assert cover(practitioner, manager).pk
    for absent, covering in (
        ("manager", "administrator"),
        ("administrator", "manager"),
        ("records_officer", "manager"),
    ):
        with pytest.raises(ValidationError):
            cover(UserFactory(code=absent), UserFactory(code=covering))
    with pytest.raises(ValidationError):
        cover(practitioner, UserFactory(role=None))


@pytest.mark.parametrize("absent", ["practitioner", "manager", "records_officer", "administrator"])
def test_who_is_able_to_cover_is_who_is_not_refused(absent: str, administrator: Any) -> None:
    """The form offers whom the workflow lets in, and nobody else."""
    away = UserFactory(code=absent)
    for code in ("practitioner", "manager", "records_officer", "administrator"):
        UserFactory(code=code)
    UserFactory(code=absent, is_active=False)
    UserFactory(role=None)
    able = set(User.objects.all().able_to_cover(away, by=administrator))
    assert able == {user for user in User.objects.all() if _is_let_in(away, user, by=administrator)}
    assert {user.role_id for user in able} == {absent} | ({"manager"} if absent == "practitioner" else set())


def _is_let_in(absent: Any, covering: Any, by: Any) -> bool:
    try:
        return bool(cover(absent, covering, by=by))
    except ValidationError as refusal:
        return "covering" not in refusal.message_dict


def test_nobody_lets_themselves_cover_for_another(administrator: Any) -> None:
    """So that no administrator gives themselves anybody's work, whatever else their role may do."""
    other = UserFactory(code="administrator")
    with pytest.raises(ValidationError) as refusal:
        cover(other, administrator, by=administrator)
    assert messages_of(refusal) == {"covering": ["Ask another administrator to record that you cover."]}
    assert cover(administrator, other, by=administrator).pk


def test_cover_locks_in_the_order_in_which_an_account_is_switched_off(administrator: Any) -> None:
    """Administrators first. Else, at the same moment, each of the two could hold what the other waits for."""
    absent, covering = UserFactory(), UserFactory()

    def locks(change: Callable[[], Any]) -> list[str]:
        with CaptureQueriesContext(connection) as made:
            change()
        return [statement["sql"] for statement in made if "FOR UPDATE" in statement["sql"]]

    covers = locks(lambda: cover(absent, covering, by=administrator))
    switches_off = locks(lambda: deactivate_user(absent, by=administrator))
    assert (covers[0], len(covers), len(switches_off)) == (switches_off[0], 2, 2)


def test_cover_of_the_same_two_does_not_overlap() -> None:
    absent, covering = UserFactory(), UserFactory()
    first = cover(absent, covering, to_on=today() + 5 * DAY)
    for starts, ends in ((0, 5), (5, 9), (2, 3)):
        with pytest.raises(ValidationError, match="End that cover first"):
            cover(absent, covering, from_on=today() + starts * DAY, to_on=today() + ends * DAY)
    assert cover(absent, UserFactory()).pk  # somebody else may share the work
    assert cover(covering, absent).pk
    assert cover(absent, covering, from_on=today() + 6 * DAY, to_on=today() + 9 * DAY).pk
    end_cover(first, by=None)
    assert cover(absent, covering, to_on=today() + 5 * DAY).pk


@pytest.mark.django_db(transaction=True)
def test_cover_made_twice_at_the_same_moment_is_made_once() -> None:
    absent, covering = UserFactory(), UserFactory()

    def hold() -> None:
        list(type(absent).objects.select_for_update(of=("self",)).order_by("pk"))

    done = race(lambda: cover(absent, covering), lambda: cover(absent, covering), hold=hold)
    assert sorted(type(result).__name__ for result in done) == ["Cover", "ValidationError"]


def test_cover_that_is_over_is_not_ended_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = cover(UserFactory(), UserFactory())
    end_cover(made, by=None)
    over = CoverFactory(from_on=today() - 9 * DAY, to_on=today() - DAY)
    for found in (made, over):
        with pytest.raises(ValidationError, match="over already"):
            end_cover(found, by=None)


def test_cover_is_kept_to_its_shape_by_the_database() -> None:
    somebody = UserFactory()
    with pytest.raises(IntegrityError, match="cover_ends_after_it_began"), transaction.atomic():
        CoverFactory(to_on=today() - DAY)
    with pytest.raises(IntegrityError, match="cover_is_by_another"), transaction.atomic():
        CoverFactory(absent=somebody, covering=somebody)


# --- What it gives, and when -----------------------------------------------------------------------------------------
def test_cover_counts_on_its_first_and_last_day_and_not_beside_them(monkeypatch: pytest.MonkeyPatch) -> None:
    first, last = datetime.date(2026, 3, 2), datetime.date(2026, 3, 13)
    made = CoverFactory(from_on=first, to_on=last)
    for day, counts in ((first - DAY, False), (first, True), (last, True), (last + DAY, False)):
        stand_on(monkeypatch, day)
        assert (list(Cover.objects.current()) == [made]) == counts, day


def test_cover_shows_the_work_of_the_other_among_ones_own_while_it_lasts(worker: Any, colleague: Any) -> None:
    case = AllocationFactory(worker=worker).case
    CaseFactory()
    assert not Case.objects.allocated_to(colleague).exists()
    made = cover(worker, colleague)
    assert list(Case.objects.allocated_to(colleague)) == [case]
    assert list(Case.objects.allocated_to(worker)) == [case]
    end_cover(made, by=None)
    assert not Case.objects.allocated_to(colleague).exists()


def test_cover_makes_a_manager_of_the_other_managers_teams(manager: Any, team: Any) -> None:
    other = UserFactory(code="manager")
    made = cover(manager, other)
    assert team in other.managed_teams()
    end_cover(made, by=None)
    assert team not in other.managed_teams()


def test_cover_of_a_worker_makes_nobody_a_manager(worker: Any, team: Any) -> None:
    other = TeamMembershipFactory(user=UserFactory(code="manager"), is_manager=True)
    cover(worker, other.user)
    assert team not in other.user.managed_teams()


def test_cover_shows_allegations_where_the_other_works(worker: Any) -> None:
    """An alleged link is seen by the workers of children in that context."""
    covering = UserFactory()
    period = CaseChildFactory()
    AllocationFactory(case=period.case, worker=worker)
    ContextLinkFactory(child=period.child, context=(link := ContextLinkFactory(role="alleged_harm")).context)
    seen = ContextLink.objects.filter(pk=link.pk)
    assert seen.visible_to(worker).exists()
    assert not seen.visible_to(covering).exists()
    made = cover(worker, covering)
    assert seen.visible_to(covering).exists()
    end_cover(made, by=None)
    assert not seen.visible_to(covering).exists()


def test_cover_opens_no_restricted_record(worker: Any, colleague: Any, manager: Any) -> None:
    case = AllocationFactory(worker=worker).case
    restrict_record(case, by=manager, reason="A relative works here")
    grant_access(case, to=worker, by=manager, reason="Works with them", ends_on=today() + 14 * DAY)
    cover(worker, colleague)
    assert list(Case.objects.visible_to(worker).allocated_to(worker)) == [case]
    assert not Case.objects.visible_to(colleague).filter(pk=case.pk).exists()


def test_cover_gives_nothing_to_an_account_switched_off_nor_more_than_the_role_has_by_now(
    as_user: Any, worker: Any, colleague: Any, administrator: Any
) -> None:
    case = AllocationFactory(worker=worker).case
    cover(worker, colleague)
    colleague.role = Role.objects.get(pk="administrator")
    colleague.save()
    assert not Case.objects.visible_to(colleague).filter(pk=case.pk).exists()
    assert as_user(colleague).get(case.get_absolute_url()).status_code == 404
    deactivate_user(colleague, by=administrator)
    assert as_user(colleague).get(case.get_absolute_url()).status_code == 302
