"""Who is barred from a context, and what was opened of one in an emergency."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contexts.models.context import Context
from cs_casework.confidential.bars import Bar
from cs_casework.confidential.openings import Opening


class ContextBar(Bar):
    """That one member of staff is barred from one context."""

    record = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="bars")

    class Meta(Bar.Meta):
        verbose_name = _("bar")


class ContextOpening(Opening):
    """That one restricted context was opened to one member of staff in an emergency."""

    record = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="openings")
