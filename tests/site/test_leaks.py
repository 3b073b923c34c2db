"""What is restricted from somebody tells nothing: not by a word, count, order, page more, log line or refusal."""

import difflib
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from typing import Any
from uuid import uuid4

import pytest
from django.urls import resolve

from cs_casework.disclosures import LEAVING
from cs_casework.printing import can_draw
from tests.site import api
from tests.site.answers import EXPECTED
from tests.site.asking import UUID, WORKBOOK, Answer
from tests.site.conftest import Figure, Service, by_turns
from tests.site.hidden import Secrets, crowd, hide
from tests.site.places import GIVE, Place
from tests.site.records import Records, Words, grant
from tests.site.texts import holding, needless, unplanted

READERS = ("manager", "worker", "support", "records")
# What has been looked at, and by whom: all of it is for the records officer to read. What is made up anew each time.
NOT_COMPARED = {"overview:audit-list", "accounts:app-set-up", "accounts:passkey-add", "accounts:token-add"}
# Records officers read of every bar and every restriction, by reference, whatever it is on; what was given to whom, and
# what was asked for by exact words.
NOT_COMPARED_FOR = {
    "records": {
        "overview:bar-list",
        "overview:restriction-list",
        "overview:emergency-list ?show",
        "overview:interest-list ?show",
        "looking:register",
    }
}
OF_MANAGERS = "/api/v1/restrictions/"
# What no page of a granted reader shows: the drafts are somebody else's.
ON_NO_PAGE = {"drafts.draft.title", "drafts.draft.data"}
# Where each other field is shown: in the suite these are read first, and no more than it takes.
SHOWN_ON = """
families:person-detail families:duplicate-settle families:family-detail contexts:context-detail contexts:context-history
contexts:person-contexts contexts:link-detail cases:context-children cases:merge-list cases:merge-detail
cases:case-detail cases:case-history cases:closing-agree cases:person-notes cases:note-released cases:person-documents
cases:person-incidents cases:status-list cases:factor-detail cases:meeting-list cases:panel cases:meeting-detail
cases:paper-write cases:case-interventions cases:intervention-detail cases:missing-list cases:episode-detail
cases:nrm-detail cases:person-safety-maps cases:warning-detail referrals:referral-decide referrals:referral-countersign
referrals:referral-detail assessments:assessment-detail assessments:child assessments:assessment-print
assessments:name-check plans:plan-detail plans:plan-versions plans:plan-reach overview:restriction
overview:person-summary overview:what-they-said overview:chronology
"""
# Which names are like one, before anybody asks whose may be seen.
SECOND_PAGE = "/search/?q=Testington&kind=people&page=2"
FINDS_NAMES = re.compile(r'FROM "families_personname" WHERE .* LIMIT \d+$')
# Lists in every way they can be narrowed, ordered and paged.
NARROWED = [
    "/?page=2",
    "/search/?q=Testington",
    "/search/?q=Aabel+Testington",
    "/search/?q=ZZ1+1AA",
    "/search/?q=spends",
    "/deadlines/?when=all",
    "/search/?q=spoke&kind=notes",
    "/search/?q=Testington&kind=people&page=2",
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
    "/contexts/map/?page=2",
    "/contexts/map/?q=Testington",
    "/contexts/map/?kind=location&page=2",
    "/contexts/map/drawn/?kind=location",
    "/cases/?page=2",
    "/cases/?status=open&page=2",
    "/cases/?status=proposed",
    "/cases/?on=context",
    "/cases/?unallocated=on",
    "/cases/?mine=on",
    "/plans/watch/no-plan/",
    "/plans/watch/not-reached/",
    "/plans/watch/not-reached/?teams=all&page=2",
    "/cases/transfers/?page=2",
    "/cases/transfers/?way=in",
    "/cases/transfers/?mine=on",
    "/cases/closings/?page=2",
    "/meetings/?show=past",
    "/meetings/?show=minute",
    "/meetings/?show=approve",
    "/meetings/?show=circulate",
    "/panels/?page=2",
    "/panels/?show=decided",
    "/panels/?show=panels",
    "/cases/to-hand-over/?page=2",
    "/possible-duplicates/?page=2",
    "/possible-duplicates/?to_merge=on",
    "/possible-duplicates/?to_merge=on&page=2",
    "/cases/?oversight=on",
    "/cases/?my_teams=on&page=2",
    "/children/?page=2",
    "/children/?mine=on",
    "/children/?my_teams=on",
    "/children/?overdue=on",
    "/children/?unallocated=on",
    "/children/?transition=on",
    "/children/?adult=on",
    "/children/?status=lac",
    "/patterns/?whose=all",
    "/patterns/?whose=all&page=2",
    "/patterns/groups/?whose=all",
    "/patterns/contexts/?kind=location",
    "/patterns/links/?whose=all",
    "/patterns/links/?whose=all&what=lapsing",
    "/patterns/links/?whose=all&what=unconfirmed",
    "/actions/?page=2",
    "/actions/?whose=all",
    "/actions/?whose=team&state=overdue",
    "/actions/?whose=chase",
    "/actions/?doer=agency&whose=all",
    "/referrals/told/?page=2",
    "/referrals/to-countersign/?page=2",
    "/referrals/matches/?page=2",
    "/referrals/figures/?page=2",
    "/referrals/?page=2",
    "/referrals/?q=Testington",
    "/referrals/?state=all&page=2",
    "/referrals/?state=late",
    "/referrals/?state=countersign",
    "/referrals/?subject=children",
    "/referrals/?kind=location",
    "/missing/",
    "/missing/?whose=mine",
    "/missing/?whose=team",
    "/missing/interviews/",
    "/missing/interviews/?whose=mine",
    "/missing/interviews/?show=none",
    "/missing/interviews/?show=refused",
    "/missing/nrm/",
    "/missing/nrm/?whose=mine",
    "/missing/nrm/?awaits=reasonable",
    "/missing/nrm/?awaits=late",
    "/missing/nrm/?awaits=conclusive",
    "/missing/nrm/?awaits=nothing",
    "/warnings/?show=review",
    "/restrictions/?show=due",
    "/restrictions/?show=lifting",
    "/assessments/?page=2",
    "/assessments/?what=to_authorise",
    "/assessments/?what=overdue&my_teams=on",
    "/assessments/?what=due_soon&mine=on",
    "/assessments/?what=extended",
    "/assessments/?what=returned",
    "/assessments/?what=waiting",
    "/assessments/?kind=context",
]


@pytest.fixture(scope="module")
def beside(_service: Service) -> dict[str, Any]:
    return crowd(_service.team)


@pytest.fixture(scope="module")
def before(_service: Service, beside: dict[str, Any], everybody: bool, programs: bool) -> dict[str, dict[str, Answer]]:
    """What each reader is answered while nothing is hidden, because there is nothing to hide."""
    asked = {who: _told_to_programs(_service, who, everybody) for who in READERS}
    if not programs:
        asked = {who: _visible(_service, beside, who, everybody) + told for who, told in asked.items()}
    return {who: _crawl(_service, who, paths) for who, paths in asked.items()}


@pytest.fixture(scope="module")
def secrets(_service: Service, beside: dict[str, Any], before: dict[str, dict[str, Answer]]) -> Secrets:
    """What is hidden, from then on."""
    users = _service.users
    return hide(_service.of, beside, team=_service.team, by=users["colleague"], reader=users["worker"])


@dataclass
class Heard:
    """What one reader was answered, and what the service wrote in its log meanwhile."""

    answers: dict[str, Answer]
    logged: str


@pytest.fixture(scope="module")
def after(_service: Service, before: dict[str, dict[str, Answer]], secrets: Secrets) -> Callable[[str], Heard]:
    """The same pages, asked again once it is hidden: once for all tests, by the first that wants to know."""

    @cache
    def heard(who: str) -> Heard:
        with _log() as lines:
            answers = _crawl(_service, who, list(before[who]))
        return Heard(answers, "\n".join(lines))

    return heard


@contextmanager
def _log() -> Iterator[list[str]]:
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(logging.Formatter().format(record))  # type: ignore[method-assign]
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


def _visible(service: Service, beside: dict[str, Any], who: str, everybody: bool) -> list[str]:
    """Every page of records that are not restricted, and every list.

    In the suite each is read by one of those who may read it, by turns, the home page by all, and every other form by
    the manager; in the proof by the manager all of it, and by the others, whose rights are fewer, what is only read.
    """
    left = NOT_COMPARED | NOT_COMPARED_FOR.get(who, set())
    open_to_all = [place for place in service.places if "restricted" not in place.label]
    read = [place for place in open_to_all if left.isdisjoint((place.name, place.label))]
    if who != "manager":
        read = [place for place in read if place.post is None or place.name == "overview:home"]
    if who not in ("manager", "worker"):
        # What stands on one record they are shown by the same pages as the worker.
        read = [place for place in read if not UUID.search(place.path)]
    cases = [case.get_absolute_url() for case in beside.values()]
    families = [case.family.get_absolute_url() for case in beside.values()]
    held = [f"/{listed}/?worker={service.users['colleague'].pk}" for listed in ("cases", "children", "assessments")]
    beside_it = cases + families if everybody or who in READERS[:2] else []
    paths = [place.path for place in read] + NARROWED + held
    return beside_it + [path for path in paths if everybody or who in _in_turn(service, path)]


def _told_to_programs(service: Service, who: str, everybody: bool) -> list[str]:
    """Every list of the API, and every answer about the records that everyone may see, which the worker and the manager
    read; in the suite by turns, as pages are."""
    lists = [path for path in api.lists() if who != "records" or path != OF_MANAGERS]
    details = api.details(service.of) if who in READERS[:2] else []
    return [path for path in lists + details if everybody or who in _in_turn(service, path)]


def _in_turn(service: Service, path: str) -> list[str]:
    """Whose turn it is to read it: of a record's page and what is sent by programs of one, the worker's or the manager's;
    of a list, which every role sees other rows of, anybody's who may."""
    place = next((place for place in service.places if place.path == path), None)
    if path == "/":
        return list(READERS)
    if place is None:
        are_two = path == OF_MANAGERS or UUID.search(path.partition("?")[0])
        return by_turns(UUID.sub("", path), READERS[:2] if are_two else READERS)
    may = EXPECTED[place.label]["GET"]
    if place.post is not None:
        return by_turns(place.label, (READERS[0], ""))
    among = READERS[:2] if UUID.search(path) else READERS
    left = {who for who in among if place.name in NOT_COMPARED_FOR.get(who, ())}
    return by_turns(place.label, [who for who in among if may[who] == 200 and who not in left] or among[:1])


def _crawl(service: Service, who: str, paths: list[str]) -> dict[str, Answer]:
    browser = service.browsers[who]
    browser.get("/")  # what is asked once a process is asked now
    return {path: browser.get(path) for path in paths}


def _difference(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return "\n".join(line.strip() for line in lines if line.strip("+- @"))[:600]


# --- Everything that somebody can write -------------------------------------------------------------------------------
def test_every_text_of_every_table_holds_a_secret_word(secrets: Secrets, record_property: Figure) -> None:
    """The fields come from the models, and whether a word is in one from its rows: a new field fails here."""
    found = holding(secrets.planted)
    missing = unplanted(found)
    assert missing == [], (
        f"No row of what is hidden holds a secret word in {', '.join(missing)}, so nothing here would tell if a page showed"
        " it. Write one into a row that hangs on a hidden record (`plant` where it is made, or tests/site/ended.py for what"
        " is written when something ends); or say in NO_SECRET (tests/site/texts.py) why nothing is typed there."
    )
    assert needless(found) == [], "NO_SECRET (tests/site/texts.py) names what is not there, or holds a word."
    record_property("text fields with a secret word", len(found))
    del found["cases.removal.why"]
    assert unplanted(found) == ["cases.removal.why"]


# --- Every page, with and without what is hidden ---------------------------------------------------------------------
@pytest.mark.parametrize("who", READERS)
def test_no_page_changes_by_what_is_hidden_from_its_reader(
    before: dict[str, dict[str, Answer]], after: Callable[[str], Heard], who: str, record_property: Figure
) -> None:
    """Byte for byte the same, so neither a word nor a count, order, paging or gap tells; and the same statements."""
    then, now = before[who], after(who).answers
    record_property("pages compared with and without what is hidden", len(then))
    told = [
        f"{path} as {who}:\n{_difference(then[path].comparable, now[path].comparable)}"
        for path in then
        if then[path].comparable != now[path].comparable
    ]
    assert told == [], "\n\n".join(told)
    asked = [
        f"{path} as {who}:\n" + _difference("\n".join(then[path].statements), "\n".join(now[path].statements))
        for path in then
        if _asked(path, then[path]) != _asked(path, now[path])
    ]
    assert asked == [], "\n\n".join(asked)


def _asked(path: str, answer: Answer) -> list[str] | int:
    """The statements of a list; their number on the page of a record, which may hold the id of one that is hidden. Of a
    search all but those that find names, each once: it looks further where many of the first it found are hidden
    (`overview/searching/seen.py`), so how many names it reads depends on them, and what it answers and all else does not;
    on a second page also whose of them may be seen.
    """
    if path == SECOND_PAGE:
        return 0
    if path.startswith("/search/"):
        return sorted({text for text in answer.statements if not FINDS_NAMES.search(text)})
    return len(answer.statements) if UUID.search(path) else answer.statements


@pytest.mark.parametrize("who", READERS)
def test_no_word_of_what_is_hidden_is_sent_or_logged(
    service: Service,
    secrets: Secrets,
    after: Callable[[str], Heard],
    who: str,
    everybody: bool,
    record_property: Figure,
) -> None:
    """Not on a page, in a header, in a file that is handed out, in a job or a letter, nor in a log line."""
    heard = after(who)
    with _log() as lines:
        answers = {path: heard.answers[path] for path in NARROWED if path in heard.answers}
        answers |= _crawl(service, who, _asked_of_hidden(secrets, who, everybody))
        handed_out = _handed_out(service, who)
    assert {answer.status for answer in answers.values()} <= {403, 404, 405, 200}
    answers |= {f"POST {path}": answer for path, answer in handed_out.items()}
    # A page may say by which address it was asked for.
    sent = "\n".join(
        _cut("\n".join([answer.whole, *answer.elsewhere]), UUID.findall(path)) for path, answer in answers.items()
    ).lower()
    told = [text for text in secrets.texts if text.lower() in sent]
    # Else it would say nothing of files and jobs.
    kinds = {answer.headers.get("Content-Type") for answer in handed_out.values()}
    assert WORKBOOK in kinds
    assert who != "worker" or not can_draw() or "application/pdf" in kinds
    assert who != "records" or any(answer.elsewhere for answer in handed_out.values())
    record_property("answers searched for secret words", len(answers))
    record_property("files searched for secret words", len(handed_out))
    record_property("secret words looked for", len(secrets.texts))
    record_property("secret words found", len(told))
    assert told == []
    logged = f"{heard.logged}\n{'\n'.join(lines)}".lower()
    assert "not found" in logged
    assert [word for word in secrets.planted if word.lower() in logged] == []


def _asked_of_hidden(secrets: Secrets, who: str, everybody: bool) -> list[str]:
    """The pages of what is hidden, without those that refuse this role before they look for anything. In the suite each
    is asked for by one of those who are not refused, by turns."""
    label = {place.path: place.label for place in secrets.places}

    def asks(path: str) -> bool:
        answers = EXPECTED[label[path]]["GET"] if path in label else {}
        may = [reader for reader in READERS if answers.get(reader) not in (403, 405)]
        return who in (may if everybody else by_turns(label.get(path, UUID.sub("", path)), may))

    return [path for path in secrets.addresses + api.details(secrets.records) if asks(path)]


# Whatever is handed out is made alike for all who may have it, but for the contacts, which each role sees its own of.
EXPORTS = [f"/referrals/export/?format={kind}&state=all" for kind in ("csv", "xlsx")]


def _handed_out(service: Service, who: str) -> dict[str, Answer]:
    """What is made to be handed out of what everyone may see, or begun to be: by the worker everything, and by the others
    what the worker may not, and the contacts."""
    made = dict.fromkeys(EXPORTS, GIVE)
    for place in service.places:
        answers = EXPECTED[place.label].get("POST", {})
        may = place.name in {*LEAVING, "keeping:access-add"} and answers.get(who) in (200, 302)
        if may and place.name != "referrals:referral-export" and (who == "worker" or answers["worker"] == 403):
            made[place.path] = place.post or {}
    browser = service.browsers[who]
    return {path: browser.ask("POST", path, data) for path, data in made.items()}


def _cut(text: str, words: list[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def test_who_is_granted_all_of_it_reads_those_words(
    service: Service, beside: dict[str, Any], secrets: Secrets, everybody: bool
) -> None:
    """Else the tests here would prove nothing: the words do stand on pages, for those who may read them."""
    for record in secrets.restricted:
        grant(record, to=service.users["manager"])
    browser, unread = service.browsers["manager"], dict(secrets.words.where)
    paths = [
        *secrets.addresses,
        *_visible(service, beside, "manager", everybody=True),
        *_told_to_programs(service, "manager", everybody=True),
    ]
    if not everybody:
        paths.sort(key=lambda path: resolve(path.partition("?")[0]).view_name not in SHOWN_ON.split())
    for path in paths:
        if not everybody and set(unread.values()) == ON_NO_PAGE:
            # Each field has been read on a page; the proof goes on to see that no other shows somebody else's draft.
            break
        body = browser.get(path).body
        shown = {where for word, where in unread.items() if word in body}
        unread = {word: where for word, where in unread.items() if where not in shown}
    assert sorted(set(unread.values())) == sorted(ON_NO_PAGE)


# --- Searching for it ------------------------------------------------------------------------------------------------
PEOPLE = ("families.personname", "families.person.", "families.family.name", "families.address")
PLACES = ("contexts.context.name", "contexts.context.postcode", "contexts.context.address")
NOTES = ("cases.casenote", "cases.notesubject")
CONTACTS = ("referrals.",)


def _searches(service: Service, secrets: Secrets) -> Iterator[tuple[str, list[str]]]:
    """Each page that finds something, and what one might look for there."""
    of, seen = service.of, service.seen
    references = [record.reference for record in [*secrets.restricted, secrets.kin]]
    names = secrets.words.planted_in(*PEOPLE) + references[:4]
    contexts = secrets.words.planted_in(*PLACES) + references[5:8]
    notes = secrets.words.planted_in(*NOTES)
    yield "/search/?q=", [*names, *secrets.words.planted_in(*PLACES)]
    yield "/referrals/?q=", [*secrets.words.planted_in(*CONTACTS), secrets.records.referral.reference]
    yield "/people/?q=", names
    yield "/families/?q=", names
    yield "/contexts/?q=", contexts
    yield "/api/v1/search/?q=", names[:4] + contexts[:4]
    for resource, words in (("people", names), ("children", names[:4]), ("families", names), ("contexts", contexts)):
        yield f"/api/v1/{resource}/?q=", words
    yield "/contexts/map/?q=", contexts
    yield "/contexts/map/drawn/?q=", contexts
    yield f"/people/{seen.person.pk}/relationships/add/?q=", names[:4]
    yield f"/families/{seen.family.pk}/members/add/?q=", names[:4]
    yield f"/families/{seen.family.pk}/join/?q=", names[:4]
    yield f"/contexts/{seen.context.pk}/children/add/?q=", names[:4]
    yield f"/contexts/{seen.context.pk}/relations/add/?q=", contexts
    yield f"/contexts/of/{seen.person.pk}/add/?q=", contexts
    yield f"/contexts/{seen.context.pk}/merge/?q=", contexts
    yield f"/people/{seen.person.pk}/merge/?q=", names[:4]
    yield f"/documents/new/?about=child:{of.person.pk}&more=1&q=", names[:4]
    yield f"/notes/{of.note.pk}/stands-on/{of.on_person.pk}/move/?q=", names[:4]
    yield f"/links/{of.link.pk}/move/?q=", names[:4]
    yield f"/people/{of.person.pk}/documents/?q=", secrets.words.planted_in("cases.document")
    for notes_of in (
        f"/people/{of.person.pk}/notes/",
        f"/people/{of.stranger.pk}/notes/",
        f"/families/{of.unconfirmed.pk}/notes/",
        f"/contexts/{of.context.pk}/notes/",
    ):
        yield f"{notes_of}?q=", notes


def test_looking_for_a_hidden_word_finds_as_much_as_looking_for_nonsense(
    service: Service, secrets: Secrets, everybody: bool
) -> None:
    """In the suite each page for every second of the words; in the proof for all."""
    browser = service.browsers["manager"]  # who may use every page that finds something
    told, looked = [], 0
    for path, words in _searches(service, secrets):
        nonsense = Words("nobody").new("nowhere")
        nothing = browser.get(f"{path}{nonsense}")
        assert nothing.status == 200
        expected = nothing.without(nonsense)
        for word in words if everybody else words[::2]:
            looked += 1
            if browser.get(f"{path}{word.replace(' ', '+')}").without(word) != expected:
                told.append(f"{path}{word} ({secrets.words.where.get(word, 'a reference')})")
    assert told == []
    assert looked > 100


@pytest.mark.parametrize("path", ["/notes/new/", "/incidents/new/"])
def test_the_finder_of_a_form_finds_nothing_hidden(service: Service, secrets: Secrets, path: str) -> None:
    browser = service.browsers["worker"]
    nonsense = Words("nobody").new("nowhere")
    expected = browser.ask("POST", path, {"_find": "1", "_finder": nonsense}).without(nonsense)
    words = secrets.words.planted_in("families.personname.family", "families.family.name", "contexts.context.name")
    for word in words:
        assert browser.ask("POST", path, {"_find": "1", "_finder": word}).without(word) == expected


# --- Naming it in a form ---------------------------------------------------------------------------------------------
def _twins(service: Service, secrets: Secrets) -> dict[str, str]:
    """The id of each record that may be seen, with that of the hidden one which stands for the same in its own set."""
    hidden = {each.name: getattr(secrets.records, each.name) for each in fields(Records)}
    return {
        str(getattr(beside, name).pk): str(twin.pk)
        for beside in (service.of, service.seen)
        for name, twin in hidden.items()
        if hasattr(twin, "pk") and hasattr(getattr(beside, name), "pk")
    }


def _named_instead(place: Place, other: Callable[[str], str]) -> tuple[str, dict[str, Any]] | None:
    """The same address and form, with other records in its query and its fields; None where it names none."""
    path, _mark, query = place.path.partition("?")
    asked = UUID.sub(lambda found: other(found[0]), query)
    given = {name: _each(value, other) for name, value in (place.post or {}).items()}
    return (f"{path}?{asked}", given) if (asked, given) != (query, place.post or {}) else None


def _each(value: Any, other: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_each(one, other) for one in value]
    text = str(value)
    return UUID.sub(lambda found: other(found[0]), text) if UUID.search(text) else value


def test_a_form_that_names_a_hidden_record_is_answered_as_if_there_were_none(
    service: Service, secrets: Secrets
) -> None:
    """Neither a refusal nor its words, nor what was written before it, tells that a record with this id exists."""
    twins = _twins(service, secrets)
    told, asked, elsewhere = [], 0, list[str]()
    for place in service.places:
        hidden = _named_instead(place, lambda found: twins.get(found, found))
        absent = _named_instead(place, lambda found: str(uuid4()) if found in twins else found)
        if hidden is None or absent is None:
            continue
        browser = service.browsers["manager"]
        method = "GET" if place.post is None else "POST"
        with _log() as lines:
            answers = [
                browser.ask(method, path, data if place.post is not None else None) for path, data in (hidden, absent)
            ]
        elsewhere += [*lines, *answers[0].elsewhere]
        asked += 1
        then, now = (UUID.sub("ID", answer.comparable) for answer in answers)
        if then != now or answers[0].writes != answers[1].writes:
            told.append(f"{place.label} {method}:\n{_difference(now, then)}")
    assert told == [], "\n\n".join(told)
    assert asked > 50
    logged = "\n".join(elsewhere).lower()
    assert [word for word in secrets.planted if word.lower() in logged] == []


# --- What programs ask for -------------------------------------------------------------------------------------------
def test_every_operation_on_a_hidden_record_is_answered_as_if_there_were_none(
    service: Service, secrets: Secrets, everybody: bool, record_property: Figure
) -> None:
    told, asked = [], 0
    for who in READERS if everybody else READERS[:2]:
        browser = service.browsers[who]
        for method, path, resource in api.operations():
            if not everybody and who not in by_turns(f"{method} {path}", READERS[:2]):
                continue
            model = resource.model if resource else None
            hidden, absent = api.first_of(model, secrets.records), str(uuid4())
            if hidden is None:
                continue
            answers = [browser.send(method, path.replace("{id}", str(key)), {}) for key in (hidden, absent)]
            asked += 1
            if not _same(*answers):
                told.append(f"{method} {path} as {who}: {answers[0].status} and {answers[1].status}")
    record_property("operations asked about a hidden record", asked)
    assert told == []
    assert asked > 100


def _same(then: Answer, now: Answer) -> bool:
    return UUID.sub("ID", then.comparable) == UUID.sub("ID", now.comparable) and then.statements == now.statements


def test_what_is_sent_that_names_a_hidden_record_is_answered_as_if_there_were_none(
    service: Service, secrets: Secrets, everybody: bool, record_property: Figure
) -> None:
    """In what is sent to any operation, and in the filters of any list."""
    told, asked = [], 0
    for who in ("manager", "worker") if everybody else ("manager",):
        browser = service.browsers[who]
        for method, path, resource, shape in api.bodies():
            on = path.format(api.first_of(resource.model, service.seen) or "")
            for model, around in api.naming(shape):
                hidden = api.first_of(model, secrets.records)
                if hidden is None or "//" in on:
                    continue
                asked += 1
                answers = [browser.send(method, on, around(str(key))) for key in (hidden, uuid4())]
                if not _same(*answers) or answers[0].status not in (400, 403, 404, 422):
                    told.append(f"{method} {path} {around('…')} as {who}: {[answer.status for answer in answers]}")
        for path, model in api.filters():
            hidden = api.first_of(model, secrets.records)
            if hidden is not None:
                asked += 1
                answers = [browser.get(f"{path}{key}") for key in (hidden, uuid4())]
                if not _same(*answers):
                    told.append(f"{path} as {who}: {[answer.status for answer in answers]}")
    record_property("hidden records named to an operation", asked)
    assert told == []
    assert asked > 50
