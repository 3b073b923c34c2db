"""The pages a contact is taken on: nothing typed is lost, nothing is made twice, each refusal stands beside its field."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cs_casework.access import restrict_record
from cs_casework.reference.models import Agency
from referrals.models import HiddenMatch, IntakeStep, Referral, ReferralAdult, ReferralChild, ReferralContext
from referrals.stating import settle_hidden_match, state_child
from referrals.taking import begin_contact, change_contact, keep_step
from tests import factories
from tests.helpers import audited, boxes, hours_ago, moment_boxes, refusals, value_typed
from tests.site.records import restrict

pytestmark = pytest.mark.django_db

BEGIN = {"danger": "no", "channel": "phone", "draft_id": "0191aaaa-0000-7000-8000-000000000001"}
DRAFT = "0191aaaa-0000-7000-8000-000000000002"


def begun(by: Any, **details: Any) -> Referral:
    return begin_contact(by=by, **({"received_at": hours_ago(1), "channel": "phone", "danger": "no"} | details))


def step(referral: Referral, name: str) -> str:
    return reverse("referrals:intake-step", args=[referral.pk, name])


def add(referral: Referral, noun: str, kind: str = "") -> str:
    url = reverse("referrals:intake-row-add", args=[referral.pk, noun])
    return f"{url}?kind={kind}" if kind else url


def keep(referral: Referral, key: str) -> str:
    return reverse("referrals:intake-keep", args=[referral.pk, key])


def child_named(given: str, **more: Any) -> dict[str, Any]:
    return {"given": given, "part": "concern", "sex": "U", **more}


def steps_of(response: Any) -> dict[str, str]:
    return {row.name: str(row.state[0]) for row in response.context["progress"]}


# --- Begun -----------------------------------------------------------------------------------------------------------
def test_it_is_begun_once_however_often_it_is_sent(as_user: Any, support: Any) -> None:
    client = as_user(support)
    url = reverse("referrals:intake-begin")
    assert value_typed(client.get(url), "channel") == "phone"
    sent = BEGIN | moment_boxes("received_at", hours_ago(1))
    first, second = client.post(url, sent), client.post(url, sent)
    referral = Referral.objects.get()
    assert first.url == second.url == reverse("referrals:intake", args=[referral.pk])
    assert referral.reference in client.get(first.url).content.decode()


def test_danger_stops_the_form_until_it_is_handed_over(as_user: Any, support: Any) -> None:
    client, url = as_user(support), reverse("referrals:intake-begin")
    sent = BEGIN | moment_boxes("received_at", hours_ago(1)) | {"danger": "yes"}
    stopped = client.post(url, sent)
    assert set(refusals(stopped)) == {"emergency", "handed_to"}
    assert stopped.context["stops"]
    assert not Referral.objects.exists()
    client.post(url, sent | {"emergency": "called", "handed_to": "Duty: Ines Cole"})
    assert Referral.objects.get().handed_by == support


def test_what_is_begun_is_asked_for_beside_its_field(as_user: Any, support: Any) -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    response = as_user(support).post(
        reverse("referrals:intake-begin"), moment_boxes("received_at", tomorrow) | {"draft_id": BEGIN["draft_id"]}
    )
    assert set(refusals(response)) == {"danger", "channel", "received_at"}


# --- The steps -------------------------------------------------------------------------------------------------------
def test_steps_follow_from_what_it_is_about(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    url = reverse("referrals:intake", args=[referral.pk])
    assert list(steps_of(client.get(url))) == ["referrer", "subjects", "worry", "worlds", "agreement", "files"]
    response = client.post(step(referral, "subjects"), {"subjects": ["context"]})
    assert response.url == step(referral, "people")
    states = steps_of(client.get(url))
    assert states["people"] == "Optional"
    assert states["contexts"] == "Not started"
    assert states["subjects"] == "Done"
    change_contact(referral, by=support, step="subjects", subjects=["children"], is_consultation=True)
    assert list(steps_of(client.get(url))) == ["referrer", "subjects", "worry", "worlds", "files"]


def test_the_source_follows_the_agency_unless_it_was_chosen(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    police = Agency.objects.create(name="Riverside police", source="6", created_by=support)
    school = Agency.objects.create(name="Northgate school", source="2A", created_by=support)
    said = {"referrer_name": "Rowan Hartley", "keeps_name_from_family": "on"}
    client.post(step(referral, "referrer"), said | {"agency": police.pk})
    referral.refresh_from_db()
    assert (referral.source, referral.keeps_name_from_family, referral.is_anonymous) == ("6", True, False)
    # Chosen anew, the code that came with the first goes with it; one that was chosen stays.
    client.post(step(referral, "referrer"), said | {"agency": school.pk, "source": "6"})
    referral.refresh_from_db()
    assert referral.source == "2A"
    client.post(step(referral, "referrer"), said | {"agency": school.pk, "source": "9"})
    referral.refresh_from_db()
    assert referral.source == "9"


@pytest.mark.parametrize(
    ("name", "sent", "field"),
    [
        ("referrer", {"is_anonymous": "on", "referrer_name": "Rowan"}, "referrer_name"),
        ("worlds", {"school": "said"}, "school_said"),
        ("worlds", {"online": "none_known", "online_said": "A group chat"}, "online"),
        ("agreement", {"child_knows": "not_asked"}, "why_not_asked"),
        ("agreement", {"agreement": "not_asked", "why_not_asked": " "}, "why_not_asked"),
        ("worry", {"harm_types": "not-an-id"}, "harm_types"),
    ],
)
def test_what_is_refused_stands_beside_its_field_and_is_kept(
    as_user: Any, support: Any, name: str, sent: dict[str, Any], field: str
) -> None:
    client, referral = as_user(support), begun(support)
    response = client.post(step(referral, name), sent | {"draft_version": "0"})
    assert set(refusals(response)) == {field}
    kept = IntakeStep.objects.get(referral=referral, step=name)
    assert kept.data == {key: [value] for key, value in sent.items()}
    # Whoever has to leave may, too, and finds it again.
    response = client.post(step(referral, name), sent | {"draft_version": "1", "_back": "1"}, follow=True)
    assert "kept as it is" in response.content.decode()
    assert steps_of(response)[name] == "Not saved yet"
    again = client.get(step(referral, name))
    assert not again.context["form"].errors
    assert "Typed by Sula Perrin" in again.content.decode()


def test_words_about_a_world_say_that_something_was_said(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    client.post(step(referral, "worlds"), {"school_said": "Late since October", "peers": "none_known"})
    referral.refresh_from_db()
    assert (referral.school, referral.peers, referral.online) == ("said", "none_known", "")


# --- Typed, and not saved --------------------------------------------------------------------------------------------
def test_what_one_types_is_found_by_the_colleague_who_takes_over(as_user: Any, support: Any, colleague: Any) -> None:
    referral = begun(support)
    answer = as_user(support).post(keep(referral, "worry"), {"worry": "He said that", "draft_version": "0"})
    assert answer.json()["version"] == 1
    client = as_user(colleague)
    url = reverse("referrals:intake", args=[referral.pk])
    assert "Take it over" in client.get(url).content.decode()
    taken = client.post(
        reverse("referrals:intake-take-over", args=[referral.pk]), {"reason": "On\x00 a call"}, follow=True
    )
    assert "Take it over" not in taken.content.decode()
    assert [str(row.user) for row in taken.context["takings"]] == ["Sula Perrin", "Cole Marrow"]
    page = client.get(step(referral, "worry"))
    assert value_typed(page, "worry") == "He said that"
    assert "Typed by Sula Perrin" in page.content.decode()
    client.post(step(referral, "worry"), {"worry": "He said that, and left", "draft_version": "1"})
    referral.refresh_from_db()
    assert referral.worry == "He said that, and left"
    assert IntakeStep.objects.get(referral=referral).data == {}


def test_step_that_was_overtaken_on_its_way_takes_back_no_word(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    for words, turn in (("He said that, and left", "k3x-2"), ("He said", "k3x-1")):
        answer = client.post(keep(referral, "worry"), {"worry": words, "draft_version": "0", "draft_turn": turn})
        assert answer.json()["version"] == 1
    assert IntakeStep.objects.get().data == {"worry": ["He said that, and left"]}


def test_two_versions_stand_beside_each_other_and_one_is_chosen(as_user: Any, support: Any, colleague: Any) -> None:
    referral = begun(support)
    keep_step(referral, by=colleague, step="worry", data={"worry": ["from Cole"]}, version=0)
    client = as_user(support)
    answer = client.post(keep(referral, "worry"), {"worry": "from Sula", "draft_version": "0"})
    assert answer.status_code == 409
    assert "Cole Marrow has changed" in answer.json()["message"]
    page = client.post(step(referral, "worry"), {"worry": "from Sula", "draft_version": "0"})
    (difference,) = page.context["typing"].conflict.differences
    assert (difference["theirs"], difference["own"]) == ("from Cole", "from Sula")
    assert value_typed(page, "worry") == "from Sula"
    assert IntakeStep.objects.get().data == {"worry": ["from Cole"]}
    version = page.context["typing"].version
    client.post(step(referral, "worry"), {"worry": "from both", "draft_version": version})
    referral.refresh_from_db()
    assert referral.worry == "from both"


def test_what_was_saved_since_stands_beside_what_one_types(as_user: Any, support: Any, colleague: Any) -> None:
    referral = begun(support)
    change_contact(referral, by=colleague, step="agreement", version=0, child_knows="yes", parents_know="no")
    page = as_user(support).post(step(referral, "agreement"), {"child_knows": "no", "draft_version": "0"})
    shown = {row["label"]: (row["theirs"], row["own"]) for row in page.context["typing"].conflict.differences}
    assert shown == {"Does the child know?": ("Yes", "No"), "Do the parents know?": ("No", "")}
    referral.refresh_from_db()
    assert referral.child_knows == "yes"


def test_what_is_typed_and_taken_back_is_no_longer_typed(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    client.post(keep(referral, "child:new"), child_named("Nia", draft_version="0", draft_id=DRAFT))
    assert "Nia" in client.get(step(referral, "people")).content.decode()
    client.post(keep(referral, "child:new"), child_named("", draft_version="1"))
    assert IntakeStep.objects.get().data == {}
    client.post(keep(referral, "worry"), {"worry": "Begun", "draft_version": "0"})
    response = client.post(step(referral, "worry"), {"_discard": "1", "draft_version": "1"}, follow=True)
    assert value_typed(response, "worry") == ""


@pytest.mark.parametrize("key", ["nonsense", "child:nonsense", "child", "check"])
def test_nothing_is_kept_for_what_is_no_step(as_user: Any, support: Any, key: str) -> None:
    assert as_user(support).post(keep(begun(support), key), {"worry": "x"}).status_code == 404


def test_too_much_is_refused_in_words(as_user: Any, support: Any) -> None:
    answer = as_user(support).post(keep(begun(support), "worry"), {"worry": "x" * 200_001})
    assert (answer.status_code, answer.json()["message"]) == (422, "This text is too long to keep.")


# --- Whom it is about ------------------------------------------------------------------------------------------------
def test_a_child_is_added_once_and_the_next_at_once(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    sent = child_named("Nia", draft_id=DRAFT, draft_version="0", match="new", _child="1")
    first, second = client.post(add(referral, "child"), sent), client.post(add(referral, "child"), sent)
    assert first.url == second.url == add(referral, "child")
    child = ReferralChild.objects.get()
    assert (child.given, child.known) == ("Nia", "new")
    response = client.post(add(referral, "adult"), {"described": "The man with the car", "part": "relationship"})
    assert response.url == step(referral, "people")
    assert ReferralAdult.objects.get().stated_name == "The man with the car"


@pytest.mark.parametrize(
    ("noun", "kind", "sent", "field"),
    [
        ("child", "", child_named(""), "given"),
        ("child", "", child_named("Nia", postcode="nowhere"), "postcode"),
        ("child", "", child_named("Nia", nhs_number="123"), "nhs_number"),
        ("child", "", child_named("Nia", match="0191aaaa-0000-7000-8000-00000000000f"), "match"),
        ("adult", "", {"part": "parent"}, "given"),
        ("adult", "", {"given": "Ivo"}, "part"),
        ("context", "location", {"name": ""}, "name"),
        ("context", "location", {"name": "The arcade", "match": "known"}, "match"),
    ],
)
def test_what_is_refused_of_somebody_stands_beside_its_field(
    as_user: Any, support: Any, noun: str, kind: str, sent: dict[str, Any], field: str
) -> None:
    client, referral = as_user(support), begun(support)
    response = client.post(add(referral, noun, kind), sent | {"draft_id": DRAFT, "draft_version": "0"})
    assert set(refusals(response)) == {field}
    assert IntakeStep.objects.get().step == f"{noun}:new"
    assert [row for model in (ReferralChild, ReferralAdult, ReferralContext) for row in model.objects.all()] == []


def test_likely_matches_are_shown_with_and_without_scripts(as_user: Any, support: Any) -> None:
    born = datetime.date(2011, 3, 4)
    person = factories.PersonFactory(given="Ilse", family="Varga", birth_on=born)
    client, referral = as_user(support), begun(support)
    typed = child_named("Ilse", family="Varga", **boxes("birth_on", born))
    piece = client.post(reverse("referrals:intake-suggest", args=[referral.pk, "child"]), typed).content.decode()
    assert "<html" not in piece
    assert person.reference in piece
    assert "date of birth" in piece
    assert len(audited("person.searched")) == 1
    page = client.post(add(referral, "child"), typed | {"_look": "1", "draft_id": DRAFT, "draft_version": "0"})
    assert [found.pk for found in page.context["suggestions"].found] == [person.pk]
    assert not page.context["form"].errors
    # Chosen, it is the record; what was stated stays.
    client.post(add(referral, "child"), typed | {"given": "Ilsa", "match": person.pk, "draft_version": "1"})
    child = ReferralChild.objects.get()
    assert (child.stated_name, child.person, child.known) == ("Ilsa Varga", person, "known")
    page = client.get(reverse("referrals:intake-row", args=[referral.pk, "child", child.pk]))
    assert page.context["suggestions"].chosen == str(person.pk)


def test_somebody_hidden_is_not_suggested(as_user: Any, support: Any, manager: Any) -> None:
    person = restrict(factories.PersonFactory(given="Ilse", family="Varga"), by=manager)
    place = restrict(factories.ContextFactory(name="The arcade"), by=manager)
    client, referral = as_user(support), begun(support)
    for noun, typed in {"child": child_named("Ilse", family="Varga"), "context": {"name": place.name}}.items():
        for chosen in ("", str(person.pk), str(place.pk)):
            url = reverse("referrals:intake-suggest", args=[referral.pk, noun])
            piece = client.post(url, typed | {"kind": "location", "match": chosen}).content.decode()
            assert str(person.pk) not in piece
            assert str(place.pk) not in piece
            assert "that you may see fits" in piece
            assert "checked" not in piece


def test_a_match_that_is_hidden_from_the_typist_is_neither_told_nor_undone(
    as_user: Any, support: Any, manager: Any
) -> None:
    person = factories.PersonFactory(given="Nia", family="Holloway")
    restrict_record(person, by=manager, reason="Kin of a colleague")
    referral = begun(support)
    child = state_child(referral, by=support, given="Nia", family="Holloway", birth_on=person.birth_on, known="unsure")
    settle_hidden_match(HiddenMatch.objects.get(), by=manager, outcome="same")
    url = reverse("referrals:intake-row", args=[referral.pk, "child", child.pk])
    client = as_user(support)
    page = client.get(url)
    assert page.context["suggestions"].chosen == "unsure"
    assert person.reference not in page.content.decode()
    assert person.reference not in client.get(step(referral, "people")).content.decode()
    sent = child_named("Nia", family="Holloway", match="new", draft_version="0", **boxes("birth_on", person.birth_on))
    assert client.post(url, sent).status_code == 302
    child.refresh_from_db()
    assert (child.person, child.known) == (person, "known")


def test_a_context_is_asked_for_what_its_kind_has_and_matched(as_user: Any, support: Any) -> None:
    arcade = factories.ContextFactory(name="Kingsway arcade", postcode="ZZ1 1AB")
    client, referral = as_user(support), begun(support)
    assert "What kind of context" in client.get(add(referral, "context")).content.decode()
    assert "platform" in client.get(add(referral, "context", "online")).context["form"].fields
    form = client.get(add(referral, "context", "location")).context["form"]
    assert "platform" not in form.fields
    assert "list of their names" in str(form["how_many"].help_text)
    typed = {"kind": "location", "name": "The arcade on Kingsway", "postcode": "zz11ab"}
    piece = client.post(reverse("referrals:intake-suggest", args=[referral.pk, "context"]), typed).content.decode()
    assert arcade.reference in piece
    assert "Same postcode" in piece
    client.post(
        add(referral, "context", "location"),
        typed | {"frequency": "weekly", "how_many": "few", "match": arcade.pk, "draft_id": DRAFT, "draft_version": "0"},
    )
    stated = ReferralContext.objects.get()
    assert (stated.name, stated.context, stated.kind) == ("The arcade on Kingsway", arcade, "location")
    # It turns out to be of another kind.
    url = reverse("referrals:intake-row", args=[referral.pk, "context", stated.pk])
    client.post(f"{url}?kind=transport", {"name": stated.name, "route": "Bus 7", "match": arcade.pk})
    stated.refresh_from_db()
    assert (stated.kind, stated.route) == ("transport", "Bus 7")


def test_taken_out_and_put_back(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    child = state_child(referral, by=support, given="Nia", known="unsure")
    out, back = (
        reverse(f"referrals:intake-row-{way}", args=[referral.pk, "child", child.pk]) for way in ("out", "back")
    )
    page = client.post(out, follow=True)
    assert page.context["sections"][0]["rows"] == []
    assert page.context["sections"][0]["taken_out"] == [child]
    page = client.post(back, follow=True)
    assert page.context["sections"][0]["rows"] == [child]


def test_a_relationship_says_who_is_still_missing(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    change_contact(referral, by=support, step="subjects", subjects=["relationship"])
    state_child(referral, by=support, given="Nia", known="unsure")
    page = client.get(step(referral, "people"))
    assert page.context["missing"] == ["The people in the relationship: a child and at least one other"]
    assert "Add another child" in page.content.decode()
    client.post(add(referral, "adult"), {"described": "Her boyfriend", "part": "relationship", "draft_id": DRAFT})
    assert client.get(step(referral, "people")).context["missing"] == []


# --- In whose hands it is, and submitted -------------------------------------------------------------------------------
def test_danger_at_any_moment_keeps_what_is_typed(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    response = client.post(step(referral, "worry"), {"worry": "He is here", "draft_version": "0", "_danger": "1"})
    assert response.url == reverse("referrals:intake-danger", args=[referral.pk])
    assert IntakeStep.objects.get().data == {"worry": ["He is here"]}
    assert set(refusals(client.post(response.url, {"handed_at-day": ""}))) == {"emergency", "handed_to", "handed_at"}
    sent = {"emergency": "called", "handed_to": "Duty: Ines Cole", **moment_boxes("handed_at", hours_ago(0))}
    assert client.post(response.url, sent).status_code == 302
    referral.refresh_from_db()
    assert referral.is_dangerous


def test_when_and_how_it_came_is_put_right_on_a_page_of_its_own(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    url = reverse("referrals:intake-received", args=[referral.pk])
    assert url in client.get(reverse("referrals:intake", args=[referral.pk])).content.decode()
    assert set(refusals(client.post(url, {"reason": ""}))) == {"received_at", "channel", "reason"}
    sent = {"channel": "letter", "reason": "It lay in the post", **moment_boxes("received_at", hours_ago(50))}
    assert client.post(url, sent).status_code == 302
    referral.refresh_from_db()
    assert (referral.received_at, referral.channel) == (hours_ago(50), "letter")


def test_one_taken_in_error_needs_a_reason_and_is_a_managers_to_take_out_later(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    url = reverse("referrals:intake-withdraw", args=[referral.pk])
    assert set(refusals(client.post(url, {"withdrawn_why": ""}))) == {"withdrawn_why"}
    submitted = factories.ReferralFactory(submitted=True, taker=support)
    assert client.get(reverse("referrals:intake-withdraw", args=[submitted.pk])).status_code == 403
    assert "Taken in error" not in client.get(reverse("referrals:intake", args=[submitted.pk])).content.decode()
    client.post(url, {"withdrawn_why": "Begun twice"})
    referral.refresh_from_db()
    assert referral.status == "withdrawn"
    # Finished, it is only read.
    assert client.get(step(referral, "worry")).url == referral.get_absolute_url()


def test_nobody_takes_over_their_own(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    page = client.post(reverse("referrals:intake-take-over", args=[referral.pk]), {}, follow=True)
    assert "You are taking this contact already" in page.content.decode()


def test_it_is_submitted_once_with_everything_typed_in_it(as_user: Any, support: Any) -> None:
    client, referral = as_user(support), begun(support)
    refused = client.post(step(referral, "check"), {"_submit": "1"})
    assert "What it is about" in refusals(refused)["__all__"][0]
    change_contact(
        referral,
        by=support,
        step="all",
        referrer_name="Rowan Hartley",
        source="2A",
        subjects=["children"],
        worry="A car nobody knows.",
        child_knows="yes",
        parents_know="no",
        agreement="agree",
        **dict.fromkeys(("peers", "school", "neighbourhood", "online"), "none_known"),
    )
    state_child(referral, by=support, given="Nia", known="unsure")
    client.post(keep(referral, "worry"), {"worry": "A car nobody knows. Blue.", "draft_version": "0"})
    refused = client.post(step(referral, "check"), {"_submit": "1"})
    assert "not saved yet" in refusals(refused)["__all__"][0]
    client.post(step(referral, "worry"), {"worry": "A car nobody knows. Blue.", "draft_version": "1"})
    for _time in range(2):
        response = client.post(step(referral, "check"), {"_submit": "1"})
        assert response.url == referral.get_absolute_url()
    assert len(audited("referral.submitted")) == 1
    assert "Submit the contact" not in client.get(step(referral, "check")).content.decode()


def test_who_takes_contacts_finds_theirs_at_home(as_user: Any, support: Any, worker: Any) -> None:
    mine, other = begun(support), begun(worker)
    done = factories.ReferralFactory(submitted=True, taker=support)
    page = as_user(support).get("/").content.decode()
    assert mine.reference in page
    assert other.reference not in page
    assert done.reference not in page
    assert reverse("referrals:intake-begin") in page


def test_a_contact_on_somebody_hidden_is_no_page_for_others(
    as_user: Any, support: Any, colleague: Any, manager: Any
) -> None:
    referral = begun(support)
    person = factories.PersonFactory()
    state_child(referral, by=support, given="Nia", known="known", person=person)
    restrict(person, by=manager)
    for path in (reverse("referrals:intake", args=[referral.pk]), step(referral, "worry"), step(referral, "check")):
        assert as_user(colleague).get(path).status_code == 404
        assert as_user(support).get(path).status_code == 200
