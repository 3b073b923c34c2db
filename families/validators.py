"""Shapes that identifiers and addresses have in the United Kingdom."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

POSTCODE = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$")


def tidy_postcode(value: str) -> str:
    """Upper case with one space before the last three characters, however it was typed."""
    compact = "".join(value.split()).upper()
    return f"{compact[:-3]} {compact[-3:]}" if len(compact) > 3 else compact


def postcode(value: str) -> None:
    """Refuse what cannot be a postcode in the United Kingdom. Whether it exists is not asked."""
    if not POSTCODE.match(value):
        raise ValidationError(_("Enter a full UK postcode, like SW1A 1AA, or leave it empty."))


def nhs_number(value: str) -> None:
    """Refuse a number whose check digit is wrong (NHS data dictionary, modulus 11): most often two digits swapped."""
    if not re.fullmatch(r"\d{10}", value):
        raise ValidationError(_("An NHS number has 10 digits."))
    weighted = sum(int(digit) * weight for digit, weight in zip(value[:9], range(10, 1, -1), strict=True))
    if (11 - weighted % 11) % 11 != int(value[9]):
        raise ValidationError(_("This is not a valid NHS number. Check for a mistyped digit."))
