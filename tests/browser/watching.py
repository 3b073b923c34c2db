"""What no page may do, whatever a test looks at: log an error, answer with one, or ask anybody else."""

import re

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

FAILED_TO_LOAD = re.compile(r"Failed to load resource: the server responded with a status of (\d+)")


class Watch:
    """Collects what goes wrong in every page of the browsers it follows.

    `expect` names an answer that belongs to the test. It counts for the whole test, as a browser tells of an answer
    some time after it; one that never came fails the test too.
    """

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.faults: list[str] = []
        self.expected: set[int] = set()
        self.seen: set[int] = set()

    def follow(self, context: BrowserContext) -> None:
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._logged)
        context.on("weberror", self._failed)

    def expect(self, status: int) -> None:
        self.expected.add(status)

    def judge(self) -> None:
        missing = [f"no answer was {status}, which the test expects" for status in sorted(self.expected - self.seen)]
        if wrong := self.faults + missing:
            pytest.fail("On the way:\n" + "\n".join(wrong), pytrace=False)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:", "about:")):
            self.faults.append(f"asked another origin: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status < 400:
            return
        if response.status in self.expected:
            self.seen.add(response.status)
        else:
            self.faults.append(f"{response.status} for {response.request.method} {response.url}")

    def _logged(self, message: ConsoleMessage) -> None:
        # A warning counts: a browser warns of what it is about to refuse.
        if message.type not in {"error", "warning"}:
            return
        failed = FAILED_TO_LOAD.match(message.text)
        if not failed or int(failed[1]) not in self.expected:
            self.faults.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _failed(self, error: WebError) -> None:
        self.faults.append(f"script error: {error.error}")
