"""What a manager has in view of each child before deciding: the last conclusion, or what is recorded in its place."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referrals.concluded import on_record
from referrals.models import Referral, ReferralChild
from tests import factories
from tests.helpers import audited
from tests.site.records import restrict

pytestmark = pytest.mark.django_db


def stated(referral: Referral, **about: Any) -> Any:
    person = factories.PersonFactory(**about)
    factories.ReferralChildFactory(referral=referral, known="known", person=person)
    return person


def concluded(child: Any, **said: Any) -> Any:
    assessment = factories.AssessmentFactory(authorised=True)
    row = factories.AssessmentChildFactory(assessment=assessment, child=child, concluded=True, **said)
    weighting = factories.WeightingFactory(assessment=assessment, child=child, change_first="The way home")
    factories.WeightingRowFactory(weighting=weighting, why="Threats on the estate")
    return row


@pytest.fixture
def referral(db: None) -> Any:
    return factories.ReferralFactory(submitted=True, subjects=["children"])


def page_of(referral: Referral) -> str:
    return reverse("referrals:referral-decide", args=[referral.pk])


def test_conclusions_stand_on_the_page_of_the_decision_and_their_reading_is_written_down(
    referral: Any, as_user: Any, manager: Any
) -> None:
    nia, ivo = stated(referral, given="Nia"), stated(referral, given="Ivo")
    concluded(nia, support="An older one")
    concluded(nia, support="A youth worker")
    concluded(ivo, support="A place at college")
    factor = factories.FactorChildFactory(child=ivo).factor
    text = as_user(manager).get(page_of(referral)).content.decode()
    for words in ("A youth worker", "A place at college", "Threats on the estate", "The way home", str(factor)):
        assert words in text
    assert "An older one" not in text
    assert [set(event.shown) for event in audited("referral.conclusions_read")] == [{nia.pk, ivo.pk}]


def test_where_nothing_is_concluded_it_is_said_and_what_is_recorded_stands_there(
    referral: Any, as_user: Any, manager: Any
) -> None:
    nia = stated(referral, given="Nia")
    case = factories.CaseFactory(proposed_why="Her mother was taken ill")
    factories.CaseChildFactory(case=case, child=nia)
    factories.FactorChildFactory(child=nia, factor__effect_on_child="She stays away from school")
    factories.FactorChildFactory(child=nia, factor__effect_on_child="Long gone", factor__status="ended",
                                 factor__ended_why="They moved")  # fmt: skip
    text = as_user(manager).get(page_of(referral)).content.decode()
    assert "No assessment that you can read has been authorised." in text
    assert "Her mother was taken ill" in text
    assert "She stays away from school" in text
    assert "Long gone" not in text


def test_nothing_is_shown_of_who_is_hidden_or_not_matched(referral: Any, as_user: Any, manager: Any) -> None:
    """A child hidden from the reader hides the contact from the decision too: what is asked for them finds nobody."""
    hidden = stated(referral, given="Nia")
    concluded(hidden, support="A youth worker")
    factories.ReferralChildFactory(referral=referral, known="new")
    restrict(hidden, by=manager)
    rows = list(ReferralChild.objects.filter(referral=referral).with_match(manager))
    assert on_record(manager, rows) == []
    # Nor a conclusion from a case that is hidden, though the child is not: it is said as if there were none.
    seen = stated(referral, given="Ivo")
    restrict(concluded(seen).assessment.case, by=manager)
    rows = list(ReferralChild.objects.filter(referral=referral, person=seen).with_match(manager))
    [one] = on_record(manager, rows)
    assert (one.child, one.conclusion) == (seen, None)


def test_many_children_cost_as_many_statements_as_one(referral: Any, manager: Any) -> None:
    def asked() -> int:
        rows = list(ReferralChild.objects.filter(referral=referral).with_match(manager))
        with CaptureQueriesContext(connection) as found:
            on_record(manager, rows)
        return len(found)

    for _child in range(2):
        concluded(stated(referral))
        factories.CaseChildFactory(child=stated(referral))
    few = asked()
    for _child in range(5):
        concluded(stated(referral))
        factories.CaseChildFactory(child=stated(referral))
    assert asked() == few
