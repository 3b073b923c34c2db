"""Is this known? Whom and which contexts on record may be meant, while they are being described.

Only what the typist may see is looked at, and what is shown is written to the audit as any list is.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from contexts.likeness import Likeness, may_be_the_same
from contexts.models import Context
from cs_casework.access import record_listing
from cs_casework.accounts.models import User
from cs_casework.accounts.requests import StaffRequest
from families.likely import Likely, Stated, likely_people
from families.models import Person
from referrals.codes import Known
from referrals.models import ReferralAdult, ReferralChild, ReferralContext

MOST = 5
# Less than this of a name is half the borough's.
SHORTEST = 2
# What is said of somebody, and of a context, that tells who or which it may be.
STATED = ("given", "family", "known_as", "birth_on", "nhs_number", "upn", "postcode")
ASKED = ("kind", "name", "postcode", "school_number", "platform", "route")


@dataclass
class Suggestion:
    """A record that may be meant: what tells it from others, and why it is suggested."""

    pk: UUID
    name: str
    reference: str
    facts: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    is_open: bool = False


@dataclass
class Suggestions:
    """What stands under a name: whom it may be, and what has been chosen so far."""

    noun: str
    found: list[Suggestion] = field(default_factory=list)
    chosen: str = ""
    searched: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        """What is read out when the list has changed."""
        if not self.searched:
            return ""
        if not self.found:
            return _("Nobody on record fits so far.") if self.noun != "context" else _("Nothing on record fits so far.")
        return _("%(n)s on record may be meant. They are listed under the name.") % {"n": len(self.found)}


def suggest_people(request: StaffRequest, noun: str, said: dict[str, Any], chosen: str) -> Suggestions:
    """People who may be the one stated; the one chosen stays on the list, whatever is typed on."""
    user = request.user
    found: dict[Any, Suggestion] = {}
    searched = len(f"{said.get('given', '')}{said.get('family', '')}") >= SHORTEST or bool(
        said.get("nhs_number") or said.get("upn")
    )
    if picked := _picked(Person, user, chosen):
        found[picked.pk] = _person(picked, [], False)
    if searched:
        for like in _likely(said, user):
            found[like.person.pk] = _person(like.person, like.reasons, like.is_open)
        record_listing(request, "person.searched", list(found))
    return Suggestions(noun, list(found.values()), _kept(chosen, found), searched)


def suggest_contexts(request: StaffRequest, said: dict[str, Any], chosen: str) -> Suggestions:
    """Contexts that may be the one stated: alike by name, postcode, school number, platform or route."""
    user = request.user
    found: dict[Any, Suggestion] = {}
    if picked := _picked(Context, user, chosen):
        found[picked.pk] = _context(picked, [])
    name = said.get("name", "")
    searched = len(name) >= SHORTEST
    if searched:
        for like in _alike(said, user):
            found[like.context.pk] = _context(like.context, like.reasons)
        # What is of another kind on record, or called by part of its name.
        for context in Context.objects.visible_to(user).standing().search(name, user)[:MOST]:
            if len(found) < MOST:
                found.setdefault(context.pk, _context(context, [_("Found by its name")]))
        record_listing(request, "context.searched")
    return Suggestions("context", list(found.values()), _kept(chosen, found), searched)


def read_choice(model: Any, user: User, chosen: str) -> tuple[str, Any]:
    """What a choice among suggestions means: whether it is known, and the record. Nothing where it is none they see."""
    if chosen in (Known.NEW, Known.UNSURE):
        return chosen, None
    picked = _picked(model, user, chosen)
    return (Known.KNOWN, picked) if picked else ("", None)


def _picked(model: Any, user: User, chosen: str) -> Any:
    try:
        pk = UUID(chosen)
    except ValueError:
        return None
    return model.objects.visible_to(user).filter(pk=pk).first()


def _kept(chosen: str, found: dict[Any, Suggestion]) -> str:
    return chosen if chosen in (Known.NEW, Known.UNSURE) or chosen in {str(pk) for pk in found} else ""


def _person(person: Person, reasons: list[str], is_open: bool) -> Suggestion:
    facts = []
    if person.age is not None:
        facts.append(_("aged %(age)s") % {"age": person.age})
    return Suggestion(person.pk, str(person), person.reference, facts, reasons, is_open)


def _context(context: Context, reasons: list[str]) -> Suggestion:
    return Suggestion(context.pk, str(context), context.reference, [context.get_kind_display()], reasons)


def people_like(row: ReferralChild | ReferralAdult, user: User) -> list[Likely]:
    """The likeliest people to be the one stated in a contact, best first."""
    return _likely({column: getattr(row, column, "") for column in STATED}, user)


def contexts_like(row: ReferralContext, user: User) -> list[Likeness]:
    """The likeliest contexts to be the one stated in a contact, best first."""
    return _alike({column: getattr(row, column) for column in ASKED}, user)


def _likely(said: dict[str, Any], user: User) -> list[Likely]:
    return likely_people(Stated(**{column: said[column] for column in STATED if said.get(column)}), user, most=MOST)


def _alike(said: dict[str, Any], user: User) -> list[Likeness]:
    return may_be_the_same(Context(**{column: said.get(column, "") for column in ASKED}), user)[:MOST]
