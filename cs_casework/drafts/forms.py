"""How a long form keeps what is typed: it carries the draft's id, and is filled from the draft when it is shown again."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cs_casework.drafts.models import Draft
from cs_casework.drafts.workflow import LONGEST_ABOUT, as_stored, claim_draft, finish_draft, save_draft

# What travels with the form but is not what somebody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "draft_id", "draft_version"}


@dataclass
class FormDraft:
    """One long form on one page: which draft it belongs to, and the fields as typed, if there are any.

    `name` names the form, `about` the record it was begun from: a person has one unfinished draft for each such pair
    in hand, and finds it again wherever the form is opened.
    """

    request: HttpRequest
    name: str
    about: str = ""

    def __post_init__(self) -> None:
        self.about = as_stored(self.about)[:LONGEST_ABOUT]
        self.draft = self._unfinished()
        self.id = self._id_sent() or (self.draft.pk if self.draft else uuid4())
        self.is_restored = self.request.method == "GET" and self.draft is not None

    @property
    def typed(self) -> QueryDict | None:
        """The fields to fill the form with: as sent, else as kept, else nothing."""
        if self.request.method == "POST":
            return self.request.POST
        return as_typed(self.draft.data) if self.draft else None

    @property
    def is_recorded(self) -> bool:
        """Whether what was sent belongs to a draft that became a record already: sent twice, or from a second window."""
        mine = Draft.objects.visible_to(self.request.user)
        return mine.filter(pk=self.id, submitted_at__isnull=False).exists()

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0

    @property
    def saved_at(self) -> Any:
        return self.draft.saved_at if self.draft else None

    @property
    def url(self) -> str:
        """Where the page sends what is typed (`data-draft-url`)."""
        query = urlencode({"form": self.name, "about": self.about, "path": self.path})
        return f"{reverse('drafts:draft-save')}?{query}"

    def save(self, title: str = "", **changed: list[str]) -> Draft:
        """Keep what was sent without checking it: the button for a browser without JavaScript. `changed` holds fields
        that a button of the form has just changed."""
        self.draft = save_draft(
            id=self.id,
            by=self.request.user,
            form=self.name,
            about=self.about,
            title=title,
            path=self.path,
            data=typed_fields(self.request.POST) | changed,
        )
        return self.draft

    def submit(self, make: Callable[[], UUID]) -> UUID:
        """Make the record this form is for, once, and give its id.

        The same words sent twice (a double press, a lost answer) lead to the record made the first time. Other words
        sent under a draft that became a record already, from a second window, are refused and never dropped: the page
        keeps them, and sent again they make a record of their own.
        """
        row = claim_draft(id=self.id, by=self.request.user, form=self.name, about=self.about, path=self.path)
        digest = hashlib.sha256(json.dumps(typed_fields(self.request.POST), sort_keys=True).encode()).hexdigest()
        if row.result is None:
            finish_draft(row, result=make(), digest=digest)
        elif row.data != {"digest": digest}:
            self.id = uuid4()
            raise ValidationError(
                _(
                    "You have recorded this form already, in another window, with other words. What stands here is not "
                    "recorded yet. Send it again to record it as well."
                )
            )
        assert row.result is not None
        return row.result

    @property
    def path(self) -> str:
        return self.request.get_full_path()

    def _id_sent(self) -> UUID | None:
        try:
            return UUID(self.request.POST.get("draft_id", ""))
        except ValueError:
            return None

    def _unfinished(self) -> Draft | None:
        mine = Draft.objects.visible_to(self.request.user).unfinished()
        if sent := self._id_sent():
            return mine.filter(pk=sent).first()
        return mine.filter(form=self.name, about=self.about).first()


def typed_fields(data: QueryDict) -> dict[str, list[str]]:
    """What was typed, as it can be kept: every value of every field. PostgreSQL cannot store a NUL, so it is dropped
    here and refused with a message when the form is submitted."""
    return {
        as_stored(name): [as_stored(value) for value in values]
        for name, values in data.lists()
        if name not in NOT_TYPED and not name.startswith("_")
    }


def as_typed(data: dict[str, Any]) -> QueryDict:
    fields = QueryDict(mutable=True)
    for name, values in data.items():
        fields.setlist(name, values)
    return fields


def unchecked(form: Any) -> Any:
    """A form filled with what was typed, half-finished dates and all, without a word about what is still missing."""
    form._errors = ErrorDict()
    form.cleaned_data = {}
    return form
