"""A chronology of 5,000 events, page by page: `bin/prove chronology`. The suite asks it of some hundred."""

import os
import sys

import pytest


def main() -> int:
    os.environ["CS_DB_INSTANCE"] = "test"
    os.environ.setdefault("CHRONOLOGY_EVENTS", "5000")
    return int(pytest.main(["tests/overview/test_long_chronology.py", "-n", "0", "-s", *sys.argv[1:]]))


if __name__ == "__main__":
    sys.exit(main())
