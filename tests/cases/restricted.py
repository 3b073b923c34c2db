"""Rows about restrictions that break one constraint each, for `test_models.py`."""

from typing import Any

from cs_casework.dates import today
from tests.factories import (
    CaseFactory,
    FamilyFactory,
    NoteHidingFactory,
    NoteReleaseFactory,
    RestrictionReviewFactory,
    UserFactory,
    grant,
)
from tests.helpers import twice


def answered(**facts: Any) -> None:
    proposer = UserFactory()
    RestrictionReviewFactory(created_by=proposer, decided_on=today(), decided_by=proposer, **facts)


RESTRICTED: dict[str, list[Any]] = {
    "casegrant_end_is_whole": [lambda: grant(CaseFactory(), to=UserFactory(), ended_by=UserFactory())],
    "review_of_one_restriction": [
        lambda: RestrictionReviewFactory(person=None),
        lambda: RestrictionReviewFactory(family=FamilyFactory()),
    ],
    "one_lifting_proposed": [twice(RestrictionReviewFactory, "person")],
    "lifting_answer_is_whole": [
        lambda: RestrictionReviewFactory(state="kept", decided_on=today(), decided_by=UserFactory()),
        lambda: RestrictionReviewFactory(state="agreed", decided_on=today(), decided_by=UserFactory()),
        lambda: RestrictionReviewFactory(state="refused", decided_why="Not yet"),
        lambda: RestrictionReviewFactory(
            state="taken_back", created_by=UserFactory(), decided_on=today(), decided_by=UserFactory()
        ),
    ],
    "lifting_takes_two": [lambda: answered(state="agreed", decided_why="I agree with myself")],
    "hiding_for_one_restriction": [
        lambda: NoteHidingFactory(person=None),
        lambda: NoteHidingFactory(family=FamilyFactory()),
    ],
    "one_hiding_a_restriction": [twice(NoteHidingFactory, "note", "person")],
    "release_for_one_restriction": [
        lambda: NoteReleaseFactory(person=None),
        lambda: NoteReleaseFactory(family=FamilyFactory()),
    ],
    "one_release_a_restriction": [twice(NoteReleaseFactory, "note", "person")],
    "release_says_something": [lambda: NoteReleaseFactory(happened="")],
    "release_end_is_whole": [
        lambda: NoteReleaseFactory(ended_on=today(), ended_by=UserFactory()),
        lambda: NoteReleaseFactory(ended_why="Over"),
    ],
}
