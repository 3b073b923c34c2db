import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.uuid
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import cs_casework.audit.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("cases", "0001_initial"),
        ("contexts", "0001_initial"),
        ("families", "0001_initial"),
        ("referrals", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            sql="CREATE SEQUENCE access_reference",
            reverse_sql="DROP SEQUENCE access_reference",
        ),
        migrations.CreateModel(
            name="AccessRequest",
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
                        db_default=cs_casework.audit.fields.Reference("SAR", "access_reference"),
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access_requests",
                        to="families.person",
                    ),
                ),
                ("asked_by", models.CharField(max_length=200, verbose_name="who asks")),
                ("asks_as", models.CharField(max_length=200, verbose_name="as what")),
                ("identity", models.CharField(max_length=300, verbose_name="how it was made sure who they are")),
                ("received_on", models.DateField(verbose_name="received on")),
                ("due_on", models.DateField(verbose_name="due by")),
                ("extended_why", models.TextField(blank=True, max_length=1000, verbose_name="why it takes longer")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("gathering", "Being gathered"),
                            ("deciding", "Being decided"),
                            ("checking", "Waits for a second person"),
                            ("checked", "Checked"),
                            ("given", "Given"),
                            ("ended", "Ended without a pack"),
                        ],
                        default="gathering",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("submitted_on", models.DateField(blank=True, null=True)),
                ("returned_why", models.TextField(blank=True, max_length=1000, verbose_name="why it went back")),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("given_on", models.DateField(blank=True, null=True)),
                ("ended_why", models.TextField(blank=True, max_length=1000, verbose_name="why no pack is given")),
            ],
            options={
                "verbose_name": "request to see a record",
                "ordering": ["due_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["gathering", "deciding", "checking"])),
                        fields=("person",),
                        name="one_pack_in_the_making_a_person",
                        violation_error_message="A pack for this person is being made already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by", None),
                            models.Q(("checked_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="access_checked_by_another",
                        violation_error_message="Somebody else than who prepared it has to check it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("checked_by__isnull", False),
                                ("checked_on__isnull", False),
                                ("status__in", ["checked", "given"]),
                            ),
                            models.Q(
                                models.Q(("status__in", ["checked", "given"]), _negated=True),
                                ("checked_by", None),
                                ("checked_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="access_checked_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "ended"), models.Q(("ended_why", ""), _negated=True)),
                            models.Q(models.Q(("status", "ended"), _negated=True), ("ended_why", "")),
                            _connector="OR",
                        ),
                        name="access_ended_says_why",
                        violation_error_message="Say why no pack is given.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessItem",
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="keeping.accessrequest"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=40)),
                ("row", models.UUIDField()),
                ("day", models.DateField(null=True)),
                ("heading", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                ("is_gathered", models.BooleanField(default=False)),
                ("is_shared", models.BooleanField(default=False)),
                ("shows_whole", models.BooleanField(default=True)),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("left_out_why", models.TextField(blank=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "source", "row"), name="item_once_a_pack"),
                    models.UniqueConstraint(fields=("request", "number"), name="item_has_its_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAccessRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "reference",
                    models.CharField(
                        db_default=cs_casework.audit.fields.Reference("SAR", "access_reference"),
                        db_index=True,
                        editable=False,
                        max_length=20,
                        verbose_name="reference",
                    ),
                ),
                ("asked_by", models.CharField(max_length=200, verbose_name="who asks")),
                ("asks_as", models.CharField(max_length=200, verbose_name="as what")),
                ("identity", models.CharField(max_length=300, verbose_name="how it was made sure who they are")),
                ("received_on", models.DateField(verbose_name="received on")),
                ("due_on", models.DateField(verbose_name="due by")),
                ("extended_why", models.TextField(blank=True, max_length=1000, verbose_name="why it takes longer")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("gathering", "Being gathered"),
                            ("deciding", "Being decided"),
                            ("checking", "Waits for a second person"),
                            ("checked", "Checked"),
                            ("given", "Given"),
                            ("ended", "Ended without a pack"),
                        ],
                        default="gathering",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("submitted_on", models.DateField(blank=True, null=True)),
                ("returned_why", models.TextField(blank=True, max_length=1000, verbose_name="why it went back")),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("given_on", models.DateField(blank=True, null=True)),
                ("ended_why", models.TextField(blank=True, max_length=1000, verbose_name="why no pack is given")),
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
                    "submitted_by",
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
                    "checked_by",
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
                "verbose_name": "historical request to see a record",
                "verbose_name_plural": "historical request to see a records",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLegalHold",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("reason", models.TextField(max_length=1000, verbose_name="why it is held")),
                ("review_due", models.DateField(verbose_name="to be looked at again by")),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ended on")),
                ("ended_why", models.TextField(blank=True, max_length=1000, verbose_name="why it ended")),
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
                "verbose_name": "historical legal hold",
                "verbose_name_plural": "historical legal holds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRetentionRule",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("looked_after_died", "Child who was looked after and died before 18"),
                            ("looked_after", "Child who was ever looked after"),
                            ("child_protection", "Child who ever had a child protection plan"),
                            ("open_before", "Child who was open to the service otherwise"),
                            ("known", "Person who was never open to the service"),
                            ("peer_group", "Peer group"),
                            ("context", "Place, school or other context"),
                            ("contact", "Contact that stands on nobody’s record"),
                        ],
                        db_index=True,
                        editable=False,
                        max_length=20,
                        verbose_name="for",
                    ),
                ),
                (
                    "counts_from",
                    models.CharField(
                        choices=[
                            ("birth", "their birth"),
                            ("death", "their death"),
                            ("closed", "the end of their last time open to the service"),
                            ("recorded", "the last contact about them, or the day they were recorded"),
                            ("lapsed", "the day its last link lapsed or ended, or its last case closed"),
                            ("decided", "its decision, or the day it was received"),
                        ],
                        max_length=10,
                        verbose_name="counted from",
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="for how many months")),
                ("source", models.TextField(max_length=1000, verbose_name="legal basis or source")),
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
                "verbose_name": "historical retention rule",
                "verbose_name_plural": "historical retention rules",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LegalHold",
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
                        related_name="legal_holds",
                        to="families.person",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_holds",
                        to="families.family",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_holds",
                        to="contexts.context",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_holds",
                        to="cases.case",
                    ),
                ),
                ("reason", models.TextField(max_length=1000, verbose_name="why it is held")),
                ("review_due", models.DateField(verbose_name="to be looked at again by")),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ended on")),
                ("ended_why", models.TextField(blank=True, max_length=1000, verbose_name="why it ended")),
            ],
            options={
                "verbose_name": "legal hold",
                "ordering": ["review_due", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("case__isnull", True),
                                ("context__isnull", True),
                                ("family__isnull", True),
                                ("person__isnull", False),
                            ),
                            models.Q(
                                ("case__isnull", True),
                                ("context__isnull", True),
                                ("family__isnull", False),
                                ("person__isnull", True),
                            ),
                            models.Q(
                                ("case__isnull", True),
                                ("context__isnull", False),
                                ("family__isnull", True),
                                ("person__isnull", True),
                            ),
                            models.Q(
                                ("case__isnull", False),
                                ("context__isnull", True),
                                ("family__isnull", True),
                                ("person__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="hold_is_on_one_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="hold_says_why",
                        violation_error_message="Say why the record is held.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on", None), ("ended_why", "")),
                            models.Q(("ended_on__isnull", False), models.Q(("ended_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="hold_ended_says_why",
                        violation_error_message="Say why the hold ends.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionRule",
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
                            ("looked_after_died", "Child who was looked after and died before 18"),
                            ("looked_after", "Child who was ever looked after"),
                            ("child_protection", "Child who ever had a child protection plan"),
                            ("open_before", "Child who was open to the service otherwise"),
                            ("known", "Person who was never open to the service"),
                            ("peer_group", "Peer group"),
                            ("context", "Place, school or other context"),
                            ("contact", "Contact that stands on nobody’s record"),
                        ],
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="for",
                    ),
                ),
                (
                    "counts_from",
                    models.CharField(
                        choices=[
                            ("birth", "their birth"),
                            ("death", "their death"),
                            ("closed", "the end of their last time open to the service"),
                            ("recorded", "the last contact about them, or the day they were recorded"),
                            ("lapsed", "the day its last link lapsed or ended, or its last case closed"),
                            ("decided", "its decision, or the day it was received"),
                        ],
                        max_length=10,
                        verbose_name="counted from",
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="for how many months")),
                ("source", models.TextField(max_length=1000, verbose_name="legal basis or source")),
            ],
            options={
                "verbose_name": "retention rule",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 1200)),
                        name="retention_is_some_time",
                        violation_error_message="A record is kept between one month and 100 years.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="retention_has_a_source",
                        violation_error_message="Say on what ground it is kept for so long.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disposal",
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
                        related_name="disposals",
                        to="families.person",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disposals",
                        to="contexts.context",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disposals",
                        to="referrals.referral",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disposals",
                        to="keeping.retentionrule",
                    ),
                ),
                ("rule_words", models.CharField(max_length=200, verbose_name="rule")),
                ("due_on", models.DateField(verbose_name="due since")),
                (
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("agreed", "Disposed of"), ("declined", "Declined")],
                        default="proposed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
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
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                ("decided_why", models.TextField(blank=True, max_length=1000, verbose_name="why it is declined")),
            ],
            options={
                "verbose_name": "disposal",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("context__isnull", True), ("person__isnull", False), ("referral__isnull", True)),
                            models.Q(("context__isnull", False), ("person__isnull", True), ("referral__isnull", True)),
                            models.Q(("context__isnull", True), ("person__isnull", True), ("referral__isnull", False)),
                            _connector="OR",
                        ),
                        name="disposal_of_one_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("decided_on", None), ("status", "proposed")),
                            models.Q(
                                models.Q(("status", "proposed"), _negated=True),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="disposal_decided_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "agreed"), _negated=True),
                            models.Q(("decided_by", models.F("created_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="disposal_is_agreed_by_another",
                        violation_error_message="Somebody else than who proposed it has to agree.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), models.Q(("decided_why", ""), _negated=True)),
                            models.Q(models.Q(("status", "declined"), _negated=True), ("decided_why", "")),
                            _connector="OR",
                        ),
                        name="disposal_declined_says_why",
                        violation_error_message="Say why it is not disposed of.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "agreed"])),
                        fields=("person",),
                        name="one_standing_disposal_a_person",
                        violation_error_message="It is proposed already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "agreed"])),
                        fields=("context",),
                        name="one_standing_disposal_a_context",
                        violation_error_message="It is proposed already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "agreed"])),
                        fields=("referral",),
                        name="one_standing_disposal_a_referral",
                        violation_error_message="It is proposed already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
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
                    "disposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="certificate", to="keeping.disposal"
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("reference", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=20)),
                ("rule_words", models.CharField(max_length=200)),
                ("due_on", models.DateField()),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("rows", models.PositiveIntegerField()),
                ("versions", models.PositiveIntegerField()),
                ("logged", models.PositiveIntegerField()),
                ("files", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDisposal",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("rule_words", models.CharField(max_length=200, verbose_name="rule")),
                ("due_on", models.DateField(verbose_name="due since")),
                (
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("agreed", "Disposed of"), ("declined", "Declined")],
                        default="proposed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                ("decided_why", models.TextField(blank=True, max_length=1000, verbose_name="why it is declined")),
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
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="referrals.referral",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="keeping.retentionrule",
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
                "verbose_name": "historical disposal",
                "verbose_name_plural": "historical disposals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="AccessMask",
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="masks", to="keeping.accessitem"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("word", models.CharField(max_length=300)),
                ("plain", models.CharField(max_length=300)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("record", "Name of somebody on record"),
                            ("alike", "Nearly such a name"),
                            ("marked", "Marked by staff"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("", "To decide"), ("mask", "Mask"), ("keep", "Keep")],
                        default="",
                        max_length=4,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["item", "start"],
                "indexes": [models.Index(fields=["item", "plain"], name="mask_of_word")],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "start", "end"), name="mask_once"),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="mask_covers_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("decision", "")),
                            models.Q(
                                models.Q(("decision", ""), _negated=True),
                                models.Q(("why", ""), _negated=True),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="mask_decided_says_why",
                        violation_error_message="Say why.",
                    ),
                ],
            },
        ),
    ]
