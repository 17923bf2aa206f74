"""Gates for machines: a token instead of a session, and answers that machines can read."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from community.access.gates import gate_of

from .knocking import TurnedAway, knock
from .problems import TYPE, problem, unauthorised

Handler = Callable[[HttpRequest], HttpResponseBase]


class MachineMiddleware:
    """Stands before sessions: a view for machines gets its viewer from the token alone.

    Where a view lets members' sessions in too, a request without a token goes on as theirs.
    No cookie leaves, no redirect, and what others made of an error becomes problem+json.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path.startswith(settings.MACHINE_PREFIXES):
            return response
        if _for_people(response):
            response = _plain(response)
        response.cookies.clear()
        patch_vary_headers(response, ("Authorization", "Cookie"))
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_args: object
    ) -> HttpResponseBase | None:
        """401 or 429 before the view, and so before anything it would look up."""
        mark = gate_of(view, request.resolver_match.view_name if request.resolver_match else "")
        if mark is None or not mark.for_machines:
            return None
        if mark.kind == "api" and "Authorization" not in request.headers:
            return None
        found = knock(request)
        if isinstance(found, TurnedAway):
            return unauthorised(found.wait)
        request.viewer = found.viewer  # type: ignore[attr-defined]
        request.machine = found.token  # type: ignore[attr-defined]
        return None


def _for_people(response: HttpResponseBase) -> bool:
    """An error page or a redirect. A 304 is neither."""
    status = response.status_code
    if status < 300 or status == HTTPStatus.NOT_MODIFIED:
        return False
    return response.headers.get("Content-Type", "") != TYPE


def _plain(response: HttpResponseBase) -> HttpResponseBase:
    status = response.status_code
    if status == HTTPStatus.UNAUTHORIZED:
        return unauthorised()
    plain = problem(status if status >= 400 else HTTPStatus.NOT_FOUND)
    if "Allow" in response.headers:
        plain["Allow"] = response.headers["Allow"]
    return plain
