"""What is restricted from somebody tells nothing: not by a word, count, order, page more, log line or refusal."""

import difflib
import logging
from typing import Any

import pytest

from tests.site.asking import UUID, Answer
from tests.site.conftest import Service
from tests.site.hidden import Secrets, crowd, hide
from tests.site.records import grant

# A manager is asked every page there is; the others, whose rights are fewer, every page that is only read.
READERS = ("manager", "worker", "support", "records")
# Its rows are what has been looked at, and by whom: all of it is for the records officer to read.
NOT_COMPARED = {"overview:audit-list"}
# What no page of a granted reader shows: the drafts are somebody else's.
ON_NO_PAGE = {"drafts.draft.title", "drafts.draft.data"}
# Lists in every way they can be narrowed, ordered and paged.
NARROWED = [
    "/?page=2",
    "/search/?q=Testington",
    "/search/?q=Aabel+Testington",
    "/search/?q=ZZ1+1AA",
    "/search/?q=spends",
    "/people/?page=2",
    "/people/?page=99",
    "/people/?q=Testington",
    "/people/?q=Aabel+Testington&page=2",
    "/people/?open_now=on",
    "/families/?page=2",
    "/families/?q=Testington",
    "/families/?q=Aabel",
    "/families/?unconfirmed=on",
    "/contexts/?page=2",
    "/contexts/?q=Testington",
    "/contexts/?kind=location&page=2",
    "/contexts/?status=open",
    "/cases/?page=2",
    "/cases/?status=open&page=2",
    "/cases/?status=proposed",
    "/cases/?on=context",
    "/cases/?unallocated=on",
    "/cases/?mine=on",
    "/possible-duplicates/?page=2",
]


@pytest.fixture(scope="module")
def beside(_service: Service) -> dict[str, Any]:
    return crowd(_service.team)


def _visible(service: Service, beside: dict[str, Any], who: str) -> list[str]:
    """Every page of records that are not restricted, and every list."""
    read = [place for place in service.places if place.name not in NOT_COMPARED and "restricted" not in place.label]
    if who != "manager":
        read = [place for place in read if place.post is None or place.name == "overview:home"]
    cases = [case.get_absolute_url() for case in beside.values()]
    families = [case.family.get_absolute_url() for case in beside.values()]
    return [place.path for place in read] + NARROWED + cases + families


def _hide(service: Service, beside: dict[str, Any]) -> Secrets:
    users = service.users
    return hide(service.of, beside, team=service.team, by=users["colleague"], reader=users["worker"])


def _crawl(service: Service, who: str, paths: list[str]) -> dict[str, Answer]:
    browser = service.browsers[who]
    return {path: browser.get(path) for path in paths}


def _difference(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return "\n".join(line.strip() for line in lines if line.strip("+- @"))[:600]


# --- Every page, with and without what is hidden ---------------------------------------------------------------------
@pytest.mark.parametrize("who", READERS)
def test_no_page_changes_by_what_is_hidden_from_its_reader(service: Service, beside: dict[str, Any], who: str) -> None:
    """Byte for byte the same, so neither a word nor a count, order, paging or gap tells; and the same statements."""
    visible_paths = _visible(service, beside, who)
    service.browsers[who].get("/")  # what is asked once a process is asked now
    before = _crawl(service, who, visible_paths)
    _hide(service, beside)
    after = _crawl(service, who, visible_paths)
    told = [
        f"{path} as {who}:\n{_difference(before[path].comparable, after[path].comparable)}"
        for path in visible_paths
        if before[path].comparable != after[path].comparable
    ]
    assert told == [], "\n\n".join(told)
    asked = [
        f"{path} as {who}:\n" + _difference("\n".join(before[path].statements), "\n".join(after[path].statements))
        for path in visible_paths
        if _asked(path, before[path]) != _asked(path, after[path])
    ]
    assert asked == [], "\n\n".join(asked)


def _asked(path: str, answer: Answer) -> list[str] | int:
    """The statements of a list; their number on the page of a record, which may hold the id of one that is hidden."""
    return len(answer.statements) if UUID.search(path) else answer.statements


@pytest.mark.parametrize("who", ["worker", "manager"])
def test_no_word_of_what_is_hidden_is_sent_or_logged(
    service: Service, beside: dict[str, Any], who: str, caplog: pytest.LogCaptureFixture
) -> None:
    secrets = _hide(service, beside)
    caplog.set_level(logging.INFO)
    answers = _crawl(service, who, [*secrets.addresses, *NARROWED])
    assert {answers[path].status for path in secrets.addresses} <= {403, 404, 405, 200}
    # A page may say by which address it was asked for.
    sent = "\n".join(_without(answer.whole, UUID.findall(path)) for path, answer in answers.items()).lower()
    told = [text for text in secrets.texts if text.lower() in sent]
    assert told == []
    logged = caplog.text.lower()
    assert "not found" in logged
    assert [word for word in secrets.words.where if word.lower() in logged] == []


def _without(text: str, words: list[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def test_who_is_granted_all_of_it_reads_those_words(service: Service, beside: dict[str, Any]) -> None:
    """Else the tests above would prove nothing: the words do stand on pages, for those who may read them."""
    secrets = _hide(service, beside)
    for record in secrets.restricted:
        grant(record, to=service.users["manager"])
    answers = _crawl(service, "manager", secrets.addresses + _visible(service, beside, "manager"))
    read = "\n".join(answer.body for answer in answers.values())
    shown = {where for word, where in secrets.words.where.items() if word in read}
    assert sorted(set(secrets.words.where.values()) - shown) == sorted(ON_NO_PAGE)
