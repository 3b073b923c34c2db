import django.db.models.deletion
import django.db.models.functions.uuid
from django.conf import settings
from django.db import migrations, models

import families.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_roles"),
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Duty",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duties", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("duty", "I am on duty"),
                            ("screening", "I am screening contacts"),
                            ("panel", "I am preparing a panel or a meeting"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="what it is",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="in words")),
                ("from_at", models.DateTimeField(verbose_name="from")),
                ("until_at", models.DateTimeField(verbose_name="until")),
            ],
            options={
                "ordering": ["-until_at"],
                "indexes": [models.Index(fields=["user", "-until_at"], name="duty_of_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_at__gt", models.F("from_at"))), name="duty_ends_after_it_began"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "other"), ("words", ""), _negated=True),
                        name="duty_of_another_kind_says_which",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LookUp",
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
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("explained", "Explained"), ("further", "Taken further")],
                        max_length=10,
                        verbose_name="what came of it",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="in words")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="look_ups",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("on", models.DateField(verbose_name="day")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("self", "Of the same name as they"),
                            ("address", "At the same address as they"),
                            ("kin", "Related, as recorded, to who is they"),
                            ("surname", "Of the same surname, and in the same postcode, as they"),
                        ],
                        max_length=10,
                    ),
                ),
                ("times", models.PositiveIntegerField(default=1)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-on", "-first_at", "-id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "")), fields=["-on", "-first_at"], name="look_up_unanswered"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None), ("outcome", ""), ("words", "")),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("words", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="lookup_answer_is_whole",
                    ),
                    models.UniqueConstraint(fields=("user", "person_id", "on", "why"), name="look_up_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnDetails",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="own_details",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("home_lines", models.CharField(blank=True, max_length=150, verbose_name="home address, first line")),
                (
                    "home_postcode",
                    models.CharField(
                        blank=True, max_length=8, validators=[families.validators.postcode], verbose_name="postcode"
                    ),
                ),
                (
                    "other_names",
                    models.CharField(blank=True, max_length=300, verbose_name="other names you have or had"),
                ),
                ("said_on", models.DateField()),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Volume",
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
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("explained", "Explained"), ("further", "Taken further")],
                        max_length=10,
                        verbose_name="what came of it",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="in words")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unusual_volumes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("opened", models.PositiveIntegerField(verbose_name="people whose records were opened")),
                ("explained", models.PositiveIntegerField(verbose_name="of whom their work explains")),
                ("said", models.TextField(blank=True, max_length=1000, verbose_name="what they said")),
                ("said_at", models.DateTimeField(blank=True, null=True)),
                (
                    "said_duty",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volumes",
                        to="looking.duty",
                    ),
                ),
            ],
            options={
                "ordering": ["-until_at", "-id"],
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("outcome", "")), fields=["-until_at"], name="volume_unanswered")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None), ("outcome", ""), ("words", "")),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("words", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="volume_answer_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said", ""), ("said_at", None)),
                            models.Q(models.Q(("said", ""), _negated=True), ("said_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="volume_said_is_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", ""), ("said_at", None), ("said_duty", None)),
                        fields=("user",),
                        name="volume_asked_once",
                    ),
                ],
            },
        ),
    ]
