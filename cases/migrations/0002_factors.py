import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.uuid
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import cs_casework.dates


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("contexts", "0001_initial"),
        ("families", "0001_initial"),
        ("reference", "0002_starting_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    "harm_types",
                    models.ManyToManyField(
                        related_name="factors", to="reference.harmtype", verbose_name="kinds of harm"
                    ),
                ),
            ],
            options={
                "verbose_name": "factor outside the family",
                "ordering": ["-seen_from", "-created_at"],
            },
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="cases.case"
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.casenote",
                    ),
                ),
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
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.extrafamilialfactor",
                    ),
                ),
            ],
            options={
                "verbose_name": "action",
                "ordering": ["due_on", "created_at"],
            },
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
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="taken out on")),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="factors", to="families.person"
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
            ],
            options={
                "verbose_name": "child of a factor",
                "ordering": ["created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAction",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
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
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
            name="HistoricalFactorChild",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="taken out on")),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
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
                        related_name="link_proposals",
                        to="cases.extrafamilialfactor",
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
            ],
            options={
                "verbose_name": "proposed link",
                "ordering": ["created_at", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="extrafamilialfactor",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen_to", None), ("seen_to__gte", models.F("seen_from")), _connector="OR"),
                name="factor_seen_until_after_it_began",
                violation_error_message="It was last seen before it was first seen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="extrafamilialfactor",
            constraint=models.CheckConstraint(
                condition=models.Q(("status_on__gte", models.F("seen_from"))),
                name="factor_status_after_it_began",
                violation_error_message="This is before it was first seen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="extrafamilialfactor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "ended"), models.Q(("ended_why", ""), _negated=True)),
                    models.Q(models.Q(("status", "ended"), _negated=True), ("ended_why", "")),
                    _connector="OR",
                ),
                name="factor_ended_has_reason",
                violation_error_message="Say why it ended.",
            ),
        ),
        migrations.AddConstraint(
            model_name="extrafamilialfactor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seen", ""), _negated=True),
                    models.Q(("seen_by", ""), _negated=True),
                    models.Q(("effect_on_child", ""), _negated=True),
                ),
                name="factor_says_what_is_seen",
                violation_error_message="Say what is seen, by whom, and what it does to the child.",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("finished_on", None)), fields=["owner", "due_on"], name="action_of_owner"
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agency", None), ("owner__isnull", False), ("owner_name", "")),
                    models.Q(
                        ("owner", None),
                        models.Q(
                            ("agency__isnull", False), models.Q(("owner_name", ""), _negated=True), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="action_is_somebodys",
                violation_error_message="Say who or which agency does it: a colleague, or somebody else.",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("what", ""), _negated=True), models.Q(("aimed_at", ""), _negated=True)),
                name="action_says_what",
                violation_error_message="Say what is to be done and what it is aimed at.",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("extended_why", ""), ("first_due_on", None)),
                    models.Q(("first_due_on__isnull", False), models.Q(("extended_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="action_extended_has_reason",
                violation_error_message="Say why there is more time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="factorchild",
            constraint=models.UniqueConstraint(
                fields=("factor", "child"),
                name="factor_child_once",
                violation_error_message="The factor is about this child already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "waiting")),
                fields=("factor", "child"),
                name="one_waiting_proposal_a_child",
                violation_error_message="This link is proposed already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_on", None), ("status", "waiting")),
                    models.Q(models.Q(("status", "waiting"), _negated=True), ("decided_on__isnull", False)),
                    _connector="OR",
                ),
                name="proposal_answered_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "declined"), _negated=True),
                    models.Q(("decided_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="proposal_declined_has_reason",
                violation_error_message="Say why they are not linked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "accepted"), ("link__isnull", False)),
                    models.Q(models.Q(("status", "accepted"), _negated=True), ("link", None)),
                    _connector="OR",
                ),
                name="proposal_accepted_has_link",
            ),
        ),
    ]
