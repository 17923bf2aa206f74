"""From where an act came: the network address of the request that is being served.

Kept beside the call, not handed through it, so that no verb has to know of requests.
Outside a request (worker, commands) there is none.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

Handler = Callable[[HttpRequest], HttpResponseBase]

_serving: ContextVar[HttpRequest | None] = ContextVar("audit_request", default=None)


class WhereMiddleware:
    """Remembers the request while it is served."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with serving(request):
            return self.get_response(request)


@contextmanager
def serving(request: HttpRequest) -> Iterator[None]:
    """`request` is the one whose acts are written down until this ends."""
    token = _serving.set(request)
    try:
        yield
    finally:
        _serving.reset(token)


def address() -> str:
    """The client's address as text, behind the proxies that are ours; "" if there is none."""
    request = _serving.get()
    if request is None:
        return ""
    try:
        # A zone (`fe80::1%eth0`) names this machine's interfaces, not the client.
        return str(get_adapter().get_client_ip(request)).partition("%")[0][:45]
    except PermissionDenied:
        return ""
