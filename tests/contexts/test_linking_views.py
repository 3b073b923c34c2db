"""Linking from either side: several at once, what is linked already, a new context on the way, and one like it."""

from typing import Any

import pytest
from django.urls import reverse

from contexts.models import Context, ContextLink
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today
from cs_casework.drafts.models import Draft
from families.models import Person
from tests.factories import (
    ContextFactory,
    ContextLinkFactory,
    ContextMergeFactory,
    MergeRequestFactory,
    PeerGroupFactory,
    PersonFactory,
)
from tests.helpers import boxes, refusals, value_typed

pytestmark = pytest.mark.django_db

KNOWN = {
    "roles": ["spends_time"],
    "basis": "observed",
    "reliability": "reported",
    "source": "Seen on a visit",
    **boxes("source_on", today()),
    **boxes("from_on", today()),
    **boxes("review_due", None),
}
NEW = {"name": "Elm Park", "description": "By the river"}


@pytest.fixture
def desk(as_user: Any, worker: Any) -> Any:
    return as_user(worker)


@pytest.fixture
def child(db: None) -> Person:
    return PersonFactory(given="Ada", family="Okafor")


def linking(child: Person, *contexts: Context, more: str = "") -> str:
    query = "&".join(f"context={context.pk}" for context in contexts)
    return f"{reverse('contexts:person-link-add', args=[child.pk])}?{query}{more}"


def text_of(response: Any) -> str:
    return response.content.decode()


# --- Several contexts from a child ---------------------------------------------------------------------------------------
def test_several_contexts_are_chosen_and_linked_in_one_go(desk: Any, child: Person) -> None:
    park, bus = ContextFactory(name="Elm Park"), ContextFactory(kind="transport", name="Last bus")
    first = desk.post(linking(child), {"_search": "1", "q": "Elm", "more": "1"}, follow=True)
    assert f'value="{park.pk}"' in text_of(first)
    second = desk.post(linking(child, park), {"_search": "1", "q": "bus", "more": "1", "context": park.pk}, follow=True)
    shown = text_of(second)
    assert "Chosen so far" in shown
    assert shown.index(str(park.pk)) < shown.index(str(bus.pk))
    assert "What links Ada Okafor to these contexts?" in text_of(desk.get(linking(child, park, bus)))
    answer = desk.post(linking(child, park, bus), KNOWN | {"roles": ["at_risk", "harmed"]}, follow=True)
    assert "4 links have been recorded." in text_of(answer)
    for context in (park, bus):
        assert context.name in text_of(answer)
        assert "Ada Okafor" in text_of(desk.get(reverse("cases:context-children", args=[context.pk])))


def test_the_review_offered_is_the_soonest_of_the_chosen(desk: Any, child: Person) -> None:
    page = desk.get(linking(child, ContextFactory(), PeerGroupFactory()))
    assert value_typed(page, "review_due") == months_after(today(), 3)


def test_what_is_linked_already_is_named_and_the_rest_recorded(desk: Any, child: Person) -> None:
    park, bus = ContextFactory(name="Elm Park"), ContextFactory(name="Last bus")
    ContextLinkFactory(child=child, context=park, source="The school")
    answer = text_of(desk.post(linking(child, park, bus), KNOWN, follow=True))
    assert "1 link has been recorded." in answer
    assert "Linked already, and left as it was: Ada Okafor · spends time there · Elm Park." in answer
    assert ContextLink.objects.get(context=park).source == "The school"


def test_where_all_is_linked_already_the_form_says_so_and_keeps_what_was_typed(desk: Any, child: Person) -> None:
    link = ContextLinkFactory(child=child)
    page = desk.post(linking(child, link.context), KNOWN)
    assert refusals(page)["roles"][0].startswith(f"Linked already: {link}")
    assert value_typed(page, "source") == "Seen on a visit"


def test_from_a_context_what_is_linked_already_is_named_too(desk: Any, child: Person) -> None:
    context, other = ContextFactory(), PersonFactory()
    ContextLinkFactory(child=child, context=context)
    path = f"{reverse('contexts:link-add', args=[context.pk])}?child={child.pk}&child={other.pk}"
    answer = text_of(desk.post(path, KNOWN, follow=True))
    assert "Linked already, and left as it was: Ada Okafor" in answer
    assert ContextLink.objects.filter(child=other).count() == 1


def test_a_lapsed_link_is_recorded_again(desk: Any, child: Person) -> None:
    old = ContextLinkFactory(child=child, from_on=months_after(today(), -9), review_due=months_after(today(), -3))
    assert "1 link has been recorded." in text_of(desk.post(linking(child, old.context), KNOWN, follow=True))


def test_neither_a_hidden_context_nor_one_that_was_merged_is_chosen(desk: Any, child: Person, manager: Any) -> None:
    gone, hidden = ContextMergeFactory(merged__name="Elm Rec").merged, ContextFactory(name="Elm Rooms")
    restrict_record(hidden, by=manager, reason="Kin of a colleague")
    for context in (gone, hidden):
        assert desk.get(linking(child, context)).status_code == 404
    found = text_of(desk.post(linking(child), {"_search": "1", "q": "Elm", "more": "1"}, follow=True))
    assert str(gone.pk) not in found
    assert str(hidden.pk) not in found


# --- A new context on the way --------------------------------------------------------------------------------------------
def test_a_new_context_is_recorded_on_the_way_and_chosen(desk: Any, child: Person) -> None:
    park = ContextFactory(name="The bandstand")
    page = text_of(desk.get(linking(child, park, more="&more=1")))
    new = f"{reverse('contexts:context-create')}?for={child.pk}&amp;context={park.pk}"
    assert f'href="{new}"' in page
    kinds = text_of(desk.get(new.replace("&amp;", "&")))
    assert f'name="for" value="{child.pk}"' in kinds
    assert f'name="context" value="{park.pk}"' in kinds
    path = f"{reverse('contexts:context-create')}?for={child.pk}&context={park.pk}&kind=location"
    answer = desk.post(path, NEW | {"draft_id": str(desk.get(path).context["draft"].id)})
    made = Context.objects.get(name="Elm Park")
    assert answer.url == linking(child, park, made)


def test_a_new_context_for_a_hidden_child_is_not_found(desk: Any, child: Person, manager: Any) -> None:
    restrict_record(child, by=manager, reason="Kin of a colleague")
    assert desk.get(f"{reverse('contexts:context-create')}?for={child.pk}").status_code == 404


# --- One that exists -----------------------------------------------------------------------------------------------------
def test_one_that_exists_is_shown_first_and_what_was_typed_is_kept(desk: Any, worker: Any) -> None:
    there = ContextFactory(name="Elm Park West", postcode="ZZ1 1AA")
    path = f"{reverse('contexts:context-create')}?kind=location"
    sent = NEW | {"postcode": "zz1 1aa", "draft_id": str(desk.get(path).context["draft"].id)}
    page = desk.post(path, sent)
    shown = text_of(page)
    assert Context.objects.count() == 1
    assert "Is it one of these?" in shown
    assert "Same postcode: ZZ1 1AA. A name like this one." in shown
    assert f'href="{there.get_absolute_url()}"' in shown
    assert value_typed(page, "description") == "By the river"
    assert Draft.objects.visible_to(worker).unfinished().get().data["description"] == ["By the river"]
    assert value_typed(desk.get(path), "description") == "By the river"
    answer = desk.post(path, sent | {"_another": "1"}, follow=True)
    assert "Elm Park has been recorded." in text_of(answer)
    assert not Draft.objects.visible_to(worker).unfinished().exists()


def test_from_a_child_the_one_that_exists_goes_on_to_the_link(desk: Any, child: Person) -> None:
    there, park = ContextFactory(name="Elm Park"), ContextFactory(name="The bandstand")
    path = f"{reverse('contexts:context-create')}?for={child.pk}&context={park.pk}&kind=location"
    shown = text_of(desk.post(path, NEW | {"draft_id": str(desk.get(path).context["draft"].id)}))
    assert "Use this one, and link Ada Okafor to it" in shown
    assert linking(child, park, there).replace("&", "&amp;") in shown


def test_a_hidden_one_is_not_asked_about(desk: Any, manager: Any) -> None:
    restrict_record(ContextFactory(name="Elm Park"), by=manager, reason="Kin of a colleague")
    path = f"{reverse('contexts:context-create')}?kind=location"
    answer = desk.post(path, NEW | {"draft_id": str(desk.get(path).context["draft"].id)}, follow=True)
    assert "Elm Park has been recorded." in text_of(answer)


# --- Merging, on pages ---------------------------------------------------------------------------------------------------
def test_what_may_be_the_same_stands_on_the_page_and_a_manager_compares(
    as_user: Any, worker: Any, manager: Any
) -> None:
    here, there = ContextFactory(name="Elm Park"), ContextFactory(name="Elm Park West")
    compare = f"/contexts/{here.pk}/merge/?with={there.pk}"
    for user, may in ((worker, False), (manager, True)):
        shown = text_of(as_user(user).get(here.get_absolute_url()))
        assert "May be the same place" in shown
        assert (compare in shown) is may
    assert f"?with={there.pk}" in text_of(as_user(manager).get(f"/contexts/{here.pk}/merge/"))


def test_two_are_merged_with_what_was_decided_and_read_back(as_user: Any, manager: Any, child: Person) -> None:
    kept = ContextFactory(name="Elm Park", address="North gate")
    merged = ContextFactory(name="The Rec", address="South gate", strengths="The keeper")
    ours, theirs = (ContextLinkFactory(context=context, child=child) for context in (kept, merged))
    desk, path = as_user(manager), f"/contexts/{kept.pk}/merge/?with={merged.pk}"
    form = desk.get(path).context["form"]
    assert {name: form[name].initial for name in form.fields if name.startswith("detail_")} == {
        "detail_name": "kept",
        "detail_address": "kept",
        "detail_strengths": "merged",
    }
    said = {"reason": "Two gates", "detail_name": "kept", "detail_address": "merged", "detail_strengths": "merged"}
    assert f"link_{theirs.pk}" in refusals(desk.post(path, said))
    answer = desk.post(path, said | {f"link_{theirs.pk}": str(theirs.pk)}, follow=True)
    shown = text_of(answer)
    assert "The two contexts are one." in shown
    assert "South gate" in shown
    assert "Merged into this" in shown
    merge = kept.merges.get()
    back = text_of(desk.get(merge.get_absolute_url()))
    for text in ("North gate", "South gate", "Ada Okafor", "Two gates", merged.reference):
        assert text in back
    assert "this one ended" in back
    # The old address and the old reference lead to the one that stays.
    led = desk.get(merged.get_absolute_url(), follow=True)
    assert led.redirect_chain == [(kept.get_absolute_url(), 302)]
    assert f"{merged.reference} was merged into this." in text_of(led)
    found = desk.post("/search/", {"_search": "1", "q": merged.reference}, follow=True)
    assert kept.get_absolute_url() in text_of(found)
    assert desk.get(reverse("contexts:context-history", args=[merged.pk])).status_code == 200
    ours.refresh_from_db()
    assert ours.to_on == today()


def test_only_one_of_the_same_kind_is_found_to_merge(as_user: Any, manager: Any) -> None:
    kept, school = ContextFactory(name="Elm Park"), ContextFactory(kind="school", name="Elm School")
    desk, path = as_user(manager), f"/contexts/{kept.pk}/merge/"
    assert str(school.pk) not in text_of(desk.post(path, {"_search": "1", "q": "Elm"}, follow=True))
    assert desk.get(f"{path}?with={school.pk}").status_code == 404


def test_a_merge_read_back_tells_nothing_that_is_hidden(as_user: Any, worker: Any, manager: Any, child: Person) -> None:
    hidden = ContextLinkFactory(child__given="Tadhg")
    shown = ContextLinkFactory(child=child)
    moved = {"links": {str(link.pk): {} for link in (hidden, shown)}}
    merge = ContextMergeFactory(moved=moved)
    restrict_record(hidden.child, by=manager, reason="Kin of a colleague")
    page = text_of(as_user(worker).get(merge.get_absolute_url()))
    assert "Ada Okafor" in page
    assert "Tadhg" not in page


def test_what_waits_is_carried_out_or_declined_from_the_list(as_user: Any, manager: Any) -> None:
    asked = MergeRequestFactory(reason="Two gates of one park")
    desk = as_user(manager)
    assert ">1<" in text_of(desk.get("/")).replace(" ", "").replace("\n", "")
    listed = text_of(desk.get("/merges/"))
    assert "Two gates of one park" in listed
    compare = f"/contexts/{asked.kept_id}/merge/?with={asked.merged_id}"
    assert compare in listed
    assert value_typed(desk.get(compare), "reason") == "Two gates of one park"
    answer = desk.post(f"/merges/asked/{asked.pk}/decline/", {"why": "Two groups meet there"}, follow=True)
    assert "Your reason goes to whoever asked." in text_of(answer)
    assert "Two groups meet there" in text_of(as_user(asked.asked_by).get("/merges/"))
