"""The long form of the API's proof: `bin/prove api`, some fifteen minutes on two processors with nothing beside it.

  requests   five thousand made up from the description as every role; every operation asked for what is hidden, as every
             reader; every answer with and without what is hidden from its reader; how often every list asks the database
             for a page of rows
  told       linked children, lists and details of children and contexts, beside a statement written by hand
  following  a hundred thousand children followed by `?since=`, and what memory that takes

`bin/prove api --only told` does one of them. `bin/prove api 500 3` makes up 500 requests, of the seed 3; the suite sends
five hundred. The last two use synthetic services, made once and kept: bench/README.md.
"""

import argparse
import os
import sys
from pathlib import Path

import pytest

from bench._following import follow
from bench._told import told
from bench.access import Figures

# Named one by one: an expression (`-k`) knows no folder, and would leave out tests/api without a word.
ASKED = [
    "tests/api",
    "tests/site/test_api.py",
    "tests/site/test_leaks.py::test_no_page_changes_by_what_is_hidden_from_its_reader",
    "tests/site/test_leaks.py::test_every_operation_on_a_hidden_record_is_answered_as_if_there_were_none",
    "tests/site/test_leaks.py::test_what_is_sent_that_names_a_hidden_record_is_answered_as_if_there_were_none",
    "tests/site/test_queries.py::test_a_page_asks_as_often_for_a_page_of_rows_as_for_one",
]
PARTS = ["requests", "told", "following"]


def requests(number: int, seed: int) -> int:
    os.environ["CS_DB_INSTANCE"] = "test"
    os.environ |= {"API_CASES": str(number), "API_SEED": str(seed)}
    options = ["--everybody", "--programs", "-n", "2", "-v", "--durations=5"]
    try:
        return int(pytest.main([*ASKED, *options], plugins=[Figures()]))
    finally:
        del os.environ["CS_DB_INSTANCE"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=5000, help="how many requests are made up")
    parser.add_argument("seed", type=int, nargs="?", default=9)
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="this part, and no other; more than once for more"
    )
    parser.add_argument("--rounds", type=int, default=7, help="how often each answer is timed; 7 unless given")
    parser.add_argument("--large", action="store_true", help="the answers of a service of 100,000 children, not 10,000")
    parser.add_argument("--service", type=Path, help="state folder of such a service that is there already")
    parser.add_argument("--people", type=Path, help="the same, of the 100,000 children who are followed")
    given = parser.parse_args()
    do = {
        "requests": lambda: requests(given.number, given.seed),
        "told": lambda: told(given.service, large=given.large, rounds=given.rounds),
        "following": lambda: follow(given.people),
    }
    failed = [name for name in PARTS if name in (given.only or PARTS) and do[name]()]
    print(f"Failed: {', '.join(failed)}" if failed else "All of it holds.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
