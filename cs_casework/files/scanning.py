"""Having a file looked at by ClamAV before it is handed out: its daemon is told the content, and answers in one line.

What could not be looked at stays in quarantine and is tried again. The daemon is spoken to by hand: of its protocol
(`man clamd`) one command is needed.
"""

import logging
import socket
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cs_casework.audit.log import record, save_record
from cs_casework.files.keeping import kept_models
from cs_casework.files.models import KeptFile

logger = logging.getLogger(__name__)
PIECE = 64 * 1024
PATIENCE = 60  # seconds
LONGEST_ANSWER = 4096
Scan = KeptFile.Scan


class NotScanned(Exception):
    """Nothing is known of the file: the daemon could not look at it."""


class NoScanner(NotScanned):
    """The daemon is not there: it looks at no file."""


def virus_in(file: IO[bytes]) -> str:
    """The name of what the daemon finds in a file; nothing where it is clean. Raises `NotScanned` otherwise."""
    try:
        with _daemon() as daemon:
            daemon.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                daemon.sendall(struct.pack("!I", len(piece)) + piece)
            daemon.sendall(struct.pack("!I", 0))
            answer = _answer(daemon)
    except OSError as problem:
        raise NotScanned(problem.__class__.__name__) from problem
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise NotScanned(answer)  # such as that it takes no file of this size


@contextmanager
def _daemon() -> Iterator[socket.socket]:
    """`host:port`, or the path of a socket."""
    address = settings.CLAMD_ADDRESS
    if not address:
        raise NoScanner("no scanner is configured")
    try:
        daemon = _connected(address)
    except OSError as problem:
        raise NoScanner(problem.__class__.__name__) from problem
    with closing(daemon):
        yield daemon


def _connected(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _colon, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=PATIENCE)
    daemon = socket.socket(socket.AF_UNIX)
    daemon.settimeout(PATIENCE)
    try:
        daemon.connect(address)
    except OSError:
        daemon.close()
        raise
    return daemon


def _answer(daemon: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        piece = daemon.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def scan_kept(pk: UUID) -> None:
    """Have one file looked at that waits in quarantine; nothing is done where none does, or somebody is at it."""
    if not settings.CLAMD_ADDRESS:
        return
    try:
        for model in kept_models():
            _scan(model, pk)
    except NoScanner as problem:
        logger.warning("No scanner answers, so a file stays in quarantine: %s", problem)


def scan_waiting() -> int:
    """Look at everything that waits, oldest first, for as long as the scanner answers: one file that it cannot look at
    keeps back no other. Gives back how many were looked at."""
    looked_at = 0
    if not settings.CLAMD_ADDRESS:
        return looked_at
    try:
        for model in kept_models():
            waiting: Any = model._default_manager.filter(scan=Scan.WAITING, withdrawn_on=None).order_by("pk")
            for pk in waiting.values_list("pk", flat=True):
                looked_at += _scan(model, pk)
    except NoScanner as problem:
        logger.warning("No scanner answers, so files stay in quarantine: %s", problem)
    return looked_at


@transaction.atomic
def _scan(model: type[KeptFile], pk: UUID) -> bool:
    """Whether it was looked at; raises `NoScanner` where none answers. What holds a virus is removed once its row says
    so."""
    rows: Any = model._default_manager
    row = rows.select_for_update(of=("self",), skip_locked=True).filter(pk=pk, scan=Scan.WAITING).first()
    if row is None:
        return True
    try:
        with row.file.open("rb") as file:
            found = virus_in(file)
    except NoScanner:
        raise
    except (NotScanned, FileNotFoundError) as problem:
        logger.warning("A file could not be checked for viruses and stays in quarantine: %s", problem)
        return False
    row.scan, row.scanned_at = Scan.INFECTED if found else Scan.CLEAN, timezone.now()
    save_record(row, by=None)
    if found:
        record(by=None, action="file.infected", target=row, reason=found)
        transaction.on_commit(lambda: row.file.storage.delete(str(row.file.name)))
    return True
