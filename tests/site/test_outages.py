"""What a person is told, and what the log says, when the database gives no answer. Each trouble is the database's own."""

import json
import logging
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from cs_casework import health, logs
from cs_casework.accounts.models import User
from cs_casework.outages import Trouble, trouble_of

NAME = "Amara Example"


def taking_too_long(request: HttpRequest, pk: str) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10ms'")
        cursor.execute("SELECT pg_sleep(20)")
    return HttpResponse()


def waiting_for_somebody(request: HttpRequest, pk: str) -> HttpResponse:
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("LOCK TABLE accounts_team")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '10ms'")
            cursor.execute("SELECT 1 FROM accounts_team")
    return HttpResponse()


def cut_off(request: HttpRequest, pk: str) -> HttpResponse:
    """The database ends the connection in the middle, as it does when it is stopped."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    return HttpResponse()


def refused(request: HttpRequest, pk: str) -> HttpResponse:
    """A fault of ours, whose text repeats what was typed."""
    User.objects.create(username=NAME, name=NAME)
    User.objects.create(username=NAME, name=NAME)
    return HttpResponse()


urlpatterns = [
    path("long/<str:pk>/", taking_too_long),
    path("busy/<str:pk>/", waiting_for_somebody),
    path("cut/<str:pk>/", cut_off),
    path("refused/<str:pk>/", refused),
    path("api/cut/<str:pk>/", cut_off),
    path("api/refused/<str:pk>/", refused),
    path("", include("cs_casework.urls")),
]
handler500 = "cs_casework.outages.something_went_wrong"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]


@pytest.fixture
def asking(worker: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(worker, backend="cs_casework.accounts.backends.StaffBackend")
    return client


@pytest.fixture
def log() -> Any:
    """What the service's own formatter writes of everything logged meanwhile."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.JsonLines())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize(
    ("address", "trouble"), [("long", Trouble.TOO_LONG), ("busy", Trouble.BUSY), ("cut", Trouble.OUTAGE)]
)
def test_each_trouble_is_told_in_plain_words_and_keeps_what_was_typed(
    address: str, trouble: Trouble, asking: Client, log: Any
) -> None:
    typed = {"happened": f'{NAME} said "no"\nand went.', "csrfmiddlewaretoken": "t"}
    told = asking.post(f"/{address}/{NAME}/?about=x", typed)
    page = told.content.decode()
    assert (told.status_code, told.headers["Retry-After"]) == (503, str(trouble.pause))
    assert str(trouble.heading) in page
    assert "Traceback" not in page
    # Only where the connection was lost is it open whether it is saved; a form with a draft or a key may be sent again.
    assert ("What was sent has not been saved." in page) == (trouble is not Trouble.OUTAGE)
    assert ("What was sent may not have been saved: look before you send it again." in page) == (
        trouble is Trouble.OUTAGE
    )
    for known_by in ("draft_id", "form_key"):
        known = asking.post(f"/{address}/{NAME}/", typed | {known_by: "1"}).content.decode()
        assert ("Send it again: it is recorded once" in known) == (trouble is Trouble.OUTAGE)
    # The form can be sent again as it was, to where it was going.
    assert 'action="/' + address in page
    assert "said &quot;no&quot;\nand went." in page
    assert told.headers["Content-Security-Policy"]
    assert told.headers["Cache-Control"] == "no-store"
    # What saves itself is told in its own words.
    saving = asking.post(f"/{address}/{NAME}/", typed, headers={"Accept": "application/json"})
    assert (saving.status_code, saving.json()["reason"]) == (503, trouble.name.lower())
    # The page behind works again by itself.
    assert asking.get("/").status_code == 200
    # The log names the page by its pattern, and nothing of what was typed into form or address.
    lines = [line for line in log() if line["message"].startswith("Answered 503")]
    assert {line["route"] for line in lines} == {f"{address}/<str:pk>/"}
    assert lines[0]["request_id"] == told.headers["X-Request-ID"]
    assert NAME not in json.dumps(log())


@pytest.mark.parametrize(("address", "status"), [("cut", 503), ("refused", 500)])
def test_a_program_is_told_as_the_api_tells_of_everything(address: str, status: int, asking: Client) -> None:
    told = asking.post(f"/api/{address}/{NAME}/", {"name": NAME}, content_type="application/json")
    assert (told.status_code, told["Content-Type"]) == (status, "application/problem+json")
    assert told.json()["status"] == status
    assert told.headers.get("Retry-After") == {503: "5", 500: None}[status]
    assert NAME not in told.content.decode()
    assert ("What was sent may not have been saved: look" in told.json()["detail"]) == (status == 503)
    assert "was sent" not in asking.get(f"/api/{address}/{NAME}/").json()["detail"]


def test_a_password_and_a_broken_body_are_not_given_back(asking: Client) -> None:
    page = asking.post(f"/cut/{NAME}/", {"username": "wren", "password": "open sesame"}).content.decode()
    assert "open sesame" not in page
    assert "Go back and send it again" in page
    assert "Try again" in asking.get(f"/cut/{NAME}/").content.decode()


def test_a_fault_of_ours_is_no_outage_and_its_text_stays_out_of_the_log(asking: Client, log: Any) -> None:
    told = asking.get(f"/refused/{NAME}/?q={NAME}")
    assert told.status_code == 500
    assert "Something went wrong" in told.content.decode()
    lines = [line for line in log() if line["logger"] == "django.request"]
    assert lines[0]["message"] == "Internal Server Error: refused/<str:pk>/"
    assert any("refused" in frame for frame in lines[0]["stack"])
    assert "django.db.utils.IntegrityError" in lines[0]["stack"]
    asking.get(f"/nowhere/{NAME}/")
    assert NAME not in json.dumps(log())
    assert NAME not in "".join(logs.Plain().format(record) for record in [_record()])


def _record() -> logging.LogRecord:
    try:
        raise ValueError(NAME)
    except ValueError as problem:
        return logging.LogRecord("x", logging.ERROR, "", 0, "It failed", (), (type(problem), problem, None))


def test_what_waiting_does_not_mend_is_no_trouble_of_the_database() -> None:
    assert trouble_of(ValueError()) is None
    assert trouble_of(psycopg.errors.UniqueViolation()) is None
    assert trouble_of(psycopg.errors.AdminShutdown()) is Trouble.OUTAGE
    assert trouble_of(psycopg.errors.ReadOnlySqlTransaction()) is Trouble.OUTAGE


def test_health_says_which_part_is_not_well_and_asks_for_nothing(client: Client, tmp_path: Any, settings: Any) -> None:
    live = client.get("/health/live", headers={"Host": "10.0.0.7"})
    assert (live.status_code, live.json()) == (200, {"status": "ok"})
    assert client.post("/health/live").status_code == 405
    # No worker told of itself yet.
    ready = client.get("/health/ready")
    assert ready.status_code == 503
    assert ready.json() == {
        "status": "not ok", "database": "ok", "migrations": "ok", "worker": "not ok", "files": "ok"
    }  # fmt: skip
    assert ready.headers["Cache-Control"] == "no-store"
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    well = client.get("/health/ready", headers={"Host": "10.0.0.7"})
    assert (well.status_code, set(well.json().values())) == (200, {"ok"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '61 seconds'")
    assert client.get("/health/ready").json()["worker"] == "not ok"
    # A folder that is a file keeps nothing.
    settings.ATTACHMENTS_ROOT = tmp_path / "file"
    settings.ATTACHMENTS_ROOT.touch()
    assert health.readiness()["files"] is False
