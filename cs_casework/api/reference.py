"""What everybody who works here reads: staff and teams by name, and the council's own lists."""

from cs_casework.api.resources import Resource, offer
from cs_casework.reference.models import Agency, HarmType, Interval, Outcome, PlaceCategory

LISTED = "id name description withdrawn_on"

offer(
    Resource(
        name="harm-types",
        model=HarmType,
        fields=f"{LISTED} census_factor",
        ordering="name",
        noun="list",
        about="Kinds of harm, as this council words them.",
    ),
    Resource(
        name="place-categories",
        model=PlaceCategory,
        fields=f"{LISTED} code is_protected",
        ordering="name",
        noun="list",
        about="Categories of place. A context is given one by its code.",
    ),
    Resource(
        name="agencies",
        model=Agency,
        fields=f"{LISTED} source",
        ordering="name",
        noun="list",
        about="Agencies that refer, and as what each counts in the census.",
    ),
    Resource(name="intervals", model=Interval, fields="id code length unit", noun="list"),
    Resource(name="outcomes", model=Outcome, fields="id code needs_countersignature", noun="list"),
)
