"""Loads who is signed in together with their role, whether a team of theirs holds a standing grant, and whether they are
asked something above every page: so that asking what they may do, and how they see a record, costs no further statement."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from cs_casework.accounts.models import User


class StaffBackend(ModelBackend):
    def get_user(self, user_id: Any) -> User | None:
        staff: Any = User.objects.get_queryset().signed_in(user_id)
        user: User | None = staff.with_questions().first()
        return user if user and self.user_can_authenticate(user) else None
