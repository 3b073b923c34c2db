"""What may be done with what another agency told: the handling code that came with it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contexts.codes import Basis, Handling
from cs_casework.audit.models import Record


class Handled(Record):
    """Something that is known from somewhere. What another agency reported says how it may be passed on."""

    handling = models.CharField(_("how it may be passed on"), max_length=20, choices=Handling, blank=True)
    handling_conditions = models.CharField(_("conditions on passing it on"), max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def handling_in_words(self) -> str:
        """The code, and the conditions that came with it."""
        return ": ".join(filter(None, [self.get_handling_display(), self.handling_conditions]))


def handling_rules(kind: str) -> list[models.BaseConstraint]:
    """What must hold of one kind of record."""
    under_conditions = Q(handling=Handling.CONDITIONS)
    return [
        models.CheckConstraint(
            name=f"{kind}_says_how_it_is_handled",
            condition=~Q(basis=Basis.AGENCY_REPORT) | ~Q(handling=""),
            violation_error_message=_("Say how what another agency told may be passed on."),
        ),
        models.CheckConstraint(
            name=f"{kind}_says_under_which_conditions",
            condition=under_conditions & ~Q(handling_conditions="") | ~under_conditions & Q(handling_conditions=""),
            violation_error_message=_("Say the conditions where there are any, and nowhere else."),
        ),
    ]
