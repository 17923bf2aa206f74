"""What matters is done only by who showed a factor or the password minutes ago."""

import pytest
import time_machine
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from community.access.gates import gate
from community.enrolment import give_totp
from community.signin.fresh import fresh_login_required
from portal import urls as site
from tests.conftest import ClientOf
from tests.factories import PASSWORD, member
from tests.logging_in import code_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
TIMEOUT = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


@gate("member")
@fresh_login_required
def weighty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.method} {request.POST.get('why', '')}")


handler404 = site.handler404
urlpatterns = [path("weighty/", weighty), *site.urlpatterns]


def test_right_after_the_login_it_opens_and_later_it_asks(
    frozen: time_machine.Traveller, client_of: ClientOf
) -> None:
    client = client_of(member())
    frozen.shift(TIMEOUT - 1)
    assert client.get("/weighty/").content == b"GET "
    frozen.shift(2)
    answer = client.get("/weighty/")
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert answer["Location"].endswith("?next=%2Fweighty%2F")


def test_the_password_opens_it_again_and_leads_back(
    frozen: time_machine.Traveller, client_of: ClientOf
) -> None:
    client = client_of(member())
    frozen.shift(TIMEOUT + 1)
    asked = client.get("/weighty/")["Location"]
    assert client.post(asked, {"password": PASSWORD})["Location"] == "/weighty/"
    assert client.get("/weighty/").status_code == 200


def test_a_wrong_password_opens_nothing(
    frozen: time_machine.Traveller, client_of: ClientOf
) -> None:
    client = client_of(member())
    frozen.shift(TIMEOUT + 1)
    client.post(client.get("/weighty/")["Location"], {"password": "wrong"})
    assert client.get("/weighty/").status_code == 302


def test_what_was_typed_is_not_lost_and_a_code_of_the_app_does_too(
    frozen: time_machine.Traveller, client_of: ClientOf
) -> None:
    person = member()
    client = client_of(person)
    frozen.shift(TIMEOUT + 1)
    assert client.post("/weighty/", {"why": "because"}).status_code == 302
    give_totp(person)
    asked = "/accounts/2fa/reauthenticate/?next=/weighty/"
    assert client.post(asked, {"code": code_of(person)}).content == b"POST because"


def test_who_may_not_open_the_page_is_not_asked(client: Client) -> None:
    assert client.get("/weighty/").status_code == 404
