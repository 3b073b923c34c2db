"""A request from somebody who has signed in: what every page but the sign-in form is given."""

from django.http import HttpRequest

from cs_casework.accounts.models import User


class StaffRequest(HttpRequest):
    """The middleware lets no other request through to a page, so its user is always a member of staff."""

    user: User
    disclosed: bool  # set where it was written down that something left (`audit.log.disclose`)
