"""What is sent wrongly is refused with a problem document that names the field; nothing of it is written, and nothing that
may not be seen is told."""

import datetime
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.hiding import undecided_notes
from cases.models import NoteHiding, NoteRelease
from contexts.models import Context
from cs_casework.access import restrict_record
from cs_casework.accounts.models import Team, User
from cs_casework.api import questions
from cs_casework.api.answers import Named, Rows, readable
from cs_casework.api.resources import RESOURCES
from cs_casework.audit.models import AuditEvent
from cs_casework.dates import today
from tests import factories
from tests.api.conftest import Caller, problem
from tests.site import api
from tests.site.records import restrict

NEW = {"kind": "location", "name": "The arcade", "description": "Behind the station"}


def pointers(response: Any, status: int = 400) -> list[str]:
    return [one.get("pointer", one.get("parameter", "")) for one in problem(response, status)]


def test_bodies_that_cannot_be_read(calling: Any, worker: Any) -> None:
    program = calling(worker)
    assert problem(program.post("contexts/", b"{"), 400) == []
    assert problem(program.post("contexts/", b"[1]"), 400) == []
    assert problem(program.post("contexts/", b'{"name": NaN}'), 400) == []
    assert problem(program.post("contexts/", b"\xff\xfe"), 400) == []
    assert pointers(program.post("contexts/", b'{"name": "A", "name": "B"}')) == ["/name"]
    assert problem(program.post("contexts/", b'{"a":' * 5000 + b"1" + b"}" * 5000), 400) == []
    assert problem(program.post("contexts/", b'{"a":' * 20 + b"1" + b"}" * 20), 400) == []
    assert problem(program.post("contexts/", b'{"name": "' + b"x" * 10_000_000 + b'"}'), 413) == []
    assert problem(program.post("contexts/", NEW, **{"Content-Type": "text/plain"}), 415) == []
    assert problem(program.get("contexts/", Accept="text/turtle"), 406) == []
    assert problem(program.ask("PUT", "contexts/", NEW), 405) == []
    assert problem(program.get("nothing/"), 404) == []
    assert not Context.objects.exists()


def test_fields_of_the_wrong_kind_are_named(calling: Any, worker: Any) -> None:
    program = calling(worker)
    assert pointers(program.post("contexts/", NEW | {"colour": "red", "a/b": 1})) == ["/a~1b", "/colour"]
    assert pointers(program.post("contexts/", {"kind": "location"})) == ["/name", "/description"]
    assert pointers(program.post("contexts/", NEW | {"kind": "castle"})) == ["/kind"]
    assert pointers(program.post("contexts/", NEW | {"name": "x" * 200})) == ["/name"]
    assert pointers(program.post("contexts/", NEW | {"name": {"a": 1}})) == ["/name"]
    assert pointers(program.post("contexts/", NEW | {"name": "a\u0000b"})) == ["/name"]
    assert pointers(program.post("contexts/", NEW | {"review_due": "9999-12-31"})) == ["/review_due"]
    assert pointers(program.post("contexts/", NEW | {"review_due": "soon"})) == ["/review_due"]
    assert pointers(program.post("contexts/", NEW | {"easting": 10**30})) == ["/easting"]
    assert pointers(program.post("contexts/", NEW | {"owner_team": [1]})) == ["/owner_team"]
    begun = {"channel": "phone", "danger": "no", "received_at": "2026-03-04T09:00:00"}
    assert pointers(program.post("referrals/", begun)) == ["/received_at"]
    note = {"kind": "visit", "occurred_at": "2026-03-04T09:00:00Z", "title": "Seen", "subjects": [{"child": 1}, {}]}
    assert pointers(program.post("case-notes/", note)) == ["/subjects/0/child"]
    assert not Context.objects.exists()


def test_what_an_address_asks_for(calling: Any, worker: Any) -> None:
    program = calling(worker)
    assert pointers(program.get("contexts/?colour=red&kind=location")) == ["colour"]
    assert pointers(program.get("contexts/?page=7")) == ["page"]
    assert pointers(program.get("contexts/?page=0")) == ["page"]
    assert pointers(program.get("contexts/?page_size=100000")) == ["page_size"]
    assert pointers(program.get("contexts/?ordering=owner")) == ["ordering"]
    assert pointers(program.get("contexts/?owner_team=somebody")) == ["owner_team"]
    assert pointers(program.get("contexts/?created_at_from=yesterday")) == ["created_at_from"]
    assert pointers(program.get("contexts/?status=burnt")) == ["status"]
    assert pointers(program.get("contexts/?q=%00")) == ["q"]
    child = factories.PersonFactory()
    assert pointers(program.get(f"children/{child.pk}/linked-children/?months=1000")) == ["months"]
    assert pointers(program.get(f"children/{child.pk}/chronology/?since=0001-01-01")) == ["since"]
    assert pointers(program.get("search/?q=a&colour=red")) == ["colour"]
    audit = calling(factories.UserFactory(code="records_officer"))
    assert pointers(audit.get("audit/?record_id=PER-0001&actor_id=7")) == ["record_id", "actor_id"]


def test_a_page_says_how_many_there_are_by_the_statement_that_finds_it(calling: Any, worker: Any) -> None:
    program = calling(worker)
    assert program.get("contexts/").json() == {"count": 0, "next": None, "previous": None, "results": []}
    factories.ContextFactory.create_batch(5)
    with CaptureQueriesContext(connection) as sent:
        found = program.get("contexts/?page_size=2&page=2").json()
    assert (found["count"], len(found["results"])) == (5, 2)
    assert "page=3" in found["next"]
    assert "page_size=2" in found["previous"]
    counted = [query["sql"] for query in sent if "COUNT(*)" in query["sql"]]
    assert ["LIMIT 2 OFFSET 2" in text for text in counted] == [True]
    assert program.get("contexts/?page_size=2&page=3").json()["next"] is None


def test_a_list_is_narrowed_by_what_its_records_name(calling: Any, worker: Any, manager: Any) -> None:
    park, shop = (factories.ContextFactory(category_id=code) for code in ("park", "shop"))
    within = factories.ContextFactory(category_id="park", parent=shop)
    program = calling(worker)

    def found(query: str) -> set[str]:
        return {row["reference"] for row in program.get(f"contexts/?{query}").json()["results"]}

    assert found("category=park") == {park.reference, within.reference}
    assert found("category=nonsense") == set()
    assert found(f"parent={shop.pk}") == {within.reference}
    # It stands in a place that may not be seen now: that is told by no question, either.
    restrict(shop, by=manager)
    assert found(f"parent={shop.pk}") == set()
    assert within.reference in found("category=park")


def test_what_may_not_be_seen_is_as_what_is_not_there(calling: Any, worker: Any, manager: Any) -> None:
    hidden = restrict(factories.PersonFactory(), by=manager)
    context = factories.ContextFactory()
    program = calling(worker)
    link = {
        "context": context.pk,
        "role": "spends_time",
        "basis": "child_said",
        "reliability": "reported",
        "source": "The child",
        "source_on": today(),
        "from_on": today(),
    }
    answers = []
    for child in (hidden.pk, uuid4()):
        answers.append(
            [
                program.get(f"people/{child}/").content,
                program.get(f"children/{child}/chronology/").content,
                program.post("context-links/", link | {"child": child}).content,
                program.get(f"context-links/?child={child}").content.replace(str(child).encode(), b""),
                program.ask("PATCH", f"people/{child}/", {"school": "Elm"}).content,
            ]
        )
    assert answers[0] == answers[1]
    assert pointers(program.post("context-links/", link | {"child": hidden.reference})) == ["/child"]
    # A record that may be seen tells nothing of one that may not: not even its id.
    family = factories.FamilyFactory()
    member = factories.FamilyMembershipFactory(family=family, person=factories.PersonFactory())
    factories.FamilyMembershipFactory(family=family, person=hidden)
    found = program.read(f"memberships/?family={family.pk}")
    assert [row["id"] for row in found["results"]] == [str(member.pk)]
    assert found["count"] == 1
    assert str(hidden.pk) not in json.dumps(program.read("people/"))


def test_what_may_not_be_done_is_refused_and_undone(calling: Any, support: Any, records: Any, worker: Any) -> None:
    context = factories.ContextFactory()
    for user in (support, records):
        assert problem(calling(user).post("contexts/", NEW), 403) == []
    # Of a context, whoever sees names and status alone is given these.
    assert "description" not in calling(support).read(f"contexts/{context.pk}/")
    assert "description" in calling(worker).read(f"contexts/{context.pk}/")
    # A rule of the workflow, in its words, beside the field.
    refused = problem(calling(worker).post("contexts/", NEW | {"threshold_level": "targeted"}), 422)
    assert refused == [{"pointer": "/threshold_why", "detail": "Say why this level was chosen."}]
    assert list(Context.objects.all()) == [context]


def test_who_may_not_is_told_so_before_what_is_wanting(calling: Any, worker: Any, support: Any) -> None:
    assert pointers(calling(worker).post("cases/", {"family": factories.FamilyFactory().pk})) == ["/why"]
    for path, sent in (("cases/", {"why": "They stay away at night"}), ("agenda-items/", {"why": "They stay away"})):
        assert problem(calling(worker).post(path, sent), 422), path
        assert problem(calling(support).post(path, sent), 403) == [], path


def test_nobody_calls_without_a_token_that_is_good(calling: Any, worker: Any, manager: Any, client: Any) -> None:
    assert problem(Caller().get("contexts/"), 401) == []
    assert problem(Caller("csc_made_up").get("contexts/"), 401) == []
    assert problem(client.get("/api/v1/contexts/", headers={"Authorization": "Basic YTpi"}), 401) == []
    program = calling(worker)
    # A browser that is signed in as somebody else changes nothing.
    program.client.force_login(manager, backend="cs_casework.accounts.backends.StaffBackend")
    program.made("contexts/", NEW)
    assert Context.objects.get().created_by == worker
    event = AuditEvent.objects.filter(action="context.recorded").get()
    assert (event.actor_id, event.actor_name) == (worker.pk, "Wren Ashdown · The front door")
    worker.is_active = False
    worker.save()
    assert problem(program.get("contexts/"), 401) == []


def test_a_token_does_less_than_its_account(calling: Any, manager: Any, support: Any) -> None:
    program = calling(manager, role=support.role)
    assert problem(program.post("contexts/", NEW), 403) == []
    assert program.get("contexts/").status_code == 200
    assert problem(program.get("assessments/"), 403) == []


def test_a_browser_that_is_signed_in_sends_the_token_of_a_form(worker: Any) -> None:
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(worker, backend="cs_casework.accounts.backends.StaffBackend")
    assert browser.get("/api/v1/contexts/").status_code == 200
    assert problem(browser.post("/api/v1/contexts/", NEW, content_type="application/json"), 403) == []


@pytest.mark.second_factor
def test_a_browser_without_its_second_factor_is_not_let_in(worker: Any, client: Any) -> None:
    client.force_login(worker, backend="cs_casework.accounts.backends.StaffBackend")
    assert client.get("/api/v1/contexts/").status_code in (302, 403)


def test_calls_are_counted(calling: Any, worker: Any, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 2
    program = calling(worker)
    first, second, third = (program.get("contexts/") for _number in range(3))
    assert first["RateLimit-Policy"] == '"token";q=2;w=60'
    assert [first["RateLimit"].split(";")[1], second["RateLimit"].split(";")[1]] == ["r=1", "r=0"]
    assert problem(third, 429) == []
    assert 0 < int(third["Retry-After"]) <= 60


def test_the_same_call_twice_is_done_once(calling: Any, worker: Any, colleague: Any) -> None:
    program = calling(worker)
    first = program.post("contexts/", NEW, **{"Idempotency-Key": "one"})
    again = program.post("contexts/", NEW, **{"Idempotency-Key": "one"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert problem(program.post("contexts/", NEW | {"name": "Another"}, **{"Idempotency-Key": "one"}), 422) == []
    assert Context.objects.count() == 1
    # Another's key is another; and one that was refused can be sent again.
    calling(colleague).made("contexts/", NEW, **{"Idempotency-Key": "one"})
    assert problem(program.post("contexts/", {"kind": "location"}, **{"Idempotency-Key": "two"}), 400)
    program.made("contexts/", NEW, **{"Idempotency-Key": "two"})
    assert Context.objects.count() == 3


def test_what_was_done_twice_is_answered_with_the_status_of_the_first_time(calling: Any, manager: Any) -> None:
    child, boss = factories.PersonFactory(), calling(manager)
    sent, key = {"reason": "A relative works here"}, {"Idempotency-Key": "restrict"}
    first, again = (boss.post(f"people/{child.pk}/restrict/", sent, **key) for _time in range(2))
    assert (first.status_code, again.status_code) == (200, 200), first.content
    assert first.content == again.content


def test_restricting_decides_on_each_note_of_other_records(calling: Any, manager: Any) -> None:
    ada, ben = (factories.PersonFactory(given=given, family="Strand") for given in ("Ada", "Ben"))
    note, other = (factories.CaseNoteFactory(title=title, happened="They spoke.") for title in ("A call", "Another"))
    for subject in (ada, ben):
        for shared in (note, other):
            factories.NoteSubjectFactory(note=shared, child=subject)
    boss, at = calling(manager), f"people/{ben.pk}/restrict/"
    hide = {"note": str(note.pk), "decision": "hide"}
    told = {"note": str(other.pk), "decision": "release", "title": "A call", "happened": "Ada went out."}
    # What is not decided on is named, with its key.
    [refused] = problem(boss.post(at, {"reason": "Kin", "notes": [hide]}), 422)
    assert str(other.pk) in refused["detail"]
    assert str(note.pk) not in refused["detail"]
    for notes, status in (
        ([hide, hide], 422),
        ([hide | {"title": "x"}, told], 422),
        ([hide, told | {"said": "Ben rang"}], 422),
        ([hide, {"note": str(other.pk)}], 400),
        ([hide, told | {"decision": "forget"}], 400),
    ):
        assert problem(boss.post(at, {"reason": "Kin", "notes": notes}), status), notes
    ben.refresh_from_db()
    assert not ben.is_restricted
    boss.made(at, {"reason": "Kin", "notes": [hide, told]})
    assert (NoteHiding.objects.get().note, NoteRelease.objects.get().note) == (note, other)
    cleo = factories.PersonFactory()
    late = factories.NoteSubjectFactory(note__title="Late", child=cleo).note
    factories.NoteSubjectFactory(note=late, child=ada)
    boss.made(f"people/{cleo.pk}/restrict/", {"reason": "Kin", "hide_others": True})
    assert list(undecided_notes(cleo, user=manager)) == [late]


def test_access_is_granted_renewed_and_ended(calling: Any, manager: Any, worker: Any) -> None:
    child, boss = factories.PersonFactory(), calling(manager)
    boss.made(f"people/{child.pk}/restrict/", {"reason": "A relative works here"})
    ends = today() + datetime.timedelta(days=9)
    sent, key = {"to": worker.pk, "reason": "The enquiry", "ends_on": ends, "kind": "task"}, {"Idempotency-Key": "one"}
    assert calling(worker).get(f"people/{child.pk}/").status_code == 404
    granted, again = (boss.post(f"people/{child.pk}/grant/", sent, **key) for _time in range(2))
    assert (granted.status_code, again.status_code) == (201, 201), granted.content
    assert granted.json() == again.json()
    assert child.grants.filter(user=worker).count() == 1
    assert calling(worker).get(f"people/{child.pk}/").status_code == 200
    path = granted["Location"]
    assert boss.read(path)["user"] == str(worker.pk)
    renewed = boss.post(f"{path}renew/", {"reason": "It goes on", "ends_on": ends + datetime.timedelta(days=2)})
    assert renewed.status_code in (200, 201), renewed.content
    number = renewed.json()["id"]
    assert boss.post(f"person-grants/{number}/end/", {"reason": "It is over"}).status_code == 200
    assert calling(worker).get(f"people/{child.pk}/").status_code == 404
    # A practitioner grants nobody, and reads of no grant.
    assert problem(calling(worker).get(path), 404) == []


def test_nothing_is_found_or_put_in_order_by_what_one_is_not_told(calling: Any, support: Any, worker: Any) -> None:
    factories.ContextFactory()
    for query in ("category=x", "parent=x", "owner_team=x", "review_due_from=2026-01-01", "ordering=review_due"):
        refused = calling(support).get(f"contexts/?{query}")
        assert [error["parameter"] for error in problem(refused, 400)] == [query.partition("=")[0]], refused.content
    assert calling(worker).get("contexts/?ordering=review_due&review_due_from=2026-01-01").status_code == 200
    assert calling(support).get("contexts/?ordering=name").status_code == 200


def test_who_stands_on_a_record_in_two_parts_finds_it_once(calling: Any, worker: Any) -> None:
    child = factories.PersonFactory()
    incident = factories.IncidentChildFactory(child=child, role="harmed").incident
    factories.IncidentChildFactory(child=child, role="witness", incident=incident)
    found = calling(worker).read(f"incidents/?children__child={child.pk}")
    assert (found["count"], [row["id"] for row in found["results"]]) == (1, [str(incident.pk)])


def test_nothing_is_found_by_whom_it_is_not_about_any_more(calling: Any, worker: Any) -> None:
    child, program = factories.PersonFactory(), calling(worker)
    incident = factories.IncidentChildFactory(child=child).incident
    factor = factories.FactorChildFactory(child=child).factor
    note = factories.NoteSubjectFactory(child=child).note
    asked = {
        f"incidents/?children__child={child.pk}": incident,
        f"factors/?children__child={child.pk}": factor,
        f"case-notes/?subjects__child={child.pk}": note,
    }
    for path, record in asked.items():
        assert [row["id"] for row in program.read(path)["results"]] == [str(record.pk)], path
    # They were put in by mistake, and taken out again.
    incident.children.update(withdrawn_on=today())
    factor.children.update(removed_on=today())
    note.subjects.update(child=None, family=factories.FamilyFactory())
    assert {path: program.read(path)["count"] for path in asked} == dict.fromkeys(asked, 0)


def test_what_has_no_door_is_given_to_nobody(worker: Any) -> None:
    named = {model for one in RESOURCES.values() for model in {one.model, *named_by(one.answer())}}
    chosen = {model for _method, _path, _resource, shape in api.bodies() for model, _around in api.naming(shape)}
    assert len(named | chosen) > 50
    assert {model for model in named | chosen if not hasattr(model._default_manager.all(), "visible_to")} <= {
        User,
        Team,
    }
    for model in named | chosen:
        readable(model, worker)
    with pytest.raises(AttributeError):
        readable(ContentType, worker)


def named_by(answer: Any) -> Iterator[Any]:
    """The kinds of the records that an answer names, and of what hangs on it."""
    for field in answer.fields.values():
        if isinstance(field, Named):
            yield field.model
        elif isinstance(field, Rows):
            yield field.model
            yield from named_by(field.shape())


def test_the_plans_that_reach_a_child_are_paged(calling: Any, worker: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "PER_PAGE", 2)
    child, program = factories.PersonFactory(), calling(worker)
    links = {str(factories.PlanChildLinkFactory(child=child).pk) for _number in range(3)}
    path = f"children/{child.pk}/context-plans/"
    first, second, third = (program.read(f"{path}?page={number}") for number in (1, 2, 3))
    assert [len(page["results"]) for page in (first, second, third)] == [2, 1, 0]
    assert [page["has_next"] for page in (first, second, third)] == [True, False, False]
    assert {row["link"] for page in (first, second) for row in page["results"]} == links
    assert pointers(program.get(f"{path}?page=0")) == ["page"]


def test_what_can_be_asked_of_an_address_is_said_by_the_description_alone(calling: Any, worker: Any) -> None:
    assert problem(calling(worker).ask("OPTIONS", "contexts/"), 405) == []


def test_a_search_goes_no_further_than_its_page(calling: Any, worker: Any) -> None:
    factories.PersonFactory(given="Ada")
    answer = calling(worker).read("search/?q=Ada&kind=people&page=99")
    assert (answer["page"], answer["has_next"]) == (50, False)


def test_nobody_changes_what_they_have_not_read(calling: Any, worker: Any, colleague: Any) -> None:
    context = factories.ContextFactory(name="The arcade")
    mine, theirs = calling(worker), calling(colleague)
    path = f"contexts/{context.pk}/"
    read = mine.get(path)["ETag"]
    assert problem(mine.ask("PATCH", path, {"name": "The pier"}), 428) == []
    assert theirs.patch(path, {"name": "The arcade, ground floor"}).status_code == 200
    stale = mine.ask("PATCH", path, {"name": "The pier"}, **{"If-Match": read})
    assert problem(stale, 412) == []
    assert stale.json()["current"]["name"] == "The arcade, ground floor"
    assert stale.json()["yours"] == {"name": "The pier"}
    done = mine.patch(path, {"name": "The pier"})
    assert done["ETag"] == mine.get(path)["ETag"]
    context.refresh_from_db()
    assert context.name == "The pier"


def test_every_call_is_in_the_audit_with_whom_it_told_of(calling: Any, worker: Any) -> None:
    child, other = factories.PersonFactory(), factories.PersonFactory()
    link = factories.ContextLinkFactory(child=child)
    program = calling(worker)
    program.read(f"context-links/{link.pk}/")
    program.read("children/?q=" + other.reference)
    program.read(f"contexts/{link.context.pk}/linked-children/")
    events = [
        (event.action, event.shown) for event in AuditEvent.objects.filter(actor_id=worker.pk).order_by("at", "id")
    ]
    assert events == [
        ("contextlink.viewed", [child.pk]),
        ("person.listed", [other.pk]),
        ("context.viewed", []),
        ("context.children_listed", [child.pk]),
    ]
    assert all(event.path.startswith("/api/v1/") for event in AuditEvent.objects.filter(actor_id=worker.pk))


def test_a_token_runs_out(calling: Any, worker: Any) -> None:
    from cs_casework.accounts.models import ApiToken

    program = calling(worker)
    ApiToken.objects.update(
        expires_on=today() - datetime.timedelta(days=1), made_on=today() - datetime.timedelta(days=9)
    )
    assert problem(program.get("contexts/"), 401) == []


def test_the_audit_tells_records_officers_what_was_done_and_not_why(
    calling: Any, worker: Any, manager: Any, records: Any
) -> None:
    """Why a record is restricted is for who may see it; and nobody else reads the audit by a program."""
    child = factories.PersonFactory()
    restrict_record(child, by=manager, reason="An aunt works at the front desk")
    answers = {who: calling(who).get("audit/") for who in (worker, manager, records)}
    assert [answers[who].status_code for who in (worker, manager, records)] == [403, 403, 200]
    told = {row["action"]: row for row in answers[records].json()["results"] if row["record_id"] == str(child.pk)}
    assert told["person.restricted"]["record_reference"] == child.reference
    assert "aunt" not in answers[records].content.decode()
