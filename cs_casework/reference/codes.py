"""National code lists that local lists are mapped to, and what an interval can be for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferralSource(models.TextChoices):
    """Who referred the child: the source codes of the children in need census."""

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


class CensusFactor(models.TextChoices):
    """The factors of the children in need census that speak of harm outside the home, for mapping local words to them.

    Some harms have no national code (serious youth violence, online harm, radicalisation): they are sent as "other".
    """

    MISSING = "10A", _("10A Missing")
    SEXUAL_EXPLOITATION = "11A", _("11A Child sexual exploitation")
    TRAFFICKING = "12A", _("12A Trafficking")
    # The words of the national list, for the return only: no screen calls a child this.
    GANGS = "13A", _("13A, as the census words it")
    UNACCEPTABLE_BEHAVIOUR = "14A", _("14A, as the census words it")
    PHYSICAL_BY_CHILD = "18B", _("18B Physical abuse, child on child")
    SEXUAL_BY_CHILD = "19B", _("19B Sexual abuse, child on child")
    OTHER = "20", _("20 Other")
    CRIMINAL_EXPLOITATION = "24A", _("24A Child criminal exploitation")


class IntervalCode(models.TextChoices):
    """What the service measures time for. Which there are is code, how long each is a council decides."""

    VISIT_OPEN = "visit_open", _("Visit: open, no status yet")
    VISIT_EARLY_HELP = "visit_early_help", _("Visit: early help")
    VISIT_ASSESSMENT = "visit_assessment", _("Visit: being assessed")
    VISIT_CHILD_IN_NEED = "visit_cin", _("Visit: child in need")
    VISIT_CHILD_PROTECTION = "visit_cp", _("Visit: child protection plan")
    VISIT_RISK_OUTSIDE_HOME = "visit_roth", _("Visit: risk outside the home plan")
    VISIT_LOOKED_AFTER = "visit_lac", _("Visit: looked after")
    VISIT_CARE_LEAVER = "visit_care_leaver", _("Visit: care leaver")
    OVERSIGHT = "oversight", _("Management oversight of a case")
    TRANSITION = "transition", _("Transition plan: how long before a child turns 18")
    DECISION = "decision", _("Decision on a contact about children, from when it was received")
    CONTEXT_DECISION = "context_decision", _("Decision on a contact about a context, from when it was received")
    ASSESSMENT = "assessment", _("Assessment of a child and family, from the referral date of the case")
    CONTEXT_ASSESSMENT = "context_assessment", _("Assessment of a context, from the referral date of the case")
    INITIAL_CONFERENCE = "initial_conference", _("Conference after a section 47 enquiry, from the strategy discussion")
    RETURN_INTERVIEW = "return_interview", _("Return interview, from when a missing child is found")
    NRM_REASONABLE = "nrm_reasonable", _("First decision on a referral to the NRM, where possible")
    CORE_GROUP = "core_group", _("First core group, from the start of a child protection plan")
    PLAN_CHILD_IN_NEED = "plan_cin", _("Review of a child in need plan")
    PLAN_CHILD_PROTECTION_FIRST = "plan_cp_first", _("First review of a child protection plan, from its conference")
    PLAN_CHILD_PROTECTION = "plan_cp", _("Review of a child protection plan, after the first")
    PLAN_RISK_OUTSIDE_HOME = "plan_roth", _("Review of a risk outside the home plan, at most")
    PLAN_SAFETY = "plan_safety", _("Review of a safety plan")
    PLAN_CONTEXT = "plan_context", _("Review of a context plan")
    EMERGENCY_ANSWER = "emergency_answer", _("A manager’s answer for a record opened in an emergency")


class OutcomeCode(models.TextChoices):
    """What may be decided on a contact. Which there are is code, as each does something of its own."""

    NO_FURTHER_ACTION = "no_further_action", _("No further action")
    ADVICE = "advice", _("Information and advice")
    EARLY_HELP = "early_help", _("Early help")
    ASSESSMENT = "assessment", _("Child and family assessment")
    STRATEGY = "strategy", _("Strategy discussion or section 47 enquiry now")
    CONTEXT_CONSULTATION = "context_consultation", _("Consultation about the context")
    CONTEXT_ASSESSMENT = "context_assessment", _("Context assessment")
    URGENT_CONTEXT = "urgent_context", _("Urgent context strategy meeting")
    PANEL = "panel", _("Panel")
    ADD_TO_CASE = "add_to_case", _("Add to an open case")
    TRANSFER_OUT = "transfer_out", _("Transfer to another council")


# What each does: opens a case on a family or on a context, and makes the contact a referral.
OPENS_FAMILY_CASE = frozenset({OutcomeCode.ASSESSMENT, OutcomeCode.STRATEGY})
OPENS_CONTEXT_CASE = frozenset({OutcomeCode.CONTEXT_ASSESSMENT, OutcomeCode.URGENT_CONTEXT})
ACCEPTS = OPENS_FAMILY_CASE | OPENS_CONTEXT_CASE | {OutcomeCode.ADD_TO_CASE}
# What ends a contact, and so stands with nothing that goes on.
ENDS = frozenset({OutcomeCode.NO_FURTHER_ACTION})
