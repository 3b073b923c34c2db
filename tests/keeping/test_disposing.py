"""Disposal by two people: what goes, what stays, that nothing of it is found afterwards, and that the chain verifies."""

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection, models, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.copying import copied_freely
from assessments.models import AssessmentPassage
from cases.models import CaseChild, CaseNote, Incident, NoteSubject
from contexts.models import Context, ContextLink
from cs_casework import embedded
from cs_casework.accounts.signing_in import PROVED
from cs_casework.audit.changes import seal_changes, verify
from cs_casework.audit.log import disclose, record
from cs_casework.audit.models import AuditEvent, Disclosure
from cs_casework.audit.querysets import IS_LOOKING
from cs_casework.confidential.models import EmergencyAccess, Interest
from cs_casework.dates import months_after, today
from cs_casework.drafts.models import Draft
from families.models import Family, Person, PersonName
from keeping.disposing import agree_disposal, decline_disposal, propose_disposal
from keeping.going import DELETED, DETACHED, NAMED_BY_ID, becomes, going_with
from keeping.holding import end_hold, hold_record
from keeping.models import Certificate, Disposal, LegalHold
from referrals.models import Referral
from tests import factories
from tests.helpers import audited, race
from tests.keeping.records import (
    SECRET,
    closed_child,
    complete,
    lapsed_group,
    long_closed,
    open_text_columns,
    plant_everywhere,
    say_everywhere,
)
from tests.site.records import Words, grant, record_set, restrict


@pytest.fixture
def owner(transactional_db: None) -> Iterator[Any]:
    with embedded.owner_connection() as found:
        yield found


def found_anywhere(owner: Any, secret: str) -> list[str]:
    """Each table and column of the whole database in which this word stands, versions and logs of the machine too."""
    columns = owner.execute(
        "SELECT table_name, column_name FROM information_schema.columns JOIN pg_class ON relname = table_name"
        " WHERE table_schema = 'public' AND relkind = 'r'"
        " AND (data_type IN ('text', 'character varying', 'jsonb', 'json', 'tsvector', 'ARRAY', 'bytea'))"
    ).fetchall()
    found = []
    for table, column in columns:
        (number,) = owner.execute(
            f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s', [f"%{secret}%"]
        ).fetchone()
        if number:
            found.append(f"{table}.{column}")
    return found


# --- All of it goes --------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_disposed_child_is_found_anywhere_and_the_chain_verifies(
    owner: Any, team: Any, worker: Any, records: Any, manager: Any
) -> None:
    """A child with one of every kind of record; the secret word in every text field of every row that is theirs, and in
    whatever was typed about them elsewhere."""
    with transaction.atomic():
        of = record_set(team=team, by=worker, words=Words("disposed"))
        complete(of.person, of.other, of.assessment.sections.first())
    person = long_closed(of.person)
    draft = Draft.objects.create(
        id=of.note.pk, author=worker, form="cases.note", path=f"/people/{person.pk}/notes/new/"
    )
    Draft.objects.filter(pk=draft.pk).update(data={"happened": SECRET}, title=SECRET)
    other_draft = Draft.objects.create(id=of.other.pk, author=worker, form="cases.note", path="/notes/new/")
    say_everywhere(person, factories.ContextFactory(), records=records, manager=manager, worker=worker)
    planted = plant_everywhere(person, by=worker)
    # Every kind of row that the models say a child can have is among them, and what names them by their id alone; but
    # what says that they are disposed of.
    assert {model._meta.label for model in planted} >= {
        column.model._meta.label for column in _columns_naming(Person) if open_text_columns(column.model)
    } - {"keeping.Disposal"} | {model._meta.label for model in NAMED_BY_ID}
    stands = found_anywhere(owner, SECRET)
    assert len(stands) > 40
    assert {re.sub(r"_(\d{4}_\d\d|default)\.", ".", name) for name in stands} >= {
        "audit_auditevent.reason",
        "audit_disclosure.recipient",
        "confidential_historicalemergencyaccess.words",
        "keeping_disposal.decided_why",
        "keeping_historicaldisposal.history_change_reason",
        "audit_change.after",
    }
    files = [row.file for row in _files_of(person)]
    assert files
    seal_changes()

    (disposal,) = propose_disposal([person], by=records)
    seal_changes()
    owner.commit()
    certificate = agree_disposal(disposal, by=manager)

    owner.commit()
    assert found_anywhere(owner, SECRET) == []
    assert [file.name for file in files if file.storage.exists(file.name)] == []
    assert not Draft.objects.filter(pk=draft.pk).exists()
    assert Draft.objects.filter(pk=other_draft.pk).exists()
    assert not Person.objects.visible_to(worker).filter(pk=person.pk).exists()
    seal_changes()
    owner.commit()
    assert verify(owner, unsealed_minutes=15).wrong == []

    assert (certificate.reference, certificate.code) == (person.reference, "child_protection")
    assert (certificate.proposed_by, certificate.agreed_by) == (records, manager)
    assert certificate.rows > 40
    assert certificate.versions > 10
    assert certificate.logged > 40
    assert certificate.files == len(files)
    assert [event.actor_id for event in audited("disposal.agreed")] == [manager.pk]


def _columns_naming(model: Any) -> list[Any]:
    relations = model._meta.get_fields(include_hidden=True)
    columns = [relation.field for relation in relations if relation.auto_created and not relation.concrete]
    return [
        column
        for column in columns
        if column.concrete
        and not hasattr(column.model, "instance_type")
        and not getattr(column.model, "derived", False)
        and column.model is not model
    ]


def _files_of(person: Any) -> list[Any]:
    going = going_with(person)
    return [
        row for model, keys in going.rows.items() if hasattr(model, "file") for row in model.objects.filter(pk__in=keys)
    ]


# --- What stays ------------------------------------------------------------------------------------------------------
def dispose(found: Any, *, records: Any, manager: Any) -> Certificate:
    (disposal,) = propose_disposal([found], by=records)
    return agree_disposal(disposal, by=manager)


@pytest.mark.django_db
def test_what_stands_on_others_stays_without_this_childs_part(records: Any, manager: Any, worker: Any) -> None:
    family = factories.FamilyFactory(name="Brackenbury family")
    child, sibling = closed_child(family), closed_child(family, birth_on=today() - datetime.timedelta(days=3000))
    carer = factories.PersonFactory()
    factories.FamilyMembershipFactory(family=family, person=carer, part="parent")
    note = factories.CaseNoteFactory(happened="Both were seen.")
    own, theirs = (
        factories.NoteSubjectFactory(note=note, child=one, own_part="Said much.") for one in (child, sibling)
    )
    alone = factories.NoteSubjectFactory(child=child, note__happened="Only this child.")
    incident = factories.IncidentFactory(what="A fight.", context=None)
    there = factories.IncidentFactory(what="At the shop.")  # on the record of that place too
    for one in (child, sibling):
        factories.IncidentChildFactory(incident=incident, child=one)
        factories.IncidentChildFactory(incident=there, child=one)
    # What is quoted of the child in an assessment of both is the child's part of it.
    assessment = factories.AssessmentFactory()
    section = factories.AssessmentSectionFactory(assessment=assessment)
    for one in (child, sibling):
        factories.AssessmentChildFactory(assessment=assessment, child=one)
    quoted = factories.AssessmentPassageFactory(section=section, note=None, person=child, text="Welsh at home.")

    dispose(child, records=records, manager=manager)

    own.refresh_from_db()
    theirs.refresh_from_db()
    note.refresh_from_db()
    incident.refresh_from_db()
    quoted.refresh_from_db()
    assert quoted.text == "[disposed of]"
    assert (own.own_part, theirs.own_part, note.happened) == ("[disposed of]", "Said much.", "Both were seen.")
    assert (incident.what, Family.objects.get(pk=family.pk).name) == ("A fight.", "Brackenbury family")
    assert CaseNote.objects.get(pk=alone.note_id).happened == "[disposed of]"
    assert Person.objects.visible_to(worker).filter(pk__in=[sibling.pk, carer.pk]).count() == 2
    shell = Person.objects.get(pk=child.pk)
    assert (shell.display_name, shell.birth_on, shell.reference) == ("[disposed of]", None, child.reference)
    assert not PersonName.objects.filter(person=child).exists()
    assert NoteSubject.objects.visible_to(worker).filter(pk=theirs.pk).exists()
    assert not child.history.exists()

    # With the last child of the family goes the family, and who is known through it alone.
    Person.objects.filter(pk=sibling.pk).update(birth_on=datetime.date(1980, 1, 1))
    dispose(Person.objects.get(pk=sibling.pk), records=records, manager=manager)
    assert Family.objects.get(pk=family.pk).name == "[disposed of]"
    assert Person.objects.get(pk=carer.pk).disposed_on
    note.refresh_from_db()
    incident.refresh_from_db()
    there.refresh_from_db()
    assert (note.happened, incident.what) == ("[disposed of]", "[disposed of]")
    assert there.what == "At the shop."


@pytest.mark.django_db
def test_what_others_say_of_who_goes_stays_on_their_records_and_names_them_no_more(
    records: Any, manager: Any, worker: Any
) -> None:
    """A trusted adult on a young person's safety map, and an adult and a group quoted in assessments of others."""
    gone, young = closed_child(), factories.PersonFactory()
    group = lapsed_group(young)
    adult = factories.SafetyMapAdultFactory(safety_map__child=young, name="My nan’s friend", person=gone)
    assessment = factories.AssessmentFactory()
    factories.AssessmentChildFactory(assessment=assessment, child=young)
    section = factories.AssessmentSectionFactory(assessment=assessment)
    facts = {"section": section, "note": None}
    of_person = factories.AssessmentPassageFactory(**facts, person=gone, text="Looks out for them.")
    of_group = factories.AssessmentPassageFactory(**facts, context=group, text="At risk (likely).")
    for row in (adult, of_person, of_group):
        row.save()  # with a version

    dispose(gone, records=records, manager=manager)
    dispose(group, records=records, manager=manager)

    for row in (adult, of_person, of_group):
        row.refresh_from_db()
    assert (adult.person, adult.name) == (None, "My nan’s friend")
    assert (of_person.person, of_person.text) == (None, "Looks out for them.")
    assert (of_group.context, of_group.text) == (None, "At risk (likely).")
    assert {str(of_person), of_group.source_words} == {"A record that has been disposed of"}
    assert set(AssessmentPassage.objects.visible_to(worker)) == {of_person, of_group}
    assert copied_freely(assessment, [of_person, of_group]) == set()
    assert not adult.history.filter(person_id=gone.pk).exists()
    assert not of_person.history.filter(person_id=gone.pk).exists()


@pytest.mark.django_db
def test_what_was_typed_of_several_goes_with_the_last_and_who_did_what_stays(
    records: Any, manager: Any, worker: Any
) -> None:
    """Reasons in the audit, to whom something was given, what somebody was asked for by, why a record was held."""
    child, other, place = closed_child(), closed_child(), factories.ContextFactory()
    young = factories.PersonFactory()

    def told(*people: Any, target: Any, action: str = "link.renewed") -> AuditEvent:
        return record(by=worker, action=action, target=target, reason="Typed", shown=[one.pk for one in people])

    def given(*people: Any, target: Any = None) -> Disclosure:
        facts = {"kind": "summary", "basis": "legal", "form": "pdf", "target": target}
        return disclose(by=worker, recipient="Their aunt", people=[one.pk for one in people], **facts)

    def asked(*met: Any) -> EmergencyAccess:
        typed = {"way": "name", "asked": "Zoe Hall, 01/02/2010", "why": "danger", "words": "Typed", "found": "nothing"}
        return EmergencyAccess.objects.create(created_by=worker, met=[one.pk for one in met], **typed)

    case = child.case_periods.get().case
    of_it = [told(target=child), told(young, target=child), told(child, target=place), told(target=case)]
    of_both = told(child, other, target=place)
    others = [told(child, young, target=place), told(target=young), told(target=place)]
    looked = told(child, target=child, action="person.viewed")
    gifts = [given(child, target=child), given(child)]
    shared = [given(child, other, target=child), given(child, young, target=child)]
    asks, ask_of_both = [asked(child), asked(child, case)], asked(child, other)
    kept_asks = [asked(child, young), asked(place), asked()]
    hold = LegalHold.objects.create(
        case=case, reason="Typed", review_due=today(), ended_on=today(), ended_why="Typed", created_by=records
    )
    hold.save()  # with a version

    dispose(child, records=records, manager=manager)

    def reasons(events: Any) -> list[str]:
        return [AuditEvent.objects.get(pk=event.pk).reason for event in events]

    def recipients(rows: Any) -> list[str]:
        return [Disclosure.objects.get(pk=row.pk).recipient for row in rows]

    def typed(rows: Any) -> list[tuple[str, str]]:
        return [EmergencyAccess.objects.values_list("asked", "words").get(pk=row.pk) for row in rows]

    mark, whole = ("[disposed of]",) * 2, ("Zoe Hall, 01/02/2010", "Typed")
    assert reasons(of_it) == [""] * 4
    assert reasons([of_both, *others, looked]) == ["Typed"] * 5
    assert recipients([*gifts, *shared]) == ["–", "–", "Their aunt", "Their aunt"]
    assert typed(asks) == [mark, mark]
    assert typed([ask_of_both, *kept_asks]) == [whole] * 4
    hold.refresh_from_db()
    assert (hold.reason, hold.ended_why) == mark
    assert not hold.history.exists()
    # Who, what, of which record and when: all but the words.
    left, before = AuditEvent.objects.get(pk=of_it[2].pk), of_it[2]
    for name in ("at", "actor_id", "actor_name", "action", "record_id", "shown"):
        assert getattr(left, name) == getattr(before, name)
    assert (hold.created_by, hold.ended_on) == (records, today())
    assert EmergencyAccess.objects.get(pk=asks[0].pk).created_by == worker

    dispose(other, records=records, manager=manager)
    assert reasons([of_both, *others]) == ["", "Typed", "Typed", "Typed"]
    assert recipients(shared) == ["–", "Their aunt"]
    assert typed([ask_of_both, *kept_asks]) == [mark, whole, whole, whole]


@pytest.mark.django_db
def test_with_a_group_go_the_words_about_it(records: Any, manager: Any, worker: Any) -> None:
    group = lapsed_group(factories.PersonFactory())
    event = record(by=worker, action="context.reviewed", target=group, reason="Typed")
    gift = disclose(by=worker, kind="summary", recipient="Police", basis="legal", form="pdf", target=group)
    facts = {"way": "reference", "asked": group.reference, "words": "Typed", "why": "other"}
    interest = Interest.objects.create(created_by=worker, met=[group.pk], **facts)
    dispose(group, records=records, manager=manager)
    interest.refresh_from_db()
    assert AuditEvent.objects.get(pk=event.pk).reason == ""
    assert Disclosure.objects.get(pk=gift.pk).recipient == "–"
    assert (interest.asked, interest.words) == ("[disposed of]",) * 2


@pytest.mark.django_db
def test_a_draft_that_names_others_stays_for_them(records: Any, manager: Any, worker: Any) -> None:
    gone, other, place = closed_child(), factories.PersonFactory(), factories.ContextFactory()

    def begun(**facts: Any) -> Draft:
        facts = {"form": "cases.note", "about": str(gone.pk), "path": f"/people/{gone.pk}/notes/add/"} | facts
        return Draft.objects.create(author=worker, **facts)

    of_both = begun(
        title="Of both",
        data={
            "children": [str(gone.pk), str(other.pk)],
            f"own_part_{gone.pk}": SECRET,
            "lead": str(gone.pk),
            "rows": [{"child": str(gone.pk)}, {"child": str(other.pk)}],
            "happened": "Both were seen.",
        },
    )
    of_one = begun(data={"children": [str(gone.pk)], "context": str(place.pk), "happened": SECRET})
    became = begun(submitted_at=timezone.now(), result=gone.pk, data={"child": str(other.pk)})

    dispose(gone, records=records, manager=manager)

    assert not Draft.objects.filter(pk__in=[of_one.pk, became.pk]).exists()
    of_both.refresh_from_db()
    assert of_both.data == {
        "children": [str(other.pk)],
        "lead": "",
        "rows": [{"child": ""}, {"child": str(other.pk)}],
        "happened": "Both were seen.",
    }
    assert (of_both.path, of_both.about, of_both.title) == (f"/people/{other.pk}/notes/add/", str(other.pk), "")


@pytest.mark.django_db
def test_a_carer_of_another_family_stays_with_that(records: Any, manager: Any) -> None:
    child = closed_child()
    carer, grandparent = factories.PersonFactory(), factories.PersonFactory()
    for adult in (carer, grandparent):
        factories.FamilyMembershipFactory(family=child.memberships.get().family, person=adult)
    factories.FamilyMembershipFactory(person=carer)
    factories.RelationshipFactory(person=grandparent, other=factories.PersonFactory())
    dispose(child, records=records, manager=manager)
    assert not Person.objects.filter(pk__in=[carer.pk, grandparent.pk], disposed_on__isnull=False).exists()


@pytest.mark.django_db
def test_a_group_that_lapsed_leaves_the_childrens_records_and_goes_by_its_own_rule(
    records: Any, manager: Any, worker: Any
) -> None:
    child, other = factories.PersonFactory(), factories.PersonFactory()
    group = lapsed_group(child, other)
    assert not ContextLink.objects.visible_to(worker).current().exists()
    link = child.context_links.get()
    incident = factories.IncidentFactory(context=group)
    factories.IncidentChildFactory(incident=incident, child=child)
    note = factories.NoteSubjectFactory(child=None, context=group, note__happened="About the group.")
    place = factories.ContextFactory(parent=group)

    certificate = dispose(group, records=records, manager=manager)

    assert certificate.code == "peer_group"
    shell = Context.objects.get(pk=group.pk)
    assert (shell.name, shell.purpose, shell.strengths) == ("[disposed of]",) * 3
    assert not Context.objects.visible_to(worker).filter(pk=group.pk).exists()
    # Nobody can say any more who was of it: the links go whole, with their versions.
    assert not ContextLink.objects.filter(context=group).exists()
    assert not ContextLink.history.filter(id=link.pk).exists()
    # What happened to a child stays on that child's record, and names the group no more, in no version either.
    incident.refresh_from_db()
    assert incident.context is None
    assert not Incident.history.filter(context_id=group.pk).exists()
    assert CaseNote.objects.get(pk=note.note_id).happened == "[disposed of]"
    place.refresh_from_db()
    assert (place.parent, place.disposed_on) == (None, None)
    assert Person.objects.visible_to(worker).filter(pk__in=[child.pk, other.pk]).count() == 2


@pytest.mark.django_db
def test_a_contact_on_nobodys_record_goes_whole(records: Any, manager: Any) -> None:
    child = factories.ReferralChildFactory(referral__submitted=True, given="Nobody", known="unsure")
    received = datetime.datetime(2020, 1, 1, 12, tzinfo=datetime.UTC)
    Referral.objects.filter(pk=child.referral_id).update(status="withdrawn", withdrawn_why="x", received_at=received)
    contact = Referral.objects.get(pk=child.referral_id)
    dispose(contact, records=records, manager=manager)
    child.refresh_from_db()
    contact.refresh_from_db()
    assert (child.given, contact.worry) == ("[disposed of]", "[disposed of]")
    assert not Referral.objects.visible_to(manager).filter(pk=contact.pk).exists()


# --- By two ----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_who_proposes_does_not_agree_and_what_is_not_due_is_refused(
    records: Any, manager: Any, worker: Any, administrator: Any
) -> None:
    child, young = closed_child(), factories.PersonFactory()
    for by in (worker, manager, administrator):
        with pytest.raises(PermissionDenied):
            propose_disposal([child], by=by)
    for found, words in (([], "at least one"), ([young], "not due"), ([child] * 26, "at most 25")):
        with pytest.raises(ValidationError, match=words):
            propose_disposal(found, by=records)
    (disposal,) = propose_disposal([child], by=records)
    with pytest.raises(ValidationError, match="already"):
        propose_disposal([child], by=records)
    with pytest.raises(ValidationError, match="Somebody else"):
        agree_disposal(disposal, by=records)
    for by in (worker, administrator):
        with pytest.raises(PermissionDenied):
            agree_disposal(disposal, by=by)
    with pytest.raises(ValidationError):
        decline_disposal(disposal, by=manager, decided_why=" ")
    decline_disposal(disposal, by=manager, decided_why="A complaint is coming")
    with pytest.raises(ValidationError, match="answered already"):
        agree_disposal(disposal, by=manager)
    (again,) = propose_disposal([child], by=records)
    # Held, or opened again, since it was proposed.
    hold = hold_record(child, by=records, reason="Inquiry", review_due=months_after(today(), 3))
    with pytest.raises(ValidationError, match="not due any more"):
        agree_disposal(again, by=manager)
    end_hold(hold, by=records, ended_why="Over")
    CaseChild.objects.filter(child=child).update(to_on=None, closure_reason="")
    with pytest.raises(ValidationError, match="not due any more"):
        agree_disposal(again, by=manager)
    assert Person.objects.get(pk=child.pk).disposed_on is None
    assert not Certificate.objects.exists()


@pytest.mark.django_db
def test_who_is_held_does_not_go_with_another(records: Any, manager: Any) -> None:
    """A hold on the case of the family stops the child; so does one that came after the list was read."""
    child = closed_child()
    (disposal,) = propose_disposal([child], by=records)
    case = child.case_periods.get().case
    hold_record(case, by=records, reason="Court", review_due=months_after(today(), 3))
    with pytest.raises(ValidationError, match="not due any more"):
        agree_disposal(disposal, by=manager)


@pytest.mark.django_db
def test_the_database_disposes_for_nobody_else(records: Any, manager: Any) -> None:
    """The application has no other way: not for one proposal alone, not twice, not of tables that are no records."""
    child = closed_child()
    (disposal,) = propose_disposal([child], by=records)
    steps = [
        {"table": "families_person", "key": "id", "keys": [str(child.pk)], "sets": {"school": "empty"}, "mark": "x"}
    ]

    def ask(steps: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT casework_dispose(%s, %s, 0)", [disposal.pk, json.dumps(steps)])

    with pytest.raises(ProgrammingError, match="by two people"):
        ask(steps)
    agree_disposal(disposal, by=manager)
    with pytest.raises(ProgrammingError, match="once"):
        ask(steps)
    other = closed_child()
    (disposal,) = propose_disposal([other], by=records)
    Disposal.objects.filter(pk=disposal.pk).update(status="agreed", decided_by=manager, decided_on=today())
    for table in ("accounts_user", "audit_auditevent", "keeping_disposal", "reference_agency", "django_session"):
        with pytest.raises(ProgrammingError, match="no table of records"):
            ask([steps[0] | {"table": table}])
    # By its key alone, and with its own versions alone: else a step reaches rows that it does not name.
    for wrong, words in (
        ({"table": "families_personname", "key": "person_id"}, "is not the key of"),
        ({"key": "nothing"}, "is not the key of"),
        ({"history": "cases_historicalcasenote"}, "no versions of families_person"),
        ({"history": "accounts_user"}, "no versions of families_person"),
    ):
        with pytest.raises(ProgrammingError, match=words):
            ask([steps[0] | wrong])
    assert Person.objects.get(pk=other.pk).disposed_on is None
    for table, statement in (
        ("keeping_certificate", "INSERT INTO {} DEFAULT VALUES"),
        ("keeping_certificate", "DELETE FROM {}"),
        ("families_historicalperson", "DELETE FROM {}"),
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(table))


@pytest.mark.django_db(transaction=True)
def test_two_who_agree_at_once_dispose_once_and_a_hold_comes_first_or_not_at_all(records: Any, manager: Any) -> None:
    child = closed_child()
    (disposal,) = propose_disposal([child], by=records)
    second = factories.UserFactory(code="records_officer")
    told = race(
        lambda: agree_disposal(disposal, by=manager),
        lambda: agree_disposal(disposal, by=second),
        hold=lambda: Disposal.objects.select_for_update().get(pk=disposal.pk),
    )
    assert sorted(type(one).__name__ for one in told) == ["Certificate", "ValidationError"]
    other = closed_child()
    (disposal,) = propose_disposal([other], by=records)
    told = race(
        lambda: agree_disposal(disposal, by=manager),
        lambda: hold_record(other, by=records, reason="Inquiry", review_due=months_after(today(), 3)),
        hold=lambda: Person.objects.select_for_update().get(pk=other.pk),
    )
    assert sorted(type(one).__name__ for one in told) in (
        ["Certificate", "ValidationError"],
        ["LegalHold", "ValidationError"],
    )


@pytest.mark.django_db
def test_what_is_restricted_is_not_disposed_of(records: Any, manager: Any) -> None:
    """Neither the record itself, nor with a sister's record somebody who goes with it, whoever is granted them."""
    child = closed_child()
    family = child.memberships.get().family
    carer = factories.PersonFactory()
    factories.FamilyMembershipFactory(family=family, person=carer)
    (disposal,) = propose_disposal([child], by=records)
    second = factories.UserFactory(code="records_officer")
    for restricted in (child, carer, family, child.case_periods.get().case):
        restrict(restricted, by=manager)
        for officer in (records, second):
            grant(restricted, to=officer)
        with pytest.raises(ValidationError, match="restricted"):
            agree_disposal(disposal, by=second)
        type(restricted).objects.filter(pk=restricted.pk).update(
            restricted_on=None, restricted_by=None, restricted_why="", restriction_review_due=None
        )
    assert agree_disposal(disposal, by=second).reference == child.reference


@pytest.mark.django_db
def test_who_disposes_is_asked_who_sits_there(records: Any, manager: Any, as_user: Any) -> None:
    (disposal,) = propose_disposal([closed_child()], by=records)
    client = as_user(manager)
    session = client.session
    session[PROVED] = 0
    session.save()
    url = reverse("keeping:disposal-agree", args=[disposal.pk])
    for answer in (client.get(url), client.post(url)):
        assert reverse("accounts:sign-in-again") in answer.headers["Location"]
    disposal.refresh_from_db()
    assert disposal.is_open


@pytest.mark.django_db
def test_nobody_but_the_application_may_have_the_database_dispose() -> None:
    """And nobody makes a table of their own, by which what runs as the owner could be led astray."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_function_privilege(current_user, oid, 'EXECUTE'), proacl::text ~ '[{,]=[^,]*X'"
            " FROM pg_proc WHERE proname LIKE 'casework_dispose%' OR proname = 'casework_erase_words' ORDER BY proname"
        )
        assert cursor.fetchall() == [(True, False), (False, False), (False, False)]
        # Nor is a word of the audit erased outside of one, whatever somebody says that they are doing.
        cursor.execute("SELECT set_config('casework.disposing', pg_current_xact_id()::text, true)")
        for statement in (
            "UPDATE audit_auditevent SET reason = ''",
            "UPDATE audit_disclosure SET recipient = '–'",
            "SELECT casework_erase_words(uuidv7(), '{}', '')",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
        # What was only looked at keeps by what way: the same actions here and in the pages that tell of them.
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'casework_erase_words'")
        (source,) = cursor.fetchone()
    assert IS_LOOKING in source


@pytest.mark.django_db(transaction=True)
def test_the_owner_erases_nothing_but_words_and_only_for_a_disposal(owner: Any, worker: Any) -> None:
    record(by=worker, action="person.changed", reason="Typed")
    says = "SELECT set_config('casework.disposing', pg_current_xact_id()::text, true)"
    for said, sets in (
        ("SELECT 1", "reason = ''"),
        (says, "reason = 'Another'"),
        (says, "reason = '', actor_name = 'Another'"),
        (says, "reason = '', reason_digest = NULL"),
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only ever added"), owner.transaction():
            owner.execute(said)
            owner.execute(f"UPDATE audit_auditevent SET {sets}")


# --- The tables ------------------------------------------------------------------------------------------------------
def test_what_is_named_in_going_is_there_and_every_text_becomes_something() -> None:
    for name in DETACHED:
        label, _dot, column = name.rpartition(".")
        assert apps.get_model(label)._meta.get_field(column).null, name
    for label in DELETED:
        apps.get_model(label)
    left = []
    for app in ("families", "contexts", "cases", "referrals", "assessments", "plans", "keeping"):
        for model in apps.get_app_config(app).get_models():
            if hasattr(model, "instance_type") or getattr(model, "owner_only", False) or model._meta.label in DELETED:
                continue
            sets = becomes(model)
            left += [
                f"{model._meta.label}.{column.name}"
                for column in [*open_text_columns(model), *_files_and_json(model)]
                if column.column not in sets
            ]
            assert not hasattr(model, "history") or model.history.model._meta.db_table == re.sub(
                "^([^_]+)_", r"\1_historical", model._meta.db_table
            )
    assert left == []


def _files_and_json(model: Any) -> list[Any]:
    return [column for column in model._meta.concrete_fields if isinstance(column, models.FileField | models.JSONField)]
