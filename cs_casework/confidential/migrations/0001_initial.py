import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.uuid
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalEmergencyAccess",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("name", "Name and date of birth"),
                            ("reference", "Reference"),
                            ("nhs_number", "NHS number"),
                            ("upn", "UPN"),
                            ("la_child_id", "LA child id"),
                        ],
                        max_length=20,
                        verbose_name="asked for by",
                    ),
                ),
                ("asked", models.CharField(max_length=250, verbose_name="what was typed")),
                (
                    "met",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), db_default=[], default=list, editable=False
                    ),
                ),
                ("looked_at_on", models.DateField(blank=True, editable=False, null=True, verbose_name="looked at on")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("danger", "A child may be in danger now"),
                            ("missing", "A child is missing, or was found"),
                            ("hospital_or_police", "A hospital or the police ask about a child now"),
                            ("placement", "A child needs somewhere to stay now"),
                            ("other", "Another emergency"),
                        ],
                        max_length=20,
                        verbose_name="why",
                    ),
                ),
                ("words", models.TextField(max_length=1000, verbose_name="in words")),
                (
                    "found",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("nothing", "Nothing that was closed to them"),
                            ("barred", "Not opened: they are barred from it"),
                            ("over_limit", "Not opened: over the limit"),
                        ],
                        max_length=20,
                        verbose_name="what it met",
                    ),
                ),
                ("answer_due", models.DateField(blank=True, editable=False, null=True, verbose_name="answer due")),
                ("answered_on", models.DateField(blank=True, editable=False, null=True, verbose_name="answered on")),
                ("was_right", models.BooleanField(blank=True, null=True, verbose_name="was it right to open it")),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="the manager’s words")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "looked_at_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who answers for it",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical emergency access",
                "verbose_name_plural": "historical emergency accesss",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInterest",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("name", "Name and date of birth"),
                            ("reference", "Reference"),
                            ("nhs_number", "NHS number"),
                            ("upn", "UPN"),
                            ("la_child_id", "LA child id"),
                        ],
                        max_length=20,
                        verbose_name="asked for by",
                    ),
                ),
                ("asked", models.CharField(max_length=250, verbose_name="what was typed")),
                (
                    "met",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), db_default=[], default=list, editable=False
                    ),
                ),
                ("looked_at_on", models.DateField(blank=True, editable=False, null=True, verbose_name="looked at on")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("about_them", "It is about them"),
                            ("related", "They are related to somebody on it, or live with them"),
                            ("other", "Another conflict of interest, such as a friend, or a professional named on it"),
                        ],
                        max_length=20,
                        verbose_name="why",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="in words")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "looked_at_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical declared interest",
                "verbose_name_plural": "historical declared interests",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="EmergencyAccess",
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
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="recorded at"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("name", "Name and date of birth"),
                            ("reference", "Reference"),
                            ("nhs_number", "NHS number"),
                            ("upn", "UPN"),
                            ("la_child_id", "LA child id"),
                        ],
                        max_length=20,
                        verbose_name="asked for by",
                    ),
                ),
                ("asked", models.CharField(max_length=250, verbose_name="what was typed")),
                (
                    "met",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), db_default=[], default=list, editable=False
                    ),
                ),
                ("looked_at_on", models.DateField(blank=True, editable=False, null=True, verbose_name="looked at on")),
                (
                    "looked_at_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("danger", "A child may be in danger now"),
                            ("missing", "A child is missing, or was found"),
                            ("hospital_or_police", "A hospital or the police ask about a child now"),
                            ("placement", "A child needs somewhere to stay now"),
                            ("other", "Another emergency"),
                        ],
                        max_length=20,
                        verbose_name="why",
                    ),
                ),
                ("words", models.TextField(max_length=1000, verbose_name="in words")),
                (
                    "found",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("nothing", "Nothing that was closed to them"),
                            ("barred", "Not opened: they are barred from it"),
                            ("over_limit", "Not opened: over the limit"),
                        ],
                        max_length=20,
                        verbose_name="what it met",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings_to_answer",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who answers for it",
                    ),
                ),
                ("answer_due", models.DateField(blank=True, editable=False, null=True, verbose_name="answer due")),
                ("answered_on", models.DateField(blank=True, editable=False, null=True, verbose_name="answered on")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("was_right", models.BooleanField(blank=True, null=True, verbose_name="was it right to open it")),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="the manager’s words")),
            ],
            options={
                "verbose_name": "emergency access",
                "ordering": ["-created_at"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["created_by", "created_at"], name="emergency_access_of_user"),
                    models.Index(
                        condition=models.Q(("answered_on", None), ("found", "opened")),
                        fields=["owner"],
                        name="emergency_access_to_answer",
                    ),
                    models.Index(
                        condition=models.Q(("looked_at_on", None)),
                        fields=["created_at"],
                        name="emergency_access_to_look_at",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("looked_at_by", None), ("looked_at_on", None)),
                            models.Q(("looked_at_by__isnull", False), ("looked_at_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="emergencyaccess_look_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("looked_at_by", None),
                            ("created_by", None),
                            models.Q(("looked_at_by", models.F("created_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="emergencyaccess_looked_at_by_another",
                        violation_error_message="Somebody else must look at what you asked for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_by", None), ("answered_on", None), ("was_right", None)),
                            models.Q(
                                ("answered_by__isnull", False),
                                ("answered_on__isnull", False),
                                ("was_right__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_answer_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_due__isnull", False), ("found", "opened")),
                            models.Q(
                                models.Q(("found", "opened"), _negated=True),
                                ("answer_due", None),
                                ("answered_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_answer_is_due_where_opened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", None),
                            ("created_by", None),
                            models.Q(("answered_by", models.F("created_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="emergency_answered_by_another",
                        violation_error_message="Somebody else must answer for what you opened.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
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
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="recorded at"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("name", "Name and date of birth"),
                            ("reference", "Reference"),
                            ("nhs_number", "NHS number"),
                            ("upn", "UPN"),
                            ("la_child_id", "LA child id"),
                        ],
                        max_length=20,
                        verbose_name="asked for by",
                    ),
                ),
                ("asked", models.CharField(max_length=250, verbose_name="what was typed")),
                (
                    "met",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), db_default=[], default=list, editable=False
                    ),
                ),
                ("looked_at_on", models.DateField(blank=True, editable=False, null=True, verbose_name="looked at on")),
                (
                    "looked_at_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("about_them", "It is about them"),
                            ("related", "They are related to somebody on it, or live with them"),
                            ("other", "Another conflict of interest, such as a friend, or a professional named on it"),
                        ],
                        max_length=20,
                        verbose_name="why",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="in words")),
            ],
            options={
                "verbose_name": "declared interest",
                "ordering": ["-created_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("looked_at_by", None), ("looked_at_on", None)),
                            models.Q(("looked_at_by__isnull", False), ("looked_at_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="interest_look_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("looked_at_by", None),
                            ("created_by", None),
                            models.Q(("looked_at_by", models.F("created_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="interest_looked_at_by_another",
                        violation_error_message="Somebody else must look at what you asked for.",
                    ),
                ],
            },
        ),
    ]
