"""The login through the forms, and what a session holds after each step."""

import pytest
from django.test import Client

from tests.conftest import ClientOf
from tests.factories import PASSWORD, member
from tests.logging_in import CODE, LOGIN, code_of, enrol, log_in

pytestmark = pytest.mark.django_db


def test_password_and_code_open_a_session(client: Client) -> None:
    person = member()
    log_in(client, person)
    assert client.get("/accounts/2fa/").status_code == 200


def test_two_logins_of_one_person_within_half_a_minute(client_of: ClientOf) -> None:
    person = member()
    log_in(Client(), person)
    assert client_of(person).session["_auth_user_id"] == str(person.pk)
    assert client_of(person) is client_of(person)


def test_the_password_alone_opens_nothing(client: Client) -> None:
    person = member()
    enrol(person)
    answer = client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == CODE
    assert "_auth_user_id" not in client.session
    assert client.get("/accounts/2fa/").status_code == 302


def test_a_code_counts_once(client: Client) -> None:
    person = member()
    enrol(person)
    code = code_of(person)
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert client.post(CODE, {"code": code}).status_code == 302
    other = Client()
    other.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert other.post(CODE, {"code": code}).status_code == 200
    assert "_auth_user_id" not in other.session
