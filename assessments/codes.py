"""The words an assessment is written with, and the sections each kind of it has. Nothing here imports a model."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cs_casework.reference.codes import CensusFactor


class Kind(models.TextChoices):
    """What is assessed: a family's children, a context, or a group of friends."""

    FAMILY = "family", _("Child and family assessment")
    CONTEXT = "context", _("Context assessment")
    PEERS = "peers", _("Friendship and peer assessment")


class Status(models.TextChoices):
    WRITING = "writing", _("Being written")
    SUBMITTED = "submitted", _("To be authorised")
    AUTHORISED = "authorised", _("Authorised")
    DISCARDED = "discarded", _("Not gone on with")


UNAUTHORISED = (Status.WRITING, Status.SUBMITTED)

# Working days before it is due in which an assessment is told of as due soon.
DUE_SOON = 10

# What a passage from the record may be taken from: one of these.
SOURCES = ("person", "context", "note", "factor", "incident", "earlier")


class InHand(models.TextChoices):
    """What is asked about those in hand: what waits for whom, and what runs out of time."""

    TO_AUTHORISE = "to_authorise", _("For me to authorise")
    WAITING = "waiting", _("Waiting for a manager")
    RETURNED = "returned", _("Returned for change")
    OVERDUE = "overdue", _("Overdue")
    DUE_SOON = "due_soon", _("Due in the next 10 working days")
    EXTENDED = "extended", _("Given longer, with the reason")


class Section(models.TextChoices):
    """Every section there is, by the name it has in an address."""

    PARENTING = "parenting", _("Parenting")
    DEVELOPMENT = "development", _("The children’s development")
    ENVIRONMENT = "environment", _("Family and environment")
    OUTSIDE = "outside", _("Contexts outside the home")
    ANALYSIS = "analysis", _("Analysis")
    PURPOSE = "purpose", _("Why this group is assessed, and who knows of it")
    METHODS = "methods", _("How it was assessed")
    YOUNG_PEOPLE = "young-people", _("What young people say")
    TOGETHER_STRENGTHS = "together-strengths", _("Young people there together: strengths")
    TOGETHER_NEEDS = "together-needs", _("Young people there together: needs")
    GUARDIANSHIP_STRENGTHS = "guardianship-strengths", _("Guardianship by adults: strengths")
    GUARDIANSHIP_NEEDS = "guardianship-needs", _("Guardianship by adults: needs")
    SURROUNDINGS_STRENGTHS = "surroundings-strengths", _("Environment, resources and policy: strengths")
    SURROUNDINGS_NEEDS = "surroundings-needs", _("Environment, resources and policy: needs")
    HARMS = "harms", _("Harm")
    GOALS = "goals", _("What we want to change")


@dataclass(frozen=True)
class Asked:
    """A section as its page asks for it."""

    section: Section
    hint: Any

    @property
    def name(self) -> str:
        return self.section.value

    @property
    def heading(self) -> Any:
        return self.section.label


def _context_sections() -> list[Asked]:
    return [
        Asked(
            Section.METHODS,
            _("Such as observation, walking the place with young people, a survey, talks, records of other agencies."),
        ),
        Asked(Section.YOUNG_PEOPLE, _("In their own words, and what they would change. No name is needed.")),
        Asked(Section.TOGETHER_STRENGTHS, _("What young people do for one another there, and what goes well.")),
        Asked(Section.TOGETHER_NEEDS, _("What young people there, taken together, need and do not have.")),
        Asked(
            Section.GUARDIANSHIP_STRENGTHS, _("Adults who mean well by young people there, and what they do already.")
        ),
        Asked(Section.GUARDIANSHIP_NEEDS, _("Where and when no such adult is near, or none is able to act.")),
        Asked(Section.SURROUNDINGS_STRENGTHS, _("Lighting, transport, activities, rules that keep people safe.")),
        Asked(
            Section.SURROUNDINGS_NEEDS,
            _("What in the place, in what is on offer, or in somebody’s rules lets harm happen."),
        ),
        Asked(Section.HARMS, _("What harm happens there, how often, to about how many, and since when.")),
        Asked(Section.ANALYSIS, _("What it all means: why harm happens there, and what keeps it going.")),
        Asked(Section.GOALS, _("What will be different there, and how we will know.")),
    ]


# The sections of each kind, in the order in which they are read. All pages, the progress and what is missing before
# authorisation come from here.
SECTIONS: dict[str, list[Asked]] = {
    Kind.FAMILY: [
        Asked(Section.PARENTING, _("What parents and carers do for each child, and what gets in their way.")),
        Asked(Section.DEVELOPMENT, _("Health, learning, feelings, friendships and identity of each child.")),
        Asked(Section.ENVIRONMENT, _("Wider family, home, money, work, community.")),
        Asked(
            Section.OUTSIDE,
            _("Friends and peers, school, neighbourhood, online: what keeps each child safe there, and what does not."),
        ),
        Asked(Section.ANALYSIS, _("What it all means for each child, at home and outside it, and how the two meet.")),
    ],
    Kind.CONTEXT: _context_sections(),
    Kind.PEERS: [
        Asked(
            Section.PURPOSE,
            _("What is meant to come of it for these young people, and whether they and their parents know."),
        ),
        *_context_sections(),
    ],
}


class Seen(models.TextChoices):
    """Whether a child was seen for the assessment, and alone."""

    SEEN_ALONE = "seen_alone", _("Seen, and seen alone")
    SEEN = "seen", _("Seen, but not alone")
    NOT_SEEN = "not_seen", _("Not seen")


class TookPart(models.TextChoices):
    """How somebody was part of it. That a person did not want to be is part of the picture, and no fault."""

    YES = "yes", _("Took part")
    DECLINED = "declined", _("Was asked and did not want to")
    NOT_REACHED = "not_reached", _("Could not be reached")
    TO_ASK = "to_ask", _("Still to be asked")


class Outcome(models.TextChoices):
    """What an assessment leads to for one child."""

    NO_FURTHER_ACTION = "no_further_action", _("No further action")
    EARLY_HELP = "early_help", _("Step down to early help")
    CHILD_IN_NEED = "cin", _("Support as a child in need")
    RISK_OUTSIDE_HOME = "roth", _("Risk outside the home pathway")
    STRATEGY = "strategy", _("Strategy discussion or section 47 enquiry")
    OTHER = "other", _("Something else, said under support required")


class AssessmentFactor(models.TextChoices):
    """The factors identified at the end of an assessment: the whole list of the children in need census.

    18A and 19A are withdrawn and so are not here: nothing offers them and nothing takes them. There is no national code
    for serious youth violence, online harm, radicalisation or any context: these go with "other", beside our own words.
    """

    ALCOHOL_CHILD = "1A", _("1A Alcohol misuse: the child")
    ALCOHOL_PARENT = "1B", _("1B Alcohol misuse: a parent or carer")
    ALCOHOL_OTHER = "1C", _("1C Alcohol misuse: another person in the household")
    DRUGS_CHILD = "2A", _("2A Drug misuse: the child")
    DRUGS_PARENT = "2B", _("2B Drug misuse: a parent or carer")
    DRUGS_OTHER = "2C", _("2C Drug misuse: another person in the household")
    DOMESTIC_ABUSE_CHILD = "3A", _("3A Domestic abuse: the child is subject of it")
    DOMESTIC_ABUSE_PARENT = "3B", _("3B Domestic abuse: a parent or carer is subject of it")
    DOMESTIC_ABUSE_OTHER = "3C", _("3C Domestic abuse: another person in the household is subject of it")
    MENTAL_HEALTH_CHILD = "4A", _("4A Mental health: the child")
    MENTAL_HEALTH_PARENT = "4B", _("4B Mental health: a parent or carer")
    MENTAL_HEALTH_OTHER = "4C", _("4C Mental health: another person in the household")
    LEARNING_DISABILITY_CHILD = "5A", _("5A Learning disability: the child")
    LEARNING_DISABILITY_PARENT = "5B", _("5B Learning disability: a parent or carer")
    LEARNING_DISABILITY_OTHER = "5C", _("5C Learning disability: another person in the household")
    PHYSICAL_CHILD = "6A", _("6A Physical disability or illness: the child")
    PHYSICAL_PARENT = "6B", _("6B Physical disability or illness: a parent or carer")
    PHYSICAL_OTHER = "6C", _("6C Physical disability or illness: another person in the household")
    YOUNG_CARER = "7A", _("7A Young carer")
    FOSTERED_OVERSEAS_RETURN = "8B", _("8B Privately fostered: from overseas, to go back to the parents")
    FOSTERED_OVERSEAS_STAY = "8C", _("8C Privately fostered: from overseas, to stay")
    FOSTERED_EDUCATION = "8D", _("8D Privately fostered: from the United Kingdom, in education")
    FOSTERED_FAMILY = "8E", _("8E Privately fostered: from the United Kingdom, living with another family")
    FOSTERED_OTHER = "8F", _("8F Privately fostered: other")
    UNACCOMPANIED = "9A", _("9A Unaccompanied child seeking asylum")
    MISSING = "10A", CensusFactor.MISSING.label
    SEXUAL_EXPLOITATION = "11A", CensusFactor.SEXUAL_EXPLOITATION.label
    TRAFFICKING = "12A", CensusFactor.TRAFFICKING.label
    GANGS = "13A", CensusFactor.GANGS.label
    UNACCEPTABLE_BEHAVIOUR = "14A", CensusFactor.UNACCEPTABLE_BEHAVIOUR.label
    SELF_HARM = "15A", _("15A Self-harm")
    NEGLECT = "16A", _("16A Neglect")
    EMOTIONAL_ABUSE = "17A", _("17A Emotional abuse")
    PHYSICAL_BY_CHILD = "18B", CensusFactor.PHYSICAL_BY_CHILD.label
    PHYSICAL_BY_ADULT = "18C", _("18C Physical abuse, adult on child")
    SEXUAL_BY_CHILD = "19B", CensusFactor.SEXUAL_BY_CHILD.label
    SEXUAL_BY_ADULT = "19C", _("19C Sexual abuse, adult on child")
    OTHER = "20", CensusFactor.OTHER.label
    NONE = "21", _("21 No factors identified")
    FEMALE_GENITAL_MUTILATION = "22A", _("22A Female genital mutilation")
    FAITH_OR_BELIEF = "23A", _("23A Abuse linked to faith or belief")
    CRIMINAL_EXPLOITATION = "24A", CensusFactor.CRIMINAL_EXPLOITATION.label


# --- Weighting -------------------------------------------------------------------------------------------------------
class View(models.TextChoices):
    """Whose view of it a weighting is. They stand side by side; none is made to fit another."""

    PRACTITIONER = "practitioner", _("Practitioner")
    CHILD = "child", _("Child or young person")
    PARENT = "parent", _("Parent or carer")
    MEETING = "meeting", _("Meeting")


class World(models.TextChoices):
    """The parts of a young person's world that are weighed."""

    HOME = "home", _("Home and family")
    PEERS = "peers", _("Friends and peers")
    SCHOOL = "school", _("School, college or training")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood or place")
    ONLINE = "online", _("Online")
    OTHER = "other", _("Other")


class Influence(models.TextChoices):
    """How much it weighs, in words: there is no number, and nothing is added up."""

    PRIMARY = "primary", _("Primary")
    SIGNIFICANT = "significant", _("Significant")
    CONTRIBUTING = "contributing", _("Contributing")
    NONE = "none", _("Not a factor")
    NOT_KNOWN = "not_known", _("Not yet known")


# What has a direction; and how long the bar beside each word is, which stands for the word and is never shown as a number.
WEIGHING = (Influence.PRIMARY, Influence.SIGNIFICANT, Influence.CONTRIBUTING)
BARS = {Influence.PRIMARY: 100, Influence.SIGNIFICANT: 66, Influence.CONTRIBUTING: 33}


class Direction(models.TextChoices):
    HARM = "harm", _("Harm")
    PROTECTIVE = "protective", _("Protective")
    BOTH = "both", _("Both")


class NoPrimary(models.TextChoices):
    """Why no part of the child's world is called primary."""

    NO_CONCERN = "no_concern", _("No context is causing concern")
    NOT_YET_KNOWN = "not_yet_known", _("Not yet known")


# --- Where a conclusion does not fit ---------------------------------------------------------------------------------
class Misfit(models.TextChoices):
    """What does not fit in a conclusion: a manager is told before authorising, may answer, and is never kept from it."""

    NOTHING_BENEATH = "nothing_beneath", _("Called primary, with nothing recorded beneath it")
    AIMED_ELSEWHERE = "aimed_elsewhere", _("A context is primary, and all actions are aimed at the child or the family")
    NO_CONTEXT_CASE = "no_context_case", _("A context harms, and has no case of its own")
    UNEXPLAINED = "unexplained", _("Not yet known, and it is not said why")
    HOME_ALONE = "home_alone", _("The level rests on home alone, and harm outside it is recorded")
