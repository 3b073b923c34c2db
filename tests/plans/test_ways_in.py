"""How one comes to a plan: from the assessment or the conference that asked for it, and from the record it affects."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from cases.models import Section47
from cases.pages import case_page
from cs_casework.dates import today
from plans.models import Plan
from tests.factories import (
    AgendaItemFactory,
    AssessmentFactory,
    ContextAssessmentFactory,
    ContextPlanFactory,
    MeetingFactory,
    PlanChildLinkFactory,
    PlanFactory,
    PlanReviewFactory,
    Section47Factory,
    UserFactory,
)
from tests.helpers import hours_ago

pytestmark = pytest.mark.django_db

START = "Start a plan from it"


def test_a_plan_is_begun_from_the_assessment_that_asks_for_it(as_user: Any, worker: Any, made: SimpleNamespace) -> None:
    """The form begins with that one, also where a later one is there; who does not work with the case is not asked."""
    first, _later = (AssessmentFactory(case=made.case, authorised=True) for _time in range(2))
    client = as_user(worker)
    page = client.get(first.get_absolute_url()).content.decode()
    address = f"{reverse('plans:plan-start', args=[made.case.pk])}?assessment={first.pk}"
    assert START in page
    assert address in page
    assert client.get(address).context["form"]["assessment"].value() == str(first.pk)
    plan = PlanFactory(case=made.case, child=made.child, assessment=first)
    page = client.get(first.get_absolute_url()).content.decode()
    assert plan.get_absolute_url() in page
    assert START in page  # of another child, or of another kind
    assert START not in as_user(UserFactory()).get(first.get_absolute_url()).content.decode()


def test_a_context_with_a_plan_is_not_offered_another(as_user: Any, worker: Any, made: SimpleNamespace) -> None:
    assessment = ContextAssessmentFactory(case=made.context_case, authorised=True)
    client = as_user(worker)
    assert START in client.get(assessment.get_absolute_url()).content.decode()
    plan = ContextPlanFactory(case=made.context_case)
    page = client.get(assessment.get_absolute_url()).content.decode()
    assert START not in page
    assert plan.get_absolute_url() not in page  # it was not begun from this one
    Plan.objects.update(assessment=assessment)
    assert plan.get_absolute_url() in client.get(assessment.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", ["cp", "roth"])
def test_what_a_conference_decided_leads_to_the_plan_that_is_written_for_it(
    as_user: Any, worker: Any, made: SimpleNamespace, kind: str
) -> None:
    period = made.case.children.get(child=made.child)
    period.statuses.create(status=kind, category="NEG" if kind == "cp" else "", from_on=today())
    address = f"{reverse('plans:plan-start', args=[made.case.pk])}?child={made.child.pk}&amp;kind={kind}"
    AssessmentFactory(case=made.case, authorised=True)  # of another child
    client = as_user(worker)
    page = client.get(made.case.get_absolute_url()).content.decode()
    assert "The plan is not written yet." in page
    assert address in page
    form = client.get(address.replace("&amp;", "&")).context["form"]
    assert (form["kind"].value(), form["child"].value()) == (kind, str(made.child.pk))
    assert form["assessment"].value() is None
    reader = as_user(UserFactory()).get(made.case.get_absolute_url()).content.decode()
    assert "The plan is not written yet." in reader
    assert address not in reader
    plan = PlanFactory(case=made.case, child=made.child, kind=kind)
    page = as_user(worker).get(made.case.get_absolute_url()).content.decode()
    assert f"{plan.reference}: Being written" in page
    assert plan.get_absolute_url() in page
    assert address not in page


def test_a_conference_that_is_due_is_booked_from_the_pathway(as_user: Any, worker: Any, made: SimpleNamespace) -> None:
    """Until one is; not while nobody knows which kind it leads to."""
    strategy = MeetingFactory(case=made.case)
    enquiry = Section47Factory(strategy=strategy, child=made.child)
    book = f"{reverse('cases:meeting-book', args=[made.case.pk])}?kind=roth"
    client, told = as_user(worker), []
    for outcome in ("", "roth"):
        said = {"outcome_on": today(), "outcome_why": "Harm on the estate"} if outcome else {}
        Section47.objects.filter(pk=enquiry.pk).update(outcome=outcome, seen="seen", seen_on=today(), **said)
        told.append(book in client.get(made.case.get_absolute_url()).content.decode())
    assert client.get(book).context["form"]["kind"].value() == "roth"
    AgendaItemFactory(meeting=MeetingFactory(case=made.case, kind="roth", starts_at=hours_ago(-48)), child=made.child)
    told.append(book in client.get(made.case.get_absolute_url()).content.decode())
    assert told == [False, True, False]


def test_the_record_of_a_child_tells_what_the_last_review_of_a_plan_for_a_place_said(
    as_user: Any, worker: Any, made: SimpleNamespace
) -> None:
    """That it was reviewed and what was decided to both; what had changed where the whole of it is shared."""
    plan = ContextPlanFactory(case=made.context_case, agreed=True, lead=worker)
    for child, share in zip(made.children, ("whole", "summary"), strict=True):
        PlanChildLinkFactory(plan=plan, child=child, share=share)
    client = as_user(worker)
    before = client.get(made.child.get_absolute_url()).content.decode()
    assert "Last reviewed" not in before
    PlanReviewFactory(plan=plan, held_on=plan.starts_on, changed="AN OLDER ONE")
    PlanReviewFactory(plan=plan, changed="FEWER ARE FOLLOWED", decision="change")
    whole, summary = (client.get(child.get_absolute_url()).content.decode() for child in made.children)
    for page in (whole, summary):
        assert f"{today():%-d %B %Y}: Change the plan" in page
        assert "AN OLDER ONE" not in page
    assert "FEWER ARE FOLLOWED" in whole
    assert "FEWER ARE FOLLOWED" not in summary


def test_the_list_of_actions_stands_in_the_menu_of_who_has_actions(as_user: Any, worker: Any, records: Any) -> None:
    for reader, has in ((worker, True), (records, False)):
        menu = as_user(reader).get("/").context["navigation"]
        assert (reverse("cases:action-list") in [item["url"] for item in menu]) is has


def test_each_part_of_a_case_is_named_once(worker: Any, made: SimpleNamespace) -> None:
    for case in (made.case, made.context_case):
        labels = [str(part["label"]) for part in case_page(case, worker).parts]
        assert sorted(set(labels)) == sorted(labels)


def test_a_plan_is_begun_from_the_page_of_a_child_or_a_context_too(
    as_user: Any, worker: Any, made: SimpleNamespace
) -> None:
    """On the open case; not for who does not work with it, and not where the context has a plan already."""
    child, context = (reverse("plans:plan-start", args=[case.pk]) for case in (made.case, made.context_case))
    offered = {
        reverse("plans:person-plans", args=[made.child.pk]): f"{child}?child={made.child.pk}",
        reverse("plans:case-plans", args=[made.case.pk]): child,
        reverse("plans:context-plans", args=[made.context.pk]): context,
        reverse("plans:case-plans", args=[made.context_case.pk]): context,
    }
    for reader, may in ((UserFactory(), False), (worker, True)):
        for address, start in offered.items():
            assert (f'href="{start}"' in as_user(reader).get(address).content.decode()) is may
    ContextPlanFactory(case=made.context_case)
    for address in list(offered)[2:]:
        assert context not in as_user(worker).get(address).content.decode()


def test_nothing_is_left_to_tick_where_the_plan_reaches_every_child(
    as_user: Any, worker: Any, made: SimpleNamespace
) -> None:
    plan = ContextPlanFactory(case=made.context_case, agreed=True)
    client, address, offered = as_user(worker), reverse("plans:plan-reach", args=[plan.pk]), []
    for child in made.children:
        PlanChildLinkFactory(plan=plan, child=child)
        offered.append("Continue with those ticked" in client.get(address).content.decode())
    assert offered == [True, False]
