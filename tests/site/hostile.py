"""Requests that nobody means well with: every address and form of the service, filled with what does not belong there.

A request is one of the places of `places.py` with something of it spoiled: its ids, its query, its fields, its headers,
its body or its method. What a form holds is read off the page it stands on. The same seed makes the same requests.
"""

import json
import random
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, quote_from_bytes, urlencode
from uuid import NAMESPACE_URL, uuid5

from django.core.signals import got_request_exception
from django.test import Client
from django.test.client import ClientHandler

from cs_casework.handler import in_utf8
from tests.site.asking import UUID, as_served, undone
from tests.site.places import Place

BOUNDARY = "----hostile"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
FORM = "application/x-www-form-urlencoded"

TEXTS: list[str | bytes] = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    b"\xff\xfe\x00",
    b"\xc0\xaf",
    "\ufffe\uffff\u202e\u2028",
    "e" + "\u0301" * 500,
    "\r\nSet-Cookie: hostile=1\r\n\r\n<p>",
    "x" * 300,
    "x" * 70_000,
    "é" * 5_000,
    "(" * 3_000,
    "word " * 4_000,
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "' OR 1=1; DROP TABLE families_person; --",
    "%",
    "%s%(x)s%%{0}{x}",
    "\\",
    "{{ 7|add:7 }}{% debug %}",
    "=cmd|' /C calc'!A0",
    "../../../etc/passwd",
    "//evil.example/",
    "https://evil.example/",
    "null",
    "None",
    "true",
    "[]",
    "{}",
    "[" * 5_000,
    "[" * 200_000,
    '{"type": "FeatureCollection", "features": [{"geometry": {"coordinates": [[[1e999, "x"], null]]}}]}',
    "[[51.5, -0.1], [NaN, Infinity]]",
    "[[1e400, -1e400]]",
]
NUMBERS = [
    "-1",
    "0",
    "1",
    "2147483648",
    "-9223372036854775809",
    "9" * 30,
    "9" * 5_000,
    "1e309",
    "1e5",
    "NaN",
    "-Infinity",
    "0.1",
    "1_000",
    "²",
    "٣",
    "0x10",
    "+7",
    "007",
]
DAYS = [
    ("31", "12", "9999"),
    ("1", "1", "0001"),
    ("1", "1", "1900"),
    ("30", "2", "2024"),
    ("٣١", "١٢", "٢٠٢٠"),
    ("0", "0", "0"),
    ("-1", "13", "99999"),
    ("9" * 5_000, "1", "2020"),
    ("1", "May", "²"),
    ("1", "1", "3000"),
]
TIMES = ["00:00", "23:59", "24:60", "99999999999", "12²", "midnight", "\x00"]
DATES = ["9999-12-31", "0001-01-01", "2024-02-30", "2026-01-01T00:00:00+99:99", "10000-01-01", "1900-01-01"]
KEYS = ["person", "child", "family", "context", "case", "referral", "note", "team", "map", "place"]
# What addresses of the service ask in their query, and what they do not.
QUERY = [
    "page",
    "s",
    "q",
    "sort",
    "state",
    "whose",
    "show",
    "with",
    "for",
    "person",
    "context",
    "about",
    "after",
    "kind",
]
QUERY += ["format", "from", "to", "part", "list", "open", "day", "month", "before", "next", "id__in", "pk", "_search"]
METHODS = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get", "X" * 200]
TYPES = [
    FORM,
    MULTIPART,
    "multipart/form-data",
    "multipart/form-data; boundary=" + "x" * 300,
    "multipart/form-data; boundary=é",
    "multipart/mixed; boundary=x",
    "application/json",
    "text/xml; charset=utf-16",
    f"{FORM}; charset=utf-16",
    f"{FORM}; charset=no-such-charset",
    f"{FORM}; charset=base64",
    f"{MULTIPART}; charset=utf-7",
    f"{MULTIPART}; charset=idna",
    "text/plain; charset=undefined",
    "",
    "/",
    ";;;",
]
HEADERS: list[dict[str, str]] = [
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "localhost:99999999"},
    {"HTTP_HOST": "[::1"},
    {"HTTP_ACCEPT_LANGUAGE": "xx-" * 200},
    {"HTTP_ACCEPT_LANGUAGE": "../../etc,\x00;q=1e999"},
    {"HTTP_USER_AGENT": "x" * 20_000},
    {"HTTP_USER_AGENT": "\r\nX: 1\x00<script>"},
    {"HTTP_REFERER": "https://evil.example/\r\nX: 1"},
    {"HTTP_X_FORWARDED_FOR": "unknown, \x00, 999.999.999.999"},
    {"REMOTE_ADDR": "not an address"},
    {"HTTP_COOKIE": "sessionid=%00%00; csrftoken=x; messages=x"},
    {"HTTP_COOKIE": 'sessionid="abcdefgh\\000"; csrftoken="\\000"; messages="\\377"; django_language="\\000"'},
    {"HTTP_COOKIE": ";" * 5_000},
    {"HTTP_COOKIE": "sessionid=" + "x" * 5_000},
    {"HTTP_IF_MODIFIED_SINCE": "Sat, 99 Foo 99999 99:99:99 GMT"},
    {"HTTP_IF_NONE_MATCH": "W/\x00"},
    {"HTTP_RANGE": "bytes=-99999999999999999999-x"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_EXPECT": "100-continue"},
    {"CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": "x"},
    {"CONTENT_LENGTH": "99999999999"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
]


# What of TEXTS would run, were it written into a page as it came.
RUNS = (b"<script>alert(1)", b"<img src=x")


def leads_astray(answer: Any) -> bool:
    """Whether something of what was sent became a header, an address elsewhere, or a part of the page."""
    leads_to = answer.headers.get("Location", "/")
    if not leads_to.startswith(("/", "?")) or leads_to[1:2] in ("/", "\\"):
        return True
    if "hostile" in answer.cookies or any("\n" in value or "\r" in value for value in answer.headers.values()):
        return True
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return is_page and not answer.streaming and any(run in answer.content for run in RUNS)


@dataclass
class Sent:
    """One request as it was sent, and what it was answered."""

    who: str
    label: str
    method: str
    path: str
    body: str
    headers: dict[str, str]
    status: int = 0
    problem: str = ""

    def __str__(self) -> str:
        said = f"{self.status} {self.method[:20]} {self.path[:200]} as {self.who} ({self.label})"
        return f"{said}\n  {self.headers} {self.body[:400]!r}\n  {self.problem}"


@dataclass
class Told:
    """What came of many: how many were sent, what they were answered, and which of them broke something or got in."""

    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    places: set[str] = field(default_factory=set)
    broken: list[Sent] = field(default_factory=list)
    injected: list[Sent] = field(default_factory=list)

    def __str__(self) -> str:
        answered = ", ".join(f"{number} × {status}" for status, number in sorted(self.statuses.items()))
        return (
            f"{self.sent} hostile requests to {len(self.places)} places: {answered}; "
            f"5xx: {len(self.broken)}; led astray or run: {len(self.injected)}"
        )


class Fields(HTMLParser):
    """The fields of a page's forms, each with the values that it stands at or offers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attributes = dict(given)
        name = attributes.get("name") or ""
        if tag in {"input", "textarea", "select", "button"} and name and name != "csrfmiddlewaretoken":
            self.found.setdefault(name, [])
            if tag != "select":
                self.found[name].append(attributes.get("value") or "")
        if tag == "select":
            self._select = name
        if tag == "option" and self._select:
            self.found[self._select].append(attributes.get("value") or "")

    @classmethod
    def of(cls, page: str) -> dict[str, list[str]]:
        read = cls()
        read.feed(page)
        return read.found


class AsReceived(ClientHandler):
    """What a request passes before Django reads it, in service."""

    def __call__(self, environ: dict[str, Any]) -> Any:
        return super().__call__(in_utf8(environ))


def client_of(user: Any, **how: Any) -> Client:
    """A browser of this member of staff, or of nobody, that is told of an error instead of raising it."""
    client = Client(raise_request_exception=False, **how)
    client.handler = AsReceived(client.handler.enforce_csrf_checks)
    if user is not None:
        client.force_login(user, backend="cs_casework.accounts.backends.StaffBackend")
    return client


def content_of(answer: Any) -> bytes:
    """All of it. A file is closed too that was not read, as only its headers were asked for."""
    if not answer.streaming:
        return bytes(answer.content)
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return content


class Hostile:
    """Sends them, one after another, as one after another of those who ask. Nothing that they write stays."""

    def __init__(self, places: list[Place], clients: dict[str, Client], seed: int) -> None:
        # Chance that can be had again; nothing is kept secret by it.
        self.chance = random.Random(seed)
        self.places, self.clients, self.seed = places, clients, seed
        self.ids = sorted({found for place in places for found in UUID.findall(place.path)})
        self._fields: dict[str, dict[str, list[str]]] = {}

    def send(self, number: int) -> Told:
        """Every place in turn, in an order of the seed's, until so many requests were sent."""
        told = Told()
        with as_served():
            for place in self._in_turn(number):
                told.sent += 1
                told.places.add(place.label)
                sent = self._one(place)
                told.statuses[sent.status] += 1
                if sent.status >= 500:
                    told.broken.append(sent)
                if sent.problem == "injected":
                    told.injected.append(sent)
        return told

    def _in_turn(self, number: int) -> Iterator[Place]:
        turn: list[Place] = []
        for _request in range(number):
            if not turn:
                turn = self.chance.sample(self.places, len(self.places))
            yield turn.pop()

    def _one(self, place: Place) -> Sent:
        # A manager is let into the most, and so comes to where something can break.
        who = self.chance.choice([*self.clients, *["manager"] * 6, *["worker"] * 2, "support"])
        path, query, headers = place.path.partition("?")[0], place.path.partition("?")[2], dict[str, str]()
        spoiled = self.chance.choices(["fields", "query", "path", "headers", "body", "method"], [50, 20, 8, 8, 8, 6])[0]
        method, body, content_type = "GET", b"", FORM
        fields = dict[str, list[Any]]()
        if place.post is not None or spoiled in {"fields", "body"}:
            fields = self._right(place)
            method, body = "POST", as_form(fields)
        if spoiled == "fields":
            body, content_type = self._encoded(self._spoiled(place, fields))
        elif spoiled == "query":
            method, query = self.chance.choice(["GET", "GET", "POST"]), self._query(query, place)
        elif spoiled == "path":
            path = self._path(path)
        elif spoiled == "headers":
            headers = dict(self.chance.choice(HEADERS))
        elif spoiled == "body":
            body, content_type = self._body(fields), self.chance.choice(TYPES)
        else:
            method = self.chance.choice(METHODS)
        return self._ask(
            Sent(who, place.label, method, f"{path}?{query}", repr(body[:2000]), headers), body, content_type
        )

    def _ask(self, sent: Sent, body: bytes, content_type: str) -> Sent:
        client, raised = self.clients[sent.who], []

        def note(sender: Any, request: Any = None, **_more: Any) -> None:
            raised.append(traceback.format_exc())

        cookies = client.cookies.copy()
        got_request_exception.connect(note)
        path, _mark, query = sent.path.partition("?")
        try:
            with undone():
                answer = client.generic(
                    sent.method, quote(path, safe="/%:;@"), body, content_type, QUERY_STRING=query, **sent.headers
                )
                content_of(answer)
        finally:
            got_request_exception.disconnect(note)
            client.cookies = cookies
        sent.status = answer.status_code
        sent.headers |= {"Content-Type": content_type}
        if sent.status >= 500:
            sent.problem = raised[-1] if raised else "answered so"
        elif leads_astray(answer):
            sent.problem = "injected"
        return sent

    # --- What is sent ---------------------------------------------------------------------------------------------
    def _right(self, place: Place) -> dict[str, list[Any]]:
        """The form filled in rightly, where it is known how, else with what stands on the page."""
        if place.post:
            return {name: value if isinstance(value, list) else [value] for name, value in place.post.items()}
        return {name: values[:2] for name, values in self._on_page(place).items()}

    def _on_page(self, place: Place) -> dict[str, list[str]]:
        if place.path not in self._fields:
            with undone():
                answer = self.clients["manager"].get(place.path)
                page = content_of(answer).decode(errors="replace")
            self._fields[place.path] = Fields.of(page)
        return self._fields[place.path]

    def _spoiled(self, place: Place, fields: dict[str, list[Any]]) -> dict[str, list[Any]]:
        spoiled = dict(fields)
        # What a right answer leaves empty, and what stands on the page hidden, such as the points of a drawing.
        more = self._on_page(place) if self.chance.random() < 0.3 else {}
        names = sorted({*spoiled, *more}) or self.chance.sample(QUERY, 3)
        for name in self.chance.sample(names, min(len(names), self.chance.choice([1, 1, 1, 2, 3, 30]))):
            day = name.removesuffix("-year")
            if day != name or name.endswith(("-day", "-month")):
                day = name.rpartition("-")[0]
                for part, text in zip(("day", "month", "year"), self.chance.choice(DAYS), strict=True):
                    spoiled[f"{day}-{part}"] = [text]
            elif name.endswith("-time"):
                spoiled[name] = [self.chance.choice(TIMES)]
            else:
                spoiled[name] = self._values(spoiled.get(name, []))
        how = self.chance.random()
        if how < 0.1:
            spoiled.pop(self.chance.choice(names), None)
        elif how < 0.15:
            spoiled |= {f"more{number}": ["x"] for number in range(self.chance.choice([5, 1100]))}
        elif how < 0.25:
            spoiled[self.chance.choice(["_search", "_save_draft", "_remove", "_next", "add", "draft_id", "number"])] = [
                self._text()
            ]
        return spoiled

    def _values(self, right: list[Any]) -> list[Any]:
        kind = self.chance.random()
        if kind < 0.1:
            return [self._text() for _repeated in range(self.chance.choice([2, 3, 50]))]
        if kind < 0.2 and right:
            return [right[0], right[0]]
        if kind < 0.25:
            return [File()]
        return [self._text()]

    def _text(self) -> str | bytes:
        kind = self.chance.random()
        if kind < 0.5:
            return self.chance.choice(TEXTS)
        if kind < 0.7:
            return self.chance.choice(NUMBERS)
        if kind < 0.8:
            return self.chance.choice(DATES)
        return self._id()

    def _id(self) -> str:
        """An id of another record, as it stands or spoiled, by itself or with a kind before it."""
        one = self.chance.choice(self.ids)
        kind = self.chance.choice(KEYS)
        return self.chance.choice(
            [
                one,
                one,
                f"{kind}:{one}",
                f"{kind}-{one}",
                f"{kind}:{one.upper()}:{one}",
                one.upper(),
                f"{{{one}}}",
                f"urn:uuid:{one}",
                one.replace("-", ""),
                one[:-1],
                f"{one}\x00",
                f"{kind}:",
                ":",
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                str(uuid5(NAMESPACE_URL, str(self.chance.random()))),
            ]
        )

    def _query(self, query: str, place: Place) -> str:
        known = [part.partition("=")[0] for part in query.split("&") if part]
        known += self._on_page(place) if place.post is None else []
        names = self.chance.choices([*QUERY, *known, *known], k=self.chance.choice([1, 2, 4]))
        asked = "&".join(f"{quote(name)}={escaped(self._text())[:8000]}" for name in names)
        return self.chance.choice([asked, f"{query}&{asked}", f"{asked}&{query}", f"&=&{asked}&%&;"])

    def _path(self, path: str) -> str:
        found = UUID.findall(path)
        if found and self.chance.random() < 0.6:
            return path.replace(self.chance.choice(found), escaped(self._id()))
        at = self.chance.randrange(len(path))
        piece = self.chance.choice(
            ["%00", "%ff", "..", "//", "%2e%2e%2f", "%0d%0aX:1", "é", ";", "%", "x" * 3000, "\\"]
        )
        return path[:at] + piece + path[at:]

    def _encoded(self, fields: dict[str, list[Any]]) -> tuple[bytes, str]:
        holds_file = any(hasattr(value, "read") for values in fields.values() for value in values)
        if holds_file or self.chance.random() < 0.3:
            return as_multipart(fields), MULTIPART
        return as_form(fields), FORM

    def _body(self, fields: dict[str, list[Any]]) -> bytes:
        whole = as_multipart(fields)
        cut = self.chance.randrange(len(whole))
        return self.chance.choice(
            [
                whole[:cut],
                whole[:cut] + b"\x00\xff" + whole[cut:],
                whole.replace(b"\r\n", b"\n"),
                whole.replace(b'name="', b'name="\xff\r\n'),
                whole.replace(BOUNDARY.encode(), b"", 1),
                whole.replace(b"Content-Disposition", b"Content-Transfer-Encoding: base64\r\nContent-Disposition"),
                as_form(fields)[:cut],
                json.dumps({"a": [1] * 100}).encode(),
                b"%" * 5_000,
                b"&" * 5_000,
                b"a=" + b"x" * 3_000_000,
                bytes(100),
            ]
        )


class File:
    """A file with a name that leads elsewhere."""

    name, content_type = '../../x"\r\nSet-Cookie: hostile=1\x00.pdf', "text/html\r\nX: 1"

    def read(self) -> bytes:
        return b"%PDF-1.4 <script>alert(1)</script> %%EOF"


def escaped(text: str | bytes) -> str:
    """As it stands in an address, whatever it is: a text that is none too."""
    return quote_from_bytes(as_bytes(text))


def as_bytes(text: Any) -> bytes:
    return text if isinstance(text, bytes) else str(text).encode(errors="surrogatepass")


def as_form(fields: dict[str, list[Any]]) -> bytes:
    pairs = [
        (name, as_bytes(value)) for name, values in fields.items() for value in values if not hasattr(value, "read")
    ]
    return urlencode(pairs).encode()


def as_multipart(fields: dict[str, list[Any]]) -> bytes:
    parts = []
    for name, values in fields.items():
        for value in values:
            about, content = f'form-data; name="{name}"'.encode(), value
            if hasattr(value, "read"):
                about += f'; filename="{value.name}"\r\nContent-Type: {value.content_type}'.encode()
                content = value.read()
            parts.append(
                b"--%s\r\nContent-Disposition: %s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), about, as_bytes(content))
            )
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
