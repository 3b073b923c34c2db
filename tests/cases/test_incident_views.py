"""The pages of incidents: chosen without scripts, kept as a draft, and asked about links afterwards."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from cases.incidents import change_incident, record_incident
from cases.models import Incident, IncidentChild
from cs_casework.access import restrict_record
from cs_casework.dates import today
from cs_casework.reference.models import HarmType
from tests.factories import (
    CaseChildFactory,
    ContextCaseFactory,
    ContextFactory,
    ContextLinkFactory,
    FamilyMembershipFactory,
    IncidentChildFactory,
    IncidentFactory,
    IncidentHarmFactory,
    PersonFactory,
)
from tests.helpers import hours_ago, moment_boxes, refusals

pytestmark = pytest.mark.django_db

NEW = reverse("cases:incident-create")
DAY = datetime.timedelta(days=1)


def typed(*subjects: Any, **fields: Any) -> dict[str, Any]:
    keys = [f"{'child' if subject._meta.model_name == 'person' else 'context'}:{subject.pk}" for subject in subjects]
    said = {"what": "A telephone was taken.", "source": "The school", **moment_boxes("occurred_at", hours_ago(4))}
    return {"subject": keys} | said | fields


def test_children_and_the_place_are_found_and_chosen_without_scripts(as_user: Any, worker: Any) -> None:
    ada, ben = (PersonFactory(given=given, family="Marchbank") for given in ("Ada", "Ben"))
    PersonFactory(given="Mother", family="Marchbank", birth_on=datetime.date(1980, 1, 1))
    park = ContextFactory(name="Marchbank Park")
    desk = as_user(worker)
    found = desk.post(NEW, {"_find": "1", "_finder": "Marchbank", "what": "Half a sentence"})
    assert {record for _key, record in found.context["found"]} == {ada, ben, park}  # no adult
    assert "Half a sentence" in found.text
    chosen = {"add": [f"child:{ada.pk}", f"child:{ben.pk}"], "place": f"context:{park.pk}", "_add": "1"}
    added = desk.post(NEW, chosen | {"what": "Half a sentence"})
    assert [record for _key, record in added.context["subjects"]] == [ada, ben, park]
    # Another place takes the place of the first, and who is removed is gone.
    mall = ContextFactory(name="The mall")
    keys = [key for key, _record in added.context["subjects"]]
    moved = desk.post(NEW, {"subject": keys, "place": f"context:{mall.pk}", "_add": "1"})
    assert [record for _key, record in moved.context["subjects"]] == [ada, ben, mall]
    removed = desk.post(NEW, {"subject": keys, "_remove": f"child:{ben.pk}"})
    assert [record for _key, record in removed.context["subjects"]] == [ada, park]
    # All of it waits as a draft.
    assert [record for _key, record in desk.get(NEW).context["subjects"]] == [ada, park]
    harm = HarmType.objects.order_by("name").first()
    parts = {f"part_{ada.pk}": ["harmed", "witness"], f"part_{ben.pk}": "not_known"}
    sent = desk.post(NEW, typed(ada, ben, park, harm_types=[harm.pk], is_critical="on", **parts))
    incident = Incident.objects.get()
    assert sent["Location"] == incident.get_absolute_url()
    assert incident.context == park
    assert sorted(incident.children.values_list("role", flat=True)) == ["harmed", "not_known", "witness"]
    page = desk.get(sent["Location"]).text
    assert "harmed, saw or heard it" in page
    assert str(harm) in page
    for record in (ada, ben, park):
        kind = "contexts" if record == park else "people"
        assert incident.what in desk.get(f"/{kind}/{record.pk}/incidents/").text


def test_what_is_refused_stands_beside_its_field_and_nothing_typed_is_lost(as_user: Any, worker: Any) -> None:
    ada, desk = PersonFactory(), as_user(worker)
    assert list(refusals(desk.post(NEW, typed()))) == ["__all__"]
    assert list(refusals(desk.post(NEW, typed(ada)))) == [f"part_{ada.pk}"]
    both = {f"part_{ada.pk}": ["harmed", "not_known"]}
    assert list(refusals(desk.post(NEW, typed(ada, **both)))) == [f"part_{ada.pk}"]
    grown = PersonFactory(birth_on=datetime.date(1990, 1, 1))
    answer = desk.post(NEW, typed(grown, **{f"part_{grown.pk}": "harmed"}))
    assert list(refusals(answer)) == ["__all__"]
    assert "A telephone was taken." in answer.text
    assert not Incident.objects.exists()


def test_begun_from_a_family_or_a_case_its_children_are_offered(as_user: Any, worker: Any, manager: Any) -> None:
    period = CaseChildFactory()
    family = period.case.family
    member, other, hidden = (FamilyMembershipFactory(family=family).person for _number in range(3))
    FamilyMembershipFactory(family=family, person__birth_on=datetime.date(1980, 1, 1))
    FamilyMembershipFactory(family=family, person=period.child)
    restrict_record(hidden, by=manager, reason="A relative works here")
    desk = as_user(worker)
    offered = desk.get(f"{NEW}?about=family:{family.pk}").context["offered"]
    assert {child for _key, child in offered} == {member, other, period.child}
    offered = desk.get(f"{NEW}?about=case:{period.case_id}").context["offered"]
    assert [child for _key, child in offered] == [period.child]
    place = ContextCaseFactory()
    begun = desk.get(f"{NEW}?about=case:{place.pk}").context["subjects"]
    assert [record for _key, record in begun] == [place.context]
    # Of what may not be seen, and of what is not there, nothing is begun.
    restrict_record(period.case, by=manager, reason="A relative works here")
    for nothing in (f"case:{period.case_id}", f"child:{hidden.pk}", f"family:{hidden.pk}", "case:x", "nonsense"):
        context = desk.get(f"{NEW}?about={nothing}").context
        assert (context["subjects"], context["offered"]) == ([], [])


def test_words_that_blame_are_asked_about_once(as_user: Any, worker: Any) -> None:
    ada, desk = PersonFactory(), as_user(worker)
    sent = typed(ada, what="She is streetwise.", **{f"part_{ada.pk}": "harmed"})
    assert list(desk.post(NEW, sent).context["blaming"]) == ["streetwise"]
    assert desk.post(NEW, sent | {"_prompted": "1"}).status_code == 302


def test_links_are_asked_about_and_none_is_made(as_user: Any, worker: Any) -> None:
    link = ContextLinkFactory(from_on=today() - 90 * DAY, review_due=today() + 30 * DAY)
    desk = as_user(worker)
    sent = desk.post(NEW, typed(link.child, link.context, **{f"part_{link.child_id}": "harmed"}))
    incident = Incident.objects.get()
    assert sent["Location"] == reverse("cases:incident-review", args=[incident.pk])
    assert str(link.child) in desk.get(sent["Location"]).text
    assert "Still true today?" in desk.get(incident.get_absolute_url()).text
    desk.post(sent["Location"], {"link": link.pk})
    link.refresh_from_db()
    assert link.reviewed_on == today()
    assert link.history.first().history_change_reason == "An incident named the child and the context"
    assert "Still true today?" not in desk.get(incident.get_absolute_url()).text


def test_who_may_not_read_what_they_have_written_is_told_why(as_user: Any, worker: Any) -> None:
    ada, desk = PersonFactory(), as_user(worker)
    path = f"{NEW}?about=child:{ada.pk}"
    sent = desk.post(path, typed(ada, **{f"part_{ada.pk}": "harmed_others"}), follow=True)
    assert sent.redirect_chain[-1][0] == f"/people/{ada.pk}/incidents/"
    assert "It says that a child harmed others" in sent.text
    assert IncidentChild.objects.get().role == "harmed_others"


def test_a_change_starts_from_what_stands_and_is_not_sent_unread(as_user: Any, worker: Any) -> None:
    row = IncidentChildFactory()
    incident = row.incident
    withdrawn = IncidentHarmFactory(incident=incident).harm_type
    HarmType.objects.filter(pk=withdrawn.pk).update(withdrawn_on=today())
    path, desk = reverse("cases:incident-change", args=[incident.pk]), as_user(worker)
    form = desk.get(path).context["form"]
    assert form[f"part_{row.child_id}"].value() == ["harmed"]
    assert form["harm_types"].value() == [withdrawn.pk]
    fields = {f"part_{row.child_id}": ["witness"], "harm_types": [withdrawn.pk], "reason": "More is known"}
    sent = typed(row.child, incident.context, version="1", **fields)
    incident.save()  # somebody else changes it meanwhile
    refused = desk.post(path, sent)
    assert "changed since you opened it" in refusals(refused)["__all__"][0]
    told = {row["label"]: (row["theirs"], row["own"]) for row in refused.context["beside"].rows}
    assert told["What happened"] == (incident.what, "A telephone was taken.")
    assert told[f"What part did {row.child} have?"] == ("Harmed", "Saw or heard it")
    assert "Where it was" not in told  # said alike in both
    assert refused.context["version"] == 2  # and sent again, it goes through
    assert desk.post(path, sent | {"version": "2"}).status_code == 302
    assert IncidentChild.objects.standing().get(incident=incident).role == "witness"
    page = desk.get(incident.get_absolute_url()).text
    assert "Taken out again" in page
    assert "More is known" in page


def test_the_pages_of_a_context_say_how_many_there_were(as_user: Any, worker: Any) -> None:
    context = ContextFactory()
    for days in (1, 200):
        IncidentFactory(context=context, occurred_at=hours_ago(24 * days))
    desk = as_user(worker)
    assert "1 in the last 3 months, 1 in 6, 2 in 12" in desk.get(context.get_absolute_url()).text
    page = desk.get(reverse("cases:context-incidents", args=[context.pk]))
    months = page.context["chart"].months
    assert (len(months), sum(month.number for month in months)) == (12, 2)
    assert len(page.context["page_of"]) == 2


def test_kinds_of_harm_that_were_taken_out_stay_readable(as_user: Any, worker: Any) -> None:
    first, second = HarmType.objects.order_by("name")[:2]
    facts = {"occurred_at": hours_ago(5), "what": "A fight", "source": "The school", "context": ContextFactory()}
    incident = record_incident(by=worker, harm_types=[first, second], **facts)
    change_incident(incident, by=worker, reason="It was not that", harm_types=[second], **facts)
    change_incident(incident, by=worker, reason="It was", harm_types=[first], **facts)
    answer = as_user(worker).get(incident.get_absolute_url())
    told = [[(c.old, c.new) for c in changes] for _version, changes in answer.context["read"]]
    one, other = (f"{harm} ({harm.census_factor})" for harm in (first, second))
    assert told == [[(other, one)], [("\n".join(sorted([one, other])), other)], []]
    # Each in the service's own word beside the national factor, where it stands today.
    facts_shown = answer.text.partition("Versions")[0]
    assert first.get_census_factor_display() in facts_shown
