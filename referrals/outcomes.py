"""What a final decision leads to: children, families and contexts put on record, cases opened or added to, links.

Called by `deciding.decide_contact` alone, within its transaction: where anything here is refused, nothing of it stands.
Each refusal stands beside the field of the form that it is about.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.allocating import allocate
from cases.models import Case, CaseChild
from cases.standing import lock_case
from cases.workflow import open_case, propose_case
from contexts.codes import Basis, Reliability
from contexts.models import Context, ContextLink
from contexts.workflow import create_context, link_child, lock_standing
from cs_casework.accounts.models import Team, User
from cs_casework.audit.log import save_record
from cs_casework.reference.codes import ACCEPTS, OPENS_CONTEXT_CASE, OPENS_FAMILY_CASE, OutcomeCode
from families.models import Family, FamilyMembership, Person
from families.ties import add_address
from families.workflow import add_member, create_family, create_person, require_sight
from referrals.codes import How, Known
from referrals.models import Referral, ReferralCase, ReferralChild, ReferralContext, ScreeningDecision


# --- What the manager chose ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class OpenChild:
    """A child who is to be open to the service: in a family on record, or in a new one, their own or shared with the
    other children of whom the same was said."""

    stated: ReferralChild
    family: Family | None = None
    shares_new: bool = False


@dataclass(frozen=True)
class RecordContext:
    """A context that is put on record, or on which a case is opened, or both. `details` complete what was stated of a
    new one: a neutral name, a description, and what a peer group has to say."""

    stated: ReferralContext
    opens: bool = False
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LinkStated:
    """One thing that links a child in the contact to a context in it."""

    child: ReferralChild
    context: ReferralContext
    role: str


@dataclass(frozen=True)
class Consequences:
    """All that a manager chose to happen beside the outcomes themselves."""

    children: tuple[OpenChild, ...] = ()
    contexts: tuple[RecordContext, ...] = ()
    links: tuple[LinkStated, ...] = ()
    add_to: tuple[Case, ...] = ()
    team: Team | None = None
    lead: User | None = None
    primary_need: str = ""
    council: str = ""


def cases_to_add_to(referral: Referral, user: Any) -> Any:
    """Open cases that this reader may see on the children and contexts in a contact."""
    children = referral.children.standing().filter(person__isnull=False).order_by().values("person")
    contexts = referral.contexts.standing().filter(context__isnull=False).order_by().values("context")
    periods = CaseChild.objects.visible_to(user).open().filter(case=OuterRef("pk"), child__in=children).order_by()
    return Case.objects.visible_to(user).open().filter(Q(Exists(periods)) | Q(context__in=contexts))


# --- What cannot be --------------------------------------------------------------------------------------------------
def check_consequences(outcomes: set[str], then: Consequences) -> dict[str, str]:
    """What was chosen for which no outcome stands, and outcomes for which nothing was chosen; by field."""
    problems: dict[str, str] = {}
    opened = [chosen for chosen in then.contexts if chosen.opens]
    opens_family, opens_context = outcomes & OPENS_FAMILY_CASE, outcomes & OPENS_CONTEXT_CASE
    if opens_family and not then.children:
        problems["outcomes"] = _("Choose below which children are open to the service, and in which family.")
    if opens_context and not opened:
        problems["outcomes"] = _("Choose below on which context a case is opened.")
    if then.children and not opens_family:
        problems["outcomes"] = _(
            "You open a child to the service. Choose an assessment or a strategy discussion, or do not open the child."
        )
    if opened and not opens_context:
        problems["outcomes"] = _(
            "You open a case on a context. Choose a context assessment or an urgent meeting, or do not open the case."
        )
    if (then.contexts or then.links) and not outcomes & ACCEPTS:
        problems["outcomes"] = _("Only a contact that is accepted puts a context on record or links children to it.")
    if OutcomeCode.ADD_TO_CASE in outcomes and not then.add_to:
        problems["add_to"] = _("Choose the open case that the contact is added to.")
    if then.add_to and OutcomeCode.ADD_TO_CASE not in outcomes:
        problems["outcomes"] = _("You chose an open case. Tick “Add to an open case” as well, or take it out.")
    if OutcomeCode.TRANSFER_OUT in outcomes and not then.council.strip():
        problems["council"] = _("Say to which council it goes.")
    if (then.children or opened) and then.team is None:
        problems["team"] = _("Choose the team that holds the new case.")
    return problems


# --- What happens ----------------------------------------------------------------------------------------------------
def carry_out(decision: ScreeningDecision, then: Consequences, *, by: User) -> None:
    """Do what was decided. Refuses a child who is open already, a subject that has a case, open or proposed, and one of
    whom nobody has said yet whether they are known."""
    work = _Work(decision, then, by)
    for chosen in then.contexts:
        work.record_context(chosen)
    work.open_family_cases()
    work.open_context_cases()
    work.link()
    work.add_to_open_cases()


class _Work:
    """One decision being carried out: whom and what its rows have become so far."""

    def __init__(self, decision: ScreeningDecision, then: Consequences, by: User) -> None:
        self.decision, self.then, self.by = decision, then, by
        self.referral = decision.referral
        # As they are now, locked: a match that was changed meanwhile is the one that counts.
        self.children = {row.pk: row for row in self.referral.children.standing().select_for_update(of=("self",))}
        self.contexts = {row.pk: row for row in self.referral.contexts.standing().select_for_update(of=("self",))}

    @property
    def reason(self) -> str:
        """What the case says of why it is there. The manager's own words stay on the contact: they may name somebody
        whom a reader of the case may not see."""
        return _("Decided on %(reference)s") % {"reference": self.referral.reference}

    # --- Children ---
    def open_family_cases(self) -> None:
        shared: list[Person] = []
        in_family: dict[Any, tuple[Family, list[Person]]] = {}
        for chosen in self.then.children:
            column = f"family_{chosen.stated.pk}"
            person = self.person(chosen.stated, column)
            self._check_not_open(person, column)
            if chosen.family:
                with beside(column):
                    require_sight(self.by, chosen.family)
                    self._join(chosen.family, person)
                in_family.setdefault(chosen.family.pk, (chosen.family, []))[1].append(person)
            elif chosen.shares_new:
                shared.append(person)
            else:
                self._open_family([person], column)
        if shared:
            self._open_family(shared, "outcomes")
        for family, people in in_family.values():
            self._open(family, people, "outcomes")

    def _open_family(self, people: list[Person], column: str) -> None:
        with beside(column):
            last_name = next((found for person in people if (found := _last_name(person))), "")
            name = (
                _("%(name)s family") % {"name": last_name} if last_name else _("Family of %(who)s") % {"who": people[0]}
            )
            family = create_family(by=self.by, name=name, confirmed=False)
            for person in people:
                self._join(family, person)
        self._open(family, people, column)

    def _join(self, family: Family, person: Person) -> None:
        if not FamilyMembership.objects.current().filter(family=family, person=person).exists():
            add_member(family, person=person, by=self.by, part=FamilyMembership.Part.CHILD)

    def _check_not_open(self, person: Person, column: str) -> None:
        if CaseChild.objects.visible_to(self.by).open().filter(child=person).exists():
            words = _("%(child)s is open to the service already. Add the contact to their open case instead.")
            raise ValidationError({column: words % {"child": person}})

    def person(self, stated: ReferralChild, column: str) -> Person:
        """The child on record that this one is: created now from what was stated where they are new."""
        row = self.children.get(stated.pk)
        if row is None:
            raise ValidationError({column: _("This child has been taken out of the contact. Look at it again.")})
        if row.person:
            found: Person = row.person
            return found
        if row.known != Known.NEW:
            words = _("Say first who %(child)s is: somebody on record, or somebody new.")
            raise ValidationError({column: words % {"child": row.stated_name}})
        with beside(column):
            row.person = self._create(row)
        save_record(row, by=self.by)
        return row.person

    def _create(self, row: ReferralChild) -> Person:
        person = create_person(
            by=self.by,
            given=row.given,
            family=row.family,
            known_as=row.known_as,
            birth_on=row.birth_on,
            sex=row.sex,
            nhs_number=row.nhs_number,
            upn=row.upn,
            school=row.attends,
        )
        if row.address or row.postcode:
            add_address(person, by=self.by, lines=row.address or row.postcode, postcode=row.postcode)
        return person

    # --- Contexts ---
    def record_context(self, chosen: RecordContext) -> None:
        """A new context is created from what was stated, and completed by who decides."""
        column = f"record_{chosen.stated.pk}"
        row = self.contexts.get(chosen.stated.pk)
        if row is None:
            raise ValidationError({column: _("This context has been taken out of the contact. Look at it again.")})
        if row.context:
            return
        if row.known != Known.NEW:
            words = _("Say first what “%(name)s” is: a context on record, or a new one.")
            raise ValidationError({column: words % {"name": row.name}})
        details = {
            "name": row.name,
            "address": row.address,
            "postcode": row.postcode,
            "times": row.when,
            "school_number": row.school_number,
            "platform": row.platform,
            "route": row.route,
        } | chosen.details
        if self.decision.context_level:
            details |= {"threshold_level": self.decision.context_level, "threshold_why": self.reason}
        if not str(details.get("description", "")).strip():
            words = _("Describe it in a sentence: what it is, and what happens there.")
            raise ValidationError({f"description_{row.pk}": words})
        try:
            row.context = create_context(by=self.by, kind=row.kind, **details)
        except ValidationError as refusal:
            # The fields of a context being completed stand in the form under its row.
            raise ValidationError(
                {f"{name}_{row.pk}": messages for name, messages in _by_field(refusal, "name").items()}
            ) from None
        save_record(row, by=self.by)

    def context(self, stated: ReferralContext, column: str) -> Context:
        row = self.contexts.get(stated.pk)
        if row is None or row.context is None:
            words = _("“%(name)s” is not on record. Say which context it is, or put it on record.")
            raise ValidationError({column: words % {"name": stated.name}})
        found: Context = row.context
        return found

    def open_context_cases(self) -> None:
        for chosen in self.then.contexts:
            if chosen.opens:
                column = f"record_{chosen.stated.pk}"
                context = self.context(chosen.stated, column)
                with beside(column):
                    lock_standing(context)
                self._open(context, [], column)

    # --- Cases and links ---
    def _open(self, subject: Family | Context, people: list[Person], column: str) -> None:
        assert self.then.team is not None
        with beside(column):
            case = propose_case(subject, by=self.by, why=self.reason, team=self.then.team)
            case = open_case(
                case,
                by=self.by,
                team=self.then.team,
                children=people,
                why=self.reason,
                referred_on=self.referral.accepted_on,
                primary_need=self.then.primary_need,
                source=self.referral.source,
            )
        if self.then.lead:
            with beside("lead"):
                allocate(case, by=self.by, worker=self.then.lead, team=self.then.team)
        self._stands_on(case, How.OPENED)

    def add_to_open_cases(self) -> None:
        open_now = cases_to_add_to(self.referral, self.by)
        for chosen in self.then.add_to:
            if not open_now.filter(pk=chosen.pk).exists() or not lock_case(chosen, by=self.by).is_open:
                words = _("%(case)s cannot be added to: it is not open, or not about anybody in this contact.")
                raise ValidationError({"add_to": words % {"case": chosen.reference}})
            self._stands_on(chosen, How.ADDED)

    def _stands_on(self, case: Case, how: str) -> None:
        # A contact that was opened again may have led to this case the first time.
        if not ReferralCase.objects.filter(referral=self.referral, case=case).exists():
            save_record(ReferralCase(referral=self.referral, case=case, how=how), by=self.by)

    def link(self) -> None:
        day = timezone.localdate(self.referral.received_at)
        for chosen in self.then.links:
            column = f"link_{chosen.child.pk}_{chosen.context.pk}"
            context, person = self.context(chosen.context, column), self.person(chosen.child, column)
            standing = ContextLink.objects.visible_to(self.by).current()
            if standing.filter(child=person, context=context, role=chosen.role).exists():
                continue
            with beside(column):
                link_child(
                    person,
                    context,
                    by=self.by,
                    role=chosen.role,
                    basis=Basis.AGENCY_REPORT,
                    reliability=Reliability.REPORTED,
                    source=self.referral.reference,
                    source_on=day,
                    from_on=day,
                )


@contextmanager
def beside(column: str) -> Iterator[None]:
    """What is refused within stands beside this field of the form."""
    try:
        yield
    except ValidationError as refusal:
        raise ValidationError({column: refusal.messages}) from None


def _by_field(refusal: ValidationError, otherwise: str) -> dict[str, list[str]]:
    return refusal.message_dict if hasattr(refusal, "error_dict") else {otherwise: refusal.messages}


def _last_name(person: Person) -> str:
    name = person.names.filter(kind="name").first()
    return name.family if name else ""
