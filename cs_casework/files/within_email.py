"""What an e-mail carries: each of its attachments is held to what is held of a file that is attached by itself."""

import email
import email.policy
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import errors
from email.message import Message
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# More than any e-mail about a child has: what has more was made to keep a computer busy, or to hide something.
MOST_PARTS = 200
MOST_DEEP = 12  # parts within parts
MOST_FORWARDED = 4  # e-mails within e-mails
MOST_UNPACKED = 100 * 1024 * 1024
# What people are shown as the words of the e-mail, and what it says about itself.
WORDS = ("text/plain", "text/html", "text/enriched")
NOTES = ("text/plain", "text/calendar", "text/csv", "text/vcard", "text/x-vcard")
NOTE_SUFFIXES = ("", ".txt", ".ics", ".csv", ".vcf")
ABOUT_IT = (
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "text/rfc822-headers",
)
SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
LARGEST_SIGNATURE = 64 * 1024
# Where programs do not agree on what is within: one reads an attachment where another reads none.
AMBIGUOUS = (
    errors.NoBoundaryInMultipartDefect,
    errors.StartBoundaryNotFoundDefect,
    errors.CloseBoundaryNotFoundDefect,
    errors.MultipartInvariantViolationDefect,
    errors.InvalidMultipartContentTransferEncodingDefect,
)
# A file written out among the words: programs show it as an attachment.
WRITTEN_OUT = re.compile(rb"(?m)^begin(-base64)? [0-7]{3,4} \S")


@dataclass
class Budget:
    """How much has been looked at of one file, with all that is within it."""

    parts: int = 0
    unpacked: int = 0

    def take(self, size: int) -> None:
        self.parts, self.unpacked = self.parts + 1, self.unpacked + size
        if self.parts > MOST_PARTS or self.unpacked > MOST_UNPACKED:
            raise _too_much()


def check_email(
    file: IO[bytes], check: Callable[..., Any], *, budget: Budget, forwarded: int, suffixes: list[str]
) -> None:
    """Refuse, naming it, an e-mail with an attachment that may not be attached by itself (`check` says so), and one whose
    parts cannot be told apart."""
    file.seek(0)
    try:
        message = email.message_from_binary_file(file, policy=email.policy.compat32)
        for part, inner in _leaves(message, forwarded, 0):
            _check_part(part, check, budget=budget, forwarded=inner, suffixes=suffixes)
    except (RecursionError, LookupError, UnicodeError, AttributeError, TypeError, errors.MessageError):
        raise _unclear() from None


def _leaves(message: Message, forwarded: int, deep: int) -> Iterator[tuple[Message, int]]:
    """Every part that holds no other, and within how many e-mails it stands."""
    if deep > MOST_DEEP or forwarded > MOST_FORWARDED:
        raise _too_much()
    if any(isinstance(defect, AMBIGUOUS) for defect in message.defects):
        raise _unclear()
    kind = message.get_content_type()
    if kind in ABOUT_IT:
        return
    if not message.is_multipart():
        yield message, forwarded
        return
    if message.get("Content-Transfer-Encoding", "7bit").strip().lower() not in ("7bit", "8bit", "binary"):
        raise _unclear()
    is_forwarded = message.get_content_maintype() == "message"
    if is_forwarded and kind != "message/rfc822":
        raise _unclear()
    within: Any = message.get_payload()
    for part in within:
        yield from _leaves(part, forwarded + is_forwarded, deep + 1)


def _check_part(
    part: Message, check: Callable[..., Any], *, budget: Budget, forwarded: int, suffixes: list[str]
) -> None:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise _unclear()
    budget.take(len(content))
    name, kind = str(part.get_filename() or ""), part.get_content_type()
    suffix = PurePosixPath(PureWindowsPath(name.strip()).name).suffix.lower()
    is_attached = bool(name) or part.get_content_disposition() == "attachment"
    is_text = b"\0" not in content and not WRITTEN_OUT.search(content)
    if not content.strip() and not suffix:
        return
    if not is_attached and kind in WORDS and is_text:
        return
    if kind in NOTES and suffix in NOTE_SUFFIXES and is_text:
        return
    if kind in SIGNATURES and len(content) <= LARGEST_SIGNATURE and suffix in ("", ".p7s", ".asc", ".sig"):
        return
    shown = name[:150] or kind
    if suffix and suffix not in suffixes:
        raise _refused(shown, _("It is called as no PDF, Word document, image or e-mail is."))
    try:
        check(io.BytesIO(content), budget=budget, forwarded=forwarded + 1)
    except ValidationError as refusal:
        raise _refused(shown, " ".join(refusal.messages)) from None


def _refused(name: str, why: str) -> ValidationError:
    return ValidationError(
        _(
            "What is attached to this e-mail, “%(name)s”, cannot be kept. %(why)s Save the e-mail without it, and attach "
            "on its own what is needed."
        )
        % {"name": name, "why": why}
    )


def _too_much() -> ValidationError:
    return ValidationError(
        _("This e-mail holds more than can be looked through. Attach on their own those of its files that are needed.")
    )


def _unclear() -> ValidationError:
    return ValidationError(
        _("What this e-mail holds cannot be told apart for certain. Ask for it to be sent again, or save it as a PDF.")
    )
