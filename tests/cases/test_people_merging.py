"""Two records that turn out to be one person: what comes over, what is decided, what is refused, what happens at once."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.models import Allocation, CaseChild, NoteSubject, PersonMerge, SharedContextPair
from cases.notes import Subject, record_note
from cases.people_merging import merge_people
from cases.workflow import open_child
from contexts import workflow as contexts_workflow
from contexts.models import ContextAdult, ContextLink
from cs_casework.access import restrict_record
from cs_casework.dates import today
from families import ties, workflow
from families.models import NotRelated, Person, PossibleDuplicate, Relationship
from tests.factories import (
    AddressFactory,
    AllocationFactory,
    CaseChildFactory,
    CaseClosureFactory,
    CaseFactory,
    ContextAdultFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    NoteSubjectFactory,
    NotRelatedFactory,
    PersonFactory,
    PersonMergeFactory,
    PossibleDuplicateFactory,
    RelationshipFactory,
    TeamMembershipFactory,
    UserFactory,
)
from tests.helpers import audited, everything, hours_ago, latest_version, messages_of, race, without_audit

pytestmark = pytest.mark.django_db

WHY = "The school has one child of this name"
DAY = datetime.timedelta(days=1)
NOT_YOURS = "Part of what would come together is not yours to move. Ask a manager who works with both."


@pytest.fixture
def kept(db: None) -> Person:
    return PersonFactory(given="Ada", family="Okafor", nhs_number="9434765919")


@pytest.fixture
def merged(db: None) -> Person:
    return PersonFactory(given="Adah", family="Okafor", school="Northgate")


@pytest.fixture
def other_manager(db: None) -> Any:
    return UserFactory(code="manager", name="Nell Quist")


def merge(kept: Person, merged: Person, by: Any, **said: Any) -> PersonMerge:
    return merge_people(kept, merged=merged, by=by, **({"reason": WHY} | said))


def again(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)


# --- What comes over -----------------------------------------------------------------------------------------------------
def test_everything_on_it_comes_over_and_is_written_down(manager: Any, kept: Person, merged: Person) -> None:
    third = PersonFactory()
    period = CaseChildFactory(child=merged)
    past = CaseChildFactory(child=merged, from_on=today() - 9 * DAY, to_on=today(), closure_reason="RC7")
    rows = {
        "names": [merged.names.get()],
        "memberships": [
            FamilyMembershipFactory(person=merged),
            FamilyMembershipFactory(person=merged, to_on=today(), ended_why="Moved"),
        ],
        "addresses": [AddressFactory(person=merged), AddressFactory(person=merged, to_on=today())],
        "links": [
            ContextLinkFactory(child=merged),
            ContextLinkFactory(child=merged, to_on=today(), ended_why="Moved away"),
        ],
        "adults": [ContextAdultFactory(person=merged, described="")],
        "periods": [period, past],
        "allocations": [AllocationFactory(case=period.case, child=merged)],
        "note_subjects": [NoteSubjectFactory(child=merged, case=period.case, seen="seen", own_part="Glad")],
    }
    two_sided = {
        "relationships": [
            RelationshipFactory(person=merged, other=third, kind="parent"),
            RelationshipFactory(person=third, other=merged, kind="friend"),
        ],
        "not_related": [NotRelatedFactory(person=PersonFactory(), other=merged)],
        "duplicates": [PossibleDuplicateFactory(person=merged), PossibleDuplicateFactory(other=merged)],
    }
    made = merge(kept, merged, manager)
    came = {"was": str(merged.pk), "became": str(kept.pk)}
    for kind, found in rows.items():
        for row in found:
            row = again(row)
            column = "child" if hasattr(row, "child_id") else "person"
            assert getattr(row, f"{column}_id") == kept.pk, kind
            assert made.moved[kind][str(row.pk)][f"{column}_id"] == came
    for kind, found in two_sided.items():
        for row in found:
            row = again(row)
            assert kept.pk in (row.person_id, row.other_id), kind
            assert merged.pk not in (row.person_id, row.other_id), kind
            assert came in made.moved[kind][str(row.pk)].values()
    assert made.moved["names"][str(rows["names"][0].pk)]["kind"] == {"was": "name", "became": "alias"}
    assert again(period).to_on is None
    assert made.moved["people"][str(merged.pk)] == {
        "merged_into_id": {"was": None, "became": str(kept.pk)},
        "merged_on": {"was": None, "became": str(today())},
    }
    assert (made.kept, made.merged, made.reason, made.created_by) == (kept, merged, WHY, manager)


def test_merged_record_is_nowhere_and_leads_to_the_kept_one(as_user: Any, manager: Any, worker: Any) -> None:
    kept = PersonFactory(given="Ada", family="Okafor")
    merged = PersonFactory(
        given="Adah", family="Okafor", la_child_id="LA77", nhs_number="9434765919", upn="Z1", birth_on=kept.birth_on
    )
    merge(kept, merged, manager)
    merged.refresh_from_db()
    assert (merged.merged_into, merged.merged_on) == (kept, today())
    assert list(Person.objects.standing()) == [kept]
    for typed in (merged.reference, "Adah Okafor", "la77", "943 476 5919", "z1"):
        assert list(Person.objects.visible_to(worker).search(typed)) == [kept]
    pages = {"/people/": "", "/people/?q=Adah": "", f"/search/?q={merged.reference}": ""}
    for path in pages:
        page = as_user(worker).get(path).content.decode()
        assert str(kept.pk) in page
        assert str(merged.pk) not in page
    led = as_user(worker).get(merged.get_absolute_url(), follow=True)
    assert led.redirect_chain == [(kept.get_absolute_url(), 302)]
    assert f"{merged.reference} was merged into this record." in led.content.decode()
    said = {"given": "", "family": "", "birth_on": None, "nhs_number": "9434765919", "upn": "", "la_child_id": ""}
    assert list(workflow.likely_duplicates(**said)) == [kept]
    for changed in (kept, merged):
        assert latest_version(changed).history_user == manager
    [into], [away] = audited("person.merged"), audited("person.merged_into")
    assert (into.record_id, into.reason, away.record_id, away.reason) == (kept.pk, WHY, merged.pk, WHY)


def test_what_was_merged_into_it_before_leads_on(manager: Any, kept: Person, merged: Person) -> None:
    first = PersonFactory()
    merge(merged, first, manager)
    merge(kept, merged, manager)
    assert again(first).merged_into == kept
    assert list(Person.objects.visible_to(manager).search(first.reference)) == [kept]


def test_hidden_with_the_one_it_was_merged_into(manager: Any, worker: Any, kept: Person, merged: Person) -> None:
    merge(kept, merged, manager)
    member = FamilyMembershipFactory(person=kept)
    assert Person.objects.visible_to(worker).count() == 2
    restrict_record(member.family, by=manager, reason="Kin of a colleague")
    assert not Person.objects.visible_to(worker).exists()
    assert Person.objects.visible_to(manager).count() == 2
    type(member.family).objects.update(
        restricted_on=None, restricted_by=None, restriction_review_due=None, restricted_why=""
    )
    restrict_record(kept, by=manager, reason="Kin of a colleague")
    assert not Person.objects.visible_to(worker).exists()
    assert not PersonMerge.objects.visible_to(worker).exists()
    assert Person.objects.visible_to(manager).count() == 2


def test_a_reference_that_is_hidden_does_not_find_the_kept_one(
    manager: Any, worker: Any, kept: Person, merged: Person
) -> None:
    Person.objects.filter(pk=merged.pk).update(upn="Z99")
    merge(kept, again(merged), manager)
    restrict_record(merged, by=manager, reason="Kin of a colleague")
    for typed in (merged.reference, "Z99"):
        assert list(Person.objects.visible_to(worker).search(typed)) == []
        assert list(Person.objects.visible_to(manager).search(typed)) == [kept]
    said = {"given": "", "family": "", "birth_on": None, "nhs_number": "", "upn": "Z99", "la_child_id": ""}
    assert list(workflow.likely_duplicates(**said)) == []


# --- Names and details -------------------------------------------------------------------------------------------------
def test_the_name_that_is_not_chosen_is_one_they_also_use(manager: Any, kept: Person, merged: Person) -> None:
    merge(kept, merged, manager)
    assert {str(name): name.kind for name in kept.names.all()} == {"Ada Okafor": "name", "Adah Okafor": "alias"}
    assert again(kept).display_name == "Ada Okafor"


def test_the_merged_records_name_can_be_chosen(manager: Any, kept: Person, merged: Person) -> None:
    kept.names.create(kind="known_as", given="Bee")
    merge(kept, merged, manager, taken=["name"])
    assert {str(name): name.kind for name in kept.names.all()} == {
        "Ada Okafor": "alias",
        "Adah Okafor": "name",
        "Bee": "known_as",
    }
    assert again(kept).display_name == "Adah Okafor"


def test_a_name_on_both_stands_once(manager: Any) -> None:
    kept, merged = PersonFactory(given="Ada", family="Okafor"), PersonFactory(given="ADA", family="okafor")
    kept.names.create(kind="former", given="Ada", family="Reyes")
    same = merged.names.create(kind="alias", given="Ada", family="Reyes")
    merge(kept, merged, manager, taken=["name"])
    assert sorted((str(name), name.kind) for name in kept.names.all()) == [
        ("Ada Okafor", "name"),
        ("Ada Reyes", "former"),
    ]
    assert again(same).person == merged


def test_details_are_chosen_group_by_group(manager: Any) -> None:
    kept = PersonFactory(upn="Z1", sex="F", first_language="Igbo")
    merged = PersonFactory(
        upn="", upn_unknown="UN1", sex="M", school="Northgate", first_language="English", needs_interpreter=False
    )
    made = merge(kept, merged, manager, taken=["upn", "school", "language"])
    kept.refresh_from_db()
    assert (kept.upn, kept.upn_unknown, kept.sex, kept.school) == ("", "UN1", "F", "Northgate")
    assert (kept.first_language, kept.needs_interpreter) == ("English", False)
    assert made.moved["people"][str(kept.pk)]["upn"] == {"was": "Z1", "became": ""}


def test_refuses_a_date_of_birth_after_what_comes_over(manager: Any, kept: Person, merged: Person) -> None:
    Person.objects.filter(pk=merged.pk).update(birth_on=today() - 5000 * DAY)
    ContextLinkFactory(child=merged, from_on=kept.birth_on - 30 * DAY)
    with pytest.raises(ValidationError, match="The date of birth is after a link to a context"):
        merge(kept, merged, manager)
    merge(kept, merged, manager, taken=["born"])


# --- Family, relationships, addresses ----------------------------------------------------------------------------------
def test_who_is_a_member_twice_is_one_once(manager: Any, kept: Person, merged: Person) -> None:
    ours = FamilyMembershipFactory(person=kept)
    theirs = FamilyMembershipFactory(person=merged, family=ours.family, part="other")
    merge(kept, merged, manager)
    theirs = again(theirs)
    assert (theirs.person, theirs.to_on) == (kept, today())
    assert theirs.ended_why == "Recorded twice: two records of one person were merged"
    assert again(ours).to_on is None


def test_relationships_between_the_two_and_those_that_stand_twice_end(
    manager: Any, kept: Person, merged: Person
) -> None:
    third = PersonFactory()
    between = RelationshipFactory(person=kept, other=merged)
    ours = RelationshipFactory(person=kept, other=third, kind="parent", parental_responsibility=None)
    theirs = RelationshipFactory(person=merged, other=third, kind="parent", parental_responsibility=True)
    alike, turned = RelationshipFactory(person=third, other=kept), RelationshipFactory(person=merged, other=third)
    other_way = RelationshipFactory(person=third, other=merged, kind="parent")
    merge(kept, merged, manager)
    rows = [again(row) for row in (between, ours, theirs, alike, turned, other_way)]
    assert [row.to_on for row in rows] == [today(), None, today(), None, today(), None]
    assert rows[1].parental_responsibility is True
    assert rows[5].other == kept
    assert {row.pk for row in Relationship.objects.visible_to(manager).of(third)} == {ours.pk, alike.pk, other_way.pk}
    assert between not in Relationship.objects.visible_to(manager).of(kept)


def test_what_was_found_of_both_stands_once(manager: Any, kept: Person, merged: Person) -> None:
    third = PersonFactory()
    for person, other in ((kept, third), (third, merged), (kept, merged)):
        NotRelatedFactory(person=person, other=other)
    merge(kept, merged, manager)
    assert NotRelated.objects.of(kept).get().other == third


def test_an_address_on_both_stands_once_protected_where_either_was(manager: Any, kept: Person, merged: Person) -> None:
    ours = AddressFactory(person=kept, from_on=today())
    theirs = AddressFactory(person=merged, lines="1 invented  street", is_protected=True, from_on=today() - DAY)
    merge(kept, merged, manager)
    assert list(kept.addresses.all()) == [ours]
    assert (again(ours).is_protected, again(ours).from_on) == (True, today() - DAY)
    assert again(theirs).to_on == today()


# --- Contexts and notes ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("first", [True, False])
def test_a_link_on_both_is_decided_and_the_other_ends(manager: Any, kept: Person, merged: Person, first: bool) -> None:
    park = ContextFactory()
    ours, theirs = (ContextLinkFactory(context=park, child=child) for child in (kept, merged))
    adults = [ContextAdultFactory(context=park, person=person, described="") for person in (kept, merged)]
    another = ContextLinkFactory(context=park, child=merged, role="at_risk")
    stays, ends = (ours, theirs) if first else (theirs, ours)
    with pytest.raises(ValidationError, match="Choose which one stays current"):
        merge(kept, merged, manager)
    merge(kept, merged, manager, stays=[stays.pk, adults[0].pk])
    assert list(ContextLink.objects.current().filter(child=kept, role="spends_time")) == [stays]
    ends = again(ends)
    assert (ends.child, ends.to_on) == (kept, today())
    assert ends.ended_why == "Recorded twice: two records of one person were merged"
    assert again(another).to_on is None
    assert [again(adult).to_on for adult in adults] == [None, today()]
    assert ContextAdult.objects.filter(person=kept).count() == 2


def test_a_note_on_both_stands_once_and_tells_that_the_child_was_seen(
    as_user: Any, manager: Any, worker: Any, kept: Person, merged: Person
) -> None:
    ours = NoteSubjectFactory(child=kept, own_part="By the pond", seen="not_seen")
    theirs = NoteSubjectFactory(note=ours.note, child=merged, own_part="And glad", seen="seen_alone")
    merge(kept, merged, manager)
    ours = again(ours)
    assert (ours.own_part, ours.seen) == ("By the pond\n\nAnd glad", "seen_alone")
    assert (again(theirs).own_part, again(theirs).child) == ("", merged)
    page = as_user(worker).get(ours.note.get_absolute_url())
    assert [row.pk for row in page.context["stands_on"]] == [ours.pk]


# --- Pairs of records --------------------------------------------------------------------------------------------------
def test_what_waits_about_the_two_is_settled_and_about_a_third_moves(
    manager: Any, kept: Person, merged: Person
) -> None:
    third = PersonFactory()
    between = PossibleDuplicateFactory(person=merged, other=kept, outcome="different")
    known, twice = (
        PossibleDuplicateFactory(person=kept, other=third),
        PossibleDuplicateFactory(person=third, other=merged),
    )
    pair = sorted([merged.pk, third.pk])
    SharedContextPair.objects.create(first_id=pair[0], second_id=pair[1], contexts=[third.pk, kept.pk])
    merge(kept, merged, manager)
    assert again(between).outcome == "same"
    assert again(twice).other == merged
    assert list(PossibleDuplicate.objects.visible_to(manager).open()) == [known]
    assert not PossibleDuplicate.objects.visible_to(manager).to_merge().exists()
    assert not SharedContextPair.objects.exists()


# --- Open to the service -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("first", [True, False])
def test_where_both_are_open_the_manager_says_where_it_goes_on(
    manager: Any, kept: Person, merged: Person, first: bool
) -> None:
    periods = [CaseChildFactory(child=child) for child in (kept, merged)]
    for period in periods:
        period.statuses.create(status="cin", from_on=today())
    leads = [AllocationFactory(case=period.case, child=period.child) for period in periods]
    with pytest.raises(ValidationError) as refusal:
        merge(kept, merged, manager)
    assert messages_of(refusal) == {"continuing": ["Both are open to the service. Choose in which case that goes on."]}
    (goes_on, ends), (lead, held) = (periods, leads) if first else (periods[::-1], leads[::-1])
    merge(kept, merged, manager, continuing=goes_on)
    goes_on, ends, lead, held = (again(row) for row in (goes_on, ends, lead, held))
    assert (goes_on.child, goes_on.to_on, ends.child, ends.to_on, ends.closure_reason) == (
        kept,
        None,
        kept,
        today(),
        "RC7",
    )
    assert ends.case.is_open
    assert [row.to_on for row in (*goes_on.statuses.all(), *ends.statuses.all())] == [None, today()]
    assert (lead.to_on, lead.child, held.to_on, held.child) == (None, kept, today(), kept)
    assert [event.record_id for event in audited("child.closed")] == [ends.child_id if first is False else merged.pk]


def test_two_open_in_one_case_are_open_in_it_once(manager: Any, kept: Person, merged: Person) -> None:
    ours = CaseChildFactory(child=kept)
    theirs = CaseChildFactory(child=merged, case=ours.case)
    lead = AllocationFactory(case=ours.case, child=kept)
    second = AllocationFactory(case=ours.case, child=merged)
    same = AllocationFactory(case=ours.case, child=merged, worker=lead.worker, role="co_worker")
    merge(kept, merged, manager, continuing=theirs)
    assert list(CaseChild.objects.open()) == [theirs]
    held = {row.pk: (row.role, row.to_on) for row in Allocation.objects.filter(child=kept)}
    assert held == {lead.pk: ("lead", None), second.pk: ("co_worker", None), same.pk: ("co_worker", today())}


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (lambda period: CaseClosureFactory(case=period.case, period=period), "is waiting for a manager"),
        (
            lambda period: period.statuses.create(status="cp", category="NEG", from_on=today()),
            "would end with it. Give that status in the other case first.",
        ),
    ],
)
def test_refuses_to_close_what_must_not_close_unseen(
    manager: Any, kept: Person, merged: Person, block: Any, words: str
) -> None:
    ours, theirs = (CaseChildFactory(child=child) for child in (kept, merged))
    block(theirs)
    before = everything()
    with pytest.raises(ValidationError, match=words):
        merge(kept, merged, manager, continuing=ours)
    assert everything() == before
    merge(kept, merged, manager, continuing=theirs)


# --- What is refused -----------------------------------------------------------------------------------------------------
def test_only_a_manager_merges(worker: Any, kept: Person, merged: Person) -> None:
    with pytest.raises(PermissionDenied):
        merge(kept, merged, worker)


@pytest.mark.parametrize("hidden", ["kept", "merged"])
def test_refuses_one_that_is_hidden(manager: Any, other_manager: Any, hidden: str) -> None:
    found = {"kept": PersonFactory(), "merged": PersonFactory()}
    restrict_record(found[hidden], by=other_manager, reason="Kin of a colleague")
    with pytest.raises(PermissionDenied):
        merge(found["kept"], found["merged"], manager)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: (PersonFactory(), None, {}), "this is the same record"),
        (lambda: (PersonFactory(), PersonFactory(), {"reason": " "}), "Say how you know"),
        (lambda: (PersonFactory(), PersonMergeFactory().merged, {}), "was merged into another already"),
        (lambda: (PersonMergeFactory().merged, PersonFactory(), {}), "was merged into another already"),
    ],
)
def test_refuses(manager: Any, make: Any, words: str) -> None:
    kept, merged, said = make()
    before = everything()
    with pytest.raises(ValidationError, match=words):
        merge(kept, merged or kept, manager, **said)
    assert everything() == before


def test_refuses_what_would_lift_a_restriction(manager: Any, kept: Person, merged: Person) -> None:
    restrict_record(merged, by=manager, reason="Kin of a colleague")
    with pytest.raises(ValidationError, match="merge them the other way round"):
        merge(kept, merged, manager)
    merge(merged, kept, manager)


def test_nothing_is_merged_when_the_audit_cannot_be_written(manager: Any, kept: Person, merged: Person) -> None:
    ContextLinkFactory(child=merged)
    before = everything()
    without_audit(lambda: merge(kept, merged, manager))
    assert everything() == before


HIDDEN: dict[str, Callable[[Person, Person], Any]] = {
    "link": lambda kept, merged: ContextLinkFactory(child=merged).context,
    "adult": lambda kept, merged: ContextAdultFactory(person=merged, described="").context,
    "family": lambda kept, merged: FamilyMembershipFactory(person=RelationshipFactory(other=merged).person).family,
    "relationship": lambda kept, merged: RelationshipFactory(person=merged).other,
    "not related": lambda kept, merged: NotRelatedFactory(person=merged).other,
    "case": lambda kept, merged: CaseChildFactory(child=merged).case,
    "other case": lambda kept, merged: (CaseChildFactory(child=merged), CaseChildFactory(child=kept))[1].case,
    "note": lambda kept, merged: NoteSubjectFactory(note=NoteSubjectFactory(child=merged).note).child,
    "note in a case": lambda kept, merged: NoteSubjectFactory(child=merged, case=CaseFactory()).case,
    "merged before": lambda kept, merged: PersonFactory(merged_into=merged, merged_on=today()),
}


@pytest.mark.parametrize("tie", HIDDEN.values(), ids=HIDDEN)
def test_what_the_manager_may_not_see_is_not_moved(
    manager: Any, other_manager: Any, kept: Person, merged: Person, tie: Any
) -> None:
    restrict_record(tie(kept, merged), by=other_manager, reason="Kin of a colleague")
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        merge(kept, merged, manager)
    assert messages_of(refusal) == {"__all__": [NOT_YOURS]}
    assert everything() == before
    merge(kept, merged, other_manager, continuing=CaseChild.objects.filter(child=kept).first())


def test_a_pair_with_somebody_hidden_is_no_reason_to_refuse(
    manager: Any, other_manager: Any, kept: Person, merged: Person
) -> None:
    task = PossibleDuplicateFactory(person=merged)
    restrict_record(task.other, by=other_manager, reason="Kin of a colleague")
    merge(kept, merged, manager)
    assert list(PossibleDuplicate.objects.visible_to(other_manager).open()) == [task]
    assert again(task).person == kept


# --- A record that was merged takes nothing new ------------------------------------------------------------------------
LINK = {"basis": "observed", "reliability": "reported", "source": "Seen", "source_on": today(), "from_on": today()}
NOTE = {"kind": "contact", "title": "A call", "happened": "We spoke", "occurred_at": hours_ago(1)}


def _open(person: Person, by: Any) -> Any:
    member = FamilyMembershipFactory(person=person)
    return open_child(CaseFactory(family=member.family), child=person, by=by)


ADDS: dict[str, Callable[[Person, Any], Any]] = {
    "details": lambda on, by: workflow.change_person(on, by=by, gender="Girl"),
    "name": lambda on, by: workflow.add_name(on, by=by, kind="known_as", given="Bee"),
    "address": lambda on, by: ties.add_address(on, by=by, lines="2 High Street"),
    "relationship": lambda on, by: ties.relate(person=PersonFactory(), other=on, by=by, kind="friend"),
    "not related": lambda on, by: ties.settle_not_related(person=on, other=PersonFactory(), by=by, reason="Two flats"),
    "member": lambda on, by: workflow.add_member(FamilyFactory(), person=on, by=by, part="child"),
    "link": lambda on, by: contexts_workflow.link_children([on], [ContextFactory()], by=by, roles=["at_risk"], **LINK),
    "adult": lambda on, by: contexts_workflow.add_adult(ContextFactory(), by=by, person=on, role="manages", **LINK),
    "note": lambda on, by: record_note(by=by, subjects=[Subject(on)], **NOTE),
    "period": _open,
}


@pytest.mark.parametrize("add", ADDS.values(), ids=ADDS)
def test_nothing_is_recorded_on_what_was_merged(manager: Any, kept: Person, merged: Person, add: Any) -> None:
    merge(kept, merged, manager)
    with pytest.raises(ValidationError, match=r"was merged into another record. Find them by that reference"):
        add(merged, manager)


# --- At the same moment --------------------------------------------------------------------------------------------------
def _held(*people: Person) -> Callable[[], Any]:
    return lambda: list(Person.objects.select_for_update(of=("self",)).filter(pk__in=[row.pk for row in people]))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turned", [False, True])
def test_two_merges_at_once_make_one(manager: Any, kept: Person, merged: Person, turned: bool) -> None:
    second = (merged, kept) if turned else (kept, merged)
    answers = race(lambda: merge(kept, merged, manager), lambda: merge(*second, manager), hold=_held(kept, merged))
    assert sorted(type(answer).__name__ for answer in answers) == ["PersonMerge", "ValidationError"]
    assert Person.objects.standing().count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("add", ADDS.values(), ids=ADDS)
def test_what_is_recorded_while_they_are_merged_is_not_left_behind(
    manager: Any, kept: Person, merged: Person, add: Any
) -> None:
    TeamMembershipFactory(user=manager)
    answers = race(lambda: merge(kept, merged, manager), lambda: add(merged, manager), hold=_held(kept, merged))
    assert isinstance(answers[0], PersonMerge), answers[0]
    recorded = not isinstance(answers[1], Exception)
    assert recorded or isinstance(answers[1], ValidationError), answers[1]
    behind = [
        *merged.context_links.all(),
        *merged.adult_in_contexts.all(),
        *NoteSubject.objects.filter(child=merged),
        *merged.memberships.all(),
        *merged.addresses.all(),
        *merged.relationships.all(),
        *merged.relationships_to.all(),
        *merged.not_related_to.all(),
        *merged.case_periods.all(),
        *merged.names.all(),
    ]
    # A membership that the racing call made for itself is no part of it.
    assert behind == [] or (not recorded and {type(row).__name__ for row in behind} == {"FamilyMembership"})
