"""Warnings: proposed and agreed, looked at again and ended, and where they stand so that nobody is hurt."""

import datetime
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.joining import join_families
from cases.models import WarningNote
from cases.people_merging import merge_people
from cases.people_undoing import undo_person_merge
from cases.undoing import undo_join
from cases.warning_notes import (
    agree_warning,
    decline_warning,
    end_warning,
    keep_warning,
    record_warning,
    tell_of_warning,
)
from cs_casework.access import restrict_record
from cs_casework.dates import months_after, today
from tests.factories import (
    CaseChildFactory,
    ContextFactory,
    FamilyFactory,
    FamilyMembershipFactory,
    PersonFactory,
    UserFactory,
    WarningFactory,
)
from tests.helpers import audited, everything, messages_of, race, refusals

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
DOG = "Ring before you go: the dog has to be shut away."


def said(**changed: Any) -> dict[str, Any]:
    return {
        "kind": "dogs",
        "what_to_do": DOG,
        "narrative": "It bit a colleague in the hall.",
        "from_on": today(),
        "review_due": months_after(today(), 6),
        "told": "yes",
    } | changed


def refused(change: Any) -> dict[str, list[str]]:
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        change()
    assert everything() == before
    return messages_of(refusal)


def test_a_practitioner_proposes_and_a_manager_agrees(worker: Any, manager: Any, support: Any) -> None:
    person = PersonFactory()
    warning = record_warning(person, by=worker, **said(told="no", not_told_why="He is not well"))
    assert not WarningNote.objects.in_force().exists()
    # Until it is agreed it is for those who read cases.
    assert list(WarningNote.objects.visible_to(worker)) == [warning]
    assert not WarningNote.objects.visible_to(support).exists()
    with pytest.raises(PermissionDenied):
        agree_warning(warning, by=worker, what_to_do=DOG, review_due=today() + DAY)
    agree_warning(warning, by=manager, what_to_do="Ring first.", review_due=today() + 9 * DAY)
    found = WarningNote.objects.visible_to(support).in_force().get()
    assert (found.what_to_do, found.agreed_by, found.agreed_on) == ("Ring first.", manager, today())
    assert "__all__" in refused(lambda: agree_warning(found, by=manager, what_to_do=DOG, review_due=today() + DAY))
    assert "__all__" in refused(lambda: decline_warning(found, by=manager, why="Too late"))
    assert [event.actor_id for event in audited("warning.recorded") + audited("warning.agreed")] == [
        worker.pk,
        manager.pk,
    ]


def test_a_manager_agrees_what_they_write_and_declines_with_a_reason(worker: Any, manager: Any) -> None:
    assert record_warning(ContextFactory(), by=manager, **said()).is_in_force
    proposed = record_warning(FamilyFactory(), by=worker, **said())
    assert "why" in refused(lambda: decline_warning(proposed, by=manager, why=" "))
    decline_warning(proposed, by=manager, why="The dog has died")
    assert WarningNote.objects.get(pk=proposed.pk).ended_why == "The dog has died"


def test_what_a_warning_cannot_be_is_refused(worker: Any, support: Any) -> None:
    person = PersonFactory()
    for name, changed in {
        "from_on": {"from_on": today() + DAY},
        "review_due": {"review_due": months_after(today(), 12) + DAY},
        "not_told_why": {"told": "no"},
        "what_to_do": {"what_to_do": " "},
    }.items():
        assert name in refused(lambda changed=changed: record_warning(person, by=worker, **said(**changed)))
    assert "review_due" in refused(lambda: record_warning(person, by=worker, **said(review_due=today())))
    with pytest.raises(PermissionDenied):
        record_warning(person, by=support, **said())
    joined = FamilyFactory(joined_into=FamilyFactory(), joined_on=today())
    assert "__all__" in refused(lambda: record_warning(joined, by=worker, **said()))


def test_a_warning_is_kept_with_a_reason_or_ends(worker: Any, manager: Any) -> None:
    warning = WarningFactory(review_due=today() + DAY)
    again = {"what_to_do": "Two of you go.", "review_due": today() + 90 * DAY}
    assert "why" in refused(lambda: keep_warning(warning, by=manager, why="", **again))
    with pytest.raises(PermissionDenied):
        keep_warning(warning, by=worker, why="It barks", **again)
    keep_warning(warning, by=manager, why="It barks", **again)
    kept = WarningNote.objects.get()
    assert (kept.what_to_do, kept.review_due) == ("Two of you go.", today() + 90 * DAY)
    assert kept.history.first().history_change_reason == "It barks"
    tell_of_warning(kept, by=worker, told="no", not_told_why="He moved")
    assert "not_told_why" in refused(lambda: tell_of_warning(kept, by=worker, told="no"))
    assert "why" in refused(lambda: end_warning(kept, by=manager, why=" "))
    end_warning(kept, by=manager, why="No dog any more")
    for change in (
        lambda: end_warning(kept, by=manager, why="Twice"),
        lambda: keep_warning(kept, by=manager, why="Twice", **again),
        lambda: tell_of_warning(kept, by=worker, told="yes"),
    ):
        assert "__all__" in refused(change)


def test_a_warning_stands_above_every_page_where_somebody_could_be_hurt(
    worker: Any, manager: Any, support: Any, as_user: Any, team: Any
) -> None:
    """On the pages of the person, of their family, of its case and of whoever lives with them; and where a visit is
    written down. Not where they are no longer of the family."""
    period = CaseChildFactory(case__team=team)
    child, family = period.child, period.case.family
    father, moved = PersonFactory(given="Noor", family="Ashby"), PersonFactory()
    for person in (child, father):
        FamilyMembershipFactory(person=person, family=family)
    FamilyMembershipFactory(person=moved, family=family, to_on=today(), ended_why="Moved")
    WarningFactory(person=father, what_to_do="Two of you go.")
    WarningFactory(person=None, family=family, what_to_do=DOG)
    WarningFactory(person=moved, what_to_do="Nobody is told this here.")
    WarningFactory(person=father, proposed=True, what_to_do="Not agreed yet.")
    park = ContextFactory()
    WarningFactory(person=None, context=park, what_to_do="Not after dark.")
    desk = as_user(worker)
    for address in (
        father.get_absolute_url(),
        reverse("families:person-edit", args=[father.pk]),
        family.get_absolute_url(),
        period.case.get_absolute_url(),
        f"{reverse('cases:note-create')}?about=family:{family.pk}",
    ):
        body = desk.get(address).content.decode()
        assert "Two of you go." in body, address
        assert DOG in body, address
        assert "Nobody is told this here." not in body
        assert "Not agreed yet." not in body
    on_child = desk.get(reverse("cases:person-notes", args=[child.pk])).content.decode()
    assert DOG in on_child
    assert "Two of you go." not in on_child
    assert "Not after dark." in desk.get(park.get_absolute_url()).content.decode()
    # Who sends people there is told what to do, and not why.
    desk = as_user(support)
    body = desk.get(family.get_absolute_url()).content.decode()
    assert DOG in body
    assert "Two of you go." in body
    read = desk.get(WarningNote.objects.get(family=family).get_absolute_url()).content.decode()
    assert DOG in read
    assert "It bit a colleague" not in read
    # What hangs on a person who is hidden is hidden with them, above the pages of others too.
    restrict_record(father, by=manager, reason="A witness")
    assert "Two of you go." not in as_user(worker).get(family.get_absolute_url()).content.decode()


def test_page_of_a_record_without_a_warning_of_its_own_does_not_deny_what_stands_above_it(
    worker: Any, as_user: Any
) -> None:
    membership = FamilyMembershipFactory()
    WarningFactory(person=membership.person, what_to_do=DOG)
    desk = as_user(worker)
    body = desk.get(reverse("cases:family-warnings", args=[membership.family_id])).content.decode()
    assert DOG in body
    assert "None is recorded on this record itself" in body
    assert "No warnings" not in body
    assert "No warnings" in desk.get(reverse("cases:family-warnings", args=[FamilyFactory().pk])).content.decode()


def test_pages_offer_a_role_what_it_may_do(worker: Any, manager: Any, as_user: Any) -> None:
    warning = WarningFactory(proposed=True)
    address = reverse("cases:warning-agree", args=[warning.pk])
    assert address not in as_user(worker).get(warning.get_absolute_url()).content.decode()
    desk = as_user(manager)
    assert address in desk.get(warning.get_absolute_url()).content.decode()
    assert warning.what_to_do in desk.get(reverse("cases:warning-list")).content.decode()
    late = months_after(today(), 13)
    typed = {
        "what_to_do": DOG,
        "review_due-day": late.day,
        "review_due-month": late.month,
        "review_due-year": late.year,
    }
    assert "review_due" in refusals(desk.post(address, typed))
    overdue = WarningFactory(reviewed_on=today() - 9 * DAY, review_due=today() - DAY, what_to_do="Not alone.")
    listed = desk.get(f"{reverse('cases:warning-list')}?show=review").content.decode()
    assert overdue.what_to_do in listed
    assert warning.what_to_do not in listed


def test_warnings_go_where_their_record_goes(manager: Any) -> None:
    kept, joined = FamilyFactory(), FamilyFactory()
    on_family = WarningFactory(person=None, family=joined)
    join = join_families(kept, joined=joined, by=manager, reason="One mother")
    assert WarningNote.objects.get(pk=on_family.pk).family == kept
    undo_join(join, by=manager, why="Two mothers")
    assert WarningNote.objects.get(pk=on_family.pk).family == joined
    person, twin = PersonFactory(), PersonFactory()
    warning = WarningFactory(person=twin)
    merge = merge_people(person, merged=twin, by=manager, reason="One passport")
    assert WarningNote.objects.get(pk=warning.pk).person == person
    undo_person_merge(merge, by=manager, why="Two passports")
    assert WarningNote.objects.get(pk=warning.pk).person == twin


# --- At once ----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["agreed", "declined", "ended"])
def test_two_managers_answer_for_it_at_once(worker: Any, manager: Any, other: str) -> None:
    """The second is told, and the first answer stands."""
    second = UserFactory(code="manager")
    proposed = record_warning(PersonFactory(), by=worker, **said())
    answer: dict[str, Any] = {"what_to_do": DOG, "review_due": months_after(today(), 3)}
    others = {
        "agreed": partial(agree_warning, proposed, by=second, **answer),
        "declined": partial(decline_warning, proposed, by=second, why="No dog there"),
        "ended": partial(end_warning, proposed, by=second, why="No dog there"),
    }
    results = race(
        partial(agree_warning, proposed, by=manager, **answer),
        others[other],
        hold=lambda: WarningNote.objects.select_for_update().get(pk=proposed.pk),
    )
    won = [result for result in results if isinstance(result, WarningNote)]
    proposed.refresh_from_db()
    if other == "ended":  # it ends whatever is in force: refused where it comes first, and the last word where not
        assert proposed.status == won[-1].status
        assert proposed.agreed_by == manager
    else:
        assert len(won) == 1
        assert (proposed.status, proposed.agreed_by) == (won[0].status, won[0].agreed_by)


@pytest.mark.django_db(transaction=True)
def test_one_that_is_kept_and_ended_at_once_has_ended(manager: Any) -> None:
    second, warning = UserFactory(code="manager"), WarningFactory(person=PersonFactory())
    race(
        partial(
            keep_warning, warning, by=manager, what_to_do="Ring", review_due=months_after(today(), 3), why="Still so"
        ),
        partial(end_warning, warning, by=second, why="The dog died"),
        hold=lambda: WarningNote.objects.select_for_update().get(pk=warning.pk),
    )
    warning.refresh_from_db()
    assert (warning.status, warning.ended_why) == ("ended", "The dog died")
