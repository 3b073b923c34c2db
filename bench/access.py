"""Every page and form asked as everybody, and under every grant a restricted record can have: `bin/prove access`.

The suite asks every page of whoever is not signed in and, for each answer that it gives, of one of those who are given
it (`askers` and `by_turns` of `tests/site/conftest.py`).
"""

import os
import sys
from collections import Counter

import pytest

MODULES = ["restricted_access", "access", "any_order", "csp", "templates", "architecture", "donts", "hidden_records"]
MODULES += ["leaks", "queries", "removed"]
ORDERS = "100"  # services of records restricted, granted, barred and merged in any order


class Figures:
    """Adds up what the tests say that they asked and found (`record_property`)."""

    def __init__(self) -> None:
        self.told: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.told.update({name: int(str(number)) for name, number in report.user_properties})

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for name, number in self.told.items():
            terminalreporter.write_line(f"{number:>8,}  {name}")


def main() -> int:
    os.environ["CS_DB_INSTANCE"] = "test"
    os.environ.setdefault("ORDER_EXAMPLES", ORDERS)
    modules = [f"tests/site/test_{name}.py" for name in MODULES]
    scheduling = ["-n", "logical", "--dist", "loadscope", "--no-loadscope-reorder"]
    return int(pytest.main([*modules, "--everybody", *scheduling, *sys.argv[1:]], plugins=[Figures()]))


if __name__ == "__main__":
    sys.exit(main())
