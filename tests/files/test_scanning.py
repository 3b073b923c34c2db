"""Quarantine: no file is handed out that nothing has looked at, and none that holds a virus is kept."""

import io
import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from cs_casework.files.checks import scanner_is_there
from cs_casework.files.keeping import LEFT_BEHIND_AFTER, sweep
from cs_casework.files.scanning import NotScanned, scan_kept, scan_waiting, virus_in
from referrals.attaching import attach_file, withdraw_file
from tests import factories
from tests.helpers import GIVE_UP_AFTER, alone, audited, race, until_all_wait

pytestmark = pytest.mark.django_db

LETTER = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"
BAD = LETTER + b"this one is bad %%EOF\n"


class Daemon:
    """A server on a port of this machine that speaks as clamd does; it finds something where a file says “bad”."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = "{}:{}".format(*self.listening.getsockname())
        self.says: bytes | None = None
        self.asked = 0
        # It answers at once, but where a test has it wait for `may_answer`; that it was asked is said by `was_asked`.
        self.was_asked, self.may_answer = threading.Event(), threading.Event()
        self.may_answer.set()
        self.running = threading.Thread(target=self._serve, daemon=True)
        self.running.start()

    def stop(self) -> None:
        self.listening.close()

    def _serve(self) -> None:
        while True:
            try:
                asked, _address = self.listening.accept()
            except OSError:
                return
            with asked, asked.makefile("rwb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!I", stream.read(4))[0]:
                    content += stream.read(size)
                self.asked += 1
                self.was_asked.set()
                self.may_answer.wait(GIVE_UP_AFTER)
                found = b"stream: Test.Bad FOUND" if b"bad" in content else b"stream: OK"
                stream.write((self.says or found) + b"\0")


@pytest.fixture
def daemon(settings: Any) -> Iterator[Daemon]:
    daemon = Daemon()
    settings.FILES_WITHOUT_SCAN, settings.CLAMD_ADDRESS = False, daemon.address
    yield daemon
    daemon.stop()


def attach(content: bytes = LETTER) -> Any:
    referral = factories.ReferralFactory()
    return attach_file(referral, by=referral.taker, file=SimpleUploadedFile("letter.pdf", content))


def test_a_new_file_is_handed_out_once_it_was_looked_at(
    daemon: Daemon, run_jobs: Callable[[], list[str]], as_user: Any
) -> None:
    row = attach()
    client = as_user(row.referral.taker)
    assert client.get(row.get_absolute_url()).status_code == 404
    page = client.get(reverse("referrals:attachment-add", args=[row.referral_id])).content.decode()
    assert "being checked for viruses" in page
    assert row.get_absolute_url() not in page.replace(row.get_absolute_url() + "withdraw/", "")
    assert run_jobs() == ["files.scan"]
    row.refresh_from_db()
    assert row.scan == "clean"
    assert b"".join(client.get(row.get_absolute_url()).streaming_content) == LETTER


def test_one_that_holds_a_virus_is_removed_and_its_row_says_so(
    daemon: Daemon,
    run_jobs: Callable[[], list[str]],
    as_user: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    row = attach(BAD)
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()
    row.refresh_from_db()
    assert row.is_infected
    assert not Path(row.file.path).exists()
    client = as_user(row.referral.taker)
    assert client.get(row.get_absolute_url()).status_code == 404
    page = client.get(reverse("referrals:attachment-add", args=[row.referral_id])).content.decode()
    assert "A virus was found" in page
    [event] = audited("file.infected")
    assert (event.record_id, event.reason, event.actor_name) == (row.pk, "Test.Bad", "the system")


@pytest.mark.django_db(transaction=True)
def test_while_it_is_looked_at_nobody_is_handed_it_and_nothing_else_touches_it(daemon: Daemon, as_user: Any) -> None:
    """Another scan leaves it, the sweep keeps it, and who takes it out waits: it is both taken out and looked at."""
    row = attach()
    long_ago = time.time() - 10 * LEFT_BEHIND_AFTER
    os.utime(row.file.path, (long_ago, long_ago))
    daemon.may_answer.clear()
    with ThreadPoolExecutor(2) as pool:
        scanned = pool.submit(alone, lambda: scan_kept(row.pk))
        assert daemon.was_asked.wait(GIVE_UP_AFTER)
        try:
            scan_waiting()
            assert daemon.asked == 1
            assert as_user(row.referral.taker).get(row.get_absolute_url()).status_code == 404
            assert sweep() == 0
            taken_out = pool.submit(
                alone, lambda: withdraw_file(row, by=row.referral.taker, withdrawn_why="Not about this child")
            )
            until_all_wait([taken_out])
        finally:
            daemon.may_answer.set()
        assert scanned.result(GIVE_UP_AFTER) is None
        assert not isinstance(taken_out.result(GIVE_UP_AFTER), Exception)
    row.refresh_from_db()
    assert (row.scan, bool(row.withdrawn_on), Path(row.file.path).exists()) == ("clean", True, True)
    assert as_user(row.referral.taker).get(row.get_absolute_url()).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_one_that_turns_out_bad_while_it_is_taken_out_is_removed(daemon: Daemon) -> None:
    row = attach(BAD)
    race(
        lambda: withdraw_file(row, by=row.referral.taker, withdrawn_why="Not about this child"),
        hold=lambda: type(row).objects.select_for_update().get(pk=row.pk),
    )
    scan_kept(row.pk)
    row.refresh_from_db()
    assert row.is_infected
    assert not Path(row.file.path).exists()


@pytest.mark.django_db(transaction=True)
def test_the_sweep_keeps_a_file_whose_row_is_not_written_yet(daemon: Daemon) -> None:
    """Its row is in a transaction that nobody else sees: the file is younger than what is swept."""
    attach()  # without any row nothing is swept at all
    sweep()  # what other tests left
    with transaction.atomic():
        row = attach()
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(alone, sweep).result(GIVE_UP_AFTER) == 0
    assert Path(row.file.path).exists()


def test_what_could_not_be_looked_at_stays_in_quarantine_and_is_tried_again(
    daemon: Daemon, run_jobs: Callable[[], list[str]]
) -> None:
    row = attach()
    daemon.says = b"INSTREAM size limit exceeded. ERROR"
    run_jobs()
    row.refresh_from_db()
    assert row.waits_for_scan
    daemon.says = None
    assert scan_waiting() == 1
    row.refresh_from_db()
    assert row.is_handed_out
    assert scan_waiting() == 0


def test_a_file_that_cannot_be_looked_at_keeps_back_no_other(daemon: Daemon, run_jobs: Callable[[], list[str]]) -> None:
    gone, later = attach(), attach()
    Path(gone.file.path).unlink()
    assert scan_waiting() == 1
    for row, waits in ((gone, True), (later, False)):
        row.refresh_from_db()
        assert row.waits_for_scan == waits


def test_where_no_scanner_answers_nothing_is_handed_out(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = "{}:{}".format(*free.getsockname())
    for settings.CLAMD_ADDRESS in (address, "/no/such/socket", ""):
        with pytest.raises(NotScanned):
            virus_in(io.BytesIO(LETTER))
    settings.FILES_WITHOUT_SCAN = False
    row = attach()
    assert not row.is_handed_out
    assert scan_waiting() == 0


def test_one_that_nothing_looked_at_is_handed_out_only_where_that_is_said(settings: Any) -> None:
    row = attach()
    assert (row.scan, row.is_handed_out) == ("waiting", True)
    settings.CLAMD_ADDRESS = "127.0.0.1:3310"
    assert not row.is_handed_out


def test_a_service_without_a_scanner_is_told(settings: Any) -> None:
    settings.FILES_WITHOUT_SCAN, settings.EMBEDDED = False, False
    assert [found.id for found in scanner_is_there()] == ["files.W001"]
    settings.CLAMD_ADDRESS = "127.0.0.1:3310"
    assert scanner_is_there() == []
