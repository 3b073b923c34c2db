"""Two people change one record at once: whoever is later is refused, is shown both versions, and loses nothing."""

from collections.abc import Container, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.utils.translation import gettext as _

from cs_casework.began import Beside
from cs_casework.forms import differences

CODE = "changed_since"


def by_staff(record: Any) -> Any:
    """Its versions without those that nobody wrote, such as that a file was scanned: they change nothing that is read in a
    form."""
    return record.history.exclude(history_user=None)


def check_read(record: Any, read_version: int | None, *, versions: Any = None) -> None:
    """Refuse a change by whoever has not read the version that stands. `read_version` is how many there were then, of all
    or of these `versions`; where nothing is said of it, nothing was read on a page."""
    if read_version is not None and (record.history if versions is None else versions).count() != read_version:
        words = _("This has been changed since you opened it. Look at both versions, and send what is right.")
        raise ValidationError(words, code=CODE)


def is_refused(form: BaseForm) -> bool:
    """Whether this form was refused by `check_read`."""
    return form.has_error(NON_FIELD_ERRORS, CODE)


def beside(
    record: Any,
    own: BaseForm,
    theirs: BaseForm,
    *,
    leave: Container[str] = (),
    more: Sequence[dict[str, str]] = (),
    versions: Any = None,
) -> Beside:
    """The record as it stands by now beside one's own words. `theirs` is the same form, filled with it; `more` are rows
    about what no field of it holds."""
    versions = record.history if versions is None else versions
    versions = versions.select_related("history_user").order_by("-history_date", "-history_id")
    last = versions[0]
    rows = [row for row in more if row["theirs"] != row["own"]] + differences(theirs, own, leave)
    return Beside(last.history_user or _("The system"), last.history_date, versions.count(), rows)


def version_sent(typed: Any) -> int | None:
    """The number of the version that the form was opened on; nothing for what is no number."""
    text = typed.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
