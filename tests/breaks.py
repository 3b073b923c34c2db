"""Rows that break what the database holds of bars and grants, which is the same for each kind of record."""

import datetime
from collections.abc import Callable
from typing import Any

from cs_casework.dates import today
from tests.factories import UserFactory, grant
from tests.site.records import bar


def _asked(**facts: Any) -> dict[str, Any]:
    return {"end_asked_on": today(), "end_asked_by": UserFactory(), "end_why": "x", **facts}


def _twice(make: Callable[[], Any]) -> None:
    record, user = make(), UserFactory()
    for _time in range(2):
        bar(record, user)


def _by_one(make: Callable[[], Any]) -> None:
    asked = _asked(ended_on=today())
    bar(make(), UserFactory(), **asked, ended_by=asked["end_asked_by"])


def _by_themself(make: Callable[[], Any], name: str, **facts: Any) -> None:
    user = UserFactory()
    bar(make(), user, **(_asked(**facts) | {name: user}))


def breaks_of_bars(make: Any) -> dict[str, list[Callable[[], None]]]:
    """Each constraint of the bars on this kind of record with rows that break it and nothing else."""
    name = f"{make._meta.model._meta.model_name}bar"
    return {
        f"one_standing_{name}": [lambda: _twice(make)],
        f"{name}_asking_is_whole": [lambda: bar(make(), UserFactory(), end_asked_on=today())],
        f"{name}_ends_after_asking": [
            lambda: bar(make(), UserFactory(), ended_on=today(), ended_by=UserFactory()),
            lambda: bar(make(), UserFactory(), **_asked(ended_on=today())),
        ],
        f"{name}_is_ended_by_two": [lambda: _by_one(make), lambda: _by_themself(make, "end_asked_by")],
        f"{name}_is_ended_by_another": [lambda: _by_themself(make, "ended_by", ended_on=today())],
    }


def breaks_of_grants(make: Any) -> dict[str, list[Callable[[], None]]]:
    """Each constraint of what a grant on this kind of record has to say, with rows that break it and nothing else."""
    name = f"{make._meta.model._meta.model_name}grant"

    def until(days: int, kind: str) -> Callable[[], None]:
        return lambda: grant(make(), to=UserFactory(), kind=kind, ends_on=today() + datetime.timedelta(days=days))

    return {
        f"{name}_is_for_a_reason": [lambda: grant(make(), to=UserFactory(), reason="")],
        f"{name}_ends_in_time": [until(-1, "task"), until(15, "task"), until(-1, "involved"), until(184, "involved")],
    }
