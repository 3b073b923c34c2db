import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.functions.uuid
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import cs_casework.audit.fields
import cs_casework.dates
import cs_casework.files.storage
import families.validators
import referrals.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("cases", "0001_initial"),
        ("contexts", "0001_initial"),
        ("families", "0001_initial"),
        ("reference", "0002_starting_lists"),
    ]

    operations = [
        migrations.RunSQL(
            sql="\nCREATE FUNCTION casework_year_reference(prefix text, sequence text) RETURNS text\nLANGUAGE sql VOLATILE AS $$\n    SELECT prefix || '-' || to_char(now() AT TIME ZONE 'Europe/London', 'YYYY') || '-'\n        || CASE WHEN number < 100000 THEN lpad(number::text, 5, '0') ELSE number::text END\n    FROM nextval(sequence::regclass) AS number\n$$\n",
            reverse_sql="DROP FUNCTION casework_year_reference(text, text)",
        ),
        migrations.RunSQL(
            sql="CREATE SEQUENCE referral_reference",
            reverse_sql="DROP SEQUENCE referral_reference",
        ),
        migrations.CreateModel(
            name="HistoricalReferral",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "reference",
                    models.CharField(
                        db_default=referrals.fields.YearReference("REF", "referral_reference"),
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
                            ("taking", "Being taken"),
                            ("submitted", "To be decided"),
                            ("screening", "Being screened"),
                            ("decided", "Decided"),
                            ("withdrawn", "Taken in error"),
                        ],
                        default="taking",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "By phone"),
                            ("email", "By e-mail"),
                            ("letter", "By letter or form"),
                            ("in_person", "In person"),
                            ("meeting", "At a meeting"),
                            ("other", "Another way"),
                        ],
                        max_length=10,
                        verbose_name="how it came",
                    ),
                ),
                (
                    "danger",
                    models.CharField(
                        choices=[("yes", "Yes, a child is in danger now"), ("no", "No"), ("not_known", "Not known")],
                        max_length=10,
                        verbose_name="immediate danger",
                    ),
                ),
                (
                    "emergency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("called", "999 has been called by the caller or by me"),
                            ("not_needed", "The duty social worker says that it is not needed"),
                            ("on_scene", "The emergency services are there already"),
                        ],
                        max_length=10,
                        verbose_name="emergency services",
                    ),
                ),
                ("handed_to", models.CharField(blank=True, max_length=150, verbose_name="handed to")),
                ("handed_at", models.DateTimeField(blank=True, null=True, verbose_name="handed over")),
                (
                    "is_consultation",
                    models.BooleanField(default=False, verbose_name="a professional’s question without names"),
                ),
                (
                    "is_anonymous",
                    models.BooleanField(default=False, verbose_name="the referrer does not give their name"),
                ),
                (
                    "keeps_name_from_family",
                    models.BooleanField(default=False, verbose_name="keep the referrer’s name from the family"),
                ),
                ("referrer_name", models.CharField(blank=True, max_length=150, verbose_name="referrer’s name")),
                (
                    "referrer_role",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="referrer’s job, or who they are to the child"
                    ),
                ),
                (
                    "referrer_contact",
                    models.CharField(blank=True, max_length=300, verbose_name="how to reach the referrer"),
                ),
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
                        verbose_name="counts in the census as",
                    ),
                ),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("children", "A child, or several"),
                                ("context", "A place, a group or an online space"),
                                ("relationship", "A relationship between people, at least one of them a child"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="what it is about",
                    ),
                ),
                (
                    "worry",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="the worry, in the referrer’s own words"
                    ),
                ),
                (
                    "strengths",
                    models.TextField(blank=True, max_length=5000, verbose_name="what is going well, and who helps"),
                ),
                (
                    "support_sought",
                    models.TextField(blank=True, max_length=2000, verbose_name="what the referrer hopes for"),
                ),
                (
                    "done_already",
                    models.TextField(blank=True, max_length=2000, verbose_name="what has been done already"),
                ),
                (
                    "peers",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("said", "Yes, this was said"),
                            ("none_known", "None known"),
                            ("not_asked", "Not asked"),
                        ],
                        max_length=10,
                        verbose_name="friends and peers",
                    ),
                ),
                (
                    "peers_said",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was said about friends and peers"),
                ),
                (
                    "school",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("said", "Yes, this was said"),
                            ("none_known", "None known"),
                            ("not_asked", "Not asked"),
                        ],
                        max_length=10,
                        verbose_name="school, college or training",
                    ),
                ),
                (
                    "school_said",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was said about school"),
                ),
                (
                    "neighbourhood",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("said", "Yes, this was said"),
                            ("none_known", "None known"),
                            ("not_asked", "Not asked"),
                        ],
                        max_length=10,
                        verbose_name="neighbourhood, places and travel",
                    ),
                ),
                (
                    "neighbourhood_said",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was said about places"),
                ),
                (
                    "online",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("said", "Yes, this was said"),
                            ("none_known", "None known"),
                            ("not_asked", "Not asked"),
                        ],
                        max_length=10,
                        verbose_name="online",
                    ),
                ),
                (
                    "online_said",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was said about life online"),
                ),
                (
                    "child_knows",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not_asked", "Not asked")],
                        max_length=10,
                        verbose_name="does the child know?",
                    ),
                ),
                (
                    "parents_know",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not_asked", "Not asked")],
                        max_length=10,
                        verbose_name="do the parents know?",
                    ),
                ),
                (
                    "agreement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agree", "They agree"),
                            ("disagree", "They do not agree"),
                            ("mixed", "Some do, some do not"),
                            ("not_asked", "Not asked"),
                        ],
                        max_length=10,
                        verbose_name="do they agree?",
                    ),
                ),
                (
                    "why_not_asked",
                    models.TextField(blank=True, max_length=2000, verbose_name="why they have not been asked"),
                ),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="submitted")),
                ("decision_due", models.DateField(editable=False, verbose_name="decision due")),
                (
                    "due_extended_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why the deadline was extended"),
                ),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="decided")),
                ("accepted_on", models.DateField(blank=True, editable=False, null=True, verbose_name="referral date")),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="referrer told on")),
                (
                    "told_how",
                    models.CharField(blank=True, max_length=300, verbose_name="how the referrer was told, and what"),
                ),
                (
                    "withdrawn_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was taken in error"),
                ),
                ("loaded_as", models.CharField(blank=True, editable=False, max_length=64)),
                ("disposed_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            "worry",
                            "strengths",
                            "peers_said",
                            "school_said",
                            "neighbourhood_said",
                            "online_said",
                            config="english",
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
                    "taker",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken by",
                    ),
                ),
                (
                    "handed_by",
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
                    "told_by",
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
                "verbose_name": "historical contact",
                "verbose_name_plural": "historical contacts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Referral",
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
                        db_default=referrals.fields.YearReference("REF", "referral_reference"),
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("taking", "Being taken"),
                            ("submitted", "To be decided"),
                            ("screening", "Being screened"),
                            ("decided", "Decided"),
                            ("withdrawn", "Taken in error"),
                        ],
                        default="taking",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taking",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken by",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "By phone"),
                            ("email", "By e-mail"),
                            ("letter", "By letter or form"),
                            ("in_person", "In person"),
                            ("meeting", "At a meeting"),
                            ("other", "Another way"),
                        ],
                        max_length=10,
                        verbose_name="how it came",
                    ),
                ),
                (
                    "danger",
                    models.CharField(
                        choices=[("yes", "Yes, a child is in danger now"), ("no", "No"), ("not_known", "Not known")],
                        max_length=10,
                        verbose_name="immediate danger",
                    ),
                ),
                (
                    "emergency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("called", "999 has been called by the caller or by me"),
                            ("not_needed", "The duty social worker says that it is not needed"),
                            ("on_scene", "The emergency services are there already"),
                        ],
                        max_length=10,
                        verbose_name="emergency services",
                    ),
                ),
                ("handed_to", models.CharField(blank=True, max_length=150, verbose_name="handed to")),
                ("handed_at", models.DateTimeField(blank=True, null=True, verbose_name="handed over")),
                (
                    "handed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "is_consultation",
                    models.BooleanField(default=False, verbose_name="a professional’s question without names"),
                ),
                (
                    "is_anonymous",
                    models.BooleanField(default=False, verbose_name="the referrer does not give their name"),
                ),
                (
                    "keeps_name_from_family",
                    models.BooleanField(default=False, verbose_name="keep the referrer’s name from the family"),
                ),
                ("referrer_name", models.CharField(blank=True, max_length=150, verbose_name="referrer’s name")),
                (
                    "referrer_role",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="referrer’s job, or who they are to the child"
                    ),
                ),
                (
                    "referrer_contact",
                    models.CharField(blank=True, max_length=300, verbose_name="how to reach the referrer"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="reference.agency",
                        verbose_name="agency",
                    ),
                ),
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
                        verbose_name="counts in the census as",
                    ),
                ),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("children", "A child, or several"),
                                ("context", "A place, a group or an online space"),
                                ("relationship", "A relationship between people, at least one of them a child"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="what it is about",
                    ),
                ),
                (
                    "worry",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="the worry, in the referrer’s own words"
                    ),
                ),
                (
                    "strengths",
                    models.TextField(blank=True, max_length=5000, verbose_name="what is going well, and who helps"),
                ),
                (
                    "support_sought",
                    models.TextField(blank=True, max_length=2000, verbose_name="what the referrer hopes for"),
                ),
                (
                    "done_already",
                    models.TextField(blank=True, max_length=2000, verbose_name="what has been done already"),
                ),
                (
                    "peers",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("said", "Yes, this was said"),
                            ("none_known", "None known"),
                            ("not_asked", "Not asked"),
                        ],
                        max_length=10,
                        verbose_name="friends and peers",
                    ),
                ),
                (
                    "peers_said",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was said about friends and peers"),
                ),
                (
                    "school",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("said", "Yes, this was said"),
                            ("none_known", "None known"),
                            ("not_asked", "Not asked"),
                        ],
                        max_length=10,
                        verbose_name="school, college or training",
                    ),
                ),
                (
                    "school_said",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was said about school"),
                ),
                (
                    "neighbourhood",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("said", "Yes, this was said"),
                            ("none_known", "None known"),
                            ("not_asked", "Not asked"),
                        ],
                        max_length=10,
                        verbose_name="neighbourhood, places and travel",
                    ),
                ),
                (
                    "neighbourhood_said",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was said about places"),
                ),
                (
                    "online",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("said", "Yes, this was said"),
                            ("none_known", "None known"),
                            ("not_asked", "Not asked"),
                        ],
                        max_length=10,
                        verbose_name="online",
                    ),
                ),
                (
                    "online_said",
                    models.TextField(blank=True, max_length=2000, verbose_name="what was said about life online"),
                ),
                (
                    "child_knows",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not_asked", "Not asked")],
                        max_length=10,
                        verbose_name="does the child know?",
                    ),
                ),
                (
                    "parents_know",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not_asked", "Not asked")],
                        max_length=10,
                        verbose_name="do the parents know?",
                    ),
                ),
                (
                    "agreement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agree", "They agree"),
                            ("disagree", "They do not agree"),
                            ("mixed", "Some do, some do not"),
                            ("not_asked", "Not asked"),
                        ],
                        max_length=10,
                        verbose_name="do they agree?",
                    ),
                ),
                (
                    "why_not_asked",
                    models.TextField(blank=True, max_length=2000, verbose_name="why they have not been asked"),
                ),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="submitted")),
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
                ("decision_due", models.DateField(editable=False, verbose_name="decision due")),
                (
                    "due_extended_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why the deadline was extended"),
                ),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="decided")),
                ("accepted_on", models.DateField(blank=True, editable=False, null=True, verbose_name="referral date")),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="referrer told on")),
                (
                    "told_how",
                    models.CharField(blank=True, max_length=300, verbose_name="how the referrer was told, and what"),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was taken in error"),
                ),
                ("loaded_as", models.CharField(blank=True, editable=False, max_length=64)),
                ("disposed_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            "worry",
                            "strengths",
                            "peers_said",
                            "school_said",
                            "neighbourhood_said",
                            "online_said",
                            config="english",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "ordering": ["decision_due", "received_at", "reference"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="referral_words"),
                    models.Index(
                        condition=models.Q(("status__in", ["taking", "submitted", "screening"])),
                        fields=["decision_due", "received_at"],
                        name="referral_unfinished",
                    ),
                    models.Index(fields=["received_at"], name="referral_received"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("created_at"))),
                        name="referral_is_not_of_the_future",
                        violation_error_message="A contact cannot have been received in the future.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("danger", "yes"), _negated=True),
                            models.Q(
                                ("handed_at__isnull", False),
                                ("handed_by__isnull", False),
                                models.Q(("handed_to", ""), _negated=True),
                                models.Q(("emergency", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="danger_is_handed_over",
                        violation_error_message="Say who has taken it over now, and whether 999 has been called.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_anonymous", False), ("referrer_name", ""), _connector="OR"),
                        name="anonymous_has_no_name",
                        violation_error_message="An anonymous referrer has no name here. Untick the box, or take it out.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "withdrawn"),
                            models.Q(("status", "taking"), ("submitted_at", None)),
                            models.Q(
                                models.Q(("status", "taking"), _negated=True),
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="submission_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", False), ("status", "decided")),
                            models.Q(models.Q(("status", "decided"), _negated=True), ("decided_at", None)),
                            _connector="OR",
                        ),
                        name="decided_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_on", None), ("status", "decided"), _connector="OR"),
                        name="only_what_was_decided_is_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), models.Q(("withdrawn_why", ""), _negated=True)),
                            models.Q(models.Q(("status", "withdrawn"), _negated=True), ("withdrawn_why", "")),
                            _connector="OR",
                        ),
                        name="withdrawal_has_a_reason",
                        violation_error_message="Say why it was taken in error.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told_by", None), ("told_how", ""), ("told_on", None)),
                            models.Q(
                                ("told_by__isnull", False),
                                ("told_on__isnull", False),
                                models.Q(("told_how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="telling_the_referrer_is_whole",
                        violation_error_message="Say on which day and how the referrer was told.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("loaded_as", ""), _negated=True),
                        fields=("loaded_as",),
                        name="referral_is_loaded_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReferralHarm",
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
                "verbose_name": "historical kind of harm of a contact",
                "verbose_name_plural": "historical kind of harm of a contacts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReferralHarm",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="harms", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "verbose_name": "kind of harm of a contact",
                "ordering": ["created_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("referral", "harm_type"), name="one_harm_of_a_kind")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReferralTaking",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "from_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="from"),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why it was taken over")),
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
                "verbose_name": "historical taking of a contact",
                "verbose_name_plural": "historical taking of a contacts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReferralTaking",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="takings", to="referrals.referral"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="takings", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "from_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="from"),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why it was taken over")),
            ],
            options={
                "verbose_name": "taking of a contact",
                "ordering": ["from_at", "id"],
                "indexes": [models.Index(fields=["user", "referral"], name="taking_of_user")],
            },
        ),
        migrations.CreateModel(
            name="IntakeStep",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="referrals.referral"
                    ),
                ),
                ("step", models.CharField(max_length=60)),
                ("data", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("referral", "step"), name="one_row_a_step")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAttachment",
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
                "verbose_name": "historical attachment",
                "verbose_name_plural": "historical attachments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Attachment",
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
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "ordering": ["created_at", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("scan", "waiting")), fields=["id"], name="attachment_in_quarantine"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_on", None), ("withdrawn_why", "")),
                            models.Q(("withdrawn_on__isnull", False), models.Q(("withdrawn_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="attachment_withdrawal_is_whole",
                        violation_error_message="Say why the file does not belong here.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scan", "waiting"), ("scanned_at", None)),
                            models.Q(models.Q(("scan", "waiting"), _negated=True), ("scanned_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="attachment_scan_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalScreeningDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("initial", "Initial decision"),
                            ("screening", "Screening"),
                            ("final", "Final decision"),
                        ],
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                (
                    "outcomes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="outcome",
                    ),
                ),
                ("is_urgent", models.BooleanField(default=False, verbose_name="urgent")),
                (
                    "child_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Level 1: universal"),
                            ("2", "Level 2: early help"),
                            ("3", "Level 3: targeted or intensive help"),
                            ("4", "Level 4: specialist, statutory social work"),
                        ],
                        max_length=1,
                        verbose_name="level of need of the child",
                    ),
                ),
                (
                    "context_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("universal", "Universal: settings look after it themselves"),
                            ("targeted", "Targeted: help from several agencies"),
                            ("safeguarding", "Safeguarding: led by children's social care"),
                        ],
                        max_length=20,
                        verbose_name="level of the context",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("once", "Once, as far as is known"),
                            ("monthly", "Now and then, about monthly"),
                            ("weekly", "Weekly"),
                            ("daily", "Most days"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                (
                    "how_many",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("one", "One"),
                            ("few", "2 to 4"),
                            ("several", "5 to 9"),
                            ("many", "10 or more"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="how many young people",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low", "Worry, no harm described"),
                            ("harm", "Harm that needs a response"),
                            ("serious", "Serious harm, or a risk of it"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="how serious",
                    ),
                ),
                ("rationale", models.TextField(max_length=5000, verbose_name="why")),
                (
                    "late_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why it is later than it was due"),
                ),
                ("council", models.CharField(blank=True, max_length=100, verbose_name="to which council")),
                ("needs_countersignature", models.BooleanField(default=False, editable=False)),
                (
                    "countersigned_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="countersigned on"),
                ),
                (
                    "countersigned_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="what the second manager says"),
                ),
                ("set_aside_on", models.DateField(blank=True, editable=False, null=True, verbose_name="set aside on")),
                (
                    "set_aside_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why it was opened again"),
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
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reference.harmtype",
                        verbose_name="main kind of harm",
                    ),
                ),
                (
                    "countersigned_by",
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
                    "set_aside_by",
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
                "verbose_name": "historical decision",
                "verbose_name_plural": "historical decisions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ScreeningDecision",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="referrals.referral"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("initial", "Initial decision"),
                            ("screening", "Screening"),
                            ("final", "Final decision"),
                        ],
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                (
                    "outcomes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="outcome",
                    ),
                ),
                ("is_urgent", models.BooleanField(default=False, verbose_name="urgent")),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.harmtype",
                        verbose_name="main kind of harm",
                    ),
                ),
                (
                    "child_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Level 1: universal"),
                            ("2", "Level 2: early help"),
                            ("3", "Level 3: targeted or intensive help"),
                            ("4", "Level 4: specialist, statutory social work"),
                        ],
                        max_length=1,
                        verbose_name="level of need of the child",
                    ),
                ),
                (
                    "context_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("universal", "Universal: settings look after it themselves"),
                            ("targeted", "Targeted: help from several agencies"),
                            ("safeguarding", "Safeguarding: led by children's social care"),
                        ],
                        max_length=20,
                        verbose_name="level of the context",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("once", "Once, as far as is known"),
                            ("monthly", "Now and then, about monthly"),
                            ("weekly", "Weekly"),
                            ("daily", "Most days"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                (
                    "how_many",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("one", "One"),
                            ("few", "2 to 4"),
                            ("several", "5 to 9"),
                            ("many", "10 or more"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="how many young people",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low", "Worry, no harm described"),
                            ("harm", "Harm that needs a response"),
                            ("serious", "Serious harm, or a risk of it"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="how serious",
                    ),
                ),
                ("rationale", models.TextField(max_length=5000, verbose_name="why")),
                (
                    "late_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why it is later than it was due"),
                ),
                ("council", models.CharField(blank=True, max_length=100, verbose_name="to which council")),
                ("needs_countersignature", models.BooleanField(default=False, editable=False)),
                (
                    "countersigned_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="countersigned on"),
                ),
                (
                    "countersigned_by",
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
                    "countersigned_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="what the second manager says"),
                ),
                ("set_aside_on", models.DateField(blank=True, editable=False, null=True, verbose_name="set aside on")),
                (
                    "set_aside_by",
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
                    "set_aside_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why it was opened again"),
                ),
            ],
            options={
                "verbose_name": "decision",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rationale", ""), _negated=True),
                        name="decision_says_why",
                        violation_error_message="Say why you decide so.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "final"), ("outcomes__len__gt", 0)),
                            models.Q(models.Q(("stage", "final"), _negated=True), ("outcomes__len", 0)),
                            _connector="OR",
                        ),
                        name="only_a_final_decision_has_outcomes",
                        violation_error_message="Choose what is to happen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcomes__contains", ["transfer_out"]), models.Q(("council", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("outcomes__contains", ["transfer_out"]), _negated=True), ("council", "")
                            ),
                            _connector="OR",
                        ),
                        name="transfer_out_names_the_council",
                        violation_error_message="Say to which council it goes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("countersigned_by", None), ("countersigned_on", None)),
                            models.Q(
                                ("countersigned_by__isnull", False),
                                ("countersigned_on__isnull", False),
                                ("needs_countersignature", True),
                            ),
                            _connector="OR",
                        ),
                        name="countersignature_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("set_aside_by", None), ("set_aside_on", None), ("set_aside_why", "")),
                            models.Q(
                                ("set_aside_by__isnull", False),
                                ("set_aside_on__isnull", False),
                                models.Q(("set_aside_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="setting_aside_is_whole",
                        violation_error_message="Say why the contact is opened again.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("set_aside_on", None), ("stage", "final")),
                        fields=("referral",),
                        name="one_final_decision_stands",
                        violation_error_message="This contact has been decided already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReferralCase",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("opened", "It opened this case"), ("added", "It was added to this case")],
                        max_length=10,
                        verbose_name="how",
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
                "verbose_name": "historical contact on a case",
                "verbose_name_plural": "historical contact on a cases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReferralCase",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="on_cases", to="referrals.referral"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="cases.case"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("opened", "It opened this case"), ("added", "It was added to this case")],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact on a case",
                "ordering": ["-created_at"],
                "constraints": [models.UniqueConstraint(fields=("referral", "case"), name="referral_once_a_case")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAcknowledgement",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True, verbose_name="seen")),
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
                "verbose_name": "historical acknowledgement",
                "verbose_name_plural": "historical acknowledgements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Acknowledgement",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="referrals.referral",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="families.person",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acknowledgements", to="cases.case"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True, verbose_name="seen")),
            ],
            options={
                "verbose_name": "acknowledgement",
                "ordering": ["created_at"],
                "indexes": [
                    models.Index(condition=models.Q(("acknowledged_at", None)), fields=["user"], name="to_acknowledge")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referral", "user", "case", "child"), name="acknowledged_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReferralChild",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("given", models.CharField(blank=True, max_length=100, verbose_name="first names")),
                ("family", models.CharField(blank=True, max_length=100, verbose_name="last name")),
                ("described", models.CharField(blank=True, max_length=300, verbose_name="or a description")),
                (
                    "birth_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[cs_casework.dates.not_in_future],
                        verbose_name="date of birth",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                (
                    "postcode",
                    models.CharField(
                        blank=True, max_length=8, validators=[families.validators.postcode], verbose_name="postcode"
                    ),
                ),
                (
                    "known",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("known", "This one"),
                            ("new", "Somebody or something new"),
                            ("unsure", "Can’t tell yet"),
                        ],
                        max_length=10,
                        verbose_name="are they known?",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
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
                    "part",
                    models.CharField(
                        choices=[
                            ("concern", "The contact is about them"),
                            ("harmed", "Said to have been harmed"),
                            ("may_have_harmed", "Said to have harmed somebody"),
                            ("sibling", "Brother or sister"),
                            ("other", "Mentioned"),
                        ],
                        default="concern",
                        max_length=20,
                        verbose_name="part in this contact",
                    ),
                ),
                ("known_as", models.CharField(blank=True, max_length=100, verbose_name="known as")),
                ("about_age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="about how old")),
                (
                    "sex",
                    models.CharField(
                        choices=[("M", "Male"), ("F", "Female"), ("U", "Not known")],
                        default="U",
                        max_length=1,
                        verbose_name="sex",
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
                ("attends", models.CharField(blank=True, max_length=150, verbose_name="school, college or nursery")),
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
                "verbose_name": "historical child in a contact",
                "verbose_name_plural": "historical children in a contact",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReferralChild",
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
                ("given", models.CharField(blank=True, max_length=100, verbose_name="first names")),
                ("family", models.CharField(blank=True, max_length=100, verbose_name="last name")),
                ("described", models.CharField(blank=True, max_length=300, verbose_name="or a description")),
                (
                    "birth_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[cs_casework.dates.not_in_future],
                        verbose_name="date of birth",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                (
                    "postcode",
                    models.CharField(
                        blank=True, max_length=8, validators=[families.validators.postcode], verbose_name="postcode"
                    ),
                ),
                (
                    "known",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("known", "This one"),
                            ("new", "Somebody or something new"),
                            ("unsure", "Can’t tell yet"),
                        ],
                        max_length=10,
                        verbose_name="are they known?",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="children", to="referrals.referral"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referral_children",
                        to="families.person",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("concern", "The contact is about them"),
                            ("harmed", "Said to have been harmed"),
                            ("may_have_harmed", "Said to have harmed somebody"),
                            ("sibling", "Brother or sister"),
                            ("other", "Mentioned"),
                        ],
                        default="concern",
                        max_length=20,
                        verbose_name="part in this contact",
                    ),
                ),
                ("known_as", models.CharField(blank=True, max_length=100, verbose_name="known as")),
                ("about_age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="about how old")),
                (
                    "sex",
                    models.CharField(
                        choices=[("M", "Male"), ("F", "Female"), ("U", "Not known")],
                        default="U",
                        max_length=1,
                        verbose_name="sex",
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
                ("attends", models.CharField(blank=True, max_length=150, verbose_name="school, college or nursery")),
            ],
            options={
                "verbose_name": "child in a contact",
                "verbose_name_plural": "children in a contact",
                "ordering": ["created_at", "id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("plain"), name="gin_trgm_ops"),
                        name="referral_child_trigrams",
                    ),
                    models.Index(
                        condition=models.Q(("person__isnull", False)), fields=["person"], name="referral_of_child"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("described", ""), ("family", ""), ("given", ""), _negated=True),
                        name="stated_child_is_named_or_described",
                        violation_error_message="Enter a name, or describe the child.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", None), ("known__in", ["known", "new"]), _connector="OR"),
                        name="known_child_has_a_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("known", "known"), _negated=True), ("person__isnull", False), _connector="OR"
                        ),
                        name="child_said_to_be_known_is_chosen",
                        violation_error_message="Choose which child this is.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("withdrawn_on", None)),
                        fields=("referral", "person"),
                        name="one_child_once_a_referral",
                        violation_error_message="This child is in the contact already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReferralAdult",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("given", models.CharField(blank=True, max_length=100, verbose_name="first names")),
                ("family", models.CharField(blank=True, max_length=100, verbose_name="last name")),
                ("described", models.CharField(blank=True, max_length=300, verbose_name="or a description")),
                (
                    "birth_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[cs_casework.dates.not_in_future],
                        verbose_name="date of birth",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                (
                    "postcode",
                    models.CharField(
                        blank=True, max_length=8, validators=[families.validators.postcode], verbose_name="postcode"
                    ),
                ),
                (
                    "known",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("known", "This one"),
                            ("new", "Somebody or something new"),
                            ("unsure", "Can’t tell yet"),
                        ],
                        max_length=10,
                        verbose_name="are they known?",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
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
                    "part",
                    models.CharField(
                        choices=[
                            ("parent", "Parent or carer"),
                            ("household", "Lives in the household"),
                            ("relationship", "In the relationship the contact is about"),
                            ("concern", "Adult of concern"),
                            ("protective", "Protective adult"),
                            ("other", "Mentioned"),
                        ],
                        max_length=20,
                        verbose_name="who they are",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=150, verbose_name="how to reach them")),
                ("about", models.CharField(blank=True, max_length=1000, verbose_name="what was said about them")),
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
                "verbose_name": "historical adult in a contact",
                "verbose_name_plural": "historical adult in a contacts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReferralAdult",
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
                ("given", models.CharField(blank=True, max_length=100, verbose_name="first names")),
                ("family", models.CharField(blank=True, max_length=100, verbose_name="last name")),
                ("described", models.CharField(blank=True, max_length=300, verbose_name="or a description")),
                (
                    "birth_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[cs_casework.dates.not_in_future],
                        verbose_name="date of birth",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                (
                    "postcode",
                    models.CharField(
                        blank=True, max_length=8, validators=[families.validators.postcode], verbose_name="postcode"
                    ),
                ),
                (
                    "known",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("known", "This one"),
                            ("new", "Somebody or something new"),
                            ("unsure", "Can’t tell yet"),
                        ],
                        max_length=10,
                        verbose_name="are they known?",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adults", to="referrals.referral"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referral_adults",
                        to="families.person",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("parent", "Parent or carer"),
                            ("household", "Lives in the household"),
                            ("relationship", "In the relationship the contact is about"),
                            ("concern", "Adult of concern"),
                            ("protective", "Protective adult"),
                            ("other", "Mentioned"),
                        ],
                        max_length=20,
                        verbose_name="who they are",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=150, verbose_name="how to reach them")),
                ("about", models.CharField(blank=True, max_length=1000, verbose_name="what was said about them")),
            ],
            options={
                "verbose_name": "adult in a contact",
                "ordering": ["created_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("described", ""), ("family", ""), ("given", ""), _negated=True),
                        name="stated_adult_is_named_or_described",
                        violation_error_message="Enter a name, or describe the adult.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", None), ("known__in", ["known", "new"]), _connector="OR"),
                        name="known_adult_has_a_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("known", "known"), _negated=True), ("person__isnull", False), _connector="OR"
                        ),
                        name="adult_said_to_be_known_is_chosen",
                        violation_error_message="Choose which person this is.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReferralContext",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
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
                ("name", models.CharField(max_length=150, verbose_name="what it is called, or where it is")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address or nearest landmark")),
                (
                    "postcode",
                    models.CharField(
                        blank=True, max_length=8, validators=[families.validators.postcode], verbose_name="postcode"
                    ),
                ),
                (
                    "school_number",
                    models.CharField(blank=True, max_length=10, verbose_name="school’s unique reference number (URN)"),
                ),
                ("platform", models.CharField(blank=True, max_length=100, verbose_name="platform")),
                ("route", models.CharField(blank=True, max_length=150, verbose_name="operator and route")),
                ("happens", models.TextField(blank=True, max_length=5000, verbose_name="what happens there")),
                ("when", models.CharField(blank=True, max_length=300, verbose_name="when it happens")),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("once", "Once, as far as is known"),
                            ("monthly", "Now and then, about monthly"),
                            ("weekly", "Weekly"),
                            ("daily", "Most days"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                (
                    "how_many",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("one", "One"),
                            ("few", "2 to 4"),
                            ("several", "5 to 9"),
                            ("many", "10 or more"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="how many young people",
                    ),
                ),
                ("ages", models.CharField(blank=True, max_length=100, verbose_name="of what ages")),
                ("manages", models.CharField(blank=True, max_length=300, verbose_name="who manages the space")),
                ("protective", models.CharField(blank=True, max_length=300, verbose_name="who is protective there")),
                ("safer", models.TextField(blank=True, max_length=2000, verbose_name="what would make it safer")),
                (
                    "known",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("known", "This one"),
                            ("new", "Somebody or something new"),
                            ("unsure", "Can’t tell yet"),
                        ],
                        max_length=10,
                        verbose_name="is it known?",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
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
                "verbose_name": "historical context in a contact",
                "verbose_name_plural": "historical contexts in a contact",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReferralContext",
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contexts", to="referrals.referral"
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referral_contexts",
                        to="contexts.context",
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
                ("name", models.CharField(max_length=150, verbose_name="what it is called, or where it is")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address or nearest landmark")),
                (
                    "postcode",
                    models.CharField(
                        blank=True, max_length=8, validators=[families.validators.postcode], verbose_name="postcode"
                    ),
                ),
                (
                    "school_number",
                    models.CharField(blank=True, max_length=10, verbose_name="school’s unique reference number (URN)"),
                ),
                ("platform", models.CharField(blank=True, max_length=100, verbose_name="platform")),
                ("route", models.CharField(blank=True, max_length=150, verbose_name="operator and route")),
                ("happens", models.TextField(blank=True, max_length=5000, verbose_name="what happens there")),
                ("when", models.CharField(blank=True, max_length=300, verbose_name="when it happens")),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("once", "Once, as far as is known"),
                            ("monthly", "Now and then, about monthly"),
                            ("weekly", "Weekly"),
                            ("daily", "Most days"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                (
                    "how_many",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("one", "One"),
                            ("few", "2 to 4"),
                            ("several", "5 to 9"),
                            ("many", "10 or more"),
                            ("not_known", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="how many young people",
                    ),
                ),
                ("ages", models.CharField(blank=True, max_length=100, verbose_name="of what ages")),
                ("manages", models.CharField(blank=True, max_length=300, verbose_name="who manages the space")),
                ("protective", models.CharField(blank=True, max_length=300, verbose_name="who is protective there")),
                ("safer", models.TextField(blank=True, max_length=2000, verbose_name="what would make it safer")),
                (
                    "known",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("known", "This one"),
                            ("new", "Somebody or something new"),
                            ("unsure", "Can’t tell yet"),
                        ],
                        max_length=10,
                        verbose_name="is it known?",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "context in a contact",
                "verbose_name_plural": "contexts in a contact",
                "ordering": ["created_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("context__isnull", False)), fields=["context"], name="referral_of_context"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("context", None), ("known__in", ["known", "new"]), _connector="OR"),
                        name="known_context_has_a_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("known", "known"), _negated=True), ("context__isnull", False), _connector="OR"
                        ),
                        name="context_said_to_be_known_is_chosen",
                        violation_error_message="Choose which context this is.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("context__isnull", False), ("withdrawn_on", None)),
                        fields=("referral", "context"),
                        name="one_context_once_a_referral",
                        violation_error_message="This context is in the contact already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalHiddenMatch",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("open", "To settle"), ("same", "The same child"), ("different", "Somebody else")],
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
                    "stated",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="referrals.referralchild",
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
                "verbose_name": "historical hidden match",
                "verbose_name_plural": "historical hidden matchs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HiddenMatch",
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
                    "stated",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hidden_matches",
                        to="referrals.referralchild",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hidden_matches", to="families.person"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("open", "To settle"), ("same", "The same child"), ("different", "Somebody else")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("stated", "person"), name="one_hidden_match_a_pair"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "open"), ("settled_on", None)),
                            models.Q(models.Q(("outcome", "open"), _negated=True), ("settled_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="hidden_match_is_settled_once",
                    ),
                ],
            },
        ),
    ]
