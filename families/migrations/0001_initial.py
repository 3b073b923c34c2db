import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
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
        ("accounts", "__first__"),
        ("audit", "0003_append_only"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("confidential", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
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
                        db_default=cs_casework.audit.fields.Reference("PER", "person_reference"),
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                ("display_name", models.CharField(blank=True, editable=False, max_length=201, verbose_name="name")),
                (
                    "birth_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[cs_casework.dates.not_in_future],
                        verbose_name="date of birth",
                    ),
                ),
                ("birth_is_estimate", models.BooleanField(default=False, verbose_name="this date is an estimate")),
                ("expected_on", models.DateField(blank=True, null=True, verbose_name="expected date of birth")),
                (
                    "died_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[cs_casework.dates.not_in_future],
                        verbose_name="date of death",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[("M", "Male"), ("F", "Female"), ("U", "Not known")],
                        default="U",
                        max_length=1,
                        verbose_name="sex",
                    ),
                ),
                ("gender", models.CharField(blank=True, max_length=100, verbose_name="gender, in their own words")),
                (
                    "ethnicity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WBRI", "White British"),
                            ("WIRI", "White Irish"),
                            ("WIRT", "Traveller of Irish heritage"),
                            ("WOTH", "Any other White background"),
                            ("WROM", "Gypsy or Roma"),
                            ("MWBC", "White and Black Caribbean"),
                            ("MWBA", "White and Black African"),
                            ("MWAS", "White and Asian"),
                            ("MOTH", "Any other mixed background"),
                            ("AIND", "Indian"),
                            ("APKN", "Pakistani"),
                            ("ABAN", "Bangladeshi"),
                            ("CHNE", "Chinese"),
                            ("AOTH", "Any other Asian background"),
                            ("BCRB", "Black Caribbean"),
                            ("BAFR", "Black African"),
                            ("BOTH", "Any other Black background"),
                            ("OOTH", "Any other ethnic group"),
                            ("REFU", "Declined to say"),
                            ("NOBT", "Not yet obtained"),
                        ],
                        max_length=4,
                        verbose_name="ethnicity",
                    ),
                ),
                (
                    "disabilities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("NONE", "No disability"),
                                ("MOB", "Mobility"),
                                ("HAND", "Hand function"),
                                ("PC", "Personal care"),
                                ("INC", "Incontinence"),
                                ("COMM", "Communication"),
                                ("LD", "Learning"),
                                ("HEAR", "Hearing"),
                                ("VIS", "Vision"),
                                ("BEH", "Behaviour"),
                                ("CON", "Consciousness"),
                                ("AUT", "Autism, including Asperger syndrome"),
                                ("DDA", "Other disability under the Equality Act 2010"),
                            ],
                            max_length=4,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="disabilities",
                    ),
                ),
                (
                    "la_child_id",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9A-Za-z]+$", "Use letters and digits only, at most 20."
                            )
                        ],
                        verbose_name="LA child id",
                    ),
                ),
                (
                    "nhs_number",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[families.validators.nhs_number],
                        verbose_name="NHS number",
                    ),
                ),
                ("upn", models.CharField(blank=True, max_length=13, verbose_name="unique pupil number (UPN)")),
                (
                    "upn_unknown",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("UN1", "Not of school age, and no number given yet"),
                            ("UN2", "Has never attended a maintained school in England"),
                            ("UN3", "Educated outside England"),
                            ("UN4", "Newly known to the service, and the number is not known yet"),
                            ("UN5", "Sources disagree about the name or date of birth"),
                            ("UN6", "Not yet born"),
                            ("UN7", "Referral that ended in no further action"),
                        ],
                        max_length=3,
                        verbose_name="why the UPN is not known",
                    ),
                ),
                ("first_language", models.CharField(blank=True, max_length=80, verbose_name="first language")),
                ("needs_interpreter", models.BooleanField(blank=True, null=True, verbose_name="needs an interpreter")),
                (
                    "communication_needs",
                    models.TextField(blank=True, max_length=2000, verbose_name="communication needs"),
                ),
                ("school", models.CharField(blank=True, max_length=150, verbose_name="school, college or nursery")),
                (
                    "reach",
                    models.CharField(blank=True, max_length=300, verbose_name="telephone, and how to reach them"),
                ),
                (
                    "responsible_authority",
                    models.CharField(
                        blank=True,
                        help_text="Name of the council, where it is not ours",
                        max_length=150,
                        verbose_name="open to another council",
                    ),
                ),
                (
                    "elsewhere_contact",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="their worker there, and how to reach them"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="families.person",
                    ),
                ),
                ("merged_on", models.DateField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "person",
                "ordering": ["display_name", "reference"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("restricted_on__isnull", False)), fields=["id"], name="person_restricted"
                    ),
                    models.Index(fields=["birth_on"], name="person_born"),
                    models.Index(
                        condition=models.Q(("la_child_id", ""), _negated=True),
                        fields=["la_child_id"],
                        name="person_la_child_id",
                    ),
                    models.Index(
                        condition=models.Q(("nhs_number", ""), _negated=True),
                        fields=["nhs_number"],
                        name="person_nhs_number",
                    ),
                    models.Index(condition=models.Q(("upn", ""), _negated=True), fields=["upn"], name="person_upn"),
                    models.Index(fields=["display_name", "reference"], name="person_listed"),
                    models.Index(
                        condition=models.Q(("expected_on__isnull", False)),
                        fields=["expected_on"],
                        name="person_expected",
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
                        name="person_restriction_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("birth_on", None), ("expected_on", None), _connector="OR"),
                        name="person_born_or_expected",
                        violation_error_message="Give a date of birth or an expected date, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_on", None),
                            ("died_on", None),
                            ("died_on__gte", models.F("birth_on")),
                            _connector="OR",
                        ),
                        name="person_born_before_died",
                        violation_error_message="The date of death is before the date of birth.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into", None), ("merged_on", None)),
                            models.Q(("merged_into__isnull", False), ("merged_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="person_merge_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="person_merges_into_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Family",
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
                        db_default=cs_casework.audit.fields.Reference("FAM", "family_reference"),
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="family name")),
                (
                    "plain",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Plain(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on")),
                (
                    "joined_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined_families",
                        to="families.family",
                    ),
                ),
                ("joined_on", models.DateField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "family",
                "verbose_name_plural": "families",
                "ordering": ["name", "reference"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("restricted_on__isnull", False)), fields=["id"], name="family_restricted"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("plain"), name="gin_trgm_ops"),
                        name="family_trigrams",
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
                        name="family_restriction_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joined_into", None), ("joined_on", None)),
                            models.Q(("joined_into__isnull", False), ("joined_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="family_join_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("joined_into", models.F("id")), _negated=True), name="family_joins_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
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
                        db_default=cs_casework.audit.fields.Reference("PER", "person_reference"),
                        db_index=True,
                        editable=False,
                        max_length=20,
                        verbose_name="reference",
                    ),
                ),
                ("display_name", models.CharField(blank=True, editable=False, max_length=201, verbose_name="name")),
                (
                    "birth_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[cs_casework.dates.not_in_future],
                        verbose_name="date of birth",
                    ),
                ),
                ("birth_is_estimate", models.BooleanField(default=False, verbose_name="this date is an estimate")),
                ("expected_on", models.DateField(blank=True, null=True, verbose_name="expected date of birth")),
                (
                    "died_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[cs_casework.dates.not_in_future],
                        verbose_name="date of death",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[("M", "Male"), ("F", "Female"), ("U", "Not known")],
                        default="U",
                        max_length=1,
                        verbose_name="sex",
                    ),
                ),
                ("gender", models.CharField(blank=True, max_length=100, verbose_name="gender, in their own words")),
                (
                    "ethnicity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WBRI", "White British"),
                            ("WIRI", "White Irish"),
                            ("WIRT", "Traveller of Irish heritage"),
                            ("WOTH", "Any other White background"),
                            ("WROM", "Gypsy or Roma"),
                            ("MWBC", "White and Black Caribbean"),
                            ("MWBA", "White and Black African"),
                            ("MWAS", "White and Asian"),
                            ("MOTH", "Any other mixed background"),
                            ("AIND", "Indian"),
                            ("APKN", "Pakistani"),
                            ("ABAN", "Bangladeshi"),
                            ("CHNE", "Chinese"),
                            ("AOTH", "Any other Asian background"),
                            ("BCRB", "Black Caribbean"),
                            ("BAFR", "Black African"),
                            ("BOTH", "Any other Black background"),
                            ("OOTH", "Any other ethnic group"),
                            ("REFU", "Declined to say"),
                            ("NOBT", "Not yet obtained"),
                        ],
                        max_length=4,
                        verbose_name="ethnicity",
                    ),
                ),
                (
                    "disabilities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("NONE", "No disability"),
                                ("MOB", "Mobility"),
                                ("HAND", "Hand function"),
                                ("PC", "Personal care"),
                                ("INC", "Incontinence"),
                                ("COMM", "Communication"),
                                ("LD", "Learning"),
                                ("HEAR", "Hearing"),
                                ("VIS", "Vision"),
                                ("BEH", "Behaviour"),
                                ("CON", "Consciousness"),
                                ("AUT", "Autism, including Asperger syndrome"),
                                ("DDA", "Other disability under the Equality Act 2010"),
                            ],
                            max_length=4,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="disabilities",
                    ),
                ),
                (
                    "la_child_id",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9A-Za-z]+$", "Use letters and digits only, at most 20."
                            )
                        ],
                        verbose_name="LA child id",
                    ),
                ),
                (
                    "nhs_number",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[families.validators.nhs_number],
                        verbose_name="NHS number",
                    ),
                ),
                ("upn", models.CharField(blank=True, max_length=13, verbose_name="unique pupil number (UPN)")),
                (
                    "upn_unknown",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("UN1", "Not of school age, and no number given yet"),
                            ("UN2", "Has never attended a maintained school in England"),
                            ("UN3", "Educated outside England"),
                            ("UN4", "Newly known to the service, and the number is not known yet"),
                            ("UN5", "Sources disagree about the name or date of birth"),
                            ("UN6", "Not yet born"),
                            ("UN7", "Referral that ended in no further action"),
                        ],
                        max_length=3,
                        verbose_name="why the UPN is not known",
                    ),
                ),
                ("first_language", models.CharField(blank=True, max_length=80, verbose_name="first language")),
                ("needs_interpreter", models.BooleanField(blank=True, null=True, verbose_name="needs an interpreter")),
                (
                    "communication_needs",
                    models.TextField(blank=True, max_length=2000, verbose_name="communication needs"),
                ),
                ("school", models.CharField(blank=True, max_length=150, verbose_name="school, college or nursery")),
                (
                    "reach",
                    models.CharField(blank=True, max_length=300, verbose_name="telephone, and how to reach them"),
                ),
                (
                    "responsible_authority",
                    models.CharField(
                        blank=True,
                        help_text="Name of the council, where it is not ours",
                        max_length=150,
                        verbose_name="open to another council",
                    ),
                ),
                (
                    "elsewhere_contact",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="their worker there, and how to reach them"
                    ),
                ),
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
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
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
                "verbose_name": "historical person",
                "verbose_name_plural": "historical persons",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPersonGrant",
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
                "verbose_name": "historical person grant",
                "verbose_name_plural": "historical person grants",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PersonGrant",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="families.person"
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
                        name="persongrant_end_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="persongrant_is_for_a_reason"
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
                        name="persongrant_ends_in_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPersonName",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "Name"),
                            ("known_as", "Known as"),
                            ("former", "Former name"),
                            ("alias", "Also uses"),
                        ],
                        default="name",
                        max_length=10,
                        verbose_name="kind of name",
                    ),
                ),
                ("given", models.CharField(blank=True, max_length=100, verbose_name="first names")),
                ("family", models.CharField(blank=True, max_length=100, verbose_name="last name")),
                (
                    "plain",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Plain(
                            django.db.models.functions.text.Concat(
                                models.F("given"), models.Value(" "), models.F("family")
                            )
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "sound_given",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Sound(models.F("given")),
                        output_field=models.CharField(max_length=20),
                    ),
                ),
                (
                    "sound_family",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Sound(models.F("family")),
                        output_field=models.CharField(max_length=20),
                    ),
                ),
                (
                    "sounds",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Sounds(
                            django.db.models.functions.text.Concat(
                                models.F("given"), models.Value(" "), models.F("family")
                            )
                        ),
                        output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField()),
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
                "verbose_name": "historical name",
                "verbose_name_plural": "historical names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PersonName",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="names", to="families.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "Name"),
                            ("known_as", "Known as"),
                            ("former", "Former name"),
                            ("alias", "Also uses"),
                        ],
                        default="name",
                        max_length=10,
                        verbose_name="kind of name",
                    ),
                ),
                ("given", models.CharField(blank=True, max_length=100, verbose_name="first names")),
                ("family", models.CharField(blank=True, max_length=100, verbose_name="last name")),
                (
                    "plain",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Plain(
                            django.db.models.functions.text.Concat(
                                models.F("given"), models.Value(" "), models.F("family")
                            )
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "sound_given",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Sound(models.F("given")),
                        output_field=models.CharField(max_length=20),
                    ),
                ),
                (
                    "sound_family",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Sound(models.F("family")),
                        output_field=models.CharField(max_length=20),
                    ),
                ),
                (
                    "sounds",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Sounds(
                            django.db.models.functions.text.Concat(
                                models.F("given"), models.Value(" "), models.F("family")
                            )
                        ),
                        output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField()),
                    ),
                ),
            ],
            options={
                "verbose_name": "name",
                "ordering": ["-created_at"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("plain"), name="gin_trgm_ops"),
                        name="name_trigrams",
                    ),
                    models.Index(fields=["sound_family", "sound_given"], name="name_sounds"),
                    django.contrib.postgres.indexes.GinIndex(fields=["sounds"], name="name_sounds_any"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("family", ""), ("given", ""), _negated=True),
                        name="name_is_not_empty",
                        violation_error_message="Enter a first name or a last name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPossibleDuplicate",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("why", models.CharField(max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "To settle"),
                            ("different", "Two different people"),
                            ("same", "The same person, to be merged"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True)),
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
                    "other",
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
                "verbose_name": "historical possible duplicate",
                "verbose_name_plural": "historical possible duplicates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PossibleDuplicate",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="possible_duplicates",
                        to="families.person",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="possible_duplicates_of",
                        to="families.person",
                    ),
                ),
                ("why", models.CharField(max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "To settle"),
                            ("different", "Two different people"),
                            ("same", "The same person, to be merged"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "other"), name="one_task_a_pair"),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("other")), _negated=True), name="duplicate_of_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFamily",
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
                        db_default=cs_casework.audit.fields.Reference("FAM", "family_reference"),
                        db_index=True,
                        editable=False,
                        max_length=20,
                        verbose_name="reference",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="family name")),
                (
                    "plain",
                    models.GeneratedField(
                        db_persist=True,
                        expression=cs_casework.audit.fields.Plain(models.F("name")),
                        output_field=models.TextField(),
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on")),
                ("joined_on", models.DateField(blank=True, editable=False, null=True)),
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
                    "joined_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
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
                "verbose_name": "historical family",
                "verbose_name_plural": "historical families",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFamilyGrant",
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
                "verbose_name": "historical family grant",
                "verbose_name_plural": "historical family grants",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FamilyGrant",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="families.family"
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
                        name="familygrant_end_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="familygrant_is_for_a_reason"
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
                        name="familygrant_ends_in_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFamilyMembership",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("kin", "Family member"), ("placement", "Placed here or caring for a placed child")],
                        default="kin",
                        max_length=10,
                        verbose_name="how they belong",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("child", "Child"),
                            ("mother", "Mother"),
                            ("father", "Father"),
                            ("step_parent", "Step-parent or parent's partner"),
                            ("grandparent", "Grandparent"),
                            ("other_kin", "Other relative"),
                            ("carer", "Carer"),
                            ("placed_child", "Placed child"),
                            ("other", "Other member of the household"),
                        ],
                        max_length=20,
                        verbose_name="part in the family",
                    ),
                ),
                (
                    "from_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="from"
                    ),
                ),
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
                "verbose_name": "historical family member",
                "verbose_name_plural": "historical family members",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FamilyMembership",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="families.person"
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="families.family"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("kin", "Family member"), ("placement", "Placed here or caring for a placed child")],
                        default="kin",
                        max_length=10,
                        verbose_name="how they belong",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("child", "Child"),
                            ("mother", "Mother"),
                            ("father", "Father"),
                            ("step_parent", "Step-parent or parent's partner"),
                            ("grandparent", "Grandparent"),
                            ("other_kin", "Other relative"),
                            ("carer", "Carer"),
                            ("placed_child", "Placed child"),
                            ("other", "Other member of the household"),
                        ],
                        max_length=20,
                        verbose_name="part in the family",
                    ),
                ),
                (
                    "from_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="from"
                    ),
                ),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="why it ended")),
            ],
            options={
                "verbose_name": "family member",
                "ordering": ["part", "person__birth_on"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("person", "family"),
                        name="one_current_membership",
                        violation_error_message="This person is a member of the family already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", None), ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="membership_ends_after_it_began",
                        violation_error_message="It ends before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_why", ""), ("to_on", None)),
                            models.Q(("to_on__isnull", False), models.Q(("ended_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="membership_ends_with_reason",
                        violation_error_message="An end needs both a date and a reason.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFamiliesApart",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="how you know")),
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
                    "other",
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
                "verbose_name": "historical two families that are not one",
                "verbose_name_plural": "historical two families that are not ones",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FamiliesApart",
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
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="apart_from", to="families.family"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="apart_from_these",
                        to="families.family",
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="how you know")),
            ],
            options={
                "verbose_name": "two families that are not one",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("family", "other"),
                        name="families_apart_once",
                        violation_error_message="This has been recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("family", models.F("other")), _negated=True), name="families_apart_are_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRelationship",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("parent", "parent of"),
                            ("step_parent", "step-parent of"),
                            ("grandparent", "grandparent of"),
                            ("sibling", "brother or sister of"),
                            ("half_sibling", "half-brother or half-sister of"),
                            ("aunt_uncle", "aunt or uncle of"),
                            ("cousin", "cousin of"),
                            ("partner", "partner of"),
                            ("former_partner", "former partner of"),
                            ("other_kin", "other relative of"),
                            ("foster_carer", "foster carer of"),
                            ("friend", "friend of"),
                            ("acquaintance", "knows"),
                            ("other", "in another way connected to"),
                        ],
                        max_length=20,
                        verbose_name="relationship",
                    ),
                ),
                (
                    "parental_responsibility",
                    models.BooleanField(blank=True, null=True, verbose_name="has parental responsibility"),
                ),
                ("informal_carer", models.BooleanField(default=False, verbose_name="cares for them informally")),
                (
                    "from_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="from"
                    ),
                ),
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
                    "other",
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
                "verbose_name": "historical relationship",
                "verbose_name_plural": "historical relationships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Relationship",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="relationships", to="families.person"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relationships_to",
                        to="families.person",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("parent", "parent of"),
                            ("step_parent", "step-parent of"),
                            ("grandparent", "grandparent of"),
                            ("sibling", "brother or sister of"),
                            ("half_sibling", "half-brother or half-sister of"),
                            ("aunt_uncle", "aunt or uncle of"),
                            ("cousin", "cousin of"),
                            ("partner", "partner of"),
                            ("former_partner", "former partner of"),
                            ("other_kin", "other relative of"),
                            ("foster_carer", "foster carer of"),
                            ("friend", "friend of"),
                            ("acquaintance", "knows"),
                            ("other", "in another way connected to"),
                        ],
                        max_length=20,
                        verbose_name="relationship",
                    ),
                ),
                (
                    "parental_responsibility",
                    models.BooleanField(blank=True, null=True, verbose_name="has parental responsibility"),
                ),
                ("informal_carer", models.BooleanField(default=False, verbose_name="cares for them informally")),
                (
                    "from_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="from"
                    ),
                ),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "relationship",
                "ordering": ["kind", "created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("other")), _negated=True),
                        name="related_to_someone_else",
                        violation_error_message="A person cannot be related to themselves.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", None), ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="relationship_ends_after_it_began",
                        violation_error_message="It ends before it begins.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("person", "other", "kind"),
                        name="one_current_relationship",
                        violation_error_message="This relationship is recorded already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNotRelated",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="how you know")),
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
                    "other",
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
                "verbose_name": "historical two people who are not related",
                "verbose_name_plural": "historical two people who are not relateds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NotRelated",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="not_related_to", to="families.person"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="not_related_to_these",
                        to="families.person",
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="how you know")),
            ],
            options={
                "verbose_name": "two people who are not related",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Least("person", "other"),
                        django.db.models.functions.comparison.Greatest("person", "other"),
                        name="not_related_once",
                        violation_error_message="This has been recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("other")), _negated=True), name="not_related_are_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAddress",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("lines", models.CharField(max_length=300, verbose_name="address")),
                (
                    "postcode",
                    models.CharField(
                        blank=True, max_length=8, validators=[families.validators.postcode], verbose_name="postcode"
                    ),
                ),
                (
                    "is_protected",
                    models.BooleanField(default=False, verbose_name="protected: keep it off every list and map"),
                ),
                (
                    "from_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="from"
                    ),
                ),
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
                "verbose_name": "historical address",
                "verbose_name_plural": "historical addresss",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Address",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="addresses", to="families.person"
                    ),
                ),
                ("lines", models.CharField(max_length=300, verbose_name="address")),
                (
                    "postcode",
                    models.CharField(
                        blank=True, max_length=8, validators=[families.validators.postcode], verbose_name="postcode"
                    ),
                ),
                (
                    "is_protected",
                    models.BooleanField(default=False, verbose_name="protected: keep it off every list and map"),
                ),
                (
                    "from_on",
                    models.DateField(
                        blank=True, null=True, validators=[cs_casework.dates.not_in_future], verbose_name="from"
                    ),
                ),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "address",
                "ordering": [
                    models.OrderBy(models.F("to_on"), descending=True, nulls_first=True),
                    models.OrderBy(models.F("from_on"), descending=True, nulls_last=True),
                ],
                "indexes": [models.Index(fields=["postcode"], name="address_postcode")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on", None), ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="address_ends_after_it_began",
                        violation_error_message="It ends before it begins.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPersonBar",
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
                "verbose_name": "historical bar",
                "verbose_name_plural": "historical bars",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PersonBar",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="bars", to="families.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "bar",
                "ordering": ["-from_on", "-created_at"],
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("ended_on", None)), fields=["user"], name="personbar_standing")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("record", "user"),
                        name="one_standing_personbar",
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
                        name="personbar_asking_is_whole",
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
                        name="personbar_ends_after_asking",
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
                        name="personbar_is_ended_by_two",
                        violation_error_message="Another manager must confirm that it ends.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by", None), models.Q(("ended_by", models.F("user")), _negated=True), _connector="OR"
                        ),
                        name="personbar_is_ended_by_another",
                        violation_error_message="Nobody ends a bar on themselves.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonOpening",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="families.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
                "abstract": False,
                "indexes": [models.Index(fields=["user", "closes_at"], name="personopening_until")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFamilyBar",
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
                "verbose_name": "historical bar",
                "verbose_name_plural": "historical bars",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FamilyBar",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="bars", to="families.family"
                    ),
                ),
            ],
            options={
                "verbose_name": "bar",
                "ordering": ["-from_on", "-created_at"],
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("ended_on", None)), fields=["user"], name="familybar_standing")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("record", "user"),
                        name="one_standing_familybar",
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
                        name="familybar_asking_is_whole",
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
                        name="familybar_ends_after_asking",
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
                        name="familybar_is_ended_by_two",
                        violation_error_message="Another manager must confirm that it ends.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by", None), models.Q(("ended_by", models.F("user")), _negated=True), _connector="OR"
                        ),
                        name="familybar_is_ended_by_another",
                        violation_error_message="Nobody ends a bar on themselves.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyOpening",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="families.family"
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
                "abstract": False,
                "indexes": [models.Index(fields=["user", "closes_at"], name="familyopening_until")],
            },
        ),
    ]
