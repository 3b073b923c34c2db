"""What stands above every page of a case."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Case
from cs_casework.accounts.models import Permission, User
from cs_casework.pages import RecordPage
from families.pages import warnings_of

TONES = {"proposed": "yellow", "open": "green", "closed": "grey", "declined": "grey"}


def case_page(case: Case, user: User, part: str = "") -> RecordPage:
    """The identity bar and parts of a case, as this member of staff may see them."""
    subject = case.subject
    parts = [{"name": "details", "label": _("Case"), "url": case.get_absolute_url()}]
    parts.append(
        {"name": "subject", "label": _("Family") if case.family_id else _("Context"), "url": subject.get_absolute_url()}
    )
    if user.may(Permission.VIEW_CASES):
        # A family has no summary of its own: each child's is a click away, in the case's list of its children.
        if case.context_id:
            url = reverse("overview:context-summary", args=[subject.pk])
            parts.append({"name": "summary", "label": _("Summary"), "url": url})
        url = reverse("overview:chronology", args=["families" if case.family_id else "contexts", subject.pk])
        parts.append({"name": "chronology", "label": _("Chronology"), "url": url})
        name = "cases:family-notes" if case.family_id else "cases:context-notes"
        parts.append({"name": "notes", "label": _("Case notes"), "url": reverse(name, args=[subject.pk])})
        name = "cases:family-documents" if case.family_id else "cases:context-documents"
        parts.append({"name": "documents", "label": _("Documents"), "url": reverse(name, args=[subject.pk])})
        url = reverse("assessments:case-assessments", args=[case.pk])
        parts.append({"name": "assessments", "label": _("Assessments"), "url": url})
        parts.append({"name": "plans", "label": _("Plans"), "url": reverse("plans:case-plans", args=[case.pk])})
        name = "cases:family-incidents" if case.family_id else "cases:context-incidents"
        parts.append({"name": "incidents", "label": _("Incidents"), "url": reverse(name, args=[subject.pk])})
        url = reverse("cases:case-meetings", args=[case.pk])
        parts.append({"name": "meetings", "label": _("Meetings"), "url": url})
        parts.append({"name": "actions", "label": _("Actions"), "url": reverse("cases:case-actions", args=[case.pk])})
        address = reverse("cases:case-interventions", args=[case.pk])
        parts.append({"name": "interventions", "label": _("Interventions"), "url": address})
        if case.family_id:
            address = reverse("cases:factor-list", args=[case.pk])
            parts.append({"name": "factors", "label": _("Outside the family"), "url": address})
        else:
            address = reverse("cases:context-factors", args=[subject.pk])
            parts.append({"name": "factors", "label": _("Factors"), "url": address})
        parts.append({"name": "history", "label": _("Versions"), "url": reverse("cases:case-history", args=[case.pk])})
    if user.may(Permission.AUDIT_TEAM) or user.may(Permission.AUDIT_ALL):
        url = reverse("looking:looked", args=["case", case.pk])
        parts.append({"name": "looked", "label": _("Who looked"), "url": url})
    return RecordPage(
        title=str(subject),
        kind=_("Case on a family") if case.family_id else _("Case on a context"),
        url=case.get_absolute_url(),
        facts=[
            {"label": _("Reference"), "value": case.reference},
            {"label": _("Team"), "value": case.team or ""},
        ],
        tags=[{"text": case.get_status_display(), "tone": TONES[case.status]}],
        parts=parts,
        restricted=case.is_restricted,
        warnings=warnings_of(case, user),
    ).at(part)
