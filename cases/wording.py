"""Words a note is asked to think about again, once, before it is recorded. Never blocked and never rewritten."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

# After the Children's Society's guide on language about exploitation: what blames a child, and a
# way to say what is meant.
BLAMING = {
    "putting themselves at risk": _("Say who or what puts the child at risk."),
    "putting himself at risk": _("Say who or what puts the child at risk."),
    "putting herself at risk": _("Say who or what puts the child at risk."),
    "lifestyle choice": _("A child does not choose exploitation. Say what happened."),
    "associating with": _("Say who spends time with the child, and what they want of them."),
    "absconded": _("“Was missing” or “left” says what happened without blame."),
    "streetwise": _("Say what the child knows and can do, and what they still need."),
    "prostitute": _("A child is exploited, never this. Say what was done to them, and by whom."),
    "prostitution": _("A child is exploited, never this. Say what was done to them, and by whom."),
    "promiscuous": _("Say what is known of harm or pressure."),
    "attention seeking": _("Say what the child needed."),
    "failed to engage": _("Say what was offered, and what got in the way."),
    "gang member": _("Say which people or places harm is linked with. A child is a child first."),
}


def blaming_phrases(texts: Iterable[str]) -> dict[str, str]:
    """The phrases found in these texts, each with a way to say it without blame."""
    # Over the end of a line, or with a hyphen, a phrase is the same phrase.
    words = " ".join(re.findall(r"\w+", " ".join(texts).lower()))
    return {phrase: str(hint) for phrase, hint in BLAMING.items() if re.search(rf"\b{phrase}s?\b", words)}


def names_found(texts: Iterable[str], names: Mapping[str, Iterable[str]]) -> list[str]:
    """Whose names stand in the texts: `names` maps each person to the names they go by, first and whole."""
    joined = " ".join(texts)
    return [
        person
        for person, own in names.items()
        if any(re.search(rf"\b{re.escape(name)}\b", joined, re.IGNORECASE) for name in own if len(name) > 1)
    ]
