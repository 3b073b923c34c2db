"""What this database is: asked once a process, since only the owner can change it, before the server starts."""

import functools

from cs_casework.accounts.models import Installation


@functools.cache
def is_demo() -> bool:
    """Whether `bin/demo` made this database: invented people, a known password, no second factor."""
    return Installation.objects.filter(kind=Installation.Kind.DEMO).exists()
