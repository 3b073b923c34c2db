"""How a long form keeps what is typed: it carries the draft's id, and is filled from the draft when it is shown again."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cs_casework.drafts.models import Draft
from cs_casework.drafts.workflow import (
    LONGEST_ABOUT,
    TURN,
    apart_from,
    as_stored,
    claim_draft,
    finish_draft,
    save_draft,
)

# What travels with the form but is not what somebody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "draft_id", "draft_version", "draft_page", "draft_turn"}
PAGE = re.compile(r"[0-9a-f]{32}")
UUID_OF = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_LISTED = 10


@dataclass
class FormDraft:
    """One long form on one page: which draft it belongs to, and the fields as typed, if there are any.

    `name` names the form, `about` the record it was begun from: a person has one unfinished draft for each such pair
    in hand, and finds it again wherever the form is opened. Two windows on it that were both typed in are two drafts:
    the page opens with the one that its address names, or was saved last, and tells of the `others`.
    """

    request: HttpRequest
    name: str
    about: str = ""
    is_saved = False

    def __post_init__(self) -> None:
        self.about = as_stored(self.about)[:LONGEST_ABOUT]
        self.page = page_sent(self.request) if self.request.method == "POST" else uuid4().hex
        self.version_sent = read_version_sent(self.request)
        self.draft, self.others = self._unfinished()
        self.id = self._id_sent() or (self.draft.pk if self.draft else uuid4())
        if self.request.method == "POST" and self.draft:
            self.id = apart_from(self.draft, page=self.page, read_version=self.version_sent) or self.id
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
        """The one that this page has read: sent back as it was sent, until this page has saved it."""
        if self.request.method == "POST" and not self.is_saved:
            return self.version_sent
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
            page=self.page,
            read_version=self.version_sent,
        )
        self.id, self.is_saved = self.draft.pk, True
        return self.draft

    def submit(self, make: Callable[[], UUID]) -> UUID:
        """Make the record this form is for, once, and give its id.

        The same words sent twice (a double press, a lost answer) lead to the record made the first time. Other words
        sent under a draft that became a record already, from a second window, are refused and never dropped: the page
        keeps them, and sent again they make a record of their own.
        """
        row = claim_draft(
            id=self.id,
            by=self.request.user,
            form=self.name,
            about=self.about,
            path=self.path,
            page=self.page,
            read_version=self.version_sent,
        )
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
        return without_draft(self.request.get_full_path())

    def _id_sent(self) -> UUID | None:
        try:
            return UUID(self.request.POST.get("draft_id", ""))
        except ValueError:
            return None

    def _unfinished(self) -> tuple[Draft | None, list[Draft]]:
        mine = Draft.objects.visible_to(self.request.user).unfinished()
        if sent := self._id_sent():
            return mine.filter(pk=sent).first(), []
        of_this = mine.filter(form=self.name, about=self.about)
        found = list(of_this[:MOST_LISTED])
        wanted = UUID_OF.fullmatch(self.request.GET.get("draft", ""))
        asked = next((draft for draft in found if wanted and str(draft.pk) == wanted[0]), None)
        if wanted and asked is None and len(found) == MOST_LISTED:  # one that is older than those
            asked = of_this.filter(pk=wanted[0]).first()
        chosen = asked or next(iter(found), None)
        return chosen, [draft for draft in found if draft is not chosen]


def is_begun(request: HttpRequest) -> bool:
    """Whether a form is opened to be begun, and not with what was typed into it before: that is shown, and refused in
    words, also where it can no longer be done."""
    return request.method == "GET" and "draft" not in request.GET


def page_sent(request: HttpRequest) -> str:
    """Which window this is, as its form was told when it was first shown; nothing where it does not say."""
    sent = request.POST.get("draft_page", "")
    return sent if PAGE.fullmatch(sent) else ""


def turn_sent(request: HttpRequest) -> str:
    """Which of its page's saves this is; nothing where it does not say."""
    sent = request.POST.get("draft_turn", "")
    return sent if TURN.fullmatch(sent) else ""


def read_version_sent(request: HttpRequest) -> int:
    """The version of the draft that a page has read; 0 for what is no number."""
    text = request.POST.get("draft_version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def without_draft(path: str) -> str:
    """The address of a form, whichever draft it was opened with."""
    parts = urlsplit(path)
    if "draft" not in dict(parse_qsl(parts.query, keep_blank_values=True)):
        return path
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "draft"]
    return f"{parts.path}?{urlencode(kept)}" if kept else parts.path


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
