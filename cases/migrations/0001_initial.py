import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.uuid
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import cases.points
import cs_casework.audit.fields
import cs_casework.dates
import cs_casework.files.storage


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_roles"),
        ("accounts", "__first__"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("confidential", "0001_initial"),
        ("contexts", "0001_initial"),
        ("families", "0001_initial"),
        ("reference", "0002_starting_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
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
                        db_default=cs_casework.audit.fields.Reference("CASE", "case_reference"),
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="families.family",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="contexts.context",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("declined", "Not opened"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("proposed_on", models.DateField(blank=True, null=True, verbose_name="proposed on")),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proposed_why", models.TextField(blank=True, max_length=5000, verbose_name="why a case is needed")),
                ("decided_why", models.TextField(blank=True, max_length=5000, verbose_name="the manager's reason")),
                ("referred_on", models.DateField(blank=True, null=True, verbose_name="referral date")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "closure_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RC1", "Adopted"),
                            ("RC2", "Died"),
                            ("RC3", "Child arrangements order"),
                            ("RC4", "Special guardianship order"),
                            ("RC5", "Transferred to another council"),
                            ("RC6", "Transferred to adult services"),
                            ("RC7", "Services ceased for another reason, including no longer in need"),
                            ("RC8", "Closed after assessment, no further action"),
                            ("RC9", "Closed after assessment, referred to early help"),
                            ("NS", "Reason not stated"),
                        ],
                        max_length=20,
                        verbose_name="reason for closing",
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="outcome")),
                ("summary", models.TextField(blank=True, max_length=5000, verbose_name="closing summary")),
                ("reopened_on", models.DateField(blank=True, null=True, verbose_name="reopened on")),
                ("reopened_why", models.TextField(blank=True, max_length=5000, verbose_name="why it was reopened")),
                (
                    "closed_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continues",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "case",
                "ordering": ["-opened_on", "reference"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("restricted_on__isnull", False)), fields=["id"], name="case_restricted"
                    )
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
                        name="case_restriction_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("context", None), ("family__isnull", False)),
                            models.Q(("context__isnull", False), ("family", None)),
                            _connector="OR",
                        ),
                        name="case_on_one_subject",
                        violation_error_message="A case is on one family or one context.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "open"])),
                        fields=("family",),
                        name="one_open_case_a_family",
                        violation_error_message="This family has a case already, open or proposed.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "open"])),
                        fields=("context",),
                        name="one_open_case_a_context",
                        violation_error_message="This context has a case already, open or proposed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_on", None), ("status__in", ["proposed", "declined"])),
                            models.Q(("opened_on__isnull", False), ("status__in", ["open", "closed"])),
                            _connector="OR",
                        ),
                        name="case_opened_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "closed"), ("closed_on__isnull", False)),
                            models.Q(models.Q(("status", "closed"), _negated=True), ("closed_on", None)),
                            _connector="OR",
                        ),
                        name="case_closed_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="case_closes_after_it_opened",
                        violation_error_message="The case closes before it was opened.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reopened_on", None),
                            models.Q(("opened_on__isnull", False), models.Q(("reopened_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="case_reopening_has_reason",
                        violation_error_message="Say why the case is opened again.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalIncident",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("occurred_at", models.DateTimeField(verbose_name="when it happened")),
                ("what", models.TextField(max_length=20000, verbose_name="what happened")),
                ("source", models.CharField(max_length=300, verbose_name="source: who told us, or what was seen")),
                ("police_reference", models.CharField(blank=True, max_length=60, verbose_name="police reference")),
                ("is_critical", models.BooleanField(default=False, verbose_name="critical moment")),
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
                        verbose_name="where",
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
                "verbose_name": "historical incident",
                "verbose_name_plural": "historical incidents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Incident",
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
                ("occurred_at", models.DateTimeField(verbose_name="when it happened")),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="contexts.context",
                        verbose_name="where",
                    ),
                ),
                ("what", models.TextField(max_length=20000, verbose_name="what happened")),
                ("source", models.CharField(max_length=300, verbose_name="source: who told us, or what was seen")),
                ("police_reference", models.CharField(blank=True, max_length=60, verbose_name="police reference")),
                ("is_critical", models.BooleanField(default=False, verbose_name="critical moment")),
            ],
            options={
                "verbose_name": "incident",
                "ordering": ["-occurred_at", "-created_at"],
                "indexes": [models.Index(fields=["context", "-occurred_at"], name="incident_of_context")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("occurred_at__lte", models.F("created_at"))),
                        name="incident_is_not_of_the_future",
                        violation_error_message="An incident cannot be of the future.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what", ""), _negated=True), models.Q(("source", ""), _negated=True)
                        ),
                        name="incident_says_what",
                        violation_error_message="Say what happened, and how it is known.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMissingEpisode",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("M", "Missing"), ("A", "Away without authorisation")],
                        max_length=1,
                        verbose_name="missing or away",
                    ),
                ),
                ("missing_from", models.DateTimeField(verbose_name="missing from")),
                ("reported_by", models.CharField(blank=True, max_length=300, verbose_name="reported by")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="reported at")),
                ("police_reference", models.CharField(blank=True, max_length=60, verbose_name="police reference")),
                ("done", models.TextField(blank=True, max_length=5000, verbose_name="what was done")),
                ("found_at", models.DateTimeField(blank=True, null=True, verbose_name="found at")),
                ("found_where", models.CharField(blank=True, max_length=500, verbose_name="where they were found")),
                ("with_whom", models.CharField(blank=True, max_length=500, verbose_name="with whom they were")),
                ("travelled", models.CharField(blank=True, max_length=300, verbose_name="how they travelled")),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="recorded in error, said on"),
                ),
                (
                    "withdrawn_why",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="why it was an error"),
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
                        verbose_name="context where they were found",
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
                "verbose_name": "historical missing episode",
                "verbose_name_plural": "historical missing episodes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MissingEpisode",
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
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="missing_episodes",
                        to="families.person",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("M", "Missing"), ("A", "Away without authorisation")],
                        max_length=1,
                        verbose_name="missing or away",
                    ),
                ),
                ("missing_from", models.DateTimeField(verbose_name="missing from")),
                ("reported_by", models.CharField(blank=True, max_length=300, verbose_name="reported by")),
                ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="reported at")),
                ("police_reference", models.CharField(blank=True, max_length=60, verbose_name="police reference")),
                ("done", models.TextField(blank=True, max_length=5000, verbose_name="what was done")),
                ("found_at", models.DateTimeField(blank=True, null=True, verbose_name="found at")),
                ("found_where", models.CharField(blank=True, max_length=500, verbose_name="where they were found")),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="missing_episodes",
                        to="contexts.context",
                        verbose_name="context where they were found",
                    ),
                ),
                ("with_whom", models.CharField(blank=True, max_length=500, verbose_name="with whom they were")),
                ("travelled", models.CharField(blank=True, max_length=300, verbose_name="how they travelled")),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="recorded in error, said on"),
                ),
                (
                    "withdrawn_why",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="why it was an error"),
                ),
            ],
            options={
                "verbose_name": "missing episode",
                "ordering": ["-missing_from", "-created_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("found_at", None), ("withdrawn_on", None)),
                        fields=["missing_from"],
                        name="missing_now",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("found_at", None), ("withdrawn_on", None)),
                        fields=("child",),
                        name="one_open_episode_a_child",
                        violation_error_message="This child is recorded as missing already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("found_at", None), ("found_at__gt", models.F("missing_from")), _connector="OR"
                        ),
                        name="found_after_missing",
                        violation_error_message="They were found before they were missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("found_at__isnull", False),
                            models.Q(("context", None), ("found_where", "")),
                            _connector="OR",
                        ),
                        name="where_found_once_found",
                        violation_error_message="Say when they were found.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_on", None), ("withdrawn_why", "")),
                            models.Q(("withdrawn_on__isnull", False), models.Q(("withdrawn_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="episode_withdrawn_has_reason",
                        violation_error_message="Say why it was an error.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNRMReferral",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "referred_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="referred on"),
                ),
                ("responder", models.CharField(max_length=150, verbose_name="first responder agency")),
                ("nrm_reference", models.CharField(blank=True, max_length=60, verbose_name="NRM reference")),
                ("what_for", models.TextField(max_length=5000, verbose_name="what it is about")),
                (
                    "told",
                    models.CharField(
                        choices=[("yes", "Yes"), ("not_yet", "Not yet"), ("no", "No")],
                        max_length=10,
                        verbose_name="child told of it",
                    ),
                ),
                ("not_told_why", models.CharField(blank=True, max_length=500, verbose_name="why they are not told")),
                ("reasonable_due_on", models.DateField(verbose_name="first decision due by, where possible")),
                (
                    "reasonable",
                    models.CharField(
                        blank=True,
                        choices=[("positive", "Positive"), ("negative", "Negative")],
                        max_length=10,
                        verbose_name="reasonable grounds decision",
                    ),
                ),
                (
                    "reasonable_on",
                    models.DateField(blank=True, null=True, verbose_name="reasonable grounds decided on"),
                ),
                (
                    "conclusive",
                    models.CharField(
                        blank=True,
                        choices=[("positive", "Positive"), ("negative", "Negative")],
                        max_length=10,
                        verbose_name="conclusive grounds decision",
                    ),
                ),
                (
                    "conclusive_on",
                    models.DateField(blank=True, null=True, verbose_name="conclusive grounds decided on"),
                ),
                (
                    "reconsidered",
                    models.CharField(
                        blank=True,
                        choices=[("reasonable", "Reasonable grounds"), ("conclusive", "Conclusive grounds")],
                        max_length=10,
                        verbose_name="asked to be reconsidered",
                    ),
                ),
                ("reconsider_on", models.DateField(blank=True, null=True, verbose_name="reconsideration asked on")),
                (
                    "reconsider_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is to be reconsidered"),
                ),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="withdrawn on")),
                ("withdrawn_why", models.CharField(blank=True, max_length=500, verbose_name="why it was withdrawn")),
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
                        verbose_name="context",
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
                "verbose_name": "historical referral to the NRM",
                "verbose_name_plural": "historical referrals to the NRM",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NRMReferral",
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
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="nrm_referrals", to="families.person"
                    ),
                ),
                (
                    "referred_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="referred on"),
                ),
                ("responder", models.CharField(max_length=150, verbose_name="first responder agency")),
                ("nrm_reference", models.CharField(blank=True, max_length=60, verbose_name="NRM reference")),
                ("what_for", models.TextField(max_length=5000, verbose_name="what it is about")),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nrm_referrals",
                        to="contexts.context",
                        verbose_name="context",
                    ),
                ),
                (
                    "told",
                    models.CharField(
                        choices=[("yes", "Yes"), ("not_yet", "Not yet"), ("no", "No")],
                        max_length=10,
                        verbose_name="child told of it",
                    ),
                ),
                ("not_told_why", models.CharField(blank=True, max_length=500, verbose_name="why they are not told")),
                ("reasonable_due_on", models.DateField(verbose_name="first decision due by, where possible")),
                (
                    "reasonable",
                    models.CharField(
                        blank=True,
                        choices=[("positive", "Positive"), ("negative", "Negative")],
                        max_length=10,
                        verbose_name="reasonable grounds decision",
                    ),
                ),
                (
                    "reasonable_on",
                    models.DateField(blank=True, null=True, verbose_name="reasonable grounds decided on"),
                ),
                (
                    "conclusive",
                    models.CharField(
                        blank=True,
                        choices=[("positive", "Positive"), ("negative", "Negative")],
                        max_length=10,
                        verbose_name="conclusive grounds decision",
                    ),
                ),
                (
                    "conclusive_on",
                    models.DateField(blank=True, null=True, verbose_name="conclusive grounds decided on"),
                ),
                (
                    "reconsidered",
                    models.CharField(
                        blank=True,
                        choices=[("reasonable", "Reasonable grounds"), ("conclusive", "Conclusive grounds")],
                        max_length=10,
                        verbose_name="asked to be reconsidered",
                    ),
                ),
                ("reconsider_on", models.DateField(blank=True, null=True, verbose_name="reconsideration asked on")),
                (
                    "reconsider_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is to be reconsidered"),
                ),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="withdrawn on")),
                ("withdrawn_why", models.CharField(blank=True, max_length=500, verbose_name="why it was withdrawn")),
            ],
            options={
                "verbose_name": "referral to the NRM",
                "verbose_name_plural": "referrals to the NRM",
                "ordering": ["-referred_on", "-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what_for", ""), _negated=True), models.Q(("responder", ""), _negated=True)
                        ),
                        name="nrm_says_what_for",
                        violation_error_message="Say what it is about and which agency referred.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told", "no"), _negated=True),
                            models.Q(("not_told_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="nrm_not_told_has_reason",
                        violation_error_message="Say why the child is not told.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("reasonable", ""), ("reasonable_on", None)),
                                models.Q(models.Q(("reasonable", ""), _negated=True), ("reasonable_on__isnull", False)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("conclusive", ""), ("conclusive_on", None)),
                                models.Q(models.Q(("conclusive", ""), _negated=True), ("conclusive_on__isnull", False)),
                                _connector="OR",
                            ),
                        ),
                        name="nrm_decisions_have_dates",
                        violation_error_message="Say what was decided, and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("conclusive", ""), ("reasonable", "positive"), _connector="OR"),
                        name="nrm_conclusive_follows_positive",
                        violation_error_message="A conclusive decision follows a positive one on reasonable grounds.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reasonable_on", None),
                                ("reasonable_on__gte", models.F("referred_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("conclusive_on", None),
                                ("conclusive_on__gte", models.F("reasonable_on")),
                                _connector="OR",
                            ),
                        ),
                        name="nrm_decided_in_order",
                        violation_error_message="This is before what went before it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reconsider_on", None), ("reconsider_why", ""), ("reconsidered", "")),
                            models.Q(
                                ("reconsider_on__isnull", False),
                                models.Q(("reconsidered", ""), _negated=True),
                                models.Q(("reconsider_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="nrm_reconsidered_is_whole",
                        violation_error_message="Say which decision, when it was asked, and why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("reconsidered", "reasonable"), _negated=True),
                                ("reasonable_on", None),
                                ("reasonable_on__gte", models.F("reconsider_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("reconsidered", "conclusive"), _negated=True),
                                ("conclusive_on", None),
                                ("conclusive_on__gte", models.F("reconsider_on")),
                                _connector="OR",
                            ),
                        ),
                        name="nrm_decided_again_once_asked",
                        violation_error_message="This is before it was asked to be looked at again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_on", None), ("withdrawn_why", "")),
                            models.Q(("withdrawn_on__isnull", False), models.Q(("withdrawn_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="nrm_withdrawn_has_reason",
                        violation_error_message="Say why it is withdrawn.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCaseNote",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "Visit"),
                            ("contact", "Contact or phone call"),
                            ("meeting", "Meeting"),
                            ("correspondence", "Letter or e-mail"),
                            ("observation", "Observation of a place or group"),
                            ("management_oversight", "Management oversight"),
                            ("supervision", "Supervision decision"),
                            ("transition_plan", "Transition plan"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="kind of note",
                    ),
                ),
                ("occurred_at", models.DateTimeField(verbose_name="when it happened")),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("happened", models.TextField(blank=True, max_length=20000, verbose_name="what happened")),
                ("said", models.TextField(blank=True, max_length=20000, verbose_name="what was said")),
                ("analysis", models.TextField(blank=True, max_length=20000, verbose_name="analysis: what it means")),
                ("is_significant", models.BooleanField(default=False, verbose_name="significant event")),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector("title", config="english", weight="A"),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "happened", "said", "analysis", config="english"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
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
                "verbose_name": "historical case note",
                "verbose_name_plural": "historical case notes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CaseNote",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "Visit"),
                            ("contact", "Contact or phone call"),
                            ("meeting", "Meeting"),
                            ("correspondence", "Letter or e-mail"),
                            ("observation", "Observation of a place or group"),
                            ("management_oversight", "Management oversight"),
                            ("supervision", "Supervision decision"),
                            ("transition_plan", "Transition plan"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="kind of note",
                    ),
                ),
                ("occurred_at", models.DateTimeField(verbose_name="when it happened")),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("happened", models.TextField(blank=True, max_length=20000, verbose_name="what happened")),
                ("said", models.TextField(blank=True, max_length=20000, verbose_name="what was said")),
                ("analysis", models.TextField(blank=True, max_length=20000, verbose_name="analysis: what it means")),
                ("is_significant", models.BooleanField(default=False, verbose_name="significant event")),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector("title", config="english", weight="A"),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "happened", "said", "analysis", config="english"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "case note",
                "ordering": ["-occurred_at", "-created_at"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="note_words"),
                    models.Index(fields=["-occurred_at", "-id"], name="note_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("analysis", ""), ("happened", ""), ("said", ""), _negated=True),
                        name="note_says_something",
                        violation_error_message="Write what happened, what was said, or your analysis.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("occurred_at__lte", models.F("created_at"))),
                        name="note_is_not_of_the_future",
                        violation_error_message="A note cannot be of the future.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("file", models.TextField(max_length=40, verbose_name="file")),
                ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                (
                    "kind",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("word", "Word document"), ("image", "Image"), ("email", "E-mail")],
                        max_length=10,
                        verbose_name="kind of file",
                    ),
                ),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be checked for viruses"),
                            ("clean", "Checked for viruses"),
                            ("infected", "A virus was found, and the file was removed"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="check for viruses",
                    ),
                ),
                (
                    "scanned_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="checked for viruses at"),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "withdrawn_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it does not belong here"),
                ),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("letter", "Letter or e-mail"),
                            ("school", "School report"),
                            ("health", "Health report"),
                            ("police", "Police report"),
                            ("report", "Report of another agency"),
                            ("court", "Court paper"),
                            ("minutes", "Minutes"),
                            ("consent", "Consent"),
                            ("work", "Work done with a child or family"),
                            ("picture", "Picture or map"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="kind of document",
                    ),
                ),
                ("dated_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="dated")),
                ("from_whom", models.CharField(max_length=200, verbose_name="from whom")),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector("title", config="english", weight="A"),
                            "||",
                            django.contrib.postgres.search.SearchVector("from_whom", config="english", weight="B"),
                            django.contrib.postgres.search.SearchConfig("english"),
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
                "verbose_name": "historical document",
                "verbose_name_plural": "historical documents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Document",
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
                    "file",
                    models.FileField(
                        max_length=40,
                        storage=cs_casework.files.storage.attachment_storage,
                        upload_to=cs_casework.files.storage.random_name,
                        verbose_name="file",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                (
                    "kind",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("word", "Word document"), ("image", "Image"), ("email", "E-mail")],
                        max_length=10,
                        verbose_name="kind of file",
                    ),
                ),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be checked for viruses"),
                            ("clean", "Checked for viruses"),
                            ("infected", "A virus was found, and the file was removed"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="check for viruses",
                    ),
                ),
                (
                    "scanned_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="checked for viruses at"),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "withdrawn_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it does not belong here"),
                ),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("letter", "Letter or e-mail"),
                            ("school", "School report"),
                            ("health", "Health report"),
                            ("police", "Police report"),
                            ("report", "Report of another agency"),
                            ("court", "Court paper"),
                            ("minutes", "Minutes"),
                            ("consent", "Consent"),
                            ("work", "Work done with a child or family"),
                            ("picture", "Picture or map"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="kind of document",
                    ),
                ),
                ("dated_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="dated")),
                ("from_whom", models.CharField(max_length=200, verbose_name="from whom")),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector("title", config="english", weight="A"),
                            "||",
                            django.contrib.postgres.search.SearchVector("from_whom", config="english", weight="B"),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "ordering": ["-dated_on", "-created_at"],
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("scan", "waiting")), fields=["id"], name="document_in_quarantine"),
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="document_words"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_on", None), ("withdrawn_why", "")),
                            models.Q(("withdrawn_on__isnull", False), models.Q(("withdrawn_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="document_withdrawal_is_whole",
                        violation_error_message="Say why the file does not belong here.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scan", "waiting"), ("scanned_at", None)),
                            models.Q(models.Q(("scan", "waiting"), _negated=True), ("scanned_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="document_scan_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("type", ""), _negated=True),
                            models.Q(("from_whom", ""), _negated=True),
                        ),
                        name="document_says_what_it_is",
                        violation_error_message="Say what the document is, and whom it is from.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFamilyJoin",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("moved", models.JSONField(default=dict)),
                ("undone_on", models.DateField(blank=True, null=True, verbose_name="undone on")),
                ("undone_why", models.TextField(blank=True, max_length=2000, verbose_name="why it was undone")),
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one family")),
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
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.family",
                    ),
                ),
                (
                    "joined",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.family",
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
                "verbose_name": "historical family join",
                "verbose_name_plural": "historical family joins",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FamilyJoin",
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
                ("moved", models.JSONField(default=dict)),
                ("undone_on", models.DateField(blank=True, null=True, verbose_name="undone on")),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
                ("undone_why", models.TextField(blank=True, max_length=2000, verbose_name="why it was undone")),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joins", to="families.family"
                    ),
                ),
                (
                    "joined",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joins_into", to="families.family"
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one family")),
            ],
            options={
                "ordering": ["-created_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_by", None), ("undone_on", None), ("undone_why", "")),
                            models.Q(
                                ("undone_by__isnull", False),
                                ("undone_on__isnull", False),
                                models.Q(("undone_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="join_undoing_is_whole",
                        violation_error_message="Say why the join is undone.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalContextMerge",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one")),
                ("moved", models.JSONField(default=dict)),
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
                    "kept",
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
                    "merged",
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
                "verbose_name": "historical merge",
                "verbose_name_plural": "historical merges",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ContextMerge",
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
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="contexts.context"
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_into", to="contexts.context"
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one")),
                ("moved", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "merge",
                "ordering": ["-created_at"],
                "constraints": [models.UniqueConstraint(fields=("merged",), name="a_context_is_merged_once")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPersonMerge",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("moved", models.JSONField(default=dict)),
                ("undone_on", models.DateField(blank=True, null=True, verbose_name="undone on")),
                ("undone_why", models.TextField(blank=True, max_length=2000, verbose_name="why it was undone")),
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one person")),
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
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
                (
                    "kept",
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
                    "merged",
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
                "verbose_name": "historical merge of two people",
                "verbose_name_plural": "historical merge of two peoples",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PersonMerge",
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
                ("moved", models.JSONField(default=dict)),
                ("undone_on", models.DateField(blank=True, null=True, verbose_name="undone on")),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
                ("undone_why", models.TextField(blank=True, max_length=2000, verbose_name="why it was undone")),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="families.person"
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_into", to="families.person"
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one person")),
            ],
            options={
                "verbose_name": "merge of two people",
                "ordering": ["-created_at"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_on", None)), fields=("merged",), name="a_person_is_merged_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_by", None), ("undone_on", None), ("undone_why", "")),
                            models.Q(
                                ("undone_by__isnull", False),
                                ("undone_on__isnull", False),
                                models.Q(("undone_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="person_merge_undoing_is_whole",
                        violation_error_message="Say why the merge is undone.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMergeRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one")),
                (
                    "status",
                    models.CharField(
                        choices=[("asked", "Waiting"), ("done", "Carried out"), ("declined", "Not carried out")],
                        default="asked",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="asked on")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                ("decided_why", models.TextField(blank=True, max_length=2000, verbose_name="the manager's reason")),
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
                    "kept",
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
                    "merged",
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
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
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
                "verbose_name": "historical request to merge",
                "verbose_name_plural": "historical request to merges",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MergeRequest",
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
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contexts.context"
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contexts.context"
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one")),
                (
                    "status",
                    models.CharField(
                        choices=[("asked", "Waiting"), ("done", "Carried out"), ("declined", "Not carried out")],
                        default="asked",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="asked on")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                ("decided_why", models.TextField(blank=True, max_length=2000, verbose_name="the manager's reason")),
            ],
            options={
                "verbose_name": "request to merge",
                "ordering": ["-asked_on", "-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "asked")),
                        fields=("kept", "merged", "asked_by"),
                        name="asked_for_a_merge_once",
                        violation_error_message="You have asked for this merge already. It waits for somebody who can do it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("decided_on", None), ("status", "asked")),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("status__in", ["done", "declined"]),
                            ),
                            _connector="OR",
                        ),
                        name="merge_request_decision_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNotAName",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("word", models.CharField(editable=False, max_length=200, verbose_name="word")),
                ("passage", models.CharField(blank=True, editable=False, max_length=64)),
                ("reason", models.CharField(max_length=300, verbose_name="why it is not a child’s name here")),
                (
                    "taken_back_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="taken back on"),
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
                "verbose_name": "historical word that is not a name",
                "verbose_name_plural": "historical word that is not a names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NotAName",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="not_names", to="contexts.context"
                    ),
                ),
                ("word", models.CharField(editable=False, max_length=200, verbose_name="word")),
                ("passage", models.CharField(blank=True, editable=False, max_length=64)),
                ("reason", models.CharField(max_length=300, verbose_name="why it is not a child’s name here")),
                (
                    "taken_back_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="taken back on"),
                ),
            ],
            options={
                "verbose_name": "word that is not a name",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("word", ""), _negated=True)
                        ),
                        name="not_a_name_says_why",
                        violation_error_message="Say why it is not a child’s name here.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedContextPair",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "first", "second", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                ("contexts", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField())),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="pair_in_one_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contexts__len__gte", 2)), name="pair_shares_two_contexts"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PatternsComputed",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_time_of_patterns")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalWarningNote",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("extrafamilial", "Harm outside the family"),
                            ("do_not_disclose", "Do not disclose information"),
                            ("restricted_file", "Restricted file"),
                            ("no_contact", "No contact between people"),
                            ("visit_in_pairs", "Visit in pairs"),
                            ("staff_safety", "Safety of staff"),
                            ("dogs", "Dogs or other animals"),
                            ("premises", "Danger in the building or on the way"),
                            ("health", "Health: know before you visit"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="kind of warning",
                    ),
                ),
                ("what_to_do", models.CharField(max_length=300, verbose_name="what to do")),
                ("narrative", models.TextField(max_length=5000, verbose_name="why, and how it is known")),
                ("from_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="from")),
                ("review_due", models.DateField(verbose_name="to be looked at again by")),
                ("reviewed_on", models.DateField(verbose_name="last looked at on")),
                (
                    "told",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No")], max_length=3, verbose_name="person told of it"
                    ),
                ),
                ("not_told_why", models.CharField(blank=True, max_length=500, verbose_name="why they are not told")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for a manager"),
                            ("in_force", "In force"),
                            ("declined", "Not agreed"),
                            ("ended", "Ended"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                (
                    "ended_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it ended, or was not agreed"),
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
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.family",
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
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="agreed by",
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
                "verbose_name": "historical warning",
                "verbose_name_plural": "historical warnings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="WarningNote",
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warnings",
                        to="families.person",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warnings",
                        to="families.family",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warnings",
                        to="contexts.context",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("extrafamilial", "Harm outside the family"),
                            ("do_not_disclose", "Do not disclose information"),
                            ("restricted_file", "Restricted file"),
                            ("no_contact", "No contact between people"),
                            ("visit_in_pairs", "Visit in pairs"),
                            ("staff_safety", "Safety of staff"),
                            ("dogs", "Dogs or other animals"),
                            ("premises", "Danger in the building or on the way"),
                            ("health", "Health: know before you visit"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="kind of warning",
                    ),
                ),
                ("what_to_do", models.CharField(max_length=300, verbose_name="what to do")),
                ("narrative", models.TextField(max_length=5000, verbose_name="why, and how it is known")),
                ("from_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="from")),
                ("review_due", models.DateField(verbose_name="to be looked at again by")),
                ("reviewed_on", models.DateField(verbose_name="last looked at on")),
                (
                    "told",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No")], max_length=3, verbose_name="person told of it"
                    ),
                ),
                ("not_told_why", models.CharField(blank=True, max_length=500, verbose_name="why they are not told")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for a manager"),
                            ("in_force", "In force"),
                            ("declined", "Not agreed"),
                            ("ended", "Ended"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="agreed by",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                (
                    "ended_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it ended, or was not agreed"),
                ),
            ],
            options={
                "verbose_name": "warning",
                "ordering": ["-from_on", "-created_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "in_force")), fields=["person"], name="warning_on_person"
                    ),
                    models.Index(
                        condition=models.Q(("status", "in_force")), fields=["family"], name="warning_on_family"
                    ),
                    models.Index(
                        condition=models.Q(("status", "in_force")), fields=["context"], name="warning_on_context"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("context", None), ("family", None), ("person__isnull", False)),
                            models.Q(("context", None), ("family__isnull", False), ("person", None)),
                            models.Q(("context__isnull", False), ("family", None), ("person", None)),
                            _connector="OR",
                        ),
                        name="warning_is_on_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what_to_do", ""), _negated=True), models.Q(("narrative", ""), _negated=True)
                        ),
                        name="warning_says_what_to_do",
                        violation_error_message="Say what staff are to do, and why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("not_told_why", ""), ("told", "yes")),
                            models.Q(("told", "no"), models.Q(("not_told_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="warning_not_told_has_reason",
                        violation_error_message="Say why they are not told.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review_due__gt", models.F("reviewed_on"))),
                        name="warning_reviewed_before_due",
                        violation_error_message="It is to be looked at again after today.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_by", None), ("agreed_on", None), ("status", "proposed")),
                            models.Q(("agreed_by", None), ("agreed_on", None), ("status", "declined")),
                            models.Q(
                                ("agreed_by__isnull", False),
                                ("agreed_on__isnull", False),
                                ("status__in", ["in_force", "ended"]),
                            ),
                            _connector="OR",
                        ),
                        name="warning_agreed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_on__isnull", False),
                                ("status__in", ["ended", "declined"]),
                                models.Q(("ended_why", ""), _negated=True),
                            ),
                            models.Q(("ended_on", None), ("ended_why", ""), ("status__in", ["proposed", "in_force"])),
                            _connector="OR",
                        ),
                        name="warning_ended_has_reason",
                        violation_error_message="Say why it ends.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCase",
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
                        db_default=cs_casework.audit.fields.Reference("CASE", "case_reference"),
                        db_index=True,
                        editable=False,
                        max_length=20,
                        verbose_name="reference",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("declined", "Not opened"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("proposed_on", models.DateField(blank=True, null=True, verbose_name="proposed on")),
                ("proposed_why", models.TextField(blank=True, max_length=5000, verbose_name="why a case is needed")),
                ("decided_why", models.TextField(blank=True, max_length=5000, verbose_name="the manager's reason")),
                ("referred_on", models.DateField(blank=True, null=True, verbose_name="referral date")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "closure_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RC1", "Adopted"),
                            ("RC2", "Died"),
                            ("RC3", "Child arrangements order"),
                            ("RC4", "Special guardianship order"),
                            ("RC5", "Transferred to another council"),
                            ("RC6", "Transferred to adult services"),
                            ("RC7", "Services ceased for another reason, including no longer in need"),
                            ("RC8", "Closed after assessment, no further action"),
                            ("RC9", "Closed after assessment, referred to early help"),
                            ("NS", "Reason not stated"),
                        ],
                        max_length=20,
                        verbose_name="reason for closing",
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="outcome")),
                ("summary", models.TextField(blank=True, max_length=5000, verbose_name="closing summary")),
                ("reopened_on", models.DateField(blank=True, null=True, verbose_name="reopened on")),
                ("reopened_why", models.TextField(blank=True, max_length=5000, verbose_name="why it was reopened")),
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
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.family",
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
                    "proposed_by",
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
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "closed_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.case",
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
                "verbose_name": "historical case",
                "verbose_name_plural": "historical cases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCaseGrant",
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
                        to="cases.case",
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
                "verbose_name": "historical case grant",
                "verbose_name_plural": "historical case grants",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CaseGrant",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="cases.case"
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
                        name="casegrant_end_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="casegrant_is_for_a_reason"
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
                        name="casegrant_ends_in_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCaseChild",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("from_on", models.DateField(verbose_name="open from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                ("referred_on", models.DateField(blank=True, null=True, verbose_name="referral date")),
                (
                    "source",
                    models.CharField(
                        blank=True,
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
                        verbose_name="who referred",
                    ),
                ),
                (
                    "primary_need",
                    models.CharField(
                        choices=[
                            ("N1", "Abuse or neglect"),
                            ("N2", "Child’s disability or illness"),
                            ("N3", "Parent’s disability or illness"),
                            ("N4", "Family in acute stress"),
                            ("N5", "Family dysfunction"),
                            ("N6", "Socially unacceptable behaviour"),
                            ("N7", "Low income"),
                            ("N8", "Absent parenting"),
                            ("N9", "Case other than a child in need"),
                            ("N0", "Not stated"),
                        ],
                        default="N0",
                        max_length=2,
                        verbose_name="primary need",
                    ),
                ),
                (
                    "closure_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RC1", "Adopted"),
                            ("RC2", "Died"),
                            ("RC3", "Child arrangements order"),
                            ("RC4", "Special guardianship order"),
                            ("RC5", "Transferred to another council"),
                            ("RC6", "Transferred to adult services"),
                            ("RC7", "Services ceased for another reason, including no longer in need"),
                            ("RC8", "Closed after assessment, no further action"),
                            ("RC9", "Closed after assessment, referred to early help"),
                            ("NS", "Reason not stated"),
                        ],
                        max_length=3,
                        verbose_name="reason for closing",
                    ),
                ),
                ("imported", models.JSONField(blank=True, default=dict, editable=False)),
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
                "verbose_name": "historical child's case period",
                "verbose_name_plural": "historical child's case periods",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CaseChild",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="children", to="cases.case"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="case_periods", to="families.person"
                    ),
                ),
                ("from_on", models.DateField(verbose_name="open from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                ("referred_on", models.DateField(blank=True, null=True, verbose_name="referral date")),
                (
                    "source",
                    models.CharField(
                        blank=True,
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
                        verbose_name="who referred",
                    ),
                ),
                (
                    "primary_need",
                    models.CharField(
                        choices=[
                            ("N1", "Abuse or neglect"),
                            ("N2", "Child’s disability or illness"),
                            ("N3", "Parent’s disability or illness"),
                            ("N4", "Family in acute stress"),
                            ("N5", "Family dysfunction"),
                            ("N6", "Socially unacceptable behaviour"),
                            ("N7", "Low income"),
                            ("N8", "Absent parenting"),
                            ("N9", "Case other than a child in need"),
                            ("N0", "Not stated"),
                        ],
                        default="N0",
                        max_length=2,
                        verbose_name="primary need",
                    ),
                ),
                (
                    "closure_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RC1", "Adopted"),
                            ("RC2", "Died"),
                            ("RC3", "Child arrangements order"),
                            ("RC4", "Special guardianship order"),
                            ("RC5", "Transferred to another council"),
                            ("RC6", "Transferred to adult services"),
                            ("RC7", "Services ceased for another reason, including no longer in need"),
                            ("RC8", "Closed after assessment, no further action"),
                            ("RC9", "Closed after assessment, referred to early help"),
                            ("NS", "Reason not stated"),
                        ],
                        max_length=3,
                        verbose_name="reason for closing",
                    ),
                ),
                ("imported", models.JSONField(blank=True, default=dict, editable=False)),
            ],
            options={
                "verbose_name": "child's case period",
                "ordering": ["-from_on", "-created_at"],
                "indexes": [models.Index(fields=["child", "to_on"], name="period_of_child")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("child",),
                        name="one_open_period_a_child",
                        violation_error_message="This child is open to the service already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"),
                        name="period_ends_after_it_began",
                        violation_error_message="The period closes before it opens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closure_reason", ""), ("to_on", None)),
                            models.Q(("to_on__isnull", False), models.Q(("closure_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="period_ends_with_reason",
                        violation_error_message="A closing date needs a reason, and a reason a closing date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAllocation",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "Lead worker"), ("co_worker", "Co-worker"), ("covering", "Covering")],
                        default="lead",
                        max_length=10,
                        verbose_name="part",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason for the change")),
                (
                    "change_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MANAGE", "Case management reasons"),
                            ("FCONTA", "First contact worker hands over"),
                            ("LEFTRL", "Worker left the role"),
                            ("ORGRST", "Organisation restructured"),
                            ("TSPROC", "Transferred to another team or process"),
                            ("ABSENC", "Worker absent"),
                            ("CHCHAN", "The child asked for a change"),
                            ("PCCHAN", "A parent or carer asked for a change"),
                            ("SWDIED", "Worker died"),
                            ("OTHERS", "Other reason"),
                        ],
                        max_length=6,
                        verbose_name="kind of reason",
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
                        verbose_name="child",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="worker",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="team",
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
                "verbose_name": "historical allocation",
                "verbose_name_plural": "historical allocations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Allocation",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allocations", to="cases.case"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="families.person",
                        verbose_name="child",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="worker",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "Lead worker"), ("co_worker", "Co-worker"), ("covering", "Covering")],
                        default="lead",
                        max_length=10,
                        verbose_name="part",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason for the change")),
                (
                    "change_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MANAGE", "Case management reasons"),
                            ("FCONTA", "First contact worker hands over"),
                            ("LEFTRL", "Worker left the role"),
                            ("ORGRST", "Organisation restructured"),
                            ("TSPROC", "Transferred to another team or process"),
                            ("ABSENC", "Worker absent"),
                            ("CHCHAN", "The child asked for a change"),
                            ("PCCHAN", "A parent or carer asked for a change"),
                            ("SWDIED", "Worker died"),
                            ("OTHERS", "Other reason"),
                        ],
                        max_length=6,
                        verbose_name="kind of reason",
                    ),
                ),
            ],
            options={
                "verbose_name": "allocation",
                "ordering": ["role", "-from_on"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("child", None), ("role", "lead"), ("to_on", None)),
                        fields=("case",),
                        name="one_lead_a_case",
                        violation_error_message="The case has a lead worker already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("child__isnull", False), ("role", "lead"), ("to_on", None)),
                        fields=("case", "child"),
                        name="one_lead_a_child",
                        violation_error_message="The child has a lead worker already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"),
                        name="allocation_ends_after_it_began",
                        violation_error_message="It ends before it begins.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("strategy", "Strategy discussion"),
                            ("icpc", "Initial child protection conference"),
                            ("rcpc", "Review child protection conference"),
                            ("roth", "Risk outside the home conference"),
                            ("core_group", "Core group"),
                            ("transfer_in", "Transfer-in conference"),
                            ("context", "Context conference"),
                            ("peers", "Peer group conference"),
                            ("panel", "Panel"),
                        ],
                        max_length=12,
                        verbose_name="kind of meeting",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="when")),
                ("place", models.CharField(max_length=200, verbose_name="where")),
                (
                    "partners",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="what parents and carers bring, as partners in it"
                    ),
                ),
                ("minutes", models.TextField(blank=True, max_length=50000, verbose_name="minutes")),
                (
                    "minutes_number",
                    models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="version of the minutes"),
                ),
                ("number", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "written_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="minutes written on"),
                ),
                ("approved_on", models.DateField(blank=True, editable=False, null=True, verbose_name="approved on")),
                ("cancelled_on", models.DateField(blank=True, editable=False, null=True, verbose_name="cancelled on")),
                ("cancelled_why", models.CharField(blank=True, max_length=500, verbose_name="why it was cancelled")),
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
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chair",
                    ),
                ),
                (
                    "minute_taker",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who invites, minutes and circulates",
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
                    "approved_by",
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
                "verbose_name": "historical meeting",
                "verbose_name_plural": "historical meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("strategy", "Strategy discussion"),
                            ("icpc", "Initial child protection conference"),
                            ("rcpc", "Review child protection conference"),
                            ("roth", "Risk outside the home conference"),
                            ("core_group", "Core group"),
                            ("transfer_in", "Transfer-in conference"),
                            ("context", "Context conference"),
                            ("peers", "Peer group conference"),
                            ("panel", "Panel"),
                        ],
                        max_length=12,
                        verbose_name="kind of meeting",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="cases.case",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="when")),
                ("place", models.CharField(max_length=200, verbose_name="where")),
                (
                    "chair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings_chaired",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chair",
                    ),
                ),
                (
                    "minute_taker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings_minuted",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who invites, minutes and circulates",
                    ),
                ),
                (
                    "partners",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="what parents and carers bring, as partners in it"
                    ),
                ),
                ("minutes", models.TextField(blank=True, max_length=50000, verbose_name="minutes")),
                (
                    "minutes_number",
                    models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="version of the minutes"),
                ),
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
                (
                    "written_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="minutes written on"),
                ),
                ("approved_on", models.DateField(blank=True, editable=False, null=True, verbose_name="approved on")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("cancelled_on", models.DateField(blank=True, editable=False, null=True, verbose_name="cancelled on")),
                ("cancelled_why", models.CharField(blank=True, max_length=500, verbose_name="why it was cancelled")),
            ],
            options={
                "verbose_name": "meeting",
                "ordering": ["-starts_at", "-created_at"],
                "indexes": [
                    models.Index(fields=["case", "-starts_at"], name="meeting_of_case"),
                    models.Index(fields=["chair", "starts_at"], name="meeting_of_chair"),
                    models.Index(fields=["minute_taker", "starts_at"], name="meeting_of_minute_taker"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case", None), ("kind", "panel")),
                            models.Q(models.Q(("kind", "panel"), _negated=True), ("case__isnull", False)),
                            _connector="OR",
                        ),
                        name="panel_is_on_no_case",
                        violation_error_message="A panel is on no case, and every other meeting on one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minutes", ""), ("written_by", None), ("written_on", None)),
                            models.Q(
                                models.Q(("minutes", ""), _negated=True),
                                ("written_by__isnull", False),
                                ("written_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_written_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_by", None), ("approved_on", None)),
                            models.Q(
                                ("approved_by__isnull", False),
                                ("approved_on__isnull", False),
                                models.Q(("minutes", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_approved_is_whole",
                        violation_error_message="There are no minutes to approve.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_on", None), ("cancelled_why", "")),
                            models.Q(("cancelled_on__isnull", False), models.Q(("cancelled_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="meeting_cancelled_says_why",
                        violation_error_message="Say why it is cancelled.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minute_taker", None),
                            models.Q(("minute_taker", models.F("chair")), _negated=True),
                            _connector="OR",
                        ),
                        name="who_minutes_does_not_chair",
                        violation_error_message="Whoever chairs it does not minute it too: leave this empty, or ask somebody.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalExtraFamilialFactor",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "harm_words",
                    models.CharField(blank=True, editable=False, max_length=2000, verbose_name="kinds of harm"),
                ),
                ("seen", models.TextField(max_length=10000, verbose_name="what is seen")),
                ("seen_by", models.CharField(max_length=300, verbose_name="who saw it, or said so")),
                (
                    "seen_from",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="seen since"),
                ),
                (
                    "seen_to",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="last seen on"
                    ),
                ),
                ("effect_on_child", models.TextField(max_length=5000, verbose_name="effect on the child")),
                (
                    "effect_on_family",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="effect on the family, and on what the parents can do"
                    ),
                ),
                (
                    "strengths",
                    models.TextField(blank=True, max_length=5000, verbose_name="strengths and protective people"),
                ),
                ("child_view", models.TextField(blank=True, max_length=5000, verbose_name="the child’s view")),
                ("parent_view", models.TextField(blank=True, max_length=5000, verbose_name="the parents’ view")),
                (
                    "no_action_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why no action is needed"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("current", "Current"), ("easing", "Easing"), ("ended", "Ended")],
                        default="current",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("status_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="since")),
                ("ended_why", models.TextField(blank=True, max_length=2000, verbose_name="why it ended")),
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
                    "context",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="None: where or among whom is not known",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="contexts.context",
                        verbose_name="context",
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
                "verbose_name": "historical factor outside the family",
                "verbose_name_plural": "historical factor outside the familys",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ExtraFamilialFactor",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="factors", to="cases.case"
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        help_text="None: where or among whom is not known",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="factors",
                        to="contexts.context",
                        verbose_name="context",
                    ),
                ),
                (
                    "harm_words",
                    models.CharField(blank=True, editable=False, max_length=2000, verbose_name="kinds of harm"),
                ),
                ("seen", models.TextField(max_length=10000, verbose_name="what is seen")),
                ("seen_by", models.CharField(max_length=300, verbose_name="who saw it, or said so")),
                (
                    "seen_from",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="seen since"),
                ),
                (
                    "seen_to",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="last seen on"
                    ),
                ),
                ("effect_on_child", models.TextField(max_length=5000, verbose_name="effect on the child")),
                (
                    "effect_on_family",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="effect on the family, and on what the parents can do"
                    ),
                ),
                (
                    "strengths",
                    models.TextField(blank=True, max_length=5000, verbose_name="strengths and protective people"),
                ),
                ("child_view", models.TextField(blank=True, max_length=5000, verbose_name="the child’s view")),
                ("parent_view", models.TextField(blank=True, max_length=5000, verbose_name="the parents’ view")),
                (
                    "no_action_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why no action is needed"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("current", "Current"), ("easing", "Easing"), ("ended", "Ended")],
                        default="current",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("status_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="since")),
                ("ended_why", models.TextField(blank=True, max_length=2000, verbose_name="why it ended")),
            ],
            options={
                "verbose_name": "factor outside the family",
                "ordering": ["-seen_from", "-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seen_to", None), ("seen_to__gte", models.F("seen_from")), _connector="OR"),
                        name="factor_seen_until_after_it_began",
                        violation_error_message="It was last seen before it was first seen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status_on__gte", models.F("seen_from"))),
                        name="factor_status_after_it_began",
                        violation_error_message="This is before it was first seen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "ended"), models.Q(("ended_why", ""), _negated=True)),
                            models.Q(models.Q(("status", "ended"), _negated=True), ("ended_why", "")),
                            _connector="OR",
                        ),
                        name="factor_ended_has_reason",
                        violation_error_message="Say why it ended.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen", ""), _negated=True),
                            models.Q(("seen_by", ""), _negated=True),
                            models.Q(("effect_on_child", ""), _negated=True),
                        ),
                        name="factor_says_what_is_seen",
                        violation_error_message="Say what is seen, by whom, and what it does to the child.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalIncidentChild",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("harmed", "Harmed"),
                            ("harmed_others", "Harmed others"),
                            ("witness", "Saw or heard it"),
                            ("not_known", "Part not known"),
                        ],
                        max_length=20,
                        verbose_name="part",
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
                "verbose_name": "historical child in an incident",
                "verbose_name_plural": "historical child in an incidents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="IncidentChild",
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
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="children", to="cases.incident"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incident_children",
                        to="families.person",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("harmed", "Harmed"),
                            ("harmed_others", "Harmed others"),
                            ("witness", "Saw or heard it"),
                            ("not_known", "Part not known"),
                        ],
                        max_length=20,
                        verbose_name="part",
                    ),
                ),
            ],
            options={
                "verbose_name": "child in an incident",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("incident", "child", "role"),
                        name="one_part_of_a_kind_in_an_incident",
                        violation_error_message="This child has this part in the incident already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalIncidentHarm",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
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
                    "harm_type",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.harmtype",
                        verbose_name="kind of harm",
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
                "verbose_name": "historical kind of harm of an incident",
                "verbose_name_plural": "historical kind of harm of an incidents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="IncidentHarm",
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
                    "harm_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.harmtype",
                        verbose_name="kind of harm",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="harms", to="cases.incident"
                    ),
                ),
            ],
            options={
                "verbose_name": "kind of harm of an incident",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("incident", "harm_type"),
                        name="one_harm_of_a_kind_in_an_incident",
                        violation_error_message="The incident has this kind of harm already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReturnInterview",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("due_at", models.DateTimeField(verbose_name="due by")),
                (
                    "first_due_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="first due by"),
                ),
                ("extended_why", models.CharField(blank=True, max_length=500, verbose_name="why there is more time")),
                (
                    "offered",
                    models.CharField(
                        blank=True, choices=[("Y", "Yes"), ("N", "No")], max_length=1, verbose_name="offered"
                    ),
                ),
                ("offered_at", models.DateTimeField(blank=True, null=True, verbose_name="offered at")),
                ("offered_by", models.CharField(blank=True, max_length=150, verbose_name="offered by")),
                (
                    "not_offered_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was not offered"),
                ),
                (
                    "taken_up",
                    models.CharField(
                        blank=True,
                        choices=[("Y", "Yes"), ("N", "No"), ("NA", "Does not apply")],
                        max_length=2,
                        verbose_name="taken up",
                    ),
                ),
                (
                    "not_taken_up_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was not taken up"),
                ),
                (
                    "not_applicable_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it does not apply"),
                ),
                ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="held at")),
                ("held_by", models.CharField(blank=True, max_length=150, verbose_name="held by")),
                (
                    "independent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes: not involved in the child’s care"),
                            ("no", "No"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="held by somebody independent",
                    ),
                ),
                ("said", models.TextField(blank=True, max_length=20000, verbose_name="what the child said")),
                (
                    "told_where",
                    models.CharField(blank=True, max_length=500, verbose_name="where they were, as they tell it"),
                ),
                ("told_with", models.CharField(blank=True, max_length=500, verbose_name="with whom, as they tell it")),
                (
                    "told_travelled",
                    models.CharField(blank=True, max_length=300, verbose_name="how they travelled, as they tell it"),
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
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.missingepisode",
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
                        verbose_name="context they told of",
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
                "verbose_name": "historical return interview",
                "verbose_name_plural": "historical return interviews",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReturnInterview",
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
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_interviews",
                        to="cases.missingepisode",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due by")),
                (
                    "first_due_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="first due by"),
                ),
                ("extended_why", models.CharField(blank=True, max_length=500, verbose_name="why there is more time")),
                (
                    "offered",
                    models.CharField(
                        blank=True, choices=[("Y", "Yes"), ("N", "No")], max_length=1, verbose_name="offered"
                    ),
                ),
                ("offered_at", models.DateTimeField(blank=True, null=True, verbose_name="offered at")),
                ("offered_by", models.CharField(blank=True, max_length=150, verbose_name="offered by")),
                (
                    "not_offered_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was not offered"),
                ),
                (
                    "taken_up",
                    models.CharField(
                        blank=True,
                        choices=[("Y", "Yes"), ("N", "No"), ("NA", "Does not apply")],
                        max_length=2,
                        verbose_name="taken up",
                    ),
                ),
                (
                    "not_taken_up_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was not taken up"),
                ),
                (
                    "not_applicable_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why it does not apply"),
                ),
                ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="held at")),
                ("held_by", models.CharField(blank=True, max_length=150, verbose_name="held by")),
                (
                    "independent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes: not involved in the child’s care"),
                            ("no", "No"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="held by somebody independent",
                    ),
                ),
                ("said", models.TextField(blank=True, max_length=20000, verbose_name="what the child said")),
                (
                    "told_where",
                    models.CharField(blank=True, max_length=500, verbose_name="where they were, as they tell it"),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_interviews",
                        to="contexts.context",
                        verbose_name="context they told of",
                    ),
                ),
                ("told_with", models.CharField(blank=True, max_length=500, verbose_name="with whom, as they tell it")),
                (
                    "told_travelled",
                    models.CharField(blank=True, max_length=300, verbose_name="how they travelled, as they tell it"),
                ),
            ],
            options={
                "verbose_name": "return interview",
                "ordering": ["due_at", "created_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("episode",), name="one_interview_an_episode"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("not_offered_why", ""), ("offered", ""), ("offered_at", None)),
                            models.Q(("not_offered_why", ""), ("offered", "Y"), ("offered_at__isnull", False)),
                            models.Q(
                                ("offered", "N"), ("offered_at", None), models.Q(("not_offered_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="interview_offered_is_whole",
                        violation_error_message="Say when it was offered, or why it was not.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_up", ""),
                            ("offered", "Y"),
                            models.Q(("offered", "N"), ("taken_up", "NA")),
                            _connector="OR",
                        ),
                        name="interview_taken_up_was_offered",
                        violation_error_message="It was not offered, so it was not taken up: choose “Does not apply”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_up", "N"), models.Q(("not_taken_up_why", ""), _negated=True)),
                            models.Q(models.Q(("taken_up", "N"), _negated=True), ("not_taken_up_why", "")),
                            _connector="OR",
                        ),
                        name="interview_not_taken_up_has_reason",
                        violation_error_message="Say why they did not take it up.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("offered", "Y"),
                                ("taken_up", "NA"),
                                models.Q(("not_applicable_why", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("offered", "Y"), ("taken_up", "NA"), _negated=True),
                                ("not_applicable_why", ""),
                            ),
                            _connector="OR",
                        ),
                        name="interview_not_applicable_has_reason",
                        violation_error_message="Say why it does not apply.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at", None), ("held_by", ""), ("independent", "")),
                            models.Q(
                                ("held_at__isnull", False),
                                ("taken_up", "Y"),
                                models.Q(("held_by", ""), _negated=True),
                                models.Q(("independent", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="interview_held_was_taken_up",
                        violation_error_message="Say that it was taken up, who held it, and whether they are independent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_at", None),
                            ("offered_at", None),
                            ("held_at__gte", models.F("offered_at")),
                            _connector="OR",
                        ),
                        name="interview_held_after_offer",
                        violation_error_message="It was held before it was offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_at__isnull", False),
                            models.Q(
                                ("context", None),
                                ("said", ""),
                                ("told_travelled", ""),
                                ("told_where", ""),
                                ("told_with", ""),
                            ),
                            _connector="OR",
                        ),
                        name="interview_told_when_held",
                        violation_error_message="Say when it was held: what a child said was said in it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("extended_why", ""), ("first_due_at", None)),
                            models.Q(("first_due_at__isnull", False), models.Q(("extended_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="interview_extended_has_reason",
                        violation_error_message="Say why there is more time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNoteSubject",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("own_part", models.TextField(blank=True, max_length=20000, verbose_name="for this record alone")),
                (
                    "seen",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not a visit to this child"),
                            ("seen", "Seen"),
                            ("seen_alone", "Seen alone"),
                            ("not_seen", "Not seen"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="seen",
                    ),
                ),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("own_part", config="english"),
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
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.family",
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
                "verbose_name": "historical subject of a note",
                "verbose_name_plural": "historical subject of a notes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NoteSubject",
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
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="subjects", to="cases.casenote"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note_subjects",
                        to="families.person",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note_subjects",
                        to="families.family",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note_subjects",
                        to="contexts.context",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note_subjects",
                        to="cases.case",
                    ),
                ),
                ("own_part", models.TextField(blank=True, max_length=20000, verbose_name="for this record alone")),
                (
                    "seen",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not a visit to this child"),
                            ("seen", "Seen"),
                            ("seen_alone", "Seen alone"),
                            ("not_seen", "Not seen"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="seen",
                    ),
                ),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("own_part", config="english"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "subject of a note",
                "ordering": ["created_at", "id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("own_part", ""), _negated=True), fields=["words"], name="own_part_words"
                    ),
                    models.Index(
                        condition=models.Q(("own_part", ""), _negated=True), fields=["note"], name="own_part_of_note"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("child__isnull", False), ("context", None), ("family", None)),
                            models.Q(("child", None), ("context", None), ("family__isnull", False)),
                            models.Q(("child", None), ("context__isnull", False), ("family", None)),
                            models.Q(
                                ("case", None), ("child", None), ("context", None), ("family", None), ("own_part", "")
                            ),
                            _connector="OR",
                        ),
                        name="note_subject_is_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("child__isnull", False),
                            ("family__isnull", False),
                            ("context__isnull", False),
                            _connector="OR",
                        ),
                        fields=("note", "child", "family", "context"),
                        name="note_subject_once",
                        nulls_distinct=False,
                        violation_error_message="The note is about this record already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seen", ""), ("child__isnull", False), _connector="OR"),
                        name="only_a_child_is_seen",
                        violation_error_message="Only a child is seen or not seen.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCaseTransfer",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("why", models.TextField(max_length=2000, verbose_name="why the case moves")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for, with the team’s own manager"),
                            ("sent", "Waiting for the receiving manager"),
                            ("accepted", "Accepted"),
                            ("declined", "Not accepted"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="asked on")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                ("decided_why", models.TextField(blank=True, max_length=2000, verbose_name="the manager's reason")),
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
                    "from_team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="from",
                    ),
                ),
                (
                    "to_team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="receiving team",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
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
                "verbose_name": "historical transfer",
                "verbose_name_plural": "historical transfers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CaseTransfer",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transfers", to="cases.case"
                    ),
                ),
                (
                    "from_team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers_out",
                        to="accounts.team",
                        verbose_name="from",
                    ),
                ),
                (
                    "to_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers_in",
                        to="accounts.team",
                        verbose_name="receiving team",
                    ),
                ),
                ("why", models.TextField(max_length=2000, verbose_name="why the case moves")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for, with the team’s own manager"),
                            ("sent", "Waiting for the receiving manager"),
                            ("accepted", "Accepted"),
                            ("declined", "Not accepted"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="asked on")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                ("decided_why", models.TextField(blank=True, max_length=2000, verbose_name="the manager's reason")),
            ],
            options={
                "verbose_name": "transfer",
                "ordering": ["-asked_on", "-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "sent"])),
                        fields=("case",),
                        name="one_waiting_transfer_a_case",
                        violation_error_message="A transfer of this case is waiting already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_team", None),
                            models.Q(("from_team", models.F("to_team")), _negated=True),
                            _connector="OR",
                        ),
                        name="transfer_is_to_another_team",
                        violation_error_message="The case is with this team already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("decided_on", None), ("status__in", ["asked", "sent"])),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("status__in", ["accepted", "declined", "withdrawn"]),
                            ),
                            _connector="OR",
                        ),
                        name="transfer_decision_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDocumentSubject",
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.document",
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
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.family",
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
                "verbose_name": "historical subject of a document",
                "verbose_name_plural": "historical subject of a documents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="DocumentSubject",
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
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="subjects", to="cases.document"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_subjects",
                        to="families.person",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_subjects",
                        to="families.family",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_subjects",
                        to="contexts.context",
                    ),
                ),
            ],
            options={
                "verbose_name": "subject of a document",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("context", None), ("family", None)),
                            models.Q(("child", None), ("context", None)),
                            models.Q(("child", None), ("family", None)),
                            _connector="OR",
                        ),
                        name="document_subject_is_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("child__isnull", False),
                            ("family__isnull", False),
                            ("context__isnull", False),
                            _connector="OR",
                        ),
                        fields=("document", "child", "family", "context"),
                        name="document_subject_once",
                        nulls_distinct=False,
                        violation_error_message="The document is about this record already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalIntervention",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("what", models.CharField(max_length=200, verbose_name="what is done")),
                (
                    "aimed_at",
                    models.CharField(
                        choices=[
                            ("individual", "The child"),
                            ("family", "The family"),
                            ("peers", "Friends and peers"),
                            ("school", "School, college or training"),
                            ("neighbourhood", "A place or neighbourhood"),
                            ("online", "Online spaces"),
                            ("policy", "Policy, or how services work"),
                        ],
                        max_length=20,
                        verbose_name="aimed at",
                    ),
                ),
                ("condition", models.TextField(max_length=2000, verbose_name="the social condition it is to change")),
                ("provider", models.CharField(blank=True, max_length=150, verbose_name="who provides it")),
                ("from_on", models.DateField(verbose_name="from")),
                (
                    "to_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="ended on"
                    ),
                ),
                ("take_up", models.TextField(blank=True, max_length=2000, verbose_name="take-up")),
                ("effect", models.TextField(blank=True, max_length=2000, verbose_name="effect")),
                ("effect_known", models.CharField(blank=True, max_length=500, verbose_name="how the effect is known")),
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
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.agency",
                        verbose_name="agency",
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
                "verbose_name": "historical intervention",
                "verbose_name_plural": "historical interventions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Intervention",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interventions", to="cases.case"
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="what is done")),
                (
                    "aimed_at",
                    models.CharField(
                        choices=[
                            ("individual", "The child"),
                            ("family", "The family"),
                            ("peers", "Friends and peers"),
                            ("school", "School, college or training"),
                            ("neighbourhood", "A place or neighbourhood"),
                            ("online", "Online spaces"),
                            ("policy", "Policy, or how services work"),
                        ],
                        max_length=20,
                        verbose_name="aimed at",
                    ),
                ),
                ("condition", models.TextField(max_length=2000, verbose_name="the social condition it is to change")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interventions",
                        to="reference.agency",
                        verbose_name="agency",
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=150, verbose_name="who provides it")),
                ("from_on", models.DateField(verbose_name="from")),
                (
                    "to_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="ended on"
                    ),
                ),
                ("take_up", models.TextField(blank=True, max_length=2000, verbose_name="take-up")),
                ("effect", models.TextField(blank=True, max_length=2000, verbose_name="effect")),
                ("effect_known", models.CharField(blank=True, max_length=500, verbose_name="how the effect is known")),
            ],
            options={
                "verbose_name": "intervention",
                "ordering": ["-from_on", "-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what", ""), _negated=True),
                            models.Q(("aimed_at", ""), _negated=True),
                            models.Q(("condition", ""), _negated=True),
                        ),
                        name="intervention_says_what",
                        violation_error_message="Say what is done, what it is aimed at, and what it is to change.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agency__isnull", False), models.Q(("provider", ""), _negated=True), _connector="OR"
                        ),
                        name="intervention_is_provided",
                        violation_error_message="Say which agency or who provides it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"),
                        name="intervention_ends_after_it_began",
                        violation_error_message="It ends before it began.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on", None), models.Q(("effect", ""), _negated=True), _connector="OR"),
                        name="intervention_ended_has_effect",
                        violation_error_message="Say what has changed, or that it is not known.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("effect", ""), ("effect_known", "")),
                            models.Q(
                                models.Q(("effect", ""), _negated=True), models.Q(("effect_known", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="intervention_effect_is_known_by",
                        violation_error_message="Say what has changed together with how you know.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCaseChildStatus",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("early_help", "Early help"),
                            ("assessment", "Being assessed"),
                            ("cin", "Child in need"),
                            ("cp", "Child protection plan"),
                            ("roth", "Risk outside the home plan"),
                            ("lac", "Looked after"),
                            ("care_leaver", "Care leaver"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NEG", "Neglect"),
                            ("PHY", "Physical abuse"),
                            ("SAB", "Sexual abuse"),
                            ("EMO", "Emotional abuse"),
                            ("MUL", "Multiple categories"),
                        ],
                        max_length=3,
                        verbose_name="category of plan",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="why it ended")),
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
                    "period",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.casechild",
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
                "verbose_name": "historical status",
                "verbose_name_plural": "historical statuss",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CaseChildStatus",
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
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statuses", to="cases.casechild"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("early_help", "Early help"),
                            ("assessment", "Being assessed"),
                            ("cin", "Child in need"),
                            ("cp", "Child protection plan"),
                            ("roth", "Risk outside the home plan"),
                            ("lac", "Looked after"),
                            ("care_leaver", "Care leaver"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NEG", "Neglect"),
                            ("PHY", "Physical abuse"),
                            ("SAB", "Sexual abuse"),
                            ("EMO", "Emotional abuse"),
                            ("MUL", "Multiple categories"),
                        ],
                        max_length=3,
                        verbose_name="category of plan",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="why it ended")),
            ],
            options={
                "verbose_name": "status",
                "ordering": ["from_on"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("period", "status"),
                        name="one_current_status_a_kind",
                        violation_error_message="The child has this status already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"),
                        name="status_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cp"), models.Q(("category", ""), _negated=True)),
                            models.Q(models.Q(("status", "cp"), _negated=True), ("category", "")),
                            _connector="OR",
                        ),
                        name="protection_plan_has_category",
                        violation_error_message="A child protection plan has a category; nothing else has.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalInvitation",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                (
                    "part",
                    models.CharField(blank=True, max_length=150, verbose_name="who they are to the child or the place"),
                ),
                (
                    "attendance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not recorded yet"),
                            ("attended", "Came"),
                            ("apologies", "Sent apologies"),
                            ("absent", "Did not come"),
                        ],
                        max_length=10,
                        verbose_name="attendance",
                    ),
                ),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken off on")),
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.meeting",
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
                        verbose_name="colleague",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.agency",
                        verbose_name="agency",
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
                "verbose_name": "historical invitation",
                "verbose_name_plural": "historical invitations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Invitation",
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="cases.meeting"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="colleague",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                (
                    "part",
                    models.CharField(blank=True, max_length=150, verbose_name="who they are to the child or the place"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "attendance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not recorded yet"),
                            ("attended", "Came"),
                            ("apologies", "Sent apologies"),
                            ("absent", "Did not come"),
                        ],
                        max_length=10,
                        verbose_name="attendance",
                    ),
                ),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken off on")),
            ],
            options={
                "verbose_name": "invitation",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency", None), ("name", ""), ("user__isnull", False)),
                            models.Q(("user", None), models.Q(("name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="invited_is_somebody",
                        violation_error_message="Say who is invited: a colleague, or somebody by name.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_on", None), ("user__isnull", False)),
                        fields=("meeting", "user"),
                        name="colleague_invited_once",
                        violation_error_message="They are invited already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgendaItem",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="subject in words")),
                ("why", models.TextField(blank=True, max_length=2000, verbose_name="why it is put forward")),
                ("said", models.TextField(blank=True, max_length=20000, verbose_name="what was said")),
                ("decision", models.TextField(blank=True, max_length=5000, verbose_name="what was decided")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("s47", "Section 47 enquiry"),
                            ("cp", "Child protection plan"),
                            ("roth", "Risk outside the home plan"),
                            (
                                "roth_cp",
                                "Risk outside the home plan, and a child protection plan for harm found at home",
                            ),
                            ("cin", "Support as a child in need"),
                            ("continues", "The plan goes on"),
                            ("ends", "The plan ends"),
                            ("no_plan", "No plan is needed"),
                        ],
                        max_length=10,
                        verbose_name="decided for the child",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NEG", "Neglect"),
                            ("PHY", "Physical abuse"),
                            ("SAB", "Sexual abuse"),
                            ("EMO", "Emotional abuse"),
                            ("MUL", "Multiple categories"),
                        ],
                        max_length=3,
                        verbose_name="category of plan",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, editable=False, null=True, verbose_name="decided on")),
                (
                    "done_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="done on"
                    ),
                ),
                ("came_of_it", models.TextField(blank=True, max_length=2000, verbose_name="what came of it")),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken off on")),
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.meeting",
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
                        verbose_name="child",
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
                        verbose_name="context",
                    ),
                ),
                (
                    "decided_by",
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
                "verbose_name": "historical item of an agenda",
                "verbose_name_plural": "historical item of an agendas",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="AgendaItem",
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="cases.meeting",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="families.person",
                        verbose_name="child",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="contexts.context",
                        verbose_name="context",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="subject in words")),
                ("why", models.TextField(blank=True, max_length=2000, verbose_name="why it is put forward")),
                ("said", models.TextField(blank=True, max_length=20000, verbose_name="what was said")),
                ("decision", models.TextField(blank=True, max_length=5000, verbose_name="what was decided")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("s47", "Section 47 enquiry"),
                            ("cp", "Child protection plan"),
                            ("roth", "Risk outside the home plan"),
                            (
                                "roth_cp",
                                "Risk outside the home plan, and a child protection plan for harm found at home",
                            ),
                            ("cin", "Support as a child in need"),
                            ("continues", "The plan goes on"),
                            ("ends", "The plan ends"),
                            ("no_plan", "No plan is needed"),
                        ],
                        max_length=10,
                        verbose_name="decided for the child",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NEG", "Neglect"),
                            ("PHY", "Physical abuse"),
                            ("SAB", "Sexual abuse"),
                            ("EMO", "Emotional abuse"),
                            ("MUL", "Multiple categories"),
                        ],
                        max_length=3,
                        verbose_name="category of plan",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, editable=False, null=True, verbose_name="decided on")),
                (
                    "decided_by",
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
                    "done_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="done on"
                    ),
                ),
                ("came_of_it", models.TextField(blank=True, max_length=2000, verbose_name="what came of it")),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken off on")),
            ],
            options={
                "verbose_name": "item of an agenda",
                "ordering": ["created_at", "id"],
                "indexes": [models.Index(fields=["meeting"], name="item_of_meeting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("child__isnull", False), ("context", None), ("words", "")),
                            models.Q(("child", None), ("context__isnull", False), ("words", "")),
                            models.Q(
                                ("child", None),
                                ("context", None),
                                ("meeting__isnull", False),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="item_is_about_one",
                        violation_error_message="Say what it is about: a child, a context, or something in words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("meeting__isnull", False), models.Q(("why", ""), _negated=True), _connector="OR"
                        ),
                        name="put_forward_says_why",
                        violation_error_message="Say why it is put forward.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("child__isnull", False), ("removed_on", None)),
                        fields=("meeting", "child"),
                        name="child_once_an_agenda",
                        nulls_distinct=False,
                        violation_error_message="They are on this agenda already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("context__isnull", False), ("removed_on", None)),
                        fields=("meeting", "context"),
                        name="context_once_an_agenda",
                        nulls_distinct=False,
                        violation_error_message="It is on this agenda already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("category", ""), ("decided_by", None), ("decided_on", None), ("outcome", "")),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("child__isnull", False),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decided_for_a_child_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ["cp", "roth_cp"]), models.Q(("category", ""), _negated=True)),
                            models.Q(models.Q(("outcome__in", ["cp", "roth_cp"]), _negated=True), ("category", "")),
                            _connector="OR",
                        ),
                        name="category_of_a_plan_for_harm_at_home",
                        violation_error_message="A child protection plan has a category; nothing else has.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("came_of_it", ""), ("done_on", None)),
                            models.Q(("done_on__isnull", False), models.Q(("came_of_it", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="item_done_says_what_came_of_it",
                        violation_error_message="Say what came of it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFactorHarm",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
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
                    "harm_type",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.harmtype",
                        verbose_name="kind of harm",
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
                "verbose_name": "historical kind of harm of a factor",
                "verbose_name_plural": "historical kind of harm of a factors",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FactorHarm",
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
                    "harm_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.harmtype",
                        verbose_name="kind of harm",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken out on")),
                (
                    "factor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="harms",
                        to="cases.extrafamilialfactor",
                    ),
                ),
            ],
            options={
                "verbose_name": "kind of harm of a factor",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("factor", "harm_type"), name="one_harm_of_a_kind_in_a_factor")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFactorChild",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="taken out on")),
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
                "verbose_name": "historical child of a factor",
                "verbose_name_plural": "historical child of a factors",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FactorChild",
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
                    "factor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="cases.extrafamilialfactor",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="factors", to="families.person"
                    ),
                ),
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="taken out on")),
            ],
            options={
                "verbose_name": "child of a factor",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("factor", "child"),
                        name="factor_child_once",
                        violation_error_message="The factor is about this child already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCaseClosure",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("RC1", "Adopted"),
                            ("RC2", "Died"),
                            ("RC3", "Child arrangements order"),
                            ("RC4", "Special guardianship order"),
                            ("RC5", "Transferred to another council"),
                            ("RC6", "Transferred to adult services"),
                            ("RC7", "Services ceased for another reason, including no longer in need"),
                            ("RC8", "Closed after assessment, no further action"),
                            ("RC9", "Closed after assessment, referred to early help"),
                            ("NS", "Reason not stated"),
                        ],
                        max_length=3,
                        verbose_name="reason for closing",
                    ),
                ),
                ("outcome", models.CharField(max_length=300, verbose_name="outcome")),
                ("summary", models.TextField(max_length=5000, verbose_name="closing summary")),
                ("context_status", models.CharField(blank=True, max_length=20, verbose_name="the context afterwards")),
                (
                    "status",
                    models.CharField(
                        choices=[("proposed", "Waiting for a manager"), ("agreed", "Agreed"), ("returned", "Returned")],
                        default="proposed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="proposed on")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                ("decided_why", models.TextField(blank=True, max_length=2000, verbose_name="the manager's reason")),
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
                    "period",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.casechild",
                        verbose_name="child",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
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
                "verbose_name": "historical closing",
                "verbose_name_plural": "historical closings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CaseClosure",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closures", to="cases.case"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closures",
                        to="cases.casechild",
                        verbose_name="child",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("RC1", "Adopted"),
                            ("RC2", "Died"),
                            ("RC3", "Child arrangements order"),
                            ("RC4", "Special guardianship order"),
                            ("RC5", "Transferred to another council"),
                            ("RC6", "Transferred to adult services"),
                            ("RC7", "Services ceased for another reason, including no longer in need"),
                            ("RC8", "Closed after assessment, no further action"),
                            ("RC9", "Closed after assessment, referred to early help"),
                            ("NS", "Reason not stated"),
                        ],
                        max_length=3,
                        verbose_name="reason for closing",
                    ),
                ),
                ("outcome", models.CharField(max_length=300, verbose_name="outcome")),
                ("summary", models.TextField(max_length=5000, verbose_name="closing summary")),
                ("context_status", models.CharField(blank=True, max_length=20, verbose_name="the context afterwards")),
                (
                    "status",
                    models.CharField(
                        choices=[("proposed", "Waiting for a manager"), ("agreed", "Agreed"), ("returned", "Returned")],
                        default="proposed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="proposed on")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                ("decided_why", models.TextField(blank=True, max_length=2000, verbose_name="the manager's reason")),
            ],
            options={
                "verbose_name": "closing",
                "ordering": ["-asked_on", "-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "proposed")),
                        fields=("case", "period"),
                        name="one_proposed_closure",
                        nulls_distinct=False,
                        violation_error_message="Closing has been proposed already and waits for a manager.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("decided_on", None), ("status", "proposed")),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("status__in", ["agreed", "returned"]),
                            ),
                            _connector="OR",
                        ),
                        name="closure_decision_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            models.Q(("summary", ""), _negated=True),
                        ),
                        name="closure_says_what_came_of_it",
                        violation_error_message="Give the reason, the outcome and a summary.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalContextPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("text", models.TextField(max_length=50000, verbose_name="text of the paper")),
                ("number", models.PositiveIntegerField(default=0, editable=False)),
                ("written_on", models.DateField(editable=False, verbose_name="last written on")),
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.meeting",
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
                "verbose_name": "historical paper of a conference",
                "verbose_name_plural": "historical paper of a conferences",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ContextPaper",
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
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper", to="cases.meeting"
                    ),
                ),
                ("text", models.TextField(max_length=50000, verbose_name="text of the paper")),
                ("number", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_on", models.DateField(editable=False, verbose_name="last written on")),
            ],
            options={
                "verbose_name": "paper of a conference",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRemoval",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("stood_at", models.DateTimeField(editable=False)),
                ("why", models.CharField(max_length=500, verbose_name="why it was removed")),
                (
                    "own_part",
                    models.TextField(
                        blank=True, editable=False, max_length=20000, verbose_name="for this record alone"
                    ),
                ),
                (
                    "seen",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not a visit to this child"),
                            ("seen", "Seen"),
                            ("seen_alone", "Seen alone"),
                            ("not_seen", "Not seen"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="seen",
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
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.family",
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
                    "note_subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.notesubject",
                    ),
                ),
                (
                    "document_subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.documentsubject",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="contexts.contextlink",
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
                "verbose_name": "historical removed entry",
                "verbose_name_plural": "historical removed entrys",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Removal",
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
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removals",
                        to="families.person",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removals",
                        to="families.family",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removals",
                        to="contexts.context",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removals",
                        to="cases.case",
                    ),
                ),
                (
                    "note_subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removals",
                        to="cases.notesubject",
                    ),
                ),
                (
                    "document_subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removals",
                        to="cases.documentsubject",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removals",
                        to="contexts.contextlink",
                    ),
                ),
                ("stood_at", models.DateTimeField(editable=False)),
                ("why", models.CharField(max_length=500, verbose_name="why it was removed")),
                (
                    "own_part",
                    models.TextField(
                        blank=True, editable=False, max_length=20000, verbose_name="for this record alone"
                    ),
                ),
                (
                    "seen",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not a visit to this child"),
                            ("seen", "Seen"),
                            ("seen_alone", "Seen alone"),
                            ("not_seen", "Not seen"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="seen",
                    ),
                ),
            ],
            options={
                "verbose_name": "removed entry",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("child__isnull", False), ("context", None), ("family", None)),
                            models.Q(("child", None), ("context", None), ("family__isnull", False)),
                            models.Q(("child", None), ("context__isnull", False), ("family", None)),
                            _connector="OR",
                        ),
                        name="removed_from_one_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document_subject", None), ("link", None), ("note_subject__isnull", False)),
                            models.Q(("document_subject__isnull", False), ("link", None), ("note_subject", None)),
                            models.Q(("document_subject", None), ("link__isnull", False), ("note_subject", None)),
                            _connector="OR",
                        ),
                        name="removed_is_one_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="removed_with_reason",
                        violation_error_message="Say why it does not belong there.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSection47",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "started_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="started on"),
                ),
                (
                    "led_by",
                    models.CharField(
                        choices=[
                            ("single", "Single agency: children’s social care alone"),
                            ("joint", "Joint: with the police"),
                        ],
                        max_length=10,
                        verbose_name="carried out by",
                    ),
                ),
                (
                    "seen",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not yet"),
                            ("seen_alone", "Seen, and seen alone"),
                            ("seen", "Seen, but not alone"),
                            ("not_seen", "Could not be seen"),
                        ],
                        max_length=10,
                        verbose_name="child seen",
                    ),
                ),
                (
                    "seen_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="seen on"
                    ),
                ),
                (
                    "not_seen_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why the child could not be seen"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("icpc", "Initial child protection conference"),
                            ("roth", "Risk outside the home conference"),
                            ("monitor", "Another agency keeps watch"),
                            ("assessment", "No further action under section 47: the assessment goes on"),
                            ("legal", "Legal action begins"),
                            ("s17", "Support under section 17"),
                            ("s17_break", "Short break under section 17"),
                            ("nfa", "No further action"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "outcome_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="outcome on"
                    ),
                ),
                ("outcome_why", models.TextField(blank=True, max_length=5000, verbose_name="why")),
                ("conference_due_on", models.DateField(verbose_name="conference due on")),
                ("first_due_on", models.DateField(editable=False, verbose_name="first due on")),
                ("extended_why", models.CharField(blank=True, max_length=500, verbose_name="why there is more time")),
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
                    "strategy",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.meeting",
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
                "verbose_name": "historical section 47 enquiry",
                "verbose_name_plural": "historical section 47 enquiries",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Section47",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enquiries", to="cases.case"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enquiries", to="families.person"
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enquiries", to="cases.meeting"
                    ),
                ),
                (
                    "started_on",
                    models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="started on"),
                ),
                (
                    "led_by",
                    models.CharField(
                        choices=[
                            ("single", "Single agency: children’s social care alone"),
                            ("joint", "Joint: with the police"),
                        ],
                        max_length=10,
                        verbose_name="carried out by",
                    ),
                ),
                (
                    "seen",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not yet"),
                            ("seen_alone", "Seen, and seen alone"),
                            ("seen", "Seen, but not alone"),
                            ("not_seen", "Could not be seen"),
                        ],
                        max_length=10,
                        verbose_name="child seen",
                    ),
                ),
                (
                    "seen_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="seen on"
                    ),
                ),
                (
                    "not_seen_why",
                    models.CharField(blank=True, max_length=500, verbose_name="why the child could not be seen"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("icpc", "Initial child protection conference"),
                            ("roth", "Risk outside the home conference"),
                            ("monitor", "Another agency keeps watch"),
                            ("assessment", "No further action under section 47: the assessment goes on"),
                            ("legal", "Legal action begins"),
                            ("s17", "Support under section 17"),
                            ("s17_break", "Short break under section 17"),
                            ("nfa", "No further action"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "outcome_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="outcome on"
                    ),
                ),
                ("outcome_why", models.TextField(blank=True, max_length=5000, verbose_name="why")),
                ("conference_due_on", models.DateField(verbose_name="conference due on")),
                ("first_due_on", models.DateField(editable=False, verbose_name="first due on")),
                ("extended_why", models.CharField(blank=True, max_length=500, verbose_name="why there is more time")),
            ],
            options={
                "verbose_name": "section 47 enquiry",
                "verbose_name_plural": "section 47 enquiries",
                "ordering": ["-started_on", "-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("child",),
                        name="one_open_enquiry_a_child",
                        violation_error_message="There is a section 47 enquiry about this child already. It is finished first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("not_seen_why", ""), ("seen", ""), ("seen_on", None)),
                            models.Q(
                                ("not_seen_why", ""), ("seen__in", ["seen", "seen_alone"]), ("seen_on__isnull", False)
                            ),
                            models.Q(
                                ("seen", "not_seen"), ("seen_on", None), models.Q(("not_seen_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="enquiry_seen_is_whole",
                        violation_error_message="Say when the child was seen, or why they could not be.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("outcome_on", None), ("outcome_why", "")),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("outcome_why", ""), _negated=True),
                                ("outcome_on__gte", models.F("started_on")),
                                ("outcome_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="enquiry_outcome_is_whole",
                        violation_error_message="Say what came of it, why, and on which day since it began.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("conference_due_on", models.F("first_due_on")), ("extended_why", "")),
                            models.Q(
                                ("conference_due_on__gt", models.F("first_due_on")),
                                models.Q(("extended_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="enquiry_extended_has_reason",
                        violation_error_message="Say why there is more time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMinutesSent",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("invitation", "Invitation"),
                            ("paper", "Paper for the meeting"),
                            ("minutes", "Minutes"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("sent_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="sent on")),
                ("how", models.CharField(blank=True, max_length=100, verbose_name="how")),
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.meeting",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.invitation",
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
                "verbose_name": "historical what was sent",
                "verbose_name_plural": "historical what was sents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MinutesSent",
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sent", to="cases.meeting"
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sent", to="cases.invitation"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("invitation", "Invitation"),
                            ("paper", "Paper for the meeting"),
                            ("minutes", "Minutes"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("sent_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="sent on")),
                ("how", models.CharField(blank=True, max_length=100, verbose_name="how")),
            ],
            options={
                "verbose_name": "what was sent",
                "ordering": ["-sent_on", "-created_at"],
                "indexes": [models.Index(fields=["meeting", "what", "number"], name="sent_of_meeting")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAction",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("note_is_elsewhere", models.BooleanField(default=False, editable=False)),
                ("what", models.CharField(max_length=500, verbose_name="what is to be done")),
                (
                    "owner_name",
                    models.CharField(blank=True, max_length=150, verbose_name="person or agency not in the lists"),
                ),
                ("due_on", models.DateField(verbose_name="by when")),
                ("first_due_on", models.DateField(blank=True, editable=False, null=True, verbose_name="first due")),
                ("extended_why", models.CharField(blank=True, max_length=500, verbose_name="why there is more time")),
                (
                    "aimed_at",
                    models.CharField(
                        choices=[
                            ("individual", "The child"),
                            ("family", "The family"),
                            ("peers", "Friends and peers"),
                            ("school", "School, college or training"),
                            ("neighbourhood", "A place or neighbourhood"),
                            ("online", "Online spaces"),
                            ("policy", "Policy, or how services work"),
                        ],
                        max_length=20,
                        verbose_name="aimed at",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "To do"),
                            ("waiting", "Waiting for somebody else"),
                            ("done", "Done"),
                            ("not_done", "Not done"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="what came of it")),
                (
                    "finished_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="finished on"
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
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.missingepisode",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.meeting",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.agendaitem",
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
                        verbose_name="colleague",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "chaser",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="colleague who chases it",
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
                "verbose_name": "historical action",
                "verbose_name_plural": "historical actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Action",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="cases.case"
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.extrafamilialfactor",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.casenote",
                    ),
                ),
                ("note_is_elsewhere", models.BooleanField(default=False, editable=False)),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.incident",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.missingepisode",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.meeting",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.agendaitem",
                    ),
                ),
                ("what", models.CharField(max_length=500, verbose_name="what is to be done")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="colleague",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="reference.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "owner_name",
                    models.CharField(blank=True, max_length=150, verbose_name="person or agency not in the lists"),
                ),
                (
                    "chaser",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chased_actions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="colleague who chases it",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="by when")),
                ("first_due_on", models.DateField(blank=True, editable=False, null=True, verbose_name="first due")),
                ("extended_why", models.CharField(blank=True, max_length=500, verbose_name="why there is more time")),
                (
                    "aimed_at",
                    models.CharField(
                        choices=[
                            ("individual", "The child"),
                            ("family", "The family"),
                            ("peers", "Friends and peers"),
                            ("school", "School, college or training"),
                            ("neighbourhood", "A place or neighbourhood"),
                            ("online", "Online spaces"),
                            ("policy", "Policy, or how services work"),
                        ],
                        max_length=20,
                        verbose_name="aimed at",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "To do"),
                            ("waiting", "Waiting for somebody else"),
                            ("done", "Done"),
                            ("not_done", "Not done"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="what came of it")),
                (
                    "finished_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="finished on"
                    ),
                ),
            ],
            options={
                "verbose_name": "action",
                "ordering": ["due_on", "created_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_on", None)), fields=["owner", "due_on"], name="action_of_owner"
                    ),
                    models.Index(
                        condition=models.Q(("finished_on", None)), fields=["chaser", "due_on"], name="action_of_chaser"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency", None), ("owner__isnull", False), ("owner_name", "")),
                            models.Q(
                                ("owner", None),
                                models.Q(
                                    ("agency__isnull", False),
                                    models.Q(("owner_name", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="action_is_somebodys",
                        violation_error_message="Say who or which agency does it: a colleague, or somebody else.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("item", None), ("meeting__isnull", False), _connector="OR"),
                        name="action_of_an_item_is_of_its_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chaser", None), ("owner", None), _connector="OR"),
                        name="action_chased_is_not_a_colleagues",
                        violation_error_message="A colleague does it themselves: nobody chases it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what", ""), _negated=True), models.Q(("aimed_at", ""), _negated=True)
                        ),
                        name="action_says_what",
                        violation_error_message="Say what is to be done and what it is aimed at.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["done", "not_done"]),
                                ("finished_on__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            models.Q(("status__in", ["open", "waiting"]), ("finished_on", None), ("outcome", "")),
                            _connector="OR",
                        ),
                        name="action_finished_has_outcome",
                        violation_error_message="Say what came of it, and when it was finished.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("extended_why", ""), ("first_due_on", None)),
                            models.Q(("first_due_on__isnull", False), models.Q(("extended_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="action_extended_has_reason",
                        violation_error_message="Say why there is more time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSafetyMap",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("drawn_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="drawn on")),
                ("drawn_with", models.CharField(max_length=150, verbose_name="who drew it with them")),
                ("said", models.TextField(blank=True, max_length=5000, verbose_name="what they said about it")),
                (
                    "pooling",
                    models.CharField(
                        choices=[
                            ("later", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("withdrawn", "Agreed, and took it back"),
                        ],
                        default="later",
                        max_length=10,
                        verbose_name="may be counted with what others told",
                    ),
                ),
                (
                    "pooling_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="answered on"
                    ),
                ),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="recorded in error, said on"),
                ),
                (
                    "withdrawn_why",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="why it was an error"),
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
                    "pooling_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
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
                "verbose_name": "historical safety map",
                "verbose_name_plural": "historical safety maps",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SafetyMap",
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
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="safety_maps", to="families.person"
                    ),
                ),
                ("drawn_on", models.DateField(validators=[cs_casework.dates.not_in_future], verbose_name="drawn on")),
                ("drawn_with", models.CharField(max_length=150, verbose_name="who drew it with them")),
                ("said", models.TextField(blank=True, max_length=5000, verbose_name="what they said about it")),
                (
                    "pooling",
                    models.CharField(
                        choices=[
                            ("later", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("withdrawn", "Agreed, and took it back"),
                        ],
                        default="later",
                        max_length=10,
                        verbose_name="may be counted with what others told",
                    ),
                ),
                (
                    "pooling_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="answered on"
                    ),
                ),
                (
                    "pooling_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="recorded in error, said on"),
                ),
                (
                    "withdrawn_why",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="why it was an error"),
                ),
            ],
            options={
                "verbose_name": "safety map",
                "ordering": ["-drawn_on", "-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("drawn_with", ""), _negated=True),
                        name="safety_map_drawn_with_somebody",
                        violation_error_message="Say who drew it with them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pooling", "later"), ("pooling_by", None), ("pooling_on", None)),
                            models.Q(
                                models.Q(("pooling", "later"), _negated=True),
                                ("pooling_by__isnull", False),
                                ("pooling_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="safety_map_pooling_has_date",
                        violation_error_message="Say when they were asked.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_on", None), ("withdrawn_why", "")),
                            models.Q(("withdrawn_on__isnull", False), models.Q(("withdrawn_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="safety_map_withdrawn_has_reason",
                        violation_error_message="Say why it was an error.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSafetyMapAdult",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken off on")),
                ("place", models.PositiveSmallIntegerField(default=1, verbose_name="place in the list")),
                ("name", models.CharField(max_length=200, verbose_name="who it is, as they call them")),
                ("how", models.CharField(blank=True, max_length=500, verbose_name="how they help")),
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
                    "safety_map",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.safetymap",
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
                        verbose_name="person on record",
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
                "verbose_name": "historical trusted adult on a safety map",
                "verbose_name_plural": "historical trusted adult on a safety maps",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSafetyMapFeature",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken off on")),
                ("place", models.PositiveSmallIntegerField(default=1, verbose_name="place in the list")),
                (
                    "shape",
                    models.CharField(
                        choices=[("area", "A place"), ("route", "A way that they go")],
                        default="area",
                        max_length=10,
                        verbose_name="place or way",
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        choices=[
                            ("red", "Red: not safe"),
                            ("amber", "Amber: sometimes safe"),
                            ("green", "Green: safe"),
                        ],
                        max_length=10,
                        verbose_name="how safe it is",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="what they call it")),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("before_school", "On the way to school"),
                                ("school_day", "During the school day"),
                                ("after_school", "After school"),
                                ("evening", "In the evening"),
                                ("night", "At night"),
                                ("weekend", "At weekends"),
                                ("always", "Always"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="when",
                    ),
                ),
                ("when", models.CharField(blank=True, max_length=300, verbose_name="when, in their words")),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("violence", "People get hurt or threatened there"),
                                ("weapons", "People carry weapons there"),
                                ("adults", "There are adults to keep away from"),
                                ("groups", "There are groups to keep away from"),
                                ("unwanted", "Unwanted comments or touching"),
                                ("drugs", "Drugs or drinking"),
                                ("hate", "Racism or other hate"),
                                ("stopped", "Being stopped, searched or moved on"),
                                ("dark", "It is dark or empty"),
                                ("traffic", "Traffic, or the place itself"),
                                ("helpers", "There is an adult who helps"),
                                ("friends", "Friends or family are there"),
                                ("busy", "There is light, and people about"),
                                ("calm", "It is calm, and nobody bothers you"),
                                ("other", "Something else"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="why",
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=2000, verbose_name="why, in their words")),
                (
                    "points",
                    models.JSONField(
                        blank=True, null=True, validators=[cases.points.check_points], verbose_name="where on the map"
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
                    "safety_map",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.safetymap",
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
                        verbose_name="context",
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
                "verbose_name": "historical place or way on a safety map",
                "verbose_name_plural": "historical place or way on a safety maps",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SafetyMapAdult",
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
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken off on")),
                (
                    "safety_map",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adults", to="cases.safetymap"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=1, verbose_name="place in the list")),
                ("name", models.CharField(max_length=200, verbose_name="who it is, as they call them")),
                ("how", models.CharField(blank=True, max_length=500, verbose_name="how they help")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trusted_on_maps",
                        to="families.person",
                        verbose_name="person on record",
                    ),
                ),
            ],
            options={
                "verbose_name": "trusted adult on a safety map",
                "ordering": ["place", "created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="safety_map_adult_has_name",
                        violation_error_message="Say who it is.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetyMapFeature",
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
                ("removed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="taken off on")),
                (
                    "safety_map",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="features", to="cases.safetymap"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=1, verbose_name="place in the list")),
                (
                    "shape",
                    models.CharField(
                        choices=[("area", "A place"), ("route", "A way that they go")],
                        default="area",
                        max_length=10,
                        verbose_name="place or way",
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        choices=[
                            ("red", "Red: not safe"),
                            ("amber", "Amber: sometimes safe"),
                            ("green", "Green: safe"),
                        ],
                        max_length=10,
                        verbose_name="how safe it is",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="what they call it")),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="safety_map_features",
                        to="contexts.context",
                        verbose_name="context",
                    ),
                ),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("before_school", "On the way to school"),
                                ("school_day", "During the school day"),
                                ("after_school", "After school"),
                                ("evening", "In the evening"),
                                ("night", "At night"),
                                ("weekend", "At weekends"),
                                ("always", "Always"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="when",
                    ),
                ),
                ("when", models.CharField(blank=True, max_length=300, verbose_name="when, in their words")),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("violence", "People get hurt or threatened there"),
                                ("weapons", "People carry weapons there"),
                                ("adults", "There are adults to keep away from"),
                                ("groups", "There are groups to keep away from"),
                                ("unwanted", "Unwanted comments or touching"),
                                ("drugs", "Drugs or drinking"),
                                ("hate", "Racism or other hate"),
                                ("stopped", "Being stopped, searched or moved on"),
                                ("dark", "It is dark or empty"),
                                ("traffic", "Traffic, or the place itself"),
                                ("helpers", "There is an adult who helps"),
                                ("friends", "Friends or family are there"),
                                ("busy", "There is light, and people about"),
                                ("calm", "It is calm, and nobody bothers you"),
                                ("other", "Something else"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="why",
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=2000, verbose_name="why, in their words")),
                (
                    "points",
                    models.JSONField(
                        blank=True, null=True, validators=[cases.points.check_points], verbose_name="where on the map"
                    ),
                ),
            ],
            options={
                "verbose_name": "place or way on a safety map",
                "ordering": ["place", "created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="safety_map_feature_has_name",
                        violation_error_message="Say what they call it.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalLinkProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "To be looked at"),
                            ("accepted", "Linked"),
                            ("declined", "Not linked"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                ("decided_why", models.CharField(blank=True, max_length=500, verbose_name="why not")),
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
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.missingepisode",
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.returninterview",
                    ),
                ),
                (
                    "nrm",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.nrmreferral",
                    ),
                ),
                (
                    "on_map",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.safetymapfeature",
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
                (
                    "link",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="contexts.contextlink",
                    ),
                ),
                (
                    "decided_by",
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
                "verbose_name": "historical proposed link",
                "verbose_name_plural": "historical proposed links",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LinkProposal",
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
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_proposals",
                        to="cases.extrafamilialfactor",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_proposals",
                        to="cases.missingepisode",
                    ),
                ),
                (
                    "interview",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_proposals",
                        to="cases.returninterview",
                    ),
                ),
                (
                    "nrm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_proposals",
                        to="cases.nrmreferral",
                    ),
                ),
                (
                    "on_map",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_proposals",
                        to="cases.safetymapfeature",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="link_proposals", to="families.person"
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_proposals",
                        to="contexts.context",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "To be looked at"),
                            ("accepted", "Linked"),
                            ("declined", "Not linked"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="contexts.contextlink",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_why", models.CharField(blank=True, max_length=500, verbose_name="why not")),
            ],
            options={
                "verbose_name": "proposed link",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "waiting")),
                        fields=("factor", "episode", "interview", "nrm", "on_map", "child"),
                        name="one_waiting_proposal_a_child",
                        nulls_distinct=False,
                        violation_error_message="This link is proposed already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("episode__isnull", True),
                                ("factor__isnull", False),
                                ("interview__isnull", True),
                                ("nrm__isnull", True),
                                ("on_map__isnull", True),
                            ),
                            models.Q(
                                ("episode__isnull", False),
                                ("factor__isnull", True),
                                ("interview__isnull", True),
                                ("nrm__isnull", True),
                                ("on_map__isnull", True),
                            ),
                            models.Q(
                                ("episode__isnull", True),
                                ("factor__isnull", True),
                                ("interview__isnull", False),
                                ("nrm__isnull", True),
                                ("on_map__isnull", True),
                            ),
                            models.Q(
                                ("episode__isnull", True),
                                ("factor__isnull", True),
                                ("interview__isnull", True),
                                ("nrm__isnull", False),
                                ("on_map__isnull", True),
                            ),
                            models.Q(
                                ("episode__isnull", True),
                                ("factor__isnull", True),
                                ("interview__isnull", True),
                                ("nrm__isnull", True),
                                ("on_map__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_comes_from_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on", None), ("status", "waiting")),
                            models.Q(models.Q(("status", "waiting"), _negated=True), ("decided_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_answered_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("decided_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_declined_has_reason",
                        violation_error_message="Say why they are not linked.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "accepted"), ("link__isnull", False)),
                            models.Q(models.Q(("status", "accepted"), _negated=True), ("link", None)),
                            _connector="OR",
                        ),
                        name="proposal_accepted_has_link",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCaseBar",
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
                        to="cases.case",
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
            name="CaseBar",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="bars", to="cases.case"
                    ),
                ),
            ],
            options={
                "verbose_name": "bar",
                "ordering": ["-from_on", "-created_at"],
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("ended_on", None)), fields=["user"], name="casebar_standing")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("record", "user"),
                        name="one_standing_casebar",
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
                        name="casebar_asking_is_whole",
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
                        name="casebar_ends_after_asking",
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
                        name="casebar_is_ended_by_two",
                        violation_error_message="Another manager must confirm that it ends.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by", None), models.Q(("ended_by", models.F("user")), _negated=True), _connector="OR"
                        ),
                        name="casebar_is_ended_by_another",
                        violation_error_message="Nobody ends a bar on themselves.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseOpening",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
                "abstract": False,
                "indexes": [models.Index(fields=["user", "closes_at"], name="caseopening_until")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRestrictionReview",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("kept", "Kept"),
                            ("proposed", "Lifting proposed"),
                            ("agreed", "Lifted"),
                            ("refused", "Not lifted"),
                            ("taken_back", "Proposal taken back"),
                        ],
                        max_length=10,
                        verbose_name="what came of it",
                    ),
                ),
                ("why", models.TextField(max_length=2000, verbose_name="why")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                ("decided_why", models.TextField(blank=True, max_length=2000, verbose_name="the answer")),
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
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.family",
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
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
                "verbose_name": "historical review of a restriction",
                "verbose_name_plural": "historical review of a restrictions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="RestrictionReview",
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restriction_reviews",
                        to="families.person",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restriction_reviews",
                        to="families.family",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restriction_reviews",
                        to="contexts.context",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restriction_reviews",
                        to="cases.case",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("kept", "Kept"),
                            ("proposed", "Lifting proposed"),
                            ("agreed", "Lifted"),
                            ("refused", "Not lifted"),
                            ("taken_back", "Proposal taken back"),
                        ],
                        max_length=10,
                        verbose_name="what came of it",
                    ),
                ),
                ("why", models.TextField(max_length=2000, verbose_name="why")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                ("decided_why", models.TextField(blank=True, max_length=2000, verbose_name="the answer")),
            ],
            options={
                "verbose_name": "review of a restriction",
                "ordering": ["-created_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case", None), ("context", None), ("family", None), ("person__isnull", False)),
                            models.Q(("case", None), ("context", None), ("family__isnull", False), ("person", None)),
                            models.Q(("case", None), ("context__isnull", False), ("family", None), ("person", None)),
                            models.Q(("case__isnull", False), ("context", None), ("family", None), ("person", None)),
                            _connector="OR",
                        ),
                        name="review_of_one_restriction",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("person", "family", "context", "case"),
                        name="one_lifting_proposed",
                        nulls_distinct=False,
                        violation_error_message="Lifting this restriction is proposed already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_by", None),
                                ("decided_on", None),
                                ("decided_why", ""),
                                ("state__in", ["kept", "proposed"]),
                            ),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("state__in", ["agreed", "refused"]),
                                models.Q(("decided_why", ""), _negated=True),
                            ),
                            models.Q(
                                ("decided_by", models.F("created_by")),
                                ("decided_on__isnull", False),
                                ("state", "taken_back"),
                            ),
                            _connector="OR",
                        ),
                        name="lifting_answer_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", models.F("created_by")), ("state__in", ["agreed", "refused"]), _negated=True
                        ),
                        name="lifting_takes_two",
                        violation_error_message="Lifting takes two people. Somebody else has to answer this.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNoteRelease",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("left_out", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), editable=False)),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("happened", models.TextField(blank=True, max_length=20000, verbose_name="what happened")),
                ("said", models.TextField(blank=True, max_length=20000, verbose_name="what was said")),
                ("analysis", models.TextField(blank=True, max_length=20000, verbose_name="analysis: what it means")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                ("ended_why", models.TextField(blank=True, max_length=2000, verbose_name="why it was ended")),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector("title", config="english", weight="A"),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "happened", "said", "analysis", config="english"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
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
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="families.family",
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
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ended by",
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
                "verbose_name": "historical released version of a note",
                "verbose_name_plural": "historical released version of a notes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NoteRelease",
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
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="cases.casenote"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note_releases",
                        to="families.person",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note_releases",
                        to="families.family",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note_releases",
                        to="contexts.context",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note_releases",
                        to="cases.case",
                    ),
                ),
                ("left_out", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), editable=False)),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("happened", models.TextField(blank=True, max_length=20000, verbose_name="what happened")),
                ("said", models.TextField(blank=True, max_length=20000, verbose_name="what was said")),
                ("analysis", models.TextField(blank=True, max_length=20000, verbose_name="analysis: what it means")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ended by",
                    ),
                ),
                ("ended_why", models.TextField(blank=True, max_length=2000, verbose_name="why it was ended")),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector("title", config="english", weight="A"),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "happened", "said", "analysis", config="english"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "released version of a note",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("ended_on", None)), fields=["words"], name="release_words"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case", None), ("context", None), ("family", None), ("person__isnull", False)),
                            models.Q(("case", None), ("context", None), ("family__isnull", False), ("person", None)),
                            models.Q(("case", None), ("context__isnull", False), ("family", None), ("person", None)),
                            models.Q(("case__isnull", False), ("context", None), ("family", None), ("person", None)),
                            _connector="OR",
                        ),
                        name="release_for_one_restriction",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("note", "person", "family", "context", "case"),
                        name="one_release_a_restriction",
                        nulls_distinct=False,
                        violation_error_message="A version of this note is released already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("analysis", ""), ("happened", ""), ("said", ""), _negated=True),
                        name="release_says_something",
                        violation_error_message="Write what the other records keep of it, or hide it.",
                    ),
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
                        name="release_end_is_whole",
                    ),
                ],
            },
        ),
    ]
