"""The invented borough: what is planned, without a database, and once, that it can be written."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest

from contexts.codes import SHARED_RISK
from cs_casework.overview.demo import plan_borough
from cs_casework.overview.demo.assessed_contexts import CONTEXTS
from cs_casework.overview.demo.assessed_families import FAMILIES
from cs_casework.overview.demo.factors import FACTORS, Told
from cs_casework.overview.demo.meetings_told import MEETINGS
from cs_casework.overview.demo.plans_told import PLANS
from cs_casework.overview.demo.shapes import Borough, LinkPlan, NotePlan

TODAY = date(2026, 3, 2)
OTHER_DAYS = [date(2026, 8, 31), date(2027, 1, 1), date(2028, 2, 29)]

# What blames a child, with the words beside them that say the same.
BLAMING = re.compile(
    r"put(?:ting|s)? (?:him|her|them)sel(?:f|ves) at risk|lifestyle choice|associat(?:ing|es?|ed) with|prostitut|"
    r"street\s?wise|absc[oa]n|gang|failed to engage|attention[- ]seek|refus(?:es|ed|ing)\b|nominal|promiscu|"
    r"manipulativ|hard to reach|sexually active|non-?complian|challenging behaviour|troubled famil|risky behaviour",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def borough() -> Borough:
    return plan_borough(TODAY)


def texts_in(told: Any) -> Iterator[str]:
    """Every text in a plan, however deep."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for value in told.values():
            yield from texts_in(value)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from texts_in(value)


def words_of(note: NotePlan) -> str:
    return "\n".join([note.title, note.body, *(subject.own for subject in note.subjects)])


def counting(borough: Borough) -> Iterator[LinkPlan]:
    """Links that make two children share a risk today."""
    for link in borough.links:
        if link.role in SHARED_RISK and link.to_on is None and not link.lapsed:
            yield link


def related(borough: Borough, one: str, other: str) -> bool:
    family_kinds = {"foster_carer", "friend", "acquaintance", "other"}
    return bool(borough.families_of(one) & borough.families_of(other)) or any(
        {row.person, row.other} == {one, other} and row.kind not in family_kinds for row in borough.relationships
    )


def shared_contexts(borough: Borough, one: str, other: str) -> set[str]:
    where: dict[str, set[str]] = {}
    for link in counting(borough):
        where.setdefault(link.child, set()).add(link.context)
    return where.get(one, set()) & where.get(other, set())


# --- Size and determinism ------------------------------------------------------------------------------------------
def test_the_borough_is_as_large_as_promised(borough: Borough) -> None:
    assert 58 <= len(borough.families) <= 66
    assert len(borough.children) == 120
    assert 25 <= len(borough.contexts) <= 27
    assert len(borough.notes) == 494
    assert len(borough.teams) == 6
    assert [user.username for user in borough.users if user.signs_in] == [
        "practitioner",
        "manager",
        "support",
        "records",
        "admin",
    ]
    assert 14 <= sum(not user.signs_in for user in borough.users) <= 16


def test_the_same_day_gives_the_same_borough(borough: Borough) -> None:
    assert plan_borough(TODAY) == borough


@pytest.mark.parametrize("day", OTHER_DAYS)
def test_another_day_gives_the_same_stories_as_long_ago(borough: Borough, day: date) -> None:
    other = plan_borough(day)
    assert sorted(note.title for note in other.notes) == sorted(note.title for note in borough.notes)
    assert [person.age_on(day) for person in other.people] == [person.age_on(TODAY) for person in borough.people]
    assert {(link.child, link.context, link.role, link.lapsed) for link in other.links} == {
        (link.child, link.context, link.role, link.lapsed) for link in borough.links
    }


# --- Notes ---------------------------------------------------------------------------------------------------------
def test_no_note_is_written_twice(borough: Borough) -> None:
    bodies = Counter(note.body for note in borough.notes)
    assert len(bodies) == len(borough.notes)
    sentences = Counter(
        sentence for note in borough.notes for sentence in re.split(r"(?<=[.?!”])\s+", note.body) if len(sentence) > 60
    )
    assert [sentence for sentence, count in sentences.items() if count > 2] == []


def test_no_text_blames(borough: Borough) -> None:
    said = [words_of(note) for note in borough.notes]
    said += [f"{link.source} {link.child_view} {link.ended_why}" for link in borough.links]
    said += [text for told in (*PLANS, *MEETINGS) for text in texts_in(asdict(told))]
    said += [f"{case.proposed_why} {case.outcome} {case.summary}" for case in borough.cases]
    said += [
        " ".join([context.name, context.description, context.strengths, context.purpose, context.threshold_why])
        for context in borough.contexts
    ]
    said += [adult.described for adult in borough.context_adults]
    said += texts_in([asdict(told) for told in (*FACTORS, *FAMILIES, *CONTEXTS)])
    assert [found.group() for text in said for found in BLAMING.finditer(text)] == []


def test_every_fragment_was_filled_in(borough: Borough) -> None:
    assert [note.key for note in borough.notes if re.search(r"[{}]|None|\bnull\b", words_of(note))] == []
    assert [note.key for note in borough.notes if "  " in words_of(note)] == []


def test_notes_are_of_many_kinds_and_separable(borough: Borough) -> None:
    kinds = Counter(note.kind for note in borough.notes)
    assert set(kinds) == {
        "visit",
        "contact",
        "meeting",
        "observation",
        "management_oversight",
        "supervision",
        "correspondence",
    }
    assert sum(bool(note.happened and note.analysis) for note in borough.notes) > 380
    assert sum(bool(note.said) for note in borough.notes) > 330
    assert sum("“" in words_of(note) for note in borough.notes) > 250  # somebody's own words
    assert sum(any(subject.own for subject in note.subjects) for note in borough.notes) >= 40
    assert sum(len(note.subjects) > 2 for note in borough.notes) > 100
    assert sum({"child", "context"} <= {s.kind for s in note.subjects} for note in borough.notes) >= 20
    assert sum(note.significant for note in borough.notes) >= 40


def test_a_shared_part_names_no_child_where_families_or_contexts_meet(borough: Borough) -> None:
    names = {person.known_as: person.key for person in borough.children if person.names}
    for note in borough.notes:
        children = [subject.key for subject in note.subjects if subject.kind == "child"]
        families = set.union(set(), *(borough.families_of(child) for child in children))
        meets_context = any(subject.kind == "context" for subject in note.subjects)
        if not meets_context and len(families) < 2:
            continue
        shared = set(re.findall(r"\w[\w'-]*", f"{note.title} {note.body}"))
        assert shared & set(names) == set(), f"{note.key} {note.title}"


def test_an_own_part_names_no_child_of_another_family(borough: Borough) -> None:
    names = {person.known_as: person.key for person in borough.children if person.names}
    # Two young adults who agreed to look out for each other, and a young person who said so of a friend.
    agreed = {("darnell", "warsame")}
    for note in borough.notes:
        for subject in note.subjects:
            if subject.kind != "child":
                continue
            for word in set(re.findall(r"\w[\w'-]*", subject.own)) & set(names):
                own = borough.families_of(names[word]) & borough.families_of(subject.key)
                assert own or (subject.key, names[word]) in agreed, f"{note.key}: {word} on {subject.key}"


def test_a_childs_note_names_only_people_of_that_story(borough: Borough) -> None:
    """A first name that is a child's belongs to that child's family or placement, or the note is not about it."""
    names = {person.known_as: person.key for person in borough.children if person.names}
    homes = {
        child: borough.families_of(child) | borough.families_of(child, basis="placement") for child in names.values()
    }
    friends = {("reece", "jodie")}  # two who live in one home; said to and by their own worker
    for note in borough.notes:
        about = [homes[s.key] for s in note.subjects if s.kind == "child" and s.key in homes]
        about += [{s.key} for s in note.subjects if s.kind == "family"]
        reach = set.union(set(), *about)
        keys = {s.key for s in note.subjects}
        for word in set(re.findall(r"\w[\w'-]*", f"{note.title} {note.body}")) & set(names):
            named = names[word]
            assert homes[named] & reach or any((key, named) in friends for key in keys), f"{note.key}: {word}"


def test_notes_fall_within_the_year_and_not_in_the_future(borough: Borough) -> None:
    now = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    for note in borough.notes:
        assert timedelta(0) < now - note.occurred_at < timedelta(days=366), note.key


@pytest.mark.parametrize("later", range(7))
def test_notes_come_after_what_they_stand_on_was_known(later: int) -> None:
    """On every day of the week: what would fall on a weekend is moved to the Friday before."""
    borough = plan_borough(TODAY + timedelta(days=later))
    noted = {context.key: context.noted_on for context in borough.contexts}
    referred = {case.family: case.referred_on for case in borough.cases if case.family}
    for note in borough.notes:
        day = note.occurred_at.date()
        for subject in note.subjects:
            if subject.kind == "context":
                assert noted[subject.key] <= day, f"{note.key} {note.title}"
            elif subject.kind == "child":
                first = min(referred[family] for family in borough.families_of(subject.key))
                assert first <= day, f"{note.key} {note.title} {subject.key}"
                person = borough.person(subject.key)
                assert not subject.seen or (person.born_on and person.born_on < day), note.key


def test_authors_are_staff_and_managers_write_oversight(borough: Borough) -> None:
    role = {user.username: user.role for user in borough.users}
    for note in borough.notes:
        assert role[note.author] in ("practitioner", "manager"), note.key
        if note.kind in ("management_oversight", "supervision"):
            assert role[note.author] == "manager", note.key


def test_storylines_run_through_the_year(borough: Borough) -> None:
    by_family: Counter[str] = Counter()
    by_context: Counter[str] = Counter()
    for note in borough.notes:
        for key in {s.key for s in note.subjects if s.kind == "context"}:
            by_context[key] += 1
        children = {s.key for s in note.subjects if s.kind == "child"}
        by_family.update(set.union(set(), *(borough.families_of(child) for child in children)))
    assert sum(count >= 6 for count in by_family.values()) >= 12
    assert sum(count >= 5 for count in by_context.values()) >= 8


# --- People --------------------------------------------------------------------------------------------------------
def test_names_tell_people_apart(borough: Borough) -> None:
    assert max(Counter(person.display for person in borough.people).values()) == 1
    assert max(Counter(child.known_as for child in borough.children).values()) == 1
    staff = {user.full_name for user in borough.users}
    assert not staff & {person.display for person in borough.people}


def test_names_are_of_many_kinds(borough: Borough) -> None:
    names = [name.full for person in borough.people for name in person.names]
    assert any("'" in name for name in names)
    assert any("-" in name for name in names)
    assert any("ã" in name or "ê" in name or "ầ" in name for name in names)
    assert any("\u0600" <= letter <= "\u06ff" for name in names for letter in name)
    assert any(not person.names for person in borough.children if person.la_child_id)


def test_identifiers_and_postcodes_belong_to_nobody(borough: Borough) -> None:
    assert all(person.nhs_number in ("",) or person.nhs_number.startswith("999") for person in borough.people)
    shape = re.compile(r"^ZZ\d \d[ABD-HJLNP-UW-Z]{2}$")
    codes = [address.postcode for address in borough.addresses]
    codes += [context.postcode for context in borough.contexts if context.postcode]
    assert [code for code in codes if not shape.match(code)] == []


def test_families_hold_what_the_pages_need(borough: Borough) -> None:
    twins = [borough.person(key).born_on for key in ("kwame", "niamh")]
    assert twins[0] == twins[1]
    kinds = Counter(row.kind for row in borough.relationships)
    assert kinds["half_sibling"] >= 3
    assert kinds["foster_carer"] >= 4
    addresses = {row.person: row.lines for row in borough.addresses if row.to_on is None}
    assert addresses["merryn"] != addresses["kerensa"]  # kin in two households
    placed = [m.person for m in borough.memberships if m.family == "duffus" and m.role == "placed_child"]
    assert len(placed) == 2
    assert not related(borough, *placed)
    assert addresses["reece"] == addresses["jodie"]
    assert not related(borough, "reece", "jodie")
    assert borough.person("darnell").age_on(TODAY) == 19
    assert borough.person("temi").age_on(TODAY) == 16
    assert borough.person("unborn_pascoe").expected_on > TODAY
    assert all(
        row.protected for row in borough.addresses if row.person in ("reece", "jodie", "agnieszka") and not row.to_on
    )


def test_two_families_look_like_one_and_nobody_has_said(borough: Borough) -> None:
    plans = [family for family in borough.families if family.name == "Sowerby"]
    assert [family.confirmed for family in plans] == [True, False]
    postcodes = {row.postcode for row in borough.addresses if row.person in ("kian", "lacey")}
    assert len(postcodes) == 1
    assert not related(borough, "kian", "lacey")


# --- Contexts and links --------------------------------------------------------------------------------------------
def test_every_kind_of_context_and_place_is_there(borough: Borough) -> None:
    assert {context.kind for context in borough.contexts} == {
        "location",
        "peer_group",
        "school",
        "neighbourhood",
        "online",
        "transport",
        "relationship",
        "other",
    }
    categories = {context.category for context in borough.contexts}
    assert {
        "park",
        "estate",
        "shop",
        "shopping_centre",
        "transport_hub",
        "street",
        "leisure",
        "hotel",
        "childrens_home",
    } <= categories
    for context in borough.contexts:
        assert context.strengths, context.key
        if context.category == "childrens_home":
            assert context.easting is None, context.key


def test_peer_groups_are_accountable(borough: Borough) -> None:
    for context in borough.contexts:
        if context.kind != "peer_group":
            continue
        assert all([context.purpose, context.intended_outcome, context.how_identified])
        assert all([context.told_young_people, context.told_parents])
        assert context.why_not_told or {context.told_young_people, context.told_parents} == {"yes"}
        assert context.review_due - context.reviewed_on <= timedelta(days=89)


def test_links_are_valid_and_tell_their_source(borough: Borough) -> None:
    noted = {context.key: context.noted_on for context in borough.contexts}
    referred = {case.family: case.referred_on for case in borough.cases if case.family}
    seen: set[tuple[str, str, str]] = set()
    for link in borough.links:
        name = f"{link.child} {link.context} {link.role}"
        assert (link.child, link.context, link.role) not in seen, name
        seen.add((link.child, link.context, link.role))
        assert all([link.source, link.basis, link.reliability]), name
        assert noted[link.context] <= link.source_on <= TODAY, name
        assert min(referred[family] for family in borough.families_of(link.child)) <= link.source_on, name
        assert link.from_on > borough.person(link.child).born_on, name
        if link.role in ("attends", "lives_near"):
            assert link.review_due is None, name
        else:
            last = link.reviewed_on[-1] if link.reviewed_on else link.source_on
            group = any(context.key == link.context and context.kind == "peer_group" for context in borough.contexts)
            assert timedelta(0) < link.review_due - last <= timedelta(days=88 if group else 181), name
            assert list(link.reviewed_on) == sorted(link.reviewed_on), name


def test_links_use_every_role_basis_and_reliability(borough: Borough) -> None:
    assert len({link.role for link in borough.links}) == 12
    assert len({link.basis for link in borough.links}) == 5
    assert len({link.reliability for link in borough.links}) == 3
    assert sum(bool(link.child_view) for link in borough.links) >= 40
    assert sum(bool(link.to_on) for link in borough.links) >= 2


def test_some_links_are_overdue_and_some_have_lapsed(borough: Borough) -> None:
    standing = [link for link in borough.links if link.to_on is None and link.review_due]
    assert sum(link.review_due < TODAY and not link.lapsed for link in standing) >= 3
    assert sum(link.lapsed for link in standing) >= 3


def test_unrelated_open_children_share_two_contexts(borough: Borough) -> None:
    open_now = borough.open_children()
    pairs = [
        pair
        for pair in combinations(sorted(open_now), 2)
        if not related(borough, *pair) and len(shared_contexts(borough, *pair)) >= 2
    ]
    assert len(pairs) >= 6


def test_the_other_planted_situations_are_there(borough: Borough) -> None:
    assert shared_contexts(borough, "kwame", "niamh")  # twins: shown, and not counted as a pair
    roles = {link.role for link in borough.links if link.child == "adaeze"}
    assert roles == {"attends"}
    status = {case.key: case.status for case in borough.cases}
    assert status["c:interchange"] == "proposed"
    assert status["c:dunnock"] == status["c:skaters"] == "open"
    assert sum(case.status == "closed" for case in borough.cases) >= 4
    led = {row.case for row in borough.allocations if row.role == "lead" and row.to_on is None}
    assert sum(case.status == "open" and case.key not in led for case in borough.cases if case.family) == 4
    assert [family.key for family in borough.families if family.restricted] == ["mcallister"]
    assert [context.key for context in borough.contexts if context.restricted] == ["waypoint"]
    assert {(grant.key, grant.user) for grant in borough.grants} == {("mcallister", "manager"), ("waypoint", "manager")}


def test_restricted_records_are_written_by_the_manager_alone(borough: Borough) -> None:
    closed = {"mcallister", "waypoint", "eilidh", "struan"}
    for note in borough.notes:
        if closed & {subject.key for subject in note.subjects}:
            assert note.author == "manager", note.key
    for link in borough.links:
        if link.context == "waypoint" or link.child in ("eilidh", "struan"):
            assert link.recorded_by == "manager"


# --- Factors and assessments ---------------------------------------------------------------------------------------
def test_factors_and_assessments_name_no_child_of_another_family(borough: Borough) -> None:
    names = {person.known_as: person.key for person in borough.children if person.names}
    for told in (*FACTORS, *FAMILIES):
        family = told.family if isinstance(told, Told) else told.case.removeprefix("f:")
        for word in {word for text in texts_in(asdict(told)) for word in re.findall(r"\w[\w'-]*", text)} & set(names):
            assert family in borough.families_of(names[word]), f"{family}: {word}"


def test_an_assessment_of_a_context_names_no_child(borough: Borough) -> None:
    names = {person.known_as for person in borough.children if person.names}
    for told in CONTEXTS:
        assert not names & {word for text in texts_in(asdict(told)) for word in re.findall(r"\w[\w'-]*", text)}


def test_what_is_planned_for_a_context_names_no_child(borough: Borough) -> None:
    """But where it says why the plan matters to one, which stands on that child's record."""
    names = {person.known_as for person in borough.children if person.names}
    said = [replace(told, reach=()) for told in PLANS if told.kind == "context"]
    said_of_places = [told.paper + told.minutes for told in MEETINGS if told.kind == "context"]
    for text in (*texts_in([asdict(told) for told in said]), *said_of_places):
        assert not names & set(re.findall(r"\w[\w'-]*", text)), text


def test_siblings_differ_and_views_stand_beside_each_other() -> None:
    for told in FAMILIES:
        levels = [row.said["level"] for row in told.children if "level" in row.said]
        assert len(told.children) == 1 or not levels or len(set(levels)) > 1, told.case
        assert all(view.parts for view in told.views)
    views = {view.view for told in (*FAMILIES, *CONTEXTS) for view in told.views}
    assert views >= {"practitioner", "child", "parent"}


# --- Written -------------------------------------------------------------------------------------------------------
def assert_factors_and_assessments(manager: Any) -> None:
    from assessments.fitting import sentences_of
    from assessments.models import Assessment, MisfitAnswer, Weighting
    from cases.models import Action, ExtraFamilialFactor, Incident, LinkProposal

    factors = ExtraFamilialFactor.objects.visible_to(manager)
    assert set(factors.values_list("status", flat=True)) == {"current", "easing", "ended"}
    assert factors.filter(context=None).count() == 2
    assert factors.get(actions=None).no_action_why
    assert set(LinkProposal.objects.values_list("status", flat=True)) == {"waiting", "accepted", "declined"}
    assert set(Action.objects.values_list("status", flat=True)) >= {"open", "waiting", "done"}
    assert Action.objects.exclude(first_due_on=None).exists()
    assert Incident.objects.filter(occurred_at__lt=days_ago(200)).exists()

    found = Assessment.objects.visible_to(manager)
    assert Counter(found.values_list("status", flat=True)) == {"authorised": 7, "writing": 3, "submitted": 1}
    assert set(found.values_list("kind", flat=True)) == {"family", "context", "peers"}
    assert found.overdue().count() == 0
    assert found.exclude(returned_why="").get().status == "writing"
    assert found.exclude(earlier=None).count() == 4
    # All that a manager can be told does not fit waits in one; in another one of two was answered.
    told = {sentence.misfit.value for sentence in sentences_of(found.get(status="submitted"), manager)}
    assert told == {"nothing_beneath", "aimed_elsewhere", "no_context_case", "unexplained", "home_alone"}
    assert set(MisfitAnswer.objects.values_list("misfit", flat=True)) == {"no_context_case", "nothing_beneath"}
    assert Weighting.objects.filter(number=2).count() == 3


def assert_missing_and_warnings(manager: Any) -> None:
    from cases.models import LinkProposal, MissingEpisode, NRMReferral, ReturnInterview, WarningNote

    assert MissingEpisode.objects.visible_to(manager).exclude(context=None).count() == 2
    interviews = ReturnInterview.objects.visible_to(manager)
    assert interviews.exclude(held_at=None).get().said
    assert interviews.outstanding().count() == 1
    assert LinkProposal.objects.waiting().exclude(episode=None).count() == 1
    assert NRMReferral.objects.visible_to(manager).get().next_step == "conclusive"
    assert dict(Counter(WarningNote.objects.visible_to(manager).values_list("status", flat=True))) == {
        "in_force": 2,
        "proposed": 1,
    }
    assert WarningNote.objects.review_soon().count() == 1


def assert_safety_maps(manager: Any) -> None:
    from cases.models import SafetyMap
    from cases.safety_pooled import pooled_at
    from contexts.models import Context

    maps = SafetyMap.objects.visible_to(manager)
    assert Counter(maps.values_list("pooling", flat=True)) == {"yes": 6, "no": 1, "later": 1}
    found = pooled_at(Context.objects.get(name="Dunnock Park"))
    assert found
    assert {share.label.partition(":")[0] for share in found.colours if share.at_least} == {"Red"}


def assert_plans_and_meetings(manager: Any) -> None:
    from cases.models import Meeting, Section47
    from plans.models import Plan, PlanAction, PlanChildLink
    from plans.watched import What, watched

    plans = Plan.objects.visible_to(manager)
    assert Counter(plans.values_list("status", flat=True)) == {"agreed": 4, "asked": 1}
    park = plans.get(kind="context")
    assert PlanChildLink.objects.current().filter(plan=park).count() == 3
    # One action, in the plan of the park and in a child's own.
    shared = PlanAction.objects.filter(action__in=park.plan_actions.values("action")).exclude(plan=park)
    assert [row.plan.kind for row in shared] == ["cin"]
    assert Section47.objects.get().outcome == "roth"
    held = Meeting.objects.exclude(approved_on=None)
    assert set(held.values_list("kind", flat=True)) == {"strategy", "roth", "context"}
    assert Meeting.objects.filter(minutes="").count() == 3
    told = {what for what in What if watched(manager, what).exists()}
    assert told >= {What.TO_AGREE, What.NO_MEASURE, What.MEASURED_ONCE, What.NO_PLAN, What.NOT_REACHED}
    assert What.OVERDUE not in told


def days_ago(ago: int) -> datetime:
    from django.utils import timezone

    return timezone.now() - timedelta(days=ago)


@pytest.mark.django_db
def test_fill_writes_the_borough_through_the_workflows() -> None:
    from django.utils import timezone

    from cases.models import Allocation, Case, CaseChild, CaseClosure, CaseNote, CaseTransfer
    from contexts.models import Context, ContextLink
    from cs_casework.accounts.models import Cover, User
    from cs_casework.audit.models import AuditEvent
    from cs_casework.confidential.models import EmergencyAccess
    from cs_casework.overview.demo import fill
    from cs_casework.overview.demo.writing import NotEmpty
    from families.models import Family, FamilyBar, Person

    real = timezone.now
    told: list[str] = []
    fill(told.append)

    assert timezone.now is real
    assert len(told) == 6
    assert Family.objects.count() == 64
    assert Context.objects.count() == 27
    assert CaseNote.objects.count() == 495  # with one that was first put on the wrong child
    assert not CaseNote.objects.filter(created_by=None).exists()

    users = {user.username: user for user in User.objects.all()}
    assert all(users[name].check_password("demo-password") for name in ("practitioner", "manager", "admin"))
    assert not users["beth"].has_usable_password()

    # What the manager sees and the practitioner does not.
    manager, practitioner = users["manager"], users["practitioner"]
    assert Family.objects.visible_to(manager).count() == 64
    assert Family.objects.visible_to(practitioner).count() == 63
    assert Context.objects.visible_to(practitioner).count() == 26
    assert CaseNote.objects.visible_to(manager).count() == 495

    # The year is behind us and recorded as it went.
    now = timezone.now()
    written = CaseNote.objects.order_by("created_at")
    assert now - timedelta(days=370) < written.first().created_at < now - timedelta(days=300)
    assert written.last().created_at <= now
    events = AuditEvent.objects.filter(action="note.recorded").order_by("at")
    assert events.count() == 495
    assert events.first().at < now - timedelta(days=300)
    assert AuditEvent.objects.filter(at__gt=now).count() == 0

    # What harms outside the families, what is done about it, and what was found out.
    assert_factors_and_assessments(manager)
    assert_plans_and_meetings(manager)
    assert_missing_and_warnings(manager)
    assert_safety_maps(manager)

    # What waits for somebody.
    assert CaseTransfer.objects.for_decision_by(manager).get().to_team.name == "Adolescent Safety Team"
    assert CaseClosure.objects.for_decision_by(manager).get().asked_by == practitioner
    assert [user.username for user in Allocation.objects.visible_to(manager).left_behind()] == ["joel"]
    assert Cover.objects.current().get().covering == users["chanelle"]
    assert [bar.user.username for bar in FamilyBar.objects.visible_to(manager)] == ["piotr"]
    [asked] = EmergencyAccess.objects.visible_to(manager).to_answer()
    assert (asked.created_by.username, asked.owner, asked.familyopenings.count()) == ("ayodele", manager, 1)
    open_children = CaseChild.objects.visible_to(manager).open().counted_as_children()
    overdue = open_children.visit_overdue(manager).count()
    assert 5 < overdue < open_children.count() / 4
    assert CaseChild.objects.visible_to(manager).turning_adult(manager).get().child.display_name == "ዮናስ ተክሉ"
    assert Case.objects.filter(status="proposed").get().context.name == "Ottermere Interchange"
    leads = Allocation.objects.filter(role="lead", to_on=None).values("case")
    assert Case.objects.filter(status="open", family__isnull=False).exclude(pk__in=leads).count() == 4
    standing = ContextLink.objects.current()
    assert standing.review_due_by(timezone.localdate()).count() >= 3
    assert sum(link.has_lapsed for link in ContextLink.objects.filter(to_on=None)) >= 3
    assert Person.objects.filter(display_name="", names=None, la_child_id="OTM004417").count() == 1

    with pytest.raises(NotEmpty):
        fill(told.append)
