"""The doors that belong to no slice: the bare address, health, error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from community.access.gates import gate


@gate("public")
def choose_language(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the visitor's language."""
    response = redirect(f"/{translation.get_language_from_request(request)}/")
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


@gate("public")
def live(_request: HttpRequest) -> HttpResponse:
    """Answers as long as the process serves; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page whether a thing is absent or not for this reader; offers the login."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without database, session or context."""
    return render(None, "500.html", status=500)
