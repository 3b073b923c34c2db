"""The lists a service starts with: common local words, for a council to change on the page of reference data."""

from django.db import migrations

HARM_TYPES = [
    ("Child sexual exploitation", "11A"),
    ("Child criminal exploitation, county lines among it", "24A"),
    ("Serious youth violence", "20"),
    ("Peer-on-peer abuse", "18B"),
    ("Harmful sexual behaviour", "19B"),
    ("Abuse in a teenage relationship", "20"),
    ("Online harm", "20"),
    ("Trafficking and modern slavery", "12A"),
    ("Radicalisation", "20"),
    ("Bullying or hate", "20"),
    ("Missing from home, care or school", "10A"),
]
# Protected: where people live, some of them for their safety.
PLACE_CATEGORIES = [
    ("park", "Park or open space", False),
    ("estate", "Estate", False),
    ("street", "Street or square", False),
    ("shop", "Shop or food outlet", False),
    ("shopping_centre", "Shopping centre", False),
    ("transport_hub", "Station or bus stop", False),
    ("leisure", "Leisure or youth centre", False),
    ("hotel", "Hotel or short let", False),
    ("business", "Business premises", False),
    ("empty_property", "Empty property", False),
    ("dwelling", "Home of someone", True),
    ("childrens_home", "Children's home or supported accommodation", True),
    ("refuge", "Refuge", True),
    ("other", "Other place", False),
]
AGENCIES = [
    ("Police", "6"),
    ("School, college or nursery", "2A"),
    ("General practice", "3A"),
    ("Health visiting", "3B"),
    ("School nursing", "3C"),
    ("Hospital emergency department", "3E"),
    ("Child and adolescent mental health service", "3F"),
    ("Housing", "4"),
    ("Early help", "5D"),
    ("Youth justice service", "5B"),
    ("Probation", "7"),
    ("Voluntary organisation", "8"),
]
INTERVALS = [
    ("visit_open", 28, "days"),
    ("visit_early_help", 42, "days"),
    ("visit_assessment", 14, "days"),
    ("visit_cin", 28, "days"),
    ("visit_cp", 14, "days"),
    ("visit_roth", 14, "days"),
    ("visit_lac", 42, "days"),
    ("visit_care_leaver", 56, "days"),
    ("oversight", 28, "days"),
    ("transition", 6, "months"),
    ("decision", 1, "working_days"),
    ("context_decision", 1, "working_days"),
    ("assessment", 45, "working_days"),
    ("context_assessment", 30, "working_days"),
    ("initial_conference", 15, "working_days"),
    ("core_group", 10, "working_days"),
    ("return_interview", 72, "hours"),
    ("nrm_reasonable", 5, "working_days"),
    ("plan_cin", 3, "months"),
    ("plan_cp_first", 3, "months"),
    ("plan_cp", 6, "months"),
    ("plan_roth", 3, "months"),
    ("plan_safety", 28, "days"),
    ("plan_context", 3, "months"),
    ("emergency_answer", 1, "working_days"),
]
# What ends work where somebody was worried, and what sends a child elsewhere, is looked at twice.
OUTCOMES = [
    ("no_further_action", False),
    ("advice", False),
    ("early_help", False),
    ("assessment", False),
    ("strategy", False),
    ("context_consultation", False),
    ("context_assessment", False),
    ("urgent_context", False),
    ("panel", False),
    ("add_to_case", False),
    ("transfer_out", True),
]


def add_starting_rows(apps, schema_editor):
    def model(name):
        return apps.get_model("reference", name).objects

    model("HarmType").bulk_create([model("HarmType").model(name=name, census_factor=code) for name, code in HARM_TYPES])
    model("PlaceCategory").bulk_create(
        [model("PlaceCategory").model(code=code, name=name, is_protected=kept) for code, name, kept in PLACE_CATEGORIES]
    )
    model("Agency").bulk_create([model("Agency").model(name=name, source=code) for name, code in AGENCIES])
    model("Interval").bulk_create(
        [model("Interval").model(code=code, length=length, unit=unit) for code, length, unit in INTERVALS]
    )
    model("Outcome").bulk_create(
        [model("Outcome").model(code=code, needs_countersignature=twice) for code, twice in OUTCOMES]
    )


def remove_starting_rows(apps, schema_editor):
    for name in ("HarmType", "PlaceCategory", "Agency", "Interval", "Outcome"):
        apps.get_model("reference", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial")]
    operations = [migrations.RunPython(add_starting_rows, remove_starting_rows)]
