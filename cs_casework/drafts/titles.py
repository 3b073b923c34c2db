"""The long forms that keep drafts, and what each is called in a list of them."""

from django.utils.translation import gettext_lazy as _

FORMS = {
    "cases.note": _("Case note"),
    "cases.incident": _("Incident"),
    "cases.closing": _("Closing"),
    "cases.minutes": _("Minutes"),
    "cases.paper": _("Paper for a conference"),
    "cases.factor": _("Factor outside the family"),
    "cases.factor_change": _("Change of a factor outside the family"),
    "cases.episode": _("Missing episode"),
    "cases.found": _("Missing child who was found"),
    "cases.episode_change": _("Change of a missing episode"),
    "cases.interview": _("Return interview"),
    "cases.nrm": _("Referral to the NRM"),
    "cases.nrm_change": _("Change of a referral to the NRM"),
    "cases.safety_map": _("Safety map"),
    "cases.safety_map_change": _("Change of a safety map"),
    "cases.intervention": _("Intervention"),
    "contexts.context": _("Context"),
    "referrals.begin": _("Contact about to begin"),
    "referrals.stated": _("Child, adult or context in a contact"),
    "referrals.decision": _("Decision on a contact"),
    "assessments.section": _("Section of an assessment"),
    "assessments.child": _("Child in an assessment"),
    "assessments.weighting": _("Weighting in an assessment"),
    "plans.plan": _("Plan"),
    "plans.goal": _("Goal of a plan"),
    "plans.review": _("Review of a plan"),
    "plans.end": _("End of a plan"),
}
