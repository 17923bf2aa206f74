"""What no browser sends: answered with 400, 404 or the form again, never with 500."""

import pytest
from django.test import Client

from .cast import Network, base
from .crawling import _arguments
from .urlmap import addresses

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "author"]
QUERIES = [
    "page=%00",
    "q=%00",
    "q=%ff%fe",
    "page=-1",
    "page=zwei",
    "page=99999999999999999999999",
    "page=1.5",
    "year=-5",
    "year=abc&label=PURPLE&severity=99",
    "kind=nothing&q=ruter",
    "sort=%27%20OR%201",
    "q=" + "a" * 100_000,
    "next=https://evil.example/",
    "page=1&page=2",
]
BODIES: list[dict[str, str]] = [
    {},
    {"text": "\x00", "title": "\x00", "key": "\x00", "lang": "\x00"},
    {"text": "a" * 200_000, "lang": "xx", "label": "PURPLE", "on_behalf_of": "not-a-uid"},
    {"relabel": "\x00", "named": "1"},
    {"relabel": "PURPLE"},
    {"preview": "1", "text": "x"},
    {"login": "\x00", "password": "\x00"},
]
CALM = {200, 301, 302, 303, 400, 401, 403, 404, 405, 409, 410, 413, 422}


@pytest.fixture
def net() -> Network:
    return base()


def paths(net: Network) -> list[str]:
    net.hidden = {kind: [] for kind in net.open}
    found = []
    for address in addresses():
        if address.ours and address.exact:
            found += [address.path("en", **v) for v, _u in _arguments(address, net, there=True)][:1]
    return found


def test_no_address_breaks_on_a_hostile_query(net: Network) -> None:
    broken = []
    for path in paths(net):
        for role in ROLES:
            for query in QUERIES:
                status = net.clients[role].get(f"{path}?{query}").status_code
                if status not in CALM:
                    broken.append(f"{role} {path}?{query[:40]}: {status}")
    assert broken == []


def test_no_form_breaks_on_a_hostile_body(net: Network) -> None:
    broken = []
    for path in paths(net):
        if "logout" in path:
            continue
        for role in ROLES:
            for body in BODIES:
                status = net.clients[role].post(path, body).status_code
                if status not in CALM:
                    broken.append(f"{role} {path} {sorted(body)}: {status}")
    assert broken == []


@pytest.mark.parametrize(
    "path", ["/xx/", "/en-US/groups/", "/sr-cyrl/", "/en/%00/", "/en/%ff/", "/en/groups/1/"]
)
def test_unknown_addresses_and_languages_are_404(path: str, client: Client) -> None:
    assert client.get(path).status_code in (400, 404)


def test_no_get_changes_data_and_no_post_goes_without_a_token(net: Network) -> None:
    net.hidden = {kind: [] for kind in net.open}
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = net.clients["author"].cookies
    # 401: a machine's door, which takes no cookie and so needs no token against forgery.
    refused = (302, 401, 403, 404, 405)
    # RFC 8058: a mail program stops a subscription with the signed word in its address alone.
    one_click = "/mail/stop/"
    passed = [
        path
        for path in paths(net)
        if strict.post(path, {"text": "x"}).status_code not in refused
        and not path.startswith(one_click)
    ]
    assert passed == []


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "NONSENSE"])
def test_methods_nobody_needs_are_refused(method: str, client: Client) -> None:
    assert client.generic(method, "/en/groups/").status_code == 405
