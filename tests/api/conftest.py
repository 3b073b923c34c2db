"""Calling the API as a program does: with a token, and what the description says."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cs_casework.accounts.tokens import make_token
from cs_casework.dates import today


class Caller:
    """A program with a token, or with none."""

    def __init__(self, secret: str = "") -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Token {secret}"} if secret else {}

    def ask(self, method: str, path: str, sent: Any = None, **headers: str) -> Any:
        path, method = path if path.startswith("/") else f"/api/v1/{path}", method.upper()
        headers = self.headers | headers
        kind, content = headers.pop("Content-Type", "application/json"), b""
        if method not in ("GET", "HEAD", "OPTIONS"):
            content = sent if isinstance(sent, bytes) else json.dumps(sent or {}, default=str).encode()
        return self.client.generic(method, path, content, kind, headers=headers)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, sent: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, sent, **headers)

    def patch(self, path: str, sent: Any = None, **headers: str) -> Any:
        """Having read it a moment ago, unless it is said which version was read."""
        if "If-Match" not in headers:
            headers["If-Match"] = self.get(path)["ETag"]
        return self.ask("PATCH", path, sent, **headers)

    def made(self, path: str, sent: Any = None, **headers: str) -> dict[str, Any]:
        """What came of it, which must have been done."""
        response = self.post(path, sent, **headers)
        assert response.status_code in (200, 201), (path, response.status_code, response.content.decode()[:2000])
        found: dict[str, Any] = response.json()
        return found

    def read(self, path: str) -> dict[str, Any]:
        response = self.get(path)
        assert response.status_code == 200, (path, response.status_code, response.content.decode()[:2000])
        found: dict[str, Any] = response.json()
        return found


@pytest.fixture
def calling() -> Callable[..., Caller]:
    """A program that calls as somebody."""

    def call(user: Any, **facts: Any) -> Caller:
        facts = {"name": "The front door", "expires_on": today() + datetime.timedelta(days=30)} | facts
        _token, secret = make_token(user, by=None, **facts)
        return Caller(secret)

    return call


def problem(response: Any, status: int) -> list[dict[str, str]]:
    """What a refusal says of which field."""
    assert response.status_code == status, (response.status_code, response.content.decode()[:2000])
    assert response["Content-Type"] == "application/problem+json"
    said = response.json()
    assert said["status"] == status
    return said.get("errors", [])
