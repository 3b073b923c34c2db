"""Cases, who is open in them, and who holds them."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from cases import allocating, closing, workflow
from cases.codes import StillTrue, WorkerChange
from cases.filters import CaseFilter
from cases.models import Allocation, Case, CaseChild, CaseClosure
from contexts.models import Context, ContextLink
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.api.bodies import Body, Choose, ChooseSeveral, body, saying, text
from cs_casework.api.days import DayField
from cs_casework.api.problems import placed
from cs_casework.api.resources import Resource, Verb, offer
from families.models import Family, Person


def propose(*, by: User, family: Family | None = None, context: Context | None = None, **said: Any) -> Case:
    require(by, Permission.PROPOSE_CASE)  # before it is told what is wanting
    subject = family or context
    if subject is None or (family and context):
        raise ValidationError(_("A case is on one family or one context."))
    return workflow.propose_case(subject, by=by, **said)


propose.__doc__ = workflow.propose_case.__doc__


class LinkAnswerSent(Body):
    """Of a child's link to a context: whether it is still true."""

    link = Choose(ContextLink)
    answer = serializers.ChoiceField(choices=StillTrue.choices)
    ended_why = text(300)


def close(case: Case, *, by: User, answers: Sequence[dict[str, Any]] = (), **said: Any) -> CaseClosure:
    with placed({"link_": "answers"}):
        return closing.close_case(case, by=by, answers=[closing.LinkAnswer(**one) for one in answers], **said)


close.__doc__ = closing.close_case.__doc__


def agree_closing(
    closure: CaseClosure, *, by: User, answers: Sequence[dict[str, Any]] = (), **said: Any
) -> CaseClosure:
    with placed({"link_": "answers"}):
        return closing.agree_closing(closure, by=by, answers=[closing.LinkAnswer(**one) for one in answers], **said)


agree_closing.__doc__ = closing.agree_closing.__doc__

OPENED = body(
    CaseChild,
    "referred_on primary_need source",
    title="CaseOpening",
    team=Choose(Case._meta.get_field("team").related_model),
    children=ChooseSeveral(Person, required=False),
    why=text(5000),
)
REOPENED = body(
    CaseChild,
    "referred_on primary_need source",
    title="CaseReopening",
    team=Choose(Case._meta.get_field("team").related_model),
    children=ChooseSeveral(Person, required=False),
    why=text(5000, needed=True),
)
CLOSED = body(
    CaseClosure,
    "period context_status",
    required="reason outcome summary",
    title="CaseClosing",
    answers=LinkAnswerSent(many=True, required=False),
    closed_on=DayField(required=False),
)
AGREED = body(
    title="ClosingAgreed",
    closed_on=DayField(required=False),
    why=text(2000),
    answers=LinkAnswerSent(many=True, required=False),
)


offer(
    Resource(
        name="cases",
        model=Case,
        fields="""id reference family context status team referred_on opened_on closed_on reopened_on restricted_on
            created_at""",
        gated={
            Permission.VIEW_CASES: """proposed_on proposed_by proposed_why decided_why closure_reason outcome summary
                reopened_why closed_into"""
        },
        needs=Permission.LIST_CASES,
        filterset=CaseFilter,
        filters="family context opened_on closed_on created_at",
        ordering="opened_on closed_on reference created_at",
        create=Verb(
            propose, body(Case, "family context referred_on team", title="CaseSent", why=text(5000, needed=True))
        ),
        verbs=[
            Verb(workflow.open_case, OPENED, "open"),
            Verb(workflow.decline_case, saying("why", title="CaseDeclined", most=5000), "decline"),
            Verb(workflow.reopen_case, REOPENED, "reopen"),
            Verb(
                workflow.open_child,
                body(CaseChild, "primary_need source from_on", required="child", title="ChildOpening"),
                "open-child",
                makes=CaseChild,
            ),
            Verb(
                allocating.allocate,
                body(
                    Allocation,
                    "role child from_on team change_reason reason",
                    required="worker",
                    title="AllocationSent",
                ),
                "allocate",
                makes=Allocation,
            ),
            Verb(close, CLOSED, "close", makes=CaseClosure),
        ],
    ),
    Resource(
        name="case-children",
        model=CaseChild,
        fields="id case child from_on to_on referred_on source primary_need closure_reason created_at",
        needs=Permission.LIST_CASES,
        filters="case child from_on to_on primary_need created_at",
        ordering="from_on to_on created_at",
        about="A period in which a child of a family is open to the service.",
    ),
    Resource(
        name="allocations",
        model=Allocation,
        fields="id case child worker team role from_on to_on reason change_reason created_at",
        needs=Permission.LIST_CASES,
        filters="case child worker team role from_on to_on",
        ordering="from_on created_at",
        verbs=[
            Verb(
                allocating.end_allocation,
                body(
                    title="AllocationEnd",
                    to_on=DayField(),
                    change_reason=serializers.ChoiceField(choices=WorkerChange.choices),
                    reason=text(300, needed=True),
                ),
                "end",
            )
        ],
    ),
    Resource(
        name="case-closures",
        model=CaseClosure,
        fields="""id case period reason outcome summary context_status status asked_on asked_by decided_on decided_by
            decided_why created_at""",
        needs=Permission.VIEW_CASES,
        filters="case status",
        ordering="created_at",
        verbs=[
            Verb(agree_closing, AGREED, "agree"),
            Verb(closing.return_closing, saying("why", title="ClosingReturned", most=5000), "return"),
        ],
    ),
)
