"""A thousand changes of records in bulk, by SQL and by cascade, and rows of the log altered by a superuser:
`bin/prove changes`.

The suite makes twenty of each and alters one.
"""

import os
import sys

import pytest


def main() -> int:
    os.environ["CS_DB_INSTANCE"] = "test"
    os.environ.setdefault("CHANGES_MADE", "1000")
    return int(pytest.main(["tests/audit/test_changes.py", "-n", "0", "-q", "-s", *sys.argv[1:]]))


if __name__ == "__main__":
    sys.exit(main())
