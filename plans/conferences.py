"""What a conference decided for a child, on which a child protection plan or one for risk outside the home stands."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case, CaseChildStatus
from plans.codes import BY_CONFERENCE, Kind
from plans.models import Plan


def status_behind(kind: str, child: Any, case: Case) -> CaseChildStatus | None:
    """The status that the child has in the case today, on which a plan of this kind stands, if there is one."""
    if kind not in BY_CONFERENCE or child is None:
        return None
    held = CaseChildStatus.objects.current().filter(period__case=case, period__child=child, status=kind)
    found: CaseChildStatus | None = held.first()
    return found


def counted_from(plan: Plan, agreed_on: datetime.date) -> datetime.date:
    """The day from which a plan's first review is counted. What a conference decided on holds from the conference,
    however late it was written and agreed (`cases/pathway.py` counts from there too); any other plan from the day it was
    agreed."""
    if plan.kind not in BY_CONFERENCE:
        return max(plan.starts_on, agreed_on)
    status = status_behind(plan.kind, plan.child, plan.case)
    return status.from_on if status else plan.starts_on


def undecided(kind: str, child: Any, case: Case) -> str:
    """That no conference decided on a plan of this kind for this child, to be told and not refused: what was decided may
    not have been written down yet."""
    if kind not in BY_CONFERENCE or child is None or status_behind(kind, child, case):
        return ""
    words = _("No conference has decided on a %(kind)s for %(child)s yet. It can go on all the same.")
    return words % {"child": child, "kind": str(Kind(kind).label).lower()}
