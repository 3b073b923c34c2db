"""Bars on kin that come of a merge end with it: which merged record each came of, and that it needs no asking to end."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("families", "0001_initial")]

    operations = [
        migrations.AddField("personbar", "of_merged", models.UUIDField(null=True, blank=True, editable=False)),
        migrations.AddField(
            "historicalpersonbar", "of_merged", models.UUIDField(null=True, blank=True, editable=False)
        ),
        migrations.RemoveConstraint("personbar", "personbar_ends_after_asking"),
        AddConstraintNotValid(
            "personbar",
            models.CheckConstraint(
                name="personbar_ends_after_asking",
                condition=Q(ended_on=None, ended_by=None)
                | Q(ended_on__isnull=False, ended_by__isnull=False)
                & (Q(end_asked_by__isnull=False) | Q(of_merged__isnull=False)),
            ),
        ),
    ]
