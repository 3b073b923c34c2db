"""Rules about the code itself, where no checker holds them: what points where, and that nothing goes round the door."""

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cs_casework.access import Restrictable, model_above
from cs_casework.audit.models import AuditEvent, Record
from cs_casework.disclosures import LEAVING
from tests.site.asking import Browser, named_urls
from tests.site.conftest import Asked, Service

ROOT = Path(__file__).resolve().parents[2]
OURS = ("cs_casework", "families", "contexts", "cases", "referrals", "assessments", "plans", "keeping")
# Lowest first: what stands on the left never points at, or imports, what stands to its right.
LAYERS = [
    "files",
    "audit",
    "drafts",
    "accounts",
    "confidential",
    "access",
    "reference",
    "families",
    "contexts",
    "cases",
    "referrals",
    "assessments",
    "plans",
    "looking",
    "keeping",
    "overview",
    "api",
]
# The demo writes as staff would, on days long past: its content is long, and its clock stands on every save.
DEMO = "cs_casework/overview/demo/"


# --- Reading the code ------------------------------------------------------------------------------------------------
@cache
def tracked() -> list[str]:
    """Every file of the project, new ones too, as git lists them."""
    said = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [name for name in said.stdout.splitlines() if (ROOT / name).is_file()]


def code(*, demo: bool = True) -> list[str]:
    """Our code: without migrations, which are generated, and without tests."""
    names = [name for name in tracked() if name.endswith(".py") and name.startswith(tuple(f"{app}/" for app in OURS))]
    return [name for name in names if "/migrations/" not in name and (demo or not name.startswith(DEMO))]


@cache
def tree(name: str) -> ast.Module:
    """The file, parsed; each node knows its `parent`."""
    found = ast.parse((ROOT / name).read_text(), name)
    for node in ast.walk(found):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    return found


def imports(name: str) -> set[str]:
    """Everything a file imports, in full: `guardian.shortcuts.assign_perm`."""
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def our_models() -> list[Any]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith(OURS)]


# --- What points where -----------------------------------------------------------------------------------------------
def test_foreign_keys_point_downwards() -> None:
    """Those given as text too, which import-linter does not see."""
    upwards = []
    for model in our_models():
        for column in model._meta.get_fields():
            if not column.is_relation or column.auto_created or column.related_model is None:
                continue
            here, there = model._meta.app_label, column.related_model._meta.app_label
            if there in LAYERS and LAYERS.index(there) > LAYERS.index(here):
                upwards.append(f"{model._meta.label}.{column.name} → {column.related_model._meta.label}")
    # Who did it is kept beside what was done, in every app.
    staff = settings.AUTH_USER_MODEL
    assert [found for found in upwards if not found.endswith(f"→ {staff}")] == []


def test_every_app_of_ours_has_its_place_among_the_layers() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith(OURS)}
    assert ours <= set(LAYERS)


# --- The one door ----------------------------------------------------------------------------------------------------
PAGES = ("views.py", "_views.py", "home.py", "searching.py", "choosing.py", "filters.py")
# What is no case record, or goes through the door in another way; each with its reason.
NOT_RECORDS = {
    "AuditEvent": "read on one page, by those whose role says that they read all of it",
    "User": "staff",
    "Role": "what staff may do, in words",
    "Team": "staff",
    "TeamMembership": "staff",
}
THROUGH_THE_DOOR = {"visible_to", "readable_by", "read_whole_by"}  # the latter start at visible_to
# Rows of a record that was opened through the door, asked of the record itself.
OF_THE_RECORD = {
    ("cs_casework/overview/restriction_views.py", "grants"): "who was granted a record that the manager has opened",
    ("cs_casework/overview/home.py", "team_memberships"): "staff",
}


def pages() -> list[str]:
    return [name for name in code() if name.endswith(PAGES)]


def _starts_at_the_door(node: ast.AST) -> bool:
    """Whether what is done with this manager first is `visible_to`, or it is given to `open_record`, which does so."""
    parent: Any = node.parent  # type: ignore[attr-defined]
    if isinstance(parent, ast.Attribute) and parent.attr in THROUGH_THE_DOOR:
        return True
    while isinstance(parent, ast.Attribute | ast.Call | ast.keyword | ast.IfExp):
        if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "open_record":
            return node is not parent.func
        parent = parent.parent  # type: ignore[union-attr]
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        uses = _uses(parent.targets[0].id, parent.parent)  # type: ignore[attr-defined]
    elif isinstance(parent, ast.Return):
        function = _around(parent)
        uses = _uses(function.name, function.parent)
    else:
        return False
    return bool(uses) and all(_starts_at_the_door(use) for use in uses)


def _around(node: Any) -> Any:
    while not isinstance(node, ast.FunctionDef | ast.Module):
        node = node.parent
    return node


def _uses(name: str, where: ast.AST) -> list[ast.Name]:
    """Where a name is read, in the function or file that gives it its value."""
    scope = _around(where)
    return [
        node
        for node in ast.walk(scope)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    ]


def test_every_read_on_a_page_starts_at_the_door() -> None:
    around = []
    for name in pages():
        for node in ast.walk(tree(name)):
            if not isinstance(node, ast.Attribute) or node.attr not in ("objects", "_default_manager", "_base_manager"):
                continue
            if isinstance(node.value, ast.Name) and node.value.id in NOT_RECORDS:
                continue
            if not _starts_at_the_door(node):
                around.append(f"{name}:{node.lineno}: {ast.unparse(node)}")
    assert around == []


def test_no_page_reads_round_the_door_by_a_related_name() -> None:
    """`case.children.all()` asks the rows of a case, whoever may see them."""
    names = {
        relation.get_accessor_name()
        for model in our_models()
        if issubclass(model, Record)
        for relation in model._meta.related_objects
        if not relation.hidden
    }
    around = []
    for name in pages():
        for node in ast.walk(tree(name)):
            if not isinstance(node, ast.Attribute) or node.attr not in names or (name, node.attr) in OF_THE_RECORD:
                continue
            then = node.parent  # type: ignore[attr-defined]
            if isinstance(then, ast.Attribute) and then.attr not in THROUGH_THE_DOOR:
                around.append(f"{name}:{node.lineno}: {ast.unparse(then)}")
    assert around == []


def test_a_record_or_nothing_is_asked_for_with_a_filtered_queryset() -> None:
    """get_object_or_404(Family, pk=pk) goes round the door without a word of `.objects`."""
    bare = []
    for name in code():
        for node in ast.walk(tree(name)):
            asks = isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("_or_404", "aget_object_or_404"))
            if asks and "visible_to(" not in ast.unparse(node.args[0]):
                bare.append(f"{name}:{node.lineno}: {ast.unparse(node)}")
    assert bare == []


@pytest.mark.parametrize(
    "model", [model for model in our_models() if issubclass(model, Record)], ids=lambda model: model.__name__
)
def test_every_record_says_first_who_may_see_it(model: Any) -> None:
    queryset = type(model._default_manager.all())
    own = [base for base in queryset.__mro__ if base.__module__.startswith(OURS)]
    methods = [name for name, value in vars(own[0]).items() if callable(value)] if own else []
    assert methods[:1] == ["visible_to"], f"{queryset.__name__} begins with {methods[:1]}"
    assert own[0].visible_to.__doc__


def test_every_record_that_can_be_restricted_has_grants_bars_and_openings() -> None:
    restrictable = [model for model in our_models() if issubclass(model, Restrictable)]
    assert {model._meta.model_name for model in restrictable} == {"person", "family", "context", "case"}
    for model in restrictable:
        assert model.grant_model()._meta.model_name == f"{model._meta.model_name}grant"
        for name in ("bar", "opening"):
            assert model_above(model, f"{name}s")._meta.model_name == f"{model._meta.model_name}{name}"


def test_guardian_gives_tables_and_nothing_else() -> None:
    """Grants are written by one function and read in `visible_to`, with their end: guardian's own ways know no end."""
    used = {found for name in code() for found in imports(name) if found.startswith("guardian")}
    # Beside its model the app itself, so that its backend being hooked in is an error (cs_casework/apps.py).
    told = {"guardian.apps.GuardianConfig", "guardian.checks.check_settings"}
    assert used == {"guardian.models.UserObjectPermissionBase"} | told
    assert not any("guardian" in backend for backend in settings.AUTHENTICATION_BACKENDS)
    from guardian.models import GroupObjectPermissionBase

    assert not [model for model in our_models() if issubclass(model, GroupObjectPermissionBase)]


# --- One way to write ------------------------------------------------------------------------------------------------
def test_saving_does_nothing_clever() -> None:
    clever = [
        f"{model._meta.label}.{method}"
        for model in our_models()
        for method in ("save", "delete", "save_base")
        if any(method in vars(base) for base in model.__mro__ if base.__module__.startswith(OURS))
    ]
    assert clever == []


def test_no_signal_stands_between_the_apps() -> None:
    listening = [
        f"{name}: {found}"
        for name in code(demo=False)
        for found in imports(name)
        if found.startswith(("django.db.models.signals", "django.dispatch", "simple_history.signals"))
    ]
    assert listening == []


MAY_WRITE = re.compile(r'^INSERT INTO "audit_(auditevent|disclosure)"')
# What a second factor is made from stands in the reader's own session until it is set up.
IN_THE_SESSION = re.compile(r'^UPDATE "accounts_staffsession"')
WRITES_THERE = {"accounts:app-set-up", "accounts:passkey-add"}


def test_reading_a_page_writes_nothing_but_that_it_was_read(everything: list[Asked]) -> None:
    read = [asked for asked in everything if asked.method == "GET"]
    written = {
        f"{asked}: {write[:90]}"
        for asked in read
        for write in asked.writes
        if not MAY_WRITE.match(write) and not (asked.label in WRITES_THERE and IN_THE_SESSION.match(write))
    }
    assert sorted(written) == []
    assert any(asked.writes for asked in read)


def test_whoever_stands_on_a_page_stands_in_the_audit(everything: list[Asked]) -> None:
    """Also on a page that comes back with a form refused. Names that belong to two on record tell nothing here."""
    untold = sorted({f"{asked.label} {asked.method}: {words}" for asked in everything for words in asked.untold})
    assert untold == []
    assert any(asked.answer.shown for asked in everything)


def test_nothing_leaves_that_is_not_in_the_register(everything: list[Asked]) -> None:
    """Each address that hands out something to keep, or a page to be printed, is among those at which it is asked to whom.

    That another that answers with a file fails is the middleware's, and a test of its own."""
    leaves = set()
    for asked in everything:
        headers = asked.answer.headers
        kind = headers.get("Content-Type", "text/html").partition(";")[0]
        is_file = "Content-Disposition" in headers or kind not in ("text/html", "application/json", "text/plain")
        if is_file or "app-paper__foot" in asked.answer.body or "Now print this page" in asked.answer.body:
            leaves.add(asked.label.partition(" ")[0])
    assert leaves <= set(LEAVING)
    assert len(leaves) >= 9
    assert set(LEAVING) <= named_urls()


def test_reading_a_record_is_always_written_down(service: Service) -> None:
    """Whatever page shows something of a record, the audit says by whom and which."""
    before = AuditEvent.objects.count()
    worker = Browser(service.users["worker"])
    worker.client.get(service.of.person.get_absolute_url())
    worker.client.get(f"/contexts/{service.of.context.pk}/children/")
    worker.client.post(service.of.family.get_absolute_url())  # refused: shown without being read, it would not be
    events = list(AuditEvent.objects.order_by("at", "id").values_list("action", "record_id"))[before:]
    assert events == [
        ("person.viewed", service.of.person.pk),
        ("context.viewed", service.of.context.pk),
        ("context.children_listed", None),
    ]


def test_whatever_leaves_as_a_table_is_written_in_one_place() -> None:
    """There every cell passes `cell`, so that none is taken for a formula; and what is sent to be saved is known."""
    writes = re.compile(r"csv\.(writer|DictWriter)|\bWorkbook\(")
    assert [name for name in code() if writes.search((ROOT / name).read_text())] == ["cs_casework/spreadsheets.py"]
    sends = re.compile(r"Content-Disposition|FileResponse\(|content_disposition_header\(")
    assert [name for name in code() if sends.search((ROOT / name).read_text())] == [
        "cs_casework/audit/middleware.py",  # asks for it, and lets none go unsaid
        "cs_casework/files/keeping.py",  # files from outside, as they came
        "cs_casework/overview/calendar_views.py",  # days and references alone
        "cs_casework/printing.py",  # papers
        "referrals/exporting.py",  # through that place
    ]


# --- Files -----------------------------------------------------------------------------------------------------------
MOST_LINES = 420


def test_a_standby_is_read_by_reports_and_the_work_of_the_night_alone() -> None:
    """What it says may be a moment old, so no page and no question of who may see something goes there."""
    reads = [name for name in code() if any(found.startswith("cs_casework.replica") for found in imports(name))]
    reports = "cs_casework/overview/management/commands"
    assert reads == ["cases/links/jobs.py", f"{reports}/export_annex_a.py", f"{reports}/export_cin.py"]
    elsewhere = re.compile(r"\.using\(|\.db_manager\(|connections\[")
    commands = "cs_casework/audit/management/commands"
    found = {name for name in code() if elsewhere.search((ROOT / name).read_text())}
    assert found == {f"{commands}/flush.py", f"{commands}/migrate.py", "cs_casework/replica.py"}


def test_no_file_is_longer_than_one_can_read() -> None:
    long = {name: len((ROOT / name).read_text().splitlines()) for name in code(demo=False)}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def test_nothing_in_the_project_names_a_package_index_or_a_place_on_one_machine() -> None:
    # Written apart, so that this file does not name them either.
    indexes = re.compile("|".join([r"pypi\." + "org", "python" + "hosted", r"registry\." + "npmjs"]))
    places = re.compile(r"(?<![\w./-])/(?:" + "|".join(["wo" + "rk", "ro" + "ot"]) + r")(?=[/\s\"']|$)", re.MULTILINE)
    found = []
    for name in tracked():
        try:
            text = (ROOT / name).read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{name}: {match[0]}" for pattern in (indexes, places) for match in pattern.finditer(text)]
    assert found == []


# --- Dependencies ----------------------------------------------------------------------------------------------------
def _dependency_lines() -> Iterator[tuple[str, str, str]]:
    """Each dependency in pyproject.toml: the group it is in, its line, and the line above it."""
    group, above = "", ""
    for line in (ROOT / "pyproject.toml").read_text().splitlines():
        if found := re.match(r"^(\w+) = \[$", line):
            group = found[1]
        elif line == "]":
            group = ""
        elif group in ("dependencies", "dev") and line.strip().startswith('"'):
            yield group, line.strip(), above.strip()
        above = line


def test_every_dependency_says_why_it_is_there() -> None:
    lines = list(_dependency_lines())
    assert len(lines) > 20
    unsaid = []
    for group, line, above in lines:
        # Tools of one kind stand under one comment.
        explained = above.startswith("#") or (group == "dev" and above.startswith('"'))
        if not explained:
            unsaid.append(line)
    assert unsaid == []


def _pins(name: str) -> dict[str, str]:
    """The exact version of each package in a requirements file; every one with its hash."""
    pins: dict[str, str] = {}
    for entry in re.sub(r"\\\n\s*", " ", (ROOT / name).read_text()).splitlines():
        if entry.strip() and not entry.startswith("#"):
            package, *hashes = entry.split(" --hash=")
            requirement = Requirement(package.strip())
            (pin,) = requirement.specifier
            assert pin.operator == "==", entry
            assert hashes, entry
            pins[canonicalize_name(requirement.name)] = pin.version
    return pins


@pytest.mark.parametrize(
    ("name", "groups"), [("requirements.txt", ["dependencies"]), ("requirements-dev.txt", ["dependencies", "dev"])]
)
def test_everything_asked_for_is_pinned(name: str, groups: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {"dependencies": project["project"]["dependencies"], "dev": project["dependency-groups"]["dev"]}
    pins = _pins(name)
    for text in [text for group in groups for text in asked[group]]:
        requirement = Requirement(text)
        version = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{name}: {requirement.name} {version}"


def test_what_runs_is_pinned_the_same_for_developers() -> None:
    assert _pins("requirements.txt").items() <= _pins("requirements-dev.txt").items()


def test_front_end_packages_are_pinned() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    asked = package.get("dependencies", {}) | package.get("devDependencies", {})
    assert asked
    assert all(lock[f"node_modules/{name}"]["version"] == version for name, version in asked.items())
    assert all("integrity" in entry for name, entry in lock.items() if name and not entry.get("link"))


def test_no_model_is_left_without_a_history() -> None:
    without = [
        model._meta.label for model in our_models() if issubclass(model, Record) and not hasattr(model, "history")
    ]
    assert without == []
