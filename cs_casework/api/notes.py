"""Case notes, and what of each stands on one record alone."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from cases import notes
from cases.models import CaseNote, NoteSubject
from contexts.models import Context
from cs_casework.accounts.models import Permission, User
from cs_casework.api.answers import Rows
from cs_casework.api.bodies import Body, Choose, body, text
from cs_casework.api.problems import Problem, at
from cs_casework.api.resources import Resource, Verb, offer
from families.models import Family, Person

ABOUT = ("child", "family", "context")


class NoteSubjectSent(Body):
    """One record that the note is about: a child, a family or a context; and what is for that record alone."""

    child = Choose(Person, required=False)
    family = Choose(Family, required=False)
    context = Choose(Context, required=False)
    own_part = text(20000)
    seen = serializers.ChoiceField(choices=NoteSubject.Seen.choices, required=False)


def record(*, by: User, subjects: Sequence[dict[str, Any]], **said: Any) -> CaseNote:
    found = []
    for number, one in enumerate(subjects):
        about = [one.pop(name) for name in ABOUT if name in one]
        if len(about) != 1:
            words = "Name one child, one family or one context."
            raise Problem(400, "What was sent is not as described.", errors=[at(f"/subjects/{number}", words)])
        found.append(notes.Subject(about[0], **one))
    return notes.record_note(by=by, subjects=found, **said)


record.__doc__ = notes.record_note.__doc__


class OwnPartSent(Body):
    """What is for one of the records alone, anew."""

    subject = Choose(NoteSubject)
    own_part = serializers.CharField(max_length=20000, allow_blank=True)


def amend(note: CaseNote, *, by: User, own_parts: Sequence[dict[str, Any]] = (), **said: Any) -> CaseNote:
    return notes.amend_note(note, by=by, own_parts={one["subject"].pk: one["own_part"] for one in own_parts}, **said)


amend.__doc__ = notes.amend_note.__doc__

WORDS = "happened said analysis is_significant"

offer(
    Resource(
        name="case-notes",
        model=CaseNote,
        fields=f"id kind occurred_at title {WORDS} created_at created_by",
        rows={"subjects": Rows(NoteSubject, "note", "id child family context case own_part seen")},
        needs=Permission.VIEW_CASES,
        filters="subjects__child subjects__family subjects__context kind is_significant occurred_at created_at",
        ordering="occurred_at created_at",
        create=Verb(
            record,
            body(
                CaseNote,
                WORDS,
                required="kind occurred_at title",
                title="CaseNoteSent",
                subjects=NoteSubjectSent(many=True, max_length=50),
            ),
        ),
        change=Verb(
            amend,
            body(
                CaseNote,
                f"kind occurred_at title {WORDS}",
                title="CaseNoteChange",
                own_parts=OwnPartSent(many=True, required=False),
                reason=text(2000, needed=True),
            ),
        ),
    ),
)
