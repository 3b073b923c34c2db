"""The second factor: what somebody has, beside the password that they know.

An authenticator app shows a code, a passkey is a key that a telephone or computer keeps and unlocks by finger, face or
PIN, and ten recovery codes are for the day on which neither is at hand. django-allauth keeps them in a table of its own and
reckons them; who needs one, what counts and what is written down is decided here. What an app or the codes are made from
stands in the database sealed (`sealing.py`); of a passkey it holds the public half alone.

Everybody needs one, but in the demo, whose accounts and their password are known to all (`installation.py`).
"""

import json
from dataclasses import dataclass
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cs_casework.accounts.installation import is_demo
from cs_casework.accounts.models import Permission, User
from cs_casework.accounts.sealing import seal, unseal
from cs_casework.accounts.sessions import end_sessions
from cs_casework.audit.log import record

APP, PASSKEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
MOST_PASSKEYS = 10
# By what somebody has signed in, in words.
WAYS = {
    APP: gettext_lazy("authenticator app"),
    PASSKEY: gettext_lazy("passkey"),
    CODES: gettext_lazy("recovery code"),
}


class Adapter(DefaultMFAAdapter):
    """What django-allauth asks of us: how secrets are sealed, and what stands in an app or on a passkey."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        # With another key it was made from something else: no code of anybody's fits that.
        return unseal(encrypted_text) or generate_totp_secret()

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def _get_site_name(self) -> str:
        return str(_("Casework"))

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.username)


@dataclass(frozen=True)
class Factors:
    """What somebody has set up."""

    app: Any
    passkeys: list[Any]
    codes: Any

    @property
    def any(self) -> bool:
        """Whether they have a second factor: recovery codes alone are none."""
        return bool(self.app or self.passkeys)

    @property
    def codes_left(self) -> int:
        return len(self.codes.wrap().get_unused_codes()) if self.codes else 0


def factors_of(user: User) -> Factors:
    found = list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at"))
    by_kind = {one.type: one for one in found}
    return Factors(by_kind.get(APP), [one for one in found if one.type == PASSKEY], by_kind.get(CODES))


def may_do_without() -> bool:
    """Whether nobody here needs a second factor: in the demo alone."""
    return is_demo()


def is_right(user: User, code: str) -> str:
    """Which of somebody's factors this code is of, and nothing where it is of none. A code counts once."""
    typed = "".join(code.split()).replace("-", "")
    factors = factors_of(user)
    if factors.app and factors.app.wrap().validate_code(typed):
        factors.app.record_usage()
        return APP
    if factors.codes and factors.any and factors.codes.wrap().validate_code(typed):
        Authenticator.objects.get(pk=factors.codes.pk).record_usage()
        record(by=user, action="user.recovery_code_used", target=user)
        return CODES
    return ""


# --- Authenticator apps ----------------------------------------------------------------------------------------------
def new_app_secret() -> str:
    """What an app is to be told; not in use before `add_app()` has been given a code that it makes of it."""
    return generate_totp_secret()


def app_address(user: User, secret: str) -> str:
    """The same as an address that apps read, and that a picture of it leads to."""
    return Adapter().build_totp_url(user, secret)


def app_picture(address: str) -> str:
    """A picture of the address, as SVG, for the camera of a telephone."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    return str(qrcode.make(address, image_factory=SvgPathImage, border=2).to_string(encoding="unicode"))


@transaction.atomic
def add_app(*, by: User, secret: str, code: str, keep: str | None = None) -> bool:
    """Begin to ask for the codes of an authenticator app, in place of one there was. Says whether recovery codes were made
    with it. Refuses a code that is not the one that it shows now.

    Here as in every change of a second factor all sessions end but the one whose key is `keep`.
    """
    _lock(by)
    if not validate_totp_code(secret, "".join(code.split())):
        raise ValidationError(
            {"code": _("This is not the code that the app shows now. Wait for the next one and type that.")}
        )
    Authenticator.objects.filter(user_id=by.pk, type=APP).delete()
    TOTP.activate(by, secret)
    _changed(by, "user.app_added", keep)
    return _with_codes(by)


@transaction.atomic
def remove_app(*, by: User, keep: str | None = None) -> None:
    """Ask no more for the codes of an app. Refuses the last second factor."""
    _lock(by)
    factors = factors_of(by)
    if not factors.app:
        raise ValidationError(_("No authenticator app is set up."))
    if not factors.passkeys and not may_do_without():
        raise ValidationError(_("This is your only second factor. Add a passkey first."))
    factors.app.delete()
    _without_dangling_codes(by)
    _changed(by, "user.app_removed", keep)


# --- Passkeys --------------------------------------------------------------------------------------------------------
def passkey_options(user: User) -> Any:
    """What a browser needs to make a passkey for somebody. What it must answer is kept in the session."""
    return json.loads(json.dumps(webauthn.begin_registration(user, passwordless=True)))


def passkey_request(user: User | None = None) -> Any:
    """What a browser needs to use a passkey: one of somebody's, or whichever it has for this service."""
    return json.loads(json.dumps(webauthn.begin_authentication(user)))


@transaction.atomic
def add_passkey(*, by: User, credential: str, name: str, keep: str | None = None) -> bool:
    """Keep the public half of a passkey that a browser has just made. Says whether recovery codes were made with it."""
    _lock(by)
    if len(factors_of(by).passkeys) >= MOST_PASSKEYS:
        raise ValidationError(_("You have ten passkeys. Remove one that you no longer use."))
    answer = _read(credential)
    try:
        webauthn.complete_registration(answer)
    except Exception as refusal:  # whatever is wrong with what a browser sends, it is no passkey
        raise ValidationError(_("The passkey could not be added. Try again.")) from refusal
    webauthn.WebAuthn.add(by, name.strip() or str(_("Passkey")), answer)
    _changed(by, "user.passkey_added", keep)
    return _with_codes(by)


@transaction.atomic
def remove_passkey(number: int, *, by: User, keep: str | None = None) -> None:
    """Take a passkey no longer. Refuses the last second factor."""
    _lock(by)
    factors = factors_of(by)
    found = next((one for one in factors.passkeys if one.pk == number), None)
    if found is None:
        raise ValidationError(_("This passkey has been removed already."))
    if not factors.app and len(factors.passkeys) == 1 and not may_do_without():
        raise ValidationError(_("This is your only second factor. Add another first."))
    found.delete()
    _without_dangling_codes(by)
    _changed(by, "user.passkey_removed", keep)


def holder_of(credential: str, user: User | None = None) -> User | None:
    """Whose passkey has answered, where it has answered rightly what this session asked; nobody otherwise.

    With `user`, only a passkey of theirs counts.
    """
    answer = _read(credential)
    try:
        holder = user or webauthn.extract_user_from_response(answer)
        used = webauthn.complete_authentication(holder, answer)
    except Exception:  # whatever is wrong with what a browser sends, it is no answer
        return None
    used.record_usage()
    found: User = holder
    return found if found.is_active else None


def _read(credential: str) -> dict[str, Any]:
    try:
        answer = json.loads(credential)
    except (ValueError, RecursionError):  # the latter for brackets in brackets, thousands deep
        return {}
    return answer if isinstance(answer, dict) else {}


# --- Recovery codes ----------------------------------------------------------------------------------------------------
@transaction.atomic
def new_codes(*, by: User, keep: str | None = None) -> None:
    """Make ten recovery codes in place of those there were."""
    _lock(by)
    if not factors_of(by).any:
        raise ValidationError(_("Set up an authenticator app or a passkey first."))
    Authenticator.objects.filter(user_id=by.pk, type=CODES).delete()
    RecoveryCodes.activate(by)
    _changed(by, "user.recovery_codes_made", keep)


def codes_to_show(user: User) -> list[str]:
    """The recovery codes that are still good. Shown once, right after they were made."""
    codes = factors_of(user).codes
    return [f"{code[:4]} {code[4:]}" for code in codes.wrap().get_unused_codes()] if codes else []


def _with_codes(user: User) -> bool:
    if Authenticator.objects.filter(user_id=user.pk, type=CODES).exists():
        return False
    RecoveryCodes.activate(user)
    return True


def _without_dangling_codes(user: User) -> None:
    if not factors_of(user).any:
        Authenticator.objects.filter(user_id=user.pk).delete()


def _changed(user: User, action: str, keep: str | None) -> None:
    end_sessions(user, but=keep)
    record(by=user, action=action, target=user)


def _lock(user: User) -> None:
    """Of two changes of one person's factors at once the second sees what the first has done."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)


# --- For colleagues --------------------------------------------------------------------------------------------------
@transaction.atomic
def reset_second_factor(user: User, *, by: User | None) -> User:
    """Take away somebody's second factor, who has lost it: with their password they set up a new one when they sign in.

    Every session of theirs ends. Refuses one's own, so that nobody who finds a computer open gets rid of it, and somebody
    who has none.
    """
    if by is not None and not by.may(Permission.MANAGE_STAFF):
        raise PermissionDenied
    _lock(user)
    if user == by:
        raise ValidationError(_("Ask another administrator to reset your own second factor."))
    if not Authenticator.objects.filter(user_id=user.pk).exists():
        raise ValidationError(_("%(user)s has no second factor.") % {"user": user})
    Authenticator.objects.filter(user_id=user.pk).delete()
    end_sessions(user)
    record(by=by, action="user.second_factor_reset", target=user)
    return user
