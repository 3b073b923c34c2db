"""When a visit was is read from an index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0002_children_seen")]
    operations = [
        AddIndexConcurrently(
            "casenote",
            models.Index(
                fields=["id"], include=["occurred_at"], name="note_visit", condition=models.Q(("kind", "visit"))
            ),
        ),
    ]
