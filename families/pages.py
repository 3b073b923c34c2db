"""What stands above every page of a person's or a family's record.

The parts that higher apps add (contexts, notes, case) are reached by the names of their addresses, never by import.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cs_casework.access import model_above
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import named
from cs_casework.pages import RecordPage
from families.models import Family, Person

# More than this stand on the page of the case alone.
MOST_FACTORS = 25


def factors_above(user: User) -> Any:
    """Factors outside the family, as this reader may see them, the current ones first."""
    factors = model_above(model_above(Family, "cases"), "factors").objects
    return factors.visible_to(user).whole(user).current_first()


def warnings_of(record: Any, user: User) -> list[dict[str, str]]:
    """The warnings that stand above every page of this person, family, context or case, each with what to do and where
    more is read; with whom it is about where that is not the record itself. They come with a record that `open_record`
    opened, and are asked for where it came by another way."""
    rows = getattr(record, "warnings_above", None)
    if rows is None:
        found = type(record)._default_manager.visible_to(user).filter(pk=record.pk).for_its_page(user)
        rows = found.values_list("warnings_above", flat=True).first() or []
    kinds = model_above(Person, "warnings").Kind
    own = {str(getattr(record, name, None)) for name in ("pk", "family_id", "context_id")}
    for row in rows:
        if row["person"]:
            named(UUID(str(row["person"])), row["who"])
    return [
        {
            "kind": str(kinds(row["kind"]).label),
            "what_to_do": row["what_to_do"],
            "about": ""
            if own & {row["person"], row["family"], row["context"]}
            else row["who"] or row["of_family"] or "",
            "url": reverse("cases:warning-detail", args=[row["id"]]),
        }
        for row in rows
    ]


def told_before(records: Iterable[Any], user: User) -> list[dict[str, str]]:
    """The warnings of each of these records, once, each with whose it is: for a form about several."""
    found: dict[str, dict[str, str]] = {}
    for record in records:
        for warning in warnings_of(record, user):
            found.setdefault(warning["url"], warning | {"about": warning["about"] or str(record)})
    return list(found.values())


def person_page(person: Person, user: User, part: str = "") -> RecordPage:
    """The identity bar and parts of a person's record, as this member of staff may see them."""
    born = f"{person.birth_on:%-d %B %Y}" if person.birth_on else ""
    if born and person.birth_is_estimate:
        born = _("about %(date)s") % {"date": born}
    if person.is_unborn:
        born = _("expected %(date)s") % {"date": f"{person.expected_on:%-d %B %Y}"}
    parts = [{"name": "details", "label": _("Details"), "url": person.get_absolute_url()}]
    if user.may(Permission.VIEW_CASES):
        url = reverse("overview:person-summary", args=[person.pk])
        parts.insert(0, {"name": "summary", "label": _("Summary"), "url": url})
        url = reverse("overview:chronology", args=["people", person.pk])
        parts.append({"name": "chronology", "label": _("Chronology"), "url": url})
        url = reverse("overview:what-they-said", args=[person.pk])
        parts.append({"name": "said", "label": _("What they said"), "url": url})
    if user.may(Permission.VIEW_CONTEXTS):
        parts.append(
            {"name": "contexts", "label": _("Contexts"), "url": reverse("contexts:person-contexts", args=[person.pk])}
        )
        parts.append(
            {"name": "shared", "label": _("Shared contexts"), "url": reverse("cases:shared-contexts", args=[person.pk])}
        )
    if user.may(Permission.VIEW_CASES):
        parts.append(
            {"name": "notes", "label": _("Case notes"), "url": reverse("cases:person-notes", args=[person.pk])}
        )
        url = reverse("cases:person-documents", args=[person.pk])
        parts.append({"name": "documents", "label": _("Documents"), "url": url})
        url = reverse("assessments:person-assessments", args=[person.pk])
        parts.append({"name": "assessments", "label": _("Assessments"), "url": url})
        parts.append({"name": "plans", "label": _("Plans"), "url": reverse("plans:person-plans", args=[person.pk])})
        parts.append(
            {"name": "incidents", "label": _("Incidents"), "url": reverse("cases:person-incidents", args=[person.pk])}
        )
        parts.append(
            {"name": "missing", "label": _("Missing"), "url": reverse("cases:person-missing", args=[person.pk])}
        )
        url = reverse("cases:person-safety-maps", args=[person.pk])
        parts.append({"name": "safety", "label": _("Safety maps"), "url": url})
    if user.may(Permission.VIEW_REFERRALS):
        parts.append(
            {
                "name": "referrals",
                "label": _("Contacts"),
                "url": reverse("referrals:person-referrals", args=[person.pk]),
            }
        )
    if user.may(Permission.READ_REMOVED):
        url = reverse("cases:person-removed", args=[person.pk])
        parts.append({"name": "removed", "label": _("Removed entries"), "url": url})
    parts.append(
        {"name": "warnings", "label": _("Warnings"), "url": reverse("cases:person-warnings", args=[person.pk])}
    )
    parts.append(
        {"name": "history", "label": _("Versions"), "url": reverse("families:person-history", args=[person.pk])}
    )
    if user.may(Permission.VIEW_CASES) or user.may(Permission.AUDIT_ALL):
        url = reverse("looking:given", args=[person.pk])
        parts.append({"name": "given", "label": _("Given to whom"), "url": url})
    if user.may(Permission.AUDIT_TEAM) or user.may(Permission.AUDIT_ALL):
        url = reverse("looking:looked", args=["person", person.pk])
        parts.append({"name": "looked", "label": _("Who looked"), "url": url})
    tags = []
    if person.merged_into_id:
        tags.append({"text": _("Merged into another record"), "tone": "grey"})
    if person.died_on:
        tags.append({"text": _("Died %(date)s") % {"date": f"{person.died_on:%-d %B %Y}"}, "tone": "grey"})
    if person.responsible_authority:
        tags.append({"text": _("Open elsewhere"), "tone": "purple"})
    return RecordPage(
        title=str(person),
        kind=_("Adult") if person.is_adult else _("Child"),
        url=person.get_absolute_url(),
        facts=[
            {"label": _("Born"), "value": born},
            {"label": _("Age"), "value": "" if person.age is None else person.age},
            {"label": _("Sex"), "value": person.sex_shown},
            {"label": _("Reference"), "value": person.reference},
        ],
        tags=tags,
        parts=parts,
        restricted=person.is_restricted,
        warnings=warnings_of(person, user),
    ).at(part)


def family_page(family: Family, user: User, part: str = "") -> RecordPage:
    """The identity bar and parts of a family's record."""
    parts = [{"name": "details", "label": _("Family"), "url": family.get_absolute_url()}]
    if user.may(Permission.VIEW_CASES):
        parts.append(
            {"name": "notes", "label": _("Case notes"), "url": reverse("cases:family-notes", args=[family.pk])}
        )
        url = reverse("cases:family-documents", args=[family.pk])
        parts.append({"name": "documents", "label": _("Documents"), "url": url})
        url = reverse("assessments:family-assessments", args=[family.pk])
        parts.append({"name": "assessments", "label": _("Assessments"), "url": url})
        parts.append(
            {"name": "incidents", "label": _("Incidents"), "url": reverse("cases:family-incidents", args=[family.pk])}
        )
        url = reverse("overview:chronology", args=["families", family.pk])
        parts.append({"name": "chronology", "label": _("Chronology"), "url": url})
    parts.append(
        {"name": "warnings", "label": _("Warnings"), "url": reverse("cases:family-warnings", args=[family.pk])}
    )
    if user.may(Permission.READ_REMOVED):
        url = reverse("cases:family-removed", args=[family.pk])
        parts.append({"name": "removed", "label": _("Removed entries"), "url": url})
    parts.append(
        {"name": "history", "label": _("Versions"), "url": reverse("families:family-history", args=[family.pk])}
    )
    if user.may(Permission.AUDIT_TEAM) or user.may(Permission.AUDIT_ALL):
        url = reverse("looking:looked", args=["family", family.pk])
        parts.append({"name": "looked", "label": _("Who looked"), "url": url})
    checked = []
    if family.confirmed_on:
        checked.append({"label": _("Members checked"), "value": f"{family.confirmed_on:%-d %B %Y}"})
    tags = [] if family.is_confirmed else [{"text": _("Family not yet confirmed"), "tone": "yellow"}]
    if family.joined_into_id:
        tags = [{"text": _("Joined into another family"), "tone": "grey"}]
    return RecordPage(
        title=str(family),
        kind=_("Family"),
        url=family.get_absolute_url(),
        facts=[{"label": _("Reference"), "value": family.reference}, *checked],
        tags=tags,
        parts=parts,
        restricted=family.is_restricted,
        warnings=warnings_of(family, user),
    ).at(part)
