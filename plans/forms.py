"""Forms about plans: shape only. What may not be is refused in the workflow."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.forms import children_of
from assessments.models import Assessment, AssessmentChild
from cases.action_forms import ActionForm as CaseActionForm
from cases.action_forms import Owners
from cases.allocation_forms import workers_for
from cases.models import Case
from cs_casework.accounts.models import User
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm
from families.models import Person
from plans.agreeing import ChildAnswer
from plans.codes import OF_CHILD, Change, Decision, Kind, Outcome, Share
from plans.conferences import status_behind, undecided
from plans.models import Goal, Plan, PlanChildLink
from plans.reaching import Reach
from plans.serving import actions_to_tie


def text(label: Any, rows: int = 4, longest: int = 5000, hint: Any = "", *, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=longest, widget=area, help_text=hint)


class LeadField(forms.ChoiceField):
    """Who leads a plan: one of those who may see its case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Who leads the plan?"), required=False, **kwargs)
        self.colleagues: dict[str, User] = {}

    def offer(self, case: Case, now: User | None = None) -> None:
        self.colleagues = {str(member.user_id): member.user for member in workers_for(case)}
        if now:
            self.colleagues.setdefault(str(now.pk), now)
        found = sorted(self.colleagues.items(), key=lambda one: str(one[1]))
        self.choices = [("", _("Choose a colleague")), *((pk, str(one)) for pk, one in found)]

    def clean(self, value: Any) -> Any:
        return self.colleagues.get(super().clean(value))


class StartForm(GovukForm):
    """Of which kind, for which child, from which assessment, and who leads it."""

    kind = forms.ChoiceField(
        label=_("Which plan is it?"), choices=[(kind.value, kind.label) for kind in OF_CHILD], widget=forms.RadioSelect
    )
    child = forms.ModelChoiceField(
        label=_("For which child?"),
        queryset=Person.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=_("Each child has a plan of their own. Brothers and sisters can share actions."),
    )
    assessment = forms.ModelChoiceField(
        label=_("From which assessment?"),
        queryset=Assessment.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("The plan begins with what it says is wanted."),
    )
    lead = LeadField()
    starts_on = DateField(label=_("Starts on"))

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if case.family_id:
            self.fields["child"].queryset = children_of(case, user)
        else:
            del self.fields["kind"], self.fields["child"]
        found = Assessment.objects.visible_to(user).authorised().filter(case=case).order_by("-authorised_on")
        self.fields["assessment"].queryset = found
        self.fields["assessment"].initial = found.first()
        self.fields["lead"].offer(case)
        self.fields["lead"].initial = str(user.pk)
        self.fields["starts_on"].initial = today()
        self.is_of_context = not case.family_id
        self.undecided = ""
        child = self._asked("child")
        if child:
            about = AssessmentChild.objects.visible_to(user).current().filter(child=child).order_by()
            self.fields["assessment"].initial = found.filter(pk__in=about.values("assessment")).first()
        # What a conference decided on began with it, whenever it is written.
        if child and (kind := self._asked("kind")):
            self.undecided = undecided(kind, child, case)
            if status := status_behind(kind, child, case):
                self.fields["starts_on"].initial = status.from_on

    def _asked(self, name: str) -> Any:
        """What the page was come to for, where that fits this form."""
        if name not in self.fields or name not in self.initial:
            return None
        try:
            return self.fields[name].clean(self.initial[name])
        except ValidationError:
            return None

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        return found | {"kind": Kind.CONTEXT} if self.is_of_context else found


class PlanForm(GovukForm):
    """The words of a plan. A draft may be left half-finished."""

    aim = text(
        _("What is the plan for?"), 5, hint=_("What will be different when it has worked, and how harm is stopped")
    )
    views = text(_("What do the child and the parents say of it?"), 4)
    contingency = text(_("What happens if things do not get better?"), 3)
    lead = LeadField()
    starts_on = DateField(label=_("Starts on"))
    reason = forms.CharField(
        label=_("Why is the plan changed?"), max_length=500, help_text=_("Stands beside the new version")
    )
    mark_optional = False

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].offer(plan.case, plan.lead)
        if plan.is_of_context:
            self.fields["views"].label = _("What do young people and parents say of it?")
            self.fields["views"].help_text = _("No name is needed")
        if plan.is_agreed:
            del self.fields["starts_on"]
        else:
            del self.fields["reason"]


class GoalForm(GovukForm):
    """What will be different, how we will know, and how it is now."""

    statement = forms.CharField(
        label=_("What will be different?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Write it as it will be, for example: Young people feel safe walking home from school"),
    )
    measure = text(
        _("How will we know that it has changed?"),
        3,
        2000,
        _("A change, not what was attended or sent: how many, how often, what young people say"),
    )
    baseline = text(_("How is it now?"), 3, 2000)
    baseline_on = DateField(label=_("Found on"), required=False, allow_future=False)
    how = text(_("How and when will it be measured again?"), 2, 2000)
    reason = forms.CharField(
        label=_("Why is the plan changed?"), max_length=500, help_text=_("Stands beside the new version")
    )
    mark_optional = False

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not plan.is_agreed:
            del self.fields["reason"]


class MeasureForm(GovukForm):
    measured_on = DateField(label=_("Measured on"), allow_future=False)
    found = text(_("What was found?"), 3, 2000, required=True)
    change = forms.ChoiceField(label=_("Beside how it was at first"), choices=Change, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measured_on"].initial = today()


class ResultForm(GovukForm):
    result = text(_("What came of this goal?"), 4, 2000, required=True)


class ReasonForm(GovukForm):
    reason = forms.CharField(label=_("Why is it taken out?"), max_length=500)


class GoalField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("For which goal?"),
            queryset=Goal.objects.none(),
            required=False,
            empty_label=_("For the plan as a whole"),
            **kwargs,
        )


class AddActionForm(CaseActionForm):
    """One thing to be done, for a goal or for the plan as a whole."""

    goal = GoalField()
    field_order = ["what", "goal", "owner", "agency", "owner_name", "due_on", "aimed_at"]

    def __init__(self, *args: Any, plan: Plan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, owners=Owners(plan.case), **kwargs)
        self.fields["goal"].queryset = Goal.objects.visible_to(user).standing().filter(plan=plan)


class ActionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(
            _("%(what)s (%(who)s, by %(day)s)") % {"what": obj.what, "who": obj.whose, "day": f"{obj.due_on:%-d %B %Y}"}
        )


# The soonest due that a plan is offered: more would be read by nobody.
MOST_ACTIONS = 30


class TieActionForm(GovukForm):
    """An action that is there already."""

    action = ActionChoice(
        label=_("Which action?"), queryset=Plan.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    goal = GoalField()

    def __init__(self, *args: Any, plan: Plan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = actions_to_tie(plan, user).select_related("owner", "agency", "case__context")
        soonest = list(found.order_by("due_on", "pk").values_list("pk", flat=True)[:MOST_ACTIONS])
        self.fields["action"].queryset = found.filter(pk__in=soonest).order_by("due_on", "pk")
        self.fields["goal"].queryset = Goal.objects.visible_to(user).standing().filter(plan=plan)
        self.option_hints = {  # type: ignore[misc]
            "action": {
                str(action.pk): _("From the plan for %(context)s") % {"context": action.case.context}
                for action in self.fields["action"].queryset
                if action.case_id != plan.case_id
            }
        }


# --- Agreed, reviewed, ended -----------------------------------------------------------------------------------------
class AgreeForm(GovukForm):
    read = forms.CharField(widget=forms.HiddenInput)
    agreed_why = text(_("Your words"), 3, 2000)


class ReturnForm(GovukForm):
    returned_why = text(_("What is missing?"), 4, 2000, required=True)


class ReviewForm(GovukForm):
    held_on = DateField(label=_("Reviewed on"), allow_future=False)
    changed = text(
        _("What has changed since last time?"),
        5,
        hint=_("For the child or in the place, more than what was done"),
        required=True,
    )
    views = text(_("What do the people it is for say?"), 3)
    decision = forms.ChoiceField(
        label=_("What is decided?"),
        choices=Decision,
        widget=forms.RadioSelect,
        help_text=_("A manager ends a plan, with what came of it."),
    )
    why = text(_("Why?"), 3, 2000, required=True)
    next_due = DateField(label=_("Next review by"), required=False)

    def __init__(self, *args: Any, latest: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = today()
        self.fields["next_due"].help_text = _(
            "At the latest %(length)s after this one. Leave it empty for that day."
        ) % {"length": latest}


class EndForm(GovukForm):
    """What came of the plan; for a context's, what goes on for each child it reaches."""

    outcome = forms.ChoiceField(label=_("How far was it reached?"), choices=Outcome, widget=forms.RadioSelect)
    outcome_words = text(
        _("What came of it?"), 5, hint=_("What is different now, and what is still to be watched"), required=True
    )
    ended_on = DateField(label=_("Ended on"), allow_future=False)

    def __init__(self, *args: Any, links: Iterable[PlanChildLink], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = today()
        self.links = list(links)
        for link in self.links:
            self.fields[f"link_{link.pk}"] = forms.CharField(
                label=_("What happens next for %(child)s?") % {"child": link.child},
                max_length=500,
                help_text=_("Stands on their record as why this plan ended for them."),
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        answers = [ChildAnswer(link, found.pop(f"link_{link.pk}", "")) for link in self.links]
        return found | {"answers": answers}


# --- Children it reaches ---------------------------------------------------------------------------------------------
class ReachForm(GovukForm):
    """One reason for each of the children chosen, and how much stands on their records."""

    share = forms.ChoiceField(
        label=_("How much of the plan stands on their records?"),
        choices=Share,
        initial=Share.SUMMARY,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, children: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = list(children)
        for child in self.children:
            self.fields[f"why_{child.pk}"] = text(
                _("Why does the plan matter to %(child)s?") % {"child": child}, 2, 2000, required=True
            )
        self.order_fields([*(f"why_{child.pk}" for child in self.children), "share"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        share = found.get("share", Share.SUMMARY)
        return {"children": [Reach(child, found.get(f"why_{child.pk}", ""), share) for child in self.children]}


class ChangeReachForm(GovukForm):
    why = text(_("Why does the plan matter to this child?"), 3, 2000, required=True)
    share = forms.ChoiceField(
        label=_("How much of it stands on their record?"), choices=Share, widget=forms.RadioSelect
    )


class EndReachForm(GovukForm):
    ended_why = forms.CharField(label=_("Why does it end?"), max_length=500)
