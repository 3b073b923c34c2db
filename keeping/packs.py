"""What is given: the entries of a pack without what is masked or left out, in parts of a size that is drawn at once."""

from dataclasses import dataclass
from typing import Any

from keeping.masking import masked
from keeping.models import AccessItem, AccessMask, AccessRequest

# Of a long record a part is a file: so many entries are drawn while somebody waits.
IN_A_PART = 200


@dataclass(frozen=True)
class Entry:
    """An entry as it is given. Nothing of what is masked is in it."""

    heading: str
    day: Any
    paragraphs: list[str]


def given_items(request: AccessRequest) -> Any:
    """The entries that are given, in order."""
    return request.items.filter(left_out_why="").exclude(text="").order_by("number")


def files_to_give(items: Any) -> Any:
    """Those of these entries that list a file and are given: the file itself goes beside the pack."""
    return items.filter(source="document", left_out_why="").exclude(text="")


def parts_of(request: AccessRequest) -> int:
    return max(1, -(-given_items(request).count() // IN_A_PART))


def part(request: AccessRequest, number: int) -> list[Entry]:
    """The entries of one part, the first being 1."""
    items = list(given_items(request)[(number - 1) * IN_A_PART : number * IN_A_PART])
    spans: dict[Any, list[tuple[int, int]]] = {}
    # What nobody decided on would go too: no pack is made before all is, and this is what holds if one were.
    masks = AccessMask.objects.filter(item__in=items).exclude(decision=AccessMask.Decision.KEEP)
    for item, start, end in masks.order_by().values_list("item", "start", "end"):
        spans.setdefault(item, []).append((start, end))
    return [_entry(item, spans.get(item.pk, [])) for item in items]


def _entry(item: AccessItem, spans: list[tuple[int, int]]) -> Entry:
    paragraphs = [text.strip() for text in masked(item.text, spans).split("\n") if text.strip()]
    return Entry(item.heading, item.day, paragraphs)
