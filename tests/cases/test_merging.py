"""Two contexts that turn out to be one: what comes over, what is decided, what is refused, and who is asked instead."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.incidents import record_incident
from cases.merging import decline_merge, merge_contexts
from cases.models import Case, ContextMerge, MergeRequest, NoteSubject
from cases.notes import Subject, record_note
from cases.workflow import propose_case
from contexts import workflow
from contexts.models import Context, ContextLink, ContextRelation
from cs_casework.access import grant_access, restrict_record
from cs_casework.dates import months_after, today, working_days_after
from tests.factories import (
    AllocationFactory,
    CaseTransferFactory,
    ContextAdultFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    ContextMergeFactory,
    MergeRequestFactory,
    NoteSubjectFactory,
    PeerGroupFactory,
    PersonFactory,
    UserFactory,
)
from tests.helpers import audited, everything, hours_ago, latest_version, messages_of, race, without_audit

pytestmark = pytest.mark.django_db

WHY = "The same park: its two gates"
DAY = datetime.timedelta(days=1)
PASSED_ON = "This merge could not be carried out by you. It has been passed on to somebody who can."


@pytest.fixture
def kept(db: None) -> Context:
    return ContextFactory(name="Elm Park", easting=500000, northing=400000)


@pytest.fixture
def merged(db: None) -> Context:
    return ContextFactory(name="The Rec", easting=500030, northing=400000)


@pytest.fixture
def other_manager(db: None) -> Any:
    return UserFactory(code="manager", name="Nell Quist")


def merge(kept: Context, merged: Context, by: Any, **said: Any) -> ContextMerge:
    made = merge_contexts(kept, merged=merged, by=by, **({"reason": WHY} | said))
    assert isinstance(made, ContextMerge)
    return made


def relate(context: Context, other: Context, kind: str = "uses", **details: Any) -> ContextRelation:
    return ContextRelation.objects.create(context=context, other=other, kind=kind, from_on=today(), **details)


def note_on(*contexts: Context, own: str = "", **facts: Any) -> NoteSubject:
    first = NoteSubjectFactory(child=None, context=contexts[0], own_part=own, **facts)
    for context in contexts[1:]:
        NoteSubjectFactory(note=first.note, child=None, context=context, own_part=own and f"{own} too")
    return first


# --- What comes over -----------------------------------------------------------------------------------------------------
def test_everything_on_it_comes_over_and_is_written_down(manager: Any, kept: Context, merged: Context) -> None:
    link = ContextLinkFactory(context=merged)
    past = ContextLinkFactory(context=merged, to_on=today(), ended_why="Moved away")
    adult = ContextAdultFactory(context=merged)
    shop, road = ContextFactory(), ContextFactory()
    uses, leads = relate(merged, shop), relate(road, merged, "leads_to")
    part = ContextFactory(parent=merged)
    case = ContextCaseFactory(context=merged)
    closed = ContextCaseFactory(context=merged, status="closed", closed_on=today())
    note = note_on(merged, case=case)
    made = merge(kept, merged, manager)
    for row in (link, past, adult, case, closed, note):
        row.refresh_from_db()
        assert row.context == kept
    for row in (uses, leads, part):
        row.refresh_from_db()
    assert (uses.context, uses.other, leads.context, leads.other) == (kept, shop, road, kept)
    assert part.parent == kept
    assert {row.to_on for row in (link, adult, uses, leads)} == {None}
    came = {"context_id": {"was": str(merged.pk), "became": str(kept.pk)}}
    assert made.moved == {
        "contexts": {
            str(part.pk): {"parent_id": {"was": str(merged.pk), "became": str(kept.pk)}},
            str(kept.pk): {"status": {"was": "noted", "became": "open"}},
            str(merged.pk): {
                "merged_into_id": {"was": None, "became": str(kept.pk)},
                "merged_on": {"was": None, "became": str(today())},
            },
        },
        "links": {str(link.pk): came, str(past.pk): came},
        "adults": {str(adult.pk): came},
        "relations": {
            str(uses.pk): came,
            str(leads.pk): {"other_id": {"was": str(merged.pk), "became": str(kept.pk)}},
        },
        "cases": {str(case.pk): came, str(closed.pk): came},
        "note_subjects": {str(note.pk): came},
    }
    assert (made.kept, made.merged, made.reason, made.created_by) == (kept, merged, WHY, manager)


def test_merged_context_leads_to_the_kept_one(manager: Any, kept: Context, merged: Context) -> None:
    merge(kept, merged, manager)
    merged.refresh_from_db()
    assert (merged.merged_into, merged.merged_on) == (kept, today())
    assert list(Context.objects.standing()) == [kept]
    for typed in (merged.reference, "the rec"):
        assert list(Context.objects.visible_to(manager).standing().search(typed, manager)) == [kept]
    for changed in (kept, merged):
        assert latest_version(changed).history_user == manager
    [into], [away] = audited("context.merged"), audited("context.merged_into")
    assert (into.record_id, into.reason, away.record_id, away.reason) == (kept.pk, WHY, merged.pk, WHY)


def test_what_was_merged_into_it_before_leads_on(manager: Any, kept: Context, merged: Context) -> None:
    first = ContextFactory(name="The old gate")
    merge(merged, first, manager)
    merge(kept, merged, manager)
    first.refresh_from_db()
    assert first.merged_into == kept
    assert list(Context.objects.visible_to(manager).standing().search(first.reference, manager)) == [kept]


def test_hidden_with_the_one_it_was_merged_into(manager: Any, worker: Any, kept: Context, merged: Context) -> None:
    merge(kept, merged, manager)
    assert Context.objects.visible_to(worker).filter(pk=merged.pk).exists()
    restrict_record(kept, by=manager, reason="Kin of a colleague")
    assert not Context.objects.visible_to(worker).exists()
    assert not ContextMerge.objects.visible_to(worker).exists()
    assert Context.objects.visible_to(manager).count() == 2


def test_a_name_that_is_hidden_does_not_find_the_kept_one(
    manager: Any, worker: Any, kept: Context, merged: Context
) -> None:
    merge(kept, merged, manager)
    restrict_record(merged, by=manager, reason="Kin of a colleague")
    assert list(Context.objects.visible_to(worker).standing().search("The Rec", worker)) == []


# --- Links on both -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("first", [True, False])
def test_a_link_on_both_is_decided_and_the_other_ends(
    manager: Any, kept: Context, merged: Context, first: bool
) -> None:
    child = PersonFactory()
    ours = ContextLinkFactory(context=kept, child=child, source="The school")
    theirs = ContextLinkFactory(context=merged, child=child, source="The police")
    other_role = ContextLinkFactory(context=merged, child=child, role="at_risk")
    stays, ends = (ours, theirs) if first else (theirs, ours)
    made = merge(kept, merged, manager, stays=[stays.pk])
    assert list(ContextLink.objects.current().filter(context=kept, role="spends_time")) == [stays]
    for row in (ends, other_role):
        row.refresh_from_db()
    assert (ends.context, ends.to_on, ends.ended_why) == (kept, today(), "Recorded twice: two contexts were merged")
    assert other_role.to_on is None
    assert made.moved["links"][str(ends.pk)]["to_on"] == {"was": None, "became": str(today())}
    assert (str(ours.pk) in made.moved["links"]) is not first


@pytest.mark.parametrize("named", ["neither", "both"])
def test_refuses_a_link_on_both_of_which_nobody_said_which_stays(
    manager: Any, kept: Context, merged: Context, named: str
) -> None:
    child = PersonFactory(given="Ada", family="Okafor")
    pair = [ContextLinkFactory(context=context, child=child) for context in (kept, merged)]
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        merge(kept, merged, manager, stays=[row.pk for row in pair] if named == "both" else [])
    assert messages_of(refusal)["__all__"][0].startswith("Choose which one stays current: Ada Okafor")
    assert everything() == before


@pytest.mark.parametrize(("ours_lapsed", "theirs_lapsed"), [(True, False), (False, True), (True, True)])
def test_a_link_that_lapsed_gives_way_unasked(
    manager: Any, kept: Context, merged: Context, ours_lapsed: bool, theirs_lapsed: bool
) -> None:
    child, long_ago = PersonFactory(), months_after(today(), -9)
    lapsed = {"from_on": long_ago, "review_due": months_after(today(), -3)}
    ours = ContextLinkFactory(context=kept, child=child, **(lapsed if ours_lapsed else {}))
    theirs = ContextLinkFactory(context=merged, child=child, **(lapsed if theirs_lapsed else {}))
    merge(kept, merged, manager)
    stays, ends = (ours, theirs) if theirs_lapsed else (theirs, ours)
    for row in (stays, ends):
        row.refresh_from_db()
    assert (stays.to_on, stays.context) == (None, kept)
    assert ends.to_on == ends.lapses_on == working_days_after(lapsed["review_due"], 20)
    assert ends.ended_why == "Lapsed: nobody said that it was still true"


# --- Adults and relations ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("named", [True, False])
def test_an_adult_in_both_is_decided(manager: Any, kept: Context, merged: Context, first: bool, named: bool) -> None:
    facts = {"person": PersonFactory(), "described": ""} if named else {"described": "The keeper"}
    ours = ContextAdultFactory(context=kept, **facts)
    theirs = ContextAdultFactory(context=merged, **(facts if named else {"described": "the keeper"}))
    another = ContextAdultFactory(context=merged, role="manages", **facts)
    with pytest.raises(ValidationError):
        merge(kept, merged, manager)
    stays, ends = (ours, theirs) if first else (theirs, ours)
    merge(kept, merged, manager, stays=[stays.pk])
    for row in (stays, ends, another):
        row.refresh_from_db()
        assert row.context == kept
    assert (stays.to_on, ends.to_on, another.to_on) == (None, today(), None)


def test_relations_between_the_two_and_those_that_stand_twice_end(manager: Any, kept: Context, merged: Context) -> None:
    shop, road = ContextFactory(), ContextFactory()
    between = [relate(kept, merged, "overlaps"), relate(merged, kept, "lies_in")]
    same, twice = relate(kept, shop), relate(merged, shop)
    alike, turned = relate(road, kept, "overlaps"), relate(merged, road, "overlaps")
    other_way = relate(shop, merged)
    merge(kept, merged, manager)
    rows = [*between, same, twice, alike, turned, other_way]
    for row in rows:
        row.refresh_from_db()
    assert [row.to_on for row in rows] == [today(), today(), None, today(), None, today(), None]
    assert [(row.context, row.other) for row in between] == [(kept, merged), (merged, kept)]
    assert (twice.context, turned.context, other_way.other) == (kept, kept, kept)


# --- Parts ---------------------------------------------------------------------------------------------------------------
def test_a_context_that_lay_within_the_other_lies_within_itself_no_more(
    manager: Any, kept: Context, merged: Context
) -> None:
    area = ContextFactory(kind="neighbourhood")
    Context.objects.filter(pk=merged.pk).update(parent=area)
    Context.objects.filter(pk=kept.pk).update(parent=merged)
    merge(kept, merged, manager)
    kept.refresh_from_db()
    assert kept.parent == area


def test_a_part_that_held_the_kept_one_comes_out(manager: Any, kept: Context, merged: Context) -> None:
    between = ContextFactory(parent=merged)
    Context.objects.filter(pk=kept.pk).update(parent=between)
    merge(kept, merged, manager)
    between.refresh_from_db()
    assert between.parent is None


# --- What it says of itself ----------------------------------------------------------------------------------------------
def test_the_kept_context_says_what_it_said_unless_the_manager_chooses(manager: Any, team: Any) -> None:
    kept = ContextFactory(name="Elm Park", address="North gate", threshold_level="targeted", threshold_why="Fights")
    merged = ContextFactory(
        name="The Rec",
        address="South gate",
        postcode="ZZ1 1AA",
        easting=500030,
        northing=400000,
        strengths="The keeper",
        threshold_level="safeguarding",
        threshold_why="Exploitation",
        owner_team=team,
    )
    taken = ["postcode", "position", "threshold", "owner_team", "purpose"]
    made = merge(kept, merged, manager, taken=taken)
    kept.refresh_from_db()
    assert (kept.name, kept.address, kept.strengths) == ("Elm Park", "North gate", "")
    assert (kept.postcode, kept.easting, kept.northing, kept.owner_team) == ("ZZ1 1AA", 500030, 400000, team)
    assert (kept.threshold_level, kept.threshold_why) == ("safeguarding", "Exploitation")
    assert made.moved["contexts"][str(kept.pk)]["threshold_level"] == {"was": "targeted", "became": "safeguarding"}


# --- Cases ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("first", [True, False])
def test_where_both_have_a_case_the_manager_says_which_continues(
    manager: Any, kept: Context, merged: Context, first: bool
) -> None:
    cases = [ContextCaseFactory(context=context) for context in (kept, merged)]
    leads = [AllocationFactory(case=case) for case in cases]
    with pytest.raises(ValidationError) as refusal:
        merge(kept, merged, manager)
    assert messages_of(refusal) == {"continuing": ["Both contexts have a case. Choose which one continues."]}
    continuing, ending = cases if first else cases[::-1]
    merge(kept, merged, manager, continuing=continuing)
    for row in (*cases, *leads):
        row.refresh_from_db()
    assert {case.context for case in cases} == {kept}
    assert (ending.status, ending.closed_into, continuing.status) == ("closed", continuing, "open")
    assert {held.case for held in leads} == {continuing}
    assert sorted(held.role for held in leads) == ["co_worker", "lead"]


def test_refuses_a_case_that_would_end_while_its_transfer_waits(manager: Any, kept: Context, merged: Context) -> None:
    ending, continuing = ContextCaseFactory(context=kept), ContextCaseFactory(context=merged)
    CaseTransferFactory(case=ending)
    with pytest.raises(ValidationError) as refusal:
        merge(kept, merged, manager, continuing=continuing)
    assert "A transfer of" in messages_of(refusal)["continuing"][0]


# --- Notes ---------------------------------------------------------------------------------------------------------------
def test_a_note_on_both_stands_once_with_what_was_written_for_either(
    manager: Any, kept: Context, merged: Context
) -> None:
    ours = note_on(kept, merged, own="By the pond")
    merge(kept, merged, manager)
    ours.refresh_from_db()
    assert ours.own_part == "By the pond\n\nBy the pond too"
    left = NoteSubject.objects.get(context=merged)
    assert left.own_part == ""
    assert "By the pond too" in {version.own_part for version in left.history.all()}
    assert ContextMerge.objects.get().moved["note_subjects"][str(left.pk)]["own_part"]["was"] == "By the pond too"


def test_what_was_written_in_a_restricted_case_is_not_folded_into_what_others_read(
    manager: Any, worker: Any, kept: Context, merged: Context
) -> None:
    row = note_on(merged, own="SECRET", case=ContextCaseFactory(context=merged))
    NoteSubjectFactory(note=row.note, child=None, context=kept, own_part="Open to all")
    restrict_record(row.case, by=manager, reason="Kin of a colleague")
    restrict_record(kept, by=manager, reason="For this test")
    merge(kept, merged, manager)
    assert NoteSubject.objects.get(context=kept).own_part == "Open to all"
    row.refresh_from_db()
    assert (row.own_part, row.context) == ("SECRET", merged)


# --- What is refused -----------------------------------------------------------------------------------------------------
def test_only_a_manager_merges(worker: Any, kept: Context, merged: Context) -> None:
    with pytest.raises(PermissionDenied):
        merge(kept, merged, worker)


@pytest.mark.parametrize("hidden", ["kept", "merged"])
def test_refuses_one_that_is_hidden(manager: Any, other_manager: Any, hidden: str) -> None:
    found = {"kept": ContextFactory(), "merged": ContextFactory()}
    restrict_record(found[hidden], by=other_manager, reason="Kin of a colleague")
    with pytest.raises(PermissionDenied):
        merge(found["kept"], found["merged"], manager)
    assert not MergeRequest.objects.exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: (ContextFactory(), None, {}), "this is the same one"),
        (lambda: (ContextFactory(), ContextFactory(), {"reason": " "}), "Say how you know"),
        (lambda: (ContextFactory(), ContextFactory(kind="school"), {}), "are of different kinds"),
        (lambda: (ContextFactory(), ContextMergeFactory().merged, {}), "was merged into another already"),
        (lambda: (ContextMergeFactory().merged, ContextFactory(), {}), "was merged into another already"),
    ],
)
def test_refuses(manager: Any, make: Any, words: str) -> None:
    kept, merged, said = make()
    before = everything()
    with pytest.raises(ValidationError, match=words):
        merge(kept, merged or kept, manager, **said)
    assert everything() == before


def test_refuses_what_would_lift_a_restriction(manager: Any, kept: Context, merged: Context) -> None:
    restrict_record(merged, by=manager, reason="Kin of a colleague")
    with pytest.raises(ValidationError, match="merge them the other way round"):
        merge(kept, merged, manager)
    merge(merged, kept, manager)


def test_peer_groups_are_merged_like_places(manager: Any) -> None:
    kept, merged = PeerGroupFactory(), PeerGroupFactory(told_parents="no", why_not_told="Not safe yet")
    merge(kept, merged, manager, taken=["told"])
    kept.refresh_from_db()
    assert (kept.told_parents, kept.why_not_told) == ("no", "Not safe yet")


def test_nothing_is_merged_when_the_audit_cannot_be_written(manager: Any, kept: Context, merged: Context) -> None:
    ContextLinkFactory(context=merged)
    before = everything()
    without_audit(lambda: merge(kept, merged, manager))
    assert everything() == before


# --- Records the manager may not see -------------------------------------------------------------------------------------
def _hide(record: Any, by: Any) -> None:
    restrict_record(record, by=by, reason="Kin of a colleague")


def _link(kept: Context, merged: Context) -> Any:
    return ContextLinkFactory(context=merged).child


def _ended_link(kept: Context, merged: Context) -> Any:
    return ContextLinkFactory(context=merged, to_on=today(), ended_why="Moved away").child


def _adult(kept: Context, merged: Context) -> Any:
    return ContextAdultFactory(context=merged, person=PersonFactory()).person


def _relation(kept: Context, merged: Context) -> Any:
    return relate(merged, ContextFactory()).other


def _relation_to(kept: Context, merged: Context) -> Any:
    return relate(ContextFactory(), merged).context


def _part(kept: Context, merged: Context) -> Any:
    return ContextFactory(parent=merged)


def _whole(kept: Context, merged: Context) -> Any:
    area = ContextFactory()
    Context.objects.filter(pk=merged.pk).update(parent=area)
    return area


def _merged_before(kept: Context, merged: Context) -> Any:
    return ContextFactory(merged_into=merged, merged_on=today())


def _case(kept: Context, merged: Context) -> Any:
    return ContextCaseFactory(context=merged)


def _other_case(kept: Context, merged: Context) -> Any:
    ContextCaseFactory(context=merged)
    return ContextCaseFactory(context=kept)


def _note(kept: Context, merged: Context) -> Any:
    row = note_on(merged)
    return NoteSubjectFactory(note=row.note).child


def _note_in_case(kept: Context, merged: Context) -> Any:
    return note_on(merged, case=ContextCaseFactory(context=ContextFactory())).case


HIDDEN: list[Callable[[Context, Context], Any]] = [
    _link,
    _ended_link,
    _adult,
    _relation,
    _relation_to,
    _part,
    _whole,
    _merged_before,
    _case,
    _other_case,
    _note,
    _note_in_case,
]


@pytest.mark.parametrize("tie", HIDDEN, ids=lambda tie: tie.__name__)
def test_what_the_manager_may_not_see_is_not_moved_but_passed_on(
    as_user: Any, manager: Any, other_manager: Any, kept: Context, merged: Context, tie: Any
) -> None:
    hidden = tie(kept, merged)
    _hide(hidden, other_manager)
    third = UserFactory(code="manager")
    before = {label: rows for label, rows in everything().items() if label.startswith(("contexts", "families"))}
    page = as_user(manager).post(f"/contexts/{kept.pk}/merge/?with={merged.pk}", _answers(kept), follow=True)
    assert PASSED_ON in page.content.decode()
    after = everything()
    assert {label: after[label] for label in before} == before
    # Whatever is hidden: the page tells nothing of it, and neither does what is kept.
    for text in (str(hidden.pk), getattr(hidden, "reference", "no reference")):
        assert text not in page.content.decode()
    asked = MergeRequest.objects.get()
    assert (asked.kept, asked.merged, asked.asked_by, asked.status) == (kept, merged, manager, "asked")
    for user, waits in ((manager, False), (third, False), (other_manager, True)):
        assert list(MergeRequest.objects.for_decision_by(user)) == ([asked] if waits else [])
        assert MergeRequest.objects.visible_to(user).exists() is (waits or user == manager)
    merge(kept, merged, other_manager, continuing=Case.objects.filter(context=kept).first())


def _answers(kept: Context) -> dict[str, Any]:
    return {"reason": WHY, "detail_name": "kept", "detail_position": "kept", "detail_parent": "kept"}


def test_a_hidden_case_on_the_kept_one_alone_is_no_matter(
    manager: Any, other_manager: Any, kept: Context, merged: Context
) -> None:
    _hide(ContextCaseFactory(context=kept), other_manager)
    ContextLinkFactory(context=merged)
    merge(kept, merged, manager)


def test_an_allegation_that_a_role_may_not_see_is_passed_on(kept: Context, merged: Context, manager: Any) -> None:
    cut = UserFactory(code="manager")
    cut.role.permissions = [held for held in cut.role.permissions if held != "links.alleged"]
    cut.role.code, cut.role.name = "merger", "Merger"
    cut.role.save()
    type(cut).objects.filter(pk=cut.pk).update(role="merger")
    ContextLinkFactory(context=merged, role="alleged_harm")
    cut.refresh_from_db()
    assert isinstance(merge_contexts(kept, merged=merged, by=cut, reason=WHY), MergeRequest)
    assert MergeRequest.objects.for_decision_by(manager).exists()


def test_who_asks_twice_is_told_that_it_waits(manager: Any, other_manager: Any, kept: Context, merged: Context) -> None:
    _hide(_link(kept, merged), other_manager)
    merge_contexts(kept, merged=merged, by=manager, reason=WHY)
    _hide(_link(merged, kept), other_manager)
    for first, second in ((kept, merged), (merged, kept)):
        with pytest.raises(ValidationError, match="You have asked for this merge already"):
            merge_contexts(first, merged=second, by=manager, reason=WHY)


def test_carrying_it_out_answers_whoever_asked(
    as_user: Any, manager: Any, other_manager: Any, kept: Context, merged: Context
) -> None:
    asked = MergeRequestFactory(kept=kept, merged=merged, asked_by=manager)
    elsewhere = MergeRequestFactory(kept=merged, merged=ContextFactory(), asked_by=manager)
    merge(merged, kept, other_manager)
    for row in (asked, elsewhere):
        row.refresh_from_db()
    assert (asked.status, asked.decided_by, asked.decided_on) == ("done", other_manager, today())
    assert elsewhere.status == "asked"  # it is about the one that stays
    home = as_user(manager).get("/").content.decode()
    assert "Merges you asked for" in home
    assert "Nell Quist" in home


def test_what_was_asked_about_a_context_that_is_gone_is_answered(
    manager: Any, other_manager: Any, kept: Context, merged: Context
) -> None:
    elsewhere = MergeRequestFactory(kept=merged, merged=ContextFactory(), asked_by=manager)
    merge(kept, merged, other_manager)
    elsewhere.refresh_from_db()
    assert (elsewhere.status, elsewhere.decided_why) == (
        "declined",
        f"{merged.reference} was merged into another context.",
    )


def test_who_could_do_it_may_decline_with_a_reason(
    manager: Any, other_manager: Any, kept: Context, merged: Context
) -> None:
    _hide(_link(kept, merged), other_manager)
    asked = merge_contexts(kept, merged=merged, by=manager, reason=WHY)
    assert isinstance(asked, MergeRequest)
    with pytest.raises(PermissionDenied):
        decline_merge(asked, by=manager, why="No")  # who asked may see it, and could not do it
    with pytest.raises(PermissionDenied):
        decline_merge(asked, by=UserFactory(code="manager"), why="No")
    with pytest.raises(ValidationError, match="Say why"):
        decline_merge(asked, by=other_manager, why=" ")
    decline_merge(asked, by=other_manager, why="Two gates, two groups")
    asked.refresh_from_db()
    assert (asked.status, asked.decided_why) == ("declined", "Two gates, two groups")
    with pytest.raises(ValidationError, match="answered already"):
        decline_merge(asked, by=other_manager, why="Again")


def test_who_is_granted_what_was_hidden_finds_it_on_their_list(
    manager: Any, other_manager: Any, kept: Context, merged: Context
) -> None:
    child = _link(kept, merged)
    _hide(child, other_manager)
    merge_contexts(kept, merged=merged, by=manager, reason=WHY)
    grant_access(child, to=manager, by=other_manager, reason="For the merge", ends_on=today() + 7 * DAY)
    assert MergeRequest.objects.for_decision_by(manager).exists()
    merge(kept, merged, manager)
    assert MergeRequest.objects.get().status == "done"


# --- A context that was merged takes nothing new -----------------------------------------------------------------------
LINK = {"basis": "observed", "reliability": "reported", "source": "Seen", "source_on": today(), "from_on": today()}
NOTE = {"kind": "contact", "title": "A call", "happened": "We spoke", "occurred_at": hours_ago(1)}
ADDS: dict[str, Callable[[Context, Any], Any]] = {
    "link": lambda on, by: workflow.link_child(PersonFactory(), on, by=by, role="at_risk", **LINK),
    "links": lambda on, by: workflow.link_children([PersonFactory()], [on], by=by, roles=["at_risk"], **LINK),
    "adult": lambda on, by: workflow.add_adult(on, by=by, role="manages", described="The keeper", **LINK),
    "relation": lambda on, by: workflow.relate_contexts(on, other=ContextFactory(), by=by, kind="uses"),
    "relation to": lambda on, by: workflow.relate_contexts(ContextFactory(), other=on, by=by, kind="uses"),
    "details": lambda on, by: workflow.change_context(on, by=by, name="Another"),
    "case": lambda on, by: propose_case(on, by=by, why="Fights"),
    "note": lambda on, by: record_note(by=by, subjects=[Subject(on)], **NOTE),
    "incident": lambda on, by: record_incident(by=by, context=on, what="x", source="x", occurred_at=hours_ago(1)),
}


@pytest.mark.parametrize("add", ADDS.values(), ids=ADDS)
def test_nothing_is_recorded_on_what_was_merged(manager: Any, kept: Context, merged: Context, add: Any) -> None:
    merge(kept, merged, manager)
    with pytest.raises(ValidationError, match="was merged into another context"):
        add(merged, manager)


# --- At the same moment --------------------------------------------------------------------------------------------------
def _held(*contexts: Context) -> Callable[[], Any]:
    return lambda: list(Context.objects.select_for_update(of=("self",)).filter(pk__in=[row.pk for row in contexts]))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turned", [False, True])
def test_two_merges_at_once_make_one(manager: Any, kept: Context, merged: Context, turned: bool) -> None:
    second = (merged, kept) if turned else (kept, merged)
    answers = race(
        lambda: merge(kept, merged, manager),
        lambda: merge(*second, manager),
        hold=_held(kept, merged),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["ContextMerge", "ValidationError"]
    assert Context.objects.standing().count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("add", ADDS.values(), ids=ADDS)
def test_what_is_recorded_while_they_are_merged_is_not_left_behind(
    manager: Any, worker: Any, kept: Context, merged: Context, add: Any
) -> None:
    answers = race(
        lambda: merge(kept, merged, manager),
        lambda: add(merged, manager),
        hold=_held(kept, merged),
    )
    assert isinstance(answers[0], ContextMerge), answers[0]
    behind = [
        *ContextLink.objects.filter(context=merged),
        *merged.adults.all(),
        *merged.cases.all(),
        *merged.note_subjects.all(),
        *merged.incidents.all(),
        *ContextRelation.objects.filter(context=merged),
        *ContextRelation.objects.filter(other=merged),
    ]
    assert behind == []
    if isinstance(answers[1], Exception):
        assert isinstance(answers[1], ValidationError), answers[1]
