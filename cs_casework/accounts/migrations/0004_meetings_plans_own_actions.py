import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_assessment_rights"),
    ]

    operations = [
        migrations.AlterField(
            model_name="role",
            name="permissions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
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
                        ("meetings.run", "book meetings, invite to them, minute and circulate"),
                        ("meetings.approve", "chair meetings, decide there, and approve minutes"),
                        ("plans.write", "write and review plans, and say which children they reach"),
                        ("plans.agree", "agree and end plans"),
                        ("records.restrict", "restrict a record and grant access to it"),
                        ("restrictions.review", "review restrictions"),
                        ("audit.team", "see who looked at own team's records"),
                        ("audit.all", "see who looked at any record"),
                        ("staff.manage", "manage users, teams, roles and reference data"),
                    ],
                    max_length=40,
                ),
                default=list,
            ),
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="calendar_feed",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("made_on", models.DateField(verbose_name="made on")),
            ],
        ),
    ]
