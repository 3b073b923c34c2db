"""What a contact still lacks before it can be submitted: asked by the tracker, by the page of answers, and on submission.

A consultation names nobody, so it lacks no child and nobody's agreement. "Not known" and "not asked" are answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from referrals.codes import WORLDS, Agreement, Answer, Subject
from referrals.models import Referral


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: in which step it is asked for, and in which words it is missed."""

    step: str
    words: str


def missing_from(referral: Referral, *, children: list[Any], adults: list[Any], contexts: list[Any]) -> list[Missing]:
    """What is missing, in the order in which it is asked. The rows are those that stand in it, all of them: what is
    missing from a contact is the same for everybody."""
    return [
        *_about_the_referrer(referral),
        *_about_the_subjects(referral, children, adults, contexts),
        *_about_the_worry(referral),
        *_about_agreement(referral),
    ]


def missing_now(referral: Referral) -> list[Missing]:
    """The same, for one contact: reads its rows."""
    rows = {name: list(getattr(referral, name).standing()) for name in ("children", "adults", "contexts")}
    return missing_from(referral, **rows)


def _about_the_referrer(referral: Referral) -> Iterator[Missing]:
    if not referral.is_anonymous and not referral.referrer_name:
        yield Missing("referrer", _("Who referred, or that they do not give their name"))
    if not referral.source:
        yield Missing("referrer", _("Where it comes from"))


def _about_the_subjects(
    referral: Referral, children: list[Any], adults: list[Any], contexts: list[Any]
) -> Iterator[Missing]:
    if not referral.subjects:
        yield Missing("subjects", _("What it is about"))
    if not referral.is_consultation:
        if Subject.CHILDREN in referral.subjects and not children:
            yield Missing("people", _("At least one child"))
        if Subject.RELATIONSHIP in referral.subjects and (not children or len(children) + len(adults) < 2):
            yield Missing("people", _("The people in the relationship: a child and at least one other"))
    if Subject.CONTEXT in referral.subjects and not contexts:
        yield Missing("contexts", _("The place, group or online space"))
    for child in children:
        if not child.known:
            yield Missing("people", _("Whether %(name)s is known") % {"name": child})
    for context in contexts:
        if not context.known:
            yield Missing("contexts", _("Whether “%(name)s” is known") % {"name": context})
        if not context.frequency:
            yield Missing("contexts", _("How often it happens at “%(name)s”") % {"name": context})
        if not context.how_many:
            yield Missing("contexts", _("How many young people are affected at “%(name)s”") % {"name": context})


def _about_the_worry(referral: Referral) -> Iterator[Missing]:
    if not referral.worry.strip():
        yield Missing("worry", _("The worry, in the referrer’s own words"))
    for column, words in WORLDS.items():
        if not getattr(referral, column):
            yield Missing("worlds", _("An answer about: %(world)s") % {"world": words})


def _about_agreement(referral: Referral) -> Iterator[Missing]:
    if referral.is_consultation:
        return
    if not referral.child_knows or not referral.parents_know or not referral.agreement:
        yield Missing("agreement", _("Whether the child and the parents know and agree"))
    elif (
        needs_why_not_asked(referral.child_knows, referral.parents_know, referral.agreement)
        and not referral.why_not_asked.strip()
    ):
        yield Missing("agreement", _("Why they have not been asked"))


def needs_why_not_asked(child_knows: str, parents_know: str, agreement: str) -> bool:
    """Whether somebody was not told or not asked, so that the reason is asked for."""
    return Answer.NOT_ASKED in (child_knows, parents_know) or agreement == Agreement.NOT_ASKED
