"""The forms at the door: allauth's, with our address limit and labels instead of placeholders."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from .limits import count_wrong_answer, has_guessed_enough


class Plain(forms.Form):
    """No placeholders; what is written beside a field stands in the template."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class OneCode(Plain):
    """A form with one code, typed on a keypad where there is one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "maxlength": 20}


class LoginForm(Plain, account_forms.LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""


class PasswordAgainForm(Plain, account_forms.ReauthenticateForm):
    """The password once more, before a sensitive act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class ResetForm(Plain, account_forms.ResetPasswordForm):
    """The address to which a code for a new password goes."""


class NewPasswordForm(Plain, account_forms.ResetPasswordKeyForm):
    """A new password after a code."""


class ChangePasswordForm(Plain, account_forms.ChangePasswordForm):
    """A new password for the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""


class AddAddressForm(Plain, account_forms.AddEmailForm):
    """One more address."""


class _Mailed(OneCode, account_forms.BaseConfirmCodeForm):
    """A code that was mailed. allauth counts three tries of one code; wrong ones of an address
    are counted beside, whatever new codes it asks for."""

    def clean_code(self) -> str:
        if has_guessed_enough(context.request):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            return str(super().clean_code())
        except forms.ValidationError:
            count_wrong_answer(context.request)
            raise


class LoginCodeForm(_Mailed, account_forms.ConfirmLoginCodeForm):
    """A mailed code, asked before a first factor is made."""


class ResetCodeForm(_Mailed, account_forms.ConfirmPasswordResetCodeForm):
    """A mailed code for a new password."""


class AddressCodeForm(_Mailed, account_forms.ConfirmEmailVerificationCodeForm):
    """A mailed code that shows an address is one's own."""


class FirstCodeForm(OneCode, totp_forms.ActivateTOTPForm):
    """The first code of a new authenticator app."""


class _Limited(OneCode, factor_forms.BaseAuthenticateForm):
    """A code from the authenticator app, or a recovery code. Both count once."""

    def clean_code(self) -> str:
        if has_guessed_enough(context.request):
            raise get_adapter().validation_error("too_many_login_attempts")
        return str(super().clean_code())

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        count_wrong_answer(context.request)
        super()._emit_authentication_failed(authenticator)


class CodeForm(_Limited, factor_forms.AuthenticateForm):
    """The second step of a login."""


class CodeAgainForm(_Limited, factor_forms.ReauthenticateForm):
    """The same asked again before a sensitive act."""
