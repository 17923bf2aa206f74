"""Searching too often: only unknown people wait, and nothing of what they typed is lost."""

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from portal.searching.limits import _network
from tests import factories as make
from tests.conftest import ClientOf
from tests.search.shelf import Shelf

URL = "/en/search/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(settings: Any) -> None:
    cache.clear()
    settings.SEARCH_RATES = {"search": 2, "suggest": 2, "api": 2}


def statuses(client: Client, times: int = 3, **more: str) -> list[int]:
    asked = {"q": "isto", "lang": "sr", "sort": "newest"}
    return [client.get(URL, asked, **more).status_code for _each in range(times)]


def test_what_was_typed_is_kept(
    client: Client, notes: Shelf, frozen: time_machine.Traveller
) -> None:
    assert statuses(client) == [200, 200, 429]
    response = client.get(URL, {"q": "lažna banka", "lang": "sr"})
    html = response.content.decode()
    assert response["Retry-After"] == "60"
    assert 'value="lažna banka"' in html
    assert '<input type="hidden" name="lang" value="sr">' in html
    assert 'href="?q=la%C5%BEna+banka&amp;lang=sr">Try again' in html
    frozen.shift(61)
    assert statuses(client, 1) == [200]


def test_other_addresses_do_not_wait(client: Client, frozen: time_machine.Traveller) -> None:
    assert statuses(client)[-1] == 429
    assert statuses(client, 1, REMOTE_ADDR="192.0.2.9") == [200]


def test_a_network_of_ipv6_is_one_address() -> None:
    assert _network("2001:db8:1:2:3:4:5:6") == _network("2001:db8:1:2::1")
    assert _network("2001:db8:1:3::1") != _network("2001:db8:1:2::1")
    assert _network("192.0.2.1") == "192.0.2.1"


def test_members_are_not_counted(client_of: ClientOf, frozen: time_machine.Traveller) -> None:
    client = client_of(make.member(make.organisation("Firm")))
    assert statuses(client, 4) == [200] * 4


def test_the_empty_page_costs_nothing(client: Client, frozen: time_machine.Traveller) -> None:
    assert [client.get(URL).status_code for _each in range(5)] == [200] * 5


def test_the_count_keeps_no_words(client: Client, frozen: time_machine.Traveller,
                                  monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    kept: list[str] = []
    add = cache.add
    monkeypatch.setattr(cache, "add", lambda key, *a, **k: kept.append(key) or add(key, *a, **k))
    client.get(URL, {"q": "tajnareč"})
    assert kept
    assert all(":" in key and "tajna" not in key and "127.0.0.1" not in key for key in kept)
