"""Disposal by two people: what goes, what stays, that nothing of it is found afterwards, and that the chain still verifies."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection, models, transaction

from cases.models import CaseChild, CaseNote, Incident, NoteSubject
from contexts.models import Context, ContextLink
from cs_casework import embedded
from cs_casework.audit.changes import seal_changes, verify
from cs_casework.dates import months_after, today
from cs_casework.drafts.models import Draft
from families.models import Family, Person, PersonName
from keeping.disposing import agree_disposal, decline_disposal, propose_disposal
from keeping.due import due
from keeping.going import DELETED, DETACHED, becomes, going_with
from keeping.holding import end_hold, hold_record
from keeping.models import Certificate, Disposal
from referrals.models import Referral
from tests import factories
from tests.helpers import audited, messages_of, race
from tests.keeping.records import SECRET, complete, long_closed, open_text_columns, plant_everywhere
from tests.site.records import Words, record_set

LONG_AGO = datetime.date(1990, 3, 1)


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
    """A child with one of every kind of record; the secret word in every text field of every row that is theirs."""
    with transaction.atomic():
        of = record_set(team=team, by=worker, words=Words("disposed"))
        complete(of.person, of.other, of.assessment.sections.first())
    person = long_closed(of.person)
    draft = Draft.objects.create(id=of.note.pk, author=worker, form="cases.note", path=f"/people/{person.pk}/notes/new/")
    Draft.objects.filter(pk=draft.pk).update(data={"happened": SECRET}, title=SECRET)
    other_draft = Draft.objects.create(id=of.other.pk, author=worker, form="cases.note", path="/notes/new/")
    planted = plant_everywhere(person, by=worker)
    # Every kind of row that the models say a child can have is among them.
    assert {model._meta.label for model in planted} >= {
        column.model._meta.label
        for column in _columns_naming(Person)
        if open_text_columns(column.model) and column.model._meta.app_label != "keeping"
    } - {"families.PersonGrant"}
    assert len(found_anywhere(owner, SECRET)) > 40
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
    return [row for model, keys in going.rows.items() if hasattr(model, "file") for row in model.objects.filter(pk__in=keys)]
