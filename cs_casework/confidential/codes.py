"""Why somebody is barred, why a record is opened in an emergency, and by what a record is asked for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BarredWhy(models.TextChoices):
    """What makes a record somebody's own affair, so that they neither read it nor work on it."""

    ABOUT_THEM = "about_them", _("It is about them")
    RELATED = "related", _("They are related to somebody on it, or live with them")
    OTHER = "other", _("Another conflict of interest, such as a friend, or a professional named on it")


class EmergencyWhy(models.TextChoices):
    """Why somebody cannot wait for who could grant them access."""

    DANGER = "danger", _("A child may be in danger now")
    MISSING = "missing", _("A child is missing, or was found")
    HOSPITAL_OR_POLICE = "hospital_or_police", _("A hospital or the police ask about a child now")
    PLACEMENT = "placement", _("A child needs somewhere to stay now")
    OTHER = "other", _("Another emergency")


class Way(models.TextChoices):
    """By what somebody asks for a record that no list shows them: exactly, or it is not found."""

    NAME = "name", _("Name and date of birth")
    REFERENCE = "reference", _("Reference")
    NHS_NUMBER = "nhs_number", _("NHS number")
    UPN = "upn", _("UPN")
    LA_CHILD_ID = "la_child_id", _("LA child id")


class Found(models.TextChoices):
    """What an exact asking met. Told to records officers and to managers, and never to who asked."""

    OPENED = "opened", _("Opened")
    NOTHING = "nothing", _("Nothing that was closed to them")
    BARRED = "barred", _("Not opened: they are barred from it")
    OVER_LIMIT = "over_limit", _("Not opened: over the limit")
