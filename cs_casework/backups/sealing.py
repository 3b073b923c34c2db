"""Encrypting in the format of age, and hashing what is written: streams of any size, in memory of one size.

To back up takes the public key alone, so whoever breaks into the server cannot read the backups that it made.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

from pyrage import DecryptError, IdentityError, RecipientError, decrypt_io, encrypt_io, x25519

from cs_casework.backups.problems import BackupProblem

PIECE = 1024 * 1024


class Hashed:
    """A stream that is written through, counted and hashed."""

    def __init__(self, stream: IO[bytes] | None = None) -> None:
        self._stream, self._digest, self.size = stream, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self.size += len(data)
        if self._stream is not None:
            self._stream.write(data)
        return len(data)

    def flush(self) -> None:
        if self._stream is not None:
            self._stream.flush()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def recipients_in(text: str) -> list[Any]:
    """Public keys, from the text of them or the path of a file that lists them; none where there is no text."""
    found = []
    for line in _lines(text, "BACKUP_KEY"):
        try:
            found.append(x25519.Recipient.from_str(line))
        except RecipientError:
            raise BackupProblem(
                "BACKUP_KEY is a public key (age1…), or a file of them; bin/backup --new-key makes one."
            ) from None
    return found


def identities_in(path: str) -> list[Any]:
    """Secret keys, from a file as `age-keygen` or `bin/backup --new-key` makes it."""
    if not path:
        return []
    try:
        return [x25519.Identity.from_str(line) for line in _lines(path, "The secret key") if line]
    except IdentityError:
        raise BackupProblem(f"{path} holds no secret key of age (AGE-SECRET-KEY-…).") from None


def new_key(path: Path) -> str:
    """Make a pair of keys; the secret one goes to a file that must not exist, the public one is given back."""
    identity = x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"# public key: {public}\n{identity}\n")
    except OSError as problem:
        raise BackupProblem(f"The key cannot be written to {path}: {problem.strerror}.") from None
    return public


def pour(source: IO[bytes], target: Any, recipients: Iterable[Any]) -> None:
    """Copy a stream, encrypted where there is somebody to encrypt it to."""
    if known := list(recipients):
        encrypt_io(source, target, known)
        return
    while piece := source.read(PIECE):
        target.write(piece)


def unpour(source: IO[bytes], target: Any, identities: list[Any], *, encrypted: bool) -> None:
    """The way back. What was altered, or is for another key, is refused; a full disk is no matter of keys."""
    if not encrypted:
        while piece := source.read(PIECE):
            target.write(piece)
        return
    try:
        decrypt_io(source, target, identities)
    except (DecryptError, OSError) as problem:  # the latter without a number where a piece is not as it was written
        if getattr(problem, "errno", None) is not None:
            raise
        raise BackupProblem(f"{Path(source.name).name} is not encrypted to this key, or was altered.") from None


def written(path: Path, recipients: Iterable[Any], fill: Callable[[Any, list[Any]], None]) -> dict[str, Any]:
    """Write a new file by `fill`, down to the disk; its size and hash, as the manifest names them."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        hashed = Hashed(file)
        fill(hashed, list(recipients))
        file.flush()
        os.fsync(file.fileno())
    return {"size": hashed.size, "sha256": hashed.sha256}


def _lines(text: str, what: str) -> list[str]:
    if not text:
        return []
    if not text.startswith("age1"):
        try:
            text = Path(text).expanduser().read_text()
        except (OSError, UnicodeDecodeError) as problem:
            reason = getattr(problem, "strerror", None) or "it is no text"
            raise BackupProblem(f"{what} cannot be read from {text}: {reason}.") from None
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        raise BackupProblem(f"{what} names a file that holds no key.")
    return lines
