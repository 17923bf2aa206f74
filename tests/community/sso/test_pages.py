"""The pages: the way in tells nothing of accounts; two people set a login up."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from community import membership
from community.access.policy import Refused
from community.models import Person
from community.queues.models import Item
from community.sso.keeping import confirm_provider, request_provider
from community.sso.models import Provider
from tests import factories as make

from .oidc_server import CLIENT, SECRET
from .peers import ENTER, OidcPeer, administrator, by, in_use, organisation_with, secretary

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]


def _masked(page: bytes, address: str) -> bytes:
    text = page.replace(address.encode(), b"ADDRESS")
    return re.sub(rb'(value|nonce|state|code_challenge|TOKEN)(="|=|": ")[^"&]*', b"", text)


def test_known_and_unknown_addresses_get_the_same_page(oidc: OidcPeer) -> None:
    firm = organisation_with("firm.example")
    in_use(firm, oidc.found())
    make.member(firm, email="known@firm.example")
    pages = []
    for address in ("known@firm.example", "nobody@firm.example"):
        page = Client().post(ENTER, {"email": address})
        assert page.status_code == 200
        pages.append(_masked(page.content, address))
    assert pages[0] == pages[1]
    assert b"127.0.0.1" in pages[0]


def test_without_a_provider_accounts_are_not_told_apart_either() -> None:
    make.member(organisation_with("plain.example"), email="known@plain.example")
    pages = [
        _masked(Client().post(ENTER, {"email": address}).content, address)
        for address in ("known@plain.example", "nobody@plain.example", "who@else.example")
    ]
    assert pages[0] == pages[1] == pages[2]
    assert b"signs in this way" in pages[0]


def test_the_way_in_is_throttled() -> None:
    answers = [Client().post(ENTER, {"email": "a@b.example"}).status_code for _each in range(21)]
    assert answers == [200] * 20 + [429]


def test_an_administrator_asks_and_the_secretariat_confirms(
    oidc: OidcPeer, client_of: ClientOf
) -> None:
    firm = organisation_with("firm.example")
    boss, office = administrator(firm), secretary()
    path = f"/en/organisations/{firm.uid}/sso/"
    filled = {"protocol": "oidc", "issuer": oidc.issuer, "client_id": CLIENT, "secret": SECRET}
    assert client_of(boss).post(path, filled).status_code == 302
    row = Provider.objects.get()
    assert row.state == Provider.State.WAITING
    assert Item.objects.filter(queue="sso", thing_uid=row.uid, closed_at=None).exists()
    assert "url" not in Client().post(ENTER, {"email": "a@firm.example"}).context
    decide = f"/en/office/sso/{row.uid}/"
    assert client_of(boss).post(decide, {"act": "confirm"}).status_code == 404
    assert client_of(office).get(decide).status_code == 200
    assert client_of(office).post(decide, {"act": "confirm"}).status_code == 302
    row.refresh_from_db()
    assert row.state == Provider.State.ENABLED
    assert not Item.objects.filter(queue="sso", closed_at=None).exists()
    assert "url" in Client().post(ENTER, {"email": "a@firm.example"}).context
    assert SECRET not in client_of(boss).get(path).content.decode()
    assert client_of(boss).post(path, {"end": "in_use"}).status_code == 302
    assert "url" not in Client().post(ENTER, {"email": "a@firm.example"}).context


def test_nobody_confirms_their_own(oidc: OidcPeer) -> None:
    firm = organisation_with("firm.example")
    both = secretary()
    membership.seat_person(both, firm, by=make.SETUP, role="administrator", since=make.LONG_AGO)
    asked = request_provider(firm, oidc.found(), by=by(both))
    with pytest.raises(Refused):
        confirm_provider(asked, by=by(both))
    assert confirm_provider(asked, by=by(secretary())).state == Provider.State.ENABLED
    with pytest.raises(Refused):
        confirm_provider(asked, by=by(secretary()))


def test_one_provider_serves_one_organisation(oidc: OidcPeer) -> None:
    in_use(organisation_with("firm.example"), oidc.found())
    second = request_provider(
        other := organisation_with("other.example"), oidc.found(), by=by(administrator(other))
    )
    with pytest.raises(Refused):
        confirm_provider(second, by=by(secretary()))
    second.refresh_from_db()
    assert (second.state, second.app) == (Provider.State.WAITING, None)


def test_a_refusal_carries_its_reason(oidc: OidcPeer, client_of: ClientOf) -> None:
    firm = organisation_with("firm.example")
    boss = administrator(firm)
    row = request_provider(firm, oidc.found(), by=by(boss))
    office = client_of(secretary())
    decide = f"/en/office/sso/{row.uid}/"
    assert "This field is required" in office.post(decide, {"act": "refuse"}).content.decode()
    office.post(decide, {"act": "refuse", "reason": "We could not reach you."})
    page = client_of(boss).get(f"/en/organisations/{firm.uid}/sso/").content.decode()
    assert "We could not reach you." in page


@pytest.mark.parametrize(
    "filled",
    [
        {"protocol": "oidc"},
        {"protocol": "oidc", "issuer": "https://127.0.0.1", "client_id": "c", "secret": "s"},
        {"protocol": "oidc", "issuer": "http://example.org", "client_id": "c", "secret": "s"},
        {"protocol": "oidc", "issuer": "https://u:p@x.org", "client_id": "c", "secret": "s"},
        {"protocol": "oidc", "issuer": "file:///etc/passwd", "client_id": "c", "secret": "s"},
        {"protocol": "saml", "metadata": ""},
        {"protocol": "saml", "metadata": "<x/>"},
        {"protocol": "saml", "metadata": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
        {"protocol": "ldap"},
    ],
    ids=str,
)
def test_what_cannot_be_used_is_said(filled: dict[str, str], client_of: ClientOf) -> None:
    firm = organisation_with("firm.example")
    page = client_of(administrator(firm)).post(f"/en/organisations/{firm.uid}/sso/", filled)
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert not Provider.objects.exists()


def test_others_find_nothing_there(oidc: OidcPeer, client_of: ClientOf) -> None:
    firm = organisation_with("firm.example")
    row = request_provider(firm, oidc.found(), by=by(administrator(firm)))
    for who in (administrator(make.organisation()), make.member(firm)):
        assert client_of(who).get(f"/en/organisations/{firm.uid}/sso/").status_code == 404
        assert client_of(who).get(f"/en/office/sso/{row.uid}/").status_code == 404
        assert client_of(who).get("/en/office/sso/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *("3rdparty/", "3rdparty/signup/", "social/connections/", "social/signup/"),
        *("oidc/any/login/", "saml/any/login/", "saml/any/sls/", "saml/any/metadata/"),
        *("oidc/any/login/callback/", "saml/any/acs/finish/"),
    ],
)
def test_other_doors_of_such_logins_are_not_there(path: str, client_of: ClientOf) -> None:
    for client in (Client(), client_of(make.member())):
        for method in (client.get, client.post):
            assert method(f"/accounts/{path}").status_code == 404
