"""Nothing typed is lost: a long form half written is kept on the server, for its author alone."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404, QueryDict
from django.test import Client
from django.urls import reverse

from cases.models import CaseNote
from contexts.models import Context
from cs_casework.drafts.forms import as_typed, typed_fields
from cs_casework.drafts.jobs import purge
from cs_casework.drafts.models import Draft
from cs_casework.drafts.titles import FORMS
from cs_casework.drafts.workflow import LARGEST, claim_draft, discard_draft, finish_draft, save_draft
from tests.factories import ContextFactory, PersonFactory
from tests.helpers import hours_ago, moment_boxes, race, refusals, value_typed

pytestmark = pytest.mark.django_db

SAVE = reverse("drafts:draft-save")
LIST = reverse("drafts:draft-list")
NOTE = reverse("cases:note-create")


@pytest.fixture
def desk(worker: Any) -> Client:
    return sign_in(worker)


def save_url(form: str = "cases.note", about: str = "", path: str = NOTE) -> str:
    query = QueryDict(mutable=True)
    query.update({"form": form, "about": about, "path": path})
    return f"{SAVE}?{query.urlencode()}"


def sign_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="cs_casework.accounts.backends.StaffBackend")
    return client


def kept(by: Any, **details: Any) -> Draft:
    details = {"id": uuid4(), "form": "cases.note", "path": NOTE, "data": {"title": ["A visit"]}} | details
    return save_draft(by=by, **details)


# --- Saved while one types -------------------------------------------------------------------------------------------
def test_what_is_typed_is_saved_and_answered_with_id_time_and_version(as_user: Any, worker: Any) -> None:
    desk, draft_id = as_user(worker), str(uuid4())
    first = desk.post(save_url(about="child:1"), {"draft_id": draft_id, "title": "A vis", "said": "Hello"})
    assert first.status_code == 200
    draft = Draft.objects.get()
    assert first.json() == {"id": draft_id, "saved_at": draft.saved_at.isoformat(), "version": draft.version}
    assert (str(draft.pk), draft.author, draft.form, draft.about) == (draft_id, worker, "cases.note", "child:1")
    assert (draft.title, draft.path, draft.data) == ("A vis", NOTE, {"title": ["A vis"], "said": ["Hello"]})
    second = desk.post(save_url(about="child:1"), {"draft_id": draft_id, "title": "A visit"})
    assert second.json()["version"] == first.json()["version"] + 1
    assert Draft.objects.get().data == {"title": ["A visit"]}


def test_form_that_has_no_id_yet_is_given_one(as_user: Any, worker: Any) -> None:
    answer = as_user(worker).post(save_url(), {"title": "A visit"}).json()
    assert Draft.objects.get().pk == UUID(answer["id"])


def test_only_what_somebody_typed_is_kept() -> None:
    sent = QueryDict("csrfmiddlewaretoken=x&draft_id=y&draft_version=1&_save=1&_finder=Ada&title=A&subject=1&subject=2")
    assert typed_fields(sent) == {"title": ["A"], "subject": ["1", "2"]}
    assert as_typed({"title": ["A"], "subject": ["1", "2"]}).getlist("subject") == ["1", "2"]


def test_nul_byte_is_kept_out_of_the_draft_and_refused_when_the_form_is_submitted(as_user: Any, worker: Any) -> None:
    desk, child = as_user(worker), PersonFactory()
    address = f"{NOTE}?about=child:{child.pk}"
    typed = {"title": "A\x00 visit", "happened": "We\x00 talked", "subject": [f"child:{child.pk}"], "\x00": "\x00"}
    assert desk.post(save_url(about="a\x00b", path="/notes/\x00new/"), typed).status_code == 200
    assert desk.post(address, typed | {"_save": "1"}).status_code == 302
    for draft in Draft.objects.all():
        assert (draft.title, draft.data["happened"]) == ("A visit", ["We talked"])
        assert "\x00" not in f"{draft.about}{draft.path}"
    response = desk.post(address, typed | {"kind": "visit", "_record": "1"} | moment_boxes("occurred_at", hours_ago(2)))
    assert list(refusals(response)) == ["title", "happened"]
    assert value_typed(response, "happened") == "We\x00 talked"
    assert not CaseNote.objects.exists()


@pytest.mark.parametrize("words", ["🦊 قالت إنها متعبة", "a" * 100_000, "line\r\nline", "<script>alert(1)</script>"])
def test_whatever_is_typed_comes_back_as_it_was(words: str, as_user: Any, worker: Any) -> None:
    desk = as_user(worker)
    desk.post(NOTE, {"said": words, "title": words[:150], "_save": "1"})
    shown = desk.get(NOTE)
    assert value_typed(shown, "said") == words.replace("\r\n", "\n")
    assert "<script>alert" not in shown.content.decode()


@pytest.mark.parametrize("form", ["", "cases.unknown", "%00", "families.person"])
def test_form_that_keeps_no_drafts_is_refused(form: str, as_user: Any, worker: Any) -> None:
    response = as_user(worker).post(save_url(form=form), {"title": "A visit"})
    assert (response.status_code, response.json()) == (400, {"message": "This form keeps no drafts."})
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "notes/new/",
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "///elsewhere.example",
        "javascript:alert(1)",
        "/\t/elsewhere.example",
    ],
)
def test_draft_leads_nowhere_but_to_a_page_of_ours(path: str, as_user: Any, worker: Any) -> None:
    assert as_user(worker).post(save_url(path=path), {"title": "A visit"}).status_code == 400
    assert not Draft.objects.exists()


@pytest.mark.parametrize("draft_id", ["nonsense", "1", "%00"])
def test_draft_whose_id_is_none_is_refused(draft_id: str, as_user: Any, worker: Any) -> None:
    assert as_user(worker).post(save_url(), {"title": "A", "draft_id": draft_id}).status_code == 400


def test_text_too_long_for_a_draft_is_refused_and_the_one_before_stays(as_user: Any, worker: Any) -> None:
    desk, draft_id = as_user(worker), str(uuid4())
    longest = {"draft_id": draft_id, "title": "", "said": "a" * LARGEST}
    assert desk.post(save_url(), longest).status_code == 200
    response = desk.post(save_url(), longest | {"title": "b"})
    assert (response.status_code, response.json()) == (413, {"message": "This text is too long to keep as a draft."})
    assert Draft.objects.get().data["title"] == [""]


def test_saving_and_discarding_are_posted_and_listing_is_not(as_user: Any, worker: Any) -> None:
    desk, draft = as_user(worker), kept(worker)
    assert desk.get(save_url()).status_code == 405
    assert desk.get(reverse("drafts:draft-discard", args=[draft.pk])).status_code == 405
    assert desk.post(LIST).status_code == 405


def test_who_is_signed_out_saves_nothing_and_is_led_to_sign_in() -> None:
    response = Client().post(save_url(), {"title": "A visit"})
    assert response.status_code == 302
    assert response.url.startswith("/?next=")
    assert not Draft.objects.exists()


# --- There again -----------------------------------------------------------------------------------------------------
def test_draft_is_there_after_signing_out_and_in_again(worker: Any) -> None:
    child = PersonFactory(given="Ada", family="Okafor")
    address = f"{NOTE}?about=child:{child.pk}"
    desk = sign_in(worker)
    draft_id = str(desk.get(address).context["draft"].id)
    typed = {
        "draft_id": draft_id,
        "subject": [f"child:{child.pk}"],
        "title": "",
        "happened": "We walked along",
        "occurred_at-day": "31",
        "occurred_at-month": "February",
        "occurred_at-year": "20",
        "occurred_at-time": "four",
        f"own_{child.pk}": "She is tired.",
    }
    assert desk.post(save_url(about=f"child:{child.pk}", path=address), typed).status_code == 200
    desk.post(reverse("accounts:sign-out"))
    assert desk.get(address).status_code == 302

    shown = sign_in(worker).get(address)
    assert shown.context["draft"].is_restored
    assert str(shown.context["draft"].id) == draft_id
    body = shown.content.decode()
    assert "This is your draft, saved" in body
    # Half a date and empty fields come back as they were, without a word about what is still missing.
    assert refusals(shown) == {}
    assert "There is a problem" not in body
    assert "govuk-error-message" not in body
    assert value_typed(shown, "happened") == "We walked along"
    assert value_typed(shown, f"own_{child.pk}") == "She is tired."
    assert value_typed(shown, "occurred_at") == {"day": "31", "month": "February", "year": "20", "time": "four"}
    assert [subject for _key, subject in shown.context["subjects"]] == [child]


def test_draft_belongs_to_one_form_begun_from_one_record(as_user: Any, worker: Any) -> None:
    kept(worker, about="child:1")
    desk = as_user(worker)
    assert desk.get(f"{NOTE}?about=child:1").context["draft"].is_restored
    assert not desk.get(f"{NOTE}?about=child:2").context["draft"].is_restored
    assert not desk.get(NOTE).context["draft"].is_restored
    assert not desk.get(f"{reverse('contexts:context-create')}?kind=location").context["draft"].is_restored


def test_save_button_keeps_the_form_without_javascript(as_user: Any, worker: Any) -> None:
    desk = as_user(worker)
    response = desk.post(NOTE, {"title": "A visit", "kind": "", "_save": "1"}, follow=True)
    assert response.redirect_chain == [(reverse("overview:home"), 302)]
    body = response.content.decode()
    assert "Saved as a draft." in body
    assert "A visit" in body
    assert NOTE in body


def test_drafts_are_listed_with_what_they_are_and_lead_to_their_form(as_user: Any, worker: Any) -> None:
    named = kept(worker, title="A visit", path=f"{NOTE}?about=child:1")
    unnamed = kept(worker, form="contexts.context", about="location", path="/contexts/new/?kind=location")
    response = as_user(worker).get(LIST)
    assert list(response.context["page_of"]) == [unnamed, named]
    assert [str(draft) for draft in (named, unnamed)] == ["A visit", "Context"]
    body = response.content.decode()
    assert f'href="{NOTE}?about=child:1&amp;draft={named.pk}"' in body
    assert f'href="/contexts/new/?kind=location&amp;draft={unnamed.pk}"' in body


def test_every_draft_is_on_some_page_of_the_list_and_opened_from_there(as_user: Any, worker: Any) -> None:
    """All saved at one moment: no page takes one from another. They are of one form, and each is the one it opens with."""
    Draft.objects.bulk_create(
        Draft(author=worker, form="cases.note", path=NOTE, title=str(number), saved_at=hours_ago(1))
        for number in range(101)
    )
    desk = as_user(worker)
    pages = [desk.get(LIST, {"page": number}) for number in range(1, 6)]
    assert sorted(int(draft.title) for page in pages for draft in page.context["page_of"]) == list(range(101))
    assert [len(page.context["page_of"]) for page in pages] == [25, 25, 25, 25, 1]
    assert 'href="?page=2"' in pages[0].content.decode()
    assert desk.get(LIST, {"page": "none"}).context["page_of"].number == 1
    last = pages[-1].context["page_of"][0]
    assert desk.get(last.address).context["draft"].draft == last


def test_every_long_form_has_a_name() -> None:
    assert {form: str(name) for form, name in FORMS.items()} == {
        "cases.proposal": "Proposal of a case",
        "cases.opening": "Opening of a case",
        "cases.declining": "Case that is not opened",
        "cases.reopening": "Case that is opened again",
        "cases.transfer": "Transfer of a case",
        "cases.note": "Case note",
        "cases.note_amend": "Amendment of a case note",
        "cases.incident": "Incident",
        "cases.closing": "Closing",
        "cases.minutes": "Minutes",
        "cases.item": "Item of a meeting",
        "cases.item_decision": "Decision for a child in a meeting",
        "cases.enquiry": "What an enquiry led to",
        "cases.warning": "Warning",
        "cases.paper": "Paper for a conference",
        "cases.factor": "Factor outside the family",
        "cases.factor_change": "Change of a factor outside the family",
        "cases.episode": "Missing episode",
        "cases.found": "Missing child who was found",
        "cases.episode_change": "Change of a missing episode",
        "cases.interview": "Return interview",
        "cases.nrm": "Referral to the NRM",
        "cases.nrm_change": "Change of a referral to the NRM",
        "cases.safety_map": "Safety map",
        "cases.safety_map_change": "Change of a safety map",
        "cases.intervention": "Intervention",
        "contexts.context": "Context",
        "contexts.context_change": "Change of a context",
        "overview.restriction": "Restriction of a record",
        "overview.release": "Words released of a case note",
        "referrals.begin": "Contact about to begin",
        "referrals.stated": "Child, adult or context in a contact",
        "referrals.decision": "Decision on a contact",
        "assessments.section": "Section of an assessment",
        "assessments.child": "Child in an assessment",
        "assessments.weighting": "Weighting in an assessment",
        "plans.plan": "Plan",
        "plans.goal": "Goal of a plan",
        "plans.review": "Review of a plan",
        "plans.end": "End of a plan",
    }


# --- For its author alone --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["colleague", "manager", "records", "administrator"])
def test_draft_of_somebody_else_is_not_there_whatever_ones_role(
    role: str, as_user: Any, worker: Any, request: pytest.FixtureRequest
) -> None:
    draft = kept(worker, title="Private", about="child:1")
    other = request.getfixturevalue(role)
    desk = as_user(other)
    assert list(desk.get(LIST).context["page_of"]) == []
    assert desk.post(save_url(), {"draft_id": str(draft.pk), "title": "Taken"}).status_code == 404
    assert desk.post(reverse("drafts:draft-discard", args=[draft.pk])).status_code == 404
    draft.refresh_from_db()
    assert (draft.author, draft.title) == (worker, "Private")


def test_form_sent_with_the_draft_of_somebody_else_is_not_found(as_user: Any, worker: Any, colleague: Any) -> None:
    draft, child = kept(worker), PersonFactory()
    typed = {
        "draft_id": str(draft.pk),
        "subject": [f"child:{child.pk}"],
        "kind": "visit",
        "title": "A visit",
        "happened": "We talked",
        **moment_boxes("occurred_at", hours_ago(2)),
    }
    desk = as_user(colleague)
    assert not desk.get(NOTE).context["draft"].is_restored
    for button in ("_save", "_find", "_record"):
        assert desk.post(NOTE, typed | {button: "1"}).status_code == 404
    assert not CaseNote.objects.exists()
    draft.refresh_from_db()
    assert draft.data == {"title": ["A visit"]}


def test_draft_of_another_form_is_not_taken(worker: Any) -> None:
    draft = kept(worker)
    with pytest.raises(Http404):
        kept(worker, id=draft.pk, form="contexts.context")


def test_workflow_answers_a_draft_of_somebody_else_as_if_there_were_none(worker: Any, colleague: Any) -> None:
    draft = kept(worker)
    with pytest.raises(Http404):
        kept(colleague, id=draft.pk)
    with pytest.raises(Http404):
        claim_draft(id=draft.pk, by=colleague, form="cases.note")
    discard_draft(draft, by=colleague)
    assert Draft.objects.get() == draft


# --- In two windows ---------------------------------------------------------------------------------------------------
def window(desk: Client, address: str) -> dict[str, str]:
    """The hidden fields of a form as it is opened in one window."""
    draft = desk.get(address).context["draft"]
    return {"draft_id": str(draft.id), "draft_version": str(draft.version), "draft_page": draft.page}


def test_two_windows_on_one_draft_are_told_of_each_other_and_lose_nothing(as_user: Any, worker: Any) -> None:
    desk = as_user(worker)
    kept(worker)
    first, second = window(desk, NOTE), window(desk, NOTE)
    assert first["draft_id"] == second["draft_id"]

    def save(page: dict[str, str], title: str) -> Any:
        answer = desk.post(save_url(), page | {"title": title}).json()
        page |= {"draft_id": answer["id"], "draft_version": str(answer["version"])}
        return answer

    assert "message" not in save(first, "From the first")
    # The second has not read that: its words are a draft of its own, and from then on both windows know.
    lost_answer = desk.post(save_url(), second | {"title": "From the second"}).json()
    assert save(second, "From the second")["id"] == lost_answer["id"] != first["draft_id"]
    assert "another draft of this form" in save(second, "From the second one")["message"]
    assert "another draft of this form" in save(first, "From the first one")["message"]
    assert {draft.title for draft in Draft.objects.all()} == {"From the first one", "From the second one"}
    # Each is reached: by its own link, and from the page of the other.
    links = {draft.title: draft.address for draft in Draft.objects.all()}
    for title, address in links.items():
        page = desk.get(address)
        assert value_typed(page, "title") == title
        assert [other.title for other in page.context["draft"].others] == [other for other in links if other != title]
        assert page.context["draft"].path == NOTE
        assert "Another draft of this form" in page.content.decode()
    # A window that has read what stands goes on with it, and one that says nothing of itself is asked nothing.
    again = window(desk, links["From the first one"])
    assert save(again, "Read on")["id"] == first["draft_id"]
    assert save({"draft_id": first["draft_id"]}, "No window")["id"] == first["draft_id"]


def test_form_sent_from_a_window_that_has_not_read_the_other_leaves_its_draft(as_user: Any, worker: Any) -> None:
    desk = as_user(worker)
    address = f"{reverse('contexts:context-create')}?kind=location"
    kept(worker, form="contexts.context", about="location", path=address)
    first, second = window(desk, address), window(desk, address)
    saved = desk.post(save_url("contexts.context", "location", address), first | {"name": "Canal Walk"})
    # Without scripts: nothing was saved before the button was pressed, and it is pressed twice.
    sent = second | {"name": "Canal Steps", "description": "A flight of steps"}
    assert desk.post(address, sent).url == desk.post(address, sent).url
    assert [context.name for context in Context.objects.all()] == ["Canal Steps"]
    assert [(str(draft.pk), draft.data["name"]) for draft in Draft.objects.unfinished()] == [
        (saved.json()["id"], ["Canal Walk"])
    ]


def test_save_that_was_overtaken_on_its_way_takes_back_no_word(as_user: Any, worker: Any) -> None:
    """Whoever leaves a page sends its last words without waiting for the save before them."""
    desk = as_user(worker)
    kept(worker)
    page = window(desk, NOTE)
    later = desk.post(save_url(), page | {"title": "She came home", "draft_turn": "k3x-10"}).json()
    assert desk.post(save_url(), page | {"title": "She came", "draft_turn": "k3x-9"}).json() == later
    assert Draft.objects.get().data == {"title": ["She came home"]}
    # Each page counts for itself, and what says nothing of its turn is taken as it comes.
    for turn in ("m4-1", "", "k3x-1"):
        desk.post(save_url(), window(desk, NOTE) | {"title": f"After {turn}", "draft_turn": turn})
        assert Draft.objects.get().data == {"title": [f"After {turn}"]}


# --- Kept by rule -----------------------------------------------------------------------------------------------------
def test_draft_is_kept_for_its_time_and_says_until_when(as_user: Any, worker: Any, settings: Any) -> None:
    over, ending, fresh, sent = kept(worker), kept(worker), kept(worker, title="Fresh"), submitted(worker)
    for draft, days in ((over, 91), (ending, 80), (sent, 91)):
        Draft.objects.filter(pk=draft.pk).update(saved_at=hours_ago(24 * days))
    shown = as_user(worker).get(reverse("overview:home")).content.decode()
    assert shown.count("kept until") == 2  # that of the one which is over, and of the one which soon will be
    listed = as_user(worker).get(LIST).content.decode()
    assert listed.count('data-label="Kept until"') == 3
    purge()
    assert set(Draft.objects.all()) == {Draft.objects.get(pk=ending.pk), fresh}
    settings.DRAFT_DAYS = 30
    purge()
    assert list(Draft.objects.all()) == [fresh]


# --- Thrown away -----------------------------------------------------------------------------------------------------
def test_draft_is_thrown_away(as_user: Any, worker: Any) -> None:
    draft = kept(worker)
    desk = as_user(worker)
    response = desk.post(reverse("drafts:draft-discard", args=[draft.pk]), follow=True)
    assert "The draft has been thrown away." in response.content.decode()
    assert not Draft.objects.exists()
    assert not desk.get(NOTE).context["draft"].is_restored
    assert desk.post(reverse("drafts:draft-discard", args=[draft.pk])).status_code == 404


# --- Submitted once --------------------------------------------------------------------------------------------------
def submitted(worker: Any) -> Draft:
    draft = claim_draft(id=uuid4(), by=worker, form="cases.note")
    finish_draft(draft, result=uuid4(), digest="of the words")
    return Draft.objects.get(pk=draft.pk)


def test_other_words_sent_under_a_recorded_draft_are_kept_and_recorded_when_sent_again(worker: Any) -> None:
    """Two windows on one form: the second one's words are never dropped in silence."""
    desk = sign_in(worker)
    address = f"{reverse('contexts:context-create')}?kind=location"
    draft_id = str(desk.get(address).context["draft"].id)
    first = {"name": "Canal Walk", "description": "A towpath", "draft_id": draft_id}
    desk.post(address, first)
    second = first | {"name": "Canal Steps"}
    refused = desk.post(address, second)
    assert refused.status_code == 200
    assert "in another window" in refused.content.decode()
    assert refused.context["form"]["name"].value() == "Canal Steps"
    assert Context.objects.count() == 1
    desk.post(address, second | {"draft_id": str(refused.context["draft"].id)})
    assert sorted(Context.objects.values_list("name", flat=True)) == ["Canal Steps", "Canal Walk"]


def test_submitted_draft_holds_what_it_became_and_no_text(worker: Any) -> None:
    typed = kept(worker, title="A visit to Nia")
    Draft.objects.filter(pk=typed.pk).update(saved_at=hours_ago(24 * 80))
    finish_draft(claim_draft(id=typed.pk, by=worker, form="cases.note"), result=uuid4(), digest="of the words")
    draft = Draft.objects.get()
    # Its time begins when it was sent, so that the same form sent again is known for as long.
    assert draft.submitted_at is not None
    assert draft.saved_at == draft.submitted_at
    assert (draft.result is not None, draft.title, draft.data) == (True, "", {"digest": "of the words"})
    assert not Draft.objects.unfinished().exists()


def test_late_save_never_reopens_what_was_submitted(as_user: Any, worker: Any) -> None:
    draft = submitted(worker)
    desk = as_user(worker)
    answer = desk.post(save_url(), {"draft_id": str(draft.pk), "title": "Late"})
    assert (answer.status_code, answer.json()["version"]) == (200, draft.version)
    again = Draft.objects.get()
    assert (again.title, again.data, again.submitted_at) == ("", {"digest": "of the words"}, draft.submitted_at)
    assert list(desk.get(LIST).context["page_of"]) == []
    assert not desk.get(NOTE).context["draft"].is_restored


def test_submitted_draft_is_not_thrown_away(as_user: Any, worker: Any) -> None:
    draft = submitted(worker)
    assert as_user(worker).post(reverse("drafts:draft-discard", args=[draft.pk])).status_code == 404
    discard_draft(draft, by=worker)
    assert Draft.objects.get() == draft


@pytest.mark.parametrize("half", [{"submitted_at": "2026-01-01T00:00Z"}, {"result": uuid4()}], ids=["time", "result"])
def test_draft_is_submitted_whole_or_not(half: dict[str, Any], worker: Any) -> None:
    with pytest.raises(IntegrityError, match="draft_submitted_once"), transaction.atomic():
        Draft.objects.create(author=worker, form="cases.note", path="/", **half)


# --- At once ---------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_one_draft_saved_twice_is_one(self, team: Any, worker: Any) -> None:
        """First saves of a new form from two windows, then two saves of the draft there is: none fails, none is half."""
        draft_id = uuid4()

        def save(title: str) -> Any:
            client = sign_in(worker)
            return lambda: client.post(save_url(), {"draft_id": str(draft_id), "title": title, "said": title})

        def insert() -> None:
            Draft.objects.create(id=draft_id, author=worker, form="cases.note", path=NOTE)

        def lock() -> Draft:
            return Draft.objects.select_for_update().get(pk=draft_id)

        for hold in (insert, lock):
            before = Draft.objects.filter(pk=draft_id).values_list("version", flat=True).first() or 1
            answers = race(save("one"), save("two"), hold=hold)
            assert [answer.status_code for answer in answers] == [200, 200]
            assert sorted(answer.json()["version"] for answer in answers) == [before + 1, before + 2]
            draft = Draft.objects.get()
            assert draft.data in ({"title": ["one"], "said": ["one"]}, {"title": ["two"], "said": ["two"]})
            assert draft.title == draft.data["title"][0]

    def test_context_submitted_twice_is_one(self, team: Any, worker: Any) -> None:
        address = f"{reverse('contexts:context-create')}?kind=location"
        clients = [sign_in(worker), sign_in(worker)]
        draft_id = clients[0].get(address).context["draft"].id
        sent = {"name": "Canal Walk", "description": "A towpath", "draft_id": str(draft_id)}

        def submit(client: Client) -> Any:
            return lambda: client.post(address, sent)

        answers = race(
            *(submit(client) for client in clients),
            hold=lambda: Draft.objects.create(id=draft_id, author=worker, form="contexts.context", path="/"),
        )
        context = Context.objects.get()
        assert [answer.url for answer in answers] == [context.get_absolute_url()] * 2

    def test_draft_submitted_and_saved_at_once_stays_submitted(self, team: Any, worker: Any) -> None:
        """The last save of a page on its way when its form is sent."""
        context = ContextFactory()
        draft = kept(worker)

        def submit() -> None:
            with transaction.atomic():
                finish_draft(claim_draft(id=draft.pk, by=worker, form="cases.note"), result=context.pk, digest="x")

        def save() -> Draft:
            return kept(worker, id=draft.pk, title="Late")

        race(submit, save, hold=lambda: Draft.objects.select_for_update().get(pk=draft.pk))
        draft.refresh_from_db()
        assert (draft.result, draft.data) == (context.pk, {"digest": "x"})
        assert not Draft.objects.unfinished().exists()
