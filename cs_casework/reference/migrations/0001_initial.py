import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
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
            name="HistoricalHarmType",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("name", models.CharField(db_index=True, max_length=100, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="what it means")),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="withdrawn on")),
                (
                    "census_factor",
                    models.CharField(
                        choices=[
                            ("10A", "10A Missing"),
                            ("11A", "11A Child sexual exploitation"),
                            ("12A", "12A Trafficking"),
                            ("13A", "13A, as the census words it"),
                            ("14A", "14A, as the census words it"),
                            ("18B", "18B Physical abuse, child on child"),
                            ("19B", "19B Sexual abuse, child on child"),
                            ("20", "20 Other"),
                            ("24A", "24A Child criminal exploitation"),
                        ],
                        default="20",
                        max_length=3,
                        verbose_name="census factor",
                    ),
                ),
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
                "verbose_name": "historical harm type",
                "verbose_name_plural": "historical harm types",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HarmType",
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
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="what it means")),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="withdrawn on")),
                (
                    "census_factor",
                    models.CharField(
                        choices=[
                            ("10A", "10A Missing"),
                            ("11A", "11A Child sexual exploitation"),
                            ("12A", "12A Trafficking"),
                            ("13A", "13A, as the census words it"),
                            ("14A", "14A, as the census words it"),
                            ("18B", "18B Physical abuse, child on child"),
                            ("19B", "19B Sexual abuse, child on child"),
                            ("20", "20 Other"),
                            ("24A", "24A Child criminal exploitation"),
                        ],
                        default="20",
                        max_length=3,
                        verbose_name="census factor",
                    ),
                ),
            ],
            options={
                "verbose_name": "harm type",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="harmtype_name_whatever_its_letters",
                        violation_error_message="This list has an entry of this name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPlaceCategory",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("name", models.CharField(db_index=True, max_length=100, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="what it means")),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="withdrawn on")),
                ("code", models.SlugField(max_length=30, verbose_name="code")),
                (
                    "is_protected",
                    models.BooleanField(default=False, verbose_name="protected: never on a map or a list of places"),
                ),
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
                "verbose_name": "historical category of place",
                "verbose_name_plural": "historical categories of place",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PlaceCategory",
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
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="what it means")),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="withdrawn on")),
                ("code", models.SlugField(max_length=30, unique=True, verbose_name="code")),
                (
                    "is_protected",
                    models.BooleanField(default=False, verbose_name="protected: never on a map or a list of places"),
                ),
            ],
            options={
                "verbose_name": "category of place",
                "verbose_name_plural": "categories of place",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="placecategory_name_whatever_its_letters",
                        violation_error_message="This list has an entry of this name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgency",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("name", models.CharField(db_index=True, max_length=100, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="what it means")),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="withdrawn on")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("1A", "Family member, relative or carer"),
                            ("1B", "Acquaintance, such as a neighbour or childminder"),
                            ("1C", "The child or young person"),
                            ("1D", "Other individual, such as a stranger or an elected member"),
                            ("2A", "School"),
                            ("2B", "Education services"),
                            ("3A", "GP"),
                            ("3B", "Health visitor"),
                            ("3C", "School nurse"),
                            ("3D", "Other primary health service"),
                            ("3E", "Emergency department (A&E)"),
                            ("3F", "Other health service"),
                            ("4", "Housing"),
                            ("5A", "Social care in this council"),
                            ("5B", "Another department of this council"),
                            ("5C", "Another council"),
                            ("5D", "Early help in this council"),
                            ("6", "Police"),
                            ("7", "Other legal agency, such as a court, probation or Cafcass"),
                            ("8", "Other, including a voluntary organisation"),
                            ("9", "Anonymous"),
                            ("10", "Not known"),
                        ],
                        max_length=2,
                        verbose_name="counts in the census as",
                    ),
                ),
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
                "verbose_name": "historical agency",
                "verbose_name_plural": "historical agencies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Agency",
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
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="what it means")),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="withdrawn on")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("1A", "Family member, relative or carer"),
                            ("1B", "Acquaintance, such as a neighbour or childminder"),
                            ("1C", "The child or young person"),
                            ("1D", "Other individual, such as a stranger or an elected member"),
                            ("2A", "School"),
                            ("2B", "Education services"),
                            ("3A", "GP"),
                            ("3B", "Health visitor"),
                            ("3C", "School nurse"),
                            ("3D", "Other primary health service"),
                            ("3E", "Emergency department (A&E)"),
                            ("3F", "Other health service"),
                            ("4", "Housing"),
                            ("5A", "Social care in this council"),
                            ("5B", "Another department of this council"),
                            ("5C", "Another council"),
                            ("5D", "Early help in this council"),
                            ("6", "Police"),
                            ("7", "Other legal agency, such as a court, probation or Cafcass"),
                            ("8", "Other, including a voluntary organisation"),
                            ("9", "Anonymous"),
                            ("10", "Not known"),
                        ],
                        max_length=2,
                        verbose_name="counts in the census as",
                    ),
                ),
            ],
            options={
                "verbose_name": "agency",
                "verbose_name_plural": "agencies",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="agency_name_whatever_its_letters",
                        violation_error_message="This list has an entry of this name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalInterval",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("visit_open", "Visit: open, no status yet"),
                            ("visit_early_help", "Visit: early help"),
                            ("visit_assessment", "Visit: being assessed"),
                            ("visit_cin", "Visit: child in need"),
                            ("visit_cp", "Visit: child protection plan"),
                            ("visit_roth", "Visit: risk outside the home plan"),
                            ("visit_lac", "Visit: looked after"),
                            ("visit_care_leaver", "Visit: care leaver"),
                            ("oversight", "Management oversight of a case"),
                            ("transition", "Transition plan: how long before a child turns 18"),
                            ("decision", "Decision on a contact about children, from when it was received"),
                            ("context_decision", "Decision on a contact about a context, from when it was received"),
                            ("assessment", "Assessment of a child and family, from the referral date of the case"),
                            ("context_assessment", "Assessment of a context, from the referral date of the case"),
                            (
                                "initial_conference",
                                "Conference after a section 47 enquiry, from the strategy discussion",
                            ),
                            ("return_interview", "Return interview, from when a missing child is found"),
                            ("nrm_reasonable", "First decision on a referral to the NRM, where possible"),
                            ("core_group", "First core group, from the start of a child protection plan"),
                            ("plan_cin", "Review of a child in need plan"),
                            ("plan_cp_first", "First review of a child protection plan, from its conference"),
                            ("plan_cp", "Review of a child protection plan, after the first"),
                            ("plan_roth", "Review of a risk outside the home plan, at most"),
                            ("plan_safety", "Review of a safety plan"),
                            ("plan_context", "Review of a context plan"),
                            ("emergency_answer", "A manager’s answer for a record opened in an emergency"),
                        ],
                        db_index=True,
                        editable=False,
                        max_length=30,
                        verbose_name="for",
                    ),
                ),
                ("length", models.PositiveSmallIntegerField(verbose_name="how long")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("hours", "hours"),
                            ("days", "days"),
                            ("working_days", "working days"),
                            ("months", "months"),
                        ],
                        default="days",
                        max_length=12,
                        verbose_name="unit",
                    ),
                ),
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
                "verbose_name": "historical interval",
                "verbose_name_plural": "historical intervals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Interval",
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
                    "code",
                    models.CharField(
                        choices=[
                            ("visit_open", "Visit: open, no status yet"),
                            ("visit_early_help", "Visit: early help"),
                            ("visit_assessment", "Visit: being assessed"),
                            ("visit_cin", "Visit: child in need"),
                            ("visit_cp", "Visit: child protection plan"),
                            ("visit_roth", "Visit: risk outside the home plan"),
                            ("visit_lac", "Visit: looked after"),
                            ("visit_care_leaver", "Visit: care leaver"),
                            ("oversight", "Management oversight of a case"),
                            ("transition", "Transition plan: how long before a child turns 18"),
                            ("decision", "Decision on a contact about children, from when it was received"),
                            ("context_decision", "Decision on a contact about a context, from when it was received"),
                            ("assessment", "Assessment of a child and family, from the referral date of the case"),
                            ("context_assessment", "Assessment of a context, from the referral date of the case"),
                            (
                                "initial_conference",
                                "Conference after a section 47 enquiry, from the strategy discussion",
                            ),
                            ("return_interview", "Return interview, from when a missing child is found"),
                            ("nrm_reasonable", "First decision on a referral to the NRM, where possible"),
                            ("core_group", "First core group, from the start of a child protection plan"),
                            ("plan_cin", "Review of a child in need plan"),
                            ("plan_cp_first", "First review of a child protection plan, from its conference"),
                            ("plan_cp", "Review of a child protection plan, after the first"),
                            ("plan_roth", "Review of a risk outside the home plan, at most"),
                            ("plan_safety", "Review of a safety plan"),
                            ("plan_context", "Review of a context plan"),
                            ("emergency_answer", "A manager’s answer for a record opened in an emergency"),
                        ],
                        editable=False,
                        max_length=30,
                        unique=True,
                        verbose_name="for",
                    ),
                ),
                ("length", models.PositiveSmallIntegerField(verbose_name="how long")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("hours", "hours"),
                            ("days", "days"),
                            ("working_days", "working days"),
                            ("months", "months"),
                        ],
                        default="days",
                        max_length=12,
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "interval",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("length__gte", 1), ("length__lte", 730)),
                        name="interval_is_some_time",
                        violation_error_message="An interval is between 1 and 730.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalOutcome",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("no_further_action", "No further action"),
                            ("advice", "Information and advice"),
                            ("early_help", "Early help"),
                            ("assessment", "Child and family assessment"),
                            ("strategy", "Strategy discussion or section 47 enquiry now"),
                            ("context_consultation", "Consultation about the context"),
                            ("context_assessment", "Context assessment"),
                            ("urgent_context", "Urgent context strategy meeting"),
                            ("panel", "Panel"),
                            ("add_to_case", "Add to an open case"),
                            ("transfer_out", "Transfer to another council"),
                        ],
                        db_index=True,
                        editable=False,
                        max_length=30,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "needs_countersignature",
                    models.BooleanField(default=False, verbose_name="a second manager countersigns it"),
                ),
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
                "verbose_name": "historical outcome of a contact",
                "verbose_name_plural": "historical outcome of a contacts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Outcome",
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
                    "code",
                    models.CharField(
                        choices=[
                            ("no_further_action", "No further action"),
                            ("advice", "Information and advice"),
                            ("early_help", "Early help"),
                            ("assessment", "Child and family assessment"),
                            ("strategy", "Strategy discussion or section 47 enquiry now"),
                            ("context_consultation", "Consultation about the context"),
                            ("context_assessment", "Context assessment"),
                            ("urgent_context", "Urgent context strategy meeting"),
                            ("panel", "Panel"),
                            ("add_to_case", "Add to an open case"),
                            ("transfer_out", "Transfer to another council"),
                        ],
                        editable=False,
                        max_length=30,
                        unique=True,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "needs_countersignature",
                    models.BooleanField(default=False, verbose_name="a second manager countersigns it"),
                ),
            ],
            options={
                "verbose_name": "outcome of a contact",
                "ordering": ["code"],
            },
        ),
    ]
