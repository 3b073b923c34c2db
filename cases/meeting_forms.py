"""Forms about meetings and section 47 enquiries: shape only. What may not be is refused in `meetings.py`, `agenda.py`,
`enquiries.py` and `papers.py`."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from cases.codes import CPCategory
from cases.factor_forms import _text
from cases.meeting_codes import (
    ON_CONTEXT,
    ON_FAMILY,
    OUTCOMES,
    Attendance,
    EnquiryOutcome,
    EnquirySeen,
    ItemOutcome,
    LedBy,
    MeetingKind,
    SentWhat,
)
from cases.models import AgendaItem, Case, ContextPaper, Invitation, Meeting
from contexts.models import Context
from cs_casework.accounts.models import Permission, User
from cs_casework.began import BeginsWithRows
from cs_casework.dates import today
from cs_casework.disclosures import BasisField
from cs_casework.forms import DateField, DateTimeField, GovukForm
from cs_casework.reference.models import Agency
from families.models import Person


def staff_who_may(permission: Permission) -> Any:
    """Colleagues whose role lets them do this."""
    return User.objects.filter(is_active=True, role__permissions__contains=[permission]).order_by("name")


# --- Booking ---------------------------------------------------------------------------------------------------------
class BookingForm(GovukForm):
    """When and where, who chairs and who minutes it."""

    starts_at = DateTimeField(label=_("When is it?"), help_text=_("For example, 27 3 2026 at 2pm"))
    place = forms.CharField(label=_("Where?"), max_length=200, help_text=_("A room, or how to join by video"))
    chair = forms.ModelChoiceField(
        label=_("Who chairs it?"), queryset=User.objects.none(), empty_label=_("Choose a colleague")
    )
    minute_taker = forms.ModelChoiceField(
        label=_("Who invites, minutes and circulates?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = staff_who_may(Permission.APPROVE_MEETINGS)
        self.fields["minute_taker"].queryset = staff_who_may(Permission.RUN_MEETINGS)
        if not user.may(Permission.VIEW_CASES):
            del self.fields["minute_taker"]  # they minute what they book


class BookForm(BookingForm):
    """A new meeting on a case, or a panel."""

    kind = forms.ChoiceField(label=_("What kind of meeting?"), widget=forms.RadioSelect)
    children = forms.ModelMultipleChoiceField(
        label=_("Which children is it about?"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contexts = forms.ModelMultipleChoiceField(
        label=_("Which places and groups are on the agenda?"),
        queryset=Context.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those where harm outside the family is recorded for these children. Others can be added later."),
    )
    field_order = ["kind"]

    def __init__(
        self, *args: Any, case: Case | None, children: Any = None, contexts: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if case is None:
            self.fields["kind"].choices = [(MeetingKind.PANEL.value, MeetingKind.PANEL.label)]
            self.fields["kind"].initial = MeetingKind.PANEL
        else:
            kinds = ON_FAMILY if case.family_id else ON_CONTEXT
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        for name, found in (("children", children), ("contexts", contexts)):
            if found:
                self.fields[name].queryset = found
                self.fields[name].initial = [record.pk for record in found]
            else:
                del self.fields[name]


class CancelForm(GovukForm):
    why = forms.CharField(label=_("Why is it cancelled?"), max_length=500)


# --- Who comes, and who got what -------------------------------------------------------------------------------------
class InviteForm(GovukForm):
    user = forms.ModelChoiceField(
        label=_("A colleague"), queryset=User.objects.none(), required=False, empty_label=_("Choose a colleague")
    )
    name = forms.CharField(label=_("Or somebody by name"), required=False, max_length=150)
    part = forms.CharField(
        label=_("Who are they to the child or the place?"),
        required=False,
        max_length=150,
        help_text=_("For example, mother, head of year, shop manager"),
    )
    agency = forms.ModelChoiceField(
        label=_("Their agency"), queryset=Agency.objects.none(), required=False, empty_label=_("No agency")
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True).order_by("name")
        self.fields["agency"].queryset = Agency.objects.offered().order_by("name")


class AttendanceForm(BeginsWithRows, GovukForm):
    """Whether each who was invited came. It begins with who is on the list, and what was said of them."""

    mark_optional = False  # each may be left for later, and a list of people is not a list of what is optional

    def __init__(self, *args: Any, meeting: Meeting, invitations: Iterable[Invitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.invitations = meeting, list(invitations)
        self.also_begins_with = [part for row in self.invitations for part in (row.pk, row.attendance)]
        for row in self.invitations:
            words = f"{row} ({row.described})" if row.described else str(row)
            self.fields[f"came_{row.pk}"] = forms.ChoiceField(
                label=words,
                choices=[choice for choice in Attendance.choices if choice[0]],
                required=False,
                initial=row.attendance,
                widget=forms.RadioSelect,
            )

    def changed_last(self) -> tuple[Any, datetime.datetime | None]:
        versions = Invitation.history.filter(meeting=self.meeting.pk).select_related("history_user")
        last = versions.order_by("history_date", "history_id").last()
        return (last.history_user, last.history_date) if last else (None, None)

    def clean(self) -> dict[str, Any]:
        """As `record_attendance` takes it."""
        found = super().clean() or self.cleaned_data
        return {"attendance": {row.pk: found.get(f"came_{row.pk}", "") for row in self.invitations}}


class SendForm(GovukForm):
    what = forms.ChoiceField(label=_("What was sent?"), widget=forms.RadioSelect)
    invitations = forms.ModelMultipleChoiceField(
        label=_("To whom?"), queryset=Invitation.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    sent_on = DateField(label=_("When?"), allow_future=False)
    how = forms.CharField(label=_("How?"), required=False, max_length=100, help_text=_("For example, secure e-mail"))
    basis = BasisField()

    def __init__(
        self, *args: Any, meeting: Meeting, invitations: Any, paper: ContextPaper | None, goes_out: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: list[tuple[SentWhat, Any]] = [(SentWhat.INVITATION, SentWhat.INVITATION.label)]
        if paper and not goes_out:
            self.fields["what"].help_text = _(
                "Not the paper yet: words in it may be a child’s name. Read it as it prints"
            )
        elif paper:
            offered.append((SentWhat.PAPER, _version(SentWhat.PAPER, paper.number)))
        if meeting.is_approved:
            offered.append((SentWhat.MINUTES, _version(SentWhat.MINUTES, meeting.minutes_number)))
        self.fields["what"].choices = [(what.value, words) for what, words in offered]
        self.fields["invitations"].queryset = invitations
        self.fields["sent_on"].initial = today()


def _version(what: SentWhat, number: int) -> str:
    return now_in("%(what)s, version %(number)s") % {"what": what.label, "number": number}


# --- Minutes and paper -----------------------------------------------------------------------------------------------
class MinutesForm(GovukForm):
    partners = _text(
        _("What do parents and carers bring, as partners in this conference?"),
        4,
        5000,
        hint=_("What they see, what they have tried, what they need from others. If they could not come, why"),
    )
    minutes = _text(
        _("Minutes"),
        16,
        50000,
        required=True,
        hint=_(
            "What everybody hears. What is said or decided about one child or place alone stands with it on the agenda"
        ),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting.kind != MeetingKind.ROTH:
            del self.fields["partners"]


class ReviseForm(GovukForm):
    why = forms.CharField(label=_("Why do the minutes change?"), max_length=500)


class PaperForm(GovukForm):
    text = _text(
        _("Paper for the conference"),
        24,
        50000,
        required=True,
        hint=_("About the place or the group, not about anybody. Name no child, and nobody who would be known by it"),
    )


# --- Agenda ----------------------------------------------------------------------------------------------------------
class AgendaForm(GovukForm):
    """Something more on the agenda: chosen, found by its reference, or in words. A child is not asked for where the meeting
    is about a place or a group; one given all the same is refused in words by `put_on_agenda`."""

    subject = forms.ChoiceField(label=_("On this case"), required=False, widget=forms.RadioSelect)
    reference = forms.CharField(
        label=_("Or a child or context by reference"),
        required=False,
        max_length=20,
        help_text=_("As it stands on their record. For example, CTX-0042"),
    )
    words = forms.CharField(label=_("Or a subject in words"), required=False, max_length=200)
    mark_optional = False

    def __init__(self, *args: Any, meeting: Meeting, offered: list[tuple[str, Any]], user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered, self.user = dict(offered), user
        if meeting.is_name_free:
            self.fields["reference"].label = _("A place or group by reference")
            self.fields["words"].help_text = _("Name no child")
        if offered:
            self.fields["subject"].choices = [(key, str(record)) for key, record in offered]
        else:
            del self.fields["subject"]

    def clean(self) -> dict[str, Any]:
        """As `put_on_agenda` takes it."""
        found = super().clean() or self.cleaned_data
        reference = (found.get("reference") or "").strip().upper()
        given = [value for value in (found.get("subject"), reference, found.get("words")) if value]
        if len(given) != 1:
            raise forms.ValidationError(_("Say one thing: choose it, give its reference, or say it in words."))
        if reference:
            for model in (Person, Context):
                record = model.objects.visible_to(self.user).standing().filter(reference=reference).first()
                if record:
                    return {"subject": record}
            raise forms.ValidationError({"reference": _("There is no child or context with this reference.")})
        return {"subject": self.offered.get(found.get("subject") or "") or found["words"]}


class ItemForm(GovukForm):
    said = _text(_("What was said about this alone?"), 8, 20000)
    decision = _text(_("What was decided?"), 4, 5000)


class DecideForm(GovukForm):
    """What a meeting decides for one child."""

    outcome = forms.ChoiceField(label=_("What is decided?"), widget=forms.RadioSelect)
    category = forms.ChoiceField(
        label=_("Category of harm at home"), required=False, choices=[("", _("Choose one")), *CPCategory.choices]
    )
    led_by = forms.ChoiceField(
        label=_("Who carries out the enquiry?"), required=False, choices=LedBy.choices, widget=forms.RadioSelect
    )
    decision = _text(_("In words"), 4, 5000)
    option_hints = {
        "outcome": {
            ItemOutcome.RISK_OUTSIDE_HOME.value: _("It has no category: the harm is not attributed to the parents"),
        }
    }

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert item.meeting
        offered = OUTCOMES.get(item.meeting.kind, ())
        self.fields["outcome"].choices = [(outcome.value, outcome.label) for outcome in offered]
        self.fields["decision"].initial = item.decision
        if ItemOutcome.SECTION_47 not in offered:
            del self.fields["led_by"]
        if not {ItemOutcome.CHILD_PROTECTION, ItemOutcome.BOTH} & set(offered):
            del self.fields["category"]


# --- Panels ----------------------------------------------------------------------------------------------------------
class PutForwardForm(GovukForm):
    why = _text(
        _("Why should a panel hear of it?"), 5, 2000, required=True, hint=_("What you want from the agencies there")
    )


class GatherForm(GovukForm):
    items = forms.ModelMultipleChoiceField(
        label=_("What does this panel hear?"), queryset=AgendaItem.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, waiting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = waiting
        self.fields["items"].initial = [item.pk for item in waiting]
        self.option_hints = {"items": {str(item.pk): item.why for item in waiting}}  # type: ignore[misc]


class DecisionDoneForm(GovukForm):
    came_of_it = _text(
        _("What came of it?"), 4, 2000, required=True, hint=_("What has changed, more than what was done")
    )
    done_on = DateField(label=_("When?"), allow_future=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = today()


# --- Section 47 ------------------------------------------------------------------------------------------------------
class SeenForm(GovukForm):
    seen = forms.ChoiceField(
        label=_("Was the child seen?"),
        choices=[choice for choice in EnquirySeen.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    seen_on = DateField(label=_("When?"), required=False, allow_future=False)
    not_seen_why = forms.CharField(label=_("Why could they not be seen?"), required=False, max_length=500)
    reveals = {"seen": {"not_seen": "not_seen_why"}}


class EnquiryOutcomeForm(GovukForm):
    outcome = forms.ChoiceField(
        label=_("What does the enquiry lead to?"), choices=EnquiryOutcome.choices, widget=forms.RadioSelect
    )
    outcome_why = _text(_("Why?"), 5, 5000, required=True)
    outcome_on = DateField(label=_("When was it decided?"), allow_future=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome_on"].initial = today()
