"""Pages about records that are one person: comparing and merging two, what a merge moved, and undoing it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from cases.join_views import facts_of
from cases.merge_details import changes_in_words
from cases.models import Case, CaseChild, NoteSubject, PersonMerge
from cases.moved import not_put_right, person_kinds
from cases.people_merge_forms import MergePeopleForm, UndoMergeForm, detail_in_words
from cases.people_merge_querysets import UNSEEN
from cases.people_merging import DETAILS, merge_people, open_periods
from cases.people_undoing import undo_person_merge
from contexts.models import ContextAdult, ContextLink
from contexts.views import uuid_or_none
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.requests import StaffRequest
from cs_casework.pages import answer_form, attempt, needs
from families.choosing import choose_person
from families.models import Address, FamilyMembership, Person, PersonName, PossibleDuplicate, Relationship
from families.pages import person_page

# What a merge is read back by, of each kind.
MOST_READ = 50


@needs(Permission.MERGE_PEOPLE)
def person_merge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First which other record, then what stands: `?with=` holds the one chosen, which is merged into this one."""
    user = request.user
    kept = open_record(request, Person.objects.standing(), pk=pk)
    page = person_page(kept, user)
    if not request.GET.get("with"):
        return choose_person(
            request,
            heading=_("Which record is the same person as %(person)s?") % {"person": kept},
            back=kept.get_absolute_url(),
            page=page,
            field="with",
            leave_out=[kept.pk],
            likely=_may_be(kept, user),
        )
    merged = open_record(request, Person.objects.standing().exclude(pk=pk), pk=uuid_or_none(request.GET["with"]))
    periods = open_periods(kept, merged).visible_to(user).select_related("child", "case__family", "case__context")
    cases = Case.objects.visible_to(user).filter(children__in=periods).select_related("team")
    facts = {case.pk: facts_of(case) for case in cases.with_workers(user).with_open_children(user)}
    form = MergePeopleForm(
        request.POST or None,
        kept=kept,
        merged=merged,
        user=user,
        periods=periods,
        facts={str(period.pk): facts[period.case_id] for period in periods if period.case_id in facts},
    )
    if request.method == "POST" and form.is_valid():
        merge = attempt(form, merge_people, kept, merged=merged, by=user, **form.chosen)
        if merge:
            _say_merged(request, merge)
            return redirect(kept)
    context = {
        "form": form,
        "kept": kept,
        "merged": merged,
        "sides": _sides(kept, merged, user),
        "told_apart": _told_apart(kept, merged, user),
        "are_open": "continuing" in form.fields,
        "back": kept.get_absolute_url(),
        "page": page,
    }
    return render(request, "cases/people_merge_confirm.html", context)


def _say_merged(request: StaffRequest, merge: PersonMerge) -> None:
    said = _("The two records are one. The other reference leads here.")
    url, undo = reverse("cases:person-merge-undo", args=[merge.pk]), _("Undo the merge")
    link = format_html('<a class="govuk-notification-banner__link" href="{}">{}</a>', url, undo)
    messages.success(request, format_html("{} {}", said, link))
    ended = [pk for pk, changes in merge.moved.get("periods", {}).items() if "to_on" in changes]
    for period in CaseChild.objects.visible_to(request.user).filter(pk__in=ended).select_related("case"):
        words = _("The child’s time in %(case)s has closed. That case is still open: look whether it is needed.")
        link = format_html(
            '<a class="govuk-notification-banner__link" href="{}">{}</a>',
            period.case.get_absolute_url(),
            period.case.reference,
        )
        messages.info(request, format_html(words.replace("%(case)s", "{}"), link))


def _may_be(person: Person, user: User) -> list[Person]:
    """Records that were pointed out as possibly the same person, and that nobody said are another."""
    tasks = PossibleDuplicate.objects.visible_to(user).standing().exclude(outcome="different")
    pairs = tasks.filter(Q(person=person) | Q(other=person)).select_related("person", "other")
    return [task.other if task.person_id == person.pk else task.person for task in pairs[:10]]


def _told_apart(kept: Person, merged: Person, user: User) -> PossibleDuplicate | None:
    """That somebody settled that these are two people."""
    pair = Q(person=kept, other=merged) | Q(person=merged, other=kept)
    return PossibleDuplicate.objects.visible_to(user).filter(pair, outcome="different").first()


def _sides(kept: Person, merged: Person, user: User) -> list[dict[str, Any]]:
    """What each of the two records says and brings, as far as this manager may see it."""
    both = [kept, merged]
    names = list(PersonName.objects.visible_to(user).filter(person__in=both))
    members = list(FamilyMembership.objects.visible_to(user).filter(person__in=both).select_related("family"))
    periods = list(CaseChild.objects.visible_to(user).filter(child__in=both).select_related("case"))
    counts = _counts(both, user)
    return [
        {
            "person": person,
            "said": [(label, detail_in_words(person, DETAILS[name], user)) for name, label in SAID.items()],
            "names": [str(name) for name in names if name.person_id == person.pk],
            "families": [member for member in members if member.person_id == person.pk],
            "periods": [period for period in periods if period.child_id == person.pk],
            "counts": [(label, counts[person.pk][name]) for name, label in COUNTED.items()],
        }
        for person in both
    ]


SAID = {
    "born": gettext_lazy("Born"),
    "sex": gettext_lazy("Sex"),
    "la_child_id": gettext_lazy("LA child id"),
    "nhs_number": gettext_lazy("NHS number"),
    "upn": gettext_lazy("UPN"),
    "school": gettext_lazy("School"),
}
COUNTED = {
    "ties": gettext_lazy("Relationships"),
    "homes": gettext_lazy("Addresses"),
    "links": gettext_lazy("Links to contexts"),
    "parts": gettext_lazy("Adult in contexts"),
    "notes": gettext_lazy("Case notes"),
}


def _counts(people: list[Person], user: User) -> dict[UUID, dict[str, int]]:
    """How much of each kind stands on each of these people, in one statement."""
    this: Any = OuterRef("pk")
    rows: dict[str, Any] = {
        "ties": Relationship.objects.visible_to(user).of(this),
        "homes": Address.objects.visible_to(user).filter(person=this),
        "links": ContextLink.objects.visible_to(user).filter(child=this),
        "parts": ContextAdult.objects.visible_to(user).filter(person=this),
        "notes": NoteSubject.objects.readable_by(user).filter(child=this),
    }
    counted = {
        name: Coalesce(Subquery(found.order_by().values(all=Value(1)).annotate(n=Count("*")).values("n")), 0)
        for name, found in rows.items()
    }
    both = Person.objects.visible_to(user).filter(pk__in=[person.pk for person in people])
    found = both.order_by().values("pk", **counted)
    return {row["pk"]: row for row in found}


@require_GET
@needs(Permission.VIEW_PEOPLE)
def person_merge_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What one merge moved, ended and changed, as far as this reader may see it now."""
    merges = PersonMerge.objects.select_related("kept", "merged", "created_by", "undone_by")
    merge = open_record(request, merges, pk=pk)
    user = request.user
    context = {
        "merge": merge,
        "page": person_page(merge.kept, user),
        "details": list(changes_in_words(merge, "people", user)),
        "kinds": list(_kinds(merge, user)),
        "may_undo": may_undo(merge, user),
    }
    return render(request, "cases/people_merge_detail.html", context)


def may_undo(merge: PersonMerge, user: User) -> bool:
    return bool(user.may(Permission.MERGE_PEOPLE) and not merge.undone_on and not merge.kept.merged_into_id)


# The words for each kind of row, and what is looked at to tell one.
KINDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "names": (gettext_lazy("Names"), ()),
    "memberships": (gettext_lazy("Family members"), ("person", "family")),
    "relationships": (gettext_lazy("Relationships"), ("person", "other")),
    "not_related": (gettext_lazy("Found not to be related"), ("person", "other")),
    "addresses": (gettext_lazy("Addresses"), ()),
    "links": (gettext_lazy("Links to contexts"), ("child", "context")),
    "adults": (gettext_lazy("Adult in contexts"), ("person", "context")),
    "periods": (gettext_lazy("Open to the service"), ("child", "case")),
    "statuses": (gettext_lazy("Statuses"), ()),
    "allocations": (gettext_lazy("Workers of the child alone"), ("worker", "case")),
    "note_subjects": (gettext_lazy("Case notes"), ("note",)),
    "document_subjects": (gettext_lazy("Documents"), ("document",)),
    "removals": (gettext_lazy("Removed entries"), ()),
    "incident_children": (gettext_lazy("Incidents"), ("incident", "child")),
    "factors": (gettext_lazy("Factors outside the family"), ("factor",)),
    "agenda_items": (gettext_lazy("On agendas"), ("meeting", "child")),
    "enquiries": (gettext_lazy("Section 47 enquiries"), ("child",)),
    "link_proposals": (gettext_lazy("Links proposed"), ("child", "context")),
    "missing_episodes": (gettext_lazy("Missing episodes"), ("child",)),
    "nrm_referrals": (gettext_lazy("Referrals to the NRM"), ("child",)),
    "warnings": (gettext_lazy("Warnings"), ()),
    "plan_links": (gettext_lazy("Reached by plans of contexts"), ("plan",)),
    "people": (gettext_lazy("Records merged before"), ()),
}


def _kinds(merge: PersonMerge, user: User) -> Iterator[tuple[str, list[tuple[Any, bool]]]]:
    """The rows of each kind that the merge changed and this reader may see, each with whether the merge ended it."""
    for kind, model in person_kinds().items():
        if kind in UNSEEN or kind not in merge.moved:
            continue
        label, related = KINDS.get(kind, (model._meta.verbose_name_plural, ()))
        rows: Any = model.objects.visible_to(user).filter(pk__in=merge.moved[kind])
        if kind == "note_subjects":
            rows = rows.readable_whole_by(user)  # the title of a note stands here: only whole notes
        rows = not_put_right(kind, rows, since=merge.created_at)
        if kind == "people":
            rows = rows.exclude(pk__in=[merge.kept_id, merge.merged_id])
        if kind == "addresses":
            rows = rows.listable()
        found = (rows.select_related(*related) if related else rows)[:MOST_READ]
        told = [(_told(kind, row), "to_on" in merge.moved[kind][str(row.pk)]) for row in found]
        if told:
            yield str(label)[:1].upper() + str(label)[1:], told


def _told(kind: str, row: Any) -> Any:
    if kind in ("links", "adults"):
        return f"{row.context}, {row.get_role_display()}"
    if kind == "note_subjects":
        return row.note
    if kind == "document_subjects":
        return row.document
    if kind == "incident_children":
        return f"{row.incident}, {row.get_role_display()}"
    if kind == "factors":
        return row.factor
    if kind == "plan_links":
        return row.plan
    if kind == "agenda_items":
        return row.meeting or _("Put forward for a panel")
    return row


@needs(Permission.MERGE_PEOPLE)
def person_merge_undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    merges = PersonMerge.objects.select_related("kept", "merged")
    # For an answer that is sent, those undone meanwhile too, so that it is refused in words and nothing typed is lost.
    merge = open_record(request, merges.standing() if request.method == "GET" else merges, pk=pk)
    kept, merged = merge.kept, merge.merged
    words = {"kept": kept.reference, "merged": merged.reference, "person": kept}
    return answer_form(
        request,
        UndoMergeForm(request.POST or None),
        undo_person_merge,
        merge,
        done=merge.kept,
        said=_("The merge is undone. Both people stand by themselves again."),
        template="cases/people_merge_undo.html",
        merge=merge,
        heading=_("Undo the merge of %(merged)s into %(kept)s, %(person)s?") % words,
        intro=_("What came from %(merged)s goes back to it. What has been changed or written since stays as it is.")
        % words,
        submit=_("Undo the merge"),
        back=merge.kept.get_absolute_url(),
        page=person_page(merge.kept, request.user),
    )
