"""What is sent as a file is never read into memory whole, and no more of it than may be kept is written to the disk."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class TooLarge(UploadedFile):
    """A file of which nothing was kept: its `size` says how large it was, so that a form can say so beside its field."""


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Each file goes to the disk while it arrives, and stops there once it is larger than any may be."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= settings.ATTACHMENT_MOST_BYTES:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> Any:
        if file_size <= settings.ATTACHMENT_MOST_BYTES:
            return super().file_complete(file_size)
        self.file.close()  # which removes it
        return TooLarge(file=BytesIO(), name=self.file_name, content_type=self.content_type, size=file_size)
