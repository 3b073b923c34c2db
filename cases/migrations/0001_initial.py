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


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("accounts", "0002_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contexts", "0001_initial"),
        ("families", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
                    "restricted_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="restricted on"),
                ),
                ("restricted_why", models.TextField(blank=True, editable=False, verbose_name="why it is restricted")),
                (
                    "restriction_review_due",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="restriction review due"),
                ),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="families.family",
                    ),
                ),
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
                                ("restricted_by", None), ("restricted_on", None), ("restriction_review_due", None)
                            ),
                            models.Q(
                                ("restricted_by__isnull", False),
                                ("restricted_on__isnull", False),
                                ("restriction_review_due__isnull", False),
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
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="accounts.team",
                        verbose_name="team",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allocations", to="cases.case"
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
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closures", to="cases.case"
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
                        verbose_name="decided by",
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
            name="CaseGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="reason")),
                ("from_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="cases.case"
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={"abstract": False, "unique_together": {("user", "permission", "content_object")}},
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "case note",
                "ordering": ["-occurred_at", "-created_at"],
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["words"], name="note_words")],
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
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transfers", to="cases.case"
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
                        verbose_name="decided by",
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
                (
                    "to_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers_in",
                        to="accounts.team",
                        verbose_name="receiving team",
                    ),
                ),
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
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one")),
                ("moved", models.JSONField(default=dict)),
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
            ],
            options={
                "verbose_name": "merge",
                "ordering": ["-created_at"],
                "constraints": [models.UniqueConstraint(fields=("merged",), name="a_context_is_merged_once")],
            },
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
                ("moved", models.JSONField(default=dict)),
                ("undone_on", models.DateField(blank=True, null=True, verbose_name="undone on")),
                ("undone_why", models.TextField(blank=True, max_length=2000, verbose_name="why it was undone")),
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one family")),
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
                    "joined",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joins_into", to="families.family"
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joins", to="families.family"
                    ),
                ),
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
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
            name="HistoricalCaseGrant",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="reason")),
                ("from_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            name="HistoricalContextMerge",
            fields=[
                (
                    "id",
                    models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), db_index=True, editable=False),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one")),
                ("moved", models.JSONField(default=dict)),
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
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
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
                        verbose_name="decided by",
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
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
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
                        verbose_name="decided by",
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note_subjects",
                        to="cases.case",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="note_subjects",
                        to="families.family",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="subjects", to="cases.casenote"
                    ),
                ),
            ],
            options={
                "verbose_name": "subject of a note",
                "ordering": ["created_at", "id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("own_part", ""), _negated=True), fields=["words"], name="own_part_words"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("child__isnull", False), ("context", None), ("family", None)),
                            models.Q(("child", None), ("context", None), ("family__isnull", False)),
                            models.Q(("child", None), ("context__isnull", False), ("family", None)),
                            _connector="OR",
                        ),
                        name="note_subject_is_one",
                    ),
                    models.UniqueConstraint(
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
            name="PatternsComputed",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_time_of_patterns")]
            },
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
                ("moved", models.JSONField(default=dict)),
                ("undone_on", models.DateField(blank=True, null=True, verbose_name="undone on")),
                ("undone_why", models.TextField(blank=True, max_length=2000, verbose_name="why it was undone")),
                ("reason", models.TextField(max_length=2000, verbose_name="why they are one person")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="families.person"
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_into", to="families.person"
                    ),
                ),
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
            name="SharedContextPair",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "first", "second", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("contexts", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField())),
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="pair_in_one_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contexts__len__gte", 2)), name="pair_shares_two_contexts"
                    ),
                ]
            },
        ),
    ]
