from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.link_forms import AskedForm


class PictureForm(AskedForm):
    """What narrows a picture, and the day it is of. Nothing is required: empty, it stands for all of today."""

    # Set by links beside the picture, and kept when it is narrowed. What is no such word stands for the first of them.
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    steps = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, of_context: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, leave_out=["months", "least"] if of_context else ["months"], **kwargs)
        if of_context:
            self.fields["kind"].label = _("Kind of further context")
            if not self.is_wide:
                del self.fields["kind"]  # there are no further contexts to narrow

    @property
    def is_wide(self) -> bool:
        """Whether two steps are asked for, and not one."""
        return bool(self.data.get("steps") == "2")

    @property
    def is_by_context(self) -> bool:
        return bool(self.data.get("sort") == "context")
