"""The words of a safety map. What is picked from these lists can be counted; what is typed never is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Shape(models.TextChoices):
    """What somebody draws."""

    AREA = "area", _("A place")
    ROUTE = "route", _("A way that they go")


class Colour(models.TextChoices):
    """How safe it is there, as the young person says it. It is about the place, never about the child."""

    RED = "red", _("Red: not safe")
    AMBER = "amber", _("Amber: sometimes safe")
    GREEN = "green", _("Green: safe")


# The letter that says the colour again, for whoever cannot tell colours apart.
LETTERS = {Colour.RED: "R", Colour.AMBER: "A", Colour.GREEN: "G"}
TONES = {Colour.RED: "red", Colour.AMBER: "yellow", Colour.GREEN: "green"}


class When(models.TextChoices):
    BEFORE_SCHOOL = "before_school", _("On the way to school")
    SCHOOL_DAY = "school_day", _("During the school day")
    AFTER_SCHOOL = "after_school", _("After school")
    EVENING = "evening", _("In the evening")
    NIGHT = "night", _("At night")
    WEEKEND = "weekend", _("At weekends")
    ALWAYS = "always", _("Always")


class Why(models.TextChoices):
    """What makes a place unsafe, and what makes it safe."""

    VIOLENCE = "violence", _("People get hurt or threatened there")
    WEAPONS = "weapons", _("People carry weapons there")
    ADULTS = "adults", _("There are adults to keep away from")
    GROUPS = "groups", _("There are groups to keep away from")
    UNWANTED = "unwanted", _("Unwanted comments or touching")
    DRUGS = "drugs", _("Drugs or drinking")
    HATE = "hate", _("Racism or other hate")
    STOPPED = "stopped", _("Being stopped, searched or moved on")
    DARK = "dark", _("It is dark or empty")
    TRAFFIC = "traffic", _("Traffic, or the place itself")
    HELPERS = "helpers", _("There is an adult who helps")
    FRIENDS = "friends", _("Friends or family are there")
    BUSY = "busy", _("There is light, and people about")
    CALM = "calm", _("It is calm, and nobody bothers you")
    OTHER = "other", _("Something else")


class Pooling(models.TextChoices):
    """Whether what they told of places may be counted with what others told, without their name."""

    LATER = "later", _("Not asked yet")
    YES = "yes", _("Yes")
    NO = "no", _("No")
    WITHDRAWN = "withdrawn", _("Agreed, and took it back")
