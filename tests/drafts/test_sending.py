"""A short form that is sent twice is done once: it carries a key from the moment it is shown."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.models import Action, Document
from cs_casework.confidential.models import EmergencyAccess, Interest
from cs_casework.dates import today
from cs_casework.drafts.jobs import purge
from cs_casework.drafts.models import SENT, Draft
from cs_casework.drafts.sending import Sending
from families.models import Person
from tests.factories import CaseFactory, FamilyFactory, PersonFactory
from tests.helpers import audited, boxes, hours_ago, race, refusals, value_typed

pytestmark = pytest.mark.django_db

OTHER_WORDS = (
    "You have sent this form already, with other words, and that is recorded. What stands here is not recorded yet. "
    "Send it again to record it as well."
)


@pytest.fixture
def desk(as_user: Any, worker: Any) -> Client:
    client: Client = as_user(worker)
    return client


def to_do(**typed: str) -> dict[str, str]:
    return {
        "what": "Ring the school",
        "owner_name": "The head",
        "aimed_at": "peers",
        **boxes("due_on", today()),
        **typed,
    }


def add_action() -> str:
    return reverse("cases:case-action-add", args=[CaseFactory().pk])


def test_sent_twice_it_is_done_once_and_leads_to_the_same_place(desk: Client) -> None:
    add = add_action()
    key = desk.get(add).context["form_key"]
    # What is refused is nothing that was done, and keeps the key.
    refused = desk.post(add, to_do(what="", form_key=key))
    assert list(refusals(refused)) == ["what"]
    assert f'name="form_key" value="{key}"' in refused.content.decode()
    assert not Draft.objects.exists()
    answers = [desk.post(add, to_do(form_key=key), follow=True) for _time in range(2)]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert all("The action has been recorded." in answer.content.decode() for answer in answers)
    action = Action.objects.get()
    assert len(audited("action.recorded")) == 1
    kept = Draft.objects.get()
    assert (kept.form, kept.result, kept.title, "Ring" in str(kept.data)) == (SENT, action.pk, "", False)
    assert not desk.get(reverse("drafts:draft-list")).context["page_of"].object_list
    # A form shown anew is another, though the same is typed.
    desk.post(add, to_do(form_key=desk.get(add).context["form_key"]))
    assert Action.objects.count() == 2


def test_other_words_under_the_same_key_are_refused_and_done_when_sent_again(desk: Client) -> None:
    add = add_action()
    key = desk.get(add).context["form_key"]
    desk.post(add, to_do(form_key=key))
    refused = desk.post(add, to_do(form_key=key, what="Ring the club"))
    assert refusals(refused) == {"__all__": [OTHER_WORDS]}
    assert value_typed(refused, "what") == "Ring the club"
    assert Action.objects.count() == 1
    again = refused.context["form_key"]
    assert again != key
    answers = [desk.post(add, to_do(form_key=again, what="Ring the club")) for _time in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    assert sorted(action.what for action in Action.objects.all()) == ["Ring the club", "Ring the school"]


def test_without_a_key_of_ours_it_is_done_as_often_as_it_is_sent(desk: Client) -> None:
    add = add_action()
    for sent in (to_do(), *(to_do(form_key=key) for key in ("", "mine", "\x00" * 32))):
        assert [desk.post(add, sent).status_code for _time in range(2)] == [302, 302]
    assert (Action.objects.count(), Draft.objects.count()) == (8, 0)


def test_key_of_somebody_else_or_of_another_page_does_nothing(as_user: Any, worker: Any, colleague: Any) -> None:
    add, elsewhere, key = add_action(), add_action(), uuid4().hex
    for user, address in ((worker, add), (colleague, add), (worker, elsewhere)):
        answers = [as_user(user).post(address, to_do(form_key=key)) for _time in range(2)]
        assert answers[0].url == answers[1].url
    assert sorted(action.created_by.username for action in Action.objects.all()) == sorted(
        [worker.username, worker.username, colleague.username]
    )


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_is_done_once(team: Any, worker: Any, rf: Any) -> None:
    add = add_action()
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(worker, backend="cs_casework.accounts.backends.StaffBackend")
    sent = to_do(form_key=clients[0].get(add).context["form_key"])
    request = rf.post(add, sent)
    request.user = worker

    def submit(client: Client) -> Any:
        return lambda: client.post(add, sent)

    def hold() -> None:
        Draft.objects.create(id=Sending(request)._id, author=worker, form=SENT, path=add)

    answers = race(*(submit(client) for client in clients), hold=hold)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert Draft.objects.get().result == Action.objects.get().pk


def test_change_that_is_sent_twice_is_no_change_by_somebody_else(desk: Client) -> None:
    family = FamilyFactory(name="Okafor")
    edit = reverse("families:family-edit", args=[family.pk])
    shown = desk.get(edit).context
    sent = {"name": "Varga", "began": shown["began"], "form_key": shown["form_key"]}
    answers = [desk.post(edit, sent) for _time in range(2)]
    assert {answer.url for answer in answers} == {family.get_absolute_url()}
    assert len(audited("family.changed")) == 1
    assert list(refusals(desk.post(edit, sent | {"name": "Vargas"}))) == ["__all__"]


def test_person_sent_twice_is_one_and_is_not_asked_about_as_somebody_else(desk: Client) -> None:
    create = reverse("families:person-create")
    PersonFactory(given="Ada", family="Okafor", birth_on=today())
    key = desk.get(create).context["form_key"]
    typed = {"given": "Ada", "family": "Okafor", "sex": "F", "form_key": key, **boxes("birth_on", today())}
    asked = desk.post(create, typed)
    assert len(asked.context["alike"]) == 1
    assert asked.context["form_key"] == key
    sent = typed | {"different": "1"}
    answers = [desk.post(create, sent) for _time in range(2)]
    made = Person.objects.latest("created_at")
    assert {answer.url for answer in answers} == {made.get_absolute_url()}
    # Nobody was like this one the first time.
    new = {**typed, "given": "Nia", "form_key": desk.get(create).context["form_key"]}
    first, second = (desk.post(create, new, follow=True) for _time in range(2))
    assert first.redirect_chain == second.redirect_chain
    assert "Nia Okafor has been recorded." in second.content.decode()
    assert Person.objects.count() == 3
    other = desk.post(create, new | {"given": "Nina"})
    assert refusals(other) == {"__all__": [OTHER_WORDS]}


def test_what_is_not_told_is_asked_and_declared_once(desk: Client) -> None:
    """Each asking counts for the limit of a day, and is looked at by a records officer."""
    said = {"way": "reference", "reference": "PER-999999", "words": "She is in danger"}
    for form, why, model in (("emergency", "danger", EmergencyAccess), ("interest", "related", Interest)):
        address = reverse(f"overview:{form}")
        sent = said | {"why": why, "form_key": desk.get(address).context["form_key"]}
        answers = [desk.post(address, sent) for _time in range(2)]
        assert answers[0].url == answers[1].url
        assert model.objects.count() == 1


def test_file_is_part_of_what_was_sent(desk: Client) -> None:
    child = PersonFactory()
    add = f"{reverse('cases:document-add')}?about=child:{child.pk}"
    said = {"type": "letter", "title": "A letter", "from_whom": "The school", **boxes("dated_on", today())}
    said["form_key"] = desk.get(add).context["form_key"]

    def send(page: bytes) -> Any:
        content = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n" + page + b"\n%%EOF\n"
        return desk.post(add, {"file": SimpleUploadedFile("a.pdf", content), **said})

    assert send(b"1").url == send(b"1").url
    assert Document.objects.count() == 1
    assert refusals(send(b"2")) == {"__all__": [OTHER_WORDS]}


def test_that_it_was_sent_is_known_for_a_week(desk: Client) -> None:
    add = add_action()
    sent = [to_do(form_key=uuid4().hex) for _form in range(2)]
    for form in sent:
        desk.post(add, form)
    old, new = Draft.objects.order_by("created_at")
    for draft, days in ((old, 8), (new, 6)):
        Draft.objects.filter(pk=draft.pk).update(saved_at=hours_ago(24 * days))
    purge()
    assert list(Draft.objects.all()) == [new]
