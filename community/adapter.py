"""Where allauth asks us: who may sign up, which mails go out, which factors may go."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import Login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .enrolment import has_factor, lets_go
from .limits import count_wrong_answer, has_guessed_enough
from .models import Person
from .notify.outbox import queue_account_mail
from .session_log import note_lockout
from .signin.passkeys import handle_of
from .signin.receivers import note_slowed
from .signin.sessions import end_others

PASSKEY_AGAIN = "mfa_reauthenticate:webauthn"
ASKED_AGAIN = {
    PASSKEY_AGAIN: _("Use a passkey"),
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code of your app, or a recovery code"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Closed sign-up, queued mail, and a mailed code before a first factor is made."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Too many attempts. Wait a few minutes, or use your passkey: it works at once."
        ),
        "incorrect_code": _("This code is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves: accounts come from vetting and invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes the mail down as a row; sending it now would tell by time who has an account."""
        values = {
            "request": self.request,
            "email": email,
            "current_site": get_current_site(self.request),
        }
        message: EmailMessage = self.render_mail(template_prefix, email, values | context)
        queue_account_mail(message)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            if has_guessed_enough(request):
                raise self.validation_error("too_many_login_attempts")
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_lockout(credentials)
            note_slowed(request, credentials)
            raise

    def logout(self, request: HttpRequest) -> None:
        """Here, and everywhere if the box on the page was left ticked."""
        person = request.user
        if isinstance(person, Person) and request.POST.get("everywhere"):
            end_others(request, person)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        count_wrong_answer(request)

    def is_login_by_code_required(self, login: Login) -> bool:
        """A stolen password alone must not suffice to enrol the thief's own factor."""
        if not isinstance(login.user, Person) or has_factor(login.user):
            return False
        return not any(record["method"] == "code" for record in self._records(login.user))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The passkey first: it works while somebody hammers the account with passwords."""
        methods = super().get_reauthentication_methods(user)
        for method in methods:
            method["description"] = ASKED_AGAIN.get(method["id"], method["description"])
        return sorted(methods, key=lambda method: method["id"] != PASSKEY_AGAIN)

    def _records(self, person: Person) -> list[dict[str, Any]]:
        from allauth.account.authentication import get_authentication_records

        return get_authentication_records(self.request, person)


class FactorAdapter(DefaultMFAAdapter):
    """Nobody is left without a second factor; passkeys belong to one domain, set by operators."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right."),
        "passkey_refused": _("This passkey does not fit here. Try again, or use another way."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Only while another factor that opens a login is left; recovery codes are not one."""
        return lets_go(authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Never from the request's Host header, which whoever stands between could choose."""
        return {"id": settings.PASSKEY_DOMAIN, "name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        return {"id": handle_of(user), "display_name": user.name, "name": user.email}

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}
