"""Addresses that somebody typed: nothing inside our own walls is ever asked."""

import socket
from collections.abc import Callable

import pytest
import requests
from pytest_django.fixtures import Settings

from community.sso.fetching import Unreachable, fetch_json, guarded_session, may_ask

from .peers import OidcPeer

INSIDE = [
    *("127.0.0.1", "127.8.9.1", "0.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::"),
    *("fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
    *("64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::1", "not an address", ""),
]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_not_asked(address: str) -> None:
    assert not may_ask(address)


@pytest.mark.parametrize("address", ["147.91.1.1", "8.8.8.8", "2a00:1450::1", "::ffff:8.8.8.8"])
def test_public_addresses_are(address: str) -> None:
    assert may_ask(address)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], None]:
    """What the name of the test resolves to; the resolver itself is nobody's to trust."""

    def are(addresses: list[str]) -> None:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)

    return are


@pytest.mark.parametrize("url", ["https://localhost/", "https://127.0.0.1/", "https://[::1]/"])
def test_this_machine_is_inside(url: str) -> None:
    with pytest.raises(Unreachable):
        fetch_json(url)


def test_a_name_that_leads_inside_is_not_followed(
    names: Callable[[list[str]], None],
) -> None:
    for addresses in (["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], []):
        names(addresses)
        with pytest.raises(Unreachable):
            fetch_json("https://innocent.example/")


def test_plain_http_and_other_schemes_are_not_spoken() -> None:
    for url in ("http://8.8.8.8/", "file:///etc/passwd", "ftp://8.8.8.8/", "gopher://x/"):
        with pytest.raises(Unreachable):
            fetch_json(url)


def test_a_redirect_that_leads_inside_is_not_followed(oidc: OidcPeer) -> None:
    with guarded_session() as session, pytest.raises(Unreachable):
        session.get(f"{oidc.issuer}/inward")


def test_an_endless_answer_is_cut_off(oidc: OidcPeer) -> None:
    with pytest.raises(Unreachable):
        fetch_json(f"{oidc.issuer}/endless")


def test_a_named_host_answers_and_its_neighbour_does_not(
    oidc: OidcPeer, settings: Settings
) -> None:
    url = f"{oidc.issuer}/.well-known/openid-configuration"
    assert fetch_json(url)["issuer"] == oidc.issuer
    settings.SSO_FETCH_FROM = ("127.0.0.1:1",)
    with pytest.raises(Unreachable):
        fetch_json(url)


def test_proxies_of_the_environment_are_not_used(
    oidc: OidcPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with guarded_session() as session:
        assert isinstance(session.get(f"{oidc.issuer}/jwks"), requests.Response)
