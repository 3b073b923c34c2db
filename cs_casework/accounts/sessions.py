"""Sessions that say whose they are: listed to their owner, ended one by one, and over after a while without a sign of life.

Django's sessions in the database, with a few columns beside what a session holds, as its documentation has it. They come
with the one statement that reads the session, and when it was last used is written once a minute at the most.
"""

import datetime
import re
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from cs_casework.accounts.models import StaffSession, User
from cs_casework.audit.log import record

# What a session says of how it began; the columns of its row are filled from it.
BEGAN = "began"
WRITTEN_EVERY = datetime.timedelta(minutes=1)


class SessionStore(DatabaseStore):
    """A session and the row it was read from."""

    row: StaffSession | None = None

    @classmethod
    def get_model_class(cls) -> type[StaffSession]:
        return StaffSession

    def _get_session_from_db(self) -> Any:
        self.row = super()._get_session_from_db()  # type: ignore[misc]
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        made: Any = super().create_model_instance(data)
        began, now = data.get(BEGAN, {}), timezone.now()
        if self.row and self.row.session_key == made.session_key:
            made.number = self.row.number
        made.user_id = UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        made.began_at = datetime.datetime.fromisoformat(began["at"]) if began else self._was("began_at", now)
        made.used_at = self._was("used_at", now)
        made.address, made.browser = began.get("address"), began.get("browser", "")
        return made

    def _was(self, column: str, otherwise: datetime.datetime) -> datetime.datetime:
        found: datetime.datetime = getattr(self.row, column) if self.row else otherwise
        return found

    def cycle_key(self) -> None:
        super().cycle_key()
        self.row = None  # another row from now on

    def flush(self) -> None:
        super().flush()
        self.row = None

    @property
    def is_over(self) -> bool:
        """Whether its holder has done nothing for half an hour, or signed in half a day ago."""
        if self.row is None:
            return False
        now = timezone.now()
        idle = datetime.timedelta(minutes=settings.SESSION_IDLE_MINUTES)
        longest = datetime.timedelta(hours=settings.SESSION_LONGEST_HOURS)
        return now - self.row.used_at >= idle or now - self.row.began_at >= longest

    def used_now(self) -> None:
        """Its holder has just done something. Written where the last time written is a minute ago."""
        now = timezone.now()
        if self.row is None or now - self.row.used_at < WRITTEN_EVERY:
            return
        self.row.used_at = now
        if not self.modified:  # else it is saved whole in a moment
            StaffSession.objects.filter(pk=self.row.pk).update(used_at=now)


def note_beginning(request: HttpRequest) -> None:
    """Write down when, from where and with which browser somebody has signed in."""
    request.session[BEGAN] = {
        "at": timezone.now().isoformat(),
        "address": request.META.get("REMOTE_ADDR") or None,
        "browser": in_words(request.headers.get("User-Agent", "")),
    }


def end_sessions(user: User, *, but: str | None = None) -> int:
    """End every session of somebody, at once and wherever it is open; how many those were. `but` is the key of one that
    stays."""
    ended, _rows = StaffSession.objects.filter(user=user).exclude(session_key=but or "").delete()
    return ended


@transaction.atomic
def end_session(number: UUID, *, by: User, here: str | None) -> None:
    """End one of one's sessions elsewhere. Refuses one that is over, and this one (`here`): that is signing out."""
    if not StaffSession.objects.visible_to(by).filter(number=number).exclude(session_key=here or "").delete()[0]:
        raise ValidationError(_("This session is over already."))
    record(by=by, action="user.session_ended", target=by)


@transaction.atomic
def end_other_sessions(*, by: User, here: str | None) -> int:
    """End every session of one's own but this one; how many those were."""
    ended = end_sessions(by, but=here)
    record(by=by, action="user.sessions_ended", target=by)
    return ended


# As they name themselves: many name others too, so the order counts.
BROWSERS = [
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/", "Opera"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
]
SYSTEMS = [
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Macintosh", "Mac"),
    (r"CrOS", "Chromebook"),
    (r"Linux", "Linux"),
]


def in_words(agent: str) -> str:
    """What a browser calls itself, as its user would: `Edge on Windows`. Nothing of what it says is kept."""
    browser = next((name for pattern, name in BROWSERS if re.search(pattern, agent)), "")
    system = next((name for pattern, name in SYSTEMS if re.search(pattern, agent)), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system
