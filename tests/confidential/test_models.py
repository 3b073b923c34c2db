"""What the database refuses of what was asked for, whoever writes to it."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from cs_casework.confidential.models import EmergencyAccess, Interest
from cs_casework.dates import today
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ASKED = {"way": "upn", "asked": "x"}


def emergency(**facts: Any) -> None:
    given = {"why": "danger", "words": "x", "found": "opened", "answer_due": today()}
    EmergencyAccess.objects.create(**ASKED, **(given | facts))


def interest(**facts: Any) -> None:
    Interest.objects.create(**ASKED, why="related", **facts)


def test_every_constraint_holds_whoever_writes() -> None:
    user, other = UserFactory(), UserFactory()
    answered = {"answered_on": today(), "answered_by": other, "was_right": True, "answer": "x"}
    looked = {"looked_at_on": today(), "looked_at_by": user}
    breaks = {
        "emergencyaccess_look_is_whole": [
            lambda: emergency(looked_at_on=today()),
            lambda: emergency(looked_at_by=user),
        ],
        "emergencyaccess_looked_at_by_another": [lambda: emergency(created_by=user, **looked)],
        "emergency_answer_is_whole": [
            lambda: emergency(**answered | {"answer": ""}),
            lambda: emergency(was_right=False),
        ],
        "emergency_answer_is_due_where_opened": [
            lambda: emergency(answer_due=None),
            lambda: emergency(found="nothing"),
            lambda: emergency(found="nothing", answer_due=None, **answered),
        ],
        "emergency_answered_by_another": [lambda: emergency(created_by=other, **answered)],
        "interest_look_is_whole": [lambda: interest(looked_at_on=today())],
        "interest_looked_at_by_another": [lambda: interest(created_by=user, **looked)],
    }
    models = apps.get_app_config("confidential").get_models()
    assert {constraint.name for model in models for constraint in model._meta.constraints} == set(breaks)
    for name, writes in breaks.items():
        for write in writes:
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                write()
    emergency(created_by=user, **answered, looked_at_on=today(), looked_at_by=other)
    interest(created_by=user, looked_at_on=today(), looked_at_by=other)
