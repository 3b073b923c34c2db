"""Every change a draft goes through: saved while one types, discarded, submitted once."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404

from cs_casework.drafts.models import Draft

# A draft holds a form, not a library: what is longer is not something a person typed.
LARGEST = 500_000
LONGEST_ABOUT = 100


def as_stored(text: str) -> str:
    """PostgreSQL cannot hold a NUL: a draft does without it, and the form says so when it is submitted."""
    return text.replace("\x00", "")


@transaction.atomic
def save_draft(
    *, id: UUID, by: Any, form: str, about: str = "", title: str = "", path: str, data: dict[str, Any]
) -> Draft:
    """Keep what was typed so far. A draft already submitted stays as it is: a late save never reopens it.

    Answers a draft of somebody else as if there were none (`Http404`).
    """
    draft = _claim(id=id, by=by, form=form, about=about, path=path)
    if draft.submitted_at:
        return draft
    draft.data, draft.title, draft.path = data, as_stored(title)[:200], as_stored(path)[:500]
    draft.version += 1
    draft.saved_at = Now()
    draft.save()
    draft.refresh_from_db(fields=["saved_at"])
    return draft


@transaction.atomic
def discard_draft(draft: Draft, *, by: Any) -> None:
    """Throw away what was typed. Only the author may; a submitted draft is not theirs to throw away any more."""
    Draft.objects.visible_to(by).unfinished().filter(pk=draft.pk).delete()


def claim_draft(*, id: UUID, by: Any, form: str, about: str = "", path: str = "") -> Draft:
    """The draft about to be submitted, locked until the transaction ends.

    The same form sent twice waits here, and then finds `result` filled: the caller leads to the record made the first
    time instead of making another.
    """
    return _claim(id=id, by=by, form=form, about=about, path=path)


def finish_draft(draft: Draft, *, result: UUID, digest: str) -> None:
    """Note what the draft became. What was typed stands on the record now; here only its digest is kept, so that the
    same words sent again are known from others."""
    draft.result = result
    draft.submitted_at = Now()
    draft.data = {"digest": digest}
    draft.save()


def _claim(*, id: UUID, by: Any, form: str, about: str, path: str) -> Draft:
    about, path = as_stored(about)[:LONGEST_ABOUT], as_stored(path)[:500]
    Draft.objects.bulk_create([Draft(id=id, author=by, form=form, about=about, path=path)], ignore_conflicts=True)
    draft = Draft.objects.select_for_update(of=("self",)).filter(id=id, author=by, form=form).first()
    if draft is None:
        raise Http404
    return draft
