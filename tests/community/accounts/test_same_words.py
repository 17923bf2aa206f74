"""Nobody learns from the forms who has an account: same words, same status, same rows."""

import re

import pytest
from django.test import Client

from community.notify.models import OutgoingMail
from tests.factories import PASSWORD, member
from tests.logging_in import LOGIN, enrol

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
RESET_CODE = "/accounts/password/reset/confirm/"
UNKNOWN = "p0@members.example"


def _masked(answer: object, address: str) -> str:
    text = answer.content.decode().replace(address, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def _posted(address: str, typed: dict[str, str], email: str) -> tuple[int, str, str]:
    answer = Client().post(address, typed)
    return answer.status_code, answer.headers.get("Location", ""), _masked(answer, email)


def test_a_wrong_password_and_an_unknown_address() -> None:
    person = member()
    enrol(person)
    known, unknown = (
        _posted(LOGIN, {"login": email, "password": "wrong"}, email)
        for email in (person.email, UNKNOWN)
    )
    assert known == unknown
    assert known[0] == 200


def test_an_inactive_account_too() -> None:
    person = member(is_active=False)
    enrol(person)
    known, unknown = (
        _posted(LOGIN, {"login": email, "password": "wrong"}, email)
        for email in (person.email, UNKNOWN)
    )
    assert known == unknown


def test_asking_for_a_new_password() -> None:
    person = member()
    enrol(person)
    pages = []
    for email in (person.email, UNKNOWN):
        client = Client()
        first = client.post(RESET, {"email": email})
        second = client.get(RESET_CODE)
        wrong = client.post(RESET_CODE, {"code": "AAAA-BBBB"})
        pages.append(
            (first.status_code, first["Location"], _masked(second, email), _masked(wrong, email))
        )
        assert OutgoingMail.objects.filter(address=email).count() == 1
    assert pages[0] == pages[1]
    assert pages[0][:2] == (302, RESET_CODE)


def test_the_page_of_the_code_does_not_say_who_somebody_is(client: Client) -> None:
    person = member(name="Very Particular Name")
    enrol(person)
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert "Particular" not in client.get("/accounts/2fa/authenticate/").content.decode()
