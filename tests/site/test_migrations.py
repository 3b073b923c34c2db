"""Migrations: nothing is left out, each says what it does, and none runs the code of today on the tables of then."""

import ast
import re
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from cs_casework import embedded
from cs_casework.audit.models import AuditEvent

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "cs_casework/audit",
    "cs_casework/drafts",
    "cs_casework/accounts",
    "cs_casework/reference",
    "families",
    "contexts",
    "cases",
    "referrals",
    "assessments",
)
FILES = sorted(path for app in APPS for path in (ROOT / app / "migrations").glob("*.py") if path.name != "__init__.py")
NAMES = [str(path.relative_to(ROOT)) for path in FILES]
# Fields, functions and validators that a table is made with; they never read a table.
MAY_IMPORT = {
    "cases.points",
    "cs_casework.audit.fields",
    "cs_casework.dates",
    "cs_casework.files.storage",
    "families.validators",
    "referrals.fields",
}


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("name", NAMES)
def test_every_migration_is_named_for_what_it_does(name: str) -> None:
    """`0001_initial` is the tables as they began; after it no name that a machine made up."""
    stem = Path(name).stem
    assert re.fullmatch(r"\d{4}_[a-z][a-z_]+", stem)
    assert not re.search(r"_auto_|_alter_.*_and_more$|_remove_.*_and_more$|_and_more$", stem)


@pytest.mark.parametrize("name", NAMES)
def test_no_migration_imports_our_models_or_rules(name: str) -> None:
    imported = set()
    for node in ast.walk(ast.parse((ROOT / name).read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    ours = {
        found
        for found in imported
        if found.startswith(("cs_casework", "families", "contexts", "cases", "referrals", "assessments"))
    }
    assert ours <= MAY_IMPORT


def test_each_app_has_one_last_migration() -> None:
    graph = MigrationLoader(connection=None).graph
    for app in APPS:
        assert len(graph.leaf_nodes(Path(app).name)) == 1, app


@pytest.mark.parametrize("name", NAMES)
def test_every_migration_can_be_taken_back(name: str) -> None:
    """RunPython and RunSQL are given the way back with the way there."""
    one_way = []
    for node in ast.walk(ast.parse((ROOT / name).read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("migrations.RunPython", "migrations.RunSQL"):
            given = {keyword.arg for keyword in node.keywords}
            if len(node.args) < 2 and not given & {"reverse_code", "reverse_sql"}:
                one_way.append(f"{name}:{node.lineno}")
    assert one_way == []


# --- What the migrations leave behind --------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET actor_name = 'somebody else'",
        "DELETE FROM audit_auditevent",
        "INSERT INTO audit_auditevent (actor_name, action, record_type, record_reference, reason, shown, path)"
        " SELECT 'x', 'x', '', '', '', '{}', '' ON CONFLICT (id) DO UPDATE SET reason = 'x'",
    ],
)
def test_an_event_of_the_audit_stands_even_for_the_owner(statement: str) -> None:
    """Not for want of a right: the table itself refuses, whoever asks, and the row is as it was."""
    written = AuditEvent.objects.create(actor_name="Wren Ashdown", action="person.viewed")
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege, match="only ever added")
    with embedded.owner_connection() as owner, refused, owner.transaction():
        owner.execute(statement)
    event = AuditEvent.objects.get()
    assert (event.pk, event.actor_name, event.reason) == (written.pk, "Wren Ashdown", "")
