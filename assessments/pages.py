"""What stands above every page of an assessment, and what this reader may do with it next."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.authorising import has_written
from assessments.models import Assessment
from assessments.writing import may_write
from cases.models import Case
from cases.standing import Standing
from cs_casework.access import model_above
from cs_casework.accounts.models import Permission, User
from cs_casework.pages import RecordPage

TONES = {"writing": "yellow", "submitted": "blue", "authorised": "green", "discarded": "grey"}


def assessment_page(assessment: Assessment, part: str = "") -> RecordPage:
    """The identity bar of an assessment: whose it is, and where it stands."""
    case = assessment.case
    facts = [
        {"label": _("Reference"), "value": assessment.reference},
        {"label": _("Started"), "value": f"{assessment.started_on:%-d %B %Y}"},
    ]
    if assessment.is_unauthorised:
        facts.append({"label": _("Due"), "value": f"{assessment.due_on:%-d %B %Y}"})
    if assessment.authorised_on:
        facts.append({"label": _("Authorised"), "value": f"{assessment.authorised_on:%-d %B %Y}"})
    url = reverse("assessments:case-assessments", args=[case.pk])
    return RecordPage(
        title=str(case.subject),
        kind=assessment.get_kind_display(),
        url=assessment.get_absolute_url(),
        facts=facts,
        tags=[{"text": assessment.get_status_display(), "tone": TONES[assessment.status]}],
        parts=[
            {"name": "assessment", "label": _("Assessment"), "url": assessment.get_absolute_url()},
            {"name": "all", "label": _("All assessments"), "url": url},
            {"name": "case", "label": _("Case"), "url": case.get_absolute_url()},
        ],
        restricted=case.is_restricted,
    ).at(part)


def steps_of(assessment: Assessment, user: User, *, reads_whole: bool) -> set[str]:
    """What this reader may do: nothing else is offered on a page, and the workflow refuses it all the same."""
    standing = Standing(user, assessment.case)
    steps: set[str] = set()
    if assessment.is_authorised and _may_plan(standing):
        steps.add("plan")
    if not assessment.is_unauthorised or not assessment.case.is_open:
        return steps
    if assessment.is_being_written and may_write(standing):
        steps.add("write_child")
        if reads_whole:
            steps |= {"write", "submit"}
            if not assessment.writers.exists():
                steps.add("discard")
    if user.may(Permission.AUTHORISE_ASSESSMENTS) and standing.manages:
        steps.add("extend")
        decides = Assessment.objects.decided_whole_by(user).filter(pk=assessment.pk)
        if assessment.is_submitted and reads_whole and decides.exists():
            steps.add("return")
            steps.add("is_writer" if has_written(assessment, user) else "authorise")
    return steps


def _may_plan(standing: Standing) -> bool:
    """Whether a plan can be begun from what is authorised: on a context's case, where none stands that has not ended."""
    if not standing.case.is_open or not standing.writes_plans:
        return False
    return bool(standing.case.family_id) or not plans_of(standing.case, standing.user).unended().exists()


def plans_of(case: Case, user: User) -> Any:
    """The plans on a case, of an app above and reached by name, as far as this reader may see them."""
    return model_above(Case, "plans").objects.visible_to(user).filter(case=case)


def may_start(case: Any, user: User) -> bool:
    """Whether an assessment can be begun on this case by this reader: one in hand that they may not see is in the way as
    well, and is no more told of by what is missing here than by the workflow."""
    if not case.is_open or Assessment.objects.unauthorised().filter(case=case).exists():
        return False
    return may_write(Standing(user, case))
