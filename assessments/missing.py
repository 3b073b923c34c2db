"""What an assessment still lacks before a manager can authorise it: asked by its pages, and by the workflow."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.codes import View
from assessments.models import Assessment, AssessmentSection, Weighting
from cs_casework.accounts.models import User


@dataclass(frozen=True)
class Missing:
    """One thing that is not said yet, and where it is."""

    words: str
    url: str


def missing_of(assessment: Assessment, user: User) -> list[Missing]:
    """In the order in which it is read, as far as this reader may see: sections, what each child lacks, and what weighs
    how much in a context. Of a child that can be left unweighed, and the conclusion says so."""
    return [*_sections(assessment, user), *_children(assessment, user), *_weighed(assessment, user)]


def _sections(assessment: Assessment, user: User) -> Iterator[Missing]:
    found = {row.name: row for row in AssessmentSection.objects.visible_to(user).filter(assessment=assessment)}
    for asked in assessment.asked:
        row = found.get(asked.name)
        if row and not row.is_written:
            yield Missing(str(asked.heading), row.get_absolute_url())


def _children(assessment: Assessment, user: User) -> Iterator[Missing]:
    rows = assessment.children.visible_to(user).current().select_related("child")
    for row in rows:
        if lacks := row.missing:
            words = {"child": row.child, "what": ", ".join(str(words) for words in lacks)}
            yield Missing(_("%(child)s: %(what)s") % words, row.get_absolute_url())


def _weighed(assessment: Assessment, user: User) -> Iterator[Missing]:
    if assessment.is_of_family:
        return
    found = Weighting.objects.visible_to(user).filter(assessment=assessment, view=View.PRACTITIONER)
    if not found.exists():
        url = reverse("assessments:weighting-write", args=[assessment.pk, View.PRACTITIONER])
        yield Missing(_("What weighs how much there, in the practitioner’s view"), url)
