"""The forms behind a passkey: what a browser answered, judged.

No counter of wrong answers of an account is asked: there is no secret to guess, and the owner
comes in by passkey while somebody else hammers the account with passwords. Wrong answers count
for the address they came from.
"""

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode
from fido2.webauthn import AuthenticationResponse

from community.limits import count_wrong_answer, has_guessed_enough
from community.models import Person

from .passkeys import LONGEST_NAME, is_counter_new, note_counter, person_with

# What broken or invented answers make the libraries raise.
NONSENSE = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    """A new passkey. It always opens a login by itself: a key that could not would mislead."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("So that you know it again, for example: work laptop."),
    )
    # The script asks the box whether the key shall open a login by itself; it is always ticked.
    passwordless = forms.BooleanField(
        required=False, initial=True, widget=forms.CheckboxInput(attrs={"hidden": True})
    )

    def clean_passwordless(self) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except ValidationError:
            raise
        except NONSENSE as nonsense:
            raise _refused() from nonsense


class _Passkey(webauthn_forms.AuthenticateWebAuthnForm):
    """An answer of a passkey, which counts once: its challenge is gone afterwards."""

    def clean_credential(self) -> Authenticator:
        if has_guessed_enough(context.request):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        try:
            return self._judged(self.cleaned_data["credential"])
        except (ValidationError, *NONSENSE) as wrong:
            auth.clear_state()
            count_wrong_answer(context.request)
            raise _refused() from wrong

    def _judged(self, credential: dict[str, Any]) -> Authenticator:
        auth.parse_authentication_response(credential)
        person = self.user or _person_in(credential)
        key = auth.complete_authentication(person, credential)
        counter = AuthenticationResponse.from_dict(credential).response.authenticator_data.counter
        if not is_counter_new(key, counter):
            raise _refused()
        note_counter(key, counter)
        return key


class LoginPasskeyForm(_Passkey, webauthn_forms.LoginWebAuthnForm):
    """The whole login: something one has, opened by something one knows or is."""


class SecondPasskeyForm(_Passkey, webauthn_forms.AuthenticateWebAuthnForm):
    """The second step after a password."""


class PasskeyAgainForm(_Passkey, webauthn_forms.ReauthenticateWebAuthnForm):
    """The same asked again before a sensitive act."""


def _person_in(credential: dict[str, Any]) -> Person:
    handle = credential.get("response", {}).get("userHandle")
    person = person_with(websafe_decode(handle)) if isinstance(handle, str) else None
    if person is None:
        raise _refused()
    return person


def _refused() -> ValidationError:
    error: ValidationError = get_adapter().validation_error("passkey_refused")
    return error
