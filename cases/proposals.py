"""Links that what is recorded proposes by naming a context, a factor, a missing episode, what a child said when they were
back, a referral to the NRM: nothing is linked until a person says so."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import ExtraFamilialFactor, LinkProposal
from contexts.models import ContextLink
from contexts.workflow import link_children, lock_standing
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from families.workflow import lock_people, require_sight

Status = LinkProposal.Status


def propose_links(source: Any, *, by: User) -> None:
    """Propose for the child of what is recorded, or for each child of a factor, a link to the context it names, and
    withdraw what it no longer proposes. `source` is any of `LinkProposal.SOURCES`: each says of itself what it names
    (`link_facts`).

    Not for a child whom the writer sees linked there already, nor where somebody has answered: it is asked once. Only
    what records or changes the source calls this, with it locked, when the right to do so has been asked for.
    """
    column = source_column(source)
    context, children = _named_by(source)
    for proposal in source.link_proposals.filter(status=Status.WAITING).select_for_update(of=("self",)):
        if proposal.context_id != context or proposal.child_id not in children:
            _answer(proposal, by=by, status=Status.WITHDRAWN)
    if context is None:
        return
    linked = ContextLink.objects.visible_to(by).current().filter(context=context, child__in=children)
    said = source.link_proposals.filter(context=context).exclude(status=Status.WITHDRAWN)
    known = {*said.values_list("child", flat=True)}
    if roles := _roles_of(source):
        # It tells of one thing that links them: a link that says something else is no answer to it.
        linked = linked.filter(role__in=roles)
    known |= set(linked.values_list("child", flat=True))
    for child in sorted(children - known):
        save_record(LinkProposal(**{column: source}, child_id=child, context_id=context), by=by)


def source_column(source: Any) -> str:
    """The column by which a proposal stands on this record."""
    return next(
        name for name in LinkProposal.SOURCES if LinkProposal._meta.get_field(name).related_model is type(source)
    )


def _named_by(source: Any) -> tuple[UUID | None, set[UUID]]:
    """The context that it names now, and the children it names there."""
    if isinstance(source, ExtraFamilialFactor):
        return source.context_id, {row.child_id for row in source.children.told()}
    if source.context_id is None:
        return None, set()
    facts = source.link_facts
    return facts.context, {facts.child}


def _roles_of(source: Any) -> Sequence[str]:
    return () if isinstance(source, ExtraFamilialFactor) else source.link_facts.roles


@transaction.atomic
def accept_proposal(
    proposal: LinkProposal, *, by: User, roles: Iterable[str], **said: Any
) -> tuple[list[ContextLink], list[ContextLink]]:
    """Link the child to the context in these roles, as `link_children` does and refuses, with what proposes it as the
    source.

    What proposed no more than these roles of the two, such as an earlier time that they were found there, is answered
    by it and withdrawn. Gives back the links that were recorded and those that stood already. Refuses a proposal that
    was answered already.
    """
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, proposal)
    lock_people(proposal.child)
    lock_standing(proposal.context)
    proposal = _lock(proposal, by=by)
    made, already = link_children([proposal.child], [proposal.context], by=by, roles=roles, **said)
    _answer(proposal, by=by, status=Status.ACCEPTED, link=made[0])
    _withdraw_answered(proposal, {link.role for link in [*made, *already]}, by=by)
    record(by=by, action="proposal.accepted", target=proposal.context, shown=[proposal.child_id])
    return made, already


@transaction.atomic
def decline_proposal(proposal: LinkProposal, *, by: User, why: str) -> LinkProposal:
    """Say why the child is not linked to the context. What proposes it does so no more.

    Refuses without a reason, and a proposal that was answered already.
    """
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, proposal)
    if not why.strip():
        raise ValidationError({"why": _("Say why they are not linked.")})
    proposal = _lock(proposal, by=by)
    _answer(proposal, by=by, status=Status.DECLINED, why=why)
    record(by=by, action="proposal.declined", target=proposal.context, shown=[proposal.child_id])
    return proposal


def _withdraw_answered(accepted: LinkProposal, roles: set[str], *, by: User) -> None:
    pair = LinkProposal.objects.visible_to(by).waiting().filter(child=accepted.child_id, context=accepted.context_id)
    for other in pair.select_for_update(of=("self",)).order_by("pk"):
        if (proposed := _roles_of(other.came_from)) and set(proposed) <= roles:
            _answer(other, by=by, status=Status.WITHDRAWN)


def _lock(proposal: LinkProposal, *, by: User) -> LinkProposal:
    # Its child and context are read afterwards: joined to them, a row that a merge is moving would be none any more.
    seen = LinkProposal.objects.visible_to(by).select_for_update(of=("self",))
    found: LinkProposal | None = seen.filter(pk=proposal.pk).first()
    if found is None:
        raise PermissionDenied
    if not found.is_waiting:
        raise ValidationError(_("This has been answered already."))
    return found


def _answer(proposal: LinkProposal, *, by: User, status: str, link: ContextLink | None = None, why: str = "") -> None:
    proposal.status, proposal.link, proposal.decided_why = status, link, why
    proposal.decided_on, proposal.decided_by = today(), by
    save_record(proposal, by=by)
