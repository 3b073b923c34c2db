"""Links that a factor proposes by naming a context: nothing is linked until a person says so."""

from collections.abc import Iterable
from typing import Any

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


def propose_links(factor: ExtraFamilialFactor, *, by: User) -> None:
    """Propose for each child of a factor a link to the context it names, and withdraw what it no longer proposes.

    Not for a child whom the writer sees linked there already, nor where somebody has answered: it is asked once. Only
    what records or changes the factor calls this, with it locked, when the right to do so has been asked for.
    """
    children = {row.child_id for row in factor.children.told()}
    for proposal in factor.link_proposals.filter(status=Status.WAITING).select_for_update(of=("self",)):
        if proposal.context_id != factor.context_id or proposal.child_id not in children:
            _answer(proposal, by=by, status=Status.WITHDRAWN)
    if factor.context_id is None:
        return
    linked = ContextLink.objects.visible_to(by).current().filter(context=factor.context_id, child__in=children)
    said = factor.link_proposals.filter(context=factor.context_id).exclude(status=Status.WITHDRAWN)
    known = {*linked.values_list("child", flat=True), *said.values_list("child", flat=True)}
    for child in sorted(children - known):
        save_record(LinkProposal(factor=factor, child_id=child, context_id=factor.context_id), by=by)


@transaction.atomic
def accept_proposal(
    proposal: LinkProposal, *, by: User, roles: Iterable[str], **said: Any
) -> tuple[list[ContextLink], list[ContextLink]]:
    """Link the child to the context in these roles, as `link_children` does and refuses, with the factor as the source.

    Gives back the links that were recorded and those that stood already. Refuses a proposal that was answered already.
    """
    require(by, Permission.EDIT_CONTEXTS)
    require_sight(by, proposal)
    lock_people(proposal.child)
    lock_standing(proposal.context)
    proposal = _lock(proposal, by=by)
    made, already = link_children([proposal.child], [proposal.context], by=by, roles=roles, **said)
    _answer(proposal, by=by, status=Status.ACCEPTED, link=made[0])
    record(by=by, action="proposal.accepted", target=proposal.context, shown=[proposal.child_id])
    return made, already


@transaction.atomic
def decline_proposal(proposal: LinkProposal, *, by: User, why: str) -> LinkProposal:
    """Say why the child is not linked to the context. This factor does not propose it again.

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


def _lock(proposal: LinkProposal, *, by: User) -> LinkProposal:
    seen = LinkProposal.objects.visible_to(by).select_for_update(of=("self",))
    found: LinkProposal | None = seen.filter(pk=proposal.pk).select_related("child", "context").first()
    if found is None:
        raise PermissionDenied
    if not found.is_waiting:
        raise ValidationError(_("This has been answered already."))
    return found


def _answer(proposal: LinkProposal, *, by: User, status: str, link: ContextLink | None = None, why: str = "") -> None:
    proposal.status, proposal.link, proposal.decided_why = status, link, why
    proposal.decided_on, proposal.decided_by = today(), by
    save_record(proposal, by=by)
