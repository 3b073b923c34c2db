"""What was opened in an emergency is kept by month, as the audit is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_notes_left_hidden"), ("audit", "0009_keep_by_month")]
    operations = [
        migrations.RunSQL("SELECT casework_keep_by_month('cases_caseopening')", migrations.RunSQL.noop),
    ]
