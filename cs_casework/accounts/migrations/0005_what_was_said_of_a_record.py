from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_followed_collections"),
    ]

    operations = [
        migrations.AddField(
            model_name="apitold",
            name="digest",
            field=models.CharField(db_default="", default="", max_length=32),
        ),
    ]
