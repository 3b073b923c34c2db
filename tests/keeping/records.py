"""Records that are due, and a secret word in every text field of what is theirs."""

import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from cases.models import Case, CaseChild, CaseChildStatus
from cs_casework.audit.log import disclose, record
from cs_casework.dates import today
from cs_casework.overview.confidential.asking import Asking
from cs_casework.overview.confidential.barring import bar_staff, declare_interest
from cs_casework.overview.confidential.emergency import break_glass
from families.models import Person
from keeping.going import going_with
from referrals.models import Referral
from tests import factories
from tests.site.records import grant

SECRET = "Zzyxquorble"
LONG_AGO = datetime.date(1990, 3, 1)


def long_closed(person: Any, **facts: Any) -> Any:
    """Somebody whose record is due by any rule: born long ago, every case closed long ago, no contact undecided."""
    Person.objects.filter(pk=person.pk).update(**{"birth_on": datetime.date(1930, 1, 1), "expected_on": None} | facts)
    CaseChildStatus.objects.filter(period__child=person).update(from_on=LONG_AGO)
    CaseChild.objects.filter(child=person).update(from_on=LONG_AGO, to_on=LONG_AGO, closure_reason="RC7")
    Referral.objects.filter(children__person=person).exclude(status="decided").update(
        status="withdrawn", withdrawn_why="Over", decided_at=None
    )
    return Person.objects.get(pk=person.pk)


def closed_child(family: Any = None, **facts: Any) -> Any:
    """A child of a family of their own (or of this one) who was open to the service long ago."""
    family = family or factories.FamilyFactory()
    child = factories.PersonFactory(**{"birth_on": datetime.date(1980, 1, 1)} | facts)
    factories.FamilyMembershipFactory(family=family, person=child, part="child", from_on=None)
    case = Case.objects.filter(family=family).first() or factories.CaseFactory(
        family=family, status="closed", opened_on=LONG_AGO, closed_on=LONG_AGO, closure_reason="RC7"
    )
    factories.CaseChildFactory(case=case, child=child, from_on=LONG_AGO, to_on=LONG_AGO, closure_reason="RC7")
    return child


def lapsed_group(*children: Any, **facts: Any) -> Any:
    """A peer group that nobody renewed, with the children who were linked to it."""
    before = today() - datetime.timedelta(days=900)
    group = factories.PeerGroupFactory(**facts)
    type(group).objects.filter(pk=group.pk).update(reviewed_on=before, review_due=before + datetime.timedelta(days=60))
    for child in children:
        factories.ContextLinkFactory(
            child=child,
            context=group,
            role="at_risk",
            from_on=before,
            review_due=before + datetime.timedelta(days=30),
            lapses_on=before + datetime.timedelta(days=90),
        )
    return type(group).objects.get(pk=group.pk)


def open_text_columns(model: Any) -> list[Any]:
    """The columns of a table in which somebody can write words."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not column.choices
        and not getattr(column, "generated", False)
        and not column.primary_key
        and column.name != "reference"
        and not isinstance(column, models.FileField)
        and (column.max_length or 20) >= len(SECRET)
    ]


def complete(person: Any, other: Any, section: Any) -> None:
    """What a record set has of other people, of this one too."""
    factories.NotRelatedFactory(person=person, other=other)
    factories.ContextAdultFactory(person=person)
    factories.AssessmentPassageFactory(section=section, note=None, person=person)
    factories.ReferralAdultFactory(referral__submitted=True, person=person, known="known")
    Referral.objects.filter(adults__person=person, status="submitted").update(status="withdrawn", withdrawn_why="Over")
    factories.DocumentSubjectFactory(child=person)
    period = CaseChild.objects.filter(child=person).first()
    assert period
    strategy = factories.MeetingFactory(case=period.case, chair=factories.UserFactory(code="manager"))
    factories.AgendaItemFactory(meeting=strategy, child=person)
    enquiry = factories.Section47Factory(case=period.case, strategy=strategy, child=person)
    type(enquiry).objects.filter(pk=enquiry.pk).update(
        outcome="monitor", outcome_on=enquiry.started_on, outcome_why="x"
    )


def say_everywhere(person: Any, place: Any, *, records: Any, manager: Any, worker: Any) -> None:
    """What is typed about somebody where no foreign key leads, or beside their record: they were granted and barred, asked
    for in an emergency and named in an interest, looked up, held, given to somebody, proposed to be disposed of and not,
    and they asked to see their record. And a reason in the audit of a place that stays, of what concerned them alone."""
    from keeping.disposing import decline_disposal, propose_disposal
    from keeping.models import AccessItem, AccessMask, AccessRequest, LegalHold

    grant(person, to=worker)
    bar_staff(person, by=manager, user=factories.UserFactory(), why="related", words=SECRET)
    asking = Asking(way="reference", text=person.reference)
    break_glass(by=worker, asking=asking, why="danger", words=SECRET)
    declare_interest(by=factories.UserFactory(), asking=asking, why="other", words=SECRET)
    answered = {"outcome": "explained", "words": "x", "answered_by": records, "answered_at": timezone.now()}
    factories.LookUpFactory(person_id=person.pk, **answered)
    disclose(by=worker, kind="summary", recipient=SECRET, basis="legal", form="pdf", target=person, people=[person.pk])
    record(by=worker, action="link.renewed", target=place, reason=SECRET, shown=[person.pk])
    LegalHold.objects.create(
        person=person, reason="x", review_due=today(), ended_on=today(), ended_why="x", created_by=records
    )
    pack = AccessRequest.objects.create(
        person=person,
        received_on=today(),
        due_on=today(),
        asked_by="x",
        asks_as="x",
        identity="x",
        created_by=records,
        status="deciding",
    )
    item = AccessItem.objects.create(request=pack, number=1, source="person", row=person.pk, text="x")
    AccessMask.objects.create(item=item, start=0, end=1, word="x", plain="x", origin="record")
    (disposal,) = propose_disposal([person], by=records)
    decline_disposal(disposal, by=manager, decided_why=SECRET)


def plant_everywhere(person: Any, *, by: Any) -> set[Any]:
    """Put the word into every text field, list and JSON of every row that goes with this person, in a version of it and
    in its log, and into the audit as the reason of a change of it; but into a field that a rule of the table wants
    empty."""
    planted = set()
    for model, keys in going_with(person).rows.items():
        for row in model._base_manager.filter(pk__in=keys):
            planted.add(model)
            for column in open_text_columns(model):
                value = f"{SECRET} {column.name}"[: column.max_length or 100]
                try:
                    with transaction.atomic():
                        model._base_manager.filter(pk=row.pk).update(**{column.attname: value})
                except IntegrityError:
                    continue
            for column in model._meta.concrete_fields:
                if isinstance(column, models.JSONField) and column.name != "points":
                    model._base_manager.filter(pk=row.pk).update(**{column.attname: {"words": SECRET}})
            row = model._base_manager.get(pk=row.pk)
            row._change_reason = SECRET
            row.save()
            if isinstance(row.pk, UUID):  # of a grant the audit tells on the record that it is on
                record(by=by, action=f"{model._meta.model_name}.changed", target=row, reason=SECRET)
    return planted


def kept_records(officer: Any) -> dict[str, Any]:
    """One record that is due, a disposal that waits, a hold, and requests at each point of their life."""
    from keeping.models import AccessItem, AccessMask, AccessRequest, Disposal, LegalHold, RetentionRule

    due_on = {"rule": RetentionRule.objects.get(code="open_before"), "rule_words": "By rule", "due_on": LONG_AGO}
    facts = {"asked_by": "They", "asks_as": "Themselves", "identity": "Passport", "created_by": officer}
    days = {"received_on": today(), "due_on": today() + datetime.timedelta(days=28)}
    second = factories.UserFactory(code="records_officer")
    states: dict[str, dict[str, Any]] = {
        "pack": {"status": "deciding"},
        "decided": {"status": "deciding"},
        "checking": {"status": "checking", "submitted_by": officer},
        "checked": {"status": "checked", "submitted_by": officer, "checked_by": second, "checked_on": today()},
    }
    packs = {}
    for name, state in states.items():
        packs[name] = AccessRequest.objects.create(person=factories.PersonFactory(), **facts, **days, **state)
        AccessItem.objects.create(
            request=packs[name],
            number=1,
            source="person",
            row=packs[name].person_id,
            heading="About you",
            text="They like Otto.",
            is_gathered=True,
            read_by=None if name == "pack" else officer,
        )
    item = AccessItem.objects.create(
        request=packs["pack"],
        number=2,
        source="name",
        row=packs["pack"].person.names.get().pk,
        text="Otto",
        is_gathered=True,
    )
    return packs | {
        "mask": AccessMask.objects.create(item=item, start=0, end=4, word="Otto", plain="otto", origin="record"),
        "due": closed_child(),
        "disposal": Disposal.objects.create(person=closed_child(), created_by=officer, **due_on),
        "hold": LegalHold.objects.create(
            context=factories.ContextFactory(),
            reason="Inquiry",
            review_due=today() + datetime.timedelta(days=30),
            created_by=officer,
        ),
    }
