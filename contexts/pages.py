"""What stands above every page of a context's record."""

from django.urls import reverse
from django.utils.translation import gettext as _

from contexts.models import Context
from cs_casework.accounts.models import Permission, User
from cs_casework.pages import RecordPage
from families.pages import warnings_of

TONES = {
    "noted": "grey",
    "referred": "blue",
    "screening": "blue",
    "open": "green",
    "monitoring": "turquoise",
    "closed": "grey",
}


def context_page(context: Context, user: User, part: str = "") -> RecordPage:
    """The identity bar and parts of a context's record, as this member of staff may see them."""
    parts = [{"name": "details", "label": _("Context"), "url": context.get_absolute_url()}]
    if user.may(Permission.VIEW_CASES):
        url = reverse("overview:context-summary", args=[context.pk])
        parts.insert(0, {"name": "summary", "label": _("Summary"), "url": url})
        url = reverse("overview:chronology", args=["contexts", context.pk])
        parts.append({"name": "chronology", "label": _("Chronology"), "url": url})
    if user.may(Permission.VIEW_CONTEXTS):
        parts.append(
            {
                "name": "children",
                "label": _("Linked children"),
                "url": reverse("cases:context-children", args=[context.pk]),
            }
        )
        url = reverse("cases:context-safety-maps", args=[context.pk])
        parts.append({"name": "safety", "label": _("Safety maps"), "url": url})
    if user.may(Permission.VIEW_CASES):
        parts.append(
            {"name": "notes", "label": _("Case notes"), "url": reverse("cases:context-notes", args=[context.pk])}
        )
        url = reverse("cases:context-documents", args=[context.pk])
        parts.append({"name": "documents", "label": _("Documents"), "url": url})
        url = reverse("assessments:context-assessments", args=[context.pk])
        parts.append({"name": "assessments", "label": _("Assessments"), "url": url})
        parts.append({"name": "plans", "label": _("Plans"), "url": reverse("plans:context-plans", args=[context.pk])})
        parts.append(
            {"name": "incidents", "label": _("Incidents"), "url": reverse("cases:context-incidents", args=[context.pk])}
        )
        parts.append(
            {"name": "factors", "label": _("Factors"), "url": reverse("cases:context-factors", args=[context.pk])}
        )
        url = reverse("cases:context-interventions", args=[context.pk])
        parts.append({"name": "interventions", "label": _("Interventions"), "url": url})
    if user.may(Permission.VIEW_REFERRALS):
        parts.append(
            {
                "name": "referrals",
                "label": _("Contacts"),
                "url": reverse("referrals:context-referrals", args=[context.pk]),
            }
        )
    parts.append(
        {"name": "warnings", "label": _("Warnings"), "url": reverse("cases:context-warnings", args=[context.pk])}
    )
    if user.may(Permission.READ_REMOVED):
        url = reverse("cases:context-removed", args=[context.pk])
        parts.append({"name": "removed", "label": _("Removed entries"), "url": url})
    if user.may(Permission.VIEW_CONTEXTS):
        parts.append(
            {"name": "history", "label": _("Versions"), "url": reverse("contexts:context-history", args=[context.pk])}
        )
    if user.may(Permission.AUDIT_TEAM) or user.may(Permission.AUDIT_ALL):
        url = reverse("looking:looked", args=["context", context.pk])
        parts.append({"name": "looked", "label": _("Who looked"), "url": url})
    return RecordPage(
        title=context.name,
        kind=context.get_kind_display(),
        url=context.get_absolute_url(),
        facts=[{"label": _("Reference"), "value": context.reference}],
        tags=[_tag(context)],
        parts=parts,
        restricted=context.is_restricted,
        warnings=warnings_of(context, user),
    ).at(part)


def _tag(context: Context) -> dict[str, str]:
    if context.merged_into_id:
        return {"text": _("Merged into another"), "tone": "grey"}
    return {"text": context.get_status_display(), "tone": TONES[context.status]}
