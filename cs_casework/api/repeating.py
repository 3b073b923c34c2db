"""The same call sent twice, as by a program that did not hear the answer: done once, and answered the same.

A key is a draft of its sender that is submitted with the change, as a form's is: so that two at once wait for each other,
and one that was refused can be sent again.
"""

import hashlib
import json
from typing import Any
from uuid import UUID, uuid5

from cs_casework.api.problems import Problem
from cs_casework.drafts.models import Draft
from cs_casework.drafts.workflow import claim_draft, finish_draft

KEYS = UUID("7f1d3c52-6a27-4a56-9a83-2a9b6f0d8c11")
FORM = "api"
LONGEST = 200


class Once:
    """One call under its key: `already` is the record that came of it the first time."""

    def __init__(self, request: Any) -> None:
        key = request.headers.get("Idempotency-Key", "")
        if not key.isprintable() or len(key) > LONGEST:
            raise Problem(400, f"Idempotency-Key is up to {LONGEST} characters.")
        self.draft: Draft | None = None
        if not key:
            return
        said = json.dumps([request.method, request.path, request.data], sort_keys=True, default=str)
        self.digest = hashlib.sha256(said.encode()).hexdigest()
        self.draft = claim_draft(id=uuid5(KEYS, f"{request.user.pk} {key}"), by=request.user, form=FORM)
        if self.draft.submitted_at and self.draft.data.get("digest") != self.digest:
            raise Problem(422, "This key came with something else before. Use another for something new.")

    @property
    def already(self) -> UUID | None:
        return self.draft.result if self.draft else None

    def done(self, result: Any) -> None:
        if self.draft is not None:
            # A grant has a number for a key.
            key = result.pk if isinstance(result.pk, UUID) else UUID(int=result.pk)
            finish_draft(self.draft, result=key, digest=self.digest)
