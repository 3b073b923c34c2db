"""Five thousand requests made up from the description of the API as every role, every operation asked for what is hidden as
every reader, and how often every list asks the database for a page of rows: `bin/prove api`.

`bin/prove api 500 3` sends 500 of the seed 3. The suite sends five hundred.
"""

import os
import sys

import pytest

ASKED = "made_up or operation or what_is_sent or as_often"


def main() -> int:
    number, seed = [*sys.argv[1:], *("5000", "9")[len(sys.argv) - 1 :]][:2]
    os.environ["CS_DB_INSTANCE"] = "test"
    os.environ |= {"API_CASES": number, "API_SEED": seed}
    modules = [f"tests/site/test_{name}.py" for name in ("api", "leaks", "queries")]
    return int(pytest.main(["tests/api", *modules, "-k", f"tests/api/ or {ASKED}", "--everybody", "-n", "2", "-q"]))


if __name__ == "__main__":
    sys.exit(main())
