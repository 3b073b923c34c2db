"""Checks the rule on the ends of bars against the rows there are, while nobody is kept out."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("families", "0002_bars_of_a_merge")]

    operations = [ValidateConstraint("personbar", "personbar_ends_after_asking")]
