"""What goes wrong is said in the site's look, by pages that need as little as possible."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path

from community.access.gates import gate
from portal import urls as site

pytestmark = pytest.mark.django_db


@gate("public")
def breaks(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the secret of the cellar")


handler400, handler403 = site.handler400, site.handler403
handler404, handler500 = site.handler404, site.handler500
urlpatterns = [path("breaks/", breaks), *site.urlpatterns]
here = pytest.mark.urls(__name__)


def answer(client: Client, status: int) -> HttpResponse:
    if status == 400:
        return client.get("/en/?q=%00")  # type: ignore[return-value]
    if status == 403:
        return client.post("/accounts/login/", {"login": "x"})  # type: ignore[return-value]
    return client.get("/breaks/" if status == 500 else "/en/not-there/")  # type: ignore[return-value]


@here
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_is_shown_in_the_sites_look(status: int) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    response = answer(client, status)
    page = response.content.decode()
    assert response.status_code == status
    assert "portal/css/site" in page
    assert "<h1" in page
    assert 'href="/' in page, "there is a way on"
    assert "secret of the cellar" not in page


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500, 503])
def test_each_page_stands_alone_and_says_its_number(status: int) -> None:
    page = render_to_string(f"{status}.html")
    assert "portal/css/site" in page
    assert "<h1" in page
    assert str(status) in page
