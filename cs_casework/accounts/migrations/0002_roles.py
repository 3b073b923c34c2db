"""The five roles, as data that a council may change, and what this database is."""

from django.db import migrations

VIEW_CASEWORK = ["people.view", "contexts.list", "contexts.view", "referrals.view", "cases.list", "cases.view"]
WRITE_CASEWORK = [
    "people.edit",
    "contexts.edit",
    "referrals.take",
    "cases.propose",
    "notes.write",
    "actions.own",
    "assessments.write",
    "meetings.run",
    "plans.write",
    "records.emergency",
]

ROLES = {
    "practitioner": ("Practitioner", [*VIEW_CASEWORK, *WRITE_CASEWORK]),
    "manager": (
        "Manager",
        [
            *VIEW_CASEWORK,
            *WRITE_CASEWORK,
            "people.merge",
            "families.join",
            "contexts.merge",
            "links.alleged",
            "referrals.decide",
            "cases.open",
            "cases.allocate",
            "notes.oversight",
            "assessments.authorise",
            "meetings.approve",
            "plans.agree",
            "records.restrict",
            "records.agree",
            "audit.team",
        ],
    ),
    "business_support": (
        "Business support",
        [
            "people.view",
            "people.edit",
            "contexts.list",
            "referrals.view",
            "referrals.take",
            "cases.list",
            "actions.own",
            "meetings.run",
        ],
    ),
    "records_officer": (
        "Records officer",
        [
            "people.view",
            "contexts.list",
            "contexts.view",
            "referrals.view",
            "cases.list",
            "restrictions.review",
            "removed.read",
            "records.keep",
            "records.agree",
            "audit.all",
        ],
    ),
    "administrator": ("Administrator", ["staff.manage"]),
}


def add_roles(apps, schema_editor):
    Role = apps.get_model("accounts", "Role")
    for code, (name, permissions) in ROLES.items():
        Role.objects.create(code=code, name=name, permissions=permissions)
    apps.get_model("accounts", "Installation").objects.create(id=1, kind="service")


def remove_roles(apps, schema_editor):
    apps.get_model("accounts", "Role").objects.all().delete()
    apps.get_model("accounts", "Installation").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(add_roles, remove_roles)]
