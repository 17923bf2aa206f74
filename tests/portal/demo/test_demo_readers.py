"""The network's own proof: everything, opened by everybody, is as `readers` says."""

from typing import Any

import pytest
from django.test import Client

from community.models import Person
from portal.demo.cast import Cast
from portal.demo.listing import accounts, things
from portal.demo.names import PASSWORD
from tests.logging_in import log_in
from tests.portal.demo.seeded import network

__all__ = ["network"]
pytestmark = pytest.mark.django_db

EMAILS = {row["role"]: row["email"] for row in accounts()}


@pytest.fixture
def addresses(network: Cast) -> dict[str, Any]:
    """Each address once, with its readers; posts share the pages of their topic."""
    found: dict[str, Any] = {}
    for thing in things():
        readers = found.setdefault(thing["url"].partition("#")[0], thing["readers"])
        assert readers == thing["readers"], thing["url"]
    return found


@pytest.mark.parametrize("role", ["anonymous", *EMAILS])
def test_everything_opens_for_its_readers_and_for_nobody_else(
    role: str, addresses: dict[str, Any]
) -> None:
    client = Client()
    if role != "anonymous":
        log_in(client, Person.objects.get(email=EMAILS[role]), PASSWORD)
    answers = {url: client.get(url).status_code for url in addresses}
    assert answers == {url: 200 if role in readers else 404 for url, readers in addresses.items()}


def test_a_post_stands_where_its_address_says(network: Cast) -> None:
    posts = [t for t in things() if t["kind"] == "post" and "author" in t["readers"]]
    places = [post["url"].split("#") for post in posts]
    client = log_in(Client(), Person.objects.get(email=EMAILS["author"]), PASSWORD)
    pages = {page: client.get(page).content.decode() for page in {page for page, _ in places}}
    assert [place for place in places if f'id="{place[1]}"' not in pages[place[0]]] == []
