import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reference", "0002_starting_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="agency_name_whatever_its_letters",
                violation_error_message="This list has an entry of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="harmtype",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="harmtype_name_whatever_its_letters",
                violation_error_message="This list has an entry of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placecategory",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="placecategory_name_whatever_its_letters",
                violation_error_message="This list has an entry of this name already.",
            ),
        ),
    ]
