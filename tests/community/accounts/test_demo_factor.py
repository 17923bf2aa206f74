"""The demo's code counts where all five conditions hold, and nowhere else."""

import subprocess
import sys
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from community.models import Person
from tests.factories import PASSWORD, member
from tests.logging_in import CODE, LOGIN, enrol, post_code

pytestmark = pytest.mark.django_db
MODULE = "portal.demo.second_factor"


@pytest.fixture
def demo(settings: LazySettings) -> LazySettings:
    settings.DEBUG = True
    settings.MFA_FORMS = settings.MFA_FORMS | {"authenticate": f"{MODULE}.DemoCodeForm"}
    return settings


def _person(email: str = "ana@demo.localhost") -> Person:
    person = member(email=email)
    enrol(person)
    return person


def _opened(person: Person, **where: Any) -> bool:
    client = Client(**({"SERVER_NAME": "localhost"} | where))
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    client.post(CODE, {"code": "000000"})
    return "_auth_user_id" in client.session


def test_it_opens_a_demo_account_and_again_at_once(demo: LazySettings) -> None:
    person = _person()
    assert _opened(person)
    assert _opened(person)


def test_the_session_has_the_record_of_a_real_code(demo: LazySettings) -> None:
    client = Client(SERVER_NAME="localhost")
    person = _person()
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert 'value="000000"' in client.get(CODE).content.decode()
    client.post(CODE, {"code": "000000"})
    assert client.get("/accounts/2fa/").status_code == 200


def test_the_real_code_counts_too(demo: LazySettings) -> None:
    client = Client(SERVER_NAME="localhost")
    person = _person()
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert post_code(client, person).status_code == 302


def test_not_for_another_address(demo: LazySettings) -> None:
    for email in ("ana@members.example", "ana@demo.localhost.example", "ana@xdemo.localhost.rs"):
        assert not _opened(_person(email))


def test_not_from_another_machine(demo: LazySettings) -> None:
    person = _person()
    assert not _opened(person, REMOTE_ADDR="198.51.100.7")
    assert not _opened(person, HTTP_X_FORWARDED_FOR="127.0.0.1")


def test_not_under_another_host(demo: LazySettings) -> None:
    demo.ALLOWED_HOSTS = ["portal.example", "localhost.example"]
    person = _person()
    assert not _opened(person, SERVER_NAME="portal.example")
    assert not _opened(person, SERVER_NAME="localhost.example")


def test_not_without_debug(demo: LazySettings) -> None:
    person = _person()
    assert _opened(person)
    demo.DEBUG = False
    assert not _opened(person)


def test_not_with_the_settings_of_production(settings: LazySettings) -> None:
    settings.DEBUG = True
    assert MODULE not in str(settings.MFA_FORMS)
    assert not _opened(_person())


def test_not_another_code(demo: LazySettings) -> None:
    person = _person()
    client = Client(SERVER_NAME="localhost")
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    for code in ("00000", "0000000", "000001", ""):
        client.post(CODE, {"code": code})
        assert "_auth_user_id" not in client.session


def test_without_debug_the_module_cannot_be_imported() -> None:
    program = f"import django; django.setup(); import {MODULE}"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"DJANGO_SETTINGS_MODULE": "portal.settings.test", "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
