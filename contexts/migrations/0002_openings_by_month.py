"""What was opened in an emergency is kept by month, as the audit is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contexts", "0001_initial"), ("audit", "0009_keep_by_month")]
    operations = [
        migrations.RunSQL("SELECT casework_keep_by_month('contexts_contextopening')", migrations.RunSQL.noop),
    ]
