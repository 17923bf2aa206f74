"""Passkeys know no bare addresses: on the developer's machine everything is `localhost`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

Handler = Callable[[HttpRequest], HttpResponseBase]
BARE = ("127.0.0.1", "[::1]")


class OneHostMiddleware:
    """Sends whoever opens a page by a bare loopback address to the same page of `localhost`."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name, _, port = request.META.get("HTTP_HOST", "").rpartition(":")
        if request.method == "GET" and name in BARE and request.path.startswith("/accounts/"):
            return HttpResponseRedirect(f"http://localhost:{port}{request.get_full_path()}")
        return self.get_response(request)
