"""The words a contact is taken, screened and decided with. Nothing here imports a model."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What a contact is about. It may be about several."""

    CHILDREN = "children", _("A child, or several")
    CONTEXT = "context", _("A place, a group or an online space")
    RELATIONSHIP = "relationship", _("A relationship between people, at least one of them a child")


class Channel(models.TextChoices):
    """How it reached the service."""

    PHONE = "phone", _("By phone")
    EMAIL = "email", _("By e-mail")
    LETTER = "letter", _("By letter or form")
    IN_PERSON = "in_person", _("In person")
    MEETING = "meeting", _("At a meeting")
    OTHER = "other", _("Another way")


class Answer(models.TextChoices):
    """An answer that may be that nobody asked: a mandatory yes or no would be made up."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_ASKED = "not_asked", _("Not asked")


class Agreement(models.TextChoices):
    """Whether those whom it concerns agree. Disagreement never stops a safeguarding contact."""

    AGREE = "agree", _("They agree")
    DISAGREE = "disagree", _("They do not agree")
    MIXED = "mixed", _("Some do, some do not")
    NOT_ASKED = "not_asked", _("Not asked")


class Prompted(models.TextChoices):
    """The answer to a prompt about a part of a young person's world. "None known" is an answer, and so is "not asked"."""

    SAID = "said", _("Yes, this was said")
    NONE_KNOWN = "none_known", _("None known")
    NOT_ASKED = "not_asked", _("Not asked")


# The parts of a young person's world that are asked about whatever the contact is about, as columns of a contact.
WORLDS = {
    "peers": _("Friends and peers"),
    "school": _("School, college or training"),
    "neighbourhood": _("Neighbourhood, places and travel"),
    "online": _("Online"),
}


class Danger(models.TextChoices):
    """Immediate danger, asked before anything else."""

    YES = "yes", _("Yes, a child is in danger now")
    NO = "no", _("No")
    NOT_KNOWN = "not_known", _("Not known")


class Emergency(models.TextChoices):
    """Whether the police or an ambulance were called."""

    CALLED = "called", _("999 has been called by the caller or by me")
    NOT_NEEDED = "not_needed", _("The duty social worker says that it is not needed")
    ON_SCENE = "on_scene", _("The emergency services are there already")


class Known(models.TextChoices):
    """Whether a person or a context as stated is one on record."""

    KNOWN = "known", _("This one")
    NEW = "new", _("Somebody or something new")
    UNSURE = "unsure", _("Can’t tell yet")


class ChildPart(models.TextChoices):
    """What was said of a child in a contact. One who harmed is a child first, and may be harmed as well."""

    CONCERN = "concern", _("The contact is about them")
    HARMED = "harmed", _("Said to have been harmed")
    MAY_HAVE_HARMED = "may_have_harmed", _("Said to have harmed somebody")
    SIBLING = "sibling", _("Brother or sister")
    OTHER = "other", _("Mentioned")


class AdultPart(models.TextChoices):
    """Who an adult in a contact is to the children or the context."""

    PARENT = "parent", _("Parent or carer")
    HOUSEHOLD = "household", _("Lives in the household")
    RELATIONSHIP = "relationship", _("In the relationship the contact is about")
    CONCERN = "concern", _("Adult of concern")
    PROTECTIVE = "protective", _("Protective adult")
    OTHER = "other", _("Mentioned")


class Frequency(models.TextChoices):
    """How often it happens there: one of the three things a context is screened by."""

    ONCE = "once", _("Once, as far as is known")
    MONTHLY = "monthly", _("Now and then, about monthly")
    WEEKLY = "weekly", _("Weekly")
    DAILY = "daily", _("Most days")
    NOT_KNOWN = "not_known", _("Not known")


class HowMany(models.TextChoices):
    """About how many young people are affected. No list of names is asked for."""

    ONE = "one", _("One")
    FEW = "few", _("2 to 4")
    SEVERAL = "several", _("5 to 9")
    MANY = "many", _("10 or more")
    NOT_KNOWN = "not_known", _("Not known")


class Severity(models.TextChoices):
    """How serious the harm is that was described: a person's judgement, never worked out."""

    LOW = "low", _("Worry, no harm described")
    HARM = "harm", _("Harm that needs a response")
    SERIOUS = "serious", _("Serious harm, or a risk of it")
    NOT_KNOWN = "not_known", _("Not known")


class Stage(models.TextChoices):
    """The steps of a decision at the front door: triage, screening with other agencies, the decision itself."""

    INITIAL = "initial", _("Initial decision")
    SCREENING = "screening", _("Screening")
    FINAL = "final", _("Final decision")


class How(models.TextChoices):
    """How a contact came to stand on a case."""

    OPENED = "opened", _("It opened this case")
    ADDED = "added", _("It was added to this case")
