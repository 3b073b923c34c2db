"""Every page and form asked as everybody, and under every grant a restricted record can have: `bin/prove access`.

The suite asks everybody whom a page refuses, and of those it lets in the ones named in `askers` of
`tests/site/conftest.py`.
"""

import os
import sys

import pytest

MODULES = ["access", "csp", "templates", "architecture", "donts", "leaks", "queries"]


def main() -> int:
    os.environ["CS_DB_INSTANCE"] = "test"
    modules = [f"tests/site/test_{name}.py" for name in MODULES]
    scheduling = ["-n", "logical", "--dist", "loadscope", "--no-loadscope-reorder"]
    return int(pytest.main([*modules, "--everybody", *scheduling, *sys.argv[1:]]))


if __name__ == "__main__":
    sys.exit(main())
