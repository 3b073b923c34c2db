"""A synchronous standby, cut off from its primary under a stream of writes and promoted: `bin/prove replication`.

The suite cuts it off after 5 writes and goes on for 5; here it is 500 and 500. `--writes 2000` for another number.
"""

import argparse
import os
import sys

import pytest


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writes", type=int, default=500)
    given, rest = parser.parse_known_args()
    os.environ["CS_DB_INSTANCE"] = "test"
    os.environ["REPLICATION_WRITES"] = str(given.writes)
    return int(pytest.main(["tests/site/test_serve.py", "-k", "outlives_the_primary", "-n", "0", "-q", "-s", *rest]))


if __name__ == "__main__":
    sys.exit(main())
