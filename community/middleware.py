"""Makes the viewer of each request. The second factor is asked beside standing."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from .access.viewer import ANONYMOUS, Viewer
from .models import Person
from .readers import viewer_for
from .second_factor import has_second_factor

Handler = Callable[[HttpRequest], HttpResponseBase]


class ViewerMiddleware:
    """Puts `request.viewer` on the request, made at first use.

    A session that has not shown a second factor reads what everybody reads.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.viewer = SimpleLazyObject(lambda: make_request_viewer(request))  # type: ignore[attr-defined]
        return _unshared(request, self.get_response(request))


def _unshared(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What a session was asked for is kept by nobody on the way: errors and accounts too."""
    session = request.session
    if session.accessed and not session.is_empty() and not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-store"
    return response


def make_request_viewer(request: HttpRequest) -> Viewer:
    """The viewer of a request; anonymous costs no query beyond the session."""
    person = request.user
    if not person.is_authenticated or not has_second_factor(request):
        return ANONYMOUS
    return viewer_for(person)


def person_of(request: HttpRequest) -> Person:
    """The person whose session this is; 404 without one. For views behind a gate."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user
