"""The pages of tokens: shown once, ended with a button, nobody else's business."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.machines.models import Token
from community.models import Organisation, Person
from tests import factories as make

from .machines import administrator, machine, token

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]


@pytest.fixture
def firm() -> Organisation:
    return make.organisation("Firm")


@pytest.fixture
def boss(firm: Organisation) -> Person:
    return administrator(firm, name="First Boss")


def _new(firm: Organisation) -> str:
    return f"/en/organisations/{firm.uid}/tokens/new/"


def _form(client: Client, firm: Organisation, **more: object) -> dict[str, object]:
    page = client.get(_new(firm)).content.decode()
    key = re.search(r'name="key" value="(\w+)"', page)
    assert key
    return {"key": key[1], "name": "Reader", "ceiling": "GREEN", "days": "90"} | more


def test_a_token_is_shown_once_and_works(
    boss: Person, firm: Organisation, client_of: ClientOf
) -> None:
    client = client_of(boss)
    group = make.group("Energy")
    make.join(boss, group)
    filled = _form(client, firm, ceiling="AMBER", groups=[str(group.uid)])
    response = client.post(_new(firm), filled)
    shown = re.search(r"mreza_[0-9a-f]{12}_[\w-]{43}", response.content.decode())
    assert shown
    assert response.headers["Cache-Control"] == "private, no-store"
    answer = machine(shown[0]).get("/api/v1/whoami").json()
    assert answer["ceiling"] == "TLP:AMBER"
    assert [one["name"] for one in answer["groups"]] == ["Energy"]
    again = client.post(_new(firm), filled)
    assert shown[0] not in again.content.decode()
    assert "cannot be shown again" in again.content.decode()
    assert Token.objects.count() == 1
    made = Token.objects.get()
    for path in (f"/en/organisations/{firm.uid}/tokens/", f"/en/organisations/tokens/{made.uid}/"):
        page = client.get(path).content.decode()
        assert "Reader" in page
        assert shown[0] not in page


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    boss: Person, firm: Organisation, client_of: ClientOf
) -> None:
    client = client_of(boss)
    for bad in ({"ceiling": "RED"}, {"days": "3650"}, {"groups": ["nonsense"]}, {"name": "x" * 90}):
        page = client.post(_new(firm), _form(client, firm, name="My typed words") | bad)
        text = page.content.decode()
        assert "There is a problem" in text
        assert "My typed words" in text or "name" in bad
    assert not Token.objects.exists()


def test_making_one_asks_for_a_fresh_login(
    boss: Person, firm: Organisation, client_of: ClientOf
) -> None:
    client = client_of(boss)
    assert client.get(_new(firm)).status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    response = client.get(_new(firm))
    assert response.status_code == 302
    assert "reauthenticate" in response.headers["Location"]


def test_the_button_ends_it(boss: Person, firm: Organisation, client_of: ClientOf) -> None:
    made = token(firm, boss)
    path = f"/en/organisations/tokens/{made.token.uid}/"
    response = client_of(boss).post(path)
    assert response.status_code == 302
    assert machine(made.text).get("/api/v1/whoami").status_code == 401
    page = client_of(boss).get(path).content.decode()
    assert "revoked" in page
    assert "End this token" not in page


def test_others_find_nothing_there(boss: Person, firm: Organisation, client_of: ClientOf) -> None:
    made = token(firm, boss)
    elsewhere = administrator(make.organisation())
    for who in (elsewhere, make.member(firm)):
        for path in (_new(firm), f"/en/organisations/{firm.uid}/tokens/"):
            assert client_of(who).get(path).status_code == 404
        path = f"/en/organisations/tokens/{made.token.uid}/"
        assert client_of(who).get(path).status_code == 404
        assert client_of(who).post(path).status_code == 404
    made.token.refresh_from_db()
    assert made.token.revoked_at is None


def test_a_sealed_group_is_not_named_to_another_administrator(
    boss: Person, firm: Organisation, client_of: ClientOf
) -> None:
    sealed = make.group("Zvrkolinka", circle="sealed")
    make.join(boss, sealed)
    made = token(firm, boss, groups=[sealed])
    path = f"/en/organisations/tokens/{made.token.uid}/"
    second = client_of(administrator(firm))
    with_it = second.get(path).content
    made.token.group_rows.all().delete()
    without = second.get(path).content
    masked = [re.sub(rb'(nonce|csrf\w*|value)="[^"]*"', b"", page) for page in (with_it, without)]
    assert masked[0] == masked[1]
    assert b"Zvrkolinka" not in with_it


def test_the_list_asks_as_often_for_many_as_for_one(
    boss: Person, firm: Organisation, client_of: ClientOf
) -> None:
    client, path = client_of(boss), f"/en/organisations/{firm.uid}/tokens/"
    token(firm, boss, key="0")
    client.get(path)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    one = asked()
    for number in range(1, 12):
        token(firm, boss, key=str(number))
    assert asked() == one
