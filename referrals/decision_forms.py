"""Forms about deciding on a contact: shape only. What may not be is refused in `deciding.py` and `outcomes.py`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.allocation_forms import WorkerField, workers_of
from cases.codes import Need, PrimaryNeed
from contexts.codes import Kind, LinkRole, ThresholdLevel
from contexts.models import Context
from cs_casework.accounts.models import Team, TeamMembership, User
from cs_casework.dates import today
from cs_casework.forms import DateField, GovukForm
from cs_casework.reference.codes import OutcomeCode
from cs_casework.reference.models import HarmType
from families.models import Family, FamilyMembership
from referrals.codes import Frequency, HowMany, Known, Severity, Stage
from referrals.deciding import ABOUT_CHILDREN, ABOUT_CONTEXTS, is_about_children, is_about_contexts
from referrals.models import HiddenMatch, Referral
from referrals.outcomes import Consequences, LinkStated, OpenChild, RecordContext, cases_to_add_to

OWN, SHARED = "own", "shared"
GROUP_FIELDS = ("purpose", "intended_outcome", "how_identified", "strengths")
TOLD_FIELDS = ("told_young_people", "told_parents")


class DecideForm(GovukForm):
    """One stage of a decision. The final one asks, of each child and context in the contact, what becomes of it."""

    # Which of them have to be filled in depends on the others and on the contact: the workflow says so beside each.
    mark_optional = False

    outcomes = forms.MultipleChoiceField(
        label=_("What is to happen?"),
        choices=OutcomeCode,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose all that apply. What a case needs is asked further down."),
    )
    council = forms.CharField(label=_("To which council?"), max_length=100, required=False)
    add_to = forms.MultipleChoiceField(
        label=_("To which open case?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_urgent = forms.BooleanField(label=_("Urgent"), required=False)
    category = forms.ModelChoiceField(
        label=_("Main kind of harm"), queryset=HarmType.objects.none(), required=False, empty_label=_("Not decided")
    )
    child_level = forms.ChoiceField(
        label=_("Level of need of the child"),
        required=False,
        choices=Need,
        widget=forms.RadioSelect,
        help_text=_("From the children’s thresholds"),
    )
    context_level = forms.ChoiceField(
        label=_("Level of the context"),
        required=False,
        choices=ThresholdLevel,
        widget=forms.RadioSelect,
        help_text=_("From the thresholds for contexts: how often, how many young people, how serious"),
    )
    frequency = forms.ChoiceField(
        label=_("How often does it happen there?"), required=False, choices=[("", _("Choose one")), *Frequency.choices]
    )
    how_many = forms.ChoiceField(
        label=_("How many young people does it affect?"),
        required=False,
        choices=[("", _("Choose one")), *HowMany.choices],
    )
    severity = forms.ChoiceField(
        label=_("How serious is it?"),
        required=False,
        choices=[("", _("Choose one")), *Severity.choices],
        help_text=_("Your judgement. Several incidents that are small one by one can be serious together."),
    )
    team = forms.ModelChoiceField(
        label=_("Which team holds the new case?"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("Select a team"),
    )
    lead = WorkerField(
        label=_("Who leads it?"),
        queryset=TeamMembership.objects.none(),
        required=False,
        empty_label=_("Nobody yet: it stands as unallocated"),
        help_text=_("Somebody of that team"),
    )
    primary_need = forms.ChoiceField(
        label=_("Primary need of the children"),
        required=False,
        choices=PrimaryNeed,
        initial=PrimaryNeed.NOT_STATED,
        help_text=_("For the census"),
    )
    rationale = forms.CharField(
        label=_("Why do you decide so?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What weighs most, what is strong, and what you do not know yet"),
    )
    late_why = forms.CharField(
        label=_("Why is the decision later than it was due?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        referral: Referral,
        stage: str,
        user: User,
        children: list[Any],
        contexts: list[Any],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.referral, self.stage, self.user = referral, stage, user
        self.children, self.contexts = children, contexts
        self.of_new_context: dict[str, list[str]] = {}
        self.reveals = {}  # type: ignore[misc]  # differs from one contact to the next
        self.fields["category"].queryset = HarmType.objects.visible_to(user).offered()
        self.about_children, self.about_contexts = is_about_children(referral), is_about_contexts(referral)
        self._leave_out()
        if self.is_final:
            self._offer_outcomes()
            self._ask_of_children()
            self._ask_of_contexts()

    @property
    def is_final(self) -> bool:
        return self.stage == Stage.FINAL

    def _leave_out(self) -> None:
        """What this contact, or this stage, gives no cause to ask for."""
        unasked = [] if self.about_children else ["child_level"]
        if not self.about_contexts:
            unasked += ["context_level", "frequency", "how_many", "severity"]
        if not self.is_final:
            unasked += ["outcomes", "council", "add_to", "team", "lead", "primary_need", "late_why"]
        else:
            if not self.referral.is_late:
                unasked.append("late_why")
            if not self.children:
                unasked.append("primary_need")
            if not self.children and not self.contexts:
                unasked += ["team", "lead"]
        for name in unasked:
            del self.fields[name]

    def _offer_outcomes(self) -> None:
        self.reveals["outcomes"] = {"transfer_out": "council"}
        never: set[str] = set() if self.about_children else set(ABOUT_CHILDREN)
        never |= set() if self.about_contexts else set(ABOUT_CONTEXTS)
        found = cases_to_add_to(self.referral, self.user).select_related("family", "context")
        self.cases = {str(case.pk): case for case in found}
        if self.cases:
            self.fields["add_to"].choices = [(key, str(case)) for key, case in self.cases.items()]
            self.reveals["outcomes"]["add_to_case"] = "add_to"
        else:
            del self.fields["add_to"]
            never.add(OutcomeCode.ADD_TO_CASE)
        self.fields["outcomes"].choices = [choice for choice in OutcomeCode.choices if choice[0] not in never]
        if "team" in self.fields:
            self.fields["team"].queryset = Team.objects.order_by("name")
            self.fields["lead"].queryset = workers_of()

    def _ask_of_children(self) -> None:
        people = [row.person_id for row in self.children if row.shows_person]
        members = FamilyMembership.objects.visible_to(self.user).current().filter(person__in=people)
        families = Family.objects.visible_to(self.user).standing().filter(pk__in=members.order_by().values("family"))
        self.families = {str(family.pk): family for family in families.order_by("name", "pk") if people}
        choices: list[tuple[str, Any]] = [
            ("", _("Not opened")),
            *((key, _("Open, in %(family)s") % {"family": family}) for key, family in self.families.items()),
            (OWN, _("Open, in a new family of their own")),
        ]
        if len(self.children) > 1:
            choices.append((SHARED, _("Open, in one new family with the others marked so")))
        for row in self.children:
            if row.is_open:
                continue  # the contact is added to the case they are open in
            self.fields[f"family_{row.pk}"] = forms.ChoiceField(
                label=_("Is this child open to the service from today?"),
                required=False,
                choices=choices,
                widget=forms.RadioSelect,
            )

    def _ask_of_contexts(self) -> None:
        for row in self.contexts:
            if not row.shows_context:
                self._ask_of_new_context(row)
            self.fields[f"opens_{row.pk}"] = forms.BooleanField(label=_("Open a case on it"), required=False)
            for child in self.children:
                self.fields[f"link_{child.pk}_{row.pk}"] = forms.ChoiceField(
                    label=_("How is %(child)s linked to it?") % {"child": child.stated_name},
                    required=False,
                    choices=[("", _("Not linked")), *LinkRole.choices],
                )

    def _ask_of_new_context(self, row: Any) -> None:
        asked: dict[str, forms.Field] = {
            "name": forms.CharField(
                label=_("Name"),
                required=False,
                max_length=150,
                initial=row.name,
                help_text=_("A neutral name, worded for welfare. No child’s name, and no name others use to blame."),
            ),
            "description": forms.CharField(
                label=_("Description"),
                required=False,
                max_length=5000,
                initial=row.happens,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("No child’s name: more people read this than the contact"),
            ),
        }
        if row.kind == Kind.PEER_GROUP:
            for name in GROUP_FIELDS:
                words = _label(name)
                asked[name] = forms.CharField(
                    label=words, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
                )
            for name in TOLD_FIELDS:
                words = _label(name)
                asked[name] = forms.ChoiceField(
                    label=words, required=False, choices=[("", _("Choose one")), *Context.Told.choices]
                )
            asked["why_not_told"] = forms.CharField(
                label=_("Why has anyone not been told?"), required=False, max_length=2000
            )
        names = {f"{name}_{row.pk}": asked_for for name, asked_for in asked.items()}
        record = f"record_{row.pk}"
        self.fields[record] = forms.ChoiceField(
            label=_("Is it put on record?"),
            required=False,
            choices=[("", _("No, it stays as it was stated")), ("on", _("Yes, as a new context"))],
            widget=forms.RadioSelect,
            help_text=_("Needed before a case is opened on it, or a child is linked to it"),
        )
        self.fields |= names
        self.reveals[record] = {"on": list(names)}
        self.of_new_context[str(row.pk)] = list(names)

    # --- For the page ---
    @property
    def said_of_all(self) -> list[Any]:
        """The fields about the contact as a whole, before those of its children and contexts."""
        names = [
            "outcomes",
            "is_urgent",
            "category",
            "child_level",
            "context_level",
            "frequency",
            "how_many",
            "severity",
        ]
        return [self[name] for name in names if name in self.fields]

    @property
    def who_takes_it(self) -> list[Any]:
        return [self[name] for name in ("team", "lead", "primary_need") if name in self.fields]

    @property
    def why(self) -> list[Any]:
        return [self[name] for name in ("rationale", "late_why") if name in self.fields]

    def of_child(self, row: Any) -> list[Any]:
        return [self[f"family_{row.pk}"]] if f"family_{row.pk}" in self.fields else []

    def of_context(self, row: Any) -> list[Any]:
        names = [f"record_{row.pk}", f"opens_{row.pk}"]
        names += [f"link_{child.pk}_{row.pk}" for child in self.children]
        return [self[name] for name in names if name in self.fields]

    # --- For the workflow ---
    @property
    def decided(self) -> dict[str, Any]:
        """The fields as `decide_contact` takes them."""
        names = ["rationale", "is_urgent", "category", "child_level", "context_level", "frequency", "how_many"]
        names += ["severity", "late_why", "outcomes"]
        found = {name: self.cleaned_data[name] for name in names if name in self.fields}
        return found | {"stage": self.stage} | ({"then": self._consequences()} if self.is_final else {})

    def _consequences(self) -> Consequences:
        said = self.cleaned_data
        lead = said.get("lead")
        return Consequences(
            children=tuple(self._open_children()),
            contexts=tuple(self._record_contexts()),
            links=tuple(
                LinkStated(child, row, role)
                for row in self.contexts
                for child in self.children
                if (role := said[f"link_{child.pk}_{row.pk}"])
            ),
            add_to=tuple(self.cases[key] for key in said.get("add_to", ())),
            team=said.get("team"),
            lead=lead.user if lead else None,
            primary_need=said.get("primary_need", ""),
            council=said.get("council", ""),
        )

    def _open_children(self) -> Any:
        for row in self.children:
            if chosen := self.cleaned_data.get(f"family_{row.pk}"):
                yield OpenChild(row, self.families.get(chosen), shares_new=chosen == SHARED)

    def _record_contexts(self) -> Any:
        said = self.cleaned_data
        for row in self.contexts:
            details = {
                name.rpartition("_")[0]: said[name] for name in self.of_new_context.get(str(row.pk), []) if said[name]
            }
            records, opens = said.get(f"record_{row.pk}") == "on", said[f"opens_{row.pk}"]
            if records or opens:
                yield RecordContext(row, opens=opens, details=details)


def _label(name: str) -> str:
    """What a field of a context is called there."""
    column: Any = Context._meta.get_field(name)
    return str(column.verbose_name).capitalize()


# --- Whom and what it is about ---------------------------------------------------------------------------------------
class MatchForm(GovukForm):
    """Which one on record a row of the contact is: one of those suggested or found, a new one, or nobody can tell."""

    match = forms.ChoiceField(label=_("Is it known?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, found: dict[str, str], hints: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Known.choices)
        others = [(known.value, labels[known]) for known in (Known.NEW, Known.UNSURE)]
        self.fields["match"].choices = [*found.items(), *others]
        self.option_hints = {"match": hints}  # type: ignore[misc]  # what is known of each of those found

    @property
    def known(self) -> str:
        said = self.cleaned_data["match"]
        return said if said in (Known.NEW, Known.UNSURE) else Known.KNOWN


class SettleMatchForm(GovukForm):
    outcome = forms.ChoiceField(
        label=_("Are they the same child?"),
        choices=[
            (HiddenMatch.Outcome.SAME, _("Yes, the same child: the contact is hidden with the record from now on")),
            (HiddenMatch.Outcome.DIFFERENT, _("No, somebody else")),
        ],
        widget=forms.RadioSelect,
    )


# --- What comes after ------------------------------------------------------------------------------------------------
class CountersignForm(GovukForm):
    countersigned_why = forms.CharField(
        label=_("Your words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReopenContactForm(GovukForm):
    reason = forms.CharField(
        label=_("Why is the contact opened again?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class TellForm(GovukForm):
    told_on = DateField(label=_("On which day was the referrer told?"), allow_future=False)
    told_how = forms.CharField(
        label=_("How, and what?"),
        max_length=300,
        help_text=_("For example: by telephone, that a social worker will see the child this week"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].initial = today()


class ExtendForm(GovukForm):
    decision_due = DateField(label=_("Until when?"), help_text=_("At most 30 days after the day it is due"))
    due_extended_why = forms.CharField(
        label=_("Why does it need longer?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
