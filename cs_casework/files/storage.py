"""Where files lie that came from outside: in a folder that no address leads to, each under a name that tells nothing."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class AttachmentStorage(FileSystemStorage):
    """A folder that no address leads to: a file is handed out by a page that has asked who may see its record.

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


def random_name(_row: Any, _name: str) -> str:
    """The name on the disk tells nothing: what somebody called the file stands in the database."""
    return uuid4().hex
