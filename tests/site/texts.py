"""Every column of our tables in which somebody could write, found from the models, and which of them hold a planted word,
found from the rows."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tests.site.test_architecture import our_models

WORD = re.compile(r"\w+")
# Where nothing is typed about a record, and why not.
NO_SECRET = {
    "A number that the service gives: those of what is hidden are looked for beside the words (`Secrets.texts`)": (
        "*.reference",
        "*.record_reference",
    ),
    "A hash": ("*.digest", "*.token_hash", "accounts.user.password", "cases.notaname.passage"),
    "A code of ours, or the name of a table, an action, a step or a form": (
        "accounts.api*.collection",
        "audit.auditevent.action",
        "audit.*.record_type",
        "audit.disclosure.form",
        "audit.disclosure.version",
        "cases.caseclosure.context_status",
        "drafts.draft.about",
        "drafts.draft.form",
        "drafts.draft.page",
        "drafts.draft.turn",
        "keeping.accessitem.source",
        "keeping.certificate.code",
        "referrals.intakestep.step",
        "referrals.intakestep.turn",
        "referrals.referral.loaded_as",
    ),
    "An address of a page, which holds ids": ("audit.auditevent.path", "drafts.draft.path"),
    "Ids of what was moved": ("cases.*.moved",),
    "Points on a map": ("cases.safetymapfeature.points",),
    "The name under which a file lies, made up, and its type, found from what is in it": ("*.file", "*.content_type"),
    "About staff, and nobody on record": (
        "accounts.apitoken.name",
        "accounts.cover.reason",
        "accounts.role.name",
        "accounts.staffsession.*",
        "accounts.standinggrant.*",
        "accounts.team.*",
        "accounts.user.email",
        "accounts.user.job_title",
        "accounts.user.name",
        "accounts.user.phone",
        "accounts.user.username",
        "audit.*.actor_name",
        "looking.duty.words",
        "looking.owndetails.*",
    ),
    "A list of the council's own, the same for everybody": (
        "contexts.area.*",
        "keeping.*.rule_words",
        "keeping.retentionrule.source",
        "reference.*",
    ),
}


def text_columns() -> Iterator[tuple[Any, Any]]:
    """Texts, lists of texts, JSON and names of files of every table of ours but versions, which are made of the row that
    they are versions of; without what is chosen from a list, what the database works out, and keys."""
    for model in our_models():
        if hasattr(model, "instance_type") or model._meta.proxy:
            continue
        for column in model._meta.concrete_fields:
            of = column.base_field if isinstance(column, ArrayField) else column
            holds_text = isinstance(of, models.CharField | models.TextField | models.JSONField | models.FileField)
            if holds_text and not (of.choices or column.primary_key or column.generated):
                yield model, column


def _name(model: Any, column: Any) -> str:
    return f"{model._meta.label_lower}.{column.name}"


def holding(words: Collection[str]) -> dict[str, set[str]]:
    """The columns in which some of these words stand in the database as it is, with the words, or what they consist of."""
    found = defaultdict(set)
    looked_for = {part for word in words for part in WORD.findall(word.lower())}
    for model, column in text_columns():
        for value in model._base_manager.order_by().values_list(column.attname, flat=True):
            if parts := looked_for.intersection(WORD.findall(str(value).lower())):
                found[_name(model, column)] |= parts
    return found


def unplanted(found: Mapping[str, Collection[str]]) -> list[str]:
    """The columns that hold no such word, and have no reason not to."""
    return [name for name in _empty(found) if not any(fnmatchcase(name, one) for one in _patterns())]


def needless(found: Mapping[str, Collection[str]]) -> list[str]:
    """The reasons that are given for no column any more, or for one that holds a word."""
    empty = _empty(found)
    full = [name for name in found if any(fnmatchcase(name, one) for one in _patterns())]
    return full + [one for one in _patterns() if not any(fnmatchcase(name, one) for name in empty)]


def _empty(found: Mapping[str, Collection[str]]) -> list[str]:
    return sorted({_name(model, column) for model, column in text_columns()} - found.keys())


def _patterns() -> list[str]:
    return [pattern for patterns in NO_SECRET.values() for pattern in patterns]
