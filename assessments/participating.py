"""Who takes part in an assessment, or is to be asked."""

from django.db import transaction

from assessments.codes import TookPart
from assessments.models import Assessment, AssessmentParticipant
from assessments.writing import lock_shared, mark_writer
from cs_casework.accounts.models import User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.workflow import require_sight


@transaction.atomic
def add_participant(
    assessment: Assessment, *, by: User, name: str, part: str = "", took_part: str = TookPart.TO_ASK
) -> AssessmentParticipant:
    """Write down somebody who takes part, or is to be asked: a teacher, fourteen young people of one year."""
    assessment = lock_shared(assessment, by=by)
    row = AssessmentParticipant(assessment=assessment, name=name, part=part, took_part=took_part)
    save_record(row, by=by)
    mark_writer(assessment, by=by)
    record(by=by, action="assessment.participant_added", target=assessment)
    return row


@transaction.atomic
def change_participant(row: AssessmentParticipant, *, by: User, part: str, took_part: str) -> AssessmentParticipant:
    """Say whether somebody took part, did not want to, or could not be reached."""
    row = _lock_participant(row, by=by)
    row.part, row.took_part = part, took_part
    save_record(row, by=by)
    mark_writer(row.assessment, by=by)
    record(by=by, action="assessment.participant_changed", target=row.assessment)
    return row


@transaction.atomic
def take_out_participant(row: AssessmentParticipant, *, by: User) -> AssessmentParticipant:
    """Take out somebody who has no part in it; the row stays readable as a version."""
    row = _lock_participant(row, by=by)
    row.removed_on = row.removed_on or today()
    save_record(row, by=by)
    mark_writer(row.assessment, by=by)
    record(by=by, action="assessment.participant_taken_out", target=row.assessment)
    return row


def _lock_participant(row: AssessmentParticipant, *, by: User) -> AssessmentParticipant:
    require_sight(by, row)
    assessment = lock_shared(row.assessment, by=by)
    row = AssessmentParticipant.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.assessment = assessment
    return row
