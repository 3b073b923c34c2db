"""The pages of missing episodes: the long forms with their finder, what is offered to whom, and the lists."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import LinkProposal, MissingEpisode, ReturnInterview
from contexts.models import ContextLink
from cs_casework.dates import today
from cs_casework.drafts.models import Draft
from tests.factories import (
    AllocationFactory,
    CaseChildFactory,
    ContextFactory,
    ContextLinkFactory,
    MissingEpisodeFactory,
    PersonFactory,
    ReturnInterviewFactory,
    TeamFactory,
)
from tests.helpers import boxes, hours_ago, moment_boxes, refusals, value_typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(team: Any, worker: Any) -> SimpleNamespace:
    period = CaseChildFactory(case__team=team)
    AllocationFactory(case=period.case, worker=worker)
    return SimpleNamespace(case=period.case, child=period.child, park=ContextFactory(name="Ferry Park"))


def typed(**changed: Any) -> dict[str, Any]:
    gone = moment_boxes("missing_from", hours_ago(30)) | moment_boxes("found_at", hours_ago(6))
    return {"kind": "M", "context": "none", "found_where": "On the swings", **gone, **changed}


def test_an_episode_leads_from_the_form_to_an_accepted_link(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    desk = as_user(worker)
    new = reverse("cases:episode-create", args=[made.child.pk])
    page = desk.post(new, typed(_find="1", _finder="Ferry"))
    assert value_typed(page, "found_where") == "On the swings"
    assert not page.context["form"].errors
    draft = {"draft_id": str(Draft.objects.get().pk)}
    # A phrase that blames is asked about once, and then recorded as it is.
    blames = typed(context=str(made.park.pk), done="She absconded", **draft)
    assert "without blame" in desk.post(new, blames | {"_record": "1"}).content.decode()
    for _press in range(2):
        answer = desk.post(new, blames | {"_prompted": "1"})
        assert answer.url == f"{MissingEpisode.objects.get().get_absolute_url()}#main-content"
    proposal = LinkProposal.objects.get()
    accept = reverse("cases:proposal-accept", args=[proposal.pk])
    for listed in (
        MissingEpisode.objects.get().get_absolute_url(),
        reverse("cases:proposal-list"),
        reverse("contexts:person-contexts", args=[made.child.pk]),
    ):
        assert accept in desk.get(listed).content.decode(), listed
    form = desk.get(accept)
    assert [value_typed(form, name) for name in ("roles", "basis", "from_on")] == [
        ["found_missing"],
        "agency_report",
        timezone.localdate(hours_ago(6)),
    ]
    assert "On the swings" not in form.text
    assert value_typed(form, "source").startswith("Missing episode: Missing from ")
    linked = {"roles": ["found_missing"], "basis": "agency_report", "reliability": "reported"}
    linked |= {"source": "Police", "handling": "open"}
    desk.post(accept, linked | boxes("source_on", today()) | boxes("from_on", today()))
    assert ContextLink.objects.get().role == "found_missing"
    on_place = desk.get(reverse("cases:context-children", args=[made.park.pk])).content.decode()
    assert str(made.child) in on_place


def test_a_place_linked_already_is_offered_and_asked_about(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    long_ago = today() - datetime.timedelta(days=90)
    ContextLinkFactory(child=made.child, context=made.park, role="found_missing", reviewed_on=long_ago)
    desk = as_user(worker)
    new = reverse("cases:episode-create", args=[made.child.pk])
    assert str(made.park) in desk.get(new).content.decode()
    answer = desk.post(new, typed(context=str(made.park.pk)))
    episode = MissingEpisode.objects.get()
    assert answer.url == f"{reverse('cases:episode-review', args=[episode.pk])}#main-content"
    desk.post(reverse("cases:episode-review", args=[episode.pk]))
    assert ContextLink.objects.get().reviewed_on == today()


def test_somebody_else_was_quicker_and_nothing_typed_is_lost(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    episode = MissingEpisodeFactory(child=made.child, found_where="At home")
    episode.save()  # the version that both read
    desk = as_user(worker)
    change = reverse("cases:episode-change", args=[episode.pk])
    read = desk.get(change).context["version"]
    episode.found_where = "At the pier"
    episode.save()
    mine = typed(reason="I know better", version=str(read))
    page = desk.post(change, mine)
    assert "__all__" in refusals(page)
    assert ("At the pier", "On the swings") in {(row["theirs"], row["own"]) for row in page.context["beside"].rows}
    desk.post(change, mine | {"version": str(page.context["version"])})
    assert MissingEpisode.objects.get().found_where == "On the swings"


def test_lists_show_who_is_missing_and_which_interviews_are_late(
    made: SimpleNamespace, worker: Any, manager: Any, as_user: Any
) -> None:
    mine = MissingEpisodeFactory(child=made.child, found_at=None)
    elsewhere = MissingEpisodeFactory(found_at=None)
    late = ReturnInterviewFactory(episode__child=made.child, due_at=hours_ago(2))
    later = ReturnInterviewFactory()
    ReturnInterviewFactory(held=True)
    desk = as_user(worker)
    whole = desk.get(reverse("cases:missing-list"))
    assert list(whole.context["page_of"]) == [mine, elsewhere]
    own = desk.get(f"{reverse('cases:missing-list')}?whose=mine")
    assert list(own.context["page_of"]) == [mine]
    due = desk.get(reverse("cases:interview-list"))
    assert list(due.context["page_of"]) == [late, later]
    assert due.content.decode().count(">Late<") == 1
    team = as_user(manager).get(f"{reverse('cases:interview-list')}?whose=team")
    assert list(team.context["page_of"]) == [late]


def test_lists_narrow_by_team_and_by_worker(
    made: SimpleNamespace, worker: Any, colleague: Any, team: Any, as_user: Any
) -> None:
    mine = MissingEpisodeFactory(child=made.child, found_at=None)
    elsewhere = MissingEpisodeFactory(child=CaseChildFactory(case__team=TeamFactory()).child, found_at=None)
    due, other = (ReturnInterviewFactory(episode__child=episode.child) for episode in (mine, elsewhere))
    desk = as_user(colleague)
    for name, own, theirs in (("missing-list", mine, elsewhere), ("interview-list", due, other)):
        address = reverse(f"cases:{name}")
        assert list(desk.get(address, {"team": team.pk}).context["page_of"]) == [own]
        assert list(desk.get(address, {"worker": worker.pk}).context["page_of"]) == [own]
        assert list(desk.get(address, {"worker": colleague.pk}).context["page_of"]) == []
        assert set(desk.get(address).context["page_of"]) == {own, theirs}


def test_an_interview_that_will_not_be_stands_with_why(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    offer = {"offered": "Y", "offered_at": hours_ago(3), "offered_by": "Nia"}
    refused = ReturnInterviewFactory(
        episode__child=made.child, **offer, taken_up="N", not_taken_up_why="Not with a stranger"
    )
    none = ReturnInterviewFactory(**offer, taken_up="NA", not_applicable_why="She moved away")
    never = ReturnInterviewFactory(offered="N", not_offered_why="He was abroad", taken_up="NA")
    desk, address = as_user(worker), reverse("cases:interview-list")
    assert not desk.get(address).context["page_of"].object_list
    page = desk.get(address, {"show": "refused"})
    assert list(page.context["page_of"]) == [refused]
    again = f"{reverse('cases:interview-record', args=[refused.pk])}?again=1"
    for shown in (page, desk.get(refused.episode.get_absolute_url())):
        body = shown.content.decode()
        assert "Not with a stranger" in body
        assert "It can be offered again" in body
        assert again in body
    page = desk.get(address, {"show": "none"})
    assert set(page.context["page_of"]) == {none, never}
    assert [why for why in ("She moved away", "He was abroad") if why not in page.text] == []
    assert "She moved away" in desk.get(none.episode.get_absolute_url()).text
    # Offered again, nothing of the first offer is sent along by mistake; put right, it stands as it was.
    form, as_it_is = desk.get(again), desk.get(again.partition("?")[0])
    assert [value_typed(form, name) for name in ("offered_by", "taken_up")] == ["", ""]
    assert value_typed(as_it_is, "not_taken_up_why") == "Not with a stranger"
    sent = {"offered": "Y", "offered_by": "Nia", "taken_up": "N", "context": "none"} | moment_boxes(
        "offered_at", hours_ago(2)
    )
    assert "not_taken_up_why" in refusals(desk.post(again, sent))


def test_what_cannot_be_done_any_more_is_not_offered(made: SimpleNamespace, worker: Any, as_user: Any) -> None:
    missing = MissingEpisodeFactory(child=made.child, found_at=None)
    error = MissingEpisodeFactory(withdrawn_on=today(), withdrawn_why="Another child")
    told = ReturnInterviewFactory(held=True)
    desk = as_user(worker)
    for name, record, offered in (
        ("episode-found", missing, True),
        ("episode-found", told.episode, False),
        ("episode-change", error, False),
        ("episode-withdraw", error, False),
    ):
        address = reverse(f"cases:{name}", args=[record.pk])
        assert (address in desk.get(record.get_absolute_url()).content.decode()) == offered, name
        assert desk.get(address).status_code == (200 if offered else 404), name
    extend = reverse("cases:interview-extend", args=[told.pk])
    assert extend not in desk.get(told.episode.get_absolute_url()).content.decode()
    assert desk.get(extend).status_code == 404
    # What was held is changed with a reason.
    change = reverse("cases:interview-record", args=[told.pk])
    assert "reason" in desk.get(change).context["form"].fields
    sent = {"offered": "N", "not_offered_why": "A slip", "context": "none"}
    assert "reason" in refusals(desk.post(change, sent))
    desk.post(change, sent | {"reason": "Recorded on the wrong child"})
    assert ReturnInterview.objects.get(pk=told.pk).offered == "N"


def test_the_page_of_a_child_tells_each_time_and_what_became_of_it(
    made: SimpleNamespace, worker: Any, as_user: Any
) -> None:
    late = MissingEpisodeFactory(child=made.child, context=made.park, found_where="On the swings")
    ReturnInterviewFactory(episode=late, due_at=hours_ago(2))
    MissingEpisodeFactory(child=PersonFactory(), found_where="Elsewhere")
    body = as_user(worker).get(reverse("cases:person-missing", args=[made.child.pk])).content.decode()
    assert "On the swings" in body
    assert str(made.park) in body
    assert "Late" in body
    assert "Elsewhere" not in body
