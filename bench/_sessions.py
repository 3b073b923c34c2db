"""Somebody signed in by both factors, for what asks pages without a person."""

from typing import Any

from django.test import Client


def signed_in(user: Any, **client: Any) -> Client:
    from cs_casework.accounts.signing_in import PASSED

    made = Client(**client)
    made.force_login(user, backend="cs_casework.accounts.backends.StaffBackend")
    session = made.session
    session[PASSED] = "no page"
    session.save()
    return made
