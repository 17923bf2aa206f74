"""On the developer's machine the account's pages are on `localhost`, where passkeys work."""

from django.http import HttpResponse
from django.test import RequestFactory

from portal.demo.one_host import OneHostMiddleware

follow = OneHostMiddleware(lambda _request: HttpResponse("here"))


def test_bare_addresses_lead_to_localhost() -> None:
    for host in ("127.0.0.1:8000", "[::1]:8000"):
        answer = follow(RequestFactory().get("/accounts/login/?next=/en/", HTTP_HOST=host))
        assert answer["Location"] == "http://localhost:8000/accounts/login/?next=/en/"


def test_nothing_else_is_led_anywhere() -> None:
    make = RequestFactory()
    for request in (
        make.get("/accounts/login/", HTTP_HOST="localhost:8000"),
        make.get("/en/", HTTP_HOST="127.0.0.1:8000"),
        make.post("/accounts/login/", HTTP_HOST="127.0.0.1:8000"),
    ):
        assert follow(request).status_code == 200
