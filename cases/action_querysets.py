"""What can be asked about actions, and who may see them."""

import datetime
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, Min, OuterRef, Q, Value, When

from cases.child_querysets import hidden_cases
from cases.factor_querysets import hidden_factors
from cases.meeting_querysets import hidden_meetings
from cases.missing_querysets import hidden_episodes
from contexts.querysets import hidden_contexts
from cs_casework.access import model_above
from cs_casework.accounts.models import Permission, TeamMembership
from cs_casework.dates import today
from cs_casework.statements import as_written, none_of
from families.querysets import hidden_people

# The columns by which an action may stand on what it came from: it is worked with on the page of the first that it has.
ORIGINS = ("factor", "meeting", "incident", "episode", "note")
SOON = datetime.timedelta(days=14)


@dataclass(frozen=True)
class Origin:
    """What an action came from: what kind of thing, what it is called, and where it is read."""

    kind: Any
    words: str
    url: str


def origin_fields() -> list[Any]:
    """The foreign keys of `ORIGINS`, in that order."""
    from cases.models import Action

    return [Action._meta.get_field(name) for name in ORIGINS]


def tied_above() -> dict[str, Any]:
    """Tables of apps above that tie actions to something of theirs, by the name an action has their rows under.

    One is told where actions are listed as soon as its queryset has `for_actions(user)`, giving the rows this reader may
    see with what is shown of them, and its model `origin`, an `Origin`: so a plan need not be known here.
    """
    from cases.models import Action

    relations = ((relation.get_accessor_name(), relation.related_model) for relation in Action._meta.related_objects)
    return {str(name): model for name, model in relations if hasattr(model._default_manager.all(), "for_actions")}


def actions_of_hidden_plans(user: Any) -> Any:
    """The ids of actions on a family's case that stand, or stood, in the plan of a child hidden from this reader, for
    `as_written`: what is to be done for that child tells of them. A context's action tells of no child it serves."""
    from cases.models import Action

    served = model_above(Action, "plan_actions").objects.order_by()
    return served.filter(plan__child__in=as_written(hidden_people, user), action__case__context=None).values("action")


class ActionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its case and with what it came from, the factor, the note, the incident, the missing episode or
        the meeting, to roles that read cases; not one for the plan of a child who is hidden. What a meeting decided
        about one child or context shows with that; what it decided besides, with the whole meeting.

        A role that reads none, such as business support, sees what is given to them, or to whom they cover for, to do or
        to ask after, and nothing else of the case. What it came from is not told to them, and it shows all the same only
        where all that this stands on may be seen: its own words may name it.
        """
        from cases.models import CaseNote, Incident

        if user.may(Permission.VIEW_CASES):
            notes = CaseNote.objects.visible_to(user).filter(pk=OuterRef("note")).order_by()
            incidents = Incident.objects.visible_to(user).filter(pk=OuterRef("incident")).order_by()
            return self.filter(
                Q(note=None) | Exists(notes),
                Q(incident=None) | Exists(incidents),
                Q(item__child__isnull=False)
                | Q(item__context__isnull=False)
                | none_of(hidden_meetings, user, "meeting"),
                none_of(hidden_cases, user, "case", "meeting__case"),
                none_of(hidden_factors, user, "factor"),
                none_of(hidden_episodes, user, "episode"),
                none_of(hidden_people, user, "item__child"),
                none_of(hidden_contexts, user, "item__context"),
                none_of(actions_of_hidden_plans, user, "pk"),
            )
        if not user.may(Permission.OWN_ACTIONS):
            return self.none()
        found = self.of(user).filter(none_of(hidden_cases, user, "case"), none_of(actions_of_hidden_plans, user, "pk"))
        for field in origin_fields():
            records = field.related_model._default_manager.all()
            there = Q(**{f"{field.name}__isnull": True})
            if hasattr(records, "in_sight"):
                there |= Q(Exists(records.in_sight(user).filter(pk=OuterRef(field.name)).order_by()))
            found = found.filter(there)
        return found

    # --- Whose ------------------------------------------------------------------------------------------------------
    def of(self, user: Any) -> Self:
        """Theirs, or of whom they cover for, to do or to ask after."""
        return self.filter(user.own_or_covered("owner") | user.own_or_covered("chaser"))

    def owned_by(self, user: Any) -> Self:
        return self.filter(user.own_or_covered("owner"))

    def chased_by(self, user: Any) -> Self:
        """What an agency or somebody else does, and they ask after."""
        return self.filter(user.own_or_covered("chaser"))

    def of_teams(self, teams: Any) -> Self:
        """On cases that these teams hold, and on any other what somebody in them does or asks after."""
        members = TeamMembership.objects.current().filter(team__in=teams).order_by().values("user")
        return self.filter(Q(case__team__in=teams) | Q(owner__in=members) | Q(chaser__in=members))

    # --- How they stand ---------------------------------------------------------------------------------------------
    def unfinished(self) -> Self:
        return self.filter(finished_on=None)

    def finished(self) -> Self:
        return self.filter(finished_on__isnull=False)

    def overdue(self) -> Self:
        return self.unfinished().filter(due_on__lt=today())

    def due_soon(self) -> Self:
        """Due today or in the next two weeks."""
        return self.unfinished().filter(due_on__gte=today(), due_on__lte=today() + SOON)

    def waiting(self) -> Self:
        """Those that wait for somebody else."""
        return self.filter(status="waiting")

    def to_do_first(self) -> Self:
        """Those still to do by the day they are due, then those finished last."""
        return self.order_by(models.F("finished_on").desc(nulls_first=True), "due_on", "created_at", "pk")

    def for_tables(self) -> Self:
        """Each with whose it is, those still to do first."""
        return self.select_related("owner", "agency", "chaser").to_do_first()

    def by_agency(self) -> Any:
        """How many of these each agency has, those longest overdue first: `doer` (colleague, agency or named), `agency`
        and `agency__name`, `number`, `first_due_on`, and how many of them wait (`wait`)."""
        doer = Case(
            When(owner__isnull=False, then=Value("colleague")),
            When(agency__isnull=False, then=Value("agency")),
            default=Value("named"),
        )
        grouped = self.order_by().annotate(doer=doer).values("doer", "agency", "agency__name")
        counted = grouped.annotate(
            number=Count("pk"), first_due_on=Min("due_on"), wait=Count("pk", filter=Q(status="waiting"))
        )
        return counted.order_by("first_due_on", "doer", "agency__name", "agency")

    def with_origins(self, user: Any) -> Self:
        """Each with its case, who does it, and what it came from (`origins`), as this reader may see it. Who may see an
        action that stands on one of `ORIGINS` may see that."""
        found = self.select_related("case__family", "case__context", "case__team", "owner", "agency", "chaser")
        if not user.may(Permission.VIEW_CASES):
            return found
        tied = [
            models.Prefetch(name, queryset=model._default_manager.all().for_actions(user), to_attr=f"shown_{name}")
            for name, model in tied_above().items()
        ]
        return found.select_related(*(field.name for field in origin_fields())).prefetch_related(*tied)

    def still_open(self, user: Any, period: Any) -> Self:
        """What is told before a whole case is closed: one child's time in it may end with all of it still to do."""
        return self.none() if period else self.unfinished()
