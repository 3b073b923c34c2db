"""What a council's server is told when it starts, what it answers before Django reads, and what may not lie about."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import yaml
from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import send_mail
from django.core.signals import request_started
from django.db import close_old_connections, connection
from django.test import RequestFactory, override_settings

from cs_casework.embedded.server import SETTINGS
from cs_casework.handler import Handler
from cs_casework.no_mail import NothingIsSent
from cs_casework.serve import _server_command

ROOT = Path(settings.BASE_DIR)

# Of the settings that docs/operations.md lists, those that docker-compose.yml has no need to pass on to the service.
SET_THERE = {"DATABASE_URL", "DATABASE_OWNER_URL", "PGPASSWORD", "ATTACHMENTS_ROOT", "HOST", "PORT"}
OF_BACKUPS = {"BACKUPS_KEPT", "BACKUP_KEY", "BACKUP_SECRET_KEY_FILE"}
OF_NO_SERVICE = {
    "DEBUG",
    "CHROMIUM",
    "PLAYWRIGHT_BROWSERS_PATH",
    "CI",
    "SSL_CERT_FILE",
    "UV_SYSTEM_CERTS",
    "CS_STATE_DIR",
}
OF_OUR_COMMANDS = {"CS_DB_ROLE", "CS_DB_INSTANCE", "CS_SERVE_ADDRESS", "CS_SERVES_PAGES"}


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "CS_", "DJANGO_"))}
    return subprocess.run(
        command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=120, check=False
    )


def url_of(database: dict[str, Any]) -> str:
    login = f"{quote(database['USER'])}:{quote(database['PASSWORD'] or '', safe='')}"
    where = urlencode({"host": database["HOST"]} | ({"port": database["PORT"]} if database["PORT"] else {}))
    return f"postgresql://{login}@/{database['NAME']}?{where}"


@pytest.mark.django_db
def test_a_server_that_others_reach_is_warned_of_nothing_and_nothing_is_silenced() -> None:
    checked = run(
        *(sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        SECRET_KEY=token_urlsafe(60),
        DATABASE_URL=url_of(connection.settings_dict),
        ALLOWED_HOSTS="casework.example.gov.uk",
        BEHIND_PROXY="true",
        ATTACHMENTS_ROOT="/attachments",
        CLAMD_ADDRESS="127.0.0.1:3310",
    )
    assert (checked.stdout, checked.stderr, checked.returncode) == (
        "System check identified no issues (0 silenced).\n",
        "",
        0,
    )
    assert settings.SILENCED_SYSTEM_CHECKS == []


def test_every_setting_is_listed_and_passed_on_by_compose_and_nothing_means_its_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = (ROOT / "docs" / "operations.md").read_text().partition("\n## Environment\n")[2].partition("\n## ")[0]
    listed = {name for row in re.findall(r"^\| (`.*?) \|", told, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    source = ROOT / "cs_casework" / "settings.py"
    read = set(re.findall(r"""(?:env\.get\(|env\[|_flag\(|_number\()"(\w+)\"""", source.read_text()))
    assert {"SECRET_KEY", "DRAFT_DAYS", "ATTACHMENT_MOST_MB", "HTTPS"} <= read
    assert read - listed == set()
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    passed = {
        name
        for name, value in services["application"]["environment"].items()
        if re.fullmatch(rf"\$\{{{name}:[?-].*\}}", str(value))
    }
    assert passed == listed - SET_THERE - OF_BACKUPS - OF_NO_SERVICE - OF_OUR_COMMANDS

    key = token_urlsafe(60)

    def said(**environment: str) -> dict[str, Any]:
        """What the settings and the command that serves make of it."""
        with monkeypatch.context() as patch:
            for name in listed:
                patch.delenv(name, raising=False)
            for name, value in {"DATABASE_URL": "postgresql://app@database/casework", **environment}.items():
                patch.setenv(name, value)
            found = runpy.run_path(str(source))
            command = _server_command("127.0.0.1", "8000")
        return {name: value for name, value in found.items() if name.isupper()} | {"command": command}

    unset = said(SECRET_KEY=key)
    assert said(**dict.fromkeys(passed, "") | {"SECRET_KEY": key}) == unset
    assert (unset["ALLOWED_HOSTS"][0], unset["HTTPS"], unset["API_CALLS_A_MINUTE"]) == ("localhost", True, 600)
    with pytest.raises(ImproperlyConfigured, match="UNUSUAL_PEOPLE_AN_HOUR is a whole number, not 'many'"):
        said(SECRET_KEY=key, UNUSUAL_PEOPLE_AN_HOUR="many")


def test_a_second_door_to_restricted_records_is_an_error() -> None:
    assert run_checks(tags=["access"]) == []
    hooked = [*settings.AUTHENTICATION_BACKENDS, "guardian.backends.ObjectPermissionBackend"]
    with override_settings(AUTHENTICATION_BACKENDS=hooked):
        assert [found.id for found in run_checks(tags=["access"])] == ["access.E001"]


def test_a_service_without_mail_does_not_pretend_to_send_any() -> None:
    none = {"default": {"BACKEND": "cs_casework.no_mail.EmailBackend"}}
    with override_settings(MAILERS=none), pytest.raises(NothingIsSent):
        send_mail("A", "B", None, ["nia@council.example"])


@pytest.mark.django_db
def test_an_encoding_that_a_request_claims_breaks_nothing() -> None:
    """It comes from nobody who has signed in, and is believed before any page is asked."""
    request_started.disconnect(close_old_connections)  # else the connection of this test is taken for an old one
    try:
        for content_type in (
            "text/plain; charset=undefined",
            "application/x-www-form-urlencoded; charset=utf-16",
            "multipart/form-data; charset=idna; boundary=x",
            "text/plain; charset*=no-such'en'x",
            "x" * 20_000,
        ):
            answered: list[str] = []
            asked = RequestFactory()._base_environ(CONTENT_TYPE=content_type, QUERY_STRING="next=%C3%A9")
            body = b"".join(Handler()(asked, lambda status, headers, to=answered: to.append(status)))
            assert answered == ["200 OK"], content_type
            assert 'value="é"' in body.decode()
    finally:
        request_started.connect(close_old_connections)


@pytest.mark.django_db
def test_a_cookie_that_no_database_can_hold_is_none(client: Any) -> None:
    asked = client.get("/", HTTP_COOKIE='sessionid="abcdefgh\\000"; csrftoken="\\000"')
    assert asked.status_code == 200


def test_a_key_in_a_file_is_found(tmp_path: Path) -> None:
    # In two pieces, as it would be found here too.
    leaked, harmless = tmp_path / "settings.py", tmp_path / "words.py"
    leaked.write_text(f'AWS_ID = "AKIA{"IOSFODNN7QWXYZAB"}"\npassword = "{"hunter2" * 2}-for-real"\n')
    harmless.write_text('PLACE = "The arcade behind the station"\n')
    found = run(str(ROOT / "bin" / "check-secrets"), str(leaked), str(harmless))
    assert found.returncode == 1
    assert [line.removeprefix(f"{tmp_path}/") for line in found.stdout.splitlines()[:-1]] == [
        "settings.py:1: AWS Access Key",
        "settings.py:2: Secret Keyword",
    ]


def test_no_database_that_we_describe_logs_what_somebody_typed() -> None:
    """The embedded one, that of the containers, and the one that is set up by hand say the same of a failed statement."""
    quiet = {"log_error_verbosity", "log_min_error_statement", "log_parameter_max_length_on_error"}
    wanted = {name: value for name, value in SETTINGS.items() if name in quiet}
    command = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["database"]["command"]
    by_hand = (ROOT / "docs" / "operations.md").read_text()
    assert dict(re.findall(r"-c (\w+)=(\w+)", command)) == wanted
    assert dict(re.findall(r"^ALTER SYSTEM SET (log_\w+) = '?(\w+)'?;$", by_hand, re.MULTILINE)) == wanted
    assert wanted.keys() == quiet
