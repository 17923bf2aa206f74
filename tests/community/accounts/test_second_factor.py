"""Without a second factor a session is nobody's, on every address and in every guise."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from community.access.gates import gate
from portal import urls as site
from tests.community.accounts.addresses import every_route
from tests.community.accounts.half_known import half_known
from tests.conftest import ClientOf
from tests.factories import PASSWORD, member
from tests.logging_in import CODE, LOGIN, enrol

pytestmark = pytest.mark.django_db
# Wagtail's icons and its catalogue of translated words.
HARMLESS = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}
FACTOR = "/accounts/2fa/"


@gate("public")
def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.user.is_authenticated} {request.viewer.person_id}")


@gate("member")
def inner(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.user.email}")


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


unmarked.__module__ = "portal.forgotten"
handler404 = site.handler404
urlpatterns = [
    path("who/", who),
    path("inner/", inner),
    path("api/v1/inner/", inner),
    path("unmarked/", unmarked),
    *site.urlpatterns,
]
here = pytest.mark.urls(__name__)


def test_every_address_is_closed_or_shows_what_everybody_sees(client: Client) -> None:
    person = half_known(client)
    tried = 0
    for address, pattern in every_route():
        if pattern.name in settings.OPEN_WITHOUT_FACTOR:
            continue
        tried += 1
        answer = client.get(address)
        if answer.status_code == 200:
            assert Client().get(address).status_code == 200, address
            assert answer.streaming or person.name not in answer.content.decode(), address
        else:
            assert answer.status_code in {301, 302, 400, 401, 403, 404, 405}, address
        if address.startswith("/admin/"):
            assert answer.status_code != 200 or pattern.name in HARMLESS, address
    assert tried > 150


@here
def test_a_public_page_sees_a_visitor(client: Client) -> None:
    half_known(client)
    assert client.get("/who/").content == b"False None"


@here
def test_a_member_page_sends_to_enrolment_and_a_machine_address_refuses(client: Client) -> None:
    half_known(client)
    assert client.get("/inner/")["Location"] == f"{FACTOR}?next=%2Finner%2F"
    assert client.post("/inner/")["Location"] == f"{FACTOR}?next=%2F"
    assert client.get("/api/v1/inner/").status_code == 403


@here
def test_an_authorization_header_changes_nothing(client: Client) -> None:
    half_known(client)
    for header in ("Bearer x", "Token x", "Basic eDp4"):
        headers = {"Authorization": header, "X-Session-Token": "x"}
        assert client.get("/api/v1/inner/", headers=headers).status_code == 403
        assert client.get("/inner/", headers=headers).status_code == 302


@here
def test_with_the_factor_the_same_pages_open(client_of: ClientOf) -> None:
    person = member()
    assert client_of(person).get("/inner/").content.decode() == person.email
    assert client_of(person).get("/api/v1/inner/").status_code == 200
    assert client_of(person).get("/who/").content.decode() == f"True {person.pk}"


@here
def test_the_factor_of_another_person_does_not_count(client_of: ClientOf) -> None:
    client = client_of(member())
    session = client.session
    session["account_authentication_methods_user"] = "0"
    session.save()
    assert client.get("/who/").content == b"False None"
    assert client.get("/inner/").status_code == 302


@here
def test_a_view_without_a_gate_mark_is_refused(
    client_of: ClientOf, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get("/unmarked/").status_code == 404
    assert client_of(member()).get("/unmarked/").status_code == 404
    assert "portal.forgotten.unmarked" in caplog.text


def test_remember_makes_no_longer_session_and_skips_nothing(client: Client) -> None:
    person = member()
    enrol(person)
    typed = {"login": person.email, "password": PASSWORD, "remember": "on"}
    assert client.post(LOGIN, typed)["Location"] == CODE
    assert "_auth_user_id" not in client.session
    assert client.get("/accounts/2fa/").status_code == 302


def test_nobody_can_take_the_last_factor_off(client_of: ClientOf) -> None:
    person = member()
    client = client_of(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    assert person.authenticator_set.filter(type="totp").exists()
