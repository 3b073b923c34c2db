"""What was opened in an emergency is kept by month, as the audit is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("families", "0003_bars_of_a_merge_hold"), ("audit", "0009_keep_by_month")]
    operations = [
        migrations.RunSQL("SELECT casework_keep_by_month('families_personopening')", migrations.RunSQL.noop),
        migrations.RunSQL("SELECT casework_keep_by_month('families_familyopening')", migrations.RunSQL.noop),
    ]
