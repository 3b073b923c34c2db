"""Transition plans, of which there are few, are found by an index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0003_visits")]
    operations = [
        AddIndexConcurrently(
            "casenote",
            models.Index(
                fields=["id"],
                include=["occurred_at"],
                name="note_transition_plan",
                condition=models.Q(("kind", "transition_plan")),
            ),
        ),
    ]
