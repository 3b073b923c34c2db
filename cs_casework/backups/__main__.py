"""`bin/backup` and `bin/restore`: their arguments, and what they say.

They end with 0 where all is well, 1 where nothing was done, 2 where it was done and something is amiss.
"""

import argparse
import os
import signal
import sys
from pathlib import Path

import django

from cs_casework import embedded


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_casework.settings")
    os.environ["CS_DB_ROLE"] = "owner"
    given = _arguments()
    # A polite end, so that nothing half is left.
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda number, _frame: sys.exit(128 + number))
    from cs_casework.backups.problems import BackupProblem

    try:
        return int(given.does(given))
    except (BackupProblem, embedded.DatabaseProblem) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _arguments() -> argparse.Namespace:
    whole = argparse.ArgumentParser(prog="bin", allow_abbrev=False)
    which = whole.add_subparsers(required=True)
    backup = which.add_parser("backup", help="Back the database and its files up while in use.", allow_abbrev=False)
    backup.add_argument("to", type=Path, nargs="?", metavar="TO", help="The folder that the backup is made in.")
    backup.add_argument("--keep", type=_number, metavar="N", help="Then remove all but the N newest of this database.")
    backup.add_argument("--new-key", type=Path, metavar="FILE", help="Make a pair of keys and nothing else.")
    backup.set_defaults(does=_backup)
    restore = which.add_parser("restore", help="Restore a backup onto an empty database.", allow_abbrev=False)
    restore.add_argument("folder", type=Path, metavar="FROM", help="The folder of one backup.")
    restore.add_argument("--key", default="", metavar="FILE", help="The file of the secret key, where it is encrypted.")
    restore.set_defaults(does=_restore)
    given = whole.parse_args()
    if given.does is _backup and (given.to is None) == (given.new_key is None):
        backup.error("name the folder that the backup is made in, or --new-key FILE")
    return given


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number from 1")
    return int(text)


def _backup(given: argparse.Namespace) -> int:
    from cs_casework.backups.sealing import new_key, recipients_in

    if given.new_key:
        public = new_key(given.new_key)
        print(f"{given.new_key} holds the secret key: without it no backup can be read. Keep it off this machine.")
        print(f"BACKUP_KEY={public}")
        return 0
    recipients = recipients_in(os.environ.get("BACKUP_KEY", ""))
    embedded.ensure_server()
    django.setup()
    from cs_casework.backups.making import make_backup

    made = make_backup(given.to, keep=given.keep, recipients=recipients)
    found = made.manifest
    files = sum(name.startswith("files/") for name in found["parts"])
    size = sum(part["size"] for part in found["parts"].values()) // 1024
    how = "encrypted" if recipients else "not encrypted"
    print(f"{made.folder}: {size:,} kB, {files:,} files, {how}; newest seal {found['seal'] or 'none'}")
    for name in made.removed:
        print(f"removed {name}")
    for line in made.told + made.not_removed:
        print(line, file=sys.stderr)
    for what, names in (
        ("is missing", found["missing_files"]),
        ("is not what its row says", found["altered_files"]),
        ("has no row and was left out", found["files_without_row"]),
    ):
        for name in names:
            print(f"The file {name} {what}.", file=sys.stderr)
    return made.ends_with


def _restore(given: argparse.Namespace) -> int:
    from cs_casework.backups.sealing import identities_in

    identities = identities_in(given.key or os.environ.get("BACKUP_SECRET_KEY_FILE", ""))
    embedded.ensure_server()
    django.setup()
    from cs_casework.backups.restoring import restore

    done = restore(given.folder, identities=identities)
    found = done.manifest
    print(
        f"Restored as of {found['snapshot_at']}: {done.rows:,} rows, {done.files:,} files;"
        f" newest seal {found['seal'] or 'none'}"
    )
    print("Everybody signs in again. What was recorded after that moment is not in it.")
    for line in done.wrong:
        print(line, file=sys.stderr)
    return 2 if done.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
