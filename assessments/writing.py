"""Writing an assessment: begun, its sections, its children, who takes part, until it is submitted or given up."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from assessments import redating
from assessments.codes import UNAUTHORISED, AssessmentFactor, Kind, Seen, Status
from assessments.missing import missing_of
from assessments.models import (
    Assessment,
    AssessmentChild,
    AssessmentPassage,
    AssessmentSection,
    AssessmentWriter,
)
from assessments.prefilling import prefill
from cases.models import Case, CaseChild
from cases.standing import Standing, lock_case
from contexts.codes import Kind as ContextKind
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import check_not_in_future, today
from families.models import Person
from families.workflow import lock_people, require_sight


class WrittenSince(ValidationError):
    """Somebody else has written the same since the form was opened: `found` is theirs. Neither overwrites the other."""

    def __init__(self, found: AssessmentSection | AssessmentChild) -> None:
        self.found = found
        super().__init__(
            _(
                "%(who)s has written this since you opened it. What stands there now is shown above; put the two "
                "together and save again."
            )
            % {"who": found.written_by}
        )


def kind_for(case: Case) -> Kind:
    """What an assessment on this case is: of a family, of a context, or of a group of friends."""
    if case.family_id:
        return Kind.FAMILY
    assert case.context is not None
    return Kind.PEERS if case.context.kind == ContextKind.PEER_GROUP else Kind.CONTEXT


# --- Begun and given up ----------------------------------------------------------------------------------------------
@transaction.atomic
def start_assessment(case: Case, *, by: User, started_on: datetime.date, children: Sequence[Person] = ()) -> Assessment:
    """Begin an assessment on an open case, filled with what its record and an earlier assessment say, each passage with
    its source.

    The first on a case is due so many working days after the case's referral date, which is that of the referral that
    brought it back where it was opened again; a later one, after it is started. Refuses who does not work with the
    case, a case that is not open, a second that is not authorised (census rule 8896), a day to come or before the
    referral (rule 1103), and for a family no child or one who is not open in the case.
    """
    require(by, Permission.WRITE_ASSESSMENTS)
    require_sight(by, *children)
    lock_people(*children)
    case = _lock_case(case, by=by)
    check_not_in_future(started_on=started_on)
    referred_on = redating.referred_on(case)
    if referred_on and started_on < referred_on:
        words = _("The case was referred on %(day)s. An assessment starts on that day or later.")
        raise ValidationError({"started_on": words % {"day": f"{referred_on:%-d %B %Y}"}})
    _check_none_in_hand(case, by=by)
    kind = kind_for(case)
    if kind == Kind.FAMILY and not children:
        raise ValidationError({"children": _("Choose at least one child.")})
    if kind != Kind.FAMILY and children:
        raise ValidationError({"children": _("An assessment of a context names no child.")})
    due_on = redating.due_on(case, kind, started_on, by=by)
    assessment = Assessment(case=case, kind=kind, started_on=started_on, due_on=due_on, first_due_on=due_on)
    assessment.earlier = _earlier(case, by=by)
    save_record(assessment, by=by)
    for asked in assessment.asked:
        save_record(AssessmentSection(assessment=assessment, name=asked.name), by=by)
    for child in children:
        _put_in(assessment, child, by=by, error_on="children")
    prefill(assessment, children, by=by)
    record(by=by, action="assessment.started", target=assessment, shown=[child.pk for child in children])
    return assessment


def _check_none_in_hand(case: Case, *, by: User) -> None:
    """A case has one at a time that is not authorised (census rule 8896). Of one about hidden children nothing is told."""
    found = Assessment.objects.filter(case=case, status__in=UNAUTHORISED)
    if found.visible_to(by).exists():
        raise ValidationError(
            _("This case has an assessment that is not authorised yet. It is authorised first, or not gone on with.")
        )
    if found.exists():
        raise ValidationError(_("You cannot begin one on this case. Ask a manager who works with it."))


def _earlier(case: Case, *, by: User) -> Assessment | None:
    """The last authorised assessment of the same family or context, on this case or on one before, as far as whoever
    begins may read it."""
    on = {"case__family": case.family_id} if case.family_id else {"case__context": case.context_id}
    found = Assessment.objects.read_whole_by(by).authorised().filter(**on)
    return found.order_by("-authorised_on", "-created_at").first()


@transaction.atomic
def discard_assessment(assessment: Assessment, *, by: User, discarded_why: str) -> Assessment:
    """Do not go on with an assessment in which nobody has written anything, saying why. It stays readable.

    Refuses one in which something is written: that is somebody's work, and a child's words perhaps; and who may not
    read all of it.
    """
    assessment = lock_shared(assessment, by=by)
    if AssessmentWriter.objects.filter(assessment=assessment).exists():
        raise ValidationError(_("Something is written in it already. Finish it, and let a manager authorise it."))
    if not discarded_why.strip():
        raise ValidationError({"discarded_why": _("Say why it is not gone on with.")})
    assessment.status = Status.DISCARDED
    assessment.discarded_on, assessment.discarded_why = today(), discarded_why
    save_record(assessment, by=by)
    record(by=by, action="assessment.discarded", target=assessment, reason=discarded_why)
    return assessment


# --- Sections --------------------------------------------------------------------------------------------------------
@transaction.atomic
def write_section(
    section: AssessmentSection,
    *,
    by: User,
    text: str,
    number: int,
    left_out: Iterable[AssessmentPassage] = (),
) -> AssessmentSection:
    """Write down one section. `number` is the one the page was opened with; `left_out` are passages from the record that
    do not belong here.

    Raises `WrittenSince` where somebody else has written it since. Refuses who may not read what is shared in it, and
    one that is submitted or authorised.
    """
    require_sight(by, section)
    assessment = lock_writable(section.assessment, by=by)
    section = AssessmentSection.objects.select_for_update(of=("self",)).get(pk=section.pk)
    section.assessment = assessment
    _check_number(section, number)
    for passage in left_out:
        _leave_out(section, passage, by=by)
    if text != section.text:
        section.text = text
        _mark_written(section, by=by)
        save_record(section, by=by)
    record(by=by, action="assessment.written", target=assessment)
    return section


def _leave_out(section: AssessmentSection, passage: AssessmentPassage, *, by: User) -> None:
    require_sight(by, passage)
    passage = AssessmentPassage.objects.select_for_update(of=("self",)).get(pk=passage.pk)
    if passage.section_id != section.pk:
        raise PermissionDenied
    if passage.left_out_on is None:
        passage.left_out_on = today()
        save_record(passage, by=by)
        mark_writer(section.assessment, by=by)


@transaction.atomic
def put_back_passage(passage: AssessmentPassage, *, by: User) -> AssessmentPassage:
    """Let a passage that was left out stand in its section again. Refuses as `write_section` does."""
    require_sight(by, passage)
    assessment = lock_shared(passage.section.assessment, by=by)
    passage = AssessmentPassage.objects.select_for_update(of=("self",)).get(pk=passage.pk)
    if passage.left_out_on is not None:
        passage.left_out_on = None
        save_record(passage, by=by)
        mark_writer(assessment, by=by)
    record(by=by, action="assessment.written", target=assessment)
    return passage


# --- Children --------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_child(assessment: Assessment, *, by: User, child: Person) -> AssessmentChild:
    """Take another child of the case into the assessment, from today. Refuses one in it already or not open in the case,
    and an assessment of a context, which names none."""
    require_sight(by, child)
    lock_people(child)
    assessment = lock_writable(assessment, by=by)
    if not assessment.is_of_family:
        raise ValidationError(_("An assessment of a context names no child."))
    if AssessmentChild.objects.current().filter(assessment=assessment, child=child).exists():
        raise ValidationError({"child": _("This child is in the assessment already.")})
    row = _put_in(assessment, child, by=by, error_on="child")
    mark_writer(assessment, by=by)
    record(by=by, action="assessment.child_added", target=assessment, shown=[child.pk])
    return row


def _put_in(assessment: Assessment, child: Person, *, by: User, error_on: str) -> AssessmentChild:
    period = CaseChild.objects.visible_to(by).open().filter(case=assessment.case, child=child).first()
    if period is None:
        words = _("%(child)s is not open in this case. A manager opens the child to the service first.")
        raise ValidationError({error_on: words % {"child": child}})
    # Never before the child's own referral: what a return says of this child (census rule 1103).
    from_on = max(filter(None, [assessment.started_on, period.referred_on]))
    return save_record(AssessmentChild(assessment=assessment, child=child, from_on=from_on), by=by)


@transaction.atomic
def take_out_child(row: AssessmentChild, *, by: User, removed_why: str) -> AssessmentChild:
    """Take a child out of the assessment, saying why. What was written of the child stays readable on their record.

    Refuses the last one: an assessment of a family is about somebody.
    """
    row, assessment = _lock_child(row, by=by)
    if not removed_why.strip():
        raise ValidationError({"removed_why": _("Say why the child is taken out.")})
    others = assessment.children.visible_to(by).current().exclude(pk=row.pk)
    if not others.exists():
        raise ValidationError(_("An assessment of a family is about at least one child. Add another first."))
    row.removed_on, row.removed_why = today(), removed_why
    save_record(row, by=by)
    mark_writer(assessment, by=by)
    record(by=by, action="assessment.child_taken_out", target=assessment, reason=removed_why, shown=[row.child_id])
    return row


@transaction.atomic
def write_child(row: AssessmentChild, *, by: User, number: int, **said: Any) -> AssessmentChild:
    """Write down what the assessment says of one child; half of it may still be missing until it is submitted.

    Raises `WrittenSince` where somebody else has written it since. Refuses, beside the field: factors that the census
    refuses (21 with others, 8869; one twice, 8898; withdrawn ones), a day on which a child was seen without which
    seen means nothing, or before birth, and a level of need without why.
    """
    row, assessment = _lock_child(row, by=by)
    _check_number(row, number)
    for field, value in said.items():
        setattr(row, field, value)
    _check_child(row)
    _mark_written(row, by=by)
    save_record(row, by=by)
    record(by=by, action="assessment.child_written", target=assessment, shown=[row.child_id])
    return row


def _check_child(row: AssessmentChild) -> None:
    problems: dict[str, str] = {}
    if AssessmentFactor.NONE in row.factors and len(row.factors) > 1:
        problems["factors"] = _("“No factors identified” stands alone. Take it out, or the others.")
    if row.seen in (Seen.SEEN, Seen.SEEN_ALONE):
        born = row.child.birth_on
        if row.child.is_unborn:
            problems["seen"] = _("%(child)s is not born yet and cannot have been seen.") % {"child": row.child}
        elif row.seen_on is None:
            problems["seen_on"] = _("Give the day on which the child was last seen.")
        elif born and row.seen_on < born:
            problems["seen_on"] = _("%(child)s was not born yet and cannot have been seen.") % {"child": row.child}
    else:
        row.seen_on = None
    if row.seen == Seen.SEEN_ALONE:
        row.not_seen_why = ""
    if row.level and not row.level_why.strip():
        problems["level_why"] = _("Say how concerns at home and outside it led to this level.")
    if problems:
        raise ValidationError(problems)


def child_is_out() -> str:
    return _("This child was taken out of the assessment.")


def _lock_child(row: AssessmentChild, *, by: User) -> tuple[AssessmentChild, Assessment]:
    require_sight(by, row)
    assessment = lock_writable(row.assessment, by=by)
    row = AssessmentChild.objects.select_for_update(of=("self",)).select_related("child").get(pk=row.pk)
    row.assessment = assessment
    if row.removed_on:
        raise ValidationError(child_is_out())
    return row, assessment


# --- Submitted -------------------------------------------------------------------------------------------------------
@transaction.atomic
def submit_assessment(assessment: Assessment, *, by: User) -> Assessment:
    """Hand it to a manager. Nobody writes in it until it is returned. Sent twice, it is submitted once.

    Refuses what still lacks something, and says what; and who may not read all of it.
    """
    if assessment.is_submitted:
        require(by, Permission.WRITE_ASSESSMENTS)
        require_whole(assessment, by=by)
        return assessment
    assessment = lock_shared(assessment, by=by)
    if lacking := missing_of(assessment, by):
        words = "; ".join(str(missing.words) for missing in lacking)
        raise ValidationError(_("Before it can be submitted it needs: %(missing)s.") % {"missing": words})
    assessment.status = Status.SUBMITTED
    assessment.submitted_on, assessment.submitted_by = today(), by
    save_record(assessment, by=by)
    record(by=by, action="assessment.submitted", target=assessment)
    return assessment


# --- Locks and checks ------------------------------------------------------------------------------------------------
def may_write(standing: Standing) -> bool:
    """Whether assessments on this case are theirs to write: who works with it, and the manager of its team."""
    return standing.user.may(Permission.WRITE_ASSESSMENTS) and (standing.works_with or standing.manages)


def lock_writable(assessment: Assessment, *, by: User) -> Assessment:
    """The assessment as it is now, locked behind its case. Refuses who does not write in it, and one that is submitted,
    authorised or given up. Weightings and all else that is written in an assessment begin here, and tell who wrote by
    `mark_writer`."""
    require(by, Permission.WRITE_ASSESSMENTS)
    require_sight(by, assessment)
    case = _lock_case(assessment.case, by=by)
    found: Assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    found.case = case
    if why := why_not_written(found):
        raise ValidationError(why)
    return found


def why_not_written(assessment: Assessment) -> str:
    """Why nobody writes in it now; nothing while it is being written."""
    if assessment.is_submitted:
        return _("It waits for a manager. It can be changed again once it is returned.")
    return "" if assessment.is_being_written else _("This assessment is locked. A later one begins from it.")


def mark_writer(assessment: Assessment, *, by: User) -> None:
    """That they wrote some of it: they are not the one to authorise it."""
    if not AssessmentWriter.objects.filter(assessment=assessment, user=by).exists():
        save_record(AssessmentWriter(assessment=assessment, user=by), by=by)


def require_whole(assessment: Assessment, *, by: User) -> None:
    """Refuse who may not read all that is shared in it."""
    if not Assessment.objects.read_whole_by(by).filter(pk=assessment.pk).exists():
        raise PermissionDenied


def lock_shared(assessment: Assessment, *, by: User) -> Assessment:
    assessment = lock_writable(assessment, by=by)
    require_whole(assessment, by=by)
    return assessment


def _lock_case(case: Case, *, by: User) -> Case:
    case = lock_case(case, by=by)
    if not may_write(Standing(by, case)):
        raise PermissionDenied
    if not case.is_open:
        raise ValidationError(_("This case is not open."))
    return case


def _check_number(found: AssessmentSection | AssessmentChild, number: int) -> None:
    if found.number != number:
        raise WrittenSince(found)


def _mark_written(found: AssessmentSection | AssessmentChild, *, by: User) -> None:
    found.number, found.written_by, found.written_on = found.number + 1, by, today()
    mark_writer(found.assessment, by=by)
