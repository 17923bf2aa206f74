"""Logins and factors in the audit log, without any address."""

import re

import pytest
from django.test import Client

from community.audit.models import Entry
from community.session_log import hashed
from tests.conftest import ClientOf
from tests.factories import PASSWORD, member
from tests.logging_in import CODE, LOGIN, enrol

pytestmark = pytest.mark.django_db
# From where is written down by the log itself; its own tests judge it.
FROM = re.compile(r'"from":"[^"]*"')


def _rows(uid: str) -> list[tuple[str, str, str]]:
    rows = Entry.objects.filter(uid=uid).exclude(verb__startswith="seat.").order_by("seq")
    return [
        (kind, verb, FROM.sub("", details).replace(",}", "}"))
        for kind, verb, details in rows.values_list("actor_kind", "verb", "details")
    ]


def test_a_login_and_a_logout(client_of: ClientOf) -> None:
    person = member()
    client_of(person).post("/accounts/logout/")
    assert _rows(str(person.uid)) == [
        ("person", "session.login", '{"factor":"totp"}'),
        ("person", "session.logout", "{}"),
    ]


def test_a_wrong_password_and_a_wrong_code(client: Client) -> None:
    person = member()
    enrol(person)
    client.post(LOGIN, {"login": person.email, "password": "wrong"})
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    client.post(CODE, {"code": "abc"})
    assert _rows(str(person.uid)) == [
        ("anonymous", "session.login_failed", "{}"),
        ("anonymous", "factor.failed", "{}"),
    ]


def test_an_unknown_address_is_written_as_a_hash(client: Client) -> None:
    client.post(LOGIN, {"login": "Somebody@Elsewhere.example", "password": "wrong"})
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.kind) == ("session.login_failed", "address")
    assert entry.uid == hashed("somebody@elsewhere.example")
    assert "@" not in "".join(str(value) for value in vars(entry).values())
