"""What is sent, read as JSON strictly: one value for each name, nothing without end, and not too much of it."""

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from cs_casework.api.problems import Problem, at, escaped

# A form of ours is two or three levels deep.
DEEPEST = 12


class StrictJSONParser(BaseParser):
    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        content = stream.read(most + 1)
        if len(content) > most:
            raise RequestDataTooBig
        try:
            found = json.loads(content.decode() or "{}", object_pairs_hook=_once_each, parse_constant=_no_number)
        except (ValueError, RecursionError) as failure:
            raise ParseError("This is not JSON, as UTF-8.") from failure
        if not isinstance(found, dict):
            raise ParseError("An object is expected.")
        if _depth(found) > DEEPEST:
            raise ParseError("This is nested too deep.")
        return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            words = "This name stands here twice."
            raise Problem(400, "What was sent is not as described.", errors=[at(f"/{escaped(name)}", words)])
        found[name] = value
    return found


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _depth(found: Any) -> int:
    """How deep it is nested: without recursion, as it may be very deep."""
    deepest, level = 0, [found]
    while level:
        deepest += 1
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner += value.values()
            elif isinstance(value, list):
                inner += value
        level = inner
        if deepest > DEEPEST:
            break
    return deepest
