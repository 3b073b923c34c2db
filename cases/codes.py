"""National code lists that describe a child's time with the service.

The codes are those of the children in need census. Nothing here imports a model: models, forms and the census reader
all take their choices from this file.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferralSource(models.TextChoices):
    """Who referred the child."""

    FAMILY = "1A", _("Family member, relative or carer")
    ACQUAINTANCE = "1B", _("Acquaintance, such as a neighbour or childminder")
    SELF = "1C", _("The child or young person")
    OTHER_INDIVIDUAL = "1D", _("Other individual, such as a stranger or an elected member")
    SCHOOL = "2A", _("School")
    EDUCATION_SERVICES = "2B", _("Education services")
    GP = "3A", _("GP")
    HEALTH_VISITOR = "3B", _("Health visitor")
    SCHOOL_NURSE = "3C", _("School nurse")
    OTHER_PRIMARY_HEALTH = "3D", _("Other primary health service")
    EMERGENCY_DEPARTMENT = "3E", _("Emergency department (A&E)")
    OTHER_HEALTH = "3F", _("Other health service")
    HOUSING = "4", _("Housing")
    LA_SOCIAL_CARE = "5A", _("Social care in this council")
    LA_OTHER = "5B", _("Another department of this council")
    OTHER_LA = "5C", _("Another council")
    LA_EARLY_HELP = "5D", _("Early help in this council")
    POLICE = "6", _("Police")
    OTHER_LEGAL_AGENCY = "7", _("Other legal agency, such as a court, probation or Cafcass")
    OTHER = "8", _("Other, including a voluntary organisation")
    ANONYMOUS = "9", _("Anonymous")
    UNKNOWN = "10", _("Not known")


class PrimaryNeed(models.TextChoices):
    """The first-listed reason why the child needs help. It is for the return and has no value as a diagnosis."""

    ABUSE_OR_NEGLECT = "N1", _("Abuse or neglect")
    CHILD_DISABILITY = "N2", _("Child’s disability or illness")
    PARENT_DISABILITY = "N3", _("Parent’s disability or illness")
    ACUTE_STRESS = "N4", _("Family in acute stress")
    FAMILY_DYSFUNCTION = "N5", _("Family dysfunction")
    # The words of the national list. Screens prompt gently for plainer ones; the code is kept for the return.
    SOCIALLY_UNACCEPTABLE_BEHAVIOUR = "N6", _("Socially unacceptable behaviour")
    LOW_INCOME = "N7", _("Low income")
    ABSENT_PARENTING = "N8", _("Absent parenting")
    NOT_IN_NEED = "N9", _("Case other than a child in need")
    NOT_STATED = "N0", _("Not stated")


class ClosureReason(models.TextChoices):
    """Why a child's time with the service ended. A closure date and a reason stand or fall together (rule 8805/8810)."""

    ADOPTED = "RC1", _("Adopted")
    DIED = "RC2", _("Died")
    CHILD_ARRANGEMENTS_ORDER = "RC3", _("Child arrangements order")
    SPECIAL_GUARDIANSHIP_ORDER = "RC4", _("Special guardianship order")
    TRANSFERRED_TO_OTHER_LA = "RC5", _("Transferred to another council")
    TRANSFERRED_TO_ADULT_SERVICES = "RC6", _("Transferred to adult services")
    CEASED_OTHER = "RC7", _("Services ceased for another reason, including no longer in need")
    CLOSED_AFTER_ASSESSMENT = "RC8", _("Closed after assessment, no further action")
    STEPPED_DOWN_TO_EARLY_HELP = "RC9", _("Closed after assessment, referred to early help")
    # Ours, not the Department's: a return gave a closure date and no reason that exists. Nobody chooses it on a form,
    # and it is never sent in a return.
    NOT_STATED = "NS", _("Reason not stated")


class CPCategory(models.TextChoices):
    """Category of abuse on a child protection plan (rule 8905). There is none for harm outside the family."""

    NEGLECT = "NEG", _("Neglect")
    PHYSICAL = "PHY", _("Physical abuse")
    SEXUAL = "SAB", _("Sexual abuse")
    EMOTIONAL = "EMO", _("Emotional abuse")
    MULTIPLE = "MUL", _("Multiple categories")
