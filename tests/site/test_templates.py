"""Templates: every one compiles, is used, keeps to the content policy, and asks for nothing it was not given."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.site.conftest import Asked

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html"))
# Asked for by Django itself: pages of errors.
BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "django/forms/widgets/select.html"}


def source(name: str) -> str:
    return (ROOT / "templates" / name).read_text()


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles(name: str) -> None:
    get_template(name)


def test_every_template_is_used() -> None:
    code = [
        path
        for app in ("cs_casework", "families", "contexts", "cases", "referrals", "assessments", "plans", "keeping")
        for path in (ROOT / app).rglob("*.py")
    ]
    written = "\n".join([path.read_text() for path in code] + [source(name) for name in TEMPLATES])
    assert [name for name in TEMPLATES if name not in BY_DJANGO and f'"{name}"' not in written] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_holds_style_or_script_of_its_own(name: str) -> None:
    """The content policy would refuse it, in the browser and without a word to us."""
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", source(name), flags=re.DOTALL)
    inside = re.findall(r"<style\b|<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=|javascript:", text, re.IGNORECASE)
    assert inside == []


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.startswith("components/")])
def test_every_component_says_what_it_is_given(name: str) -> None:
    opening = source(name).removeprefix('{% extends "base.html" %}').lstrip()
    assert opening.startswith("{% comment %}"), name


def test_every_component_stands_in_the_gallery_or_on_a_page() -> None:
    others = "\n".join(source(name) for name in TEMPLATES)
    components = [name for name in TEMPLATES if name.startswith("components/") and name != "components/gallery.html"]
    assert [name for name in components if f'include "{name}"' not in others] == []


# --- Forms that are long ---------------------------------------------------------------------------------------------
# A text of so many characters is written over a while, and more than a reason.
LONG = 5000
# Who may hold a printed paper, a line each for as many as forty: a list, and no text.
HOLDERS = {"assessments:assessment-print", "assessments:name-check"}


def test_every_form_with_room_for_a_long_text_keeps_a_draft(everything: list[Asked]) -> None:
    forgetful = {
        asked.label
        for asked in everything
        if asked.method == "GET"
        for form in re.findall(r"<form\b.*?</form>", asked.answer.body, re.DOTALL)
        if max(map(int, re.findall(r'data-maxlength="(\d+)"', form)), default=0) >= LONG
        and not re.match(r"<form\b[^>]*\bdata-draft-url=", form)
    }
    assert forgetful == HOLDERS


# --- Forms that are short --------------------------------------------------------------------------------------------
# What needs no key, and why.
UNKNOWN = {
    "accounts:app-remove": "one's own means of signing in, as they then are",
    "accounts:app-set-up": "one's own means of signing in, as they then are",
    "accounts:passkey-add": "what the device answers counts once",
    "accounts:passkey-remove": "one's own means of signing in, as they then are",
    "accounts:password-change": "asks for the password of before",
    "accounts:recovery-codes": "the answer alone shows them, and those before are over",
    "accounts:sign-in-again": "records nothing",
    "accounts:token-add": "the answer alone shows its secret: whose was lost needs another, and ends the first",
    "cases:action-list": "finishes what is not finished",
    "cases:context-merge": "merges what is not merged",
    "cases:family-join": "joins what is not joined",
    "cases:person-merge": "merges what is not merged",
    "cases:proposal-accept": "answers what waits",
    "contexts:link-add": "what is linked already is left as it is",
    "contexts:person-link-add": "what is linked already is left as it is",
    "keeping:access-items": "what was read stays read",
    "keeping:due-list": "what is proposed already is refused",
    "overview:home": "signing in",
    "referrals:child-match": "says the same of the same row",
    "referrals:context-match": "says the same of the same row",
    "referrals:intake": "takes over a contact that somebody has begun",
    "referrals:intake-row": "changes one row, by the number of its version",
    "referrals:intake-step": "changes one step, by the number of its version",
    "referrals:referral-export": "hands something out, and each time is written down",
}


def test_every_form_is_known_when_it_is_sent_twice(everything: list[Asked]) -> None:
    unknown = {
        asked.label.split(" ")[0]
        for asked in everything
        if asked.method == "GET"
        for form in re.findall(r"<form\b.*?</form>", asked.answer.body, re.DOTALL)
        if re.match(r"<form\b(?![^>]*\bapp-filter)[^>]*\bnovalidate", form) and 'name="csrfmiddlewaretoken"' in form
        if not re.search(r'name="(?:draft_id|form_key)" value="[^"]', form)
    }
    assert sorted(unknown) == sorted(UNKNOWN)


# --- What a template was not given -----------------------------------------------------------------------------------
def test_no_page_shows_a_variable_it_was_not_given(everything: list[Asked]) -> None:
    """By who may do all of it, with every form sent back once; and by others, to whom a page offers less."""
    assert sorted({f"{asked}: {variable}" for asked in everything for variable in asked.missing}) == []
