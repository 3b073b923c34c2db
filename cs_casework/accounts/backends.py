"""Loads who is signed in together with their role, and whether they are asked something above every page, so that asking
either costs no further statement."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from cs_casework.accounts.models import User


class StaffBackend(ModelBackend):
    def get_user(self, user_id: Any) -> User | None:
        staff: Any = User.objects.filter(pk=user_id)
        user: User | None = staff.with_questions().first()
        return user if user and self.user_can_authenticate(user) else None
