"""Every journey in a browser, with scripts and without: `bin/prove journeys`. The suite walks the longest in one mode."""

import os
import sys

import pytest


def main() -> int:
    os.environ["CS_DB_INSTANCE"] = "test"
    return int(pytest.main(["tests/browser", "--both-modes", "-n", "logical", *sys.argv[1:]]))


if __name__ == "__main__":
    sys.exit(main())
