"""The forms of documents: shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Document
from cs_casework.files.forms import FileForm
from cs_casework.forms import DateField, GovukForm


class DescribeForm(GovukForm):
    """What a document is."""

    type = forms.ChoiceField(label=_("Kind of document"), choices=[("", _("Choose one")), *Document.Type.choices])
    title = forms.CharField(
        label=_("Title"),
        max_length=150,
        help_text=_("Such as “Attendance in the autumn term”. It is found by these words."),
    )
    from_whom = forms.CharField(label=_("From whom?"), max_length=200, help_text=_("A person, a school or an agency."))
    dated_on = DateField(label=_("Date on it"), allow_future=False)


class DocumentForm(DescribeForm, FileForm):
    field_order = ["file", "type", "title", "from_whom", "dated_on"]


class ChangeDocumentForm(DescribeForm):
    reason = forms.CharField(label=_("Why is this changed?"), max_length=500)
    field_order = ["reason", "type", "title", "from_whom", "dated_on"]

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        names = ("type", "title", "from_whom", "dated_on")
        super().__init__(*args, initial={name: getattr(document, name) for name in names}, **kwargs)
