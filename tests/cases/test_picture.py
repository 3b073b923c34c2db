"""The picture around a child or a context: who is drawn and who is not, how it is narrowed, and what it never tells."""

import datetime
import re
from html import unescape
from typing import Any

import pytest

from cases.links.asked import Asked
from cases.links.picture import MOST, Picture, picture_of_child, picture_of_context
from cases.models import CaseChildStatus
from contexts.models import ContextLink
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today
from families.models import Person
from tests.factories import (
    CaseChildFactory,
    CaseFactory,
    ContextAdultFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    RelationshipFactory,
)
from tests.helpers import audited
from tests.site.asking import Browser

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
LONG_AGO = today() - 100 * DAY
GROWN_UP = months_after(today(), -12 * 18 - 3)
TIES = re.compile(r'aria-label="([^"]*)"')


def open_child(name: str, **more: Any) -> Any:
    """A child open to the service for a hundred days."""
    more = {"from_on": LONG_AGO} | more
    return CaseChildFactory(child__given=name, case__opened_on=LONG_AGO, **more).child


def link(child: Any, context: Any, role: str = "spends_time", **more: Any) -> ContextLink:
    return ContextLinkFactory(child=child, context=context, role=role, **{"from_on": LONG_AGO} | more)


@pytest.fixture
def ann(db: None) -> Any:
    return open_child("Ann")


@pytest.fixture
def park(db: None) -> Any:
    return ContextFactory(name="The park")


def around(centre: Any, user: Any, *, steps: int = 1, **asked: Any) -> Picture:
    ask = picture_of_child if isinstance(centre, Person) else picture_of_context
    return ask(centre, user, Asked(**asked), steps=steps)


def drawn(picture: Picture) -> list[str]:
    """Who is drawn, by their given names; those marked as related with a star."""
    marks = {
        pictured.child.pk: "*"
        for pictured in picture.children
        if (picture.centre in pictured.related if isinstance(picture.centre, Person) else pictured.related)
    }
    return [f"{p.child.display_name.split()[0]}{marks.get(p.child.pk, '')}" for p in picture.children]


def names(contexts: list[Any]) -> list[str]:
    return [context.name for context in contexts]


def page_of(centre: Any, desk: Any, query: str = "") -> Any:
    kind = "children" if isinstance(centre, Person) else "contexts"
    return desk.get(f"/{kind}/{centre.pk}/picture/?{query}")


def cards(response: Any) -> list[str]:
    """What a screen reader reads out of each card, in its order."""
    found = re.findall(r'<a class="app-picture__node"[^>]*aria-label="([^"]*)"', response.content.decode())
    return [unescape(text) for text in found]


# --- Around a child --------------------------------------------------------------------------------------------------
def test_one_step_draws_contexts_and_who_is_linked_there(worker: Any, ann: Any, park: Any) -> None:
    alone = ContextFactory(name="Her chat room")
    for context in (park, alone):
        link(ann, context)
    link(open_child("Ben"), park, "harmed")
    link(PersonFactory(given="Not open"), park)
    link(open_child("Closed", to_on=today(), closure_reason="RC7"), park)
    link(open_child("Grown", child__birth_on=GROWN_UP), park)
    link(open_child("Attends"), park, "attends")
    link(open_child("Ended"), park, to_on=today(), ended_why="Moved")
    link(open_child("Elsewhere"), ContextFactory())
    picture = around(ann, worker)
    assert names(picture.contexts) == ["Her chat room", "The park"]
    assert drawn(picture) == ["Ben"]
    assert picture.further == []
    assert picture.size == 4
    assert {(pair.child.child, pair.context, pair.links[0].role) for pair in picture.pairs} == {
        (ann, park, "spends_time"),
        (ann, alone, "spends_time"),
        (picture.children[0].child, park, "harmed"),
    }


def test_a_link_that_lapsed_today_is_not_drawn_and_one_overdue_is(worker: Any, ann: Any, park: Any) -> None:
    link(ann, park)
    link(open_child("Lapsed"), park, review_due=today() - 30 * DAY, lapses_on=today())
    link(open_child("Overdue"), park, review_due=today() - DAY, lapses_on=today() + DAY)
    assert drawn(around(ann, worker)) == ["Overdue"]


def test_a_care_leaver_is_drawn(worker: Any, ann: Any, park: Any) -> None:
    link(ann, park)
    leaver = open_child("Leaver", child__birth_on=GROWN_UP)
    CaseChildStatus.objects.create(period=leaver.case_periods.get(), status="care_leaver", from_on=LONG_AGO)
    link(leaver, park)
    assert drawn(around(ann, worker)) == ["Leaver"]


def test_related_children_are_drawn_and_marked_open_or_not(worker: Any, ann: Any, park: Any) -> None:
    family, home = FamilyFactory(), FamilyFactory()
    sister, half, foster = open_child("Sister"), PersonFactory(given="Half"), open_child("Foster")
    for child in (ann, sister):
        FamilyMembershipFactory(person=child, family=family)
    for child in (ann, foster):
        FamilyMembershipFactory(person=child, family=home, basis="placement")
    RelationshipFactory(person=half, other=ann, kind="half_sibling", to_on=today())
    for child in (ann, sister, half, foster):
        link(child, park)
    link(sister, ContextFactory(), "harmed")
    picture = around(ann, worker)
    assert drawn(picture) == ["Foster", "Half*", "Sister*"]
    assert [pictured.is_open for pictured in picture.children] == [True, False, True]


def test_around_a_child_who_is_not_open_nobody_counts_as_linked(as_user: Any, worker: Any, park: Any) -> None:
    away = PersonFactory(given="Away")
    brother = open_child("Brother")
    RelationshipFactory(person=away, other=brother)
    for child in (away, brother, open_child("Ben")):
        link(child, park)
    picture = around(away, worker)
    assert not picture.is_open
    assert drawn(picture) == ["Brother*"]
    assert "this child is not open to the service" in page_of(away, as_user(worker)).content.decode()


def test_two_steps_add_the_contexts_that_two_of_those_drawn_share(worker: Any, ann: Any, park: Any) -> None:
    ben, cat, dan = open_child("Ben"), open_child("Cat"), open_child("Dan")
    shared, alone, attended = (ContextFactory(name=name) for name in ("Shared", "Alone", "Attended"))
    for child in (ann, ben, cat):
        link(child, park)
    for child in (ben, cat, dan):
        link(child, shared)
    link(ben, alone)
    for child in (ben, cat):
        link(child, attended, "attends")
    assert around(ann, worker).further == []
    picture = around(ann, worker, steps=2)
    assert names(picture.further) == ["Shared"]
    # Dan shares nothing with Ann: he is not drawn.
    assert drawn(picture) == ["Ben", "Cat"]
    assert picture.size == 5
    assert len(picture.pairs) == 5


def test_a_context_that_the_child_is_linked_to_is_no_further_one(worker: Any, ann: Any, park: Any) -> None:
    other = ContextFactory(name="The arcade")
    for child in (ann, open_child("Ben"), open_child("Cat")):
        for context in (park, other):
            link(child, context)
    picture = around(ann, worker, steps=2)
    assert names(picture.contexts) == ["The arcade", "The park"]
    assert picture.further == []
    assert len(picture.pairs) == 6


# --- Around a context ------------------------------------------------------------------------------------------------
def test_around_a_context_its_open_children_and_what_they_share(worker: Any, ann: Any, park: Any) -> None:
    ben, cat = open_child("Ben"), open_child("Cat")
    RelationshipFactory(person=ann, other=cat)
    further = ContextFactory(name="The arcade")
    for child in (ann, ben, cat, PersonFactory(given="Not open")):
        link(child, park)
    for child in (ann, ben):
        link(child, further)
    link(open_child("Dan"), further)
    link(cat, ContextFactory())
    link(open_child("Safe"), park, "feels_safe")
    assert drawn(around(park, worker)) == ["Ann*", "Ben", "Cat*"]
    picture = around(park, worker, steps=2)
    assert picture.contexts == []
    assert names(picture.further) == ["The arcade"]
    assert picture.size == 5


def test_who_looks_out_for_young_people_there_stands_first(as_user: Any, worker: Any, manager: Any, park: Any) -> None:
    keeper, uncle = PersonFactory(given="Keeper"), PersonFactory(given="Uncle")
    ContextAdultFactory(context=park, person=keeper, described="", role="manages")
    ContextAdultFactory(context=park, described="The kiosk owner")
    ContextAdultFactory(context=park, described="The man in the van", role="concern")
    ContextAdultFactory(context=park, described="Who left", from_on=LONG_AGO, to_on=today())
    ContextAdultFactory(context=park, person=uncle)
    restrict_record(uncle, by=manager, reason="Kin of a colleague")
    link(open_child("Ben"), park)
    page = page_of(park, as_user(worker))
    assert [str(adult) for adult in page.context["adults"]] == ["The kiosk owner", "Keeper Testington"]
    text = page.content.decode()
    assert text.index("The kiosk owner") < text.index("app-picture__svg")
    assert keeper.pk in audited("context.pictured")[0].shown
    before = page_of(park, as_user(manager), f"on={today() - DAY}").context["adults"]
    assert [str(adult) for adult in before] == ["Who left"]


# --- Narrowed --------------------------------------------------------------------------------------------------------
def test_narrowed_by_kind_role_reliability_and_number_shared(worker: Any, ann: Any, park: Any) -> None:
    chat = ContextFactory(name="A chat room", kind="online")
    ben, cat, dan = open_child("Ben"), open_child("Cat"), open_child("Dan")
    link(ann, park, reliability="confirmed")
    link(ann, chat, "uses_online")
    link(ben, park, "harmed", reliability="confirmed")
    link(ben, chat, "uses_online")
    link(cat, chat, "uses_online", reliability="unconfirmed")
    link(dan, park)
    assert drawn(around(ann, worker)) == ["Ben", "Cat", "Dan"]
    assert drawn(around(ann, worker, kind="online")) == ["Ben", "Cat"]
    assert names(around(ann, worker, kind="online").contexts) == ["A chat room"]
    assert drawn(around(ann, worker, role="harmed")) == ["Ben"]
    assert names(around(ann, worker, role="harmed").contexts) == ["The park"]
    assert drawn(around(ann, worker, role="uses_online")) == ["Ben", "Cat"]
    assert drawn(around(ann, worker, reliability="confirmed")) == ["Ben"]
    assert drawn(around(ann, worker, reliability="reported")) == ["Ben", "Dan"]
    assert drawn(around(ann, worker, least=2)) == ["Ben"]
    assert around(ann, worker, least=3).is_empty
    assert drawn(around(park, worker, role="harmed")) == ["Ben"]
    assert drawn(around(park, worker, reliability="confirmed")) == ["Ann", "Ben"]
    assert drawn(around(park, worker, kind="online")) == ["Ann", "Ben", "Dan"]
    assert names(around(park, worker, steps=2).further) == ["A chat room"]
    assert names(around(park, worker, steps=2, kind="school").further) == []
    assert names(around(park, worker, steps=2, role="spends_time").further) == []


def test_as_at_a_day_shows_what_stood_then(as_user: Any, worker: Any, ann: Any, park: Any) -> None:
    then = today() - 10 * DAY
    link(ann, park)
    link(open_child("Gone"), park, to_on=today() - 5 * DAY, ended_why="Moved")
    link(open_child("New"), park, from_on=today() - 5 * DAY)
    link(open_child("Closed", to_on=today(), closure_reason="RC7"), park)
    link(open_child("Opened since", from_on=today()), park)
    for centre in (ann, park):
        others = [name for name in drawn(around(centre, worker, on=then)) if name != "Ann"]
        assert others == ["Closed", "Gone"]
        response = page_of(centre, as_user(worker), f"on={then}")
        assert f"As at <strong>{then:%-d %B %Y}</strong>" in response.content.decode()
        assert "Gone Testington" in response.content.decode()
    assert drawn(around(ann, worker)) == ["New", "Opened"]


def test_a_day_to_come_is_refused_and_nothing_is_drawn(as_user: Any, worker: Any, ann: Any, park: Any) -> None:
    link(ann, park)
    response = page_of(ann, as_user(worker), f"on={today() + DAY}")
    text = response.content.decode()
    assert "As at must be today or in the past" in text
    assert "The park" not in text
    assert audited("person.pictured")[0].shown == []


@pytest.mark.parametrize(
    "query", ["steps=9&sort=%22", "least=99", "kind=nowhere", "on=nonsense", "steps=2&sort=context&x=%3Cb%3E"]
)
def test_nonsense_in_the_address_is_no_error(as_user: Any, worker: Any, ann: Any, park: Any, query: str) -> None:
    link(ann, park)
    for centre in (ann, park):
        assert page_of(centre, as_user(worker), query).status_code == 200


# --- At most sixty ---------------------------------------------------------------------------------------------------
def crowd(context: Any, number: int) -> list[Any]:
    children = [open_child(f"Child{index:02}") for index in range(number)]
    for child in children:
        link(child, context)
    return children


def test_sixty_are_drawn_and_one_more_asks_to_narrow(as_user: Any, worker: Any, manager: Any, park: Any) -> None:
    # The park and 59 children; seen from the first of them, the park, the other 58 and the child itself.
    first = crowd(park, MOST - 1)[0]
    desk = as_user(worker)
    for centre in (park, first):
        assert len(cards(page_of(centre, desk))) == MOST
    hidden = open_child("Hidden")
    link(hidden, park)
    restrict_record(hidden, by=manager, reason="Kin of a colleague")
    for centre in (park, first):
        assert len(cards(page_of(centre, desk))) == MOST
    link(open_child("One more"), park, "harmed", reliability="confirmed")
    for centre in (park, first):
        response = page_of(centre, desk)
        text = " ".join(response.content.decode().split())
        assert "The picture would hold 61 children and contexts" in text
        assert cards(response) == []
        assert "Child07" not in text
        assert "One more" not in text
        assert len(cards(page_of(centre, desk, "reliability=confirmed" if centre == park else "role=harmed"))) > 0
    assert [event.shown for event in audited("context.pictured")][2] == []


def test_a_second_step_that_is_too_much_is_not_drawn_and_the_first_still_is(
    as_user: Any, worker: Any, park: Any
) -> None:
    children = crowd(park, 3)
    for number in range(MOST - 3):
        further = ContextFactory(name=f"Place {number:02}")
        for child in children[:2]:
            link(child, further)
    desk = as_user(worker)
    assert len(cards(page_of(park, desk))) == 4
    assert "would hold 61" in " ".join(page_of(park, desk, "steps=2").content.decode().split())


def test_a_page_takes_at_most_twelve_statements_however_much_is_drawn(worker: Any, park: Any) -> None:
    browser = Browser(worker)
    browser.get("/")

    def asked() -> list[int]:
        paths = (f"/children/{first.pk}/picture/", f"/contexts/{park.pk}/picture/")
        answers = [browser.get(f"{path}?steps={steps}&on={today()}") for path in paths for steps in (1, 2)]
        assert {answer.status for answer in answers} == {200}
        return [len(answer.statements) for answer in answers]

    first, *_rest = crowd(park, 2)
    few = asked()
    crowd(park, 50)
    further = ContextFactory()
    for child in Person.objects.filter(context_links__context=park):
        link(child, further, "harmed")
        RelationshipFactory(person=child, other=first, kind="cousin") if child != first else None
    assert asked() == few
    assert max(few) <= 12


# --- Who may look, and what is written down --------------------------------------------------------------------------
def test_opening_it_is_in_the_audit_with_everybody_drawn(as_user: Any, worker: Any, ann: Any, park: Any) -> None:
    ben = open_child("Ben")
    for child in (ann, ben):
        link(child, park)
    desk = as_user(worker)
    page_of(ann, desk, "steps=2")
    (event,) = audited("person.pictured")
    assert (event.record_id, event.record_reference, event.actor_id) == (ann.pk, ann.reference, worker.pk)
    assert set(event.shown) == {ann.pk, ben.pk}
    page_of(park, desk)
    (event,) = audited("context.pictured")
    assert event.record_id == park.pk
    assert set(event.shown) == {ann.pk, ben.pk}


def test_who_may_not_see_links_may_not_see_the_picture(as_user: Any, support: Any, ann: Any, park: Any) -> None:
    for centre in (ann, park):
        assert page_of(centre, as_user(support)).status_code == 403
    assert audited("person.pictured") == []


def test_a_restricted_record_has_no_picture(as_user: Any, worker: Any, manager: Any, ann: Any, park: Any) -> None:
    for centre in (ann, park):
        restrict_record(centre, by=manager, reason="Kin of a colleague")
        assert page_of(centre, as_user(worker)).status_code == 404


# --- What is hidden --------------------------------------------------------------------------------------------------
@pytest.fixture
def scene(ann: Any, park: Any) -> dict[str, Any]:
    """Ann and four others in two places, with a third beyond: enough for an order that something hidden could change."""
    ben, cat, dan = (open_child(name) for name in ("Ben", "Cat", "Dan"))
    arcade, beyond = ContextFactory(name="The arcade", kind="online"), ContextFactory(name="The bridge")
    for child in (ann, ben, cat):
        link(child, park)
    for child in (ann, cat, dan):
        link(child, arcade, "harmed")
    for child in (ben, dan):
        link(child, beyond)
    return {"ann": ann, "ben": ben, "dan": dan, "park": park, "arcade": arcade, "beyond": beyond}


def _hidden_child(scene: dict[str, Any], manager: Any) -> None:
    child = open_child("Aaron")
    for context in (scene["park"], scene["beyond"]):
        link(child, context, "harmed")
    # A second of the children drawn at this place: with Aaron it would be shared.
    lonely = ContextFactory(name="A lonely place")
    for one in (child, scene["ben"]):
        link(one, lonely)
    RelationshipFactory(person=child, other=scene["ann"])
    RelationshipFactory(person=child, other=scene["ben"])
    restrict_record(child, by=manager, reason="Kin of a colleague")


def _hidden_context(scene: dict[str, Any], manager: Any) -> None:
    near, far = ContextFactory(name="A hidden place"), ContextFactory(name="Another hidden place")
    for child in (scene["ann"], open_child("Aaron")):
        link(child, near)
    for child in (scene["ben"], scene["dan"]):
        link(child, far)
    for context in (near, far):
        restrict_record(context, by=manager, reason="Kin of a colleague")


def _hidden_family(scene: dict[str, Any], manager: Any) -> None:
    family, child = FamilyFactory(), open_child("Aaron")
    for one in (child, PersonFactory(given="Abel")):
        FamilyMembershipFactory(person=one, family=family)
    link(child, scene["park"])
    restrict_record(family, by=manager, reason="Kin of a colleague")


def _hidden_case(scene: dict[str, Any], manager: Any) -> None:
    case = CaseFactory(opened_on=LONG_AGO)
    for context in (scene["park"], scene["beyond"]):
        link(CaseChildFactory(case=case, child__given="Aaron", from_on=LONG_AGO).child, context)
    restrict_record(case, by=manager, reason="Kin of a colleague")


def _hidden_allegation(scene: dict[str, Any], manager: Any) -> None:
    link(scene["ben"], scene["arcade"], "alleged_harm")
    link(scene["ann"], scene["beyond"], "alleged_harm")
    link(open_child("Aaron"), scene["park"], "alleged_harm")
    link(scene["ben"], scene["park"], "alleged_harm", reliability="confirmed")


CENTRES = (("children", "ann"), ("contexts", "park"), ("contexts", "beyond"))


@pytest.mark.parametrize("hide", [_hidden_child, _hidden_context, _hidden_family, _hidden_case, _hidden_allegation])
def test_what_is_hidden_changes_nothing_on_the_page(
    worker: Any, manager: Any, scene: dict[str, Any], hide: Any
) -> None:
    """Byte for byte the same, and the same statements: neither a place, an order, a count nor a line tells."""
    ann, park, beyond = (f"/{kind}/{scene[name].pk}/picture/" for kind, name in CENTRES)
    then = f"steps=2&on={today() - DAY}"
    pages = [f"{ann}?steps=2", f"{ann}?least=2", f"{ann}?{then}", f"{park}?steps=2", f"{beyond}?steps=2&sort=context"]
    pages.append(f"{ann}?role=alleged_harm")
    browser = Browser(worker)
    browser.get("/")
    before = [browser.get(path) for path in pages]
    assert "The bridge" in before[0].body
    hide(scene, manager)
    after = [browser.get(path) for path in pages]
    assert [answer.comparable for answer in after] == [answer.comparable for answer in before]
    assert [answer.statements for answer in after] == [answer.statements for answer in before]
    # Else it would say nothing: who may see it finds more there.
    told = [Browser(manager).get(path) for path in pages]
    assert [answer.comparable for answer in told] != [answer.comparable for answer in before]


def test_an_allegation_is_drawn_for_who_may_see_it(worker: Any, manager: Any, ann: Any, park: Any) -> None:
    link(ann, park)
    link(open_child("Ben"), park, "alleged_harm")
    assert drawn(around(ann, worker)) == []
    assert drawn(around(ann, manager)) == ["Ben"]


# --- As it stands on the page ----------------------------------------------------------------------------------------
def test_each_card_says_who_it_is_and_whom_it_is_linked_to(as_user: Any, worker: Any, ann: Any, park: Any) -> None:
    ben = open_child("Ben")
    RelationshipFactory(person=ann, other=ben)
    for child in (ann, ben, open_child("Cat")):
        link(child, park)
    desk = as_user(worker)
    assert cards(page_of(ann, desk)) == [
        "Ann Testington, Where the picture starts, Age 10, linked to The park",
        "The park, Location, linked to Ann Testington, Ben Testington and Cat Testington",
        "Ben Testington, Related child, Age 10, related, related to Ann Testington, linked to The park",
        "Cat Testington, Child, Age 10, linked to The park",
    ]


def test_lines_are_drawn_by_the_most_reliable_link(as_user: Any, worker: Any, ann: Any, park: Any) -> None:
    link(ann, park, reliability="unconfirmed")
    link(ann, park, "harmed", reliability="confirmed")
    link(open_child("Ben"), park, reliability="reported")
    page = page_of(ann, as_user(worker)).content.decode()
    drawing = page[page.index("app-picture__svg") : page.index('id="rows"')]
    assert sorted(re.findall(r'stroke-dasharray="([^"]*)"', drawing)) == ["9 5"]
    assert drawing.count('class="app-picture__line"') == 2
    # The table says each of them.
    table = page[page.index('id="rows"') :]
    assert [table.count(f" {word},") for word in ("confirmed", "unconfirmed", "reported")] == [1, 1, 1]


def test_the_table_says_the_same_in_either_order(as_user: Any, worker: Any, ann: Any, park: Any) -> None:
    arcade = ContextFactory(name="An arcade")
    ben = open_child("Ben")
    for child, context in ((ann, park), (ben, park), (ann, arcade)):
        link(child, context)
    desk = as_user(worker)

    def rows(query: str) -> list[tuple[Any, Any]]:
        return [(pair.child.child, pair.context) for pair in page_of(ann, desk, query).context["pairs"]]

    assert rows("") == [(ann, arcade), (ann, park), (ben, park)]
    assert rows("sort=context") == [(ann, arcade), (ann, park), (ben, park)]
    assert rows("sort=context&steps=2") == rows("sort=context")
    link(ben, arcade)
    assert rows("") == [(ann, arcade), (ann, park), (ben, arcade), (ben, park)]
    assert rows("sort=context") == [(ann, arcade), (ben, arcade), (ann, park), (ben, park)]


def test_names_are_written_as_text(as_user: Any, worker: Any, ann: Any) -> None:
    link(ann, ContextFactory(name='The <b>"old"</b> & new park'))
    page = page_of(ann, as_user(worker)).content.decode()
    assert "<b>" not in page
    assert "&lt;b&gt;&quot;old&quot;&lt;/b&gt; &amp; new" in page
