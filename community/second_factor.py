"""The second factor, demanded of every session; allauth has no such mode of its own.

A session that has not shown one is treated as nobody's: pages see an anonymous visitor. Only
the few routes on which a factor is shown or made see who it is, and they are open by name.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from .access.gates import gate_of
from .enrolment import OPENING_FACTORS, factors_of
from .models import Person
from .signin.reenrolment import word_is_missing

# After a new enrolment by the office these ask for the word that it told.
MAKES_A_FACTOR = ("mfa_activate_totp", "mfa_add_webauthn")
Handler = Callable[[HttpRequest], HttpResponseBase]


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the request's session was opened with a second factor, by its own user."""
    return _shown_by(request, request.user)


def _shown_by(request: HttpRequest, user: Any) -> bool:
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def connect() -> None:
    """Connects the receiver that notes an enrolment; called once, when the app is ready."""
    authenticator_added.connect(_note_enrolment, dispatch_uid="second_factor.enrolment")


def _note_enrolment(request: HttpRequest, user: Person, authenticator: Any, **_more: Any) -> None:
    """Who has just typed a code of the new factor need not type the next one to go on.

    The session's key is a new one then: what the session may has grown.
    """
    if authenticator.type in OPENING_FACTORS:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=str(authenticator.type)
        )
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        request.session.cycle_key()
        request.user = user
        UserSession.objects.create_from_request(request)


class SecondFactorMiddleware:
    """Hides the user of a session without a second factor, and sends them to enrolment."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = request.user
        request.half_known = found  # type: ignore[attr-defined]
        request.user = SimpleLazyObject(  # type: ignore[assignment]
            lambda: found if _shown_by(request, found) else AnonymousUser()
        )
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_args: object
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        found = request.half_known  # type: ignore[attr-defined]
        if name in settings.OPEN_WITHOUT_FACTOR:
            request.user = found
            makes = name in MAKES_A_FACTOR and found.is_authenticated
            waits = makes and word_is_missing(request.session, found)
            return redirect("account_reset_word") if waits else None
        if (mark := gate_of(view, name)) and (mark.kind == "public" or mark.for_machines):
            return None
        if not found.is_authenticated or request.user.is_authenticated:
            return None
        if request.path.startswith(settings.MACHINE_PREFIXES):
            return HttpResponseForbidden()
        return _to_factor(request, found)


def _to_factor(request: HttpRequest, person: Person) -> HttpResponse:
    """To make a first factor, or to show the one there is."""
    kinds = set(factors_of(person))
    if Authenticator.Type.TOTP in kinds:
        name = "mfa_reauthenticate"
    else:
        name = "mfa_reauthenticate_webauthn" if kinds else "mfa_index"
    wanted = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse(name)}?{urlencode({'next': wanted})}")
