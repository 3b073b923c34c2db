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
        ("assessments", "0001_initial"),
        ("cases", "0001_initial"),
        ("families", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE plan_reference", "DROP SEQUENCE plan_reference"),
        migrations.CreateModel(
            name="HistoricalPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "reference",
                    models.CharField(
                        db_default=cs_casework.audit.fields.Reference("PLN", "plan_reference"),
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
                            ("cin", "Child in need plan"),
                            ("cp", "Child protection plan"),
                            ("roth", "Risk outside the home plan"),
                            ("safety", "Safety plan"),
                            ("context", "Context plan"),
                        ],
                        max_length=10,
                        verbose_name="kind of plan",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("asked", "To be agreed"),
                            ("agreed", "Agreed"),
                            ("ended", "Ended"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("aim", models.TextField(blank=True, max_length=5000, verbose_name="what it is for")),
                ("views", models.TextField(blank=True, max_length=5000, verbose_name="what they say of it")),
                (
                    "contingency",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="what happens if things do not get better"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0, editable=False)),
                ("written_on", models.DateField(blank=True, editable=False, null=True, verbose_name="last written on")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                (
                    "asked_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="sent to a manager on"),
                ),
                ("returned_why", models.TextField(blank=True, max_length=2000, verbose_name="what is missing")),
                ("agreed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="agreed on")),
                ("agreed_why", models.TextField(blank=True, max_length=2000, verbose_name="what the manager says")),
                ("review_due", models.DateField(blank=True, editable=False, null=True, verbose_name="review due")),
                (
                    "review_first_due",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="review first due"),
                ),
                ("extended_why", models.TextField(blank=True, max_length=2000, verbose_name="why it needed longer")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="ended on"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("achieved", "What it was for has been reached"),
                            ("partly", "Some of it has been reached"),
                            ("not_achieved", "It has not been reached"),
                            ("replaced", "Another plan takes its place"),
                            ("not_needed", "No longer needed, or begun in error"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                ("outcome_words", models.TextField(blank=True, max_length=5000, verbose_name="what came of it")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "agreed_by",
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
                    "asked_by",
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
                    "ended_by",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who leads it",
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
            ],
            options={
                "verbose_name": "historical plan",
                "verbose_name_plural": "historical plans",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Plan",
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
                    "reference",
                    models.CharField(
                        db_default=cs_casework.audit.fields.Reference("PLN", "plan_reference"),
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cin", "Child in need plan"),
                            ("cp", "Child protection plan"),
                            ("roth", "Risk outside the home plan"),
                            ("safety", "Safety plan"),
                            ("context", "Context plan"),
                        ],
                        max_length=10,
                        verbose_name="kind of plan",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("asked", "To be agreed"),
                            ("agreed", "Agreed"),
                            ("ended", "Ended"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("aim", models.TextField(blank=True, max_length=5000, verbose_name="what it is for")),
                ("views", models.TextField(blank=True, max_length=5000, verbose_name="what they say of it")),
                (
                    "contingency",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="what happens if things do not get better"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0, editable=False)),
                ("written_on", models.DateField(blank=True, editable=False, null=True, verbose_name="last written on")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                (
                    "asked_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="sent to a manager on"),
                ),
                ("returned_why", models.TextField(blank=True, max_length=2000, verbose_name="what is missing")),
                ("agreed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="agreed on")),
                ("agreed_why", models.TextField(blank=True, max_length=2000, verbose_name="what the manager says")),
                ("review_due", models.DateField(blank=True, editable=False, null=True, verbose_name="review due")),
                (
                    "review_first_due",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="review first due"),
                ),
                ("extended_why", models.TextField(blank=True, max_length=2000, verbose_name="why it needed longer")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="ended on"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("achieved", "What it was for has been reached"),
                            ("partly", "Some of it has been reached"),
                            ("not_achieved", "It has not been reached"),
                            ("replaced", "Another plan takes its place"),
                            ("not_needed", "No longer needed, or begun in error"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                ("outcome_words", models.TextField(blank=True, max_length=5000, verbose_name="what came of it")),
                (
                    "agreed_by",
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
                    "asked_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="cases.case"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="families.person",
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
                    "ended_by",
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
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans_led",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who leads it",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "plan",
                "ordering": ["-starts_on", "-created_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "agreed")), fields=["review_due"], name="plan_review_due"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("child", None), ("kind", "context")),
                            models.Q(models.Q(("kind", "context"), _negated=True), ("child__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_of_child_or_context",
                        violation_error_message="A context’s plan names no child; every other plan is one child’s own.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("status", "ended"), _negated=True), ("child__isnull", False)),
                        fields=("case", "child", "kind"),
                        name="one_plan_of_a_kind_a_child",
                        violation_error_message="This child has a plan of this kind already. Change it, or end it first.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("status", "ended"), _negated=True), ("kind", "context")),
                        fields=("case",),
                        name="one_plan_a_context_case",
                        violation_error_message="This context has a plan already. Change it, or end it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed_by", None),
                                ("agreed_on", None),
                                ("review_due", None),
                                ("status__in", ["draft", "asked"]),
                                ("version", 0),
                            ),
                            models.Q(
                                ("agreed_by__isnull", False),
                                ("agreed_on__isnull", False),
                                ("lead__isnull", False),
                                ("review_due__isnull", False),
                                ("status", "agreed"),
                                ("version__gt", 0),
                            ),
                            models.Q(("review_due", None), ("status", "ended")),
                            _connector="OR",
                        ),
                        name="plan_agreed_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_by__isnull", False),
                                ("ended_on__isnull", False),
                                ("status", "ended"),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("outcome_words", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "ended"), _negated=True),
                                ("ended_by", None),
                                ("ended_on", None),
                                ("outcome", ""),
                                ("outcome_words", ""),
                            ),
                            _connector="OR",
                        ),
                        name="plan_ended_is_whole",
                        violation_error_message="Say what came of the plan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_by__isnull", False), ("asked_on__isnull", False), ("status", "asked")),
                            models.Q(("status", "asked"), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_asked_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None),
                            ("agreed_on", None),
                            ("ended_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="plan_ends_after_it_started",
                        violation_error_message="It ends before it starts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
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
                ("statement", models.CharField(max_length=500, verbose_name="what will be different")),
                (
                    "measure",
                    models.TextField(blank=True, max_length=2000, verbose_name="how we will know that it has changed"),
                ),
                ("baseline", models.TextField(blank=True, max_length=2000, verbose_name="how it is now")),
                (
                    "baseline_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="found on"
                    ),
                ),
                ("how", models.TextField(blank=True, max_length=2000, verbose_name="how it will be measured again")),
                ("result", models.TextField(blank=True, max_length=2000, verbose_name="what came of it")),
                ("result_on", models.DateField(blank=True, editable=False, null=True, verbose_name="result said on")),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
                ("removed_why", models.CharField(blank=True, max_length=500, verbose_name="why it was taken out")),
                ("number", models.PositiveIntegerField(default=0, editable=False)),
                ("written_on", models.DateField(blank=True, editable=False, null=True, verbose_name="last written on")),
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
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "goal",
                "ordering": ["created_at", "id"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("statement", ""), _negated=True),
                        name="goal_says_what_will_be_different",
                        violation_error_message="Say what will be different.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("baseline", ""), ("baseline_on", None)),
                            models.Q(models.Q(("baseline", ""), _negated=True), ("baseline_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="goal_baseline_has_a_day",
                        violation_error_message="Say how it is now, and on which day that was found.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_on", None), ("removed_why", "")),
                            models.Q(("removed_on__isnull", False), models.Q(("removed_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="goal_taken_out_says_why",
                        violation_error_message="Say why the goal is taken out.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", ""), ("result_on", None)),
                            models.Q(models.Q(("result", ""), _negated=True), ("result_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="goal_result_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPlanVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="why it was changed")),
                ("said", models.JSONField(default=dict, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical version of a plan",
                "verbose_name_plural": "historical version of a plans",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPlanReview",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("held_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="reviewed on")),
                ("was_due_on", models.DateField(editable=False, verbose_name="was due on")),
                ("changed", models.TextField(max_length=5000, verbose_name="what has changed")),
                ("views", models.TextField(blank=True, max_length=5000, verbose_name="what they say of it")),
                (
                    "decision",
                    models.CharField(
                        choices=[("go_on", "Go on as it is"), ("change", "Change the plan"), ("end", "End the plan")],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("why", models.TextField(max_length=2000, verbose_name="why")),
                ("next_due", models.DateField(verbose_name="next review due")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical review of a plan",
                "verbose_name_plural": "historical review of a plans",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPlanChildLink",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("why", models.TextField(max_length=2000, verbose_name="why it matters to this child")),
                (
                    "share",
                    models.CharField(
                        choices=[
                            ("summary", "A summary: what it is for, who leads, when it is reviewed"),
                            ("whole", "The whole: goals and next actions too"),
                        ],
                        max_length=10,
                        verbose_name="what stands on the child’s record",
                    ),
                ),
                ("from_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="from")),
                (
                    "to_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="until"
                    ),
                ),
                ("ended_why", models.CharField(blank=True, max_length=500, verbose_name="why it ended")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical child reached by a plan",
                "verbose_name_plural": "historical children reached by a plan",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGoal",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("statement", models.CharField(max_length=500, verbose_name="what will be different")),
                (
                    "measure",
                    models.TextField(blank=True, max_length=2000, verbose_name="how we will know that it has changed"),
                ),
                ("baseline", models.TextField(blank=True, max_length=2000, verbose_name="how it is now")),
                (
                    "baseline_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="found on"
                    ),
                ),
                ("how", models.TextField(blank=True, max_length=2000, verbose_name="how it will be measured again")),
                ("result", models.TextField(blank=True, max_length=2000, verbose_name="what came of it")),
                ("result_on", models.DateField(blank=True, editable=False, null=True, verbose_name="result said on")),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
                ("removed_why", models.CharField(blank=True, max_length=500, verbose_name="why it was taken out")),
                ("number", models.PositiveIntegerField(default=0, editable=False)),
                ("written_on", models.DateField(blank=True, editable=False, null=True, verbose_name="last written on")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical goal",
                "verbose_name_plural": "historical goals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PlanChildLink",
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
                ("why", models.TextField(max_length=2000, verbose_name="why it matters to this child")),
                (
                    "share",
                    models.CharField(
                        choices=[
                            ("summary", "A summary: what it is for, who leads, when it is reviewed"),
                            ("whole", "The whole: goals and next actions too"),
                        ],
                        max_length=10,
                        verbose_name="what stands on the child’s record",
                    ),
                ),
                ("from_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="from")),
                (
                    "to_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="until"
                    ),
                ),
                ("ended_why", models.CharField(blank=True, max_length=500, verbose_name="why it ended")),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plan_links", to="families.person"
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="child_links", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "child reached by a plan",
                "verbose_name_plural": "children reached by a plan",
                "ordering": ["-from_on", "-created_at"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("plan", "child"),
                        name="plan_reaches_a_child_once",
                        violation_error_message="This plan reaches this child already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="plan_link_says_why",
                        violation_error_message="Say why the plan matters to this child.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_why", ""), ("to_on", None)),
                            models.Q(("to_on__isnull", False), models.Q(("ended_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="plan_link_ends_with_reason",
                        violation_error_message="Say why it ended.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"),
                        name="plan_link_ends_after_it_began",
                        violation_error_message="It ends before it begins.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanReview",
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
                ("held_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="reviewed on")),
                ("was_due_on", models.DateField(editable=False, verbose_name="was due on")),
                ("changed", models.TextField(max_length=5000, verbose_name="what has changed")),
                ("views", models.TextField(blank=True, max_length=5000, verbose_name="what they say of it")),
                (
                    "decision",
                    models.CharField(
                        choices=[("go_on", "Go on as it is"), ("change", "Change the plan"), ("end", "End the plan")],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("why", models.TextField(max_length=2000, verbose_name="why")),
                ("next_due", models.DateField(verbose_name="next review due")),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_reviews",
                        to="assessments.assessment",
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "review of a plan",
                "ordering": ["-held_on", "-created_at"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("changed", ""), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            models.Q(("decision", ""), _negated=True),
                        ),
                        name="plan_review_says_what_changed",
                        violation_error_message="Say what has changed, what is decided, and why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("next_due__gt", models.F("held_on"))),
                        name="plan_reviewed_before_the_next",
                        violation_error_message="The next review is after this one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
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
                ("number", models.PositiveIntegerField()),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="why it was changed")),
                ("said", models.JSONField(default=dict, editable=False)),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plan_versions", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a plan",
                "ordering": ["-number"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="version_once_a_plan"),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("why", ""), _negated=True), _connector="OR"),
                        name="plan_change_says_why",
                        violation_error_message="Say why the plan is changed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGoalMeasure",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "measured_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="measured on"),
                ),
                ("found", models.TextField(max_length=2000, verbose_name="what was found")),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("better", "Better than at first"),
                            ("same", "As at first"),
                            ("worse", "Worse than at first"),
                            ("not_known", "Cannot be told yet"),
                        ],
                        max_length=10,
                        verbose_name="beside how it was at first",
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
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.goal",
                    ),
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
                "verbose_name": "historical measure of a goal",
                "verbose_name_plural": "historical measure of a goals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPlanAction",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
                ("removed_why", models.CharField(blank=True, max_length=500, verbose_name="why it was taken out")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.action",
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
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.goal",
                    ),
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
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical action of a plan",
                "verbose_name_plural": "historical action of a plans",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [],
                "constraints": [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PlanAction",
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
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
                ("removed_why", models.CharField(blank=True, max_length=500, verbose_name="why it was taken out")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plan_actions", to="cases.action"
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
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_actions",
                        to="plans.goal",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plan_actions", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "action of a plan",
                "ordering": ["created_at", "id"],
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_on", None)),
                        fields=("plan", "action"),
                        name="action_once_a_plan",
                        violation_error_message="This action stands in the plan already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_on", None), ("removed_why", "")),
                            models.Q(("removed_on__isnull", False), models.Q(("removed_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="plan_action_taken_out_says_why",
                        violation_error_message="Say why the action is taken out.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalMeasure",
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
                    "measured_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="measured on"),
                ),
                ("found", models.TextField(max_length=2000, verbose_name="what was found")),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("better", "Better than at first"),
                            ("same", "As at first"),
                            ("worse", "Worse than at first"),
                            ("not_known", "Cannot be told yet"),
                        ],
                        max_length=10,
                        verbose_name="beside how it was at first",
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
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="plans.goal"
                    ),
                ),
            ],
            options={
                "verbose_name": "measure of a goal",
                "ordering": ["measured_on", "created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("found", ""), _negated=True), models.Q(("change", ""), _negated=True)
                        ),
                        name="goal_measure_says_what_was_found",
                        violation_error_message="Say what was found.",
                    )
                ],
                "indexes": [],
            },
        ),
    ]
