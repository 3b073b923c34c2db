"""Every change staff can make to contexts and to what is linked with them."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from contexts.codes import NEVER_DUE, Basis, Handling, Kind
from contexts.models import LAPSE_AFTER_WORKING_DAYS, Context, ContextAdult, ContextLink, ContextRelation
from contexts.placing import place_context
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import months_after, today, working_days_after
from families.models import Person
from families.workflow import lock_people, lock_unended, require_sight

# Months until a link must be looked at again, and until a peer group must.
LINK_REVIEW_MONTHS = 6
PEER_GROUP_REVIEW_MONTHS = 3


@transaction.atomic
def create_context(*, by: User, kind: str, **details: Any) -> Context:
    """Record a context. A peer group's review is three months on unless an earlier day is given.

    Refuses a peer group without purpose, intended outcome, how it was identified, who was told, and strengths.
    """
    require(by, Permission.EDIT_CONTEXTS)
    context = Context(kind=kind, **details)
    if kind == Kind.PEER_GROUP:
        context.reviewed_on = today()
        context.review_due = context.review_due or months_after(today(), PEER_GROUP_REVIEW_MONTHS)
    _check_context(context)
    save_record(context, by=by)
    place_context(context)
    record(by=by, action="context.recorded", target=context)
    return context


@transaction.atomic
def change_context(context: Context, *, by: User, **details: Any) -> Context:
    """Correct or add to what is recorded of a context. Its kind cannot change: record another and link the two."""
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, context)
    (context,) = lock_standing(context)
    if details.pop("kind", context.kind) != context.kind:
        raise ValidationError({"kind": _("The kind of a context cannot change. Record another and relate the two.")})
    for field, value in details.items():
        setattr(context, field, value)
    _check_context(context)
    save_record(context, by=by)
    place_context(context)
    record(by=by, action="context.changed", target=context)
    return context


@transaction.atomic
def set_status(context: Context, *, by: User, status: str, unless: Iterable[str] = ()) -> Context:
    """Say what the context is from now on, because its case opens or closes; one that is `unless` already stays so.

    The right to open and close that case is asked for there: it carries this with it. The row is locked, so that
    nothing said of the context at the same moment, that it is restricted least of all, is lost.
    """
    context = Context.objects.select_for_update(of=("self",), no_key=True).get(pk=context.pk)
    if context.status not in unless:
        context.status = status
        save_record(context, by=by)
    return context


def lock_standing(*contexts: Context) -> list[Context]:
    """These contexts, locked, in the order given, so that none of them is merged into another while something is
    recorded on it. Refuses one that was, and says where to go on."""
    locked = Context.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=[found.pk for found in contexts]
    )
    by_pk = {context.pk: context for context in locked.order_by("pk")}
    for context in by_pk.values():
        if context.merged_into_id:
            words = _("%(context)s (%(reference)s) was merged into another context. Find it by that reference.")
            raise ValidationError(words % {"context": context, "reference": context.reference})
    return [by_pk[context.pk] for context in contexts]


def _check_context(context: Context) -> None:
    problems: dict[str, str] = {}
    if context.kind == Kind.PEER_GROUP:
        for field, words in {
            "purpose": _("Say what recording this group is for."),
            "intended_outcome": _("Say what is meant to come of it."),
            "how_identified": _("Say how the group was identified."),
            "strengths": _("Say what is strong and protective in this group."),
            "told_young_people": _("Say whether the young people have been told."),
            "told_parents": _("Say whether parents have been told."),
        }.items():
            if not getattr(context, field):
                problems[field] = words
        not_told = {context.told_young_people, context.told_parents} - {Context.Told.YES, ""}
        if not_told and not context.why_not_told:
            problems["why_not_told"] = _("Say why anyone has not been told.")
        if context.review_due and context.reviewed_on:
            latest = months_after(context.reviewed_on, PEER_GROUP_REVIEW_MONTHS)
            if not context.reviewed_on < context.review_due <= latest:
                problems["review_due"] = _("A peer group is reviewed within three months: by %(day)s.") % {
                    "day": f"{latest:%-d %B %Y}"
                }
    if context.threshold_level and not context.threshold_why:
        problems["threshold_why"] = _("Say why this level was chosen.")
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def review_peer_group(
    context: Context, *, by: User, review_due: datetime.date | None = None, reason: str = ""
) -> Context:
    """Say that recording the group is still right, and when it is looked at again: three months at most."""
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, context)
    (context,) = lock_standing(context)
    if context.kind != Kind.PEER_GROUP:
        raise ValidationError(_("Only a peer group has a review of its own."))
    context.reviewed_on = today()
    context.review_due = review_due or months_after(today(), PEER_GROUP_REVIEW_MONTHS)
    _check_context(context)
    save_record(context, by=by, reason=reason)
    record(by=by, action="context.reviewed", target=context, reason=reason)
    return context


# --- Links ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def link_children(
    children: Sequence[Person], contexts: Sequence[Context], *, by: User, roles: Iterable[str], **said: Any
) -> tuple[list[ContextLink], list[ContextLink]]:
    """Say the same of each of these children and each of these contexts, in each role: the links that were recorded,
    and those that stood already and stay as they are.

    Refuses what `link_child` refuses, and where nothing is left to record.
    """
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, *children, *contexts)
    lock_people(*children)
    lock_standing(*contexts)
    roles = list(roles)
    standing = ContextLink.objects.visible_to(by).current()
    found = standing.filter(child__in=children, context__in=contexts, role__in=roles).select_related("child", "context")
    already = {(link.child_id, link.context_id, link.role): link for link in found}
    made = [
        link_child(child, context, by=by, role=role, **said)
        for context in contexts
        for child in children
        for role in roles
        if (child.pk, context.pk, role) not in already
    ]
    if not made:
        words = _("Linked already: %(links)s. Renew the link instead, or choose something else that links them.")
        raise ValidationError({"roles": words % {"links": "; ".join(str(link) for link in already.values())}})
    return made, list(already.values())


@transaction.atomic
def link_child(
    child: Person,
    context: Context,
    *,
    by: User,
    role: str,
    basis: str,
    reliability: str,
    source: str,
    source_on: datetime.date,
    from_on: datetime.date,
    child_view: str = "",
    review_due: datetime.date | None = None,
    handling: str = "",
    handling_conditions: str = "",
) -> ContextLink:
    """Say one thing about one child and one context, with its source.

    Falls due for review in six months, three in a peer group, and lapses 20 working days after that day; "attends" and
    "lives near" run until ended. What an agency reported says that no handling code came with it, where none is given. One
    that lapsed is recorded again like a new one. Beside one that says the same and that the writer may not see, such as
    an allegation, it is kept as another account of it, and those who may see both are asked to look. Refuses a later
    review, a day before birth, the same role twice where the writer may see the first, a child or a context that the
    writer may not see, and a context merged into another.
    """
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, child, context)
    lock_people(child)
    lock_standing(context)
    if child.birth_on and from_on < child.birth_on:
        raise ValidationError({"from_on": _("This is before %(child)s was born.") % {"child": child}})
    link = ContextLink(
        child=child,
        context=context,
        role=role,
        basis=basis,
        reliability=reliability,
        source=source,
        source_on=source_on,
        from_on=from_on,
        child_view=child_view,
        handling=handling or _none_given(basis),
        handling_conditions=handling_conditions,
    )
    _set_review(link, review_due)
    _end_lapsed(child, context, role, by=by)
    _stand_beside_hidden(link, by=by)
    save_record(link, by=by)
    record(by=by, action="link.recorded", target=context, shown=[child.pk])
    return link


def _none_given(basis: str) -> str:
    return Handling.NOT_GIVEN if basis == Basis.AGENCY_REPORT else ""


def _end_lapsed(child: Person, context: Context, role: str, *, by: User) -> None:
    """A link that lapsed gives way to the one that is recorded instead, and says so in its own history."""
    lapsed = ContextLink.objects.select_for_update(of=("self",)).filter(
        child=child, context=context, role=role, to_on=None, lapses_on__lte=today()
    )
    for link in lapsed:
        end_as_lapsed(link, by=by)


def end_as_lapsed(link: ContextLink, *, by: User) -> None:
    """End a lapsed link, which the caller locked, on the day on which it lapsed."""
    link.to_on, link.ended_why = link.lapses_on, _("Lapsed: nobody said that it was still true")
    save_record(link, by=by)


def _stand_beside_hidden(link: ContextLink, *, by: User) -> None:
    """One link a role. A refusal would tell the writer of the one that they may not see, so theirs is accepted like any
    other: it ends as it is recorded, with all that it says, and the one that stands is to be looked at today."""
    same = ContextLink.objects.filter(child=link.child, context=link.context, role=link.role, to_on=None)
    hidden = same.exclude(pk__in=same.visible_to(by).order_by().values("pk"))
    for stands in hidden.select_for_update(of=("self",)):
        link.to_on, link.ended_why = today(), _("Said again by somebody who may not see the link that says so already")
        stands.review_due = min(stands.review_due or today(), today())
        save_record(stands, by=by, reason=_("Said again by somebody who may not see this link: read what they wrote"))


@transaction.atomic
def renew_link(
    link: ContextLink, *, by: User, review_due: datetime.date | None = None, reason: str = ""
) -> ContextLink:
    """Say that the link is still true today. It falls due again as a new one would. Refuses an ended or lapsed one."""
    link = _lock_link(link, by=by)
    if not link.is_current:
        raise ValidationError(_("This link has ended or lapsed. Record it again with its source."))
    _set_review(link, review_due)
    save_record(link, by=by, reason=reason)
    record(by=by, action="link.renewed", target=link.context, reason=reason, shown=[link.child_id])
    return link


@transaction.atomic
def end_link(link: ContextLink, *, by: User, to_on: datetime.date, ended_why: str) -> ContextLink:
    """Say when and why the link stopped being true. It stays in history and out of every count."""
    link = _lock_link(link, by=by)
    if link.to_on:
        raise ValidationError(_("This link has ended already."))
    if to_on > today():
        raise ValidationError({"to_on": _("A link ends today or earlier.")})
    if not ended_why.strip():
        raise ValidationError({"ended_why": _("Say why the link ended.")})
    if to_on < link.from_on:
        raise ValidationError({"to_on": _("The link ends before it begins.")})
    link.to_on, link.ended_why = to_on, ended_why
    save_record(link, by=by)
    record(by=by, action="link.ended", target=link.context, shown=[link.child_id])
    return link


def _lock_link(link: ContextLink, *, by: User) -> ContextLink:
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, link)
    return ContextLink.objects.select_for_update(of=("self",)).select_related("child", "context").get(pk=link.pk)


def longest_review(context: Context) -> datetime.date:
    """The last day on which a link to this context, made or renewed today, must be looked at again."""
    months = PEER_GROUP_REVIEW_MONTHS if context.kind == Kind.PEER_GROUP else LINK_REVIEW_MONTHS
    return months_after(today(), months)


def bring_review_forward(link: ContextLink) -> None:
    """Let it fall due as soon as a new link to its context would, where it has come to one that is looked at sooner."""
    latest = longest_review(link.context)
    if link.review_due and link.review_due > latest:
        link.review_due, link.lapses_on = latest, working_days_after(latest, LAPSE_AFTER_WORKING_DAYS)


def _set_review(link: ContextLink, review_due: datetime.date | None) -> None:
    link.reviewed_on = today()
    if link.role in NEVER_DUE:
        link.review_due = link.lapses_on = None
        return
    latest = longest_review(link.context)
    review_due = review_due or latest
    if not today() < review_due <= latest:
        raise ValidationError(
            {"review_due": _("Review it after today and by %(day)s.") % {"day": f"{latest:%-d %B %Y}"}}
        )
    link.review_due = review_due
    link.lapses_on = working_days_after(review_due, LAPSE_AFTER_WORKING_DAYS)


# --- Adults and other contexts -------------------------------------------------------------------------------------
@transaction.atomic
def add_adult(context: Context, *, by: User, person: Person | None = None, **details: Any) -> ContextAdult:
    """Record an adult in a context, named or described: protective, managing the place, or of concern."""
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, context, person)
    lock_people(person)
    lock_standing(context)
    details["handling"] = details.get("handling") or _none_given(details["basis"])
    adult = save_record(ContextAdult(context=context, person=person, **details), by=by)
    record(by=by, action="context.adult_recorded", target=context)
    return adult


@transaction.atomic
def end_adult(adult: ContextAdult, *, by: User, to_on: datetime.date) -> ContextAdult:
    """Say when an adult stopped playing this part in the context."""
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, adult)
    adult = lock_unended(adult, to_on=to_on)
    adult.to_on = to_on
    save_record(adult, by=by)
    record(by=by, action="context.adult_ended", target=adult.context)
    return adult


@transaction.atomic
def relate_contexts(
    context: Context, *, other: Context, by: User, kind: str, source: str = "", from_on: datetime.date | None = None
) -> ContextRelation:
    """Record how one context stands to another: a group uses a place, a place lies in an area.

    Refuses a relation to itself, and one recorded already, from whichever side where it reads the same from both.
    """
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, context, other)
    lock_standing(*{context.pk: context, other.pk: other}.values())
    same = Q(context=context, other=other)
    if kind == ContextRelation.Kind.OVERLAPS:
        same |= Q(context=other, other=context)
    if ContextRelation.objects.filter(same, kind=kind, to_on=None).exists():
        raise ValidationError(_("This relation is recorded already."))
    relation = save_record(
        ContextRelation(context=context, other=other, kind=kind, source=source, from_on=from_on or today()), by=by
    )
    record(by=by, action="context.related", target=context)
    return relation
