"""Apps of others, as this service has them."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks.registry import registry
from guardian.apps import GuardianConfig as TheirConfig
from guardian.checks import check_settings


class GuardianConfig(TheirConfig):
    """Grants on restricted records, without the package's own way of reading them.

    Who may see a record is said by `visible_to` alone (`access.py`). The package warns whoever does not hook in its
    backend, which would be a second door; here it is the other way round, and hooking it in is an error.
    """

    def ready(self) -> None:
        super().ready()
        registry.registered_checks.discard(check_settings)
        register(one_door, "access")


def one_door(**_kwargs: Any) -> list[CheckMessage]:
    if not any(name.startswith("guardian.") for name in settings.AUTHENTICATION_BACKENDS):
        return []
    return [
        Error(
            "Guardian's backend is a second door to restricted records.",
            hint="Take it out of AUTHENTICATION_BACKENDS: grants are read inside visible_to alone.",
            id="access.E001",
        )
    ]
