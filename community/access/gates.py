"""The rule at the door: every view of ours carries a mark that says who may enter.

A view without a mark is refused by `GateMiddleware` and by a test that walks the URL map.
Who may not enter gets 404, the same as for what is not there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase

from .mixins import AudienceQuerySet, Readable, can_read
from .viewer import ANONYMOUS, Viewer

View = Callable[..., HttpResponseBase]
R = TypeVar("R", bound=Readable)


@dataclass(frozen=True, slots=True)
class Gate:
    """`kind` is public, person, member, role or debug; `role` names the role."""

    kind: str
    role: str = ""

    def lets_in(self, viewer: Viewer) -> bool:
        """Whether `viewer` may enter; what the view then shows is asked thing by thing."""
        match self.kind:
            case "public":
                return True
            case "person":
                return viewer.person_id is not None
            case "member":
                return viewer.is_member
            case "role":
                return viewer.has_role(self.role) or bool(viewer.places_of(self.role))
            case "debug":
                return bool(settings.DEBUG)
        return False


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer the middleware made; anonymous where it has not run (error pages)."""
    return getattr(request, "viewer", ANONYMOUS)


def gate(kind: str) -> Callable[[View], View]:
    """Marks a view: `public`, `person`, `member`, `debug` or `role:author`."""
    head, _, role = kind.partition(":")
    mark = Gate(head, role)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not mark.lets_in(viewer_of(request)):
                raise Http404
            response = view(request, *args, **kwargs)
            return _unshared(request, response)

        guarded.gate = mark  # type: ignore[attr-defined]
        return guarded

    return decorate


def readable_or_404(
    queryset: "AudienceQuerySet[R]", viewer: Viewer, **lookup: Any
) -> R:
    """The one row that `lookup` names, if `viewer` may read it; else 404."""
    try:
        return queryset.visible_to(viewer).get(**lookup)
    except (queryset.model.DoesNotExist, ValueError) as missing:
        raise Http404 from missing


def serve_file(
    viewer: Viewer, thing: Readable, stored: models.fields.files.FieldFile, name: str
) -> HttpResponseBase:
    """The bytes of a file that belongs to `thing`, always as a download; 404 who may not read.

    With `settings.ACCEL_PREFIX` the web server sends them (`X-Accel-Redirect`).
    """
    if not can_read(viewer, thing):
        raise Http404
    response: HttpResponseBase
    if prefix := getattr(settings, "ACCEL_PREFIX", ""):
        response = HttpResponse()
        response["X-Accel-Redirect"] = f"{prefix}{stored.name}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    else:
        response = FileResponse(stored.open("rb"), as_attachment=True, filename=name)
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _unshared(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What a logged-in viewer sees is kept by nobody on the way."""
    if viewer_of(request).person_id is not None and not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-store"
    return response
