"""Two people change one record by one short form: the later is shown both, field by field, and no word is lost."""

import datetime
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import CaseNote, Invitation
from contexts.workflow import change_context
from cs_casework.audit.log import save_record
from cs_casework.drafts.models import Draft
from families.models import Person
from families.workflow import change_family
from tests import factories
from tests.helpers import boxes, hours_ago, moment_boxes, race, refusals, value_typed

pytestmark = pytest.mark.django_db
CHANGED = "This has been changed since you opened it. Look at both versions, and send what is right."


def test_details_changed_by_somebody_else_meanwhile_are_shown_beside_ones_own(
    as_user: Any, worker: Any, colleague: Any
) -> None:
    person = factories.PersonFactory()
    address = reverse("families:person-edit", args=[person.pk])
    desk, other = as_user(worker), as_user(colleague)
    opened, also = desk.get(address), other.get(address)
    typed, needs = boxes("birth_on", person.birth_on) | {"sex": "U"}, {"communication_needs": "Makaton"}
    assert other.post(address, typed | needs | {"began": also.context["began"]}).status_code == 302
    # The later one had read another version: nothing is written, both stand on the page, and so do one's own words.
    mine = typed | {"communication_needs": "Large print", "began": opened.context["began"]}
    refused = desk.post(address, mine)
    assert refusals(refused) == {"__all__": [CHANGED]}
    assert [(row["theirs"], row["own"]) for row in refused.context["beside"].rows] == [("Makaton", "Large print")]
    assert refused.context["beside"].who == colleague
    assert value_typed(refused, "communication_needs") == "Large print"
    assert Person.objects.get(pk=person.pk).communication_needs == "Makaton"
    # Sent again in sight of it, it stands. Who says nothing of what they read had read nothing.
    assert desk.post(address, mine | {"began": refused.context["began"]}).status_code == 302
    assert Person.objects.get(pk=person.pk).communication_needs == "Large print"
    assert desk.post(address, typed).status_code == 302


def test_what_no_field_of_the_form_holds_is_no_change_of_it(as_user: Any, worker: Any, colleague: Any) -> None:
    family = factories.FamilyFactory()
    address = reverse("families:family-edit", args=[family.pk])
    began = as_user(worker).get(address).context["began"]
    confirmed = type(family).objects.get(pk=family.pk)
    confirmed.confirmed_on = datetime.date(2024, 2, 2)
    save_record(confirmed, by=colleague)
    assert as_user(worker).post(address, {"name": "Varga", "began": began}).status_code == 302
    change_family(family, by=colleague, name="Vargas")
    refused = as_user(worker).post(address, {"name": "Vargová", "began": began})
    assert refusals(refused) == {"__all__": [CHANGED]}


def test_long_form_keeps_a_draft_and_the_draft_knows_what_it_began_with(
    as_user: Any, worker: Any, colleague: Any
) -> None:
    context = factories.ContextFactory(kind="location", name="Canal Walk")
    address = reverse("contexts:context-edit", args=[context.pk])
    desk = as_user(worker)
    opened = desk.get(address)
    typed = {"name": "Canal Walk", "description": "Dark at four", "began": opened.context["began"]}
    assert desk.post(address, typed | {"_save": "1"}).url == context.get_absolute_url()
    change_context(context, by=colleague, description="Lit since May")
    again = desk.get(address)
    assert value_typed(again, "description") == "Dark at four"
    assert [row["theirs"] for row in again.context["beside"].rows] == ["Lit since May"]
    sent = typed | {"began": again.context["began"], "draft_id": str(again.context["draft"].id)}
    assert desk.post(address, sent).status_code == 302
    context.refresh_from_db()
    assert context.description == "Dark at four"
    assert not Draft.objects.unfinished().exists()
    # Sent twice: it is this very form that has changed the record since, and nobody is told of another version.
    assert desk.post(address, sent).url == context.get_absolute_url()
    assert refusals(desk.post(address, sent | {"draft_id": ""})) == {"__all__": [CHANGED]}


def test_amended_note_is_amended_by_two_and_no_part_is_lost(as_user: Any, worker: Any, colleague: Any) -> None:
    row = factories.NoteSubjectFactory(own_part="For the child")
    note = row.note
    address = reverse("cases:note-amend", args=[note.pk])
    desk = as_user(worker)
    opened = desk.get(address)
    typed = {
        "reason": "A slip", "title": "At home", "happened": "We spoke.", "said": "", "analysis": "",
        f"own_{row.pk}": "Of the first", **moment_boxes("occurred_at", note.occurred_at),
    }  # fmt: skip
    theirs = typed | {f"own_{row.pk}": "Of the second", "began": opened.context["began"]}
    assert as_user(colleague).post(address, theirs).status_code == 302
    mine = typed | {"happened": "We spoke at length.", "began": opened.context["began"]}
    refused = desk.post(address, mine)
    assert refusals(refused) == {"__all__": [CHANGED]}
    assert {(line["theirs"], line["own"]) for line in refused.context["beside"].rows} == {
        ("We spoke.", "We spoke at length."), ("Of the second", "Of the first")
    }  # fmt: skip
    assert CaseNote.objects.get(pk=note.pk).happened == "We spoke."
    assert desk.post(address, mine | {"began": refused.context["began"]}).status_code == 302
    assert CaseNote.objects.get(pk=note.pk).happened == "We spoke at length."


@pytest.mark.django_db(transaction=True)
def test_two_say_at_once_who_came_and_neither_sets_anybody_back(worker: Any, colleague: Any) -> None:
    meeting = factories.MeetingFactory(starts_at=hours_ago(1))
    okello, adair = (factories.InvitationFactory(meeting=meeting, name=name) for name in ("Mr Okello", "Ms Adair"))
    address = reverse("cases:meeting-attendance", args=[meeting.pk])
    desks = {worker: Client(), colleague: Client()}
    for user, desk in desks.items():
        desk.force_login(user, backend="cs_casework.accounts.backends.StaffBackend")
    said = {worker: {f"came_{okello.pk}": "attended"}, colleague: {f"came_{adair.pk}": "apologies"}}
    began = desks[worker].get(address).context["began"]
    answers = race(
        *(partial(desk.post, address, said[user] | {"began": began}) for user, desk in desks.items()),
        hold=lambda: type(meeting).objects.select_for_update().get(pk=meeting.pk),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    # Whoever was later is told who was first, and sees in what the two differ.
    first, later = desks if answers[0].status_code == 302 else reversed(desks)
    (refused,) = (answer for answer in answers if answer.status_code == 200)
    assert refusals(refused) == {"__all__": [CHANGED]}
    beside = refused.context["beside"]
    assert (beside.who, {row["label"] for row in beside.rows}) == (
        first, {"Mr Okello (head of year)", "Ms Adair (head of year)"}
    )  # fmt: skip
    stands = Invitation.objects.exclude(attendance="").get()
    assert f"came_{stands.pk}" in said[first]
    both = said[first] | said[later] | {"began": refused.context["began"]}
    assert desks[later].post(address, both).status_code == 302
    assert set(meeting.invitations.values_list("name", "attendance")) == {
        ("Mr Okello", "attended"), ("Ms Adair", "apologies")
    }  # fmt: skip
