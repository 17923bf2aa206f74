"""From where an act came."""

import json

import pytest
from django.db import transaction
from django.test import Client, RequestFactory

from community.access.actors import ANONYMOUS_ACTOR, system
from community.audit.models import Entry
from community.audit.recording import record, record_refusal
from community.audit.where import address, serving
from tests import factories as make
from tests.logging_in import LOGIN, enrol

pytestmark = pytest.mark.django_db


def last_facts() -> dict[str, object]:
    facts: dict[str, object] = json.loads(Entry.objects.latest("seq").details)
    return facts


@pytest.mark.parametrize("client_address", ["192.0.2.7", "2001:db8::7"])
def test_a_login_a_failure_and_a_refusal_say_from_where(client_address: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=client_address)
    with serving(request):
        for verb in ("session.login", "session.login_failed", "refused:topic.reply"):
            with transaction.atomic():
                record(actor=ANONYMOUS_ACTOR, verb=verb, kind="person", uid="p")
            assert last_facts()["from"] == client_address
        with transaction.atomic():
            record(actor=ANONYMOUS_ACTOR, verb="topic.start", kind="topic", uid="t")
    assert last_facts() == {}, "what a member writes is not tied to a place"


def test_outside_a_request_there_is_no_place() -> None:
    assert address() == ""
    with transaction.atomic():
        record(actor=system("t"), verb="session.login", kind="person", uid="p")
    assert last_facts() == {}


@pytest.mark.django_db(transaction=True)
def test_a_refusal_by_a_page_says_it_too() -> None:
    with serving(RequestFactory().get("/", REMOTE_ADDR="192.0.2.8")):
        record_refusal(actor=system("t"), verb="a.b", kind="k", uid="u", reason="policy")
    assert last_facts() == {"from": "192.0.2.8", "reason": "policy"}


def test_a_failed_sign_in_through_the_form_and_the_lock_after_it() -> None:
    person = make.member()
    enrol(person)
    client = Client(REMOTE_ADDR="192.0.2.9")
    for _each in range(12):
        client.post(LOGIN, {"login": person.email, "password": "wrong"})
    rows = Entry.objects.filter(uid=str(person.uid))
    failed = rows.filter(verb="session.login_failed").first()
    assert failed is not None
    assert json.loads(failed.details)["from"] == "192.0.2.9"
    locked = rows.get(verb="session.lockout")
    assert json.loads(locked.details)["from"] == "192.0.2.9"
    client.post(LOGIN, {"login": person.email, "password": "wrong"})
    assert rows.filter(verb="session.lockout").count() == 1, "knocking on fills no log"


def test_a_forged_header_does_not_name_the_place() -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="<script>, 203.0.113.5"
    )
    with serving(request):
        assert address() in ("203.0.113.5", "192.0.2.7")
