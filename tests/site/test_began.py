"""Two people change one record by one short form: the later is shown both, field by field, and no word is lost."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from cases.models import CaseNote
from contexts.workflow import change_context
from cs_casework.audit.log import save_record
from cs_casework.drafts.models import Draft
from families.models import Person
from families.workflow import change_family
from tests import factories
from tests.helpers import boxes, moment_boxes, refusals, value_typed

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
