from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reference", "0003_assessment_intervals"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalinterval",
            name="code",
            field=models.CharField(
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
                    ("initial_conference", "Conference after a section 47 enquiry, from the strategy discussion"),
                    ("core_group", "First core group, from the start of a child protection plan"),
                    ("plan_cin", "Review of a child in need plan"),
                    ("plan_cp_first", "First review of a child protection plan, from its conference"),
                    ("plan_cp", "Review of a child protection plan, after the first"),
                    ("plan_roth", "Review of a risk outside the home plan, at most"),
                    ("plan_safety", "Review of a safety plan"),
                    ("plan_context", "Review of a context plan"),
                ],
                db_index=True,
                editable=False,
                max_length=30,
                verbose_name="for",
            ),
        ),
        migrations.AlterField(
            model_name="interval",
            name="code",
            field=models.CharField(
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
                    ("initial_conference", "Conference after a section 47 enquiry, from the strategy discussion"),
                    ("core_group", "First core group, from the start of a child protection plan"),
                    ("plan_cin", "Review of a child in need plan"),
                    ("plan_cp_first", "First review of a child protection plan, from its conference"),
                    ("plan_cp", "Review of a child protection plan, after the first"),
                    ("plan_roth", "Review of a risk outside the home plan, at most"),
                    ("plan_safety", "Review of a safety plan"),
                    ("plan_context", "Review of a context plan"),
                ],
                editable=False,
                max_length=30,
                unique=True,
                verbose_name="for",
            ),
        ),
    ]
