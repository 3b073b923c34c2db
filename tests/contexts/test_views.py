"""The pages of contexts and links: what they do, what they refuse beside which field, and that nothing typed is lost."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from contexts import workflow
from contexts.models import Context, ContextAdult, ContextLink, ContextRelation
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today, working_days_after
from cs_casework.drafts.models import Draft
from families.models import Person
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    ContextFactory,
    ContextLinkFactory,
    PeerGroupFactory,
    PersonFactory,
)
from tests.helpers import audited, boxes, race, refusals, stand_on, value_typed

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
# Not tomorrow: the suite may run over midnight.
NEXT_WEEK = today() + 7 * DAY
GROUP = {
    "name": "After school",
    "description": "Young people who meet after school",
    "purpose": "To keep them safe on the way home",
    "intended_outcome": "They travel home together",
    "how_identified": "The young people told us",
    "told_young_people": "yes",
    "told_parents": "yes",
    "strengths": "They look out for each other",
}


@pytest.fixture
def desk(as_user: Any, worker: Any) -> Any:
    """The client of a practitioner."""
    return as_user(worker)


@pytest.fixture
def context(db: None) -> Context:
    return ContextFactory(name="Canal Walk")


@pytest.fixture
def child(db: None) -> Person:
    return PersonFactory(given="Ada", family="Okafor")


@pytest.fixture
def july(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 1 July 2026, so that a message can name a day."""
    stand_on(monkeypatch, datetime.date(2026, 7, 1))


def url(name: str, *args: Any, **query: Any) -> str:
    address = reverse(f"contexts:{name}", args=[getattr(arg, "pk", arg) for arg in args])
    pairs = [(key, one) for key, value in query.items() for one in (value if isinstance(value, list) else [value])]
    return address + ("?" + "&".join(f"{key}={value}" for key, value in pairs) if pairs else "")


def children_of(context: Context) -> str:
    """The page of the children linked to it, which an app above shows."""
    return reverse("cases:context-children", args=[context.pk])


def typed_link(**typed: Any) -> dict[str, Any]:
    return {
        "roles": ["spends_time"],
        "basis": "child_said",
        "reliability": "reported",
        "source": "The child, at school",
        **boxes("source_on", today()),
        **boxes("from_on", today()),
        **boxes("review_due", months_after(today(), 3)),
    } | typed


# --- A new context ---------------------------------------------------------------------------------------------------
def test_kind_is_asked_first(desk: Any) -> None:
    assert "What kind of context is it?" in desk.get(url("context-create")).content.decode()
    refused = desk.get(url("context-create", kind="gang"))
    assert list(refusals(refused)) == ["kind"]
    assert list(refusals(desk.get(url("context-create", kind="")))) == ["kind"]


def test_location_is_recorded(desk: Any, worker: Any) -> None:
    sent = {
        "name": "Canal Walk",
        "description": "A towpath",
        "category": "park",
        "postcode": "zz11aa",
        "strengths": "Wide",
    }
    response = desk.post(url("context-create", kind="location"), sent)
    context = Context.objects.get()
    assert (response.status_code, response.url) == (302, context.get_absolute_url())
    assert (context.kind, context.postcode, context.created_by) == ("location", "ZZ1 1AA", worker)
    assert "Canal Walk has been recorded." in desk.get(response.url).content.decode()


def test_each_kind_is_asked_what_belongs_to_it(desk: Any) -> None:
    everywhere = {
        "name", "description", "strengths", "threshold_level", "threshold_why", "lawful_basis", "owner_team"
    }  # fmt: skip
    own = {
        "location": {"category", "address", "postcode", "easting", "northing", "times"},
        "school": {"school_number", "address", "postcode", "easting", "northing", "times"},
        "neighbourhood": {"address", "postcode", "times"},
        "online": {"platform", "times"},
        "transport": {"route", "address", "times"},
        "peer_group": {
            "purpose", "intended_outcome", "how_identified", "told_young_people", "told_parents", "why_not_told",
            "review_due",
        },
        "relationship": set(),
        "other": {"address", "postcode", "times"},
    }  # fmt: skip
    asked = {kind: set(desk.get(url("context-create", kind=kind)).context["form"].fields) for kind in own}
    assert asked == {kind: everywhere | fields for kind, fields in own.items()}


def test_peer_group_is_recorded_and_reviewed_in_three_months(desk: Any) -> None:
    desk.post(url("context-create", kind="peer_group"), GROUP)
    group = Context.objects.get()
    assert (group.reviewed_on, group.review_due) == (today(), months_after(today(), 3))


PEER_GROUP_REFUSALS: list[Any] = [
    pytest.param({"purpose": ""}, {"purpose": ["Enter purpose of recording this group"]}, id="purpose"),
    pytest.param({"intended_outcome": ""}, {"intended_outcome": ["Enter what is meant to come of it"]}, id="outcome"),
    pytest.param({"how_identified": ""}, {"how_identified": ["Enter how the group was identified"]}, id="identified"),
    pytest.param({"strengths": ""}, {"strengths": ["Enter strengths"]}, id="strengths"),
    pytest.param(
        {"told_young_people": ""},
        {"told_young_people": ["Select an answer to “Have the young people been told?”"]},
        id="young people told",
    ),
    pytest.param(
        {"told_parents": "no"},
        {"why_not_told": ["Say why anyone has not been told."]},
        id="parents not told",
    ),
    pytest.param(
        boxes("review_due", datetime.date(2026, 10, 2)),
        {"review_due": ["A peer group is reviewed within three months: by 1 October 2026."]},
        id="reviewed too late",
    ),
]


@pytest.mark.usefixtures("july")
@pytest.mark.parametrize(("typed", "expected"), PEER_GROUP_REFUSALS)
def test_peer_group_is_refused_beside_the_field_and_what_was_typed_stays(
    typed: dict[str, str], expected: dict[str, list[str]], desk: Any
) -> None:
    sent = GROUP | typed
    response = desk.post(url("context-create", kind="peer_group"), sent)
    assert refusals(response) == expected
    for name in ("name", "description", "how_identified", "told_young_people"):
        assert value_typed(response, name) == sent[name]
    assert not Context.objects.exists()


LOCATION_REFUSALS: list[Any] = [
    pytest.param({"name": ""}, {"name": ["Enter name"]}, id="no name"),
    pytest.param({"name": "a" * 151}, {"name": ["Name must be 150 characters or fewer"]}, id="name too long"),
    pytest.param(
        {"description": "a" * 5001}, {"description": ["Description must be 5000 characters or fewer"]}, id="too long"
    ),
    pytest.param(
        {"description": "a\x00b"},
        {"description": ["Description contains a character that cannot be stored. Delete the text and type it again."]},
        id="NUL byte",
    ),
    pytest.param(
        {"postcode": "Narnia"},
        {"postcode": ["Enter a full UK postcode, like SW1A 1AA, or leave it empty."]},
        id="postcode",
    ),
    pytest.param({"easting": "-1"}, {"easting": ["Easting, in metres must be 0 or more"]}, id="easting"),
    pytest.param(
        {"threshold_level": "targeted"}, {"__all__": ["Say why this threshold level was chosen."]}, id="threshold"
    ),
]


@pytest.mark.parametrize(("typed", "expected"), LOCATION_REFUSALS)
def test_location_is_refused_beside_the_field_and_what_was_typed_stays(
    typed: dict[str, str], expected: dict[str, list[str]], desk: Any
) -> None:
    sent = {"name": "Canal Walk", "description": "A towpath", "times": "After school"} | typed
    response = desk.post(url("context-create", kind="location"), sent)
    assert refusals(response) == expected
    assert {name: value_typed(response, name) for name in sent} == sent
    assert not Context.objects.exists()


@pytest.mark.parametrize("name", ["🌳 Corner", "ساحة المدينة", "גן", "Café “Zoë”"])
def test_name_in_any_script_is_accepted_shown_and_found(name: str, desk: Any) -> None:
    desk.post(url("context-create", kind="location"), {"name": name, "description": "A place"})
    context = Context.objects.get()
    assert context.name == name
    for shown in (url("context-list"), url("context-list", q=name), reverse("overview:search") + f"?q={name}"):
        assert f"<bdi>{name}</bdi>" in desk.get(shown).content.decode()


# --- Drafts of one ---------------------------------------------------------------------------------------------------
def test_half_written_context_is_kept_and_finished_later(desk: Any) -> None:
    create = url("context-create", kind="peer_group")
    half = GROUP | {"strengths": "", "review_due-day": "31", "review_due-month": "", "review_due-year": "20"}
    assert desk.post(create, half | {"_save": "1"}).url == reverse("overview:home")
    shown = desk.get(create)
    assert shown.context["draft"].is_restored
    assert refusals(shown) == {}
    assert "There is a problem" not in shown.content.decode()
    assert value_typed(shown, "purpose") == GROUP["purpose"]
    assert value_typed(shown, "review_due") == {"day": "31", "month": "", "year": "20"}
    draft = Draft.objects.get()
    response = desk.post(create, GROUP | {"draft_id": str(draft.pk)})
    context = Context.objects.get()
    assert response.url == context.get_absolute_url()
    draft.refresh_from_db()
    assert (draft.result, list(draft.data)) == (context.pk, ["digest"])
    assert not desk.get(create).context["draft"].is_restored


def test_context_submitted_twice_is_one(desk: Any) -> None:
    create = url("context-create", kind="location")
    sent = {
        "name": "Canal Walk",
        "description": "A towpath",
        "draft_id": str(desk.get(create).context["draft"].id),
    }
    first, second = desk.post(create, sent), desk.post(create, sent)
    assert Context.objects.count() == 1
    assert (second.status_code, second.url) == (302, first.url)


# --- Changing one ----------------------------------------------------------------------------------------------------
def test_context_is_changed_and_the_version_before_is_shown(desk: Any, context: Context) -> None:
    desk.post(url("context-edit", context), {"name": "Canal", "description": "A path", "strengths": "Lit at night"})
    shown = desk.get(url("context-detail", context)).content.decode()
    assert "Lit at night" in shown
    versions = desk.get(url("context-history", context)).content.decode()
    assert "Canal Walk" in versions
    assert "Wren Ashdown" in versions


def test_peer_group_is_reviewed(desk: Any) -> None:
    group = PeerGroupFactory(reviewed_on=months_after(today(), -4), review_due=months_after(today(), -1))
    review = url("context-review", group)
    assert desk.get(review).context["form"]["review_due"].value() == months_after(today(), 3)
    late = desk.post(review, boxes("review_due", months_after(today(), 4)))
    assert list(refusals(late)) == ["review_due"]
    assert desk.post(review, boxes("review_due", NEXT_WEEK)).status_code == 302
    group.refresh_from_db()
    assert (group.reviewed_on, group.review_due) == (today(), NEXT_WEEK)


def test_place_has_no_review(desk: Any, context: Context) -> None:
    assert desk.get(url("context-review", context)).status_code == 404


def test_adult_is_recorded_or_refused(desk: Any, context: Context) -> None:
    add = url("adult-add", context)
    sent = {
        "role": "protective",
        "described": "The warden",
        "basis": "observed",
        "reliability": "confirmed",
        "source": "Visit",
        **boxes("source_on", today()),
        **boxes("from_on", today()),
    }
    refused = desk.post(add, sent | boxes("from_on", NEXT_WEEK))
    assert refusals(refused) == {"from_on": ["This date is in the future."]}
    assert value_typed(refused, "described") == "The warden"
    assert refusals(desk.post(add, sent | {"described": ""})) == {"__all__": ["Name or describe the adult."]}
    assert desk.post(add, sent).status_code == 302
    assert ContextAdult.objects.get().described == "The warden"
    assert "The warden" in desk.get(url("context-detail", context)).content.decode()


def test_relation_is_recorded_on_both_and_refused_twice_and_to_itself(desk: Any, context: Context) -> None:
    other = ContextFactory(name="Elm Park")
    assert list(desk.get(url("relation-add", context, q="Canal")).context["contexts"]) == []
    assert list(desk.get(url("relation-add", context, q="Elm")).context["contexts"]) == [(other, [])]
    add = url("relation-add", context, other=other.pk)
    assert desk.post(add, {"kind": "lies_in", "source": "A map"}).status_code == 302
    for one in (context, other):
        assert list(desk.get(url("context-detail", one)).context["relations"]) == [ContextRelation.objects.get()]
    twice = desk.post(add, {"kind": "lies_in", "source": "Another map"})
    assert refusals(twice) == {"__all__": ["This relation is recorded already."]}
    assert value_typed(twice, "source") == "Another map"
    itself = desk.post(url("relation-add", context, other=context.pk), {"kind": "lies_in"})
    assert refusals(itself) == {"__all__": ["A context cannot be related to itself."]}


def test_relation_to_a_hidden_context_is_not_found(desk: Any, context: Context, manager: Any) -> None:
    hidden = ContextFactory()
    restrict_record(hidden, by=manager, reason="An ongoing inquiry")
    for other in (hidden.pk, "nonsense", "%00"):
        assert desk.get(url("relation-add", context, other=other)).status_code == 404


# --- Links -----------------------------------------------------------------------------------------------------------
def test_several_children_are_linked_in_several_roles_at_once(desk: Any, context: Context, child: Person) -> None:
    second, third = PersonFactory(given="Ben", family="Reyes"), PersonFactory(given="Cyd", family="Abel")
    found = desk.get(url("link-add", context, q="Ben Reyes", more=1, child=child.pk))
    assert (found.context["chosen"], list(found.context["found"])) == ([child], [second])
    chosen = url("link-add", context, child=[child.pk, second.pk, third.pk])
    response = desk.post(chosen, typed_link(roles=["spends_time", "harmed"], child_view="It is the only warm place"))
    assert response.url == children_of(context)
    assert "6 links have been recorded." in desk.get(response.url).content.decode()
    links = ContextLink.objects.all()
    assert sorted(links.values_list("child__display_name", "role")) == [
        (name, role) for name in ("Ada Okafor", "Ben Reyes", "Cyd Abel") for role in ("harmed", "spends_time")
    ]
    due = months_after(today(), 3)
    assert set(links.values_list("review_due", "lapses_on", "child_view")) == {
        (due, working_days_after(due, 20), "It is the only warm place")
    }


def test_link_form_offers_the_latest_review(desk: Any, context: Context, child: Person) -> None:
    for place, months in ((context, 6), (PeerGroupFactory(), 3)):
        shown = desk.get(url("link-add", place, child=child.pk))
        assert value_typed(shown, "review_due") == months_after(today(), months)


def test_one_link_that_is_refused_takes_all_with_it(desk: Any, context: Context, child: Person) -> None:
    baby = PersonFactory(given="Bo", family="Reyes", birth_on=today())
    long_ago = boxes("from_on", today() - 30 * DAY)
    response = desk.post(url("link-add", context, child=[child.pk, baby.pk]), typed_link(**long_ago))
    assert refusals(response) == {"from_on": ["This is before Bo Reyes was born."]}
    assert value_typed(response, "source") == "The child, at school"
    assert not ContextLink.objects.exists()


LINK_REFUSALS: list[Any] = [
    pytest.param({"roles": []}, {"roles": ["Select an answer to “What links them?”"]}, id="role"),
    pytest.param({"basis": ""}, {"basis": ["Select an answer to “How do we know?”"]}, id="basis"),
    pytest.param({"reliability": ""}, {"reliability": ["Select an answer to “How reliable is it?”"]}, id="reliability"),
    pytest.param({"basis": "agency_report"}, {"handling": ["Select how it may be passed on"]}, id="no handling code"),
    pytest.param(
        {"basis": "agency_report", "handling": "conditions"},
        {"handling_conditions": ["Enter the conditions that came with it"]},
        id="no conditions",
    ),
    pytest.param({"source": " "}, {"source": ["Enter source"]}, id="source"),
    pytest.param({"source": "a" * 301}, {"source": ["Source must be 300 characters or fewer"]}, id="source too long"),
    pytest.param(
        {"source": "a\x00"},
        {"source": ["Source contains a character that cannot be stored. Delete the text and type it again."]},
        id="NUL byte",
    ),
    pytest.param(
        boxes("from_on", datetime.date(2026, 7, 2)),
        {"from_on": ["True since must be today or in the past"]},
        id="from the future",
    ),
    pytest.param(
        boxes("source_on", datetime.date(2026, 7, 2)),
        {"source_on": ["Date of the source must be today or in the past"]},
        id="source of the future",
    ),
    pytest.param(
        boxes("from_on", datetime.date(1990, 1, 1)),
        {"from_on": ["This is before Ada Okafor was born."]},
        id="before birth",
    ),
    pytest.param(
        boxes("review_due", datetime.date(2027, 1, 2)),
        {"review_due": ["Review it after today and by 1 January 2027."]},
        id="reviewed too late",
    ),
    pytest.param(
        boxes("review_due", datetime.date(2026, 7, 1)),
        {"review_due": ["Review it after today and by 1 January 2027."]},
        id="reviewed today",
    ),
]


@pytest.mark.usefixtures("july")
@pytest.mark.parametrize(("typed", "expected"), LINK_REFUSALS)
def test_link_is_refused_beside_the_field_and_what_was_typed_stays(
    typed: dict[str, Any], expected: dict[str, list[str]], desk: Any, context: Context, child: Person
) -> None:
    sent = typed_link(child_view="It is warm") | typed
    response = desk.post(url("link-add", context, child=child.pk), sent)
    assert refusals(response) == expected
    for name in ("roles", "basis", "reliability", "source", "child_view"):
        assert value_typed(response, name) == sent[name]
    assert not ContextLink.objects.exists()


def test_handling_code_stands_with_what_an_agency_told_and_with_nothing_else(
    desk: Any, context: Context, child: Person
) -> None:
    under = {"handling": "conditions", "handling_conditions": "Ask the sending officer first."}
    adult = {"role": "manages", "described": "A man in a van", "reliability": "reported", "source": "The police"}
    adult |= boxes("source_on", today()) | boxes("from_on", today())
    desk.post(url("link-add", context, child=child.pk), typed_link(basis="agency_report", **under))
    desk.post(url("link-add", context, child=child.pk), typed_link(roles=["harmed"], basis="observed", **under))
    desk.post(url("adult-add", context), adult | {"basis": "agency_report"} | under)
    told, seen = ContextLink.objects.order_by("basis")
    words = "C: may be passed on under conditions only: Ask the sending officer first."
    assert told.handling_in_words == words
    assert (seen.handling, seen.handling_conditions) == ("", "")
    assert words in desk.get(url("link-detail", told)).content.decode()
    assert words not in desk.get(url("link-detail", seen)).content.decode()
    assert words in desk.get(context.get_absolute_url()).content.decode()


def test_child_or_context_that_may_not_be_seen_is_not_linked(
    desk: Any, context: Context, child: Person, manager: Any
) -> None:
    hidden_child, hidden_context = PersonFactory(), ContextFactory()
    restrict_record(hidden_child, by=manager, reason="A relative works here")
    restrict_record(hidden_context, by=manager, reason="An ongoing inquiry")
    only_hidden = desk.post(url("link-add", context, child=hidden_child.pk), typed_link())
    assert only_hidden.context["chosen"] == []
    desk.post(url("link-add", context, child=[child.pk, hidden_child.pk]), typed_link())
    assert [link.child for link in ContextLink.objects.all()] == [child]
    assert desk.post(url("link-add", hidden_context, child=child.pk), typed_link()).status_code == 404
    assert desk.post(url("person-link-add", child, context=hidden_context.pk), typed_link()).status_code == 404
    assert desk.post(url("person-link-add", hidden_child, context=context.pk), typed_link()).status_code == 404


def test_context_is_linked_from_the_childs_side(desk: Any, context: Context, child: Person) -> None:
    assert list(desk.get(url("person-link-add", child, q="Canal")).context["found"]) == [context]
    response = desk.post(url("person-link-add", child, context=context.pk), typed_link())
    assert response.url == url("person-contexts", child)
    shown = desk.get(response.url)
    assert [(place, [link.role for link in links]) for place, links in shown.context["current"]] == [
        (context, ["spends_time"])
    ]


def test_link_is_renewed_from_its_page(desk: Any) -> None:
    link = ContextLinkFactory(review_due=today() - DAY, lapses_on=today() + DAY)
    assert desk.get(url("link-renew", link)).status_code == 405
    response = desk.post(url("link-renew", link), follow=True)
    assert "Recorded: still true today." in response.content.decode()
    link.refresh_from_db()
    assert link.review_due == months_after(today(), 6)


def test_lapsed_link_is_not_renewed_but_recorded_again(desk: Any) -> None:
    link = ContextLinkFactory(lapses_on=today())
    shown = desk.get(url("link-detail", link)).content.decode()
    assert "This link lapsed, as nobody renewed it in time." in shown
    assert url("link-renew", link) not in shown
    refused = desk.post(url("link-renew", link), follow=True)
    assert "This link has ended or lapsed. Record it again with its source." in refused.content.decode()
    response = desk.post(url("link-add", link.context, child=link.child_id), typed_link())
    assert response.status_code == 302
    children = desk.get(children_of(link.context))
    assert [row.child for row in children.context["rows"]] == [link.child]
    assert list(children.context["past"]) == [link]


def test_link_is_ended_with_a_reason(desk: Any) -> None:
    link = ContextLinkFactory()
    end = url("link-end", link)
    early = desk.post(end, boxes("to_on", link.from_on - DAY) | {"ended_why": "Moved"})
    assert refusals(early) == {"to_on": ["The link ends before it begins."]}
    assert value_typed(early, "ended_why") == "Moved"
    late = desk.post(end, boxes("to_on", NEXT_WEEK) | {"ended_why": "Moved"})
    assert refusals(late) == {"to_on": ["Date must be today or in the past"]}
    assert refusals(desk.post(end, boxes("to_on", today()))) == {"ended_why": ["Enter why, or how we know"]}
    assert desk.post(end, boxes("to_on", today()) | {"ended_why": "Moved"}).status_code == 302
    shown = desk.get(children_of(link.context))
    assert (shown.context["rows"], list(shown.context["past"])) == ([], [link])
    twice = desk.post(end, boxes("to_on", today()) | {"ended_why": "Again"})
    assert refusals(twice) == {"__all__": ["This link has ended already."]}


# --- Who is linked ---------------------------------------------------------------------------------------------------
def test_manager_sees_the_children_of_a_context_with_status_worker_team_and_roles(
    as_user: Any, manager: Any, worker: Any, team: Any, context: Context, child: Person
) -> None:
    period = CaseChildFactory(child=child, case__team=team)
    period.statuses.create(status="cp", category="NEG", from_on=today())
    AllocationFactory(case=period.case, worker=worker)
    for role in ("harmed", "alleged_harm"):
        ContextLinkFactory(child=child, context=context, role=role)
    not_open = ContextLinkFactory(context=context, child__given="Abe", child__family="Aaron").child
    shown = as_user(manager).get(children_of(context))
    rows = shown.context["rows"]
    assert [(row.child, sorted(link.role for link in row.links)) for row in rows] == [
        (child, ["alleged_harm", "harmed"]),
        (not_open, ["spends_time"]),
    ]
    body = shown.content.decode()
    for words in ("Child protection plan: Neglect", "Wren Ashdown", "Riverside team", "alleged to have harmed there"):
        assert words in body
    assert audited("context.children_listed")[0].shown == [child.pk, not_open.pk]


def test_business_support_sees_a_name_and_a_status_and_nothing_of_the_rest(
    as_user: Any, support: Any, context: Context, child: Person
) -> None:
    context.description, context.strengths = "A towpath by night", "Wide and lit"
    context.save()
    ContextLinkFactory(child=child, context=context)
    desk = as_user(support)
    body = desk.get(url("context-detail", context)).content.decode()
    assert "Canal Walk" in body
    for hidden in ("A towpath by night", "Wide and lit", "Ada Okafor"):
        assert hidden not in body
    assert desk.get(children_of(context)).status_code == 403
    for name in ("context-history", "context-edit", "link-add", "adult-add", "relation-add"):
        assert desk.get(url(name, context)).status_code == 403
    assert desk.get(url("person-contexts", child)).status_code == 403
    assert desk.get(url("context-create")).status_code == 403


# --- Lists -----------------------------------------------------------------------------------------------------------
def test_contexts_are_narrowed_by_kind_status_and_text(desk: Any, context: Context) -> None:
    group = PeerGroupFactory(name="After school", status="open")
    assert list(desk.get(url("context-list")).context["page_of"]) == [group, context]
    assert list(desk.get(url("context-list", kind="location")).context["page_of"]) == [context]
    assert list(desk.get(url("context-list", status="open")).context["page_of"]) == [group]
    assert list(desk.get(url("context-list", q="canal")).context["page_of"]) == [context]


@pytest.mark.parametrize("query", ["q=%00", "q=" + "a" * 5000, "kind=%00", "status=nonsense", "page=%00"])
def test_list_answers_whatever_the_address_says(query: str, desk: Any, context: Context) -> None:
    assert desk.get(f"{url('context-list')}?{query}").status_code == 200


@pytest.mark.parametrize("text", ["%00", "Ada%00", "a" * 5000, "%F0%9F%A6%8A"])
def test_chooser_answers_whatever_is_looked_for(text: str, desk: Any, context: Context, child: Person) -> None:
    for name, record in (("link-add", context), ("relation-add", context), ("person-link-add", child)):
        assert desk.get(f"{url(name, record)}?q={text}").status_code == 200
    assert desk.get(f"{url('link-add', context)}?child=%00&child=nonsense").status_code == 200


# --- Two at once -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_who_records_the_same_link_second_is_told_and_loses_no_word(
    team: Any, worker: Any, colleague: Any, context: Context, child: Person
) -> None:
    """The second waits for the first, and the page says in words what stands by then."""

    def link(by: Any) -> Any:
        client = Client()
        client.force_login(by, backend="cs_casework.accounts.backends.StaffBackend")
        return lambda: client.post(url("link-add", context, child=child.pk), typed_link(source=f"Told to {by}"))

    answers = race(link(worker), link(colleague), hold=lambda: ContextLinkFactory(context=context, child=child))
    [told] = [answer for answer in answers if answer.status_code == 200]
    assert [answer.status_code for answer in answers if answer != told] == [302]
    made = ContextLink.objects.get()
    assert refusals(told)["roles"][0].startswith(f"Linked already: {made}.")
    assert {made.source, value_typed(told, "source")} == {f"Told to {worker}", f"Told to {colleague}"}


@pytest.mark.django_db(transaction=True)
def test_lapsed_link_recorded_again_twice_at_once_is_one(
    team: Any, worker: Any, context: Context, child: Person
) -> None:
    lapsed = ContextLinkFactory(context=context, child=child, lapses_on=today())
    said = {"role": "spends_time", "basis": "child_said", "reliability": "reported", "source": "The child"}

    def again() -> Any:
        return workflow.link_child(child, context, by=worker, source_on=today(), from_on=today(), **said)

    results = race(again, again, hold=lambda: ContextLink.objects.select_for_update().get(pk=lapsed.pk))
    assert sorted(type(result).__name__ for result in results) == ["ContextLink", "ValidationError"]
    assert ContextLink.objects.current().count() == 1
