"""A short form that is sent twice, by a double press or because no answer came, is done once.

A long form is known by its draft. A short one keeps none: it carries a key instead, made when it is shown and kept while it
is shown again with what it refuses. What is done under a key is noted as a draft of its sender's, submitted in the same
transaction, so that two at once wait for each other and what was refused can be sent again.
"""

import hashlib
import json
import re
from collections.abc import Callable
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cs_casework.drafts.models import SENT, Draft
from cs_casework.drafts.workflow import claim_draft, finish_draft

FIELD = "form_key"
KEY = re.compile(r"[0-9a-f]{32}")
KEYS = UUID("d6b0b6f4-5a0e-4c5c-9a4b-0c0e4f7b1d52")


class Sending:
    """One short form: the `key` that it is shown with, and what came of it if it was sent before.

    One that comes without a key is done as often as it comes. A key counts for whoever was shown it, at that address.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        sent = request.POST.get(FIELD, "") if request.method == "POST" else ""
        self._sent = sent if KEY.fullmatch(sent) else ""
        self.key = self._sent or uuid4().hex

    @property
    def led_to(self) -> str | None:
        """Where the same words under the same key led, if that was done."""
        if not self._sent:
            return None
        mine = Draft.objects.visible_to(self.request.user).filter(pk=self._id, form=SENT, submitted_at__isnull=False)
        row = mine.first()
        return row.data["leads_to"] if row and row.data["digest"] == self._digest else None

    def once[T](self, change: Callable[[], T], leads_to: Callable[[T], str]) -> str:
        """Make the change and give the address it leads to; where it was made before, only that address.

        Other words under the same key are sent by somebody who went back and typed on: perhaps to record another, perhaps
        to put right what they do not know to be recorded. They are told, and sent again the words are done as well.
        """
        if not self._sent:
            return leads_to(change())
        digest = self._digest  # before the change, which may move a file
        row = claim_draft(id=self._id, by=self.request.user, form=SENT, path=self.request.get_full_path())
        if row.submitted_at is None:
            made = change()
            address = leads_to(made)
            result = made.pk if isinstance(made, Model) and isinstance(made.pk, UUID) else row.pk
            finish_draft(row, result=result, digest=digest, leads_to=address)
        elif row.data["digest"] != digest:
            self.key = uuid4().hex
            raise ValidationError(
                _(
                    "You have sent this form already, with other words, and that is recorded. What stands here is not "
                    "recorded yet. Send it again to record it as well."
                )
            )
        return row.data["leads_to"]

    @property
    def _id(self) -> UUID:
        return uuid5(KEYS, f"{self.request.user.pk} {self._sent} {self.request.get_full_path()}")

    @cached_property
    def _digest(self) -> str:
        """Of everything that was sent: which button was pressed, too, and what stands in the files."""
        fields = {
            name: values for name, values in self.request.POST.lists() if name not in (FIELD, "csrfmiddlewaretoken")
        }
        files = {name: [_digest_of(file) for file in sent] for name, sent in self.request.FILES.lists()}
        sent = json.dumps([fields, files], sort_keys=True)
        # Under the service's key: what somebody chose of a few could be guessed from a bare digest.
        return salted_hmac("cs_casework.sent", sent, algorithm="sha256").hexdigest()


def _digest_of(file: Any) -> list[str]:
    found = hashlib.sha256()
    for piece in file.chunks():
        found.update(piece)
    file.seek(0)
    return [file.name, found.hexdigest()]
