"""National code lists that describe a person.

The codes are those of the Department for Education's returns (children in need census, common basic data set), so that
a return can be read and written without a table of translations. Nothing here imports a model: models, forms and the
census reader all take their choices from this file.

"Not known", "not stated" and "refused" are answers and stay apart from a blank, which means that nobody has recorded
anything yet.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """Sex as the census asks for it (census rule 4180). A gender the person describes is another field."""

    MALE = "M", _("Male")
    FEMALE = "F", _("Female")
    UNKNOWN = "U", _("Not known")


class Ethnicity(models.TextChoices):
    """Ethnic group, the Department for Education's main codes (census rule 4220)."""

    WHITE_BRITISH = "WBRI", _("White British")
    WHITE_IRISH = "WIRI", _("White Irish")
    TRAVELLER_OF_IRISH_HERITAGE = "WIRT", _("Traveller of Irish heritage")
    ANY_OTHER_WHITE = "WOTH", _("Any other White background")
    GYPSY_ROMA = "WROM", _("Gypsy or Roma")
    WHITE_AND_BLACK_CARIBBEAN = "MWBC", _("White and Black Caribbean")
    WHITE_AND_BLACK_AFRICAN = "MWBA", _("White and Black African")
    WHITE_AND_ASIAN = "MWAS", _("White and Asian")
    ANY_OTHER_MIXED = "MOTH", _("Any other mixed background")
    INDIAN = "AIND", _("Indian")
    PAKISTANI = "APKN", _("Pakistani")
    BANGLADESHI = "ABAN", _("Bangladeshi")
    CHINESE = "CHNE", _("Chinese")
    ANY_OTHER_ASIAN = "AOTH", _("Any other Asian background")
    BLACK_CARIBBEAN = "BCRB", _("Black Caribbean")
    BLACK_AFRICAN = "BAFR", _("Black African")
    ANY_OTHER_BLACK = "BOTH", _("Any other Black background")
    ANY_OTHER = "OOTH", _("Any other ethnic group")
    REFUSED = "REFU", _("Declined to say")
    NOT_YET_OBTAINED = "NOBT", _("Not yet obtained")


class Disability(models.TextChoices):
    """Kinds of disability; a person may have several (census rule 8540). NONE stands alone."""

    NONE = "NONE", _("No disability")
    MOBILITY = "MOB", _("Mobility")
    HAND_FUNCTION = "HAND", _("Hand function")
    PERSONAL_CARE = "PC", _("Personal care")
    INCONTINENCE = "INC", _("Incontinence")
    COMMUNICATION = "COMM", _("Communication")
    LEARNING = "LD", _("Learning")
    HEARING = "HEAR", _("Hearing")
    VISION = "VIS", _("Vision")
    BEHAVIOUR = "BEH", _("Behaviour")
    CONSCIOUSNESS = "CON", _("Consciousness")
    AUTISM = "AUT", _("Autism, including Asperger syndrome")
    OTHER = "DDA", _("Other disability under the Equality Act 2010")


class UpnUnknown(models.TextChoices):
    """Why a child has no unique pupil number."""

    NOT_SCHOOL_AGE = "UN1", _("Not of school age, and no number given yet")
    NEVER_IN_MAINTAINED_SCHOOL = "UN2", _("Has never attended a maintained school in England")
    EDUCATED_OUTSIDE_ENGLAND = "UN3", _("Educated outside England")
    NEWLY_IN_NEED = "UN4", _("Newly known to the service, and the number is not known yet")
    SOURCES_DISAGREE = "UN5", _("Sources disagree about the name or date of birth")
    UNBORN = "UN6", _("Not yet born")
    NO_FURTHER_ACTION = "UN7", _("Referral that ended in no further action")
