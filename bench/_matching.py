"""Whether people who are described with a mistake are found, and how fast: see bench/README.md.

Of 500 people drawn from a service of 100,000 children each is stated with a mistake, fifty of each kind:
  a  a statement written by hand, through psycopg, that gives back the same five people for the same reader
     (bench/match --check says whether it does)
  b  likely_people(), as a page asks it
"""

import argparse
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench._links import set_up
from bench._services import PEOPLE, PROJECT, ready, say
from bench._timing import machine, ratios, side_by_side, summary, table

ROUNDS = 3
DRAWN, FIRST, SEED = 500, 5, 1
AIM = 0.95


def draw(user: Any, rng: random.Random) -> list[tuple[str, Any, Any]]:
    """Kind of mistake, who is meant, and what was said of them. Anybody whom the reader may see, child or adult."""
    from bench._mistakes import MISTAKES, Recorded
    from families.models import Address, Person, PersonName

    people = list(Person.objects.visible_to(user).order_by("pk").values_list("pk", flat=True))
    rng.shuffle(people)
    found: list[tuple[str, Any, Any]] = []
    waiting = iter(people)
    for kind, mistake in MISTAKES.items():
        wanted = len(found) + DRAWN // len(MISTAKES)
        while len(found) < wanted:
            person = Person.objects.get(pk=next(waiting))
            name = PersonName.objects.get(person=person, kind=PersonName.Kind.NAME)
            home = Address.objects.listable().filter(person=person).exclude(postcode="").order_by("pk").first()
            recorded = Recorded(name.given, name.family, person.birth_on, home.postcode if home else "")
            # Whom this mistake cannot be made with, such as who has no nickname, is passed over.
            if stated := mistake(recorded, rng):
                found.append((kind, person.pk, stated))
    return found


class ByHand:
    """The statement written by hand, prepared, as the application's role."""

    def __init__(self, user: Any) -> None:
        from bench._pages import HERE, _connection

        self.user = user
        self.statement = (HERE / "likely_people.sql").read_text()
        self.connection = _connection()

    def ask(self, values: dict[str, Any]) -> list[Any]:
        return self.connection.execute(self.statement, values, prepare=True).fetchall()

    def values(self, stated: Any) -> dict[str, Any]:
        from cs_casework.dates import today
        from families.likely import one_digit_off, swapped
        from families.nicknames import as_compared, other_forms

        first = stated.given.split()[0]
        born = stated.birth_on
        return {
            "reader": self.user.pk,
            "today": today(),
            "given": stated.given,
            "family": stated.family,
            "first": first,
            "forms": [*sorted(other_forms(stated.given)), as_compared(first)],
            "postcode": stated.place,
            "born": born,
            "turned": born and swapped(born),
            "near": one_digit_off(born) if born else [],
        }


def measure(rounds: int, *, only_check: bool) -> str | int:
    set_up()
    from django.db import connection

    from bench._pages import reader
    from families.likely import likely_people
    from families.models import Person, PersonName

    user, rng = reader(), random.Random(SEED)
    drawn = draw(user, rng)
    by_hand = ByHand(user)
    values = {stated: by_hand.values(stated) for _kind, _meant, stated in drawn}
    if only_check:
        return check(user, by_hand, values)
    asked, found, alone = Counter[str](), Counter[str](), Counter[str]()
    for kind, meant, stated in drawn:
        asked[kind] += 1
        found[kind] += meant in {likely.person.pk for likely in likely_people(stated, user, FIRST)}
        names = replace(stated, birth_on=None, postcode="")
        alone[kind] += meant in {likely.person.pk for likely in likely_people(names, user, FIRST)}
    rows: list[list[Any]] = [
        [kind, number, f"{found[kind] / number:.1%}", f"{alone[kind] / number:.1%}"] for kind, number in asked.items()
    ]
    rows.append(["all", DRAWN, f"{found.total() / DRAWN:.1%}", f"{alone.total() / DRAWN:.1%}"])
    head = ["stated with", "people", f"among the first {FIRST}", "by the names alone"]
    say("Measuring how long it takes…")
    times = side_by_side(
        {"a": lambda stated: by_hand.ask(values[stated]), "b": lambda stated: likely_people(stated, user, FIRST)},
        [stated for _kind, _meant, stated in drawn],
        rounds=rounds,
        rng=rng,
    )
    ways = summary(times)
    ratio = ratios(times, "b", "a")
    assert ratio
    counted = f"{Person.objects.count():,} people with {PersonName.objects.count():,} names"
    told = {**machine(connection), "people": counted}
    return "\n".join(
        [
            ", ".join(f"{name}: {value}" for name, value in told.items()),
            "",
            table(head, rows),
            "",
            "Milliseconds a question:",
            "",
            table(
                ["", "p50", "p95", "max"],
                [[name, *(ways[name][part] for part in ("p50", "p95", "max"))] for name in ("a", "b")],
            ),
            "",
            f"b/a: {ratio['of_medians']:.2f} of medians; question by question {ratio['p50']:.2f}, p95 {ratio['p95']:.2f}",
        ]
    )


def check(user: Any, by_hand: ByHand, values: dict[Any, dict[str, Any]]) -> int:
    """Of how many questions the statement written by hand gives back other people, or in another order."""
    from families.likely import likely_people

    wrong = []
    for stated, given in values.items():
        one = [row[0] for row in by_hand.ask(given)]
        other = [likely.person.pk for likely in likely_people(stated, user, FIRST)]
        if one != other:
            wrong.append(f"{stated}: by hand {one}, likely_people {other}")
    print(f"{len(values)} questions, {len(wrong)} differences", *wrong[:5], sep="\n  ")
    return len(wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is timed; 3 unless given")
    parser.add_argument("--folder", type=Path, help="state folder of a service that is there already")
    parser.add_argument("--check", action="store_true", help="whether both give back the same people; measures nothing")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        result = measure(given.rounds, only_check=given.check)
        if isinstance(result, int):
            sys.exit(1 if result else 0)
        print(result)
        return
    state = ready(PEOPLE, given.folder, called="matching")
    # A process of its own: the database's address is settled when a process starts.
    done = subprocess.run(
        [sys.executable, "-m", "bench._matching", "--measure", "--rounds", str(given.rounds)]
        + (["--check"] if given.check else []),
        cwd=PROJECT,
        env=os.environ | {"CS_STATE_DIR": str(state)},
        check=False,
    )
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
