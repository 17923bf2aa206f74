"""What every request passes before anything of ours looks at it."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from portal import views

Handler = Callable[[HttpRequest], HttpResponseBase]

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
# Longer than any address we make; servers in front refuse such lines anyway.
LONGEST_QUERY = 8_192


class HostileInputMiddleware:
    """Answers 400 to addresses that no browser writes: NUL, broken UTF-8, endless queries.

    Bodies are left to the forms, which keep what was typed and say what is wrong with it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: object) -> HttpResponseBase | None:
        """Runs late enough that the 400 page is made like any other error page."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        query = request.META.get("QUERY_STRING", "")
        too_long = len(query) > LONGEST_QUERY
        if too_long or "\x00" in request.path or not _clean(query):
            return views.bad_request(request)
        return None


class OwnNotFoundMiddleware:
    """Under DEBUG: the site's own 404 in place of Django's, which lists addresses and reasons.

    The demo network runs under DEBUG, and has to show what a visitor would see.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 404 and request.resolver_match is None:
            return views.not_found(request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What a view raised, before Django makes its page of it."""
        return views.not_found(request) if isinstance(error, Http404) else None


def _clean(query: str) -> bool:
    raw = unquote_to_bytes(query.encode("latin-1", "replace"))
    try:
        return "\x00" not in raw.decode()
    except UnicodeDecodeError:
        return False


class InterfaceLanguageMiddleware:
    """The language of a page is in its address; accounts and admin take it from a cookie.

    Where a login is asked for a page (`next`), it speaks that page's language and keeps to it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        in_path = language_of_path(request.path_info)
        asked = None if in_path else language_of_path(request.GET.get("next", ""))
        language = in_path or asked or translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if not in_path:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if asked:
            remember_language(response, asked)
        response.headers.setdefault("Content-Language", language)
        return response


class NetworkTimeMiddleware:
    """Clocks are read in the network's zone; a person's own is put on with the viewer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with timezone.override(settings.NETWORK_TIME_ZONE):
            return self.get_response(request)


def language_of_path(path: str) -> str | None:
    """The language code an address begins with, if it is one of ours."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in dict(settings.LANGUAGES) and path.startswith(f"/{first}/") else None


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Keeps the language for the pages whose address carries none."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
