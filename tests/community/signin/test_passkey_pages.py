"""What is sent to the passkeys' pages by hand: nonsense, other people's keys, other hosts."""

import json
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from fido2.utils import websafe_encode

from community.models import Person
from community.signin import passkeys
from tests.conftest import ClientOf
from tests.factories import member

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/2fa/webauthn/login/"
LIST = "/accounts/2fa/webauthn/"
AGAIN = "/accounts/2fa/webauthn/reauthenticate/"
ADD = "/accounts/2fa/webauthn/add/"


def _key(person: Person, name: str = "Laptop") -> Authenticator:
    data = {"name": name, "credential": {}}
    kind = Authenticator.Type.WEBAUTHN
    row: Authenticator = Authenticator.objects.create(user=person, type=kind, data=data)
    return row


def _answer(handle: object) -> dict[str, Any]:
    raw = websafe_encode(b"x")
    client = websafe_encode(json.dumps({"type": "webauthn.get", "challenge": "x"}).encode())
    response = {
        "clientDataJSON": client,
        "authenticatorData": websafe_encode(bytes(37)),
        "signature": raw,
        "userHandle": handle,
    }
    return {"id": raw, "rawId": raw, "type": "public-key", "response": response}


def _nonsense() -> list[object]:
    someone = member()
    return [
        *("", "null", "[]", "{}", "7", '"x"', "{", '{"id": 1}'),
        *({"response": []}, {"response": {"userHandle": 7}}, _answer(None), _answer(7)),
        *(_answer("!"), _answer(websafe_encode(b"1" * 400)), _answer(websafe_encode(b"12345"))),
        _answer(websafe_encode(someone.uid.bytes)),
        _answer(websafe_encode(uuid4().bytes)),
    ]


def _text(sent: object) -> str:
    return sent if isinstance(sent, str) else json.dumps(sent)


def test_nonsense_opens_nothing_and_breaks_nothing() -> None:
    for number, sent in enumerate(_nonsense()):
        client = Client(REMOTE_ADDR=f"127.7.0.{number}")
        client.get(LOGIN, headers={"accept": "application/json"})
        answer = client.post(LOGIN, {"credential": _text(sent)})
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/"), sent
        assert "_auth_user_id" not in client.session


def test_nor_where_somebody_is_signed_in(client_of: ClientOf) -> None:
    client = client_of(person := member())
    _key(person)
    for number, sent in enumerate(_nonsense()):
        where = {"REMOTE_ADDR": f"127.7.1.{number}"}
        client.post("/accounts/reauthenticate/", {"password": "x"}, **where)
        assert client.post(ADD, {"credential": _text(sent)}, **where).status_code in (200, 302)
    assert passkeys.passkeys_of(person) == list(Authenticator.objects.filter(type="webauthn"))


def test_known_and_unknown_handles_are_answered_alike() -> None:
    seen = set()
    for handle in (member().uid.bytes, uuid4().bytes):
        client = Client()
        client.get(LOGIN, headers={"accept": "application/json"})
        client.post(LOGIN, {"credential": json.dumps(_answer(websafe_encode(handle)))})
        page = client.get("/accounts/login/").content.decode()
        seen.add(page.split('class="messages"')[-1].split("</ul>")[0].count("notice"))
    assert len(seen) == 1


def test_the_domain_comes_from_the_settings_and_not_from_the_host(client: Client) -> None:
    answer = client.get(LOGIN, headers={"accept": "application/json", "host": "localhost"})
    asked = answer.json()["request_options"]["publicKey"]
    assert asked["rpId"] == settings.PASSKEY_DOMAIN
    assert asked["userVerification"] == "required"
    assert asked["allowCredentials"] == []


def test_only_ones_own_keys_are_renamed_and_removed(client_of: ClientOf) -> None:
    person, other = member(), member()
    client, theirs = client_of(person), _key(other)
    for act in ("rename", "remove", "remove-confirmed"):
        sent = {"key": str(passkeys.uid_of(theirs)), "act": act, "name": "Mine"}
        assert client.post(LIST, sent).status_code == 404
    theirs.refresh_from_db()
    assert theirs.data["name"] == "Laptop"


def test_a_key_is_renamed_removed_and_told_of(client_of: ClientOf) -> None:
    person = member()
    client, key = client_of(person), _key(person)
    named = {"key": str(passkeys.uid_of(key))}
    client.post(LIST, named | {"act": "rename", "name": " Desk " + "x" * 90})
    key.refresh_from_db()
    assert key.data["name"].startswith("Desk xxx")
    assert len(key.data["name"]) == passkeys.LONGEST_NAME
    assert client.post(LIST, named | {"act": "remove"}).status_code == 200
    assert client.post(LIST, named | {"act": "remove-confirmed"}).status_code == 302
    assert passkeys.passkeys_of(person) == []
    assert client.get(LIST).status_code == 200


def test_rows_of_keys_have_no_address_by_number(client_of: ClientOf) -> None:
    person = member()
    client, key = client_of(person), _key(person)
    for act in ("edit", "remove"):
        assert client.get(f"{LIST}keys/{key.pk}/{act}/").status_code == 404
        assert client.post(f"{LIST}keys/{key.pk}/{act}/").status_code == 404


def test_a_copied_key_is_known_by_its_counter() -> None:
    key = _key(member())
    assert passkeys.is_counter_new(key, 0)
    passkeys.note_counter(key, 7)
    key.refresh_from_db()
    assert [passkeys.is_counter_new(key, seen) for seen in (0, 6, 7, 8)] == [False] * 3 + [True]


def test_the_page_of_recovery_codes_without_codes_leads_to_making_some(
    client_of: ClientOf,
) -> None:
    answer = client_of(member()).get("/accounts/2fa/recovery-codes/")
    assert answer["Location"] == "/accounts/2fa/recovery-codes/generate/"
