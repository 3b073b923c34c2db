"""Ten thousand requests that nobody means well with, to every page as everybody: `bin/prove hostile`.

`bin/prove hostile 500 3` sends 500 of the seed 3. The suite sends a few hundred.
"""

import os
import sys

import pytest


def main() -> int:
    os.environ["CS_DB_INSTANCE"] = "test"
    number, seed = (*sys.argv[1:], "10000", "9")[:2] if len(sys.argv) > 2 else ((*sys.argv[1:], "10000")[0], "9")
    os.environ["HOSTILE_REQUESTS"], os.environ["HOSTILE_SEED"] = number, seed
    return int(pytest.main(["tests/site/test_hostile.py", "-n", "0", "-q", "-s", "-k", "no_request_breaks"]))


if __name__ == "__main__":
    sys.exit(main())
