"""The shape of a file that is sent, and of taking one out again."""

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from cs_casework.files.filetypes import SUFFIXES
from cs_casework.forms import GovukForm
from cs_casework.uploads import TooLarge


class FileForm(GovukForm):
    """A form that takes a file."""

    file = forms.FileField(
        label=_("Letter, e-mail or picture"),
        max_length=255,
        error_messages={
            "empty": _("This file is empty. Choose it again, or ask for it to be sent again."),
            "max_length": _("The file’s name is longer than 255 characters. Give it a shorter one."),
        },
        # What the browser offers first; what the file is decides its content.
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.most = filesizeformat(settings.ATTACHMENT_MOST_BYTES)
        self.fields["file"].help_text = _(
            "A PDF, a Word document, an image or an e-mail saved as .eml, of %(most)s at most."
        ) % {"most": self.most}

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if isinstance(file, TooLarge):
            raise forms.ValidationError(
                _("The file is larger than %(most)s. Ask for a smaller one, or attach its parts one after another.")
                % {"most": self.most}
            )
        return file


class WithdrawFileForm(GovukForm):
    withdrawn_why = forms.CharField(
        label=_("Why does it not belong here?"), max_length=300, help_text=_("Such as “It is about another family.”")
    )
