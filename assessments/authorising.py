"""What a manager does with an assessment: authorises it, returns it, gives it longer."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.codes import Influence, Status, View
from assessments.fitting import Sentence
from assessments.missing import missing_of
from assessments.models import Assessment, AssessmentWriter, MisfitAnswer, Weighting, WeightingRow
from assessments.reading import check_all_read
from cases.standing import Standing, lock_case
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.workflow import require_sight

# The longest that one extension can be.
LONGEST_EXTENSION = datetime.timedelta(days=92)


@transaction.atomic
def authorise_assessment(
    assessment: Assessment,
    *,
    by: User,
    authorised_why: str = "",
    answers: Iterable[tuple[Sentence, str]] = (),
    read_version: int | None = None,
) -> Assessment:
    """A manager of the team puts their name to it, and from now on it is locked. A later one begins from it. `answers`
    are what they say to sentences that do not fit; they are kept with it, and none has to be answered. `read_version`
    is that of the text they have read (`versions_of`).

    Refuses one that was changed since they read it; whoever wrote any part of it; who may not read all of it; one that
    is not submitted; one that lacks something by now, a factor for each child among it (census rules 8614 and 8897Q);
    and a practitioner's weighting that calls nothing primary and does not say why.
    """
    assessment = _lock_submitted(assessment, by=by)
    check_all_read(assessment, read_version)
    if has_written(assessment, by):
        raise ValidationError(
            _("You wrote part of this assessment. Another manager of the team authorises it, or who covers for one.")
        )
    if lacking := missing_of(assessment, by):
        words = "; ".join(str(missing.words) for missing in lacking)
        raise ValidationError(_("Before it can be authorised it needs: %(missing)s. Return it.") % {"missing": words})
    _check_weightings(assessment)
    assessment.status = Status.AUTHORISED
    assessment.authorised_on, assessment.authorised_by, assessment.authorised_why = today(), by, authorised_why
    save_record(assessment, by=by)
    for sentence, answer in answers:
        if answer.strip():
            about = {"misfit": sentence.misfit, "row": sentence.row, "child": sentence.child}
            save_record(MisfitAnswer(assessment=assessment, answer=answer, **about), by=by)
    children = assessment.children.current().values_list("child", flat=True)
    record(by=by, action="assessment.authorised", target=assessment, shown=children)
    return assessment


def require_decision(assessment: Assessment, *, by: User) -> None:
    """Refuse who may not read all that is decided on: each child in it, and each view of what weighs how much."""
    if not Assessment.objects.decided_whole_by(by).filter(pk=assessment.pk).exists():
        raise PermissionDenied


def has_written(assessment: Assessment, user: User) -> bool:
    """Whether they wrote any part of it: then it is another who authorises it."""
    return AssessmentWriter.objects.filter(assessment=assessment, user=user).exists()


@transaction.atomic
def return_assessment(assessment: Assessment, *, by: User, returned_why: str) -> Assessment:
    """A manager of the team says what is missing, and it is written on. Refuses one that is not submitted."""
    assessment = _lock_submitted(assessment, by=by)
    if not returned_why.strip():
        raise ValidationError({"returned_why": _("Say what is missing.")})
    assessment.status = Status.WRITING
    assessment.submitted_on, assessment.submitted_by = None, None
    assessment.returned_on, assessment.returned_by, assessment.returned_why = today(), by, returned_why
    save_record(assessment, by=by, reason=returned_why)
    record(by=by, action="assessment.returned", target=assessment)
    return assessment


@transaction.atomic
def extend_assessment(assessment: Assessment, *, by: User, due_on: datetime.date, extended_why: str) -> Assessment:
    """A manager of the team gives it longer, with a reason that stands beside the day from then on.

    Refuses a day that is not later than the one it is due, or past, one more than three months on, and no reason.
    """
    assessment = _lock(assessment, by=by)
    if not assessment.is_unauthorised:
        raise ValidationError(_("This assessment is finished."))
    if not assessment.due_on < due_on or due_on < today():
        raise ValidationError({"due_on": _("Choose a day after the one it is due, from today on.")})
    if due_on > max(assessment.due_on, today()) + LONGEST_EXTENSION:
        raise ValidationError({"due_on": _("Choose a day within three months.")})
    if not extended_why.strip():
        raise ValidationError({"extended_why": _("Say why it needs longer.")})
    assessment.due_on, assessment.extended_why = due_on, extended_why
    save_record(assessment, by=by, reason=extended_why)
    record(by=by, action="assessment.extended", target=assessment, reason=extended_why)
    return assessment


def _check_weightings(assessment: Assessment) -> None:
    """Each newest practitioner's view names something primary, or says why it does not."""
    for weighting in Weighting.objects.latest().filter(assessment=assessment, view=View.PRACTITIONER, no_primary=""):
        if not WeightingRow.objects.filter(weighting=weighting, influence=Influence.PRIMARY).exists():
            raise ValidationError(
                _("The practitioner’s weighting calls nothing primary. It says why not, or that it is not yet known.")
            )


def _lock(assessment: Assessment, *, by: User) -> Assessment:
    require(by, Permission.AUTHORISE_ASSESSMENTS)
    require_sight(by, assessment)
    case = lock_case(assessment.case, by=by)
    if not Standing(by, case).manages:
        raise PermissionDenied
    found: Assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    found.case = case
    return found


def _lock_submitted(assessment: Assessment, *, by: User) -> Assessment:
    assessment = _lock(assessment, by=by)
    require_decision(assessment, by=by)
    if not assessment.is_submitted:
        raise ValidationError(_("This assessment does not wait for a manager."))
    return assessment
