"""What comes from outside and means no good: no page breaks under it, and nothing that it brings gets in.

`bin/prove hostile` sends ten thousand such requests, and more fields than a form has to every form; here it is a part.
"""

import datetime
import logging
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, models

from tests import factories
from tests.factories import PASSWORD
from tests.site.asking import READS, Browser, undone
from tests.site.conftest import Service
from tests.site.hostile import Fields, Hostile, client_of, leads_astray
from tests.site.places import Place
from tests.site.test_architecture import our_models

NUMBER = int(os.environ.get("HOSTILE_REQUESTS", "160"))
SEED = int(os.environ.get("HOSTILE_SEED", "9"))
# How many forms are sent more than they ask for; in the proof all of them.
FORMS = int(os.environ.get("HOSTILE_FORMS", "8"))


@pytest.fixture
def quiet() -> Iterator[None]:
    """Hundreds of refusals, each with its line in the log, are what is asked for."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("quiet")
def test_no_request_breaks_a_page(service: Service) -> None:
    clients = {who: client_of(user) for who, user in service.users.items()}
    told = Hostile(service.places, clients, SEED).send(NUMBER)
    print(f"\n{told} (seed {SEED})")  # noqa: T201  # what `bin/prove hostile` is asked for
    wrong = told.broken + told.injected
    assert not wrong, "\n\n".join(str(sent) for sent in wrong)


# --- More fields than a form has -------------------------------------------------------------------------------------
# Who sends a form: the first of these who may.
MAY = ("manager", "administrator", "support", "worker", "colleague")
TEXT, DAY = "Mass assigned", datetime.date(2011, 11, 11)


def everything_there_is(somebody: Any) -> dict[str, str]:
    """A value that can be told from all others for every column of every record that can hold one."""
    sent: dict[str, str] = {}
    for model in our_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, models.ForeignKey):
                sent[column.name] = sent[column.attname] = str(somebody.pk)
            elif isinstance(column, models.DateField):  # a moment is one too
                sent |= {f"{column.name}-day": "11", f"{column.name}-month": "11", f"{column.name}-year": "2011"}
                sent |= {f"{column.name}-time": "11:11", column.name: "2011-11-11"}
            elif isinstance(column, models.CharField | models.TextField) and not column.choices:
                sent[column.name] = TEXT
    return sent


def taken_of(place: Place, browser: Browser, more: dict[str, str], marks: tuple[str, ...]) -> list[str]:
    """The statements by which a form that was sent more than it has would have written it."""
    on_page = Fields.of(browser.get(place.path).body) | (place.post or {})
    # A part of a date, or a row of several, belongs to the field that it is a part of.
    own = (
        {name.rpartition("-")[0] or name for name in on_page}
        | {name.rpartition("-")[2] for name in on_page}
        | set(on_page)
    )
    extra = {name: value for name, value in more.items() if name not in own and name.rpartition("-")[0] not in own}
    written: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        # What is typed and not yet recorded is kept as it was typed, whatever it is.
        if not READS.match(sql) and "drafts_draft" not in sql and any(mark in repr(params) for mark in marks):
            written.append(f"{place.label}: {sql[:200]} {[mark for mark in marks if mark in repr(params)]}")
        return execute(sql, params, many, context)

    with undone(), connection.execute_wrapper(note):
        answer = browser.client.post(place.path, {**extra, **(place.post or {})})
    assert answer.status_code in (200, 302), f"{place.label}: {answer.status_code}"
    return written


@pytest.mark.usefixtures("quiet")
def test_what_a_form_does_not_ask_for_is_not_taken(service: Service) -> None:
    from tests.site.test_access import EXPECTED

    somebody = factories.UserFactory()
    more = everything_there_is(somebody)
    assert len(more) > 500
    forms = []
    for place in service.places:
        answers = EXPECTED[place.label].get("POST", {})
        forms += [(place, who) for who in MAY if answers.get(who) == 302][:1]
    asked = random.Random(SEED).sample(forms, min(FORMS, len(forms)))
    marks = (TEXT, repr(DAY), "2011, 11, 11", str(somebody.pk))
    asks = next(place for place, _who in forms if place.name == "families:person-create")
    # What a form does ask for is seen to be taken.
    assert taken_of(replace(asks, post={**(asks.post or {}), "given": TEXT}), service.browsers["manager"], {}, marks)
    taken = [line for place, who in asked for line in taken_of(place, service.browsers[who], more, marks)]
    print(f"\n{len(more)} fields more to each of {len(asked)} forms; taken: {len(taken)}")  # noqa: T201
    assert taken == []


# --- Led away, and forged --------------------------------------------------------------------------------------------
def test_signing_in_leads_to_a_page_of_this_service(service: Service) -> None:
    for address in ("//evil.example", "https://evil.example/", "/\\evil.example", "\t//evil.example", "javascript:x"):
        answer = client_of(None).post("/", {"username": "worker", "password": PASSWORD, "next": address})
        assert answer.status_code == 302
        assert not leads_astray(answer), address
        page = client_of(None).get("/drafts/", {"next": address})
        assert not leads_astray(page), address


def test_no_line_of_the_log_is_forged(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    forged = "x\r\n2026-01-01 00:00:00,000 ERROR it was somebody else"
    client = client_of(service.users["worker"], headers={"user-agent": forged, "referer": forged})
    client.get("/people/%0d%0a2026-01-01 ERROR it was somebody else/")
    client.get(f"/people/{service.of.person.pk}/", {"x": forged}, HTTP_HOST="evil.example")
    client.post("/people/", {"_search": "", "q": forged})
    client_of(None).post("/", {"username": forged, "password": forged})
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert len(lines) >= 2
    assert [line for line in lines if "\n" in line or "\r" in line] == []
