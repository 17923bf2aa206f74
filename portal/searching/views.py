"""The search page, and what it suggests while somebody types."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from community.access.gates import gate, viewer_of
from portal.searching.asking import asked
from portal.searching.limits import WAIT, within
from portal.searching.page import busy_page, results_page
from portal.searching.suggestions import shown
from search.parsing import MAX_LENGTH
from search.service import search
from search.suggesting import suggest


@gate("public")
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What the viewer may read of what is asked for, ten a page."""
    ask = asked(request.GET)
    if ask.text and not within(request, "search"):
        return _unlisted(_later(render(request, "search/busy.html", busy_page(ask), status=429)))
    found = search(viewer_of(request), ask.ask(get_language() or ""))
    if ask.page > max(found.pages, 1):
        raise Http404
    status = 400 if found.state == "too_long" else 200
    page = results_page(ask, found)
    return _unlisted(render(request, "search/results.html", page, status=status))


@gate("public")
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """At most eight titles that go on as `q` begins, with their addresses; never an error page."""
    if not within(request, "suggest"):
        return _unlisted(_later(JsonResponse({"suggestions": []}, status=429)))
    text = request.GET.get("q", "")
    found = suggest(viewer_of(request), text) if len(text) <= MAX_LENGTH else []
    return _unlisted(JsonResponse({"suggestions": [shown(each) for each in found]}))


def _later(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = str(WAIT)
    return response


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    # Whoever logs in or out in the meantime must not meet the other's answer.
    response.setdefault("Cache-Control", "private, no-store")
    return response
