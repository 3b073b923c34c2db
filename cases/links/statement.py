"""Statements about links: how they are written, and what each is written from."""

from collections.abc import Callable

from cases.links.asked import Asked
from cs_casework.accounts.models import User
from cs_casework.statements import BY_INDEX, JSONB, Statement, Written, answer

__all__ = ["BY_INDEX", "JSONB", "Statement", "Writer", "Written", "answer"]

Writer = Callable[[Statement, User, Asked], str]
