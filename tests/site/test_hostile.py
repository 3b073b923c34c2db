"""What comes from outside and means no good: no page breaks under it, and nothing that it brings gets in.

`bin/prove hostile` sends ten thousand such requests, and more fields than a form has to every form; here it is a part.
"""

import datetime
import logging
import os
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

import pytest
from django.db import connection, models

from tests import factories
from tests.factories import PASSWORD
from tests.site.answers import EXPECTED
from tests.site.asking import READS, UUID, Browser, undone
from tests.site.conftest import Service
from tests.site.hostile import Fields, Hostile, client_of, leads_astray
from tests.site.places import Place
from tests.site.test_architecture import our_models

NUMBER = int(os.environ.get("HOSTILE_REQUESTS", "160"))
SEED = int(os.environ.get("HOSTILE_SEED", "9"))
# How many forms are sent more than they ask for; in the proof all of them.
FORMS = int(os.environ.get("HOSTILE_FORMS", "8"))


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
TEXT, DAY, COUNT = "Mass assigned", datetime.date(2011, 11, 11), 11711
# What differs from one time to the next: keys, numbers and moments, and what is random.
VARIES = re.compile(rf"{UUID.pattern}|b'[^']*'|\b[A-Z]{{2,5}}-\d[\d-]*|[\w.+/=-]{{24,}}|\d+")
AT_ONCE = 700  # fields of a request: more than a thousand are refused as such
# What is typed and not yet recorded is kept as it was typed, whatever it is. A session is sealed with the second.
TYPED = ("drafts_draft", "referrals_intakestep")
SEALED = ("django_session", "accounts_staffsession")


def everything_there_is(somebody: Any) -> dict[str, list[str]]:
    """Values for every column of every record, by the names of the columns: such as can be told from all others where
    there are any, and else whatever it may hold."""
    sent: dict[str, list[str]] = {}

    def add(name: str, *values: str) -> None:
        sent.setdefault(name, []).extend(value for value in values if value not in sent.get(name, []))

    for model in our_models():
        for column in [*model._meta.concrete_fields, *model._meta.many_to_many]:
            name = column.name
            if column.choices:
                add(name, *(str(value) for value, _label in column.flatchoices if value not in (None, "")))
            elif column.is_relation or isinstance(column, models.UUIDField):
                add(name, str(somebody.pk))
                add(getattr(column, "attname", name), str(somebody.pk))
            elif isinstance(column, models.DateField):  # a moment is one too
                for part, value in (("day", "11"), ("month", "11"), ("year", "2011"), ("time", "11:11")):
                    add(f"{name}-{part}", value)
                add(name, "2011-11-11")
            elif isinstance(column, models.BooleanField):
                add(name, "on", "True", "False")
            elif isinstance(column, models.IntegerField | models.FloatField | models.DecimalField):
                add(name, str(COUNT))
            elif isinstance(column, models.CharField | models.TextField):
                add(name, TEXT)
            elif isinstance(column, models.JSONField):
                add(name, f'["{TEXT}"]', f'{{"{TEXT}": {COUNT}}}')
            else:
                add(name, TEXT, str(somebody.pk), "192.0.2.111", "11:11")
    return sent


@dataclass
class Written:
    """What a form wrote: each statement, as far as it is the same every time; and those with one of the marks in it."""

    statements: Counter[str] = field(default_factory=Counter)
    marked: list[str] = field(default_factory=list)
    status: int = 0


def written_by(
    place: Place, browser: Browser, extra: dict[str, str], marks: tuple[str, ...], post: dict[str, Any]
) -> Written:
    made = Written()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not READS.match(sql) and not any(table in sql for table in TYPED):
            told = repr(params)
            shown = sql if any(table in sql for table in SEALED) else f"{sql} {told}"
            made.statements[VARIES.sub("…", shown)] += 1
            if found := [mark for mark in marks if mark in told]:
                made.marked.append(f"{place.label}: {sql[:200]} {found}")
        return execute(sql, params, many, context)

    cookies = browser.client.cookies.copy()  # signing out would leave nobody to send the next
    with undone(), connection.execute_wrapper(note):
        made.status = browser.client.post(place.path, {**extra, **post}).status_code
    browser.client.cookies = cookies
    return made


def taken_of(
    place: Place, browser: Browser, more: dict[str, list[str]], marks: tuple[str, ...], chance: random.Random
) -> list[str]:
    """What a form that was sent more than it has wrote otherwise than it does, or by which statements it took of it."""
    post = place.post or {}
    on_page = Fields.of(browser.get(place.path).body) | post
    # A part of a date, or a row of several, belongs to the field that it is a part of.
    own = (
        {name.rpartition("-")[0] or name for name in on_page}
        | {name.rpartition("-")[2] for name in on_page}
        | set(on_page)
    )
    names = [name for name in more if name not in own and name.rpartition("-")[0] not in own]
    plain = written_by(place, browser, {}, (), post)
    assert plain.status in (200, 302), f"{place.label}: {plain.status}"
    taken: list[str] = []
    for part in batched(names, AT_ONCE):
        asked = written_by(place, browser, {name: chance.choice(more[name]) for name in part}, marks, post)
        assert asked.status == plain.status, f"{place.label}: {asked.status}"
        more_of, less = asked.statements - plain.statements, plain.statements - asked.statements
        taken += asked.marked
        taken += [f"{place.label}: {how} {text[:1500]}" for how, of in (("+", more_of), ("-", less)) for text in of]
    return taken


@pytest.mark.usefixtures("quiet")
def test_what_a_form_does_not_ask_for_is_not_taken(service: Service) -> None:
    somebody, chance = factories.UserFactory(), random.Random(SEED)
    more = everything_there_is(somebody)
    assert len(more) > 600
    forms = []
    for place in service.places:
        answers = EXPECTED[place.label].get("POST", {})
        forms += [(place, who) for who in MAY if answers.get(who) == 302][:1]
    asked = chance.sample(forms, min(FORMS, len(forms)))
    marks = (TEXT, repr(DAY), "2011, 11, 11", str(somebody.pk), str(COUNT))
    asks = next(place for place, _who in forms if place.name == "families:person-create")
    # What a form does ask for is seen to be taken, a choice and a tick as well as a text.
    right, browser = asks.post or {}, service.browsers["manager"]
    plain = written_by(asks, browser, {}, (), right).statements
    assert plain == written_by(asks, browser, {}, (), right).statements
    assert written_by(asks, browser, {}, marks, right | {"given": TEXT}).marked
    for name, value in (("sex", "M"), ("birth_is_estimate", "on")):
        assert plain != written_by(asks, browser, {}, (), right | {name: value}).statements, name
    taken = [line for place, who in asked for line in taken_of(place, service.browsers[who], more, marks, chance)]
    print(f"\n{len(more)} fields more to each of {len(asked)} forms; taken: {len(taken)}")  # noqa: T201
    assert taken == [], "\n".join(taken)


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
