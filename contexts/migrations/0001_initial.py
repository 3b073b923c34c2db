import datetime

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.functions.uuid
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import cs_casework.audit.fields
import cs_casework.dates
import families.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_roles"),
        ("accounts", "__first__"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("confidential", "0001_initial"),
        ("families", "0001_initial"),
        ("reference", "0002_starting_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Context",
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
                    "restricted_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="restricted on"),
                ),
                (
                    "restricted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("restricted_why", models.TextField(blank=True, editable=False, verbose_name="why it is restricted")),
                (
                    "restriction_review_due",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="restriction review due"),
                ),
                ("disposed_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "reference",
                    models.CharField(
                        db_default=cs_casework.audit.fields.Reference("CTX", "context_reference"),
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
                            ("location", "Location"),
                            ("peer_group", "Peer group"),
                            ("school", "School"),
                            ("neighbourhood", "Neighbourhood"),
                            ("online", "Online space"),
                            ("transport", "Transport route"),
                            ("relationship", "Relationship"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind of context",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "plain",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Plain(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "plain_place",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Plain(models.F("address")),
                        output_field=models.TextField(),
                    ),
                ),
                ("description", models.TextField(max_length=5000, verbose_name="description")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("noted", "Noted"),
                            ("referred", "Referred"),
                            ("screening", "Being screened"),
                            ("open", "Open"),
                            ("monitoring", "Monitoring"),
                            ("closed", "Closed"),
                        ],
                        default="noted",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "threshold_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("universal", "Universal: settings look after it themselves"),
                            ("targeted", "Targeted: help from several agencies"),
                            ("safeguarding", "Safeguarding: led by children's social care"),
                        ],
                        max_length=20,
                        verbose_name="threshold level",
                    ),
                ),
                ("threshold_why", models.TextField(blank=True, max_length=2000, verbose_name="why this level")),
                (
                    "lawful_basis",
                    models.CharField(blank=True, max_length=300, verbose_name="lawful basis for recording it"),
                ),
                (
                    "owner_team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contexts",
                        to="accounts.team",
                        verbose_name="owner team",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="contexts.context",
                        verbose_name="lies within",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_column="category",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.placecategory",
                        to_field="code",
                        verbose_name="category of place",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address or where it is")),
                (
                    "postcode",
                    models.CharField(
                        blank=True, max_length=8, validators=[families.validators.postcode], verbose_name="postcode"
                    ),
                ),
                ("easting", models.PositiveIntegerField(blank=True, null=True, verbose_name="easting, in metres")),
                ("northing", models.PositiveIntegerField(blank=True, null=True, verbose_name="northing, in metres")),
                (
                    "times",
                    models.CharField(blank=True, max_length=300, verbose_name="times of day and week that matter"),
                ),
                (
                    "school_number",
                    models.CharField(blank=True, max_length=10, verbose_name="school's unique reference number (URN)"),
                ),
                ("platform", models.CharField(blank=True, max_length=100, verbose_name="platform")),
                ("route", models.CharField(blank=True, max_length=150, verbose_name="operator and route")),
                (
                    "purpose",
                    models.TextField(blank=True, max_length=2000, verbose_name="purpose of recording this group"),
                ),
                (
                    "intended_outcome",
                    models.TextField(blank=True, max_length=2000, verbose_name="what is meant to come of it"),
                ),
                (
                    "how_identified",
                    models.TextField(blank=True, max_length=2000, verbose_name="how the group was identified"),
                ),
                (
                    "told_young_people",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not_yet", "Not yet")],
                        max_length=10,
                        verbose_name="have the young people been told?",
                    ),
                ),
                (
                    "told_parents",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not_yet", "Not yet")],
                        max_length=10,
                        verbose_name="have parents been told?",
                    ),
                ),
                (
                    "why_not_told",
                    models.TextField(blank=True, max_length=2000, verbose_name="why anyone has not been told"),
                ),
                ("strengths", models.TextField(blank=True, max_length=5000, verbose_name="strengths")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="last reviewed on")),
                ("review_due", models.DateField(blank=True, null=True, verbose_name="review due")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="contexts.context",
                    ),
                ),
                ("merged_on", models.DateField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "context",
                "ordering": ["name", "reference"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("restricted_on__isnull", False)), fields=["id"], name="context_restricted"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("plain"), name="gin_trgm_ops"),
                        name="context_trigrams",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("plain_place"), name="gin_trgm_ops"),
                        name="context_place_trigrams",
                    ),
                    models.Index(
                        condition=models.Q(("postcode", ""), _negated=True),
                        fields=["postcode"],
                        name="context_postcode",
                    ),
                    models.Index(fields=["name", "reference"], name="context_listed"),
                    models.Index(
                        condition=models.Q(("easting__isnull", False)),
                        fields=["easting", "northing"],
                        name="context_near",
                    ),
                    models.Index(
                        condition=models.Q(("school_number", ""), _negated=True),
                        fields=["school_number"],
                        name="context_school",
                    ),
                    models.Index(
                        django.db.models.functions.text.Upper("route"),
                        condition=models.Q(("route", ""), _negated=True),
                        name="context_route",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("restricted_by", None),
                                ("restricted_on", None),
                                ("restricted_why", ""),
                                ("restriction_review_due", None),
                            ),
                            models.Q(
                                ("restricted_by__isnull", False),
                                ("restricted_on__isnull", False),
                                ("restriction_review_due__isnull", False),
                                models.Q(("restricted_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="context_restriction_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "peer_group"), _negated=True),
                            models.Q(
                                models.Q(("purpose", ""), _negated=True),
                                models.Q(("intended_outcome", ""), _negated=True),
                                models.Q(("how_identified", ""), _negated=True),
                                models.Q(("strengths", ""), _negated=True),
                                models.Q(("told_young_people", ""), _negated=True),
                                models.Q(("told_parents", ""), _negated=True),
                                ("reviewed_on__isnull", False),
                                ("review_due__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="peer_group_is_accountable",
                        violation_error_message="A peer group needs a purpose, an intended outcome, how it was identified, who was told, its strengths and a review date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "peer_group"),
                            models.Q(
                                models.Q(("told_young_people", "yes"), _negated=True),
                                models.Q(("told_parents", "yes"), _negated=True),
                                _connector="OR",
                            ),
                            ("why_not_told", ""),
                            _negated=True,
                        ),
                        name="not_told_has_reason",
                        violation_error_message="Say why the young people or their parents have not been told.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "peer_group"), _negated=True),
                            (
                                "review_due__lte",
                                models.ExpressionWrapper(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.functions.comparison.Cast(
                                            models.F("reviewed_on"), models.DateField()
                                        ),
                                        "+",
                                        models.Value(92),
                                    ),
                                    output_field=models.DateField(),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="peer_group_review_within_three_months",
                        violation_error_message="A peer group is reviewed within three months.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("threshold_level", ""), models.Q(("threshold_why", ""), _negated=True), _connector="OR"
                        ),
                        name="threshold_level_has_reason",
                        violation_error_message="Say why this threshold level was chosen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="context_lies_in_another",
                        violation_error_message="A context cannot lie within itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into", None), ("merged_on", None)),
                            models.Q(("merged_into__isnull", False), ("merged_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="context_merge_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="context_merges_into_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalContext",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "restricted_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="restricted on"),
                ),
                ("restricted_why", models.TextField(blank=True, editable=False, verbose_name="why it is restricted")),
                (
                    "restriction_review_due",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="restriction review due"),
                ),
                ("disposed_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "reference",
                    models.CharField(
                        db_default=cs_casework.audit.fields.Reference("CTX", "context_reference"),
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
                            ("location", "Location"),
                            ("peer_group", "Peer group"),
                            ("school", "School"),
                            ("neighbourhood", "Neighbourhood"),
                            ("online", "Online space"),
                            ("transport", "Transport route"),
                            ("relationship", "Relationship"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind of context",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "plain",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Plain(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "plain_place",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Plain(models.F("address")),
                        output_field=models.TextField(),
                    ),
                ),
                ("description", models.TextField(max_length=5000, verbose_name="description")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("noted", "Noted"),
                            ("referred", "Referred"),
                            ("screening", "Being screened"),
                            ("open", "Open"),
                            ("monitoring", "Monitoring"),
                            ("closed", "Closed"),
                        ],
                        default="noted",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "threshold_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("universal", "Universal: settings look after it themselves"),
                            ("targeted", "Targeted: help from several agencies"),
                            ("safeguarding", "Safeguarding: led by children's social care"),
                        ],
                        max_length=20,
                        verbose_name="threshold level",
                    ),
                ),
                ("threshold_why", models.TextField(blank=True, max_length=2000, verbose_name="why this level")),
                (
                    "lawful_basis",
                    models.CharField(blank=True, max_length=300, verbose_name="lawful basis for recording it"),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address or where it is")),
                (
                    "postcode",
                    models.CharField(
                        blank=True, max_length=8, validators=[families.validators.postcode], verbose_name="postcode"
                    ),
                ),
                ("easting", models.PositiveIntegerField(blank=True, null=True, verbose_name="easting, in metres")),
                ("northing", models.PositiveIntegerField(blank=True, null=True, verbose_name="northing, in metres")),
                (
                    "times",
                    models.CharField(blank=True, max_length=300, verbose_name="times of day and week that matter"),
                ),
                (
                    "school_number",
                    models.CharField(blank=True, max_length=10, verbose_name="school's unique reference number (URN)"),
                ),
                ("platform", models.CharField(blank=True, max_length=100, verbose_name="platform")),
                ("route", models.CharField(blank=True, max_length=150, verbose_name="operator and route")),
                (
                    "purpose",
                    models.TextField(blank=True, max_length=2000, verbose_name="purpose of recording this group"),
                ),
                (
                    "intended_outcome",
                    models.TextField(blank=True, max_length=2000, verbose_name="what is meant to come of it"),
                ),
                (
                    "how_identified",
                    models.TextField(blank=True, max_length=2000, verbose_name="how the group was identified"),
                ),
                (
                    "told_young_people",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not_yet", "Not yet")],
                        max_length=10,
                        verbose_name="have the young people been told?",
                    ),
                ),
                (
                    "told_parents",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not_yet", "Not yet")],
                        max_length=10,
                        verbose_name="have parents been told?",
                    ),
                ),
                (
                    "why_not_told",
                    models.TextField(blank=True, max_length=2000, verbose_name="why anyone has not been told"),
                ),
                ("strengths", models.TextField(blank=True, max_length=5000, verbose_name="strengths")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="last reviewed on")),
                ("review_due", models.DateField(blank=True, null=True, verbose_name="review due")),
                ("merged_on", models.DateField(blank=True, editable=False, null=True)),
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
                    "restricted_by",
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
                    "owner_team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="owner team",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="contexts.context",
                        verbose_name="lies within",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_column="category",
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.placecategory",
                        to_field="code",
                        verbose_name="category of place",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
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
                "verbose_name": "historical context",
                "verbose_name_plural": "historical contexts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContextGrant",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("task", "A task"), ("involved", "Works with the record")],
                        db_default="involved",
                        default="involved",
                        max_length=10,
                        verbose_name="what for",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("from_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended early on")),
                ("ended_why", models.TextField(blank=True, db_default="", default="", verbose_name="why it was ended")),
                (
                    "permission",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="auth.permission",
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
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "content_object",
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
                "verbose_name": "historical context grant",
                "verbose_name_plural": "historical context grants",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ContextGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                (
                    "kind",
                    models.CharField(
                        choices=[("task", "A task"), ("involved", "Works with the record")],
                        db_default="involved",
                        default="involved",
                        max_length=10,
                        verbose_name="what for",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended early on")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_why", models.TextField(blank=True, db_default="", default="", verbose_name="why it was ended")),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="contexts.context"
                    ),
                ),
            ],
            options={
                "unique_together": {("user", "permission", "content_object")},
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_by", None), ("ended_on", None), ("ended_why", "")),
                            models.Q(
                                ("ended_by__isnull", False),
                                ("ended_on__isnull", False),
                                models.Q(("ended_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contextgrant_end_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="contextgrant_is_for_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__gte", models.F("from_on")),
                                (
                                    "ends_on__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("from_on"), "+", models.Value(datetime.timedelta(days=14))
                                    ),
                                ),
                                ("kind", "task"),
                            ),
                            models.Q(
                                ("ends_on__gte", models.F("from_on")),
                                (
                                    "ends_on__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("from_on"), "+", models.Value(datetime.timedelta(days=183))
                                    ),
                                ),
                                ("kind", "involved"),
                            ),
                            _connector="OR",
                        ),
                        name="contextgrant_ends_in_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalContextLink",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "handling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "P: may be passed on where the law allows it"),
                            ("conditions", "C: may be passed on under conditions only"),
                            ("not_given", "No code came with it: ask them before passing it on"),
                        ],
                        max_length=20,
                        verbose_name="how it may be passed on",
                    ),
                ),
                (
                    "handling_conditions",
                    models.CharField(blank=True, max_length=500, verbose_name="conditions on passing it on"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("part_of_group", "part of this group"),
                            ("at_risk", "at risk there"),
                            ("harmed", "harmed there"),
                            ("feels_unsafe", "feels unsafe there"),
                            ("found_missing", "found there when missing"),
                            ("spends_time", "spends time there"),
                            ("travels_through", "travels through"),
                            ("uses_online", "uses it (online)"),
                            ("alleged_harm", "alleged to have harmed there"),
                            ("attends", "attends"),
                            ("lives_near", "lives near"),
                            ("feels_safe", "feels safe there"),
                        ],
                        max_length=20,
                        verbose_name="what links them",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("child_said", "The child said so"),
                            ("parent_said", "A parent said so"),
                            ("observed", "A professional saw it"),
                            ("agency_report", "Another agency reported it"),
                            ("inferred", "Inferred"),
                        ],
                        max_length=20,
                        verbose_name="how we know",
                    ),
                ),
                (
                    "reliability",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("reported", "Reported"), ("unconfirmed", "Unconfirmed")],
                        max_length=20,
                        verbose_name="how reliable it is",
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source: who told us, or what was seen")),
                (
                    "source_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="date of the source"),
                ),
                ("child_view", models.TextField(blank=True, max_length=2000, verbose_name="the child's own view")),
                ("from_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="why it ended")),
                ("review_due", models.DateField(blank=True, null=True, verbose_name="review due")),
                ("lapses_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "reviewed_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="last looked at on"),
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
                "verbose_name": "historical context link",
                "verbose_name_plural": "historical context links",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ContextLink",
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
                    "handling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "P: may be passed on where the law allows it"),
                            ("conditions", "C: may be passed on under conditions only"),
                            ("not_given", "No code came with it: ask them before passing it on"),
                        ],
                        max_length=20,
                        verbose_name="how it may be passed on",
                    ),
                ),
                (
                    "handling_conditions",
                    models.CharField(blank=True, max_length=500, verbose_name="conditions on passing it on"),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="context_links", to="families.person"
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="contexts.context"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("part_of_group", "part of this group"),
                            ("at_risk", "at risk there"),
                            ("harmed", "harmed there"),
                            ("feels_unsafe", "feels unsafe there"),
                            ("found_missing", "found there when missing"),
                            ("spends_time", "spends time there"),
                            ("travels_through", "travels through"),
                            ("uses_online", "uses it (online)"),
                            ("alleged_harm", "alleged to have harmed there"),
                            ("attends", "attends"),
                            ("lives_near", "lives near"),
                            ("feels_safe", "feels safe there"),
                        ],
                        max_length=20,
                        verbose_name="what links them",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("child_said", "The child said so"),
                            ("parent_said", "A parent said so"),
                            ("observed", "A professional saw it"),
                            ("agency_report", "Another agency reported it"),
                            ("inferred", "Inferred"),
                        ],
                        max_length=20,
                        verbose_name="how we know",
                    ),
                ),
                (
                    "reliability",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("reported", "Reported"), ("unconfirmed", "Unconfirmed")],
                        max_length=20,
                        verbose_name="how reliable it is",
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source: who told us, or what was seen")),
                (
                    "source_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="date of the source"),
                ),
                ("child_view", models.TextField(blank=True, max_length=2000, verbose_name="the child's own view")),
                ("from_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="why it ended")),
                ("review_due", models.DateField(blank=True, null=True, verbose_name="review due")),
                ("lapses_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "reviewed_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="last looked at on"),
                ),
            ],
            options={
                "verbose_name": "context link",
                "ordering": ["context__name", "role"],
                "indexes": [
                    models.Index(
                        fields=["context", "child"],
                        include=("id", "role", "from_on", "to_on", "lapses_on"),
                        name="link_by_context",
                    ),
                    models.Index(
                        fields=["child", "context"],
                        include=("role", "from_on", "to_on", "lapses_on"),
                        name="link_by_child",
                    ),
                    models.Index(condition=models.Q(("to_on", None)), fields=["review_due"], name="link_review_due"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "agency_report"), _negated=True),
                            models.Q(("handling", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="link_says_how_it_is_handled",
                        violation_error_message="Say how what another agency told may be passed on.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handling", "conditions"), models.Q(("handling_conditions", ""), _negated=True)),
                            models.Q(models.Q(("handling", "conditions"), _negated=True), ("handling_conditions", "")),
                            _connector="OR",
                        ),
                        name="link_says_under_which_conditions",
                        violation_error_message="Say the conditions where there are any, and nowhere else.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("child", "context", "role"),
                        name="one_current_link_a_role",
                        violation_error_message="This child is linked to this context in this role already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"),
                        name="link_ends_after_it_began",
                        violation_error_message="The link ends before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_why", ""), ("to_on", None)),
                            models.Q(("to_on__isnull", False), models.Q(("ended_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="link_ends_with_reason",
                        violation_error_message="An end needs both a date and a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["attends", "lives_near"]),
                            models.Q(("lapses_on__isnull", False), ("review_due__isnull", False)),
                            _connector="OR",
                        ),
                        name="shared_risk_is_reviewed",
                        violation_error_message="This link needs a review date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalContextAdult",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "handling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "P: may be passed on where the law allows it"),
                            ("conditions", "C: may be passed on under conditions only"),
                            ("not_given", "No code came with it: ask them before passing it on"),
                        ],
                        max_length=20,
                        verbose_name="how it may be passed on",
                    ),
                ),
                (
                    "handling_conditions",
                    models.CharField(blank=True, max_length=500, verbose_name="conditions on passing it on"),
                ),
                ("described", models.CharField(blank=True, max_length=300, verbose_name="who they are")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("protective", "Protective adult"),
                            ("manages", "Manages the place"),
                            ("concern", "Adult of concern"),
                        ],
                        max_length=20,
                        verbose_name="part they play",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("child_said", "The child said so"),
                            ("parent_said", "A parent said so"),
                            ("observed", "A professional saw it"),
                            ("agency_report", "Another agency reported it"),
                            ("inferred", "Inferred"),
                        ],
                        max_length=20,
                        verbose_name="how we know",
                    ),
                ),
                (
                    "reliability",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("reported", "Reported"), ("unconfirmed", "Unconfirmed")],
                        max_length=20,
                        verbose_name="how reliable it is",
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "source_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="date of the source"),
                ),
                ("from_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                "verbose_name": "historical adult in a context",
                "verbose_name_plural": "historical adult in a contexts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ContextAdult",
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
                    "handling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "P: may be passed on where the law allows it"),
                            ("conditions", "C: may be passed on under conditions only"),
                            ("not_given", "No code came with it: ask them before passing it on"),
                        ],
                        max_length=20,
                        verbose_name="how it may be passed on",
                    ),
                ),
                (
                    "handling_conditions",
                    models.CharField(blank=True, max_length=500, verbose_name="conditions on passing it on"),
                ),
                (
                    "context",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adults", to="contexts.context"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adult_in_contexts",
                        to="families.person",
                    ),
                ),
                ("described", models.CharField(blank=True, max_length=300, verbose_name="who they are")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("protective", "Protective adult"),
                            ("manages", "Manages the place"),
                            ("concern", "Adult of concern"),
                        ],
                        max_length=20,
                        verbose_name="part they play",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("child_said", "The child said so"),
                            ("parent_said", "A parent said so"),
                            ("observed", "A professional saw it"),
                            ("agency_report", "Another agency reported it"),
                            ("inferred", "Inferred"),
                        ],
                        max_length=20,
                        verbose_name="how we know",
                    ),
                ),
                (
                    "reliability",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("reported", "Reported"), ("unconfirmed", "Unconfirmed")],
                        max_length=20,
                        verbose_name="how reliable it is",
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "source_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="date of the source"),
                ),
                ("from_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "adult in a context",
                "ordering": ["role", "described"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "agency_report"), _negated=True),
                            models.Q(("handling", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="adult_says_how_it_is_handled",
                        violation_error_message="Say how what another agency told may be passed on.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handling", "conditions"), models.Q(("handling_conditions", ""), _negated=True)),
                            models.Q(models.Q(("handling", "conditions"), _negated=True), ("handling_conditions", "")),
                            _connector="OR",
                        ),
                        name="adult_says_under_which_conditions",
                        violation_error_message="Say the conditions where there are any, and nowhere else.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False), models.Q(("described", ""), _negated=True), _connector="OR"
                        ),
                        name="adult_named_or_described",
                        violation_error_message="Name or describe the adult.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"),
                        name="adult_ends_after_they_began",
                        violation_error_message="It ends before it begins.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalContextRelation",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("uses", "uses"),
                            ("lies_in", "lies in"),
                            ("leads_to", "leads to"),
                            ("overlaps", "shares people with"),
                        ],
                        max_length=20,
                        verbose_name="relation",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("from_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                    "other",
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
                "verbose_name": "historical relation between contexts",
                "verbose_name_plural": "historical relation between contextss",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ContextRelation",
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
                    "context",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relations", to="contexts.context"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relations_to", to="contexts.context"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("uses", "uses"),
                            ("lies_in", "lies in"),
                            ("leads_to", "leads to"),
                            ("overlaps", "shares people with"),
                        ],
                        max_length=20,
                        verbose_name="relation",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("from_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "relation between contexts",
                "ordering": ["kind", "created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("context", models.F("other")), _negated=True),
                        name="context_related_to_another",
                        violation_error_message="A context cannot be related to itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"),
                        name="context_relation_ends_after_it_began",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("context", "other", "kind"),
                        name="one_current_context_relation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Area",
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
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("boundary", models.JSONField(verbose_name="boundary")),
                ("outline", models.JSONField(verbose_name="outline, as drawn")),
                ("west", models.FloatField()),
                ("south", models.FloatField()),
                ("east", models.FloatField()),
                ("north", models.FloatField()),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "area",
                "ordering": ["name", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("code",),
                        name="one_standing_area_a_code",
                        violation_error_message="An area with this code stands already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"),
                        name="area_ends_after_it_began",
                        violation_error_message="It ends before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("west__lt", models.F("east")), ("south__lt", models.F("north"))),
                        name="area_has_an_extent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContextPlace",
            fields=[
                (
                    "context",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="placed",
                        serialize=False,
                        to="contexts.context",
                    ),
                ),
                ("easting", models.PositiveIntegerField()),
                ("northing", models.PositiveIntegerField()),
                ("latitude", models.FloatField()),
                ("longitude", models.FloatField()),
                ("is_measured", models.BooleanField()),
                (
                    "area",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contexts.area"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["easting", "northing"], name="placed_at")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalArea",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("boundary", models.JSONField(verbose_name="boundary")),
                ("outline", models.JSONField(verbose_name="outline, as drawn")),
                ("west", models.FloatField()),
                ("south", models.FloatField()),
                ("east", models.FloatField()),
                ("north", models.FloatField()),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                "verbose_name": "historical area",
                "verbose_name_plural": "historical areas",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContextBar",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
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
                ("from_on", models.DateField(verbose_name="from")),
                (
                    "end_asked_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="asked to end on"),
                ),
                (
                    "end_why",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="why it should end"),
                ),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ended on")),
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "interest",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="confidential.interest",
                    ),
                ),
                (
                    "end_asked_by",
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
                    "record",
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
                "verbose_name": "historical bar",
                "verbose_name_plural": "historical bars",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ContextBar",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
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
                ("from_on", models.DateField(verbose_name="from")),
                (
                    "interest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="confidential.interest",
                    ),
                ),
                (
                    "end_asked_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="asked to end on"),
                ),
                (
                    "end_asked_by",
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
                    "end_why",
                    models.TextField(blank=True, editable=False, max_length=1000, verbose_name="why it should end"),
                ),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ended on")),
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
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bars", to="contexts.context"
                    ),
                ),
            ],
            options={
                "verbose_name": "bar",
                "ordering": ["-from_on", "-created_at"],
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("ended_on", None)), fields=["user"], name="contextbar_standing")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("record", "user"),
                        name="one_standing_contextbar",
                        violation_error_message="They are barred from this record already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_asked_by", None), ("end_asked_on", None), ("end_why", "")),
                            models.Q(
                                ("end_asked_by__isnull", False),
                                ("end_asked_on__isnull", False),
                                models.Q(("end_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contextbar_asking_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_by", None), ("ended_on", None)),
                            models.Q(
                                ("end_asked_by__isnull", False),
                                ("ended_by__isnull", False),
                                ("ended_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="contextbar_ends_after_asking",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_asked_by", None),
                            models.Q(
                                models.Q(("end_asked_by", models.F("ended_by")), _negated=True),
                                models.Q(("end_asked_by", models.F("user")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contextbar_is_ended_by_two",
                        violation_error_message="Another manager must confirm that it ends.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by", None), models.Q(("ended_by", models.F("user")), _negated=True), _connector="OR"
                        ),
                        name="contextbar_is_ended_by_another",
                        violation_error_message="Nobody ends a bar on themselves.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContextOpening",
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
                    "access",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="confidential.emergencyaccess",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("closes_at", models.DateTimeField()),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="contexts.context"
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
                "abstract": False,
                "indexes": [models.Index(fields=["user", "closes_at"], name="contextopening_until")],
            },
        ),
    ]
