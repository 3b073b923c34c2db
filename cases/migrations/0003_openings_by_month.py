"""What was opened in an emergency is kept by month, as the audit is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_notes_left_hidden"), ("audit", "0007_keep_by_month")]
    operations = [
        migrations.RunSQL("SELECT casework_keep_by_month('cases_caseopening')", migrations.RunSQL.noop),
    ]
