"""What follows from a login, a failure and a changed factor, by the signals that tell of them."""

from typing import Any

from allauth.mfa import signals as factor
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.core.cache import cache
from django.http import HttpRequest

from community.enrolment import OPENING_FACTORS
from community.models import Person

from . import logins, presence, reenrolment
from .models import Login
from .sessions import end_others_silently

# One row in so many seconds is enough to tell that somebody is being slowed down.
SLOWED_NOTED_FOR = 300


def connect() -> None:
    """Connects the receivers; called once, when the app is ready."""
    auth.user_logged_in.connect(_logged_in, dispatch_uid="signin.login")
    auth.user_login_failed.connect(_login_failed, dispatch_uid="signin.login_failed")
    factor.authentication_failed.connect(_factor_failed, dispatch_uid="signin.factor_failed")
    for signal in (
        factor.authenticator_added,
        factor.authenticator_removed,
        factor.authenticator_reset,
    ):
        signal.connect(_factor_changed, dispatch_uid=f"signin.factor.{id(signal)}")


def _logged_in(request: HttpRequest, user: Person, **_more: Any) -> None:
    if hasattr(request, "session"):
        presence.begin(request)
        logins.note_login(request, user)


def _login_failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any
) -> None:
    logins.note_failure(request, person_behind(credentials), Login.Outcome.WRONG)


def _factor_failed(request: HttpRequest, user: Person, **_more: Any) -> None:
    logins.note_failure(request, user, Login.Outcome.WRONG)


def note_slowed(request: HttpRequest, credentials: dict[str, Any]) -> None:
    """Somebody was told to wait; once in five minutes for each account and address."""
    person = person_behind(credentials)
    mark = f"signin.slowed:{person.pk if person else ''}:{request.META.get('REMOTE_ADDR')}"
    if cache.add(mark, 1, SLOWED_NOTED_FOR):
        logins.note_failure(request, person, Login.Outcome.SLOWED)


def person_behind(credentials: dict[str, Any]) -> Person | None:
    """Whose account it was, by what was typed; one query whether there is one or not."""
    address = str(credentials.get("email") or credentials.get("username") or "")
    return Person.objects.filter(email__iexact=address).only("pk").first()


def _factor_changed(
    request: HttpRequest,
    user: Person,
    authenticator: Authenticator,
    signal: object = None,
    **_more: Any,
) -> None:
    """Who came in by what the account had before has to come in again."""
    if signal is factor.authenticator_added and authenticator.type in OPENING_FACTORS:
        reenrolment.finish(user)
    if authenticator.type in OPENING_FACTORS and request.session.session_key:
        end_others_silently(request, user)
