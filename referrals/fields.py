"""What the tables of contacts are made with: their reference, and where their files lie."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db.models import CharField, Func, Value
from django.utils.deconstruct import deconstructible


@deconstructible
class YearReference(Func):
    """A reference that is read out on the telephone, such as REF-2026-00123: a prefix, the year, and the next number of a
    PostgreSQL sequence, which goes on from year to year. Gaps in the numbers mean nothing."""

    function = "casework_year_reference"
    arity = 2
    allowed_default = True

    def __init__(self, prefix: str, sequence: str) -> None:
        super().__init__(Value(prefix), Value(sequence), output_field=CharField())


class AttachmentStorage(FileSystemStorage):
    """A folder that no address leads to: a file is handed out by a page that has asked who may see the contact.

    Which folder is asked each time, so that no test writes into a real one.
    """

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> Path:
        return Path(settings.ATTACHMENTS_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def url(self, name: str | None) -> str:
        raise ValueError("No address leads to an attachment.")


def attachment_storage() -> AttachmentStorage:
    return AttachmentStorage()


def random_name(_attachment: Any, _name: str) -> str:
    """The name on the disk tells nothing: what somebody called the file stands in the database."""
    return uuid4().hex
