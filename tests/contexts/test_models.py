"""What the database refuses whoever writes to it, and what one row says about itself."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from contexts.codes import NEVER_DUE, SHARED_RISK, Kind, LinkRole
from contexts.models import Context, ContextLink, ContextRelation
from cs_casework.dates import today
from tests.breaks import breaks_of_bars, breaks_of_grants
from tests.factories import (
    AreaFactory,
    ContextAdultFactory,
    ContextFactory,
    ContextLinkFactory,
    PeerGroupFactory,
    UserFactory,
    grant,
)
from tests.helpers import twice

pytestmark = pytest.mark.django_db

EARLIER, LATER = datetime.date(2024, 2, 29), datetime.date(2024, 3, 1)
DAY = datetime.timedelta(days=1)


def within_itself() -> None:
    context = ContextFactory()
    context.parent = context
    context.save()


def merged_into_itself() -> None:
    context = ContextFactory()
    context.merged_into, context.merged_on = context, LATER
    context.save()


def the_same_link_twice() -> None:
    link = ContextLinkFactory()
    ContextLinkFactory(child=link.child, context=link.context, role=link.role)


def related(kind: str = "uses", **details: Any) -> ContextRelation:
    details = {"context": ContextFactory(), "other": ContextFactory(), "from_on": EARLIER} | details
    return ContextRelation.objects.create(kind=kind, **details)


def related_to_itself() -> None:
    context = ContextFactory()
    related(context=context, other=context)


def the_same_relation_twice() -> None:
    relation = related()
    related(context=relation.context, other=relation.other)


# Each constraint of the app with rows that break it and nothing else.
HANDLED: dict[str, list[dict[str, Any]]] = {
    "how_it_is_handled": [{"basis": "agency_report", "handling": ""}],
    "under_which_conditions": [{"handling": "conditions"}, {"handling": "open", "handling_conditions": "Ask them."}],
}
BREAKS = {
    **breaks_of_bars(ContextFactory),
    "context_restriction_is_whole": [
        lambda: ContextFactory(restricted_on=LATER),
        lambda: ContextFactory(restricted_by=UserFactory(), restriction_review_due=LATER),
    ],
    **breaks_of_grants(ContextFactory),
    "contextgrant_end_is_whole": [lambda: grant(ContextFactory(), to=UserFactory(), ended_on=LATER)],
    "peer_group_is_accountable": [
        *(
            lambda field=field: PeerGroupFactory(**{field: ""})
            for field in ("purpose", "intended_outcome", "how_identified", "strengths")
        ),
        lambda: PeerGroupFactory(told_young_people="", why_not_told="Not asked"),
        lambda: PeerGroupFactory(told_parents="", why_not_told="Not asked"),
        lambda: PeerGroupFactory(reviewed_on=None),
        lambda: PeerGroupFactory(review_due=None),
    ],
    "not_told_has_reason": [
        lambda: PeerGroupFactory(told_young_people="no"),
        lambda: PeerGroupFactory(told_parents="not_yet"),
    ],
    "peer_group_review_within_three_months": [
        lambda: PeerGroupFactory(reviewed_on=EARLIER, review_due=EARLIER + 93 * DAY)
    ],
    "threshold_level_has_reason": [lambda: ContextFactory(threshold_level="targeted")],
    "context_lies_in_another": [within_itself],
    "context_merge_is_whole": [
        lambda: ContextFactory(merged_on=LATER),
        lambda: ContextFactory(merged_into=ContextFactory()),
    ],
    "context_merges_into_another": [merged_into_itself],
    "one_current_link_a_role": [the_same_link_twice],
    **{
        f"{kind}_says_{what}": [lambda make=make, told=told: make(**told) for told in tried]
        for kind, make in (("link", ContextLinkFactory), ("adult", ContextAdultFactory))
        for what, tried in HANDLED.items()
    },
    "link_ends_after_it_began": [lambda: ContextLinkFactory(from_on=LATER, to_on=EARLIER, ended_why="No longer true")],
    "link_ends_with_reason": [
        lambda: ContextLinkFactory(to_on=today()),
        lambda: ContextLinkFactory(ended_why="No longer true"),
    ],
    "shared_risk_is_reviewed": [
        *(
            lambda role=role: ContextLinkFactory(role=role, review_due=None)
            for role in sorted(set(LinkRole) - NEVER_DUE)
        ),
        lambda: ContextLinkFactory(lapses_on=None),
    ],
    "adult_named_or_described": [lambda: ContextAdultFactory(described="")],
    "adult_ends_after_they_began": [lambda: ContextAdultFactory(from_on=LATER, to_on=EARLIER)],
    "context_related_to_another": [related_to_itself],
    "context_relation_ends_after_it_began": [lambda: related(from_on=LATER, to_on=EARLIER)],
    "one_current_context_relation": [the_same_relation_twice],
    "one_standing_area_a_code": [twice(AreaFactory, "code")],
    "area_ends_after_it_began": [lambda: AreaFactory(from_on=LATER, to_on=EARLIER)],
    "area_has_an_extent": [lambda: AreaFactory(east=0.3), lambda: AreaFactory(north=52.9)],
}


@pytest.mark.parametrize(
    ("name", "write"), [pytest.param(name, write, id=name) for name, writes in BREAKS.items() for write in writes]
)
def test_constraint_holds_whoever_writes(name: str, write: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def test_every_constraint_is_tried() -> None:
    names = {
        constraint.name
        for model in apps.get_app_config("contexts").get_models()
        for constraint in model._meta.constraints
    }
    assert {name for name in names if not name.endswith("_unique")} == set(BREAKS)


def test_peer_group_may_be_reviewed_as_late_as_three_months_can_be() -> None:
    assert PeerGroupFactory(reviewed_on=EARLIER, review_due=EARLIER + 92 * DAY).pk


def test_what_is_asked_of_a_peer_group_is_asked_of_nothing_else() -> None:
    for kind in set(Kind) - {Kind.PEER_GROUP}:
        assert ContextFactory(kind=kind).purpose == ""


def test_one_child_may_hold_several_roles_in_one_context() -> None:
    """Harmed and harming among them: a child may be both and is a child first."""
    link = ContextLinkFactory(role="harmed")
    ContextLinkFactory(child=link.child, context=link.context, role="alleged_harm")
    assert ContextLink.objects.count() == 2


def test_ended_link_leaves_room_for_the_same_again() -> None:
    link = ContextLinkFactory(to_on=today(), ended_why="No longer true")
    assert ContextLinkFactory(child=link.child, context=link.context, role=link.role).pk


def test_no_field_ranks_a_group_or_says_who_leads_it() -> None:
    """The Information Commissioner's finding on the Gangs Matrix, 2018."""
    fields = {
        field.name for model in apps.get_app_config("contexts").get_models() for field in model._meta.get_fields()
    }
    for word in ("rank", "leader", "gang", "score", "nominal"):
        assert [name for name in fields if word in name] == []


# --- Links in time ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("to_on", "lapses_on", "is_current", "has_lapsed"),
    [
        (None, None, True, False),
        (None, 1, True, False),
        (None, 0, False, True),
        (None, -1, False, True),
        (1, None, True, False),
        (0, None, False, False),
        (-1, 5, False, False),
        (1, 0, False, False),
    ],
)
def test_link_is_current_until_the_day_it_ends_or_lapses(
    to_on: int | None, lapses_on: int | None, is_current: bool, has_lapsed: bool
) -> None:
    days = {"to_on": to_on, "lapses_on": lapses_on}
    link = ContextLink(**{name: None if day is None else today() + day * DAY for name, day in days.items()})
    assert (link.is_current, link.has_lapsed) == (is_current, has_lapsed)


@pytest.mark.parametrize(("due", "is_overdue"), [(-1, True), (0, False), (1, False)])
def test_review_is_overdue_the_day_after(due: int, is_overdue: bool) -> None:
    assert ContextLink(review_due=today() + due * DAY).is_review_overdue == is_overdue
    assert PeerGroupFactory.build(review_due=today() + due * DAY).is_review_overdue == is_overdue


def test_link_that_has_ended_is_overdue_no_more() -> None:
    assert not ContextLink(review_due=today() - DAY, to_on=today()).is_review_overdue


def test_roles_that_do_not_count_as_shared_risk() -> None:
    assert set(LinkRole) - SHARED_RISK == {"attends", "lives_near", "feels_safe"}
    assert ContextLink(role="harmed").counts_as_shared_risk
    assert not ContextLink(role="feels_safe").counts_as_shared_risk


# --- Words -----------------------------------------------------------------------------------------------------------
def test_reference_is_given_by_the_database() -> None:
    assert ContextFactory().reference.startswith("CTX-")


def test_place_is_read_in_one_line() -> None:
    assert Context(address="Canal Walk", postcode="ZZ1 1AA").place == "Canal Walk, ZZ1 1AA"
    assert Context(postcode="ZZ1 1AA").place == "ZZ1 1AA"
    assert Context().place == ""


def test_review_is_read_in_words() -> None:
    assert (
        Context(reviewed_on=EARLIER, review_due=LATER).review_words
        == "Due 1 March 2024; last reviewed 29 February 2024"
    )
    assert Context().review_words == ""


@pytest.mark.parametrize("category", ["dwelling", "childrens_home", "refuge"])
def test_homes_and_refuges_are_protected_places(category: str) -> None:
    assert Context(category_id=category).is_protected_place
    assert not Context(category_id="park").is_protected_place
    assert not Context().is_protected_place


def test_adult_is_read_by_description_else_by_name() -> None:
    adult = ContextAdultFactory()
    assert str(adult) == "The night manager"
    adult.described, adult.person = "", ContextLinkFactory().child
    assert str(adult) == str(adult.person)
