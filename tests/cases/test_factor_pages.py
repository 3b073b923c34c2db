"""The pages of factors outside the family: the long form, where they stand, and what is offered to whom."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from cases.models import Action, ExtraFamilialFactor, Incident, LinkProposal
from contexts.models import Context, ContextLink
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from cs_casework.reference.models import HarmType
from cs_casework.versions import in_words
from tests.factories import (
    ActionFactory,
    AllocationFactory,
    CaseChildFactory,
    ContextFactory,
    ContextLinkFactory,
    FactorFactory,
    FamilyMembershipFactory,
    LinkProposalFactory,
)
from tests.helpers import boxes, refusals, value_typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(team: Any, worker: Any) -> SimpleNamespace:
    period = CaseChildFactory(case__team=team)
    FamilyMembershipFactory(person=period.child, family=period.case.family)
    AllocationFactory(case=period.case, worker=worker)
    harm = HarmType.objects.order_by("name").first()
    address = reverse("cases:factor-create", args=[period.case.pk])
    return SimpleNamespace(
        case=period.case, child=period.child, harm=harm, place=ContextFactory(name="Old Dock"), new=address
    )


def typed(made: SimpleNamespace, *actions: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The form filled in, with so many actions."""
    rows = {f"action-{number}-{name}": value for number, action in enumerate(actions) for name, value in action.items()}
    return {
        "children": [made.child.pk],
        "harm_types": [made.harm.pk],
        "context": str(made.place.pk),
        "seen": "A car waits for him",
        "seen_by": "The school",
        **boxes("seen_from", today()),
        "effect_on_child": "He is late home",
        "action-TOTAL_FORMS": str(max(len(actions), 1)),
        "action-INITIAL_FORMS": "0",
        **rows,
        **changed,
    }


def action(**changed: Any) -> dict[str, Any]:
    day = today() + datetime.timedelta(days=9)
    due = {"due_on-day": day.day, "due_on-month": day.month, "due_on-year": day.year}
    return {"what": "Walk with him", "owner_name": "The warden", "aimed_at": "neighbourhood", **due, **changed}


def test_several_actions_are_recorded_with_a_factor_without_scripts(
    made: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    """A second action and the place are asked for by buttons of the form, and nothing typed is lost on the way."""
    desk = as_user(worker)
    assert f"National factor: {made.harm.get_census_factor_display()}" in desk.get(made.new).content.decode()
    first = typed(made, action(), context="")
    page = desk.post(made.new, first | {"_finder": "Old Dock", "_find": "1"})
    assert value_typed(page, "seen") == "A car waits for him"
    assert not page.context["form"].errors
    assert (str(made.place.pk), f"Old Dock ({made.place.reference})") in page.context["form"].fields["context"].choices
    page = desk.post(made.new, typed(made, action(), _more="1"))
    assert len(page.context["rows"].forms) == 2
    assert Draft.objects.get().data["action-TOTAL_FORMS"] == ["2"]
    # It waits, with the place chosen and both actions, for whoever comes back to it.
    again = desk.get(made.new)
    assert value_typed(again, "context") == str(made.place.pk)
    assert [row["what"].value() for row in again.context["rows"]] == ["Walk with him", None]
    both = typed(made, action(), action(what="Light the path", aimed_at="policy"))
    draft = {"draft_id": str(Draft.objects.get().pk)}
    for _press in range(2):
        answer = desk.post(made.new, both | draft)
        assert answer.url == f"{ExtraFamilialFactor.objects.get().get_absolute_url()}#main-content"
    assert {found.what for found in Action.objects.all()} == {"Walk with him", "Light the path"}
    assert LinkProposal.objects.get().context == made.place


def test_where_the_children_are_linked_is_offered_before_anything_is_looked_for(
    made: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    """But not where a child is alleged to have harmed; and what is only offered was not found."""
    alleged = ContextLinkFactory(child=made.child, role="alleged_harm").context
    ContextLinkFactory(child=made.child, context=made.place, role="at_risk")
    ContextLinkFactory(context=(other := ContextFactory()))
    desk = as_user(worker)
    offered = [value for value, _words in desk.get(made.new).context["form"].fields["context"].choices]
    assert offered == [str(made.place.pk), "not_known"]
    assert not {str(alleged.pk), str(other.pk)} & set(offered)
    page = desk.post(made.new, typed(made, _finder="Nowhere", _find="1")).content.decode()
    assert "No context found." in page
    assert "What was found stands above" not in page


def test_what_is_wrong_is_said_beside_it(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    desk = as_user(worker)
    assert set(refusals(desk.post(made.new, {"action-TOTAL_FORMS": "1", "action-INITIAL_FORMS": "0"}))) == {
        "children",
        "harm_types",
        "context",
        "seen",
        "seen_by",
        "seen_from",
        "effect_on_child",
    }
    assert set(refusals(desk.post(made.new, typed(made)))) == {"no_action_why"}
    wrong = desk.post(made.new, typed(made, action(owner_name=""), context="not_known"))
    assert set(wrong.context["rows"].errors[0]) == {"owner"}
    body = wrong.content.decode()
    assert "Error:" in body.partition("</title>")[0]
    assert 'href="#id_action-0-owner"' in body
    # Rows that nobody made, and a form that is cut off.
    for odd in ({"action-TOTAL_FORMS": "x"}, {"action-TOTAL_FORMS": "9999"}, {"children": ["x"], "context": "\x00"}):
        assert desk.post(made.new, typed(made) | odd).status_code == 200
    assert not ExtraFamilialFactor.objects.exists()


def test_a_new_context_is_recorded_on_the_way(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    desk = as_user(worker)
    new = desk.post(made.new, typed(made, context="", _new="1")).url
    assert 'name="after"' in desk.get(new).content.decode()
    back = desk.post(f"{new}&kind=location", {"name": "The slipway", "description": "By the river"}).url
    place = Context.objects.get(name="The slipway")
    assert back == f"{made.new}?context={place.pk}"
    page = desk.get(back)
    assert (value_typed(page, "context"), value_typed(page, "seen")) == (str(place.pk), "A car waits for him")


def test_a_factor_is_changed_eased_and_given_an_action_on_its_page(
    made: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    desk = as_user(worker)
    factor = FactorFactory(case=made.case, context=made.place, children=[made.child], harm_types=[made.harm])
    change = reverse("cases:factor-change", args=[factor.pk])
    page = desk.get(change)
    assert (value_typed(page, "seen"), value_typed(page, "context")) == (factor.seen, str(made.place.pk))
    assert desk.post(change, typed(made, no_action_why="It stopped", seen="A van")).status_code == 302
    status = {"status": "ended", "ended_why": "They moved", **boxes("status_on", today())}
    assert desk.post(reverse("cases:factor-status", args=[factor.pk]), status).status_code == 302
    assert desk.post(reverse("cases:action-add", args=[factor.pk]), action()).status_code == 302
    body = desk.get(factor.get_absolute_url()).content.decode()
    for words in ("A van", "They moved", "Walk with him", "The warden", "Before:"):
        assert words in body
    made_action = Action.objects.get()
    done = {"status": "done", "outcome": "He walks home", **boxes("finished_on", today())}
    assert desk.post(reverse("cases:action-finish", args=[made_action.pk]), done).status_code == 302
    assert desk.get(reverse("cases:action-finish", args=[made_action.pk])).status_code == 404
    assert set(refusals(desk.post(reverse("cases:action-finish", args=[made_action.pk]), done))) == {"__all__"}
    assert "He walks home" in desk.get(factor.get_absolute_url()).content.decode()


def test_factors_stand_beside_the_concerns_at_home(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    desk = as_user(worker)
    for page in (made.child.get_absolute_url(), made.case.family.get_absolute_url()):
        assert "No factor outside the family is recorded" in desk.get(page).content.decode()
    factor = FactorFactory(case=made.case, context=made.place, children=[made.child], strengths="His uncle at the gym")
    ActionFactory(case=made.case, factor=factor)
    type(made.case).objects.filter(pk=made.case.pk).update(proposed_why="The evenings are hard")
    for page in (made.child.get_absolute_url(), made.case.family.get_absolute_url()):
        body = desk.get(page).content.decode()
        home, _heading, outside = body.partition("Outside the home")
        assert "The evenings are hard" in home
        for words in (factor.seen, factor.effect_on_child, "His uncle at the gym", "Old Dock", "Ask the school"):
            assert words in outside
        assert made.new in outside
    listed = desk.get(reverse("cases:factor-list", args=[made.case.pk]))
    assert list(listed.context["page_of"]) == [factor]


def test_business_support_sees_that_there_is_a_case_and_no_concern(
    made: SimpleNamespace, support: Any, as_user: Any
) -> None:
    FactorFactory(case=made.case, children=[made.child], seen="SECRETWORD")
    for page in (made.child.get_absolute_url(), made.case.family.get_absolute_url()):
        body = as_user(support).get(page).content.decode()
        assert made.case.reference in body
        assert "SECRETWORD" not in body
        assert "Concerns and strengths" not in body


def test_a_proposed_link_is_answered_from_where_it_stands(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    desk = as_user(worker)
    factor = FactorFactory(case=made.case, context=made.place, children=[made.child])
    proposal = LinkProposalFactory(factor=factor, child=made.child, context=made.place)
    accept = reverse("cases:proposal-accept", args=[proposal.pk])
    contexts = reverse("contexts:person-contexts", args=[made.child.pk])
    for page in (factor.get_absolute_url(), contexts, "/links-proposed/"):
        assert accept in desk.get(page).content.decode()
    figures = {figure.label: figure.number for figure in desk.get("/").context["figures"]}
    assert figures["links proposed"] == 1
    page = desk.get(accept)
    assert value_typed(page, "source") == factor.seen_by
    fields = {"roles": ["harmed"], "basis": "agency_report", "reliability": "reported", "source": "The school"}
    fields |= {"handling": "not_given"}
    dates = boxes("source_on", today()) | boxes("from_on", today())
    assert desk.post(accept, fields | dates).url == contexts
    assert ContextLink.objects.get().source == "The school"
    assert desk.get(accept).status_code == 404
    assert set(refusals(desk.post(accept, fields | dates))) == {"__all__"}
    assert accept not in desk.get(contexts).content.decode()


def test_a_version_tells_days_and_times_as_pages_write_them(worker: Any) -> None:
    """Also where a merge kept them as text."""
    day, when = ExtraFamilialFactor._meta.get_field("status_on"), Incident._meta.get_field("occurred_at")
    moment = datetime.datetime(2026, 5, 18, 15, 10, tzinfo=datetime.UTC)
    for kept in (datetime.date(2026, 5, 18), "2026-05-18"):
        assert in_words(day, kept, worker) == "18 May 2026"
    for kept in (moment, moment.isoformat()):
        assert in_words(when, kept, worker) == "18 May 2026 at 4:10pm"
