"""Passwords: long, not breached, and otherwise as their holder likes."""

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cs_casework.accounts.models import User
from cs_casework.accounts.passwords import breached_passwords


def test_list_of_breached_passwords_is_large_and_on_this_machine() -> None:
    """None in it is too short to be chosen, so each of them is refused for its own sake."""
    found = breached_passwords()
    assert len(found) > 40_000
    assert min(map(len, found)) == 12
    assert settings.BREACHED_PASSWORDS.name.startswith(".")  # so that it is collected with no static files


@pytest.mark.parametrize("password", ["qwertyuiop123", "Password1234", "1QAZ2WSX3EDC", "passwordpassword"])
def test_breached_password_is_refused_whatever_the_case_of_its_letters(password: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, User(username="wren", name="Wren Ashdown"))
    assert [error.code for error in refusal.value.error_list] == ["password_breached"]


@pytest.mark.parametrize("password", ["seven quiet otters", "aaaabbbbccccx", "ΩΩΩΩ four words", "x" * 200])
def test_nothing_else_is_asked_of_a_password(password: str) -> None:
    validate_password(password, User(username="wren", name="Wren Ashdown"))
