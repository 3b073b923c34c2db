"""Requests made up from the description of the API, well and badly, with real ids, as every role: whatever comes back is as
described. `bin/prove api` sends many more."""

import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cs_casework.accounts.tokens import make_token
from cs_casework.api.pages import description
from cs_casework.api.resources import RESOURCES
from cs_casework.dates import today
from families.models import Person
from tests.site import api
from tests.site.asking import undone
from tests.site.conftest import ROLES, Figure, Service

CASES = int(os.environ.get("API_CASES", "500"))
SEED = int(os.environ.get("API_SEED", "11"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
WELL, BADLY = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE


@pytest.fixture(autouse=True)
def _kept_open() -> Iterator[None]:
    """Asked as a server asks, whose requests begin and end by letting go of old connections: this test's is none."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def tokens(service: Service, settings: Any) -> list[dict[str, str]]:
    settings.API_CALLS_A_MINUTE = 1_000_000
    made = [make_token(service.users[who], by=None, name="A program", expires_on=today())[1] for who in ROLES]
    return [{"Authorization": f"Token {secret}"} for secret in made]


def test_what_is_made_up_from_the_description_is_answered_as_it_says(
    service: Service, tokens: list[dict[str, str]], record_property: Figure
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application(), headers=tokens[0])
    operations = [found.ok() for found in schema.get_all_operations()]
    made_up = [(operation, mode) for operation in operations for mode in (WELL, BADLY)]
    each, left = divmod(CASES, len(made_up))
    told, asked = list[str](), list[int]()
    for number, (operation, mode) in enumerate(made_up):
        ask = _asking(tokens, list(_real_ids(service, operation)), told, asked, well=mode == WELL)
        quietly = hypothesis.settings(
            max_examples=max(each + (number < left), 1),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        try:
            hypothesis.seed(SEED)(quietly(hypothesis.given(case=operation.as_strategy(generation_mode=mode))(ask)))()
        except hypothesis.errors.Unsatisfiable:
            continue  # it takes nothing that could be wrong
    record_property("made up requests", len(asked))
    assert told == [], f"{len(told)}\n\n" + "\n\n".join(told[:20])
    assert len(asked) >= CASES * 9 // 10
    # Else it would say nothing: some are answered, some refused.
    assert {200, 201, 400, 403, 422} <= set(asked)


# What everybody who works here reads: the council's own lists, what they look for.
OF_EVERYBODY = {"harm-types", "place-categories", "agencies", "intervals", "outcomes", "search"}


def test_nobody_and_no_administrator_is_answered_by_any_operation_on_case_records(
    service: Service, tokens: list[dict[str, str]], everybody: bool, record_property: Figure
) -> None:
    """What programs ask for, as by those who may read nothing: without a token, and with one of who manages staff."""
    stranger, administrator = Client(), tokens[list(ROLES).index("administrator")]
    told, asked = [], 0
    for path, methods in description()["paths"].items():
        name = path.split("/")[3]
        resource = RESOURCES.get(name)
        key = api.first_of(resource.model, service.seen) if resource else service.seen.person.pk
        address = path.replace("{id}", str(key or api.nobody(resource.model if resource else Person)))
        for method in methods:
            answered = stranger.generic(method.upper(), address, b"{}", "application/json").status_code
            if answered != 401:
                told.append(f"{method} {path} as nobody: {answered}")
            asked += 1
            if name in OF_EVERYBODY or not (everybody or method == "get"):
                continue
            with undone():
                more = {"headers": administrator | {"If-Match": "*"}}
                answered = stranger.generic(method.upper(), address, b"{}", "application/json", **more).status_code
            # What is sent is looked at first, so whoever sends nothing is told of that.
            if answered not in (403, 404) and (method == "get" or answered != 400):
                told.append(f"{method} {path} as the administrator: {answered}")
            asked += 1
    record_property("operations refused to who reads no case", asked)
    assert told == []
    assert asked > 300


def _asking(
    tokens: list[dict[str, str]], real: list[tuple[str, Any]], told: list[str], asked: list[int], *, well: bool
) -> Any:
    """Sends one request that was made up, as the next role, and notes what of its answer is not as described."""

    def ask(case: Any) -> None:
        _with_real_ids(case, real, well=well)
        turn = len(asked) + len(asked) // len(tokens)  # well and badly in turn, so that each role is given either
        with undone():
            response = case.call(headers=tokens[turn % len(tokens)])
        asked.append(response.status_code)
        try:
            case.validate_response(response, checks=CHECKS)
        except BaseExceptionGroup as failures:
            found = "; ".join(str(failure)[:600] for failure in failures.exceptions)
            told.append(f"{case.method} {case.formatted_path} {str(case.body)[:300]}: {found}")

    return ask


def _real_ids(service: Service, operation: Any) -> Iterator[tuple[str, Any]]:
    """The ids of records that there are: in the address under "", in what is sent by the name of the field."""
    resource = RESOURCES.get(operation.path.split("/")[3])
    if resource is None:
        return
    yield "", api.first_of(resource.model, service.seen)
    for method, path, _resource, shape in api.bodies():
        if method == operation.method.upper() and path.replace("{}", "{id}") == operation.path:
            for model, around in api.naming(shape):
                key = api.first_of(model, service.seen)
                yield from around(str(key)).items() if key else ()


def _with_real_ids(case: Any, real: list[tuple[str, Any]], *, well: bool) -> None:
    for name, value in real:
        if name == "" and value and case.path_parameters:
            case.path_parameters = {"id": str(value)}
        elif name and well and isinstance(case.body, dict):
            case.body = case.body | {name: value}
    if well and "If-Match" in (case.headers or {}):
        case.headers["If-Match"] = "*"
