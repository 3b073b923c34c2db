"""What a browser is told and made to fetch: nothing from elsewhere, nothing inline, on every page and every refusal."""

import re
from html.parser import HTMLParser

from django.contrib.staticfiles import finders
from django.test import Client

from tests.factories import PASSWORD
from tests.site.conftest import Asked, Service
from tests.site.records import MARKUP

# An address of somewhere else. What names a format is never fetched.
ELSEWHERE = re.compile(r"(?:https?:)?//[a-z0-9][\w.-]*\.[a-z]{2,}[^\"'\s]*", re.IGNORECASE)
FORMATS = ("http://www.w3.org/2000/svg",)
FETCHED = re.compile(r"""<(?:script|link|img|iframe|object|embed|source|form)\b[^>]*?\b(?:src|href|action)="([^"]*)""")
INLINE = re.compile(r"<style\b|<script(?![^>]*\bsrc=)[^>]*>|\sstyle=\"|\son[a-z]+=\"", re.IGNORECASE)


def policy(header: str) -> dict[str, list[str]]:
    return {parts[0]: parts[1:] for part in header.split(";") if (parts := part.split())}


# What bin/assets builds, of what pages fetch.
BUILT = {"css/casework.css", "css/map.css", "js/leaflet.js", "js/leaflet.markercluster.js"}
# Pages that hand out a file from outside.
HANDED_OUT = {"referrals:attachment-download", "cases:document-download", "cases:removal-file"}


def test_every_answer_keeps_the_browser_to_this_service(everything: list[Asked]) -> None:
    statuses = {asked.answer.status for asked in everything}
    assert {200, 301, 302, 403, 404, 405} <= statuses
    wrong = []
    for asked in everything:
        answer = asked.answer
        told = policy(answer.headers.get("Content-Security-Policy", ""))
        expected = {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'", "data:"],
            "font-src": ["'self'"],
            "connect-src": ["'self'"],
            "form-action": ["'self'"],
            "frame-ancestors": ["'none'"],
            "base-uri": ["'none'"],
        }
        if asked.label in HANDED_OUT and answer.status == 200:
            expected = {"default-src": ["'none'"], "sandbox": []}  # a file from outside: nothing in it runs at all
        if told != expected:
            wrong.append(f"{asked}: {told}")
        for name, value in {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }.items():
            if answer.headers.get(name) != value:
                wrong.append(f"{asked}: {name} is {answer.headers.get(name)}")
    assert wrong == []


def test_no_page_fetches_from_elsewhere_or_holds_script_or_style(everything: list[Asked]) -> None:
    wrong = set()
    for asked in everything:
        body = asked.answer.body
        for address in ELSEWHERE.findall(body):
            if not address.startswith(FORMATS):
                wrong.add(f"{asked}: {address}")
        wrong |= {f"{asked}: {found}" for found in INLINE.findall(body)}
        wrong |= {f"{asked}: fetches {found}" for found in FETCHED.findall(body) if not found.startswith(("/", "?"))}
    assert sorted(wrong) == []


PLANTED_WORD = re.compile(r"\b[bcdfghjklmnpqrstvwxz]{12}\b")


class Planted(HTMLParser):
    """Finds what a text of a record has become part of: an element, or an attribute of another one."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        if tag == "planted" or any("planted" in name for name, _value in given):
            self.found.append(f"<{tag} {given}>")
        for name, value in given:
            if name in {"href", "src", "action", "formaction"} and not (value or "").startswith(
                ("/", "?", "#", "tel:", "mailto:")
            ):
                self.found.append(f"{name}={value}")


def test_no_text_of_a_record_becomes_part_of_a_page(everything: list[Asked], planted: dict[str, str]) -> None:
    """Every text field of every record is planted with markup (`MARKUP`), and every page shows what it shows of them."""
    wrong, seen = set[str](), set[str]()
    for asked in everything:
        body = asked.answer.body
        if not asked.answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        seen.update(PLANTED_WORD.findall(body))
        if "<planted" in body:
            wrong.add(str(asked))
        if asked.who == "manager" and asked.method == "GET":
            page = Planted()
            page.feed(body)
            wrong |= {f"{asked}: {found}" for found in page.found}
    assert sorted(wrong) == []
    fields = {where for word, where in planted.items() if word.endswith(MARKUP)}
    shown = {where for word, where in planted.items() if word.endswith(MARKUP) and word[:12] in seen}
    # Nearly every field that holds a text, and each stands on a page that was asked.
    assert len(fields) > 180
    assert fields - shown == set()


def test_every_file_a_page_fetches_is_there(everything: list[Asked]) -> None:
    fetched = {found for asked in everything for found in FETCHED.findall(asked.answer.body)}
    files = sorted(found.removeprefix("/static/") for found in fetched if found.startswith("/static/"))
    assert files
    # What is built from other packages is there once the assets were built (bin/assets).
    assert [name for name in files if name not in BUILT and not finders.find(name)] == []


def test_cookies_are_kept_from_scripts_and_other_sites(service: Service) -> None:
    client = Client()
    signed_in = client.post("/", {"username": service.users["worker"].username, "password": PASSWORD})
    assert signed_in.status_code == 302
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    client.get("/people/new/")
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


def test_no_name_is_left_in_a_cookie(service: Service) -> None:
    """What is said after a form was sent names a child; it waits in the session, not on the machine it is read on."""
    place = next(place for place in service.places if place.name == "families:person-create")
    answer = service.browsers["worker"].ask("POST", place.path, place.post)
    assert answer.status == 302
    kept = " ".join(value for name, value in answer.headers.items() if name.startswith("Set-Cookie"))
    assert "Ostrander" not in kept
    assert "Nima" not in kept


def test_what_a_page_shows_is_not_kept_by_the_browser(service: Service) -> None:
    """After signing out on a shared machine, the way back must lead to the sign-in form and not to a kept page."""
    answer = service.browsers["worker"].get(service.of.person.get_absolute_url())
    assert "no-store" in answer.headers.get("Cache-Control", "")
