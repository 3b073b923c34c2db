"""The words a context and its links are described with. Local lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    LOCATION = "location", _("Location")
    PEER_GROUP = "peer_group", _("Peer group")
    SCHOOL = "school", _("School")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
    ONLINE = "online", _("Online space")
    TRANSPORT = "transport", _("Transport route")
    RELATIONSHIP = "relationship", _("Relationship")
    OTHER = "other", _("Other")


# What stands somewhere: a group, a relationship and what is online have no place on a map, and a route has many.
ON_MAP = (Kind.LOCATION, Kind.SCHOOL, Kind.NEIGHBOURHOOD, Kind.OTHER)


class ThresholdLevel(models.TextChoices):
    """The threshold for a *context*, never mixed with the children's levels: three levels from universal up."""

    UNIVERSAL = "universal", _("Universal: settings look after it themselves")
    TARGETED = "targeted", _("Targeted: help from several agencies")
    SAFEGUARDING = "safeguarding", _("Safeguarding: led by children's social care")


class LinkRole(models.TextChoices):
    """What links a child to a context. One link says one thing."""

    PART_OF_GROUP = "part_of_group", _("part of this group")
    AT_RISK = "at_risk", _("at risk there")
    HARMED = "harmed", _("harmed there")
    FEELS_UNSAFE = "feels_unsafe", _("feels unsafe there")
    FOUND_MISSING = "found_missing", _("found there when missing")
    SPENDS_TIME = "spends_time", _("spends time there")
    TRAVELS_THROUGH = "travels_through", _("travels through")
    USES_ONLINE = "uses_online", _("uses it (online)")
    ALLEGED_HARM = "alleged_harm", _("alleged to have harmed there")
    ATTENDS = "attends", _("attends")
    LIVES_NEAR = "lives_near", _("lives near")
    FEELS_SAFE = "feels_safe", _("feels safe there")


# Which roles make two children share a risk, and which run until ended without falling due.
SHARED_RISK = frozenset(set(LinkRole) - {LinkRole.ATTENDS, LinkRole.LIVES_NEAR, LinkRole.FEELS_SAFE})
NEVER_DUE = frozenset({LinkRole.ATTENDS, LinkRole.LIVES_NEAR})


class Basis(models.TextChoices):
    CHILD_SAID = "child_said", _("The child said so")
    PARENT_SAID = "parent_said", _("A parent said so")
    OBSERVED = "observed", _("A professional saw it")
    AGENCY_REPORT = "agency_report", _("Another agency reported it")
    INFERRED = "inferred", _("Inferred")


class Handling(models.TextChoices):
    """The code under which another agency told something: P and C are those of police intelligence in England."""

    OPEN = "open", _("P: may be passed on where the law allows it")
    CONDITIONS = "conditions", _("C: may be passed on under conditions only")
    NOT_GIVEN = "not_given", _("No code came with it: ask them before passing it on")


class Reliability(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    REPORTED = "reported", _("Reported")
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")


class AdultRole(models.TextChoices):
    PROTECTIVE = "protective", _("Protective adult")
    MANAGES = "manages", _("Manages the place")
    CONCERN = "concern", _("Adult of concern")
