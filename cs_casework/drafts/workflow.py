"""Every change a draft goes through: saved while one types, discarded, submitted once."""

import re
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404

from cs_casework.drafts.models import Draft

# A draft holds a form, not a library: what is longer is not something a person typed.
LARGEST = 500_000
LONGEST_ABOUT = 100
# Which of a page's saves one is: the page's own key, and a number that grows.
TURN = re.compile(r"([0-9a-z]{1,20})-([0-9]{1,9})")


def as_stored(text: str) -> str:
    """PostgreSQL cannot hold a NUL: a draft does without it, and the form says so when it is submitted."""
    return text.replace("\x00", "")


@transaction.atomic
def save_draft(
    *,
    id: UUID,
    by: Any,
    form: str,
    about: str = "",
    title: str = "",
    path: str,
    data: dict[str, Any],
    page: str = "",
    read_version: int = 0,
    turn: str = "",
) -> Draft:
    """Keep what was typed so far. A draft already submitted stays as it is: a late save never reopens it. So does one in
    which the same page has kept what was sent after this (`turn`).

    `page` is the window it was typed in, and `read_version` the last version that this window has read or saved. Where
    another window saved a newer one, both are kept: these words become a draft of their own, which is given back.
    Answers a draft of somebody else as if there were none (`Http404`).
    """
    draft = _claim(id=id, by=by, form=form, about=about, path=path, page=page, read_version=read_version)
    if draft.submitted_at or is_overtaken(turn, by=draft.turn):
        return draft
    draft.data, draft.title, draft.path = data, as_stored(title)[:200], as_stored(path)[:500]
    draft.version += 1
    draft.page, draft.turn = page, turn
    draft.saved_at = Now()
    draft.save()
    draft.refresh_from_db(fields=["saved_at"])
    return draft


@transaction.atomic
def discard_draft(draft: Draft, *, by: Any) -> None:
    """Throw away what was typed. Only the author may; a submitted draft is not theirs to throw away any more."""
    Draft.objects.visible_to(by).unfinished().filter(pk=draft.pk).delete()


@transaction.atomic
def purge_drafts() -> int:
    """Remove those whose time is over, and say how many: each said until when it is kept, wherever it was listed."""
    return Draft.objects.over().delete()[0]


def claim_draft(
    *, id: UUID, by: Any, form: str, about: str = "", path: str = "", page: str = "", read_version: int = 0
) -> Draft:
    """The draft about to be submitted, locked until the transaction ends.

    The same form sent twice waits here, and then finds `result` filled: the caller leads to the record made the first
    time instead of making another. What another window has saved since stays a draft.
    """
    return _claim(id=id, by=by, form=form, about=about, path=path, page=page, read_version=read_version)


def finish_draft(draft: Draft, *, result: UUID, digest: str, leads_to: str = "") -> None:
    """Note what the draft became. What was typed stands on the record now; here only its digest is kept, so that the
    same words sent again are known from others, and of a short form the address that it led to."""
    draft.result = result
    draft.submitted_at = draft.saved_at = Now()
    draft.title, draft.data = "", {"digest": digest} | ({"leads_to": leads_to} if leads_to else {})
    draft.save()


def _claim(*, id: UUID, by: Any, form: str, about: str, path: str, page: str, read_version: int) -> Draft:
    about, path = as_stored(about)[:LONGEST_ABOUT], as_stored(path)[:500]
    Draft.objects.bulk_create([Draft(id=id, author=by, form=form, about=about, path=path)], ignore_conflicts=True)
    draft = Draft.objects.select_for_update(of=("self",)).filter(id=id, author=by, form=form).first()
    if draft is None:
        raise Http404
    if own := apart_from(draft, page=page, read_version=read_version):
        return _claim(id=own, by=by, form=form, about=about, path=path, page=page, read_version=read_version)
    return draft


def is_overtaken(turn: str, *, by: str) -> bool:
    """Whether a save comes too late: the same page has sent another after it, which is kept already."""
    sent, kept = TURN.fullmatch(turn), TURN.fullmatch(by)
    return bool(sent and kept and sent[1] == kept[1] and int(sent[2]) < int(kept[2]))


def apart_from(draft: Draft, *, page: str, read_version: int) -> UUID | None:
    """The id under which a window keeps its words that has not read what another has saved in this draft since; the same
    one each time, so that what is sent again finds its own."""
    if draft.submitted_at or not page or draft.page in ("", page) or draft.version <= read_version:
        return None
    return uuid5(draft.pk, page)
