"""Answers for machines. The viewer comes from the token; every answer is JSON."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from community.access.gates import gate, viewer_of
from community.machines.problems import problem

from . import reading
from .asking import BadParameter, asked
from .noting import note_fetch
from .openapi import document
from .showing import release_body, shown, token_shown


@csrf_exempt
@gate("machine")
@require_safe
def whoami(request: HttpRequest) -> HttpResponse:
    """What the token is: organisation, ceiling, groups, expiry."""
    viewer = viewer_of(request)
    token = request.machine  # type: ignore[attr-defined]
    return JsonResponse(token_shown(token, reading.groups_of(viewer)))


@csrf_exempt
@gate("machine")
@require_safe
def advisories(request: HttpRequest) -> HttpResponse:
    """The latest releases the machine may read, oldest first, a page after a cursor."""
    try:
        ask = asked(request.GET)
    except BadParameter as bad:
        return problem(400, str(bad))
    found = reading.advisories(viewer_of(request), ask)
    return JsonResponse(shown(found, ask))


@csrf_exempt
@gate("machine")
@require_safe
def advisory(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The latest release in our canonical form, as stored; 404 for what may not be read."""
    viewer = viewer_of(request)
    release = reading.advisory(viewer, uid)
    note_fetch(viewer, release, request.machine)  # type: ignore[attr-defined]
    response = HttpResponse(release_body(release), content_type="application/json")
    response["TLP-Label"] = f"TLP:{release.label}"
    return response


@csrf_exempt
@gate("api")
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """What can be asked here; for machines, and for members who write one."""
    return JsonResponse(document())
