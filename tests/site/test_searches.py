"""A child's name never stands in an address: what is looked for is posted and kept in the searcher's session."""

import re

import pytest
from django.urls import reverse

from cs_casework.searches import MOST
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ayla():
    return PersonFactory(given="Ayla", family="Brandtmann")


@pytest.mark.parametrize("name", ["overview:search", "families:person-list"])
def test_search_leads_on_to_an_address_without_the_name(as_user, worker, ayla, name):
    client = as_user(worker)
    answer = client.post(reverse(name), {"_search": "1", "q": "Ayla Brandtmann"})
    assert answer.status_code == 302
    assert re.fullmatch(re.escape(reverse(name)) + r"\?s=[\w-]+", answer.url)
    page = client.get(answer.url).content.decode()
    assert reverse("families:person-detail", args=[ayla.pk]) in page
    assert 'value="Ayla Brandtmann"' in page  # the text stands in the box again


def test_search_keeps_the_other_filters_in_the_address(as_user, worker, ayla):
    posted = {"_search": "1", "q": "Ayla", "open_now": "on", "born_on-day": ""}
    answer = as_user(worker).post(reverse("families:person-list"), posted)
    assert re.fullmatch(r"/people/\?open_now=on&s=[\w-]+", answer.url)


def test_search_without_a_text_leads_to_the_plain_page(as_user, worker):
    answer = as_user(worker).post(reverse("families:person-list"), {"_search": "1", "q": "  "})
    assert answer.url == "/people/"


def test_search_of_one_person_says_nothing_to_another(as_user, client, worker, colleague, ayla):
    url = as_user(worker).post("/search/", {"_search": "1", "q": "Ayla Brandtmann"}).url
    page = as_user(colleague).get(url).content.decode()
    assert "Ayla" not in page


def test_searches_kept_in_a_session_are_few(as_user, worker):
    client = as_user(worker)
    for number in range(MOST + 3):
        client.post("/search/", {"_search": "1", "q": f"name {number}"})
    kept = list(client.session["searches"].values())
    assert kept == [f"name {number}" for number in range(3, MOST + 3)]


def test_search_by_nobody_keeps_nothing(client):
    answer = client.post("/search/", {"_search": "1", "q": "Ayla"})
    assert answer.url.startswith("/?next=")
    assert "searches" not in client.session
