"""What narrows the list of what is due."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cs_casework.accounts.models import Permission, Team, User
from cs_casework.forms import GovukForm
from cs_casework.overview.deadlines.sources import SOURCES

OVERDUE, SOON, ALL = "overdue", "soon", "all"


class DeadlineFilter(GovukForm):
    """Without a choice, what is mine and is overdue or due in the next two weeks. A team's is everybody's in it; with
    somebody chosen too, what they have in that team."""

    worker = forms.ModelChoiceField(
        label=_("Whose"), queryset=User.objects.none(), required=False, empty_label=_("Mine, or a team’s")
    )
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("Any team"),
        help_text=_("Everybody’s in it, or only theirs whom you choose"),
    )
    when = forms.ChoiceField(
        label=_("When"),
        choices=[("", _("Overdue, or within two weeks")), (OVERDUE, _("Overdue")), (ALL, _("Whenever it is due"))],
        required=False,
    )
    extended = forms.BooleanField(label=_("Only what was given longer"), required=False)
    # One list and not a box for each: there are so many kinds that the boxes would stand between a reader and what is due.
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Every kind")), *((source.name, source.label) for source in SOURCES.values())],
        required=False,
    )
    mark_optional = False

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        writes = User.objects.filter(is_active=True, role__permissions__contains=[Permission.WRITE_NOTES.value])
        self.fields["worker"].queryset = writes.order_by("name", "pk")
        self.fields["team"].queryset = Team.objects.order_by("name")
