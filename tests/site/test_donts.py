"""What this service does not do: those of the sixteen don'ts that are held by its words, fields and addresses themselves.

The others are held by tests of their own; `docs/assurance.md` says where each stands.
"""

import ast
import re
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from cases.models import Action
from contexts.models import ContextLink
from families.models import Person
from tests.site.conftest import Asked
from tests.site.test_architecture import code, our_models, tree

ROOT = Path(__file__).resolve().parents[2]
# What would rank a child, name them by a group, or foretell them; and colours that stand for a person.
RANKS = re.compile(
    r"\b(gangs?|nominals?|scor(e|es|ed|ing)|rank(s|ed|ing)?|risk (level|rating|score|matrix)|(high|medium|low)[ -]risk"
    r"|predict\w*|likelihood|RAG|red flags?|profil(e|es|ing))\b",
    re.IGNORECASE,
)
FIELDS = re.compile(r"score|rank|rating|\brag\b|colour|predict|likelihood|probab|nominal|gang|profile", re.IGNORECASE)
# Where such a word is asked about when somebody types it, and where weights are the search's own.
ASKS_ABOUT_WORDS = {"cases/wording.py"}
# A place on a young person's own map, which they colour themselves.
THEIR_OWN = {"cases.SafetyMapFeature.colour", "cases.HistoricalSafetyMapFeature.colour"}
PLANTED_WORD = re.compile(r"\b[bcdfghjklmnpqrstvwxz]{12}\b")
ADDRESS = re.compile(r"""\s(?:href|action|src|formaction|data-draft-url)="([^"]*)\"""")


def words_on_screen() -> list[tuple[str, str]]:
    """Every sentence that is put on a screen: what templates hold, and what the code has translated."""
    found = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", path.read_text(), flags=re.DOTALL)
        # Without names of variables, tags and attributes.
        text = re.sub(r"{{.*?}}|{%(?!\s*(?:translate|blocktranslate)).*?%}|<[^>]*>", " ", text, flags=re.DOTALL)
        found.append((str(path.relative_to(ROOT)), text))
    for name in code(demo=False):
        for node in ast.walk(tree(name)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"_", "ngettext", "now_in"}
            ):
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                found += [(name, text) for text in texts]
    return found


# --- 1: nothing ranks, foretells or links by itself ------------------------------------------------------------------
def test_no_word_on_a_screen_ranks_a_child() -> None:
    found = [
        f"{name}: {match[0]}"
        for name, text in words_on_screen()
        if name not in ASKS_ABOUT_WORDS
        for match in RANKS.finditer(text)
    ]
    assert found == []


def test_no_field_of_a_record_ranks_anybody() -> None:
    named = {
        f"{model._meta.app_label}.{model.__name__}.{column.name}"
        for model in our_models()
        for column in model._meta.concrete_fields
        if FIELDS.search(column.name) or FIELDS.search(str(column.verbose_name))
    }
    assert named - THEIR_OWN == set()


def test_a_link_is_made_in_one_place_by_somebody() -> None:
    """What proposes a link makes none: `add_link` alone writes one, `by` a member of staff."""
    writes = set()
    for name in code(demo=False):
        if name.startswith("cs_casework/overview/synthetic/"):
            continue
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                "ContextLink",
                "ContextLink.objects.create",
                "ContextLink.objects.bulk_create",
                "ContextLink.objects.get_or_create",
            }:
                writes.add(name)
    # The two of cases/links read what the database gives them in one piece; they save nothing.
    assert writes == {"contexts/workflow.py", "cases/links/rows.py", "cases/links/of_context.py"}
    for name in ("cases/links/rows.py", "cases/links/of_context.py"):
        assert not re.search(r"\.save\(|save_record|bulk_", (ROOT / name).read_text())


# --- 3: no link without its grounds ----------------------------------------------------------------------------------
def test_no_link_is_without_source_reliability_basis_and_start() -> None:
    for name in ("source", "reliability", "basis", "role", "from_on", "source_on"):
        column: Any = ContextLink._meta.get_field(name)
        assert not column.blank, name
        assert not column.null, name


# --- 4: one sentence, whether or not anything is hidden --------------------------------------------------------------
NOTICE = '{% include "components/restricted-notice.html" %}'
# Lists of what nobody is kept from: staff, local lists, versions of one record, one's own drafts and tokens; the audit,
# which keeps all of it, and what records officers watch over; and what stands on one record that is open to its reader.
OPEN_LISTS = {
    "accounts/token_list.html",
    "administration/entry_list.html",
    "administration/staff_list.html",
    "administration/team_detail.html",
    "administration/team_list.html",
    "drafts/draft_list.html",
    "keeping/access_items.html",
    "keeping/access_words.html",
    "looking/look_up_list.html",
    "looking/looked.html",
    "looking/register.html",
    "looking/volume_list.html",
    "overview/audit_list.html",
    "overview/confidential/emergency_list.html",
    "overview/confidential/emergency_opened.html",
    "overview/confidential/interest_list.html",
    "overview/restriction.html",
    "overview/standing_list.html",
    "plans/plan_versions.html",
    "versions.html",
}


def test_every_list_says_that_restricted_records_are_not_on_it() -> None:
    """It says so to everybody and always: no `if` stands around it, and no number beside it."""
    templates = ROOT / "templates"
    silent = set()
    for path in sorted(templates.rglob("*.html")):
        text = path.read_text()
        if not re.search(r"components/(pagination|next-pages)\.html", text) or path.parent.name == "components":
            continue
        above = re.search(r'{% extends "(cases/pattern_page\.html)" %}', text)
        if NOTICE not in text + ((templates / above[1]).read_text() if above else ""):
            silent.add(str(path.relative_to(templates)))
    assert silent == OPEN_LISTS
    assert "{% if" not in (templates / "components/restricted-notice.html").read_text()


# --- 7: who is to act, and what came of it ---------------------------------------------------------------------------
def test_nobody_is_the_one_to_act_unless_somebody_says_so() -> None:
    """Neither who does it nor where it is aimed has a default; what was done is no outcome: that is said apart."""
    for name in ("owner", "owner_name", "agency", "aimed_at"):
        column: Any = Action._meta.get_field(name)
        assert column.get_default() in (None, ""), name
    finished = next(rule for rule in Action._meta.constraints if rule.name == "action_finished_has_outcome")
    assert "outcome" in str(finished)


# --- 11: not known, not asked ----------------------------------------------------------------------------------------
def test_whatever_is_asked_of_somebody_can_be_left_open() -> None:
    """Of a question about a person that one may not know the answer to, one is either not asked, or may say so."""
    says_so = {"not_known", "not_asked", "unknown", "not_said", "to_ask", "later", "declined", "U", "other"}
    told = {"families.person", "referrals.referral", "referrals.referralchild", "referrals.referraladult"}
    closed = [
        f"{model._meta.label_lower}.{column.name}"
        for model in apps.get_models()
        if model._meta.label_lower in told
        for column in model._meta.concrete_fields
        if column.choices and not column.blank and column.editable and not column.has_default()
        if not says_so & {str(value) for value, _label in column.flatchoices}
    ]
    assert closed == []
    required = [
        column.name
        for column in Person._meta.concrete_fields
        if not column.blank and column.editable and not column.has_default()
    ]
    assert required == []  # not even a name: what is known of somebody is what is known


# --- 14: no name in an address ---------------------------------------------------------------------------------------
def test_no_text_of_a_record_stands_in_an_address(everything: list[Asked], planted: dict[str, str]) -> None:
    words = {word[:12]: where for word, where in planted.items()}
    found = set()
    for asked in everything:
        addresses = [*ADDRESS.findall(asked.answer.body), asked.answer.headers.get("Location", "")]
        found |= {
            f"{asked.label}: {words[word]}"
            for address in addresses
            for word in PLANTED_WORD.findall(address)
            if word in words
        }
    assert sorted(found) == []


# --- 16: strengths beside concerns -----------------------------------------------------------------------------------
# What is said of harm, and of what protects, in one record: where the one is read, the other stands too.
# A chronology is a list of what happened, a line each, that leads there.
BESIDE = {
    "cases.extrafamilialfactor.seen": "cases.extrafamilialfactor.strengths",
    "cases.extrafamilialfactor.effect_on_child": "cases.extrafamilialfactor.strengths",
    "referrals.referral.worry": "referrals.referral.strengths",
    "contexts.context.description": "contexts.context.strengths",
}


def test_strengths_stand_beside_concerns_on_every_screen(everything: list[Asked], planted: dict[str, str]) -> None:
    by_field: dict[str, set[str]] = {}
    for word, where in planted.items():
        by_field.setdefault(where, set()).add(word[:12])
    alone, together = set(), 0
    for asked in everything:
        if asked.method != "GET" or asked.who not in {"worker", "manager"} or asked.answer.status != 200:
            continue
        if asked.label.startswith("overview:chronology"):
            continue
        seen = set(PLANTED_WORD.findall(asked.answer.body))
        for concern, strength in BESIDE.items():
            if not seen & by_field[concern]:
                continue
            if seen & by_field[strength]:
                together += 1
            else:
                alone.add(f"{asked.label}: {concern}")
    assert together > 10
    assert not alone, "\n".join(sorted(alone))


def test_every_record_of_harm_has_room_for_what_protects() -> None:
    assert all(isinstance(_field(strength), models.TextField) for strength in BESIDE.values())


def _field(label: str) -> Any:
    app, model, name = label.split(".")
    return apps.get_model(app, model)._meta.get_field(name)
