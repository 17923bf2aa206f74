"""Where allauth asks us: who may sign up, which mails go out, which factors may go."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import Login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.sites.shortcuts import get_current_site
from django.core.mail import EmailMessage
from django.http import HttpRequest

from .enrolment import has_factor
from .limits import count_wrong_answer, has_guessed_enough
from .models import Person
from .notify.outbox import queue_account_mail


class AccountAdapter(DefaultAccountAdapter):
    """Closed sign-up, queued mail, and a mailed code before a first factor is made."""

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
        if has_guessed_enough(request):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        count_wrong_answer(request)

    def is_login_by_code_required(self, login: Login) -> bool:
        """A stolen password alone must not suffice to enrol the thief's own factor."""
        if not isinstance(login.user, Person) or has_factor(login.user):
            return False
        return not any(record["method"] == "code" for record in self._records(login.user))

    def _records(self, person: Person) -> list[dict[str, Any]]:
        from allauth.account.authentication import get_authentication_records

        return get_authentication_records(self.request, person)


class FactorAdapter(DefaultMFAAdapter):
    """Nobody is left without a second factor."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Only while another factor that opens a login is left; recovery codes are not one."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
