"""What every page shows around its content: where one can go, and whether this is the demo."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cs_casework.accounts.installation import is_demo
from cs_casework.accounts.models import Permission
from cs_casework.accounts.signing_in import has_passed


def navigation(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not has_passed(request):
        return {"is_demo": is_demo()}
    places = [
        (None, _("Home"), "overview:home"),
        (Permission.VIEW_REFERRALS, _("Contacts"), "referrals:referral-list"),
        (Permission.VIEW_PEOPLE, _("People"), "families:person-list"),
        (Permission.VIEW_PEOPLE, _("Families"), "families:family-list"),
        (Permission.LIST_CONTEXTS, _("Contexts"), "contexts:context-list"),
        (Permission.LIST_CASES, _("Children"), "cases:child-list"),
        (Permission.LIST_CASES, _("Cases"), "cases:case-list"),
        (Permission.VIEW_CASES, _("Missing"), "cases:missing-list"),
        (Permission.OWN_ACTIONS, _("Actions"), "cases:action-list"),
        (Permission.WRITE_NOTES, _("Deadlines"), "overview:deadlines"),
        (Permission.RUN_MEETINGS, _("Meetings"), "cases:meeting-list"),
        (Permission.ALLOCATE_CASE, _("Patterns"), "cases:patterns"),
        (Permission.BREAK_GLASS, _("Break glass"), "overview:emergency"),
        (Permission.AGREE_DISPOSAL, _("Keeping"), "keeping:disposal-list"),
        (Permission.AUDIT_ALL, _("Audit"), "overview:audit-list"),
        (Permission.MANAGE_STAFF, _("Staff"), "administration:staff-list"),
        (Permission.MANAGE_STAFF, _("Teams"), "administration:team-list"),
        (Permission.MANAGE_STAFF, _("Roles"), "administration:role-list"),
        (Permission.MANAGE_STAFF, _("Lists"), "administration:list-index"),
    ]
    items = []
    for permission, label, name in places:
        if permission is None or user.may(permission):
            url = reverse(name)
            current = request.path == url if url == "/" else request.path.startswith(url)
            items.append({"label": label, "url": url, "current": current})
    return {"navigation": items, "is_demo": is_demo()}
