"""A return made into records: in one transaction for the whole file, batch by batch, so that memory stays flat.

Loading the same return again changes nothing. A newer one updates what it tells otherwise. An older one is refused,
since it would undo the newer.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import batched
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, OuterRef, Subquery
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from cases.census.bulk import save_new
from cases.census.create import Import, record_children
from cases.census.fields import Report
from cases.census.parse import CensusReturn
from cases.census.record import CensusChild
from cases.census.rules import Problem, Rule, Severity
from cases.census.stream import CensusError
from cases.census.update import ChildUpdate
from cases.models import CaseChild
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record
from families.models import Person, PossibleDuplicate

BATCH = 200


@dataclass(slots=True)
class Loaded:
    """The numbers of one import, for whoever ran it.

    `done` counts people, families, cases and episodes as new, changed or as before. `open` and `closed` are the
    episodes as the return was recorded, whatever staff made of them since.
    """

    done: Counter[str] = field(default_factory=Counter)
    people: int = 0
    open: int = 0
    closed: int = 0
    parts: Counter[str] = field(default_factory=Counter)

    def count(self, child: CensusChild) -> None:
        self.people += 1
        opened = sum(episode.is_open for episode in child.episodes)
        self.open += opened
        self.closed += len(child.episodes) - opened
        self.parts += child.parts

    @property
    def episodes(self) -> int:
        return self.open + self.closed

    @property
    def changes(self) -> int:
        """How many records the import made or changed. Nothing, when a return is loaded again."""
        return sum(number for what, number in self.done.items() if not what.endswith("as before"))


@transaction.atomic
def load_return(
    census: CensusReturn,
    *,
    by: User | None,
    report: Report,
    on_bytes: Callable[[int], None] | None = None,
    dry_run: bool = False,
) -> Loaded:
    """Record every child of the return with their episodes, or nothing at all.

    `by` is the member of staff the import is recorded for; they must be allowed to open cases and change people. None
    is whoever keeps the server. Every broken rule goes to `report`. With `dry_run` all of it is done and taken back.
    Raises `CensusError` where a newer return was loaded before, and while another is being loaded.
    """
    if by:
        require(by, Permission.OPEN_CASE)
        require(by, Permission.EDIT_PEOPLE)
    _be_the_only_one()
    _refuse_older(census)
    load = Import(census.header, by)
    loaded = Loaded()
    for batch in batched(census.children(report, on_bytes=on_bytes), BATCH):
        loaded.done += _load_batch(batch, load, report)
        for child in batch:
            loaded.count(child)
    _report_gone(census, report)
    record(by=by, action="census.imported", reason=str(census.header))
    if dry_run:
        transaction.set_rollback(True)
    return loaded


def _load_batch(batch: Sequence[CensusChild], load: Import, report: Report) -> Counter[str]:
    done: Counter[str] = Counter()
    known = _known(batch, report)
    periods = defaultdict(list)
    for period in CaseChild.objects.filter(child__in=known.values()).select_related("case", "case__family"):
        periods[period.child_id].append(period)
    for child in batch:
        if person := known.get(child.la_child_id):
            done += ChildUpdate(child, person, periods[person.pk], load, report).run()
    new = [child for child in batch if child.la_child_id not in known]
    people, cases = record_children(new, load)
    done["people new"] += len(people)
    done["families new"] += len(people)
    done["cases new"] += cases
    done["episodes new"] += sum(len(child.episodes) for child in new)
    _flag_shared_upns(people, load, report)
    return done


def _known(batch: Iterable[CensusChild], report: Report) -> dict[str, Person]:
    """The record of each child who has one, by LA child id: the first of them where there are two, and the one that it
    was merged into where it was."""
    ids = {child.la_child_id: child for child in batch}
    merged = Person.objects.filter(la_child_id__in=ids, merged_into__isnull=False)
    leads_to = dict(merged.values_list("la_child_id", "merged_into"))
    people = Person.objects.standing().select_for_update(of=("self",))
    kept = people.filter(pk__in=leads_to.values()).in_bulk() if leads_to else {}
    known: dict[str, Person] = {}
    for person in people.filter(la_child_id__in=ids).order_by("created_at", "pk"):
        if person.la_child_id in known:
            child = ids[person.la_child_id]
            done = _("The one recorded first was used. Find out whether they are the same child.")
            report(
                Problem(Rule.ID_ON_TWO_RECORDS, Severity.KEPT, child.la_child_id, child.line, child.la_child_id, done)
            )
        else:
            known[person.la_child_id] = person
    return {la_child_id: kept[pk] for la_child_id, pk in leads_to.items() if pk in kept} | known


def _flag_shared_upns(people: Sequence[Person], load: Import, report: Report) -> None:
    """Two records with one unique pupil number may be one child: a task for somebody who may see both (rule 1520).

    One task a child, with one other who has the number: a number that many have is a fault of the return.
    """
    new = [person for person in people if person.upn]
    recorded_before = dict(
        Person.objects.filter(pk__in=[person.pk for person in new])
        .annotate(
            # Unordered on purpose: the first one found will do, where thousands may share a number.
            other=Subquery(
                Person.objects.standing()
                .order_by()
                .filter(upn=OuterRef("upn"))
                .exclude(pk__in=[person.pk for person in new])
                .values("pk")[:1]
            )
        )
        .values_list("pk", "other")
    )
    tasks = []
    first: dict[str, UUID] = {}
    for person in new:
        other = recorded_before[person.pk] or first.setdefault(person.upn, person.pk)
        if other != person.pk:
            tasks.append(PossibleDuplicate(person=person, other_id=other, why=_("Same unique pupil number")))
            done = _("Both were recorded, as a possible duplicate to be settled.")
            report(Problem(Rule.UPN_SHARED, Severity.KEPT, person.la_child_id, None, person.upn, done))
    save_new(tasks, by=load.by, reason=load.reason)


def _be_the_only_one() -> None:
    """Two imports at once would each record the children they both hold. The lock goes with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('cs_casework.census'))")
        [is_free] = cursor.fetchone()
    if not is_free:
        raise CensusError(_("Another return is being loaded. Try again when that is done."))


def _refuse_older(census: CensusReturn) -> None:
    latest = CaseChild.objects.filter(imported__has_key="return").aggregate(day=Max(KT("imported__return")))["day"]
    if latest and census.header.reference_on.isoformat() < latest:
        raise CensusError(
            _("A newer return, of %(latest)s, was loaded before. This one, of %(day)s, would undo it.")
            % {"latest": latest, "day": census.header.reference_on.isoformat()}
        )


def _report_gone(census: CensusReturn, report: Report) -> None:
    """Children open here from an earlier return, of whom this one says nothing. They stay open until staff close them."""
    gone = (
        CaseChild.objects.open()
        .filter(imported__has_key="return")
        .exclude(imported__contains={"return": census.header.reference_on.isoformat()})
        .select_related("child")
        .order_by("pk")
    )
    for period in gone.iterator(chunk_size=BATCH):
        done = _("The child stays open. Find out whether they should be.")
        found = period.from_on.isoformat()
        report(Problem(Rule.GONE, Severity.KEPT, period.child.la_child_id, None, found, done))
