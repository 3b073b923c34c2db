"""Statements about links: how they are written, and what each is written from."""

from collections.abc import Callable

from cases.links.asked import Asked
from cs_casework.accounts.models import User
from cs_casework.statements import JSONB, Statement, answer

__all__ = ["BY_INDEX", "JSONB", "Statement", "Writer", "answer"]

# At the end of a sub-query asked once a row: it is looked up by its index each time. The database guesses how many rows
# a common table has, and guessing high it would read the whole table instead.
BY_INDEX = "OFFSET 0"
Writer = Callable[[Statement, User, Asked], str]
