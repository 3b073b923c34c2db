"""Links and adults that another agency reported before there were handling codes: none came with them."""

from typing import Any

from django.db import migrations


def say_none_came(apps: Any, _schema: Any) -> None:
    for name in ("ContextLink", "ContextAdult"):
        apps.get_model("contexts", name).objects.filter(basis="agency_report", handling="").update(handling="not_given")


class Migration(migrations.Migration):
    dependencies = [("contexts", "0002_handling")]
    operations = [migrations.RunPython(say_none_came, migrations.RunPython.noop)]
