"""An assessment on paper: what stands on it, for whom it was printed, and without any child's name."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.conclusion import conclusions_of
from assessments.models import (
    Assessment,
    AssessmentParticipant,
    AssessmentPassage,
    AssessmentSection,
    PrintedCopy,
)
from assessments.writing import may_write, require_whole
from cases.naming import Block, MarkedPassage, check_names, is_clean, open_mark, say_not_a_name
from cases.standing import Standing, lock_case
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import disclose, record, save_record
from cs_casework.audit.models import Disclosure
from families.workflow import require_sight


# --- What stands on it -----------------------------------------------------------------------------------------------
def body_of(assessment: Assessment, user: User) -> str:
    """What is printed of an assessment, as far as this reader may see it: conclusions, each child, sections, who took part.

    It tells nothing of the day on which it is printed, so that the same text is the same paper (`digest_of`).
    """
    sections = {row.name: row for row in AssessmentSection.objects.visible_to(user).filter(assessment=assessment)}
    quoted: dict[Any, list[AssessmentPassage]] = {}
    passages = AssessmentPassage.objects.visible_to(user).standing().filter(section__assessment=assessment)
    for passage in passages.with_source():
        quoted.setdefault(passage.section_id, []).append(passage)
    children = assessment.children.visible_to(user).current().select_related("child")
    participants = AssessmentParticipant.objects.visible_to(user).current().filter(assessment=assessment)
    read = [(asked, sections[asked.name]) for asked in assessment.asked if asked.name in sections]
    return render_to_string(
        "assessments/paper_body.html",
        {
            "assessment": assessment,
            "conclusions": conclusions_of(assessment, user, children) if assessment.is_of_family or sections else [],
            "sections": [(asked, row, quoted.get(row.pk, [])) for asked, row in read],
            "participants": participants.select_related("person"),
        },
    )


def nameless_body(blocks: Sequence[Block]) -> str:
    """The same without any child's name: these blocks, which were checked, and nothing else that somebody typed."""
    return render_to_string("assessments/paper_nameless.html", {"blocks": blocks})


def digest_of(body: str) -> str:
    """By which a paper is known again."""
    return hashlib.sha256(body.encode()).hexdigest()


def nameless_blocks(assessment: Assessment, user: User) -> list[Block]:
    """An assessment of a context in the parts that are printed without names: its name, its sections, what weighs how
    much, who took part. Not what was carried over from other records, which is about children more often than not, nor
    the records that a weighting rests on."""
    return [block for block in _blocks(assessment, user) if block.text.strip()]


def _blocks(assessment: Assessment, user: User) -> Iterator[Block]:
    context = assessment.case.context
    assert context is not None
    yield Block(_("Place or group"), str(context), context.get_absolute_url())
    for conclusion in conclusions_of(assessment, user, []):
        for weighting in conclusion.views:
            url = reverse("assessments:weighting-write", args=[assessment.pk, weighting.view])
            heading = _("What weighs how much: %(view)s") % {"view": weighting.get_view_display()}
            yield Block(heading, "\n".join(_weighed(weighting)), url)
    sections = {row.name: row for row in AssessmentSection.objects.visible_to(user).filter(assessment=assessment)}
    for asked in assessment.asked:
        if asked.name in sections:
            yield Block(str(asked.heading), sections[asked.name].text, sections[asked.name].get_absolute_url())
    rows = AssessmentParticipant.objects.visible_to(user).current().filter(assessment=assessment)
    lines = [f"{row}, {row.part}" if row.part else str(row) for row in rows.select_related("person")]
    yield Block(_("Who took part"), "\n".join(lines), reverse("assessments:participants", args=[assessment.pk]))


def _weighed(weighting: Any) -> Iterator[str]:
    """A weighting in lines: each part, how they act on each other, and what must change first."""
    for row in weighting.parts:
        weight = ", ".join(filter(None, [str(row.get_influence_display()), row.direction_words]))
        yield f"{row}: {weight}. {row.why}".strip()
    for act in weighting.acting:
        yield f"{act.from_row} → {act.to_row}: {act.words}"
    if weighting.change_first:
        yield _("What must change first: %(words)s") % {"words": weighting.change_first}
    if weighting.no_primary:
        yield f"{weighting.get_no_primary_display()}. {weighting.no_primary_why}"


def marked_names(assessment: Assessment, blocks: Sequence[Block], *, by: User) -> list[MarkedPassage]:
    """The words in these blocks that are the name of a child whom the context concerns: see `cases/naming.py`."""
    context = assessment.case.context
    assert context is not None
    return check_names(context, blocks, by=by, target=assessment)


# --- Printed ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def print_assessment(
    assessment: Assessment, *, by: User, purpose: str, holders: Sequence[str], basis: str = Disclosure.Basis.PUBLIC_TASK
) -> PrintedCopy:
    """Print an assessment for a conference, saying what for and who may hold it. Whoever may see it may print it, as far
    as they see it; one that is not authorised is printed as a draft.

    Refuses one that was not gone on with, and no purpose or holder.
    """
    assessment = _lock(assessment, by=by)
    children = assessment.children.visible_to(by).current()
    shown = sorted(children.values_list("child", flat=True))
    return _printed(
        assessment, body_of(assessment, by), by=by, purpose=purpose, holders=holders, shown=shown, basis=basis
    )


@transaction.atomic
def print_nameless(
    assessment: Assessment, *, by: User, purpose: str, holders: Sequence[str], basis: str = Disclosure.Basis.PUBLIC_TASK
) -> PrintedCopy:
    """Print the assessment of a context without any child's name.

    Refuses who does not write assessments on its case, an assessment of a family, a text in which a word is marked that
    nobody has answered for, one that was not gone on with, and no purpose or holder. What for and who holds it stand on
    the record and not on the paper: nobody has checked them for names.
    """
    assessment = _lock_for_check(assessment, by=by)
    blocks = nameless_blocks(assessment, by)
    if not is_clean(marked_names(assessment, blocks, by=by)):
        raise ValidationError(
            _("Words are marked that may name a child. Take them out, or say why they are no name here.")
        )
    body = nameless_body(blocks)
    return _printed(assessment, body, by=by, purpose=purpose, holders=holders, shown=[], basis=basis, is_nameless=True)


def _printed(
    assessment: Assessment,
    body: str,
    *,
    by: User,
    purpose: str,
    holders: Sequence[str],
    shown: Sequence[Any],
    basis: str,
    is_nameless: bool = False,
) -> PrintedCopy:
    copy = PrintedCopy(
        assessment=assessment,
        purpose=purpose.strip(),
        holders=[name.strip() for name in holders if name.strip()],
        is_nameless=is_nameless,
        is_draft=not assessment.is_authorised,
        digest=digest_of(body),
    )
    save_record(copy, by=by)
    record(by=by, action="assessment.printed", target=assessment, shown=shown)
    disclose(
        by=by,
        kind=Disclosure.Kind.ASSESSMENT,
        recipient=given_to(copy)[:2000],
        basis=basis,
        form=_("print"),
        target=assessment,
        people=shown,
        version=copy.reference,
        content=body.encode(),
    )
    return copy


def given_to(copy: PrintedCopy) -> str:
    """Who may hold a copy and what for, as the register of what left says it."""
    return f"{'; '.join(copy.holders)} ({copy.purpose})"


def first_given(copy: PrintedCopy) -> Disclosure | None:
    """The line in the register of when it was printed."""
    return Disclosure.objects.filter(record_id=copy.assessment_id, version=copy.reference).order_by("at").first()


def answer_mark(assessment: Assessment, *, by: User, key: str, reason: str) -> Any:
    """Say that a marked word is no child's name where it stands, and why; from then on it does not stop the print.

    Refuses what `print_nameless` refuses, and a word that is not marked: the text may have changed since.
    """
    with transaction.atomic():
        assessment = _lock_for_check(assessment, by=by)
        found = marked_names(assessment, nameless_blocks(assessment, by), by=by)
        _passage, mark = open_mark(found, key)
        if mark is None:
            raise ValidationError(_("This word is not marked any more. Look at the check again."))
        assert assessment.case.context is not None
        return say_not_a_name(assessment.case.context, mark, by=by, reason=reason, target=assessment)


def may_check(assessment: Assessment, user: User) -> bool:
    """Whether the check for names is theirs to ask for: of a context, who may write in its assessments."""
    return not assessment.is_of_family and may_write(Standing(user, assessment.case))


def _lock(assessment: Assessment, *, by: User) -> Assessment:
    """The assessment as it is now, locked behind its case as for writing: nobody changes it while it is printed."""
    require(by, Permission.VIEW_CASES)
    require_sight(by, assessment)
    case = lock_case(assessment.case, by=by)
    found: Assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    found.case = case
    if found.is_discarded:
        raise ValidationError(_("This assessment was not gone on with, so it is not printed."))
    return found


def _lock_for_check(assessment: Assessment, *, by: User) -> Assessment:
    assessment = _lock(assessment, by=by)
    if not may_check(assessment, by):
        raise PermissionDenied
    require_sight(by, assessment.case.context)
    require_whole(assessment, by=by)
    return assessment
