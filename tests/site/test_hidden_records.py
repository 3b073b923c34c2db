"""One story each of what could tell of a record that is hidden: a search, a note, a form, a refusal, a version, a task."""

import datetime
import re
from typing import Any

import pytest

from cases.models import CaseNote, NoteSubject
from contexts.models import Context
from cs_casework.accounts.models import Team
from cs_casework.dates import months_after, today
from families.models import Person, PossibleDuplicate
from tests import factories
from tests.helpers import boxes, hours_ago, moment_boxes
from tests.site.asking import Browser, undone
from tests.site.conftest import Service
from tests.site.records import draft_of, grant, restrict

HAPPENED, OWN_OF_HIDDEN, OWN = "They walked by the canal", "She is with her aunt", "He asked about football"


# --- Search ----------------------------------------------------------------------------------------------------------
def test_a_hidden_date_of_birth_finds_nobody(service: Service) -> None:
    day = datetime.date(1999, 1, 2)
    restrict(factories.PersonFactory(birth_on=day), by=service.users["manager"])
    browser = service.browsers["worker"]
    for path, one, other in (
        ("/search/?q=", "2/1/1999", "3/1/1999"),
        ("/people/?born_on=", "1999-01-02", "1999-01-03"),
    ):
        hidden, absent = browser.get(path + one), browser.get(path + other)
        assert ("Nothing found" in hidden.body) or ("Nobody found" in hidden.body)
        assert len(hidden.comparable) == len(absent.comparable)


# --- Notes -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def note_on_two(service: Service) -> CaseNote:
    """One note on two children, one of whom is then restricted, with a part of its own for each."""
    note = factories.CaseNoteFactory(
        title="By the canal", happened=HAPPENED, created_by=service.users["worker"], is_significant=True
    )
    factories.NoteSubjectFactory(note=note, child=service.of.person, own_part=OWN_OF_HIDDEN)
    factories.NoteSubjectFactory(note=note, child=service.seen.person, own_part=OWN, seen="seen")
    factories.NoteSubjectFactory(note=note, child=None, context=service.seen.context)
    restrict(service.of.person, by=service.users["manager"])
    return note


def test_a_note_on_two_children_keeps_only_the_part_for_the_one_that_may_be_seen(
    service: Service, note_on_two: CaseNote
) -> None:
    browser = service.browsers["worker"]
    shown = browser.get(f"/people/{service.seen.person.pk}/notes/").body
    assert OWN in shown
    for text in (HAPPENED, note_on_two.title, OWN_OF_HIDDEN, str(service.of.person), str(note_on_two.pk)):
        assert text not in shown
    # On the context nothing is left of it.
    assert browser.get(f"/contexts/{service.seen.context.pk}/notes/").body.count("moj-timeline__item") == 1
    for page in ("", "amend/"):
        assert browser.get(f"/notes/{note_on_two.pk}/{page}").status == 404


def test_the_words_of_a_hidden_shared_part_are_not_found_on_the_other_child(
    service: Service, note_on_two: CaseNote
) -> None:
    browser, path = service.browsers["worker"], f"/people/{service.seen.person.pk}/notes/?q="
    assert OWN in browser.get(f"{path}football").body
    for word in ("canal", "walked", "aunt"):
        assert "No note with these words" in browser.get(f"{path}{word}").body


def test_who_is_granted_the_other_child_reads_the_note_whole(service: Service, note_on_two: CaseNote) -> None:
    grant(Person.objects.get(pk=service.of.person.pk), to=service.users["worker"])
    shown = service.browsers["worker"].get(f"/people/{service.seen.person.pk}/notes/").body
    for text in (HAPPENED, OWN, note_on_two.title, str(service.of.person)):
        assert text in shown
    assert OWN_OF_HIDDEN not in shown  # it stands on the other child's record


def test_a_note_by_who_may_not_see_the_case_stands_where_its_writer_reads_it(service: Service) -> None:
    """A restricted case on a family that is not: the note must neither hang on that case nor vanish before its writer."""
    family = service.of.unconfirmed
    restrict(factories.CaseFactory(family=family, opened_on=today()), by=service.users["manager"])
    worker = Browser(service.users["worker"])
    data = {
        "subject": [f"family:{family.pk}"],
        "kind": "contact",
        "title": "They rang",
        "happened": "About the school place.",
        "_checked": "1",
        **moment_boxes("occurred_at", hours_ago(1)),
    }
    assert worker.client.post(f"/notes/new/?about=family:{family.pk}", data).status_code == 302
    assert NoteSubject.objects.get(family=family).case is None
    assert "About the school place." in worker.get(f"/families/{family.pk}/notes/").body


# --- Alleged to have harmed, adults of concern -----------------------------------------------------------------------
@pytest.fixture
def alleged(service: Service) -> Context:
    """A context with an allegation against one child, an adult of concern, and another child who is linked to it."""
    context = factories.ContextFactory(name="The arcade")
    factories.ContextLinkFactory(context=context, child=service.of.person, role="alleged_harm", source="ALLEGATION")
    factories.ContextAdultFactory(context=context, role="concern", described="ADULT OF CONCERN")
    factories.ContextLinkFactory(context=context, child=service.seen.person, role="harmed")
    return context


def _held(service: Service, **facts: Any) -> Any:
    """A practitioner who is allocated the case of the child linked to the context."""
    user = factories.UserFactory()
    facts.setdefault("from_on", today() - LONG)
    factories.AllocationFactory(case=service.seen.case, worker=user, role="co_worker", **facts)
    return user


def _in_team(kind: str, **facts: Any) -> Any:
    user = factories.UserFactory()
    factories.TeamMembershipFactory(user=user, team=factories.TeamFactory(kind=kind), **facts)
    return user


def _sibling(service: Service) -> Any:
    """Open in the same case as the child who is linked to the context, and in no context."""
    return factories.CaseChildFactory(case=service.seen.case).child


DAY, LONG = datetime.timedelta(days=1), datetime.timedelta(days=100)
WHO_SEES_ALLEGED: list[tuple[str, Any, bool]] = [
    ("a manager", lambda service: service.users["manager"], True),
    ("another practitioner", lambda service: service.users["colleague"], False),
    ("a records officer", lambda service: service.users["records"], False),
    ("who is allocated the case of a child there", lambda service: _held(service), True),
    ("who is allocated that child", lambda service: _held(service, child=service.seen.person), True),
    ("who was allocated that child", lambda service: _held(service, to_on=today() - DAY), False),
    ("who is allocated a sibling", lambda service: _held(service, child=_sibling(service)), False),
    ("the front door", lambda service: _in_team(Team.Kind.FRONT_DOOR), True),
    ("the out-of-hours team", lambda service: _in_team(Team.Kind.OUT_OF_HOURS), True),
    ("who left the front door", lambda service: _in_team(Team.Kind.FRONT_DOOR, to_on=today() - DAY), False),
    ("a casework team", lambda service: _in_team(Team.Kind.CASEWORK), False),
]


@pytest.mark.parametrize(
    ("user", "sees"), [row[1:] for row in WHO_SEES_ALLEGED], ids=[row[0] for row in WHO_SEES_ALLEGED]
)
def test_who_sees_an_allegation_and_an_adult_of_concern(
    service: Service, alleged: Context, user: Any, sees: bool
) -> None:
    browser = Browser(user(service))
    link = service.of.person.context_links.get(context=alleged)
    adults = browser.get(alleged.get_absolute_url()).body
    children = browser.get(f"/contexts/{alleged.pk}/children/").body
    contexts = browser.get(f"/contexts/of/{service.of.person.pk}/").body
    assert ("ADULT OF CONCERN" in adults) is sees
    assert (str(service.of.person) in children) is sees
    assert ("alleged to have harmed there" in children) is sees
    assert ("The arcade" in contexts) is sees
    assert browser.get(f"/contexts/links/{link.pk}/").status == (200 if sees else 404)
    assert str(service.seen.person) in children


def test_the_number_of_linked_children_does_not_count_who_is_only_alleged(service: Service, alleged: Context) -> None:
    for who, number in (("colleague", 1), ("manager", 2)):
        body = service.browsers[who].get("/contexts/?q=arcade").body
        assert f"{alleged}" in body
        assert re.findall(r"__cell--numeric\">(\d+)<", body) == [str(number)]


# --- Somebody recorded twice -----------------------------------------------------------------------------------------
def test_recording_somebody_hidden_says_nothing_and_leaves_a_task_for_who_may_see_both(service: Service) -> None:
    hidden = restrict(factories.PersonFactory(given="Ines", family="Quarrell"), by=service.users["manager"])
    hidden.nhs_number = "9434765919"
    hidden.save()
    worker = Browser(service.users["worker"])
    born = hidden.birth_on
    typed = {"given": "Ines", "family": "Quarrell", "sex": "F", "nhs_number": "943 476 5919", **boxes("birth_on", born)}
    other = typed | {"given": "Inga", "nhs_number": "", **boxes("birth_on", months_after(born, -1))}
    unlike = worker.ask("POST", "/people/new/", other)
    alike = worker.client.post("/people/new/", typed, follow=True)
    assert unlike.status == 302
    assert alike.redirect_chain[0][1] == 302
    made = Person.objects.exclude(pk=hidden.pk).get(display_name="Ines Quarrell")
    assert alike.redirect_chain == [(made.get_absolute_url(), 302)]
    page = alike.content.decode()
    for text in ("already", "duplicate", "Is it one of these", hidden.reference):
        assert text not in page
    task = PossibleDuplicate.objects.get(person=made)
    for who, sees in (("worker", False), ("support", False), ("manager", False)):
        assert (str(task.pk) in service.browsers[who].get("/possible-duplicates/").body) is sees
        assert service.browsers[who].get(f"/possible-duplicates/{task.pk}/").status == 404
    grant(hidden, to=service.users["support"])
    for path in ("/", "/possible-duplicates/"):
        assert str(task.pk) in service.browsers["support"].get(path).body
    assert service.browsers["support"].get(f"/possible-duplicates/{task.pk}/").status == 200


# --- Families --------------------------------------------------------------------------------------------------------
def test_a_family_is_not_found_by_the_name_of_a_hidden_member(service: Service) -> None:
    family = factories.FamilyFactory(name="Brook Street")
    for given in ("Orla", "Tadhg"):
        child = factories.PersonFactory(given=given, family="Venn")
        factories.FamilyMembershipFactory(family=family, person=child)
    restrict(child, by=service.users["manager"])
    browser = service.browsers["worker"]
    assert "Brook Street" in browser.get("/families/?q=Orla+Venn").body
    assert "Brook Street" not in browser.get("/families/?q=Tadhg").body
    assert "Brook Street" not in browser.get("/search/?q=Tadhg").body
    for path in ("/families/?q=Brook+Street", f"/families/{family.pk}/"):
        assert "Orla" in browser.get(path).body
        assert "Tadhg" not in browser.get(path).body


def test_a_family_joined_into_a_hidden_one_is_hidden_with_it(service: Service) -> None:
    kept = factories.FamilyFactory(name="Kept family")
    joined = factories.FamilyFactory(name="Joined family", joined_into=kept, joined_on=today())
    browser = service.browsers["worker"]
    assert "Kept family" in browser.get(joined.get_absolute_url()).body
    restrict(kept, by=service.users["manager"])
    assert browser.get(joined.get_absolute_url()).status == 404
    assert browser.get(f"/families/{joined.pk}/history/").status == 404


# --- Versions --------------------------------------------------------------------------------------------------------
def test_versions_do_not_name_a_record_that_is_hidden(service: Service) -> None:
    context, hidden = service.seen.context, service.of.context
    changed = Context.objects.get(pk=context.pk)
    changed.parent = hidden
    changed.save()
    browser, path = service.browsers["worker"], f"/contexts/{context.pk}/history/"
    assert hidden.name in browser.get(path).body
    restrict(hidden, by=service.users["manager"])
    shown = browser.get(path).body
    for text in (hidden.name, hidden.reference, str(hidden.pk)):
        assert text not in shown


# --- Drafts ----------------------------------------------------------------------------------------------------------
def test_a_draft_is_its_writers_alone(service: Service) -> None:
    about = f"child:{service.seen.person.pk}"
    draft = draft_of(
        service.users["colleague"], title="DRAFT TITLE", about=about, title_typed=["x"], happened=["HALF WRITTEN"]
    )
    save = f"/drafts/save/?form=cases.note&path=/notes/new/&about={about}"
    for who in ("worker", "manager", "administrator"):
        browser = service.browsers[who]
        sent = "".join(browser.get(path).whole for path in ("/", "/drafts/", f"/notes/new/?about={about}"))
        for text in ("DRAFT TITLE", "HALF WRITTEN", str(draft.pk)):
            assert text not in sent
        assert browser.ask("POST", f"/drafts/{draft.pk}/discard/", {}).status == 404
        assert browser.ask("POST", save, {"draft_id": draft.pk, "title": "Mine now"}).status == 404
    draft.refresh_from_db()
    assert (draft.title, draft.data["happened"]) == ("DRAFT TITLE", ["HALF WRITTEN"])


# --- Forms and what they refuse --------------------------------------------------------------------------------------
def test_a_form_neither_offers_nor_takes_who_is_hidden(service: Service) -> None:
    family, manager = service.of.unconfirmed, service.browsers["manager"]
    case = factories.CaseFactory(family=family, status="proposed", opened_on=None, team=service.team)
    children = [factories.PersonFactory(given=name, family="Venn") for name in ("Orla", "Tadhg")]
    for child in children:
        factories.FamilyMembershipFactory(family=family, person=child)
    hidden = restrict(children[1], by=service.users["colleague"])
    path = f"/cases/{case.pk}/open/"
    offered = manager.get(path).body
    assert "Orla Venn" in offered
    assert "Tadhg" not in offered
    data = {"team": service.team.pk, **boxes("referred_on", today())}
    taken = manager.ask("POST", path, data | {"children": [hidden.pk]})
    absent = manager.ask("POST", path, data | {"children": ["00000000-0000-7000-8000-000000000000"]})
    assert taken.status == 200
    assert taken.without() == absent.without()


def test_a_refusal_because_of_a_hidden_case_says_nothing_of_it(service: Service) -> None:
    """That a subject has one case at a time is a rule of the table, so the refusal itself cannot be kept back."""
    family = service.of.unconfirmed
    hidden = restrict(factories.CaseFactory(family=family, team=service.team), by=service.users["manager"])
    answer = service.browsers["worker"].ask("POST", f"/cases/propose/?family={family.pk}", {"why": "They want help"})
    assert answer.status == 200
    for text in (hidden.reference, str(hidden.pk), str(service.team)):
        assert text not in answer.body


def test_correcting_a_date_of_birth_does_not_tell_of_a_hidden_context(service: Service) -> None:
    child = factories.PersonFactory(birth_on=datetime.date(2012, 5, 1))
    hidden = restrict(factories.ContextFactory(), by=service.users["manager"])
    factories.ContextLinkFactory(child=child, context=hidden, from_on=datetime.date(2014, 3, 9))
    typed = {"sex": "F", **boxes("birth_on", datetime.date(2015, 5, 1))}
    refused = service.browsers["worker"].ask("POST", f"/people/{child.pk}/edit/", typed)
    assert "9 March 2014" not in refused.body


def test_alleging_harm_does_not_tell_that_it_has_been_alleged_before(service: Service, alleged: Context) -> None:
    """One link a role is a rule of the table. What is said again is kept beside the one that stands, and its writer sees
    neither."""
    known = {"basis": "observed", "reliability": "reported", "source": "SEEN AGAIN"}
    typed = known | {"roles": ["alleged_harm"], **boxes("source_on", today()), **boxes("from_on", today())}
    sent = known | {"role": "alleged_harm", "context": alleged.pk, "source_on": today(), "from_on": today()}
    colleague, manager = Browser(service.users["colleague"]), service.browsers["manager"]
    pages, answers = [], []
    for child in (service.of.stranger, service.of.person):
        answers.append(colleague.send("POST", "/api/v1/context-links/", sent | {"child": child.pk}))
        with undone():
            page = colleague.client.post(f"/contexts/{alleged.pk}/children/add/?child={child.pk}", typed, follow=True)
            pages.append((page.redirect_chain, page.content.decode()))
            if child == service.of.person:
                contexts = manager.get(f"/contexts/of/{child.pk}/").body
                again = child.context_links.exclude(to_on=None).get(context=alleged)
                told = manager.get(f"/contexts/links/{again.pk}/").body
                due = child.context_links.get(context=alleged, to_on=None).review_due
    assert answers[0].comparable == answers[1].comparable
    assert (answers[0].status, answers[0].body) == (204, "")
    assert pages[0][0] == pages[1][0] == [(f"/contexts/{alleged.pk}/children/", 302)]
    for _chain, body in pages:
        assert "1 link has been recorded." in body
        for text in ("already", "alleged", "SEEN AGAIN", str(service.of.person), str(service.of.stranger)):
            assert text not in body
    # Nothing that was typed is lost, and whoever may see the first is asked to look at both.
    assert "Said again" in contexts
    assert "SEEN AGAIN" in told
    assert due == today()
