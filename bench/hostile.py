"""Ten thousand requests that nobody means well with, to every page as everybody, and more fields than it has to every
form, and spoiled files to the commands that load some: `bin/prove hostile`.

`bin/prove hostile 500 3` sends 500 of the seed 3. The suite sends a hundred and sixty.
"""

import os
import sys

import pytest


def main() -> int:
    number, seed = [*sys.argv[1:], *("10000", "9")[len(sys.argv) - 1 :]][:2]
    os.environ["CS_DB_INSTANCE"] = "test"
    os.environ |= {"HOSTILE_REQUESTS": number, "HOSTILE_SEED": seed, "HOSTILE_FORMS": "1000", "HOSTILE_FILES": "150"}
    return int(pytest.main(["tests/site/test_hostile.py", "tests/site/test_hostile_files.py", "-n", "0", "-q", "-s"]))


if __name__ == "__main__":
    sys.exit(main())
