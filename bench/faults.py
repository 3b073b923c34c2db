"""Notes written over HTTP while the web server is killed 200 times and the database 20 times: `bin/prove faults`.

The suite kills 5 times and once. `--kills 50 --database-kills 5` for another number.
"""

import argparse
import os
import sys

import pytest


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database-kills", type=int, default=20)
    given, rest = parser.parse_known_args()
    os.environ["CS_DB_INSTANCE"] = "test"
    os.environ |= {"FAULT_KILLS": str(given.kills), "FAULT_DATABASE_KILLS": str(given.database_kills)}
    return int(pytest.main(["tests/site/test_serve.py", "-k", "killed_under_writes", "-n", "0", "-q", "-s", *rest]))


if __name__ == "__main__":
    sys.exit(main())
