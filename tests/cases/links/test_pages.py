"""The pages about links: what they show, what they ask, and what is written down about who looked."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from cs_casework.access import restrict_record
from cs_casework.dates import today
from families.models import NotRelated, Relationship
from tests.cases.links.test_of_child import link, open_child
from tests.factories import (
    AddressFactory,
    ContextAdultFactory,
    ContextFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    RelationshipFactory,
)
from tests.helpers import audited, boxes, refusals
from tests.site.asking import noting

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
# Session, member of staff with their role, the record, the rows, and two lines of the audit; the rest is the context's.
MOST = 12


@pytest.fixture
def park(db: None) -> Any:
    return ContextFactory(name="The park")


def shared(child: Any, **asked: Any) -> str:
    return f"{reverse('cases:shared-contexts', args=[child.pk])}?{'&'.join(f'{k}={v}' for k, v in asked.items())}"


def linked(context: Any, query: str = "") -> str:
    return reverse("cases:context-children", args=[context.pk]) + query


# --- From a child --------------------------------------------------------------------------------------------------------
def test_who_looked_at_whom_is_written_down(as_user: Any, worker: Any, park: Any) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    as_user(worker).get(shared(ana))
    assert [event.record_id for event in audited("person.viewed")] == [ana.pk]
    assert [event.shown for event in audited("links.shown")] == [[bo.pk]]


def test_a_page_about_links_takes_few_statements(as_user: Any, worker: Any, park: Any) -> None:
    ana = open_child("Ana", park)
    for number in range(30):
        open_child(f"Child{number}", park)
    client = as_user(worker)
    client.get("/")
    for address in (shared(ana), linked(park)):
        statements: list[str] = []
        with noting(statements):
            assert client.get(address).status_code == 200
        assert len(statements) <= MOST, statements


def test_a_day_to_come_is_refused_in_words_and_today_is_shown(as_user: Any, worker: Any, park: Any) -> None:
    ana = open_child("Ana", park)
    open_child("Bo", park)
    page = as_user(worker).get(shared(ana, on=today() + DAY))
    assert list(page.context["filter"].errors) == ["on"]
    assert len(page.context["found"].linked) == 1


@pytest.mark.parametrize("asked", [{"kind": "xyz"}, {"months": "x"}, {"least": "-1"}, {"page": "x"}, {"part": "x"}])
def test_what_is_not_understood_is_not_asked(as_user: Any, worker: Any, park: Any, asked: dict[str, str]) -> None:
    ana = open_child("Ana", park)
    open_child("Bo", park)
    page = as_user(worker).get(shared(ana, **asked))
    assert len(page.context["found"].linked) == 1


def test_one_part_stands_whole_on_a_page_of_its_own(as_user: Any, worker: Any) -> None:
    school = ContextFactory(kind="school", name="Northgate")
    ana = open_child("Ana", school, role="attends")
    for number in range(27):
        open_child(f"Child{number:02}", school, role="attends")
    client = as_user(worker)
    first = client.get(shared(ana))
    (also, *_rest) = first.context["apart"]
    assert (also["name"], len(also["rows"]), also["more"]) == ("also", 5, True)
    assert "part=also" in first.content.decode()
    whole, rest = client.get(shared(ana, part="also")), client.get(shared(ana, part="also", page=2))
    assert [len(page.context["apart"][0]["rows"]) for page in (whole, rest)] == [25, 2]
    assert whole.context["page_of"].has_next()
    assert not rest.context["page_of"].has_next()


# --- Whether two are related ---------------------------------------------------------------------------------------------
def _neighbours(park: Any) -> tuple[Any, Any]:
    ana, bo = open_child("Ana", park), open_child("Bo", park, family="Other")
    for child in (ana, bo):
        AddressFactory(person=child, lines="1 High Street", postcode="ZZ1 1AA")
    return ana, bo


def test_it_is_settled_in_one_step_that_two_are_not_related(as_user: Any, worker: Any, park: Any) -> None:
    ana, bo = _neighbours(park)
    client = as_user(worker)
    address = reverse("families:kinship-settle", args=[ana.pk, bo.pk])
    assert address in client.get(shared(ana)).content.decode()
    answer = client.post(address, {"kind": "not_related", "reason": "Two flats behind one door"})
    assert answer.url == reverse("cases:shared-contexts", args=[ana.pk])
    page = client.get(answer.url)
    assert "May be related" not in page.content.decode()
    assert len(page.context["found"].linked) == 1
    assert NotRelated.objects.get().reason == "Two flats behind one door"


@pytest.mark.parametrize(("kind", "first"), [("half_sibling", "Ana"), ("inverse:grandparent", "Bo")])
def test_it_is_settled_in_one_step_that_two_are_related(
    as_user: Any, worker: Any, park: Any, kind: str, first: str
) -> None:
    ana, bo = _neighbours(park)
    client = as_user(worker)
    client.post(reverse("families:kinship-settle", args=[ana.pk, bo.pk]), {"kind": kind, "reason": ""})
    assert str(Relationship.objects.get().person).startswith(first)
    found = client.get(shared(ana)).context["found"]
    assert (found.linked, len(found.apart["related"])) == ([], 1)


def test_not_related_needs_a_reason(as_user: Any, worker: Any, park: Any) -> None:
    ana, bo = _neighbours(park)
    address = reverse("families:kinship-settle", args=[ana.pk, bo.pk])
    answer = as_user(worker).post(address, {"kind": "not_related", "reason": " "})
    assert list(refusals(answer)) == ["reason"]


def test_who_is_recorded_as_family_cannot_be_called_not_related(as_user: Any, worker: Any, park: Any) -> None:
    ana, bo = _neighbours(park)
    RelationshipFactory(person=bo, other=ana, kind="cousin", to_on=today())
    address = reverse("families:kinship-settle", args=[ana.pk, bo.pk])
    answer = as_user(worker).post(address, {"kind": "not_related", "reason": "Two flats"})
    assert "They are recorded as family" in refusals(answer)["__all__"][0]


def test_a_manager_confirms_a_family_from_the_pair_and_a_worker_does_not(
    as_user: Any, worker: Any, manager: Any, park: Any
) -> None:
    ana, bo = open_child("Ana", park), open_child("Bo", park)
    family = FamilyFactory(confirmed_on=None)
    FamilyMembershipFactory(person=bo, family=family)
    confirm = reverse("families:family-confirm", args=[family.pk])
    assert confirm not in as_user(worker).get(shared(ana)).content.decode()
    client = as_user(manager)
    assert confirm in client.get(shared(ana)).content.decode()
    client.post(confirm)
    assert "Family not yet confirmed" not in client.get(shared(ana)).content.decode()


# --- From a context ------------------------------------------------------------------------------------------------------
def test_a_context_lists_open_children_first_and_marks_who_is_related(as_user: Any, worker: Any, park: Any) -> None:
    zoe = open_child("Zoe", park)
    ana, kim = PersonFactory(given="Ana"), PersonFactory(given="Kim")
    for child in (ana, kim):
        link(child, park, "attends")
    RelationshipFactory(person=kim, other=zoe, kind="sibling")
    found = as_user(worker).get(linked(park)).context["found"]
    assert [row.child for row in found.children] == [zoe, ana, kim]
    assert [row.relatives for row in found.children] == [[kim], [], [zoe]]
    assert (found.total, found.open_total) == (3, 1)


def test_lapsed_and_ended_links_stand_in_their_own_place_and_in_no_count(as_user: Any, worker: Any, park: Any) -> None:
    ana, bo, cy = open_child("Ana", park), open_child("Bo"), open_child("Cy")
    ended = link(bo, park, to_on=today() - DAY, ended_why="Moved")
    lapsed = link(cy, park, review_due=today() - 30 * DAY, lapses_on=today())
    client = as_user(worker)
    page = client.get(linked(park))
    assert [row.child for row in page.context["found"].children] == [ana]
    assert set(page.context["past"]) == {ended, lapsed}
    before = client.get(linked(park, f"?on={today() - 2 * DAY}"))
    assert [row.child for row in before.context["found"].children] == [ana, bo, cy]
    assert list(before.context["past"]) == []


def test_who_protects_stands_before_who_is_a_concern(as_user: Any, manager: Any, park: Any) -> None:
    for role, described in (("concern", "A man"), ("manages", "The keeper"), ("protective", "Zia of the café")):
        ContextAdultFactory(context=park, role=role, described=described)
    page = as_user(manager).get(linked(park))
    assert [str(adult) for adult in page.context["people_here"]] == ["Zia of the café", "The keeper", "A man"]


def test_a_hidden_child_is_not_counted_in_a_context_nor_marks_anybody(
    as_user: Any, worker: Any, manager: Any, park: Any
) -> None:
    ana = open_child("Ana", park)
    before = as_user(worker).get(linked(park)).context["found"]
    hidden = open_child("Aa", park)
    RelationshipFactory(person=hidden, other=ana, kind="sibling")
    restrict_record(hidden, by=manager, reason="Works here")
    assert as_user(worker).get(linked(park)).context["found"] == before
    found = as_user(manager).get(linked(park)).context["found"]
    assert [row.child for row in found.children] == [hidden, ana]


def test_the_form_asks_for_the_day_in_boxes(as_user: Any, worker: Any, park: Any) -> None:
    """As the filter sends it: posted, and led on to an address that holds no name."""
    ana = open_child("Ana", park)
    client = as_user(worker)
    answer = client.post(shared(ana), {"_search": "1", "least": "2", **boxes("on", today() - DAY)})
    assert answer.status_code == 302
    assert client.get(answer.url).context["asked"].on == today() - DAY
