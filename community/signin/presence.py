"""How long a session lives: so long without a sign of life, and so long at the most.

Both moments lie in the session itself. The sign of life is written every five minutes at most,
so an idle session ends up to that much earlier than `SESSION_IDLE_SECONDS` says, never later.
"""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

Handler = Callable[[HttpRequest], HttpResponseBase]

BEGUN = "signin.begun"
SEEN = "signin.seen"
WRITE_EVERY = 300  # seconds


def begin(request: HttpRequest) -> None:
    """Starts both clocks of a session; called at each login."""
    request.session[BEGUN] = request.session[SEEN] = int(time.time())


def is_over(request: HttpRequest, now: float) -> bool:
    """Whether the session has run out. One without clocks was opened by no login of ours."""
    begun, seen = request.session.get(BEGUN, 0), request.session.get(SEEN, 0)
    return (
        now >= begun + settings.SESSION_LONGEST_SECONDS
        or now >= seen + settings.SESSION_IDLE_SECONDS
    )


class PresenceMiddleware:
    """Ends sessions whose time is up, and writes down that the others are alive."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Who brings no cookie costs no query.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            now = time.time()
            if is_over(request, now):
                _end(request)
            elif now >= request.session[SEEN] + WRITE_EVERY:
                _write(request, int(now))
        return self.get_response(request)


def _end(request: HttpRequest) -> None:
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.flush()
    request.user = AnonymousUser()


def _write(request: HttpRequest, now: int) -> None:
    request.session[SEEN] = now
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=timezone.now()
    )
