"""What a role lets somebody do."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """What a role may do, in verb and noun; at most forty of them, so that a person can hold them in mind."""

    VIEW_PEOPLE = "people.view", _("see people and families")
    EDIT_PEOPLE = "people.edit", _("change details of people and families")
    MERGE_PEOPLE = "people.merge", _("merge two records of one person")
    JOIN_FAMILIES = "families.join", _("confirm and join families")
    LIST_CONTEXTS = "contexts.list", _("see names and status of contexts")
    VIEW_CONTEXTS = "contexts.view", _("see contexts and who is linked to them")
    EDIT_CONTEXTS = "contexts.edit", _("change contexts and links")
    MERGE_CONTEXTS = "contexts.merge", _("merge contexts")
    VIEW_ALLEGED = "links.alleged", _("see who is alleged to have harmed in a context")
    VIEW_REFERRALS = "referrals.view", _("see contacts and referrals")
    TAKE_REFERRALS = "referrals.take", _("take, change and submit contacts")
    DECIDE_REFERRALS = "referrals.decide", _("decide on contacts")
    LIST_CASES = "cases.list", _("see that a case is open and who leads")
    VIEW_CASES = "cases.view", _("see case records")
    PROPOSE_CASE = "cases.propose", _("propose a case")
    OPEN_CASE = "cases.open", _("open and decline cases")
    ALLOCATE_CASE = "cases.allocate", _("allocate cases")
    WRITE_NOTES = "notes.write", _("write case notes")
    OWN_ACTIONS = "actions.own", _("see and finish the actions given to them")
    WRITE_OVERSIGHT = "notes.oversight", _("record management oversight and supervision")
    WRITE_ASSESSMENTS = "assessments.write", _("write assessments")
    AUTHORISE_ASSESSMENTS = "assessments.authorise", _("authorise, return and extend assessments")
    RUN_MEETINGS = "meetings.run", _("book meetings, invite to them, minute and circulate")
    APPROVE_MEETINGS = "meetings.approve", _("chair meetings, decide there, and approve minutes")
    WRITE_PLANS = "plans.write", _("write and review plans, and say which children they reach")
    AGREE_PLANS = "plans.agree", _("agree and end plans")
    RESTRICT = "records.restrict", _("restrict a record and grant access to it")
    REVIEW_RESTRICTIONS = "restrictions.review", _("review restrictions")
    BREAK_GLASS = "records.emergency", _("open a restricted record in an emergency")
    READ_REMOVED = "removed.read", _("read what was removed from a record")
    KEEP_RECORDS = "records.keep", _("hold records, propose disposal, and prepare what a person asks to see of theirs")
    AGREE_DISPOSAL = "records.agree", _("agree to disposal, and check what is given to a person of their record")
    AUDIT_TEAM = "audit.team", _("see who looked at own team's records")
    AUDIT_ALL = "audit.all", _("see who looked at any record")
    MANAGE_STAFF = "staff.manage", _("manage users, teams, roles and reference data")


class Role(models.Model):
    """A kind of job, and what it lets a person do. Data, not code: councils name and cut their jobs differently."""

    reference_data = True

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)
    permissions = ArrayField(models.CharField(max_length=40, choices=Permission), default=list)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def in_words(self) -> list[str]:
        """What it may do, in the order in which a person would look for it."""
        return [str(permission.label) for permission in Permission if permission in self.permissions]
