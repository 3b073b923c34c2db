"""Granting access to a restricted record, and narrowing the audit."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from cs_casework.access import Grant
from cs_casework.accounts.models import User
from cs_casework.audit.models import AuditEvent
from cs_casework.filters import FilterForm, SearchFilter
from cs_casework.forms import DateField, GovukForm


class GrantForm(GovukForm):
    to = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none(), empty_label=_("Select a member of staff"))
    kind = forms.ChoiceField(
        label=_("What for?"),
        choices=[
            (Grant.Kind.TASK.value, _("A task, for two weeks at most")),
            (Grant.Kind.INVOLVED.value, _("They work with the record, for six months at most")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why do they need to see it?"), max_length=500)
    ends_on = DateField(
        label=_("Until"),
        help_text=_("The first day on which they do not see it any more"),
        error_messages={"required": _("Enter the day it ends")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("name")


class AuditFilter(django_filters.FilterSet):
    reference = SearchFilter(field_name="record_reference", lookup_expr="iexact", label=_("Reference of the record"))
    who = SearchFilter(field_name="actor_name", lookup_expr="istartswith", label=_("Member of staff"))

    class Meta:
        model = AuditEvent
        fields: list[str] = []
        form = FilterForm
