"""From a strategy discussion to a plan: section 47 enquiries, what is due when, panels, and the paper that names nobody."""

import datetime
import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pypdf import PdfReader

from cases import agenda, enquiries, meetings, papers
from cases.actions import case_of_item
from cases.circulating import send
from cases.closing import blocks_closing
from cases.joining import join_families
from cases.merging import merge_contexts
from cases.models import AgendaItem, CaseChild, ContextPaper, Meeting, MergeRequest, NotAName, Section47
from cases.papers import begun_from_record, write_paper
from cases.pathway import Pathway, pathways
from cases.people_merging import merge_people
from cases.standing import Standing
from cases.undoing import undo_join
from contexts.models import Context
from cs_casework.accounts.signing_in import PROVED
from cs_casework.dates import months_after, today, working_days_after
from cs_casework.printing import can_draw
from plans.agreeing import end_plan
from tests import factories
from tests.helpers import GIVEN, audited, boxes, hours_ago, messages_of, moment_boxes, refusals, stand_on
from tests.site.records import grant, restrict

pytestmark = pytest.mark.django_db
MONDAY = datetime.date(2026, 6, 1)


@pytest.fixture
def period() -> Any:
    return factories.CaseChildFactory(from_on=MONDAY - datetime.timedelta(days=40))


@pytest.fixture
def enquiry(period: Any, manager: Any, monkeypatch: pytest.MonkeyPatch) -> Section47:
    """Decided on at a strategy discussion that Monday, on which everybody stands."""
    stand_on(monkeypatch, MONDAY)
    decided(period, manager, kind="strategy", outcome="s47", led_by="joint")
    return Section47.objects.get()


def decided(period: Any, chair: Any, *, kind: str, hours: int = 1, **said: Any) -> Meeting:
    """A meeting on this child of so many hours ago at which this was decided."""
    meeting: Meeting = factories.MeetingFactory(case=period.case, kind=kind, chair=chair, starts_at=hours_ago(hours))
    agenda.decide_for_child(factories.AgendaItemFactory(meeting=meeting, child=period.child), by=chair, **said)
    return meeting


# --- The enquiry -----------------------------------------------------------------------------------------------------
def test_an_enquiry_says_whether_the_child_was_seen_before_what_it_led_to(
    enquiry: Section47, worker: Any, manager: Any
) -> None:
    led = {"outcome": "roth", "outcome_on": MONDAY, "outcome_why": "Nobody at home harms her"}
    with pytest.raises(ValidationError, match="whether the child was seen"):
        enquiries.finish_enquiry(enquiry, by=worker, **led)
    refused: list[tuple[dict[str, Any], str]] = [
        ({"seen": "seen"}, "seen_on"),
        ({"seen": "seen", "seen_on": MONDAY - datetime.timedelta(days=1)}, "seen_on"),
        ({"seen": "seen", "seen_on": MONDAY + datetime.timedelta(days=1)}, "seen_on"),
        ({"seen": "not_seen"}, "not_seen_why"),
    ]
    for said, field in refused:
        with pytest.raises(ValidationError) as refusal:
            enquiries.record_seen(enquiry, by=worker, **said)
        assert list(messages_of(refusal)) == [field]
    enquiries.record_seen(enquiry, by=worker, seen="not_seen", not_seen_why="She is missing")
    enquiries.record_seen(enquiry, by=worker, seen="seen_alone", seen_on=MONDAY)
    for wrong, field in (
        ({"outcome_why": ""}, "outcome_why"),
        ({"outcome_on": MONDAY + datetime.timedelta(days=1)}, "outcome_on"),
        ({"outcome_on": MONDAY - datetime.timedelta(days=1)}, "outcome_on"),
    ):
        with pytest.raises(ValidationError) as refusal:
            enquiries.finish_enquiry(enquiry, by=worker, **led | wrong)
        assert list(messages_of(refusal)) == [field]
    done = enquiries.finish_enquiry(enquiry, by=worker, **led)
    assert (done.outcome, done.seen, done.not_seen_why) == ("roth", "seen_alone", "")
    with pytest.raises(ValidationError, match="finished"):
        enquiries.finish_enquiry(enquiry, by=worker, **led)
    restrict(enquiry.child, by=manager)
    with pytest.raises(PermissionDenied):
        enquiries.record_seen(enquiry, by=worker, seen="seen", seen_on=MONDAY)


def test_an_enquiry_that_is_hidden_is_told_of_by_no_refusal(enquiry: Section47, manager: Any, worker: Any) -> None:
    """Left open on a case that ended; another is begun by who may see that one."""
    CaseChild.objects.update(to_on=today(), closure_reason="RC1")
    period = factories.CaseChildFactory(child=enquiry.child)
    said = {"kind": "strategy", "outcome": "s47", "led_by": "joint"}
    with pytest.raises(ValidationError, match="already"):
        decided(period, manager, **said)
    restrict(enquiry.case, by=manager)
    with pytest.raises(ValidationError, match="cannot be begun by you"):
        decided(period, manager, **said)


def test_a_case_does_not_close_while_an_enquiry_is_open(enquiry: Section47, period: Any, worker: Any) -> None:
    assert blocks_closing(period.case, worker) == [f"Section 47 enquiry about {period.child} is not finished."]
    assert blocks_closing(period.case, worker, period)
    Section47.objects.update(outcome="nfa", outcome_on=MONDAY, outcome_why="No harm", seen="seen", seen_on=MONDAY)
    assert blocks_closing(period.case, worker) == []


def test_a_manager_gives_a_conference_more_time_with_a_reason(
    enquiry: Section47, worker: Any, manager: Any, as_user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = enquiry.conference_due_on
    later = due + datetime.timedelta(days=3)
    with pytest.raises(PermissionDenied):
        enquiries.extend_conference(enquiry, by=worker, due_on=later, why="A strike")
    for day, why, field in ((due, "A strike", "due_on"), (later, " ", "why")):
        with pytest.raises(ValidationError) as refusal:
            enquiries.extend_conference(enquiry, by=manager, due_on=day, why=why)
        assert list(messages_of(refusal)) == [field]
    longer = enquiries.extend_conference(enquiry, by=manager, due_on=later, why="A strike")
    assert (longer.first_due_on, longer.conference_due_on, longer.extended_why) == (due, later, "A strike")
    # What the enquiry led to is still to be held; by a day to come, and not where it led to none.
    ended = {"outcome_on": MONDAY, "outcome_why": "x", "seen": "seen", "seen_on": MONDAY}
    Section47.objects.update(outcome="icpc", **ended)
    stand_on(monkeypatch, later + datetime.timedelta(days=2))
    page, desk = reverse("cases:enquiry-extend", args=[enquiry.pk]), as_user(manager)
    assert page in desk.get(enquiry.case.get_absolute_url()).text
    with pytest.raises(ValidationError, match="gone by"):
        enquiries.extend_conference(enquiry, by=manager, due_on=later + datetime.timedelta(days=1), why="Ill")
    assert enquiries.extend_conference(enquiry, by=manager, due_on=today(), why="Ill").conference_due_on == today()
    Section47.objects.update(outcome="nfa")
    with pytest.raises(ValidationError, match="led to no conference"):
        enquiries.extend_conference(enquiry, by=manager, due_on=months_after(later, 1), why="Ill")
    assert page not in desk.get(enquiry.case.get_absolute_url()).text
    assert desk.get(page).status_code == 404


# --- The pathway -----------------------------------------------------------------------------------------------------
def way_of(period: Any, reader: Any) -> Pathway:
    periods = CaseChild.objects.visible_to(reader).filter(case=period.case).with_position(reader)
    (found,) = pathways(Standing(reader, period.case), periods)
    return found


def test_a_pathway_on_risk_outside_the_home_leads_to_a_plan_reviewed_at_three_months(
    enquiry: Section47, period: Any, worker: Any, manager: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Strategy discussion, enquiry, conference, plan without a category, review: each done, or due and then overdue."""
    due = working_days_after(MONDAY, 15)
    assert way_of(period, worker).awaits_conference
    strategy, asked, conference = way_of(period, worker).steps
    assert (strategy.done_on, asked.due_on, conference.due_on) == (MONDAY, due, due)
    stand_on(monkeypatch, due + datetime.timedelta(days=1))
    assert [step.is_overdue for step in way_of(period, worker).steps] == [False, True, True]
    stand_on(monkeypatch, due)
    enquiries.record_seen(enquiry, by=worker, seen="seen", seen_on=MONDAY)
    enquiries.finish_enquiry(enquiry, by=worker, outcome="roth", outcome_on=due, outcome_why="Harm on the estate")
    decided(period, manager, kind="roth", outcome="roth")
    assert not way_of(period, worker).awaits_conference
    steps = way_of(period, worker).steps
    assert [(step.label, step.done_on, step.due_on) for step in steps] == [
        ("Strategy discussion", MONDAY, None),
        ("Section 47 enquiry", due, None),
        ("Risk outside the home conference", due, None),
        ("Risk outside the home plan", due, None),
        ("Review of the plan at a conference", None, months_after(due, 3)),
    ]
    stand_on(monkeypatch, months_after(due, 3))
    factories.MeetingFactory(case=period.case, kind="roth", starts_at=hours_ago(-30))
    again = factories.AgendaItemFactory(meeting=Meeting.objects.latest("starts_at"), child=period.child)
    assert way_of(period, worker).steps[-1].booked_on == again.meeting.day


@pytest.mark.parametrize(("kind", "shows"), [("roth", True), ("icpc", True), ("rcpc", True), ("core_group", False)])
def test_a_conference_has_the_last_conclusion_of_each_child_in_view(
    as_user: Any, manager: Any, worker: Any, period: Any, kind: str, shows: bool
) -> None:
    """Home and what is outside it, of those whom the reader may see; and that it was read stands in their audit."""
    hidden = factories.CaseChildFactory(case=period.case).child
    meeting = factories.MeetingFactory(case=period.case, kind=kind, chair=manager)
    for child, words in ((period.child, "Threats on the estate"), (hidden, "Told by nobody")):
        factories.AgendaItemFactory(meeting=meeting, child=child)
        row = factories.AssessmentChildFactory(assessment__authorised=True, child=child, concluded=True)
        weighting = factories.WeightingFactory(assessment=row.assessment, child=child)
        factories.WeightingRowFactory(weighting=weighting, why=words)
    restrict(hidden, by=manager)
    text = as_user(worker).get(meeting.get_absolute_url()).content.decode()
    for words in ("Threats on the estate", "Home is not weighed yet.", "Support required"):
        assert (words in text) is shows
    assert "Told by nobody" not in text
    assert [event.shown for event in audited("meeting.conclusions_read")] == [[period.child_id]] * shows
    # Approved, its minutes stand for themselves: what is assessed later was not before it.
    written = {"minutes": "x", "written_by": manager, "written_on": today()}
    Meeting.objects.update(approved_on=today(), approved_by=manager, **written)
    assert "Threats on the estate" not in as_user(worker).get(meeting.get_absolute_url()).text


def test_a_child_protection_plan_has_a_core_group_and_reviews_at_three_and_six_months(
    enquiry: Section47, period: Any, worker: Any, manager: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(period, manager, kind="icpc", outcome="cp", category="NEG")
    group, review = way_of(period, worker).steps[-2:]
    assert (group.due_on, review.due_on) == (working_days_after(MONDAY, 10), months_after(MONDAY, 3))
    stand_on(monkeypatch, months_after(MONDAY, 3))
    for kind, said in (("core_group", None), ("rcpc", {"outcome": "continues"})):
        if said:
            decided(period, manager, kind=kind, **said)
        else:
            meeting = factories.MeetingFactory(case=period.case, kind=kind, starts_at=hours_ago(1))
            factories.AgendaItemFactory(meeting=meeting, child=period.child)
    group, review = way_of(period, worker).steps[-2:]
    assert (group.done_on, review.due_on) == (months_after(MONDAY, 3), months_after(MONDAY, 9))
    # A review recorded in the child's plan since says when the next is due; one of another kind of plan says nothing.
    stand_on(monkeypatch, months_after(MONDAY, 4))
    for kind, months in (("cp", 7), ("roth", 5)):
        due = {"review_due": months_after(MONDAY, months)}
        plan = factories.PlanFactory(case=period.case, child=period.child, kind=kind, agreed=True, **due)
        if kind == "cp":
            # The conference looked at it, and the plan is to be reviewed for that by who works with the case.
            assert way_of(period, worker).steps[-3].next_url == ""
            factories.AllocationFactory(case=period.case, worker=worker)
            assert way_of(period, worker).steps[-3].next_url == reverse("plans:plan-review", args=[plan.pk])
        factories.PlanReviewFactory(plan=plan, next_due=plan.review_due)
    assert way_of(period, worker).steps[-1].due_on == months_after(MONDAY, 7)
    assert way_of(period, worker).steps[-3].next_url == ""


def test_the_case_page_tells_the_pathway_and_marks_what_is_overdue_in_words(
    enquiry: Section47, period: Any, as_user: Any, worker: Any, support: Any
) -> None:
    gone_by = MONDAY - datetime.timedelta(days=1)
    Section47.objects.update(conference_due_on=gone_by, first_due_on=gone_by)
    address = reverse("cases:case-detail", args=[period.case_id])
    assert "Overdue" in as_user(worker).get(address).content.decode()
    assert "Protection pathway" not in as_user(support).get(address).content.decode()


# --- Panels ----------------------------------------------------------------------------------------------------------
def test_a_panel_hears_what_was_put_forward_and_its_decisions_are_followed(
    period: Any, worker: Any, manager: Any
) -> None:
    park, hidden = factories.ContextFactory(), factories.PersonFactory()
    with pytest.raises(ValidationError, match="Say why"):
        agenda.put_forward(park, by=worker, why=" ")
    unseen = agenda.put_forward(hidden, by=manager, why="Nobody knows him")
    restrict(hidden, by=manager)
    first = agenda.put_forward(park, by=worker, why="Many agencies know it")
    second = agenda.put_forward(period.child, by=worker, why="Nobody reaches her")
    with pytest.raises(ValidationError, match="waits for a panel already"):
        agenda.put_forward(park, by=worker, why="Again")
    when = {"starts_at": hours_ago(1), "place": "Room 4", "chair": manager}
    panel = meetings.book_meeting(None, by=worker, kind="panel", **when)
    with pytest.raises(PermissionDenied):
        agenda.gather_agenda(panel, by=worker, items=[first, unseen])
    discussion = factories.MeetingFactory(case=period.case)
    for meeting, items, words in ((discussion, [first], "Only a panel"), (panel, [], "Choose what")):
        with pytest.raises(ValidationError, match=words):
            agenda.gather_agenda(meeting, by=worker, items=items)
    agenda.gather_agenda(panel, by=worker, items=[first, second])
    with pytest.raises(ValidationError, match="meanwhile"):
        agenda.gather_agenda(panel, by=worker, items=[first])
    with pytest.raises(ValidationError, match="No panel has decided"):
        agenda.finish_decision(first, by=worker, came_of_it="Lit", done_on=today())
    agenda.write_item(first, by=worker, said="It is dark there", decision="The council lights it")
    assert list(AgendaItem.objects.panels_open()) == [first]
    # Put forward again, it waits for the next panel: this one hears it already.
    again = agenda.put_forward(park, by=worker, why="It is dark again")
    other = agenda.put_forward(factories.PersonFactory(), by=worker, why="Nobody knows him")
    assert set(AgendaItem.objects.waiting_for(panel)) == {other, unseen}
    assert set(AgendaItem.objects.waiting()) == {again, other, unseen}
    tomorrow = today() + datetime.timedelta(days=1)
    for came_of_it, done_on, field in ((" ", today(), "came_of_it"), ("It is lit now", tomorrow, "done_on")):
        with pytest.raises(ValidationError) as refusal:
            agenda.finish_decision(first, by=worker, came_of_it=came_of_it, done_on=done_on)
        assert list(messages_of(refusal)) == [field]
    done = agenda.finish_decision(first, by=worker, came_of_it="It is lit now", done_on=today())
    assert done.done_on == today()
    with pytest.raises(ValidationError, match="said already"):
        agenda.finish_decision(first, by=worker, came_of_it="It is dark", done_on=today())
    with pytest.raises(ValidationError, match="It stays"):
        agenda.write_item(first, by=worker, said="It is dark there", decision=" ")
    assert not AgendaItem.objects.panels_open().exists()
    assert case_of_item(second, worker) == period.case
    assert case_of_item(first, worker) is None


def test_what_was_put_forward_is_withdrawn_and_can_be_put_forward_again(worker: Any) -> None:
    park = factories.ContextFactory()
    agenda.take_off_agenda(agenda.put_forward(park, by=worker, why="Many know it"), by=worker)
    assert not AgendaItem.objects.waiting().exists()
    assert agenda.put_forward(park, by=worker, why="It is worse")


# --- The paper that names nobody -------------------------------------------------------------------------------------
@pytest.fixture
def conference(manager: Any, support: Any) -> Any:
    case = factories.ContextCaseFactory(context__name="The park", context__description="A park behind the station")
    made = factories.MeetingFactory(case=case, kind="context", chair=manager, minute_taker=support)
    return factories.AgendaItemFactory(meeting=made, child=None, context=case.context).meeting


def test_a_paper_begins_with_what_the_record_says_of_the_place(conference: Any, worker: Any, support: Any) -> None:
    """As far as the writer may see it, and says so; to who sees none of it, not that there is none."""
    park = conference.case.context
    child = factories.PersonFactory(given="Ayla", family="Marsh")
    for _incident in range(2):
        made = factories.IncidentFactory(context=park, what="Ayla was robbed")
        factories.IncidentChildFactory(incident=made, child=child)
    harm = factories.IncidentHarmFactory(incident=made)
    assessed = factories.ContextAssessmentFactory(case=conference.case, authorised=True)
    factories.AssessmentSectionFactory(assessment=assessed, name="goals", text="Somebody is there at dusk")
    text = begun_from_record(conference, worker)
    for part in ("The park", "A park behind the station", ": 2", str(harm), "Somebody is there at dusk"):
        assert part in text
    assert text.count("the writer of this may see") == 2
    assert "Ayla" not in text
    assert begun_from_record(conference, support) == "The park\nA park behind the station"


def marked(paper: ContextPaper, by: Any) -> list[str]:
    return [mark.word for passage in papers.marked_names(paper, by=by) for mark in passage.open_marks]


def test_a_word_that_is_the_name_of_a_linked_child_is_marked_and_not_whose(
    conference: Any, worker: Any, manager: Any, as_user: Any
) -> None:
    """Of a hidden child too; a child who is linked to some other place is nobody here."""
    hidden = factories.PersonFactory(given="Zebedee", family="Quill")
    factories.ContextLinkFactory(context=conference.case.context, child=hidden)
    factories.ContextLinkFactory(child=factories.PersonFactory(given="Orla", family="Else"))
    restrict(hidden, by=manager)
    heard = factories.AgendaItemFactory(
        child=factories.PersonFactory(given="Isolde", family="Vane"), removed_on=today()
    )
    factories.AgendaItemFactory(meeting=heard.meeting, child=None, context=conference.case.context)
    paper = write_paper(conference, by=worker, text="ZEBEDEE and friends, Isolde and Orla, meet at the Quill shop.")
    assert marked(paper, worker) == ["ZEBEDEE", "Isolde", "Quill"]
    page, pdf = (reverse(f"cases:{name}", args=[conference.pk]) for name in ("paper-print", "paper-pdf"))
    shown = as_user(worker).get(page).content.decode()
    assert "does not print yet" in shown
    assert "<mark>Quill</mark>" in shown
    assert as_user(worker).get(pdf).url == page
    assert not audited("paper.saved")
    # Nor does it go out, and the page that records who got it does not offer it.
    row = meetings.invite(conference, by=worker, name="Mr Okello")
    sent, sends = {"invitations": [row], "sent_on": today()}, reverse("cases:meeting-send", args=[conference.pk])
    with pytest.raises(ValidationError, match="may be a child’s name"):
        send(conference, by=worker, what="paper", **sent)
    offered = lambda: [value for value, _label in as_user(worker).get(sends).context["form"].fields["what"].choices]  # noqa: E731
    assert offered() == ["invitation"]
    write_paper(conference, by=worker, text="Friends meet at the shop.", number=1)
    assert "<mark>" not in as_user(worker).get(page).content.decode()
    # It asks who sits there before it is given out, as all that leaves.
    late = as_user(worker)
    session = late.session
    session[PROVED] = 0
    session.save()
    for answer in (late.get(pdf), late.post(pdf, {"recipient": "The chair", "basis": "public_task"})):
        assert answer.url.startswith("/sign-in/again/")
    assert not audited("paper.saved")
    assert offered() == ["invitation", "paper"]
    assert [made.number for made in send(conference, by=worker, what="paper", **sent)] == [2]
    assert "Paper for the meeting, version 2" in as_user(worker).get(conference.get_absolute_url()).text


def test_nothing_typed_stands_around_the_paper_that_nobody_read_for_names(
    conference: Any, worker: Any, as_user: Any
) -> None:
    """Not what the group is called, where it meets, or what else is on the agenda."""
    child = factories.PersonFactory(given="Zephyrine", family="Quill")
    factories.ContextLinkFactory(context=conference.case.context, child=child)
    Context.objects.update(name="Zephyrine’s friends")
    Meeting.objects.update(place="Zephyrine’s school")
    agenda.put_on_agenda(conference, by=worker, subject="Zephyrine’s walk home")
    desk = as_user(worker)
    page, pdf = (reverse(f"cases:{name}", args=[conference.pk]) for name in ("paper-print", "paper-pdf"))
    begun = write_paper(conference, by=worker, text=begun_from_record(conference, worker))
    assert marked(begun, worker) == ["Zephyrine’s"]
    write_paper(conference, by=worker, text="Friends meet at the shop.")
    assert "Zephyrine" in desk.get(conference.get_absolute_url()).text
    printed = desk.get(page).text
    assert "Friends meet at the shop." in printed
    assert "Zephyrine" not in printed
    if can_draw():
        read = PdfReader(io.BytesIO(desk.post(pdf, GIVEN).content))
        assert "Zephyrine" not in f"{read.pages[0].extract_text()} {read.metadata}"


def test_a_word_that_is_no_name_in_the_paper_is_answered_for_and_then_it_prints(
    conference: Any, worker: Any, support: Any, as_user: Any
) -> None:
    """For every place on the agenda; who minutes it may print it then, and asks somebody else to say so of a word."""
    both = [conference.case.context, factories.ContextFactory()]
    factories.AgendaItemFactory(meeting=conference, child=None, context=both[1])
    child = factories.PersonFactory(given="Rose", family="Quill")
    for context in both:
        factories.ContextLinkFactory(context=context, child=child)
    paper = write_paper(conference, by=worker, text="Rose Park is dark.")
    [mark] = [mark for passage in papers.marked_names(paper, by=worker) for mark in passage.open_marks]
    page, pdf = (reverse(f"cases:{name}", args=[conference.pk]) for name in ("paper-print", "paper-pdf"))
    answer = reverse("cases:paper-name-answer", args=[conference.pk, mark.key])
    desk = as_user(support)
    assert answer not in desk.get(page).text
    assert desk.post(answer, {"reason": "x"}).status_code == 403
    desk = as_user(worker)
    assert answer in desk.get(page).text
    assert refusals(desk.post(answer, {"reason": ""}))
    for _press in range(2):
        assert desk.post(answer, {"reason": "The park is called so"}).url == page
    assert set(NotAName.objects.values_list("context", flat=True)) == {context.pk for context in both}
    for user in (worker, support):
        assert "Rose Park is dark." in as_user(user).get(page).text
    if can_draw():
        response = as_user(support).post(pdf, GIVEN)
        assert "Rose Park is dark." in PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
        assert conference.case.reference in response["Content-Disposition"]
        assert len(audited("paper.saved")) == 1
    taken = NotAName.objects.get(context=both[1])
    take_back = reverse("cases:paper-name-take-back", args=[conference.pk, taken.pk])
    assert as_user(worker).post(take_back).url == page
    assert marked(paper, worker) == ["Rose"]
    with pytest.raises(ValidationError, match="not marked any more"):
        papers.answer_mark(conference, by=worker, key="x", reason="x")


def test_a_paper_is_not_written_over_and_is_for_places_and_groups_alone(conference: Any, worker: Any) -> None:
    write_paper(conference, by=worker, text="One", number=0)
    with pytest.raises(ValidationError, match="Somebody else"):
        write_paper(conference, by=worker, text="Two", number=0)
    assert ContextPaper.objects.get().text == "One"
    with pytest.raises(ValidationError, match="Only a conference"):
        write_paper(factories.MeetingFactory(), by=worker, text="x")
    with pytest.raises(ValidationError, match="Write the paper"):
        write_paper(conference, by=worker, text=" ")


# --- Pages -----------------------------------------------------------------------------------------------------------
def test_business_support_books_invites_minutes_and_sends_by_its_pages(
    period: Any, support: Any, manager: Any, as_user: Any
) -> None:
    desk, when = as_user(support), moment_boxes("starts_at", hours_ago(2))
    booked = {"kind": "strategy", "place": "Room 4", "chair": manager.pk, "children": [period.child_id], **when}
    assert desk.post(reverse("cases:meeting-book", args=[period.case_id]), booked).status_code == 302
    meeting = Meeting.objects.get()
    page = lambda name: reverse(f"cases:{name}", args=[meeting.pk])  # noqa: E731
    desk.post(page("meeting-invite"), {"name": "Mr Okello"})
    row = meeting.invitations.get()
    desk.post(page("meeting-attendance"), {f"came_{row.pk}": "attended"})
    blamed = {"minutes": "She absconded", "number": "0", "draft_id": str(meeting.pk)}
    assert "without blame" in desk.post(page("minutes-write"), blamed).content.decode()
    assert desk.post(page("minutes-write"), blamed | {"_prompted": "1"}).status_code == 302
    chair = as_user(manager)
    assert "Approve the minutes" in chair.get(meeting.get_absolute_url()).content.decode()
    meetings.write_minutes(meeting, by=support, minutes="She absconded at noon")
    chair.post(page("minutes-approve"), {"number": "1"})  # as it stood on the page
    reread = chair.get(meeting.get_absolute_url()).text
    assert "written on the minutes since" in reread
    assert '<input type="hidden" name="number" value="2">' in reread
    chair.post(page("minutes-approve"), {"number": "2"})
    desk = as_user(support)
    sent = {"what": "minutes", "invitations": [row.pk], "basis": "public_task", **boxes("sent_on", today())}
    assert desk.post(page("meeting-send"), sent).status_code == 302
    shown = desk.get(meeting.get_absolute_url()).content.decode()
    for words in ("Minutes approved", "She absconded", "Mr Okello", "version 1"):
        assert words in shown
    assert reverse("cases:case-meetings", args=[period.case_id]) not in shown


def test_something_is_put_on_an_agenda_by_its_reference(
    conference: Any, as_user: Any, worker: Any, manager: Any
) -> None:
    address = reverse("cases:agenda-add", args=[conference.pk])
    shop, hidden = factories.ContextFactory(), factories.ContextFactory()
    restrict(hidden, by=manager)
    desk = as_user(worker)
    unknown = refusals(desk.post(address, {"reference": "CTX-99999"}))
    assert refusals(desk.post(address, {"reference": hidden.reference})) == unknown
    assert refusals(desk.post(address, {"reference": shop.reference, "words": "x"}))["__all__"]
    assert "Or a child" not in desk.get(address).text
    assert "no child" in refusals(desk.post(address, {"reference": factories.PersonFactory().reference}))["__all__"][0]
    assert desk.post(address, {"reference": shop.reference.lower()}).status_code == 302
    assert conference.items.filter(context=shop).exists()


# --- Joining and merging ---------------------------------------------------------------------------------------------
def test_meetings_that_are_not_over_go_on_in_the_case_that_continues(manager: Any) -> None:
    going_on, ending = factories.CaseFactory(), factories.CaseFactory()
    to_come = factories.MeetingFactory(case=ending, starts_at=hours_ago(-24))
    over = factories.MeetingFactory(case=ending, minutes="x", written_by=manager, written_on=today())
    Meeting.objects.filter(pk=over.pk).update(approved_on=today(), approved_by=manager)
    join_families(going_on.family, joined=ending.family, by=manager, reason="One mother", continuing=going_on)
    assert set(going_on.meetings.all()) == {to_come}
    assert set(ending.meetings.all()) == {over}


def test_a_meeting_that_a_manager_may_not_read_whole_passes_the_merge_on(manager: Any) -> None:
    """In the words of any other part that is not theirs; and nobody is offered what they could not carry out."""
    kept, merged = factories.ContextFactory(), factories.ContextFactory()
    cases = [factories.ContextCaseFactory(context=context) for context in (kept, merged)]
    hidden = factories.PersonFactory()
    factories.AgendaItemFactory(meeting=factories.MeetingFactory(case=cases[1], kind="context"), child=hidden)
    restrict(hidden, by=manager)
    asked = merge_contexts(kept, merged=merged, by=manager, reason="One gate", continuing=cases[0])
    assert isinstance(asked, MergeRequest)
    assert not MergeRequest.objects.for_decision_by(manager).exists()
    grant(hidden, to=manager)
    assert list(MergeRequest.objects.for_decision_by(manager)) == [asked]


def test_a_plan_begun_since_keeps_a_child_from_going_back(manager: Any, team: Any) -> None:
    """It would stay on a case of a family that the child is not in."""
    kept, ending = factories.CaseFactory(team=team), factories.CaseFactory()
    period = factories.CaseChildFactory(case=ending)
    factories.FamilyMembershipFactory(family=ending.family, person=period.child)
    join = join_families(kept.family, joined=ending.family, by=manager, reason="One mother", continuing=kept)
    plan = factories.PlanFactory(case=kept, child=period.child)
    with pytest.raises(ValidationError, match=f"goes back to another case.*{plan.reference}"):
        undo_join(join, by=manager, why="Two mothers")
    end_plan(plan, by=manager, outcome="not_needed", outcome_words="Begun in error")
    undo_join(join, by=manager, why="Two mothers")
    period.refresh_from_db()
    assert period.case == ending


def test_what_stands_on_agendas_comes_over_with_a_merge(manager: Any, period: Any) -> None:
    child, twin = period.child, factories.PersonFactory()
    place, same = factories.ContextFactory(), factories.ContextFactory()
    items = [factories.AgendaItemFactory(child=twin), factories.AgendaItemFactory(child=None, context=same)]
    enquiry = factories.Section47Factory(child=twin)
    plan = factories.ContextPlanFactory(agreed=True)
    links = [factories.PlanChildLinkFactory(plan=plan, child=person) for person in (child, twin)]
    merge_people(child, merged=twin, by=manager, reason="One school")
    merge_contexts(place, merged=same, by=manager, reason="One gate")
    for row in (*items, enquiry, *links):
        row.refresh_from_db()
    # Reached by one plan under both records: it goes on once, and the other stays readable.
    assert [(link.child, link.to_on) for link in links] == [(child, None), (child, today())]
    assert [items[0].child, items[1].context, enquiry.child] == [child, place, child]
