"""The same at the login itself, the reset and the mailed code; with the hasher of production."""

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from portal.settings.accounts import PASSWORD_HASHERS
from tests.factories import member
from tests.logging_in import LOGIN, enrol

from .test_equal_answers import Ask, compare

RESET = "/accounts/password/reset/"
UNKNOWN = "p0@members.example"

pytestmark = [pytest.mark.bench, pytest.mark.django_db]


@pytest.fixture
def known(settings: LazySettings) -> str:
    """The address of an account whose password is hashed as in production."""
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    person = member(password="hashed by argon in earnest")
    enrol(person, "hashed by argon in earnest")
    assert person.password.startswith("argon2")
    return person.email


def _posting(path: str, typed: dict[str, str]) -> Ask:
    def ask(number: int) -> HttpResponse:
        return Client().post(path, typed)

    return ask


def test_a_wrong_password_costs_the_same(known: str) -> None:
    def wrong(email: str) -> Ask:
        return _posting(LOGIN, {"login": email, "password": "wrong"})

    compare("login", wrong(known), wrong(UNKNOWN))


def test_asking_for_a_new_password_costs_the_same(known: str) -> None:
    compare("reset", _posting(RESET, {"email": known}), _posting(RESET, {"email": UNKNOWN}))
