"""The forms at the door: allauth's, with our own address limit and without placeholders."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as factor_forms

from .limits import count_wrong_answer, has_guessed_enough


class LoginForm(account_forms.LoginForm):
    """Address and password; the link to the reset stands in the template."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class _Limited(factor_forms.BaseAuthenticateForm):
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
