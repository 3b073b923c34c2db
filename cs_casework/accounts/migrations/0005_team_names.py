import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_cover_ended_early")]
    operations = [
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="team_name_whatever_its_letters",
                violation_error_message="There is a team of this name already.",
            ),
        ),
    ]
