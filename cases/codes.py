"""National code lists that describe a child's time with the service.

The codes are those of the children in need census. Nothing here imports a model: models, forms and the census reader
all take their choices from this file.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class WorkerChange(models.TextChoices):
    """Why a child's worker changed: the codes of the looked after children return, used for every allocation."""

    CASE_MANAGEMENT = "MANAGE", _("Case management reasons")
    FIRST_CONTACT = "FCONTA", _("First contact worker hands over")
    LEFT_ROLE = "LEFTRL", _("Worker left the role")
    REORGANISED = "ORGRST", _("Organisation restructured")
    PROCESS = "TSPROC", _("Transferred to another team or process")
    ABSENCE = "ABSENC", _("Worker absent")
    CHILD_ASKED = "CHCHAN", _("The child asked for a change")
    CARER_ASKED = "PCCHAN", _("A parent or carer asked for a change")
    WORKER_DIED = "SWDIED", _("Worker died")
    OTHER = "OTHERS", _("Other reason")


class Need(models.TextChoices):
    """The threshold for a *child*: four levels, whose names are local. Never mixed with the levels of contexts."""

    UNIVERSAL = "1", _("Level 1: universal")
    EARLY_HELP = "2", _("Level 2: early help")
    TARGETED = "3", _("Level 3: targeted or intensive help")
    SPECIALIST = "4", _("Level 4: specialist, statutory social work")


class StillTrue(models.TextChoices):
    """What is said of a child's link to a context when the child's time with the service ends."""

    LEAVE = "leave", _("Still true, leave it")
    RENEW = "renew", _("Still true, looked at today")
    END = "end", _("Ended")


class IncidentRole(models.TextChoices):
    """What part a child had in an incident. A child may be harmed and harm others in the same one."""

    HARMED = "harmed", _("Harmed")
    HARMED_OTHERS = "harmed_others", _("Harmed others")
    WITNESS = "witness", _("Saw or heard it")
    NOT_KNOWN = "not_known", _("Part not known")
