"""Two people change one record by one short form: whoever is later is refused, is shown both versions field by field, and
loses nothing.

A form that begins with what a record says carries a mark of it. Where the record says something else in these fields by
the time the form is sent, somebody has changed it meanwhile. Forms that keep a number of the version ask it of their
workflow function instead (`cases/changed_since.py`).
"""

import copy
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.forms import BaseForm
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from cs_casework.forms import differences

FIELD = "began"


@dataclass
class Beside:
    """The version that stands by now: whose it is, and each question it answers in another way than one's own form."""

    who: Any
    at: datetime.datetime | None
    version: int
    rows: list[dict[str, str]]


class BeginsWithRows:
    """A form that begins also with what other rows say than the record's own. Its view locks the record (`lock`) before it
    reads them."""

    also_begins_with: Sequence[Any] = ()
    # Questions that nothing answers yet: what is sent of them is beside nothing.
    asks_anew: frozenset[str] = frozenset()

    def changed_last(self) -> tuple[Any, datetime.datetime | None]:
        """Who changed these rows, and when; nobody where the versions of the record tell."""
        return None, None

    def more_beside(self) -> list[dict[str, str]]:
        """In what the rows differ from what was typed that no question asks by itself."""
        return []


def lock(record: models.Model) -> Any:
    """The record as it is now, until the transaction ends; nothing where it is gone."""
    return type(record)._base_manager.select_for_update(of=("self",)).filter(pk=record.pk).first()


class Began:
    """One form, and what the record says in its fields. `sent` is what was typed, with the mark of what stood then."""

    def __init__(self, form: BaseForm, record: models.Model, sent: Mapping[str, Any] | None) -> None:
        self.form, self.record = form, record
        stored = {field.name: field for field in record._meta.concrete_fields}
        self._fields = [stored[name] for name in form.fields if name in stored and name in form.initial]
        self._sent = str(sent.get(FIELD, "")) if sent is not None else ""

    def __bool__(self) -> bool:
        """Whether the form begins with anything that the record says."""
        return bool(self._fields) or isinstance(self.form, BeginsWithRows)

    def read_again(self) -> None:
        """Before the form is checked: what the record says now, and until the transaction ends."""
        if now := lock(self.record):
            self.record = now
            self.form.initial.update({field.name: field.value_from_object(now) for field in self._fields})

    @property
    def mark(self) -> str:
        """What a form that is shown now begins with."""
        said = [str(self.record.pk), *(str(field.value_from_object(self.record)) for field in self._fields)]
        if isinstance(self.form, BeginsWithRows):
            said += [str(part) for part in self.form.also_begins_with]
        return salted_hmac("cs_casework.began", "\x00".join(said), algorithm="sha256").hexdigest()

    @property
    def is_stale(self) -> bool:
        """Whether somebody has changed it since; where nothing is said of what stood then, nothing was read on a page."""
        return bool(self._sent) and not constant_time_compare(self._sent, self.mark)

    def refuse(self) -> None:
        self.form.add_error(
            None, _("This has been changed since you opened it. Look at both versions, and send what is right.")
        )

    def beside(self) -> Beside:
        """What stands, beside what was typed."""
        leave, more = {"reason"}, []
        who, at = None, None
        if isinstance(self.form, BeginsWithRows):
            leave |= self.form.asks_anew
            more = self.form.more_beside()
            who, at = self.form.changed_last()
        history = getattr(self.record, "history", None)
        if history and who is None and at is None:
            last = history.select_related("history_user").latest("history_date", "history_id")
            who, at = last.history_user, last.history_date
        return Beside(who or _("Somebody else"), at, 0, differences(self._as_it_stands(), self.form, leave) + more)

    def _as_it_stands(self) -> Any:
        """The same form with what the record says in it, and nothing that was typed."""
        form: Any = copy.copy(self.form)
        form.is_bound, form.data, form.files = False, MultiValueDict(), MultiValueDict()
        form._errors, form._bound_fields_cache = None, {}
        return form
