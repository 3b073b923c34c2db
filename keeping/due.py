"""What is due for disposal, by which rule and since when: asked of the records as they stand, never written down."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case as When_
from django.db.models import DateField, Exists, F, Func, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least, TruncDate

from cases.models import Case, CaseChild, CaseChildStatus
from contexts.codes import Kind
from contexts.models import Context, ContextLink
from cs_casework.accounts.models import User
from cs_casework.dates import today
from families.models import FamilyMembership, Person, Relationship
from keeping.codes import CountsFrom, RuleCode
from keeping.holding import held_contexts, held_people
from keeping.models import LegalHold, RetentionRule
from referrals.models import Referral, ReferralAdult, ReferralCase, ReferralChild, ReferralContext

KINDS: dict[str, type[Any]] = {"people": Person, "contexts": Context, "contacts": Referral}
Status = CaseChildStatus.Status


class MonthsAfter(Func):
    """The day so many months after another: a birth on 29 February comes round on the 28th, as `months_after` has it."""

    template = "(%(expressions)s)::date"
    arg_joiner = " + "
    output_field = DateField()

    def __init__(self, day: Any, months: int) -> None:
        super().__init__(day, Func(Value(months), template="make_interval(months => %(expressions)s::int)"))


def due(kind: str, user: User) -> Any:
    """The records of one kind that this reader may see and that are due today, longest due first: each with `rule_code`
    and `due_on`. What is held is not due, nor what hangs together with it."""
    found = with_due_day(kind, KINDS[kind].objects.visible_to(user)).filter(due_on__lte=today())
    return _unheld(found).order_by("due_on", "pk")


def held_back(kind: str, user: User) -> Any:
    """Those that would be due and are kept by a hold that this reader may see."""
    holds = LegalHold.objects.visible_to(user).standing().order_by()
    found = with_due_day(kind, KINDS[kind].objects.visible_to(user)).filter(due_on__lte=today())
    if kind == "contacts":
        return found.none()
    held = held_people(holds) if kind == "people" else held_contexts(holds)
    return found.filter(pk__in=held).order_by("due_on", "pk")


def is_due(found: Any) -> Any:
    """The record with `rule_code` and `due_on` if it is due today and nothing holds it, whoever asks; else None."""
    kind = next(kind for kind, model in KINDS.items() if isinstance(found, model))
    rows = with_due_day(kind, type(found).objects.filter(pk=found.pk, disposed_on=None))
    return _unheld(rows.filter(due_on__lte=today())).first()


def _unheld(found: Any) -> Any:
    if found.model is Person:
        return found.exclude(pk__in=held_people())
    return found.exclude(pk__in=held_contexts()) if found.model is Context else found


def with_due_day(kind: str, found: Any) -> Any:
    """Each that could ever be due with `rule_code`, and with `due_on` where the day it counts from is known."""
    return {"people": _people, "contexts": _contexts, "contacts": _contacts}[kind](found)


@dataclass
class Rules:
    """The rules as they are today."""

    by_code: dict[str, RetentionRule]

    @classmethod
    def today(cls) -> "Rules":
        return cls({rule.code: rule for rule in RetentionRule.objects.order_by()})

    def due_on(self, days: Mapping[Any, Any], *codes: str) -> When_:
        """The day on which it is due by whichever of these rules is its own."""
        rules = [self.by_code[code] for code in codes if code in self.by_code]
        return When_(
            *(
                When(rule_code=rule.code, then=MonthsAfter(days[rule.counts_from], rule.months))
                for rule in rules
                if rule.counts_from in days
            ),
            default=Value(None),
            output_field=DateField(),
        )


# --- People ----------------------------------------------------------------------------------------------------------
PEOPLE_CODES = (
    RuleCode.LOOKED_AFTER_DIED,
    RuleCode.LOOKED_AFTER,
    RuleCode.CHILD_PROTECTION,
    RuleCode.OPEN_BEFORE,
    RuleCode.KNOWN,
)


def _people(found: Any) -> Any:
    """Who is not open to the service, in no contact that is not decided yet, and not merged into another. Who was never
    open is kept with the children of a family that was: they go when the last of these goes."""
    periods = CaseChild.objects.filter(child=OuterRef("pk")).order_by()
    statuses = CaseChildStatus.objects.filter(period__child=OuterRef("pk")).order_by()
    stated = [rows.objects.filter(person=OuterRef("pk")).order_by() for rows in (ReferralChild, ReferralAdult)]
    undecided: Any = Q()
    for rows in stated:
        undecided |= Exists(rows.exclude(referral__status__in=["decided", "withdrawn"]))
    opened = CaseChild.objects.order_by()
    with_children = FamilyMembership.objects.filter(person__disposed_on=None, person__in=opened.values("child"))
    kin = FamilyMembership.objects.filter(
        person=OuterRef("pk"), family__disposed_on=None, family__in=with_children.order_by().values("family")
    )
    related = Relationship.objects.filter(
        Q(person=OuterRef("pk"), other__in=opened.values("child"), other__disposed_on=None)
        | Q(other=OuterRef("pk"), person__in=opened.values("child"), person__disposed_on=None)
    )
    was_open = Exists(periods)
    day = TruncDate("created_at")
    received = [
        Subquery(
            rows.values("person").annotate(last=Max(TruncDate("referral__received_at"))).values("last"),
            output_field=DateField(),
        )
        for rows in stated
    ]
    closed = Subquery(periods.values("child").annotate(last=Max("to_on")).values("last"), output_field=DateField())
    days = {
        CountsFrom.BIRTH: F("birth_on"),
        CountsFrom.DEATH: F("died_on"),
        CountsFrom.CLOSED: closed,
        CountsFrom.RECORDED: Greatest(day, *(Coalesce(last, day) for last in received)),
    }
    looked_after = Exists(statuses.filter(status__in=[Status.LOOKED_AFTER, Status.CARE_LEAVER]))
    young = Q(died_on__lt=MonthsAfter(F("birth_on"), 18 * 12))
    code = When_(
        When(young & Q(looked_after), then=Value(RuleCode.LOOKED_AFTER_DIED.value)),
        When(looked_after, then=Value(RuleCode.LOOKED_AFTER.value)),
        When(Exists(statuses.filter(status=Status.CHILD_PROTECTION)), then=Value(RuleCode.CHILD_PROTECTION.value)),
        When(was_open, then=Value(RuleCode.OPEN_BEFORE.value)),
        When(~Exists(kin) & ~Exists(related), then=Value(RuleCode.KNOWN.value)),
        default=Value(""),
        output_field=models.CharField(),
    )
    return (
        found.filter(merged_into=None)
        .exclude(Exists(periods.filter(to_on=None)))
        .exclude(undecided)
        .annotate(rule_code=code)
        .annotate(due_on=Rules.today().due_on(days, *PEOPLE_CODES))
    )


# --- Contexts --------------------------------------------------------------------------------------------------------
def _contexts(found: Any) -> Any:
    """Those without an open or proposed case and without a link that stands today, not merged into another."""
    links = ContextLink.objects.filter(context=OuterRef("pk")).order_by()
    cases = Case.objects.filter(context=OuterRef("pk")).order_by()
    ended = Least("to_on", "lapses_on")
    last_link = links.values("context").annotate(last=Max(ended)).values("last")
    last_case = cases.values("context").annotate(last=Max("closed_on")).values("last")
    recorded = Coalesce("reviewed_on", TruncDate("created_at"))
    lapsed = Greatest(
        recorded,
        Coalesce(Subquery(last_link, output_field=DateField()), recorded),
        Coalesce(Subquery(last_case, output_field=DateField()), recorded),
    )
    code = When_(
        When(kind=Kind.PEER_GROUP, then=Value(RuleCode.PEER_GROUP.value)),
        default=Value(RuleCode.CONTEXT.value),
        output_field=models.CharField(),
    )
    return (
        found.filter(merged_into=None)
        .exclude(Exists(links.current()))
        .exclude(Exists(cases.filter(status__in=["proposed", "open"])))
        .annotate(rule_code=code)
        .annotate(due_on=Rules.today().due_on({CountsFrom.LAPSED: lapsed}, RuleCode.PEER_GROUP, RuleCode.CONTEXT))
    )


# --- Contacts --------------------------------------------------------------------------------------------------------
def _contacts(found: Any) -> Any:
    """Those that are over and stand on nobody's record: what stands on one goes with it."""
    of = {"referral": OuterRef("pk")}
    on_record = Q(
        Exists(ReferralChild.objects.filter(person__isnull=False, **of))
        | Exists(ReferralAdult.objects.filter(person__isnull=False, **of))
        | Exists(ReferralContext.objects.filter(context__isnull=False, **of))
        | Exists(ReferralCase.objects.filter(**of))
    )
    decided = TruncDate(Coalesce("decided_at", "received_at"))
    return (
        found.filter(status__in=["decided", "withdrawn"])
        .exclude(on_record)
        .annotate(rule_code=Value(RuleCode.CONTACT.value))
        .annotate(due_on=Rules.today().due_on({CountsFrom.DECIDED: decided}, RuleCode.CONTACT))
    )


def looked_at(found: Any, rules: "Rules | None" = None) -> tuple[RetentionRule, datetime.date]:
    """By which rule a record is due, and since when."""
    rules = rules or Rules.today()
    return rules.by_code[found.rule_code], found.due_on
