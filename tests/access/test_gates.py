"""The door before each view, and the door before each file."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from community.access.actors import Actor
from community.access.gates import (
    Gate,
    GateMiddleware,
    gate,
    gate_of,
    readable_or_404,
    serve_file,
    viewer_of,
)
from community.access.mixins import Readable
from community.access.viewer import ANONYMOUS, Viewer, without_standing
from community.forums.models import Topic
from community.models import Group
from tests import factories as make

PERSON = without_standing(Actor("person", "p"), 7)
MEMBER = replace(PERSON, tokens=frozenset({"pub", "mem"}), acl_ids=frozenset({1, 2}))
AUTHOR = replace(MEMBER, roles=frozenset({"author:3"}))
AUDITOR = replace(MEMBER, roles=frozenset({"auditor"}))
MACHINE = replace(ANONYMOUS, actor=Actor("machine", "m"))
EVERYBODY = [ANONYMOUS, PERSON, MEMBER, AUTHOR, AUDITOR, MACHINE]

LETS_IN = {
    "public": EVERYBODY,
    "person": [PERSON, MEMBER, AUTHOR, AUDITOR],
    "member": [MEMBER, AUTHOR, AUDITOR],
    "role:author": [AUTHOR],
    "role:auditor": [AUDITOR],
    "machine": [MACHINE],
    "api": [MEMBER, AUTHOR, AUDITOR, MACHINE],
    "debug": [],
    "nonsense": [],
    "": [],
}


def _request(viewer: Viewer | None = ANONYMOUS, path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    if viewer is not None:
        request.viewer = viewer  # type: ignore[attr-defined]
    return request


def _view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def _enters(view: Callable[..., Any], viewer: Viewer) -> bool:
    try:
        response = view(_request(viewer))
    except Http404:
        return False
    return bool(response.status_code == 200)


@pytest.mark.parametrize("kind", LETS_IN)
def test_each_kind_of_gate_lets_in_whom_it_names(kind: str) -> None:
    guarded = gate(kind)(_view)
    assert [one for one in EVERYBODY if _enters(guarded, one)] == LETS_IN[kind]


@pytest.mark.parametrize("kind", ["machine", "api"])
def test_who_shows_no_token_is_asked_for_one(kind: str) -> None:
    response = gate(kind)(_view)(_request(PERSON))
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer ")


def test_a_developers_view_is_there_under_debug_only(settings: Settings) -> None:
    guarded = gate("debug")(_view)
    assert not _enters(guarded, ANONYMOUS)
    settings.DEBUG = True
    assert _enters(guarded, ANONYMOUS)


def test_without_a_viewer_one_is_a_visitor() -> None:
    assert viewer_of(_request(None)) is ANONYMOUS


def test_what_somebody_sees_logged_in_is_kept_by_nobody() -> None:
    guarded = gate("public")(_view)
    assert guarded(_request(PERSON))["Cache-Control"] == "private, no-store"
    assert guarded(_request(MACHINE))["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in guarded(_request(ANONYMOUS))


def test_a_view_may_say_itself_how_long_it_keeps() -> None:
    def lasting(request: HttpRequest) -> HttpResponse:
        return HttpResponse("x", headers={"Cache-Control": "private, max-age=60"})

    assert gate("public")(lasting)(_request(PERSON))["Cache-Control"] == "private, max-age=60"


# --- the middleware -----------------------------------------------------------------------


def _ours(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


_ours.__module__ = "portal.somewhere"


def _passes(view: Callable[..., object], viewer: Viewer, path: str = "/") -> bool:
    middleware = GateMiddleware(_view)
    try:
        middleware.process_view(_request(viewer, path), view)
    except Http404:
        return False
    return True


def test_a_view_of_ours_without_a_mark_is_refused() -> None:
    assert not _passes(_ours, AUDITOR)
    assert _passes(gate("public")(_ours), ANONYMOUS)
    assert _passes(_view, ANONYMOUS), "a view of somebody else is not ours to mark"


def test_an_address_kept_for_a_role_is_not_there_for_other_members(
    settings: Settings,
) -> None:
    settings.FOREIGN_PREFIX_GATES = {"/kept/": "role:auditor"}
    inside = [one for one in EVERYBODY if _passes(_view, one, "/kept/log/")]
    # A visitor is asked for the login by the view itself.
    assert inside == [ANONYMOUS, AUDITOR, MACHINE]
    assert all(_passes(_view, one, "/elsewhere/") for one in EVERYBODY)


def test_a_route_that_is_not_ours_is_marked_by_its_name(settings: Settings) -> None:
    settings.FOREIGN_GATES = {"their_page": "role:web_editor"}
    assert gate_of(_view, "their_page") == Gate("role", "web_editor")
    assert gate_of(_view, "other_page") is None
    assert gate_of(gate("member")(_view), "their_page") == Gate("member")


# --- things and files ---------------------------------------------------------------------


@pytest.mark.django_db
def test_unreadable_absent_and_misspelt_are_one_404() -> None:
    sealed = make.group(circle=Group.Circle.SEALED)
    inside = replace(MEMBER, acl_ids=frozenset({sealed.acl_id}))
    assert readable_or_404(Group.objects, inside, pk=sealed.pk) == sealed
    for viewer, uid in [(MEMBER, sealed.uid), (inside, Topic().uid), (inside, "no uid at all")]:
        with pytest.raises(Http404):
            readable_or_404(Group.objects, viewer, uid=uid)


@pytest.fixture
def stored() -> FieldFile:
    storage = InMemoryStorage()
    name = storage.save("folder/a1b2.bin", ContentFile(b"<script>the bytes</script>"))

    class Stored:
        """What a file field hands out, without a model to hang it on."""

        def __init__(self) -> None:
            self.name = name

        def open(self, mode: str) -> object:
            return storage.open(name, mode)

    return Stored()  # type: ignore[return-value]


def _of(acl: int) -> Readable:
    return Topic(acl_id=acl)


HARMLESS = {
    "Content-Type": "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def test_a_file_comes_as_a_download_that_runs_nothing(stored: FieldFile) -> None:
    response = serve_file(MEMBER, _of(2), stored, "report.html")
    assert b"".join(response) == b"<script>the bytes</script>"  # type: ignore[arg-type]
    assert {name: response[name] for name in HARMLESS} == HARMLESS
    assert response["Content-Disposition"] == 'attachment; filename="report.html"'
    assert "X-Accel-Redirect" not in response


def test_the_web_server_sends_it_where_there_is_one(stored: FieldFile, settings: Settings) -> None:
    settings.ACCEL_PREFIX = "/kept-inside/"
    response = serve_file(MEMBER, _of(2), stored, "report.html")
    assert response["X-Accel-Redirect"] == f"/kept-inside/{stored.name}"
    assert b"".join(response) == b"", "the bytes do not go twice"  # type: ignore[arg-type]
    assert {name: response[name] for name in HARMLESS} == HARMLESS
    assert response["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("prefix", ["", "/kept-inside/"])
def test_a_file_is_not_there_for_who_may_not_read_what_it_belongs_to(
    prefix: str, stored: FieldFile, settings: Settings
) -> None:
    settings.ACCEL_PREFIX = prefix
    for viewer in (ANONYMOUS, PERSON, MEMBER):
        with pytest.raises(Http404):
            serve_file(viewer, _of(99), stored, "report.html")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ('a"; filename="b.exe', 'attachment; filename="a\\"; filename=\\"b.exe"'),
        ("ред.pdf", "attachment; filename*=utf-8''%D1%80%D0%B5%D0%B4.pdf"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/kept-inside/"])
def test_a_file_keeps_its_name_in_any_script_and_says_nothing_else(
    prefix: str, name: str, header: str, stored: FieldFile, settings: Settings
) -> None:
    settings.ACCEL_PREFIX = prefix
    assert serve_file(MEMBER, _of(2), stored, name)["Content-Disposition"] == header
