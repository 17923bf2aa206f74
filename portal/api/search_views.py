"""The search for machines, and for members' own sessions."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from community.access.gates import gate, viewer_of
from community.machines.problems import problem
from portal.searching.limits import WAIT, within
from search.service import search

from .asking import BadParameter
from .search_asking import asked
from .search_showing import results_shown


@csrf_exempt
@gate("api")
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What the caller may read of what is asked for, ten topics a page."""
    if not within(request, "api"):
        response = problem(429)
        response["Retry-After"] = str(WAIT)
        return response
    try:
        ask = asked(request.GET)
    except BadParameter as bad:
        return problem(400, str(bad))
    found = search(viewer_of(request), ask.ask(get_language() or ""))
    return JsonResponse(results_shown(ask, found))
