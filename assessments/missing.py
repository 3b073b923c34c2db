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
    how much in the practitioner's view, for each child or in the context: no conclusion is read without it."""
    return [*_sections(assessment, user), *_children(assessment, user), *_weighed(assessment, user)]


def _sections(assessment: Assessment, user: User) -> Iterator[Missing]:
    found = {row.name: row for row in AssessmentSection.objects.visible_to(user).filter(assessment=assessment)}
    for asked in assessment.asked:
        row = found.get(asked.name)
        if row and not row.is_written:
            yield Missing(str(asked.heading), row.get_absolute_url())


def _children(assessment: Assessment, user: User) -> Iterator[Missing]:
    for row in assessment.children.visible_to(user).current().select_related("child"):
        if lacks := row.missing:
            words = {"child": row.child, "what": ", ".join(str(words) for words in lacks)}
            yield Missing(_("%(child)s: %(what)s") % words, row.get_absolute_url())


def _weighed(assessment: Assessment, user: User) -> Iterator[Missing]:
    # Also those that are kept from this reader: that there is one is said where it would be written.
    views = Weighting.objects.filter(assessment=assessment, view=View.PRACTITIONER)
    weighed = set(views.order_by().values_list("child", flat=True))
    if not assessment.is_of_family and not weighed:
        url = reverse("assessments:weighting-write", args=[assessment.pk, View.PRACTITIONER])
        yield Missing(_("What weighs how much there, in the practitioner’s view"), url)
    if assessment.is_of_family:
        for row in assessment.children.visible_to(user).current().exclude(child__in=weighed).select_related("child"):
            url = reverse("assessments:child-weighting-write", args=[assessment.pk, row.pk, View.PRACTITIONER])
            words = _("%(child)s: what weighs how much at home and outside it, in the practitioner’s view")
            yield Missing(words % {"child": row.child}, url)
