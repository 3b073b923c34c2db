"""A save that was sent before another of its page, and comes after it, is told from one that is new."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafts", "0001_initial")]

    operations = [
        migrations.AddField("draft", "turn", models.CharField(blank=True, db_default="", default="", max_length=30)),
    ]
