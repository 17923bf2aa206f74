"""The rule at the door: every view of ours carries a mark that says who may enter.

A view without a mark is refused by `GateMiddleware` and by a test that walks the URL map.
Who may not enter gets 404, the same as for what is not there.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from .mixins import Readable, can_read
from .viewer import ANONYMOUS, Viewer

View = Callable[..., HttpResponseBase]
R_co = TypeVar("R_co", bound=Readable, covariant=True)


class Readers(Protocol[R_co]):
    """A manager or queryset that knows the rule."""

    def visible_to(self, viewer: Viewer) -> models.QuerySet[R_co]:
        """Only what `viewer` may read."""


# `api` lets a member's own session in beside machines, `machine` does not.
MACHINE_KINDS = ("machine", "api")
# What a client without a token, or with a wrong one, is asked for.
CHALLENGE = 'Bearer realm="portal", Basic realm="portal", charset="UTF-8"'
OUR_PACKAGES = ("portal", "community", "search")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gate:
    """`kind` is public, person, member, role, machine, api or debug; `role` names the role."""

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
            case "machine":
                return viewer.actor.kind == "machine"
            case "api":
                return viewer.actor.kind == "machine" or _is_a_members_session(viewer)
            case "debug":
                return bool(settings.DEBUG)
        return False

    @property
    def for_machines(self) -> bool:
        """Whether a machine is asked for its token here; it is never sent to a login."""
        return self.kind in MACHINE_KINDS


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer the middleware made; anonymous where it has not run (error pages)."""
    return getattr(request, "viewer", ANONYMOUS)


def gate(kind: str) -> Callable[[View], View]:
    """Marks a view: `public`, `person`, `member`, `machine`, `api`, `debug` or `role:author`."""
    mark = _made(kind)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not mark.lets_in(viewer_of(request)):
                if mark.for_machines:
                    return challenge()
                raise Http404
            response = view(request, *args, **kwargs)
            return _unshared(request, response)

        guarded.gate = mark  # type: ignore[attr-defined]
        return guarded

    return decorate


def challenge() -> HttpResponse:
    """401 for a machine, before anything is looked up; the body says nothing."""
    return HttpResponse(status=401, headers={"WWW-Authenticate": CHALLENGE})


def gate_of(view: Callable[..., Any], name: str) -> Gate | None:
    """The mark of a view; of a route that is not ours by its name, from `FOREIGN_GATES`."""
    if (mark := getattr(view, "gate", None)) is not None:
        return cast(Gate, mark)
    kind = settings.FOREIGN_GATES.get(name)
    return _made(kind) if kind else None


def _is_a_members_session(viewer: Viewer) -> bool:
    return viewer.person_id is not None and viewer.is_member


def _made(kind: str) -> Gate:
    head, _, role = kind.partition(":")
    return Gate(head, role)


class GateMiddleware:
    """Refuses views of ours that carry no mark, and foreign addresses kept for a role."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_args: object) -> None:
        """404 for an unmarked view of ours, and for a member without the role of an address.

        A visitor who is not logged in goes on: such an address asks for the login itself.
        """
        if _is_ours(view) and getattr(view, "gate", None) is None:
            _log.error("Refused a view without a gate mark: %s.%s", view.__module__, view.__name__)
            raise Http404
        for prefix, kind in settings.FOREIGN_PREFIX_GATES.items():
            if request.path.startswith(prefix) and _turned_away(viewer_of(request), _made(kind)):
                raise Http404


def _turned_away(viewer: Viewer, mark: Gate) -> bool:
    return viewer.person_id is not None and not mark.lets_in(viewer)


def _is_ours(view: Callable[..., Any]) -> bool:
    module = str(getattr(view, "__module__", ""))
    return module.partition(".")[0] in OUR_PACKAGES


def readable_or_404(rows: "Readers[R_co]", viewer: Viewer, **lookup: Any) -> R_co:
    """The one row that `lookup` names, if `viewer` may read it; else 404."""
    try:
        return rows.visible_to(viewer).get(**lookup)
    except (ObjectDoesNotExist, ValidationError, ValueError) as missing:
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
        response["Content-Disposition"] = content_disposition_header(True, name)
    else:
        response = FileResponse(stored.open("rb"), as_attachment=True, filename=name)
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _unshared(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What a logged-in viewer or a machine sees is kept by nobody on the way."""
    known = viewer_of(request).actor.kind != "anonymous"
    if known and not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-store"
    return response
