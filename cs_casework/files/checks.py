"""That files wait in quarantine for ever where nothing looks at them: said when a service starts that others reach."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


@register("files")
def scanner_is_there(**_kwargs: Any) -> list[CheckMessage]:
    if settings.EMBEDDED or settings.CLAMD_ADDRESS or settings.FILES_WITHOUT_SCAN:
        return []
    return [
        Warning(
            "No scanner for viruses is configured, so no file that anybody sends is handed out.",
            hint="Set CLAMD_ADDRESS, or FILES_WITHOUT_SCAN=true to hand out what nothing looked at (docs/operations.md).",
            id="files.W001",
        )
    ]
