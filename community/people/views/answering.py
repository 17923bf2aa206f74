"""What views share: a refusal becomes a message, an act asks for a fresh factor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise

from community.access.policy import Refused
from community.signin.fresh import is_fresh

View = Callable[..., HttpResponseBase]


def try_it(request: HttpRequest, act: Callable[[], object], done: str | Promise) -> bool:
    """Does `act` and says `done`, or says why not. Returns whether it was done."""
    try:
        act()
    except Refused as refused:
        messages.warning(request, str(refused.reason))
        return False
    if done:
        messages.success(request, str(done))
    return True


def fresh_for_acts(view: View) -> View:
    """Decorator, below `gate`: looking is free, acting asks for a factor shown lately."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not is_fresh(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return asked
