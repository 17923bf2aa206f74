"""A session gets a new key when its person gained or lost something: a role, a seat, a desk.

`Person.membership_version` grows with each such act; the session remembers the one it has
seen. It is compared where the account was loaded anyway, so that it costs no query.
"""

from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponseBase

from community.models import Person

SEEN = "membership_version"


def connect() -> None:
    """Connects the receiver; called once, when the app is ready."""
    user_logged_in.connect(_note, dispatch_uid="people.renewal")


def _note(request: HttpRequest, user: Person, **_more: Any) -> None:
    if hasattr(request, "session"):
        request.session[SEEN] = user.membership_version


class RenewalMiddleware:
    """Changes the key on the way out, before the session is saved."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        person = getattr(request, "_cached_user", None)
        if isinstance(person, Person) and request.session.session_key:
            _renew(request, person)
        return response


def _renew(request: HttpRequest, person: Person) -> None:
    if request.session.get(SEEN) == person.membership_version:
        return
    known, old = SEEN in request.session, request.session.session_key
    request.session[SEEN] = person.membership_version
    if known:
        request.session.cycle_key()
        rows = UserSession.objects.filter(session_key=old)
        rows.update(session_key=request.session.session_key)
