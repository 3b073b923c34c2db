"""Contacts: taken, stated, submitted, decided. Accepted, a contact is a referral."""

from collections.abc import Sequence
from typing import Any

import django_filters
from rest_framework import serializers

from cases.codes import PrimaryNeed
from cases.models import Case
from contexts.codes import LinkRole
from contexts.models import Context
from cs_casework.accounts.models import Permission, Team, User
from cs_casework.api.answers import Rows, WhenHidden
from cs_casework.api.bodies import Body, Choose, ChooseSeveral, body, saying, text
from cs_casework.api.contexts import WORDS
from cs_casework.api.days import DayField
from cs_casework.api.problems import placed
from cs_casework.api.resources import Resource, Verb, offer
from cs_casework.filters import SearchFilter
from cs_casework.reference.codes import OutcomeCode
from cs_casework.reference.models import HarmType
from families.models import Family
from referrals import deciding, stating, taking, telling
from referrals.codes import Known
from referrals.models import (
    Referral,
    ReferralAdult,
    ReferralCase,
    ReferralChild,
    ReferralContext,
    ReferralHarm,
    ScreeningDecision,
)
from referrals.outcomes import Consequences, LinkStated, OpenChild, RecordContext

BEGUN = "received_at channel danger"
SAID = """is_anonymous keeps_name_from_family referrer_name referrer_role referrer_contact agency source subjects worry
    strengths support_sought done_already peers peers_said school school_said neighbourhood neighbourhood_said online
    online_said child_knows parents_know agreement why_not_asked"""
HANDED = "emergency handed_to handed_at"
STATE = """submitted_at submitted_by decision_due due_extended_why decided_at accepted_on told_on told_how told_by
    withdrawn_why created_at created_by"""
PERSON = "given family described birth_on address postcode"
CHILD = f"{PERSON} part known_as about_age sex nhs_number upn attends"
ADULT = f"{PERSON} part phone about"
PLACE = """name address postcode school_number platform route happens when frequency how_many ages manages protective
    safer"""
UNMATCHED = Known.UNSURE.value


# --- Taking ----------------------------------------------------------------------------------------------------------
def change(referral: Referral, *, by: User, harm_types: Sequence[HarmType] | None = None, **said: Any) -> Referral:
    return taking.change_contact(referral, by=by, step="", harm_types=harm_types, **said)


def state_child(referral: Referral, *, by: User, **said: Any) -> ReferralChild:
    return stating.state_child(referral, by=by, **said)


def correct_child(row: ReferralChild, *, by: User, **said: Any) -> ReferralChild:
    return stating.state_child(row.referral, by=by, child=row, **said)


def correct_adult(row: ReferralAdult, *, by: User, **said: Any) -> ReferralAdult:
    return stating.state_adult(row.referral, by=by, adult=row, **said)


def correct_context(row: ReferralContext, *, by: User, **said: Any) -> ReferralContext:
    return stating.state_context(row.referral, by=by, stated=row, **said)


change.__doc__ = taking.change_contact.__doc__
state_child.__doc__ = correct_child.__doc__ = stating.state_child.__doc__
correct_adult.__doc__, correct_context.__doc__ = stating.state_adult.__doc__, stating.state_context.__doc__


# --- Deciding --------------------------------------------------------------------------------------------------------
class OpenChildSent(Body):
    """A child in the contact who is to be open to the service."""

    stated = Choose(ReferralChild)
    family = Choose(Family, required=False, allow_null=True)
    shares_new = serializers.BooleanField(required=False)


DETAILS = body(Context, f"name description {WORDS}", title="ContextDetailsSent")


class RecordContextSent(Body):
    """A context in the contact that is put on record, or on which a case is opened, or both."""

    stated = Choose(ReferralContext)
    opens = serializers.BooleanField(required=False)
    details = DETAILS(required=False)


class LinkStatedSent(Body):
    """What links a child in the contact to a context in it."""

    child = Choose(ReferralChild)
    context = Choose(ReferralContext)
    role = serializers.ChoiceField(choices=LinkRole.choices)


DECISION = body(
    ScreeningDecision,
    "is_urgent category child_level context_level frequency how_many severity late_why",
    required="stage rationale",
    title="DecisionSent",
    seen=serializers.UUIDField(required=False, allow_null=True, help_text="The latest decision that you have read."),
    outcomes=serializers.ListField(
        child=serializers.ChoiceField(choices=OutcomeCode.choices), required=False, max_length=len(OutcomeCode)
    ),
    children=OpenChildSent(many=True, required=False),
    contexts=RecordContextSent(many=True, required=False),
    links=LinkStatedSent(many=True, required=False),
    add_to=ChooseSeveral(Case, required=False),
    team=Choose(Team, required=False, allow_null=True),
    lead=Choose(User, required=False, allow_null=True),
    primary_need=serializers.ChoiceField(choices=PrimaryNeed.choices, required=False),
    council=text(100),
)


def decide(
    referral: Referral,
    *,
    by: User,
    seen: Any = None,
    children: Sequence[dict[str, Any]] = (),
    contexts: Sequence[dict[str, Any]] = (),
    links: Sequence[dict[str, Any]] = (),
    add_to: Sequence[Case] = (),
    team: Team | None = None,
    lead: User | None = None,
    primary_need: str = "",
    council: str = "",
    **said: Any,
) -> ScreeningDecision:
    then = Consequences(
        children=tuple(OpenChild(**one) for one in children),
        contexts=tuple(RecordContext(**one) for one in contexts),
        links=tuple(LinkStated(**one) for one in links),
        add_to=tuple(add_to),
        team=team,
        lead=lead,
        primary_need=primary_need,
        council=council,
    )
    with placed(_places(then)):
        return deciding.decide_contact(referral, by=by, seen=seen, then=then, **said)


decide.__doc__ = deciding.decide_contact.__doc__


def _places(then: Consequences) -> dict[str, str]:
    """Where each row of what was sent is, by the name of its field in the form."""
    places = {f"family_{one.stated.pk}": f"children/{n}/family" for n, one in enumerate(then.children)}
    places |= {f"record_{one.stated.pk}": f"contexts/{n}/stated" for n, one in enumerate(then.contexts)}
    places |= {f"link_{one.child.pk}_{one.context.pk}": f"links/{n}" for n, one in enumerate(then.links)}
    for number, one in enumerate(then.contexts):
        places |= {f"{name}_{one.stated.pk}": f"contexts/{number}/details/{name}" for name in DETAILS().fields}
    return places


class ContactFilter(django_filters.FilterSet):
    q = SearchFilter(method="find")

    class Meta:
        model = Referral
        fields: list[str] = []

    def find(self, referrals: Any, name: str, words: str) -> Any:
        return referrals.search(words)


offer(
    Resource(
        name="referrals",
        model=Referral,
        fields=f"id reference status taker {BEGUN} {HANDED} is_consultation {SAID} {STATE}",
        rows={"harms": Rows(ReferralHarm, "referral", "harm_type", lambda rows: rows.standing())},
        needs=Permission.VIEW_REFERRALS,
        filterset=ContactFilter,
        filters="status channel danger source agency taker received_at decision_due decided_at accepted_on created_at",
        ordering="received_at decision_due decided_at reference created_at",
        create=Verb(
            taking.begin_contact, body(Referral, f"{HANDED} is_consultation", required=BEGUN, title="ReferralSent")
        ),
        change=Verb(
            change, body(Referral, SAID, title="ReferralChange", harm_types=ChooseSeveral(HarmType, required=False))
        ),
        verbs=[
            Verb(
                taking.correct_received,
                body(
                    Referral,
                    required="received_at channel is_consultation",
                    title="ReceivedSent",
                    reason=text(2000, needed=True),
                ),
                "correct-received",
            ),
            Verb(
                taking.hand_over_danger,
                body(Referral, "handed_at", required="emergency handed_to", title="DangerSent"),
                "hand-over-danger",
            ),
            Verb(taking.take_over, body(title="TakeOverSent", reason=text(300)), "take-over"),
            Verb(taking.submit_contact, name="submit"),
            Verb(taking.withdraw_contact, saying("withdrawn_why", title="Withdrawn", most=300), "withdraw"),
            Verb(
                taking.extend_deadline,
                body(title="DeadlineSent", decision_due=DayField(), due_extended_why=text(2000, needed=True)),
                "extend",
            ),
            Verb(decide, DECISION, "decide", makes=ScreeningDecision),
            Verb(deciding.reopen_contact, saying("reason", title="Reopened"), "reopen"),
            Verb(
                telling.tell_referrer,
                body(title="ReferrerTold", told_on=DayField(), told_how=text(300, needed=True)),
                "tell-referrer",
            ),
            Verb(
                state_child,
                body(ReferralChild, f"{CHILD} known person", title="ReferralChildSent"),
                "state-child",
                makes=ReferralChild,
            ),
            Verb(
                stating.state_adult,
                body(ReferralAdult, f"{ADULT} known person", required="part", title="ReferralAdultSent"),
                "state-adult",
                makes=ReferralAdult,
            ),
            Verb(
                stating.state_context,
                body(ReferralContext, f"{PLACE} known context", required="kind name", title="ReferralContextSent"),
                "state-context",
                makes=ReferralContext,
            ),
        ],
    ),
    Resource(
        name="referral-children",
        model=ReferralChild,
        fields=f"id referral known person {CHILD} withdrawn_on created_at",
        masked=[WhenHidden("known", "person", UNMATCHED)],
        needs=Permission.VIEW_REFERRALS,
        filters="referral",
        ordering="created_at",
        change=Verb(
            correct_child,
            body(ReferralChild, f"{CHILD} known person", title="ReferralChildChange"),
            fills=("known", "person"),
        ),
        verbs=[Verb(stating.take_out, name="take-out"), Verb(stating.put_back, name="put-back")],
    ),
    Resource(
        name="referral-adults",
        model=ReferralAdult,
        fields=f"id referral known person {ADULT} withdrawn_on created_at",
        masked=[WhenHidden("known", "person", UNMATCHED)],
        needs=Permission.VIEW_REFERRALS,
        filters="referral",
        ordering="created_at",
        change=Verb(
            correct_adult,
            body(ReferralAdult, f"{ADULT} known person", title="ReferralAdultChange"),
            fills=("known", "person"),
        ),
        verbs=[Verb(stating.take_out, name="take-out"), Verb(stating.put_back, name="put-back")],
    ),
    Resource(
        name="referral-contexts",
        model=ReferralContext,
        fields=f"id referral known context kind {PLACE} withdrawn_on created_at",
        masked=[WhenHidden("known", "context", UNMATCHED)],
        needs=Permission.VIEW_REFERRALS,
        filters="referral kind",
        ordering="created_at",
        change=Verb(
            correct_context,
            body(ReferralContext, f"{PLACE} known context", title="ReferralContextChange"),
            fills=("known", "context"),
        ),
        verbs=[Verb(stating.take_out, name="take-out"), Verb(stating.put_back, name="put-back")],
    ),
    Resource(
        name="decisions",
        model=ScreeningDecision,
        fields="""id referral stage outcomes is_urgent category child_level context_level frequency how_many severity
            rationale late_why council needs_countersignature countersigned_on countersigned_by countersigned_why
            set_aside_on set_aside_by set_aside_why created_at created_by""",
        needs=Permission.VIEW_REFERRALS,
        filters="referral stage created_at",
        ordering="created_at",
        verbs=[
            Verb(deciding.countersign, body(title="Countersigned", countersigned_why=text(2000)), "countersign"),
        ],
    ),
    Resource(
        name="referral-cases",
        model=ReferralCase,
        fields="id referral case how created_at",
        needs=Permission.VIEW_REFERRALS,
        filters="referral case how",
        ordering="created_at",
    ),
)
