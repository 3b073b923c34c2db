"""What a resource of the API is: declared in files of nouns, answered by `views.py`, described by `describing.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from cs_casework.accounts.models import Permission
from cs_casework.api.answers import Answer, Masked, Rows, WhenHidden, answer_of
from cs_casework.api.bodies import Body

Change = Callable[..., Any]


@dataclass(frozen=True)
class Verb:
    """One thing that is done: a workflow function, or one that puts what was sent into the words of such a function.

    `do` is called as `do(record, by=…, **sent)`; to make a record, as `do(by=…, **sent)`. What it gives back is answered,
    if it is a record that has an address here, else the record itself as it is now. `fills` are fields that the function
    takes whole: those that were not sent stay as they are.
    """

    do: Change
    body: type[Body] | None = None
    name: str = ""
    fills: Sequence[str] = ()
    # What is answered, where that is not the record itself.
    makes: Any = None


@dataclass
class Resource:
    """Records of one kind: where they are, who is given which fields, what narrows a list of them, and what can be done.

    Which records somebody is given is said by `visible_to` of their queryset, and nowhere here.
    """

    name: str
    model: Any
    fields: str
    # Fields that only those with a right are given, as on the pages.
    gated: dict[Permission, str] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    # Fields that not everybody who sees the record is told.
    masked: Sequence[Masked | WhenHidden] = ()
    # Without this right there is no list at all: 403, as for its page.
    needs: Permission | None = None
    # Which records it is about, for a reader, where that is not all of the model's: the door stands before them.
    records: Callable[[Any], Any] | None = None
    # A FilterSet of the pages to begin with, and fields of the model beside it.
    filterset: Any = None
    filters: str = ""
    ordering: str = ""
    create: Verb | None = None
    change: Verb | None = None
    verbs: Sequence[Verb] = ()
    # Whose record the audit names, where it is not this one itself.
    audited: Callable[[Any], Any] = lambda found: found
    # How the audit calls what was looked at; the model's name otherwise.
    noun: str = ""
    about: str = ""

    def __post_init__(self) -> None:
        self.noun = self.noun or self.model._meta.model_name
        gated: dict[Permission, Sequence[str]] = {right: names.split() for right, names in self.gated.items()}
        self.answer: type[Answer] = answer_of(
            self.model, self.fields.split(), gated, self.rows, self.masked, name=f"{_title(self.name)}Answer"
        )

    def door(self, user: Any) -> Any:
        """The records that somebody may see."""
        return self.asked(user).visible_to(user)

    def asked(self, user: Any) -> Any:
        """Those it is about, before the door."""
        return self.records(user) if self.records else self.model._default_manager.all()

    def nothing(self) -> Any:
        """What is given to whoever only wants to know of which kind the records are."""
        return self.model._default_manager.none()

    @property
    def title(self) -> str:
        return _title(self.name)


def _title(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


# Every resource, by its name, in the order in which it is described.
RESOURCES: dict[str, Resource] = {}


def offer(*resources: Resource) -> None:
    for resource in resources:
        assert resource.name not in RESOURCES, resource.name
        RESOURCES[resource.name] = resource


def all_of(model: Any) -> Any:
    """All records of a kind, before the door: of one that was opened, or that the caller has just made."""
    return model._default_manager.all()


def resource_of(model: type[models.Model]) -> Resource | None:
    """Where records of this kind are found: the first resource that was offered of it."""
    return next((found for found in RESOURCES.values() if found.model is model), None)
