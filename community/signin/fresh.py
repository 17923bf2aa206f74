"""Before what matters: has this session shown lately that its person is still there?

A view under `fresh_login_required` opens if a factor was shown, or the password repeated,
within the last `ACCOUNT_REAUTHENTICATION_TIMEOUT` seconds of this session. Otherwise the
person is asked first, and comes back: a GET to the page, a POST to the act itself, with what
was typed (uploaded files are not kept, so ask for them on a page that was asked for freshly).

    @gate("role:trustee")
    @fresh_login_required
    def unseal(request): ...
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def is_fresh(request: HttpRequest) -> bool:
    """Whether the session's own person showed a factor, or their password again, just now."""
    return last_shown(request) > time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def last_shown(request: HttpRequest) -> float:
    """When that was last, in seconds since the epoch; 0 if never.

    The password alone at login counts for nothing: it is only half of a login.
    """
    records = get_authentication_records(request, request.user)
    moments = [
        float(record["at"])
        for record in records
        if record.get("reauthenticated") or record.get("method") == "mfa"
    ]
    return max(moments, default=0.0)


def fresh_login_required(view: View) -> View:
    """Decorator, below `gate`: asks for a factor or the password if the last one is too old."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_fresh(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return asked


def require_fresh(request: HttpRequest) -> None:
    """The same inside a view whose page may be seen and whose acts are asked for freshly."""
    if not is_fresh(request):
        raise ReauthenticationRequired
