from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("families", "0005_person_merge")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["expected_on"], name="person_expected", condition=models.Q(("expected_on__isnull", False))
            ),
        ),
    ]
