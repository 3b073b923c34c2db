"""What is worked out each night about links, to be looked at again whenever it is shown."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from families.models import Person


class SharedContextPair(models.Model):
    """Two unrelated children, open to the service when it was worked out, and the contexts they then shared: two or more.

    A candidate and no more: it says where to look. Whether it is still so, and what of it a reader may see, is asked of
    the records themselves (`cases/links/pairs.py`). Each night replaces all of them, so nothing hangs on a row, and a
    row holds nobody back: it points at people without a constraint.
    """

    derived = True

    pk = models.CompositePrimaryKey("first", "second")
    first = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    second = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    contexts = ArrayField(models.UUIDField())

    class Meta:
        constraints = [
            models.CheckConstraint(name="pair_in_one_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(name="pair_shares_two_contexts", condition=Q(contexts__len__gte=2)),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} · {self.second_id}"


class PatternsComputed(models.Model):
    """When the pairs were last worked out: one row, or none before the first time."""

    derived = True

    id = models.SmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="one_time_of_patterns", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
