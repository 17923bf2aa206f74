"""The door for machines: what is asked, what is answered, and what never happens there."""

import base64
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from community.audit.models import Entry
from community.models import Person
from tests import factories as make

from .machines import administrator, machine, token

pytestmark = pytest.mark.django_db
WHOAMI, OPENAPI = "/api/v1/whoami", "/api/v1/openapi.json"
WRONG = f"mreza_{'0' * 12}_{'A' * 43}"


@pytest.fixture
def boss() -> Person:
    return administrator(make.organisation("Firm"))


@pytest.fixture
def text(boss: Person) -> str:
    return token(boss.seats.get().organisation, boss).text


def _basic(user: str, password: str) -> Client:
    pair = base64.b64encode(f"{user}:{password}".encode()).decode()
    return Client(headers={"Authorization": f"Basic {pair}"})


def test_bearer_and_basic_open_it(text: str) -> None:
    assert machine(text).get(WHOAMI).status_code == 200
    assert Client(headers={"Authorization": f"bearer  {text}"}).get(WHOAMI).status_code == 200
    assert _basic(text.split("_")[1], text).get(WHOAMI).status_code == 200
    assert _basic("somebody", text).get(WHOAMI).status_code == 401
    assert _basic("", text).get(WHOAMI).status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        *("", "Bearer", "Bearer ", "Basic", "Basic !!", "Basic /w==", "Digest x", "Bearer a b"),
        *("Bearer " + "x" * 5000, "Basic Og==", "Bearer \xff\xfe", f"Token {WRONG}"),
    ],
)
def test_without_a_token_it_is_401_before_anything_is_looked_up(
    header: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client(headers={"Authorization": header}) if header else Client()
    with django_assert_num_queries(0):
        response = client.get(WHOAMI)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer ")
    assert response.headers["Content-Type"] == "application/problem+json"


def test_no_cookie_no_redirect_nothing_kept(text: str) -> None:
    for client in (machine(text), Client()):
        for path in (WHOAMI, f"{WHOAMI}?next=/en/", f"{WHOAMI}/", "/api/v1/", "/api/nothing"):
            response = client.get(path)
            assert response.status_code in (200, 401, 404)
            assert not response.cookies
            assert "Set-Cookie" not in response.headers
            assert "Location" not in response.headers
    assert machine(text).get(WHOAMI).headers["Cache-Control"] == "private, no-store"
    assert "Authorization" in machine(text).get(WHOAMI).headers["Vary"]


def test_a_session_is_nobody_at_a_machines_door(
    boss: Person, client_of: Callable[[Person], Client]
) -> None:
    assert client_of(boss).get(WHOAMI).status_code == 401


def test_a_members_session_is_let_in_where_the_view_says_so(
    boss: Person, text: str, client_of: Callable[[Person], Client]
) -> None:
    assert client_of(boss).get(OPENAPI).status_code == 200
    assert machine(text).get(OPENAPI).status_code == 200
    assert Client().get(OPENAPI).status_code == 401
    applicant = make.member(state="applicant")
    assert client_of(applicant).get(OPENAPI).status_code == 401
    with_both = client_of(boss).get(OPENAPI, headers={"Authorization": f"Bearer {WRONG}"})
    assert with_both.status_code == 401, "a wrong token is not mended by a session"


def test_a_token_opens_no_page(text: str) -> None:
    answer = machine(text).get("/en/groups/")
    assert answer.content == Client().get("/en/groups/").content or answer.status_code == 200
    firm_page = machine(text).get("/en/advisories/desk/")
    assert firm_page.status_code == 404


def test_other_methods_are_refused_as_machines_read_it(text: str) -> None:
    assert Client().post(WHOAMI).status_code == 401
    for method in ("post", "put", "patch", "delete"):
        response = getattr(machine(text), method)(WHOAMI)
        assert response.status_code == 405
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.headers["Allow"] == "GET, HEAD"


def test_wrong_tokens_of_an_address_have_to_wait_and_the_right_one_has_not(
    frozen: time_machine.Traveller, text: str
) -> None:
    answers = [machine(WRONG).get(WHOAMI) for _each in range(32)]
    assert {answer.status_code for answer in answers[:30]} == {401}
    assert [answer.status_code for answer in answers[30:]] == [429, 429]
    assert answers[-1].headers["Retry-After"] == "600"
    assert machine(text).get(WHOAMI).status_code == 200
    assert Entry.objects.filter(verb="refused:token.use").count() == 30, "the log is not flooded"


def test_a_token_may_ask_so_often_and_no_more(frozen: time_machine.Traveller, text: str) -> None:
    client = machine(text)
    assert {client.get(WHOAMI).status_code for _each in range(120)} == {200}
    answer = client.get(WHOAMI)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
