import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.uuid
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import cs_casework.audit.fields
import cs_casework.dates


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("cases", "0001_initial"),
        ("contexts", "0001_initial"),
        ("families", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            sql="CREATE SEQUENCE assessment_reference",
            reverse_sql="DROP SEQUENCE assessment_reference",
        ),
        migrations.RunSQL(
            sql="CREATE SEQUENCE printed_copy_reference",
            reverse_sql="DROP SEQUENCE printed_copy_reference",
        ),
        migrations.CreateModel(
            name="Assessment",
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
                    "reference",
                    models.CharField(
                        db_default=cs_casework.audit.fields.Reference("ASM", "assessment_reference"),
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="cases.case"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("family", "Child and family assessment"),
                            ("context", "Context assessment"),
                            ("peers", "Friendship and peer assessment"),
                        ],
                        max_length=10,
                        verbose_name="kind of assessment",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("writing", "Being written"),
                            ("submitted", "To be authorised"),
                            ("authorised", "Authorised"),
                            ("discarded", "Not gone on with"),
                        ],
                        default="writing",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "started_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="started on"),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("first_due_on", models.DateField(editable=False, verbose_name="due at first on")),
                ("extended_why", models.TextField(blank=True, max_length=2000, verbose_name="why it needs longer")),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later",
                        to="assessments.assessment",
                    ),
                ),
                ("submitted_on", models.DateField(blank=True, editable=False, null=True, verbose_name="submitted on")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("returned_on", models.DateField(blank=True, editable=False, null=True, verbose_name="returned on")),
                (
                    "returned_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("returned_why", models.TextField(blank=True, max_length=2000, verbose_name="what is missing")),
                (
                    "authorised_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="authorised on"),
                ),
                (
                    "authorised_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("authorised_why", models.TextField(blank=True, max_length=2000, verbose_name="what the manager says")),
                ("discarded_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ended on")),
                (
                    "discarded_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why it is not gone on with"),
                ),
            ],
            options={
                "verbose_name": "assessment",
                "ordering": ["-started_on", "-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["writing", "submitted"])),
                        fields=("case",),
                        name="one_unauthorised_assessment_a_case",
                        violation_error_message="You cannot begin one on this case. Ask a manager who works with it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on", models.F("first_due_on")),
                            models.Q(("extended_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="longer_assessment_says_why",
                        violation_error_message="Say why it needs longer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("first_due_on"))),
                        name="assessment_due_no_earlier_than_at_first",
                        violation_error_message="A later day is needed: it was due then already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "submitted"),
                                ("submitted_by__isnull", False),
                                ("submitted_on__isnull", False),
                            ),
                            models.Q(("status", "submitted"), _negated=True),
                            _connector="OR",
                        ),
                        name="assessment_submitted_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_by", None), ("returned_on", None), ("returned_why", "")),
                            models.Q(
                                ("returned_by__isnull", False),
                                ("returned_on__isnull", False),
                                models.Q(("returned_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_returned_is_whole",
                        violation_error_message="Say what is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("authorised_by__isnull", False),
                                ("authorised_on__isnull", False),
                                ("status", "authorised"),
                            ),
                            models.Q(
                                models.Q(("status", "authorised"), _negated=True),
                                ("authorised_by", None),
                                ("authorised_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_authorised_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("authorised_on", None), ("authorised_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="assessment_ends_after_it_started",
                        violation_error_message="It is authorised before it was started.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("discarded_on__isnull", False),
                                ("status", "discarded"),
                                models.Q(("discarded_why", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "discarded"), _negated=True),
                                ("discarded_on", None),
                                ("discarded_why", ""),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_discarded_says_why",
                        violation_error_message="Say why it is not gone on with.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAssessment",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "reference",
                    models.CharField(
                        db_default=cs_casework.audit.fields.Reference("ASM", "assessment_reference"),
                        db_index=True,
                        editable=False,
                        max_length=20,
                        verbose_name="reference",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("family", "Child and family assessment"),
                            ("context", "Context assessment"),
                            ("peers", "Friendship and peer assessment"),
                        ],
                        max_length=10,
                        verbose_name="kind of assessment",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("writing", "Being written"),
                            ("submitted", "To be authorised"),
                            ("authorised", "Authorised"),
                            ("discarded", "Not gone on with"),
                        ],
                        default="writing",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "started_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="started on"),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("first_due_on", models.DateField(editable=False, verbose_name="due at first on")),
                ("extended_why", models.TextField(blank=True, max_length=2000, verbose_name="why it needs longer")),
                ("submitted_on", models.DateField(blank=True, editable=False, null=True, verbose_name="submitted on")),
                ("returned_on", models.DateField(blank=True, editable=False, null=True, verbose_name="returned on")),
                ("returned_why", models.TextField(blank=True, max_length=2000, verbose_name="what is missing")),
                (
                    "authorised_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="authorised on"),
                ),
                ("authorised_why", models.TextField(blank=True, max_length=2000, verbose_name="what the manager says")),
                ("discarded_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ended on")),
                (
                    "discarded_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why it is not gone on with"),
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
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "submitted_by",
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
                    "returned_by",
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
                    "authorised_by",
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
                "verbose_name": "historical assessment",
                "verbose_name_plural": "historical assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAssessmentWriter",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
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
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
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
                "verbose_name": "historical writer of an assessment",
                "verbose_name_plural": "historical writer of an assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="AssessmentWriter",
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
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="writers", to="assessments.assessment"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments_written",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "writer of an assessment",
                "ordering": ["created_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "user"), name="writer_once_an_assessment")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAssessmentSection",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("parenting", "Parenting"),
                            ("development", "The children’s development"),
                            ("environment", "Family and environment"),
                            ("outside", "Contexts outside the home"),
                            ("analysis", "Analysis"),
                            ("purpose", "Why this group is assessed, and who knows of it"),
                            ("methods", "How it was assessed"),
                            ("young-people", "What young people say"),
                            ("together-strengths", "Young people there together: strengths"),
                            ("together-needs", "Young people there together: needs"),
                            ("guardianship-strengths", "Guardianship by adults: strengths"),
                            ("guardianship-needs", "Guardianship by adults: needs"),
                            ("surroundings-strengths", "Environment, resources and policy: strengths"),
                            ("surroundings-needs", "Environment, resources and policy: needs"),
                            ("harms", "Harm"),
                            ("goals", "What we want to change"),
                        ],
                        max_length=30,
                        verbose_name="section",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="text")),
                ("number", models.PositiveIntegerField(default=0, editable=False)),
                ("written_on", models.DateField(blank=True, editable=False, null=True, verbose_name="last written on")),
                (
                    "vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("text", config="english"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
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
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "written_by",
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
                "verbose_name": "historical section of an assessment",
                "verbose_name_plural": "historical section of an assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="AssessmentSection",
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
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("parenting", "Parenting"),
                            ("development", "The children’s development"),
                            ("environment", "Family and environment"),
                            ("outside", "Contexts outside the home"),
                            ("analysis", "Analysis"),
                            ("purpose", "Why this group is assessed, and who knows of it"),
                            ("methods", "How it was assessed"),
                            ("young-people", "What young people say"),
                            ("together-strengths", "Young people there together: strengths"),
                            ("together-needs", "Young people there together: needs"),
                            ("guardianship-strengths", "Guardianship by adults: strengths"),
                            ("guardianship-needs", "Guardianship by adults: needs"),
                            ("surroundings-strengths", "Environment, resources and policy: strengths"),
                            ("surroundings-needs", "Environment, resources and policy: needs"),
                            ("harms", "Harm"),
                            ("goals", "What we want to change"),
                        ],
                        max_length=30,
                        verbose_name="section",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="text")),
                ("number", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_on", models.DateField(blank=True, editable=False, null=True, verbose_name="last written on")),
                (
                    "vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("text", config="english"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "section of an assessment",
                "ordering": ["created_at", "id"],
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="section_words")],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "name"), name="section_once_an_assessment"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 0), ("written_by", None), ("written_on", None)),
                            models.Q(("number__gt", 0), ("written_by__isnull", False), ("written_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="section_written_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAssessmentParticipant",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="who")),
                (
                    "part",
                    models.CharField(blank=True, max_length=150, verbose_name="who they are to the child or the place"),
                ),
                (
                    "took_part",
                    models.CharField(
                        choices=[
                            ("yes", "Took part"),
                            ("declined", "Was asked and did not want to"),
                            ("not_reached", "Could not be reached"),
                            ("to_ask", "Still to be asked"),
                        ],
                        default="to_ask",
                        max_length=12,
                        verbose_name="part in it",
                    ),
                ),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
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
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.person",
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
                "verbose_name": "historical participant of an assessment",
                "verbose_name_plural": "historical participant of an assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="AssessmentParticipant",
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
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments_taken_part_in",
                        to="families.person",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="who")),
                (
                    "part",
                    models.CharField(blank=True, max_length=150, verbose_name="who they are to the child or the place"),
                ),
                (
                    "took_part",
                    models.CharField(
                        choices=[
                            ("yes", "Took part"),
                            ("declined", "Was asked and did not want to"),
                            ("not_reached", "Could not be reached"),
                            ("to_ask", "Still to be asked"),
                        ],
                        default="to_ask",
                        max_length=12,
                        verbose_name="part in it",
                    ),
                ),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
            ],
            options={
                "verbose_name": "participant of an assessment",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), ("person__isnull", False)),
                            models.Q(("person", None), models.Q(("name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="participant_is_somebody",
                        violation_error_message="Say who took part.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("removed_on", None)),
                        fields=("assessment", "person"),
                        name="participant_once_an_assessment",
                        violation_error_message="They are among those who take part already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalWeighting",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "view",
                    models.CharField(
                        choices=[
                            ("practitioner", "Practitioner"),
                            ("child", "Child or young person"),
                            ("parent", "Parent or carer"),
                            ("meeting", "Meeting"),
                        ],
                        default="practitioner",
                        max_length=12,
                        verbose_name="whose view",
                    ),
                ),
                ("number", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "no_primary",
                    models.CharField(
                        blank=True,
                        choices=[("no_concern", "No context is causing concern"), ("not_yet_known", "Not yet known")],
                        max_length=15,
                        verbose_name="no part is primary because",
                    ),
                ),
                ("no_primary_why", models.TextField(blank=True, max_length=2000, verbose_name="why")),
                ("change_first", models.TextField(blank=True, max_length=2000, verbose_name="what must change first")),
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
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.person",
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
                "verbose_name": "historical weighting",
                "verbose_name_plural": "historical weightings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Weighting",
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
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weightings",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weightings",
                        to="families.person",
                    ),
                ),
                (
                    "view",
                    models.CharField(
                        choices=[
                            ("practitioner", "Practitioner"),
                            ("child", "Child or young person"),
                            ("parent", "Parent or carer"),
                            ("meeting", "Meeting"),
                        ],
                        default="practitioner",
                        max_length=12,
                        verbose_name="whose view",
                    ),
                ),
                ("number", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "no_primary",
                    models.CharField(
                        blank=True,
                        choices=[("no_concern", "No context is causing concern"), ("not_yet_known", "Not yet known")],
                        max_length=15,
                        verbose_name="no part is primary because",
                    ),
                ),
                ("no_primary_why", models.TextField(blank=True, max_length=2000, verbose_name="why")),
                ("change_first", models.TextField(blank=True, max_length=2000, verbose_name="what must change first")),
            ],
            options={
                "verbose_name": "weighting",
                "ordering": ["view", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "child", "view", "number"),
                        name="weighting_version_once",
                        nulls_distinct=False,
                        violation_error_message="Somebody else has just written a newer version.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="weighting_versions_count_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("no_primary", ""), ("no_primary_why", "")),
                            models.Q(
                                models.Q(("no_primary", ""), _negated=True),
                                models.Q(("no_primary_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="no_primary_says_why",
                        violation_error_message="Say why no part is called primary.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAssessmentChild",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("from_on", models.DateField(verbose_name="in it from")),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
                (
                    "removed_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why the child was taken out"),
                ),
                (
                    "seen",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("seen_alone", "Seen, and seen alone"),
                            ("seen", "Seen, but not alone"),
                            ("not_seen", "Not seen"),
                        ],
                        max_length=10,
                        verbose_name="was the child seen?",
                    ),
                ),
                (
                    "seen_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="last seen on"
                    ),
                ),
                (
                    "not_seen_why",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why the child was not seen, or not alone"
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=5000, verbose_name="the child’s own words")),
                (
                    "factors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("1A", "1A Alcohol misuse: the child"),
                                ("1B", "1B Alcohol misuse: a parent or carer"),
                                ("1C", "1C Alcohol misuse: another person in the household"),
                                ("2A", "2A Drug misuse: the child"),
                                ("2B", "2B Drug misuse: a parent or carer"),
                                ("2C", "2C Drug misuse: another person in the household"),
                                ("3A", "3A Domestic abuse: the child is subject of it"),
                                ("3B", "3B Domestic abuse: a parent or carer is subject of it"),
                                ("3C", "3C Domestic abuse: another person in the household is subject of it"),
                                ("4A", "4A Mental health: the child"),
                                ("4B", "4B Mental health: a parent or carer"),
                                ("4C", "4C Mental health: another person in the household"),
                                ("5A", "5A Learning disability: the child"),
                                ("5B", "5B Learning disability: a parent or carer"),
                                ("5C", "5C Learning disability: another person in the household"),
                                ("6A", "6A Physical disability or illness: the child"),
                                ("6B", "6B Physical disability or illness: a parent or carer"),
                                ("6C", "6C Physical disability or illness: another person in the household"),
                                ("7A", "7A Young carer"),
                                ("8B", "8B Privately fostered: from overseas, to go back to the parents"),
                                ("8C", "8C Privately fostered: from overseas, to stay"),
                                ("8D", "8D Privately fostered: from the United Kingdom, in education"),
                                ("8E", "8E Privately fostered: from the United Kingdom, living with another family"),
                                ("8F", "8F Privately fostered: other"),
                                ("9A", "9A Unaccompanied child seeking asylum"),
                                ("10A", "10A Missing"),
                                ("11A", "11A Child sexual exploitation"),
                                ("12A", "12A Trafficking"),
                                ("13A", "13A, as the census words it"),
                                ("14A", "14A, as the census words it"),
                                ("15A", "15A Self-harm"),
                                ("16A", "16A Neglect"),
                                ("17A", "17A Emotional abuse"),
                                ("18B", "18B Physical abuse, child on child"),
                                ("18C", "18C Physical abuse, adult on child"),
                                ("19B", "19B Sexual abuse, child on child"),
                                ("19C", "19C Sexual abuse, adult on child"),
                                ("20", "20 Other"),
                                ("21", "21 No factors identified"),
                                ("22A", "22A Female genital mutilation"),
                                ("23A", "23A Abuse linked to faith or belief"),
                                ("24A", "24A Child criminal exploitation"),
                            ],
                            max_length=3,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="factors identified",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_further_action", "No further action"),
                            ("early_help", "Step down to early help"),
                            ("cin", "Support as a child in need"),
                            ("roth", "Risk outside the home pathway"),
                            ("strategy", "Strategy discussion or section 47 enquiry"),
                            ("other", "Something else, said under support required"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Level 1: universal"),
                            ("2", "Level 2: early help"),
                            ("3", "Level 3: targeted or intensive help"),
                            ("4", "Level 4: specialist, statutory social work"),
                        ],
                        max_length=1,
                        verbose_name="level of need",
                    ),
                ),
                (
                    "level_why",
                    models.TextField(
                        blank=True,
                        max_length=5000,
                        verbose_name="how concerns at home and outside it led to this level",
                    ),
                ),
                ("support", models.TextField(blank=True, max_length=5000, verbose_name="support required")),
                ("number", models.PositiveIntegerField(default=0, editable=False)),
                ("written_on", models.DateField(blank=True, editable=False, null=True, verbose_name="last written on")),
                (
                    "vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            "words", "level_why", "support", config="english"
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
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
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "written_by",
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
                "verbose_name": "historical child in an assessment",
                "verbose_name_plural": "historical children in an assessment",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="AssessmentChild",
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
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="families.person"
                    ),
                ),
                ("from_on", models.DateField(verbose_name="in it from")),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
                (
                    "removed_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why the child was taken out"),
                ),
                (
                    "seen",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("seen_alone", "Seen, and seen alone"),
                            ("seen", "Seen, but not alone"),
                            ("not_seen", "Not seen"),
                        ],
                        max_length=10,
                        verbose_name="was the child seen?",
                    ),
                ),
                (
                    "seen_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="last seen on"
                    ),
                ),
                (
                    "not_seen_why",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why the child was not seen, or not alone"
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=5000, verbose_name="the child’s own words")),
                (
                    "factors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("1A", "1A Alcohol misuse: the child"),
                                ("1B", "1B Alcohol misuse: a parent or carer"),
                                ("1C", "1C Alcohol misuse: another person in the household"),
                                ("2A", "2A Drug misuse: the child"),
                                ("2B", "2B Drug misuse: a parent or carer"),
                                ("2C", "2C Drug misuse: another person in the household"),
                                ("3A", "3A Domestic abuse: the child is subject of it"),
                                ("3B", "3B Domestic abuse: a parent or carer is subject of it"),
                                ("3C", "3C Domestic abuse: another person in the household is subject of it"),
                                ("4A", "4A Mental health: the child"),
                                ("4B", "4B Mental health: a parent or carer"),
                                ("4C", "4C Mental health: another person in the household"),
                                ("5A", "5A Learning disability: the child"),
                                ("5B", "5B Learning disability: a parent or carer"),
                                ("5C", "5C Learning disability: another person in the household"),
                                ("6A", "6A Physical disability or illness: the child"),
                                ("6B", "6B Physical disability or illness: a parent or carer"),
                                ("6C", "6C Physical disability or illness: another person in the household"),
                                ("7A", "7A Young carer"),
                                ("8B", "8B Privately fostered: from overseas, to go back to the parents"),
                                ("8C", "8C Privately fostered: from overseas, to stay"),
                                ("8D", "8D Privately fostered: from the United Kingdom, in education"),
                                ("8E", "8E Privately fostered: from the United Kingdom, living with another family"),
                                ("8F", "8F Privately fostered: other"),
                                ("9A", "9A Unaccompanied child seeking asylum"),
                                ("10A", "10A Missing"),
                                ("11A", "11A Child sexual exploitation"),
                                ("12A", "12A Trafficking"),
                                ("13A", "13A, as the census words it"),
                                ("14A", "14A, as the census words it"),
                                ("15A", "15A Self-harm"),
                                ("16A", "16A Neglect"),
                                ("17A", "17A Emotional abuse"),
                                ("18B", "18B Physical abuse, child on child"),
                                ("18C", "18C Physical abuse, adult on child"),
                                ("19B", "19B Sexual abuse, child on child"),
                                ("19C", "19C Sexual abuse, adult on child"),
                                ("20", "20 Other"),
                                ("21", "21 No factors identified"),
                                ("22A", "22A Female genital mutilation"),
                                ("23A", "23A Abuse linked to faith or belief"),
                                ("24A", "24A Child criminal exploitation"),
                            ],
                            max_length=3,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="factors identified",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_further_action", "No further action"),
                            ("early_help", "Step down to early help"),
                            ("cin", "Support as a child in need"),
                            ("roth", "Risk outside the home pathway"),
                            ("strategy", "Strategy discussion or section 47 enquiry"),
                            ("other", "Something else, said under support required"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Level 1: universal"),
                            ("2", "Level 2: early help"),
                            ("3", "Level 3: targeted or intensive help"),
                            ("4", "Level 4: specialist, statutory social work"),
                        ],
                        max_length=1,
                        verbose_name="level of need",
                    ),
                ),
                (
                    "level_why",
                    models.TextField(
                        blank=True,
                        max_length=5000,
                        verbose_name="how concerns at home and outside it led to this level",
                    ),
                ),
                ("support", models.TextField(blank=True, max_length=5000, verbose_name="support required")),
                ("number", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_on", models.DateField(blank=True, editable=False, null=True, verbose_name="last written on")),
                (
                    "vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            "words", "level_why", "support", config="english"
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "child in an assessment",
                "verbose_name_plural": "children in an assessment",
                "ordering": ["created_at", "id"],
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="assessed_child_words")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_on", None)),
                        fields=("assessment", "child"),
                        name="child_once_an_assessment",
                        violation_error_message="This child is in the assessment already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_on", None), ("removed_why", "")),
                            models.Q(("removed_on__isnull", False), models.Q(("removed_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="child_taken_out_says_why",
                        violation_error_message="Say why the child is taken out.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("factors__contains", ["21"]), _negated=True), ("factors__len", 1), _connector="OR"
                        ),
                        name="no_factors_stands_alone",
                        violation_error_message="“No factors identified” stands alone. Take it out, or the others.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen__in", ["", "not_seen"]), ("seen_on", None)),
                            models.Q(("seen__in", ["seen", "seen_alone"]), ("seen_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="seen_child_has_a_day",
                        violation_error_message="Give the day on which the child was last seen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level", ""), models.Q(("level_why", ""), _negated=True), _connector="OR"),
                        name="level_of_need_says_why",
                        violation_error_message="Say how concerns at home and outside it led to this level.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPrintedCopy",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "reference",
                    models.CharField(
                        db_default=cs_casework.audit.fields.Reference("PRT", "printed_copy_reference"),
                        db_index=True,
                        editable=False,
                        max_length=20,
                        verbose_name="reference",
                    ),
                ),
                ("purpose", models.CharField(max_length=200, verbose_name="what it is printed for")),
                (
                    "holders",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=150), verbose_name="who may hold it"
                    ),
                ),
                (
                    "is_nameless",
                    models.BooleanField(default=False, editable=False, verbose_name="without any child’s name"),
                ),
                ("is_draft", models.BooleanField(default=False, editable=False, verbose_name="a draft")),
                ("digest", models.CharField(editable=False, max_length=64)),
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
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.assessment",
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
                "verbose_name": "historical printed copy",
                "verbose_name_plural": "historical printed copies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PrintedCopy",
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
                    "reference",
                    models.CharField(
                        db_default=cs_casework.audit.fields.Reference("PRT", "printed_copy_reference"),
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed_copies",
                        to="assessments.assessment",
                    ),
                ),
                ("purpose", models.CharField(max_length=200, verbose_name="what it is printed for")),
                (
                    "holders",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=150), verbose_name="who may hold it"
                    ),
                ),
                (
                    "is_nameless",
                    models.BooleanField(default=False, editable=False, verbose_name="without any child’s name"),
                ),
                ("is_draft", models.BooleanField(default=False, editable=False, verbose_name="a draft")),
                ("digest", models.CharField(editable=False, max_length=64)),
            ],
            options={
                "verbose_name": "printed copy",
                "verbose_name_plural": "printed copies",
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose", ""), _negated=True),
                        name="printed_copy_has_a_purpose",
                        violation_error_message="Say what it is printed for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("holders__len__gt", 0)),
                        name="printed_copy_has_holders",
                        violation_error_message="Say who may hold it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAssessmentPassage",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("text", models.TextField(max_length=20000, verbose_name="text")),
                ("left_out_on", models.DateField(blank=True, editable=False, null=True, verbose_name="left out on")),
                (
                    "source_disposed_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="source disposed of on"),
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
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.assessmentsection",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="contexts.context",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.casenote",
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.extrafamilialfactor",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.incident",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.assessment",
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
                "verbose_name": "historical passage from the record",
                "verbose_name_plural": "historical passage from the records",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="AssessmentPassage",
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
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="assessments.assessmentsection",
                    ),
                ),
                ("text", models.TextField(max_length=20000, verbose_name="text")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment_passages",
                        to="families.person",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="context_passages",
                        to="contexts.context",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment_passages",
                        to="cases.casenote",
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment_passages",
                        to="cases.extrafamilialfactor",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment_passages",
                        to="cases.incident",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quoted_in",
                        to="assessments.assessment",
                    ),
                ),
                ("left_out_on", models.DateField(blank=True, editable=False, null=True, verbose_name="left out on")),
                (
                    "source_disposed_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="source disposed of on"),
                ),
            ],
            options={
                "verbose_name": "passage from the record",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    models.Q(
                                        ("context__isnull", True),
                                        ("earlier__isnull", True),
                                        ("factor__isnull", True),
                                        ("incident__isnull", True),
                                        ("note__isnull", True),
                                        ("person__isnull", False),
                                    ),
                                    models.Q(
                                        ("context__isnull", False),
                                        ("earlier__isnull", True),
                                        ("factor__isnull", True),
                                        ("incident__isnull", True),
                                        ("note__isnull", True),
                                        ("person__isnull", True),
                                    ),
                                    models.Q(
                                        ("context__isnull", True),
                                        ("earlier__isnull", True),
                                        ("factor__isnull", True),
                                        ("incident__isnull", True),
                                        ("note__isnull", False),
                                        ("person__isnull", True),
                                    ),
                                    models.Q(
                                        ("context__isnull", True),
                                        ("earlier__isnull", True),
                                        ("factor__isnull", False),
                                        ("incident__isnull", True),
                                        ("note__isnull", True),
                                        ("person__isnull", True),
                                    ),
                                    models.Q(
                                        ("context__isnull", True),
                                        ("earlier__isnull", True),
                                        ("factor__isnull", True),
                                        ("incident__isnull", False),
                                        ("note__isnull", True),
                                        ("person__isnull", True),
                                    ),
                                    models.Q(
                                        ("context__isnull", True),
                                        ("earlier__isnull", False),
                                        ("factor__isnull", True),
                                        ("incident__isnull", True),
                                        ("note__isnull", True),
                                        ("person__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                ("source_disposed_on", None),
                            ),
                            models.Q(
                                ("context", None),
                                ("earlier", None),
                                ("factor", None),
                                ("incident", None),
                                ("note", None),
                                ("person", None),
                                ("source_disposed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="passage_has_one_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="passage_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalWeightingRow",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("home", "Home and family"),
                            ("peers", "Friends and peers"),
                            ("school", "School, college or training"),
                            ("neighbourhood", "Neighbourhood or place"),
                            ("online", "Online"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                        verbose_name="part of the child’s world",
                    ),
                ),
                (
                    "influence",
                    models.CharField(
                        choices=[
                            ("primary", "Primary"),
                            ("significant", "Significant"),
                            ("contributing", "Contributing"),
                            ("none", "Not a factor"),
                            ("not_known", "Not yet known"),
                        ],
                        max_length=15,
                        verbose_name="influence",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[("harm", "Harm"), ("protective", "Protective"), ("both", "Both")],
                        max_length=10,
                        verbose_name="direction",
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=2000, verbose_name="why")),
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
                    "weighting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.weighting",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="contexts.context",
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
                "verbose_name": "historical row of a weighting",
                "verbose_name_plural": "historical row of a weightings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="WeightingRow",
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
                    "weighting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="assessments.weighting"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("home", "Home and family"),
                            ("peers", "Friends and peers"),
                            ("school", "School, college or training"),
                            ("neighbourhood", "Neighbourhood or place"),
                            ("online", "Online"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                        verbose_name="part of the child’s world",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighting_rows",
                        to="contexts.context",
                    ),
                ),
                (
                    "influence",
                    models.CharField(
                        choices=[
                            ("primary", "Primary"),
                            ("significant", "Significant"),
                            ("contributing", "Contributing"),
                            ("none", "Not a factor"),
                            ("not_known", "Not yet known"),
                        ],
                        max_length=15,
                        verbose_name="influence",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[("harm", "Harm"), ("protective", "Protective"), ("both", "Both")],
                        max_length=10,
                        verbose_name="direction",
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=2000, verbose_name="why")),
            ],
            options={
                "verbose_name": "row of a weighting",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("why", ""), _negated=True), ("influence", "not_known"), _connector="OR"
                        ),
                        name="weighting_row_says_why",
                        violation_error_message="Say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("influence__in", ["none", "not_known"]),
                            models.Q(
                                ("influence__in", ["primary", "significant", "contributing"]),
                                models.Q(("direction", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_weighs_has_a_direction",
                        violation_error_message="Say whether it harms, protects, or both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "home"), _negated=True), ("context", None), _connector="OR"
                        ),
                        name="home_is_no_context",
                        violation_error_message="Home and family is tied to no context.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalWeightingBasis",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
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
                (
                    "row",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.weightingrow",
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.extrafamilialfactor",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.incident",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.casenote",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="contexts.context",
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
                "verbose_name": "historical what a weighting rests on",
                "verbose_name_plural": "historical what a weighting rests ons",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="WeightingBasis",
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
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bases", to="assessments.weightingrow"
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighting_bases",
                        to="cases.extrafamilialfactor",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighting_bases",
                        to="cases.incident",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighting_bases",
                        to="cases.casenote",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighting_bases",
                        to="contexts.context",
                    ),
                ),
            ],
            options={
                "verbose_name": "what a weighting rests on",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("context", None), ("factor__isnull", False), ("incident", None), ("note", None)),
                            models.Q(("context", None), ("factor", None), ("incident__isnull", False), ("note", None)),
                            models.Q(("context", None), ("factor", None), ("incident", None), ("note__isnull", False)),
                            models.Q(("context__isnull", False), ("factor", None), ("incident", None), ("note", None)),
                            _connector="OR",
                        ),
                        name="weighting_rests_on_one_record",
                    ),
                    models.UniqueConstraint(
                        fields=("row", "factor", "incident", "note", "context"),
                        name="weighting_rests_on_it_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalInterplay",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("words", models.TextField(max_length=2000, verbose_name="how it acts on the other")),
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
                    "weighting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.weighting",
                    ),
                ),
                (
                    "from_row",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.weightingrow",
                    ),
                ),
                (
                    "to_row",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.weightingrow",
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
                "verbose_name": "historical interplay",
                "verbose_name_plural": "historical interplays",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Interplay",
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
                    "weighting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interplays",
                        to="assessments.weighting",
                    ),
                ),
                (
                    "from_row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts_on",
                        to="assessments.weightingrow",
                    ),
                ),
                (
                    "to_row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acted_on_by",
                        to="assessments.weightingrow",
                    ),
                ),
                ("words", models.TextField(max_length=2000, verbose_name="how it acts on the other")),
            ],
            options={
                "verbose_name": "interplay",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="interplay_says_how",
                        violation_error_message="Say how.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_row", models.F("to_row")), _negated=True),
                        name="interplay_is_between_two",
                        violation_error_message="Choose two different parts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMisfitAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "misfit",
                    models.CharField(
                        choices=[
                            ("nothing_beneath", "Called primary, with nothing recorded beneath it"),
                            (
                                "aimed_elsewhere",
                                "A context is primary, and all actions are aimed at the child or the family",
                            ),
                            ("no_context_case", "A context harms, and has no case of its own"),
                            ("unexplained", "Not yet known, and it is not said why"),
                            ("home_alone", "The level rests on home alone, and harm outside it is recorded"),
                        ],
                        max_length=20,
                        verbose_name="what does not fit",
                    ),
                ),
                ("answer", models.TextField(max_length=2000, verbose_name="what the manager says")),
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
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="assessments.weightingrow",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.person",
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
                "verbose_name": "historical answer to what does not fit",
                "verbose_name_plural": "historical answer to what does not fits",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MisfitAnswer",
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
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="misfit_answers",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "misfit",
                    models.CharField(
                        choices=[
                            ("nothing_beneath", "Called primary, with nothing recorded beneath it"),
                            (
                                "aimed_elsewhere",
                                "A context is primary, and all actions are aimed at the child or the family",
                            ),
                            ("no_context_case", "A context harms, and has no case of its own"),
                            ("unexplained", "Not yet known, and it is not said why"),
                            ("home_alone", "The level rests on home alone, and harm outside it is recorded"),
                        ],
                        max_length=20,
                        verbose_name="what does not fit",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="misfit_answers",
                        to="assessments.weightingrow",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="misfit_answers",
                        to="families.person",
                    ),
                ),
                ("answer", models.TextField(max_length=2000, verbose_name="what the manager says")),
            ],
            options={
                "verbose_name": "answer to what does not fit",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer", ""), _negated=True), name="misfit_answer_says_something"
                    )
                ],
            },
        ),
    ]
