"""The steps of taking a contact: which there are, which apply, how far each has come, and what has been typed into it.

What is typed is kept with the contact (`IntakeStep`), not with who typed it. A step has a row there; so has each child,
adult and context, under `child:<id>`, and the one about to be added, under `child:new`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cs_casework.accounts.models import User
from referrals.codes import WORLDS, Subject
from referrals.missing import Missing, missing_from
from referrals.models import IntakeStep, Referral, ReferralAdult, ReferralChild, ReferralContext
from referrals.taking import keep_step

# In the order in which they are asked.
STEPS: dict[str, Any] = {
    "referrer": gettext_lazy("Who referred"),
    "subjects": gettext_lazy("What it is about"),
    "people": gettext_lazy("Children and adults"),
    "contexts": gettext_lazy("Places, groups and online spaces"),
    "worry": gettext_lazy("The worry"),
    "worlds": gettext_lazy("Friends, school, neighbourhood, online"),
    "agreement": gettext_lazy("Do they know, and do they agree?"),
    "files": gettext_lazy("Letters and e-mails"),
    "check": gettext_lazy("Check the answers and submit"),
}
# What each step writes down: something said in one of these, it has been started.
SAID = {
    "referrer": ["is_anonymous", "referrer_name", "referrer_role", "referrer_contact", "agency_id", "source"],
    "subjects": ["subjects"],
    "worry": ["worry", "strengths", "support_sought", "done_already"],
    "worlds": list(WORLDS),
    "agreement": ["child_knows", "parents_know", "agreement"],
}
NOUNS: dict[str, Any] = {"child": ReferralChild, "adult": ReferralAdult, "context": ReferralContext}
# Where each is listed: the name of the step is that of the relation, too, for contexts.
STEP_OF = {"child": "people", "adult": "people", "context": "contexts"}
NEW = "new"


class State:
    """How far a step has come, in words and as the tone of a tag."""

    DONE = (gettext_lazy("Done"), "green")
    TYPED = (gettext_lazy("Not saved yet"), "yellow")
    STARTED = (gettext_lazy("Started"), "blue")
    OPTIONAL = (gettext_lazy("Optional"), "grey")
    TO_DO = (gettext_lazy("Not started"), "grey")


@dataclass
class Progress:
    """One step on the page of progress."""

    name: str
    title: str
    url: str
    state: tuple[Any, str]


@dataclass
class Intake:
    """A contact being taken, with all that the page of progress and the steps ask of it, read once."""

    referral: Referral
    rows: dict[str, list[Any]]
    typed: dict[str, IntakeStep]
    missing: list[Missing]
    has_files: bool

    @property
    def steps(self) -> list[str]:
        """The steps that apply: a consultation names nobody and asks nobody's agreement, and a contact that is about
        no place asks for none. What was stated already is never out of reach."""
        about = self.referral.subjects
        applies = {
            "people": bool(about and not self.referral.is_consultation) or bool(self.rows["children"] or self.adults),
            "contexts": Subject.CONTEXT in about or bool(self.rows["contexts"]),
            "agreement": not self.referral.is_consultation,
        }
        return [name for name in STEPS if applies.get(name, True)]

    @property
    def adults(self) -> list[Any]:
        return self.rows["adults"]

    def after(self, step: str) -> str:
        """The step that follows."""
        names = list(STEPS)
        later = [name for name in self.steps if name in names[names.index(step) + 1 :]]
        return later[0] if later else "check"

    def progress(self) -> list[Progress]:
        return [
            Progress(
                name=name,
                title=str(STEPS[name]),
                url=step_url(self.referral, name),
                state=self._state(name),
            )
            for name in self.steps
            if name != "check"
        ]

    def _state(self, step: str) -> tuple[Any, str]:
        if any(part_of(key) == step for key in self.typed):
            return State.TYPED
        said = any(getattr(self.referral, name) for name in SAID.get(step, []))
        said = said or any(self.rows[name] for name in ROWS_OF.get(step, [])) or (step == "files" and self.has_files)
        if not any(lacking.step == step for lacking in self.missing):
            return State.DONE if said else State.OPTIONAL
        return State.STARTED if said else State.TO_DO


ROWS_OF = {"people": ["children", "adults"], "contexts": ["contexts"]}


def intake_of(referral: Referral) -> Intake:
    """What stands in a contact, what is typed into it, and what it lacks: the same for everybody who may see it."""
    rows = {name: list(getattr(referral, name).standing()) for name in ("children", "adults", "contexts")}
    return Intake(
        referral=referral,
        rows=rows,
        typed={row.step: row for row in typed_into(referral)},
        missing=missing_from(referral, **rows),
        has_files=referral.attachments.standing().exists(),
    )


def typed_into(referral: Referral) -> Any:
    """What somebody typed and did not save yet, the oldest first. Read for a contact that was opened."""
    return IntakeStep.objects.filter(referral=referral).exclude(data={}).select_related("saved_by").order_by("saved_at")


def step_row(referral: Referral, key: str) -> IntakeStep | None:
    """The row of one step, with or without words in it: its version travels with the form."""
    return IntakeStep.objects.filter(referral=referral, step=key).select_related("saved_by").first()


def part_of(key: str) -> str:
    """The step that a key belongs to: `child:new` is one of the people."""
    noun, _colon, row = key.partition(":")
    return STEP_OF[noun] if row and noun in STEP_OF else key


def step_url(referral: Referral, step: str) -> str:
    """Where a step is: files have a page of their own, as they go on coming when everything else has been said."""
    if step == "files":
        return reverse("referrals:attachment-add", args=[referral.pk])
    return reverse("referrals:intake-step", args=[referral.pk, step])


def key_url(referral: Referral, key: str, data: dict[str, Any]) -> str:
    """Where one goes on with what is typed under a key."""
    noun, _colon, row = key.partition(":")
    if not row:
        return step_url(referral, key)
    kind = (data.get("kind") or [""])[0]
    query = f"?kind={kind}" if noun == "context" and kind.replace("_", "").isalpha() else ""
    if row == NEW:
        return reverse("referrals:intake-row-add", args=[referral.pk, noun]) + query
    return reverse("referrals:intake-row", args=[referral.pk, noun, row]) + query


def key_title(key: str, data: dict[str, Any]) -> str:
    """What is typed under a key, in words: a step, or somebody by the name typed so far."""
    noun, _colon, _row = key.partition(":")
    if noun in STEPS:
        return str(STEPS[noun])
    names = " ".join(text for name in ("given", "family", "name") for text in data.get(name, []) if text)
    said = {"child": _("A child"), "adult": _("An adult"), "context": _("A place, group or online space")}[noun]
    return f"{said}: {names}" if names else said


def send_step[T](referral: Referral, change: Callable[[], T], *, by: User, step: str, version: int) -> T:
    """Make the change that a step was typed for, and keep it no longer as typed: both, or neither.

    Raises `TypedSince` where somebody else has typed into it since.
    """
    with transaction.atomic():
        keep_step(referral, by=by, step=step, data={}, version=version)
        return change()
