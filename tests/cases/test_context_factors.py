"""Factors on the page of the context they name: which, how they stand, and what of them nobody else may infer."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.factors import change_factor, record_factor
from cases.models import ExtraFamilialFactor
from cs_casework.access import restrict_record
from cs_casework.dates import today
from cs_casework.reference.models import HarmType
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    ContextFactory,
    ContextLinkFactory,
    FactorFactory,
)
from tests.helpers import boxes, race, refusals, value_typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(team: Any, worker: Any) -> SimpleNamespace:
    period = CaseChildFactory(case__team=team)
    AllocationFactory(case=period.case, worker=worker)
    return SimpleNamespace(
        case=period.case,
        child=period.child,
        place=ContextFactory(name="Old Dock"),
        harm=HarmType.objects.order_by("name").first(),
    )


def factor_of(made: SimpleNamespace, **changed: Any) -> ExtraFamilialFactor:
    facts = {"case": made.case, "context": made.place, "children": [made.child], "harm_types": [made.harm]}
    return FactorFactory(**(facts | changed))


def address(made: SimpleNamespace) -> str:
    return reverse("cases:context-factors", args=[made.place.pk])


# --- Where they stand ------------------------------------------------------------------------------------------------
def test_a_context_tells_of_every_factor_that_names_it(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    ended = factor_of(made, status="ended", ended_why="The building was let")
    current = factor_of(made, seen="A car waits there")
    factor_of(made, context=ContextFactory())
    desk = as_user(worker)
    page = desk.get(address(made))
    assert list(page.context["page_of"]) == [current, ended]
    now, heading, before = page.text.partition(">Ended</h3>")
    assert heading
    for words in (
        f"<bdi>{made.harm}</bdi>",
        made.harm.get_census_factor_display(),
        "A car waits there",
        str(made.child),
        made.case.reference,
        str(made.case.family),
    ):
        assert words in now
    assert "The building was let" in before
    detail = desk.get(made.place.get_absolute_url()).text
    assert "1 current, 0 easing, 1 ended" in detail
    assert address(made) in detail


def test_who_may_not_see_the_family_sees_nothing_of_its_factor(
    made: SimpleNamespace, worker: Any, manager: Any, as_user: Any
) -> None:
    factor_of(made, seen="SECRETWORD")
    restrict_record(made.case.family, by=manager, reason="A relative works here")
    for user, seen in ((worker, 0), (manager, 1)):
        page, detail = as_user(user).get(address(made)), as_user(user).get(made.place.get_absolute_url())
        assert len(page.context["page_of"]) == seen
        assert ("SECRETWORD" in page.text, f"{seen} current" in detail.text) == (bool(seen), True)


@pytest.mark.parametrize("named", ["now", "before"])
def test_who_may_not_see_the_context_sees_nothing_of_the_factor(
    made: SimpleNamespace, worker: Any, manager: Any, as_user: Any, named: str
) -> None:
    """Nor of one that named it before: what it says, and its versions, still tell of the place."""
    factor = factor_of(made, seen="SECRETWORD")
    if named == "before":
        factor.context = None
        factor.save()
    restrict_record(made.place, by=manager, reason="A safe house")
    desk = as_user(worker)
    assert desk.get(address(made)).status_code == 404
    assert desk.get(factor.get_absolute_url()).status_code == 404
    for page in (made.child, made.case.family, made.case):
        answer = desk.get(page.get_absolute_url())
        assert (answer.status_code, "SECRETWORD" in answer.text) == (200, False)
    assert as_user(manager).get(factor.get_absolute_url()).status_code == 200


# --- Links that it names ---------------------------------------------------------------------------------------------
def test_links_are_asked_about_when_a_factor_names_them(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    link = ContextLinkFactory(child=made.child, context=made.place, role="at_risk")
    type(link).objects.filter(pk=link.pk).update(reviewed_on=None)
    desk = as_user(worker)
    said = {
        "children": [made.child.pk],
        "harm_types": [made.harm.pk],
        "context": str(made.place.pk),
        "seen": "A car waits",
        "seen_by": "The school",
        "effect_on_child": "He is late home",
        "no_action_why": "It has stopped",
        "action-TOTAL_FORMS": "1",
        "action-INITIAL_FORMS": "0",
        **boxes("seen_from", today()),
    }
    new = f"{reverse('cases:factor-create', args=[made.case.pk])}?context={made.place.pk}"
    sent = desk.post(new, said)
    factor = ExtraFamilialFactor.objects.get()
    review = reverse("cases:factor-review", args=[factor.pk])
    assert sent["Location"] == f"{review}#main-content"
    assert str(made.child) in desk.get(review).text
    assert "Still true today?" in desk.get(factor.get_absolute_url()).text
    assert desk.post(review, {"link": link.pk})["Location"] == factor.get_absolute_url()
    link.refresh_from_db()
    assert link.reviewed_on == today()
    assert "Still true today?" not in desk.get(factor.get_absolute_url()).text


# --- Two people at once ----------------------------------------------------------------------------------------------
def test_a_change_by_whoever_has_not_read_the_last_one_shows_both(
    made: SimpleNamespace, worker: Any, colleague: Any, as_user: Any
) -> None:
    factor = factor_of(made, seen="A car waits there")
    path, desk = reverse("cases:factor-change", args=[factor.pk]), as_user(worker)
    version = desk.get(path).context["version"]
    theirs = {"seen_from": factor.seen_from, "seen_by": factor.seen_by, "effect_on_child": factor.effect_on_child}
    theirs |= {"children": [made.child], "harm_types": [made.harm], "context": made.place, "no_action_why": "x"}
    change_factor(factor, by=colleague, read_version=version, seen="A white van waits", **theirs)
    own = {
        "children": [made.child.pk],
        "harm_types": [made.harm.pk],
        "context": "not_known",
        "seen": "Two cars wait",
        "seen_by": factor.seen_by,
        "effect_on_child": factor.effect_on_child,
        "no_action_why": "x",
        **boxes("seen_from", factor.seen_from),
    }
    page = desk.post(path, own | {"version": version})
    assert "changed since you opened it" in refusals(page)["__all__"][0]
    assert value_typed(page, "seen") == "Two cars wait"
    told = {row["label"]: (row["theirs"], row["own"]) for row in page.context["beside"].rows}
    place = f"Old Dock ({made.place.reference})"
    assert told == {
        "What is seen?": ("A white van waits", "Two cars wait"),
        "Where, or among whom?": (place, "Not known"),
    }
    assert str(colleague) in page.text
    factor.refresh_from_db()
    assert factor.seen == "A white van waits"
    # Knowing of it, it is sent again.
    assert desk.post(path, own | {"version": page.context["version"]}).status_code == 302
    factor.refresh_from_db()
    assert factor.seen == "Two cars wait"


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_the_same_moment_one_is_refused(made: SimpleNamespace, worker: Any, colleague: Any) -> None:
    said = {"seen_from": today(), "seen_by": "x", "effect_on_child": "x", "no_action_why": "x"}
    both = {"children": [made.child], "harm_types": [made.harm]}
    factor = record_factor(made.case, by=worker, seen="A car", **both, **said)
    changes = race(
        lambda: change_factor(factor, by=worker, read_version=1, seen="A van", **both, **said),
        lambda: change_factor(factor, by=colleague, read_version=1, seen="A lorry", **both, **said),
        hold=lambda: ExtraFamilialFactor.objects.select_for_update().get(pk=factor.pk),
    )
    assert sum(isinstance(change, ValidationError) for change in changes) == 1
