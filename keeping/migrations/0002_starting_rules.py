"""How long a service keeps what, to begin with, and on what ground: for a council to change."""

from django.db import migrations

LOCAL = "No period is set in law: this is a local one, to be agreed with whoever answers for data protection here. "
RULES = [
    (
        "looked_after_died",
        "death",
        15 * 12,
        "Law: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50: fifteen years from the "
        "death of a child who died before 18.",
    ),
    (
        "looked_after",
        "birth",
        75 * 12,
        "Law: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50: until the seventy-fifth "
        "anniversary of the child’s birth.",
    ),
    (
        "child_protection",
        "closed",
        35 * 12,
        LOCAL + "Published procedures of councils in England keep it for 35 years after the last contact.",
    ),
    (
        "open_before",
        "birth",
        25 * 12,
        LOCAL + "Councils commonly keep it until the twenty-fifth birthday.",
    ),
    (
        "known",
        "recorded",
        3 * 12,
        LOCAL
        + "Nothing was opened, so it is kept no longer than a pattern of contacts could still matter. Somebody of a "
        "family that was open is kept as long as that family’s children.",
    ),
    (
        "peer_group",
        "lapsed",
        12,
        LOCAL + "Short on purpose: a group that nobody works with must not become a list that stays (UK GDPR, article "
        "5(1)(e); the Information Commissioner’s enforcement notice on the Gangs Matrix, 2018). What matters of a child "
        "stands on that child’s own record.",
    ),
    (
        "context",
        "lapsed",
        6 * 12,
        LOCAL + "Long enough to see harm come back to a place, and reviewable (UK GDPR, article 5(1)(e)).",
    ),
    (
        "contact",
        "decided",
        3 * 12,
        LOCAL + "It led to nothing and was matched to nobody.",
    ),
]


def add_starting_rows(apps, schema_editor):
    RetentionRule = apps.get_model("keeping", "RetentionRule")
    for code, counts_from, months, source in RULES:
        RetentionRule.objects.create(code=code, counts_from=counts_from, months=months, source=source)


def remove_starting_rows(apps, schema_editor):
    apps.get_model("keeping", "RetentionRule").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("keeping", "0001_initial")]
    operations = [migrations.RunPython(add_starting_rows, remove_starting_rows)]
