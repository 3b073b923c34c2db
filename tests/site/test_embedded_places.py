"""Where the embedded database keeps its things, and how a server of one's own is named instead. Nothing is started."""

import os
import pwd
import stat
from pathlib import Path

import pytest

from cs_casework import embedded
from cs_casework.embedded import places

IS_ROOT = os.geteuid() == 0


# --- Folders and the secret -------------------------------------------------------------------------------------------
def test_a_folder_of_too_many_rights_or_of_anothers_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    open_folder = tmp_path / "open"
    open_folder.mkdir()
    open_folder.chmod(0o755)
    link = tmp_path / "link"
    (tmp_path / "target").mkdir(mode=0o700)
    link.symlink_to(tmp_path / "target")
    file = tmp_path / "file"
    file.touch(mode=0o600)
    for squatted in (open_folder, link, file):
        with pytest.raises(embedded.DatabaseProblem, match="belongs to this database alone"):
            places.make_folder(squatted)
    assert stat.S_IMODE(open_folder.stat().st_mode) == 0o755
    if IS_ROOT:
        anothers = tmp_path / "anothers"
        anothers.mkdir(mode=0o700)
        os.chown(anothers, pwd.getpwnam("daemon").pw_uid, -1)
        with pytest.raises(embedded.DatabaseProblem):
            places.make_folder(anothers)


def test_a_long_path_gets_its_socket_in_a_short_one(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 100) / "postgres"
    found = places.socket_folder(long)
    assert found == places.socket_folder(long)
    assert found.parent == Path("/tmp")
    assert len(os.fsencode(found / places.SOCKET_NAME)) <= places.SOCKET_PATH_LIMIT
    assert places.socket_folder(Path("/short")) == Path("/short/socket")


def test_the_secret_is_made_once_and_is_readable_by_its_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CS_STATE_DIR", str(tmp_path / "state"))
    secret = embedded.local_secret()
    assert len(secret) >= 50
    assert embedded.local_secret() == secret
    path = tmp_path / "state" / "secret_key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    with pytest.raises(embedded.DatabaseProblem, match="read by others"):
        embedded.local_secret()
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


# --- A server of one's own --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://app:p%40ss%2Fw%3Ard@db.example:6543/case%20work",
            {"USER": "app", "PASSWORD": "p@ss/w:rd", "HOST": "db.example", "PORT": "6543", "NAME": "case work"},
        ),
        ("postgres://app@[::1]/casework", {"HOST": "::1", "USER": "app", "PORT": "", "NAME": "casework"}),
        ("postgresql:///casework?host=/run/PostgreSQL", {"HOST": "/run/PostgreSQL", "USER": "", "NAME": "casework"}),
        ("postgresql://app@%2Frun%2FPostgreSQL/casework", {"HOST": "/run/PostgreSQL", "NAME": "casework"}),
        (
            "postgresql://app@db/casework?sslmode=verify-full&sslrootcert=/etc/ca.pem",
            {"OPTIONS": {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}},
        ),
    ],
)
def test_a_url_is_read_with_its_options(monkeypatch: pytest.MonkeyPatch, url: str, expected: dict[str, object]) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    settings = embedded.database_settings("app")
    assert settings | expected == settings
    assert embedded.database_settings("owner") == settings


@pytest.mark.parametrize(
    "url", ["secret-word", "postgresql://app:secret-word@db:port/x", "postgresql://app:secret-word@db"]
)
def test_a_url_that_cannot_be_read_is_refused_without_repeating_it(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(embedded.DatabaseProblem, match="DATABASE_URL must read") as refusal:
        embedded.database_settings("app")
    assert "secret-word" not in str(refusal.value)


def test_nothing_is_started_or_made_where_a_server_is_configured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CS_STATE_DIR", str(tmp_path / "state"))
    assert embedded.database_settings("app")["HOST"].startswith(str(tmp_path)[:4])
    assert not (tmp_path / "state").exists()
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db.example/casework")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db.example/casework")
    embedded.ensure_server()
    assert embedded.database_settings("owner")["USER"] == "owner"
    assert not (tmp_path / "state").exists()


def test_a_standby_is_reached_as_the_database_is_but_not_asked_to_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPLICA_URL", raising=False)
    either = "host=one,two&port=5432,5432&target_session_attrs=read-write&sslmode=require&connect_timeout=3"
    monkeypatch.setenv("DATABASE_URL", f"postgresql://app@/records?{either}")
    database = embedded.database_settings("app")
    assert embedded.replica_settings(database) is None
    monkeypatch.setenv("REPLICA_URL", "postgresql://app@two/records?connect_timeout=1")
    standby = embedded.replica_settings(database)
    assert standby is not None
    assert (standby["HOST"], standby["OPTIONS"]) == (
        "two",
        {"sslmode": "require", "connect_timeout": "1", "options": ""},
    )
