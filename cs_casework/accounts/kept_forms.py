"""A form that was sent when its sender's session was over is not lost: signed in again, they stand before it as they had
filled it in.

What was sent is sealed and kept in the browser's session until it is sent again, and only whoever sent it gets it back:
when somebody else signs in there, it is gone. Then the page is asked again with what was sent, and whatever that would
change is undone, so that nothing is recorded by anybody's merely signing in. A page that answers with its form, and writes
nothing, shows it filled in; where something would be done or given out by it (a button without a form, a step that needs no
more, a paper that is printed), the reader is asked whether to send it.
"""

import contextlib
import re
from typing import Any

from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from cs_casework.accounts.models import User
from cs_casework.accounts.sealing import seal, unseal

KEPT, KEPT_FOR = "kept_forms", "kept_for"
MOST_FORMS, MOST_BYTES = 5, 1_000_000
# A search is not missed, and what lets somebody in is kept nowhere.
NEVER_KEPT = {"_search", "password", "old_password", "new_password1", "code", "credential"}
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


def keep_form(request: HttpRequest) -> None:
    """Keep what has just been sent, sealed, for the same person and the same address. Files are not kept."""
    fields = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    length = sum(len(value) for values in fields.values() for value in values)
    if NEVER_KEPT & set(fields) or length > MOST_BYTES:
        return
    kept = dict(request.session.get(KEPT, {}))
    kept.pop(request.get_full_path(), None)
    kept[request.get_full_path()] = seal({"fields": fields, "files": bool(request.FILES)})
    request.session[KEPT] = dict(list(kept.items())[-MOST_FORMS:])
    if user := request.session.get(SESSION_KEY):
        request.session[KEPT_FOR] = user


def keep_only_for(request: HttpRequest, user: User) -> None:
    """Before somebody signs in: what was kept for another is gone."""
    if request.session.get(KEPT_FOR) != str(user.pk):
        request.session.pop(KEPT, None)
    request.session.pop(KEPT_FOR, None)


def is_kept(request: HttpRequest) -> bool:
    return request.get_full_path() in request.session.get(KEPT, {})


def forget(request: HttpRequest) -> None:
    """It was sent again."""
    kept = dict(request.session[KEPT])
    del kept[request.get_full_path()]
    request.session[KEPT] = kept


def is_shown_again(request: HttpRequest | None) -> bool:
    """Whether a form is only to be shown as it was sent: nothing may be done with it."""
    return bool(getattr(request, "is_shown_again", False))


def show_again(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
    """The page as it was when its form was sent, or the question whether to send it; nothing where it opens no more."""
    kept = unseal(request.session[KEPT][request.get_full_path()])
    if kept is None:
        forget(request)
        return None
    sent = QueryDict(mutable=True)
    for name, values in kept["fields"].items():
        sent.setlist(name, values)
    answer, has_written = _asked_again(request, view, args, kwargs, sent, with_files=kept["files"])
    is_page = answer is not None and answer.headers.get("Content-Type", "").startswith("text/html")
    if answer is not None and answer.status_code == 200 and is_page and not has_written:
        return answer
    forget(request)
    if answer is None or answer.status_code >= 400:
        return None
    context = {"fields": [(name, value) for name, values in sent.lists() for value in values], "files": kept["files"]}
    return render(request, "accounts/kept_form.html", context)


def _asked_again(
    request: Any, view: Any, args: Any, kwargs: Any, sent: QueryDict, *, with_files: bool
) -> tuple[HttpResponseBase | None, bool]:
    """What the page would answer, and whether it would write anything; all that it would do is undone: rows, messages, and
    what a session remembers. A page that is not logged is not shown, so one that writes in the audit is none to show."""
    before, own_messages = dict(request.session.items()), request._messages
    typed = QueryDict(mutable=True)
    for name, values in sent.lists():
        if not name.startswith("_"):  # which button was pressed: saving half of it, or finding something, is over
            typed.setlist(name, values)
    request.method, request._post, request._files = "POST", typed, MultiValueDict()
    request._messages, request.is_shown_again = default_storage(request), True
    messages.warning(
        request,
        _(
            "You had been signed out when you sent this, so nothing has been recorded yet. It stands here as you had "
            "filled it in: look through it, and send it again."
        ),
    )
    if with_files:
        messages.warning(
            request, _("The files that you had chosen are not kept. Choose them again before you send it.")
        )
    answer, writes = None, list[str]()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        writes.extend(WRITES.findall(sql))
        return execute(sql, params, many, context)

    try:
        with (
            contextlib.suppress(Http404, PermissionDenied, SuspiciousOperation),
            transaction.atomic(),
            connection.execute_wrapper(note),
        ):
            answer = view(request, *args, **kwargs)
            if hasattr(answer, "render"):
                answer.render()
            transaction.set_rollback(True)
    finally:
        request.method, request.is_shown_again = "GET", False
        del request._post, request._files
        request._messages = own_messages
        request.session.clear()
        request.session.update(before)
    return answer, bool(writes)
