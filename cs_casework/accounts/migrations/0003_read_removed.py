"""Records officers read what was removed from a record."""

from django.db import migrations

READ_REMOVED = "removed.read"


def give(apps, schema_editor):
    Role = apps.get_model("accounts", "Role")
    for role in Role.objects.filter(permissions__contains=["audit.all"]).exclude(permissions__contains=[READ_REMOVED]):
        role.permissions = [*role.permissions, READ_REMOVED]
        role.save(update_fields=["permissions"])


def take_back(apps, schema_editor):
    Role = apps.get_model("accounts", "Role")
    for role in Role.objects.filter(permissions__contains=[READ_REMOVED]):
        role.permissions = [right for right in role.permissions if right != READ_REMOVED]
        role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, take_back)]
