"""What an assessment still lacks before a manager can authorise it: asked by its pages, and by the workflow."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Assessment, AssessmentChild, AssessmentSection
from cs_casework.accounts.models import User


@dataclass(frozen=True)
class Missing:
    """One thing that is not said yet, and where it is."""

    words: str
    url: str


def missing_of(assessment: Assessment, user: User) -> list[Missing]:
    """In the order in which it is read, as far as this reader may see: sections, and what each child lacks."""
    return [*_sections(assessment, user), *_children(assessment, user)]


def _sections(assessment: Assessment, user: User) -> Iterator[Missing]:
    found = {row.name: row for row in AssessmentSection.objects.visible_to(user).filter(assessment=assessment)}
    for asked in assessment.asked:
        row = found.get(asked.name)
        if row and not row.is_written:
            yield Missing(str(asked.heading), row.get_absolute_url())


def _children(assessment: Assessment, user: User) -> Iterator[Missing]:
    rows = AssessmentChild.objects.visible_to(user).current().filter(assessment=assessment).select_related("child")
    for row in rows:
        if lacks := row.missing:
            words = {"child": row.child, "what": ", ".join(str(words) for words in lacks)}
            yield Missing(_("%(child)s: %(what)s") % words, row.get_absolute_url())
