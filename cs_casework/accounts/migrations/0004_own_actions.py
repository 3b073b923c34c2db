"""Who is given something to do sees that, and can say what came of it; business support reads nothing else of a case."""

import django.contrib.postgres.fields
from django.db import migrations, models

RIGHTS = ["actions.own"]
CHOICES = [
    ("people.view", "see people and families"),
    ("people.edit", "change details of people and families"),
    ("people.merge", "merge two records of one person"),
    ("families.join", "confirm and join families"),
    ("contexts.list", "see names and status of contexts"),
    ("contexts.view", "see contexts and who is linked to them"),
    ("contexts.edit", "change contexts and links"),
    ("contexts.merge", "merge contexts"),
    ("links.alleged", "see who is alleged to have harmed in a context"),
    ("referrals.view", "see contacts and referrals"),
    ("referrals.take", "take, change and submit contacts"),
    ("referrals.decide", "decide on contacts"),
    ("cases.list", "see that a case is open and who leads"),
    ("cases.view", "see case records"),
    ("cases.propose", "propose a case"),
    ("cases.open", "open and decline cases"),
    ("cases.allocate", "allocate cases"),
    ("notes.write", "write case notes"),
    ("actions.own", "see and finish the actions given to them"),
    ("notes.oversight", "record management oversight and supervision"),
    ("assessments.write", "write assessments"),
    ("assessments.authorise", "authorise, return and extend assessments"),
    ("records.restrict", "restrict a record and grant access to it"),
    ("restrictions.review", "review restrictions"),
    ("audit.team", "see who looked at own team's records"),
    ("audit.all", "see who looked at any record"),
    ("staff.manage", "manage users, teams, roles and reference data"),
]
ROLES = ["practitioner", "manager", "business_support"]


def give_rights(apps, schema_editor):
    for role in apps.get_model("accounts", "Role").objects.filter(code__in=ROLES):
        role.permissions = [*role.permissions, *(right for right in RIGHTS if right not in role.permissions)]
        role.save()


def take_rights(apps, schema_editor):
    for role in apps.get_model("accounts", "Role").objects.filter(code__in=ROLES):
        role.permissions = [right for right in role.permissions if right not in RIGHTS]
        role.save()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_assessment_rights")]
    operations = [
        migrations.AlterField(
            model_name="role",
            name="permissions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=CHOICES, max_length=40), default=list
            ),
        ),
        migrations.RunPython(give_rights, take_rights),
    ]
