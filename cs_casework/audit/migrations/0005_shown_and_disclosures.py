"""Who was shown one person is found by an index; and what left is written down, to whom and on what basis."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.functions.datetime
import django.db.models.functions.uuid
from django.db import migrations, models

import cs_casework.audit.fields


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_changes")]
    operations = [
        migrations.AddIndex(
            "auditevent", django.contrib.postgres.indexes.GinIndex(fields=["shown"], name="audit_of_shown")
        ),
        migrations.AddIndex("auditevent", models.Index(fields=["at"], name="audit_at")),
        migrations.RunSQL("CREATE SEQUENCE disclosure_reference", "DROP SEQUENCE disclosure_reference"),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.db.models.functions.uuid.UUID7(),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                (
                    "reference",
                    models.CharField(
                        db_default=cs_casework.audit.fields.Reference("OUT", "disclosure_reference"),
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("actor_id", models.UUIDField()),
                ("actor_name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("summary", "Summary"),
                            ("chronology", "Chronology"),
                            ("assessment", "Assessment"),
                            ("safety_map", "Safety map"),
                            ("plain_plans", "Plans for places, in plain words"),
                            ("conference_paper", "Paper of a conference about a place or a group"),
                            ("meeting", "Invitation, paper or minutes of a meeting"),
                            ("contacts", "List of contacts, as a spreadsheet"),
                            ("calendar", "What falls due, in a calendar of another program"),
                            ("file", "File from outside"),
                            ("given", "What was given to whom"),
                            ("access_pack", "What is kept of somebody, as they asked to see it"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("record_type", models.CharField(blank=True, max_length=60)),
                ("record_id", models.UUIDField(blank=True, null=True)),
                ("record_reference", models.CharField(blank=True, max_length=40)),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list),
                ),
                ("recipient", models.CharField(max_length=2000, verbose_name="to whom")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("public_task", "To keep a child safe, or for their welfare (our task in law)"),
                            ("legal", "A law or a court says that it must be given"),
                            ("vital", "Somebody’s life is in danger"),
                            ("subject", "It is about them, or about a child whose parent they are"),
                            ("consent", "Who it is about agreed to it"),
                            ("own_work", "For my own work, on paper or in a file"),
                            ("read", "Opened by a member of staff, to read it"),
                        ],
                        max_length=20,
                        verbose_name="basis",
                    ),
                ),
                ("form", models.CharField(max_length=20, verbose_name="as what")),
                ("version", models.CharField(blank=True, max_length=60, verbose_name="version")),
                ("digest", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["people"], name="disclosure_of_people"),
                    models.Index(fields=["actor_id", "-at"], name="disclosure_of_actor"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("recipient", ""), _negated=True),
                        name="disclosure_names_recipient",
                        violation_error_message="Say to whom it is given.",
                    )
                ],
            },
        ),
    ]
