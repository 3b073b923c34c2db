"""Contexts by name, postcode or place; cases and contacts by reference."""

import re

from django.utils.translation import gettext as _

from cases.models import Case
from contexts.models import Context
from cs_casework.accounts.models import Permission, User
from cs_casework.overview.searching.hits import Asked, Hit, summary_url
from families.validators import tidy_postcode
from referrals.models import Referral

# A reference as it is read out: letters, a year where it has one, and a number with or without its leading zeros.
REFERENCE = re.compile(r"^\s*([A-Za-z]{2,4})[\s-]*(?:(20\d\d)[\s-]+)?0*(\d{1,7})\s*$")


def written_as(text: str) -> list[str]:
    """How a reference may be written that was read out or typed: `ref 2026 123` is REF-2026-00123."""
    if not (found := REFERENCE.match(text)):
        return [text.strip().upper()]
    letters, year, number = found.groups()
    begun = f"{letters.upper()}-{year}-" if year else f"{letters.upper()}-"
    return list(dict.fromkeys([text.strip().upper(), f"{begun}{number:0>4}", f"{begun}{number:0>5}"]))


def find_contexts(asked: Asked, user: User, first: int, most: int) -> tuple[list[Hit], bool]:
    if not asked.name:
        return [], False
    contexts = Context.objects.visible_to(user).standing().search(asked.name, user).select_related("category")
    found = list(contexts.likest_first(asked.name)[first : first + most + 1])
    hits = []
    for context in found[:most]:
        more = f"{context.get_kind_display()} · {context.reference}"
        url = summary_url(context, user) or context.get_absolute_url()
        hits.append(Hit(context.name, url, more, _why_context(context, asked.name, user)))
    return hits, len(found) > most


def _why_context(context: Context, text: str, user: User) -> str:
    if context.reference in written_as(text):
        return _("reference")
    if context.postcode and context.postcode == tidy_postcode(text):
        return _("postcode")
    words = set(text.casefold().split())
    if words & set(context.name.casefold().split()):
        return _("name")
    shows_place = user.may(Permission.VIEW_CONTEXTS) and not context.is_protected_place
    if shows_place and words & set(context.address.casefold().replace(",", " ").split()):
        return _("place: %(address)s") % {"address": context.address}
    return _("a name or a place like it")


def find_cases(asked: Asked, user: User, first: int, most: int) -> tuple[list[Hit], bool]:
    """Cases and contacts with this reference."""
    written = written_as(asked.name)
    cases = Case.objects.visible_to(user).filter(reference__in=written).select_related("family", "context")
    hits = [Hit(str(case), case.get_absolute_url(), case.get_status_display(), _("reference")) for case in cases[:most]]
    for contact in Referral.objects.visible_to(user).filter(reference__in=written)[:most]:
        hits.append(
            Hit(
                contact.reference, contact.get_absolute_url(), contact.get_status_display(), _("reference of a contact")
            )
        )
    return (hits, False) if not first else ([], False)
