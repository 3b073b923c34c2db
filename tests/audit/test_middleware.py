"""Where a request came from, as the audit and the lockout see it."""

import pytest

from cs_casework.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("trusted", "seen"), [(True, "192.0.2.7"), (False, "127.0.0.1")])
def test_address_is_the_one_our_own_proxy_saw(as_user, worker, settings, trusted, seen):
    settings.BEHIND_PROXY = trusted
    as_user(worker).get("/", headers={"x-forwarded-for": "203.0.113.9, 192.0.2.7"})
    assert AuditEvent.objects.get(action="home.viewed").address == seen


def test_what_is_no_address_is_kept_as_none(as_user, worker):
    """A server on a socket says `unix:` or nothing; a page that cannot be logged is not shown."""
    as_user(worker).get("/", REMOTE_ADDR="unix:")
    assert AuditEvent.objects.get(action="home.viewed").address is None
