"""Makes the viewer of each request. The second factor is asked beside standing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from .access.viewer import ANONYMOUS, Viewer, without_standing
from .second_factor import has_second_factor
from .readers import actor_of, viewer_for

Handler = Callable[[HttpRequest], HttpResponseBase]


class ViewerMiddleware:
    """Puts `request.viewer` on the request, made at first use.

    A session that has not shown a second factor reads what everybody reads.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.viewer = SimpleLazyObject(lambda: make_request_viewer(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def make_request_viewer(request: HttpRequest) -> Viewer:
    """The viewer of a request; anonymous costs no query beyond the session."""
    person = request.user
    if not person.is_authenticated:
        return ANONYMOUS
    if not has_second_factor(request):
        return without_standing(actor_of(person), person.pk)
    return viewer_for(person)
