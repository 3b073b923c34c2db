"""Every address asked as everybody who may come by, and held to the table of `tests/site/answers.py`."""

import pytest
from django.test import Client

from cases.models import Case
from cs_casework.accounts.signing_in import PROVED
from cs_casework.disclosures import LEAVING
from tests.site.answers import CAST, EXPECTED
from tests.site.asking import named_urls, patterns
from tests.site.conftest import Asked, Figure, Service, askers

pytestmark = pytest.mark.usefixtures("quiet")


def test_every_address_of_the_service_is_in_the_table() -> None:
    assert {label.partition(" ")[0] for label in EXPECTED} == named_urls()


def test_every_address_answers_everybody_as_the_table_says(
    service: Service, everything: list[Asked], everybody: bool, record_property: Figure
) -> None:
    assert [place.label for place in service.places] == list(EXPECTED)
    answers = {(asked.label, asked.method, asked.who): asked.answer for asked in everything if asked.sent != "nothing"}
    wrong = []
    for place in service.places:
        for method, expected in EXPECTED[place.label].items():
            asking = askers(place, method, expected, everybody)
            # Nothing that the table says is left unasked but that others are answered alike.
            assert {expected[who] for who in asking} == set(expected.values())
            for who in asking:
                answer, status = answers[place.label, method, who], expected[who]
                if answer.status != status:
                    wrong.append(f"{place.label} {method} as {who}: {answer.status}, not {status}")
                elif who == "nobody" and status == 302 and not answer.headers["Location"].startswith("/"):
                    wrong.append(f"{place.label} {method}: leads nobody to {answer.headers['Location']}")
    record_property("addresses", len(named_urls()))
    record_property("readers, of every role and of another team", len(CAST))
    record_property("asked as everybody", len(answers))
    assert wrong == []


def test_the_administrator_is_answered_by_no_case_record(service: Service) -> None:
    """Whatever hangs on a person, family, context or case: not there, or not allowed, and nothing is taken either."""
    hanging = [place for place in service.places if place.on]
    assert len(hanging) > 60
    answered = [
        f"{place.label} {method}: {answers['administrator']}"
        for place in hanging
        for method, answers in EXPECTED[place.label].items()
        if answers["administrator"] not in (403, 404, 405)
    ]
    assert answered == []


def test_what_a_team_holds_is_a_list_and_no_door(service: Service) -> None:
    """It stands in the lists of its members' own work, and in no list of another team's, whose members read it all the
    same: the table."""
    held = set(Case.objects.filter(team=service.team).values_list("reference", flat=True))
    theirs = {who: service.browsers[who].get("/cases/?my_teams=on").body for who in ("colleague", "other", "elsewhere")}
    assert any(reference in theirs["colleague"] for reference in held)
    assert [who for who in ("other", "elsewhere") for reference in held if reference in theirs[who]] == []
    assert {EXPECTED["cases:case-detail"]["GET"][who] for who in theirs} == {200}


def test_who_is_not_signed_in_is_led_to_the_form_and_back(service: Service) -> None:
    path = service.of.person.get_absolute_url()
    answer = service.browsers["nobody"].get(path)
    assert answer.headers["Location"] == f"/?next={path}"
    assert "csrfmiddlewaretoken" in service.browsers["nobody"].get(answer.headers["Location"]).body


def test_nothing_is_taken_without_a_token(service: Service) -> None:
    """A page of somebody else's cannot send a form in the name of who is signed in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(service.users["manager"], backend="cs_casework.accounts.backends.StaffBackend")
    forms = [place for place in service.places if EXPECTED[place.label].get("POST", {}).get("manager", 405) != 405]
    assert len(forms) > 150
    answers = {place.label: client.post(place.path, place.post) for place in forms}
    assert {label for label, answer in answers.items() if answer.status_code != 403} == set()
    # No view is left out of it, whatever it takes.
    exempt = [pattern for pattern in patterns() if getattr(pattern.callback, "csrf_exempt", False)]
    # The API asks for it itself, of whoever comes by their session; a program has no session that others could use.
    assert [str(one) for one in exempt if not one.callback.__module__.startswith("cs_casework.api.")] == []
    assert client.post("/api/v1/case-notes/", {}, content_type="application/json").status_code == 403
    assert client.post("/people/", {"_search": "", "q": "Testington"}).status_code == 403
    assert client.post("/notes/new/", {"_find": "1", "_finder": "Testington"}).status_code == 403


# Who is asked for a password again before each of these, and what follows its address where the form of it is a step away.
ASKED_AGAIN = {
    "overview:emergency": "manager",
    "overview:lifting-propose": "manager",
    "overview:lifting-agree": "manager",
    "overview:standing-give": "manager",
    "overview:successor": "records",
    "overview:chronology-print": "manager",
    "overview:calendar-renew": "manager",
    "overview:person-summary": "manager",
    "overview:context-summary": "manager",
    "overview:plans-in-plain-words": "manager",
    "looking:given": "records",
    "assessments:assessment-print": "manager",
    "assessments:printed-copy-pdf": "manager",
    "assessments:name-check": "manager",
    "cases:meeting-send": "manager",
    "cases:safety-map-print": "manager",
    "referrals:referral-export": "manager",
    "keeping:access-pdf": "records",
    "keeping:disposal-agree": "records",
}
# What is read first, and given out from there; and what waits until no word of it is marked, which ends in the same form.
READ_FIRST = {name for name in LEAVING if name.endswith(("-summary", "-print", "-words", ":given"))}
ASKED_ELSEWHERE = {"cases:paper-pdf"}  # tests/cases/test_meeting_pathways.py
# Opened to be read by a member of staff, or fetched by a calendar whose address was asked for.
UNASKED = {
    "overview:calendar-feed",
    "assessments:printed-copy",
    *(name for name, kind in LEAVING.items() if kind == "file"),
}


def test_what_must_not_be_done_at_an_open_computer_asks_who_sits_there(service: Service) -> None:
    """Before its form is shown, and before what was sent is done: and nothing that leaves is left out of it."""
    assert set(LEAVING) - ASKED_AGAIN.keys() == UNASKED | ASKED_ELSEWHERE
    clients = {who: Client() for who in ("manager", "records")}
    for who, client in clients.items():
        client.force_login(service.users[who], backend="cs_casework.accounts.backends.StaffBackend")
        session = client.session
        session[PROVED] = 0
        session.save()
    places = [place for place in service.places if place.name in ASKED_AGAIN]
    assert {place.name for place in places} == ASKED_AGAIN.keys()
    answers = []
    for place in places:  # what is sent is kept and asked about, so all is opened first
        path = place.path
        if place.name in READ_FIRST:
            path += "&give" if "?" in path else "?give"
        if place.name != "overview:calendar-renew":
            answers.append((place.label, clients[ASKED_AGAIN[place.name]].get(path)))
    for place in places:
        if place.post is not None:
            answers.append((place.label, clients[ASKED_AGAIN[place.name]].post(place.path, place.post)))
    passed = [
        f"{label}: {answer.status_code}"
        for label, answer in answers
        if not answer.headers.get("Location", "").startswith("/sign-in/again/")
    ]
    assert passed == []
