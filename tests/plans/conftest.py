"""What the tests of plans begin with."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.factories import (
    CaseChildFactory,
    CaseFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyMembershipFactory,
    PersonFactory,
)


@pytest.fixture
def made(team: Any) -> SimpleNamespace:
    """A case on a family with two children open in it, and one on a context that both are linked to; held by the team."""
    case = CaseFactory(team=team)
    children = [PersonFactory(given=name, family="Venn") for name in ("Ayla", "Ben")]
    context = ContextFactory(name="Riverside Park")
    for child in children:
        FamilyMembershipFactory(family=case.family, person=child, part="child")
        CaseChildFactory(case=case, child=child)
        ContextLinkFactory(child=child, context=context, role="at_risk")
    return SimpleNamespace(
        case=case,
        children=children,
        child=children[0],
        other=children[1],
        context=context,
        context_case=ContextCaseFactory(context=context, team=team),
    )
