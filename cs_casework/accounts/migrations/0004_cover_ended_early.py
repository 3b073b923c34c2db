from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_cover")]
    operations = [
        migrations.AddField(
            model_name="cover",
            name="ended_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="ended early on"),
        ),
    ]
