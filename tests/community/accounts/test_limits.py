"""Guessing is slowed down, for an account and for an address, and no trick sets the clock back."""

import pytest
from django.core.cache import cache
from django.db import connections, router
from django.http import HttpResponse
from django.test import Client
from time_machine import Traveller

from community.models import Person
from tests.factories import PASSWORD, member
from tests.logging_in import CODE, LOGIN, enrol, log_in, post_code

pytestmark = pytest.mark.django_db


def _try(person_email: str, password: str, address: str) -> bool:
    """Whether the password was let through, from a new browser at `address`."""
    client = Client(REMOTE_ADDR=address)
    answer = client.post(LOGIN, {"login": person_email, "password": password})
    return answer.status_code == 302


def test_one_account_from_many_addresses(client: Client) -> None:
    person = member()
    enrol(person)
    for number in range(5):
        assert not _try(person.email, "wrong", f"127.9.0.{number}")
    assert not _try(person.email, PASSWORD, "127.9.1.1")


def test_four_wrong_passwords_do_not_lock_the_owner_out() -> None:
    person = member()
    enrol(person)
    for number in range(4):
        assert not _try(person.email, "wrong", f"127.9.0.{number}")
    assert _try(person.email, PASSWORD, "127.9.1.1")


def test_many_accounts_from_one_address() -> None:
    person = member()
    enrol(person)
    for number in range(10):
        assert not _try(f"nobody{number}@elsewhere.example", "wrong", "127.9.0.1")
    assert not _try(person.email, PASSWORD, "127.9.0.1")
    assert _try(person.email, PASSWORD, "127.9.0.2")


def test_an_own_right_code_does_not_empty_the_address_counter(frozen: Traveller) -> None:
    """allauth's is emptied by it; with an account of one's own one could guess for ever."""
    own, victim = member(), member()
    enrol(own)
    enrol(victim)
    let_through = 0
    for number in range(45):
        if number % 8 == 7:
            _log_in_from("127.9.0.1", own)
            frozen.shift(61)
        answer = Client(REMOTE_ADDR="127.9.0.1").post(
            LOGIN, {"login": f"nobody{number}@elsewhere.example", "password": "wrong"}
        )
        let_through += answer.status_code == 200 and "too_many" not in _codes(answer)
    assert let_through == 30
    assert not _try(victim.email, PASSWORD, "127.9.0.1")
    frozen.shift(601)
    assert _try(victim.email, PASSWORD, "127.9.0.1")


def _log_in_from(address: str, person: Person) -> None:
    client = Client(REMOTE_ADDR=address)
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    post_code(client, person)


def _codes(answer: HttpResponse) -> str:
    errors = answer.context["form"].errors.as_data() if answer.context else {}
    return " ".join(str(error.code) for found in errors.values() for error in found)


def test_wrong_codes_are_limited_per_account() -> None:
    person = member()
    enrol(person)
    client = Client()
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    for _ in range(5):
        assert client.post(CODE, {"code": "abc"}).status_code == 200
    assert post_code(client, person).status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_limit_survives_a_rolled_back_transaction() -> None:
    assert router.db_for_write(cache.cache_model_class) == "limits"
    assert "limits_cache" not in connections["default"].introspection.table_names()


def test_someone_else_logs_in_meanwhile(client: Client) -> None:
    for number in range(10):
        _try(f"nobody{number}@elsewhere.example", "wrong", "127.9.0.1")
    log_in(client, member())
