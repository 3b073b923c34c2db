"""What two records say differently when they are merged: chosen from one or the other, what belongs together at once."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cs_casework.accounts.models import User
from cs_casework.forms import GovukForm
from cs_casework.versions import in_words

# The name of a choice, and the columns that it is made of.
Details = Mapping[str, tuple[str, ...]]


def differing(kept: Any, merged: Any, details: Details) -> list[str]:
    """Which details the two records say differently."""
    return [name for name, columns in details.items() if said(kept, columns) != said(merged, columns)]


def said(record: Any, columns: Collection[str]) -> tuple[Any, ...]:
    return tuple(getattr(record, column) for column in columns)


def take(kept: Any, merged: Any, columns: Collection[str]) -> None:
    """The kept record says this as the merged one did."""
    for column in columns:
        setattr(kept, column, getattr(merged, column))


class DetailsForm(GovukForm):
    """A form that asks of each detail which of the two records is right, and of each row on both which stays current."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints: dict[str, dict[str, Any]] = {}
        self.option_hints = self.hints  # type: ignore[misc]

    def ask_detail(self, name: str, *, label: Any, kept: Any, merged: Any, options: dict[str, str], says: bool) -> str:
        """Add the question about one detail; `options` is what each side says of it in words, `says` whether the kept
        record says anything. Gives back the name of the field."""
        key = f"detail_{name}"
        self.fields[key] = forms.ChoiceField(
            label=str(label)[:1].upper() + str(label)[1:],
            choices=[(side, words or _("Nothing recorded")) for side, words in options.items()],
            widget=forms.RadioSelect,
            initial="kept" if says else "merged",
        )
        self.hints[key] = {"kept": kept.reference, "merged": merged.reference}
        return key

    def ask_pair(self, kind: str, pair: Any, *, label: str, references: tuple[str, str]) -> str:
        """Add the question which of two rows that say the same stays current."""
        ours, theirs = pair
        key = f"{kind}_{theirs.pk}"
        self.fields[key] = forms.ChoiceField(
            label=label,
            choices=[(str(row.pk), source_in_words(row)) for row in pair],
            widget=forms.RadioSelect,
            help_text=_("It stands on both. The other ends today and stays in history."),
        )
        self.hints[key] = dict(zip((str(ours.pk), str(theirs.pk)), references, strict=True))
        return key


def source_in_words(row: Any) -> str:
    """On what basis, how reliable, from whom and since when."""
    return _("%(basis)s, %(reliability)s. %(source)s, %(day)s. True since %(since)s.") % {
        "basis": row.get_basis_display(),
        "reliability": row.get_reliability_display().lower(),
        "source": row.source,
        "day": f"{row.source_on:%-d %B %Y}",
        "since": f"{row.from_on:%-d %B %Y}",
    }


def changes_in_words(merge: Any, kind: str, user: User) -> Any:
    """What the kept record said of itself before a merge, and says since: (what, before, since)."""
    for name, change in merge.moved.get(kind, {}).get(str(merge.kept_id), {}).items():
        field: Any = type(merge.kept)._meta.get_field(name)
        label = str(field.verbose_name)
        yield (
            label[:1].upper() + label[1:],
            in_words(field, change["was"], user),
            in_words(field, change["became"], user),
        )
