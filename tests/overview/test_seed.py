"""The synthetic service: that it is valid, has the shape of a real one, and is never put among somebody's work."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import combinations
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import IntegerField

from cases.models import Allocation, Case, CaseChild, CaseChildStatus, CaseNote, NoteSubject
from contexts.models import Context, ContextLink, ContextRelation
from cs_casework import embedded
from cs_casework.accounts.models import Installation, Team, User
from cs_casework.overview.synthetic import making
from families.models import Address, Family, FamilyMembership, Person, PersonName, Relationship
from tests import factories
from tests.helpers import stand_on

DAY = datetime.date(2026, 3, 2)
SIZE = {"children": 240, "contexts": 80, "links": 1200, "notes": 400}
OURS = ("families", "contexts", "cases")
# Numbered by the database as rows come, or salted.
LEFT_OUT = {"reference", "password", "history_id"}


def seed(number: int = 7, **options: Any) -> str:
    out = StringIO()
    given = SIZE | {"seed": number, "today": DAY} | options
    call_command("seed", stdout=out, stderr=StringIO(), **given)
    return out.getvalue()


def empty() -> None:
    call_command("flush", interactive=False, verbosity=0)
    with embedded.owner_connection() as owner:
        owner.execute("DELETE FROM accounts_installation")


def rows() -> dict[str, list[Any]]:
    """Every row of the service, in an order of its own."""
    found = {}
    for model in [*(model for app in OURS for model in apps.get_app_config(app).get_models()), User, Team]:
        # A number from a sequence is another each time; a UUID is not.
        told = [field for field in model._meta.concrete_fields if not (field.name == "id" and is_counted(field))]
        kept = [field.attname for field in told if field.name not in LEFT_OUT]
        found[model._meta.label] = sorted(map(repr, model._base_manager.values_list(*kept)))
    return found


def is_counted(field: Any) -> bool:
    return isinstance(field, IntegerField)  # as the keys of grants are, and of their versions


def indexes_and_keys() -> list[tuple[str, str]]:
    """As PostgreSQL tells of them, without casts: one more appears each time a definition is read and written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL"
            " SELECT conname, pg_get_constraintdef(oid) || convalidated || conrelid FROM pg_constraint WHERE contype = 'f'"
            " ORDER BY 1, 2"
        )
        return [(name, re.sub(r"::[a-z ]+(\[\])?|[()]", "", definition)) for name, definition in cursor.fetchall()]


@pytest.fixture(scope="module")
def service(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One service for all tests that only look at it."""
    with django_db_blocker.unblock():
        seed()
        yield
        empty()


@pytest.fixture(autouse=True)
def standing(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, DAY)


# --- What it is put into ---------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_seed_refuses_a_database_with_somebodys_work() -> None:
    empty()
    person = factories.PersonFactory()
    with pytest.raises(CommandError, match="holds records that bin/demo did not make"):
        seed()
    assert [*Person.objects.all()] == [person]
    assert not Installation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_seed_makes_the_same_again_and_refuses_to_make_it_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    empty()
    before = indexes_and_keys()
    try:
        seed()
        first = rows()
        with pytest.raises(CommandError, match="give another --seed"):
            seed()
        assert rows() == first
        empty()
        # With indexes taken off and put back, as for a large one: the same rows, and the same indexes.
        monkeypatch.setattr(making, "MANY", 0)
        seed()
        assert rows() == first
        assert indexes_and_keys() == before
        seed(8)  # beside the other
        assert Person.objects.filter(case_periods__isnull=False).distinct().count() == 2 * SIZE["children"]
        assert User.objects.filter(username="practitioner").count() == 1
    finally:
        empty()


# --- What is in it ---------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_there_is_as_much_as_was_asked_for(service: None) -> None:
    assert CaseChild.objects.values("child").distinct().count() == SIZE["children"]
    assert Context.objects.count() == SIZE["contexts"]
    assert ContextLink.objects.count() == SIZE["links"]
    assert CaseNote.objects.count() == SIZE["notes"]
    assert Installation.objects.get().kind == "demo"


@pytest.mark.django_db
def test_every_row_is_as_the_models_would_have_it(service: None) -> None:
    """The database kept its constraints; here is what only a form asks."""
    wrong = []
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            if hasattr(model, "instance_type"):
                continue  # versions are copied from what is checked
            related = [field.name for field in model._meta.concrete_fields if field.is_relation]
            made = [field.name for field in model._meta.concrete_fields if field.generated or not field.editable]
            for record in model._base_manager.all():
                try:
                    record.clean_fields(exclude=[*related, *made])
                except Exception as problem:
                    wrong.append(f"{model._meta.label}: {problem}")
    assert wrong == []


@pytest.mark.django_db
def test_every_record_has_its_first_version(service: None) -> None:
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            if not hasattr(model, "history"):
                continue
            versions = model.history.values_list("id", "history_type", "history_user_id")
            by = "created_by_id" if hasattr(model, "created_by") else "granted_by_id"
            assert sorted(versions) == sorted((pk, "+", user) for pk, user in model.objects.values_list("pk", by)), (
                model
            )


@pytest.mark.django_db
def test_who_is_open_has_a_case_a_team_and_mostly_a_worker(service: None) -> None:
    open_now = CaseChild.objects.filter(to_on=None).select_related("case")
    assert 0.10 < len(open_now) / SIZE["children"] < 0.28
    assert all(period.case.status == "open" and period.case.team for period in open_now)
    assert not Case.objects.filter(status="open", context=None).exclude(children__to_on=None).exists()
    assert Allocation.objects.filter(case__status="open", role="lead", to_on=None).count() > 5
    assert len(set(CaseChildStatus.objects.filter(to_on=None).values_list("status", flat=True))) >= 4
    assert Allocation.objects.filter(worker__username="practitioner", to_on=None).exists()
    assert Case.objects.filter(status="open", family=None).exists()
    assert {team.kind for team in Team.objects.all()} == set(Team.Kind.values)


@pytest.mark.django_db
def test_links_have_a_heavy_tail_and_have_fared_in_every_way(service: None) -> None:
    by_child = Counter(ContextLink.objects.values_list("child", flat=True))
    by_context = Counter(ContextLink.objects.values_list("context", flat=True))
    for counted in (by_child, by_context):
        sizes = sorted(counted.values())
        assert sizes[-1] > 6 * sizes[len(sizes) // 2]
    opened = set(CaseChild.objects.filter(to_on=None).values_list("child", flat=True))
    mean = sum(number for child, number in by_child.items() if child in opened) / len(opened)
    assert mean > 2 * SIZE["links"] / SIZE["children"]
    links = ContextLink.objects.all()
    assert links.filter(to_on__lte=DAY).count() > 0.1 * len(links)
    assert sum(link.has_lapsed for link in links) > 0.04 * len(links)
    assert sum(link.is_review_overdue for link in links) > 0.03 * len(links)
    assert len({link.role for link in links}) >= 10
    assert {link.reliability for link in links} == {"confirmed", "reported", "unconfirmed"}
    assert links.filter(from_on__gt=DAY).count() == links.filter(source_on__gt=DAY).count() == 0


@pytest.mark.django_db
def test_people_are_related_in_the_ways_that_matter(service: None) -> None:
    assert Relationship.objects.filter(kind="half_sibling").exists()
    assert FamilyMembership.objects.filter(basis="placement").exists()
    assert Family.objects.filter(confirmed_on=None).exists()
    kin = FamilyMembership.objects.filter(basis="kin", part="child").values_list("family", "person")
    assert max(Counter(family for family, _person in kin).values()) > 1
    # Brothers and sisters whom an import put in two families: one home, one name, and nothing says that they are kin.
    home = {address.person_id: (address.lines, address.postcode) for address in Address.objects.filter(to_on=None)}
    families: dict[Any, set[Any]] = {}
    for family, person in kin:
        families.setdefault(home[person], set()).add(family)
    assert any(len(found) > 1 for found in families.values())
    assert PersonName.objects.filter(kind="name").count() == Person.objects.count()
    grown = [child for child in Person.objects.filter(case_periods__to_on=None) if child.is_adult]
    assert grown


@pytest.mark.django_db
def test_notes_stand_on_children_and_contexts(service: None) -> None:
    subjects = NoteSubject.objects.all()
    by_note = Counter(subject.note_id for subject in subjects)
    assert len(by_note) == SIZE["notes"]
    assert max(by_note.values()) <= 3
    named = {subject.note_id for subject in subjects if subject.context_id}
    assert any(subject.note_id in named for subject in subjects if subject.child_id)
    assert subjects.filter(seen__in=["seen", "seen_alone"], note__kind="visit").exists()
    words = [len(f"{note.happened} {note.said} {note.analysis}".split()) for note in CaseNote.objects.all()]
    assert 30 < sum(words) / len(words) < 60


@pytest.mark.django_db
def test_some_records_are_kept_from_most(service: None) -> None:
    practitioner = User.objects.get(username="practitioner")
    restricted = 0
    for model in (Person, Family, Context, Case):
        closed = model.objects.filter(restricted_on__isnull=False)
        restricted += len(closed)
        for record in closed:
            assert record.grants.live().exists()
    assert restricted
    assert Person.objects.visible_to(practitioner).count() < Person.objects.count()


@pytest.mark.django_db
def test_contexts_lie_in_others_and_never_in_a_circle(service: None) -> None:
    assert ContextRelation.objects.filter(kind="lies_in").exists()
    assert not any(context.parent.parent for context in Context.objects.filter(parent__isnull=False))


@pytest.mark.django_db
def test_unrelated_open_children_share_contexts(service: None) -> None:
    opened = set(CaseChild.objects.filter(to_on=None).values_list("child", flat=True))
    where: dict[Any, set[Any]] = {}
    for child, context in ContextLink.objects.current().counting_as_shared_risk().values_list("child", "context"):
        if child in opened:
            where.setdefault(child, set()).add(context)
    assert sum(len(where[one] & where[other]) >= 2 for one, other in combinations(where, 2)) > 5
