"""On which visits a child was seen is read from an index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0001_initial")]
    operations = [
        AddIndexConcurrently(
            "notesubject",
            models.Index(
                fields=["child", "note"],
                include=["case", "seen"],
                name="child_seen",
                condition=models.Q(("seen__in", ["seen", "seen_alone"])),
            ),
        ),
    ]
