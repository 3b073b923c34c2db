"""How often what is read of an assessment was written: what a page about all of it was shown with."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assessments.models import Assessment, AssessmentChild, AssessmentSection, Weighting
from cases.changed_since import CODE


def versions_of(assessment: Assessment) -> int:
    """How many versions there are of the assessment, its sections, its children and its weightings together. It grows
    with every change, so the same number is the same text."""
    found = assessment.history.order_by().values("history_id")
    for model in (AssessmentSection, AssessmentChild, Weighting):
        # The number of a version is unique in its own table alone: none may be taken for one of another.
        rows = model.history.filter(assessment=assessment.pk).order_by()
        found = found.union(rows.values("history_id"), all=True)
    return int(found.count())


def check_all_read(assessment: Assessment, read_version: int | None) -> None:
    """Refuse what is decided by whoever has not read the text that stands. Where nothing is said of it, nothing was read
    on a page."""
    if read_version is not None and versions_of(assessment) != read_version:
        words = _(
            "This assessment has been changed since you opened the page. Read it again as it stands now; what you typed "
            "is kept below."
        )
        raise ValidationError(words, code=CODE)
