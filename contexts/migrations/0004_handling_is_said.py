from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contexts", "0003_no_code_came")]

    operations = [
        migrations.AddConstraint(
            model_name="contextadult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis", "agency_report"), _negated=True),
                    models.Q(("handling", ""), _negated=True),
                    _connector="OR",
                ),
                name="adult_says_how_it_is_handled",
                violation_error_message="Say how what another agency told may be passed on.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextadult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handling", "conditions"), models.Q(("handling_conditions", ""), _negated=True)),
                    models.Q(models.Q(("handling", "conditions"), _negated=True), ("handling_conditions", "")),
                    _connector="OR",
                ),
                name="adult_says_under_which_conditions",
                violation_error_message="Say the conditions where there are any, and nowhere else.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis", "agency_report"), _negated=True),
                    models.Q(("handling", ""), _negated=True),
                    _connector="OR",
                ),
                name="link_says_how_it_is_handled",
                violation_error_message="Say how what another agency told may be passed on.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handling", "conditions"), models.Q(("handling_conditions", ""), _negated=True)),
                    models.Q(models.Q(("handling", "conditions"), _negated=True), ("handling_conditions", "")),
                    _connector="OR",
                ),
                name="link_says_under_which_conditions",
                violation_error_message="Say the conditions where there are any, and nowhere else.",
            ),
        ),
    ]
