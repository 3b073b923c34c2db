"""Every change of a record is in the log of changes, however it was made, and whoever touches the log is told of.

`bin/prove changes` makes a thousand of each kind and alters ten times as many rows.
"""

import os
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from cs_casework import embedded
from cs_casework.accounts.models import User
from cs_casework.audit import jobs
from cs_casework.audit.changes import MONTHS_AHEAD, Seal, left_out, make_months, seal_changes, verify, watched_models
from cs_casework.audit.log import record
from cs_casework.audit.models import AuditEvent
from cs_casework.confidential.openings import first_key
from cs_casework.embedded import places
from cs_casework.embedded.server import BOOTSTRAP_ROLE, Server
from families.models import Person, PersonName
from families.workflow import change_person, create_person
from tests import factories

MADE = int(os.environ.get("CHANGES_MADE", "20"))
ALTERED = max(MADE // 100, 1)


@pytest.fixture
def owner(transactional_db: None) -> Iterator[psycopg.Connection]:
    with embedded.owner_connection() as found:
        yield found


@pytest.fixture
def superuser(transactional_db: None) -> Iterator[psycopg.Connection]:
    """Whom no right and no trigger stops. On a server of others' the suite has none."""
    if not embedded.is_embedded():
        pytest.skip("There is no superuser to try it with.")
    address = Server(places.instance_name()).address(BOOTSTRAP_ROLE, connection.settings_dict["NAME"])
    with psycopg.connect(**address) as found:
        found.execute("SET session_replication_role = replica")
        yield found


def logged(owner: psycopg.Connection, table: str, what: str) -> list[Any]:
    return owner.execute(
        "SELECT row_key, before, after FROM audit_change WHERE table_name = %s AND what = %s ORDER BY id", [table, what]
    ).fetchall()


def told(words: list[str]) -> dict[str, int]:
    """How often each thing is said to be wrong, and of which kind."""
    kinds = [line.partition(":")[0] for line in words]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


# --- What is logged --------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_change_is_logged_with_what_stood_before_and_after_and_by_whom(owner: Any, worker: Any) -> None:
    person = create_person(by=worker, given="Adaeze", family="Okafor", school="Elm Academy")
    change_person(person, by=worker, school="Oak Academy")
    ((key, _before, after),) = logged(owner, "families_person", "INSERT")
    assert (key, after["school"], after["reference"]) == (str(person.pk), "Elm Academy", person.reference)
    # Of a change, what changed and nothing else.
    changed = logged(owner, "families_person", "UPDATE")
    assert changed[-1] == (str(person.pk), {"school": "Elm Academy"}, {"school": "Oak Academy"})
    by = owner.execute(
        "SELECT event.actor_id, event.action, by_role FROM audit_change JOIN audit_auditevent event"
        " ON event.xact = audit_change.xact::text::bigint WHERE table_name = 'families_person' ORDER BY audit_change.id"
    ).fetchall()
    app = connection.settings_dict["USER"]
    assert (by[0], by[-1]) == ((worker.pk, "person.recorded", app), (worker.pk, "person.changed", app))


@pytest.mark.django_db(transaction=True)
def test_changes_in_bulk_by_sql_and_by_cascade_are_logged_each(owner: Any) -> None:
    people = Person.objects.bulk_create([Person(created_by=None) for _number in range(MADE)])
    for number, person in enumerate(people):
        person.school = f"School {number}"
    Person.objects.bulk_update(people, ["school"])
    Person.objects.filter(pk__in=[person.pk for person in people]).update(first_language="Welsh")
    PersonName.objects.bulk_create([PersonName(person=person, given="Ada", family="Example") for person in people])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE families_person SET school = school || ' (by SQL)'")
    made, changed = logged(owner, "families_person", "INSERT"), logged(owner, "families_person", "UPDATE")
    assert {UUID(key) for key, _before, _after in made} == {person.pk for person in people}
    assert len(changed) == 3 * MADE
    by_sql = [after for _key, _before, after in changed if after.get("school", "").endswith("(by SQL)")]
    assert len(by_sql) == MADE

    # No table of ours removes by cascade: one that did is tried here, and put back.
    (name,) = owner.execute(
        "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = 'families_personname'::regclass"
        " AND confrelid = 'families_person'::regclass"
    ).fetchone()
    owner.execute(f"ALTER TABLE families_personname DROP CONSTRAINT {name}")
    owner.execute(
        "ALTER TABLE families_personname ADD FOREIGN KEY (person_id) REFERENCES families_person ON DELETE CASCADE"
    )
    owner.execute("DELETE FROM families_person")
    removed = logged(owner, "families_personname", "DELETE")
    owner.rollback()
    assert len(removed) == MADE
    assert {before["given"] for _key, before, _after in removed} == {"Ada"}
    print(f"\nchanges made and recorded: {MADE:,} in bulk, {len(by_sql):,} by SQL, {len(removed):,} by cascade")  # noqa: T201  for the proof


def test_every_table_of_records_is_watched() -> None:
    tables = {model._meta.db_table for model in watched_models()}
    assert {"families_person", "cases_casenote", "accounts_user", "families_persongrant"} <= tables
    assert [table for table in tables if table.startswith(("audit_", "django_"))] == ["audit_disclosure"]
    assert not any("historical" in table for table in tables)


@pytest.mark.django_db(transaction=True)
def test_no_password_is_logged_and_nothing_that_is_worked_out(owner: Any) -> None:
    user = factories.UserFactory()
    user.set_password("a password that is long enough")
    user.save()
    assert "password" in left_out(User)
    everything = str(
        owner.execute("SELECT before, after FROM audit_change WHERE table_name = 'accounts_user'").fetchall()
    )
    assert user.username in everything
    assert "password" not in everything


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_logged(owner: Any) -> None:
    with transaction.atomic():
        factories.PersonFactory()
        transaction.set_rollback(True)
    assert logged(owner, "families_person", "INSERT") == []


# --- Who may touch it ------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_change", "audit_seal", "audit_auditevent_default", "audit_change_default"])
@pytest.mark.parametrize(
    "statement", ["SELECT FROM {}", "DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES", "TRUNCATE {}"]
)
def test_the_application_may_neither_read_nor_write_the_log_nor_a_part_of_the_audit(table: str, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["audit_auditevent", "audit_change", "audit_seal"])
def test_the_owner_too_is_refused_by_whole_and_parts(table: str, owner: Any) -> None:
    record(by=factories.UserFactory(), action="test.done")
    seal_changes()
    parts = [
        name
        for (name,) in owner.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", [table]
        )
    ]
    assert len(parts) > 3
    for name in (table, *parts):
        for statement in (f"DELETE FROM {name}", f"TRUNCATE {name}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only ever added"), owner.transaction():
                owner.execute(statement)
    column = {"audit_auditevent": "reason", "audit_change": "row_key", "audit_seal": "hash"}[table]
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only ever added"), owner.transaction():
        owner.execute(f"UPDATE {table} SET {column} = {column} || {column}")


@pytest.mark.django_db(transaction=True)
def test_values_can_be_erased_and_the_chain_still_holds(owner: Any) -> None:
    person = factories.PersonFactory(school="Elm Academy")
    seal_changes()
    owner.execute("UPDATE audit_change SET before = NULL, after = NULL WHERE row_key = %s", [str(person.pk)])
    found = verify(owner)
    assert (found.wrong, found.erased) == ([], 1)
    assert "Elm Academy" not in str(owner.execute("SELECT before, after FROM audit_change").fetchall())


# --- Sealing ---------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_still_writes_is_sealed_when_it_commits_and_not_skipped(owner: Any) -> None:
    """Its changes are older than what is sealed meanwhile."""
    seal_changes()
    with embedded.owner_connection() as slow:
        slow.execute("UPDATE accounts_role SET name = name || ' (slow)'")
        person = factories.PersonFactory()
        assert seal_changes()[0] > 0
        assert ("families_person", str(person.pk)) in sealed(owner)
        owner.rollback()
        slow.execute("UPDATE accounts_role SET name = replace(name, ' (slow)', '')")
    assert seal_changes()[0] > 0
    assert sealed(owner)[-1][0] == "accounts_role"
    assert seal_changes()[0] == 0
    assert verify(owner, unsealed_minutes=-1).wrong == []


@pytest.mark.django_db(transaction=True)
def test_what_is_behind_is_sealed_a_few_at_a_time_until_nothing_is_left(
    owner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_changes()
    people = [str(factories.PersonFactory().pk) for _number in range(4)]
    before = len(sealed(owner))
    assert seal_changes(3)[0] == 3
    owner.rollback()
    assert len(sealed(owner)) == before + 3
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    monkeypatch.setattr(jobs, "PAUSE", 0)
    jobs.seal()
    owner.rollback()
    assert {key for table, key in sealed(owner) if table == "families_person"} >= set(people)
    assert seal_changes()[0] == 0
    assert verify(owner, unsealed_minutes=-1).wrong == []
    # After so many seconds it leaves the rest to the next minute.
    factories.PersonFactory.create_batch(3)
    monkeypatch.setattr(jobs, "LONGEST_SECONDS", 0)
    jobs.seal()
    assert seal_changes()[0] > 0


def sealed(owner: psycopg.Connection) -> list[Any]:
    return owner.execute(
        "SELECT table_name, row_key FROM audit_seal JOIN audit_change ON audit_change.id = change_id ORDER BY number"
    ).fetchall()


@pytest.mark.django_db(transaction=True)
def test_months_are_made_ahead_and_what_has_none_goes_to_the_last_part(owner: Any) -> None:
    assert make_months() == 0  # they came with the tables
    event = record(by=None, action="test.done")
    (part,) = owner.execute(
        "SELECT tableoid::regclass::text FROM audit_auditevent WHERE id = %s", [event.pk]
    ).fetchone()
    assert re.fullmatch(r"audit_auditevent_\d{4}_\d{2}", part)
    # What was opened in an emergency is kept so as well, in the months of its keys.
    opened = ("families_personopening", "families_familyopening", "contexts_contextopening", "cases_caseopening")
    kept = owner.execute(
        "SELECT inhparent::regclass::text, count(*) FROM pg_inherits WHERE inhparent::regclass::text = ANY(%s) GROUP BY 1",
        [list(opened)],
    ).fetchall()
    assert dict(kept) == dict.fromkeys(opened, MONTHS_AHEAD + 2)
    moment = event.at.replace(microsecond=0)
    assert owner.execute("SELECT casework_first_key(%s)", [moment]).fetchone()[0] == first_key(moment)
    other = AuditEvent.objects.create(id=uuid4(), actor_name="the system", action="test.done")
    (part,) = owner.execute(
        "SELECT tableoid::regclass::text FROM audit_auditevent WHERE id = %s", [other.pk]
    ).fetchone()
    assert part == "audit_auditevent_default"


# --- Verifying -------------------------------------------------------------------------------------------------------
@pytest.fixture
def service(transactional_db: None, worker: Any) -> list[Any]:
    people = [factories.PersonFactory() for _number in range(MADE)]
    for person in people:
        record(by=worker, action="person.viewed", target=person, reason="By a grant to them")
    seal_changes()
    return people


ALTERATIONS = {
    "values of a change": (
        "UPDATE audit_change SET after = jsonb_set(after, '{school}', '\"Another\"') WHERE id IN"
        " (SELECT id FROM audit_change WHERE table_name = 'families_person' ORDER BY id LIMIT %(n)s)",
        {"altered": ALTERED},
    ),
    "values and their digest": (
        "UPDATE audit_change SET after = '{{}}', after_digest = sha256('{{}}') WHERE id IN"
        " (SELECT id FROM audit_change WHERE table_name = 'families_person' ORDER BY id LIMIT %(n)s)",
        {"altered": ALTERED},
    ),
    "a change taken out": (
        "DELETE FROM audit_change WHERE id IN"
        " (SELECT id FROM audit_change WHERE table_name = 'families_person' ORDER BY id LIMIT %(n)s)",
        {"missing": ALTERED},
    ),
    "a change put in": (
        "INSERT INTO audit_change (at, table_name, what, row_key)"
        " SELECT now() - interval '1 hour', 'families_person', 'INSERT', 'x' FROM generate_series(1, %(n)s)",
        {"unsealed": ALTERED},
    ),
    "an event altered": (
        "UPDATE audit_auditevent SET actor_name = 'Somebody else' WHERE id IN"
        " (SELECT id FROM audit_auditevent ORDER BY id LIMIT %(n)s)",
        {"altered": ALTERED},
    ),
    "a reason altered": (
        "UPDATE audit_auditevent SET reason = 'Nothing' WHERE id IN"
        " (SELECT id FROM audit_auditevent ORDER BY id LIMIT %(n)s)",
        {"altered": ALTERED},
    ),
    # As a disposal erases it, but for what that writes in the log.
    "a reason blanked": (
        "UPDATE audit_auditevent SET reason = '' WHERE id IN"
        " (SELECT id FROM audit_auditevent WHERE reason <> '' ORDER BY id LIMIT %(n)s)",
        {"altered": ALTERED},
    ),
    "a reason and its digest": (
        "UPDATE audit_auditevent SET reason_digest = NULL, reason = encode(reason_digest, 'hex') WHERE id IN"
        " (SELECT id FROM audit_auditevent ORDER BY id LIMIT %(n)s)",
        {"altered": ALTERED},
    ),
    "an event taken out": (
        "DELETE FROM audit_auditevent WHERE id IN (SELECT id FROM audit_auditevent ORDER BY id LIMIT %(n)s)",
        {"missing": ALTERED},
    ),
    "an event put in": (
        "INSERT INTO audit_auditevent (actor_name, action, record_type, record_reference, reason, shown, path)"
        " SELECT 'Nobody', 'person.viewed', '', '', '', '{}', '' FROM generate_series(1, %(n)s)",
        {"unsealed": ALTERED},
    ),
    "a seal altered": (
        # The link itself, and the one that was made of it.
        "UPDATE audit_seal SET hash = sha256(hash) WHERE number = 2",
        {"altered": 2},
    ),
    "a seal taken out": ("DELETE FROM audit_seal WHERE number = 2", {"missing": 1, "unsealed": 1}),
}


@pytest.mark.parametrize("how", ALTERATIONS)
def test_a_superusers_edit_is_named(service: list[Any], superuser: Any, owner: Any, how: str) -> None:
    statement, expected = ALTERATIONS[how]
    assert verify(owner, unsealed_minutes=-1).wrong == []
    owner.rollback()
    superuser.execute(statement.replace("{{}}", "{}"), {"n": ALTERED})
    superuser.commit()
    wrong = verify(owner, unsealed_minutes=0 if how == "a change put in" else -1).wrong
    assert told(wrong) == expected
    print(f"\n{how}: rows altered and named: {sum(expected.values()):,}")  # noqa: T201  for the proof


def test_a_chain_made_anew_does_not_hold_the_seal_that_was_kept_elsewhere(
    service: list[Any], superuser: Any, owner: Any
) -> None:
    _found, kept = seal_changes()
    assert kept
    superuser.execute("DELETE FROM audit_seal")
    superuser.execute("UPDATE audit_change SET by_role = 'somebody' WHERE table_name = 'families_person'")
    superuser.execute("SELECT casework_seal()")
    superuser.commit()
    assert verify(owner, unsealed_minutes=-1).wrong == []
    assert told(verify(owner, expected=kept, unsealed_minutes=-1).wrong) == {"altered": 1}


NOTE = "the table cases_casenote"
# What somebody does who may do anything, so that the log is not written or not kept, and what is said of it.
UNDERMINED = {
    "ALTER TABLE cases_casenote DISABLE TRIGGER changed": ["the trigger changed of " + NOTE + " is switched off"],
    "ALTER TABLE cases_casenote ENABLE REPLICA TRIGGER changed": [
        "the trigger changed of " + NOTE + " is switched off"
    ],
    "ALTER TABLE cases_casenote ENABLE ALWAYS TRIGGER changed": [],
    "DROP TRIGGER changed ON cases_casenote": [NOTE + " has no trigger that logs its changes"],
    "CREATE OR REPLACE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON cases_casenote FOR EACH ROW"
    " EXECUTE FUNCTION casework_append_only('id')": ["the trigger changed of " + NOTE + " calls casework_append_only"],
    "CREATE OR REPLACE TRIGGER changed AFTER INSERT ON cases_casenote FOR EACH ROW"
    " EXECUTE FUNCTION casework_changed('id')": ["the trigger changed of " + NOTE + " is not called as it should be"],
    "CREATE OR REPLACE TRIGGER changed AFTER INSERT OR UPDATE OF title OR DELETE ON cases_casenote FOR EACH ROW"
    " EXECUTE FUNCTION casework_changed('id')": ["the trigger changed of " + NOTE + " is not called as it should be"],
    "CREATE OR REPLACE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON cases_casenote FOR EACH ROW WHEN (false)"
    " EXECUTE FUNCTION casework_changed('id')": ["the trigger changed of " + NOTE + " is not called as it should be"],
    "CREATE OR REPLACE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON cases_casenote FOR EACH ROW"
    " EXECUTE FUNCTION casework_changed('id', 'happened')": [
        "the trigger changed of " + NOTE + " is not called as it should be"
    ],
    "ALTER TABLE audit_auditevent_default DISABLE TRIGGER changed": [
        "the trigger changed of the table audit_auditevent_default is switched off"
    ],
    "DROP TRIGGER append_only ON audit_seal_default": ["the table audit_seal_default has no trigger append_only"],
    "ALTER TABLE audit_change DISABLE TRIGGER only_erases": [
        "the trigger only_erases of the table audit_change is switched off",
    ],
    "CREATE OR REPLACE FUNCTION casework_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS"
    " 'BEGIN RETURN NULL; END'": ["the function casework_changed was altered"],
    "CREATE RULE nothing AS ON INSERT TO audit_change DO INSTEAD NOTHING": [
        "on the table audit_change stands nothing, which is not ours"
    ],
    "CREATE TRIGGER a_first BEFORE INSERT ON audit_seal_default FOR EACH ROW"
    " EXECUTE FUNCTION suppress_redundant_updates_trigger()": [
        "on the table audit_seal_default stands a_first, which is not ours"
    ],
    "ALTER FUNCTION casework_changed() SECURITY INVOKER": ["the function casework_changed was altered"],
    "CREATE OR REPLACE FUNCTION casework_link(before bytea, change audit_change) RETURNS bytea LANGUAGE sql IMMUTABLE"
    " AS 'SELECT before'": ["the function casework_link was altered"],
    "ALTER FUNCTION casework_seal() RENAME TO casework_sealed": ["there is no function casework_seal"],
}


@pytest.mark.django_db(transaction=True)
def test_whatever_no_longer_watches_over_the_log_is_named(owner: Any) -> None:
    for statement, expected in UNDERMINED.items():
        owner.execute(statement)
        wrong = [line for line in verify(owner).wrong if line.startswith("unwatched: ")]
        owner.rollback()
        where = {line.removeprefix("unwatched: ") for line in wrong}
        assert where >= set(expected), statement
        # A part of a table has its own triggers: what is switched off for the whole may be for each of them.
        assert all("audit_" in line for line in where - set(expected)), statement
        assert bool(where) == bool(expected), statement
    assert verify(owner).wrong == []


def test_the_command_names_what_is_wrong_and_fails(service: list[Any], superuser: Any) -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    _found, newest = seal_changes()
    assert str(newest) in out.getvalue()
    call_command("verify_audit", seal=str(newest), stdout=StringIO())
    assert isinstance(newest, Seal)
    with pytest.raises(CommandError, match="1 rows are not as they were written"):
        call_command("verify_audit", seal=f"{newest.number}:{'0' * 64}", stdout=StringIO())
    with pytest.raises(CommandError, match="NUMBER:HASH"):
        call_command("verify_audit", seal="the newest", stdout=StringIO())
    key = str(service[0].pk)
    superuser.execute("UPDATE audit_change SET after = '{}' WHERE row_key = %s", [key])
    superuser.commit()
    out = StringIO()
    with pytest.raises(CommandError, match="not as they were written"):
        call_command("verify_audit", stdout=out)
    assert f"(families_person {key})" in out.getvalue()


@pytest.mark.django_db
def test_what_runs_with_the_owners_rights_looks_at_temporary_tables_last() -> None:
    """Anybody may make a temporary table, and where its name were looked up first a function would read that one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace"
            " WHERE prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
        )
        found = dict(cursor.fetchall())
    paths = {
        name: [one.partition("=")[2] for one in settings or [] if one.startswith("search_path=")]
        for name, settings in found.items()
    }
    assert len(paths) > 5
    assert {name for name, path in paths.items() if [one.rpartition(", ")[2] for one in path] != ["pg_temp"]} == set()
